// The parts of an answer that make claims: sentences of paragraphs, items of lists, cells of tables. Code, headings, links,
// formulas and quotations make none. Knows Markdown as far as that goes; knows nothing of numbers.
import type { Placeholder } from './placeholder.ts';
import { INERT, tokensOf, type Spot, type Token } from './claim-tokens.ts';
import { openSource, type Span, type Text } from './span.ts';

/** The tokens of one sentence or one table cell. */
export type Sentence = readonly Token[];

/** A stretch of an answer whose figures belong together. Items and cells hold their sentences. */
export type Block =
  | { readonly kind: 'prose'; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Sentence[])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly Sentence[])[] };

/** Longest sentence that is looked at, in UTF-16 units: a longer one is no sentence. */
const MAX_SENTENCE_LENGTH = 1500;
/** Longest quotation that is left out. */
const MAX_QUOTE_LENGTH = 300;

const FENCE = /^ {0,3}(?:```|~~~)/;
const SKIPPED = /^ {0,3}(?:#{1,6}(?:\s|$)|>|\[[^\]\n]{1,80}\]:)|^ {4,}\S|^\t/;
const ITEM = /^\s{0,8}(?:[-*+]|\d{1,3}[.)])\s+/;
const TABLE_LINE = /^\s{0,3}\|/;
const DELIMITER = /^[\s|:-]+$/;

/** Code spans, comments, tags, images and links, addresses, formulas, quotations of one line. */
const MASKED = [
  /`[^`\n]{1,500}`/g,
  /<!--[^\n]{0,500}?-->/g,
  /<\/?[a-z][^<>\n]{0,200}>/gi,
  /!?\[[^[\]\n]{0,200}\]\([^()\n]{0,300}\)/g,
  /\bhttps?:\/\/[^\s<>)]{1,500}/g,
  /\$[^\s$\d][^$\n]{0,200}\$(?!\d)/g,
  new RegExp(`"[^"\\n]{1,${MAX_QUOTE_LENGTH}}"`, 'g'),
  new RegExp(`[“„][^“”„\\n]{1,${MAX_QUOTE_LENGTH}}[”“]`, 'g'),
];

/** What takes a placeholder's place while the text around it is looked at. */
const HELD = '\uE000';

/** The text with placeholders held and everything masked that makes no claim; as long as before. */
function maskedText(text: string, spots: readonly Spot[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to } of spots) {
    pieces.push(text.slice(done, from), HELD.repeat(to - from));
    done = to;
  }
  const held = pieces.join('') + text.slice(done);
  // A quotation with a placeholder in it is the user's own text in quotation marks.
  return MASKED.reduce(
    (masked, pattern) =>
      masked.replaceAll(pattern, (all) => (all.includes(HELD) ? all : INERT.repeat(all.length))),
    held,
  );
}

const ENDS = /[.!?…]{1,3}["”’)]{0,2}(?=\s)/g;
const SHORT = /(?:^|[\s(])(?:e\.g|i\.e|vs|approx|ca|al|fig|no|cf|resp|incl|excl|max|min|avg|\p{L})\.$/iu;

/** Where the sentences of a stretch begin and end. */
function sentencesIn(text: string, from: number, to: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let start = from;
  for (const match of text.slice(from, to).matchAll(ENDS)) {
    const end = from + match.index + match[0].length;
    const short = match[0] === '.' && SHORT.test(text.slice(Math.max(start, end - 8), end));
    const goesOn = match[0] !== '…' && /^\s+\p{Ll}/u.test(text.slice(end, end + 4));
    if (short || goesOn) continue;
    found.push([start, end]);
    start = end;
  }
  found.push([start, to]);
  return found.filter(([one, other]) => one < other && other - one <= MAX_SENTENCE_LENGTH);
}

type Line = { readonly from: number; readonly to: number; readonly text: string };

function linesOf(text: string): readonly Line[] {
  let from = 0;
  return text.split('\n').map((line) => {
    const start = from;
    from += line.length + 1;
    return { from: start, to: start + line.length, text: line.replace(/\r$/, '') };
  });
}

type LineKind = 'skip' | 'blank' | 'item' | 'table' | 'prose';

/** What each line is; the lines of code fences are skipped with the fences. */
function kindsOf(lines: readonly Line[]): readonly LineKind[] {
  let fence = '';
  let inList = false;
  return lines.map(({ text }): LineKind => {
    const mark = FENCE.exec(text)?.[0].trim() ?? '';
    if (mark !== '' && (fence === '' || fence === mark)) {
      fence = fence === '' ? mark : '';
      return 'skip';
    }
    if (fence !== '') return 'skip';
    if (text.trim() === '') return 'blank';
    const item = ITEM.test(text);
    const indented = inList && /^\s/.test(text);
    inList = item || indented;
    if (item) return 'item';
    if (TABLE_LINE.test(text)) return 'table';
    return SKIPPED.test(text) && !indented ? 'skip' : 'prose';
  });
}

/** Runs of lines that make one block: a paragraph, a list with what belongs to its items, a table. */
function runsOf(lines: readonly Line[]): readonly { kind: 'prose' | 'item' | 'table'; lines: Line[] }[] {
  const runs: { kind: 'prose' | 'item' | 'table'; lines: Line[]; open: boolean }[] = [];
  kindsOf(lines).forEach((kind, i) => {
    const line = lines[i];
    const run = runs.at(-1);
    if (!line) return;
    if (kind === 'skip' || (kind === 'blank' && run?.kind !== 'item')) {
      if (run) run.open = false;
    } else if (kind === 'blank') return;
    else if (
      run?.open === true &&
      (run.kind === kind || (run.kind === 'item' && isInside(line, lines[i - 1])))
    )
      run.lines.push(line);
    else runs.push({ kind, lines: [line], open: true });
  });
  return runs;
}

/** Whether a line goes on with the item above it. */
const isInside = (line: Line, above: Line | undefined): boolean =>
  /^\s/.test(line.text) || (above !== undefined && above.text.trim() !== '' && !TABLE_LINE.test(line.text));

/** Offsets of the cells of a table row, without its outer bars. */
function cellsOf({ from, text }: Line): readonly (readonly [number, number])[] {
  const bars = [...text.matchAll(/\|/g)].map(({ index }) => from + index);
  const ends = text.trimEnd().endsWith('|') ? bars : [...bars, from + text.length];
  return ends.slice(1).map((end, i) => [(ends[i] ?? from) + 1, end]);
}

/**
 * The blocks of an answer, with their tokens.
 * @param text the answer, or the answer to a follow-up
 * @param placeholders those of the question; the ones elsewhere are left out
 */
export function blocksOf(text: Text, placeholders: readonly Placeholder[]): readonly Block[] {
  const base = text.at.start.offset;
  const spots = placeholders
    .map((placeholder) => {
      const { start, end } = placeholder.written.at;
      return { placeholder, from: start.offset - base, to: end.offset - base };
    })
    .filter(({ from, to }) => from >= 0 && to <= text.text.length)
    .toSorted((a, b) => a.from - b.from);
  const masked = maskedText(text.text, spots);
  let next = 0;
  const sentence = (from: number, to: number): Sentence => {
    while ((spots[next]?.from ?? Infinity) < from) next += 1;
    const within: Spot[] = [];
    for (let at = next; (spots[at]?.to ?? Infinity) <= to; at += 1) within.push(...spots.slice(at, at + 1));
    return tokensOf(masked, from, to, within);
  };
  const holds = (from: number, to: number): boolean => masked.slice(from, to).includes(HELD);
  const sentences = (from: number, to: number, all: boolean): readonly Sentence[] =>
    sentencesIn(masked, from, to).map(([one, other], i, list) =>
      // Only what has figures, or may go on about those before it, is cut into tokens.
      all || holds(list[i - 1]?.[0] ?? one, other) ? sentence(one, other) : [],
    );
  // Lines are told apart by the text with placeholders held, so that a placeholder of several lines stays whole.
  const runs = runsOf(linesOf(masked)).filter(({ lines }) =>
    holds(lines[0]?.from ?? 0, lines.at(-1)?.to ?? 0),
  );
  return runs.map(({ kind, lines }): Block => {
    const [first] = lines;
    const end = lines.at(-1)?.to ?? 0;
    if (kind === 'prose') return { kind, sentences: sentences(first?.from ?? 0, end, false) };
    if (kind === 'item') {
      const starts = lines.filter((line) => ITEM.test(line.text));
      const items = starts.map((line, i) => {
        const mark = ITEM.exec(line.text)?.[0].length ?? 0;
        return sentences(line.from + mark, (starts[i + 1]?.from ?? end + 1) - 1, true);
      });
      return { kind: 'list', items };
    }
    const rows = lines.filter((line) => !DELIMITER.test(line.text));
    return { kind: 'table', rows: rows.map((row) => cellsOf(row).map(([from, to]) => sentence(from, to))) };
  });
}

/** Tells the place in the file of a stretch of a text. */
export function placesIn(text: Text): (from: number, to: number) => Span {
  const { start } = text.at;
  const { pointAt } = openSource(text.at.file, text.text);
  const point = (offset: number): Span['start'] => {
    const within = pointAt(offset);
    return {
      line: start.line + within.line - 1,
      column: within.line === 1 ? start.column + within.column - 1 : within.column,
      offset: start.offset + within.offset,
    };
  };
  return (from, to) => ({ file: text.at.file, start: point(from), end: point(to) });
}

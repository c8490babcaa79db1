// Key points for answers without any, from the answer's formatting. Suggestions only.
import type { Conditional, KeyPoint } from '../../core/base/question.ts';
import { lastAtMost, type Range, type Source, type Span, type Text } from '../../core/base/span.ts';
import { oneLine, sentenceEnds } from '../../core/base/text.ts';
import { type Citing, isWithin } from '../../core/fill/conditional.ts';
import { boxLength } from '../markdown/boxes.ts';
import type { Marked, MarkKind } from '../markdown/marks.ts';
import { linesOf, outline } from '../markdown/outline.ts';
import type { WrittenQuestion } from './question-writer.ts';
import { dividerIn } from './story.ts';

/** Introduces other wordings of a point: `- also: quadratic memory, n squared`. */
const ALSO = /^also:(?=\s|$)/i;
/** A comma inside a number (`1,000`) does not separate. */
const BETWEEN = /,(?=\s|$)|;/;

export const phrasesOf = (line: string): readonly string[] => [
  ...new Set(line.split(BETWEEN).map(oneLine).filter(Boolean)),
];

export const phrasesText = (phrases: readonly string[]): string => phrases.join(', ');

/** As Markdown, or between marks. */
export const pointItems = (
  { points, alternatives = [] }: Pick<WrittenQuestion, 'points' | 'alternatives'>,
  mark?: (kind: MarkKind, text: string) => string,
): readonly string[] =>
  points.flatMap((point, i) => {
    const also = phrasesText(alternatives[i] ?? []);
    if (mark) return [mark('point', point), ...(also === '' ? [] : [mark('also', also)])];
    return also === '' ? `- ${point}` : `- ${point}\n  - also: ${also}`;
  });

export const pointWith = ({ text, at }: Text, phrases: readonly string[]): KeyPoint => ({
  text,
  at,
  also: phrases.length > 0 ? phrases : undefined,
});

const TASK = /[-*+.)][ \t]+\[[ xX]\][ \t]+$/;
const LONGEST_TASK = 20;
const NOTE = /^[*_]{0,3}(?:(?:TODO|FIXME)(?!\p{L})|\([^()]*(?:\([^()]*\)[^()]*)*\)[.!]?[*_]{0,3}$)/u;

const MARKER = /^([ \t]*)(?:[-*+]|\d{1,9}[.)]|[a-z]\))[ \t]+/;

type Item = {
  readonly start: number;
  end: number;
  readonly indent: number;
  readonly words: string[];
  readonly also: string[][];
  /** `words`, or the last of `also`: what the next line continues. */
  part: string[];
};

/**
 * Items include their continuation lines; a paragraph that is not indented ends the list.
 * @param readsAlso items nested below `also:` are other wordings of a point
 */
export function listItems(
  source: Source,
  start: number,
  end: number,
  readsAlso = false,
): readonly KeyPoint[] {
  const items: Item[] = [];
  let current: Item | undefined;
  let afterBlank = false;
  for (const { start: at, next } of linesOf(source.text, start, end, [])) {
    const line = source.text.slice(at, next);
    const marker = MARKER.exec(line);
    const indent = marker?.[1]?.length ?? line.length - line.trimStart().length;
    const mark = marker ? marker[0].length + boxLength(source.text, at + marker[0].length) : 0;
    const text = line.slice(mark).trim();
    const lineEnd = at + line.trimEnd().length;
    if (line.trim() === '') afterBlank = true;
    else if (isBlock(line)) current = undefined;
    else if (marker && (!current || indent <= current.indent + 1)) {
      const words = [text];
      const from = at + mark;
      current = { start: from, end: from + text.length, indent, words, also: [], part: words };
      items.push(current);
    } else if (current && (!afterBlank || indent > 0)) {
      const isAlso = readsAlso && marker !== null && ALSO.test(text);
      if (isAlso) current.also.push((current.part = [text.replace(ALSO, '')]));
      else {
        if (marker) current.part = current.words;
        current.part.push(text);
      }
      if (current.part === current.words) current.end = lineEnd;
    } else current = undefined;
    if (line.trim() !== '') afterBlank = false;
  }
  return items
    .map(({ words, also, start: from, end: to }) => {
      const text = { text: oneLine(words.join(' ')), at: source.spanAt(from, to) };
      return pointWith(text, phrasesOf(also.map((part) => part.join(' ')).join(', ')));
    })
    .filter(({ text }) => text !== '');
}

/** A quote or a table below an item is none of its words. */
export const isBlock = (line: string): boolean => /^[ \t]*(?:>|\|.*\|\s*$)/.test(line);
/** Images, formulas, quotes, footnotes, and where to read more: nobody says them. */
const UNSAID =
  /^(?:>|\[\^[^\]\n]+\]:).*|!\[\[?[^\]\n]*\]\]?(?:\([^)\n]*\)+)?|<img\b[^>\n]*>|\$\$[^$]*\$\$|\$[^$\n]*\$|\\\[.*?\\\]|\\\(.*?\\\)|\\begin\{.*?\\end\{[\w*]*\}|\b(?:see(?: also)?|read(?: more)?|more|sources?|references?|related|docs|siehe(?: auch)?|ver(?: tamb(?:ém|ién))?|voir(?: aussi)?|vedi(?: anche)?|zie(?: ook)?|cf)\b(?:[^\p{L}[]*(?:\[[^\]\n]*\]\([^)\n]*\)+|\[\[[^\]\n]*\]\]|<?https?:[^\s>]*))+/giu;

const MOST_POINTS = 6;
const LONGEST_POINT = 300;
/** Six points are found long before. */
const MOST_SPOTS = 40;
/** At the beginning of a line, or with its colon after a sentence. */
const LEAD_IN =
  /(?:^[ \t]*|(?<=[.!?;]["'”’)]? +)(?=(\*\*|__)[^*_\n]{2,118}(?::\1|\1:)))(?:\*\*|__)\S[^*_\n]{1,118}(?:\*\*|__)/gm;
const SENTENCE_END = /[.!?…]["'”’)\]*_]{0,3}\s|\n[ \t\r]*\n|\n[ \t]*(?:[-*+#>|:]|\d{1,9}[.)])\s/g;

/** A sentence's end can include the marker of the next line, and the bars around a table row. */
const NEXT_MARK = /\n[ \t]*(?:[-*+#>|:]|\d{1,9}[.)])\s*$/;
const LAST_BAR = /\|\s*$/;

/** What gives a bad impression, advice, and where to read more. */
const NOT_SAID =
  "red flags?|(?:weak|bad|poor|wrong) (?:answers?|examples?)|(?:what|things) (?:not to (?:say|do)|to avoid)|don['’]t say|avoid(?: saying)?|pitfall|(?:pro )?tips?|(?:further|more) reading|references|sources|see also";
const HEADS_UNSAID = new RegExp(
  `^\\P{L}*(?:${NOT_SAID}|(?:useful )?(?:links|resources)|related(?: questions| topics)?)\\P{L}*$`,
  'iu',
);
const LABEL_UNSAID = new RegExp(
  `^([ \\t>]*)([-*+][ \\t]+)?(?:\\p{Extended_Pictographic}\\ufe0f?\\s{0,2}){0,2}(\\*\\*|__)(?:${NOT_SAID})(?:[:：]\\3|\\3\\s?[:：]|\\3[ \\t]*$)`,
  'gimu',
);
/** A paragraph; below a label alone, with a list. */
const END_OF_PARAGRAPH = /\n[ \t]*(?:\r?\n|\P{L}{0,8}(?:\*\*|__)\S)/u;
const END_OF_LIST = /\n[ \t]*(?:\r?\n(?!\s*(?:[-*+]|\d{1,9}[.)])[ \t])|\P{L}{0,8}(?:\*\*|__)\S)/u;

function unsaidIn({ text }: Source, from: number, to: number): readonly Range[] {
  return [...text.slice(from, to).matchAll(LABEL_UNSAID)].map(
    ({ 0: label, 1: indent = '', 2: item, index }) => {
      const start = from + index;
      const below = text.slice(start + label.length, to);
      const isAlone = /^[ \t\r]*(?:\n|$)/.test(below);
      const ends =
        item === undefined
          ? isAlone
            ? END_OF_LIST
            : END_OF_PARAGRAPH
          : new RegExp(`\\n(?!${indent}[ \\t])`);
      const length = below.search(ends);
      return { start, end: length === -1 ? to : start + label.length + length };
    },
  );
}

function proseOf(source: Source, answer: Text): readonly (readonly [number, number])[] {
  const { start, end } = answer.at;
  const stretches: (readonly [number, number])[] = [];
  let from = start.offset;
  const { headings, fences } = outline(source.text, start.offset, end.offset);
  const divider = dividerIn(answer.text);
  const behind = divider && {
    start: start.offset + divider.start,
    next: start.offset + divider.end,
  };
  const unsaid = headings.flatMap((one, i) =>
    HEADS_UNSAID.test(source.text.slice(one.textStart, one.textEnd))
      ? { start: one.start, next: headings[i + 1]?.start ?? end.offset }
      : [],
  );
  const labelled = unsaidIn(source, start.offset, end.offset).map((one) => ({ ...one, next: one.end }));
  const others = [...headings, ...fences, ...unsaid, ...labelled, ...(behind ? [behind] : [])];
  for (const other of others.toSorted((a, b) => a.start - b.start)) {
    if (other.start > from) stretches.push([from, other.start]);
    from = Math.max(from, other.next);
  }
  if (from < end.offset) stretches.push([from, end.offset]);
  return stretches;
}

const isRow = ({ text }: Source, start: number): boolean =>
  /\|[ \t]*$/.test(text.slice(Math.max(0, start - LONGEST_TASK), start));
const TABLE_RULE = /^[ \t:|-]*-[ \t:|-]*$/;
const cellsOf = (row: string): readonly string[] => row.replace(LAST_BAR, '').split('|').map(oneLine);

const writtenAt = (source: Source, { at: { start, end } }: KeyPoint): string =>
  source.text.slice(start.offset, end.offset);

/** A column that only counts the rows. */
const COUNT_HEAD = /^(?:#|№|n[or]\.?)?$/i;

/** Names the row: `p95` below `Metric`; neither a figure nor a placeholder. */
const ROW_NAME = /^[^\p{L}\p{N}[{<]*\p{L}[\p{L}\d]/u;

/** The cells of a row have the words of the head above them: `GPUs: 32, samples/s: 10,890`; its name has none, nor a sentence in the second of two. */
function withHeads(source: Source, sentences: readonly KeyPoint[]): readonly KeyPoint[] {
  let heads: readonly string[] = [];
  return sentences.flatMap((sentence, i) => {
    const [written, next] = [sentence, sentences[i + 1] ?? sentence].map((each) => writtenAt(source, each));
    const [line = '', rule = next ?? ''] = written?.split('\n') ?? [];
    // In a quote it stands alone.
    if (heads.length > 0 && TABLE_RULE.test(line)) return [];
    if (!isRow(source, sentence.at.start.offset)) heads = [];
    else if (TABLE_RULE.test(rule)) heads = cellsOf(line);
    if (heads.length === 0) return [sentence];
    const cells = cellsOf(line);
    if (TABLE_RULE.test(rule)) return [];
    const told = cells
      .map((cell, at) => [heads[at] ?? '', cell] as const)
      .filter(([head, cell]) => !COUNT_HEAD.test(head) || !/^\d+[.)]?$/.test(cell))
      .map(([head, cell], at) => (at === 0 && ROW_NAME.test(cell) ? [cell] : [head, cell].filter(Boolean)));
    const isTelling = told.length === 2 && tellingWords(told[1]?.at(-1) ?? '') >= FEWEST_TELLING;
    const [bare, named] = [told.map((each) => each.at(-1)), told.map((each) => each.join(': '))];
    const text = isTelling || told.length === 1 ? bare.join(': ') : named.join(', ');
    return [cells.length === heads.length ? { ...sentence, text } : sentence];
  });
}

/** `> [!warning]- ` begins a callout of Obsidian. */
const MARKS_BEFORE = /^\s*(?:>\s+)?(?:(?:[-*+|:]|\d{1,9}[.)])\s+)?(?:\[!\p{L}[\p{L}-]*\][-+]?[ \t]*)?/u;
const CALLOUT = /\[!\p{L}[\p{L}-]*\][-+]?[ \t]*$/u;

/** Between two bounds, without marks of lists, quotes, and tables. */
function sentenceBetween(source: Source, start: number, end: number): KeyPoint {
  const sentence = source.text.slice(start, end).replace(NEXT_MARK, '');
  const bare = sentence.replace(MARKS_BEFORE, '');
  const head = start + sentence.length - bare.length;
  const first = head + boxLength(source.text, head);
  const marked = source.text.slice(first, head + bare.length);
  const written = isRow(source, first) ? marked.replace(LAST_BAR, '') : marked;
  return { text: oneLine(written), at: source.spanAt(first, first + written.trimEnd().length) };
}

/** None ends inside code (`SELECT … FOR UPDATE`), a row, a placeholder (`e.g.`) or a conditional. */
function sentencesIn(source: Source, from: number, to: number, whole: readonly Span[]): readonly KeyPoint[] {
  const text = source.text.slice(from, to);
  const inert = [...text.matchAll(/^[ \t]*\|[^\n]*|(`+)[^`\n]+\1/gm)];
  const starts = inert.map(({ index }) => index);
  const isInert = (at: number): boolean => {
    const found = starts.length === 0 ? undefined : inert[lastAtMost(starts, at)];
    return found !== undefined && found.index < at && at < found.index + found[0].length - (found[1] ? 1 : 0);
  };
  const ends = sentenceEnds(text, SENTENCE_END).flatMap(({ 0: end, index }) =>
    !end.includes('\n') && isInert(index) ? [] : [from + index + end.length],
  );
  const bounds = [from, ...ends, to].filter(
    (bound) => !whole.some(({ start, end }) => bound > start.offset && bound < end.offset),
  );
  return withHeads(
    source,
    bounds.slice(1).map((end, i) => sentenceBetween(source, bounds[i] ?? from, end)),
  );
}

/** Shorter words say little; sentences with few longer ones (`This is important.`) are no points. */
const TELLING_WORD = /\p{L}{4,}|\p{N}+/gu;
const FEWEST_TELLING = 4;
const tellingWords = (text: string): number => new Set(text.toLowerCase().match(TELLING_WORD)).size;

/** The first sentence; a word or two, such as a label, with the next one of their paragraph: `**Where.** In Redis, by a script.` */
function firstPoint(source: Source, from: number, to: number, whole: readonly Span[]): readonly KeyPoint[] {
  const [first, next] = sentencesIn(source, from, to, whole).filter(({ text }) => text !== '');
  if (!first || !next || tellingWords(first.text) >= FEWEST_TELLING) return first ? [first] : [];
  const [{ start, end }, { start: other, end: last }] = [first.at, next.at];
  if (!/^[ \t]*\n?[ \t]*$/.test(source.text.slice(end.offset, other.offset))) return [first];
  const text = oneLine(source.text.slice(start.offset, last.offset));
  return [{ text, at: source.spanAt(start.offset, last.offset) }];
}

/** A list item whole, if it has no label and is not too long. */
const itemPoints = (source: Source, from: number, to: number, whole: readonly Span[]): readonly KeyPoint[] =>
  listItems(source, from, to).flatMap((item) =>
    item.text.length <= LONGEST_POINT && item.text.search(LEAD_IN) !== 0
      ? [item]
      : firstPoint(source, item.at.start.offset, item.at.end.offset, whole),
  );

/** The right one of several options: `**C.** Serializable` */
const OPTION = /^\*\*([\p{L}\d])[.)]\*\*[ \t]+(\S.*)$/u;

function leadIns(source: Source, from: number, to: number, whole: readonly Span[]): readonly KeyPoint[] {
  const leads = [...source.text.slice(from, to).matchAll(LEAD_IN)];
  return leads.flatMap(({ 0: lead, index }, i) => {
    const start = from + index + lead.search(/\S/);
    const line = source.text.slice(start, to).split('\n', 1)[0]?.trimEnd() ?? '';
    const [, label = '', words = ''] = OPTION.exec(line) ?? [];
    if (words === '') return firstPoint(source, start, from + (leads[i + 1]?.index ?? to - from), whole);
    const end = start + line.length;
    return [pointWith({ text: oneLine(words), at: source.spanAt(end - words.length, end) }, [label])];
  });
}

const FEWEST_OF_PROSE = 3;
/** Prose as short as that is points throughout. */
const SHORT_PROSE = 5;
/** For one of the fewest, and for another of short prose. */
const [LEAST_TELLING, LESS_TELLING] = [2, 3];
const MOST_OF_PROSE = 8;
const LONGEST_PROSE = 20_000;

/** All that a flashcard answers: `53, UDP and TCP`, `Paris`. */
const CARD = /^(?=.*(?:\p{L}{4}|\p{N}|\p{Lu}{2})).*[^.!?…:]$/u;

/**
 * Sentences of plain prose that say something: up to five all, of more half, at most eight. First the first, which answers the
 * title, then those that say something beside a placeholder, then those that say most.
 */
function tellingOf(
  sentences: readonly KeyPoint[],
  wordsIn: (sentence: KeyPoint) => number,
): readonly KeyPoint[] {
  const said = sentences
    .filter(({ text }) => !/\?["'”’)*_]*$/u.test(text))
    .map((point) => ({ point, words: wordsIn(point) }))
    .filter(
      ({ words, point }) => words >= LEAST_TELLING || (sentences.length === 1 && CARD.test(point.text)),
    );
  const telling = said.filter(({ words }) => words >= LESS_TELLING).length;
  const most = Math.max(FEWEST_OF_PROSE, Math.min(SHORT_PROSE, telling), Math.ceil(telling / 2));
  const first = said.find(({ words }) => words >= LESS_TELLING);
  return said
    .toSorted((a, b) => Number(b === first) - Number(a === first) || b.words - a.words)
    .slice(0, Math.min(MOST_OF_PROSE, most))
    .map(({ point }) => point);
}

type Placed = { readonly at: Span };

const overlap = ({ at: a }: Placed, { at: b }: Placed): boolean =>
  a.start.offset < b.end.offset && a.end.offset > b.start.offset;

const ANNOUNCED = /^[*_:]*\s*\n[ \t]*(?:[-*+>|]|\d{1,9}[.)])\s/;

/** `We compared three:` above a list, a table or a quote; the title of a callout. */
const announces = (source: Source, { text, at: { start, end } }: KeyPoint): boolean =>
  (/[:：][*_]*$/.test(text) || CALLOUT.test(source.text.slice(0, start.offset).slice(-LONGEST_TASK))) &&
  ANNOUNCED.test(source.text.slice(end.offset, end.offset + LONGEST_TASK));

/** A point in a conditional could vanish, but points must stay tickable for any values. */
const mayVanish = (point: KeyPoint, conditionals: readonly Conditional[]): boolean =>
  conditionals.some((one) => {
    const isInPoint = isWithin(one.at, point.at);
    return overlap(point, one) && (!isInPoint || (isWithin(point.at, one.at) && !one.otherwise));
  });

/** A sentence that answers the title, above a list that says more. */
const definesAbove = ({ text, at }: KeyPoint, listed: readonly KeyPoint[]): boolean =>
  listed.length < MOST_POINTS &&
  at.end.offset <= (listed[0]?.at.start.offset ?? 0) &&
  /[.!。]["'”’)*_]*$/u.test(text);

/** A table takes no place of the prose around it. */
function tellingApart(
  source: Source,
  sentences: readonly KeyPoint[],
  wordsIn: (sentence: KeyPoint) => number,
): readonly KeyPoint[] {
  const inTable = ({ at }: KeyPoint): boolean => isRow(source, at.start.offset);
  const rows = tellingOf(sentences.filter(inTable), wordsIn);
  const prose = tellingOf(
    sentences.filter((one) => !inTable(one)),
    wordsIn,
  );
  return [...prose.slice(0, FEWEST_OF_PROSE), ...rows, ...prose.slice(FEWEST_OF_PROSE)].slice(
    0,
    MOST_OF_PROSE,
  );
}

/**
 * At most six, in the answer's order: list items, bold lead-ins with what they introduce, the sentence above them that
 * answers the title, sentences with a placeholder.
 * If there are too many, formatting wins over sentences. Plain prose gives its most telling sentences, and the first.
 */
export function proposePoints(
  source: Source,
  answer: Text,
  { placeholders, conditionals = [] }: Citing,
): readonly KeyPoint[] {
  const stretches = proseOf(source, answer);
  const spots = placeholders.slice(0, MOST_SPOTS).map(({ written }) => written.at);
  const whole = [...spots, ...conditionals.map(({ at }) => at)];
  const isCiting = ({ at }: KeyPoint): boolean =>
    spots.some(({ start }) => start.offset >= at.start.offset && start.offset < at.end.offset);
  const isFit = (point: KeyPoint): boolean =>
    point.text !== '' &&
    (isCiting(point) || !announces(source, point)) &&
    point.text.length <= LONGEST_POINT &&
    /[\p{L}\p{N}]/u.test(point.text.replaceAll(UNSAID, '')) &&
    !mayVanish(point, conditionals);
  const wordsIn = (point: KeyPoint): number => {
    const { start, end } = point.at;
    if (isRow(source, start.offset)) return Infinity;
    const within = spots.filter((spot) => isWithin(spot, point.at));
    const ends = [start.offset, ...within.map((spot) => spot.end.offset)];
    const beside = ends.map((from, i) => source.text.slice(from, within[i]?.start.offset ?? end.offset));
    const words = tellingWords(beside.join(' '));
    return isCiting(point) ? (words < FEWEST_TELLING ? LESS_TELLING : Infinity) : words;
  };
  const hasBox = ({ at }: Text): boolean =>
    TASK.test(source.text.slice(0, at.start.offset).slice(-LONGEST_TASK));
  const items = stretches.flatMap(([from, to]) => listItems(source, from, to));
  const isChecklist = items.length > 1 && items.every(hasBox);
  /** What its author has to do, which is one box or some among bullets, or noted beside what it says. */
  const isTask = (point: KeyPoint): boolean => NOTE.test(point.text) || (!isChecklist && hasBox(point));
  const marked = stretches
    .flatMap(([from, to]) => [...itemPoints(source, from, to, whole), ...leadIns(source, from, to, whole)])
    .filter(isFit);
  const formatted = marked.filter((point) => !isTask(point));
  const isProse = formatted.length === 0 && answer.text.length <= LONGEST_PROSE;
  const sentences = stretches
    .flatMap(([from, to]) => sentencesIn(source, from, to, whole))
    .filter((point) => isFit(point) && !isTask(point));
  const [opening] = sentences;
  const isBrief = opening && wordsIn(opening) < LESS_TELLING;
  if (isProse && isBrief && source.text[opening.at.end.offset] !== '\n') {
    // The title is answered in a word or two: `By cost. An alert pays if …`
    const [joined] = stretches.flatMap(([from, to]) => firstPoint(source, from, to, whole));
    if (joined && isFit(joined))
      sentences.splice(0, sentences.filter((one) => overlap(one, joined)).length, joined);
  }
  const defines = opening && definesAbove(opening, formatted) && wordsIn(opening) >= FEWEST_TELLING;
  const chosen: KeyPoint[] = [];
  for (const point of [
    ...(defines ? [opening] : []),
    ...formatted,
    ...(isProse ? tellingApart(source, sentences, wordsIn) : sentences.filter(isCiting)),
    ...(formatted.length + sentences.length === 0 ? marked : []),
  ]) {
    if (!chosen.some((one) => overlap(one, point)) && (isProse || chosen.length < MOST_POINTS))
      chosen.push(point);
  }
  return chosen.toSorted((a, b) => a.at.start.offset - b.at.start.offset);
}

export function markedPoints(marked: readonly Marked[]): readonly KeyPoint[] {
  const points: { readonly text: Text; readonly also: string[] }[] = [];
  for (const { kind, text } of marked) {
    if (kind === 'point') points.push({ text, also: [] });
    else if (kind === 'also') points.at(-1)?.also.push(text.text);
  }
  return points.map(({ text: { text, at }, also }) =>
    pointWith({ text: oneLine(text), at }, phrasesOf(also.join(', '))),
  );
}

// Questions as lines in bold: `**What is a mutex?**`, `**1. …?**`, `**Q: …**`, `**Q.** …`, with the answer below or behind.
// Knows lines; leaves out bold words of other kinds; knows nothing of the answers.
import type { Source } from '../../core/span.ts';
import { asksAtEnd, mayAsk } from './asking.ts';
import { linkTail } from './bullet-words.ts';
import { difficultyOf } from './difficulty.ts';
import { wordingOf } from './guide-headings.ts';
import { labelOf } from './guide-labels.ts';
import type { RawHead } from './sheet.ts';
import type { SheetLine } from './sheet-lines.ts';

const OPENS =
  /^([ \t]{0,3})((?:[-*+]|\d{1,4}[.)])[ \t]{1,5})?(?:\p{Extended_Pictographic}\ufe0f?[ \t]{0,2}){0,2}(\*\*|__)(?=[^\s*_])/u;
const LABEL_ALONE = /^(?:Q(?:uestion)?\s{0,2}#?\d{0,5}|Question|\d{1,4})\s{0,2}[.:)：]?$/i;
const Q_LABEL = /^Q(?:uestion)?\s{0,2}#?\d{0,5}\s{0,2}[.:)：]/i;
const NUMBER_LABEL = /^\d{1,4}\s{0,2}[.)]\s/;
/** Behind the bold words, and still of the question: marks, difficulty, a break. */
const REST =
  /^(?:[\s?？.:：\\☆★]|<br\s?\/?>|\p{Extended_Pictographic}|\ufe0f|\u200d|[([][^()[\]]{1,30}[)\]])*$/u;
const LONGEST_LINE = 1500;
const MOST_LINES = 3;

type Style = 'plain' | 'bullet' | 'number';

export type BoldCandidate = RawHead & {
  readonly style: Style;
  /** `**Q: …**`: says itself that it is a question. */
  readonly labelled: boolean;
  /** `**4. …**`, `**Q4: …**` or an item of an ordered list. */
  readonly counted: boolean;
  /** The line holds nothing else. */
  readonly whole: boolean;
  /** Says no question, and may be one beside items that do: `- **Open and closed hashing** - [read](…)`. */
  readonly topic: boolean;
};

type Bold = {
  /** Offsets of the words between the marks. */
  readonly start: number;
  readonly end: number;
  /** Where the last line that they stand on ends, and where the next begins. */
  readonly lineEnd: number;
  readonly next: number;
};

/** Where `mark` closes: the first one that stands outside backticks. */
function closeOf(words: string, mark: string): number {
  let at = words.indexOf(mark);
  while (at !== -1 && words.slice(0, at).split('`').length % 2 === 0)
    at = words.indexOf(mark, at + mark.length);
  return at;
}

/** The words in bold that begin at `from`: they may go on over the next lines. */
function boldFrom(
  text: string,
  from: number,
  mark: string,
  lines: readonly SheetLine[],
  at: number,
): Bold | undefined {
  for (let i = at; i < at + MOST_LINES; i += 1) {
    const line = lines[i];
    // Lines that do not touch have code between them.
    if (!line || (i > at && lines[i - 1]?.next !== line.start)) return undefined;
    const words = text.slice(i === at ? from : line.start, Math.min(line.end, line.start + LONGEST_LINE));
    if (words.trim() === '') return undefined;
    const close = closeOf(words, mark);
    const start = i === at ? from : line.start;
    if (close !== -1) return { start: from, end: start + close, lineEnd: line.end, next: line.next };
  }
  return undefined;
}

const isTitleRest = (rest: string): boolean =>
  rest.length < 60 && !rest.includes('](') && (REST.test(rest) || difficultyOf(rest) !== undefined);

const wordsCounted = (marker: string | undefined, inner: string): boolean =>
  /^\d/.test(marker ?? '') || /^Q(?:uestion)?\s{0,2}#?\d/i.test(inner);

/** Shorter ones are names: `**List comprehension**`. */
const FEWEST_WORDS = 4;
const isTask = (words: string): boolean => mayAsk(words) && words.split(/\s+/).length >= FEWEST_WORDS;

/** Ends in a mark that says how hard it is. */
const isMarked = (words: string): boolean => /(?:[⭐★☆🟢🟡🔴👶🚀]\ufe0f?\s{0,2}){1,5}$/u.test(words);

/** True for what stands behind bold words: nothing, or links and no more. A colon would name them. */
const isLinked = (rest: string): boolean => /^(?:\*\*|__)[\s.–—-]*$/.test(rest.slice(0, linkTail(rest)));

function candidateAt(source: Source, lines: readonly SheetLine[], at: number): BoldCandidate | undefined {
  const line = lines[at];
  if (!line) return undefined;
  const opening = OPENS.exec(source.text.slice(line.start, Math.min(line.end, line.start + 60)));
  const mark = opening?.[3];
  if (!opening || mark === undefined || labelOf(source, line)) return undefined;
  const from = line.start + opening[0].length;
  const bold = boldFrom(source.text, from, mark, lines, at);
  if (!bold) return undefined;
  const inner = source.text.slice(bold.start, bold.end).trim();
  const rest = source.text.slice(bold.end + mark.length, bold.lineEnd);
  const alone = LABEL_ALONE.test(inner) && rest.trim() !== '';
  const whole = alone || isTitleRest(rest);
  const asked = alone ? rest : inner + (whole ? rest : '');
  const labelled = Q_LABEL.test(inner) || (alone && /^q/i.test(inner));
  const sure = labelled || asksAtEnd(asked) || (!whole && asksAtEnd(inner));
  const counted = alone || NUMBER_LABEL.test(inner) || wordsCounted(opening[2], inner);
  const isItem = opening[2] !== undefined;
  const mayBe = (isTask(inner) && (whole || isItem)) || (whole && isMarked(inner));
  const topic = !sure && !counted && !mayBe;
  if (topic && !(isItem && isLinked(mark + rest))) return undefined;
  const behind = bold.end + mark.length + (/^[\s:：.]*/.exec(rest)?.[0].length ?? 0);
  const wording = wordingOf(source, alone ? behind : bold.start, whole ? bold.lineEnd : bold.end);
  const listed = Number.parseInt(opening[2] ?? '', 10);
  const told = alone ? Number.parseInt(/\d+/.exec(inner)?.[0] ?? '', 10) : Number.NaN;
  const number = [wording.number ?? Number.NaN, told, listed].find((one) => !Number.isNaN(one));
  return {
    kind: 'bold',
    wording: { ...wording, ...(number !== undefined && { number }) },
    sure,
    start: line.start,
    end: bold.next,
    bodyStart: whole ? bold.next : Math.min(behind, bold.lineEnd),
    indent: opening[2] === undefined ? 0 : opening[0].length - mark.length,
    style: opening[2] === undefined ? 'plain' : Number.isNaN(listed) ? 'bullet' : 'number',
    labelled,
    counted,
    whole,
    topic,
  };
}

const isBlank = (text: string, line: SheetLine | undefined): boolean =>
  line === undefined || text.slice(line.start, line.end).trim() === '';

/** True where a line begins a block: nothing, a heading, or a tag stands above it. */
function beginsBlock(text: string, lines: readonly SheetLine[], at: number): boolean {
  const above = lines[at - 1];
  if (!above || above.next !== lines[at]?.start || isBlank(text, above)) return true;
  return /^\s{0,3}(?:#{1,6}\s|<|---|\[)/.test(text.slice(above.start, above.start + 12));
}

/**
 * Every line that may be a question of this kind, in order; `end` is not yet known.
 * @param lines outside code
 */
export function boldCandidates(source: Source, lines: readonly SheetLine[]): readonly BoldCandidate[] {
  if (!/^[^\n]{0,12}(?:\*\*|__)/m.test(source.text)) return [];
  return lines.flatMap((line, at) => {
    const one = candidateAt(source, lines, at);
    if (!one || one.wording.titleEnd <= one.wording.titleStart) return [];
    // Words in bold within a paragraph are a question only when the line is nothing else.
    const fills = one.bodyStart >= line.next;
    return fills || one.style !== 'plain' || beginsBlock(source.text, lines, at) ? [one] : [];
  });
}

const STYLES: readonly Style[] = ['plain', 'number', 'bullet'];

/** As many in a row are questions where a title says so. */
const FEWEST_COUNTED = 3;
/** More of them than so many for each that is certain are something else. */
const MAYBE_FOR_SURE = 2;

/** Those that go with the certain ones: where these are counted, what is not counted stands in an answer. */
function alike(candidates: readonly BoldCandidate[], isBank: boolean): readonly BoldCandidate[] {
  const sure = candidates.filter((one) => one.sure);
  const counted = candidates.filter((one) => one.counted && one.wording.number !== undefined);
  const sureCounted = sure.filter((one) => one.counted || one.labelled);
  if (isBank && counted.length >= FEWEST_COUNTED && counted.length > sure.length)
    return counted.map((one) => ({ ...one, sure: true }));
  if (sureCounted.length >= sure.length * 0.7) {
    const same = candidates.filter((one) =>
      one.sure ? one.counted || one.labelled : one.counted && one.whole,
    );
    return same.length - sureCounted.length <= sureCounted.length * MAYBE_FOR_SURE ? same : sureCounted;
  }
  const maybe = candidates.filter((one) => !one.sure && !one.counted);
  return candidates.filter(
    (one) => one.sure || (!one.counted && maybe.length <= sure.length * MAYBE_FOR_SURE),
  );
}

/**
 * The questions among items of a list with the topics beside them, in order, where the file's title says that it holds questions:
 * people ask in the same list what something is and how it differs, and leave the words that ask away.
 */
export function withTopics(
  heads: readonly BoldCandidate[],
  topics: readonly BoldCandidate[],
  isBank: boolean,
): readonly BoldCandidate[] {
  const [first] = heads;
  if (!isBank || first?.style !== 'bullet') return heads;
  const beside = topics.filter(({ style, indent }) => style === 'bullet' && indent === first.indent);
  // More of them than ask are answers, or names of parts.
  if (beside.length > heads.length) return heads;
  return [...heads, ...beside].toSorted((a, b) => a.start - b.start);
}

/**
 * Those of the candidates that are questions: of the one style that most are written in, and only where most have an answer.
 * @param fewest how many must be certain
 * @param isBank true for a file whose title says that it holds questions
 */
export function boldHeads(
  candidates: readonly BoldCandidate[],
  fewest: number,
  isBank: boolean,
  hasAnswer: (head: BoldCandidate) => boolean,
): readonly BoldCandidate[] {
  const sureOf = (style: Style): number => candidates.filter((one) => one.sure && one.style === style).length;
  const style = STYLES.reduce((best, each) => (sureOf(each) > sureOf(best) ? each : best));
  const ofStyle = candidates.filter((one) => one.style === style || (one.labelled && one.style === 'plain'));
  const counted = ofStyle.filter((one) => one.counted && one.wording.number !== undefined).length;
  if (sureOf(style) < fewest && !(isBank && counted >= FEWEST_COUNTED)) return [];
  const heads = alike(ofStyle, isBank);
  return heads.filter(hasAnswer).length * 2 >= heads.length ? heads : [];
}

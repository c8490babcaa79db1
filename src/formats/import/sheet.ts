// A Markdown file with questions in any of several shapes: which lines and elements ask, the section of
// each, and where its text ends.
import { countBy } from '../../core/base/collections.ts';
import type { Difficulty } from '../../core/base/question.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { readFrontMatter } from '../notation/front-matter.ts';
import { isReadme } from '../question/question-file.ts';
import { labelOf } from '../question/story.ts';
import { linkTail } from './bullets.ts';
import {
  choiceCut,
  choiceLists,
  type Choices,
  choicesAt,
  furtherQuestions,
  promoted,
  rightAnswer,
  SAYS_ANSWER,
} from './choices.ts';
import { type BankReader, type Draft, type Drafts, endWithoutFooters, isTags, openFences } from './draft.ts';
import { type GuideBody, readGuideBody } from './guide-body.ts';
import { type QuestionWords, sectionName, wordingOf, wordingOfHeading } from './guide-headings.ts';
import { findQuestions, type JudgedHeading, judgeHeadings } from './guide.ts';
import {
  byStart,
  insideOf,
  lastBefore,
  makerBehind,
  nextAfter,
  outermost,
  outside,
  type Placed,
  saysNothing,
} from './made-source.ts';
import {
  apart,
  columnsToCut,
  type Details,
  detailsIn,
  linesWithin,
  type Part,
  passage,
  type PassageSource,
  type SheetLine,
  sheetLines,
  summaryRest,
  summaryWording,
  titleWords,
  unwrapped,
  withoutHtml,
  withoutNumber,
  wordsAt,
} from './sheet-passages.ts';
import {
  asksAtEnd,
  difficultyOf,
  type Holds,
  holdsNoQuestions,
  type Legend,
  legendOf,
  mayAsk,
  namesContents,
  signsAtEnd,
  speaksOfItself,
  summaryHolds,
  surelyAsks,
} from './words.ts';

// Bold lines: `**What is a mutex?**`, `**1. …?**`, `**Q: …**`, `**Q.** …`, with the answer below or after
// them.

const OPENS =
  /^([ \t]{0,3})((?:[-*+]|\d{1,4}[.)])[ \t]{1,5})?(?:\p{Extended_Pictographic}\ufe0f?[ \t]{0,2}){0,2}(\*\*|__)(?=[^\s*_])/u;
const LABEL_ALONE = /^(?:Q(?:uestion)?\s{0,2}#?\d{0,5}|Question|\d{1,4})\s{0,2}[.:)：]?$/i;
const Q_LABEL = /^Q(?:uestion)?\s{0,2}#?\d{0,5}\s{0,2}[.:)：]/i;
const NUMBER_LABEL = /^\d{1,4}\s{0,2}[.)]\s/;
const REST =
  /^(?:[\s?？.:：\\☆★]|<br\s?\/?>|\p{Extended_Pictographic}|\ufe0f|\u200d|[([][^()[\]]{1,30}[)\]])*$/u;
const LONGEST_LINE = 1500;
const MOST_LINES = 3;

type Style = 'plain' | 'bullet' | 'number';

type BoldCandidate = HeadCandidate & {
  readonly style: Style;
  readonly labelled: boolean;
  /** `**4. …**`, `**Q4: …**` or an item of an ordered list. */
  readonly counted: boolean;
  readonly whole: boolean;
  /**
   * Does not ask, but may be a question beside items that do: `- **Open and closed hashing** - [read](…)`.
   */
  readonly topic: boolean;
};

type Bold = {
  readonly start: number;
  readonly end: number;
  readonly lineEnd: number;
  readonly next: number;
};

function closeOf(words: string, mark: string): number {
  let at = words.indexOf(mark);
  while (at !== -1 && words.slice(0, at).split('`').length % 2 === 0)
    at = words.indexOf(mark, at + mark.length);
  return at;
}

function boldFrom(
  text: string,
  from: number,
  mark: string,
  lines: readonly SheetLine[],
  at: number,
): Bold | undefined {
  for (let i = at; i < at + MOST_LINES; i += 1) {
    const line = lines[i];
    // A gap between lines is code.
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

/** Fewer words are a name: `**List comprehension**`. */
const FEWEST_WORDS = 4;
const isTask = (words: string): boolean => mayAsk(words) && words.split(/\s+/).length >= FEWEST_WORDS;

const isMarked = (words: string): boolean => /(?:[⭐★☆🟢🟡🔴👶🚀]\ufe0f?\s{0,2}){1,5}$/u.test(words);

/** Followed by nothing or only by links. A colon would make the bold words a label. */
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
    wording: { ...wording, number },
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

function beginsBlock(text: string, lines: readonly SheetLine[], at: number): boolean {
  const above = lines[at - 1];
  if (!above || above.next !== lines[at]?.start || isBlank(text, above)) return true;
  return /^\s{0,3}(?:#{1,6}\s|<|---|\[)/.test(text.slice(above.start, above.start + 12));
}

/**
 * In order; `end` is not known yet.
 * @param lines outside code
 */
function boldCandidates(source: Source, lines: readonly SheetLine[]): readonly BoldCandidate[] {
  if (!/^[^\n]{0,12}(?:\*\*|__)/m.test(source.text)) return [];
  return lines.flatMap((line, at) => {
    const one = candidateAt(source, lines, at);
    if (!one || one.wording.titleEnd <= one.wording.titleStart) return [];
    // Within a paragraph, bold words must fill their line to be a question.
    const fills = one.bodyStart >= line.next;
    return fills || one.style !== 'plain' || beginsBlock(source.text, lines, at) ? [one] : [];
  });
}

const STYLES: readonly Style[] = ['plain', 'number', 'bullet'];

/** This many in sequence are questions when a title says so. */
const FEWEST_COUNTED = 3;
/** More uncertain ones per certain one are something else. */
const MAYBE_FOR_SURE = 2;

/** The candidates like the certain ones: among numbered questions, an unnumbered one is in an answer. */
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
 * Adds topics listed beside questions when the file's title says that it holds questions: in such lists
 * people leave out the words that ask.
 */
function withTopics(
  heads: readonly BoldCandidate[],
  topics: readonly BoldCandidate[],
  isBank: boolean,
): readonly BoldCandidate[] {
  const [first] = heads;
  if (!isBank || first?.style !== 'bullet') return heads;
  const beside = topics.filter(({ style, indent }) => style === 'bullet' && indent === first.indent);
  // When topics outnumber questions, they are answers or names of parts.
  if (beside.length > heads.length) return heads;
  return [...heads, ...beside].toSorted((a, b) => a.start - b.start);
}

/**
 * Questions in the most common style, if most of them have an answer.
 * @param fewest how many must be certain
 * @param isBank true for a file whose title says that it holds questions
 */
function boldHeads(
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

/**
 * Lines between other questions, below one heading. Those in elements that hide answers are marked as code.
 */
type Free = {
  readonly lines: readonly SheetLine[];
  readonly heading?: Heading;
  readonly answers: readonly Range[];
};

const LISTED = /^([ \t]{0,3})(?:(\d{1,4})[.)]|[-*+])[ \t]{1,4}(?=\S)/;
const NO_TITLE = /^\s*(?:#{1,6}\s|[-*_]{3,}\s*$|<|\||!\[|>)/;
const SHORTEST_TITLE = 8;

const wordsOf = (text: string, line: SheetLine | undefined): string =>
  line && !line.code ? text.slice(line.start, line.end).trim() : '';

/** The first line of the paragraph above, skipping code; -1 for none. */
function askingLine(text: string, lines: readonly SheetLine[], from: number, below: number): number {
  let at = below - 1;
  for (; at >= from; at -= 1) {
    const words = wordsOf(text, lines[at]);
    if (words !== '' && !isTags(words)) break;
  }
  let first = -1;
  for (; at >= from; at -= 1) {
    const words = wordsOf(text, lines[at]);
    if (words === '' || NO_TITLE.test(words.slice(0, 60)) || SAYS_ANSWER.test(words.slice(0, 60))) break;
    first = at;
    if (LISTED.test(words.slice(0, 20))) break;
  }
  return wordsOf(text, lines[first]).length < SHORTEST_TITLE ? -1 : first;
}

function headAt(source: Source, line: SheetLine): HeadCandidate | undefined {
  const listed = LISTED.exec(source.text.slice(line.start, Math.min(line.end, line.start + 40)));
  const wording = wordingOf(source, line.start + (listed?.[0].length ?? 0), line.end);
  const number = wording.number ?? (listed?.[2] === undefined ? undefined : Number(listed[2]));
  if (wording.titleEnd <= wording.titleStart) return undefined;
  return {
    kind: 'line',
    wording: { ...wording, number },
    sure: true,
    start: line.start,
    end: line.next,
    bodyStart: line.next,
    indent: listed?.[0].length ?? 0,
  };
}

const titleOf = (source: Source, { wording }: HeadCandidate): string =>
  source.text.slice(wording.titleStart, wording.titleEnd);

function headOfHeading(source: Source, heading: Heading | undefined): HeadCandidate | undefined {
  if (!heading || heading.textEnd <= heading.textStart) return undefined;
  const { start, next } = heading;
  const wording = wordingOfHeading(source, heading);
  return { kind: 'line', wording, sure: true, start, end: next, bodyStart: next, indent: 0 };
}

type HiddenPlace = {
  readonly head: HeadCandidate;
  readonly at: number;
  readonly choices?: Choices;
  readonly after: number;
  hiddenEnd?: number;
};

/** This many checked boxes make a quiz. */
const FEWEST_TICKS = 8;

/** With this many elements that hide answers, every heading above one is an exercise. */
const FEWEST_HIDDEN = 3;

const isQuiz = ({ text }: Source, free: readonly Free[]): boolean =>
  free.reduce((sum, { answers }) => sum + answers.length, 0) >= FEWEST_HIDDEN ||
  (text.match(/^[ \t]{0,8}[-*+][ \t]{1,4}\[[xX]\]/gm)?.length ?? 0) >= FEWEST_TICKS;

/** Checkboxes are also used in to-do lists, and elements called `Solution` in texts of any kind. */
function asks(source: Source, head: HeadCandidate, choices: Choices | undefined, below: boolean): boolean {
  if (below || (choices && choices.style !== 'box')) return true;
  const title = titleOf(source, head);
  return surelyAsks(title) || mayAsk(title) || (!choices && head.wording.number !== undefined);
}

function belongs(source: Source, spot: HiddenPlace | undefined, element: Range): boolean {
  if (!spot) return false;
  if (spot.hiddenEnd === undefined) return spot.choices !== undefined;
  return saysNothing(source.text, spot.hiddenEnd, element.start);
}

/**
 * Whether the line asks instead of the heading above it, which may give a task or a topic of several words.
 */
function asksMore(line: string, heading: string): boolean {
  if (mayAsk(heading) || surelyAsks(heading)) return false;
  return surelyAsks(line) || mayAsk(line) || heading.split(/\s+/).length < LINE_HEADS_FEWEST_WORDS;
}

const LINE_HEADS_FEWEST_WORDS = 4;

function spotsIn(source: Source, { lines, heading, answers }: Free, quiz: boolean): readonly HiddenPlace[] {
  const spots: HiddenPlace[] = [];
  let from = 0;
  let answer = 0;
  const take = (at: number, after: number, choices?: Choices): void => {
    const asking = askingLine(source.text, lines, from, at);
    const line = lines[asking];
    const above = from === 0 ? headOfHeading(source, heading) : undefined;
    const below = line && headAt(source, line);
    const head =
      above && below && !asksMore(titleOf(source, below), titleOf(source, above)) ? above : (below ?? above);
    if (head && asks(source, head, choices, quiz && above !== undefined))
      spots.push({ head, at: head === above ? 0 : Math.max(0, asking), after, choices });
  };
  for (let at = 0; at < lines.length;) {
    const element = answers[answer];
    const choices = choicesAt(source.text, lines, at, lines.length);
    let next = at + 1;
    if (element && element.start < (lines[at]?.next ?? 0)) {
      answer += 1;
      while ((lines[next]?.start ?? Infinity) < element.end) next += 1;
      const before = spots.length;
      if (!belongs(source, spots.at(-1), element)) take(at, at);
      const spot = spots.at(-1);
      if (spot && (spots.length > before || belongs(source, spot, element))) spot.hiddenEnd = element.end;
      from = next;
    } else if (choices) {
      while ((lines[next]?.start ?? Infinity) < choices.end) next += 1;
      take(at, next, choices);
      from = next;
    }
    at = next;
  }
  return spots;
}

function lineHeads(source: Source, free: readonly Free[]): readonly HeadCandidate[] {
  const quiz = isQuiz(source, free);
  return free.flatMap((one) => {
    const spots = spotsIn(source, one, quiz);
    const end = one.lines.at(-1)?.next ?? 0;
    return spots.flatMap(({ head, choices, after, hiddenEnd }, i) => {
      const next = spots[i + 1];
      const below = one.lines.slice(after, next ? next.at : undefined);
      const isTold =
        hiddenEnd !== undefined || (choices && rightAnswer(source.text, choices, below, false) !== undefined);
      return isTold ? [{ ...head, end: next?.head.start ?? end }] : [];
    });
  });
}

const NUMBERED_HEADS_LISTED = /^([ \t]{0,4})(?:(\d{1,4})[.)]|[-*+])[ \t]{1,5}(#{1,6})[ \t]+(?=\S)/;
const CLOSING = /[ \t]+#{1,6}[ \t]*$/;
const LONGEST_MARK = 40;
/** A question with this indentation and a deeper heading belongs to the answer of another. */
const NESTED_INDENT = 2;

function indentOf({ text }: Source, { start }: Heading): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at += 1;
  return at - start;
}

type LeveledHead = Omit<HeadCandidate, 'end'> & { readonly level: number; readonly column: number };

function headAtOfNumberedHeads(source: Source, line: SheetLine): LeveledHead | undefined {
  const mark = NUMBERED_HEADS_LISTED.exec(
    source.text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK)),
  );
  if (!mark) return undefined;
  const from = line.start + mark[0].length;
  const written = source.text.slice(from, line.end);
  const to = line.end - (CLOSING.exec(written.slice(-20))?.[0].length ?? 0);
  const wording = wordingOf(source, from, Math.max(from, to));
  const number = mark[2] === undefined ? wording.number : Number(mark[2]);
  // Headings in plain lists are as often sections of notes as questions.
  if (mark[2] === undefined && !asksAtEnd(written)) return undefined;
  if (wording.titleEnd <= wording.titleStart) return undefined;
  return {
    kind: 'numbered',
    wording: { ...wording, number },
    sure: true,
    start: line.start,
    bodyStart: line.next,
    indent: mark[0].length - (mark[3]?.length ?? 0) - 1,
    level: mark[3]?.length ?? 0,
    column: mark[1]?.length ?? 0,
  };
}

/**
 * In order. Each extends to the next, or to an unindented heading that is not deeper.
 * @param lines outside code
 * @param headings of the file, in order
 */
function numberedHeads(
  source: Source,
  lines: readonly SheetLine[],
  headings: readonly Heading[],
  end: number,
): readonly HeadCandidate[] {
  if (!/^[ \t]{0,4}(?:\d{1,4}[.)]|[-*+])[ \t]{1,5}#/m.test(source.text)) return [];
  const found: LeveledHead[] = [];
  for (const line of lines) {
    const one = headAtOfNumberedHeads(source, line);
    const last = found.at(-1);
    if (one && !(last && one.column >= NESTED_INDENT && one.level > last.level)) found.push(one);
  }
  let next = 0;
  return found.map(({ level, column, ...one }, i) => {
    const limit = found[i + 1]?.start ?? end;
    while ((headings[next]?.start ?? Infinity) <= one.start) next += 1;
    let stop = limit;
    for (let at = next; (headings[at]?.start ?? Infinity) < limit; at += 1) {
      const heading = headings[at];
      if (heading && column + 1 > indentOf(source, heading) && heading.level <= level) {
        stop = heading.start;
        break;
      }
    }
    return { ...one, end: stop };
  });
}

// The purpose of each `<details>` element: a question, an answer, contents, an aside, or a section. Judged by
// summaries, in comparison with each other.

type DetailsKind = 'question' | 'answer' | 'contents' | 'section' | 'aside';

type JudgedDetails = Details & {
  readonly index: number;
  readonly kind: DetailsKind;
  /** By a question mark or a number. */
  readonly sure: boolean;
  readonly words: string;
};

const LINK_LINE = /\]\(#|href=["']#/;
const FEWEST_LINKS = 3;
const LONGEST_SUMMARY = 2000;

const wordsOfSheetDetails = (text: string): string =>
  text
    .slice(0, LONGEST_SUMMARY)
    .replace(/<[^<>]{0,300}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function isContents(source: Source, { body }: Details): boolean {
  const lines = source.text.slice(body.start, Math.min(body.end, body.start + 20_000)).split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const linked = filled.filter((line) => LINK_LINE.test(line)).length;
  return linked >= FEWEST_LINKS && linked >= filled.length * 0.6;
}

type First = { readonly one: Details; readonly words: string; readonly holds: Holds };

function firstLook(source: Source, fences: readonly CodeFence[]): readonly First[] {
  const elements = detailsIn(source.text, fences);
  const words = elements.map(({ summary }) =>
    wordsOfSheetDetails(source.text.slice(summary.start, summary.end)),
  );
  const times = countBy(words, (each) => each);
  return elements.map((one, i) => {
    const said = words[i] ?? '';
    const holds = summaryHolds(said, times.get(said) ?? 1, elements.length);
    return { one, words: said, holds: holds !== 'answer' && isContents(source, one) ? 'contents' : holds };
  });
}

function holders(looks: readonly First[]): ReadonlyMap<number, number> {
  const asked = new Map<number, number>();
  for (const { one, holds } of looks) {
    if (holds === 'question' && one.parent !== -1) asked.set(one.parent, (asked.get(one.parent) ?? 0) + 1);
  }
  return asked;
}

function othersAsk(looks: readonly First[]): boolean {
  const asking = looks.filter(({ holds }) => holds === 'question').length;
  const maybe = looks.filter(({ holds }) => holds === 'maybe').length;
  return asking >= 2 ? asking >= maybe * 0.5 : asking === 1 && maybe === 1;
}

function judgeDetails(source: Source, fences: readonly CodeFence[]): readonly JudgedDetails[] {
  const looks = firstLook(source, fences);
  if (looks.length === 0) return [];
  const asked = holders(looks);
  const generous = othersAsk(looks);
  const kindOf = ({ holds, words }: First, i: number): DetailsKind => {
    const inner = asked.get(i) ?? 0;
    // Follow-ups are below a question; several below a plain name make it a section.
    if (inner > 0 && (holds === 'maybe' || holds === 'aside')) return 'section';
    if (inner > 2 && holds === 'contents') return 'section';
    if (holds === 'maybe') return generous || mayAsk(words) ? 'question' : 'aside';
    return holds;
  };
  return looks.map((display, i) => ({
    ...display.one,
    index: i,
    kind: kindOf(display, i),
    sure: display.holds === 'question' && surelyAsks(display.words),
    words: display.words,
  }));
}

type Inner = { readonly asking: readonly Placed[]; readonly lists: readonly Placed[] };

/** This many lists of options below a heading belong to several questions. */
const SEVERAL = 2;

function demoted(
  source: Source,
  judged: readonly JudgedHeading[],
  { asking, lists }: Inner,
): readonly JudgedHeading[] {
  const outer = judged.filter(({ role }) => role !== 'inside').map(({ heading }) => heading);
  const nextOuter = nextAfter(outer, source.text.length);
  let [at, list] = [0, 0];
  return judged.map((one) => {
    const { heading, wording, role } = one;
    while ((asking[at]?.start ?? Infinity) < heading.next) at += 1;
    while ((lists[list]?.start ?? Infinity) < heading.next) list += 1;
    if (role !== 'question' || wording.kind === 'question') return one;
    const first = asking[at]?.start;
    const isName = first !== undefined && saysNothing(source.text, heading.next, first);
    const last = lists[list + SEVERAL - 1]?.start ?? Infinity;
    const holdsSeveral = !wording.asks && last < nextOuter(heading.start);
    return isName || holdsSeveral ? { ...one, role: 'section', sure: false } : one;
  });
}

function headingHeads(
  source: Source,
  headings: readonly Heading[],
  fences: readonly CodeFence[],
  inner: Inner,
): { readonly heads: readonly HeadCandidate[]; readonly judged: readonly JudgedHeading[] } {
  const end = source.text.length;
  const first = promoted(source, judgeHeadings(source, headings, fences, end), inner.lists);
  const sure = first.filter((one) => one.sure).length;
  const asked = first.filter(({ role }) => role === 'question').length;
  const enough = isReadme(source.file) ? sure >= 2 || asked >= 4 : sure >= 1 || asked >= 2;
  const judged = demoted(source, first, inner).map((one): JudgedHeading =>
    enough || one.role !== 'question' ? one : { ...one, role: 'section' },
  );
  const { found } = findQuestions(source, { judged, fences, end }, '');
  const heads = found
    .filter(({ wording }) => wording.titleEnd > wording.titleStart)
    .map(({ wording, start, end: stop, section, sectionDifficulty }): HeadCandidate => ({
      kind: 'heading',
      section: section === '' ? undefined : section,
      sectionDifficulty,
      wording,
      sure: wording.kind === 'question' || wording.asks,
      start: source.text.lastIndexOf('\n', wording.titleStart - 1) + 1,
      end: Math.max(start, stop),
      bodyStart: Math.max(start, wording.titleEnd),
      indent: 0,
    }));
  return { heads, judged };
}

type Place = {
  readonly start: number;
  readonly name: string;
  readonly difficulty?: Difficulty;
  /** Nothing is a question here, or nothing uncertain. */
  readonly barred: 'all' | 'doubtful' | undefined;
};

function placesOf(
  source: Source,
  judged: readonly JudgedHeading[],
  details: readonly JudgedDetails[],
): readonly Place[] {
  let barred = Infinity;
  let how: Place['barred'];
  const headed = judged.flatMap(({ heading, wording, role }): readonly Place[] => {
    if (role !== 'section') return [];
    if (heading.level <= barred) [barred, how] = [Infinity, undefined];
    const name = sectionName(source, heading);
    const contents = namesContents(name);
    if (barred === Infinity && !contents && holdsNoQuestions(name))
      [barred, how] = [heading.level, speaksOfItself(name) ? 'all' : 'doubtful'];
    const difficulty = name.length < 30 ? (wording.difficulty ?? difficultyOf(name)) : undefined;
    const here = how ?? (contents ? 'doubtful' : undefined);
    return [{ start: heading.start, name, difficulty, barred: here }];
  });
  const held = details
    .filter(({ kind, words }) => kind === 'section' && words !== '')
    .map(({ start, words }): Place => ({ start, name: words.slice(0, 100), barred: undefined }));
  return [...headed, ...held].toSorted(byStart);
}

type HeadKind = 'heading' | 'numbered' | 'bold' | 'details' | 'line';

type Head = {
  readonly kind: HeadKind;
  readonly wording: QuestionWords;
  readonly sure: boolean;
  /** From the line that asks to the end of the answer. */
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
  /** Columns of indentation of the text, from its list item; 0 for none. */
  readonly indent: number;
  readonly section: string;
  readonly sectionDifficulty?: Difficulty;
  readonly labelled?: boolean;
  readonly element?: number;
};

type Sheet = {
  readonly source: Source;
  readonly fences: readonly CodeFence[];
  readonly lines: readonly SheetLine[];
  readonly details: readonly JudgedDetails[];
  readonly heads: readonly Head[];
};

type HeadCandidate = Omit<Head, 'section'> & { readonly section?: string };

const isClosed = ({ kind }: JudgedDetails): boolean =>
  kind === 'question' || kind === 'answer' || kind === 'contents';

const saysBank = ({ text }: Source): boolean =>
  /^\ufeff?#{1,2}[ \t][^\n]{0,200}(?:question|interview|quiz)/im.test(text.slice(0, 3000));

function notBarred(places: readonly Place[]): (one: Placed & { readonly sure: boolean }) => boolean {
  const place = lastBefore(places);
  return ({ start, sure }) => {
    const barred = place(start)?.barred;
    return barred === undefined || (barred === 'doubtful' && sure);
  };
}

function boldIn(
  source: Source,
  candidates: readonly BoldCandidate[],
  {
    stops,
    places,
    asking,
  }: { stops: readonly Placed[]; places: readonly Place[]; asking: readonly Placed[] },
  fewest: number,
): readonly HeadCandidate[] {
  const end = source.text.length;
  const ended = (heads: readonly BoldCandidate[]): readonly BoldCandidate[] => {
    const next = nextAfter(stops, end);
    return heads.map((one, i) => ({ ...one, end: Math.min(next(one.start), heads[i + 1]?.start ?? end) }));
  };
  const free = candidates.filter(notBarred(places));
  const topics = free.filter(({ topic }) => topic);
  const open = ended(free.filter(({ topic }) => !topic));
  const hasAnswer = (one: BoldCandidate): boolean => !saysNothing(source.text, one.bodyStart, one.end);
  const nextAsking = nextAfter(asking, end);
  const isBank = saysBank(source);
  const heads = withTopics(boldHeads(open, fewest, isBank, hasAnswer), topics, isBank);
  return ended(heads).filter((one) => {
    const first = nextAsking(one.start);
    // Bold words right above elements that ask are their section's name.
    return first >= one.end || !saysNothing(source.text, one.bodyStart, first);
  });
}

function detailsHeads(source: Source, closed: readonly JudgedDetails[]): readonly HeadCandidate[] {
  return closed
    .filter(({ kind }) => kind === 'question')
    .map((one) => ({
      kind: 'details',
      wording: summaryWording(source, one),
      sure: one.sure,
      start: one.start,
      end: one.end,
      bodyStart: one.body.start,
      indent: 0,
      element: one.index,
    }));
}

function freeLines(
  lines: readonly SheetLine[],
  taken: readonly Range[],
  answers: readonly Range[],
  judged: readonly JudgedHeading[],
): readonly Free[] {
  const sections = judged.filter(({ role }) => role === 'section').map(({ heading }) => heading);
  const free: { lines: SheetLine[]; heading?: Heading; answers: Range[] }[] = [];
  const inTaken = insideOf(taken);
  const inAnswer = insideOf(answers);
  const sectionOf = lastBefore(sections);
  let last: Heading | undefined;
  let cut = true;
  let answer = 0;
  for (const line of lines) {
    const section = sectionOf(line.start);
    if (inTaken(line.start) || (section && line.start < section.next)) cut = true;
    else {
      if (cut) free.push({ lines: [], answers: [], heading: section === last ? undefined : section });
      free.at(-1)?.lines.push(inAnswer(line.end) ? { ...line, code: true } : line);
      [cut, last] = [false, section];
    }
    for (let one = answers[answer]; one && one.start < line.next; one = answers[answer]) {
      if (!cut) free.at(-1)?.answers.push(one);
      answer += 1;
    }
  }
  return free;
}

function placed(heads: readonly HeadCandidate[], places: readonly Place[]): readonly Head[] {
  const place = lastBefore(places);
  return heads.map((head): Head => {
    const one = place(head.start);
    if (head.kind === 'heading') return { ...head, section: head.section ?? '' };
    return {
      ...head,
      section: one?.name ?? '',
      sectionDifficulty: one?.difficulty ?? head.sectionDifficulty,
    };
  });
}

/** Never throws; linear in the length of the file. */
function sheetOf(source: Source): Sheet {
  const { bodyStart } = readFrontMatter(source);
  const end = source.text.length;
  const { headings, fences } = outline(source.text, bodyStart, end);
  const lines = sheetLines(source.text, bodyStart, end, fences);
  const details = judgeDetails(source, fences);
  const closed = outermost(details.filter(isClosed));
  const prose = lines.filter(({ code }) => !code);
  const open = outside(prose, closed);
  const numbered = numberedHeads(source, open, outside(headings, closed), end);
  const shut = outermost([...closed, ...numbered].toSorted(byStart));
  const elements = outside(detailsHeads(source, closed), numbered);
  const bold = boldCandidates(source, outside(open, numbered));
  const asking = [...elements, ...bold.filter(({ sure }) => sure)].toSorted(byStart);
  const lists = choiceLists(source.text, open);
  const inner = { asking, lists };
  const { heads: headed, judged } = headingHeads(source, outside(headings, shut), fences, inner);
  const labelled = bold.filter((one) => one.labelled);
  const hiding = closed.filter(({ kind }) => kind === 'answer');
  const further = furtherQuestions(source, open, headed, lists, hiding);
  const cutting = [...numbered, ...(labelled.length > 1 ? labelled : []), ...further].toSorted(byStart);
  const nextCut = nextAfter(cutting, end);
  const cutHeaded = headed.map((one) => ({ ...one, end: Math.min(one.end, nextCut(one.start)) }));
  const strong = [...numbered, ...cutHeaded].toSorted(byStart);
  const places = placesOf(source, judged, details);
  const asked = elements.filter(notBarred(places));
  const ends = judged.filter(({ role }) => role !== 'inside').map(({ heading }) => heading);
  const stops = [...numbered, ...ends].toSorted(byStart);
  const around = { stops, places, asking: asked };
  const bolds = boldIn(source, outside(bold, strong), around, headed.length >= 2 ? 3 : 2);
  const upper = [...strong, ...bolds].toSorted(byStart);
  const known = [...upper, ...outside(asked, upper)].toSorted(byStart);
  const answers = outside(closed, known).filter(({ kind }) => kind === 'answer');
  const others = closed.filter(({ kind }) => kind !== 'answer');
  const taken = outermost([...known, ...others].toSorted(byStart));
  const free = lineHeads(source, freeLines(lines, taken, answers, judged));
  const own = new Set(free.map(({ start }) => start));
  const names = places.filter(({ start }) => !own.has(start));
  return { source, fences, lines, details, heads: placed([...known, ...free].toSorted(byStart), names) };
}

type QuestionCut = {
  readonly head: Head;
  readonly title: string;
  readonly number?: number;
  readonly asked?: Range;
  readonly answer: Range;
  readonly followUps: readonly { readonly question: Range; readonly answer: Range }[];
  readonly choice: boolean;
  readonly hidden: boolean;
};

type SheetCutsInner = {
  readonly answers: readonly JudgedDetails[];
  readonly asking: readonly JudgedDetails[];
};

function innerOf(details: readonly JudgedDetails[], { start, end }: Range, from: number): SheetCutsInner {
  const answers: JudgedDetails[] = [];
  const asking: JudgedDetails[] = [];
  let covered = start;
  for (let i = from; ; i += 1) {
    const one = details[i];
    if (!one || one.start >= end) return { answers, asking };
    if (one.start < covered) continue;
    if (one.kind === 'answer') answers.push(one);
    else if (one.kind === 'question') asking.push(one);
    else continue;
    covered = one.end;
  }
}

function outsideElements(
  desk: PassageSource,
  { start, end }: Range,
  elements: readonly Range[],
): readonly Range[] {
  const gaps: Range[] = [];
  let at = start;
  for (const one of [...elements, { start: end, end }]) {
    const gap = { start: at, end: Math.max(at, one.start) };
    const lines = linesWithin(desk.lines, gap);
    const stop = endWithoutFooters(desk.source.text, gap.end, lines);
    if (!saysNothing(desk.source.text, gap.start, stop)) gaps.push({ start: gap.start, end: stop });
    at = Math.max(at, one.end);
  }
  return gaps;
}

function inside(desk: PassageSource, body: Range): Range {
  const stretch = unwrapped(desk.source.text, body);
  const parts = withoutHtml(desk, stretch);
  return parts ? passage(desk, parts, 0) : stretch;
}

function summaryText(desk: PassageSource, one: JudgedDetails): Range {
  const bare = unwrapped(desk.source.text, one.summary);
  const written = desk.source.text.slice(bare.start, bare.end);
  const title = titleWords(written);
  return title === written ? bare : desk.maker.join([wordsAt(title, bare.start)]);
}

function followUpsOf(
  desk: PassageSource,
  details: readonly JudgedDetails[],
  asking: readonly JudgedDetails[],
): QuestionCut['followUps'] {
  return asking.map((one) => {
    const hidden = innerOf(details, one.body, one.index + 1).answers;
    const answers =
      hidden.length > 0 ? hidden.map(({ body }) => inside(desk, body)) : [inside(desk, one.body)];
    const [only] = answers;
    const answer =
      answers.length === 1 && only ? only : passage(desk, apart(hidden.map(({ body }) => body)), 0);
    return { question: summaryText(desk, one), answer };
  });
}

const mayBeHtml = ({ kind }: Head): boolean => kind === 'details';

function bodyOf(desk: PassageSource, head: Head, details: readonly JudgedDetails[]): Range {
  const element = head.element === undefined ? undefined : details[head.element];
  if (!element) return { start: head.bodyStart, end: head.end };
  return unwrapped(desk.source.text, element.body);
}

/**
 * @param from index of the first element that may be in it
 * @param untold true to accept options without a right one
 */
function cutOf(
  desk: PassageSource,
  { details }: Sheet,
  head: Head,
  from: number,
  untold = false,
): QuestionCut {
  const { text } = desk.source;
  const { titleStart, titleEnd } = head.wording;
  const body = bodyOf(desk, head, details);
  const { answers, asking } = innerOf(details, body, from);
  const gaps = outsideElements(
    desk,
    body,
    [...answers, ...asking].toSorted((a, b) => a.start - b.start),
  );
  const columns = columnsToCut(text, linesWithin(desk.lines, body), head.indent);
  const element = head.element === undefined ? undefined : details[head.element];
  const rest = element ? summaryRest(desk.source, element) : undefined;
  const more: readonly Part[] = rest && rest.end > rest.start ? [rest] : [];
  const written = text.slice(titleStart, titleEnd);
  const base = {
    head,
    ...(element ? withoutNumber(titleWords(written)) : { title: titleWords(written) }),
    followUps: followUpsOf(desk, details, asking),
    hidden: answers.length > 0 && head.element === undefined,
  };
  const hidden = answers.map((one) => unwrapped(text, one.body));
  const firstAnswer = answers[0]?.start ?? Infinity;
  const above = gaps.filter(({ start }) => start < firstAnswer);
  const below = gaps.filter(({ start }) => start >= firstAnswer);
  const choice = choiceCut(desk, { above, hidden, below, columns }, untold);
  if (choice) return { ...base, ...choice, choice: true };
  if (answers.length === 0) {
    const html = mayBeHtml(head) && gaps.length === 1 && gaps[0] ? withoutHtml(desk, gaps[0]) : undefined;
    const empty = { start: body.start, end: body.start };
    const answer = html
      ? passage(desk, html, columns)
      : gaps.length > 0
        ? passage(desk, apart(gaps), columns)
        : empty;
    const extra = more.length > 0 ? passage(desk, more, 0) : undefined;
    return { ...base, asked: extra, answer, choice: false };
  }
  const told = [...hidden, ...below];
  const [only] = told;
  const answer = told.length === 1 && only ? inside(desk, only) : passage(desk, apart(told), columns);
  const asked = [...more, ...apart(above)];
  return {
    ...base,
    asked: asked.length > 0 ? passage(desk, asked, columns) : undefined,
    answer,
    choice: false,
  };
}

/** `guide`: as plain headings, which the guide reader reads. */
type Shape = 'details' | 'numbered-headings' | 'bold-questions' | 'q-headings' | 'multiple-choice' | 'guide';

type Gathered = {
  readonly cuts: readonly QuestionCut[];
  readonly shape: Shape | undefined;
  readonly bank: () => Drafts;
};

const SHAPE_OF: Readonly<Record<HeadKind, Shape>> = {
  heading: 'guide',
  numbered: 'numbered-headings',
  bold: 'bold-questions',
  details: 'details',
  line: 'multiple-choice',
};

const Q_HEADING = /^[#\s*_]{0,12}Q\s{0,2}[.:)：]?[\s*_]/i;

/** `## Q. What …` */
function isQHeading(source: Source, { head }: QuestionCut): boolean {
  const line = source.text.lastIndexOf('\n', head.wording.titleStart - 1) + 1;
  return Q_HEADING.test(source.text.slice(line, Math.min(line + 40, head.wording.titleStart + 1)));
}

function shapeOf(source: Source, cut: QuestionCut): Shape {
  if (cut.choice) return 'multiple-choice';
  if (cut.head.kind === 'heading' && cut.head.wording.number === undefined && isQHeading(source, cut))
    return 'q-headings';
  return cut.hidden ? 'details' : SHAPE_OF[cut.head.kind];
}

function share(source: Source, cuts: readonly QuestionCut[]): number {
  const covered = cuts.reduce((sum, { head }) => sum + head.end - head.start, 0);
  return covered / Math.max(1, source.text.trim().length);
}

/** One question must be most of its file; several may be less, and many any share. */
const LEAST_SHARE_OF_ONE = 0.5;
const LEAST_SHARE = 0.25;
const MANY = 8;
const FEWEST_CERTAIN = 2;

/** Of the questions that are certain; on a tie, the more specific shape. */
function mainShape(source: Source, cuts: readonly QuestionCut[]): Shape | undefined {
  const sure = cuts.filter((cut) => cut.head.sure || cut.choice || cut.hidden);
  const counts = countBy(sure, (cut) => shapeOf(source, cut));
  const telling = [...counts].filter(([shape]) => shape !== 'guide');
  const ownCount = telling.reduce((sum, [, count]) => sum + count, 0);
  // Beside `Q4` headings, a single question of another shape is enough.
  const own = cuts.filter((cut) => shapeOf(source, cut) !== 'guide' || cut.head.wording.kind === 'question');
  const covered = share(source, own);
  const certain = sure.filter(
    ({ head, choice }) => choice || head.labelled === true || head.kind === 'numbered',
  );
  const one = ownCount === 1 && covered >= LEAST_SHARE_OF_ONE && !isReadme(source.file);
  const many = ownCount >= MANY || certain.length >= FEWEST_CERTAIN;
  const enough = one || many || (ownCount >= 2 && covered >= LEAST_SHARE);
  if (!enough) return (counts.get('guide') ?? 0) > 0 ? 'guide' : undefined;
  return telling.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function textOf({ at }: { readonly at: GuideBody['answer']['at'] }): Range {
  return { start: at.start.offset, end: at.end.offset };
}

const withoutMarks = (title: string): string =>
  title.split('**').length % 2 === 0 ? title.replace(/\s*\*\*([.…:：]?)$/u, '$1') : title;

/** The title's place in the file; where it differs from the file, the text that it was made from. */
function titleAt(source: Source, { head }: QuestionCut, title: string): Range {
  const { titleStart: start, titleEnd } = head.wording;
  const end = start + title.length;
  return source.text.startsWith(title, start) ? { start, end } : { start, end: titleEnd };
}

function foundOf(source: Source, cut: QuestionCut, legend: Legend): Draft {
  const { head, answer: whole, followUps, choice } = cut;
  const { wording } = head;
  const { fences } = outline(source.text, whole.start, whole.end);
  const body = readGuideBody(source, whole.start, whole.end, fences, 0);
  const { fields, lines } = body.facts;
  const { notes } = body;
  const asked = cut.asked ?? (body.asked && textOf(body.asked));
  const signs = signsAtEnd(cut.title, legend);
  const title = withoutMarks(cut.title.slice(0, cut.title.length - signs.length));
  const difficulty =
    fields.difficulty ?? signs.difficulty ?? wording.difficulty ?? lines.difficulty ?? head.sectionDifficulty;
  const parts = Object.entries(body.star ?? {}).map(([part, text]) => [part, textOf(text)] as const);
  return {
    title,
    titleAt: titleAt(source, cut, title),
    answer: choice ? whole : textOf(body.answer),
    asked,
    id: fields.id,
    number: fields.number ?? wording.number ?? cut.number,
    section: fields.section ?? (head.section === '' ? undefined : head.section),
    tags: fields.tags ?? lines.tags,
    difficulty,
    minutes: fields.minutes ?? wording.minutes ?? lines.minutes,
    keyPoints: body.keyPoints,
    followUps: [
      ...body.followUps.map(({ question, answer }) => ({
        question: textOf(question),
        answer: textOf(answer),
      })),
      ...followUps,
    ],
    star: parts.length > 0 ? Object.fromEntries(parts) : undefined,
    notes: notes && !choice ? textOf(notes) : undefined,
    origin: fields.source,
  };
}

/** When nearly all answers are folded, a heading that asks without one addresses the reader of the file. */
const NEARLY_ALL = 0.9;
const SHEET_QUESTIONS_FEWEST_HIDDEN = 10;

function withoutChatter(cuts: readonly QuestionCut[]): readonly QuestionCut[] {
  const headed = cuts.filter(({ head }) => head.kind === 'heading');
  const hidden = headed.filter((cut) => cut.hidden).length;
  if (hidden < SHEET_QUESTIONS_FEWEST_HIDDEN || hidden < headed.length * NEARLY_ALL) return cuts;
  return cuts.filter(
    ({ head, ...cut }) =>
      head.kind !== 'heading' || cut.hidden || cut.choice || head.wording.kind !== 'plain',
  );
}

/** A quiz has at least this many questions, half of them with options and known answers. */
const FEWEST_IN_QUIZ = 3;

function gather(source: Source): Gathered {
  const sheet = sheetOf(source);
  const maker = makerBehind(source);
  const desk = { source, lines: sheet.lines, maker };
  let from = 0;
  const firsts = sheet.heads.map((head) => {
    while ((sheet.details[from]?.end ?? Infinity) <= head.start) from += 1;
    return from;
  });
  const cutAt = (head: Head, i: number, untold: boolean): QuestionCut =>
    cutOf(desk, sheet, head, firsts[i] ?? 0, untold);
  const told = sheet.heads.map((head, i) => cutAt(head, i, false));
  // In a quiz, options count even when the right one was forgotten.
  const isMostlyChoice =
    told.filter(({ choice }) => choice).length * 2 >= Math.max(FEWEST_IN_QUIZ, told.length);
  const all = isMostlyChoice ? told.map((cut, i) => (cut.choice ? cut : cutAt(cut.head, i, true))) : told;
  const cuts = withoutChatter(all);
  const bank = (): Drafts => {
    const whole = maker.source();
    const legend = legendOf(source);
    return {
      source: whole,
      found: cuts.map((cut) => foundOf(whole, cut, legend)),
      problems: openFences(source, sheet.fences),
    };
  };
  return { cuts, shape: mainShape(source, cuts), bank };
}

const OTHER_FILE = /\.(?:csv|tsv|json|jsonl|ya?ml|toml|html?|xml|apkg|colpkg|gift|ipynb)$/i;
/** A labeled bold line asks nothing: `**Follow-up**: "Why?"`. Other kinds are judged line by line. */
const MAY_HOLD =
  /<summary|^[ \t]{0,4}(?:\d{1,4}[.)]|[-*+])[ \t]{1,5}#{1,6}[ \t]|^(?!\*\*(?:Answer|Follow-up)(?:\*\*)?:)[^\n]{0,12}(?:\*\*|__)(?:[^\n]{0,1000}[?？]|Q)|^[ \t]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}\[[xX✓✔]\]|^[ \t]{0,8}(?:[-*+][ \t]{1,4})?(?:\*\*)?[([]?[Aa][).:\]]|^[ \t]{0,8}[-*+][ \t]{1,4}(?:\*\*)?1[).:]|^#{1,6}[ \t]{1,3}(?:\*\*)?Q[ .:)]/mu;

/** Cached, because every reader asks for it; undefined when no question in these shapes is possible. */
const gathered = new WeakMap<Source, Gathered | undefined>();

function gatherQuestions(source: Source): Gathered | undefined {
  if (gathered.has(source)) return gathered.get(source);
  const mayHold = !OTHER_FILE.test(source.file) && MAY_HOLD.test(source.text);
  const made = mayHold ? gather(source) : undefined;
  gathered.set(source, made);
  return made;
}

const read = (source: Source): Drafts =>
  gatherQuestions(source)?.bank() ?? { source, found: [], problems: [] };

const TITLES: readonly (readonly [Exclude<Shape, 'guide'>, string])[] = [
  ['details', 'Answers that unfold in Markdown'],
  ['numbered-headings', 'Numbered headings in Markdown'],
  ['bold-questions', 'Bold questions in Markdown'],
  ['q-headings', 'Cheat sheet with `Q.` headings'],
  ['multiple-choice', 'Multiple choice in Markdown'],
];

/** One reader per shape. They accept different files but read them alike. */
export const sheetReaders: readonly BankReader[] = TITLES.map(([name, title]) => ({
  name,
  title,
  recognises: (source) => gatherQuestions(source)?.shape === name,
  read,
}));

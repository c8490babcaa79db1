// Questions that stand in a plain line: one with options below it and what tells the right one, or one whose answer an
// element hides. Knows lines that belong to no other question; knows nothing of the answers.
import type { Source } from '../../core/span.ts';
import type { Heading } from '../outline.ts';
import { mayAsk, surelyAsks } from './asking.ts';
import { rightAnswer } from './choice-answer.ts';
import { choicesAt, SAYS_ANSWER, type Choices } from './choices.ts';
import { isTags } from './footers.ts';
import { wordingOf, wordingOfHeading } from './guide-headings.ts';
import type { Stretch } from './made-source.ts';
import type { RawHead } from './sheet.ts';
import type { SheetLine } from './sheet-lines.ts';
import { saysNothing } from './stretches.ts';

/** Lines between other questions, below one heading. Those in elements that hide answers are marked as code. */
export type Free = {
  readonly lines: readonly SheetLine[];
  readonly heading?: Heading;
  /** Elements that hide answers, in order. */
  readonly answers: readonly Stretch[];
};

const LISTED = /^([ \t]{0,3})(?:(\d{1,4})[.)]|[-*+])[ \t]{1,4}(?=\S)/;
const NO_TITLE = /^\s*(?:#{1,6}\s|[-*_]{3,}\s*$|<|\||!\[|>)/;
const SHORTEST_TITLE = 8;

const wordsOf = (text: string, line: SheetLine | undefined): string =>
  line && !line.code ? text.slice(line.start, line.end).trim() : '';

/** Index of the line that asks: the paragraph above begins there, code between them left out; -1 for none. */
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

function headAt(source: Source, line: SheetLine): RawHead | undefined {
  const listed = LISTED.exec(source.text.slice(line.start, Math.min(line.end, line.start + 40)));
  const wording = wordingOf(source, line.start + (listed?.[0].length ?? 0), line.end);
  const number = wording.number ?? (listed?.[2] === undefined ? undefined : Number(listed[2]));
  if (wording.titleEnd <= wording.titleStart) return undefined;
  return {
    kind: 'line',
    wording: { ...wording, ...(number !== undefined && { number }) },
    sure: true,
    start: line.start,
    end: line.next,
    bodyStart: line.next,
    indent: listed?.[0].length ?? 0,
  };
}

const titleOf = (source: Source, { wording }: RawHead): string =>
  source.text.slice(wording.titleStart, wording.titleEnd);

/** A heading that does not look like a question, with options right below it. */
function headOfHeading(source: Source, heading: Heading | undefined): RawHead | undefined {
  if (!heading || heading.textEnd <= heading.textStart) return undefined;
  const { start, next } = heading;
  const wording = wordingOfHeading(source, heading);
  return { kind: 'line', wording, sure: true, start, end: next, bodyStart: next, indent: 0 };
}

type Spot = {
  readonly head: RawHead;
  /** Index of the line that asks. */
  readonly at: number;
  readonly choices?: Choices;
  /** Index of the first line below the options. */
  readonly after: number;
  /** Where the last element that hides its answer ends. */
  hiddenEnd?: number;
};

/** As many ticked boxes make a quiz. */
const FEWEST_TICKS = 8;

/** Elements that hide answers: as many make an exercise of every heading above one. */
const FEWEST_HIDDEN = 3;

const isQuiz = ({ text }: Source, free: readonly Free[]): boolean =>
  free.reduce((sum, { answers }) => sum + answers.length, 0) >= FEWEST_HIDDEN ||
  (text.match(/^[ \t]{0,8}[-*+][ \t]{1,4}\[[xX]\]/gm)?.length ?? 0) >= FEWEST_TICKS;

/** Boxes make a list of things to do as well, and an element called `Solution` stands under texts of any kind. */
function asks(source: Source, head: RawHead, choices: Choices | undefined, below: boolean): boolean {
  if (below || (choices && choices.style !== 'box')) return true;
  const title = titleOf(source, head);
  return surelyAsks(title) || mayAsk(title) || (!choices && head.wording.number !== undefined);
}

/** Whether an element hides the answer of the question before it. */
function belongs(source: Source, spot: Spot | undefined, element: Stretch): boolean {
  if (!spot) return false;
  if (spot.hiddenEnd === undefined) return spot.choices !== undefined;
  return saysNothing(source.text, spot.hiddenEnd, element.start);
}

/** Whether a line asks rather than the heading above it, which may give a task, or name one of several words. */
function asksMore(line: string, heading: string): boolean {
  if (mayAsk(heading) || surelyAsks(heading)) return false;
  return surelyAsks(line) || mayAsk(line) || heading.split(/\s+/).length < FEWEST_WORDS;
}

const FEWEST_WORDS = 4;

function spotsIn(source: Source, { lines, heading, answers }: Free, quiz: boolean): readonly Spot[] {
  const spots: Spot[] = [];
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

/** The questions of this kind among lines that belong to no other, in order. */
export function lineHeads(source: Source, free: readonly Free[]): readonly RawHead[] {
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

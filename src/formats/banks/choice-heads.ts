// Multiple-choice questions that stand below no heading of their own: a line that asks, options, and what tells the right
// one. Knows lines that belong to no other question; knows nothing of the answers.
import type { Source } from '../../core/span.ts';
import type { Heading } from '../outline.ts';
import { mayAsk, surelyAsks } from './asking.ts';
import { rightAnswer } from './choice-answer.ts';
import { choicesAt, type Choices } from './choices.ts';
import { wordingOf, wordingOfHeading } from './guide-headings.ts';
import type { RawHead } from './sheet.ts';
import type { SheetLine } from './sheet-lines.ts';

/** Lines between other questions, below one heading. */
export type Free = { readonly lines: readonly SheetLine[]; readonly heading?: Heading };

const LISTED = /^([ \t]{0,3})(\d{1,4})[.)][ \t]{1,4}(?=\S)/;
const NO_TITLE = /^\s*(?:#{1,6}\s|[-*_]{3,}\s*$|<|\||!\[|>)/;
const SAYS_ANSWER =
  /^[\s>*_#]{0,12}(?:(?:correct|right)\s)?(?:answers?|ans|solution|explanation|correct)[*_]{0,3}\s{0,3}[:：]/i;
const SHORTEST_TITLE = 8;

const wordsOf = (text: string, line: SheetLine | undefined): string =>
  line && !line.code ? text.slice(line.start, line.end).trim() : '';

/** Index of the line that asks: the paragraph above the options begins there, code between them left out. */
function askingLine(text: string, lines: readonly SheetLine[], from: number, options: number): number {
  let at = options - 1;
  while (at >= from && wordsOf(text, lines[at]) === '') at -= 1;
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
  const number = wording.number ?? (listed ? Number(listed[2]) : undefined);
  if (wording.titleEnd <= wording.titleStart) return undefined;
  return {
    kind: 'choices',
    wording: { ...wording, ...(number !== undefined && { number }) },
    sure: true,
    start: line.start,
    end: line.next,
    bodyStart: line.next,
    indent: listed?.[0].length ?? 0,
  };
}

/** A heading that does not look like a question, with options right below it. */
function headOfHeading(source: Source, heading: Heading | undefined): RawHead | undefined {
  if (!heading || heading.textEnd <= heading.textStart) return undefined;
  const wording = wordingOfHeading(source, heading);
  return {
    kind: 'choices',
    wording,
    sure: true,
    start: heading.start,
    end: heading.next,
    bodyStart: heading.next,
    indent: 0,
  };
}

type Spot = {
  readonly head: RawHead;
  readonly choices: Choices;
  /** Indexes of the line that asks and of the first below the options. */
  readonly at: number;
  readonly after: number;
};

function spotsIn(source: Source, { lines, heading }: Free): readonly Spot[] {
  const spots: Spot[] = [];
  let from = 0;
  for (let at = 0; at < lines.length;) {
    const choices = choicesAt(source.text, lines, at, lines.length);
    if (!choices) {
      at += 1;
      continue;
    }
    const askingAt = askingLine(source.text, lines, from, at);
    const asking = lines[askingAt];
    const head = asking ? headAt(source, asking) : from === 0 ? headOfHeading(source, heading) : undefined;
    while ((lines[at]?.start ?? Infinity) < choices.end) at += 1;
    from = at;
    const title = head ? source.text.slice(head.wording.titleStart, head.wording.titleEnd) : '';
    // Boxes make a list of things to do as well.
    const asks = choices.style !== 'box' || surelyAsks(title) || mayAsk(title);
    if (head && asks) spots.push({ head, choices, at: Math.max(0, askingAt), after: at });
  }
  return spots;
}

/** The questions of this kind among lines that belong to no other, in order; only those whose right answer is told. */
export function choiceHeads(source: Source, free: readonly Free[]): readonly RawHead[] {
  return free.flatMap((one) => {
    const spots = spotsIn(source, one);
    const end = one.lines.at(-1)?.next ?? 0;
    return spots.flatMap(({ head, choices, after }, i) => {
      const next = spots[i + 1];
      const below = one.lines.slice(after, next ? next.at : undefined);
      return rightAnswer(source.text, choices, below, false)
        ? [{ ...head, end: next?.head.start ?? end }]
        : [];
    });
  });
}

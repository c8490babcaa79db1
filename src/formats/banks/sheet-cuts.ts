// What belongs to one question of a Markdown file, cut apart: what is asked beyond its title, the answer, the questions in
// elements below it. Knows elements; leaves options and the labels within an answer to others.
import { choiceCut } from './choice-cut.ts';
import { endWithoutFooters } from './footers.ts';
import type { Stretch } from './made-source.ts';
import type { JudgedDetails } from './sheet-details.ts';
import {
  apart,
  columnsToCut,
  linesWithin,
  passage,
  unwrapped,
  withoutHtml,
  words,
  type Desk,
  type Part,
} from './sheet-passages.ts';
import { summaryRest, titleWords, withoutNumber } from './sheet-summary.ts';
import type { Head, Sheet } from './sheet.ts';
import { saysNothing } from './stretches.ts';

/** A question with its texts: stretches of the file and of what was added to it. */
export type Cut = {
  readonly head: Head;
  readonly title: string;
  /** Of a title that has it in tags. */
  readonly number?: number;
  readonly asked?: Stretch;
  readonly answer: Stretch;
  readonly followUps: readonly { readonly question: Stretch; readonly answer: Stretch }[];
  /** True when there are options, and it is told which are right. */
  readonly choice: boolean;
  /** True when an element hides the answer of a question that stands above it. */
  readonly hidden: boolean;
};

/** Elements below a question: those that hide its answer, and those that ask on. */
type Inner = { readonly answers: readonly JudgedDetails[]; readonly asking: readonly JudgedDetails[] };

/** The elements of a stretch that are in no other one of their kinds. */
function innerOf(details: readonly JudgedDetails[], { start, end }: Stretch, from: number): Inner {
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

/** What is left of a stretch without the elements in it, footers at its end left out. */
function around(desk: Desk, { start, end }: Stretch, elements: readonly Stretch[]): readonly Stretch[] {
  const gaps: Stretch[] = [];
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

/** What an element holds, as a text. */
function inside(desk: Desk, body: Stretch): Stretch {
  const stretch = unwrapped(desk.source.text, body);
  const parts = withoutHtml(desk, stretch);
  return parts ? passage(desk, parts, 0) : stretch;
}

/** The words of a summary as a text: a stretch of the file where they stand there as they are. */
function summaryText(desk: Desk, one: JudgedDetails): Stretch {
  const bare = unwrapped(desk.source.text, one.summary);
  const written = desk.source.text.slice(bare.start, bare.end);
  const title = titleWords(written);
  return title === written ? bare : desk.maker.join([words(title, bare.start)]);
}

function followUpsOf(
  desk: Desk,
  details: readonly JudgedDetails[],
  asking: readonly JudgedDetails[],
): Cut['followUps'] {
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

/** Whether the texts below a question may be written in HTML. */
const mayBeHtml = ({ kind }: Head): boolean => kind === 'details';

function bodyOf(desk: Desk, head: Head, details: readonly JudgedDetails[]): Stretch {
  const element = head.element === undefined ? undefined : details[head.element];
  if (!element) return { start: head.bodyStart, end: head.end };
  return unwrapped(desk.source.text, element.body);
}

/**
 * Cuts what belongs to a question apart.
 * @param from index of the first element that may be in it
 * @param untold true to take options for such when nothing tells which are right
 */
export function cutOf(desk: Desk, { details }: Sheet, head: Head, from: number, untold = false): Cut {
  const { text } = desk.source;
  const { titleStart, titleEnd } = head.wording;
  const body = bodyOf(desk, head, details);
  const { answers, asking } = innerOf(details, body, from);
  const gaps = around(
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
    return { ...base, ...(more.length > 0 && { asked: passage(desk, more, 0) }), answer, choice: false };
  }
  const told = [...hidden, ...below];
  const [only] = told;
  const answer = told.length === 1 && only ? inside(desk, only) : passage(desk, apart(told), columns);
  const asked = [...more, ...apart(above)];
  return {
    ...base,
    ...(asked.length > 0 && { asked: passage(desk, asked, columns) }),
    answer,
    choice: false,
  };
}

// A multiple-choice question cut apart: what is asked, with its options and without what gives the answer away, and an
// answer that names what is right and explains it. Knows options; knows nothing of what stands around the question.
import { rightAnswer, type RightAnswer } from './choice-answer.ts';
import { findChoices, type Choice, type Choices } from './choices.ts';
import type { Stretch } from './made-source.ts';
import { linesWithin, passage, words, type Desk, type Part } from './sheet-passages.ts';
import { saysNothing } from './stretches.ts';

/** The texts of a question. */
export type ChoiceTexts = {
  /** Above what hides the answer; all there is when nothing hides it. */
  readonly above: readonly Stretch[];
  /** What elements called `Answer` hold. */
  readonly hidden: readonly Stretch[];
  readonly below: readonly Stretch[];
  /** Indent of a list item that the lines have. */
  readonly columns: number;
};

function trimmed(text: string, { start, end }: Stretch): Stretch {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(from, start + raw.trimEnd().length) };
}

/** A stretch without another one that lies in it, blanks and marks around the cut left out. */
function without(text: string, whole: Stretch, cut: Stretch): readonly Stretch[] {
  if (cut.end <= whole.start || cut.start >= whole.end) return [whole];
  const parts = [
    { start: whole.start, end: Math.max(whole.start, cut.start) },
    { start: Math.min(cut.end, whole.end), end: whole.end },
  ];
  return parts.filter(({ start, end }) => !saysNothing(text, start, end));
}

/** A stretch as far as the options go, what gives the answer away taken out. A cleared box stays a box. */
function askedIn(part: Stretch, { options, end, style }: Choices): readonly Part[] {
  const stop = Math.min(part.end, end);
  const pieces: Part[] = [];
  let at = part.start;
  for (const { giveaway } of options) {
    if (!giveaway || giveaway.start < at || giveaway.end > stop) continue;
    pieces.push({ start: at, end: giveaway.start });
    if (style === 'box') pieces.push(words(' ', giveaway.start));
    at = giveaway.end;
  }
  return stop > at ? [...pieces, { start: at, end: stop }] : pieces;
}

function askedParts(parts: readonly Stretch[], choices: Choices): readonly Part[] {
  const asked = parts.filter(({ start }) => start < choices.end);
  return asked.flatMap((part, i) => [
    ...(i === 0 ? [] : [words('\n\n', part.start)]),
    ...askedIn(part, choices),
  ]);
}

/** An option that is right, as the answer names it. */
function namedParts(whole: string, { label, text, end }: Choice, listed: boolean): readonly Part[] {
  const lead = `${listed ? '- ' : ''}${label === '' ? '' : `**${label}.** `}`;
  const name: readonly Part[] = lead === '' ? [text] : [words(lead, text.start), text];
  const stop = text.end + whole.slice(text.end, end).trimEnd().length;
  return stop > text.end ? [...name, { start: text.end, end: stop }] : name;
}

function answerParts(
  { source: { text } }: Desk,
  choices: Choices,
  { right, said }: RightAnswer,
  explanations: readonly Stretch[],
): readonly Part[] {
  const named = right.flatMap((index, i): readonly Part[] => {
    const option = choices.options[index];
    if (!option) return [];
    const parts = namedParts(text, option, right.length > 1);
    return i === 0 ? parts : [words('\n', option.text.start), ...parts];
  });
  const told = explanations.flatMap((one) => (said ? without(text, one, said) : [one]));
  const filled = told
    .filter(({ start, end }) => !saysNothing(text, start, end))
    .map((one) => trimmed(text, one));
  return [...named, ...filled.flatMap((one) => [words('\n\n', one.start), one])];
}

/** Cuts a question with options apart; undefined where there are none, or nothing tells which are right. */
export function choiceCut(
  desk: Desk,
  { above, hidden, below, columns }: ChoiceTexts,
): { readonly asked: Stretch; readonly answer: Stretch } | undefined {
  const { text } = desk.source;
  const lines = above.flatMap((one) => linesWithin(desk.lines, one));
  const choices = findChoices(text, lines);
  if (!choices) return undefined;
  const after = lines.filter(({ start }) => start >= choices.end);
  const told = hidden.flatMap((one) => linesWithin(desk.lines, one));
  const right =
    (hidden.length > 0 ? rightAnswer(text, choices, told, true) : undefined) ??
    rightAnswer(text, choices, [...after, ...below.flatMap((one) => linesWithin(desk.lines, one))], false);
  if (!right) return undefined;
  const rest = above
    .filter(({ end }) => end > choices.end)
    .map(({ start, end }) => ({ start: Math.max(start, choices.end), end }));
  const asked = passage(desk, askedParts(above, choices), columns);
  const answer = passage(desk, answerParts(desk, choices, right, [...rest, ...hidden, ...below]), columns);
  return { asked, answer };
}

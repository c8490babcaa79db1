// A multiple-choice question cut apart: what is asked, with its options and without what gives the answer away, and an
// answer that names what is right and explains it. Knows options; knows nothing of what stands around the question.
import { rightAnswer, type RightAnswer } from './choice-answer.ts';
import { findChoices, type Choice, type Choices } from './choices.ts';
import type { Stretch } from './made-source.ts';
import { linesWithin, passage, words, type Desk, type Part } from './sheet-passages.ts';
import { saysNothing } from './stretches.ts';

/** The texts of a question. */
type ChoiceTexts = {
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

/** What to change of the options when they are shown: marks taken out, what is no list made one, a box cleared. */
function changesOf({ options, style }: Choices): readonly (Stretch & { readonly put: string })[] {
  return options.flatMap(({ bare, giveaway }) => [
    ...(bare === undefined ? [] : [{ start: bare, end: bare, put: '- ' }]),
    ...(giveaway ? [{ ...giveaway, put: style === 'box' ? ' ' : '' }] : []),
  ]);
}

/** A stretch as far as the options go, without what gives the answer away. */
function askedIn(part: Stretch, choices: Choices): readonly Part[] {
  const stop = Math.min(part.end, choices.end);
  const pieces: Part[] = [];
  let at = part.start;
  for (const { start, end, put } of changesOf(choices)) {
    if (start < at || end > stop) continue;
    pieces.push({ start: at, end: start });
    if (put !== '') pieces.push(words(put, start));
    at = end;
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
function namedParts(whole: string, { label, text, lineEnd, end }: Choice, listed: boolean): readonly Part[] {
  const lead = `${listed ? '- ' : ''}${label === '' ? '' : `**${label}.** `}`;
  const name: readonly Part[] = lead === '' ? [text] : [words(lead, text.start), text];
  const stop = lineEnd + whole.slice(lineEnd, end).trimEnd().length;
  return stop > lineEnd ? [...name, { start: lineEnd, end: stop }] : name;
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
  const explained = filled.flatMap((one, i) =>
    i === 0 && named.length === 0 ? [one] : [words('\n\n', one.start), one],
  );
  return [...named, ...explained];
}

/**
 * Cuts a question with options apart; undefined where there are none, or nothing tells which are right.
 * @param untold true to take options of which nothing tells the right one as well
 */
export function choiceCut(
  desk: Desk,
  { above, hidden, below, columns }: ChoiceTexts,
  untold: boolean,
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
  if (!right && !untold) return undefined;
  const rest = above
    .filter(({ end }) => end > choices.end)
    .map(({ start, end }) => ({ start: Math.max(start, choices.end), end }));
  const asked = passage(desk, askedParts(above, choices), columns);
  const answer = passage(
    desk,
    answerParts(desk, choices, right ?? { right: [] }, [...rest, ...hidden, ...below]),
    columns,
  );
  return { asked, answer };
}

import { type NamedPoint, pointsByName } from '../base/attempt.ts';
import { listDiff, type Sign } from '../base/diff.ts';
import type { Question } from '../base/question.ts';
import type { WrongNumber } from '../feedback/wrong-numbers.ts';
import type { AttemptEntry } from '../schedule/journal.ts';
import type { spokenPace } from '../speech/delivery.ts';

/** `…` marks skipped lines. */
export type DiffLine = { readonly sign: Sign | '…'; readonly text: string };

/**
 * With one line around each change.
 * @returns empty for equal texts
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const lines = listDiff(before.split(/\r?\n/), after.split(/\r?\n/)).flatMap(({ sign, items }) =>
    items.map((text): DiffLine => ({ sign, text })),
  );
  const isNear = (at: number): boolean =>
    [at - 1, at, at + 1].some((near) => lines[near] !== undefined && lines[near].sign !== ' ');
  const short: DiffLine[] = [];
  lines.forEach((line, at) => {
    if (isNear(at)) short.push(line);
    else if (short.at(-1)?.sign !== '…') short.push({ sign: '…', text: '' });
  });
  return short;
}

export type RecordingState = {
  readonly path: string;
  /** Absent when the recording is gone. */
  readonly bytes?: number;
};

export type PastAttempt = {
  /** From 1, oldest first. */
  readonly number: number;
  readonly attempt: AttemptEntry;
  readonly recording?: RecordingState;
  /** Figures that are none of the present values. */
  readonly wrong?: readonly WrongNumber[];
  /** Absent unless spoken. */
  readonly pace?: ReturnType<typeof spokenPace>;
};

/**
 * @param items today's, as shown
 * @returns undefined when the points were not checked, or cannot be matched after an edit
 */
export function namedPoints(
  { kind, answerHash }: Question,
  items: readonly string[],
  { points, questionHash }: AttemptEntry,
): readonly NamedPoint[] | undefined {
  if (points.length === 0 || points.length !== items.length) return undefined;
  // The parts of a story are the same, whatever its text.
  const isSame = kind === 'star' || questionHash === undefined || questionHash === answerHash;
  return isSame ? pointsByName(items, points) : undefined;
}

import { type NamedPoint, pointsByName } from '../base/attempt.ts';
import { listDiff } from '../base/diff.ts';
import type { Question } from '../base/question.ts';
import type { WrongNumber } from '../feedback/wrong-numbers.ts';
import type { AttemptEntry } from '../schedule/journal.ts';

/** The lines that are in one text only. */
export const lineDiff = (before: string, after: string) =>
  listDiff(before.split(/\r?\n/), after.split(/\r?\n/)).flatMap(({ sign, items }) =>
    sign === ' ' ? [] : items.map((text) => ({ sign, text })),
  );

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
  /** Words a minute; absent without a transcript. */
  readonly pace?: number;
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

import { diffArrays } from 'diff';
import { type NamedPoint, pointsByName } from '../base/attempt.ts';
import type { Question } from '../base/question.ts';
import type { WrongNumber } from '../feedback/wrong-numbers.ts';
import type { AttemptEntry } from '../schedule/journal.ts';

/** Texts with more differences are not compared: the time grows with the square of the differences. */
const MOST_EDITS = 2000;

const signed = (sign: '-' | '+', lines: readonly string[]) => lines.map((text) => ({ sign, text }));

/** The lines that are in one text only. */
export function lineDiff(before: string, after: string) {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const changes = diffArrays(old, now, { maxEditLength: MOST_EDITS });
  if (!changes) return [...signed('-', old), ...signed('+', now)];
  return changes.flatMap(({ removed, added, value }) =>
    removed || added ? signed(removed ? '-' : '+', value) : [],
  );
}

export type PastAttempt = {
  /** From 1, oldest first. */
  readonly number: number;
  readonly attempt: AttemptEntry;
  /** Without `bytes`, it is gone. */
  readonly recording?: { readonly path: string; readonly bytes?: number };
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

// The attempts at a question side by side: which points and numbers came and went between two of them. Knows attempts; knows
// nothing of screens. What cannot be matched, because the question was edited in between, is never guessed.
import type { AttemptEntry } from './journal.ts';
import type { MetricName } from './metric.ts';
import { pointsByName, type NamedPoint } from './points.ts';
import type { Question } from './question.ts';
import { textDiff, type TextRun } from './text-diff.ts';

/** The sound of an attempt. */
export type RecordingState = {
  /** Below the home folder, as the attempt has it. */
  readonly path: string;
  /** False when it was removed, to make room or by hand. */
  readonly exists: boolean;
  readonly starred: boolean;
  /** Left out when it is gone. */
  readonly bytes?: number;
};

/** An attempt, and what is known of it besides. */
export type PastAttempt = {
  /** From 1, the oldest first: what people call it. */
  readonly number: number;
  readonly attempt: AttemptEntry;
  readonly recording?: RecordingState;
  /** Words per minute; left out for what was not spoken. `estimated`: from its syllables, not from its words. */
  readonly pace?: {
    readonly wordsPerMinute: number;
    readonly estimated: boolean;
    /** Syllables per minute of speech, without its pauses. */
    readonly articulatedPerMinute?: number;
  };
};

type Asked = Pick<Question, 'kind' | 'answerHash'>;

/**
 * The points of an attempt by name.
 * @param items what is ticked today, as shown
 * @returns undefined when they were not checked, or when the question was edited since: then nobody knows which is which
 */
export function namedPoints(
  { kind, answerHash }: Asked,
  items: readonly string[],
  { points, questionHash }: AttemptEntry,
): readonly NamedPoint[] | undefined {
  if (points.length === 0 || points.length !== items.length) return undefined;
  // The parts of a story are the same, whatever its text.
  const isSame = kind === 'star' || questionHash === undefined || questionHash === answerHash;
  return isSame ? pointsByName(items, points) : undefined;
}

/** Points by name: covered now and not before, before and not now, never. */
export type PointsCompared =
  | {
      readonly state: 'named';
      readonly gained: readonly string[];
      readonly lost: readonly string[];
      readonly missed: readonly string[];
    }
  /** The question was edited since one of the two. */
  | { readonly state: 'edited' }
  /** One of the two was not checked point by point. */
  | { readonly state: 'unchecked' };

function comparePoints(
  question: Asked,
  items: readonly string[],
  before: AttemptEntry,
  after: AttemptEntry,
): PointsCompared {
  if (before.points.length === 0 || after.points.length === 0) return { state: 'unchecked' };
  const [old, now] = [before, after].map((attempt) => namedPoints(question, items, attempt));
  if (!old || !now) return { state: 'edited' };
  const those = (was: boolean, is: boolean): readonly string[] =>
    items.filter((_, at) => old[at]?.covered === was && now[at]?.covered === is);
  return {
    state: 'named',
    gained: those(false, true),
    lost: those(true, false),
    missed: those(false, false),
  };
}

export type Compared = {
  readonly before: PastAttempt;
  readonly after: PastAttempt;
  readonly points: PointsCompared;
  readonly citedGained: readonly MetricName[];
  readonly citedLost: readonly MetricName[];
  /** Both texts word by word; left out unless both have one. */
  readonly text?: readonly TextRun[];
};

/**
 * What changed between two attempts at a question.
 * @param items what is ticked today, as shown
 */
export function compareAttempts(
  question: Asked,
  items: readonly string[],
  before: PastAttempt,
  after: PastAttempt,
): Compared {
  const [old, now] = [before.attempt, after.attempt];
  const hasTexts = (old.text ?? '') !== '' && (now.text ?? '') !== '';
  return {
    before,
    after,
    points: comparePoints(question, items, old, now),
    citedGained: now.cited.filter((name) => !old.cited.includes(name)),
    citedLost: old.cited.filter((name) => !now.cited.includes(name)),
    ...(hasTexts && { text: textDiff(old.text ?? '', now.text ?? '') }),
  };
}

import { type Instant, MINUTE_MS } from './day.ts';
import type { MetricName } from './metric.ts';
import type { QuestionId } from './question.ts';

/**
 * One entry per key point: 1 covered, 0 missed, null not settled. Empty if there are none, or nobody was asked.
 * Figures use only settled points.
 */
export type Points = readonly (0 | 1 | null)[];

export const coveredCount = (points: Points): number => points.filter((point) => point === 1).length;
export const settledCount = (points: Points): number => points.filter((point) => point !== null).length;

export function coveredShare(points: Points): number | undefined {
  const settled = settledCount(points);
  return settled === 0 ? undefined : coveredCount(points) / settled;
}

/** `4/6`; `3/4, 2 unsettled`; `6 unsettled`. */
export function pointsCell(points: Points): string {
  const [all, settled] = [points.length, settledCount(points)];
  return [
    ...(settled === 0 ? [] : [`${coveredCount(points)}/${settled}`]),
    ...(settled < all ? [`${all - settled} unsettled`] : []),
  ].join(', ');
}

export const POINT_STATES = ['found', 'maybe', 'contradicted', 'missing'] as const;
export type PointState = (typeof POINT_STATES)[number];

export const FOUND_NAMES: Readonly<Record<PointState, string>> = {
  found: 'found',
  maybe: 'maybe',
  contradicted: 'said otherwise',
  missing: 'not found',
};

/** What was settled stays. Without marks, all points count as found. */
export const asMarked = (points: Points, marks?: readonly { readonly state: PointState }[]): Points =>
  points.map((point, i) => {
    const { state } = marks?.[i] ?? { state: 'found' };
    return point ?? (state === 'found' ? 1 : state === 'missing' ? 0 : null);
  });

export const NOT_CHECKED = 'not checked';

/** `covered` is null if it was not settled. */
export type NamedPoint = { readonly text: string; readonly covered: boolean | null };

export const pointsByName = (items: readonly string[], points: Points): readonly NamedPoint[] =>
  items.map((text, at) => {
    const point = points[at] ?? null;
    return { text, covered: point === null ? null : point === 1 };
  });

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
/** FSRS and Anki: `hard` means recalled with effort, only `again` means not recalled. */
export type Rating = (typeof RATINGS)[number];

/** By its digit, or the word itself. */
export const ratingOf = (word: string): Rating | undefined =>
  RATINGS.find((rating, at) => word === rating || word === String(at + 1));

/** All covered and none unsettled → good, at least 60% → hard, otherwise again. Undefined if under half are settled. */
export function suggestRating(points: Points): Rating | undefined {
  const covered = coveredShare(points);
  if (covered === undefined || settledCount(points) * 2 < points.length) return undefined;
  return covered === 1 && !points.includes(null) ? 'good' : covered >= 0.6 ? 'hard' : 'again';
}

export const MODES = ['type', 'think', 'speak'] as const;
export type Mode = (typeof MODES)[number];

export type Attempt = {
  readonly id: string;
  readonly question: QuestionId;
  readonly rating: Rating;
  readonly at: Instant;
  readonly elapsedMs: number;
  readonly mode: Mode;
  /** Per key point, or per part of a story. */
  readonly points: Points;
  readonly cited: readonly MetricName[];
  readonly text?: string;
  readonly recording?: string;
  readonly delivery?: Delivery;
  /** From a transcript that the user corrected. */
  readonly transcribed?: boolean;
  /** Milliseconds per part of a story, in order. */
  readonly partsMs?: readonly number[];
  readonly followUps?: readonly { readonly text: string; readonly answer: string }[];
  readonly session?: string;
  readonly by?: 'points' | 'override' | 'drill' | 'grade' | 'mock';
  /** From `--cram`: no effect on the schedule. */
  readonly cram?: boolean;
  /** The title at the time, so that a renamed question can be found again. */
  readonly title?: string;
  readonly questionHash?: string;
  /** `bankLabel`: a renamed question is looked for only in the same bank. */
  readonly bank?: string;
};

/** How an answer was given, beside its text. */
export type Said = Pick<Attempt, 'recording' | 'delivery' | 'transcribed' | 'partsMs'>;

/** What finds a renamed question again. */
export type Remembered = Pick<Attempt, 'title' | 'questionHash' | 'bank'>;

export type Delivery = {
  readonly durationMs: number;
  /** Absent when nothing was said. */
  readonly firstWordMs?: number;
  readonly speechMs: number;
  /** Silences of at least 300 ms between the first and the last speech. */
  readonly pauses: number;
  readonly longestPauseMs: number;
  readonly silenceMs: number;
};

/** A longer answer was left unattended: its recording ends by itself. */
export const longestMs = (targetMs: number): number => Math.max(5 * MINUTE_MS, 3 * targetMs);

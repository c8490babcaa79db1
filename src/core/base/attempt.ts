// One answer to one question, as the journal keeps it: its rating, the points it covered.
import type { Instant } from './day.ts';
import type { MetricName } from './metric.ts';
import type { QuestionId } from './question.ts';

/** One entry a point: 1 covered, 0 missed. Empty when they were not checked, or when there are none. */
export type Points = readonly (0 | 1)[];

export const coveredCount = (points: Points): number => points.reduce<number>((sum, point) => sum + point, 0);

/** Share of them that was covered, 0–1; undefined when there are none. */
export const coveredShare = (points: Points): number | undefined =>
  points.length === 0 ? undefined : coveredCount(points) / points.length;

/** A point as it was shown, and whether it was ticked. */
export type NamedPoint = { readonly text: string; readonly covered: boolean };

/** Points with what they say. @param items one a point, in the same order */
export const pointsByName = (items: readonly string[], points: Points): readonly NamedPoint[] =>
  items.map((text, at) => ({ text, covered: points[at] === 1 }));

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
/** FSRS and Anki: `hard` means recalled with effort, only `again` means not recalled. */
export type Rating = (typeof RATINGS)[number];

/** The rating that ticked points suggest: all → good, at least 60 % → hard, else again; nothing to tick → undefined. */
export function suggestRating(points: Points): Rating | undefined {
  const covered = coveredShare(points);
  if (covered === undefined) return undefined;
  return covered === 1 ? 'good' : covered >= 0.6 ? 'hard' : 'again';
}

export const MODES = ['type', 'think', 'speak'] as const;
export type Mode = (typeof MODES)[number];

export type Attempt = {
  /** ULID; sorts by time. */
  readonly id: string;
  readonly question: QuestionId;
  readonly rating: Rating;
  readonly at: Instant;
  readonly elapsedMs: number;
  readonly mode: Mode;
  /** One entry a key point (or STAR part): 1 covered, 0 missed. Empty when they were not checked. */
  readonly points: Points;
  /** Keys of the metrics whose values the answer cited. */
  readonly cited: readonly MetricName[];
  readonly text?: string;
  /** Path of its sound below the home folder, `/` between the names. */
  readonly recording?: string;
  /** How it was delivered, measured from the sound. */
  readonly delivery?: Delivery;
  /** True when `text` came from a recogniser, read over by the user. */
  readonly transcribed?: boolean;
  /** Of a story that was rehearsed part by part: time for each part that was ticked, in ms and in their order. */
  readonly partsMs?: readonly number[];
  /** Share of the points, 0–1, that the user thought beforehand to cover. */
  readonly predicted?: number;
  readonly session?: string;
  /** How the rating came about. */
  readonly by?: 'points' | 'override' | 'drill' | 'grade' | 'mock';
  /** True for `--cram`: it happened, but leaves the schedule alone. */
  readonly cram?: boolean;
  /** What the question was then, so that a renamed one can be found again. */
  readonly title?: string;
  readonly questionHash?: string;
  /** Label of the bank it came from (`bankLabel`): a renamed question is looked for in the same bank only. */
  readonly bank?: string;
};

/** What the sound of one answer tells. Times in ms. */
export type Delivery = {
  /** Length of the recording. */
  readonly durationMs: number;
  /** From its start to the first sound of speech; left out when nothing was said. */
  readonly firstWordMs?: number;
  /** From the first sound of speech to the last, without the pauses between. */
  readonly speechMs: number;
  /** Silences of at least 300 ms between the first sound of speech and the last. */
  readonly pauses: number;
  readonly longestPauseMs: number;
  /** All those silences together. */
  readonly silenceMs: number;
  /** Syllable nuclei that were heard. */
  readonly syllables: number;
};

// One answer to one question, as the journal keeps it.
import type { Instant } from './day.ts';
import type { MetricName } from './metric.ts';
import type { QuestionId } from './question.ts';
import type { Points, Rating } from './rating.ts';

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

// The fold of the whole journal, small enough to be cached. How it follows from the journal is in fold.ts.
import type { Rating } from '../base/attempt.ts';
import type { Day, Instant } from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import type { Note } from './journal.ts';
import type { Schedule } from './schedule.ts';

export type Seen = {
  readonly attempts: number;
  readonly lastAt: Instant;
  readonly lastRating: Rating;
  /** Share of key points covered in the latest attempt that checked them, 0–1. */
  readonly coverage?: number;
  /** Median time of its answers that took any, in ms; none when left out. */
  readonly medianMs?: number;
  /** Title and answer hash at the latest attempt: how a retitled question is found again. */
  readonly title?: string;
  readonly hash?: string;
  /** Label of the bank that the latest attempt's question came from. */
  readonly bank?: string;
};

/**
 * What was done on a local day. `attempts` and `elapsedMs` count every attempt. `first` counts the questions that were
 * rated for the first time ever, `reviews` those rated before that day, each once a day however often it was repeated;
 * attempts of `--cram` count in neither, as they leave the schedule alone.
 */
export type DayCount = {
  readonly attempts: number;
  readonly first: number;
  readonly reviews: number;
  readonly elapsedMs: number;
  /** Of `first`, those that were recalled at the first go (`hard` or better); none when left out. */
  readonly firstRecalled?: number;
  /** Of `reviews`, those that were recalled at the first go of the day; none when left out. */
  readonly recalled?: number;
  /** How many of `reviews` the model predicted to be recalled: the sum of their chances; none when left out. */
  readonly foretold?: number;
  /** Attempts in mock interviews; none when left out. */
  readonly mocked?: number;
};

/** The history of `from` does not belong to `to`: the user said so. */
export type Apart = { readonly from: QuestionId; readonly to: QuestionId };

export type Progress = {
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
  readonly seen: ReadonlyMap<QuestionId, Seen>;
  readonly days: ReadonlyMap<Day, DayCount>;
  readonly suspended: ReadonlySet<QuestionId>;
  readonly notes: ReadonlyMap<QuestionId, readonly Note[]>;
  /** The latest instant in the journal: a clock behind it went backwards. */
  readonly latestAt?: Instant;
  /** Moves of history that were undone: the two are not one question, however alike they look. None when left out. */
  readonly apart?: readonly Apart[];
};

export const NO_PROGRESS: Progress = {
  schedules: new Map(),
  seen: new Map(),
  days: new Map(),
  suspended: new Set(),
  notes: new Map(),
};

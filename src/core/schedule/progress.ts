// The fold of the whole journal, small enough to be cached; fold.ts computes it.
import type { Rating } from '../base/attempt.ts';
import type { Day, Instant } from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import type { Note } from './journal.ts';
import type { Strength } from './memory.ts';
import type { Schedule } from './schedule.ts';

/** One recall in each of three spaced sessions is enough (Rawson & Dunlosky 2011). */
export const SPACED_RECALLS = 3;

export type Seen = {
  readonly attempts: number;
  readonly lastAt: Instant;
  readonly lastRating: Rating;
  /** Of the latest attempt at which the points were gone through; absent when none of them was settled. */
  readonly coverage?: number;
  /** Share of the points, 0–1, expected at the next recall (`ripened`); absent while only crammed. */
  readonly expected?: number;
  /** How well the answer is remembered by its settled points, which the schedule has by ratings; absent while only crammed. */
  readonly strength?: Strength;
  readonly medianMs?: number;
  /** The latest attempt that was spoken; absent for none. */
  readonly spokenAt?: Instant;
  /** Title and answer hash at the latest attempt, for finding a retitled question again. */
  readonly title?: string;
  readonly hash?: string;
  readonly bank?: string;
};

/**
 * The activity on a local day. `attempts` and `elapsedMs` count every attempt. `first` counts questions rated
 * for the first time ever, `reviews` those rated before that day, each once per day however often it was
 * repeated; attempts of `--cram` count in neither, as they do not affect the schedule.
 */
export type DayCount = {
  readonly attempts: number;
  readonly first: number;
  readonly reviews: number;
  readonly elapsedMs: number;
  /** Of `first`, those recalled at the first attempt (`hard` or better); absent for none. */
  readonly firstRecalled?: number;
  /** Of `reviews`, those recalled at the first attempt of the day; absent for none. */
  readonly recalled?: number;
  /** How many of `reviews` the model predicted to be recalled, by the ratings before: the sum of their chances; absent for none. */
  readonly foretold?: number;
  /** Of `reviews`, those of which anything came to mind, by the points where they were settled; absent for none. */
  readonly remembered?: number;
  /** How many the model predicted to be remembered, by the points before; absent for none. */
  readonly likely?: number;
  /** Shares of points covered at `reviews`, and what was expected of them, as sums; absent for none. */
  readonly covered?: number;
  readonly expected?: number;
  readonly mocked?: number;
};

/** The user rejected linking the history of `from` to `to`. */
export type UndoneRelink = { readonly from: QuestionId; readonly to: QuestionId };

export type Progress = {
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
  readonly seen: ReadonlyMap<QuestionId, Seen>;
  readonly days: ReadonlyMap<Day, DayCount>;
  readonly suspended: ReadonlySet<QuestionId>;
  readonly notes: ReadonlyMap<QuestionId, readonly Note[]>;
  /** The latest instant in the journal, for noticing a clock that went backwards. */
  readonly latestAt?: Instant;
  /** Relinks that were undone: the two are different questions, however alike they look. Absent for none. */
  readonly undoneRelinks?: readonly UndoneRelink[];
};

export const NO_PROGRESS: Progress = {
  schedules: new Map(),
  seen: new Map(),
  days: new Map(),
  suspended: new Set(),
  notes: new Map(),
};

// The cached fold of the journal; fold.ts computes it.
import type { Rating } from '../base/attempt.ts';
import type { Day, Instant } from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import type { Note } from './journal.ts';
import type { Schedule, Strength } from './schedule.ts';

/** One recall in each of three spaced sessions is enough (Rawson & Dunlosky 2011). */
export const SPACED_RECALLS = 3;

export type Seen = {
  readonly attempts: number;
  /** Absent while only crammed. */
  readonly firstAt?: Instant;
  readonly lastAt: Instant;
  readonly lastRating: Rating;
  /** Absent when no point was settled. */
  readonly coverage?: number;
  /** 0–1 (`ripened`); absent while only crammed. */
  readonly expected?: number;
  /** By settled points, whereas the schedule follows ratings; absent while only crammed. */
  readonly strength?: Strength;
  readonly medianMs?: number;
  /** Recorded or not. */
  readonly spokenAt?: Instant;
  /** At the latest attempt, for finding a retitled question. */
  readonly title?: string;
  readonly hash?: string;
  readonly bank?: string;
};

/** `first`: rated for the first time; `reviews`: rated earlier. Once per day, without `--cram`. */
export type DayCount = {
  readonly first: number;
  readonly reviews: number;
  /** Of `first`, those rated `hard` or better. */
  readonly firstRecalled: number;
  /** Of `reviews`, at the first attempt of the day. */
  readonly recalled: number;
  /** The sum of the probabilities that the model predicted. */
  readonly foretold: number;
  /** Of `reviews`, those recalled by settled points. */
  readonly remembered: number;
  /** The model's prediction for `remembered`. */
  readonly likely: number;
  /** Sums of shares of points at `reviews`: covered and expected. */
  readonly covered: number;
  readonly expected: number;
  readonly mocked: number;
};

/** The user rejected linking the history of `from` to `to`. */
export type UndoneRelink = { readonly from: QuestionId; readonly to: QuestionId };

export type Progress = {
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
  readonly seen: ReadonlyMap<QuestionId, Seen>;
  readonly days: ReadonlyMap<Day, DayCount>;
  /**
   * In order: days without an attempt on which a question was due that was answered later. `asOfToday` adds those on which
   * present questions were due or new, and leaves out older ones than it needs.
   */
  readonly skipped?: readonly Day[];
  readonly suspended: ReadonlySet<QuestionId>;
  readonly notes: ReadonlyMap<QuestionId, readonly Note[]>;
  /** The two are different questions, however alike. */
  readonly undoneRelinks?: readonly UndoneRelink[];
};

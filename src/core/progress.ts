// Where the user stands: the fold of the whole journal, small enough to be cached.
import type { Instant, Day } from './day.ts';
import type { QuestionId } from './question.ts';
import type { Rating } from './rating.ts';
import type { Schedule } from './schedule.ts';

/** What is remembered of a question that was attempted. */
export type Seen = {
  readonly attempts: number;
  readonly lastAt: Instant;
  readonly lastRating: Rating;
  /** Share of key points covered in the latest attempt that checked them, 0–1. */
  readonly coverage?: number;
  /** Title and answer hash at the latest attempt: how a retitled question is found again. */
  readonly title?: string;
  readonly hash?: string;
};

/** What was done on a local day. `first` counts questions seen for the first time ever, `reviews` questions seen before. */
export type DayCount = {
  readonly attempts: number;
  readonly first: number;
  readonly reviews: number;
  readonly elapsedMs: number;
};

export type Note = { readonly id: string; readonly at: Instant; readonly text: string };

export type Progress = {
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
  readonly seen: ReadonlyMap<QuestionId, Seen>;
  readonly days: ReadonlyMap<Day, DayCount>;
  readonly suspended: ReadonlySet<QuestionId>;
  readonly notes: ReadonlyMap<QuestionId, readonly Note[]>;
  /** The latest instant in the journal: a clock behind it went backwards. */
  readonly latestAt?: Instant;
};

// When a question comes back: its memory as a date, over local days that end at `dayStart`.
import { fsrs } from 'ts-fsrs';
import type { Rating } from '../base/attempt.ts';
import { keptFor } from '../base/collections.ts';
import {
  type Calendar,
  dayNumberOf,
  dayOf,
  dayStartAfter,
  type Instant,
  instantOf,
  MINUTE_MS,
  numberOfDay,
} from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import { seededRandom } from '../base/random.ts';
import { besideVacation, type ScheduleParams } from './days-off.ts';
import { SPACED_RECALLS } from './progress.ts';

// FSRS-6 through ts-fsrs, which counts days by UTC midnight and seeds its fuzz by the clock. So only its
// model of memory is used; days and dates are made here. Source:
// https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm

const MAX_INTERVAL_DAYS = 365;

/** For an answer without settled points: the middle of the shares that suggest this rating. */
export const COVERAGE_OF: Readonly<Record<Rating, number>> = { again: 0.3, hard: 0.8, good: 1, easy: 1 };
/** The starting point, and how far a recall moves it, and one before any study. */
export const FIRST_COVERAGE = 0.6;
export const RECALL_TELLS = 0.4;
export const FIRST_TELLS = 0.1;
const LEARNED_A_DAY = 0.25;
/** Some points stay missed, however often an answer is studied. */
const MOST_COVERED = 0.94;

export const ripened = (coverage: number, days: number): number =>
  coverage >= MOST_COVERED
    ? coverage
    : MOST_COVERED - (MOST_COVERED - coverage) * (1 - LEARNED_A_DAY) ** days;

/** About 15% of a short interval, 5% of a long one, nothing under three days. */
function spreadDays(interval: number): number {
  if (interval < 3) return 0;
  const middle = Math.min(Math.max(interval - 7, 0), 13);
  return 0.15 * Math.min(interval, 7) + 0.1 * middle + 0.05 * Math.max(interval - 20, 0);
}

/**
 * So that questions learned on one day do not return on one day. A longer interval stays the longer one.
 * @param interval whole days, at least 1
 * @param seed question and review count
 */
export function fuzzed(interval: number, seed: string): number {
  const spread = spreadDays(interval);
  return spread === 0 ? interval : Math.round(interval + (seededRandom(seed)() * 2 - 1) * spread);
}

/** The stretch before the interview over which last rehearsals are spread, in days. */
export const LAST_REHEARSALS_DAYS = 7;

/**
 * The longest interval in days, 1–365. Before the interview a question returns early enough for its missing
 * spaced recalls, and for a last rehearsal on one of the last seven days, which depends on the question.
 * After that rehearsal only missing recalls limit it, to the day before the interview; then only the maximum.
 * @param recalls local days with a successful recall
 * @param daysLeft 0 or less when it is over or not set
 * @param share 0–1 exclusive, of the question: the smaller, the later its last rehearsal
 */
export function capDays(recalls: number, daysLeft: number, share: number): number {
  if (daysLeft <= 1) return MAX_INTERVAL_DAYS;
  const wanting = SPACED_RECALLS - recalls;
  const untilLast = daysLeft - 1 - Math.floor(share * LAST_REHEARSALS_DAYS);
  const isLastOver = untilLast < 1;
  if (wanting <= 0) return isLastOver ? MAX_INTERVAL_DAYS : Math.min(MAX_INTERVAL_DAYS, untilLast);
  const forRecalls = Math.floor(daysLeft / wanting);
  const inTime = Math.min(isLastOver ? daysLeft - 1 : untilLast, forRecalls);
  return Math.min(MAX_INTERVAL_DAYS, Math.max(1, inTime));
}

export const lastRehearsalShare = (question: string): number => seededRandom(`${question}#last`)();

type ScheduleState = 'new' | 'learning' | 'review' | 'relearning';

/** Without the due date, which depends only on the latest review. Difficulty is 1–10. */
type Memory = {
  readonly stabilityDays: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: ScheduleState;
  readonly lastAt: Instant;
  readonly recalls: number;
  readonly lastRecallAt?: Instant;
};

export type Strength = Pick<Memory, 'stabilityDays' | 'difficulty' | 'lastAt'>;

export type MemoryParams = { readonly retention: number; readonly calendar: Calendar };

export type Review = { readonly rating: Rating; readonly at: Instant };

const GRADES = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Rating, number>;

// Creating the model costs more than a review.
const modelOf = keptFor(({ retention }: MemoryParams) =>
  fsrs({
    request_retention: retention,
    maximum_interval: MAX_INTERVAL_DAYS,
    enable_fuzz: false,
    enable_short_term: true,
    learning_steps: [],
    relearning_steps: [],
  }),
);

/** 0 if the clock went backward. */
const elapsedDays = (before: Strength | undefined, at: Instant, calendar: Calendar): number =>
  before ? Math.max(0, dayNumberOf(at, calendar) - dayNumberOf(before.lastAt, calendar)) : 0;

function stateAfter(before: Memory | undefined, rating: Rating): ScheduleState {
  if (rating !== 'again') return 'review';
  return before?.state === 'review' || before?.state === 'relearning' ? 'relearning' : 'learning';
}

/** Without counts. */
export function strengthAfter(
  before: Strength | undefined,
  { rating, at }: Review,
  params: MemoryParams,
): Strength {
  const elapsed = elapsedDays(before, at, params.calendar);
  const known = before ? { stability: before.stabilityDays, difficulty: before.difficulty } : null;
  const { stability, difficulty } = modelOf(params).next_state(known, elapsed, GRADES[rating]);
  return { stabilityDays: stability, difficulty, lastAt: at };
}

/** Reviews of one day follow FSRS-6's same-day rule. Due at once until its date is set. */
function remember(
  before: Memory | undefined,
  review: Review,
  params: MemoryParams,
): { due: Instant } & Memory {
  const { rating, at } = review;
  const { stabilityDays, difficulty } = strengthAfter(before, review, params);
  const isRecalled = rating !== 'again';
  const last = before?.lastRecallAt;
  // A second recall on the same local day is not a spaced one.
  const isSpaced =
    isRecalled &&
    (last === undefined || dayNumberOf(at, params.calendar) > dayNumberOf(last, params.calendar));
  // Journals and plans have a hundred thousand of these: no spreads.
  return {
    due: at,
    stabilityDays,
    difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (rating === 'again' && before?.state === 'review' ? 1 : 0),
    state: stateAfter(before, rating),
    lastAt: at,
    recalls: (before?.recalls ?? 0) + (isSpaced ? 1 : 0),
    lastRecallAt: isRecalled ? at : last,
  };
}

/** 0–1, by whole local days since the last review. */
export const retrievability = (memory: Strength, at: Instant, params: MemoryParams): number =>
  modelOf(params).forgetting_curve(elapsedDays(memory, at, params.calendar), memory.stabilityDays);

export type Schedule = Memory & { readonly due: Instant };

/** Within the session. */
const AGAIN_DELAY_MS = MINUTE_MS;

/**
 * Days until a recalled question comes back. In review, each better rating earns at least a day more, as in FSRS;
 * after a failure the ratings may share an interval, but never cross.
 */
function intervalDays(
  before: Memory | undefined,
  after: Memory,
  question: QuestionId,
  { rating, at }: Review,
  params: ScheduleParams,
): number {
  const plain = (grade: Rating): number => {
    const { stabilityDays } = grade === rating ? after : strengthAfter(before, { rating: grade, at }, params);
    // Whole days, neither fuzzed nor capped.
    const interval = modelOf(params).next_interval(stabilityDays, 0);
    return fuzzed(interval, `${question}#${after.reps}`);
  };
  const stepDays = before?.state === 'review' ? 1 : 0;
  const goodAlone = plain('good');
  const hard = Math.min(plain('hard'), goodAlone);
  const good = Math.max(goodAlone, hard + stepDays);
  const days = rating === 'hard' ? hard : rating === 'good' ? good : Math.max(plain('easy'), good + stepDays);
  const { interviewDay, calendar } = params;
  if (interviewDay === undefined) return Math.min(days, MAX_INTERVAL_DAYS);
  const daysLeft = numberOfDay(interviewDay) - dayNumberOf(at, calendar);
  return Math.min(days, capDays(after.recalls, daysLeft, lastRehearsalShare(question)));
}

/** Equals `replay` once the review is in the journal. */
export function scheduleAfter(
  before: Memory | undefined,
  question: QuestionId,
  review: Review,
  params: ScheduleParams,
): Schedule {
  const { at, rating } = review;
  const after = remember(before, review, params);
  if (rating === 'again') {
    after.due = instantOf(at + AGAIN_DELAY_MS);
    return after;
  }
  const proposed = intervalDays(before, after, question, review, params);
  const days = params.vacation ? besideVacation(dayOf(at, params.calendar), proposed, params) : proposed;
  after.due = dayStartAfter(at, days, params.calendar);
  return after;
}

/** A review as it was predicted; its due date is computed on demand. */
export type Expected = {
  readonly chance: number;
  readonly lastAt: Instant;
  readonly dueAt: () => Instant;
};

/**
 * `again` makes a question due a minute later, in the same session; any other rating at the start of a later
 * local day. Undefined without any history.
 * @param question seeds the fuzz, together with the count of reviews
 * @param reviews in order of time
 * @param onReview gets each review but the first
 */
export function replay(
  question: QuestionId,
  reviews: readonly Review[],
  params: ScheduleParams,
  onReview?: (review: Review, before: Expected) => void,
): Schedule | undefined {
  const last = reviews.at(-1);
  if (!last) return undefined;
  let before: Memory | undefined;
  let dueAt: (() => Instant) | undefined;
  for (const review of reviews) {
    if (before && dueAt)
      onReview?.(review, { chance: retrievability(before, review.at, params), lastAt: before.lastAt, dueAt });
    if (review === last) break;
    const earlier = before;
    dueAt = () => scheduleAfter(earlier, question, review, params).due;
    before = remember(before, review, params);
  }
  return scheduleAfter(before, question, last, params);
}

/** For each rating, what `replay` gives once it is in the journal. */
export function preview(
  schedule: Schedule | undefined,
  question: QuestionId,
  now: Instant,
  params: ScheduleParams,
): Readonly<Record<Rating, Schedule>> {
  const after = (rating: Rating): Schedule => scheduleAfter(schedule, question, { rating, at: now }, params);
  return { again: after('again'), hard: after('hard'), good: after('good'), easy: after('easy') };
}

// What is remembered of a question: FSRS-6 through ts-fsrs, and the only importer of it. It counts days by UTC midnight and
// seeds its fuzz by the clock, so only its model of memory is used; days are counted here, and dates made elsewhere.
// Source: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
import { fsrs, type FSRS } from 'ts-fsrs';
import { dayNumberOf, type Calendar, type Instant } from './day.ts';
import { Failure } from './failure.ts';
import { MAX_INTERVAL_DAYS } from './interval.ts';
import type { Rating } from './rating.ts';

export type ScheduleState = 'new' | 'learning' | 'review' | 'relearning';

/** State of a question in FSRS, without its date, which only the latest review decides. Stability in days, difficulty 1–10. */
export type Memory = {
  readonly stabilityDays: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: ScheduleState;
  readonly lastAt: Instant;
  /** Local days with a successful recall (`hard` or better); none when left out. */
  readonly recalls?: number;
  /** The latest successful recall: tells whether its day was counted. */
  readonly lastRecallAt?: Instant;
};

/** What a memory hangs on, and when it has faded enough. */
export type MemoryParams = {
  /** Desired retention: the chance of recall at which a question comes due, 0–1 exclusive. */
  readonly retention: number;
  readonly calendar: Calendar;
  /** The 21 weights of FSRS-6; its published ones when left out. */
  readonly weights?: readonly number[];
};

/** What a rating says for the schedule. */
export type Review = { readonly rating: Rating; readonly at: Instant };

/** A schedule in the making: due at once until its date is set. */
type Draft = { -readonly [Field in keyof Memory]: Memory[Field] } & { due: Instant };

const WEIGHTS = 21;
const GRADES = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Rating, number>;

function checkParams({ retention, weights }: MemoryParams): void {
  if (!(retention > 0 && retention < 1))
    throw new Failure(
      'retention-invalid',
      `The desired retention is ${retention}; it must lie between 0 and 1.`,
    );
  if (weights && (weights.length !== WEIGHTS || !weights.every(Number.isFinite)))
    throw new Failure('weights-invalid', `FSRS-6 takes ${WEIGHTS} weights, all numbers.`, {
      hint: 'Leave the weights out to use the published ones.',
    });
}

// Opening the model costs more than a review, and it is the same for the same params.
const models = new WeakMap<MemoryParams, FSRS>();

function modelOf(params: MemoryParams): FSRS {
  const known = models.get(params);
  if (known) return known;
  checkParams(params);
  const model = fsrs({
    request_retention: params.retention,
    maximum_interval: MAX_INTERVAL_DAYS,
    enable_fuzz: false,
    enable_short_term: true,
    learning_steps: [],
    relearning_steps: [],
    w: params.weights,
  });
  models.set(params, model);
  return model;
}

/** Local days since the last review; a clock that went backwards counts as none. */
export function elapsedDays(before: Memory, at: Instant, calendar: Calendar): number {
  return Math.max(0, dayNumberOf(at, calendar) - dayNumberOf(before.lastAt, calendar));
}

function stateAfter(before: Memory | undefined, rating: Rating): ScheduleState {
  if (rating !== 'again') return 'review';
  return before?.state === 'review' || before?.state === 'relearning' ? 'relearning' : 'learning';
}

/** Recalls count once a local day: a second one on the same day is not a spaced one. */
function noteRecall(
  after: Draft,
  before: Memory | undefined,
  { rating, at }: Review,
  calendar: Calendar,
): void {
  const recalls = before?.recalls ?? 0;
  const last = before?.lastRecallAt;
  if (rating === 'again' && last === undefined) return;
  const isCounted =
    rating === 'again' || (last !== undefined && dayNumberOf(at, calendar) <= dayNumberOf(last, calendar));
  after.recalls = recalls + (isCounted ? 0 : 1);
  after.lastRecallAt = rating === 'again' && last !== undefined ? last : at;
}

/** Stability (days) and difficulty (1–10) after a rating so many days after the last one. */
export function nextState(before: Memory | undefined, elapsed: number, rating: Rating, params: MemoryParams) {
  const known = before ? { stability: before.stabilityDays, difficulty: before.difficulty } : null;
  return modelOf(params).next_state(known, elapsed, GRADES[rating]);
}

/** What is remembered after a review. Reviews of one day follow FSRS-6's rule for the same day. */
export function remember(before: Memory | undefined, review: Review, params: MemoryParams): Draft {
  const { rating, at } = review;
  const elapsed = before ? elapsedDays(before, at, params.calendar) : 0;
  const { stability, difficulty } = nextState(before, elapsed, rating, params);
  // Journals and plans come to a hundred thousand of these: so no spreads.
  const after: Draft = {
    due: at,
    stabilityDays: stability,
    difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (rating === 'again' && before?.state === 'review' ? 1 : 0),
    state: stateAfter(before, rating),
    lastAt: at,
  };
  noteRecall(after, before, review, params.calendar);
  return after;
}

/** The chance, 0–1, of recall at an instant, by whole local days since the last review. */
export function recallAt(memory: Memory, at: Instant, params: MemoryParams): number {
  return modelOf(params).forgetting_curve(elapsedDays(memory, at, params.calendar), memory.stabilityDays);
}

/** Days after which the chance of recall has fallen to the desired retention; whole, neither fuzzed nor capped. */
export const plainInterval = (stabilityDays: number, params: MemoryParams): number =>
  modelOf(params).next_interval(stabilityDays, 0);

/**
 * The chance, 0–1, that the last review of a history was a recall, as the model foretold it from those before.
 * Fails with `weights-invalid`.
 * @param reviews at least two, each with the local days since the one before
 */
export function foretold(
  reviews: readonly { readonly rating: Rating; readonly gapDays: number }[],
  params: MemoryParams,
): number {
  const model = modelOf(params);
  let memory: { stability: number; difficulty: number } | null = null;
  for (const { rating, gapDays } of reviews.slice(0, -1))
    memory = model.next_state(memory, gapDays, GRADES[rating]);
  return memory ? model.forgetting_curve(reviews.at(-1)?.gapDays ?? 0, memory.stability) : 0;
}

// Simulates the days ahead if the plan is followed: the real scheduler, queue order, and daily limits, and a
// learner who forgets as this one does. Random numbers depend on question and day, so the same journal gives
// the same days, and a question fares alike in every variant of a plan.
import {
  addDays,
  type Day,
  dayNumberOf,
  dayOf,
  dayStartInstant,
  type Instant,
  MINUTE_MS,
} from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom } from '../base/random.ts';
import { isVacation, type ScheduleParams } from '../schedule/days-off.ts';
import { SPACED_RECALLS } from '../schedule/memory.ts';
import type { DayCount, Progress } from '../schedule/progress.ts';
import { isSuspended, type Limits, mostForgotten } from '../schedule/queue.ts';
import { retrievability, type Schedule, scheduleAfter } from '../schedule/schedule.ts';

export type Start = {
  readonly heads: readonly QuestionHead[];
  readonly progress: Progress;
  readonly now: Instant;
  readonly params: ScheduleParams;
  readonly pace: Pace;
  readonly limits: { readonly daily: Limits; readonly today: Limits };
};

export type SimulatedDay = {
  readonly day: Day;
  readonly isVacation: boolean;
  readonly reviews: readonly QuestionId[];
  readonly fresh: readonly QuestionId[];
  readonly repeats: number;
  readonly held: number;
};

export type Simulation = {
  readonly days: readonly SimulatedDay[];
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
};

export const activeHeads = (heads: Iterable<QuestionHead>, progress: Progress): readonly QuestionHead[] =>
  [...heads].filter((head) => !isSuspended(head, progress));

/** Mutable, because thousands of cards change thousands of times. */
type Card = { readonly id: QuestionId; schedule: Schedule; lastDay: number };

type Run = {
  readonly start: Start;
  readonly schedules: Map<QuestionId, Schedule>;
  readonly dueOn: Map<number, Card[]>;
  waiting: Card[];
  /** In bank order; the next one is at `nextFresh`. */
  readonly unseen: readonly QuestionHead[];
  nextFresh: number;
};

function fileCard({ dueOn, start }: Run, card: Card, today: number): void {
  const due = Math.max(today, dayNumberOf(card.schedule.due, start.params.calendar));
  const same = dueOn.get(due);
  if (same) same.push(card);
  else dueOn.set(due, [card]);
}

function startRun(start: Start): Run {
  const { heads, progress, params, now } = start;
  const unseen = heads.filter(({ id }) => !progress.schedules.has(id));
  const schedules = new Map(progress.schedules);
  const run: Run = { start, schedules, dueOn: new Map(), waiting: [], unseen, nextFresh: 0 };
  const today = dayNumberOf(now, params.calendar);
  for (const { id } of heads) {
    const schedule = progress.schedules.get(id);
    if (schedule)
      fileCard(run, { id, schedule, lastDay: dayNumberOf(schedule.lastAt, params.calendar) }, today);
  }
  return run;
}

/** Rates a question `good`, after an `again` where it was not recalled at first. Returns whether it was. */
function answer(run: Run, card: Card | undefined, id: QuestionId, at: Instant, dayNumber: number): boolean {
  const { params, pace } = run.start;
  const before = card?.schedule;
  const chance = before ? retrievability(before, at, params) ** pace.forgetting : pace.firstRecall;
  const isRecalled = seededRandom(`${id}/${dayNumber}`)() < chance;
  const missed = isRecalled ? before : scheduleAfter(before, id, { rating: 'again', at }, params);
  const schedule = scheduleAfter(missed, id, { rating: 'good', at }, params);
  run.schedules.set(id, schedule);
  const after = card ?? { id, schedule, lastDay: dayNumber };
  after.schedule = schedule;
  after.lastDay = dayNumber;
  fileCard(run, after, dayNumber + 1);
  return isRecalled;
}

/** Takes due cards: the most forgotten within the limit, and those begun earlier on the same day. */
function takeDue(run: Run, dayNumber: number, limit: number): readonly Card[] {
  const begun = run.waiting.filter(({ lastDay }) => lastDay === dayNumber);
  const before = run.waiting.filter(({ lastDay }) => lastDay !== dayNumber);
  const taken = mostForgotten(before, dayNumber, limit);
  const isTaken = new Set(taken);
  run.waiting = before.filter((card) => !isTaken.has(card));
  return [...taken, ...begun];
}

function runDay(run: Run, day: Day, isToday: boolean): SimulatedDay {
  const { now, params, limits } = run.start;
  const at = isToday ? now : dayStartInstant(day, params.calendar);
  const { reviews: mostReviews, fresh: mostFresh } = isToday ? limits.today : limits.daily;
  const dayNumber = dayNumberOf(at, params.calendar);
  run.waiting = [...run.waiting, ...(run.dueOn.get(dayNumber) ?? [])];
  run.dueOn.delete(dayNumber);
  if (isVacation(day, params.vacation ?? []))
    return { day, isVacation: true, reviews: [], fresh: [], repeats: 0, held: run.waiting.length };
  const due = takeDue(run, dayNumber, mostReviews);
  // New questions wait while reviews do.
  const room = run.waiting.length > 0 ? 0 : mostFresh;
  const fresh = run.unseen.slice(run.nextFresh, run.nextFresh + room).map(({ id }) => id);
  run.nextFresh += fresh.length;
  let repeats = 0;
  for (const card of due) if (!answer(run, card, card.id, at, dayNumber)) repeats++;
  for (const id of fresh) if (!answer(run, undefined, id, at, dayNumber)) repeats++;
  return {
    day,
    isVacation: false,
    reviews: due.map(({ id }) => id),
    fresh,
    repeats,
    held: run.waiting.length,
  };
}

/** A question begun on one of so many last days can no longer get its spaced recalls. */
export const LAST_DAYS = SPACED_RECALLS - 1;

const daysAhead = ({ now, params }: Start, count: number): readonly Day[] => {
  const today = dayOf(now, params.calendar);
  return Array.from({ length: count }, (_, ahead) => addDays(today, ahead));
};

export const countStudyDays = (start: Start, count: number): number =>
  daysAhead(start, count).filter((day) => !isVacation(day, start.params.vacation ?? [])).length;

/** @param count number of days, today included */
export function simulate(start: Start, count: number): Simulation {
  const run = startRun(start);
  const days = daysAhead(start, count).map((day, ahead) => runDay(run, day, ahead === 0));
  return { days, schedules: run.schedules };
}

/**
 * Undefined when a question is short of recalls. A simulation that fails mostly does so in its first days and
 * costs little, so many can be tried.
 */
export function simulateEnough(start: Start, count: number): Simulation | undefined {
  const run = startRun(start);
  const days: SimulatedDay[] = [];
  let studyDaysLeft = countStudyDays(start, count);
  for (const day of daysAhead(start, count)) {
    const simulated = runDay(run, day, days.length === 0);
    days.push(simulated);
    if (!simulated.isVacation) studyDaysLeft--;
    const room = start.limits.daily.fresh * Math.max(0, studyDaysLeft - LAST_DAYS);
    if (!simulated.isVacation && run.unseen.length - run.nextFresh > room) return undefined;
  }
  return shortOf(start.heads, run.schedules).length > 0 ? undefined : { days, schedules: run.schedules };
}

export function shortOf(
  heads: readonly QuestionHead[],
  schedules: ReadonlyMap<QuestionId, Schedule>,
): readonly { readonly question: QuestionId; readonly recalls: number }[] {
  return heads.flatMap(({ id }) => {
    const recalls = schedules.get(id)?.recalls ?? 0;
    return recalls < SPACED_RECALLS ? [{ question: id, recalls }] : [];
  });
}

/** How one learner differs from the defaults. Little evidence moves these figures little. */
export type Pace = {
  /** Reviews on a later day than the first, and the share recalled; undefined for none. */
  readonly reviews: number;
  readonly retention: number | undefined;
  /**
   * How fast this learner forgets relative to the model: the exponent on the chance of recall. 2 is about
   * twice as fast; 0.25–4.
   */
  readonly forgetting: number;
  readonly firstRecall: number;
  /** Mean share, 0–1, of points covered so far, and the estimate for new questions. */
  readonly coverage: number;
  readonly timeFactor: number;
  /** Number of timed questions: below `FEWEST_TIMED` the target times are used. */
  readonly timed: number;
};

const PRIOR_REVIEWS = 30;
/** Share of new questions answered at the first attempt, and the weight of this prior in questions. */
const PRIOR_FIRST = { share: 0.6, worth: 10 } as const;
/**
 * Share of points in a recalled answer before anything is known of the learner, and the weight of this prior
 * in questions.
 */
const PRIOR_COVERAGE = { share: 0.8, worth: 5 } as const;
const FEWEST_TIMED = 5;
const SLOWEST = 4;

/**
 * The exponent that brings the predicted recalls to the actual ones.
 * @param foretold the sum of the chances that the model predicted
 */
export function forgettingOf(reviews: number, recalled: number, foretold: number): number {
  if (reviews === 0) return 1;
  // A chance of 1 has logarithm 0: it would mean that nothing is ever forgotten.
  const expected = Math.min(0.995, Math.max(0.005, foretold / reviews));
  const own = (recalled + PRIOR_REVIEWS * expected) / (reviews + PRIOR_REVIEWS);
  const exponent = Math.log(Math.min(0.999, Math.max(0.001, own))) / Math.log(expected);
  return Math.min(SLOWEST, Math.max(1 / SLOWEST, exponent));
}

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

export function learnerPaceOf(heads: Iterable<QuestionHead>, { days, seen }: Progress): Pace {
  const total = (field: keyof DayCount): number =>
    [...days.values()].reduce((sum, day) => sum + (day[field] ?? 0), 0);
  const [first, firstRecalled] = [total('first'), total('firstRecalled')];
  const [reviews, recalled, foretold] = [total('reviews'), total('recalled'), total('foretold')];
  const covered = [...seen.values()].flatMap(({ coverage }) => coverage ?? []);
  const times = [...heads].flatMap(({ id, minutes }) => {
    const ms = seen.get(id)?.medianMs;
    return ms !== undefined && minutes > 0 ? [ms / (minutes * MINUTE_MS)] : [];
  });
  const factor = times.length < FEWEST_TIMED ? 1 : (median(times) ?? 1);
  return {
    reviews,
    retention: reviews === 0 ? undefined : recalled / reviews,
    forgetting: forgettingOf(reviews, recalled, foretold),
    firstRecall: (firstRecalled + PRIOR_FIRST.share * PRIOR_FIRST.worth) / (first + PRIOR_FIRST.worth),
    coverage:
      (covered.reduce((sum, share) => sum + share, 0) + PRIOR_COVERAGE.share * PRIOR_COVERAGE.worth) /
      (covered.length + PRIOR_COVERAGE.worth),
    timeFactor: Math.min(SLOWEST, Math.max(0.1, factor)),
    timed: times.length,
  };
}

/** Revealing and checking take half as long again as answering. */
const CHECKING = 1.5;
const LONGEST_MINUTES = 30;

export function minutesFor(
  head: Pick<QuestionHead, 'id' | 'minutes'>,
  progress: Progress,
  pace: Pace,
): number {
  const own = progress.seen.get(head.id)?.medianMs;
  const minutes = own === undefined ? head.minutes * pace.timeFactor : own / MINUTE_MS;
  return Math.min(LONGEST_MINUTES, minutes) * CHECKING;
}

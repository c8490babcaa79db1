// The days ahead as they will go if the plan is followed: the real scheduler, the real order of the queue, the daily
// limits, and a learner who forgets as this one does. Chance is drawn by question and day, so that the same journal gives
// the same days, and a question fares alike in every variant of a plan.
import {
  addDays,
  dayNumberOf,
  dayOf,
  dayStartInstant,
  type Calendar,
  type Day,
  type Instant,
} from './day.ts';
import { isSuspended } from './filters.ts';
import { SPACED_RECALLS } from './interval.ts';
import type { Pace } from './learner-pace.ts';
import type { Progress } from './progress.ts';
import type { QuestionHead, QuestionId } from './question.ts';
import { mostForgotten, type Limits } from './queue.ts';
import { seededRandom } from './random.ts';
import { retrievability, scheduleAfter, type Schedule, type ScheduleParams } from './schedule.ts';
import { isVacation } from './vacation.ts';

/** What a simulation starts from. */
export type Start = {
  /** Questions to study, in bank order, without suspended ones (`activeHeads`). */
  readonly heads: readonly QuestionHead[];
  readonly progress: Progress;
  readonly now: Instant;
  readonly params: ScheduleParams;
  readonly pace: Pick<Pace, 'forgetting' | 'firstRecall'>;
  /** What a whole day has room for, and what is left of today. */
  readonly limits: { readonly daily: Limits; readonly today: Limits };
};

/** One day of study. */
export type SimulatedDay = {
  readonly day: Day;
  readonly isVacation: boolean;
  /** Questions reviewed, in their order; of today, those that are still to come. */
  readonly reviews: readonly QuestionId[];
  /** Questions answered for the first time. */
  readonly fresh: readonly QuestionId[];
  /** Answers that will be given twice, as they were not recalled at first. */
  readonly repeats: number;
  /** Questions that were due and did not fit in. */
  readonly held: number;
};

export type Simulation = {
  readonly days: readonly SimulatedDay[];
  /** How every question stands after the last day. */
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
};

/** A question under simulation. Thousands of them change thousands of times: so they are changed in place. */
type Card = { readonly id: QuestionId; schedule: Schedule; lastDay: number };

/** The questions that take part in study. */
export const activeHeads = (heads: Iterable<QuestionHead>, progress: Progress): readonly QuestionHead[] =>
  [...heads].filter((head) => !isSuspended(head, progress));

type Run = {
  readonly start: Start;
  readonly calendar: Calendar;
  readonly schedules: Map<QuestionId, Schedule>;
  readonly dueOn: Map<number, Card[]>;
  /** Due, and not done yet. */
  waiting: Card[];
  /** Never seen, in bank order; the next one is at `nextFresh`. */
  readonly unseen: readonly QuestionHead[];
  nextFresh: number;
};

/** Puts a card under the day on which it is due; what is overdue is due today. */
function file(run: Run, card: Card, today: number): void {
  const due = Math.max(today, dayNumberOf(card.schedule.due, run.calendar));
  const same = run.dueOn.get(due);
  if (same) same.push(card);
  else run.dueOn.set(due, [card]);
}

function open(start: Start): Run {
  const { heads, progress, params, now } = start;
  const { calendar } = params;
  const run: Run = {
    start,
    calendar,
    schedules: new Map(progress.schedules),
    dueOn: new Map(),
    waiting: [],
    unseen: heads.filter(({ id }) => !progress.schedules.has(id)),
    nextFresh: 0,
  };
  const today = dayNumberOf(now, calendar);
  for (const { id } of heads) {
    const schedule = progress.schedules.get(id);
    if (schedule) file(run, { id, schedule, lastDay: dayNumberOf(schedule.lastAt, calendar) }, today);
  }
  return run;
}

/** Rates a question `good`, after an `again` where it was not recalled at first. True when it was. */
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
  file(run, after, dayNumber + 1);
  return isRecalled;
}

/** Takes what is due: the most forgotten within the limit, and whatever was begun earlier on this very day. */
function takeDue(run: Run, dayNumber: number, limit: number): readonly Card[] {
  const due = [...run.waiting, ...(run.dueOn.get(dayNumber) ?? [])];
  run.dueOn.delete(dayNumber);
  const isBegun = ({ lastDay }: Card): boolean => lastDay === dayNumber;
  const begun = due.filter(isBegun);
  const before = begun.length === 0 ? due : due.filter((card) => !isBegun(card));
  const taken = mostForgotten(before, dayNumber, limit);
  const isTaken = new Set(taken);
  run.waiting = taken.length === before.length ? [] : before.filter((card) => !isTaken.has(card));
  return [...taken, ...begun];
}

function study(run: Run, day: Day, at: Instant, limits: Limits): SimulatedDay {
  const dayNumber = dayNumberOf(at, run.calendar);
  const due = takeDue(run, dayNumber, limits.reviews);
  // New questions wait while reviews do.
  const room = run.waiting.length > 0 ? 0 : limits.fresh;
  const fresh = run.unseen.slice(run.nextFresh, run.nextFresh + room).map(({ id }) => id);
  run.nextFresh += fresh.length;
  let repeats = 0;
  for (const card of due) if (!answer(run, card, card.id, at, dayNumber)) repeats++;
  for (const id of fresh) if (!answer(run, undefined, id, at, dayNumber)) repeats++;
  const reviews = due.map(({ id }) => id);
  return { day, isVacation: false, reviews, fresh, repeats, held: run.waiting.length };
}

function rest(run: Run, day: Day, dayNumber: number): SimulatedDay {
  run.waiting.push(...(run.dueOn.get(dayNumber) ?? []));
  run.dueOn.delete(dayNumber);
  return { day, isVacation: true, reviews: [], fresh: [], repeats: 0, held: run.waiting.length };
}

/**
 * Simulates the days from today on.
 * @param count how many days, today included
 */
export function simulate(start: Start, count: number): Simulation {
  const { now, params, limits } = start;
  const { calendar, vacation = [] } = params;
  const today = dayOf(now, calendar);
  const run = open(start);
  const days: SimulatedDay[] = [];
  for (let ahead = 0; ahead < count; ahead++) {
    const day = addDays(today, ahead);
    const at = ahead === 0 ? now : dayStartInstant(day, calendar);
    if (isVacation(day, vacation)) days.push(rest(run, day, dayNumberOf(at, calendar)));
    else days.push(study(run, day, at, ahead === 0 ? limits.today : limits.daily));
  }
  return { days, schedules: run.schedules };
}

/** Questions that are short of their spaced recalls after the last day, in bank order, with how many they have. */
export function shortOf(
  heads: readonly QuestionHead[],
  schedules: ReadonlyMap<QuestionId, Schedule>,
): readonly { readonly question: QuestionId; readonly recalls: number }[] {
  return heads.flatMap(({ id }) => {
    const recalls = schedules.get(id)?.recalls ?? 0;
    return recalls < SPACED_RECALLS ? [{ question: id, recalls }] : [];
  });
}

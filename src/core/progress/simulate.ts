// The days ahead if the plan is followed: the real scheduler, the order of the queue, the daily limits, and
// a learner who forgets as this one does. Chance is drawn by question and day, so the same journal gives
// the same days, and a question fares alike in every variant of a plan.
import { type Rating, RATINGS } from '../base/attempt.ts';
import { groupBy, sumOf } from '../base/collections.ts';
import {
  type Day,
  dayNumberOf,
  daysBetween,
  dayStartInstant,
  type Instant,
  MINUTE_MS,
  numberOfDay,
} from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom } from '../base/random.ts';
import {
  type DayRange,
  daysFrom,
  isVacation,
  type ScheduleParams,
  type Studied,
  studiedOf,
} from '../schedule/days-off.ts';
import { type DayCount, type Progress, SPACED_RECALLS } from '../schedule/progress.ts';
import { latestDue, type Limits, mostForgotten } from '../schedule/queue.ts';
import { retrievability, type Strength, strengthAfter } from '../schedule/memory.ts';
import { type Schedule, scheduleAfter } from '../schedule/schedule.ts';

export type Start = {
  /** Questions to study, in bank order, without suspended ones. */
  readonly heads: readonly QuestionHead[];
  /** Those of them that were never rated. */
  readonly unseen: readonly QuestionId[];
  readonly progress: Progress;
  readonly now: Instant;
  readonly today: Day;
  readonly params: ScheduleParams;
  readonly pace: Pace;
  /** What a whole day has room for, and what is left of today. */
  readonly limits: { readonly daily: Limits; readonly today: Limits };
  /** Days without study that no vacation explains; none when left out. */
  readonly skipped?: ReadonlySet<Day>;
};

export type SimulatedDay = {
  readonly day: Day;
  readonly isVacation: boolean;
  /** Questions reviewed, in their order; of today, those that are still to come. */
  readonly reviews: readonly QuestionId[];
  readonly fresh: readonly QuestionId[];
  /** Answers that will be given twice, as they were not recalled at first. */
  readonly repeats: number;
  /** Due, and more than fits into the day. */
  readonly held: number;
};

export type Simulation = {
  readonly days: readonly SimulatedDay[];
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
  /** How well each answer is remembered, by its points. */
  readonly strengths: ReadonlyMap<QuestionId, Strength>;
};

/** A question under simulation; `lastDay` is the number of the day on which it was answered last. */
type Card = { readonly id: QuestionId; readonly schedule: Schedule; readonly lastDay: number };

/**
 * Simulates the days from today on.
 * @param count how many days, today included
 */
export function simulate(start: Start, count: number): Simulation {
  const schedules = new Map(start.progress.schedules);
  const strengths = new Map<QuestionId, Strength>();
  for (const [id, { strength }] of start.progress.seen) if (strength) strengths.set(id, strength);
  return { days: [...followPlan(start, count, schedules, strengths)], schedules, strengths };
}

/** A question that is begun on one of so many last days cannot have its spaced recalls any more. */
export const LAST_DAYS = SPACED_RECALLS - 1;

/**
 * The simulation if no question is short of recalls after it, else undefined. One that fails mostly does so in its first
 * days, and costs little: so many of these can be tried.
 */
export function simulateEnough(
  start: Start,
  count: number,
): Pick<Simulation, 'days' | 'schedules'> | undefined {
  const schedules = new Map(start.progress.schedules);
  const days: SimulatedDay[] = [];
  let unseen = start.unseen.length;
  let studyDaysLeft = studyDays(start, count).length;
  for (const day of followPlan(start, count, schedules)) {
    days.push(day);
    if (day.isVacation) continue;
    unseen -= day.fresh.length;
    studyDaysLeft--;
    if (unseen > start.limits.daily.fresh * Math.max(0, studyDaysLeft - LAST_DAYS)) return undefined;
  }
  return shortOf(start.heads, schedules).length > 0 ? undefined : { days, schedules };
}

/** Of so many days from today on, those without vacation. */
export const studyDays = (start: Start, count: number): readonly Day[] =>
  daysFrom(start.today, count).filter((day) => !isVacation(day, start.params.vacation ?? []));

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

/** Studies day by day. @param schedules those of the start, which move on with each day, as strengths do where they count */
function* followPlan(
  start: Start,
  count: number,
  schedules: Map<QuestionId, Schedule>,
  strengths?: Map<QuestionId, Strength>,
): Generator<SimulatedDay, void> {
  const { heads, unseen, now, today, params, limits, pace } = start;
  const interview = params.interviewDay === undefined ? Infinity : numberOfDay(params.interviewDay);
  const dueOn = new Map<number, Card[]>();
  const file = (card: Card, earliest: number): void => {
    const latest = latestDue(card.schedule, pace.studied.share, interview);
    const due = Math.max(earliest, Math.min(latest, dayNumberOf(card.schedule.due, params.calendar)));
    const same = dueOn.get(due);
    if (same) same.push(card);
    else dueOn.set(due, [card]);
  };
  for (const { id } of heads) {
    const schedule = schedules.get(id);
    if (!schedule) continue;
    const lastDay = dayNumberOf(schedule.lastAt, params.calendar);
    file({ id, schedule, lastDay }, dayNumberOf(now, params.calendar));
  }
  let waiting: readonly Card[] = [];
  let begun = 0;
  for (const day of daysFrom(today, count)) {
    const at = day === today ? now : dayStartInstant(day, params.calendar);
    const room = day === today ? limits.today : limits.daily;
    const dayNumber = dayNumberOf(at, params.calendar);
    waiting = [...waiting, ...(dueOn.get(dayNumber) ?? [])];
    const isOff = isVacation(day, params.vacation ?? []);
    if (isOff || start.skipped?.has(day)) {
      yield { day, isVacation: isOff, reviews: [], fresh: [], repeats: 0, held: waiting.length };
      continue;
    }
    // Whatever was begun earlier on this very day has its place within the limit already.
    const fromToday = waiting.filter(({ lastDay }) => lastDay === dayNumber);
    const before = waiting.filter(({ lastDay }) => lastDay !== dayNumber);
    const taken = new Set(mostForgotten(before, dayNumber, room.reviews));
    waiting = before.filter((card) => !taken.has(card));
    const reviews = [...taken, ...fromToday].map(({ id }) => id);
    // New questions wait while reviews do.
    const fresh = waiting.length > 0 ? [] : unseen.slice(begun, begun + room.fresh);
    begun += fresh.length;
    let repeats = 0;
    for (const id of [...reviews, ...fresh]) {
      const random = seededRandom(`${id}/${dayNumber}`);
      const drawn = random();
      if (strengths) strengths.set(id, answered(start, strengths.get(id), at, drawn));
      const { schedule, isRecalled } = reviewed(start, id, schedules.get(id), at, [drawn, random()]);
      schedules.set(id, schedule);
      file({ id, schedule, lastDay: dayNumber }, dayNumber + 1);
      if (!isRecalled) repeats++;
    }
    yield { day, isVacation: false, reviews, fresh, repeats, held: waiting.length };
  }
}

/** Rates a question as this learner does at the end of a day, after an `again` where it was not recalled at first. */
function reviewed(
  { params, pace }: Start,
  id: QuestionId,
  before: Schedule | undefined,
  at: Instant,
  [drawn, share]: readonly [number, number],
): { readonly schedule: Schedule; readonly isRecalled: boolean } {
  const chance = before ? retrievability(before, at, params) ** pace.lapsing : pace.firstRecall;
  const isRecalled = drawn < chance;
  const missed = isRecalled ? before : scheduleAfter(before, id, { rating: 'again', at }, params);
  let rest = share;
  const rating = RATINGS.find((each) => (rest -= pace.ratings[each]) < 0) ?? 'good';
  return { schedule: scheduleAfter(missed, id, { rating, at }, params), isRecalled };
}

/** What is remembered after the same answer, and after it was read where it did not come to mind. */
function answered(
  { params, pace }: Start,
  before: Strength | undefined,
  at: Instant,
  drawn: number,
): Strength {
  const chance = before ? retrievability(before, at, params) ** pace.forgetting : pace.firstRecall;
  const missed = drawn < chance ? before : strengthAfter(before, { rating: 'again', at }, params);
  return strengthAfter(missed, { rating: 'good', at }, params);
}

/** How one learner differs from what is assumed of everybody. Little evidence moves these figures little. */
export type Pace = {
  /** Of reviews on a later day, how many there were and the share that was recalled; undefined for none. */
  readonly reviews: number;
  readonly retention: number | undefined;
  /**
   * How fast this learner forgets against the model: the exponent that its chances of recall are raised to. 1 as it
   * says, 2 about twice as fast; 0.1–4.
   */
  readonly forgetting: number;
  /** The same by the ratings, which may be harsher or more lenient than memory: what the schedule sees. */
  readonly lapsing: number;
  /** Shares of the ratings with which questions are left on a day. */
  readonly ratings: Readonly<Record<Rating, number>>;
  /** Points covered at reviews, against what was expected of them; 1 for as expected. */
  readonly level: number;
  /** Reviews that these figures rest on, of which later ones count more. */
  readonly evidence: number;
  /** Days with an attempt. */
  readonly days: number;
  readonly studied: Studied;
  /** Chance, 0–1, that a question never seen is answered at the first go. */
  readonly firstRecall: number;
  /** What an answer takes, in ms, against the target time of its question; 1 for the target. */
  readonly timeFactor: number;
  /** How many questions were timed: below `FEWEST_TIMED` the target times stand. */
  readonly timed: number;
};

/** Reviews that the model's word is worth, for how fast somebody forgets and for how much they cover. */
const PRIOR_REVIEWS = 8;
const PRIOR_LEVEL = 10;
/** What is covered at a review of those. */
const LEVEL_SHARE = 0.65;
/** Who covers more than expected at first reviews has less left to gain at later ones. */
const HIGHEST_LEVEL = 1.05;
/** After so many days a review counts half: memories that have been rehearsed last longer than the first ones. */
const HALF_LIFE_DAYS = 6;
/** The ratings that are left on a day before anything is known; worth so many questions. */
const PRIOR_RATINGS = { share: { again: 0, hard: 0.3, good: 0.68, easy: 0.02 }, worth: 8 } as const;
/** Of questions that are new to somebody, about so many are answered at the first go; worth so many of the learner's own. */
const PRIOR_FIRST = { share: 0.6, worth: 10 } as const;
const FEWEST_TIMED = 5;
const SLOWEST = 4;
/** Who rates harshly seems to the model to forget at once. */
const LEAST_FORGETTING = 0.1;

/**
 * The exponent that brings what the model foretold to what was recalled.
 * @param reviews how many there were
 * @param recalled how many of them were recalled
 * @param foretold the sum of their chances, as the model saw them
 */
export function forgettingOf(reviews: number, recalled: number, foretold: number): number {
  if (reviews === 0) return 1;
  // Certainty has no logarithm: a chance of 1 would say that nothing is ever forgotten.
  const expected = Math.min(0.995, Math.max(0.005, foretold / reviews));
  const own = (recalled + PRIOR_REVIEWS * expected) / (reviews + PRIOR_REVIEWS);
  const exponent = Math.log(Math.min(0.999, Math.max(0.001, own))) / Math.log(expected);
  return Math.min(SLOWEST, Math.max(LEAST_FORGETTING, exponent));
}

/** What is known of the learner, with as much of what is known of everybody as that is worth. */
const mixed = (
  sum: number,
  count: number,
  { share, worth }: { readonly share: number; readonly worth: number },
) => (sum + share * worth) / (count + worth);

export function learnerPaceOf(
  heads: Iterable<QuestionHead>,
  progress: Progress,
  today: Day,
  vacation: readonly DayRange[] = [],
): Pace {
  const { days, seen } = progress;
  const total = (field: keyof DayCount): number => sumOf([...days.values()], (day) => day[field] ?? 0);
  const recent = (field: keyof DayCount): number =>
    sumOf(
      [...days],
      ([day, count]) => (count[field] ?? 0) * 0.5 ** (daysBetween(day, today) / HALF_LIFE_DAYS),
    );
  const evidence = recent('reviews');
  const likely = recent('likely');
  const forgetting = forgettingOf(evidence, recent('remembered'), likely);
  const expected = recent('expected') * (evidence === 0 ? 1 : (likely / evidence) ** (forgetting - 1));
  const level = Math.min(
    HIGHEST_LEVEL,
    (recent('covered') + PRIOR_LEVEL * LEVEL_SHARE) / (expected + PRIOR_LEVEL * LEVEL_SHARE),
  );
  const reviews = total('reviews');
  const left = groupBy([...seen.values()], ({ lastRating }) => lastRating);
  const rated = ([rating, share]: readonly [Rating, number]) =>
    ((left.get(rating)?.length ?? 0) + share * PRIOR_RATINGS.worth) / (seen.size + PRIOR_RATINGS.worth);
  const { again, hard, good, easy } = PRIOR_RATINGS.share;
  // Answer times against target times, of the questions that were timed.
  const times = [...heads].flatMap(({ id, minutes }) => {
    const ms = seen.get(id)?.medianMs;
    return ms !== undefined && minutes > 0 ? [ms / (minutes * MINUTE_MS)] : [];
  });
  const median = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 1;
  return {
    reviews,
    retention: reviews === 0 ? undefined : total('recalled') / reviews,
    forgetting,
    lapsing: forgettingOf(evidence, recent('recalled'), recent('foretold')),
    ratings: {
      again: rated(['again', again]),
      hard: rated(['hard', hard]),
      good: rated(['good', good]),
      easy: rated(['easy', easy]),
    },
    level,
    evidence,
    days: days.size,
    studied: studiedOf(days, today, vacation),
    firstRecall: mixed(total('firstRecalled'), total('first'), PRIOR_FIRST),
    timeFactor: times.length < FEWEST_TIMED ? 1 : Math.min(SLOWEST, Math.max(0.1, median)),
    timed: times.length,
  };
}

/** Revealing and checking take half as long again as answering. */
const CHECKING = 1.5;
/** An answer that seems to take longer was left lying. */
const LONGEST_MINUTES = 30;

/** Minutes that a question takes this learner, with revealing and checking. */
export function minutesFor(
  head: Pick<QuestionHead, 'id' | 'minutes'>,
  progress: Progress,
  pace: Pace,
): number {
  const own = progress.seen.get(head.id)?.medianMs;
  const minutes = own === undefined ? head.minutes * pace.timeFactor : own / MINUTE_MS;
  return Math.min(LONGEST_MINUTES, minutes) * CHECKING;
}

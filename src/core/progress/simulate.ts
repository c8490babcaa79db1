// The coming days if the plan is followed: the real scheduler, queue and limits, and a learner who forgets as
// this one does. Chance is drawn by question and day, so the same journal gives the same days in every
// variant of a plan.
import { longestMs, type Rating, RATINGS } from '../base/attempt.ts';
import { groupBy, pushTo, sumOf } from '../base/collections.ts';
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
import { daysFrom, isVacation, type ScheduleParams, studiedOf } from '../schedule/days-off.ts';
import { type DayCount, type Progress, SPACED_RECALLS } from '../schedule/progress.ts';
import { type Lapsing, latestDueOf, type Limits, mostForgotten, roomAfter } from '../schedule/queue.ts';
import {
  retrievability,
  type Schedule,
  scheduleAfter,
  type Strength,
  strengthAfter,
} from '../schedule/schedule.ts';

export type Start = {
  /** In bank order, without suspended ones. */
  readonly heads: readonly QuestionHead[];
  /** Never rated. */
  readonly unseen: readonly QuestionId[];
  readonly progress: Progress;
  readonly now: Instant;
  readonly today: Day;
  readonly params: ScheduleParams;
  readonly pace: Pace;
  /** Of a day; what was done today counts. */
  readonly limits: Limits;
  readonly skipped?: ReadonlySet<Day>;
};

export type SimulatedDay = {
  readonly day: Day;
  readonly isVacation: boolean;
  /** In order; of today, those still to come. */
  readonly reviews: readonly QuestionId[];
  readonly fresh: readonly QuestionId[];
  /** Given twice, because they were not recalled at first. */
  readonly repeats: number;
  /** Due, and more than fits into the day. */
  readonly held: number;
};

export type Simulation = ReturnType<typeof simulate>;

/** A question begun on one of the last days cannot get its spaced recalls. */
export const LAST_DAYS = SPACED_RECALLS - 1;

/** Undefined when a question is short. */
export function simulateEnough(start: Start, count: number): readonly SimulatedDay[] | undefined {
  const { days, schedules } = simulate(start, count, true);
  return shortOf(start.heads, schedules).length > 0 ? undefined : days;
}

export const studyDays = (start: Start, count: number): readonly Day[] =>
  daysFrom(start.today, count).filter((day) => !isVacation(day, start.params.vacation ?? []));

/** In bank order, with their recalls. */
export function shortOf(heads: readonly QuestionHead[], schedules: ReadonlyMap<QuestionId, Schedule>) {
  return heads.flatMap(({ id }) => {
    const recalls = schedules.get(id)?.recalls ?? 0;
    return recalls < SPACED_RECALLS ? [{ question: id, recalls }] : [];
  });
}

const interviewNumber = ({ params }: Start): number =>
  params.interviewDay === undefined ? Infinity : numberOfDay(params.interviewDay);

/** Questions by the day number on which they are due. */
function dueDates(start: Start) {
  const { heads, progress, now, params, pace } = start;
  const latestDue = latestDueOf(pace.studied.share, interviewNumber(start));
  const dueOn = new Map<number, Lapsing[]>();
  const file = (card: Lapsing, earliest: number): void => {
    const proposed = dayNumberOf(card.schedule.due, params.calendar);
    pushTo(dueOn, Math.max(earliest, Math.min(latestDue(card.schedule), proposed)), card);
  };
  for (const { id } of heads) {
    const schedule = progress.schedules.get(id);
    if (!schedule) continue;
    const lastDay = dayNumberOf(schedule.lastAt, params.calendar);
    file({ id, schedule, lastDay }, dayNumberOf(now, params.calendar));
  }
  return { dueOn, file };
}

/**
 * Simulates the days from today on.
 * @param count how many days, today included
 * @param stops once a question is certain to be short, so that many limits can be tried
 */
export function simulate(start: Start, count: number, stops = false) {
  const { unseen, progress, now, today, params, limits } = start;
  const schedules = new Map(progress.schedules);
  /** How well each answer is remembered by its points. */
  const strengths = new Map<QuestionId, Strength>();
  for (const [id, { strength }] of progress.seen) if (strength) strengths.set(id, strength);
  const days: SimulatedDay[] = [];
  const interview = interviewNumber(start);
  const { dueOn, file } = dueDates(start);
  let waiting: readonly Lapsing[] = [];
  let begun = 0;
  let studyDaysLeft = studyDays(start, count).length;
  let hasStudied = [...progress.days.keys()].some((day) => day < today);
  for (const day of daysFrom(today, count)) {
    const at = day === today ? now : dayStartInstant(day, params.calendar);
    const room = roomAfter(progress.days.get(day), limits);
    const dayNumber = dayNumberOf(at, params.calendar);
    waiting = [...waiting, ...(dueOn.get(dayNumber) ?? [])];
    const isOff = isVacation(day, params.vacation ?? []);
    if (!isOff) studyDaysLeft--;
    if (stops && unseen.length - begun > limits.fresh * Math.max(0, studyDaysLeft + 1 - LAST_DAYS)) break;
    if (isOff || start.skipped?.has(day)) {
      days.push({ day, isVacation: isOff, reviews: [], fresh: [], repeats: 0, held: waiting.length });
      continue;
    }
    // What was started today already counts.
    const fromToday = waiting.filter(({ lastDay }) => lastDay === dayNumber);
    const before = waiting.filter(({ lastDay }) => lastDay !== dayNumber);
    // What waits stays nearly in order, so that the next day sorts it quickly.
    const ordered = mostForgotten(before, dayNumber);
    waiting = ordered.slice(room.reviews);
    const reviews = [...ordered.slice(0, room.reviews), ...fromToday].map(({ id }) => id);
    // New questions come after reviews, and none on the eve of the interview (`isTooLateForNew`).
    const isClosed = waiting.length > 0 || (hasStudied && dayNumber >= interview - 1);
    const fresh = isClosed ? [] : unseen.slice(begun, begun + room.fresh);
    begun += fresh.length;
    hasStudied ||= reviews.length + fresh.length > 0;
    let repeats = 0;
    for (const id of [...reviews, ...fresh]) {
      const random = seededRandom(`${id}/${dayNumber}`);
      const held = { schedule: schedules.get(id), strength: strengths.get(id) };
      const { schedule, strength, isRecalled } = answered(start, id, held, at, [random(), random()]);
      schedules.set(id, schedule);
      strengths.set(id, strength);
      file({ id, schedule, lastDay: dayNumber }, dayNumber + 1);
      if (!isRecalled) repeats++;
    }
    days.push({ day, isVacation: false, reviews, fresh, repeats, held: waiting.length });
  }
  return { days, schedules, strengths };
}

/** By its rating at the end of the day, and by the answer, which is read where it did not come to mind. */
function answered(
  { params, pace }: Start,
  id: QuestionId,
  { schedule, strength }: { readonly schedule?: Schedule; readonly strength?: Strength },
  at: Instant,
  [drawn, share]: readonly [number, number],
) {
  const again = { rating: 'again', at } as const;
  const comesToMind = (held: Schedule | Strength | undefined, exponent: number): boolean =>
    drawn < (held ? retrievability(held, at, params) ** exponent : pace.firstRecall);
  const isRecalled = comesToMind(schedule, pace.lapsing);
  const rated = isRecalled ? schedule : scheduleAfter(schedule, id, again, params);
  const isKnown = comesToMind(strength, pace.forgetting);
  const known = isKnown ? strength : strengthAfter(strength, again, params);
  let rest = share;
  const rating = RATINGS.find((each) => (rest -= pace.ratings[each]) < 0) ?? 'good';
  return {
    schedule: scheduleAfter(rated, id, { rating, at }, params),
    strength: strengthAfter(known, { rating: 'good', at }, params),
    isRecalled,
  };
}

/** How one learner differs from everybody. Little evidence changes little. */
export type Pace = ReturnType<typeof learnerPaceOf>;

/** What the model is worth, in reviews. */
const PRIOR_REVIEWS = 8;
const PRIOR_LEVEL = 10;
/** What is covered at a review of those. */
const LEVEL_SHARE = 0.65;
/** A high start leaves less to gain. */
const HIGHEST_LEVEL = 1.05;
/** In days: rehearsed memories last longer than first ones. */
const HALF_LIFE_DAYS = 6;
const PRIOR_RATINGS = { share: { again: 0, hard: 0.3, good: 0.68, easy: 0.02 }, worth: 8 } as const;
/** Answered at the first go; worth this many of the learner's own. */
const PRIOR_FIRST = { share: 0.6, worth: 10 } as const;
const FEWEST_TIMED = 5;
const SLOWEST = 4;
/** Harsh raters seem to forget at once. */
const LEAST_FORGETTING = 0.1;

/**
 * Brings the model's prediction to what was recalled.
 * @param foretold the sum of the predicted chances
 */
export function forgettingOf(reviews: number, recalled: number, foretold: number): number {
  if (reviews === 0) return 1;
  // A chance of 1 has no logarithm.
  const expected = Math.min(0.995, Math.max(0.005, foretold / reviews));
  const own = (recalled + PRIOR_REVIEWS * expected) / (reviews + PRIOR_REVIEWS);
  const exponent = Math.log(Math.min(0.999, Math.max(0.001, own))) / Math.log(expected);
  return Math.min(SLOWEST, Math.max(LEAST_FORGETTING, exponent));
}

export function learnerPaceOf(heads: Iterable<QuestionHead>, progress: Progress, today: Day) {
  const { days, seen } = progress;
  const total = (field: keyof DayCount): number => sumOf([...days.values()], (day) => day[field]);
  const recent = (field: keyof DayCount): number =>
    sumOf([...days], ([day, count]) => count[field] * 0.5 ** (daysBetween(day, today) / HALF_LIFE_DAYS));
  const evidence = recent('reviews');
  const likely = recent('likely');
  const forgetting = forgettingOf(evidence, recent('remembered'), likely);
  const expected = recent('expected') * (evidence === 0 ? 1 : (likely / evidence) ** (forgetting - 1));
  const prior = PRIOR_LEVEL * LEVEL_SHARE;
  const level = Math.min(HIGHEST_LEVEL, (recent('covered') + prior) / (expected + prior));
  const left = groupBy([...seen.values()], ({ lastRating }) => lastRating);
  const rated = (rating: Rating): number =>
    ((left.get(rating)?.length ?? 0) + PRIOR_RATINGS.share[rating] * PRIOR_RATINGS.worth) /
    (seen.size + PRIOR_RATINGS.worth);
  // Answer times against target times, of the questions that were timed.
  const times = [...heads].flatMap(({ id, minutes }) => {
    const ms = seen.get(id)?.medianMs;
    return ms !== undefined && minutes > 0 ? [ms / (minutes * MINUTE_MS)] : [];
  });
  const median = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 1;
  return {
    /** The exponent of the model's chances of recall: 1 as it says, 2 about twice as fast; 0.1–4. */
    forgetting,
    /** By ratings, which may be harsher or more lenient than memory. */
    lapsing: forgettingOf(evidence, recent('recalled'), recent('foretold')),
    /** At the end of a day. */
    ratings: { again: rated('again'), hard: rated('hard'), good: rated('good'), easy: rated('easy') },
    /** Against expectation; 1 as expected. */
    level,
    /** Later reviews count more. */
    evidence,
    days: days.size,
    studied: studiedOf(progress, today),
    /** 0–1. */
    firstRecall:
      (total('firstRecalled') + PRIOR_FIRST.share * PRIOR_FIRST.worth) / (total('first') + PRIOR_FIRST.worth),
    timeFactor: times.length < FEWEST_TIMED ? 1 : Math.min(SLOWEST, Math.max(0.1, median)),
  };
}

const CHECKING = 1.5;

/** Minutes that a question takes this learner, with revealing and checking. */
export function minutesFor(
  head: Pick<QuestionHead, 'id' | 'minutes'>,
  progress: Progress,
  pace: Pace,
): number {
  const own = progress.seen.get(head.id)?.medianMs;
  const targetMs = head.minutes * MINUTE_MS;
  const ms = Math.min(own ?? targetMs * pace.timeFactor, longestMs(targetMs));
  return (ms / MINUTE_MS) * CHECKING;
}

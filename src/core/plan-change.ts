// What would have to change so that every question has its spaced recalls before the interview: more a day, or a later
// date; or how long one may wait. Every answer was simulated, none is an estimate.
import { addDays, dayOf, type Day } from './day.ts';
import { SPACED_RECALLS } from './interval.ts';
import type { Limits } from './queue.ts';
import { shortOf, simulate, type Simulation, type Start } from './simulate.ts';
import { isVacation } from './vacation.ts';

/** Each of these alone is enough; one that does not exist is left out. */
export type Change = {
  /** Daily limits that are enough. */
  readonly limits?: { readonly newPerDay: number; readonly reviewsPerDay: number };
  /** An interview on this day leaves enough time. */
  readonly interviewOn?: Day;
};

const FURTHEST_DAYS = 366;

const isKeptBy = ({ schedules }: Simulation, { heads }: Start): boolean =>
  shortOf(heads, schedules).length === 0;

const isKept = (start: Start, count: number): boolean => isKeptBy(simulate(start, count), start);

/**
 * The smallest number from `low` to `high` that is enough, when all above it are; undefined when none is. It is likely to
 * be near `low`, where simulations are the shortest, so the search begins there.
 */
function smallest(low: number, high: number, isEnough: (candidate: number) => boolean): number | undefined {
  let [tooSmall, candidate] = [low - 1, low];
  for (let step = 2; !isEnough(candidate); step *= 2) {
    if (candidate >= high) return undefined;
    [tooSmall, candidate] = [candidate, Math.min(high, candidate + step)];
  }
  while (candidate - tooSmall > 1) {
    const middle = (candidate + tooSmall) >> 1;
    if (isEnough(middle)) candidate = middle;
    else tooSmall = middle;
  }
  return candidate;
}

/** The same start with limits that are no lower; what was done today counts in them. */
function withLimits(start: Start, daily: Limits): Start {
  const { daily: before, today } = start.limits;
  const reviews = today.reviews + daily.reviews - before.reviews;
  return {
    ...start,
    limits: { daily, today: { reviews, fresh: today.fresh + daily.fresh - before.fresh } },
  };
}

function studyDaysIn({ now, params }: Start, count: number): number {
  const today = dayOf(now, params.calendar);
  const days = Array.from({ length: count }, (_, ahead) => addDays(today, ahead));
  return days.filter((day) => !isVacation(day, params.vacation ?? [])).length;
}

const unseenIn = ({ heads, progress }: Start): number =>
  heads.filter(({ id }) => !progress.schedules.has(id)).length;

/** Days of study that it takes at least: a question that is begun within the last ones cannot come to enough recalls. */
function leastDays(start: Start): number {
  const unseen = unseenIn(start);
  if (unseen === 0) return 1;
  return Math.ceil(unseen / start.limits.daily.fresh) + SPACED_RECALLS - 1;
}

/** The most reviews that a limit per day would have to allow; what was done today counts in it. */
function busiestDay({ days }: Simulation, { limits: { daily, today } }: Start): number {
  const done = daily.reviews - today.reviews;
  return days.reduce((most, { reviews }, at) => Math.max(most, reviews.length + (at === 0 ? done : 0)), 0);
}

/** First how many new ones a day would do if reviews had no limit, then the least limit of reviews that goes with it. */
function limitsWanted(start: Start, count: number): Change['limits'] {
  const { daily } = start.limits;
  let busiest = 0;
  const isEnough = (fresh: number, reviews: number): boolean => {
    const changed = withLimits(start, { fresh, reviews });
    const simulation = simulate(changed, count);
    if (reviews === Infinity) busiest = busiestDay(simulation, start);
    return isKeptBy(simulation, changed);
  };
  const unseen = unseenIn(start);
  const days = Math.max(1, studyDaysIn(start, count) - SPACED_RECALLS + 1);
  const least = Math.max(daily.fresh, Math.ceil(unseen / days));
  const newPerDay = smallest(least, Math.max(least, unseen), (fresh) => isEnough(fresh, Infinity));
  if (newPerDay === undefined) return undefined;
  // A limit that no day comes to is none.
  const most = Math.max(daily.reviews, busiest);
  const reviewsPerDay = smallest(daily.reviews, most, (reviews) => isEnough(newPerDay, reviews));
  return { newPerDay, reviewsPerDay: reviewsPerDay ?? most };
}

/** The first day for the interview that is late enough. */
function interviewDayWanted(start: Start, count: number): Day | undefined {
  const today = dayOf(start.now, start.params.calendar);
  // No fewer days than it takes to begin every question, whatever falls into a vacation.
  const least = Math.max(1, leastDays(start) - studyDaysIn(start, count));
  if (least > FURTHEST_DAYS) return undefined;
  const later = smallest(least, FURTHEST_DAYS, (more) => {
    const interviewDay = addDays(today, count + more);
    return isKept({ ...start, params: { ...start.params, interviewDay } }, count + more);
  });
  return later === undefined ? undefined : addDays(today, count + later);
}

/**
 * What would have to change where some question is short.
 * @param count days until the interview, today included
 */
export const changeOf = (start: Start, count: number): Change => ({
  limits: limitsWanted(start, count),
  interviewOn: interviewDayWanted(start, count),
});

/**
 * The last day on which study may start so that no question is short: until then nothing is done at all.
 * Undefined when no question wants a recall any more.
 */
export function latestStart(start: Start, count: number): Day | undefined {
  const { heads, progress, params, now } = start;
  if (shortOf(heads, progress.schedules).length === 0) return undefined;
  const today = dayOf(now, params.calendar);
  const startingLate = (daysLeft: number): Start => {
    const pause = { from: today, to: addDays(today, count - daysLeft - 1) };
    return { ...start, params: { ...params, vacation: [...(params.vacation ?? []), pause] } };
  };
  const least = Math.min(count, leastDays(start));
  const daysLeft = smallest(least, count, (days) => isKept(startingLate(days), count));
  return daysLeft === undefined ? undefined : addDays(today, count - daysLeft);
}

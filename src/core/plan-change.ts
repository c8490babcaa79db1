// What would have to change so that every question has its spaced recalls before the interview: more a day, fewer
// questions, a later date; or how long one may wait. Every answer was simulated, none is an estimate.
import { addDays, dayOf, type Day } from './day.ts';
import { SPACED_RECALLS } from './interval.ts';
import type { QuestionId } from './question.ts';
import type { Limits } from './queue.ts';
import { shortOf, simulate, type Simulation, type Start } from './simulate.ts';
import { isVacation } from './vacation.ts';

/** A question with fewer recalls than are wanted. */
export type Short = { readonly question: QuestionId; readonly recalls: number };

/** Each of these alone is enough; one that cannot be had, or that was not found in bearable time, is left out. */
export type Change = {
  /** Daily limits that are enough. */
  readonly limits?: { readonly newPerDay: number; readonly reviewsPerDay: number };
  /** Questions to leave out. */
  readonly leaveOut?: readonly QuestionId[];
  /** An interview on this day leaves enough time. */
  readonly interviewOn?: Day;
  /** False when something was not found because looking for it would have taken too long. */
  readonly isComplete: boolean;
};

/** Ratings that may be simulated in search of each change: beyond that the answer would come too late. */
const BUDGET = 40_000;
/** The same for a bank so large that not one run fits in. */
const BUDGET_LARGE = 4000;
const LARGE = 5000;
const FURTHEST_DAYS = 366;

/** True when nothing would be short; undefined when the budget is spent. */
type Trial = (candidate: number) => boolean | undefined;
type Spent = 'spent';

/** Simulates under a budget that all its runs share; undefined when it is spent. */
function runs({ heads }: Start): (start: Start, count: number) => Simulation | undefined {
  let left = heads.length > LARGE ? BUDGET_LARGE : BUDGET;
  return (start, count) => {
    if (left <= 0) return undefined;
    const simulation = simulate(start, count, left);
    left -= simulation.ratings;
    return simulation.days.length < count ? undefined : simulation;
  };
}

const isKeptBy = ({ schedules }: Simulation, { heads }: Start): boolean =>
  shortOf(heads, schedules).length === 0;

function trials(start: Start): (start: Start, count: number) => boolean | undefined {
  const run = runs(start);
  return (changed, count) => {
    const simulation = run(changed, count);
    return simulation && isKeptBy(simulation, changed);
  };
}

/** The smallest number that holds, between one that does not and one that does; all above one that holds do too. */
function bisect(tooSmall: number, enough: number, holds: Trial): number {
  let [below, above] = [tooSmall, enough];
  while (above - below > 1) {
    const middle = (above + below) >> 1;
    const verdict = holds(middle);
    // What was found already is enough, if perhaps not the least.
    if (verdict === undefined) return above;
    if (verdict) above = middle;
    else below = middle;
  }
  return above;
}

/** The same from `low` to `high`, where the smallest is likely to be near `low`, and trials are the cheapest. */
function smallest(low: number, high: number, holds: Trial): number | Spent | undefined {
  let [below, step] = [low - 1, 1];
  while (below < high) {
    const candidate = Math.min(high, below + step);
    const verdict = holds(candidate);
    if (verdict === undefined) return 'spent';
    if (verdict) return bisect(below, candidate, holds);
    [below, step] = [candidate, step * 2];
  }
  return undefined;
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
function limitsWanted(start: Start, count: number): Change['limits'] | Spent {
  const { daily } = start.limits;
  const run = runs(start);
  let busiest = 0;
  const trial = (newPerDay: number, reviewsPerDay: number): boolean | undefined => {
    const changed = withLimits(start, { fresh: newPerDay, reviews: reviewsPerDay });
    const simulation = run(changed, count);
    if (simulation && reviewsPerDay === Infinity) busiest = busiestDay(simulation, start);
    return simulation && isKeptBy(simulation, changed);
  };
  const unseen = unseenIn(start);
  const days = Math.max(1, studyDaysIn(start, count) - SPACED_RECALLS + 1);
  const least = Math.max(daily.fresh, Math.ceil(unseen / days));
  const fresh = smallest(least, Math.max(least, unseen), (newPerDay) => trial(newPerDay, Infinity));
  if (typeof fresh !== 'number') return fresh;
  // A limit that no day comes to is none.
  const reviews = bisect(daily.reviews - 1, Math.max(daily.reviews, busiest), (limit) => trial(fresh, limit));
  return { newPerDay: fresh, reviewsPerDay: reviews };
}

/** Those that come last are left out first, and what was begun last of all. */
function leftOut(start: Start, count: number, short: readonly Short[]): Change['leaveOut'] | Spent {
  const isKept = trials(start);
  const isBegun = ({ question }: Short): boolean => start.progress.schedules.has(question);
  const fewest = short.filter(isBegun).toSorted((a, b) => a.recalls - b.recalls);
  const inOrder = [...short.filter((each) => !isBegun(each)).toReversed(), ...fewest].map(
    ({ question }) => question,
  );
  const without = (many: number): Start => {
    const out = new Set(inOrder.slice(0, many));
    return { ...start, heads: start.heads.filter(({ id }) => !out.has(id)) };
  };
  if (inOrder.length === start.heads.length) return undefined;
  const verdict = isKept(without(inOrder.length), count);
  if (verdict !== true) return verdict === undefined ? 'spent' : undefined;
  // Hardly any of them can be kept: so it begins with few. Where the budget ends, leaving all out is enough.
  const tooMany = smallest(1, inOrder.length, (kept) => {
    const isEnough = isKept(without(inOrder.length - kept), count);
    return isEnough === undefined ? undefined : !isEnough;
  });
  const many = inOrder.length - (typeof tooMany === 'number' ? tooMany - 1 : 0);
  const out = new Set(inOrder.slice(0, many));
  return start.heads.flatMap(({ id }) => (out.has(id) ? [id] : []));
}

/** By how many days the interview would have to be later. */
function daysLater(start: Start, count: number): number | Spent | undefined {
  const isKept = trials(start);
  const today = dayOf(start.now, start.params.calendar);
  const trial = (more: number) => {
    const interviewDay = addDays(today, count + more);
    return isKept({ ...start, params: { ...start.params, interviewDay } }, count + more);
  };
  // No fewer days than it takes to begin every question, whatever falls into a vacation.
  const least = Math.max(1, leastDays(start) - studyDaysIn(start, count));
  return smallest(least, FURTHEST_DAYS, trial);
}

/**
 * What would have to change.
 * @param count days until the interview, today included
 * @param short the questions that are short as things stand, in bank order
 */
export function changeOf(start: Start, count: number, short: readonly Short[]): Change {
  const limits = limitsWanted(start, count);
  const leaveOut = leftOut(start, count, short);
  const later = daysLater(start, count);
  const today = dayOf(start.now, start.params.calendar);
  return {
    ...(limits === undefined || limits === 'spent' ? {} : { limits }),
    ...(leaveOut === undefined || leaveOut === 'spent' ? {} : { leaveOut }),
    ...(typeof later === 'number' ? { interviewOn: addDays(today, count + later) } : {}),
    isComplete: ![limits, leaveOut, later].includes('spent'),
  };
}

/**
 * The last day on which study may start so that no question is short: until then nothing is done at all.
 * Undefined when no question wants a recall any more, and when it was not found in bearable time.
 */
export function latestStart(start: Start, count: number): Day | undefined {
  const { heads, progress, params, now } = start;
  if (shortOf(heads, progress.schedules).length === 0) return undefined;
  const isKept = trials(start);
  const today = dayOf(now, params.calendar);
  const startingLate = (daysLeft: number): Start => {
    const pause = { from: today, to: addDays(today, count - daysLeft - 1) };
    return { ...start, params: { ...params, vacation: [...(params.vacation ?? []), pause] } };
  };
  const least = Math.min(count, leastDays(start));
  let isSpent = false;
  const daysLeft = smallest(least, count, (days) => {
    const isEnough = isKept(startingLate(days), count);
    isSpent ||= isEnough === undefined;
    return isEnough;
  });
  // A day that is not known to be the last one would frighten for nothing.
  return isSpent || typeof daysLeft !== 'number' ? undefined : addDays(today, count - daysLeft);
}

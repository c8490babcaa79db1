// What would have to change so that every question has its spaced recalls before the interview: more a day, fewer
// questions, a later date; or how long one may wait. Every answer was simulated, none is an estimate.
import { addDays, dayOf, type Day } from './day.ts';
import { SPACED_RECALLS } from './interval.ts';
import type { QuestionId } from './question.ts';
import type { Limits } from './queue.ts';
import { shortOf, simulate, type Start } from './simulate.ts';
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
};

/** Ratings that may be simulated in search of each change: beyond that the answer would come too late. */
const BUDGET = 40_000;
/** The same for a bank so large that every run costs dear and none of the changes would be of much use. */
const BUDGET_LARGE = 4000;
const LARGE = 1000;
const FURTHEST_DAYS = 366;

/** True when nothing would be short; undefined when the budget is spent. */
type Trial = (candidate: number) => boolean | undefined;

/** Simulates under a budget that all its runs share. */
function trials({ heads }: Start): (start: Start, count: number) => boolean | undefined {
  let left = heads.length > LARGE ? BUDGET_LARGE : BUDGET;
  return (start, count) => {
    if (left <= 0) return undefined;
    const { days, schedules, ratings } = simulate(start, count, left);
    left -= ratings;
    return days.length < count ? undefined : shortOf(start.heads, schedules).length === 0;
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
function smallest(low: number, high: number, holds: Trial): number | undefined {
  let [below, step] = [low - 1, 1];
  while (below < high) {
    const candidate = Math.min(high, below + step);
    const verdict = holds(candidate);
    if (verdict === undefined) return undefined;
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

/** First how many new ones a day would do if reviews had no limit, then the least limit of reviews that goes with it. */
function limitsWanted(start: Start, count: number): Change['limits'] {
  const { daily } = start.limits;
  const isKept = trials(start);
  const trial = (newPerDay: number, reviewsPerDay: number) =>
    isKept(withLimits(start, { fresh: newPerDay, reviews: reviewsPerDay }), count);
  const unseen = start.heads.filter(({ id }) => !start.progress.schedules.has(id)).length;
  // One begun within the last days cannot come to enough recalls, so fewer a day than this cannot do.
  const days = Math.max(1, studyDaysIn(start, count) - SPACED_RECALLS + 1);
  const least = Math.max(daily.fresh, Math.ceil(unseen / days));
  const fresh = smallest(least, Math.max(least, unseen), (newPerDay) => trial(newPerDay, Infinity));
  if (fresh === undefined) return undefined;
  const reviews = smallest(daily.reviews, Math.max(daily.reviews, start.heads.length), (limit) =>
    trial(fresh, limit),
  );
  return reviews === undefined ? undefined : { newPerDay: fresh, reviewsPerDay: reviews };
}

/** Those that come last are left out first, and what was begun last of all. */
function leftOut(start: Start, count: number, short: readonly Short[]): Change['leaveOut'] {
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
  const trial = (many: number) => isKept(without(many), count);
  if (inOrder.length === start.heads.length || trial(inOrder.length) !== true) return undefined;
  const many = bisect(0, inOrder.length, trial);
  const out = new Set(inOrder.slice(0, many));
  return start.heads.flatMap(({ id }) => (out.has(id) ? [id] : []));
}

function laterDay(start: Start, count: number): Day | undefined {
  const isKept = trials(start);
  const today = dayOf(start.now, start.params.calendar);
  const trial = (more: number) => {
    const interviewDay = addDays(today, count + more);
    return isKept({ ...start, params: { ...start.params, interviewDay } }, count + more);
  };
  const more = smallest(1, FURTHEST_DAYS, trial);
  return more === undefined ? undefined : addDays(today, count + more);
}

/**
 * What would have to change.
 * @param count days until the interview, today included
 * @param short the questions that are short as things stand, in bank order
 */
export function changeOf(start: Start, count: number, short: readonly Short[]): Change {
  const limits = limitsWanted(start, count);
  const leaveOut = leftOut(start, count, short);
  const interviewOn = laterDay(start, count);
  return {
    ...(limits ? { limits } : {}),
    ...(leaveOut ? { leaveOut } : {}),
    ...(interviewOn === undefined ? {} : { interviewOn }),
  };
}

/**
 * The last day on which study may start so that no question is short: until then nothing is done at all.
 * Undefined when no question wants a recall any more.
 */
export function latestStart(start: Start, count: number): Day | undefined {
  const { heads, progress, params, now } = start;
  if (shortOf(heads, progress.schedules).length === 0) return undefined;
  const isKept = trials(start);
  const today = dayOf(now, params.calendar);
  const paused = (days: number): Start => {
    const pause = { from: today, to: addDays(today, days - 1) };
    return { ...start, params: { ...params, vacation: [...(params.vacation ?? []), pause] } };
  };
  // The first pause that is too long; a spent budget counts as too long, as nothing unproven is promised.
  const tooLong = smallest(1, count, (days) => isKept(paused(days), count) !== true) ?? count;
  return addDays(today, tooLong - 1);
}

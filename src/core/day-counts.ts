// What was done on each local day, counted question by question. Every count is a sum that does not hang on its order, so a
// question whose history changed can be taken out of it and put back, and the days come out as if counted from nothing.
import { dayNumberOf, dayOfNumber, daysBetween, type Calendar, type Day } from './day.ts';
import type { AttemptEntry } from './journal.ts';
import type { DayCount, Progress } from './progress.ts';
import type { Review } from './memory.ts';

type Count = {
  attempts: number;
  first: number;
  firstRecalled: number;
  reviews: number;
  recalled: number;
  foretold: number;
  elapsedMs: number;
  mocked: number;
};
/** Counts by day number (days since 1970-01-01). */
export type Counts = Map<number, Count>;

const NOTHING: Count = {
  attempts: 0,
  first: 0,
  firstRecalled: 0,
  reviews: 0,
  recalled: 0,
  foretold: 0,
  elapsedMs: 0,
  mocked: 0,
};

/** Half of what a number holds exactly: so much can be added to as much and taken out again. */
const MOST_MS = 2 ** 52;
const FIRST_DAY = '1970-01-01';
/** Chances are counted in steps of this size, whose sums are exact in whatever order they are made. */
const CHANCE_STEP = 2 ** -30;

/**
 * Adds one question's attempts, in order of time, to the counts by day number.
 * @param sign -1 takes out what was added before
 * @param chances what the model foretold of each attempt that counts in the schedule, but the first
 */
export function countDays(
  counts: Counts,
  sign: 1 | -1,
  attempts: readonly AttemptEntry[],
  chances: ReadonlyMap<Review, number>,
  calendar: Calendar,
): void {
  let lastRated: number | undefined;
  for (const attempt of attempts) {
    const day = dayNumberOf(attempt.at, calendar);
    let count = counts.get(day);
    if (!count) counts.set(day, (count = { ...NOTHING }));
    count.attempts += sign;
    count.elapsedMs += sign * Math.round(attempt.elapsedMs);
    if (attempt.by === 'mock') count.mocked += sign;
    if (attempt.cram === true || day === lastRated) continue;
    const recalled = attempt.rating === 'again' ? 0 : sign;
    if (lastRated === undefined) {
      count.first += sign;
      count.firstRecalled += recalled;
    } else {
      count.reviews += sign;
      count.recalled += recalled;
      const chance = chances.get(attempt);
      count.foretold +=
        chance === undefined ? recalled : sign * Math.round(chance / CHANCE_STEP) * CHANCE_STEP;
    }
    lastRated = day;
  }
}

function dayOfCount({ attempts, first, reviews, elapsedMs, mocked, ...count }: Count): DayCount {
  return {
    attempts,
    first,
    reviews,
    elapsedMs,
    ...(first > 0 ? { firstRecalled: count.firstRecalled } : {}),
    ...(reviews > 0 ? { recalled: count.recalled, foretold: count.foretold } : {}),
    ...(mocked > 0 ? { mocked } : {}),
  };
}

/** The days with an attempt, in order. */
export function daysOf(counts: Counts): ReadonlyMap<Day, DayCount> {
  const some = [...counts].filter(([, { attempts }]) => attempts > 0).toSorted(([a], [b]) => a - b);
  return new Map(some.map(([day, count]) => [dayOfNumber(day), dayOfCount(count)]));
}

/** The counts that `daysOf` made the days from. */
export const countsOf = (days: Progress['days']): Counts =>
  new Map([...days].map(([day, count]) => [daysBetween(FIRST_DAY, day), { ...NOTHING, ...count }]));

/** True when times are so short that they add up to the very same in whatever order they are added and taken out. */
export const areExact = (counts: Counts): boolean =>
  [...counts.values()].every(({ elapsedMs }) => elapsedMs < MOST_MS);

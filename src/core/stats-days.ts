// What was done on which day: counts, streaks, and how full a day was among the others. Knows day numbers (days since
// 1970-01-01, as day.ts gives them); knows no screen.
import { dayOfNumber, type Day } from './day.ts';
import { follows, streakDays } from './streak.ts';
import type { DayRange } from './vacation.ts';
import type { QuestionHead } from './question.ts';
import type { AttemptEntry } from './journal.ts';

/** An attempt, the number of its local day, and its question when that is among those that are told of. */
export type Dated = {
  readonly attempt: AttemptEntry;
  readonly day: number;
  readonly head: QuestionHead | undefined;
};

/** What was done on a day. */
export type StatsDay = {
  readonly day: Day;
  readonly attempts: number;
  /** Different questions. */
  readonly questions: number;
  readonly elapsedMs: number;
};

/** Days in a row with an attempt. */
export type Streak = {
  /** Up to today, or up to yesterday while today has none yet. */
  readonly currentDays: number;
  readonly longestDays: number;
  /** First and last day of the longest; the latest of equals. Left out without any attempt. */
  readonly longest?: { readonly from: Day; readonly to: Day };
};

/** The days with an attempt, in order. */
export function countDays(dated: readonly Dated[]): readonly StatsDay[] {
  const days = new Map<number, { attempts: number; elapsedMs: number; questions: Set<string> }>();
  for (const { attempt, day } of dated) {
    const count = days.get(day) ?? { attempts: 0, elapsedMs: 0, questions: new Set() };
    days.set(day, count);
    count.attempts++;
    count.elapsedMs += attempt.elapsedMs;
    count.questions.add(attempt.question);
  }
  return [...days]
    .toSorted(([a], [b]) => a - b)
    .map(([day, { attempts, elapsedMs, questions }]) => ({
      day: dayOfNumber(day),
      attempts,
      questions: questions.size,
      elapsedMs,
    }));
}

/** The present and the longest run of days. @param days in order */
export function streaksOf(days: readonly StatsDay[], today: Day, vacation: readonly DayRange[]): Streak {
  const all = new Set(days.map(({ day }) => day));
  let length = 0;
  let longestDays = 0;
  let run = { from: '', to: '' };
  let longest: Streak['longest'];
  for (const { day } of days) {
    const goesOn = run.to !== '' && follows(day, run.to, vacation);
    run = { from: goesOn ? run.from : day, to: day };
    length = goesOn ? length + 1 : 1;
    if (length < longestDays) continue;
    longestDays = length;
    longest = run;
  }
  return { currentDays: streakDays(all, today, vacation), longestDays, longest };
}

/** The Monday of the week that a day is in. Day 0 was a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** How full a day is: 0 for none, 1–4 for a quarter of all days with attempts each. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4;

/**
 * Where the levels 2, 3 and 4 begin: at the quartiles of the days that have attempts, each at least one above the last.
 * @param counts attempts a day; days without are passed over
 */
export function heatBounds(counts: readonly number[]): readonly [number, number, number] {
  const sorted = counts.filter((count) => count > 0).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const second = Math.max(2, at(0.25));
  const third = Math.max(second + 1, at(0.5));
  return [second, third, Math.max(third + 1, at(0.75))];
}

/** The level of a day with so many attempts. */
export function heatLevel(
  count: number,
  [second, third, fourth]: readonly [number, number, number],
): HeatLevel {
  if (count <= 0) return 0;
  return count < second ? 1 : count < third ? 2 : count < fourth ? 3 : 4;
}

const rangeText = (from: number, to: number): string => (from === to ? `${from}` : `${from} to ${to}`);

/** What the levels mean, from none up to the highest that the counts reach: `none`, `1`, `2 to 4`. */
export function heatRanges(counts: readonly number[]): readonly string[] {
  const bounds = heatBounds(counts);
  const [second, third, fourth] = bounds;
  const ranges = [
    'none',
    rangeText(1, second - 1),
    rangeText(second, third - 1),
    rangeText(third, fourth - 1),
    `${fourth} or more`,
  ];
  return ranges.slice(0, heatLevel(Math.max(0, ...counts), bounds) + 1);
}

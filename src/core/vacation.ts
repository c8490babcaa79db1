// Days without study, as the user writes them: single days and ranges, commas between.
import { daysBetween, parseDay, type Day } from './day.ts';

/** A stretch of days, both included. */
export type DayRange = { readonly from: Day; readonly to: Day };

/** The days in `2026-12-24..2026-12-26, 2027-01-01`; undefined when any part is no day, or ends before it begins. */
export function parseVacation(text: string): readonly DayRange[] | undefined {
  const ranges: DayRange[] = [];
  for (const part of text.split(',')) {
    const [from, to, ...more] = part.split('..').map((day) => parseDay(day.trim()));
    if (from === undefined || more.length > 0) return undefined;
    const isSingle = !part.includes('..');
    if (!isSingle && (to === undefined || daysBetween(from, to) < 0)) return undefined;
    ranges.push({ from, to: to ?? from });
  }
  return ranges;
}

/** True for a day without study. */
export const isVacation = (day: Day, ranges: readonly DayRange[]): boolean =>
  ranges.some(({ from, to }) => from <= day && day <= to);

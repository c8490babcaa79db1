// Days without study, as the user writes them: single days and ranges, commas between; and where their work goes.
import { addDays, daysBetween, parseDay, type Day } from './day.ts';

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

/** A day before which something must come, if any. */
type Until = { readonly vacation?: readonly DayRange[]; readonly interviewDay?: Day };

/** The stretch that a day lies in, ranges that touch or overlap taken as one. */
function stretchAround(day: Day, ranges: readonly DayRange[]): DayRange {
  const around = (one: Day) => ranges.find(({ from, to }) => from <= one && one <= to);
  let [from, to] = [day, day];
  for (let more = around(day); more; more = around(addDays(from, -1))) ({ from } = more);
  for (let more = around(day); more; more = around(addDays(to, 1))) ({ to } = more);
  return { from, to };
}

/** The last day off in a row from this one on; undefined for a day of study. */
export const vacationUntil = (day: Day, ranges: readonly DayRange[]): Day | undefined =>
  isVacation(day, ranges) ? stretchAround(day, ranges).to : undefined;

/**
 * The interval that leads to a day of study. A day within a vacation is mirrored at the nearer end of it, so that what
 * falls into one is spread over as many days before and after as it covers, and piles up on none. Where that is no
 * later than today, or no earlier than the interview, it goes to the other side; where neither side has room it stays.
 * @param today the day of the review
 * @param days the interval that is wished for, at least 1
 */
export function besideVacation(today: Day, days: number, { vacation = [], interviewDay }: Until): number {
  const due = addDays(today, days);
  if (!isVacation(due, vacation)) return days;
  const { from, to } = stretchAround(due, vacation);
  const [head, tail] = [daysBetween(from, due), daysBetween(due, to)];
  const before = daysBetween(today, from) - 1 - head;
  const after = daysBetween(today, to) + 1 + tail;
  const left = interviewDay === undefined ? 0 : daysBetween(today, interviewDay);
  // What may come after the interview may do so after the vacation as well.
  const last = left > days ? left - 1 : Infinity;
  const fits = (day: number): boolean =>
    day >= 1 && day <= last && !isVacation(addDays(today, day), vacation);
  const choices = head < tail ? [before, after] : [after, before];
  const edges = [daysBetween(today, from) - 1, daysBetween(today, to) + 1];
  return [...choices, ...edges].find(fits) ?? days;
}

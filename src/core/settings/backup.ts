import { type Day, daysBetween } from '../base/day.ts';

const DAYS = 7;
const WEEKS = 4;
const MONTHS = 12;

function newestOfEach(days: readonly Day[], groupOf: (day: Day) => string, count: number): readonly Day[] {
  const groups = new Map<string, Day>();
  for (const day of days) if (!groups.has(groupOf(day))) groups.set(groupOf(day), day);
  return [...groups.values()].slice(0, count);
}

/**
 * The days whose backup is kept: all of the last seven days, then the newest of each of four weeks and of
 * each of twelve months.
 */
export function backupsToKeep(days: readonly Day[], today: Day): readonly Day[] {
  const newestFirst = days.toSorted().toReversed();
  const ageDays = (day: Day): number => daysBetween(day, today);
  const recent = newestFirst.filter((day) => ageDays(day) < DAYS);
  const weekly = newestOfEach(newestFirst, (day) => String(Math.floor(ageDays(day) / 7)), WEEKS + 1);
  const monthly = newestOfEach(newestFirst, (day) => day.slice(0, 7), MONTHS);
  return [...new Set([...recent, ...weekly, ...monthly])];
}

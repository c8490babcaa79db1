// The calendar of a year as a drawing: a column a week from Monday down, the darker the fuller. Knows days and counts.
import { dayOfNumber, type Day } from '../../core/day.ts';
import { monthName, monthOf } from '../../core/months.ts';
import { heatBounds, heatLevel, mondayOf } from '../../core/stats-days.ts';
import { countOf } from '../../core/wording.ts';
import { svgBox, svgFrame, svgText } from './svg-frame.ts';

const WEEKS = 53;
const WEEKDAYS = 7;
const HEAD = 1.3;
const ROW = 0.95;
const CELL = 0.8;
/** Of the width that a week has: the rest keeps weeks apart. */
const FILLED = 0.84;
/** A name that begins later would stick out. */
const LAST_NAMED = WEEKS - 3;

/** Names above the weeks in which months begin. Every second one is of a class that narrow pages leave out. */
function monthNames(mondays: readonly number[]): readonly string[] {
  return mondays.flatMap((monday, week) => {
    const month = monthOf(monday);
    const begins = week > 0 && month !== monthOf(monday - 7) && week <= LAST_NAMED;
    return begins ? [svgText(month % 2 === 0 ? 'even' : '', [week / WEEKS, 0.9], monthName(month))] : [];
  });
}

/**
 * @param counts attempts by day
 * @param today its number: days since 1970-01-01
 * @param name what those hear who cannot see it
 */
export function svgCalendar(counts: ReadonlyMap<Day, number>, today: number, name: string): string {
  const last = mondayOf(today);
  const mondays = Array.from({ length: WEEKS }, (_, i) => last - 7 * (WEEKS - 1 - i));
  const countAt = (day: number): number => counts.get(dayOfNumber(day)) ?? 0;
  const days = mondays.flatMap((monday, week) =>
    Array.from({ length: WEEKDAYS }, (_, row) => ({ day: monday + row, week, row })),
  );
  const bounds = heatBounds(days.map(({ day }) => countAt(day)));
  const boxes = days.flatMap(({ day, week, row }) => {
    if (day > today) return [];
    const count = countAt(day);
    const title = count === 0 ? '' : `${dayOfNumber(day)}: ${countOf(count, 'attempt')}`;
    const box = { x: week / WEEKS, width: FILLED / WEEKS, y: HEAD + row * ROW, height: CELL };
    return [svgBox(`heat-${heatLevel(count, bounds)}`, box, title)];
  });
  return svgFrame('chart calendar', name, HEAD + WEEKDAYS * ROW, [...monthNames(mondays), ...boxes]);
}

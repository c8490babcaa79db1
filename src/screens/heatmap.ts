// A calendar of the last year, a column a week and a row a weekday: the fuller the sign, the more was done. As many weeks
// as the screen is wide. Knows day numbers and signs; in words it tells week by week.
import { dayOfNumber, type Day } from '../core/day.ts';
import { monthName, monthOf } from '../core/months.ts';
import { heatBounds, heatLevel, heatRanges, mondayOf } from '../core/stats-days.ts';
import { countOf } from '../core/wording.ts';
import { flow } from './frame.ts';
import type { Theme } from './theme.ts';

/** What the calendar shows. */
export type Heat = {
  /** Attempts by day. */
  readonly counts: ReadonlyMap<Day, number>;
  /** The number of today: days since 1970-01-01. */
  readonly today: number;
};

const YEAR_WEEKS = 53;
const LABELS = ['Mon', '', 'Wed', '', 'Fri', '', 'Sun'];
const LABEL_WIDTH = 4;

/** The names of the months above the weeks in which they begin; the first one where it leaves the second its room. */
function monthLine(mondays: readonly number[], cell: number): string {
  const starts = mondays.flatMap((monday, i) =>
    i === 0 || monthOf(monday) !== monthOf(monday - 7)
      ? [{ at: i * cell, name: monthName(monthOf(monday)) }]
      : [],
  );
  const [first, second] = starts;
  const isCrowded = first && second && second.at - first.at <= first.name.length;
  const shown = isCrowded ? starts.slice(1) : starts;
  const width = Math.max(mondays.length * cell, 3);
  // A month that begins in the last weeks gets its name when there is room for all of it.
  const whole = shown.filter(({ at, name }) => at + name.length <= width);
  return whole.reduce((before, { at, name }) => before.padEnd(at) + name, '');
}

/** What the signs mean. */
function legend(counts: readonly number[], columns: number, { symbols }: Theme): string {
  const signs = heatRanges(counts).map((text, level) => `${symbols.heat[level] ?? ''} ${text}`);
  return flow(signs, '  ', columns);
}

/** The calendar as lines, with its legend. @param columns room for it */
export function renderHeatmap({ counts, today }: Heat, columns: number, theme: Theme): readonly string[] {
  const cell = YEAR_WEEKS * 2 + LABEL_WIDTH <= columns ? 2 : 1;
  const weeks = Math.max(1, Math.min(YEAR_WEEKS, Math.floor((columns - LABEL_WIDTH) / cell)));
  const last = mondayOf(today);
  const mondays = Array.from({ length: weeks }, (_, i) => last - 7 * (weeks - 1 - i));
  const countAt = (day: number): number => counts.get(dayOfNumber(day)) ?? 0;
  const shown = mondays.flatMap((monday) => LABELS.map((_, i) => countAt(monday + i)));
  const bounds = heatBounds(shown);
  const signOf = (day: number): string => {
    if (day > today) return ' ';
    const level = heatLevel(countAt(day), bounds);
    const sign = theme.symbols.heat[level] ?? ' ';
    return level === 0 ? theme.dim(sign) : theme.good(sign);
  };
  const rows = LABELS.map((label, row) => {
    const signs = mondays.map((monday) => signOf(monday + row));
    return `${theme.dim(label.padEnd(LABEL_WIDTH))}${signs.join(' '.repeat(cell - 1))}`.trimEnd();
  });
  return [
    theme.dim(`${' '.repeat(LABEL_WIDTH)}${monthLine(mondays, cell)}`),
    ...rows,
    ...legend(shown, columns, theme).split('\n'),
  ];
}

/** The same in words: the weeks of the last year in which something was done, in order. */
export function heatmapWords({ counts, today }: Heat): readonly string[] {
  const last = mondayOf(today);
  return Array.from({ length: YEAR_WEEKS }, (_, i) => last - 7 * (YEAR_WEEKS - 1 - i)).flatMap((monday) => {
    const days = LABELS.map((_, i) => counts.get(dayOfNumber(monday + i)) ?? 0).filter((count) => count > 0);
    const attempts = days.reduce((sum, count) => sum + count, 0);
    if (attempts === 0) return [];
    return [
      `Week of ${dayOfNumber(monday)}: ${countOf(attempts, 'attempt')} on ${countOf(days.length, 'day')}.`,
    ];
  });
}

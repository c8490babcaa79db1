// The days of a plan as a table: the next two weeks day by day, what follows week by week.
import { daysBetween, type Day } from '../core/day.ts';
import type { PlanDay } from '../core/plan.ts';
import { countOf } from '../core/wording.ts';
import { innerColumns, inset, paragraph, type Look } from './frame.ts';
import { keptColumns, renderTable, type Column } from './table.ts';

/** Days that are shown one by one. */
const SINGLE_DAYS = 14;
const WEEK = 7;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Thu 2026-11-26` */
export function dayText(day: Day): string {
  // The first of January 1970 was a Thursday.
  const weekday = (((daysBetween('1970-01-01', day) + 4) % 7) + 7) % 7;
  return `${WEEKDAYS[weekday] ?? ''} ${day}`;
}

/** `48 min`, `2:15 h` */
export function minutesText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

const number = (count: number): string => (count === 0 ? '' : String(count));

/** Some days as one row: of one day its own facts, of several their sums. */
function row(days: readonly PlanDay[], label: string): readonly string[] {
  const sum = (of: (day: PlanDay) => number): number => days.reduce((total, day) => total + of(day), 0);
  const mocks = sum(({ mock }) => (mock ? 1 : 0));
  const minutes = sum((day) => day.minutes);
  const isOff = days.every(({ isVacation }) => isVacation);
  return [
    label,
    isOff ? 'off' : String(sum(({ reviews }) => reviews.length)),
    number(sum(({ fresh }) => fresh.length)),
    number(sum(({ numbers }) => numbers.length)),
    mocks === 0 ? '' : String(mocks),
    minutes === 0 ? '' : minutesText(minutes),
    number(days.at(-1)?.held ?? 0),
  ];
}

function weekLabel(days: readonly PlanDay[]): string {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return first === last ? dayText(first) : `${first.slice(5)} to ${last.slice(5)}`;
}

function rowsOf(days: readonly PlanDay[], single: number): readonly (readonly string[])[] {
  const rows = days.slice(0, single).map((day) => row([day], dayText(day.day)));
  for (let at = single; at < days.length; at += WEEK) {
    const week = days.slice(at, at + WEEK);
    rows.push(row(week, weekLabel(week)));
  }
  return rows;
}

/** Days of mocks that are named where their column has no room. */
const MOCKS_NAMED = 4;

/** Why some days take so long, where no column says it; nothing without a mock. */
function mocksNote(days: readonly PlanDay[]): string {
  const named = days.flatMap(({ day, mock }) => (mock ? [day.slice(5)] : []));
  if (named.length === 0) return '';
  const later = named.length - MOCKS_NAMED;
  const more = later > 0 ? ` and ${countOf(later, 'day')} later` : '';
  return `With a mock interview: ${named.slice(0, MOCKS_NAMED).join(', ')}${more}.`;
}

/**
 * The table, and the mocks below it where their column has no room, without a final newline.
 * @param single how many days are shown one by one; the first two weeks when left out
 */
export function renderPlanDays(days: readonly PlanDay[], look: Look, single = SINGLE_DAYS): string {
  const { theme } = look;
  const hasHeld = days.some(({ held }) => held > 0);
  const mocks: Column = { header: 'Mocks', align: 'right', priority: 1 };
  const columns: readonly Column[] = [
    { header: 'Day' },
    { header: 'Reviews', align: 'right' },
    { header: 'New', align: 'right' },
    { header: 'Numbers', align: 'right', priority: 2 },
    mocks,
    { header: 'Time', align: 'right' },
    ...(hasHeld ? [{ header: 'Left over', align: 'right', priority: 3, style: theme.warn } as const] : []),
  ];
  const rows = rowsOf(days, single).map((cells) => cells.slice(0, columns.length));
  const table = inset(renderTable(rows, columns, innerColumns(look), { headerStyle: theme.dim }), look);
  const note = keptColumns(rows, columns, innerColumns(look)).includes(mocks) ? '' : mocksNote(days);
  return note === '' ? table : `${table}\n${paragraph(theme.dim(note), look)}`;
}

// Calendars of any zone by its name: the program itself only knows the zone of the machine.
import type { Calendar } from '../../src/core/base/day.ts';

const DAY_MS = 86_400_000;

type Offset = (instant: number) => number;

function askIntl(timeZone: string): Offset {
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  return (instant) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] =
      format.format(instant).match(/\d+/g)?.map(Number) ?? [];
    const wall = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
  };
}

/** Intl is slow, so it is asked once per UTC day, or for every time on a day with a clock change. */
function memoizedByDay(ask: Offset): Offset {
  const atStart = new Map<number, number>();
  const startOffset = (day: number): number => {
    let offset = atStart.get(day);
    if (offset === undefined) atStart.set(day, (offset = ask(day * DAY_MS)));
    return offset;
  };
  return (instant) => {
    const day = Math.floor(instant / DAY_MS);
    const offset = startOffset(day);
    return offset === startOffset(day + 1) ? offset : ask(instant);
  };
}

const zones = new Map<string, Offset>([['UTC', () => 0]]);

export function calendarOf(timeZone: string, dayStartMinutes = 240): Calendar {
  let offsetMinutesAt = zones.get(timeZone);
  if (!offsetMinutesAt) zones.set(timeZone, (offsetMinutesAt = memoizedByDay(askIntl(timeZone))));
  return { dayStartMinutes, offsetMinutesAt };
}

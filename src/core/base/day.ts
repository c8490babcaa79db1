// A day begins (by default at four in the morning) at the first instant whose wall time has reached
// `dayStart`, so days never overlap, however clocks change (https://data.iana.org/time-zones/theory.html).
import { Failure } from './problem.ts';

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

type Offset = (instant: number) => number;

const zones = new Map<string, Offset>();

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
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

/**
 * Intl takes a microsecond or more, so it is asked once per UTC day, or for every time on a day with a clock
 * change. No zone has changed twice in a day.
 */
export function memoizedByDay(ask: Offset): Offset {
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

function openZone(timeZone: string): Offset | undefined {
  const known = zones.get(timeZone);
  if (known) return known;
  try {
    const offset = memoizedByDay(askIntl(timeZone));
    zones.set(timeZone, offset);
    return offset;
  } catch {
    return undefined;
  }
}

export function isTimeZone(name: string): boolean {
  return openZone(name) !== undefined;
}

/** Milliseconds since the epoch, UTC. ISO 8601 with offset wherever it is written. */
export type Instant = number & { readonly __brand: 'Instant' };

/** `YYYY-MM-DD`; the hours before `dayStart` belong to the day before. */
export type Day = string;

export type Calendar = {
  readonly timeZone: string;
  /** Minutes after midnight at which a day begins, 0–720. */
  readonly dayStartMinutes: number;
  /**
   * The machine supplies it for its own zone, where Intl would cost tens of milliseconds at startup; must
   * agree with `timeZone`.
   */
  readonly offsetMinutesAt?: (instant: number) => number;
};

const isInstant = (millis: number): millis is Instant => Number.isFinite(millis);

export function instantOf(millis: number): Instant {
  if (!isInstant(millis)) throw new RangeError(`not an instant: ${millis}`);
  return millis;
}

/** Fails with `time-zone-unknown`. */
function offsetAt(instant: number, { timeZone, offsetMinutesAt }: Calendar): number {
  if (offsetMinutesAt) return offsetMinutesAt(instant) * MINUTE_MS;
  if (timeZone === 'UTC') return 0;
  const offset = openZone(timeZone);
  if (!offset)
    throw new Failure('time-zone-unknown', `"${timeZone}" is not a time zone this machine knows.`, {
      hint: 'Use a name such as Europe/Berlin.',
    });
  return offset(instant);
}

/** Faster than `Date.parse`, for journals with a hundred thousand days. */
export const numberOfDay = (day: Day): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / DAY_MS;

export const dayOfNumber = (dayNumber: number): Day =>
  new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

function changeBetween(from: number, to: number, calendar: Calendar): Instant {
  const before = offsetAt(from, calendar);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, calendar) === before) low = middle;
    else high = middle;
  }
  return instantOf(high);
}

function startOf(dayNumber: number, calendar: Calendar): Instant {
  const wall = dayNumber * DAY_MS + calendar.dayStartMinutes * MINUTE_MS;
  const before = offsetAt(wall - DAY_MS, calendar);
  const after = offsetAt(wall + DAY_MS, calendar);
  const early = wall - before;
  if (before === after || offsetAt(early, calendar) === before) return instantOf(early);
  const late = wall - after;
  if (offsetAt(late, calendar) === after) return instantOf(late);
  // That wall time was skipped by a clock change: the day begins with the change.
  return changeBetween(wall - DAY_MS, wall + DAY_MS, calendar);
}

export function dayNumberOf(instant: Instant, calendar: Calendar): number {
  const offset = offsetAt(instant, calendar);
  const day = Math.floor((instant + offset - calendar.dayStartMinutes * MINUTE_MS) / DAY_MS);
  // Otherwise, a clock set back across the start of a day would return to the day before.
  const setBack = offsetAt(instant - DAY_MS, calendar) > offset;
  return setBack && instant >= startOf(day + 1, calendar) ? day + 1 : day;
}

export function dayOf(instant: Instant, calendar: Calendar): Day {
  return dayOfNumber(dayNumberOf(instant, calendar));
}

export function dayStartInstant(day: Day, calendar: Calendar): Instant {
  return startOf(numberOfDay(day), calendar);
}

export function dayStartAfter(instant: Instant, days: number, calendar: Calendar): Instant {
  return startOf(dayNumberOf(instant, calendar) + days, calendar);
}

export function daysBetween(from: Day, to: Day): number {
  return numberOfDay(to) - numberOfDay(from);
}

/** Undefined if there is no day or it has passed. */
export function daysUntil(day: Day | undefined, today: Day): number | undefined {
  const days = day === undefined ? -1 : daysBetween(today, day);
  return days >= 0 ? days : undefined;
}

export function addDays(day: Day, count: number): Day {
  return dayOfNumber(numberOfDay(day) + count);
}

const FIRST_DAY = '1900-01-01';
const DAY_AFTER_LAST = '9000-01-01';
const [FIRST_MS, AFTER_LAST_MS] = [numberOfDay(FIRST_DAY) * DAY_MS, numberOfDay(DAY_AFTER_LAST) * DAY_MS];

function isDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  // `Date` carries an impossible month or day over into the next one.
  const date = new Date(numberOfDay(text) * DAY_MS);
  return date.getUTCMonth() + 1 === Number(text.slice(5, 7)) && date.getUTCDate() === Number(text.slice(8));
}

/** Accepts an existing `YYYY-MM-DD` of the years 1900–8999. */
export function parseDay(text: string): Day | undefined {
  return isDate(text) && text >= FIRST_DAY && text < DAY_AFTER_LAST ? text : undefined;
}

export function parseTimeOfDay(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

const ISO =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])(0\d|1[0-8]):([0-5]\d))$/;

/**
 * Needs seconds and an offset. Digits beyond milliseconds are dropped. Only years 1900–8999 UTC, so that
 * every instant can be read back whatever its offset.
 */
export function parseIso(text: string): Instant | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second, fraction = '', sign, offsetHour = 0, offsetMinute = 0] = match;
  if (!isDate(date)) return undefined;
  const wallMinutes = Number(hour) * 60 + Number(minute);
  const offsetMinutes = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1);
  const millis = Number(second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const instant = numberOfDay(date) * DAY_MS + (wallMinutes - offsetMinutes) * MINUTE_MS + millis;
  return instant >= FIRST_MS && instant < AFTER_LAST_MS ? instantOf(instant) : undefined;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

export const minuteText = (instant: Instant, calendar: Calendar): string =>
  isoWithOffset(instant, calendar).slice(0, 16).replace('T', ' ');

/** ISO 8601 with milliseconds and the local offset: `2026-11-24T09:00:00.000+01:00`. */
export function isoWithOffset(instant: Instant, calendar: Calendar): string {
  // Offsets with seconds (before about 1970) are rounded: the text still means the same instant.
  const minutes = Math.round(offsetAt(instant, calendar) / MINUTE_MS);
  const wall = new Date(instant + minutes * MINUTE_MS).toISOString().slice(0, -1);
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const monthOf = (dayNumber: number): number => Number(dayOfNumber(dayNumber).slice(5, 7));

export const monthName = (month: number): string => MONTHS[month - 1] ?? '';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** 0 for Sunday. Day 0 was a Thursday. */
export const weekdayOf = (day: Day): number => (((numberOfDay(day) + 4) % 7) + 7) % 7;

/** `Dec 8` */
export const monthDayText = (day: Day): string =>
  `${monthName(Number(day.slice(5, 7)))} ${Number(day.slice(8))}`;

/** `Tue, Dec 8`; with the year, where it is not that of `beside`. */
export function dayText(day: Day, beside: Day = day): string {
  const weekday = WEEKDAYS[weekdayOf(day)] ?? '';
  const year = day.slice(0, 4) === beside.slice(0, 4) ? '' : `, ${day.slice(0, 4)}`;
  return `${weekday}, ${monthDayText(day)}${year}`;
}

// A day begins (by default at four in the morning) at the first instant whose wall time has reached
// `dayStart`, so days never overlap, however clocks change (https://data.iana.org/time-zones/theory.html).
import { Failure } from './problem.ts';
import { capitalized, twoDigits } from './wording.ts';

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** Milliseconds since the epoch, UTC. ISO 8601 with offset wherever it is written. */
export type Instant = number & { readonly __brand: 'Instant' };

/** `YYYY-MM-DD`; the hours before `dayStart` belong to the day before. */
export type Day = string;

export type Calendar = {
  /** Minutes after midnight at which a day begins, 0–720. */
  readonly dayStartMinutes: number;
  /** Of the local time from UTC. */
  readonly offsetMinutesAt: (instant: number) => number;
};

const isInstant = (millis: number): millis is Instant => Number.isFinite(millis);

export function instantOf(millis: number): Instant {
  if (!isInstant(millis)) throw new RangeError(`not an instant: ${millis}`);
  return millis;
}

const offsetAt = (instant: number, { offsetMinutesAt }: Calendar): number =>
  offsetMinutesAt(instant) * MINUTE_MS;

/** Faster than `Date.parse`, for journals with a hundred thousand days. */
export const numberOfDay = (day: Day): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / DAY_MS;

export const dayOfNumber = (dayNumber: number): Day =>
  new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

function startOf(dayNumber: number, calendar: Calendar): Instant {
  const wall = dayNumber * DAY_MS + calendar.dayStartMinutes * MINUTE_MS;
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => offsetAt(near, calendar));
  const isReached = (instant: number): boolean => instant + offsetAt(instant, calendar) >= wall;
  let [low, high] = [wall - Math.max(...offsets), wall - Math.min(...offsets)];
  if (low === high || isReached(low)) return instantOf(low);
  // Where a clock change skipped that wall time, the day begins with the change.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isReached(middle)) high = middle;
    else low = middle;
  }
  return instantOf(high);
}

export function dayNumberOf(instant: Instant, calendar: Calendar): number {
  const offset = offsetAt(instant, calendar);
  const day = Math.floor((instant + offset - calendar.dayStartMinutes * MINUTE_MS) / DAY_MS);
  // Otherwise, a clock set back across the start of a day would return to the day before.
  const setBack = offsetAt(instant - DAY_MS, calendar) > offset;
  return setBack && instant >= startOf(day + 1, calendar) ? day + 1 : day;
}

export const dayOf = (instant: Instant, calendar: Calendar): Day =>
  dayOfNumber(dayNumberOf(instant, calendar));

export const dayStartInstant = (day: Day, calendar: Calendar): Instant => startOf(numberOfDay(day), calendar);

export const dayStartAfter = (instant: Instant, days: number, calendar: Calendar): Instant =>
  startOf(dayNumberOf(instant, calendar) + days, calendar);

export const daysBetween = (from: Day, to: Day): number => numberOfDay(to) - numberOfDay(from);

/** Undefined if there is no day or it has passed. */
export function daysUntil(day: Day | undefined, today: Day): number | undefined {
  const days = day === undefined ? -1 : daysBetween(today, day);
  return days >= 0 ? days : undefined;
}

export const addDays = (day: Day, count: number): Day => dayOfNumber(numberOfDay(day) + count);

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
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-8]):[0-5]\d)$/;

/**
 * Needs seconds and an offset. Digits beyond milliseconds are dropped. Only years 1900–8999 UTC, so that
 * every instant can be read back whatever its offset.
 */
export function parseIso(text: string): Instant | undefined {
  const [, date = ''] = ISO.exec(text) ?? [];
  if (!isDate(date)) return undefined;
  const instant = Date.parse(text);
  return instant >= FIRST_MS && instant < AFTER_LAST_MS ? instantOf(instant) : undefined;
}

export const minuteText = (instant: Instant, calendar: Calendar): string =>
  isoWithOffset(instant, calendar).slice(0, 16).replace('T', ' ');

/** ISO 8601 with milliseconds and the local offset: `2026-11-24T09:00:00.000+01:00`. */
export function isoWithOffset(instant: Instant, calendar: Calendar): string {
  const minutes = calendar.offsetMinutesAt(instant);
  const wall = new Date(instant + minutes * MINUTE_MS).toISOString().slice(0, -1);
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

const shortName = (name = ''): string => capitalized(name.slice(0, 3));

/** 0 for Sunday. Day 0 was a Thursday. */
const weekdayOf = (day: Day): number => (((numberOfDay(day) + 4) % 7) + 7) % 7;

/** `Dec 8` */
export const monthDayText = (day: Day): string =>
  `${shortName(MONTHS[Number(day.slice(5, 7)) - 1])} ${Number(day.slice(8))}`;

/** `Tue, Dec 8`; with the year, where it is not that of `beside`. */
export function dayText(day: Day, beside: Day = day): string {
  const weekday = shortName(WEEKDAYS[weekdayOf(day)]);
  const year = day.slice(0, 4) === beside.slice(0, 4) ? '' : `, ${day.slice(0, 4)}`;
  return `${weekday}, ${monthDayText(day)}${year}`;
}

// Days as people write them: one reader for every setting and option that takes a day.

/** `ahead`: today or later. `back`: today or earlier; a period is the last days, today included. */
type Direction = 'ahead' | 'back';

const EXAMPLES: Readonly<Record<Direction, string>> = {
  ahead: '2026-12-18, Dec 18, 18.12.2026, friday, in 3 weeks, or 21d',
  back: '2026-11-01, Nov 3, 3.11.2026, last monday, 3 weeks ago, or 30d',
};

const NEAR_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const DATES = [
  /^(?<year>\d{4})(?<by>[-/.])(?<month>\d{1,2})\k<by>(?<date>\d{1,2})$/,
  /^(?<date>\d{1,2})\. ?(?<month>\d{1,2})\.?(?: ?(?<year>\d{4}))?$/,
  /^(?<month>\d{1,2})(?<by>[-/])(?<date>\d{1,2})(?:\k<by>(?<year>\d{4}))?$/,
  /^(?<date>\d{1,2})(?<by>[-/])(?<month>\d{1,2})(?:\k<by>(?<year>\d{4}))?$/,
  /^(?<month>[a-z]+)\.? (?<date>\d{1,2})(?: (?<year>\d{4}))?$/,
  /^(?<date>\d{1,2})\.? (?<month>[a-z]+)\.?(?: (?<year>\d{4}))?$/,
];

/** Of a name or its beginning; -1 for none. */
const indexIn = (names: readonly string[], word: string): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

const dayIn = (year: number, month: number, date: number): Day | undefined =>
  parseDay([year, twoDigits(month), twoDigits(date)].join('-'));

/** The last day of the month, if it has no such day. */
function addMonths(day: Day, count: number): Day | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + count;
  return [0, 1, 2, 3]
    .map((less) => dayIn(Math.floor(months / 12), (months % 12) + 1, date - less))
    .find((found) => found !== undefined);
}

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

const plainWords = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[,\s]+/g, ' ')
    .replaceAll(/\b(?:the|of) /g, '')
    .replaceAll(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replaceAll(/\ban?\b/g, 'one')
    .replaceAll(/\b[a-z]+\b/g, (word) => String(NUMBERS.indexOf(word) + 1 || word));

function periodIn(words: string, today: Day, direction: Direction): Day | undefined {
  const form =
    direction === 'ahead'
      ? /^(?:in |\+ ?)?(\d{1,4}) ?(d|w|mo)(?:ays?|ks?|eeks?|nths?)?(?: from (?:now|today))?$/
      : /^([1-9]\d{0,4}) ?(d|w|mo)(?:ays?|ks?|eeks?|nths?)?( ago)?$/;
  const [, count, unit, ago] = form.exec(words) ?? [];
  if (count === undefined) return undefined;
  const units = Number(count) * (direction === 'ahead' ? 1 : -1);
  const moved = unit === 'mo' ? addMonths(today, units) : addDays(today, units * (unit === 'w' ? 7 : 1));
  return moved && parseDay(addDays(moved, direction === 'ahead' || ago ? 0 : 1));
}

/** `friday` is the first one after today, `next friday` the one of the next week, which begins on Monday. */
function weekdayIn(words: string, today: Day, direction: Direction): Day | undefined {
  const which = direction === 'ahead' ? 'this|coming|next' : 'last';
  const [, given, name = ''] = new RegExp(`^(?:on )?(?:(${which}) )?([a-z]+)$`).exec(words) ?? [];
  const index = indexIn(WEEKDAYS, name);
  if (index === -1) return undefined;
  const now = weekdayOf(today);
  if (direction === 'back') return addDays(today, -((now - index + 7) % 7 || (given ? 7 : 0)));
  const days = (index - now + 7) % 7 || 7;
  return addDays(today, given === 'next' && days <= (7 - now) % 7 ? days + 7 : days);
}

/** Without a year, the nearest such day in that direction. */
function datesIn(words: string, today: Day, direction: Direction): readonly Day[] {
  const [, name = '', rest = ''] = /^([a-z]+)\.? (.+)$/.exec(words) ?? [];
  const weekday = indexIn(WEEKDAYS, name);
  const thisYear = Number(today.slice(0, 4));
  const days = DATES.flatMap((form) => {
    const { year, month = '', date } = form.exec(weekday === -1 ? words : rest)?.groups ?? {};
    if (date === undefined) return [];
    const number = Number(month) || indexIn(MONTHS, month) + 1;
    if (year !== undefined) return dayIn(Number(year), number, Number(date)) ?? [];
    const years = [thisYear, thisYear + (direction === 'ahead' ? 1 : -1)];
    const near = years.flatMap((each) => dayIn(each, number, Number(date)) ?? []);
    return near.find((day) => (direction === 'ahead' ? day >= today : day <= today)) ?? [];
  });
  return [...new Set(days)].filter((day) => weekday === -1 || weekdayOf(day) === weekday);
}

/** Empty if it is no day; several if it can be read in several ways. */
export function daysMeant(text: string, today: Day, direction: Direction = 'ahead'): readonly Day[] {
  const words = plainWords(text);
  const near = Object.hasOwn(NEAR_DAYS, words) ? NEAR_DAYS[words] : undefined;
  const one =
    near === undefined
      ? (periodIn(words, today, direction) ?? weekdayIn(words, today, direction))
      : addDays(today, near);
  return one === undefined ? datesIn(words, today, direction) : [one];
}

/**
 * Fails with `day-invalid`.
 * @param name of the setting or option
 */
export function dayMeant(name: string, text: string, today: Day, direction: Direction = 'ahead'): Day {
  const [day, other] = daysMeant(text, today, direction);
  const given = `"${text.slice(0, 80)}"`;
  if (day === undefined)
    throw new Failure('day-invalid', `${name} must be a day, not ${given}.`, {
      hint: `for example ${EXAMPLES[direction]}`,
    });
  if (other === undefined) return day;
  throw new Failure(
    'day-invalid',
    `${name} must be one day, but ${given} can be ${dayText(day, today)} or ${dayText(other, today)}.`,
    { hint: `write ${day} or ${other}` },
  );
}

/** What a day was taken for; undefined if it was written in full. */
export const readAsText = (text: string, day: Day, today: Day): string | undefined =>
  text.trim() === day ? undefined : `"${text.trim()}" is read as ${day} (${dayText(day, today)}).`;

const RANGE = /\s*(?:\.\.|–|\s-\s|(?<=\d\.(?:\d{4})?)-(?=\d{1,2}\.)|\bto\b|\buntil\b)\s*/i;
/** Not the comma before a year or after a weekday. */
const COMMA = /(?<!\b(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*),(?!\s*\d{4}(?:\.\.|[^-/.\d]|$))/i;

/** Over the end of a year that is not written. */
const MOST_DAYS = 183;

/** Days and ranges as people write them, in the notation of the setting. Fails with `day-invalid`. */
export function vacationMeant(text: string, today: Day): string {
  const ranges = text.split(COMMA).map((part) => {
    const [first = '', last, ...more] = part.split(RANGE);
    const ahead = dayMeant('vacation', more.length > 0 ? part : first, today);
    if (last === undefined) return ahead;
    // `Dec 24 to 26`
    const isDateAlone = /^\d{1,2}$/.test(last.trim());
    const endOf = (from: Day): Day =>
      dayMeant('vacation', isDateAlone ? `${from.slice(0, 8)}${last.trim()}` : last, from);
    const [begun = ahead] = datesIn(plainWords(first), today, 'back');
    const from = endOf(begun) >= today ? begun : ahead;
    const to = endOf(from);
    if (to < from)
      throw new Failure('day-invalid', `vacation cannot end on ${to}, before it begins on ${from}.`, {
        hint: 'nothing was changed',
      });
    const days = daysBetween(from, to) + 1;
    const isNextYear = from.slice(0, 4) < to.slice(0, 4) && !/\d{4}/.test(last);
    // `Dec 24 to Dec 20`: rather a slip than nearly a year.
    if (isNextYear && days > MOST_DAYS)
      throw new Failure('day-invalid', `vacation from ${from} to ${to} would be ${days} days.`, {
        hint: `nothing was changed; if that is meant, write ${from}..${to}`,
      });
    return `${from}..${to}`;
  });
  return ranges.join(', ');
}

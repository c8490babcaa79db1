// Days as people write them: one reader for every setting and option that takes a day.
import { addDays, type Day, dayText, parseDay, weekdayOf } from './day.ts';
import { Failure } from './problem.ts';

/** `ahead`: today or later. `back`: today or earlier; a period is the last days, today included. */
type Direction = 'ahead' | 'back';

const EXAMPLES: Readonly<Record<Direction, string>> = {
  ahead: '2026-12-18, Dec 18, 18.12.2026, friday, in 3 weeks, or 21d',
  back: '2026-11-01, Nov 3, 3.11.2026, last monday, 3 weeks ago, or 30d',
};

const NUMBERS = 'an?|one two three four five six seven eight nine ten eleven twelve'.split(' ');
const NEAR_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DATES = [
  /^(?<year>\d{4})(?<by>[-/.])(?<month>\d{1,2})\k<by>(?<date>\d{1,2})$/,
  /^(?<date>\d{1,2})\. ?(?<month>\d{1,2})\.?(?: ?(?<year>\d{4}))?$/,
  /^(?<month>\d{1,2})(?<by>[-/])(?<date>\d{1,2})(?:\k<by>(?<year>\d{4}))?$/,
  /^(?<date>\d{1,2})(?<by>[-/])(?<month>\d{1,2})(?:\k<by>(?<year>\d{4}))?$/,
  /^(?<month>[a-z]+)\.? (?<date>\d{1,2})(?: (?<year>\d{4}))?$/,
  /^(?<date>\d{1,2})\.? (?<month>[a-z]+)\.?(?: (?<year>\d{4}))?$/,
];

const isFound = (day: Day | undefined): day is Day => day !== undefined;

/** Of a name or its beginning; -1 for none. */
const indexIn = (names: readonly string[], word: string): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

const dayIn = (year: number, month: number, date: number): Day | undefined =>
  parseDay([year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-'));

/** The last day of the month, if it has no such day. */
function addMonths(day: Day, count: number): Day | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + count;
  return [0, 1, 2, 3]
    .map((less) => dayIn(Math.floor(months / 12), (months % 12) + 1, date - less))
    .find(isFound);
}

function plainWords(text: string): string {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll(/[,\s]+/g, ' ');
  return NUMBERS.reduce(
    (all, number, at) => all.replaceAll(new RegExp(`\\b(?:${number})\\b`, 'g'), String(at + 1)),
    words.replaceAll(/\b(?:the|of) /g, '').replaceAll(/(\d)(?:st|nd|rd|th)\b/g, '$1'),
  );
}

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
    const near = [thisYear, thisYear + (direction === 'ahead' ? 1 : -1)];
    return (
      near
        .map((each) => dayIn(each, number, Number(date)))
        .find((day) => isFound(day) && (direction === 'ahead' ? day >= today : day <= today)) ?? []
    );
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

const RANGE = /\s*(?:\.\.|–|\s-\s|\bto\b|\buntil\b)\s*/i;
/** Not the comma before a year or after a weekday. */
const COMMA = /(?<!\b(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*),(?!\s*\d{4}(?:\.\.|[^-/.\d]|$))/i;

/** Days and ranges as people write them, in the notation of the setting. Fails with `day-invalid`. */
export function vacationMeant(text: string, today: Day): string {
  const ranges = text.split(COMMA).map((part) => {
    const [first = '', last, ...more] = part.split(RANGE);
    const from = dayMeant('vacation', more.length > 0 ? part : first, today);
    if (last === undefined) return from;
    // `Dec 24 to 26`
    const isDate = /^\d{1,2}$/.test(last.trim());
    const to = dayMeant('vacation', isDate ? `${from.slice(0, 8)}${last.trim()}` : last, from);
    if (to < from)
      throw new Failure('day-invalid', `vacation cannot end on ${to}, before it begins on ${from}.`, {
        hint: 'nothing was changed',
      });
    return `${from}..${to}`;
  });
  return ranges.join(', ');
}

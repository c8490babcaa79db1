import { addDays, type Calendar, type Day, daysBetween, dayText, parseDay } from '../base/day.ts';
import type { Config } from '../settings/config.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import type { Progress } from './progress.ts';
import type { MemoryParams } from './schedule.ts';

/** Both ends included. */
export type DayRange = { readonly from: Day; readonly to: Day };

export type ScheduleParams = MemoryParams & {
  readonly interviewDay?: Day;
  readonly vacation?: readonly DayRange[];
};

export function scheduleParams({ settings }: Pick<Config, 'settings'>, calendar: Calendar): ScheduleParams {
  const { retention, interviewDate, vacation } = settings;
  return {
    retention,
    calendar,
    interviewDay: parseDay(interviewDate ?? ''),
    vacation: vacation === undefined ? undefined : parseVacation(vacation),
  };
}

/** Reads `2026-12-24..2026-12-26, 2027-01-01`; undefined when any part is not a day, or ends before it begins. */
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

export const isVacation = (day: Day, ranges: readonly DayRange[]): boolean =>
  ranges.some(({ from, to }) => from <= day && day <= to);

function stretchAround(day: Day, ranges: readonly DayRange[]): DayRange {
  const around = (one: Day) => ranges.find(({ from, to }) => from <= one && one <= to);
  let [from, to] = [day, day];
  for (let more = around(day); more; more = around(addDays(from, -1))) ({ from } = more);
  for (let more = around(day); more; more = around(addDays(to, 1))) ({ to } = more);
  return { from, to };
}

export const vacationUntil = (day: Day, ranges: readonly DayRange[]): Day | undefined =>
  isVacation(day, ranges) ? stretchAround(day, ranges).to : undefined;

/**
 * Mirrors the day at the nearer end of the vacation, so that its work is spread over as many days before and
 * after; at the other end if that is not after today or not before the interview. Without room it is kept.
 * @param today the day of the review
 * @param days the desired interval, at least 1
 */
export function besideVacation(
  today: Day,
  days: number,
  { vacation = [], interviewDay }: { readonly vacation?: readonly DayRange[]; readonly interviewDay?: Day },
): number {
  const due = addDays(today, days);
  if (!isVacation(due, vacation)) return days;
  const { from, to } = stretchAround(due, vacation);
  const [head, tail] = [daysBetween(from, due), daysBetween(due, to)];
  const before = daysBetween(today, from) - 1 - head;
  const after = daysBetween(today, to) + 1 + tail;
  const left = interviewDay === undefined ? 0 : daysBetween(today, interviewDay);
  // A date after the interview may also be after the vacation.
  const last = left > days ? left - 1 : Infinity;
  const fits = (day: number): boolean =>
    day >= 1 && day <= last && !isVacation(addDays(today, day), vacation);
  const choices = head < tail ? [before, after] : [after, before];
  const edges = [daysBetween(today, from) - 1, daysBetween(today, to) + 1];
  return [...choices, ...edges].find(fits) ?? days;
}

/** Days of study since the last skipped one. */
export function streakDays({ days, skipped = [] }: Pick<Progress, 'days' | 'skipped'>, today: Day): number {
  const last = skipped.at(-1) ?? '';
  return [...days.keys()].filter((day) => last < day && day <= today).length;
}

/** `share` is the expectation for coming days, 0–1. */
type Studied = { readonly share: number; readonly studied: number; readonly days: number };

export const STUDIED_DAYS = 28;
/** A prior, worth this many days. With more, the plan advises less, and more questions end up short. */
const STUDIED_PRIOR = { share: 0.8, days: 2 } as const;
/** One day skipped in twenty counts as none. */
const KEEPS_TO_IT = 0.95;

/** Since the first attempt, before today: what is due today must not change with an answer. */
export function studiedOf({ days, skipped = [] }: Pick<Progress, 'days' | 'skipped'>, today: Day): Studied {
  const from = addDays(today, -STUDIED_DAYS);
  // The first day has an attempt by definition.
  const [first = today, ...others] = [...days.keys()].filter((day) => from < day && day < today);
  const studied = others.length;
  const counted = studied + skipped.filter((day) => first < day).length;
  const share = studied >= counted * KEEPS_TO_IT ? 1 : studiedShare(studied, counted);
  return { share, studied: studied + 1, days: counted + 1 };
}

/** @param of days after the first one */
const studiedShare = (studied: number, of: number): number =>
  (studied + STUDIED_PRIOR.share * STUDIED_PRIOR.days) / (of + STUDIED_PRIOR.days);

/**
 * Patterns of skipped days. On each day, of those with equally many study days so far, the expected share studies:
 * a few balanced patterns say as much as many independent ones.
 */
export function drawnSkips(
  { studied, days }: Omit<Studied, 'share'>,
  ahead: readonly Day[],
  count: number,
): readonly ReadonlySet<Day>[] {
  const patterns = Array.from({ length: count }, () => ({ hits: studied - 1, skipped: new Set<Day>() }));
  for (const [at, day] of ahead.entries()) {
    const random = seededRandom(`skips/${day}`);
    let sum = random();
    for (const pattern of shuffled(patterns, random).toSorted((a, b) => a.hits - b.hits)) {
      const before = Math.floor(sum);
      sum += studiedShare(pattern.hits, days - 1 + at);
      if (Math.floor(sum) > before) pattern.hits++;
      else pattern.skipped.add(day);
    }
  }
  return patterns.map(({ skipped }) => skipped);
}

export const daysFrom = (first: Day, count: number): readonly Day[] =>
  Array.from({ length: Math.max(0, count) }, (_, ahead) => addDays(first, ahead));

/** Later days are too uncertain. */
export const LONGEST_PLAN_DAYS = 366;

export const LAST_LOOK = 'prep quiz --cram --all';
export const TAKE_ALONG = 'prep export --format cheatsheet --to sheet.html';

/** Undefined except on the eve and the day itself. */
export function interviewEveText(date: Day | undefined, today: Day): string | undefined {
  const isToday = date === today;
  if (!isToday && date !== addDays(today, 1)) return undefined;
  return `The interview is ${isToday ? 'today' : 'tomorrow'}. To review answers without changing the schedule: \`${LAST_LOOK}\`. To print your values and stories on one page: \`${TAKE_ALONG}\`.`;
}

/** Undefined while it is further ahead. */
export function interviewText(date: Day | undefined, today: Day): string | undefined {
  if (date === undefined || date >= today) return interviewEveText(date, today);
  return `The interview was on ${dayText(date, today)}. Set the date of the next one (\`prep config interviewDate YYYY-MM-DD\`), or continue without one (\`prep config interviewDate --unset\`).`;
}

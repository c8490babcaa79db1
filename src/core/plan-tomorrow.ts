// What the next day of study brings, without simulating anything: for the end of a session, where nobody waits.
import { addDays, dayOf, dayStartInstant, type Day } from './day.ts';
import type { Settings } from './config.ts';
import type { Moment } from './filters.ts';
import type { Progress } from './progress.ts';
import type { QuestionHead } from './question.ts';
import { countWork } from './queue.ts';
import { isVacation, parseVacation } from './vacation.ts';
import { countOf } from './wording.ts';

/** The next day without vacation, and what is due and new on it if nothing else is done today. */
export type Tomorrow = {
  readonly day: Day;
  readonly isTomorrow: boolean;
  readonly reviews: number;
  readonly fresh: number;
};

/** Days of vacation that are looked past. */
const FURTHEST = 60;

/** Counts the work of the next day of study; undefined when vacation goes on for months. */
export function tomorrowOf(
  heads: Iterable<QuestionHead>,
  progress: Progress,
  settings: Settings,
  { now, calendar }: Moment,
): Tomorrow | undefined {
  const today = dayOf(now, calendar);
  const vacation = parseVacation(settings.vacation ?? '') ?? [];
  const ahead = Array.from({ length: FURTHEST }, (_, at) => addDays(today, at + 1));
  const day = ahead.find((each) => !isVacation(each, vacation));
  if (day === undefined) return undefined;
  const moment = { now: dayStartInstant(day, calendar), calendar };
  const { due, new: fresh } = countWork(heads, progress, settings, moment);
  return { day, isTomorrow: day === ahead[0], reviews: due, fresh };
}

/** `Tomorrow: 4 reviews and 3 new.` */
export function tomorrowText({ day, isTomorrow, reviews, fresh }: Tomorrow): string {
  const work = [...(reviews > 0 ? [countOf(reviews, 'review')] : []), ...(fresh > 0 ? [`${fresh} new`] : [])];
  const when = isTomorrow ? 'Tomorrow' : `On ${day}`;
  return `${when}: ${work.length === 0 ? 'nothing is due' : work.join(' and ')}.`;
}

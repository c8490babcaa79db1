// What the next day of study brings, as the plan has it: the rest of today is taken to be done.
import { addDays, dayOf, daysBetween, type Day } from './day.ts';
import { interviewEveText } from './interview.ts';
import { startOf, type PlanFrom } from './plan.ts';
import { simulate } from './simulate.ts';
import { isVacation } from './vacation.ts';
import { countOf } from './wording.ts';

/** The next day without vacation, and what is due and new on it. */
export type Tomorrow = {
  readonly day: Day;
  readonly isTomorrow: boolean;
  readonly reviews: number;
  readonly fresh: number;
  /** True when that holds only once the rest of today is done. */
  readonly isTodayOpen: boolean;
};

/** Days of vacation that are looked past. */
const FURTHEST = 60;

/** Counts the work of the next day of study; undefined when vacation goes on for months. */
export function tomorrowOf(from: Omit<PlanFrom, 'values' | 'inputs'>): Tomorrow | undefined {
  const start = startOf(from);
  const today = dayOf(from.now, from.params.calendar);
  const ahead = Array.from({ length: FURTHEST }, (_, at) => addDays(today, at + 1));
  const day = ahead.find((each) => !isVacation(each, from.params.vacation ?? []));
  if (day === undefined) return undefined;
  const { days } = simulate(start, daysBetween(today, day) + 1);
  const [now, then] = [days[0], days.at(-1)];
  return {
    day,
    isTomorrow: day === ahead[0],
    reviews: then?.reviews.length ?? 0,
    fresh: then?.fresh.length ?? 0,
    isTodayOpen: (now?.reviews.length ?? 0) + (now?.fresh.length ?? 0) > 0,
  };
}

/** `Tomorrow: 4 reviews and 3 new.` */
export function tomorrowText({ day, isTomorrow, reviews, fresh, isTodayOpen }: Tomorrow): string {
  const work = [...(reviews > 0 ? [countOf(reviews, 'review')] : []), ...(fresh > 0 ? [`${fresh} new`] : [])];
  const when = `${isTomorrow ? 'Tomorrow' : `On ${day}`}${isTodayOpen ? ', once today is done' : ''}`;
  return `${when}: ${work.length === 0 ? 'nothing is due' : work.join(' and ')}.`;
}

/**
 * What comes next, in a sentence: the interview where it is no more than a day away, else the next day of study. Undefined
 * when vacation goes on for months.
 */
export function aheadText(from: Omit<PlanFrom, 'values' | 'inputs'>): string | undefined {
  const { interviewDay, calendar } = from.params;
  const eve = interviewEveText(interviewDay, dayOf(from.now, calendar));
  if (eve !== undefined) return eve;
  const tomorrow = tomorrowOf(from);
  if (
    interviewDay !== undefined &&
    tomorrow &&
    dayOf(from.now, calendar) < interviewDay &&
    interviewDay <= tomorrow.day
  )
    return `On ${interviewDay}: the interview.`;
  return tomorrow && tomorrowText(tomorrow);
}

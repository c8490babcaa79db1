// True retention: how much was recalled when it came back, against what was wished. Counted are the first reviews of a day
// whose question was rated on an earlier day, as in Anki's statistic of that name; what leaves the schedule alone is not.
import { dayOfNumber } from './day.ts';
import { groupBy } from './groups.ts';
import type { Dated } from './stats-days.ts';
import { shareOfAll, tally, type Share, type Tally } from './stats-share.ts';

/** From this interval on a question is mature, in days. */
const MATURE_DAYS = 21;
/** Below so many reviews a share says nothing. */
const LEAST_REVIEWS = 20;
const LEAST_OF_MONTH = 10;
const NONE: Tally = { hits: 0, total: 0 };

/** How much was recalled when it came back, with what was wished. */
export type Retention = {
  /** Desired retention, 0–1. */
  readonly desired: number;
  readonly all: Share;
  /** After 1–20 days, and after 21 or more. */
  readonly young: Share;
  readonly mature: Share;
  /** Months with a review, `YYYY-MM`, in order. */
  readonly months: readonly (Share & { readonly month: string })[];
};

/** The months of tallies by day, each as one. */
function monthsOf(days: ReadonlyMap<number, Tally>): Retention['months'] {
  const byMonth = groupBy(days, ([day]) => dayOfNumber(day).slice(0, 7));
  return [...byMonth]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, some]) => ({
      month,
      ...shareOfAll(
        some.map(([, each]) => each),
        LEAST_OF_MONTH,
      ),
    }));
}

/**
 * What was recalled, in all, by interval and by month.
 * @param dated in order of time, from the first on
 * @param first number of the first day whose reviews count
 * @param desired 0–1
 */
export function retentionOf(dated: readonly Dated[], first: number, desired: number): Retention {
  const lastDay = new Map<string, number>();
  const byAge = new Map<'young' | 'mature', Tally>();
  const byDay = new Map<number, Tally>();
  for (const { attempt, day } of dated) {
    const { question, cram, rating } = attempt;
    if (cram) continue;
    const before = lastDay.get(question);
    lastDay.set(question, day);
    if (before === undefined || day <= before || day < first) continue;
    const recalled = rating === 'again' ? 0 : 1;
    tally(byAge, day - before < MATURE_DAYS ? 'young' : 'mature', recalled, 1);
    tally(byDay, day, recalled, 1);
  }
  const { young = NONE, mature = NONE } = Object.fromEntries(byAge);
  return {
    desired,
    all: shareOfAll(byAge.values(), LEAST_REVIEWS),
    young: shareOfAll([young], LEAST_REVIEWS),
    mature: shareOfAll([mature], LEAST_REVIEWS),
    months: monthsOf(byDay),
  };
}

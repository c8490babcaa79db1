// True retention: how much was recalled when it came back, against what was wished. Counted are the first reviews of a day
// whose question was rated on an earlier day, as in Anki's statistic of that name; what leaves the schedule alone is not.
import { dayOfNumber } from './day.ts';
import { groupBy } from './groups.ts';
import type { Dated } from './stats-days.ts';
import { shareOf, type Share } from './stats-share.ts';

/** From this interval on a question is mature, in days. */
const MATURE_DAYS = 21;
/** Below so many reviews a share says nothing. */
const LEAST_REVIEWS = 20;
const LEAST_OF_MONTH = 10;

/** A review that tells something of memory. */
export type SpacedReview = {
  readonly question: string;
  readonly day: number;
  /** Local days since the question was last rated, at least 1. */
  readonly intervalDays: number;
  readonly recalled: boolean;
};

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

/** The reviews among some attempts. @param dated in order of time, from the first on */
export function spacedReviews(dated: readonly Dated[]): readonly SpacedReview[] {
  const lastDay = new Map<string, number>();
  const reviews: SpacedReview[] = [];
  for (const { attempt, day } of dated) {
    const { question, cram, rating } = attempt;
    if (cram) continue;
    const before = lastDay.get(question);
    lastDay.set(question, day);
    if (before !== undefined && day > before)
      reviews.push({ question, day, intervalDays: day - before, recalled: rating !== 'again' });
  }
  return reviews;
}

const shareRecalled = (reviews: readonly SpacedReview[], least: number): Share =>
  shareOf(reviews.filter(({ recalled }) => recalled).length, reviews.length, least);

/** What was recalled, in all, by interval and by month. @param desired 0–1 */
export function retentionOf(reviews: readonly SpacedReview[], desired: number): Retention {
  const byDay = groupBy(reviews, ({ day }) => day);
  const byMonth = groupBy(byDay, ([day]) => dayOfNumber(day).slice(0, 7));
  const isMature = ({ intervalDays }: SpacedReview): boolean => intervalDays >= MATURE_DAYS;
  return {
    desired,
    all: shareRecalled(reviews, LEAST_REVIEWS),
    young: shareRecalled(
      reviews.filter((review) => !isMature(review)),
      LEAST_REVIEWS,
    ),
    mature: shareRecalled(reviews.filter(isMature), LEAST_REVIEWS),
    months: [...byMonth]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, days]) => ({
        month,
        ...shareRecalled(
          days.flatMap(([, list]) => list),
          LEAST_OF_MONTH,
        ),
      })),
  };
}

// How answering went, section by section: ratings given, and how long answers took against their targets. Knows attempts
// and questions; knows no screen.
import { MINUTE_MS } from './day.ts';
import { groupBy } from './groups.ts';
import type { QuestionHead, QuestionId } from './question.ts';
import type { Rating } from './rating.ts';
import type { Dated } from './stats-days.ts';
import { medianOf, shareOf, type Middle, type Share } from './stats-share.ts';

const LEAST_TIMES = 5;

/** How long answers took. Only attempts whose time was taken count, and for targets only questions that are loaded. */
export type AnswerTimes = {
  /** Median time of an answer, in ms. */
  readonly elapsedMs: Middle;
  /** Median of time divided by target time: 1 is on target. */
  readonly ofTarget: Middle;
  /** Answers that took longer than their target. */
  readonly over: Share;
};

/** How often each rating was given. */
export type RatingCounts = Readonly<Record<Rating, number>>;

/** What was done in a section. */
export type SectionStats = {
  /** Undefined for attempts at questions that no loaded bank has. */
  readonly section: string | undefined;
  /** Questions that the loaded banks have in it. */
  readonly questions: number;
  readonly attempted: number;
  readonly attempts: number;
  readonly ratings: RatingCounts;
  readonly elapsedMs: Middle;
};

/** Questions by id, in bank order. */
export type Heads = ReadonlyMap<QuestionId, QuestionHead>;

/** Times of the answers that were timed. A loop: there may be a hundred thousand. */
function timesOf(dated: readonly Dated[]): Middle {
  const times: number[] = [];
  for (const { attempt } of dated) if (attempt.elapsedMs > 0) times.push(attempt.elapsedMs);
  return medianOf(times, LEAST_TIMES);
}

/** How long answers took. */
export function answerTimesOf(dated: readonly Dated[]): AnswerTimes {
  const shares: number[] = [];
  for (const { attempt, head } of dated) {
    const minutes = head?.minutes ?? 0;
    if (attempt.elapsedMs > 0 && minutes > 0) shares.push(attempt.elapsedMs / (minutes * MINUTE_MS));
  }
  return {
    elapsedMs: timesOf(dated),
    ofTarget: medianOf(shares, LEAST_TIMES),
    over: shareOf(shares.filter((share) => share > 1).length, shares.length, LEAST_TIMES),
  };
}

/** How often each rating was given. */
export function countRatings(dated: readonly Dated[]): RatingCounts {
  const counts = { again: 0, hard: 0, good: 0, easy: 0 };
  for (const { attempt } of dated) counts[attempt.rating]++;
  return counts;
}

/** What was done section by section. @param chosen the questions to tell of, in bank order; their sections come in this order, what is gone last */
export function sectionsOf(dated: readonly Dated[], chosen: Heads): readonly SectionStats[] {
  const attempts = groupBy(dated, ({ head }) => head?.section);
  const heads = groupBy(chosen.values(), ({ section }) => section);
  const seen = new Set(dated.map(({ head }) => head));
  const statsOf = (section: string | undefined, questions: readonly QuestionHead[]): SectionStats => {
    const own = attempts.get(section) ?? [];
    return {
      section,
      questions: questions.length,
      attempted: questions.filter((head) => seen.has(head)).length,
      attempts: own.length,
      ratings: countRatings(own),
      elapsedMs: timesOf(own),
    };
  };
  return [
    ...[...heads].map(([section, questions]) => statsOf(section, questions)),
    ...(attempts.has(undefined) ? [statsOf(undefined, [])] : []),
  ];
}

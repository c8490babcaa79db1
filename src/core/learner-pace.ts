// How one learner differs from what is assumed of everybody: how long answers take, how fast they are forgotten, how many
// are known at the first go. Read off the fold of the journal; little evidence moves the figures little.
import type { DayCount, Progress } from './progress.ts';
import type { QuestionHead } from './question.ts';
import { MINUTE_MS } from './day.ts';

export type Pace = {
  /** Of reviews on a later day, how many there were and the share that was recalled; undefined for none. */
  readonly reviews: number;
  readonly retention: number | undefined;
  /**
   * How fast this learner forgets against the model: the exponent that its chances of recall are raised to. 1 as it
   * says, 2 about twice as fast; 0.25–4.
   */
  readonly forgetting: number;
  /** Chance, 0–1, that a question never seen is answered at the first go. */
  readonly firstRecall: number;
  /** Mean share, 0–1, of points covered so far; what is expected of questions still to come. */
  readonly coverage: number;
  /** What an answer takes, in ms, against the target time of its question; 1 for the target. */
  readonly timeFactor: number;
  /** How many questions were timed: below `FEWEST_TIMED` the target times stand. */
  readonly timed: number;
};

/** Reviews that the model's word is worth: fewer of the learner's own leave its figures nearly as they are. */
const PRIOR_REVIEWS = 30;
/** Of questions that are new to somebody, about so many are answered at the first go; worth so many of the learner's own. */
const PRIOR_FIRST = { share: 0.6, worth: 10 } as const;
/** Share of the points that a recalled answer has before anything is known of the learner; worth so many questions. */
const PRIOR_COVERAGE = { share: 0.8, worth: 5 } as const;
const FEWEST_TIMED = 5;
const SLOWEST = 4;

type Sums = { readonly [Field in 'first' | 'firstRecalled' | 'reviews' | 'recalled' | 'foretold']: number };

function sumsOf(days: Iterable<DayCount>): Sums {
  let [first, firstRecalled, reviews, recalled, foretold] = [0, 0, 0, 0, 0];
  for (const day of days) {
    first += day.first;
    firstRecalled += day.firstRecalled ?? 0;
    reviews += day.reviews;
    recalled += day.recalled ?? 0;
    foretold += day.foretold ?? 0;
  }
  return { first, firstRecalled, reviews, recalled, foretold };
}

/**
 * The exponent that brings what the model foretold to what was recalled.
 * @param reviews how many there were
 * @param recalled how many of them were recalled
 * @param foretold the sum of their chances, as the model saw them
 */
export function forgettingOf(reviews: number, recalled: number, foretold: number): number {
  if (reviews === 0) return 1;
  // Certainty has no logarithm: a chance of 1 would say that nothing is ever forgotten.
  const expected = Math.min(0.995, Math.max(0.005, foretold / reviews));
  const own = (recalled + PRIOR_REVIEWS * expected) / (reviews + PRIOR_REVIEWS);
  const exponent = Math.log(Math.min(0.999, Math.max(0.001, own))) / Math.log(expected);
  return Math.min(SLOWEST, Math.max(1 / SLOWEST, exponent));
}

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Answer times against target times, of the questions that were timed. */
function timesAgainstTargets(heads: Iterable<QuestionHead>, { seen }: Progress): readonly number[] {
  const ratios: number[] = [];
  for (const { id, minutes } of heads) {
    const ms = seen.get(id)?.medianMs;
    if (ms !== undefined && minutes > 0) ratios.push(ms / (minutes * MINUTE_MS));
  }
  return ratios;
}

/** What the journal tells of the learner. */
export function learnerPaceOf(heads: Iterable<QuestionHead>, progress: Progress): Pace {
  const { first, firstRecalled, reviews, recalled, foretold } = sumsOf(progress.days.values());
  const covered = [...progress.seen.values()].flatMap(({ coverage }) => coverage ?? []);
  const times = timesAgainstTargets(heads, progress);
  const factor = times.length < FEWEST_TIMED ? 1 : (median(times) ?? 1);
  return {
    reviews,
    retention: reviews === 0 ? undefined : recalled / reviews,
    forgetting: forgettingOf(reviews, recalled, foretold),
    firstRecall: (firstRecalled + PRIOR_FIRST.share * PRIOR_FIRST.worth) / (first + PRIOR_FIRST.worth),
    coverage:
      (covered.reduce((sum, share) => sum + share, 0) + PRIOR_COVERAGE.share * PRIOR_COVERAGE.worth) /
      (covered.length + PRIOR_COVERAGE.worth),
    timeFactor: Math.min(SLOWEST, Math.max(0.1, factor)),
    timed: times.length,
  };
}

/** Revealing and checking take half as long again as answering. */
const CHECKING = 1.5;
/** An answer that seems to take longer was left lying. */
const LONGEST_MINUTES = 30;

/** Minutes that a question takes this learner, with revealing and checking. */
export function minutesFor(
  head: Pick<QuestionHead, 'id' | 'minutes'>,
  progress: Progress,
  pace: Pace,
): number {
  const own = progress.seen.get(head.id)?.medianMs;
  const minutes = own === undefined ? head.minutes * pace.timeFactor : own / MINUTE_MS;
  return Math.min(LONGEST_MINUTES, minutes) * CHECKING;
}

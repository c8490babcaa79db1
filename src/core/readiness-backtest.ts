// What readiness was worth so far: for each attempt that checked points on a later day than the one before, what would have
// been predicted for it, from nothing but what had happened by then, against the share of points that it had.
import { dayNumberOf, type Calendar } from './day.ts';
import { forgettingOf } from './learner-pace.ts';
import { historiesOf, liveEntries, mergeEntries, byTime, type AttemptEntry, type Entry } from './journal.ts';
import { meanOf } from './mean.ts';
import { coveredShare } from './points.ts';
import { coverageSeen } from './readiness.ts';
import { replay, type Review, type ScheduleParams } from './schedule.ts';

/** One prediction and what came of it. */
type Tested = {
  readonly attempt: AttemptEntry;
  /** Chance of recall as the model saw it. */
  readonly chance: number;
  /** Coverage as it stood before. */
  readonly coverage: number;
  /** Share of points that the attempt had; undefined when it checked none. */
  readonly actual: number | undefined;
};

/** How predictions of one range turned out. All shares 0–1. */
export type BacktestBand = {
  readonly from: number;
  readonly to: number;
  readonly attempts: number;
  readonly predicted: number;
  readonly actual: number;
};

export type Backtest = {
  /** Attempts that it rests on. */
  readonly attempts: number;
  /** False when there are fewer than `ENOUGH_ATTEMPTS`: then the figures say little. */
  readonly isEnough: boolean;
  /** Means over all of them; undefined for none. */
  readonly predicted: number | undefined;
  readonly actual: number | undefined;
  /** Mean of predicted − actual: above 0 it promised too much. */
  readonly bias: number | undefined;
  /** Mean of the distance between the two, whichever is larger. */
  readonly error: number | undefined;
  readonly bands: readonly BacktestBand[];
};

export const ENOUGH_ATTEMPTS = 30;
const BANDS = [0, 0.6, 0.8, 0.9, 1] as const;

/** The first attempts of each later day at one question, with what was known before. */
function testedOf(attempts: readonly AttemptEntry[], params: ScheduleParams): readonly Tested[] {
  const { calendar }: { readonly calendar: Calendar } = params;
  const inOrder = attempts.filter(({ cram }) => cram !== true).toSorted(byTime);
  const [first] = inOrder;
  if (!first) return [];
  const chances = new Map<Review, number>();
  replay(first.question, inOrder, params, (chance, review) => chances.set(review, chance));
  const tested: Tested[] = [];
  let before = first;
  let checked = coveredShare(first.points);
  for (const attempt of inOrder) {
    const chance = chances.get(attempt);
    const isLater = dayNumberOf(attempt.at, calendar) > dayNumberOf(before.at, calendar);
    if (chance !== undefined && isLater) {
      const known = checked === undefined ? {} : { coverage: checked };
      const seen = { attempts: 1, lastAt: before.at, lastRating: before.rating, ...known };
      tested.push({ attempt, chance, coverage: coverageSeen(seen), actual: coveredShare(attempt.points) });
    }
    before = attempt;
    checked = coveredShare(attempt.points) ?? checked;
  }
  return tested;
}

type Pair = { readonly predicted: number; readonly actual: number };

/** Predictions in order of time: how fast the learner forgets is read off what came before each. */
function pairsOf(tested: readonly Tested[]): readonly Pair[] {
  let [reviews, recalled, foretold] = [0, 0, 0];
  return tested
    .toSorted((a, b) => byTime(a.attempt, b.attempt))
    .flatMap(({ attempt, chance, coverage, actual }) => {
      const predicted = chance ** forgettingOf(reviews, recalled, foretold) * coverage;
      reviews++;
      foretold += chance;
      if (attempt.rating !== 'again') recalled++;
      return actual === undefined ? [] : [{ predicted, actual }];
    });
}

const difference = ({ predicted, actual }: Pair): number => predicted - actual;

function bandsOf(pairs: readonly Pair[]): readonly BacktestBand[] {
  return BANDS.slice(0, -1).flatMap((from, at) => {
    const to = BANDS[at + 1] ?? 1;
    const some = pairs.filter(({ predicted }) => predicted >= from && (predicted < to || to === 1));
    if (some.length === 0) return [];
    const predicted = meanOf(some.map((pair) => pair.predicted));
    return [{ from, to, attempts: some.length, predicted, actual: meanOf(some.map((pair) => pair.actual)) }];
  });
}

/**
 * Compares what readiness would have predicted with what happened.
 * @param entries the whole journal, in any order
 */
export function backtest(entries: readonly Entry[], params: ScheduleParams): Backtest {
  const { attempts } = historiesOf(liveEntries(mergeEntries(entries)));
  const pairs = pairsOf([...attempts.values()].flatMap((list) => testedOf(list, params)));
  const isAny = pairs.length > 0;
  return {
    attempts: pairs.length,
    isEnough: pairs.length >= ENOUGH_ATTEMPTS,
    predicted: isAny ? meanOf(pairs.map(({ predicted }) => predicted)) : undefined,
    actual: isAny ? meanOf(pairs.map(({ actual }) => actual)) : undefined,
    bias: isAny ? meanOf(pairs.map(difference)) : undefined,
    error: isAny ? meanOf(pairs.map((pair) => Math.abs(difference(pair)))) : undefined,
    bands: bandsOf(pairs),
  };
}

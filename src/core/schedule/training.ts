import type { Rating } from '../base/attempt.ts';
import { groupBy, meanOf } from '../base/collections.ts';
import { type Calendar, type Day, dayNumberOf, dayOfNumber } from '../base/day.ts';
import { type AttemptEntry, byTime, type Entry, historiesOf, liveEntries, mergeEntries } from './journal.ts';
import type { MovedDues } from './schedule.ts';

/** `gapDays`: local days since the previous review; 0 for the first. */
export type TimedReview = { readonly rating: Rating; readonly gapDays: number };

/** Reviews of one question; the last, a day or more after the previous one, is to be predicted. */
export type Sequence = {
  readonly reviews: readonly TimedReview[];
  readonly dayNumber: number;
};

export type Trainer = {
  readonly train: (
    sequences: readonly Sequence[],
    onProgress: (share: number) => void,
  ) => Promise<readonly number[]>;
};

export type Trained = ReturnType<typeof judge> & {
  readonly trained: number;
  readonly heldOut: number;
  readonly from: Day;
  readonly moved: MovedDues;
};

/** With fewer reviews, weights that seem better are as often worse (benchmarks/README.md has the figures). */
export const FEWEST_REVIEWS = 600;
const HELD_OUT = 0.25;
const BINS = 20;
/** Keeps probabilities away from 0 and 1, so that one surprise does not outweigh everything. */
const EDGE = 1e-6;

function sequencesIn(attempts: readonly AttemptEntry[], calendar: Calendar): readonly Sequence[] {
  const reviews: TimedReview[] = [];
  const sequences: Sequence[] = [];
  let lastDay: number | undefined;
  for (const { at, rating } of attempts) {
    const dayNumber = dayNumberOf(at, calendar);
    const gapDays = Math.max(0, dayNumber - (lastDay ?? dayNumber));
    reviews.push({ rating, gapDays });
    if (gapDays > 0) sequences.push({ reviews: [...reviews], dayNumber });
    lastDay = dayNumber;
  }
  return sequences;
}

export function sequencesOf(entries: readonly Entry[], calendar: Calendar): readonly Sequence[] {
  const { attempts } = historiesOf(liveEntries(mergeEntries(entries)));
  return [...attempts.values()]
    .flatMap((list) => sequencesIn(list.filter(({ cram }) => cram !== true).toSorted(byTime), calendar))
    .toSorted((a, b) => a.dayNumber - b.dayNumber);
}

export type Split = NonNullable<ReturnType<typeof splitByDay>>;

export function splitByDay(sequences: readonly Sequence[], fewest = FEWEST_REVIEWS) {
  const first = sequences[Math.floor(sequences.length * (1 - HELD_OUT))]?.dayNumber;
  if (sequences.length < fewest || first === undefined) return undefined;
  const train = sequences.filter(({ dayNumber }) => dayNumber < first);
  if (train.length === 0) return undefined;
  return {
    train,
    heldOut: sequences.filter(({ dayNumber }) => dayNumber >= first),
    from: dayOfNumber(first),
  };
}

const wasRecalled = ({ reviews }: Sequence): boolean => reviews.at(-1)?.rating !== 'again';

function lossOf(recalled: boolean, chance: number): number {
  const within = Math.min(1 - EDGE, Math.max(EDGE, chance));
  return -Math.log(recalled ? within : 1 - within);
}

/** Between predicted and actual shares, over bins of equal width, weighted by reviews. */
function rmseOf(recalled: readonly boolean[], chances: readonly number[]): number {
  const gaps = chances.map((chance, i) => ({ chance, gap: chance - (recalled[i] ? 1 : 0) }));
  const bins = groupBy(gaps, ({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)));
  const squares = [...bins.values()].map(
    (bin) => bin.reduce((sum, { gap }) => sum + gap, 0) ** 2 / bin.length,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / chances.length);
}

/**
 * Compares two models over reviews that neither was trained on.
 * @param heldOut at least one
 * @param before the probability that the old model gave the last review of each sequence; likewise `after`
 */
export function judge(heldOut: readonly Sequence[], before: readonly number[], after: readonly number[]) {
  const recalled = heldOut.map(wasRecalled);
  const losses = (chances: readonly number[]): readonly number[] =>
    recalled.map((one, i) => lossOf(one, chances[i] ?? 0));
  const [old, fresh] = [losses(before), losses(after)];
  const gains = old.map((loss, i) => loss - (fresh[i] ?? loss));
  const gain = meanOf(gains);
  const error = Math.sqrt(meanOf(gains.map((one) => (one - gain) ** 2)) / gains.length);
  return {
    before: { logLoss: meanOf(old), rmse: rmseOf(recalled, before) },
    after: { logLoss: meanOf(fresh), rmse: rmseOf(recalled, after) },
    /** The gain of the new weights exceeds its standard error. */
    better: gain > error,
  };
}

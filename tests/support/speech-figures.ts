// How far measured speech is from the truth, for tests and benchmarks/pace.js.
import { deliveryOf, estimatedPace, spokenMs } from '../../src/core/speech/delivery.ts';
import type { Delivery } from '../../src/core/base/attempt.ts';
import type { Samples } from '../../src/core/speech/sound.ts';
import { speak, type Spoken, type SpokenText } from './speech.ts';

export type Heard = {
  readonly voice: string;
  readonly stretch: number;
  readonly said: SpokenText;
  readonly delivery: Delivery;
  /** By flite's own times and a person's count of syllables. */
  readonly truePerMinute: number;
};

/** @param disturbed applied to the sound before it is measured */
export async function hear(
  said: SpokenText,
  voice: string,
  stretch: number,
  disturbed: (spoken: Spoken) => Samples = ({ sound }) => sound,
): Promise<Heard> {
  const spoken = await speak(said.text, voice, stretch);
  return {
    voice,
    stretch,
    said,
    delivery: deliveryOf(disturbed(spoken)),
    truePerMinute: (said.syllables * 60_000) / (spoken.endMs - spoken.startMs),
  };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pearson's correlation. */
export function correlation(ones: readonly number[], others: readonly number[]): number {
  const [mean, otherMean] = [meanOf(ones), meanOf(others)];
  const pairs = ones.map((one, at): readonly [number, number] => [one - mean, (others[at] ?? 0) - otherMean]);
  const sum = (product: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((total, pair) => total + product(pair), 0);
  return sum(([a, b]) => a * b) / Math.sqrt(sum(([a]) => a * a) * sum(([, b]) => b * b));
}

/** Syllables a minute. */
const rateOf = ({ delivery }: Heard): number =>
  (delivery.syllables * 60_000) / Math.max(1, spokenMs(delivery));

/** Between the measured rate and the true one. */
export const rateCorrelation = (heard: readonly Heard[]): number =>
  correlation(
    heard.map(rateOf),
    heard.map(({ truePerMinute }) => truePerMinute),
  );

/**
 * The error of each measured rate, as a share of the true one.
 * @public For benchmarks/pace.js.
 */
export const rawErrors = (heard: readonly Heard[]): readonly number[] =>
  heard.map((each) => Math.abs(rateOf(each) / each.truePerMinute - 1));

/** The error of words a minute, estimated from syllables. */
export const wordErrors = (heard: readonly Heard[]): readonly number[] =>
  heard.map(({ delivery, said, truePerMinute }) => {
    const trueWords = (truePerMinute * said.words) / said.syllables;
    return Math.abs((estimatedPace(delivery) ?? 0) / trueWords - 1);
  });

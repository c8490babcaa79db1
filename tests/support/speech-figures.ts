// How far what is heard is from what was said: the figures of the tests of speech and of benchmarks/pace.js.
// Calibration never sees the texts that it is tested on.
import { calibratePace, deliveryOf, paceOf } from '../../src/core/speech/delivery.ts';
import type { Delivery } from '../../src/core/base/attempt.ts';
import type { Samples } from '../../src/core/speech/sound.ts';
import { speak, type Spoken, type SpokenText } from './speech.ts';

/** One answer, as it was said and as it was heard. */
export type Heard = {
  readonly voice: string;
  readonly stretch: number;
  readonly said: SpokenText;
  readonly delivery: Delivery;
  /** Syllables a minute, by flite's own times and the count of a person. */
  readonly truePerMinute: number;
};

/** Speaks and measures one text. @param disturbed what is done to the sound before it is measured */
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

/** Pearson's correlation of two lists of one length. */
export function correlation(ones: readonly number[], others: readonly number[]): number {
  const [mean, otherMean] = [meanOf(ones), meanOf(others)];
  const pairs = ones.map((one, at): readonly [number, number] => [one - mean, (others[at] ?? 0) - otherMean]);
  const sum = (product: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((total, pair) => total + product(pair), 0);
  return sum(([a, b]) => a * b) / Math.sqrt(sum(([a]) => a * a) * sum(([, b]) => b * b));
}

const rateOf = ({ delivery }: Heard): number => paceOf(delivery, calibratePace([])).syllablesPerMinute ?? 0;

/** How well the rate that was heard goes up and down with the true one. */
export const rateCorrelation = (heard: readonly Heard[]): number =>
  correlation(
    heard.map(rateOf),
    heard.map(({ truePerMinute }) => truePerMinute),
  );

/**
 * How far off each rate is as it was heard, as a share of the true one.
 * @public Asked for by benchmarks/pace.js.
 */
export const rawErrors = (heard: readonly Heard[]): readonly number[] =>
  heard.map((each) => Math.abs(rateOf(each) / each.truePerMinute - 1));

/**
 * How far off each syllable rate is after calibration by other texts, as a share of the true one.
 * `calibratePace` is given syllables for words, so that the words of a text play no part.
 */
export function calibratedErrors(heard: readonly Heard[], others: readonly Heard[]): readonly number[] {
  const calibration = calibratePace(
    others.map(({ delivery, said }) => ({ delivery, words: said.syllables })),
  );
  if (!calibration.calibrated) throw new Error('too little to calibrate by');
  return heard.map(({ delivery, truePerMinute }) =>
    Math.abs((paceOf(delivery, calibration).wordsPerMinute ?? 0) / truePerMinute - 1),
  );
}

/** How far off the words a minute are, calibrated by the words of other texts; without any, by what is usual. */
export function wordErrors(heard: readonly Heard[], others: readonly Heard[]): readonly number[] {
  const calibration = calibratePace(others.map(({ delivery, said }) => ({ delivery, words: said.words })));
  return heard.map(({ delivery, said, truePerMinute }) => {
    const trueWords = (truePerMinute * said.words) / said.syllables;
    return Math.abs((paceOf(delivery, calibration).wordsPerMinute ?? 0) / trueWords - 1);
  });
}

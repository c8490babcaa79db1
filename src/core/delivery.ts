// How an answer was delivered, measured from its sound alone: no words are known here. Never a grade.
import { loudnessOf, quantile, STEP_MS } from './loudness.ts';
import { gapsOf, joined, PAUSE_MS, stretchesAbove } from './pauses.ts';
import type { Samples } from './sound.ts';
import { peaksOf } from './syllables.ts';
import { thinned, voicingAt } from './voicing.ts';

/** What the sound of one answer tells. Times in ms. */
export type Delivery = {
  /** Length of the recording. */
  readonly durationMs: number;
  /** From its start to the first sound of speech; left out when nothing was said. */
  readonly firstWordMs?: number;
  /** From the first sound of speech to the last, without the pauses between. */
  readonly speechMs: number;
  /** Silences of at least 300 ms between the first sound of speech and the last. */
  readonly pauses: number;
  readonly longestPauseMs: number;
  /** All those silences together. */
  readonly silenceMs: number;
  /** Syllable nuclei that were heard. */
  readonly syllables: number;
};

/** Where the energy of vowels is. */
const VOWELS = { lowHz: 250, highHz: 3000 };
const SPEECH = { lowHz: 100 };
/** How far below the loudest parts speech may be, dB (de Jong & Wempe 2009). */
const BELOW_LOUDEST_DB = 25;
const ABOVE_NOISE_DB = 4;
const VOICED = 0.5;
const LOUDEST = 0.99;
const NOISE = 0.05;
const MIN_PER_SECOND = 1000;

/** The level above which there is speech, dB: below the loudest, and above what is always there. */
const levelOf = (contour: Float32Array): number =>
  Math.max(quantile(contour, LOUDEST) - BELOW_LOUDEST_DB, quantile(contour, NOISE) + ABOVE_NOISE_DB);

function nucleiOf(samples: Samples): readonly number[] {
  const contour = loudnessOf(samples, VOWELS);
  const level = levelOf(contour);
  const thin = thinned(samples);
  return peaksOf(contour)
    .filter((at) => (contour[at] ?? level) > level)
    .map((at) => at * STEP_MS + STEP_MS / 2)
    .filter((ms) => voicingAt(thin, ms) >= VOICED);
}

/** Measures how an answer was delivered. Takes any sound, also one of no length. */
export function deliveryOf(samples: Samples): Delivery {
  const durationMs = Math.round((samples.samples.length / Math.max(1, samples.perSecond)) * 1000);
  const none = { durationMs, speechMs: 0, pauses: 0, longestPauseMs: 0, silenceMs: 0, syllables: 0 };
  if (samples.perSecond < MIN_PER_SECOND) return none;
  const nuclei = nucleiOf(samples);
  const contour = loudnessOf(samples, SPEECH);
  const speech = joined(stretchesAbove(contour, levelOf(contour), STEP_MS), PAUSE_MS).filter(
    ({ startMs, endMs }) => nuclei.some((ms) => ms >= startMs && ms <= endMs),
  );
  const [first, last] = [speech[0], speech.at(-1)];
  if (!first || !last) return none;
  const gaps = gapsOf(speech);
  const silenceMs = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    durationMs,
    firstWordMs: first.startMs,
    speechMs: last.endMs - first.startMs - silenceMs,
    pauses: gaps.length,
    longestPauseMs: Math.max(0, ...gaps),
    silenceMs,
    syllables: nuclei.length,
  };
}

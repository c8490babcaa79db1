// Measures the delivery of an answer from its sound: speech and pauses. Never a grade: sources disagree on what is
// good.
import type { Attempt, Delivery } from '../base/attempt.ts';
import type { Samples } from './sound.ts';
import { speechOf, wordsPerMinute } from './transcript.ts';

const STEP_MS = 5;
/** Perfect silence, dB below full scale. */
const SILENT_DB = -100;
/** Rumble and the offset of a cheap sound card are below this. */
const RUMBLE_HZ = 100;

/**
 * A second-order high-pass filter, 12 dB per octave, after Bristow-Johnson's "Cookbook formulae for audio equalizer
 * biquad filter coefficients".
 */
function withoutRumble({ perSecond, samples }: Samples): Float32Array {
  const turn = (2 * Math.PI * RUMBLE_HZ) / perSecond;
  const cosine = Math.cos(turn);
  const alpha = Math.sin(turn) * Math.SQRT1_2;
  const outer = (1 + cosine) / 2 / (1 + alpha);
  const last = (-2 * cosine) / (1 + alpha);
  const lastButOne = (1 - alpha) / (1 + alpha);
  const output = new Float32Array(samples.length);
  // Plain variables: anything else makes ten minutes of sound take seconds.
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let at = 0; at < samples.length; at++) {
    const x = samples[at] ?? 0;
    const y = outer * (x - 2 * x1 + x2) - last * y1 - lastButOne * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    output[at] = y;
  }
  return output;
}

function powersOf(samples: Float32Array, perSecond: number): Float32Array {
  const perStep = (perSecond * STEP_MS) / 1000;
  return Float32Array.from({ length: Math.floor(samples.length / perStep) }, (_, step) => {
    const part = samples.subarray(Math.round(step * perStep), Math.round((step + 1) * perStep));
    return part.reduce((sum, value) => sum + value * value, 0) / part.length;
  });
}

/** How far around a step clicks are removed and loudness is smoothed: 10 ms. */
const REACH = 2;

const around = (values: Float32Array, at: number): Float32Array =>
  values.subarray(Math.max(0, at - REACH), at + REACH + 1);

/** Per 5 ms, dB below full scale. The median removes clicks of at most 10 ms. */
function loudnessOf(sound: Samples): Float32Array {
  const powers = powersOf(withoutRumble(sound), sound.perSecond);
  const quiet = powers.map((_, at) => around(powers, at).toSorted()[REACH] ?? 0);
  const smooth = quiet.map((_, at) => {
    const near = around(quiet, at);
    return near.reduce((sum, power) => sum + power, 0) / near.length;
  });
  return smooth.map((power) => Math.max(SILENT_DB, 10 * Math.log10(power)));
}

/** The 99th percentile of loudness, so that one bang does not decide. */
const LOUDEST = 0.99;
/** The quantile of loudness that counts as noise: even people who never pause leave gaps between sounds. */
const NOISE = 0.05;
/** Steady noise varies by less than this around its level, dB. */
const ABOVE_NOISE_DB = 4;
/** Rumble varies by about 7 dB: if the loudest moments are not this far above the noise, all is noise. */
const LEAST_RANGE_DB = 10;
const LOUDEST_MOMENTS = 0.999;
/** Nobody speaks more softly, dB below full scale: the microphone is off. */
const SOFTEST_DB = -70;
/** The last consonants of a sentence are softer than any vowel, dB below the loudest parts. */
const SPEECH_RANGE_DB = 30;
/** Each word has a vowel, which is at most this much softer than the loudest; a breath has none. */
const VOWEL_RANGE_DB = 15;
/** Shorter sounds are knocks and keys. */
const SHORTEST_MS = 60;
/** Consonants are at most this far from the sound with their vowel, ms: "st" has a gap; a breath is farther away. */
const CONSONANT_MS = 120;
/** Shorter silences belong to the speech, ms (de Jong & Wempe 2009, 10.3758/BRM.41.2.385). */
const PAUSE_MS = 300;

type Stretch = { readonly startMs: number; readonly endMs: number };

function joined(stretches: readonly Stretch[], withinMs: number): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const next of stretches) {
    const last = all.at(-1);
    if (last && next.startMs - last.endMs < withinMs)
      all[all.length - 1] = { startMs: last.startMs, endMs: next.endMs };
    else all.push(next);
  }
  return all;
}

/** Separated by at least 300 ms of silence. */
function spokenIn(contour: Float32Array): readonly Stretch[] {
  const sorted = contour.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? -Infinity;
  const noise = at(NOISE);
  // Equally loud everywhere: no gaps, so no words.
  if (at(LOUDEST_MOMENTS) - noise < LEAST_RANGE_DB) return [];
  const levelBelow = (rangeDb: number): number =>
    Math.max(at(LOUDEST) - rangeDb, noise + ABOVE_NOISE_DB, SOFTEST_DB);
  const [speech, vowel] = [levelBelow(SPEECH_RANGE_DB), levelBelow(VOWEL_RANGE_DB)];
  const steps = [...contour].flatMap((loudness, step) =>
    loudness > speech ? [{ startMs: step * STEP_MS, endMs: (step + 1) * STEP_MS }] : [],
  );
  const sounds = joined(steps, CONSONANT_MS);
  const words = sounds.filter(
    ({ startMs, endMs }) =>
      endMs - startMs >= SHORTEST_MS &&
      contour.subarray(startMs / STEP_MS, endMs / STEP_MS).some((loudness) => loudness > vowel),
  );
  return joined(words, PAUSE_MS);
}

/** Of a recording. Times are accurate to 60 ms where the silences are quiet. */
export function deliveryOf(samples: Samples): Delivery {
  const durationMs = Math.round((samples.samples.length / samples.perSecond) * 1000);
  const speech = spokenIn(loudnessOf(samples));
  const [first, last] = [speech[0], speech.at(-1)];
  if (!first || !last) return { durationMs, speechMs: 0, pauses: 0, longestPauseMs: 0, silenceMs: 0 };
  const silences = speech.slice(1).map(({ startMs }, at) => startMs - (speech[at]?.endMs ?? startMs));
  const silenceMs = silences.reduce((sum, ms) => sum + ms, 0);
  return {
    durationMs,
    firstWordMs: first.startMs,
    speechMs: last.endMs - first.startMs - silenceMs,
    pauses: silences.length,
    longestPauseMs: Math.max(0, ...silences),
    silenceMs,
  };
}

/** Unremarkable words per minute. Sources disagree (mostly between 110 and 160), so the band is wide. */
export const USUAL_PACE = { from: 120, to: 170 };

/** Pauses included, ms. */
export const spokenMs = ({ speechMs, silenceMs }: Delivery): number => speechMs + silenceMs;

export const silenceShare = (delivery: Delivery): number =>
  delivery.silenceMs === 0 ? 0 : delivery.silenceMs / spokenMs(delivery);

/** Words per minute; only a damaged journal or recording gives more. */
const FASTEST = 1000;

/** In words per minute, by the transcript; undefined without one, and when nothing was said. */
export function spokenPace({ delivery, transcribed, text }: Attempt): number | undefined {
  if (!delivery || !transcribed || text === undefined) return undefined;
  const pace = wordsPerMinute(speechOf(text).words, spokenMs(delivery));
  return pace !== undefined && pace <= FASTEST ? pace : undefined;
}

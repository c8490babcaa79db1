// Measures the delivery of an answer from its sound: speech, pauses, syllables, pace. Never a grade:
// sources disagree on what is good. Source: de Jong & Wempe 2009, "Praat script to detect syllable nuclei
// and measure speech rate automatically", 10.3758/BRM.41.2.385. Unlike there, syllables are found in the
// vowel band only, and pitch is checked at the peaks only.
import type { Attempt, Delivery } from '../base/attempt.ts';
import type { Samples } from './sound.ts';
import { speechOf, wordsPerMinute } from './transcript.ts';

const STEP_MS = 5;
/** Perfect silence, dB below full scale. */
const SILENT_DB = -100;

type Band = { readonly lowHz: number; readonly highHz?: number };

/**
 * A second-order high-pass or low-pass filter, 12 dB per octave, after Bristow-Johnson's "Cookbook formulae
 * for audio equalizer biquad filter coefficients".
 */
function passed(kind: 'high' | 'low', hz: number, { perSecond, samples }: Samples): Samples {
  const turn = (2 * Math.PI * hz) / perSecond;
  const cosine = Math.cos(turn);
  const alpha = Math.sin(turn) * Math.SQRT1_2;
  const middle = kind === 'high' ? -(1 + cosine) : 1 - cosine;
  const scale = 1 + alpha;
  const outer = Math.abs(middle) / 2 / scale;
  const inner = middle / scale;
  const last = (-2 * cosine) / scale;
  const lastButOne = (1 - alpha) / scale;
  const output = new Float32Array(samples.length);
  // Plain variables: anything else makes ten minutes of sound take seconds.
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let at = 0; at < samples.length; at++) {
    const x = samples[at] ?? 0;
    const y = outer * (x + x2) + inner * x1 - last * y1 - lastButOne * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    output[at] = y;
  }
  return { perSecond, samples: output };
}

/** To about the given rate; each sample is the mean of those it replaces. */
function thinned({ perSecond, samples }: Samples, wanted: number): Samples {
  const ratio = Math.max(1, Math.floor(perSecond / wanted));
  const thin = new Float32Array(Math.floor(samples.length / ratio));
  for (let at = 0; at < thin.length; at++) {
    let sum = 0;
    for (let next = at * ratio; next < (at + 1) * ratio; next++) sum += samples[next] ?? 0;
    thin[at] = sum / ratio;
  }
  return { perSecond: perSecond / ratio, samples: thin };
}

function within(sound: Samples, { lowHz, highHz }: Band): Samples {
  const high = passed('high', lowHz, sound);
  return highHz === undefined ? high : passed('low', highHz, high);
}

function powersOf({ perSecond, samples }: Samples): Float32Array {
  const perStep = (perSecond * STEP_MS) / 1000;
  const powers = new Float32Array(Math.floor(samples.length / perStep));
  for (let step = 0, at = 0; step < powers.length; step++) {
    const start = at;
    const end = Math.round((step + 1) * perStep);
    let sum = 0;
    for (; at < end; at++) {
      const value = samples[at] ?? 0;
      sum += value * value;
    }
    powers[step] = sum / Math.max(1, end - start);
  }
  return powers;
}

/** Median of five: removes clicks of at most 10 ms. */
function withoutClicks(values: Float32Array): Float32Array {
  return values.map((value, at) => {
    const [a, b] = [values[at - 2] ?? value, values[at - 1] ?? value];
    const [c, d] = [values[at + 1] ?? value, values[at + 2] ?? value];
    // The median of five is the median of the fifth and the two middle ones of the other four.
    const below = Math.max(Math.min(a, b), Math.min(c, d));
    const above = Math.min(Math.max(a, b), Math.max(c, d));
    return Math.max(Math.min(below, above), Math.min(Math.max(below, above), value));
  });
}

function smoothed(values: Float32Array, reachMs: number): Float32Array {
  const reach = Math.ceil(reachMs / STEP_MS);
  const weights = Array.from(
    { length: reach },
    (_, away) => 0.5 + 0.5 * Math.cos((Math.PI * away * STEP_MS) / reachMs),
  );
  const total = weights.reduce((sum, weight, away) => sum + weight * (away === 0 ? 1 : 2), 0);
  return values.map((value, at) => {
    let sum = value;
    for (let away = 1; away < reach; away++)
      sum += (weights[away] ?? 0) * ((values[at - away] ?? 0) + (values[at + away] ?? 0));
    return sum / total;
  });
}

/**
 * Per 5 ms, dB below full scale. Clicks are removed.
 * @param reachMs smoothing to either side
 */
function loudnessOf(samples: Samples, band: Band, reachMs: number): Float32Array {
  const powers = smoothed(withoutClicks(powersOf(within(samples, band))), reachMs);
  return powers.map((power) => Math.max(SILENT_DB, 10 * Math.log10(power)));
}

const LOWEST_HZ = 65;
const HIGHEST_HZ = 450;
const WINDOW_MS = 40;
/** Mains hum is below this. */
const HUM_HZ = 100;
/** Enough for the pitch of a voice, and fast. */
const WORKING_PER_SECOND = 4000;

const pitchSamples = (sound: Samples): Samples => passed('high', HUM_HZ, thinned(sound, WORKING_PER_SECOND));

function likeness(samples: Float32Array, start: number, length: number, lag: number, mean: number): number {
  let [both, first, second] = [0, 0, 0];
  for (let at = start; at < start + length; at++) {
    const a = (samples[at] ?? 0) - mean;
    const b = (samples[at + lag] ?? 0) - mean;
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return first * second > 0 ? both / Math.sqrt(first * second) : 0;
}

/**
 * How well the sound repeats at the pitch of a voice: about 0 for noise, 1 for a steady vowel. Normalized
 * autocorrelation (Boersma 1993, "Accurate short-term analysis of the fundamental frequency and the
 * harmonics-to-noise ratio of a sampled sound").
 * @param sound from `pitchSamples`
 */
function voicingAt({ perSecond, samples }: Samples, ms: number): number {
  const length = Math.round((perSecond * WINDOW_MS) / 1000);
  const [least, most] = [Math.ceil(perSecond / HIGHEST_HZ), Math.floor(perSecond / LOWEST_HZ)];
  const middle = Math.round((ms * perSecond) / 1000);
  const start = Math.max(0, Math.min(middle - ((length + most) >> 1), samples.length - length - most));
  let mean = 0;
  for (let at = start; at < start + length + most; at++) mean += samples[at] ?? 0;
  mean /= length + most;
  let best = 0;
  for (let lag = least; lag <= most; lag++)
    best = Math.max(best, likeness(samples, start, length, lag, mean));
  return best;
}

/** The 99th percentile of loudness, so that one bang does not decide (as in their script of 2010). */
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

/**
 * Infinite when there is no speech.
 * @param rangeDb how far below its loudest parts speech may be
 */
function speechLevelOf(contour: Float32Array, rangeDb: number): number {
  const sorted = contour.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? -Infinity;
  const noise = at(NOISE);
  // Equally loud everywhere: no gaps, so no words.
  if (at(LOUDEST_MOMENTS) - noise < LEAST_RANGE_DB) return Infinity;
  return Math.max(at(LOUDEST) - rangeDb, noise + ABOVE_NOISE_DB, SOFTEST_DB);
}

/** Vowels are loudest in this band; hum is below it, hiss above. */
const VOWELS = { lowHz: 400, highHz: 2500 };
/** Much shorter than a syllable, and longer than a glottal pulse of a deep voice. */
const VOWEL_REACH_MS = 35;
/** White noise has 0.32 at most; nine of ten vowels of a synthetic voice 0.42 and more (`kal`, the hoarsest). */
const VOICED = 0.35;
/** Vowels are at most this much softer than the loudest of them, dB (de Jong & Wempe). */
const VOWEL_RANGE_DB = 25;
const DIP_DB = 2;

/** Peaks with a dip of at least 2 dB on either side; the ends count as dips. */
export function peaksOf(contour: Float32Array): readonly number[] {
  const peaks: number[] = [];
  let rising = false;
  let best = 0;
  for (let at = 1; at < contour.length; at++) {
    const [here, there] = [contour[at] ?? 0, contour[best] ?? 0];
    if (rising ? here > there : here < there) best = at;
    else if (rising ? here < there - DIP_DB : here > there + DIP_DB) {
      if (rising) peaks.push(best);
      rising = !rising;
      best = at;
    }
  }
  if (rising && best > 0 && best < contour.length) peaks.push(best);
  return peaks;
}

function nucleiOf(samples: Samples): readonly number[] {
  const contour = loudnessOf(samples, VOWELS, VOWEL_REACH_MS);
  const level = speechLevelOf(contour, VOWEL_RANGE_DB);
  const pitch = pitchSamples(samples);
  return peaksOf(contour)
    .filter((at) => (contour[at] ?? 0) > level)
    .map((at) => (at + 0.5) * STEP_MS)
    .filter((ms) => voicingAt(pitch, ms) >= VOICED);
}

/** Shorter silences belong to the speech, ms (de Jong & Wempe 2009). */
const PAUSE_MS = 300;
/** Consonants are at most this far from the sound with their vowel, ms: "st" has a gap; a breath is farther away. */
const CONSONANT_MS = 120;
/** Without rumble. */
const SPEECH = { lowHz: 100 };
const SPEECH_REACH_MS = 15;
/** The last consonants of a sentence are softer than any vowel, dB below the loudest parts. */
const SPEECH_RANGE_DB = 30;

type Stretch = { readonly startMs: number; readonly endMs: number };

function stretchesAbove(contour: Float32Array, level: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = -1;
  for (let at = 0; at <= contour.length; at++) {
    const loud = at < contour.length && (contour[at] ?? 0) > level;
    if (loud && start < 0) start = at;
    if (!loud && start >= 0) {
      stretches.push({ startMs: start * STEP_MS, endMs: at * STEP_MS });
      start = -1;
    }
  }
  return stretches;
}

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

/** Separated by at least 300 ms of silence. Sound without a syllable, such as a breath, counts as silence. */
function spokenIn(samples: Samples, nucleiMs: readonly number[]): readonly Stretch[] {
  const contour = loudnessOf(samples, SPEECH, SPEECH_REACH_MS);
  const sounds = joined(stretchesAbove(contour, speechLevelOf(contour, SPEECH_RANGE_DB)), CONSONANT_MS);
  let next = 0;
  const voiced = sounds.filter(({ startMs, endMs }) => {
    while ((nucleiMs[next] ?? Infinity) < startMs) next++;
    return (nucleiMs[next] ?? Infinity) <= endMs;
  });
  return joined(voiced, PAUSE_MS);
}

/**
 * Of a recording. Silence, noise, and hum have no syllables. Times are accurate to 60 ms where the silences are quiet;
 * syllables to some 10%, too few in fast speech.
 */
export function deliveryOf(samples: Samples): Delivery {
  const durationMs = Math.round((samples.samples.length / samples.perSecond) * 1000);
  const nuclei = nucleiOf(samples);
  const speech = nuclei.length > 0 ? spokenIn(samples, nuclei) : [];
  const [first, last] = [speech[0], speech.at(-1)];
  if (!first || !last)
    return { durationMs, speechMs: 0, pauses: 0, longestPauseMs: 0, silenceMs: 0, syllables: 0 };
  const silences = speech.slice(1).map(({ startMs }, at) => startMs - (speech[at]?.endMs ?? startMs));
  const silenceMs = silences.reduce((sum, ms) => sum + ms, 0);
  return {
    durationMs,
    firstWordMs: first.startMs,
    speechMs: last.endMs - first.startMs - silenceMs,
    pauses: silences.length,
    longestPauseMs: Math.max(0, ...silences),
    silenceMs,
    syllables: nuclei.length,
  };
}

/** Unremarkable words per minute. Sources disagree (mostly between 110 and 160), so the band is wide. */
export const USUAL_PACE = { from: 120, to: 170 };

/**
 * Answers of the sample bank have 1.48 syllables per word (24,518 words, as flite pronounces them);
 * `deliveryOf` detects 94% in synthetic speech (`benchmarks/pace.js`).
 */
const SYLLABLES_PER_WORD = 1.4;

/** Pauses included, ms. */
export const spokenMs = ({ speechMs, silenceMs }: Delivery): number => speechMs + silenceMs;

export const silenceShare = (delivery: Delivery): number =>
  delivery.silenceMs === 0 ? 0 : delivery.silenceMs / spokenMs(delivery);

/** In words per minute, estimated from syllables; undefined when nothing was said. */
export const estimatedPace = (delivery: Delivery): number | undefined =>
  wordsPerMinute(delivery.syllables / SYLLABLES_PER_WORD, spokenMs(delivery));

/** Words per minute; only a damaged journal or recording gives more. */
const FASTEST = 1000;

/** By the words of its transcript if they are known, otherwise estimated; undefined when nothing was said. */
export function spokenPace({ delivery, transcribed, text }: Attempt) {
  if (!delivery) return undefined;
  const words = transcribed && text !== undefined ? speechOf(text).words : 0;
  const said = wordsPerMinute(words, spokenMs(delivery));
  const pace = said ?? estimatedPace(delivery);
  return pace !== undefined && pace <= FASTEST
    ? { wordsPerMinute: pace, estimated: said === undefined }
    : undefined;
}

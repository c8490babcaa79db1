// Loudness over time within a frequency band, and voicing at a moment.
import type { Samples } from './sound.ts';

export const STEP_MS = 5;
/** Perfect silence, dB below full scale. */
const SILENT_DB = -100;

/** Without `highHz` the band has no upper end. */
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

/**
 * Reduces the sample rate to at least `wanted` and less than twice that, each sample the mean of those it
 * replaces.
 */
export function thinned({ perSecond, samples }: Samples, wanted: number): Samples {
  const ratio = Math.floor(perSecond / wanted);
  if (ratio < 2) return { perSecond, samples };
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
  // Near half of the sample rate there is nothing left to filter.
  return highHz !== undefined && highHz < sound.perSecond * 0.45 ? passed('low', highHz, high) : high;
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

/** A median filter over five values: it removes anything of at most 10 ms, such as a click. */
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
 * Loudness of each step of 5 ms, dB below full scale (0 is the loudest, -100 perfect silence). Clicks are
 * removed.
 * @param reachMs smoothing to either side of each value
 */
export function loudnessOf(samples: Samples, band: Band, reachMs: number): Float32Array {
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

/** The sound with about 4,000 samples per second and little hum, for pitch detection only. */
export const pitchSamples = (sound: Samples): Samples =>
  passed('high', HUM_HZ, thinned(sound, WORKING_PER_SECOND));

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
 * How voiced the sound is around a moment: how well it repeats at the pitch of a voice, about 0 for noise,
 * about 1 for a steady vowel. Normalized autocorrelation, as in Boersma 1993, "Accurate short-term analysis
 * of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound".
 * @param sound what `pitchSamples` returned
 */
export function voicingAt({ perSecond, samples }: Samples, ms: number): number {
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

// How loud a sound is over time, within a band of frequencies. Knows numbers alone: no speech, no files.
// Filters: second order, after Bristow-Johnson's "Cookbook formulae for audio equalizer biquad filter coefficients".
import type { Samples } from './sound.ts';

/** Time between two values of a contour, ms. */
export const STEP_MS = 10;
/** What counts as perfectly silent, dB below full scale. */
const SILENT_DB = -100;

/** Frequencies that are listened to; a band without an upper end goes as high as the sound does. */
export type Band = { readonly lowHz: number; readonly highHz?: number };

type Filter = (input: number) => number;

/** A filter that passes what is above (`high`) or below (`low`) a frequency, 12 dB per octave. */
function filterAt(kind: 'high' | 'low', hz: number, perSecond: number): Filter {
  const turn = (2 * Math.PI * hz) / perSecond;
  const cosine = Math.cos(turn);
  const alpha = Math.sin(turn) * Math.SQRT1_2;
  const middle = kind === 'high' ? -(1 + cosine) : 1 - cosine;
  const scale = 1 + alpha;
  const [b0, b1] = [Math.abs(middle) / 2 / scale, middle / scale];
  const [a1, a2] = [(-2 * cosine) / scale, (1 - alpha) / scale];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return (input) => {
    const output = b0 * (input + x2) + b1 * x1 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = input;
    y2 = y1;
    y1 = output;
    return output;
  };
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : 0;
}

/** Mean power of each step; a part of a step at the end is left out. */
function powersOf({ perSecond, samples }: Samples, { lowHz, highHz }: Band): Float32Array {
  const offset = meanOf(samples);
  const high = filterAt('high', lowHz, perSecond);
  const low =
    highHz !== undefined && highHz < perSecond * 0.45 ? filterAt('low', highHz, perSecond) : undefined;
  const perStep = (perSecond * STEP_MS) / 1000;
  const powers = new Float32Array(Math.floor(samples.length / perStep));
  for (let step = 0, at = 0; step < powers.length; step++) {
    const start = at;
    const end = Math.round((step + 1) * perStep);
    let sum = 0;
    for (; at < end; at++) {
      const passed = high((samples[at] ?? 0) - offset);
      const value = low ? low(passed) : passed;
      sum += value * value;
    }
    powers[step] = sum / Math.max(1, end - start);
  }
  return powers;
}

/** The middle one of each value and its two neighbours to either side: what is shorter than 30 ms, such as a click, is gone. */
function withoutClicks(values: Float32Array): Float32Array {
  const around = new Float32Array(5);
  return values.map((_, at) => {
    for (let offset = 0; offset < 5; offset++)
      around[offset] = values[Math.min(Math.max(at + offset - 2, 0), values.length - 1)] ?? 0;
    return around.sort()[2] ?? 0;
  });
}

/** Weights of a value and its neighbours, from the middle outwards. */
const SMOOTHING = [0.4, 0.24, 0.06];

function smoothed(values: Float32Array): Float32Array {
  return values.map((value, at) =>
    SMOOTHING.reduce(
      (sum, weight, away) =>
        away === 0 ? value * weight : sum + weight * ((values[at - away] ?? 0) + (values[at + away] ?? 0)),
      0,
    ),
  );
}

/** Loudness of each step of 10 ms, dB below full scale, within a band. Clicks are left out. */
export function loudnessOf(samples: Samples, band: Band): Float32Array {
  const powers = smoothed(withoutClicks(powersOf(samples, band)));
  return powers.map((power) => Math.max(SILENT_DB, 10 * Math.log10(power)));
}

/** The value below which a share of all lies: `share` 0 to 1. Of nothing: silence. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? SILENT_DB;
}

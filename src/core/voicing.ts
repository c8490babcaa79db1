// Whether a sound is voiced at a moment: whether it repeats itself at the pitch of a voice. Knows no loudness and no words.
// Source: normalised autocorrelation, as in Boersma 1993, "Accurate short-term analysis of the fundamental frequency and
// the harmonics-to-noise ratio of a sampled sound".
import { passed, thinned } from './loudness.ts';
import type { Samples } from './sound.ts';

/** Pitches of voices. */
const LOWEST_HZ = 65;
const HIGHEST_HZ = 450;
const WINDOW_MS = 40;
/** The hum of mains is below this. */
const HUM_HZ = 100;
/** Enough for the pitch of a voice, and quick. */
const WORKING_PER_SECOND = 4000;

/** The sound with about 4 000 samples a second and little hum, for looking at pitch alone. */
export const pitchSamples = (sound: Samples): Samples =>
  passed('high', HUM_HZ, thinned(sound, WORKING_PER_SECOND));

/** How alike the window that begins at `start` and the one `lag` later are: -1 to 1. */
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
 * How voiced the sound is around a moment: about 0 for noise, about 1 for a steady vowel.
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

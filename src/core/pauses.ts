// When somebody speaks, and the silences between. Knows levels over time and where syllables are: no words.
import { loudnessOf, STEP_MS } from './loudness.ts';
import type { Samples } from './sound.ts';
import { speechLevelOf } from './speech-level.ts';

/** Shorter silences belong to the speech, ms (de Jong & Wempe 2009). */
const PAUSE_MS = 300;
/** Consonants are at most this far from the sound that has their vowel, ms: "st" has a gap, a breath comes sooner. */
const CONSONANT_MS = 120;
/** All that a voice does, without rumble. */
const SPEECH = { lowHz: 100 };
const REACH_MS = 15;
/** The last consonants of a sentence are softer than any vowel, dB below the loudest parts. */
const SPEECH_RANGE_DB = 30;

/** From a moment to a moment after it, ms from the start of the sound. */
export type Stretch = { readonly startMs: number; readonly endMs: number };

/** The stretches in which a contour is above a level. */
function stretchesAbove(contour: Float32Array, level: number): readonly Stretch[] {
  const found: Stretch[] = [];
  let start = -1;
  for (let at = 0; at <= contour.length; at++) {
    const loud = at < contour.length && (contour[at] ?? 0) > level;
    if (loud && start < 0) start = at;
    if (!loud && start >= 0) {
      found.push({ startMs: start * STEP_MS, endMs: at * STEP_MS });
      start = -1;
    }
  }
  return found;
}

/** Makes one of stretches that follow each other in less than a time. */
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

/** Those of some stretches that hold one of some moments; both are in order of time. */
function holding(stretches: readonly Stretch[], moments: readonly number[]): readonly Stretch[] {
  let next = 0;
  return stretches.filter(({ startMs, endMs }) => {
    while ((moments[next] ?? Infinity) < startMs) next++;
    return (moments[next] ?? Infinity) <= endMs;
  });
}

/**
 * The stretches of speech with at least 300 ms of silence between. Sound without a syllable, such as a breath, is silence.
 * @param nuclei when the nuclei of its syllables are, ms
 */
export function spokenIn(samples: Samples, nuclei: readonly number[]): readonly Stretch[] {
  const contour = loudnessOf(samples, SPEECH, REACH_MS);
  const sounds = joined(stretchesAbove(contour, speechLevelOf(contour, SPEECH_RANGE_DB)), CONSONANT_MS);
  return joined(holding(sounds, nuclei), PAUSE_MS);
}

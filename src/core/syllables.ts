// Where the nuclei of syllables are: peaks of loudness with dips to either side. Knows no words.
// Source: de Jong & Wempe 2009, "Praat script to detect syllable nuclei and measure speech rate automatically",
// 10.3758/BRM.41.2.385. Other than there, the band of vowels alone is listened to, and pitch is looked for at the peaks alone.
import { loudnessOf, STEP_MS } from './loudness.ts';
import type { Samples } from './sound.ts';
import { speechLevelOf } from './speech-level.ts';
import { pitchSamples, voicingAt } from './voicing.ts';

/** Where vowels are loudest; hum is below, and what hisses above. */
const VOWELS = { lowHz: 400, highHz: 2500 };
/** Much shorter than a syllable, and longer than a pulse of a deep voice. */
const REACH_MS = 35;
/** White noise has 0.32 at most; the vowels of a synthetic voice 0.42 and more, nine of ten (`kal`, the hoarsest). */
const VOICED = 0.35;
/** Vowels are at most this much below the loudest of them, dB (de Jong & Wempe). */
const VOWEL_RANGE_DB = 25;
/** How deep the dips before and after a nucleus are at least, dB. */
const DIP_DB = 2;

/** Steps at which a contour has a peak with a dip of at least 2 dB to either side; its end counts as one. */
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

/** When the nuclei of syllables are, ms from the start. */
export function nucleiOf(samples: Samples): readonly number[] {
  const contour = loudnessOf(samples, VOWELS, REACH_MS);
  const level = speechLevelOf(contour, VOWEL_RANGE_DB);
  const pitch = pitchSamples(samples);
  return peaksOf(contour)
    .filter((at) => (contour[at] ?? 0) > level)
    .map((at) => (at + 0.5) * STEP_MS)
    .filter((ms) => voicingAt(pitch, ms) >= VOICED);
}

// How fast an answer was said, from what its sound tells; never a grade, since sources disagree on what is good.
// A draft: words are estimated by the usual number of syllables in an English word.
import type { Delivery } from './delivery.ts';

/** Words a minute that sources call usual, taken widely: they disagree (110–160, 120–170). */
export const USUAL_PACE = { from: 120, to: 170 };

/** Syllables as they are heard in a word of this person. */
export type PaceCalibration = { readonly syllablesPerWord: number; readonly calibrated: boolean };

export type Pace = {
  /** From the first sound of speech to the last, pauses included; left out when nothing was said. */
  readonly wordsPerMinute?: number;
  /** True when the person's own transcripts tell how many syllables a word has. */
  readonly calibrated: boolean;
};

const SYLLABLES_PER_WORD = 1.5;

/** What earlier answers tell of a person's words. */
export const calibratePace = (
  _pairs: readonly { readonly delivery: Delivery; readonly words: number }[],
): PaceCalibration => ({ syllablesPerWord: SYLLABLES_PER_WORD, calibrated: false });

/** The pace of a recording. */
export function paceOf(
  { syllables, speechMs, silenceMs }: Delivery,
  { syllablesPerWord, calibrated }: PaceCalibration,
): Pace {
  const minutes = (speechMs + silenceMs) / 60_000;
  if (minutes <= 0) return { calibrated };
  return { wordsPerMinute: syllables / syllablesPerWord / minutes, calibrated };
}

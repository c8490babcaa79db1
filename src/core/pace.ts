// How fast an answer was said, from what its sound tells. Reported, never a grade: sources disagree on what is good.
// Syllables are counted in the sound; a person's own transcripts tell how many of them make a word.
import { MINUTE_MS } from './day.ts';
import type { Delivery } from './attempt.ts';
import type { Entry } from './journal.ts';
import { speechOf } from './transcript.ts';

/** Words a minute that are nothing to remark on. Sources disagree (mostly between 110 and 160), so the band is wide. */
export const USUAL_PACE = { from: 120, to: 170 };

/** How many syllables are heard in a word. */
export type PaceCalibration = {
  readonly syllablesPerWord: number;
  /** True when this person's own transcripts tell. */
  readonly calibrated: boolean;
};

/** How fast somebody spoke; what cannot be told, since nothing was said, is left out. */
export type Pace = {
  /** From the first sound of speech to the last, pauses included. */
  readonly wordsPerMinute?: number;
  /** The same for syllables as they were heard: the speaking rate. */
  readonly syllablesPerMinute?: number;
  /** Syllables in a minute of speech without its pauses: the articulation rate. */
  readonly articulatedPerMinute?: number;
  readonly calibrated: boolean;
};

/** An answer of which the words are known. */
export type PacePair = { readonly delivery: Delivery; readonly words: number };

/**
 * A word of the answers in the bank that ships has 1.48 syllables (24 518 words, as flite pronounces them), of which
 * `deliveryOf` hears 94 % in synthetic speech (`benchmarks/pace.js`).
 */
const USUAL_SYLLABLES_PER_WORD = 1.4;
/** Some three answers; how many syllables a word has differs by a tenth from one answer to the next. */
const MIN_WORDS = 100;
/** Shorter answers tell too little of what is usual. */
const MIN_WORDS_EACH = 20;
/** Outside of this the transcript is of something else, or the sound was not heard. */
const PLAUSIBLE = { from: 0.7, to: 3 };

type Ratio = { readonly ratio: number; readonly words: number };

/** The ratio that has half of all words below it: a wrong transcript among right ones does not move it far. */
function middleOf(ratios: readonly Ratio[], words: number): number {
  let below = 0;
  for (const each of ratios.toSorted((a, b) => a.ratio - b.ratio)) {
    below += each.words;
    if (below >= words / 2) return each.ratio;
  }
  return USUAL_SYLLABLES_PER_WORD;
}

/**
 * What the answers with a transcript tell of a person's words. With less than 100 words in answers of at least 20 it is
 * what is usual.
 */
export function calibratePace(pairs: readonly PacePair[]): PaceCalibration {
  const ratios = pairs
    .map(({ delivery, words }): Ratio => ({ ratio: delivery.syllables / words, words }))
    .filter(
      ({ ratio, words }) => words >= MIN_WORDS_EACH && ratio >= PLAUSIBLE.from && ratio <= PLAUSIBLE.to,
    );
  const words = ratios.reduce((sum, each) => sum + each.words, 0);
  if (words < MIN_WORDS) return { syllablesPerWord: USUAL_SYLLABLES_PER_WORD, calibrated: false };
  return { syllablesPerWord: middleOf(ratios, words), calibrated: true };
}

/** How many words of an attempt a recogniser heard and the person read over; undefined where nobody knows. */
export const transcribedWords = (entry: Entry): number | undefined =>
  entry.type === 'attempt' && entry.transcribed && entry.text !== undefined
    ? speechOf(entry.text).words
    : undefined;

/** What the attempts of a journal tell of a person's words. */
export const calibrationFrom = (entries: readonly Entry[]): PaceCalibration =>
  calibratePace(
    entries.flatMap((entry) => {
      const words = transcribedWords(entry);
      return entry.type === 'attempt' && entry.delivery && words !== undefined
        ? [{ delivery: entry.delivery, words }]
        : [];
    }),
  );

/** From the first sound of speech to the last, pauses included, ms. */
export const spokenMs = ({ speechMs, silenceMs }: Delivery): number => speechMs + silenceMs;

/** Share of that time that was silent, 0–1; 0 when nothing was said. */
export const silenceShare = (delivery: Delivery): number =>
  delivery.silenceMs === 0 ? 0 : delivery.silenceMs / spokenMs(delivery);

/** The pace of a recording. */
export function paceOf(delivery: Delivery, { syllablesPerWord, calibrated }: PaceCalibration): Pace {
  const { syllables, speechMs } = delivery;
  if (!(syllables > 0 && speechMs > 0)) return { calibrated };
  const syllablesPerMinute = (syllables * MINUTE_MS) / spokenMs(delivery);
  return {
    wordsPerMinute: syllablesPerMinute / syllablesPerWord,
    syllablesPerMinute,
    articulatedPerMinute: (syllables * MINUTE_MS) / speechMs,
    calibrated,
  };
}

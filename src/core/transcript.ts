// What the words of a spoken answer tell: how many they are, and which of them fill pauses. Precision first: a word counts
// as a filler only where it can hardly be anything else. Reported, never graded.

/** To stand wherever fillers are shown. */
export const FILLERS_UNDERCOUNT =
  'Recognisers drop many fillers, so there were at least as many as are counted.';

/** A filler, and its place in the text (UTF-16 units, end excluded). */
export type Filler = { readonly filler: string; readonly start: number; readonly end: number };

export type Speech = {
  /** Words as people count them: `forty-five` is two, `don't`, `45`, `0.82` and `O(n²)` are one. Fillers are among them. */
  readonly words: number;
  /** How many fillers there are; one of two words (`you know`) is one. At least as many were said. */
  readonly fillers: number;
  /** Fillers per 100 words; 0 without words. */
  readonly fillersPer100: number;
  /** Where they are, in order. */
  readonly found: readonly Filler[];
};

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu;
const SOUNDS = /(?<![\p{L}\p{N}'’-])(?:u+h+m*|u+m+|e+r+m*|h+m+)(?![\p{L}\p{N}'’-])/giu;

/** Words of a text and its fillers. */
export function speechOf(text: string): Speech {
  const words = [...text.matchAll(WORD)].length;
  const found = [...text.matchAll(SOUNDS)].map((match): Filler => ({
    filler: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
  return {
    words,
    fillers: found.length,
    fillersPer100: words === 0 ? 0 : (100 * found.length) / words,
    found,
  };
}

/**
 * Pace of speech.
 * @param ms from the first word to the last, pauses between included
 * @returns words per minute; undefined when there was no word or no time
 */
export const wordsPerMinute = (words: number, ms: number): number | undefined =>
  words > 0 && ms > 0 ? (words * 60_000) / ms : undefined;

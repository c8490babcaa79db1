// What the words of a spoken answer tell: how many they are, how fast they came, which of them fill pauses. Reported, never
// graded: content and delivery stay apart.
import { MINUTE_MS } from './day.ts';
import { fillersIn, type Filler } from './fillers.ts';
import { STAR_PARTS } from './question.ts';

/** To stand wherever fillers are shown. */
export const FILLERS_UNDERCOUNT =
  'Recognisers drop many fillers, so there were at least as many as are counted.';

export type Speech = {
  /**
   * Words as people count them: `forty-five` and `forty five` are two, `don't`, `45`, `0.82`, `O(n²)` and `e-mail` are one.
   * Fillers are among them.
   */
  readonly words: number;
  /** How many fillers there are; one of two words (`you know`) is one. At least as many were said. */
  readonly fillers: number;
  /** Fillers per 100 words; 0 without words. */
  readonly fillersPer100: number;
  /** Where they are, in order. */
  readonly found: readonly Filler[];
};

/** What parts words without a blank: dashes, slashes, dots in a row, and hyphens between parts of two letters or more. */
const BETWEEN = /\s+|[\u2013\u2014/…]|\.{2,}|(?<=\p{L}{2})[-\u2010\u2011](?=\p{L}{2})/u;

const countWords = (text: string): number =>
  text.split(BETWEEN).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;

/** The headings that a story has its parts under: nobody said them. */
const HEADINGS = new RegExp(`^## (?:${STAR_PARTS.join('|')})[ \\t]*$`, 'gim');

/** Words of a text and its fillers; the headings of a story are none of its words. */
export function speechOf(written: string): Speech {
  // As many blanks, so that fillers stand where they stand in the text.
  const text = written.replaceAll(HEADINGS, (heading) => ' '.repeat(heading.length));
  const words = countWords(text);
  const found = fillersIn(text);
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
  words > 0 && ms > 0 ? (words * MINUTE_MS) / ms : undefined;

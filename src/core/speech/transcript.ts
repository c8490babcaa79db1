// Words, pace, and fillers of a spoken English answer. Reported, never graded. Precision over recall: `um` is
// always a filler; `like` and `you know` only between commas.
import { MINUTE_MS } from '../base/day.ts';
import { STAR_PARTS } from '../base/question.ts';

/** UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 100_000;
/** In capitals it is a name: an ER diagram. */
const SOUND = '[uU](?:h+m*|m+)|[eE](?:rm+|r)|[hH]m+|[mM]m{2,}|[uU]{2,}[hHmM]+|[eE]{2,}[rR][mM]*';
const PHRASE = '[yY]ou know|[iI] mean|[sS]ort of|[kK]ind of|[lL]ike|[bB]asically|[aA]ctually';
/** So do the start and the end of the text. */
const COMMA = '[,;:.!?…–—\\n]';
const FILLER = new RegExp(
  `(?<![\\p{L}\\p{N}]['’‑-]?)(?=[a-zA-Z])(?:(?:${SOUND})(?!['’‑-]?[\\p{L}\\p{N}])` +
    `|(?<=(?:^|${COMMA})\\s*)(?:${PHRASE})(?=\\s*(?:$|${COMMA})))`,
  'gu',
);

export const fillersIn = (text: string): readonly string[] =>
  (text.slice(0, MAX_LENGTH).match(FILLER) ?? []).map((filler) => filler.toLowerCase());

export const FILLERS_UNDERCOUNT = 'Transcribers drop many fillers, so the real number is higher.';

export type Speech = ReturnType<typeof speechOf>;

/** Dashes, slashes, ellipses, and hyphens between parts of two letters or more. */
const BETWEEN = /\s+|[\u2013\u2014/…]|\.{2,}|(?<=\p{L}{2})[-\u2010\u2011](?=\p{L}{2})/u;

/** `forty-five` and `forty five` are two; `don't`, `0.82`, `O(n²)`, `e-mail` one. */
const spokenWords = (text: string): number =>
  text.split(BETWEEN).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;

const HEADINGS = new RegExp(
  `^(?:## (?:${STAR_PARTS.join('|')})|#{2,6} in depth|\\*\\*in depth\\*\\*)[ \\t]*$`,
  'gim',
);

/** Ignores the headings of a story. Fillers count as words, too, and are a lower bound. */
export function speechOf(written: string) {
  const text = written.replaceAll(HEADINGS, '');
  const words = spokenWords(text);
  const fillers = fillersIn(text).length;
  return { words, fillers, fillersPer100: words === 0 ? 0 : (100 * fillers) / words };
}

/** Undefined without words or time, which is from the first word to the last, pauses included. */
export const wordsPerMinute = (words: number, ms: number): number | undefined =>
  words > 0 && ms > 0 ? (words * MINUTE_MS) / ms : undefined;

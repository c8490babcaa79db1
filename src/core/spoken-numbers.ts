// Numbers in English words, as people say them and recognisers write them (without hyphens, without commas): `forty five
// milliseconds`, `zero point eight two`, `one and a half`. Precise rather than generous: what may be a pronoun, an ordinal,
// a fraction or part of another word stays as it is. Knows number words; what the numbers measure is known elsewhere.
import { numberAt } from './spoken-number-grammar.ts';
import type { SpokenWord } from './spoken-number-words.ts';

/** A number in words: the digits it says, and where it stands (UTF-16 units, end excluded). */
export type SpokenNumber = { readonly digits: string; readonly start: number; readonly end: number };

/** Longest text that is looked through, in UTF-16 units. */
const MAX_LENGTH = 100_000;
const WORD = /(?<![\p{L}\p{M}\p{N}_'’])\p{L}+(?![\p{L}\p{M}\p{N}_]|['’]\p{L})/gu;

/** What may stand between two words of one number. */
function jointOf(between: string): SpokenWord['joint'] {
  if (/^\s+$/.test(between) && !/\n\s*\n/.test(between)) return ' ';
  return /^[-\u2010\u2011]$/.test(between) ? '-' : '';
}

function wordsIn(text: string): readonly SpokenWord[] {
  let before = 0;
  return [...text.matchAll(WORD)].map(({ 0: written, index }) => {
    const joint = jointOf(text.slice(before, index));
    before = index + written.length;
    return { word: written.toLowerCase(), joint, start: index, end: before };
  });
}

/** The numbers that a text says in words, in order. */
export function spokenNumbers(text: string): readonly SpokenNumber[] {
  const words = wordsIn(text.slice(0, MAX_LENGTH));
  const found: SpokenNumber[] = [];
  for (let at = 0; at < words.length;) {
    const number = numberAt(words, at);
    const [first, last] = [words[at], words[(number?.next ?? 0) - 1]];
    const minus = first?.joint === ' ' && words[at - 1]?.word === 'minus' ? words[at - 1] : undefined;
    if (number?.digits !== undefined && first && last)
      found.push({
        digits: `${minus ? '-' : ''}${number.digits}`,
        start: (minus ?? first).start,
        end: last.end,
      });
    at = number?.next ?? at + 1;
  }
  return found;
}

/** The text with its numbers in digits: `forty-five ms` becomes `45 ms`. A text without number words is returned as it is. */
export function withDigits(text: string): string {
  let from = 0;
  let written = '';
  for (const { digits, start, end } of spokenNumbers(text)) {
    written += text.slice(from, start) + digits;
    from = end;
  }
  return written + text.slice(from);
}

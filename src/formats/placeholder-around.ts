// What stands around a placeholder: the unit that the text has already, and the words that tell it from others.
import { knownUnit } from '../core/unit-table.ts';
import type { Range } from './inert-ends.ts';

const CURRENCY = '$€£¥₹';
const SIGNS = '%‰×';
const ORDINAL = /^(?:st|nd|rd|th)$/i;
const LONGEST_UNIT = 20;

const isLetter = (code: number): boolean =>
  (code > 64 && code < 91) ||
  (code > 96 && code < 123) ||
  (code > 127 && /\p{L}|°/u.test(String.fromCharCode(code)));

/** Where the letters that begin at `at` end; `at` itself when there are none, or too many for a unit. */
function lettersEnd(text: string, at: number): number {
  let end = at;
  while (end - at <= LONGEST_UNIT && isLetter(text.charCodeAt(end))) end += 1;
  return end - at > LONGEST_UNIT ? at : end;
}

/** A unit of letters, `ms` or `requests/day`, that begins at `at` and ends with its word. */
function lettersAt(text: string, at: number): string | undefined {
  let end = lettersEnd(text, at);
  if (end === at) return undefined;
  if (text.charAt(end) === '/') end = Math.max(end, lettersEnd(text, end + 1));
  return /[\p{L}\p{N}[]/u.test(text.charAt(end)) ? undefined : text.slice(at, end);
}

/**
 * The unit that stands right behind a range of `text`, or the currency sign right before it.
 * Behind a blank only known units and `word/word` count, for any word may follow.
 */
export function unitAround(text: string, { start, end }: Range): string | undefined {
  const before = text.charAt(start - 1);
  if (before !== '' && CURRENCY.includes(before)) return before;
  const apart = /[ \u00a0\u202f]/.test(text.charAt(end));
  const sign = text.charAt(apart ? end + 1 : end);
  if (sign !== '' && SIGNS.includes(sign)) return sign;
  const unit = lettersAt(text, apart ? end + 1 : end);
  if (unit === undefined || !apart) return unit === undefined || ORDINAL.test(unit) ? undefined : unit;
  if (unit.toLowerCase() === 'x') return undefined;
  return unit.includes('/') || knownUnit(unit) ? unit : undefined;
}

const isSpace = (code: number): boolean =>
  code === 32 || (code > 8 && code < 14) || (code > 127 && /\s/.test(String.fromCharCode(code)));

/** As much of the text around a range is looked at on either side. */
const AROUND = 60;

/** The last words of `text[from, to)`, at most `most`, in order. */
function lastWords(text: string, from: number, to: number, most: number): readonly string[] {
  const words: string[] = [];
  for (let end = to; end > from && words.length < most;) {
    let start = end;
    while (start > from && !isSpace(text.charCodeAt(start - 1))) start -= 1;
    if (start < end) words.unshift(text.slice(start, end));
    end = start - 1;
  }
  return words;
}

/** The first words of `text[from, to)`, at most `most`, up to the end of the paragraph. */
function firstWords(text: string, from: number, to: number, most: number): readonly string[] {
  const words: string[] = [];
  for (let start = from; start < to && words.length < most;) {
    let end = start;
    while (end < to && !isSpace(text.charCodeAt(end))) end += 1;
    if (end > start) words.push(text.slice(start, end));
    else if (text.charAt(start) === '\n' && /^\r?\n/.test(text.slice(start + 1, Math.min(to, start + 3))))
      break;
    start = end > start ? end : end + 1;
  }
  return words;
}

/** Three words before a range, what is written in it, and two words behind; all within the paragraph. */
export function wordsAround(text: string, { start, end }: Range, written: string): string {
  const from = Math.max(0, start - AROUND);
  const before = text.slice(from, start);
  const paragraph = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\r\n\r\n'));
  const words = lastWords(text, from + paragraph + 1, start, 4);
  // The first of all may be the rest of a word.
  const left = words.length > 3 || (start > AROUND && paragraph === -1) ? words.slice(1) : words;
  const right = firstWords(text, end, Math.min(text.length, end + AROUND), 2);
  return [...left, written, ...right].join(' ');
}

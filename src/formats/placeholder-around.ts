// What stands around a placeholder: the unit that the text has already, and the words that tell it from others.
import { knownUnit } from '../core/unit-names.ts';
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

/** Three words before a range, what is written in it, and two words behind; all within the paragraph. */
export function wordsAround(text: string, { start, end }: Range, written: string): string {
  const before = text.slice(Math.max(0, start - 60), start);
  const after = text.slice(end, end + 60);
  const paragraph = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\r\n\r\n'));
  const cut = start > 60 && paragraph === -1;
  const behind = after.split(/\r?\n\r?\n/)[0] ?? '';
  const words = before
    .slice(paragraph + 1)
    .split(/\s+/)
    .filter(Boolean);
  const left = (cut ? words.slice(1) : words).slice(-3);
  const right = behind.split(/\s+/).filter(Boolean).slice(0, 2);
  return [...left, written, ...right].join(' ');
}

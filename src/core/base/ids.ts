import type { Instant } from './day.ts';
import { hashText, seededRandom } from './random.ts';

const LONGEST_SLUG = 80;

/** Accents of the Latin, Greek, and Cyrillic scripts; marks of other scripts carry meaning and stay. */
const ACCENTS = /[\u0300-\u036f]+/g;
const APOSTROPHES = /['’ʼ]/g;
const BETWEEN_ASCII_WORDS = /[^a-z0-9]+/g;
const ASCII = /^[\x20-\x7e]*$/;

function words(title: string): string {
  if (ASCII.test(title))
    return title.toLowerCase().replace(APOSTROPHES, '').replace(BETWEEN_ASCII_WORDS, '-');
  const plain = title.normalize('NFKD').replace(ACCENTS, '').toLowerCase().normalize('NFC');
  // Not above: tables of all letters cost a start 0.4 ms.
  const betweenWords = /[^\p{L}\p{M}\p{N}]+/gu;
  return plain.replace(ACCENTS, '').replace(APOSTROPHES, '').replace(betweenWords, '-');
}

const withoutEndDashes = (text: string): string => text.replace(/^-/, '').replace(/-$/, '');

function shortened(text: string): string {
  if (text.length <= LONGEST_SLUG) return text;
  const last = text.charCodeAt(LONGEST_SLUG - 1);
  const cutsPair = last >= 0xd800 && last <= 0xdbff;
  return withoutEndDashes(text.slice(0, cutsPair ? LONGEST_SLUG - 1 : LONGEST_SLUG));
}

/**
 * Kebab-case, letters and digits of any script, at most 80 UTF-16 units; without any, `question-` and a hash. A
 * change here would cut questions without a written id off from their history.
 */
export function slug(title: string): string {
  const id = shortened(withoutEndDashes(words(title)));
  return id === '' ? `question-${hashText(title)}` : id;
}

/** Device names of operating systems, and names that prep does not read as questions. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|readme|metrics|node-modules|media)$/;

/** For a file or folder. */
export const safeName = (name: string): string => (RESERVED.test(name) ? `${name}-question` : name);

/** ULIDs (https://github.com/ulid/spec) sort by time: 48 bits of it, then 80 bits more, in Crockford's base 32. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHANCE_DIGITS = 16;

export const encodeTime = (at: Instant): string =>
  Math.max(0, Math.floor(at))
    .toString(32)
    .padStart(10, '0')
    .replaceAll(/./g, (digit) => CROCKFORD.charAt(Number.parseInt(digit, 32)));

/** The same on every machine and at every time. */
export function ulidOf(at: Instant, name: string): string {
  const random = seededRandom(name);
  const digits = Array.from({ length: CHANCE_DIGITS }, () => CROCKFORD[Math.floor(random() * 32)] ?? '0');
  return encodeTime(at) + digits.join('');
}

// Ids from titles: short, readable, stable. Knows writing systems; knows nothing of questions.
// A change here would change the ids of questions whose files give none, and cut them from their history.
import { hashText } from '../core/random.ts';

const LONGEST = 80;

/** Accents of the Latin, Greek and Cyrillic scripts; marks of other scripts carry meaning and stay. */
const ACCENTS = /[\u0300-\u036f]+/g;
const APOSTROPHES = /['’ʼ]/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
const BETWEEN_ASCII_WORDS = /[^a-z0-9]+/g;
const ASCII = /^[\x20-\x7e]*$/;

function words(title: string): string {
  if (ASCII.test(title))
    return title.toLowerCase().replace(APOSTROPHES, '').replace(BETWEEN_ASCII_WORDS, '-');
  const plain = title.normalize('NFKD').replace(ACCENTS, '').toLowerCase().normalize('NFC');
  return plain.replace(ACCENTS, '').replace(APOSTROPHES, '').replace(BETWEEN_WORDS, '-');
}

function withoutEndDashes(text: string): string {
  const start = text.startsWith('-') ? 1 : 0;
  return text.slice(start, text.endsWith('-') ? Math.max(start, text.length - 1) : text.length);
}

/** The first `LONGEST` units, without cutting a character in two. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const last = text.charCodeAt(LONGEST - 1);
  return withoutEndDashes(text.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST - 1 : LONGEST));
}

/**
 * The kebab-case id of a title: letters and digits of any script in lower case, `-` between words, at most 80 UTF-16 units.
 * Never empty: a title without letters and digits gives `question-` and a hash of the title.
 */
export function slug(title: string): string {
  const id = shortened(withoutEndDashes(words(title)));
  return id === '' ? `question-${hashText(title)}` : id;
}

import { distance } from 'fastest-levenshtein';

/** Longer words are not typing errors. */
const LONGEST = 80;

export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Letters to add, drop, or replace. */
export const lettersBetween = (one: string, other: string): number => distance(one, other);

/** Two neighboring letters in the wrong order are one slip. */
export function slipsBetween(word: string, name: string): number {
  const swapped = Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  );
  return Math.min(distance(word, name), ...swapped.map((other) => 1 + distance(other, name)));
}

/** One slip in a word of five to eight letters, two in a longer one. */
export function isMisspelled(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter < 5 ? 0 : shorter < 9 ? 1 : 2;
  // Prefixes change the meaning, and people rarely mistype the first letter.
  if (allowed === 0 || a[0] !== b[0] || Math.abs(a.length - b.length) > allowed) return false;
  return slipsBetween(a, b) <= allowed;
}

const PART_ONLY = 0.15;

/** 0–1. A shared beginning, a contained word, and a match with one of the name's words count as near. */
function unlikeness(word: string, name: string): number {
  const longer = Math.max(word.length, name.length);
  if (longer === 0) return 0;
  const edits = slipsBetween(word, name) / longer;
  if (word.length < 3) return edits;
  if (name.startsWith(word)) return Math.min(edits, 0.2);
  const parts = name.split(/[-_ ]+/).map((part) => distance(word, part) / Math.max(word.length, part.length));
  const least = Math.min(edits, ...parts.map((part) => part + PART_ONLY));
  return name.includes(word) ? Math.min(least, 0.3) : least;
}

const within =
  (most: number) =>
  (word: string, among: readonly string[], count: number): readonly string[] => {
    const target = folded(word).slice(0, LONGEST);
    return among
      .map((name) => ({ name, far: unlikeness(target, folded(name).slice(0, LONGEST)) }))
      .filter(({ far }) => far <= most)
      .toSorted((a, b) => a.far - b.far)
      .slice(0, count)
      .map(({ name }) => name);
  };

export const nearest = within(1);

/** Names that `word` may be a typing error of. */
export const slipsOf = within(0.4);

/** Names that have something in common with `word`. */
export const resembling = within(0.6);

/** By edit distance; 1 is the same spelling. */
export function likeness(a: string, b: string): number {
  const [first, second] = [folded(a).slice(0, 200), folded(b).slice(0, 200)];
  const longer = Math.max(first.length, second.length);
  return longer === 0 ? 1 : 1 - distance(first, second) / longer;
}

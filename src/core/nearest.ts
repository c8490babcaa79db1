// The names that somebody may have meant. Knows spelling; knows nothing of what is named.

/** Longest word that is compared; what is longer is no typing error. */
const LONGEST = 80;

/** Lower case, without accents, so that spelling alone is compared. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** How unlike two folded words are, 0–1; a word that begins or holds the other is near it. */
function unlikeness(word: string, name: string): number {
  const longer = Math.max(word.length, name.length);
  if (longer === 0) return 0;
  const distance = editDistance(word, name) / longer;
  if (word.length < 3) return distance;
  if (name.startsWith(word)) return Math.min(distance, 0.2);
  return name.includes(word) ? Math.min(distance, 0.3) : distance;
}

/**
 * The `count` names most like `word`, the likest first; equally like ones in the order given.
 * @param among names to choose from
 */
export function nearest(word: string, among: readonly string[], count: number): readonly string[] {
  const target = folded(word).slice(0, LONGEST);
  return among
    .map((name) => ({ name, far: unlikeness(target, folded(name).slice(0, LONGEST)) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Names less like a word than this are no slip of it. */
const MOST_UNLIKE = 0.6;

/** Those of the nearest names that `word` may be a slip of; none where it is another word altogether. */
export const slipsOf = (word: string, among: readonly string[], count: number): readonly string[] => {
  const target = folded(word).slice(0, LONGEST);
  const isSlip = (name: string): boolean => unlikeness(target, folded(name).slice(0, LONGEST)) <= MOST_UNLIKE;
  return nearest(word, among, count).filter(isSlip);
};

/** How like two texts are, 0–1, by the edits between them: 1 is the same spelling. */
export function likeness(a: string, b: string): number {
  const [first, second] = [folded(a).slice(0, 200), folded(b).slice(0, 200)];
  const longer = Math.max(first.length, second.length);
  return longer === 0 ? 1 : 1 - editDistance(first, second) / longer;
}

// Finds candidates by the words that somebody types, spelled as they are or as another tool would.
import { tellingWords } from './match-words.ts';
import type { Offer } from './match-terms.ts';

/**
 * The offers in which every word of `words` stands, in their order: in the label, the path, the file, or the unit. A word counts
 * as it is typed, or as one of the same meaning: `latency` finds `http_req_duration`.
 */
export function searchOffers(words: string, offers: readonly Offer[]): readonly Offer[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  // A unit (`requests/s`) is meant as it stands.
  const meant = wanted.map((word) => (word.includes('/') ? [] : tellingWords(word)));
  return offers.filter(({ file, candidate: { label, path, unit } }) => {
    const text = `${label}\n${path}\n${file}\n${unit}`.toLowerCase();
    const own = new Set(tellingWords(label));
    return wanted.every((word, i) => {
      const spelled = meant[i] ?? [];
      return text.includes(word) || (spelled.length > 0 && spelled.every((one) => own.has(one)));
    });
  });
}

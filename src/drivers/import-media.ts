// Where the files of decks go: beside the questions of their deck, under their own names where nobody has them.
import type { Context, Deck } from '../context.ts';
import type { FileChange } from '../core/bank-files.ts';
import type { ImportSource } from './import-read.ts';

/** Places of the files of one deck by their names, and which of them are not there yet. */
export type DeckMedia = {
  readonly places: ReadonlyMap<string, string>;
  readonly missing: ReadonlyMap<string, FileChange>;
};

/** `tree.png`, `tree-2.png` … */
function numbered(name: string, count: number): string {
  if (count === 1) return name;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}-${count}` : `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
}

async function placesOf(
  { fileSets }: Context,
  root: string,
  folder: string,
  deck: Deck,
  taken: Set<string>,
): Promise<DeckMedia> {
  const places = new Map<string, string>();
  const missing = new Map<string, FileChange>();
  for (const [name, content] of deck.media) {
    for (let count = 1; !places.has(name); count += 1) {
      const path = [folder, 'media', numbered(name, count)].filter((part) => part !== '').join('/');
      if (taken.has(path.toLowerCase())) continue;
      const there = await fileSets.compare(root, path, content);
      if (there === 'other') continue;
      taken.add(path.toLowerCase());
      places.set(name, path);
      if (there === 'free') missing.set(name, { path, content });
    }
  }
  return { places, missing };
}

/**
 * Places of the files of all decks, by the path that a deck is remembered by.
 * @param isApart whether each source has a folder of its own below the target
 */
export async function mediaPlaces(
  context: Context,
  sources: readonly ImportSource[],
  root: string,
  isApart: boolean,
): Promise<ReadonlyMap<string, DeckMedia>> {
  const media = new Map<string, DeckMedia>();
  const taken = new Set<string>();
  for (const { decks, name } of sources)
    for (const [stored, deck] of decks)
      media.set(stored, await placesOf(context, root, isApart ? name : '', deck, taken));
  return media;
}

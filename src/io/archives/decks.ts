import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Deck, Decks } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { Failure, orFailure, type Problem } from '../../core/base/problem.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import { capitalized } from '../../core/base/wording.ts';
import { percentDecoded } from '../../formats/markdown/html.ts';
import { type BankFile, fileProblem, listBank, readBankText } from '../banks/bank-files.ts';
import { reasonOf } from '../programs/system.ts';
import { absolutePath, isFolder, shownPath } from '../store/folder.ts';
import type { AnkiPackage } from './anki-package.ts';

const LARGEST_BYTES = 300_000_000;

export const isDeckFile = (path: string): boolean => /\.(?:apkg|colpkg)$/i.test(path);

async function read(path: string): Promise<AnkiPackage> {
  let bytes: Uint8Array;
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Failure('file-unreadable', 'it is not a file', { hint: 'name a file' });
    if (stats.size > LARGEST_BYTES)
      throw new Failure('deck-too-large', `it is larger than ${LARGEST_BYTES / 1e6} MB`, {
        hint: 'export fewer decks at once, or leave the media out',
      });
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('file-unreadable', `it cannot be read: ${reasonOf(error)}`, {
      hint: 'check the path and its permissions',
    });
  }
  const { readPackage } = await import('./anki-package.ts');
  return readPackage(bytes);
}

/** The vault of Obsidian around a folder, or the folder. */
function wholeOf(folder: string, above = folder): string {
  if (isFolder(join(above, '.obsidian'))) return above;
  return dirname(above) === above ? folder : wholeOf(folder, dirname(above));
}

function linkedFrom(given: string): ReturnType<Decks['linked']> {
  const path = absolutePath(given);
  const top = isFolder(path) ? path : dirname(path);
  const whole = wholeOf(top);
  let byName: ReadonlyMap<string, readonly BankFile[]> | undefined;
  const alone = (name: string): readonly string[] => {
    // A single file may be in a folder of everything.
    const isAll = top === path || whole !== top;
    byName ??= groupBy(isAll ? listBank(whole, /./).files : [], (file) => basename(file.path));
    const [only, another] = byName.get(name) ?? [];
    return only && !another ? [only.path] : [];
  };
  // A link may lead anywhere.
  const isInside = (file: string): boolean =>
    existsSync(file) &&
    statSync(file).isFile() &&
    realpathSync(file).startsWith(join(realpathSync(whole), sep));
  return (from, link) => {
    const written = link.replaceAll('\\', '/');
    const names = [written, written.replace(/[?#].*$/, '')].flatMap((name) => [name, percentDecoded(name)]);
    const own = dirname(absolutePath(from));
    // CrowdAnki has a folder `media`.
    const folders = [own, join(own, 'media'), whole];
    const beside = names.flatMap((name) => folders.map((folder) => join(folder, name)));
    const found = beside.find(isInside) ?? names.flatMap(alone).find(isInside);
    return found === undefined ? undefined : { path: found, content: () => readFileSync(found) };
  };
}

async function open(path: string): Promise<Deck> {
  const deck = await orFailure(() => read(path));
  if (!(deck instanceof Failure)) return deck;
  const { code, message, hint } = deck;
  throw new Failure(code, `${shownPath(path)}: ${message}.`, { hint });
}

/** The text of a bank file; of a package its notes, whose first words go to `notes`, and whose lines are their numbers. */
export async function readSource(file: BankFile, notes: Map<string, string>): Promise<Source | Problem> {
  const { path, shown } = file;
  if (!isDeckFile(path)) return readBankText(file);
  const { countedSource } = await import('../../formats/import/made-source.ts');
  const deck = await orFailure(() => read(path));
  if (deck instanceof Failure) {
    const code = deck.code.endsWith('too-large') ? 'file-too-large' : 'file-unreadable';
    const message = `${capitalized(deck.message)}.`;
    return fileProblem(code, shown, message, deck.hint ?? '', countedSource(openSource(shown, '')));
  }
  notes.set(shown, deck.words.join('\n'));
  return countedSource(openSource(shown, deck.text, basename(dirname(path))));
}

export const openDecks = (): Decks => ({
  isDeck: isDeckFile,
  open: (path) => open(absolutePath(path)),
  linked: linkedFrom,
  pack: async (notes, now, media) => {
    const files = Array.from(media, ([name, path]) => [name, readFileSync(absolutePath(path))] as const);
    return (await import('./anki-package.ts')).packNotes(notes, now, new Map(files));
  },
});

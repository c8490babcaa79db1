// Anki packages on disk: told by their names or first bytes, read with clear errors, never written. What is
// in one is anki-package.ts' part, which is loaded when one is read.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Decks } from '../../context.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import { type BankFile, fileProblem } from '../banks/bank-files.ts';
import { reasonOf } from '../programs/system-error.ts';
import { absolutePath, shownPath } from '../store/folder.ts';
import type { AnkiPackage } from './anki-package.ts';
import { isZip } from './zip.ts';

const NAMED = /\.(?:apkg|colpkg)$/i;
const MARKDOWN = /\.(?:md|markdown)$/i;
const LARGEST_BYTES = 300_000_000;

/** Whether a file is a package: by its name, or because it begins as an archive. */
export function isDeckFile(path: string): boolean {
  if (NAMED.test(path)) return true;
  if (MARKDOWN.test(path)) return false;
  try {
    const file = openSync(path, 'r');
    try {
      const start = new Uint8Array(4);
      return readSync(file, start, 0, 4, 0) === 4 && isZip(start);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** The bytes of a package. One that is too large is not read. Throws `Failure`. */
function bytesOf(path: string): Uint8Array {
  const shown = shownPath(path);
  try {
    const stats = statSync(path);
    if (!stats.isFile()) {
      throw new Failure('file-unreadable', `${shown}: it is no file.`, { hint: 'name a file' });
    }
    if (stats.size > LARGEST_BYTES) {
      const hint = 'export fewer decks at once, or leave the media out';
      throw new Failure('deck-too-large', `${shown}: it is larger than ${LARGEST_BYTES / 1e6} MB.`, { hint });
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const message = `${shown}: it cannot be read: ${reasonOf(error)}.`;
    throw new Failure('file-unreadable', message, {
      hint: 'check the path and its permissions',
      cause: error,
    });
  }
}

/** Reads a package. Throws `Failure` that names it. */
async function read(path: string): Promise<AnkiPackage> {
  const bytes = bytesOf(path);
  const { readPackage } = await import('./anki-package.ts');
  try {
    return await readPackage(bytes);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const more = error.hint === undefined ? {} : { hint: error.hint };
    throw new Failure(error.code, `${shownPath(path)}: ${error.message}.`, { ...more, cause: error });
  }
}

/** The notes of a package. Lines are numbers of notes; `notes` has the first words of each, one a line. */
export type DeckSource = Source & { readonly notes: string };

/** The notes of a package as the text that Anki exports of them, or why there are none. */
export async function readDeckText({ path, shown }: BankFile): Promise<DeckSource | Problem> {
  const { countedSource } = await import('../../formats/import/made-source.ts');
  try {
    const { text, places } = await read(path);
    const source = openSource(shown, text, basename(dirname(path)));
    const counted = countedSource(
      source,
      places.map(({ start }) => start),
    );
    return { ...counted, notes: places.map(({ words }) => words).join('\n') };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const prefix = `${shownPath(path)}: `;
    const words = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
    const code = error.code.endsWith('too-large') ? 'file-too-large' : 'file-unreadable';
    const message = words.charAt(0).toUpperCase() + words.slice(1);
    return fileProblem(code, shown, message, error.hint ?? '', countedSource(openSource(shown, ''), [0]));
  }
}

/** Opens the file system for packages. */
export const openDecks = (): Decks => ({
  isDeck: (path) => isDeckFile(absolutePath(path)),
  open: (path) => read(absolutePath(path)),
  pack: async (notes, now) => (await import('./anki-writer.ts')).packNotes(notes, now),
});

// The journal's files: which there are, how they stand, what they hold.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { parseJournal, type JournalContent } from '../formats/journal-lines.ts';
import { readFailure } from './folder.ts';
import type { FileMark } from './journal-snapshot.ts';
import { codeOf } from './system-error.ts';

/** Names of the files in `folder`, in order; none when it is missing. */
export function journalNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw readFailure(folder, error);
  }
}

type State = Pick<FileMark, 'name' | 'size' | 'mtimeMs' | 'ctimeMs'>;

/** How files stand, as one text: their sizes and times. */
export const stateOf = (files: readonly State[]): string =>
  JSON.stringify(files.map(({ name, size, mtimeMs, ctimeMs }) => [name, size, mtimeMs, ctimeMs]));

/** How the files in `folder` stand now. */
export const journalState = (folder: string): string =>
  stateOf(
    journalNames(folder).map((name) => {
      const { size, mtimeMs, ctimeMs } = statSync(join(folder, name));
      return { name, size, mtimeMs, ctimeMs };
    }),
  );

/** The text of a file. Throws `Failure`. */
export function journalText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** What a file holds. Fails with `journal-newer`. */
export function journalContent(file: string, text: string): JournalContent {
  const content = parseJournal(file, text);
  if (content.newer)
    throw new Failure('journal-newer', `${file} was written by a newer prep.`, {
      hint: 'update prep; the file was left untouched',
    });
  return content;
}

// Opens the result files that the user names: one, or all below a folder. Says how far it is; one bad file hides no other.
import type { Input } from '../cli.ts';
import type { Context, ReadResultFile } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { Offer } from '../core/match.ts';
import type { Reading } from '../core/result.ts';
import { countOf } from '../core/wording.ts';
import { renderUnread, type Unread } from '../screens/fill-from.ts';
import { renderNote } from '../screens/fill-sync.ts';
import type { Look } from '../screens/frame.ts';
import { progressOn, type Progress } from './progress.ts';

/** The options of `prep fill --from`, and the metrics, placeholders or questions that it names, filled or not. */
export type FromOptions = Input<'fill'> & { readonly names: readonly string[] };

/** A result file that was read and understood. */
export type Opened = {
  /** As it is shown, and as it can be read again. */
  readonly file: string;
  readonly read: ReadResultFile;
  readonly reading: Reading;
};

/** All that was found under the path that the user gave. */
export type OpenedFiles = {
  readonly isFolder: boolean;
  /** Newest first. */
  readonly opened: readonly Opened[];
  readonly unread: readonly Unread[];
  /** Something to know about the files, or about the search for them. */
  readonly notes: readonly string[];
};

async function openOne({ results }: Context, path: string): Promise<Opened | Unread> {
  const file = results.shown(path);
  const { readResult } = await import('../formats/results/index.ts');
  try {
    const read = await results.read(path);
    const reading = readResult(read.file);
    return 'error' in reading ? { file, ...reading } : { file, read, reading };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { file, error: error.message.replace(/\.$/, ''), hint: error.hint ?? 'check the file' };
  }
}

async function openFile({ results }: Context, path: string): Promise<OpenedFiles> {
  // Read here, so that a failure of the disk is told as it is.
  const read = await results.read(path);
  const { readResult } = await import('../formats/results/index.ts');
  const reading = readResult(read.file);
  if ('error' in reading) throw new Failure('result-unread', `${reading.error}.`, { hint: reading.hint });
  const notes = read.note === undefined ? [] : [read.note];
  return { isFolder: false, opened: [{ file: results.shown(path), read, reading }], unread: [], notes };
}

async function openFolder(context: Context, path: string, progress: Progress): Promise<OpenedFiles> {
  const { results } = context;
  const shown = results.shown(path);
  progress(`Looking through ${shown}`);
  const found = await results.find(path, (files) => progress(`Looking through ${shown}: ${files} files`));
  const opened: Opened[] = [];
  const unread: Unread[] = [];
  const notes = [...found.notes];
  for (const [i, file] of found.files.entries()) {
    progress(`Reading ${i + 1} of ${found.files.length} files`);
    const one = await openOne(context, file);
    if ('error' in one) unread.push(one);
    // A file without a single value, such as a settings file, is no result.
    else if (one.reading.candidates.length > 0) opened.push(one);
    if ('read' in one && one.read.note !== undefined) notes.push(one.read.note);
  }
  progress('');
  return { isFolder: true, opened, unread, notes };
}

/**
 * Opens a result file, or all that are found below a folder.
 * Fails when the file cannot be read or understood (`result-unread`), and when a folder holds none (`no-results`).
 */
export async function openResults(context: Context, path: string, plain: boolean): Promise<OpenedFiles> {
  if (!context.results.isFolder(path)) return openFile(context, path);
  const files = await openFolder(context, path, progressOn(context, plain));
  if (files.opened.length > 0 || files.unread.length > 0) return files;
  throw new Failure('no-results', `No result file was found below ${context.results.shown(path)}.`, {
    hint: 'name the file itself: --from FILE',
  });
}

/** Files of a folder that are told when they cannot be read; a project has many that are no results. */
const MOST_UNREAD = 5;

/** Says on stderr which files could not be read, and what else there is to know. */
export function tellUnread(context: Context, { unread, notes }: OpenedFiles, look: Look): void {
  for (const one of unread.slice(0, MOST_UNREAD)) context.out.talk(`${renderUnread(one, look)}\n`);
  const rest = unread.length - MOST_UNREAD;
  if (rest > 0)
    context.out.talk(
      `${renderNote(`${countOf(rest, 'more file')} cannot be read: --json lists them`, look)}\n`,
    );
  for (const note of notes) context.out.talk(`${renderNote(note, look)}\n`);
}

/** Every value of the files, as something to choose from. */
export const offersOf = (opened: readonly Opened[]): readonly Offer[] =>
  opened.flatMap(({ file, reading }) =>
    reading.candidates.map((candidate): Offer => ({ file, reading, candidate })),
  );

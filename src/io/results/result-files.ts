// Reads result files; never writes them. Modules that a start does not need are loaded on demand.
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import type { Environment, ReadResultFile, ResultFiles } from '../../context.ts';
import { type Calendar, instantOf, isoWithOffset } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { likeness, nearest } from '../../core/base/spelling.ts';
import type { ResultFile } from '../../core/fill/bind.ts';
import { isUtf16 } from '../banks/bank-files.ts';
import { codeOf, reasonOf } from '../programs/system.ts';
import { absolutePath, shownPath, storedPath } from '../store/folder.ts';

/** Larger files are not results that people cite. */
export const LARGEST_RESULT_BYTES = 50 * 1024 * 1024;

/** Calendars cover the years 1970 to 8999; file times outside are moved to the nearest end. */
const LATEST_MTIME_MS = Date.UTC(8999, 11, 30);

/**
 * Loaded for the first digest, since `node:crypto` would cost every start 2 ms; synchronous, as a digest
 * cannot wait for `import()`.
 */
const hashing = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');

const digestOf = (bytes: Uint8Array): string => hashing().createHash('sha256').update(bytes).digest('hex');

function closeNames(path: string): readonly string[] {
  try {
    const name = basename(path);
    const close = nearest(name, readdirSync(dirname(path)), 3);
    return close.filter((other) => likeness(name, other) >= 0.6);
  } catch {
    return [];
  }
}

function unreadable(path: string, cause: unknown): Failure {
  if (codeOf(cause) === 'ENOENT') {
    const close = closeNames(path);
    const hint = close.length === 0 ? 'check the path' : `did you mean ${close.join(', ')}?`;
    return new Failure('file-missing', `There is no file ${shownPath(path)}.`, { hint, cause });
  }
  const message = `${shownPath(path)} cannot be read: ${reasonOf(cause)}.`;
  return new Failure('file-unreadable', message, { hint: 'check the path and its permissions', cause });
}

function refusal(path: string, stats: Stats): Failure | undefined {
  const shown = shownPath(path);
  if (stats.isDirectory())
    return new Failure('file-is-folder', `${shown} is a folder.`, { hint: 'name a file in it' });
  // A pipe or a device could block prep, and could not be read again by --sync.
  if (!stats.isFile())
    return new Failure('file-unreadable', `${shown} is a pipe or a device, not a file.`, {
      hint: 'write the results to a file first',
    });
  if (stats.size > LARGEST_RESULT_BYTES)
    return new Failure('file-too-large', `${shown} is larger than 50 MB.`, { hint: 'is it the right file?' });
  return undefined;
}

function readBytes(path: string): { readonly bytes: Buffer; readonly stats: Stats } {
  try {
    const stats = statSync(path);
    const refused = refusal(path, stats);
    if (refused) throw refused;
    return { bytes: readFileSync(path), stats };
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(path, error);
  }
}

function textOf(path: string, bytes: Buffer): string {
  const shown = shownPath(path);
  if (isUtf16(bytes))
    throw new Failure('file-encoding', `${shown} is written in UTF-16.`, {
      hint: 'save it as UTF-8; in PowerShell, `Out-File -Encoding utf8` in place of `>`',
    });
  if (!isUtf8(bytes))
    throw new Failure('file-encoding', `${shown} is not UTF-8 text.`, {
      hint: 'is it the right file? text in another encoding must be saved as UTF-8',
    });
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** A note when a file beside a database holds changes that are not in the database yet. */
function pendingNote(path: string, endings: readonly string[]): string | undefined {
  const pending = endings.find((ending) => {
    const beside = statSync(path + ending, { throwIfNoEntry: false });
    return beside?.isFile() && beside.size > 0;
  });
  if (pending === undefined) return undefined;
  return `the latest changes are not in ${shownPath(path)} yet, but in ${basename(path)}${pending}: end the program that writes it, then read it again`;
}

/** A database is recognized by its first bytes. */
async function contentOf(path: string, bytes: Buffer): Promise<Pick<ReadResultFile, 'note'> & ResultFile> {
  const { isSqlite, readTables, PENDING_ENDINGS } = await import('../archives/sqlite.ts');
  const file = shownPath(path).split(sep).join('/');
  if (!isSqlite(bytes)) return { file, content: { text: textOf(path, bytes) } };
  try {
    const note = pendingNote(path, PENDING_ENDINGS);
    return { file, content: { tables: await readTables(bytes) }, note };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { hint } = error;
    throw new Failure(error.code, `${shownPath(path)}: ${error.message}`, { hint, cause: error });
  }
}

async function read(given: string, calendar: Calendar): Promise<ReadResultFile> {
  const path = absolutePath(given);
  const { bytes, stats } = readBytes(path);
  const { file, content, note } = await contentOf(path, bytes);
  const mtimeMs = Math.min(Math.max(0, stats.mtimeMs), LATEST_MTIME_MS);
  return {
    file: { file, content },
    sha256: digestOf(bytes),
    mtime: isoWithOffset(instantOf(mtimeMs), calendar),
    note,
  };
}

function isFolder(given: string): boolean {
  try {
    return statSync(absolutePath(given)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * @param env environment for git
 * @param calendar for writing file times
 */
export function openResultFiles(env: Environment, calendar: () => Calendar): ResultFiles {
  let git: Promise<ResultFiles['revision']> | undefined;
  return {
    isFolder,
    stored: (path) => storedPath(absolutePath(path)),
    shown: (path) => shownPath(absolutePath(path)),
    read: (path) => read(path, calendar()),
    digest: (path) => digestOf(readBytes(absolutePath(path)).bytes),
    find: async (folder, onProgress) =>
      (await import('./search.ts')).findResults(absolutePath(folder), onProgress),
    revision: async (path) => {
      git ??= import('./git.ts').then(({ openGit }) => openGit(env));
      return (await git)(absolutePath(path));
    },
  };
}

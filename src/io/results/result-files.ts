// Reads result files; never writes them. Modules that a start does not need are loaded on demand.
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, join, parse, sep } from 'node:path';
import type { Environment, ReadResultFile, ResultFiles } from '../../context.ts';
import { type Calendar, instantOf, isoWithOffset } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { SingleFile } from '../../core/fill/bind.ts';
import { naturalOrder } from '../../core/base/text.ts';
import { LARGEST_BYTES, textOf, tooLarge, unreadable } from '../store/files.ts';
import { absolutePath, shownPath, storedPath } from '../store/folder.ts';

/** Calendars cover 1970 to 8999; other file times are moved to the nearest end. */
const LATEST_MTIME_MS = Date.UTC(8999, 11, 30);

/**
 * Loaded for the first digest, because `node:crypto` costs a start 2 ms. Synchronous, because a digest cannot
 * wait for `import()`.
 */
const hashing = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');

const digestOf = (bytes: Uint8Array): string => hashing().createHash('sha256').update(bytes).digest('hex');

function refusal(path: string, stats: Stats): Failure | undefined {
  const shown = shownPath(path);
  if (stats.isDirectory())
    return new Failure('file-is-folder', `${shown} is a folder.`, { hint: 'name a file inside it' });
  // A pipe or a device could block prep, and --sync could not reread it.
  if (!stats.isFile())
    return new Failure('file-unreadable', `${shown} is a pipe or a device, not a file.`, {
      hint: 'write the results to a file first',
    });
  return stats.size > LARGEST_BYTES ? tooLarge(path) : undefined;
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

/** Recent changes of a database may be in a file beside it. */
function pendingNote(path: string, endings: readonly string[]): string | undefined {
  const pending = endings.find((ending) => {
    const beside = statSync(path + ending, { throwIfNoEntry: false });
    return beside?.isFile() && beside.size > 0;
  });
  if (pending === undefined) return undefined;
  return `the latest changes are not yet in ${shownPath(path)} but in ${basename(path)}${pending}: stop the program that writes it, then read it again`;
}

/** A database is recognized by its first bytes. */
async function contentOf(path: string, bytes: Buffer): Promise<Pick<ReadResultFile, 'note'> & SingleFile> {
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

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).toSorted(naturalOrder);
  } catch {
    return [];
  }
};

/**
 * Of `runs/seed-*\/metrics.json`, where each `*` is part of a name, and `{a,b}*` one that starts with `a` or `b`; a
 * file that is named like that comes first.
 */
function filesOf(given: string): readonly string[] {
  const path = absolutePath(given);
  if (!path.includes('*') || exists(path)) return [path];
  const { root } = parse(path);
  let found: readonly string[] = [root];
  for (const part of path.slice(root.length).split(sep)) {
    const names = new RegExp(
      `^${part
        .replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&')
        .replaceAll(/\\\{([\da-f,]+)\\\}/g, (_, starts: string) => `(?:${starts.replaceAll(',', '|')})`)
        .replaceAll('*', '.+')}$`,
      'su',
    );
    found = found.flatMap((folder) =>
      (part.includes('*') ? namesIn(folder).filter((name) => names.test(name)) : [part]).map((name) =>
        join(folder, name),
      ),
    );
  }
  const files = found.filter(exists);
  return files.length === 0 ? [path] : files;
}

async function read(given: string, calendar: Calendar): Promise<ReadResultFile> {
  const paths = filesOf(given);
  const runs: SingleFile[] = [];
  const notes: string[] = [];
  const digests: string[] = [];
  let latestMs = 0;
  for (const path of paths) {
    const { bytes, stats } = readBytes(path);
    const { note, ...file } = await contentOf(path, bytes);
    runs.push(file);
    digests.push(digestOf(bytes));
    latestMs = Math.max(latestMs, stats.mtimeMs);
    if (note !== undefined) notes.push(note);
  }
  const [only] = runs;
  return {
    file: only && runs.length === 1 ? only : { file: shownPath(absolutePath(given)), runs },
    sha256: digestOfAll(digests),
    mtime: isoWithOffset(instantOf(Math.min(latestMs, LATEST_MTIME_MS)), calendar),
    note: notes[0],
  };
}

const digestOfAll = (digests: readonly string[]): string =>
  digests.length === 1 ? digests.join('') : digestOf(Buffer.from(digests.join('\n')));

function isFolder(given: string): boolean {
  try {
    return statSync(absolutePath(given)).isDirectory();
  } catch {
    return false;
  }
}

/** Polled: files are replaced by renaming, and some disks report no changes. */
const WATCH_MS = 500;

const statesOf = (paths: readonly string[]): string =>
  paths
    .flatMap(filesOf)
    .map((path) => statSync(path, { throwIfNoEntry: false }))
    .map((stats) => `${stats?.mtimeMs} ${stats?.size} ${stats?.ino}`)
    .join('\n');

function watch(paths: readonly string[]): ReturnType<ResultFiles['watch']> {
  const first = statesOf(paths);
  let [last, stop] = [first, (): void => undefined];
  const changed = new Promise<boolean>((resolve) => {
    const end = (isChanged: boolean): void => {
      clearInterval(timer);
      process.removeListener('SIGINT', interrupt);
      resolve(isChanged);
    };
    const interrupt = (): void => end(false);
    const timer = setInterval(() => {
      const now = statesOf(paths);
      if (now !== first && now === last) end(true);
      last = now;
    }, WATCH_MS);
    process.on('SIGINT', interrupt);
    stop = interrupt;
  });
  return { changed, stop };
}

export function openResultFiles(env: Environment, calendar: () => Calendar): ResultFiles {
  let git: Promise<ResultFiles['revision']> | undefined;
  return {
    isFolder,
    stored: (path) => storedPath(absolutePath(path)),
    shown: (path) => shownPath(absolutePath(path)),
    read: (path) => read(path, calendar()),
    watch,
    digest: (path) => digestOfAll(filesOf(path).map((each) => digestOf(readBytes(each).bytes))),
    find: async (folder, onProgress) =>
      (await import('./search.ts')).findResults(absolutePath(folder), onProgress),
    revision: async (path) => {
      git ??= import('./git.ts').then(({ openGit }) => openGit(env));
      return (await git)(filesOf(path)[0] ?? absolutePath(path));
    },
  };
}

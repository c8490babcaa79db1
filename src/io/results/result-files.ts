// Reads result files; never writes them. Modules that a start does not need are loaded on demand.
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, parse, sep } from 'node:path';
import type { Environment, ReadResultFile, ResultFiles } from '../../context.ts';
import { type Calendar, instantOf, isoWithOffset } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { literalPattern, naturalOrder } from '../../core/base/text.ts';
import type { SingleFile } from '../../core/fill/bind.ts';
import { LARGEST_BYTES, textOf, tooLarge, unreadable } from '../store/files.ts';
import { absolutePath, shownPath, storedPath } from '../store/folder.ts';

// The revision of a file's repository. The repository may be someone else's, and its config can name programs:
// git must run none of them.

type Revision = Awaited<ReturnType<ResultFiles['revision']>>;

type Printed = { readonly text: string; readonly code: number | undefined };
type Git = (folder: string, ...args: readonly string[]) => Promise<Printed>;

/** A revision is not worth a long wait. */
const TIMEOUT_MS = 2000;

const SAFE = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Variables of a git hook would lead to another repository. */
function gitEnvironment(env: Environment): Record<string, string> {
  const own = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !entry[0].toUpperCase().startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch missing objects from its remote.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
  };
}

const runner =
  (env: Record<string, string>): Git =>
  async (folder, ...args) => {
    const { execFile } = await import('node:child_process');
    return new Promise((resolve) => {
      const options = { env, timeout: TIMEOUT_MS, windowsHide: true };
      execFile('git', [...SAFE, '-C', folder, ...args], options, (error, stdout) => {
        const code = typeof error?.code === 'number' ? error.code : undefined;
        resolve({ text: stdout, code: error ? code : 0 });
      });
    });
  };

/** Overrides for filters in the repository's config, which git would run; undefined if that is impossible. */
async function withoutFilters(git: Git, top: string): Promise<readonly string[] | undefined> {
  const listed = ['config', '-z', '--show-scope', '--name-only', '--get-regexp', '^filter\\.'];
  const { text, code } = await git(top, ...listed);
  // Exit code 1 means that there are none.
  if (code !== 0) return code === 1 ? [] : undefined;
  const words = text.split('\0');
  const own = words.filter((_, i) => /^(?:local|worktree)$/.test(words[i - 1] ?? ''));
  // After `-c`, a name ends at its first equals sign.
  return own.some((name) => name.includes('=')) ? undefined : own.flatMap((name) => ['-c', `${name}=`]);
}

async function isDirty(git: Git, top: string): Promise<boolean | undefined> {
  const emptied = await withoutFilters(git, top);
  if (!emptied) return undefined;
  const status = ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=dirty'];
  const { text, code } = await git(top, ...emptied, ...status);
  if (text !== '') return true;
  return code === 0 ? false : undefined;
}

function openGit(env: Environment): (path: string) => Promise<Revision> {
  const git = runner(gitEnvironment(env));
  const byTop = new Map<string, Promise<boolean | undefined>>();
  const byFolder = new Map<string, Promise<Revision>>();
  const ask = async (folder: string): Promise<Revision> => {
    const { text } = await git(folder, 'rev-parse', '--show-toplevel', 'HEAD');
    const [, top = '', commit = ''] = /^(.+)\n([0-9a-f]{40,64})\n$/s.exec(text) ?? [];
    if (top === '') return undefined;
    const asked = byTop.get(top) ?? isDirty(git, top);
    byTop.set(top, asked);
    const dirty = await asked;
    return dirty === undefined ? undefined : { commit, dirty };
  };
  return (path) => {
    const folder = dirname(path);
    const asked = byFolder.get(folder) ?? ask(folder);
    byFolder.set(folder, asked);
    return asked;
  };
}

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

/** Of `runs/seed-*\/metrics.json`, where each `*` is part of a name; a file that is named like that comes first. */
function filesOf(given: string): readonly string[] {
  const path = absolutePath(given);
  if (!path.includes('*') || exists(path)) return [path];
  const { root } = parse(path);
  let found: readonly string[] = [root];
  for (const part of path.slice(root.length).split(sep)) {
    const names = new RegExp(`^${literalPattern(part).replaceAll('\\*', '.+')}$`, 'su');
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
  const all = await Promise.all(
    paths.map(async (path) => {
      const { bytes, stats } = readBytes(path);
      const { note, ...file } = await contentOf(path, bytes);
      return { note, file, digest: digestOf(bytes), mtimeMs: stats.mtimeMs };
    }),
  );
  const runs = all.map(({ file }) => file);
  const latestMs = Math.max(0, ...all.map(({ mtimeMs }) => mtimeMs));
  const [only] = runs;
  return {
    file: only && runs.length === 1 ? only : { file: shownPath(absolutePath(given)), runs },
    sha256: digestOfAll(all.map(({ digest }) => digest)),
    mtime: isoWithOffset(instantOf(Math.min(latestMs, LATEST_MTIME_MS)), calendar),
    note: all.find(({ note }) => note !== undefined)?.note,
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

export function openResultFiles(env: Environment, calendar: () => Calendar): ResultFiles {
  let git: ResultFiles['revision'] | undefined;
  return {
    isFolder,
    stored: (path) => storedPath(absolutePath(path)),
    shown: (path) => shownPath(absolutePath(path)),
    read: (path) => read(path, calendar()),
    digest: (path) => digestOfAll(filesOf(path).map((each) => digestOf(readBytes(each).bytes))),
    find: async (folder, onProgress) =>
      (await import('./search.ts')).findResults(absolutePath(folder), onProgress),
    revision: async (path) => {
      git ??= openGit(env);
      return git(filesOf(path)[0] ?? absolutePath(path));
    },
  };
}

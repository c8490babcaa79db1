// Reads result files; never writes them. Modules that a start does not need are loaded on demand.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, parse, sep } from 'node:path';
import type { ReadResultFile, ResultFiles } from '../../context.ts';
import { Failure, ifPossible, orFailure } from '../../core/base/problem.ts';
import { literalPattern, naturalOrder } from '../../core/base/text.ts';
import type { SingleFile } from '../../core/fill/bind.ts';
import { readBytes, textOf } from '../store/files.ts';
import { absolutePath, shownPath, storedPath } from '../store/folder.ts';

/** Loaded for the first digest, as it costs a start 2 ms. A digest cannot wait for `import()`. */
const digestOf = (bytes: Uint8Array): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest('hex');

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
  const tables = await orFailure(() => readTables(bytes));
  if (!(tables instanceof Failure))
    return { file, content: { tables }, note: pendingNote(path, PENDING_ENDINGS) };
  throw new Failure(tables.code, `${shownPath(path)}: ${tables.message}`, { hint: tables.hint ?? '' });
}

const namesIn = (folder: string): readonly string[] =>
  ifPossible(() => readdirSync(folder).toSorted(naturalOrder)) ?? [];

/** Of `runs/seed-*\/metrics.json`, where each `*` is part of a name; a file that is named like that comes first. */
function filesOf(given: string): readonly string[] {
  const path = absolutePath(given);
  if (!path.includes('*') || existsSync(path)) return [path];
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
  const files = found.filter((each) => existsSync(each));
  return files.length === 0 ? [path] : files;
}

async function read(given: string): Promise<ReadResultFile> {
  const paths = filesOf(given);
  const all = await Promise.all(
    paths.map(async (path) => {
      const bytes = readBytes(path, true);
      const { note, ...file } = await contentOf(path, bytes);
      return { note, file, digest: digestOf(bytes) };
    }),
  );
  const runs = all.map(({ file }) => file);
  const [only] = runs;
  return {
    file: only && runs.length === 1 ? only : { file: shownPath(absolutePath(given)), runs },
    sha256: digestOfAll(all.map(({ digest }) => digest)),
    note: all.find(({ note }) => note !== undefined)?.note,
  };
}

const digestOfAll = (digests: readonly string[]): string =>
  digests.length === 1 ? digests.join('') : digestOf(Buffer.from(digests.join('\n')));

export const resultFiles: ResultFiles = {
  isFolder: (path) => ifPossible(() => statSync(absolutePath(path)).isDirectory()) ?? false,
  stored: (path) => storedPath(absolutePath(path)),
  shown: (path) => shownPath(absolutePath(path)),
  read,
  digest: (path) => digestOfAll(filesOf(path).map((each) => digestOf(readBytes(each, true)))),
  find: async (folder, onProgress) =>
    (await import('./search.ts')).findResults(absolutePath(folder), onProgress),
};

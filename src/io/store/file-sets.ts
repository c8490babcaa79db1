// Writes a set of files into a folder: all of them, or none. All texts are first written aside, below the same
// folder, and then moved. On any failure, moved files are moved back. One set at a time.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import type { FileChange } from '../../core/import/plan.ts';
import { codeOf } from '../programs/system.ts';
import {
  freePath,
  absolutePath,
  linkOrCopy,
  makeFolders,
  moveOver,
  shownPath,
  syncPath,
  writeFailure,
} from './folder.ts';
import { withLock } from './lock.ts';

/** Banks skip names with a dot. */
const ASIDE = '.prep-set-';

/** @property fresh path of the prepared text; with `.old`, of the replaced file until all is done */
type Prepared = { readonly change: FileChange; readonly path: string; readonly fresh: string };

const changed = (path: string): Failure =>
  new Failure('file-changed', `${shownPath(path)} was changed in the meantime; nothing was written.`, {
    hint: 'run the command again',
  });

const exists = (path: string): Failure =>
  new Failure('file-exists', `${shownPath(path)} already exists; nothing was written.`, {
    hint: 'move it away, or choose another folder',
  });

function requireAsPlanned({ change, path }: Prepared): void {
  if (change.replaces === undefined) {
    if (existsSync(path)) throw exists(path);
    return;
  }
  try {
    if (hashText(readFileSync(path, 'utf8')) === change.replaces) return;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  throw changed(path);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** In parallel, because they share the waits for the disk: ten thousand take seconds instead of a minute. */
const SYNCED_AT_ONCE = 64;
async function syncAll(paths: readonly string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += SYNCED_AT_ONCE)
    await Promise.all(paths.slice(at, at + SYNCED_AT_ONCE).map(syncFile));
}

/** @param undo gets what takes the change back, also if it fails halfway */
function put(one: Prepared, undo: (() => void)[]): void {
  const { change, path, fresh } = one;
  if (change.replaces === undefined) {
    try {
      // The other name disappears with its folder.
      linkOrCopy(fresh, path);
    } catch (error) {
      throw codeOf(error) === 'EEXIST' ? exists(path) : error;
    }
    undo.push(() => rmSync(path, { force: true }));
    return;
  }
  requireAsPlanned(one);
  // A dotfiles manager may have linked it.
  const target = realpathSync(path);
  const old = `${fresh}.old`;
  linkOrCopy(target, old);
  let copy: string | undefined;
  undo.push(() => {
    moveOver(old, target);
    if (copy !== undefined) rmSync(copy, { force: true });
  });
  const { keepsOld = false } = change;
  if (keepsOld !== false) {
    // Banks skip names such as `NAME.mine`.
    const free = freePath((more) => `${path}.${keepsOld === true ? 'mine' : keepsOld}${more}`);
    linkOrCopy(target, free);
    copy = free;
  }
  moveOver(fresh, target);
  if (target !== path) syncPath(dirname(target));
}

const makeMissing = (folder: string): readonly string[] => (existsSync(folder) ? [] : makeFolders(folder));

// What takes a set back may fail, as on a disk that became read-only: the other steps still follow.

/** Those in which another process put something stay. */
function removeFolders(folders: readonly string[]): void {
  for (const folder of folders) ifPossible(() => rmdirSync(folder));
}

async function writeAll(root: string, changes: readonly FileChange[]): Promise<void> {
  const aside = join(root, `${ASIDE}${process.pid}`);
  const prepared = changes.map((change, at): Prepared => {
    const path = join(root, ...change.path.split('/'));
    return { change, path, fresh: join(aside, String(at)) };
  });
  const folders = new Set<string>();
  const undo: (() => void)[] = [];
  try {
    mkdirSync(aside, { mode: 0o700 });
    for (const one of prepared) requireAsPlanned(one);
    for (const { change, path, fresh } of prepared) {
      const { content } = change;
      writeFileSync(fresh, typeof content === 'string' ? content : content(), { flag: 'wx', mode: 0o600 });
      folders.add(dirname(path));
    }
    // Otherwise a power cut could leave renamed files empty.
    await syncAll(prepared.map(({ fresh }) => fresh));
    for (const folder of folders) {
      const made = makeMissing(folder);
      undo.push(() => removeFolders(made));
    }
    for (const one of prepared) put(one, undo);
    for (const folder of folders) syncPath(folder);
  } catch (error) {
    for (const step of undo.toReversed()) ifPossible(step);
    throw error;
  } finally {
    ifPossible(() => rmSync(aside, { recursive: true, force: true }));
  }
}

/** Of a prep that was killed while it wrote, perhaps after its last file. */
const leftovers = (root: string): readonly string[] =>
  existsSync(root) ? readdirSync(root).filter((name) => name.startsWith(ASIDE)) : [];

export async function writeFileSet(
  folder: string,
  changes: readonly FileChange[],
  beforeWrite: () => void,
): Promise<void> {
  const root = absolutePath(folder);
  if (changes.length === 0 && leftovers(root).length === 0) return;
  let made: readonly string[] = [];
  try {
    // Before the folder is made: otherwise a copy of an empty folder would count as the day's backup.
    beforeWrite();
    made = makeMissing(root);
    await withLock(root, async () => {
      for (const name of leftovers(root)) rmSync(join(root, name), { recursive: true, force: true });
      await writeAll(root, changes);
    });
  } catch (error) {
    removeFolders(made);
    throw error instanceof Failure ? error : writeFailure(shownPath(root), error);
  }
}

export function compareFile(folder: string, path: string, content: () => Uint8Array) {
  const file = join(absolutePath(folder), ...path.split('/'));
  try {
    const present = readFileSync(file);
    return present.equals(content()) ? 'same' : 'other';
  } catch (error) {
    if (error instanceof Failure) throw error;
    return codeOf(error) === 'ENOENT' ? 'free' : 'other';
  }
}

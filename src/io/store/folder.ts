// The folder of all data of a user: its location and permissions, and atomic, synced writes.
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Environment } from '../../context.ts';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { codeOf, reasonOf } from '../programs/system.ts';

/** That of the account if the environment has none, or an empty one; empty for a user without one. */
const userFolder = (): string =>
  process.env[process.platform === 'win32' ? 'USERPROFILE' : 'HOME'] ||
  (ifPossible(() => userInfo().homedir) ?? '');

/** Undefined if it was removed since. */
const currentFolder = (): string | undefined => ifPossible(() => process.cwd());

/** `~/` is the home folder. Fails with `folder-gone`. */
export function absolutePath(given: string): string {
  if (given === '~' || /^~[\\/]/.test(given)) return join(userFolder(), given.slice(1));
  if (!isAbsolute(given) && currentFolder() === undefined)
    throw new Failure('folder-gone', `${given} cannot be found: the current folder was removed.`, {
      hint: 'change to another folder, or give the whole path',
    });
  return resolve(given);
}

const below = (path: string, folder: string): string | undefined =>
  path.startsWith(folder) && path.charAt(folder.length) === sep ? path.slice(folder.length + 1) : undefined;

/** Valid in every working folder: `~/…` inside the home folder. */
export function storedPath(path: string): string {
  const home = below(path, userFolder());
  return home === undefined ? path : `~${sep}${home}`;
}

let usesTilde = true;

/** A script cannot open `~/…`. */
export function showForScripts(isScript: boolean): void {
  usesTilde = !isScript;
}

/** The shortest clear form of an absolute path. */
export function shownPath(path: string): string {
  const folder = currentFolder();
  const here = folder === undefined ? undefined : below(path, folder);
  if (here !== undefined && !here.startsWith('~')) return here;
  return usesTilde ? storedPath(path) : path;
}

function platformConfigFolder(env: Environment): string {
  if (userFolder() === '' && !env['XDG_CONFIG_HOME'])
    throw new Failure('home-unknown', 'prep cannot find your home folder.', {
      hint: 'set HOME, or choose a folder with --home DIR or PREP_HOME',
    });
  if (process.platform === 'win32') return env['APPDATA'] || join(userFolder(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(userFolder(), 'Library', 'Application Support');
  // The XDG specification has relative paths ignored: each current folder would have data of its own.
  const given = env['XDG_CONFIG_HOME'] ?? '';
  return /^~?[\\/]/.test(given) ? absolutePath(given) : join(userFolder(), '.config');
}

/**
 * `--home`, otherwise `PREP_HOME`, otherwise `prep` in the platform's config folder. `~/` is expanded here
 * because no shell does so after `--home=` or in the files of timers.
 */
export function homeFolder(option: string | undefined, env: Environment): string {
  const given = option || env['PREP_HOME'];
  return given ? absolutePath(given) : join(platformConfigFolder(env), 'prep');
}

const HOME_REMEDY = 'make the folder writable, or choose another with --home DIR or PREP_HOME';

/** @param remedy for paths outside the home folder */
export function writeFailure(path: string, error: unknown, remedy = HOME_REMEDY): Failure {
  const code = codeOf(error);
  const message = `${path} cannot be written: ${reasonOf(error)}.`;
  const hint =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'free some space and try again; what was stored earlier is intact'
      : remedy;
  return new Failure('not-writable', message, { hint });
}

/** Fails with `writeFailure`. */
export function writing<T>(path: string, work: () => T, remedy?: string): T {
  try {
    return work();
  } catch (error) {
    throw writeFailure(path, error, remedy);
  }
}

/** Fails with `not-readable`. */
export function reading<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Failure('not-readable', `${path} cannot be read: ${reasonOf(error)}.`, {
      hint: 'check its permissions, or choose another folder with --home DIR or PREP_HOME',
    });
  }
}

export const removeFile = (path: string, remedy?: string): void =>
  writing(path, () => rmSync(path, { force: true }), remedy);

/** Empty for a missing folder. Fails with `not-readable`. */
export function namesIn(folder: string): readonly string[] {
  // Cheaper than the error of a folder that is not there.
  return reading(folder, () => (statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : []));
}

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The errors of file systems that cannot sync a folder. */
const CANNOT_SYNC: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EISDIR']);

/** Syncs a file, or the names in a folder: without its name on disk, a new or renamed file is lost. */
export function syncPath(path: string): void {
  const isWindows = process.platform === 'win32';
  // Windows syncs only writable files, and no folders.
  if (isWindows && isFolder(path)) return;
  const descriptor = openSync(path, isWindows ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!CANNOT_SYNC.has(codeOf(error))) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a missing folder (0700) and its parents; returns the new ones, the innermost first. One by one: Node's
 * recursive mode never ends where the system refuses, as in `/proc`.
 */
export function makeFolders(folder: string): readonly string[] {
  const parent = dirname(folder);
  const above = parent === folder || existsSync(parent) ? [] : makeFolders(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another prep may have made it meanwhile.
    if (isFolder(folder)) return above;
    throw error;
  }
  syncPath(parent);
  return [folder, ...above];
}

export function ensureFolder(folder: string, remedy = HOME_REMEDY): void {
  writing(folder, () => isFolder(folder) || makeFolders(folder), remedy);
}

/** @param pathOf the path with an ending: none, `-2`, `-3` … */
export function freePath(pathOf: (ending: string) => string): string {
  let path = pathOf('');
  for (let count = 2; existsSync(path); count++) path = pathOf(`-${count}`);
  return path;
}

/** Fails with `EEXIST` if the name is taken. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // Some file systems have no links.
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    syncPath(to);
  }
}

/** Fails with `EEXIST` if the name is taken. */
export function moveNew(from: string, to: string): void {
  linkOrCopy(from, to);
  // The file is in place: an old name that stays is removed later.
  ifPossible(() => unlinkSync(from));
}

export type Content = string | Uint8Array | ((write: (part: Uint8Array) => void) => void);

/**
 * Writes a file (0600) beside its place and moves it there: readers, and a start after a power cut, see the
 * whole old file or the whole new one.
 */
export function writeAside(
  path: string,
  content: Content,
  move: (from: string, to: string) => void,
  isSynced = true,
): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      if (typeof content === 'function') content((part) => writeFileSync(descriptor, part));
      else writeFileSync(descriptor, content);
      if (isSynced) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    move(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  if (isSynced) syncPath(dirname(path));
}

/** Synced when it returns. Fails with `writeFailure`. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  ensureFolder(dirname(path));
  writing(path, () => writeAside(path, content, renameSync));
}

/** Over a file, which may be on another disk. */
export function moveOver(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    replaceFile(to, readFileSync(from));
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user exists but cannot be asked.
    return codeOf(error) !== 'ESRCH';
  }
}

/**
 * Removes leftover files, such as temporary ones of interrupted writes. They stay for a minute (or `ageMs`),
 * because a writer on another machine may need them.
 * @param names its first group, if any, is the id of the writing process
 */
export function sweepOld(folder: string, names: RegExp, ageMs: number = MINUTE_MS): void {
  for (const name of namesIn(folder)) {
    const [found, pid] = names.exec(name) ?? [];
    if (found === undefined || (pid !== undefined && isAlive(Number(pid)))) continue;
    const path = join(folder, name);
    const { mtimeMs = Infinity } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > ageMs) rmSync(path, { force: true });
  }
}

/** It, or the part of its path that exists. */
function nearestFolder(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestFolder(parent);
}

const PROBE_BYTES = 4096;

/**
 * Path and mode, or a note that it is missing (it is made on the first write). Fails if the folder is not
 * writable, its disk is full, or it cannot be made.
 */
export function probeFolder(folder: string): string {
  const present = nearestFolder(folder);
  writing(folder, () => {
    accessSync(present, constants.R_OK | constants.W_OK | constants.X_OK);
    if (present !== folder) return;
    writeAside(join(folder, '.probe'), new Uint8Array(PROBE_BYTES), unlinkSync, false);
  });
  if (present !== folder) return `${folder} (created when something is stored)`;
  const mode = statSync(folder).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Failure('home-open', `${folder} can be read by others (mode ${mode.toString(8)}).`, {
      hint: `chmod 700 ${folder}`,
    });
  return folder;
}

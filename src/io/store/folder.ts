// The folder of everything a user owns: its location and permissions, atomic writes, and one writer at a
// time.
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type { Environment } from '../../context.ts';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { codeOf, reasonOf } from '../programs/system.ts';

/** `~/` is the home folder. */
export function absolutePath(given: string): string {
  return given === '~' || /^~[\\/]/.test(given) ? join(homedir(), given.slice(1)) : resolve(given);
}

const below = (path: string, folder: string): string | undefined =>
  path.startsWith(folder) && path.charAt(folder.length) === sep ? path.slice(folder.length + 1) : undefined;

/** A path that is valid in every working folder: `~/…` inside the home folder. */
export function storedPath(path: string): string {
  const home = below(path, homedir());
  return home === undefined ? path : `~${sep}${home}`;
}

/** The shortest clear form of an absolute path. */
export function shownPath(path: string): string {
  const here = below(path, process.cwd());
  return here !== undefined && !here.startsWith('~') ? here : storedPath(path);
}

function platformConfigFolder(env: Environment): string {
  if (process.platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
}

/**
 * `--home`, else `PREP_HOME`, else `prep` in the platform's config folder. `~/` is expanded here because no
 * shell does so after `--home=` or in the files of timers.
 */
export function homeFolder(option: string | undefined, env: Environment): string {
  const given = option || env['PREP_HOME'];
  return given ? absolutePath(given) : join(platformConfigFolder(env), 'prep');
}

const HOME_REMEDY = 'make the folder writable, or choose another with --home DIR or PREP_HOME';

/**
 * Why `path` could not be written, and what to do, in one sentence.
 * @param remedy for paths outside the home folder
 */
export function writeFailure(path: string, error: unknown, remedy = HOME_REMEDY): Failure {
  const code = codeOf(error);
  const message = `${path} cannot be written: ${reasonOf(error)}.`;
  const hint =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'free some space and try again; what was stored before is intact'
      : remedy;
  return new Failure('not-writable', message, { hint, cause: error });
}

export function readFailure(path: string, error: unknown): Failure {
  return new Failure('not-readable', `${path} cannot be read: ${reasonOf(error)}.`, {
    hint: 'check its permissions, or choose another folder with --home DIR or PREP_HOME',
    cause: error,
  });
}

/** Names in a folder; none where it is missing. Fails with `readFailure`. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw readFailure(folder, error);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a missing folder (0700) and its parents; returns the new ones, the innermost first. One by one:
 * Node's recursive mode never ends where the system refuses to make anything, as in `/proc`.
 */
export function makeFolders(folder: string): readonly string[] {
  const parent = dirname(folder);
  const above = parent === folder || existsSync(parent) ? [] : makeFolders(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return [folder, ...above];
  } catch (error) {
    // Another prep may have made it meanwhile.
    if (isFolder(folder)) return above;
    throw error;
  }
}

/** Makes `folder` (0700) and its parents when missing. Fails with `writeFailure`. */
export function ensureFolder(folder: string, remedy = HOME_REMEDY): void {
  try {
    if (isFolder(folder)) return;
    makeFolders(folder);
    chmodSync(folder, 0o700);
  } catch (error) {
    throw writeFailure(folder, error, remedy);
  }
}

/** Atomic, mode 0600: readers see the old file or the new one, never a part. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  ensureFolder(dirname(path));
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeFailure(path, error);
  }
}

/** Removes temporary files of killed writes: no running write needs one older than a minute. */
export function sweepKilled(folder: string, temporary: RegExp): void {
  for (const name of readdirSync(folder)) {
    if (!temporary.test(name)) continue;
    const path = join(folder, name);
    const { mtimeMs = Infinity } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > MINUTE_MS) rmSync(path, { force: true });
  }
}

/**
 * Runs `work` while nobody else does so in `folder`. Waits up to about twenty seconds for a lock; one whose
 * holder died is taken over after ten.
 */
export async function withLock<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const release = await takeLock(folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function takeLock(folder: string): Promise<() => Promise<void>> {
  const { default: lockfile } = await import('proper-lockfile');
  try {
    return await lockfile.lock(folder, {
      lockfilePath: `${folder}/.lock`,
      stale: 10_000,
      realpath: false,
      retries: { retries: 400, factor: 1.1, minTimeout: 5, maxTimeout: 60, randomize: true },
    });
  } catch (error) {
    if (codeOf(error) !== 'ELOCKED') throw writeFailure(folder, error);
    throw new Failure('locked', `Another prep is writing to ${folder} and did not finish.`, {
      hint: `try again; if no other prep runs, remove ${folder}/.lock`,
      cause: error,
    });
  }
}

/** Missing (it is made on the first write), or path and mode. Fails when the folder cannot be written. */
export function probeFolder(folder: string): string {
  if (!existsSync(folder)) return `${folder} (made when something is stored)`;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw writeFailure(folder, error);
  }
  const mode = statSync(folder).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Failure('home-open', `${folder} can be read by others (mode ${mode.toString(8)}).`, {
      hint: `chmod 700 ${folder}`,
    });
  }
  return folder;
}

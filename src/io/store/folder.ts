// The folder that holds everything a user owns: where it is, who may read it, writes that are whole or not at all, and
// one writer at a time.
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
import { codeOf, reasonOf } from '../programs/system-error.ts';

/** The absolute path of what a user wrote: `~/` is the home folder. */
export function absolutePath(given: string): string {
  return given === '~' || /^~[\\/]/.test(given) ? join(homedir(), given.slice(1)) : resolve(given);
}

/** What follows a folder in a path; undefined when the path is not inside it. */
const below = (path: string, folder: string): string | undefined =>
  path.startsWith(folder) && path.charAt(folder.length) === sep ? path.slice(folder.length + 1) : undefined;

/** Names an absolute path so that it holds in every working folder: `~/…` inside the home folder. */
export function storedPath(path: string): string {
  const home = below(path, homedir());
  return home === undefined ? path : `~${sep}${home}`;
}

/** Shows an absolute path as short as it is clear. */
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
 * Absolute path of prep's folder: `--home`, else `PREP_HOME`, else `prep` in the platform's config folder. `~/` in it is the
 * home folder also where no shell filled it in, as behind `--home=` and in the files of timers.
 */
export function homeFolder(option: string | undefined, env: Environment): string {
  const given = option || env['PREP_HOME'];
  return given ? absolutePath(given) : join(platformConfigFolder(env), 'prep');
}

const HOME_REMEDY = 'make the folder writable, or choose another with --home DIR or PREP_HOME';

/** Says in one sentence why `path` could not be written, and what to do. @param remedy where it is not in the home folder */
export function writeFailure(path: string, error: unknown, remedy = HOME_REMEDY): Failure {
  const code = codeOf(error);
  const message = `${path} cannot be written: ${reasonOf(error)}.`;
  const hint =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'free some space and try again; what was stored before is intact'
      : remedy;
  return new Failure('not-writable', message, { hint, cause: error });
}

/** Says in one sentence why a file of the home folder could not be read, and what to do. */
export function readFailure(path: string, error: unknown): Failure {
  return new Failure('not-readable', `${path} cannot be read: ${reasonOf(error)}.`, {
    hint: 'check its permissions, or choose another folder with --home DIR or PREP_HOME',
    cause: error,
  });
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a missing folder (0700) and those above it; returns those that were not there, the innermost first. One by one:
 * Node's way for all at once never ends where the system lets nothing be made in a folder, as in `/proc`.
 */
export function makeFolders(folder: string): readonly string[] {
  const parent = dirname(folder);
  const above = parent === folder || existsSync(parent) ? [] : makeFolders(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return [folder, ...above];
  } catch (error) {
    // Another prep may have been as quick.
    if (isFolder(folder)) return above;
    throw error;
  }
}

/** Makes `folder` (0700), and its parents, when missing. Fails as `writeFailure` says. */
export function ensureFolder(folder: string, remedy = HOME_REMEDY): void {
  try {
    if (isFolder(folder)) return;
    makeFolders(folder);
    chmodSync(folder, 0o700);
  } catch (error) {
    throw writeFailure(folder, error, remedy);
  }
}

/** Replaces `path` by `content`, 0600: readers see the old file or the new one, never a part. */
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

/** Removes the files of that name that a killed write left behind: those older than a minute are nobody's. */
export function sweepKilled(folder: string, temporary: RegExp): void {
  for (const name of readdirSync(folder)) {
    if (!temporary.test(name)) continue;
    const path = join(folder, name);
    const { mtimeMs = Infinity } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > MINUTE_MS) rmSync(path, { force: true });
  }
}

/**
 * Works while nobody else does so in `folder`. Waits up to about twenty seconds for whoever does; a lock whose holder died
 * is taken over after ten.
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

/** Describes a folder: missing (it is made on the first write), or its path and mode. Fails when it cannot be written. */
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

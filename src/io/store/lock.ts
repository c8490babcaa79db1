// One writer at a time in a folder. The lock is a file that names its holder, so it is taken over at once if
// that process is gone, but never from a living one, which could continue later and overwrite newer data.
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import { codeOf } from '../programs/system.ts';
import { isAlive, sweepOld, writeFailure } from './folder.ts';
import { deviceName, textIn } from './journal.ts';

const LONGEST_WAIT_MS = 20_000;
/** For a holder on another machine, whose process cannot be checked. */
const ABANDONED_MS = 10 * MINUTE_MS;
/** A lock without a name was being written when the power went. */
const NAMELESS_MS = 10_000;

/** In ticks since boot; distinguishes a process from a later one with the same id. Empty for a dead one. */
function startOf(pid: number): string {
  const fields = textIn(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  // A zombie keeps its id until its parent reaps it.
  return fields[0] === 'Z' ? '' : (fields[19] ?? '');
}

/** Where process ids are unique: a machine, and on Linux one boot and one container. */
const place = (): readonly string[] => [
  deviceName(),
  ifPossible(() => readlinkSync('/proc/self/ns/pid')) ?? '',
  textIn('/proc/sys/kernel/random/boot_id'),
];

let count = 0;

const ownText = (): string =>
  JSON.stringify([process.pid, startOf(process.pid), ...place(), Date.now(), count++]);

const isRunning = (pid: number, start: string): boolean =>
  isAlive(pid) && (start === '' || startOf(pid) === start);

type Present = { readonly text: string; readonly ageMs: number };

function isDead({ text, ageMs }: Present): boolean {
  const holder = ifPossible<unknown>(() => JSON.parse(text));
  if (!Array.isArray(holder)) return ageMs > NAMELESS_MS;
  const [pid, start, device, container, boot] = holder.map(String);
  const [ownDevice, ownContainer, ownBoot] = place();
  if (device !== ownDevice) return ageMs > ABANDONED_MS;
  if (boot !== ownBoot) return true;
  return container === ownContainer ? !isRunning(Number(pid), start ?? '') : ageMs > ABANDONED_MS;
}

/** Undefined if there is none, or none any more. */
function present(path: string): Present | undefined {
  try {
    const { mtimeMs } = statSync(path);
    return { text: readFileSync(path, 'utf8'), ageMs: Date.now() - mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** False if there is one. A full disk must not leave one without a holder. */
function claim(path: string, text: string): boolean {
  let isMade = false;
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    isMade = true;
    try {
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    if (isMade) rmSync(path, { force: true });
    else if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes the lock if its holder is dead; one attempt. A process must first hold a second lock, on taking over
 * this very dead one. While it is held, nobody else replaces the dead lock, so exactly one process succeeds; a
 * second lock whose holder dies is taken over in the same way.
 */
function tryLock(path: string, text: string): boolean {
  const before = present(path);
  if (!before) return claim(path, text);
  if (!isDead(before)) return false;
  // Names of the same length, so that dead ones never add up to a name that is too long.
  const takeover = join(dirname(path), `.lock-${hashText(`${basename(path)} ${before.text}`)}`);
  if (!tryLock(takeover, text)) return false;
  const prepared = `${path}-${hashText(text)}.tmp`;
  try {
    const now = present(path);
    if (now?.text !== before.text || !isDead(now)) return false;
    writeFileSync(prepared, text, { mode: 0o600 });
    renameSync(prepared, path);
    return true;
  } finally {
    rmSync(prepared, { force: true });
    rmSync(takeover, { force: true });
  }
}

/** The work is already done: a lock that remains is taken over by the next command. */
function unlock(path: string, text: string): void {
  // It fails on a disk that became read-only, for example.
  ifPossible(() => present(path)?.text === text && rmSync(path, { force: true }));
}

async function lock(folder: string): Promise<() => void> {
  const path = `${folder}/.lock`;
  const text = ownText();
  const until = Date.now() + LONGEST_WAIT_MS;
  try {
    while (!tryLock(path, text)) {
      if (Date.now() > until)
        throw new Failure('locked', `Another prep is writing to ${folder} and did not finish.`, {
          hint: `try again; if no other prep is running, remove ${path}`,
        });
      await setTimeout(2 + Math.random() * 30);
    }
  } catch (error) {
    throw error instanceof Failure ? error : writeFailure(folder, error);
  }
  return () => unlock(path, text);
}

/** Runs `work` while nobody else does in `folder`. Waits up to twenty seconds for a living holder. */
export async function withLock<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const release = await lock(folder);
  try {
    sweepOld(folder, /^\.lock-/);
    return await work();
  } finally {
    release();
  }
}

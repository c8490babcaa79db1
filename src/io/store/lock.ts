// One writer at a time in a folder. The lock is a file that names its holder, so that it is taken over at once when that process
// is gone, and never from one that lives: a stopped writer that goes on later would overwrite what came after it.
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import { codeOf } from '../programs/system.ts';
import { isAlive, sweepOld, writeFailure } from './folder.ts';
import { deviceName } from './journal.ts';

const LONGEST_WAIT_MS = 20_000;
/** For a holder on another machine, which cannot be asked. */
const ABANDONED_MS = 10 * MINUTE_MS;
/** A lock that names nobody was being written when the power went, or is by an earlier prep. */
const NAMELESS_MS = 10_000;

const trimmed = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    // Only Linux has it.
    return '';
  }
};

/** When a process started, in ticks since the machine did: tells it from a later one of its number. None for a dead one. */
const startOf = (pid: number): string =>
  trimmed(() => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    // A zombie has a number until its parent asks for it.
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  });

/** What numbers of processes are counted in: a machine, and on Linux one start of it and one container. */
const place = (): readonly string[] => [
  deviceName(),
  trimmed(() => readlinkSync('/proc/self/ns/pid')),
  trimmed(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
];

let count = 0;

/** No two locks have the same text. */
const ownText = (): string =>
  JSON.stringify([process.pid, startOf(process.pid), ...place(), Date.now(), count++]);

const isRunning = (pid: number, start: string): boolean =>
  isAlive(pid) && (start === '' || startOf(pid) === start);

function isDead(text: string, ageMs: number): boolean {
  let holder: unknown;
  try {
    holder = JSON.parse(text);
  } catch {
    return ageMs > NAMELESS_MS;
  }
  if (!Array.isArray(holder)) return ageMs > NAMELESS_MS;
  const [pid, start, device, container, boot] = holder.map(String);
  const [ownDevice, ownContainer, ownBoot] = place();
  if (device !== ownDevice) return ageMs > ABANDONED_MS;
  if (boot !== ownBoot) return true;
  return container === ownContainer ? !isRunning(Number(pid), start ?? '') : ageMs > ABANDONED_MS;
}

/** The lock that is there, unless it goes away this moment. */
function present(path: string): { readonly text: string; readonly ageMs: number } | undefined {
  try {
    const stats = statSync(path);
    const ageMs = Date.now() - stats.mtimeMs;
    if (!stats.isDirectory()) return { text: readFileSync(path, 'utf8'), ageMs };
    // Earlier versions locked with a folder.
    if (ageMs > NAMELESS_MS) rmdirSync(path);
    return undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Puts the prepared lock in place; false when there is one. */
function claim(prepared: string, path: string): boolean {
  try {
    linkSync(prepared, path);
    return true;
  } catch (error) {
    // Swept, if this process was stopped for a while.
    if (['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return false;
  }
  // Not every file system has links.
  try {
    writeFileSync(path, readFileSync(prepared), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes the lock if nobody alive has it; one attempt. Who finds it dead must first take the lock on taking over that very one.
 * As long as it is held, nobody else replaces the dead lock, so that exactly one does; and whoever dies with it is taken over
 * in the same way.
 */
function tryLock(path: string, text: string): boolean {
  const prepared = `${path}-${hashText(text)}.tmp`;
  const before = present(path);
  if (before && !isDead(before.text, before.ageMs)) return false;
  writeFileSync(prepared, text, { mode: 0o600 });
  try {
    if (!before) return claim(prepared, path);
    const takeover = `${path}-${hashText(before.text)}`;
    if (!tryLock(takeover, text)) return false;
    try {
      const now = present(path);
      if (now?.text !== before.text || !isDead(now.text, now.ageMs)) return false;
      renameSync(prepared, path);
      return true;
    } finally {
      rmSync(takeover, { force: true });
    }
  } finally {
    rmSync(prepared, { force: true });
  }
}

/** The work is done by then: a lock that stays is taken over by the next command. */
function unlock(path: string, text: string): void {
  try {
    if (present(path)?.text === text) rmSync(path, { force: true });
  } catch {
    // Such as a disk that became read-only.
  }
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

/** Runs `work` while nobody else does so in `folder`. Waits up to twenty seconds for a living holder of the lock. */
export async function withLock<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const release = await lock(folder);
  try {
    sweepOld(folder, /^\.lock-/);
    return await work();
  } finally {
    release();
  }
}

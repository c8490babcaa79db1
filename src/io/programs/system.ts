// Time and zone of the machine. `PREP_NOW` (ISO 8601) fixes the time, for tests and examples.
import type { Clock, Environment, Random } from '../../context.ts';
import { instantOf, parseIso, parseTimeOfDay } from '../../core/base/day.ts';
import { CROCKFORD, encodeTime } from '../../core/base/ids.ts';
import { Failure } from '../../core/base/problem.ts';

const FOUR_O_CLOCK = 240;

/** Fails with `now-invalid`. */
export function openClock(env: Environment): Clock {
  const text = env['PREP_NOW'];
  const fixed = text ? parseIso(text) : undefined;
  if (text && fixed === undefined) {
    const message = `PREP_NOW is "${text}", which is not a time such as 2026-11-24T09:00:00Z.`;
    throw new Failure('now-invalid', message, { hint: 'fix it, or unset it to use the system clock' });
  }
  return {
    now: () => fixed ?? instantOf(Date.now()),
    calendar: (settings) => ({
      offsetMinutesAt: (instant) => -new Date(instant).getTimezoneOffset(),
      dayStartMinutes: parseTimeOfDay(settings.dayStart) ?? FOUR_O_CLOCK,
    }),
  };
}

// `PREP_SEED` fixes the seed, for tests and examples.

/** `node:crypto` would cost every start 2 ms. */
const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

const encodeRandom = (digits: number): string =>
  Array.from(randomBytes(digits), (byte) => CROCKFORD[byte % 32] ?? '0').join('');

export function openRandom(env: Environment): Random {
  const fixed = env['PREP_SEED'] ? Number(env['PREP_SEED']) : NaN;
  let lastAt = 0;
  let lastMade = 0;
  return {
    seed: () => (Number.isFinite(fixed) ? fixed : new DataView(randomBytes(4).buffer).getUint32(0, true)),
    // Entries must sort in the order in which they were made, also if the clock is set back, or stopped by `PREP_NOW`.
    id: (at) => {
      lastAt = Math.max(lastAt, at);
      lastMade = Math.max(lastMade + 1, Date.now());
      return encodeTime(instantOf(lastAt)) + encodeTime(instantOf(lastMade)) + encodeRandom(6);
    },
  };
}

export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOENT', 'it does not exist'],
  ['EEXIST', 'a file has its name'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its links lead in a circle'],
  ['ENAMETOOLONG', 'its name is too long'],
]);

export const reasonOf = (error: unknown): string =>
  REASONS.get(codeOf(error) ?? '') ?? (error instanceof Error ? error.message : String(error));

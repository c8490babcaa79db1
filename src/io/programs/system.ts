// Time and zone of the machine. `PREP_NOW` (ISO 8601) fixes the time, for tests and examples.
import type { Clock, Environment, Random } from '../../context.ts';
import { type Instant, instantOf, parseIso, parseTimeOfDay } from '../../core/base/day.ts';
import { CROCKFORD, encodeTime } from '../../core/base/ids.ts';
import { Failure } from '../../core/base/problem.ts';

const FOUR_O_CLOCK = 240;

/** Fails with `now-invalid`. */
export function openClock(env: Environment): Clock {
  const text = env['PREP_NOW'];
  const fixed = text ? parseIso(text) : undefined;
  if (text && fixed === undefined) {
    const message = `PREP_NOW is "${text}", which is not a time such as 2026-11-24T09:00:00Z.`;
    throw new Failure('now-invalid', message, {
      hint: 'fix it, or unset it to use the system clock',
    });
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

const encodeRandom = (): string =>
  Array.from(randomBytes(16), (byte) => CROCKFORD[byte % 32] ?? '0').join('');

export function openRandom(env: Environment): Random {
  const fixed = env['PREP_SEED'] ? Number(env['PREP_SEED']) : NaN;
  let last = '';
  const id = (at: Instant): string => {
    // Entries must sort by time: those of one process within a millisecond, and those of all processes if
    // `PREP_NOW` stops the clock.
    const chance = env['PREP_NOW']
      ? encodeTime(instantOf(Date.now())) + encodeRandom().slice(10)
      : encodeRandom();
    const next = encodeTime(at) + chance;
    last = next > last ? next : last.slice(0, 10) + successor(last.slice(10));
    return last;
  };
  return {
    seed: () => (Number.isFinite(fixed) ? fixed : new DataView(randomBytes(4).buffer).getUint32(0, true)),
    id,
  };
}

/** The maximum stays. */
function successor(digits: string): string {
  for (let at = digits.length - 1; at >= 0; at--) {
    const value = CROCKFORD.indexOf(digits[at] ?? '0');
    if (value < 31)
      return digits.slice(0, at) + (CROCKFORD[value + 1] ?? 'Z') + '0'.repeat(digits.length - at - 1);
  }
  return digits;
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

// Ids that sort by time (https://github.com/ulid/spec: 48 bits of time, 80 bits more, Crockford's base 32). Knows the
// notation; chance is brought by others.
import type { Instant } from './day.ts';
import { seededRandom } from './random.ts';

/** The digits of Crockford's base 32. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHANCE_DIGITS = 16;

/** The first ten digits: the time in milliseconds. */
export function encodeTime(at: Instant): string {
  let rest = Math.max(0, Math.floor(at));
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = (CROCKFORD[rest % 32] ?? '0') + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** The id of something that happened at `at` and that `name` names: the same on every machine and at every time. */
export function ulidOf(at: Instant, name: string): string {
  const random = seededRandom(name);
  const digits = Array.from({ length: CHANCE_DIGITS }, () => CROCKFORD[Math.floor(random() * 32)] ?? '0');
  return encodeTime(at) + digits.join('');
}

/** The time of a ULID, epoch ms; undefined for a text that is none. */
export function timeOfUlid(id: string): number | undefined {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return undefined;
  const digits = Array.from(id.slice(0, 10), (digit) => CROCKFORD.indexOf(digit));
  return digits.reduce((time, digit) => time * 32 + digit, 0);
}

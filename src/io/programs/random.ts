// Seeds and ids from the machine's randomness. `PREP_SEED` fixes the seed, for tests and examples.
import type { Environment, Random } from '../../context.ts';
import { type Instant, instantOf } from '../../core/base/day.ts';
import { CROCKFORD, encodeTime } from '../../core/base/ids.ts';

/** `node:crypto` would cost every start 2 ms. */
const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

const encodeRandom = (): string =>
  Array.from(randomBytes(16), (byte) => CROCKFORD[byte % 32] ?? '0').join('');

export function openRandom(env: Environment): Random {
  const fixed = env['PREP_SEED'] ? Number(env['PREP_SEED']) : NaN;
  let last = '';
  const id = (at: Instant): string => {
    // Entries must sort in order of time: those of one process also within a millisecond, and those of all
    // processes also where `PREP_NOW` stops the clock.
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

/** The next value of a fixed-width base-32 counter; it stays at its maximum. */
function successor(digits: string): string {
  for (let at = digits.length - 1; at >= 0; at--) {
    const value = CROCKFORD.indexOf(digits[at] ?? '0');
    if (value < 31)
      return digits.slice(0, at) + (CROCKFORD[value + 1] ?? 'Z') + '0'.repeat(digits.length - at - 1);
  }
  return digits;
}

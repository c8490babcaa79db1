import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/context.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { encodeTime } from '../../../src/core/base/ids.ts';
import { openRandom } from '../../../src/io/programs/system.ts';
import { at } from '../../support/entries.ts';

const noon = at('2026-11-24T12:00:00Z');
const ids = (env: Environment, instants: readonly number[]) => {
  const random = openRandom(env);
  return instants.map((instant) => random.id(at(new Date(instant).toISOString())));
};

describe('ids', () => {
  it('sort in the order in which they were made, within a millisecond and when the clock is set back', () => {
    const instants = Array.from({ length: 200 }, (_, made) => noon - (made % 3) * 60_000);
    for (const env of [{}, { PREP_NOW: '2026-11-24T12:00:00Z' }]) {
      const made = ids(env, instants);
      expect(made).toEqual([...new Set(made)].toSorted());
    }
  });

  it('are ULIDs that hold their time', () => {
    const [id = ''] = ids({}, [noon]);
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(id.slice(0, 10)).toBe(encodeTime(noon));
    expect(encodeTime(instantOf(1_795_000_000_123))).toBe('01M7Q5CQKV');
  });

  it('of processes whose clock stands still sort in the order of the processes', async () => {
    const env = { PREP_NOW: '2026-11-24T12:00:00Z' };
    const [first = ''] = ids(env, [noon]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const [second = ''] = ids(env, [noon]);
    expect(second > first).toBe(true);
  });
});

describe('seeds', () => {
  it('are those of PREP_SEED, else 32 bits that differ', () => {
    expect(openRandom({ PREP_SEED: '42' }).seed()).toBe(42);
    const seeds = Array.from({ length: 5 }, () => openRandom({ PREP_SEED: 'none' }).seed());
    expect(new Set(seeds).size).toBeGreaterThan(1);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  });
});

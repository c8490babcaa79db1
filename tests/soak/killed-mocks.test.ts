// The full count of the campaign that tests/e2e/mock.test.ts runs once: eight mocks, two homes at a time.
import { expect, it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killMock } from '../support/killed-mocks.ts';

it('mocks that are killed again and again lose nothing and rate nothing twice', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const kills = await Promise.all([killMock(tempFolder(), seed), killMock(tempFolder(), 100 + seed)]);
    expect(Math.min(...kills)).toBeGreaterThan(0);
  }
});

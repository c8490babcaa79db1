// The full count of the campaign that tests/io/store/lock.test.ts runs in small.
import { expect, it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { takeOver } from '../support/takeovers.ts';

it('fifty processes that die with the lock, eight at a time, lose no confirmed write', async () => {
  expect(await takeOver(tempFolder(), 50)).toBe(150);
});

it('a lock that the dead left two thousand times is taken over by one of eight each time', async () => {
  expect(await takeOver(tempFolder(), 8, 250)).toBe(6000);
});

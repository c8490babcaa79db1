// The full count of the campaign that tests/io/store/lock.test.ts runs in small.
import { expect, it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { takeOver } from '../support/takeovers.ts';

it('a thousand processes that die with the lock, eight at a time, lose no confirmed write', async () => {
  const confirmed = await takeOver(tempFolder(), 1000);
  console.log(`takeovers: 1000 by 8 processes · ${confirmed} confirmed writes · 0 lost`);
  expect(confirmed).toBe(3000);
});

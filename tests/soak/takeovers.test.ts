// The full count of the campaign that tests/io/store/lock.test.ts runs in small.
import { expect, it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { ofCampaign } from '../support/rounds.ts';
import { takeOver } from '../support/takeovers.ts';

const DEATHS = ofCampaign(50);
const LEFT = ofCampaign(250);

it(`${DEATHS} processes that die with the lock, eight at a time, lose no confirmed write`, async () => {
  expect(await takeOver(tempFolder(), DEATHS)).toBe(3 * DEATHS);
});

it(`a lock that the dead left ${8 * LEFT} times is taken over by one of eight each time`, async () => {
  expect(await takeOver(tempFolder(), 8, LEFT)).toBe(24 * LEFT);
});

// The full count of the campaign that tests/e2e/mock.test.ts runs once: four mocks, two homes at a time, or two of them.
import { expect, it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killMock } from '../support/killed-mocks.ts';
import { ofCampaign } from '../support/rounds.ts';

it('mocks that are killed again and again lose nothing and rate nothing twice', async () => {
  for (const seed of [1, 2].slice(0, ofCampaign(2))) {
    // With fewer prompts before a kill a mock gets on only where the machine is quick.
    const kills = await Promise.all([
      killMock(tempFolder(), seed, 4, true),
      killMock(tempFolder(), 100 + seed, 4, true),
    ]);
    expect(Math.min(...kills)).toBeGreaterThan(0);
  }
});

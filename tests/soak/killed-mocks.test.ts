// Mocks that are killed again and again, and resumed each time until their end.
import { expect, it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killMock } from '../support/killed-mocks.ts';
import { ofCampaign } from '../support/rounds.ts';

it('a mock that is killed again and again comes to its end, and each answer is rated once', async () => {
  expect(await killMock(tempFolder(), 6, 4)).toBeGreaterThan(3);
});

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

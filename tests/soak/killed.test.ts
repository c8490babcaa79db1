// Sessions are killed, two homes at a time.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killSessions } from '../support/killed.ts';
import { ofCampaign } from '../support/rounds.ts';

const COUNT = ofCampaign(20);

it(`${2 * COUNT} sessions killed at random moments lose no confirmed rating`, async () => {
  await Promise.all([killSessions(tempFolder(), COUNT, 1), killSessions(tempFolder(), COUNT, 2)]);
});

// Forty sessions are killed, two homes at a time.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killSessions } from '../support/killed.ts';

it('40 sessions killed at random moments lose no confirmed rating', async () => {
  await Promise.all([killSessions(tempFolder(), 20, 1), killSessions(tempFolder(), 20, 2)]);
});

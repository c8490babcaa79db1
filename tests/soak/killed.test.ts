// The full count of the campaign that tests/e2e/killed.test.ts runs in small: two hundred kills, two homes at a time.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killSessions } from '../support/killed.ts';

it('200 sessions killed at random moments lose no confirmed rating', async () => {
  await Promise.all([killSessions(tempFolder(), 100, 1), killSessions(tempFolder(), 100, 2)]);
});

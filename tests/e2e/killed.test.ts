// Sessions killed at random moments; tests/soak/killed.test.ts does the same two hundred times.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { killSessions } from '../support/killed.ts';

it('sessions killed at random moments lose no confirmed rating', () => killSessions(tempFolder(), 8, 3));

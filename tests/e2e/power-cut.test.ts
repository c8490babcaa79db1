// The power goes as soon as a command has ended: what it confirmed is on the disk. `npm run soak` cuts it at every other moment too.
import { expect, it } from 'vitest';
import { COMMANDS, disturb } from '../support/fault-runs.ts';
import { tempFolder } from '../support/home.ts';

it.each(['grade', 'fill', 'import over an edit', 'restore'])(
  'a power cut after prep %s loses nothing',
  async (name) => {
    const command = COMMANDS[name];
    if (!command) throw new Error(`there is no command ${name}`);
    expect((await disturb(tempFolder(), command, [])).wrong).toEqual([]);
  },
);

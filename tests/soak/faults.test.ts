// Every writing command × each of its calls that change a file × kills, torn writes, power cuts, and disks that fail.
import { afterAll, expect, it } from 'vitest';
import { COMMANDS, disturb, FAULTS } from '../support/fault-runs.ts';
import { tempFolder } from '../support/home.ts';

let [commands, allPoints, total, wrongs] = [0, 0, 0, 0];

it.each(Object.entries(COMMANDS))(
  'prep %s loses nothing, whatever happens at any point of it',
  async (name, command) => {
    const { points, runs, killed, failed, done, wrong } = await disturb(tempFolder(), command);
    wrongs += wrong.length;
    console.log(`${name}: ${points} points, ${runs} runs · ${killed} killed, ${failed} failed, ${done} done`);
    commands += 1;
    allPoints += points;
    total += runs;
    expect(wrong).toEqual([]);
  },
  2 * 60 * 60_000,
);

afterAll(() => {
  console.log(
    `faults: ${commands} commands × ${allPoints} points × ${FAULTS.length} faults that tell apart = ${total} runs · ${wrongs} of them lost something, hung or ended in a stack trace`,
  );
});

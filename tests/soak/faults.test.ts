// Every writing command × each of its calls that change a file × kills, torn writes, power cuts, and disks that fail.
import { expect, it } from 'vitest';
import { COMMANDS, type Counts, disturb, FAULTS } from '../support/fault-runs.ts';
import { tempFolder } from '../support/home.ts';

it('no fault at any point loses what was stored, or what was confirmed', async () => {
  const rest = Object.entries(COMMANDS).values();
  const all: [string, Counts][] = [];
  const worker = async (): Promise<void> => {
    for (const [name, command] of rest) all.push([name, await disturb(tempFolder(), command)]);
  };
  await Promise.all([worker(), worker()]);
  for (const [name, { points, runs, killed, failed, done }] of all)
    console.log(
      `${name}: ${points} points × ${FAULTS.length} · ${runs} runs: ${killed} killed, ${failed} failed, ${done} done`,
    );
  const total = all.reduce((sum, [, { runs }]) => sum + runs, 0);
  console.log(`faults: ${all.length} commands · ${total} runs · 0 lost, 0 hung, 0 stack traces`);
  expect(all.flatMap(([, { wrong }]) => wrong)).toEqual([]);
  expect(all).toHaveLength(Object.keys(COMMANDS).length);
});

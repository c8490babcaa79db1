// Several processes in one home; tests/soak/writers.test.ts does the same with a thousand writes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Outcome, runPrepJson, type RunOptions, startPrep } from '../support/cli.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { writeAtOnce } from '../support/writers.ts';

it('four processes that write at once lose nothing', () => writeAtOnce(tempFolder(), 4));

const atOnce = (count: number, args: readonly string[], options: RunOptions): Promise<Outcome[]> =>
  Promise.all(Array.from({ length: count }, () => startPrep(args, options)));

it('undos at once undo one step each, and a script that answers a drill twice at once records once', async () => {
  const options = { home: tempHome(), env: { PREP_NOW: undefined, PREP_SEED: undefined } };
  const file = join(tempFolder(), 'answers.jsonl');
  const drawn = await runPrepJson<{ items: { question: string }[] }>(['drill', '--json'], options);
  const lines = drawn.items.map(({ question }) => JSON.stringify({ question, rating: 'good' }));
  writeFileSync(file, lines.join('\n'));
  const answered = await atOnce(3, ['drill', '--answers', file], options);
  const recorded = answered.map(({ stdout }) => /"recorded":(\d+)/.exec(stdout)?.[1]);
  expect(recorded.toSorted((one, other) => Number(one) - Number(other))).toEqual([
    '0',
    '0',
    `${lines.length}`,
  ]);
  const undone = await atOnce(lines.length, ['undo', '--json'], options);
  const targets = undone.flatMap(({ stdout }) => /"undone":"[^"]+"/.exec(stdout)?.[0] ?? []);
  expect(new Set(targets).size).toBe(lines.length);
});

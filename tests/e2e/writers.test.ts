// Several processes in one home; tests/soak/writers.test.ts has four that write again and again.
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Outcome, runPrep, runPrepJson, type RunOptions, startPrep } from '../support/cli.ts';
import { program, root } from '../support/environment.ts';
import { tempFolder, tempHome } from '../support/home.ts';

const atOnce = (count: number, args: readonly string[], options: RunOptions): Promise<Outcome[]> =>
  Promise.all(Array.from({ length: count }, () => startPrep(args, options)));

it('undos at once undo one step each, and a script that answers a drill twice at once records once', async () => {
  const options = { home: tempHome(), env: { PREP_NOW: undefined, PREP_SEED: undefined } };
  const file = join(tempFolder(), 'answers.jsonl');
  const drawn = await runPrepJson<{ items: { question: string }[] }>(
    ['drill', '--json', '--count', '4'],
    options,
  );
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

it('a lock that a full disk cut off goes at once, and those of earlier times are in nobody’s way', async () => {
  const home = tempHome();
  const locks = (): readonly string[] => readdirSync(home).filter((name) => name.startsWith('.lock'));
  const config = ['config', 'newPerDay', '7'];
  await runPrep(config, { home });
  const [node = '', ...script] = program;
  const command = [node, '--require', join(root, 'tests/support/faults.cjs'), ...script];
  for (const at of [1, 2]) {
    const env = { PREP_FAULT: `short ${at}`, PREP_FAULT_FOLDER: home };
    const { status, stderr } = await runPrep([...config.slice(0, 2), `1${at}`], { home, env, command });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('disk is full') });
    expect(locks()).toEqual([]);
  }
  const suffix = '-0ubz85sf174';
  for (let count = 0; count < 20; count++) {
    const path = join(home, `.lock${suffix.repeat(count)}`);
    writeFileSync(path, '');
    utimesSync(path, 1, 1);
  }
  expect((await runPrep(config, { home })).status).toBe(0);
  expect(locks()).toEqual([]);
});

it('questions added at once have numbers of their own, and the same one is added once', async () => {
  const options = { home: tempHome(), env: { PREP_NOW: undefined, PREP_SEED: undefined } };
  await runPrep(['add', 'What is a latch?'], options);
  writeFileSync(join(options.home, '..', 'guide.md'), '# Guide\n\n### Q1: What is one?\n\nThe first.\n');
  await runPrep(['import', join(options.home, '..', 'guide.md'), '--only'], options);
  const titles = ['What is a canary?', 'What is a runbook?', 'What is toil?', 'What is toil?'];
  const added = await Promise.all(titles.map((title) => startPrep(['add', title, '--json'], options)));
  const numbers = added.map(({ stdout }) => /"number":(\d+)/.exec(stdout)?.[1] ?? 'none').toSorted();
  expect(numbers).toEqual(['2', '3', '4', 'none']);
  expect(added.map(({ stderr }) => stderr).join('')).toContain('You already have this question');
  expect((await runPrep(['check'], options)).stdout).not.toContain('number-duplicate');
});

it('banks added at once are all in the list', async () => {
  const options = { home: tempHome(), cwd: tempFolder() };
  const names = ['one', 'two', 'three'];
  for (const name of names)
    writeFileSync(join(options.cwd, `${name}.md`), `# What is ${name}?\n\nA number.\n`);
  const added = await Promise.all(names.map((name) => startPrep(['banks', 'add', `${name}.md`], options)));
  expect(added.map(({ status }) => status)).toEqual([0, 0, 0]);
  const { banks } = await runPrepJson<{ banks: { name: string }[] }>(['banks', '--json'], options);
  expect(banks.map(({ name }) => name).toSorted()).toEqual([...names, 'own', 'shipped'].toSorted());
});

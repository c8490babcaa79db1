// A question is retitled in its file: its history follows, is announced, and comes back for good with `prep undo`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../../support/in-process.ts';
import { tempFolder, tempHome } from '../../support/home.ts';

const FROM = 'why-do-we-divide-by-the-root-of-d';
const TO = 'scaled-dot-products-what-for';
const ANSWER = '\n\nSo that the softmax keeps a gradient.\n';

type History = { readonly attempts: readonly { readonly rating: string }[] };

it('the history of a retitled question moves once, and stays where undo puts it', async () => {
  const bank = join(tempFolder(), 'notes');
  mkdirSync(bank);
  const file = join(bank, 'scaling.md');
  const options = { home: tempHome(), env: { PREP_BANK: bank } };
  writeFileSync(file, `# Why do we divide by the root of d?${ANSWER}`);
  writeFileSync(join(bank, 'other.md'), '# What is a head?\n\nA projection.\n');
  expect(await runPrep(['grade', FROM, 'hard'], options)).toMatchObject({ status: 0 });

  writeFileSync(file, `# Scaled dot products: what for?${ANSWER}`);
  const moved = await runPrep(['list'], options);
  expect(moved.stderr).toBe(
    `The history of ${FROM} now belongs to ${TO} (same answer); \`prep undo\` undoes that.\n`,
  );
  expect((await runPrep(['list'], options)).stderr).toBe('');
  expect(await runPrepJson<History>(['history', TO, '--json'], options)).toMatchObject({
    attempts: [{ rating: 'hard' }],
  });

  const undone = await runPrep(['undo'], {
    ...options,
    env: { ...options.env, PREP_NOW: '2026-11-24T11:00:00+01:00' },
  });
  expect(undone.stdout).toMatch(new RegExp(`^Undid: moving the history of ${FROM} to ${TO}, `));
  for (const args of [['list'], ['next'], ['check']]) {
    const { stderr } = await runPrep(args, options);
    expect(stderr).not.toContain('history');
  }
  expect(await runPrepJson<History>(['history', TO, '--json'], options)).toMatchObject({ attempts: [] });

  // The title as it was finds its history where it was left.
  writeFileSync(file, `# Why do we divide by the root of d?${ANSWER}`);
  expect(await runPrepJson<History>(['history', FROM, '--json'], options)).toMatchObject({
    attempts: [{ rating: 'hard' }],
  });
});

it('the numbers and the own answer of a retitled question go with its history', async () => {
  const guide = join(tempFolder(), 'guide.md');
  const options = { home: tempHome(), env: { PREP_BANK: guide } };
  const written = (title: string): string =>
    `# Guide\n\n### Q1: ${title}\n\nIt took [FILL IN: your time] ms.\n`;
  writeFileSync(guide, written('Why is it slow?'));
  for (const args of [
    ['fill', '--set', 'why-is-it-slow/fill-in/your-time=45 ms'],
    ['grade', '1', 'good'],
  ])
    expect(await runPrep(args, options)).toMatchObject({ status: 0 });
  await runPrep(['answer', '1', '--file', '-'], { ...options, input: 'Mine took [FILL IN: your time].\n' });

  writeFileSync(guide, written('Where does all the time go?'));
  // The command that finds the question again has them already.
  const { stdout, stderr } = await runPrep(['show', '1'], options);
  expect(stderr).toContain('now belongs to where-does-all-the-time-go');
  expect(stdout).toContain('It took 45 ms.');
  expect(stdout).toMatch(/Mine took/);
  expect(stdout).not.toContain('[not filled]');
  const { unfilled } = await runPrepJson<{ readonly unfilled: number }>(['--json'], options);
  expect(unfilled).toBe(0);
});

// What the shell is offered at each Tab: the kind on the first line, then a value a line, with what it is behind a tab.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Outcome } from '../../support/cli.ts';
import { runPrep } from '../../support/in-process.ts';
import { tempFolder, tempHome } from '../../support/home.ts';

const home = tempHome();
const complete = (words: readonly string[], at = home): Promise<Outcome> =>
  runPrep(['complete', '--', ...words], { home: at });

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr, status } = await complete(words);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const [, ...lines] = stdout.trimEnd().split('\n');
  return lines.map((line) => line.split('\t')[0] ?? '');
}
const kindOf = async (...words: readonly string[]): Promise<string> =>
  (await complete(words)).stdout.split('\n')[0] ?? '';

it.each([
  { words: ['su'], has: ['suspend'], lacks: ['list'] },
  { words: ['help', 'sus'], has: ['suspend'] },
  { words: ['--plain', '--home', 'x', 'su'], has: ['suspend'] },
  { words: ['list', '--se'], has: ['--section'] },
  { words: ['list', ''], has: ['--matrix', '--json'] },
  { words: ['list', '--star', '--st'], has: [], lacks: ['--star'] },
  { words: ['list', '--tag', 'cnn', '--ta'], has: ['--tag'] },
  { words: ['list', '--section', 'Arch'], has: ['Architecture'] },
  { words: ['list', '--section=arch'], has: ['--section=Architecture'] },
  { words: ['list', '--tag', 'attent'], has: ['attention'] },
  { words: ['list', '--difficulty', ''], has: ['easy', 'medium', 'hard'] },
  { words: ['grade', '4', ''], has: ['again', 'hard', 'good', 'easy'] },
  { words: ['show', 'what is the comp'], has: [/^What is the computational complexity/] },
  { words: ['show', 'q4'], has: ['Q4', 'Q41'] },
  { words: ['suspend', '4', 'attention-c'], has: ['attention-complexity'] },
  { words: ['show', '4', 'attention-c'], has: [], lacks: ['attention-complexity'] },
  { words: ['fill', 'attention_ms_1'], has: ['attention_ms_128'] },
  {
    words: ['fill', '--set', 'd_model=512', 'attention_'],
    has: ['attention_ms_128='],
    lacks: ['attention_slowdown='],
  },
  { words: ['fill', '--set', 'attention_ms_128='], has: [], lacks: ['attention_ms_128='] },
  { words: ['fill', '--set', 'd_model=512', '--un'], has: ['--unset', '--unit'] },
  { words: ['import', 'x', '--as', 'ank'], has: ['anki-text'] },
  { words: ['show', '4'], has: ['4', '41'], lacks: ['Q4'] },
  { words: ['docs', 'm'], has: ['mock'], lacks: ['plan'] },
  { words: ['config', 'interviewDate', ''], has: ['--unset'] },
  { words: ['config', 'bogus', ''], has: ['--unset'] },
  { words: ['drill', ''], has: ['daily'] },
  { words: ['drill', '--install', ''], has: ['cron', 'systemd', 'launchd'] },
  { words: ['config', 'newP'], has: ['newPerDay'] },
  { words: ['config', 'screen', ''], has: ['full', 'inline'] },
  { words: ['completion', ''], has: ['bash', 'zsh', 'fish', 'powershell'] },
  { words: ['list', '--', '--se'], has: [], lacks: ['--section'] },
  { words: ['nonsense', 'su'], has: [], lacks: ['suspend'] },
])('$words', async ({ words, has, lacks = [] }) => {
  const all = await offered(...words);
  for (const one of has)
    expect(all).toContainEqual(typeof one === 'string' ? one : expect.stringMatching(one));
  for (const one of lacks) expect(all).not.toContain(one);
});

it('leaves files to the shell wherever one is named, and says where more follows a value', async () => {
  for (const words of [
    ['quiz', 'x'],
    ['import', ''],
    ['export', '--to', 'x'],
    ['list', '--bank='],
  ])
    expect(await kindOf(...words), words.join(' ')).toBe('values files');
  expect(await kindOf('fill', '--set', '')).toBe('partial');
  expect(await kindOf('show', '')).toBe('values');
});

it('offers the placeholders of a guide by key once one is typed', async () => {
  const guide = join(tempFolder(), 'guide.md');
  writeFileSync(
    guide,
    '**1. How fast is it?**\n\nThe p95 latency is [X] ms.\n\n**2. What is it?**\n\nA cache.\n',
  );
  const { stdout: keys } = await complete(['--bank', guide, 'fill', '--set', 'how']);
  expect(keys).toContain('\nhow-fast-is-it/letter/p95-latency-is-x-ms=');
  // By what `prep fill` asks for them.
  expect(await offered('--bank', guide, 'fill', '')).toEqual(['how-fast-is-it']);
});

it('takes titles that it offers for the questions', async () => {
  const [title = ''] = await offered('show', 'What is the comp');
  const { stdout } = await runPrep(['show', title, '--json'], { home });
  expect(JSON.parse(stdout)).toMatchObject({ id: 'attention-complexity' });
  const start = await runPrep(['show', 'how do you STAY  current', '--json'], { home });
  expect(JSON.parse(start.stdout)).toMatchObject({ id: 'staying-current' });
  const many = await runPrep(['show', 'What is the'], { home });
  expect(many).toMatchObject({ status: 2, stderr: expect.stringContaining('No question matches') });
});

it('offers the questions of the banks that the line names, and of the home', async () => {
  const folder = tempFolder();
  const bank = join(folder, 'bank.md');
  writeFileSync(bank, '---\nid: mine\ntags: [rare]\n---\n# Why \u001b[31mred?\n\nSo.\n');
  expect(await offered('--bank', bank, 'show', '')).toEqual(['mine']);
  expect(await offered('list', `--bank=${bank}`, '--tag', '')).toEqual(['rare']);
  // What could command the terminal is never printed.
  const { stdout } = await complete(['--bank', bank, 'show', '']);
  expect(stdout).toBe('values\nmine\tWhy red?\n');
  expect(await offered('--bank', bank, 'show', 'Why')).toEqual(['Why red?']);
  const other = join(folder, 'other');
  await runPrep(['add', 'Other?'], { home: other });
  expect(await offered('show', '--home', other, 'oth')).toEqual(['other']);
});

it('says nothing where banks or settings cannot be read, and changes nothing', async () => {
  const damaged = tempHome();
  const { stdout, stderr, status } = await runPrep(['complete', '--', 'show', ''], {
    home: damaged,
    env: { PREP_BANK: '/no/bank' },
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: 'values\n', stderr: '', status: 0 });
  expect(existsSync(join(damaged, 'journal'))).toBe(false);
  await runPrep(['config', 'mode', 'think'], { home: damaged });
  writeFileSync(join(damaged, 'config.json'), '{');
  expect(await complete(['show', ''], damaged)).toEqual({ stdout: 'values\n', stderr: '', status: 0 });
  expect((await complete(['su'], damaged)).stdout).toContain('suspend');
});

it('offers mocks by their ids, and of daily copies those that a day restores', async () => {
  const at = tempHome();
  const on = (day: number) => ({ home: at, env: { PREP_NOW: `2026-11-${day}T10:00:00+01:00` } });
  // On the first day, there was no config file to copy.
  await runPrep(['grade', '4', 'good'], on(20));
  await runPrep(['config', 'newPerDay', '7'], on(21));
  await runPrep(['config', 'newPerDay', '8'], on(22));
  await runPrep(['mock', '--plain', '--mode', 'think', '-n', '1'], { ...on(23), input: '' });
  const days = await complete(['restore', ''], at);
  expect(days.stdout).toBe('values files\n2026-11-23\t\n2026-11-22\t\n');
  const { mocks } = JSON.parse((await runPrep(['mock', '--list', '--json'], on(24))).stdout) as {
    readonly mocks: readonly { readonly id: string }[];
  };
  expect((await complete(['mock', '--show', ''], at)).stdout).toBe(`values\n${mocks[0]?.id}\t\n`);
});

it.each(['bash', 'zsh', 'fish', 'powershell'])('prints the script of %s', async (shell) => {
  const { stdout, status } = await runPrep(['--plain', 'completion', shell], { home });
  expect(stdout).toMatch(/^#.*\n/);
  expect(stdout).toContain('complete');
  expect(status).toBe(0);
});

it('offers the numbers of each bank with its prefix', async () => {
  const bank = join(tempFolder(), 'deep-questions.md');
  writeFileSync(
    bank,
    '## Q1: Why is the sky blue?\n\nScattering.\n\n## Q2: Why is it red at dusk?\n\nMore of it.\n',
  );
  expect(await offered('show', '--bank', 'questions', '--bank', bank, 'dq')).toEqual(['dq:1', 'dq:2']);
});

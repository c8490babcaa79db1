// Questions of other files come in through the built program: at a terminal, and at scale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../support/cli.ts';
import { filesBelow } from '../support/disk-banks.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

const GUIDE = `# Guide

## Stories

### Q1: What did you improve?

I cut [how much] by XX% at [Company].

### Q2: And what went wrong?

Nothing.
`;

function guideIn(folder: string, text = GUIDE): string {
  const path = join(folder, 'guide.md');
  writeFileSync(path, text);
  return path;
}

describe('at a terminal', () => {
  it('what may be placeholders is offered in its sentence', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, args: ['import', guideIn(tempFolder())] });
    await terminal.waitFor(/2 questions[^]*What did you improve/);
    await terminal.waitFor('Enter = import these 2.');
    terminal.press('enter');
    await terminal.waitFor(
      /I cut \[how much\] by XX%[^]*→ \[FILL IN: how much\][^]*Enter\s=\skeep\sas\stext/,
    );
    terminal.type('1 3');
    terminal.press('enter');
    expect(await terminal.ended()).toBe(0);
    const text = readFileSync(join(home, 'questions/guide/stories/what-did-you-improve.md'), 'utf8');
    expect(text).toContain('I cut [FILL IN: how much] by XX% at [FILL IN: Company].');
  });

  it('nothing is written when the person leaves', async () => {
    const home = tempHome();
    const guide = guideIn(tempFolder());
    for (const [waits, key, exit] of [
      ['Enter = import these 2.', 'ctrl-c', 130],
      ['Enter = import these 2.', 'escape', 1],
      [/possible\s+placeholders\./, 'ctrl-c', 130],
    ] as const) {
      const terminal = openTerminal({ home, args: ['import', guide] });
      await terminal.waitFor('Enter = import these 2.');
      if (typeof waits !== 'string') terminal.press('enter');
      await terminal.waitFor(waits);
      terminal.press(key);
      expect(await terminal.ended()).toBe(exit);
      expect(filesBelow(join(home, 'questions')).size).toBe(0);
    }
  });

  it('a question that was added is written', async () => {
    const home = tempHome();
    const guide = guideIn(
      tempFolder(),
      GUIDE.replace('Nothing.', 'Nothing.\n\n#### What would you change?\n\nAll.'),
    );
    const terminal = openTerminal({ home, args: ['import', guide] });
    await terminal.waitFor(/5 +· +#### +13 +What would you change\?[^]*Enter = import these 2\./);
    terminal.type('5');
    terminal.press('enter');
    await terminal.waitFor('Enter = import these 3.');
    terminal.press('enter');
    await terminal.waitFor(/possible\s+placeholders\./);
    terminal.press('enter');
    expect(await terminal.ended()).toBe(0);
    const written = filesBelow(join(home, 'questions'));
    expect(written.get('guide/stories/what-would-you-change.md')).toContain(
      '# What would you change?\n\nAll.',
    );
    expect(written.get('guide/stories/and-what-went-wrong.md')).toMatch(/Nothing\.\n$/);
  });
});

describe('a file', () => {
  it('is quizzed as it stands, and its history hangs on what is imported of it', async () => {
    const home = tempHome();
    const guide = guideIn(tempFolder());
    const quizzed = await runPrep(['quiz', guide, '-n', '1', '--plain'], {
      home,
      input: 'Half of it.\n\n1\n3\n',
    });
    expect(quizzed.status).toBe(0);
    await runPrep(['import', guide], { home });
    type Listed = {
      readonly questions: readonly { readonly id: string; readonly reps: number; readonly file: string }[];
    };
    const { questions } = await runPrepJson<Listed>(['list', '--json', '--bank', join(home, 'questions')], {
      home,
    });
    expect(questions.map(({ id, reps }) => [id, reps])).toContainEqual(['what-did-you-improve', 1]);
    expect(questions).toHaveLength(2);
    expect((await runPrep(['check', join(home, 'questions')], { home })).status).toBe(0);
  });

  it('leads to one clear error when it cannot be read, and nothing is written', async () => {
    const home = tempHome();
    const folder = tempFolder();
    const path = join(folder, 'notes.md');
    writeFileSync(path, Buffer.from('\ufeff# What?\n', 'utf16le'));
    const { stdout, stderr, status } = await runPrep(['import', path, guideIn(folder)], {
      home,
      cwd: folder,
    });
    expect({ stdout, stderr, status }).toEqual({
      stdout: '',
      stderr: 'prep: notes.md: It is written in UTF-16.\n      Save it as UTF-8.\n',
      status: 2,
    });
    expect(filesBelow(home).size).toBe(0);
  });
});

it('hundreds of files are taken over at once, with a word on how far it is', async () => {
  const home = tempHome();
  const bank = join(tempFolder(), 'bank');
  mkdirSync(bank);
  const COUNT = 500;
  for (let at = 0; at < COUNT; at += 1)
    writeFileSync(
      join(bank, `${at}.md`),
      `---\nid: q-${at}\n---\n# What is part ${at}?\n\nIt took [FILL IN: part_ms].\n`,
    );
  const first = await runPrep(['import', bank], { home });
  expect(first.stderr).toContain(`Reading 250 of ${COUNT} files …\n`);
  expect(first.stderr).toContain(`${COUNT} files written to `);
  const again = await runPrepJson<{ readonly unchanged: number; readonly written: number }>(
    ['import', bank, '--json'],
    { home },
  );
  expect(again).toMatchObject({ unchanged: COUNT, written: 0 });
});

it('files that a power cut emptied are told, and written again by the next import', async () => {
  const home = tempHome();
  const guide = guideIn(tempFolder());
  await runPrep(['import', guide], { home });
  const questions = (): ReadonlyMap<string, string> =>
    new Map([...filesBelow(home)].filter(([name]) => /^questions\/.*\.md$/.test(name)));
  const whole = questions();
  expect(whole.size).toBe(2);
  for (const [at, name] of [...whole.keys()].entries())
    writeFileSync(join(home, name), Buffer.alloc(at === 0 ? 0 : 100));
  const checked = await runPrep(['check', join(home, 'questions')], { home });
  expect(checked.stdout.match(/It is empty/g)).toHaveLength(2);
  expect((await runPrep(['import', guide], { home })).status).toBe(0);
  expect(questions()).toEqual(whole);
});

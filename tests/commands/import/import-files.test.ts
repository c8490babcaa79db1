// `prep import` of files on a disk into a home: history, damage, and many files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, guideIn } from '../../support/disk-banks.ts';
import { tempFolder, tempHome } from '../../support/home.ts';
import { runPrep, runPrepJson } from '../../support/in-process.ts';

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

it('the folder around the files tells the same, wherever prep runs', async () => {
  const above = tempFolder();
  const topics = join(above, 'react-interview-questions', 'topics');
  mkdirSync(topics, { recursive: true });
  const NAMES = 'Keys Portals Refs Context Memo Effects Events State Props Fragments Suspense Lists'.split(
    ' ',
  );
  const text = 'React does this in a moment of its own, and a component sees what came of it.\n';
  writeFileSync(
    join(topics, 'hooks.md'),
    `# Hooks\n\n${NAMES.map((name, at) => `## ${at + 1}. ${name}\n\n${text}\n`).join('')}`,
  );
  const titlesFrom = async (path: string, cwd: string) => {
    type Read = { readonly questions: readonly { readonly title: string }[] };
    const { questions } = await runPrepJson<Read>(['import', path, '--dry-run', '--json'], {
      home: tempHome(),
      cwd,
    });
    return questions.map(({ title }) => title);
  };
  expect(await titlesFrom('react-interview-questions', above)).toEqual(NAMES);
  expect(await titlesFrom('.', topics)).toEqual(NAMES);
  expect(await titlesFrom('hooks.md', topics)).toEqual(NAMES);
});

it('chapters are numbered in the order of their names, counted as a person counts', async () => {
  const folder = tempFolder();
  for (const chapter of ['10-speed', '2-memory', '1-basics']) {
    mkdirSync(join(folder, chapter));
    for (const page of ['b', 'a'])
      writeFileSync(join(folder, chapter, `${page}.md`), `# What is ${page} of ${chapter}?\n\nThis.\n`);
  }
  type Read = { readonly questions: readonly { readonly title: string }[] };
  const { questions } = await runPrepJson<Read>(['import', folder, '--dry-run', '--json'], {
    home: tempHome(),
  });
  expect(questions.map(({ title }) => title)).toEqual([
    'What is a of 1-basics?',
    'What is b of 1-basics?',
    'What is a of 2-memory?',
    'What is b of 2-memory?',
    'What is a of 10-speed?',
    'What is b of 10-speed?',
  ]);
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

it.each([
  ['3 levels', [3, 1, 2], ['hard', 'easy', 'medium']],
  ['a longer scale', [3, 1, 5], ['medium', 'medium', 'medium']],
])('numbers of difficulty: %s', async (_, levels, expected) => {
  const [home, path] = [tempHome(), join(tempFolder(), 'trees.csv')];
  const rows = levels.map((level, at) => `What is tree ${at}?,It is a tree of another kind.,${level}\n`);
  writeFileSync(path, `Question,Answer,Difficulty\n${rows.join('')}`);
  await runPrep(['import', path, '--only', '--yes'], { home });
  type Listed = { readonly questions: readonly { readonly difficulty: string }[] };
  const { questions } = await runPrepJson<Listed>(['list', '--json'], { home });
  expect(questions.map(({ difficulty }) => difficulty)).toEqual(expected);
});

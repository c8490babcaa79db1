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
    writeFileSync(path, Buffer.from('# What\xdf\n', 'latin1'));
    const { stdout, stderr, status } = await runPrep(['import', path, guideIn(folder)], {
      home,
      cwd: folder,
    });
    expect({ stdout, stderr, status }).toEqual({
      stdout: '',
      stderr:
        'prep: notes.md: It is not valid UTF-8.\n      Save it as UTF-8; in Word: Save As, Plain Text, Other encoding.\n',
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

it('pages of a folder are one question each if most of their titles give a task', async () => {
  const folder = tempFolder();
  const pages = {
    'design/chat.md': '# Design a chat system\n\n**Transport.** A gateway.\n\n**Scale.** 60k connections.\n',
    'design/feed.md': '# Design a news feed\n\nWrite on fan-out.\n\nRead from a cache.\n',
    'design/limiter.md':
      '# Design a rate limiter\n\n**Where.** At the edge.\n\n- Several regions?\n- Hot client?\n',
    'design/about.md': '# Sources\n\nTwo books.\n',
    'ios/actor.md': '# Explain @MainActor\n\nCode for the main thread.\n',
    'ios/arc.md': '# How does ARC work?\n\nIt counts.\n',
    'ios/cycle.md': '# What is a retain cycle?\n\nTwo objects hold each other.\n',
    'notes/caches.md': '# Caches\n\nThey are fast.\n',
    'notes/queues.md': '# Queues\n\nThey are long.\n',
    'notes/locks.md': '# Explain locks\n\nThey wait.\n',
    'week/net.md': '# Networks\n\n## Explain TCP.\n\n### Ports\n\nA number.\n\n### Windows\n\nA size.\n',
    'week/os.md': '# Systems\n\n## Explain threads.\n\n### What is one?\n\nA path.\n\n### Why?\n\nSpeed.\n',
    'stories.md': '## Tell me about a failure.\n\nI missed a date.\n\n## Why us?\n\nThe people.\n',
  };
  for (const [path, text] of Object.entries(pages)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  type Read = { readonly questions: readonly { readonly title: string }[] };
  const { questions } = await runPrepJson<Read>(['import', folder, '--dry-run', '--json'], {
    home: tempHome(),
  });
  expect(questions.map(({ title }) => title)).toEqual([
    'Design a chat system',
    'Design a news feed',
    'Design a rate limiter',
    'Explain @MainActor',
    'How does ARC work?',
    'What is a retain cycle?',
    'Tell me about a failure.',
    'Why us?',
    'Explain TCP.',
    'Explain threads.',
  ]);
});

it('hundreds of files are taken over at once, with a word on how far it is', async () => {
  const home = tempHome();
  const bank = join(tempFolder(), 'bank');
  mkdirSync(bank);
  // The first 250 are told.
  const COUNT = 260;
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

describe('web pages', () => {
  const pageOf = (...words: readonly string[]): string =>
    `<html><head><meta charset="windows-1252"><title>Notes</title></head><body>\n<h1>Interview questions</h1>\n${words
      .map((word) => `<h2>What is a ${word}?</h2>\n<p>It isn\u2019t a number.</p>\n`)
      .join('')}</body></html>\n`;

  it('of a folder are read, except those made of Markdown that is there, too', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    for (const name of ['guide', 'site']) mkdirSync(join(folder, name));
    const guide = '# Locks\n\n## What is a mutex?\n\nOne.\n\n## What is a latch?\n\nTwo.\n';
    writeFileSync(join(folder, 'locks.md'), guide);
    writeFileSync(join(folder, 'guide', 'index.md'), guide.replaceAll('What is', 'Why use'));
    writeFileSync(join(folder, 'site', 'Locks.html'), pageOf('mutex', 'latch'));
    writeFileSync(join(folder, 'guide', 'index.html'), pageOf('mutex', 'latch'));
    writeFileSync(join(folder, 'site', 'pages.htm'), pageOf('stack', 'queue'));
    const before = filesBelow(folder);
    const all = await runPrep(['import', folder], { home, cwd: folder });
    expect(all.stdout).toMatch(/site\/pages\.htm \(guide\) - 2 new/);
    expect(all.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Skipped because of their names: guide/index.html, site/Locks.html. To read one anyway, name the file.',
    );
    expect(all.stderr).toContain('6 new.');
    expect((await runPrep(['import', folder], { home })).stderr).toContain('6 unchanged');
    // Beside Markdown, pages are no part of a bank; alone, they are.
    const listed = async (path: string) =>
      (
        await runPrepJson<{ readonly questions: readonly unknown[] }>(['list', '--json', '--bank', path], {
          home,
        })
      ).questions.length;
    expect([await listed(folder), await listed(join(folder, 'site'))]).toEqual([4, 4]);
    expect(filesBelow(folder)).toEqual(before);
  });

  it('can be in the charset that they name, and are quizzed and checked as they are', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    const path = join(folder, 'notes.html');
    writeFileSync(path, Buffer.from(pageOf('mutex', 'latch').replaceAll('\u2019', '\x92'), 'latin1'));
    expect((await runPrep(['check', path], { home })).stderr).toContain('2 questions: 0 errors, 0 warnings');
    const quizzed = await runPrep(['quiz', path, '-n', '1', '--plain'], { home, input: '\n\n3\n' });
    expect(quizzed.stdout + quizzed.stderr).toContain('It isn\u2019t a number.');
    expect(filesBelow(folder).size).toBe(1);
  });

  it('without questions are told, with their lines', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    const path = join(folder, 'report.html');
    writeFileSync(
      path,
      '<html><body>\n<h1>Run 17</h1>\n<table><tr><td>p50</td><td>45 ms</td></tr></table>\n</body></html>\n',
    );
    const { stderr, status } = await runPrep(['import', path], { home, cwd: folder });
    expect({ stderr, status }).toEqual({
      stderr:
        'prep: No questions found in report.html. Nothing in this file looks like a question. It has 1 `#` heading (line 2).\n' +
        '      prep reads Markdown, Org, AsciiDoc, reStructuredText, LaTeX, web pages, tables, JSON, YAML, TOML, data in programs and Anki decks (`prep docs import`); `--as FORMAT` forces one\n',
      status: 2,
    });
  });
});

describe('programs in a folder', () => {
  it('are read if they have a quiz; tests and other programs are files without a question', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    const quiz = ['What is a mutex?', 'What is a latch?', 'What is a fence?']
      .map((question) => `  { question: '${question}', answer: 'It depends.' },\n`)
      .join('');
    writeFileSync(join(folder, 'quiz.js'), `const quiz = [\n${quiz}];\n`);
    writeFileSync(join(folder, 'quiz.test.js'), `const quiz = [\n${quiz.replaceAll('is a', 'was a')}];\n`);
    writeFileSync(join(folder, 'app.py'), '# What is this?\nprint("a")\n');
    writeFileSync(join(folder, 'latin.py'), Buffer.from('x = "\xe9"\n', 'latin1'));
    writeFileSync(join(folder, '__init__.py'), '');
    const { stdout, stderr, status } = await runPrep(['import', folder], { home, cwd: folder });
    expect(stdout).toContain('quiz.js (questions in JavaScript, TypeScript, or Python) - 3 new');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('4 files without a question:');
    expect(stderr).toContain('3 new.');
    expect([status, /warning|error/.test(stdout + stderr)]).toEqual([0, false]);
    const named = await runPrep(['import', 'quiz.test.js', '--dry-run'], { home, cwd: folder });
    expect(named.stdout).toContain('- 3 new');
  });
});

it('in a folder, notebooks and files without an ending are read', async () => {
  const [home, folder] = [tempHome(), tempFolder()];
  const asked = ['What is a mutex?', 'What is a latch?', 'What is a fence?'];
  const source = asked.map((question) => `## ${question}\n\nIt depends.\n\n`);
  writeFileSync(
    join(folder, 'locks.ipynb'),
    JSON.stringify({
      cells: [{ cell_type: 'markdown', source }],
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
    }),
  );
  const numbered = asked.map(
    (question, at) => `${at + 1}. ${question.replace('is', 'was')}\nThat is long ago.\n`,
  );
  writeFileSync(join(folder, 'History'), numbered.join('\n'));
  writeFileSync(join(folder, 'LICENSE'), 'Who may use it?\n\nAnyone.\n');
  writeFileSync(join(folder, 'CODEOWNERS'), '* @ada\n');
  writeFileSync(join(folder, 'prog'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff]));
  const { stdout, stderr, status } = await runPrep(['import', folder], { home, cwd: folder });
  expect(stdout).toContain('locks.ipynb (guide) - 3 new');
  expect(stdout).toMatch(/History \(.*\) - 3 new/);
  expect([status, /warning|error/.test(stdout + stderr)]).toEqual([0, false]);
  expect(stderr).toContain('6 new.');
});

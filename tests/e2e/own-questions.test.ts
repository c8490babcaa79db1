// Questions that the user writes: added on one line, in the editor, and changed there.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../support/cli.ts';
import { journalOf, tempFolder, tempHome } from '../support/home.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

type Added = { readonly question: { readonly id: string; readonly draft: boolean; readonly points: number } };
const ownFile = (home: string, name: string): string => readFileSync(join(home, 'questions', name), 'utf8');

/** An editor that takes what was opened for `opened()`, and writes the next of `texts`; without one it changes nothing. */
function editorOf(...texts: readonly string[]) {
  const folder = tempFolder();
  for (const [at, text] of texts.entries()) writeFileSync(join(folder, `next-${at + 1}`), text);
  const program = join(folder, 'editor');
  const script = [
    '#!/bin/sh',
    `cd ${folder}; echo x >> count; n=$(wc -l < count | tr -d ' ')`,
    'cp "$1" "opened-$n"; if [ -f "next-$n" ]; then cat "next-$n" > "$1"; fi',
  ];
  writeFileSync(program, `${script.join('\n')}\n`);
  chmodSync(program, 0o755);
  return { program, opened: (n: number) => readFileSync(join(folder, `opened-${n}`), 'utf8') };
}

const inTerminal = (home: string, editor: string, ...args: readonly string[]): Terminal =>
  openTerminal({ home, args, env: { VISUAL: undefined, EDITOR: editor } });

it('has a path that a script can open, and people read it below their own folder', async () => {
  const folder = tempFolder();
  const at = { home: join(folder, 'prep'), env: { HOME: folder } };
  const added = await runPrep(['add', 'Mine?', '--answer', 'x'], at);
  expect(added.stdout).toContain('~/prep/questions/mine.md');
  const show = await runPrepJson<{ readonly file: string }>(['show', 'mine', '--json'], at);
  expect(readFileSync(show.file, 'utf8')).toContain('# Mine?');
});

describe('a file on the command line', () => {
  it('is read without the own bank, where what is added beside it still goes', async () => {
    const home = tempHome();
    const folder = tempFolder();
    writeFileSync(
      join(folder, 'guide.md'),
      '## Q1: What is a mutex?\n\nA lock.\n\n## Q2: Explain CAP.\n\nChoose.\n',
    );
    writeFileSync(join(folder, 'empty.md'), '');
    const at = { home, cwd: folder };
    await runPrep(['add', 'Mine?', '--answer', 'x'], at);
    expect((await runPrep(['quiz', 'guide.md', '--plain'], at)).stdout).toContain('1 of 2');
    expect((await runPrep(['check', 'guide.md'], at)).stderr).toContain('2 questions: 0 errors');
    expect((await runPrep(['list', '--bank', 'guide.md'], at)).stdout).not.toContain('Mine?');
    writeFileSync(join(folder, 'open.md'), '## Q1: How fast is it?\n\n[FILL IN: p50_ms] is enough.\n');
    const open = await runPrep(['show', '1', '--bank', 'open.md'], at);
    expect(open.stdout).toMatch(/\[not filled\] +prep fill p50_ms --bank open\.md/);
    const none = await runPrep(['list', '--bank', 'empty.md'], at);
    expect([none.stdout, none.stderr]).toEqual(['', 'empty.md has no questions.\n']);
    const again = await runPrep(['add', 'Mine?', '--answer', 'x', '--bank', 'guide.md'], at);
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('You already have this') });
    const added = await runPrep(['add', 'Yours?', '--bank', 'guide.md'], at);
    expect(added.stdout).toMatch(/^Added yours in .*yours\.md\.$/m);
    const env = { PREP_BANK: join(folder, 'guide.md') };
    expect((await runPrep(['list'], { ...at, env })).stdout).toContain('Mine?');
  });
});

describe('prep add', () => {
  it('writes a question file of your own, which is asked before all other new questions', async () => {
    const home = tempHome();
    const words = ['--section', 'Ops', '--tag', 'ci', '--point', 'Small batches', '--point', 'One trunk'];
    const first = await runPrep(
      ['add', 'What is CI/CD?', '--answer', 'It took [FILL IN: ci_min].', ...words],
      { home },
    );
    expect(first).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Added what-is-ci-cd in .*what-is-ci-cd\.md\.$/m),
    });
    expect(ownFile(home, 'what-is-ci-cd.md')).toMatch(
      /^---\nid: what-is-ci-cd\nsection: Ops\ntags: \[ci\]\n[^]*created: "\d{4}-\d\d-\d\dT[^]*\n# What is CI\/CD\?\n\nIt took \[FILL IN: ci_min\]\.\n\n## Key points\n- Small batches\n- One trunk\n$/,
    );
    expect((await runPrep(['next'], { home })).stdout).toBe('what-is-ci-cd What is CI/CD?\n');
    const later = { PREP_NOW: '2026-11-24T10:01:00+01:00' };
    await runPrep(['add', 'Why', 'quotes?'], { home, env: later });
    expect((await runPrep(['next'], { home })).stdout).toBe('why-quotes Why quotes?\n');
  });

  it('has the next number, if the own questions have numbers', async () => {
    const home = tempHome();
    mkdirSync(join(home, 'questions'), { recursive: true });
    writeFileSync(join(home, 'questions', 'a.md'), '---\nid: a\nnumber: 15\n---\n# A?\n\nYes.\n');
    expect((await runPrep(['add', 'B?', '--answer', 'No.'], { home })).stdout).toMatch(/^Added \S*16 in /);
    expect(ownFile(home, 'b.md')).toContain('number: 16\n');
  });

  it('is undone while its file is as it was written, and its text stays in the journal', async () => {
    const home = tempHome();
    const file = join(home, 'questions', 'why-go.md');
    await runPrep(['add', 'Why Go?', '--answer', 'Fast builds.'], { home });
    const undone = await runPrep(['undo'], { home });
    expect(undone.stdout).toMatch(/^Undid: the new question why-go, from /);
    expect(undone.stderr).toContain('why-go.md is removed.');
    expect(existsSync(file)).toBe(false);
    expect(journalOf(home)[0]).toMatchObject({
      type: 'change',
      files: [{ name: 'why-go.md', after: expect.stringContaining('# Why Go?\n\nFast builds.\n') }],
    });
    expect((await runPrep(['undo'], { home })).stderr).toMatch(
      /Nothing to undo\.\n {6}an import is not undone: .* delete/,
    );
    await runPrep(['suspend', '1'], { home });
    await runPrep(['add', 'Why Go?'], { home });
    appendFileSync(file, '\nGoroutines.\n');
    const edited = await runPrep(['undo'], { home });
    expect(edited).toMatchObject({ status: 2, stdout: '' });
    expect(edited.stderr).toContain('Changed after that step: the new question why-go.');
    expect(ownFile(home, 'why-go.md')).toContain('Goroutines.');
    expect((await runPrep(['undo'], { home })).stdout).toMatch(/^Undid: the suspension of Q1/);
  });

  it('takes question, answer, points and follow-ups from stdin, and prints JSON', async () => {
    const home = tempHome();
    const input =
      'Explain checkpointing\r\n\r\nCompute for memory.\r\n\r\n## Key points\r\n- Compute\r\n- Memory\r\n';
    const { question } = await runPrepJson<Added>(['add', '-', '--json'], { home, input });
    expect(question).toMatchObject({ id: 'explain-checkpointing', draft: false, points: 2 });
    const reply = await runPrepJson<Added>(['add', 'And this?', '--answer', '-', '--json'], {
      home,
      input: 'Yes.\n',
    });
    expect(reply.question).toMatchObject({ id: 'and-this', draft: false });
    expect(ownFile(home, 'and-this.md')).toContain('# And this?\n\nYes.\n');
  });

  it('overwrites nothing: names and ids that are taken get a number, and a question is added once', async () => {
    const home = tempHome();
    mkdirSync(join(home, 'questions'), { recursive: true });
    writeFileSync(join(home, 'questions', 'cache.md'), 'my notes\n');
    for (const title of ['Cache?', 'Cache!', 'metrics', '2024?'])
      expect((await runPrep(['add', title], { home })).status).toBe(0);
    expect(ownFile(home, 'cache.md')).toBe('my notes\n');
    expect(
      readdirSync(join(home, 'questions'))
        .filter((name) => name.endsWith('.md'))
        .toSorted(),
    ).toEqual(['cache-2-2.md', 'cache-2.md', 'cache.md', 'metrics-question.md', 'q-2024.md']);
    const again = await runPrep(['add', ' cache? '], { home });
    expect(again).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('`prep edit cache` opens it'),
    });
  });

  it.each([
    { args: ['add'], says: 'Give the question to add.' },
    { args: ['add', ' '], says: 'The question is empty' },
    { args: ['add', '-', '--answer', '-'], says: 'The question and the answer cannot both be `-`' },
    { args: ['new'], says: 'An editor needs an interactive terminal' },
    { args: ['edit', '4'], says: 'An editor needs an interactive terminal' },
  ])('$args without what it needs says so', async ({ args, says }) => {
    const home = tempHome();
    const { status, stderr } = await runPrep(args, { home });
    expect(status).toBe(2);
    expect(stderr).toContain(says);
    expect(existsSync(join(home, 'questions'))).toBe(false);
  });
});

describe('prep new', () => {
  it('adds what was written into the template, without its comments', async () => {
    const home = tempHome();
    const look = editorOf();
    const first = inTerminal(home, look.program, 'new', '--section', 'Data: bases', '--tag', 'sql');
    await first.waitFor('Nothing was added.');
    expect(await first.exit).toBe(0);
    expect(existsSync(join(home, 'questions'))).toBe(false);
    const template = look.opened(1);
    expect(template).toContain('section: "Data: bases"\ntags: [sql]\n');
    const filled = template
      .replace(/^# $/m, '# Why is the index slow?')
      .replace('## Key points', 'Too many columns.\n\n- \n\n## Key points')
      .replace(/^### $/m, '### Which ones?\nThe text.');
    const { program } = editorOf(filled);
    const second = inTerminal(home, program, 'new');
    await second.waitFor('Added why-is-the-index-slow');
    expect(await second.exit).toBe(0);
    const file = ownFile(home, 'why-is-the-index-slow.md');
    expect(file).toContain('# Why is the index slow?\n\nToo many columns.');
    expect(file).not.toContain('not stored');
    expect(file).not.toContain('## Key points');
    expect(file).toMatch(/## Follow-ups\n### Which ones\?\nThe text\.\n$/);
  });

  it('offers a text with a fault again, and keeps it until it is added or emptied', async () => {
    const home = tempHome();
    const wrong = '---\nminuts: 2\n---\n# Why?\n\nBecause.\n';
    const editor = editorOf(wrong, wrong);
    const terminal = inTerminal(home, editor.program, 'new');
    await terminal.waitFor('Reopen it?');
    expect(terminal.transcript()).toContain('new-question.md:2:1: warning: Unknown key `minuts`');
    terminal.press('enter');
    await terminal.waitFor(/(?:minuts: 2[^]*){2}Reopen it\?/);
    expect(editor.opened(2)).toBe(wrong);
    terminal.type('n');
    await terminal.waitFor('reopens what you wrote');
    expect(await terminal.exit).toBe(1);
    expect(existsSync(join(home, 'questions'))).toBe(false);

    const mended = editorOf(wrong.replace('minuts', 'minutes'));
    const later = inTerminal(home, mended.program, 'new');
    await later.waitFor('Added why');
    expect(mended.opened(1)).toBe(wrong);
    const fresh = editorOf('');
    const after = inTerminal(home, fresh.program, 'new');
    await after.waitFor('Nothing was added.');
    expect(fresh.opened(1)).toContain('write the question after the #');
  });
});

describe('prep edit', () => {
  it('opens your own question at its place, and says what is wrong with it then', async () => {
    const home = tempHome();
    await runPrep(['add', 'Why Go?', '--answer', 'Fast builds.'], { home });
    const text = ownFile(home, 'why-go.md');
    // Otherwise nothing in the file says where its points come from.
    const { program, opened } = editorOf(
      text.replace('medium', 'middling'),
      text.replace('Fast', 'Very fast'),
    );
    const terminal = inTerminal(home, program, 'edit', 'why-go');
    await terminal.waitFor('Reopen it?');
    expect(terminal.transcript()).toContain('prep proposes its key points.');
    expect(terminal.transcript()).toContain('`difficulty` must be easy, medium, hard.');
    terminal.press('enter');
    await terminal.waitFor('Changed why-go in');
    expect(await terminal.exit).toBe(0);
    expect(opened(1)).toBe(text);
    expect(ownFile(home, 'why-go.md')).toContain('Very fast builds.');
  });

  it('moves values with their words, and names those that no sentence cites then', async () => {
    const home = tempHome();
    await runPrep(
      ['add', 'How fast?', '--answer', 'The p50 is [X] ms and the p95 is [X] ms. It took [X] days.'],
      {
        home,
      },
    );
    const keys = ['the-p50-is-x-ms-and', 'the-p95-is-x-ms-it', 'ms-it-took-x-days'];
    const values = keys.map((key, at) => `how-fast/letter/${key}=${at + 1}`);
    expect((await runPrep(['fill', '--set', ...values], { home })).status).toBe(0);
    const text = ownFile(home, 'how-fast.md');
    const { program } = editorOf(
      text
        .replace('p50', 'pXX')
        .replace('p95', 'p50')
        .replace('pXX', 'p95')
        .replace(' It took [X] days.', ''),
    );
    const terminal = inTerminal(home, program, 'edit', 'how-fast');
    await terminal.waitFor('To enter a value again, run `prep fill`.');
    expect(terminal.transcript()).toContain('how-fast no longer cites 3 days (It took [X] days).');
    expect(await terminal.exit).toBe(0);
    const shown = await runPrep(['show', 'how-fast'], { home });
    expect(shown.stdout).toContain('The p95 is 2 ms and the p50 is 1 ms.');
  });

  it('is told of an editor that fails, and that changed nothing', async () => {
    const home = tempHome();
    await runPrep(['add', 'Why Go?', '--answer', 'Fast builds.'], { home });
    const terminal = inTerminal(home, 'false', 'edit', 'why-go');
    await terminal.waitFor('why-go is unchanged.');
    expect(terminal.transcript()).toContain('The editor failed with exit code 1.');
    expect(await terminal.exit).toBe(1);
  });

  it('of a shipped question offers a copy with its id, an answer of your own, or neither', async () => {
    const home = tempHome();
    await runPrep(['grade', 'attention-complexity', 'good'], { home });
    const choose = async (letter: string, editor: string, then: string): Promise<number> => {
      const terminal = inTerminal(home, editor, 'edit', '4');
      await terminal.waitFor('neither');
      expect(terminal.transcript()).toContain('ships with prep; its file is read-only');
      terminal.type(letter === '' ? '\u001B' : letter);
      await terminal.waitFor(then);
      return terminal.exit;
    };
    expect(await choose('', 'true', 'Nothing was changed.')).toBe(0);
    expect(await choose('c', editorOf().program, 'is unchanged')).toBe(0);
    expect(existsSync(join(home, 'questions'))).toBe(false);
    expect(
      await choose('a', editorOf('Mine.\n').program, 'Your answer to attention-complexity is stored'),
    ).toBe(0);
    const copy = editorOf('---\nid: attention-complexity\nnumber: 4\n---\n# Is attention dear?\n\nYes.\n');
    expect(await choose('c', copy.program, 'Changed attention-complexity')).toBe(0);
    const shown = await runPrepJson<{ title: string; reps: number; yourAnswer: string }>(
      ['show', '4', '--json'],
      { home },
    );
    expect(shown).toMatchObject({ title: 'Is attention dear?', reps: 1, yourAnswer: 'Mine.' });
  });
});

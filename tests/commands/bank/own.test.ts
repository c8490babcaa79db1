// The user's own questions: added, written and changed in an editor.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edit, newQuestion } from '../../../src/commands/bank/own.ts';
import { undo } from '../../../src/commands/quiz/entries.ts';
import { openRunner } from '../../../src/io/programs/runner.ts';
import { openDrafts } from '../../../src/io/store/journal.ts';
import { openOnDisk, type DiskOptions } from '../../support/disk-banks.ts';
import { editorOf } from '../../support/editor.ts';
import { journalOf, tempFolder, tempHome } from '../../support/home.ts';
import { runPrep, runPrepJson } from '../../support/in-process.ts';
import { failureOf, fill } from '../../support/verbs.ts';

type Added = { readonly question: { readonly id: string; readonly draft: boolean; readonly points: number } };
const ownFile = (home: string, name: string): string => readFileSync(join(home, 'questions', name), 'utf8');

it('has a path that a script can open, and people read it below their own folder', async () => {
  const folder = tempFolder();
  const at = { home: join(folder, 'prep'), env: { HOME: folder } };
  const added = await runPrep(['add', 'Mine?', '--answer', 'x'], at);
  expect(added.stdout).toContain('~/prep/questions/mine.md');
  const show = await runPrepJson<{ readonly file: string }>(['show', 'mine', '--json'], at);
  expect(readFileSync(show.file, 'utf8')).toContain('# Mine?');
});

it('answered by the user, in no file, is no question without an answer', async () => {
  const home = tempHome();
  const folder = tempFolder();
  writeFileSync(
    join(folder, 'guide.md'),
    '## Q1: What is double entry?\n\nTODO\n\n## Q2: And a sum?\n\nZero.\n',
  );
  const at = { home, cwd: folder };
  await runPrep(['import', 'guide.md', '--yes', '--only'], at);
  const told = async () => {
    const screens = [['show', '1'], ['list'], ['check'], []].map((args) => runPrep(args, at));
    return (await Promise.all(screens)).map(({ stdout, stderr }) => stdout + stderr).join('\n');
  };
  const nothing = /no answer yet|draft|without an answer/gi;
  expect((await told()).match(nothing)).toHaveLength(4);
  writeFileSync(join(folder, 'mine.md'), 'Debits equal credits.\n');
  await runPrep(['answer', '1', '--file', 'mine.md'], at);
  expect((await told()).match(nothing)).toBeNull();
  const listed = await runPrepJson<{ questions: readonly { draft: boolean }[] }>(['list', '--json'], at);
  expect(listed.questions.map(({ draft }) => draft)).toEqual([false, false]);
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
    const redone = await runPrep(['redo'], { home });
    expect(redone.stdout).toMatch(/^Redid: the new question why-go, from /);
    expect(redone.stderr).toMatch(/why-go\.md is written again\.\n$/);
    expect(ownFile(home, 'why-go.md')).toContain('Fast builds.');
    await runPrep(['undo'], { home });
    await runPrep(['suspend', '1'], { home });
    await runPrep(['add', 'Why Go?'], { home });
    appendFileSync(file, '\nGoroutines.\n');
    const edited = await runPrep(['undo'], { home });
    expect(edited).toMatchObject({ status: 2, stdout: '' });
    expect(edited.stderr).toContain('Changed after that step: the new question why-go.');
    expect(ownFile(home, 'why-go.md')).toContain('Goroutines.');
    expect((await runPrep(['undo'], { home })).stdout).toMatch(/^Undid: the suspension of Q1/);
  });

  it('leaves one empty line below a follow-up without an answer', async () => {
    const home = tempHome();
    const input = '# Why Go?\n\nFast builds.\n\n## Follow-ups\n### And Rust?\n### And C?\nNo.\n';
    await runPrep(['add', '-'], { home, input });
    const { stdout } = await runPrep(['show', 'why-go'], { home });
    expect(stdout).toContain('And Rust?\n\n');
    expect(stdout).not.toContain('\n\n\n');
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

  it.each([
    ['---\nid: x\nminuts: 2\n---\n# Why?\n\nSo.\n', 'Unknown key `minuts`.', 'Did you mean `minutes`?'],
    ['---\nid: x\n---\nJust text.\n', 'it has no title', 'Write the question as a heading'],
  ])('refuses a text from stdin with a fault: %j', async (input, says, remedy) => {
    const home = tempHome();
    const { stdout, stderr, status } = await runPrep(['add', '-'], { home, input });
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain(says);
    expect(stderr).toContain(remedy);
    expect(existsSync(join(home, 'questions'))).toBe(false);
  });

  it('takes a whole file from stdin, with its front matter', async () => {
    const home = tempHome();
    const input = '---\nid: trunk\nsection: Ops\n---\n# Why one trunk?\n\nSmall merges.\n';
    expect((await runPrep(['add', '-', '--tag', 'git'], { home, input })).stdout).toMatch(/^Added trunk in /);
    expect(ownFile(home, 'trunk.md')).toMatch(/^---\nid: trunk\nsection: Ops\ntags: \[git\]\n/);
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

/** Someone at a terminal whose editor writes the next of `writes`, and who types `lines`. */
function atTerminal(home: string, options: DiskOptions & { readonly writes?: readonly string[] } = {}) {
  const editor = editorOf(...(options.writes ?? []));
  const memory = openOnDisk(home, { banks: [{ bank: 'own' }], ...options });
  const context = {
    ...memory.context,
    run: openRunner({ EDITOR: editor.program }),
    drafts: openDrafts(home, memory.context.clock),
  };
  return { ...memory, context, opened: editor.opened };
}

function homeWith(files: Readonly<Record<string, string>>): string {
  const home = tempHome();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return home;
}

const WHY_GO = '---\nid: why-go\ndifficulty: medium\n---\n# Why Go?\n\nFast builds.\n';

describe('prep new', () => {
  it('adds what was written into the template, without its comments', async () => {
    const home = tempHome();
    const look = atTerminal(home);
    expect(await newQuestion(look.context, [], { section: 'Data: bases', tag: ['sql'] })).toBe(0);
    expect(look.talk()).toBe('Nothing was added.\n');
    expect(existsSync(join(home, 'questions'))).toBe(false);
    const template = look.opened(1);
    expect(template).toContain('section: "Data: bases"\ntags: [sql]\n');
    const filled = template
      .replace(/^# $/m, '# Why is the index slow?')
      .replace('## Key points', 'Too many columns.\n\n- \n\n## Key points')
      .replace(/^### $/m, '### Which ones?\nThe text.');
    const { context, data } = atTerminal(home, { writes: [filled] });
    expect(await newQuestion(context, [], {})).toBe(0);
    expect(data()).toMatch(/^Added why-is-the-index-slow in /);
    const file = ownFile(home, 'why-is-the-index-slow.md');
    expect(file).toContain('# Why is the index slow?\n\nToo many columns.');
    expect(file).not.toContain('not stored');
    expect(file).not.toContain('## Key points');
    expect(file).toMatch(/## Follow-ups\n### Which ones\?\nThe text\.\n$/);
  });

  it('reopens a text with a fault as often as the person wants, and the next time', async () => {
    const home = tempHome();
    const wrong = '---\nminuts: 2\n---\n# Why?\n\nBecause.\n';
    const first = atTerminal(home, { writes: [wrong, wrong], lines: ['', 'n'] });
    expect(await newQuestion(first.context, [], {})).toBe(1);
    expect(first.opened(2)).toBe(wrong);
    expect(first.talk()).toMatch(
      /(?:new-question\.md:2:1: warning: Unknown key `minuts`[^]*){2}`prep new` reopens what you wrote\.\n$/,
    );
    const second = atTerminal(home, { writes: [wrong.replace('minuts', 'minutes')] });
    expect(await newQuestion(second.context, [], {})).toBe(0);
    expect(second.talk()).toContain('Opening your unfinished question.');
    expect(second.opened(1)).toBe(wrong);
    expect(ownFile(home, 'why.md')).toContain('minutes: 2');
    const third = atTerminal(home);
    await newQuestion(third.context, [], {});
    expect(third.opened(1)).toContain('write the question after the #');
  });

  it.each([
    ['Only words.\n', 'The input has no question.'],
    ['# Why go?\n\nIt is small.\n', 'You already have this question: why-go in '],
    [
      '---\nid: why-go\n---\n# Why not?\n\nIt is large.\n',
      'Another question already has this id: why-go in ',
    ],
  ])('keeps %j, which it cannot add, and says why', async (text, says) => {
    const home = homeWith({ 'questions/why-go.md': WHY_GO });
    const { context, talk } = atTerminal(home, { writes: [text], lines: ['n'] });
    expect(await newQuestion(context, [], {})).toBe(1);
    expect(talk()).toContain(says);
    expect(context.drafts.read(':new')).toBe(text);
    expect(readdirSync(join(home, 'questions'))).toEqual(['why-go.md']);
  });

  it('with --json asks nothing', async () => {
    const { context, shown } = atTerminal(tempHome(), { writes: ['Only words.\n'] });
    expect(await newQuestion(context, [], { json: true })).toBe(1);
    expect(shown()).toBe('');
  });
});

describe('prep edit', () => {
  it('opens your own question at its place, and says what is wrong with it then', async () => {
    const home = homeWith({ 'questions/why-go.md': WHY_GO });
    // Otherwise nothing in the file says where its points come from.
    const { context, data, talk, shown, opened } = atTerminal(home, {
      writes: [WHY_GO.replace('medium', 'middling'), WHY_GO.replace('Fast', 'Very fast')],
      lines: [''],
    });
    expect(await edit(context, ['why-go'], {})).toBe(0);
    expect(talk()).toContain('prep proposes its key points.');
    expect(talk()).toContain('`difficulty` must be easy, medium, hard.');
    expect(shown()).toContain('Reopen it?');
    expect(data()).toMatch(/^Changed why-go in .*why-go\.md\.\n$/);
    expect(opened(1)).toBe(WHY_GO);
    expect(ownFile(home, 'why-go.md')).toContain('Very fast builds.');
  });

  it('moves values with their words, and names those that no sentence cites then', async () => {
    const answer = 'The p50 is [X] ms and the p95 is [X] ms. It took [X] days.';
    const text = `---\nid: how-fast\n---\n# How fast?\n\n${answer}\n`;
    const home = homeWith({ 'questions/how-fast.md': text });
    const keys = ['the-p50-is-x-ms-and', 'the-p95-is-x-ms-it', 'ms-it-took-x-days'];
    const fills = Object.fromEntries(
      keys.map((key, at) => [`how-fast/letter/${key}`, fill(String(at + 1), at + 1)]),
    );
    const now = text.replace(answer, 'The p95 is [X] ms and the p50 is [X] ms.');
    const { context, config, talk } = atTerminal(home, { writes: [now], fills });
    expect(await edit(context, ['how-fast'], {})).toBe(0);
    expect(talk()).toContain('how-fast no longer cites 3');
    expect(talk()).toContain('To enter a value again, run `prep fill`.');
    // Undoing what came with the text would tear values from it.
    expect(await failureOf(() => undo(context, [], {}))).toMatchObject({ code: 'nothing-to-undo' });
    const { fills: after } = config();
    const moved = Object.entries(after).filter(([key]) => !Object.hasOwn(fills, key));
    expect(moved.map(([key, { value }]) => [key.replace(/.*\//, ''), value])).toEqual([
      [expect.stringMatching(/^the-p50/), '1'],
      [expect.stringMatching(/p95/), '2'],
      [expect.stringMatching(/^ms-it-took-x-days-was-/), '3'],
    ]);
  });

  it('is told of an editor that fails, and that changed nothing', async () => {
    const home = homeWith({ 'questions/why-go.md': WHY_GO });
    const { context, data, talk } = atTerminal(home);
    const failing = { ...context, run: openRunner({ EDITOR: 'false', PATH: process.env['PATH'] }) };
    expect(await edit(failing, ['why-go'], {})).toBe(1);
    expect(talk()).toContain('The editor failed with exit code 1.');
    expect(data()).toBe('why-go is unchanged.\n');
  });

  it('says that a question is gone from its file, and keeps its history', async () => {
    const home = homeWith({ 'questions/why-go.md': WHY_GO });
    const { context, data, talk } = atTerminal(home, { writes: [WHY_GO.replace('why-go', 'why-rust')] });
    expect(await edit(context, ['why-go'], {})).toBe(1);
    expect(data()).toBe('');
    expect(talk()).toMatch(/why-go is no longer in .*why-go\.md; its history is kept\.\n$/);
  });

  it('prints the question as it is then for a script', async () => {
    const home = homeWith({ 'questions/why-go.md': WHY_GO });
    const { context, data } = atTerminal(home, { writes: [WHY_GO.replace('Why Go', 'Why Go now')] });
    expect(await edit(context, ['why-go'], { json: true })).toBe(0);
    expect(JSON.parse(data())).toMatchObject({
      changed: true,
      question: { id: 'why-go', title: 'Why Go now?' },
    });
  });
});

describe('prep edit of a sample question', () => {
  const BOTH = [{ bank: 'own' }, { bank: 'shipped' }] as const;
  const SAMPLE = '---\nid: cost\nnumber: 4\n---\n# What does it cost?\n\nA lot.\n';

  it('edits a copy with its id, made once something is changed', async () => {
    const home = homeWith({ 'shipped/cost.md': SAMPLE });
    const editing = async (text: string): Promise<string> => {
      const machine = atTerminal(home, { writes: [text], banks: BOTH });
      expect(await edit(machine.context, ['4'], {})).toBe(0);
      return machine.data() + machine.talk();
    };
    expect(await editing(SAMPLE)).toContain('cost is unchanged.');
    expect(existsSync(join(home, 'questions'))).toBe(false);
    expect(await editing(SAMPLE.replace('A lot', 'Little'))).toMatch(
      /Saved to .*cost\.md\. prep now uses this copy\.\n/,
    );
    expect(ownFile(home, 'cost.md')).toContain('Little.');
    expect(readFileSync(join(home, 'shipped', 'cost.md'), 'utf8')).toBe(SAMPLE);
  });

  it('repairs a copy that cannot be read, and leaves a file of another question alone', async () => {
    const home = homeWith({ 'shipped/cost.md': SAMPLE, 'questions/cost.md': 'No question yet.\n' });
    const { context } = atTerminal(home, { writes: [SAMPLE.replace('A lot', 'Little')], banks: BOTH });
    expect(await edit(context, ['cost'], { json: true })).toBe(0);
    expect(ownFile(home, 'cost.md')).toContain('Little.');

    const other = homeWith({ 'shipped/cost.md': SAMPLE, 'questions/cost.md': WHY_GO });
    const machine = atTerminal(other, { writes: [SAMPLE.replace('A lot', 'Little')], banks: BOTH });
    expect(await edit(machine.context, ['cost'], { json: true })).toBe(0);
    expect(ownFile(other, 'cost.md')).toBe(WHY_GO);
    expect(ownFile(other, 'cost-2.md')).toContain('Little.');
  });
});

it('prep edit refuses a deck, and says how its questions become yours', async () => {
  const home = tempHome();
  const deck = join(tempFolder(), 'deck.apkg');
  await runPrep(['add', 'Why Go?', '--answer', 'Fast builds.'], { home });
  await runPrep(['export', 'why-go', '--to', deck], { home });
  const { context } = atTerminal(tempHome());
  expect(await failureOf(() => edit(context, ['why-go'], { bank: [deck] }))).toMatchObject({
    code: 'deck-read-only',
    hint: 'run `prep import` to copy its questions into your own bank',
  });
});

// `prep import` on files and banks on disk: what is written, what is kept, what is never touched.
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { importBanks } from '../../../src/commands/import/import.ts';
import type { AttemptEntry } from '../../../src/core/schedule/journal.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { oneLine } from '../../../src/core/base/text.ts';
import { openSource } from '../../../src/core/base/span.ts';
import type { Input } from '../../../src/cli.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { writtenQuestion } from '../../../src/formats/question/question-writer.ts';
import { root } from '../../support/environment.ts';
import { filesBelow, openOnDisk, type DiskOptions } from '../../support/disk-banks.ts';
import { tempFolder } from '../../support/home.ts';
import type { Memory } from '../../support/memory-context.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = tempFolder();
  folder = tempFolder();
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

type Done = { readonly memory: Memory; readonly exit: number };

async function run(
  paths: readonly string[],
  options: Input<'import'> = {},
  disk: DiskOptions = {},
): Promise<Done> {
  const memory = openOnDisk(home, { interactive: false, ...disk });
  const exit = await importBanks(memory.context, paths, options);
  return { memory, exit };
}

type Json = {
  readonly questions: readonly { readonly id: string; readonly state: string; readonly path: string }[];
  readonly possible: readonly { readonly written: string; readonly taken: boolean }[];
  readonly problems: readonly { readonly code: string; readonly message: string }[];
} & Readonly<Record<'new' | 'changed' | 'unchanged' | 'conflicts' | 'written' | 'media', number>>;

async function runJson(
  paths: readonly string[],
  options: Input<'import'> = {},
  disk: DiskOptions = {},
): Promise<Json> {
  const { memory } = await run(paths, { ...options, json: true }, disk);
  return JSON.parse(memory.data()) as Json;
}

const states = ({ questions }: Json): readonly string[] => questions.map(({ id, state }) => `${id} ${state}`);
const own = (): ReadonlyMap<string, string> => filesBelow(join(home, 'questions'));
const MANIFEST = '.prep-import.json';

const guideOf = (attention = 'It costs n² in [X]ms.', masks = 'They hide padding.'): string => `# Guide

## Architecture

### Q1: What does attention cost?

**Answer**: ${attention}

### Q2: What are masks for?

**Answer**: ${masks}

**Follow-up**: "And in training?"
They hide what comes next.

### Q3: Why several heads?
`;
const PATHS = [
  'guide/architecture/what-are-masks-for.md',
  'guide/architecture/what-does-attention-cost.md',
  'guide/architecture/why-several-heads.md',
];
const ATTENTION = join('questions', 'guide', 'architecture', 'what-does-attention-cost.md');

describe('an import', () => {
  it('writes each question as a file of the own bank, the same question under the same id', async () => {
    const guide = write('guide.md', guideOf());
    const { memory, exit } = await run([guide]);
    expect(exit).toBe(0);
    expect([...own().keys()]).toEqual([MANIFEST, ...PATHS]);
    expect(statSync(join(home, ATTENTION)).mode & 0o777).toBe(0o600);
    const before = readBankFile(openSource(guide, guideOf()), '').questions;
    const after = await openOnDisk(home).context.banks.full([]);
    const kept = (questions: Iterable<Question>): readonly object[] =>
      Array.from(questions, (one) => writtenQuestion(one)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(kept(after.questions.values())).toEqual(kept(before));
    expect([...after.questions.values()].every(({ idWritten }) => idWritten)).toBe(true);
    expect(after.problems).toEqual([]);
    expect(memory.talk()).toContain('3 new · 1 draft · 1 placeholder.\n3 files written to ');
  });

  it('numbers what has no number of its own, in the order of the file, and for good', async () => {
    const numbers = async (): Promise<Readonly<Record<string, number | undefined>>> => {
      const { questions } = await openOnDisk(home).context.banks.full([]);
      return Object.fromEntries(Array.from(questions.values(), ({ id, number }) => [id, number]));
    };
    await run([write('guide.md', guideOf())]);
    const more = write('more.md', '# More\n\n## Why so?\n\nSo.\n\n## And then?\n\nThen.\n');
    await run([more]);
    const before = await numbers();
    expect(before).toEqual({
      'what-does-attention-cost': 1,
      'what-are-masks-for': 2,
      'why-several-heads': 3,
      'why-so': 4,
      'and-then': 5,
    });
    write(
      'more.md',
      '# More\n\n## 1. What else?\n\nThis.\n\n## 2. And then?\n\nThen.\n\n## 3. Why so?\n\nSo.\n',
    );
    const { memory } = await run([more]);
    expect(memory.talk()).toContain('1 new · 2 unchanged.');
    expect(await numbers()).toEqual({ ...before, 'what-else': 6 });
  });

  it('gives a question the number of its guide once no other has it', async () => {
    const guide = write('guide.md', '# Guide\n\n## 1. Why so?\n\nSo.\n\n## 2. And then?\n\nThen.\n');
    await run([guide]);
    write('guide.md', '# Guide\n\n## 1. And then?\n\nThen.\n\n## 2. Why so?\n\nSo.\n');
    expect((await run([guide])).memory.talk()).toContain('2 changed');
    const { questions } = await openOnDisk(home).context.banks.full([]);
    expect(Array.from(questions.values(), ({ id }) => id)).toEqual(['and-then', 'why-so']);
  });

  it('writes nothing a second time', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const before = own();
    const longAgo = new Date('2026-01-01T00:00:00Z');
    utimesSync(join(home, ATTENTION), longAgo, longAgo);
    const { memory, exit } = await run([guide]);
    expect(exit).toBe(0);
    expect(own()).toEqual(before);
    expect(statSync(join(home, ATTENTION)).mtimeMs).toBe(longAgo.getTime());
    expect(memory.talk()).toContain('Nothing to write.');
  });

  it('only shows what it would do with --dry-run', async () => {
    const { memory, exit } = await run([write('guide.md', guideOf())], { dryRun: true });
    expect(exit).toBe(0);
    expect(own().size).toBe(0);
    expect(memory.data()).toMatch(/guide\.md \(guide\) · 3 new · 1 draft · 1 placeholder\n/);
    expect(memory.talk()).toContain('Nothing was written.');
  });

  it('counts as to fill what has no value yet, once for all that cite it', async () => {
    const guide = write(
      'guide.md',
      `# Guide

### Q1: How fast is it?

**Answer**: [FILL IN: fast_ms], [FILL IN: slow_ms], [FILL IN: factor] on [FILL IN: your GPU].

### Q2: How slow is it?

**Answer**: [FILL IN: slow_ms], [FILL IN: rate].
`,
    );
    const metrics = write(
      'metrics.md',
      '---\nmetrics:\n  factor: { derive: slow_ms / fast_ms, unit: "×" }\n---\n',
    );
    const fills = {
      fast_ms: { value: '2 ms', number: 2, unit: 'ms', updatedAt: '2026-11-20T10:00:00+01:00' },
      'how-fast-is-it/fill-in/your-gpu': { value: '3', updatedAt: '2026-11-20T10:00:00+01:00' },
    };
    const told = async (): Promise<unknown> => {
      const { questions, placeholders, unfilled } = (await runJson(
        [guide, metrics],
        { dryRun: true },
        { fills },
      )) as Json & {
        readonly placeholders: number;
        readonly unfilled: number;
      };
      return {
        placeholders,
        unfilled,
        each: questions.map((one) => (one as { readonly unfilled?: number }).unfilled),
      };
    };
    expect(await told()).toEqual({ placeholders: 6, unfilled: 2, each: [1, 2] });
    const { memory } = await run([guide, metrics], {}, { fills });
    expect(memory.data()).toMatch(/guide\.md \(guide\) · 2 new · 6 placeholders · 2 to fill\n/);
    expect(memory.talk()).toContain('6 placeholders · 2 to fill.');
    // What was taken out wants nothing.
    rmSync(join(home, 'questions', 'guide', 'guide', 'how-slow-is-it.md'));
    expect(await told()).toEqual({ placeholders: 6, unfilled: 1, each: [1, 0] });
  });

  it('goes to another folder with --to, without one for each file', async () => {
    const to = join(folder, 'bank');
    await run(
      [write('guide.md', guideOf()), write('two.md', '# G\n\n### Q8: Why two?\n\n### Q9: Why three?\n')],
      { to },
    );
    expect([...filesBelow(to).keys()]).toEqual([
      MANIFEST,
      ...PATHS.map((path) => path.slice('guide/'.length)),
      'g/why-three.md',
      'g/why-two.md',
    ]);
    expect(own().size).toBe(0);
  });

  it('puts section and tags on all of them, and remembers that', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide], { section: 'Deep learning', tag: ['exam', 'ml'] });
    const path = 'guide/deep-learning/what-does-attention-cost.md';
    expect(own().get(path)).toContain('section: Deep learning\ntags: [exam, ml]\n');
    expect(states(await runJson([guide]))).toEqual([
      'what-does-attention-cost unchanged',
      'what-are-masks-for unchanged',
      'why-several-heads unchanged',
    ]);
    await run([guide], { tag: ['other'] });
    expect(own().get(path)).toContain('section: Deep learning\ntags: [other]\n');
  });

  it('reads a file as the shape that is named', async () => {
    const cards = write('cards.md', '# What is a mask?\n\nIt hides padding.\n');
    await expect(run([cards], { as: 'table' })).rejects.toMatchObject({ code: 'import-empty' });
    await expect(run([cards], { as: 'tables' })).rejects.toMatchObject({
      code: 'shape-unknown',
      hint: expect.stringMatching(/^did you mean table\? the formats are native, /),
    });
    await expect(run([cards], { as: 'weather' })).rejects.toMatchObject({
      hint: expect.stringMatching(/^the formats are native, /),
    });
    expect((await runJson([cards], { as: 'native' })).new).toBe(1);
  });

  it('brings the metrics of a bank along', async () => {
    write('bank/metrics.md', '---\nmetrics:\n  attention_ms: { prompt: Latency, unit: ms }\n---\n');
    write('bank/q.md', '---\nid: cost\n---\n# What does it cost?\n\n[FILL IN: attention_ms]\n');
    await run([join(folder, 'bank')]);
    expect([...own().keys()]).toEqual([MANIFEST, 'bank/bank/cost.md', 'bank/metrics.md']);
    const bank = await openOnDisk(home).context.banks.full([]);
    expect(bank.metrics.get('attention_ms')?.unit).toBe('ms');
    write('bank/metrics.md', '---\nmetrics:\n  attention_ms: { prompt: Latency, unit: s }\n---\n');
    await run([join(folder, 'bank')]);
    expect(own().get('bank/metrics.md')).toContain('unit: s');
    writeFileSync(join(home, 'questions/bank/metrics.md'), 'mine');
    write('bank/metrics.md', '---\nmetrics:\n  attention_ms: { prompt: Latency, unit: h }\n---\n');
    expect((await run([join(folder, 'bank')])).exit).toBe(1);
    expect(own().get('bank/metrics.md')).toBe('mine');
  });

  it('keeps the metrics of each bank, at once or one after the other', async () => {
    const bankOf = (name: string, metric: string): string => {
      write(`${name}/metrics.md`, `---\nmetrics:\n  ${metric}: { prompt: P, unit: ms }\n---\n`);
      write(`${name}/q.md`, `---\nid: ${metric}\n---\n# What is ${metric}?\n\n[FILL IN: ${metric}]\n`);
      return join(folder, name);
    };
    const [a, b, c] = [bankOf('a/x', 'a_ms'), bankOf('b/x', 'b_ms'), bankOf('c/x', 'c_ms')];
    const to = join(home, 'questions');
    await run([a, b], { to });
    await run([c], { to });
    const metrics = () => [...own()].filter(([path]) => path.endsWith('metrics.md'));
    expect(metrics().map(([path]) => path)).toEqual(['metrics.md', 'x-2/metrics.md', 'x/metrics.md']);
    const bank = await openOnDisk(home).context.banks.full([to]);
    expect([...bank.metrics.keys()].toSorted()).toEqual(['a_ms', 'b_ms', 'c_ms']);
    const before = metrics();
    for (const sources of [[c, a], [b]]) await run(sources, { to });
    expect(metrics()).toEqual(before);
    // A bank that was moved is the same one.
    renameSync(c, join(folder, 'moved'));
    await run([join(folder, 'moved')], { to });
    expect(metrics()).toEqual(before);
    bankOf('b/x', 'b2_ms');
    await run([b], { to });
    expect(own().get('x/metrics.md')).toContain('b2_ms');
  });
});

describe('what changed in the source', () => {
  it('replaces what the user did not touch', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    write('guide.md', guideOf('It costs a lot.'));
    const { memory, exit } = await run([guide]);
    expect(exit).toBe(0);
    expect(readFileSync(join(home, ATTENTION), 'utf8')).toContain('It costs a lot.');
    expect(memory.data()).toContain('Changed\n  Q1  What does attention cost?');
  });

  it('never replaces what the user edited: both are shown, and it is left to decide', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const mine = readFileSync(join(home, ATTENTION), 'utf8').replace('It costs', 'I say it costs');
    writeFileSync(join(home, ATTENTION), mine);
    expect((await run([guide])).exit).toBe(0);
    write('guide.md', guideOf('It costs a lot.', 'They hide blanks.'));
    const { memory, exit } = await run([guide]);
    expect(exit).toBe(1);
    expect(readFileSync(join(home, ATTENTION), 'utf8')).toBe(mine);
    expect(own().get(PATHS[0] ?? '')).toContain('They hide blanks.');
    expect(memory.data()).toContain('    - I say it costs n² in [X]ms.\n    + It costs a lot.\n');
    // As long as it is not decided.
    expect((await run([guide])).exit).toBe(1);
  });

  it('is taken with --merge theirs, and what the user had stays beside it', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const mine = readFileSync(join(home, ATTENTION), 'utf8').replace('It costs', 'I say it costs');
    writeFileSync(join(home, ATTENTION), mine);
    write('guide.md', guideOf('It costs a lot.'));
    expect((await run([guide], { merge: 'theirs' })).exit).toBe(0);
    expect(readFileSync(join(home, ATTENTION), 'utf8')).toContain('It costs a lot.');
    expect(readFileSync(join(home, `${ATTENTION}.mine`), 'utf8')).toBe(mine);
    expect((await openOnDisk(home).context.banks.full([])).questions.size).toBe(3);
    expect((await run([guide])).exit).toBe(0);
  });

  it('is seen and passed over with --merge ours', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const mine = readFileSync(join(home, ATTENTION), 'utf8').replace('It costs', 'I say it costs');
    writeFileSync(join(home, ATTENTION), mine);
    write('guide.md', guideOf('It costs a lot.'));
    expect((await run([guide], { merge: 'ours' })).exit).toBe(0);
    expect((await run([guide])).exit).toBe(0);
    expect(readFileSync(join(home, ATTENTION), 'utf8')).toBe(mine);
    write('guide.md', guideOf('It costs nothing.'));
    expect((await run([guide])).exit).toBe(1);
  });

  it('takes what only the file changed, and keeps what only the user changed', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const edit = (change: (text: string) => string): void =>
      writeFileSync(join(home, ATTENTION), change(readFileSync(join(home, ATTENTION), 'utf8')));
    edit((text) => `${text.replace('minutes: 2', 'minutes: 4\ntags: [cost]')}\n## Key points\n- Square\n`);
    for (const cost of ['It costs n³ in [X]ms.', 'It costs n in [X]ms.']) {
      write('guide.md', guideOf(cost));
      const { exit, memory } = await run([guide]);
      expect(exit).toBe(0);
      expect(memory.data()).toContain('What does attention cost? (with your changes)');
      const text = readFileSync(join(home, ATTENTION), 'utf8');
      for (const part of ['minutes: 4', 'tags: [cost]', cost, '- Square']) expect(text).toContain(part);
      expect((await run([guide])).memory.talk()).toContain('3 unchanged');
    }
    expect([...own().keys()]).toEqual([MANIFEST, ...PATHS]);
    edit((text) => text.replace('It costs n in', 'It takes n in'));
    write('guide.md', guideOf('It costs nothing.'));
    expect((await run([guide])).exit).toBe(1);
  });

  it('names the questions that have no answer yet', async () => {
    const drafts = '# G\n\n### Q1. Why?\n\nTBD\n\n### Q2. How?\n\nIt takes [X] ms.\n\n### Q3. When?\n\nTBD\n';
    const { memory } = await run([write('drafts.md', drafts)]);
    expect(memory.talk()).toContain('2 drafts');
    expect(memory.talk()).toContain('Without an answer: Q1, Q3.');
    expect((await run([write('drafts.md', drafts)])).memory.talk()).not.toContain('Without an answer');
  });

  it('finds a question where the user moved it, and leaves one away that the user took out', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const moved = join(home, 'questions', 'mine', 'cost.md');
    mkdirSync(dirname(moved));
    renameSync(join(home, ATTENTION), moved);
    rmSync(join(home, 'questions', PATHS[0] ?? ''));
    write('guide.md', guideOf('It costs a lot.', 'They hide blanks.'));
    expect(states(await runJson([guide]))).toEqual([
      'what-does-attention-cost changed',
      'what-are-masks-for deleted',
      'why-several-heads unchanged',
    ]);
    expect([...own().keys()]).toEqual([MANIFEST, PATHS[2], 'mine/cost.md']);
    expect(readFileSync(moved, 'utf8')).toContain('It costs a lot.');
    const { memory } = await run([guide], { merge: 'theirs' });
    expect(own().has(PATHS[0] ?? '')).toBe(false);
    expect(oneLine(memory.data())).toContain(
      'What you deleted stays away. `--to FOLDER` writes all questions',
    );
  });

  it.each([
    ['title', (text: string) => text.replace(/^# .*$/m, '')],
    ['encoding', (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe])])],
  ])('whose file the user broke is in conflict and not deleted: its %s', async (_, breaks) => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const before = own();
    const broken = breaks(readFileSync(join(home, ATTENTION), 'utf8'));
    writeFileSync(join(home, ATTENTION), broken);
    const { exit, memory } = await run([guide]);
    expect(exit).toBe(1);
    expect(memory.data()).toContain('`--merge theirs` uses the version in the file');
    expect(memory.data()).toMatch(/what-does-attention-cost\.md:\d+:1: error: /);
    await run([guide], { merge: 'theirs' });
    const mine = `${PATHS[1]}.mine`;
    expect(Object.fromEntries(own())).toEqual({ ...Object.fromEntries(before), [mine]: broken.toString() });
    expect((await run([guide])).exit).toBe(0);
  });

  it('keeps the id of a retitled question, and what is gone from the source', async () => {
    const guide = write('guide.md', guideOf().replace('attention', '*attention*'));
    await run([guide]);
    write(
      'guide.md',
      guideOf()
        .replace('What does attention cost?', 'The *price* of attending?')
        .replace(/### Q3[^]*/, ''),
    );
    const { memory } = await run([guide]);
    expect(readFileSync(join(home, ATTENTION), 'utf8')).toContain('# The *price* of attending?');
    expect(memory.data()).toContain('The price of attending? (was: What does attention');
    expect(memory.data()).toMatch(/No longer read\n {2}Q3 {2}Why several heads\? \(kept here/);
    expect(own().has(PATHS[2] ?? '')).toBe(true);
  });

  it.each([
    ['title: Load: tests\ntags:\n  - sre\n  - load\n', 0],
    ['title: "Load\ntags:\n  - sre\n  - load\n', 1],
    ['title: Load\ntags: [sre, load\n', 1],
  ])('leaves all as it was while the front matter has a mistake: %j', async (broken, exit) => {
    const guide = (front: string) => write('guide.md', `---\n${front}---\n${guideOf()}`);
    await run([guide('title: Load\ntags:\n  - sre\n  - load\n')]);
    const before = own();
    expect([...before.values()].join('\n')).toContain('tags: [sre, load]');
    const again = await run([guide(broken)]);
    expect(again.exit).toBe(exit);
    expect(own()).toEqual(before);
    const isTold = again.memory.data().includes('error: The front matter is not valid YAML');
    expect(isTold).toBe(exit === 1);
  });

  it('tells the questions of files that are gone from a folder', async () => {
    for (const name of ['gc', 'lock', 'vacuum'])
      write(`notes/${name}.md`, `# What is ${name} for?\n\nIt helps.\n`);
    const notes = join(folder, 'notes');
    await run([notes]);
    rmSync(join(notes, 'vacuum.md'));
    const { memory } = await run([notes]);
    expect(memory.data()).toMatch(/No longer read\n {2}Q3 {2}What is vacuum for\? \(kept here/);
    expect(memory.talk()).toContain('2 unchanged · 1 no longer read');
    // Also of one that is there and no longer gives any, and how to remove them.
    write('notes/lock.md', '# Locks\n\nSome notes.\n');
    const emptied = (await run([notes])).memory.data().replaceAll(/\s+/g, '');
    expect(emptied).toMatch(
      /Whatislockfor\?\(kepthere\).*Deletetheirfiles\(\S*lock-for\.md,\S*vacuum-for\.md\)/,
    );
    // Of a file that is named alone, the others of its folder are not told.
    expect((await run([join(notes, 'gc.md')])).memory.data()).not.toContain('No longer read');
  });

  it('is no change where only the ends of the lines are others', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const before = own();
    write('guide.md', guideOf().replaceAll('\n', '\r\n'));
    const { memory } = await run([guide]);
    expect(memory.talk()).toContain('3 unchanged');
    expect(own()).toEqual(before);
  });

  it('and a retitled question of it is known by its answer, which is written with newlines', async () => {
    const guide = (title: string): string =>
      `# Guide\n\n## ${title}\n\nA bus.\n\n- Two wires\n- No master\n\n## What is LIN?\n\nOne wire.\n`;
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    await run([write('guide.md', crlf(guide('What is CAN?')))]);
    const before = own();
    expect([...before.values()].join('')).not.toContain('\r');
    rmSync(join(folder, 'guide.md'));
    const { memory } = await run([write('renamed.md', guide('How do the parts of a car talk?'))]);
    expect(memory.talk()).toContain('1 changed · 1 unchanged.');
    expect([...own().keys()]).toEqual([...before.keys()]);
  });

  it('is nothing in a copy of a guide of which a later import has replaced a part', async () => {
    await run([write('guide.md', guideOf())]);
    const edited =
      '---\nid: what-does-attention-cost\nsection: Architecture\n---\n# What does attention cost?\n\nLess.\n';
    const sheet = write('sheet.md', edited);
    expect(states(await runJson([sheet]))).toEqual(['what-does-attention-cost changed']);
    const before = own();
    const again = await run([write('copy/guide.md', guideOf())]);
    expect(again.memory.talk()).toContain('2 unchanged · 1 older');
    expect(again.memory.data()).toContain('What does attention cost? (changed since by ');
    expect(again.memory.data()).not.toContain('No longer read');
    const path = PATHS[1] ?? '';
    expect(own().get(path)).toBe(before.get(path));
    expect(states(await runJson([write('copy/guide.md', guideOf())], { merge: 'theirs' }))[0]).toBe(
      'what-does-attention-cost changed',
    );
    expect(own().get(path)).not.toBe(before.get(path));
    expect(readFileSync(join(home, `${ATTENTION}.mine`), 'utf8')).toBe(before.get(path));
    expect((await run([sheet], { merge: 'theirs' })).memory.data()).toContain(`${path}.mine-2.`);
  });

  it('is of the same question however often another file gives it, edited or deleted here', async () => {
    await run([write('guide.md', guideOf())]);
    const path = join(home, ATTENTION);
    writeFileSync(path, readFileSync(path, 'utf8').replace('It costs', 'Mine: it costs'));
    rmSync(join(home, 'questions', PATHS[0] ?? ''));
    const copy = write('copy/guide.md', guideOf('Less.', 'Nothing.'));
    for (const each of [await runJson([copy]), await runJson([copy])])
      expect(states(each)).toEqual([
        'what-does-attention-cost conflict',
        'what-are-masks-for deleted',
        'why-several-heads unchanged',
      ]);
  });

  it('is taken once from a guide and a copy of it that are imported together', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const copy = write('copy/guide.md', guideOf('It costs less.'));
    await run([copy]);
    expect((await run([guide, copy])).memory.talk()).toContain('3 unchanged');
    write('copy/guide.md', guideOf('It costs nothing.'));
    for (const both of [
      [guide, copy],
      [copy, guide],
    ])
      expect(states(await runJson(both, { dryRun: true }))[0]).toBe('what-does-attention-cost changed');
    expect((await run([guide, copy])).exit).toBe(0);
    expect(readFileSync(join(home, ATTENTION), 'utf8')).toContain('It costs nothing.');
  });

  it('goes on from a file that was downloaded anew under another name', async () => {
    await run([write('guide.md', guideOf())]);
    const again = write('guide (1).md', guideOf('It costs a lot.'));
    expect(states(await runJson([again]))[0]).toBe('what-does-attention-cost changed');
    expect([...own().keys()]).toEqual([MANIFEST, ...PATHS]);
  });
});

it('a row or an item with a value may leave the file, one with a number in place of it only the guide itself', async () => {
  const guide = (rows: string, name = 'guide.md'): string =>
    write(name, `# G\n\n### What?\n\n${rows}\n\n### How?\n\nSo.\n`);
  const table = (...rows: readonly string[]): string => ['| a | b |', '|---|---|', ...rows].join('\n');
  const [x, y] = ['| x | [X] |', '| y | [X] |'];
  const fill = { value: '7', updatedAt: '2026-11-24T09:00:00+00:00' };
  for (const [before, after, state] of [
    [table(x, y), table(y), 'changed'],
    [table(x, y), table('| x | 7 |', y), 'conflict'],
    ['- a: [X] ms\n- b: [X] ms', '- b: [X] ms', 'changed'],
    ['It took [X] ms in all.', 'It took 7 ms in all.', 'conflict'],
  ] as const) {
    home = tempFolder();
    await run([guide(before)]);
    const { questions } = await openOnDisk(home).context.banks.full([]);
    const keys = [...questions.values()].flatMap(({ placeholderKeys }) => placeholderKeys);
    const fills = Object.fromEntries(keys.map((key) => [key, fill]));
    const { questions: copied } = await runJson([guide(after, 'copy.md')], { dryRun: true }, { fills });
    expect([after, copied[0]?.state]).toEqual([after, state]);
    const { questions: rows } = await runJson([guide(after)], {}, { fills });
    expect([after, rows[0]?.state]).toEqual([after, 'changed']);
  }
});

describe('questions that are there already', () => {
  it('are the user’s: one of the same id that says something else is a conflict', async () => {
    mkdirSync(join(home, 'questions'));
    const mine = '---\nid: what-does-attention-cost\n---\n# Mine?\n\nMine.\n';
    writeFileSync(join(home, 'questions', 'mine.md'), mine);
    const { exit } = await run([write('guide.md', guideOf())]);
    expect(exit).toBe(1);
    expect(own().get('mine.md')).toBe(mine);
    expect([...own().keys()]).toEqual([MANIFEST, PATHS[0], PATHS[2], 'mine.md']);
  });

  it('are found again when what was remembered is lost', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    const before = own();
    rmSync(join(home, 'questions', MANIFEST));
    expect((await run([guide])).exit).toBe(0);
    expect(own()).toEqual(before);
  });

  it('are left alone when what is remembered is damaged or newer', async () => {
    const guide = write('guide.md', guideOf());
    await run([guide]);
    for (const text of ['{', '{"v":9,"kind":"prep-import"}']) {
      writeFileSync(join(home, 'questions', MANIFEST), text);
      await expect(run([guide])).rejects.toMatchObject({ code: 'manifest-damaged', exit: 2 });
    }
  });

  it('are told when two files have the same id', async () => {
    const one = write('one.md', '---\nid: same\n---\n# One?\n\nOne.\n');
    const other = write('other.md', '---\nid: same\n---\n# Other?\n\nOther.\n');
    const { memory, exit } = await run([one, other]);
    expect(exit).toBe(0);
    expect(memory.data()).toMatch(
      /This id already exists in .*one\.md:4; this question is imported as `same-2`\./,
    );
    expect([...own().values()].filter((text) => /^id: same(?:-2)?$/m.test(text))).toHaveLength(2);
    expect(states(await runJson([one, other]))).toEqual(['same unchanged', 'same-2 unchanged']);
    const two = write('two.md', '# G\n\n### Q1: Why?\n\nA.\n\n### Q2: How?\n\nB.\n');
    const three = write('three.md', '# G\n\n### Q1: Why?\n\nC.\n\n### Q2: How?\n\nB.\n');
    const json = await runJson([two, three]);
    expect(states(json)).toEqual(['why new', 'how new', 'why-2 new']);
    expect(json.problems.map(({ message }) => message.replace(/ in .*/, ''))).toEqual([
      'This id already exists',
      'Already',
    ]);
  });
});

describe('history', () => {
  const attempt = (question: string): AttemptEntry => ({
    type: 'attempt',
    id: `01J0000000000000000000${question.slice(0, 4).padEnd(4, '0')}`,
    question,
    rating: 'good',
    at: 1_764_000_000_000 as AttemptEntry['at'],
    elapsedMs: 1000,
    mode: 'type',
    points: [],
    cited: [],
  });

  it('of a guide that was studied as it stood hangs on the questions that are imported', async () => {
    const memory = openOnDisk(home, { interactive: false, entries: [attempt('what-does-attention-cost')] });
    await importBanks(memory.context, [write('guide.md', guideOf())], {});
    const { questions } = await memory.context.banks.heads([]);
    expect(questions.has('what-does-attention-cost')).toBe(true);
    expect(memory.entries).toMatchObject([{ type: 'attempt' }, { type: 'change' }]);
  });
});

describe('a deck of Anki', () => {
  const deckPath = (name: string): string => {
    const path = join(folder, 'deck.apkg');
    copyFileSync(join(root, 'tests/corpus/decks', name), path);
    return path;
  };

  it.each(['old.apkg', 'new.apkg'])(
    '%s comes with its files, and its questions start as new ones',
    async (name) => {
      const memory = openOnDisk(home, { interactive: false });
      const path = deckPath(name);
      expect(await importBanks(memory.context, [path], {})).toBe(0);
      const media = [...own().keys()].filter((file) => file.includes('/media/'));
      expect(media).toEqual(['deck/media/dirty read.png', 'deck/media/wrong.mp3']);
      expect(own().get('deck/databases/anki-416231.md')).toContain('](../media/dirty%20read.png)');
      const before = own();
      await importBanks(memory.context, [path], {});
      expect(memory.entries).toMatchObject([{ type: 'change', imported: 6 }]);
      expect(own()).toEqual(before);
      // Under another name, as an export that comes back, it has no second copy of its files.
      const other = join(folder, 'other.apkg');
      copyFileSync(path, other);
      const again = await run([other]);
      expect(again.memory.talk()).not.toContain('copied');
      expect([...own().keys()]).toEqual([...before.keys()]);
    },
  );

  it('overwrites no file that is there, and links to the one that it wrote', async () => {
    const to = join(folder, 'bank');
    mkdirSync(join(to, 'media'), { recursive: true });
    writeFileSync(join(to, 'media', 'wrong.mp3'), 'mine');
    await run([deckPath('new.apkg')], { to });
    const files = filesBelow(to);
    expect(files.get('media/wrong.mp3')).toBe('mine');
    expect(files.get('media/wrong-2.mp3')).toBe('no sound');
    expect(files.get('databases/anki-416231.md')).toContain('](../media/wrong-2.mp3)');
    expect(
      states(await runJson([deckPath('new.apkg')], { to })).every((state) => state.endsWith(' unchanged')),
    ).toBe(true);
  });

  it('whose files cannot be unpacked writes nothing', async () => {
    const broken = (): Uint8Array => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const deck: DiskOptions['deck'] = (one) => ({
      ...one,
      media: new Map([...one.media.keys()].map((name) => [name, broken])),
    });
    await expect(run([deckPath('new.apkg')], {}, { deck })).rejects.toMatchObject({ code: 'not-writable' });
    expect(own().size).toBe(0);
  });
});

describe('a deck of CrowdAnki', () => {
  const deck = {
    __type__: 'Deck',
    crowdanki_uuid: 'd',
    name: 'Scope',
    media_files: ['scope.png'],
    note_models: [{ crowdanki_uuid: 'm', name: 'Basic', flds: [{ name: 'Front' }, { name: 'Back' }] }],
    notes: [
      {
        fields: ['What is this?<br><img src="scope.png">', 'A sine.'],
        guid: 'g',
        note_model_uuid: 'm',
        tags: [],
      },
    ],
  };

  it('without its folder of media says so', async () => {
    const { memory } = await run([write('deck.json', JSON.stringify(deck))]);
    expect(memory.talk()).toContain('1 linked file not copied: scope.png.');
  });

  it('that is cut off is an error', async () => {
    const { memory, exit } = await run([write('deck.json', JSON.stringify(deck).slice(0, -2))]);
    expect(exit).toBe(1);
    expect(memory.data()).toContain('error: The file ends in the middle of its JSON.');
  });
});

describe('pictures', () => {
  const vault = (): string => {
    write('Vault/.obsidian/app.json', '{}');
    write('Vault/Pasted image.png', 'bus');
    write('Vault/att/lin.svg', 'lin');
    write('Vault/att/spi.pdf', 'spi');
    return write(
      'Vault/Bus/bus.md',
      `# Bus

## What is CAN?

A bus: ![[Pasted image.png|300]]

## What is LIN?

![LIN](../att/lin.svg?raw=true "One wire") ![](https://example.com/a.png)

## What is SPI?

![[gone.png]] ![](../../../etc/secret.png) \`![](code.png)\`
[sheet](../att/spi.pdf) [notes](bus.md#can)
`,
    );
  };

  it('come along, from anywhere in the vault; those that are not there are told', async () => {
    const path = vault();
    const done = await run([dirname(path)]);
    expect(own().get('bus/media/Pasted image.png')).toBe('bus');
    expect(own().get('bus/media/lin.svg')).toBe('lin');
    expect(own().get('bus/bus/what-is-can.md')).toContain('A bus: ![](../media/Pasted%20image.png)\n');
    expect(own().get('bus/bus/what-is-lin.md')).toContain('![LIN](../media/lin.svg "One wire") ![](https:');
    expect(own().get('bus/bus/what-is-spi.md')).toContain(
      '![[gone.png]] ![](../../../etc/secret.png) `![](code.png)`\n[sheet](../media/spi.pdf) [notes](bus.md#can)',
    );
    expect(done.memory.talk().replaceAll(/\s+/g, ' ')).toContain(
      '3 linked files not copied: gone.png, ../../../etc/secret.png, bus.md#can. prep copies images, media and documents that are beside the file, below the folder that you import, or in the deck. 3 files written to ',
    );
    expect(done.memory.talk()).toContain('3 media files copied.');
  });

  it('that are gone from the source stay linked', async () => {
    const path = vault();
    await run([path]);
    const before = own();
    rmSync(join(folder, 'Vault/Pasted image.png'));
    const { memory } = await run([path]);
    expect(memory.talk()).toContain('3 unchanged.');
    expect(memory.talk()).toContain('3 linked files not copied: gone.png,');
    expect(own()).toEqual(before);
  });

  it('of two pages of Notion under one name are two, and one of both is one', async () => {
    const page = (name: string, image: string): void => {
      write(`Export/${name}.md`, `# What is ${name}?\n\nSee ![Untitled](${name}%20a1/${image})\n`);
      write(`Export/${name} a1/Untitled.png`, name);
    };
    page('DMA', 'Untitled.png');
    page('ISR', 'Untitled.png');
    write('Export/Both.md', '# What are both?\n\n<img src="DMA a1/Untitled.png" width="9">\n');
    await run([join(folder, 'Export')]);
    const media = [...own()].filter(([file]) => file.includes('/media/'));
    expect(media).toEqual([
      ['export/media/Untitled-2.png', 'ISR'],
      ['export/media/Untitled.png', 'DMA'],
    ]);
    expect(own().get('export/export/what-is-isr.md')).toContain('(../media/Untitled-2.png)');
    expect(own().get('export/export/what-are-both.md')).toContain('src="../media/Untitled.png" width');
  });
});

/** What is printed, however it is wrapped. */
const unwrapped = ({ memory }: Done): string => memory.data().replaceAll(/\s+/g, ' ');

/** A guide as people write it, of every shape at once. */
const MIXED = `# My guide

### What is the bias-variance tradeoff?

Two errors.

### 2) How does dropout work?

It zeroes activations.

**Q: What is batch normalization?**

It normalizes each channel.

Q: What is weight decay?

A penalty on weights.

#### Q12. How do you choose a learning rate?

By a sweep.

- What is early stopping? Stop in time.

### Tell me about a project that failed

Nobody used the model.

### Explain gradient checkpointing

Recompute activations.
`;

const swallowing = (inner: string): string =>
  `# Guide\n\n## Q1: What is attention?\n\nIt mixes.\n\n${inner}\n## Q2: What is a layer?\n\nOne step.\n`;
const HEADINGS = ['What is a mask?', 'What is a head?', 'Why a softmax?'];
const INNER_HEADINGS = HEADINGS.map((title) => `### ${title}\n\nText.\n\n`).join('');
const INNER_ITEMS = [...HEADINGS, 'Why a scale?', 'Why a residual?'].map((title) => `- ${title}\n`).join('');

type Told = Json & {
  readonly files: readonly {
    readonly file: string;
    readonly questions: number;
    readonly told: string | null;
    readonly unread: readonly { readonly line: number; readonly kind: string; readonly reason: string }[];
    readonly alternatives: readonly object[];
  }[];
  readonly skipped: readonly string[];
};

describe('questions of several files', () => {
  it('of contents without answers, or with links to them, are those of the files that answer, and told', async () => {
    const asked = ['What is a mutex?', 'What is a lease?', 'What is a saga?'];
    write('bank/answers.md', asked.map((title) => `## ${title}\n\nText.\n\n`).join(''));
    const links = asked
      .slice(0, 2)
      .map((title) => `- ${title} [[answer](answers.md#${title.slice(10, -1)})]\n`);
    write(
      'bank/README.md',
      `# Interview questions\n\n${links.join('')}- ${asked[2] ?? ''}\n- What is yours?\n`,
    );
    const done = await run([join(folder, 'bank')]);
    expect(filesBelow(join(home, 'questions')).size).toBe(5);
    expect(unwrapped(done)).toContain(
      '1 of 4 possible questions read; 3 are answered in another file (line 3',
    );
  });

  it('are in the files that ask; beside them, topics are notes, unless the file is named or called questions', async () => {
    const asked = Array.from({ length: 12 }, (_, i) => `## What is part ${i}?\n\nText.\n\n`).join('');
    const topics = ['SELECT', 'FROM', 'JOIN', 'GROUP BY', 'HAVING', 'LIMIT'];
    const notes = topics.map((title, i) => `## ${i + 1}. ${title}\n\nText.\n\n`).join('');
    write('interview/a.md', asked);
    write('interview/b.md', asked.replaceAll('part', 'layer'));
    write('interview/sql-notes.md', notes);
    write('interview/sql-questions.md', notes.replaceAll(/(?<=\. )\w/g, 'ON $&'));
    const { files } = (await runJson([join(folder, 'interview')])) as Told;
    expect(files.map(({ questions }) => questions)).toEqual([12, 12, 0, 6]);
    expect(files[2]?.told).toContain(
      '0 of 6 possible questions read; 6 are in a file that reads like notes or a manual (line 1 "SELECT"',
    );
    // Nor are they read because most other files are guides.
    write('interview/terms.md', notes.replaceAll(/\d\. /g, ''));
    expect(((await runJson([join(folder, 'interview')])) as Told).questions).toHaveLength(30);
    const alone = (await runJson([join(folder, 'interview/sql-notes.md')])) as Told;
    expect(alone.files.map(({ questions }) => questions)).toEqual([6]);
  });

  it('are no parts that several files tell under the same words, each in its own', async () => {
    const file = (topic: string): string =>
      `# ${topic} interview\n\n## Core concept\n\nIt is ${topic}.\n\n## What is ${topic}?\n\nText.\n\n## When to use ${topic}\n\n` +
      `Often.\n\n## Common mistakes\n\nNo ${topic}.\n\n## Why ${topic}?\n\nText.\n\n## How does ${topic} fail?\n\nText.\n`;
    const titles = async (): Promise<readonly string[]> => {
      const { questions } = (await runJson([join(folder, 'tools')], { dryRun: true })) as unknown as {
        readonly questions: readonly { readonly title: string }[];
      };
      return questions.map(({ title }) => title);
    };
    write('tools/a.md', file('Helm'));
    write('tools/b.md', file('Vault'));
    expect(await titles()).toContain('Core concept');
    // Copies tell the same.
    write('tools/c.md', file('Vault'));
    write('tools/d.md', file('Vault'));
    expect(await titles()).toContain('Core concept');
    write('tools/c.md', file('Argo'));
    rmSync(join(folder, 'tools/d.md'));
    expect(await titles()).toEqual(
      ['Helm', 'Vault', 'Argo'].flatMap((topic) => [
        `What is ${topic}?`,
        `When to use ${topic}`,
        `Why ${topic}?`,
        `How does ${topic} fail?`,
      ]),
    );
  });

  it('are not in the README of the folder, called like the questions, unless it asks', async () => {
    const asked = Array.from({ length: 12 }, (_, i) => `## What is part ${i}?\n\nText.\n\n`).join('');
    const parts = ['Study content', 'Study features', 'User interface', 'Browser support', 'Latest changes'];
    const about = `# :question: Flashcards\n\n${parts.map((title) => `## ${title}\n\nText.\n\n`).join('')}`;
    write('cards/README.md', about);
    write('cards/a.md', asked);
    const terms = Array.from({ length: 12 }, (_, i) => `## ${i + 1}. Lease number ${i}\n\nText.\n\n`).join(
      '',
    );
    write('cards/b/README.md', `# Questions on B\n\n${terms}`);
    const files = async (): Promise<object> =>
      Object.fromEntries(
        ((await runJson([join(folder, 'cards')], { dryRun: true })) as Told).files.map((one) => [
          one.file.slice(one.file.indexOf('cards')),
          one.questions,
        ]),
      );
    expect(await files()).toEqual({ 'cards/README.md': 0, 'cards/a.md': 12, 'cards/b/README.md': 12 });
    write('cards/README.md', about.replaceAll(/(?<=## ).*/g, 'What is $&?'));
    expect(await files()).toMatchObject({ 'cards/README.md': 5 });
  });

  it('are in files of AsciiDoc with one each, if they ask', async () => {
    for (const [i, title] of ['outbox', 'saga', 'lease'].entries())
      write(
        `exam/q-${i}.adoc`,
        `=== Question ${i}\n**ID: Q-20-0${i}**\n\n|===\n| Kind | 1 point\n|===\n\nWhat is a ${title}?\n\nAnswer: Text.\n`,
      );
    write('exam/glossary.adoc', '== Glossary\n\nText.\n');
    const { questions } = (await runJson([join(folder, 'exam')])) as unknown as {
      readonly questions: readonly { readonly title: string }[];
    };
    expect(questions.map(({ title }) => title)).toEqual([
      'What is a outbox?',
      'What is a saga?',
      'What is a lease?',
    ]);
  });
});

describe('what was not read', () => {
  it('is told of a guide of mixed shapes, with its line', async () => {
    expect(unwrapped(await run([write('guide.md', MIXED)], { dryRun: true }))).toMatch(
      /guide\.md: 7 of 8 possible questions read; 1 is inside another answer \(line 23 "What is early stopping\?[^"]*"\)\./,
    );
    const { files } = (await runJson([join(folder, 'guide.md')], { dryRun: true })) as Told;
    expect(files[0]).toMatchObject({ questions: 7, unread: [{ line: 23, kind: 'item', reason: 'inside' }] });
  });

  it('tells of questions that have the same title', async () => {
    const path = write(
      'cards.csv',
      'question,answer\nWhat is a mutex?,A lock.\nWhy?,So.\nWhat is a mutex?,One.\n',
    );
    expect(unwrapped(await run([path], { dryRun: true }))).toContain(
      'Q1 and Q3: What is a mutex? Each is asked;',
    );
  });

  it('is told without the marks of one side', async () => {
    const path = write(
      'notes.md',
      'Q: What is a B-tree?\nA: A tree.\n\nQ: Why?\nA:\n\n1. **What is sharding?**\n   Parts.\n',
    );
    expect(unwrapped(await run([path], { dryRun: true }))).toContain('(line 7 "What is sharding?")');
  });

  it('is told where one heading takes the others into its answer', async () => {
    const guide = write('guide.md', swallowing(INNER_HEADINGS));
    expect(unwrapped(await run([guide], { dryRun: true }))).toMatch(
      /2 of 5 headings read as questions; 3 are inside other answers \(line 7 "[^"]+", line 11 "[^"]+", line 15 "[^"]+"\)\./,
    );
  });

  it('may be a placeholder in a title', async () => {
    const { memory } = await run([write('guide.md', '# G\n\n### Why us? [FILL IN: reason]\n\nBecause.\n')]);
    expect(memory.data()).toContain('A placeholder in a title is not filled. [placeholder-title]');
  });

  it('is told again where nothing is new', async () => {
    const guide = write('guide.md', swallowing(INNER_HEADINGS));
    await run([guide]);
    expect(unwrapped(await run([guide]))).toContain('3 are inside other answers');
  });

  it('is told with the shape that reads clearly more, as that shape then does', async () => {
    const guide = write('guide.md', swallowing(INNER_ITEMS));
    expect(unwrapped(await run([guide], { dryRun: true }))).toContain(
      '`--as bullets` would read 5 questions.',
    );
    const { files } = (await runJson([guide], { dryRun: true })) as Told;
    expect(files[0]?.alternatives).toEqual([{ shape: 'bullets', questions: 5 }]);
    expect((await runJson([guide], { as: 'bullets', dryRun: true })).new).toBe(5);
  });

  it('is not mentioned where everything was read', async () => {
    const guide = write('guide.md', guideOf());
    const { memory } = await run([guide], { dryRun: true });
    expect(memory.data()).not.toMatch(/possible question|headings|Skipped|without/);
    const { files, skipped } = (await runJson([guide], { dryRun: true })) as Told;
    expect(files[0]).toMatchObject({ told: null, unread: [], alternatives: [] });
    expect(skipped).toEqual([]);
  });

  it('is told of a folder: files without a question, and those skipped for their names', async () => {
    write('bank/guide.md', guideOf());
    write('bank/one.md', '# Notes\n\nText.\n');
    write('bank/two.md', '# Notes\n\nText.\n');
    write('bank/cards.textile', 'What?\n=====\nThat.\n');
    write('bank/image.png', 'x');
    const said = unwrapped(await run([join(folder, 'bank')], { dryRun: true }));
    expect(said).toMatch(
      /2 files without a question: \S+one\.md \(1 heading, 1 paragraph\), \S+two\.md \(.*\)\. Nothing in them looks like/,
    );
    expect(said).toMatch(/Skipped because of their names: \S+cards\.textile\. /);
    const { files, skipped } = (await runJson([join(folder, 'bank')], { dryRun: true })) as Told;
    expect(files.map(({ told }) => told)).toEqual([
      null,
      'Nothing in this file looks like a question. It has 1 `#` heading (line 1) and 1 paragraph (line 3).',
      'Nothing in this file looks like a question. It has 1 `#` heading (line 1) and 1 paragraph (line 3).',
    ]);
    expect(skipped).toEqual([expect.stringMatching(/cards\.textile$/)]);
  });

  it('is what prep itself writes for scripts, and ratings of a drill', async () => {
    write('guide/one.md', guideOf());
    const ratings = ['{"question":"why-several-heads","rating":"good","elapsedMs":41000,"answer":"Views."}'];
    write('guide/today.jsonl', [...ratings, '{"question":"Q4","rating":"again"}', '{"question"'].join('\n'));
    write('guide/few.jsonl', '{"question":"what-are-masks-for","rating":"easy","text":"To hide."}\n');
    write(
      'guide/list.json',
      '{"v":1,"command":"list","questions":[{"id":"a","title":"Why?","answer":"So."}]}',
    );
    const { memory } = await run([join(folder, 'guide')], { plain: true });
    expect(memory.data() + memory.talk()).toMatch(/3 files without a question/);
    expect([...own().keys()].filter((path) => path.endsWith('.md'))).toEqual(PATHS);
  });

  it('says why a file gives nothing, and what would read it', async () => {
    await expect(run([write('cut.json', '{"questions": [{"q": 1,')])).rejects.toMatchObject({
      message: expect.stringMatching(/cut\.json\. It is cut off\.$/),
    });
    await expect(run([write('bad.toml', '[[questions]]\nquestion = "Why?\n')])).rejects.toMatchObject({
      message: expect.stringMatching(/bad\.toml\. It is not valid TOML: line 2: /),
      hint: 'save or download it again',
    });
    const notes = write('notes.md', '# Notes\n\nText.\n');
    await expect(run([notes])).rejects.toMatchObject({
      message: expect.stringMatching(
        /notes\.md\. Nothing in this file looks like a question\. It has 1 `#` heading/,
      ),
    });
    const topics = write('topics.md', '# Exam\n\nAll of it.\n\n- Sets\n- Matrices\n- Series\n\nGood luck.\n');
    await expect(run([topics])).rejects.toMatchObject({
      message: expect.stringContaining('Nothing in this file looks like a question.'),
      hint: '`--as bullets` would read 3 questions.',
    });
    const readme = write(
      'README.md',
      `# Tool\n\n## Install\n\n${'Run it with care. '.repeat(20)}\n\n## Details\n\n${INNER_ITEMS}`,
    );
    await expect(run([readme])).rejects.toMatchObject({
      message: expect.stringMatching(/\. 0 of 5 possible questions read; 5 are in a file that reads like/),
      hint: '`--as bullets` would read 5 questions.',
    });
  });
});

it('a folder without a question says what a format would read in all of its files', async () => {
  const TERMS = { fish: ['Bycatch', 'Quota', 'Trawl'], sea: ['Gyre', 'Tide', 'Shelf', 'Ridge'] };
  for (const [name, terms] of Object.entries(TERMS))
    write(
      `words/${name}.md`,
      `# ${name}\n\n${terms.map((term) => `**${term}**\n\nIt is in the book.\n\n`).join('')}`,
    );
  await expect(run([join(folder, 'words')])).rejects.toMatchObject({
    hint: expect.stringMatching(/^`--as bold-questions` would read 7 questions\./),
  });
  const read = await runJson([join(folder, 'words')], { as: 'bold-questions', dryRun: true });
  expect(states(read)).toHaveLength(7);
});

it('lines that ask in plain text are told', async () => {
  const outline = write(
    'outline.txt',
    'Notes\n\nLocks\n\tWhat is a lock?\n\t\tA gate.\n\t\tFor one.\n\tWhat is a latch?\n\t\tOpens once.\n\nNets\n\tWhat is a socket?\n\t\tAn end.\n',
  );
  await expect(run([outline])).rejects.toMatchObject({
    message: expect.stringContaining('It has 3 plain-text questions (lines 4, 7, 11)'),
  });
});

it('a file beside files of questions is read as if it was named', async () => {
  const asked = (mark: string): string =>
    ['Why this?', 'How do you test it?', 'Estimate the cost of it']
      .map((one) => mark.replace('?', one))
      .join('');
  write('prep/first.md', asked('# ?\n\nIt is so.\n\n'));
  write('prep/second.md', asked('# ?\n\nIt is not.\n\n'));
  write('prep/case.md', `# Case round\n\n${asked('**?**\n\nCheck it first.\n\n')}`);
  write('notes/case.md', `# Case round\n\n${asked('**?**\n\nCheck it first.\n\n')}`);
  write('notes/first.md', asked('# ?\n\nIt is so.\n\n'));
  write('notes/a.md', '# Trip\n\nWe went.\n');
  const found = async (name: string) => {
    const { files } = (await runJson([join(folder, name)], { dryRun: true })) as Told;
    return files.map(({ file, questions }) => `${file.replace(/.*\//, '')} ${questions}`);
  };
  expect(await found('prep')).toEqual(['case.md 3', 'first.md 3', 'second.md 3']);
  expect(await found('notes')).toEqual(['a.md 0', 'case.md 0', 'first.md 3']);
});

describe('pages in which nothing is read are read as one', () => {
  const page = (...topics: readonly string[]): string =>
    topics.map((one) => `## ${one}\n\nA few words about it.\n\n`).join('');
  const found = async (name: string): Promise<readonly string[]> => {
    const { files } = (await runJson([join(folder, name)], { dryRun: true })) as Told;
    return files.map(({ file, questions }) => `${file.replace(/.*\//, '')} ${questions}`);
  };
  const topics = ['Stampede', 'Placement', 'Sharding', 'Hot keys', 'Leases', 'Quorums', 'Clocks'];

  it('so that numbered topics, two in each file, are found', async () => {
    for (const topic of topics)
      write(`deck/interview/${topic}.md`, page(`1. ${topic}`, `2. More on ${topic}`));
    write('deck/README.md', '# Design\n\nOne page a day.\n');
    const each = topics.toSorted().map((topic) => `${topic}.md 2`);
    expect(await found('deck')).toEqual(['README.md 0', ...each]);
  });

  it('unless they are notes, or the same headings divide them', async () => {
    for (const topic of topics) write(`notes/${topic}.md`, page(topic, `More on ${topic}`));
    for (const topic of topics) write(`manual/${topic}.md`, page('Synopsis', 'Options'));
    const none = { exit: 2 };
    for (const name of ['notes', 'manual'])
      await expect(run([join(folder, name)], { dryRun: true })).rejects.toMatchObject(none);
  });
});

it('a page about metrics is no file of values', async () => {
  const asked =
    '## How would you measure success?\n\nBy returns.\n\n## Why not by visits?\n\nThey rise alone.\n\n## What moved?\n\nReturns.\n';
  write('vault/Metrics.md', asked);
  expect(states(await runJson([join(folder, 'vault')], { dryRun: true }))).toHaveLength(3);
});

it('a file of answers beside the questions gives them by number, and is told of only if it does not', async () => {
  write('two/questions.md', '# Questions\n\n1. What is a view?\n2. What is a key?\n3. Why an index?\n');
  write('two/answers.md', '# Answers\n\n1. A query.\n2. A column.\n3. It is quicker.\n');
  const two = join(folder, 'two');
  const { files } = (await runJson([two])) as Told;
  expect(files.map(({ file, questions }) => `${file.replace(/.*\//, '')} ${questions}`)).toEqual([
    'questions.md 3',
  ]);
  expect(own().get('two/questions/what-is-a-key.md')).toMatch(/\n\nA column\.\n$/);
  expect(states(await runJson([two])).filter((one) => !one.endsWith('unchanged'))).toEqual([]);
  // Without its answers, it takes none away.
  expect(states(await runJson([join(two, 'questions.md')])).every((one) => one.endsWith('conflict'))).toBe(
    true,
  );
  expect(own().get('two/questions/what-is-a-key.md')).toMatch(/\n\nA column\.\n$/);
  // With a title of its own, and words below the questions.
  write(
    'mock/questions.md',
    '# Mock\n\n1. What is a lock?\n2. What is a lease?\n3. Why a fence?\n\nGood luck!\n',
  );
  write('mock/answers.md', '# Mock: answers\n\n1. A query.\n2. A column.\n3. It is quicker.\n');
  expect(states(await runJson([join(folder, 'mock')]))).toHaveLength(3);
  expect(
    [...own()].find(([name]) => name.startsWith('mock/') && name.endsWith('what-is-a-lock.md'))?.[1],
  ).toMatch(/\n\nA query\.\n$/);
  write('other/questions.md', '# Questions\n\n1. What is a view?\n2. What is a key?\n3. Why an index?\n');
  write('other/answers.md', 'I do not know them yet.\n');
  const other = (await runJson([join(folder, 'other')], { dryRun: true })) as Told;
  expect(other.files.map(({ file }) => file.replace(/.*\//, ''))).toEqual(['answers.md', 'questions.md']);
});

describe('pages with a table that names them', () => {
  it('have the questions, without properties and ids, and the table is contents', async () => {
    const id = '0123456789abcdef0123456789abcdef';
    write(
      `Notes/Tools ${id}.csv`,
      'Name,Tags\nWhat is a plane?,wood\nSharpening,"steel, stone"\nWhy oil?,\n',
    );
    write(
      `Notes/Tools 12ab34/What is a plane ${id}.md`,
      '# What is a plane?\n\nStatus: Done\nTags: wood\n\nA blade in a block.\n',
    );
    write(`Notes/Tools 12ab34/Sharpening ${id}.md`, '# Sharpening\n\nStatus: Open\n\nWith [X] grit.\n');
    const notes = join(folder, 'Notes');
    expect(states(await runJson([notes]))).toEqual(['sharpening new', 'what-is-a-plane new', 'why-oil new']);
    const files = own();
    expect([...files.keys()]).toEqual([
      MANIFEST,
      'notes/notes/why-oil.md',
      'notes/tools/sharpening.md',
      'notes/tools/what-is-a-plane.md',
    ]);
    expect(files.get('notes/tools/what-is-a-plane.md')).toMatch(
      /# What is a plane\?\n\nA blade in a block\.\n$/,
    );
    expect(files.get('notes/tools/sharpening.md')).toMatch(/\n\nWith \[X\] grit\.\n$/);
    expect(states(await runJson([notes]))).toEqual([
      'sharpening unchanged',
      'what-is-a-plane unchanged',
      'why-oil unchanged',
    ]);
  });

  it('are found by the beginning of a title that is too long for the name of a file', async () => {
    const [title, cut] = [
      'The angle at which a chisel is ground and honed',
      'The angle at which a chisel is g',
    ];
    const id = '0123456789abcdef0123456789abcdef';
    write('Tools.csv', `Name,Tags\nWhat is a plane?,wood\nWhy oil?,\n${title},steel\n`);
    write(`Tools/${cut} ${id}.md`, `# ${title}\n\n25 degrees, honed at 30.\n`);
    const { memory } = await run([folder], { to: join(folder, 'bank') });
    expect(memory.talk()).toContain('3 new · 2 drafts.');
  });
});

describe('what is taken for questions', () => {
  const at = (...lines: readonly string[]): DiskOptions => ({ interactive: true, lines });
  const titles = (): readonly string[] =>
    [...own().values()].flatMap((text) => /^# (.*)$/m.exec(text)?.[1] ?? []).toSorted();
  const MASKS = ['What is a head?', 'What is a mask?', 'Why a softmax?'];

  it('is shown at a terminal, and written as it is on Enter', async () => {
    const { memory, exit } = await run([write('guide.md', MIXED)], {}, at(''));
    expect(exit).toBe(0);
    expect(memory.shown()).toMatch(/^── 7 questions .*guide\.md/);
    expect(memory.shown()).toMatch(/ 2 +✓ +### +3 +What is the bias-variance tradeoff\?\n/);
    expect(memory.shown()).toMatch(/ 7 +· +list +23 +What is early stopping\?.* in an answer\n/);
    const [, last] = /(\d+) or \d+-\1 adds or drops/.exec(memory.shown()) ?? [];
    expect(memory.shown()).toMatch(new RegExp(`^ +${last} +[✓·] `, 'm'));
    expect(titles()).toHaveLength(7);
  });

  it('is none of the notes beside questions, but what a person takes', async () => {
    const asked = Array.from({ length: 12 }, (_, i) => `## What is part ${i}?\n\nText.\n\n`).join('');
    const notes = ['SELECT', 'FROM', 'JOIN', 'GROUP BY', 'HAVING', 'LIMIT'].map(
      (title, i) => `## ${i + 1}. ${title}\n\nText.\n\n`,
    );
    write('interview/a.md', asked);
    write('interview/notes.md', notes.join(''));
    const { memory } = await run([join(folder, 'interview')], {}, at('1', '3', '', ''));
    expect(memory.shown()).toMatch(/── 0 questions ──/);
    expect(titles()).toHaveLength(13);
    expect(titles()).toContain('JOIN');
  });

  it('is called what it is imported as, where its heading is only a code', async () => {
    const task = (number: number, text: string) =>
      `## Task ${number}\n\n${text}\n\n### Answer\n\nIt turns.\n\n`;
    const texts = ['Explain how it turns.', 'Why does it stop?', 'When did you see it?'];
    const guide = write('exam.md', `# Exam\n\n${texts.map((text, index) => task(index + 1, text)).join('')}`);
    const { memory } = await run([guide], {}, at('2', ''));
    expect(titles()).toEqual(['When did you see it?', 'Why does it stop?']);
    expect(memory.shown()).toMatch(
      / 2 +✓ +## +3 +Explain how it turns\.[^]* 3 +✓ +## +11 +Why does it stop\?/,
    );
    expect(memory.shown()).toMatch(/ 2 +· +## +3 +Task 1 +dropped/);
  });

  it('is what was taken and dropped by its number, by ranges, and by its kind', async () => {
    const guide = write('guide.md', swallowing(INNER_HEADINGS));
    await run([guide], {}, at('###', ''));
    expect(titles()).toEqual([
      'What is a head?',
      'What is a layer?',
      'What is a mask?',
      'What is attention?',
      'Why a softmax?',
    ]);
    rmSync(join(home, 'questions'), { recursive: true });
    const { memory } = await run([guide], {}, at('3-5', '2 6', ''));
    expect(memory.shown()).toMatch(/\n *(?:Added|Dropped): 3, 4, 5\./);
    expect(titles()).toEqual(MASKS);
    rmSync(join(home, 'questions'), { recursive: true });
    await run([guide], {}, at('4', ''));
    expect(titles()).toEqual(['What is a head?', 'What is a layer?', 'What is attention?']);
    expect(own().get('guide/guide/what-is-attention.md')).not.toContain('What is a head?');
  });

  it('names a format that reads more, and starts from the one given', async () => {
    const guide = write('guide.md', swallowing(INNER_ITEMS));
    const { memory } = await run([guide], {}, at('q'));
    expect(memory.shown()).toContain('`--as bullets` would read 5 questions.');
    await run([guide], { as: 'bullets' }, at('1', '1', ''));
    expect(titles()).toHaveLength(5);
    await run([guide]);
    expect(titles()).toHaveLength(5);
  });

  it('keeps its numbers, whatever a change takes into an answer', async () => {
    const text =
      '# Trip\n\nQ: Where?\nThere.\n\nQ: When?\nThen.\n\n### Who came\n\nWas it Ann?\n\nHow was it?\n- good\n';
    const trip = write('trip.md', text);
    const { memory } = await run([trip], {}, at('4', '6', ''));
    expect(memory.shown()).toMatch(/ 4 +✓ +### +9 .*\n +5 +· +line +11 .*\n +6 +✓ +line +13 /);
    expect(titles()).toEqual(['How was it?', 'When?', 'Where?', 'Who came']);
  });

  it('is the same when the file is imported again, wherever its lines went', async () => {
    const guide = write('guide.md', swallowing(INNER_HEADINGS));
    await run([guide], {}, at('3-5', '2', ''));
    const before = own();
    write('guide.md', swallowing(INNER_HEADINGS).replace('# Guide', '# Guide\n\nSome words.\n'));
    const { memory } = await run([guide]);
    expect(memory.talk()).toContain('4 unchanged.');
    expect(own()).toEqual(before);
    // And it can be changed again.
    await run([guide], {}, at('2', ''));
    expect(titles()).toHaveLength(5);
  });

  it('is said to be kept here once, while it is in the file', async () => {
    const guide = write('guide.md', swallowing(INNER_HEADINGS));
    await run([guide], {}, at('###', ''));
    expect(titles()).toHaveLength(3 + 2);
    const dropping = await run([guide], {}, at('3', ''));
    expect(dropping.memory.talk()).toContain('3 unchanged · 1 no longer read.');
    expect(dropping.memory.data().replaceAll(/\s+/g, ' ')).toContain('(kept here)');
    expect((await run([guide])).memory.data()).not.toContain('No longer read');
    write('guide.md', swallowing(INNER_HEADINGS).replaceAll(/^### What is a head\?$/gm, '### Others'));
    const gone = (await run([guide])).memory.data();
    expect(gone).toContain('No longer read\n');
    expect(gone.replaceAll(/\s+/g, '')).toMatch(/Deleteitsfile\(\S*questions\/guide\//);
  });

  it('can be told of several files, each by its number', async () => {
    const one = write('one.md', swallowing(INNER_HEADINGS));
    const two = write('two.md', guideOf());
    const { memory } = await run([two, one], {}, at('1', '###', '', '9', ''));
    expect(memory.shown()).toMatch(/ 1 +\S*one\.md +guide +2 +3\n/);
    expect(memory.shown()).toContain('"9" is not a number from 1 to 2.');
    expect(titles()).toHaveLength(8);
  });

  it('lists and counts files that leave no choice, too', async () => {
    const guide = write('guide.md', guideOf());
    const cards = write(
      'cards.csv',
      'question,answer\nWhat is a mask?,It hides padding.\nWhy Go?,Fast builds.\n',
    );
    const { memory } = await run([guide, cards], {}, at(''));
    expect(memory.shown()).toMatch(/^ {5}\S+ +table of questions .* 2 +-$/m);
    expect(memory.shown()).toContain(`Enter = import these ${titles().length} questions. 1 = review a file`);
  });

  it('counts in words what several files give', async () => {
    const one = write(
      'one.md',
      '# Notes\n\n## Install\n\nRun it.\n\n## What is a mask?\n\nIt hides padding.\n',
    );
    const two = write('two.md', '# Notes\n\n## Install\n\nRun it.\n\n## Details\n\nNone.\n');
    const memory = openOnDisk(home, at('1', '3', '', ''));
    await expect(importBanks(memory.context, [one, two], {})).rejects.toMatchObject({ code: 'import-empty' });
    expect(memory.shown()).toContain('Enter = import this question. 1 to 2 = review a file, q = quit:');
    expect(memory.shown()).toContain('Enter = import nothing. 1 to 2 = review a file, q = quit:');
    expect(titles()).toEqual([]);
  });

  it('can be something in a file of which prep takes nothing', async () => {
    const text = `# Tool\n\n## Install\n\n${'Run it with care. '.repeat(20)}\n\n## Details\n\n${INNER_ITEMS}`;
    const readme = write('README.md', text);
    await run([readme], {}, at('list', ''));
    expect(titles()).toHaveLength(5);
    rmSync(join(home, 'questions'), { recursive: true });
    await expect(run([readme], {}, at(''))).rejects.toMatchObject({ code: 'import-empty' });
  });

  it('is left alone by words that say nothing, with the reason', async () => {
    const { memory } = await run([write('guide.md', MIXED)], {}, at('0', '12', 'seven', ''));
    for (const said of ['"0" is not a number', '"12" is not a number', '"seven" is not a number'])
      expect(memory.shown()).toContain(said);
    expect(titles()).toHaveLength(7);
  });

  it('leads to nothing when the person goes away, at any point', async () => {
    const guide = write('guide.md', swallowing(INNER_HEADINGS));
    for (const lines of [[], ['q'], ['###'], ['###', 'q']]) {
      const { memory, exit } = await run([guide], {}, at(...lines));
      expect(exit).toBe(1);
      expect(memory.talk()).toMatch(/Nothing was written\.\n$/);
      expect(own().size).toBe(0);
    }
  });

  it('is not asked with --yes, --json, --dry-run, nor without a terminal', async () => {
    const guide = write('guide.md', guideOf('I cut [the cost] by XX%.'));
    for (const options of [{ yes: true }, { json: true }, { dryRun: true }]) {
      const { memory } = await run([guide], options, at());
      expect(memory.shown()).toBe('');
    }
    expect(titles()).toHaveLength(3);
  });
});

describe('possible placeholders', () => {
  const text = guideOf('I cut [specific cost] by XX%.', 'At [Company] they hide padding.');
  const path = 'guide/architecture/what-does-attention-cost.md';
  /** After what is taken for questions was accepted. */
  const asked = (lines: readonly string[]): DiskOptions => ({ interactive: true, lines: ['', ...lines] });

  it('are asked for at a terminal, each in its sentence', async () => {
    const { memory, exit } = await run([write('guide.md', text)], {}, asked(['1 3']));
    expect(exit).toBe(0);
    expect(memory.shown()).toContain('3 possible placeholders. a = accept all');
    expect(memory.shown()).toMatch(/I cut \[specific cost\] by XX%\.\s+→ \[FILL IN: specific cost\]/);
    expect(own().get(path)).toContain('I cut [FILL IN: specific cost] by XX%.');
    expect(own().get(PATHS[0] ?? '')).toContain('At [FILL IN: Company] they');
    // What was decided holds when the file changes elsewhere.
    write('guide.md', text.replace('by XX%', 'by XX% again'));
    await run([join(folder, 'guide.md')]);
    expect(own().get(path)).toContain('I cut [FILL IN: specific cost] by XX% again.');
  });

  it('in a table are asked for with their row and column', async () => {
    const table = '| Method | MAE | Time |\n|---|---|---|\n| Mean | 19 | TBD |\n| Quantile | TBD | 3 s |';
    const { memory } = await run([write('guide.md', guideOf(table, 'It is *fast*.'))], {}, asked(['2']));
    expect(memory.shown()).toMatch(/\s+Mean, Time: TBD\s+→ /);
    expect(memory.shown()).toMatch(/\s+Quantile, MAE: TBD\s+→ /);
    expect(own().get(path)).toMatch(/\| Mean +\| 19 +\| TBD +\|[^]*\| Quantile +\| \[FILL IN\] /);
  });

  it('are left as they are on Enter, and all taken on a', async () => {
    const { memory } = await run([write('guide.md', text)], {}, asked(['']));
    expect(memory.talk()).toMatch(/accepts\s+them,\s+the\s+next\s+import/);
    expect([...own().values()].join()).not.toContain('FILL IN');
    rmSync(join(home, 'questions'), { recursive: true });
    await run([write('guide.md', text)], {}, asked(['a']));
    expect(own().get(path)).toContain('I cut [FILL IN: specific cost] by [FILL IN: number]%.');
    rmSync(join(home, 'questions'), { recursive: true });
    await run([write('guide.md', text)], {}, asked(['4', '1']));
    expect(own().get(path)).toContain('I cut [FILL IN: specific cost] by XX%.');
    rmSync(join(home, 'questions'), { recursive: true });
    await run([write('guide.md', text)], {}, asked(['2-3']));
    expect(own().get(path)).toContain('I cut [specific cost] by [FILL IN: number]%.');
  });

  it('that were not taken are offered again, though nothing changed, unless the question was edited', async () => {
    const guide = write('guide.md', text);
    await run([guide], {}, asked(['']));
    const again = await run([guide], {}, asked(['1 3']));
    expect(again.memory.talk()).toContain('2 changed');
    expect(own().get(path)).toContain('I cut [FILL IN: specific cost] by XX%.');
    expect(own().get(PATHS[0] ?? '')).toContain('At [FILL IN: Company] they');
    const file = join(home, 'questions', path);
    writeFileSync(file, readFileSync(file, 'utf8').replace('I cut', 'We cut'));
    expect((await run([guide])).memory.talk()).not.toContain('possible');
  });

  it('lead to nothing when the person goes away', async () => {
    const { memory, exit } = await run([write('guide.md', text)], {}, asked([]));
    expect(exit).toBe(1);
    expect(own().size).toBe(0);
    expect(memory.talk()).toContain('Nothing was written.');
  });

  it('are listed for scripts, and taken with --possible', async () => {
    const json = await runJson([write('guide.md', text)], { dryRun: true });
    expect(json.possible.map(({ written, taken }) => [written, taken])).toEqual([
      ['[specific cost]', false],
      ['XX', false],
      ['[Company]', false],
    ]);
    const told = await run([join(folder, 'guide.md')], { dryRun: true });
    expect(told.memory.talk()).toContain('3 possible placeholders, such as `[specific cost]`: `--possible`');
    const taken = await run([join(folder, 'guide.md')], { possible: true });
    expect(taken.memory.talk()).not.toContain('possible');
    expect(own().get(path)).toContain('I cut [FILL IN: specific cost] by [FILL IN: number]%.');
    expect(
      states(await runJson([join(folder, 'guide.md')])).every((state) => state.endsWith('unchanged')),
    ).toBe(true);
  });
});

it('says which names several questions cite, and which have a value already', async () => {
  const name = '[FILL IN: accuracy]%';
  const path = write('guide.md', guideOf(`It reaches ${name}.`, `${name}, [X] ms, [FILL IN: two words].`));
  const { memory } = await run([path]);
  expect(memory.talk()).toContain('A value fills every question that cites `accuracy`.');
  expect(memory.talk()).toContain('write two words or more');
  expect(memory.talk()).not.toContain('earlier value');
  const fills = { accuracy: { value: '91%', number: 91, unit: '%', updatedAt: '2026-11-20T10:00:00Z' } };
  const more = write('other.md', `# O\n\n## Why?\n\n${name}\n\n## How?\n\nSo.\n`);
  rmSync(join(home, 'questions'), { recursive: true });
  const other = await run([more], {}, { fills });
  expect(other.memory.talk()).toContain('An earlier value fills `accuracy` (91%).');
});

describe('a name of one word that other questions have', () => {
  const other =
    '# O\n\n## Why?\n\nThe p50 is [FILL IN: p50] ms. [IF p50 > 4: Slow.]\n\n## How?\n\nIn [FILL IN: p50] ms and [FILL IN: team_size].\n';
  const fills = { p50: { value: '4 ms', number: 4, unit: 'ms', updatedAt: '2026-11-20T10:00:00Z' } };
  const why = 'other/o/why.md';
  beforeEach(() => run([write('guide.md', guideOf('[FILL IN: p50] ms with [FILL IN: team_size].'))]));

  it('is another one in a script, for all questions of the import, and stays so', async () => {
    const path = write('other.md', other);
    const { memory, exit } = await run([path], {}, { fills });
    expect(exit).toBe(0);
    expect(memory.data()).toContain(
      'Other questions already cite `p50` (here `p50_other`). [metric-renamed]',
    );
    expect(own().get(why)).toContain('The p50 is [FILL IN: p50_other] ms. [IF p50_other > 4: Slow.]');
    expect(own().get('other/o/how.md')).toContain('[FILL IN: p50_other] ms and [FILL IN: team_size]');
    expect(ATTENTION && own().get(PATHS[1] ?? '')).toContain('[FILL IN: p50]');
    const again = await run([path]);
    expect(again.memory.data()).not.toContain('metric-renamed');
    expect(again.memory.talk()).toContain('2 unchanged');
    renameSync(path, join(folder, 'notes.md'));
    write('notes.md', other.replace('Slow', 'Too slow'));
    const renamed = await run([join(folder, 'notes.md')]);
    expect(renamed.memory.talk()).toContain('1 changed · 1 unchanged');
    expect(own().get(why)).toContain('[IF p50_other > 4: Too slow.]');
    expect((await run([join(folder, 'guide.md')])).memory.talk()).toContain('3 unchanged');
  });

  it('is one for files that are imported together, also when one comes again alone', async () => {
    const [first, second] = [
      write('other.md', other),
      write('Заметки.md', '# N\n\n## When?\n\nIn [FILL IN: p50] ms.\n'),
    ];
    await run([first, second]);
    expect([...own().values()].join().match(/p50_\w+/g)).toEqual(
      Array.from({ length: 4 }, () => 'p50_other'),
    );
    const again = await run([second]);
    expect(again.memory.talk()).toContain('1 unchanged');
    expect(again.memory.data()).not.toContain('metric-renamed');
    const [third] = [write('日記.md', '# D\n\n## Where?\n\nIn [FILL IN: p50] ms.\n')];
    await run([third]);
    expect([...own().values()].join()).toContain('In [FILL IN: p50_2] ms.');
    expect((await run([third])).memory.talk()).toContain('1 unchanged');
  });

  it('keeps its meaning at a terminal if the person says so', async () => {
    const path = write('other.md', other);
    const { memory } = await run([path], {}, { interactive: true, lines: ['', 'a'], fills });
    expect(memory.shown()).toContain('1. `p50` (Q1: What does attention cost?): 4 ms');
    expect(memory.shown()).toContain('1 name of other questions. Enter = other values here, a = the same');
    expect(own().get(why)).toContain('[FILL IN: p50] ms. [IF p50 > 4');
    expect((await run([path])).memory.talk()).toContain('2 unchanged');
  });

  it('is shared if a file declares it', async () => {
    write('bank/metrics.md', '---\nmetrics:\n  p50:\n    prompt: Median\n    unit: ms\n---\n');
    write('bank/other.md', other);
    await run([join(folder, 'bank')]);
    expect([...own().values()].join()).not.toContain('p50_');
  });

  it('goes on being shared by questions that came before', async () => {
    write('shared/a.md', other);
    write('shared/b.md', other.replace('Why', 'When').replace('How', 'Where'));
    rmSync(join(home, 'questions'), { recursive: true });
    await run([join(folder, 'shared')]);
    expect((await run([join(folder, 'shared/a.md')])).memory.talk()).toContain('2 unchanged');
  });
});

describe('nothing is written', () => {
  it.each([
    ['UTF-16 that is cut', Buffer.from([0xff, 0xfe, 0x23, 0, 0]), 'file-encoding'],
    ['bytes that are no text', Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]), 'file-encoding'],
    ['notes without a question', Buffer.from('# Notes\n\nNothing to ask.\n'), 'import-empty'],
    ['an empty file', Buffer.from(''), 'import-empty'],
  ])('for %s', async (_, bytes, code) => {
    const path = write('input.md', '');
    writeFileSync(path, bytes);
    const good = write('guide.md', guideOf());
    await expect(run([good, path])).rejects.toMatchObject({ code, exit: 2 });
    expect(own().size).toBe(0);
  });

  it('for a file that is not there, and for one that is in the bank already', async () => {
    await expect(run([join(folder, 'gone.md')])).rejects.toMatchObject({ code: 'file-missing' });
    await expect(run(['-'])).rejects.toMatchObject({
      code: 'file-missing',
      hint: expect.stringContaining('prep add -'),
    });
    await run([write('guide.md', guideOf())]);
    await expect(run([join(home, ATTENTION)])).rejects.toMatchObject({ code: 'import-into-itself' });
    await expect(run([join(home, 'questions')])).rejects.toMatchObject({ code: 'import-into-itself' });
  });

  it('for a target that is a file', async () => {
    const to = write('taken', 'x');
    await expect(run([write('guide.md', guideOf())], { to })).rejects.toMatchObject({
      code: 'target-is-file',
    });
    await expect(run([join(folder, 'guide.md')], { to: join(to, 'below') })).rejects.toMatchObject({
      code: 'not-writable',
    });
    expect(readFileSync(to, 'utf8')).toBe('x');
  });

  it('where a file stands in place of a folder, however many questions there are before it', async () => {
    mkdirSync(join(home, 'questions', 'guide'), { recursive: true });
    writeFileSync(join(home, 'questions', 'guide', 'last'), 'a file');
    const guide = write('guide.md', `${guideOf()}\n\n## Last\n\n### Q9: Why last?\n`);
    await expect(run([guide])).rejects.toMatchObject({ code: 'not-writable' });
    expect([...own().keys()]).toEqual(['guide/last']);
  });
});

it('below a folder one bad file hides no other', async () => {
  write('bank/a.md', '---\nid: a\n---\n# A?\n\nYes.\n');
  writeFileSync(join(folder, 'bank', 'b.md'), Buffer.from([0x23, 0x20, 0xff, 0xfe]));
  write('bank/notes.txt', 'Nothing to ask.\n');
  write('bank/node_modules/c.md', '---\nid: c\n---\n# C?\n\nNo.\n');
  const { memory, exit } = await run([join(folder, 'bank')]);
  expect(exit).toBe(1);
  expect([...own().keys()]).toEqual([MANIFEST, 'bank/bank/a.md']);
  expect(memory.data()).toContain('b.md:1:3: error: It is not valid UTF-8. [file-encoding]');
  expect(memory.data()).toContain('in Word: Save As, Plain Text');
});

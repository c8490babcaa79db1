// Questions that go out and come back: their placeholders stay, and values follow the words that were edited.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import { exportQuestions } from '../../../src/commands/import/export.ts';
import { importBanks } from '../../../src/commands/import/import.ts';
import type { DeckNote } from '../../../src/formats/import/anki-text.ts';
import { filesBelow, openOnDisk } from '../../support/disk-banks.ts';
import { tempFolder } from '../../support/home.ts';
import type { Memory } from '../../support/memory-context.ts';
import { fill } from '../../support/verbs.ts';

const STORY = `---
id: story
section: Team
difficulty: medium
minutes: 2
kind: star
---
# Tell me about a slow endpoint

## Situation

We had a plan.

## Task

I had to decide.

## Action

I profiled it at [FILL IN: p95_ms] ms.

## Result

It dropped to [X] ms.

## Key points
- Profiled at [FILL IN: p95_ms] ms
- Dropped to [X] ms

## Follow-ups
### How long did it take?
About [Y] days.
`;
const LAYERS = `---
id: layers
section: Speed
difficulty: medium
minutes: 2
---
# What is fast?

The short answer is [FILL IN: p95_ms].

## In depth

It has [FILL IN: p95_ms] ms with [IF p95_ms > 10: slow|fast] answers, a rate of [FILL IN: rate]. Twice.
`;
const inMs = (ms: number) => ({ ...fill(`${ms} ms`, ms), unit: 'ms' });
const FILLS = {
  p95_ms: inMs(64.5),
  'story/letter/it-dropped-to-x-ms': inMs(20),
  'story/letter/dropped-to-x-ms': inMs(20),
};

let home: string;
let folder: string;
beforeEach(async () => {
  home = tempFolder();
  folder = tempFolder();
  writeFileSync(join(folder, 'story.md'), STORY);
  writeFileSync(join(folder, 'layers.md'), LAYERS);
  await importBanks(open().context, [join(folder, 'story.md'), join(folder, 'layers.md')], {});
});

type Edit = (text: string) => string;
type Open = Parameters<typeof openOnDisk>[1];

function open(options: Open = {}): Memory {
  return openOnDisk(home, {
    interactive: false,
    fills: FILLS,
    banks: [{ bank: 'shipped', isOff: true }],
    ...options,
  });
}

const FORMATS = ['out.csv', 'out.json', 'out.md', 'out.apkg'] as const;
type Out = (typeof FORMATS)[number];

/** Writes all questions out, as `edit` changes the text that people see. */
async function out(name: Out, edit: Edit, options: Open = {}, how: Input<'export'> = {}): Promise<string> {
  const { context } = open(options);
  const path = join(folder, name);
  // The first five fields of a note are what people edit in Anki.
  const edited = (note: DeckNote): DeckNote => ({
    ...note,
    fields: note.fields.map((html, at) => (at < 5 ? edit(html) : html)),
  });
  const decks: typeof context.decks = {
    ...context.decks,
    pack: (notes, ...more) => context.decks.pack(notes.map(edited), ...more),
  };
  expect(await exportQuestions({ ...context, decks }, [], { ...how, to: path })).toBe(0);
  if (!name.endsWith('.apkg')) writeFileSync(path, edit(readFileSync(path, 'utf8')));
  return path;
}

async function back(
  path: string,
  options: Open = {},
  code = 0,
  how: Input<'import'> = { yes: true },
): Promise<Memory> {
  const memory = open(options);
  expect(await importBanks(memory.context, [path], how)).toBe(code);
  return memory;
}

const filesHere = (): ReadonlyMap<string, string> =>
  new Map([...filesBelow(join(home, 'questions'))].filter(([name]) => /\.(?:md|mine)$/.test(name)));
const texts = (): readonly string[] =>
  [...filesHere()].flatMap(([name, text]) => (name.endsWith('.md') ? [text] : []));
const words = (memory: Memory): string => memory.data().replaceAll(/\s+/g, ' ');
const same: Edit = (text) => text;
const layersFile = 'layers/speed/layers.md';

describe.each(FORMATS)('a filled export as %s', (name) => {
  it.each([
    ['that nobody edited', same],
    ['with an edited figure', (text: string) => text.replaceAll('64.5', '65')],
    [
      'with an edited figure and new placeholders',
      (text: string) => text.replaceAll('The short', '[A] [B] [C] The short'),
    ],
  ])('%s replaces no placeholder', async (_, edit) => {
    const before = filesHere();
    const memory = await back(await out(name, edit), {}, 1);
    expect(memory.talk()).toContain('2 in conflict');
    expect(memory.talk()).toContain('Nothing was written.');
    expect(words(memory)).toContain('Q2: the file has no placeholder for [p95_ms] (64.5 ms).');
    expect(words(memory)).toContain('write it with `prep export --open`');
    expect(filesHere()).toEqual(before);
    expect(memory.config().fills).toEqual(FILLS);
  });
});

describe('a filled export', () => {
  it('from before a value changed replaces no placeholder', async () => {
    const before = filesHere();
    await back(await out('out.csv', same), { fills: { ...FILLS, p95_ms: inMs(40) } }, 1);
    expect(filesHere()).toEqual(before);
  });

  it('is taken with `--merge theirs`, and the text before is kept', async () => {
    const before = filesHere();
    const memory = await back(await out('out.csv', same), {}, 0, { yes: true, merge: 'theirs' });
    expect(texts()[0]).toContain('The short answer is 64.5 ms.');
    expect(filesHere().get(`${layersFile}.mine`)).toBe(before.get(layersFile));
    expect(words(memory)).toContain(`Q2: the text before is kept as ${layersFile}.mine.`);
    expect((await back(join(folder, 'out.csv'))).talk()).toContain('2 unchanged');
  });

  it('names each version that is kept beside its question', async () => {
    const [name = '', text = ''] = [...filesHere()].find(([file]) => file.endsWith('story.md')) ?? [];
    writeFileSync(join(home, 'questions', name), text.replace('I had to decide', 'I decided'));
    writeFileSync(join(folder, 'story.md'), STORY.replace('We had a plan', 'We had none'));
    const memory = await back(join(folder, 'story.md'), {}, 0, { yes: true, merge: 'theirs' });
    expect(memory.data()).not.toContain('Values');
    expect(words(memory)).toContain(`Your versions Q1: the text before is kept as ${name}.mine.`);
  });

  it('is not asked about again after `--merge ours`', async () => {
    const before = filesHere();
    const path = await out('out.csv', same);
    await back(path, {}, 0, { yes: true, merge: 'ours' });
    expect((await back(path)).talk()).toContain('2 unchanged');
    expect(filesHere()).toEqual(before);
  });

  it('does not hide a question of another bank, which has its placeholders', async () => {
    const bank = join(home, 'questions');
    const other = tempFolder();
    renameSync(bank, join(other, 'theirs'));
    const banks: Open = { banks: [{ bank: 'shipped', isOff: true }, { bank: join(other, 'theirs') }] };
    const path = await out('out.csv', same, banks);
    const memory = await back(path, banks, 1);
    expect(memory.talk()).toContain('2 in conflict');
    await back(path, banks, 0, { yes: true, merge: 'ours' });
    expect(existsSync(bank)).toBe(false);
    await back(path, banks, 0, { yes: true, merge: 'theirs' });
    expect(texts()[0]).toContain('64.5');
  });
});

it.each(FORMATS)(
  'a filled export as %s comes in whole with `--only`, in a home that has other banks',
  async (name) => {
    const bank = join(home, 'questions');
    const other = tempFolder();
    renameSync(bank, join(other, 'theirs'));
    const banks: Open = { banks: [{ bank: 'shipped', isOff: true }, { bank: join(other, 'theirs') }] };
    const path = await out(name, same, banks);
    const memory = await back(path, banks, 0, { yes: true, only: true });
    expect(memory.talk()).toContain('2 new');
    expect(memory.talk()).toContain('You now study only these');
    expect(texts().join()).toContain('64.5');
  },
);

describe.each(FORMATS)('an export as %s with placeholders', (name) => {
  it('that nobody edited changes nothing', async () => {
    const before = filesHere();
    const memory = await back(await out(name, same, {}, { open: true }));
    expect(memory.talk()).toContain('2 unchanged');
    expect(filesHere()).toEqual(before);
  });

  it('brings edits, and values follow them', async () => {
    const before = texts();
    const edit: Edit = (text) =>
      text
        .replaceAll('I profiled it at', 'I profiled all of it at')
        .replaceAll('It dropped to', 'It then dropped to')
        .replaceAll('Profiled at', 'Measured at')
        .replaceAll('How long did', 'How many days did');
    const path = await out(name, edit, {}, { open: true });
    const memory = await back(path);
    expect(memory.talk()).toContain('1 changed');
    // A guide has labels in place of headings.
    const labels = /\*\*(Situation|Task|Action|Result)\*\*: /g;
    expect(texts().map((text) => text.replaceAll(labels, '## $1\n\n'))).toEqual(before.map(edit));
    expect(memory.data()).not.toContain('Values');
    expect(memory.config().fills).toMatchObject({ 'story/letter/then-dropped-to-x-ms': inMs(20) });
    expect((await back(path, { fills: memory.config().fills })).talk()).toContain('2 unchanged');
  });
});

it('a figure in the place of a placeholder changes nothing, unless it is written into the guide itself', async () => {
  const guide = (first: string, name = 'guide.md'): string => {
    const path = join(folder, name);
    const more = ['Why?', 'When?', 'Where?'].map((title, at) => `### Q${at + 2}: ${title}\n\nThere.\n`);
    writeFileSync(path, `# Guide\n\n### Q1: How fast?\n\n${first}\n\n${more.join('\n')}`);
    return path;
  };
  const fills = { 'how-fast/fill-in/time-in-ms': inMs(7) };
  await back(guide('It takes [FILL IN: time in ms].'), { fills });
  const before = filesHere();
  const memory = await back(guide('It takes 7 ms.', 'copy.md'), { fills }, 1);
  expect(words(memory)).toContain('Q3: the file has no placeholder for 7 ms (time in ms).');
  expect(memory.talk()).toContain('3 unchanged · 1 in conflict');
  expect(filesHere()).toEqual(before);
  const itself = await back(guide('It always takes 7 ms.'), { fills });
  expect(itself.talk()).toContain('1 changed');
  expect(words(itself)).toContain('Q3: the file says 7 ms (time in ms) itself now.');
  expect(words(itself)).not.toContain('To enter a value again');
  expect(itself.config().fills).toEqual(fills);
  // With another figure beside it, too.
  await back(guide('It takes [FILL IN: time in ms].'), { fills });
  await back(guide('It takes 7 ms, and took 12 ms before.'), { fills });
  await back(guide('It takes [FILL IN: time in ms].'), { fills });
  // A sentence that is gone from the guide takes its value along.
  expect((await back(guide('It is fast enough.'), { fills })).talk()).toContain('1 changed');
  // What has no value yet has nothing to lose.
  expect((await back(guide('It takes 7 ms.'), { fills: {} })).talk()).toContain('1 changed');
});

it('another figure in the guide itself is an edit of it, and is not looked for within others', async () => {
  const guide = (shards: string): string => {
    const path = join(folder, 'guide.md');
    writeFileSync(path, `# Guide\n\n### Q1: How do you scale?\n\n${shards}\n\n### Q2: Why?\n\nLoad.\n`);
    return path;
  };
  const fills = {
    'how-do-you-scale/letter/we-run-x-shards': { value: '6', updatedAt: '2026-11-20T10:00:00.000+01:00' },
  };
  const first = 'We run [X] shards.';
  await back(guide(first), { fills });
  const two = await back(guide('We ran [X] shards in 2025 and [X] in 2026.'), { fills });
  expect(two.talk()).toContain('1 changed · 1 unchanged');
  await back(guide(first), { fills });
  const eight = await back(guide('We run 8 shards.'), { fills });
  expect(eight.talk()).toContain('1 changed · 1 unchanged');
  expect(words(eight)).toContain('no longer cites 6');
});

describe('a guide that is split', () => {
  const told = {
    'What is a mutex?': 'It locks one region for one thread.',
    'What is a semaphore?': 'It counts permits for several threads at once.',
    'How did you handle a conflict at work?':
      'We moved the release by a week after a talk with both of the teams.',
  };
  type Title = keyof typeof told;
  const [mutex, semaphore, conflict] = Object.keys(told) as [Title, Title, Title];
  const write = (name: string, ...some: readonly (readonly [title: string, text: string])[]): string => {
    const path = join(folder, name);
    writeFileSync(path, some.map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n'));
    return path;
  };
  const as = (title: Title) => [title, told[title]] as const;

  it('has what moved in its new file, and no longer in the old one', async () => {
    await back(write('a.md', as(mutex), as(semaphore)));
    const [a, b] = [write('a.md', as(mutex)), write('b.md', as(semaphore))];
    const memory = open();
    expect(await importBanks(memory.context, [a, b], { yes: true })).toBe(0);
    expect((await back(a)).data()).not.toContain('No longer read');
    expect((await back(write('b.md', as(conflict)))).data()).toContain('No longer read');
  });

  it('is known when its parts are imported one after the other, retitled or not', async () => {
    await back(write('a.md', as(mutex), as(semaphore), as(conflict)));
    expect((await back(write('a.md', as(mutex)))).data()).toContain('No longer read');
    const retitled = ['How did you handle a conflict in a team?', told[conflict]] as const;
    const memory = await back(write('b.md', as(semaphore), retitled));
    expect(memory.talk()).toContain('2 changed');
    expect(memory.data()).toMatch(/in a team\?.*was: How did you/);
    expect((await back(join(folder, 'a.md'))).data()).not.toContain('No longer read');
  });
});

describe('an answer in the words of the user', () => {
  const answers = {
    layers: {
      own: { text: 'I say [FILL IN: p95_ms], that is slow.', updatedAt: '2026-11-20T10:00:00+01:00' },
    },
  };

  it('is not in an export with placeholders', async () => {
    const before = filesHere();
    const memory = await back(await out('out.csv', same, { answers }, { open: true }), { answers });
    expect(memory.talk()).toContain('2 unchanged');
    expect(filesHere()).toEqual(before);
  });

  it('does not replace the answer of a question without placeholders', async () => {
    writeFileSync(join(folder, 'plain.md'), '---\nid: layers\n---\n# What is fast?\n\nLess work.\n');
    await back(join(folder, 'plain.md'), {}, 0, { yes: true, merge: 'theirs' });
    const before = filesHere();
    const memory = await back(await out('out.csv', same, { answers }), { answers }, 1);
    expect(words(memory)).toContain(
      'you have your own version, and the file may have it in place of the answer',
    );
    expect(filesHere()).toEqual(before);
  });

  it('does not keep a guide from changing', async () => {
    const guide = (answer: string): string => {
      writeFileSync(
        join(folder, 'guide.md'),
        `# Guide\n\n### Q1: Why?\n\n${answer}\n\n### Q2: How?\n\nSo.\n`,
      );
      return join(folder, 'guide.md');
    };
    const own = { why: { own: { text: 'Mine.', updatedAt: '2026-11-20T10:00:00+01:00' } } };
    await back(guide('Load.'));
    expect((await back(guide('The load.'), { answers: own })).talk()).toContain('1 changed');
  });
});

it('an export that was edited and imported leaves its guide as it was seen, and own edits the user’s', async () => {
  const guide = join(folder, 'guide.md');
  const written = (cost: string): void =>
    writeFileSync(
      guide,
      `# Guide\n\n## Load\n\n### Q1: What does it cost?\n\n${cost}\n\n### Q2: What broke first?\n\nThe pool.\n\n### Q3: Why?\n\nLoad.\n`,
    );
  written('Little.');
  await back(guide);
  const cost = join(home, 'questions', 'guide', 'load', 'what-does-it-cost.md');
  writeFileSync(cost, readFileSync(cost, 'utf8').replace('Little.', 'Mine.'));
  await back(
    await out('out.csv', (text) => text.replace('The pool.', 'The connection pool.'), {}, { open: true }),
  );
  const before = texts();
  expect((await back(guide)).talk()).toContain('1 unchanged · 2 older');
  expect(texts()).toEqual(before);
  await back(join(folder, 'out.csv'));
  written('A lot.');
  expect(await importBanks(open().context, [guide], { yes: true })).toBe(1);
  expect(texts()).toEqual(before);
});

it('a guide that is imported again after its export leaves all but its own changes, and lists nothing of other files', async () => {
  const guide = join(folder, 'guide.md');
  const written = (cost: string, more = '\n### Why?\n\nLoad.\n'): void =>
    writeFileSync(
      guide,
      `# Guide\n\n## Load\n\n### What broke first?\n\nIt was TBD.\n\n### What does it cost?\n\n${cost}\n${more}`,
    );
  written('Little.');
  const first = open({ fills: {} });
  expect(await importBanks(first.context, [guide], { yes: true, possible: true })).toBe(0);
  expect(first.talk()).toContain('3 new · 1 placeholder');
  const key = 'what-broke-first/fill-in/it-was';
  const options = {
    fills: { ...FILLS, [key]: { value: 'the pool', updatedAt: '2026-11-20T10:00:00.000+01:00' } },
  };
  await back(
    await out('out.md', (text) => text.replace('Load.', 'The load.'), options, { open: true }),
    options,
  );
  written('A lot.');
  const again = await back(guide, options);
  expect(again.talk()).toContain('1 changed · 1 unchanged · 1 older');
  expect(again.data()).not.toContain('No longer read');
  expect(again.data()).not.toContain('Values');
  expect(texts().find((text) => text.includes('broke first'))).toContain('[FILL IN]');
  written('A lot.', '');
  expect((await back(guide, options)).data()).toMatch(/No longer read\n *Q\d .*\n\n/);
});

describe('a guide in which placeholders changed their places', () => {
  const guide = (speed: string): string => {
    const path = join(folder, 'guide.md');
    writeFileSync(path, `# Guide\n\n### Q1: How fast?\n\n${speed}\n\n### Q2: Why?\n\nLoad.\n`);
    return path;
  };
  const told = 'The median is [X]ms and the p95 is [X]ms.';
  const fills = {
    'how-fast/letter/the-median-is-x-ms-and': inMs(11),
    'how-fast/letter/the-p95-is-x-ms': inMs(19),
  };

  it('keeps each value with its words', async () => {
    await back(guide(told), { fills });
    const memory = await back(guide('The p95 is [X]ms and the median is [X]ms.'), { fills });
    expect(memory.data()).not.toContain('Values');
    expect(memory.config().fills).toEqual({
      'how-fast/letter/the-p95-is-x-ms-and': inMs(19),
      'how-fast/letter/the-median-is-x-ms': inMs(11),
    });
    expect(memory.talk()).toContain('none to fill');
  });

  it('leaves open what its words do not tell, and names the value', async () => {
    await back(guide(told), { fills });
    const memory = await back(guide('The mean is [X]ms and the p95 is [X]ms.'), { fills });
    // It is under a name of its own, so that nothing else is taken for it.
    const [[aside, kept] = [], ...others] = Object.entries(memory.config().fills);
    expect([aside, kept]).toEqual([
      expect.stringMatching(/^how-fast\/letter\/the-median-is-x-ms-and-was-\d+$/),
      inMs(11),
    ]);
    expect(Object.fromEntries(others)).toEqual({ 'how-fast/letter/the-p95-is-x-ms': inMs(19) });
    expect(memory.data().replaceAll(/\s+/g, ' ')).toContain(
      'Values Q3 no longer cites 11 ms (The median is [X]ms and the p95…). To enter a value again, run `prep fill`.',
    );
    expect(memory.talk()).toContain('1 to fill');
  });

  it('keeps it where a placeholder only gets a name, or the figure beside it is corrected', async () => {
    const typed = { 'how-fast/letter/840-ms-to-x-ms': inMs(35) };
    await back(guide('It went from 840 ms to [X]ms.'), { fills: typed });
    const corrected = await back(guide('It went from 820 ms to [X]ms.'), { fills: typed });
    expect(corrected.talk()).toContain('none to fill');
    const { fills: held } = corrected.config();
    const named = await back(guide('It went from 820 ms to [FILL IN: latency] ms.'), { fills: held });
    expect(named.config().fills).toEqual({ latency: inMs(35) });
    expect(named.data()).not.toContain('no longer cites');
  });

  it('does not take it to a name that another question cites', async () => {
    await back(guide('It takes [X]ms.'), { fills: { 'how-fast/letter/it-takes-x-ms': inMs(35) } });
    const memory = await back(guide('It takes [FILL IN: p95_ms] ms.'), {
      fills: { 'how-fast/letter/it-takes-x-ms': inMs(35) },
    });
    const [name, ...more] = Object.keys(memory.config().fills);
    expect([name, ...more]).toEqual([expect.stringMatching(/^how-fast\/letter\/it-takes-x-ms-was-\d+$/)]);
    expect(words(memory)).toContain('Q3 no longer cites 35 ms');
  });

  it('says the same of another name', async () => {
    const named = { 'how-fast/fill-in/size-in-mb': fill('73.6 MB', 73.6) };
    await back(guide('It has [FILL IN: size in MB].'), { fills: named });
    const memory = await back(guide('It has [FILL IN: model size].'), { fills: named });
    expect(memory.data().replaceAll(/\s+/g, ' ')).toContain('Q3 no longer cites 73.6 MB (size in MB).');
  });
});

// Questions that go out with values and come back: nothing that was not edited changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import { exportQuestions } from '../../../src/commands/import/export.ts';
import { importBanks } from '../../../src/commands/import/import.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import type { ChangeEntry } from '../../../src/core/schedule/journal.ts';
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

async function back(path: string, options: Open = {}): Promise<Memory> {
  const memory = open(options);
  expect(await importBanks(memory.context, [path], { yes: true })).toBe(0);
  return memory;
}

const texts = (): readonly string[] =>
  [...filesBelow(join(home, 'questions'))].flatMap(([name, text]) => (name.endsWith('.md') ? [text] : []));
const same: Edit = (text) => text;

describe.each(FORMATS)('an export as %s', (name) => {
  it.each([{}, { open: true }])('that nobody edited changes nothing (%j)', async (how) => {
    const before = texts();
    const memory = await back(await out(name, same, {}, how));
    expect(memory.talk()).toContain('2 unchanged');
    expect(texts()).toEqual(before);
  });

  it('keeps the placeholders beside the words that were edited, and their values', async () => {
    const before = texts();
    const edit: Edit = (text) =>
      text
        .replaceAll('I profiled it at', 'I profiled all of it at')
        .replaceAll('It dropped to', 'It fell to')
        .replaceAll('Profiled at', 'Measured at')
        .replaceAll('How long did', 'How many days did');
    const path = await out(name, edit);
    const memory = await back(path);
    expect(memory.talk()).toContain('1 changed');
    // A guide has labels in place of headings.
    const labels = /\*\*(Situation|Task|Action|Result)\*\*: /g;
    expect(texts().map((text) => text.replaceAll(labels, '## $1\n\n'))).toEqual(before.map(edit));
    expect(memory.data()).not.toContain('Values');
    expect(memory.config().fills).toMatchObject({ 'story/letter/it-fell-to-x-ms': inMs(20) });
    expect((await back(path, { fills: memory.config().fills })).talk()).toContain('2 unchanged');
  });

  it('takes a figure as it was edited, and says which value it replaces', async () => {
    const memory = await back(
      await out(name, (text) => text.replaceAll('profiled it at 64.5 ms', 'profiled it at 65 ms')),
    );
    const [, story = ''] = texts();
    expect(story).toContain('I profiled it at 65 ms.');
    expect(story).toContain('- Profiled at [FILL IN: p95_ms] ms');
    expect(memory.data()).toContain('Q1: your 65 replaces 64.5 (p95_ms).');
  });
});

it('gives up a condition in a text that was edited, and says so', async () => {
  const path = await out('out.csv', (text) => text.replace('It has 64.5', 'It often has 64.5'));
  const memory = await back(path);
  expect(texts()[0]).toContain(
    'It often has [FILL IN: p95_ms] ms with slow|fast answers, a rate of [FILL IN: rate].',
  );
  expect(memory.data()).toContain('Q2: not all placeholders and conditions can be kept.');
  expect([...filesBelow(join(home, 'questions')).keys()]).toContain('layers/speed/layers.md.mine');
});

describe('what an export has in place of an answer', () => {
  const answers = {
    layers: {
      own: { text: 'I say [FILL IN: p95_ms], that is slow.', updatedAt: '2026-11-20T10:00:00+01:00' },
    },
  };

  it('as the user tells it is not taken for the answer of the question', async () => {
    const before = texts();
    const memory = await back(await out('out.csv', same, { answers }), { answers });
    expect(memory.talk()).toContain('2 unchanged');
    expect(texts()).toEqual(before);
  });

  it('becomes the answer if it was edited, with the text before beside it', async () => {
    const edit: Edit = (text) => text.replace('that is slow', 'which is slow');
    const memory = await back(await out('out.csv', edit, { answers }), { answers });
    expect(texts()[0]).toContain('I say [FILL IN: p95_ms], which is slow.');
    expect(memory.data()).toContain('your own version, edited, becomes the answer');
    expect([...filesBelow(join(home, 'questions')).keys()]).toContain('layers/speed/layers.md.mine');
  });
});

describe('an export from before a value changed', () => {
  it('keeps the placeholder of the value, which is now another', async () => {
    const before = texts();
    const path = await out('out.csv', (text) => text.replaceAll('I profiled it', 'I profiled all'));
    const fills = { ...FILLS, p95_ms: inMs(40) };
    const change = { name: 'p95_ms', before: FILLS.p95_ms, after: fills.p95_ms };
    const entry: ChangeEntry = { type: 'change', id: 'c', at: instantOf(1), values: [change] };
    const memory = await back(path, { fills, entries: [entry] });
    expect(memory.data()).not.toContain('Values');
    expect(texts()).toEqual(before.map((text) => text.replaceAll('I profiled it', 'I profiled all')));
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
  await back(await out('out.csv', (text) => text.replace('The pool.', 'The connection pool.')));
  const before = texts();
  expect((await back(guide)).talk()).toContain('3 unchanged');
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
      `# Guide\n\n## Load\n\n### What broke first?\n\nTBD\n\n### What does it cost?\n\n${cost}\n${more}`,
    );
  written('Little.');
  const first = open({ fills: {} });
  expect(await importBanks(first.context, [guide], { yes: true, possible: true })).toBe(0);
  expect(first.talk()).toContain('3 new · 1 placeholder');
  const key = 'what-broke-first/fill-in/question-0ubz85sf174';
  const options = {
    fills: { ...FILLS, [key]: { value: 'The pool.', updatedAt: '2026-11-20T10:00:00.000+01:00' } },
  };
  await back(await out('out.md', (text) => text.replace('Load.', 'The load.'), options), options);
  written('A lot.');
  const again = await back(guide, options);
  expect(again.talk()).toContain('1 changed · 2 unchanged');
  expect(again.data()).not.toContain('No longer in the file');
  expect(again.data()).not.toContain('Values');
  expect(texts().find((text) => text.includes('broke first'))).toContain('[FILL IN]');
  written('A lot.', '');
  expect((await back(guide, options)).data()).toMatch(/No longer in the file\n *Q\d .*\n\n/);
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
    expect(memory.config().fills).toEqual(fills);
    expect(memory.data().replaceAll(/\s+/g, ' ')).toContain(
      'Values Q3 no longer cites 11 ms (The median is [X]ms and the p95…). To enter a value again, run `prep fill`.',
    );
    expect(memory.talk()).toContain('1 to fill');
  });

  it('says the same of a name that changed', async () => {
    const named = { 'how-fast/fill-in/size-in-mb': fill('73.6 MB', 73.6) };
    await back(guide('It has [FILL IN: size in MB].'), { fills: named });
    const memory = await back(guide('It has [FILL IN: model size].'), { fills: named });
    expect(memory.data().replaceAll(/\s+/g, ' ')).toContain('Q3 no longer cites 73.6 MB (size in MB).');
  });
});

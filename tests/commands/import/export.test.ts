// `prep export`: what goes out, in which mode, to where.
import { describe, expect, it } from 'vitest';
import { exportQuestions } from '../../../src/commands/import/export.ts';
import type { Context } from '../../../src/context.ts';
import { groupBy } from '../../../src/core/base/collections.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import type { Memory, MemoryOptions } from '../../support/memory-context.ts';
import { failureOf, fill, openVerbs } from '../../support/verbs.ts';

const FILLS = { short_ms: fill('50 ms', 50), long_ms: fill('320 ms', 320) };
const OWN = 'In my words: [FILL IN: short_ms] at 128.';
const answers = { attention: { own: { text: OWN, updatedAt: '2026-11-20T10:00:00+01:00' } } };

type Opened = Memory & { readonly created: Map<string, string> };
type Options = Parameters<typeof exportQuestions>[2];

function open(options: Partial<MemoryOptions> = {}): Opened {
  const memory = openVerbs(options);
  const created = new Map<string, string>();
  const create: Context['files']['create'] = (path, content) => {
    if (created.has(path)) throw new Failure('file-exists', `${path} exists already.`);
    created.set(path, typeof content === 'string' ? content : new TextDecoder().decode(content));
  };
  const files = { ...memory.context.files, create };
  const context: Context = { ...memory.context, files };
  return { ...memory, context, created };
}

/** What is printed. */
async function printed(memory: Opened, args: readonly string[], options: Options = {}): Promise<string> {
  expect(await exportQuestions(memory.context, args, options)).toBe(0);
  return memory.data();
}

const guide = (answer: string, followUp: string): string => `# Interview guide

## Architecture

### Q4: What does attention cost, and does your own measurement agree with it?

<!-- id: attention -->

*Difficulty: hard · Time: 3 minutes · Tags: attention, complexity*

**Answer**:

${answer}

**Key points**:
- Quadratic time in the length
- Measured at two lengths: 128 and 512 tokens

**Follow-up**: "And memory?"

Linear with tiles.

**Follow-up**: "What did you measure?"

A full layer in ${followUp}.
`;
const told = (short: string, long: string, slowdown: string): string =>
  `Attention takes **quadratic** time. Mine took ${short} at 128 tokens and ${long} at 512, which is\n${slowdown} for four times the length.`;

describe('a guide', () => {
  it('has the values in it', async () => {
    const memory = open({ fills: FILLS });
    expect(await printed(memory, ['4'])).toBe(guide(told('50 ms', '320 ms', '6.4×'), '320 ms'));
    expect(memory.talk()).toBe('');
  });

  it('goes to a terminal without what would steer it, and to a file as it is', async () => {
    const files = { 'a.md': '---\nid: a\n---\n# Why?\n\nSo\u001B]52;c;aGk=\u0007 it is.\n' };
    expect(await printed(open({ files }), ['a'])).not.toMatch(/[\u001B\u0007]/);
    const memory = open({ files });
    await printed(memory, ['a'], { to: 'a.md' });
    expect(memory.created.get('a.md')).toContain('\u001B]52;c;aGk=');
  });

  it('says what is left unfilled, as written', async () => {
    const memory = open({ fills: { short_ms: fill('50 ms', 50) } });
    const text = await printed(memory, ['attention']);
    expect(text).toBe(
      guide(told('50 ms', '[FILL IN: long_ms]', '[FILL IN: slowdown]'), '[FILL IN: long_ms]'),
    );
    expect(memory.talk()).toBe('1 value left unfilled; `prep fill` asks for them.\n');
  });

  it('says so of no file that could not be written', async () => {
    const memory = open();
    memory.created.set('a.md', 'mine');
    await expect(printed(memory, ['attention'], { to: 'a.md' })).rejects.toMatchObject({
      code: 'file-exists',
    });
    expect(memory.talk()).toBe('');
    await exportQuestions(memory.context, ['attention'], { to: 'b.md' });
    expect(memory.talk()).toMatch(/^2 values left unfilled.*\n1 question written to b\.md\.\n$/);
  });

  it('has the placeholders as they are written, or gaps that say nothing', async () => {
    const written = told('[FILL IN: short_ms]', '[FILL IN: long_ms]', '[FILL IN: slowdown]');
    expect(await printed(open({ fills: FILLS }), ['4'], { open: true })).toBe(
      guide(written, '[FILL IN: long_ms]'),
    );
    const gaps = guide(told('____', '____', '____'), '____');
    expect(await printed(open({ fills: FILLS, answers }), ['4'], { strip: true })).toBe(gaps);
  });

  it('has the own version of an answer, unless the model, placeholders or gaps are asked for', async () => {
    const memory = open({ fills: FILLS, answers });
    expect(await printed(memory, ['4'])).toBe(guide('In my words: 50 ms at 128.', '320 ms'));
    const written = told('[FILL IN: short_ms]', '[FILL IN: long_ms]', '[FILL IN: slowdown]');
    expect(await printed(open({ answers }), ['4'], { open: true })).toBe(
      guide(written, '[FILL IN: long_ms]'),
    );
    const model = open({ fills: FILLS, answers });
    expect(await printed(model, ['4'], { model: true })).toBe(
      guide(told('50 ms', '320 ms', '6.4×'), '320 ms'),
    );
  });

  it('tells a story under labels, and keeps drafts', async () => {
    const text = await printed(open(), ['story', 'draft']);
    expect(text).toContain(
      '**STAR Format Answer**:\n\n**Situation**: A ratio that nobody could explain.\n\n**Task**: Find out',
    );
    expect(text).toMatch(/## Architecture\n\n### Q: What is left to write\? 🚀\n[^]*\*\*Answer\*\*:\n$/);
  });

  it('has all questions section by section, or those that filters leave', async () => {
    const headings = async (args: readonly string[], options?: Options): Promise<readonly string[]> =>
      [...(await printed(open(), args, options)).matchAll(/^##? .*$|^### \S+/gm)].map(([line]) => line);
    expect(await headings([])).toEqual([
      '# Interview guide',
      '## Architecture',
      '### Q4:',
      '### Q:',
      '## Production',
      '### Q5:',
      '## Behavioural',
      '### Q41:',
      '## 国際化',
      '### Q:',
    ]);
    expect(await headings([], { section: ['arch'], difficulty: 'hard' })).toHaveLength(3);
    expect(await headings(['41', '4', 'story'])).toEqual([
      '# Interview guide',
      '## Behavioural',
      '### Q41:',
      '## Architecture',
      '### Q4:',
    ]);
  });
});

describe('JSON', () => {
  it('has the texts in the same mode, and nothing of how a question is going', async () => {
    const memory = open({ fills: FILLS });
    const { questions, ...rest } = JSON.parse(await printed(memory, ['4', '41'], { format: 'json' })) as {
      readonly questions: readonly object[];
    };
    expect(rest).toEqual({ v: 1, command: 'export', mode: 'filled' });
    expect(questions[0]).toEqual({
      id: 'attention',
      number: 4,
      section: 'Architecture',
      title: 'What does attention cost, and does your own measurement agree with it?',
      kind: 'open',
      tags: ['attention', 'complexity'],
      difficulty: 'hard',
      minutes: 3,
      draft: false,
      suspended: false,
      source: null,
      created: null,
      updated: null,
      asked: null,
      headline: null,
      answer: told('50 ms', '320 ms', '6.4×'),
      own: false,
      star: null,
      keyPoints: ['Quadratic time in the length', 'Measured at two lengths: 128 and 512 tokens'],
      pointAlternatives: [[], []],
      followUpTexts: [
        { question: 'And memory?', answer: 'Linear with tiles.' },
        { question: 'What did you measure?', answer: 'A full layer in 320 ms.' },
      ],
      notes: null,
    });
    expect(questions[1]).toMatchObject({ kind: 'star', star: { task: expect.stringMatching(/^Find out/) } });
  });

  it('is what --json prints', async () => {
    const text = await printed(open({ answers }), ['4'], { json: true });
    expect(JSON.parse(text)).toMatchObject({ questions: [{ answer: OWN, own: true }] });
    const error = await failureOf(() => exportQuestions(open().context, [], { json: true, format: 'md' }));
    expect(error.exit).toBe(2);
  });
});

describe('a table', () => {
  it('has a row a question, with a mark for spreadsheets in a file of its own', async () => {
    const memory = open({ fills: FILLS });
    const rows = (await printed(memory, ['4', 'story'], { format: 'csv' })).split('\n');
    expect(rows[0]).toBe(
      'id,number,section,question,asked,answer,key points,follow-ups,tags,difficulty,minutes,kind,suspended,notes,source,created,updated',
    );
    expect(rows[1]).toMatch(/^attention,4,Architecture,"What does attention cost, and/);
    await printed(memory, ['4'], { to: 'questions.csv' });
    expect(memory.created.get('questions.csv')).toMatch(/^\ufeffid,number/);
  });

  it('has its columns also when no question matches', async () => {
    expect(await printed(open(), [], { format: 'csv', weak: true })).toMatch(/^id,.*\n$/);
  });
});

describe('Anki', () => {
  it('gets a package as a file, section by section', async () => {
    const memory = open({ fills: FILLS });
    expect(await printed(memory, [], { to: 'deck.apkg' })).toBe('');
    expect(JSON.parse(memory.created.get('deck.apkg') ?? '')).toEqual([
      ['prep:attention', 'prep::Architecture'],
      ['prep:draft', 'prep::Architecture'],
      ['prep:attendance', 'prep::Production'],
      ['prep:story', 'prep::Behavioural'],
      ['prep:wide-characters-take-two-columns-and-this-id-is-longer-than-any-narrow-screen', 'prep::国際化'],
    ]);
    expect(memory.talk()).toMatch(/5 questions written to deck\.apkg\.\n$/);
  });

  it('gets no package on a screen or in a pipe', async () => {
    const error = await failureOf(() => exportQuestions(open().context, [], { format: 'anki' }));
    expect(error).toMatchObject({ exit: 2, hint: 'name a file: --to prep.apkg' });
    const json = await failureOf(() => exportQuestions(open().context, [], { format: 'anki', json: true }));
    expect(json.exit).toBe(2);
  });
});

describe('the name of a file', () => {
  it('is refused by a name of a kind that is not written, unless the format is given', async () => {
    const memory = open();
    const error = await failureOf(() => exportQuestions(memory.context, ['4'], { to: 'guide.PDF' }));
    expect(error).toMatchObject({ exit: 2, message: 'prep cannot write .pdf files.' });
    await printed(memory, ['4'], { to: 'sheet.tsv', format: 'md' });
  });

  it('says what is written, unless the format is said', async () => {
    const memory = open();
    await printed(memory, ['4'], { to: 'a.JSON' });
    await printed(memory, ['4'], { to: 'b.json', format: 'md' });
    await printed(memory, ['4'], { to: 'c.txt' });
    expect(memory.created.get('a.JSON')).toMatch(/^\{"v":1,"command":"export"/);
    expect(memory.created.get('b.json')).toMatch(/^# Interview guide\n/);
    expect(memory.created.get('c.txt')).toMatch(/^# Interview guide\n/);
  });
});

describe('pages', () => {
  it('have the values marked, in the mode that is asked for', async () => {
    const page = await printed(open({ fills: FILLS, answers }), ['4'], { format: 'html', model: true });
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('Mine took <mark class="filled">50\u00A0ms</mark>');
    expect(page).toContain('1 question · 1 section · 3 of 3 values filled');
    const own = await printed(open({ fills: FILLS, answers }), ['4'], { format: 'html' });
    expect(own).toContain('In my words: <mark class="filled"');
    const gaps = await printed(open({ fills: FILLS, answers }), ['4'], { format: 'html', strip: true });
    expect(gaps).toContain('Mine took <span class="gap">____</span> at 128 tokens');
    expect(gaps).not.toMatch(/50.ms|In my words|Latency/);
  });

  it('are asked for by the name of the file', async () => {
    const memory = open({ fills: FILLS });
    await printed(memory, [], { to: 'guide.html', section: ['arch', 'prod'] });
    const page = memory.created.get('guide.html');
    expect([...String(page).matchAll(/<h2[^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual([
      'Architecture',
      'Production',
    ]);
  });

  it('of numbers hold those that the questions cite', async () => {
    const memory = open({ fills: { short_ms: fill('50 ms', 50) } });
    const sheet = await printed(memory, [], { format: 'cheatsheet' });
    expect(sheet).toContain('<li><b>50\u00A0ms</b> Latency at 128 tokens</li>');
    expect(sheet).toContain('<li>long_ms, slowdown</li>');
    expect(sheet).toContain('<strong>Tell me about a surprise.</strong>');
    expect(await printed(open(), ['attendance'], { format: 'cheatsheet' })).toContain(
      'These answers cite no values.',
    );
  });

  it('of numbers that fit on no sheet say how many they take', async () => {
    const names = Array.from({ length: 900 }, (_, i) => `number_${i}`);
    const asked = [...groupBy(names, (name) => `${name.slice(0, -1)}.md`)].map(([file, own]) => [
      file,
      `# What did you measure?\n\n${own.map((name) => `Here we counted [FILL IN: ${name}] of them.`).join(' ')}\n`,
    ]);
    const fills = Object.fromEntries(names.map((name, i) => [name, fill(`${i} ms`, i)]));
    const memory = open({ files: Object.fromEntries(asked), fills });
    await printed(memory, [], { format: 'cheatsheet' });
    expect(memory.talk()).toMatch(/^Printed, the sheet is about [3-9] pages; filters make it shorter\.\n$/);
    await printed(memory, [], { format: 'cheatsheet', to: 'sheet.html' });
    expect(memory.talk()).toMatch(/\nCheat sheet written to sheet\.html\.\n$/);
  });
});

describe('a file', () => {
  it('is made anew, and never overwritten', async () => {
    const memory = open({ fills: FILLS });
    expect(await printed(memory, ['4'], { to: 'guide.md' })).toBe('');
    expect(memory.created.get('guide.md')).toBe(guide(told('50 ms', '320 ms', '6.4×'), '320 ms'));
    expect(memory.talk()).toBe('1 question written to guide.md.\n');
    const error = await failureOf(() => exportQuestions(memory.context, ['4'], { to: 'guide.md' }));
    expect(error.code).toBe('file-exists');
  });

  it('is told as JSON', async () => {
    const memory = open();
    expect(JSON.parse(await printed(memory, [], { to: 'guide.md', json: true }))).toEqual({
      v: 1,
      command: 'export',
      exported: 5,
      file: 'guide.md',
    });
    expect(memory.created.get('guide.md')).toMatch(/^# Interview guide\n/);
  });

  it('is not made when no question matches', async () => {
    const memory = open();
    expect(await exportQuestions(memory.context, [], { to: 'guide.md', weak: true })).toBe(1);
    expect(memory.data()).toBe('');
    expect(memory.created.size).toBe(0);
    expect(memory.talk()).toBe('No questions match.\n');
  });
});

describe('wrong usage', () => {
  it('is refused', async () => {
    expect((await failureOf(() => exportQuestions(open().context, ['nope'], {}))).code).toBe(
      'question-unknown',
    );
    expect((await failureOf(() => exportQuestions(open().context, [], { tag: ['x'] }))).code).toBe(
      'tag-unknown',
    );
  });
});

// The sentences to read again, as the commands list them: after a value changed, and in `prep check`.
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import type { Fill } from '../../../src/core/base/metric.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';

const files = {
  'metrics.md': `---
metrics:
  a_ms: { prompt: Latency, unit: ms }
  b_ms: { prompt: Baseline, unit: ms }
  slowdown: { prompt: Slowdown, derive: a_ms / b_ms, unit: ×, digits: 1 }
  accuracy: { prompt: Accuracy, unit: "%" }
---
`,
  'a.md': `---
id: a
number: 4
---
# How fast is it?

It takes [FILL IN: a_ms]. That is [FILL IN: slowdown], less than twice the old one.

## Key points
- [FILL IN: a_ms], once 80 ms

## Follow-ups
- How good?
  At [FILL IN: accuracy], better than before.
`,
};
const OWN = 'Mine takes [FILL IN: b_ms], half of theirs.';
const at = '2026-11-20T10:00:00+01:00';
const fills: Record<string, Fill> = {
  a_ms: { value: '60 ms', number: 60, unit: 'ms', updatedAt: at, changed: true },
  b_ms: { value: '40 ms', number: 40, unit: 'ms', updatedAt: at, changed: true },
  accuracy: { value: '82%', number: 82, unit: '%', updatedAt: at, changed: true },
};
const own = (updatedAt: string) => ({ a: { own: { text: OWN, updatedAt } } });
/** No-break spaces hold numbers and units together on the screen. */
const plain = (text: string): string => text.replaceAll('\u00A0', ' ');
const open = (options: Partial<MemoryOptions> = {}): Memory =>
  openMemory({ files, fills, answers: own(at), ...options });

const SLOWDOWN = 'That is 2×, less than twice the old one.';
const POINT = '80 ms, once 80 ms';
const MINE = 'Mine takes 50 ms, half of theirs.';

type Row = { readonly sentence: string; readonly metrics: readonly string[] };
const rows = (memory: Memory): readonly Row[] =>
  (JSON.parse(memory.data()) as { readAgain: Row[] }).readAgain;
const sentences = (memory: Memory): readonly string[] => rows(memory).map(({ sentence }) => sentence);

describe('after a change', () => {
  it('`--set` lists sentences that cite the value, directly or through a computed one', async () => {
    const memory = open();
    await fill(memory.context, [], { set: ['a_ms=80 ms'] });
    expect(plain(memory.data())).toBe('a_ms = 80 ms\nslowdown 1.5× → 2×, computed\n');
    expect(plain(memory.talk()))
      .toBe(`Check these 2 sentences: some of their numbers or comparisons are not updated.
  Q4: ${SLOWDOWN}
  Q4: ${POINT}
`);
  });

  it('`--set` lists those of own answers', async () => {
    const memory = open();
    await fill(memory.context, [], { set: ['b_ms=50 ms'], json: true });
    expect(rows(memory)).toEqual([
      {
        file: 'a.md',
        line: 7,
        question: 'a',
        metrics: ['slowdown'],
        sentence: 'That is 1.2×, less than twice the old one.',
        own: false,
      },
      { file: 'a.md', line: 5, question: 'a', metrics: ['b_ms'], sentence: MINE, own: true },
    ]);
    const shown = open();
    await fill(shown.context, [], { set: ['b_ms=50 ms'] });
    expect(plain(shown.talk())).toContain(`  Q4, your answer: ${MINE}\n`);
  });

  it('nothing is listed for a value that stays as it was', async () => {
    const memory = open();
    await fill(memory.context, [], { set: ['a_ms=0.06 s'] });
    expect(plain(memory.talk())).toBe('');
  });

  it('a dry run lists the same, and stores nothing', async () => {
    const memory = open();
    await fill(memory.context, [], { set: ['a_ms=80 ms'], dryRun: true, json: true });
    expect(sentences(memory)).toEqual([SLOWDOWN, POINT]);
    expect(memory.config().fills).toBe(fills);
  });

  it('nothing is listed for a value that is cleared, or filled for the first time', async () => {
    const memory = open();
    await fill(memory.context, [], { unset: ['accuracy'], json: true });
    expect(sentences(memory)).toEqual([]);
    const first = open({ fills: {} });
    await fill(first.context, [], { set: ['accuracy=82%'] });
    await check(first.context, [], {});
    expect(first.talk() + first.data()).not.toContain('again');
  });

  it('a walk lists them once, at its end', async () => {
    const memory = open({ lines: ['70 ms', '80 ms', '50 ms'] });
    await fill(memory.context, ['a_ms', 'b_ms'], {});
    const shown = plain(memory.shown());
    expect(shown.match(/Check (?:this|these)/g)).toEqual(['Check these']);
    expect(shown.indexOf('Check these 3 sentences')).toBeGreaterThan(shown.lastIndexOf('b_ms ='));
    expect(shown).toContain(`Q4, your answer: ${MINE.replace('50', '80')}`);
  });

  it('at most four sentences are shown, and the rest is counted', async () => {
    const text = Array.from({ length: 6 }, (_, i) => `- [FILL IN: a_ms], ${i} times`).join('\n');
    const many = { ...files, 'b.md': `---\nid: b\n---\n# Why?\n\n${text}\n` };
    const memory = openMemory({ files: many, fills });
    await fill(memory.context, [], { set: ['a_ms=80 ms'] });
    const lines = memory.talk().trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toContain('Check these 8 sentences');
    expect(lines.at(-1)).toBe('  and 4 more: `prep check` lists them');
    await check(memory.context, [], {});
    expect(memory.data()).toContain('b.md:11: 80\u00A0ms, 5 times');
  });

  it('a long sentence takes two lines', async () => {
    const long = { ...files, 'a.md': files['a.md'].replace('once 80', `${'word '.repeat(80)}once 80`) };
    const memory = openMemory({ files: long, fills });
    await fill(memory.context, [], { set: ['a_ms=80 ms'] });
    const lines = memory.talk().trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  const bound: Record<string, Fill> = {
    ...fills,
    a_ms: {
      value: '60 ms',
      number: 60,
      unit: 'ms',
      updatedAt: at,
      source: { file: '/here/r.json', path: 'ms', unit: 'ms', read: '60 ms', sha256: '0' },
    },
  };

  it.each([{ check: true }, { dryRun: true }, {}])('`--sync` lists them with %o', async (options) => {
    const memory = open({ fills: bound, results: { 'r.json': '{ "ms": 80 }' } });
    await fill(memory.context, [], { sync: true, json: true, ...options });
    expect(sentences(memory)).toEqual([SLOWDOWN, POINT]);
    const shown = open({ fills: bound, results: { 'r.json': '{ "ms": 80 }' }, interactive: false });
    await fill(shown.context, [], { sync: true, ...options });
    expect(plain(shown.talk())).toContain(`Check these 2 sentences`);
    expect(plain(shown.talk())).toContain(`  Q4: ${SLOWDOWN}\n`);
  });

  it('`--sync` lists nothing when nothing changed', async () => {
    const memory = open({ fills: bound, results: { 'r.json': '{ "ms": 60 }' } });
    await fill(memory.context, [], { sync: true, json: true });
    expect(sentences(memory)).toEqual([]);
  });

  it('`--from FILE --set` and choosing from a file list them', async () => {
    const results = { 'r.json': '{ "ms": 80 }' };
    const memory = open({ results });
    await fill(memory.context, [], { from: 'r.json', unit: 'ms', set: ['a_ms=ms'], json: true });
    expect(sentences(memory)).toEqual([SLOWDOWN, POINT]);
    const said = open({ results });
    await fill(said.context, [], { from: 'r.json', unit: 'ms', set: ['a_ms=ms'] });
    expect(plain(said.talk())).toContain(SLOWDOWN);
    const walked = open({ results, lines: ['ms', '1', 'y'] });
    await fill(walked.context, ['a_ms'], { from: 'r.json', unit: 'ms', plain: true });
    expect(walked.config().fills['a_ms']?.value).toBe('80 ms');
    expect(plain(walked.shown())).toContain(SLOWDOWN);
  });
});

describe('an own answer that says values in its own words', () => {
  const said = (text: string, updatedAt = '2026-11-19T10:00:00+01:00') => ({
    a: { own: { text, updatedAt } },
  });
  const listed = async (text: string, updatedAt?: string): Promise<readonly string[]> => {
    const memory = open({ answers: said(text, updatedAt) });
    await check(memory.context, [], { json: true });
    return (JSON.parse(memory.data()) as { readAgain: (Row & { own: boolean })[] }).readAgain
      .filter((row) => row.own)
      .map(({ sentence }) => sentence);
  };

  it('is listed when one of them changes, whichever way it is set', async () => {
    const answers = said('It reaches 82% on the test set. It was fun.');
    const memory = open({ answers });
    await fill(memory.context, [], { set: ['accuracy=84.5%'], json: true });
    expect(rows(memory).at(-1)).toMatchObject({
      metrics: ['accuracy'],
      sentence: 'It reaches 82% on the test set.',
      own: true,
    });
    const walked = open({ answers, lines: ['84.5'] });
    await fill(walked.context, ['accuracy'], {});
    expect(plain(walked.shown())).toContain('Q4, your answer: It reaches 82% on the test set.');
    const other = open({ answers });
    await fill(other.context, [], { set: ['a_ms=80 ms'], json: true });
    expect(rows(other).filter((row) => row.metrics.includes('accuracy'))).toEqual([]);
  });

  it('is listed by `prep check` until it is edited, if no value accounts for a figure of its kind', async () => {
    const text = 'It reaches 81.3%, in 0.06 s. Slower than 90 ms. At 512 tokens, 60 ms.';
    expect(await listed(text)).toEqual(['It reaches 81.3%, in 0.06 s.', 'Slower than 90 ms.']);
    expect(await listed(text, '2026-11-21T10:00:00+01:00')).toEqual([]);
    expect(await listed('It reaches 82%, at 1.5×, in 60 ms, in week 12.')).toEqual([]);
  });
});

describe('prep check', () => {
  it('lists them by place, apart from problems and without a part in the exit code', async () => {
    const memory = open();
    expect(await check(memory.context, [], {})).toBe(0);
    expect(plain(memory.data()))
      .toBe(`Check these 3 sentences: some of their numbers or comparisons are not updated.
  a.md:7: That is 1.5×, less than twice the old one.
  a.md:10: 60 ms, once 80 ms
  a.md:14: At 82%, better than before.
`);
    expect(plain(memory.talk())).toBe('1 question: 0 errors, 0 warnings\n');
  });

  it('lists an own answer only when a value is newer', async () => {
    const newer = open({ answers: own('2026-11-19T10:00:00+01:00') });
    await check(newer.context, [], { json: true });
    expect(rows(newer)).toHaveLength(4);
    expect(rows(newer).at(-1)).toMatchObject({ own: true, metrics: ['b_ms'], file: 'a.md' });
    const older = open({ answers: own('2026-11-21T10:00:00+01:00') });
    await check(older.context, [], { json: true });
    expect(rows(older)).toHaveLength(3);
  });

  it('lists a question until it says that it was updated since', async () => {
    const updated = { ...files, 'a.md': files['a.md'].replace('number: 4', 'updated: 2026-11-20') };
    const memory = open({ files: updated });
    await check(memory.context, [], { json: true });
    expect(JSON.parse(memory.data())).toMatchObject({ problems: [], readAgain: [] });
  });

  it('lists nothing without values', async () => {
    const memory = open({ fills: {} });
    await check(memory.context, [], {});
    expect(plain(memory.data())).toBe('');
  });
});

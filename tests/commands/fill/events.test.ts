// What happened in a project, told as an example until somebody confirms it; values that must fit together; and the
// tiers of metrics: at the commands.
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { show } from '../../../src/commands/bank/show.ts';
import { status } from '../../../src/commands/quiz/status.ts';
import { exportQuestions } from '../../../src/commands/import/export.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import type { Fills } from '../../../src/core/base/metric.ts';
import type { Input } from '../../../src/cli.ts';
import { type Memory, openMemory } from '../../support/memory-context.ts';

const files = {
  'metrics.md': `---
metrics:
  p50_ms: { prompt: Median latency, unit: ms, example: 40, tier: core }
  p95_ms: { prompt: Tail latency, unit: ms, example: 95, tier: core }
  tail: { derive: p95_ms / p50_ms, unit: ×, digits: 1 }
  d_model: { prompt: Width, unit: dimensions, example: 512 }
  heads: { prompt: Heads, unit: heads, example: 8 }
  gpu_ms: { prompt: Latency on a GPU, unit: ms, example: 9, tier: optional }
  speedup: { derive: p50_ms / gpu_ms, unit: ×, digits: 1 }
  rollback: { kind: event, prompt: A rehearsed rollback, example: I rehearsed the rollback twice., tier: core }
constraints:
  - p95_ms >= p50_ms
  - { rule: d_model % heads == 0, why: all heads are of one width }
---
`,
  'service.md': `---
id: service
number: 4
---
# How fast is it?

It answers in [FILL IN: p50_ms]. [FILL IN: rollback].

## In depth

The tail is [FILL IN: tail]. It is small: [FILL IN: heads] share [FILL IN: d_model]. I trust it, since [FILL IN: rollback]. Ask me more.

- [FILL IN: rollback].
- [IF measured(gpu_ms): A GPU is [FILL IN: speedup] faster. | ELSE: I had no GPU.]

[IF measured(rollback): So a rollback is safe. | ELSE: A rollback is untried.]
`,
};

type Given = { readonly fills?: Fills; readonly lines?: readonly string[] };
const open = ({ fills, lines }: Given = {}): Memory =>
  openMemory({ files, fills, ...(lines ? { lines, interactive: false } : {}) });

async function rendered(memory: Memory): Promise<string> {
  const after = openMemory({ files, fills: memory.config().fills });
  await show(after.context, ['service'], { json: true });
  const { rendered: text } = JSON.parse(after.data()) as { readonly rendered: string };
  return text.replaceAll('\u00A0', ' ');
}

async function set(words: readonly string[], options: Input<'fill'> = {}): Promise<Memory> {
  const memory = open();
  await fill(memory.context, [], { set: [...words], ...options });
  return memory;
}

async function refused(words: readonly string[], options: Input<'fill'> = {}): Promise<[Failure, Memory]> {
  const memory = open();
  try {
    await fill(memory.context, [], { set: [...words], ...options });
  } catch (error) {
    if (error instanceof Failure) return [error, memory];
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('an event', () => {
  it('is marked as an example until it is confirmed, and counts as open', async () => {
    const memory = open();
    const text = await rendered(memory);
    expect(text).toContain('[FILL IN: p50_ms]. (example: I rehearsed the rollback twice).\n');
    expect(text).toContain('So a rollback is safe.');
    await fill(memory.context, [], { list: true, core: true });
    expect(memory.data()).toMatch(/p50_ms[^]*p95_ms[^]*rollback/);
    expect(memory.data()).not.toContain('heads');
    expect(memory.talk()).toBe('0 of 3 values filled.\n');
    const without = openMemory({
      files: { 'q.md': '---\nid: q\n---\n# How fast?\n\nIt takes [FILL IN: p50_ms].\n' },
    });
    for (const options of [{ core: true, list: true }, { core: true }])
      expect(await fill(without.context, [], options)).toBe(0);
    const said = 'None of your values is marked as core. Use `prep fill` without --core.\n';
    expect([without.data(), without.talk()]).toEqual(['', said + said]);
  });

  it('is told once it is confirmed, in the words of the example or others, without a second full stop', async () => {
    const confirmed = await set(['rollback=yes']);
    expect(confirmed.data()).toBe('rollback = I rehearsed the rollback twice\n');
    expect(await rendered(confirmed)).toContain(
      'I trust it, since I rehearsed the rollback twice. Ask me more.',
    );
    const own = await set(['rollback=We rolled back on May 3.']);
    expect(await rendered(own)).toContain('- We rolled back on May 3.\n');
  });

  it('leaves no hole where it did not happen: the sentence that cites it goes, and conditions decide', async () => {
    const memory = await set(['rollback=no', 'p50_ms=40', 'p95_ms=90']);
    expect(memory.data()).toContain('rollback: did not happen\n');
    expect(await rendered(memory)).toBe(
      'It answers in 40 ms.\n\n## In depth\n\nThe tail is 2.3×. It is small: [FILL IN: heads] share [FILL IN: d_model]. ' +
        'Ask me more.\n\n- I had no GPU.\n\nA rollback is untried.',
    );
    await check(memory.context, [], {});
    expect(memory.talk()).toContain('0 errors, 0 warnings');
  });

  it('takes a reason, and no other name takes its words for one', async () => {
    const memory = await set(['rollback=n nobody asked']);
    expect(memory.config().fills['rollback']).toMatchObject({ notMeasured: { reason: 'nobody asked' } });
    const words = await set(['rollback=No rollback was needed in a year']);
    expect(words.config().fills['rollback']?.value).toBe('No rollback was needed in a year');
    expect((await refused(['heads=no']))[0].exit).toBe(2);
  });

  it('is more than a word', async () => {
    expect((await refused(['rollback=maybe']))[0].exit).toBe(2);
    expect((await refused(['rollback=3']))[0].exit).toBe(2);
  });

  it('is asked for with its sentence: yes, no, own words, or nothing', async () => {
    const lines = ['40', '95', 'y'];
    const memory = open({ lines });
    await fill(memory.context, [], { plain: true, core: true });
    expect(memory.shown()).toContain(
      'rollback (y = yes, n = no, or your own words; Enter = skip, b = back, ? = help):',
    );
    expect(memory.config().fills['rollback']?.value).toBe('I rehearsed the rollback twice');
    const dropped = open({ lines: ['n too risky'] });
    await fill(dropped.context, ['rollback'], { plain: true });
    expect(dropped.config().fills['rollback']).toMatchObject({ notMeasured: { reason: 'too risky' } });
    const skipped = open({ lines: [''] });
    await fill(skipped.context, ['rollback'], { plain: true });
    expect(skipped.config().fills).toEqual({});
  });
});

describe('a constraint', () => {
  it('refuses values that do not fit each other or those that are stored, unless they are forced', async () => {
    const [error, memory] = await refused(['p50_ms=100', 'p95_ms=20']);
    expect(error).toMatchObject({ exit: 2, message: 'Nothing was stored: 1 value cannot be used.' });
    expect(memory.talk()).toContain('p95_ms is 20 ms and p50_ms is 100 ms, against `p95_ms >= p50_ms`');
    expect(memory.config().fills).toEqual({});
    const forced = await set(['p50_ms=100', 'p95_ms=20'], { force: true });
    expect(Object.keys(forced.config().fills)).toEqual(['p50_ms', 'p95_ms']);
    await fill(forced.context, [], { set: ['heads=8'] });
    expect(forced.config().fills['heads']?.value).toBe('8 heads');
  });

  it('is asked about before a value is stored', async () => {
    const asked = (lines: readonly string[]): Memory => openMemory({ files, lines, interactive: true });
    const memory = asked(['40', '20', '', '20', 'y']);
    await fill(memory.context, ['p50_ms', 'p95_ms'], { plain: true });
    const said = memory.shown();
    expect(said.match(/Please check: p95_ms is 20 ms and p50_ms is 40 ms/g)).toHaveLength(2);
    expect(memory.config().fills['p95_ms']?.value).toBe('20 ms');
    const other = asked(['40', '20', '', '60']);
    await fill(other.context, ['p50_ms', 'p95_ms'], { plain: true });
    expect(other.config().fills['p95_ms']?.value).toBe('60 ms');
  });

  it('names a placeholder by its words when a script ends', async () => {
    const [id, text] = ['how-fast', 'The p95 is [X] ms and the p50 is [Y] ms.'];
    const memory = openMemory({
      files: { 'q.md': `---\nid: ${id}\n---\n# How fast?\n\n${text}\n` },
      lines: ['40', 'fast'],
      interactive: false,
    });
    await expect(fill(memory.context, [], { plain: true })).rejects.toThrow(
      /p50 is \[Y\] ms .*Only The p95 is \[X\] ms and the… \(how-fast\) changed\.$/,
    );
  });

  it('ends a script, whose next line belongs to the next value', async () => {
    const memory = open({ lines: ['40', '20', '8'] });
    const values = ['p50_ms', 'p95_ms', 'heads'];
    const stopped = await fill(memory.context, values, { plain: true }).catch((error: unknown) => error);
    expect(stopped).toMatchObject({
      exit: 2,
      hint: 'add `--force` to store 20 ms anyway',
      message: expect.stringMatching(/^p95_ms: p95_ms is 20 ms .* Only p50_ms changed\.$/),
    });
    expect(Object.keys(memory.config().fills)).toEqual(['p50_ms']);
    const forced = open({ lines: ['40', '20', '8'] });
    await fill(forced.context, values, { plain: true, force: true });
    expect(Object.keys(forced.config().fills)).toEqual(values);
    const unread = open({ lines: ['fast', '20', '8'] });
    const isForced = { plain: true, force: true };
    await expect(fill(unread.context, values, isForced)).rejects.toThrow(
      'p50_ms: fast is not a number. Nothing was stored.',
    );
    expect(unread.config().fills).toEqual({});
  });

  it('does nothing where a value of it is open or was not measured', async () => {
    const memory = await set(['p95_ms=20']);
    await fill(memory.context, [], { notMeasured: ['p50_ms'] });
    expect(await check(memory.context, [], {})).toBe(0);
    expect(memory.data()).not.toContain('value-constraint');
  });
});

describe('an optional metric', () => {
  it('counts as not measured until it has a value, and its derived ones with it', async () => {
    const memory = await set(['p50_ms=40', 'p95_ms=90', 'heads=8', 'd_model=512', 'rollback=yes']);
    expect(await rendered(memory)).toContain('- I had no GPU.');
    expect(await check(memory.context, [], { requireFilled: true })).toBe(0);
    await fill(memory.context, [], { set: ['gpu_ms=10'] });
    expect(await rendered(memory)).toContain('- A GPU is 4× faster.');
  });

  it('is asked for after all others at a terminal, and in a script in the order of the list', async () => {
    const script = open({ lines: ['40', '95', '', '', '9', 'y'] });
    await fill(script.context, [], { plain: true });
    expect(script.config().fills).toMatchObject({ p95_ms: { value: '95 ms' }, gpu_ms: { value: '9 ms' } });
    const memory = openMemory({ files, lines: ['40', 'y', '95', '', '', '9'] });
    await fill(memory.context, [], { plain: true });
    expect(memory.config().fills['gpu_ms']?.value).toBe('9 ms');
    expect(memory.shown()).toContain('4 values stored. 2 left. Run `prep fill` to continue');
  });

  it('is counted apart from what answers lack, which every command counts alike', async () => {
    const given = ['p50_ms=40', 'p95_ms=90', 'rollback=yes'];
    const listed = await set(given);
    await fill(listed.context, [], { list: true, open: true });
    expect(listed.talk()).toMatch(/2 values to fill, and 1 optional one\.\n$/);
    const { fills } = listed.config();
    const asked = open({ fills, lines: ['', '', ''] });
    await fill(asked.context, [], { plain: true });
    expect(asked.shown()).toContain('0 values stored. 2 left, and 1 optional one.');
    for (const format of ['md', 'cheatsheet'] as const) {
      const exported = open({ fills });
      await exportQuestions(exported.context, [], { format });
      expect(exported.talk()).toContain('2 values left unfilled');
    }
  });
});

describe('prep', () => {
  it('counts the core values, and the others once those are filled', async () => {
    const numbersOf = async (memory: Memory): Promise<string | undefined> => {
      await status(memory.context, [], {});
      return /Values +(.*)/.exec(memory.data())?.[1];
    };
    expect(await numbersOf(open())).toBe('0 of 3 core values filled');
    const { fills } = (await set(['p50_ms=40', 'p95_ms=90', 'rollback=yes'])).config();
    expect(await numbersOf(open({ fills }))).toBe('3 of 3 core values filled, 2 others to fill');
    const p50 = { notMeasured: {}, updatedAt: '2026-11-24T10:00:00+01:00' };
    const { rollback } = fills;
    const some = { p50_ms: p50, ...(rollback && { rollback }) };
    expect(await numbersOf(open({ fills: some }))).toBe('1 of 3 core values filled, 1 not measured');
    expect(await numbersOf(open({ fills: { ...fills, p50_ms: p50 } }))).toBe(
      '2 of 3 core values filled, 1 not measured, 2 others to fill',
    );
    const own = openMemory({
      files: { ...files, 'mine.md': '---\nid: mine\n---\n# Mine?\n\n[X] ms.\n' },
      isOwn: true,
    });
    expect(await numbersOf(own)).toBe('0 of 3 core values filled, 3 others to fill');
  });
});

import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/commands/stories/answer.ts';
import { feedback } from '../../../src/commands/quiz/feedback.ts';
import { check } from '../../../src/commands/check/check.ts';
import { exportQuestions } from '../../../src/commands/import/export.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import { list } from '../../../src/commands/bank/list.ts';
import { show } from '../../../src/commands/bank/show.ts';
import { status } from '../../../src/commands/quiz/status.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';

const files = {
  'metrics.md': `---
metrics:
  short_ms: { prompt: Latency at 128 tokens, unit: ms }
  long_ms: { prompt: Latency at 512 tokens, unit: ms }
  slowdown: { derive: long_ms / short_ms, unit: ×, digits: 1 }
  verdict: { kind: text, derive: 'if(slowdown > 4, "worse than linear", "better than linear")' }
  gpu_hours: { prompt: GPU hours, unit: h }
---
`,
  'attention.md': `---
id: attention
---
# What does attention cost?

It is [FILL IN: verdict]. [IF slowdown > 4: Attention dominates. | ELSE: Fixed overhead of
[FILL IN: short_ms] dominates.]

- Time
- [IF measured(gpu_hours): It took [FILL IN: gpu_hours].]
`,
};
const open = (options: Partial<MemoryOptions> = {}): Memory => openMemory({ files, ...options });
const set = (memory: Memory, values: readonly string[], notMeasured?: readonly string[]): Promise<number> =>
  fill(memory.context, [], { set: values, ...(notMeasured && { notMeasured }) });

/** The answer as it is shown. */
async function rendered(memory: Memory): Promise<string> {
  const before = memory.data().length;
  await show(memory.context, ['attention'], { json: true });
  const { rendered: text } = JSON.parse(memory.data().slice(before)) as { readonly rendered: string };
  return text.replaceAll('\u00A0', ' ');
}

async function json<T>(memory: Memory, run: () => Promise<number>): Promise<T> {
  const before = memory.data().length;
  await run();
  return JSON.parse(memory.data().slice(before)) as T;
}

type Row = { name: string; value: string | null; state: string; reason: string | null; filled: boolean };
const rowsOf = async (memory: Memory): Promise<readonly (readonly unknown[])[]> => {
  const { metrics } = await json<{ metrics: Row[] }>(memory, () => fill(memory.context, [], { json: true }));
  return metrics.map(({ name, state, value, reason, filled }) => [name, state, value, reason, filled]);
};

describe('a sentence', () => {
  it('changes with the value that it depends on', async () => {
    const memory = open();
    expect(await rendered(memory)).toBe(
      'It is [FILL IN: verdict]. Attention dominates.\n\n- Time\n- It took [FILL IN: gpu_hours].',
    );
    await set(memory, ['short_ms=50', 'long_ms=320'], ['gpu_hours=no GPU at hand']);
    expect(await rendered(memory)).toBe('It is worse than linear. Attention dominates.\n\n- Time');
    await set(memory, ['long_ms=100']);
    expect(await rendered(memory)).toBe(
      'It is better than linear. Fixed overhead of\n50 ms dominates.\n\n- Time',
    );
    await set(memory, ['gpu_hours=8']);
    expect(await rendered(memory)).toContain('- Time\n- It took 8 h.');
  });

  it('counts what its condition waits for as unfilled, and what it hides not', async () => {
    const memory = open();
    const unfilled = async (): Promise<unknown> => {
      const { questions } = await json<{ questions: { placeholders: number; unfilled: number }[] }>(
        memory,
        () => list(memory.context, [], { json: true }),
      );
      return questions.map(({ placeholders, unfilled: count }) => [placeholders, count]);
    };
    expect(await unfilled()).toEqual([[4, 3]]);
    await set(memory, ['long_ms=320']);
    const before = await json<{ unfilled: number }>(memory, () => status(memory.context, [], { json: true }));
    expect(before.unfilled).toBe(2);
    await set(memory, ['short_ms=50'], ['gpu_hours']);
    expect(await unfilled()).toEqual([[4, 0]]);
  });

  it('goes out as written, with the words that hold, or as for strangers', async () => {
    const memory = open({
      fills: { short_ms: { value: '50 ms', updatedAt: '' }, long_ms: { value: '100 ms', updatedAt: '' } },
    });
    const written = async (options: Parameters<typeof exportQuestions>[2]): Promise<string> => {
      const before = memory.data().length;
      await exportQuestions(memory.context, [], options);
      return memory.data().slice(before);
    };
    const source = files['attention.md'].slice(files['attention.md'].indexOf('It is')).trim();
    expect(await written({ open: true })).toContain(source);
    const filled = await written({ filled: true });
    expect(filled).toContain('It is better than linear. Fixed overhead of\n50 ms dominates.');
    expect(filled).not.toMatch(/\[IF|ELSE/);
    const stripped = await written({ strip: true });
    expect(stripped).toContain('It is ____. Attention dominates.');
    expect(stripped).not.toMatch(/\[IF|ELSE|50|100/);
  });

  it('of an own answer depends on values, too, and is checked', async () => {
    const memory = open({
      fills: { long_ms: { value: '320 ms', updatedAt: '' }, gpu_hours: { notMeasured: {}, updatedAt: '' } },
      texts: {
        'own.md': 'Mine: [IF long_ms > 100: long | ELSE: short], [FILL IN: gpu_hours]. [IF no_such > 1: x]',
      },
    });
    await answer(memory.context, ['attention'], { file: 'own.md' });
    expect(memory.talk()).toContain('unknown metric no_such');
    const shown = await json<{ yourAnswerRendered: string }>(memory, () =>
      show(memory.context, ['attention'], { json: true }),
    );
    expect(shown.yourAnswerRendered).toBe('[IF no_such > 1: x]');
    const { problems } = await json<{ problems: { code: string }[] }>(memory, () =>
      check(memory.context, [], { json: true }),
    );
    expect(problems.map(({ code }) => code).toSorted()).toEqual(['derive-unknown', 'not-measured']);
  });
});

describe('what was not measured', () => {
  it('is a state with a reason, and what is computed from it is not measured either', async () => {
    const memory = open();
    await set(memory, ['short_ms=50'], ['long_ms=the machine\nwas busy', 'gpu_hours']);
    expect(memory.data()).toBe(
      'short_ms = 50 ms\nlong_ms: not measured: the machine was busy\ngpu_hours: not measured\n',
    );
    expect(memory.config().fills['long_ms']).toEqual({
      notMeasured: { reason: 'the machine was busy' },
      updatedAt: '2026-11-24T10:00:00.000+01:00',
    });
    expect(await rowsOf(memory)).toEqual([
      ['short_ms', 'filled', '50 ms', null, true],
      ['long_ms', 'notMeasured', null, 'the machine was busy', false],
      ['slowdown', 'notMeasured', null, 'long_ms was not measured', false],
      ['verdict', 'notMeasured', null, 'long_ms was not measured', false],
      ['gpu_hours', 'notMeasured', null, null, false],
    ]);
    expect(await rendered(memory)).toBe('Fixed overhead of\n50 ms dominates.\n\n- Time');
    await set(memory, ['long_ms=320']);
    expect(memory.config().fills['long_ms']).toMatchObject({ value: '320 ms' });
    await fill(memory.context, [], { unset: ['gpu_hours'] });
    expect(memory.config().fills['gpu_hours']).toBeUndefined();
  });

  it('is refused for what is computed, for unknown names, and beside a value', async () => {
    const memory = open();
    await expect(set(memory, ['short_ms=5'], ['slowdown', 'nothing', 'short_ms'])).rejects.toThrow(
      '3 values',
    );
    expect(memory.config().fills).toEqual({});
  });

  it('can be said where a value is asked for', async () => {
    const memory = open({
      interactive: true,
      lines: ['! no time', 'not measured: no GPU', '! lost', '?'],
    });
    await fill(memory.context, ['short_ms', 'long_ms', 'gpu_hours'], {});
    expect(memory.config().fills).toMatchObject({
      short_ms: { notMeasured: { reason: 'no time' } },
      long_ms: { notMeasured: { reason: 'no GPU' } },
      gpu_hours: { notMeasured: { reason: 'lost' } },
    });
    expect(memory.shown()).toContain('0 values stored, 3 not measured. Nothing left to fill.');
  });

  it('is said with the sentence that is left out, on the page of its question and below its answer', async () => {
    const cost = {
      'cost.md':
        '---\nid: cost\n---\n# What does it cost?\n\nAbout $[FILL IN: cost] per month, the GPU is [FILL IN: share]%.\n',
    };
    const memory = openMemory({ files: cost, interactive: true, lines: ['!'], input: 'Much.' });
    await fill(memory.context, ['share'], {});
    const lead = '1 sentence is left out of the answers:';
    expect(memory.shown()).toContain(lead);
    expect(memory.shown()).toContain('cost: About $[FILL IN: cost] per month, the GPU');
    await set(memory, ['cost=$1240']);
    // Nothing is left of it.
    expect(memory.talk()).not.toContain('complete');
    const before = memory.data().length;
    await show(memory.context, ['cost'], {});
    expect(memory.data().slice(before)).toContain(
      'prep leaves out what cites share, which was not measured.',
    );
    expect(memory.data()).toContain('About $1240 per month, the GPU is (not measured)%.');
    const said = await json<Record<string, unknown>>(memory, () =>
      feedback(memory.context, ['cost'], { file: '-', json: true }),
    );
    expect(said).toMatchObject({ notCited: [] });
    const script = openMemory({ files: cost });
    await set(script, ['cost=$1240'], ['share']);
    expect(script.talk()).toContain(lead);
  });

  it('is told by `check` at each sentence that shows it', async () => {
    const memory = open();
    await set(memory, ['short_ms=50'], ['long_ms', 'gpu_hours']);
    const { problems } = await json<{ problems: Record<string, unknown>[] }>(memory, () =>
      check(memory.context, [], { json: true }),
    );
    expect(problems).toMatchObject([
      { code: 'not-measured', severity: 'warning', file: 'attention.md', line: 6, column: 7 },
    ]);
    expect(await check(memory.context, [], { requireFilled: true })).toBe(0);
  });
});

it('`check` shows every fault of a condition at its place', async () => {
  const memory = open({
    files: {
      ...files,
      'bad.md': `---
id: bad
---
# Bad?

A [IF long_ms > nothing: b] and [IF short_ms > 82%: c] | ELSE: d
[IF short_ms > 4: e
`,
    },
  });
  const { problems } = await json<{ problems: Record<string, unknown>[] }>(memory, () =>
    check(memory.context, [], { json: true }),
  );
  const inBad = problems.filter(({ file }) => file === 'bad.md');
  expect(inBad.map(({ line, column, code, severity }) => [line, column, code, severity])).toEqual([
    [6, 17, 'derive-unknown', 'error'],
    [6, 37, 'derive-unit', 'error'],
    [6, 56, 'condition-else', 'error'],
    [7, 1, 'condition-unclosed', 'error'],
  ]);
  for (const { hint } of inBad) expect(hint).toEqual(expect.any(String));
});

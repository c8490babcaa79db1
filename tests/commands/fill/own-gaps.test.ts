// Gaps in the user's own answers: which of them no value can ever fill, and what is said of those.
import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/commands/stories/answer.ts';
import { check } from '../../../src/commands/check/check.ts';
import { openMemory, type MemoryOptions } from '../../support/memory-context.ts';

const metrics =
  '---\nmetrics:\n  a_ms: { prompt: Latency, unit: ms }\n  b_ms: { prompt: Baseline, unit: ms }\n---\n';
const question = '---\nid: a\n---\n# Why?\n\n[FILL IN: a_ms] on [FILL IN: your GPU].\n';
const own = (text: string): Partial<MemoryOptions> => ({
  files: { 'metrics.md': metrics, 'a.md': question },
  answers: { a: { own: { text, updatedAt: '2026-11-20T10:00:00+01:00' } } },
});

type Json = { readonly problems: readonly { readonly code: string; readonly message: string }[] };

async function checked(text: string, options: Partial<MemoryOptions> = {}): Promise<Json['problems']> {
  const memory = openMemory({ files: {}, ...own(text), ...options });
  await check(memory.context, [], { json: true });
  const { problems } = JSON.parse(memory.data()) as Json;
  return problems;
}

describe('a gap of an own answer', () => {
  it('that no bank declares and no question cites is told by `prep check`, at its question', async () => {
    const text = 'It was [FILL IN: b_ms], then [FILL IN: b_mss] and [FILL IN: b_mss].';
    expect(await checked(text)).toEqual([
      expect.objectContaining({
        file: 'a.md',
        line: 4,
        severity: 'warning',
        code: 'metric-undeclared',
        message: 'Your own answer to `a`, `[FILL IN: b_mss]`: prep knows no value for `b_mss`.',
        hint: 'Declare it in metrics.md, or write `b_ms`.',
      }),
    ]);
  });

  it('is none where a value can be given for it', async () => {
    expect(await checked('[FILL IN: b_ms] on [FILL IN: your GPU].')).toEqual([]);
    const fills = { gone_ms: { value: '4 ms', updatedAt: '' } };
    expect(await checked('[FILL IN: b_ms], [FILL IN: gone_ms]', { fills })).toEqual([]);
  });

  it('without a name is told, as nothing can be stored for it either', async () => {
    expect(await checked('[FILL IN: b_ms] of [X] tokens.')).toEqual([
      expect.objectContaining({
        file: 'a.md',
        line: 4,
        hint: 'Write it as the question does, or cite a metric by its name: `[FILL IN: name]`.',
      }),
    ]);
  });

  it('is none where it is a letter of the question in other words', async () => {
    const letters = '---\nid: a\n---\n# Why?\n\nThreads do not help. From [X]s to [Y]s with processes.\n';
    const files = { 'metrics.md': metrics, 'a.md': letters };
    expect(await checked('From [X]s to [Y]s with processes; as I said.', { files })).toEqual([]);
  });

  it('is told when the answer is stored, which is stored as it was written', async () => {
    const memory = openMemory({
      ...own(''),
      files: own('').files ?? {},
      texts: { 'mine.md': '[FILL IN: b_mss]\n' },
    });
    expect(await answer(memory.context, ['a'], { file: 'mine.md' })).toBe(0);
    expect(memory.config().answers['a']?.own?.text).toBe('[FILL IN: b_mss]');
    expect(memory.talk()).toBe(
      'Your own answer to `a`, `[FILL IN: b_mss]`: prep knows no value for `b_mss`. Declare it in metrics.md, or write `b_ms`.\n',
    );
  });
});

import { expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { openMemory } from '../../support/memory-context.ts';

const metrics = `---
metrics:
  a_ms: { prompt: Latency, unit: ms, max: 100 }
  b_ms: { prompt: Baseline, unit: ms }
  slowdown: { derive: a_ms / b_ms, unit: × }
---
`;
const question = '---\nid: a\n---\n# Why?\n\n[FILL IN: slowdown] of [FILL IN: b_ms].\n';
const fills = {
  a_ms: { value: '200 ms', updatedAt: '' },
  b_ms: { value: '0 apples', updatedAt: '' },
};
const files = { 'metrics.md': metrics, 'a.md': question };

it('places what is wrong with a stored value at the declaration of its metric', async () => {
  const memory = openMemory({ files, fills });
  expect(await check(memory.context, [], { json: true })).toBe(1);
  expect(JSON.parse(memory.data())).toMatchObject({
    problems: [
      { file: 'metrics.md', line: 3, code: 'value-range', hint: 'Run `prep fill a_ms` to enter it again.' },
      { file: 'metrics.md', line: 4, code: 'value-invalid' },
    ],
  });
});

it('finds a division by zero with the values that there are', async () => {
  const zero = { a_ms: { value: '50 ms', updatedAt: '' }, b_ms: { value: '0 ms', updatedAt: '' } };
  const memory = openMemory({ files, fills: zero });
  expect(await check(memory.context, [], { json: true, requireFilled: true })).toBe(1);
  expect(JSON.parse(memory.data())).toMatchObject({
    problems: [
      { file: 'a.md', code: 'placeholder-open', message: '[FILL IN: slowdown] cannot be computed.' },
      { file: 'metrics.md', line: 5, code: 'derive-division', message: 'slowdown: division by zero' },
    ],
  });
});

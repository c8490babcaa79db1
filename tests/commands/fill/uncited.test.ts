// Stored values that no answer asks for.
import { describe, expect, it } from 'vitest';
import { fill } from '../../../src/commands/fill/fill.ts';
import type { Fills } from '../../../src/core/base/metric.ts';
import { openMemory } from '../../support/memory-context.ts';

const question = (id: string, text: string): string => `---\nid: ${id}\n---\n# Why ${id}?\n\n${text}\n`;
const files = {
  'metrics.md': '---\nmetrics:\n  kept_ms: { prompt: Kept, unit: ms }\n---\n',
  'a.md': question('a', 'It took [FILL IN: your time] ms on [FILL IN: your GPU].'),
  'b.md': question('b', 'It runs on [FILL IN: your GPU], or on [FILL IN: your CPU].'),
};

async function told(fills: Record<string, string>): Promise<string> {
  const stored: Fills = Object.fromEntries(
    Object.entries(fills).map(([name, value]) => [name, { value, updatedAt: '2026-11-20T10:00:00+01:00' }]),
  );
  const memory = openMemory({ files, fills: stored, screen: { columns: 200 } });
  expect(await fill(memory.context, [], { list: true })).toBe(0);
  return memory.talk().replace(/^.*filled\.\n/, '');
}

describe('values that nothing asks for', () => {
  it('are said with what clears them, and those of metrics that are declared are none', async () => {
    expect(await told({ kept_ms: '4 ms', 'a/fill-in/your-time': '5' })).toBe('');
    expect(await told({ gone_ms: '4 ms' })).toBe(
      'No loaded answer cites 1 of them; `prep fill --unset NAME` clears one.\n',
    );
  });
});

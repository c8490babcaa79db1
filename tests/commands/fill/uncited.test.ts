// Stored values that no answer asks for, and where they fit.
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

async function told(fills: Record<string, string>, sources: readonly string[] = []): Promise<string> {
  const stored: Fills = Object.fromEntries(
    Object.entries(fills).map(([name, value]) => [
      name,
      {
        value,
        updatedAt: '2026-11-20T10:00:00+01:00',
        ...(sources.includes(name) && { source: { file: '/r/x.json', path: 'x' } }),
      },
    ]),
  );
  const memory = openMemory({
    files,
    fills: stored,
    screen: { columns: 200 },
    results: { '/r/x.json': '{}' },
  });
  expect(await fill(memory.context, [], { list: true })).toBe(0);
  return memory.talk().replace(/^.*filled\.\n/, '');
}

describe('values that nothing asks for', () => {
  it('are said with what clears them, and those of metrics that are declared are none', async () => {
    expect(await told({ kept_ms: '4 ms', 'a/fill-in/your-time': '5' })).toBe('');
    expect(await told({ gone_ms: '4 ms' })).toBe(
      '1 of them is cited by no loaded answer; `prep fill --unset NAME` clears one.\n',
    );
  });

  it('fit the question that alone has most of their gaps open, and the command for that can be pasted', async () => {
    expect(
      await told({ 'old/fill-in/your-time': '5', 'old/fill-in/your-gpu': "the lab's", 'x/letter/y': '3' }),
    ).toBe(
      [
        '3 of them are cited by no loaded answer; `prep fill --unset NAME` clears one.',
        'old/fill-in/your-time may belong to a/fill-in/your-time, a placeholder with the same words:',
        '  prep fill --set a/fill-in/your-time=5',
        'old/fill-in/your-gpu may belong to a/fill-in/your-gpu, a placeholder with the same words:',
        "  prep fill --set 'a/fill-in/your-gpu=the lab'\\''s'",
        '',
      ].join('\n'),
    );
  });

  it('fit nowhere between two, where the gap is filled, or where they are bound to a file', async () => {
    const none = /^\d of them \S+ cited by no loaded answer; [^\n]*\n$/;
    expect(await told({ 'old/fill-in/your-gpu': 'RTX' })).toMatch(none);
    expect(await told({ 'old/fill-in/your-time': '5', 'a/fill-in/your-time': '6' })).toMatch(none);
    expect(await told({ 'old/fill-in/your-time': '5' }, ['old/fill-in/your-time'])).toMatch(none);
  });
});

import { describe, expect, it } from 'vitest';
import type { ImportRow } from '../../../src/core/fill/plan.ts';
import { renderImport, renderImportSummary } from '../../../src/screens/fill/from.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';

const display = (columns: number, color = false): Display => ({
  columns,
  theme: theme({ color, fancy: true }),
  plain: false,
});
const rows: readonly ImportRow[] = [
  { name: 'attention_ms_512', status: 'changed', old: '320 ms', new: '310 ms', message: null },
  {
    name: 'attention/letter/注意力の計算量-of-attention',
    status: 'kept',
    old: '45 ms',
    new: '48 ms',
    message: null,
  },
  { name: 'gpu', status: 'same', old: 'A100', new: 'A100', message: null },
  {
    name: 'evil\u001B[2J\nname',
    status: 'refused',
    old: null,
    new: 'x\u001B[2J',
    message: 'the value contains control characters; type it instead of pasting it',
    at: { line: 12, column: 5, offset: 200 },
  },
];
const widest = (text: string): number => Math.max(...text.split('\n').map(textWidth));

describe('what becomes of values', () => {
  it('fits every width, and lets no escape sequence through', () => {
    for (const columns of [40, 80, 120]) {
      const text = renderImport(rows, 'values.json', display(columns));
      expect(widest(text)).toBeLessThanOrEqual(columns);
      expect(text).not.toContain('\u001B');
      expect(text.split('\n')).toContain('');
    }
  });

  it('is a table with the places of what is refused below it', () => {
    expect(renderImport(rows, 'values.json', display(80)).split('\n')).toEqual([
      'Name                                          Status      Value',
      'attention_ms_512                              replaced    320 ms → 310 ms',
      'attention/letter/注意力の計算量-of-attention  kept yours  45 ms (file: 48 ms)',
      'gpu                                           same        A100',
      'evil name                                     refused     x',
      '',
      '  values.json:12:5: evil name: the value contains control characters; type it',
      '  instead of pasting it',
    ]);
  });

  it('is nothing for an empty file', () => {
    expect(renderImport([], 'values.json', display(80))).toBe('');
  });

  it('is summed up by what there is', () => {
    expect(renderImportSummary(rows, display(80))).toBe('1 replaced · 1 same · 1 kept yours · 1 refused');
  });
});

import { describe, expect, it } from 'vitest';
import { type Column, renderTable } from '../../../src/screens/ui/table.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';

const COLUMNS: readonly Column[] = [
  { header: '#', align: 'right' },
  { header: 'Question', min: 12 },
  { header: 'Section', priority: 1, min: 6 },
  { header: 'Due', priority: 2 },
];
const ROWS = [
  ['4', 'What does attention cost?', 'Architecture', '2026-11-24'],
  ['12', '注意力机制的计算复杂度是多少？', '架构', 'new'],
];
const table = (width: number) => renderTable(ROWS, COLUMNS, width, { ellipsis: '…' });

describe('renderTable', () => {
  it('aligns by display width when everything fits', () => {
    expect(table(80)).toBe(
      [
        ' #  Question                        Section       Due',
        ' 4  What does attention cost?       Architecture  2026-11-24',
        '12  注意力机制的计算复杂度是多少？  架构          new',
      ].join('\n'),
    );
  });

  it('drops the columns of highest priority number first', () => {
    expect(table(26)).toBe(
      [' #  Question      Section', ' 4  What does a…  Archite…', '12  注意力机制…   架构'].join('\n'),
    );
    expect(table(20)).toBe([' #  Question', ' 4  What does atten…', '12  注意力机制的计…'].join('\n'));
  });

  it.each([80, 60, 40, 26, 20, 16])('makes no line wider than %i columns', (width) => {
    expect(Math.max(...table(width).split('\n').map(textWidth))).toBeLessThanOrEqual(width);
  });

  it('gives room that is left over to the columns that were cut, from the left', () => {
    const even = (width: number) =>
      renderTable([['abcdef', 'ABCDEF']], [{ min: 3 }, { min: 3 }], width, { ellipsis: '…' });
    expect([even(14), even(12), even(11)]).toEqual(['abcdef  ABCDEF', 'abcd…  ABCD…', 'abcd…  ABC…']);
  });

  it('wraps cells where that is asked, and draws a rule under the header', () => {
    const wrapped = renderTable([['a', 'one two three']], [{ header: 'k' }, { header: 'v', min: 4 }], 10, {
      rule: '-',
    });
    expect(wrapped).toBe('k  v\n-  -------\na  one two\n   three');
  });

  it('has no header line without headers and nothing at all without rows', () => {
    expect(renderTable([['a', 'b']], [{}, {}], 20)).toBe('a  b');
    expect(renderTable([], [{}], 20)).toBe('');
  });
});

// Where the cells of a table stand, held against what is read of it.
import { describe, expect, it } from 'vitest';
import { parseCsv, unquotedCell } from '../../src/formats/csv.ts';
import { cellPlaces } from '../../src/formats/csv-places.ts';
import { randomFrom } from '../support/mutate.ts';

describe('the places of cells', () => {
  it('are those where cells begin, quotes included', () => {
    const text = '\ufeffa,"b\nc"\r\n\r\n"d ""e""",f\n';
    const starts = cellPlaces(text, ',').map((row) => row.map((at) => text.slice(at, at + 2)));
    expect(starts).toEqual([
      ['a,', '"b'],
      ['"d', 'f\n'],
    ]);
  });

  it('go on behind quotes that were not doubled, as reading does', () => {
    const text = '"He said "no", twice",x\ny,z\n';
    expect(parseCsv(text, ',')[1]).toEqual(['y', 'z']);
    expect(cellPlaces(text, ',')[1]).toEqual([text.indexOf('y'), text.indexOf('z')]);
  });

  it('are as many as there are cells, whatever the text', () => {
    const parts = ['"', '""', ',', '\n', '\r\n', ' ', 'a', 'b c', '\n\n', '"x"', '"a,b"'];
    for (let index = 0; index < 4000; index += 1) {
      const random = randomFrom(index);
      const count = 1 + Math.floor(random() * 14);
      const text = `${Array.from({ length: count }, () => parts[Math.floor(random() * parts.length)] ?? '').join('')}\n`;
      const cells = parseCsv(text, ',').map((row) => row.length);
      expect([text, cellPlaces(text, ',').map((row) => row.length)]).toEqual([text, cells]);
    }
  });
});

describe('a cell that stands alone', () => {
  it.each([
    ['"a ""b"""', 'a "b"'],
    [' "a" ', 'a'],
    ['"a" and "b"', '"a" and "b"'],
    ['"', '"'],
    ['a', 'a'],
  ])('%j says %j', (cell, text) => {
    expect(unquotedCell(cell)).toBe(text);
  });
});

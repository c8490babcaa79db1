// Comma-separated values, in and out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, parseCsv, parseCsvTable, writeCsv } from '../../src/formats/csv.ts';

describe('a table', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1;2\n', ';'],
    ['a\tb\r\n1\t2', '\t'],
    ['\uFEFFa;b;c\r1;2;"3,4"\r', ';'],
  ])('%j tells what separates its cells', (text, delimiter) => {
    expect(csvHead(text).delimiter).toBe(delimiter);
    expect(csvHead(text).rows[0]?.slice(0, 2)).toEqual(['a', 'b']);
    expect(parseCsv(text, delimiter)[1]?.slice(0, 2)).toEqual(['1', '2']);
  });

  it('may hold delimiters, quotes and line ends in quotes', () => {
    expect(parseCsv('a,b\n"1,2","say ""x""\ny"\n\n3,4', ',')).toEqual([
      ['a', 'b'],
      ['1,2', 'say "x"\ny'],
      ['3', '4'],
    ]);
  });

  it('says where a quote was opened that does not end', () => {
    expect(parseCsvTable('a,b\n1,2\n3,"4\n5,6\n', ',').open).toEqual({ line: 3, column: 3 });
    expect(parseCsvTable('a,b\n1,"2"\n', ',')).toEqual({
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    });
  });

  it('is read back as it was written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('a,b', '"', '\n', ' x ', '-1', '=1', ''),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
        // A line end within a cell is read as `\n`.
        const plain = rows.map((row) => row.map((each) => each.replaceAll(/\r\n?/g, '\n')));
        expect(parseCsv(`\uFEFF${writeCsv(rows)}`, ',')).toEqual(plain);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('has numbers as they are, and nothing where there are no rows', () => {
    expect(
      writeCsv([
        ['a', 1.5],
        ['b', 'x,y'],
      ]),
    ).toBe('a,1.5\nb,"x,y"\n');
    expect(writeCsv([])).toBe('');
  });
});

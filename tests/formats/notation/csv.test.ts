// Comma-separated values, in and out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCharacter } from '../../support/characters.ts';
import { randomFrom } from '../../support/mutate.ts';
import {
  csvHead,
  parseCsv,
  readCsv,
  readWholeRows,
  unquotedCell,
  writeCsv,
} from '../../../src/formats/notation/csv.ts';

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
    const damaged = 'a,b\n1,2\n3,"4\n5,6\n';
    expect(readWholeRows(damaged, ',').open).toBe(damaged.indexOf('"'));
    expect(readWholeRows('a,b\n1,"2"\n', ',').open).toBeUndefined();
  });

  it('does not end a cell at the quote of another row', () => {
    const damaged = 'a,b\n1,"2\n3,4\n5,"6"\n';
    const { rows, open } = readWholeRows(damaged, ',');
    expect(rows.map(({ cells }) => cells.join('|'))).toEqual(['a|b', '1|"2', '3|4', '5|"6"']);
    expect(open).toBe(damaged.indexOf('"'));
    expect(parseCsv('a,b\n"1,\n2,",3\n', ',')).toEqual([
      ['a', 'b'],
      ['1,\n2,', '3'],
    ]);
  });

  it('that was torn off within quotes has lost its last row', () => {
    const cells = (text: string) => readWholeRows(text, ',').rows.map((row) => row.cells);
    expect(cells('a,b\n1,2\n3,"4')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(readWholeRows('a,b\n1,2\n3,"4', ',').open).toBeUndefined();
  });

  it('is read back as it was written', () => {
    const cell = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 6 }),
      fc.constantFrom('a,b', '"', '\n', ' x ', '-1', '=1', ''),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
        // A line end within a cell is read as `\n`.
        const plain = rows.map((row) => row.map((each) => each.replaceAll(/\r\n?/g, '\n')));
        expect(parseCsv(`\uFEFF${writeCsv(rows)}`, ',')).toEqual(plain);
      }),
      { seed: 4 },
    );
  });

  it('has words as they are, and nothing where there are no rows', () => {
    expect(
      writeCsv([
        ['a', '1.5'],
        ['b', 'x,y'],
      ]),
    ).toBe('a,1.5\nb,"x,y"\n');
    expect(writeCsv([])).toBe('');
  });
});

describe('the places of cells', () => {
  const placesIn = (text: string) => readCsv(text, ',').rows.map(({ places }) => places);

  it('are those where cells begin, quotes included', () => {
    const text = '\ufeffa,"b\nc"\r\n\r\n"d ""e""",f\n';
    const starts = placesIn(text).map((row) => row.map((at) => text.slice(at, at + 2)));
    expect(starts).toEqual([
      ['a,', '"b'],
      ['"d', 'f\n'],
    ]);
  });

  it('go on behind quotes that were not doubled, as reading does', () => {
    const text = '"He said "no", twice",x\ny,z\n';
    expect(parseCsv(text, ',')[1]).toEqual(['y', 'z']);
    expect(placesIn(text)[1]).toEqual([text.indexOf('y'), text.indexOf('z')]);
  });

  it('are where the cells are read again, whatever the text', () => {
    const parts = ['"', '""', ',', '\n', '\r\n', '\r', ' ', 'a', 'b c', '\n\n', '"x"', '"a,b"'];
    for (let index = 0; index < 4000; index += 1) {
      const random = randomFrom(index);
      const count = 1 + Math.floor(random() * 14);
      const text = `${Array.from({ length: count }, () => parts[Math.floor(random() * parts.length)] ?? '').join('')}\n`;
      const { rows, open = Infinity } = readCsv(text, ',');
      for (const { cells, places } of rows) {
        expect(places.length).toBe(cells.length);
        // Behind a quote that is never closed, quotes are characters.
        for (const [i, start] of places.entries()) {
          const rest = cells.slice(i);
          // A blank cell alone is no row.
          if (start > open || (rest.length === 1 && rest[0]?.trim() === '')) continue;
          const [again] = readCsv(text, ',', { start, most: 1 }).rows;
          expect([text, again?.cells]).toEqual([text, rest]);
        }
      }
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

  it('is read in time that grows with its length', () => {
    const phrase = `"${'a'.repeat(100_000)}" was said by whom?`;
    expect(unquotedCell(phrase)).toBe(phrase);
  });
});

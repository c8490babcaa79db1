// Result files of no tool that is known, and files that are damaged, hostile or something else: what is read of them, and
// what is said of them.
import { describe, expect, it } from 'vitest';
import type { SingleFile } from '../../../src/core/fill/bind.ts';
import { readDocument, readResult } from '../../../src/formats/results/index.ts';
import { expectAsInCorpus } from '../../support/corpus.ts';
import {
  expectFoundAgain,
  expectSourceAsInCorpus,
  readingOf,
  resultFiles,
  resultText,
} from '../../support/result-corpus.ts';

const fileOf = (file: string, text: string): SingleFile => ({ file, content: { text } });

const documentOf = (text: string, file = 'results'): unknown => {
  const read = readDocument(fileOf(file, text));
  return 'error' in read ? `${read.error}; ${read.hint}` : read.value;
};

const syntaxOf = (text: string, file = 'results'): string => {
  const read = readDocument(fileOf(file, text));
  return 'error' in read ? read.error : read.syntax;
};

describe('a file of no known tool', () => {
  const readings = new Map(resultFiles('generic').map((name) => [name, readingOf('generic', name)]));

  it('offers its numbers under the names of their keys', () => {
    expectSourceAsInCorpus('generic', readings);
  });

  it.each([...readings])('holds what is listed of %s at its path', (_, reading) => {
    expect(reading.candidates.length).toBeGreaterThan(0);
    expectFoundAgain(reading);
  });

  it.each(['settings.toml', 'settings.yaml', 'history.json', 'semicolons.csv', 'tabs.tsv', 'lines.jsonl'])(
    'is read alike under any name: %s',
    (name) => {
      const text = resultText('generic', name);
      for (const other of ['x.json', 'x.csv', 'x.yaml', 'x.toml', 'x.txt', 'x'])
        expect([other, syntaxOf(text, other)]).toEqual([other, syntaxOf(text, name)]);
    },
  );

  it('is called by its syntax', () => {
    const titles = [...readings].map(([name, { title }]) => `${name}: ${title}`);
    expect(titles).toEqual(
      expect.arrayContaining([
        'history.json: JSON',
        'lines.jsonl: JSON lines',
        'settings.yaml: YAML',
        'settings.toml: TOML',
        'tabs.tsv: CSV',
        'table-named.json: CSV',
        'json-named.csv: JSON',
      ]),
    );
  });
});

describe('a damaged or hostile file', () => {
  const given = Object.fromEntries(
    resultFiles('hostile').map((name) => {
      const read = readResult(fileOf(name, resultText('hostile', name)));
      return [
        name,
        'error' in read ? read : { reader: read.reader, title: read.title, candidates: read.candidates },
      ];
    }),
  );

  it('is read, or refused, as expected', () => {
    expectAsInCorpus('results', 'hostile', given);
  });

  it('is refused in one sentence that names it, with a remedy', () => {
    for (const [name, read] of Object.entries(given)) {
      if (!('error' in read)) continue;
      expect(read.error.startsWith(`${name} `)).toBe(true);
      expect(read.error).not.toMatch(/[\n\r]|\.$/);
      expect(read.hint).not.toBe('');
    }
  });

  it('keeps the names that objects inherit as data, and changes nothing else', () => {
    for (const name of resultFiles('hostile')) readResult(fileOf(name, resultText('hostile', name)));
    expect({}).not.toHaveProperty('polluted');
    expect(Object.keys(Object.prototype)).toEqual([]);
    for (const name of ['proto.json', 'proto.yaml']) {
      const value = documentOf(resultText('hostile', name), name);
      expect(Object.keys(Object(value))).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    }
  });

  it.each([
    ['['.repeat(1_000_000), 'cut off'],
    [`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, 'more than 100 levels deep'],
    ['{"a":'.repeat(300_000), 'cut off'],
    [`a: ${'['.repeat(20_000)}`, 'more than 100 levels deep'],
    [`a = ${'['.repeat(1_000_000)}`, 'more than 100 levels deep'],
    [`${'- '.repeat(3_000)}x`, 'more than 100 levels deep'],
    ['"'.repeat(1_000_000), 'results has no results that prep can read'],
    [`{"a":"${'\\'.repeat(1_000_000)}`, 'cut off'],
    [`${' '.repeat(1_000_000)}x`, 'results has no results that prep can read'],
    ['x'.repeat(1_000_000), 'results has no results that prep can read'],
    [`key${'a: '.repeat(100_000)}`, 'not valid YAML'],
  ])('is refused at once when it is made to take long: %#', (text, message) => {
    expect(documentOf(text)).toContain(message);
  });

  it.each(['history.json', 'odd-keys.json', 'named-list.json'])(
    'is refused wherever %s is cut off',
    (name) => {
      const text = resultText('generic', name).trimEnd();
      for (let end = 1; end < text.length; end += 1 + Math.floor(text.length / 400)) {
        const read = readDocument(fileOf(name, text.slice(0, end)));
        expect(read).toEqual({
          error: expect.stringContaining(`${name} is cut off at line `),
          hint: 'rerun the tool that wrote it',
        });
      }
    },
  );
});

describe('JSON', () => {
  it('may hold the words that Python writes for what is not a number', () => {
    expect(documentOf('{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN, \\"Infinity"}')).toEqual({
      a: 'NaN',
      b: ['-Infinity', 'Infinity'],
      c: 'NaN, "Infinity',
    });
  });

  it('makes a word of too large', () => {
    expect(documentOf('{"a": 1e400, "b": [-1e400]}')).toEqual({ a: 'Infinity', b: ['-Infinity'] });
  });

  it('may begin with a byte order mark', () => {
    expect(documentOf('\uFEFF{"a": 1}')).toEqual({ a: 1 });
    expect(documentOf('\uFEFF{"a": 1,}')).toContain('line 1, column 10');
  });

  it('may be a line for each object, of which the last may be torn', () => {
    expect(documentOf('{"a":1}\n\n{"a":NaN}\r\n{"a":')).toEqual([{ a: 1 }, { a: 'NaN' }]);
    expect(syntaxOf('{"a":1}\n{"b":2}')).toBe('json-lines');
    expect(syntaxOf('{"a":1}')).toBe('json');
    expect(documentOf('{"a":1}\n[2]\n{"a":3}')).toContain('not valid JSON lines at line 2, column 1');
    expect(documentOf('{"a":1}\n{"a":}\n')).toContain('line 2, column 6');
  });
});

describe('YAML and TOML', () => {
  it('are read by the core schema: no dates, no old numbers, no merging', () => {
    expect(documentOf('a: 012\nb: 22:22\nc: 2026-03-01\nd: yes\n<<: {e: 1}\nf: 0o17\n')).toEqual({
      a: 12,
      b: '22:22',
      c: '2026-03-01',
      d: 'yes',
      '<<': { e: 1 },
      f: 15,
    });
  });

  it('give dates as texts and large integers as numbers', () => {
    expect(
      documentOf(
        'a = 2026-03-01\nb = 10:00:00\nc = 9007199254740993\nd = nan\n[e]\nf = 2026-03-01T10:00:00+02:00\n',
      ),
    ).toEqual({
      a: '2026-03-01',
      b: '10:00:00.000',
      c: 9_007_199_254_740_992,
      d: 'NaN',
      e: { f: '2026-03-01T10:00:00.000+02:00' },
    });
  });

  it('are refused where they are too large to be read in good time', () => {
    const lines = Array.from({ length: 200_000 }, (_, at) => `key_${at}`);
    expect(documentOf(lines.map((key) => `${key}: 1`).join('\n'))).toContain('too large for YAML');
    expect(documentOf(lines.map((key) => `${key} = 1`).join('\n'))).toContain('too large for TOML');
  });
});

describe('a table', () => {
  it('gives rows by column, numbers as numbers, and leaves empty cells out', () => {
    expect(documentOf('a,b,c\n1,,x\n-2.5e3,0x10,1 000\n')).toEqual([
      { a: 1, c: 'x' },
      { a: -2500, b: '0x10', c: 1000 },
    ]);
  });

  it('gives each column a name of its own', () => {
    expect(documentOf('a,a,, b ,a (2)\n1,2,3,4,5\n')).toEqual([
      { a: 1, 'a (2)': 2, 'column 3': 3, b: 4, 'a (2) (2)': 5 },
    ]);
  });

  it('is refused when its rows have more cells than columns have names', () => {
    expect(documentOf('a,b\n1,2,3\n4,5,6\n', 'x.csv')).toBe(
      'x.csv has 3 cells in a row, and 2 names of columns in its first line; write a name for each column there',
    );
    expect(documentOf('a,b\n1,2,\n4,5,\n', 'x.csv')).toEqual([
      { a: 1, b: 2 },
      { a: 4, b: 5 },
    ]);
  });

  it('keeps what is in quotes together', () => {
    expect(documentOf('a;b\r\n"x;y\r\nz";"say ""1"""\r\n')).toEqual([{ a: 'x;y\nz', b: 'say "1"' }]);
  });

  it('is no prose, though it has commas', () => {
    expect(documentOf('First, this.\nThen that, and more, and so on.\nEnd.')).toContain(
      'results has no results that prep can read',
    );
    expect(syntaxOf('a: 1, 2\nb: 3, 4\n')).toBe('yaml');
  });

  it('leaves out a last row that was torn off', () => {
    expect(documentOf('a,b\n1,2\n3')).toEqual([{ a: 1, b: 2 }]);
    expect(documentOf('a,b\n1,2\n3,4')).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
    expect(documentOf('a,b\n1,2\n3,"4')).toEqual([{ a: 1, b: 2 }]);
  });
});

describe('lines of a metric', () => {
  it('are points in time', () => {
    expect(documentOf('1700000000000 0.5 0\n1700000000001 nan 1\n1700000000002 -Inf 2\n17000')).toEqual([
      { timestamp: 1_700_000_000_000, value: 0.5, step: 0 },
      { timestamp: 1_700_000_000_001, value: 'nan', step: 1 },
      { timestamp: 1_700_000_000_002, value: '-Inf', step: 2 },
    ]);
    expect(syntaxOf('1 2 3\n4 5\n6 7 8\n')).toContain('results has no results that prep can read');
  });
});

describe('tables of a database', () => {
  it('are documents as they stand, but for numbers that are not finite', () => {
    const tables = { runs: [{ id: 'a', loss: Infinity }], empty: [] };
    const read = readDocument({ file: 'x.db', content: { tables } });
    expect(read).toEqual({
      file: 'x.db',
      syntax: 'tables',
      value: { runs: [{ id: 'a', loss: 'Infinity' }], empty: [] },
    });
  });
});

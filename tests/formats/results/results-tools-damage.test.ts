// Files of tools that were damaged: cut off, emptied, edited by hand. Readers never throw, and list nothing that is not there.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../../src/core/fill/bind.ts';
import { readResult } from '../../../src/formats/results/index.ts';
import { RESULT_READERS } from '../../../src/formats/results/tools.ts';
import { lookUp } from '../../../src/formats/results/path.ts';
import type { ResultDocument, ResultReader, Syntax } from '../../../src/formats/results/reader.ts';
import { anyCharacter } from '../../support/characters.ts';
import { readingOf, resultFiles, resultText } from '../../support/result-corpus.ts';

const SEED = 4;
const SOURCES = [
  'coverage-py',
  'docker',
  'hyperfine',
  'istanbul',
  'k6',
  'locust',
  'prometheus',
  'pytest-benchmark',
];

type Case = { readonly name: string; readonly source: string; readonly file: string };

const cases: readonly Case[] = SOURCES.flatMap((source) =>
  resultFiles(source)
    .filter((file) => !file.startsWith('no-'))
    .map((file) => ({ name: `${source}/${file}`, source, file })),
);

const syntaxOf = (file: string): Syntax => (file.endsWith('.csv') ? 'csv' : 'json');

const documents: readonly ResultDocument[] = cases.map(({ source, file }) => ({
  file,
  syntax: syntaxOf(file),
  value: readingOf(source, file).document,
}));

const readers: readonly ResultReader[] = RESULT_READERS.filter(({ name }) =>
  SOURCES.some((source) => name.startsWith(source)),
);

/** Asks every reader for everything, and holds what it lists against the document. */
function examine(document: ResultDocument): void {
  for (const reader of readers) {
    for (const { label, value, path } of reader.read(document) ?? []) {
      expect(label).not.toBe('');
      expect(label).not.toMatch(/[\n\r]/);
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
      else expect(value.trim()).not.toBe('');
      const led = lookUp(document.value, path);
      const found = 'error' in led ? led : led.value;
      expect([path, typeof value === 'number' ? Number(found) : found]).toEqual([path, value]);
    }
  }
}

const hostile: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    '',
    '12',
    'NaN',
    'Unknown',
    -1,
    0,
    1e308,
    true,
    [],
    {},
    [[]],
    'a`b"c\'d\\',
    '\n',
    '__proto__',
  ),
  fc.constant(JSON.parse('{"__proto__": {"mean": 1}, "constructor": 2}') as Json),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** The document with one value in it replaced, or taken out; `steps` lead to it. */
function replaced(value: Json, steps: readonly number[], by: Json | undefined): Json {
  const [step, ...others] = steps;
  if (step === undefined || value === null || typeof value !== 'object') return by ?? null;
  const entries = Object.entries(value);
  const [key, inside] = entries[step % Math.max(1, entries.length)] ?? [];
  if (key === undefined || inside === undefined) return by ?? null;
  const last = others.length === 0 || typeof inside !== 'object';
  const changed = entries.flatMap(([each, old]): readonly (readonly [string, Json])[] => {
    if (each !== key) return [[each, old]];
    return last && by === undefined ? [] : [[each, replaced(old, others, by)]];
  });
  return Array.isArray(value) ? changed.map(([, each]) => each) : (Object.fromEntries(changed) as Json);
}

it('lists what is there whatever is changed in a file', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(
        fc.tuple(
          fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
          fc.option(hostile, { nil: undefined }),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      (document, changes) => {
        let { value } = document;
        for (const [steps, by] of changes) value = replaced(value, steps, by);
        examine({ ...document, value });
      },
    ),
    { seed: SEED },
  );
});

it('takes no arbitrary document amiss', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom<Syntax>('json', 'csv', 'yaml'), (value, syntax) => {
      examine({ file: 'x', syntax, value });
    }),
    { seed: SEED },
  );
});

it('finds elements again whatever they are called', () => {
  const row = { mean: 1, median: 2, user: 0, system: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: anyCharacter, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
      (names) => {
        const results = names.map((command, index) => ({ ...row, mean: index, command }));
        examine({ file: 'x', syntax: 'json', value: { results } });
        const metrics = Object.fromEntries(
          names.map((name) => [name, { type: 'trend', contains: 'time', values: { [name]: 1 } }]),
        );
        examine({ file: 'x', syntax: 'json', value: { metrics } });
        const series = names.map((name, index) => ({
          metric: { a: name, [name]: 'x' },
          value: [1.7e9, String(index)],
        }));
        examine({ file: 'x', syntax: 'json', value: series });
      },
    ),
    { seed: SEED },
  );
});

it('finds an element by its place where its name makes too long a path', () => {
  const command = `infer ${'--flag '.repeat(300)}`;
  const results = [{ command, mean: 1, median: 2, user: 0, system: 0 }];
  const reader = readers.find(({ name }) => name === 'hyperfine');
  const [first] = reader?.read({ file: 'x', syntax: 'json', value: { results } }) ?? [];
  expect(first?.path).toBe('results[0].median');
});

it('refuses numbers that are written as texts', () => {
  const results = [{ command: 'x', mean: '0.1', median: '0.1', user: '0', system: '0' }];
  const reader = readers.find(({ name }) => name === 'hyperfine');
  expect(reader?.read({ file: 'x', syntax: 'json', value: { results } })).toBeUndefined();
});

it.each(cases)('never throws on $name cut off anywhere', ({ source, file }) => {
  const text = resultText(source, file).trimEnd();
  for (let part = 0; part < 40; part++) {
    const cut = Math.floor((text.length * part) / 40);
    const read = readResult({ file, content: { text: text.slice(0, cut) } });
    // A table can be cut between two rows; the rest cannot.
    if (syntaxOf(file) === 'json') expect(read).toHaveProperty('error');
  }
});

it.each(['x.json', 'x_stats.csv'])('lists nothing of an empty %s', (file) => {
  for (const text of ['', ' \n', '{}', '[]', 'null'])
    expect(readResult({ file, content: { text } })).not.toHaveProperty(['candidates', 0]);
});

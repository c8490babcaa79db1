// What holds for result files of any content: nothing throws, nothing hangs, numbers are those of the file, and what is
// listed is found again.
import fc from 'fast-check';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json, Results } from '../../../src/core/fill/bind.ts';
import type { Refusal } from '../../../src/core/values/quantity.ts';
import { dottedPath } from '../../../src/formats/results/path.ts';
import { readResult, valueAt } from '../../../src/formats/results/index.ts';
import { anyCharacter } from '../../support/characters.ts';
import { corpusFolder } from '../../support/corpus.ts';
import { mutated, randomFrom } from '../../support/mutate.ts';
import { rounds } from '../../support/rounds.ts';

const SEED = 4;

const readText = (file: string, text: string): Results | Refusal => readResult({ file, content: { text } });

/** Every text of the corpus that is no expectation, with its path below the corpus. */
const texts: readonly (readonly [string, string])[] = readdirSync(corpusFolder('results'), {
  recursive: true,
})
  .map(String)
  .filter((name) => !/expected\.json$|\.(?:db|py|md)$/.test(name))
  .map((name) => [name, join(corpusFolder('results'), name)] as const)
  .filter(([, path]) => statSync(path).isFile())
  .map(([name, path]) => [name, readFileSync(path, 'utf8')]);

/** Holds that what a file came to is sound. */
function examine(file: string, text: string): void {
  const read = readText(file, text);
  if ('error' in read) {
    expect(read.error).not.toMatch(/[\n\r]/);
    expect(read.hint).not.toBe('');
    return;
  }
  for (const { label, value, unit, path } of read.candidates) {
    expect(label).not.toMatch(/[\n\r]/);
    if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
    expect([path, valueAt(read, path)]).toEqual([path, { value, unit }]);
  }
}

describe('any file', () => {
  it('is read or refused, and never throws', () => {
    const name = fc.constantFrom('x.json', 'x.csv', 'x.yaml', 'x.toml', 'x.jsonl', 'metrics/loss', 'x');
    const piece = fc.constantFrom(
      ...'{ } [ ] " \' : , ; = - # & * ! | > % @ ` \\ 1 0.5 -2e3 NaN null true a b.c key __proto__ --- ... <<'.split(
        ' ',
      ),
      '\n',
      '\r\n',
      '\t',
      '  ',
      '\uFEFF',
      '\0',
      'a: ',
      'a = ',
      '- ',
      '"a": ',
      '[x]\n',
      'a,b\n',
      '1,2\n',
      '"""',
      "'''",
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.string({ unit: anyCharacter, maxLength: 100 }),
    );
    fc.assert(fc.property(name, text, examine), { seed: SEED });
  });

  it('of the corpus survives damage, and what is still listed of it is there', () => {
    const random = randomFrom(SEED);
    for (let round = 0; round < rounds(500, 1500); round++) {
      const [name, text] = texts[round % texts.length] ?? ['', ''];
      examine(name, mutated([text], random));
    }
    expect({}).not.toHaveProperty('polluted');
  });
});

/** The numbers of a document, each with its dotted path. */
function numbersOf(
  value: Json,
  keys: readonly (string | number)[] = [],
): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[dottedPath(...keys), value]];
  if (value === null || typeof value !== 'object') return [];
  const inside: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return inside.flatMap(([key, each]) => numbersOf(each, [...keys, key]));
}

describe('any JSON document', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const key = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('__proto__', 'constructor', 'a.b', 'c[0]', ''),
  );
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      number,
      fc.constantFrom<Json>(null, true, 'x', '1.5', 'NaN'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc
        .array(fc.tuple(key, tie('tree')), { maxLength: 4 })
        .map((entries): Json => Object.fromEntries(entries)),
    ),
  }));

  it('gives every number at its path', () => {
    fc.assert(
      fc.property(tree, (document) => {
        const read = readText('x.json', JSON.stringify(document));
        if ('error' in read) throw new Error(read.error);
        // A number of −0 is 0 in JSON.
        const plain: Json = JSON.parse(JSON.stringify(document));
        for (const [path, value] of numbersOf(plain))
          expect([path, valueAt(read, path)]).toEqual([path, { value, unit: expect.any(String) }]);
      }),
      { seed: SEED },
    );
  });

  it('lists no number that is not in it, and each at its path', () => {
    fc.assert(
      fc.property(tree, (document) => {
        const text = JSON.stringify(document);
        examine('x.json', text);
        const read = readText('x.json', text);
        const plain: Json = JSON.parse(text);
        const there = new Set([...numbersOf(plain).map(([, value]) => value), 1.5]);
        if ('candidates' in read && read.reader === 'generic')
          for (const { label, value } of read.candidates)
            if (!/(?:mean ± )?std$/.test(label)) expect(there).toContain(value);
      }),
      { seed: SEED },
    );
  });
});

describe('any table', () => {
  it('gives the numbers that were written into it', () => {
    const cell = fc.oneof(
      // −0 is 0 in a text.
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      fc.constantFrom('', 'x', 'a,b', 'say "x"', '1;2'),
    );
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        (cells, delimiter, newline) => {
          const quoted = (each: string | number): string =>
            typeof each === 'number' ? String(each) : `"${each.replaceAll('"', '""')}"`;
          const lines = [['one', 'two', '__proto__'], ...cells].map((row) => row.map(quoted).join(delimiter));
          const read = readText('x.csv', lines.join(newline) + newline);
          if ('error' in read) throw new Error(read.error);
          for (const [at, row] of cells.entries())
            for (const [column, name] of ['one', 'two', '__proto__'].entries()) {
              const value = row[column];
              if (typeof value === 'number')
                expect(valueAt(read, dottedPath(at, name))).toMatchObject({ value });
            }
        },
      ),
      { seed: SEED },
    );
  });
});

describe('a file of 5 MB', () => {
  const rows = Array.from({ length: 50_000 }, (_, step) => ({
    step,
    epoch: step >> 5,
    loss: 1 / (step + 1),
    lr: 1e-5 * step,
    score: step / 7,
  }));

  it.each([
    ['rows.json', JSON.stringify({ log: rows })],
    ['rows.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')],
    [
      'rows.csv',
      `step,epoch,loss,lr,score,empty,note\n${rows.map((row) => `${Object.values(row).join(',')},,ok`).join('\n')}`,
    ],
    ['numbers.json', JSON.stringify(Array.from({ length: 250_000 }, (_, at) => at / 7))],
  ])('is listed: %s', (file, text) => {
    expect(text.length).toBeGreaterThan(2_500_000);
    expect(readText(file, text)).toHaveProperty(['candidates', 0]);
  });
});

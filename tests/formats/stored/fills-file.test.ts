// Values that go out come back as they were.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill, Fills } from '../../../src/core/base/metric.ts';
import { type GivenValue, readFills, writeFills } from '../../../src/formats/stored/fills-file.ts';

function valuesIn(text: string, file = 'values'): readonly GivenValue[] {
  const read = readFills(file, text);
  if ('error' in read) throw new Error(`${read.at.line}:${read.at.column} ${read.error}`);
  return read.values;
}

const back = (fills: Fills): Fills =>
  Object.fromEntries(valuesIn(writeFills(fills)).map(({ name, fill }) => [name, fill]));

const updatedAt = '2026-11-24T10:00:00.000+01:00';
const bound: Fill = {
  value: '-5.2 ms',
  number: -5.2,
  unit: 'ms',
  updatedAt,
  source: {
    file: '~/project/results, final.json',
    path: 'benchmarks[?name==`"a, b"`].stats.median | [0]',
    reader: 'pytest-benchmark',
    unit: 's',
    read: '-5.2 ms',
    sha256: 'ab'.repeat(32),
    mtime: '2026-11-20T08:00:00.000+01:00',
    commit: 'c0ffee',
    dirty: false,
  },
};

/** What a value, a name or a path may hold. */
const word = fc
  .oneof(
    fc.constantFrom(
      '=1+1',
      "'=1",
      "''-",
      '-5 ms',
      '+5 points',
      '@a',
      '__proto__',
      'constructor',
      '"',
      'a, b',
      'a;b',
      '1e400',
    ),
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  )
  .map((text) => text.replaceAll(/\s+/g, ' ').trim())
  .filter((text) => text !== '');
const fill: fc.Arbitrary<Fill> = fc.record(
  {
    value: word,
    number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    unit: word,
    updatedAt: fc.constantFrom(updatedAt, ''),
    source: fc.record(
      {
        file: word,
        path: word,
        reader: word,
        unit: word,
        read: word,
        sha256: word,
        mtime: word,
        commit: word,
        dirty: fc.boolean(),
      },
      { requiredKeys: ['file', 'path'] },
    ),
  },
  { requiredKeys: ['value', 'updatedAt'] },
);
const anyFills = fc
  .array(
    fc.tuple(
      word.filter((name) => !name.includes('=')),
      fill,
    ),
    { maxLength: 6 },
  )
  .map((entries): Fills => Object.fromEntries(entries));

describe('values', () => {
  it('gives back whatever went out', () => {
    fc.assert(
      fc.property(anyFills, (fills) => {
        expect(back(fills)).toEqual(fills);
      }),
      { seed: 7 },
    );
  });

  it('never throws on any text, and says where a damaged one breaks', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = readFills('values.json', text);
        if ('error' in read) expect(read.at.line).toBeGreaterThan(0);
      }),
      { seed: 7 },
    );
  });

  it('is the same whatever the order in which the values were given', () => {
    const [one, other] = [
      { value: '1', updatedAt },
      { value: '2', updatedAt },
    ];
    expect(writeFills({ a: one, b: other })).toBe(writeFills({ b: other, a: one }));
  });
});

describe('the JSON', () => {
  it('says what it is', () => {
    expect(JSON.parse(writeFills({ a: { value: '45 ms', updatedAt } }))).toEqual({
      v: 1,
      kind: 'prep-fills',
      fills: { a: { value: '45 ms', updatedAt } },
    });
  });

  it('gives back where a value is from', () => {
    const fills = { latency_ms: bound, accuracy: { value: '82 %', number: 82, unit: '%', updatedAt } };
    expect(back(fills)).toEqual(fills);
  });

  it('may be short when a person writes it, and may be a config file', () => {
    expect(valuesIn('{ "fills": { "a": "45 ms", "b": 3 } }')).toMatchObject([
      { name: 'a', fill: { value: '45 ms', updatedAt: '' } },
      { name: 'b', fill: { value: '3', updatedAt: '' } },
    ]);
    expect(valuesIn('{ "version": 1, "settings": {}, "fills": {} }')).toEqual([]);
  });

  it('places what is wrong', () => {
    expect(readFills('v.json', '{\n  "fills": {\n    "a": { "valeu": 1 }\n  }\n}')).toMatchObject({
      error: '"a" has the wrong form',
      at: { line: 3 },
    });
    expect(readFills('v.json', '{ "fills": { "a=b": 1 } }')).toMatchObject({
      error: '"a=b" has the wrong form',
    });
    expect(readFills('v.json', '{ "fills": { "a": }')).toMatchObject({
      error: 'this is not valid JSON',
      at: { line: 1, column: 19 },
    });
    expect(readFills('v.json', '{ "fills": {')).toMatchObject({ error: 'the file is cut off' });
    expect(readFills('v.json', '[1]')).toMatchObject({ error: 'the file has no object "fills"' });
    expect(readFills('v.json', '{ "v": 2, "fills": {} }')).toMatchObject({
      error: 'it was written by a newer version of prep (format 2)',
    });
  });
});

// Result files as readings, and values taken at any path.
import { describe, expect, it } from 'vitest';
import type { FileValue, Results, ResultFile, SingleFile } from '../../../src/core/fill/bind.ts';
import { readResult, valueAt } from '../../../src/formats/results/index.ts';
import { expectFoundAgain } from '../../support/result-corpus.ts';
import { RESULT_READERS } from '../../../src/formats/results/tools.ts';

const fileOf = (text: string, file = 'run.json'): ResultFile => ({ file, content: { text } });

const read = (text: string, file?: string): Results => {
  const reading = readResult(fileOf(text, file));
  if ('error' in reading) throw new Error(reading.error);
  return reading;
};

const HYPERFINE = JSON.stringify({
  results: [{ command: 'infer', mean: 0.5, stddev: null, median: 0.45, user: 0.1, system: 0, times: [0.5] }],
});

describe('readers', () => {
  it('have names of their own, in kebab-case, since JSON has them', () => {
    const names = RESULT_READERS.map(({ name }) => name);
    expect(new Set([...names, 'generic']).size).toBe(names.length + 1);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it('take nothing amiss that has no shape at all', () => {
    for (const text of ['{}', '[]', 'null', '1', '"x"', '[1, "a", null]', '[[]]', '[{}]', '{"a": {}}'])
      expect(readResult(fileOf(text))).toMatchObject({ reader: 'generic' });
  });
});

describe('the value at a path', () => {
  const reading = read(
    JSON.stringify({
      latency_ms: 45.5,
      text_number: ' 12.5 ',
      gpu: 'RTX\n3090',
      nothing: null,
      yes: true,
      list_s: [1, 2, 3],
      inside: { a: 1, b: 2 },
      empty: '',
      long: 'x'.repeat(201),
      nan: 'NaN',
      large: '1e400',
      version: 'v2.31',
      refused: { error: 'no', hint: 'none' },
    }),
  );

  it.each<[string, FileValue]>([
    ['latency_ms', { value: 45.5, unit: 'ms' }],
    ['text_number', { value: 12.5, unit: '' }],
    ['gpu', { value: 'RTX 3090', unit: '' }],
    ['version', { value: 'v2.31', unit: '' }],
    ['list_s[1]', { value: 2, unit: 's' }],
    ['max(list_s)', { value: 3, unit: 's' }],
    ['length(list_s)', { value: 3, unit: '' }],
    ['latency_ms * `2`', { value: 91, unit: '' }],
    ['refused.error', { value: 'no', unit: '' }],
  ])('%s is a number or a short text', (path, found) => {
    expect(valueAt(reading, path)).toEqual(found);
  });

  it.each([
    ['nothing', '`nothing` is null, not a value'],
    ['yes', '`yes` is true, not a value'],
    ['list_s', '`list_s` is a list of 3'],
    ['inside', '`inside` is not a single value'],
    ['refused', '`refused` is not a single value'],
    ['@', '`@` is not a single value'],
    ['empty', '`empty` is empty'],
    ['long', '`long` is text of 201 characters'],
    ['nan', '`nan` is NaN'],
    ['large', '`large` is 1e400'],
    ['latency_ms / `0`', 'the path cannot be computed: not-a-number: divide by zero'],
    ['latency', 'there is no `latency`'],
  ])('%s is refused with the reason', (path, error) => {
    expect(valueAt(reading, path)).toMatchObject({ error });
  });

  it('has the unit of the candidate there, or what the reader knows of such paths', () => {
    const hyperfine = read(HYPERFINE);
    const median = hyperfine.candidates[0]?.path ?? '';
    expect(valueAt(hyperfine, median)).toEqual({ value: 0.45, unit: 's' });
    expect(valueAt(hyperfine, 'results[0].median')).toEqual({ value: 0.45, unit: 's' });
    expect(valueAt(hyperfine, 'results[0].stddev')).toMatchObject({
      error: expect.stringContaining('is null'),
    });
  });

  it('is read of a file that is one value', () => {
    expect(valueAt(read('0.9313\n', 'accuracy.txt'), '@')).toEqual({ value: 0.9313, unit: '' });
  });
});

describe('several runs', () => {
  const run = (file: string, text: string): SingleFile => ({ file, content: { text } });
  const runs = (...texts: readonly string[]): ResultFile => ({
    file: 'seed*.json',
    runs: texts.map((text, i) => run(`seed${i}.json`, text)),
  });
  const metrics = (accuracy: number, seed: number): string =>
    JSON.stringify({ eval: { accuracy }, p95_ms: 40, config: { seed }, name: 'a' });

  it('give what all of them have, with its mean and deviation', () => {
    const reading = readResult(runs(metrics(0.8, 0), metrics(0.82, 1), metrics(0.84, 2)));
    if ('error' in reading) throw new Error(reading.error);
    expect(reading.title).toBe('JSON, 3 runs');
    expect(reading.candidates.map(({ label, value, unit }) => `${label}: ${value} ${unit}`)).toEqual([
      'eval · accuracy · mean ± std: 0.820 ± 0.020 (n=3) ×',
      'eval · accuracy · std: 0.019999999999999962 ×',
      'eval · accuracy · min: 0.8 ×',
      'eval · accuracy · max: 0.84 ×',
      'p95_ms · mean ± std: 40 ± 0 (n=3) ms',
      'p95_ms · std: 0 ms',
      'p95_ms · min: 40 ms',
      'p95_ms · max: 40 ms',
    ]);
    expectFoundAgain(reading);
  });

  it('are refused by the name of the file that cannot be read', () => {
    expect(readResult(runs('{"a": 1}', '{"a": '))).toMatchObject({
      error: expect.stringContaining('seed1.json is cut off'),
    });
  });
});

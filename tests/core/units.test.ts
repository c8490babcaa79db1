import { describe, expect, it } from 'vitest';
import { ratioNumber } from '../../src/core/decimal.ts';
import {
  affixes,
  conversion,
  conversionNumber,
  declaredUnit,
  fitsInto,
  readUnits,
  singular,
  unitsTaken,
} from '../../src/core/units.ts';

const unit = declaredUnit;
const texts = (text: string): readonly string[] => readUnits(text).map((one) => one.text);

describe('reading units', () => {
  it.each([
    ['milliseconds', 'ms'],
    ['us', 'µs'],
    ['μs', 'µs'],
    ['Seconds', 's'],
    ['percent', '%'],
    ['per cent', '%'],
    ['percentage points', 'pp'],
    ['x', '×'],
    ['gigabytes', 'GB'],
    ['US$', '$'],
    ['requests per second', 'requests/s'],
    ['req / sec', 'req/s'],
    ['rps', 'requests/s'],
    ['$ per hour', '$/h'],
    ['$/mo', '$/month'],
    ['/s', '/s'],
    ['M parameters', 'M parameters'],
    ['', ''],
  ])('reads %j as %j', (text, expected) => {
    expect(texts(text)[0]).toBe(expected);
  });

  it('has two readings of B: bytes and billions', () => {
    expect(readUnits('B').map(({ factor }) => ratioNumber(factor))).toEqual([1, 1e9]);
  });

  it('does not take Mb for MB', () => {
    expect(unit('Mb').powers.size).toBe(0);
    expect(unit('mb').text).toBe('MB');
  });

  it.each(['ms/', '/', '12', 'a/b/c/d/e', '!', 'x'.repeat(61), 'a\u0007', '__proto__'])(
    'refuses %j',
    (text) => {
      expect(readUnits(text)).toEqual([]);
    },
  );

  it('takes any declared text for a label', () => {
    expect(unit('°C')).toMatchObject({ text: '°C', nouns: '°c' });
  });
});

describe('which units fit', () => {
  it.each([
    ['s', 'ms', true],
    ['GiB', 'MB', true],
    ['%', '', true],
    ['', '%', true],
    ['%', '×', true],
    ['%', 'pp', true],
    ['pp', '%', false],
    ['ms', '%', false],
    ['€', '$', false],
    ['$', '$/h', false],
    ['$/day', '$/h', true],
    ['$/month', '$/h', false],
    ['$/year', '$/month', true],
    ['/s', 'requests/s', true],
    ['tokens/s', 'requests/s', false],
    ['requests', 'requests/s', false],
    ['instance', 'instances', true],
    ['gpu', 'GPUs', true],
    ['params', 'M parameters', true],
    ['pods', 'instances', false],
    ['parsecs', '', false],
  ])('%s into %s: %s', (from, to, expected) => {
    expect(fitsInto(unit(from), unit(to))).toBe(expected);
  });

  it.each([
    ['s', 'ms', 1000],
    ['min', 'h', 1 / 60],
    ['MiB', 'B', 1_048_576],
    ['%', '', 0.01],
    ['requests/min', 'requests/s', 1 / 60],
    ['M parameters', 'B parameters', 0.001],
    ['%', 'pp', 1],
  ])('%s are %s times %d', (from, to, factor) => {
    expect(conversionNumber(unit(from), unit(to))).toBeCloseTo(factor, 12);
  });

  it('is exact', () => {
    expect(conversion(unit('h'), unit('ns'))).toEqual({ over: 3_600_000_000_000n, under: 1n });
  });
});

const shown = (text: string, number: string): string => {
  const { before, after } = affixes(unit(text), number);
  return before + number + after;
};

describe('writing units', () => {
  it.each([
    ['ms', '320', '320 ms'],
    ['%', '82', '82 %'],
    ['×', '2.3', '2.3×'],
    ['$', '0.50', '$0.50'],
    ['$/h', '0.20', '$0.20/h'],
    ['€', '5', '€5'],
    ['requests/s', '1000', '1000 requests/s'],
    ['requests/s', '1', '1 request/s'],
    ['instances', '1', '1 instance'],
    ['queries', '1', '1 query'],
    ['M parameters', '1', '1 M parameters'],
    ['month', '2', '2 months'],
    ['month', '1', '1 month'],
    ['', '0.78', '0.78'],
  ])('%s with %s is %s', (text, number, expected) => {
    expect(shown(text, number)).toBe(expected);
  });

  it.each([
    ['batches', 'batch'],
    ['classes', 'class'],
    ['boxes', 'box'],
    ['GPUs', 'GPU'],
    ['loss', 'loss'],
    ['status', 'status'],
    ['tests', 'test'],
  ])('one of %s is a %s', (many, one) => {
    expect(singular(many)).toBe(one);
  });

  it('says what may be written', () => {
    expect(unitsTaken(unit('ms'))).toBe('ms (ns, µs, s, min, h, day, week are converted)');
    expect(unitsTaken(unit('%'))).toContain('plain number');
    expect(unitsTaken(unit('requests/s'))).toBe('requests/s');
  });
});

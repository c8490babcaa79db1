import { describe, expect, it } from 'vitest';
import {
  convertedUnits,
  affixes,
  conversion,
  declaredUnit,
  describeUnit,
  fitsInto,
  multipliedUnit,
  readUnits,
  singular,
} from '../../../src/core/values/units.ts';

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
    ['days', 'day'],
    ['Mbps', 'Mbit/s'],
    ['mbps', 'Mbit/s'],
    ['MBps', 'MB/s'],
    ['kilobits', 'kbit'],
    ['GFLOPs', 'GFLOP'],
    ['teraflops', 'TFLOPS'],
    ['watt-hours', 'Wh'],
    ['percentage-points', 'pp'],
    ['-fold', '×'],
    ['M$', '$M'],
    ['fps', 'frames/s'],
    ['k rpm', 'k requests/min'],
  ])('reads %j as %j', (text, expected) => {
    expect(texts(text)[0]).toBe(expected);
  });

  it('has two readings of B: bytes and billions', () => {
    expect(readUnits('B').map(({ factor }) => factor)).toEqual([1, 1e9]);
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

  it('has a second reading of points, and of the short binary prefixes', () => {
    expect(texts('points')).toEqual(['points', 'pp']);
    expect(texts('Mi')).toEqual(['Mi', 'MiB']);
  });

  it('takes any declared text for a label', () => {
    expect(unit('°dH')).toMatchObject({ text: '°dH', nouns: '°dh' });
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
    ['Mbit/s', 'MB/s', true],
    ['GFLOP/s', 'TFLOPS', true],
    ['GFLOPs', 'TFLOPS', false],
    ['MJ', 'kWh', true],
    ['W', 'kWh', false],
    ['MHz', 'GHz', true],
    ['/s', 'Hz', true],
    ['GPU h', 'GPU-hours', true],
    ['img/s', 'images/s', true],
    ['CHF', '€', false],
    ['¥', 'CNY', false],
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
    ['Mbit', 'MB', 0.125],
    ['kWh', 'J', 3_600_000],
    ['TFLOPS', 'GFLOP/s', 1000],
    ['GHz', '/s', 1e9],
    ['¢', '$', 0.01],
    ['PiB', 'TiB', 1024],
  ])('%s are %s times %d', (from, to, factor) => {
    expect(conversion(unit(from), unit(to))).toBeCloseTo(factor, 12);
  });

  it('is exact', () => {
    expect(conversion(unit('h'), unit('ns'))).toBe(3_600_000_000_000);
  });
});

const shown = (text: string, number: string): string => {
  const { before, after } = affixes(unit(text), number);
  return before + number + after;
};

describe('writing units', () => {
  it.each([
    ['m', 'm', 'm·m'],
    ['km', 'h', 'm·s'],
    ['kg', '$', 'g·$'],
  ])('names what is computed by its base units: %s times %s is in %s', (a, b, expected) => {
    expect(describeUnit(multipliedUnit(unit(a), unit(b), 1))).toBe(expected);
  });

  it.each([
    ['ms', '320', '320 ms'],
    ['%', '82', '82%'],
    ['×', '2.3', '2.3×'],
    ['$', '0.50', '$0.50'],
    ['$/h', '0.20', '$0.20/h'],
    ['€', '5', '€5'],
    ['requests/s', '1000', '1000 requests/s'],
    ['requests/s', '1', '1 request/s'],
    ['instances', '1', '1 instance'],
    ['queries', '1', '1 query'],
    ['M parameters', '1', '1 M parameters'],
    ['day', '2', '2 days'],
    ['mile', '7.456', '7.456 miles'],
    ['inch', '1', '1 inch'],
    ['inch', '12', '12 inches'],
    ['bits', '8', '8 bits'],
    ['Mbit/s', '8', '8 Mbit/s'],
    ['GFLOPs', '4.1', '4.1 GFLOPs'],
    ['GFLOPs', '1', '1 GFLOP'],
    ['GFLOP/s', '4.1', '4.1 GFLOP/s'],
    ['CHF', '5', '5 CHF'],
    ['₹', '5', '₹5'],
    ['$M', '1.2', '$1.2M'],
    ['¢', '20', '20¢'],
    ['°C', '65', '65 °C'],
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
    ['caches', 'cache'],
    ['movies', 'movie'],
    ['series', 'series'],
  ])('one of %s is a %s', (many, one) => {
    expect(singular(many)).toBe(one);
  });

  it('says which other units are converted', () => {
    expect(convertedUnits(unit('ms'))).toEqual(['ns', 'µs', 's', 'min', 'h', 'day', 'week']);
    expect(convertedUnits(unit('%'))).toEqual([]);
    expect(convertedUnits(unit('requests/s'))).toEqual([]);
  });
});

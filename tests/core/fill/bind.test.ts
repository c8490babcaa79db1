import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindValue } from '../../../src/core/fill/bind.ts';
import type { Metric } from '../../../src/core/base/metric.ts';
import { openSource } from '../../../src/core/base/span.ts';

const at = openSource('metrics.md', '').spanAt(0, 0);
const metric = (unit?: string, more: Partial<Metric> = {}): Metric => ({
  name: 'm',
  kind: 'number',
  prompt: 'A number',
  at,
  ...(unit !== undefined && { unit }),
  ...more,
});

/** What is stored and what the binding keeps of the unit, or the error and the hint. */
function bound(wanted: Metric | undefined, value: number | string, unit = '', given?: string): string {
  const result = bindValue(wanted, { value, unit }, given);
  if ('error' in result) return `${result.error}; ${result.hint}`;
  const { fill, converted, unit: stored } = result;
  return [fill.value, converted ?? '', stored].join(' | ').replaceAll(/(?: \| )+$/g, '');
}

describe('numbers with a unit', () => {
  it('takes no bytes in a second for billions of requests', () => {
    expect(bound(metric('requests/s'), 81_233, 'B/s')).toContain('81233 B/s is in B/s');
    expect(bound(metric('%'), 34_183_577, 'B')).toContain('34183577 B is in B, but m is in %');
    expect(bound(metric('parameters'), '7B', 'B')).toContain('7000000000');
  });

  it.each([
    ['ms', '50', 0.0451234, 's', '45.1 ms | 0.0451234 s = 45.1 ms | s'],
    ['ms', '50.25', 0.0451234, 's', '45.12 ms | 0.0451234 s = 45.12 ms | s'],
    ['ms', '50', 0.04755235000000001, 's', '47.6 ms | 0.04755235 s = 47.6 ms | s'],
    ['ms', '50', 98.7, 'ms', '98.7 ms'],
    ['ms', '50', 0, 's', '0 ms | 0 s = 0 ms | s'],
    ['min', '18', 7, 's', '0.117 min | 7 s = 0.117 min | s'],
    ['h', '2', 7384, 's', '2.05 h | 7384 s = 2.05 h | s'],
    ['MB', '800', 812_345_678, 'B', '812 MB | 812345678 B = 812 MB | B'],
    ['GB', '2.5', 2_512_345_678, 'B', '2.51 GB | 2512345678 B = 2.51 GB | B'],
    [
      'M parameters',
      '25',
      29_884_416,
      'parameters',
      '29.9 M parameters | 29884416 parameters = 29.9 M parameters | parameters',
    ],
    ['%', '82', 0.8234, '×', '82.3% | 0.8234 as a fraction = 82.3% | ×'],
    ['%', '82', 1, '×', '100% | 1 as a fraction = 100% | ×'],
    ['%', '84', 84.21, '%', '84.2%'],
    ['pp', '0.4', 0.0041, '×', '0.41 points | 0.0041 as a fraction = 0.41 points | ×'],
    [undefined, '0.78', 0.78123, '×', '0.781 | | ×'],
    [undefined, '0.78', 82, '%', '0.82 | 82% = 0.82 | %'],
    [undefined, '12', 140, 'tests', '140 | | tests'],
    [
      'requests/s',
      '100',
      60_000,
      'requests/min',
      '1000 requests/s | 60000 requests/min = 1000 requests/s | requests/min',
    ],
    ['GB', '24', '24576 MiB', '', '25.8 GB | 24576 MiB = 25.8 GB | MiB'],
  ])('are converted into %s as in %s: %s %s', (unit, example, value, from, expected) => {
    expect(bound(metric(unit, { example }), value, from).replaceAll('|  |', '| |')).toBe(expected);
  });

  it('are refused where they do not fit, with both units and the way to say another', () => {
    expect(bound(metric('M parameters'), 45, 'ms')).toBe(
      '45 ms is in ms, but m is in M parameters; if the file means another unit, give it: --unit M parameters',
    );
    expect(bound(metric('reviews/s'), 45, 'requests/s')).toContain('--unit reviews/s');
    expect(bound(metric(), 45, 'ms')).toContain('45 ms is in ms, but m is a plain number');
    // No billions.
    expect(bound(metric('%'), 34_183_577, 'B')).toContain('34183577 B is in B, but m is in %');
  });

  it('go by the unit that the user states, before that of the file', () => {
    expect(bound(metric('ms'), 45, 's', 'ms')).toBe('45 ms |  | ms');
    expect(bound(metric('reviews/s'), 45, 'requests/s', 'reviews/s')).toBe('45 reviews/s |  | reviews/s');
    expect(bound(metric('%'), 0.4, '', '%')).toBe('0.4% |  | %');
  });
});

describe('numbers without a unit', () => {
  it('are shares between 0 and 1 where a percentage is wanted, and the binding says which it was', () => {
    expect(bound(metric('%'), 0.8234)).toBe('82.3% | 0.8234 as a fraction = 82.3% | ×');
    expect(bound(metric('%', { digits: 0 }), 0.8234)).toBe('82% | 0.8234 as a fraction = 82% | ×');
    expect(bound(metric('%'), 83.456)).toBe('83.5% |  | %');
    expect(bound(metric('%'), 0)).toBe('0%');
  });

  it('are percentages when the share would be out of range', () => {
    expect(bound(metric('%', { max: 6.9 }), 0.3)).toBe('0.3% |  | %');
  });

  it('are counts of single things when they are whole and large', () => {
    expect(bound(metric('M parameters'), 29_884_416)).toContain('29.9 M parameters');
    expect(bound(metric('M parameters'), 25)).toBe('25 M parameters');
    expect(bound(metric('$M'), 6_000_000)).toContain('$6M');
    expect(bound(metric('M'), 29_884_416)).toBe('29.9 M | 29884416 = 29.9 M | ×');
    expect(bound(metric('MB'), 812_345_678)).toContain('812345678 B = 812 MB');
    expect(bound(metric('B'), 812_345_678)).toBe('812345678 B');
    expect(bound(metric('$/h'), 20_000_000)).toBe('$20000000/h');
  });
});

describe('digits', () => {
  it.each([
    [{}, 25_000, '25000'],
    [{}, 1234.567, '1235'],
    [{ example: '25000' }, 1234.567, '1235'],
    [{ example: '1234.56' }, 1234.567, '1234.57'],
    [{ example: '0.070' }, 0.0712345, '0.0712'],
    [{}, 99.96, '100'],
    [{}, 44.96, '45'],
    [{}, 0.000_123_456, '0.000123'],
    [{}, -0.0455, '-0.0455'],
    [{ digits: 2 }, 45, '45.00'],
    [{ digits: 0 }, 1234.567, '1235'],
    [{}, 9_007_199_254_740_991, '9007199254740991'],
  ])('with %j, %s is shown as %s', (more, value, expected) => {
    expect(bound(metric(undefined, more), value)).toBe(expected);
  });

  it('are all kept in the number, which is computed with', () => {
    const result = bindValue(metric('ms'), { value: 0.0451234, unit: 's' });
    expect(result).toMatchObject({ fill: { value: '45.1 ms', number: 45.1234, unit: 'ms' } });
  });

  it('never lose a whole one, and never stray from the number by more than half of the last', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-9);
        const result = bindValue(metric('ms'), { value, unit: 'ms' });
        const number = 'error' in result ? NaN : (result.fill.number ?? NaN);
        expect(Math.abs(number - value)).toBeLessThanOrEqual(Math.min(0.5, Math.abs(value) * 0.0051));
      }),
      { seed: 4 },
    );
  });

  it('are the same when a binding is read again with the unit that it stored', () => {
    const units = fc.constantFrom('', 's', 'ms', '%', '×', 'B', 'requests', 'requests/s');
    const wanted = fc.constantFrom(undefined, 'ms', '%', 'MB', 'M parameters', 'requests/s');
    const values = fc.oneof(fc.double({ min: 0, max: 1 }), fc.nat(), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(units, wanted, values, (unit, into, value) => {
        const first = bindValue(metric(into), { value, unit });
        if ('error' in first) return;
        const again = bindValue(metric(into), { value, unit }, first.unit);
        // That it has no unit is doubted once only.
        const warning = first.warning?.includes('has no unit') ? undefined : first.warning;
        expect(again).toEqual({ ...first, warning });
      }),
      { seed: 4 },
    );
  });
});

describe('a share where a score out of 100 is wanted', () => {
  const score = metric('', { min: 0, max: 100 });

  it('is converted, whether the file says that it is one or it can be nothing else', () => {
    for (const unit of ['×', '']) {
      const result = bindValue(score, { value: 0.91, unit });
      expect(result).toMatchObject({ fill: { value: '91', number: 91 }, converted: '0.91 = 91', unit: '×' });
    }
    for (const value of [91, 1, 0, 1.5])
      expect(bindValue(score, { value, unit: '' })).toMatchObject({ fill: { number: value } });
  });

  it('is none where less is better, and where the range is another', () => {
    const others = [metric('', { min: 0, max: 100, better: 'lower' }), metric('', { max: 100 }), metric('')];
    for (const other of others)
      expect(bindValue(other, { value: 0.91, unit: '' })).toMatchObject({ fill: { number: 0.91 } });
  });
});

describe('what does not suit', () => {
  it('is doubted where it would be more than all, and the file gives no unit', () => {
    const doubt = '2311 has no unit, and would be 2311%';
    expect(bindValue(metric('%'), { value: 2311, unit: '' })).toMatchObject({ warning: doubt });
    expect(bindValue(metric('%'), { value: 2311, unit: '%' })).toMatchObject({ warning: undefined });
    expect(bindValue(metric('%', { max: 5000 }), { value: 2311, unit: '' })).toMatchObject({
      warning: undefined,
    });
  });

  it('is doubted where a whole thing has three digits behind a point', () => {
    const doubt = '€110 or €110000? Write one of them, or set `thousands`';
    expect(bindValue(metric('€'), { value: '110.000 €', unit: '' })).toMatchObject({ warning: doubt });
    expect(bindValue(metric('ms'), { value: '1.100 ms', unit: '' })).toMatchObject({ warning: undefined });
  });

  it('is refused where the file says that it has no unit', () => {
    expect(bound(metric('s'), 0.031, '1')).toBe(
      '0.031 has no unit, but m is in s; if the file means another unit, give it: --unit s',
    );
    expect(bindValue(metric(), { value: 0.031, unit: '1' })).toMatchObject({ fill: { value: '0.031' } });
    expect(bindValue(undefined, { value: 0.031, unit: '1' })).toMatchObject({ fill: { value: '0.031' } });
    expect(bindValue(metric('requests'), { value: 31, unit: '1' })).toMatchObject({
      fill: { value: '31 requests' },
    });
  });

  it('is refused: words for a number, and numbers beyond reach', () => {
    expect(bound(metric('%'), 'Unknown')).toBe('"Unknown" is not a number, but m needs one; choose a number');
    expect(bound(metric(), 1e300)).toBe('1e+300 is too large; choose another value');
    expect(bound(metric('%'), 'x'.repeat(1000)).length).toBeLessThan(200);
    expect(bound(metric('%'), '\u001B[31m5')).not.toContain('\u001B');
  });

  it('is said where it is out of the usual range', () => {
    const result = bindValue(metric('ms', { min: 1, max: 1000 }), { value: 5, unit: 's' });
    expect(result).toMatchObject({ warning: '5000 ms is above the expected range (1 to 1000)' });
  });
});

describe('other kinds', () => {
  it.each([
    ['text', 'NVIDIA RTX 3090', '', 'NVIDIA RTX 3090'],
    ['text', 45.125, 'ms', '45.125 ms'],
    ['text', 0.8, '×', '0.8'],
    ['date', '2026-11-24T09:00:00Z', '', '2026-11-24'],
    ['list', 'CLIP, I-JEPA', '', 'CLIP, I-JEPA'],
    ['url', 'https://example.com/a', '', 'https://example.com/a'],
    ['url', 'not a link', '', 'not a link is not a web address; write it in full: https://example.com'],
  ] as const)('%s takes %s %s', (kind, value, unit, expected) => {
    expect(bound({ ...metric(), kind }, value, unit)).toBe(expected);
  });

  it('take a number with its unit where nothing is declared', () => {
    const result = bindValue(undefined, { value: 0.0451234, unit: 's' });
    expect(result).toMatchObject({ fill: { value: '0.0451 s', number: 0.0451, unit: 's' } });
    expect(bound(undefined, 0.8234, '×')).toBe('0.823');
    expect(bound(undefined, 25_000, 'reviews')).toBe('25000 reviews');
    expect(bound(undefined, '1.10')).toBe('1.10');
  });
});

describe('a spread that is converted', () => {
  it('has no more digits than its deviation, and keeps those of a plain shift', () => {
    const told = (value: string, from: string, to: string): string => {
      const read = bindValue(metric(to), { value, unit: from });
      return 'error' in read ? read.error : read.fill.value;
    };
    expect(told('1860000 ± 60000 (n=3)', 'ms', 'h')).toBe('0.517 ± 0.017 h (n=3)');
    expect(told('0.820 ± 0.010 (n=3)', '×', '%')).toBe('82.0 ± 1.0% (n=3)');
  });
});

describe('digits near the whole', () => {
  it('are kept, because what is missing counts', () => {
    const valueOf = (value: number): unknown => bindValue(undefined, { value, unit: '' });
    expect(valueOf(0.99941)).toMatchObject({ fill: { value: '0.9994' } });
    expect(valueOf(0.93414)).toMatchObject({ fill: { value: '0.934' } });
    expect(valueOf(1 / 3)).toMatchObject({ fill: { value: '0.333' } });
  });
});

it.each([
  ['s', '1m', '60 s | 1 min = 60 s'],
  ['s', '1m30s', '90 s'],
  ['s', '00:12:30', '750 s'],
  ['m', '1.5 m', '1.5 m'],
  ['requests/s', '6.9k', '6900 requests/s | 6.9 k = 6900 requests/s'],
])('reads for a metric in %s the text %s of a file as it would be read if typed', (unit, value, shown) => {
  const read = bindValue(metric(unit), { value, unit: '' });
  const { fill, converted } = 'error' in read ? { fill: { value: read.error } } : read;
  expect([fill.value, ...(converted === undefined ? [] : [converted])].join(' | ')).toBe(shown);
});

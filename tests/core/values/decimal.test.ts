import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalText,
  parseDecimal,
  roundNumber,
  scaleDecimal,
  shortest,
} from '../../../src/core/values/decimal.ts';

const scaled = (text: string, by: number): string | undefined => {
  const decimal = parseDecimal(text);
  const result = decimal && scaleDecimal(decimal, by);
  return result && decimalText(result);
};
const rounded = (value: number, digits?: number): string | undefined => {
  const result = roundNumber(value, digits);
  return result && decimalText(result);
};

describe('reading decimals', () => {
  it.each([
    ['12', '12'],
    ['-0.50', '-0.50'],
    ['.5', '0.5'],
    ['007', '7'],
    ['1e-4', '0.0001'],
    ['1.5e3', '1500'],
    ['-0', '0'],
    ['3e23', '300000000000000000000000'],
    ['0.82340000000000002', '0.8234'],
  ])('reads %s as %s', (text, expected) => {
    const decimal = parseDecimal(text);
    expect(decimal && decimalText(decimal)).toBe(expected);
  });

  it.each(['', '.', 'x', '1e400', '1e-41', '9'.repeat(41), '1 2', '0x10', 'NaN', '1e', '--1'])(
    'refuses %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );
});

describe('scaling', () => {
  it('moves the point by powers of ten and keeps the digits as they were written', () => {
    expect(scaled('0.32', 1000)).toBe('320');
    expect(scaled('1.50', 1000)).toBe('1500');
    expect(scaled('1500.0', 1 / 1000)).toBe('1.5000');
    expect(scaled('1500', 1 / 1000)).toBe('1.5');
  });

  it('is exact where the result is short, and rounds to four digits where it is not', () => {
    expect(scaled('1.50', 60)).toBe('90');
    expect(scaled('45', 1 / 60)).toBe('0.75');
    expect(scaled('100', 1 / 60)).toBe('1.667');
    expect(scaled('-100', 1 / 60)).toBe('-1.667');
    expect(scaled('1', 1 / 3600)).toBe('0.0002778');
  });

  it('is exact by whole factors, and keeps one digit more where the number ends with it', () => {
    expect(scaled('1.2345', 3600)).toBe('4444.2');
    expect(scaled('96916', 1 / 8)).toBe('12114.5');
    expect(scaled('25', 2 ** 20 / 10 ** 6)).toBe('26.21');
  });

  it('keeps the zeros of a rounded number, which are digits of it', () => {
    expect(scaled('26.21', 10 ** 6 / 2 ** 20)).toBe('25.00');
    expect(scaled('90', 1 / 60)).toBe('1.5');
  });

  it('refuses results beyond forty digits', () => {
    expect(scaled('1e39', 1000)).toBeUndefined();
    expect(scaled('1e-39', 1 / 1000)).toBeUndefined();
  });

  it('comes back to the same number after any power of ten and back', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(6), fc.nat(9), (mantissa, places, power) => {
        const text = (mantissa / 10 ** places).toFixed(places);
        const there = scaled(text, 10 ** -power);
        expect(Number(there && scaled(there, 10 ** power))).toBe(Number(text) + 0);
      }),
    );
  });
});

describe('rounding computed numbers', () => {
  it('rounds half away from zero, free of the noise of binary fractions', () => {
    expect(rounded(1.005, 2)).toBe('1.01');
    expect(rounded(-2.25, 1)).toBe('-2.3');
    expect(rounded(0.1 * 3, 2)).toBe('0.30');
    expect(rounded(-0.0001, 1)).toBe('0.0');
  });

  it('shows three significant digits when nothing is said, and never drops whole digits', () => {
    expect(rounded(0.444444)).toBe('0.444');
    expect(rounded(6.4)).toBe('6.4');
    expect(rounded(12_345.6)).toBe('12346');
    expect(rounded(0.000_044_44)).toBe('0.0000444');
    expect(rounded(0)).toBe('0');
  });

  it('shows what is too close to zero to be written as zero', () => {
    expect(rounded(1e-27)).toBe('0.000000000000000000000000001');
    expect(rounded(1e-60)).toBe('0');
    expect(rounded(-1e-60, 2)).toBe('0.00');
    expect(rounded(1e-300, 0)).toBe('0');
  });

  it('drops zeros at the end where the fewest digits are asked for', () => {
    expect(decimalText(shortest(4.0))).toBe('4');
    expect(decimalText(shortest(0.1 + 0.2))).toBe('0.3');
    expect(decimalText(shortest(1.5e-7))).toBe('0.00000015');
  });

  it('has nothing to show for what is not a number', () => {
    expect(rounded(NaN)).toBeUndefined();
    expect(rounded(Infinity, 2)).toBeUndefined();
    expect(rounded(1e300)).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalText,
  middle,
  parseDecimal,
  ratio,
  roundNumber,
  roundSignificant,
  scaleDecimal,
  shareOf,
} from '../../../src/core/values/decimal.ts';

const scaled = (text: string, over: bigint, under: bigint): string | undefined => {
  const decimal = parseDecimal(text);
  const result = decimal && scaleDecimal(decimal, ratio(over, under));
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
    expect(scaled('0.32', 1000n, 1n)).toBe('320');
    expect(scaled('1.50', 1000n, 1n)).toBe('1500');
    expect(scaled('1500.0', 1n, 1000n)).toBe('1.5000');
    expect(scaled('1500', 1n, 1000n)).toBe('1.5');
  });

  it('is exact where the result is short, and rounds to four digits where it is not', () => {
    expect(scaled('1.50', 60n, 1n)).toBe('90');
    expect(scaled('45', 1n, 60n)).toBe('0.75');
    expect(scaled('100', 1n, 60n)).toBe('1.667');
    expect(scaled('-100', 1n, 60n)).toBe('-1.667');
    expect(scaled('1', 1n, 3600n)).toBe('0.0002778');
  });

  it('is exact by whole factors, and keeps one digit more where the number ends with it', () => {
    expect(scaled('1.2345', 3600n, 1n)).toBe('4444.2');
    expect(scaled('96916', 1n, 8n)).toBe('12114.5');
    expect(scaled('25', 2n ** 20n, 10n ** 6n)).toBe('26.21');
  });

  it('keeps the zeros of a rounded number, which are digits of it', () => {
    expect(scaled('26.21', 10n ** 6n, 2n ** 20n)).toBe('25.00');
    expect(scaled('90', 1n, 60n)).toBe('1.5');
  });

  it('refuses results beyond forty digits', () => {
    expect(scaled('1e39', 1000n, 1n)).toBeUndefined();
    expect(scaled('1e-39', 1n, 1000n)).toBeUndefined();
  });

  it('comes back to the same number after any power of ten and back', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(6), fc.nat(9), (mantissa, places, power) => {
        const text = decimalText({ mantissa: BigInt(mantissa), exponent: places === 0 ? 0 : -places });
        const ten = 10n ** BigInt(power);
        const there = parseDecimal(text);
        const scaledThere = there && scaleDecimal(there, ratio(1n, ten));
        const back = scaledThere && scaleDecimal(scaledThere, ratio(ten, 1n));
        expect(Number(back && decimalText(back))).toBe(Number(text) + 0);
      }),
    );
  });
});

it('finds the middle of two numbers exactly', () => {
  expect(decimalText(middle({ mantissa: 40n, exponent: 0 }, { mantissa: 51n, exponent: 0 }))).toBe('45.5');
  expect(decimalText(middle({ mantissa: 1n, exponent: -1 }, { mantissa: 2n, exponent: -1 }))).toBe('0.15');
});

describe('shares', () => {
  const share = (text: string, percent: string, digits: number): string | undefined => {
    const [whole, part] = [parseDecimal(text), parseDecimal(percent)];
    return whole && part && decimalText(roundSignificant(shareOf(whole, part), digits));
  };

  it('are of the size of a number, rounded to significant digits', () => {
    expect(share('45', '3', 2)).toBe('1.4');
    expect(share('-45', '3', 3)).toBe('1.35');
    expect(share('123456', '3', 2)).toBe('3700');
    expect(share('1000', '2.5', 2)).toBe('25');
    expect(share('0', '3', 2)).toBe('0');
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

  it('has nothing to show for what is not a number', () => {
    expect(rounded(NaN)).toBeUndefined();
    expect(rounded(Infinity, 2)).toBeUndefined();
    expect(rounded(1e300)).toBeUndefined();
  });
});

// Laws over every pair of units that fit each other.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decimal, decimalText } from '../../../src/core/values/decimal.ts';
import { measure, readQuantity, showQuantity } from '../../../src/core/values/quantity.ts';
import {
  OTHERS,
  USUAL,
  conversion,
  declaredUnit,
  fitsInto,
  type Unit,
} from '../../../src/core/values/units.ts';

const units: readonly Unit[] = [...USUAL, ...OTHERS]
  .map(([text]) => declaredUnit(text))
  .concat(
    ['requests/s', 'requests/day', '$/h', '$M', 'MB/s', 'M parameters', 'parameters'].map(declaredUnit),
  );
const pairs = units.flatMap((from) =>
  units.filter((to) => fitsInto(from, to) && fitsInto(to, from)).map((to) => ({ from, to })),
);
const digitsOf = (decimal: Decimal): number => decimalText(decimal).replaceAll(/^-?0?\.?0*|\./g, '').length;
const number = fc
  .tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.nat(4), fc.boolean())
  .map(([n, places, below]) => (below ? '-' : '') + (n / 10 ** places).toFixed(places));

type Measured = Exclude<ReturnType<typeof measure>, { readonly error: string }>;

function measured(text: string, wanted: Unit): Measured {
  const result = measure(text, wanted);
  if ('error' in result) throw new Error(`${text} in ${wanted.text}: ${result.error}`);
  return result;
}

const plain = ({ quantity }: Measured, unit: Unit): string => showQuantity(quantity, unit);
const numberOf = ({ quantity }: Measured): number => quantity.first.value;

describe('conversions', () => {
  it('have many units to convert', () => {
    expect(pairs.length).toBeGreaterThan(700);
  });

  it('lead from a unit to another and back to the same number, within four digits or as many as it has', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), number, ({ from, to }, digits) => {
        const start = measured(digits, from);
        const there = measure(plain(start, from), to);
        // 9 999 999 EB are too many picobits for anybody.
        fc.pre(!('error' in there));
        if ('error' in there) return;
        const back = measured(plain(there, to), from);
        const kept = Math.max(4, Math.min(digitsOf(start.quantity.first), digitsOf(there.quantity.first)));
        const error = Math.abs(numberOf(back) - numberOf(start)) / Math.abs(numberOf(start));
        expect(error).toBeLessThanOrEqual(10 ** (1 - kept));
      }),
      { seed: 1 },
    );
  });

  it('by powers of ten change no digit', () => {
    const tens = pairs.filter(({ from, to }) => {
      const factor = conversion(from, to);
      return factor === 10 ** Math.round(Math.log10(factor));
    });
    fc.assert(
      fc.property(fc.constantFrom(...tens), number, ({ from, to }, digits) => {
        const start = measured(digits, from);
        const there = measure(plain(start, from), to);
        fc.pre(!('error' in there));
        if ('error' in there) return;
        expect(numberOf(measured(plain(there, to), from))).toBe(numberOf(start));
      }),
      { seed: 1 },
    );
  });
});

describe('what is printed', () => {
  const spreads = fc.constantFrom('', ' ± 0.5', ' to 90000000');
  const notes = fc.constantFrom('', ' (n=100)');
  const relations = fc.constantFrom('', '~', '< ', '≥ ');
  const styles = fc.constantFrom('none', 'comma', 'space');

  it('is read back as the same, in every style with a decimal point', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...units),
        fc.tuple(relations, number, spreads, notes),
        styles,
        (unit, [relation, digits, spread, note], thousands) => {
          const value = measured(`${relation}${digits}${spread}${note}`, unit);
          const printed = showQuantity(value.quantity, unit, { thousands });
          expect(plain(measured(printed, unit), unit)).toBe(plain(value, unit));
        },
      ),
      { seed: 1 },
    );
  });

  it('with a decimal comma is for reading alone: it is read, and never printed', () => {
    expect(readQuantity('1.234,5 ms')).toMatchObject({ first: { value: 1234.5, places: 1 } });
  });
});

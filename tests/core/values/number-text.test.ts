import { describe, expect, it } from 'vitest';
import { checkValue } from '../../../src/core/values/quantity.ts';
import { openSource } from '../../../src/core/base/span.ts';

const at = openSource('metrics.md', '').spanAt(0, 0);

type Result = ReturnType<typeof checkValue>;

const check = (unit: string, input: string): Result =>
  checkValue({ name: 'm', kind: 'number', prompt: '', at, ...(unit !== '' && { unit }) }, input);

function stored(unit: string, input: string): string {
  const result = check(unit, input);
  return 'error' in result ? `${result.error}; ${result.hint}` : result.fill.value;
}

describe('digits', () => {
  it.each([
    ['1e-4', '0.0001'],
    ['1.50E3', '1500'],
    ['3e5 ± 0.2e5', '300000 ± 20000'],
    ['0.5 ± 1e-3', '0.5 ± 0.001'],
    ["1'234'567", '1234567'],
    ['1,00,000', '100000'],
    ['12,34,567.5', '1234567.5'],
    ['–5', '-5'],
    ['about 45', '~45'],
    ['ca. 45', '~45'],
    ['>= 45', '≥ 45'],
    ['-5 to -3', '-5 to -3'],
    ['0,50', '0.50'],
    ['0,500', '0.500'],
    ['1,234', '1234'],
    ['1234,567', '1234.567'],
    ['1.234,50', '1234.50'],
    ['1.234.567,8', '1234567.8'],
    ['1.234.567', '1234567'],
    ['81,5 ± 0,3', '81.5 ± 0.3'],
    ['under 100', '< 100'],
    ['at most 1,5', '≤ 1.5'],
    ['more than 45', '> 45'],
    ['nearly 45', '~45'],
    ['1.2 mio', '1200000'],
  ])('%j is %j', (input, expected) => {
    expect(stored('', input)).toBe(expected);
  });

  it.each([
    ['0.50 s', '500 ms'],
    ['0.320 s', '320 ms'],
    ['45.0', '45.0 ms'],
    ['1.20 µs', '0.00120 ms'],
    ['450 µs', '0.45 ms'],
    ['0.0010 s', '1.0 ms'],
  ])('%j keeps the digits that were measured: %j', (input, expected) => {
    expect(stored('ms', input)).toBe(expected);
  });

  it.each([
    ['1,23,4', '1,23,4 is not a number; use digits and one decimal point: 1234.5'],
    ['1/0', "can't convert /0 to a plain number; enter a plain number or a percentage, for example 45"],
    [
      '32k ctx',
      "can't convert k ctx to a plain number; enter a plain number or a percentage, for example 45",
    ],
    [
      '45 +2/-3',
      '45 +2/-3 is not a range; the first number must be smaller; write the lower end first: 40–50',
    ],
    [
      '45 −3/+2',
      '45 -3/+2 is not a range; the first number must be smaller; write the lower end first: 40–50',
    ],
    ['45(3) ms', '(3) ms is not a unit; write a spread as 45 ± 3'],
  ])('refuses %j', (input, expected) => {
    expect(stored('', input)).toBe(expected);
  });

  it.each(['3×10⁵', '3 x 10^5', '3 ± 0.2×10⁵', '1–2×10^5', 'n = 100', '45, n=100', 'half an hour', '1:30'])(
    '%j is not a number that prep knows, and never a part of it',
    (input) => {
      expect(stored('', input)).toMatch(/can't convert|is not a number/);
      expect(stored('min', input)).toMatch(/can't convert|is not a number/);
    },
  );
});

describe('money', () => {
  it.each([
    ['$', '$1,234.50', '$1234.50'],
    ['$/month', 'US$ 5k/month', '$5000/month'],
    ['$M', '$1.2 million', '$1.2M'],
    ['$M', '1200000 $', '$1.2M'],
    ['$', '1.2M$', '$1200000'],
    ['$', '40¢', '$0.40'],
    ['€', '0.5 €', '€0.50'],
    ['¥', '500 yen', '¥500'],
    ['₹', '₹1,00,000', '₹100000'],
    ['CHF', 'CHF 2.5', '2.50 CHF'],
    ['CHF/h', 'chf 2.5 per hour', '2.50 CHF/h'],
    ['$', '$4–$5', '$4–5'],
    ['$', '$5 ± $1', '$5 ± 1'],
  ])('in %s, %j is %j', (unit, input, expected) => {
    expect(stored(unit, input)).toBe(expected);
  });

  it('keeps multiples as typed where no unit is declared', () => {
    const typed = ['$40k', '$40K', '€1.2M', '$1.5 million', '€2 Mio', '£3m', '-$40k', '$1.2k/month', '$3–5k'];
    const fills = typed.map((input) => checkValue(undefined, input, {}));
    expect(fills.map((each) => 'fill' in each && each.fill.value)).toEqual(typed);
    expect(fills[3]).toMatchObject({ fill: { number: 1.5, unit: '$ million' } });
  });

  it('never takes one currency for another', () => {
    expect(stored('$', '€4–$5')).toContain('has two units');
    expect(stored('CHF', '5 €')).toContain("can't convert € to CHF");
    expect(stored('¥', '5 CNY')).toContain("can't convert CNY to ¥");
  });
});

describe('spreads and counts', () => {
  it.each([
    ['%', '82 ± 3 %', '82 ± 3%'],
    ['pp', '2 ± 0.5 points', '2 ± 0.5 points'],
    ['ms', '0.045 s ± 3 ms', '45 ± 3 ms'],
    ['ms', '40 ms – 0.05 s', '40–50 ms'],
    ['GB', '900 MB – 1 GB', '0.9–1 GB'],
    ['$/h', '$1/h – $48/day', '$1–2/h'],
    ['ms', '45 ms ± 3', '45 ± 3 ms'],
    ['ms', '45 ± 3 ms (n=100)', '45 ± 3 ms (n=100)'],
  ])('in %s, %j is %j', (unit, input, expected) => {
    expect(stored(unit, input)).toBe(expected);
  });

  it('refuses a spread in percent', () => {
    expect(stored('ms', '45 ms ± 3%')).toContain('has two units');
    expect(stored('ms', '45 ± 3%')).toContain("can't convert % to ms");
  });
});

it('asks whether a large bare number is in millions', () => {
  expect(check('M parameters', '25,000,000')).toMatchObject({
    fill: { value: '25000000 M parameters' },
    warning: '25000000 M parameters or 25 M parameters? If it is a plain count, write 25000000 parameters',
  });
  expect(check('M parameters', '25000000 parameters')).toMatchObject({ fill: { value: '25 M parameters' } });
  expect(check('M parameters', '25')).not.toHaveProperty('warning', expect.any(String));
  // Bytes, not billions.
  expect(check('B', '12')).not.toHaveProperty('warning', expect.any(String));
});

it('keeps words as they were typed where nobody declared a number', () => {
  for (const text of ['n = 100', 'about 45', '1:30', '1h30m', '45 ± 3%'])
    expect(checkValue(undefined, text)).toEqual({ fill: { value: text } });
});

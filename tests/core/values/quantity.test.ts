import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/core/base/metric.ts';
import { checkValue, isGroupedIn, styleDigits } from '../../../src/core/values/quantity.ts';
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

/** The stored text, or the error. */
function stored(wanted: Metric | undefined, input: string): string {
  const result = checkValue(wanted, input);
  return 'error' in result ? `error: ${result.error}` : result.fill.value;
}

describe('numbers with units', () => {
  it.each([
    ['ms', '320', '320 ms'],
    ['ms', '320ms', '320 ms'],
    ['ms', '0.32 s', '320 ms'],
    ['ms', '1.50 s', '1500 ms'],
    ['ms', '45 milliseconds', '45 ms'],
    ['ms', '1e-3 s', '1 ms'],
    ['ms', '-5', '-5 ms'],
    ['ms', '−5', '-5 ms'],
    ['min', '100 s', '1.667 min'],
    ['%', '82', '82%'],
    ['%', '82 percent', '82%'],
    ['%', '0.82×', '82%'],
    ['×', '2.3x', '2.3×'],
    ['×', '2.3 times', '2.3×'],
    ['pp', '1 percentage point', '1 point'],
    ['pp', '1 %', '1 point'],
    ['$', '0.50', '$0.50'],
    ['$', '0.5 dollars', '$0.50'],
    ['$', 'USD 5', '$5'],
    ['$', '-$5', '-$5'],
    ['$/h', '$0.20 per hour', '$0.20/h'],
    ['$/h', '$4.80/day', '$0.20/h'],
    ['$/month', '$1.2k/month', '$1200/month'],
    ['$/month', '$5,400 a month', '$5400/month'],
    ['$/month', '$5.4k monthly', '$5400/month'],
    ['$ a month', '~$60k annually', '~$5000/month'],
    ['requests/day', '3 million requests daily', '3000000 requests/day'],
    ['requests/day', '7,000 requests each week', '1000 requests/day'],
    ['requests/s', '1000 rps', '1000 requests/s'],
    ['requests/s', '60000 req/min', '1000 requests/s'],
    ['requests/s', '1', '1 request/s'],
    ['instances', '8', '8 instances'],
    ['instances', '1 instance', '1 instance'],
    ['M parameters', '25M', '25 M parameters'],
    ['M parameters', '25 million parameters', '25 M parameters'],
    ['M parameters', '0.025B', '25 M parameters'],
    ['GB', '24 GiB', '25.77 GB'],
    ['GB', '800 MB', '0.8 GB'],
    ['pp/ms', '3 pp/s', '0.003 points/ms'],
    [undefined, '82 %', '0.82'],
    [undefined, '0.78', '0.78'],
  ])('in %s, %j is stored as %j', (unit, input, expected) => {
    expect(stored(metric(unit), input)).toBe(expected);
  });

  it('says how a value was converted, and only then', () => {
    expect(checkValue(metric('ms'), '0.32 s')).toEqual({
      fill: { value: '320 ms', number: 320, unit: 'ms' },
      converted: '0.32 s = 320 ms',
    });
    expect(checkValue(metric('ms'), '320')).toEqual({ fill: { value: '320 ms', number: 320, unit: 'ms' } });
  });

  it('says what units it takes when the unit does not fit', () => {
    expect(checkValue(metric('%'), '12 parsecs')).toMatchObject({
      error: "can't convert parsecs to %",
    });
    expect(checkValue(metric('ms'), '50 %')).toMatchObject({
      error: "can't convert % to ms (only ns, µs, s, min, h, day, week)",
      hint: 'enter a number, for example 45 ms',
    });
    expect(stored(metric('$'), '5 €')).toContain("can't convert € to $");
    expect(stored(metric(undefined), '3 parsecs')).toContain("can't convert parsecs to a plain number");
  });

  it.each([
    ['$/h', '0.12 €', 'enter a number, for example $45/h'],
    ['dimensions', '50 ms', 'enter a number, for example 45 dimensions'],
    ['tests', '50 hours', 'enter a number, for example 45 tests'],
    ['%', '12 parsecs', 'enter a percentage, for example 45%'],
    [undefined, '3 parsecs', 'enter a plain number or a percentage, for example 45'],
    ['$/h', '$90/month', 'months differ in length: use days or weeks'],
  ])('in %s, a hint for %j has an example', (unit, input, hint) => {
    expect(checkValue(metric(unit), input)).toMatchObject({ hint });
  });

  it.each([
    ['requests/month', '3M', '3000000 requests/month'],
    ['requests/month', '3 million', '3000000 requests/month'],
    ['requests/month', '3 Mio', '3000000 requests/month'],
    ['requests/s', '1.5k', '1500 requests/s'],
    ['$/month', '1.2k', '$1200/month'],
    ['%', '11.2M', '11200000%'],
    ['M parameters', '25k', '0.025 M parameters'],
    ['T operations/s', '35.6T', '35.6 T operations/s'],
    ['GB', '24G', '24 GB'],
    [undefined, ',07', '0.07'],
    ['%', '-,5', '-0.5%'],
    ['%', '21,000 of 25,000', '84%'],
  ])('in %s, %j is stored as people mean it: %j', (unit, input, expected) => {
    expect(stored(metric(unit), input)).toBe(expected);
  });

  it.each([
    ['layers', '6', '6.5', '6.5 layers is not a whole number'],
    ['heads', '8', '12,5', '12.5 heads is not a whole number'],
    ['layers', '6', '6.0', undefined],
    ['epochs', '12', '11.3 ± 1.2', undefined],
    ['epochs', '12', '~11.5', undefined],
    ['tests', '140', '1.5k', undefined],
    ['requests/s', '320', '298.8', undefined],
    ['M parameters', '25', '25.6', undefined],
    ['dimensions', '140.5', '139.2', undefined],
    ['h', '2', '2.5', undefined],
    ['%', '0.5', '0.001', '0.001% or 0.1%? Write one of them'],
    ['%', '0.5', '0.05', undefined],
    ['pp', '0.4', '0.004', '0.004 points or 0.4 points? Write one of them'],
    ['pp', '0.4', '0.004 points', undefined],
    ['pp', '2', '0.5', undefined],
  ])('in %s, for example %s, %j asks %j', (unit, example, input, warning) => {
    const checked = checkValue(metric(unit, { example }), input);
    expect('error' in checked ? checked.error : checked.warning).toBe(warning);
  });

  it.each([
    ['%', '28', '1.28x', '128% or 28%? Write one of them'],
    ['%', '28', '1,28 times', '128% or 28%? Write one of them'],
    ['%', '28', '320/250', '128% or 28%? Write one of them'],
    ['%', '28', '0.28x', undefined],
    ['%', '28', '128%', undefined],
    ['×', '2.6', '160%', '1.6× or 2.6×? Write one of them'],
    ['×', '2.6', '1.6', undefined],
    ['×', '0.6', '60%', undefined],
  ])('in %s, for example %s, a person who types %j is asked %j', (unit, example, input, warning) => {
    expect(checkValue(metric(unit, { example }), input, {})).toHaveProperty('warning', warning);
  });

  it('comes back to the same number from ms to s and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(4), (mantissa, places) => {
        const written = (mantissa / 10 ** places).toFixed(places);
        const there = checkValue(metric('s'), `${written} ms`);
        if ('error' in there) throw new Error(there.error);
        const back = checkValue(metric('ms'), there.fill.value);
        expect(back).toMatchObject({ fill: { number: Number(written) + 0, unit: 'ms' } });
      }),
    );
  });

  it('reads back what it stores as the same value', () => {
    const units = ['ms', '%', '×', '$', '$/h', 'requests/s', 'instances', 'M parameters', 'pp', 'GB', ''];
    const relation = fc.constantFrom('', '~', '<', '≥ ');
    const spread = fc.constantFrom('', ' ± 0.5', '–90000000', ' to 90000000 ');
    const note = fc.constantFrom('', ' (n=100)');
    const number = fc.tuple(fc.nat(1_000_000), fc.nat(3)).map(([n, p]) => (n / 10 ** p).toFixed(p));
    fc.assert(
      fc.property(
        fc.constantFrom(...units),
        relation,
        number,
        spread,
        note,
        (unit, before, digits, more, behind) => {
          const first = checkValue(metric(unit), `${before}${digits}${more}${behind}`);
          if ('error' in first) throw new Error(first.error);
          expect(checkValue(metric(unit), first.fill.value)).toMatchObject({ fill: first.fill });
        },
      ),
    );
  });
});

describe('how numbers are written', () => {
  it.each([
    ['1,000', '1000 ms'],
    ['1 000', '1000 ms'],
    ['1\u00A0000 ms', '1000 ms'],
    ['1_000', '1000 ms'],
    ['1,234,567.5', '1234567.5 ms'],
    ['.5', '0.5 ms'],
    ['45 ± 3 ms', '45 ± 3 ms'],
    ['45ms+/-3ms', '45 ± 3 ms'],
    ['0.045 ± 0.003 s', '45 ± 3 ms'],
    ['40-50 ms', '40–50 ms'],
    ['40 to 50', '40–50 ms'],
    ['45 ms (n=100)', '45 ms (n=100)'],
    ['~45', '~45 ms'],
    ['<100 ms', '< 100 ms'],
  ])('%j is %j', (input, expected) => {
    expect(stored(metric('ms'), input)).toBe(expected);
  });

  it('takes the centre of a spread and the middle of a range for the number', () => {
    expect(checkValue(metric('ms'), '45 ± 3')).toMatchObject({ fill: { number: 45 } });
    expect(checkValue(metric('ms'), '40–51')).toMatchObject({ fill: { number: 45.5 } });
    expect(checkValue(metric('$'), '$0.40–0.50')).toMatchObject({
      fill: { value: '$0.40–0.50', number: 0.45 },
    });
  });

  it('takes a comma for the point where it can be nothing else, and says so', () => {
    expect(checkValue(metric('ms'), '1,5')).toMatchObject({
      fill: { number: 1.5 },
      converted: '1,5 = 1.5 ms',
    });
    expect(checkValue(metric('ms'), '1,000,5')).toMatchObject({ error: '1,000,5 is not a number' });
  });

  it.each([
    ['requests/s', '1000 qps', '1000 requests/s'],
    ['GB', '3.5G', '3.5 GB'],
    ['MB', '512M', '512 MB'],
    ['ms', 'under 100 ms', '< 100 ms'],
    ['M parameters', '1.2 mio', '1.2 M parameters'],
  ])('in %s %j is %j', (unit, input, value) => {
    expect(checkValue(metric(unit), input)).toMatchObject({ fill: { value } });
  });

  it.each([
    ['', '1/3', '0.3333'],
    ['%', '25/30', '83.33%'],
    ['$/request', '$0.4/1k', '$0.0004/request'],
    ['$/k requests', '$0.40 per 1000 requests', '$0.40/k requests'],
    ['$/M tokens', '$3 per 1M tokens', '$3/M tokens'],
    ['requests/s', '1200/60 s', '20 requests/s'],
  ])('in %s the rate or ratio %j is %j', (unit, input, value) => {
    const checked = checkValue(metric(unit), input);
    expect(checked).toMatchObject({ fill: { value }, converted: `${input} = ${value}` });
    expect(checked).not.toMatchObject({ warning: expect.anything() });
  });

  it.each([
    ['$', '$0.4/1k', '$0.0004'],
    ['ms', '1/3', '0.3333 ms'],
    ['GPUs', '2/3', '0.6667 GPUs'],
    ['tokens', '8 out of 10', '0.8 tokens'],
  ])('where %s has no place for a divisor, %j is asked about', (unit, input, value) => {
    expect(checkValue(metric(unit), input)).toMatchObject({ warning: `${input} would be ${value}` });
  });

  it.each(['$0.4/0', '1/3 ± 2', '$0.4/$2'])('does not divide %j', (input) => {
    expect(checkValue(metric('$'), input)).toMatchObject({ error: expect.stringContaining("can't convert") });
  });

  it.each(['$0.4/1k', '32k ctx', '25m'])('gives no hint of another size for %j', (input) => {
    const [first = ''] = input.match(/\d+(?:\.\d+)?/) ?? [];
    expect(checkValue(metric('tokens'), input)).toMatchObject({
      hint: expect.not.stringContaining(`${first} `),
    });
  });

  it.each([
    'NaN',
    'Infinity',
    '∞',
    '1e400',
    '0x10',
    '',
    '   ',
    'abc',
    '1,2,3',
    '5.',
    '1 2 3',
    '45\u0007',
    '\u001B[31m45',
    '45\u202E ms',
    '1e39 s',
    '50–40',
    '40 ms – 1 kB',
    '45 ± -3',
    '--5',
    '1/0',
    '٣',
  ])('refuses %j with a sentence and a remedy', (input) => {
    const result = checkValue(metric('ms'), input);
    expect(result).toMatchObject({ error: expect.stringMatching(/\w/), hint: expect.stringMatching(/\w/) });
    expect(JSON.stringify(result).length).toBeLessThan(400);
  });

  it('refuses ten thousand digits without repeating them', () => {
    const result = checkValue(metric('ms'), '9'.repeat(10_000));
    expect(result).toMatchObject({ error: 'this number is too long (10000 characters)' });
  });

  it('groups digits in four styles', () => {
    expect(styleDigits('1234567.5', { thousands: 'none' })).toBe('1234567.5');
    expect(styleDigits('1234567.5', { thousands: 'comma' })).toBe('1,234,567.5');
    expect(styleDigits('-1234567', { thousands: 'space' })).toBe('-1\u00A0234\u00A0567');
    expect(styleDigits('1234.5', { thousands: 'point' })).toBe('1.234,5');
    expect(styleDigits('123', { thousands: 'comma' })).toBe('123');
  });
});

describe('warnings', () => {
  it('warns where a bare share may have been meant as a percentage, and keeps the value', () => {
    expect(checkValue(metric('%', { min: 0, max: 100 }), '0.82')).toEqual({
      fill: { value: '0.82%', number: 0.82, unit: '%' },
      warning: '0.82% or 82%? Write one of them',
      converted: undefined,
    });
  });

  it('does not warn of it where the percent sign was written, or where the example is as small', () => {
    expect(checkValue(metric('%'), '0.82 %')).not.toHaveProperty('warning', expect.any(String));
    expect(checkValue(metric('%', { example: '0.5' }), '0.4')).not.toHaveProperty(
      'warning',
      expect.any(String),
    );
    expect(checkValue(metric('%'), '0')).not.toHaveProperty('warning', expect.any(String));
  });

  it.each([
    ['ms', '2.7', '0.00884', '0.00884 ms or 8.84 ms? Write one of them'],
    ['s', '90', '0.05', undefined],
    ['MB', '480', '0.48', '0.48 MB or 480 MB? Write one of them'],
    ['ms', '2.7', '0.3', undefined],
    ['ms', '2.7', '0.00884 ms', undefined],
    ['ms', '2.7', '2700', undefined],
    ['ms', '2.7', '0.00000884', undefined],
    ['layers', '600', '1', undefined],
    [undefined, '1024', '1', undefined],
  ])('asks about %s with the example %s whether a typed %s is a thousand times as much', (...row) => {
    const [unit, example, input, warning] = row;
    expect(checkValue(metric(unit, { example }), input, {})).toMatchObject({ warning });
    expect(checkValue(metric(unit, { example }), input)).toMatchObject({ warning: undefined });
  });

  it('warns outside the usual range, and keeps the value', () => {
    const ranged = metric('ms', { min: 1, max: 100 });
    expect(checkValue(ranged, '200')).toMatchObject({
      fill: { value: '200 ms' },
      warning: '200 ms is above the expected range (1 to 100)',
    });
    expect(checkValue(ranged, '0.5')).toMatchObject({
      warning: '0.5 ms is below the expected range (1 to 100)',
    });
    expect(checkValue(metric('ms', { min: 1 }), '0')).toMatchObject({
      warning: expect.stringContaining('at least 1'),
    });
    expect(checkValue(ranged, '100')).not.toHaveProperty('warning', expect.any(String));
  });

  it.each([
    ['€', '110.000 €', '€110 or €110000? Write one of them, or set `thousands`'],
    ['ms', '1.100 ms', '1.1 ms or 1100 ms? Write one of them, or set `thousands`'],
    ['tests', '1.512', '1.512 tests or 1512 tests? Write one of them, or set `thousands`'],
    [undefined, '10.890', '10.89 or 10890? Write one of them, or set `thousands`'],
    ['$', '1.100–1.250', '$1.1–1.250 or $1100–1250? Write one of them, or set `thousands`'],
    ['$/h', '1.125', undefined],
    ['s', '2.303', undefined],
    ['s', '0.250', undefined],
    ['ms', '1,100', undefined],
    ['ms', '1.100,5', undefined],
    ['%', '0.5', '0.5% or 50%? Write one of them'],
  ])('asks whether a point in typed %s groups digits: %s', (unit, typed, warning) => {
    const checked = checkValue(unit === undefined ? undefined : metric(unit), typed, {});
    expect(Reflect.get(checked, 'warning')).toBe(warning);
  });

  it('does not ask where only one reading is in range, or where it is known', () => {
    expect(checkValue(metric('ms', { max: 500 }), '12.340', {})).not.toHaveProperty(
      'warning',
      expect.any(String),
    );
    expect(checkValue(metric('€'), '110.000 €', { isGrouped: true })).toEqual({
      fill: { value: '€110000', number: 110000, unit: '€' },
      converted: '110.000 € = €110000',
    });
    expect(checkValue(metric('s'), '1,250', { isGrouped: true })).toMatchObject({ fill: { number: 1.25 } });
    expect(checkValue(metric('€'), '110.000 €', { isGrouped: false })).toMatchObject({
      fill: { number: 110 },
    });
  });

  it.each([
    ['Minimum 95.000 €, p99 1.250 ms', true],
    ['Fehler +22,5 %, 1.100,5 ms, 7.000.000', true],
    ['2,950 samples/s', false],
    ['p99 1.250 ms, heads 8,16 and 32, AUC 1.000', undefined],
    ['0.3% of rows, 1.87', false],
    ['95.000 €, 0.3%', undefined],
    ['12 GB on 29.11.2026', undefined],
  ])('reads from other figures how digits are grouped: %s', (text, expected) => {
    expect(isGroupedIn([text])).toBe(expected);
  });

  it('asks about what is hardly ever meant where no range is declared', () => {
    expect(checkValue(metric('%'), '2311', {})).toMatchObject({
      warning: '2311% is more than ten times the whole',
    });
    expect(checkValue(metric('min'), '-3', {})).toMatchObject({ warning: '-3 min is a negative time' });
    for (const [unit, typed] of [
      ['%', '250'],
      ['%', '-5'],
      ['°C', '-3'],
    ] as const)
      expect(checkValue(metric(unit), typed, {})).not.toHaveProperty('warning', expect.any(String));
    expect(checkValue(metric('%', { max: 5000 }), '2311', {})).not.toHaveProperty(
      'warning',
      expect.any(String),
    );
    expect(checkValue(metric('min', { min: -10 }), '-3', {})).not.toHaveProperty(
      'warning',
      expect.any(String),
    );
  });
});

describe('other kinds', () => {
  it.each([
    ['text', '  one \t RTX 3090\n', 'one RTX 3090'],
    ['list', 'CLIP, I-JEPA,\nVL-JEPA,', 'CLIP, I-JEPA, VL-JEPA'],
    ['url', 'https://github.com/you/repo?x=1#top', 'https://github.com/you/repo?x=1#top'],
    ['url', 'http://localhost:3000', 'http://localhost:3000'],
    ['date', '2024-02-29', '2024-02-29'],
  ] as const)('%s takes %j', (kind, input, expected) => {
    expect(stored(metric(undefined, { kind }), input)).toBe(expected);
  });

  it.each([
    ['text', 'a\u001B[2Jb'],
    ['text', 'x'.repeat(501)],
    ['list', ', ,'],
    ['list', 'a,'.repeat(60)],
    ['url', 'github.com/you'],
    ['url', 'ftp://example.com'],
    ['url', 'javascript:alert(1)'],
    ['url', 'https://'],
    ['url', 'https://a b'],
    ['url', 'https://-a.com'],
    ['url', 'https://user:secret@a.com'],
    ['date', '2026-02-29'],
    ['date', '2026-13-01'],
    ['date', '24.11.2026'],
  ] as const)('%s refuses %j', (kind, input) => {
    expect(stored(metric(undefined, { kind }), input)).toMatch(/^error: /);
  });
});

describe('values that nobody declared', () => {
  it.each([
    ['RTX 3090', { value: 'RTX 3090' }],
    ['45ms', { value: '45 ms', number: 45, unit: 'ms' }],
    ['45', { value: '45', number: 45 }],
    ['1,000 requests', { value: '1000 requests', number: 1000, unit: 'requests' }],
    ['8, 16', { value: '8, 16' }],
    ['007', { value: '007' }],
    ['555-1234', { value: '555-1234' }],
    ['2026-11-24', { value: '2026-11-24' }],
    ['[X]ms', { value: '[X]ms' }],
  ])('%j is kept', (input, fill) => {
    expect(checkValue(undefined, input)).toEqual({ fill });
  });

  it.each([
    ['1,5', { value: '1.5', number: 1.5 }],
    ['43,1%', { value: '43.1%', number: 43.1, unit: '%' }],
    ['0,801', { value: '0.801', number: 0.801 }],
    ['4,5 users', { value: '4.5 users', number: 4.5, unit: 'users' }],
  ])('reads the comma of %j as the point, and says so', (input, fill) => {
    expect(checkValue(undefined, input)).toEqual({ fill, converted: `${input} = ${fill.value}` });
  });
});

it('never throws, whatever is typed and wanted', () => {
  const kinds = fc.constantFrom('number', 'text', 'list', 'url', 'date');
  const units = fc.oneof(fc.constantFrom('ms', '%', '$/h', '×', 'M parameters'), fc.string());
  fc.assert(
    fc.property(kinds, units, fc.string({ unit: 'grapheme', maxLength: 300 }), (kind, unit, input) => {
      const result = checkValue(metric(unit, { kind }), input);
      expect('error' in result ? result.hint : result.fill.value).not.toBe('');
    }),
  );
});

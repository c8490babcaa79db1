import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/core/base/metric.ts';
import { checkValue } from '../../../src/core/values/quantity.ts';
import { openSource } from '../../../src/core/base/span.ts';

const at = openSource('metrics.md', '').spanAt(0, 0);

/** What is stored for `input` where `unit` is wanted, or the error. */
function stored(unit: string, input: string): string {
  const result = checkValue({ name: 'm', kind: 'number', prompt: '', at, unit }, input);
  return 'error' in result ? `error: ${result.error}` : result.fill.value;
}

describe('times in more than one unit', () => {
  it.each([
    ['s', '2 min 30 s', '150 s'],
    ['min', '2 min 30 s', '2.5 min'],
    ['min', '2m30s', '2.5 min'],
    ['s', '1m30.5s', '90.5 s'],
    ['ms', '1s 500ms', '1500 ms'],
    ['h', '1h30m', '1.5 h'],
    ['h', '1h30', '1.5 h'],
    ['h', '1 hour and 30 minutes', '1.5 h'],
    ['h', '1 day, 2 hours, 30 min', '26.5 h'],
    ['day', '1d12h', '1.5 days'],
    ['week', '1 week 3.5 days', '1.5 weeks'],
    ['year', '1 year 6 months', '1.5 years'],
    ['min', '-1h30m', '-90 min'],
    ['min', '~1h30m (n=3)', '~90 min (n=3)'],
    ['min', '1h–1h30m', '60–90 min'],
    ['s', '2 min 30 s ± 5 s', '150 ± 5 s'],
    ['s', '2 min 30 s–3 min (2 h 10 min soak)', '150–180 s (2 h 10 min soak)'],
    ['h', '20 min–1 h', '0.3333–1 h'],
    ['h', '100 min - 2 h', '1.667–2 h'],
  ])('in %s, %j is %j', (unit: string, input: string, expected: string) => {
    expect(stored(unit, input)).toBe(expected);
  });

  it.each([
    ['ms', '45 ± 1.3 ms (10 min run)'],
    ['ms', '40–51 ms (7 min run)'],
    ['ms', '45.7 ms (3 h soak)'],
    ['ms', '33 ms (mean of 7 days)'],
    ['ms', '45 ± 1.3 ms (10 min)'],
    ['ms', '12 ms (1:30:00 of load, 2 h 5 min)'],
    ['min', '-90 min (12 m of them idle)'],
    ['s', '1.10 s (5 min)'],
    ['s', '0.7 s (13 h)'],
    ['month', '18 months (2 years 3 months)'],
  ])('in %s, %j stays as it is, and so does what is stored', (unit: string, input: string) => {
    expect(stored(unit, input)).toBe(input);
    expect(stored(unit, stored(unit, input))).toBe(input);
  });

  it('refuses in the words that were typed', () => {
    expect(stored('ms', '1.2 s–800 ms')).toBe(
      'error: 1.2 s–800 ms is not a range; the first number must be smalle…',
    );
    expect(stored('ms', '5 s over 3 min')).toContain("can't convert s over 3 min");
  });

  it.each([
    ['s', '1:30:00', '5400 s'],
    ['h', '1 day, 2:30:00', '26.5 h'],
    ['min', '0:01:30', '1.5 min'],
  ])('reads the clock: in %s, %j is %j', (unit: string, input: string, expected: string) => {
    expect(stored(unit, input)).toBe(expected);
  });

  it('says how a clock was understood', () => {
    const metric: Metric = { name: 'm', kind: 'number', prompt: '', at, unit: 'h' };
    expect(checkValue(metric, '1:30:00')).toMatchObject({ converted: '1:30:00 = 1.5 h' });
  });

  it.each([
    ['h', '1:30'],
    ['min', '1:30 h'],
    ['s', '1:75:00'],
    ['s', '1:75'],
    ['s', '1:2'],
    ['h', '1:30.5'],
    ['s', '30 s 2 min'],
    ['s', '2 min 30 min'],
    ['s', '1.5 h 30 min'],
    ['s', '2 min 30 apples'],
    ['month', '1 month 3 days'],
    ['MB', '1:30'],
    ['requests/s', '2 min 30 s'],
  ])('in %s, %j is refused', (unit: string, input: string) => {
    expect(stored(unit, input)).toMatch(/^error: /);
  });

  it('takes a lone m for minutes only where minutes or more are wanted', () => {
    expect(stored('min', '90m')).toBe('90 min');
    expect(stored('h', '90 m')).toBe('1.5 h');
    expect(stored('ms', '45m')).toMatch(/^error: can't convert m to ms/);
  });
});

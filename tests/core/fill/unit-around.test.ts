import { describe, expect, it } from 'vitest';
import { textBetween, valuesOf } from '../../../src/core/fill/values.ts';
import type { Metric } from '../../../src/core/base/metric.ts';
import type { NumberStyle } from '../../../src/core/values/quantity.ts';
import { openSource } from '../../../src/core/base/span.ts';

const at = openSource('metrics.md', '').spanAt(0, 0);

/** Unit and stored value by name. */
const stored: Readonly<Record<string, readonly [unit: string, value: string]>> = {
  ms: ['ms', '45 ms'],
  s: ['s', '0.045 s'],
  long: ['s', '12345.6 s'],
  pct: ['%', '82 %'],
  pp: ['pp', '1.5 pp'],
  less: ['pp', '-1.5 pp'],
  x: ['×', '2.3×'],
  usd: ['$', '$0.50'],
  sum: ['$', '$1234567.5'],
  loss: ['$', '-$5000'],
  price: ['$/h', '$0.20/h'],
  cost: ['$/month', '$5000/month'],
  rich: ['$M', '$1.2M'],
  chf: ['CHF/h', '2.50 CHF/h'],
  rate: ['requests/s', '1000 requests/s'],
  daily: ['requests/day', '86400 requests/day'],
  cores: ['cores', '8 cores'],
  params: ['M parameters', '25 M parameters'],
  tokens: ['tokens', '1200000 tokens'],
  plain: ['', '0.78'],
  spread: ['ms', '45 ± 3 ms (n=100)'],
  about: ['ms', '~45 ms'],
  below: ['ms', '< 45 ms'],
  range: ['min', '40–50 min'],
  fall: ['min', '-5 to -3 min'],
  heat: ['°C', '65 °C'],
  work: ['GFLOPs', '4.1 GFLOPs'],
  memory: ['GB', '6.2 GB'],
  days: ['day', '3 days'],
};

const metrics = new Map<string, Metric>(
  Object.entries(stored).map(([name, [unit]]) => [
    name,
    { name, kind: 'number', prompt: '', at, ...(unit !== '' && { unit }) },
  ]),
);
const fills = Object.fromEntries(
  [...Object.entries(stored), ['million', ['', '14 million']] as const, ['mega', ['', '18.4M']] as const].map(
    ([name, [, value]]) => [name, { value, updatedAt: '2026-11-24T10:00:00+01:00' }],
  ),
);

/** The text with its one `<name>` filled; blanks that keep a number together are plain ones. */
function filled(text: string, thousands: NumberStyle['thousands'] = 'none'): string {
  const values = valuesOf({ metrics }, fills, { thousands });
  return text
    .replace(/<(\w+)>/, (written, name: string, from: number) => {
      const value = values.get(name);
      return value ? textBetween(value, text.slice(0, from), text.slice(from + written.length)) : written;
    })
    .replaceAll('\u00A0', ' ');
}

describe('a unit is never doubled', () => {
  it.each([
    ['took <ms> in all', 'took 45 ms in all'],
    ['<ms>-ms window', '45-ms window'],
    ['<ms> ms-long', '45 ms-long'],
    ['(<ms> ms)', '(45 ms)'],
    ['<ms> (ms)', '45 (ms)'],
    ['<ms> (milliseconds)', '45 (milliseconds)'],
    ['<ms> (median)', '45 ms (median)'],
    ['**<ms>** ms', '**45** ms'],
    ['**<ms> ms**', '**45 ms**'],
    ['**<ms>**ms', '**45**ms'],
    ['took <ms>\n  ms on average', 'took 45\n  ms on average'],
    ['took <ms>\n\nMs. Lee', 'took 45 ms\n\nMs. Lee'],
    ['took <ms>\nMin and max', 'took 45 ms\nMin and max'],
    ['<ms>&nbsp;ms', '45&nbsp;ms'],
    ['<ms>ms/token', '45ms/token'],
    ['<ms> per token', '45 ms per token'],
    ['<spread> ms', '45 ± 3 ms'],
    ['<range> minutes', '40–50 minutes'],
    ['<range>-minute', '40–50-minute'],
    ['<range> minutes per quarter', '40–50 minutes per quarter'],
    ['<memory> gigabytes/shard', '6.2 gigabytes/shard'],
    ['<days> days', '3 days'],
    ['<heat>°C', '65°C'],
    ['<work> GFLOPs', '4.1 GFLOPs'],
    ['<cores>-core', '8-core'],
    ['<memory> gigabytes', '6.2 gigabytes'],
  ])('%j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each([
    ['<x>x', '2.3x'],
    ['<x>-fold', '2.3-fold'],
    ['<x> times', '2.3 times'],
    ['×<x>', '×2.3'],
    ['a factor of **<x>**', 'a factor of **2.3**'],
    ['<pct> per cent', '82 per cent'],
    ['<pp> points', '1.5 points'],
    ['<pp> percentage points', '1.5 percentage points'],
    ['<pp>%', '1.5%'],
    ['<less> points', '−1.5 points'],
  ])('of shares and multiples: %j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each([
    ['$<usd>', '$0.50'],
    ['$ <usd>', '$ 0.50'],
    ['$**<usd>**', '$**0.50**'],
    ['US$<usd>', 'US$0.50'],
    ['USD <usd>', 'USD 0.50'],
    ['<usd> dollars', '0.50 dollars'],
    ['<usd> dollars per hour', '0.50 dollars per hour'],
    ['<price> dollars per hour', '0.20 dollars per hour'],
    ['<price>/h', '$0.20/h'],
    ['<price> per hour', '$0.20 per hour'],
    ['<price> an hour', '$0.20 an hour'],
    ['$<price> per hour', '$0.20 per hour'],
    ['$<price>/day', '$4.80/day'],
    ['<price> per GPU', '$0.20/h per GPU'],
    ['$<cost>k/month', '$5k/month'],
    ['$<cost>k', '$5k'],
    ['$<rich>M', '$1.2M'],
    ['$<rich> million', '$1.2 million'],
    ['CHF <chf>', 'CHF 2.50/h'],
    ['<loss>', '−$5000'],
  ])('of money: %j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each([
    ['<rate> rps', '1000 rps'],
    ['<rate> req/s', '1000 req/s'],
    ['<rate> per second', '1000 requests per second'],
    ['<rate>/min', '60000 requests/min'],
    ['<daily> requests per day', '86400 requests per day'],
    ['<params> parameters', '25 M parameters'],
    ['<params>M parameters', '25M parameters'],
    ['<params>M', '25M'],
    ['<params> million', '25 million'],
    ['<params>B', '0.025B'],
    ['<tokens>M tokens', '1.2M tokens'],
    ['<million> million products', '14 million products'],
    ['<mega> million parameters', '18.4 million parameters'],
    ['<mega> billion parameters', '18.4M billion parameters'],
    ['<tokens> B-trees', '1200000 tokens B-trees'],
  ])('of counts and rates: %j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each([
    ['~<about>', '~45 ms'],
    ['about <about>', 'about 45 ms'],
    ['about **<about>**', 'about **45 ms**'],
    ['< <below>', '< 45 ms'],
    ['took <about>', 'took ~45 ms'],
  ])('nor is what is said of the number: %j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });
});

describe('styles', () => {
  it.each([
    ['<long>', '12,345.6 s', '12 345.6 s', '12.345,6 s'],
    ['<long> ms', '12,345,600 ms', '12 345 600 ms', '12.345.600 ms'],
    ['<s> seconds', '0.045 seconds', '0.045 seconds', '0,045 seconds'],
    ['<sum>', '$1,234,567.50', '$1 234 567.50', '$1.234.567,50'],
    ['<loss>', '−$5,000', '−$5 000', '−$5.000'],
    ['<tokens>', '1,200,000 tokens', '1 200 000 tokens', '1.200.000 tokens'],
    ['<fall>', '−5 to −3 min', '−5 to −3 min', '−5 to −3 min'],
  ])('%j has its digits grouped as the user likes', (text, comma, space, point) => {
    expect([filled(text, 'comma'), filled(text, 'space'), filled(text, 'point')]).toEqual([
      comma,
      space,
      point,
    ]);
  });
});

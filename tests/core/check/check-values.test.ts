import { expect, it } from 'vitest';
import { valueProblems } from '../../../src/core/check/check.ts';
import { valuesOf } from '../../../src/core/fill/values.ts';
import type { Metric } from '../../../src/core/base/metric.ts';
import { openSource, type Span } from '../../../src/core/base/span.ts';

const source = openSource('metrics.md', 'latency accuracy day words slowdown');
const spanOf = (word: string): Span => {
  const start = source.text.indexOf(word);
  return source.spanAt(start, start + word.length);
};
const metric = (name: string, more: Partial<Metric>): [string, Metric] => [
  name,
  { name, kind: 'number', prompt: name, at: spanOf(name), ...more },
];
const metrics = new Map([
  metric('latency', { unit: 'ms', min: 1, max: 100 }),
  metric('accuracy', { unit: '%', min: 0, max: 100 }),
  metric('day', { kind: 'date' }),
  metric('words', { kind: 'text' }),
  metric('slowdown', { derive: 'latency / 2', unit: 'ms' }),
]);

/** Problems of the stored values, as `code at: message`. */
function problems(stored: Readonly<Record<string, string>>): readonly string[] {
  const fills = Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [name, { value, updatedAt: '' }]),
  );
  const values = valuesOf({ metrics }, fills, { thousands: 'comma' });
  return valueProblems(metrics, values).map(
    ({ severity, code, at, message }) => `${severity} ${code} ${at.file}:${at.start.column}: ${message}`,
  );
}

it('has nothing to say of sound values', () => {
  expect(problems({ latency: '45 ± 3 ms', accuracy: '82%', day: '2026-11-24', words: 'any' })).toEqual([]);
  expect(problems({})).toEqual([]);
});

it('warns of a value outside the range of its metric, in its own unit', () => {
  expect(problems({ latency: '2000 ms', accuracy: '-1%' })).toEqual([
    'warning value-range metrics.md:1: latency: 2000 ms is above the expected range (1 to 100).',
    'warning value-range metrics.md:9: accuracy: -1% is below the expected range (0 to 100).',
  ]);
  expect(problems({ latency: '0.05 s' })).toEqual([]);
});

it('reports a value that cannot be read as what its metric is', () => {
  expect(problems({ latency: '12 parsecs', accuracy: '1,2,3', day: '24.11.2026' })).toEqual([
    expect.stringMatching(
      /^error value-invalid metrics\.md:1: latency: the stored value "12 parsecs" is invalid: can't convert parsecs to ms/,
    ),
    'error value-invalid metrics.md:9: accuracy: the stored value "1,2,3" is invalid: 1,2,3 is not a number.',
    'error value-invalid metrics.md:18: day: the stored value "24.11.2026" is invalid: 24.11.2026 is not a date.',
  ]);
});

it('has nothing to say of a value stored for a computed metric, which is never used', () => {
  expect(problems({ slowdown: '12 parsecs' })).toEqual([]);
});

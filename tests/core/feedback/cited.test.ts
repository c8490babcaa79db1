import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/core/base/metric.ts';
import type { Placeholder } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { isSettled } from '../../../src/core/feedback/cited.ts';
import { feedbackOn } from '../../../src/core/feedback/feedback.ts';
import { valuesOf } from '../../../src/core/fill/values.ts';
import { answerWith } from '../../support/figure-cases.ts';

const source = openSource('a.md', 'x');
const declared: Readonly<Record<string, readonly [value: string, unit?: string]>> = {
  latency: ['45 ms', 'ms'],
  slow: ['180 ms', 'ms'],
  accuracy: ['82 %', '%'],
  gap: ['1 points', 'pp'],
  speedup: ['2.3×', '×'],
  similarity: ['0.78'],
  layers: ['6 layers', 'layers'],
  heads: ['8 heads', 'heads'],
  batch: ['32'],
  few: ['4'],
  price: ['$0.20/h', '$/h'],
  cost: ['$0.50', '$'],
  rate: ['1000 requests/s', 'requests/s'],
  params: ['25 M parameters', 'M parameters'],
  memory: ['24 GB', 'GB'],
  range: ['40–50 min', 'min'],
};
const texts = {
  gpu: 'one RTX 3090',
  repo: 'https://github.com/you/repo/',
  papers: 'CLIP, I-JEPA',
  card: 'NVIDIA L4 (24 GB)',
} as const;

const metrics = new Map<string, Metric>(
  [
    ...Object.entries(declared).map(([name, [, unit]]) => ({ name, unit })),
    ...Object.keys(texts).map((name) => ({ name, unit: undefined })),
  ].map(({ name, unit }) => [
    name,
    {
      name,
      kind: name in texts ? 'text' : 'number',
      prompt: name,
      at: source.spanAt(0, 0),
      ...(unit !== undefined && { unit }),
    },
  ]),
);
const updatedAt = '2026-11-24T10:00:00+01:00';
const fills = Object.fromEntries([
  ...Object.entries(declared).map(([name, [value]]) => [name, { value, updatedAt }] as const),
  ...Object.entries(texts).map(([name, value]) => [name, { value, updatedAt }] as const),
]);
const values = valuesOf({ metrics }, fills, { thousands: 'comma' });
const { question: asked } = answerWith('It is fast.', []);
const placeholders = [...metrics.keys(), 'latency', 'unfilled'].map((key): Placeholder => ({
  key,
  kind: 'fill-in',
  written: source.textAt(0, 1),
  inFollowUp: true,
}));
const cited = (answer: string): string =>
  feedbackOn(answer, { ...asked, placeholders }, values).cited.join(' ');

it.each(['It costs us 184 euros a month.', 'The cost is € 184 per month.', '184 EUR'])(
  'an amount behind a sign is cited by %j',
  (said) => {
    for (const unit of [undefined, '€']) {
      const { question, values: known } = answerWith('Cost per month: € [X]', [[184, unit]]);
      expect(feedbackOn(said, question, known).cited).toEqual(question.placeholderKeys);
      expect(feedbackOn('184 requests a month', question, known).cited).toEqual([]);
    }
  },
);

describe('numbers with a unit', () => {
  it.each([
    ['It took 45 ms.', 'latency'],
    ['It took 45ms, on average', 'latency'],
    ['45 milliseconds', 'latency'],
    ['0.045 seconds', 'latency'],
    ['a 45-millisecond median', 'latency'],
    ['from 45 to 180 ms', 'latency slow'],
    ['45 ms against 180 ms', 'latency slow'],
    ['from 180 ms down to 45', 'latency slow'],
    ['82%', 'accuracy'],
    ['82 percent, one point more', 'accuracy'],
    ['1 percentage point apart', 'gap'],
    ['just 1 point', 'gap'],
    ['2.3 times faster', 'speedup'],
    ['2.3x', 'speedup'],
    ['a factor of 2.3', 'speedup'],
    ['a 2.3-fold gain', 'speedup'],
    ['8 heads', 'heads'],
    ['8 attention heads in 6 layers', 'layers heads'],
    ['$0.20/h', 'price'],
    ['$0.2 per hour', 'price'],
    ['$0.50 each', 'cost'],
    ['$0.50 per million requests', 'cost'],
    ['0.5 dollars', 'cost'],
    ['1,000 requests per second', 'rate'],
    ['1000 rps', 'rate'],
    ['25 million parameters', 'params'],
    ['25M parameters', 'params'],
    ['24 gigabytes', 'memory'],
    ['between 40 and 50 minutes', 'range'],
  ])('%j cites %s', (answer, expected) => {
    expect(cited(answer)).toBe(expected);
  });

  it.each([
    'It took 45.',
    '45 s',
    '145 ms',
    '45.5 ms',
    '45,000 ms',
    'v45 ms',
    '82 ms',
    '82 points',
    '1 %',
    '2.3',
    '8',
    '8 GPUs',
    'the 8 and the heads',
    'room 6, several layers',
    '$0.5 million',
    '$0.50 per hour',
    '1000 tokens per second',
    '25 parameters',
    '24 MB',
    '45 minutes and 10 ms',
  ])('%j cites nothing', (answer) => {
    expect(cited(answer)).toBe('');
  });
});

describe('numbers that were said', () => {
  it.each([
    ['it took forty five milliseconds', 'latency'],
    ['from forty five to one hundred and eighty milliseconds', 'latency slow'],
    ['eighty two percent and one percentage point more', 'accuracy gap'],
    ['two point three times faster', 'speedup'],
    ['a similarity of zero point seven eight', 'similarity'],
    ['eight heads in six layers', 'layers heads'],
    ['batches of thirty two', 'batch'],
    ['fifty cents, no, zero point five dollars', 'cost'],
    ['a thousand requests per second', 'rate'],
    ['twenty five million parameters in twenty four gigabytes', 'params memory'],
    ['one rtx 3090', 'gpu'],
  ])('%j cites %s', (answer, expected) => {
    expect(cited(answer)).toBe(expected);
  });

  it.each([
    'forty five',
    'a couple of heads',
    'the sixth layer',
    'eight and a half heads',
    'four point five',
  ])('%j cites nothing', (answer) => {
    expect(cited(answer)).toBe('');
  });
});

describe('plain numbers and words', () => {
  it.each([
    ['a similarity of 0.78.', 'similarity'],
    ['about .78', 'similarity'],
    ['batches of 32 pairs', 'batch'],
    ['one rtx 3090, nothing else', 'gpu'],
    ['on an NVIDIA L4', 'card'],
    ['on an NVIDIA L4 (24 GB)', 'memory card'],
    ['on an NVIDIA L40S', ''],
    ['see github.com/you/repo', 'repo'],
    ['I-JEPA, and before it CLIP', 'papers'],
  ])('%j cites %s', (answer, expected) => {
    expect(cited(answer)).toBe(expected);
  });

  it.each([
    '0.8',
    '0.780001',
    '10.78',
    '78',
    '32 GB',
    '32%',
    '$32',
    '4',
    '4 of them',
    'one RTX 30901',
    'CLIP alone',
    '',
  ])('%j cites nothing', (answer) => {
    expect(cited(answer)).toBe('');
  });
});

it('names each metric once, in the order of the question', () => {
  expect(cited('82 % at 180 ms and 45 ms, 45 ms')).toBe('latency slow accuracy');
});

it('looks through the beginning of a very long answer', () => {
  expect(cited(`45 ms ${'45 and 7 x 3.5 % of $2 '.repeat(5000)}`)).toBe('latency');
  expect(cited(`${'and so it went '.repeat(10_000)} 45 ms`)).toBe('');
});

it('settles a value where a person marked each point that cites it as said', () => {
  const answer =
    '- The cache is local.\n- A build takes [FILL IN: build] s.\n- A test takes [FILL IN: test] s.\n';
  const { question, values: own } = answerWith(answer, [
    [9, 's'],
    [4, 's'],
  ]);
  const [build = '', test = ''] = question.placeholderKeys;
  const settled = (key: string): boolean => isSettled(key, [0, 1, null], question, own);
  expect([build, test, 'other'].map(settled)).toEqual([true, false, false]);
});

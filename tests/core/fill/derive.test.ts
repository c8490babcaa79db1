import { describe, expect, it } from 'vitest';
import {
  decide,
  derivedValues,
  deriveProblems,
  inputsOfDerived,
  valuesOf,
} from '../../../src/core/fill/values.ts';
import type { Value } from '../../../src/core/fill/conditional.ts';
import type { Metric } from '../../../src/core/base/metric.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { exampleValues } from '../../support/examples.ts';

const plain = { thousands: 'none' } as const;
const nowhere = openSource('metrics.md', '').spanAt(0, 0);

/** Metrics by name: `['50 ms', 'ms']`-like pairs are example and unit; `{ derive }` are derived. */
function metricsOf(all: Readonly<Record<string, Partial<Metric>>>): ReadonlyMap<string, Metric> {
  return new Map(
    Object.entries(all).map(([name, more]) => [
      name,
      { name, kind: 'number', prompt: name, at: nowhere, ...more },
    ]),
  );
}

const given = {
  short: { unit: 'ms', example: '50' },
  long: { unit: 's', example: '0.32' },
  acc: { unit: '%', example: '82' },
  acc2: { unit: '%', example: '81' },
  price: { unit: '$/h', example: '0.20' },
  rate: { unit: 'requests/s', example: '1000' },
  nodes: { unit: 'instances', example: '8' },
  tests: { unit: 'tests', example: '140' },
  params: { unit: 'M parameters', example: '25' },
  size: { unit: 'GB', example: '2.5' },
  small: { unit: 'MB', example: '800' },
  plain: { example: '3' },
  zero: { example: '0' },
  watts: { unit: 'W', example: '350' },
  hours: { unit: 'h', example: '8' },
  work: { unit: 'GFLOPs', example: '4.1' },
  link: { unit: 'Mbit/s', example: '100' },
  gpu: { kind: 'text', example: 'RTX 3090' },
} as const;

/** The shown value of one derived metric over the given ones, or its problem. */
function derived(derive: string, unit?: string, digits?: number): string {
  const one = { derive, ...(unit !== undefined && { unit }), ...(digits !== undefined && { digits }) };
  const metrics = metricsOf({ ...given, one });
  const values = exampleValues({ metrics }, plain);
  const [problem] = deriveProblems(metrics, values);
  const value = values.get('one');
  // A metric with a problem has no value, and one without has.
  expect(problem === undefined).toBe(value !== undefined);
  return problem ? `${problem.code}: ${problem.message}` : (value?.text ?? '');
}

describe('values', () => {
  it.each([
    ['long / short', '×', 1, '6.4×'],
    ['50% / 2', 'pp', 1, '25\u00A0points'],
    ['abs(acc2 - acc)', 'pp', 1, '1\u00A0point'],
    ['(acc - acc2) / acc', '%', undefined, '1.22%'],
    ['100% - acc', '%', undefined, '18%'],
    ['acc - plain * (acc - acc2)', '%', undefined, '79%'],
    ['14.4 * acc', '%', undefined, '1181%'],
    ['price * nodes / rate * 1000000', '$', 2, '$0.44'],
    ['price * nodes', '$/h', 2, '$1.60/h'],
    ['rate / nodes', 'requests/s', 0, '125\u00A0requests/s'],
    ['rate * short', 'requests', 1, '50\u00A0requests'],
    ['1 / short', 'requests/s', 0, '20\u00A0requests/s'],
    ['long - short', 'ms', 0, '270\u00A0ms'],
    ['size / small', '×', undefined, '3.13×'],
    ['params * 2', 'M parameters', 0, '50\u00A0M parameters'],
    ['(acc - acc2) / (long - short)', 'pp/ms', undefined, '0.0037\u00A0points/ms'],
    ['log2(long / short)', undefined, 2, '2.68'],
    ['sqrt(short * short)', 'ms', undefined, '50\u00A0ms'],
    ['(short * 2) ^ 2 / short', 'ms', undefined, '200\u00A0ms'],
    ['max(short, long)', 'ms', undefined, '320\u00A0ms'],
    ['round(rate / plain)', 'requests/s', undefined, '333\u00A0requests/s'],
    ['nodes / 8', 'instances', 0, '1\u00A0instance'],
    ['nodes - 1', 'instances', 0, '7\u00A0instances'],
    ['acc / 100%', undefined, undefined, '0.82'],
    ['watts * hours', 'kWh', 1, '2.8\u00A0kWh'],
    ['work / short', 'GFLOP/s', 0, '82\u00A0GFLOP/s'],
    ['size / link', 's', 0, '200\u00A0s'],
    ['1 / short', 'Hz', 0, '20\u00A0Hz'],
    ['short - long', 'ms', 0, '\u2212270\u00A0ms'],
    ['1e-30 * plain', undefined, 2, '0'],
    ['1e-27 * plain', undefined, undefined, '0.000000000000000000000000003'],
  ])('%s in %s is shown as it should', (derive, unit, digits, expected) => {
    expect(derived(derive, unit, digits)).toBe(expected);
  });

  it('keeps the full number beside the rounded text', () => {
    const metrics = metricsOf({ ...given, one: { derive: 'size / small', unit: '×', digits: 1 } });
    expect(exampleValues({ metrics }, plain).get('one')).toEqual({
      text: '3.1×',
      plain: '3.1×',
      number: 3.125,
      unit: '×',
      origin: 'derived',
    });
  });

  it('may depend on derived ones, in any order of declaration', () => {
    const metrics = metricsOf({
      third: { derive: 'second + 1' },
      second: { derive: 'first * 2' },
      first: { example: '3' },
    });
    expect(exampleValues({ metrics }, plain).get('third')?.text).toBe('7');
  });

  it('are not filled while an input is missing', () => {
    const metrics = metricsOf({
      first: {},
      second: { derive: 'first * 2' },
      third: { derive: 'second + 1' },
    });
    expect(derivedValues(metrics, new Map(), plain)).toEqual(new Map());
    expect(deriveProblems(metrics)).toEqual([]);
  });

  it('never take a stored value of their own', () => {
    const metrics = metricsOf({
      first: {},
      second: { derive: 'first * 2' },
      third: { derive: 'second + 1' },
    });
    const known = new Map([['second', { text: '5', number: 5, origin: 'typed' as const }]]);
    expect(derivedValues(metrics, known, plain)).toEqual(new Map());
  });

  it('are computed from each other, a hundred in a row', () => {
    const chain = Array.from({ length: 100 }, (_, i) => [`m${i + 1}`, { derive: `m${i} + 1` }] as const);
    const metrics = metricsOf({ ...Object.fromEntries(chain.toReversed()), m0: { example: '0' } });
    expect(exampleValues({ metrics }, plain).get('m100')?.number).toBe(100);
  });
});

/** The stretch of the file that the problem of `one` points at. */
function pointedAt(yaml: string, derive: string, from: number, to: number): string | undefined {
  const source = openSource('metrics.md', yaml);
  const one: Metric = {
    name: 'one',
    kind: 'number',
    prompt: '',
    at: source.spanAt(0, 3),
    derive,
    deriveAt: source.spanAt(from, to),
  };
  const problem = deriveProblems(new Map([['one', one]]))[0];
  expect(problem && source.pointAt(problem.at.start.offset)).toEqual(problem?.at.start);
  return problem && yaml.slice(problem.at.start.offset, problem.at.end.offset);
}

describe('words and conditions', () => {
  const all = {
    ...given,
    slow: { derive: 'long / short', unit: '×', digits: 1 },
    verdict: { kind: 'text', derive: 'if(slow > 4, "faster than n", "slower than n")' },
    worst: { derive: 'if(long > short, long, short)', unit: 'ms' },
    guarded: { derive: 'if(measured(zero), plain, 0)' },
    seen: { kind: 'text', derive: 'if(measured(gpu), gpu, "no GPU")' },
    quick: { kind: 'text', derive: 'if(short < 100 and acc >= 82%, "quick", "slow")' },
  } as const;
  const metrics = metricsOf(all);
  const shown = (values: ReadonlyMap<string, Value>): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(
      ['slow', 'verdict', 'worst', 'guarded', 'seen', 'quick'].map((name) => [name, values.get(name)?.text]),
    );

  it('follow from values, bare numbers in the unit of what they are compared with', () => {
    expect(deriveProblems(metrics)).toEqual([]);
    expect(shown(exampleValues({ metrics }, plain))).toEqual({
      slow: '6.4×',
      verdict: 'faster than n',
      worst: '320\u00A0ms',
      guarded: '3',
      seen: 'RTX 3090',
      quick: 'quick',
    });
  });

  it('are open while an input is, and not measured when one was not', () => {
    const fills = {
      short: { value: '50 ms', updatedAt: '' },
      plain: { value: '3', updatedAt: '' },
      gpu: { notMeasured: { reason: 'none at hand' }, updatedAt: '' },
    };
    expect(shown(valuesOf({ metrics }, fills, plain))).toEqual({ seen: 'no GPU' });
    const without = { ...fills, long: { notMeasured: {}, updatedAt: '' } };
    expect(shown(valuesOf({ metrics }, without, plain))).toEqual({
      slow: 'not measured',
      verdict: 'not measured',
      worst: 'not measured',
      seen: 'no GPU',
    });
  });

  it.each([
    ['short > acc', undefined, 'derive-unit: one: ms and % cannot be compared'],
    ['short > 4', undefined, 'derive-unit: one: the result is a condition, not a value'],
    ['if(short > 4, "a", "b")', undefined, 'derive-unit: one: the result is text, but one is a number'],
    ['if(short > 4, short, acc)', undefined, 'derive-unit: one: if returns ms or %, whose units differ'],
    ['if(measured(nothing), 1, 2)', undefined, 'derive-unknown: one: unknown metric nothing'],
    ['if(plain > 1, 1 / zero, 2)', undefined, 'derive-division: one: division by zero'],
    ['if(gpu > 1, 1, 2)', undefined, 'derive-unit: one: text and a number cannot be compared'],
  ])('%s declared in %s', (derive, unit, expected) => {
    expect(derived(derive, unit)).toBe(expected);
  });

  it('is not computed into what it is not', () => {
    const [problem] = deriveProblems(metricsOf({ a: {}, one: { kind: 'text', derive: 'a + 1' } }));
    expect(problem).toMatchObject({
      code: 'derive-unit',
      message: 'one: the result is a number, but one is a text',
    });
  });
});

describe('problems', () => {
  it.each([
    ['short + acc', undefined, 'derive-unit: one: ms and % cannot be added'],
    ['100 - acc', '%', 'derive-unit: one: no unit and % cannot be subtracted'],
    ['acc - acc2', '%', 'derive-unit: one: the result is in pp, but one is declared in %'],
    ['short', undefined, 'derive-unit: one: the result is in ms, but one is declared without a unit'],
    ['acc', undefined, 'derive-unit: one: the result is in %, but one is declared without a unit'],
    ['long / short', 'ms', 'derive-unit: one: the result is in no unit, but one is declared in ms'],
    ['price * nodes', '$', 'derive-unit: one: the result is in $/h, but one is declared in $'],
    ['nodes + tests', 'tests', 'derive-unit: one: instances and tests cannot be added'],
    ['price', '€/h', 'derive-unit: one: the result is in $/h, but one is declared in €/h'],
    ['log2(short)', undefined, 'derive-unit: one: log2 of a value in ms'],
    ['sqrt(short)', undefined, 'derive-unit: one: sqrt of a value in ms'],
    ['2 ^ short', undefined, 'derive-unit: one: an exponent cannot have a unit, but this one is in ms'],
    ['short ^ 1.5', undefined, 'derive-unit: one: ms can only be raised to a small whole number'],
    ['min(short, acc)', undefined, 'derive-unit: one: min of ms and %'],
    ['gpu * 2', undefined, 'derive-unit: one: gpu is a text, not a number'],
    ['short * unheard', undefined, 'derive-unknown: one: unknown metric unheard'],
    ['__proto__ + 1', undefined, 'derive-unknown: one: unknown metric __proto__'],
    ['plain +', undefined, 'derive-syntax: one: the expression ends too early'],
    ['plain / 0', undefined, 'derive-division: one: division by zero'],
    ['plain / zero', undefined, 'derive-division: one: division by zero'],
    ['log2(zero)', undefined, 'derive-division: one: log2 of zero'],
    ['sqrt(-1)', undefined, 'derive-division: one: sqrt of a negative number'],
    ['zero ^ -1', undefined, 'derive-division: one: division by zero'],
    [
      '(0 - plain) ^ 0.5',
      undefined,
      'derive-division: one: a negative number cannot be raised to that power',
    ],
    ['1e308 * 10', undefined, 'derive-overflow: one: the result is too large'],
    ['plain ^ 1000', undefined, 'derive-overflow: one: the result is too large'],
    ['plain * 1e300 / 2', undefined, 'derive-overflow: one: the result has more than 40 digits'],
    ['watts * 2', 'kWh', 'derive-unit: one: the result is in W, but one is declared in kWh'],
    ['one', undefined, 'derive-cycle: one: it is derived from itself: one → one'],
  ])('%s declared in %s', (derive, unit, expected) => {
    expect(derived(derive, unit)).toBe(expected);
  });

  it('finds a division by zero with the values that the user has', () => {
    const metrics = metricsOf({ a: { example: '1' }, b: { example: '0' }, one: { derive: 'a / b' } });
    expect(deriveProblems(metrics)).toEqual([]);
    expect(deriveProblems(metrics, exampleValues({ metrics }, plain))).toMatchObject([
      { code: 'derive-division' },
    ]);
  });

  it('reports each cycle once, and not those that only depend on it', () => {
    const metrics = metricsOf({
      before: { derive: 'a + 1' },
      a: { derive: 'b' },
      b: { derive: 'c' },
      c: { derive: 'a' },
      x: { derive: 'y' },
      y: { derive: 'x' },
    });
    expect(deriveProblems(metrics).map(({ message }) => message)).toEqual([
      'c: it is derived from itself: c → a → b → c',
      'y: it is derived from itself: y → x → y',
    ]);
  });

  it('suggests a name only when it is like the one that was written', () => {
    const hintOf = (derive: string): string | undefined =>
      deriveProblems(metricsOf({ ...given, one: { derive } }))[0]?.hint;
    expect(hintOf('lonng / 2')).toBe('did you mean long?');
    expect(hintOf('unheard_of / 2')).toBe('declare it in metrics.md');
  });

  it('stops at a result that is too large, and says nothing of what is computed from it', () => {
    const metrics = metricsOf({ a: { derive: '1e308 * 10' }, b: { derive: 'a + 1' } });
    expect(deriveProblems(metrics).map(({ message }) => message)).toEqual(['a: the result is too large']);
    expect(exampleValues({ metrics }, plain)).toEqual(new Map());
  });

  it('points at the wrong name itself, whether the expression is quoted or not', () => {
    expect(pointedAt('x:\none: 1 + unheard * 2\n', '1 + unheard * 2', 8, 23)).toBe('unheard');
    expect(pointedAt('x:\none: "1 + unheard * 2"\n', '1 + unheard * 2', 8, 25)).toBe('unheard');
    expect(pointedAt('x:\none: 1 + * 2\n', '1 + * 2', 8, 15)).toBe('*');
  });

  it('points at the whole value where it is folded over lines', () => {
    const yaml = 'one: >-\n  1 +\n  unheard\n';
    expect(pointedAt(yaml, '1 + unheard', 5, yaml.length - 1)).toBe('>-\n  1 +\n  unheard');
  });
});

it('knows what has to be filled for a derived metric', () => {
  const metrics = metricsOf({
    total: { derive: 'part * price + part' },
    part: { derive: 'a / b' },
    a: {},
    b: {},
    price: {},
    broken: { derive: 'a +' },
  });
  expect(inputsOfDerived(metrics)).toEqual(
    new Map([
      ['part', ['a', 'b']],
      ['total', ['a', 'b', 'price']],
      ['broken', []],
    ]),
  );
});

it('counts what is computed without an optional value as unfilled, not as not measured', () => {
  const metrics = metricsOf({
    own: { unit: 'ms' },
    gpu: { unit: 'ms', tier: 'optional' },
    best: { unit: 'ms', derive: 'if(measured(gpu), gpu, own)' },
    both: { unit: 'ms', derive: 'gpu + own' },
  });
  const values = valuesOf({ metrics }, {}, plain);
  expect(decide('best > 4', values)).toBe('open');
  expect(decide('both > 4', values)).toBe('fails');
  expect(decide('best > 4', valuesOf({ metrics }, { own: { value: '5', updatedAt: '' } }, plain))).toBe(
    'holds',
  );
});

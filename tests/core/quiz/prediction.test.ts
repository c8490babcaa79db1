import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/core/base/attempt.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { predictionsOf, readPrediction } from '../../../src/core/quiz/prediction.ts';

const attempt = (
  minute: number,
  predicted: number | undefined,
  points: Attempt['points'],
  question = 'attention',
): Attempt => ({
  id: `id-${minute}`,
  question,
  rating: 'good',
  at: instantOf(minute * 60_000),
  elapsedMs: 1000,
  mode: 'type',
  points,
  cited: [],
  ...(predicted !== undefined && { predicted }),
});

describe('what somebody predicts', () => {
  it.each([
    ['70', 5, 0.7],
    ['70 %', 5, 0.7],
    ['70%', 5, 0.7],
    ['100', 5, 1],
    ['4/5', 5, 0.8],
    ['4 of 5', 5, 0.8],
    ['3/4', 8, 0.75],
    ['4', 5, 0.8],
    ['5', 5, 1],
    ['10', 12, 10 / 12],
    ['0', 5, 0],
    ['0', 0, 0],
  ])('%j of %i points is %d', (text, points, share) => {
    expect(readPrediction(text, points)).toBeCloseTo(share, 10);
  });

  it.each([
    '',
    '  ',
    '6',
    '7/5',
    '4/0',
    '-1',
    '101',
    '120 %',
    'well',
    'four',
    '0.7',
    '4 of',
    '1e2',
    '0.7.1',
    'NaN',
    '9'.repeat(200),
  ])('%j of 5 points is none', (text) => {
    expect(readPrediction(text, 5)).toBeUndefined();
  });

  it('is a share or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (text, points) => {
        const share = readPrediction(text, points) ?? 0;
        expect(share >= 0 && share <= 1).toBe(true);
      }),
      { seed: 2 },
    );
  });
});

describe('predictions against what came of them', () => {
  it('are those with a share and points that were settled, in order of time', () => {
    const { list } = predictionsOf([
      attempt(3, 0.8, [1, 1, 0, 0], 'b'),
      attempt(1, 1, [1, 0], 'a'),
      attempt(2, undefined, [1]),
      attempt(4, 0.5, []),
      attempt(5, 1.5, [1]),
      attempt(6, Number.NaN, [1]),
      attempt(7, 0.5, [null, null]),
      attempt(0, 1, [1, null, 0, null], 'c'),
    ]);
    expect(list).toEqual([
      { at: 0, question: 'c', predicted: 1, actual: 0.5 },
      { at: 60_000, question: 'a', predicted: 1, actual: 0.5 },
      { at: 180_000, question: 'b', predicted: 0.8, actual: 0.5 },
    ]);
  });

  it('have a bias with its sign, and an error without', () => {
    const { meanBias, meanAbsoluteError } = predictionsOf([
      attempt(1, 1, [1, 0]),
      attempt(2, 0.5, [1, 1, 1, 0]),
    ]);
    expect(meanBias).toBeCloseTo(0.125, 10);
    expect(meanAbsoluteError).toBeCloseTo(0.375, 10);
    expect(predictionsOf([])).toEqual({ list: [], deciles: [] });
  });

  it('are put into tenths, from low to high, a full prediction into the last', () => {
    const half = [1, 0] as const;
    const { deciles } = predictionsOf([
      attempt(1, 1, half),
      attempt(2, 0.95, [1]),
      attempt(3, 0.7, half),
      attempt(4, 0.29, half),
      attempt(5, 0.3, [0]),
    ]);
    expect(deciles.map(({ from, to, count, actual }) => [from, to, count, actual])).toEqual([
      [0.2, 0.3, 1, 0.5],
      [0.3, 0.4, 1, 0],
      [0.7, 0.8, 1, 0.5],
      [0.9, 1, 2, 0.75],
    ]);
    expect(deciles.at(-1)?.predicted).toBeCloseTo(0.975, 10);
  });

  it('count each prediction in one tenth', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (shares) => {
        const { list, deciles } = predictionsOf(shares.map((share, i) => attempt(i, share, [1, 0])));
        expect(list).toHaveLength(shares.length);
        expect(deciles.reduce((sum, { count }) => sum + count, 0)).toBe(shares.length);
      }),
      { seed: 2 },
    );
  });
});

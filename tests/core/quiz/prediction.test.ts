import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrediction } from '../../../src/core/quiz/prediction.ts';

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

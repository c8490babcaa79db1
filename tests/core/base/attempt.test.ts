import { describe, expect, it } from 'vitest';
import { coveredShare, pointsByName, pointsCell, suggestRating } from '../../../src/core/base/attempt.ts';

const ticks = (covered: number, of: number): readonly (0 | 1)[] =>
  Array.from({ length: of }, (_, i) => (i < covered ? 1 : 0));

describe('the suggested rating', () => {
  it.each([
    [3, 3, 'good'],
    [1, 1, 'good'],
    [9, 15, 'hard'],
    [3, 5, 'hard'],
    [2, 3, 'hard'],
    [5, 9, 'again'],
    [1, 2, 'again'],
    [0, 4, 'again'],
  ])('for %d of %d points is %s', (covered, of, rating) => {
    expect(suggestRating(ticks(covered, of))).toBe(rating);
  });

  it('is none when there are no points, and when none is settled', () => {
    expect(suggestRating([])).toBeUndefined();
    expect(suggestRating([null, null, null])).toBeUndefined();
  });

  it.each([
    [[1, 1, null, null], 'hard'],
    [[1, 0, null], 'again'],
    [[1, 1, 0, null, null], 'hard'],
    [[1, null, null], undefined],
    [[0, null, null], undefined],
  ] as const)('rests on settled points, once they are half of all: %j is %s', (points, rating) => {
    expect(suggestRating(points)).toBe(rating);
  });

  it('does not depend on which points were covered', () => {
    expect(suggestRating([0, 1, 1])).toBe(suggestRating([1, 1, 0]));
  });
});

describe('points that nobody settled', () => {
  it('count neither as covered nor as missed', () => {
    expect(coveredShare([1, null, 0, null])).toBe(0.5);
    expect(coveredShare([null, null])).toBeUndefined();
  });

  it('are told in tables', () => {
    expect([pointsCell([1, 0]), pointsCell([1, 0, null]), pointsCell([null, null]), pointsCell([])]).toEqual([
      '1/2',
      '1/2, 1 unsettled',
      '2 unsettled',
      '',
    ]);
  });

  it('are null by name, as are those of which nothing is stored', () => {
    expect(pointsByName(['a', 'b', 'c', 'd'], [1, 0, null]).map(({ covered }) => covered)).toEqual([
      true,
      false,
      null,
      null,
    ]);
  });
});

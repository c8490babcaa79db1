import { describe, expect, it } from 'vitest';
import { suggestRating } from '../../../src/core/base/attempt.ts';

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

  it('is none when there is nothing to tick', () => {
    expect(suggestRating([])).toBeUndefined();
  });

  it('does not depend on which points were covered', () => {
    expect(suggestRating([0, 1, 1])).toBe(suggestRating([1, 1, 0]));
  });
});

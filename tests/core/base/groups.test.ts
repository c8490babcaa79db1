import { describe, expect, it } from 'vitest';
import { countBy, groupBy } from '../../../src/core/base/collections.ts';

const WORDS = ['pear', 'fig', 'plum', 'kiwi', 'nut'];
const lengthOf = (word: string): number => word.length;

describe('items by what they have in common', () => {
  it('keep their order, and keys the order in which they first come', () => {
    expect([...groupBy(WORDS, lengthOf)]).toEqual([
      [4, ['pear', 'plum', 'kiwi']],
      [3, ['fig', 'nut']],
    ]);
  });

  it('are counted in the same order', () => {
    expect([...countBy(WORDS, lengthOf)]).toEqual([
      [4, 3],
      [3, 2],
    ]);
    expect(countBy([], lengthOf).size).toBe(0);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listDiff } from '../../../src/core/base/diff.ts';

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

describe('the difference between two lists', () => {
  it('has all items in order, and common ones as in the new list', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'B', 'c.', '–', '全角'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const runs = listDiff(before, after, isSame);
        const side = (sign: string): readonly string[] =>
          runs.flatMap((run) => (run.sign === ' ' || run.sign === sign ? run.items : []));
        expect(side('+')).toEqual(after);
        expect(side('-').map((item) => item.toLowerCase())).toEqual(before.map((item) => item.toLowerCase()));
        expect(runs.every((run, at) => run.sign !== runs[at + 1]?.sign)).toBe(true);
      }),
    );
  });
});

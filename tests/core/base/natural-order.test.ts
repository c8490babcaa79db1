import { expect, it } from 'vitest';
import fc from 'fast-check';
import { naturalOrder } from '../../../src/core/base/text.ts';

it('puts numbers in paths in order of their value', () => {
  const paths = [
    'b/1.md',
    'a/10-x.md',
    'a/2-x.md',
    'a/02-y.md',
    'a.md',
    'a/9.md',
    'a/10-b.md',
    '10/1.md',
    '9/2.md',
  ];
  expect(paths.toSorted(naturalOrder)).toEqual([
    '9/2.md',
    '10/1.md',
    'a.md',
    'a/2-x.md',
    'a/02-y.md',
    'a/9.md',
    'a/10-b.md',
    'a/10-x.md',
    'b/1.md',
  ]);
});

it('copes with numbers of any length', () => {
  expect(naturalOrder(`a${'9'.repeat(400)}`, `a1${'0'.repeat(400)}`)).toBeLessThan(0);
});

it('is a total order', () => {
  const path = fc.stringMatching(/^[ab0129/.]{0,6}$/);
  fc.assert(
    fc.property(path, path, path, (a, b, c) => {
      expect(Math.sign(naturalOrder(a, b))).toBe(-Math.sign(naturalOrder(b, a)) + 0);
      expect(naturalOrder(a, b) === 0).toBe(a === b);
      if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0)
        expect(naturalOrder(a, c)).toBeLessThanOrEqual(0);
    }),
    { seed: 1 },
  );
});

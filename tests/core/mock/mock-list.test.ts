// How a mock is called: its place, its id, or as much of the id as tells it from the others.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseMock, shortIds } from '../../../src/core/mock/mock.ts';

describe('the short id of a mock', () => {
  it('is its moment, and more where two share that', () => {
    expect(shortIds(['01KAT3C1Q0AA', '01KAT3C1Q0AB', '01KAT3C1Q9ZZ', 'short'])).toEqual([
      '01KAT3C1Q0AA',
      '01KAT3C1Q0AB',
      '01KAT3C1Q9',
      'short',
    ]);
  });

  it('means that mock and no other', () => {
    const id = fc.string({ unit: fc.constantFrom('0', 'A', 'B'), minLength: 12, maxLength: 14 });
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 8 }), (ids) => {
        expect(shortIds(ids).map((short) => chooseMock(ids, short))).toEqual(ids);
      }),
    );
  });
});

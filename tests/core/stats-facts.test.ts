// Attempts without their texts: what statistics are told of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptFacts } from '../../src/core/stats-facts.ts';
import { heatBounds, heatLevel, mondayOf } from '../../src/core/stats-days.ts';
import { medianOf, shareOf, wilson } from '../../src/core/stats-share.ts';
import { anyJournal, attempt, noon } from '../support/entries.ts';

describe('facts', () => {
  it('are the same in whatever order the entries come', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        expect(attemptFacts(entries.toReversed())).toEqual(attemptFacts(entries));
      }),
    );
  });

  it('follow a question to its new id, and leave out what was taken back', () => {
    const facts = attemptFacts([
      attempt('1', 'a', 'good', noon(0), { predicted: 0.5, text: 'words' }),
      attempt('2', 'b', 'again', noon(1), { cram: true, text: ' ' }),
      attempt('3', 'b', 'good', noon(2)),
      { type: 'undo', id: '4', at: noon(3), target: '3' },
      { type: 'relink', id: '5', at: noon(4), from: 'a', to: 'c' },
    ]);
    const plain = { elapsedMs: 1000, points: [], cited: [] };
    expect(facts).toMatchObject([
      { ...plain, question: 'c', at: noon(0), rating: 'good', cram: false, worded: true, predicted: 0.5 },
      { ...plain, question: 'b', at: noon(1), rating: 'again', cram: true, worded: false },
    ]);
  });
});

describe('shares', () => {
  it('have the range of Wilson', () => {
    // The example of the paper's interval in textbooks: 8 of 10.
    const { low, high } = wilson(8, 10);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.4902', '0.9433']);
    expect(wilson(0, 5).low).toBe(0);
    expect(wilson(5, 5).high).toBe(1);
  });

  it('are none below what they take', () => {
    expect(shareOf(3, 4, 5)).toEqual({ hits: 3, total: 4, least: 5 });
    expect(shareOf(3, 5, 5)).toMatchObject({ share: 0.6 });
    expect(shareOf(0, 0, 0)).toEqual({ hits: 0, total: 0, least: 0 });
    expect(medianOf([5, 1, 3, 2], 4)).toEqual({ total: 4, least: 4, value: 2.5 });
    expect(medianOf([1], 2)).toEqual({ total: 1, least: 2 });
  });
});

describe('days', () => {
  it('have levels that grow with their counts', () => {
    const levels = (counts: readonly number[]) => counts.map((count) => heatLevel(count, heatBounds(counts)));
    expect(levels([0, 1, 1, 1])).toEqual([0, 1, 1, 1]);
    expect(levels([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
    expect(levels([10, 20, 30, 40, 0])).toEqual([1, 2, 3, 4, 0]);
  });

  it('lie in weeks that begin on Monday, before 1970 as well', () => {
    // 1970-01-05 was a Monday, and so was 1969-12-29.
    expect([4, 5, 10, 11, 0, -3, -4].map(mondayOf)).toEqual([4, 4, 4, 11, -3, -3, -10]);
  });
});

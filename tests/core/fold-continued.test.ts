// A fold that goes on from an earlier one: the very same as a fold from nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMerged } from '../../src/core/fold.ts';
import { mergeEntries, type Entry } from '../../src/core/journal.ts';
import { keptOf, withMore } from '../../src/core/kept.ts';
import { anyAttempt, anyEntry, attempt, noon, params } from '../support/entries.ts';

const anyParams = fc.constantFrom(params, { ...params, interviewDay: '2026-12-24' });
/** Ids of their own, as entries of one id are never added to a fold. */
const anyLong = fc
  .array(anyEntry, { minLength: 1, maxLength: 60 })
  .map((entries) => entries.map((entry, i): Entry => ({ ...entry, id: `id-${i}` })));

const mergedOf = (entries: readonly Entry[]) => mergeEntries(entries).map(keptOf);

describe('a fold that goes on', () => {
  it('is the same as one from nothing, wherever the journal is cut, undos and moves included', () => {
    fc.assert(
      fc.property(anyLong, fc.oneof(fc.nat(3), fc.nat(60)), anyParams, (entries, more, some) => {
        const cut = Math.max(0, entries.length - more);
        const merged = mergedOf(entries.slice(0, cut));
        const all = withMore(merged, entries.slice(cut));
        if (!all) throw new Error('each id comes once');
        const before = { progress: foldMerged(merged, some), merged };
        const onward = foldMerged(all, some, before);
        expect(all).toEqual(mergedOf(entries));
        expect(onward).toEqual(foldMerged(mergedOf(entries), some));
        // Whatever follows from the order of questions must not hang on it either.
        expect([...onward.seen.keys()]).toEqual([...foldMerged(all, some).seen.keys()]);
      }),
      { numRuns: 400 },
    );
  });

  it('is the same as one from nothing when attempts come at the end, whatever stood there before', () => {
    const anyMore = fc.array(anyAttempt, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyLong, anyMore, fc.boolean(), (entries, more, isMoved) => {
        const merged = mergedOf(isMoved ? entries : entries.filter(({ type }) => type !== 'relink'));
        // Ids that an undo among the entries may target ahead of their time.
        const added = more.map((each, i) => ({ ...each, id: `id-${entries.length + i}`, at: noon(400 + i) }));
        const all = withMore(merged, added);
        if (!all) throw new Error('each id comes once');
        const onward = foldMerged(all, params, { progress: foldMerged(merged, params), merged });
        const anew = foldMerged(all, params);
        expect(onward).toEqual(anew);
        expect([...onward.seen.keys()]).toEqual([...anew.seen.keys()]);
        expect([...onward.schedules.keys()]).toEqual([...anew.schedules.keys()]);
      }),
      { numRuns: 400 },
    );
  });

  it('counts chances to the very same sums, whatever question is taken out and put back', () => {
    const questions = Array.from({ length: 30 }, (_, i) => `q${i}`);
    const days = [0, 1, 3, 8, 20];
    const reviews = questions.flatMap((question, i) =>
      days.map((day, nth) =>
        attempt(
          `${question}-${nth}`,
          question,
          i % 3 === 0 ? 'hard' : 'good',
          noon(day + (nth > 0 ? i % 2 : 0)),
        ),
      ),
    );
    const merged = mergedOf(reviews);
    const before = { progress: foldMerged(merged, params), merged };
    for (const question of questions) {
      const all = withMore(merged, [{ type: 'undo', id: 'undo', at: noon(30), target: `${question}-2` }]);
      if (!all) throw new Error('each id comes once');
      expect(foldMerged(all, params, before)).toEqual(foldMerged(all, params));
    }
  });

  it('does not let times beyond all measure make sums inexact', () => {
    const huge = Number.MAX_SAFE_INTEGER - 1;
    const some = ['a', 'b', 'c', 'd', 'e'].map((question, i) =>
      attempt(`${i}`, question, 'good', noon(0), { elapsedMs: i < 2 ? huge : 3 }),
    );
    const merged = mergedOf(some);
    const all = withMore(merged, [{ type: 'undo', id: '9', at: noon(1), target: '0' }]);
    if (!all) throw new Error('each id comes once');
    const onward = foldMerged(all, params, { progress: foldMerged(merged, params), merged });
    expect(onward).toEqual(foldMerged(all, params));
  });

  it('is not wanted when an id comes twice', () => {
    const one = attempt('1', 'a', 'good', noon(0));
    expect(withMore([keptOf(one)], [one])).toBeUndefined();
    expect(withMore([], [one, one])).toBeUndefined();
  });
});

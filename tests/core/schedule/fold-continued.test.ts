// Entries folded on top of a fold: the very same as a fold of all of them, or none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fold, foldEntries, foldMore } from '../../../src/core/schedule/fold.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { anyEntry, anyJournal, attempt, noon, params } from '../../support/entries.ts';

const anyParams = fc.constantFrom(params, { ...params, interviewDay: '2026-12-24' });

/** With the order of questions: what is shown must not depend on where a journal was cut. */
const inOrder = ({ progress, timesMs, greatestId }: Fold) => ({
  progress: {
    ...progress,
    schedules: [...progress.schedules],
    seen: [...progress.seen],
    days: [...progress.days],
  },
  suspended: [...progress.suspended],
  notes: [...progress.notes],
  times: new Map([...timesMs].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  greatestId,
});

describe('entries on top of a fold', () => {
  it('give what all of them give, or nothing, wherever a journal is cut', () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(40), anyParams, (entries, cut, some) => {
        const before = foldEntries(entries.slice(0, cut), some);
        const more = foldMore(before, entries.slice(cut), some);
        if (more) expect(inOrder(more)).toEqual(inOrder(foldEntries(entries, some)));
      }),
    );
  });

  it('give it whenever they come later and touch nothing that came before', () => {
    const anyLater = fc.array(anyEntry, { minLength: 1, maxLength: 12 }).map((entries) => {
      const idOf = (place: number): string => `later-${String(place).padStart(3, '0')}`;
      return entries
        .filter(({ type }) => type !== 'relink')
        .map((entry, i): Entry => {
          const dated = { ...entry, id: idOf(i), at: noon(400 + i) };
          return dated.type === 'undo' ? { ...dated, target: idOf(Math.floor(i / 2)) } : dated;
        });
    });
    fc.assert(
      fc.property(anyJournal, anyLater, anyParams, (entries, later, some) => {
        const known = new Set(later.map(({ id }) => id));
        // One that the filter took away was never there.
        const sound = later.filter((entry) => entry.type !== 'undo' || known.has(entry.target));
        const more = foldMore(foldEntries(entries, some), sound, some);
        if (!more) throw new Error('entries that come later can be folded on top');
        expect(inOrder(more)).toEqual(inOrder(foldEntries([...entries, ...sound], some)));
      }),
    );
  });

  it('are the same however many steps they come in', () => {
    const days = [0, 1, 3, 8, 20, 21];
    const entries = days.flatMap((day, nth) =>
      ['a', 'b', 'c'].map((question, i) =>
        attempt(`${nth}${i}`, question, (nth + i) % 4 === 0 ? 'again' : 'good', noon(day + i / 100), {
          elapsedMs: 1000 * ((nth * 7 + i) % 5),
          points: [1, 0],
        }),
      ),
    );
    let fold: Fold | undefined = foldEntries([], params);
    for (const entry of entries) fold = fold && foldMore(fold, [entry], params);
    expect(fold && inOrder(fold)).toEqual(inOrder(foldEntries(entries, params)));
  });

  const base = [
    attempt('2', 'a', 'good', noon(1)),
    { type: 'undo', id: '3', at: noon(2), target: '5' } as const,
  ];
  it.each<readonly [string, Entry]>([
    ['an attempt of an earlier time', attempt('6', 'a', 'good', noon(0))],
    ['an attempt of the same moment', attempt('6', 'a', 'good', noon(2))],
    ['an id that may have come before', attempt('1', 'a', 'good', noon(3))],
    ['an entry that was undone before it came', attempt('5', 'a', 'good', noon(3))],
    ['an undo of what came before', { type: 'undo', id: '6', at: noon(3), target: '2' }],
    ['a history that moves', { type: 'relink', id: '6', at: noon(3), from: 'a', to: 'b' }],
  ])('are refused when they hold %s', (_, entry) => {
    expect(foldMore(foldEntries(base, params), [entry], params)).toBeUndefined();
  });

  it('are refused when times beyond all measure make sums inexact', () => {
    const huge = Number.MAX_SAFE_INTEGER - 1;
    const before = foldEntries([attempt('1', 'a', 'good', noon(0), { elapsedMs: huge })], params);
    const more = [attempt('2', 'b', 'good', noon(0.01), { elapsedMs: huge })];
    expect(foldMore(before, more, params)).toBeUndefined();
  });
});

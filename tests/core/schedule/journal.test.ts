import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Points } from '../../../src/core/base/attempt.ts';
import { RATINGS } from '../../../src/core/base/attempt.ts';
import { dayOf, type Instant } from '../../../src/core/base/day.ts';
import { seededRandom, shuffled } from '../../../src/core/base/random.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import {
  type Entry,
  liveAttempts,
  liveEntries,
  mergeEntries,
  writtenOrder,
} from '../../../src/core/schedule/journal.ts';
import { preview } from '../../../src/core/schedule/schedule.ts';
import { anyJournal, at, attempt, noon, params } from '../../support/entries.ts';

const undo = (id: string, target: string, when = noon(30)): Entry => ({ type: 'undo', id, at: when, target });
const relink = (id: string, from: string, to: string, when: Instant): Entry => ({
  type: 'relink',
  id,
  at: when,
  from,
  to,
});
const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id);

describe('merging journals', () => {
  const merge = mergeEntries;

  it('keeps each entry once, in order of time and then of id', () => {
    const one = attempt('b', 'q', 'good', noon(1));
    const two = attempt('a', 'q', 'good', noon(1));
    const three = attempt('c', 'q', 'good', noon(0));
    expect(idsOf(merge([one, two], [three, one]))).toEqual(['c', 'a', 'b']);
  });

  it('commutes, associates and is idempotent, for forged ids too', () => {
    fc.assert(
      fc.property(anyJournal, anyJournal, anyJournal, (a, b, c) => {
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(merge(merge(a), merge(a))).toEqual(merge(a));
        expect(merge(a, b, c)).toEqual(merge(merge(c, b), a));
      }),
      { seed: 21 },
    );
  });
});

describe('the order in which they were written', () => {
  const made = (id: string, days: number): Entry => attempt(id, 'q', 'good', noon(days));

  it('is that of each file, and between files that of time', () => {
    const here = [made('1', 1), made('ahead', 9), made('3', 2), made('5', 4)];
    const there = [made('0', 0), made('2', 1.5), made('4', 3)];
    const order = ['0', '1', '2', 'ahead', '3', '4', '5'];
    expect(idsOf(writtenOrder([here, there]))).toEqual(order);
    expect(idsOf(writtenOrder([there, here.slice(0, 2), here]))).toEqual(order);
  });

  it('is that of time where no clock was ahead', () => {
    fc.assert(
      fc.property(anyJournal, anyJournal, (a, b) => {
        const files = [mergeEntries(a), mergeEntries(b)];
        const times = (entries: readonly Entry[]) => entries.map((entry) => entry.at);
        expect(times(writtenOrder(files))).toEqual(times(mergeEntries(...files)));
      }),
      { seed: 24 },
    );
  });
});

describe('entries in force', () => {
  const one = attempt('1', 'q', 'again', noon(0));

  it('are those that no undo takes back', () => {
    expect(idsOf(liveEntries([one, attempt('2', 'q', 'good', noon(1)), undo('3', '2')]))).toEqual(['1']);
  });

  it('come back when the undo is undone, and go again when that is undone', () => {
    expect(idsOf(liveEntries([one, undo('2', '1'), undo('3', '2')]))).toEqual(['1']);
    expect(idsOf(liveEntries([one, undo('2', '1'), undo('3', '2'), undo('4', '3')]))).toEqual([]);
  });

  it('stay out while any of several undos stands', () => {
    expect(idsOf(liveEntries([one, undo('2', '1'), undo('3', '1'), undo('4', '3')]))).toEqual([]);
  });

  it('are taken back also by an undo with an earlier time, written while the clock ran backwards', () => {
    expect(liveEntries([undo('2', '1', noon(-5)), one])).toEqual([]);
  });

  it('are untouched by an undo of nothing, of itself, and by undos in a ring', () => {
    const entries = [one, undo('2', 'no such'), undo('3', '3'), undo('4', '5'), undo('5', '4')];
    expect(idsOf(liveEntries(entries))).toEqual(['1']);
  });

  it('are found through a chain of 50 000 undos', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => undo(`u${i}`, i === 0 ? '1' : `u${i - 1}`));
    expect(idsOf(liveEntries([one, ...chain]))).toEqual(['1']);
    expect(idsOf(liveEntries([one, ...chain.slice(1)]))).toEqual(['1']);
    expect(idsOf(liveEntries([one, ...chain.slice(0, -1)]))).toEqual([]);
  });
});

describe('the fold', () => {
  it('does not depend on the order of the entries, nor on repeats', () => {
    fc.assert(
      fc.property(anyJournal, fc.integer(), (entries, seed) => {
        const unique = mergeEntries(entries);
        const mixed = shuffled([...unique, ...unique.slice(0, 5)], seededRandom(seed));
        expect(foldJournal(mixed, params)).toEqual(foldJournal(entries, params));
      }),
      { seed: 22 },
    );
  });

  it('counts every attempt in force exactly once, whatever was relinked', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const live = liveEntries(mergeEntries(entries)).filter((entry) => entry.type === 'attempt');
        const { seen, days } = foldJournal(entries, params);
        const inSeen = [...seen.values()].reduce((sum, one) => sum + one.attempts, 0);
        expect(inSeen).toBe(live.length);
        expect(new Set(days.keys())).toEqual(new Set(live.map((entry) => dayOf(entry.at, params.calendar))));
      }),
      { seed: 23 },
    );
  });

  it('leaves the world without an attempt as if it had never been given, once it is undone', () => {
    fc.assert(
      fc.property(anyJournal, fc.constantFrom(...RATINGS), (entries, rating) => {
        const given = attempt('new', 'a', rating, noon(29));
        const after = foldJournal([...entries, given, undo('undo', 'new')], params);
        const before = foldJournal(entries, params);
        expect(after).toEqual(before);
      }),
      { seed: 24 },
    );
  });

  it('leads to the schedule that the preview showed when the rating was given', () => {
    const entries = [attempt('1', 'q', 'good', noon(0)), attempt('2', 'q', 'good', noon(2))];
    const { schedules } = foldJournal(entries, params);
    for (const rating of RATINGS) {
      const shown = preview(schedules.get('q'), 'q', noon(13), params)[rating];
      const after = foldJournal([...entries, attempt('3', 'q', rating, noon(13))], params);
      expect(after.schedules.get('q')).toEqual(shown);
    }
  });

  it('survives an attempt with a time before the last one', () => {
    const entries = [attempt('1', 'q', 'good', noon(10)), attempt('2', 'q', 'good', noon(4))];
    expect(foldJournal(entries, params).schedules.get('q')).toMatchObject({ reps: 2, lastAt: noon(10) });
  });

  it('remembers the latest attempt, the coverage of the latest that checked points, and the title', () => {
    const { seen } = foldJournal(
      [
        attempt('1', 'q', 'hard', noon(0), { points: [1, 1, 0, 1], title: 'Old', questionHash: 'h1' }),
        attempt('2', 'q', 'good', noon(1), { title: 'New', questionHash: 'h2' }),
        attempt('3', 'q', 'again', noon(2), { elapsedMs: 60_000 }),
      ],
      params,
    );
    expect(seen.get('q')).toEqual({
      attempts: 3,
      // The others took less than three seconds, and left no text.
      medianMs: 60_000,
      firstAt: noon(0),
      lastAt: noon(2),
      lastRating: 'again',
      coverage: 0.75,
      expected: expect.closeTo(0.88, 1),
      strength: {
        stabilityDays: expect.closeTo(1.1, 1),
        difficulty: expect.closeTo(7.4, 1),
        lastAt: noon(2),
      },
      title: 'New',
      hash: 'h2',
    });
  });

  it('counts settled points alone, and knows no coverage after a list that was left unsettled', () => {
    const coverage = (...lists: readonly Points[]): number | undefined =>
      foldJournal(
        lists.map((points, i) => attempt(`${i}`, 'q', 'good', noon(i), { points })),
        params,
      ).seen.get('q')?.coverage;
    expect(coverage([1, null, 0, null])).toBe(0.5);
    expect(coverage([1, 1, 1, 0], [null, null, null, null])).toBeUndefined();
    expect(coverage([null, null], [1, 0])).toBe(0.5);
    expect(coverage([1, 0], [])).toBe(0.5);
  });

  it('keeps notes and suspensions', () => {
    const { notes, suspended } = foldJournal(
      [
        { type: 'note', id: '1', at: noon(0), question: 'a', text: 'look up the paper' },
        { type: 'suspend', id: '2', at: noon(1), question: 'a' },
        { type: 'suspend', id: '3', at: noon(1), question: 'b' },
        { type: 'unsuspend', id: '4', at: noon(2), question: 'b' },
      ],
      params,
    );
    expect(notes.get('a')).toEqual([{ id: '1', at: noon(0), text: 'look up the paper' }]);
    expect([...suspended]).toEqual(['a']);
  });

  it('of nothing is nothing', () => {
    const empty = foldJournal([], params);
    expect(empty.schedules.size + empty.seen.size + empty.days.size).toBe(0);
  });
});

describe('days', () => {
  it('count a question once as new and once a later day as reviewed, however often it was repeated', () => {
    const { days } = foldJournal(
      [
        attempt('1', 'a', 'again', noon(0)),
        attempt('2', 'a', 'good', noon(0.01)),
        attempt('3', 'b', 'good', noon(0.02)),
        attempt('4', 'a', 'again', noon(2)),
        attempt('5', 'a', 'good', noon(2.01)),
        attempt('6', 'c', 'good', noon(2.02)),
      ],
      params,
    );
    expect([...days]).toMatchObject([
      ['2026-11-01', { first: 2, firstRecalled: 1, reviews: 0 }],
      [
        '2026-11-03',
        {
          first: 1,
          firstRecalled: 1,
          reviews: 1,
          recalled: 0,
          foretold: expect.closeTo(0.71, 2),
          remembered: 0,
          covered: expect.closeTo(0.3, 2),
          likely: expect.closeTo(0.71, 2),
          expected: expect.closeTo(0.49, 2),
        },
      ],
    ]);
  });

  it('end at four in the morning', () => {
    const { days } = foldJournal([attempt('1', 'a', 'good', at('2026-11-02T03:30:00+01:00'))], params);
    expect([...days.keys()]).toEqual(['2026-11-01']);
  });

  it('count cramming as done but neither as new nor as reviewed, and leave its schedule alone', () => {
    const { days, schedules, seen } = foldJournal(
      [
        attempt('1', 'a', 'good', noon(0), { cram: true }),
        attempt('2', 'b', 'good', noon(0)),
        attempt('3', 'b', 'again', noon(1), { cram: true }),
        attempt('4', 'a', 'good', noon(2)),
      ],
      params,
    );
    expect(days.get('2026-11-01')).toMatchObject({ first: 1, reviews: 0 });
    expect(days.get('2026-11-02')).toMatchObject({ first: 0, reviews: 0 });
    expect(days.get('2026-11-03')).toMatchObject({ first: 1, reviews: 0 });
    expect(schedules.get('b')).toMatchObject({ reps: 1, lastAt: noon(0) });
    expect(schedules.get('a')).toMatchObject({ reps: 1, lastAt: noon(2) });
    expect(seen.get('b')).toMatchObject({ attempts: 2, lastRating: 'again' });
  });
});

describe('a relink', () => {
  it('moves attempts, notes and the suspension, and joins them in order of time', () => {
    const { seen, schedules, notes, suspended } = foldJournal(
      [
        attempt('1', 'old', 'good', noon(0)),
        attempt('2', 'new', 'good', noon(1)),
        { type: 'note', id: '3', at: noon(1), question: 'old', text: 'note' },
        { type: 'suspend', id: '4', at: noon(2), question: 'old' },
        attempt('5', 'old', 'again', noon(3)),
        relink('6', 'old', 'new', noon(4)),
      ],
      params,
    );
    expect([...seen.keys()]).toEqual(['new']);
    expect(seen.get('new')).toMatchObject({ attempts: 3, lastRating: 'again' });
    expect(schedules.get('new')).toMatchObject({ reps: 3, lapses: 1 });
    expect(notes.get('new')).toHaveLength(1);
    expect([...suspended]).toEqual(['new']);
  });

  it('gives the schedule that the question would have had under its new name all along', () => {
    const reviews = [noon(0), noon(2), noon(9)] as const;
    const renamed = [
      ...reviews.map((when, i) => attempt(`${i}`, 'old', 'good', when)),
      relink('r', 'old', 'new', noon(10)),
    ];
    const always = reviews.map((when, i) => attempt(`${i}`, 'new', 'good', when));
    expect(foldJournal(renamed, params).schedules).toEqual(foldJournal(always, params).schedules);
  });

  it('leaves to the old name what is answered under it afterwards', () => {
    const { seen } = foldJournal(
      [
        attempt('1', 'old', 'good', noon(0)),
        relink('2', 'old', 'new', noon(1)),
        attempt('3', 'old', 'hard', noon(2)),
      ],
      params,
    );
    expect([seen.get('old')?.attempts, seen.get('new')?.attempts]).toEqual([1, 1]);
  });

  it('that was taken back is remembered, until the undo is taken back as well', () => {
    const moved = [attempt('1', 'old', 'good', noon(0)), relink('2', 'old', 'new', noon(1))];
    expect(foldJournal(moved, params).undoneRelinks).toEqual([]);
    const refused = foldJournal([...moved, undo('3', '2', noon(2))], params);
    expect(refused.undoneRelinks).toEqual([{ from: 'old', to: 'new' }]);
    expect([...refused.seen.keys()]).toEqual(['old']);
    const again = foldJournal([...moved, undo('3', '2', noon(2)), undo('4', '3', noon(3))], params);
    expect(again.undoneRelinks).toEqual([]);
  });

  it('follows chains, and survives cycles and a question relinked to itself', () => {
    const history = attempt('1', 'a', 'good', noon(0));
    const chain = [history, relink('2', 'a', 'b', noon(1)), relink('3', 'b', 'c', noon(2))];
    expect([...foldJournal(chain, params).seen.keys()]).toEqual(['c']);
    const cycle = [history, relink('2', 'a', 'b', noon(1)), relink('3', 'b', 'a', noon(2))];
    expect([...foldJournal(cycle, params).seen.keys()]).toEqual(['a']);
    expect([...foldJournal([history, relink('2', 'a', 'a', noon(1))], params).seen.keys()]).toEqual(['a']);
  });

  it('can be undone', () => {
    const entries = [attempt('1', 'a', 'good', noon(0)), relink('2', 'a', 'b', noon(1)), undo('3', '2')];
    expect([...foldJournal(entries, params).seen.keys()]).toEqual(['a']);
  });

  it('5000 times over still has all attempts', () => {
    const entries: Entry[] = Array.from({ length: 500 }, (_, i) => attempt(`a${i}`, 'a', 'good', noon(0)));
    for (let i = 0; i < 5000; i++)
      entries.push(relink(`r${i}`, i % 2 ? 'b' : 'a', i % 2 ? 'a' : 'b', noon(1)));
    expect([...foldJournal(entries, params).seen.values()]).toMatchObject([{ attempts: 500 }]);
  });
});

describe('attempts in force', () => {
  it('are the same in whatever order the entries come', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        expect(liveAttempts(entries.toReversed())).toEqual(liveAttempts(entries));
      }),
    );
  });

  it('follow a question to its new id, and leave out what was undone', () => {
    const attempts = liveAttempts([
      attempt('1', 'a', 'good', noon(0)),
      attempt('2', 'b', 'again', noon(1)),
      attempt('3', 'b', 'good', noon(2)),
      undo('4', '3', noon(3)),
      relink('5', 'a', 'c', noon(4)),
    ]);
    expect(attempts.map(({ id, question }) => [id, question])).toEqual([
      ['1', 'c'],
      ['2', 'b'],
    ]);
  });
});

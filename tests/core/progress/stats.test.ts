// Your progress: what each figure counts, and laws that hold for every journal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/base/day.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { type Entry, liveAttempts } from '../../../src/core/schedule/journal.ts';
import { RATINGS } from '../../../src/core/base/attempt.ts';
import {
  medianOf,
  shareOf,
  type Stats,
  type StatsFrom,
  statsOf,
  wilson,
} from '../../../src/core/progress/stats.ts';
import { recentDaysText } from '../../../src/screens/progress/stats.ts';
import { anyJournal, attempt, at, berlin, noon, params } from '../../support/entries.ts';
import { head, yearFrom, yearHeads, yearStats } from '../../support/progress-year.ts';

const now = at('2026-11-24T10:00:00+01:00');
const heads = new Map(
  ['a', 'b', 'c', '__proto__'].map((id, i) => [
    id,
    head(id, { section: `S${i % 2}`, tags: i > 1 ? ['t'] : [] }),
  ]),
);

const fromOf = (entries: readonly Entry[], more: Partial<StatsFrom> = {}): StatsFrom => ({
  ...yearFrom(0),
  now,
  heads,
  progress: foldJournal(entries, params),
  attempts: liveAttempts(entries),
  ...more,
});
const stats = (entries: readonly Entry[], more: Partial<StatsFrom> = {}): Stats =>
  statsOf(fromOf(entries, more));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const ratingsOf = ({ ratings }: Pick<Stats, 'ratings'>): number =>
  sum(RATINGS.map((rating) => ratings[rating]));

describe('every journal', () => {
  it('has totals that are the sums of days, of ratings and of sections', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const all = stats(entries);
        expect(sum(all.days.map((day) => day.attempts))).toBe(all.attempts);
        expect(sum(all.days.map((day) => day.elapsedMs))).toBe(all.elapsedMs);
        expect(ratingsOf(all)).toBe(all.attempts);
        expect(sum(all.sections.map((section) => section.attempts))).toBe(all.attempts);
        for (const section of all.sections) expect(ratingsOf(section)).toBe(section.attempts);
      }),
    );
  });

  it('is parted by sections, but for questions that no bank has', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const all = stats(entries);
        const parts = ['S0', 'S1'].map((name) => stats(entries, { filters: { section: [name] } }));
        const gone = all.sections.find(({ section }) => section === undefined)?.attempts ?? 0;
        expect(sum(parts.map((part) => part.attempts)) + gone).toBe(all.attempts);
        const standing = ({ forecast: { overdue, later, unseen, days } }: Stats): number =>
          overdue + later + unseen + sum(days.map(({ due }) => due));
        expect(sum(parts.map(standing))).toBe(standing(all));
        expect(sum(parts.map(({ retention }) => retention.total))).toBeLessThanOrEqual(all.retention.total);
      }),
    );
  });

  it('is parted by the day from which it is counted', () => {
    fc.assert(
      fc.property(anyJournal, fc.integer({ min: 0, max: 30 }), (entries, days) => {
        const since = dayOf(noon(days), berlin);
        const [all, late] = [stats(entries), stats(entries, { since })];
        expect(late.days).toEqual(all.days.filter(({ day }) => day >= since));
        // Recall still knows what was rated before.
        expect(late.retention.total).toBeLessThanOrEqual(all.retention.total);
        expect(late.forecast).toEqual(all.forecast);
      }),
    );
  });

  it('gives shares between 0 and 1, inside their range', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const { retention, time, cited } = stats(entries);
        for (const { share, low = 0, high = 1, hits, total } of [retention, time.over, cited]) {
          expect(hits).toBeLessThanOrEqual(total);
          if (share !== undefined) expect(low <= share && share <= high).toBe(true);
        }
      }),
    );
  });
});

describe('nothing yet', () => {
  it('has no figure, and says how much is missing', () => {
    const none = stats([]);
    expect(none).toMatchObject({ attempts: 0, days: [], streakDays: 0 });
    expect(none.retention).toEqual({ desired: 0.9, hits: 0, total: 0, least: 20 });
    expect(none.forecast).toMatchObject({ overdue: 0, unseen: 4 });
    expect(none.coverage.share).toBeUndefined();
    expect(none.readiness.overall.readiness).toBe(0);
  });

  it('is more than a single attempt, which is counted', () => {
    const one = stats([attempt('1', 'a', 'good', at('2026-11-24T01:00:00+01:00'))]);
    // Before four in the morning it is still yesterday.
    expect(one.days).toEqual([{ day: '2026-11-23', attempts: 1, questions: 1, elapsedMs: 1000 }]);
    expect(one.streakDays).toBe(1);
  });
});

describe('recall', () => {
  it('counts the first review of a day of what was rated on an earlier day, and no cramming', () => {
    const { retention } = stats([
      attempt('1', 'a', 'again', noon(0)),
      attempt('2', 'a', 'good', noon(0)),
      attempt('3', 'a', 'good', noon(1), { cram: true }),
      attempt('4', 'a', 'again', noon(2)),
      attempt('5', 'a', 'good', noon(2)),
      attempt('6', 'a', 'hard', noon(23)),
      attempt('7', 'b', 'good', noon(22)),
    ]);
    expect(retention).toMatchObject({ hits: 1, total: 2 });
  });
});

describe('values cited', () => {
  const cites = new Map([['a', head('a', { placeholderKeys: ['old', 'new', 'open'] })]]);
  const value = (updatedAt: string) => ({ text: '1 ms', origin: 'typed', updatedAt }) as const;
  const values = new Map([
    ['old', value('2026-10-01T00:00:00.000+01:00')],
    ['new', value('2026-11-10T00:00:00.000+01:00')],
  ]);
  const answer = (id: string, day: number, cited: readonly string[], text = 'It took 1 ms.') =>
    attempt(id, 'a', 'good', noon(day), { cited, text });

  it('are those that had a value when the answer was given', () => {
    const { cited } = stats([answer('1', 0, ['old']), answer('2', 20, ['old']), answer('3', 21, [], '')], {
      heads: cites,
      values,
    });
    // One of one, then one of two; what was only thought counts in neither.
    expect(cited).toMatchObject({ hits: 2, total: 3, answers: 2 });
  });

  it('have had a value since an answer cited it, even when it was measured anew', () => {
    const { cited } = stats([answer('1', 0, ['new']), answer('2', 1, [])], { heads: cites, values });
    expect(cited).toMatchObject({ hits: 1, total: 4, answers: 2 });
  });
});

describe('a year', () => {
  it('counts every attempt once, whatever is asked for', () => {
    const all = yearStats(365);
    const tagged = yearStats(365, { filters: { tag: ['go-to'] } });
    const ids = new Set(
      [...yearHeads.values()].filter(({ tags }) => tags.includes('go-to')).map(({ id }) => id),
    );
    expect(tagged.attempts).toBe(yearFrom(365).attempts.filter(({ question }) => ids.has(question)).length);
    expect(all.attempts).toBe(800);
    expect(tagged.readiness.questions).toHaveLength(8);
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
  const each = (...days: readonly string[]) =>
    days.map((day, i) => attempt(`${i}`, 'a', 'good', at(`${day}T12:00:00+01:00`), { points: [1, 0] }));

  it('of the last two weeks are one line, today last', () => {
    const entries = each('2026-10-01', '2026-11-10', '2026-11-11', '2026-11-24', '2026-11-24');
    const told = (more: Partial<StatsFrom> = {}) => recentDaysText(stats(entries, more));
    expect(told()).toBe('Attempts per day, Nov 11 to 24: 1 0 0 0 0 0 0 0 0 0 0 0 0 2');
    expect(told({ since: '2026-11-22' })).toBe('Attempts per day, Nov 22 to 24: 0 0 2');
    expect(told({ since: '2026-11-24' })).toBe('Attempts per day, Nov 24: 2');
    expect(told({ now: at('2026-12-03T10:00:00+01:00') })).toMatch(
      /^Attempts per day, Nov 20 to Dec 3: 0 0 /,
    );
  });
});

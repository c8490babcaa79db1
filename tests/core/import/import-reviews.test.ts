// What another program logged, as attempts: days are folded, ratings mapped, and nothing counts twice.
import { describe, expect, it } from 'vitest';
import { type Instant, parseIso } from '../../../src/core/base/day.ts';
import { type Review, reviewEntries } from '../../../src/core/import/plan.ts';
import { berlin } from '../../support/entries.ts';

function at(iso: string): Instant {
  const instant = parseIso(`${iso}:00+02:00`);
  if (instant === undefined) throw new Error(iso);
  return instant;
}

const review = (iso: string, ease: Review['ease'], more: Partial<Review> = {}): Review => ({
  head: { id: 'index', title: 'What does an index cost?', answerHash: 'hash' },
  card: 'guid',
  at: at(iso),
  ease,
  elapsedMs: 9000,
  cram: false,
  ...more,
});

const now = at('2024-08-01T12:00');
const entries = (reviews: readonly Review[], known: readonly string[] = []) =>
  reviewEntries(reviews, new Set(known), 'own', berlin, now);
const ratings = (...reviews: readonly Review[]): readonly string[] =>
  entries(reviews).map(({ rating }) => rating);

describe('the reviews of another program', () => {
  it('become attempts with its ratings, times and the question as it is', () => {
    const [first, ...more] = entries([review('2024-07-03T11:46', 2)]);
    expect(more).toEqual([]);
    expect(first).toEqual({
      type: 'attempt',
      id: '01J1VZS4Y027167M8M0KFD0MH1',
      question: 'index',
      rating: 'hard',
      at: at('2024-07-03T11:46'),
      elapsedMs: 9000,
      mode: 'think',
      points: [],
      cited: [],
      title: 'What does an index cost?',
      questionHash: 'hash',
      bank: 'own',
    });
    expect(
      ratings(review('2024-07-01T10:00', 1), review('2024-07-02T10:00', 3), review('2024-07-03T10:00', 4)),
    ).toEqual(['again', 'good', 'easy']);
  });

  it('count once a day: the first, and the last when the first failed', () => {
    expect(ratings(review('2024-07-03T10:00', 3), review('2024-07-03T10:10', 3))).toEqual(['good']);
    expect(
      ratings(review('2024-07-03T10:00', 1), review('2024-07-03T10:01', 1), review('2024-07-03T10:20', 3)),
    ).toEqual(['again', 'good']);
    expect(ratings(review('2024-07-03T10:00', 1), review('2024-07-03T10:01', 1))).toEqual(['again']);
  });

  it('are of a day until four in the morning', () => {
    expect(ratings(review('2024-07-03T23:50', 3), review('2024-07-04T01:00', 4))).toEqual(['good']);
    expect(ratings(review('2024-07-03T23:50', 3), review('2024-07-04T05:00', 4))).toEqual(['good', 'easy']);
  });

  it('leave the schedule alone where they were out of turn', () => {
    const [cram, plain] = entries([
      review('2024-07-03T10:00', 4, { cram: true }),
      review('2024-07-03T11:00', 3),
    ]);
    expect([cram?.cram, plain?.cram]).toEqual([true, undefined]);
  });

  it('are left out when they are of a day to come', () => {
    expect(ratings(review('2030-01-01T10:00', 3))).toEqual([]);
  });

  it('are told apart by their cards', () => {
    const [one, other] = entries([
      review('2024-07-03T10:00', 3),
      review('2024-07-03T10:00', 3, { card: 'other', head: { id: 'b', title: 'B', answerHash: '' } }),
    ]);
    expect(one?.id).not.toBe(other?.id);
    expect(one?.id.slice(0, 10)).toBe(other?.id.slice(0, 10));
  });
});

describe('a second import', () => {
  const day = [review('2024-07-03T10:00', 1), review('2024-07-03T10:20', 3)];

  it('adds nothing that is there', () => {
    const first = entries(day);
    expect(first).toHaveLength(2);
    expect(
      entries(
        day,
        first.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  it('adds later days, and how a day ended that had failed so far', () => {
    const ids = entries(day.slice(0, 1)).map(({ id }) => id);
    expect(entries([...day, review('2024-07-05T10:00', 3)], ids).map(({ rating }) => rating)).toEqual([
      'good',
      'good',
    ]);
  });

  it('adds nothing to a day that was folded otherwise', () => {
    const ids = entries(day).map(({ id }) => id);
    expect(entries([...day, review('2024-07-03T20:00', 4)], ids)).toEqual([]);
    expect(entries([review('2024-07-03T09:00', 3), ...day], ids)).toEqual([]);
  });
});

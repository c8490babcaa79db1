import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { predictedRecall } from '../../../src/core/schedule/memory.ts';
import { replay, retrievability } from '../../../src/core/schedule/schedule.ts';
import {
  FEWEST_REVIEWS,
  judge,
  type Sequence,
  sequencesOf,
  splitByDay,
} from '../../../src/core/schedule/training.ts';
import { anyJournal, at, attempt, berlin, noon, params } from '../../support/entries.ts';

const sequence = (dayNumber: number, recalled: boolean): Sequence => ({
  dayNumber,
  reviews: [
    { rating: 'good', gapDays: 0 },
    { rating: recalled ? 'good' : 'again', gapDays: 3 },
  ],
});

describe('the reviews that a model is trained on', () => {
  it('are those that came a day or more after the one before, with all that led up to them', () => {
    const entries: Entry[] = [
      attempt('1', 'a', 'again', noon(0)),
      attempt('2', 'a', 'good', at('2026-11-01T12:10:00+01:00')),
      attempt('3', 'a', 'good', noon(4)),
    ];
    const [only, ...more] = sequencesOf(entries, berlin);
    expect(more).toEqual([]);
    expect(only?.reviews).toEqual([
      { rating: 'again', gapDays: 0 },
      { rating: 'good', gapDays: 0 },
      { rating: 'good', gapDays: 4 },
    ]);
  });

  it('count days by their end at four in the morning', () => {
    const entries = [
      attempt('1', 'a', 'good', at('2026-11-01T23:00:00+01:00')),
      attempt('2', 'a', 'good', at('2026-11-02T03:59:00+01:00')),
      attempt('3', 'a', 'good', at('2026-11-02T04:01:00+01:00')),
    ];
    expect(sequencesOf(entries, berlin).map(({ reviews }) => reviews.at(-1)?.gapDays)).toEqual([1]);
  });

  it('leave out what was crammed and what was taken back', () => {
    const entries: Entry[] = [
      attempt('1', 'a', 'good', noon(0)),
      attempt('2', 'a', 'again', noon(2), { cram: true }),
      attempt('3', 'a', 'again', noon(3)),
      { type: 'undo', id: '4', at: noon(3), target: '3' },
      attempt('5', 'a', 'good', noon(5)),
    ];
    expect(sequencesOf(entries, berlin).map(({ reviews }) => reviews.at(-1))).toEqual([
      { rating: 'good', gapDays: 5 },
    ]);
  });

  it('follow a question through its relinks', () => {
    const entries: Entry[] = [
      attempt('1', 'old', 'good', noon(0)),
      { type: 'relink', id: '2', at: noon(1), from: 'old', to: 'new' },
      attempt('3', 'new', 'good', noon(4)),
    ];
    expect(sequencesOf(entries, berlin)).toHaveLength(1);
  });

  it('are the same whatever the order of the journal, and never have a last gap of less than a day', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const sequences = sequencesOf(entries, berlin);
        expect(sequencesOf(entries.toReversed(), berlin)).toEqual(sequences);
        for (const { reviews } of sequences) {
          expect(reviews.length).toBeGreaterThan(1);
          expect(reviews[0]?.gapDays).toBe(0);
          expect(reviews.at(-1)?.gapDays).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('the days held out', () => {
  const many = Array.from({ length: FEWEST_REVIEWS }, (_, i) => sequence(20_000 + Math.floor(i / 10), true));

  it('are the latest quarter, and no day is on both sides', () => {
    const split = splitByDay(many);
    expect(split?.train).toHaveLength((3 * FEWEST_REVIEWS) / 4);
    expect(split?.heldOut).toHaveLength(FEWEST_REVIEWS / 4);
    expect(split?.from).toBe('2024-11-18');
    const last = Math.max(...(split?.train ?? []).map(({ dayNumber }) => dayNumber));
    expect(split?.heldOut.every(({ dayNumber }) => dayNumber > last)).toBe(true);
  });

  it('do not exist for too few reviews, nor when all are of one day', () => {
    expect(splitByDay(many.slice(1))).toBeUndefined();
    expect(splitByDay(many.map((one) => ({ ...one, dayNumber: 20_000 })))).toBeUndefined();
  });
});

describe('two models', () => {
  const heldOut = Array.from({ length: 100 }, (_, i) => sequence(20_000, i % 10 !== 0));
  const always = (chance: number): readonly number[] => heldOut.map(() => chance);

  it('are judged by their predictions of reviews that happened', () => {
    const { before, after, better } = judge(heldOut, always(0.5), always(0.9));
    expect(before.logLoss).toBeCloseTo(Math.LN2, 10);
    expect(after.logLoss).toBeCloseTo(-(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1)), 10);
    expect(before.rmse).toBeCloseTo(0.4, 10);
    expect(after.rmse).toBeCloseTo(0, 10);
    expect(better).toBe(true);
  });

  it('are not told apart by less than chance', () => {
    expect(judge(heldOut, always(0.9), always(0.9)).better).toBe(false);
    expect(judge(heldOut, always(0.9), always(0.5)).better).toBe(false);
    expect(judge(heldOut, always(0.88), always(0.9)).better).toBe(false);
  });

  it('may be certain and wrong without an endless loss', () => {
    expect(judge(heldOut, always(1), always(0)).before.logLoss).toBeLessThan(2);
  });
});

describe('what a history predicts', () => {
  it('is the chance of recall that its schedule has on the day', () => {
    const schedule = replay('a', [{ rating: 'good', at: noon(0) }], params);
    if (!schedule) throw new Error('no schedule');
    const reviews = [
      { rating: 'good', gapDays: 0 },
      { rating: 'again', gapDays: 9 },
    ] as const;
    expect(predictedRecall(reviews, params)).toBe(retrievability(schedule, noon(9), params));
  });
});

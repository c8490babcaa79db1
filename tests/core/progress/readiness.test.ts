import { describe, expect, it } from 'vitest';
import type { Points } from '../../../src/core/base/attempt.ts';
import { addDays } from '../../../src/core/base/day.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { forgettingOf, learnerPaceOf } from '../../../src/core/progress/simulate.ts';
import type { QuestionHead } from '../../../src/core/base/question.ts';
import {
  coverageSeen,
  leastReady,
  type Readiness,
  readinessOn,
} from '../../../src/core/progress/readiness.ts';
import { retrievability } from '../../../src/core/schedule/schedule.ts';
import { attempt, noon, params } from '../../support/entries.ts';
import { head } from '../../support/heads.ts';

const DAY = '2026-12-01';
const of = (
  heads: readonly QuestionHead[],
  entries: readonly Entry[] = [],
  more: { readonly filled?: readonly string[]; readonly forgetting?: number; readonly day?: string } = {},
): Readiness => {
  const values = new Map((more.filled ?? []).map((key) => [key, { text: '1', origin: 'typed' } as const]));
  const { forgetting = 1, day = DAY } = more;
  return readinessOn(day, { heads, progress: foldJournal(entries, params), values, params, forgetting });
};
const checked = (...points: Points) => ({ points });

describe('readiness of a question', () => {
  it('is the chance of recall on the day, times the share of points covered last', () => {
    const entries = [attempt('1', 'a', 'good', noon(20), checked(1, 1, 1, 0))];
    const [a] = of([head('a')], entries).questions;
    const schedule = foldJournal(entries, params).schedules.get('a');
    const recall = schedule ? retrievability(schedule, noon(30), params) : 0;
    expect(a).toMatchObject({
      recall,
      coverage: 0.75,
      readiness: recall * 0.75,
      attempted: true,
      recalls: 1,
    });
    expect(recall).toBeGreaterThan(0.5);
    expect(recall).toBeLessThan(0.95);
  });

  it('falls from day to day', () => {
    const entries = [attempt('1', 'a', 'good', noon(20), checked(1))];
    const on = (day: number) =>
      of([head('a')], entries, { day: addDays('2026-11-01', day) }).overall.readiness;
    expect([on(20), on(21) < 1, on(40) < on(30)]).toEqual([1, true, true]);
  });

  it('takes a rating for the coverage while no points were checked', () => {
    const seen = { attempts: 1, lastAt: noon(0) };
    expect(coverageSeen(undefined)).toBe(0);
    expect(
      (['again', 'hard', 'good', 'easy'] as const).map((lastRating) => coverageSeen({ ...seen, lastRating })),
    ).toEqual([0.3, 0.8, 1, 1]);
    expect(of([head('a')], [attempt('1', 'a', 'hard', noon(30))]).questions[0]).toMatchObject({
      coverage: 0.8,
    });
  });

  it('takes the rating as well where nobody settled a point, and settled points alone where somebody did', () => {
    const entries = [
      attempt('1', 'a', 'hard', noon(30), checked(null, null)),
      attempt('2', 'b', 'hard', noon(30), checked(1, null, null, 0)),
    ];
    expect(of([head('a'), head('b')], entries).questions).toMatchObject([
      { coverage: 0.8 },
      { coverage: 0.5 },
    ]);
  });

  it('is nothing for one never attempted, and for a draft', () => {
    const entries = [attempt('1', 'draft', 'good', noon(30))];
    const { questions } = of([head('new'), head('draft', { draft: true })], entries);
    expect(questions.map(({ readiness, attempted }) => [readiness, attempted])).toEqual([
      [0, false],
      [0, true],
    ]);
  });

  it('follows a learner who forgets faster than the model says', () => {
    const entries = [attempt('1', 'a', 'good', noon(20), checked(1))];
    const [plain = 0, fast = 0] = [1, 2].map(
      (forgetting) => of([head('a')], entries, { forgetting }).overall.recall,
    );
    expect(fast).toBeCloseTo(plain ** 2, 10);
  });
});

describe('the least ready questions', () => {
  it('come first, drafts and those never attempted left out, equals in the order of the bank', () => {
    const heads = ['a', 'b', 'c', 'd'].map((id) => head(id));
    const entries = [
      attempt('1', 'a', 'good', noon(20), checked(1, 1)),
      attempt('2', 'b', 'good', noon(20), checked(1, 0)),
      attempt('3', 'c', 'good', noon(20), checked(1, 1)),
      attempt('4', 'e', 'good', noon(20), checked(0, 0)),
    ];
    const { questions } = of([...heads, head('e', { draft: true })], entries);
    expect(leastReady(questions).map(({ question }) => question)).toEqual(['b', 'a', 'c']);
  });
});

describe('readiness of a bank', () => {
  const heads = [
    head('a', { section: 'One', points: 9 }),
    head('b', { section: 'One', points: 1 }),
    head('c', { section: 'Two', points: 0 }),
    head('d', { section: 'Two', kind: 'star' }),
  ];

  it('counts each question as often as it has points; a story has four parts, one without points counts once', () => {
    const { overall, sections, questions } = of(heads, [attempt('1', 'a', 'good', noon(30), checked(1))]);
    expect(questions.map(({ points }) => points)).toEqual([9, 1, 1, 4]);
    expect(sections).toMatchObject([
      { section: 'One', questions: 2, attempted: 1, points: 10, readiness: 0.9 },
      { section: 'Two', questions: 2, attempted: 0, points: 5, readiness: 0 },
    ]);
    expect(overall.readiness).toBeCloseTo(9 / 15, 10);
  });

  it('leaves suspended questions out', () => {
    const entries: readonly Entry[] = [{ type: 'suspend', id: 's', question: 'd', at: noon(1) }];
    expect(
      of([head('x', { suspended: true }), ...heads], entries).questions.map(({ question }) => question),
    ).toEqual(['a', 'b', 'c']);
  });

  it('names what keeps answers from being whole', () => {
    const holed = [
      head('a', { placeholderKeys: ['ms', 'gb'] }),
      head('b', { placeholderKeys: ['ms', 'mb'] }),
      head('c', { placeholderKeys: ['mb'] }),
      head('d', { draft: true }),
    ];
    expect(of(holed, [], { filled: ['mb'] }).holes).toEqual({
      unfilled: ['a', 'b'],
      drafts: ['d'],
      missingNumbers: 2,
    });
  });

  it('wants of a computed number what it is computed from', () => {
    const inputs = new Map([['ratio', ['ms', 'base']]]);
    const from = {
      heads: [head('a', { placeholderKeys: ['ratio'] })],
      progress: foldJournal([], params),
      params,
    };
    const values = new Map([['base', { text: '1', origin: 'typed' } as const]]);
    expect(readinessOn(DAY, { ...from, values, inputs }).questions[0]?.unfilled).toEqual(['ms']);
  });

  it('of nothing is nothing', () => {
    expect(of([]).overall).toEqual({
      questions: 0,
      attempted: 0,
      points: 0,
      recall: 0,
      coverage: 0,
      readiness: 0,
    });
  });
});

describe('how fast a learner forgets', () => {
  it('is as the model says without reviews, and nearly so with few', () => {
    expect(forgettingOf(0, 0, 0)).toBe(1);
    expect(forgettingOf(2, 0, 1.8)).toBeLessThan(1.8);
  });

  it('follows many reviews, within bounds', () => {
    expect(forgettingOf(1000, 810, 900)).toBeCloseTo(2, 0);
    expect(forgettingOf(1000, 900, 900)).toBeCloseTo(1, 5);
    expect(forgettingOf(1000, 0, 990)).toBe(4);
    expect(forgettingOf(1000, 1000, 500)).toBe(0.25);
  });

  it('is read off the days of the journal', () => {
    const entries = Array.from({ length: 40 }, (_, at) => [
      attempt(`a${at}`, `q${at}`, 'good', noon(0)),
      attempt(`b${at}`, `q${at}`, at % 2 === 0 ? 'good' : 'again', noon(2)),
    ]).flat();
    const pace = learnerPaceOf([], foldJournal(entries, params));
    expect(pace).toMatchObject({ reviews: 40, retention: 0.5, timed: 0, timeFactor: 1 });
    expect(pace.forgetting).toBeGreaterThan(2);
    expect(pace.firstRecall).toBeGreaterThan(0.9);
  });
});

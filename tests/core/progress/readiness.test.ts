import { describe, expect, it } from 'vitest';
import type { Points, Rating } from '../../../src/core/base/attempt.ts';
import { addDays } from '../../../src/core/base/day.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import type { AttemptEntry, Entry } from '../../../src/core/schedule/journal.ts';
import { forgettingOf, learnerPaceOf } from '../../../src/core/progress/simulate.ts';
import type { QuestionHead } from '../../../src/core/base/question.ts';
import {
  leastReady,
  notAttemptedText,
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
  more: {
    readonly filled?: readonly string[];
    readonly forgetting?: number;
    readonly evidence?: number;
    readonly day?: string;
  } = {},
): Readiness => {
  const values = new Map((more.filled ?? []).map((key) => [key, { text: '1', origin: 'typed' } as const]));
  const { forgetting = 1, evidence = 0, day = DAY } = more;
  const pace = { forgetting, level: 1, evidence, days: evidence / 4 };
  const from = { heads, progress: foldJournal(entries, params), values, inputs: new Map(), params, pace };
  return readinessOn(day, from);
};
const checked = (...points: Points) => ({ points });

describe('readiness of a question', () => {
  it('is the chance of recall on the day, times the share of points to expect, less what was not said aloud', () => {
    const entries = [attempt('1', 'a', 'good', noon(20), checked(1, 1, 1, 0))];
    const [a] = of([head('a')], entries).questions;
    const schedule = foldJournal(entries, params).schedules.get('a');
    const recall = schedule ? retrievability(schedule, noon(30), params) : 0;
    expect(a).toMatchObject({
      recall,
      recalled: recall * (a?.coverage ?? 0),
      attempted: true,
      recalls: 1,
    });
    expect(a?.readiness).toBeCloseTo(recall * (a?.coverage ?? 0) * 0.9, 10);
    expect(recall).toBeGreaterThan(0.5);
    expect(recall).toBeLessThan(0.95);
  });

  it('falls from day to day', () => {
    const entries = [attempt('1', 'a', 'good', noon(20), checked(1))];
    const on = (day: number) =>
      of([head('a')], entries, { day: addDays('2026-11-01', day) }).overall.readiness;
    expect([on(21) < on(20), on(40) < on(30)]).toEqual([true, true]);
  });

  it('expects more of a question the more of it came to mind on a later day', () => {
    const coverageOf = (rating: Rating, more: Partial<AttemptEntry>): number =>
      of([head('a')], [attempt('0', 'a', 'good', noon(20)), attempt('1', 'a', rating, noon(22), more)])
        .questions[0]?.coverage ?? 0;
    const all = coverageOf('hard', checked(1, 1, 1, 1));
    const half = coverageOf('hard', checked(1, null, null, 0));
    expect([all > half, half > 0.4, all <= 1]).toEqual([true, true, true]);
    // Where nobody settled a point the rating tells.
    expect(coverageOf('hard', checked(null, null))).toBe(coverageOf('hard', {}));
    expect(coverageOf('good', {})).toBeGreaterThan(coverageOf('hard', {}));
  });

  it('is not frozen at one careless answer: it ripens with each day of study', () => {
    const days = [20, 21, 23, 26, 29];
    const ripening = days.map((_, upTo) => {
      const entries = days
        .slice(0, upTo + 1)
        .map((day, at) =>
          attempt(
            `${at}`,
            'a',
            at === 0 ? 'again' : 'good',
            noon(day),
            checked(...(at === 0 ? ([0, 0] as const) : ([1, 1] as const))),
          ),
        );
      return of([head('a')], entries, { day: addDays('2026-11-01', days[upTo] ?? 0) }).overall.recalled;
    });
    expect(ripening[4]).toBeGreaterThan(ripening[2] ?? 1);
    expect(ripening[2]).toBeGreaterThan(ripening[1] ?? 1);
  });

  it('falls with numbers that are missing, time far over target and answers never said aloud, each with its cost', () => {
    const heads = [head('a', { placeholderKeys: ['ms', 'gb'] })];
    const said = { ...checked(1), mode: 'speak', elapsedMs: 100_000 } as const;
    const whole = of(heads, [attempt('1', 'a', 'good', noon(29), said)], { filled: ['ms', 'gb'] }).overall;
    expect(whole.costs).toEqual({ numbers: 0, time: 0, aloud: 0 });
    expect(whole.readiness).toBe(whole.recalled);
    const late = { ...checked(1), elapsedMs: 400_000 };
    const poor = of(heads, [attempt('1', 'a', 'good', noon(29), late)], { filled: ['ms'] }).overall;
    expect(poor.recalled).toBe(whole.recalled);
    expect(poor.costs.numbers).toBeCloseTo(0.1 * poor.recalled, 10);
    expect(poor.costs.time).toBeCloseTo(0.1 * poor.recalled, 10);
    expect(poor.costs.aloud).toBeCloseTo(0.1 * poor.recalled, 10);
    expect(poor.readiness).toBeCloseTo(0.7 * poor.recalled, 10);
    const longAgo = of(heads, [attempt('1', 'a', 'good', noon(20), said)], { filled: ['ms', 'gb'] }).overall;
    expect(longAgo.costs.aloud).toBeGreaterThan(0);
  });

  it.each<[boolean, string, Partial<AttemptEntry>]>([
    [true, 'Enter for "I said it aloud"', { by: 'points' }],
    [true, 'thinking', { mode: 'think', by: 'override' }],
    [true, 'a mock', { by: 'mock' }],
    [true, 'a recording', { mode: 'speak', text: 'said', by: 'points' }],
    [false, 'what was typed', { text: 'typed', by: 'points' }],
    [false, 'what was not recalled', { rating: 'again', by: 'points' }],
    [false, 'the answer of a script', { by: 'drill' }],
    [false, 'a rating alone', { by: 'grade' }],
    [false, 'a review in Anki', { mode: 'think' }],
  ])('takes it as %s that it was said aloud: %s', (isSaid, _, more) => {
    const { costs } = of([head('a')], [attempt('1', 'a', 'good', noon(29), more)]).overall;
    expect(costs.aloud === 0).toBe(isSaid);
  });

  it('falls with what the headline lacks, and hardly with missing details', () => {
    const heads = [head('a', { placeholderKeys: ['a', 'b', 'c', 'd'], headlineKeys: ['a', 'b'] })];
    const costOf = (...filled: readonly string[]): number => {
      const { costs, recalled } = of(heads, [attempt('1', 'a', 'good', noon(29))], { filled }).overall;
      return costs.numbers / recalled;
    };
    expect(costOf()).toBeCloseTo(0.2, 10);
    expect(costOf('c', 'd')).toBeCloseTo(0.18, 10);
    expect(costOf('b', 'c', 'd')).toBeCloseTo(0.09, 10);
    expect(costOf('a', 'b')).toBeCloseTo(0.02, 10);
    expect(costOf('a', 'b', 'c', 'd')).toBe(0);
  });

  it('is an interval that narrows with what was seen of the learner', () => {
    const entries = [attempt('1', 'a', 'good', noon(20), checked(1))];
    const [wide = 0, narrow = 0] = [0, 200].map((evidence) => {
      const { low, high } = of([head('a')], entries, { evidence }).overall;
      return high - low;
    });
    expect(wide).toBeGreaterThan(2 * narrow);
    expect(narrow).toBeGreaterThan(0.05);
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

it('a question that was only crammed is new, and none of the least ready', () => {
  const entries = [attempt('1', 'a', 'good', noon(30), { ...checked(1, 1), cram: true })];
  const { questions, overall } = of([head('a'), head('b')], entries);
  expect(questions.map(({ readiness, attempted }) => [readiness, attempted])).toEqual([
    [0, false],
    [0, false],
  ]);
  expect(leastReady(questions)).toEqual([]);
  expect(notAttemptedText(overall)).toContain('2 of 2 questions are new to you');
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
      { section: 'One', questions: 2, attempted: 1, points: 10 },
      { section: 'Two', questions: 2, attempted: 0, points: 5, readiness: 0 },
    ]);
    expect(overall.readiness).toBeCloseTo((9 / 15) * (questions[0]?.readiness ?? 0), 10);
    expect(sections[0]?.readiness).toBeCloseTo(0.9 * (questions[0]?.readiness ?? 0), 10);
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
    expect(of(holed, [], { filled: ['mb'] })).toMatchObject({
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
      pace: learnerPaceOf([], foldJournal([], params), DAY),
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
      recalled: 0,
      costs: { numbers: 0, time: 0, aloud: 0 },
      readiness: 0,
      low: 0,
      high: 0,
    });
  });
});

describe('how fast a learner forgets', () => {
  it('is as the model says without reviews, and nearly so with few', () => {
    expect(forgettingOf(0, 0, 0)).toBe(1);
    expect(forgettingOf(1, 1, 0.9)).toBeGreaterThan(0.85);
    expect(forgettingOf(1, 0, 0.9)).toBeLessThan(2.2);
  });

  it('follows many reviews, within bounds', () => {
    expect(forgettingOf(1000, 810, 900)).toBeCloseTo(2, 0);
    expect(forgettingOf(1000, 900, 900)).toBeCloseTo(1, 5);
    expect(forgettingOf(1000, 0, 990)).toBe(4);
    expect(forgettingOf(1000, 1000, 500)).toBe(0.1);
  });

  it('follows the points that were settled, however harshly they were rated', () => {
    const readinessOf = (rating: 'again' | 'good') => {
      const entries = [0, 1, 3].map((day) =>
        attempt(`a${day}`, 'q', rating, noon(day), { points: [1, 1, 1, 0] }),
      );
      const progress = foldJournal(entries, params);
      const pace = learnerPaceOf([], progress, '2026-11-05');
      const from = { heads: [head('q')], progress, values: new Map(), inputs: new Map(), params, pace };
      return readinessOn('2026-11-06', from).overall.recalled;
    };
    expect(readinessOf('again')).toBe(readinessOf('good'));
    expect(readinessOf('good')).toBeGreaterThan(0.6);
  });

  it('is read off the days of the journal', () => {
    const entries = Array.from({ length: 40 }, (_, at) => [
      attempt(`a${at}`, `q${at}`, 'good', noon(0)),
      attempt(`b${at}`, `q${at}`, at % 2 === 0 ? 'good' : 'again', noon(3)),
    ]).flat();
    const pace = learnerPaceOf([], foldJournal(entries, params), '2026-11-05');
    expect(pace).toMatchObject({ timeFactor: 1 });
    expect(pace.studied).toEqual({ share: 0.65, studied: 2, days: 3 });
    expect(pace.forgetting).toBeGreaterThan(2);
    expect(pace.firstRecall).toBeGreaterThan(0.9);
  });
});

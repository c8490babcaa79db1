import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../src/core/base/attempt.ts';
import { addDays, MINUTE_MS } from '../../../src/core/base/day.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/config.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { asOfToday } from '../../../src/core/schedule/queue.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { aheadText, type Plan, planOf } from '../../../src/core/progress/plan.ts';
import { minutesFor } from '../../../src/core/progress/simulate.ts';
import type { QuestionHead } from '../../../src/core/base/question.ts';
import { daysFrom, drawnSkips, scheduleParams } from '../../../src/core/schedule/days-off.ts';
import { attempt, berlin, noon, params as usual } from '../../support/entries.ts';
import { head } from '../../support/heads.ts';

const TODAY = '2026-12-01';
const now = noon(30);
const many = (count: number, more: Partial<QuestionHead> = {}): readonly QuestionHead[] =>
  Array.from({ length: count }, (_, at) => head(`q${String(at).padStart(3, '0')}`, more));

type Given = {
  readonly heads?: readonly QuestionHead[];
  readonly entries?: readonly Entry[];
  readonly settings?: Partial<Settings>;
  readonly days?: number;
  readonly filled?: readonly string[];
};

function plan({ heads = many(20), entries = [], settings, days, filled = [] }: Given = {}): Plan {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const params = scheduleParams({ settings: all }, berlin);
  const values = new Map(filled.map((key) => [key, { text: '1', origin: 'typed' } as const]));
  const from = { heads, progress: foldJournal(entries, params), settings: all, now, params };
  const progress = asOfToday(from);
  return planOf({ ...from, progress, metrics: new Map(), values, inputs: new Map() }, days);
}
const reviewed = (count: number, days: number, rating: Rating = 'hard'): readonly Entry[] =>
  many(count).map(({ id }, at) => attempt(`e${at}`, id, rating, noon(days), { elapsedMs: 60_000 }));
const mocksOf = ({ days }: Plan): readonly string[] => days.flatMap(({ day, mock }) => (mock ? [day] : []));
const sums = ({ days }: Plan, of: (day: Plan['days'][number]) => number): number =>
  days.reduce((sum, day) => sum + of(day), 0);

describe('readiness with the plan', () => {
  const settings = { interviewDate: '2026-12-18' };
  const heads = many(20, { placeholderKeys: ['p95_ms'] });

  it('has its values filled and its answers said aloud, which readiness without it lacks', () => {
    const { ifStopped, ifFollowed } = plan({ heads, entries: reviewed(20, 28, 'good'), settings }).readiness;
    for (const cost of ['numbers', 'aloud'] as const) {
      expect(ifStopped.overall.costs[cost]).toBeGreaterThan(0.04);
      expect(ifFollowed.overall.costs[cost]).toBe(0);
    }
  });

  it('lacks the values that its days leave open, and counts those that they fill', () => {
    const keys = Array.from({ length: 20 }, (_, at) => `k${at}`);
    const one = [head('q000', { placeholderKeys: keys })];
    const until = (days: number): readonly number[] => {
      const made = plan({
        heads: one,
        entries: reviewed(1, 29, 'good'),
        settings: { interviewDate: addDays(TODAY, days) },
      });
      const { ifStopped, ifFollowed } = made.readiness;
      return [ifStopped, ifFollowed].map(({ overall: { costs, recalled } }) => costs.numbers / recalled);
    };
    expect(until(1)).toEqual([expect.closeTo(0.2), expect.closeTo(0.15)]);
    expect(until(9)).toEqual([expect.closeTo(0.2), 0]);
  });

  it('at the pace of someone who skips days lacks the values of those days', () => {
    const spread = [28, 26, 22, 18, 14, 10, 6, 2].flatMap((day) => reviewed(20, day, 'good'));
    const entries = spread.map((entry, at) => ({ ...entry, id: `s${at}` }));
    const keys = Array.from({ length: 60 }, (_, at) => `k${at}`);
    const ready = (filled: readonly string[]): number => {
      const made = plan({ heads: many(21, { placeholderKeys: keys }), entries, settings, filled });
      return made.atPace?.readiness.readiness ?? 0;
    };
    expect(ready([])).toBeLessThan(ready(keys) - 0.01);
  });

  it('reaches as far down at that pace, where 100% limits the range of every day', () => {
    const spread = [28, 26, 22, 18, 14, 10, 6, 2].flatMap((day) => reviewed(20, day, 'good'));
    const entries = spread.map((entry, at) => ({ ...entry, id: `s${at}` }));
    const { atPace, readiness } = plan({ heads: many(21), entries, settings });
    const below = ({
      readiness: middle,
      low,
    }: {
      readonly readiness: number;
      readonly low: number;
    }): number => middle - low;
    const every = readiness.ifFollowed.overall;
    expect(every.high).toBe(1);
    expect(atPace && below(atPace.readiness)).toBeGreaterThanOrEqual(below(every) - 0.01);
  });

  it('does not depend on how the latest answer was given', () => {
    const followed = (typed: string): number => {
      const answers = reviewed(7, 29, 'good').map((entry, at) =>
        entry.type === 'attempt' && at === 6 ? { ...entry, response: typed } : entry,
      );
      return plan({ heads, entries: answers, settings }).readiness.ifFollowed.overall.readiness;
    };
    expect(followed('Typed.')).toBeCloseTo(followed(''), 2);
  });
});

describe('the days of a plan', () => {
  it('begin with what was added, as sessions do', () => {
    const added = head('own', { created: '2026-11-24T12:00:00+01:00' });
    const { days } = plan({ heads: [...many(3), added], settings: { newPerDay: 2 } });
    expect(days[0]?.fresh).toEqual(['own', 'q000']);
  });

  it('reach to the day before the interview', () => {
    const { days, interviewDay } = plan({ settings: { interviewDate: addDays(TODAY, 10) } });
    expect(interviewDay).toBe('2026-12-11');
    expect([days[0]?.day, days.at(-1)?.day, days.length]).toEqual([TODAY, '2026-12-10', 10]);
  });

  it.each([
    ['are two weeks without a date', undefined, 'none', 14],
    ['are none on the day of the interview', TODAY, 'today', 0],
    ['are none after it', '2026-11-20', 'passed', 0],
  ] as const)('%s, and promise nothing', (_, interviewDate, interview, days) => {
    const made = plan({ settings: interviewDate === undefined ? {} : { interviewDate } });
    expect([made.days.length, made.interview, made.change]).toEqual([days, interview, undefined]);
    expect(made.interviewDay).toBeUndefined();
    expect(plan({ days: 30 }).days).toHaveLength(30);
  });

  it('end after a year', () => {
    const made = plan({ settings: { interviewDate: '2031-01-01' } });
    expect(made.days).toHaveLength(366);
    expect(made.readiness.ifFollowed.day).toBe(addDays(TODAY, 366));
  });

  it('leave suspended questions out', () => {
    const heads = [head('a'), head('b', { suspended: true }), head('c')];
    const entries: readonly Entry[] = [{ type: 'suspend', id: 's', question: 'c', at: noon(1) }];
    const { days, questions } = plan({ heads, entries });
    expect([questions, days[0]?.fresh]).toEqual([1, ['a']]);
  });

  it('have nothing in them without questions', () => {
    const made = plan({ heads: [] });
    expect(sums(made, ({ minutes }) => minutes)).toBe(0);
    expect(made.readiness.ifFollowed.overall.readiness).toBe(0);
  });
});

describe('time', () => {
  it('is half as much again as the target time, before answers were timed', () => {
    const { days } = plan({ heads: many(1, { minutes: 4 }) });
    expect([6, 12]).toContain(days[0]?.minutes);
  });

  it("is the learner's own, also for questions never seen", () => {
    const heads = many(10, { minutes: 10 });
    const entries = reviewed(9, 30);
    const { pace, days } = plan({ heads, entries });
    expect(pace.timeFactor).toBeCloseTo(0.1);
    expect(days[0]?.fresh).toEqual([]);
    expect(plan({ heads, entries: reviewed(9, 29) }).days.at(-1)?.minutes).toBeLessThan(100);
  });

  it('of an answer that was left for a call is three times the target, and at least five minutes', () => {
    const { pace } = plan({ heads: [] });
    const minutesOf = (target: number, elapsed: number): number =>
      minutesFor(
        head('a', { minutes: target }),
        foldJournal([attempt('1', 'a', 'good', noon(29), { elapsedMs: elapsed * MINUTE_MS })], usual),
        pace,
      );
    expect(minutesOf(2, 44)).toBe(6 * 1.5);
    expect(minutesOf(1, 44)).toBe(5 * 1.5);
    expect(minutesOf(2, 4)).toBe(4 * 1.5);
  });
});

describe('numbers', () => {
  const heads = many(4).map((each, at) => ({ ...each, placeholderKeys: [`a${at}`, `b${at}`, 'shared'] }));

  it('are spread over the first two thirds of the way, each once, without those that have a value', () => {
    const made = plan({ heads, settings: { interviewDate: addDays(TODAY, 9) }, filled: ['b3'] });
    const keys = made.days.map(({ numbers }) => numbers);
    expect(keys.flat()).toEqual(['shared', 'a3', 'a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    expect(keys.slice(6).flat()).toEqual([]);
  });

  it('are few on the eve of the interview, and those of headlines', () => {
    const keys = Array.from({ length: 12 }, (_, at) => `k${at}`);
    const one = [head('a', { placeholderKeys: keys, headlineKeys: ['k7', 'k8'] })];
    const [eve] = plan({ heads: one, settings: { interviewDate: addDays(TODAY, 1) } }).days;
    expect(eve?.numbers).toEqual(['k7', 'k8', 'k0', 'k1', 'k2']);
  });

  it('are three a day without a date, those of the questions of the day first', () => {
    const entries = [attempt('1', 'q002', 'again', noon(29))];
    const settings = { newPerDay: 1 };
    const days = plan({ heads, entries, settings }).days.slice(0, 3);
    expect(days.map(({ numbers }) => numbers)).toEqual([
      ['shared', 'a0', 'b0'],
      ['a2', 'b2', 'a1'],
      ['b1', 'a3', 'b3'],
    ]);
    const over = plan({ heads, entries, settings: { interviewDate: '2026-11-20' }, days: 3 });
    expect(over.days[0]?.numbers).toHaveLength(3);
  });
});

describe('mock interviews', () => {
  it('are sat two days before the interview and weekly before that, and never on the last day', () => {
    const made = plan({ settings: { interviewDate: addDays(TODAY, 25) }, entries: reviewed(20, 10) });
    expect(mocksOf(made)).toEqual(['2026-12-03', '2026-12-10', '2026-12-17', '2026-12-24']);
  });

  it.each([TODAY, '2026-11-20'])(
    'are not sat once the interview of %s is there, however many days are asked for',
    (interviewDate) => {
      const made = plan({ entries: reviewed(20, 20), settings: { interviewDate }, days: 30 });
      expect(made.days).toHaveLength(30);
      expect(mocksOf(made)).toEqual([]);
      expect(mocksOf(plan({ entries: reviewed(20, 20), days: 30 })).length).toBeGreaterThan(2);
    },
  );

  it('are not what anybody begins with', () => {
    const settings = { interviewDate: addDays(TODAY, 9) };
    expect(mocksOf(plan({ settings }))).toEqual(['2026-12-08']);
    expect(mocksOf(plan({ settings, entries: reviewed(3, 29) }))).toEqual([TODAY, '2026-12-08']);
  });

  it('are not sat on the day after one', () => {
    const settings = { interviewDate: addDays(TODAY, 9) };
    const after = (day: number) => {
      const mocked = attempt('m', 'q001', 'good', noon(day), { by: 'mock' });
      return mocksOf(plan({ settings, entries: [...reviewed(3, 20), mocked] }));
    };
    for (const day of [29, 30]) expect(after(day)).toEqual(['2026-12-08']);
    expect(after(28)).toEqual([TODAY, '2026-12-08']);
  });

  it('follow a week after the last one without a date', () => {
    const mocked = attempt('m', 'q001', 'good', noon(28), { by: 'mock' });
    const made = plan({ entries: [...reviewed(20, 10), mocked] });
    expect(mocksOf(made)).toEqual(['2026-12-06', '2026-12-13']);
  });

  it('are not sat in a vacation', () => {
    const interviewDate = addDays(TODAY, 10);
    const settings = { interviewDate, vacation: '2026-12-05..2026-12-09' };
    expect(mocksOf(plan({ settings, entries: reviewed(20, 10) }))).toEqual(['2026-12-02']);
  });
});

describe('the last week', () => {
  const heads = [...many(20), head('story', { kind: 'star' })];
  const entries = [...reviewed(20, 10), attempt('s', 'story', 'good', noon(10))];

  it('says the weakest answers aloud, and counts their minutes', () => {
    const { aloud, days, readiness } = plan({
      heads,
      entries,
      settings: { interviewDate: addDays(TODAY, 7) },
    });
    const { questions } = readiness.ifFollowed;
    const weakest = questions.toSorted((a, b) => a.readiness - b.readiness).map(({ question }) => question);
    expect(aloud).toEqual(weakest.slice(0, 4));
    const before = plan({ heads, entries, settings: { interviewDate: addDays(TODAY, 8) } });
    expect(before.aloud).toEqual([]);
    const reviews = (days[0]?.reviews.length ?? 0) + (days[0]?.fresh.length ?? 0);
    const each = (before.days[0]?.minutes ?? 0) / Math.max(1, before.days[0]?.reviews.length ?? 0);
    expect(days[0]?.minutes).toBeGreaterThan(reviews * each);
  });

  it('does not name again what was said aloud in it', () => {
    const settings = { interviewDate: addDays(TODAY, 3) };
    const first = plan({ heads, entries, settings }).aloud;
    const aloudAfter = (ids: readonly string[], day = 30) => {
      const said = ids.map((id) => attempt(`a-${id}`, id, 'good', noon(day), { mode: 'speak' }));
      return plan({ heads, entries: [...entries, ...said], settings }).aloud;
    };
    expect(first).toHaveLength(4);
    expect(aloudAfter(first.slice(0, 1))).toEqual(first.slice(1));
    expect(aloudAfter(first)).toEqual([]);
    const tomorrow = aloudAfter(first, 29);
    expect(tomorrow.filter((id) => first.includes(id))).toEqual([]);
    expect(tomorrow).toHaveLength(4);
  });

  it('says so many aloud on each of its days, and none twice', () => {
    const made = plan({ heads, entries, settings: { interviewDate: addDays(TODAY, 10) } });
    expect(made.days.map(({ aloud }) => aloud)).toEqual([0, 0, 0, 4, 4, 4, 4, 4, 1, 0]);
    const [first, last] = [3, 9].map((day) => made.days[day]);
    const perReview = (last?.minutes ?? 0) / Math.max(1, last?.reviews.length ?? 0);
    expect(first?.minutes).toBeGreaterThan((first?.reviews.length ?? 0) * perReview);
  });

  it('says nothing aloud on a day off', () => {
    const settings = { interviewDate: addDays(TODAY, 3), vacation: TODAY };
    expect(plan({ heads, entries, settings }).aloud).toEqual([]);
  });

  it('starts nothing new on the eve, unless study begins there', () => {
    const interviewDate = addDays(TODAY, 3);
    const settings = { interviewDate, newPerDay: 2 };
    const made = plan({ entries: reviewed(3, 29), settings });
    expect(made.days.map(({ fresh }) => fresh.length)).toEqual([2, 2, 0]);
    const late = plan({ settings: { ...settings, interviewDate: addDays(TODAY, 1) } });
    expect(late.days.map(({ fresh }) => fresh.length)).toEqual([2]);
  });

  it('has nothing aloud without a date', () => {
    expect(plan({ heads, entries }).aloud).toEqual([]);
  });
});

describe('days left out', () => {
  const settings = { interviewDate: addDays(TODAY, 20), newPerDay: 1 };
  const on = (days: readonly number[]): readonly Entry[] =>
    days.map((day, at) => attempt(`d${day}`, `q${String(at).padStart(3, '0')}`, 'good', noon(day)));

  it('say what the promise is worth at that pace, and nothing to who studies every day', () => {
    const every = plan({ entries: on([24, 25, 26, 27, 28, 29]), settings });
    expect([every.pace.studied.share, every.atPace]).toEqual([1, undefined]);
    const seldom = plan({ entries: on([20, 23, 26, 29]), settings });
    expect(seldom.pace.studied).toEqual({ share: expect.closeTo(0.42, 2), studied: 4, days: 10 });
    const { short = 0, shortFrom = 0, shortTo = 0 } = seldom.atPace ?? {};
    expect(short).toBeGreaterThan(seldom.short.length);
    expect([shortFrom <= short, short <= shortTo, shortFrom < shortTo]).toEqual([true, true, true]);
    expect(seldom.atPace?.readiness.readiness ?? 1).toBeLessThan(
      seldom.readiness.ifFollowed.overall.readiness,
    );
  });

  it('are none if it was one in twenty', () => {
    const without = (left: number, first: number): readonly number[] =>
      Array.from({ length: 30 - first }, (_, at) => first + at).filter((day) => day !== left);
    const shareAfter = (days: readonly number[]): number =>
      plan({ entries: on(days), settings }).pace.studied.share;
    expect(shareAfter(without(20, 9))).toBe(1);
    expect(shareAfter(without(25, 20))).toBeLessThan(0.9);
  });

  it('are drawn in patterns that on each day agree with the share of days studied, and yet differ', () => {
    const ahead = daysFrom(TODAY, 20);
    const patterns = drawnSkips({ studied: 7, days: 10 }, ahead, 24);
    const shares = ahead.map((day) => patterns.filter((skipped) => !skipped.has(day)).length / 24);
    // Six of nine days after the first.
    for (const share of shares) expect(share).toBeCloseTo((6 + 0.8 * 2) / (9 + 2), 1);
    const skipped = patterns.map(({ size }) => size);
    expect(Math.max(...skipped) - Math.min(...skipped)).toBeGreaterThan(8);
  });
});

describe('what is advised to somebody who leaves days out', () => {
  const leavesOut = [20, 21, 23, 26, 27, 29].map((day, at) =>
    attempt(`d${day}`, `q${String(at).padStart(3, '0')}`, 'good', noon(day)),
  );
  const heads = many(40);
  const settings = { interviewDate: addDays(TODAY, 14), newPerDay: 3 };

  it('is enough at their pace, and more than what leaves days to spare to who studies every day', () => {
    const { atPace, change, short } = plan({ heads, entries: leavesOut, settings });
    expect(atPace?.short ?? 0).toBeGreaterThan(0);
    expect(short).toEqual([]);
    const { newPerDay = 0, reviewsPerDay = 0 } = change ?? {};
    expect(newPerDay).toBeGreaterThan(3);
    const after = plan({ heads, entries: leavesOut, settings: { ...settings, newPerDay, reviewsPerDay } });
    expect(after.atPace?.short).toBe(0);
    const everyDay = leavesOut.map((entry, at) => ({ ...entry, at: noon(24 + at) }));
    const kept = plan({ heads, entries: everyDay, settings });
    expect(kept.short).toEqual([]);
    expect(newPerDay).toBeGreaterThan(kept.change?.newPerDay ?? 0);
  });
});

describe('after a break', () => {
  const entries = reviewed(100, 0, 'good');
  const settings = { reviewsPerDay: 12 };
  const made = plan({ heads: many(130), entries, settings, days: 60 });

  it('the pile is worked off within the limit of each day, and the plan says when it is cleared', () => {
    const { held = 0, clearedOn = '' } = made.backlog ?? {};
    expect(held).toBe(88);
    for (const { reviews } of made.days) expect(reviews.length).toBeLessThanOrEqual(12);
    const at = made.days.findIndex(({ day }) => day === clearedOn);
    expect(at).toBeGreaterThan(7);
    expect(made.days.slice(0, at).every((day) => day.held > 0)).toBe(true);
    expect(made.days[at]?.held).toBe(0);
  });

  it('new questions wait until it is cleared, and start then', () => {
    for (const { held, fresh } of made.days) if (held > 0) expect(fresh).toEqual([]);
    expect(sums(made, ({ fresh }) => fresh.length)).toBeGreaterThan(20);
  });

  it('no question is starved: each of the pile is reviewed before it is cleared', () => {
    const at = made.days.findIndex(({ day }) => day === made.backlog?.clearedOn);
    const done = new Set(made.days.slice(0, at + 1).flatMap(({ reviews }) => reviews));
    expect(done.size).toBe(100);
  });

  it('there is none on a day off that would fit into the next day of study', () => {
    const off = { vacation: TODAY, reviewsPerDay: 100 };
    expect(plan({ heads: many(130), entries, settings: off }).backlog).toBeUndefined();
  });

  it('there is no backlog while everything fits', () => {
    expect(plan({ heads: many(130), entries, settings: { reviewsPerDay: 100 } }).backlog).toBeUndefined();
  });
});

describe('a vacation', () => {
  const entries = Array.from({ length: 60 }, (_, at) =>
    attempt(`e${at}`, `q${String(at).padStart(3, '0')}`, 'good', noon(20 + (at % 10))),
  );
  const vacation = '2026-12-05..2026-12-11';
  const without = plan({ heads: many(60), entries, days: 30 });
  const made = plan({ heads: many(60), entries, settings: { vacation }, days: 30 });

  it('has no work', () => {
    const off = made.days.filter(({ isVacation }) => isVacation);
    expect(off.map(({ day }) => day)).toEqual(
      [5, 6, 7, 8, 9, 10, 11].map((day) => `2026-12-${String(day).padStart(2, '0')}`),
    );
    for (const day of off)
      expect([day.reviews, day.fresh, day.numbers, day.mock, day.minutes]).toEqual([[], [], [], false, 0]);
  });

  it('leaves no pile on the day after it', () => {
    const most = Math.max(...without.days.map(({ reviews }) => reviews.length));
    const after = made.days.filter(({ day }) => day > '2026-12-11').map(({ reviews }) => reviews.length);
    expect(after[0]).toBeLessThanOrEqual(2 * most);
    expect(sums(without, ({ reviews }) => reviews.length)).toBeGreaterThan(0);
  });
});

describe('tomorrow', () => {
  const at = (more: Partial<Settings> = {}, entries = reviewed(4, 25)) => {
    const settings = { ...DEFAULT_SETTINGS, ...more };
    const params = scheduleParams({ settings }, berlin);
    const from = { heads: many(20), progress: foldJournal(entries, params), settings, now, params };
    return { ...from, progress: asOfToday(from) };
  };
  const begun = many(5).map(({ id }, i) => attempt(`b${i}`, id, 'good', noon(30)));

  it('is what the plan says of it, once today is done', () => {
    // So near that what is begun today returns tomorrow.
    const settings = { interviewDate: addDays(TODAY, 3) };
    const { reviews = [], fresh = [] } = plan({ entries: reviewed(4, 25), settings }).days[1] ?? {};
    expect(aheadText(at(settings))).toBe(
      `Tomorrow, once today's questions are done: about ${reviews.length} reviews and ${fresh.length} new.`,
    );
    expect(reviews.length).toBeGreaterThan(4);
  });

  it('asks nothing more of a day that is done', () => {
    const { reviews = [] } = plan({ entries: begun }).days[1] ?? {};
    expect(aheadText(at({}, begun))).toBe(
      reviews.length === 0 ? 'Tomorrow: 5 new.' : `Tomorrow: ${reviews.length} reviews and 5 new.`,
    );
  });

  it('looks past a vacation, and gives up on an endless one', () => {
    expect(aheadText(at({ vacation: '2026-12-02..2026-12-03' }))).toMatch(/^Fri, Dec 4, once /);
    expect(aheadText(at({ vacation: '1990-01-01..8000-01-01' }))).toBeUndefined();
  });

  it('is the interview where that is the next day, or comes before the next day of study', () => {
    expect(aheadText(at({ interviewDate: '2026-12-02' }))).toMatch(
      /^The interview is tomorrow\..*prep quiz --cram.*prep export --format cheatsheet/,
    );
    const off = { interviewDate: '2026-12-04', vacation: '2026-12-02..2026-12-10' };
    expect(aheadText(at(off))).toBe('Fri, Dec 4: the interview.');
  });
});

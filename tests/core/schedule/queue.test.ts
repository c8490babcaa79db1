import * as fc from 'fast-check';
import { RATINGS } from '../../../src/core/base/attempt.ts';
import { dayOf } from '../../../src/core/base/day.ts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import {
  asOfToday,
  buildQueue,
  countWork,
  isSuspended,
  isWeak,
  limitsLeft,
  matchingHeads,
  type Queue,
  type QueueFilters,
  type QueueRequest,
  unknownNames,
} from '../../../src/core/schedule/queue.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import type { Progress } from '../../../src/core/schedule/progress.ts';
import { retrievability } from '../../../src/core/schedule/schedule.ts';
import { anyJournal, at, attempt, berlin, noon, params, NO_PROGRESS } from '../../support/entries.ts';
import { bankOf, head } from '../../support/heads.ts';

const heads = bankOf(
  head('a'),
  head('b', { section: 'Training', tags: ['optim'] }),
  head('c', { kind: 'star', section: 'Stories', difficulty: 'hard' }),
  head('d', { tags: ['attention'], minutes: 4 }),
  head('e', { draft: true }),
  head('f', { suspended: true }),
);
const OPEN = { reviews: 50, fresh: 5 };
const moment = (days: number) => ({ now: noon(days), calendar: berlin });
const fold = (...entries: readonly Entry[]): Progress => foldJournal(entries, params);

function queue(progress: Progress, request: Partial<QueueRequest> = {}, days = 30, bank = heads): Queue {
  return buildQueue(bank, progress, { filters: {}, limits: OPEN, ...request }, moment(days));
}
const idsOf = ({ items }: Queue): string => items.map(({ question }) => question).join('');
const whysOf = ({ items }: Queue): string => items.map(({ question, why }) => `${question}:${why}`).join(' ');

describe('before an interview, for somebody who leaves days out', () => {
  // Its first answer was on day 20.
  const days = (...studied: readonly number[]) =>
    fold(...studied.map((day) => attempt(`n${day}`, day === 20 ? 'a' : `other${day}`, 'easy', noon(day))));
  const seen = (progress: Progress, today: number, interviewDay?: string) => ({
    heads: heads.values(),
    progress,
    settings: DEFAULT_SETTINGS,
    now: noon(today),
    params: { ...params, interviewDay },
  });
  const dueDay = (progress: Progress, interview: string, today: number): number => {
    const moved = asOfToday(seen(progress, today, interview));
    const due = moved.schedules.get('a')?.due ?? 0;
    return Math.round((due - noon(0)) / 86_400_000);
  };
  const seldom = days(20, 21, 24);
  const plain = dueDay(days(20, 21, 22, 23, 24), '2026-12-02', 25);

  it('a question comes due while enough days of study are left for its recalls', () => {
    expect(dueDay(seldom, '2026-12-02', 25)).toBeLessThan(plain);
    expect(dueDay(seldom, '2026-11-27', 25)).toBe(21);
  });

  it('nothing moves without a date, long before it, or for who studies every day', () => {
    expect(asOfToday(seen(seldom, 25)).schedules).toBe(seldom.schedules);
    expect(dueDay(seldom, '2027-05-01', 25)).toBe(plain);
    const every = days(20, 21, 22, 23, 24);
    expect(asOfToday(seen(every, 25, '2026-11-27')).schedules).toBe(every.schedules);
  });

  it('no answer of today changes what else is due', () => {
    fc.assert(
      fc.property(
        anyJournal,
        fc.constantFrom(...RATINGS),
        fc.integer({ min: 1, max: 30 }),
        (entries, rating, left) => {
          const today = 26;
          const answered = attempt('today', 'a', rating, noon(today));
          const interview = dayOf(noon(today + left), berlin);
          const [morning, evening] = [fold(...entries), fold(...entries, answered)].map((progress) =>
            asOfToday(seen(progress, today, interview)),
          );
          const others = (progress: Progress | undefined) =>
            [...(progress?.schedules ?? [])].filter(([id]) => id !== 'a');
          expect(others(evening)).toEqual(others(morning));
          expect(evening?.skipped).toEqual(morning?.skipped);
        },
      ),
      { seed: 25 },
    );
  });
});

describe('the queue', () => {
  it('of a fresh user is the new questions in bank order, drafts included, suspended ones left out', () => {
    expect(whysOf(queue(NO_PROGRESS))).toBe('a:new b:new c:new d:new e:new');
  });

  it('asks what the user added before other new questions, the latest first, and after what is due', () => {
    const added = (id: string, time: string) => head(id, { created: `2026-11-0${time}` });
    const bank = bankOf(
      head('a'),
      head('b'),
      added('x', '2T10:00:00+01:00'),
      added('y', '2T09:30:00Z'),
      added('z', '3'),
    );
    expect(idsOf(queue(NO_PROGRESS, {}, 30, bank))).toBe('yxabz');
    const progress = fold(attempt('1', 'a', 'hard', noon(0)), attempt('2', 'x', 'easy', noon(29)));
    expect(whysOf(queue(progress, {}, 30, bank))).toBe('a:due y:new b:new z:new');
    expect(idsOf(queue(NO_PROGRESS, { seed: 's', limits: { ...OPEN, fresh: 2 } }, 30, bank))).toBe('yx');
  });

  it('has due questions first, the most forgotten before the others, then new ones', () => {
    const progress = fold(
      attempt('1', 'd', 'hard', noon(26)),
      attempt('2', 'c', 'easy', noon(10)),
      attempt('3', 'b', 'hard', noon(20)),
    );
    expect(whysOf(queue(progress))).toBe('b:due d:due c:due a:new e:new');
  });

  it('orders due questions as the chance of recall does, for any journal', () => {
    const bank = bankOf(head('a'), head('b'), head('c'), head('d'));
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const progress = foldJournal(entries, params);
        const { items } = queue(progress, { filters: { due: true } }, 90, bank);
        const chances = items.map(({ question }) => {
          const schedule = progress.schedules.get(question);
          return schedule ? retrievability(schedule, noon(90), params) : 1;
        });
        expect(chances).toEqual(chances.toSorted((x, y) => x - y));
      }),
      { seed: 51 },
    );
  });

  it('leaves out what is not due yet', () => {
    expect(idsOf(queue(fold(attempt('1', 'a', 'easy', noon(29)))))).toBe('bcde');
  });

  it('has a question that comes due later today', () => {
    const again = fold(attempt('1', 'a', 'again', noon(30)));
    expect(whysOf(queue(again))).toBe('a:due b:new c:new d:new e:new');
  });

  it('leaves out what the user suspended, unless it is named', () => {
    const progress = fold({ type: 'suspend', id: '1', at: noon(1), question: 'a' });
    expect(idsOf(queue(progress))).toBe('bcde');
    expect(whysOf(queue(progress, { named: ['f', 'a'] }))).toBe('f:named a:named');
  });

  it('calls nothing due, weak or new that is suspended, in lists too', () => {
    const suspended = ['a', 'b'].map((question): Entry => ({
      type: 'suspend',
      id: `s-${question}`,
      at: noon(2),
      question,
    }));
    const progress = fold(attempt('1', 'a', 'again', noon(1)), ...suspended);
    const found = (filters: QueueFilters): string =>
      matchingHeads(heads.values(), progress, filters, { now: noon(30), calendar: berlin })
        .map(({ id }) => id)
        .join('');
    expect(found({})).toBe('abcdef');
    expect([found({ due: true }), found({ weak: true }), found({ new: true })]).toEqual(['', '', 'cde']);
  });

  it('never has a question twice, nor a suspended one, for any journal and filters', () => {
    const bank = bankOf(head('a'), head('b', { suspended: true }), head('c'), head('d'));
    const flags = fc.record({
      due: fc.boolean(),
      new: fc.boolean(),
      weak: fc.boolean(),
      star: fc.boolean(),
      all: fc.boolean(),
    });
    fc.assert(
      fc.property(anyJournal, flags, fc.option(fc.string()), (entries, filters, seed) => {
        const progress = foldJournal(entries, params);
        const { items } = queue(progress, { filters, ...(seed === null ? {} : { seed }) }, 60, bank);
        expect(new Set(items.map(({ question }) => question)).size).toBe(items.length);
        for (const { question } of items) {
          const found = bank.get(question);
          expect(found && isSuspended(found, progress)).toBe(false);
        }
      }),
      { seed: 52 },
    );
  });
});

describe('daily limits', () => {
  const seenTen = Array.from({ length: 10 }, (_, i) => attempt(`s${i}`, `q${i}`, 'hard', noon(0)));
  const twenty = bankOf(...Array.from({ length: 20 }, (_, i) => head(`q${i}`)));
  const settings = { ...DEFAULT_SETTINGS, newPerDay: 3, reviewsPerDay: 4 };

  it('hold back what does not fit into the day, and say how much', () => {
    const { items, held } = queue(fold(...seenTen), { limits: { reviews: 4, fresh: 3 } }, 30, twenty);
    expect(items.map(({ why }) => why)).toEqual(['due', 'due', 'due', 'due']);
    expect(held).toBe(16);
  });

  it('let new questions in again once everything that is due fits into the day', () => {
    const { items, held } = queue(fold(...seenTen), { limits: { reviews: 10, fresh: 3 } }, 30, twenty);
    expect(items.map(({ why }) => why)).toEqual([...Array<string>(10).fill('due'), 'new', 'new', 'new']);
    expect(held).toBe(7);
  });

  it('do not keep those from new questions who ask for new ones alone', () => {
    const { items } = queue(
      fold(...seenTen),
      { filters: { new: true }, limits: { reviews: 4, fresh: 3 } },
      30,
      twenty,
    );
    expect(items.map(({ why }) => why)).toEqual(['new', 'new', 'new']);
  });

  it('count every session of the day, and a question once', () => {
    const progress = fold(
      ...seenTen,
      attempt('1', 'q0', 'again', noon(30)),
      attempt('2', 'q0', 'good', noon(30)),
      attempt('3', 'q10', 'good', noon(30)),
    );
    expect(limitsLeft(settings, progress, moment(30))).toEqual({ reviews: 3, fresh: 2 });
    expect(limitsLeft(settings, progress, moment(31))).toEqual({ reviews: 4, fresh: 3 });
  });

  it('begin anew at four in the morning', () => {
    const progress = fold(attempt('1', 'q0', 'good', at('2026-12-02T01:00:00+01:00')));
    const before = { now: at('2026-12-02T03:59:00+01:00'), calendar: berlin };
    const after = { now: at('2026-12-02T04:00:00+01:00'), calendar: berlin };
    expect(limitsLeft(settings, progress, before).fresh).toBe(2);
    expect(limitsLeft(settings, progress, after).fresh).toBe(3);
  });

  it('never go below zero, and leave cramming out', () => {
    const five = Array.from({ length: 5 }, (_, i) => attempt(`n${i}`, `q${i}`, 'good', noon(30)));
    expect(limitsLeft(settings, fold(...five), moment(30)).fresh).toBe(0);
    const crammed = five.map((each) => ({ ...each, cram: true }));
    expect(limitsLeft(settings, fold(...crammed), moment(30))).toEqual({ reviews: 4, fresh: 3 });
  });

  it('leave no new questions on the eve of the interview, but to who just begins or asks for them', () => {
    const progress = fold(attempt('1', 'q0', 'good', noon(28)), attempt('2', 'q1', 'good', noon(30)));
    const before = (interviewDate: string) => ({ ...settings, interviewDate });
    expect(limitsLeft(before('2026-12-03'), progress, moment(30))).toEqual({ reviews: 4, fresh: 2 });
    expect(limitsLeft(before('2026-12-02'), progress, moment(30))).toEqual({ reviews: 4, fresh: 0 });
    expect(limitsLeft(before('2026-12-01'), progress, moment(30)).fresh).toBe(0);
    expect(limitsLeft(before('2026-11-30'), progress, moment(30)).fresh).toBe(2);
    expect(limitsLeft(before('2026-12-02'), progress, moment(30), true).fresh).toBe(2);
    const begun = fold(attempt('2', 'q1', 'good', noon(30)));
    expect(limitsLeft(before('2026-12-02'), begun, moment(30)).fresh).toBe(2);
  });

  it('let a question that was not recalled today return, even when the day is full', () => {
    const progress = fold(...seenTen, attempt('1', 'q7', 'again', noon(30)));
    const { items, held } = queue(progress, { limits: { reviews: 0, fresh: 0 } }, 30, twenty);
    expect(items).toEqual([{ question: 'q7', why: 'due' }]);
    expect(held).toBe(19);
  });

  it('do not hold back named questions, nor all of them', () => {
    const none = { reviews: 0, fresh: 0 };
    expect(queue(NO_PROGRESS, { named: ['q1', 'q2'], limits: none }, 30, twenty).items).toHaveLength(2);
    const all = queue(fold(...seenTen), { filters: { all: true }, limits: none }, 30, twenty);
    expect(all.items).toHaveLength(20);
    expect(all.held).toBe(0);
  });
});

describe('filters', () => {
  const filtered = (filters: QueueFilters, progress = NO_PROGRESS): string =>
    idsOf(queue(progress, { filters }));

  it('take a section by its name in any case, or by a start of it', () => {
    expect(filtered({ section: ['training'] })).toBe('b');
    expect(filtered({ section: ['Tr'] })).toBe('b');
    expect(filtered({ section: ['arch', 'sto'] })).toBe('acde');
    expect(filtered({ section: ['nothing'] })).toBe('');
  });

  it('prefer the section of exactly that name to those that begin with it', () => {
    const bank = bankOf(head('x', { section: 'Data' }), head('y', { section: 'Databases' }));
    expect(idsOf(queue(NO_PROGRESS, { filters: { section: ['data'] } }, 0, bank))).toBe('x');
  });

  it('take tags, difficulties and stories', () => {
    expect(filtered({ tag: ['attention', 'optim'] })).toBe('bd');
    expect(filtered({ difficulty: 'hard' })).toBe('c');
    expect(filtered({ difficulty: ['hard', 'medium'], tag: ['optim'] })).toBe('b');
    expect(filtered({ star: true })).toBe('c');
  });

  it('take due, new, or both', () => {
    const progress = fold(attempt('1', 'a', 'hard', noon(0)), attempt('2', 'b', 'easy', noon(29)));
    expect(filtered({ due: true }, progress)).toBe('a');
    expect(filtered({ new: true }, progress)).toBe('cde');
    expect(filtered({ due: true, new: true }, progress)).toBe('acde');
    expect(filtered({ all: true }, progress)).toBe('abcde');
  });

  it('take weak questions whether due or not, and narrow due ones to them', () => {
    const progress = fold(
      attempt('1', 'a', 'hard', noon(0)),
      attempt('2', 'b', 'good', noon(29), { points: [1, 0] }),
      attempt('3', 'c', 'good', noon(0)),
    );
    expect(whysOf(queue(progress, { filters: { weak: true } }))).toBe('a:weak b:weak');
    expect(whysOf(queue(progress, { filters: { weak: true, due: true } }))).toBe('a:due');
    expect(whysOf(queue(progress, { filters: { weak: true, new: true } }))).toBe('a:weak b:weak d:new e:new');
  });

  it('know a weak question by its last rating, its coverage or its lapses', () => {
    const weak = (...entries: readonly Entry[]): boolean => isWeak('a', fold(...entries));
    expect(weak()).toBe(false);
    expect(weak(attempt('1', 'a', 'good', noon(0)))).toBe(false);
    expect(weak(attempt('1', 'a', 'hard', noon(0)))).toBe(true);
    expect(weak(attempt('1', 'a', 'good', noon(0), { points: [1, 1, 1, 0, 0] }))).toBe(false);
    expect(weak(attempt('1', 'a', 'good', noon(0), { points: [1, 0, 0] }))).toBe(true);
    const lapsed = [0, 2, 4].flatMap((day) => [
      attempt(`g${day}`, 'a', 'good', noon(day)),
      attempt(`x${day}`, 'a', 'again', noon(day + 1)),
      attempt(`y${day}`, 'a', 'good', noon(day + 1.1)),
    ]);
    expect(weak(...lapsed)).toBe(true);
    expect(weak(...lapsed.slice(0, 3))).toBe(false);
  });

  it('say which names mean nothing here', () => {
    const unknown = unknownNames(heads.values(), { section: ['arch', 'xyz'], tag: ['optim', 'nope'] });
    expect(unknown.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['section xyz', 'tag nope']);
    expect(unknown[0]?.known).toContain('Training');
  });
});

describe('the size of a queue', () => {
  it('is cut by count', () => {
    expect(idsOf(queue(NO_PROGRESS, { count: 2 }))).toBe('ab');
  });

  it('is cut by minutes, half as long again for checking, and never to nothing', () => {
    expect(idsOf(queue(NO_PROGRESS, { minutes: 6 }))).toBe('ab');
    expect(idsOf(queue(NO_PROGRESS, { minutes: 5.9 }))).toBe('a');
    expect(idsOf(queue(NO_PROGRESS, { minutes: 1 }))).toBe('a');
    expect(idsOf(queue(NO_PROGRESS, { minutes: 14.9 }))).toBe('abc');
  });
});

describe('a seed', () => {
  const many = bankOf(
    ...Array.from({ length: 8 }, (_, i) => head(`a${i}`, { section: 'A' })),
    ...Array.from({ length: 8 }, (_, i) => head(`b${i}`, { section: 'B' })),
  );
  const seeded = (seed: string): readonly string[] =>
    queue(NO_PROGRESS, { seed, limits: { reviews: 0, fresh: 16 } }, 0, many).items.map(
      ({ question }) => question,
    );

  it('mixes new questions within their section only, the same way every time', () => {
    expect(seeded('x')).toEqual(seeded('x'));
    expect(seeded('x')).not.toEqual(seeded('y'));
    expect(
      seeded('x')
        .map((id) => id[0])
        .join(''),
    ).toBe('aaaaaaaabbbbbbbb');
    expect(seeded('x')).not.toEqual([...many.keys()]);
  });
});

describe('the work to do', () => {
  it('is counted within the limits of the day', () => {
    const folded = fold(
      attempt('1', 'a', 'hard', noon(0)),
      attempt('2', 'b', 'again', noon(29)),
      attempt('3', 'c', 'good', noon(30)),
    );
    const settings = DEFAULT_SETTINGS;
    const progress = asOfToday({ heads: heads.values(), progress: folded, settings, params, ...moment(30) });
    expect(
      countWork(heads.values(), progress, { settings: { ...DEFAULT_SETTINGS, newPerDay: 2 } }, moment(30)),
    ).toEqual({
      due: 2,
      new: 1,
      held: 0,
      areReviewsOff: false,
      learning: 1,
      questions: 6,
      drafts: 1,
      suspended: 1,
      reviewedToday: 1,
      streakDays: 2,
      nextDue: progress.schedules.get('c')?.due,
    });
  });

  it('agrees with the queue, for any journal', () => {
    const bank = bankOf(head('a'), head('b', { suspended: true }), head('c'), head('d'), head('z'));
    const settings = { ...DEFAULT_SETTINGS, newPerDay: 2, reviewsPerDay: 2 };
    fc.assert(
      fc.property(anyJournal, fc.integer({ min: 0, max: 40 }), (entries, day) => {
        const progress = foldJournal(entries, params);
        const work = countWork(bank.values(), progress, { settings }, moment(day));
        const { items } = queue(progress, { limits: limitsLeft(settings, progress, moment(day)) }, day, bank);
        expect(items.filter(({ why }) => why === 'due')).toHaveLength(work.due);
        expect(items.filter(({ why }) => why === 'new')).toHaveLength(work.new);
      }),
      { seed: 53 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Drill, type Settings } from '../../../src/core/settings/config.ts';
import { dayOf, type Instant } from '../../../src/core/base/day.ts';
import { drawDrill, type DrawnDrill, itemsIn } from '../../../src/core/quiz/drill.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { asOfToday } from '../../../src/core/schedule/queue.ts';
import { RATINGS } from '../../../src/core/base/attempt.ts';
import { anyJournal, at, attempt, berlin, noon, params } from '../../support/entries.ts';
import { bankOf, head } from '../../support/heads.ts';

const heads = bankOf(
  head('a'),
  head('b', { section: 'Training', tags: ['optim'] }),
  head('c', { minutes: 4 }),
  head('d', { difficulty: 'hard' }),
  head('e'),
  head('f'),
  head('s', { suspended: true }),
);
const daily: Drill = { select: { due: true, new: 2 }, count: 5 };

type Around = { readonly bank?: typeof heads; readonly settings?: Partial<Settings> };

function draw(
  entries: readonly Entry[],
  now: Instant,
  drill = daily,
  name = 'daily',
  { bank = heads, settings: changed }: Around = {},
): DrawnDrill {
  const settings = { ...DEFAULT_SETTINGS, newPerDay: 9, ...changed };
  const mine = { ...params, interviewDay: settings.interviewDate };
  const folded = foldJournal(entries, mine);
  const progress = asOfToday({ heads: bank.values(), progress: folded, settings, params: mine, now });
  return drawDrill({ name, drill, heads: bank, entries, params: mine, now, settings, progress });
}
const idsOf = ({ items }: DrawnDrill): string => items.map(({ question }) => question).join('');
const whysOf = ({ items }: DrawnDrill): string =>
  items.map(({ question, why, state }) => `${question}:${state === 'held' ? state : why}`).join(' ');
const answeredOf = ({ items }: DrawnDrill): string =>
  items.flatMap(({ question, state }) => (state === 'answered' ? [question] : [])).join('');

/** `a`, `b` and `c` are due from the third day on, `b` being the most forgotten. */
const learned: readonly Entry[] = [
  attempt('1', 'a', 'good', noon(0)),
  attempt('2', 'b', 'hard', noon(0)),
  attempt('3', 'c', 'good', noon(0)),
];

describe('the drill of a day', () => {
  it('has due questions, the most forgotten first, then new ones in bank order', () => {
    expect(whysOf(draw([], noon(0)))).toBe('a:new b:new');
    expect(whysOf(draw(learned, noon(10)))).toBe('b:due a:due c:due d:new e:new');
  });

  it('has what was added before the day first, and stays so when something is added', () => {
    const created = '2026-11-11T12:00:00+01:00';
    const bank = bankOf(head('x', { created }), ...heads.values(), head('y', { created }));
    const on = (now: Instant): DrawnDrill => draw([], now, daily, 'daily', { bank });
    expect(idsOf(on(at('2026-11-11T13:00:00+01:00')))).toBe('ab');
    expect(idsOf(on(at('2026-11-12T13:00:00+01:00')))).toBe('xy');
  });

  it('is left as it was by an answer, also for somebody who skips days', () => {
    const bank = bankOf(...Array.from({ length: 30 }, (_, each) => head(`q${each + 10}`)));
    const settings = { interviewDate: '2026-11-20', newPerDay: 5 };
    const drill: Drill = { select: { due: true, new: 5 }, count: 50 };
    const entries: Entry[] = [];
    const on = (day: number): DrawnDrill => draw(entries, noon(day), drill, 'daily', { bank, settings });
    const answer = (day: number, questions = on(day).items): void => {
      for (const { question } of questions)
        entries.push(attempt(`${day}${question}`, question, 'good', noon(day)));
    };
    for (const day of [1, 3, 5, 9]) answer(day);
    const morning = on(10).items;
    answer(10, morning.slice(0, 1));
    expect(itemsIn(on(10), 'left')).toEqual(morning.slice(1));
    expect(morning.filter(({ why }) => why === 'due').length).toBeGreaterThan(1);
  });

  it('has no new ones on the eve of the interview, unless it is of new ones alone', () => {
    const settings = { interviewDate: '2026-11-12' };
    const on = (drill: Drill): string => whysOf(draw(learned, noon(10), drill, 'daily', { settings }));
    expect(on(daily)).not.toContain('new');
    expect(on({ select: { new: 1 } })).toBe('d:new');
  });

  it('has new questions only where due ones leave room, as a session has', () => {
    expect(whysOf(draw(learned, noon(10), { ...daily, count: 4 }))).toBe('b:due a:due c:due d:new');
    expect(whysOf(draw(learned, noon(10), { ...daily, count: 2 }))).toBe('b:due a:due');
  });

  it('keeps to the limits of the day, also as it goes on', () => {
    const on = (entries: readonly Entry[], settings: Partial<Settings>, drill = daily): DrawnDrill =>
      draw(entries, noon(10), drill, 'daily', { settings });
    expect(whysOf(on(learned, { newPerDay: 1 }))).toBe('b:due a:due c:due d:new');
    expect(whysOf(on(learned, { reviewsPerDay: 2 }))).toBe('b:due a:due');
    const two = { newPerDay: 2 };
    const elsewhere = [...learned, attempt('4', 'f', 'good', noon(10))];
    expect(whysOf(on(elsewhere, two))).toBe('b:due a:due c:due d:new e:held');
    const both = [...elsewhere, attempt('5', 'd', 'good', noon(10))];
    expect(whysOf(on(both, two))).toBe('b:due a:due c:due d:new e:held');
    const due = ['a', 'c'].map((id) => attempt(`r-${id}`, id, 'good', noon(10)));
    expect(on([...both, ...due], { reviewsPerDay: 3, newPerDay: 2 }).done).toBe(false);
    expect(on([...both, ...due], { reviewsPerDay: 2, newPerDay: 2 })).toMatchObject({ done: true });
    const named: Drill = { select: { new: 3, sections: ['arch'] } };
    expect(whysOf(on(both, two, named))).toBe('d:new e:new f:new');
  });

  it('is cut by minutes, but never to nothing', () => {
    expect(idsOf(draw(learned, noon(10), { ...daily, minutes: 6 }))).toBe('ba');
    expect(idsOf(draw(learned, noon(10), { ...daily, minutes: 0.5 }))).toBe('b');
  });

  it('is the same all day, whatever is answered meanwhile, and shows what was', () => {
    const morning = draw(learned, at('2026-11-11T04:00:00+01:00'));
    expect(morning).toMatchObject({ day: '2026-11-11', name: 'daily', done: false });
    const meanwhile = [...learned, attempt('4', 'b', 'good', noon(10)), attempt('5', 'd', 'again', noon(10))];
    const night = draw(meanwhile, at('2026-11-12T03:59:00+01:00'));
    expect(idsOf(night)).toBe(idsOf(morning));
    expect(night.seed).toBe(morning.seed);
    expect(answeredOf(night)).toBe('bd');
  });

  it('is the same all day for any journal and any answers', () => {
    fc.assert(
      fc.property(
        anyJournal,
        fc.array(
          fc.record({ question: fc.constantFrom('a', 'b', 'c', 'd'), rating: fc.constantFrom(...RATINGS) }),
        ),
        (entries, answers) => {
          const now = noon(25);
          const given = answers.map(({ question, rating }, i) =>
            attempt(`new-${i}`, question, rating, noon(25)),
          );
          const past = entries.filter(
            (entry) => entry.at < now && dayOf(entry.at, berlin) !== dayOf(now, berlin),
          );
          const before = draw(past, now);
          const after = draw([...given, ...past], noon(25.3));
          expect(whysOf(after)).toBe(whysOf(before));
          expect(new Set(answeredOf(after))).toEqual(
            new Set(
              idsOf(before)
                .split('')
                .filter((id) => answers.some(({ question }) => question === id)),
            ),
          );
        },
      ),
      { seed: 61 },
    );
  });

  it('is the same on a machine that read the journals in another order', () => {
    expect(draw(learned.toReversed(), noon(10))).toEqual(draw(learned, noon(10)));
  });

  it('is done when every question was answered, or suspended, as nobody can answer that', () => {
    const some = [...learned, attempt('4', 'b', 'good', noon(10)), attempt('5', 'a', 'again', noon(10))];
    const two: Drill = { select: { ids: ['a', 'b', 'c'] } };
    expect(draw(some, noon(10), two).done).toBe(false);
    expect(draw([...some, attempt('6', 'c', 'hard', noon(10))], noon(10), two).done).toBe(true);
    const suspended: readonly Entry[] = [...some, { type: 'suspend', id: '7', at: noon(10), question: 'c' }];
    expect(draw(suspended, noon(10), two)).toMatchObject({
      done: true,
      items: [{ state: 'answered' }, { state: 'answered' }, { state: 'suspended' }],
    });
    const back: readonly Entry[] = [
      ...suspended,
      { type: 'unsuspend', id: '8', at: noon(10), question: 'c' },
    ];
    expect(draw(back, noon(10), two).done).toBe(false);
    expect(itemsIn(draw(back, noon(10), two), 'left')).toMatchObject([{ question: 'c' }]);
    const after: Entry = { type: 'suspend', id: '9', at: noon(10), question: 'a' };
    expect(draw([...back, after], noon(10), two).items[0]).toMatchObject({ state: 'answered' });
  });

  it('is done when it is empty', () => {
    expect(draw([], noon(0), { select: { due: true } })).toMatchObject({ items: [], done: true });
  });

  it('does not count an attempt that was undone', () => {
    const undone: readonly Entry[] = [
      ...learned,
      attempt('4', 'b', 'good', noon(10)),
      { type: 'undo', id: '5', at: noon(10), target: '4' },
    ];
    expect(answeredOf(draw(undone, noon(10)))).toBe('');
  });

  it('follows a question that was renamed today', () => {
    const renamed: readonly Entry[] = [
      attempt('1', 'old', 'hard', noon(0)),
      { type: 'relink', id: '2', at: noon(10), from: 'old', to: 'f', why: 'same answer' },
    ];
    expect(whysOf(draw(renamed, noon(10)))).toBe('f:due a:new b:new');
    const answeredBefore: readonly Entry[] = [
      ...renamed,
      attempt('3', 'old', 'good', (noon(10) - 60_000) as Instant),
    ];
    expect(answeredOf(draw(answeredBefore, noon(10)))).toBe('f');
  });
});

describe('the selection of a drill', () => {
  const weak: readonly Entry[] = [
    ...learned,
    attempt('4', 'e', 'again', noon(9)),
    attempt('5', 'e', 'hard', noon(9)),
  ];

  it('takes named questions as named, suspended ones too, and passes over unknown ones', () => {
    expect(whysOf(draw([], noon(0), { select: { ids: ['s', 'nope', 'c', 's', '__proto__'] } }))).toBe(
      's:named c:named',
    );
    expect(idsOf(draw([], noon(0), { select: { ids: ['c', 'b', 'a'] }, count: 2 }))).toBe('cb');
  });

  it('is narrowed by sections, tags and difficulty', () => {
    expect(idsOf(draw([], noon(0), { select: { new: 9, sections: ['train'] } }))).toBe('b');
    expect(idsOf(draw([], noon(0), { select: { new: 9, tags: ['optim'] } }))).toBe('b');
    expect(idsOf(draw([], noon(0), { select: { new: 9, difficulty: ['hard'] } }))).toBe('d');
  });

  it('takes weak questions whether due or not, and narrows due ones to them', () => {
    expect(new Set(whysOf(draw(weak, noon(9.5), { select: { weak: true } })).split(' '))).toEqual(
      new Set(['b:weak']),
    );
    expect(new Set(idsOf(draw(weak, noon(10), { select: { weak: true } })))).toEqual(new Set('be'));
    expect(whysOf(draw(weak, noon(10), { select: { weak: true, due: true } }))).toBe('b:due e:due');
  });

  it('without a kind of question takes any that are left, mixed anew every day and for every name', () => {
    const any: Drill = { select: { sections: ['arch'] } };
    const days = Array.from({ length: 12 }, (_, day) => idsOf(draw([], noon(day), any)));
    for (const ids of days) expect(ids.split('').toSorted().join('')).toBe('acdef');
    expect(new Set(days).size).toBeGreaterThan(6);
    expect(idsOf(draw([], noon(3), any))).toBe(days[3]);
    const names = new Set(['daily', 'evening', 'warm-up'].map((name) => idsOf(draw([], noon(3), any, name))));
    expect(names.size).toBeGreaterThan(1);
    expect(whysOf(draw(learned, noon(10), { select: { sections: ['train'] } }))).toBe('b:all');
    expect(
      whysOf(draw([attempt('1', 'b', 'easy', noon(9))], noon(10), { select: { sections: ['train'] } })),
    ).toBe('b:all');
  });

  it('leaves out suspended questions, by their file or by the user', () => {
    const suspended: readonly Entry[] = [{ type: 'suspend', id: '1', at: noon(0), question: 'a' }];
    expect(idsOf(draw(suspended, noon(3), { select: { new: 9 } }))).toBe('bcdef');
  });
});

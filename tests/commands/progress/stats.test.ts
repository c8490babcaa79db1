// `prep stats` against a machine in memory: what it counts, and what it refuses.
import { describe, expect, it } from 'vitest';
import { DAY_MS, instantOf } from '../../../src/core/base/day.ts';
import { stats } from '../../../src/commands/progress/stats.ts';
import { attempt, at } from '../../support/entries.ts';
import type { Memory } from '../../support/memory-context.ts';
import { failureOf, fill, openVerbs } from '../../support/verbs.ts';

const day = (date: string, hour = 9) => at(`2026-11-${date}T${String(hour).padStart(2, '0')}:00:00+01:00`);
const entries = [
  attempt('1', 'attention', 'again', day('20'), {
    points: [1, 0],
    elapsedMs: 90_000,
    text: 'It took 50 ms.',
    cited: ['short_ms'],
  }),
  attempt('2', 'attention', 'good', day('22'), { points: [1, 1], elapsedMs: 240_000, text: 'Quadratic.' }),
  attempt('3', 'story', 'hard', day('23'), { points: [1, 1, 0, 1] }),
  attempt('4', 'gone-for-good', 'easy', day('23')),
];
const fills = { short_ms: fill('50 ms', 50) };
const open = (more: Parameters<typeof openVerbs>[0] = {}): Memory => openVerbs({ entries, fills, ...more });
type Told = Readonly<Record<string, unknown>> & {
  readonly sections: readonly { readonly section: string | null; readonly attempts: number }[];
  readonly readiness: { readonly day: string };
};
const json = (memory: Memory): Told => JSON.parse(memory.data()) as Told;

describe('prep stats', () => {
  it('takes the share of points from settled ones alone', async () => {
    const more = Array.from({ length: 3 }, (_, i) =>
      attempt(`5${i}`, 'attention', 'good', day('24'), { points: i === 0 ? [null, null] : [null, 1] }),
    );
    const memory = open({ entries: [...entries, ...more] });
    await stats(memory.context, [], { json: true });
    // 1/2, 2/2 and 3/4 from before, and twice one of one.
    expect(json(memory)['coverage']).toMatchObject({ total: 5, share: 0.85 });
  });

  it('counts what was done, with all it rests on', async () => {
    const memory = open();
    expect(await stats(memory.context, [], { json: true })).toBe(0);
    const all = json(memory);
    expect(all).toMatchObject({
      v: 1,
      command: 'stats',
      today: '2026-11-24',
      since: null,
      attempts: 4,
      questions: 3,
    });
    expect(all['ratings']).toEqual({ again: 1, hard: 1, good: 1, easy: 1 });
    expect(all['streakDays']).toBe(2);
    expect(all['retention']).toMatchObject({ desired: 0.9, hits: 1, total: 1, least: 20 });
    expect(all.sections.map(({ section, attempts }) => [section, attempts])).toEqual([
      ['Architecture', 2],
      ['Production', 0],
      ['Behavioural', 1],
      ['国際化', 0],
      [null, 1],
    ]);
    // The number was given on the 20th at ten, after the first answer; that one cited it all the same.
    expect(all['cited']).toMatchObject({ answers: 2, hits: 1, total: 2, least: 10 });
    expect(all['readiness']).toMatchObject({
      day: '2026-11-24',
      overall: { questions: 5, attempted: 2 },
      drafts: ['draft'],
    });
  });

  it('has the streak of all days, whatever it counts', async () => {
    const filters = [
      { since: '2026-11-24' },
      { section: ['Behavioural'] },
      { section: ['Production'], tag: [] },
    ];
    for (const options of filters) {
      const memory = open();
      await stats(memory.context, [], { json: true, ...options });
      expect(json(memory)['streakDays']).toBe(2);
    }
  });

  it('takes some of the questions, and a first day', async () => {
    const memory = open();
    await stats(memory.context, [], { json: true, section: ['arch'], since: '2026-11-21' });
    expect(json(memory)).toMatchObject({
      since: '2026-11-21',
      filtered: true,
      attempts: 1,
      retention: { hits: 1, total: 1 },
    });
    const tagged = open();
    await stats(tagged.context, [], { json: true, tag: ['attention'] });
    expect(json(tagged)).toMatchObject({ attempts: 2, forecast: { unseen: 0 } });
  });

  it.each([
    [{ since: 'lately' }, 'day-invalid'],
    [{ since: '2026-11-25' }, 'day-future'],
    [{ section: ['Nowhere'] }, 'section-unknown'],
    [{ tag: ['nothing'] }, 'tag-unknown'],
  ])('refuses %j', async (options, code) => {
    const { context } = open();
    expect((await failureOf(() => stats(context, [], options))).code).toBe(code);
  });

  it('shows it in the width of the screen, and says what is shown', async () => {
    const memory = open({ screen: { columns: 60 } });
    await stats(memory.context, [], { section: ['Behavioural'], since: '3d' });
    const [first = ''] = memory.data().split('\n');
    expect(first).toMatch(/^── Your progress ─+ Behavioural, since 2026-11-22 ──$/);
    expect(memory.data()).toContain('1 attempt · 1 question · 1 day');
  });

  it('tells readiness for the day of the interview while that lies ahead', async () => {
    const ahead = open({ settings: { interviewDate: '2026-12-15' } });
    await stats(ahead.context, [], { json: true });
    expect(json(ahead).readiness.day).toBe('2026-12-15');
    const over = open({ settings: { interviewDate: '2026-11-23' } });
    await stats(over.context, [], { json: true });
    expect(json(over).readiness.day).toBe('2026-11-24');
  });
});

const WIDE = 'wide-characters-take-two-columns-and-this-id-is-longer-than-any-narrow-screen';

describe('what prep stats says of your recall', () => {
  /** A review on each of so many days, of which the first ones were forgotten. */
  const said = async (reviews: number, forgotten: number): Promise<string> => {
    const all = Array.from({ length: reviews + 1 }, (_, i) =>
      attempt(
        `r${i}`,
        'attention',
        i > 0 && i <= forgotten ? 'again' : 'good',
        instantOf(day('20') - (reviews - i) * DAY_MS),
      ),
    );
    const memory = open({ entries: all });
    await stats(memory.context, [], {});
    return memory.data().replaceAll(/\s+/g, ' ');
  };

  it.each([
    [1, 0, 'You recalled 1 of 1 review; 19 more needed.'],
    [
      25,
      2,
      'You recalled 23 of 25 reviews (92%, 95% interval: 75% to 98%). Your target is 90%, which is in that interval.',
    ],
    [60, 0, 'Your target is 90%; you recall more, so intervals could be longer.'],
    [30, 12, 'Your target is 90%; you recall less, so reviews come too late.'],
  ])('%i reviews, %i forgotten', async (reviews, forgotten, says) => {
    expect(await said(reviews, forgotten)).toContain(says);
  });
});

it('prep stats names the sections and tags that it counts, and says when all is suspended', async () => {
  const memory = open();
  await stats(memory.context, [], { tag: ['attention'] });
  expect(memory.data()).toContain('#attention');
  const all = ['attention', 'attendance', 'story', WIDE, 'draft'];
  const suspended = all.map((question, i) => {
    return { type: 'suspend', id: `9${i}`, at: day('23', 12), question } as const;
  });
  const none = open({ entries: [...entries, ...suspended] });
  await stats(none.context, [], {});
  expect(none.data()).toContain('All questions are suspended.');
  const one = open({ entries: [...entries, ...suspended.slice(1)] });
  await stats(one.context, [], {});
  expect(one.data().replaceAll(/\s+/g, ' ')).not.toContain('new to you');
  const fresh = open({ entries: suspended.slice(1) });
  await stats(fresh.context, [], {});
  expect(fresh.data().replaceAll(/\s+/g, ' ')).toContain(
    '1 of 1 question is new to you, at 0% until you study it.',
  );
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMock, type MockRequest, plannedMinutes, slotMinutes } from '../../../src/core/mock/mock.ts';
import { DIFFICULTIES, type QuestionHead } from '../../../src/core/base/question.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { attempt, berlin, noon, params, NO_PROGRESS } from '../../support/entries.ts';
import { head } from '../../support/heads.ts';

const moment = { now: noon(30), calendar: berlin };
const request = (more: Partial<MockRequest> = {}): MockRequest => ({
  count: 6,
  minutes: 60,
  seed: 's',
  ...more,
});
const bank = (sections: readonly string[], each: number): readonly QuestionHead[] =>
  sections.flatMap((section) =>
    Array.from({ length: each }, (_, i) =>
      head(`${section}-${i}`, { section, difficulty: DIFFICULTIES[i % 3] ?? 'easy' }),
    ),
  );
const BANK = [...bank(['A', 'B', 'C'], 6), head('story', { section: 'S', kind: 'star' })];
const draw = (heads: readonly QuestionHead[], more: Partial<MockRequest> = {}, progress = NO_PROGRESS) =>
  drawMock(heads, progress, request(more), moment);
const idsOf = (drawn: readonly QuestionHead[]) => drawn.map(({ id }) => id);

/** How many neighbours are of one section. */
const neighbours = (heads: readonly Pick<QuestionHead, 'section'>[]): number =>
  heads.filter(({ section }, i) => i > 0 && heads[i - 1]?.section === section).length;

describe('what is drawn', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(idsOf(draw(BANK))).toEqual(idsOf(draw(BANK)));
    expect(idsOf(draw(BANK))).not.toEqual(idsOf(draw(BANK, { seed: 't' })));
  });

  it('spreads over sections and difficulties, and has a story', () => {
    const questions = draw(BANK, { count: 7 });
    const count = (holds: (each: QuestionHead) => boolean) => questions.filter(holds).length;
    expect(questions).toHaveLength(7);
    expect(count(({ kind }) => kind === 'star')).toBe(1);
    for (const section of ['A', 'B', 'C']) expect(count((each) => each.section === section)).toBe(2);
    for (const level of DIFFICULTIES) expect(count((each) => each.difficulty === level)).toBeGreaterThan(0);
  });

  it('leaves out drafts and what is suspended, by its file or by the user', () => {
    const heads = [
      head('draft', { draft: true }),
      head('off', { suspended: true }),
      head('user'),
      head('on'),
    ];
    expect(idsOf(draw(heads, {}, { ...NO_PROGRESS, suspended: new Set(['user']) }))).toEqual(['on']);
  });

  it('has fewer where the bank or the time has no room for more', () => {
    expect(draw([head('a'), head('b')])).toHaveLength(2);
    expect(draw(BANK, { minutes: 9 })).toHaveLength(2);
  });

  it('asks the shortest question when there is no time for any', () => {
    expect(
      idsOf(draw([head('long', { minutes: 9 }), head('short', { minutes: 3 })], { minutes: 1 })),
    ).toEqual(['short']);
    expect(draw([])).toEqual([]);
  });

  it('prefers what is due or went badly, but not only', () => {
    const heads = bank(['A'], 40);
    const entries = heads.flatMap(({ id }, i) => [
      attempt(`${id}-1`, id, 'good', noon(i < 20 ? 0 : 29)),
      ...(i < 20 ? [] : [attempt(`${id}-2`, id, 'easy', noon(29))]),
    ]);
    const progress = foldJournal(entries, params);
    const seeds = Array.from({ length: 60 }, (_, i) => String(i));
    const due = seeds
      .flatMap((seed) => idsOf(draw(heads, { seed, count: 4 }, progress)))
      .filter((id) => Number(id.slice(2)) < 20);
    expect(due.length).toBeGreaterThan(0.6 * 240);
    expect(due.length).toBeLessThan(0.95 * 240);
  });

  it('fits the time and asks nothing twice, whatever the bank', () => {
    const anyHead = fc.record({
      section: fc.constantFrom('A', 'B', 'C'),
      minutes: fc.integer({ min: 1, max: 9 }),
      kind: fc.constantFrom('open' as const, 'star' as const),
      difficulty: fc.constantFrom(...DIFFICULTIES),
    });
    fc.assert(
      fc.property(
        fc.array(anyHead, { maxLength: 15 }),
        fc.integer({ min: 1, max: 60 }),
        fc.string(),
        (heads, minutes, seed) => {
          const drawn = draw(
            heads.map((each, i) => head(`q${i}`, each)),
            { minutes, seed },
          );
          const room = drawn.reduce((sum, each) => sum + slotMinutes(each), 0);
          if (drawn.length > 1) expect(room).toBeLessThanOrEqual(minutes);
          expect(new Set(idsOf(drawn)).size).toBe(drawn.length);
          const hasStory = heads.some((each) => each.kind === 'star' && slotMinutes(each) <= minutes);
          if (hasStory) expect(drawn.some(({ kind }) => kind === 'star')).toBe(true);
        },
      ),
    );
  });
});

it('takes about as long as its questions, at most the usual time', () => {
  const all = (count: number, minutes: number) =>
    Array.from({ length: count }, (_, i) => head(`q${i}`, { minutes }));
  expect([0, 4, 8, 40].map((count) => plannedMinutes(all(count, 2)))).toEqual([0, 16, 32, 32]);
  expect(plannedMinutes(all(40, 5))).toBe(45);
});

describe('the order', () => {
  it('has no two neighbours of one section where each has as many', () => {
    for (const seed of ['1', '2', '3', '4', '5']) {
      const heads = bank(['A', 'B', 'C'], 3);
      const questions = draw(heads, { seed, count: 9 });
      expect(questions.map(({ id }) => id).toSorted()).toEqual(heads.map(({ id }) => id).toSorted());
      expect(neighbours(questions)).toBe(0);
    }
  });

  it('puts the story first or last, and a second one only where nothing else is left', () => {
    const heads = [...BANK, head('story-2', { section: 'S', kind: 'star' })];
    const drawn = Array.from({ length: 20 }, (_, seed) => draw(heads, { seed: String(seed), count: 7 }));
    const places = drawn.flatMap((questions) =>
      questions.flatMap(({ kind }, at) => (kind === 'star' ? [at] : [])),
    );
    expect(places).toHaveLength(20);
    expect(new Set(places)).toEqual(new Set([0, 6]));
    expect(idsOf(draw(heads.slice(-2)))).toHaveLength(2);
  });
});

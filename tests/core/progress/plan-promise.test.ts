// What a plan says would have to change, held against plans and learners for whom it was changed.
import { describe, expect, it } from 'vitest';
import { SPACED_RECALLS } from '../../../src/core/schedule/progress.ts';
import { dayAt, syntheticLearner, type LearnerOptions } from '../../support/synthetic-learner.ts';

const base: LearnerOptions = {
  questions: 60,
  settings: { newPerDay: 2, interviewDate: dayAt(20) },
  lasting: 1,
  seed: 'promise',
};
const learnerWith = (more: Partial<LearnerOptions> = {}) => syntheticLearner({ ...base, ...more });
const failing = learnerWith().planOn(dayAt(0));

/** How many questions end up short when the learner studies every day until the interview. */
function shortAtLast(options: Partial<LearnerOptions>, until: number, from = 0): number {
  const learner = learnerWith(options);
  for (let ahead = from; ahead < until; ahead++) learner.study(dayAt(ahead));
  const { schedules } = learner.progressOn(dayAt(until));
  return [...learner.heads.keys()].filter((id) => (schedules.get(id)?.recalls ?? 0) < SPACED_RECALLS).length;
}

describe('a plan that cannot be kept', () => {
  it('names the questions that will be short, which are short in the end', () => {
    expect(failing.short.length).toBeGreaterThan(20);
    expect(shortAtLast({}, 20)).toBe(failing.short.length);
  });

  it('knows daily limits that are enough even if days are missed, and no lower ones are', () => {
    const { newPerDay = 0, reviewsPerDay = 0 } = failing.change ?? {};
    const settings = (fresh: number) => ({ newPerDay: fresh, reviewsPerDay, interviewDate: dayAt(20) });
    const planWith = (fresh: number) => learnerWith({ settings: settings(fresh) }).planOn(dayAt(0));
    const { short, ifMissed: { days = 0, short: shortIfMissed } = {} } = planWith(newPerDay);
    expect(days).toBeGreaterThan(2);
    expect([short, shortIfMissed]).toEqual([[], 0]);
    expect(planWith(newPerDay - 1).ifMissed?.short).toBeGreaterThan(0);
    expect(shortAtLast({ settings: settings(newPerDay) }, 20, days)).toBe(0);
  });

  it('raises the limit of reviews where that is what stands in the way', () => {
    const settings = { newPerDay: 10, reviewsPerDay: 3, interviewDate: dayAt(20) };
    const { change } = learnerWith({ settings }).planOn(dayAt(0));
    const { newPerDay = 0, reviewsPerDay = 0 } = change ?? {};
    expect([newPerDay, reviewsPerDay > 3]).toEqual([10, true]);
    expect(shortAtLast({ settings: { ...settings, reviewsPerDay } }, 20)).toBe(0);
  });

  it('promises nothing by more work on the last two days, when no recalls can be spaced any more', () => {
    const { change, short } = learnerWith({ settings: { interviewDate: dayAt(2) } }).planOn(dayAt(0));
    expect(short).toHaveLength(60);
    expect(change).toBeUndefined();
  });
});

describe('in a large bank', () => {
  const large = (questions: number, more: Partial<LearnerOptions['settings'] & object> = {}) =>
    learnerWith({ questions, settings: { newPerDay: 40, interviewDate: dayAt(20), ...more } }).planOn(
      dayAt(0),
    );

  it('finds limits that are enough', () => {
    const { change } = large(1200);
    const { newPerDay = 0, reviewsPerDay = 0 } = change ?? {};
    expect(large(1200, { newPerDay, reviewsPerDay }).short).toEqual([]);
    expect(large(1200, { newPerDay: newPerDay - 1, reviewsPerDay }).ifMissed?.short).toBeGreaterThan(0);
  });
});

describe('a plan without a day to spare', () => {
  it('says what missed days would mean, and what makes room for them', () => {
    const settings = { newPerDay: 4, interviewDate: dayAt(20) };
    const { short, ifMissed, change } = learnerWith({ settings }).planOn(dayAt(0));
    expect(short).toEqual([]);
    expect(ifMissed?.short).toBeGreaterThan(0);
    expect(shortAtLast({ settings }, 20, ifMissed?.days)).toBeGreaterThan(0);
    expect(change?.newPerDay).toBeGreaterThan(4);
  });
});

describe('a plan that can be kept', () => {
  const settings = { newPerDay: 10, interviewDate: dayAt(40) };

  it('is the same whenever it is made, and follows what was done', () => {
    const learner = learnerWith({ settings });
    expect(learner.planOn(dayAt(0))).toEqual(learner.planOn(dayAt(0)));
    learner.study(dayAt(0));
    expect(learner.planOn(dayAt(0)).days[0]).toMatchObject({ reviews: [], fresh: [] });
    expect(learner.planOn(dayAt(1)).days[0]?.fresh).toHaveLength(10);
  });

  it('has nothing to change once every question has its recalls', () => {
    const learner = learnerWith({ questions: 5, settings });
    for (let ahead = 0; ahead < 30; ahead++) learner.study(dayAt(ahead));
    const plan = learner.planOn(dayAt(30));
    expect([plan.short, plan.change]).toEqual([[], undefined]);
  });
});

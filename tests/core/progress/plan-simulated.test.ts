// Plans held against a learner who follows them for ninety days: the promise, the load, and readiness.
import { describe, expect, it } from 'vitest';
import { daysBetween, dayStartInstant } from '../../../src/core/base/day.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { SPACED_RECALLS } from '../../../src/core/schedule/progress.ts';
import { dayAt, syntheticLearner } from '../../support/synthetic-learner.ts';

const INTERVIEW = 60;
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

describe.each([
  { newPerDay: 2, questions: 43, lasting: 1 },
  { newPerDay: 5, questions: 120, lasting: 0.6 },
  { newPerDay: 15, questions: 400, lasting: 1.5 },
])('at $newPerDay new a day over $questions questions, with a memory that lasts $lasting times', (pace) => {
  const { newPerDay, questions, lasting } = pace;
  const settings = { newPerDay, interviewDate: dayAt(INTERVIEW) };
  const learner = syntheticLearner({ questions, settings, lasting, seed: `pace ${newPerDay}` });
  const promised = learner.planOn(dayAt(0));
  const loads: { readonly reviews: number; readonly fresh: number }[] = [];
  const recallsAt = new Map<string, number>();
  let [predicted, stopped, recalled, recalledIfStopped] = [0, 0, 0, 0];
  for (let ahead = 0; ahead < 90; ahead++) {
    const day = dayAt(ahead);
    if (ahead === 30) {
      const { readiness } = learner.planOn(day);
      predicted = readiness.ifFollowed.overall.recalled;
      stopped = readiness.ifStopped.overall.recalled;
      recalledIfStopped = learner.recalledOn(dayAt(INTERVIEW));
    }
    if (ahead === INTERVIEW) {
      recalled = learner.recalledOn(day);
      for (const [id, { recalls = 0 }] of learner.progressOn(day).schedules) recallsAt.set(id, recalls);
    }
    loads.push(learner.study(day));
  }
  const figures = [
    `${learner.entries.length} attempts`,
    `${Math.max(...loads.map(({ reviews }) => reviews))} reviews on the fullest day`,
    `day 30 for day 60: ${percent(predicted)} foretold, ${percent(recalled)} recalled`,
    `stopped on day 30: ${percent(stopped)} foretold, ${percent(recalledIfStopped)} recalled`,
  ].join(' · ');
  console.info(figures);

  it('gives every question its spaced recalls before the interview, as the plan of the first day had said', () => {
    const short = [...learner.heads.keys()].filter((id) => (recallsAt.get(id) ?? 0) < SPACED_RECALLS);
    const said = new Set(promised.short.map(({ question }) => question));
    expect(
      short.filter((id) => !said.has(id)),
      figures,
    ).toEqual([]);
  });

  it('is counted day by day as all attempts at once are', () => {
    expect(learner.progressOn(dayAt(90))).toEqual(foldJournal(learner.entries, learner.params));
  });

  it('keeps within the limits on every day', () => {
    for (const { reviews, fresh } of loads) {
      expect(reviews, figures).toBeLessThanOrEqual(learner.settings.reviewsPerDay);
      expect(fresh, figures).toBeLessThanOrEqual(newPerDay);
    }
  });

  it('foretells on day 30 what is recalled on day 60, within 5 points', () => {
    expect(Math.abs(predicted - recalled), figures).toBeLessThan(0.05);
  });
});

describe('after a break of thirty days', () => {
  const settings = { newPerDay: 10, reviewsPerDay: 8 };
  const learner = syntheticLearner({ questions: 80, settings, lasting: 1, seed: 'break' });
  for (let ahead = 0; ahead < 12; ahead++) learner.study(dayAt(ahead));
  const begun = [...learner.progressOn(dayAt(12)).schedules.keys()];
  const { backlog } = learner.planOn(dayAt(42));
  const loads: { readonly reviews: number; readonly fresh: number }[] = [];
  const days = daysBetween(dayAt(42), backlog?.clearedOn ?? dayAt(42));
  for (let ahead = 42; ahead <= 42 + days; ahead++) loads.push(learner.study(dayAt(ahead)));

  it('the pile is worked off within the limit, and new questions wait for it', () => {
    expect(begun.length).toBeGreaterThan(30);
    expect(days).toBeGreaterThan(3);
    expect(Math.max(...loads.map(({ reviews }) => reviews))).toBe(8);
    for (const { fresh } of loads.slice(0, 3)) expect(fresh).toBe(0);
  });

  it('no question is passed over until the day on which the plan has it cleared', () => {
    const since = learner.entries.filter(
      ({ at }) => at >= dayStartInstant(dayAt(42), learner.params.calendar),
    );
    const reviewed = new Set(since.map(({ question }) => question));
    const forgotten = begun.filter((id) => !reviewed.has(id));
    const { schedules } = learner.progressOn(dayAt(42 + days));
    const end = dayStartInstant(dayAt(42 + days), learner.params.calendar);
    expect(forgotten.filter((id) => (schedules.get(id)?.due ?? 0) < end)).toEqual([]);
  });
});

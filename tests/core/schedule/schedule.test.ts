import * as fc from 'fast-check';
import { createEmptyCard, fsrs, type Grade as FsrsGrade, Rating as Grade } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { type Rating, RATINGS } from '../../../src/core/base/attempt.ts';
import {
  addDays,
  type Calendar,
  dayOf,
  daysBetween,
  dayStartInstant,
  instantOf,
} from '../../../src/core/base/day.ts';
import { type ScheduleParams, scheduleParams } from '../../../src/core/schedule/days-off.ts';
import { SPACED_RECALLS } from '../../../src/core/schedule/progress.ts';
import {
  capDays,
  fuzzed,
  LAST_REHEARSALS_DAYS,
  lastRehearsalShare,
  preview,
  replay,
  retrievability,
  type Review,
  type Schedule,
} from '../../../src/core/schedule/schedule.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { at, berlin, noon, params } from '../../support/entries.ts';
import { calendarOf } from '../../support/zones.ts';

const DAY_MS = 86_400_000;
const utc = calendarOf('UTC', 0);

function must(schedule: Schedule | undefined): Schedule {
  if (!schedule) throw new Error('no schedule');
  return schedule;
}

const intervalOf = (schedule: Schedule, calendar: Calendar): number =>
  daysBetween(dayOf(schedule.lastAt, calendar), dayOf(schedule.due, calendar));

/** Reviews that are each given on the day on which the question is due. */
function reviewsWhenDue(
  question: string,
  ratings: readonly Rating[],
  given: ScheduleParams,
): readonly Schedule[] {
  const reviews: Review[] = [];
  const schedules: Schedule[] = [];
  let when = noon(0);
  for (const rating of ratings) {
    reviews.push({ rating, at: when });
    const schedule = must(replay(question, reviews, given));
    schedules.push(schedule);
    when = instantOf(schedule.due + 3_600_000);
  }
  return schedules;
}

describe('FSRS', () => {
  it('has its published memory: pinned stability and difficulty of good eight times, three weeks apart', () => {
    const reviews = Array.from({ length: 8 }, (_, i) => ({ rating: 'good' as const, at: noon(21 * i) }));
    const memory = reviews.map((_, i) => must(replay('q', reviews.slice(0, i + 1), params)));
    expect(memory.map(({ stabilityDays }) => stabilityDays)).toEqual([
      2.3065, 33.34024519, 96.23446039, 157.93476285, 216.98128555, 273.97426137, 329.36195747, 383.45034573,
    ]);
    expect(memory.map(({ difficulty }) => difficulty)).toEqual([
      2.11810397, 2.11121424, 2.1043314, 2.09745544, 2.09058635, 2.08372413, 2.07686878, 2.07002028,
    ]);
  });

  it('proposes the interval sequence of ts-fsrs for good eight times at 0.9, up to a year', () => {
    const scheduler = fsrs({
      request_retention: 0.9,
      enable_fuzz: false,
      learning_steps: [],
      relearning_steps: [],
    });
    let card = createEmptyCard(new Date(0));
    const theirs: number[] = [];
    for (let i = 0; i < 8; i++) {
      card = scheduler.next(card, card.due, Grade.Good).card;
      theirs.push(card.scheduled_days);
    }
    expect(theirs).toEqual([2, 11, 46, 163, 497, 1346, 3292, 7398]);
  });

  it('agrees with the scheduler of ts-fsrs over UTC days, for any ratings at any gaps', () => {
    const grades: Readonly<Record<Rating, FsrsGrade>> = {
      again: Grade.Again,
      hard: Grade.Hard,
      good: Grade.Good,
      easy: Grade.Easy,
    };
    const inUtc: ScheduleParams = { retention: 0.9, calendar: utc };
    const scheduler = fsrs({
      request_retention: 0.9,
      maximum_interval: 365,
      enable_fuzz: false,
      learning_steps: [],
      relearning_steps: [],
    });
    const step = fc.record({ rating: fc.constantFrom(...RATINGS), gap: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let when = noon(0);
        let card = createEmptyCard(new Date(when));
        const reviews: Review[] = [];
        for (const { rating, gap } of steps) {
          when = instantOf(when + gap * DAY_MS);
          reviews.push({ rating, at: when });
          card = scheduler.next(card, new Date(when), grades[rating]).card;
          const ours = must(replay('q', reviews, inUtc));
          expect(ours.stabilityDays).toBe(card.stability);
          expect(ours.difficulty).toBe(card.difficulty);
          expect(ours.reps).toBe(card.reps);
        }
      }),
      { seed: 11 },
    );
  });

  it('agrees with the intervals of ts-fsrs too, up to the fuzz', () => {
    const [first, second, third] = reviewsWhenDue('q', ['good', 'good', 'good'], params);
    expect(intervalOf(must(first), berlin)).toBe(2);
    expect(Math.abs(intervalOf(must(second), berlin) - 11)).toBeLessThanOrEqual(2);
    expect(Math.abs(intervalOf(must(third), berlin) - 46)).toBeLessThanOrEqual(5);
  });

  it('counts elapsed days by the local day that ends at four, not by UTC midnight', () => {
    const evening = { rating: 'good', at: at('2026-11-24T23:30:00+01:00') } as const;
    const night = must(
      replay('q', [evening, { rating: 'good', at: at('2026-11-25T03:30:00+01:00') }], params),
    );
    const morning = must(
      replay('q', [evening, { rating: 'good', at: at('2026-11-25T04:30:00+01:00') }], params),
    );
    const sameDay = must(
      replay('q', [evening, { rating: 'good', at: at('2026-11-24T23:40:00+01:00') }], params),
    );
    expect(night.stabilityDays).toBe(sameDay.stabilityDays);
    expect(morning.stabilityDays).toBeGreaterThan(night.stabilityDays);
  });

  it('asks sooner when more retention is wanted', () => {
    const [soon, usual, late] = [0.97, 0.9, 0.8].map((retention) =>
      intervalOf(must(reviewsWhenDue('q', ['good', 'good'], { ...params, retention })[1]), berlin),
    );
    expect(soon).toBeLessThan(usual ?? 0);
    expect(late).toBeGreaterThan(usual ?? Infinity);
  });
});

describe('a rating', () => {
  it('of again makes the question due a minute later, and counts a lapse only from review', () => {
    const first = must(replay('q', [{ rating: 'again', at: noon(0) }], params));
    expect(first).toMatchObject({ due: noon(0) + 60_000, state: 'learning', lapses: 0, reps: 1 });
    const later = must(
      replay(
        'q',
        [
          { rating: 'good', at: noon(0) },
          { rating: 'again', at: noon(5) },
          { rating: 'again', at: noon(5) },
        ],
        params,
      ),
    );
    expect(later).toMatchObject({ state: 'relearning', lapses: 1, reps: 3 });
    const recalled = must(
      replay(
        'q',
        [
          { rating: 'again', at: noon(0) },
          { rating: 'hard', at: noon(0) },
        ],
        params,
      ),
    );
    expect(recalled.state).toBe('review');
  });

  it('of hard or better makes it due at the start of a later local day', () => {
    const night = at('2026-10-24T01:00:00+02:00');
    for (const rating of ['hard', 'good', 'easy'] as const) {
      const { due } = preview(undefined, 'q', night, params)[rating];
      expect(due).toBe(dayStartInstant(dayOf(due, berlin), berlin));
      expect(daysBetween(dayOf(night, berlin), dayOf(due, berlin))).toBeGreaterThanOrEqual(1);
    }
    expect(preview(undefined, 'q', night, params).hard.due).toBe(at('2026-10-24T04:00:00+02:00'));
  });

  it('counts as a recall once a local day', () => {
    const reviews = [
      { rating: 'again', at: noon(0) },
      { rating: 'good', at: noon(0.01) },
      { rating: 'hard', at: noon(0.02) },
      { rating: 'again', at: noon(0.03) },
      { rating: 'good', at: noon(0.04) },
      { rating: 'good', at: noon(1) },
    ] as const;
    expect(reviews.map((_, i) => must(replay('q', reviews.slice(0, i + 1), params)).recalls ?? 0)).toEqual([
      0, 1, 1, 1, 1, 2,
    ]);
  });

  it('given while the clock ran backwards counts as given on the same day', () => {
    const before = must(replay('q', [{ rating: 'good', at: noon(10) }], params));
    const after = preview(before, 'q', noon(3), params);
    expect(after.good.stabilityDays).toBe(preview(before, 'q', noon(10), params).good.stabilityDays);
    expect(retrievability(before, noon(3), params)).toBe(1);
  });
});

const anyReviews = fc
  .array(fc.record({ rating: fc.constantFrom(...RATINGS), hours: fc.integer({ min: 0, max: 1500 }) }), {
    maxLength: 8,
  })
  .map((steps) => {
    let when: number = noon(0);
    return steps.map(({ rating, hours }): Review => {
      when += hours * 3_600_000;
      return { rating, at: instantOf(when) };
    });
  });
const anyParams = fc
  .record({
    retention: fc.constantFrom(0.7, 0.9, 0.97),
    interview: fc.option(fc.integer({ min: -5, max: 200 })),
  })
  .map(({ retention, interview }): ScheduleParams =>
    interview === null
      ? { retention, calendar: berlin }
      : { retention, calendar: berlin, interviewDay: addDays('2026-11-01', interview) },
  );
const anyGap = fc.integer({ min: 0, max: 60 });

describe('preview', () => {
  it('shows exactly the schedule that the journal will hold', () => {
    fc.assert(
      fc.property(
        anyReviews,
        anyParams,
        anyGap,
        fc.constantFrom(...RATINGS),
        (reviews, given, gap, rating) => {
          const now = instantOf((reviews.at(-1)?.at ?? noon(0)) + gap * DAY_MS);
          const shown = preview(replay('some-question', reviews, given), 'some-question', now, given)[rating];
          expect(replay('some-question', [...reviews, { rating, at: now }], given)).toEqual(shown);
        },
      ),
      { seed: 12 },
    );
  });

  it('never lets a better rating bring the question back sooner', () => {
    fc.assert(
      fc.property(anyReviews, anyParams, anyGap, fc.string(), (reviews, given, gap, question) => {
        const now = instantOf((reviews.at(-1)?.at ?? noon(0)) + gap * DAY_MS);
        const before = replay(question, reviews, given);
        const { again, hard, good, easy } = preview(before, question, now, given);
        expect(again.due).toBeLessThan(hard.due);
        expect(hard.due).toBeLessThanOrEqual(good.due);
        expect(good.due).toBeLessThanOrEqual(easy.due);
        if (
          before?.state === 'review' &&
          given.interviewDay === undefined &&
          intervalOf(easy, berlin) < 365
        ) {
          expect(hard.due).toBeLessThan(good.due);
          expect(good.due).toBeLessThan(easy.due);
        }
      }),
      { seed: 13 },
    );
  });

  it('never goes past a year, nor past the day before the interview until the last rehearsal is over', () => {
    fc.assert(
      fc.property(anyReviews, anyParams, anyGap, (reviews, given, gap) => {
        const now = instantOf((reviews.at(-1)?.at ?? noon(0)) + gap * DAY_MS);
        const today = dayOf(now, berlin);
        for (const schedule of Object.values(preview(replay('q', reviews, given), 'q', now, given))) {
          const due = dayOf(schedule.due, berlin);
          expect(daysBetween(today, due)).toBeLessThanOrEqual(365);
          const left = given.interviewDay === undefined ? 0 : daysBetween(today, given.interviewDay);
          const isLastOver = left <= LAST_REHEARSALS_DAYS && (schedule.recalls ?? 0) >= SPACED_RECALLS;
          if (left > 1 && !isLastOver) expect(daysBetween(today, due)).toBeLessThanOrEqual(left - 1);
        }
      }),
      { seed: 14 },
    );
  });
});

describe('towards an interview', () => {
  it('a question answered well from the start is recalled three times before it', () => {
    const interview: ScheduleParams = { ...params, interviewDay: '2026-11-22' };
    const schedules = reviewsWhenDue('q', ['easy', 'easy', 'easy'], interview);
    expect(schedules.map(({ recalls }) => recalls)).toEqual([1, 2, 3]);
    for (const { lastAt } of schedules) expect(dayOf(lastAt, berlin) < '2026-11-22').toBe(true);
  });

  it('takes the date from the settings, and none when it is not a day', () => {
    expect(
      scheduleParams({ settings: { ...DEFAULT_SETTINGS, interviewDate: '2026-12-15' } }, berlin),
    ).toEqual({
      retention: 0.9,
      calendar: berlin,
      interviewDay: '2026-12-15',
    });
    expect(scheduleParams({ settings: { ...DEFAULT_SETTINGS, interviewDate: 'soon' } }, berlin)).toEqual(
      params,
    );
    expect(scheduleParams({ settings: DEFAULT_SETTINGS }, berlin)).toEqual(params);
  });
});

describe('retrievability', () => {
  it('is one on the day of the review, 0.9 after the stability, and falls', () => {
    const schedule = { ...must(replay('q', [{ rating: 'easy', at: noon(0) }], params)), stabilityDays: 8 };
    expect(retrievability(schedule, noon(0), params)).toBe(1);
    expect(retrievability(schedule, noon(8), params)).toBeCloseTo(0.9, 6);
    expect(retrievability(schedule, noon(80), params)).toBeLessThan(0.75);
  });
});

describe('fuzz', () => {
  it('leaves intervals under four days as they are', () => {
    for (const days of [1, 2, 3])
      for (let seed = 0; seed < 50; seed++) expect(fuzzed(days, `q#${seed}`)).toBe(days);
  });

  it('moves longer intervals both ways, by at most 15%', () => {
    for (const days of [7, 20, 100, 365]) {
      const moved = Array.from({ length: 300 }, (_, seed) => fuzzed(days, `q#${seed}`));
      expect(Math.max(...moved)).toBeGreaterThan(days);
      expect(Math.min(...moved)).toBeLessThan(days);
      for (const value of moved) expect(Math.abs(value - days)).toBeLessThanOrEqual(Math.ceil(days * 0.15));
    }
  });

  it('never lets a longer interval become the shorter one', () => {
    for (let seed = 0; seed < 100; seed++) {
      let last = 0;
      for (let days = 1; days <= 365; days++) {
        const value = fuzzed(days, `q#${seed}`);
        expect(value).toBeGreaterThanOrEqual(last);
        last = value;
      }
    }
  });

  it('is the same for the same seed', () => {
    expect([fuzzed(30, 'attention#3'), fuzzed(30, 'attention#4'), fuzzed(30, 'softmax#3')]).toEqual([
      28, 32, 32,
    ]);
  });
});

describe('the cap before an interview', () => {
  it.each([
    // recalls, days left, share, cap
    [0, 21, 0, 7],
    [1, 21, 0, 10],
    [2, 21, 0, 20],
    [3, 21, 0, 20],
    [2, 21, 0.99, 14],
    [3, 21, 0.99, 14],
    [3, 21, 0.5, 17],
    [9, 400, 0, 365],
    [1, 10, 0, 5],
    [0, 2, 0, 1],
    [2, 2, 0, 1],
    [2, 5, 0.99, 4],
  ])('after %d recalls with %d days left, at a share of %d, is %d days', (recalls, left, share, cap) => {
    expect(capDays(recalls, left, share)).toBe(cap);
  });

  it('is gone after the last rehearsal of a question that had its recalls', () => {
    expect(capDays(3, 7, 0.99)).toBe(365);
    expect(capDays(3, 1, 0)).toBe(365);
    expect(capDays(2, 7, 0.99)).toBe(6);
  });

  it('is gone from the day before the interview on', () => {
    expect(capDays(0, 1, 0.99)).toBe(365);
    expect(capDays(0, 0, 0.5)).toBe(365);
    expect(capDays(0, -30, 0.5)).toBe(365);
  });

  it('always leaves room for the recalls that are wanting', () => {
    for (const share of [0, 0.3, 0.6, 0.99]) {
      for (let left = 4; left < 200; left++) {
        let day = 0;
        let recalls = 1;
        while (recalls < 3) {
          day += capDays(recalls, left - day, share);
          recalls++;
        }
        expect(day).toBeLessThan(left);
      }
    }
  });

  it('spreads the last rehearsals of a bank over seven days', () => {
    const days = Array.from({ length: 700 }, (_, i) => 30 - capDays(5, 30, lastRehearsalShare(`q${i}`)));
    const counts = [1, 2, 3, 4, 5, 6, 7].map((left) => days.filter((day) => day === left).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(700);
    for (const count of counts) expect(count).toBeGreaterThan(60);
  });
});

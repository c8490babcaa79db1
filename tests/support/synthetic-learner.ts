// A learner whose memory follows FSRS and who does what the queue says every day. Its true memory may last
// longer or shorter than the scheduler believes. Reproducible by seed.
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/config.ts';
import {
  addDays,
  type Day,
  dayOf,
  dayStartInstant,
  type Instant,
  instantOf,
} from '../../src/core/base/day.ts';
import { foldJournal } from '../../src/core/schedule/fold.ts';
import type { AttemptEntry } from '../../src/core/schedule/journal.ts';
import { type Plan, planOf } from '../../src/core/progress/plan.ts';
import type { Progress } from '../../src/core/schedule/progress.ts';
import type { QuestionHead, QuestionId } from '../../src/core/base/question.ts';
import { buildQueue, limitsLeft } from '../../src/core/schedule/queue.ts';
import { seededRandom } from '../../src/core/base/random.ts';
import { isVacation, type ScheduleParams, scheduleParams } from '../../src/core/schedule/days-off.ts';
import { retrievability } from '../../src/core/schedule/schedule.ts';
import { attempt, berlin } from './entries.ts';
import { bankOf, head } from './heads.ts';

export const FIRST_DAY: Day = '2026-01-05';
const HOUR_MS = 3_600_000;

export type LearnerOptions = {
  readonly questions: number;
  readonly settings?: Partial<Settings>;
  /** How long the true memory lasts, relative to what the scheduler believes. */
  readonly lasting: number;
  /** Probability that a point is covered in a recalled answer, and that a new question is answered at once. */
  readonly covering?: number;
  readonly knowing?: number;
  readonly seed: string;
};

export type Learner = {
  readonly heads: ReadonlyMap<QuestionId, QuestionHead>;
  readonly settings: Settings;
  readonly params: ScheduleParams;
  readonly entries: AttemptEntry[];
  /** A whole day; returns what was done. */
  readonly study: (day: Day) => { readonly reviews: number; readonly fresh: number };
  readonly progressOn: (day: Day) => Progress;
  readonly planOn: (day: Day) => Plan;
  /** The expected share of all points recalled on a day, before any study. */
  readonly recalledOn: (day: Day, progress?: Progress) => number;
};

const POINTS = 4;

export const dayAt = (ahead: number): Day => addDays(FIRST_DAY, ahead);

export function syntheticLearner(options: LearnerOptions): Learner {
  const { lasting, covering = 0.9, knowing = 0.5, seed } = options;
  const heads = bankOf(
    ...Array.from({ length: options.questions }, (_, at) =>
      head(`q${String(at).padStart(3, '0')}`, { points: POINTS, section: `Section ${at % 4}` }),
    ),
  );
  const settings: Settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const params = scheduleParams({ settings }, berlin);
  const random = seededRandom(seed);
  const entries: AttemptEntry[] = [];
  let progress = foldJournal([], params);

  const morning = (day: Day): Instant => instantOf(dayStartInstant(day, berlin) + 4 * HOUR_MS);
  const chanceOf = (id: QuestionId, at: Instant, from: Progress): number => {
    const schedule = from.schedules.get(id);
    if (!schedule) return knowing;
    return retrievability({ ...schedule, stabilityDays: schedule.stabilityDays * lasting }, at, params);
  };
  const answer = (question: QuestionId, at: Instant, isRecalled: boolean): void => {
    const points = Array.from({ length: POINTS }, () => (isRecalled && random() < covering ? 1 : 0));
    const id = String(entries.length).padStart(8, '0');
    const minutes = {
      elapsedMs: 90_000 + Math.round(random() * 60_000),
      by: 'points',
      text: 'Typed.',
    } as const;
    entries.push(attempt(id, question, isRecalled ? 'good' : 'again', at, { points, ...minutes }));
  };

  /** What a fold of all entries gives: only the questions of that day are folded again. */
  const withDay = (before: Progress, studied: ReadonlySet<QuestionId>, day: Day): Progress => {
    const { schedules, seen, days } = foldJournal(
      entries.filter(({ question }) => studied.has(question)),
      params,
    );
    const added = days.get(day);
    return {
      ...before,
      schedules: new Map([...before.schedules, ...schedules]),
      seen: new Map([...before.seen, ...seen]),
      days: added ? new Map([...before.days, [day, added]]) : before.days,
    };
  };

  return {
    heads,
    settings,
    params,
    entries,
    progressOn: () => progress,
    planOn: (day) =>
      planOf({
        heads: heads.values(),
        progress,
        metrics: new Map(),
        values: new Map(),
        inputs: new Map(),
        settings,
        now: morning(day),
        params,
      }),
    study: (day) => {
      if (isVacation(day, params.vacation ?? [])) return { reviews: 0, fresh: 0 };
      let at: number = morning(day);
      const moment = { now: morning(day), calendar: berlin };
      const limits = limitsLeft(settings, progress, moment);
      const { items } = buildQueue(heads, progress, { filters: {}, limits }, moment);
      for (const { question } of items) {
        const isRecalled = random() < chanceOf(question, moment.now, progress);
        answer(question, instantOf((at += 60_000)), isRecalled);
        // A forgotten question returns in the session, with the answer just read.
        if (!isRecalled) answer(question, instantOf((at += 60_000)), true);
      }
      progress = withDay(progress, new Set(items.map(({ question }) => question)), dayOf(moment.now, berlin));
      const done = progress.days.get(dayOf(moment.now, berlin));
      return { reviews: done?.reviews ?? 0, fresh: done?.first ?? 0 };
    },
    recalledOn: (day, from = progress) => {
      const at = morning(day);
      const chances = [...heads.keys()].map((id) => (from.schedules.has(id) ? chanceOf(id, at, from) : 0));
      return (covering * chances.reduce((sum, chance) => sum + chance, 0)) / heads.size;
    },
  };
}

// Readiness: the predicted share of key points recalled on a day. For each question it is recall ×
// coverage: the chance that the answer comes to mind, times the share of its points covered last time
// (docs/progress.md).
import type { Rating } from '../base/attempt.ts';
import { groupBy } from '../base/collections.ts';
import { type Day, dayStartInstant, type Instant } from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { keysWanted } from '../fill/gaps.ts';
import type { Values } from '../fill/value.ts';
import type { Inputs } from '../fill/values.ts';
import type { ScheduleParams } from '../schedule/days-off.ts';
import type { Progress, Seen } from '../schedule/progress.ts';
import { isSuspended } from '../schedule/queue.ts';
import { retrievability } from '../schedule/schedule.ts';

export type QuestionReadiness = {
  readonly question: QuestionId;
  readonly section: string;
  readonly recall: number;
  /** Covered share of the settled points, 0–1, at the latest attempt that showed them; 0 when it was never attempted. */
  readonly coverage: number;
  /** recall × coverage, 0–1; 0 for a draft, which has no answer to recall. */
  readonly readiness: number;
  readonly points: number;
  readonly unfilled: readonly string[];
  readonly draft: boolean;
  readonly attempted: boolean;
  readonly recalls: number;
};

export type ReadinessOf = {
  readonly questions: number;
  readonly attempted: number;
  readonly points: number;
  readonly recall: number;
  readonly coverage: number;
  readonly readiness: number;
};

export type SectionReadiness = ReadinessOf & { readonly section: string };

export type Holes = {
  readonly unfilled: readonly QuestionId[];
  readonly drafts: readonly QuestionId[];
  readonly missingNumbers: number;
};

export type Readiness = {
  readonly day: Day;
  readonly overall: ReadinessOf;
  readonly sections: readonly SectionReadiness[];
  readonly questions: readonly QuestionReadiness[];
  readonly holes: Holes;
};

type ReadinessFrom = {
  readonly heads: Iterable<QuestionHead>;
  readonly progress: Progress;
  readonly values: Values;
  /** The inputs of derived metrics; defaults to none. */
  readonly inputs?: Inputs;
  readonly params: ScheduleParams;
  /** How fast the user forgets relative to the model (`forgettingOf`): 2 is twice as fast. Defaults to 1. */
  readonly forgetting?: number;
};

/** The middle of the range of shares that suggest each rating: below 60% again, up to 100% hard, 100% good. */
const COVERAGE_OF: Readonly<Record<Rating, number>> = { again: 0.3, hard: 0.8, good: 1, easy: 1 };
/** A story has its parts settled instead of points. */
const STORY_PARTS = 4;

export const leastReady = (questions: readonly QuestionReadiness[]): readonly QuestionReadiness[] =>
  questions
    .filter(({ attempted, draft }) => attempted && !draft)
    .toSorted((a, b) => a.readiness - b.readiness);

/** The weight of a question: its points; the parts of a story; 1 for a question without any. */
export const pointsOf = ({ kind, points }: Pick<QuestionHead, 'kind' | 'points'>): number =>
  kind === 'star' ? STORY_PARTS : Math.max(1, points);

export const coverageSeen = (seen: Seen | undefined): number =>
  seen === undefined ? 0 : (seen.coverage ?? COVERAGE_OF[seen.lastRating]);

function readinessOfQuestion(
  head: QuestionHead,
  at: Instant,
  { progress, values, inputs = new Map(), params, forgetting = 1 }: ReadinessFrom,
): QuestionReadiness {
  const seen = progress.seen.get(head.id);
  const schedule = progress.schedules.get(head.id);
  const recall = schedule ? retrievability(schedule, at, params) ** forgetting : 0;
  const coverage = coverageSeen(seen);
  return {
    question: head.id,
    section: head.section,
    recall,
    coverage,
    readiness: head.draft ? 0 : recall * coverage,
    points: pointsOf(head),
    unfilled: keysWanted(head, { values, inputs }).filter((key) => !values.has(key) && !inputs.has(key)),
    draft: head.draft,
    attempted: seen !== undefined,
    recalls: schedule?.recalls ?? 0,
  };
}

function overallOf(questions: readonly QuestionReadiness[]): ReadinessOf {
  const points = questions.reduce((sum, each) => sum + each.points, 0);
  const share = (of: (each: QuestionReadiness) => number): number =>
    points === 0 ? 0 : questions.reduce((sum, each) => sum + of(each) * each.points, 0) / points;
  return {
    questions: questions.length,
    attempted: questions.filter(({ attempted }) => attempted).length,
    points,
    recall: share(({ recall }) => recall),
    coverage: share(({ coverage }) => coverage),
    readiness: share(({ readiness }) => readiness),
  };
}

/**
 * Readiness on `day` if nothing is studied until then.
 * @param day a day before the latest attempt counts as the day of that attempt
 */
export function readinessOn(day: Day, from: ReadinessFrom): Readiness {
  const at = dayStartInstant(day, from.params.calendar);
  const questions = [...from.heads]
    .filter((head) => !isSuspended(head, from.progress))
    .map((head) => readinessOfQuestion(head, at, from));
  const bySection = groupBy(questions, ({ section }) => section);
  const unfilled = questions.filter((each) => each.unfilled.length > 0);
  return {
    day,
    overall: overallOf(questions),
    sections: [...bySection].map(([section, some]) => ({ section, ...overallOf(some) })),
    questions,
    holes: {
      unfilled: unfilled.map(({ question }) => question),
      drafts: questions.filter(({ draft }) => draft).map(({ question }) => question),
      missingNumbers: new Set(unfilled.flatMap((each) => each.unfilled)).size,
    },
  };
}

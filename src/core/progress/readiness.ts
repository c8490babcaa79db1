// Readiness: the predicted share of key points recalled on a day, minus what an answer loses in an interview.
// For each question recall × coverage (docs/progress.md).
import { groupBy, sumOf } from '../base/collections.ts';
import { type Day, DAY_MS, dayStartInstant, type Instant, MINUTE_MS } from '../base/day.ts';
import type { QuestionHead } from '../base/question.ts';
import { countOf, percentText } from '../base/wording.ts';
import { keysNeeded, keysWanted } from '../fill/gaps.ts';
import type { Values } from '../fill/conditional.ts';
import type { Inputs } from '../fill/values.ts';
import type { ScheduleParams } from '../schedule/days-off.ts';
import { FIRST_COVERAGE, retrievability } from '../schedule/schedule.ts';
import type { Progress } from '../schedule/progress.ts';
import { isSuspended } from '../schedule/queue.ts';
import type { Pace } from './simulate.ts';

export type QuestionReadiness = ReturnType<typeof readinessOfQuestion>;
type ReadinessOf = ReturnType<typeof overallOf>;
export type Readiness = ReturnType<typeof readinessOn>;

type ReadinessFrom = {
  readonly heads: Iterable<QuestionHead>;
  readonly progress: Progress;
  readonly values: Values;
  /** Of derived metrics. */
  readonly inputs: Inputs;
  readonly params: ScheduleParams;
  readonly pace: Known;
  /** With a plan: the values that it has filled, and the share of the answers, 0–1, that its last week has said aloud. */
  readonly followed?: { readonly filled: ReadonlySet<string>; readonly saidAloud: number };
};

const STORY_PARTS = 4;

export const leastReady = (questions: readonly QuestionReadiness[]): readonly QuestionReadiness[] =>
  questions
    .filter(({ attempted, draft }) => attempted && !draft)
    .toSorted((a, b) => a.readiness - b.readiness);

/** For an answer without any values, far over time, never said aloud. */
const COSTS = { numbers: 0.2, time: 0.1, aloud: 0.1 };
/** Of the cost of missing values, if the answer has a headline: an interviewer hears that first. */
const DETAILS = 0.1;
/** Times the target time. */
const FAR_OVER = 1.5;
/** In days before the interview. */
export const ALOUD_DAYS = 7;

type Known = Pick<Pace, 'forgetting' | 'level' | 'evidence' | 'days'>;

/** 0–1: one derived value of several missing inputs counts once. */
const shareMissing = (missing: number, keys: number): number =>
  missing === 0 ? 0 : Math.min(1, missing / Math.max(1, keys));

/** 0–1: mainly the values of its headline. */
function missingIn(
  { placeholderKeys, headlineKeys }: QuestionHead,
  unfilled: readonly string[],
  inputs: Inputs,
): number {
  if (!headlineKeys) return shareMissing(unfilled.length, placeholderKeys.length);
  const above = new Set(keysNeeded({ placeholderKeys: headlineKeys }, inputs));
  const first = unfilled.filter((key) => above.has(key)).length;
  const details = shareMissing(unfilled.length - first, placeholderKeys.length - headlineKeys.length);
  return (1 - DETAILS) * shareMissing(first, headlineKeys.length) + DETAILS * details;
}

function readinessOfQuestion(
  head: QuestionHead,
  at: Instant,
  { progress, values, inputs, params, pace, followed }: ReadinessFrom,
) {
  const seen = progress.seen.get(head.id);
  const schedule = progress.schedules.get(head.id);
  const recall = seen?.strength ? retrievability(seen.strength, at, params) ** pace.forgetting : 0;
  const coverage = schedule ? Math.min(1, (seen?.expected ?? FIRST_COVERAGE) * pace.level) : 0;
  const recalled = head.draft ? 0 : recall * coverage;
  const unfilled = keysWanted(head, { values, inputs }).filter(
    (key) => !values.has(key) && !inputs.has(key) && !followed?.filled.has(key),
  );
  const isLate = head.minutes > 0 && (seen?.medianMs ?? 0) > head.minutes * MINUTE_MS * FAR_OVER;
  const isSaid = seen?.spokenAt !== undefined && at - seen.spokenAt < (ALOUD_DAYS + 1) * DAY_MS;
  /** Of what is recalled, 0–1: lost in an interview. */
  const costs = {
    numbers: recalled * (COSTS.numbers * missingIn(head, unfilled, inputs)),
    time: isLate ? recalled * COSTS.time : 0,
    /** For answers not said aloud in the week before. */
    aloud: isSaid ? 0 : recalled * COSTS.aloud * (1 - (followed?.saidAloud ?? 0)),
  };
  return {
    question: head.id,
    section: head.section,
    recall,
    /** 0–1, if the answer is recalled; 0 if it was never attempted. */
    coverage,
    /** recall × coverage; 0 for a draft. */
    recalled,
    costs,
    readiness: recalled - costs.numbers - costs.time - costs.aloud,
    points: head.kind === 'star' ? STORY_PARTS : Math.max(1, head.points),
    unfilled,
    draft: head.draft,
    // Who only crammed it is asked it as new.
    attempted: schedule !== undefined,
    recalls: schedule?.recalls ?? 0,
  };
}

export const rangeText = ({ low, high }: Pick<ReadinessOf, 'low' | 'high'>): string =>
  `${percentText(low)} to ${percentText(high)}`;

/** Empty where rounding leaves no range. */
const intervalText = ({ low, high }: Pick<ReadinessOf, 'low' | 'high'>): string =>
  percentText(low) === percentText(high) ? '' : ` (90% interval: ${rangeText({ low, high })})`;

/** @param assuming as in ` if you study every day` */
export function readinessMadeText(
  { readiness, low, high, recalled, costs }: Omit<ReadinessOf, 'questions'>,
  assuming = '',
): string {
  const less = [
    [costs.numbers, 'for missing values'],
    [costs.time, 'for answers far over their target time'],
    [costs.aloud, 'for answers not said aloud in the last week'],
  ] as const;
  let upTo = readiness;
  const [first, ...more] = less.flatMap(([cost, what]) => {
    // Rounded so that the sum is right.
    const before = Math.round(upTo * 100);
    upTo += cost;
    const points = Math.round(upTo * 100) - before;
    return points === 0 ? [] : [{ points, what }];
  });
  const others = more.map(({ points, what }) => ` and ${points} ${what}`).join('');
  const made =
    first === undefined
      ? ''
      : ` You will recall ${percentText(recalled)}, less ${countOf(first.points, 'point')} ${first.what}${others}.`;
  return `${percentText(readiness)} overall${assuming}${intervalText({ low, high })}.${made}`;
}

export function notAttemptedText({ questions, attempted }: ReadinessOf): string {
  const left = questions - attempted;
  if (left === 0) return '';
  const [are, them] = left === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${left} of ${countOf(questions, 'question')} ${are} new to you, at 0% until you study ${them}.`;
}

export const NINE_IN_TEN = 1.645;
/** The least error: the memory model is not the user's. And the error after a single day of study. */
const MODEL_ERROR = 0.035;
const FIRST_DAY_ERROR = 0.3;
const FEWEST_DAYS = 3;
/** Counts as this many reviews. */
const PRIOR_EVIDENCE = 6;

/** The distance, up or down, at which the truth may be from a predicted share. */
function marginOf(share: number, { evidence, days }: Known): number {
  const variance = (share * (1 - share)) / (evidence + PRIOR_EVIDENCE);
  return (
    NINE_IN_TEN * Math.sqrt(variance + (MODEL_ERROR + FIRST_DAY_ERROR / Math.max(FEWEST_DAYS, days)) ** 2)
  );
}

function overallOf(questions: readonly QuestionReadiness[], known: Known) {
  const points = sumOf(questions, (each) => each.points);
  const share = (of: (each: QuestionReadiness) => number): number =>
    points === 0 ? 0 : sumOf(questions, (each) => of(each) * each.points) / points;
  const readiness = share((each) => each.readiness);
  const recalled = share((each) => each.recalled);
  // Questions never attempted are certain to be missed.
  const begun = share(({ attempted }) => (attempted ? 1 : 0));
  const margin = begun === 0 ? 0 : begun * marginOf(Math.min(1, recalled / begun), known);
  return {
    questions: questions.length,
    attempted: questions.filter(({ attempted }) => attempted).length,
    points,
    recall: share(({ recall }) => recall),
    coverage: share(({ coverage }) => coverage),
    recalled,
    costs: {
      numbers: share(({ costs }) => costs.numbers),
      time: share(({ costs }) => costs.time),
      aloud: share(({ costs }) => costs.aloud),
    },
    readiness,
    /** With a probability of 90%. */
    low: Math.max(0, readiness - margin),
    high: Math.min(begun, readiness + margin),
  };
}

/**
 * If nothing is studied until `day`.
 * @param day at least the day of the latest attempt
 */
export function readinessOn(day: Day, from: ReadinessFrom) {
  const at = dayStartInstant(day, from.params.calendar);
  const questions = [...from.heads]
    .filter((head) => !isSuspended(head, from.progress))
    .map((head) => readinessOfQuestion(head, at, from));
  const bySection = groupBy(questions, ({ section }) => section);
  const unfilled = questions.filter((each) => each.unfilled.length > 0);
  return {
    day,
    overall: overallOf(questions, from.pace),
    sections: [...bySection].map(([section, some]) => ({ section, ...overallOf(some, from.pace) })),
    questions,
    unfilled: unfilled.map(({ question }) => question),
    drafts: questions.filter(({ draft }) => draft).map(({ question }) => question),
    missingNumbers: new Set(unfilled.flatMap((each) => each.unfilled)).size,
  };
}

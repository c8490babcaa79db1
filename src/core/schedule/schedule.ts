// When a question comes back: its memory (memory.ts) as a date, over local days that end at `dayStart`.
import type { Rating } from '../base/attempt.ts';
import {
  dayNumberOf,
  dayOf,
  dayStartAfter,
  type Instant,
  instantOf,
  MINUTE_MS,
  numberOfDay,
} from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import { besideVacation, type ScheduleParams } from './days-off.ts';
import {
  capDays,
  elapsedDays,
  fuzzed,
  lastRehearsalShare,
  MAX_INTERVAL_DAYS,
  type Memory,
  nextState,
  plainInterval,
  remember,
  retrievability,
  type Review,
} from './memory.ts';

export { retrievability, type Review } from './memory.ts';

export type Schedule = Memory & { readonly due: Instant };

/** Within the session. */
const AGAIN_DELAY_MS = MINUTE_MS;

function capAt(
  recalls: number,
  { question, at }: { readonly question: QuestionId; readonly at: Instant },
  { interviewDay, calendar }: ScheduleParams,
): number {
  if (interviewDay === undefined) return MAX_INTERVAL_DAYS;
  const daysLeft = numberOfDay(interviewDay) - dayNumberOf(at, calendar);
  return daysLeft <= 0 ? MAX_INTERVAL_DAYS : capDays(recalls, daysLeft, lastRehearsalShare(question));
}

/**
 * Days until a recalled question comes back. In review, each better rating earns at least a day more, as in FSRS;
 * after a failure the ratings may share an interval, but never cross.
 */
function intervalDays(
  before: Memory | undefined,
  after: Memory,
  question: QuestionId,
  { rating, at }: Review,
  params: ScheduleParams,
): number {
  const elapsed = elapsedDays(before, at, params.calendar);
  const plain = (grade: Rating): number => {
    const stability =
      grade === rating ? after.stabilityDays : nextState(before, elapsed, grade, params).stability;
    return fuzzed(plainInterval(stability, params), `${question}#${after.reps}`);
  };
  const stepDays = before?.state === 'review' ? 1 : 0;
  const goodAlone = plain('good');
  const hard = Math.min(plain('hard'), goodAlone);
  const good = Math.max(goodAlone, hard + stepDays);
  const days = rating === 'hard' ? hard : rating === 'good' ? good : Math.max(plain('easy'), good + stepDays);
  return Math.min(days, capAt(after.recalls ?? 0, { question, at }, params));
}

/**
 * Equals `replay` once the review is in the journal.
 * @param before undefined for a question never rated
 */
export function scheduleAfter(
  before: Memory | undefined,
  question: QuestionId,
  review: Review,
  params: ScheduleParams,
): Schedule {
  const { at, rating } = review;
  const after = remember(before, review, params);
  if (rating === 'again') {
    after.due = instantOf(at + AGAIN_DELAY_MS);
    return after;
  }
  const proposed = intervalDays(before, after, question, review, params);
  const days = params.vacation ? besideVacation(dayOf(at, params.calendar), proposed, params) : proposed;
  after.due = dayStartAfter(at, days, params.calendar);
  return after;
}

/**
 * `again` makes a question due a minute later, in the same session; any other rating at the start of a later
 * local day. Undefined without any history. Fails with `weights-invalid` or `retention-invalid`.
 * @param question seeds the fuzz, together with the count of reviews
 * @param reviews in order of time
 * @param before where the question was before them
 * @param onChance gets the predicted probability of recall of each review but the first
 */
export function replay(
  question: QuestionId,
  reviews: readonly Review[],
  params: ScheduleParams,
  onChance?: (chance: number, review: Review) => void,
  from?: Schedule,
): Schedule | undefined {
  const last = reviews.at(-1);
  if (!last) return from;
  let before: Memory | undefined = from;
  for (const review of reviews) {
    if (before && onChance) onChance(retrievability(before, review.at, params), review);
    if (review !== last) before = remember(before, review, params);
  }
  return scheduleAfter(before, question, last, params);
}

/**
 * For each rating, what `replay` gives once it is in the journal.
 * @param schedule undefined for a question never rated
 */
export function preview(
  schedule: Schedule | undefined,
  question: QuestionId,
  now: Instant,
  params: ScheduleParams,
): Readonly<Record<Rating, Schedule>> {
  const after = (rating: Rating): Schedule => scheduleAfter(schedule, question, { rating, at: now }, params);
  return { again: after('again'), hard: after('hard'), good: after('good'), easy: after('easy') };
}

// The days of a plan as events of a calendar: one a day that has work, and the interview.
import type { Day } from './day.ts';
import type { Plan, PlanDay } from './plan.ts';
import type { QuestionHead, QuestionId } from './question.ts';
import { countOf } from './wording.ts';

export type PlanEvent = {
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly description: string;
};

/** More titles than a calendar has room for. */
const MOST_TITLES = 20;

/** What there is to do on a day: `4 reviews, 3 new, 2 numbers, a mock interview`. */
function workText({ reviews, fresh, numbers, mock }: PlanDay): string {
  return [
    ...(reviews.length > 0 ? [countOf(reviews.length, 'review')] : []),
    ...(fresh.length > 0 ? [`${fresh.length} new`] : []),
    ...(numbers.length > 0 ? [`${countOf(numbers.length, 'number')} to fill`] : []),
    ...(mock ? ['a mock interview'] : []),
  ].join(', ');
}

function titlesOf(
  ids: readonly QuestionId[],
  heads: ReadonlyMap<QuestionId, QuestionHead>,
): readonly string[] {
  const shown = ids.slice(0, MOST_TITLES).map((id) => `- ${heads.get(id)?.title ?? id}`);
  return ids.length > MOST_TITLES ? [...shown, `- and ${ids.length - MOST_TITLES} more`] : shown;
}

function descriptionOf(day: PlanDay, heads: ReadonlyMap<QuestionId, QuestionHead>): string {
  return [
    `About ${countOf(day.minutes, 'minute')}: prep quiz`,
    ...(day.fresh.length > 0 ? ['New:', ...titlesOf(day.fresh, heads)] : []),
    ...(day.numbers.length > 0
      ? [`Numbers (prep fill): ${day.numbers.slice(0, MOST_TITLES).join(', ')}`]
      : []),
  ].join('\n');
}

/** One event a day of work. Each is named after its day, so that a plan that is imported again replaces the one before. */
export function planEvents(
  { days, interviewDay }: Plan,
  heads: ReadonlyMap<QuestionId, QuestionHead>,
): readonly PlanEvent[] {
  const events = days.flatMap((day) => {
    const work = workText(day);
    const uid = `plan-${day.day}@prep`;
    return work === ''
      ? []
      : [{ uid, day: day.day, summary: `prep: ${work}`, description: descriptionOf(day, heads) }];
  });
  if (interviewDay === undefined) return events;
  const interview = { uid: 'interview@prep', day: interviewDay, summary: 'Interview', description: '' };
  return [...events, interview];
}

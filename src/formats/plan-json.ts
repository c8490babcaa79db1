// The plan as scripts read it (docs/json.md).
import type { Plan } from '../core/plan.ts';
import { daysBetween } from '../core/day.ts';
import { SPACED_RECALLS } from '../core/interval.ts';
import type { ReadinessOf, SectionReadiness } from '../core/readiness.ts';
import type { JsonFields } from './json-output.ts';

/** Shares with four digits: more would be noise. */
const share = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * 10_000) / 10_000;

const shareOf = ({ readiness }: ReadinessOf): number | null => share(readiness);

function readinessFields({ ifStopped, ifFollowed }: Plan['readiness']): JsonFields {
  const planned = new Map(ifFollowed.sections.map((each) => [each.section, each]));
  const ofSection = ({ section, ...stopped }: SectionReadiness): JsonFields => ({
    section,
    questions: stopped.questions,
    points: stopped.points,
    ifStopped: shareOf(stopped),
    ifFollowed: share(planned.get(section)?.readiness),
  });
  const byId = new Map(ifFollowed.questions.map((each) => [each.question, each]));
  return {
    day: ifStopped.day,
    ifStopped: shareOf(ifStopped.overall),
    ifFollowed: shareOf(ifFollowed.overall),
    sections: ifStopped.sections.map(ofSection),
    byQuestion: ifStopped.questions.map(({ question, points, recalls, readiness }) => ({
      id: question,
      points,
      recalls,
      ifStopped: share(readiness),
      ifFollowed: share(byId.get(question)?.readiness),
    })),
    unfilled: ifStopped.holes.unfilled,
    missingNumbers: ifStopped.holes.missingNumbers,
    drafts: ifStopped.holes.drafts,
  };
}

function promiseFields({
  interviewDay,
  isPromised,
  questions,
  short,
  change,
  startBy,
}: Plan): JsonFields | null {
  if (interviewDay === undefined || !isPromised) return null;
  return {
    recalls: SPACED_RECALLS,
    questions,
    kept: questions - short.length,
    short,
    change: change
      ? {
          newPerDay: change.limits?.newPerDay ?? null,
          reviewsPerDay: change.limits?.reviewsPerDay ?? null,
          interviewOn: change.interviewOn ?? null,
        }
      : null,
    startBy: startBy ?? null,
  };
}

/** The fields of `prep plan --json`. */
export function planFields(plan: Plan, days: Plan['days']): JsonFields {
  const { today, interview, interviewDay, backlog, pace } = plan;
  return {
    today,
    interview,
    interviewDate: interviewDay ?? null,
    daysLeft: interviewDay === undefined ? null : daysBetween(today, interviewDay),
    days: days.map(({ day, isVacation, reviews, fresh, numbers, mock, minutes, held }) => ({
      day,
      vacation: isVacation,
      reviews: reviews.length,
      new: fresh,
      numbers,
      mock,
      minutes,
      held,
    })),
    promise: promiseFields(plan),
    backlog: backlog?.held ?? 0,
    backlogClearedOn: backlog?.clearedOn ?? null,
    readiness: readinessFields(plan.readiness),
    pace: {
      reviews: pace.reviews,
      retention: share(pace.retention),
      forgetting: share(pace.forgetting),
      firstRecall: share(pace.firstRecall),
      coverage: share(pace.coverage),
      timeFactor: share(pace.timeFactor),
      timedQuestions: pace.timed,
    },
  };
}

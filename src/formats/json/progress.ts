// What `prep plan` and `prep stats` give scripts (docs/json.md). A share with too little
// data is null, and `missing` says how many more are needed.
import { isObject } from '../../core/base/collections.ts';
import { daysBetween } from '../../core/base/day.ts';
import type { Plan } from '../../core/progress/plan.ts';
import { missingOf, type Share, type Stats } from '../../core/progress/stats.ts';
import { FIRST_COVERAGE, ripened } from '../../core/schedule/schedule.ts';
import { SPACED_RECALLS } from '../../core/schedule/progress.ts';
import type { QueueFilters } from '../../core/schedule/queue.ts';
import { jsonDocument, type JsonFields } from './document.ts';

/** Numbers have four digits, since more would be noise; what is undefined is null. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toFixed(4));
  if (Array.isArray(value)) return value.map(rounded);
  return isObject(value) ? roundedFields(value) : (value ?? null);
}

const roundedFields = (fields: JsonFields): JsonFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, rounded(value)]));

function planReadiness({ ifStopped, ifFollowed }: Plan['readiness']): JsonFields {
  const sections = new Map(ifFollowed.sections.map((each) => [each.section, each]));
  const questions = new Map(ifFollowed.questions.map((each) => [each.question, each]));
  const { readiness: followed, low, high, costs } = ifFollowed.overall;
  const { overall, holes } = ifStopped;
  return {
    day: ifStopped.day,
    ifStopped: overall.readiness,
    ifStoppedLow: overall.low,
    ifStoppedHigh: overall.high,
    ifFollowed: followed,
    low,
    high,
    costs,
    sections: ifStopped.sections.map(({ section, questions: count, points, readiness }) => ({
      section,
      questions: count,
      points,
      ifStopped: readiness,
      ifFollowed: sections.get(section)?.readiness,
    })),
    byQuestion: ifStopped.questions.map(({ question, points, recalls, readiness }) => ({
      id: question,
      points,
      recalls,
      ifStopped: readiness,
      ifFollowed: questions.get(question)?.readiness,
    })),
    ...holes,
  };
}

function planPromise(plan: Plan): JsonFields | null {
  const { interviewDay, isPromised, questions, short, ifMissed, change, leaveOut, startBy } = plan;
  if (interviewDay === undefined || !isPromised) return null;
  return {
    recalls: SPACED_RECALLS,
    questions,
    kept: questions - short.length,
    short,
    missedDays: ifMissed?.days,
    shortIfMissed: ifMissed?.short,
    leaveOut: leaveOut?.questions ?? [],
    minutesPerDayWithout: leaveOut?.minutesPerDay,
    change: change && {
      newPerDay: change.limits?.newPerDay,
      reviewsPerDay: change.limits?.reviewsPerDay,
      minutesPerDay: change.limits?.minutesPerDay,
      interviewOn: change.later?.interviewOn,
      minutesPerDayUntilThen: change.later?.minutesPerDay,
    },
    startBy,
  };
}

export function planJson(plan: Plan, days: Plan['days']): string {
  const { today, interview, interviewDay, atPace, backlog, pace } = plan;
  const { reviews: reviewed, retention, forgetting, firstRecall, level, studied, timeFactor, timed } = pace;
  const fields = {
    today,
    interview,
    interviewDate: interviewDay,
    daysLeft: interviewDay === undefined ? null : daysBetween(today, interviewDay),
    days: days.map(({ day, isVacation, reviews, fresh, numbers, aloud, mock, minutes, held }) => ({
      day,
      vacation: isVacation,
      reviews: reviews.length,
      new: fresh,
      numbers,
      aloud,
      mock,
      minutes,
      held,
    })),
    promise: planPromise(plan),
    atPace: atPace && { ...atPace, ...atPace.readiness },
    backlog: backlog?.held ?? 0,
    backlogClearedOn: backlog?.clearedOn,
    readiness: planReadiness(plan.readiness),
    pace: {
      reviews: reviewed,
      retention,
      forgetting,
      firstRecall,
      coverage: Math.min(1, ripened(FIRST_COVERAGE, 1) * level),
      level,
      studied: studied.share,
      timeFactor,
      timedQuestions: timed,
    },
  };
  return jsonDocument('plan', roundedFields(fields));
}

const shareFields = ({ hits, total, least, share, low, high }: Share) => ({
  hits,
  total,
  share,
  low,
  high,
  missing: missingOf({ total, least }),
});

function reviewFields({ retention, pace, sections }: Stats): JsonFields {
  const { desired, all, young, mature, months } = retention;
  const { elapsedMs, ofTarget, over } = pace;
  return {
    retention: {
      desired,
      all: shareFields(all),
      young: shareFields(young),
      mature: shareFields(mature),
      months: months.map((month) => ({ month: month.from, ...shareFields(month) })),
    },
    time: {
      total: elapsedMs.total,
      missing: missingOf(elapsedMs),
      medianMs: elapsedMs.value && Math.round(elapsedMs.value),
      ofTarget: ofTarget.value,
      over: shareFields(over),
    },
    sections: sections.map(({ elapsedMs: { value }, ...section }) => ({
      ...section,
      medianMs: value && Math.round(value),
    })),
  };
}

function answerFields({ coverage, predictions, cited }: Stats): JsonFields {
  const { meanBias, meanAbsoluteError } = predictions;
  return {
    coverage: {
      total: coverage.total,
      missing: missingOf(coverage),
      share: coverage.share,
      weeks: coverage.weeks.map(({ from: week, total, share }) => ({ week, total, share })),
    },
    predictions: {
      total: predictions.total,
      missing: missingOf(predictions),
      meanBias,
      meanAbsoluteError,
    },
    cited: {
      answers: cited.answers,
      ...shareFields(cited),
      weeks: cited.weeks.map(({ from: week, hits, total, share }) => ({ week, hits, total, share })),
    },
  };
}

function aheadFields({ forecast, leeches, readiness }: Stats): JsonFields {
  const { day, overall, sections, questions, holes } = readiness;
  return {
    forecast,
    leeches: leeches.map(({ question: { id, title }, lapses, attempts }) => ({
      id,
      title,
      lapses,
      attempts,
    })),
    readiness: {
      day,
      ...overall,
      sections,
      byQuestion: questions.map(({ question: id, points, recall, coverage, readiness: ready, recalls }) => ({
        id,
        points,
        recall,
        coverage,
        readiness: ready,
        recalls,
      })),
      ...holes,
    },
  };
}

export function statsJson(
  stats: Stats,
  { section = [], tag = [] }: Pick<QueueFilters, 'section' | 'tag'>,
): string {
  const { today, since, attempts, questions, elapsedMs, ratings, days, streakDays } = stats;
  const fields = {
    today,
    since,
    filters: { section, tag },
    attempts,
    questions,
    elapsedMs,
    ratings,
    days,
    streakDays,
    ...reviewFields(stats),
    ...answerFields(stats),
    ...aheadFields(stats),
  };
  return jsonDocument('stats', roundedFields(fields));
}

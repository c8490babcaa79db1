// What `prep plan` and `prep stats` give scripts (docs/json.md). A share with too little
// data is null, and `missing` says how many more are needed.
import { daysBetween } from '../../core/base/day.ts';
import type { Plan } from '../../core/progress/plan.ts';
import type { ReadinessOf } from '../../core/progress/readiness.ts';
import { LEAST_PREDICTIONS, missingOf, type Share, type Stats } from '../../core/progress/stats.ts';
import { FIRST_COVERAGE, ripened } from '../../core/schedule/schedule.ts';
import { SPACED_RECALLS } from '../../core/schedule/progress.ts';
import type { QueueFilters } from '../../core/schedule/queue.ts';
import { jsonDocument, type JsonFields } from './document.ts';

/** Four digits: more would be noise. */
const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Number(value.toFixed(4));
const roundedAll = (values: Readonly<Record<string, number | undefined>>): JsonFields =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]));
const wholeMs = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value);

const costsFields = ({ numbers, time, aloud }: ReadinessOf['costs']): JsonFields =>
  roundedAll({ numbers, time, aloud });

function planReadiness({ ifStopped, ifFollowed }: Plan['readiness']): JsonFields {
  const sections = new Map(ifFollowed.sections.map((each) => [each.section, each]));
  const questions = new Map(ifFollowed.questions.map((each) => [each.question, each]));
  const { readiness: followed, low, high, costs } = ifFollowed.overall;
  return {
    day: ifStopped.day,
    ifStopped: rounded(ifStopped.overall.readiness),
    ifStoppedLow: rounded(ifStopped.overall.low),
    ifStoppedHigh: rounded(ifStopped.overall.high),
    ...roundedAll({ ifFollowed: followed, low, high }),
    costs: costsFields(costs),
    sections: ifStopped.sections.map(({ section, questions: count, points, readiness }) => ({
      section,
      questions: count,
      points,
      ifStopped: rounded(readiness),
      ifFollowed: rounded(sections.get(section)?.readiness),
    })),
    byQuestion: ifStopped.questions.map(({ question, points, recalls, readiness }) => ({
      id: question,
      points,
      recalls,
      ifStopped: rounded(readiness),
      ifFollowed: rounded(questions.get(question)?.readiness),
    })),
    unfilled: ifStopped.holes.unfilled,
    missingNumbers: ifStopped.holes.missingNumbers,
    drafts: ifStopped.holes.drafts,
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
    missedDays: ifMissed?.days ?? null,
    shortIfMissed: ifMissed?.short ?? null,
    leaveOut: leaveOut?.questions ?? [],
    minutesPerDayWithout: leaveOut?.minutesPerDay ?? null,
    change: change
      ? {
          newPerDay: change.limits?.newPerDay ?? null,
          reviewsPerDay: change.limits?.reviewsPerDay ?? null,
          minutesPerDay: change.limits?.minutesPerDay ?? null,
          interviewOn: change.later?.interviewOn ?? null,
          minutesPerDayUntilThen: change.later?.minutesPerDay ?? null,
        }
      : null,
    startBy: startBy ?? null,
  };
}

export function planJson(plan: Plan, days: Plan['days']): string {
  const { today, interview, interviewDay, atPace, backlog, pace } = plan;
  const { retention, forgetting, firstRecall, level, studied, timeFactor } = pace;
  return jsonDocument('plan', {
    today,
    interview,
    interviewDate: interviewDay ?? null,
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
    atPace: atPace ? { ...atPace, ...roundedAll(atPace.readiness) } : null,
    backlog: backlog?.held ?? 0,
    backlogClearedOn: backlog?.clearedOn ?? null,
    readiness: planReadiness(plan.readiness),
    pace: {
      reviews: pace.reviews,
      ...roundedAll({ retention, forgetting, firstRecall }),
      coverage: rounded(Math.min(1, ripened(FIRST_COVERAGE, 1) * level)),
      ...roundedAll({ level, studied: studied.share, timeFactor }),
      timedQuestions: pace.timed,
    },
  });
}

const shareFields = ({ hits, total, least, share, low, high }: Share): JsonFields => ({
  hits,
  total,
  ...roundedAll({ share, low, high }),
  missing: missingOf({ total, least }),
});

const readinessFields = ({
  questions,
  attempted,
  points,
  recall,
  coverage,
  recalled,
  costs,
  readiness,
  low,
  high,
}: ReadinessOf) => ({
  questions,
  attempted,
  points,
  ...roundedAll({ recall, coverage, recalled }),
  costs: costsFields(costs),
  ...roundedAll({ readiness, low, high }),
});

function reviewFields({ retention, pace, sections }: Stats): JsonFields {
  const { desired, all, young, mature, months } = retention;
  return {
    retention: {
      desired,
      all: shareFields(all),
      young: shareFields(young),
      mature: shareFields(mature),
      months: months.map((month) => ({ month: month.from, ...shareFields(month) })),
    },
    time: {
      total: pace.elapsedMs.total,
      missing: missingOf(pace.elapsedMs),
      medianMs: wholeMs(pace.elapsedMs.value),
      ofTarget: rounded(pace.ofTarget.value),
      over: shareFields(pace.over),
    },
    sections: sections.map(({ section, questions, attempted, attempts, ratings, elapsedMs }) => ({
      section: section ?? null,
      questions,
      attempted,
      attempts,
      ratings,
      medianMs: wholeMs(elapsedMs.value),
    })),
  };
}

function answerFields({ coverage, predictions, cited }: Stats): JsonFields {
  const { list, meanBias, meanAbsoluteError, deciles } = predictions;
  const missing = missingOf({ total: list.length, least: LEAST_PREDICTIONS });
  return {
    coverage: {
      total: coverage.total,
      missing: missingOf(coverage),
      share: rounded(coverage.share),
      weeks: coverage.weeks.map(({ from, total, share }) => ({ week: from, total, share: rounded(share) })),
    },
    predictions: {
      total: list.length,
      missing,
      meanBias: missing > 0 ? null : rounded(meanBias),
      meanAbsoluteError: missing > 0 ? null : rounded(meanAbsoluteError),
      deciles: deciles.map(({ predicted, actual, ...rest }) => ({
        ...rest,
        ...roundedAll({ predicted, actual }),
      })),
    },
    cited: {
      answers: cited.answers,
      ...shareFields(cited),
      weeks: cited.weeks.map(({ from: week, hits, total, share }) => ({
        week,
        hits,
        total,
        share: rounded(share),
      })),
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
      ...readinessFields(overall),
      sections: sections.map((each) => ({ section: each.section, ...readinessFields(each) })),
      byQuestion: questions.map(({ question, points, recall, coverage, readiness: ready, recalls }) => ({
        id: question,
        points,
        ...roundedAll({ recall, coverage, readiness: ready }),
        recalls,
      })),
      unfilled: holes.unfilled,
      drafts: holes.drafts,
      missingNumbers: holes.missingNumbers,
    },
  };
}

export function statsJson(
  stats: Stats,
  { section = [], tag = [] }: Pick<QueueFilters, 'section' | 'tag'>,
): string {
  const { today, since, attempts, questions, elapsedMs, ratings, days, streak } = stats;
  return jsonDocument('stats', {
    today,
    since: since ?? null,
    filters: { section, tag },
    attempts,
    questions,
    elapsedMs,
    ratings,
    days,
    streak: {
      currentDays: streak.currentDays,
      longestDays: streak.longestDays,
      longestFrom: streak.longest?.from ?? null,
      longestTo: streak.longest?.to ?? null,
    },
    ...reviewFields(stats),
    ...answerFields(stats),
    ...aheadFields(stats),
  });
}

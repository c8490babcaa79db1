// The figures of `prep stats --json` (docs/json.md). A share below what it takes is null, and `missing` says how many more
// of what it counts are needed.
import { missingOf, type Middle, type Share } from '../core/stats-share.ts';
import { LEAST_PREDICTIONS, type Stats } from '../core/stats.ts';
import type { QueueFilters } from '../core/filters.ts';
import type { ReadinessOf } from '../core/readiness.ts';
import { jsonDocument } from './json-output.ts';
import type { JsonFields } from './json-output.ts';

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Number(value.toFixed(4));
const wholeMs = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value);

const shareJson = (counted: Share): JsonFields => ({
  hits: counted.hits,
  total: counted.total,
  share: rounded(counted.share),
  low: rounded(counted.low),
  high: rounded(counted.high),
  missing: missingOf(counted),
});

const middleJson = (middle: Middle): JsonFields => ({ total: middle.total, missing: missingOf(middle) });

const readinessJson = (of: ReadinessOf): JsonFields => ({
  questions: of.questions,
  attempted: of.attempted,
  points: of.points,
  recall: rounded(of.recall),
  coverage: rounded(of.coverage),
  readiness: rounded(of.readiness),
});

function retentionJson({ retention }: Stats): JsonFields {
  return {
    desired: retention.desired,
    all: shareJson(retention.all),
    young: shareJson(retention.young),
    mature: shareJson(retention.mature),
    months: retention.months.map((month) => ({ month: month.month, ...shareJson(month) })),
  };
}

function timeJson({ pace: { elapsedMs, ofTarget, over } }: Stats): JsonFields {
  return {
    ...middleJson(elapsedMs),
    medianMs: wholeMs(elapsedMs.value),
    ofTarget: rounded(ofTarget.value),
    over: shareJson(over),
  };
}

const sectionsJson = ({ sections }: Stats): readonly JsonFields[] =>
  sections.map(({ section, questions, attempted, attempts, ratings, elapsedMs }) => ({
    section: section ?? null,
    questions,
    attempted,
    attempts,
    ratings,
    medianMs: wholeMs(elapsedMs.value),
  }));

function trendsJson({ coverage, predictions, cited }: Stats): JsonFields {
  const { list, meanBias, meanAbsoluteError, deciles } = predictions;
  const missing = Math.max(0, LEAST_PREDICTIONS - list.length);
  const told = (value: number | undefined): number | null => (missing > 0 ? null : rounded(value));
  return {
    coverage: {
      ...middleJson(coverage.share),
      share: rounded(coverage.share.value),
      weeks: coverage.weeks.map(({ week, total, value }) => ({ week, total, share: rounded(value) })),
    },
    predictions: {
      total: list.length,
      missing,
      meanBias: told(meanBias),
      meanAbsoluteError: told(meanAbsoluteError),
      deciles: deciles.map(({ predicted, actual, ...rest }) => ({
        ...rest,
        predicted: rounded(predicted),
        actual: rounded(actual),
      })),
    },
    cited: {
      answers: cited.answers,
      ...shareJson(cited),
      weeks: cited.weeks.map(({ week, hits, total, share }) => ({
        week,
        hits,
        total,
        share: rounded(share),
      })),
    },
  };
}

function standingJson({ forecast, leeches, readiness }: Stats): JsonFields {
  const { day, overall, sections, holes } = readiness;
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
      ...readinessJson(overall),
      sections: sections.map((each) => ({ section: each.section, ...readinessJson(each) })),
      byQuestion: readiness.questions.map((each) => ({
        id: each.question,
        points: each.points,
        recall: rounded(each.recall),
        coverage: rounded(each.coverage),
        readiness: rounded(each.readiness),
        recalls: each.recalls,
      })),
      unfilled: holes.unfilled,
      drafts: holes.drafts,
      missingNumbers: holes.missingNumbers,
    },
  };
}

/** The document. @param filters the sections and tags that were asked for, as they were given */
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
    retention: retentionJson(stats),
    time: timeJson(stats),
    sections: sectionsJson(stats),
    ...trendsJson(stats),
    ...standingJson(stats),
  });
}

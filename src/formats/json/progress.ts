// Where the user stands as plain JSON, for a cache that every start reads: tables with a column for each
// field, since names that repeat ten thousand times would take three times as long to read. What is read is
// checked value by value.
import { isCount, isObject, isText, isTexts, mapOf } from '../../core/base/unknown.ts';
import { daysBetween, type Instant } from '../../core/base/day.ts';
import { RATINGS } from '../../core/base/attempt.ts';
import type { Plan } from '../../core/progress/plan.ts';
import type { ReadinessOf, SectionReadiness } from '../../core/progress/readiness.ts';
import {
  LEAST_PREDICTIONS,
  type Middle,
  missingOf,
  type Share,
  type Stats,
} from '../../core/progress/stats.ts';
import type { Fold } from '../../core/schedule/fold.ts';
import type { Note } from '../../core/schedule/journal.ts';
import { type ScheduleState, SPACED_RECALLS } from '../../core/schedule/memory.ts';
import type { Apart, DayCount, Progress, Seen } from '../../core/schedule/progress.ts';
import type { QueueFilters } from '../../core/schedule/queue.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';
import { FEWEST_REVIEWS, type Trained } from '../../core/schedule/training.ts';
import { jsonDocument, type JsonFields } from './document.ts';

type Holds = (value: unknown) => boolean;
/** What each field of a row may be. */
type Fields<Row> = { readonly [Field in keyof Row]-?: Holds };

const STATES: readonly ScheduleState[] = ['new', 'learning', 'review', 'relearning'];

const isInstant = (value: unknown): value is Instant => Number.isSafeInteger(value);
const within =
  (low: number, high: number): Holds =>
  (value) =>
    typeof value === 'number' && value >= low && value <= high;
const isFromZero = within(0, Number.MAX_VALUE);
const oneOf =
  (words: readonly string[]): Holds =>
  (value) =>
    isText(value) && words.includes(value);
/** A field that is left out stands in its column as null. */
const maybe =
  (holds: Holds): Holds =>
  (value) =>
    value === null || holds(value);

const SCHEDULE: Fields<Schedule> = {
  due: isInstant,
  // The bounds of FSRS: it throws on a memory outside them.
  stabilityDays: within(0.001, 36_500),
  difficulty: within(1, 10),
  reps: isCount,
  lapses: isCount,
  state: oneOf(STATES),
  lastAt: isInstant,
  recalls: maybe(isCount),
  lastRecallAt: maybe(isInstant),
};

const SEEN: Fields<Seen> = {
  attempts: isCount,
  lastAt: isInstant,
  lastRating: oneOf(RATINGS),
  coverage: maybe(within(0, 1)),
  medianMs: maybe(isFromZero),
  title: maybe(isText),
  hash: maybe(isText),
  bank: maybe(isText),
};

const DAY: Fields<DayCount> = {
  attempts: isCount,
  first: isCount,
  reviews: isCount,
  elapsedMs: isFromZero,
  firstRecalled: maybe(isCount),
  recalled: maybe(isCount),
  foretold: maybe(isFromZero),
  mocked: maybe(isCount),
};

const isNote = (value: unknown): value is Note =>
  isObject(value) && isText(value['id']) && isInstant(value['at']) && isText(value['text']);
const areNotes = (value: unknown): value is readonly Note[] => Array.isArray(value) && value.every(isNote);
const isApart = (value: unknown): value is Apart =>
  isObject(value) && isText(value['from']) && isText(value['to']);
const areApart = (value: unknown): value is readonly Apart[] => Array.isArray(value) && value.every(isApart);
const textsOf = (value: unknown): readonly string[] | undefined => (isTexts(value) ? value : undefined);

const namesOf = <Row extends object>(fields: Fields<Row>): readonly (keyof Row & string)[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables above have these fields and no others
  Object.keys(fields) as (keyof Row & string)[];

/** Rows by key, as columns. */
function tableOf<Row extends object>(map: ReadonlyMap<string, Row>, fields: Fields<Row>): unknown {
  const rows = [...map.values()];
  const columns = namesOf(fields).map((name) => [name, rows.map((row) => row[name] ?? null)] as const);
  return { keys: [...map.keys()], ...Object.fromEntries(columns) };
}

/** The rows that `tableOf` wrote; undefined when a column is missing, too short or too long, or a value does not hold. */
function rowsIn<Row extends object>(
  table: unknown,
  fields: Fields<Row>,
): ReadonlyMap<string, Row> | undefined {
  if (!isObject(table)) return undefined;
  const keys = textsOf(table['keys']);
  if (!keys) return undefined;
  const columns: (readonly [name: string, values: readonly unknown[]])[] = [];
  for (const name of namesOf(fields)) {
    const values = table[name];
    if (!Array.isArray(values) || values.length !== keys.length || !values.every(fields[name]))
      return undefined;
    columns.push([name, values]);
  }
  const rows = new Map<string, Row>();
  for (const [i, key] of keys.entries()) {
    const row: Record<string, unknown> = {};
    for (const [name, values] of columns) if (values[i] !== null) row[name] = values[i];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field of it was checked
    rows.set(key, row as Row);
  }
  return rows;
}

/** The progress as plain JSON. */
export function progressToJson(progress: Progress): unknown {
  return {
    schedules: tableOf(progress.schedules, SCHEDULE),
    seen: tableOf(progress.seen, SEEN),
    days: tableOf(progress.days, DAY),
    suspended: [...progress.suspended],
    notes: [...progress.notes],
    latestAt: progress.latestAt,
    apart: progress.apart,
  };
}

/** The progress that `progressToJson` wrote; undefined when any part is not what it should be. */
export function progressFromJson(json: unknown): Progress | undefined {
  if (!isObject(json)) return undefined;
  const schedules = rowsIn(json['schedules'], SCHEDULE);
  const seen = rowsIn(json['seen'], SEEN);
  const days = rowsIn(json['days'], DAY);
  const suspended = textsOf(json['suspended']);
  const notes = mapOf(json['notes'], areNotes);
  const { latestAt, apart } = json;
  if (!schedules || !seen || !days || !suspended || !notes) return undefined;
  if (latestAt !== undefined && !isInstant(latestAt)) return undefined;
  if (apart !== undefined && !areApart(apart)) return undefined;
  const progress = { schedules, seen, days, suspended: new Set(suspended), notes };
  return {
    ...progress,
    latestAt,
    apart,
  };
}

const areTimes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((ms) => Number.isFinite(ms));

/** What a fold has besides the progress, as plain JSON. */
export const restToJson = ({ timesMs, greatestId }: Fold): unknown => ({ timesMs: [...timesMs], greatestId });

/** The fold that `progressToJson` and `restToJson` wrote; undefined when any part is not what it should be. */
export function foldFromJson(progressJson: unknown, rest: unknown): Fold | undefined {
  const progress = progressFromJson(progressJson);
  if (!progress || !isObject(rest)) return undefined;
  const timesMs = mapOf(rest['timesMs'], areTimes);
  const greatestId = rest['greatestId'];
  return timesMs && isText(greatestId) ? { progress, timesMs, greatestId } : undefined;
}

// The plan as scripts read it (docs/json.md).

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

// The figures of `prep stats --json` (docs/json.md). A share below what it takes is null, and `missing`
// says how many more of what it counts are needed.

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

// What training came to, as scripts read it (docs/json.md).

/** New weights, and what they are worth. */
export type Fitted = { readonly weights: readonly number[]; readonly result: Trained };

/** The fields, the same whether anything was trained or not. */
export function optimizeFields(
  reviews: number,
  fitted: Fitted | undefined,
  stored: boolean,
): Readonly<Record<string, unknown>> {
  const { weights, result } = fitted ?? {};
  return {
    reviews,
    needed: FEWEST_REVIEWS,
    missing: Math.max(0, FEWEST_REVIEWS - reviews),
    trained: result?.trained ?? null,
    heldOut: result?.heldOut ?? null,
    heldOutFrom: result?.from ?? null,
    logLossBefore: result?.before.logLoss ?? null,
    logLossAfter: result?.after.logLoss ?? null,
    rmseBefore: result?.before.rmse ?? null,
    rmseAfter: result?.after.rmse ?? null,
    better: result?.better ?? null,
    questions: result?.moved.questions ?? null,
    sooner: result?.moved.sooner ?? null,
    later: result?.moved.later ?? null,
    stored,
    weights: weights ?? null,
  };
}

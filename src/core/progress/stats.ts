// Every figure of `prep stats`, each with its counts.
import { coveredShare, type Rating } from '../base/attempt.ts';
import { groupBy, meanOf, sumOf } from '../base/collections.ts';
import { type Day, dayNumberOf, dayOf, dayOfNumber, MINUTE_MS, numberOfDay } from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { wantedKeys } from '../fill/conditional.ts';
import { type Figures, givenAt } from '../fill/values.ts';
import { type ScheduleParams, streakDays } from '../schedule/days-off.ts';
import type { AttemptEntry } from '../schedule/journal.ts';
import type { Progress } from '../schedule/progress.ts';
import { isSuspended, matchingHeads, type Moment, type QueueFilters } from '../schedule/queue.ts';
import { leastReady, readinessOn } from './readiness.ts';
import { learnerPaceOf } from './simulate.ts';

export type StatsFrom = Moment &
  Figures & {
    readonly heads: ReadonlyMap<QuestionId, QuestionHead>;
    readonly progress: Progress;
    readonly params: ScheduleParams;
    /** All of them, in order of time. */
    readonly attempts: readonly AttemptEntry[];
    readonly filters: Pick<QueueFilters, 'section' | 'tag'>;
    readonly since?: Day;
  };

export type Stats = ReturnType<typeof statsOf>;

export function statsOf(from: StatsFrom) {
  const { attempts, filters, since, progress, params, now, calendar } = from;
  const today = dayOf(now, calendar);
  const filtered = Boolean(filters.section ?? filters.tag);
  const chosen = matchingHeads(from.heads.values(), progress, filters, from);
  const heads = new Map(chosen.map((head) => [head.id, head]));
  const every = attempts.map((attempt): Dated => ({
    attempt,
    head: heads.get(attempt.question),
    day: dayNumberOf(attempt.at, calendar),
  }));
  const all = filtered ? every.filter(({ head }) => head) : every;
  const first = since === undefined ? -Infinity : numberOfDay(since);
  const dated = all.filter(({ day }) => day >= first);
  const days = daysOf(dated);
  const { interviewDay } = params;
  const isAhead = interviewDay !== undefined && interviewDay >= today;
  const readiness = readinessOn(isAhead ? interviewDay : today, {
    ...from,
    heads: chosen,
    pace: learnerPaceOf(from.heads.values(), progress, today),
  });
  return {
    today,
    /** Absent for everything. */
    since,
    /** Only some sections or tags. */
    filtered,
    attempts: dated.length,
    questions: countQuestions(dated),
    elapsedMs: sumOf(days, ({ elapsedMs }) => elapsedMs),
    ratings: countRatings(dated),
    days,
    retention: retentionOf(all, first, params.retention),
    time: timesOf(dated),
    sections: sectionsOf(dated, chosen),
    coverage: coverageOf(dated),
    cited: citedOf(dated, attempts, from),
    // From here on as of today, whatever `since` says; the streak is that of all questions.
    streakDays: streakDays(progress, today),
    forecast: forecastOf(chosen, from),
    readiness,
    leastReady: leastReady(readiness.questions).flatMap((ready) => {
      const question = heads.get(ready.question);
      return question ? [{ question, ready, covered: progress.seen.get(question.id)?.coverage }] : [];
    }),
  };
}

/** Below `least` there is no figure. */
const isEnough = (total: number, least: number): boolean => total >= Math.max(1, least);

/** Of the normal distribution, for 95%. */
const Z = 1.959964;

/**
 * Wilson 1927, JASA 22: valid for few cases, and near 0 and 1.
 * @param total at least 1
 */
export function wilson(hits: number, total: number) {
  const share = hits / total;
  const spread = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  const middle = share + (Z * Z) / (2 * total);
  const whole = 1 + (Z * Z) / total;
  // At the ends the arithmetic misses 0 and 1 by a hair.
  const low = hits === 0 ? 0 : Math.max(0, (middle - spread) / whole);
  const high = hits === total ? 1 : Math.min(1, (middle + spread) / whole);
  return { low, high };
}

export function shareOf(hits: number, total: number, least: number) {
  const isKnown = isEnough(total, least);
  /** The 95% interval; absent with `share`. */
  const { low, high } = isKnown ? wilson(hits, total) : {};
  return { hits, total, least, share: isKnown ? hits / total : undefined, low, high };
}

/** The mean of the middle two for an even count. */
export function medianOf(numbers: readonly number[], least: number) {
  const counts = { total: numbers.length, least };
  if (!isEnough(numbers.length, least)) return { ...counts, value: undefined };
  const sorted = new Float64Array(numbers).toSorted();
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return { ...counts, value: (low + high) / 2 };
}

/** With the number of its local day, and its question if counted. */
type Dated = {
  readonly attempt: AttemptEntry;
  readonly head: QuestionHead | undefined;
  readonly day: number;
};

const countQuestions = (dated: readonly Dated[]): number =>
  new Set(dated.map(({ attempt }) => attempt.question)).size;

function countRatings(dated: readonly Dated[]): Readonly<Record<Rating, number>> {
  const counts = { again: 0, hard: 0, good: 0, easy: 0 };
  for (const { attempt } of dated) counts[attempt.rating]++;
  return counts;
}

const daysOf = (dated: readonly Dated[]) =>
  [...groupBy(dated, ({ day }) => day)].map(([day, some]) => ({
    day: dayOfNumber(day),
    attempts: some.length,
    questions: countQuestions(some),
    elapsedMs: sumOf(some, ({ attempt }) => attempt.elapsedMs),
  }));

const LEAST_REVIEWS = 20;

/**
 * True retention, as in Anki: first reviews of a day, of questions rated earlier. No cramming.
 * @param dated all since the first attempt
 * @param first the first day that counts
 * @param desired 0–1
 */
function retentionOf(dated: readonly Dated[], first: number, desired: number) {
  const lastDays = new Map<QuestionId, number>();
  let [recalled, reviews] = [0, 0];
  for (const { attempt, day } of dated) {
    if (attempt.cram) continue;
    const isLater = day > (lastDays.get(attempt.question) ?? day);
    lastDays.set(attempt.question, day);
    if (!isLater || day < first) continue;
    reviews++;
    if (attempt.rating !== 'again') recalled++;
  }
  return { desired, ...shareOf(recalled, reviews, LEAST_REVIEWS) };
}

const LEAST_TIMES = 5;

function medianTimeOf(dated: readonly Dated[]) {
  const timesMs = dated.map(({ attempt }) => attempt.elapsedMs).filter((elapsedMs) => elapsedMs > 0);
  return medianOf(timesMs, LEAST_TIMES);
}

/** Only timed attempts count, and for targets only loaded questions. */
function timesOf(dated: readonly Dated[]) {
  const shares = dated.flatMap(({ attempt: { elapsedMs }, head }) => {
    const targetMs = (head?.minutes ?? 0) * MINUTE_MS;
    return elapsedMs > 0 && targetMs > 0 ? [elapsedMs / targetMs] : [];
  });
  return {
    elapsedMs: medianTimeOf(dated),
    /** 1 is on target. */
    ofTarget: medianOf(shares, LEAST_TIMES),
    over: shareOf(shares.filter((share) => share > 1).length, shares.length, LEAST_TIMES),
  };
}

/** The section is undefined for questions that no loaded bank has. */
function sectionsOf(dated: readonly Dated[], chosen: readonly QuestionHead[]) {
  const attempts = groupBy(dated, ({ head }) => head?.section);
  const heads = groupBy<QuestionHead, string | undefined>(chosen, ({ section }) => section);
  const seen = new Set(dated.map(({ head }) => head));
  const sections = [...heads.keys(), ...(attempts.has(undefined) ? [undefined] : [])];
  return sections.map((section) => {
    const [questions, own] = [heads.get(section) ?? [], attempts.get(section) ?? []];
    return {
      section,
      questions: questions.length,
      attempted: questions.filter((head) => seen.has(head)).length,
      attempts: own.length,
      ratings: countRatings(own),
      elapsedMs: medianTimeOf(own),
    };
  });
}

const LEAST_POINTS = 5;
const LEAST_NUMBERS = 10;

/** Mean share of the points, over attempts with settled points. */
function coverageOf(dated: readonly Dated[]) {
  const shares = dated.flatMap(({ attempt }) => coveredShare(attempt.points) ?? []);
  const [total, least] = [shares.length, LEAST_POINTS];
  return { total, least, share: isEnough(total, least) ? meanOf(shares) : undefined };
}

/** For answers whose words are known: values that exist today and, as far as known, existed then. */
function citedOf(chosen: readonly Dated[], all: readonly AttemptEntry[], figures: Figures) {
  const since = knownSince(all, figures);
  const answers = chosen.flatMap(({ attempt, head }) => {
    // An answer not in words cites nothing that can be seen.
    if (!head || (attempt.text ?? '').trim() === '') return [];
    const known = wantedKeys(head, figures.values).filter(
      (key) => (since.get(key) ?? Infinity) <= attempt.at,
    );
    const hits = known.filter((key) => attempt.cited.includes(key)).length;
    return known.length === 0 ? [] : [{ hits, total: known.length }];
  });
  const [hits, total] = [sumOf(answers, (each) => each.hits), sumOf(answers, (each) => each.total)];
  return { ...shareOf(hits, total, LEAST_NUMBERS), answers: answers.length };
}

/** Since it was given or first cited, whichever is earlier: a new measurement has a later time. */
function knownSince(attempts: readonly AttemptEntry[], figures: Figures): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  for (const [key, { origin }] of figures.values)
    if (origin !== 'notMeasured') since.set(key, givenAt(key, figures) ?? Infinity);
  for (const { at, cited } of attempts)
    for (const key of cited) if (at < (since.get(key) ?? -Infinity)) since.set(key, at);
  return since;
}

const FORECAST_DAYS = 30;

/** Today and the following days. */
function forecastOf(heads: readonly QuestionHead[], { progress, now, calendar }: StatsFrom) {
  const today = dayNumberOf(now, calendar);
  const due = Array.from({ length: FORECAST_DAYS }, () => 0);
  let [overdue, later, unseen] = [0, 0, 0];
  for (const head of heads) {
    if (isSuspended(head, progress)) continue;
    const schedule = progress.schedules.get(head.id);
    const ahead = schedule ? dayNumberOf(schedule.due, calendar) - today : undefined;
    if (ahead === undefined) unseen++;
    else if (ahead < 0) overdue++;
    else if (ahead < FORECAST_DAYS) due[ahead] = (due[ahead] ?? 0) + 1;
    else later++;
  }
  const days = due.map((count, ahead) => ({ day: dayOfNumber(today + ahead), due: count }));
  return { overdue, days, later, unseen };
}

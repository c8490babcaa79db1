// Every figure that `prep stats` and `prep report` show, from the attempts, the schedules, and the questions.
// Each comes with its counts.
import { coveredShare, type Rating } from '../base/attempt.ts';
import { groupBy, meanOf } from '../base/collections.ts';
import {
  addDays,
  type Calendar,
  type Day,
  dayNumberOf,
  dayOf,
  dayOfNumber,
  daysBetween,
  dayStartAfter,
  MINUTE_MS,
  parseDay,
} from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { wantedKeys } from '../fill/conditional.ts';
import { type Figures, givenAt } from '../fill/values.ts';
import { type Predictions, predictionsOf } from '../quiz/prediction.ts';
import { type DayRange, follows, type ScheduleParams, streakDays } from '../schedule/days-off.ts';
import type { AttemptEntry } from '../schedule/journal.ts';
import type { Progress } from '../schedule/progress.ts';
import { isSuspended, matchingHeads, type Moment, type QueueFilters } from '../schedule/queue.ts';
import { leastReady, type QuestionReadiness, type Readiness, readinessOn } from './readiness.ts';
import { learnerPaceOf } from './simulate.ts';

// Shares and medians with their counts. A figure with too few cases is absent, and the count of missing cases
// is shown instead.

export type Share = {
  readonly hits: number;
  readonly total: number;
  readonly least: number;
  /** 0–1; absent below `least` cases. */
  readonly share?: number;
  /** The 95% confidence interval; absent with `share`. */
  readonly low?: number;
  readonly high?: number;
};

/** A median or mean: absent below `least` cases. */
export type Middle = { readonly total: number; readonly least: number; readonly value?: number };

export const missingOf = ({ total, least }: { readonly total: number; readonly least: number }): number =>
  Math.max(0, least - total);

const Z = 1.959964;

/**
 * The Wilson confidence interval of a share (Wilson 1927, JASA 22), which holds for few cases, and near 0 and
 * 1.
 * @param hits 0 to `total`
 * @param total at least 1
 */
export function wilson(hits: number, total: number): { readonly low: number; readonly high: number } {
  const share = hits / total;
  const spread = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  const middle = share + (Z * Z) / (2 * total);
  const whole = 1 + (Z * Z) / total;
  // At the ends floating point slightly misses 0 and 1.
  const low = hits === 0 ? 0 : Math.max(0, (middle - spread) / whole);
  const high = hits === total ? 1 : Math.min(1, (middle + spread) / whole);
  return { low, high };
}

/** The share is absent when `total` is below `least` (and below 1). */
export function shareOf(hits: number, total: number, least: number): Share {
  const counts = { hits, total, least };
  return total < Math.max(1, least) ? counts : { ...counts, share: hits / total, ...wilson(hits, total) };
}

const middleOf = (
  numbers: readonly number[],
  least: number,
  of: (some: readonly number[]) => number,
): Middle => {
  const total = numbers.length;
  return { total, least, value: total < Math.max(1, least) ? undefined : of(numbers) };
};

/** For an even count the mean of the two middle numbers. */
export const medianOf = (numbers: readonly number[], least: number): Middle =>
  middleOf(numbers, least, () => {
    const sorted = new Float64Array(numbers).toSorted();
    const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
    return (low + high) / 2;
  });

// Activity by day. Day numbers are days since 1970-01-01, as in `dayNumberOf`.

type Dated = {
  readonly attempt: AttemptEntry;
  readonly day: number;
  readonly head: QuestionHead | undefined;
};

type StatsDay = {
  readonly day: Day;
  readonly attempts: number;
  readonly questions: number;
  readonly elapsedMs: number;
};

export type Streak = {
  readonly currentDays: number;
  readonly longestDays: number;
  /** First and last day of the longest streak; the latest of ties. Absent without any attempt. */
  readonly longest?: { readonly from: Day; readonly to: Day };
};

const countQuestions = (dated: readonly Dated[]): number =>
  new Set(dated.map(({ attempt }) => attempt.question)).size;

const countDays = (dated: readonly Dated[]): readonly StatsDay[] =>
  [...groupBy(dated, ({ day }) => day)]
    .toSorted(([a], [b]) => a - b)
    .map(([day, some]) => ({
      day: dayOfNumber(day),
      attempts: some.length,
      questions: countQuestions(some),
      elapsedMs: some.reduce((sum, { attempt }) => sum + attempt.elapsedMs, 0),
    }));

function streaksOf(days: readonly StatsDay[], today: Day, vacation: readonly DayRange[]): Streak {
  const all = new Set(days.map(({ day }) => day));
  let length = 0;
  let longestDays = 0;
  let run = { from: '', to: '' };
  let longest: Streak['longest'];
  for (const { day } of days) {
    const continues = run.to !== '' && follows(day, run.to, vacation);
    run = { from: continues ? run.from : day, to: day };
    length = continues ? length + 1 : 1;
    if (length < longestDays) continue;
    longestDays = length;
    longest = run;
  }
  return { currentDays: streakDays(all, today, vacation), longestDays, longest };
}

/** The Monday of a day's week. Day 0 was a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** 0 for none, 1–4 for a quarter each of all days with attempts. */
type HeatLevel = 0 | 1 | 2 | 3 | 4;

/**
 * The lower bounds of levels 2, 3, and 4: the quartiles of the days with attempts, each at least one above
 * the last.
 * @param counts attempts per day; days without are ignored
 */
export function heatBounds(counts: readonly number[]): readonly [number, number, number] {
  const sorted = counts.filter((count) => count > 0).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const second = Math.max(2, at(0.25));
  const third = Math.max(second + 1, at(0.5));
  return [second, third, Math.max(third + 1, at(0.75))];
}

export function heatLevel(
  count: number,
  [second, third, fourth]: readonly [number, number, number],
): HeatLevel {
  if (count <= 0) return 0;
  return count < second ? 1 : count < third ? 2 : count < fourth ? 3 : 4;
}

const rangeText = (from: number, to: number): string => (from === to ? `${from}` : `${from} to ${to}`);

export function heatRanges(counts: readonly number[]): readonly string[] {
  const bounds = heatBounds(counts);
  const [second, third, fourth] = bounds;
  const ranges = [
    'none',
    rangeText(1, second - 1),
    rangeText(second, third - 1),
    rangeText(third, fourth - 1),
    `${fourth} or more`,
  ];
  return ranges.slice(0, heatLevel(Math.max(0, ...counts), bounds) + 1);
}

/** A question forgotten this often is a leech: another answer helps more than repeating. */
export const LEECH_LAPSES = 4;
const FORECAST_DAYS = 30;
const LEAST_OF_WEEK = 3;
const LEAST_POINTS = 5;
export const LEAST_PREDICTIONS = 5;
const LEAST_TIMES = 5;
const LEAST_NUMBERS = 10;
const LEAST_REVIEWS = 20;
const LEAST_OF_MONTH = 10;
const MATURE_DAYS = 21;

/**
 * True retention: the share recalled at review, with the desired share. As in Anki's statistic of that name,
 * it counts the first review of each day of questions rated on an earlier day; `--cram` does not count.
 */
export type Retention = {
  readonly desired: number;
  readonly all: Share;
  readonly young: Share;
  readonly mature: Share;
  readonly months: readonly (Share & { readonly month: string })[];
};

function retentionOf(dated: readonly Dated[], first: number, desired: number): Retention {
  const lastDay = new Map<string, number>();
  const reviews: { readonly day: number; readonly gapDays: number; readonly recalled: boolean }[] = [];
  for (const { attempt, day } of dated) {
    const { question, cram, rating } = attempt;
    if (cram) continue;
    const before = lastDay.get(question);
    lastDay.set(question, day);
    if (before !== undefined && day > before && day >= first)
      reviews.push({ day, gapDays: day - before, recalled: rating !== 'again' });
  }
  const recalledOf = (some: typeof reviews, least = LEAST_REVIEWS): Share =>
    shareOf(some.filter(({ recalled }) => recalled).length, some.length, least);
  const days = [...groupBy(reviews, ({ day }) => day)].toSorted(([a], [b]) => a - b);
  const months = groupBy(days, ([day]) => dayOfNumber(day).slice(0, 7));
  return {
    desired,
    all: recalledOf(reviews),
    young: recalledOf(reviews.filter(({ gapDays }) => gapDays < MATURE_DAYS)),
    mature: recalledOf(reviews.filter(({ gapDays }) => gapDays >= MATURE_DAYS)),
    months: [...months].map(([month, some]) => ({
      month,
      ...recalledOf(
        some.flatMap(([, each]) => each),
        LEAST_OF_MONTH,
      ),
    })),
  };
}

/** Only timed attempts count, and for targets only questions that are loaded. */
export type AnswerTimes = {
  readonly elapsedMs: Middle;
  /** Median of time divided by target time: 1 is on target. */
  readonly ofTarget: Middle;
  readonly over: Share;
};

export type RatingCounts = Readonly<Record<Rating, number>>;

export type SectionStats = {
  /** Undefined for attempts at questions that no loaded bank has. */
  readonly section: string | undefined;
  readonly questions: number;
  readonly attempted: number;
  readonly attempts: number;
  readonly ratings: RatingCounts;
  readonly elapsedMs: Middle;
};

type Heads = ReadonlyMap<QuestionId, QuestionHead>;

const medianTimeOf = (dated: readonly Dated[]): Middle =>
  medianOf(
    dated.map(({ attempt }) => attempt.elapsedMs).filter((elapsedMs) => elapsedMs > 0),
    LEAST_TIMES,
  );

function answerTimesOf(dated: readonly Dated[]): AnswerTimes {
  const shares: number[] = [];
  for (const { attempt, head } of dated) {
    const minutes = head?.minutes ?? 0;
    if (attempt.elapsedMs > 0 && minutes > 0) shares.push(attempt.elapsedMs / (minutes * MINUTE_MS));
  }
  return {
    elapsedMs: medianTimeOf(dated),
    ofTarget: medianOf(shares, LEAST_TIMES),
    over: shareOf(shares.filter((share) => share > 1).length, shares.length, LEAST_TIMES),
  };
}

function countRatings(dated: readonly Dated[]): RatingCounts {
  const counts = { again: 0, hard: 0, good: 0, easy: 0 };
  for (const { attempt } of dated) counts[attempt.rating]++;
  return counts;
}

/** In bank order, with attempts at unknown questions last. */
function sectionsOf(dated: readonly Dated[], chosen: Heads): readonly SectionStats[] {
  const attempts = groupBy(dated, ({ head }) => head?.section);
  const heads = groupBy<QuestionHead, string | undefined>(chosen.values(), ({ section }) => section);
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

/**
 * The share of numbers that answers cited of those they could have. It counts answers with a text, and
 * numbers of the question that have a value today and, as far as known, had one at the time of the answer.
 */
type Cited = Share & {
  readonly answers: number;
  readonly weeks: readonly (Share & { readonly week: Day })[];
};

export type Coverage = {
  /** Mean share of the points, over attempts that checked them. */
  readonly share: Middle;
  readonly weeks: readonly (Middle & { readonly week: Day })[];
};

const byWeek = <Item extends { readonly day: number }, Figure extends object>(
  items: readonly Item[],
  figureOf: (some: readonly Item[]) => Figure,
): readonly (Figure & { readonly week: Day })[] =>
  [...groupBy(items, ({ day }) => mondayOf(day))].map(([monday, some]) => ({
    week: dayOfNumber(monday),
    ...figureOf(some),
  }));

/**
 * The time from which each number had a value: when it was given, or when an answer first cited it, whichever
 * is earlier, since measuring again moves the stored time.
 * @param attempts all of them, in order of time
 */
function knownSince(attempts: readonly AttemptEntry[], figures: Figures): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  const isMeasured = (key: string): boolean =>
    (figures.values.get(key)?.origin ?? 'notMeasured') !== 'notMeasured';
  for (const key of figures.values.keys()) {
    const at = isMeasured(key) ? givenAt(key, figures) : undefined;
    if (at !== undefined) since.set(key, at);
  }
  for (const { at, cited } of attempts)
    for (const key of cited) if (isMeasured(key) && at < (since.get(key) ?? Infinity)) since.set(key, at);
  return since;
}

/**
 * @param chosen the attempts to count, in order of time
 * @param all all attempts, in order of time
 */
function citedOf(chosen: readonly Dated[], all: readonly AttemptEntry[], figures: Figures): Cited {
  const since = knownSince(all, figures);
  const answers = chosen.flatMap(({ attempt, day, head }) => {
    // Without a text there was nothing to look for citations in.
    if (!head || (attempt.text ?? '').trim() === '') return [];
    const known = wantedKeys(head, figures.values).filter(
      (key) => (since.get(key) ?? Infinity) <= attempt.at,
    );
    const hits = known.filter((key) => attempt.cited.includes(key)).length;
    return known.length === 0 ? [] : [{ day, hits, total: known.length }];
  });
  const citedIn = (some: typeof answers, least: number): Share =>
    shareOf(
      some.reduce((sum, { hits }) => sum + hits, 0),
      some.reduce((sum, { total }) => sum + total, 0),
      least,
    );
  return {
    ...citedIn(answers, LEAST_NUMBERS),
    answers: answers.length,
    weeks: byWeek(answers, (some) => citedIn([...some], LEAST_OF_WEEK)),
  };
}

const meanShare = (some: readonly { readonly share: number }[], least: number): Middle =>
  middleOf(
    some.map(({ share }) => share),
    least,
    meanOf,
  );

function coverageOf(dated: readonly Dated[]): Coverage {
  const checked = dated.flatMap(({ day, attempt }) => {
    const share = coveredShare(attempt.points);
    return share === undefined ? [] : [{ day, share }];
  });
  return {
    share: meanShare(checked, LEAST_POINTS),
    weeks: byWeek(checked, (some) => meanShare(some, LEAST_OF_WEEK)),
  };
}

export type Forecast = {
  readonly overdue: number;
  readonly days: readonly { readonly day: Day; readonly due: number }[];
  readonly later: number;
  readonly unseen: number;
};

type Leech = { readonly question: QuestionHead; readonly lapses: number; readonly attempts: number };

function forecastOf(heads: readonly QuestionHead[], { progress, now, calendar }: StatsFrom): Forecast {
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

function leechesOf(heads: readonly QuestionHead[], { progress }: StatsFrom): readonly Leech[] {
  return heads
    .flatMap((question): readonly Leech[] => {
      const lapses = progress.schedules.get(question.id)?.lapses ?? 0;
      if (lapses < LEECH_LAPSES || isSuspended(question, progress)) return [];
      return [{ question, lapses, attempts: progress.seen.get(question.id)?.attempts ?? 0 }];
    })
    .toSorted((a, b) => b.lapses - a.lapses);
}

export type Stats = {
  readonly today: Day;
  readonly since?: Day;
  readonly filtered: boolean;
  readonly attempts: number;
  readonly questions: number;
  readonly elapsedMs: number;
  readonly ratings: RatingCounts;
  readonly days: readonly StatsDay[];
  readonly streak: Streak;
  readonly retention: Retention;
  readonly pace: AnswerTimes;
  readonly sections: readonly SectionStats[];
  readonly coverage: Coverage;
  readonly predictions: Predictions;
  readonly cited: Cited;
  /** From here on as of today, whatever `since` says. */
  readonly forecast: Forecast;
  readonly leeches: readonly Leech[];
  readonly readiness: Readiness;
  /** Attempted questions, the least ready first. */
  readonly leastReady: readonly { readonly question: QuestionHead; readonly ready: QuestionReadiness }[];
};

export type StatsFrom = Moment &
  Figures & {
    readonly heads: Heads;
    readonly progress: Progress;
    readonly params: ScheduleParams;
    readonly attempts: readonly AttemptEntry[];
    readonly filters: Pick<QueueFilters, 'section' | 'tag'>;
    readonly since?: Day;
  };

/**
 * The day of `--since`: a day, or the first of the last so many days or weeks, today included.
 * @returns undefined for anything else, and for a future day
 */
export function sinceDay(text: string, today: Day): Day | undefined {
  const [, count, unit] = /^([1-9]\d{0,4})([dw])$/.exec(text.trim().toLowerCase()) ?? [];
  const day = parseDay(
    count === undefined ? text.trim() : addDays(today, 1 - Number(count) * (unit === 'w' ? 7 : 1)),
  );
  return day !== undefined && daysBetween(day, today) >= 0 ? day : undefined;
}

/** Attempts are in order of time, so each day is computed once. */
function datedOf(attempts: readonly AttemptEntry[], heads: Heads, calendar: Calendar): readonly Dated[] {
  let day = 0;
  let end = -Infinity;
  return attempts.map((attempt) => {
    if (attempt.at >= end) {
      day = dayNumberOf(attempt.at, calendar);
      end = dayStartAfter(attempt.at, 1, calendar);
    }
    return { attempt, day, head: heads.get(attempt.question) };
  });
}

export function statsOf(from: StatsFrom): Stats {
  const { attempts, filters, since, progress, params, now, calendar } = from;
  const today = dayOf(now, calendar);
  const filtered = (filters.section ?? []).length > 0 || (filters.tag ?? []).length > 0;
  const chosen = matchingHeads(from.heads.values(), progress, filters, from);
  const heads = new Map(chosen.map((head) => [head.id, head]));
  const every = datedOf(attempts, heads, calendar);
  const all = filtered ? every.filter(({ head }) => head) : every;
  const first = since === undefined ? -Infinity : dayNumberOf(now, calendar) - daysBetween(since, today);
  const dated = since === undefined ? all : all.filter(({ day }) => day >= first);
  const days = countDays(dated);
  const { interviewDay } = params;
  const isAhead = interviewDay !== undefined && interviewDay >= today;
  const readiness = readinessOn(isAhead ? interviewDay : today, {
    ...from,
    heads: chosen,
    forgetting: learnerPaceOf(from.heads.values(), progress).forgetting,
  });
  return {
    today,
    since,
    filtered,
    attempts: dated.length,
    questions: countQuestions(dated),
    elapsedMs: days.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
    ratings: countRatings(dated),
    days,
    streak: streaksOf(days, today, params.vacation ?? []),
    retention: retentionOf(all, first, params.retention),
    pace: answerTimesOf(dated),
    sections: sectionsOf(dated, heads),
    coverage: coverageOf(dated),
    predictions: predictionsOf(dated.map(({ attempt }) => attempt)),
    cited: citedOf(dated, attempts, from),
    forecast: forecastOf(chosen, from),
    leeches: leechesOf(chosen, from),
    readiness,
    leastReady: leastReady(readiness.questions).flatMap((ready) => {
      const question = heads.get(ready.question);
      return question ? [{ question, ready }] : [];
    }),
  };
}

// How it goes: every figure that `prep stats` and `prep report` show, from the attempts, the schedules and the questions.
// Each comes with the counts that it rests on. Knows no screen and no notation.
import {
  addDays,
  dayNumberOf,
  dayOf,
  dayOfNumber,
  daysBetween,
  dayStartAfter,
  parseDay,
  type Calendar,
  type Day,
} from './day.ts';
import type { Figures } from './figures.ts';
import { isSuspended, matchingHeads, type Moment, type QueueFilters } from './filters.ts';
import { learnerPaceOf } from './learner-pace.ts';
import { coveredShare } from './points.ts';
import { predictionsOf, type Predictions } from './prediction.ts';
import type { Progress } from './progress.ts';
import type { QuestionHead } from './question.ts';
import { leastReady, readinessOn, type QuestionReadiness, type Readiness } from './readiness.ts';
import type { ScheduleParams } from './schedule.ts';
import { citedOf, type Cited } from './stats-cited.ts';
import { countDays, mondayOf, streaksOf, type Dated, type StatsDay, type Streak } from './stats-days.ts';
import type { AttemptFacts } from './stats-facts.ts';
import { retentionOf, type Retention } from './stats-retention.ts';
import { answerTimesOf, countRatings, sectionsOf, type AnswerTimes, type Heads } from './stats-sections.ts';
import type { RatingCounts, SectionStats } from './stats-sections.ts';
import { meanOf, type Middle } from './stats-share.ts';

/** Forgotten so often, a question is a leech: more repeating helps less than another answer. */
export const LEECH_LAPSES = 4;
export const FORECAST_DAYS = 30;
const LEAST_OF_WEEK = 3;
const LEAST_POINTS = 5;
/** So many predictions it takes before a bias is told. */
export const LEAST_PREDICTIONS = 5;

/** How much of the points was covered. */
export type Coverage = {
  /** Mean share of the points, over attempts that checked them. */
  readonly share: Middle;
  /** Weeks with such an attempt, by their Monday, in order. */
  readonly weeks: readonly (Middle & { readonly week: Day })[];
};

/** What comes due, as things stand. */
export type Forecast = {
  /** Due before today. */
  readonly overdue: number;
  /** Today and the days that follow, each with what comes due on it as things stand. */
  readonly days: readonly { readonly day: Day; readonly due: number }[];
  /** Due after those days, and never attempted. */
  readonly later: number;
  readonly unseen: number;
};

/** A question that keeps failing. */
export type Leech = { readonly question: QuestionHead; readonly lapses: number; readonly attempts: number };

/** How ready one question is. */
export type ReadyQuestion = { readonly question: QuestionHead; readonly ready: QuestionReadiness };

/** Every figure, with the counts that it rests on. */
export type Stats = {
  readonly today: Day;
  /** First day whose attempts are counted; everything when left out. */
  readonly since?: Day;
  /** True when only some sections or tags were asked for. */
  readonly filtered: boolean;
  /** Attempts that are counted, questions and days among them, and the time they took. */
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
  /** What follows tells how things stand today, whatever `since` says. */
  readonly forecast: Forecast;
  /** The most forgotten first. */
  readonly leeches: readonly Leech[];
  readonly readiness: Readiness;
  /** Attempted questions, the least ready first. */
  readonly leastReady: readonly ReadyQuestion[];
};

/** What the figures follow from. */
export type StatsFrom = Moment &
  Figures & {
    readonly heads: Heads;
    readonly progress: Progress;
    readonly params: ScheduleParams;
    /** All there are, in order of time. */
    readonly attempts: readonly AttemptFacts[];
    readonly filters: Pick<QueueFilters, 'section' | 'tag'>;
    readonly since?: Day | undefined;
  };

/**
 * The day that `--since` means: a day, or the first of the last so many days or weeks, today included.
 * @returns undefined for anything else, and for a day that is still to come
 */
export function sinceDay(text: string, today: Day): Day | undefined {
  const [, count, unit] = /^([1-9]\d{0,4})([dw])$/.exec(text.trim().toLowerCase()) ?? [];
  const day = parseDay(
    count === undefined ? text.trim() : addDays(today, 1 - Number(count) * (unit === 'w' ? 7 : 1)),
  );
  return day !== undefined && daysBetween(day, today) >= 0 ? day : undefined;
}

function coverageOf(dated: readonly Dated[]): Coverage {
  const shares: number[] = [];
  const byWeek = new Map<number, number[]>();
  for (const { day, attempt } of dated) {
    const share = coveredShare(attempt.points);
    if (share === undefined) continue;
    shares.push(share);
    const monday = mondayOf(day);
    const same = byWeek.get(monday);
    if (same) same.push(share);
    else byWeek.set(monday, [share]);
  }
  return {
    share: meanOf(shares, LEAST_POINTS),
    weeks: [...byWeek].map(([monday, some]) => ({
      week: dayOfNumber(monday),
      ...meanOf(some, LEAST_OF_WEEK),
    })),
  };
}

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

/** The attempts with their days and questions. They are in order of time, so a day is asked for once. */
function datedOf(attempts: readonly AttemptFacts[], heads: Heads, calendar: Calendar): readonly Dated[] {
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

/** The day for which readiness is told: that of the interview while it lies ahead, else today. */
const readinessDay = ({ interviewDay }: ScheduleParams, today: Day): Day =>
  interviewDay !== undefined && daysBetween(today, interviewDay) >= 0 ? interviewDay : today;

/** Every figure. */
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
  const seen = new Set<string>();
  for (const { attempt } of dated) seen.add(attempt.question);
  const readiness = readinessOn(readinessDay(params, today), {
    ...from,
    heads: chosen,
    forgetting: learnerPaceOf(from.heads.values(), progress).forgetting,
  });
  return {
    today,
    ...(since === undefined ? {} : { since }),
    filtered,
    attempts: dated.length,
    questions: seen.size,
    elapsedMs: days.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
    ratings: countRatings(dated),
    days,
    streak: streaksOf(days, today, params.vacation ?? []),
    retention: retentionOf(all, first, params.retention),
    pace: answerTimesOf(dated),
    sections: sectionsOf(dated, heads),
    coverage: coverageOf(dated),
    predictions: predictionsOf(
      dated.filter(({ attempt }) => attempt.predicted !== undefined).map(({ attempt }) => attempt),
    ),
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

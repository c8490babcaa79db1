// What to do on each day until the interview, and whether every question will have had its spaced recalls by
// then. A function of the journal and the settings, computed whenever it is asked for.
import { meanOf, sumOf } from '../base/collections.ts';
import { addDays, type Day, dayOf, daysBetween, dayText, type Instant } from '../base/day.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { countOf } from '../base/wording.ts';
import { fillOrder, openKeys } from '../fill/gaps.ts';
import type { Values } from '../fill/conditional.ts';
import type { Inputs } from '../fill/values.ts';
import { plannedMinutes } from '../mock/mock.ts';
import {
  daysFrom,
  drawnSkips,
  interviewEveText,
  LONGEST_PLAN_DAYS,
  type ScheduleParams,
} from '../schedule/days-off.ts';
import { FIRST_COVERAGE, ripened } from '../schedule/schedule.ts';
import type { Progress, Seen } from '../schedule/progress.ts';
import { inStudyOrder, isSuspended, type Limits } from '../schedule/queue.ts';
import type { Settings } from '../settings/config.ts';
import { ALOUD_DAYS, leastReady, NINE_IN_TEN, type QuestionReadiness, readinessOn } from './readiness.ts';
import {
  LAST_DAYS,
  learnerPaceOf,
  minutesFor,
  shortOf,
  simulate,
  type SimulatedDay,
  simulateEnough,
  type Simulation,
  type Start,
  studyDays,
} from './simulate.ts';

export type Plan = ReturnType<typeof planOf>;
export type PlanDay = ReturnType<typeof planDays>[number];

type PlanFrom = {
  readonly heads: Iterable<QuestionHead>;
  readonly metrics: ReadonlyMap<MetricName, Metric>;
  readonly progress: Progress;
  readonly values: Values;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly now: Instant;
  /** Its interview day is the goal. */
  readonly params: ScheduleParams;
};

/**
 * @param from its interview day counts while it is in the future
 * @param askedDays days to plan without an interview ahead; two weeks by default
 */
export function planOf(from: PlanFrom, askedDays?: number) {
  const start = startOf(from);
  const { today } = start;
  const { interviewDay: date } = from.params;
  const interview = interviewStage(date, today);
  const interviewDay = interview === 'ahead' ? date : undefined;
  const daysLeft =
    interviewDay === undefined
      ? (askedDays ?? (interview === 'none' ? STEADY_DAYS : 0))
      : daysBetween(today, interviewDay);
  const count = Math.min(LONGEST_PLAN_DAYS, daysLeft);
  const simulation = simulate(start, count);
  const drawn = drawnStarts(start, count);
  const short = shortOf(start.heads, simulation.schedules);
  const missing = missingValues(from, start, simulation.days);
  const numbers = numbersByDay(studyDays(start, count), interviewDay, missing);
  const readiness = readinessOf(from, start, addDays(today, count), simulation, numbers);
  const aloud = aloudToday(start, interviewDay, readiness.ifFollowed.questions);
  const daysOf = ({ days }: Simulation) => planDays(start, days, interviewDay, aloud, numbers);
  const atPace = interviewDay === undefined ? undefined : paceKept(from, drawn, count, numbers);
  const ifMissed = interviewDay !== undefined && !atPace ? missed(drawn, count) : undefined;
  const isAtRisk = short.length > 0 || (atPace?.shortTo ?? 0) > 0 || (ifMissed?.short ?? 0) > 0;
  const limits =
    interviewDay !== undefined && isAtRisk
      ? (enoughLimits(drawn, count) ?? enoughLimits([start], count))
      : undefined;
  return {
    today,
    interview,
    /** Only while it is in the future. */
    interviewDay,
    /** From today to the day before the interview, or as many as asked for; none from the interview day on. */
    days: daysOf(simulation),
    /** In the last week: to say aloud today. */
    aloud,
    questions: start.heads.length,
    /** Short of spaced recalls by the last day, in bank order. */
    short,
    /** If days are missed (`ONE_MISSED_IN`). Only for someone who has skipped none so far. */
    ifMissed,
    /** Limits that would keep the promise, even if days are missed, and what a day without missed ones then takes. */
    change: limits && changeTo(limits, daysOf(simulate({ ...start, limits }, count))),
    backlog: backlogOf(simulation.days),
    readiness,
    atPace,
    pace: start.pace,
  };
}

/** `passed`: and no new date was set. */
function interviewStage(date: Day | undefined, today: Day): 'none' | 'ahead' | 'today' | 'passed' {
  if (date === undefined) return 'none';
  return date > today ? 'ahead' : date === today ? 'today' : 'passed';
}

type AheadFrom = Omit<PlanFrom, 'metrics' | 'values' | 'inputs'>;

function startOf({ heads: all, progress, settings, now, params }: AheadFrom): Start {
  const heads = [...all].filter((head) => !isSuspended(head, progress));
  return {
    heads,
    unseen: inStudyOrder(heads.filter(({ id }) => !progress.schedules.has(id))).map(({ id }) => id),
    progress,
    now,
    today: dayOf(now, params.calendar),
    params,
    pace: learnerPaceOf(heads, progress, dayOf(now, params.calendar)),
    limits: { reviews: settings.reviewsPerDay, fresh: settings.newPerDay },
  };
}

// What would help if a question is short. Everything is simulated, nothing estimated.

/**
 * The smallest number that is enough, with what comes of it; undefined if none is. Simulations near `low` are the
 * shortest, so the search starts there.
 */
function smallest<Found>(low: number, high: number, tryWith: (candidate: number) => Found | undefined) {
  let [tooSmall, candidate] = [low - 1, low];
  let found = tryWith(candidate);
  for (let step = 2; found === undefined; step *= 2) {
    if (candidate >= high) return undefined;
    [tooSmall, candidate] = [candidate, Math.min(high, candidate + step)];
    found = tryWith(candidate);
  }
  while (candidate - tooSmall > 1) {
    const middle = (candidate + tooSmall) >> 1;
    const better = tryWith(middle);
    if (better === undefined) tooSmall = middle;
    else [candidate, found] = [middle, better];
  }
  return { candidate, found };
}

/** Draws of the skipped days: as many as have so many questions on so many days, at least one. */
const DRAWN_QUESTION_DAYS = 60_000;
const MOST_DRAWS = 24;
/** Someone who has skipped no day so far may still miss one in this many. */
const ONE_MISSED_IN = 3;

function drawnStarts(start: Start, count: number): readonly Start[] {
  const { progress, today, heads, pace } = start;
  if (pace.studied.share === 1) {
    const days = studyDays(start, count);
    const after = days.filter((day) => day > today);
    return [{ ...start, skipped: new Set(after.slice(0, Math.floor(days.length / ONE_MISSED_IN))) }];
  }
  const ahead = daysFrom(today, count).filter((day) => !progress.days.has(day));
  const draws = Math.floor(DRAWN_QUESTION_DAYS / Math.max(1, heads.length * count));
  const patterns = drawnSkips(pace.studied, ahead, Math.min(MOST_DRAWS, Math.max(1, draws)));
  return patterns.map((skipped) => ({ ...start, skipped }));
}

function missed([start]: readonly Start[], count: number) {
  const days = start?.skipped?.size ?? 0;
  if (!start || days === 0) return undefined;
  return { days, short: shortOf(start.heads, simulate(start, count).schedules).length };
}

/** Limits are enough if they are in this share of the draws in which any are. */
const SURE = 0.95;

/** The reviews of the fullest day, if in enough of the draws no question is short. */
function fullestDay(starts: readonly Start[], limits: Limits, count: number): number | undefined {
  const mayFail = starts.length - Math.ceil(starts.length * SURE);
  let failed = 0;
  let most = 0;
  for (const start of starts) {
    const days = simulateEnough({ ...start, limits }, count);
    if (!days && ++failed > mayFail) return undefined;
    most = Math.max(most, ...(days ?? []).map((day) => day.reviews.length));
  }
  return most;
}

const studiedToday = (start: Start): Start => ({
  ...start,
  skipped: start.skipped && new Set([...start.skipped].filter((day) => day !== start.today)),
});

/** First the new questions per day with unlimited reviews, then the reviews of the fullest day. */
function enoughLimits(drawn: readonly Start[], count: number): Limits | undefined {
  const [start] = drawn;
  if (!start) return undefined;
  const { unseen, limits, progress, today } = start;
  const most = Math.max(limits.fresh, unseen.length);
  // Draws in which no limit helps say nothing about limits.
  const possible = drawn
    .map(studiedToday)
    .filter((each) => simulateEnough({ ...each, limits: { fresh: most, reviews: Infinity } }, count));
  if (possible.length === 0) return undefined;
  const days = Math.max(1, studyDays(start, count).length - LAST_DAYS);
  const least = Math.max(limits.fresh, Math.ceil(unseen.length / days));
  const enough = smallest(least, Math.max(least, most), (fresh) =>
    fullestDay(possible, { fresh, reviews: Infinity }, count),
  );
  if (!enough) return undefined;
  const { candidate: fresh, found: fullest } = enough;
  if (fullestDay(possible, { ...limits, fresh }, count) !== undefined) return { ...limits, fresh };
  // What was done today counts in its limit.
  const done = progress.days.get(today)?.reviews ?? 0;
  // Real days are fuller than simulated ones, and what does not fit delays everything new.
  const needed = Math.ceil((fullest + done) * SPARE_REVIEWS);
  return { fresh, reviews: Math.max(limits.reviews, needed) };
}

const SPARE_REVIEWS = 1.25;

const STEADY_DAYS = 14;
/** Without a date; with one they are spread over the first two thirds of the time. */
const NUMBERS_A_DAY = 3;
const NUMBERS_UNTIL = 2 / 3;
const MOST_NUMBERS_A_DAY = 20;
const MOST_NUMBERS_ON_EVE = 5;
const MINUTES_A_NUMBER = 2;
const ALOUD_A_DAY = 4;

/** When each answer was last said aloud; empty for never. */
const saidDays = ({ progress, params }: Start): ReadonlyMap<QuestionId, Day> =>
  new Map(
    [...progress.seen].map(([id, { spokenAt }]) => [
      id,
      spokenAt === undefined ? '' : dayOf(spokenAt, params.calendar),
    ]),
  );

/** In the last week: the weakest answers that were not said in it. */
function aloudToday(
  start: Start,
  interviewDay: Day | undefined,
  questions: readonly QuestionReadiness[],
): readonly QuestionId[] {
  const { today } = start;
  const from = interviewDay && addDays(interviewDay, -ALOUD_DAYS);
  if (from === undefined || today < from || studyDays(start, 1).length === 0) return [];
  const days = saidDays(start);
  const saidToday = [...days.values()].filter((day) => day === today).length;
  const open = leastReady(questions).filter(({ question }) => (days.get(question) ?? today) < from);
  return open.slice(0, Math.max(0, ALOUD_A_DAY - saidToday)).map(({ question }) => question);
}

/** Of days with anything to do. */
export function minutesPerDay(days: readonly PlanDay[]): number {
  const minutes = days.flatMap((day) => (day.minutes > 0 ? [day.minutes] : []));
  return minutes.length === 0 ? 0 : Math.round(meanOf(minutes));
}

/** The first days, with most of the new questions, are the fullest. */
function changeTo({ fresh, reviews }: Limits, days: readonly PlanDay[]) {
  const most = Math.max(0, ...days.map(({ minutes }) => minutes));
  const limits = { newPerDay: fresh, reviewsPerDay: reviews };
  return { ...limits, minutesPerDay: minutesPerDay(days), mostMinutes: most };
}

/** The missing values that each day fills. */
type Numbers = ReadonlyMap<Day, readonly string[]>;

function numbersByDay(
  days: readonly Day[],
  interviewDay: Day | undefined,
  missing: readonly string[],
): Numbers {
  const fillDays = Math.max(1, Math.ceil(days.length * NUMBERS_UNTIL));
  const each =
    interviewDay === undefined
      ? NUMBERS_A_DAY
      : Math.min(MOST_NUMBERS_A_DAY, Math.ceil(missing.length / fillDays));
  const eve = interviewDay && addDays(interviewDay, -1);
  return new Map(
    days.map((day, at) => {
      const some = missing.slice(at * each, (at + 1) * each);
      return [day, day === eve ? some.slice(0, MOST_NUMBERS_ON_EVE) : some];
    }),
  );
}

function planDays(
  start: Start,
  days: readonly SimulatedDay[],
  interviewDay: Day | undefined,
  aloud: readonly QuestionId[],
  numbersOn: Numbers,
) {
  const { heads, pace, progress, params } = start;
  const minutes = new Map(heads.map((head) => [head.id, minutesFor(head, progress, pace)]));
  const minutesOf = (ids: readonly QuestionId[]): number => sumOf(ids, (id) => minutes.get(id) ?? 0);
  // After the interview, there is nothing to rehearse for until the date changes.
  const isOver = interviewDay === undefined && params.interviewDay !== undefined;
  const hasMocks = heads.length > 0 && !isOver;
  const meanMinutes = heads.length === 0 ? 0 : meanOf([...minutes.values()]);
  const mockMinutes = plannedMinutes(heads);
  const from = interviewDay && addDays(interviewDay, -ALOUD_DAYS);
  const said = saidDays(start);
  let unsaid = heads.filter(({ id }) => (said.get(id) ?? '') < (from ?? '')).length;
  return days.map(({ day, isVacation, reviews, fresh, repeats, held }) => {
    const numbers = numbersOn.get(day) ?? [];
    const mock = hasMocks && !isVacation && isMockDay(day, start, interviewDay);
    const answers = [...reviews, ...fresh];
    // A question that is not recalled is asked once more.
    const times = answers.length === 0 ? 1 : 1 + repeats / answers.length;
    const isAloud = from !== undefined && !isVacation && day >= from;
    const isToday = day === start.today;
    const sayAloud = isToday ? aloud.length : isAloud ? Math.min(ALOUD_A_DAY, unsaid) : 0;
    unsaid -= sayAloud;
    // Which ones the days after today say aloud will be known then.
    const aloudMinutes = isToday ? minutesOf(aloud) : sayAloud * meanMinutes;
    const other = numbers.length * MINUTES_A_NUMBER + (mock ? mockMinutes : 0);
    const all = Math.round(minutesOf(answers) * times + aloudMinutes + other);
    return { day, isVacation, reviews, fresh, numbers, aloud: sayAloud, mock, minutes: all, held };
  });
}

/** In the order of `prep fill`: the values of each day's questions, day by day. */
function missingValues(
  { metrics, ...figures }: PlanFrom,
  { heads }: Start,
  days: readonly SimulatedDay[],
): readonly string[] {
  const soon = new Map<QuestionId, number>();
  for (const [at, { reviews, fresh }] of days.entries())
    for (const id of [...reviews, ...fresh]) if (!soon.has(id)) soon.set(id, at);
  const open = openKeys({ questions: heads }, figures);
  const asked = fillOrder(heads, metrics, figures, soon).flatMap(({ keys }) => keys);
  // An optional value that no shown sentence needs is asked for by `prep fill` alone.
  return asked.filter((key) => open.has(key));
}

const WEEK = 7;
/** Days before the interview. */
const LAST_MOCK = 2;

/** A week apart: back from the interview, or on from the last mock. Nobody begins with one, nor sits two in a row. */
function isMockDay(day: Day, { progress, today }: Start, interviewDay: Day | undefined): boolean {
  const [begun = today] = progress.days.keys();
  const last = [...progress.days].findLast(([, { mocked }]) => mocked > 0)?.[0];
  const since = daysBetween(last ?? begun, day);
  if (interviewDay === undefined) return since > 0 && since % WEEK === 0;
  return since > (last === undefined ? 0 : 1) && daysBetween(day, interviewDay) % WEEK === LAST_MOCK;
}

/** For a new question; for a seen one, a single day, because not everyone learns more from each review. */
const MOST_RIPENING_DAYS = 3;

/** A simulated study day learns some of the missed points, and those of the last week have answers to say aloud. */
function readinessOf(
  from: PlanFrom,
  { heads, pace, today, skipped }: Start,
  day: Day,
  { schedules, strengths }: Simulation,
  numbers: Numbers,
) {
  const lastDays = from.params.interviewDay === day ? Math.min(ALOUD_DAYS, daysBetween(today, day)) : 0;
  const saidAloud = Math.min(1, (lastDays * ALOUD_A_DAY) / Math.max(1, heads.length));
  const seen = new Map<QuestionId, Seen>(from.progress.seen);
  for (const [id, { lastAt, reps, recalls }] of schedules) {
    const before = from.progress.schedules.get(id);
    if (before?.reps === reps) continue;
    const known = seen.get(id);
    const days = before ? 1 : Math.min(MOST_RIPENING_DAYS, Math.max(1, recalls));
    const expected = ripened(known?.expected ?? FIRST_COVERAGE, days);
    const strength = strengths.get(id);
    seen.set(id, { ...(known ?? { attempts: reps, lastAt, lastRating: 'good' }), expected, strength });
  }
  const filled = new Set([...numbers].flatMap(([each, keys]) => (skipped?.has(each) ? [] : keys)));
  const shared = { ...from, heads, pace };
  const progress = { ...from.progress, schedules, seen };
  return {
    ifStopped: readinessOn(day, shared),
    ifFollowed: readinessOn(day, { ...shared, followed: { filled, saidAloud }, progress }),
  };
}

/** Due questions that do not fit into the next day of study, and the day when they all do. */
function backlogOf(days: readonly SimulatedDay[]) {
  const [first, ...rest] = days.filter(({ isVacation }) => !isVacation);
  if (!first || first.held === 0) return undefined;
  return { held: first.held, clearedOn: rest.find(({ held }) => held === 0)?.day };
}

/** If as many days are skipped as so far; undefined for someone who studies every day. */
function paceKept(from: PlanFrom, drawn: readonly Start[], count: number, numbers: Numbers) {
  const [start] = drawn;
  if (!start || start.pace.studied.share === 1) return undefined;
  const outcomes = drawn.map((each) => {
    const simulation = simulate(each, count);
    const { overall } = readinessOf(from, each, addDays(each.today, count), simulation, numbers).ifFollowed;
    return { short: shortOf(each.heads, simulation.schedules).length, overall };
  });
  const shorts = outcomes.map(({ short }) => short).toSorted((a, b) => a - b);
  const shortAt = (share: number): number => shorts[Math.round(share * (shorts.length - 1))] ?? 0;
  const readiness = meanOf(outcomes.map(({ overall }) => overall.readiness));
  const deviation = Math.sqrt(meanOf(outcomes.map(({ overall }) => (overall.readiness - readiness) ** 2)));
  // Uncertainty about the learner, which ends at 100%, and chance.
  const margin = (side: 'low' | 'high'): number =>
    Math.hypot(
      meanOf(outcomes.map(({ overall }) => overall[side] - overall.readiness)),
      NINE_IN_TEN * deviation,
    );
  const [low, high] = [Math.max(0, readiness - margin('low')), Math.min(1, readiness + margin('high'))];
  return {
    /** The median of several draws, and the range of nine in ten of them. */
    short: shortAt(0.5),
    shortFrom: shortAt(0.05),
    shortTo: shortAt(0.95),
    readiness: { readiness, low, high },
  };
}

const MOST_DAYS_OFF = 60;

/** The interview if it is at most a day away, else the next study day. Undefined in a vacation of months. */
export function aheadText(from: AheadFrom): string | undefined {
  const { interviewDay } = from.params;
  const start = startOf(from);
  const { today } = start;
  const eve = interviewEveText(interviewDay, today);
  if (eve !== undefined) return eve;
  const day = studyDays(start, MOST_DAYS_OFF + 1).find((each) => each > today);
  if (day === undefined) return undefined;
  if (interviewDay !== undefined && today < interviewDay && interviewDay <= day)
    return `${dayText(interviewDay, today)}: the interview.`;
  const { days } = simulate(start, daysBetween(today, day) + 1);
  const isTodayOpen = days[0] !== undefined && days[0].reviews.length + days[0].fresh.length > 0;
  const { reviews = [], fresh = [] } = days.at(-1) ?? {};
  const work = [
    reviews.length > 0 && countOf(reviews.length, 'review'),
    fresh.length > 0 && `${fresh.length} new`,
  ].filter(Boolean);
  const name = day === addDays(today, 1) ? 'Tomorrow' : dayText(day, today);
  const what = work.join(' and ') || 'nothing is due';
  if (!isTodayOpen) return `${name}: ${what}.`;
  // How today's will be rated is a guess.
  return `${name}, once today's questions are done: ${work.length > 0 ? 'about ' : ''}${what}.`;
}

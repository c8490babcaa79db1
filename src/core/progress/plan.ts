// What to do on each day until the interview, and whether every question will have had its spaced recalls by
// then. A plan depends only on the journal and the settings, and is recomputed on each request.
import { addDays, type Day, dayOf, daysBetween, type Instant } from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { countOf } from '../base/wording.ts';
import { keysWanted } from '../fill/gaps.ts';
import type { Values } from '../fill/value.ts';
import type { Inputs } from '../fill/values.ts';
import {
  interviewEveText,
  interviewStage,
  type InterviewStage,
  LONGEST_PLAN_DAYS,
  type ScheduleParams,
  vacationUntil,
} from '../schedule/days-off.ts';
import type { Progress, Seen } from '../schedule/progress.ts';
import { type Limits, limitsLeft } from '../schedule/queue.ts';
import type { Settings } from '../settings/config.ts';
import { type Readiness, readinessOn } from './readiness.ts';
import {
  activeHeads,
  countStudyDays,
  LAST_DAYS,
  learnerPaceOf,
  minutesFor,
  type Pace,
  shortOf,
  simulate,
  type SimulatedDay,
  simulateEnough,
  type Simulation,
  type Start,
} from './simulate.ts';

export type PlanDay = {
  readonly day: Day;
  readonly isVacation: boolean;
  readonly reviews: readonly QuestionId[];
  readonly fresh: readonly QuestionId[];
  readonly numbers: readonly string[];
  readonly mock: boolean;
  readonly minutes: number;
  /** Due, but over the day's limit. */
  readonly held: number;
};

/**
 * Changes that would give every question its spaced recalls before the interview. Each alone is enough, and
 * was simulated; impossible ones are absent.
 */
type Change = {
  readonly limits?: { readonly newPerDay: number; readonly reviewsPerDay: number };
  readonly interviewOn?: Day;
};

export type Plan = {
  readonly today: Day;
  readonly interview: InterviewStage;
  /** Absent once it has passed. */
  readonly interviewDay?: Day;
  /**
   * From today to the day before the interview, or as many days as requested; empty once the interview day
   * has come, unless requested.
   */
  readonly days: readonly PlanDay[];
  /** True when the days reach the interview, so that questions still short on the last day stay short. */
  readonly isPromised: boolean;
  readonly questions: number;
  /** Questions short of their spaced recalls on the last day, in bank order. */
  readonly short: readonly { readonly question: QuestionId; readonly recalls: number }[];
  /** Absent when no question is short, and without a date. */
  readonly change?: Change;
  /** The last day to start or continue so that no question is short; absent when none would be, or it is too late. */
  readonly startBy?: Day;
  readonly isBegun: boolean;
  /** Due questions over the next study day's limit, and when they will be done; absent without a backlog. */
  readonly backlog?: { readonly held: number; readonly clearedOn?: Day };
  readonly readiness: { readonly ifStopped: Readiness; readonly ifFollowed: Readiness };
  readonly pace: Pace;
};

type PlanFrom = {
  readonly heads: Iterable<QuestionHead>;
  readonly progress: Progress;
  readonly values: Values;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly now: Instant;
  readonly params: ScheduleParams;
};

function startOf(from: Omit<PlanFrom, 'values' | 'inputs'>): Start {
  const { progress, settings, now, params } = from;
  const heads = activeHeads(from.heads, progress);
  const daily = { reviews: settings.reviewsPerDay, fresh: settings.newPerDay };
  const today = limitsLeft(settings, progress, { now, calendar: params.calendar });
  return { heads, progress, now, params, pace: learnerPaceOf(heads, progress), limits: { daily, today } };
}

const todayOf = ({ now, params }: Pick<PlanFrom, 'now' | 'params'>): Day => dayOf(now, params.calendar);

// The changes needed when a question is short, and how long to wait when none is. Every answer was simulated;
// none is an estimate.

const FURTHEST_DAYS = 366;

/**
 * The smallest sufficient number from `low` to `high`, given that every larger one suffices too; undefined
 * for none. It is likely to be near `low`, where simulations are shortest, so the search begins there.
 */
function smallest(low: number, high: number, isEnough: (candidate: number) => boolean): number | undefined {
  let [tooSmall, candidate] = [low - 1, low];
  for (let step = 2; !isEnough(candidate); step *= 2) {
    if (candidate >= high) return undefined;
    [tooSmall, candidate] = [candidate, Math.min(high, candidate + step)];
  }
  while (candidate - tooSmall > 1) {
    const middle = (candidate + tooSmall) >> 1;
    if (isEnough(middle)) candidate = middle;
    else tooSmall = middle;
  }
  return candidate;
}

function withLimits(start: Start, daily: Limits): Start {
  const { daily: before, today } = start.limits;
  const reviews = today.reviews + daily.reviews - before.reviews;
  return {
    ...start,
    limits: { daily, today: { reviews, fresh: today.fresh + daily.fresh - before.fresh } },
  };
}

const countUnseen = ({ heads, progress }: Start): number =>
  heads.filter(({ id }) => !progress.schedules.has(id)).length;

function leastDays(start: Start): number {
  const unseen = countUnseen(start);
  return unseen === 0 ? 1 : Math.ceil(unseen / start.limits.daily.fresh) + LAST_DAYS;
}

function busiestDay({ days }: Simulation, { limits: { daily, today } }: Start): number {
  const done = daily.reviews - today.reviews;
  return days.reduce((most, { reviews }, at) => Math.max(most, reviews.length + (at === 0 ? done : 0)), 0);
}

/**
 * First the number of new questions per day that is enough without a review limit, then the lowest review
 * limit for it.
 */
function enoughLimits(start: Start, count: number): Change['limits'] {
  const { daily } = start.limits;
  let busiest = 0;
  const isEnough = (fresh: number, reviews: number): boolean => {
    const simulation = simulateEnough(withLimits(start, { fresh, reviews }), count);
    if (simulation && reviews === Infinity) busiest = busiestDay(simulation, start);
    return simulation !== undefined;
  };
  const unseen = countUnseen(start);
  const days = Math.max(1, countStudyDays(start, count) - LAST_DAYS);
  const least = Math.max(daily.fresh, Math.ceil(unseen / days));
  const newPerDay = smallest(least, Math.max(least, unseen), (fresh) => isEnough(fresh, Infinity));
  if (newPerDay === undefined) return undefined;
  // A limit that no day reaches has no effect.
  const most = Math.max(daily.reviews, busiest);
  const reviewsPerDay = smallest(daily.reviews, most, (reviews) => isEnough(newPerDay, reviews));
  return { newPerDay, reviewsPerDay: reviewsPerDay ?? most };
}

function lateEnoughInterview(start: Start, count: number): Day | undefined {
  const today = todayOf(start);
  // At least as many days as it takes to begin every question, whatever falls into a vacation.
  const least = Math.max(1, leastDays(start) - countStudyDays(start, count));
  if (least > FURTHEST_DAYS) return undefined;
  const later = smallest(least, FURTHEST_DAYS, (more) => {
    const params = { ...start.params, interviewDay: addDays(today, count + more) };
    return simulateEnough({ ...start, params }, count + more) !== undefined;
  });
  return later === undefined ? undefined : addDays(today, count + later);
}

/**
 * The last day on which study may start so that no question is short, with nothing done until then. Undefined
 * when every question has its recalls already.
 */
function latestStart(start: Start, count: number): Day | undefined {
  const { heads, progress, params } = start;
  if (shortOf(heads, progress.schedules).length === 0) return undefined;
  const today = todayOf(start);
  const daysLeft = smallest(Math.min(count, leastDays(start)), count, (days) => {
    const pause = { from: today, to: addDays(today, count - days - 1) };
    const paused = { ...params, vacation: [...(params.vacation ?? []), pause] };
    return simulateEnough({ ...start, params: paused }, count) !== undefined;
  });
  return daysLeft === undefined ? undefined : addDays(today, count - daysLeft);
}

const STEADY_DAYS = 14;
/** Numbers per day without a date; with one they are spread over the first two thirds of the days. */
const NUMBERS_A_DAY = 3;
const NUMBERS_UNTIL = 2 / 3;
const MINUTES_A_NUMBER = 2;

/** Numbers of questions seen before come first, in bank order. */
function missingNumbers(
  heads: readonly QuestionHead[],
  { progress, values, inputs }: PlanFrom,
): readonly string[] {
  const [seen, unseen] = [new Set<string>(), new Set<string>()];
  for (const head of heads) {
    const keys = progress.seen.has(head.id) ? seen : unseen;
    for (const key of keysWanted(head, { values, inputs })) keys.add(key);
  }
  // A computed metric has no value of its own to fill.
  return [...new Set([...seen, ...unseen])].filter((key) => !values.has(key) && !inputs.has(key));
}

function numbersByDay(
  missing: readonly string[],
  studyDays: readonly Day[],
  hasDate: boolean,
): ReadonlyMap<Day, readonly string[]> {
  const fillDays = Math.max(1, Math.ceil(studyDays.length * NUMBERS_UNTIL));
  const each = hasDate ? Math.ceil(missing.length / fillDays) : NUMBERS_A_DAY;
  return new Map(studyDays.map((day, at) => [day, missing.slice(at * each, (at + 1) * each)]));
}

const MOCK_MINUTES = 45;
/** Days before the interview; earlier mocks follow a week apart. The day before it stays free. */
const LAST_MOCKS = [2, 5, 9];
const WEEK = 7;
/** Minimum number of days between mocks. */
const MOCK_GAP_DAYS = 2;
/** Questions in a mock: with fewer seen there is nothing to rehearse yet. */
const MOCK_QUESTIONS = 8;

function bestMockDays(
  first: Day,
  last: Day,
  interviewDay: Day | undefined,
  lastMock: Day | undefined,
): readonly Day[] {
  const days: Day[] = [];
  if (interviewDay !== undefined) {
    const offset = (at: number): number => LAST_MOCKS[at] ?? 9 + WEEK * (at - LAST_MOCKS.length + 1);
    for (let at = 0; addDays(interviewDay, -offset(at)) >= first; at++)
      days.push(addDays(interviewDay, -offset(at)));
    return days;
  }
  const next = lastMock === undefined ? first : addDays(lastMock, WEEK);
  for (let day = next < first ? first : next; day <= last; day = addDays(day, WEEK)) days.unshift(day);
  return days;
}

/**
 * Days for mock interviews. One that falls into a vacation moves to the last study day before it.
 * @param days from today on
 * @param interviewDay absent once it has passed
 */
function mockDays(
  days: readonly SimulatedDay[],
  progress: Progress,
  interviewDay: Day | undefined,
): ReadonlySet<Day> {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return new Set();
  let seen = progress.seen.size;
  const total = seen + days.reduce((sum, { fresh }) => sum + fresh.length, 0);
  const enough = Math.min(MOCK_QUESTIONS, Math.max(1, total));
  // Questions begun on the day itself are too fresh to be asked.
  const ready = days.flatMap(({ day, isVacation, fresh }) => {
    const isReady = !isVacation && seen >= enough;
    seen += fresh.length;
    return isReady ? [day] : [];
  });
  const lastMock = [...progress.days].findLast(([, { mocked = 0 }]) => mocked > 0)?.[0];
  const chosen: Day[] = [];
  for (const best of bestMockDays(first, last, interviewDay, lastMock)) {
    const day =
      interviewDay === undefined
        ? ready.find((each) => each >= best)
        : ready.findLast((each) => each <= best);
    if (day === undefined) continue;
    const others = lastMock === undefined ? chosen : [...chosen, lastMock];
    if (others.every((other) => Math.abs(daysBetween(other, day)) >= MOCK_GAP_DAYS)) chosen.push(day);
  }
  return new Set(chosen);
}

function planDays(
  from: PlanFrom,
  { heads, pace }: Start,
  days: readonly SimulatedDay[],
  { interview, interviewDay }: Pick<Plan, 'interview' | 'interviewDay'>,
): readonly PlanDay[] {
  const { progress } = from;
  const minutes = new Map(heads.map((head) => [head.id, minutesFor(head, progress, pace)]));
  const studyDays = days.flatMap(({ day, isVacation }) => (isVacation ? [] : [day]));
  const numbers = numbersByDay(missingNumbers(heads, from), studyDays, interviewDay !== undefined);
  // After the interview there is nothing to rehearse for, until another date is set or the date is cleared.
  const hasMocks = interview === 'ahead' || interview === 'none';
  const mocks = hasMocks ? mockDays(days, progress, interviewDay) : new Set<Day>();
  const sum = (ids: readonly QuestionId[]): number =>
    ids.reduce((total, id) => total + (minutes.get(id) ?? 0), 0);
  return days.map(({ day, isVacation, reviews, fresh, repeats, held }) => {
    const toFill = numbers.get(day) ?? [];
    const mock = mocks.has(day);
    const answers = reviews.length + fresh.length;
    // Questions that are not recalled are asked once more.
    const asked = (sum(reviews) + sum(fresh)) * (answers === 0 ? 1 : 1 + repeats / answers);
    const all = Math.round(asked + toFill.length * MINUTES_A_NUMBER + (mock ? MOCK_MINUTES : 0));
    return { day, isVacation, reviews, fresh, numbers: toFill, mock, minutes: all, held };
  });
}

function readinessOf(
  from: PlanFrom,
  { heads, pace }: Start,
  day: Day,
  { schedules }: Simulation,
): Plan['readiness'] {
  const seen = new Map<QuestionId, Seen>(from.progress.seen);
  for (const [id, { lastAt, reps }] of schedules)
    if (!seen.has(id)) seen.set(id, { attempts: reps, lastAt, lastRating: 'good', coverage: pace.coverage });
  const shared = { ...from, heads, forgetting: pace.forgetting };
  return {
    ifStopped: readinessOn(day, shared),
    ifFollowed: readinessOn(day, { ...shared, progress: { ...from.progress, schedules, seen } }),
  };
}

function backlogOf(days: readonly SimulatedDay[]): Plan['backlog'] {
  const [first, ...rest] = days.filter(({ isVacation }) => !isVacation);
  if (!first || first.held === 0) return undefined;
  return { held: first.held, clearedOn: rest.find(({ held }) => held === 0)?.day };
}

/**
 * @param from its interview day counts until it has passed
 * @param askedDays days to plan when no interview is ahead; by default two weeks, and none once it is over
 */
export function planOf(from: PlanFrom, askedDays?: number): Plan {
  const start = startOf(from);
  const today = todayOf(from);
  const { interviewDay: date } = from.params;
  const interview = interviewStage(date, today);
  const interviewDay = interview === 'ahead' ? date : undefined;
  const daysLeft =
    interviewDay === undefined
      ? (askedDays ?? (interview === 'none' ? STEADY_DAYS : 0))
      : daysBetween(today, interviewDay);
  const count = Math.min(LONGEST_PLAN_DAYS, daysLeft);
  const simulation = simulate(start, count);
  const short = shortOf(start.heads, simulation.schedules);
  const isPromised = interviewDay !== undefined && count === daysLeft;
  return {
    today,
    interview,
    interviewDay,
    days: planDays(from, start, simulation.days, { interview, interviewDay }),
    isPromised,
    questions: start.heads.length,
    short,
    change:
      isPromised && short.length > 0
        ? { limits: enoughLimits(start, count), interviewOn: lateEnoughInterview(start, count) }
        : undefined,
    startBy: isPromised && short.length === 0 ? latestStart(start, count) : undefined,
    isBegun: from.progress.seen.size > 0,
    backlog: backlogOf(simulation.days),
    readiness: readinessOf(from, start, addDays(today, count), simulation),
    pace: start.pace,
  };
}

type Tomorrow = {
  readonly day: Day;
  readonly isTomorrow: boolean;
  readonly reviews: number;
  readonly fresh: number;
  /** True when this holds only once the rest of today is done. */
  readonly isTodayOpen: boolean;
};

/** The longest vacation to look past. */
const MOST_DAYS_OFF = 60;

/** The work of the next study day; undefined when the vacation is longer than `MOST_DAYS_OFF`. */
export function tomorrowOf(from: Omit<PlanFrom, 'values' | 'inputs'>): Tomorrow | undefined {
  const start = startOf(from);
  const today = todayOf(from);
  const ahead = Array.from({ length: MOST_DAYS_OFF }, (_, at) => addDays(today, at + 1));
  const day = ahead.find((each) => vacationUntil(each, from.params.vacation ?? []) === undefined);
  if (day === undefined) return undefined;
  const { days } = simulate(start, daysBetween(today, day) + 1);
  const [now, then] = [days[0], days.at(-1)];
  return {
    day,
    isTomorrow: day === ahead[0],
    reviews: then?.reviews.length ?? 0,
    fresh: then?.fresh.length ?? 0,
    isTodayOpen: (now?.reviews.length ?? 0) + (now?.fresh.length ?? 0) > 0,
  };
}

function tomorrowText({ day, isTomorrow, reviews, fresh, isTodayOpen }: Tomorrow): string {
  const work = [reviews > 0 && countOf(reviews, 'review'), fresh > 0 && `${fresh} new`].filter(Boolean);
  const when = `${isTomorrow ? 'Tomorrow' : `On ${day}`}${isTodayOpen ? ', once today is done' : ''}`;
  return `${when}: ${work.join(' and ') || 'nothing is due'}.`;
}

/**
 * What comes next, in a sentence: the interview when it is at most a day away, else the next study day.
 * Undefined during a vacation of months.
 */
export function aheadText(from: Omit<PlanFrom, 'values' | 'inputs'>): string | undefined {
  const { interviewDay } = from.params;
  const today = todayOf(from);
  const eve = interviewEveText(interviewDay, today);
  if (eve !== undefined) return eve;
  const next = tomorrowOf(from);
  if (!next) return undefined;
  const isInterviewNext = interviewDay !== undefined && today < interviewDay && interviewDay <= next.day;
  return isInterviewNext ? `On ${interviewDay}: the interview.` : tomorrowText(next);
}

type PlanEvent = {
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly description: string;
};

const MOST_TITLES = 20;

function workText({ reviews, fresh, numbers, mock }: PlanDay): string {
  return [
    reviews.length > 0 && countOf(reviews.length, 'review'),
    fresh.length > 0 && `${fresh.length} new`,
    numbers.length > 0 && `${countOf(numbers.length, 'number')} to fill`,
    mock && 'a mock interview',
  ]
    .filter(Boolean)
    .join(', ');
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

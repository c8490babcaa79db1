// What to do on each day until the interview, and whether every question will have had its spaced recalls by then. A plan
// is a function of the journal and the settings: it is made anew whenever it is asked for. Knows neither screens nor files.
import type { Settings } from './config.ts';
import { addDays, dayOf, daysBetween, type Day, type Instant } from './day.ts';
import type { Inputs } from './figures.ts';
import type { Values } from './fill.ts';
import { interviewStage, type InterviewStage } from './interview.ts';
import { learnerPaceOf, minutesFor, type Pace } from './learner-pace.ts';
import { keysWanted } from './open-keys.ts';
import { changeOf, latestStart, type Change, type Short } from './plan-change.ts';
import { MOCK_MINUTES, mockDays } from './plan-mocks.ts';
import type { Progress, Seen } from './progress.ts';
import type { QuestionHead, QuestionId } from './question.ts';
import { limitsLeft } from './queue.ts';
import { readinessOn, type Readiness } from './readiness.ts';
import type { ScheduleParams } from './schedule.ts';
import {
  activeHeads,
  shortOf,
  simulate,
  type SimulatedDay,
  type Simulation,
  type Start,
} from './simulate.ts';

export type PlanDay = {
  readonly day: Day;
  readonly isVacation: boolean;
  readonly reviews: readonly QuestionId[];
  readonly fresh: readonly QuestionId[];
  /** Keys of numbers to fill. */
  readonly numbers: readonly string[];
  readonly mock: boolean;
  /** Estimated minutes of all of it. */
  readonly minutes: number;
  /** Due, and more than fits into the day. */
  readonly held: number;
};

export type Plan = {
  readonly today: Day;
  readonly interview: InterviewStage;
  /** The interview, while it lies ahead. */
  readonly interviewDay?: Day;
  /** From today on, to the day before the interview or as many as were asked for; none once its day has come, unless asked for. */
  readonly days: readonly PlanDay[];
  /** True when the days reach to the interview, so that what is short on the last one is short for good. */
  readonly isPromised: boolean;
  /** Questions that take part, without suspended ones. */
  readonly questions: number;
  /** Questions that will be short of their spaced recalls by the last day, in bank order. */
  readonly short: readonly Short[];
  /** What would have to change so that none is short; left out when none is, and without a date. */
  readonly change?: Change;
  /**
   * The last day on which to start, or to go on, so that none is short; left out when nothing is wanting, or it is too late
   * anyway.
   */
  readonly startBy?: Day;
  /** True when something was attempted already. */
  readonly isBegun: boolean;
  /** What is due and does not fit into the next day of study, and when everything will; left out without a pile. */
  readonly backlog?: { readonly held: number; readonly clearedOn?: Day };
  /** On the day after the last: the interview day, where the days reach to it. */
  readonly readiness: { readonly ifStopped: Readiness; readonly ifFollowed: Readiness };
  readonly pace: Pace;
};

/** What a plan is made from. */
export type PlanFrom = {
  /** All questions, in bank order. */
  readonly heads: Iterable<QuestionHead>;
  readonly progress: Progress;
  readonly values: Values;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly now: Instant;
  /** Its interview day is what is planned towards. */
  readonly params: ScheduleParams;
};

/** No plan looks further: what it says of a day so far away hangs on too much. */
const LONGEST_DAYS = 366;
/** Days that are planned without a date. */
const STEADY_DAYS = 14;
/** Numbers a day without a date; with one they are spread over the first two thirds of the way. */
const NUMBERS_A_DAY = 3;
const NUMBERS_UNTIL = 2 / 3;
const MINUTES_A_NUMBER = 2;

/** Numbers that are missing, those of questions seen before first, in bank order. */
function missingNumbers(
  heads: readonly QuestionHead[],
  { progress, values, inputs }: PlanFrom,
): readonly string[] {
  const [seen, unseen] = [new Set<string>(), new Set<string>()];
  for (const head of heads) {
    const keys = progress.seen.has(head.id) ? seen : unseen;
    for (const key of keysWanted(head, { values, inputs })) keys.add(key);
  }
  // What is computed has no value of its own to give.
  return [...new Set([...seen, ...unseen])].filter((key) => !values.has(key) && !inputs.has(key));
}

/** Which numbers to fill on which of the days. */
function numbersByDay(
  missing: readonly string[],
  studyDays: readonly Day[],
  hasDate: boolean,
): ReadonlyMap<Day, readonly string[]> {
  const room = Math.max(1, Math.ceil(studyDays.length * NUMBERS_UNTIL));
  const each = hasDate ? Math.ceil(missing.length / room) : NUMBERS_A_DAY;
  return new Map(studyDays.map((day, at) => [day, missing.slice(at * each, (at + 1) * each)]));
}

/** The days as a person sees them: with numbers, mocks and minutes. */
function planDays(
  from: PlanFrom,
  { heads, pace }: Pick<Plan, 'pace'> & Pick<Start, 'heads'>,
  simulation: Simulation,
  { interview, interviewDay }: Pick<Plan, 'interview' | 'interviewDay'>,
): readonly PlanDay[] {
  const { progress } = from;
  const byId = new Map(heads.map((head) => [head.id, head]));
  const studyDays = simulation.days.flatMap(({ day, isVacation }) => (isVacation ? [] : [day]));
  const numbers = numbersByDay(missingNumbers(heads, from), studyDays, interviewDay !== undefined);
  // Once the interview is over there is nothing to rehearse for, until another is set or none is wanted.
  const isForSomething = interview === 'ahead' || interview === 'none';
  const mocks = isForSomething ? mockDays(simulation.days, progress, interviewDay) : new Set<Day>();
  const minutesOf = (id: QuestionId): number => {
    const head = byId.get(id);
    return head ? minutesFor(head, progress, pace) : 0;
  };
  const sum = (ids: readonly QuestionId[]): number => ids.reduce((total, id) => total + minutesOf(id), 0);
  return simulation.days.map(({ day, isVacation, reviews, fresh, repeats, held }: SimulatedDay) => {
    const toFill = numbers.get(day) ?? [];
    const mock = mocks.has(day);
    const answers = reviews.length + fresh.length;
    // What is not recalled is asked once more.
    const asked = (sum(reviews) + sum(fresh)) * (answers === 0 ? 1 : 1 + repeats / answers);
    const minutes = Math.round(asked + toFill.length * MINUTES_A_NUMBER + (mock ? MOCK_MINUTES : 0));
    return { day, isVacation, reviews, fresh, numbers: toFill, mock, minutes, held };
  });
}

/** How things will stand when the plan was followed: questions begun by then have the coverage that others have so far. */
function followed({ progress }: PlanFrom, { schedules }: Simulation, pace: Pace): Progress {
  const seen = new Map<QuestionId, Seen>(progress.seen);
  for (const [id, { lastAt, reps }] of schedules)
    if (!seen.has(id)) seen.set(id, { attempts: reps, lastAt, lastRating: 'good', coverage: pace.coverage });
  return { ...progress, schedules, seen };
}

function readinessOf(
  from: PlanFrom,
  { heads, pace }: Pick<Plan, 'pace'> & Pick<Start, 'heads'>,
  day: Day,
  simulation: Simulation,
): Plan['readiness'] {
  const shared = { ...from, heads, forgetting: pace.forgetting };
  return {
    ifStopped: readinessOn(day, shared),
    ifFollowed: readinessOn(day, { ...shared, progress: followed(from, simulation, pace) }),
  };
}

/** What does not fit into the next day of study. */
function backlogOf(days: readonly SimulatedDay[]): Pick<Plan, 'backlog'> {
  const [first, ...rest] = days.filter(({ isVacation }) => !isVacation);
  if (!first || first.held === 0) return {};
  const cleared = rest.find(({ held }) => held === 0);
  return { backlog: { held: first.held, ...(cleared ? { clearedOn: cleared.day } : {}) } };
}

/** What a simulation of this learner starts from. */
export function startOf(from: Omit<PlanFrom, 'values' | 'inputs'>): Start & { readonly pace: Pace } {
  const { progress, settings, now, params } = from;
  const heads = activeHeads(from.heads, progress);
  const daily = { reviews: settings.reviewsPerDay, fresh: settings.newPerDay };
  const today = limitsLeft(settings, progress, { now, calendar: params.calendar });
  return { heads, progress, now, params, pace: learnerPaceOf(heads, progress), limits: { daily, today } };
}

/**
 * The plan from now on.
 * @param from its heads are all questions; its interview day counts while it lies ahead
 * @param askedDays how many days to plan when no interview lies ahead; left out for two weeks, and for none when it is over
 */
export function planOf(from: PlanFrom, askedDays?: number): Plan {
  const start = startOf(from);
  const { heads, pace } = start;
  const today = dayOf(from.now, from.params.calendar);
  const { interviewDay: date } = from.params;
  const interview = interviewStage(date, today);
  const interviewDay = interview === 'ahead' ? date : undefined;
  const daysLeft = interviewDay === undefined ? 0 : daysBetween(today, interviewDay);
  const undated = askedDays ?? (interview === 'none' ? STEADY_DAYS : 0);
  const count = Math.min(LONGEST_DAYS, interviewDay === undefined ? undated : daysLeft);
  const simulation = simulate(start, count);
  const short = shortOf(heads, simulation.schedules);
  const isPromised = interviewDay !== undefined && count === daysLeft;
  const change = isPromised && short.length > 0 ? changeOf(start, count, short) : undefined;
  const startBy = isPromised && short.length === 0 ? latestStart(start, count) : undefined;
  const stands = { interview, ...(interviewDay === undefined ? {} : { interviewDay }) };
  return {
    today,
    ...stands,
    days: planDays(from, start, simulation, stands),
    isPromised,
    questions: heads.length,
    short,
    ...(change ? { change } : {}),
    ...(startBy === undefined ? {} : { startBy }),
    isBegun: from.progress.seen.size > 0,
    ...backlogOf(simulation.days),
    readiness: readinessOf(from, start, addDays(today, count), simulation),
    pace,
  };
}

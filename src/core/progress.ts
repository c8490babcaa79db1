// Where the user stands: the fold of the whole journal, small enough to be cached. Knows its own plain-JSON form;
// how it follows from the journal is in journal.ts.
import type { Instant, Day } from './day.ts';
import { mapOf } from './pairs.ts';
import type { QuestionId } from './question.ts';
import { RATINGS, type Rating } from './rating.ts';
import type { Schedule, ScheduleState } from './schedule.ts';

/** What is remembered of a question that was attempted. */
export type Seen = {
  readonly attempts: number;
  readonly lastAt: Instant;
  readonly lastRating: Rating;
  /** Share of key points covered in the latest attempt that checked them, 0–1. */
  readonly coverage?: number;
  /** Median time of its answers that took any, in ms; none when left out. */
  readonly medianMs?: number;
  /** Title and answer hash at the latest attempt: how a retitled question is found again. */
  readonly title?: string;
  readonly hash?: string;
  /** Label of the bank that the latest attempt's question came from. */
  readonly bank?: string;
};

/**
 * What was done on a local day. `attempts` and `elapsedMs` count every attempt. `first` counts the questions that were
 * rated for the first time ever, `reviews` those rated before that day, each once a day however often it was repeated;
 * attempts of `--cram` count in neither, as they leave the schedule alone.
 */
export type DayCount = {
  readonly attempts: number;
  readonly first: number;
  readonly reviews: number;
  readonly elapsedMs: number;
  /** Of `first`, those that were recalled at the first go (`hard` or better); none when left out. */
  readonly firstRecalled?: number;
  /** Of `reviews`, those that were recalled at the first go of the day; none when left out. */
  readonly recalled?: number;
  /** How many of `reviews` the model foretold to be recalled: the sum of their chances; none when left out. */
  readonly foretold?: number;
  /** Attempts in mock interviews; none when left out. */
  readonly mocked?: number;
};

export type Note = { readonly id: string; readonly at: Instant; readonly text: string };

/** The history of `from` does not belong to `to`: the user said so. */
export type Apart = { readonly from: QuestionId; readonly to: QuestionId };

export type Progress = {
  readonly schedules: ReadonlyMap<QuestionId, Schedule>;
  readonly seen: ReadonlyMap<QuestionId, Seen>;
  readonly days: ReadonlyMap<Day, DayCount>;
  readonly suspended: ReadonlySet<QuestionId>;
  readonly notes: ReadonlyMap<QuestionId, readonly Note[]>;
  /** The latest instant in the journal: a clock behind it went backwards. */
  readonly latestAt?: Instant;
  /** Moves of history that were taken back: the two are not one question, however alike they look. None when left out. */
  readonly apart?: readonly Apart[];
};

/** Where everyone starts. */
export const NO_PROGRESS: Progress = {
  schedules: new Map(),
  seen: new Map(),
  days: new Map(),
  suspended: new Set(),
  notes: new Map(),
};

type Raw = Readonly<Record<string, unknown>>;
/** Reads a value, or gives undefined when it is not what it should be. */
type Reader<T> = (value: unknown) => T | undefined;

const STATES: readonly ScheduleState[] = ['new', 'learning', 'review', 'relearning'];

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isInstant = (value: unknown): value is Instant => Number.isSafeInteger(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isWithin = (value: unknown, low: number, high: number): value is number =>
  typeof value === 'number' && value >= low && value <= high;
const isRating = (value: unknown): value is Rating => RATINGS.some((rating) => rating === value);
/** True when a field is left out, or holds. */
const isMaybe = (value: unknown, holds: (value: unknown) => boolean): boolean =>
  value === undefined || holds(value);

const isSchedule = (value: unknown): value is Schedule =>
  isRaw(value) &&
  isInstant(value['due']) &&
  isInstant(value['lastAt']) &&
  // The bounds of FSRS: it throws on a memory outside them.
  isWithin(value['stabilityDays'], 0.001, 36_500) &&
  isWithin(value['difficulty'], 1, 10) &&
  isCount(value['reps']) &&
  isCount(value['lapses']) &&
  STATES.some((state) => state === value['state']) &&
  isMaybe(value['recalls'], isCount) &&
  isMaybe(value['lastRecallAt'], isInstant);

const isSeen = (value: unknown): value is Seen =>
  isRaw(value) &&
  isCount(value['attempts']) &&
  isInstant(value['lastAt']) &&
  isRating(value['lastRating']) &&
  isMaybe(value['coverage'], (share) => isWithin(share, 0, 1)) &&
  isMaybe(value['medianMs'], (ms) => isWithin(ms, 0, Number.MAX_VALUE)) &&
  isMaybe(value['title'], isText) &&
  isMaybe(value['hash'], isText) &&
  isMaybe(value['bank'], isText);

const isDayCount = (value: unknown): value is DayCount =>
  isRaw(value) &&
  isCount(value['attempts']) &&
  isCount(value['first']) &&
  isCount(value['reviews']) &&
  isWithin(value['elapsedMs'], 0, Number.MAX_VALUE) &&
  isMaybe(value['firstRecalled'], isCount) &&
  isMaybe(value['recalled'], isCount) &&
  isMaybe(value['foretold'], (sum) => isWithin(sum, 0, Number.MAX_VALUE)) &&
  isMaybe(value['mocked'], isCount);

const isNote = (value: unknown): value is Note =>
  isRaw(value) && isText(value['id']) && isInstant(value['at']) && isText(value['text']);

const isApart = (value: unknown): value is Apart =>
  isRaw(value) && isText(value['from']) && isText(value['to']);
const areApart = (value: unknown): value is readonly Apart[] => Array.isArray(value) && value.every(isApart);
const areNotes = (value: unknown): value is readonly Note[] => Array.isArray(value) && value.every(isNote);
const textsOf: Reader<ReadonlySet<string>> = (value) =>
  Array.isArray(value) && value.every(isText) ? new Set(value) : undefined;

/** The progress as plain JSON, for a cache. */
export function progressToJson(progress: Progress): unknown {
  return {
    schedules: [...progress.schedules],
    seen: [...progress.seen],
    days: [...progress.days],
    suspended: [...progress.suspended],
    notes: [...progress.notes],
    ...(progress.latestAt === undefined ? {} : { latestAt: progress.latestAt }),
    ...(progress.apart === undefined ? {} : { apart: progress.apart }),
  };
}

/** The progress that `progressToJson` wrote; undefined when any part is not what it should be. */
export function progressFromJson(json: unknown): Progress | undefined {
  if (!isRaw(json)) return undefined;
  const schedules = mapOf(json['schedules'], isSchedule);
  const seen = mapOf(json['seen'], isSeen);
  const days = mapOf(json['days'], isDayCount);
  const suspended = textsOf(json['suspended']);
  const notes = mapOf(json['notes'], areNotes);
  const { latestAt, apart } = json;
  if (!schedules || !seen || !days || !suspended || !notes) return undefined;
  if (latestAt !== undefined && !isInstant(latestAt)) return undefined;
  if (apart !== undefined && !areApart(apart)) return undefined;
  const progress = { schedules, seen, days, suspended, notes };
  return {
    ...progress,
    ...(latestAt === undefined ? {} : { latestAt }),
    ...(apart === undefined ? {} : { apart }),
  };
}

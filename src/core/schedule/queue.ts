import { groupBy } from '../base/collections.ts';
import {
  addDays,
  type Calendar,
  type Day,
  dayNumberOf,
  dayOf,
  dayOfNumber,
  daysBetween,
  dayStartInstant,
  type Instant,
  numberOfDay,
  parseIso,
} from '../base/day.ts';
import type { Difficulty, QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import { compare } from '../base/text.ts';
import type { Config, Settings } from '../settings/config.ts';
import { isVacation, type ScheduleParams, STUDIED_DAYS, streakDays, studiedOf } from './days-off.ts';
import { type DayCount, type Progress, SPACED_RECALLS } from './progress.ts';
import type { Schedule } from './schedule.ts';

export type QueueFilters = {
  /** By name or the start of it, ignoring case. */
  readonly section?: readonly string[];
  readonly tag?: readonly string[];
  readonly difficulty?: Difficulty | readonly Difficulty[];
  readonly due?: boolean;
  readonly new?: boolean;
  readonly weak?: boolean;
  readonly star?: boolean;
  readonly all?: boolean;
};

export type Moment = { readonly now: Instant; readonly calendar: Calendar };

export type QueueItem = {
  readonly question: QuestionId;
  readonly why: 'due' | 'new' | 'weak' | 'named' | 'all';
};

export type Limits = { readonly reviews: number; readonly fresh: number };

export type Queue = ReturnType<typeof buildQueue>;

export type QueueRequest = {
  readonly filters: QueueFilters;
  /** Only these, in this order, including suspended ones. */
  readonly named?: readonly QuestionId[];
  readonly count?: number;
  readonly minutes?: number;
  readonly seed?: string;
  readonly limits: Limits;
};

export const UNLIMITED: Limits = { reviews: Infinity, fresh: Infinity };

const itemsOf = (why: QueueItem['why'], ids: readonly QuestionId[]): readonly QueueItem[] =>
  ids.map((question) => ({ question, why }));

/** Due questions, the most forgotten first, then new ones in bank order. */
export function buildQueue(
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  progress: Progress,
  { filters, named, count = Infinity, minutes = Infinity, seed, limits }: QueueRequest,
  moment: Moment,
) {
  const queueOf = (items: readonly QueueItem[], held = 0) => ({
    items: withinMinutes(items.slice(0, count), heads, minutes),
    /** Beyond the limits. */
    held,
  });
  if (named) return queueOf(itemsOf('named', named));
  const matching = matchingHeads(heads.values(), progress, filters, moment);
  const active = matching.filter((head) => !isSuspended(head, progress));
  const ordered = inBankOrder(active, seed);
  const mixed = ordered.map(({ id }) => id);
  if (filters.all) return queueOf(itemsOf('all', mixed));
  // What is left is only of the kinds that were asked for.
  const isWeakOnly = filters.weak && !filters.due;
  const due = isWeakOnly ? [] : dueInOrder(active, progress, moment);
  const weak = isWeakOnly ? mixed.filter((id) => isWeak(id, progress)) : [];
  // A question that was only crammed may be weak and new.
  const isTaken = new Set([...progress.schedules.keys(), ...weak]);
  const unseen = inStudyOrder(ordered).flatMap(({ id }) => (isTaken.has(id) ? [] : [id]));
  const isRepeat = (id: QuestionId): boolean => isFromToday(progress.schedules.get(id), moment);
  const before = due.filter((id) => !isRepeat(id));
  const reviews = before.slice(0, limits.reviews);
  const fresh = unseen.slice(0, roomForNew(before.length, limits));
  return queueOf(
    [
      ...itemsOf('due', [...reviews, ...due.filter(isRepeat)]),
      ...itemsOf('weak', weak),
      ...itemsOf('new', fresh),
    ],
    before.length - reviews.length + unseen.length - fresh.length,
  );
}

/** With a seed, shuffled within each section: only mixing similar questions helps learning. */
function inBankOrder(heads: readonly QuestionHead[], seed: string | undefined): readonly QuestionHead[] {
  if (seed === undefined) return heads;
  const sections = groupBy(heads, ({ section }) => section);
  const random = seededRandom(seed);
  return [...sections.values()].flatMap((section) => shuffled(section, random));
}

/** 0 for those that the user did not add: a `created` without a time is an author's note. */
const addedAt = ({ created }: QuestionHead): number =>
  (created?.includes('T') ? parseIso(created) : undefined) ?? 0;

export const isAddedSince = (head: QuestionHead, start: Instant): boolean => addedAt(head) >= start;

/** Those that the user added first, the latest of them first. */
export const inStudyOrder = (heads: readonly QuestionHead[]): readonly QuestionHead[] =>
  heads.toSorted((a, b) => addedAt(b) - addedAt(a));

/** Of the target time, including the model answer and the points. */
const TIME_FACTOR = 1.5;

/** At least the first one. */
export function withinMinutes(
  items: readonly QueueItem[],
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  minutes: number,
): readonly QueueItem[] {
  let used = 0;
  return items.filter(({ question }, index) => {
    used += (heads.get(question)?.minutes ?? 0) * TIME_FACTOR;
    return index === 0 || used <= minutes;
  });
}

export type Work = ReturnType<typeof countWork>;

export function countWork(
  heads: Iterable<QuestionHead>,
  progress: Progress,
  config: Pick<Config, 'settings'>,
  moment: Moment,
) {
  const { settings } = config;
  const limits = limitsLeft(settings, progress, moment);
  const today = dayOf(moment.now, moment.calendar);
  const all = [...heads];
  const active = all.filter((head) => !isSuspended(head, progress));
  const begun = active.flatMap(({ id }) => progress.schedules.get(id) ?? []);
  const byDue = groupBy(begun, (schedule) => isDue(schedule, moment));
  const [open, later] = [byDue.get(true) ?? [], byDue.get(false) ?? []];
  const repeats = open.filter((schedule) => isFromToday(schedule, moment)).length;
  const due = open.length - repeats;
  const done = progress.days.get(today);
  return {
    due: Math.min(due, limits.reviews) + repeats,
    new: Math.min(active.length - begun.length, roomForNew(due, limits)),
    /** Due, but left for later days. */
    held: Math.max(0, due - limits.reviews),
    /** The user set it so. */
    areReviewsOff: settings.reviewsPerDay === 0,
    learning: begun.filter(({ state }) => state === 'learning' || state === 'relearning').length,
    questions: all.length,
    drafts: all.filter(({ draft }) => draft).length,
    suspended: all.length - active.length,
    reviewedToday: (done?.first ?? 0) + (done?.reviews ?? 0),
    streakDays: streakDays(progress, today),
    nextDue: later.reduce<Schedule | undefined>((a, b) => (a && a.due <= b.due ? a : b), undefined)?.due,
  };
}

/** On the day before the interview and on its day, whoever has studied earlier starts nothing new. */
export function isTooLateForNew(
  { interviewDate }: Pick<Settings, 'interviewDate'>,
  { days }: Pick<Progress, 'days'>,
  today: Day,
): boolean {
  const isLast = interviewDate !== undefined && [0, 1].includes(daysBetween(today, interviewDate));
  return isLast && [...days.keys()].some((day) => day < today);
}

/**
 * Over all sessions of the day.
 * @param asksNew new questions were asked for by name
 */
export function limitsLeft(
  settings: Settings,
  progress: Progress,
  { now, calendar }: Moment,
  asksNew = false,
): Limits {
  const day = dayOf(now, calendar);
  const isClosed = !asksNew && isTooLateForNew(settings, progress, day);
  const limits = { reviews: settings.reviewsPerDay, fresh: isClosed ? 0 : settings.newPerDay };
  return roomAfter(progress.days.get(day), limits);
}

/** @param done on that day */
export const roomAfter = (done: DayCount | undefined, { reviews, fresh }: Limits): Limits => ({
  reviews: Math.max(0, reviews - (done?.reviews ?? 0)),
  fresh: Math.max(0, fresh - (done?.first ?? 0)),
});

/** None while more is due than fits into the day: new questions would add to the backlog. */
const roomForNew = (due: number, limits: Limits): number => (due > limits.reviews ? 0 : limits.fresh);

/** A question that is due again today already has its place within the limits. */
const isFromToday = (schedule: Schedule | undefined, { now, calendar }: Moment): boolean =>
  schedule !== undefined && dayNumberOf(schedule.lastAt, calendar) === dayNumberOf(now, calendar);

export function dueInOrder(
  heads: readonly QuestionHead[],
  progress: Progress,
  moment: Moment,
): readonly QuestionId[] {
  const due = heads.flatMap(({ id }) => {
    const schedule = dueOf(id, progress, moment);
    return schedule ? [{ id, schedule, lastDay: dayNumberOf(schedule.lastAt, moment.calendar) }] : [];
  });
  return mostForgotten(due, dayNumberOf(moment.now, moment.calendar)).map(({ id }) => id);
}

/** `lastDay`: day number of its last answer. */
export type Lapsing = { readonly id: QuestionId; readonly schedule: Schedule; readonly lastDay: number };

/**
 * By days since the last review over stability, which gives the same order as the probability of recall and
 * needs no model. Ties by due date, then id.
 * @param today day number
 */
export function mostForgotten<Item extends Lapsing>(due: readonly Item[], today: number): readonly Item[] {
  const shareOf = ({ lastDay, schedule }: Lapsing): number => (today - lastDay) / schedule.stabilityDays;
  return due.toSorted(
    (a, b) => shareOf(b) - shareOf(a) || a.schedule.due - b.schedule.due || compare(a.id, b.id),
  );
}

/** In the order given. `due` and `new` are alternatives; `weak` narrows those seen before. */
export function matchingHeads(
  heads: Iterable<QuestionHead>,
  progress: Progress,
  filters: QueueFilters,
  moment: Moment,
): readonly QuestionHead[] {
  const all = [...heads];
  const known = new Set(all.map((head) => head.section));
  const sections = filters.section && new Set(filters.section.flatMap((name) => sectionsMeant(name, known)));
  const levels = filters.difficulty === undefined ? undefined : [filters.difficulty].flat();
  return all.filter(
    (head) =>
      (!sections || sections.has(head.section)) &&
      (!filters.tag || filters.tag.some((tag) => head.tags.includes(tag))) &&
      (!levels || levels.includes(head.difficulty)) &&
      (!filters.star || head.kind === 'star') &&
      isKind(head, progress, filters, moment),
  );
}

/** Nothing that is suspended is due, new or weak. */
function isKind(head: QuestionHead, progress: Progress, filters: QueueFilters, moment: Moment): boolean {
  const { id } = head;
  const { due, weak, new: fresh } = filters;
  if ((due || weak || fresh) && isSuspended(head, progress)) return false;
  if (fresh && !progress.schedules.has(id)) return true;
  if (!due && !weak) return !fresh;
  return (!due || dueOf(id, progress, moment) !== undefined) && (!weak || isWeak(id, progress));
}

/** Names in the filters that match nothing, with what exists instead. */
export function unknownNames(heads: Iterable<QuestionHead>, { section = [], tag = [] }: QueueFilters) {
  const all = [...heads];
  const sections = new Set(all.map((head) => head.section));
  const tags = new Set(all.flatMap((head) => head.tags));
  const noSection = section.filter((name) => sectionsMeant(name, sections).length === 0);
  const noTag = tag.filter((name) => !tags.has(name));
  return [
    ...noSection.map((name) => ({ kind: 'section' as const, name, known: [...sections].filter(Boolean) })),
    ...noTag.map((name) => ({ kind: 'tag' as const, name, known: [...tags] })),
  ];
}

/** The section of that name, otherwise those that begin with it, ignoring case. */
function sectionsMeant(name: string, sections: ReadonlySet<string>): readonly string[] {
  const [all, start] = [[...sections], name.toLowerCase()];
  const exact = all.filter((section) => section.toLowerCase() === start);
  return exact.length > 0 ? exact : all.filter((section) => section.toLowerCase().startsWith(start));
}

export const isSuspended = (head: QuestionHead, { suspended }: Progress): boolean =>
  head.suspended || suspended.has(head.id);

/** Now or later today. */
export const isDue = ({ due }: Schedule, { now, calendar }: Moment): boolean =>
  due <= now || dayNumberOf(due, calendar) === dayNumberOf(now, calendar);

export function dueOf(id: QuestionId, progress: Progress, moment: Moment): Schedule | undefined {
  const schedule = progress.schedules.get(id);
  return schedule && isDue(schedule, moment) ? schedule : undefined;
}

/** The probability with which enough study days must remain for the missing recalls. */
const SURE = 0.95;
const MOST_ROOM_DAYS = 60;

/** The fewest days that surely contain so many study days, for someone who studies this share of days. */
function roomDays(wanting: number, share: number): number {
  // Probabilities of 0, 1, … study days; the last is for all that are needed, or more.
  let chances = [1, ...Array.from({ length: wanting }, () => 0)];
  for (let days = 0; days < MOST_ROOM_DAYS; days++) {
    if ((chances[wanting] ?? 1) >= SURE) return days;
    chances = chances.map(
      (chance, at) => (at === wanting ? chance : chance * (1 - share)) + (chances[at - 1] ?? 0) * share,
    );
  }
  return MOST_ROOM_DAYS;
}

/** The last day number on which a question may be due, for `asOfToday`. */
export function latestDueOf(share: number, interviewDay: number): (schedule: Schedule) => number {
  if (share === 1) return () => Infinity;
  const latest = Array.from(
    { length: SPACED_RECALLS },
    (_, recalls) => interviewDay - roomDays(SPACED_RECALLS - recalls, share),
  );
  return ({ recalls }) => latest[recalls] ?? Infinity;
}

export type StudyFrom = {
  readonly heads: Iterable<QuestionHead>;
  readonly progress: Progress;
  readonly settings: Pick<Settings, 'newPerDay'>;
  readonly now: Instant;
  readonly params: ScheduleParams;
};

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity);

type Stretch = { readonly from: number; readonly to: number };

/** When something was due that still is, or new. */
function openStretches({ heads, progress, settings }: StudyFrom): readonly Stretch[] {
  const { schedules, seen } = progress;
  const active = [...heads].filter((head) => !isSuspended(head, progress));
  const due = { from: least(active.map(({ id }) => schedules.get(id)?.due ?? Infinity)), to: Infinity };
  // Nobody knows when a bank was chosen, but it was there when its first question was rated.
  const fresh = [...groupBy(active, (head) => addedAt(head) || head.bank)].map(([key, group]) => {
    const firsts = group.map(({ id }) => seen.get(id)?.firstAt ?? Infinity);
    const to = firsts.reduce((a, b) => Math.max(a, b));
    return { from: typeof key === 'number' ? key : least(firsts), to };
  });
  return settings.newPerDay > 0 ? [due, ...fresh] : [due];
}

/** Days without an attempt on which prep had something to ask: of the last weeks, or the last one. */
function skippedDays(study: StudyFrom): readonly Day[] {
  const { days, skipped = [] } = study.progress;
  const { calendar, interviewDay, vacation = [] } = study.params;
  const today = dayOf(study.now, calendar);
  const [first = today] = days.keys();
  const known = new Set(skipped);
  let stretches: readonly Stretch[] | undefined;
  const wasOpen = (day: Day): boolean => {
    const start = dayStartInstant(day, calendar);
    return (stretches ??= openStretches(study)).some(({ from, to }) => from <= start && start < to);
  };
  const found: Day[] = [];
  const weeks = addDays(today, -STUDIED_DAYS);
  for (let day = addDays(today, -1); day > first; day = addDays(day, -1)) {
    if (day <= weeks && found.length > 0) break;
    if (days.has(day) || day === interviewDay || isVacation(day, vacation)) continue;
    if (known.has(day) || wasOpen(day)) found.push(day);
  }
  return found.toReversed();
}

/**
 * What is due and what was skipped, by the state at the start of the day. For someone who skips days before an interview,
 * questions are due early enough for the recalls that they lack.
 */
export function asOfToday(from: StudyFrom): Progress {
  const { interviewDay, calendar } = from.params;
  const today = dayOf(from.now, calendar);
  const progress = { ...from.progress, skipped: skippedDays(from) };
  if (interviewDay === undefined || interviewDay <= today) return progress;
  const { share } = studiedOf(progress, today);
  if (share === 1) return progress;
  const latestDue = latestDueOf(share, numberOfDay(interviewDay));
  const schedules = [...progress.schedules].map(([id, schedule]): [QuestionId, Schedule] => {
    const latest = Math.max(dayNumberOf(schedule.lastAt, calendar) + 1, latestDue(schedule));
    if (dayNumberOf(schedule.due, calendar) <= latest) return [id, schedule];
    return [id, { ...schedule, due: dayStartInstant(dayOfNumber(latest), calendar) }];
  });
  return { ...progress, schedules: new Map(schedules) };
}

/** Lower coverage is weak, and so is this number of lapses. */
const WEAK_COVERAGE = 0.6;
const WEAK_LAPSES = 2;

/** Not well recalled, badly covered, or forgotten repeatedly. */
export function isWeak(id: QuestionId, progress: Progress): boolean {
  const seen = progress.seen.get(id);
  if (!seen) return false;
  const badly = seen.lastRating === 'again' || seen.lastRating === 'hard';
  const lapses = progress.schedules.get(id)?.lapses ?? 0;
  return badly || (seen.coverage ?? 1) < WEAK_COVERAGE || lapses >= WEAK_LAPSES;
}

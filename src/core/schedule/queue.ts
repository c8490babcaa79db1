import { groupBy } from '../base/collections.ts';
import { type Calendar, dayNumberOf, dayOf, type Instant } from '../base/day.ts';
import type { Difficulty, QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import type { Settings } from '../settings/config.ts';
import { parseVacation, streakDays } from './days-off.ts';
import type { Progress } from './progress.ts';
import type { Schedule } from './schedule.ts';

export type QueueFilters = {
  /** Section names or prefixes, ignoring case. */
  readonly section?: readonly string[];
  readonly tag?: readonly string[];
  readonly difficulty?: Difficulty | readonly Difficulty[];
  readonly due?: boolean;
  readonly new?: boolean;
  readonly weak?: boolean;
  readonly star?: boolean;
  /** Everything that passes the other filters, whether due or not, without daily limits. */
  readonly all?: boolean;
};

export type Moment = { readonly now: Instant; readonly calendar: Calendar };

const WEAK_COVERAGE = 0.6;
const WEAK_LAPSES = 2;

export const isSuspended = (head: QuestionHead, { suspended }: Progress): boolean =>
  head.suspended || suspended.has(head.id);

/** True when it is due now or later today. */
export const isDue = ({ due }: Schedule, { now, calendar }: Moment): boolean =>
  due <= now || dayNumberOf(due, calendar) === dayNumberOf(now, calendar);

/** True for a question that was not recalled well, had low coverage, or was forgotten repeatedly. */
export function isWeak(id: QuestionId, progress: Progress): boolean {
  const seen = progress.seen.get(id);
  if (!seen) return false;
  const badly = seen.lastRating === 'again' || seen.lastRating === 'hard';
  const lapses = progress.schedules.get(id)?.lapses ?? 0;
  return badly || (seen.coverage ?? 1) < WEAK_COVERAGE || lapses >= WEAK_LAPSES;
}

function sectionsMeant(name: string, sections: ReadonlySet<string>): readonly string[] {
  const [all, start] = [[...sections], name.toLowerCase()];
  const exact = all.filter((section) => section.toLowerCase() === start);
  return exact.length > 0 ? exact : all.filter((section) => section.toLowerCase().startsWith(start));
}

export function unknownNames(
  heads: Iterable<QuestionHead>,
  { section = [], tag = [] }: QueueFilters,
): readonly { readonly kind: 'section' | 'tag'; readonly name: string; readonly known: readonly string[] }[] {
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

function isKind(id: QuestionId, progress: Progress, filters: QueueFilters, moment: Moment): boolean {
  const { due, weak, new: fresh } = filters;
  if (fresh && !progress.schedules.has(id)) return true;
  if (!due && !weak) return !fresh;
  return (!due || dueOf(id, progress, moment) !== undefined) && (!weak || isWeak(id, progress));
}

/**
 * The questions that pass every filter, in the order given. `due` and `new` are kinds, of which one is
 * enough; `weak` narrows those seen before, and alone takes them whether due or not.
 */
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
      isKind(head.id, progress, filters, moment),
  );
}

export function dueOf(id: QuestionId, progress: Progress, moment: Moment): Schedule | undefined {
  const schedule = progress.schedules.get(id);
  return schedule && isDue(schedule, moment) ? schedule : undefined;
}

export type QueueItem = {
  readonly question: QuestionId;
  readonly why: 'due' | 'new' | 'weak' | 'named' | 'all';
};

export type Limits = { readonly reviews: number; readonly fresh: number };

export type Queue = {
  readonly items: readonly QueueItem[];
  /** What the daily limits hold back. */
  readonly held: Limits;
};

/** A question with revealing and checking, as a multiple of its target time. */
const TIME_FACTOR = 1.5;

export function limitsLeft(settings: Settings, progress: Progress, { now, calendar }: Moment): Limits {
  const today = progress.days.get(dayOf(now, calendar));
  return {
    reviews: Math.max(0, settings.reviewsPerDay - (today?.reviews ?? 0)),
    fresh: Math.max(0, settings.newPerDay - (today?.first ?? 0)),
  };
}

/** `lastDay`: number of the day on which it was last answered. */
type Lapsing = { readonly id: QuestionId; readonly schedule: Schedule; readonly lastDay: number };

/**
 * The most forgotten questions first: by days since the last review over stability. That gives exactly the
 * order of the chance of recall, which falls with this ratio alone, and needs no model to be loaded. Ties go
 * by due date, then by id, so that the order is stable.
 * @param today number of the day (`dayNumberOf`)
 * @param limit the most to return
 */
export function mostForgotten<Item extends Lapsing>(
  due: readonly Item[],
  today: number,
  limit = Infinity,
): readonly Item[] {
  const rated = due.map((item) => ({ item, share: (today - item.lastDay) / item.schedule.stabilityDays }));
  rated.sort(
    (a, b) =>
      b.share - a.share || a.item.schedule.due - b.item.schedule.due || (a.item.id < b.item.id ? -1 : 1),
  );
  return rated.slice(0, limit).map(({ item }) => item);
}

export function dueInOrder(
  heads: readonly QuestionHead[],
  progress: Progress,
  moment: Moment,
): readonly QuestionId[] {
  const { now, calendar } = moment;
  const due = heads.flatMap(({ id }) => {
    const schedule = dueOf(id, progress, moment);
    return schedule ? [{ id, schedule, lastDay: dayNumberOf(schedule.lastAt, calendar) }] : [];
  });
  return mostForgotten(due, dayNumberOf(now, calendar)).map(({ id }) => id);
}

/**
 * No new questions while more is due than fits into the day. What was learned and is being forgotten comes
 * first, and every new question would add to the backlog.
 */
const roomForNew = (due: number, limits: Limits): number => (due > limits.reviews ? 0 : limits.fresh);

/** Bank order; with a seed, mixed within each section, since only similar questions gain from being mixed. */
function inBankOrder(heads: readonly QuestionHead[], seed: string | undefined): readonly QuestionHead[] {
  if (seed === undefined) return heads;
  const sections = groupBy(heads, ({ section }) => section);
  const random = seededRandom(seed);
  return [...sections.values()].flatMap((section) => shuffled(section, random));
}

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

export type QueueRequest = {
  readonly filters: QueueFilters;
  readonly named?: readonly QuestionId[];
  readonly count?: number;
  readonly minutes?: number;
  readonly seed?: string;
  readonly limits: Limits;
};

/** True for a question rated today: it already counts in today's limits, and a repeat takes no room. */
function isFromToday(id: QuestionId, progress: Progress, { now, calendar }: Moment): boolean {
  const schedule = progress.schedules.get(id);
  return schedule !== undefined && dayNumberOf(schedule.lastAt, calendar) === dayNumberOf(now, calendar);
}

const NONE_HELD: Limits = { reviews: 0, fresh: 0 };

function chooseItems(
  active: readonly QuestionHead[],
  progress: Progress,
  { filters, seed, limits }: QueueRequest,
  moment: Moment,
): Queue {
  const mixed = inBankOrder(active, seed);
  if (filters.all) return { items: mixed.map(({ id }) => ({ question: id, why: 'all' })), held: NONE_HELD };
  const isAnyKind = !filters.due && !filters.weak && !filters.new;
  const due = filters.due || isAnyKind ? dueInOrder(active, progress, moment) : [];
  const weak = filters.weak && !filters.due ? mixed.filter(({ id }) => isWeak(id, progress)) : [];
  const fresh = filters.new || isAnyKind ? mixed.filter(({ id }) => !progress.schedules.has(id)) : [];
  const fromBefore = due.filter((id) => !isFromToday(id, progress, moment));
  const fromToday = due.filter((id) => isFromToday(id, progress, moment));
  const room = roomForNew(fromBefore.length, limits);
  const dueToday = [...fromBefore.slice(0, limits.reviews), ...fromToday];
  return {
    items: [
      ...dueToday.map((question): QueueItem => ({ question, why: 'due' })),
      ...weak.map(({ id }): QueueItem => ({ question: id, why: 'weak' })),
      ...fresh.slice(0, room).map(({ id }): QueueItem => ({ question: id, why: 'new' })),
    ],
    held: {
      reviews: Math.max(0, fromBefore.length - limits.reviews),
      fresh: Math.max(0, fresh.length - room),
    },
  };
}

/**
 * Due questions, the most forgotten first, then new ones, within the daily limits and filters.
 * @param heads all questions, in bank order
 */
export function buildQueue(
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  progress: Progress,
  request: QueueRequest,
  moment: Moment,
): Queue {
  const { named, count = Infinity, minutes = Infinity } = request;
  const active = matchingHeads(heads.values(), progress, request.filters, moment).filter(
    (head) => !isSuspended(head, progress),
  );
  const queue: Queue = named
    ? { items: named.map((question) => ({ question, why: 'named' })), held: NONE_HELD }
    : chooseItems(active, progress, request, moment);
  return { ...queue, items: withinMinutes(queue.items.slice(0, count), heads, minutes) };
}

export type Work = {
  readonly due: number;
  readonly new: number;
  readonly learning: number;
  readonly questions: number;
  readonly held: number;
  /** True when the user set the review limit to 0: what is due stays, and new ones wait. */
  readonly areReviewsOff?: boolean;
  readonly drafts: number;
  readonly suspended: number;
  readonly reviewedToday: number;
  readonly streakDays: number;
  readonly nextDue?: Instant;
};

export function countWork(
  heads: Iterable<QuestionHead>,
  progress: Progress,
  settings: Settings,
  moment: Moment,
): Work {
  const limits = limitsLeft(settings, progress, moment);
  const today = dayOf(moment.now, moment.calendar);
  let [due, repeats, fresh, learning, questions, drafts, suspended] = [0, 0, 0, 0, 0, 0, 0];
  let nextDue: Instant | undefined;
  for (const head of heads) {
    questions++;
    if (head.draft) drafts++;
    if (isSuspended(head, progress)) {
      suspended++;
      continue;
    }
    const schedule = progress.schedules.get(head.id);
    if (!schedule) fresh++;
    else if (isDue(schedule, moment)) {
      if (isFromToday(head.id, progress, moment)) repeats++;
      else due++;
    } else if (nextDue === undefined || schedule.due < nextDue) nextDue = schedule.due;
    if (schedule?.state === 'learning' || schedule?.state === 'relearning') learning++;
  }
  const done = progress.days.get(today);
  return {
    due: Math.min(due, limits.reviews) + repeats,
    new: Math.min(fresh, roomForNew(due, limits)),
    held: Math.max(0, due - limits.reviews),
    areReviewsOff: settings.reviewsPerDay === 0 ? true : undefined,
    learning,
    questions,
    drafts,
    suspended,
    reviewedToday: (done?.first ?? 0) + (done?.reviews ?? 0),
    streakDays: streakDays(progress.days, today, parseVacation(settings.vacation ?? '') ?? []),
    nextDue,
  };
}

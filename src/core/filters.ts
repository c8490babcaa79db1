// Which questions are meant: by section, tag, difficulty, and how they stand. Knows no order and no limits.
import { dayNumberOf, type Calendar, type Instant } from './day.ts';
import type { Progress } from './progress.ts';
import type { Difficulty, QuestionHead, QuestionId } from './question.ts';
import type { Schedule } from './schedule.ts';

export type QueueFilters = {
  /** Sections by name or by a start of it, whatever the case. */
  readonly section?: readonly string[];
  readonly tag?: readonly string[];
  readonly difficulty?: Difficulty | readonly Difficulty[];
  readonly due?: boolean;
  readonly new?: boolean;
  readonly weak?: boolean;
  readonly star?: boolean;
  /** Everything that the other filters leave, whether due or not, without daily limits. */
  readonly all?: boolean;
};

/** What decisions about time are made from. */
export type Moment = { readonly now: Instant; readonly calendar: Calendar };

/** Coverage below this counts as weak; forgetting it as often as this, too. */
const WEAK_COVERAGE = 0.6;
const WEAK_LAPSES = 2;
/** True when it is out of the queue, by its file or by the user. */
export const isSuspended = (head: QuestionHead, { suspended }: Progress): boolean =>
  head.suspended || suspended.has(head.id);

/** True when it comes back now or later today. */
export const isDue = ({ due }: Schedule, { now, calendar }: Moment): boolean =>
  due <= now || dayNumberOf(due, calendar) === dayNumberOf(now, calendar);

/** True for a question that went badly: not well recalled, badly covered, or forgotten again and again. */
export function isWeak(id: QuestionId, progress: Progress): boolean {
  const seen = progress.seen.get(id);
  if (!seen) return false;
  const badly = seen.lastRating === 'again' || seen.lastRating === 'hard';
  const lapses = progress.schedules.get(id)?.lapses ?? 0;
  return badly || (seen.coverage ?? 1) < WEAK_COVERAGE || lapses >= WEAK_LAPSES;
}

const startsLike = (text: string, start: string): boolean =>
  text.toLowerCase().startsWith(start.toLowerCase());

/** Sections that `name` means: the one of that name, else those that begin with it. */
function sectionsMeant(name: string, sections: ReadonlySet<string>): readonly string[] {
  const all = [...sections];
  const exact = all.filter((section) => section.toLowerCase() === name.toLowerCase());
  return exact.length > 0 ? exact : all.filter((section) => startsLike(section, name));
}

/** Names in the filters that mean nothing in these questions, and what there is instead. */
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

function kindsOf(progress: Progress, filters: QueueFilters, moment: Moment): (head: QuestionHead) => boolean {
  const { due, weak, new: fresh } = filters;
  if (!due && !weak && !fresh) return () => true;
  return ({ id }) => {
    if (!progress.schedules.has(id) && fresh) return true;
    if (!due && !weak) return false;
    return (!due || dueOf(id, progress, moment) !== undefined) && (!weak || isWeak(id, progress));
  };
}

/**
 * The questions that every filter leaves, in the order given. `due` and `new` are kinds, of which one is enough; `weak`
 * narrows those seen before, and alone takes them whether due or not.
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
  const isKind = kindsOf(progress, filters, moment);
  return all.filter(
    (head) =>
      (!sections || sections.has(head.section)) &&
      (!filters.tag || filters.tag.some((tag) => head.tags.includes(tag))) &&
      (!levels || levels.includes(head.difficulty)) &&
      (!filters.star || head.kind === 'star') &&
      isKind(head),
  );
}

/** The schedule of a question that is due; undefined for any other. */
export function dueOf(id: QuestionId, progress: Progress, moment: Moment): Schedule | undefined {
  const schedule = progress.schedules.get(id);
  return schedule && isDue(schedule, moment) ? schedule : undefined;
}

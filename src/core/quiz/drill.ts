// The drill of a day: drawn from the state at the start of the day, with the day as seed, so it stays the same
// all day and on every machine.
import { dayOf, dayStartInstant, type Instant } from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import type { ScheduleParams } from '../schedule/days-off.ts';
import { foldJournal } from '../schedule/fold.ts';
import { type Entry, liveEntries, type LiveEntry, mergeEntries } from '../schedule/journal.ts';
import type { Progress } from '../schedule/progress.ts';
import {
  addedFirst,
  dueInOrder,
  dueOf,
  hurried,
  isAddedSince,
  inStudyOrder,
  isSuspended,
  isTooLateForNew,
  isWeak,
  matchingHeads,
  type Moment,
  type QueueItem,
  withinMinutes,
} from '../schedule/queue.ts';
import type { Drill, DrillSelect, Settings } from '../settings/config.ts';

export type DrawnDrill = ReturnType<typeof drawDrill>;

type DrillFrom = {
  readonly name: string;
  readonly drill: Drill;
  /** All questions, in bank order. */
  readonly heads: ReadonlyMap<QuestionId, QuestionHead>;
  readonly entries: readonly Entry[];
  readonly params: ScheduleParams;
  readonly now: Instant;
  readonly newOrder?: Settings['newOrder'];
};

function changedSince(live: readonly LiveEntry[], start: Instant) {
  const answered = new Set<QuestionId>();
  const suspended = new Set<QuestionId>();
  for (const entry of live) {
    if (entry.at < start) continue;
    if (entry.type === 'attempt') answered.add(entry.question);
    else if (entry.type === 'suspend') suspended.add(entry.question);
    else if (entry.type === 'unsuspend') suspended.delete(entry.question);
    else if (entry.type === 'relink') {
      for (const each of [answered, suspended]) if (each.delete(entry.from)) each.add(entry.to);
    }
  }
  return { answered, suspended };
}

const isOfKind = ({ due, weak, new: fresh }: DrillSelect): boolean =>
  Boolean(due) || Boolean(weak) || fresh !== undefined;

function candidates(
  heads: readonly QuestionHead[],
  { drill: { select }, newOrder = 'banks', params: { interviewDay } }: DrillFrom,
  progress: Progress,
  moment: Moment,
  seed: string,
): readonly QueueItem[] {
  const mixed = shuffled(heads, seededRandom(seed)).map(({ id }) => id);
  if (!isOfKind(select)) {
    return mixed.map((question) => {
      const why = dueOf(question, progress, moment)
        ? 'due'
        : progress.schedules.has(question)
          ? 'all'
          : 'new';
      return { question, why };
    });
  }
  const seen = select.due ? dueInOrder(heads, progress, moment) : select.weak ? mixed : [];
  // Questions added during the day do not change its drill.
  const unseen = heads.filter((head) => !progress.schedules.has(head.id) && !isAddedSince(head, moment.now));
  // A drill of new questions alone asks for them by name.
  const isLate = isTooLateForNew(
    { interviewDate: interviewDay },
    progress,
    dayOf(moment.now, moment.calendar),
  );
  const most = select.due && isLate ? 0 : (select.new ?? 0);
  const fresh = addedFirst(inStudyOrder(unseen, newOrder)).slice(0, most);
  return [
    ...seen
      .filter((id) => !select.weak || isWeak(id, progress))
      .map((question): QueueItem => ({ question, why: select.due ? 'due' : 'weak' })),
    ...fresh.map(({ id }): QueueItem => ({ question: id, why: 'new' })),
  ];
}

/** New questions keep their places: reviews alone would crowd them out. */
function cut(items: readonly QueueItem[], count: number): readonly QueueItem[] {
  const fresh = items.filter(({ why }) => why === 'new').slice(0, count);
  const others = items.filter(({ why }) => why !== 'new');
  return [...others.slice(0, count - fresh.length), ...fresh];
}

function draw(from: DrillFrom, progress: Progress, moment: Moment, seed: string): readonly QueueItem[] {
  const { select, count = Infinity } = from.drill;
  const { heads } = from;
  const { ids, sections, tags, difficulty } = select;
  if (ids) {
    const known = [...new Set(ids)].filter((id) => heads.has(id));
    return known.slice(0, count).map((question) => ({ question, why: 'named' }));
  }
  const filters = { section: sections, tag: tags, difficulty };
  const matching = matchingHeads(heads.values(), progress, filters, moment);
  const active = matching.filter((head) => !isSuspended(head, progress));
  const items = candidates(active, from, progress, moment, seed);
  return isOfKind(select) ? cut(items, count) : items.slice(0, count);
}

export const leftOf = <Item extends { readonly answered: boolean; readonly suspended: boolean }>({
  items,
}: {
  readonly items: readonly Item[];
}): readonly Item[] => items.filter(({ answered, suspended }) => !answered && !suspended);

export function drawDrill(from: DrillFrom) {
  const { name, drill, heads, params, now } = from;
  const { calendar } = params;
  const day = dayOf(now, calendar);
  const start = dayStartInstant(day, calendar);
  const seed = `${day}/${name}`;
  const live = liveEntries(mergeEntries(from.entries));
  // Later relinks are included, because questions have their new names now.
  const before = live.filter(({ at, type }) => at < start || type === 'relink');
  const progress = hurried(foldJournal(before, params), params, now);
  const drawn = draw(from, progress, { now: start, calendar }, seed);
  const { answered, suspended } = changedSince(live, start);
  const items = withinMinutes(drawn, heads, drill.minutes ?? Infinity).map((item) => ({
    ...item,
    answered: answered.has(item.question),
    /** During the day, and not answered. */
    suspended: suspended.has(item.question) && !answered.has(item.question),
  }));
  return { name, day, seed, items, done: leftOf({ items }).length === 0 };
}

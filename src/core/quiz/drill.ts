// The drill of a day: drawn from the state at the start of the day, with the day as seed, so it stays the same
// all day and on every machine.
import { type Calendar, type Day, dayStartInstant } from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import { type Entry, liveEntries, mergeEntries } from '../schedule/journal.ts';
import type { Progress } from '../schedule/progress.ts';
import {
  addedFirst,
  dueInOrder,
  dueOf,
  isAddedSince,
  inStudyOrder,
  isSuspended,
  isWeak,
  matchingHeads,
  type Moment,
  type QueueItem,
  withinMinutes,
} from '../schedule/queue.ts';
import type { Drill, DrillSelect, Settings } from '../settings/config.ts';

export type DrawnDrill = ReturnType<typeof drawDrill>;

/** Later relinks are included, because questions have their new names now. */
export function entriesBefore(entries: readonly Entry[], day: Day, calendar: Calendar): readonly Entry[] {
  const start = dayStartInstant(day, calendar);
  return liveEntries(mergeEntries(entries)).filter(({ at, type }) => at < start || type === 'relink');
}

export function answeredSince(
  entries: Iterable<Entry>,
  day: Day,
  calendar: Calendar,
): ReadonlySet<QuestionId> {
  const start = dayStartInstant(day, calendar);
  const answered = new Set<QuestionId>();
  const suspended = new Set<QuestionId>();
  for (const entry of liveEntries(mergeEntries([...entries]))) {
    if (entry.at < start) continue;
    if (entry.type === 'attempt') answered.add(entry.question);
    else if (entry.type === 'suspend') suspended.add(entry.question);
    else if (entry.type === 'unsuspend') suspended.delete(entry.question);
    else if (entry.type === 'relink') {
      for (const each of [answered, suspended]) if (each.delete(entry.from)) each.add(entry.to);
    }
  }
  return new Set([...answered, ...suspended]);
}

const isOfKind = ({ due, weak, new: fresh }: DrillSelect): boolean =>
  Boolean(due) || Boolean(weak) || fresh !== undefined;

function candidates(
  select: DrillSelect,
  heads: readonly QuestionHead[],
  progress: Progress,
  moment: Moment,
  seed: string,
  newOrder: Settings['newOrder'],
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
  const fresh = addedFirst(inStudyOrder(unseen, newOrder)).slice(0, select.new ?? 0);
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

function draw(
  { select, count = Infinity }: Drill,
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  progress: Progress,
  moment: Moment,
  seed: string,
  newOrder: Settings['newOrder'],
): readonly QueueItem[] {
  const { ids, sections, tags, difficulty } = select;
  if (ids) {
    const known = [...new Set(ids)].filter((id) => heads.has(id));
    return known.slice(0, count).map((question) => ({ question, why: 'named' }));
  }
  const filters = { section: sections, tag: tags, difficulty };
  const matching = matchingHeads(heads.values(), progress, filters, moment);
  const active = matching.filter((head) => !isSuspended(head, progress));
  const items = candidates(select, active, progress, moment, seed, newOrder);
  return isOfKind(select) ? cut(items, count) : items.slice(0, count);
}

/**
 * @param heads all questions, in bank order
 * @param atDayStart the fold when the day began (`entriesBefore`)
 * @param answered from `answeredSince`
 */
export function drawDrill(
  name: string,
  drill: Drill,
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  atDayStart: Progress,
  answered: ReadonlySet<QuestionId>,
  day: Day,
  calendar: Calendar,
  newOrder: Settings['newOrder'] = 'banks',
) {
  const seed = `${day}/${name}`;
  const moment = { now: dayStartInstant(day, calendar), calendar };
  const drawn = draw(drill, heads, atDayStart, moment, seed, newOrder);
  const items = withinMinutes(drawn, heads, drill.minutes ?? Infinity).map((item) => ({
    ...item,
    answered: answered.has(item.question),
  }));
  return { name, day, seed, items, done: items.every((item) => item.answered) };
}

// The drill of a day: drawn from the state at the start of the day, with the day as seed, so it stays the same
// all day and on every machine. What no longer fits into the day's limits is held: listed, and not asked.
import { dayOf, dayStartInstant, type Instant } from '../base/day.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import type { ScheduleParams } from '../schedule/days-off.ts';
import { foldJournal } from '../schedule/fold.ts';
import { type Entry, liveEntries, mergeEntries } from '../schedule/journal.ts';
import type { Progress } from '../schedule/progress.ts';
import {
  asOfToday,
  buildQueue,
  isAddedSince,
  limitsLeft,
  type Moment,
  type QueueItem,
  UNLIMITED,
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
  readonly settings: Settings;
  /** As it is now. */
  readonly progress: Progress;
};

/** What a session would ask. */
function queueOf(
  { drill: { select }, heads, settings }: DrillFrom,
  progress: Progress,
  moment: Moment,
): readonly QueueItem[] {
  const { due, weak, new: fresh, sections, tags, difficulty } = select;
  const kinds = { due, weak, new: fresh !== undefined, all: !isOfKind(select) };
  const filters = { ...kinds, section: sections, tag: tags, difficulty };
  // A drill of new questions alone asks for them by name.
  const limits = (sections ?? tags) ? UNLIMITED : limitsLeft(settings, progress, moment, !due);
  return buildQueue(heads, progress, { filters, limits }, moment).items;
}

const isOfKind = ({ due, weak, new: fresh }: DrillSelect): boolean =>
  Boolean(due) || Boolean(weak) || fresh !== undefined;

function draw(from: DrillFrom, progress: Progress, moment: Moment, seed: string): readonly QueueItem[] {
  const { heads, drill } = from;
  const { select } = drill;
  if (select.ids) {
    const known = [...new Set(select.ids)].filter((id) => heads.has(id));
    return known.map((question) => ({ question, why: 'named' }));
  }
  const random = seededRandom(seed);
  const items = queueOf(from, progress, moment);
  if (!isOfKind(select)) return shuffled(items, random);
  const seen = items.filter(({ why }) => why !== 'new');
  const fresh = items.filter(({ why }) => why === 'new').slice(0, select.new);
  return [...(select.due ? seen : shuffled(seen, random)), ...fresh];
}

/** `suspended`: during the day, and not answered · `held`: beyond the limits of the day. */
export type DrillState = 'left' | 'answered' | 'suspended' | 'held';

export const itemsIn = ({ items }: Pick<DrawnDrill, 'items'>, state: DrillState) =>
  items.filter((item) => item.state === state);

export function drawDrill(given: DrillFrom) {
  const { name, drill, params, now } = given;
  const { calendar } = params;
  const day = dayOf(now, calendar);
  const start = dayStartInstant(day, calendar);
  const seed = `${day}/${name}`;
  const live = liveEntries(mergeEntries(given.entries));
  // Questions added during the day do not change its drill.
  const old = [...given.heads].filter(([, head]) => !isAddedSince(head, start));
  const heads = drill.select.ids ? given.heads : new Map(old);
  const from = { ...given, heads };
  // Later relinks are included, because questions have their new names now.
  const before = live.filter(({ at, type }) => at < start || type === 'relink');
  const { heads: all, settings } = given;
  const progress = asOfToday({
    heads: all.values(),
    progress: foldJournal(before, params),
    settings,
    params,
    now,
  });
  const most = draw(from, progress, { now: start, calendar }, seed).slice(0, drill.count);
  const { seen, suspended } = given.progress;
  // Questions answered elsewhere today count in the limits too.
  const open = isOfKind(drill.select) ? queueOf(from, given.progress, { now, calendar }) : undefined;
  const isOpen = new Set(open?.map(({ question }) => question));
  let room = open?.filter(({ why }) => why === 'new').length ?? 0;
  const fits = ({ question, why }: QueueItem): boolean =>
    !open || (why === 'new' ? room-- > 0 : isOpen.has(question));
  const stateOf = (item: QueueItem): DrillState => {
    if ((seen.get(item.question)?.lastAt ?? -Infinity) >= start) return 'answered';
    if (suspended.has(item.question) && !progress.suspended.has(item.question)) return 'suspended';
    return fits(item) ? 'left' : 'held';
  };
  const drawn = withinMinutes(most, heads, drill.minutes ?? Infinity);
  const items = drawn.map((item) => ({ ...item, state: stateOf(item) }));
  return {
    name,
    day,
    seed,
    items,
    done: items.every(({ state }) => state !== 'left'),
  };
}

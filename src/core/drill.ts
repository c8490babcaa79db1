// The drill of a day: drawn from how things stood when the day began, with the day as seed, so that it is the same all day
// and on every machine, whatever was answered meanwhile.
import type { Drill } from './config.ts';
import { dayStartInstant, type Calendar, type Day } from './day.ts';
import { dueOf, isSuspended, isWeak, matchingHeads, type Moment } from './filters.ts';
import type { Entry } from './journal.ts';
import { dueInOrder, type QueueItem } from './queue.ts';
import type { Progress } from './progress.ts';
import type { QuestionHead, QuestionId } from './question.ts';
import { seededRandom, shuffled } from './random.ts';

export type DrillItem = QueueItem & { readonly answered: boolean };

export type DrawnDrill = {
  readonly name: string;
  readonly day: Day;
  readonly seed: string;
  readonly items: readonly DrillItem[];
  /** True when every item was answered today. */
  readonly done: boolean;
};

/** Of the target time: what a question takes with revealing and checking. */
const TIME_FACTOR = 1.5;

/** What had happened when `day` began: the part of the journal that a drill is drawn from. */
export function entriesBefore(entries: readonly Entry[], day: Day, calendar: Calendar): readonly Entry[] {
  const start = dayStartInstant(day, calendar);
  return entries.filter((entry) => entry.at < start);
}

/** Questions attempted since `day` began. */
export function answeredSince(
  attempts: Iterable<{ readonly question: QuestionId; readonly at: number }>,
  day: Day,
  calendar: Calendar,
): ReadonlySet<QuestionId> {
  const start = dayStartInstant(day, calendar);
  return new Set([...attempts].filter(({ at }) => at >= start).map(({ question }) => question));
}

/** Questions that the selection wants, in the order in which they are worth doing: due, weak, new; else any, mixed. */
function candidates(
  { select }: Drill,
  heads: readonly QuestionHead[],
  progress: Progress,
  moment: Moment,
  seed: string,
): readonly QueueItem[] {
  const as = (ids: readonly QuestionId[], why: QueueItem['why']): readonly QueueItem[] =>
    ids.map((question) => ({ question, why }));
  if (select.ids) {
    const known = new Set(heads.map(({ id }) => id));
    return as(
      select.ids.filter((id) => known.has(id)),
      'named',
    );
  }
  const mixed = shuffled(heads, seededRandom(seed));
  const due = select.due ? dueInOrder(heads, progress, moment) : [];
  const weak = select.weak ? mixed.filter(({ id }) => isWeak(id, progress) && !due.includes(id)) : [];
  const fresh = heads.filter(({ id }) => !progress.schedules.has(id)).slice(0, select.new ?? 0);
  if (select.due || select.weak || select.new !== undefined) {
    return [
      ...as(due, 'due'),
      ...as(
        weak.map(({ id }) => id),
        'weak',
      ),
      ...as(
        fresh.map(({ id }) => id),
        'new',
      ),
    ];
  }
  return mixed.map(({ id }) => ({
    question: id,
    why: dueOf(id, progress, moment) ? 'due' : progress.schedules.has(id) ? 'all' : 'new',
  }));
}

/** As many as fit: new questions keep their places, as reviews alone would push them out for ever. */
function cut(items: readonly QueueItem[], count: number): readonly QueueItem[] {
  const fresh = items.filter(({ why }) => why === 'new').slice(0, count);
  const others = items.filter(({ why }) => why !== 'new');
  return [...others.slice(0, count - Math.min(fresh.length, count)), ...fresh];
}

function fitting(
  items: readonly QueueItem[],
  minutes: number,
  minutesOf: (id: QuestionId) => number,
): readonly QueueItem[] {
  let used = 0;
  return items.filter(({ question }, index) => {
    used += minutesOf(question) * TIME_FACTOR;
    return index === 0 || used <= minutes;
  });
}

/**
 * Draws the drill of `day`.
 * @param heads all questions, in bank order
 * @param atDayStart the fold of what had happened when the day began
 * @param answered questions attempted since then
 */
export function drawDrill(
  name: string,
  drill: Drill,
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  atDayStart: Progress,
  answered: ReadonlySet<QuestionId>,
  day: Day,
  calendar: Calendar,
): DrawnDrill {
  const seed = `${day}/${name}`;
  const { select, count = Infinity, minutes = Infinity } = drill;
  const { sections, tags, difficulty } = select;
  const moment = { now: dayStartInstant(day, calendar), calendar };
  const filters = {
    ...(sections && { section: sections }),
    ...(tags && { tag: tags }),
    ...(difficulty && { difficulty }),
  };
  const matching = matchingHeads(heads.values(), atDayStart, filters, moment).filter(
    (head) => !isSuspended(head, atDayStart),
  );
  const wanted = cut(candidates(drill, matching, atDayStart, moment, seed), count);
  const items = fitting(wanted, minutes, (id) => heads.get(id)?.minutes ?? 0).map((item) => ({
    ...item,
    answered: answered.has(item.question),
  }));
  return { name, day, seed, items, done: items.every((item) => item.answered) };
}

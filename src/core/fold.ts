// What holds after everything in the journal: one pass over its entries, or over those of the questions that changed since
// the pass before. Apart from journal.ts because it needs the model of memory, which most commands never load: the fold is
// cached.
import { areExact, countDays, countsOf, daysOf, type Counts } from './day-counts.ts';
import {
  byTime,
  historiesOf,
  liveEntries,
  mergeEntries,
  type AttemptEntry,
  type Entry,
  type LiveEntry,
} from './journal.ts';
import { coveredShare } from './points.ts';
import type { Apart, Progress, Seen } from './progress.ts';
import type { QuestionId } from './question.ts';
import { replay, type Review, type Schedule, type ScheduleParams } from './schedule.ts';

/** Moves of history that were taken back, each once. */
function apartOf(entries: readonly Entry[], live: readonly LiveEntry[]): readonly Apart[] {
  const relinks = entries.filter((entry) => entry.type === 'relink');
  const inForce = new Set<Entry>(live.filter(({ type }) => type === 'relink'));
  const pairs = relinks.flatMap((entry) => (inForce.has(entry) ? [] : [{ from: entry.from, to: entry.to }]));
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

/** The middle one of the times that answers took; undefined when none was timed, as in `prep grade`. */
function medianMs(attempts: readonly AttemptEntry[]): number | undefined {
  const times = attempts
    .flatMap(({ elapsedMs }) => (elapsedMs > 0 ? [elapsedMs] : []))
    .toSorted((a, b) => a - b);
  return times[times.length >> 1];
}

/** @param attempts at least one, in order of time */
function seenOf(attempts: readonly AttemptEntry[], last: AttemptEntry): Seen {
  const coverage = coveredShare(attempts.findLast((attempt) => attempt.points.length > 0)?.points ?? []);
  const { title } = attempts.findLast((attempt) => attempt.title !== undefined) ?? {};
  const { questionHash } = attempts.findLast((attempt) => attempt.questionHash !== undefined) ?? {};
  const median = medianMs(attempts);
  return {
    attempts: attempts.length,
    lastAt: last.at,
    lastRating: last.rating,
    ...(coverage === undefined ? {} : { coverage }),
    ...(median === undefined ? {} : { medianMs: median }),
    ...(title === undefined ? {} : { title }),
    ...(questionHash === undefined ? {} : { hash: questionHash }),
    ...(last.bank === undefined ? {} : { bank: last.bank }),
  };
}

type Attempts = ReadonlyMap<QuestionId, readonly AttemptEntry[]>;

/** Lists are out of order only after a relink. */
const inOrderOf = (list: readonly AttemptEntry[]): readonly AttemptEntry[] =>
  list.every((attempt, i) => i === 0 || byTime(list[i - 1] ?? attempt, attempt) < 0)
    ? list
    : list.toSorted(byTime);

const isSame = (one: readonly AttemptEntry[], other: readonly AttemptEntry[]): boolean =>
  one.length === other.length && one.every((attempt, i) => attempt === other[i]);

/** Replays one question's attempts, in order of time, and counts them. */
function foldQuestion(
  question: QuestionId,
  attempts: readonly AttemptEntry[],
  params: ScheduleParams,
  counts: Counts,
  sign: 1 | -1,
): Schedule | undefined {
  const chances = new Map<Review, number>();
  const schedule = replay(
    question,
    attempts.filter((attempt) => attempt.cram !== true),
    params,
    (chance, review) => chances.set(review, chance),
  );
  countDays(counts, sign, attempts, chances, params.calendar);
  return schedule;
}

/** An earlier fold, and the entries that it was made from. */
export type Folded = { readonly progress: Progress; readonly merged: readonly Entry[] };

/** An earlier fold, as far as it can be gone on from. */
type Known = {
  readonly progress: Progress;
  /** Attempts by question, as they were then. */
  readonly attempts: Attempts;
  /** Questions whose attempts are still the same. */
  readonly same: ReadonlySet<QuestionId>;
};

const NOTHING: ReadonlySet<QuestionId> = new Set();

/**
 * Questions with attempts that came at the end, when nothing else came and none of it moves or takes back a history: all
 * others are as they were, and need not be looked at. Undefined in every other case.
 */
function appended(merged: readonly Entry[], before: readonly Entry[]): ReadonlySet<QuestionId> | undefined {
  // All of them are in order of time, and what was there is still there: with the same last one the beginnings are the same.
  if (merged[before.length - 1] !== before.at(-1)) return undefined;
  const added = merged.slice(before.length);
  const attempts = added.filter((entry) => entry.type === 'attempt');
  const ids = new Set(added.map(({ id }) => id));
  const isFar = (entry: Entry): boolean =>
    entry.type === 'relink' || (entry.type === 'undo' && ids.has(entry.target));
  if (attempts.length < added.length || merged.some(isFar)) return undefined;
  return new Set(attempts.map(({ question }) => question));
}

/** The entries that tell of some questions, and all that are no attempts. */
const entriesOf = (entries: readonly Entry[], questions: ReadonlySet<QuestionId>): readonly Entry[] =>
  entries.filter((entry) => entry.type !== 'attempt' || questions.has(entry.question));

/** The earlier fold, where going on from it costs less than to begin anew: a question that changed is folded twice then. */
function usefulFold({ progress, merged }: Folded, attempts: Attempts): Known | undefined {
  const before = historiesOf(liveEntries(merged)).attempts;
  const same = new Set<QuestionId>();
  for (const [question, list] of attempts) if (isSame(before.get(question) ?? [], list)) same.add(question);
  const isUseful = same.size * 2 > attempts.size;
  return isUseful ? { progress, attempts: before, same } : undefined;
}

/** The earlier fold, to go on from it with a few questions. */
const withOnly = ({ progress, merged }: Folded, questions: ReadonlySet<QuestionId>): Known => ({
  progress,
  attempts: historiesOf(liveEntries(entriesOf(merged, questions))).attempts,
  same: NOTHING,
});

type Standing = Pick<Progress, 'schedules' | 'seen'>;

/** How the questions that changed stand now, among all others: in the order in which they were first seen. */
function withOthers(changed: Standing, before: Standing): Standing {
  const seen = new Map([...before.seen, ...changed.seen]);
  const schedules = new Map<QuestionId, Schedule>();
  for (const question of seen.keys()) {
    const schedule = changed.schedules.get(question) ?? before.schedules.get(question);
    if (schedule) schedules.set(question, schedule);
  }
  return { schedules, seen };
}

/** What questions have come to: those whose attempts changed are folded anew, the others taken from before. */
function foldQuestions(
  attempts: Attempts,
  params: ScheduleParams,
  before?: Known,
): Standing & { readonly counts: Counts } {
  const schedules = new Map<QuestionId, Schedule>();
  const seen = new Map<QuestionId, Seen>();
  const counts = countsOf(before?.progress.days ?? new Map());
  for (const [question, list] of before?.attempts ?? [])
    if (!before?.same.has(question)) foldQuestion(question, inOrderOf(list), params, counts, -1);
  for (const [question, list] of attempts) {
    const known = before?.same.has(question) ? before.progress : undefined;
    const inOrder = known ? list : inOrderOf(list);
    const last = inOrder.at(-1);
    if (!last) continue;
    const schedule = known
      ? known.schedules.get(question)
      : foldQuestion(question, inOrder, params, counts, 1);
    if (schedule) schedules.set(question, schedule);
    seen.set(question, known?.seen.get(question) ?? seenOf(inOrder, last));
  }
  return { schedules, seen, counts };
}

/**
 * The fold of a merged journal, from an earlier one of the same params when there is one: the very same as a fold from
 * nothing, as long as the earlier one was.
 * @param merged as `mergeEntries` gives them; entries that were there before are the same objects as then
 */
export function foldMerged(merged: readonly Entry[], params: ScheduleParams, before?: Folded): Progress {
  const changed = before && appended(merged, before.merged);
  const entries = changed ? entriesOf(merged, changed) : merged;
  const live = liveEntries(entries);
  const apart = apartOf(entries, live);
  const { attempts, notes, suspended } = historiesOf(live);
  const known = before && (changed ? withOnly(before, changed) : usefulFold(before, attempts));
  const { schedules, seen, counts } = foldQuestions(attempts, params, known);
  // Times that no day has are added in their order, or not at all.
  if (known && !(areExact(counts) && areExact(countsOf(known.progress.days))))
    return foldMerged(merged, params);
  const sortedNotes = new Map([...notes].map(([question, list]) => [question, list.toSorted(byTime)]));
  const latest = merged.at(-1);
  return {
    ...(changed && known ? withOthers({ schedules, seen }, known.progress) : { schedules, seen }),
    days: daysOf(counts),
    suspended,
    notes: sortedNotes,
    ...(latest ? { latestAt: latest.at } : {}),
    ...(apart.length > 0 ? { apart } : {}),
  };
}

/**
 * Where the user stands after everything in the journal. Attempts are replayed in order of time for the question that
 * owns them at the end; attempts of `--cram` leave the schedule alone but are seen and count in the days.
 * @param entries all entries, undos included, in any order, repeats allowed
 */
export const foldJournal = (entries: readonly Entry[], params: ScheduleParams): Progress =>
  foldMerged(mergeEntries(entries), params);

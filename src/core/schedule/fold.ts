// Computes progress from the whole journal. In its own file, because most commands never load the memory model:
// the fold is cached, and new entries are folded on top.
import { coveredShare } from '../base/attempt.ts';
import { dayNumberOf, dayOfNumber, numberOfDay } from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import type { ScheduleParams } from './days-off.ts';
import {
  COVERAGE_OF,
  FIRST_COVERAGE,
  FIRST_TELLS,
  RECALL_TELLS,
  replay,
  retrievability,
  type Review,
  ripened,
  type Schedule,
  type Strength,
  strengthAfter,
} from './schedule.ts';
import {
  type AttemptEntry,
  byTime,
  type Entry,
  historiesOf,
  liveEntries,
  type LiveEntry,
  mergeEntries,
} from './journal.ts';
import { type UndoneRelink, type DayCount, NO_PROGRESS, type Progress, type Seen } from './progress.ts';

export type Fold = {
  readonly progress: Progress;
  /** Answer times per question, ascending, ms: a median needs all of them. */
  readonly timesMs: ReadonlyMap<QuestionId, readonly number[]>;
  /** Entries with a greater id are new, and no undo names them yet. */
  readonly greatestId: string;
};

const NOTHING: Fold = { progress: NO_PROGRESS, timesMs: new Map(), greatestId: '' };

/**
 * Attempts are replayed in order of time, under the question that owns them in the end. `--cram` does not
 * affect the schedule, but counts in the days.
 * @param entries in any order, undos and repeats included
 */
export const foldJournal = (entries: readonly Entry[], params: ScheduleParams): Progress =>
  foldEntries(entries, params).progress;

export const foldEntries = (entries: readonly Entry[], params: ScheduleParams): Fold =>
  foldOnto(NOTHING, mergeEntries(entries), params);

/** Undefined if the whole journal has to be folded. */
export function foldMore(before: Fold, entries: readonly Entry[], params: ScheduleParams): Fold | undefined {
  const merged = mergeEntries(entries);
  if (!mayFollow(before, merged)) return undefined;
  const fold = foldOnto(before, merged, params);
  // Beyond safe integers, sums depend on order.
  const areExact = [...fold.progress.days.values()].every(({ elapsedMs }) => Number.isSafeInteger(elapsedMs));
  return areExact ? fold : undefined;
}

function mayFollow({ progress: { latestAt }, greatestId }: Fold, merged: readonly Entry[]): boolean {
  const ids = new Set(merged.map(({ id }) => id));
  return merged.every(
    (entry) =>
      (latestAt === undefined || entry.at > latestAt) &&
      entry.id > greatestId &&
      entry.type !== 'relink' &&
      (entry.type !== 'undo' || ids.has(entry.target)),
  );
}

/**
 * @param merged from `mergeEntries`
 */
function foldOnto(before: Fold, merged: readonly Entry[], params: ScheduleParams): Fold {
  const { progress } = before;
  const live = liveEntries(merged);
  const { attempts, notes, suspended } = historiesOf(live, progress.suspended);
  const { timesMs, ...folded } = foldAttempts(before, attempts, params);
  const undoneRelinks = [...(progress.undoneRelinks ?? []), ...undoneRelinksOf(merged, live)];
  const allNotes = new Map(progress.notes);
  for (const [question, list] of notes)
    allNotes.set(question, [...(allNotes.get(question) ?? []), ...list].toSorted(byTime));
  const ids = merged.flatMap((entry) => (entry.type === 'undo' ? [entry.id, entry.target] : [entry.id]));
  return {
    progress: {
      ...folded,
      suspended,
      notes: allNotes,
      latestAt: merged.at(-1)?.at ?? progress.latestAt,
      undoneRelinks: undoneRelinks.length > 0 ? undoneRelinks : undefined,
    },
    timesMs,
    greatestId: ids.reduce((greatest, id) => (id > greatest ? id : greatest), before.greatestId),
  };
}

/** Faster answers were shown at once, thrown away, or pasted, ms. */
const SHORTEST_MS = 8000;

const tellsPace = ({ elapsedMs }: AttemptEntry): boolean => elapsedMs >= SHORTEST_MS;

function foldAttempts(
  { progress, timesMs: timesBefore }: Fold,
  attempts: ReadonlyMap<QuestionId, readonly AttemptEntry[]>,
  params: ScheduleParams,
): Pick<Progress, 'schedules' | 'seen' | 'days'> & Pick<Fold, 'timesMs'> {
  const changed = new Map<QuestionId, Schedule>();
  const seen = new Map(progress.seen);
  const timesMs = new Map(timesBefore);
  const days = new Map(
    [...progress.days].map(([day, count]) => [numberOfDay(day), { ...EMPTY_DAY, ...count }]),
  );
  for (const [question, list] of attempts) {
    // A relink can put them out of order.
    const inOrder = list.toSorted(byTime);
    const last = inOrder.at(-1);
    if (!last) continue;
    const before = progress.schedules.get(question);
    const chances = new Map<Review, number>();
    const rated = inOrder.filter(({ cram }) => cram !== true);
    const schedule = replay(question, rated, params, (chance, review) => chances.set(review, chance), before);
    if (schedule) changed.set(question, schedule);
    const lastRated = before && dayNumberOf(before.lastAt, params.calendar);
    const known = countAttempts(
      days,
      inOrder,
      { lastRated, ...knownOf(progress.seen.get(question)) },
      chances,
      params,
    );
    const times = inOrder.flatMap((attempt) => (tellsPace(attempt) ? [attempt.elapsedMs] : []));
    const allTimes = [...(timesMs.get(question) ?? []), ...times].toSorted((a, b) => a - b);
    if (allTimes.length > 0) timesMs.set(question, allTimes);
    seen.set(question, seenAfter(seen.get(question), inOrder, { ...known, last, timesMs: allTimes }));
  }
  // In the order in which questions were first seen.
  const schedules = new Map<QuestionId, Schedule>();
  for (const question of seen.keys()) {
    const schedule = changed.get(question) ?? progress.schedules.get(question);
    if (schedule) schedules.set(question, schedule);
  }
  const counts = [...days].toSorted(([a], [b]) => a - b);
  return {
    schedules,
    seen,
    days: new Map(counts.map(([number, day]) => [dayOfNumber(number), dayCountOf(day)])),
    timesMs,
  };
}

type DayDraft = { -readonly [Field in keyof DayCount]-?: number };

const EMPTY_DAY: DayDraft = {
  attempts: 0,
  first: 0,
  firstRecalled: 0,
  reviews: 0,
  recalled: 0,
  foretold: 0,
  remembered: 0,
  likely: 0,
  covered: 0,
  expected: 0,
  elapsedMs: 0,
  mocked: 0,
};

/** Sums of such steps are exact in any order. */
const inSteps = (share: number): number => Math.round(share * 2 ** 30) / 2 ** 30;

type Known = {
  readonly expected: number | undefined;
  readonly strength: Strength | undefined;
};

const knownOf = (seen: Seen | undefined): Known => ({ expected: seen?.expected, strength: seen?.strength });

/** An answer that covers less was not remembered. */
const LEAST_REMEMBERED = 0.3;

/**
 * @param days by day number
 * @param before the day of its last rating, and what was known then
 * @param chances predicted by the model
 */
function countAttempts(
  days: Map<number, DayDraft>,
  attempts: readonly AttemptEntry[],
  before: { readonly lastRated: number | undefined } & Known,
  chances: ReadonlyMap<Review, number>,
  params: ScheduleParams,
): Known {
  let { lastRated, expected, strength } = before;
  for (const attempt of attempts) {
    const number = dayNumberOf(attempt.at, params.calendar);
    let day = days.get(number);
    if (!day) days.set(number, (day = { ...EMPTY_DAY }));
    day.attempts++;
    day.elapsedMs += Math.round(attempt.elapsedMs);
    if (attempt.by === 'mock') day.mocked++;
    if (attempt.cram === true) continue;
    const recalled = attempt.rating === 'again' ? 0 : 1;
    const settled = coveredShare(attempt.points);
    const share = settled ?? COVERAGE_OF[attempt.rating];
    const isRemembered = settled === undefined ? recalled === 1 : settled >= LEAST_REMEMBERED;
    const likely = strength === undefined ? 0 : retrievability(strength, attempt.at, params);
    const shown = settled === undefined ? attempt.rating : isRemembered ? 'good' : 'again';
    strength = strengthAfter(strength, { rating: shown, at: attempt.at }, params);
    if (number === lastRated) continue;
    const coverage = expected ?? FIRST_COVERAGE;
    if (lastRated === undefined) {
      day.first++;
      day.firstRecalled += recalled;
    } else {
      day.reviews++;
      day.recalled += recalled;
      day.foretold += inSteps(chances.get(attempt) ?? recalled);
      day.remembered += isRemembered ? 1 : 0;
      day.likely += inSteps(likely);
      day.covered += inSteps(share);
      day.expected += inSteps(likely * coverage);
    }
    const tells = !isRemembered ? 0 : lastRated === undefined ? FIRST_TELLS : RECALL_TELLS;
    expected = ripened(coverage + (share - coverage) * tells, 1);
    lastRated = number;
  }
  return { expected, strength };
}

// Absent, not undefined: the next fold spreads them.
const dayCountOf = ({ attempts, first, reviews, elapsedMs, mocked, ...day }: DayDraft): DayCount => ({
  attempts,
  first,
  reviews,
  elapsedMs,
  ...(first > 0 && { firstRecalled: day.firstRecalled }),
  ...(reviews > 0 && {
    recalled: day.recalled,
    foretold: day.foretold,
    remembered: day.remembered,
    likely: day.likely,
    covered: day.covered,
    expected: day.expected,
  }),
  ...(mocked > 0 && { mocked }),
});

/** The person answered these at a prompt, where an empty answer means "I said it aloud". */
const AT_PROMPT: ReadonlySet<AttemptEntry['by']> = new Set(['points', 'override', 'mock'] as const);

/** Recorded, or said without typing. Who did not recall it said nothing. */
const isSaidAloud = ({ mode, text = '', rating, by }: AttemptEntry): boolean =>
  mode === 'speak' || (text === '' && rating !== 'again' && AT_PROMPT.has(by));

/**
 * @param attempts at least one, in order of time, after those of `before`
 */
function seenAfter(
  before: Seen | undefined,
  attempts: readonly AttemptEntry[],
  {
    last,
    expected,
    strength,
    timesMs,
  }: Known & { readonly last: AttemptEntry; readonly timesMs: readonly number[] },
): Seen {
  const checked = attempts.findLast(({ points }) => points.length > 0);
  return {
    attempts: (before?.attempts ?? 0) + attempts.length,
    lastAt: last.at,
    lastRating: last.rating,
    coverage: checked ? coveredShare(checked.points) : before?.coverage,
    expected,
    strength,
    spokenAt: attempts.findLast(isSaidAloud)?.at ?? before?.spokenAt,
    // Absent when no answer was timed, as with `prep grade`.
    medianMs: timesMs[timesMs.length >> 1],
    title: attempts.findLast(({ title }) => title !== undefined)?.title ?? before?.title,
    hash: attempts.findLast(({ questionHash }) => questionHash !== undefined)?.questionHash ?? before?.hash,
    bank: last.bank,
  };
}

function undoneRelinksOf(entries: readonly Entry[], live: readonly LiveEntry[]): readonly UndoneRelink[] {
  const relinks = entries.filter((entry) => entry.type === 'relink');
  const inForce = new Set<Entry>(live.filter(({ type }) => type === 'relink'));
  const pairs = relinks.flatMap((entry) => (inForce.has(entry) ? [] : [{ from: entry.from, to: entry.to }]));
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

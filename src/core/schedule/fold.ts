// Computes progress from the whole journal. The result is cached, so that few commands load the memory model.
import { coveredShare } from '../base/attempt.ts';
import { dayNumberOf, dayOfNumber, type Instant } from '../base/day.ts';
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
  type Entry,
  historiesOf,
  liveEntries,
  type LiveEntry,
  mergeEntries,
} from './journal.ts';
import type { UndoneRelink, DayCount, Progress, Seen } from './progress.ts';

/**
 * Attempts are replayed in order of time, under the question that owns them in the end. `--cram` does not
 * affect the schedule, but counts in the days.
 * @param entries in any order, undos and repeats included
 */
export function foldJournal(entries: readonly Entry[], params: ScheduleParams): Progress {
  const merged = mergeEntries(entries);
  const live = liveEntries(merged);
  const { attempts, ...others } = historiesOf(live);
  return {
    ...foldAttempts(attempts, others.suspended, params),
    ...others,
    undoneRelinks: undoneRelinksOf(merged, live),
  };
}

/** Faster answers were shown at once, thrown away, or pasted, ms. */
const SHORTEST_MS = 8000;

function foldAttempts(
  attempts: ReadonlyMap<QuestionId, readonly AttemptEntry[]>,
  suspended: ReadonlySet<QuestionId>,
  params: ScheduleParams,
): Pick<Progress, 'schedules' | 'seen' | 'days' | 'skipped'> {
  const schedules = new Map<QuestionId, Schedule>();
  const seen = new Map<QuestionId, Seen>();
  const days = new Map<number, DayDraft>();
  const numberOf = (at: Instant): number => dayNumberOf(at, params.calendar);
  const empty = gapsIn(new Set([...attempts.values()].flatMap((list) => list.map(({ at }) => numberOf(at)))));
  const idle = new Set(empty);
  for (const [question, list] of attempts) {
    const last = list.at(-1);
    if (!last) continue;
    const chances = new Map<Review, number>();
    const rated = list.filter(({ cram }) => cram !== true);
    const schedule = replay(question, rated, params, (review, { chance, lastAt, dueAt }) => {
      chances.set(review, chance);
      if (idle.size === 0 || suspended.has(question)) return;
      const next = numberOf(review.at);
      let due: number | undefined;
      for (let day = numberOf(lastAt) + 1; day < next; day++)
        if (idle.has(day) && (due ??= numberOf(dueAt())) <= day) idle.delete(day);
    });
    if (schedule) schedules.set(question, schedule);
    const firstAt = rated[0]?.at;
    seen.set(question, { ...seenIn(list, last), firstAt, ...countAttempts(days, list, chances, params) });
  }
  const counts = [...days].toSorted(([a], [b]) => a - b);
  const skipped = empty.filter((day) => !idle.has(day)).map(dayOfNumber);
  const byDay = new Map(counts.map(([number, day]) => [dayOfNumber(number), day]));
  return { schedules, seen, days: byDay, ...(skipped.length > 0 && { skipped }) };
}

/** A clock that was far ahead must not fill the memory. */
const LONGEST_GAP_DAYS = 366;

/** The days between them, of each gap the last ones. */
function gapsIn(days: ReadonlySet<number>): readonly number[] {
  const inOrder = [...days].toSorted((a, b) => a - b);
  return inOrder.slice(1).flatMap((next, at) => {
    const length = Math.min(LONGEST_GAP_DAYS, next - (inOrder[at] ?? next) - 1);
    return Array.from({ length }, (_, index) => next - length + index);
  });
}

type DayDraft = { -readonly [Field in keyof DayCount]: number };

const EMPTY_DAY: DayDraft = {
  first: 0,
  firstRecalled: 0,
  reviews: 0,
  recalled: 0,
  foretold: 0,
  remembered: 0,
  likely: 0,
  covered: 0,
  expected: 0,
  mocked: 0,
};

/** An answer that covers less was not remembered. */
const LEAST_REMEMBERED = 0.3;

/**
 * @param days by day number
 * @param chances predicted by the model
 */
function countAttempts(
  days: Map<number, DayDraft>,
  attempts: readonly AttemptEntry[],
  chances: ReadonlyMap<Review, number>,
  params: ScheduleParams,
): Pick<Seen, 'expected' | 'strength'> {
  /** The day of the last rating. */
  let lastRated: number | undefined;
  let expected: number | undefined;
  let strength: Strength | undefined;
  for (const attempt of attempts) {
    const number = dayNumberOf(attempt.at, params.calendar);
    let day = days.get(number);
    if (!day) days.set(number, (day = { ...EMPTY_DAY }));

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
      day.foretold += chances.get(attempt) ?? recalled;
      day.remembered += isRemembered ? 1 : 0;
      day.likely += likely;
      day.covered += share;
      day.expected += likely * coverage;
    }
    const tells = !isRemembered ? 0 : lastRated === undefined ? FIRST_TELLS : RECALL_TELLS;
    expected = ripened(coverage + (share - coverage) * tells, 1);
    lastRated = number;
  }
  return { expected, strength };
}

/** The person answered these at a prompt, where an empty answer means "I said it aloud". */
const AT_PROMPT: ReadonlySet<AttemptEntry['by']> = new Set(['points', 'override', 'mock'] as const);

/** Recorded, or said without typing. Who did not recall it said nothing. */
const isSaidAloud = ({ mode, text = '', rating, by }: AttemptEntry): boolean =>
  mode === 'speak' || (text === '' && rating !== 'again' && AT_PROMPT.has(by));

/** @param attempts in order of time */
function seenIn(attempts: readonly AttemptEntry[], last: AttemptEntry): Seen {
  const checked = attempts.findLast(({ points }) => points.length > 0);
  const timesMs = attempts.map(({ elapsedMs }) => elapsedMs).filter((ms) => ms >= SHORTEST_MS);
  return {
    attempts: attempts.length,
    lastAt: last.at,
    lastRating: last.rating,
    coverage: checked && coveredShare(checked.points),
    spokenAt: attempts.findLast(isSaidAloud)?.at,
    // Absent when no answer was timed, as with `prep grade`.
    medianMs: timesMs.toSorted((a, b) => a - b)[timesMs.length >> 1],
    title: attempts.findLast(({ title }) => title !== undefined)?.title,
    hash: attempts.findLast(({ questionHash }) => questionHash !== undefined)?.questionHash,
    bank: last.bank,
  };
}

function undoneRelinksOf(entries: readonly Entry[], live: readonly LiveEntry[]): readonly UndoneRelink[] {
  const inForce = new Set<Entry>(live.filter(({ type }) => type === 'relink'));
  const undone = entries.filter((entry) => entry.type === 'relink').filter((entry) => !inForce.has(entry));
  return undone.map(({ from, to }) => ({ from, to }));
}

// What holds after everything in the journal: one pass over its entries. Apart from journal.ts because it needs the
// model of memory, which most commands never load: the fold is cached.
import { dayNumberOf, dayOfNumber, type Calendar, type Day } from './day.ts';
import {
  byTime,
  historiesOf,
  liveEntries,
  mergeEntries,
  type AttemptEntry,
  type Entry,
  type LiveEntry,
} from './journal.ts';
import type { Apart, DayCount, Progress, Seen } from './progress.ts';
import type { QuestionId } from './question.ts';
import { replay, type Review, type Schedule, type ScheduleParams } from './schedule.ts';

/** Moves of history that were taken back, each once. */
function apartOf(entries: readonly Entry[], live: readonly LiveEntry[]): readonly Apart[] {
  const inForce = new Set<Entry>(live);
  const pairs = entries.flatMap((entry) =>
    entry.type === 'relink' && !inForce.has(entry) ? [{ from: entry.from, to: entry.to }] : [],
  );
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

function coverageOf({ points }: AttemptEntry): number {
  return points.filter((point) => point === 1).length / points.length;
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
  const checked = attempts.findLast((attempt) => attempt.points.length > 0);
  const { title } = attempts.findLast((attempt) => attempt.title !== undefined) ?? {};
  const { questionHash } = attempts.findLast((attempt) => attempt.questionHash !== undefined) ?? {};
  const median = medianMs(attempts);
  return {
    attempts: attempts.length,
    lastAt: last.at,
    lastRating: last.rating,
    ...(checked ? { coverage: coverageOf(checked) } : {}),
    ...(median === undefined ? {} : { medianMs: median }),
    ...(title === undefined ? {} : { title }),
    ...(questionHash === undefined ? {} : { hash: questionHash }),
    ...(last.bank === undefined ? {} : { bank: last.bank }),
  };
}

type Count = { -readonly [Field in keyof DayCount]: DayCount[Field] };

/**
 * Adds one question's attempts, in order of time, to the counts by day number.
 * @param chances what the model foretold of each attempt that counts in the schedule, but the first
 */
function countDays(
  counts: Map<number, Count>,
  attempts: readonly AttemptEntry[],
  chances: ReadonlyMap<Review, number>,
  calendar: Calendar,
): void {
  let lastRated: number | undefined;
  for (const attempt of attempts) {
    const day = dayNumberOf(attempt.at, calendar);
    const count = counts.get(day) ?? { attempts: 0, first: 0, reviews: 0, elapsedMs: 0 };
    counts.set(day, count);
    count.attempts++;
    count.elapsedMs += attempt.elapsedMs;
    if (attempt.by === 'mock') count.mocked = (count.mocked ?? 0) + 1;
    if (attempt.cram === true || day === lastRated) continue;
    const recalled = attempt.rating === 'again' ? 0 : 1;
    if (lastRated === undefined) {
      count.first++;
      count.firstRecalled = (count.firstRecalled ?? 0) + recalled;
    } else {
      count.reviews++;
      count.recalled = (count.recalled ?? 0) + recalled;
      count.foretold = (count.foretold ?? 0) + (chances.get(attempt) ?? recalled);
    }
    lastRated = day;
  }
}

function daysOf(counts: ReadonlyMap<number, Count>): ReadonlyMap<Day, DayCount> {
  return new Map([...counts].toSorted(([a], [b]) => a - b).map(([day, count]) => [dayOfNumber(day), count]));
}

/**
 * Where the user stands after everything in the journal. Attempts are replayed in order of time for the question that
 * owns them at the end; attempts of `--cram` leave the schedule alone but are seen and count in the days.
 * @param entries all entries, undos included, in any order, repeats allowed
 */
export function foldJournal(entries: readonly Entry[], params: ScheduleParams): Progress {
  const merged = mergeEntries(entries);
  const live = liveEntries(merged);
  const apart = apartOf(merged, live);
  const { attempts, notes, suspended } = historiesOf(live);
  const schedules = new Map<QuestionId, Schedule>();
  const seen = new Map<QuestionId, Seen>();
  const counts = new Map<number, Count>();
  for (const [question, list] of attempts) {
    const inOrder = list.toSorted(byTime);
    const last = inOrder.at(-1);
    if (!last) continue;
    const chances = new Map<Review, number>();
    const schedule = replay(
      question,
      inOrder.filter((attempt) => attempt.cram !== true),
      params,
      (chance, review) => chances.set(review, chance),
    );
    if (schedule) schedules.set(question, schedule);
    seen.set(question, seenOf(inOrder, last));
    countDays(counts, inOrder, chances, params.calendar);
  }
  const sortedNotes = new Map([...notes].map(([question, list]) => [question, list.toSorted(byTime)]));
  const latest = merged.at(-1);
  return {
    schedules,
    seen,
    days: daysOf(counts),
    suspended,
    notes: sortedNotes,
    ...(latest ? { latestAt: latest.at } : {}),
    ...(apart.length > 0 ? { apart } : {}),
  };
}

// Everything that happened, as entries in any order, so that journals of several machines can be merged.
import type { Attempt } from '../base/attempt.ts';
import { pushTo } from '../base/collections.ts';
import type { Instant } from '../base/day.ts';
import type { StoredFill } from '../base/metric.ts';
import type { QuestionId } from '../base/question.ts';
import { compare } from '../base/text.ts';
import type { OwnAnswer } from '../settings/config.ts';

type Happened = { readonly id: string; readonly at: Instant };

export type AttemptEntry = { readonly type: 'attempt' } & Attempt;
type UndoEntry = Happened & { readonly type: 'undo'; readonly target: string };
export type SuspendEntry = Happened & {
  readonly type: 'suspend' | 'unsuspend';
  readonly question: QuestionId;
};
export type RelinkEntry = Happened & {
  readonly type: 'relink';
  readonly from: QuestionId;
  readonly to: QuestionId;
  readonly why?: string;
};
export type NoteEntry = Happened & {
  readonly type: 'note';
  readonly question: QuestionId;
  readonly text: string;
};

export type Change<Held> = { readonly name: string; readonly before?: Held; readonly after?: Held };
/**
 * Own answers by question, values by name, and files of the own bank, before and after; absent for none.
 * `imported`: how many questions and media an import wrote, `edited`: a file in an editor; neither is undone.
 */
export type ChangeEntry = Happened & {
  readonly type: 'change';
  readonly own?: readonly Change<OwnAnswer>[];
  readonly values?: readonly Change<StoredFill>[];
  readonly files?: readonly Change<string>[];
  readonly imported?: number;
  readonly edited?: boolean;
};

export type Entry = AttemptEntry | UndoEntry | SuspendEntry | RelinkEntry | NoteEntry | ChangeEntry;

export type LiveEntry = Exclude<Entry, UndoEntry>;

export const byTime = (a: Happened, b: Happened): number => a.at - b.at || compare(a.id, b.id);

/** Equal for equal content in any field order. */
function contentOf(entry: Entry): string {
  const given = Object.entries(entry).filter(([, value]) => value !== undefined);
  return JSON.stringify(given.toSorted(([a], [b]) => compare(a, b)));
}

/**
 * Each id once, in order of time. Commutative, associative, and idempotent. Of two different entries with one
 * id, the one whose content sorts first is kept.
 */
export function mergeEntries(...lists: readonly (readonly Entry[])[]): readonly Entry[] {
  const byId = new Map<string, Entry>();
  for (const list of lists) {
    for (const entry of list) {
      const known = byId.get(entry.id);
      if (known === undefined || (known !== entry && contentOf(entry) < contentOf(known)))
        byId.set(entry.id, entry);
    }
  }
  return [...byId.values()].toSorted(byTime);
}

/**
 * Each id once, in the order in which they were written: a file only grows, so an entry above one with an earlier time
 * was written before that, by a clock that was ahead.
 */
export function writtenOrder(files: readonly (readonly Entry[])[]): readonly Entry[] {
  const written = new Map<string, { readonly at: number; readonly position: number }>();
  for (const entries of files) {
    let earliest = Infinity;
    for (const [position, { id, at }] of [...entries.entries()].toReversed()) {
      earliest = Math.min(earliest, at);
      if (earliest < (written.get(id)?.at ?? Infinity)) written.set(id, { at: earliest, position });
    }
  }
  const first = { at: 0, position: 0 };
  const of = ({ id }: Entry) => written.get(id) ?? first;
  return mergeEntries(...files).toSorted((a, b) => of(a).at - of(b).at || of(a).position - of(b).position);
}

/** When each entry was undone. The latest first, so that an undone undo has no effect. */
export function undoneTimes(entries: readonly Entry[]): ReadonlyMap<string, Instant> {
  const undone = new Map<string, Instant>();
  for (const entry of entries.toReversed())
    if (entry.type === 'undo' && !undone.has(entry.id)) undone.set(entry.target, entry.at);
  return undone;
}

/** @param entries in order */
export function liveEntries<E extends Entry>(entries: readonly E[]): readonly Exclude<E, UndoEntry>[] {
  const undone = undoneTimes(entries);
  return entries.filter(
    (entry): entry is Exclude<E, UndoEntry> => entry.type !== 'undo' && !undone.has(entry.id),
  );
}

/** Latest undo last, each step with the `undo` whose undo brings it back. Whatever is recorded later ends that. */
export function undoneSteps(entries: readonly Entry[]): ReadonlyMap<LiveEntry, UndoEntry> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const undone = undoneTimes(entries);
  const steps = new Map<LiveEntry, UndoEntry>();
  for (const entry of entries) {
    if (entry.type !== 'undo') steps.clear();
    else if (!undone.has(entry.id)) {
      const step = byId.get(entry.target);
      if (step && step.type !== 'undo') steps.set(step, entry);
    }
  }
  return steps;
}

export type Note = { readonly id: string; readonly at: Instant; readonly text: string };

type Histories = {
  readonly attempts: Map<QuestionId, AttemptEntry[]>;
  readonly notes: Map<QuestionId, Note[]>;
  readonly suspended: Set<QuestionId>;
};

function moveList<T extends Happened>(lists: Map<QuestionId, T[]>, from: QuestionId, to: QuestionId): void {
  const moved = lists.get(from);
  if (!moved || from === to) return;
  lists.delete(from);
  lists.set(to, [...(lists.get(to) ?? []), ...moved].toSorted(byTime));
}

function relink({ attempts, notes, suspended }: Histories, { from, to }: RelinkEntry): void {
  moveList(attempts, from, to);
  moveList(notes, from, to);
  if (suspended.delete(from)) suspended.add(to);
}

/** Each list in order of time: a relink can put it out of order. */
export function historiesOf(entries: readonly LiveEntry[]): Histories {
  const histories: Histories = { attempts: new Map(), notes: new Map(), suspended: new Set() };
  for (const entry of entries) {
    if (entry.type === 'attempt') pushTo(histories.attempts, entry.question, entry);
    else if (entry.type === 'note') {
      pushTo(histories.notes, entry.question, { id: entry.id, at: entry.at, text: entry.text });
    } else if (entry.type === 'relink') relink(histories, entry);
    else if (entry.type === 'suspend') histories.suspended.add(entry.question);
    else if (entry.type === 'unsuspend') histories.suspended.delete(entry.question);
  }
  return histories;
}

/**
 * In order of time, each with its current question.
 * @param entries in any order, undos and repeats included
 */
export function liveAttempts(entries: readonly Entry[]): readonly AttemptEntry[] {
  const { attempts } = historiesOf(liveEntries(mergeEntries(entries)));
  const all = [...attempts].flatMap(([question, list]) => list.map((attempt) => ({ ...attempt, question })));
  return all.toSorted(byTime);
}

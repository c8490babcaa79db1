// The journal without its words: what folds and statistics need of each entry, small enough to be kept beside the journal
// for a hundred thousand of them. Knows nothing of how it is kept.
import { byTime, type AttemptEntry, type Entry } from './journal.ts';

/** What only the journal itself has. */
type Words = 'text' | 'recording' | 'delivery' | 'transcribed' | 'partsMs' | 'session';

/** An attempt without its texts. */
export type KeptAttempt = Omit<AttemptEntry, Words | 'cram'> & {
  /** True for `--cram`: it left the schedule alone. */
  readonly cram: boolean;
  /** True when its words are known: typed, or recognised from a recording. Only then could it be seen to cite anything. */
  readonly worded: boolean;
};

/** An entry as it is kept; folds the same as the entry that it was made from. */
export type KeptEntry = KeptAttempt | Exclude<Entry, AttemptEntry>;

type Draft = { -readonly [Field in keyof KeptAttempt]: KeptAttempt[Field] };

/** The entry without its words. */
export function keptOf(entry: Entry): KeptEntry {
  if (entry.type !== 'attempt') return entry;
  const { id, question, rating, at, elapsedMs, mode, points, cited, cram, text } = entry;
  const worded = text !== undefined && text.trim() !== '';
  const plain = { id, question, rating, at, elapsedMs, mode, points, cited };
  const kept: Draft = { type: 'attempt', ...plain, cram: cram === true, worded };
  // One by one: a journal has many lines.
  if (entry.predicted !== undefined) kept.predicted = entry.predicted;
  if (entry.by !== undefined) kept.by = entry.by;
  if (entry.title !== undefined) kept.title = entry.title;
  if (entry.questionHash !== undefined) kept.questionHash = entry.questionHash;
  if (entry.bank !== undefined) kept.bank = entry.bank;
  return kept;
}

/**
 * A merged journal with more entries, in order of time; the entries that were there stay the same objects.
 * @returns undefined when an id comes twice: which of two entries holds is told by their words (`mergeEntries`)
 */
export function withMore(
  merged: readonly KeptEntry[],
  more: readonly Entry[],
): readonly KeptEntry[] | undefined {
  if (more.length === 0) return merged;
  const ids = new Set(more.map(({ id }) => id));
  if (ids.size < more.length || merged.some(({ id }) => ids.has(id))) return undefined;
  const added = more.map(keptOf).toSorted(byTime);
  const [latest, first] = [merged.at(-1), added[0]];
  const isLater = !latest || !first || byTime(latest, first) < 0;
  return isLater ? [...merged, ...added] : [...merged, ...added].toSorted(byTime);
}

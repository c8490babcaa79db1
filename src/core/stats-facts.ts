// What statistics need of each attempt: everything but its texts. Knows nothing of how it is kept.
import { historiesOf, liveEntries, mergeEntries, type Entry, type UndoEntry } from './journal.ts';
import { keptOf, type KeptAttempt, type KeptEntry } from './kept.ts';
import type { QuestionId } from './question.ts';

/** An attempt without its texts. */
export type AttemptFacts = Pick<
  KeptAttempt,
  'question' | 'at' | 'elapsedMs' | 'rating' | 'points' | 'cited' | 'predicted' | 'cram' | 'worded'
>;

type LiveEntry = Exclude<KeptEntry, UndoEntry>;
const areAttempts = (live: readonly LiveEntry[]): live is readonly KeptAttempt[] =>
  live.every(({ type }) => type === 'attempt');

/**
 * The attempts that are in force, in order of time, each with the question that owns it now.
 * @param merged as `mergeEntries` or `withMore` give them
 */
export function factsOf(merged: readonly KeptEntry[]): readonly AttemptFacts[] {
  const live = liveEntries(merged);
  if (areAttempts(live)) return live;
  const attempts = live.filter((entry) => entry.type === 'attempt');
  if (!live.some(({ type }) => type === 'relink')) return attempts;
  const owners = new Map<Entry, QuestionId>();
  for (const [question, list] of historiesOf(live).attempts)
    for (const entry of list) owners.set(entry, question);
  return attempts.map((attempt) => {
    const question = owners.get(attempt) ?? attempt.question;
    return question === attempt.question ? attempt : { ...attempt, question };
  });
}

/**
 * The same for any entries.
 * @param entries all entries, undos included, in any order, repeats allowed
 */
export const attemptFacts = (entries: readonly Entry[]): readonly AttemptFacts[] =>
  factsOf(mergeEntries(entries).map(keptOf));

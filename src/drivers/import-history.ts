// History that comes along with an import: what Anki logged, and what was done under ids that cannot be written down.
import type { Context } from '../context.ts';
import { bankLabel } from '../core/bank.ts';
import type { Link } from '../core/carried.ts';
import type { Calendar, Instant } from '../core/day.ts';
import { reviewEntries, type Review } from '../core/import-reviews.ts';
import type { Entry, RelinkEntry } from '../core/journal.ts';
import type { QuestionId } from '../core/question.ts';
import type { PlannedQuestion } from './import-decide.ts';
import type { ImportSource } from './import-read.ts';
import { upstreamKey } from './import-wishes.ts';

/** What goes into the journal. */
export type ImportedHistory = {
  readonly entries: readonly Entry[];
  /** How many reviews the decks hold, and how many attempts of them are new here. */
  readonly reviews: number;
  readonly attempts: number;
  /** True when all that the decks hold is in the journal already. */
  readonly isKnown: boolean;
};

type Head = Review['head'];

/** The questions that are here after the import, by the name that their file gives them. */
function headsHere(
  questions: readonly PlannedQuestion[],
  ids: ReadonlyMap<string, QuestionId>,
): ReadonlyMap<string, Head> {
  const heads = new Map<QuestionId, Head>(
    questions
      .filter(({ row }) => row.state !== 'deleted')
      .map(({ row, incoming }) => {
        const { title, answerHash } = incoming.placed.one.head;
        return [row.id, { id: row.id, title, answerHash }];
      }),
  );
  return new Map(
    [...ids].flatMap(([key, id]) => {
      const head = heads.get(id);
      return head ? [[key, head] as const] : [];
    }),
  );
}

function reviewsOf(sources: readonly ImportSource[], heads: ReadonlyMap<string, Head>): readonly Review[] {
  return sources.flatMap(({ decks }) =>
    [...decks].flatMap(([stored, { reviews }]) =>
      reviews.flatMap(({ question, guid, at, ease, elapsedMs, kind }): readonly Review[] => {
        const head = heads.get(upstreamKey(stored, question));
        return head ? [{ head, card: guid, at, ease, elapsedMs, cram: kind === 'filtered' }] : [];
      }),
    ),
  );
}

/** New questions whose ids have no letter, and so got others: what was done under the old id comes along. */
export const movedIds = (questions: readonly PlannedQuestion[]): readonly Link[] =>
  questions
    .filter(({ row, incoming }) => row.state === 'new' && row.id === `q-${incoming.placed.one.head.id}`)
    .map(({ row, incoming }) => ({ from: incoming.placed.one.head.id, to: row.id }));

/** The histories among what moves. */
function relinksOf(
  { random }: Context,
  moved: readonly Link[],
  entries: readonly Entry[],
  now: Instant,
): readonly RelinkEntry[] {
  if (moved.length === 0) return [];
  const attempted = new Set(entries.flatMap((entry) => (entry.type === 'attempt' ? [entry.question] : [])));
  return moved
    .filter(({ from }) => attempted.has(from))
    .map((link) => ({ type: 'relink', id: random.id(now), at: now, ...link, why: 'imported' }));
}

/**
 * What an import adds to the journal.
 * @param ids the id of each question here, by the name that its file gives it
 * @param root folder of the bank
 */
export function importedHistory(
  context: Context,
  sources: readonly ImportSource[],
  questions: readonly PlannedQuestion[],
  ids: ReadonlyMap<string, QuestionId>,
  root: string,
  calendar: Calendar,
): ImportedHistory {
  const reviews = reviewsOf(sources, headsHere(questions, ids));
  const { entries } = context.journal.read();
  const now = context.clock.now();
  const known = new Set(entries.map(({ id }) => id));
  const attempts = reviewEntries(reviews, known, bankLabel(root, context.banks), calendar, now);
  const moved = relinksOf(context, movedIds(questions), entries, now);
  return {
    entries: [...attempts, ...moved],
    reviews: reviews.length,
    attempts: attempts.length,
    // What is to come is left out for another reason.
    isKnown: attempts.length === 0 && reviews.some(({ at }) => at <= now),
  };
}

// Review logs of other programs as attempts of the journal.
import { groupBy } from '../base/collections.ts';
import { type Calendar, dayOf, type Instant } from '../base/day.ts';
import type { QuestionHead } from '../base/question.ts';
import { ulidOf } from '../base/ids.ts';
import type { Rating } from '../base/attempt.ts';
import type { AttemptEntry } from '../schedule/journal.ts';

export type Review = {
  readonly head: Pick<QuestionHead, 'id' | 'title' | 'answerHash'>;
  /** Identifies the question in the other program, in every copy of it. */
  readonly card: string;
  readonly at: Instant;
  readonly ease: 1 | 2 | 3 | 4;
  readonly elapsedMs: number;
  /** Studied out of turn: no effect on the schedule. */
  readonly cram: boolean;
};

const RATING: Readonly<Record<Review['ease'], Rating>> = { 1: 'again', 2: 'hard', 3: 'good', 4: 'easy' };

/** The same wherever and whenever it is imported, so that merged journals hold it once. */
const idOf = ({ card, at }: Review): string => ulidOf(at, `${card}/${at}`);

function byDay(reviews: readonly Review[], calendar: Calendar): readonly (readonly Review[])[] {
  const inOrder = reviews.toSorted((a, b) => a.at - b.at);
  const keyOf = ({ at, cram, head }: Review): string => `${dayOf(at, calendar)} ${cram} ${head.id}`;
  return [...groupBy(inOrder, keyOf).values()];
}

/**
 * The attempts that count on a day: the first answer; after a failed one also the last, when the card was
 * recalled in the end. Those in between are learning steps of the other program, which repeat a card within
 * minutes.
 */
function folded(day: readonly Review[]): readonly Review[] {
  const [first] = day;
  const last = day.at(-1);
  if (!first || !last) return [];
  return first.ease === 1 && last.ease > 1 ? [first, last] : [first];
}

function attemptOf(review: Review, bank: string): AttemptEntry {
  const { head, at, ease, elapsedMs, cram } = review;
  return {
    type: 'attempt',
    id: idOf(review),
    question: head.id,
    rating: RATING[ease],
    at,
    elapsedMs,
    mode: 'think',
    points: [],
    cited: [],
    ...(cram && { cram: true }),
    title: head.title,
    questionHash: head.answerHash,
    bank,
  };
}

/**
 * The attempts that the journal does not hold yet. A day that was imported before and looks different now
 * (the zone was changed, or later answers came) gets none that would count twice.
 * @param known ids of all entries of the journal, including those taken back
 * @param bank label of the questions' bank now
 * @param now later reviews are ignored: a clock was wrong
 */
export function reviewEntries(
  reviews: readonly Review[],
  known: ReadonlySet<string>,
  bank: string,
  calendar: Calendar,
  now: Instant,
): readonly AttemptEntry[] {
  const past = reviews.filter(({ at }) => at <= now);
  return byDay(past, calendar).flatMap((day) => {
    const wanted = folded(day);
    const isOther = day.some((review) => known.has(idOf(review)) && !wanted.includes(review));
    return isOther
      ? []
      : wanted.filter((review) => !known.has(idOf(review))).map((review) => attemptOf(review, bank));
  });
}

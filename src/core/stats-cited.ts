// Numbers cited: of those that an answer could have had, how many it had. Counted are answers whose words are known, and
// numbers of the question that have a value today and had one at the time of the answer, as far as that is known.
import { dayOfNumber, parseIso, type Day } from './day.ts';
import type { Figures } from './figures.ts';
import { groupBy } from './groups.ts';
import type { QuestionHead, QuestionId } from './question.ts';
import { mondayOf, type Dated } from './stats-days.ts';
import type { AttemptFacts } from './stats-facts.ts';
import { shareOf, type Share } from './stats-share.ts';

const LEAST_NUMBERS = 10;
const LEAST_OF_WEEK = 3;

/** How many of the numbers that answers could have cited they did, in all and by week. */
export type Cited = Share & {
  /** Answers that had a number to cite. */
  readonly answers: number;
  /** Weeks with such an answer, by their Monday, in order. */
  readonly weeks: readonly (Share & { readonly week: Day })[];
};

/** When the values that a number follows from were given, the latest of them; undefined when that is not known. */
function givenAt(key: string, { values, inputs }: Figures): number | undefined {
  let latest: number | undefined;
  for (const name of inputs.get(key) ?? [key]) {
    const at = parseIso(values.get(name)?.updatedAt ?? '');
    if (at === undefined) return undefined;
    latest = Math.max(latest ?? at, at);
  }
  return latest;
}

/**
 * Since when each number has a value: since it was given, or since an answer first cited it, whichever is earlier, as a
 * value that is measured anew has a later time.
 * @param attempts all there are, in order of time
 */
function knownSince(attempts: readonly AttemptFacts[], figures: Figures): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  for (const key of figures.values.keys()) {
    const at = givenAt(key, figures);
    if (at !== undefined) since.set(key, at);
  }
  for (const { at, cited } of attempts)
    for (const key of cited)
      if (figures.values.has(key) && at < (since.get(key) ?? Infinity)) since.set(key, at);
  return since;
}

type Counted = { readonly day: number; readonly hits: number; readonly total: number };

const together = (counted: readonly Counted[], least: number): Share =>
  shareOf(
    counted.reduce((sum, { hits }) => sum + hits, 0),
    counted.reduce((sum, { total }) => sum + total, 0),
    least,
  );

/**
 * @param chosen the attempts to count, in order of time
 * @param all all there are, in order of time
 */
export function citedOf(
  chosen: readonly Dated[],
  all: readonly AttemptFacts[],
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  figures: Figures,
): Cited {
  const since = knownSince(all, figures);
  const counted = chosen.flatMap(({ attempt, day }): readonly Counted[] => {
    const keys = attempt.worded ? (heads.get(attempt.question)?.placeholderKeys ?? []) : [];
    const there = keys.filter((key) => (since.get(key) ?? Infinity) <= attempt.at);
    if (there.length === 0) return [];
    return [{ day, hits: there.filter((key) => attempt.cited.includes(key)).length, total: there.length }];
  });
  const weeks = groupBy(counted, ({ day }) => mondayOf(day));
  return {
    ...together(counted, LEAST_NUMBERS),
    answers: counted.length,
    weeks: [...weeks].map(([monday, list]) => ({
      week: dayOfNumber(monday),
      ...together(list, LEAST_OF_WEEK),
    })),
  };
}

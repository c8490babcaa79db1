// Numbers cited: of those that an answer could have had, how many it had. Counted are answers whose words are known, and
// numbers of the question that have a value today and had one at the time of the answer, as far as that is known.
import { dayOfNumber, parseIso, type Day } from './day.ts';
import type { Figures } from './figures.ts';
import { mondayOf, type Dated } from './stats-days.ts';
import type { AttemptFacts } from './stats-facts.ts';
import { shareOfAll, tally, type Share, type Tally } from './stats-share.ts';

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
    const value = values.get(name);
    const at = value?.origin === 'notMeasured' ? undefined : parseIso(value?.updatedAt ?? '');
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

/**
 * @param chosen the attempts to count, in order of time
 * @param all all there are, in order of time
 */
export function citedOf(chosen: readonly Dated[], all: readonly AttemptFacts[], figures: Figures): Cited {
  const since = knownSince(all, figures);
  const byWeek = new Map<number, Tally>();
  let answers = 0;
  for (const { attempt, day, head } of chosen) {
    const keys = attempt.worded ? (head?.placeholderKeys ?? []) : [];
    const there = keys.filter((key) => (since.get(key) ?? Infinity) <= attempt.at);
    if (there.length === 0) continue;
    answers++;
    tally(byWeek, mondayOf(day), there.filter((key) => attempt.cited.includes(key)).length, there.length);
  }
  return {
    ...shareOfAll(byWeek.values(), LEAST_NUMBERS),
    answers,
    weeks: [...byWeek].map(([monday, week]) => ({
      week: dayOfNumber(monday),
      ...shareOfAll([week], LEAST_OF_WEEK),
    })),
  };
}

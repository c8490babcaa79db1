// Who gets which candidate: the surest pairs first, each candidate once. Knows scores; knows nothing of what they are made of.
import type { Bound } from './bind.ts';

/** A metric and a candidate that may be what it asks for. */
export type Pair = {
  readonly wish: number;
  readonly at: number;
  /** The same for candidates that differ only in their statistic. */
  readonly series: string;
  readonly score: number;
  readonly bound: Bound;
  /** Whether the metric says which statistic it wants. */
  readonly isStated: boolean;
};

/** Two metrics whose scores for a candidate are nearer than this want it equally. */
const MARGIN = 0.05;
/** How much less sure a second choice may be than the first, which somebody else got. */
const LARGEST_STEP = 0.15;

/**
 * Gives each metric its best candidate, in the order of how sure the pairs are. Where several metrics want one equally, all of
 * them go without: nobody can tell which is meant.
 * @param pairs by metric, best first
 * @param least score from which a pair counts
 * @returns the pair of each metric that gets one
 */
export function assigned(pairs: readonly (readonly Pair[])[], least: number): ReadonlyMap<number, Pair> {
  const taken = new Set<number>();
  const series = new Map<string, boolean>();
  const leads = new Map<number, Pair>();
  const waiting = new Set(pairs.keys());

  /** Whether a metric may have it: not taken, nor a sibling of what somebody took who did not say which statistic. */
  const isFree = ({ at, series: own, isStated }: Pair): boolean => {
    const other = series.get(own);
    return !taken.has(at) && (other === undefined || (other && isStated));
  };
  const bestOf = (wish: number): Pair | undefined => {
    const [first] = pairs[wish] ?? [];
    const free = pairs[wish]?.find((pair) => isFree(pair));
    return first && free && free.score >= least && free.score >= first.score - LARGEST_STEP
      ? free
      : undefined;
  };
  const rivalsOf = (pair: Pair): readonly number[] =>
    [...waiting].filter((wish) => {
      const other = wish === pair.wish ? undefined : pairs[wish]?.find(({ at }) => at === pair.at);
      const best = pairs[wish]?.find((one) => isFree(one));
      return other && other.score > pair.score - MARGIN && best && best.score < other.score + MARGIN;
    });

  for (;;) {
    let next: Pair | undefined;
    for (const wish of waiting) {
      const best = bestOf(wish);
      if (best && (!next || best.score > next.score)) next = best;
    }
    if (!next) return leads;
    const rivals = rivalsOf(next);
    waiting.delete(next.wish);
    for (const rival of rivals) waiting.delete(rival);
    if (rivals.length > 0) continue;
    leads.set(next.wish, next);
    taken.add(next.at);
    series.set(next.series, next.isStated);
  }
}

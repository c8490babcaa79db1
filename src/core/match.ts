// Which values of result files are what a metric asks for. A wrong proposal costs more than a missing one: only sure pairs are
// proposed, and two metrics that want the same value equally get none.
import { bindValue, type Bound } from './bind.ts';
import { lexiconOf, nameShare, score, WEAK, type Lexicon, type Offer, type Wanted } from './match-score.ts';
import { tellingWords } from './match-words.ts';

export { STRONG } from './match-score.ts';
export type { Offer, Wanted } from './match-score.ts';

/** A candidate that suits a metric, as sure as `score` says, 0–1. */
type Ranked = { readonly offer: Offer; readonly score: number; readonly bound: Bound };

export type Proposal = { readonly key: string; readonly ranked: readonly Ranked[] };

/** Score from which a candidate is proposed, and from which it is listed below a proposal. */
export const PROPOSED = 0.55;
const LISTED = 0.35;
/** Candidates listed for one metric. */
const MOST_RANKED = 5;
/** Candidates that are kept for one metric, since others may be given the first ones, and those whose number is looked at. */
const MOST_KEPT = 8;
const MOST_BOUND = 50;
/** Part of a name that a candidate must have to be looked at. */
const LEAST_NAME = 0.3;
/** Two scores that are nearer than this are a choice. */
const MARGIN = 0.05;
/** How much less sure a second choice may be than the first, which another metric got. */
const LARGEST_STEP = 0.15;

/** A metric and a candidate that may be what it asks for, by their indexes. */
type Pair = {
  readonly wish: number;
  readonly at: number;
  /** The same for candidates that differ only in their statistic. */
  readonly series: string;
  readonly score: number;
  readonly bound: Bound;
  /** Whether the metric says which statistic it wants. */
  readonly isStated: boolean;
};

/** The best candidates of one metric, best first, with those that are alike in the order of the files. */
function rankedFor(index: number, lexicon: Lexicon): readonly Pair[] {
  const wish = lexicon.wishes[index];
  if (!wish) return [];
  const scored = lexicon.traits
    .map((trait, at) => ({
      trait,
      at,
      score: nameShare(wish, trait) < LEAST_NAME ? 0 : score(wish, trait, lexicon),
    }))
    .filter(({ score: sure }) => sure >= LISTED)
    .toSorted((a, b) => b.score - a.score);
  const pairs: Pair[] = [];
  for (const { trait, at, score: sure } of scored.slice(0, MOST_BOUND)) {
    const bound = bindValue(wish.wanted.metric, trait.offer.candidate);
    // What does not suit, or is out of the usual range, is something else.
    if ('error' in bound || bound.warning !== undefined) continue;
    const isStated = wish.named.length + wish.prompted.length > 0;
    pairs.push({ wish: index, at, series: trait.series, score: sure, bound, isStated });
    if (pairs.length >= MOST_KEPT) break;
  }
  return pairs;
}

/**
 * Gives each metric its best candidate, the surest pairs first. Where several metrics want one equally, all of them go without:
 * nobody can tell which is meant.
 * @param pairs by metric, best first
 * @returns the pair of each metric that gets one
 */
function assigned(pairs: readonly (readonly Pair[])[]): ReadonlyMap<number, Pair> {
  const taken = new Set<number>();
  const series = new Map<string, boolean>();
  const leads = new Map<number, Pair>();
  const waiting = new Set(pairs.keys());

  /** Not taken, nor a sibling of what a metric took that does not say which statistic it wants. */
  const isFree = ({ at, series: own, isStated }: Pair): boolean => {
    const other = series.get(own);
    return !taken.has(at) && (other === undefined || (other && isStated));
  };
  const rivalsOf = (pair: Pair): readonly number[] =>
    [...waiting].filter((wish) => {
      const other = wish === pair.wish ? undefined : pairs[wish]?.find(({ at }) => at === pair.at);
      const best = pairs[wish]?.find(isFree);
      return other && other.score > pair.score - MARGIN && best && best.score < other.score + MARGIN;
    });

  for (;;) {
    let next: Pair | undefined;
    for (const wish of waiting) {
      const [first] = pairs[wish] ?? [];
      const free = pairs[wish]?.find(isFree);
      const isLikely = first && free && free.score >= Math.max(PROPOSED, first.score - LARGEST_STEP);
      if (isLikely && (!next || free.score > next.score)) next = free;
    }
    if (!next) return leads;
    const rivals = rivalsOf(next);
    for (const wish of [next.wish, ...rivals]) waiting.delete(wish);
    if (rivals.length > 0) continue;
    leads.set(next.wish, next);
    taken.add(next.at);
    series.set(next.series, next.isStated);
  }
}

/** Best first, with the score that people see: a choice between two is never sure. */
function shown(ranked: readonly Pair[], offers: readonly Offer[], most: number): readonly Ranked[] {
  const [lead, ...others] = ranked;
  const isChoice = others.some(
    (other) =>
      lead !== undefined &&
      other.series !== lead.series &&
      other.score > lead.score - MARGIN &&
      other.bound.fill.value !== lead.bound.fill.value,
  );
  return ranked.slice(0, MOST_RANKED).flatMap(({ at, score: sure, bound }): readonly Ranked[] => {
    const offer = offers[at];
    const rounded = Math.round(1000 * Math.min(sure, isChoice ? WEAK : 1, most)) / 1000;
    return offer ? [{ offer, score: rounded, bound }] : [];
  });
}

/**
 * Proposes, for everything that wants a value, the candidates that may be it: by name, unit, words and range.
 * Deterministic: the same input gives the same proposals, and alike ones come in the order of the offers.
 * @param wanted all that is open: words that the names share weigh less, and what two want equally goes to neither
 * @param offers the candidates of all files, likeliest first
 * @param named keys whose candidates are listed even where none is sure enough to be proposed
 * @returns those with a proposal, in the order of `wanted`; each with at most five candidates, the proposed one first. Where
 * the first has less than `PROPOSED`, none is. One candidate is proposed once only
 */
export function proposeMatches(
  wanted: readonly Wanted[],
  offers: readonly Offer[],
  named: ReadonlySet<string> = new Set(),
): readonly Proposal[] {
  const lexicon = lexiconOf(wanted, offers);
  const pairs = wanted.map((_, index) => rankedFor(index, lexicon));
  const leads = assigned(pairs);
  return wanted.flatMap(({ key }, index): readonly Proposal[] => {
    const [lead, own] = [leads.get(index), pairs[index] ?? []];
    if (lead) return [{ key, ranked: shown([lead, ...own.filter((pair) => pair !== lead)], offers, 1) }];
    if (!named.has(key) || own.length === 0) return [];
    return [{ key, ranked: shown(own, offers, PROPOSED - 0.01) }];
  });
}

/**
 * The offers in which every word of `words` stands, in their order: in the label, the path, the file, or the unit. A word counts
 * as it is typed, or as one of the same meaning: `latency` finds `http_req_duration`.
 */
export function searchOffers(words: string, offers: readonly Offer[]): readonly Offer[] {
  const typed = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return [];
  // A unit (`requests/s`) is meant as it stands.
  const wanted = typed.map((word) => ({ word, meant: word.includes('/') ? [] : tellingWords(word) }));
  return offers.filter(({ file, candidate: { label, path, unit } }) => {
    const text = `${label}\n${path}\n${file}\n${unit}`.toLowerCase();
    const own = new Set(tellingWords(label));
    return wanted.every(
      ({ word, meant }) => text.includes(word) || (meant.length > 0 && meant.every((one) => own.has(one))),
    );
  });
}

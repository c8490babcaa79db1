// Which values of result files are what a metric asks for. A wrong proposal costs more than a missing one: only sure pairs are
// proposed, and two metrics that want the same value equally get none. What makes a pair sure is in match-score.ts.
import { bindValue, type Bound } from './bind.ts';
import { assigned, type Pair } from './match-assign.ts';
import { score, splitLikeness, WEAK, type Lexicon } from './match-score.ts';
import { rarity, termsOf, type Offer, type Trait, type Wanted, type Wish } from './match-terms.ts';
import type { Metric } from './metric.ts';

export { STRONG } from './match-score.ts';
export type { Offer, Wanted } from './match-terms.ts';

/** A candidate that suits a metric, as sure as `score` says, 0–1. */
export type Ranked = { readonly offer: Offer; readonly score: number; readonly bound: Bound };

export type Proposal = { readonly key: string; readonly ranked: readonly Ranked[] };

/** Score from which a candidate is proposed at all. */
export const PROPOSED = 0.55;
/** Score from which it is listed below a proposal. */
const LISTED = 0.35;
/** Candidates listed for one metric. */
const MOST_RANKED = 5;
/** Candidates kept for one metric, since others may be given the first ones; and those whose number is looked at. */
const MOST_KEPT = 8;
const MOST_BOUND = 50;
/** Part of a name that a candidate must have to be looked at. */
const LEAST_NAME = 0.3;
/** Two candidates whose scores are nearer than this are a choice. */
const CHOICE_MARGIN = 0.05;

const SPLITS = ['train', 'val', 'eval', 'test'];

/** Where a word stands: candidates, and how sure each is; two lists side by side. */
type Posting = { readonly at: number[]; readonly credit: number[] };
type Postings = ReadonlyMap<string, Posting>;

/** Which candidates have which word. */
function postingsOf(traits: readonly Trait[]): Postings {
  const postings = new Map<string, Posting>();
  for (const [index, { all }] of traits.entries())
    for (const [word, credit] of all) {
      const posting = postings.get(word) ?? { at: [], credit: [] };
      if (posting.at.length === 0) postings.set(word, posting);
      posting.at.push(index);
      posting.credit.push(credit);
    }
  return postings;
}

/** The share of the wish's name that each candidate has. */
function nameShares({ name, splits }: Wish, traits: readonly Trait[], postings: Postings): Float64Array {
  const shares = new Float64Array(traits.length);
  const total = [...name.values()].reduce((a, b) => a + b, 0);
  const add = (index: number, share: number): void => {
    shares[index] = (shares[index] ?? 0) + share / total;
  };
  for (const [word, weight] of name) {
    for (const other of splits.has(word) ? SPLITS : [])
      for (const index of postings.get(other)?.at ?? [])
        if (traits[index]?.split === other) add(index, weight * splitLikeness(word, other));
    const posting = splits.has(word) ? undefined : postings.get(word);
    posting?.at.forEach((index, i) => add(index, weight * (posting.credit[i] ?? 0)));
  }
  return shares;
}

function lexiconOf(wishes: readonly Wish[], traits: readonly Trait[], postings: Postings): Lexicon {
  const rarities = new Map<string, number>();
  for (const [word, list] of postings) rarities.set(word, rarity(list.at.length, traits.length));
  return {
    names: new Set(wishes.flatMap(({ name }) => [...name.keys()])),
    rarityOf: (word) => rarities.get(word) ?? 1,
  };
}

/** The value as it would be stored; undefined where it does not suit or is out of the usual range. */
function boundTo(metric: Metric | undefined, { candidate }: Offer): Bound | undefined {
  const bound = bindValue(metric, candidate);
  return 'error' in bound || bound.warning !== undefined ? undefined : bound;
}

/** The best candidates of one metric, best first, with those that are alike in the order of the files. */
function rankedFor(
  wish: Wish,
  index: number,
  traits: readonly Trait[],
  postings: Postings,
  lexicon: Lexicon,
): readonly Pair[] {
  const scored: { readonly at: number; readonly score: number }[] = [];
  const shares = nameShares(wish, traits, postings);
  for (let at = 0; at < traits.length; at++) {
    const share = shares[at] ?? 0;
    const trait = share >= LEAST_NAME ? traits[at] : undefined;
    const sure = trait ? score(wish, trait, share, lexicon) : 0;
    if (sure >= LISTED) scored.push({ at, score: sure });
  }
  scored.sort((a, b) => b.score - a.score || a.at - b.at);
  const pairs: Pair[] = [];
  for (const { at, score: sure } of scored.slice(0, MOST_BOUND)) {
    const trait = traits[at];
    const bound = trait && boundTo(wish.wanted.metric, trait.offer);
    if (trait && bound)
      pairs.push({
        wish: index,
        at,
        series: trait.series,
        score: sure,
        bound,
        isStated: wish.named.size + wish.prompted.size > 0,
      });
    if (pairs.length >= MOST_KEPT) break;
  }
  return pairs;
}

/** Best first, with the score as it is told; a choice between two is never sure. */
function told(ranked: readonly Pair[], offers: readonly Offer[]): readonly Ranked[] {
  const [lead, ...others] = ranked;
  const isChoice = others.some(
    ({ series, score: sure, bound }) =>
      lead !== undefined &&
      series !== lead.series &&
      sure > lead.score - CHOICE_MARGIN &&
      bound.fill.value !== lead.bound.fill.value,
  );
  return ranked.slice(0, MOST_RANKED).flatMap(({ at, score: sure, bound }): readonly Ranked[] => {
    const offer = offers[at];
    const shown = isChoice ? Math.min(sure, WEAK) : sure;
    return offer ? [{ offer, score: Math.round(shown * 1000) / 1000, bound }] : [];
  });
}

/**
 * Proposes, for everything that wants a value, the candidates that may be it: by name, unit, words and range.
 * Pure and deterministic: the same input gives the same proposals, and alike ones come in the order of the offers.
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
  const { wishes, traits } = termsOf(wanted, offers);
  const postings = postingsOf(traits);
  const lexicon = lexiconOf(wishes, traits, postings);
  const pairs = wishes.map((wish, index) => rankedFor(wish, index, traits, postings, lexicon));
  const leads = assigned(pairs, PROPOSED);
  return wanted.flatMap(({ key }, index): readonly Proposal[] => {
    const [lead, own] = [leads.get(index), pairs[index] ?? []];
    if (lead) return [{ key, ranked: told([lead, ...own.filter((pair) => pair !== lead)], offers) }];
    if (!named.has(key) || own.length === 0) return [];
    const unsure = own.map((pair) => ({ ...pair, score: Math.min(pair.score, PROPOSED - 0.01) }));
    return [{ key, ranked: told(unsure, offers) }];
  });
}

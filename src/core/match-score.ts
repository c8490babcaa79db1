// How sure it is that a candidate is what a metric asks for. Whatever speaks against the pair rules it out: unit, statistic, part of
// the data, a word that tells twins apart. Judges one pair; knows nothing of who else wants the candidate.
import type { Trait, Wanted, Wish } from './match-terms.ts';
import { impliedBy, wordIs } from './match-words.ts';

/** Score from which it may be taken without looking for a second one. */
export const STRONG = 0.8;
/** The most that something may have that is to be looked at. */
export const WEAK = STRONG - 0.01;
const NAME_SHARE = 0.6;
/** Weight of a candidate's word that the metric does not know. */
const UNKNOWN_WEIGHT = 0.5;
const CONTEXT_WEIGHT = 0.25;
/** For a time of training, and for one of the processor, where something else is timed. */
const OTHER_PHASE_FACTOR = 0.6;
const PROCESSOR_FACTOR = 0.4;
/** For a word of the label that belongs to another metric, and for one of the file's name. */
const FOREIGN_FACTOR = 0.7;
const FOREIGN_PLACE_FACTOR = 0.85;
/** For the figure of one file of many. */
const PART_FACTOR = 0.7;
/** How much of a label a metric must speak of before it may be taken without a second look. */
const STRONG_COVER = 0.75;

/** What the words of all metrics and all candidates tell about one word. */
export type Lexicon = {
  /** In names of metrics. */
  readonly names: ReadonlySet<string>;
  readonly rarityOf: (word: string) => number;
};

/** How like two parts of the data are: `eval` can be either of the held-out ones. */
export function splitLikeness(wanted: string, offered: string | undefined): number {
  if (offered === undefined) return 0;
  if (wanted === offered) return 1;
  if (wanted === 'train' || offered === 'train') return 0;
  if (wanted === 'eval' || offered === 'eval') return wanted === 'val' ? 0.9 : 0.8;
  return 0.4;
}

/** How far the statistic suits; 0 rules the candidate out. */
function statisticFit({ named, prompted, wanted }: Wish, { statistic, point, quality }: Trait): number {
  const isHigher = wanted.metric?.better === 'higher' && quality.size > 0;
  if (statistic === undefined) {
    if (point === undefined) return 1;
    return (point === 'best') === isHigher || point === 'last'
      ? 1 - (isHigher && point === 'last' ? 0.03 : 0)
      : 0.97;
  }
  if (named.size > 0) return named.has(statistic) ? 1 : 0;
  if (prompted.size > 0) return prompted.has(statistic) ? 1 : statistic === 'std' ? 0 : 0.5;
  const usual: Readonly<Record<string, number>> = {
    median: 1,
    mean: 0.97,
    max: isHigher ? 1 : 0.6,
    min: 0.6,
    std: 0,
  };
  return usual[statistic] ?? 0.75;
}

/** Whether the part of the data, or the phase of the work, speaks against it; 0 rules the candidate out. */
function splitFit({ splits, name, credits }: Wish, { split, quality, label, all }: Trait): number {
  if (quality.size === 0) {
    const says = (words: RegExp): boolean => label.some((word) => words.test(word) && !credits.has(word));
    if (says(/^(?:user|system)$/)) return PROCESSOR_FACTOR;
    return says(/^(?:train|val|eval)$/) || (name.has('train') && !all.has('train')) ? OTHER_PHASE_FACTOR : 1;
  }
  // A score without a word on the data is seldom one of training.
  if (split === undefined) return name.has('train') ? 0.5 : 1;
  if (splits.size === 0) return split === 'train' ? 0.5 : 1;
  const likeness = Math.max(...[...splits].map((one) => splitLikeness(one, split)));
  const isNamed = [...splits].some((one) => name.has(one));
  return likeness === 0 || (isNamed && likeness < 0.5) ? 0 : 0.5 + likeness / 2;
}

const disjoint = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size > 0 && b.size > 0 && [...a].every((word) => !b.has(word));

/** Whether a word that tells twins apart stands on one side only. A number does where both sides have one. */
function contradicts({ needed, credits, quality }: Wish, trait: Trait): boolean {
  if (disjoint(quality, trait.quality) || needed.some((word) => !trait.all.has(word))) return true;
  const isNumbered = needed.some((word) => wordIs.number(word));
  return trait.contrasts.some((word) => !credits.has(word) && (isNumbered || !wordIs.number(word)));
}

/** How far a bare number suits a percentage: 0.82 is a share, 1 is more often a count, and 82 may be one. */
const bareShare = (value: number): number =>
  Number.isInteger(value) ? 0.5 : Math.abs(value) < 1 ? 0.95 : 0.7;

/** How far kind and unit suit, before the number is looked at; 0 rules the candidate out. */
function unitFit({ metric, key }: Wanted, { offer: { candidate }, label }: Trait): number {
  if (!metric) return 1;
  if (metric.kind !== 'number') return typeof candidate.value === 'string' ? 1 : 0;
  if (typeof candidate.value === 'string') return 0;
  const { unit = '' } = metric;
  const isShare = candidate.unit === '×' || candidate.unit === '%';
  if (unit === 'pp') return label.some((word) => wordIs.difference(word)) ? 1 : 0;
  if (unit === '%') return candidate.unit === '' ? bareShare(candidate.value) : 1;
  if (isShare) return unit === '' || unit === '×' ? 1 : 0;
  if (candidate.unit !== '') return 1;
  const implied = impliedBy(unit);
  // A bare number may be taken for milliseconds only where the label speaks of a time, or is the name itself.
  return implied === undefined ? 1 : label.includes(implied) || candidate.label === key ? 0.75 : 0;
}

/** Words of labels that need not be known: they say how it was found, not what it is. A suite of tests is another thing than a test. */
const isAside = (word: string): boolean => word !== 'suite' && (wordIs.soft(word) || word === 'test');

/** How much of what the candidate says of itself the metric speaks of, 0–1. */
function labelCover(wish: Wish, trait: Trait, { names, rarityOf }: Lexicon): number {
  if (trait.title.length > 5 && trait.title.includes('_') && wish.measure.includes(trait.title)) return 1;
  let [sum, covered] = [0, 0];
  const add = (word: string, weight: number): void => {
    sum += weight;
    covered += weight * (wish.credits.get(word) ?? 0);
  };
  for (const word of trait.label) {
    const isKnown = wish.credits.has(word);
    if (word === trait.split || (!isKnown && isAside(word))) continue;
    add(word, rarityOf(word) * (isKnown && !wordIs.number(word) ? 1 : UNKNOWN_WEIGHT));
  }
  for (const word of trait.context) if (names.has(word) && !wordIs.split(word)) add(word, CONTEXT_WEIGHT);
  return sum === 0 ? 0.9 : covered / sum;
}

/** How much words of other metrics' names, which this one does not know, take away. */
function foreignFactor({ credits }: Wish, trait: Trait, { names }: Lexicon): number {
  if (trait.per !== undefined && !credits.has(trait.per)) return FOREIGN_FACTOR;
  const isForeign = (word: string): boolean =>
    names.has(word) && !credits.has(word) && word !== trait.split && !isAside(word) && !wordIs.number(word);
  if (trait.label.some((word) => isForeign(word))) return FOREIGN_FACTOR;
  if (trait.context.some((word) => wordIs.domain(word) && !credits.has(word))) return FOREIGN_FACTOR;
  return trait.context.some((word) => isForeign(word)) ? FOREIGN_PLACE_FACTOR : 1;
}

/** Whether a metric that is about something in particular (`tf_latency_ms`) is offered something that does not say so. */
const isElsewhere = ({ subjects }: Wish, { all }: Trait): boolean =>
  subjects.length > 0 && !subjects.some((word) => all.has(word));

/** Whether the candidate has every word of the name that counts. */
const isComplete = ({ name, splits }: Wish, { all, split }: Trait): boolean =>
  [...name.keys()].every(
    (word) => wordIs.soft(word) || (splits.has(word) ? splitLikeness(word, split) > 0.85 : all.has(word)),
  );

/** What it is worth that a field deep in a file has the metric's name: one word alone may stand for many things. */
const leafCover = ({ name }: Wish): number => (name.size > 1 ? 0.9 : 0.45);

/** How sure it is that the candidate is what the metric asks for, 0–1. @param name share of the name that it has */
export function score(wish: Wish, trait: Trait, name: number, lexicon: Lexicon): number {
  if (isElsewhere(wish, trait) || contradicts(wish, trait)) return 0;
  const fits = unitFit(wish.wanted, trait) * statisticFit(wish, trait) * splitFit(wish, trait);
  if (fits === 0) return 0;
  const spelledOut = wish.spelled === trait.spelled ? 1 : wish.spelled === trait.leaf ? leafCover(wish) : 0;
  const cover = Math.max(spelledOut, labelCover(wish, trait, lexicon));
  // Multiplied, since a label of which the metric knows nothing is another thing, whatever else it has.
  const words = name ** NAME_SHARE * cover ** (1 - NAME_SHARE);
  const sure =
    words *
    fits *
    foreignFactor(wish, trait, lexicon) *
    (/^\S*[/\\]\S*\.\w+$/.test(trait.title) ? PART_FACTOR : 1);
  const isSure = cover >= STRONG_COVER && isComplete(wish, trait);
  return isSure ? sure : Math.min(sure, WEAK);
}

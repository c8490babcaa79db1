// Which pairs of figures a claim may be about: its noun, the subject of its clause, and what it compares with must suit them.
// Knows words beside figures; knows nothing of what the figures are.
import type { Claim } from './claim.ts';
import type { Figure } from './claim-figures.ts';
import type { Pair } from './claim-pairs.ts';
import { topicOf, type Stretch, type Topic } from './claim-nouns.ts';
import { type Said } from './claim-clauses.ts';
import { statementsFor } from './claim-statements.ts';
import type { Sentence } from './claim-text.ts';
import { BEARERS, CONTRASTS, EARLIER, KINDS, LATER, NOUNS, VERBS } from './claim-words.ts';

const namesNoun = (figure: Figure, noun: string): boolean =>
  figure.words.has(noun) || figure.unit.nouns.split('/').includes(noun);

/** Whether a pair of figures can be what the words are about. */
export function isAbout({ a, b }: Pair, { of, kind, nouns }: Topic): boolean {
  if (of && !of.includes(a.measure)) return false;
  if (kind !== undefined && [a, b].some(({ kinds }) => kinds.size > 0 && !kinds.has(kind))) return false;
  return !nouns || nouns.some((noun) => namesNoun(a, noun) && namesNoun(b, noun));
}

/** Whether a stretch of a sentence has a figure in it. */
export const holdsFigure = ({ start, end }: Stretch, figure: Figure): boolean =>
  figure.at >= start && figure.end <= end;

/** Whether a word joins the two. */
export const isJoined = ({ link }: Pair): boolean => link !== 'loose';

/** The one that stands first. */
export const firstOf = ({ a, b }: Pair): Figure => (a.at < b.at ? a : b);

const GAP = /^(?:[,:(–—]|from|at|with|by|did|does|it|of)$/u;

/** Whether a joined pair begins right behind a token: `…, from A to B`, `… (A against B)`. */
export function follows(tokens: Sentence, end: number, pair: Pair): boolean {
  const { at } = firstOf(pair);
  return (
    isJoined(pair) && at >= end && at - end <= 4 && tokens.slice(end, at).every(({ text }) => GAP.test(text))
  );
}

/** Whether a word names one of the figures, or stands beside it. */
export const isCalled = (word: string, ...figures: readonly Figure[]): boolean =>
  figures.some(({ label, words }) => label.has(word) || words.has(word));

/** Whether the words that a claim compares with can mean one of the pair. */
function isComparedWith(tokens: Sentence, claim: Claim, pair: Pair): boolean {
  const { reference } = claim;
  if (!reference) return true;
  const { a, b } = pair;
  if (holdsFigure(reference, a) || holdsFigure(reference, b)) return true;
  if (follows(tokens, claim.end, pair)) return true;
  const words = tokens.slice(reference.start, reference.end);
  if (words.some(({ kind }) => kind === 'placeholder')) return false;
  const earlier = words.some(({ text }) => EARLIER.has(text) || /^(?:when|what|it|that|i|we)$/.test(text));
  if (earlier && pair.link !== 'loose') return true;
  return words.some(({ text }) => {
    const name = text.replace(/'s?$/, '');
    return name.length > 1 && isCalled(name, a, b);
  });
}

const isOfKind = (word: string, { a, b }: Pair): boolean => {
  const kind = KINDS.get(word);
  return kind !== undefined && a.kinds.has(kind) && b.kinds.has(kind);
};

/** Whether a word such as `but` stands between a claim and both figures, or `and` with a verb of their own. */
function isSetApart(tokens: Sentence, claim: Stretch, { a, b }: Pair): boolean {
  const [low, high] = [Math.min(a.at, b.at), Math.max(a.end, b.end)];
  const [from, to] = low >= claim.end ? [claim.end, low] : [high, claim.start];
  const between = tokens.slice(from, Math.max(from, to));
  const and = between.findIndex(({ text }) => text === 'and');
  const own = and !== -1 && low >= claim.end && between.slice(and).some(({ text }) => VERBS.has(text));
  return own || between.some(({ text }) => CONTRASTS.has(text));
}

/**
 * Whether what a clause speaks of can be a pair of figures, or whose they are.
 * @param loosely whether a word of one description is enough: `the Transformer`, where `tf_acc` is its accuracy
 */
export function isSaidOf(
  pair: Pair,
  { words, pronoun, beside, caused = false }: Said,
  loosely = false,
): boolean {
  const states = pair.link === 'change' || pair.link === 'instead';
  const means = (word: string): boolean =>
    BEARERS.has(word) || isCalled(word, pair.a, pair.b) || (states && (EARLIER.has(word) || LATER.has(word)));
  if (beside !== undefined && !NOUNS.has(beside) && !means(beside)) return false;
  if (words.some((word) => /^(?:both|each|every|all)$/.test(word))) return false;
  if (caused && !states) return false;
  // `training it took twice as long`: something else was done than what the figures are of.
  if (words.some((word) => /.ing$/.test(word) && !means(word) && !isOfKind(word, pair))) return false;
  const { of, kind } = topicOf(words);
  if (of) return isAbout(pair, { of, ...(kind !== undefined && { kind }) });
  if (words.length === 0 || pronoun) return true;
  const tellsApart = (word: string): boolean => pair.a.described.has(word) !== pair.b.described.has(word);
  return words.some((word) => means(word) || (loosely && tellsApart(word)));
}

/** Whether a figure of the pair hangs on the claim: `the VL-JEPA is twice as slow, at [X] ms`. */
function isAttached(tokens: Sentence, { start, end }: Stretch, { a, b }: Pair): boolean {
  const [first, second] = a.at < b.at ? [a, b] : [b, a];
  const between = tokens.slice(end, second.at);
  return (
    first.end <= start &&
    second.at >= end &&
    between.length <= 2 &&
    between.every(({ text }) => /^(?:[,(]|at|with)$/.test(text))
  );
}

/** The topic without the nouns that prep does not know: figures that follow at once say what they mean. */
const withoutNouns = ({ of, kind }: Topic): Topic => ({
  ...(of && { of }),
  ...(kind !== undefined && { kind }),
});

const hasUnit = ({ stated }: Claim): boolean => stated.some(({ unit }) => unit !== undefined);

/** True for a difference in a unit, which fits few pairs: of multiples and percentages more has to be known. */
const isInUnit = ({ stated }: Claim): boolean => stated.every(({ unit }) => unit !== undefined);

/** The pairs that a claim may be about. */
export function candidates(tokens: Sentence, claim: Claim, pairs: readonly Pair[]): readonly Pair[] {
  const fitting = pairs.filter(
    (pair) =>
      isAbout(pair, claim.led && follows(tokens, claim.end, pair) ? withoutNouns(claim) : claim) &&
      statementsFor(claim, pair).length > 0 &&
      isComparedWith(tokens, claim, pair) &&
      !isSetApart(tokens, claim, pair) &&
      (!claim.gains || isJoined(pair) || claim.said.words.some((word) => isCalled(word, pair.a, pair.b))) &&
      (claim.said.costs !== true || claim.of !== undefined || hasUnit(claim) || pair.a.measure === 'money') &&
      (isSaidOf(pair, claim.said, isInUnit(claim)) ||
        follows(tokens, claim.end, pair) ||
        isAttached(tokens, claim, pair)),
  );
  // A figure that the claim names is one of the two.
  const { reference } = claim;
  const named = reference
    ? fitting.filter(({ a, b }) => holdsFigure(reference, a) || holdsFigure(reference, b))
    : [];
  return named.length > 0 ? named : fitting;
}

/** Whether there is a pair that a claim may be about. */
export const isPlausible = (tokens: Sentence, claim: Claim, pairs: readonly Pair[]): boolean =>
  candidates(tokens, claim, pairs).length > 0;

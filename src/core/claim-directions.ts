// Comparisons without a number: `faster than`, `beats … (A against B)`, `fell from A to B`. Only where the words say beyond doubt
// which figure is compared with which. Knows phrases and pairs; knows nothing of how a problem is worded.
import type { Figure } from './claim-figures.ts';
import type { Pair } from './claim-pairs.ts';
import { textAt, type Stretch, type Topic } from './claim-nouns.ts';
import { changeBefore } from './claim-clauses.ts';
import { comparedAt, phraseAt, type Phrase } from './claim-phrases.ts';
import type { Sentence } from './claim-text.ts';
import { COPULAS, FILLERS, VERBS, WINNING, type Way } from './claim-words.ts';
import { follows, isAbout, isSaidOf as isTopicOf } from './claim-about.ts';
import { isReversed } from './claim-subject.ts';
import { isSupposed } from './claim-supposed.ts';

/** A comparison that goes the other way than the figures do. */
export type Turned = {
  /** The tokens that compare. */
  readonly words: Stretch;
  readonly kind: 'comparative' | 'verb' | 'winning';
  readonly subject: Figure;
  readonly other: Figure;
};

/** Index of the preposition that opens `from A to B` or `to A from B`; undefined for pairs of other shapes. */
function opening(tokens: Sentence, { a, b }: Pair): number | undefined {
  const at = Math.min(a.at, b.at);
  for (let back = at - 1; back >= Math.max(0, at - 3); back -= 1)
    if (/^(?:from|to)$/.test(textAt(tokens, back))) return back;
  return undefined;
}

/** `fell from B to A`: the verb right before the pair, or before its object. */
function verbOf(tokens: Sentence, pair: Pair): { readonly words: Stretch; readonly way: Way } | undefined {
  const start = pair.link === 'change' ? opening(tokens, pair) : undefined;
  const verb = start === undefined ? undefined : changeBefore(tokens, start);
  if (!verb || WINNING.has(textAt(tokens, verb.start))) return undefined;
  return isTopicOf(pair, verb.topic) || start === verb.end ? { words: verb, way: verb.way } : undefined;
}

const DETERMINERS = /^(?:the|an?|this|that|our|my|its|their|his|her|no|any|some|every|each|with|of)$/;

/** Whether the comparative is what the sentence says, and no mere attribute: `a larger model`. */
function isPredicate(tokens: Sentence, at: number, phrase: Phrase): boolean {
  if (DETERMINERS.test(textAt(tokens, at - 1))) return false;
  const said = phrase.of !== undefined || phrase.kind !== undefined || phrase.nouns !== undefined;
  const noun = phrase.compared && phrase.compared.end < phrase.end && !phrase.reference;
  return said || (!noun && !/^(?:more|less)$/.test(textAt(tokens, at)));
}

/** Whether nothing but `is`, `which`, `still` and names stands between a figure and what is said of it. */
function isSaidOf(tokens: Sentence, figure: Figure, at: number): boolean {
  const between = tokens.slice(figure.end, at);
  const closed = between.every(({ text }) => COPULAS.has(text));
  if (closed || between.length > 8) return closed;
  const opened = textAt(tokens, figure.at - 1) === 'at' && figure.at <= 2;
  const named = between.every(
    ({ text, written }) => COPULAS.has(text) || FILLERS.has(text) || /^\p{Lu}/u.test(written),
  );
  return opened && named && !between.some(({ text }) => /^(?:and|but|so|,|which)$/.test(text));
}

/** The figure that `than` names, with the one that is compared with it: `A is faster than B`. */
function comparedWith(
  tokens: Sentence,
  { start, reference }: Phrase & { readonly start: number },
  pair: Pair,
): Figure | undefined {
  if (!reference || textAt(tokens, reference.start - 1) !== 'than') return undefined;
  const { a, b } = pair;
  const [first, second] = a.at < b.at ? [a, b] : [b, a];
  const isObject = second.at >= reference.start && second.end <= reference.end;
  return isObject && isSaidOf(tokens, first, start) ? first : undefined;
}

const MAX_OBJECT_TOKENS = 9;

/** Whether a pair of `A against B` follows a verb with its object: `beats the VL-JEPA (A against B)`. */
function followsObject(tokens: Sentence, at: number, pair: Pair): boolean {
  if (pair.link !== 'against' && pair.link !== 'instead') return false;
  const between = tokens.slice(at, pair.a.at);
  return (
    pair.a.at >= at &&
    between.length <= MAX_OBJECT_TOKENS &&
    between.every(
      ({ kind, text }) => kind !== 'placeholder' && !/^(?:and|but|because|while|by|;)$/.test(text),
    ) &&
    /^(?:[,:(–—]|with|at)$/u.test(textAt(tokens, pair.a.at - 1))
  );
}

const pairAfter = (tokens: Sentence, phrase: Phrase, pair: Pair): boolean =>
  (pair.link === 'against' || pair.link === 'instead') &&
  (follows(tokens, phrase.end, pair) ||
    (phrase.reference !== undefined && followsObject(tokens, phrase.reference.start, pair)));

type Said = {
  readonly words: Stretch;
  readonly way: Way;
  readonly kind: Turned['kind'];
  readonly topic: Topic;
};

/** Whether `words` are said of the pair, and of which of the two. */
function subjectIn(tokens: Sentence, at: number, phrase: Phrase, pair: Pair): Figure | undefined {
  const named = comparedWith(tokens, { ...phrase, start: at }, pair);
  if (named) return named;
  if (!isPredicate(tokens, at, phrase)) return undefined;
  if (pairAfter(tokens, phrase, pair)) return pair.a;
  const later = pair.link === 'change' && Math.max(pair.a.end, pair.b.end) <= at && !phrase.reference;
  const last = pair.a.at > pair.b.at ? pair.a : pair.b;
  return later && phrase.compared && isSaidOf(tokens, last, at) && at - last.end <= 6 ? pair.a : undefined;
}

/** What is said at a token that compares. */
function saidAt(tokens: Sentence, at: number): (Said & { readonly phrase: Phrase }) | undefined {
  const compared = comparedAt(tokens, at);
  if (compared) {
    const phrase = phraseAt(tokens, at);
    return { words: compared, way: compared.way, kind: 'comparative', topic: phrase, phrase };
  }
  const word = textAt(tokens, at);
  const way = WINNING.has(word) ? VERBS.get(word) : undefined;
  if (way === undefined) return undefined;
  const words = { start: at, end: at + 1 };
  const phrase: Phrase = { bare: false, end: at + 1, reference: { start: at + 1, end: at + 1 } };
  return { words, way, kind: 'winning', topic: {}, phrase };
}

/** A verb of change in front of its pair. */
function turnedVerbs(tokens: Sentence, pairs: readonly Pair[]): readonly Turned[] {
  return pairs.flatMap((pair): readonly Turned[] => {
    const verb = verbOf(tokens, pair);
    if (!verb || isSupposed(tokens, verb.words) || !isReversed(verb.way, pair.a, pair)) return [];
    return [{ words: verb.words, kind: 'verb', subject: pair.a, other: pair.b }];
  });
}

/**
 * The comparisons without a number that the figures turn round.
 * @param taken tokens of claims with numbers, which are judged elsewhere
 */
export function turnedIn(
  tokens: Sentence,
  pairs: readonly Pair[],
  taken: (at: number) => boolean,
): readonly Turned[] {
  const said = tokens.flatMap((_, at): readonly Turned[] => {
    const one = taken(at) ? undefined : saidAt(tokens, at);
    if (!one || isSupposed(tokens, one.words)) return [];
    const about = pairs.filter((pair) => isAbout(pair, one.topic));
    const meant = about.flatMap((pair) => {
      const subject = subjectIn(tokens, at, one.phrase, pair);
      return subject ? [{ pair, subject }] : [];
    });
    const [only] = meant;
    if (!only || !meant.every(({ pair, subject }) => isReversed(one.way, subject, pair))) return [];
    const other = only.subject === only.pair.a ? only.pair.b : only.pair.a;
    return [{ words: one.words, kind: one.kind, subject: only.subject, other }];
  });
  return [
    ...said,
    ...turnedVerbs(
      tokens,
      pairs.filter(({ a, b }) => !taken(a.at) && !taken(b.at)),
    ),
  ];
}

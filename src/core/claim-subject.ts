// Which of two figures a claim is made of, and whether the two are the other way round. Knows words and order; judges no numbers
// but which is larger.
import { firstOf, follows, holdsFigure, isCalled } from './claim-about.ts';
import type { Figure } from './claim-figures.ts';
import type { Pair } from './claim-pairs.ts';
import type { Stretch } from './claim-nouns.ts';
import { isMark } from './claim-supposed.ts';
import type { Sentence } from './claim-text.ts';
import { EARLIER, type Way } from './claim-words.ts';

/** Words before a claim in its clause, where they name one of two figures and not the other. */
function namedSubject(tokens: Sentence, claim: Stretch, { a, b }: Pair): Figure | undefined {
  if (Math.max(a.end, b.end) > claim.start) return undefined;
  const clause = tokens
    .slice(0, claim.start)
    .findLastIndex(({ text, kind }) => isMark(text) || kind === 'placeholder' || text === 'and');
  const words = tokens
    .slice(clause + 1, claim.start)
    .filter(({ kind }) => kind === 'word')
    .map(({ text }) => text.replace(/'s?$/, ''));
  const names = (one: Figure, other: Figure): boolean =>
    words.some((word) => one.label.has(word) && !other.label.has(word));
  if (names(a, b) === names(b, a)) return undefined;
  return names(a, b) ? a : b;
}

/** The one that is not what the claim compares with: `better than the baseline`, where that names the other one. */
function counterpart(tokens: Sentence, reference: Stretch | undefined, { a, b }: Pair): Figure | undefined {
  if (!reference) return undefined;
  const words = tokens.slice(reference.start, reference.end).map(({ text }) => text.replace(/'s?$/, ''));
  const named = [a, b].filter((one) => words.some((word) => word.length > 1 && isCalled(word, one)));
  const [only] = named;
  return named.length === 1 ? (only === a ? b : a) : undefined;
}

/** Whether the clause before a token is about the earlier state: `so the old peak was 2× as high`. */
function saysEarlier(tokens: Sentence, at: number): boolean {
  const clause = tokens
    .slice(0, at)
    .findLastIndex(({ text, kind }) => isMark(text) || kind === 'placeholder');
  return tokens.slice(clause + 1, at).some(({ text }) => EARLIER.has(text));
}

/** Which of the two a claim is made of; undefined when that is not certain. */
export function subjectOf(
  tokens: Sentence,
  claim: Stretch & { readonly reference?: Stretch },
  pair: Pair,
): Figure | undefined {
  const { a, b, link } = pair;
  const { reference } = claim;
  const before = firstOf(pair).at >= claim.start;
  if (before && link !== 'loose' && follows(tokens, claim.end, pair)) return a;
  if (reference && holdsFigure(reference, b) && a.end <= claim.start) return a;
  if (reference && holdsFigure(reference, a) && b.end <= claim.start) return b;
  const named = namedSubject(tokens, claim, pair) ?? counterpart(tokens, reference, pair);
  if (named) return named;
  if (before || (link !== 'change' && link !== 'instead')) return undefined;
  return saysEarlier(tokens, claim.start) ? b : a;
}

/** 1 when `way` makes the number larger, −1 when smaller; undefined when that is not known for such a figure. */
function signOf(way: Way, { measure, better }: Pick<Figure, 'measure' | 'better'>): 1 | -1 | undefined {
  const up = way === 'more' || way === 'faster' || way === 'better' ? 1 : -1;
  if (way === 'more' || way === 'less') return up;
  if (way === 'faster' || way === 'slower') {
    if (measure === 'rate') return up;
    return measure === 'time' ? (up === 1 ? -1 : 1) : undefined;
  }
  if (better === undefined) return undefined;
  return better === 'higher' ? up : up === 1 ? -1 : 1;
}

/** Whether the subject of a claim is on the other side of its counterpart than the claim says. */
export function isReversed(way: Way, subject: Figure, { a, b }: Pair): boolean {
  const other = subject === a ? b : a;
  const [one, two] = [signOf(way, subject), signOf(way, other)];
  if (one === undefined || one !== two) return false;
  return one === 1 ? subject.high <= other.low : subject.low >= other.high;
}

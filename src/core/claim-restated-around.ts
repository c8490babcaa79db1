// Whether the words around values written by hand leave no doubt that they repeat what stands before them. Words that prep does not
// know may name something else, so that only known ones do. Knows words; knows nothing of numbers.
import type { Figure } from './claim-figures.ts';
import { FREQUENCIES, textAt, topicOf, type Stretch } from './claim-nouns.ts';
import type { WrittenPair } from './claim-restated-written.ts';
import { isForeign } from './claim-foreign.ts';
import { isSupposed } from './claim-supposed.ts';
import { isAbout } from './claim-about.ts';
import type { Sentence } from './claim-text.ts';
import { ADJECTIVES, COMPARATIVES, NOUNS } from './claim-words.ts';

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that lead on to the same figures once more, wherever they stand. */
const LEADING = setOf(
  "so thus hence i e is are it's that that's this they which it means mean meaning the two both models respectively about roughly around only just very still " +
    'almost nearly practically basically virtually close near equal similar alike level apart even tie tied',
);
/** Words that may stand right behind figures, or behind `so`, as well. */
const BESIDE = setOf(
  'a an its their each other ahead leads lead leading wins win winning one point points percent',
);
const PLACING = setOf('for on in of at to per');
const IN_SHORT = setOf('short sum numbers figures');
const MARK = /^[,:;.()–—]$/u;

const isLabel = (word: string, figures: readonly Figure[]): boolean =>
  figures.some(({ label, words }) => label.has(word.replace(/'s?$/, '')) || words.has(word));

/** Whether a word names what both figures measure: `accuracy`. */
function isMeasured(word: string, [a, b]: readonly Figure[]): boolean {
  return (
    NOUNS.has(word) && a !== undefined && b !== undefined && isAbout({ a, b, link: 'loose' }, topicOf([word]))
  );
}

const isKnown = (word: string, figures: readonly Figure[]): boolean =>
  LEADING.has(word) ||
  BESIDE.has(word) ||
  COMPARATIVES.has(word) ||
  ADJECTIVES.has(word) ||
  isLabel(word, figures) ||
  isMeasured(word, figures);

/** The words between marks, in order. */
function clausesOf(tokens: Sentence): readonly (readonly string[])[] {
  const clauses: string[][] = [[]];
  for (const { kind, text } of tokens)
    if (kind === 'mark') clauses.push([]);
    else clauses.at(-1)?.push(text);
  return clauses.filter(({ length }) => length > 0);
}

/** Whether a clause only leads on: `that is`, `in short`, `so the Transformer wins`. */
function onlyLeads(words: readonly string[], figures: readonly Figure[]): boolean {
  const short = words[0] === 'in' && IN_SHORT.has(words[1] ?? '');
  if ((short ? words.slice(2) : words).every((word) => LEADING.has(word))) return true;
  return /^(?:so|thus|hence)$/.test(words[0] ?? '') && words.every((word) => isKnown(word, figures));
}

/** Whether figures are repeated right behind: nothing stands between but words that belong to them, or lead on. */
function leadsOn(tokens: Sentence, from: number, to: number, figures: readonly Figure[]): boolean {
  const between = tokens.slice(from, to);
  const marks = between.filter(({ kind }) => kind === 'mark');
  const opens = marks.some(({ text }) => text !== ')') || between.some(({ text }) => text === 'so');
  // `close to 82 %`, `near 82 %`
  const nears = /^(?:the|near|close)$/.test(between.at(-1)?.text ?? '');
  if (!opens || nears || !marks.every(({ text }) => MARK.test(text))) return false;
  const clauses = clausesOf(between);
  // Only what no mark sets apart belongs to the last figure: `… on IMDB`, `… a month`, `[X]) are close`.
  const beside = between[0]?.kind !== 'mark' || between[0].text === ')' ? clauses[0] : undefined;
  return (
    (beside ?? []).every((word) => isKnown(word, figures) || PLACING.has(word) || FREQUENCIES.has(word)) &&
    clauses.every((words) => words === beside || onlyLeads(words, figures))
  );
}

const ELSEWHERE = new Set(
  'on in for from by as like without before after when where while under using with if'.split(' '),
);
const MAX_SAME = 4;

/** `with the same batch`. */
const isSame = (tokens: Sentence, at: number): boolean =>
  tokens.slice(at, at + MAX_SAME).some(({ text }) => text === 'same');

/** Whether what was written ends with the clause, so that no words behind it say that it is of something else. */
function endsThere(tokens: Sentence, end: number, figures: readonly Figure[]): boolean {
  const next = tokens[end];
  if (next === undefined || /^[.;:!)–—]$/u.test(next.text)) return true;
  const at = next.text === ',' ? end + 1 : end;
  const places = ELSEWHERE.has(textAt(tokens, at));
  if (at > end && !places) return true;
  if (places && isSame(tokens, at)) return true;
  const [words = []] = clausesOf(tokens.slice(at));
  return words.every(
    (word) =>
      isLabel(word, figures) ||
      isMeasured(word, figures) ||
      /^(?:on|for|in|of|the|both|two|models)$/.test(word),
  );
}

/** Whether a stretch is a wish, a target, a question, another's figure, or of another run. */
const isOthers = (tokens: Sentence, words: Stretch): boolean =>
  isSupposed(tokens, words) || isForeign(tokens.map(({ text }) => text));

/** Whether a pair written by hand can only repeat the two figures that stand before it. */
export function repeatsPair(tokens: Sentence, pair: WrittenPair, figures: readonly Figure[]): boolean {
  const from = Math.max(...figures.map(({ end }) => end));
  return (
    from <= pair.start &&
    leadsOn(tokens, from, pair.start, figures) &&
    endsThere(tokens, pair.end, figures) &&
    !isOthers(tokens, pair)
  );
}

/** Words of which two say that two values follow: `with and without the cache`. */
const OPPOSED = [
  ['with', 'without'],
  ['before', 'after'],
  ['old', 'new'],
] as const;

/** Whether words before a figure announce two values: `median (p95):`, `p50/p95`, `before and after`. */
function announcesTwo(before: Sentence): boolean {
  const open = before.findIndex(({ text }) => text === '(');
  const close = before.findIndex(({ text }, i) => i > open && text === ')');
  const inside = open === -1 ? [] : before.slice(open + 1, close === -1 ? undefined : close);
  const named = inside.length > 0 && inside.every(({ kind }) => kind === 'word' || kind === 'inert');
  const words = new Set(before.map(({ text }) => text));
  return named || words.has('/') || OPPOSED.some((both) => both.every((word) => words.has(word)));
}

/** Whether a value alone in parentheses can only repeat the figure that it stands behind. */
export function repeatsOne(tokens: Sentence, words: Stretch, figure: Figure): boolean {
  const before = tokens.slice(0, figure.at);
  const last = before.findLastIndex(({ kind }) => kind === 'placeholder');
  return !announcesTwo(before.slice(last + 1)) && !isOthers(tokens, words);
}

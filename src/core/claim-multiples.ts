// Claims that one figure is a multiple of another: `6.4× slower`, `twice the latency`, `a factor of 3`, `an order of magnitude`,
// `doubled`. Knows phrases; knows nothing of the figures.
import { claimOf, intervalFor, type Claim, type Stated } from './claim.ts';
import { amountAt, hedgeBefore, intervalOf, type Amount } from './claim-numbers.ts';
import { nounAt, textAt, type Stretch } from './claim-nouns.ts';
import { changeBefore, topicOfVerb, type Changing } from './claim-clauses.ts';
import { phraseAt } from './claim-phrases.ts';
import type { Sentence } from './claim-text.ts';
import type { Token } from './claim-tokens.ts';
import { NOUNS } from './claim-words.ts';

type Times = { readonly amount: Amount; readonly figure: Stretch; readonly bare: boolean };

const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['twice', 2],
  ['thrice', 3],
  ['double', 2],
  ['triple', 3],
  ['quadruple', 4],
]);
const FOLD = /^(?:(.+?)-?)?fold$/;

/** `6.4×`, `6.4x`, `four times`, `10-fold`, `twofold`; `bare` when it may stand alone. */
function timesAt(tokens: Sentence, at: number): Times | undefined {
  const word = textAt(tokens, at);
  const by = MULTIPLES.get(word);
  if (by !== undefined) {
    const amount = { low: by, high: by, half: 0.5, decimals: 0, end: at + 1 };
    return { amount, figure: { start: at, end: at + 1 }, bare: false };
  }
  const folded = FOLD.exec(word)?.[1];
  if (folded !== undefined) {
    const amount = amountAt([{ kind: 'word', text: folded, written: folded, from: 0, to: 0 }], 0);
    return amount && { amount: { ...amount, end: at + 1 }, figure: { start: at, end: at + 1 }, bare: true };
  }
  const amount = amountAt(tokens, at);
  if (!amount) return undefined;
  const unit = textAt(tokens, amount.end);
  const next = tokens[amount.end + 1];
  const sign = unit === '×' || unit === 'x';
  if (sign && (next?.kind === 'number' || /^[×x]$/.test(textAt(tokens, at - 1)))) return undefined;
  if (!sign && unit !== 'times' && unit !== 'fold') return undefined;
  return { amount, figure: { start: at, end: amount.end + 1 }, bare: unit !== 'times' };
}

/** Multiples of a number below one, or of nothing, are no claims. */
const isMultiple = ({ amount }: Times): boolean => amount.low > 1 && Number.isFinite(amount.high);

const isThing = (next: Token | undefined): boolean =>
  next?.kind === 'word' && /^\p{Lu}/u.test(next.written) && !NOUNS.has(next.text) && !/'s?$/.test(next.text);

/** `6.4× slower`, `four times the latency`, `twice as many`. */
export function multiple(tokens: Sentence, at: number): Claim | undefined {
  const times = timesAt(tokens, at);
  if (!times || !isMultiple(times)) return undefined;
  const { amount, figure } = times;
  const phrase = phraseAt(tokens, figure.end);
  const next = tokens[figure.end];
  const figureNext = next?.kind === 'placeholder';
  // `2× [X]` is a product, and `8× A100` are eight of them.
  const product = /[×x]$/.test(textAt(tokens, figure.end - 1)) && (figureNext || isThing(next));
  if (product) return undefined;
  // `2× on this machine and 4× on that`: the second is compared with whatever the first is.
  if (phrase.bare && /^(?:and|or|to)$/.test(textAt(tokens, at - 1))) return undefined;
  if (phrase.bare && !times.bare && !figureNext && !phrase.reference) return undefined;
  // `three times a day`, `twice in production`: how often, and no comparison.
  const often = /^(?:a|an|per|each|every|in|over|for|already|during)$/.test(textAt(tokens, figure.end));
  if (often && !times.bare) return undefined;
  const { hedge, start } = hedgeBefore(tokens, at);
  if (hedge === 'cap') return undefined;
  const stated = [{ how: 'times', interval: intervalFor(amount, hedge) } as const];
  const changing = phrase.bare ? changeBefore(tokens, start) : undefined;
  const base = { figure, start, decimals: amount.decimals, spelled: tokens[at]?.kind !== 'number' };
  return claimOf(tokens, base, stated, phrase, changing);
}

/** `by a factor of 3`, `a factor 2.5`. */
export function factor(tokens: Sentence, at: number): Claim | undefined {
  if (textAt(tokens, at) !== 'factor') return undefined;
  const from = textAt(tokens, at + 1) === 'of' ? at + 2 : at + 1;
  const start = /^(?:about|roughly|around|over|almost|nearly|~)$/.test(textAt(tokens, from))
    ? from + 1
    : from;
  const amount = amountAt(tokens, start);
  if (!amount || amount.low <= 1) return undefined;
  const { hedge } = hedgeBefore(tokens, start);
  if (hedge === 'cap') return undefined;
  const stated = [{ how: 'times', interval: intervalFor(amount, hedge) } as const];
  const before = textAt(tokens, at - 1) === 'a' ? at - 1 : at;
  const by = textAt(tokens, before - 1) === 'by' ? before - 1 : before;
  const changing = changeBefore(tokens, by);
  const figure = { start: at, end: amount.end };
  const base = { figure, start: by, decimals: amount.decimals, spelled: tokens[start]?.kind !== 'number' };
  return claimOf(tokens, base, stated, phraseAt(tokens, amount.end), changing);
}

const MAGNITUDES: ReadonlyMap<string, number> = new Map([
  ['order', 1],
  ['one', 1],
  ['two', 2],
  ['three', 3],
]);

/** `an order of magnitude`, `two orders of magnitude`: half an order more or less still is one. */
export function magnitude(tokens: Sentence, at: number): Claim | undefined {
  const word = textAt(tokens, at);
  const plural = textAt(tokens, at + 1) === 'orders' ? 1 : 0;
  const head = plural === 1 ? textAt(tokens, at + 1) : word;
  if (!/^orders?$/.test(head) || (head === 'orders' && plural === 0)) return undefined;
  const of = at + plural + 1;
  if (textAt(tokens, of) !== 'of' || textAt(tokens, of + 1) !== 'magnitude') return undefined;
  const power = MAGNITUDES.get(word);
  if (power === undefined) return undefined;
  const interval = { low: 10 ** (power - 0.3), high: 10 ** (power + 0.5) };
  const { start } = hedgeBefore(tokens, /^an?$/.test(textAt(tokens, at - 1)) ? at - 1 : at);
  const base = { figure: { start: at, end: of + 2 }, start, decimals: 0, spelled: true };
  const phrase = phraseAt(tokens, of + 2);
  const changing = phrase.bare ? changeBefore(tokens, start) : undefined;
  return claimOf(tokens, base, [{ how: 'times', interval }], phrase, changing);
}

const MULTIPLYING: ReadonlyMap<string, number> = new Map([
  ...['doubles', 'doubled', 'doubling', 'double'].map((word): [string, number] => [word, 2]),
  ...['triples', 'tripled', 'tripling', 'triple', 'trebled'].map((word): [string, number] => [word, 3]),
  ...['quadruples', 'quadrupled'].map((word): [string, number] => [word, 4]),
  ...['halves', 'halved', 'halving', 'halve'].map((word): [string, number] => [word, 0.5]),
]);

/** How far a half may be off. */
const HALF_OFF = 0.07;

/** `doubled the throughput`, `latency halved`; `double the` is a multiple. */
export function multiplying(tokens: Sentence, at: number): Claim | undefined {
  const by = MULTIPLYING.get(textAt(tokens, at));
  if (by === undefined) return undefined;
  // `doubling it each time`: how, and not how much, unless the figures follow.
  if (textAt(tokens, at).endsWith('ing') && textAt(tokens, at + 1) !== 'from') return undefined;
  const noun = nounAt(tokens, at + 1);
  const bare = !noun.found;
  const changing: Changing = {
    way: by < 1 ? 'less' : 'more',
    start: at,
    end: at + 1,
    topic: bare ? topicOfVerb(tokens, at, at + 1) : { words: [], pronoun: true },
  };
  const { hedge } = hedgeBefore(tokens, at);
  // Half of it went: said of the part, as other fractions are.
  const stated: Stated =
    by > 1
      ? { how: 'times', interval: intervalOf(by, by, 0.5, hedge) }
      : { how: 'cut', interval: intervalOf(by, by, HALF_OFF, hedge) };
  const { change, ...topic } = noun;
  const way = change?.way ?? (by > 1 ? 'more' : 'less');
  const phrase = { ...topic, way, bare, end: Math.max(noun.end, at + 1) };
  const base = { figure: { start: at, end: at + 1 }, start: at, decimals: 0, spelled: true };
  return claimOf(tokens, base, [stated], phrase, changing);
}

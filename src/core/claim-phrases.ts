// The words behind a number that make it a claim: `… slower than`, `… the latency of`, `… reduction in memory`.
// Knows phrases; knows nothing of values.
import { nounAt, textAt, type Noun, type Stretch, type Topic } from './claim-nouns.ts';
import type { Sentence } from './claim-text.ts';
import { INERT } from './claim-tokens.ts';
import { ADJECTIVES, COMPARATIVES, turned, type Comparing, type Measure, type Way } from './claim-words.ts';

/** A comparing word where it stands. */
export type Compared = Comparing & Stretch;

/** What follows a number and makes it a claim. */
export type Phrase = Topic & {
  readonly way?: Way;
  readonly compared?: Compared;
  /** A noun such as `reduction` stands there. */
  readonly change?: boolean;
  /** A verb such as `saves` stands before. */
  readonly gains?: boolean;
  /** Whether anything stands there at all. */
  readonly bare: boolean;
  readonly end: number;
  /** Tokens of what it is compared with. */
  readonly reference?: Stretch;
};

/** `slower`, `more expensive`, `less accurate`; `more` alone when no adjective follows. */
export function comparedAt(tokens: Sentence, at: number): Compared | undefined {
  const word = textAt(tokens, at);
  const adjective = ADJECTIVES.get(textAt(tokens, at + 1));
  if ((word === 'more' || word === 'less') && adjective?.of)
    return {
      way: word === 'more' ? adjective.way : turned(adjective.way),
      of: adjective.of,
      start: at,
      end: at + 2,
    };
  const own = COMPARATIVES.get(word);
  return own && { ...own, start: at, end: at + 1 };
}

const MAX_REFERENCE_TOKENS = 10;
const REFERENCE_ENDS = new Set(['and', 'but', 'which', 'so', 'because', 'while']);
const PAIRING = /^(?:against|vs|versus|instead|rather|compared|to|→|->)$/u;
const REFERRING = new Set(['than', 'over', 'versus', 'vs', 'against', 'compared', 'relative']);

/** What a comparison is made with, when `word` (`than`, `as`, `of`) stands at the token. It may end in a figure: `the VL-JEPA, at [X] ms`. */
export function referenceAt(tokens: Sentence, at: number, word: string): Stretch | undefined {
  const here = textAt(tokens, at);
  if (here !== word && !REFERRING.has(here)) return undefined;
  const start = at + 1;
  if (/^(?:that|it|this|before|they|we|i)$/.test(textAt(tokens, start))) return { start, end: start + 1 };
  let named: number | undefined;
  let end = start;
  for (; end < Math.min(tokens.length, start + MAX_REFERENCE_TOKENS); end += 1) {
    const { kind, text } = tokens[end] ?? { kind: 'mark', text: '' };
    // `than the other (A against B)`: there a pair begins.
    const pair = named !== undefined && PAIRING.test(textAt(tokens, end + 1));
    if (kind === 'placeholder') return { start, end: pair ? (named ?? end) : end + 1 };
    if (REFERENCE_ENDS.has(text) || (kind === 'mark' && !/^[.@/,(]$/.test(text)) || kind === 'inert') break;
    if (/^[,(]$/.test(text) && !/^(?:at|with)$/.test(textAt(tokens, end + 1)) && !isFigure(tokens, end + 1))
      break;
    if (/^(?:at|with|in|on|for|[,(])$/.test(text)) named ??= end;
  }
  return { start, end: named ?? end };
}

const isFigure = (tokens: Sentence, at: number): boolean => tokens[at]?.kind === 'placeholder';

const withReference = (tokens: Sentence, phrase: Phrase, word: string): Phrase => {
  // `more expensive to serve than`
  const skipped = textAt(tokens, phrase.end) === 'to' && textAt(tokens, phrase.end + 2) === word ? 2 : 0;
  const reference = referenceAt(tokens, phrase.end + skipped, word);
  return reference ? { ...phrase, reference, end: reference.end } : phrase;
};

/** Both what a comparative and what the noun behind it can be said of. */
function common(
  a: readonly Measure[] | undefined,
  b: readonly Measure[] | undefined,
): readonly Measure[] | undefined {
  return a && b ? a.filter((one) => b.includes(one)) : (a ?? b);
}

/** The noun behind a comparative, or that of `smaller on disk`. */
function nounBehind(tokens: Sentence, at: number): Noun {
  const noun = nounAt(tokens, at);
  if (noun.found || !/^(?:in|on)$/.test(textAt(tokens, at))) return noun;
  const where = nounAt(tokens, at + 1);
  return where.of ? where : noun;
}

function comparing(tokens: Sentence, compared: Compared): Phrase {
  const noun = nounBehind(tokens, compared.end);
  const of =
    compared.of && noun.of && !common(compared.of, noun.of)?.length ? noun.of : common(compared.of, noun.of);
  const phrase: Phrase = {
    ...noun,
    ...(of && { of }),
    way: compared.way,
    compared,
    bare: false,
    change: noun.change !== undefined,
    end: noun.end,
  };
  return withReference(tokens, phrase, 'than');
}

/** `as slow as`, `as many requests`, `as long`. */
function asMuch(tokens: Sentence, at: number): Phrase | undefined {
  const adjective = ADJECTIVES.get(textAt(tokens, at + 1));
  if (textAt(tokens, at) !== 'as' || !adjective) return undefined;
  const noun = nounAt(tokens, at + 2);
  const of = common(adjective.of, noun.of);
  const phrase: Phrase = {
    ...noun,
    ...(of && { of }),
    way: adjective.way,
    bare: false,
    change: false,
    end: noun.end,
  };
  return withReference(tokens, phrase, 'as');
}

/** `in accuracy`, `of the batch size`, `on our own metric`: what a change is a change of. */
function measuredAt(tokens: Sentence, at: number): Noun | undefined {
  const word = textAt(tokens, at);
  if (!/^(?:in|of|on)$/.test(word)) return undefined;
  const noun = nounAt(tokens, at + 1);
  const elsewhere =
    noun.nouns?.some((one) => one === INERT || /^(?:metric|score|benchmark|rate)$/.test(one)) ?? false;
  return word !== 'on' || elsewhere ? noun : undefined;
}

/** What the words behind a number make of it. */
export function phraseAt(tokens: Sentence, at: number): Phrase {
  const compared = comparedAt(tokens, at);
  if (compared) return comparing(tokens, compared);
  const as = asMuch(tokens, at);
  if (as) return as;
  const from = textAt(tokens, at) === 'in' ? at + 1 : at;
  const noun = nounAt(tokens, from);
  if (!noun.found) return withReference(tokens, { bare: true, end: at }, 'than');
  const { change, ...own } = noun;
  // `an improvement in accuracy`
  const what = change && measuredAt(tokens, noun.end);
  const topic = what?.found === true ? { ...what, found: true } : own;
  const phrase: Phrase = {
    ...topic,
    ...(change?.way !== undefined && { way: change.way }),
    bare: false,
    change: change !== undefined,
    end: topic.end,
  };
  return withReference(tokens, phrase, 'of');
}

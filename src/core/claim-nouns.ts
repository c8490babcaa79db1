// What a noun phrase says is measured: `the GPU memory` is of bytes, `the latency` of a time, `the batch size` of what prep does not
// know. Knows words; knows nothing of numbers.
import type { Sentence } from './claim-text.ts';
import { INERT } from './claim-tokens.ts';
import {
  BEARERS,
  CHANGES,
  FILLERS,
  KINDS,
  MODIFIERS,
  NOUNS,
  STOPS,
  type Measure,
  type Way,
} from './claim-words.ts';

/** A stretch of tokens, `end` exclusive. */
export type Stretch = { readonly start: number; readonly end: number };

/** What a claim is about. */
export type Topic = {
  /** What is measured; anything when left out. */
  readonly of?: readonly Measure[];
  /** The kind of metric, where a word tells it. */
  readonly kind?: string;
  /** Nouns that prep does not know: only a metric whose name has one of them can be meant. */
  readonly nouns?: readonly string[];
};

/** The text of a token; empty beyond the ends. */
export const textAt = (tokens: Sentence, at: number): string => tokens[at]?.text ?? '';

const singular = (noun: string): string => noun.replace(/'s?$/, '').replace(/(?<=\p{L}{3})s$/u, '');
/** Whether a word is a name, as far as its first letter tells. */
const isName = (written: string): boolean => /^\p{Lu}/u.test(written);

const MAX_NOUN_TOKENS = 8;
/** What a rate or a price is per: `a month`, `a request`. */
export const FREQUENCIES: ReadonlySet<string> = new Set(
  'second minute hour day week month year run request query epoch step token call'.split(' '),
);

/** A noun phrase: what it is of, and the way of the change that it names. `found` is false when there is none. */
export type Noun = Topic & {
  readonly change?: { readonly way?: Way };
  readonly end: number;
  readonly found: boolean;
};

/** The noun phrase that begins at a token, and what it says is measured. */
export function nounAt(tokens: Sentence, at: number): Noun {
  const nouns: string[] = [];
  let end = at;
  let found = false;
  for (; end < Math.min(tokens.length, at + MAX_NOUN_TOKENS); end += 1) {
    const { kind, text, written } = tokens[end] ?? { kind: 'mark', text: '', written: '' };
    const filler = FILLERS.has(text) || text.endsWith('ly');
    // `the \`batch_size\``, `our [own metric](…)`: something that prep does not know.
    if (kind === 'inert' && found) nouns.push(INERT);
    if (kind !== 'word' || (STOPS.has(text) && !filler)) break;
    // `of` belongs to `of the latency`, and not to `the latency of the other`.
    if (text === 'of' && nouns.length > 0) break;
    // `$40 less a month`, and `twice the traffic p95 moved`: what follows is not what is measured.
    if (/^an?$/.test(text) && FREQUENCIES.has(textAt(tokens, end + 1))) break;
    if (/^p\d\d$/.test(text) && nouns.length > 0) break;
    found = true;
    const name = isName(written) && !NOUNS.has(text);
    if (!filler && !name && !/'s?$/.test(text)) nouns.push(text);
  }
  return { ...topicOf(nouns), end, found };
}

const isVague = (noun: string): boolean =>
  BEARERS.has(noun) || CHANGES.has(noun) || NOUNS.has(noun) || MODIFIERS.has(noun) || KINDS.has(noun);

/** What nouns say is measured; the last that says anything counts. */
export function topicOf(nouns: readonly string[]): Topic & { readonly change?: { readonly way?: Way } } {
  const known = nouns.findLast((noun) => NOUNS.has(noun));
  const changing = nouns.findLast((noun) => CHANGES.has(noun));
  const way = changing === undefined ? undefined : CHANGES.get(changing);
  const change = changing === undefined ? {} : { change: way === undefined ? {} : { way } };
  const telling = nouns.filter((noun) => !isVague(noun));
  const others = telling.length > 0 ? { nouns: telling.map(singular) } : {};
  if (known !== undefined) {
    const { of, kind } = NOUNS.get(known) ?? { of: [] };
    const told = kind ?? nouns.map((noun) => KINDS.get(noun)).find((one) => one !== undefined);
    return { of, ...(told !== undefined && { kind: told }), ...others, ...change };
  }
  return { ...others, ...change };
}

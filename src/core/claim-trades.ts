// One claim for another: `for 2 % better accuracy, four times the latency`. Both are said of the same two things.
// Knows claims and the small words between them; knows nothing of figures.
import type { Claim } from './claim.ts';
import type { Sentence } from './claim-text.ts';
import { COMPARATIVES, FILLERS, MODIFIERS, NOUNS } from './claim-words.ts';

const PAYING = new Set(
  (
    'for at in exchange return of price cost , so and but that means hence thus i we you one it pay pays paid paying get gets got getting ' +
    "take takes took need needs needed costs give gives gave buy buys bought is it's that's there's you're i'm"
  ).split(' '),
);
const JOINING = /^(?:for|at|exchange|price)$/;

/** Names that stand in a stretch: words with a capital that do not only begin it. */
const namesIn = (tokens: Sentence): ReadonlySet<string> =>
  new Set(
    tokens
      .slice(1)
      .filter(({ kind, written }) => kind === 'word' && /^\p{Lu}/u.test(written))
      .map(({ text }) => text),
  );

/** Whether a stretch speaks of nothing but what is measured, who pays it, and names that are known. */
function isPlain(tokens: Sentence, start: number, end: number, names: ReadonlySet<string>): boolean {
  return tokens
    .slice(start, end)
    .every(
      ({ text }) =>
        PAYING.has(text) ||
        COMPARATIVES.has(text) ||
        FILLERS.has(text) ||
        NOUNS.has(text) ||
        MODIFIERS.has(text) ||
        names.has(text),
    );
}

/** Whether two claims that stand beside each other are the two sides of a trade. */
function isTraded(tokens: Sentence, first: Claim, second: Claim): boolean {
  if (!first.of || !second.of || second.led) return false;
  const joined =
    JOINING.test(tokens[first.start - 1]?.text ?? '') ||
    tokens.slice(first.end, second.start).some(({ text }) => JOINING.test(text));
  return joined && isPlain(tokens, first.figure.end, second.start, namesIn(tokens.slice(0, first.start)));
}

/** Without which way it goes: where nobody is named, neither of two figures is the one that it is said of. */
function undirected(claim: Claim): Claim {
  const { way: _way, compared: _compared, ...rest } = claim;
  return rest;
}

/** The claims of a sentence, where the second side of a trade is said of what the first one is said of. */
export function traded(tokens: Sentence, claims: readonly Claim[]): readonly Claim[] {
  return claims.map((claim, i) => {
    const [before, after] = [claims[i - 1], claims[i + 1]];
    const paid = before && isTraded(tokens, before, claim) ? before : undefined;
    if (!paid && !(after && isTraded(tokens, claim, after))) return claim;
    const { said } = paid ?? claim;
    const whole = { ...claim, said };
    return said.words.length === 0 ? undirected(whole) : whole;
  });
}

/**
 * Whether a sentence begins with a trade, so that it goes on about the figures of the sentence before it.
 * @param tokens both sentences
 * @param from where the second one begins
 * @param claims those of the second one
 */
export function opensWithTrade(tokens: Sentence, from: number, claims: readonly Claim[]): boolean {
  const [first, second] = claims;
  if (!first || !second || claims.length > 2 || !isTraded(tokens, first, second)) return false;
  const names = namesIn(tokens.slice(0, from));
  const behind = tokens[second.end];
  return (
    isPlain(tokens, from, first.start, new Set()) &&
    isPlain(tokens, second.figure.end, second.end, names) &&
    (behind === undefined || behind.kind === 'mark')
  );
}

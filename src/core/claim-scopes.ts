// What is judged together: a sentence, a sentence that goes on about the one before it, a list, a row or column of a table. For each
// the claims in it and the pairs of figures that they may be about. Knows the layout of answers; leaves it to claims.ts what holds.
import { amountClaims } from './claim-amounts.ts';
import type { Claim } from './claim.ts';
import { MAX_FIGURES, scopeOf, type Data } from './claim-figures.ts';
import { pairsOf, type Pair } from './claim-pairs.ts';
import type { Block, Sentence } from './claim-text.ts';
import type { Token } from './claim-tokens.ts';
import { CHANGES } from './claim-words.ts';
import { isPlausible } from './claim-about.ts';
import { opensWithTrade, traded } from './claim-trades.ts';

/** Claims to judge against pairs. `turns`: comparisons without a number are looked for as well. */
export type Case = {
  readonly tokens: Sentence;
  readonly claims: readonly Claim[];
  readonly pairs: readonly Pair[];
  readonly turns: boolean;
};

/** Longest stretch that is judged: nobody compares figures further apart. */
const MAX_TOKENS = 300;
/** Most cells of a table that is looked at. */
export const MAX_CELLS = 300;

/** True when one of the user's values stands among the words. */
export const hasPlaceholder = (tokens: Sentence): boolean =>
  tokens.some(({ kind }) => kind === 'placeholder');
const within = ({ figure }: Claim, at: number): boolean => at >= figure.start && at < figure.end;

/** The case that tokens make; undefined when a value is missing, or when there is nothing to compare. */
function caseOf(tokens: Sentence, data: Data): Case | undefined {
  if (tokens.length > MAX_TOKENS || !hasPlaceholder(tokens)) return undefined;
  const claims = traded(tokens, amountClaims(tokens));
  const scope = scopeOf(tokens, data, (at) => claims.some((claim) => within(claim, at)));
  if (scope.open || scope.figures.length < 2 || scope.figures.length > MAX_FIGURES) return undefined;
  return { tokens, claims, pairs: pairsOf(scope), turns: true };
}

const GOES_ON = /^(?:that|this|which|so)(?:'s)?$/;

/** `That's 6.4×`, `For 2 % more, twice the latency`: a sentence without figures about those of the sentence before it. */
function goingOn(tokens: Sentence, before: Sentence, data: Data): Case | undefined {
  if (hasPlaceholder(tokens)) return undefined;
  const about = caseOf(before, data);
  if (!about || tokens.length > MAX_TOKENS) return undefined;
  const joined = [...before, ...tokens];
  const claims = traded(joined, amountClaims(joined)).filter(({ start }) => start >= before.length);
  const goes = GOES_ON.test(tokens[0]?.text ?? '') || opensWithTrade(joined, before.length, claims);
  return goes ? { ...about, tokens: joined, claims, turns: false } : undefined;
}

function sentenceCases(sentences: readonly Sentence[], data: Data): readonly Case[] {
  return sentences.flatMap((tokens, i) => {
    const own = caseOf(tokens, data);
    const more = goingOn(tokens, sentences[i - 1] ?? [], data);
    return [...(own ? [own] : []), ...(more ? [more] : [])];
  });
}

/** Parts what is judged together though it stands apart: items, cells. */
export const BREAK: Token = { kind: 'mark', text: ';', written: ';', from: 0, to: 0 };

/** A list as a whole, for claims that find no pair in their own item. */
function listCases(items: readonly (readonly Sentence[])[], data: Data): readonly Case[] {
  const own = items.flatMap((sentences) => sentenceCases(sentences, data));
  const judged = new Set(
    own.flatMap(({ tokens, claims, pairs }) =>
      claims
        .filter((claim) => isPlausible(tokens, claim, pairs))
        .map(({ figure }) => tokens[figure.start]?.from),
    ),
  );
  const joined = items.flatMap((sentences) => [...sentences.flat(), BREAK]);
  const whole = caseOf(joined, data);
  if (!whole) return own;
  const claims = whole.claims.filter(({ figure }) => !judged.has(joined[figure.start]?.from));
  return [...own, { ...whole, claims, turns: false }];
}

const CHANGING = /^(?:×|vs|versus|times|relative|faster|slower|less|more)$/;

/** Whether the heading of a row or column says that it holds comparisons. */
const isChange = (heading: Sentence | undefined): boolean =>
  (heading ?? []).some(({ text }) => CHANGES.has(text) || CHANGING.test(text));

const DIFFERENCE: Token = { kind: 'word', text: 'difference', written: 'difference', from: 0, to: 0 };

/** Whether a cell holds two values, and no comparison of them: `82 % vs. 81 %`. */
const isPair = (cell: Sentence): boolean =>
  cell.filter(({ kind }) => kind === 'number').length > 1 &&
  cell.some(({ text }) => /^(?:vs|versus|against)$/.test(text));

/** The case of a cell that compares the cells of its row, or of its column. */
function cellCase(cell: Sentence, others: readonly Sentence[], data: Data): Case | undefined {
  if (isPair(cell)) return undefined;
  const filled = others.filter(hasPlaceholder);
  const joined = [...filled.flatMap((other) => [...other, BREAK]), ...cell, DIFFERENCE];
  const whole = caseOf(joined, data);
  const start = joined.length - cell.length - 1;
  return whole && { ...whole, claims: whole.claims.filter((claim) => claim.start >= start), turns: false };
}

/** A comparison in a row of one figure: with the figures of the same column in the other rows. */
function rowCase(rows: readonly (readonly Sentence[])[], r: number, c: number, data: Data): Case | undefined {
  const row = rows[r] ?? [];
  const columns = row.flatMap((cell, i) => (hasPlaceholder(cell) ? [i] : []));
  const others = rows
    .slice(1)
    .flatMap((other, i) => (i + 1 === r ? [] : columns.map((at) => other[at] ?? [])));
  const own = columns.map((at) => row[at] ?? []);
  const whole = cellCase(row[c] ?? [], [...own, ...others], data);
  const end = own.reduce((sum, cell) => sum + cell.length + 1, 0);
  return whole && { ...whole, pairs: whole.pairs.filter(({ a, b }) => a.at < end !== b.at < end) };
}

/** Cells that are a comparison alone: which cells they compare is said by the heading of their row or column. */
function tableCases(rows: readonly (readonly Sentence[])[], data: Data): readonly Case[] {
  if (rows.reduce((sum, row) => sum + row.length, 0) > MAX_CELLS) return [];
  const [heading = []] = rows;
  return rows.flatMap((row, r) =>
    row.flatMap((cell, c): readonly Case[] => {
      if (hasPlaceholder(cell)) return caseOf(cell, data) ? sentenceCases([cell], data) : [];
      if (r === 0 || c === 0) return [];
      const single = row.filter(hasPlaceholder).length === 1;
      const across = isChange(heading[c])
        ? single
          ? rowCase(rows, r, c, data)
          : cellCase(cell, row, data)
        : undefined;
      const column = rows.slice(1).map((other) => other[c] ?? []);
      const down = isChange(row[0]) ? cellCase(cell, column, data) : undefined;
      return [across, down].filter((one) => one !== undefined);
    }),
  );
}

/** Everything to judge in a block of an answer. */
export function casesOf(block: Block, data: Data): readonly Case[] {
  if (block.kind === 'prose') return sentenceCases(block.sentences, data);
  return block.kind === 'list' ? listCases(block.items, data) : tableCases(block.rows, data);
}

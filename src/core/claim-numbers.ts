// Numbers as prose has them: `6.4`, `1,100`, `twenty-five`, `two and a half`, `3–4`, and what `about` or `more than` make of
// them. Knows tokens; knows nothing of what is counted.
import type { Token } from './claim-tokens.ts';

/** A number in prose. `low` and `high` differ for a range. `half` is half a unit of the last digit that was written. */
export type Amount = {
  readonly low: number;
  readonly high: number;
  readonly half: number;
  /** Digits after the point. */
  readonly decimals: number;
  /** Index of the token behind it. */
  readonly end: number;
};

/** How a number is softened; `cap` is a limit that the data need not reach. */
export type Hedge = 'exact' | 'about' | 'nearly' | 'over' | 'under' | 'cap';

/** What is taken for the claim: both ends included. */
export type Interval = { readonly low: number; readonly high: number };

const SMALL = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'
  .concat(' sixteen seventeen eighteen nineteen')
  .split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** `seven`, `twenty`, `twenty-five`. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ...SMALL.map((word, i): [string, number] => [word, i + 1]),
  ...TENS.flatMap((word, i) => [
    [word, (i + 2) * 10] as const,
    ...SMALL.slice(0, 9).map((one, j) => [`${word}-${one}`, (i + 2) * 10 + j + 1] as const),
  ]),
]);
const LARGE: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
]);

/** Round numbers are less exact than their digits: 40 may have been 43, and 1,100 is not 1,101. */
function halfOf(digits: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  if (fraction !== '') return 0.5 * 10 ** -fraction.length;
  const zeros = /[1-9](0+)$/.exec(whole)?.[1]?.length ?? 0;
  if (zeros === 0) return 0.5;
  return whole.length === 2 ? 3.5 : Math.min(0.35 * 10 ** zeros, 0.035 * Number(whole));
}

function digitsAt(tokens: readonly Token[], at: number): Amount | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number') return undefined;
  const digits = token.text.replaceAll(/[,\u00A0\u202F ]/g, '');
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  return { low: value, high: value, half: halfOf(digits), decimals, end: at + 1 };
}

function wordsAt(tokens: readonly Token[], at: number): Amount | undefined {
  const word = tokens[at]?.text ?? '';
  const first = WORDS.get(word);
  const behind = first === undefined && word !== 'a' && word !== 'an' ? at : at + 1;
  const large = LARGE.get(tokens[behind]?.text ?? '');
  if (first === undefined && large === undefined) return undefined;
  const value = (first ?? 1) * (large ?? 1);
  const end = large === undefined ? at + 1 : behind + 1;
  return { low: value, high: value, half: large === undefined ? 0.5 : value / 10, decimals: 0, end };
}

const isHalf = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'and' && tokens[at + 1]?.text === 'a' && tokens[at + 2]?.text === 'half';

function single(tokens: readonly Token[], at: number): Amount | undefined {
  const amount = digitsAt(tokens, at) ?? wordsAt(tokens, at);
  if (!amount || !isHalf(tokens, amount.end)) return amount;
  const value = amount.low + 0.5;
  return { low: value, high: value, half: 0.25, decimals: 1, end: amount.end + 3 };
}

const RANGE = new Set(['-', '–', 'to', 'or']);

/** The number that begins at that token, if one does. */
export function amountAt(tokens: readonly Token[], at: number): Amount | undefined {
  const first = single(tokens, at);
  if (!first || !RANGE.has(tokens[first.end]?.text ?? '')) return first;
  const second = single(tokens, first.end + 1);
  return second && second.low > first.low && second.low <= first.low * 3
    ? { ...second, low: first.low, half: Math.min(first.half, second.half) }
    : first;
}

const HEDGES: ReadonlyMap<string, Hedge> = new Map([
  ...'about around roughly approximately approx circa ca ~ ≈ some'
    .split(' ')
    .map((word): [string, Hedge] => [word, 'about']),
  ...'nearly almost'.split(' ').map((word): [string, Hedge] => [word, 'nearly']),
  ...'over above >'.split(' ').map((word): [string, Hedge] => [word, 'over']),
  ...'under below <'.split(' ').map((word): [string, Hedge] => [word, 'under']),
  ...'≤'.split(' ').map((word): [string, Hedge] => [word, 'cap']),
  ['≥', 'over'],
  ['more than', 'over'],
  ['better than', 'over'],
  ['at least', 'over'],
  ['a good', 'over'],
  ['well over', 'over'],
  ['less than', 'under'],
  ['fewer than', 'under'],
  ['close to', 'nearly'],
  ['at most', 'cap'],
  ['up to', 'cap'],
  ['much as', 'cap'],
  ['within', 'cap'],
]);

const ADVERBS = new Set(['just', 'well', 'slightly', 'only', 'even', 'still', 'a', 'bit', '.']);

/** How the number at `at` is softened by the words before it, and where those begin. */
export function hedgeBefore(
  tokens: readonly Token[],
  at: number,
): { readonly hedge: Hedge; readonly start: number } {
  const word = (back: number): string => tokens[at - back]?.text ?? '';
  // `about a third`, `approx. 4×`: one small word may stand between.
  for (const gap of ADVERBS.has(word(1)) ? [0, 1] : [0]) {
    const pair = HEDGES.get(`${word(gap + 2)} ${word(gap + 1)}`);
    if (pair) return { hedge: pair, start: at - gap - 2 };
    const only = HEDGES.get(word(gap + 1));
    const more = /^(?:just|well|slightly|only)$/.test(word(gap + 2)) ? 1 : 0;
    if (only) return { hedge: only, start: at - gap - 1 - more };
  }
  return { hedge: 'exact', start: at };
}

/** The actual numbers for which a claim of `low` to `high` holds, a bit more than its written precision. */
export function intervalOf(low: number, high: number, half: number, hedge: Hedge): Interval {
  const exact = Math.min(1.2 * half, 0.2 * Math.abs(high));
  if (hedge === 'over' || hedge === 'cap') return { low: low * 0.98, high: Infinity };
  if (hedge === 'under') return { low: -Infinity, high: high * 1.02 };
  if (hedge === 'nearly') return { low: 0.85 * low - exact, high: high + exact };
  const wide = Math.min(Math.max(2.2 * half, 0.1 * high), 0.3 * high);
  const by = hedge === 'about' ? Math.max(wide, exact) : exact;
  return { low: low - by, high: high + by };
}

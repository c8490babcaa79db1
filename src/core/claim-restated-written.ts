// Values that are written once more by hand: a pair such as `82 % against 81 %`, a single one such as `(about 320 ms)`.
// Reads them from tokens; knows nothing of whether they still hold, or whose they are.
import { measureOf, unitAt, writtenFigure, type Figure, type Sized } from './claim-figures.ts';
import { amountAt, hedgeBefore, intervalOf, type Interval } from './claim-numbers.ts';
import { textAt, type Stretch } from './claim-nouns.ts';
import { isPriceOf } from './claim-statements.ts';
import type { Sentence } from './claim-text.ts';
import { CURRENCY_SIGNS } from './unit-table.ts';
import { conversionNumber, NO_UNIT, type Unit } from './units.ts';

/** A value written by hand. Its stretch begins at what softens it. Numbers are in base units. */
export type Written = Stretch &
  Sized & {
    /** The number itself, and the numbers for which it holds. */
    readonly value: number;
    readonly interval: Interval;
    readonly decimals: number;
    /** Index of its first token that is no hedge. */
    readonly first: number;
  };

/** Two values written by hand that are set against each other. `respective`: in the order of what they are of. */
export type WrittenPair = Stretch & {
  readonly values: readonly [Written, Written];
  readonly respective: boolean;
};

type Unsized = Pick<Written, 'start' | 'first' | 'end'> & { readonly in: (unit: Unit) => Written };

/** The number at a token, to be read in a unit; undefined for ranges, limits and numbers in words. */
function numberAt(tokens: Sentence, at: number): Unsized | undefined {
  const amount = amountAt(tokens, at);
  if (!amount || tokens[at]?.kind !== 'number' || amount.low !== amount.high) return undefined;
  const first = CURRENCY_SIGNS.includes(tokens[at - 1]?.text || ' ') ? at - 1 : at;
  const { hedge, start } = hedgeBefore(tokens, first);
  // What comes `close to` a number is not the number.
  if (!/^(?:exact|about|nearly)$/.test(hedge) || textAt(tokens, start) === 'close') return undefined;
  if (/^[+±−-]$/.test(textAt(tokens, first - 1))) return undefined;
  const { low, half, decimals, end } = amount;
  const own = { start, first, end };
  return {
    ...own,
    in: (unit) => {
      const factor = conversionNumber(unit, NO_UNIT);
      const interval = intervalOf(low * factor, low * factor, half * factor, hedge);
      return { ...own, value: low * factor, interval, decimals, unit, measure: measureOf(unit) };
    },
  };
}

/** The value at a token, in a unit that one of the figures has. Plain whole numbers may count anything. */
function writtenAt(tokens: Sentence, at: number, beside: readonly Figure[]): Written | undefined {
  const number = numberAt(tokens, at);
  const read = number && writtenFigure(tokens, at, beside);
  if (!number || !read || (read.measure === 'plain' && read.decimals === 0)) return undefined;
  // `$40` beside `$/month` is a price of the same kind.
  const price = beside.find((figure) => isPriceOf(read.unit, figure));
  return { ...number.in(price?.unit ?? read.unit), end: read.end };
}

/** Where a word that sets two values against each other ends; `and` only does when `respectively` stands with it. */
function joinerAt(tokens: Sentence, at: number): { readonly end: number; readonly and: boolean } | undefined {
  const [word, next] = [textAt(tokens, at), textAt(tokens, at + 1)];
  if (word === 'vs') return { end: next === '.' ? at + 2 : at + 1, and: false };
  if (word === 'against' || word === 'versus' || word === 'and') return { end: at + 1, and: word === 'and' };
  return word === 'compared' && /^(?:to|with)$/.test(next) ? { end: at + 2, and: false } : undefined;
}

/** Where `respectively` behind a pair ends. */
function respectivelyAt(tokens: Sentence, at: number): number | undefined {
  const comma = textAt(tokens, at) === ',' ? 1 : 0;
  return textAt(tokens, at + comma) === 'respectively' ? at + comma + 1 : undefined;
}

/** Most tokens that soften a number. */
const MAX_HEDGE = 3;

/** The pair of values whose first number stands at that token: `82 % against 81 %`, `82 vs. 81 %`, `$310 compared to $204`. */
export function writtenPairAt(
  tokens: Sentence,
  at: number,
  beside: readonly Figure[],
): WrittenPair | undefined {
  const number = numberAt(tokens, at);
  if (!number) return undefined;
  const sized = writtenAt(tokens, at, beside);
  const joiner = joinerAt(tokens, sized?.end ?? number.end);
  if (!joiner) return undefined;
  const second = [...Array(MAX_HEDGE + 1).keys()]
    .map((gap) => writtenAt(tokens, joiner.end + gap, beside))
    .find((one) => one !== undefined);
  // What stands between must belong to the second number.
  if (!second || second.start !== joiner.end) return undefined;
  const first = sized ?? number.in(second.unit);
  const behind = respectivelyAt(tokens, second.end);
  const respective = behind !== undefined || textAt(tokens, first.start - 1) === 'respectively';
  if (joiner.and && !respective) return undefined;
  return { start: first.start, end: behind ?? second.end, values: [first, second], respective };
}

const LEADING = /^(?:i|e|\.|,|so|thus|that|that's|is|it's)$/;

/** Where the parenthesis that follows a figure opens: right behind it, or behind its unit. */
function parenthesisBehind(tokens: Sentence, { end, measure }: Figure): number | undefined {
  if (textAt(tokens, end) === '(') return end;
  if (/^(?:an?|per)$/.test(textAt(tokens, end)) && textAt(tokens, end + 2) === '(') return end + 2;
  const unit = unitAt(tokens, end, (one) => one.powers.size > 0 && measure !== 'plain');
  return unit && textAt(tokens, unit.end) === '(' ? unit.end : undefined;
}

/** Most tokens that a value in parentheses has around it. */
const MAX_ALONE = 8;

/** The value that stands alone in the parenthesis that opens there. */
function valueAlone(tokens: Sentence, open: number, beside: readonly Figure[]): Written | undefined {
  const inside = tokens.slice(open + 1, open + 2 + MAX_ALONE);
  const close = open + 1 + inside.findIndex(({ text }) => text === ')');
  const at = open + 1 + inside.findIndex(({ kind }) => kind === 'number');
  const written = at > open && at < close ? writtenAt(tokens, at, beside) : undefined;
  if (!written || written.start <= open || written.end !== close) return undefined;
  return tokens.slice(open + 1, written.start).every(({ text }) => LEADING.test(text)) ? written : undefined;
}

/** The value that stands alone in the parenthesis right behind a figure. */
export function writtenBehind(tokens: Sentence, figure: Figure): Written | undefined {
  const open = parenthesisBehind(tokens, figure);
  return open === undefined ? undefined : valueAlone(tokens, open, [figure]);
}

/** Most tokens of a parenthesis that are looked at. */
const MAX_INSIDE = 40;

/** Whether a parenthesis says more of a value than the value: `(180 ms for the slowest)`, `(40–50 ms)`, `(BERT: 90 ms)`. */
export function hasAside(tokens: Sentence, figure: Figure): boolean {
  return tokens.some((token, open) => {
    if (token.text !== '(') return false;
    const behind = tokens.slice(open + 1, open + 1 + MAX_INSIDE);
    const close = behind.findIndex(({ text }) => text === ')');
    const inside = behind.slice(0, close === -1 ? undefined : close).map((_, i) => open + 1 + i);
    const valued = inside.some((at) => writtenFigure(tokens, at, [figure]) !== undefined);
    const others = inside.some((at) => tokens[at]?.kind === 'placeholder' || joinerAt(tokens, at));
    return valued && !others && !valueAlone(tokens, open, [figure]);
  });
}

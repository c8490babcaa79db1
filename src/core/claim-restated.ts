// Values that an answer cites by placeholder and repeats by hand: `… are close: 82 % against 81 %`, `[X] (about 320 ms)`. One drifts
// when it can be nothing but the value beside it, and is not that any more. Knows numbers and their order; leaves words to others.
import { comparable, MAX_FIGURES, scopeOf, type Data, type Figure } from './claim-figures.ts';
import type { Stretch } from './claim-nouns.ts';
import { repeatsOne, repeatsPair } from './claim-restated-around.ts';
import { writtenBehind, writtenPairAt, type Written, type WrittenPair } from './claim-restated-written.ts';
import type { Sentence } from './claim-text.ts';
import { conversionNumber, NO_UNIT, type Unit } from './units.ts';

/** What was written, and the figures that it repeats, in the order in which it does. */
export type Restated = {
  readonly tokens: Sentence;
  readonly words: Stretch;
  readonly values: readonly Written[];
  readonly figures: readonly Figure[];
};

/** How far off a value may be and still be taken for the figure: as a factor, and of percentages in hundredths. */
type Reach = { readonly factor: number; readonly points: number };

const ALONE: Reach = { factor: 2, points: 0.2 };
const NEITHER: Reach = { factor: 1.5, points: 0.1 };
/** Where the other one of the pair is what it was. */
const OTHER: Reach = { factor: 3, points: 0.25 };

const middle = ({ low, high }: Figure): number => (low + high) / 2;

function isNear({ value }: Written, figure: Figure, { factor, points }: Reach): boolean {
  const is = middle(figure);
  if (value <= 0 || figure.low <= 0) return false;
  const far = Math.max(value / is, is / value) > factor;
  return !far && (figure.measure !== 'percent' || Math.abs(value - is) <= points + 1e-9);
}

const size = (unit: Unit): number => conversionNumber(unit, NO_UNIT);

/** Whether a value is that of a figure within the digits of whichever has fewer. */
function holds({ interval, decimals, unit }: Written, figure: Figure): boolean {
  const finer = size(unit) !== size(figure.unit) || decimals > figure.decimals;
  const by = (finer ? figure.half : 0) + 1e-9;
  return figure.low - by <= interval.high && interval.low <= figure.high + by;
}

/** The figures in the order in which a pair repeats them: that of the text, unless only the other one has a value that is right. */
function inOrder(
  { values: [first, second], respective }: WrittenPair,
  one: Figure,
  other: Figure,
): readonly [Figure, Figure] {
  const straight = holds(first, one) || holds(second, other);
  const crossed = holds(first, other) || holds(second, one);
  return crossed && !straight && !respective ? [other, one] : [one, other];
}

/** Whether one of the orders that may be meant holds. */
const pairHolds = (
  { values: [first, second], respective }: WrittenPair,
  one: Figure,
  other: Figure,
): boolean =>
  (holds(first, one) && holds(second, other)) || (!respective && holds(first, other) && holds(second, one));

/** The figures, one of each placeholder, that can be compared with a value. */
const figuresOf = (figures: readonly Figure[], written: Written): readonly Figure[] =>
  figures.filter(
    (figure, i) => comparable(figure, written) && figures.findIndex(({ key }) => key === figure.key) === i,
  );

/** The pairs from a token on that repeat two figures and no longer are what those are. */
function pairsIn(tokens: Sentence, from: number, figures: readonly Figure[]): readonly Restated[] {
  return tokens.flatMap((_, at): readonly Restated[] => {
    const pair = at < from ? undefined : writtenPairAt(tokens, at, figures);
    const [one, other, third] = pair ? figuresOf(figures, pair.values[1]) : [];
    if (!pair || !one || !other || third || pairHolds(pair, one, other)) return [];
    if (!repeatsPair(tokens, pair, [one, other])) return [];
    const [first, second] = inOrder(pair, one, other);
    const [a, b] = pair.values;
    const reach = holds(a, first) || holds(b, second) ? OTHER : NEITHER;
    if (!isNear(a, first, reach) || !isNear(b, second, reach)) return [];
    return [{ tokens, words: { start: a.first, end: b.end }, values: pair.values, figures: [first, second] }];
  });
}

function singlesIn(tokens: Sentence, figures: readonly Figure[]): readonly Restated[] {
  return figures.flatMap((figure): readonly Restated[] => {
    const written = writtenBehind(tokens, figure);
    if (!written || !comparable(written, figure) || holds(written, figure) || !isNear(written, figure, ALONE))
      return [];
    if (!repeatsOne(tokens, written, figure)) return [];
    return [
      { tokens, words: { start: written.first, end: written.end }, values: [written], figures: [figure] },
    ];
  });
}

/** A stretch that may repeat its values: in pairs from a token on, and alone in parentheses where they are of one of the `singles`. */
export type Repeating = {
  readonly tokens: Sentence;
  readonly from: number;
  readonly singles: readonly Figure[];
};

/** Longest stretch that is looked at. */
export const MAX_TOKENS = 300;
const REPEATING = /^(?:\(|vs|versus|against|compared|respectively)$/;

/** The figures that placeholders of a stretch stand for; undefined when a value is missing, and of what is too long. */
export function placedFigures(tokens: Sentence, data: Data): readonly Figure[] | undefined {
  if (tokens.length > MAX_TOKENS) return undefined;
  const { figures, open } = scopeOf(tokens, data, () => false);
  return open || figures.length > MAX_FIGURES ? undefined : figures.filter(({ key }) => key !== '');
}

/** What a stretch repeats of its own placeholders and gets wrong. */
export function restatedIn({ tokens, from, singles }: Repeating, data: Data): readonly Restated[] {
  if (!tokens.some(({ text }) => REPEATING.test(text))) return [];
  const figures = placedFigures(tokens, data);
  if (!figures || figures.length === 0) return [];
  const alone = figures.filter((figure) => singles.some((kind) => comparable(kind, figure)));
  return [...pairsIn(tokens, from, figures), ...singlesIn(tokens, alone)];
}

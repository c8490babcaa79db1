// The figures of a sentence: what its placeholders stand for, and the numbers written by hand that are compared with them.
// Knows values and units; knows nothing of claims.
import { amountAt, hedgeBefore } from './claim-numbers.ts';
import type { Sentence } from './claim-text.ts';
import type { Token } from './claim-tokens.ts';
import { labelsOf } from './claim-labels.ts';
import { BETTER, KINDS, type Measure } from './claim-words.ts';
import { decimalNumber } from './decimal.ts';
import type { Value, Values } from './fill.ts';
import type { Metric, MetricName } from './metric.ts';
import type { Placeholder } from './placeholder.ts';
import { readQuantity } from './quantity.ts';
import { CURRENCY_SIGNS } from './unit-table.ts';
import { conversionNumber, declaredUnit, NO_UNIT, readUnits, sameDimension, type Unit } from './units.ts';

/** A measured value in a sentence. Numbers are in base units; `low` and `high` differ for a range. */
export type Figure = {
  /** Index of its token in the sentence, and of the one behind it. */
  readonly at: number;
  readonly end: number;
  /** Under which the value is stored; empty for a number written by hand. */
  readonly key: string;
  /** Name of the metric, when it is one that is declared and has a name. */
  readonly metric?: MetricName;
  /** What people call it, and the value as shown. */
  readonly name: string;
  readonly shown: string;
  readonly low: number;
  readonly high: number;
  /** Half a unit of the last digit that was written, and how many stand after the point. */
  readonly half: number;
  readonly decimals: number;
  readonly unit: Unit;
  readonly measure: Measure;
  /** Words of its name, and the kinds of metric that name and description tell. */
  readonly words: ReadonlySet<string>;
  /** Words of the description alone. */
  readonly described: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
  /** Words beside it that say whose it is: `the Transformer` of `the Transformer took [X] ms`. */
  readonly label: ReadonlySet<string>;
  readonly better?: 'higher' | 'lower';
};

/** A value as far as it can be compared. */
export type Sized = Pick<Figure, 'measure' | 'unit'>;

/** The figures of a sentence in order; `open` when a number that it needs is missing. */
export type Scope = {
  readonly tokens: Sentence;
  readonly figures: readonly Figure[];
  readonly open: boolean;
};

export type Metrics = ReadonlyMap<MetricName, Metric>;

/** More figures in one sentence belong to a list, whose parts nobody can tell apart. */
export const MAX_FIGURES = 12;

/** Dimensions that are no currency. */
const PHYSICAL: ReadonlySet<string> = new Set(['time', 'month', 'byte', 'energy', 'flop', 'pp']);

/** What a unit measures. */
export function measureOf(unit: Unit): Measure {
  const power = (name: Parameters<Unit['powers']['get']>[0]): number => unit.powers.get(name) ?? 0;
  if (unit.percent) return 'percent';
  if ([...unit.powers.keys()].some((name) => !PHYSICAL.has(name))) return 'money';
  if (power('pp') !== 0) return 'points';
  if (power('time') < 0 || power('month') < 0) return 'rate';
  if (power('time') > 0 || power('month') > 0) return 'time';
  if (power('byte') > 0) return 'bytes';
  if (unit.text.startsWith('×')) return 'times';
  return unit.nouns === '' && unit.text === '' ? 'plain' : 'count';
}

/** Whether two values can be compared at all. */
export const comparable = (a: Sized, b: Sized): boolean =>
  a.measure === b.measure && a.unit.nouns === b.unit.nouns && sameDimension(a.unit, b.unit);

const partsOf = (name: string): readonly string[] => name.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];

/** Fields that follow from what the figure is called. */
function called(
  names: readonly string[],
  description: string,
): Pick<Figure, 'words' | 'described' | 'kinds' | 'better'> {
  // `bm25_ndcg` is called `bm25` as well as `bm` and `25`.
  const own = names.flatMap((name) => [...partsOf(name), ...name.toLowerCase().split(/[^\p{L}\p{N}]+/u)]);
  const all = [...names, description].join(' ').toLowerCase().slice(0, 400);
  const kinds = (all.match(/\p{L}+|p\d\d|f1/gu) ?? []).flatMap((word) => KINDS.get(word) ?? []);
  const better = own.flatMap((word) => BETTER.get(word) ?? []);
  const [first] = better;
  return {
    words: new Set(own),
    described: new Set(partsOf(description.slice(0, 400))),
    kinds: new Set(kinds),
    ...(first !== undefined && better.every((one) => one === first) && { better: first }),
  };
}

type Read = Pick<Figure, 'low' | 'high' | 'half' | 'decimals' | 'unit' | 'measure' | 'shown'>;

/** The number of a value; undefined for words, and `bound` for `< 5 ms`, which cannot be computed with. */
function readValue(value: Value, placeholder: Placeholder): Read | 'bound' | undefined {
  const read = value.plain === undefined ? undefined : readQuantity(value.plain);
  if (!read || 'error' in read || value.number === undefined) return undefined;
  if (/[<>≤≥]/u.test(read.relation)) return 'bound';
  const unit = declaredUnit(value.unit ?? placeholder.unitAround);
  const factor = conversionNumber(unit, NO_UNIT);
  const range = read.spread?.kind === '–' ? read.spread.second : undefined;
  const [low, high] = range
    ? [decimalNumber(read.first), decimalNumber(range)]
    : [value.number, value.number];
  const shown = value.text.replaceAll('\u00A0', ' ');
  return {
    low: Math.min(low, high) * factor,
    high: Math.max(low, high) * factor,
    half: 0.5 * 10 ** read.first.exponent * factor,
    decimals: -read.first.exponent,
    unit,
    measure: measureOf(unit),
    shown,
  };
}

/** A figure without the words beside it. */
export type Placed = Omit<Figure, 'label'>;

/** A figure apart from where it stands. */
type Known = Omit<Placed, 'at' | 'end'>;

function figureOf(placeholder: Placeholder, values: Values, metrics: Metrics): Known | 'open' | undefined {
  const { key, name, hint, written } = placeholder;
  const value = values.get(key);
  if (!value) return 'open';
  const read = readValue(value, placeholder);
  if (read === undefined) return undefined;
  if (read === 'bound') return 'open';
  const metric = metrics.get(key);
  const better = metric?.better;
  return {
    key,
    ...(metric && name !== undefined && { metric: name }),
    name: name ?? written.text.slice(0, 60),
    ...read,
    ...called([name ?? hint ?? ''], metric?.prompt ?? ''),
    ...(better !== undefined && { better }),
  };
}

/** What placeholders stand for; each is read once. */
export type Data = (placeholder: Placeholder) => Known | 'open' | undefined;

/**
 * Opens values for looking up figures: undefined for words, `open` when there is no value or none to compute with.
 * @param metrics those that the banks declare
 */
export function openData(values: Values, metrics: Metrics): Data {
  const read = new Map<string, Known | 'open' | undefined>();
  return (placeholder) => {
    const key = `${placeholder.unitAround ?? ''}\n${placeholder.key}`;
    if (!read.has(key)) read.set(key, figureOf(placeholder, values, metrics));
    return read.get(key);
  };
}

const wordOf = (token: Token | undefined): string => (token?.kind === 'word' ? token.written : '');

/** The unit that stands behind a number, and where it ends. The longest reading that `wanted` takes is right. */
export function unitAt(
  tokens: Sentence,
  at: number,
  wanted: (unit: Unit) => boolean,
): { readonly unit: Unit; readonly end: number } | undefined {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!first || (first.kind !== 'word' && first.kind !== 'sign')) return undefined;
  const slash = second?.text === '/' || second?.text === 'per';
  const readings: readonly (readonly [string, number])[] = [
    ...(slash && wordOf(third) !== '' ? [[`${first.written}/${wordOf(third)}`, 3] as const] : []),
    ...(wordOf(second) === '' ? [] : [[`${first.written} ${wordOf(second)}`, 2] as const]),
    [first.written, 1],
  ];
  for (const [text, length] of readings) {
    const unit = readUnits(text).find(wanted);
    if (unit) return { unit, end: at + length };
  }
  return undefined;
}

/** A number written by hand, in a unit that one of the placeholders has. */
export function writtenFigure(tokens: Sentence, at: number, beside: readonly Placed[]): Placed | undefined {
  const amount = amountAt(tokens, at);
  const token = tokens[at];
  if (!amount || token?.kind !== 'number') return undefined;
  const money = CURRENCY_SIGNS.includes(tokens[at - 1]?.text || ' ') ? (tokens[at - 1]?.written ?? '') : '';
  const alike = (unit: Unit): boolean =>
    beside.some((one) => one.unit.nouns === unit.nouns && one.measure === measureOf(unit));
  const bare = { unit: NO_UNIT, end: amount.end };
  const isBare =
    tokens[amount.end] === undefined || ['mark', 'inert'].includes(tokens[amount.end]?.kind ?? '');
  const read =
    money === ''
      ? (unitAt(tokens, amount.end, alike) ?? (isBare && alike(NO_UNIT) ? bare : undefined))
      : { unit: declaredUnit(money), end: amount.end };
  if (!read || !alike(read.unit)) return undefined;
  const factor = conversionNumber(read.unit, NO_UNIT);
  const start = hedgeBefore(tokens, money === '' ? at : at - 1).start;
  const shown = tokens
    .slice(money === '' ? at : at - 1, read.end)
    .map(({ written }) => written)
    .join(' ')
    .replace(new RegExp(`^([${CURRENCY_SIGNS}]) `, 'u'), '$1');
  return {
    at: start,
    end: read.end,
    key: '',
    name: shown,
    shown: '',
    low: amount.low * factor,
    high: amount.high * factor,
    half: 0.5 * 10 ** -amount.decimals * factor,
    decimals: amount.decimals,
    unit: read.unit,
    measure: measureOf(read.unit),
    words: new Set(),
    described: new Set(),
    kinds: new Set(),
  };
}

/** The figures of a sentence. Numbers within claims are no figures: `taken` says which tokens those are. */
export function scopeOf(tokens: Sentence, data: Data, taken: (at: number) => boolean): Scope {
  const found = tokens.map(({ placeholder }) => placeholder && data(placeholder));
  const own = found.flatMap((one, at) => (typeof one === 'object' ? [{ ...one, at, end: at + 1 }] : []));
  const byHand = tokens.flatMap((_, at) => (taken(at) ? [] : (writtenFigure(tokens, at, own) ?? [])));
  const figures = [...own, ...byHand].toSorted((a, b) => a.at - b.at);
  const labels = labelsOf(tokens, figures, taken);
  return {
    tokens,
    figures: figures.map((figure, i) => ({ ...figure, label: labels[i] ?? new Set<string>() })),
    open: found.includes('open'),
  };
}

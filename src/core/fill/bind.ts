import type { Metric } from '../base/metric.ts';
import { clipped } from '../base/text.ts';
import { type Decimal, decimalText, exactly, roundNumber, shortest, sizeOf } from '../values/decimal.ts';
import {
  type Typing,
  withoutGroups,
  type Quantity,
  readQuantity,
  type Refusal,
  scaleQuantity,
  showQuantity,
  type Accepted,
  checkValue,
  oddWarning,
  prefixDoubt,
  shareDoubt,
} from '../values/quantity.ts';
import {
  conversion,
  declaredUnit,
  fitsInto,
  isPoints,
  multipleOf,
  readUnits,
  singleOf,
  type Unit,
} from '../values/units.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Tables = Readonly<Record<string, readonly { readonly [column: string]: Json }[]>>;

export type SingleFile = {
  readonly file: string;
  readonly content: { readonly text: string } | { readonly tables: Tables };
};

/** `runs`: the same file of several seeds, folds or runs, as one. */
export type ResultFile = SingleFile | { readonly file: string; readonly runs: readonly SingleFile[] };

const SETTINGS = /^(?:configs?|configuration|settings|args|options|hyper_?param(?:eter)?s|h?params)$/i;
const COUNTS = /^(?:versions|n[-_]?(?:shots?|samples)|num[-_]?(?:fewshot|samples))$/i;
/** `n` of a split: its rows. */
const SIZE = /^(?:n|num|count|size|total|support|samples|examples|rows)$/i;
const SPLIT = /^(?:test|train\w*|val\w*|eval\w*|dev)$/i;
const SETUP =
  /^(?:scaling factor|number of (?:clients|threads)|maximum number of tries|\w*version|threads|forks|warmup\w*|measurement_?(?:iterations|time|batch_?size))$/i;

/** Of a run, not measured in it: by its name, or that of what it is in. */
export const isSetting = (names: readonly string[]): boolean =>
  SETUP.test(names.at(-1) ?? '') ||
  COUNTS.test(names.at(-1) ?? '') ||
  (SIZE.test(names.at(-1) ?? '') && SPLIT.test(names.at(-2) ?? '')) ||
  names.slice(0, -1).some((name) => SETTINGS.test(name) || COUNTS.test(name));

export type Reported = {
  readonly label: string;
  readonly value: number | string;
  /** `s`, `ms`, `B`, `%`, `requests/s`; `×` for a share of one; `1` for none; empty if the file does not say. */
  readonly unit: string;
  /** Dotted, or JMESPath; with names instead of indexes where possible. */
  readonly path: string;
};

export type Results = {
  /** Such as `hyperfine`. */
  readonly reader: string;
  /** For people, such as `k6 summary`. */
  readonly title: string;
  readonly document: Json;
  readonly candidates: readonly Reported[];
};

export type FileValue = Pick<Reported, 'value' | 'unit'>;

export type Bound = Accepted & { readonly unit: string };

/**
 * Converts exactly, then rounds to the metric's `digits`. Without these, whole numbers stay whole, and others
 * keep every whole digit and at least as many significant digits as the metric's example (three or more). A
 * number without a unit is a share of one if it is between 0 and 1 and the metric is a percentage, and a plain
 * count if it is large and whole and the metric is in millions or megabytes.
 * @param given stated by the user or stored in the binding: overrides the reader's unit
 */
export function bindValue(
  metric: Metric | undefined,
  { value, unit }: FileValue,
  given = '',
): Bound | Refusal {
  const isText = typeof value === 'string';
  if (isText && metric?.kind !== 'number') return bindWords(metric, value);
  const target = metric?.kind === 'number' ? declaredUnit(metric.unit) : undefined;
  const read = readQuantity(isText ? value : String(value), target);
  if ('error' in read) return isText ? bindWords(metric, value) : tooLarge(String(value));
  if (!read.spread && read.relation + read.note !== '') return bindWords(metric, String(value));
  // Programs write minutes so.
  const isMinutes = read.unitText === 'm' && target?.powers.get('time') === 1;
  const stated = (isMinutes ? 'min' : read.unitText) || given || unit;
  if (metric?.kind !== 'number') return bindFree(metric, read.first, stated, given);
  const bound = bindNumber(metric, read, stated, given);
  const asWritten =
    isText && withoutGroups(value) !== value && checkValue(metric, value, { byProgram: true });
  return 'error' in bound || !asWritten || 'error' in asWritten
    ? bound
    : { ...bound, warning: bound.warning ?? asWritten.warning };
}

/** With the doubts that a person who types it is asked about. */
export function bindTyped(
  metric: Metric | undefined,
  value: FileValue,
  given: string | undefined,
  typing: Typing,
): Bound | Refusal {
  const bound = bindValue(metric, value, given);
  if ('error' in bound) return bound;
  const typed = checkValue(metric, bound.fill.value, { ...typing, isGrouped: false, byProgram: true });
  return 'error' in typed ? typed : { ...bound, warning: bound.warning ?? typed.warning };
}

const tooLarge = (number: string): Refusal => ({
  error: `${clipped(number)} is too large`,
  hint: 'choose another value',
});

/** A share of one, in the notation of result readers. */
const SHARE = '×';
/** What is known to have no unit. */
export const UNIT_OF_NONE = '1';
const MIN_DIGITS = 3;
const SPREAD_DIGITS = 2;
/** Of a file's number, shown beside the converted value. */
const MAX_READ_DIGITS = 7;

/** `stored` goes into the binding, so that the number is read the same way again. */
type Understood = { readonly unit: Unit; readonly stored: string };

const writtenIn = (number: Decimal, unit: Unit): string =>
  showQuantity({ relation: '', first: number, unitText: '', note: '' }, unit);

function countedUnit(unit: Unit): string | undefined {
  const { text, powers } = unit;
  const single = singleOf(unit);
  if (single) return single.text || SHARE;
  const isBytes = powers.size === 1 && powers.get('byte') === 1 && text !== 'B' && !text.includes('/');
  return isBytes ? 'B' : undefined;
}

function isCount(number: Decimal, wanted: Unit, max = Infinity): boolean {
  const [value, { factor }] = [Math.abs(number.value), wanted];
  const isLarge = value >= Math.max(1000, factor / 10);
  return Number.isInteger(number.value) && (isLarge || (value > max && value / factor <= max));
}

/** `{ min: 0, max: 100 }` without a unit. */
const isPercentScale = ({ unit = '', min, max }: Metric): boolean => unit === '' && min === 0 && max === 100;

const HUNDREDFOLD: Unit = { ...declaredUnit(SHARE), factor: 100 };

function guessed(metric: Metric, number: Decimal, wanted: Unit): Understood {
  const size = Math.abs(number.value);
  if (wanted.percent && size !== 0) {
    const isShare = size <= 1 && size * 100 <= Math.max(metric.max ?? 100, 1);
    // Stored in the binding, because a percentage may be below one the next time.
    return isShare ? { unit: declaredUnit(SHARE), stored: SHARE } : { unit: wanted, stored: '%' };
  }
  // 0.0019 is 0.19 points where about 0.4 are usual.
  const usual = Number.parseFloat(metric.example ?? '');
  if (isPoints(wanted) && shareDoubt(metric, wanted, number.value) && size * 100 >= usual / 10)
    return { unit: declaredUnit(SHARE), stored: SHARE };
  // A score of 0.91 out of 100; a loss may be as small.
  if (isPercentScale(metric) && size > 0 && size < 1 && metric.better !== 'lower')
    return { unit: HUNDREDFOLD, stored: SHARE };
  const counted = countedUnit(wanted);
  if (counted !== undefined && isCount(number, wanted, metric.max))
    return { unit: declaredUnit(counted), stored: counted };
  return { unit: wanted, stored: '' };
}

function isTaken(unit: Unit, wanted: Unit): boolean {
  if (fitsInto(unit, wanted)) return true;
  const isPlain = wanted.text === '' && unit.powers.size === 0 && !unit.nouns.includes('/');
  return isPlain || (unit.text === SHARE && fitsInto(declaredUnit('%'), wanted));
}

/** Never a key. */
const calledIn = ({ name, prompt }: Metric): string => (name.includes('/') ? prompt : name);

/** @param stated empty if the unit is unknown */
function understood(metric: Metric, read: Quantity, stated: string, given: string): Understood | Refusal {
  const number = read.first;
  const wanted = declaredUnit(metric.unit);
  if (stated === '') return guessed(metric, number, wanted);
  // Bytes, and never billions, unless a person or the file writes `7B`.
  const isBytes = stated.startsWith('B/') || (stated === 'B' && read.unitText + given === '');
  const readings = readUnits(stated === UNIT_OF_NONE ? '' : stated).slice(0, isBytes ? 1 : undefined);
  const multiple = isBytes ? undefined : multipleOf(stated, wanted);
  const unit =
    readings.find((reading) => isTaken(reading, wanted)) ?? (multiple && { ...multiple, text: stated });
  const own = wanted.text === '' ? 'a plain number' : `in ${wanted.text}`;
  const hint = `if the file means another unit, give it: --unit ${wanted.text === '' ? SHARE : wanted.text}`;
  if (!unit) {
    const written = clipped(writtenIn(number, declaredUnit(stated)));
    const found =
      stated === UNIT_OF_NONE ? `${decimalText(number)} has no unit` : `${written} is in ${clipped(stated)}`;
    return { error: `${found}, but ${calledIn(metric)} is ${own}`, hint };
  }
  const isShare = unit.text === SHARE && isPercentScale(metric);
  return { unit: isShare ? HUNDREDFOLD : unit, stored: given === '' && stated === metric.unit ? '' : stated };
}

function significantDigits(text: string): number {
  const [digits = ''] = /\d[\d.]*/.exec(text) ?? [];
  const whole = digits.includes('.') ? digits : digits.replace(/0+$/, '');
  return whole.replace('.', '').replace(/^0+/, '').length;
}

/** Never rounds left of the decimal point, and without unmeasured zeros. */
function significant(value: number, digits: number): Decimal | undefined {
  const near = roundNumber(value, Math.max(0, digits - 1 - sizeOf(value)));
  return near && shortest(near.value);
}

/** Near the whole, the distance counts: 0.9994 and 99.94% are not 0.999 and 99.9%, and 1.0004 is not 1. */
function rounded(value: number, { digits, example = '', unit }: Partial<Metric>): Decimal | undefined {
  const least = Math.max(MIN_DIGITS, significantDigits(example));
  const apart = exactly(Math.abs((unit === '%' ? 100 : 1) - value));
  const more = apart > 0 && value > 9 * apart ? sizeOf(value) - sizeOf(apart) + 1 : 0;
  return digits === undefined ? significant(value, Math.max(least, more)) : roundNumber(value, digits);
}

function conversionText(number: Decimal, from: Unit, to: Unit, value: string): string | undefined {
  const factor = conversion(from, to);
  // Drops digits that are only floating-point noise.
  const read = significant(number.value, MAX_READ_DIGITS) ?? number;
  if (factor === 1 && from.percent === to.percent) return undefined;
  if (from.text === SHARE && (to.percent || to.powers.has('pp')))
    return `${decimalText(read)} as a fraction = ${value}`;
  return `${from.text === SHARE ? decimalText(read) : writtenIn(read, from)} = ${value}`;
}

const digitsOf = (number: Decimal): number => significantDigits(decimalText(number));

/** With no more digits than the deviation has, because thirds of an hour have no end. */
function spreadIn(read: Quantity, from: Unit, to: Unit): Quantity | undefined {
  const scaledBoth = scaleQuantity(read, conversion(from, to));
  const [was, now] = [read.spread, scaledBoth?.spread];
  if (!was || !now || digitsOf(now.second) <= digitsOf(was.second)) return scaledBoth;
  const places = Math.max(0, SPREAD_DIGITS - 1 - sizeOf(now.second.value));
  const near = (number: Decimal): Decimal => roundNumber(number.value, places) ?? number;
  const spread = { ...now, second: near(now.second) };
  return scaledBoth && { ...scaledBoth, first: near(scaledBoth.first), spread };
}

function bindNumber(metric: Metric, read: Quantity, stated: string, given: string): Bound | Refusal {
  const { first, spread } = read;
  const meant = understood(metric, read, stated, given);
  if ('error' in meant) return meant;
  const wanted = declaredUnit(metric.unit);
  const exact = exactly(first.value * conversion(meant.unit, wanted));
  const shown = spread ? undefined : rounded(exact, metric);
  const both = spread && spreadIn(read, meant.unit, wanted);
  if (!shown && !both) return tooLarge(decimalText(first));
  // With the sign, it cannot be taken for a share of one.
  const sign = wanted.percent ? '%' : isPoints(wanted) ? ' pp' : '';
  const text = shown ? decimalText(shown) + sign : '';
  const checked = checkValue(metric, both ? showQuantity(both, wanted) : text);
  if ('error' in checked) return checked;
  const { fill } = checked;
  const converted = both ? checked.converted : conversionText(first, meant.unit, wanted, fill.value);
  // More than all of something, unless the metric says how much it can be.
  const isTooMuch =
    stated === '' && wanted.percent && metric.max === undefined && Math.abs(fill.number ?? 0) > 100;
  const isBare = meant.stored + stated === '';
  const points = isBare && isPoints(wanted) && shareDoubt(metric, wanted, exact);
  const prefix = isBare ? prefixDoubt(metric, wanted, exact) : undefined;
  const doubt = isTooMuch
    ? `${decimalText(first)} has no unit, and would be ${fill.value}`
    : points
      ? `${points} Add \`--unit pp\` or \`--unit ${SHARE}\``
      : prefix
        ? `${prefix} Add \`--unit\``
        : wanted.percent
          ? undefined
          : oddWarning(metric, wanted, fill.number ?? 0, fill.value);
  const { warning = doubt } = checked;
  return { fill: both ? fill : { ...fill, number: exact }, warning, converted, unit: meant.stored };
}

function bindFree(
  metric: Metric | undefined,
  number: Decimal,
  stated: string,
  given: string,
): Bound | Refusal {
  const unit = [SHARE, UNIT_OF_NONE, ''].includes(stated) ? undefined : declaredUnit(stated);
  const shown = metric ? number : (rounded(number.value, {}) ?? number);
  const checked = checkValue(metric, unit ? writtenIn(shown, unit) : decimalText(shown));
  return 'error' in checked ? checked : { ...checked, unit: given };
}

function bindWords(metric: Metric | undefined, text: string): Bound | Refusal {
  // Of an instant, the day as written.
  const day = metric?.kind === 'date' ? (/^(\d{4}-\d{2}-\d{2})[T ]/.exec(text)?.[1] ?? text) : text;
  const checked = checkValue(metric, day);
  if (!('error' in checked)) return { ...checked, unit: '' };
  if (metric?.kind !== 'number') return checked;
  return {
    error: `${JSON.stringify(clipped(text))} is not a number, but ${calledIn(metric)} needs one`,
    hint: 'choose a number',
  };
}

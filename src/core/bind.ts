// A value found in a result file, brought to what a metric wants: unit, digits, range.
// Knows numbers and units; knows nothing of files and their readers.
import {
  decimalNumber,
  decimalText,
  parseDecimal,
  ratioNumber,
  roundNumber,
  scaleDecimal,
  type Decimal,
} from './decimal.ts';
import type { Metric } from './metric.ts';
import { checkValue, type Accepted } from './value.ts';
import { PLAIN_STYLE, readQuantity, showQuantity, type Refusal } from './quantity.ts';
import type { Found } from './result.ts';
import { MULTIPLIERS } from './unit-table.ts';
import { conversion, declaredUnit, fitsInto, readUnits, type Unit } from './units.ts';

/** A value that can be bound. Where it stands in the metric's own unit `unit` is empty, and else what its binding stores. */
export type Bound = Accepted & { readonly unit: string };

/** A number of a file, and the unit it is said to be in; empty where nobody says. */
type Numeral = { readonly number: Decimal; readonly stated: string };

/** How a number is understood: its unit, and what the binding stores so that it is understood so again. */
type Understood = { readonly unit: Unit; readonly stored: string };

/** A share of one, as readers of result files call it. */
const SHARE = '×';
/** Significant digits that are kept, at least. */
const MIN_DIGITS = 3;
/** Zeros behind a number before it is converted, so that a conversion rounds far behind what is shown. */
const GUARD_DIGITS = 8;
/** Digits of a file's number that are told beside what became of it. */
const MAX_TOLD_DIGITS = 7;
const LONGEST_SHOWN = 60;

const clipped = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;

const isWhole = ({ mantissa, exponent }: Decimal): boolean => mantissa % 10n ** BigInt(-exponent) === 0n;

const writtenIn = (number: Decimal, unit: Unit): string =>
  showQuantity({ relation: '', first: number, unitText: '', note: '' }, unit, PLAIN_STYLE, ' ');

/** The number that stands in the file; a refusal for one that no decimal can hold, undefined for words. */
function numeralOf({ value, unit }: Found, given: string): Numeral | Refusal | undefined {
  const stated = given === '' ? unit : given;
  if (typeof value === 'number') {
    const number = parseDecimal(String(value));
    return number ? { number, stated } : { error: `${value} is out of reach`, hint: 'choose another value' };
  }
  const read = readQuantity(value);
  if ('error' in read || read.spread || read.relation !== '' || read.note !== '') return undefined;
  return { number: read.first, stated: read.unitText === '' ? stated : read.unitText };
}

/** The unit of plain counts below a metric in `M parameters`, `GB`; undefined for any other. */
function countedUnit({ text, powers }: Unit): string | undefined {
  const [multiplier = '', ...counted] = text.split(' ');
  if (powers.size === 0 && MULTIPLIERS.has(multiplier)) return counted.join(' ') || SHARE;
  const isBytes = powers.size === 1 && powers.get('byte') === 1 && text !== 'B' && !text.includes('/');
  return isBytes ? 'B' : undefined;
}

/** Whether a number without a unit counts single things where millions are wanted: whole, and large enough. */
function isCount(number: Decimal, wanted: Unit, max = Infinity): boolean {
  const [value, factor] = [Math.abs(decimalNumber(number)), ratioNumber(wanted.factor)];
  const isLarge = value >= Math.max(1000, factor / 10);
  return isWhole(number) && (isLarge || (value > max && value / factor <= max));
}

/** What a number means that comes without a unit. */
function guessed(metric: Metric, number: Decimal, wanted: Unit): Understood {
  const size = Math.abs(decimalNumber(number));
  if (wanted.percent && size !== 0) {
    const isShare = size <= 1 && size * 100 <= Math.max(metric.max ?? 100, 1);
    // Said in the binding, since a percentage may be below one when the file is read again.
    return isShare ? { unit: declaredUnit(SHARE), stored: SHARE } : { unit: wanted, stored: '%' };
  }
  const counted = countedUnit(wanted);
  if (counted !== undefined && isCount(number, wanted, metric.max))
    return { unit: declaredUnit(counted), stored: counted };
  return { unit: wanted, stored: '' };
}

/** Whether a number in `unit` can be brought into `wanted`. A plain number takes any count, and points take shares. */
function isTaken(unit: Unit, wanted: Unit): boolean {
  if (fitsInto(unit, wanted)) return true;
  const isPlain = wanted.text === '' && unit.powers.size === 0 && !unit.nouns.includes('/');
  return isPlain || (unit.text === SHARE && fitsInto(declaredUnit('%'), wanted));
}

function understood(metric: Metric, { number, stated }: Numeral, given: string): Understood | Refusal {
  const wanted = declaredUnit(metric.unit);
  if (stated === '') return guessed(metric, number, wanted);
  const unit = readUnits(stated).find((reading) => isTaken(reading, wanted));
  const own = wanted.text === '' ? 'a plain number' : `in ${wanted.text}`;
  if (!unit)
    return {
      error: `${clipped(writtenIn(number, declaredUnit(stated)))} is in ${clipped(stated)}, and ${metric.name} is ${own}`,
      hint: `if the number stands for something else, say its unit: --unit ${wanted.text === '' ? SHARE : wanted.text}`,
    };
  return { unit, stored: given === '' && stated === metric.unit ? '' : stated };
}

/** Digits that count in the text of a number: of `80.1` three, of `25000` two, of `0.070` two. */
function significantDigits(text: string): number {
  const [digits = ''] = /\d[\d.]*/.exec(text) ?? [];
  const whole = digits.includes('.') ? digits : digits.replace(/0+$/, '');
  return whole.replace('.', '').replace(/^0+/, '').length;
}

/** Rounded to so many significant digits, and never before the point. */
function significant(number: Decimal, digits: number): Decimal | undefined {
  const value = decimalNumber(number);
  const size = Number(value.toExponential().split('e')[1]);
  const near = roundNumber(value, Math.max(0, digits - 1 - size));
  // Through its shortest text, so that no zeros stand behind it that nobody measured.
  return near && parseDecimal(String(decimalNumber(near)));
}

/** Rounded as it is to be shown: by the metric's digits; else whole numbers stay, and others keep as many digits as its example, or three. */
function rounded(number: Decimal, { digits, example = '' }: Partial<Metric>): Decimal | undefined {
  if (digits !== undefined) return roundNumber(decimalNumber(number), digits);
  if (isWhole(number)) return parseDecimal(decimalText(number).split('.')[0] ?? '');
  return significant(number, Math.max(MIN_DIGITS, significantDigits(example)));
}

/** The number × the exact factor between the units, with digits to spare. */
function scaled({ mantissa, exponent }: Decimal, from: Unit, to: Unit): Decimal | undefined {
  const guarded = { mantissa: mantissa * 10n ** BigInt(GUARD_DIGITS), exponent: exponent - GUARD_DIGITS };
  return scaleDecimal(guarded, conversion(from, to));
}

/** A number of a file as it is told: without the digits that only a computer sees. */
function told(number: Decimal): Decimal {
  const isLong = !isWhole(number) && decimalText(number).replace(/^-?0?\.?0*/, '').length > MAX_TOLD_DIGITS;
  return (isLong && significant(number, MAX_TOLD_DIGITS)) || number;
}

/** `0.0451234 s = 45.1 ms`; undefined where number and unit stayed what they were. */
function conversionText(number: Decimal, from: Unit, to: Unit, value: string): string | undefined {
  const read = told(number);
  const factor = conversion(from, to);
  if (factor.over === factor.under && from.percent === to.percent) return undefined;
  if (from.text === SHARE && (to.percent || to.powers.has('pp')))
    return `${decimalText(read)} as a share of one = ${value}`;
  return `${from.text === SHARE ? decimalText(read) : writtenIn(read, from)} = ${value}`;
}

function bindNumber(metric: Metric, numeral: Numeral, given: string): Bound | Refusal {
  const meant = understood(metric, numeral, given);
  if ('error' in meant) return meant;
  const wanted = declaredUnit(metric.unit);
  const exact = scaled(numeral.number, meant.unit, wanted);
  const shown = exact && rounded(exact, metric);
  if (!shown)
    return { error: `${clipped(decimalText(numeral.number))} is out of reach`, hint: 'choose another value' };
  // The sign says that it is no share of one any more.
  const checked = checkValue(metric, decimalText(shown) + (wanted.percent ? ' %' : ''));
  if ('error' in checked) return checked;
  const { fill, warning } = checked;
  const converted = conversionText(numeral.number, meant.unit, wanted, fill.value);
  return { fill, ...(warning && { warning }), ...(converted && { converted }), unit: meant.stored };
}

/** A number under a name that nobody declared, or where words are wanted: with its unit, unless it is a share. */
function bindFree(metric: Metric | undefined, { number, stated }: Numeral, given: string): Bound | Refusal {
  const unit = stated === SHARE || stated === '' ? undefined : declaredUnit(stated);
  const shown = metric ? number : (rounded(number, {}) ?? number);
  const checked = checkValue(metric, unit ? writtenIn(shown, unit) : decimalText(shown));
  return 'error' in checked ? checked : { ...checked, unit: given };
}

function bindWords(metric: Metric | undefined, { value }: Found): Bound | Refusal {
  const text = String(value);
  // Of an instant, the day as it is written there.
  const day = metric?.kind === 'date' ? (/^(\d{4}-\d{2}-\d{2})[T ]/.exec(text)?.[1] ?? text) : text;
  const checked = checkValue(metric, day);
  if (!('error' in checked)) return { ...checked, unit: '' };
  if (metric?.kind !== 'number') return checked;
  return {
    error: `${JSON.stringify(clipped(text))} is no number, and ${metric.name} is one`,
    hint: 'choose a value that is a number',
  };
}

/**
 * Brings a value of a result file to what a metric wants. Units are converted exactly; then the number is rounded: to the
 * metric's `digits`; else whole numbers stay whole, and others keep as many significant digits as its example has, at least three,
 * and every whole digit. Between 0 and 1 a number without a unit is a share of one where a percentage is wanted, and a large whole one
 * is a plain count where millions or megabytes are.
 * @param metric undefined for a placeholder that no metric is declared for: it takes any number with its unit, and any text
 * @param found the value, and the unit that its reader gives it
 * @param given the unit of the number as the user states it, or as the binding stored it: it goes before the reader's
 * @returns `fill` as shown, `converted` where the unit changed, `unit` for the binding; or why it does not suit and what to do
 */
export function bindValue(metric: Metric | undefined, found: Found, given = ''): Bound | Refusal {
  const isText = typeof found.value === 'string';
  if (isText && metric?.kind !== 'number') return bindWords(metric, found);
  const numeral = numeralOf(found, given);
  if (!numeral) return bindWords(metric, found);
  if ('error' in numeral) return numeral;
  return metric?.kind === 'number' ? bindNumber(metric, numeral, given) : bindFree(metric, numeral, given);
}

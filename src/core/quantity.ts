// What the user types for a metric, checked: number, unit, range. Gives a value to store or says what is wrong with it.
// Knows metrics and values; knows nothing of where they come from or go to.
import { decimalNumber, ratioNumber, roundSignificant, shareOf, type Decimal } from './decimal.ts';
import { plainDurations } from './duration.ts';
import type { Fill } from './fill.ts';
import type { Metric } from './metric.ts';
import { PLAIN_STYLE, quantityNumber, readQuantity, scaleQuantity, showQuantity } from './quantity-text.ts';
import type { Quantity, Refusal } from './quantity-text.ts';
import { refuseUnseen, readTextValue } from './text-value.ts';
import { MULTIPLIERS, unclearName } from './unit-names.ts';
import { conversion, declaredUnit, fitsInto, isNamed, readUnits, unitsTaken, type Unit } from './units.ts';

/** A value that can be stored, as it was understood. */
export type Accepted = {
  readonly fill: Omit<Fill, 'updatedAt'>;
  /** Something to look at again: out of range, or perhaps a share meant in percent. */
  readonly warning?: string;
  /** `0.32 s = 320 ms`, when the unit was converted. */
  readonly converted?: string;
};

/**
 * A number read and brought into the unit that is wanted. `rephrased` tells that more than the unit was understood:
 * `1h30m`, `45 ± 3 %`.
 */
export type Measured = {
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly typed: Unit;
  readonly rephrased?: boolean;
};

/** Digits of a spread that was given in percent. */
const SPREAD_DIGITS = 2;

const clipped = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Says why the unit does not fit, and what to write. */
function unfit(read: Quantity, wanted: Unit): Refusal {
  const [above = ''] = read.unitText.split('/');
  const [meanings, write] = unclearName(read.unitText) ?? unclearName(above) ?? [];
  if (/^\(\d/.test(read.unitText))
    return { error: `${clipped(read.unitText)} is no unit`, hint: 'write a spread as 45 ± 3' };
  if (meanings !== undefined && wanted.powers.size > 0)
    return { error: `${clipped(read.unitText)} may mean ${meanings}`, hint: `write ${write}` };
  const bare = { ...read, relation: '', note: '' };
  return {
    error: `${clipped(read.unitText)} does not fit: ${unitsTaken(wanted)} is wanted`,
    hint: `write it as ${showQuantity(bare, wanted, PLAIN_STYLE, ' ')}, if that is what you measured`,
  };
}

/** `45 ± 3 %` where milliseconds are wanted: the spread is a share of the number. */
function withShare(read: Quantity, wanted: Unit): Quantity | undefined {
  const [percent] = readUnits(read.unitText);
  if (read.spread?.kind !== '±' || !percent?.percent || fitsInto(percent, wanted)) return undefined;
  const second = roundSignificant(shareOf(read.first, read.spread.second), SPREAD_DIGITS);
  return { ...read, spread: { kind: '±', second }, unitText: '', adapted: true };
}

/** The unit that was typed: the one wanted where none or its very name was, else the first reading that fits. */
function typedUnit({ unitText }: Quantity, wanted: Unit): Unit | undefined {
  if (unitText === '' || isNamed(wanted, unitText)) return wanted;
  return readUnits(unitText).find((unit) => fitsInto(unit, wanted));
}

/** Reads `input` into `wanted`: a number without a unit is taken to be in it, any other unit is converted. */
export function measure(input: string, wanted: Unit): Measured | Refusal {
  const plain = input.replaceAll(/\s+/gu, ' ').trim();
  const text = plainDurations(plain, wanted);
  const first = readQuantity(text);
  if ('error' in first) return { error: clipped(first.error), hint: first.hint };
  const read = withShare(first, wanted) ?? first;
  const typed = typedUnit(read, wanted);
  if (!typed) return unfit(read, wanted);
  const quantity = scaleQuantity(read, conversion(typed, wanted));
  if (!quantity)
    return { error: `${clipped(input.trim())} is out of reach`, hint: 'check the number and its unit' };
  const rephrased = text !== plain || read.adapted === true;
  return { quantity, unit: wanted, typed, ...(rephrased && { rephrased }) };
}

/** Says that a number is outside the metric's range of sane values; undefined when it is within. */
export function rangeWarning(metric: Metric, number: number, shown: string): string | undefined {
  const { min, max } = metric;
  const below = min !== undefined && number < min;
  if (!below && !(max !== undefined && number > max)) return undefined;
  const range =
    max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`;
  return `${shown} is ${below ? 'below' : 'above'} what is usual (${range})`;
}

/** A bare `0.82` where a percentage is wanted may be a share of one. Not where the example is that small itself. */
function shareWarning(metric: Metric, first: Decimal, bare: boolean): string | undefined {
  const number = Math.abs(decimalNumber(first));
  const small = Math.abs(Number.parseFloat(metric.example ?? '100')) <= 1 || (metric.max ?? 100) <= 1;
  if (!bare || small || number === 0 || number > 1) return undefined;
  const shown = decimalNumber(first);
  const meant = Number((shown * 100).toPrecision(12));
  return `${shown} % or ${meant} %? if it is a share of one, write ${meant} %`;
}

/** A bare `25000000` where millions are wanted may be the count itself. */
function countWarning(unit: Unit, first: Decimal, bare: boolean): string | undefined {
  const [multiplier = '', ...counted] = unit.text.split(' ');
  const number = decimalNumber(first);
  const factor = ratioNumber(unit.factor);
  if (!bare || !MULTIPLIERS.has(multiplier) || number < factor) return undefined;
  const meant = Number((number / factor).toPrecision(12));
  return `${number} ${unit.text} or ${meant} ${unit.text}? if it is a plain count, write ${number} ${counted.join(' ')}`;
}

function checkNumber(metric: Metric, input: string): Accepted | Refusal {
  const measured = measure(input, declaredUnit(metric.unit));
  if ('error' in measured) return measured;
  const { quantity, unit, typed, rephrased = false } = measured;
  const value = showQuantity(quantity, unit, PLAIN_STYLE, ' ');
  const number = quantityNumber(quantity);
  const bare = typed === unit;
  const warning =
    (unit.percent && shareWarning(metric, quantity.first, bare)) ||
    countWarning(unit, quantity.first, bare) ||
    rangeWarning(metric, number, value);
  const factor = conversion(typed, unit);
  const converted = rephrased || factor.over !== factor.under || (typed.percent && !unit.percent);
  return {
    fill: { value, number, ...(unit.text !== '' && { unit: unit.text }) },
    ...(warning && { warning }),
    ...(converted && { converted: `${input.replaceAll(/\s+/gu, ' ').trim()} = ${value}` }),
  };
}

/** A value that nobody declared: kept as typed; a plain number with a known unit also gets number and unit. */
function checkFree(input: string): Accepted | Refusal {
  const text = readTextValue('text', input);
  if ('error' in text) return text;
  const read = readQuantity(text.text);
  const isMore = !('error' in read) && (read.spread || read.relation !== '' || read.note !== '');
  if ('error' in read || isMore || /^n ?=/i.test(text.text)) return { fill: { value: text.text } };
  const [unit] = readUnits(read.unitText);
  const value = unit && showQuantity(read, unit, PLAIN_STYLE, ' ');
  if (!unit || value === undefined || !isFaithful(text.text, read.unitText, value, unit))
    return { fill: { value: text.text } };
  return { fill: { value, number: quantityNumber(read), ...(unit.text !== '' && { unit: unit.text }) } };
}

/** Whether a text that nobody declared may be shown as `value`: `45ms` as `45 ms`; not `3090Ti`, `70B` and `007`, which are names. */
function isFaithful(typed: string, unitText: string, value: string, unit: Unit): boolean {
  if (/^\+?0\d/.test(typed) || MULTIPLIERS.has(unitText)) return false;
  return unit.nouns === '' || value === typed.replaceAll(/(?<=\d)[ ,_](?=\d)/g, '');
}

/**
 * Checks what was typed for a metric, and brings it into the metric's unit.
 * @param metric undefined for a placeholder that no metric is declared for: then nearly any text will do
 * @returns the value to store (`value` as shown with a plain space, `number` in the metric's unit), or what is wrong and what to write
 */
export function checkValue(metric: Metric | undefined, input: string): Accepted | Refusal {
  const refusal = refuseUnseen(input);
  if (refusal) return refusal;
  if (!metric) return checkFree(input);
  if (metric.kind === 'number') return checkNumber(metric, input);
  const read = readTextValue(metric.kind, input);
  return 'error' in read ? read : { fill: { value: read.text } };
}

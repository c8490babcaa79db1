// What the user types for a metric, checked: number, unit, range. Gives a value to store or says what is wrong with it.
// Knows metrics and values; knows nothing of where they come from or go to.
import { decimalNumber, type Decimal } from './decimal.ts';
import type { Fill } from './fill.ts';
import type { Metric } from './metric.ts';
import { PLAIN_STYLE, quantityNumber, readQuantity, scaleQuantity, showQuantity } from './quantity-text.ts';
import type { Quantity, Refusal } from './quantity-text.ts';
import { refuseUnseen, readTextValue } from './text-value.ts';
import { conversion, declaredUnit, fitsInto, readUnits, unitsTaken, type Unit } from './units.ts';

/** A value that can be stored, as it was understood. */
export type Accepted = {
  readonly fill: Omit<Fill, 'updatedAt'>;
  /** Something to look at again: out of range, or perhaps a share meant in percent. */
  readonly warning?: string;
  /** `0.32 s = 320 ms`, when the unit was converted. */
  readonly converted?: string;
};

/** A number read and brought into the unit that is wanted. */
export type Measured = { readonly quantity: Quantity; readonly unit: Unit; readonly typed: Unit };

const clipped = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Reads `input` into `wanted`: a number without a unit is taken to be in it, any other unit is converted. */
export function measure(input: string, wanted: Unit): Measured | Refusal {
  const read = readQuantity(input);
  if ('error' in read) return { error: clipped(read.error), hint: read.hint };
  const typed =
    read.unitText === '' ? wanted : readUnits(read.unitText).find((unit) => fitsInto(unit, wanted));
  if (!typed)
    return {
      error: `${clipped(read.unitText)} does not fit: ${unitsTaken(wanted)} is wanted`,
      hint: `write it as ${showQuantity({ ...read, relation: '', note: '' }, wanted, PLAIN_STYLE, ' ')}, if that is what you measured`,
    };
  const quantity = scaleQuantity(read, conversion(typed, wanted));
  if (!quantity)
    return { error: `${clipped(input.trim())} is out of reach`, hint: 'check the number and its unit' };
  return { quantity, unit: wanted, typed };
}

function rangeWarning(metric: Metric, number: number, shown: string): string | undefined {
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

function checkNumber(metric: Metric, input: string): Accepted | Refusal {
  const measured = measure(input, declaredUnit(metric.unit));
  if ('error' in measured) return measured;
  const { quantity, unit, typed } = measured;
  const value = showQuantity(quantity, unit, PLAIN_STYLE, ' ');
  const number = quantityNumber(quantity);
  const bare = unit.percent && !/[%\p{L}×]/u.test(input);
  const warning =
    (unit.percent && shareWarning(metric, quantity.first, bare)) || rangeWarning(metric, number, value);
  const factor = conversion(typed, unit);
  const converted = factor.over !== factor.under || (typed.percent && !unit.percent);
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
  if ('error' in read || read.spread || read.relation !== '' || read.note !== '')
    return { fill: { value: text.text } };
  const [unit] = readUnits(read.unitText);
  if (!unit) return { fill: { value: text.text } };
  const value = showQuantity(read, unit, PLAIN_STYLE, ' ');
  const faithful = value.replaceAll(' ', '') === text.text.replaceAll(/[ ,_]/g, '');
  if (!faithful && (unit.nouns !== '' || /^\+?0\d/.test(text.text))) return { fill: { value: text.text } };
  return { fill: { value, number: quantityNumber(read), ...(unit.text !== '' && { unit: unit.text }) } };
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

// What an expression comes to: its number and its unit, or the one thing that is wrong with it.
// Works without numbers as well, so that units are checked before anything is filled in.
import type { Expression, Operator } from './expression.ts';
import type { ProblemCode } from './problem.ts';
import {
  commonUnit,
  describeUnit,
  isPure,
  PERCENT,
  powerUnit,
  productUnit,
  sumUnit,
} from './unit-algebra.ts';
import { conversionNumber, NO_UNIT, type Unit } from './units.ts';

/** A computed value; `number` is undefined while an input is not filled. */
export type Computed = { readonly number: number | undefined; readonly unit: Unit };

/** What is wrong, and which stretch of the expression's text it is about. */
export type Fault = {
  readonly code: ProblemCode;
  readonly fault: string;
  readonly hint?: string;
  readonly from: number;
  readonly to: number;
};

type Unplaced = Omit<Fault, 'from' | 'to'>;

/** Gives the value of a metric, or says what is wrong with the name. */
export type Lookup = (name: string) => Computed | Unplaced;

type Binary = Extract<Expression, { kind: 'binary' }>;
type Call = Extract<Expression, { kind: 'call' }>;

/** `value`; a fault that has no place yet gets that of the expression. */
function placed(value: Computed | Fault | Unplaced, { from, to }: Expression): Computed | Fault {
  return 'fault' in value ? { from, to, ...value } : value;
}

const unitFault = (fault: string, hint?: string): Unplaced => ({
  code: 'derive-unit',
  fault,
  ...(hint !== undefined && { hint }),
});

const undefinedFault = (fault: string): Unplaced => ({ code: 'derive-division', fault });

/** The value's number in `unit`. */
const inUnit = (value: Computed, unit: Unit): number | undefined =>
  value.number === undefined ? undefined : value.number * conversionNumber(value.unit, unit);

/** Applies `compute` when every number is there. What is not finite is judged in `withinReach`. */
const both = (
  a: number | undefined,
  b: number | undefined,
  compute: (a: number, b: number) => number,
): number | undefined => (a === undefined || b === undefined ? undefined : compute(a, b));

/** What to do about a result that no number can hold. */
export const OVERFLOW_HINT = 'check the numbers that it is computed from';

/** The value, unless its number is none: beyond every bound, or a fractional power of a number below zero. */
function withinReach(value: Computed | Fault | Unplaced): Computed | Fault | Unplaced {
  if ('fault' in value || value.number === undefined || Number.isFinite(value.number)) return value;
  return Number.isNaN(value.number)
    ? undefinedFault('a number below zero has no such power')
    : { code: 'derive-overflow', fault: 'the result is too large', hint: OVERFLOW_HINT };
}

const percentHint = (a: Unit, b: Unit): string | undefined =>
  a.percent !== b.percent && isPure(a) && isPure(b)
    ? 'write a number that is a percentage with its sign: 100%'
    : undefined;

function add(operator: '+' | '-', a: Computed, b: Computed): Computed | Unplaced {
  const unit = sumUnit(a.unit, b.unit, operator);
  if (!unit)
    return unitFault(
      `${describeUnit(a.unit)} and ${describeUnit(b.unit)} cannot be ${operator === '+' ? 'added' : 'subtracted'}`,
      percentHint(a.unit, b.unit),
    );
  // Points and percentages share their size, so numbers need no conversion between them.
  return { number: both(a.number, inUnit(b, a.unit), (x, y) => (operator === '+' ? x + y : x - y)), unit };
}

/** The difference; what a written percentage leaves (`100% - accuracy`) is a percentage again, no distance in points. */
function subtract(left: Expression, a: Computed, b: Computed): Computed | Unplaced {
  const difference = add('-', a, b);
  const complement = left.kind === 'number' && left.percent && b.unit.percent;
  return complement && !('fault' in difference) ? { ...difference, unit: PERCENT } : difference;
}

function multiply(sign: 1 | -1, a: Computed, b: Computed): Computed | Unplaced {
  if (sign === -1 && b.number === 0) return undefinedFault('division by zero');
  const number = both(a.number, b.number, (x, y) => (sign === 1 ? x * y : x / y));
  return { number, unit: productUnit(a.unit, b.unit, sign) };
}

function raise(a: Computed, b: Computed): Computed | Unplaced {
  if (!isPure(b.unit))
    return unitFault(`an exponent has no unit, and this one is in ${describeUnit(b.unit)}`);
  const exponent = inUnit(b, NO_UNIT);
  const unit = isPure(a.unit) ? NO_UNIT : exponent === undefined ? undefined : powerUnit(a.unit, exponent);
  if (!unit) return unitFault(`${describeUnit(a.unit)} can only be raised to a small whole number`);
  const base = inUnit(a, unit);
  if (base === 0 && exponent !== undefined && exponent < 0) return undefinedFault('division by zero');
  return { number: both(base, exponent, (x, y) => x ** y), unit };
}

function binary({ operator, left, right }: Binary, lookup: Lookup): Computed | Unplaced {
  const a = evaluate(left, lookup);
  if ('fault' in a) return a;
  const b = evaluate(right, lookup);
  if ('fault' in b) return b;
  const compute: Readonly<Record<Operator, () => Computed | Unplaced>> = {
    '+': () => add('+', a, b),
    '-': () => subtract(left, a, b),
    '*': () => multiply(1, a, b),
    '/': () => multiply(-1, a, b),
    '^': () => raise(a, b),
  };
  return compute[operator]();
}

function extreme(name: 'min' | 'max', values: readonly Computed[]): Computed | Unplaced {
  const [first = { number: undefined, unit: NO_UNIT }, ...others] = values;
  return others.reduce<Computed | Unplaced>((best, value) => {
    if ('fault' in best) return best;
    if (!commonUnit(best.unit, value.unit))
      return unitFault(`${name} of ${describeUnit(best.unit)} and ${describeUnit(value.unit)}`);
    return { number: both(best.number, inUnit(value, best.unit), Math[name]), unit: best.unit };
  }, first);
}

/** Logarithms and roots work on base units: the number of seconds, not of milliseconds. */
function transform(name: 'log2' | 'sqrt', value: Computed): Computed | Unplaced {
  const unit = name === 'sqrt' ? powerUnit(value.unit, 0.5) : isPure(value.unit) ? NO_UNIT : undefined;
  if (!unit) return unitFault(`${name} of a value in ${describeUnit(value.unit)}`);
  const base = value.number === undefined ? undefined : value.number * conversionNumber(value.unit, NO_UNIT);
  if (base !== undefined && (base < 0 || (base === 0 && name === 'log2')))
    return undefinedFault(`${name} of a number that is ${base === 0 ? 'zero' : 'below zero'}`);
  return { number: base === undefined ? undefined : Math[name](base), unit };
}

function call({ name, arguments: given }: Call, lookup: Lookup): Computed | Unplaced {
  const values: Computed[] = [];
  for (const argument of given) {
    const value = evaluate(argument, lookup);
    if ('fault' in value) return value;
    values.push(value);
  }
  const [value = { number: undefined, unit: NO_UNIT }] = values;
  if (name === 'min' || name === 'max') return extreme(name, values);
  if (name === 'log2' || name === 'sqrt') return transform(name, value);
  return { number: both(value.number, 0, (x) => Math[name](x)), unit: value.unit };
}

/**
 * Evaluates an expression.
 * @param lookup gives the metrics
 * @returns the value in the unit that follows, or the first fault from the left
 */
export function evaluate(expression: Expression, lookup: Lookup): Computed | Fault {
  if (expression.kind === 'number')
    return { number: expression.value, unit: expression.percent ? PERCENT : NO_UNIT };
  return placed(withinReach(computeOf(expression, lookup)), expression);
}

function computeOf(
  expression: Exclude<Expression, { kind: 'number' }>,
  lookup: Lookup,
): Computed | Fault | Unplaced {
  if (expression.kind === 'name') return lookup(expression.name);
  if (expression.kind === 'call') return call(expression, lookup);
  if (expression.kind === 'binary') return binary(expression, lookup);
  const value = evaluate(expression.operand, lookup);
  return 'fault' in value ? value : { ...value, number: both(value.number, 0, (x) => -x) };
}

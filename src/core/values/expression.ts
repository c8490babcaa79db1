// Expressions over metrics, as `derive` in metrics.md and the conditions of sentences have them: reading
// them, the units of what they come to, and their values. Evaluating works without values as well, so that
// units are checked before anything is filled in.
import type { ProblemCode } from '../base/problem.ts';
import { ratio, type Ratio } from './decimal.ts';
import { type Dimension, symbolsOf } from './unit-table.ts';
import { conversionNumber, NO_UNIT, readUnits, sameDimension, type Unit } from './units.ts';

export const FUNCTIONS = ['min', 'max', 'round', 'abs', 'log2', 'sqrt'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];
export type Arithmetic = '+' | '-' | '*' | '/' | '^';
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type Operator = Arithmetic | Comparison | 'and' | 'or';

/** `from` and `to` are offsets in the expression's text, `to` exclusive. */
type Place = { readonly from: number; readonly to: number };

export type Expression = Place &
  (
    | { readonly kind: 'number'; readonly value: number; readonly percent: boolean }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'negative' | 'not'; readonly operand: Expression }
    | { readonly kind: 'measured'; readonly metric: Place & { readonly name: string } }
    | {
        readonly kind: 'if';
        readonly condition: Expression;
        readonly branches: readonly [Expression, Expression];
      }
    | { readonly kind: 'call'; readonly name: FunctionName; readonly arguments: readonly Expression[] }
    | {
        readonly kind: 'binary';
        readonly operator: Operator;
        readonly left: Expression;
        readonly right: Expression;
      }
  );

/** What is wrong with an expression, and at which offset. */
export type SyntaxFault = { readonly error: string; readonly offset: number };

type Token = Place & { readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end'; readonly text: string };
type Cursor = { readonly tokens: readonly Token[]; at: number; depth: number };

const MAX_LENGTH = 500;
const MAX_DEPTH = 40;
const MAX_ARGUMENTS = 20;
const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|("[^"]*"|'[^']*')|([<>=!]=|[-+*/^(),%×·÷−<>≤≥≠]))/y;
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['×', '*'],
  ['·', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
]);
const COMPARISONS: readonly Comparison[] = ['<', '<=', '>', '>=', '==', '!='];
const LOOSEST = 1;
const NOT_STRENGTH = 3;
const OPERATORS: ReadonlyMap<string, readonly [Operator, strength: number]> = new Map(
  (
    [
      ['or', LOOSEST],
      ['and', 2],
      ...COMPARISONS.map((operator) => [operator, 4] as const),
      ['+', 5],
      ['-', 5],
      ['*', 6],
      ['/', 6],
      ['^', 8],
    ] as const
  ).map(([operator, strength]) => [operator, [operator, strength]]),
);
/** A minus sign binds tighter than `*` and looser than `^`: -2^2 is -4. */
const NEGATIVE_STRENGTH = 7;
const WORD_OPERATORS = new Set(['and', 'or', 'not']);

function whatIsOdd(text: string, at: number): string {
  const odd = String.fromCodePoint(text.codePointAt(at) ?? 32);
  if (odd === '=') return 'to compare, write ==';
  if (odd === '"' || odd === "'") return 'these words have no closing quotation mark';
  return `${JSON.stringify(odd)} has no meaning here`;
}

function readTokens(text: string): readonly Token[] | SyntaxFault {
  const tokens: Token[] = [];
  const length = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < length; at = TOKEN.lastIndex) {
    const [whole = '', number, name, quoted, sign = ''] = TOKEN.exec(text) ?? [];
    if (whole === '') {
      const offset = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
      return { error: whatIsOdd(text, offset), offset };
    }
    const written = number ?? name ?? quoted ?? sign;
    const isName = name !== undefined && !WORD_OPERATORS.has(name);
    const kind = number !== undefined ? 'number' : isName ? 'name' : quoted !== undefined ? 'text' : 'sign';
    const to = at + whole.length;
    tokens.push({ kind, text: SIGNS.get(written) ?? written, from: to - written.length, to });
  }
  return [...tokens, { kind: 'end', text: '', from: length, to: length }];
}

const END: Token = { kind: 'end', text: '', from: 0, to: 0 };
const peek = (cursor: Cursor): Token => cursor.tokens[cursor.at] ?? END;

function next(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}

function accept(cursor: Cursor, sign: string): Token | undefined {
  const token = peek(cursor);
  return token.kind === 'sign' && token.text === sign ? next(cursor) : undefined;
}

const unexpected = ({ kind, text, from }: Token): SyntaxFault => ({
  error: kind === 'end' ? 'the expression ends too early' : `${text} is not expected here`,
  offset: from,
});

const isFunction = (name: string): name is FunctionName => (FUNCTIONS as readonly string[]).includes(name);

/** `measured(a_ms)`, behind its `(`. */
function readMeasured(cursor: Cursor, { from }: Token): Expression | SyntaxFault {
  const metric = next(cursor);
  if (metric.kind !== 'name') return { error: 'measured takes the name of a metric', offset: metric.from };
  const close = accept(cursor, ')');
  if (!close) return unexpected(peek(cursor));
  const { text: name } = metric;
  return { kind: 'measured', metric: { name, from: metric.from, to: metric.to }, from, to: close.to };
}

/** What stands between `(` and `)`, and where that `)` ends. */
function readArguments(
  cursor: Cursor,
): { readonly values: readonly Expression[]; readonly to: number } | SyntaxFault {
  const values: Expression[] = [];
  for (;;) {
    const value = readFrom(cursor, LOOSEST);
    if ('error' in value) return value;
    values.push(value);
    if (!accept(cursor, ',')) break;
  }
  const close = accept(cursor, ')');
  return close ? { values, to: close.to } : unexpected(peek(cursor));
}

function readCall(cursor: Cursor, name: Token): Expression | SyntaxFault {
  if (name.text === 'measured') return readMeasured(cursor, name);
  if (name.text === 'if') {
    const read = readArguments(cursor);
    if ('error' in read) return read;
    const [condition, first, second, more] = read.values;
    if (!condition || !first || !second || more)
      return { error: 'if takes a condition and two values', offset: name.from };
    return { kind: 'if', condition, branches: [first, second], from: name.from, to: read.to };
  }
  if (!isFunction(name.text))
    return {
      error: `there is no function ${name.text}: use ${[...FUNCTIONS, 'if', 'measured'].join(', ')}`,
      offset: name.from,
    };
  const read = readArguments(cursor);
  if ('error' in read) return read;
  const { values, to } = read;
  const most = name.text === 'min' || name.text === 'max' ? MAX_ARGUMENTS : 1;
  if (values.length > most)
    return {
      error: `${name.text} takes ${most === 1 ? 'one value' : `at most ${most} values`}`,
      offset: name.from,
    };
  return { kind: 'call', name: name.text, arguments: values, from: name.from, to };
}

function readNumber(cursor: Cursor, { text, from, to }: Token): Expression | SyntaxFault {
  const value = Number(text);
  if (!Number.isFinite(value)) return { error: `${text} is out of reach`, offset: from };
  const percent = accept(cursor, '%');
  return { kind: 'number', value, percent: percent !== undefined, from, to: percent?.to ?? to };
}

function readOperand(cursor: Cursor): Expression | SyntaxFault {
  const token = next(cursor);
  if (token.kind === 'number') return readNumber(cursor, token);
  if (token.kind === 'name') {
    if (accept(cursor, '(')) return readCall(cursor, token);
    return { kind: 'name', name: token.text, from: token.from, to: token.to };
  }
  if (token.kind === 'text')
    return { kind: 'text', text: token.text.slice(1, -1), from: token.from, to: token.to };
  if (token.text === 'not') {
    const operand = readFrom(cursor, NOT_STRENGTH);
    return 'error' in operand ? operand : { kind: 'not', operand, from: token.from, to: operand.to };
  }
  if (token.text === '-' || token.text === '+') {
    const operand = readFrom(cursor, NEGATIVE_STRENGTH);
    if ('error' in operand || token.text === '+') return operand;
    return { kind: 'negative', operand, from: token.from, to: operand.to };
  }
  if (token.text !== '(') return unexpected(token);
  const inner = readFrom(cursor, LOOSEST);
  if ('error' in inner) return inner;
  const close = accept(cursor, ')');
  return close ? { ...inner, from: token.from, to: close.to } : unexpected(peek(cursor));
}

/** Reads operators that bind at least as tight as `strength`, and their operands. */
function readFrom(cursor: Cursor, strength: number): Expression | SyntaxFault {
  if (cursor.depth >= MAX_DEPTH)
    return { error: `more than ${MAX_DEPTH} levels of nesting`, offset: peek(cursor).from };
  cursor.depth += 1;
  let left = readOperand(cursor);
  while (!('error' in left)) {
    const sign = peek(cursor);
    const [operator, own] = (sign.kind === 'sign' ? OPERATORS.get(sign.text) : undefined) ?? [];
    if (operator === undefined || own === undefined || own < strength) break;
    next(cursor);
    // `^` takes what stands to its right first: 2^3^2 is 2^9.
    const right = readFrom(cursor, operator === '^' ? NEGATIVE_STRENGTH : own + 1);
    if ('error' in right) return right;
    left = { kind: 'binary', operator, left, right, from: left.from, to: right.to };
  }
  cursor.depth -= 1;
  return left;
}

/**
 * Parses an expression or a condition.
 * @param text `+ - * / ^ ( )`, `< <= > >= == !=`, `and or not`, numbers, `82%`, `"words"`, metric names, and the functions
 * `min max round abs log2 sqrt if measured`; at most 500 characters and 40 levels
 */
export function parseExpression(text: string): { readonly expression: Expression } | SyntaxFault {
  if (text.length > MAX_LENGTH) return { error: `longer than ${MAX_LENGTH} characters`, offset: MAX_LENGTH };
  const tokens = readTokens(text);
  if ('error' in tokens) return tokens;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  const expression = readFrom(cursor, LOOSEST);
  if ('error' in expression) return expression;
  return peek(cursor).kind === 'end' ? { expression } : unexpected(peek(cursor));
}

/** Every metric name in the expression, with repeats, from left to right. */
export function namesIn(expression: Expression): readonly (Place & { readonly name: string })[] {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return [];
    case 'name':
      return [expression];
    case 'measured':
      return [expression.metric];
    case 'negative':
    case 'not':
      return namesIn(expression.operand);
    case 'call':
      return expression.arguments.flatMap(namesIn);
    case 'if':
      return [expression.condition, ...expression.branches].flatMap(namesIn);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
  }
}

// Units of computed values. Count nouns are labels: they drop out of products and quotients. A difference of two percentages
// is in points (pp).

const MAX_POWER = 6;

const PERCENT: Unit = readUnits('%')[0] ?? NO_UNIT;
export const POINTS: Unit = readUnits('pp')[0] ?? NO_UNIT;

const isPlain = (unit: Unit): boolean =>
  unit.powers.size === 0 && !unit.percent && unit.factor.over === unit.factor.under;

/** Whether numbers in this unit are pure numbers, labels aside. */
export const isPure = (unit: Unit): boolean => unit.powers.size === 0;

const isPoints = (unit: Unit): boolean => unit.powers.size === 1 && unit.powers.get('pp') === 1;

const power = ({ over, under }: Ratio, exponent: number): Ratio => {
  const size = BigInt(Math.abs(exponent));
  return exponent < 0 ? ratio(under ** size, over ** size) : ratio(over ** size, under ** size);
};

const unlabelled = (unit: Unit): Unit => (unit.nouns === '' ? unit : { ...unit, nouns: '', text: '' });

const computedUnit = (factor: Ratio, powers: Iterable<readonly [Dimension, number]>): Unit => ({
  ...NO_UNIT,
  factor,
  powers: new Map([...powers].filter(([, exponent]) => exponent !== 0)),
});

/** The unit of a × b, or of a / b when `sign` is -1; the number is the plain product or quotient. */
function productUnit(a: Unit, b: Unit, sign: 1 | -1): Unit {
  if (isPlain(b)) return b.nouns === '' ? a : unlabelled(a);
  if (sign === 1 && isPlain(a)) return a.nouns === '' ? b : unlabelled(b);
  const powers = new Map(a.powers);
  for (const [name, exponent] of b.powers) powers.set(name, (powers.get(name) ?? 0) + sign * exponent);
  // Points as a share of a percentage are a plain ratio: (82 % − 81 %) / 82 %.
  if (sign === -1 && b.percent) powers.delete('pp');
  const factor = power(b.factor, sign);
  return computedUnit(ratio(a.factor.over * factor.over, a.factor.under * factor.under), powers);
}

/** The unit of a + b (or a − b), in which b's number must be brought; undefined when they do not go together. */
function sumUnit(a: Unit, b: Unit, operator: '+' | '-'): Unit | undefined {
  if (a.nouns !== b.nouns && a.nouns !== '' && b.nouns !== '') return undefined;
  if (a.percent && b.percent) return operator === '-' ? POINTS : a;
  if (a.percent && isPoints(b)) return a;
  if (isPoints(a) && b.percent) return operator === '+' ? b : undefined;
  return a.percent === b.percent && sameDimension(a, b) ? a : undefined;
}

/** The unit of the smaller or larger of two: theirs. */
function commonUnit(a: Unit, b: Unit): Unit | undefined {
  return a.percent === b.percent ? sumUnit(a, b, '+') : undefined;
}

/** The unit of a ^ exponent; undefined when there is none, as for the square root of a second. */
function powerUnit(unit: Unit, exponent: number): Unit | undefined {
  const powers = [...unit.powers].map(([name, own]) => [name, own * exponent] as const);
  const whole = powers.every(([, own]) => Number.isInteger(own) && Math.abs(own) <= MAX_POWER);
  return whole ? computedUnit({ over: 1n, under: 1n }, powers) : undefined;
}

const symbol = (name: Dimension): string => (name === 'time' ? 's' : (symbolsOf(name)[0] ?? name));

/** The unit in words that a bank may declare: `ms`, `$/h`; `no unit`. */
export function describeUnit(unit: Unit): string {
  if (unit.text !== '') return unit.text;
  const part = (sign: 1 | -1): readonly string[] =>
    [...unit.powers].flatMap(([name, own]) =>
      Array.from({ length: Math.max(0, sign * own) }, () => symbol(name)),
    );
  const [above, below] = [
    part(1).join('·'),
    part(-1)
      .map((name) => `/${name}`)
      .join(''),
  ];
  return above + below === '' ? 'no unit' : (above === '' ? '1' : above) + below;
}

/** Why there is no value yet: undefined values are open, unless an input was not measured. */
type Missing = { readonly unmeasured?: boolean };
export type ComputedNumber = Missing & {
  readonly kind: 'number';
  readonly number: number | undefined;
  readonly unit: Unit;
};
/** What an expression comes to. `unknown` is a value that is open and whose kind is not known either. */
export type Computed =
  | ComputedNumber
  | (Missing & { readonly kind: 'text'; readonly text: string | undefined })
  | (Missing & { readonly kind: 'condition'; readonly holds: boolean | undefined })
  | (Missing & { readonly kind: 'unknown' });

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

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** `value`; a fault that has no place yet gets that of the expression. */
function placed<T extends Computed>(value: T | Fault | Unplaced, { from, to }: Place): T | Fault {
  return 'fault' in value ? { from, to, ...value } : value;
}

const unitFault = (fault: string, hint?: string): Unplaced => ({ code: 'derive-unit', fault, hint });

const undefinedFault = (fault: string): Unplaced => ({ code: 'derive-division', fault });

const number = (value: number | undefined, unit: Unit): ComputedNumber => ({
  kind: 'number',
  number: value,
  unit,
});

/** The value's number in `unit`. */
const inUnit = (value: ComputedNumber, unit: Unit): number | undefined =>
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
  if ('fault' in value || value.kind !== 'number') return value;
  if (value.number === undefined || Number.isFinite(value.number)) return value;
  return Number.isNaN(value.number)
    ? undefinedFault('a number below zero has no such power')
    : { code: 'derive-overflow', fault: 'the result is too large', hint: OVERFLOW_HINT };
}

const percentHint = (a: Unit, b: Unit): string | undefined =>
  a.percent !== b.percent && isPure(a) && isPure(b)
    ? 'write a number that is a percentage with its sign: 100%'
    : undefined;

function add(operator: '+' | '-', a: ComputedNumber, b: ComputedNumber): ComputedNumber | Unplaced {
  const unit = sumUnit(a.unit, b.unit, operator);
  if (!unit)
    return unitFault(
      `${describeUnit(a.unit)} and ${describeUnit(b.unit)} cannot be ${operator === '+' ? 'added' : 'subtracted'}`,
      percentHint(a.unit, b.unit),
    );
  // Points and percentages share their size, so numbers need no conversion between them.
  return number(
    both(a.number, inUnit(b, a.unit), (x, y) => (operator === '+' ? x + y : x - y)),
    unit,
  );
}

/** The difference; what a written percentage leaves (`100% - accuracy`) is a percentage again, no distance in points. */
function subtract(left: Expression, a: ComputedNumber, b: ComputedNumber): ComputedNumber | Unplaced {
  const difference = add('-', a, b);
  const complement = left.kind === 'number' && left.percent && b.unit.percent;
  return complement && !('fault' in difference) ? { ...difference, unit: PERCENT } : difference;
}

function multiply(sign: 1 | -1, a: ComputedNumber, b: ComputedNumber): ComputedNumber | Unplaced {
  if (sign === -1 && b.number === 0) return undefinedFault('division by zero');
  const product = both(a.number, b.number, (x, y) => (sign === 1 ? x * y : x / y));
  return number(product, productUnit(a.unit, b.unit, sign));
}

function raise(a: ComputedNumber, b: ComputedNumber): ComputedNumber | Unplaced {
  if (!isPure(b.unit))
    return unitFault(`an exponent has no unit, and this one is in ${describeUnit(b.unit)}`);
  const exponent = inUnit(b, NO_UNIT);
  const unit = isPure(a.unit) ? NO_UNIT : exponent === undefined ? undefined : powerUnit(a.unit, exponent);
  if (!unit) return unitFault(`${describeUnit(a.unit)} can only be raised to a small whole number`);
  const base = inUnit(a, unit);
  if (base === 0 && exponent !== undefined && exponent < 0) return undefinedFault('division by zero');
  return number(
    both(base, exponent, (x, y) => x ** y),
    unit,
  );
}

/** Numbers that differ by less are the same to a comparison: 0.1 + 0.2 == 0.3. */
const NEARLY = 1e-9;
const equal = (a: number, b: number): boolean =>
  Math.abs(a - b) <= NEARLY * Math.max(Math.abs(a), Math.abs(b));

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b && !equal(a, b),
  '<=': (a, b) => a < b || equal(a, b),
  '>': (a, b) => a > b && !equal(a, b),
  '>=': (a, b) => a > b || equal(a, b),
  '==': equal,
  '!=': (a, b) => !equal(a, b),
};

/** A number without a unit of its own. Beside another value it is in that one's unit, as a typed value is in its metric's. */
const isBare = (expression: Expression): boolean =>
  expression.kind === 'number'
    ? !expression.percent
    : expression.kind === 'negative' && isBare(expression.operand);

/** Two numbers, the second in the unit of the first; undefined when their units do not go together. */
function sideBySide(
  [left, right]: readonly [Expression, Expression],
  a: ComputedNumber,
  b: ComputedNumber,
): readonly [ComputedNumber, ComputedNumber] | undefined {
  if (isBare(left)) return [{ ...a, unit: b.unit }, b];
  if (isBare(right)) return [a, { ...b, unit: a.unit }];
  return commonUnit(a.unit, b.unit) && [a, number(inUnit(b, a.unit), a.unit)];
}

const condition = (holds: boolean | undefined): Computed => ({ kind: 'condition', holds });

const KIND_WORDS = {
  number: 'a number',
  text: 'a text',
  condition: 'a condition',
  unknown: 'a value',
} as const;

function compare({ operator, left, right }: Of<'binary'>, a: Computed, b: Computed): Computed | Unplaced {
  const isComparison = (text: string): text is Comparison => text in COMPARE;
  if (!isComparison(operator) || a.kind === 'unknown' || b.kind === 'unknown') return condition(undefined);
  if (a.kind === 'condition' || b.kind === 'condition')
    return unitFault('a condition cannot be compared', 'join conditions: a > 1 and a < 2');
  if (a.kind === 'text' && b.kind === 'text') {
    if (operator !== '==' && operator !== '!=')
      return unitFault(`words have no order for ${operator}`, 'compare words by == or !=');
    if (a.text === undefined || b.text === undefined) return condition(undefined);
    return condition((a.text === b.text) === (operator === '=='));
  }
  if (a.kind === 'text' || b.kind === 'text') return unitFault('words and a number cannot be compared');
  const sides = sideBySide([left, right], a, b);
  if (!sides)
    return unitFault(
      `${describeUnit(a.unit)} and ${describeUnit(b.unit)} cannot be compared`,
      percentHint(a.unit, b.unit) ??
        'compare values whose units convert into each other, or with a plain number',
    );
  const [{ number: x }, { number: y }] = sides;
  return condition(x === undefined || y === undefined ? undefined : COMPARE[operator](x, y));
}

/**
 * `and`, `or`. One side may decide it alone. Otherwise an open side keeps an `or` open and a side that was not measured
 * settles an `and`: it cannot hold any more.
 */
function connect(operator: 'and' | 'or', a: Computed, b: Computed): Computed | Unplaced {
  const decisive = operator === 'or';
  const sides = [a, b];
  if (sides.some((side) => side.kind === 'condition' && side.holds === decisive)) return condition(decisive);
  const isOpen = ({ unmeasured, ...side }: Computed): boolean =>
    !unmeasured && (side.kind === 'unknown' || (side.kind === 'condition' && side.holds === undefined));
  const hasUnmeasured = sides.some(({ unmeasured }) => unmeasured);
  if (hasUnmeasured && !(decisive && sides.some(isOpen)))
    return { kind: 'condition', holds: undefined, unmeasured: true };
  return condition(sides.some(isOpen) ? undefined : !decisive);
}

function wrongKind(
  operand: Expression,
  value: Computed,
  wanted: 'number' | 'condition',
): Unplaced | undefined {
  if (value.kind === wanted || value.kind === 'unknown') return undefined;
  const what = operand.kind === 'name' ? operand.name : 'this';
  const hint = wanted === 'number' ? 'use numbers only' : 'compare it: a > 4';
  return unitFault(`${what} is ${KIND_WORDS[value.kind]}, not ${KIND_WORDS[wanted]}`, hint);
}

const isComputed = (value: Computed | Fault | Unplaced): value is Computed => !('fault' in value);

/** The operands as values of one kind, or the first fault from the left. */
function operandsOf(
  operands: readonly Expression[],
  lookup: Lookup,
  wanted?: 'number' | 'condition',
): readonly Computed[] | Fault {
  const values: Computed[] = [];
  for (const operand of operands) {
    const value = evaluate(operand, lookup);
    if ('fault' in value) return value;
    const wrong = wanted && wrongKind(operand, value, wanted);
    if (wrong) return { from: operand.from, to: operand.to, ...wrong };
    values.push(value);
  }
  return values;
}

const UNKNOWN: Computed = { kind: 'unknown' };
const isNumber = (value: Computed): value is ComputedNumber => value.kind === 'number';

/** Whatever follows from a value that was not measured was not measured either. */
const carried = (value: Computed | Unplaced, inputs: readonly Computed[]): Computed | Unplaced =>
  isComputed(value) && inputs.some(({ unmeasured }) => unmeasured) ? { ...value, unmeasured: true } : value;

function binary(expression: Of<'binary'>, lookup: Lookup): Computed | Fault | Unplaced {
  const { operator, left, right } = expression;
  const isLogic = operator === 'and' || operator === 'or';
  const isComparison = (COMPARISONS as readonly string[]).includes(operator);
  const wanted = isLogic ? 'condition' : isComparison ? undefined : 'number';
  const sides = operandsOf([left, right], lookup, wanted);
  if ('fault' in sides) return sides;
  const [a = UNKNOWN, b = UNKNOWN] = sides;
  if (isLogic) return connect(operator, a, b);
  if (isComparison) return carried(compare(expression, a, b), sides);
  return carried(isNumber(a) && isNumber(b) ? calculate(expression, a, b) : UNKNOWN, sides);
}

function calculate(
  { operator, left }: Of<'binary'>,
  a: ComputedNumber,
  b: ComputedNumber,
): ComputedNumber | Unplaced {
  if (operator === '+') return add('+', a, b);
  if (operator === '-') return subtract(left, a, b);
  if (operator === '*') return multiply(1, a, b);
  return operator === '/' ? multiply(-1, a, b) : raise(a, b);
}

function extreme(name: 'min' | 'max', values: readonly ComputedNumber[]): ComputedNumber | Unplaced {
  const [first = number(undefined, NO_UNIT), ...others] = values;
  return others.reduce<ComputedNumber | Unplaced>((best, value) => {
    if ('fault' in best) return best;
    if (!commonUnit(best.unit, value.unit))
      return unitFault(`${name} of ${describeUnit(best.unit)} and ${describeUnit(value.unit)}`);
    return number(both(best.number, inUnit(value, best.unit), Math[name]), best.unit);
  }, first);
}

/** Logarithms and roots work on base units: the number of seconds, not of milliseconds. */
function transform(name: 'log2' | 'sqrt', value: ComputedNumber): ComputedNumber | Unplaced {
  const unit = name === 'sqrt' ? powerUnit(value.unit, 0.5) : isPure(value.unit) ? NO_UNIT : undefined;
  if (!unit) return unitFault(`${name} of a value in ${describeUnit(value.unit)}`);
  const base = value.number === undefined ? undefined : value.number * conversionNumber(value.unit, NO_UNIT);
  if (base !== undefined && (base < 0 || (base === 0 && name === 'log2')))
    return undefinedFault(`${name} of a number that is ${base === 0 ? 'zero' : 'below zero'}`);
  return number(base === undefined ? undefined : Math[name](base), unit);
}

function call({ name, arguments: given }: Of<'call'>, lookup: Lookup): Computed | Fault | Unplaced {
  const values = operandsOf(given, lookup, 'number');
  if ('fault' in values) return values;
  const numbers = values.filter(isNumber);
  const [value = number(undefined, NO_UNIT)] = numbers;
  if (numbers.length < values.length) return carried(UNKNOWN, values);
  if (name === 'min' || name === 'max') return carried(extreme(name, numbers), values);
  if (name === 'log2' || name === 'sqrt') return carried(transform(name, value), values);
  return carried(
    number(
      both(value.number, 0, (x) => Math[name](x)),
      value.unit,
    ),
    values,
  );
}

/** The value without what it is: its kind and unit alone. */
function blank(value: Computed): Computed {
  if (value.kind === 'number') return number(undefined, value.unit);
  if (value.kind === 'text') return { kind: 'text', text: undefined };
  return value.kind === 'condition' ? condition(undefined) : UNKNOWN;
}

/** `if(condition, a, b)`. What is wrong with the numbers of the branch that is not taken does not matter; its units do. */
function choose({ condition: asked, branches }: Of<'if'>, lookup: Lookup): Computed | Fault | Unplaced {
  const asking = operandsOf([asked], lookup, 'condition');
  if ('fault' in asking) return asking;
  const [decision = UNKNOWN] = asking;
  const holds = decision.kind === 'condition' ? decision.holds : undefined;
  const unread: Lookup = (name) => {
    const value = lookup(name);
    return isComputed(value) ? blank(value) : value;
  };
  const first = operandsOf([branches[0]], holds === true ? lookup : unread);
  if ('fault' in first) return first;
  const second = operandsOf([branches[1]], holds === false ? lookup : unread);
  if ('fault' in second) return second;
  const [[a = UNKNOWN], [b = UNKNOWN]] = [first, second];
  const taken = holds === undefined ? undefined : holds ? a : b;
  const shared = sharedKind(branches, a, b);
  if (!isComputed(shared)) return shared;
  if (!taken) return carried(blank(shared), asking);
  if (taken.kind !== 'number' || shared.kind !== 'number') return taken;
  return {
    ...taken,
    unit: shared.unit,
    number: isBare(branches[holds ? 0 : 1]) ? taken.number : inUnit(taken, shared.unit),
  };
}

/** What both branches of an `if` are: words, or numbers in the unit of the first that has one. */
function sharedKind(
  branches: readonly [Expression, Expression],
  a: Computed,
  b: Computed,
): Computed | Unplaced {
  if (a.kind === 'unknown' || b.kind === 'unknown') return a.kind === 'unknown' ? b : a;
  if (a.kind === 'condition' || b.kind === 'condition')
    return unitFault('if gives words or numbers', 'join conditions by and, or, not');
  if (a.kind !== b.kind) return unitFault('if gives either words or a number, not one of each');
  if (a.kind === 'text' || b.kind === 'text') return a;
  const [same] = sideBySide(branches, a, b) ?? [];
  return (
    same ?? unitFault(`if gives ${describeUnit(a.unit)} or ${describeUnit(b.unit)}, which do not go together`)
  );
}

function measured({ metric }: Of<'measured'>, lookup: Lookup): Computed | Fault {
  const value = placed(lookup(metric.name), metric);
  if (!isComputed(value)) return value;
  if (value.unmeasured) return condition(false);
  const isThere =
    (value.kind === 'number' && value.number !== undefined) ||
    (value.kind === 'text' && value.text !== undefined);
  return condition(isThere ? true : undefined);
}

function negated(expression: Of<'negative' | 'not'>, lookup: Lookup): Computed | Fault {
  const wanted = expression.kind === 'not' ? 'condition' : 'number';
  const values = operandsOf([expression.operand], lookup, wanted);
  if ('fault' in values) return values;
  const [value = UNKNOWN] = values;
  if (value.kind === 'number') return { ...value, number: both(value.number, 0, (x) => -x) };
  if (value.kind === 'condition' && value.holds !== undefined) return { ...value, holds: !value.holds };
  return value;
}

/**
 * Evaluates an expression.
 * @param lookup gives the metrics
 * @returns the value in the unit that follows, or the first fault from the left
 */
export function evaluate(expression: Expression, lookup: Lookup): Computed | Fault {
  return placed(withinReach(computeOf(expression, lookup)), expression);
}

function computeOf(expression: Expression, lookup: Lookup): Computed | Fault | Unplaced {
  switch (expression.kind) {
    case 'number':
      return number(expression.value, expression.percent ? PERCENT : NO_UNIT);
    case 'text':
      return { kind: 'text', text: expression.text };
    case 'name':
      return lookup(expression.name);
    case 'negative':
    case 'not':
      return negated(expression, lookup);
    case 'measured':
      return measured(expression, lookup);
    case 'if':
      return choose(expression, lookup);
    case 'call':
      return call(expression, lookup);
    case 'binary':
      return binary(expression, lookup);
  }
}

/** Conditions are few and asked about often: each text is read once. */
const parsedConditions = new Map<string, ReturnType<typeof parseExpression>>();
const MOST_CONDITIONS = 1000;
export function parsedCondition(text: string): ReturnType<typeof parseExpression> {
  const known = parsedConditions.get(text);
  if (known) return known;
  if (parsedConditions.size >= MOST_CONDITIONS) parsedConditions.clear();
  const parsed = parseExpression(text);
  parsedConditions.set(text, parsed);
  return parsed;
}

/** The metrics that a condition names, with their offsets in its text; none for one that cannot be read. */
export function namesInCondition(text: string): ReturnType<typeof namesIn> {
  const parsed = parsedCondition(text);
  return 'error' in parsed ? [] : namesIn(parsed.expression);
}

/** Why a condition cannot be read, and where in its text. */
export function syntaxFault(text: string): Fault | undefined {
  const parsed = parsedCondition(text);
  if (!('error' in parsed)) return undefined;
  const { error, offset } = parsed;
  return { code: 'condition-syntax', fault: error, from: offset, to: offset + 1 };
}

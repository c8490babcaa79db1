// Expressions over metrics, for `derive` and for conditions. Evaluation also works without values, so that
// units are checked before anything is filled in.
import type { ProblemCode } from '../base/problem.ts';
import { nearlyEqual } from './decimal.ts';
import {
  addedUnit,
  commonUnit,
  conversion,
  describeUnit,
  isPure,
  multipliedUnit,
  NO_UNIT,
  PERCENT,
  raisedUnit,
  sameDimension,
  type Unit,
} from './units.ts';

const FUNCTIONS = ['min', 'max', 'round', 'abs', 'log2', 'sqrt', 'if', 'measured'] as const;
type Calculation = keyof typeof CALCULATE;
type Comparison = (typeof COMPARISONS)[number];
export type Operator = Calculation | Comparison | 'and' | 'or' | 'not' | 'if' | 'measured';

type Place = { readonly from: number; readonly to: number };
type Literal =
  | { readonly kind: 'number'; readonly value: number; readonly percent: boolean }
  | { readonly kind: 'text'; readonly text: string };
type Name = Place & { readonly kind: 'name'; readonly name: string };
type Operation = Place & {
  readonly kind: 'operation';
  readonly operator: Operator;
  readonly operands: readonly Expression[];
};
export type Expression = (Place & Literal) | Name | Operation;

/** The part of the expression at fault. */
export type Fault = Place & { readonly code: ProblemCode; readonly fault: string; readonly hint?: string };

class Failed extends Error {
  readonly reason: Fault;
  constructor(reason: Fault) {
    super(reason.fault);
    this.reason = reason;
  }
}

function fail({ from, to }: Place, code: ProblemCode, fault: string, hint?: string): never {
  throw new Failed({ code, fault, hint, from, to });
}

function misread(fault: string, from: number): never {
  fail({ from, to: from + 1 }, 'derive-syntax', fault);
}

function misfit(at: Place, fault: string, hint?: string): never {
  fail(at, 'derive-unit', fault, hint);
}

function caught<T>(act: () => T): T | Fault {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failed) return error.reason;
    throw error;
  }
}

type Token = Place & { readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end'; readonly text: string };
type Cursor = { readonly tokens: readonly Token[]; at: number };

const MAX_LENGTH = 500;
const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|("[^"]*"|'[^']*')|([<>=!]=|[-+*/^(),%×·÷−<>≤≥≠]))/y;
const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({ '×': '*', '·': '*', '÷': '/', '−': '-', '≤': '<=', '≥': '>=', '≠': '!=' }),
);
const WORD_OPERATORS = new Set(['and', 'or', 'not']);

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
/** The loosest first; empty for `not`, and for a minus sign: -2^2 is -4. */
const LEVELS = [['or'], ['and'], [], COMPARISONS, ['+', '-'], ['*', '/', '%'], [], ['^']] as const;
const [LOOSEST, NOT_STRENGTH, NEGATIVE_STRENGTH] = [0, 2, 6];
const STRENGTHS: ReadonlyMap<string, readonly [Operator, strength: number]> = new Map(
  LEVELS.flatMap((operators, strength) => operators.map((operator) => [operator, [operator, strength]])),
);

function whatIsOdd(text: string, at: number): string {
  const odd = String.fromCodePoint(text.codePointAt(at) ?? 32);
  if (odd === '=') return 'to compare, write ==';
  if (odd === '"' || odd === "'") return 'this text has no closing quotation mark';
  return `${JSON.stringify(odd)} is not allowed here`;
}

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const length = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < length; at = TOKEN.lastIndex) {
    const [whole = '', number, name, quoted, sign = ''] = TOKEN.exec(text) ?? [];
    if (whole === '') {
      const offset = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
      misread(whatIsOdd(text, offset), offset);
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

/** A parenthesis belongs to the operation around it, never to a name within. */
const lastEnd = ({ tokens, at }: Cursor): number => tokens[at - 1]?.to ?? 0;

function accept(cursor: Cursor, sign: string): Token | undefined {
  const token = peek(cursor);
  return token.kind === 'sign' && token.text === sign ? next(cursor) : undefined;
}

function refuse({ kind, text, from }: Token): never {
  misread(kind === 'end' ? 'the expression ends too early' : `${text} is not expected here`, from);
}

const expect = (cursor: Cursor, sign: string): Token => accept(cursor, sign) ?? refuse(peek(cursor));

const isFunction = (name: string): name is (typeof FUNCTIONS)[number] =>
  (FUNCTIONS as readonly string[]).includes(name);

function readArguments(cursor: Cursor): readonly Expression[] {
  const values = [readFrom(cursor, LOOSEST)];
  while (accept(cursor, ',')) values.push(readFrom(cursor, LOOSEST));
  return values;
}

function readMetric(cursor: Cursor): Name {
  const { kind, text, from, to } = next(cursor);
  if (kind !== 'name') misread('measured(…) needs the name of a metric', from);
  return { kind, name: text, from, to };
}

function readCall(cursor: Cursor, { text: operator, from }: Token): Expression {
  if (!isFunction(operator))
    misread(`unknown function ${operator}; the functions are ${FUNCTIONS.join(', ')}`, from);
  const operands = operator === 'measured' ? [readMetric(cursor)] : readArguments(cursor);
  const { to } = expect(cursor, ')');
  if (operator === 'if' && operands.length !== 3) misread('if(…) needs a condition and two values', from);
  if (operands.length > 1 && !['if', 'min', 'max'].includes(operator))
    misread(`${operator} accepts one value`, from);
  return { kind: 'operation', operator, operands, from, to };
}

function readNumber(cursor: Cursor, { text, from, to }: Token): Expression {
  const value = Number(text);
  if (!Number.isFinite(value)) misread(`${text} is too large`, from);
  // Before an operand the sign is the remainder: `100 % heads`.
  const behind = cursor.tokens[cursor.at + 1] ?? END;
  const isOperator = behind.kind === 'name' || behind.kind === 'number' || behind.text === '(';
  const percent = isOperator ? undefined : accept(cursor, '%');
  return { kind: 'number', value, percent: percent !== undefined, from, to: percent?.to ?? to };
}

function readOperand(cursor: Cursor): Expression {
  const token = next(cursor);
  const { kind, text, from, to } = token;
  if (kind === 'number') return readNumber(cursor, token);
  if (kind === 'name') return accept(cursor, '(') ? readCall(cursor, token) : { kind, name: text, from, to };
  if (kind === 'text') return { kind, text: text.slice(1, -1), from, to };
  if (text === '(') {
    const inner = readFrom(cursor, LOOSEST);
    expect(cursor, ')');
    return inner;
  }
  if (text === '+') return readFrom(cursor, NEGATIVE_STRENGTH);
  if (text !== '-' && text !== 'not') return refuse(token);
  const operand = readFrom(cursor, text === 'not' ? NOT_STRENGTH : NEGATIVE_STRENGTH);
  const operator = text === 'not' ? text : 'negative';
  return { kind: 'operation', operator, operands: [operand], from, to: lastEnd(cursor) };
}

function readFrom(cursor: Cursor, strength: number): Expression {
  const { from } = peek(cursor);
  let left = readOperand(cursor);
  for (;;) {
    const sign = peek(cursor);
    const [operator, own = 0] = (sign.kind === 'sign' ? STRENGTHS.get(sign.text) : undefined) ?? [];
    if (operator === undefined || own < strength) break;
    next(cursor);
    // `^` is right-associative: 2^3^2 is 2^9.
    const right = readFrom(cursor, operator === '^' ? NEGATIVE_STRENGTH : own + 1);
    left = { kind: 'operation', operator, operands: [left, right], from, to: lastEnd(cursor) };
  }
  return left;
}

function parsed(text: string): { readonly expression: Expression } {
  if (text.length > MAX_LENGTH) misread(`longer than ${MAX_LENGTH} characters`, MAX_LENGTH);
  const cursor: Cursor = { tokens: readTokens(text), at: 0 };
  const expression = readFrom(cursor, LOOSEST);
  return peek(cursor).kind === 'end' ? { expression } : refuse(peek(cursor));
}

/** Expressions are few and evaluated often, so each text is parsed once. */
const known = new Map<string, ReturnType<typeof parseExpression>>();

/**
 * @param text `+ - * / % ^ ( )`, `< <= > >= == !=`, `and or not`, numbers, `82%`, `"words"`, metric names,
 * `min max round abs log2 sqrt if measured`; at most 500 characters
 */
export function parseExpression(text: string): { readonly expression: Expression } | Fault {
  const read = known.get(text) ?? caught(() => parsed(text));
  known.set(text, read);
  return read;
}

const namesIn = (expression: Expression): readonly Name[] =>
  expression.kind === 'operation'
    ? expression.operands.flatMap(namesIn)
    : expression.kind === 'name'
      ? [expression]
      : [];

/** None where the text cannot be read. */
export function namesInExpression(text: string): readonly Name[] {
  const read = parseExpression(text);
  return 'fault' in read ? [] : namesIn(read.expression);
}

/** An input was not measured. Other missing values are unfilled. */
type Missing = { readonly unmeasured?: boolean };
type ComputedNumber = Missing & { readonly kind: 'number'; readonly value?: number; readonly unit: Unit };
/** While it is calculated with; an open value is NaN. */
type Figure = { readonly value: number; readonly unit: Unit };
/** `unknown` is unfilled and of unknown kind. */
export type Computed =
  | ComputedNumber
  | (Missing & { readonly kind: 'text'; readonly value?: string })
  | (Missing & { readonly kind: 'condition'; readonly value?: boolean })
  | (Missing & { readonly kind: 'unknown'; readonly value?: undefined });

export type Lookup = (name: string) => Computed | Omit<Fault, 'from' | 'to'>;

export const OVERFLOW_HINT = 'check the values it is computed from';

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b && !nearlyEqual(a, b),
  '<=': (a, b) => a < b || nearlyEqual(a, b),
  '>': (a, b) => a > b && !nearlyEqual(a, b),
  '>=': (a, b) => a > b || nearlyEqual(a, b),
  '==': nearlyEqual,
  '!=': (a, b) => !nearlyEqual(a, b),
};
const isComparison = (operator: Operator): operator is Comparison => operator in COMPARE;

const UNKNOWN: Computed = { kind: 'unknown' };

const condition = (value: boolean | undefined): Computed => ({ kind: 'condition', value });

const inUnit = ({ value, unit }: Figure, to: Unit): number => value * conversion(unit, to);

const figureOf = ({ value = NaN, unit }: ComputedNumber): Figure => ({ value, unit });

const blank = (value: Computed): Computed => ({ ...value, value: undefined, unmeasured: undefined });

const percentHint = (a: Unit, b: Unit): string | undefined =>
  a.percent !== b.percent && isPure(a) && isPure(b) ? 'write a percentage with its sign: 100%' : undefined;

function add(at: Operation, sign: 1 | -1, a: Figure, b: Figure): Figure {
  const unit = addedUnit(a.unit, b.unit, sign);
  if (!unit)
    return misfit(
      at,
      `${describeUnit(a.unit)} and ${describeUnit(b.unit)} cannot be ${sign === 1 ? 'added' : 'subtracted'}`,
      percentHint(a.unit, b.unit),
    );
  // A difference from a written percentage (`100% - accuracy`) is a percentage again, not a distance in
  // points.
  const [left] = at.operands;
  const isComplement = sign === -1 && left?.kind === 'number' && left.percent && b.unit.percent;
  // Points and percentages have the same size, so no conversion is needed between them.
  return { value: a.value + sign * inUnit(b, a.unit), unit: isComplement ? PERCENT : unit };
}

function multiply(at: Operation, sign: 1 | -1, a: Figure, b: Figure): Figure {
  if (sign === -1 && b.value === 0) fail(at, 'derive-division', 'division by zero');
  const value = sign === 1 ? a.value * b.value : a.value / b.value;
  return { value, unit: multipliedUnit(a.unit, b.unit, sign) };
}

/** From zero up to the divisor. Counts of different things have one as well: `d_model % heads`. */
function remainder(at: Operation, a: Figure, b: Figure): Figure {
  if (a.unit.percent !== b.unit.percent || !sameDimension(a.unit, b.unit))
    misfit(at, `${describeUnit(a.unit)} cannot be divided into ${describeUnit(b.unit)}`);
  const divisor = inUnit(b, a.unit);
  if (divisor === 0) fail(at, 'derive-division', 'division by zero');
  const left = a.value - divisor * Math.floor(a.value / divisor);
  const isNone = nearlyEqual(left / divisor, 1) || nearlyEqual(left / divisor + 1, 1);
  return { value: isNone ? 0 : left, unit: a.unit };
}

function raise(at: Operation, a: Figure, b: Figure): Figure {
  if (!isPure(b.unit))
    misfit(at, `an exponent cannot have a unit, but this one is in ${describeUnit(b.unit)}`);
  const exponent = inUnit(b, NO_UNIT);
  const unit = isPure(a.unit) ? NO_UNIT : raisedUnit(a.unit, exponent);
  if (!unit) return misfit(at, `${describeUnit(a.unit)} can only be raised to a small whole number`);
  const base = inUnit(a, unit);
  if (base === 0 && exponent < 0) fail(at, 'derive-division', 'division by zero');
  return { value: base ** exponent, unit };
}

function extreme(at: Operation, name: 'min' | 'max', figures: readonly Figure[]): Figure {
  return figures.reduce((best, figure) => {
    if (!commonUnit(best.unit, figure.unit))
      misfit(at, `${name} of ${describeUnit(best.unit)} and ${describeUnit(figure.unit)}`);
    return { value: Math[name](best.value, inUnit(figure, best.unit)), unit: best.unit };
  });
}

/** Logarithms and roots work on base units: seconds, not milliseconds. */
function transform(at: Operation, name: 'log2' | 'sqrt', figure: Figure): Figure {
  const unit = name === 'sqrt' ? raisedUnit(figure.unit, 0.5) : isPure(figure.unit) ? NO_UNIT : undefined;
  if (!unit) return misfit(at, `${name} of a value in ${describeUnit(figure.unit)}`);
  const base = inUnit(figure, NO_UNIT);
  if (base < 0 || (base === 0 && name === 'log2'))
    fail(at, 'derive-division', `${name} of ${base === 0 ? 'zero' : 'a negative number'}`);
  return { value: Math[name](base), unit };
}

type Calculate = (at: Operation, a: Figure, b: Figure, all: readonly Figure[]) => Figure;

const CALCULATE = {
  '+': (at, a, b) => add(at, 1, a, b),
  '-': (at, a, b) => add(at, -1, a, b),
  '*': (at, a, b) => multiply(at, 1, a, b),
  '/': (at, a, b) => multiply(at, -1, a, b),
  '%': remainder,
  '^': raise,
  min: (at, _, __, all) => extreme(at, 'min', all),
  max: (at, _, __, all) => extreme(at, 'max', all),
  log2: (at, a) => transform(at, 'log2', a),
  sqrt: (at, a) => transform(at, 'sqrt', a),
  negative: (_, { value, unit }) => ({ value: -value, unit }),
  round: (_, { value, unit }) => ({ value: Math.round(value), unit }),
  abs: (_, { value, unit }) => ({ value: Math.abs(value), unit }),
} as const satisfies Readonly<Record<string, Calculate>>;

/** A number without a unit. Next to another value it takes that one's unit, as a typed value takes its metric's. */
function isBare(expression: Expression | undefined): boolean {
  if (expression?.kind === 'number') return !expression.percent;
  return (
    expression?.kind === 'operation' && expression.operator === 'negative' && isBare(expression.operands[0])
  );
}

/** Undefined when the units do not fit. */
function sideBySide(
  [left, right]: readonly Expression[],
  a: Figure,
  b: Figure,
): readonly [Figure, Figure] | undefined {
  if (isBare(left)) return [{ ...a, unit: b.unit }, b];
  if (isBare(right)) return [a, { ...b, unit: a.unit }];
  return commonUnit(a.unit, b.unit) && [a, { value: inUnit(b, a.unit), unit: a.unit }];
}

function compare(at: Operation, operator: Comparison, a: Computed, b: Computed): Computed {
  if (a.kind === 'unknown' || b.kind === 'unknown') return condition(undefined);
  if (a.kind === 'condition' || b.kind === 'condition')
    return misfit(at, 'a condition cannot be compared', 'join two conditions: a > 1 and a < 2');
  if (a.kind === 'text' && b.kind === 'text') {
    if (operator !== '==' && operator !== '!=')
      return misfit(at, `text cannot be compared with ${operator}`, 'compare text with == or !=');
    if (a.value === undefined || b.value === undefined) return condition(undefined);
    return condition((a.value === b.value) === (operator === '=='));
  }
  if (a.kind === 'text' || b.kind === 'text') return misfit(at, 'text and a number cannot be compared');
  const sides = sideBySide(at.operands, figureOf(a), figureOf(b));
  if (!sides)
    return misfit(
      at,
      `${describeUnit(a.unit)} and ${describeUnit(b.unit)} cannot be compared`,
      percentHint(a.unit, b.unit) ??
        'compare values whose units convert into each other, or with a plain number',
    );
  const [{ value: x }, { value: y }] = sides;
  return condition(Number.isNaN(x + y) ? undefined : COMPARE[operator](x, y));
}

/** One side may decide. Otherwise an unfilled side keeps an `or` open, an unmeasured one fails an `and`. */
function connect(operator: 'and' | 'or', sides: readonly Computed[]): Computed {
  const decisive = operator === 'or';
  if (sides.some(({ value }) => value === decisive)) return condition(decisive);
  const isOpen = sides.some(({ value, unmeasured }) => value === undefined && !unmeasured);
  if (sides.some(({ unmeasured }) => unmeasured) && !(decisive && isOpen))
    return { kind: 'condition', unmeasured: true };
  return condition(isOpen ? undefined : !decisive);
}

/** Words, or numbers in the unit of the first branch that has one. */
function sharedKind(at: Operation, branches: readonly Expression[], a: Computed, b: Computed): Computed {
  if (a.kind === 'unknown' || b.kind === 'unknown') return a.kind === 'unknown' ? b : a;
  if (a.kind === 'condition' || b.kind === 'condition')
    return misfit(at, 'if must return text or numbers', 'join conditions with and, or, not');
  if (a.kind === 'text' && b.kind === 'text') return a;
  if (a.kind === 'text' || b.kind === 'text')
    return misfit(at, 'if must return text in both cases, or a number in both');
  const [same] = sideBySide(branches, figureOf(a), figureOf(b)) ?? [];
  if (same) return { kind: 'number', unit: same.unit };
  const [one, other] = [describeUnit(a.unit), describeUnit(b.unit)];
  return misfit(at, `if returns ${one} or ${other}, whose units differ`);
}

function choose(at: Operation, [asked, ...branches]: readonly Expression[], lookup: Lookup): Computed {
  const decision = operandValue(asked, lookup, 'condition');
  const holds = decision.kind === 'condition' ? decision.value : undefined;
  const blankLookup: Lookup = (name) => {
    const value = lookup(name);
    return 'fault' in value ? value : blank(value);
  };
  const a = operandValue(branches[0], holds === true ? lookup : blankLookup);
  const b = operandValue(branches[1], holds === false ? lookup : blankLookup);
  const shared = sharedKind(at, branches, a, b);
  if (holds === undefined) return withUnmeasured(blank(shared), [decision]);
  const taken = holds ? a : b;
  if (taken.kind !== 'number' || shared.kind !== 'number') return taken;
  const { unit } = shared;
  const { value } = taken;
  const by = isBare(branches[holds ? 0 : 1]) ? 1 : conversion(taken.unit, unit);
  return { ...taken, unit, value: value === undefined ? undefined : value * by };
}

const withUnmeasured = (value: Computed, inputs: readonly Computed[]): Computed =>
  inputs.some(({ unmeasured }) => unmeasured) ? { ...value, unmeasured: true } : value;

function operandValue(
  operand: Expression | undefined,
  lookup: Lookup,
  expected?: 'number' | 'condition',
): Computed {
  const value = operand ? valueOf(operand, lookup) : UNKNOWN;
  if (!operand || !expected || value.kind === expected || value.kind === 'unknown') return value;
  return misfit(
    operand,
    `${operand.kind === 'name' ? operand.name : 'this'} is a ${value.kind}, not a ${expected}`,
    expected === 'number' ? 'use numbers only' : 'compare it: a > 4',
  );
}

function operate(operation: Operation, lookup: Lookup): Computed {
  const { operator, operands } = operation;
  if (operator === 'if') return choose(operation, operands, lookup);
  const isLogic = operator === 'and' || operator === 'or' || operator === 'not';
  const isAny = operator === 'measured' || isComparison(operator);
  const expected = isLogic ? 'condition' : isAny ? undefined : 'number';
  const values = operands.map((operand) => operandValue(operand, lookup, expected));
  const [a = UNKNOWN, b = UNKNOWN] = values;
  if (operator === 'measured') return condition(a.unmeasured ? false : a.value !== undefined || undefined);
  if (operator === 'and' || operator === 'or') return connect(operator, values);
  if (operator === 'not')
    return a.kind === 'condition' && a.value !== undefined ? { ...a, value: !a.value } : a;
  if (isComparison(operator)) return withUnmeasured(compare(operation, operator, a, b), values);
  const numbers = values.filter((value) => value.kind === 'number');
  if (numbers.length < values.length) return withUnmeasured(UNKNOWN, values);
  const figures = numbers.map(figureOf);
  const [one = { value: NaN, unit: NO_UNIT }, other = one] = figures;
  const calculate: Calculate = CALCULATE[operator];
  const { value, unit } = calculate(operation, one, other, figures);
  const isOpen = numbers.some((each) => each.value === undefined);
  return withUnmeasured({ kind: 'number', value: isOpen ? undefined : value, unit }, values);
}

function valueOf(expression: Expression, lookup: Lookup): Computed {
  const { from, to } = expression;
  switch (expression.kind) {
    case 'number':
      return { kind: 'number', value: expression.value, unit: expression.percent ? PERCENT : NO_UNIT };
    case 'text':
      return { kind: 'text', value: expression.text };
    case 'name': {
      const value = lookup(expression.name);
      if ('fault' in value) throw new Failed({ from, to, ...value });
      return value;
    }
    case 'operation': {
      const value = operate(expression, lookup);
      if (value.kind !== 'number' || value.value === undefined || Number.isFinite(value.value)) return value;
      return Number.isNaN(value.value)
        ? fail(expression, 'derive-division', 'a negative number cannot be raised to that power')
        : fail(expression, 'derive-overflow', 'the result is too large', OVERFLOW_HINT);
    }
  }
}

/** The value, or the first fault from the left. */
export const evaluate = (expression: Expression, lookup: Lookup): Computed | Fault =>
  caught(() => valueOf(expression, lookup));

// What follows from the values of metrics: derived metrics, in order of their dependencies and with units
// checked, and the conditions of sentences. A derived metric whose inputs are not all filled is simply not
// filled, and one with an input that was not measured was not measured. Faults are problems with the place
// in the bank.
import type { Metric, MetricName } from '../base/metric.ts';
import type { Problem } from '../base/problem.ts';
import type { Decision } from '../base/question.ts';
import type { Span } from '../base/span.ts';
import { likeness, nearest } from '../base/spelling.ts';
import { plainLine } from '../base/text.ts';
import { roundNumber } from '../values/decimal.ts';
import {
  type Computed,
  evaluate,
  type Expression,
  type Fault,
  type Lookup,
  namesIn,
  OVERFLOW_HINT,
  parsedCondition,
  parseExpression,
} from '../values/expression.ts';
import { type NumberStyle, PLAIN_STYLE, type Quantity, showQuantity } from '../values/quantity.ts';
import {
  conversionNumber,
  declaredUnit,
  describeUnit,
  isPure,
  sameDimension,
  type Unit,
} from '../values/units.ts';
import type { Value, Values } from './value.ts';

type Metrics = ReadonlyMap<MetricName, Metric>;

type Outcome = Computed | Fault;

/** How like a name must be to be what was meant, 0–1. */
const CLOSE = 0.5;

/** Stands for what was not measured, wherever a value would. */
export const NOT_MEASURED: Value = { text: 'not measured', origin: 'notMeasured' };

/** A derived metric whose expression could be read. */
type Formula = {
  readonly metric: Metric;
  readonly expression: Expression;
  readonly inputs: readonly string[];
};

/** The formulas of all derived metrics that can be read. */
function formulasOf(metrics: Metrics): ReadonlyMap<MetricName, Formula> {
  const formulas = new Map<MetricName, Formula>();
  for (const [name, metric] of metrics) {
    const parsed = metric.derive === undefined ? undefined : parseExpression(metric.derive);
    if (!parsed || 'error' in parsed) continue;
    const { expression } = parsed;
    const inputs = [...new Set(namesIn(expression).map((input) => input.name))];
    formulas.set(name, { metric, expression, inputs });
  }
  return formulas;
}

type Ordered = { readonly order: readonly Formula[]; readonly stuck: ReadonlyMap<MetricName, Formula> };

/** Formulas so that each comes after those it needs; `stuck` are those in a cycle or behind one. */
function inOrder(metrics: Metrics): Ordered {
  const formulas = formulasOf(metrics);
  const waiting = new Map<MetricName, number>();
  const users = new Map<MetricName, Formula[]>();
  for (const [name, formula] of formulas) {
    const derived = formula.inputs.filter((input) => formulas.has(input));
    waiting.set(name, derived.length);
    for (const input of derived) users.set(input, [...(users.get(input) ?? []), formula]);
  }
  const order = [...formulas.values()].filter(({ metric }) => waiting.get(metric.name) === 0);
  for (const done of order) {
    for (const user of users.get(done.metric.name) ?? []) {
      const left = (waiting.get(user.metric.name) ?? 0) - 1;
      waiting.set(user.metric.name, left);
      if (left === 0) order.push(user);
    }
  }
  return { order, stuck: new Map([...formulas].filter(([name]) => (waiting.get(name) ?? 0) > 0)) };
}

/** The metrics that have to be filled so that each derived one can be computed, by name of the derived one. */
export function inputsOfDerived(metrics: Metrics): ReadonlyMap<MetricName, readonly MetricName[]> {
  const inputs = new Map<MetricName, readonly MetricName[]>();
  for (const { metric, inputs: named } of inOrder(metrics).order) {
    const needed = named.flatMap((name) => inputs.get(name) ?? (metrics.has(name) ? [name] : []));
    inputs.set(metric.name, [...new Set(needed)]);
  }
  return inputs;
}

/** A metric as far as it is declared, with the value that it has. */
function declaredValue(metric: Metric, value: Value | undefined): Computed {
  const unmeasured = value?.origin === 'notMeasured';
  return metric.kind === 'number'
    ? { kind: 'number', number: value?.number, unit: declaredUnit(metric.unit), unmeasured }
    : { kind: 'text', text: unmeasured ? undefined : value?.text, unmeasured };
}

/** A value that no metric is declared for. */
function undeclaredValue({ origin, text, plain, number, unit }: Value): Computed {
  if (origin === 'notMeasured') return { kind: 'unknown', unmeasured: true };
  return number === undefined
    ? { kind: 'text', text: plain ?? text }
    : { kind: 'number', number, unit: declaredUnit(unit) };
}

function unknownMetric(name: string, metrics: Metrics): ReturnType<Lookup> {
  const [close] = nearest(name, [...metrics.keys()], 1);
  const isClose = close !== undefined && likeness(name, close) >= CLOSE;
  const hint = isClose ? `did you mean ${close}?` : 'declare it in metrics.md';
  return { code: 'derive-unknown', fault: `there is no metric ${name}`, hint };
}

/** Brings a result into what the metric declares, or says why it cannot. */
function declared(formula: Formula, result: Computed): Outcome {
  const { metric, expression } = formula;
  const misfit = (fault: string, hint: string): Fault => {
    const { from, to } = expression;
    return { code: 'derive-unit', fault, hint, from, to };
  };
  if (result.kind === 'unknown') return result;
  if (result.kind === 'condition')
    return misfit('the result is a condition, and no value', 'give a value for each case: if(a > b, 1, 0)');
  if (metric.kind !== 'number')
    return result.kind === 'text'
      ? result
      : misfit(`the result is a number, and ${metric.name} is a ${metric.kind}`, 'leave `kind` out');
  if (result.kind === 'text')
    return misfit(`the result is words, and ${metric.name} is a number`, 'declare `kind: text`');
  const { number, unit } = result;
  const target = declaredUnit(metric.unit);
  const silent = target.text === '' && unit.percent;
  if (!silent && sameDimension(unit, target))
    return {
      ...result,
      number: number === undefined ? undefined : number * conversionNumber(unit, target),
      unit: target,
    };
  const found = describeUnit(unit);
  const hint =
    isPure(unit) && !unit.percent ? 'leave the unit out, or declare ×' : `declare unit: "${found}"`;
  const declaredAs = target.text === '' ? 'without a unit' : `in ${target.text}`;
  return misfit(`the result is in ${found}, and ${metric.name} is declared ${declaredAs}`, hint);
}

function outcomeOf(formula: Formula, lookup: Lookup): Outcome {
  const { metric, expression } = formula;
  const result = evaluate(expression, lookup);
  const outcome = 'fault' in result ? result : declared(formula, result);
  if ('fault' in outcome || outcome.kind !== 'number' || outcome.number === undefined) return outcome;
  if (roundNumber(outcome.number, metric.digits)) return outcome;
  const { from, to } = expression;
  return {
    code: 'derive-overflow',
    fault: 'the result has more than 40 digits',
    hint: OVERFLOW_HINT,
    from,
    to,
  };
}

/** The outcome of every formula that can be ordered. Results feed those behind them. */
function outcomes(
  metrics: Metrics,
  order: readonly Formula[],
  known: Values,
): ReadonlyMap<MetricName, Outcome> {
  const found = new Map<MetricName, Outcome>();
  const lookup: Lookup = (name) => {
    const metric = metrics.get(name);
    if (!metric) return unknownMetric(name, metrics);
    const outcome = found.get(name);
    if (metric.derive === undefined) return declaredValue(metric, known.get(name));
    return outcome && !('fault' in outcome) ? outcome : declaredValue(metric, undefined);
  };
  for (const formula of order) found.set(formula.metric.name, outcomeOf(formula, lookup));
  return found;
}

/** A number as answers show it: number and unit are held on one line. */
export const shownNumber = (
  quantity: Quantity,
  number: number,
  unit: Unit,
  style: NumberStyle,
): Omit<Value, 'origin'> => ({
  text: showQuantity(quantity, unit, style, '\u00A0'),
  plain: showQuantity(quantity, unit, PLAIN_STYLE, ' '),
  number,
  unit: unit.text || undefined,
  thousands: style.thousands === 'none' ? undefined : style.thousands,
});

function derivedValue({ digits }: Metric, result: Computed, style: NumberStyle): Value | undefined {
  if (result.unmeasured) return NOT_MEASURED;
  if (result.kind === 'text' && result.text !== undefined)
    return { text: plainLine(result.text), origin: 'derived' };
  if (result.kind !== 'number' || result.number === undefined) return undefined;
  const { number, unit } = result;
  const first = roundNumber(number, digits);
  if (!first) return undefined;
  const quantity = { relation: '', first, unitText: '', note: '' };
  return { ...shownNumber(quantity, number, unit, style), origin: 'derived' };
}

/**
 * The derived metrics that can be computed, and only those.
 * @param known values of the other metrics, their numbers in the metrics' units
 */
export function derivedValues(metrics: Metrics, known: Values, style: NumberStyle): Values {
  const values = new Map<MetricName, Value>();
  for (const [name, outcome] of outcomes(metrics, inOrder(metrics).order, known)) {
    const metric = metrics.get(name);
    const value = metric && !('fault' in outcome) ? derivedValue(metric, outcome, style) : undefined;
    if (value) values.set(name, value);
  }
  return values;
}

/** Where a stretch of the expression stands in its file: exact when it is written on one line, plain or in quotes. */
function placeOf(metric: Metric, from: number, to: number): Span {
  const at = metric.deriveAt ?? metric.at;
  const length = metric.derive?.length ?? 0;
  const quotes = at.end.offset - at.start.offset - length;
  if (!metric.deriveAt || at.start.line !== at.end.line || (quotes !== 0 && quotes !== 2)) return at;
  const point = (offset: number): Span['start'] => {
    const by = quotes / 2 + Math.min(offset, length);
    return { line: at.start.line, column: at.start.column + by, offset: at.start.offset + by };
  };
  return { file: at.file, start: point(from), end: point(Math.max(to, Math.min(from + 1, length))) };
}

const problemOf = (metric: Metric, { code, fault, hint, from, to }: Fault): Problem => ({
  severity: 'error',
  code,
  at: placeOf(metric, from, to),
  message: `${metric.name}: ${fault}`,
  hint,
});

function syntaxProblem(metric: Metric): Problem | undefined {
  const parsed = metric.derive === undefined ? undefined : parseExpression(metric.derive);
  if (!parsed || !('error' in parsed)) return undefined;
  const { error, offset } = parsed;
  return problemOf(metric, { code: 'derive-syntax', fault: error, from: offset, to: offset + 1 });
}

/** One problem for each cycle, at the name that closes it in the first of its metrics. */
function cycleProblems(stuck: ReadonlyMap<MetricName, Formula>): readonly Problem[] {
  const visited = new Set<MetricName>();
  const problems: Problem[] = [];
  for (const start of stuck.keys()) {
    const path: MetricName[] = [];
    let name: MetricName | undefined = start;
    while (name !== undefined && !visited.has(name)) {
      visited.add(name);
      path.push(name);
      name = stuck.get(name)?.inputs.find((input) => stuck.has(input));
    }
    const cycle = name === undefined ? [] : path.slice(path.indexOf(name));
    const first = name !== undefined && path.includes(name) ? stuck.get(name) : undefined;
    if (!first || name === undefined) continue;
    const input = cycle[1] ?? name;
    const place = namesIn(first.expression).find((one) => one.name === input) ?? first.expression;
    const fault = `it is derived from itself: ${[...cycle, name].join(' → ')}`;
    problems.push(problemOf(first.metric, { code: 'derive-cycle', fault, from: place.from, to: place.to }));
  }
  return problems;
}

/**
 * What is wrong with the derived metrics of a bank: syntax, unknown names, units, cycles, division by zero.
 * @param values with them, divisions that are by zero with the user's values are found too
 */
export function deriveProblems(metrics: Metrics, values: Values = new Map()): readonly Problem[] {
  const { order, stuck } = inOrder(metrics);
  const faults = [...outcomes(metrics, order, values)].flatMap(([name, outcome]) => {
    const metric = metrics.get(name);
    return metric && 'fault' in outcome ? [problemOf(metric, outcome)] : [];
  });
  const syntax = [...metrics.values()].flatMap((metric) => syntaxProblem(metric) ?? []);
  return [...syntax, ...faults, ...cycleProblems(stuck)];
}

function conditionOutcome(text: string, values: Values): Outcome {
  const parsed = parsedCondition(text);
  if ('fault' in parsed) return parsed;
  const { expression } = parsed;
  const result = evaluate(expression, (name) => {
    const metric = values.metrics?.get(name);
    const value = values.get(name);
    if (metric) return declaredValue(metric, value);
    if (value) return undeclaredValue(value);
    return values.metrics ? unknownMetric(name, values.metrics) : { kind: 'unknown' };
  });
  if ('fault' in result || result.kind === 'condition') return result;
  if (result.kind === 'unknown' && expression.kind !== 'name') return result;
  const { from, to } = expression;
  const hint = 'compare it, as in a > 4, or ask measured(a)';
  return { code: 'derive-unit', fault: 'this is no condition', hint, from, to };
}

/**
 * Whether a condition holds. One that depends on a metric that was not measured does not, unless it asks for that.
 * @param values with `metrics`, clashes of units are known before anything is filled in
 */
export function decide(text: string, values: Values): Decision {
  const outcome = conditionOutcome(text, values);
  if ('fault' in outcome) return 'invalid';
  if (outcome.unmeasured) return 'fails';
  if (outcome.kind !== 'condition' || outcome.holds === undefined) return 'open';
  return outcome.holds ? 'holds' : 'fails';
}

/** The same, from the decisions that were made already. */
export const decisionOf = (text: string, values: Values): Decision =>
  values.decisions?.get(text) ?? decide(text, values);

const CONDITION_CODES: Readonly<Partial<Record<Problem['code'], Problem['code']>>> = {
  'derive-unknown': 'condition-unknown',
  'derive-unit': 'condition-unit',
  'derive-division': 'condition-division',
  'derive-overflow': 'condition-division',
};

/** What is wrong with a condition, and where in its text; undefined for one that can be decided. */
export function conditionFault(text: string, values: Values): Fault | undefined {
  const outcome = conditionOutcome(text, values);
  if (!('fault' in outcome)) return undefined;
  return { ...outcome, code: CONDITION_CODES[outcome.code] ?? outcome.code };
}

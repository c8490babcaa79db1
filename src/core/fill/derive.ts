// Derived metrics, in order of their dependencies and with checked units, and the conditions of sentences. A
// derived metric with an unfilled input is unfilled; with an unmeasured one it is not measured. Faults are
// problems with a place in the bank.
import { absentText, type Constraint, type Metric, type MetricName } from '../base/metric.ts';
import type { Problem } from '../base/problem.ts';
import type { Decision } from '../base/question.ts';
import type { Span, Text } from '../base/span.ts';
import { likeness, nearest } from '../base/spelling.ts';
import { plainLine } from '../base/text.ts';
import { roundNumber, withoutTrailingZeros } from '../values/decimal.ts';
import {
  type Computed,
  evaluate,
  type Expression,
  type Fault,
  type Lookup,
  namesInExpression,
  OVERFLOW_HINT,
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
import type { Value, Values } from './conditional.ts';

type Metrics = ReadonlyMap<MetricName, Metric>;

type Outcome = Computed | Fault;

const CLOSE = 0.5;

export const NOT_MEASURED: Value = { text: absentText(), origin: 'notMeasured' };

type Formula = {
  readonly metric: Metric;
  readonly expression: Expression;
  readonly inputs: readonly string[];
};

/**
 * Each after those that it needs.
 * @returns `stuck`: those in a cycle, or dependent on one
 */
function formulasOf(metrics: Metrics): {
  readonly order: readonly Formula[];
  readonly stuck: ReadonlyMap<MetricName, Formula>;
  readonly unreadable: readonly Problem[];
} {
  const formulas = new Map<MetricName, Formula>();
  const unreadable: Problem[] = [];
  for (const [name, metric] of metrics) {
    const parsed = metric.derive === undefined ? undefined : parseExpression(metric.derive);
    if (!parsed) continue;
    if ('fault' in parsed) unreadable.push(problemOf(metric, parsed));
    else formulas.set(name, { metric, expression: parsed.expression, inputs: namesOfDerived(metric) });
  }
  const order: Formula[] = [];
  const waitingFor = new Map<Formula, number>();
  const users = new Map<MetricName, Formula[]>();
  for (const formula of formulas.values()) {
    const derived = formula.inputs.filter((input) => formulas.has(input));
    for (const input of derived) users.set(input, [...(users.get(input) ?? []), formula]);
    if (derived.length === 0) order.push(formula);
    else waitingFor.set(formula, derived.length);
  }
  for (const done of order) {
    for (const user of users.get(done.metric.name) ?? []) {
      const left = (waitingFor.get(user) ?? 0) - 1;
      waitingFor.set(user, left);
      if (left === 0) order.push(user);
    }
  }
  const stuck = new Map([...formulas].filter(([, formula]) => (waitingFor.get(formula) ?? 0) > 0));
  return { order, stuck, unreadable };
}

/** Of every derived metric; none where its expression cannot be computed. */
export function inputsOfDerived(metrics: Metrics): ReadonlyMap<MetricName, readonly MetricName[]> {
  const inputs = new Map<MetricName, readonly MetricName[]>();
  for (const { metric, inputs: named } of formulasOf(metrics).order) {
    const needed = named.flatMap((name) => inputs.get(name) ?? (metrics.has(name) ? [name] : []));
    inputs.set(metric.name, [...new Set(needed)]);
  }
  for (const { name, derive } of metrics.values())
    if (derive !== undefined && !inputs.has(name)) inputs.set(name, []);
  return inputs;
}

const namesOfDerived = ({ derive }: Metric): readonly MetricName[] =>
  derive === undefined ? [] : [...new Set(namesInExpression(derive).map(({ name }) => name))];

function depends(
  metric: Metric,
  metrics: Metrics,
  known: Values,
  is: (metric: Metric, value: Value | undefined) => boolean,
  seen: ReadonlySet<MetricName> = new Set(),
): boolean {
  const { name, derive } = metric;
  if (derive === undefined) return is(metric, known.get(name));
  if (seen.has(name)) return false;
  const visited = new Set([...seen, name]);
  return namesOfDerived(metric).some((input) => {
    const one = metrics.get(input);
    return one !== undefined && depends(one, metrics, known, is, visited);
  });
}

/** Such a metric counts as not measured until it has a value. */
const isLeftOut = (metric: Metric, metrics: Metrics, known: Values): boolean =>
  depends(metric, metrics, known, ({ tier }, value) => tier === 'optional' && value === undefined);

function declaredValue(metric: Metric, value: Value | undefined, isLeft = false): Computed {
  const unmeasured = value ? value.origin === 'notMeasured' : isLeft;
  return metric.kind === 'number'
    ? { kind: 'number', number: value?.number, unit: declaredUnit(metric.unit), unmeasured }
    : { kind: 'text', text: unmeasured ? undefined : value?.text, unmeasured };
}

function unknownMetric(name: string, metrics: Metrics): ReturnType<Lookup> {
  const [close] = nearest(name, [...metrics.keys()], 1);
  const isClose = close !== undefined && likeness(name, close) >= CLOSE;
  const hint = isClose ? `did you mean ${close}?` : 'declare it in metrics.md';
  return { code: 'derive-unknown', fault: `unknown metric ${name}`, hint };
}

function outcomeOf({ metric, expression }: Formula, lookup: Lookup): Outcome {
  const { name, kind, digits } = metric;
  const { from, to } = expression;
  const fail = (fault: string, hint: string, code: Fault['code'] = 'derive-unit'): Fault => ({
    code,
    fault,
    hint,
    from,
    to,
  });
  const result = evaluate(expression, lookup);
  if ('fault' in result || result.kind === 'unknown') return result;
  if (result.kind === 'condition')
    return fail('the result is a condition, not a value', 'give a value for each case: if(a > b, 1, 0)');
  if (result.kind === 'text')
    return kind === 'number'
      ? fail(`the result is text, but ${name} is a number`, 'declare `kind: text`')
      : result;
  if (kind !== 'number') return fail(`the result is a number, but ${name} is a ${kind}`, 'remove `kind`');
  const { unit } = result;
  const target = declaredUnit(metric.unit);
  // A difference is computed in percent and shown in points.
  const isInPoints = unit.percent && target.text === 'pp';
  if (!isInPoints && (!sameDimension(unit, target) || (target.text === '' && unit.percent))) {
    const found = describeUnit(unit);
    const declaredAs = target.text === '' ? 'without a unit' : `in ${target.text}`;
    return fail(
      `the result is in ${found}, but ${name} is declared ${declaredAs}`,
      isPure(unit) && !unit.percent ? 'remove the unit, or declare ×' : `declare unit: "${found}"`,
    );
  }
  const number = result.number === undefined ? undefined : result.number * conversionNumber(unit, target);
  return number === undefined || roundNumber(number, digits)
    ? { ...result, number, unit: target }
    : fail('the result has more than 40 digits', OVERFLOW_HINT, 'derive-overflow');
}

function outcomesOf(
  metrics: Metrics,
  order: readonly Formula[],
  known: Values,
): ReadonlyMap<Metric, Outcome> {
  const outcomes = new Map<Metric, Outcome>();
  const lookup: Lookup = (name) => {
    const metric = metrics.get(name);
    if (!metric) return unknownMetric(name, metrics);
    if (metric.derive === undefined)
      return declaredValue(metric, known.get(name), metric.tier === 'optional');
    const outcome = outcomes.get(metric);
    return outcome && !('fault' in outcome) ? outcome : declaredValue(metric, undefined);
  };
  for (const formula of order) outcomes.set(formula.metric, outcomeOf(formula, lookup));
  return outcomes;
}

/** With a no-break space between number and unit. */
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

/**
 * Only those that can be computed.
 * @param known the other values, in the metrics' units
 */
export function derivedValues(metrics: Metrics, known: Values, style: NumberStyle): Values {
  const values = new Map<MetricName, Value>();
  for (const [metric, outcome] of outcomesOf(metrics, formulasOf(metrics).order, known)) {
    const { name, digits } = metric;
    if ('fault' in outcome) continue;
    if (outcome.unmeasured) {
      // A metric that depends on an optional value is unfilled, not unmeasured.
      const isUnmeasured = depends(metric, metrics, known, (_, value) => value?.origin === 'notMeasured');
      if (isUnmeasured) values.set(name, NOT_MEASURED);
    } else if (outcome.kind === 'text' && outcome.text !== undefined)
      values.set(name, { text: plainLine(outcome.text), origin: 'derived' });
    else if (outcome.kind === 'number' && outcome.number !== undefined) {
      const { number, unit } = outcome;
      const rounded = roundNumber(number, digits);
      // People say 4×, not 4.0×.
      const first = rounded && withoutTrailingZeros(rounded);
      const quantity = first && { relation: '', first, unitText: '', note: '' };
      if (quantity) values.set(name, { ...shownNumber(quantity, number, unit, style), origin: 'derived' });
    }
  }
  return values;
}

/** Exact if the expression is on one line, plain or in quotes. */
export function placeInExpression({ text, at }: Text, from: number, to: number): Span {
  const quotes = at.end.offset - at.start.offset - text.length;
  if (at.start.line !== at.end.line || (quotes !== 0 && quotes !== 2)) return at;
  const point = (offset: number): Span['start'] => {
    const by = quotes / 2 + Math.min(offset, text.length);
    return { ...at.start, column: at.start.column + by, offset: at.start.offset + by };
  };
  return { file: at.file, start: point(from), end: point(Math.max(to, from + 1)) };
}

function problemOf({ name, derive: text = '', deriveAt, at }: Metric, fault: Fault): Problem {
  const { code, hint, from, to } = fault;
  const place = deriveAt ? placeInExpression({ text, at: deriveAt }, from, to) : at;
  return { severity: 'error', code, at: place, message: `${name}: ${fault.fault}`, hint };
}

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
    const first = name === undefined ? undefined : stuck.get(name);
    // A path to a cycle that was already reported says nothing new.
    if (name === undefined || !first || !path.includes(name)) continue;
    const cycle = path.slice(path.indexOf(name));
    const input = cycle[1] ?? name;
    const place =
      namesInExpression(first.metric.derive ?? '').find((one) => one.name === input) ?? first.expression;
    const fault = `it is derived from itself: ${[...cycle, name].join(' → ')}`;
    problems.push(problemOf(first.metric, { code: 'derive-cycle', fault, from: place.from, to: place.to }));
  }
  return problems;
}

/**
 * Syntax, unknown names, units, cycles, division by zero.
 * @param values also finds divisions by zero with the user's values
 */
export function deriveProblems(metrics: Metrics, values: Values = new Map()): readonly Problem[] {
  const { order, stuck, unreadable } = formulasOf(metrics);
  const faults = [...outcomesOf(metrics, order, values)].flatMap(([metric, outcome]) =>
    'fault' in outcome ? [problemOf(metric, outcome)] : [],
  );
  return [...unreadable, ...faults, ...cycleProblems(stuck)];
}

function conditionOutcome(condition: string, values: Values): Outcome {
  const parsed = parseExpression(condition);
  if ('fault' in parsed) return parsed;
  const { expression } = parsed;
  const result = evaluate(expression, (name) => {
    const metric = values.metrics?.get(name);
    const value = values.get(name);
    if (metric) return declaredValue(metric, value, isLeftOut(metric, values.metrics ?? new Map(), values));
    if (!value) return values.metrics ? unknownMetric(name, values.metrics) : { kind: 'unknown' };
    const { origin, text, plain = text, number, unit } = value;
    if (origin === 'notMeasured') return { kind: 'unknown', unmeasured: true };
    return number === undefined
      ? { kind: 'text', text: plain }
      : { kind: 'number', number, unit: declaredUnit(unit) };
  });
  if ('fault' in result || result.kind === 'condition') return result;
  if (result.kind === 'unknown' && expression.kind !== 'name') return result;
  const { from, to } = expression;
  const hint = 'compare it, as in a > 4, or use measured(a)';
  return { code: 'derive-unit', fault: 'this is not a condition', hint, from, to };
}

/**
 * A condition on an unmeasured metric is false, unless it asks for that.
 * @param values with `metrics`, unit clashes show before anything is filled in
 */
export function decide(text: string, values: Values): Decision {
  const outcome = conditionOutcome(text, values);
  if ('fault' in outcome) return 'invalid';
  if (outcome.unmeasured) return 'fails';
  if (outcome.kind !== 'condition' || outcome.holds === undefined) return 'open';
  return outcome.holds ? 'holds' : 'fails';
}

export const decisionOf = (text: string, values: Values): Decision =>
  values.decisions?.get(text) ?? decide(text, values);

/** `p95_ms is 20 ms and p50_ms is 40 ms, against \`p95_ms >= p50_ms\`` */
export function againstRule({ rule, why }: Constraint, values: Values): string {
  const names = [...new Set(namesInExpression(rule).map(({ name }) => name))];
  const known = names.flatMap((name) => {
    const value = values.get(name);
    return value ? [`${name} is ${value.plain ?? value.text}`] : [];
  });
  return `${known.join(' and ')}, against \`${rule}\`${why === undefined ? '' : `: ${why}`}`;
}

export function isBroken(rule: string, values: Values): boolean {
  const outcome = conditionOutcome(rule, values);
  return (
    !('fault' in outcome) && outcome.kind === 'condition' && !outcome.unmeasured && outcome.holds === false
  );
}

const CONDITION_CODES: Readonly<Partial<Record<Problem['code'], Problem['code']>>> = {
  'derive-syntax': 'condition-syntax',
  'derive-unknown': 'condition-unknown',
  'derive-unit': 'condition-unit',
  'derive-division': 'condition-division',
  'derive-overflow': 'condition-division',
};

/** Undefined for a condition that can be evaluated. */
export function conditionFault(text: string, values: Values): Fault | undefined {
  const outcome = conditionOutcome(text, values);
  if (!('fault' in outcome)) return undefined;
  return { ...outcome, code: CONDITION_CODES[outcome.code] ?? outcome.code };
}

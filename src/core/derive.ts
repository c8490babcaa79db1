// Derived metrics: computed from others, in order of their dependencies, with units checked.
// A derived metric whose inputs are not all filled is simply not filled. Faults are problems with the place in the bank.
import { roundNumber } from './decimal.ts';
import { evaluate, OVERFLOW_HINT, type Computed, type Fault, type Lookup } from './evaluate.ts';
import { namesIn, parseExpression } from './expression.ts';
import type { Value, Values } from './fill.ts';
import { formulasOf, inOrder, type Formula } from './formula.ts';
import type { Metric, MetricName } from './metric.ts';
import type { Problem } from './problem.ts';
import { PLAIN_STYLE, showQuantity, type NumberStyle } from './quantity.ts';
import { likeness, nearest } from './nearest.ts';
import type { Span } from './span.ts';
import { describeUnit, isPure } from './unit-algebra.ts';
import { conversionNumber, declaredUnit, sameDimension, type Unit } from './units.ts';

type Metrics = ReadonlyMap<MetricName, Metric>;
type Outcome = Computed | Fault;

/** How like a name must be to be what was meant, 0–1. */
const CLOSE = 0.5;

function lookupIn(metrics: Metrics, numbers: ReadonlyMap<MetricName, number>): Lookup {
  return (name) => {
    const metric = metrics.get(name);
    if (!metric) {
      const [close] = nearest(name, [...metrics.keys()], 1);
      const isClose = close !== undefined && likeness(name, close) >= CLOSE;
      const hint = isClose ? `did you mean ${close}?` : 'declare it in metrics.md';
      return { code: 'derive-unknown', fault: `there is no metric ${name}`, hint };
    }
    if (metric.kind !== 'number')
      return {
        code: 'derive-unit',
        fault: `${name} is a ${metric.kind}, not a number`,
        hint: 'use numbers only',
      };
    return { number: numbers.get(name), unit: declaredUnit(metric.unit) };
  };
}

/** Brings a result into the unit that the metric declares, or says why it cannot. */
function declared(formula: Formula, { number, unit }: Computed): Outcome {
  const { metric, expression } = formula;
  const wanted = declaredUnit(metric.unit);
  const silent = wanted.text === '' && unit.percent;
  if (!silent && sameDimension(unit, wanted))
    return {
      number: number === undefined ? undefined : number * conversionNumber(unit, wanted),
      unit: wanted,
    };
  const found = describeUnit(unit);
  const hint =
    isPure(unit) && !unit.percent ? 'leave the unit out, or declare ×' : `declare unit: "${found}"`;
  const fault = `the result is in ${found}, and ${metric.name} is declared ${wanted.text === '' ? 'without a unit' : `in ${wanted.text}`}`;
  return { code: 'derive-unit', fault, hint, from: expression.from, to: expression.to };
}

function outcomeOf(formula: Formula, lookup: Lookup): Outcome {
  const { metric, expression } = formula;
  const result = evaluate(expression, lookup);
  const outcome = 'fault' in result ? result : declared(formula, result);
  if ('fault' in outcome || outcome.number === undefined || roundNumber(outcome.number, metric.digits))
    return outcome;
  const fault = `the result has more than 40 digits`;
  return { code: 'derive-overflow', fault, hint: OVERFLOW_HINT, from: expression.from, to: expression.to };
}

/** The outcome of every formula that can be ordered. Results feed those behind them. */
function outcomes(
  metrics: Metrics,
  order: readonly Formula[],
  known: Values,
): ReadonlyMap<MetricName, Outcome> {
  const numbers = new Map<MetricName, number>();
  for (const [name, metric] of metrics) {
    const number = metric.derive === undefined ? known.get(name)?.number : undefined;
    if (number !== undefined) numbers.set(name, number);
  }
  const lookup = lookupIn(metrics, numbers);
  const found = new Map<MetricName, Outcome>();
  for (const formula of order) {
    const outcome = outcomeOf(formula, lookup);
    found.set(formula.metric.name, outcome);
    if (!('fault' in outcome) && outcome.number !== undefined)
      numbers.set(formula.metric.name, outcome.number);
  }
  return found;
}

function shownValue(metric: Metric, number: number, unit: Unit, style: NumberStyle): Value | undefined {
  const first = roundNumber(number, metric.digits);
  if (!first) return undefined;
  const quantity = { relation: '', first, unitText: '', note: '' };
  return {
    text: showQuantity(quantity, unit, style, '\u00A0'),
    plain: showQuantity(quantity, unit, PLAIN_STYLE, ' '),
    number,
    ...(unit.text !== '' && { unit: unit.text }),
    ...(style.thousands !== 'none' && { thousands: style.thousands }),
    origin: 'derived',
  };
}

/**
 * The derived metrics that can be computed, and only those.
 * @param known values of the other metrics, their numbers in the metrics' units
 */
export function derivedValues(metrics: Metrics, known: Values, style: NumberStyle): Values {
  const values = new Map<MetricName, Value>();
  for (const [name, outcome] of outcomes(metrics, inOrder(formulasOf(metrics)).order, known)) {
    const metric = metrics.get(name);
    if (!metric || 'fault' in outcome || outcome.number === undefined) continue;
    const value = shownValue(metric, outcome.number, outcome.unit, style);
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
  ...(hint !== undefined && { hint }),
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
  const { order, stuck } = inOrder(formulasOf(metrics));
  const faults = [...outcomes(metrics, order, values)].flatMap(([name, outcome]) => {
    const metric = metrics.get(name);
    return metric && 'fault' in outcome ? [problemOf(metric, outcome)] : [];
  });
  const syntax = [...metrics.values()].flatMap((metric) => syntaxProblem(metric) ?? []);
  return [...syntax, ...faults, ...cycleProblems(stuck)];
}

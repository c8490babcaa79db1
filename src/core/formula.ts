// The expressions of derived metrics, read, and in order of what needs what. Knows names; knows no numbers and no units.
import { namesIn, parseExpression, type Expression } from './expression.ts';
import type { Metric, MetricName } from './metric.ts';

type Metrics = ReadonlyMap<MetricName, Metric>;

/** A derived metric whose expression could be read. */
export type Formula = {
  readonly metric: Metric;
  readonly expression: Expression;
  readonly inputs: readonly string[];
};

/** The expression of a derived metric; undefined for others, and where it cannot be read. */
function formulaOf(metric: Metric): Formula | undefined {
  const parsed = metric.derive === undefined ? undefined : parseExpression(metric.derive);
  if (!parsed || 'error' in parsed) return undefined;
  const inputs = [...new Set(namesIn(parsed.expression).map(({ name }) => name))];
  return { metric, expression: parsed.expression, inputs };
}

/** The formulas of all derived metrics that can be read. */
export const formulasOf = (metrics: Metrics): ReadonlyMap<MetricName, Formula> =>
  new Map(
    [...metrics].flatMap(([name, metric]) => {
      const formula = formulaOf(metric);
      return formula ? [[name, formula] as const] : [];
    }),
  );

export type Ordered = {
  readonly order: readonly Formula[];
  readonly stuck: ReadonlyMap<MetricName, Formula>;
};

/** Formulas so that each comes after those it needs; `stuck` are those in a cycle or behind one. */
export function inOrder(formulas: ReadonlyMap<MetricName, Formula>): Ordered {
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
  for (const { metric, inputs: named } of inOrder(formulasOf(metrics)).order) {
    const needed = named.flatMap((name) => inputs.get(name) ?? (metrics.has(name) ? [name] : []));
    inputs.set(metric.name, [...new Set(needed)]);
  }
  return inputs;
}

/** What a derived metric still waits for: the metrics to fill behind it that have no value. */
export const missingInputs = (
  name: MetricName,
  inputs: ReadonlyMap<MetricName, readonly MetricName[]>,
  values: ReadonlyMap<string, unknown>,
): readonly MetricName[] => (inputs.get(name) ?? []).filter((input) => !values.has(input));

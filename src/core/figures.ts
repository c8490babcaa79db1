// The user's figures over a set of metrics: every value, and what each derived one needs. Plain enough to be cached, since
// reading all expressions and units at every start would cost more than the start itself.
import type { CitingHead } from './conditional.ts';
import { parseIso } from './day.ts';
import { valuesOf } from './fill.ts';
import { type Values } from './fill-value.ts';
import { type Fills } from './metric.ts';
import { inputsOfDerived } from './derive.ts';
import type { Metric, MetricName } from './metric.ts';
import type { NumberStyle } from './quantity.ts';

/** The metrics to fill behind each derived metric. */
export type Inputs = ReadonlyMap<MetricName, readonly MetricName[]>;

export type Figures = { readonly values: Values; readonly inputs: Inputs };

/** Computes all figures. */
export function figuresOf(
  metrics: ReadonlyMap<MetricName, Metric>,
  fills: Fills,
  style: NumberStyle,
  questions?: ReadonlyMap<string, CitingHead>,
): Figures {
  return { values: valuesOf({ metrics, questions }, fills, style), inputs: inputsOfDerived(metrics) };
}

/** When the values that a figure follows from were given, the latest of them; undefined when that is not known. */
export function givenAt(key: string, { values, inputs }: Figures): number | undefined {
  let latest: number | undefined;
  for (const name of inputs.get(key) ?? [key]) {
    const at = parseIso(values.get(name)?.updatedAt ?? '');
    if (at === undefined) return undefined;
    latest = Math.max(latest ?? at, at);
  }
  return latest;
}

import type { Metric, MetricName } from '../base/metric.ts';
import type { Decision } from '../base/question.ts';
import type { NumberStyle } from '../values/quantity.ts';

export type Value = {
  readonly text: string;
  readonly plain?: string;
  readonly number?: number;
  readonly unit?: string;
  /** How `text` groups its digits; absent for plain digits. */
  readonly thousands?: NumberStyle['thousands'];
  /** `notMeasured` values show as "not measured". */
  readonly origin: 'typed' | 'file' | 'derived' | 'notMeasured';
  readonly updatedAt?: string;
};

/**
 * By metric name or placeholder key, including those not measured. `metrics` gives conditions the units of
 * unfilled values; `decisions` are the outcomes of conditions.
 */
export type Values = ReadonlyMap<string, Value> & {
  readonly metrics?: ReadonlyMap<MetricName, Metric>;
  readonly decisions?: ReadonlyMap<string, Decision>;
};

export type Segment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'filled'; readonly text: string; readonly key: string }
  | { readonly kind: 'open'; readonly text: string; readonly key: string };

/** Zero where a bank has no tiers. */
export const coreCount = (
  core: readonly MetricName[],
  values: Pick<Values, 'has'>,
): { readonly filled: number; readonly of: number } => ({
  filled: core.filter((name) => values.has(name)).length,
  of: core.length,
});

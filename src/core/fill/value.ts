// What replaces a placeholder once it is filled: a value, and a filled text in segments.
import type { Metric, MetricName } from '../base/metric.ts';
import type { Decision } from '../base/question.ts';
import type { NumberStyle } from '../values/quantity.ts';

/** A value ready to be put into an answer. */
export type Value = {
  /** As shown, unit included. */
  readonly text: string;
  /** The same with plain digits and spaces, as `readQuantity` reads it; left out for words. */
  readonly plain?: string;
  readonly number?: number;
  readonly unit?: string;
  /** How `text` groups its digits; left out for plain digits. */
  readonly thousands?: NumberStyle['thousands'];
  /** `notMeasured` stands where a value would, and says so. */
  readonly origin: 'typed' | 'file' | 'derived' | 'example' | 'notMeasured';
  readonly updatedAt?: string;
};

/**
 * Everything that can be put into answers, by metric name or placeholder key; what was not measured is among it.
 * `metrics` gives conditions the units of what is open, and `decisions` those of the loaded questions as they turn out.
 */
export type Values = ReadonlyMap<string, Value> & {
  readonly metrics?: ReadonlyMap<MetricName, Metric>;
  readonly decisions?: ReadonlyMap<string, Decision>;
};

/** A stretch of a filled text. `key` names the placeholder that it stands for. */
export type Segment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'filled'; readonly text: string; readonly key: string }
  | { readonly kind: 'open'; readonly text: string; readonly key: string };

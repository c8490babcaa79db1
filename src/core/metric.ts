// A named value that placeholders refer to, as a bank declares it.
import type { Span } from './span.ts';

/** snake_case. */
export type MetricName = string;

export const METRIC_KINDS = ['number', 'text', 'list', 'url', 'date'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

export type Metric = {
  readonly name: MetricName;
  readonly kind: MetricKind;
  /** What it is, in a line. */
  readonly prompt: string;
  /** How to measure it. */
  readonly measure?: string;
  readonly unit?: string;
  readonly example?: string;
  /** Range of sane values, in `unit`. */
  readonly min?: number;
  readonly max?: number;
  readonly better?: 'higher' | 'lower';
  /** Expression over other metrics; such a metric is computed and never filled by hand. */
  readonly derive?: string;
  /** Digits after the decimal point that a derived value is shown with. */
  readonly digits?: number;
  /** The declaration's name in its file, and (for derived ones) its expression. */
  readonly at: Span;
  readonly deriveAt?: Span;
};

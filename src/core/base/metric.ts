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

/** Where a value that was read from a result file came from: the binding that `prep fill --sync` reads again. */
export type FillSource = {
  /** Absolute, or below `~/`. */
  readonly file: string;
  /** Where it is in the file: dotted, or JMESPath. */
  readonly path: string;
  /** Name of the reader; left out in bindings written by hand, where the content tells. */
  readonly reader?: string;
  /** Unit of the number in the file, when that is not the metric's own; `×` is a share of one. */
  readonly unit?: string;
  /** The value as it was read and shown: where `value` of the fill differs, a person has changed it since. */
  readonly read?: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256?: string;
  /** When the file was written: ISO 8601 with offset. */
  readonly mtime?: string;
  /** Revision of the repository that the file is in, when it was read. */
  readonly commit?: string;
  /** Whether that tree had changes that were not committed. */
  readonly dirty?: boolean;
};

/** A value that the user gave to a metric or placeholder, as stored in the config file. */
export type Fill = {
  /** As shown, unit included: `82 %`. */
  readonly value: string;
  /** The number in `unit`, for metrics that are numbers. */
  readonly number?: number;
  readonly unit?: string;
  /** ISO 8601 with offset. */
  readonly updatedAt: string;
  readonly source?: FillSource;
  readonly notMeasured?: undefined;
};

/** Stored where the user says that something was not measured: neither a value nor open. */
export type NotMeasured = {
  readonly notMeasured: { readonly reason?: string };
  /** ISO 8601 with offset. */
  readonly updatedAt: string;
  readonly value?: undefined;
  readonly number?: undefined;
  readonly unit?: undefined;
  readonly source?: undefined;
};

/** What is stored for a metric or placeholder. */
export type StoredFill = Fill | NotMeasured;

/** By metric name or placeholder key. */
export type Fills = Readonly<Record<string, StoredFill>>;

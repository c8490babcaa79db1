// The values that answers cite: what the user stored, and what follows from it.

/** Where a value that was read from a result file came from. */
export type FillSource = {
  readonly file: string;
  readonly path: string;
  readonly reader?: string;
  readonly scale?: number;
  readonly sha256?: string;
  readonly mtime?: string;
  readonly commit?: string;
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
};

/** By metric name or placeholder key. */
export type Fills = Readonly<Record<string, Fill>>;

/** A value ready to be put into an answer. */
export type Value = {
  /** As shown, unit included. */
  readonly text: string;
  readonly number?: number;
  readonly unit?: string;
  readonly origin: 'typed' | 'file' | 'derived' | 'example';
  readonly updatedAt?: string;
};

/** Everything that can be put into answers, by metric name or placeholder key. */
export type Values = ReadonlyMap<string, Value>;

/** A stretch of a filled text. `key` names the placeholder that it stands for. */
export type Segment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'filled'; readonly text: string; readonly key: string }
  | { readonly kind: 'open'; readonly text: string; readonly key: string };

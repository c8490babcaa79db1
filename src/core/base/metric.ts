import type { Span } from './span.ts';

/** snake_case. */
export type MetricName = string;

/** `event`: something that happened, shown as an example until it is confirmed, reworded, or dropped. */
export const METRIC_KINDS = ['number', 'text', 'list', 'url', 'date', 'event'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** `core` values complete most answers; an `optional` one without a value counts as not measured in conditions. */
export const TIERS = ['core', 'topic', 'optional'] as const;
export type Tier = (typeof TIERS)[number];

export type Metric = {
  readonly name: MetricName;
  readonly kind: MetricKind;
  readonly prompt: string;
  readonly measure?: string;
  readonly unit?: string;
  readonly example?: string;
  /** Plausible values, in `unit`. */
  readonly min?: number;
  readonly max?: number;
  readonly better?: 'higher' | 'lower';
  /** `topic` when absent. */
  readonly tier?: Tier;
  /** Computed from other metrics and never filled by hand. */
  readonly derive?: string;
  readonly digits?: number;
  /** The place of the name; for derived metrics, of the expression. */
  readonly at: Span;
  readonly deriveAt?: Span;
};

export type Constraint = {
  readonly rule: string;
  readonly why?: string;
  readonly at: Span;
};

export type FillSource = {
  /** Absolute, or below `~/`. */
  readonly file: string;
  /** Dotted, or JMESPath. */
  readonly path: string;
  /** When it is not the metric's own; `×` is a share of one. */
  readonly unit?: string;
  /** A person said so, though the file has another one. */
  readonly given?: true | undefined;
  /** As it was read. If the fill's `value` differs, a person has changed it. */
  readonly read?: string;
  /** Of the file's bytes, hexadecimal. */
  readonly sha256?: string;
};

export type Fill = {
  /** As shown, unit included: `45 ms`. */
  readonly value: string;
  readonly number?: number;
  readonly unit?: string;
  readonly updatedAt: string;
  /** It took the place of another value. */
  readonly changed?: true | undefined;
  readonly source?: FillSource;
  readonly notMeasured?: undefined;
};

/** Neither a value nor unfilled. */
type NotMeasured = { readonly [Field in Exclude<keyof Fill, 'updatedAt' | 'notMeasured'>]?: undefined } & {
  readonly notMeasured: { readonly reason?: string };
  readonly updatedAt: string;
};

export type StoredFill = Fill | NotMeasured;

export const absentText = (kind?: MetricKind): string =>
  kind === 'event' ? 'did not happen' : 'not measured';

export const notMeasuredText = ({ reason }: NotMeasured['notMeasured'], kind?: MetricKind): string =>
  reason === undefined ? absentText(kind) : `${absentText(kind)}: ${reason}`;

export const storedText = (fill: StoredFill): string =>
  fill.notMeasured ? notMeasuredText(fill.notMeasured) : fill.value;

/** What people see instead of a placeholder's key where its question is not read: `"p95 is … ms" in how-fast`. */
export function withoutKeys(key: string): string {
  const [question = '', , words] = key.split('/');
  return words === undefined ? key : `"${wordsOfKey(words)}" in ${question}`;
}

/** `p95 is … ms` of `how-fast/letter/p95-is-x-ms`; `-was` is that of an earlier text. */
export const wordsOfKey = (key: string): string =>
  key
    .replace(/.*\//, '')
    .replace(/-was(?:-\d+)*$/, '')
    .replaceAll('-', ' ')
    .replaceAll(/(?<=^| )(?:x{1,3}|[yzn])(?= |$)/g, '…');

/** Questions whose text lacks the place of a value that was entered for it. */
export const lackingPlaces = (
  questions: ReadonlyMap<string, { readonly placeholderKeys: readonly string[] }>,
  fills: Fills,
): ReadonlySet<string> =>
  new Set(
    Object.keys(fills).flatMap((key) => {
      const id = key.replace(/\/.*/, '');
      return id === key || questions.get(id)?.placeholderKeys.includes(key) !== false ? [] : id;
    }),
  );

export type Fills = Readonly<Record<string, StoredFill>>;

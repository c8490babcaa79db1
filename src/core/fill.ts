// The values that answers cite: what the user stored, and what follows from it.
import { derivedValues } from './derive.ts';
import type { Metric, MetricName } from './metric.ts';
import { plainLine } from './one-line.ts';
import type { Placeholder } from './placeholder.ts';
import { measure } from './value.ts';
import { PLAIN_STYLE, quantityNumber, showQuantity, type NumberStyle } from './quantity.ts';
import type { Text } from './span.ts';
import { textBetween } from './unit-around.ts';
import { declaredUnit } from './units.ts';

export { citedIn } from './cited.ts';

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
};

/** By metric name or placeholder key. */
export type Fills = Readonly<Record<string, Fill>>;

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

type Metrics = { readonly metrics: ReadonlyMap<MetricName, Metric> };

/** Keeps number and unit on one line. */
const NO_BREAK_SPACE = '\u00A0';

/** A stored or example value in the unit that is wanted; words as they are, where it is no number. */
function readyValue(
  value: string,
  unit: string | undefined,
  style: NumberStyle,
): Pick<Value, 'text' | 'plain' | 'number' | 'unit' | 'thousands'> {
  const measured = measure(value, declaredUnit(unit));
  if ('error' in measured) return { text: plainLine(value) };
  const { quantity, unit: shownUnit } = measured;
  return {
    text: showQuantity(quantity, shownUnit, style, NO_BREAK_SPACE),
    plain: showQuantity(quantity, shownUnit, PLAIN_STYLE, ' '),
    number: quantityNumber(quantity),
    ...(shownUnit.text !== '' && { unit: shownUnit.text }),
    ...(style.thousands !== 'none' && { thousands: style.thousands }),
  };
}

function fillValue(metric: Metric | undefined, fill: Fill, style: NumberStyle): Value {
  // The stored text is the truth: people edit it by hand, and a bank may declare another unit later.
  const isNumber = metric ? metric.kind === 'number' : fill.number !== undefined;
  const ready = isNumber
    ? readyValue(fill.value, metric ? metric.unit : fill.unit, style)
    : { text: plainLine(fill.value) };
  return { ...ready, origin: fill.source ? 'file' : 'typed', updatedAt: fill.updatedAt };
}

const withDerived = (bank: Metrics, known: ReadonlyMap<string, Value>, style: NumberStyle): Values =>
  new Map([...known, ...derivedValues(bank.metrics, known, style)]);

/**
 * Every value that answers can cite, ready to show: what the user stored, and what can be computed from it.
 * A fill under the name of a derived metric is left out, since that is computed.
 */
export function valuesOf(bank: Metrics, fills: Fills, style: NumberStyle): Values {
  const known = new Map<string, Value>();
  for (const [key, fill] of Object.entries(fills)) {
    const metric = bank.metrics.get(key);
    if (metric?.derive === undefined) known.set(key, fillValue(metric, fill, style));
  }
  return withDerived(bank, known, style);
}

/** Every metric filled with the example that its bank gives, and what is computed from those: for tests and previews. */
export function exampleValues(bank: Metrics, style: NumberStyle): Values {
  const known = new Map<string, Value>();
  for (const [name, { kind, unit, example, derive }] of bank.metrics) {
    if (example === undefined || derive !== undefined) continue;
    const ready = kind === 'number' ? readyValue(example, unit, style) : { text: example };
    known.set(name, { ...ready, origin: 'example' });
  }
  return withDerived(bank, known, style);
}

/**
 * A text with the values put in: one pass from left to right over the placeholders that stand in it.
 * Nothing else changes, what was put in is never read again, and a unit that stands around a placeholder is not doubled.
 */
export function fillText(
  text: Text,
  placeholders: readonly Placeholder[],
  values: Values,
): readonly Segment[] {
  const [start, end] = [text.at.start.offset, text.at.end.offset];
  const within = placeholders
    .filter(
      ({ written: { at } }) => at.file === text.at.file && at.start.offset >= start && at.end.offset <= end,
    )
    .toSorted((a, b) => a.written.at.start.offset - b.written.at.start.offset);
  const segments: Segment[] = [];
  let done = 0;
  const plain = (to: number): void => {
    if (to > done) segments.push({ kind: 'plain', text: text.text.slice(done, to) });
  };
  for (const { key, written } of within) {
    const [from, to] = [written.at.start.offset - start, written.at.end.offset - start];
    if (from < done) continue;
    const value = values.get(key);
    plain(from);
    segments.push(
      value
        ? { kind: 'filled', text: textBetween(value, text.text.slice(0, from), text.text.slice(to)), key }
        : { kind: 'open', text: text.text.slice(from, to), key },
    );
    done = to;
  }
  plain(text.text.length);
  return segments;
}

/** The text that the segments make. */
export const segmentsText = (segments: readonly Segment[]): string =>
  segments.map(({ text }) => text).join('');

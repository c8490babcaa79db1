// The values that answers cite: what the user stored, and what follows from it.
import type { Fills, NotMeasured, StoredFill } from './metric.ts';
import type { Segment, Value, Values } from './fill-value.ts';
import { conditionsIn, shownText, type Citing, type CitingHead } from './conditional.ts';
import { type Conditional, type Decision } from './placeholder.ts';
import { decide, decisionOf, derivedValues, NOT_MEASURED } from './derive.ts';
import type { Metric, MetricName } from './metric.ts';
import { plainLine } from './one-line.ts';
import type { Placeholder } from './placeholder.ts';
import { PLAIN_STYLE, quantityNumber, showQuantity, type NumberStyle } from './quantity.ts';
import { measure } from './value.ts';
import type { Text } from './span.ts';
import { textBetween } from './unit-around.ts';
import { declaredUnit } from './units.ts';

/** What is stored, in words. */
export const storedText = (fill: StoredFill): string =>
  fill.notMeasured ? notMeasuredText(fill.notMeasured) : fill.value;

export const notMeasuredText = ({ reason }: NotMeasured['notMeasured']): string =>
  reason === undefined ? NOT_MEASURED.text : `${NOT_MEASURED.text}: ${reason}`;

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

function fillValue(metric: Metric | undefined, fill: StoredFill, style: NumberStyle): Value {
  if (fill.notMeasured) return { ...NOT_MEASURED, updatedAt: fill.updatedAt };
  // The stored text is the truth: people edit it by hand, and a bank may declare another unit later.
  const isNumber = metric ? metric.kind === 'number' : fill.number !== undefined;
  const ready = isNumber
    ? readyValue(fill.value, metric ? metric.unit : fill.unit, style)
    : { text: plainLine(fill.value) };
  return { ...ready, origin: fill.source ? 'file' : 'typed', updatedAt: fill.updatedAt };
}

/** What values belong to: metrics, and the questions whose conditions depend on them. */
type Cited = Metrics & { readonly questions?: ReadonlyMap<string, CitingHead> };

/** Values with what conditions need. */
export function valuesWith(
  values: ReadonlyMap<string, Value>,
  metrics: Metrics['metrics'],
  decisions: ReadonlyMap<string, Decision>,
): Values {
  // A copy, so that nobody's map changes under them.
  return Object.assign(new Map(values), { metrics, decisions });
}

function withDerived(
  { metrics, questions }: Cited,
  known: ReadonlyMap<string, Value>,
  style: NumberStyle,
): Values {
  const values = valuesWith(new Map([...known, ...derivedValues(metrics, known, style)]), metrics, new Map());
  const conditions = questions ? conditionsIn(questions.values()) : [];
  if (conditions.length === 0) return values;
  return valuesWith(values, metrics, new Map(conditions.map((text) => [text, decide(text, values)])));
}

/**
 * Every value that answers can cite, ready to show: what the user stored, and what can be computed from it.
 * A fill under the name of a derived metric is left out, since that is computed.
 */
export function valuesOf(bank: Cited, fills: Fills, style: NumberStyle): Values {
  const known = new Map<string, Value>();
  for (const [key, fill] of Object.entries(fills)) {
    const metric = bank.metrics.get(key);
    if (metric?.derive === undefined) known.set(key, fillValue(metric, fill, style));
  }
  return withDerived(bank, known, style);
}

/** Every metric filled with the example that its bank gives, and what is computed from those: for tests and previews. */
export function exampleValues(bank: Cited, style: NumberStyle): Values {
  const known = new Map<string, Value>();
  for (const [name, { kind, unit, example, derive }] of bank.metrics) {
    if (example === undefined || derive !== undefined) continue;
    const ready = kind === 'number' ? readyValue(example, unit, style) : { text: example };
    known.set(name, { ...ready, origin: 'example' });
  }
  return withDerived(bank, known, style);
}

/** Tells what becomes of a conditional; `invalid` leaves it as it is written. */
export type BranchOf = (conditional: Conditional) => Decision;

/** A text as it is shown, with the places where values are put in. */
export type ShownText = {
  readonly text: string;
  readonly spots: readonly {
    readonly placeholder: Placeholder;
    readonly from: number;
    readonly to: number;
  }[];
  /** Where a place of the file is in this text. */
  readonly positionOf: (offset: number) => number;
};

/**
 * A text with the words that its conditions leave, before any value is put in.
 * @param branchOf what becomes of a conditional, when that is not as the values say
 */
export function shownWith(
  text: Text,
  { placeholders, conditionals = [] }: Citing,
  values: Values,
  branchOf: BranchOf = ({ condition }) => decisionOf(condition.text, values),
): ShownText {
  const [start, end] = [text.at.start.offset, text.at.end.offset];
  const shown = shownText(text, conditionals, branchOf);
  const within = placeholders
    .filter(
      ({ kind, written: { at } }) =>
        kind !== 'condition' &&
        at.file === text.at.file &&
        at.start.offset >= start &&
        at.end.offset <= end &&
        !shown.isCut(at.start.offset),
    )
    .toSorted((a, b) => a.written.at.start.offset - b.written.at.start.offset);
  const spots = within.map((placeholder) => ({
    placeholder,
    from: shown.positionOf(placeholder.written.at.start.offset),
    to: shown.positionOf(placeholder.written.at.end.offset),
  }));
  return { text: shown.text, spots, positionOf: shown.positionOf };
}

function valueBetween(value: Value, before: string, after: string): string {
  if (value.origin !== 'notMeasured') return textBetween(value, before, after);
  // The unit of `[X]ms` stays, and must not grow onto the words.
  return /^[\p{L}\p{N}%×]/u.test(after) ? `${value.text} ` : value.text;
}

/** A stretch of a shown text with the values put in: one pass from left to right over its placeholders. */
export function segmentsOf(
  { text, spots }: ShownText,
  values: Values,
  start = 0,
  end = text.length,
): readonly Segment[] {
  const segments: Segment[] = [];
  let done = start;
  const plain = (to: number): void => {
    if (to > done) segments.push({ kind: 'plain', text: text.slice(done, to) });
  };
  for (const { placeholder, from, to } of spots) {
    if (from < done || to > end) continue;
    const { key } = placeholder;
    const value = values.get(key);
    plain(from);
    segments.push(
      value
        ? { kind: 'filled', text: valueBetween(value, text.slice(0, from), text.slice(to)), key }
        : { kind: 'open', text: text.slice(from, to), key },
    );
    done = to;
  }
  plain(end);
  return segments;
}

/**
 * A text with the values put in, and the words that its conditions leave.
 * Nothing else changes, what was put in is never read again, and a unit that stands around a placeholder is not doubled.
 */
export const fillText = (text: Text, cited: Citing, values: Values): readonly Segment[] =>
  segmentsOf(shownWith(text, cited, values), values);

/** The text that the segments make. */
export const segmentsText = (segments: readonly Segment[]): string =>
  segments.map(({ text }) => text).join('');

// What `prep fill` decides, as plans; commands store them.
import type { Bank } from '../base/bank.ts';
import type { Constraint, Fills, FillSource, Metric, MetricName, Tier } from '../base/metric.ts';
import type { Question, QuestionId } from '../base/question.ts';
import { plainLine } from '../base/text.ts';
import { type Refusal, type Accepted, checkValue, droppedReason } from '../values/quantity.ts';
import { namesInExpression } from '../values/expression.ts';
import {
  citationsIn,
  type Gap,
  gapOf,
  labelOfGap,
  metricFor,
  questionNamed,
  unknownName,
  type Wrong,
  wrongKey,
} from './gaps.ts';
import { againstRule, isBroken } from './derive.ts';
import type { Values } from './conditional.ts';
import { type Figures, type Inputs, sentenceAround, valuesOf } from './values.ts';

export type PlannedFill = Accepted & {
  readonly name: string;
  /** If it is not the present. */
  readonly updatedAt?: string;
};

export type FillChange<Planned extends PlannedFill = PlannedFill> = {
  readonly set: readonly Planned[];
  readonly unset: readonly string[];
  readonly notMeasured?: readonly { readonly name: string; readonly reason?: string }[];
};

type FillPlan<Planned extends PlannedFill> = Required<FillChange<Planned>> & {
  readonly wrong: readonly Wrong[];
};

type Arguments = {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  readonly notMeasured?: readonly string[];
  /** Accepts values with a warning. */
  readonly force?: boolean;
  /** Accepts values that no loaded answer cites. */
  readonly anyName?: boolean;
};

const FORCE_HINT = 'add `--force` to store it anyway';

/** For `--set NAME=VALUE…` (also `EVENT=no`), `--not-measured NAME[=REASON]…`, `--unset NAME…`. */
export function planFills(bank: Bank<Question>, fills: Fills, given: Arguments): FillPlan<PlannedFill> {
  const set: string[] = [];
  const notMeasured = [...(given.notMeasured ?? [])];
  for (const argument of given.set) {
    const [, name = '', value = ''] = /^([^=]*)=([^]*)$/.exec(argument) ?? [];
    const reason = droppedReason(bank.metrics.get(name.trim()), value);
    if (reason === undefined) set.push(argument);
    else notMeasured.push(`${name}=${reason}`);
  }
  return planFillsFrom(bank, fills, { ...given, set, notMeasured }, 'value', checkValue);
}

/**
 * Checks all arguments and reports all faults together.
 * @param what follows the equals sign of `--set`
 * @param read gives its value
 */
export function planFillsFrom<Value extends Accepted>(
  bank: Bank<Question>,
  fills: Fills,
  { set, unset, notMeasured = [], force = false, anyName = false }: Arguments,
  what: string,
  read: (metric: Metric | undefined, text: string) => Value | Refusal,
): FillPlan<Value & { readonly name: string }> {
  const citations = citationsIn(bank);
  const wrong: Wrong[] = [];
  const refuse = (argument: string, { error, hint }: Refusal, from = 0): readonly never[] => {
    wrong.push({ argument, from, error, hint });
    return [];
  };
  const refusalOf = (name: string): Refusal | undefined =>
    anyName && !bank.metrics.has(name) ? undefined : wrongKey(citations, name);
  const names = new Set<string>();
  const once = <Planned>(argument: string, name: string, planned: Planned): readonly Planned[] => {
    if (names.has(name)) return refuse(argument, { error: `${name} is given twice`, hint: 'give it once' });
    names.add(name);
    return [planned];
  };
  return {
    set: set.flatMap((argument) => {
      const at = argument.indexOf('=');
      if (at < 1) {
        const error = `expected NAME=${what.toUpperCase()}`;
        return refuse(argument, {
          error,
          hint: `for example accuracy=${what === 'path' ? 'results[0].accuracy' : '82%'}`,
        });
      }
      const name = argument.slice(0, at).trim();
      const refusal = refusalOf(name);
      if (refusal) return refuse(argument, refusal);
      const value = read(metricFor(citations, name), argument.slice(at + 1));
      if (!('error' in value) && value.warning !== undefined && !force)
        return refuse(argument, { error: `${name}: ${value.warning}`, hint: FORCE_HINT }, at + 1);
      return 'error' in value
        ? refuse(argument, { ...value, error: `${name}: ${value.error}` }, at + 1)
        : once(argument, name, { ...value, name });
    }),
    notMeasured: notMeasured.flatMap((argument) => {
      const [, written = '', reason = ''] = /^([^=]*)=?([^]*)$/.exec(argument) ?? [];
      const name = written.trim();
      const refusal = refusalOf(name);
      return refusal
        ? refuse(argument, refusal)
        : once(argument, name, { name, reason: plainLine(reason) || undefined });
    }),
    unset: unset.flatMap((name) => {
      const isStored = Object.hasOwn(fills, name);
      // A value that nothing cites can still be cleared.
      const refusal = isStored ? undefined : wrongKey(citations, name);
      if (refusal) refuse(name, refusal);
      return once(name, name, name).filter(() => isStored);
    }),
    wrong,
  };
}

/** Directly or through a derived metric, each with the last value that breaks it. */
export function brokenBy<Planned extends PlannedFill>(
  { constraints = [] }: Pick<Bank, 'constraints'>,
  { set }: Pick<FillChange<Planned>, 'set'>,
  { values, inputs }: Figures,
): readonly { readonly constraint: Constraint; readonly by: Planned }[] {
  return constraints.flatMap((constraint) => {
    const { rule } = constraint;
    const names = new Set(namesInExpression(rule).flatMap(({ name }) => inputs.get(name) ?? [name]));
    const by = set.findLast(({ name }) => names.has(name));
    return by && isBroken(rule, values) ? [{ constraint, by }] : [];
  });
}

/** Until the remaining rows fit together. */
export function withoutBroken<Row extends { readonly name: string }>(
  bank: Pick<Bank, 'metrics' | 'constraints'>,
  inputs: Inputs,
  given: readonly Row[],
  {
    applied,
    setBy,
    refused,
  }: {
    readonly applied: (rows: readonly Row[]) => Fills;
    readonly setBy: (row: Row) => PlannedFill | undefined;
    readonly refused: (row: Row, why: string, at: number) => Row;
  },
): readonly Row[] {
  let rows = given;
  while (bank.constraints?.length) {
    const values = valuesOf(bank, applied(rows), { thousands: 'none' });
    const broken = brokenBy(bank, { set: rows.flatMap((row) => setBy(row) ?? []) }, { values, inputs });
    if (broken.length === 0) return rows;
    const why = new Map(broken.map(({ constraint, by }) => [by.name, againstRule(constraint, values)]));
    rows = rows.map((row, at) => {
      const reason = setBy(row) && why.get(row.name);
      return reason === undefined ? row : refused(row, reason, at);
    });
  }
  return rows;
}

export function applyFills(
  fills: Fills,
  { set, unset, notMeasured = [] }: FillChange,
  updatedAt: string,
): Fills {
  const after = new Map(Object.entries(fills));
  for (const { name, reason } of notMeasured)
    after.set(name, { notMeasured: reason === undefined ? {} : { reason }, updatedAt });
  for (const { name, fill, updatedAt: then = updatedAt } of set)
    after.set(name, { ...fill, updatedAt: then });
  for (const name of unset) after.delete(name);
  return Object.fromEntries(after);
}

export type FillRow = {
  readonly name: string;
  /** The name of the metric, or the placeholder's label. */
  readonly label: string;
  readonly kind: Metric['kind'];
  readonly tier: Tier | null;
  readonly unit: string | null;
  /** The metric's prompt, an author's hint, or the sentence. */
  readonly prompt: string;
  readonly value: string | null;
  readonly number: number | null;
  readonly derived: boolean;
  readonly filled: boolean;
  readonly state: 'filled' | 'open' | 'notMeasured';
  readonly reason: string | null;
  readonly source: FillSource | null;
  readonly updatedAt: string | null;
  /** The file that it was read from changed or disappeared. */
  readonly stale: boolean;
  /** Empty if the expression or a value is wrong. */
  readonly missing: readonly MetricName[];
  readonly citedBy: readonly QuestionId[];
};

/** Declared metrics, placeholders, and stored values that nothing cites, in this order. */
export function fillRows(
  bank: Bank<Question>,
  fills: Fills,
  values: Values,
  stale: ReadonlySet<string>,
): readonly FillRow[] {
  const citations = citationsIn(bank);
  const keys = new Set([...bank.metrics.keys(), ...citations.citedBy.keys(), ...Object.keys(fills)]);
  return [...keys].map((name) => {
    const fill = Object.hasOwn(fills, name) ? fills[name] : undefined;
    const [gap, value] = [gapOf(citations, name), values.get(name)];
    const declared = bank.metrics.get(name);
    const metric = declared ?? gap?.metric;
    const derived = metric?.derive !== undefined;
    const isUnmeasured = value?.origin === 'notMeasured';
    const state = isUnmeasured ? 'notMeasured' : value ? 'filled' : 'open';
    const needed = derived ? (citations.inputs.get(name) ?? []) : [];
    const unmeasured = needed.filter((input) => values.get(input)?.origin === 'notMeasured');
    const reason = derived
      ? `${unmeasured.join(', ')} ${unmeasured.length === 1 ? 'was' : 'were'} not measured`
      : fill?.notMeasured?.reason;
    return {
      name,
      label: gap ? labelOfGap(gap) : name,
      kind: metric?.kind ?? 'text',
      tier: (declared && (declared.tier ?? 'topic')) || null,
      unit: metric?.unit ?? value?.unit ?? null,
      prompt: declared?.prompt ?? (gap ? wantedFor(gap, values) : ''),
      value: (isUnmeasured ? undefined : (value?.plain ?? value?.text)) ?? null,
      number: value?.number ?? null,
      derived,
      filled: state === 'filled',
      state,
      reason: (isUnmeasured ? reason : undefined) ?? null,
      source: (derived ? undefined : fill?.source) ?? null,
      updatedAt: (derived ? undefined : fill?.updatedAt) ?? null,
      stale: !derived && stale.has(name),
      missing: value ? [] : needed.filter((input) => !values.has(input)),
      citedBy: citations.citedBy.get(name) ?? [],
    };
  });
}

/** With plain spaces. Shows the placeholder even when it is filled. */
function wantedFor({ key, placeholder, question }: Gap, values: Values): string {
  if (placeholder.hint !== undefined) return placeholder.hint;
  return sentenceAround(question, placeholder, values)
    .map((segment) => (segment.kind === 'filled' && segment.key === key ? placeholder.written : segment).text)
    .join('')
    .replaceAll('\u00A0', ' ')
    .trim();
}

/** A question's number or id means everything that it cites. */
export function rowsNamed(
  rows: readonly FillRow[],
  names: readonly string[],
  bank: Bank<Question>,
): { readonly rows: readonly FillRow[]; readonly wrong: readonly Wrong[] } {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const wrong: Wrong[] = [];
  const found = names.flatMap((name) => {
    const row = byName.get(name);
    if (row) return [row];
    const question = questionNamed(bank, name);
    const cited = rows.filter(({ citedBy }) => question && citedBy.includes(question.id));
    if (cited.length === 0) wrong.push({ argument: name, from: 0, ...unknownName(name, [...byName.keys()]) });
    return cited;
  });
  return { rows: found, wrong };
}

/** The question was reworded, or its bank is not loaded. */
export const uncitedIn = (rows: readonly FillRow[], { metrics }: Pick<Bank, 'metrics'>): readonly FillRow[] =>
  rows.filter(({ name, citedBy, filled }) => filled && citedBy.length === 0 && !metrics.has(name));

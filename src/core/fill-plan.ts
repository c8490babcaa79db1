// What `prep fill` decides: what a `--set` or `--unset` changes, and what the list of metrics shows.
// Plans are values; storing them is somebody else's work.
import type { Bank } from './bank.ts';
import type { Values } from './fill-value.ts';
import type { Fills, FillSource } from './metric.ts';
import {
  askedIn,
  gapOf,
  labelOfGap,
  metricFor,
  unknownName,
  wrongKey,
  type Asked,
  type Gap,
  type Wrong,
  questionNamed,
} from './gaps.ts';
import { missingInputs } from './derive.ts';
import type { Metric, MetricName } from './metric.ts';
import { plainLine } from './one-line.ts';
import { checkValue, type Accepted } from './value.ts';
import type { Question, QuestionId } from './question.ts';
import { sentenceAround } from './sentence.ts';

export type PlannedFill = Accepted & { readonly name: string };

/** A metric that is to be known as not measured. */
export type PlannedState = { readonly name: string; readonly reason?: string };

/** What `--set`, `--not-measured` and `--unset` will change. Nothing is stored while anything is wrong. */
export type FillPlan = {
  readonly set: readonly PlannedFill[];
  readonly notMeasured: readonly PlannedState[];
  /** Those that had a value. */
  readonly unset: readonly string[];
  readonly wrong: readonly Wrong[];
};

function plannedSet(asked: Asked, argument: string): PlannedFill | Wrong {
  const at = argument.indexOf('=');
  if (at < 1)
    return {
      argument,
      from: 0,
      error: 'a name, an equals sign and a value are wanted',
      hint: 'write NAME=VALUE',
    };
  const name = argument.slice(0, at).trim();
  const refusal = wrongKey(asked, name);
  if (refusal) return { argument, from: 0, ...refusal };
  const checked = checkValue(metricFor(asked, name), argument.slice(at + 1));
  return 'error' in checked
    ? { argument, from: at + 1, error: `${name}: ${checked.error}`, hint: checked.hint }
    : { name, ...checked };
}

function plannedState(asked: Asked, argument: string): PlannedState | Wrong {
  const at = argument.indexOf('=');
  const name = (at < 0 ? argument : argument.slice(0, at)).trim();
  const refusal = wrongKey(asked, name);
  if (refusal) return { argument, from: 0, ...refusal };
  const reason = at < 0 ? '' : plainLine(argument.slice(at + 1));
  return { name, reason: reason === '' ? undefined : reason };
}

/**
 * Plans `--set NAME=VALUE…`, `--not-measured NAME[=REASON]…` and `--unset NAME…`: every argument is checked, and all that is wrong is reported together.
 * A name may be set once, and not set and unset at a time.
 */
export function planFills(
  bank: Bank<Question>,
  fills: Fills,
  change: {
    readonly set: readonly string[];
    readonly unset: readonly string[];
    readonly notMeasured?: readonly string[];
  },
): FillPlan {
  const asked = askedIn(bank);
  const names = new Set<string>();
  const wrong: Wrong[] = [];
  const once = (name: string, argument: string): boolean => {
    const twice = names.has(name);
    if (twice) wrong.push({ argument, from: 0, error: `${name} is given twice`, hint: 'give it once' });
    names.add(name);
    return !twice;
  };
  const planAll = <T extends { readonly name: string }>(
    given: readonly string[],
    plan: (asked: Asked, argument: string) => T | Wrong,
  ): readonly T[] =>
    given.flatMap((argument) => {
      const planned = plan(asked, argument);
      if ('name' in planned) return once(planned.name, argument) ? [planned] : [];
      wrong.push(planned);
      return [];
    });
  const set = planAll(change.set, plannedSet);
  const notMeasured = planAll(change.notMeasured ?? [], plannedState);
  const unset = change.unset.filter((name) => {
    const stored = Object.hasOwn(fills, name);
    // A value that nothing cites any more can still be cleared.
    const refusal = stored ? undefined : wrongKey(asked, name);
    if (refusal) wrong.push({ argument: name, from: 0, ...refusal });
    return once(name, name) && stored;
  });
  return { set, notMeasured, unset, wrong };
}

/** What changes: all of a plan, or some of it. */
export type FillChange = Pick<FillPlan, 'set' | 'unset'> & Partial<Pick<FillPlan, 'notMeasured'>>;

/** The fills after the plan. @param updatedAt ISO 8601 with offset, given to every value that is set */
export function applyFills(
  fills: Fills,
  { set, unset, notMeasured = [] }: FillChange,
  updatedAt: string,
): Fills {
  const after = new Map(Object.entries(fills));
  for (const { name, reason } of notMeasured)
    after.set(name, { notMeasured: reason === undefined ? {} : { reason }, updatedAt });
  for (const { name, fill } of set) after.set(name, { ...fill, updatedAt });
  for (const name of unset) after.delete(name);
  return Object.fromEntries(after);
}

/** One line of the list of metrics. */
export type FillRow = {
  readonly name: string;
  /** What people call it; a metric has its name. */
  readonly label: string;
  readonly kind: Metric['kind'];
  readonly unit: string | null;
  /** What is wanted: what a metric is, an author's hint, else the sentence with the gap. */
  readonly prompt: string;
  /** With its unit and plain spaces, as it is stored. */
  readonly value: string | null;
  readonly number: number | null;
  readonly derived: boolean;
  readonly filled: boolean;
  readonly state: 'filled' | 'open' | 'notMeasured';
  /** Why it was not measured, where that is known. */
  readonly reason: string | null;
  readonly source: FillSource | null;
  readonly updatedAt: string | null;
  /** True when the file that it was read from changed since, or is gone. */
  readonly stale: boolean;
  /** Of a computed one that has no value: the metrics to fill for it. Empty where its expression or a value is at fault. */
  readonly missing: readonly MetricName[];
  readonly citedBy: readonly QuestionId[];
};

/**
 * Every declared metric, every placeholder of its own, and every stored value that nothing wants any more, in that order.
 * @param stale names of values whose file changed since
 */
export function fillRows(
  bank: Bank<Question>,
  fills: Fills,
  values: Values,
  stale: ReadonlySet<string>,
): readonly FillRow[] {
  const asked = askedIn(bank);
  const keys = new Set([...bank.metrics.keys(), ...asked.citedBy.keys(), ...Object.keys(fills)]);
  return [...keys].map((name) => {
    const fill = Object.hasOwn(fills, name) ? fills[name] : undefined;
    const [gap, value] = [gapOf(asked, name), values.get(name)];
    const declared = bank.metrics.get(name);
    const metric = declared ?? gap?.metric;
    const derived = metric?.derive !== undefined;
    const isUnmeasured = value?.origin === 'notMeasured';
    const state = isUnmeasured ? 'notMeasured' : value ? 'filled' : 'open';
    const reason = derived ? unmeasuredInputs(name, asked, values) : fill?.notMeasured?.reason;
    return {
      name,
      label: gap ? labelOfGap(gap) : name,
      kind: metric?.kind ?? 'text',
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
      missing: derived && !value ? missingInputs(name, asked.inputs, values) : [],
      citedBy: asked.citedBy.get(name) ?? [],
    };
  });
}

/** Why a computed value was not measured: what it is computed from was not. */
function unmeasuredInputs(name: string, { inputs }: Asked, values: Values): string {
  const names = (inputs.get(name) ?? []).filter((input) => values.get(input)?.origin === 'notMeasured');
  return `${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} not measured`;
}

/** What a value without a declared metric is for, with plain spaces. The sentence shows the gap even when it is filled. */
function wantedFor({ key, placeholder, question }: Gap, values: Values): string {
  if (placeholder.hint !== undefined) return placeholder.hint;
  return sentenceAround(question, placeholder, values)
    .map((segment) => (segment.kind === 'filled' && segment.key === key ? placeholder.written : segment).text)
    .join('')
    .replaceAll('\u00A0', ' ')
    .trim();
}

/** The rows of those names, in the order asked for; a question's number or id stands for all that it cites. */
export function rowsNamed(
  rows: readonly FillRow[],
  names: readonly string[],
  bank: Bank<Question>,
): { readonly rows: readonly FillRow[]; readonly wrong: readonly Wrong[] } {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const rowsOf = (name: string): readonly FillRow[] => {
    const row = byName.get(name);
    const question = row ? undefined : questionNamed(bank, name);
    return row ? [row] : rows.filter(({ citedBy }) => question && citedBy.includes(question.id));
  };
  const wrong = names
    .filter((name) => rowsOf(name).length === 0)
    .map((name) => {
      const { error, hint } = unknownName(name, [...byName.keys()]);
      return { argument: name, from: 0, error, hint };
    });
  return { rows: names.flatMap(rowsOf), wrong };
}

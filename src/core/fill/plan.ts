import type { Bank } from '../base/bank.ts';
import { countBy, groupBy } from '../base/collections.ts';
import { parseIso } from '../base/day.ts';
import type { Fill, Fills, FillSource, Metric, MetricName, StoredFill } from '../base/metric.ts';
import type { Question, QuestionId } from '../base/question.ts';
import type { Point } from '../base/span.ts';
import { plainLine } from '../base/text.ts';
import { readQuantity, type Refusal } from '../values/quantity.ts';
import { type Accepted, checkValue } from '../values/typed-value.ts';
import { missingInputs } from './derive.ts';
import {
  type Asked,
  askedIn,
  type Gap,
  gapOf,
  labelOfGap,
  metricFor,
  questionNamed,
  unknownName,
  type Wrong,
  wrongKey,
} from './gaps.ts';
import type { Values } from './value.ts';
import { sentenceAround, storedText } from './values.ts';

export type PlannedFill = Accepted & { readonly name: string };

type PlannedState = { readonly name: string; readonly reason?: string };

export type FillChange<Planned extends PlannedFill = PlannedFill> = {
  readonly set: readonly Planned[];
  readonly unset: readonly string[];
  readonly notMeasured?: readonly PlannedState[];
};

/** What `--set`, `--not-measured`, and `--unset` will change. Nothing is stored while any argument is wrong. */
export type FillPlan<Planned extends PlannedFill = PlannedFill> = Required<FillChange<Planned>> & {
  readonly wrong: readonly Wrong[];
};

type SetSyntax<Value> = {
  readonly what: string;
  readonly read: (metric: Metric | undefined, text: string) => Value | Refusal;
};

function plannedSet<Value extends Accepted>(
  asked: Asked,
  argument: string,
  { what, read }: SetSyntax<Value>,
): (Value & { readonly name: string }) | Wrong {
  const at = argument.indexOf('=');
  if (at < 1) {
    const error = `a name, an equals sign and a ${what} are wanted`;
    return { argument, from: 0, error, hint: `write NAME=${what.toUpperCase()}` };
  }
  const name = argument.slice(0, at).trim();
  const refusal = wrongKey(asked, name);
  if (refusal) return { argument, from: 0, ...refusal };
  const value = read(metricFor(asked, name), argument.slice(at + 1));
  return 'error' in value
    ? { argument, from: at + 1, error: `${name}: ${value.error}`, hint: value.hint }
    : { ...value, name };
}

function plannedState(asked: Asked, argument: string): PlannedState | Wrong {
  const at = argument.indexOf('=');
  const name = (at < 0 ? argument : argument.slice(0, at)).trim();
  const refusal = wrongKey(asked, name);
  if (refusal) return { argument, from: 0, ...refusal };
  const reason = at < 0 ? '' : plainLine(argument.slice(at + 1));
  return { name, reason: reason === '' ? undefined : reason };
}

type Arguments = {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  readonly notMeasured?: readonly string[];
};

export const planFills = (bank: Bank<Question>, fills: Fills, given: Arguments): FillPlan =>
  planFillsFrom(bank, fills, given, { what: 'value', read: checkValue });

/**
 * As `planFills`, with another syntax for the values of `--set`. All faults in the arguments are reported
 * together. A name may be given once.
 */
export function planFillsFrom<Value extends Accepted>(
  bank: Bank<Question>,
  fills: Fills,
  given: Arguments,
  syntax: SetSyntax<Value>,
): FillPlan<Value & { readonly name: string }> {
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
    all: readonly string[],
    plan: (argument: string) => T | Wrong,
  ): readonly T[] =>
    all.flatMap((argument) => {
      const planned = plan(argument);
      if ('name' in planned) return once(planned.name, argument) ? [planned] : [];
      wrong.push(planned);
      return [];
    });
  const set = planAll(given.set, (argument) => plannedSet(asked, argument, syntax));
  const notMeasured = planAll(given.notMeasured ?? [], (argument) => plannedState(asked, argument));
  const unset = given.unset.filter((name) => {
    const stored = Object.hasOwn(fills, name);
    // A value that nothing cites any more can still be cleared.
    const refusal = stored ? undefined : wrongKey(asked, name);
    if (refusal) wrong.push({ argument: name, from: 0, ...refusal });
    return once(name, name) && stored;
  });
  return { set, notMeasured, unset, wrong };
}

/** @param updatedAt ISO 8601 with offset, for every value that is set */
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

export type FillRow = {
  readonly name: string;
  /** For people; a metric has its name. */
  readonly label: string;
  readonly kind: Metric['kind'];
  readonly unit: string | null;
  /** The metric's prompt, an author's hint, else the sentence with the gap. */
  readonly prompt: string;
  /** As stored, with its unit and plain spaces. */
  readonly value: string | null;
  readonly number: number | null;
  readonly derived: boolean;
  readonly filled: boolean;
  readonly state: 'filled' | 'open' | 'notMeasured';
  readonly reason: string | null;
  readonly source: FillSource | null;
  readonly updatedAt: string | null;
  /** True when its source file changed since it was read, or is gone. */
  readonly stale: boolean;
  /**
   * For a computed metric without a value: the metrics to fill for it. Empty where its expression or a value
   * is at fault.
   */
  readonly missing: readonly MetricName[];
  readonly citedBy: readonly QuestionId[];
};

/**
 * Every declared metric, every placeholder of its own, and every stored value that nothing cites any more, in
 * that order.
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

function unmeasuredInputs(name: string, { inputs }: Asked, values: Values): string {
  const names = (inputs.get(name) ?? []).filter((input) => values.get(input)?.origin === 'notMeasured');
  return `${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} not measured`;
}

function wantedFor({ key, placeholder, question }: Gap, values: Values): string {
  if (placeholder.hint !== undefined) return placeholder.hint;
  return sentenceAround(question, placeholder, values)
    .map((segment) => (segment.kind === 'filled' && segment.key === key ? placeholder.written : segment).text)
    .join('')
    .replaceAll('\u00A0', ' ')
    .trim();
}

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

// Stored values that no answer asks for: a question was retitled before it was attempted, reworded, or is in
// a bank that is not loaded.

export type Uncited = {
  readonly name: string;
  readonly value: string;
  /** The open gap with the same words, in the one question that has most of them. */
  readonly fits?: string;
};

type Parts = readonly [question: string, gap: string];

function partsOf(key: string): Parts | undefined {
  const at = key.indexOf('/');
  return at < 0 ? undefined : [key.slice(0, at), key.slice(at + 1)];
}

const partsIn = (keys: readonly string[]): readonly Parts[] =>
  keys.map(partsOf).filter((parts) => parts !== undefined);

function questionWith(gaps: readonly Parts[], open: readonly Parts[]): string | undefined {
  const names = new Set(gaps.map(([, gap]) => gap));
  const shared = countBy(
    open.filter(([, gap]) => names.has(gap)),
    ([question]) => question,
  );
  const most = Math.max(...shared.values());
  const [only, ...others] = [...shared].filter(([, count]) => count === most);
  return others.length === 0 ? only?.[0] : undefined;
}

export function uncitedIn(rows: readonly FillRow[], { metrics }: Pick<Bank, 'metrics'>): readonly Uncited[] {
  const uncited = rows.filter(
    ({ name, citedBy, filled }) => filled && citedBy.length === 0 && !metrics.has(name),
  );
  const openNames = new Set(rows.flatMap(({ name, filled }) => (filled ? [] : [name])));
  const open = partsIn([...openNames]);
  const typed = partsIn(uncited.flatMap(({ name, source }) => (source === null ? [name] : [])));
  const questions = new Map(
    [...groupBy(typed, ([question]) => question)].map(([from, gaps]) => [from, questionWith(gaps, open)]),
  );
  return uncited.map(({ name, value, source }): Uncited => {
    const [from = '', gap = ''] = partsOf(name) ?? [];
    const to = source === null ? questions.get(from) : undefined;
    const fits = `${to}/${gap}`;
    return { name, value: value ?? '', fits: to !== undefined && openNames.has(fits) ? fits : undefined };
  });
}

export type FillEntry = {
  readonly name: string;
  readonly fill: StoredFill | Refusal;
  /** Finds its place in the file, if possible. May be slow, so it is called for few. */
  readonly place: () => Point | undefined;
};

export type FillsFile = { readonly entries: readonly FillEntry[] } | (Refusal & { readonly at: Point });

export const IMPORT_STATUSES = ['new', 'changed', 'same', 'kept', 'refused'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export type ImportRow = {
  readonly name: string;
  readonly status: ImportStatus;
  /** The stored value, and the file's value as it would be stored. */
  readonly old: string | null;
  readonly new: string | null;
  /** Why it is refused, what was converted, or what to check. */
  readonly message: string | null;
  readonly at?: Point;
  readonly fill?: StoredFill;
};

const LONGEST_NAME = 500;

function textOf({ value, unit }: Fill): string {
  if (unit === undefined || unit === '') return value;
  const read = readQuantity(value);
  return 'error' in read || read.unitText !== '' ? value : `${value} ${unit}`;
}

function acceptUnasked(fill: Fill): Accepted | Refusal {
  const accepted = checkValue(undefined, textOf(fill));
  if ('error' in accepted || accepted.fill.value !== fill.value || fill.number === undefined) return accepted;
  const { value, number, unit } = fill;
  return { fill: { value, number, unit } };
}

const timeOf = ({ updatedAt }: StoredFill, now: string): string =>
  parseIso(updatedAt) === undefined ? now : updatedAt;

/** Keeps the source and the time of the file's value. */
function storedFill(accepted: Accepted, fill: Fill, now: string): Fill {
  const { value, source } = fill;
  const { fill: given } = accepted;
  // What was read last is compared with the value to see whether a person changed it.
  const read = source?.read === value ? given.value : source?.read;
  return { ...given, updatedAt: timeOf(fill, now), source: source && { ...source, read } };
}

function checkEntry(
  asked: Asked,
  { name, fill }: FillEntry,
  now: string,
): { readonly fill: StoredFill; readonly notes: readonly string[] } | Refusal {
  if ('error' in fill) return fill;
  if (name.length > LONGEST_NAME) return { error: 'the name is too long', hint: 'shorten it' };
  const isKnown = asked.bank.metrics.has(name) || asked.citedBy.has(name);
  const refusal = isKnown ? wrongKey(asked, name) : undefined;
  if (refusal) return refusal;
  const unknown = isKnown ? [] : ['no loaded answer asks for it'];
  if (fill.notMeasured) return { fill: { ...fill, updatedAt: timeOf(fill, now) }, notes: unknown };
  const accepted = isKnown ? checkValue(metricFor(asked, name), textOf(fill)) : acceptUnasked(fill);
  if ('error' in accepted) return accepted;
  const notes = [accepted.converted, accepted.warning].filter((note) => note !== undefined);
  return { fill: storedFill(accepted, fill, now), notes: [...unknown, ...notes] };
}

/** The stored value as it would be written today: people edit it by hand. */
function normalizedText(asked: Asked, name: string, fill: StoredFill): string {
  if (fill.notMeasured) return storedText(fill);
  const again = checkValue(metricFor(asked, name), fill.value);
  return 'error' in again ? fill.value : again.fill.value;
}

const isSameSource = ({ source: one }: StoredFill, { source: other }: StoredFill): boolean =>
  one?.file === other?.file && one?.path === other?.path;

const isStored = (stored: StoredFill, { fill }: FillEntry): boolean =>
  !('error' in fill) && !fill.notMeasured && stored.value === textOf(fill) && isSameSource(stored, fill);

/**
 * Plans what the entries of a file change. A stored value is replaced only where `replaces` says so: neither
 * the newer nor the older value counts as the better one.
 * @param now ISO 8601 with offset, for values without a time of their own
 */
export function planImport(
  asked: Asked,
  fills: Fills,
  entries: readonly FillEntry[],
  replaces: (name: string) => boolean,
  now: string,
): readonly ImportRow[] {
  const seen = new Set<string>();
  return entries.map((entry): ImportRow => {
    const { name } = entry;
    const stored = Object.hasOwn(fills, name) ? fills[name] : undefined;
    const shared = { name, old: stored ? storedText(stored) : null };
    const isSecond = seen.has(name);
    seen.add(name);
    // A value equal to the stored one stays, even where its metric would refuse it.
    if (stored && !isSecond && isStored(stored, entry))
      return { ...shared, status: 'same', new: storedText(stored), message: null };
    const result = isSecond
      ? { error: 'it is given a second time', hint: 'give it once' }
      : checkEntry(asked, entry, now);
    if ('error' in result) {
      const given = 'error' in entry.fill ? null : storedText(entry.fill);
      const at = entry.place();
      const message = `${result.error}; ${result.hint}`;
      return { ...shared, status: 'refused', new: given, message, at };
    }
    const { fill, notes } = result;
    const shown = (...more: readonly string[]): Pick<ImportRow, 'new' | 'message'> => ({
      new: storedText(fill),
      message: [...more, ...notes].join('; ') || null,
    });
    if (!stored) return { ...shared, status: 'new', ...shown(), fill };
    const sameValue = normalizedText(asked, name, stored) === storedText(fill);
    if (sameValue && isSameSource(stored, fill)) return { ...shared, status: 'same', ...shown() };
    const more = sameValue ? ['only where it is from differs'] : [];
    return replaces(name)
      ? { ...shared, status: 'changed', ...shown(...more), fill }
      : { ...shared, status: 'kept', ...shown(...more) };
  });
}

export function applyImport(fills: Fills, rows: readonly ImportRow[]): Fills {
  const after = new Map(Object.entries(fills));
  for (const { name, fill } of rows) if (fill) after.set(name, fill);
  return Object.fromEntries(after);
}

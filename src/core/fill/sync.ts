import type { Bank } from '../base/bank.ts';
import type { Fill, Fills, FillSource, Metric } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import {
  type Refusal,
  type Accepted,
  checkValue,
  jumpFrom,
  PLAIN_STYLE,
  rangeWarning,
} from '../values/quantity.ts';
import { bindValue, type Bound, type FileValue, UNIT_OF_NONE } from './bind.ts';
import { applyFills, brokenBy, type FillChange } from './gaps.ts';
import type { Value, Values } from './conditional.ts';
import { type Inputs, valuesOf } from './values.ts';

/**
 * `same`: as it was read · `changed`: another value · `path-gone`, `file-gone` · `unreadable`: the file, or a
 * value that does not fit the metric · `edited`: a person changed the stored value · `doubtful`: out of range
 * or contradictory. The stored value is kept except for the first two.
 */
export type SyncStatus =
  | 'same'
  | 'changed'
  | 'path-gone'
  | 'file-gone'
  | 'unreadable'
  | 'edited'
  | 'doubtful';

export type BoundFill = {
  readonly name: string;
  readonly fill: Fill;
  readonly source: FillSource;
  readonly shown: string;
};

export type FileState = Pick<FillSource, 'file' | 'sha256' | 'given'>;

/** `same`: the file's bytes have not changed. */
export type SyncOutcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'found'; readonly found: FileValue; readonly state: FileState }
  | {
      readonly kind: 'lost';
      readonly status: 'path-gone' | 'file-gone' | 'unreadable';
      readonly message: string;
    };

export type SyncStep = ReturnType<typeof syncStep>;

export type SyncRow = SyncStep['row'];

export function sourceOf(bound: Bound, path: string, state: FileState): FillSource {
  const { file, ...rest } = state;
  return { file, path, ...rest, ...(bound.unit !== '' && { unit: bound.unit }), read: bound.fill.value };
}

function percentBetween(before: number | null, after: number | null): number | null {
  if (before === null || after === null || before === 0) return null;
  const percent = Number((((after - before) / Math.abs(before)) * 100).toPrecision(4));
  return Number.isFinite(percent) ? percent : null;
}

const EDITED = 'it was changed by hand after it was read';

export const sayRefusal = ({ error, hint }: Refusal): string => `${error} (${hint})`;

const FIGURE = /^\W*\d/;

type Compared = { readonly status: SyncStatus; readonly message?: string; readonly found?: Accepted | Bound };

/** What the file says now counts, unless a person said otherwise. */
const unitFor = ({ unit: now }: FileValue, { unit, given }: FillSource): string | undefined =>
  given || now === '' || now === UNIT_OF_NONE ? unit : '';

function compare(one: BoundFill, metric: Metric | undefined, outcome: SyncOutcome, shown: string): Compared {
  const { fill, source } = one;
  const edited = source.read !== undefined && source.read !== fill.value;
  const isSame = outcome.kind === 'same';
  if (outcome.kind === 'lost') return outcome;
  if (isSame && !edited) return { status: 'same' };
  // An unchanged file has the value read last.
  const found = isSame
    ? checkValue(metric, source.read ?? fill.value)
    : bindValue(metric, outcome.found, unitFor(outcome.found, source));
  if ('error' in found)
    return isSame
      ? { status: 'edited', message: EDITED }
      : { status: 'unreadable', message: `${one.shown}: ${sayRefusal(found)}` };
  const { value } = found.fill;
  if (!isSame && (value === fill.value || (value === shown && !edited))) return { status: 'same', found };
  if (edited) return { status: 'edited', message: EDITED, found };
  // An old value out of range was accepted on purpose, so the new one may be too.
  const isNew = metric === undefined || rangeWarning(metric, fill.number ?? NaN, '') === undefined;
  const isLost = FIGURE.test(fill.value) && !FIGURE.test(value);
  const jump = isLost
    ? `${value} is not a number, and would replace ${fill.value}`
    : jumpFrom(fill, found.fill);
  const message = (isNew ? found.warning : undefined) ?? jump;
  return { status: message === undefined ? 'changed' : 'doubtful', message, found };
}

/** @param value as the bank shows it now */
export function syncStep(
  one: BoundFill,
  metric: Metric | undefined,
  value: Value | undefined,
  outcome: SyncOutcome,
) {
  const { name, fill, source } = one;
  // For a derived metric the bank shows the computed value.
  const current = metric?.derive === undefined ? value : undefined;
  const old = current?.plain ?? fill.value;
  const oldNumber = current?.exact ?? current?.number ?? fill.number ?? null;
  const { found, status, message = null } = compare(one, metric, outcome, old);
  const newNumber = status === 'same' ? oldNumber : (found?.fill.number ?? null);
  const row = {
    name,
    file: one.shown,
    path: source.path,
    status,
    old,
    new: status === 'same' ? old : (found?.fill.value ?? null),
    oldNumber,
    newNumber,
    unit: found?.fill.unit ?? current?.unit ?? fill.unit ?? null,
    changePercent: percentBetween(oldNumber, newNumber),
    message,
    warning: (status === 'doubtful' ? undefined : found?.warning) ?? null,
  };
  const from =
    found && 'unit' in found && outcome.kind === 'found'
      ? sourceOf(found, source.path, { ...outcome.state, given: source.given })
      : source;
  /** The fill that was compared, and its replacement. */
  const change = found && { from: fill, to: { ...found.fill, source: from } };
  return { row, change };
}

/** If there is a new value that was kept back. */
export const taken = (step: SyncStep): SyncStep =>
  step.change && (step.row.status === 'edited' || step.row.status === 'doubtful')
    ? { ...step, row: { ...step.row, status: 'changed', message: null } }
    : step;

/** Those that contradict a constraint are doubtful, until the remaining ones fit together. */
export function fittingSteps(
  bank: Pick<Bank<Question>, 'metrics' | 'constraints' | 'questions'>,
  fills: Fills,
  inputs: Inputs,
  given: readonly SyncStep[],
): readonly SyncStep[] {
  let steps = given;
  for (;;) {
    const values = valuesOf(bank, applyFills(fills, changeOf(steps), ''), PLAIN_STYLE);
    const changed = changeOf(steps.filter(({ row }) => row.status === 'changed'));
    const broken = brokenBy(bank, changed, { values, inputs });
    if (broken.length === 0) return steps;
    const why = new Map(broken.map(({ by, error }) => [by.name, error]));
    steps = steps.map((step): SyncStep => {
      const message = step.row.status === 'changed' ? why.get(step.row.name) : undefined;
      return message === undefined ? step : { ...step, row: { ...step.row, status: 'doubtful', message } };
    });
  }
}

export type SyncCounts = ReturnType<typeof countSync>;

export function countSync(rows: readonly SyncRow[]) {
  const count = (...wanted: readonly SyncStatus[]): number =>
    rows.filter(({ status }) => wanted.includes(status)).length;
  return {
    changed: count('changed'),
    gone: count('path-gone', 'file-gone', 'unreadable'),
    /** Changed by a person, or doubtful in the file. */
    kept: count('edited', 'doubtful'),
  };
}

export type DerivedChange = ReturnType<typeof derivedChanges>[number];

/** `old` is null if it could not be computed before, and `new` if it no longer can. */
export function derivedChanges(before: Values, after: Values) {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [old, now] = [before, after].map((values) => {
      const value = values.get(name);
      return value?.origin === 'derived' ? (value.plain ?? value.text) : null;
    });
    return old === now ? [] : [{ name, old: old ?? null, new: now ?? null }];
  });
}

/** What is stored, unless a person changed it since: new values, and where the others were read now. */
export const changeOf = (steps: readonly SyncStep[]): FillChange => ({
  set: steps.flatMap(({ row: { name, status }, change }) => {
    if (!change || status === 'edited' || status === 'doubtful') return [];
    const { from, to } = change;
    const updatedAt = status === 'same' ? from.updatedAt : undefined;
    return [{ name, fill: to, was: from.value, updatedAt }];
  }),
  unset: [],
});

// What has become of values that were read from result files: which are as they were, which have changed, which cannot
// be found any more. Knows values and bindings; knows nothing of disks, or of how a file is understood.
import { bindValue, type Bound } from './bind.ts';
import type { Value, Values } from './fill-value.ts';
import type { Fill, Fills, FillSource } from './metric.ts';
import type { Metric } from './metric.ts';
import type { Refusal } from './quantity.ts';
import { checkValue, type Accepted } from './value.ts';
import type { Found } from './result.ts';

/**
 * `same`: as it was read, though other things in the file may have changed · `changed`: the file has another value now ·
 * `path-gone`, `file-gone`: it is not there any more · `unreadable`: the file is there, but cannot be understood, or its
 * value does not suit the metric · `edited`: a person changed the stored value since it was read.
 */
export type SyncStatus = 'same' | 'changed' | 'path-gone' | 'file-gone' | 'unreadable' | 'edited';

/** A value with the binding that it is read again by. */
export type BoundFill = {
  readonly name: string;
  readonly fill: Fill;
  readonly source: FillSource;
  /** Its file, as it is shown. */
  readonly shown: string;
};

/** The state of a file that a value is read from: what a binding keeps of it. */
export type FileState = Pick<FillSource, 'file' | 'reader' | 'sha256' | 'mtime' | 'commit' | 'dirty'>;

/** What the file of a bound value gave. `same`: its bytes are those that were read before. */
export type SyncOutcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'found'; readonly found: Found; readonly state: FileState }
  | {
      readonly kind: 'lost';
      readonly status: 'path-gone' | 'file-gone' | 'unreadable';
      readonly message: string;
    };

/** One bound value, told. Numbers are in the metric's unit. */
export type SyncRow = {
  readonly name: string;
  /** As it is shown. */
  readonly file: string;
  readonly path: string;
  readonly status: SyncStatus;
  /** As stored, with its unit. */
  readonly old: string;
  /** As the file has it; null when it cannot be told. */
  readonly new: string | null;
  readonly oldNumber: number | null;
  readonly newNumber: number | null;
  readonly unit: string | null;
  /** From old to new, in percent of the old; null for words, and from zero. */
  readonly changePercent: number | null;
  /** Why it is not simply taken from the file. */
  readonly message: string | null;
  /** What to look at again. */
  readonly warning: string | null;
};

/** A row, and what is to be stored when the file's value is taken. */
export type SyncStep = {
  readonly row: SyncRow;
  /** What was compared; undefined where nothing is to be stored. */
  readonly change?: { readonly from: Fill; readonly to: Omit<Fill, 'updatedAt'> };
};

/** The binding of a value that was just read. @param path where it is in the file */
export function sourceOf(bound: Bound, path: string, state: FileState): FillSource {
  const { file, ...rest } = state;
  return { file, path, ...rest, ...(bound.unit !== '' && { unit: bound.unit }), read: bound.fill.value };
}

/** The change from one number to another in percent, to four digits. */
function percentBetween(before: number | null, after: number | null): number | null {
  if (before === null || after === null || before === 0) return null;
  const percent = Number((((after - before) / Math.abs(before)) * 100).toPrecision(4));
  return Number.isFinite(percent) ? percent : null;
}

/** What no longer holds between the stored value and what the bank wants now. */
function bankWarning(metric: Metric | undefined, fill: Fill, value: Value | undefined): string | undefined {
  if (metric?.derive !== undefined)
    return 'it is computed from others now, and the value of the file is not used';
  if (metric?.kind !== 'number' || fill.number === undefined) return undefined;
  if (value?.number === undefined)
    return `${fill.value} does not suit what the bank wants: a number${metric.unit === undefined ? '' : ` in ${metric.unit}`}`;
  const [before, now] = [fill.unit ?? 'no unit', value.unit ?? 'no unit'];
  return before === now ? undefined : `it was stored in ${before}, and the bank counts it in ${now} now`;
}

/** Whether a person changed the stored value since it was read. */
export const isEdited = ({ fill, source }: BoundFill): boolean =>
  source.read !== undefined && source.read !== fill.value;

const EDITED = 'it was changed by hand since it was read';

/** What is told of a value before it is put into a row. */
type Judged = Pick<SyncRow, 'status'> & {
  readonly message?: string;
  /** The file's value. */
  readonly found?: Accepted;
  readonly to?: Omit<Fill, 'updatedAt'>;
};

/** What is wrong, and what may be meant. */
export const sayRefusal = ({ error, hint }: Refusal): string => `${error} (${hint})`;

/** What a fresh reading means for the stored value. @param shown the stored value as the bank shows it now */
function judgeFound(
  one: BoundFill,
  metric: Metric | undefined,
  { found, state }: Extract<SyncOutcome, { kind: 'found' }>,
  shown: string,
): Judged {
  const { fill, source } = one;
  const bound = bindValue(metric, found, source.unit);
  if ('error' in bound) return { status: 'unreadable', message: `${one.shown}: ${sayRefusal(bound)}` };
  const { value } = bound.fill;
  const to = { ...bound.fill, source: sourceOf(bound, source.path, state) };
  const isSame = value === fill.value || (value === shown && !isEdited(one));
  if (!isSame && isEdited(one)) return { status: 'edited', message: EDITED, found: bound, to };
  return { status: isSame ? 'same' : 'changed', found: bound, to };
}

/** What a person's change means while the file stayed as it was: the file has what was read last. */
function judgeEdited({ source, fill }: BoundFill, metric: Metric | undefined): Judged {
  const found = checkValue(metric, source.read ?? fill.value);
  return {
    status: 'edited',
    message: EDITED,
    ...(!('error' in found) && { found, to: { ...found.fill, source } }),
  };
}

function judge(one: BoundFill, metric: Metric | undefined, outcome: SyncOutcome, shown: string): Judged {
  if (outcome.kind === 'lost') return outcome;
  if (outcome.kind === 'found') return judgeFound(one, metric, outcome, shown);
  return isEdited(one) ? judgeEdited(one, metric) : { status: 'same' };
}

/**
 * Decides what has become of one bound value.
 * @param metric what the bank wants under that name; undefined where nearly anything will do
 * @param value the stored value as the bank shows it now
 */
export function syncStep(
  one: BoundFill,
  metric: Metric | undefined,
  value: Value | undefined,
  outcome: SyncOutcome,
): SyncStep {
  const { name, fill, source } = one;
  // Under the name of a derived metric the bank shows what is computed.
  const current = metric?.derive === undefined ? value : undefined;
  const old = current?.plain ?? fill.value;
  const oldNumber = current?.number ?? fill.number ?? null;
  const { found, to, status, message } = judge(one, metric, outcome, old);
  const isSame = status === 'same';
  const newNumber = isSame ? oldNumber : (found?.fill.number ?? null);
  const row: SyncRow = {
    name,
    file: one.shown,
    path: source.path,
    status,
    old,
    new: isSame ? old : (found?.fill.value ?? null),
    oldNumber,
    newNumber,
    unit: found?.fill.unit ?? current?.unit ?? fill.unit ?? null,
    changePercent: percentBetween(oldNumber, newNumber),
    message: message ?? null,
    warning: found?.warning ?? bankWarning(metric, fill, current) ?? null,
  };
  return to ? { row, change: { from: fill, to } } : { row };
}

/** The same step for a value that may be overwritten although a person changed it. */
export const taken = (step: SyncStep): SyncStep =>
  step.row.status === 'edited' && step.change
    ? { ...step, row: { ...step.row, status: 'changed', message: null } }
    : step;

/** How many values are other ones, cannot be read again, and stay as a person set them. */
export type SyncCounts = { readonly changed: number; readonly gone: number; readonly kept: number };

/** Counts rows by what has become of their values. */
export function countSync(rows: readonly SyncRow[]): SyncCounts {
  const count = (...wanted: readonly SyncStatus[]): number =>
    rows.filter(({ status }) => wanted.includes(status)).length;
  return {
    changed: count('changed'),
    gone: count('path-gone', 'file-gone', 'unreadable'),
    kept: count('edited'),
  };
}

/** A value that is computed from others, and became another one with them. `new` is null when it cannot be computed any more. */
export type DerivedChange = Pick<
  SyncRow,
  'name' | 'old' | 'new' | 'oldNumber' | 'newNumber' | 'unit' | 'changePercent'
>;

/** The computed values that differ, in the order in which the bank has them. */
export function derivedChanges(before: Values, after: Values): readonly DerivedChange[] {
  return [...before].flatMap(([name, value]) => {
    const now = after.get(name);
    const [old, next] = [value.plain ?? value.text, now && (now.plain ?? now.text)];
    if (value.origin !== 'derived' || old === next) return [];
    const [oldNumber, newNumber] = [value.number ?? null, now?.number ?? null];
    const changePercent = percentBetween(oldNumber, newNumber);
    return [{ name, old, new: next ?? null, oldNumber, newNumber, unit: value.unit ?? null, changePercent }];
  });
}

/**
 * The stored values after the steps: what a person changed stays, and so does what is no longer the value that was compared.
 * @param at ISO 8601 with offset: when new values are stored. One that stayed the same keeps its time.
 * @returns `missed` names the values that somebody else changed meanwhile
 */
export function applySync(
  fills: Fills,
  steps: readonly SyncStep[],
  at: string,
): { readonly fills: Fills; readonly missed: ReadonlySet<string> } {
  const after = new Map(Object.entries(fills));
  const missed = new Set<string>();
  for (const { row, change } of steps) {
    if (!change || row.status === 'edited') continue;
    const { from, to } = change;
    // Both were read from the same file by the same reader, so equal values have equal texts.
    if (JSON.stringify(after.get(row.name)) !== JSON.stringify(from)) missed.add(row.name);
    else after.set(row.name, { ...to, updatedAt: row.status === 'same' ? from.updatedAt : at });
  }
  return { fills: Object.fromEntries(after), missed };
}

// What has become of values that were read from result files: which are as they were, which have changed,
// which cannot be found any more.
import type { Fill, Fills, FillSource, Metric } from '../base/metric.ts';
import {
  type Decimal,
  decimalNumber,
  decimalText,
  parseDecimal,
  ratioNumber,
  roundNumber,
  scaleDecimal,
} from '../values/decimal.ts';
import { PLAIN_STYLE, readQuantity, type Refusal, showQuantity } from '../values/quantity.ts';
import { type Accepted, checkValue } from '../values/typed-value.ts';
import { MULTIPLIERS } from '../values/unit-table.ts';
import { conversion, declaredUnit, fitsInto, readUnits, type Unit } from '../values/units.ts';
import type { Value, Values } from './value.ts';

// A value found in a result file, brought to what a metric wants: unit, digits, range.

/** A value that can be bound. Where it stands in the metric's own unit `unit` is empty, and else what its binding stores. */
export type Bound = Accepted & { readonly unit: string };

/** A number of a file, and the unit it is said to be in; empty where nobody says. */
type Numeral = { readonly number: Decimal; readonly stated: string };

/** How a number is understood: its unit, and what the binding stores so that it is understood so again. */
type Understood = { readonly unit: Unit; readonly stored: string };

/** A share of one, as readers of result files call it. */
const SHARE = '×';
/** Significant digits that are kept, at least. */
const MIN_DIGITS = 3;
/** Zeros behind a number before it is converted, so that a conversion rounds far behind what is shown. */
const GUARD_DIGITS = 8;
/** Digits of a file's number that are told beside what became of it. */
const MAX_TOLD_DIGITS = 7;
const LONGEST_SHOWN = 60;

const clipped = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;

const isWhole = ({ mantissa, exponent }: Decimal): boolean => mantissa % 10n ** BigInt(-exponent) === 0n;

const writtenIn = (number: Decimal, unit: Unit): string =>
  showQuantity({ relation: '', first: number, unitText: '', note: '' }, unit, PLAIN_STYLE, ' ');

/** The number that stands in the file; a refusal for one that no decimal can hold, undefined for words. */
function numeralOf({ value, unit }: Found, given: string): Numeral | Refusal | undefined {
  const stated = given === '' ? unit : given;
  if (typeof value === 'number') {
    const number = parseDecimal(String(value));
    return number ? { number, stated } : { error: `${value} is out of reach`, hint: 'choose another value' };
  }
  const read = readQuantity(value);
  if ('error' in read || read.spread || read.relation !== '' || read.note !== '') return undefined;
  return { number: read.first, stated: read.unitText === '' ? stated : read.unitText };
}

/** The unit of plain counts below a metric in `M parameters`, `GB`; undefined for any other. */
function countedUnit({ text, powers }: Unit): string | undefined {
  const [multiplier = '', ...counted] = text.split(' ');
  if (powers.size === 0 && MULTIPLIERS.has(multiplier)) return counted.join(' ') || SHARE;
  const isBytes = powers.size === 1 && powers.get('byte') === 1 && text !== 'B' && !text.includes('/');
  return isBytes ? 'B' : undefined;
}

/** Whether a number without a unit counts single things where millions are wanted: whole, and large enough. */
function isCount(number: Decimal, wanted: Unit, max = Infinity): boolean {
  const [value, factor] = [Math.abs(decimalNumber(number)), ratioNumber(wanted.factor)];
  const isLarge = value >= Math.max(1000, factor / 10);
  return isWhole(number) && (isLarge || (value > max && value / factor <= max));
}

/** What a number means that comes without a unit. */
function guessed(metric: Metric, number: Decimal, wanted: Unit): Understood {
  const size = Math.abs(decimalNumber(number));
  if (wanted.percent && size !== 0) {
    const isShare = size <= 1 && size * 100 <= Math.max(metric.max ?? 100, 1);
    // Said in the binding, since a percentage may be below one when the file is read again.
    return isShare ? { unit: declaredUnit(SHARE), stored: SHARE } : { unit: wanted, stored: '%' };
  }
  const counted = countedUnit(wanted);
  if (counted !== undefined && isCount(number, wanted, metric.max))
    return { unit: declaredUnit(counted), stored: counted };
  return { unit: wanted, stored: '' };
}

/** Whether a number in `unit` can be brought into `wanted`. A plain number takes any count, and points take shares. */
function isTaken(unit: Unit, wanted: Unit): boolean {
  if (fitsInto(unit, wanted)) return true;
  const isPlain = wanted.text === '' && unit.powers.size === 0 && !unit.nouns.includes('/');
  return isPlain || (unit.text === SHARE && fitsInto(declaredUnit('%'), wanted));
}

function understood(metric: Metric, { number, stated }: Numeral, given: string): Understood | Refusal {
  const wanted = declaredUnit(metric.unit);
  if (stated === '') return guessed(metric, number, wanted);
  const unit = readUnits(stated).find((reading) => isTaken(reading, wanted));
  const own = wanted.text === '' ? 'a plain number' : `in ${wanted.text}`;
  if (!unit)
    return {
      error: `${clipped(writtenIn(number, declaredUnit(stated)))} is in ${clipped(stated)}, and ${metric.name} is ${own}`,
      hint: `if the number stands for something else, say its unit: --unit ${wanted.text === '' ? SHARE : wanted.text}`,
    };
  return { unit, stored: given === '' && stated === metric.unit ? '' : stated };
}

/** Digits that count in the text of a number: of `80.1` three, of `25000` two, of `0.070` two. */
function significantDigits(text: string): number {
  const [digits = ''] = /\d[\d.]*/.exec(text) ?? [];
  const whole = digits.includes('.') ? digits : digits.replace(/0+$/, '');
  return whole.replace('.', '').replace(/^0+/, '').length;
}

/** Rounded to so many significant digits, and never before the point. */
function significant(number: Decimal, digits: number): Decimal | undefined {
  const value = decimalNumber(number);
  const size = Number(value.toExponential().split('e')[1]);
  const near = roundNumber(value, Math.max(0, digits - 1 - size));
  // Through its shortest text, so that no zeros stand behind it that nobody measured.
  return near && parseDecimal(String(decimalNumber(near)));
}

/** Rounded as it is to be shown: by the metric's digits; else whole numbers stay, and others keep as many digits as its example, or three. */
function rounded(number: Decimal, { digits, example = '' }: Partial<Metric>): Decimal | undefined {
  if (digits !== undefined) return roundNumber(decimalNumber(number), digits);
  if (isWhole(number)) return parseDecimal(decimalText(number).split('.')[0] ?? '');
  return significant(number, Math.max(MIN_DIGITS, significantDigits(example)));
}

/** The number × the exact factor between the units, with digits to spare. */
function scaled({ mantissa, exponent }: Decimal, from: Unit, to: Unit): Decimal | undefined {
  const guarded = { mantissa: mantissa * 10n ** BigInt(GUARD_DIGITS), exponent: exponent - GUARD_DIGITS };
  return scaleDecimal(guarded, conversion(from, to));
}

/** A number of a file as it is told: without the digits that only a computer sees. */
function told(number: Decimal): Decimal {
  const isLong = !isWhole(number) && decimalText(number).replace(/^-?0?\.?0*/, '').length > MAX_TOLD_DIGITS;
  return (isLong && significant(number, MAX_TOLD_DIGITS)) || number;
}

/** `0.0451234 s = 45.1 ms`; undefined where number and unit stayed what they were. */
function conversionText(number: Decimal, from: Unit, to: Unit, value: string): string | undefined {
  const read = told(number);
  const factor = conversion(from, to);
  if (factor.over === factor.under && from.percent === to.percent) return undefined;
  if (from.text === SHARE && (to.percent || to.powers.has('pp')))
    return `${decimalText(read)} as a share of one = ${value}`;
  return `${from.text === SHARE ? decimalText(read) : writtenIn(read, from)} = ${value}`;
}

function bindNumber(metric: Metric, numeral: Numeral, given: string): Bound | Refusal {
  const meant = understood(metric, numeral, given);
  if ('error' in meant) return meant;
  const wanted = declaredUnit(metric.unit);
  const exact = scaled(numeral.number, meant.unit, wanted);
  const shown = exact && rounded(exact, metric);
  if (!shown)
    return { error: `${clipped(decimalText(numeral.number))} is out of reach`, hint: 'choose another value' };
  // The sign says that it is no share of one any more.
  const checked = checkValue(metric, decimalText(shown) + (wanted.percent ? ' %' : ''));
  if ('error' in checked) return checked;
  const { fill, warning } = checked;
  const converted = conversionText(numeral.number, meant.unit, wanted, fill.value);
  return { fill, ...(warning && { warning }), ...(converted && { converted }), unit: meant.stored };
}

/** A number under a name that nobody declared, or where words are wanted: with its unit, unless it is a share. */
function bindFree(metric: Metric | undefined, { number, stated }: Numeral, given: string): Bound | Refusal {
  const unit = stated === SHARE || stated === '' ? undefined : declaredUnit(stated);
  const shown = metric ? number : (rounded(number, {}) ?? number);
  const checked = checkValue(metric, unit ? writtenIn(shown, unit) : decimalText(shown));
  return 'error' in checked ? checked : { ...checked, unit: given };
}

function bindWords(metric: Metric | undefined, { value }: Found): Bound | Refusal {
  const text = String(value);
  // Of an instant, the day as it is written there.
  const day = metric?.kind === 'date' ? (/^(\d{4}-\d{2}-\d{2})[T ]/.exec(text)?.[1] ?? text) : text;
  const checked = checkValue(metric, day);
  if (!('error' in checked)) return { ...checked, unit: '' };
  if (metric?.kind !== 'number') return checked;
  return {
    error: `${JSON.stringify(clipped(text))} is no number, and ${metric.name} is one`,
    hint: 'choose a value that is a number',
  };
}

/**
 * Brings a value of a result file to what a metric wants. Units are converted exactly; then the number is rounded: to the
 * metric's `digits`; else whole numbers stay whole, and others keep as many significant digits as its example has, at least three,
 * and every whole digit. Between 0 and 1 a number without a unit is a share of one where a percentage is wanted, and a large whole one
 * is a plain count where millions or megabytes are.
 * @param metric undefined for a placeholder that no metric is declared for: it takes any number with its unit, and any text
 * @param found the value, and the unit that its reader gives it
 * @param given the unit of the number as the user states it, or as the binding stored it: it goes before the reader's
 * @returns `fill` as shown, `converted` where the unit changed, `unit` for the binding; or why it does not suit and what to do
 */
export function bindValue(metric: Metric | undefined, found: Found, given = ''): Bound | Refusal {
  const isText = typeof found.value === 'string';
  if (isText && metric?.kind !== 'number') return bindWords(metric, found);
  const numeral = numeralOf(found, given);
  if (!numeral) return bindWords(metric, found);
  if ('error' in numeral) return numeral;
  return metric?.kind === 'number' ? bindNumber(metric, numeral, given) : bindFree(metric, numeral, given);
}

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

// What a result file holds: a document, and the values in it that have a name.

/** Any value of a document, as JSON has them. Numbers are finite: what is not is a word (`NaN`). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Rows of the tables of a database, by table. */
export type Tables = Readonly<Record<string, readonly { readonly [column: string]: Json }[]>>;

/** A result file as it was read from the disk: its text, or the tables of a database. */
export type ResultFile = {
  /** The path as it is shown, with `/` between folders. */
  readonly file: string;
  readonly content: { readonly text: string } | { readonly tables: Tables };
};

/** A value that can be taken from a file, under the name that its tool gives it. */
export type Candidate = {
  /** What it is, without the tool's name: `infer --model tf · median`. */
  readonly label: string;
  readonly value: number | string;
  /** Unit of the number: `s`, `ms`, `B`, `%`, `requests/s`; `×` for a share of one; empty where the file does not say. */
  readonly unit: string;
  /** Where it is in the document: dotted, or JMESPath. Names things rather than counting them, where it can. */
  readonly path: string;
};

/** A result file, understood. */
export type Reading = {
  /** Stable name of its reader, stored with bindings: `hyperfine`. */
  readonly reader: string;
  /** What people call it: `k6 summary`. */
  readonly title: string;
  readonly document: Json;
  /** Likeliest first. */
  readonly candidates: readonly Candidate[];
  /** Unit of a number at a path that is no candidate's; undefined where the reader cannot tell. */
  readonly unitAt?: (path: string) => string | undefined;
  /** The revision of the code that made the file, where the file itself names it. */
  readonly commit?: string;
  readonly dirty?: boolean;
};

/** A value found at a path. */
export type Found = Pick<Candidate, 'value' | 'unit'>;

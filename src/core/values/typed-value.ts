// What people type for a metric, checked: a number with its unit and range, a time in several units, words,
// a list, a link, a day. Gives a value to store, or says what is wrong with it and what to write.
import type { Fill, Metric, MetricKind } from '../base/metric.ts';
import { oneLine } from '../base/text.ts';
import {
  type Decimal,
  decimalNumber,
  decimalText,
  parseDecimal,
  type Ratio,
  ratioNumber,
} from './decimal.ts';
import {
  PLAIN_STYLE,
  type Quantity,
  quantityNumber,
  readQuantity,
  type Refusal,
  scaleQuantity,
  showQuantity,
  spreadOfShare,
} from './quantity.ts';
import { knownUnit, type KnownUnit, MULTIPLIERS, unclearName } from './unit-table.ts';
import { conversion, declaredUnit, fitsInto, isNamed, readUnits, type Unit, unitsTaken } from './units.ts';

// Values that are no numbers.

const MAX_TEXT_LENGTH = 500;
const MAX_ITEMS = 50;
/** C0 and C1 controls, and the characters that reorder what is read: they could command a terminal or deceive the eye. */
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/u;
const URL_SHAPE = /^(https?):\/\/([^/?#\s]+)([/?#]\S*)?$/iu;
const HOST_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{N}])?$/u;
const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

type Read = { readonly text: string } | Refusal;

/** Refuses what no value may hold: control characters, far too much text, nothing. Undefined when all is well. */
function refuseUnseen(input: string): Refusal | undefined {
  if (UNSEEN.test(input.replaceAll(/[\t\r\n]/g, ' ')))
    return { error: 'the value holds control characters', hint: 'type it anew instead of pasting it' };
  if (input.trim() === '') return { error: 'the value is empty', hint: 'to clear a value use --unset NAME' };
  return undefined;
}

function readText(input: string): Read {
  const text = oneLine(input);
  return text.length <= MAX_TEXT_LENGTH
    ? { text }
    : { error: `the text has ${text.length} characters`, hint: `write at most ${MAX_TEXT_LENGTH}` };
}

function readList(input: string): Read {
  const items = input
    .split(/[,\n]/)
    .map(oneLine)
    .filter((item) => item !== '');
  if (items.length === 0)
    return { error: 'the list is empty', hint: 'write its items with commas between them' };
  if (items.length > MAX_ITEMS)
    return { error: `the list has ${items.length} items`, hint: `write at most ${MAX_ITEMS}` };
  return readText(items.join(', '));
}

function isHost(host: string): boolean {
  const [, name = '', port = '0'] = /^([^:]*)(?::(\d{1,5}))?$/.exec(host) ?? [];
  return Number(port) < 65_536 && name !== '' && name.split('.').every((label) => HOST_LABEL.test(label));
}

function readUrl(input: string): Read {
  const text = input.trim();
  const [, , host = ''] = URL_SHAPE.exec(text) ?? [];
  if (!isHost(host))
    return {
      error: `${oneLine(text).slice(0, 60)} is no web address`,
      hint: 'write it in full: https://example.com',
    };
  return readText(text);
}

function readDate(input: string): Read {
  const text = input.trim();
  const [, year, month, day] = (DATE_SHAPE.exec(text) ?? []).map(Number);
  const refusal = { error: `${oneLine(text).slice(0, 60)} is no date`, hint: 'write YYYY-MM-DD: 2026-11-24' };
  if (year === undefined || month === undefined || day === undefined) return refusal;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days ? { text } : refusal;
}

const READERS: Readonly<Record<Exclude<MetricKind, 'number'>, (input: string) => Read>> = {
  text: readText,
  list: readList,
  url: readUrl,
  date: readDate,
};

/** Reads a value of that kind; what it gives is one line without surrounding space. The input has passed `refuseUnseen`. */
const readTextValue = (kind: Exclude<MetricKind, 'number'>, input: string): Read => READERS[kind](input);

// Times in several units, `1h30m`, `2 min 30 s`, `1 day, 2:30:00`, are rewritten with one unit.

/** Longest text that is looked through. */
const LONGEST = 200;
const CLOCK =
  /(?<![\d.:,])(?:(\d{1,4}) days?,? )?(\d{1,4}):([0-5]\d)(?::([0-5]\d))?(\.\d+)?(?![\d:])(?: ?(hours?|h|minutes?|mins?|m|seconds?|secs?|s)(?!\p{L}))?/giu;
const CLOCK_OF_HOURS = /:\d\d ?h/i;
const RUN = /(?<![\p{L}\d.,:])(?:\d+(?:\.\d+)? ?\p{L}+(?: ?, ?| and | )?){2,7}/gu;
const PART = /(\d+(?:\.\d+)?) ?(\p{L}+)/gu;
/** `1h30`. */
const HOURS_AND_MINUTES = /(?<![\p{L}\d.,:])(\d{1,4})h(\d\d)(?![\p{L}\d.,:])/giu;
const SHORT_MINUTES = /(?<=\d) ?m(?!\p{L})/gu;

const isAtLeast = ({ factor }: Unit, seconds: bigint): boolean => factor.over >= seconds * factor.under;

/** `1:30` is minutes and seconds, or hours and minutes where hours or more are wanted; the unit behind it decides. */
function plainClocks(text: string, inHours: boolean): string {
  return text.replaceAll(
    CLOCK,
    (whole: string, days?: string, first = '0', second = '0', third?: string, fraction = '', unit = '') => {
      const hours = days !== undefined || third !== undefined || (unit === '' ? inHours : /^h/i.test(unit));
      const [a, b, c] = [Number(first), Number(second), Number(third ?? 0)];
      if (!hours) return `${a * 60 + b}${fraction} s`;
      const minutes = Number(days ?? 0) * 1440 + a * 60 + b;
      if (third !== undefined) return `${minutes * 60 + c}${fraction} s`;
      return fraction === '' ? `${minutes} min` : whole;
    },
  );
}

/** How many of the smaller unit the larger one is; undefined when that is no whole number, or not more than one. */
function times(larger: Ratio, smaller: Ratio): bigint | undefined {
  const [over, under] = [larger.over * smaller.under, larger.under * smaller.over];
  return over % under === 0n && over > under ? over / under : undefined;
}

type Part = { readonly digits: string; readonly unit: KnownUnit };

function partsOf(run: string): readonly Part[] {
  return [...run.matchAll(PART)].flatMap(([, digits = '', word = '']) => {
    const unit = knownUnit(word === 'm' ? 'min' : word);
    return [{ digits, unit: unit ?? { text: word, powers: new Map(), factor: { over: 0n, under: 1n } } }];
  });
}

/** `2 min 30.5 s` → `150.5 s`; what is no time from its largest to its smallest unit stays as it is. */
function plainRun(run: string, measures: string): string {
  const parts = partsOf(run);
  const last = parts.at(-1);
  const rest = last && parseDecimal(last.digits);
  if (!rest || parts.some(({ unit }) => [...unit.powers.keys()].join('') !== measures)) return run;
  let sum = 0n;
  for (const [i, { digits, unit }] of parts.slice(0, -1).entries()) {
    const next = parts[i + 1];
    const count = times(unit.factor, last.unit.factor);
    if (digits.includes('.') || !next || times(unit.factor, next.unit.factor) === undefined) return run;
    sum += BigInt(digits) * (count ?? 0n);
  }
  const mantissa = rest.mantissa + sum * 10n ** BigInt(-rest.exponent);
  const behind = /[ ,]*$/.exec(run)?.[0] ?? '';
  return `${decimalText({ ...rest, mantissa })} ${last.unit.text}${behind}`;
}

/**
 * The text with each time that is written in several units in one unit: `1h30m` → `90 min`, `1:30` → `90 s`.
 * @param text has one plain blank wherever it has any
 * @param wanted the unit that a value is wanted in; when it is none of time the text stays as it is
 */
function plainDurations(text: string, wanted: Unit): string {
  if (text.length > LONGEST) return text;
  const [measures = '', power = 0] = wanted.powers.size === 1 ? ([...wanted.powers][0] ?? []) : [];
  if ((measures !== 'time' && measures !== 'month') || power !== 1 || wanted.nouns !== '') return text;
  if (measures === 'month') return text.replaceAll(RUN, (run) => plainRun(run, measures));
  const inHours = isAtLeast(wanted, 3600n) || CLOCK_OF_HOURS.test(text);
  const plain = plainClocks(text, inHours)
    .replaceAll(RUN, (run) => plainRun(run, measures))
    .replaceAll(
      HOURS_AND_MINUTES,
      (_, hours: string, minutes: string) => `${Number(hours) * 60 + Number(minutes)} min`,
    );
  // A lone `m` where seconds or less are wanted may as well be a slip for `ms`.
  return isAtLeast(wanted, 60n) ? plain.replaceAll(SHORT_MINUTES, ' min') : plain;
}

// Numbers, brought into the unit that is wanted.

/** A value that can be stored, as it was understood. */
export type Accepted = {
  readonly fill: Omit<Fill, 'updatedAt'>;
  /** Something to look at again: out of range, or perhaps a share meant in percent. */
  readonly warning?: string;
  /** `0.32 s = 320 ms`, when the unit was converted. */
  readonly converted?: string;
};

/**
 * A number read and brought into the unit that is wanted. `rephrased` tells that more than the unit was understood:
 * `1h30m`, `45 ± 3 %`.
 */
export type Measured = {
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly typed: Unit;
  readonly rephrased?: boolean;
};

const clipped = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Says why the unit does not fit, and what to write. */
function unfit(read: Quantity, wanted: Unit): Refusal {
  const [above = ''] = read.unitText.split('/');
  const [meanings, write] = unclearName(read.unitText) ?? unclearName(above) ?? [];
  if (/^\(\d/.test(read.unitText))
    return { error: `${clipped(read.unitText)} is no unit`, hint: 'write a spread as 45 ± 3' };
  if (meanings !== undefined && wanted.powers.size > 0)
    return { error: `${clipped(read.unitText)} may mean ${meanings}`, hint: `write ${write}` };
  const bare = { ...read, relation: '', note: '' };
  return {
    error: `${clipped(read.unitText)} does not fit: ${unitsTaken(wanted)} is wanted`,
    hint: `write it as ${showQuantity(bare, wanted, PLAIN_STYLE, ' ')}, if that is what you measured`,
  };
}

/** `45 ± 3 %` where milliseconds are wanted: the spread is a share of the number. */
function withShare(read: Quantity, wanted: Unit): Quantity | undefined {
  const [percent] = readUnits(read.unitText);
  if (read.spread?.kind !== '±' || !percent?.percent || fitsInto(percent, wanted)) return undefined;
  const second = spreadOfShare(read.first, read.spread.second);
  return { ...read, spread: { kind: '±', second }, unitText: '', adapted: true };
}

/** The unit that was typed: the one wanted where none or its very name was, else the first reading that fits. */
function typedUnit({ unitText }: Quantity, wanted: Unit): Unit | undefined {
  if (unitText === '' || isNamed(wanted, unitText)) return wanted;
  return readUnits(unitText).find((unit) => fitsInto(unit, wanted));
}

/** Reads `input` into `wanted`: a number without a unit is taken to be in it, any other unit is converted. */
export function measure(input: string, wanted: Unit): Measured | Refusal {
  const plain = input.replaceAll(/\s+/gu, ' ').trim();
  const text = plainDurations(plain, wanted);
  const first = readQuantity(text);
  if ('error' in first) return { error: clipped(first.error), hint: first.hint };
  const read = withShare(first, wanted) ?? first;
  const typed = typedUnit(read, wanted);
  if (!typed) return unfit(read, wanted);
  const quantity = scaleQuantity(read, conversion(typed, wanted));
  if (!quantity)
    return { error: `${clipped(input.trim())} is out of reach`, hint: 'check the number and its unit' };
  const rephrased = text !== plain || read.adapted === true;
  return { quantity, unit: wanted, typed, ...(rephrased && { rephrased }) };
}

/** Says that a number is outside the metric's range of sane values; undefined when it is within. */
export function rangeWarning(metric: Metric, number: number, shown: string): string | undefined {
  const { min, max } = metric;
  const below = min !== undefined && number < min;
  if (!below && !(max !== undefined && number > max)) return undefined;
  const range =
    max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`;
  return `${shown} is ${below ? 'below' : 'above'} what is usual (${range})`;
}

/** A bare `0.82` where a percentage is wanted may be a share of one. Not where the example is that small itself. */
function shareWarning(metric: Metric, first: Decimal, bare: boolean): string | undefined {
  const number = Math.abs(decimalNumber(first));
  const small = Math.abs(Number.parseFloat(metric.example ?? '100')) <= 1 || (metric.max ?? 100) <= 1;
  if (!bare || small || number === 0 || number > 1) return undefined;
  const shown = decimalNumber(first);
  const meant = Number((shown * 100).toPrecision(12));
  return `${shown} % or ${meant} %? if it is a share of one, write ${meant} %`;
}

/** A bare `25000000` where millions are wanted may be the count itself. */
function countWarning(unit: Unit, first: Decimal, bare: boolean): string | undefined {
  const [multiplier = '', ...counted] = unit.text.split(' ');
  const number = decimalNumber(first);
  const factor = ratioNumber(unit.factor);
  if (!bare || !MULTIPLIERS.has(multiplier) || number < factor) return undefined;
  const meant = Number((number / factor).toPrecision(12));
  return `${number} ${unit.text} or ${meant} ${unit.text}? if it is a plain count, write ${number} ${counted.join(' ')}`;
}

function checkNumber(metric: Metric, input: string): Accepted | Refusal {
  const measured = measure(input, declaredUnit(metric.unit));
  if ('error' in measured) return measured;
  const { quantity, unit, typed, rephrased = false } = measured;
  const value = showQuantity(quantity, unit, PLAIN_STYLE, ' ');
  const number = quantityNumber(quantity);
  const bare = typed === unit;
  const warning =
    (unit.percent && shareWarning(metric, quantity.first, bare)) ||
    countWarning(unit, quantity.first, bare) ||
    rangeWarning(metric, number, value);
  const factor = conversion(typed, unit);
  const converted = rephrased || factor.over !== factor.under || (typed.percent && !unit.percent);
  return {
    fill: { value, number, ...(unit.text !== '' && { unit: unit.text }) },
    ...(warning && { warning }),
    ...(converted && { converted: `${input.replaceAll(/\s+/gu, ' ').trim()} = ${value}` }),
  };
}

/** A value that nobody declared: kept as typed; a plain number with a known unit also gets number and unit. */
function checkFree(input: string): Accepted | Refusal {
  const text = readTextValue('text', input);
  if ('error' in text) return text;
  const read = readQuantity(text.text);
  const isMore = !('error' in read) && (read.spread || read.relation !== '' || read.note !== '');
  if ('error' in read || isMore || /^n ?=/i.test(text.text)) return { fill: { value: text.text } };
  const [unit] = readUnits(read.unitText);
  const value = unit && showQuantity(read, unit, PLAIN_STYLE, ' ');
  if (!unit || value === undefined || !isFaithful(text.text, read.unitText, value, unit))
    return { fill: { value: text.text } };
  return { fill: { value, number: quantityNumber(read), ...(unit.text !== '' && { unit: unit.text }) } };
}

/** Whether a text that nobody declared may be shown as `value`: `45ms` as `45 ms`; not `3090Ti`, `70B` and `007`, which are names. */
function isFaithful(typed: string, unitText: string, value: string, unit: Unit): boolean {
  if (/^\+?0\d/.test(typed) || MULTIPLIERS.has(unitText)) return false;
  return unit.nouns === '' || value === typed.replaceAll(/(?<=\d)[ ,_](?=\d)/g, '');
}

/**
 * Checks what was typed for a metric, and brings it into the metric's unit.
 * @param metric undefined for a placeholder that no metric is declared for: then nearly any text will do
 * @returns the value to store (`value` as shown with a plain space, `number` in the metric's unit), or what is wrong and what to write
 */
export function checkValue(metric: Metric | undefined, input: string): Accepted | Refusal {
  const refusal = refuseUnseen(input);
  if (refusal) return refusal;
  if (!metric) return checkFree(input);
  if (metric.kind === 'number') return checkNumber(metric, input);
  const read = readTextValue(metric.kind, input);
  return 'error' in read ? read : { fill: { value: read.text } };
}

import { parseDay } from '../base/day.ts';
import type { Fill, Metric, MetricKind } from '../base/metric.ts';
import { clipped, oneLine, withoutFullStop } from '../base/text.ts';
import { isYes } from '../base/wording.ts';
import { type Decimal, decimalNumber, ratioNumber } from './decimal.ts';
import {
  measure,
  PLAIN_STYLE,
  quantityNumber,
  readQuantity,
  type Refusal,
  showQuantity,
} from './quantity.ts';
import { MULTIPLIERS } from './unit-table.ts';
import { conversion, declaredUnit, readUnits, type Unit } from './units.ts';

export type Accepted = {
  readonly fill: Omit<Fill, 'updatedAt'>;
  /** Out of range, or perhaps a share meant in percent. */
  readonly warning?: string;
  /** `0.32 s = 320 ms`, when the unit was converted. */
  readonly converted?: string;
};

/**
 * @param metric undefined for a placeholder without a declared metric: nearly any text is valid
 * @returns the value to store, in the metric's unit, or what is wrong
 */
export function checkValue(metric: Metric | undefined, input: string): Accepted | Refusal {
  if (UNSEEN.test(input.replaceAll(/[\t\r\n]/g, ' ')))
    return { error: 'the value contains control characters', hint: 'type it instead of pasting it' };
  if (input.trim() === '') return { error: 'the value is empty', hint: 'to clear a value, use --unset NAME' };
  if (!metric) return checkUndeclared(input);
  if (metric.kind === 'number') return checkNumber(metric, input);
  const isConfirmed = metric.kind === 'event' && metric.example !== undefined && isYes(input);
  const read = READERS[metric.kind](isConfirmed ? (metric.example ?? input) : input);
  return 'error' in read ? read : { fill: { value: read.text } };
}

/** `n`, `no`, `n nobody was on call`, `no: …`; the reason may be empty. */
export function droppedReason(metric: Metric | undefined, line: string): string | undefined {
  if (metric?.kind !== 'event') return undefined;
  const [whole, reason = '', other = reason] =
    /^(?:n|no|n\s+(.+)|no\s*[:,–—-]\s*(.+))$/i.exec(line.trim()) ?? [];
  return whole === undefined ? undefined : other;
}

const MAX_TEXT_LENGTH = 500;
const MAX_ITEMS = 50;
/** They could command a terminal or deceive the eye. */
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/u;
const URL_SHAPE = /^https?:\/\/([^/?#\s]+)(?:[/?#]\S*)?$/iu;
const HOST_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{N}])?$/u;

type Read = { readonly text: string } | Refusal;

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
  if (items.length === 0) return { error: 'the list is empty', hint: 'separate the items with commas' };
  if (items.length > MAX_ITEMS)
    return { error: `the list has ${items.length} items`, hint: `write at most ${MAX_ITEMS}` };
  return readText(items.join(', '));
}

function isHost(host: string): boolean {
  const [, name = '', port = '0'] = /^([^:]*)(?::(\d{1,5}))?$/.exec(host) ?? [];
  return Number(port) < 65_536 && name !== '' && name.split('.').every((label) => HOST_LABEL.test(label));
}

function readUrl(input: string): Read {
  const [, host = ''] = URL_SHAPE.exec(input.trim()) ?? [];
  if (isHost(host)) return readText(input);
  const error = `${clipped(oneLine(input))} is not a web address`;
  return { error, hint: 'write it in full: https://example.com' };
}

function readDate(input: string): Read {
  const text = parseDay(input.trim());
  const error = `${clipped(oneLine(input))} is not a date`;
  return text === undefined ? { error, hint: 'write YYYY-MM-DD: 2026-11-24' } : { text };
}

function readEvent(input: string): Read {
  const read = readText(input);
  return 'error' in read ? read : { text: withoutFullStop(read.text) };
}

const READERS: Readonly<Record<Exclude<MetricKind, 'number'>, (input: string) => Read>> = {
  text: readText,
  list: readList,
  url: readUrl,
  date: readDate,
  event: readEvent,
};

/** Undefined within the plausible range. */
export function rangeWarning({ min, max }: Metric, number: number, shown: string): string | undefined {
  const below = min !== undefined && number < min;
  if (!below && !(max !== undefined && number > max)) return undefined;
  const range =
    max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`;
  return `${shown} is ${below ? 'below' : 'above'} the expected range (${range})`;
}

/** A bare `0.82` where a percentage is expected may be a share of one, unless the example is that small too. */
function shareWarning({ example = '100', max = 100 }: Metric, number: number): string | undefined {
  const isSmall = Math.abs(Number.parseFloat(example)) <= 1 || max <= 1;
  if (isSmall || number === 0 || Math.abs(number) > 1) return undefined;
  const meant = Number((number * 100).toPrecision(12));
  return `${number}% or ${meant}%? Include the % sign`;
}

/** A bare `25000000` where millions are expected may be the count itself. */
function countWarning(unit: Unit, number: number): string | undefined {
  const [multiplier = '', ...counted] = unit.text.split(' ');
  const factor = ratioNumber(unit.factor);
  if (!MULTIPLIERS.has(multiplier) || number < factor) return undefined;
  const meant = Number((number / factor).toPrecision(12));
  return `${number} ${unit.text} or ${meant} ${unit.text}? If it is a plain count, write ${number} ${counted.join(' ')}`;
}

const bareWarning = (metric: Metric, unit: Unit, first: Decimal): string | undefined =>
  (unit.percent ? shareWarning(metric, decimalNumber(first)) : undefined) ??
  countWarning(unit, decimalNumber(first));

function checkNumber(metric: Metric, input: string): Accepted | Refusal {
  const unit = declaredUnit(metric.unit);
  const measured = measure(input, unit);
  if ('error' in measured) return measured;
  const { quantity, typed, isRephrased, isDoubtful } = measured;
  const value = showQuantity(quantity, unit, PLAIN_STYLE, ' ');
  const number = quantityNumber(quantity);
  const divided = isDoubtful ? `${oneLine(input)} would be ${value}` : undefined;
  const bare = typed === unit ? bareWarning(metric, unit, quantity.first) : undefined;
  const { over, under } = conversion(typed, unit);
  const isConverted = isRephrased || over !== under || (typed.percent && !unit.percent);
  return {
    fill: { value, number, unit: unit.text || undefined },
    warning: divided ?? bare ?? rangeWarning(metric, number, value),
    converted: isConverted ? `${oneLine(input)} = ${value}` : undefined,
  };
}

/** Stored as typed; a plain number with a known unit also gets number and unit. */
function checkUndeclared(input: string): Accepted | Refusal {
  const read = readText(input);
  if ('error' in read) return read;
  const { text } = read;
  const quantity = readQuantity(text);
  if ('error' in quantity || quantity.spread || quantity.relation + quantity.note !== '')
    return { fill: { value: text } };
  const [unit] = readUnits(quantity.unitText);
  const value = unit && showQuantity(quantity, unit, PLAIN_STYLE, ' ');
  return !unit || value === undefined || !isFaithful(text, quantity.unitText, value, unit)
    ? { fill: { value: text } }
    : { fill: { value, number: quantityNumber(quantity), unit: unit.text || undefined } };
}

/** `45ms` as `45 ms`, but not `3090Ti`, `70B`, and `007`, which are names. */
function isFaithful(typed: string, unitText: string, value: string, unit: Unit): boolean {
  const isName = /^n ?=|^\+?0\d|\d,\d{1,2}(?!\d)/i.test(typed);
  if (isName || MULTIPLIERS.has(unitText)) return false;
  return unit.nouns === '' || value === typed.replaceAll(/(?<=\d)[ ,_](?=\d)/g, '');
}

// Values that are no numbers: words, lists, links, days. What each must look like.
import type { MetricKind } from './metric.ts';
import { oneLine } from './one-line.ts';
import type { Refusal } from './quantity-text.ts';

const MAX_TEXT_LENGTH = 500;
const MAX_ITEMS = 50;
/** C0 and C1 controls, and the characters that reorder what is read: they could command a terminal or deceive the eye. */
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/u;
const URL_SHAPE = /^(https?):\/\/([^/?#\s]+)([/?#]\S*)?$/iu;
const HOST_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{N}])?$/u;
const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

type Read = { readonly text: string } | Refusal;

/** Refuses what no value may hold: control characters, far too much text, nothing. Undefined when all is well. */
export function refuseUnseen(input: string): Refusal | undefined {
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
export const readTextValue = (kind: Exclude<MetricKind, 'number'>, input: string): Read =>
  READERS[kind](input);

// Single values in result files: the number that a text is, the unit that a key states, what counts as a
// value, and how far prep follows a file.
import { plainLine } from '../../core/one-line.ts';
import type { Refusal } from '../../core/quantity.ts';
import type { Json } from '../../core/result.ts';

/** Lists and objects inside one another. */
export const MAX_DEPTH = 100;

/** Characters of a path. */
export const MAX_PATH_CHARS = 1000;

/** Values that are listed of one file. */
export const MAX_CANDIDATES = 1000;

/** Characters of a text that is taken as a value. */
export const MAX_TEXT_VALUE_CHARS = 200;

/** Characters of a YAML or TOML file: both are written by hand, and slow to read. */
export const MAX_SLOW_SYNTAX_CHARS = 2_000_000;

const SHOWN_CHARS = 120;

/** A text from a file or a user in one line, cut where it is long. */
export function clip(text: string): string {
  const line = text.slice(0, SHOWN_CHARS + 1).replaceAll(/[\s\p{Cc}]+/gu, ' ');
  return line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line;
}

const [PLUS, MINUS, POINT, ZERO, NINE, LARGE_E, SMALL_E] = [43, 45, 46, 48, 57, 69, 101];

/**
 * The number that a text is, in plain decimal digits with or without an exponent; undefined for anything
 * else: words, other bases, and what is too large to be held (`1e400`). Fast, since it is asked for every
 * cell.
 */
export function plainNumber(text: string): number | undefined {
  const sign = text.charCodeAt(0);
  const at = sign === MINUS || sign === PLUS ? 1 : 0;
  const first = text.charCodeAt(at);
  if (!((first >= ZERO && first <= NINE) || first === POINT)) return undefined;
  // `0x1F` and its like: the second character of a number is never a letter but `e`.
  const second = text.charCodeAt(at + 1);
  if (first === ZERO && second > NINE && second !== SMALL_E && second !== LARGE_E) return undefined;
  const last = text.charCodeAt(text.length - 1);
  if (!((last >= ZERO && last <= NINE) || last === POINT)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Endings of a name in lower case with `_` between its words. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ...names('ns', 'ns', 'nanoseconds', 'nanosecond', 'nanos'),
  ...names('µs', 'us', 'µs', 'μs', 'microseconds', 'microsecond', 'micros'),
  ...names('ms', 'ms', 'msec', 'msecs', 'milliseconds', 'millisecond', 'millis'),
  ...names('s', 's', 'sec', 'secs', 'seconds'),
  ...names('B', 'bytes'),
  ...names('kB', 'kb'),
  ...names('MB', 'mb'),
  ...names('GB', 'gb'),
  ...names('KiB', 'kib'),
  ...names('MiB', 'mib'),
  ...names('GiB', 'gib'),
  ...names('%', 'pct', 'percent', '%'),
]);

function names(unit: string, ...words: readonly string[]): readonly (readonly [string, string])[] {
  return words.map((word) => [word, unit]);
}

/** The unit that a key states; empty when it states none, or one of something per time. */
export function unitOfKey(key: string): string {
  const name = key.slice(-200).trim();
  const [, stated] = /[([]([^()[\]]{1,20})[)\]]$/.exec(name) ?? [];
  if (stated !== undefined) return ENDINGS.get(stated.trim().toLowerCase()) ?? '';
  const words = name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split(/[_\s.-]+/);
  const [before = '', last = ''] = words.slice(-2);
  // `99_pct` is a percentile, and `tokens_per_sec` a rate.
  if (words.length < 2 || before === 'per' || (/^p?\d+$/.test(before) && ENDINGS.get(last) === '%'))
    return '';
  return ENDINGS.get(last) ?? '';
}

/** What programs write where they have no number. */
const NO_NUMBER = /^[+-]?(?:nan|inf|infinity|\.nan|\.inf)$/i;
const DIGITS = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The value, numbers in texts as numbers; else a refusal that goes on behind the path: `is a list of 3`. */
export function valueOf(found: Json): number | string | Refusal {
  if (typeof found === 'number') return found;
  if (typeof found === 'string') return ofText(found);
  if (found === null || typeof found === 'boolean')
    return { error: `is ${found}, which is no value`, hint: 'name a number or a short text' };
  if (Array.isArray(found))
    return {
      error: `is a list of ${found.length}`,
      hint: 'pick one of it: [0], [-1], or max(…), min(…), avg(…) around it',
    };
  const keys = Object.keys(found).slice(0, 5).map(clip).join(', ');
  return {
    error: 'is no single value',
    hint: keys === '' ? 'it is empty' : `name one of what is in it: ${keys}`,
  };
}

function ofText(found: string): number | string | Refusal {
  const text = plainLine(found);
  if (text === '') return { error: 'is empty', hint: 'name a number or a short text' };
  if (NO_NUMBER.test(text))
    return { error: `is ${text}`, hint: 'there is no number: look at the run, it may have diverged' };
  if (text.length > MAX_TEXT_VALUE_CHARS)
    return {
      error: `is a text of ${text.length} characters`,
      hint: `a value has at most ${MAX_TEXT_VALUE_CHARS}`,
    };
  const number = plainNumber(text);
  if (number === undefined && DIGITS.test(text))
    return {
      error: `is ${text}, which is out of reach`,
      hint: 'look at the run: no measurement is that large',
    };
  return number ?? text;
}

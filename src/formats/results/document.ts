// A result file as a document: which syntax it is written in, by its content, and what is wrong with a
// damaged one.
import { openSource } from '../../core/base/span.ts';
import { plainLine } from '../../core/base/text.ts';
import type { Json, ResultFile } from '../../core/fill/sync.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { csvHead, type CsvHead, readWholeRows } from '../notation/csv.ts';
import { type JsonText, parseJsonLines, parseJsonText } from '../notation/json.ts';
import { parseToml } from '../notation/toml.ts';
import { parseYamlValue } from '../notation/yaml.ts';
import type { ResultDocument, Syntax } from './reader.ts';

// Single values in result files: the number that a text is, the unit that a key states, what counts as a
// value, and how far prep follows a file.

/** Lists and objects inside one another. */
const MAX_DEPTH = 100;

/** Characters of a path. */
export const MAX_PATH_CHARS = 1000;

/** Values that are listed of one file. */
export const MAX_CANDIDATES = 1000;

/** Characters of a text that is taken as a value. */
export const MAX_TEXT_VALUE_CHARS = 200;

/** Characters of a YAML or TOML file: both are written by hand, and slow to read. */
const MAX_SLOW_SYNTAX_CHARS = 2_000_000;

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

/** What a parser gave: nothing is known of a `value`, and a `document` is one already. */
type Read = { readonly value: unknown } | { readonly document: Json } | Refusal;

/** A text alone that is JSON, such as a number, is no longer than this. */
const MAX_SCALAR_CHARS = 1000;
const KNOWN = 'prep reads JSON, JSON lines, YAML, TOML, CSV and SQLite';

/**
 * Reads a file of results, whatever it is written in. Refuses, with place and remedy, what cannot be read;
 * never throws.
 */
export function readDocument(result: ResultFile): ResultDocument | Refusal {
  const { content } = result;
  const file = clip(result.file);
  const found =
    'tables' in content
      ? { syntax: 'tables' as const, read: { value: { ...content.tables } } }
      : readText(file, content.text);
  if ('error' in found.read) return found.read;
  const value = 'document' in found.read ? found.read.document : settle(found.read.value);
  if (value === undefined) return refuseDeep(file);
  return { file: result.file, syntax: found.syntax, value };
}

type Found = { readonly syntax: Syntax; readonly read: Read };

function readText(file: string, text: string): Found {
  const wrong = refuseText(file, text);
  if (wrong) return { syntax: 'json', read: wrong };
  const [first = ''] = text.trimStart();
  const json =
    first === '{' || first === '[' || text.length <= MAX_SCALAR_CHARS ? parseJsonText(text) : undefined;
  if (json && 'value' in json) return { syntax: 'json', read: json };
  const lines = first === '{' ? parseJsonLines(text) : undefined;
  if (lines) return { syntax: 'json-lines', read: readOrRefuse(file, text, 'JSON lines', lines) };
  const metric = first === '{' || first === '[' ? undefined : parseMetricLines(text);
  if (metric) return { syntax: 'metric-lines', read: { document: metric } };
  return readLines(file, text) ?? { syntax: 'json', read: refuseUnknown(file, text, json) };
}

/** What is no text of results at all. */
function refuseText(file: string, text: string): Refusal | undefined {
  if (text.trim() === '') return { error: `${file} is empty`, hint: AGAIN };
  if (text.includes('\0'))
    return { error: `${file} is no text`, hint: `${KNOWN}, all but the last as UTF-8` };
  const start = text.slice(0, 1000).trimStart();
  if (/^<(?:!doctype html|html)\b/i.test(start))
    return {
      error: `${file} is a web page`,
      hint: 'save the data itself: the address may have asked for a login',
    };
  return start.startsWith('<')
    ? { error: `${file} is XML, which prep does not read`, hint: KNOWN }
    : undefined;
}

const PARSERS: Readonly<Record<LineSyntax, (file: string, text: string) => Read>> = {
  csv: (file, text) => {
    const table = readTable(text);
    return 'wrong' in table
      ? { error: `${file} ${table.wrong}`, hint: table.hint }
      : { document: table.rows };
  },
  toml: (file, text) => {
    if (text.length > MAX_SLOW_SYNTAX_CHARS) return refuseSlow(file, 'TOML');
    const toml = parseToml(text, MAX_DEPTH);
    if ('value' in toml) return toml;
    if (toml.message === TOO_DEEP) return refuseDeep(file);
    return refuseAt(file, `not valid TOML (${clip(toml.message)})`, toml);
  },
  yaml: (file, text) => {
    if (text.length > MAX_SLOW_SYNTAX_CHARS) return refuseSlow(file, 'YAML');
    const yaml = parseYamlValue(text, MAX_DEPTH);
    if ('value' in yaml)
      return typeof yaml.value === 'object' ? yaml : { error: `${file} holds no results`, hint: KNOWN };
    const { message, offset } = yaml;
    if (message === TOO_DEEP) return refuseDeep(file);
    if (offset === undefined)
      return { error: `${file} cannot be read as YAML: ${clip(message)}`, hint: AGAIN };
    return refuseAt(file, `not valid YAML (${clip(message)})`, openSource(file, text).pointAt(offset));
  },
};

/** As the first syntax that it fits and can be read in, else what is wrong with it in the likeliest. */
function readLines(file: string, text: string): Found | undefined {
  let refused: Found | undefined;
  for (const syntax of likelySyntaxes(file, text)) {
    const read = PARSERS[syntax](file, text);
    if (!('error' in read)) return { syntax, read };
    refused ??= { syntax, read };
  }
  return refused;
}

/** What the parsers say of a text whose lists and objects are inside one another too many times. */
const TOO_DEEP = 'nested too deeply';

const refuseDeep = (file: string): Refusal => ({
  error: `${file} is nested more than ${MAX_DEPTH} levels deep`,
  hint: 'prep reads results, which are flatter',
});

const refuseSlow = (file: string, syntax: string): Refusal => ({
  error: `${file} is over ${MAX_SLOW_SYNTAX_CHARS / 1_000_000} MB, too large for ${syntax}`,
  hint: 'have the tool write JSON or CSV',
});

const refuseAt = (
  file: string,
  what: string,
  { line, column }: { line: number; column: number },
): Refusal => ({
  error: `${file} is ${what} at line ${line}, column ${column}`,
  hint: AGAIN,
});

/** What a parser gave, or where the text is broken. */
function readOrRefuse(file: string, text: string, what: string, parsed: JsonText): Read {
  if ('value' in parsed) return parsed;
  const { offset, cutOff } = parsed.fault;
  return refuseAt(file, cutOff ? 'cut off' : `not valid ${what}`, openSource(file, text).pointAt(offset));
}

function refuseUnknown(file: string, text: string, json: JsonText | undefined): Refusal {
  const [first = ''] = text.trimStart();
  if (json && 'fault' in json && (first === '{' || first === '[')) {
    const read = readOrRefuse(file, text, 'JSON', json);
    if ('error' in read) return read;
  }
  const promised = syntaxByName(file) ?? '';
  return promised === ''
    ? { error: `${file} holds no results that prep can read`, hint: KNOWN }
    : { error: `${file} holds no ${promised.toUpperCase()}, whatever its name says`, hint: AGAIN };
}

/**
 * A parsed value as a document; undefined when it is nested too deeply. Numbers that are not finite (`1e400`,
 * `.nan`) become words. The value is changed in place: a copy of a large file would cost as much as reading
 * it.
 */
function settle(value: unknown): Json | undefined {
  let tooDeep = false;
  const settled = (each: unknown, depth: number): unknown => {
    if (typeof each === 'number') return Number.isFinite(each) ? each : String(each);
    if (typeof each !== 'object' || each === null) return each;
    if (depth > MAX_DEPTH) tooDeep = true;
    else if (Array.isArray(each)) settleList(each, (item) => settled(item, depth + 1));
    else settleFields(each, (item) => settled(item, depth + 1));
    return each;
  };
  const document = settled(value, 1);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsers give what JSON can hold, and the rest was settled above
  return tooDeep ? undefined : (document as Json);
}

function settleList(list: unknown[], settled: (item: unknown) => unknown): void {
  for (const [at, item] of list.entries()) {
    const next = settled(item);
    if (next !== item) list[at] = next;
  }
}

function settleFields(fields: object, settled: (item: unknown) => unknown): void {
  for (const key of Object.keys(fields)) {
    const item: unknown = Reflect.get(fields, key);
    const next = settled(item);
    if (next !== item) Object.defineProperty(fields, key, { value: next, enumerable: true });
  }
}

/** What is written line by line, and so shows in the first lines. */
type LineSyntax = Extract<Syntax, 'csv' | 'toml' | 'yaml'>;

const HEAD_CHARS = 65_536;
const HEAD_LINES = 20;

const TOML_LINE =
  /^\s*(?:\[{1,2}[^[\]]{1,200}\]{1,2}\s*(?:#.*)?$|(?:[\w-]{1,200}|"[^"]{1,200}"|'[^']{1,200}')(?:\s*\.\s*[\w"'-]{1,200}){0,200}\s*=)/;
const YAML_LINE =
  /^\s*(?:-(?:\s|$)|(?:"[^"]{0,200}"|'[^']{0,200}'|[^\s"'#,;{}[\]&*!|>%@`-][^:#]{0,200}|-[^\s:]{1,200})\s*:(?:\s|$))/;

/** The syntax that the name of a file promises. */
function syntaxByName(file: string): LineSyntax | 'json' | undefined {
  const [, extension = ''] = /\.([a-z]+)$/i.exec(file) ?? [];
  const word = extension.toLowerCase();
  if (word === 'yaml' || word === 'yml') return 'yaml';
  if (word === 'csv' || word === 'tsv') return 'csv';
  if (word === 'toml') return 'toml';
  return word === 'json' || word === 'jsonl' || word === 'ndjson' ? 'json' : undefined;
}

/** What a text may be written in, likeliest first; empty when its first lines are of no such shape. */
function likelySyntaxes(file: string, text: string): readonly LineSyntax[] {
  const lines = text
    .slice(0, HEAD_CHARS)
    .split(/\r\n?|\n/, HEAD_LINES * 10)
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
    .slice(0, HEAD_LINES);
  const [first = ''] = lines;
  const named = syntaxByName(file);
  const bracket = /^\s*[{[]/.exec(first)?.[0].trim() ?? '';
  const isYaml =
    /^\s*(?:---|%YAML)/.test(first) || YAML_LINE.test(first) || (bracket !== '' && named === 'yaml');
  const isToml = TOML_LINE.test(first);
  // `a: 1, 2` has as many commas in each line as a table would. A name decides where nothing else does.
  const isCsv = named === 'csv' ? !isToml && !isYaml : false;
  const isTable = (named === 'csv' || !isYaml) && looksLikeTable(csvHead(text));
  const fits: Readonly<Record<LineSyntax, boolean>> = {
    toml: isToml,
    csv: bracket === '' && (isCsv || isTable),
    yaml: isYaml,
  };
  const order: readonly LineSyntax[] = ['toml', 'csv', 'yaml'];
  const found = order.filter((syntax) => fits[syntax]);
  return found.toSorted((a, b) => Number(b === named) - Number(a === named));
}

/** What to do about a file that was damaged when it was written. */
const AGAIN = 'write it again: run the tool that made it';

/** A table, or what is wrong with it. */
type Table = { readonly rows: readonly Json[] } | { readonly wrong: string; readonly hint: string };

/** True for a text whose first lines are cut into as many cells as its first. */
function looksLikeTable({ rows }: CsvHead): boolean {
  const [header, ...others] = rows;
  if (header === undefined || header.length < 2 || others.length === 0) return false;
  // The last row may be torn off.
  return others.slice(0, Math.max(1, others.length - 1)).every((row) => row.length === header.length);
}

/** Names of the columns, each once: what has none is `column 2`, what stands twice `loss (2)`. */
function columnNames(header: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const [at, cell] of header.entries()) {
    const base = cell.trim() === '' ? `column ${at + 1}` : cell.trim();
    let name = base;
    for (let count = 2; names.has(name); count++) name = `${base} (${count})`;
    names.add(name);
  }
  return [...names];
}

function rowOf(names: readonly string[], cells: readonly string[]): Json {
  const row: { [column: string]: Json } = {};
  // Counted by hand: this runs for every cell of a large file.
  for (let at = 0; at < names.length; at++) {
    const [name, cell] = [names[at] ?? '', cells[at]];
    if (cell === undefined || cell === '') continue;
    const value = plainNumber(cell) ?? cell;
    // Assigned, it would be the object's prototype.
    if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
    else row[name] = value;
  }
  return row;
}

/** Reads a table whose first line names the columns. A last row that was torn off is left out. */
function readTable(text: string): Table {
  const { rows: all, open } = readWholeRows(text, csvHead(text).delimiter);
  if (open !== undefined) {
    const { line, column } = openSource('', text).pointAt(open);
    return {
      wrong: `has a quote that does not end, opened at line ${line}, column ${column}`,
      hint: AGAIN,
    };
  }
  const [header = [], ...rows] = all.map(({ cells }) => cells);
  if (header.length > 0 && header.every((cell) => plainNumber(cell.trim()) !== undefined))
    return {
      wrong: 'does not name its columns in the first line',
      hint: 'write the names of the columns there',
    };
  if (rows.length === 0) return { wrong: 'has no rows', hint: AGAIN };
  const long = rows.find((row) => row.slice(header.length).some((cell) => cell.trim() !== ''));
  if (long)
    return {
      wrong: `has ${long.length} cells in a row, and ${header.length} names of columns in its first line`,
      hint: 'write a name for each column there',
    };
  const torn = !/\n\s*$/.test(text.slice(-100)) && (rows.at(-1)?.length ?? 0) < header.length;
  const names = columnNames(header);
  return { rows: (torn ? rows.slice(0, -1) : rows).map((cells) => rowOf(names, cells)) };
}

const LINE = /^(\d{1,20})[ \t]+(\S{1,40})[ \t]+(-?\d{1,20})$/;
const WORDS: ReadonlyMap<string, string> = new Map([
  ['nan', 'NaN'],
  ['inf', 'Infinity'],
  ['infinity', 'Infinity'],
  ['-inf', '-Infinity'],
  ['-infinity', '-Infinity'],
]);

/** The rows of such a file, in order; undefined when it is none. A last line that was torn off is left out. */
function parseMetricLines(text: string): readonly Json[] | undefined {
  const rows: Json[] = [];
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const line = text.slice(at, newline === -1 ? text.length : newline).trim();
    at = newline === -1 ? text.length : newline + 1;
    if (line === '') continue;
    const row = readLine(line);
    if (row) rows.push(row);
    else if (newline !== -1 || rows.length === 0) return undefined;
  }
  return rows.length > 0 ? rows : undefined;
}

function readLine(line: string): Json | undefined {
  const [, timestamp, written = '', step] = LINE.exec(line) ?? [];
  const value = plainNumber(written) ?? WORDS.get(written.toLowerCase());
  return timestamp === undefined || value === undefined
    ? undefined
    : { timestamp: Number(timestamp), value, step: Number(step) };
}

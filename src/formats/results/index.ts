import { plainLine } from '../../core/base/text.ts';
import type { Reported, FileValue, Json, Results, ResultFile, SingleFile } from '../../core/fill/bind.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import {
  numbersIn,
  MAX_TEXT_VALUE_CHARS,
  type ResultDocument,
  unitsBeside,
  repeatedRuns,
  type Syntax,
} from './reader.ts';
import { RESULT_READERS, runsIn } from './tools.ts';
import { lookUp, namesAt, clip, DIGITS, follow, keysOf, plainNumber } from './path.ts';
import { isReport, isSummary, parseReport, REPORT_CHARS } from './reports.ts';
import { parseToml } from '../notation/toml.ts';
import { unitOfKey } from '../../core/values/units.ts';
import { openSource } from '../../core/base/span.ts';
import { csvHead, type CsvHead, readWholeRows } from '../notation/csv.ts';
import { type JsonText, parseJsonLines, parseJsonText } from '../notation/json.ts';
import { parseYamlValue } from '../notation/yaml.ts';

const TITLES: Partial<Record<Syntax, string>> = {
  'json-lines': 'JSON lines',
  tables: 'SQLite database',
  report: 'text report',
};

function readingOf(document: ResultDocument): Results {
  const { syntax, value } = document;
  for (const { name, title, read } of RESULT_READERS) {
    const candidates = read(document);
    if (candidates) return { reader: name, title, document: value, candidates };
  }
  const title = TITLES[syntax] ?? syntax.toUpperCase();
  return { reader: 'generic', title, document: value, candidates: numbersIn(value) };
}

export function readResult(file: ResultFile): Results | Refusal {
  if (!('runs' in file)) {
    const document = readDocument(file);
    return 'error' in document ? document : readingOf(document);
  }
  const readings: Results[] = [];
  for (const run of file.runs) {
    const reading = readResult(run);
    if ('error' in reading) return reading;
    readings.push(reading);
  }
  const [{ reader, title } = { reader: 'generic', title: file.file }] = readings;
  const repeated = repeatedRuns(readings.map(({ candidates }) => candidates));
  return { reader, title: `${title}, ${readings.length} runs`, ...repeated };
}

/** The number or short text at a path, with the unit of the candidate or the reader. Never throws. */
export function valueAt(reading: Results, path: string): FileValue | Refusal {
  const found = lookUp(reading.document, path);
  if ('error' in found) return found;
  const value = singleValue(found.value);
  if (typeof value === 'object') return { ...value, error: `\`${clip(path)}\` ${value.error}` };
  const candidate = reading.candidates.find((each) => each.path === path);
  return { value, unit: candidate?.unit ?? unitAt(reading, path, value) };
}

/** From what is beside the value, or a candidate with the same key and value; otherwise from the key itself. */
function unitAt({ reader, document, candidates }: Results, path: string, value: Reported['value']): string {
  const { units } = RESULT_READERS.find(({ name }) => name === reader) ?? {};
  const key = namesAt(document, path)?.at(-1);
  if (key === undefined) return '';
  const same = candidates.find(
    (each) => each.value === value && namesAt(document, each.path)?.at(-1) === key,
  );
  const beside = unitsBeside(follow(document, keysOf(path).slice(0, -1)).value);
  return beside(key) ?? same?.unit ?? units?.get(key) ?? unitOfKey(key);
}

/** `NA` is what R writes for a missing value. */
const NO_NUMBER = /^(?:[+-]?(?:nan|inf|infinity|\.nan|\.inf)|n\/?a)$/i;

/** Texts that are numbers become numbers. A refusal continues a sentence after the path: `is a list of 3`. */
function singleValue(found: Json): number | string | Refusal {
  if (typeof found === 'number') return found;
  if (typeof found === 'string') return textValue(plainLine(found));
  if (found === null || typeof found === 'boolean')
    return { error: `is ${found}, not a value`, hint: 'use a path to a number or a short text' };
  if (Array.isArray(found))
    return {
      error: `is a list of ${found.length}`,
      hint: 'pick one with [0] or [-1], or wrap it in max(…), min(…) or avg(…)',
    };
  const keys = Object.keys(found).slice(0, 5).map(clip).join(', ');
  return {
    error: 'is not a single value',
    hint: keys === '' ? 'it is empty' : `name one of its fields: ${keys}`,
  };
}

function textValue(text: string): number | string | Refusal {
  if (text === '') return { error: 'is empty', hint: 'use a path to a number or a short text' };
  if (text.length > MAX_TEXT_VALUE_CHARS)
    return {
      error: `is text of ${text.length} characters`,
      hint: `a value can have at most ${MAX_TEXT_VALUE_CHARS}`,
    };
  const number = plainNumber(text);
  if (number === undefined && (DIGITS.test(text) || NO_NUMBER.test(text)))
    return { error: `is ${text}`, hint: 'the value is missing, or the run diverged' };
  return number ?? text;
}

// Recognizes a result file's syntax by its content, parses it, and explains what is wrong with a damaged one.

type Parsed = Pick<ResultDocument, 'syntax' | 'value'>;

const MAX_DEPTH = 100;
/** The parsers report deeper nesting with these words. */
const TOO_DEEP = 'nested too deeply';
/** YAML and TOML files are handwritten, and slow to parse. */
const MAX_SLOW_SYNTAX_CHARS = 2_000_000;
const MAX_SCALAR_CHARS = 1000;

const PLAIN_TEXT = /\.(?:txt|log|out|md)$/i;

const KNOWN = 'prep reads JSON, JSON lines, YAML, TOML, CSV, logs (`p99_ms=63.2`) and SQLite';
const AGAIN = 'rerun the tool that wrote it';

export function readDocument({ file, content }: SingleFile): ResultDocument | Refusal {
  const read =
    'tables' in content
      ? settled('tables', { ...content.tables, ...runsIn(content.tables) })
      : readText(file, content.text);
  return 'error' in read ? { ...read, error: `${clip(file)} ${read.error}` } : { file, ...read };
}

/** The errors continue a sentence that begins with the name of the file. */
function readText(file: string, text: string): Parsed | Refusal {
  const refused = refuseText(text);
  if (refused) return refused;
  const [first = ''] = text.trimStart();
  const isBracketed = first === '{' || first === '[';
  const json = isBracketed || text.length <= MAX_SCALAR_CHARS ? parseJsonText(text) : undefined;
  if (json && 'value' in json) return settled('json', asRows(json.value));
  const lines = first === '{' ? parseJsonLines(text) : undefined;
  if (lines)
    return 'value' in lines ? settled('json-lines', lines.value) : refuseJson(text, 'JSON lines', lines);
  if (isReport(text.slice(0, REPORT_CHARS)) || (PLAIN_TEXT.test(file) && isSummary(text)))
    return settled('report', parseReport(text));
  const points = isBracketed ? undefined : parseMetricLines(text);
  if (points) return { syntax: 'metric-lines', value: points };

  let refusal: Refusal | undefined;
  for (const syntax of likelySyntaxes(file, text)) {
    const read = syntax === 'csv' ? readTable(text) : readSlowly(syntax, text);
    if (!('error' in read)) return read;
    // Any words with a colon look like YAML.
    if (syntax !== 'yaml' || !PLAIN_TEXT.test(file)) refusal ??= read;
  }
  if (refusal) return refusal;
  if (json && isBracketed) return refuseJson(text, 'JSON', json);
  return {
    error: 'has no results that prep can read',
    hint: `${KNOWN}; for anything else, type the values: \`prep fill --set NAME=VALUE\``,
  };
}

/** A time, a step and a value. */
const isScalar = (item: unknown): item is readonly number[] =>
  Array.isArray(item) &&
  item.length === 3 &&
  item.every(Number.isFinite) &&
  item[0] > 1e9 &&
  Number.isInteger(item[1]);

/** `[[1763000000.1, 50000, 1.611], …]`: what TensorBoard downloads as JSON, with the names of its CSV. */
const asRows = (value: unknown): unknown =>
  Array.isArray(value) && value.length > 1 && value.every(isScalar)
    ? value.map(([, step, number]) => ({ Step: step, Value: number }))
    : value;

function refuseText(text: string): Refusal | undefined {
  if (text.trim() === '') return { error: 'is empty', hint: AGAIN };
  if (text.includes('\0')) return { error: 'is not text', hint: `${KNOWN}, all but the last as UTF-8` };
  return /^\s*</.test(text.slice(0, 1000))
    ? { error: 'is HTML or XML', hint: `save the data itself (the URL may need a login): ${KNOWN}` }
    : undefined;
}

const REFUSED_AS_DEEP: Refusal = {
  error: `is nested more than ${MAX_DEPTH} levels deep`,
  hint: 'prep reads flatter result files',
};

function refuseAt(text: string, offset: number, what: string): Refusal {
  const { line, column } = openSource('', text).pointAt(offset);
  return { error: `${what} at line ${line}, column ${column}`, hint: AGAIN };
}

const refuseJson = (
  text: string,
  syntax: string,
  { fault: { offset, cutOff } }: Extract<JsonText, { readonly fault: unknown }>,
): Refusal => refuseAt(text, offset, cutOff ? 'is cut off' : `is not valid ${syntax}`);

/** Non-finite numbers become words. In place: a copy would cost as much as reading. */
function settled(syntax: Syntax, parsed: unknown): Parsed | Refusal {
  let isTooDeep = false;
  const settle = (value: unknown, depth: number): unknown => {
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) isTooDeep = true;
    else
      for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
        const item: unknown = Reflect.get(value, key);
        const next = settle(item, depth + 1);
        // Assigning `__proto__` would set the prototype.
        if (next !== item) Object.defineProperty(value, key, { value: next, enumerable: true });
      }
    return value;
  };
  const value = settle(parsed, 1);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsers give what JSON can hold, and the rest was settled above
  return isTooDeep ? REFUSED_AS_DEEP : { syntax, value: value as Json };
}

function readSlowly(syntax: Exclude<LineSyntax, 'csv'>, text: string): Parsed | Refusal {
  const name = syntax.toUpperCase();
  if (text.length > MAX_SLOW_SYNTAX_CHARS)
    return {
      error: `is over ${MAX_SLOW_SYNTAX_CHARS / 1_000_000} MB, too large for ${name}`,
      hint: 'have the tool write JSON or CSV',
    };
  const read = syntax === 'toml' ? parseToml(text, MAX_DEPTH) : parseYamlValue(text);
  if ('value' in read)
    return typeof read.value === 'object'
      ? settled(syntax, read.value)
      : { error: 'has no results', hint: KNOWN };
  const { message, offset } = read;
  if (message === TOO_DEEP) return REFUSED_AS_DEEP;
  return offset === undefined
    ? { error: `cannot be read as ${name}: ${clip(message)}`, hint: AGAIN }
    : refuseAt(text, offset, `is not valid ${name} (${clip(message)})`);
}

const HEAD_CHARS = 65_536;
const HEAD_LINES = 200;

const TOML_LINE =
  /^\s*(?:\[{1,2}[^[\]]{1,200}\]{1,2}\s*(?:#.*)?$|(?:[\w-]{1,200}|"[^"]{1,200}"|'[^']{1,200}')(?:\s*\.\s*[\w"'-]{1,200}){0,200}\s*=)/;
const YAML_LINE =
  /^\s*(?:-(?:\s|$)|(?:"[^"]{0,200}"|'[^']{0,200}'|[^\s"'#,;{}[\]&*!|>%@`-][^:#]{0,200}|-[^\s:]{1,200})\s*:(?:\s|$))/;

const ENDINGS = { toml: /\.toml$/i, csv: /\.[ct]sv$/i, yaml: /\.ya?ml$/i } as const;

type LineSyntax = keyof typeof ENDINGS;

/** The likeliest first; empty if the first lines fit no syntax. */
function likelySyntaxes(file: string, text: string): readonly LineSyntax[] {
  const first =
    text
      .slice(0, HEAD_CHARS)
      .split(/\r\n?|\n/, HEAD_LINES)
      .find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  const isNamed = (syntax: LineSyntax): boolean => ENDINGS[syntax].test(file);
  const isBracketed = /^\s*[{[]/.test(first);
  const toml = TOML_LINE.test(first);
  const yaml = /^\s*(?:---|%YAML)/.test(first) || YAML_LINE.test(first) || (isBracketed && isNamed('yaml'));
  // `a: 1, 2` has as many commas in each line as a table. The file's name decides a tie.
  const csv =
    !isBracketed &&
    ((isNamed('csv') && !toml && !yaml) || ((isNamed('csv') || !yaml) && looksLikeTable(csvHead(text))));
  const fits = { toml, csv, yaml };
  return (['toml', 'csv', 'yaml'] as const)
    .filter((syntax) => fits[syntax])
    .toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
}

function looksLikeTable({ rows }: CsvHead): boolean {
  const [header, ...others] = rows;
  if (header === undefined || header.length < 2 || others.length === 0) return false;
  return others.slice(0, Math.max(1, others.length - 1)).every((row) => row.length === header.length);
}

/** Makes column names unique: one without a name is `column 2`, a second `loss` is `loss (2)`. */
function columnNames(header: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const [at, cell] of header.entries()) {
    const base = cell.trim() || `column ${at + 1}`;
    let name = base;
    for (let count = 2; names.has(name); count++) name = `${base} (${count})`;
    names.add(name);
  }
  return [...names];
}

const DECIMAL_COMMA = /^[<>≤≥+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
/** `1,204`, `1.204`: of themselves, thousands or a number with three decimals. */
const COMMA_GROUPS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const POINT_GROUPS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;
/** `61 300` */
const BLANK_GROUPS = /^[+-]?\d{1,3}(?:\s\d{3})+(?:\.\d+)?$/;

const hasPoint = (cell: string): boolean => cell.includes('.') && DIGITS.test(cell);

/** Where no comma separates the cells, one may be the decimal sign, if no cell has a point for that. */
function numberReader(
  rows: readonly (readonly string[])[],
  delimiter: string,
): (cell: string) => number | undefined {
  const some = (is: (cell: string) => boolean): boolean => rows.some((cells) => cells.some(is));
  const isOpen = delimiter === ';' && !some(hasPoint);
  const hasCommas =
    delimiter !== ',' &&
    some((cell) => DECIMAL_COMMA.test(cell) && (isOpen || !COMMA_GROUPS.test(cell))) &&
    !some((cell) => hasPoint(cell) && !POINT_GROUPS.test(cell));
  return (written) => {
    const cell = hasCommas ? written.replaceAll(/[.,]/g, (sign) => (sign === ',' ? '.' : ',')) : written;
    const isGrouped = COMMA_GROUPS.test(cell) || BLANK_GROUPS.test(cell);
    return plainNumber(isGrouped ? cell.replaceAll(/[\s,]/g, '') : cell);
  };
}

function rowOf(
  names: readonly string[],
  cells: readonly string[],
  numberOf: (cell: string) => number | undefined,
): Json {
  const row: { [column: string]: Json } = {};
  // A plain loop: this runs for every cell of a large file.
  for (const [at, name] of names.entries()) {
    const cell = cells[at] ?? '';
    if (cell === '') continue;
    const value = numberOf(cell) ?? cell;
    // Assigning it would set the prototype.
    if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
    else row[name] = value;
  }
  return row;
}

/** The first line names the columns. Drops a last row that was cut off. */
function readTable(text: string): Parsed | Refusal {
  const { delimiter } = csvHead(text);
  const { rows: all, open } = readWholeRows(text, delimiter);
  if (open !== undefined) return refuseAt(text, open, 'has a quote that never ends, opened');
  const [header = [], ...rows] = all.map(({ cells }) => cells);
  if (header.length > 0 && header.every((cell) => plainNumber(cell.trim()) !== undefined))
    return { error: 'has no column names in the first line', hint: 'write the column names there' };
  if (rows.length === 0) return { error: 'has no rows', hint: AGAIN };
  const long = rows.find((row) => row.slice(header.length).some((cell) => cell.trim() !== ''));
  if (long)
    return {
      error: `has ${long.length} cells in a row, and ${header.length} names of columns in its first line`,
      hint: 'write a name for each column there',
    };
  const torn = !/\n\s*$/.test(text.slice(-100)) && (rows.at(-1)?.length ?? 0) < header.length;
  const names = columnNames(header);
  const [whole, numberOf] = [torn ? rows.slice(0, -1) : rows, numberReader(rows, delimiter)];
  return { syntax: 'csv', value: whole.map((cells) => rowOf(names, cells, numberOf)) };
}

const METRIC_LINE = /^(\d{1,20})[ \t]+(\S{1,40})[ \t]+(-?\d{1,20})$/;

/** MLflow's points in order; undefined for any other text. Drops a last line that was cut off. */
function parseMetricLines(text: string): readonly Json[] | undefined {
  const points: Json[] = [];
  for (const [line] of text.matchAll(/[^\n]+\n?/g)) {
    if (line.trim() === '') continue;
    const [, timestamp, written = '', step] = METRIC_LINE.exec(line.trim()) ?? [];
    const value = plainNumber(written) ?? (NO_NUMBER.test(written) ? written : undefined);
    if (timestamp !== undefined && value !== undefined)
      points.push({ timestamp: Number(timestamp), value, step: Number(step) });
    else if (line.endsWith('\n') || points.length === 0) return undefined;
  }
  return points.length > 0 ? points : undefined;
}

// A result file as a document: which syntax it is written in, by its content, and what is wrong with a damaged one.
// Knows syntaxes; knows no tool.
import type { Refusal } from '../../core/quantity.ts';
import type { Json, ResultFile } from '../../core/result.ts';
import { openSource } from '../../core/span.ts';
import { parseJsonLines, parseJsonText, type JsonText } from '../json-text.ts';
import { parseToml } from '../toml.ts';
import { parseYamlValue } from '../yaml-text.ts';
import { MAX_DEPTH, MAX_SLOW_SYNTAX_CHARS } from './limits.ts';
import { parseMetricLines } from './metric-lines.ts';
import { clip } from './missing.ts';
import type { ResultDocument, Syntax } from './reader.ts';
import { settle } from './settle.ts';
import { likelySyntaxes, syntaxByName, type LineSyntax } from './syntax.ts';
import { AGAIN, readTable } from './table.ts';

/** What a parser gave: nothing is known of a `value`, and a `document` is one already. */
type Read = { readonly value: unknown } | { readonly document: Json } | Refusal;

/** A text alone that is JSON, such as a number, is no longer than this. */
const MAX_SCALAR_CHARS = 1000;
const KNOWN = 'prep reads JSON, JSON lines, YAML, TOML, CSV and SQLite';

/** Reads a file of results, whatever it is written in. Refuses, with place and remedy, what cannot be read; never throws. */
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

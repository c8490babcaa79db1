// JSON as tools and people really write it: with a BOM, Python's bare NaN and Infinity, JSON lines, cut off,
// with comments and trailing commas.
import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { isObject } from '../../core/base/collections.ts';

/** `cutOff`: it could continue as valid JSON. */
type JsonFault = { readonly offset: number; readonly cutOff: boolean };

export type JsonText = { readonly value: unknown } | { readonly fault: JsonFault };

const BOM = 0xfeff;

/** Bare `NaN`, `Infinity` and `-Infinity` become words. Never throws; offsets count the BOM. */
export function parseJsonText(text: string): JsonText {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const body = start === 0 ? text : text.slice(start);
  const parsed = tryJson(body) ?? (/NaN|Infinity/.test(body) ? tryJson(withQuotedWords(body)) : undefined);
  if (parsed) return parsed;
  const { offset, cutOff } = findFault(body);
  return { fault: { offset: offset + start, cutOff } };
}

function tryJson(text: string) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Undefined for other texts. Drops a last line that was cut off. Never throws. */
export function parseJsonLines(text: string): JsonText | undefined {
  const values: unknown[] = [];
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    if (line.trim() !== '') {
      const parsed = parseJsonText(line);
      const value = 'value' in parsed ? parsed.value : undefined;
      if (isObject(value)) values.push(value);
      else if (values.length === 0) return undefined;
      else if ('value' in parsed) return { fault: { offset: at, cutOff: false } };
      else if (!(parsed.fault.cutOff && text.slice(end).trim() === ''))
        return { fault: { offset: at + parsed.fault.offset, cutOff: false } };
    }
    at = end + 1;
  }
  return values.length > 0 ? { value: values } : undefined;
}

/** The end of the text when nothing but the end is wrong. */
function findFault(whole: string): JsonFault {
  // Replaced by numbers of the same length.
  const text = whole.trimEnd().replaceAll(/NaN|-?Infinity/g, (word) => '1'.repeat(word.length));
  const end = { offset: text.length, cutOff: true };
  let fault: JsonFault | undefined;
  const onError = (code: ParseErrorCode, offset: number, length: number): void => {
    const isTorn = offset + length >= text.length && /^(?:$|["\w-])/.test(text.slice(offset));
    fault ??= isTorn && printParseErrorCode(code) !== 'EndOfFileExpected' ? end : { offset, cutOff: false };
  };
  try {
    visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // Only a text that is never closed overflows the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return fault ?? end;
}

function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function withQuotedWords(text: string): string {
  let quoted = '';
  let done = 0;
  const search = /"|NaN|-?Infinity/g;
  for (let found = search.exec(text); found; found = search.exec(text)) {
    const { 0: word, index } = found;
    if (word === '"') search.lastIndex = stringEnd(text, index) + 1;
    else {
      quoted += `${text.slice(done, index)}"${word}"`;
      done = search.lastIndex;
    }
  }
  return quoted + text.slice(done);
}

/** Objects are lists of entries, because keys can be any text. */
export type JsonNode =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'flag'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'nothing'; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: readonly JsonEntry[]; readonly at: number };

export type JsonEntry = readonly [key: string, value: JsonNode];

type Open =
  | { readonly kind: 'list'; readonly items: JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: JsonEntry[]; readonly at: number; key?: string };

type Reader = {
  readonly text: string;
  at: number;
  next: 'value' | 'key' | 'colon';
  readonly values: JsonNode[];
  readonly open: Open[];
};

/** Whitespace, commas and comments. An unclosed comment is not one. */
const FILLER = /[\s,\0-\x20\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

function findToken(reader: Reader): boolean {
  FILLER.lastIndex = reader.at;
  // In pieces: one pattern for all may overflow the stack.
  while (FILLER.test(reader.text)) reader.at = FILLER.lastIndex;
  return reader.at < reader.text.length;
}

/** Far more than any bank nests. */
const DEEPEST = 200;

/** False, without advancing, for an unexpected token. */
function takeToken(reader: Reader): boolean {
  const { text, at, next, open } = reader;
  const inside = open.at(-1);
  const char = text.charAt(at);
  if (next === 'colon') {
    if (char !== ':') return false;
    reader.next = 'value';
  } else if (char === '}' || char === ']') {
    // A key without a colon has no value.
    const isWhole =
      inside?.kind === (char === '}' ? 'map' : 'list') &&
      !(inside.kind === 'map' && inside.key !== undefined);
    if (!inside || !isWhole) return false;
    open.pop();
    put(reader, inside);
  } else if (next === 'value' && (char === '{' || char === '[')) {
    if (open.length >= DEEPEST) return false;
    open.push(char === '{' ? { kind: 'map', entries: [], at } : { kind: 'list', items: [], at });
    reader.next = char === '{' ? 'key' : 'value';
  } else return takeScalar(reader, inside);
  reader.at = at + 1;
  return true;
}

const WORD = /(?:-?\d{1,400}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,9})?|true|false|null|NaN|-?Infinity)(?![\w.])/y;

function takeScalar(reader: Reader, inside: Open | undefined): boolean {
  const { text, at, next } = reader;
  if (text.charAt(at) === '"') {
    const end = stringEnd(text, at);
    const value = end === text.length ? undefined : stringValue(text.slice(at + 1, end));
    if (value === undefined) return false;
    reader.at = end + 1;
    if (next === 'value') put(reader, { kind: 'text', text: value, at });
    else {
      if (inside?.kind === 'map') inside.key = value;
      reader.next = 'colon';
    }
    return true;
  }
  WORD.lastIndex = at;
  if (next === 'key' || !WORD.test(text)) return false;
  reader.at = WORD.lastIndex;
  const word = text.slice(at, reader.at);
  const value = Number(word);
  if (word === 'true' || word === 'false') put(reader, { kind: 'flag', value: word === 'true', at });
  else put(reader, Number.isFinite(value) ? { kind: 'number', value, at } : { kind: 'nothing', at });
  return true;
}

/** Line ends, which JSON forbids, are kept. Undefined for a broken string. */
function stringValue(inside: string): string | undefined {
  if (!inside.includes('\\')) return inside;
  try {
    const escaped = inside.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    const value: unknown = JSON.parse(`"${escaped}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function put(reader: Reader, node: JsonNode): void {
  const { values, open } = reader;
  const into = open.at(-1);
  if (!into) values.push(node);
  else if (into.kind === 'list') into.items.push(node);
  else if (into.key !== undefined) {
    into.entries.push([into.key, node]);
    into.key = undefined;
  }
  expectNext(reader);
}

function expectNext(reader: Reader): void {
  reader.next = reader.open.at(-1)?.kind === 'map' ? 'key' : 'value';
}

export type JsonTree = { readonly values: readonly JsonNode[]; readonly faults: readonly number[] };

/** More than anyone fixes by hand. */
const MOST_FAULTS = 200;

/**
 * Reads all values of a text. Stops at a fault, but continues with the next object if the broken one is in a
 * list. Never throws; linear.
 */
export function jsonTree(text: string): JsonTree {
  const reader: Reader = { text, at: 0, next: 'value', values: [], open: [] };
  const faults: number[] = [];
  let keyAt = 0;
  for (;;) {
    const isEnd = !findToken(reader);
    const isColonWanted = reader.next === 'colon';
    if (isEnd && !isColonWanted) break;
    if (reader.next === 'key') keyAt = reader.at;
    if (!isEnd && takeToken(reader)) continue;
    // The fault is the key without a value, not what follows.
    const at = isColonWanted ? keyAt : reader.at;
    const next = faults.length < MOST_FAULTS - 1 ? skipBroken(reader, at) : -1;
    faults.push(next === -1 ? at : Math.min(at, next - 1));
    if (next === -1) break;
    reader.at = next;
    expectNext(reader);
  }
  if (reader.open.length > 0 && faults.length === 0) faults.push(text.length);
  closeAll(reader);
  return { values: reader.values, faults };
}

/** An entry with a numeric key on its own line, as tools number lists. */
const COUNTED = /^[ \t]*"\d{1,9}"\s{0,9}:\s{0,9}$/;
const NEXT_COUNTED = /\n[ \t]{0,40}(?="\d{1,9}"\s{0,9}:\s{0,9}\{)/g;

/** Drops the object broken at `at` and finds the next of its kind; -1 if there is none. */
function skipBroken({ text, open, values }: Reader, at: number): number {
  const broken = open.findLastIndex(({ kind }, i) => kind === 'map' && (i > 0 || values.length > 0));
  const item = open[broken];
  const parent = open[broken - 1];
  if (!item) return -1;
  const line = text.slice(text.lastIndexOf('\n', item.at) + 1, item.at);
  let next = -1;
  if (parent?.kind === 'map') {
    NEXT_COUNTED.lastIndex = at;
    if (COUNTED.test(line.slice(0, 60)) && NEXT_COUNTED.test(text)) next = NEXT_COUNTED.lastIndex;
  } else if (line.length <= 40 && line.trim() === '') {
    // On its own line, indented like the broken one. Outside a list the search starts at the broken object: its
    // unclosed string may have swallowed the start of the next one.
    const newline = text.indexOf(`\n${line}{`, parent ? at : item.at);
    if (newline !== -1) next = newline + 1 + line.length;
  }
  if (next === -1) return -1;
  open.splice(broken);
  if (parent?.kind === 'map') parent.key = undefined;
  return next;
}

function closeAll(reader: Reader): void {
  const { values, open } = reader;
  const torn = open.findLastIndex(({ kind }) => kind === 'map');
  const [parent, item] = [open[torn - 1], open[torn]];
  const isOneOfSeveral =
    parent?.kind === 'list' ||
    (parent?.kind === 'map' && parent.entries.some(([, value]) => value.kind === 'map')) ||
    (!parent && values.length > 0);
  const holdsMaps =
    item?.kind === 'map' &&
    item.entries.some(([, value]) => value.kind === 'list' && value.items.some(({ kind }) => kind === 'map'));
  if (torn !== -1 && isOneOfSeveral && !holdsMaps) open.splice(torn);
  for (let last = open.pop(); last; last = open.pop()) put(reader, last);
}

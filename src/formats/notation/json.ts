// JSON as tools and people really write it: with a BOM, with Python's bare NaN and Infinity, a line at a
// time, torn off where the tool died, with comments and too many commas.
import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { isObject } from '../../core/base/unknown.ts';

/** Where a text stops being JSON. `cutOff` when it could have gone on to be some. */
type JsonFault = { readonly offset: number; readonly cutOff: boolean };

/** What a JSON text holds; nothing is known of it. */
export type JsonText = { readonly value: unknown } | { readonly fault: JsonFault };

const BOM = 0xfeff;

/** Parses a JSON text. Bare `NaN`, `Infinity` and `-Infinity` become words. Never throws; offsets count the BOM. */
export function parseJsonText(text: string): JsonText {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const body = start === 0 ? text : text.slice(start);
  const parsed = tryJson(body) ?? (/NaN|Infinity/.test(body) ? tryJson(withQuotedWords(body)) : undefined);
  if (parsed) return parsed;
  const { offset, cutOff } = findFault(body);
  return { fault: { offset: offset + start, cutOff } };
}

function tryJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * Parses lines that each hold one JSON object; undefined when the text is not of that shape. A last line that was torn
 * off is left out. Never throws.
 */
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

/** Finds where a text stops being JSON; at its end when nothing but the end is wrong. */
function findFault(whole: string): JsonFault {
  // Words that are read as values become numbers of the same length.
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
    // So deep that the stack overflows: only a text that was never closed is.
    if (!(error instanceof RangeError)) throw error;
  }
  return fault ?? end;
}

/** Index of the quote that ends the string which begins at `at`; the length of the text when none does. */
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

/** A value and where it stands, for files that people write and tools dump. Objects are lists of entries: their keys are anything at all. */
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

/** Blanks, commas and comments. A comment that does not end is none. */
const FILLER = /[\s,\0-\x20\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

/** Advances to the next token. False where there is none. */
function findToken(reader: Reader): boolean {
  FILLER.lastIndex = reader.at;
  // Piece by piece: one pattern for all of them may need more stack than there is.
  while (FILLER.test(reader.text)) reader.at = FILLER.lastIndex;
  return reader.at < reader.text.length;
}

/** Far more than any bank nests; deeper text is no bank. */
const DEEPEST = 200;

/** Advances behind the token. False, without advancing, for one that may not stand here. */
function takeToken(reader: Reader): boolean {
  const { text, at, next, open } = reader;
  const inside = open.at(-1);
  const char = text.charAt(at);
  if (next === 'colon') {
    if (char !== ':') return false;
    reader.next = 'value';
  } else if (char === '}' || char === ']') {
    // A key without a colon is a value that is missing.
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

/** Takes a key, a string or a word. */
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

/** What a string says. Line ends in it, which JSON forbids, are taken as they are. Undefined when it is broken. */
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

/** Behind a value: another one, or an end. */
function expectNext(reader: Reader): void {
  reader.next = reader.open.at(-1)?.kind === 'map' ? 'key' : 'value';
}

/** `faults`: the offsets where the text is not what it should be. */
export type JsonTree = { readonly values: readonly JsonNode[]; readonly faults: readonly number[] };

/** Far more faults than anybody mends by hand. */
const MOST_FAULTS = 200;

/**
 * Reads all values of a text, one after the other. Reading ends at a fault, but
 * goes on with the next object where the broken one is one of a list. Never throws; linear in its length.
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
    // A key without a value is what is wrong, not what follows it.
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

/** An entry on a line of its own whose key counts, as lists are written that tools number. */
const COUNTED = /^[ \t]*"\d{1,9}"\s{0,9}:\s{0,9}$/;
const NEXT_COUNTED = /\n[ \t]{0,40}(?="\d{1,9}"\s{0,9}:\s{0,9}\{)/g;

/** Leaves out the object that was broken at `at`, and finds where the next one of its kind begins; -1 where none does. */
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
    // On a line of its own, as far in as the broken one. Of objects in a row each has its lines: a string that is not
    // closed swallowed the start of the next one.
    const newline = text.indexOf(`\n${line}{`, parent ? at : item.at);
    if (newline !== -1) next = newline + 1 + line.length;
  }
  if (next === -1) return -1;
  open.splice(broken);
  if (parent?.kind === 'map') parent.key = undefined;
  return next;
}

/** Takes what stands open into what it stands in. The one object of several that was torn is left out, and nothing else. */
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

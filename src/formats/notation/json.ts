// JSON as tools and people write it: with a BOM, Python's bare NaN and Infinity, JSON lines, files cut off
// when the tool died, comments, and surplus commas.
import { isObject } from '../../core/base/unknown.ts';

/** `cutOff`: the text could have continued as valid JSON. */
type JsonFault = { readonly offset: number; readonly cutOff: boolean };

export type JsonText = { readonly value: unknown } | { readonly fault: JsonFault };

const BOM = 0xfeff;

/** Bare `NaN`, `Infinity` and `-Infinity` become strings. Never throws; offsets count the BOM. */
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

/** One object per line; undefined for any other text. Drops a last line that was cut off. Never throws. */
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

function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

const WORDS = ['NaN', 'Infinity', '-Infinity'] as const;

function withQuotedWords(text: string): string {
  let quoted = '';
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    if (char !== 'N' && char !== 'I' && char !== '-') continue;
    const word = WORDS.find((each) => text.startsWith(each, at));
    if (word === undefined) continue;
    quoted += `${text.slice(done, at)}"${word}"`;
    done = at + word.length;
    at = done - 1;
  }
  return quoted + text.slice(done);
}

/** What may come next. `first…` also allows the end of the list or object. */
type State = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'after';

type JsonToken = {
  readonly kind: 'sign' | 'key' | 'text' | 'word' | 'end' | 'wrong';
  readonly at: number;
  readonly end: number;
};

/** `lenient` allows comments, extra or missing commas, and several values in a row. */
type Cursor = {
  readonly text: string;
  readonly lenient: boolean;
  at: number;
  state: State;
  readonly open: ('{' | '[')[];
};

const BLANKS = /\s+/y;
/** Also commas and comments. An unclosed comment is not one. */
const FILLER = /[\s,\0-\x20\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

function afterFiller({ text, lenient, at }: Cursor): number {
  const filler = lenient ? FILLER : BLANKS;
  filler.lastIndex = at;
  let end = at;
  // In pieces: one repeated pattern can overflow the stack.
  while (filler.test(text)) end = filler.lastIndex;
  return end;
}

function stateAfter(char: string, { state, open }: Cursor): State | 'close' | 'wrong' | undefined {
  const inside = open.at(-1);
  if (char === '}' || char === ']') {
    const isFirst = state === 'firstKey' || state === 'firstValue';
    return inside === (char === '}' ? '{' : '[') && (state === 'after' || isFirst) ? 'close' : 'wrong';
  }
  if (state === 'colon') return char === ':' ? 'value' : 'wrong';
  if (state === 'after')
    return char !== ',' || inside === undefined ? 'wrong' : inside === '{' ? 'key' : 'value';
  if (state === 'key' || state === 'firstKey') return char === '"' ? undefined : 'wrong';
  return char === '{' ? 'firstKey' : char === '[' ? 'firstValue' : undefined;
}

/** After a value come a comma or an end; in lenient mode also another value. */
function stateBehindValue({ lenient, open }: Cursor): State {
  if (!lenient) return 'after';
  return open.at(-1) === '{' ? 'firstKey' : 'firstValue';
}

const WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)(?![\w.])/y;
const LENIENT_WORD =
  /(?:-?\d{1,400}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,9})?|true|false|null|NaN|-?Infinity)(?![\w.])/y;

function scalarEnd({ text, lenient }: Cursor, at: number): number | undefined {
  if (text.charAt(at) === '"') {
    const end = stringEnd(text, at);
    return end === text.length ? undefined : end + 1;
  }
  const word = lenient ? LENIENT_WORD : WORD;
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : undefined;
}

function nextToken(cursor: Cursor): JsonToken {
  const { text, open, state } = cursor;
  const at = afterFiller(cursor);
  if (at >= text.length) return { kind: 'end', at, end: at };
  const char = text.charAt(at);
  const next = stateAfter(char, cursor);
  const end = next === undefined ? scalarEnd(cursor, at) : at + 1;
  if (next === 'wrong' || end === undefined) return { kind: 'wrong', at, end: at };
  cursor.at = end;
  if (next === undefined) {
    const isKey = state === 'key' || state === 'firstKey';
    cursor.state = isKey ? 'colon' : stateBehindValue(cursor);
    return { kind: isKey ? 'key' : char === '"' ? 'text' : 'word', at, end };
  }
  if (char === '{' || char === '[') open.push(char);
  if (next === 'close') open.pop();
  cursor.state = next === 'close' ? stateBehindValue(cursor) : next;
  return { kind: 'sign', at, end };
}

/** An escape; as a single character, one that a string can't contain. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-f]{4})|[\0-\x1f\\]/gi;
const TORN_ESCAPE = /^\\(?:u[\da-f]{0,3})?$/i;
/** The start of a word: `tru`, `-`, `1.5e`. */
const TORN_WORD = /^(?:-?(?:\d+(?:\.\d*)?(?:[eE][+-]?)?|I[a-z]*)?|[tfnN][A-Za-z]*)$/;

function stringFault(text: string, at: number): JsonFault | undefined {
  const end = stringEnd(text, at);
  const inside = text.slice(at + 1, end);
  let wrong = -1;
  for (const { 0: found, index } of inside.matchAll(ESCAPE)) {
    if (found.length > 1) continue;
    wrong = index;
    break;
  }
  const isTorn = end === text.length && (wrong === -1 || TORN_ESCAPE.test(inside.slice(wrong)));
  if (isTorn) return { offset: end, cutOff: true };
  return wrong === -1 ? undefined : { offset: at + 1 + wrong, cutOff: false };
}

/** Returns the end of the text when only the end is wrong. */
function findFault(whole: string): JsonFault {
  const text = whole.trimEnd();
  const cursor: Cursor = { text, lenient: false, at: 0, state: 'value', open: [] };
  for (;;) {
    const { state } = cursor;
    const { kind, at } = nextToken(cursor);
    if (kind === 'end') return { offset: at, cutOff: true };
    const wantsString = text.charAt(at) === '"' && state !== 'colon' && state !== 'after';
    const fault = wantsString ? stringFault(text, at) : undefined;
    if (fault) return fault;
    if (kind !== 'wrong') continue;
    const wantsWord = state === 'value' || state === 'firstValue';
    const isTorn = wantsWord && text.length - at <= 40 && TORN_WORD.test(text.slice(at));
    return isTorn ? { offset: text.length, cutOff: true } : { offset: at, cutOff: false };
  }
}

/** A value with its place. Objects are lists of entries, because their keys can be any text. */
export type JsonNode =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'flag'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'nothing'; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: readonly JsonEntry[]; readonly at: number };

export type JsonEntry = readonly [key: string, value: JsonNode];

/**
 * All values of a text in a row. `faults`: the offsets where it is not JSON. Reading continues with the next
 * object when the broken one is an item of a list.
 */
export type JsonTree = { readonly values: readonly JsonNode[]; readonly faults: readonly number[] };

type Open =
  | { readonly kind: 'list'; readonly items: JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: JsonEntry[]; readonly at: number; key: string | undefined };

/** Far deeper than any bank nests. */
const DEEPEST = 200;

/** Line breaks in a string, which JSON forbids, are kept. */
function stringValue(text: string, at: number, end: number): string | undefined {
  const inside = text.slice(at + 1, end);
  if (!inside.includes('\\')) return inside;
  try {
    const escaped = inside.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    const value: unknown = JSON.parse(`"${escaped}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function scalarOf(text: string, { kind, at, end }: JsonToken): JsonNode | undefined {
  if (kind === 'text') {
    const value = stringValue(text, at, end - 1);
    return value === undefined ? undefined : { kind, text: value, at };
  }
  const word = text.slice(at, end);
  if (word === 'true' || word === 'false') return { kind: 'flag', value: word === 'true', at };
  const value = Number(word);
  return Number.isFinite(value) ? { kind: 'number', value, at } : { kind: 'nothing', at };
}

const holdsMaps = ({ entries }: { readonly entries: readonly JsonEntry[] }): boolean =>
  entries.some(([, value]) => value.kind === 'list' && value.items.some(({ kind }) => kind === 'map'));

type Reading = { readonly values: JsonNode[]; readonly open: Open[] };

function put({ values, open }: Reading, node: JsonNode): void {
  const into = open.at(-1);
  if (!into) values.push(node);
  else if (into.kind === 'list') into.items.push(node);
  else if (into.key !== undefined) {
    into.entries.push([into.key, node]);
    into.key = undefined;
  }
}

/** Closes what is open. An object that was cut off in a list of several is dropped, and nothing else. */
function closeAll(reading: Reading): void {
  const { values, open } = reading;
  const torn = open.findLastIndex(({ kind }) => kind === 'map');
  const [parent, item] = [open[torn - 1], open[torn]];
  const isOneOfSeveral =
    parent?.kind === 'list' ||
    (parent?.kind === 'map' && parent.entries.some(([, value]) => value.kind === 'map')) ||
    (!parent && values.length > 0);
  if (item?.kind === 'map' && isOneOfSeveral && !holdsMaps(item)) open.splice(torn);
  for (let last = open.pop(); last; last = open.pop()) put(reading, last);
}

function take(text: string, token: JsonToken, reading: Reading): boolean {
  const { open } = reading;
  const { kind, at, end } = token;
  const into = open.at(-1);
  const char = kind === 'sign' ? text.charAt(at) : '';
  if (char === '[' || char === '{') {
    if (open.length >= DEEPEST) return false;
    open.push(
      char === '[' ? { kind: 'list', items: [], at } : { kind: 'map', entries: [], at, key: undefined },
    );
  } else if (into && (char === ']' || char === '}')) {
    open.pop();
    put(reading, into);
  } else if (kind === 'key' && into?.kind === 'map') {
    into.key = stringValue(text, at, end - 1);
    return into.key !== undefined;
  } else if (kind === 'text' || kind === 'word') {
    const node = scalarOf(text, token);
    if (node) put(reading, node);
    return node !== undefined;
  }
  return kind !== 'wrong';
}

const MOST_FAULTS = 200;

/** A numbered entry on a line of its own: some tools write lists as objects. */
const COUNTED = /^[ \t]*"\d{1,9}"\s{0,9}:\s{0,9}$/;
const NEXT_COUNTED = /\n[ \t]{0,40}(?="\d{1,9}"\s{0,9}:\s{0,9}\{)/g;

/** The next object on a line of its own with the indentation of the broken one; -1 when there is none. */
function nextItem(text: string, at: number, indent: string): number {
  if (indent.length > 40 || indent.trim() !== '') return -1;
  const next = text.indexOf(`\n${indent}{`, at);
  return next === -1 ? -1 : next + 1 + indent.length;
}

function nextCounted(text: string, at: number, line: string): number {
  if (!COUNTED.test(line.slice(0, 60))) return -1;
  NEXT_COUNTED.lastIndex = at;
  return NEXT_COUNTED.exec(text) ? NEXT_COUNTED.lastIndex : -1;
}

/** Drops the object that broke at `at` and finds the start of the next one; -1 when there is none. */
function skipBroken(text: string, at: number, { open, values }: Reading): number {
  const broken = open.findLastIndex(({ kind }, i) => kind === 'map' && (i > 0 || values.length > 0));
  const item = open[broken];
  const parent = open[broken - 1];
  if (!item) return -1;
  const line = text.slice(text.lastIndexOf('\n', item.at) + 1, item.at);
  // Top-level objects take a line each: an unclosed string swallowed the start of the next one.
  const next =
    parent?.kind === 'map' ? nextCounted(text, at, line) : nextItem(text, parent ? at : item.at, line);
  if (next === -1) return -1;
  open.splice(broken);
  if (parent?.kind === 'map') parent.key = undefined;
  return next;
}

/** Never throws; linear. */
export function jsonTree(text: string): JsonTree {
  const reading: Reading = { values: [], open: [] };
  const faults: number[] = [];
  const cursor: Cursor = { text, lenient: true, at: 0, state: 'firstValue', open: [] };
  let keyAt = 0;
  for (;;) {
    const wantsColon = cursor.state === 'colon';
    const token = nextToken(cursor);
    if (token.kind === 'end' && !wantsColon) break;
    if (token.kind === 'key') keyAt = token.at;
    if (token.kind !== 'end' && take(text, token, reading)) continue;
    // The key without a value is wrong, not the token after it.
    const at = wantsColon ? keyAt : token.at;
    const next = faults.length < MOST_FAULTS - 1 ? skipBroken(text, at, reading) : -1;
    faults.push(next === -1 ? at : Math.min(at, next - 1));
    if (next === -1) break;
    cursor.at = next;
    cursor.open.length = reading.open.length;
    cursor.state = stateBehindValue(cursor);
  }
  if (reading.open.length > 0 && faults.length === 0) faults.push(text.length);
  closeAll(reading);
  return { values: reading.values, faults };
}

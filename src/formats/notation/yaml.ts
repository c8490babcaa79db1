// YAML 1.2 as values with their places. The yaml library is used only here: merge keys and YAML 1.1 are off,
// aliases are counted, and whatever it throws becomes a fault with a place.
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Range } from '../../core/base/span.ts';
import { nearest } from '../../core/base/spelling.ts';

/**
 * `start` and `end` are offsets in the whole file. A scalar's `text` is the value as written, without quotes.
 */
export type YamlNode =
  | (Range & {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly text: string;
    })
  | (Range & { readonly kind: 'list'; readonly items: readonly YamlNode[] })
  | (Range & { readonly kind: 'map'; readonly entries: readonly YamlEntry[] });

/** Keys are data and never become property names of objects. */
export type YamlEntry = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
};

const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

const hasYamlMeaning = (word: string): boolean => YAML_WORDS.test(word);

// Front matter of plain lines, `key: word` and `key: [word, word]`, read without the YAML parser: a hundred
// times faster, and enough for nearly every question file. It has to agree with YAML 1.2 on all that it
// accepts (a test compares the two) and leaves the rest to the parser.

/** A key, then a value that YAML can only read as one plain scalar, or a flow list of such. */
const LINE =
  /([A-Za-z_][A-Za-z0-9_]*):[ ]+(?:([A-Za-z0-9][A-Za-z0-9 _./+()-]*)|\[((?:[A-Za-z0-9 _./+()-]+,)*[A-Za-z0-9 _./+()-]+)\])(?:\r?\n|$)/y;

const INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;
const DECIMAL = /^[0-9]{1,12}\.[0-9]{1,12}$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

function scalarOf(text: string): { readonly value: string | number | boolean } | undefined {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (INTEGER.test(text) || DECIMAL.test(text)) return { value: Number(text) };
    return DATE.test(text) ? { value: text } : undefined;
  }
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return hasYamlMeaning(text) ? undefined : { value: text };
}

function nodeAt(text: string, start: number, end: number, base: number): YamlNode | undefined {
  const raw = text.slice(start, end);
  const word = raw.trim();
  const scalar = /^[A-Za-z0-9]/.test(word) ? scalarOf(word) : undefined;
  const from = base + start + raw.length - raw.trimStart().length;
  return scalar && { kind: 'scalar', value: scalar.value, text: word, start: from, end: from + word.length };
}

function listAt(text: string, start: number, end: number, base: number): YamlNode | undefined {
  const items: YamlNode[] = [];
  let from = start;
  for (const word of text.slice(start, end).split(',')) {
    const item = nodeAt(text, from, from + word.length, base);
    if (!item) return undefined;
    items.push(item);
    from += word.length + 1;
  }
  return { kind: 'list', items, start: base + start - 1, end: base + end + 1 };
}

function entryAt(text: string, at: number, base: number): { entry: YamlEntry; next: number } | undefined {
  LINE.lastIndex = at;
  const line = LINE.exec(text);
  const key = line?.[1];
  if (!line || key === undefined || hasYamlMeaning(key)) return undefined;
  const keyEnd = at + key.length;
  const list = line[3];
  let valueStart = keyEnd + 1;
  while (text.charCodeAt(valueStart) === 32) valueStart += 1;
  const value =
    list === undefined
      ? nodeAt(text, valueStart, valueStart + (line[2] ?? '').length, base)
      : listAt(text, valueStart + 1, valueStart + 1 + list.length, base);
  if (!value) return undefined;
  return { entry: { key, keyStart: base + at, keyEnd: base + keyEnd, value }, next: at + line[0].length };
}

/**
 * Stops at the first line that is not plain.
 * @param text the YAML between the fences
 * @param base offset of `text` in its file, added to all offsets
 * @param skips continue after such a line, to rescue what is valid in broken YAML
 */
export function leadingPlainLines(
  text: string,
  base: number,
  skips = false,
): { readonly entries: readonly YamlEntry[]; readonly end: number } {
  const entries: YamlEntry[] = [];
  let at = 0;
  while (at < text.length) {
    const read = entryAt(text, at, base);
    if (!read && !skips) break;
    if (read) entries.push(read.entry);
    const newline = text.indexOf('\n', at);
    at = read?.next ?? (newline === -1 ? text.length : newline + 1);
  }
  return { entries, end: base + at };
}

/** Undefined unless all lines are plain. */
export function readPlainLines(text: string, base: number): readonly YamlEntry[] | undefined {
  const { entries, end } = leadingPlainLines(text, base);
  return end === base + text.length ? entries : undefined;
}

const MOST_ALIASES = 50;
/** The parser tends to report one mistake several times. */
const MOST_FAULTS = 5;
const DEEPEST = 20;

/** Counts aliases, so that none can multiply without bound. */
function nodeReader(
  document: Document,
  base: number,
  deepest = DEEPEST,
): (node: unknown, depth: number) => YamlNode {
  let aliases = 0;
  const placeOf = (node: Node): Range => ({
    start: base + (node.range?.[0] ?? 0),
    end: base + (node.range?.[1] ?? 0),
  });
  const read = (node: unknown, depth: number): YamlNode => {
    if (depth > deepest) throw new RangeError('nested too deeply');
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MOST_ALIASES) throw new RangeError('too many aliases');
      return { ...read(node.resolve(document), depth + 1), ...placeOf(node) };
    }
    if (isScalar(node)) {
      const { value } = node;
      const text = typeof value === 'string' ? value : (node.source ?? '');
      const plain =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
      return { kind: 'scalar', value: plain, text, ...placeOf(node) };
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => read(item, depth + 1)), ...placeOf(node) };
    }
    if (!isMap(node)) return { kind: 'scalar', value: null, text: '', start: base, end: base };
    const entries = node.items.map((pair): YamlEntry => {
      const key = read(pair.key, depth + 1);
      const value =
        pair.value === null ? { ...EMPTY, start: key.end, end: key.end } : read(pair.value, depth + 1);
      return { key: key.kind === 'scalar' ? key.text : '?', keyStart: key.start, keyEnd: key.end, value };
    });
    return { kind: 'map', entries, ...placeOf(node) };
  };
  return read;
}

const EMPTY = { kind: 'scalar', value: null, text: '' } as const;

type Fault = Range & { readonly message: string };

/** With faults, `entries` are those that could be rescued. */
export type Parsed = { readonly entries: readonly YamlEntry[]; readonly faults: readonly Fault[] };

const OPTIONS = {
  schema: 'core',
  version: '1.2',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** A YAML 1.2 map (core schema). All offsets count in the file; `base` is the offset of `text` there. */
export function parseYaml(text: string, base: number): Parsed {
  const whole = { start: base, end: base + text.length };
  try {
    const document = parseDocument(text, OPTIONS);
    const faults = document.errors.slice(0, MOST_FAULTS).map(({ message, pos: [start, end] }) => ({
      message: message.split('\n')[0] ?? message,
      start: base + Math.min(start, text.length),
      end: base + Math.min(Math.max(start, end), text.length),
    }));
    if (faults.length > 0) return { entries: leadingPlainLines(text, base, true).entries, faults };
    if (document.contents === null) return { entries: [], faults: [] };
    const root = nodeReader(document, base)(document.contents, 0);
    if (root.kind === 'map') return { entries: root.entries, faults: [] };
    return { entries: [], faults: [{ ...whole, message: '`key: value` lines are wanted' }] };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read';
    return { entries: leadingPlainLines(text, base, true).entries, faults: [{ ...whole, message }] };
  }
}

/** With a fault: `offset` when it has a single place. */
type YamlText = { readonly value: unknown } | { readonly message: string; readonly offset?: number };

/**
 * Any YAML 1.2 value (core schema: dates are texts). The last of equal keys counts. Never throws.
 * @param deepest nesting limit of lists and maps
 */
export function parseYamlValue(text: string, deepest: number): YamlText {
  try {
    // With `silent`, it would ignore a second document.
    const document = parseDocument(text, { ...OPTIONS, logLevel: 'error' });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS')
      return { message: 'there is a second document', offset: error.pos[0] };
    if (error) return { message: firstLine(error.message), offset: error.pos[0] };
    return { value: plainValue(nodeReader(document, 0, deepest)(document.contents, 0)) };
  } catch (error) {
    return { message: error instanceof Error ? firstLine(error.message) : 'it cannot be read' };
  }
}

/** Of the library's message. It overflows the stack on deeply nested text. */
const firstLine = (message: string): string =>
  message.startsWith('Maximum call stack') ? 'nested too deeply' : (message.split('\n')[0] ?? message);

function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  const fields: { [key: string]: unknown } = { __proto__: null };
  for (const { key, value } of node.entries) fields[key] = plainValue(value);
  return fields;
}

type FieldReader<Fields> = {
  /** Completes the sentence "takes …". */
  readonly wants: string;
  readonly read: (node: YamlNode) => Partial<Fields> | undefined;
};

export type FieldReaders<Fields> = ReadonlyMap<string, FieldReader<Fields>>;

export function fieldsOf<Fields>() {
  return <K extends keyof Fields & string>(
    key: K,
    wants: string,
    read: (node: YamlNode) => Fields[K] | undefined,
  ): [string, FieldReader<Fields>] => {
    const readField = (node: YamlNode): Partial<Fields> | undefined => {
      const value = read(node);
      if (value === undefined) return undefined;
      const field: Partial<Fields> = {};
      field[key] = value;
      return field;
    };
    return [key, { wants, read: readField }];
  };
}

/**
 * The first of equal keys counts; a key without a value counts as absent.
 * @param report called with each unknown entry, and (with what its key takes) each invalid one
 */
export function readFields<Fields>(
  entries: readonly YamlEntry[],
  readers: FieldReaders<Fields>,
  report: (entry: YamlEntry, wants: string | undefined) => void,
): Partial<Fields> {
  let fields: Partial<Fields> = {};
  for (const entry of entries) {
    const reader = readers.get(entry.key);
    if (reader && isNothing(entry.value)) continue;
    const read = reader?.read(entry.value);
    if (read) fields = { ...read, ...fields };
    else report(entry, reader?.wants);
  }
  return fields;
}

export const valuePlace = ({ value, keyStart, keyEnd }: YamlEntry): Range =>
  value.end > value.start ? value : { start: keyStart, end: keyEnd };

/** `key:` without a value means the same as no line. */
export const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.value === null;

/** Numbers and dates count as written. */
export function textOf(node: YamlNode): string | undefined {
  const text = node.kind === 'scalar' && node.value !== null ? node.text.trim() : '';
  return text === '' ? undefined : text;
}

export function numberOf(node: YamlNode, least = -Infinity, most = Infinity): number | undefined {
  const value = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN;
  return Number.isFinite(value) && value >= least && value <= most ? value : undefined;
}

export function wholeOf(node: YamlNode, least: number, most: number): number | undefined {
  const value = numberOf(node, least, most);
  return Number.isInteger(value) ? value : undefined;
}

/** Ignores case. */
export function choiceOf<T extends string>(node: YamlNode, choices: readonly T[]): T | undefined {
  const word = textOf(node)?.toLowerCase();
  return choices.find((choice) => choice === word);
}

export const shownName = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

/** Suggests the most similar key, else lists all of them. */
export function keyHint(key: string, keys: readonly string[]): string {
  const [close] = nearest(key, keys, 1);
  return close !== undefined && close.startsWith(key.charAt(0))
    ? `Did you mean \`${close}\`?`
    : `The keys are ${keys.join(', ')}.`;
}

/** Unambiguous as a plain YAML scalar. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 _./+()-]{0,200}$/;

/** On one line: plain, or quoted as JSON, which is YAML, with characters that YAML forbids escaped. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !hasYamlMeaning(text) && !/[ -]$/.test(text)) return text;
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// The only user of the yaml library, whose traps are handled here: merge keys and YAML 1.1 are off, aliases are
// counted, and whatever it throws becomes a fault with a place.
import { type Document, isAlias, isNode, isScalar, isSeq, parseAllDocuments, parseDocument } from 'yaml';
import type { Problem } from '../../core/base/problem.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { nearest } from '../../core/base/spelling.ts';
import { clipped, escapedUnit } from '../../core/base/text.ts';
import type { JsonNode, JsonTree } from './json.ts';

/** Places are in the whole file. A scalar's `text` is as written, without quotes. */
export type YamlNode =
  | (Range & {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly text: string;
    })
  | (Range & { readonly kind: 'list'; readonly items: readonly YamlNode[] })
  | (Range & { readonly kind: 'map'; readonly entries: readonly YamlEntry[] });

/** Keys can be any text, so they are not property names. */
export type YamlEntry = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
};

const hasYamlMeaning = (word: string): boolean => /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(word);

// Plain front matter (`key: word`, `key: [word, word]`) is read without the YAML parser: a hundred times
// faster, and nearly all question files are like this. It must agree with YAML 1.2 on everything it accepts (a
// test compares them); the rest goes to the parser.

/** Accepts only what is certainly plain. */
const LINE =
  /([A-Za-z_][A-Za-z0-9_]*):([ ]+)(?:([A-Za-z0-9][A-Za-z0-9 _./+()-]*)|\[((?:[A-Za-z0-9 _./+()-]+,)*[A-Za-z0-9 _./+()-]+)\])(?:\r?\n|$)/y;

const NUMBER = /^(?:(?:0|[1-9][0-9]{0,14})|[0-9]{1,12}\.[0-9]{1,12})$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Undefined if only the parser can tell. */
function plainScalar(written: string, at: number): YamlNode | undefined {
  const text = written.trim();
  const start = at + written.length - written.trimStart().length;
  const isNumber = NUMBER.test(text);
  if (!isNumber && !DATE.test(text) && !/^[A-Za-z]/.test(text)) return undefined;
  const isFlag = text === 'true' || text === 'false';
  if (!isFlag && hasYamlMeaning(text)) return undefined;
  const value = isNumber ? Number(text) : isFlag ? text === 'true' : text;
  return { kind: 'scalar', value, text, start, end: start + text.length };
}

function plainList(written: string, at: number): YamlNode | undefined {
  const items: YamlNode[] = [];
  let next = at;
  for (const word of written.split(',')) {
    const item = plainScalar(word, next);
    if (!item) return undefined;
    items.push(item);
    next += word.length + 1;
  }
  return { kind: 'list', items, start: at - 1, end: next };
}

/**
 * Stops at the first line that is not plain.
 * @param base offset of `text` in its file, added to all offsets
 */
export function leadingPlainLines(text: string, base: number) {
  const entries: YamlEntry[] = [];
  let at = 0;
  while (at < text.length) {
    LINE.lastIndex = at;
    const [line = '', key = '', blanks = '', word = '', list] = LINE.exec(text) ?? [];
    const keyEnd = base + at + key.length;
    const valueStart = keyEnd + 1 + blanks.length;
    const value = list === undefined ? plainScalar(word, valueStart) : plainList(list, valueStart + 1);
    if (!value || hasYamlMeaning(key)) break;
    entries.push({ key, keyStart: base + at, keyEnd, value });
    at += line.length;
  }
  return { entries, end: base + at };
}

/** Undefined if any line needs the parser. */
export function readPlainLines(text: string, base: number): readonly YamlEntry[] | undefined {
  const { entries, end } = leadingPlainLines(text, base);
  return end === base + text.length ? entries : undefined;
}

const MOST_ALIASES = 50;
/** After these, the parser repeats one mistake in other words. */
const MOST_FAULTS = 5;
const DEEPEST = 20;

/** Aliases are counted, so that none can multiply. */
function valueOf(document: Document, base: number): YamlNode {
  let aliases = 0;
  const read = (node: unknown, depth: number): YamlNode => {
    if (depth > DEEPEST) throw new RangeError('nested too deeply');
    if (!isNode(node)) return { ...EMPTY, start: base, end: base };
    const place = { start: base + (node.range?.[0] ?? 0), end: base + (node.range?.[1] ?? 0) };
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MOST_ALIASES) throw new RangeError('too many aliases');
      return { ...read(node.resolve(document), depth + 1), ...place };
    }
    if (isScalar(node)) {
      const { value } = node;
      const text = typeof value === 'string' ? value : (node.source ?? '');
      const plain =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
      return { kind: 'scalar', value: plain, text, ...place };
    }
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => read(item, depth + 1)), ...place };
    const entries = node.items.map((pair): YamlEntry => {
      const key = read(pair.key, depth + 1);
      const value =
        pair.value === null ? { ...EMPTY, start: key.end, end: key.end } : read(pair.value, depth + 1);
      return { key: key.kind === 'scalar' ? key.text : '?', keyStart: key.start, keyEnd: key.end, value };
    });
    return { kind: 'map', entries, ...place };
  };
  return read(document.contents, 0);
}

const EMPTY = { kind: 'scalar', value: null, text: '' } as const;

/** With faults, the part that could be read. */
export type Parsed = {
  readonly entries: readonly YamlEntry[];
  readonly faults: readonly (Range & { readonly message: string })[];
};

const OPTIONS = {
  schema: 'core',
  version: '1.2',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The first line of the library's message. Deep nesting overflows its stack. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be read';
  const [line = ''] = error.message.split('\n');
  if (line.startsWith('Excessive alias')) return 'too many aliases';
  return line.startsWith('Maximum call stack') ? 'nested too deeply' : line;
}

/** A key at the margin with all that belongs to it. */
const TOP_ENTRY = /^[^\s#-][^\n]*(?:\n(?:[ \t-][^\n]*|\r?(?=\n)))*/gm;

/**
 * A YAML 1.2 map (core schema). Offsets are those in the file, where `text` begins at `base`. Of faulty
 * text, the entries that can be read alone.
 */
export function parseYaml(text: string, base: number): Parsed {
  const saved = (faults: Parsed['faults']): Parsed => ({
    entries: Array.from(text.matchAll(TOP_ENTRY)).flatMap(({ 0: entry, index }) => {
      const alone = entry.length < text.trimEnd().length ? parseYaml(entry, base + index) : undefined;
      return alone?.faults.length === 0 ? alone.entries : [];
    }),
    faults,
  });
  const whole = { start: base, end: base + text.length };
  try {
    const document = parseDocument(text, OPTIONS);
    if (document.errors.length > 0)
      return saved(
        document.errors.slice(0, MOST_FAULTS).map((error) => ({
          message: messageOf(error),
          start: base + Math.min(error.pos[0], text.length),
          end: base + Math.min(Math.max(...error.pos), text.length),
        })),
      );
    if (document.contents === null) return { entries: [], faults: [] };
    const root = valueOf(document, base);
    if (root.kind === 'map') return { entries: root.entries, faults: [] };
    return { entries: [], faults: [{ ...whole, message: 'expected lines of `key: value`' }] };
  } catch (error) {
    return saved([{ ...whole, message: messageOf(error) }]);
  }
}

/**
 * Any YAML 1.2 value (core schema: dates are texts), or the fault and, if known, its offset. The last of equal
 * keys counts. Never throws.
 */
export function parseYamlValue(text: string) {
  try {
    // Otherwise it would silently skip a second document.
    const document = parseDocument(text, { ...OPTIONS, logLevel: 'error' });
    const [error] = document.errors;
    if (!error) {
      const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
      return { value };
    }
    const message = error.code === 'MULTIPLE_DOCS' ? 'it contains a second document' : messageOf(error);
    return { message, offset: error.pos[0] };
  } catch (error) {
    return { message: messageOf(error) };
  }
}

/**
 * All documents of a file, like `jsonTree`; faulty text is read as far as possible. Numbers that would be
 * rewritten, such as `1.10`, are texts.
 */
export function yamlTree(text: string): JsonTree {
  const values: JsonNode[] = [];
  const faults: number[] = [];
  try {
    const parsed = parseAllDocuments(text, OPTIONS);
    for (const document of Array.isArray(parsed) ? parsed : []) {
      const [error] = document.errors;
      if (error) faults.push(Math.min(error.pos[0], text.length));
      if (document.contents !== null) values.push(jsonNode(valueOf(document, 0)));
    }
  } catch {
    faults.push(0);
  }
  return { values, faults };
}

function jsonNode(node: YamlNode): JsonNode {
  const at = node.start;
  if (node.kind === 'list') return { kind: 'list', items: node.items.map(jsonNode), at };
  if (node.kind === 'map')
    return { kind: 'map', entries: node.entries.map(({ key, value }) => [key, jsonNode(value)]), at };
  const { value, text } = node;
  if (value === null) return { kind: 'nothing', at };
  if (typeof value === 'boolean') return { kind: 'flag', value, at };
  return typeof value === 'number' && String(value) === text
    ? { kind: 'number', value, at }
    : { kind: 'text', text, at };
}

/** `wants` follows the words "must be". */
export type FieldReaders<Fields> = {
  readonly [Key in keyof Fields]-?: readonly [
    wants: string,
    read: (node: YamlNode) => Fields[Key] | undefined,
  ];
};

/**
 * The first of equal keys counts; a key without a value is ignored.
 * @param invalid of each value that its key does not take
 * @param hints for keys that belong elsewhere
 */
export function readFields<Fields extends object>(
  source: Source,
  entries: readonly YamlEntry[],
  readers: FieldReaders<Fields>,
  invalid: Pick<Problem, 'code' | 'hint'>,
  hints?: Pick<ReadonlyMap<string, string>, 'get'>,
) {
  const fields: Partial<Fields> = {};
  const problems: Problem[] = [];
  const isKnown = (key: PropertyKey): key is keyof Fields => Object.hasOwn(readers, key);
  for (const entry of entries) {
    const { key, value } = entry;
    if (!isKnown(key)) {
      problems.push({
        severity: 'warning',
        code: 'front-matter-key',
        at: source.spanAt(entry.keyStart, entry.keyEnd),
        message: `Unknown key \`${clipped(key)}\`.`,
        hint: hints?.get(key) ?? keyHint(key, Object.keys(readers)),
      });
      continue;
    }
    const [wants, read] = readers[key];
    const found = isNothing(value) ? undefined : read(value);
    if (found !== undefined) fields[key] ??= found;
    else if (!isNothing(value)) {
      const { start, end } = valuePlace(entry);
      const message = `\`${key}\` must be ${wants}.`;
      problems.push({ severity: 'error', at: source.spanAt(start, end), message, ...invalid });
    }
  }
  return { fields, problems };
}

export const valuePlace = ({ value, keyStart, keyEnd }: YamlEntry): Range =>
  value.end > value.start ? value : { start: keyStart, end: keyEnd };

/** A key without a value, which counts as absent. */
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

export function choiceOf<T extends string>(node: YamlNode, choices: readonly T[]): T | undefined {
  const word = textOf(node)?.toLowerCase();
  return choices.find((choice) => choice === word);
}

/** The key it resembles, or else all keys. */
function keyHint(key: string, keys: readonly string[]): string {
  const [close] = nearest(key, keys, 1);
  return close !== undefined && close.startsWith(key.charAt(0))
    ? `Did you mean \`${close}\`?`
    : `The keys are ${keys.join(', ')}.`;
}

/** YAML reads these as text without quotes. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 _./+()-]{0,200}$/;

/** On one line: plain, or quoted as JSON, which is valid YAML with some more escapes. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !hasYamlMeaning(text) && !/[ -]$/.test(text)) return text;
  return JSON.stringify(text).replace(/[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, escapedUnit);
}

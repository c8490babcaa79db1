// Paths to values in a document: dotted (`metrics.p(95)`, `log_history[-1].loss`, with `\.` for a dot in a
// key), and JMESPath for selections and computations. Functions of the JMESPath library that give wrong numbers
// are replaced, and expressions that it misreads are refused.
import {
  compile,
  type JSONValue,
  registerFunction,
  TreeInterpreter,
  TYPE_ANY,
  TYPE_ARRAY_NUMBER,
  TYPE_ARRAY_STRING,
  TYPE_NUMBER,
  TYPE_OBJECT,
} from '@jmespath-community/jmespath';
import { sumOf, wordSet } from '../../core/base/collections.ts';
import { likeness, nearest } from '../../core/base/spelling.ts';
import { clipped } from '../../core/base/text.ts';
import type { Json } from '../../core/fill/bind.ts';
import type { Refusal } from '../../core/values/quantity.ts';

export const MAX_PATH_CHARS = 1000;

const SHOWN_CHARS = 120;

export const clip = (text: string): string =>
  clipped(text.slice(0, SHOWN_CHARS + 1).replaceAll(/[\s\p{Cc}]+/gu, ' '), SHOWN_CHARS);

export const DIGITS = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number in plain decimal digits; undefined for words, other bases, and numbers that overflow (`1e400`). */
export function plainNumber(text: string): number | undefined {
  const number = DIGITS.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A key, or an index of a list, negative from the end. */
export type Key = string | number;

const joined = (keys: readonly Key[], written: (key: string) => string): string =>
  keys
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : (at === 0 ? '' : '.') + written(key)))
    .join('');

/** Escapes notation inside keys; `@` is the whole document. */
export function dottedPath(...keys: readonly Key[]): string {
  if (keys.length === 0) return '@';
  const path = joined(keys, (key) => key.replaceAll(/[\\.[]/g, '\\$&'));
  // `[0]` after an empty first key would read as an index of the document; JMESPath can tell them apart.
  return path.startsWith('[') && keys[0] === '' ? asQuery(keys) : path;
}

/** A JMESPath, for use with functions or filters: everything but plain words is quoted. */
export const asQuery = (keys: readonly Key[]): string =>
  joined(keys, (key) => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)));

/** The library reads `` \` `` only once per literal, so a backtick is written as its code. */
const literal = (value: Json): string => `\`${JSON.stringify(value).replaceAll('`', '\\u0060')}\``;

export const equals = (keys: readonly Key[], value: Json): string => `${asQuery(keys)}==${literal(value)}`;

/** What an element has below these keys. */
export type Conditions = readonly (readonly [keys: readonly Key[], value: Json])[];

/** Picks the list element that meets the conditions, and continues with `rest`. */
export function pickPath(list: readonly Key[], conditions: Conditions, rest: readonly Key[] = []): string {
  const all = conditions.map(([keys, value]) => equals(keys, value)).join(' && ');
  return `${asQuery(list)}[?${all}]${rest.length === 0 ? '' : `.${asQuery(rest)}`} | [0]`;
}

/** An index, an escaped character, or any other. */
const TOKEN = /\[(-?\d{1,9})\](?=[.[]|$)|\\([^])|[^]/g;

/** Every text is a path: keys are taken literally. */
export function keysOf(path: string): readonly Key[] {
  const keys: Key[] = [];
  // Undefined if no key is open: at the start, and after an index.
  let key: string | undefined;
  for (const [token, index, escaped] of path.matchAll(TOKEN)) {
    if (index === undefined && token !== '.') {
      key = (key ?? '') + (escaped ?? token);
      continue;
    }
    const isFirst = keys.length === 0 && index === undefined;
    if (key !== undefined || isFirst) keys.push(key ?? '');
    if (index !== undefined) keys.push(Number(index));
    key = index === undefined ? '' : undefined;
  }
  return key === undefined && keys.length > 0 ? keys : [...keys, key ?? ''];
}

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** A numeric key can index a list, as in other notations. */
function below(value: Json, key: Key): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (isList(value)) return /^-?\d{1,9}$/.test(String(key)) ? value.at(Number(key)) : undefined;
  return typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** `value` is undefined if they lead nowhere; `followed` counts the keys that led somewhere. */
export function follow(
  document: Json,
  keys: readonly Key[],
): { readonly value: Json | undefined; readonly followed: number } {
  let value: Json | undefined = document;
  for (const [followed, key] of keys.entries()) {
    const next: Json | undefined = below(value, key);
    if (next === undefined) return { value: undefined, followed };
    value = next;
  }
  return { value, followed: keys.length };
}

type QueryNode = ReturnType<typeof compile>;

type Query = { readonly node: QueryNode; readonly names: ReadonlySet<string> };

function compileQuery(text: string): Query | Refusal {
  try {
    const node = compile(text);
    return { node, names: namesIn(node) };
  } catch (error) {
    const hint = 'write a path like results[0].mean, or max(log_history[*].eval_accuracy)';
    return { error: `\`${clip(text)}\` is not a path: ${reason(error)}`, hint };
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const text = message.replace(/^(?:Syntax error|Invalid type|Invalid arity)[:,]\s*/i, '').replace(/\.$/, '');
  return clip(text) || 'it cannot be read';
}

/** Null when nothing is found. Refuses what can't be computed, such as the maximum of words. Never throws. */
function runQuery({ node }: Query, document: Json): { readonly value: Json } | Refusal {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library changes nothing, and does not say so
    const found = TreeInterpreter.search(node, document as JSONValue);
    return { value: typeof found === 'number' && !Number.isFinite(found) ? String(found) : found };
  } catch (error) {
    const hint = 'skip rows without a number: max([?loss].loss)';
    return { error: `the path cannot be computed: ${reason(error)}`, hint };
  }
}

// Library functions that fail on long lists or give wrong numbers, and three of our own.

type Sortable = number | string;

const sortable = (list: unknown): readonly Sortable[] =>
  Array.isArray(list) ? list.filter((item) => typeof item === 'number' || typeof item === 'string') : [];

const inOrder = (a: Sortable, b: Sortable): number => (a < b ? -1 : Number(a > b));

const sorted = (list: unknown): Sortable[] => sortable(list).toSorted(inOrder);

export function spreadOf(list: unknown) {
  const numbers = sortable(list).filter((item) => typeof item === 'number');
  const n = numbers.length;
  if (n < 2) return null;
  const [first = 0] = numbers;
  // Equal numbers have no deviation at all.
  const mean = first + sumOf(numbers, (each) => each - first) / n;
  const std = Math.sqrt(sumOf(numbers, (each) => (each - mean) ** 2) / (n - 1));
  return Number.isFinite(std) ? { mean, std, n } : null;
}

/** What a file has computed itself, with the number of runs or without. */
function spreadIn(object: object): Partial<ReturnType<typeof spreadOf>> {
  const found = Object.entries(object).map(([key, value]) => [key === 'stderr' ? 'std' : key, value]);
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'number'));
}

/** `0.821 ± 0.0021 (n=5)`: two digits for the deviation, and as many places for the mean. */
export function meanAndDeviation(found: unknown): string | null {
  const isWritten = typeof found === 'object' && found !== null && !Array.isArray(found);
  const { mean, std, n } = (isWritten ? spreadIn(found) : spreadOf(found)) ?? {};
  if (mean === undefined || std === undefined) return null;
  const digits = Number(std.toPrecision(2));
  const unspread = Number.isInteger(mean) ? 0 : 3;
  const places = std === 0 ? unspread : Math.min(20, 1 - Math.floor(Math.log10(digits)));
  const step = 10 ** Math.max(0, -places);
  const shown = (number: number): string =>
    step === 1 ? number.toFixed(places) : String(Math.round(number / step) * step);
  return `${shown(mean)} ± ${shown(std)}${n === undefined ? '' : ` (n=${n})`}`;
}

/** Between two values, as far as it is from each; the 50th is the median. */
export function percentileOf(list: unknown, percent: number): number | null {
  const all = sortable(list)
    .filter((item) => typeof item === 'number')
    .toSorted((a, b) => a - b);
  const place = (percent / 100) * (all.length - 1);
  const [low, high] = [all[Math.floor(place)], all[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place % 1);
}

const lists = [{ types: [TYPE_ARRAY_NUMBER, TYPE_ARRAY_STRING] }];
const numbers = [{ types: [TYPE_ARRAY_NUMBER] }];
const instead = { override: true };
// The library hands the list to Math.max as arguments, which overflows the stack.
registerFunction('max', ([list]) => sorted(list).at(-1) ?? null, lists, instead);
registerFunction('min', ([list]) => sorted(list).at(0) ?? null, lists, instead);
// The library sorts numbers as words: 10 before 9.
registerFunction('sort', ([list]) => sorted(list), lists, instead);
registerFunction('std', ([list]) => spreadOf(list)?.std ?? null, numbers);
registerFunction('percentile', ([list, percent]) => percentileOf(list, Number(percent)), [
  ...numbers,
  { types: [TYPE_NUMBER] },
]);
registerFunction('mean_std', ([found]) => meanAndDeviation(found), [
  { types: [TYPE_ARRAY_NUMBER, TYPE_OBJECT] },
]);
// The library takes an empty text for 0.
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'string' ? plainNumber(value) : typeof value === 'number' ? value : undefined;
registerFunction('to_number', ([value]) => numberOf(value) ?? null, [{ types: [TYPE_ANY] }], instead);

/** The result has the unit of the arguments. */
const UNIT_KEEPING = wordSet('avg max mean_std min percentile std sum abs ceil floor reverse sort to_number');
const DIVIDING = wordSet('Divide Div Modulo');

const isNode = (part: unknown): part is QueryNode =>
  typeof part === 'object' && part !== null && 'type' in part;

/** Every key in an expression. Throws, with the reason, for one the library misreads. */
function namesIn(node: QueryNode): ReadonlySet<string> {
  const names = new Set<string>();
  const parts: unknown[] = [node];
  for (const part of parts) {
    if (typeof part !== 'object' || part === null) continue;
    if (isNode(part)) {
      refuseMisread(part);
      if (part.type === 'Field') names.add(part.name);
    }
    parts.push(...Object.values(part));
  }
  return names;
}

/** Throws where the library deviates from the specification and so computes wrongly. */
function refuseMisread(node: QueryNode): void {
  const { type } = node;
  // After `.*` it projects only one key.
  const behind = type === 'Subexpression' || type === 'FilterProjection' || type === 'ValueProjection';
  if (behind && node.left.type === 'ValueProjection')
    throw new Error('only one key can follow .* there; for example, write metrics.* | [*].values.avg');
  // Its `*` binds closer than its `/`.
  if (type !== 'Arithmetic' || node.right.type !== 'Arithmetic') return;
  if (DIVIDING.has(node.operator) && node.right.operator !== 'Multiply' && !DIVIDING.has(node.right.operator))
    throw new Error('a / b * c could mean two things; write (a / b) * c or a / b / c');
}

/** The keys to the result of an expression; undefined if it computes something from them. */
function namesOfNode(node: QueryNode): readonly string[] | undefined {
  if (node.type === 'Field') return [node.name];
  if (SELECTIONS.has(node.type)) return [];
  if (node.type === 'Flatten') return namesOfNode(node.child);
  if (node.type === 'Function') {
    const [first] = node.children;
    return first && UNIT_KEEPING.has(node.name) ? namesOfNode(first) : undefined;
  }
  if (!isStep(node)) return undefined;
  const [left, right] = [namesOfNode(node.left), namesOfNode(node.right)];
  return right?.length === 0 ? left : right && [...(left ?? []), ...right];
}

const STEPS = wordSet('Subexpression IndexExpression Projection FilterProjection ValueProjection Pipe');

const isStep = (node: QueryNode): node is Extract<QueryNode, { readonly left: QueryNode }> =>
  STEPS.has(node.type);

const SELECTIONS = wordSet('Index Slice Identity Current');

const MAX_NAMES = 2000;
/** A name this similar counts as a misspelling. */
const ALIKE = 0.5;

const quoted = (path: string): string => `\`${clip(path)}\``;

function namesNear(wanted: string, names: readonly string[], pathOf: (name: string) => string): string {
  const [first, ...others] = nearest(wanted, names.slice(0, MAX_NAMES), 5);
  if (first === undefined) return 'there are no keys';
  if (likeness(wanted, first) >= ALIKE) return `did you mean ${quoted(pathOf(first))}?`;
  const more = names.length > others.length + 1 ? ', …' : '';
  return `the keys are ${[first, ...others].map((name) => quoted(pathOf(name))).join(', ')}${more}`;
}

function describeMissing(document: Json, keys: readonly Key[], followed: number): Refusal {
  const before = keys.slice(0, followed);
  const wanted = keys[followed] ?? '';
  const { value: inside = null } = follow(document, before);
  const place = followed === 0 ? 'the file' : quoted(dottedPath(...before));
  const error = `there is no ${quoted(dottedPath(...before, wanted))}`;
  if (isList(inside)) return { error, hint: `${place} is a list of ${inside.length}` };
  if (inside === null || typeof inside !== 'object')
    return { error, hint: `${place} is ${clip(JSON.stringify(inside))}, with nothing below it` };
  const hint = namesNear(String(wanted), Object.keys(inside), (name) => dottedPath(...before, name));
  return { error, hint };
}

const keysIn = (value: Json): readonly string[] => {
  if (value === null || typeof value !== 'object') return [];
  return isList(value)
    ? value.flatMap(keysIn)
    : [...Object.keys(value), ...Object.values(value).flatMap(keysIn)];
};

function describeUnfound(document: Json, path: string, { names }: Query): Refusal {
  const there = [...new Set(keysIn(document))];
  const error = `${quoted(path)} matches nothing in the file`;
  const unknown = [...names].find((name) => !there.includes(name));
  if (unknown === undefined) return { error, hint: 'every key exists, but nothing matches the whole path' };
  const hint = namesNear(unknown, there, (name) => name);
  return { error: `${error}: it has no ${quoted(unknown)}`, hint };
}

/** The document in other notations: `$.` (JSONPath), `.` (jq). */
const OTHER_ROOT = /^(?:\$(?=[.[]))?\.?/;

/** As a dotted path if that leads somewhere, otherwise as JMESPath. Never throws. */
export function lookUp(document: Json, path: string): { readonly value: Json } | Refusal {
  if (path.length > MAX_PATH_CHARS)
    return {
      error: `a path of ${path.length} characters is too long`,
      hint: `write at most ${MAX_PATH_CHARS} characters`,
    };
  const text = path.trim().replace(OTHER_ROOT, '');
  const keys = keysOf(text);
  const plain = follow(document, keys);
  const { value = plain.value } = follow(document, keysOf(path));
  if (value !== undefined) return { value };
  const query = isPlain(text) ? undefined : compileQuery(text);
  if (!query || ('error' in query && isName(String(keys[plain.followed]))))
    return describeMissing(document, keys, plain.followed);
  if ('error' in query) return query;
  const result = runQuery(query, document);
  return 'error' in result || result.value !== null ? result : describeUnfound(document, text, query);
}

const isPlain = (path: string): boolean => /^[\w.]*(?:\[-?\d+\][\w.]*)*$/.test(path);

/** People type keys such as `p(95)`, which JMESPath cannot read. */
const isName = (key: string): boolean => !/[|*?{}@&`'"<>=!,:[\]]|\s[-+/%]\s/.test(key);

/** The last key may state a unit; undefined for a computed value. */
export function namesAt(document: Json, path: string): readonly string[] | undefined {
  const keys = keysOf(path);
  if (follow(document, keys).value !== undefined) return keys.filter((key) => typeof key === 'string');
  const query = compileQuery(path.slice(0, MAX_PATH_CHARS));
  return 'error' in query ? undefined : namesOfNode(query.node);
}

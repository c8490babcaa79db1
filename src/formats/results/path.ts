// Where a value is in a document: dotted paths (`metrics.p(95)`, `log_history[-1].loss`, with `\.` for a
// dot in a key), and JMESPath for what must be picked or computed. The one home of the JMESPath library and
// of its traps: an expression is checked before it runs, so that it ends in time proportional to the
// document, and functions that give wrong numbers are replaced.
import {
  compile,
  type JSONValue,
  registerFunction,
  TreeInterpreter,
  TYPE_ANY,
  TYPE_ARRAY_NUMBER,
  TYPE_ARRAY_STRING,
} from '@jmespath-community/jmespath';
import { likeness, nearest } from '../../core/base/spelling.ts';
import type { Json } from '../../core/fill/sync.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { clip, MAX_PATH_CHARS, plainNumber } from './document.ts';

/** One step into a document: a key, or the index of a list, from its end when negative. */
export type Key = string | number;

const isIndex = (text: string): boolean => /^-?\d{1,9}$/.test(text);

/**
 * The path of these keys. What would be notation in a key is escaped, so that it leads back to the same place.
 * Without keys, the whole document: `@`.
 */
export function dottedPath(...keys: readonly Key[]): string {
  let path = '';
  for (const [at, key] of keys.entries()) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += (at === 0 ? '' : '.') + key.replaceAll(/[\\.[]/g, '\\$&');
  }
  if (keys.length === 0) return '@';
  // Behind an empty key at its start an index could not be told from one without a key: JMESPath can.
  return path.startsWith('[') && keys[0] === '' ? asQuery(keys) : path;
}

/** A key as JMESPath writes it: bare where that is allowed, else quoted. */
const identifier = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));

/**
 * Keys in JMESPath, for a path with a function or a filter. Keys that hold more than letters must be quoted.
 */
export function asQuery(keys: readonly Key[]): string {
  let query = '';
  for (const key of keys) {
    if (typeof key === 'number') query += `[${key}]`;
    else query += (query === '' ? '' : '.') + identifier(key);
  }
  return query;
}

/** The keys of a dotted path. Every text is one: keys are taken as they stand. */
export function keysOf(path: string): readonly Key[] {
  const keys: Key[] = [];
  let key = '';
  // Whether a key is open: not at the start when an index stands there, and not behind an index.
  let open = !/^\[-?\d{1,9}\](?:[.[]|$)/.test(path);
  for (let at = 0; at < path.length; at++) {
    const char = path[at] ?? '';
    const end = char === '[' ? path.indexOf(']', at) : -1;
    if (end !== -1 && end - at < 12 && isIndex(path.slice(at + 1, end)) && endsKey(path[end + 1])) {
      if (open) keys.push(key);
      keys.push(Number(path.slice(at + 1, end)));
      [key, open, at] = ['', false, end];
    } else if (char === '.') {
      if (open) keys.push(key);
      [key, open] = ['', true];
    } else {
      const escaped = char === '\\' && at + 1 < path.length;
      key += escaped ? (path[++at] ?? '') : char;
      open = true;
    }
  }
  return open ? [...keys, key] : keys;
}

const endsKey = (next: string | undefined): boolean => next === undefined || next === '.' || next === '[';

/** One step down. A key in digits may count the elements of a list, as other notations have it. */
function below(value: Json, key: Key): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (isList(value)) return typeof key === 'number' || isIndex(key) ? value.at(Number(key)) : undefined;
  return typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** True for a list: what `Array.isArray` says, for values that may not be changed. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** What the keys lead to; undefined, and how many of them could be followed, where they lead nowhere. */
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

/** A node of an expression, as the library parses it. */
type QueryNode = ReturnType<typeof compile>;

/** An expression that is safe to run. */
type Query = {
  readonly node: QueryNode;
  /** Every key that it names. */
  readonly names: ReadonlySet<string>;
};

/** Reads an expression. Refuses what is no JMESPath, and what could take for ever. Never throws. */
function compileQuery(text: string): { readonly query: Query } | Refusal {
  try {
    const node = compile(text);
    return { query: { node, names: namesIn(node) } };
  } catch (error) {
    const hint = 'write it like results[0].mean, or max(log_history[*].eval_accuracy)';
    return { error: `\`${clip(text)}\` is no path: ${reason(error)}`, hint };
  }
}

/** The library's words for what is wrong, in one line and without its prefixes. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return (
    clip(message.replace(/^(?:Syntax error|Invalid type|Invalid arity)[:,]\s*/i, '').replace(/\.$/, '')) ||
    'it cannot be read'
  );
}

/** The document with objects that inherit nothing, so that `constructor` is a key like any other. */
function bare(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(bare);
  const copy: { [key: string]: Json } = { __proto__: null };
  for (const [key, each] of Object.entries(value)) copy[key] = bare(each);
  return copy;
}

/**
 * What an expression finds; null where it finds nothing. Refuses what cannot be computed, such as the
 * greatest of words. Never throws.
 */
function runQuery({ node, names }: Query, document: Json): { readonly value: Json } | Refusal {
  mendLibrary();
  const inherited = [...names].some((name) => name in Object.prototype);
  const searched = inherited ? bare(document) : document;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library changes nothing, and does not say so
    const found = TreeInterpreter.search(node, searched as JSONValue);
    return { value: typeof found === 'number' && !Number.isFinite(found) ? String(found) : found };
  } catch (error) {
    const hint = 'leave out the rows without a number: max([?loss].loss)';
    return { error: `the path cannot be computed: ${reason(error)}`, hint };
  }
}

type Sortable = number | string;

const isSortable = (item: unknown): item is Sortable => typeof item === 'number' || typeof item === 'string';

const sortable = (list: unknown): readonly Sortable[] => (Array.isArray(list) ? list.filter(isSortable) : []);

/** The item of a list that is better than all others; null for an empty list. */
function bestOf(list: unknown, better: (a: Sortable, b: Sortable) => boolean): Sortable | null {
  const [first = null, ...others] = sortable(list);
  let best = first;
  for (const item of others) if (best !== null && better(item, best)) best = item;
  return best;
}

const order = (a: Sortable, b: Sortable): number => (a < b ? -1 : Number(a > b));

function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? (plainNumber(value) ?? null) : null;
}

let mended = false;

/** Puts own functions in place of those of the library that fail on long lists, or give wrong numbers. */
function mendLibrary(): void {
  if (mended) return;
  mended = true;
  const lists = [{ types: [TYPE_ARRAY_NUMBER, TYPE_ARRAY_STRING] }];
  const instead = { override: true };
  // The library hands the list to Math.max as arguments, which overflows the stack.
  registerFunction('max', ([list]) => bestOf(list, (a, b) => a > b), lists, instead);
  registerFunction('min', ([list]) => bestOf(list, (a, b) => a < b), lists, instead);
  // The library sorts numbers as words: 10 before 9.
  registerFunction('sort', ([list]) => sortable(list).toSorted(order), lists, instead);
  // The library takes an empty text for 0.
  registerFunction('to_number', ([value]) => numberIn(value), [{ types: [TYPE_ANY] }], instead);
}

/** Functions that give no more than they are given, and which argument of each is an expression. */
const FUNCTIONS: ReadonlyMap<string, number | undefined> = new Map<string, number | undefined>([
  ...'abs avg ceil contains ends_with floor keys length lower max min reverse sort starts_with sum to_array to_number type upper values'
    .split(' ')
    .map((name): [string, undefined] => [name, undefined]),
  ['map', 0],
  ['max_by', 1],
  ['min_by', 1],
  ['sort_by', 1],
]);

/** Functions that make one value of a list: they alone may be given a list made on the spot. */
const REDUCING: ReadonlySet<string> = new Set(['avg', 'max', 'min', 'sum']);

/** Functions whose result is of the kind of what they are given. */
const KEEPING: ReadonlySet<string> = new Set([
  'avg',
  'max',
  'min',
  'sum',
  'abs',
  'ceil',
  'floor',
  'reverse',
  'sort',
  'to_number',
]);

/** Every key that an expression names. Throws, with the reason, for an expression that must not run. */
export function namesIn(node: QueryNode): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'Field') names.add(next.name);
    refuseMisread(next);
    waiting.push(...partsOf(next));
  }
  return names;
}

const DIVIDING: ReadonlySet<string> = new Set(['Divide', 'Div', 'Modulo']);

/**
 * Throws for what the library takes for something else than the specification does, and so would give a wrong
 * number for.
 */
function refuseMisread(node: QueryNode): void {
  const { type } = node;
  // Behind `.*` it projects one key and no more.
  const behind = type === 'Subexpression' || type === 'FilterProjection' || type === 'ValueProjection';
  if (behind && node.left.type === 'ValueProjection')
    throw new Error('only one key can follow .* there, write for example metrics.* | [*].values.avg');
  // Its `*` binds closer than its `/`.
  if (type !== 'Arithmetic' || node.right.type !== 'Arithmetic') return;
  if (DIVIDING.has(node.operator) && node.right.operator !== 'Multiply' && !DIVIDING.has(node.right.operator))
    throw new Error('a / b * c could mean two things, write (a / b) * c or a / b / c');
}

/** The nodes that a node is made of. Throws for a node that must not run. */
function partsOf(node: QueryNode): readonly QueryNode[] {
  switch (node.type) {
    case 'Field':
    case 'Index':
    case 'Slice':
    case 'Identity':
    case 'Current':
      return [];
    case 'Literal':
      // The library makes an object that inherits what all objects do.
      if (typeof node.value !== 'object' || node.value === null) return [];
      throw new Error('lists and objects in backticks are not read');
    case 'Subexpression':
    case 'IndexExpression':
    case 'Projection':
    case 'ValueProjection':
    case 'Pipe':
    case 'OrExpression':
    case 'AndExpression':
    case 'Comparator':
    case 'Arithmetic':
      return [node.left, node.right];
    case 'FilterProjection':
      return [node.left, node.condition, node.right];
    case 'Ternary':
      return [node.condition, node.trueExpr, node.falseExpr];
    case 'Flatten':
    case 'NotExpression':
      return [node.child];
    case 'Unary':
      return [node.operand];
    case 'Function':
      return node.children.flatMap((child, at) => partsOfArgument(node.name, child, at));
    // The root inside a projection, variables, and lists made on the spot can each be made to grow without end.
    case 'Root':
    case 'Variable':
    case 'Binding':
    case 'LetExpression':
    case 'MultiSelectList':
    case 'MultiSelectHash':
    case 'ExpressionReference':
      throw new Error('$, let, &, {…} and lists made on the spot are not read there');
  }
}

function partsOfArgument(name: string, child: QueryNode, at: number): readonly QueryNode[] {
  if (!FUNCTIONS.has(name)) throw new Error(`there is no function ${clip(name)}()`);
  // A document can hold what looks like an expression to the library: only one that stands in the path may run.
  const isExpression = child.type === 'ExpressionReference';
  if (isExpression !== (FUNCTIONS.get(name) === at))
    throw new Error(`${name}() wants ${isExpression ? 'a value' : 'an expression such as &loss'} there`);
  if (child.type === 'ExpressionReference') return [child.child];
  return child.type === 'MultiSelectList' && REDUCING.has(name) ? child.children : [child];
}

/** The key that an expression ends in, when what it finds stands under that key, or is of its kind. */
function keyOfNode(node: QueryNode): string | undefined {
  if (node.type === 'Field') return node.name;
  if (node.type === 'Flatten') return keyOfNode(node.child);
  if (node.type === 'Function') {
    const [first] = node.children;
    return first && KEEPING.has(node.name) ? keyOfNode(first) : undefined;
  }
  if (!isStep(node)) return undefined;
  return keyOfNode(node.right) ?? (isSelection(node.right) ? keyOfNode(node.left) : undefined);
}

const STEPS = [
  'Subexpression',
  'IndexExpression',
  'Projection',
  'FilterProjection',
  'ValueProjection',
  'Pipe',
] as const;

type Step = Extract<QueryNode, { readonly type: (typeof STEPS)[number] }>;

const isStep = (node: QueryNode): node is Step => STEPS.some((type) => type === node.type);

/** True for a step that takes some of what is there and changes none of it: `[0]`, `[*]`, `[?…]`. */
const isSelection = (node: QueryNode): boolean =>
  node.type === 'Index' ||
  node.type === 'Slice' ||
  node.type === 'Identity' ||
  node.type === 'Current' ||
  (isStep(node) && isSelection(node.left) && isSelection(node.right));

/** Names that are compared; a file with more is looked at in part. */
const MAX_NAMES = 2000;
/** From this likeness on, a name is taken for a typing error of another. */
const ALIKE = 0.5;

const quoted = (path: string): string => `\`${clip(path)}\``;

/** What is below `inside`, as paths: the names most like `wanted`. */
function namesNear(wanted: string, names: readonly string[], pathOf: (name: string) => string): string {
  const [first, ...others] = nearest(wanted, names.slice(0, MAX_NAMES), 5);
  if (first === undefined) return 'nothing stands there';
  if (likeness(wanted, first) >= ALIKE) return `did you mean ${quoted(pathOf(first))}?`;
  const more = names.length > others.length + 1 ? ', …' : '';
  return `there is ${[first, ...others].map((name) => quoted(pathOf(name))).join(', ')}${more}`;
}

/**
 * Why the keys of a dotted path lead nowhere.
 * @param followed how many of them could be followed
 */
function describeMissing(document: Json, keys: readonly Key[], followed: number): Refusal {
  const before = keys.slice(0, followed);
  const wanted = keys[followed] ?? '';
  const { value: inside = null } = follow(document, before);
  const place = followed === 0 ? 'the file' : quoted(dottedPath(...before));
  const error = `there is no ${quoted(dottedPath(...before, wanted))}`;
  if (isList(inside)) {
    const last =
      inside.length === 0 ? '' : `, ${quoted(dottedPath(...before, inside.length - 1))} is the last`;
    return { error, hint: `${place} is a list of ${inside.length}${last}` };
  }
  if (inside === null || typeof inside !== 'object')
    return { error, hint: `${place} is ${clip(JSON.stringify(inside))}, with nothing below it` };
  const hint = namesNear(String(wanted), Object.keys(inside), (name) => dottedPath(...before, name));
  return { error, hint };
}

/** Every key of a document, up to a number. */
function keysWithin(document: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const queue: Json[] = [document];
  for (let at = 0; at < queue.length && queue.length < MAX_NAMES * 10 && found.size < MAX_NAMES; at++) {
    const value = queue[at] ?? null;
    if (value === null || typeof value !== 'object') continue;
    if (!isList(value)) for (const key of Object.keys(value)) found.add(key);
    for (const each of isList(value) ? value.slice(0, MAX_NAMES) : Object.values(value)) queue.push(each);
  }
  return found;
}

/**
 * Why an expression finds nothing.
 * @param names the keys that it names
 */
function describeUnfound(document: Json, path: string, names: ReadonlySet<string>): Refusal {
  const there = keysWithin(document);
  const error = `${quoted(path)} finds nothing in the file`;
  const unknown = [...names].find((name) => !there.has(name));
  if (unknown === undefined) return { error, hint: 'every key is there, but nothing fits all of the path' };
  const hint = namesNear(unknown, [...there], (name) => name);
  return { error: `${error}: it has no ${quoted(unknown)}`, hint };
}

/**
 * A text as a JMESPath literal. The library reads `` \` `` only once a literal, so a backtick is written by
 * its number.
 */
export const literal = (text: string): string => `\`${JSON.stringify(text).replaceAll('`', '\\u0060')}\``;

/**
 * A path that picks an element of a list by what it is called, and goes on inside it.
 * @param list dotted path of the list; empty when the document is the list
 * @param key where the name stands in each element
 * @param value the name
 * @param rest keys below the element
 */
export function pickPath(list: string, key: string, value: string, ...rest: readonly string[]): string {
  const inside = rest.map((each) => `.${identifier(each)}`).join('');
  const at = list === '' ? '' : asQuery(keysOf(list));
  return `${at}[?${identifier(key)}==${literal(value)}]${inside} | [0]`;
}

/**
 * A path to a column of a list of rows, without the rows that lack it. `list` and `column` as in `pickPath`.
 */
export const columnPath = (list: string, column: string): string =>
  `${list === '' ? '' : asQuery(keysOf(list))}[*].${identifier(column)}`;

/** What other notations write for the document before a path: `$.` (JSONPath), `.` (jq). */
const OTHER_ROOT = /^(?:\$(?=[.[]))?\.?/;

/**
 * What stands at a path: as a dotted path when that leads somewhere, else as JMESPath. Refuses with the
 * reason and the nearest keys that are there. Never throws, whatever the path and the document.
 */
export function lookUp(document: Json, path: string): { readonly value: Json } | Refusal {
  if (path.length > MAX_PATH_CHARS)
    return {
      error: `a path of ${path.length} characters is too long`,
      hint: `write at most ${MAX_PATH_CHARS} characters`,
    };
  const dotted = follow(document, keysOf(path));
  if (dotted.value !== undefined) return { value: dotted.value };
  const text = path.trim().replace(OTHER_ROOT, '');
  const plain = text === path ? dotted : follow(document, keysOf(text));
  if (plain.value !== undefined) return { value: plain.value };
  const compiled = compileQuery(text);
  if ('query' in compiled) {
    const result = runQuery(compiled.query, document);
    if ('error' in result || result.value !== null) return result;
  }
  const keys = keysOf(text);
  const meansNames = 'query' in compiled ? isPlain(text) : isName(String(keys[plain.followed]));
  if (meansNames) return describeMissing(document, keys, plain.followed);
  return 'query' in compiled ? describeUnfound(document, text, compiled.query.names) : compiled;
}

/** As `lookUp`, for a document in which nothing looks like a refusal. */
export function evaluatePath(document: Json, path: string): Json | Refusal {
  const found = lookUp(document, path);
  return 'error' in found ? found : found.value;
}

/** True for a path without anything that only JMESPath has. */
const isPlain = (path: string): boolean => !/[|*?(){}@&`'"<>=!,:]/.test(path);

/** True for what people mean as a key, such as `p(95)`, where JMESPath does not know what to make of it. */
const isName = (key: string): boolean => !/[|*?{}@&`'"<>=!,:[\]]|\s[-+/%]\s/.test(key);

/**
 * The key that a path ends in, which may tell the unit of what is there; undefined when the value is
 * computed.
 */
export function keyAt(document: Json, path: string): string | undefined {
  const keys = keysOf(path);
  if (follow(document, keys).value !== undefined)
    return keys.findLast((key): key is string => typeof key === 'string');
  const compiled = compileQuery(path.slice(0, MAX_PATH_CHARS));
  return 'query' in compiled ? keyOfNode(compiled.query.node) : undefined;
}

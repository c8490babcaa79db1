// JMESPath, for picking from lists and finding the best of a column. The one home of the library and of its traps: what an
// expression may do is bounded here, so that none can run away, and functions that give wrong numbers are replaced.
import {
  compile,
  registerFunction,
  TreeInterpreter,
  TYPE_ANY,
  TYPE_ARRAY_NUMBER,
  TYPE_ARRAY_STRING,
  type JSONValue,
} from '@jmespath-community/jmespath';
import type { Refusal } from '../../core/quantity-text.ts';
import type { Json } from '../../core/result.ts';
import { clip } from './missing.ts';
import { numberOf } from './number-text.ts';

type Node = ReturnType<typeof compile>;

/** An expression that is safe to run. */
export type Query = {
  readonly node: Node;
  /** Every key that it names. */
  readonly names: ReadonlySet<string>;
};

/** Functions that give no more than they are given, and which argument of each is an expression. */
const FUNCTIONS: ReadonlyMap<string, number | undefined> = new Map<string, number | undefined>([
  ...[
    ...['abs', 'avg', 'ceil', 'contains', 'ends_with', 'floor', 'keys', 'length', 'lower', 'max', 'min'],
    ...['reverse', 'sort', 'starts_with', 'sum', 'to_array', 'to_number', 'type', 'upper', 'values'],
  ].map((name): [string, undefined] => [name, undefined]),
  ['map', 0],
  ['max_by', 1],
  ['min_by', 1],
  ['sort_by', 1],
]);

/** Functions that make one value of a list: the only ones that may be given a list made on the spot. */
const REDUCING: ReadonlySet<string> = new Set(['avg', 'max', 'min', 'sum']);

/** What the expression is made of; throws, with the reason, for what could grow beyond the document or step out of it. */
function vet(node: Node, names: Set<string>): void {
  const all = (...nodes: readonly Node[]): void => {
    for (const each of nodes) vet(each, names);
  };
  switch (node.type) {
    case 'Field':
      names.add(node.name);
      return;
    case 'Index':
    case 'Slice':
    case 'Identity':
    case 'Current':
      return;
    case 'Literal':
      // An object made by the library has what objects inherit.
      if (typeof node.value === 'object' && node.value !== null)
        throw new Error('lists and objects in backticks are not read');
      return;
    case 'Subexpression':
    case 'IndexExpression':
    case 'Projection':
    case 'ValueProjection':
    case 'Pipe':
    case 'OrExpression':
    case 'AndExpression':
    case 'Comparator':
    case 'Arithmetic':
      return all(node.left, node.right);
    case 'FilterProjection':
      return all(node.left, node.condition, node.right);
    case 'Flatten':
    case 'NotExpression':
      return all(node.child);
    case 'Unary':
      return all(node.operand);
    case 'Function':
      return vetFunction(node.name, node.children, all);
    default:
      throw new Error('this part of JMESPath is not read');
  }
}

function vetFunction(
  name: string,
  children: readonly Node[],
  all: (...nodes: readonly Node[]) => void,
): void {
  if (!FUNCTIONS.has(name)) throw new Error(`there is no function ${clip(name)}()`);
  for (const [at, child] of children.entries()) {
    // A document could hold what looks like an expression: only one that was written here may run.
    const wanted = FUNCTIONS.get(name) === at;
    if (wanted !== (child.type === 'ExpressionReference'))
      throw new Error(`${name}() takes ${wanted ? 'an expression such as &loss' : 'a value'} there`);
    if (child.type === 'ExpressionReference') all(child.child);
    else if (child.type === 'MultiSelectList' && REDUCING.has(name)) all(...child.children);
    else all(child);
  }
}

/** Reads an expression. Refuses what is no JMESPath, and what could take for ever. Never throws. */
export function compileQuery(text: string): { readonly query: Query } | Refusal {
  try {
    const node = compile(text);
    const names = new Set<string>();
    vet(node, names);
    return { query: { node, names } };
  } catch (error) {
    const hint = 'write it like results[0].mean, or max(log_history[*].eval_accuracy)';
    return { error: `${clip(text)} is no path: ${reason(error)}`, hint };
  }
}

/** The library's words for what is wrong, in one line and without its prefixes. */
const reason = (error: unknown): string =>
  clip(
    (error instanceof Error ? error.message : '').replace(
      /^(?:Syntax error|Invalid type|Invalid arity)[:,]\s*/i,
      '',
    ),
  ).replace(/\.$/, '') || 'it cannot be read';

/** The document with objects that inherit nothing, so that `constructor` is a key like any other. */
function bare(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(bare);
  const copy: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, each] of Object.entries(value)) copy[key] = bare(each);
  return copy;
}

/** What an expression finds; null for nothing. Refuses what cannot be computed, such as the greatest of words. Never throws. */
export function runQuery({ node, names }: Query, document: Json): Json | Refusal {
  mendLibrary();
  const inherited = [...names].some((name) => name in Object.prototype);
  try {
    const found = TreeInterpreter.search(node, (inherited ? bare(document) : document) as JSONValue);
    return typeof found === 'number' && !Number.isFinite(found) ? String(found) : found;
  } catch (error) {
    const hint = 'leave out the rows without a number: max([?loss].loss)';
    return { error: `the path cannot be computed: ${reason(error)}`, hint };
  }
}

let mended = false;

/** Puts own functions in place of those that give wrong numbers, or fail on long lists. */
function mendLibrary(): void {
  if (mended) return;
  mended = true;
  const lists = [{ types: [TYPE_ARRAY_NUMBER, TYPE_ARRAY_STRING] }];
  const best =
    (better: (a: Sortable, b: Sortable) => boolean) =>
    ([list]: readonly unknown[]): JSONValue => {
      const items = sortable(list);
      let found = items[0] ?? null;
      for (const item of items) if (found !== null && better(item, found)) found = item;
      return found;
    };
  // The library spreads the list into the arguments of Math.max, which overflows the stack.
  registerFunction(
    'max',
    best((a, b) => a > b),
    lists,
    { override: true },
  );
  registerFunction(
    'min',
    best((a, b) => a < b),
    lists,
    { override: true },
  );
  // The library sorts numbers as words: 10 before 9.
  registerFunction(
    'sort',
    ([list]) => sortable(list).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    lists,
    { override: true },
  );
  // The library takes an empty text for 0.
  registerFunction(
    'to_number',
    ([value]) => (typeof value === 'number' ? value : (numberOf(String(value)) ?? null)),
    [{ types: [TYPE_ANY] }],
    { override: true },
  );
}

type Sortable = number | string;

const sortable = (list: unknown): Sortable[] =>
  Array.isArray(list)
    ? list.filter((item): item is Sortable => typeof item === 'number' || typeof item === 'string')
    : [];

/** The key that an expression ends in, when what it finds stands under a key as it is. */
export function keyOfQuery({ node }: Query): string | undefined {
  return keyOfNode(node);
}

/** Functions whose result is of the kind of what they are given. */
const KEEPING: ReadonlySet<string> = new Set([
  'abs',
  'avg',
  'ceil',
  'floor',
  'max',
  'min',
  'reverse',
  'sort',
  'sum',
  'to_number',
]);

function keyOfNode(node: Node): string | undefined {
  switch (node.type) {
    case 'Field':
      return node.name;
    case 'Subexpression':
    case 'Projection':
    case 'FilterProjection':
    case 'ValueProjection':
    case 'Pipe':
    case 'IndexExpression':
      return keyOfNode(node.right) ?? (selects(node.right) ? keyOfNode(node.left) : undefined);
    case 'Flatten':
      return keyOfNode(node.child);
    case 'Function': {
      const [first] = node.children;
      return first && KEEPING.has(node.name) ? keyOfNode(first) : undefined;
    }
    default:
      return undefined;
  }
}

/** True for a step that takes some of what is there and changes none of it. */
const selects = (node: Node): boolean =>
  node.type === 'Index' ||
  node.type === 'Slice' ||
  node.type === 'Identity' ||
  node.type === 'Current' ||
  ((node.type === 'FilterProjection' || node.type === 'IndexExpression' || node.type === 'Projection') &&
    selects(node.left) &&
    selects(node.right));

// JMESPath, for picking from lists and finding the best of a column. The one home of the library and of its traps: an
// expression is checked before it runs, and functions that give wrong numbers are replaced.
import {
  compile,
  registerFunction,
  TreeInterpreter,
  TYPE_ANY,
  TYPE_ARRAY_NUMBER,
  TYPE_ARRAY_STRING,
  type JSONValue,
} from '@jmespath-community/jmespath';
import type { Refusal } from '../../core/quantity.ts';
import type { Json } from '../../core/result.ts';
import { clip } from './missing.ts';
import { plainNumber } from './plain-number.ts';
import { namesIn } from './query-check.ts';

/** A node of an expression, as the library parses it. */
export type QueryNode = ReturnType<typeof compile>;

/** An expression that is safe to run. */
export type Query = {
  readonly node: QueryNode;
  /** Every key that it names. */
  readonly names: ReadonlySet<string>;
};

/** Reads an expression. Refuses what is no JMESPath, and what could take for ever. Never throws. */
export function compileQuery(text: string): { readonly query: Query } | Refusal {
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

/** What an expression finds; null where it finds nothing. Refuses what cannot be computed, such as the greatest of words. Never throws. */
export function runQuery({ node, names }: Query, document: Json): { readonly value: Json } | Refusal {
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

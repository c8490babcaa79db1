// Where a value stands in a document: as a dotted path, and as JMESPath for what must be picked or computed. Makes such
// paths and follows them; knows nothing of files and tools.
import type { Refusal } from '../../core/quantity.ts';
import type { Json } from '../../core/result.ts';
import { asQuery, follow, identifier, keysOf } from './dotted.ts';
import { MAX_PATH_CHARS } from './limits.ts';
import { describeMissing, describeUnfound } from './missing.ts';
import { keyOfNode } from './query-check.ts';
import { compileQuery, runQuery } from './query.ts';

export { dottedPath } from './dotted.ts';

/** A text as a JMESPath literal. The library reads `` \` `` only once a literal, so a backtick is written by its number. */
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

/** A path to a column of a list of rows, without the rows that lack it. `list` and `column` as in `pickPath`. */
export const columnPath = (list: string, column: string): string =>
  `${list === '' ? '' : asQuery(keysOf(list))}[*].${identifier(column)}`;

/** What other notations write for the document before a path: `$.` (JSONPath), `.` (jq). */
const OTHER_ROOT = /^(?:\$(?=[.[]))?\.?/;

/**
 * What stands at a path: as a dotted path when that leads somewhere, else as JMESPath. Refuses with the reason and the
 * nearest keys that are there. Never throws, whatever the path and the document.
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

/** The key that a path ends in, which may tell the unit of what is there; undefined when the value is computed. */
export function keyAt(document: Json, path: string): string | undefined {
  const keys = keysOf(path);
  if (follow(document, keys).value !== undefined)
    return keys.findLast((key): key is string => typeof key === 'string');
  const compiled = compileQuery(path.slice(0, MAX_PATH_CHARS));
  return 'query' in compiled ? keyOfNode(compiled.query.node) : undefined;
}

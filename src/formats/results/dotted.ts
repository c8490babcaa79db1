// Dotted paths: `metrics.p(95)`, `log_history[-1].loss`, with `\.` for a dot in a key and `[n]` for an index. Knows the
// notation and how to follow it; nothing of files and tools.
import type { Json } from '../../core/result.ts';

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
export const identifier = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));

/** Keys in JMESPath, for a path with a function or a filter. Keys that hold more than letters must be quoted. */
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

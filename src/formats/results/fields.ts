// Looks into a parsed document without trusting its shape, and names what is found there. Knows no tool.
import type { Candidate, Json } from '../../core/result.ts';
import { MAX_PATH_CHARS, MAX_TEXT_VALUE_CHARS } from './limits.ts';
import { dottedPath, pickPath } from './path.ts';

type Fields = { readonly [key: string]: Json };

/** True for an object. */
export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the keys lead to; undefined where one of them is not there. Inherited names (`constructor`) never are. */
export function valueOf(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let at = value;
  for (const key of keys) at = isFields(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** The list there; empty where there is none. */
export function listOf(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  const found = valueOf(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The keys and values there; empty where there is no object. */
export function entriesOf(
  value: Json | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, Json])[] {
  const found = valueOf(value, ...keys);
  return isFields(found) ? Object.entries(found) : [];
}

/** The number there. */
export function numberOf(value: Json | undefined, ...keys: readonly string[]): number | undefined {
  const found = valueOf(value, ...keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The text there. */
export function textOf(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = valueOf(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** Parts of a name as one label, on one line. */
export const labelOf = (...parts: readonly string[]): string =>
  parts.map((part) => part.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()).join(' · ');

/** A number with its name, as a list of one; none where there is no number, or no path can be written. */
export function numberAt(
  label: string,
  value: Json | undefined,
  unit: string,
  path: string,
): readonly Candidate[] {
  const number = numberOf(value);
  return number === undefined || path.length > MAX_PATH_CHARS ? [] : [{ label, value: number, unit, path }];
}

/** A short text with its name, as a list of one; none for an empty or a long one. */
export function wordsAt(label: string, value: Json | undefined, path: string): readonly Candidate[] {
  const text = textOf(value);
  const fits = text !== undefined && text.trim() !== '' && text.length <= MAX_TEXT_VALUE_CHARS;
  return fits && path.length <= MAX_PATH_CHARS ? [{ label, value: text, unit: '', path }] : [];
}

/** An element of a list under its own name, with the path to what is below it. */
export type Named = {
  readonly name: string;
  readonly element: Json;
  readonly pathTo: (...rest: readonly string[]) => string;
};

/**
 * The elements of a list that have a name, each with paths that find it by that name; by its place in the list where
 * others have the same name, or the path would be too long.
 * @param list keys of the list in the document; none when the document is the list
 * @param key where the name stands in each element
 */
export function namedElements(document: Json, list: readonly string[], key: string): readonly Named[] {
  const elements = listOf(document, ...list);
  const counts = new Map<string, number>();
  for (const element of elements) {
    const name = textOf(element, key);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return elements.flatMap((element, index): readonly Named[] => {
    const name = textOf(element, key);
    if (name === undefined) return [];
    const pathTo = (...rest: readonly string[]): string => {
      const picked = pickPath(list.length === 0 ? '' : dottedPath(...list), key, name, ...rest);
      return counts.get(name) === 1 && picked.length <= MAX_PATH_CHARS
        ? picked
        : dottedPath(...list, index, ...rest);
    };
    return [{ name, element, pathTo }];
  });
}

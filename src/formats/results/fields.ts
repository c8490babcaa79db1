// Looks into a parsed document without trusting its shape, and names what is found there. Knows no tool.
import { countBy } from '../../core/groups.ts';
import { plainLine } from '../../core/one-line.ts';
import type { Candidate, Json } from '../../core/result.ts';
import { asQuery, dottedPath, type Key } from './dotted.ts';
import { MAX_CANDIDATES, MAX_PATH_CHARS, MAX_TEXT_VALUE_CHARS } from './limits.ts';
import { literal, pickPath } from './path.ts';

type Fields = { readonly [key: string]: Json };

/** True for an object. */
export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the keys lead to; undefined where one of them is not there. Inherited names (`constructor`) never are. */
export function fieldOf(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let at = value;
  for (const key of keys) at = isFields(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** The list there; empty where there is none. */
export function listOf(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  const found = fieldOf(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The keys and values there; empty where there is no object. */
export function entriesOf(
  value: Json | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, Json])[] {
  const found = fieldOf(value, ...keys);
  return isFields(found) ? Object.entries(found) : [];
}

/** The number there. */
export function numberIn(value: Json | undefined, ...keys: readonly string[]): number | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The text there. */
export function textOf(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** Parts of a name as one label, on one line. */
export const labelOf = (...parts: readonly string[]): string => parts.map(plainLine).join(' · ');

/** A number with its name, as a list of one; none where there is no number, or no path can be written. */
export function numberAt(
  label: string,
  value: Json | undefined,
  unit: string,
  path: string,
): readonly Candidate[] {
  const number = numberIn(value);
  return number === undefined || path.length > MAX_PATH_CHARS ? [] : [{ label, value: number, unit, path }];
}

/** A short text with its name, as a list of one; none for an empty or a long one. */
export function wordsAt(label: string, value: Json | undefined, path: string): readonly Candidate[] {
  const text = textOf(value);
  const fits = text !== undefined && text.trim() !== '' && text.length <= MAX_TEXT_VALUE_CHARS;
  return fits && path.length <= MAX_PATH_CHARS ? [{ label, value: text, unit: '', path }] : [];
}

/** What is named of each item, in order, until there are as many as are listed of a file: paths take time to make. */
export function listedOf<Item>(
  items: readonly Item[],
  candidatesOf: (item: Item) => readonly Candidate[],
): readonly Candidate[] {
  const listed: Candidate[] = [];
  for (const item of items) {
    listed.push(...candidatesOf(item));
    if (listed.length >= MAX_CANDIDATES) break;
  }
  return listed;
}

/** An element of a list under its own name, with the path to what is below it. */
export type Named = {
  readonly name: string;
  readonly element: Json;
  readonly pathTo: (...rest: readonly string[]) => string;
};

/** How often each text stands there. */
export const countsOf = (texts: readonly (string | undefined)[]): ReadonlyMap<string | undefined, number> =>
  countBy(texts, (text) => text);

/**
 * The elements of a list that have a name, each with paths that find it by that name. Where others have the same, the
 * path finds it by a second name too, or else by its place in the list; so it does where it would be too long.
 * @param list keys of the list in the document; none when the document is the list
 * @param key where the name stands in each element
 * @param second where a name stands that tells namesakes apart
 */
export function namedElements(
  document: Json,
  list: readonly string[],
  key: string,
  second = '',
): readonly Named[] {
  const elements = listOf(document, ...list);
  const names = elements.map((element) => textOf(element, key));
  const both =
    second === ''
      ? []
      : elements.map((element, index) => JSON.stringify([names[index], textOf(element, second)]));
  const [counts, countsOfBoth] = [countsOf(names), countsOf(both)];
  return elements.flatMap((element, index): readonly Named[] => {
    const name = names[index];
    if (name === undefined) return [];
    const other = textOf(element, second);
    const pathTo = (...rest: readonly string[]): string => {
      let path = '';
      if (counts.get(name) === 1)
        path = pickPath(list.length === 0 ? '' : dottedPath(...list), key, name, ...rest);
      else if (other !== undefined && countsOfBoth.get(both[index]) === 1)
        path = pickWhere(
          list,
          [
            [[key], name],
            [[second], other],
          ],
          asQuery(rest),
        );
      return path !== '' && path.length <= MAX_PATH_CHARS ? path : dottedPath(...list, index, ...rest);
    };
    return [{ name, element, pathTo }];
  });
}

/** A path that picks an element of a list by several texts in it, each below its own keys, and goes on with `rest`. */
export function pickWhere(
  list: readonly string[],
  conditions: readonly (readonly [keys: readonly Key[], text: string])[],
  rest: string,
): string {
  const all = conditions.map(([keys, text]) => `${asQuery(keys)}==${literal(text)}`).join(' && ');
  return `${asQuery(list)}[?${all}].${rest} | [0]`;
}

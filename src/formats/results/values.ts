// Looks into a parsed document without trusting its shape: fields, elements of lists, columns.
import { countBy } from '../../core/base/collections.ts';
import { plainLine } from '../../core/base/text.ts';
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { dottedPath, pickPath } from './path.ts';
import { MAX_CANDIDATES, MAX_PATH_CHARS, MAX_TEXT_VALUE_CHARS } from './reader.ts';

type Fields = { readonly [key: string]: Json };

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the keys lead to; undefined where one is missing. Inherited names (`constructor`) are never there. */
export function fieldOf(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let at = value;
  for (const key of keys) at = isFields(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

/** The list there, or an empty one. */
export function listOf(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  const found = fieldOf(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The keys and values of the object there; none when there is no object. */
export function entriesOf(
  value: Json | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, Json])[] {
  const found = fieldOf(value, ...keys);
  return isFields(found) ? Object.entries(found) : [];
}

export function numberIn(value: Json | undefined, ...keys: readonly string[]): number | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function textOf(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** Parts of a name as one line. */
export const labelOf = (...parts: readonly string[]): string => parts.map(plainLine).join(' · ');

/** A number with its name, as a list of one; empty when there is no number, or its path is too long. */
export function numberAt(
  label: string,
  value: Json | undefined,
  unit: string,
  path: string,
): readonly Candidate[] {
  const number = numberIn(value);
  return number === undefined || path.length > MAX_PATH_CHARS ? [] : [{ label, value: number, unit, path }];
}

/** A short text with its name, as a list of one; empty when it is blank or too long. */
export function wordsAt(label: string, value: Json | undefined, path: string): readonly Candidate[] {
  const text = textOf(value);
  const fits = text !== undefined && text.trim() !== '' && text.length <= MAX_TEXT_VALUE_CHARS;
  return fits && path.length <= MAX_PATH_CHARS ? [{ label, value: text, unit: '', path }] : [];
}

/** The number at these keys of the document. */
export const numberUnder = (label: string, document: Json, keys: readonly string[], unit = '') =>
  numberAt(label, fieldOf(document, ...keys), unit, dottedPath(...keys));

/** The short text at these keys of the document. */
export const wordsUnder = (label: string, document: Json, ...keys: readonly string[]) =>
  wordsAt(label, fieldOf(document, ...keys), dottedPath(...keys));

/** The candidates of each item, until there are as many as a file may list: paths take time to make. */
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

/**
 * The elements of a list that have a name, each with paths that find it by that name. If others have the
 * same name, the path uses a second name too, or else the place in the list; also if it would be too long.
 * @param list keys of the list in the document; none when the document is the list
 * @param key where the name stands in each element
 * @param second where another name stands that tells namesakes apart
 */
export function namedElements(
  document: Json,
  list: readonly string[],
  key: string,
  second?: string,
): readonly Named[] {
  const elements = listOf(document, ...list).flatMap((element, index) => {
    const name = textOf(element, key);
    const other = second === undefined ? undefined : textOf(element, second);
    return name === undefined ? [] : [{ element, index, name, both: JSON.stringify([name, other]), other }];
  });
  const counts = countBy(elements, ({ name }) => name);
  const countsOfBoth = countBy(elements, ({ both }) => both);
  return elements.map(({ element, index, name, both, other }) => ({
    name,
    element,
    pathTo: (...rest) => {
      const byName = [[key], name] as const;
      let path = '';
      if (counts.get(name) === 1) path = pickPath(list, [byName], rest);
      else if (second !== undefined && other !== undefined && countsOfBoth.get(both) === 1)
        path = pickPath(list, [byName, [[second], other]], rest);
      return path !== '' && path.length <= MAX_PATH_CHARS ? path : dottedPath(...list, index, ...rest);
    },
  }));
}

/** A column's last value, how many of its values are numbers and how many are not, and their range. */
export type Column = {
  readonly last: Json;
  readonly numbers: number;
  readonly others: number;
  readonly min: number;
  readonly max: number;
};

type GrowingColumn = { -readonly [Field in keyof Column]: Column[Field] };

const emptyColumn = (): GrowingColumn => ({
  last: null,
  numbers: 0,
  others: 0,
  min: Infinity,
  max: -Infinity,
});

function addTo(column: GrowingColumn, value: Json): void {
  if (value === null) return;
  column.last = value;
  if (typeof value !== 'number') column.others += 1;
  else {
    column.numbers += 1;
    if (value < column.min) column.min = value;
    if (value > column.max) column.max = value;
  }
}

/** The columns of a list of objects, by name. A row that lacks one, or has null there, has no value in it. */
export function columnsIn(rows: readonly Json[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, GrowingColumn>();
  for (const row of rows) {
    if (!isFields(row)) continue;
    for (const name of Object.keys(row)) {
      const value = row[name] ?? null;
      let column = columns.get(name);
      if (column === undefined) {
        if (columns.size >= MAX_CANDIDATES) continue;
        column = emptyColumn();
        columns.set(name, column);
      }
      addTo(column, value);
    }
  }
  return columns;
}

export function columnOf(values: readonly Json[]): Column {
  const column = emptyColumn();
  for (const value of values) addTo(column, value);
  return column;
}

/** Values that were recorded one after another. */
export type Series = {
  readonly column: Column;
  /** JMESPath of the list of all its values. */
  readonly path: string;
  /** The latest value, if that is not the last of the list. */
  readonly last?: { readonly value: Json | undefined; readonly path: string };
};

export type End = 'last' | 'max' | 'min';

/** What the series comes to in these ways, each under its name behind `owner`. */
export function endsOf(
  { column, path, last }: Series,
  owner: readonly string[],
  unit: string,
  ends: readonly End[],
): readonly Candidate[] {
  // Words such as NaN are among the numbers of a run that diverged.
  const numbers = column.others === 0 ? path : `${path} | [?type(@)=='number']`;
  const found = {
    last: last ?? { value: column.last, path: `${path} | [-1]` },
    max: { value: column.max, path: `max(${numbers})` },
    min: { value: column.min, path: `min(${numbers})` },
  };
  return ends.flatMap((end) => numberAt(labelOf(...owner, end), found[end].value, unit, found[end].path));
}

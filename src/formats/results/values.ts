import { countBy } from '../../core/base/collections.ts';
import { plainLine } from '../../core/base/text.ts';
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { dottedPath, type Key, lookUp, pickPath } from './path.ts';
import { MAX_CANDIDATES, MAX_PATH_CHARS, MAX_TEXT_VALUE_CHARS } from './reader.ts';

type Fields = { readonly [key: string]: Json };

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined where a key is missing. Inherited names (`constructor`) count as missing. */
export function fieldOf(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let at = value;
  for (const key of keys) at = isFields(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

export function listOf(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  const found = fieldOf(value, ...keys);
  return Array.isArray(found) ? found : [];
}

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

export const labelOf = (...parts: readonly string[]): string => parts.map(plainLine).join(' · ');

/** At most one candidate: none without a number, or if its path is too long. */
export function numberAt(
  label: string,
  value: Json | undefined,
  unit: string,
  path: string,
): readonly Candidate[] {
  const number = numberIn(value);
  return number === undefined || path.length > MAX_PATH_CHARS ? [] : [{ label, value: number, unit, path }];
}

/** At most one candidate: none for a blank or too long text. */
export function wordsAt(label: string, value: Json | undefined, path: string): readonly Candidate[] {
  const text = textOf(value);
  const fits = text !== undefined && text.trim() !== '' && text.length <= MAX_TEXT_VALUE_CHARS;
  return fits && path.length <= MAX_PATH_CHARS ? [{ label, value: text, unit: '', path }] : [];
}

export const numberUnder = (label: string, document: Json, keys: readonly string[], unit = '') =>
  numberAt(label, fieldOf(document, ...keys), unit, dottedPath(...keys));

export const wordsUnder = (label: string, document: Json, ...keys: readonly string[]) =>
  wordsAt(label, fieldOf(document, ...keys), dottedPath(...keys));

/** Stops at the limit of a file, because making paths takes time. */
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

type Names = readonly (readonly [keys: readonly Key[], text: string])[];

type PathTo = (...rest: readonly Key[]) => string;

/**
 * Paths that survive insertions: each finds its element by the first unique name, otherwise by index.
 * @param list keys of the list
 */
export function pathsByName(
  document: Json,
  list: readonly string[],
  namesOf: (element: Json) => readonly Names[],
): readonly PathTo[] {
  const all = listOf(document, ...list).map(
    (element) => new Map(namesOf(element).map((names) => [JSON.stringify(names), names])),
  );
  const counts = countBy(
    all.flatMap((names) => [...names.keys()]),
    (names) => names,
  );
  return all.map((alternatives, index) => {
    const [, names] = [...alternatives].find(([key]) => counts.get(key) === 1) ?? [];
    return (...rest) => {
      const path = names ? pickPath(list, names, rest) : '';
      return path !== '' && path.length <= MAX_PATH_CHARS ? path : dottedPath(...list, index, ...rest);
    };
  });
}

export type Named = { readonly name: string; readonly element: Json; readonly pathTo: PathTo };

/** `second` tells equal names apart. */
export function namedElements(
  document: Json,
  list: readonly string[],
  key: string,
  second = key,
): readonly Named[] {
  const paths = pathsByName(document, list, (element) => {
    const [name, other] = [textOf(element, key), textOf(element, second)];
    if (name === undefined) return [];
    const byName = [[key], name] as const;
    return other === undefined ? [[byName]] : [[byName], [byName, [[second], other]]];
  });
  return listOf(document, ...list).flatMap((element, index) => {
    const [name, pathTo] = [textOf(element, key), paths[index]];
    return name === undefined || !pathTo ? [] : [{ name, element, pathTo }];
  });
}

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
  column.last = value;
  if (typeof value !== 'number') column.others += 1;
  else {
    column.numbers += 1;
    if (value < column.min) column.min = value;
    if (value > column.max) column.max = value;
  }
}

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
      // The path of a column passes over them.
      if (value !== null) addTo(column, value);
    }
  }
  return columns;
}

export function columnOf(values: readonly Json[]): Column {
  const column = emptyColumn();
  for (const value of values) addTo(column, value);
  return column;
}

export type Series = {
  readonly column: Column;
  readonly path: string;
  /** If it is not the last of the list. */
  readonly last?: { readonly value: Json | undefined; readonly path: string };
};

export type End = 'last' | 'max' | 'min' | 'mean ± std' | 'std';

export function endsOf(
  { column, path, last }: Series,
  owner: readonly string[],
  unit: string,
  ends: readonly End[],
  document: Json = null,
): readonly Candidate[] {
  // A diverged run has words such as NaN among its numbers.
  const numbers = column.others === 0 ? path : `${path} | [?type(@)=='number']`;
  const found = {
    last: last ?? { value: column.last, path: `${path} | [-1]` },
    max: { value: column.max, path: `max(${numbers})` },
    min: { value: column.min, path: `min(${numbers})` },
  };
  return ends.flatMap((end) => {
    const label = labelOf(...owner, end);
    if (end !== 'mean ± std' && end !== 'std')
      return numberAt(label, found[end].value, unit, found[end].path);
    const computed = `${end === 'std' ? 'std' : 'mean_std'}(${numbers})`;
    const read = lookUp(document, computed);
    const value = 'error' in read ? undefined : read.value;
    return end === 'std'
      ? numberAt(label, value, unit, computed)
      : wordsAt(label, value, computed).map((each) => ({ ...each, unit }));
  });
}

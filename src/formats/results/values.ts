// Looks into a parsed document without trusting its shape, and names what is there: fields, elements of
// lists, columns.
import { countBy } from '../../core/base/collections.ts';
import { plainLine } from '../../core/base/text.ts';
import type { Candidate, Json } from '../../core/fill/sync.ts';
import { asQuery, columnPath, dottedPath, type Key, literal, pickPath } from './path.ts';
import { MAX_CANDIDATES, MAX_PATH_CHARS, MAX_TEXT_VALUE_CHARS, plainNumber, unitOfKey } from './reader.ts';

type Fields = { readonly [key: string]: Json };

/** True for an object. */
export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What the keys lead to; undefined where one of them is not there. Inherited names (`constructor`) never are.
 */
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

/**
 * What is named of each item, in order, until there are as many as are listed of a file: paths take time to
 * make.
 */
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
 * The elements of a list that have a name, each with paths that find it by that name. Where others have the
 * same, the path finds it by a second name too, or else by its place in the list; so it does where it would
 * be too long.
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

/**
 * A path that picks an element of a list by several texts in it, each below its own keys, and goes on with
 * `rest`.
 */
export function pickWhere(
  list: readonly string[],
  conditions: readonly (readonly [keys: readonly Key[], text: string])[],
  rest: string,
): string {
  const all = conditions.map(([keys, text]) => `${asQuery(keys)}==${literal(text)}`).join(' && ');
  return `${asQuery(list)}[?${all}].${rest} | [0]`;
}

/** What is known of a column: its last value, how many of its values are numbers, and how far those reach. */
export type Column = {
  readonly last: Json;
  readonly numbers: number;
  readonly others: number;
  readonly min: number;
  readonly max: number;
};

type Growing = { -readonly [Field in keyof Column]: Column[Field] };

const empty = (): Growing => ({ last: null, numbers: 0, others: 0, min: Infinity, max: -Infinity });

/** True for a list of objects, as far as its first tell. */
export const areRows = (list: readonly Json[]): boolean =>
  list.length > 1 && list.slice(0, 5).every(isFields);

/** The columns of a list of objects, by name. A row that lacks one, or has null there, has no value in it. */
export function columnsIn(rows: readonly Json[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Growing>();
  for (const row of rows) {
    if (!isFields(row)) continue;
    for (const name of Object.keys(row)) {
      const value = row[name] ?? null;
      let column = columns.get(name);
      if (column === undefined) {
        if (columns.size >= MAX_CANDIDATES) continue;
        column = empty();
        columns.set(name, column);
      }
      note(column, value);
    }
  }
  return columns;
}

function note(column: Growing, value: Json): void {
  if (value === null) return;
  column.last = value;
  if (typeof value !== 'number') column.others += 1;
  else {
    column.numbers += 1;
    if (value < column.min) column.min = value;
    if (value > column.max) column.max = value;
  }
}

/** The same of a list of values. */
export function columnOf(values: readonly Json[]): Column {
  const column = empty();
  for (const value of values) note(column, value);
  return column;
}

/** The path to the numbers of a column alone: words such as NaN stand among those of a run that diverged. */
export const numbersPath = (path: string, { others }: Column): string =>
  others === 0 ? path : `${path} | [?type(@)=='number']`;

/**
 * The last value of each column of numbers, and the least and the greatest where they differ.
 * @param list dotted path of the list; empty when the document is the list
 * @param owner parts of a label that stand before the column
 */
export function columnCandidates(
  rows: readonly Json[],
  list: string,
  owner: readonly string[],
): readonly Candidate[] {
  return [...columnsIn(rows)].flatMap(([name, column]) => {
    const { last, numbers, min, max } = column;
    const unit = unitOfKey(name);
    const path = columnPath(list, name);
    const measured = numbersPath(path, column);
    const ending = typeof last === 'string' ? (plainNumber(last) ?? null) : last;
    const label = (what: string): string => labelOf(...owner, name, what);
    return [
      ...numberAt(label('last'), ending, unit, `${path} | [-1]`),
      ...(numbers > 1 && min < max
        ? [
            ...numberAt(label('min'), min, unit, `min(${measured})`),
            ...numberAt(label('max'), max, unit, `max(${measured})`),
          ]
        : []),
    ];
  });
}

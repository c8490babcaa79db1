// Lists of objects that have the same keys: what can be said of each column. Knows no tool.
import type { Candidate, Json } from '../../core/result.ts';
import { isFields, labelOf, numberAt } from './fields.ts';
import { MAX_CANDIDATES } from './limits.ts';
import { columnPath } from './path.ts';
import { plainNumber } from './plain-number.ts';
import { unitOfKey } from './unit-of-key.ts';

/** What is known of a column: its last value, how many of its values are numbers, and how far those reach. */
export type Column = {
  readonly last: Json;
  readonly numbers: number;
  readonly others: number;
  readonly min: number;
  readonly max: number;
};

type Growing = { -readonly [Key in keyof Column]: Column[Key] };

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

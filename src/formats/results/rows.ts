// Lists of objects that have the same keys: what can be said of each column. Knows no tool.
import type { Candidate, Json } from '../../core/result.ts';
import { isFields, labelOf, numberAt } from './fields.ts';
import { MAX_CANDIDATES } from './limits.ts';
import { columnPath } from './path.ts';
import { plainNumber } from './plain-number.ts';
import { unitOfKey } from './unit-of-key.ts';

type Column = { last: Json; numbers: number; others: number; min: number; max: number };

/** True for a list of objects, as far as its first tell. */
export const areRows = (list: readonly Json[]): boolean =>
  list.length > 1 && list.slice(0, 5).every(isFields);

function columnsIn(rows: readonly Json[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  for (const row of rows) {
    if (!isFields(row)) continue;
    for (const name of Object.keys(row)) {
      const value = row[name] ?? null;
      let column = columns.get(name);
      if (column === undefined) {
        if (columns.size >= MAX_CANDIDATES) continue;
        column = { last: null, numbers: 0, others: 0, min: Infinity, max: -Infinity };
        columns.set(name, column);
      }
      note(column, value);
    }
  }
  return columns;
}

function note(column: Column, value: Json): void {
  if (value === null) return;
  column.last = value;
  if (typeof value !== 'number') column.others += 1;
  else {
    column.numbers += 1;
    if (value < column.min) column.min = value;
    if (value > column.max) column.max = value;
  }
}

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
  return [...columnsIn(rows)].flatMap(([name, { last, numbers, others, min, max }]) => {
    const unit = unitOfKey(name);
    const path = columnPath(list, name);
    // Words such as NaN stand among the numbers of a run that diverged.
    const measured = others === 0 ? path : `${path} | [?type(@)=='number']`;
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

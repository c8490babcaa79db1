// A table as a list of objects by column: how CSV files become documents. Knows cells; nothing of who wrote them.
import type { Json } from '../../core/result.ts';
import { openSource } from '../../core/span.ts';
import { csvHead, readWholeRows, type CsvHead } from '../csv.ts';
import { plainNumber } from './plain-number.ts';

/** What to do about a file that was damaged when it was written. */
export const AGAIN = 'write it again: run the tool that made it';

/** A table, or what is wrong with it. */
export type Table = { readonly rows: readonly Json[] } | { readonly wrong: string; readonly hint: string };

/** True for a text whose first lines are cut into as many cells as its first. */
export function looksLikeTable({ rows }: CsvHead): boolean {
  const [header, ...others] = rows;
  if (header === undefined || header.length < 2 || others.length === 0) return false;
  // The last row may be torn off.
  return others.slice(0, Math.max(1, others.length - 1)).every((row) => row.length === header.length);
}

/** Names of the columns, each once: what has none is `column 2`, what stands twice `loss (2)`. */
function columnNames(header: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const [at, cell] of header.entries()) {
    const base = cell.trim() === '' ? `column ${at + 1}` : cell.trim();
    let name = base;
    for (let count = 2; names.has(name); count++) name = `${base} (${count})`;
    names.add(name);
  }
  return [...names];
}

function rowOf(names: readonly string[], cells: readonly string[]): Json {
  const row: { [column: string]: Json } = {};
  // Counted by hand: this runs for every cell of a large file.
  for (let at = 0; at < names.length; at++) {
    const [name, cell] = [names[at] ?? '', cells[at]];
    if (cell === undefined || cell === '') continue;
    const value = plainNumber(cell) ?? cell;
    // Assigned, it would be the object's prototype.
    if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
    else row[name] = value;
  }
  return row;
}

/** Reads a table whose first line names the columns. A last row that was torn off is left out. */
export function readTable(text: string): Table {
  const { rows: all, open } = readWholeRows(text, csvHead(text).delimiter);
  if (open !== undefined) {
    const { line, column } = openSource('', text).pointAt(open);
    return {
      wrong: `has a quote that does not end, opened at line ${line}, column ${column}`,
      hint: AGAIN,
    };
  }
  const [header = [], ...rows] = all.map(({ cells }) => cells);
  if (header.length > 0 && header.every((cell) => plainNumber(cell.trim()) !== undefined))
    return {
      wrong: 'does not name its columns in the first line',
      hint: 'write the names of the columns there',
    };
  if (rows.length === 0) return { wrong: 'has no rows', hint: AGAIN };
  const long = rows.find((row) => row.slice(header.length).some((cell) => cell.trim() !== ''));
  if (long)
    return {
      wrong: `has ${long.length} cells in a row, and ${header.length} names of columns in its first line`,
      hint: 'write a name for each column there',
    };
  const torn = !/\n\s*$/.test(text.slice(-100)) && (rows.at(-1)?.length ?? 0) < header.length;
  const names = columnNames(header);
  return { rows: (torn ? rows.slice(0, -1) : rows).map((cells) => rowOf(names, cells)) };
}

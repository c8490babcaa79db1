// Values as a table: one row a value, where it was read from in further columns. Knows columns; what spreadsheets do to
// cells is known elsewhere.
import type { FillEntry, FillsFile } from '../core/fill-import.ts';
import type { Fills, FillSource, StoredFill } from '../core/fill.ts';
import { openSource, type Point } from '../core/span.ts';
import { parseCsv, writeCsv } from './csv.ts';
import { cellText, isPlainNumber, safeCell } from './csv-cells.ts';
import { cellPlaces } from './csv-places.ts';

/** Columns, in the order in which they are written; those behind `updatedAt` say where the value was read from. */
export const FILL_COLUMNS = [
  'name',
  'value',
  'number',
  'unit',
  'updatedAt',
  'file',
  'path',
  'reader',
  'fileUnit',
  'read',
  'sha256',
  'mtime',
  'commit',
  'dirty',
] as const;
/** Written where something was not measured; `reason` says why. */
const STATE_COLUMNS = ['state', 'reason'] as const;
const NOT_MEASURED_STATE = 'notMeasured';
/** A longer first row is none. */
const LONGEST_HEADER = 10_000;
type Column = (typeof FILL_COLUMNS | typeof STATE_COLUMNS)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

function cellsOf(name: string, fill: StoredFill): Cells {
  const { value, number, unit, updatedAt, source, notMeasured } = fill;
  if (notMeasured) return { name, updatedAt, state: NOT_MEASURED_STATE, ...notMeasured };
  const known = {
    name,
    value,
    ...(number !== undefined && { number: String(number) }),
    ...(unit !== undefined && { unit }),
    updatedAt,
  };
  if (!source) return known;
  const { unit: fileUnit, dirty, ...rest } = source;
  return {
    ...known,
    ...rest,
    ...(fileUnit !== undefined && { fileUnit }),
    ...(dirty !== undefined && { dirty: String(dirty) }),
  };
}

/** All values as CSV, in the order of their names. */
export function writeFillsCsv(fills: Fills): string {
  const hasState = Object.values(fills).some(({ notMeasured }) => notMeasured);
  const header: readonly Column[] = hasState ? [...FILL_COLUMNS, ...STATE_COLUMNS] : FILL_COLUMNS;
  const rows = Object.entries(fills)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, fill]) => {
      const cells = cellsOf(name, fill);
      return header.map((column) => safeCell(cells[column] ?? ''));
    });
  return writeCsv([header, ...rows]);
}

/** Where each column is, by the first row: whatever the case, in any order. */
function columnsOf(header: readonly string[]): ReadonlyMap<Column, number> {
  const words = header.map((cell) => cell.trim().toLowerCase());
  const found = [...FILL_COLUMNS, ...STATE_COLUMNS].map(
    (column) => [column, words.indexOf(column.toLowerCase())] as const,
  );
  return new Map(found.filter(([, index]) => index >= 0));
}

type Table = { readonly delimiter: string; readonly columns: ReadonlyMap<Column, number> };

/** What separates cells, by the first row alone: values may hold any of the signs. */
function tableOf(text: string): Table | undefined {
  const [first = ''] = /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, LONGEST_HEADER)) ?? [];
  const tables = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    columns: columnsOf(parseCsv(first, delimiter)[0] ?? []),
  }));
  return tables.find(({ columns }) => columns.has('name') && columns.has('value'));
}

function sourceOf(cells: Cells): FillSource | undefined {
  const { file, path, fileUnit, dirty } = cells;
  if (file === undefined || path === undefined) return undefined;
  const texts = (['reader', 'read', 'sha256', 'mtime', 'commit'] as const).flatMap((name) => {
    const text = cells[name];
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    file,
    path,
    ...Object.fromEntries(texts),
    ...(fileUnit !== undefined && { unit: fileUnit }),
    ...(dirty === 'true' || dirty === 'false' ? { dirty: dirty === 'true' } : {}),
  };
}

function fillOf(cells: Cells): FillEntry['fill'] {
  const { value, number, unit, updatedAt = '', state = '', reason } = cells;
  if (value === undefined && state.toLowerCase() === NOT_MEASURED_STATE.toLowerCase())
    return { notMeasured: reason === undefined ? {} : { reason }, updatedAt };
  const isNumber = number !== undefined && isPlainNumber(number);
  if (value === undefined && !isNumber)
    return { error: 'there is no value', hint: 'write one, or delete the row' };
  const source = sourceOf(cells);
  return {
    value: value ?? number ?? '',
    ...(isNumber && { number: Number(number) }),
    ...(unit !== undefined && { unit }),
    updatedAt,
    ...(source && { source }),
  };
}

/** Reads a table of values. It needs a first row with `name` and `value`; other columns may be missing, and unknown ones are passed over. */
export function readFillsCsv(file: string, text: string): FillsFile {
  const table = tableOf(text);
  if (!table)
    return {
      error: 'the first row names no columns `name` and `value`',
      hint: 'begin the table with a row such as name,value,unit',
      at: { line: 1, column: 1, offset: 0 },
    };
  const { delimiter, columns } = table;
  const rows = parseCsv(text, delimiter).slice(1);
  const source = openSource(file, text);
  let places: ReturnType<typeof cellPlaces> | undefined;
  const placeOf = (row: number, cell: number): Point | undefined => {
    places ??= cellPlaces(text, delimiter);
    const offset = places.length === rows.length + 1 ? places[row]?.[cell] : undefined;
    return offset === undefined ? undefined : source.pointAt(offset);
  };
  const entries = rows.flatMap((row, i): readonly FillEntry[] => {
    const given = [...columns].flatMap(([column, index]) => {
      const cell = cellText((row[index] ?? '').trim());
      return cell === '' ? [] : [[column, cell] as const];
    });
    const cells: Cells = Object.fromEntries(given);
    if (given.length === 0) return [];
    const { name } = cells;
    const fill =
      name === undefined
        ? { error: 'there is no name', hint: 'write one, or delete the row' }
        : fillOf(cells);
    const cell = columns.get(name === undefined ? 'name' : 'value') ?? 0;
    return [{ name: name ?? '', fill, place: () => placeOf(i + 1, cell) }];
  });
  return { entries };
}

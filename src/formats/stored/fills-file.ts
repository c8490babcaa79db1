// Values on their way to another machine or program, as JSON or as a table; both read back without loss.
import { isObject, ownField } from '../../core/base/unknown.ts';
import type { Fills, FillSource, StoredFill } from '../../core/base/metric.ts';
import { openSource, type Point } from '../../core/base/span.ts';
import type { FillEntry, FillsFile } from '../../core/fill/plan.ts';
import { cellText, isPlainNumber, parseCsv, readCsv, safeCell, writeCsv } from '../notation/csv.ts';
import { parseJsonText } from '../notation/json.ts';
import { type Places, placesIn, readFill } from './config-file.ts';

export type FillsFormat = 'json' | 'csv';

const FILLS_VERSION = 1;
const KIND = 'prep-fills';

export function fillsFields(fills: Fills): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fills).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { kind: KIND, fills: Object.fromEntries(entries) };
}

/** In the order of writing; those after `updatedAt` tell the source of the value. */
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
/** Used for values that were not measured; `reason` says why. */
const STATE_COLUMNS = ['state', 'reason'] as const;
const NOT_MEASURED_STATE = 'notMeasured';
/** In characters; a longer first row is not a header. */
const LONGEST_HEADER = 10_000;
type Column = (typeof FILL_COLUMNS | typeof STATE_COLUMNS)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

function cellsOf(name: string, fill: StoredFill): Cells {
  const { value, number, unit, updatedAt, source, notMeasured } = fill;
  if (notMeasured) return { name, updatedAt, state: NOT_MEASURED_STATE, ...notMeasured };
  const known = {
    name,
    value,
    number: number === undefined ? undefined : String(number),
    unit,
    updatedAt,
  };
  if (!source) return known;
  const { unit: fileUnit, dirty, ...rest } = source;
  return {
    ...known,
    ...rest,
    fileUnit,
    dirty: dirty === undefined ? undefined : String(dirty),
  };
}

function writeFillsCsv(fills: Fills): string {
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

/** Ignores the case and order of the header. */
function columnsOf(header: readonly string[]): ReadonlyMap<Column, number> {
  const words = header.map((cell) => cell.trim().toLowerCase());
  const found = [...FILL_COLUMNS, ...STATE_COLUMNS].map(
    (column) => [column, words.indexOf(column.toLowerCase())] as const,
  );
  return new Map(found.filter(([, index]) => index >= 0));
}

type Layout = { readonly delimiter: string; readonly columns: ReadonlyMap<Column, number> };

/** Detects the delimiter from the first row alone, because values may contain any of them. */
function layoutOf(text: string): Layout | undefined {
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
  const { reader, read, sha256, mtime, commit } = cells;
  const isDirty = dirty === 'true' || (dirty === 'false' ? false : undefined);
  return { file, path, reader, read, sha256, mtime, commit, unit: fileUnit, dirty: isDirty };
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
    number: isNumber ? Number(number) : undefined,
    unit,
    updatedAt,
    source,
  };
}

/** The first row needs `name` and `value`; other columns may be missing, and unknown ones are ignored. */
function readFillsCsv(file: string, text: string): FillsFile {
  const layout = layoutOf(text);
  if (!layout)
    return {
      error: 'the first row names no columns `name` and `value`',
      hint: 'begin the table with a row such as name,value,unit',
      at: { line: 1, column: 1, offset: 0 },
    };
  const { delimiter, columns } = layout;
  const [, ...rows] = readCsv(text, delimiter).rows;
  const source = openSource(file, text);
  const entries = rows.flatMap((row): readonly FillEntry[] => {
    const given = [...columns].flatMap(([column, index]) => {
      const cell = cellText((row.cells[index] ?? '').trim());
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
    const place = (): Point | undefined => {
      const offset = row.places[cell];
      return offset === undefined ? undefined : source.pointAt(offset);
    };
    return [{ name: name ?? '', fill, place }];
  });
  return { entries };
}

export function writeFills(fills: Fills, format: FillsFormat): string {
  if (format === 'csv') return writeFillsCsv(fills);
  return `${JSON.stringify({ v: FILLS_VERSION, ...fillsFields(fills) }, null, 2)}\n`;
}

/** By the name, or else by the text itself. */
export function fillsFormatOf(name: string, text: string): FillsFormat {
  const ending = /\.(json|csv|tsv)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined) return ending === 'json' ? 'json' : 'csv';
  return /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000)) ? 'json' : 'csv';
}

function readEntry(value: unknown): FillEntry['fill'] {
  if (typeof value === 'string' || typeof value === 'number') return { value: String(value), updatedAt: '' };
  return (
    readFill(value) ?? {
      error: 'this is not of the documented shape',
      hint: 'write "NAME": { "value": "45 ms" }, or "NAME": "45 ms"',
    }
  );
}

function readFillsJson(file: string, text: string): FillsFile {
  const source = openSource(file, text);
  const wrong = (error: string, hint: string, offset = 0): FillsFile => ({
    error,
    hint,
    at: source.pointAt(offset),
  });
  const parsed = parseJsonText(text);
  if ('fault' in parsed) {
    const { offset, cutOff } = parsed.fault;
    return wrong(cutOff ? 'the file ends in the middle' : 'this is not valid JSON', 'export it anew', offset);
  }
  const { value } = parsed;
  const fills = isObject(value) ? ownField(value, 'fills') : undefined;
  if (!isObject(value) || !isObject(fills))
    return wrong('the file holds no object "fills"', 'write { "fills": { "NAME": "45 ms" } }');
  const version = ownField(value, 'v');
  if (typeof version === 'number' && version > FILLS_VERSION)
    return wrong(`it was written by a newer prep (format ${version})`, 'update prep');
  let places: Places | undefined;
  const placeOf = (name: string): Point | undefined => (places ??= placesIn(file, text)).fill(name)?.start;
  return {
    entries: Object.entries(fills).map(([name, each]): FillEntry => ({
      name,
      fill: readEntry(each),
      place: () => placeOf(name),
    })),
  };
}

/**
 * Never throws. Accepts anything with an object `fills`, including a config file.
 * @param file the path as it is shown
 */
export const readFills = (file: string, text: string, format: FillsFormat): FillsFile =>
  (format === 'csv' ? readFillsCsv : readFillsJson)(file, text);

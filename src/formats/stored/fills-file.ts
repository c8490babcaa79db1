// Values on their way to another machine or program, as JSON or as a table. Reads back without loss.
import type { Fills, StoredFill } from '../../core/base/metric.ts';
import { openSource, type Point } from '../../core/base/span.ts';
import { isObject, ownField } from '../../core/base/unknown.ts';
import type { FillEntry, FillsFile } from '../../core/fill/plan.ts';
import { cellText, isPlainNumber, parseCsv, readCsv, safeCell, writeCsv } from '../notation/csv.ts';
import { parseJsonText } from '../notation/json.ts';
import { placesIn, readFill } from './config-file.ts';

export type FillsFormat = 'json' | 'csv';

const FILLS_VERSION = 1;
const KIND = 'prep-fills';

const byName = (fills: Fills): readonly (readonly [name: string, fill: StoredFill])[] =>
  Object.entries(fills).toSorted(([one], [other]) => (one < other ? -1 : 1));

export const fillsFields = (fills: Fills): Readonly<Record<string, unknown>> => ({
  kind: KIND,
  fills: Object.fromEntries(byName(fills)),
});

export function writeFills(fills: Fills, format: FillsFormat): string {
  if (format === 'csv') return writeFillsCsv(fills);
  return `${JSON.stringify({ v: FILLS_VERSION, ...fillsFields(fills) }, null, 2)}\n`;
}

/**
 * Never throws. Anything with an object `fills` will do, so a config file does too.
 * @param file the path as shown
 */
export const readFills = (file: string, text: string, format: FillsFormat): FillsFile =>
  (format === 'csv' ? readFillsCsv : readFillsJson)(file, text);

export function fillsFormatOf(name: string, text: string): FillsFormat {
  const ending = /\.(json|csv|tsv)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined) return ending === 'json' ? 'json' : 'csv';
  return /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000)) ? 'json' : 'csv';
}

/** In the order written; those after `updatedAt` say where the value came from. */
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
/** For values not measured; `reason` says why. */
const STATE_COLUMNS = ['state', 'reason'] as const;
const NOT_MEASURED_STATE = 'notMeasured';
const LONGEST_HEADER = 10_000;
type Column = (typeof FILL_COLUMNS | typeof STATE_COLUMNS)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

function writeFillsCsv(fills: Fills): string {
  const hasState = Object.values(fills).some(({ notMeasured }) => notMeasured);
  const header: readonly Column[] = hasState ? [...FILL_COLUMNS, ...STATE_COLUMNS] : FILL_COLUMNS;
  const rows = byName(fills).map(([name, fill]) => {
    const cells = cellsOf(name, fill);
    return header.map((column) => safeCell(String(cells[column] ?? '')));
  });
  return writeCsv([header, ...rows]);
}

function cellsOf(name: string, fill: StoredFill): Partial<Record<Column, string | number | boolean>> {
  const { source, notMeasured, ...rest } = fill;
  if (notMeasured) return { name, updatedAt: fill.updatedAt, state: NOT_MEASURED_STATE, ...notMeasured };
  return source ? { name, ...rest, ...source, unit: fill.unit, fileUnit: source.unit } : { name, ...rest };
}

type Layout = { readonly delimiter: string; readonly columns: ReadonlyMap<Column, number> };

/** Decided by the first row alone, since values can contain any delimiter. Any order and case. */
function layoutOf(text: string): Layout | undefined {
  const [first = ''] = /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, LONGEST_HEADER)) ?? [];
  for (const delimiter of [',', ';', '\t']) {
    const words = (parseCsv(first, delimiter)[0] ?? []).map((cell) => cell.trim().toLowerCase());
    const columns = new Map<Column, number>();
    for (const column of [...FILL_COLUMNS, ...STATE_COLUMNS]) {
      const index = words.indexOf(column.toLowerCase());
      if (index >= 0) columns.set(column, index);
    }
    if (columns.has('name') && columns.has('value')) return { delimiter, columns };
  }
  return undefined;
}

function fillOf(cells: Cells): FillEntry['fill'] {
  const { name, value, number, unit, updatedAt = '', state = '', reason } = cells;
  if (name === undefined) return { error: 'the name is missing', hint: 'add one, or delete the row' };
  if (value === undefined && state.toLowerCase() === NOT_MEASURED_STATE.toLowerCase())
    return { notMeasured: reason === undefined ? {} : { reason }, updatedAt };
  const isNumber = number !== undefined && isPlainNumber(number);
  if (value === undefined && !isNumber)
    return { error: 'the value is missing', hint: 'add one, or delete the row' };
  const { file, path, reader, fileUnit, read, sha256, mtime, commit } = cells;
  const dirty = cells.dirty === 'true' || (cells.dirty === 'false' ? false : undefined);
  return {
    value: value ?? number ?? '',
    number: isNumber ? Number(number) : undefined,
    unit,
    updatedAt,
    source:
      file === undefined || path === undefined
        ? undefined
        : { file, path, reader, read, sha256, mtime, commit, unit: fileUnit, dirty },
  };
}

/** Needs a first row with `name` and `value`; other columns may be missing, and unknown ones are ignored. */
function readFillsCsv(file: string, text: string): FillsFile {
  const layout = layoutOf(text);
  if (!layout)
    return {
      error: 'the first row needs the columns `name` and `value`',
      hint: 'start the table with a row such as name,value,unit',
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
    const cell = columns.get(name === undefined ? 'name' : 'value') ?? 0;
    const place = (): Point | undefined => {
      const offset = row.places[cell];
      return offset === undefined ? undefined : source.pointAt(offset);
    };
    return [{ name: name ?? '', fill: fillOf(cells), place }];
  });
  return { entries };
}

function readFillsJson(file: string, text: string): FillsFile {
  const wrong = (error: string, hint: string, offset = 0): FillsFile => ({
    error,
    hint,
    at: openSource(file, text).pointAt(offset),
  });
  const parsed = parseJsonText(text);
  if ('fault' in parsed) {
    const { offset, cutOff } = parsed.fault;
    return wrong(cutOff ? 'the file is cut off' : 'this is not valid JSON', 'export it again', offset);
  }
  const value = isObject(parsed.value) ? parsed.value : {};
  const fills = ownField(value, 'fills');
  if (!isObject(fills))
    return wrong('the file has no object "fills"', 'write { "fills": { "NAME": "45 ms" } }');
  const version = ownField(value, 'v');
  if (typeof version === 'number' && version > FILLS_VERSION)
    return wrong(`it was written by a newer version of prep (format ${version})`, 'update prep');
  const places = placesIn(file, text);
  const entries = Object.entries(fills).map(([name, entry]): FillEntry => {
    const isBare = typeof entry === 'string' || typeof entry === 'number';
    const fill = isBare ? { value: String(entry), updatedAt: '' } : readFill(entry);
    const misshapen = {
      error: 'this has the wrong form',
      hint: 'write "NAME": { "value": "45 ms" }, or "NAME": "45 ms"',
    };
    return { name, fill: fill ?? misshapen, place: () => places.fill(name)?.start };
  });
  return { entries };
}

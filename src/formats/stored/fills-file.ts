// Values on their way to another machine or program: JSON with all details, or a table with what people edit.
import { type Fills, type StoredFill, storedText } from '../../core/base/metric.ts';
import { openSource, type Point } from '../../core/base/span.ts';
import { isObject, ownField } from '../../core/base/collections.ts';
import { readQuantity, type Refusal } from '../../core/values/quantity.ts';
import { cellText, csvHead, readCsv, safeCell, writeCsv } from '../notation/csv.ts';
import { parseJsonText } from '../notation/json.ts';
import { placesIn, readFill } from './config-file.ts';

const FILLS_VERSION = 1;
const KIND = 'prep-fills';

/** `updatedAt` is empty if the file does not say when. */
export type GivenValue = { readonly name: string; readonly fill: StoredFill };

type FillsFile = { readonly values: readonly GivenValue[] } | (Refusal & { readonly at: Point });

const byName = (fills: Fills): readonly (readonly [name: string, fill: StoredFill])[] =>
  Object.entries(fills).toSorted(([one], [other]) => (one < other ? -1 : 1));

export const fillsFields = (fills: Fills): Readonly<Record<string, unknown>> => ({
  kind: KIND,
  fills: Object.fromEntries(byName(fills)),
});

export const isTable = (file: string): boolean => /\.[ct]sv$/i.test(file);

export function writeFills(fills: Fills, asTable: boolean): string {
  if (!asTable) return `${JSON.stringify({ v: FILLS_VERSION, ...fillsFields(fills) }, null, 2)}\n`;
  const rows = byName(fills).map(([name, fill]) => [
    name,
    storedText(fill),
    fill.updatedAt,
    fill.source?.file ?? '',
    fill.source?.path ?? '',
  ]);
  const header = ['name', 'value', 'updatedAt', 'file', 'path'];
  return writeCsv([header, ...rows.map((cells) => cells.map(safeCell))]);
}

/**
 * Never throws. Anything with an object `fills` will do, so a config file does too.
 * @param file the path as shown
 */
export function readFills(file: string, text: string): FillsFile {
  const isBraced = /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000));
  return isBraced || /\.json$/i.test(file) ? readFillsJson(file, text) : readFillsCsv(file, text);
}

/** Values are set as NAME=VALUE. */
const NAME = /^[^=]+$/;
/** `not measured: no GPU` */
const NOT_MEASURED = /^not measured(?:: *(.*))?$/is;

/** With the unit from its own column. */
function withUnit(value: string, unit: string): string {
  const read = readQuantity(value);
  return unit === '' || 'error' in read || read.unitText !== '' ? value : `${value} ${unit}`;
}

/** Needs a first row with `name` and `value`, in any order and case; `unit` and `updatedAt` are read too. */
function readFillsCsv(file: string, text: string): FillsFile {
  const { delimiter } = csvHead(text);
  const [first, ...rows] = readCsv(text, delimiter).rows;
  const source = openSource(file, text);
  const header = first?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const wrong = (error: string, hint: string, place = 0): FillsFile => ({
    error,
    hint,
    at: source.pointAt(place),
  });
  if (!header.includes('name') || !header.includes('value'))
    return wrong(
      'the first row needs the columns `name` and `value`',
      'start the table with a row such as name,value,unit',
    );
  const values: GivenValue[] = [];
  for (const { cells, places } of rows) {
    const cellAt = (column: string): string =>
      cellText((cells[header.indexOf(column.toLowerCase())] ?? '').trim());
    const [name, value, updatedAt] = [cellAt('name'), cellAt('value'), cellAt('updatedAt')];
    if (name === '' && value === '') continue;
    const missing = NAME.test(name) ? (value === '' ? 'value' : undefined) : 'name';
    if (missing !== undefined)
      return wrong(
        `the ${missing} is missing or wrong`,
        'add one, or delete the row',
        places[header.indexOf(missing)],
      );
    const [state, reason] = NOT_MEASURED.exec(value) ?? [];
    const notMeasured = reason ? { reason } : {};
    values.push({
      name,
      fill:
        state === undefined
          ? { value: withUnit(value, cellAt('unit')), updatedAt }
          : { notMeasured, updatedAt },
    });
  }
  return { values };
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
  const values: GivenValue[] = [];
  for (const [name, entry] of Object.entries(fills)) {
    const isBare = typeof entry === 'string' || typeof entry === 'number';
    const fill = isBare ? { value: String(entry), updatedAt: '' } : readFill(entry);
    if (!fill || !NAME.test(name))
      return wrong(
        `"${name}" has the wrong form`,
        'write "NAME": { "value": "45 ms" }, or "NAME": "45 ms"',
        placesIn(file, text).fill(name)?.start.offset,
      );
    values.push({
      name,
      fill: fill.notMeasured ? fill : { ...fill, value: withUnit(fill.value, fill.unit ?? '') },
    });
  }
  return { values };
}

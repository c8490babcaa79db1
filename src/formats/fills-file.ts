// Values on their way to another machine or program, as JSON or as a table. What was written can be read back without loss.
// Knows notation; leaves judging the values to others.
import type { FillEntry, FillsFile } from '../core/fill-import.ts';
import type { Fills } from '../core/fill.ts';
import { openSource, type Point } from '../core/span.ts';
import { isObject, ownField } from '../core/unknown-value.ts';
import { readFill } from './config-entries.ts';
import { placesIn, type Places } from './config-file.ts';
import { readFillsCsv, writeFillsCsv } from './fills-csv.ts';

import { parseJsonText } from './json-text.ts';

/** How values are written to a file. */
export type FillsFormat = 'json' | 'csv';

/** Version of the JSON shape. */
const FILLS_VERSION = 1;
const KIND = 'prep-fills';

/** The values as fields of a JSON document, in the order of their names. */
export function fillsFields(fills: Fills): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fills).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { kind: KIND, fills: Object.fromEntries(entries) };
}

/** All values as the text of a file. */
export function writeFills(fills: Fills, format: FillsFormat): string {
  if (format === 'csv') return writeFillsCsv(fills);
  return `${JSON.stringify({ v: FILLS_VERSION, ...fillsFields(fills) }, null, 2)}\n`;
}

/** The format that a name or, without a telling one, the text itself shows. */
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
 * Reads values from the text of a file. Never throws. Anything with an object `fills` is taken, so a config file is, too.
 * @param file the path as it is to be shown
 */
export const readFills = (file: string, text: string, format: FillsFormat): FillsFile =>
  (format === 'csv' ? readFillsCsv : readFillsJson)(file, text);

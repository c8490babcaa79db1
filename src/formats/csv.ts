// Comma-separated values. The one home of papaparse and of its traps: it is told the delimiter, and is never asked to guess
// one from a large text, since it would split all of it once for each.
import Papa from 'papaparse';

/** Characters that are looked at to tell what a table is. */
const HEAD_CHARS = 65_536;
const HEAD_ROWS = 20;

/** Rows of a table, each a list of its cells. */
export type CsvRows = readonly (readonly string[])[];

/** What separates cells, as far as it can be told, and the first rows. */
export type CsvHead = { readonly delimiter: string; readonly rows: CsvRows };

/** The text without BOM, with `\n` at the end of its lines. */
function plainLines(text: string): string {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (!body.includes('\r')) return body;
  return body.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

const isFilled = (row: readonly string[]): boolean => row.length > 1 || (row[0] ?? '').trim() !== '';

function parse(text: string, delimiter: string, preview: number): CsvRows {
  const { data } = Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    preview,
    delimitersToGuess: [',', ';', '\t'],
  });
  return data.filter(isFilled);
}

/** The first rows of a table, and what separates its cells. Never throws; a text that is no table gives rows of one cell. */
export function csvHead(text: string): CsvHead {
  const start = plainLines(text.slice(0, HEAD_CHARS));
  const lines = text.length > HEAD_CHARS ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  const { meta } = Papa.parse(lines, {
    newline: '\n',
    preview: HEAD_ROWS,
    delimitersToGuess: [',', ';', '\t'],
  });
  return { delimiter: meta.delimiter, rows: parse(lines, meta.delimiter, HEAD_ROWS) };
}

/**
 * All rows of a table; empty lines are left out. Never throws.
 * @param delimiter as `csvHead` tells it
 */
export const parseCsv = (text: string, delimiter: string): CsvRows => parse(plainLines(text), delimiter, 0);

/** Rows as CSV: commas, quotes where they are needed, a newline behind each row. */
export const writeCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.length === 0
    ? ''
    : `${Papa.unparse(
        rows.map((row) => [...row]),
        { newline: '\n' },
      )}\n`;

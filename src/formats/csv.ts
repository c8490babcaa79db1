// Comma-separated values. The one home of papaparse and of its traps: it is told the delimiter, and is never asked to guess
// one from a large text, since it would split all of it once for each.
import Papa from 'papaparse';
import { withNewlines } from '../core/line-ends.ts';

/** Characters that are looked at to tell what a table is. */
const HEAD_CHARS = 65_536;
const HEAD_ROWS = 20;

/** Rows of a table, each a list of its cells. */
export type CsvRows = readonly (readonly string[])[];

/** What separates cells, as far as it can be told, and the first rows. */
export type CsvHead = { readonly delimiter: string; readonly rows: CsvRows };

/** The text without BOM, with `\n` at the end of its lines. */
const plainLines = (text: string): string =>
  withNewlines(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

const isFilled = (row: readonly string[]): boolean => row.length > 1 || (row[0] ?? '').trim() !== '';

/** All rows of a table, and where a quote was opened that does not end, if one was; lines and columns count from 1. */
export type CsvTable = {
  readonly rows: CsvRows;
  readonly open?: { readonly line: number; readonly column: number };
};

/** The first rows of a table, and what separates its cells. Never throws; a text that is no table gives rows of one cell. */
export function csvHead(text: string): CsvHead {
  const start = plainLines(text.slice(0, HEAD_CHARS));
  const lines = text.length > HEAD_CHARS ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  // With its last, empty line, a table of two columns would have fewer than two on average, and so none to the library.
  const { data, meta } = Papa.parse<string[]>(lines, {
    newline: '\n',
    preview: HEAD_ROWS,
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t'],
  });
  return { delimiter: meta.delimiter, rows: data.filter(isFilled) };
}

/**
 * All rows of a table; empty lines are left out. Never throws.
 * @param delimiter as `csvHead` tells it
 */
export const parseCsv = (text: string, delimiter: string): CsvRows =>
  Papa.parse<string[]>(plainLines(text), { delimiter, newline: '\n' }).data.filter(isFilled);

/** As `parseCsv`, for a table that may be damaged: a last row that ends within quotes is left out. */
export function parseCsvTable(text: string, delimiter: string): CsvTable {
  const lines = plainLines(text);
  const { data, errors } = Papa.parse<string[]>(lines, { delimiter, newline: '\n' });
  const rows = data.filter(isFilled);
  const open = errors.find(({ code }) => code === 'MissingQuotes')?.index;
  if (open === undefined) return { rows };
  if (!lines.slice(open).trimEnd().includes('\n')) return { rows: rows.slice(0, -1) };
  const before = lines.slice(0, open).split('\n');
  return { rows, open: { line: before.length, column: before.at(-1)?.length ?? 0 } };
}

/** The text of a cell that stands alone: without quotes around it, where it is in quotes as a whole. */
export function unquotedCell(cell: string): string {
  const text = cell.trim();
  const inside =
    text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : undefined;
  return inside !== undefined && !inside.replaceAll('""', '').includes('"')
    ? inside.replaceAll('""', '"')
    : text;
}

/**
 * Rows as a table: quotes around cells that need them, a newline behind each row.
 * @param delimiter a single character
 */
export const writeCsv = (rows: readonly (readonly (string | number)[])[], delimiter = ','): string =>
  rows.length === 0
    ? ''
    : `${Papa.unparse(
        rows.map((row) => [...row]),
        // A line that begins with a hash is a comment to some programs.
        {
          newline: '\n',
          delimiter,
          quotes: (cell: unknown) => typeof cell === 'string' && cell.startsWith('#'),
        },
      )}\n`;

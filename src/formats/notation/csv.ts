// Comma-separated values and their kin, read and written. One pass gives cells and their offsets.
import { withNewlines } from '../../core/base/text.ts';
import { isTexts } from '../../core/base/unknown.ts';

/** One row: its cells without their quotes, and the offset at which each begins, quote included. */
export type CsvRow = { readonly cells: readonly string[]; readonly places: readonly number[] };

/** The cells of rows alone. */
export type CsvRows = readonly (readonly string[])[];

type CsvTable = {
  readonly rows: readonly CsvRow[];
  /** Offset of a quote that is never closed. */
  readonly open?: number | undefined;
};

/**
 * How rows are written. `csv`: a closing quote ends its cell, any other is a character, and a quote that is never closed
 * takes all that follows. `anki`: what stands behind a closing quote belongs to the cell, a quote that is never closed is a
 * character, and lines that begin with `#` are comments.
 */
type Dialect = 'csv' | 'anki';

const [LF, CR, SPACE, TAB, QUOTE, HASH, BOM] = [10, 13, 32, 9, 34, 35, 0xfeff];

/** Index of the quote that closes the one at `start`; -1 when none does. `separator`: of a cell that has to end there. */
function closingQuote(text: string, start: number, separator: number | undefined): number {
  const blanks = separator === TAB ? [SPACE] : [SPACE, TAB];
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text.charCodeAt(at + 1) === QUOTE) {
      at += 1;
      continue;
    }
    if (separator === undefined) return at;
    let next = at + 1;
    let code = text.charCodeAt(next);
    while (blanks.includes(code)) code = text.charCodeAt((next += 1));
    if (Number.isNaN(code) || code === separator || code === LF || code === CR) return at;
  }
  return -1;
}

/**
 * Reads a table. Rows of nothing but blanks are left out. Never throws; linear.
 * @param delimiter a single character
 * @param start where the rows begin
 * @param most rows to read
 */
export function readCsv(
  text: string,
  delimiter: string,
  { dialect = 'csv', start = 0, most = Infinity }: { dialect?: Dialect; start?: number; most?: number } = {},
): CsvTable {
  const isAnki = dialect === 'anki';
  const separator = delimiter.charCodeAt(0);
  // Anki knows `\n` and `\r\n` alone.
  const otherEnd = isAnki ? LF : CR;
  const rows: CsvRow[] = [];
  let open: number | undefined;
  let at = start === 0 && text.charCodeAt(0) === BOM ? 1 : start;
  /** What stands up to the end of the cell. */
  const restOfCell = (): string => {
    const from = at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === separator || code === LF || code === otherEnd) break;
    }
    return isAnki && text.charCodeAt(at - 1) === CR ? text.slice(from, at - 1) : text.slice(from, at);
  };
  const quotedCell = (): string => {
    const from = at;
    const close = closingQuote(text, from, isAnki ? undefined : separator);
    if (close === -1) open ??= from;
    if (close === -1 && isAnki) return restOfCell();
    at = close === -1 ? text.length : close + 1;
    const inner = withNewlines(text.slice(from + 1, close === -1 ? at : close));
    const plain = close === -1 || !inner.includes('"') ? inner : inner.replaceAll('""', '"');
    const behind = restOfCell();
    return isAnki ? plain + behind : plain;
  };
  while (at < text.length && rows.length < most) {
    const isComment = isAnki && text.charCodeAt(at) === HASH;
    const cells: string[] = [];
    const places: number[] = [];
    if (isComment) while (at < text.length && text.charCodeAt(at) !== LF) at += 1;
    else {
      for (;;) {
        places.push(at);
        cells.push(text.charCodeAt(at) === QUOTE ? quotedCell() : restOfCell());
        if (text.charCodeAt(at) !== separator) break;
        at += 1;
      }
    }
    if (cells.length > 1 || cells[0]?.trim()) rows.push({ cells, places });
    at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
  }
  return { rows, open };
}

/** As `readCsv`, for a table that may be damaged: a last line that ends within quotes is left out. */
export function readWholeRows(text: string, delimiter: string): CsvTable {
  const { rows, open } = readCsv(text, delimiter);
  const isTorn = open !== undefined && !/[\r\n]/.test(text.slice(open).trimEnd());
  return isTorn ? { rows: rows.slice(0, -1) } : { rows, open };
}

const cellsOf = ({ rows }: CsvTable): CsvRows => rows.map(({ cells }) => cells);

export const parseCsv = (text: string, delimiter: string): CsvRows => cellsOf(readCsv(text, delimiter));

/** Characters and rows that are looked at to tell what a table is. */
const HEAD_CHARS = 65_536;
const HEAD_ROWS = 20;
const ROWS_JUDGED = 10;

/** What separates cells, as far as it can be told, and the first rows. */
export type CsvHead = { readonly delimiter: string; readonly rows: CsvRows };

/** How many cells rows have on average, and by how many they differ from the row before. */
function evenness(rows: CsvRows): { readonly average: number; readonly changes: number } {
  const widths = rows.slice(0, ROWS_JUDGED).map(({ length }) => length);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const changes = widths.reduce((sum, width, i) => sum + Math.abs(width - (widths[i - 1] ?? width)), 0);
  return { average: total / Math.max(1, widths.length), changes };
}

/**
 * The first rows of a table, and what separates its cells: that by which the rows are most alike, and of such the one that
 * gives most cells. Never throws; a text that is no table gives rows of one cell.
 */
export function csvHead(text: string): CsvHead {
  const start = text.slice(0, HEAD_CHARS);
  const lines = text.length > HEAD_CHARS ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  const tables = [',', ';', '\t'].map((delimiter) => {
    const rows = cellsOf(readCsv(lines, delimiter, { most: HEAD_ROWS }));
    return { delimiter, rows, ...evenness(rows) };
  });
  const [best] = tables
    .filter(({ average }) => average > 1.99)
    .toSorted((a, b) => a.changes - b.changes || b.average - a.average);
  const { delimiter, rows } = best ?? tables[0] ?? { delimiter: ',', rows: [] };
  return { delimiter, rows };
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

/** What a cell is quoted for, besides the delimiter. A line that begins with a hash is a comment to some programs. */
const QUOTED = /["\r\n\ufeff]|^[ #]| $/;

/**
 * Rows as a table: quotes around cells that need them, a newline behind each row.
 * @param delimiter a single character
 */
export const writeCsv = (rows: readonly (readonly (string | number)[])[], delimiter = ','): string => {
  const written = (cell: string | number): string => {
    const text = String(cell);
    return QUOTED.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(written).join(delimiter)}\n`).join('');
};

/** What spreadsheets take for a formula, after any apostrophes. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;

/** Whether a cell is a number that needs no apostrophe. */
export const isPlainNumber = (text: string): boolean => NUMBER.test(text);

/** A cell that no spreadsheet runs: one that begins like a formula gets an apostrophe. Plain numbers are safe as they are. */
export const safeCell = (text: string): string =>
  FORMULA.test(text) && !isPlainNumber(text) ? `'${text}` : text;

/** The text of a cell that `safeCell` wrote. */
export const cellText = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

// Lists in one cell of a table or one field of a card: an item a line, `• ` before each and two blanks before the lines
// that continue it; behind `→ ` what belongs to an item: the answer of a follow-up, other words for a key point. What
// was written is read without loss, and what people write instead (dashes, numbers, nothing) is understood.

const ITEM = '• ';
const REPLY = '→ ';
const INDENT = '  ';

/** A text, and in which line of the cell it begins, from 0. */
export type CellText = { readonly text: string; readonly line: number };
type CellItem = { readonly item: CellText; readonly reply: CellText };

/** Lines behind the first are set in, but for empty ones. */
const setIn = (text: string): string => text.replaceAll(/\n(?!\n|$)/g, `\n${INDENT}`);

export const writeItems = (items: readonly { readonly item: string; readonly reply: string }[]): string =>
  items
    .map(({ item, reply }) => `${ITEM}${setIn(item)}${reply === '' ? '' : `\n${REPLY}${setIn(reply)}`}`)
    .join('\n');

const MARKER = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;

/** The lines that hold something, without what people put before the items of a list. */
function plainLines(cell: string): readonly CellText[] {
  return cell
    .split('\n')
    .map((words, line) => ({ text: words.replace(MARKER, '').trim(), line }))
    .filter(({ text }) => text !== '');
}

export function readItems(cell: string): readonly CellItem[] {
  if (!cell.startsWith(ITEM))
    return plainLines(cell).map((item) => ({ item, reply: { text: '', line: item.line } }));
  type Lines = { lines: string[]; line: number };
  const items: { item: Lines; reply: Lines }[] = [];
  let inReply = false;
  for (const [line, words] of cell.split('\n').entries()) {
    const last = items.at(-1);
    if (words.startsWith(ITEM)) {
      items.push({ item: { lines: [words.slice(ITEM.length)], line }, reply: { lines: [], line } });
      inReply = false;
    } else if (last && words.startsWith(REPLY)) {
      if (last.reply.lines.join('\n') === '') last.reply = { lines: [], line };
      last.reply.lines.push(words.slice(REPLY.length));
      inReply = true;
    } else {
      const part = inReply ? last?.reply : last?.item;
      part?.lines.push(words.startsWith(INDENT) ? words.slice(INDENT.length) : words);
    }
  }
  const textOf = ({ lines, line }: Lines): CellText => ({ text: lines.join('\n'), line });
  return items.map(({ item, reply }) => ({ item: textOf(item), reply: textOf(reply) }));
}

/** A tag that nothing in a list of words can be taken for anything else in. */
const PLAIN_TAG = /^[\p{L}\p{N}_][^,;|"[\]\n\r]{0,200}$/u;

/** Tags as one cell: words with commas between them, or JSON where a tag holds such signs. */
export const writeTags = (tags: readonly string[]): string =>
  tags.every((tag) => PLAIN_TAG.test(tag) && tag.trim() === tag) ? tags.join(', ') : JSON.stringify(tags);

export function readTags(cell: string): readonly string[] {
  if (cell.startsWith('[')) {
    try {
      const tags: unknown = JSON.parse(cell);
      if (isTexts(tags)) return tags;
    } catch {
      // Words in brackets, which are no JSON.
    }
  }
  const tags = cell.split(/[,;|\n]/).map((tag) => tag.trim());
  return tags.filter((tag) => tag !== '');
}

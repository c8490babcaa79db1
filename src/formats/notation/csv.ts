import { withNewlines } from '../../core/base/text.ts';
import { isTexts, meanOf } from '../../core/base/collections.ts';
import { tryJson } from './json.ts';

/** `places` are offsets of the cells, quotes included. */
export type CsvRow = { readonly cells: readonly string[]; readonly places: readonly number[] };

export type CsvRows = readonly (readonly string[])[];

/** `open`: the place of a quote that is never closed. */
type CsvTable = { readonly rows: readonly CsvRow[]; readonly open?: number | undefined };

const [LF, CR, SPACE, TAB, QUOTE, BOM] = [10, 13, 32, 9, 34, 0xfeff];

/** A quote that ends its cell; -1 for none. */
function closingQuote(text: string, start: number, separator: number): number {
  const blanks = separator === TAB ? [SPACE] : [SPACE, TAB];
  const lineEnd = text.indexOf('\n', start);
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text.charCodeAt(at + 1) === QUOTE) {
      at += 1;
      continue;
    }
    let next = at + 1;
    let code = text.charCodeAt(next);
    while (blanks.includes(code)) code = text.charCodeAt((next += 1));
    if (Number.isNaN(code) || code === separator || code === LF || code === CR) return at;
    // Here another cell begins, in another row: whoever writes tables doubles quotes inside a cell.
    const before = text.charCodeAt(at - 1);
    if ((before === separator || before === LF) && lineEnd !== -1 && lineEnd < at) return -1;
  }
  return -1;
}

/**
 * Leaves out blank rows. Quotes inside a cell, and one that is never closed, are characters. Never throws; linear.
 * @param delimiter one character
 * @param most rows to read
 */
export function readCsv(
  text: string,
  delimiter: string,
  { start = 0, most = Infinity }: { start?: number; most?: number } = {},
): CsvTable {
  const separator = delimiter.charCodeAt(0);
  const rows: CsvRow[] = [];
  let open: number | undefined;
  let at = start === 0 && text.charCodeAt(0) === BOM ? 1 : start;
  const restOfCell = (): string => {
    const from = at;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === separator || code === LF || code === CR) break;
    }
    return text.slice(from, at);
  };
  const quotedCell = (): string => {
    const from = at;
    // Behind a quote that is never closed, none is: each would search to the end.
    const close = open === undefined ? closingQuote(text, from, separator) : -1;
    if (close === -1) {
      open ??= from;
      return restOfCell();
    }
    at = close + 1;
    restOfCell();
    return withNewlines(text.slice(from + 1, close)).replaceAll('""', '"');
  };
  while (at < text.length && rows.length < most) {
    const cells: string[] = [];
    const places: number[] = [];
    for (;;) {
      places.push(at);
      cells.push(text.charCodeAt(at) === QUOTE ? quotedCell() : restOfCell());
      if (text.charCodeAt(at) !== separator) break;
      at += 1;
    }
    if (cells.length > 1 || cells[0]?.trim()) rows.push({ cells, places });
    at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
  }
  return { rows, open };
}

/** Like `readCsv`, without a last row that was cut off inside quotes. */
export function readWholeRows(text: string, delimiter: string): CsvTable {
  const { rows, open } = readCsv(text, delimiter);
  const isTorn = open !== undefined && !/[\r\n]/.test(text.slice(open).trimEnd());
  return isTorn ? { rows: rows.slice(0, -1) } : { rows, open };
}

export const parseCsv = (...given: Parameters<typeof readCsv>): CsvRows =>
  readCsv(...given).rows.map(({ cells }) => cells);

const HEAD_CHARS = 65_536;
const HEAD_ROWS = 20;
const ROWS_JUDGED = 10;

export type CsvHead = { readonly delimiter: string; readonly rows: CsvRows };

/**
 * The delimiter is the one with the most even rows, then with the most cells. Never throws; a text that is not
 * a table gives rows of one cell.
 */
export function csvHead(text: string): CsvHead {
  const start = text.slice(0, HEAD_CHARS);
  const lines = text.length > HEAD_CHARS ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  const tables = [',', ';', '\t'].map((delimiter) => {
    const rows = parseCsv(lines, delimiter, { most: HEAD_ROWS });
    const widths = rows.slice(0, ROWS_JUDGED).map(({ length }) => length);
    const changes = widths.reduce((sum, width, i) => sum + Math.abs(width - (widths[i - 1] ?? width)), 0);
    return { delimiter, rows, changes, average: meanOf(widths) };
  });
  const [best] = tables
    .filter(({ average }) => average > 1.99)
    .toSorted((a, b) => a.changes - b.changes || b.average - a.average);
  const { delimiter, rows } = best ?? tables[0] ?? { delimiter: ',', rows: [] };
  return { delimiter, rows };
}

export function unquotedCell(cell: string): string {
  const text = cell.trim();
  const [, inside] = /^"([^"]*(?:""[^"]*)*)"$/.exec(text) ?? [];
  return inside?.replaceAll('""', '"') ?? text;
}

/** Some programs take a line that begins with a hash for a comment. */
const QUOTED = /[",\r\n\ufeff]|^[ #]| $/;

const quoted = (cell: string): string => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const writeCsv = (rows: CsvRows): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');

/** Spreadsheets read these as a formula, even after apostrophes. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;

/** An apostrophe stops spreadsheets from running the cell as a formula. Plain numbers are safe. */
export const safeCell = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;

export const cellText = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

// A list in one cell of a table or one field of a card: `• ` before each item, two spaces before continuation
// lines, `→ ` before text that belongs to it (a follow-up's answer, other wordings of a key point). Reads
// back without loss; other bullets (dashes, numbers, none) are understood.

const ITEM = '• ';
const REPLY = '→ ';
const INDENT = '  ';

type CellItem = readonly [item: string, reply: string];

const setIn = (text: string): string => withNewlines(text).replaceAll(/\n(?!\n|$)/g, `\n${INDENT}`);

export const writeItems = (items: readonly CellItem[]): string =>
  items
    .map(([item, reply]) => `${ITEM}${setIn(item)}${reply === '' ? '' : `\n${REPLY}${setIn(reply)}`}`)
    .join('\n');

const MARKER = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;

export function readItems(cell: string): readonly CellItem[] {
  if (!cell.startsWith(ITEM))
    return cell
      .split('\n')
      .map((words) => words.replace(MARKER, '').trim())
      .flatMap((item) => (item === '' ? [] : [[item, ''] as const]));
  const items: { item: string[]; reply: string[] }[] = [];
  let part: string[] = [];
  for (const line of cell.split('\n')) {
    const last = items.at(-1);
    if (line.startsWith(ITEM)) {
      part = [line.slice(ITEM.length)];
      items.push({ item: part, reply: [] });
    } else if (last && line.startsWith(REPLY)) {
      part = last.reply;
      part.push(line.slice(REPLY.length));
    } else part.push(line.startsWith(INDENT) ? line.slice(INDENT.length) : line);
  }
  return items.map(({ item, reply }) => [item.join('\n'), reply.join('\n')]);
}

const PLAIN_TAG = /^[\p{L}\p{N}_][^,;|"[\]\n\r]{0,200}$/u;

/** Comma-separated, or JSON if a tag would be ambiguous. */
export const writeTags = (tags: readonly string[]): string =>
  tags.every((tag) => PLAIN_TAG.test(tag) && tag.trim() === tag) ? tags.join(', ') : JSON.stringify(tags);

export function readTags(cell: string): readonly string[] {
  const listed = cell.startsWith('[') ? tryJson(cell)?.value : undefined;
  if (isTexts(listed)) return listed;
  const tags = cell.split(/[,;|\n]/).map((tag) => tag.trim());
  return tags.filter((tag) => tag !== '');
}

// A table of questions in a text file: commas, semicolons, tabs or bars between cells, columns by any
// names. And lines of two sides with a tab between them, as programs for flashcards export them.
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { type CsvRow, type CsvRows, readWholeRows, unquotedCell } from '../notation/csv.ts';
import type { BankReader, ForeignBank } from './draft.ts';
import { type Layout, layoutOf } from './fields.ts';
import type { Stretch } from './made-source.ts';
import { type Card, cardOf, cardsBank, type Field } from './rows.ts';
import { asksAtEnd } from './words.ts';

// Whether a file is a table of questions, and which column is which: by a row of names, or, without one, by
// a first column that asks and nothing else. Knows the first rows; reading all of them is table-bank.ts'
// part.

/** How a table of questions is to be read. */
type TableHead = {
  readonly delimiter: string;
  readonly names: readonly string[];
  readonly layout: Layout;
  /** Rows up to and with the one of names. */
  readonly skip: number;
};

const DELIMITERS = ['\t', ';', ',', '|'] as const;
const HEAD_CHARS = 32_768;
/** Titles and notes may stand above the names. */
const LAST_NAMES_ROW = 5;
const LONGEST_NAME = 60;
const ROWS_JUDGED = 40;
const FEWEST_WITHOUT_NAMES = 3;
const MOST_WITHOUT_NAMES = 4;
/** JSON, HTML, tables and headings of Markdown, front matter. */
const OTHER = /^\ufeff?\s*(?:[[{<|]|#{1,6} \S|---|\$CATEGORY)/;
/** Lists in a text are no column. */
const LISTED = /^\s*(?:[-*+•]\s|#|>|={3})/;
const RULE = /^\s*:?-{3,}:?\s*$/;

const isNames = (row: readonly string[]): boolean =>
  row.length > 0 && row.every((cell) => cell.length <= LONGEST_NAME && !cell.includes('\n'));

/** How many columns have a role. */
const known = ({ fields, options, wrong }: Layout): number =>
  1 + [...fields.values()].flat().length + options.length + wrong.length;

/** The first rows of a text as a table, but for one that is cut, or in which a quote is never closed. */
type Start = { readonly delimiter: string; readonly rows: CsvRows; readonly isOpen: boolean };

function startOf(text: string, delimiter: string): Start {
  const { rows: all, open } = readWholeRows(text.slice(0, HEAD_CHARS), delimiter);
  const rows = all.map(({ cells }) => cells);
  const isCut = text.length > HEAD_CHARS || open !== undefined;
  return { delimiter, rows: isCut && rows.length > 1 ? rows.slice(0, -1) : rows, isOpen: open !== undefined };
}

/** Whether the rows below the names hold what the names promise. */
function holds(layout: Layout, width: number, rows: CsvRows, isOpen: boolean): boolean {
  const judged = rows.slice(0, ROWS_JUDGED);
  // A quote that is never closed has taken all rows: its place is worth more than that the file is no table.
  if (judged.length === 0 && isOpen) return layout.sure && width > 1;
  if (judged.length === 0 || judged[0]?.every((cell) => RULE.test(cell) || cell.trim() === '') === true)
    return false;
  const asked = judged.map((row) => (row[layout.question] ?? '').trim());
  const wide = judged.filter((row, i) => asked[i] !== '' && row.length * 2 > width).length;
  const asking = asked.filter(asksAtEnd).length;
  const listed = judged.some((row) => width === 1 && LISTED.test(row[0] ?? ''));
  if (wide * 10 < judged.length * 6 || listed) return false;
  return layout.sure && width > 1 ? true : asking * 10 >= judged.length * 6;
}

function withNames({ rows, delimiter, isOpen }: Start): TableHead | undefined {
  for (const [at, names] of rows.slice(0, LAST_NAMES_ROW).entries()) {
    const layout = isNames(names) ? layoutOf(names) : undefined;
    if (layout && holds(layout, names.length, rows.slice(at + 1), isOpen))
      return { delimiter, names, layout, skip: at + 1 };
  }
  return undefined;
}

/** Columns of a table without names: question, answer, and perhaps tags. */
const ASSUMED = ['question', 'answer', 'tags', 'notes'];

function withoutNames({ rows, delimiter }: Start): TableHead | undefined {
  const [first] = rows;
  const width = first?.length ?? 0;
  if (rows.length < FEWEST_WITHOUT_NAMES || width < 2 || width > MOST_WITHOUT_NAMES) return undefined;
  // Lines of two sides are read line by line: see table-bank.ts.
  if (delimiter === '\t' && !rows.some((row) => row.some((cell) => cell.includes('\n')))) return undefined;
  const asking = rows.filter((row) => row.length === width && asksAtEnd((row[0] ?? '').trim())).length;
  const answered = rows.filter((row) => (row[1] ?? '').trim() !== '').length;
  const names = ASSUMED.slice(0, width);
  const layout = layoutOf(names);
  return layout && asking * 10 >= rows.length * 9 && answered * 2 > rows.length
    ? { delimiter, names, layout, skip: 0 }
    : undefined;
}

/** How a table of questions is to be read; undefined for a text that is none. */
function tableHead(text: string): TableHead | undefined {
  if (OTHER.test(text.slice(0, 200))) return undefined;
  const used = DELIMITERS.filter(
    (delimiter) => delimiter === ',' || text.slice(0, HEAD_CHARS).includes(delimiter),
  );
  const tables = used.map((delimiter) => startOf(text, delimiter));
  const heads = tables
    .map(withNames)
    .filter((head) => head !== undefined)
    .toSorted((a, b) => known(b.layout) - known(a.layout) || b.names.length - a.names.length);
  if (heads[0]) return heads[0];
  for (const table of tables) {
    const head = withoutNames(table);
    if (head) return head;
  }
  return undefined;
}

const PLAIN = /(?:\.(?:txt|text|csv|tsv|tab)|(?:^|[\\/])[^.\\/]*)$/i;

/** True for a name of plain text: tables are looked for in no program, page or settings file. */
const isPlainName = (file: string): boolean => PLAIN.test(file);

/** Cells of a row that has more of them than there are names: a delimiter in the answer was not quoted. */
function fitted({ cells, places }: CsvRow, { names, layout, delimiter }: TableHead): CsvRow {
  const extra = cells.length - names.length;
  const at = layout.fields.get('answer')?.[0] ?? names.length - 1;
  if (extra <= 0) return { cells, places };
  return {
    cells: [
      ...cells.slice(0, at),
      cells.slice(at, at + extra + 1).join(delimiter),
      ...cells.slice(at + extra + 1),
    ],
    places: [...places.slice(0, at + 1), ...places.slice(at + extra + 1)],
  };
}

/** Spreadsheets leave empty columns at the end of rows. */
function withoutEmptyEnd({ cells, places }: CsvRow, width: number): CsvRow {
  let length = cells.length;
  while (length > width && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return { cells: cells.slice(0, length), places };
}

const fieldsOf = ({ cells, places }: CsvRow, names: readonly string[]): readonly Field[] =>
  names.map((name, i): Field => [
    name,
    { kind: 'text', text: cells[i] ?? '', at: places[i] ?? places[0] ?? 0 },
  ]);

type Warning = Pick<Problem, 'code' | 'message' | 'hint'>;

const TOO_WIDE: Warning = {
  code: 'question-malformed',
  message: 'This row has more cells than there are columns: what is too much was taken into the answer.',
  hint: 'Put cells that hold a separator in quotes.',
};
const NO_QUESTION: Warning = {
  code: 'title-missing',
  message: 'This row has no question.',
  hint: 'Write it into the column of questions, or delete the row.',
};

/** All cards of a table, and what is wrong with its rows. */
function cardsOf(
  source: Source,
  head: TableHead,
): { readonly cards: readonly Card[]; readonly problems: readonly Problem[] } {
  const { names, layout, delimiter, skip } = head;
  const { rows, open } = readWholeRows(source.text, delimiter);
  const cards: Card[] = [];
  const problems: Problem[] = [];
  const warn = (at: number, warning: Warning): void => {
    problems.push({ severity: 'warning', at: source.spanAt(at, at), ...warning });
  };
  for (const whole of rows.slice(skip)) {
    if (whole.cells.every((cell) => cell.trim() === '')) continue;
    const row = withoutEmptyEnd(whole, names.length);
    const at = row.places[0] ?? 0;
    if (row.cells.length > names.length) warn(at, TOO_WIDE);
    const card = cardOf(fieldsOf(fitted(row, head), names), layout);
    if (card) cards.push(card);
    else warn(at, NO_QUESTION);
  }
  if (open !== undefined) {
    problems.push({
      severity: 'error',
      code: 'question-malformed',
      at: source.spanAt(open, open),
      message: 'This quote is never closed: all that follows was read as one cell.',
      hint: 'Close it, or write a quote within a cell twice.',
    });
  }
  return { cards, problems };
}

/** Names for what stands in the cells of a line. */
const SIDES = ['front', 'back', 'tags'];
const TABLE_BANK_HEAD_CHARS = 32_768;
const FEWEST_LINES = 3;
const LONGEST_FRONT = 1000;
const COUNTED = /^[\d.,:%/eE\s+-]+$/;

/** The lines of a text that are not blank. */
function linesOf(text: string): readonly Stretch[] {
  const lines: Stretch[] = [];
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (text.slice(start, end).trim() !== '') lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** What stands between the tabs of a line. Spreadsheets leave empty cells at the end. */
function cellsOf(text: string, { start, end }: Stretch): CsvRow {
  const cells = text.slice(start, end).split('\t');
  if (cells.length > 2 && cells.at(-1)?.trim() === '') cells.pop();
  const places: number[] = [];
  for (const cell of cells) places.push((places.at(-1) ?? start) + cell.length + 1);
  return { cells, places: [start, ...places] };
}

const isWord = (text: string): boolean => text !== '' && !COUNTED.test(text);

/** Whether each line has two sides, and perhaps tags, with few exceptions in long files. */
function hasSides({ file, text }: Source): boolean {
  if (!isPlainName(file) || !text.slice(0, TABLE_BANK_HEAD_CHARS).includes('\t')) return false;
  const cut =
    text.length > TABLE_BANK_HEAD_CHARS ? text.lastIndexOf('\n', TABLE_BANK_HEAD_CHARS) : text.length;
  const head = text.slice(0, cut);
  const rows = linesOf(head).map((line) => cellsOf(head, line).cells);
  const width = Math.max(...rows.slice(0, 20).map(({ length }) => length));
  if (rows.length < FEWEST_LINES || width > SIDES.length) return false;
  const isWhole = (row: readonly string[]): boolean =>
    row.length > 1 && row.length <= width && row[0]?.trim() !== '' && (row[0] ?? '').length <= LONGEST_FRONT;
  const fronts = rows.map(([front = '']) => front.trim());
  const backs = rows.flatMap(([, back]) => back?.trim() ?? []);
  const allowed = rows.length >= 20 ? 0.95 : 1;
  return (
    rows.filter(isWhole).length >= rows.length * allowed &&
    fronts.filter(isWord).length * 2 > rows.length &&
    backs.filter((back) => !isWord(back)).length * 3 < rows.length &&
    backs.filter((back) => back !== '').length * 2 > rows.length &&
    // A column of states or links says nothing of what stands beside it.
    new Set(rows.map(([, back]) => back?.trim())).size * 2 > rows.length
  );
}

function cardsOfLines({ text }: Source): readonly Card[] {
  const layout = layoutOf(SIDES);
  const rows: Stretch[] = [];
  for (const line of linesOf(text)) {
    // A line without a tab goes on with the one above.
    const last = rows.at(-1);
    const isMore = last && !text.slice(line.start, line.end).includes('\t');
    if (isMore) rows.splice(-1, 1, { start: last.start, end: line.end });
    else rows.push(line);
  }
  return rows.flatMap((row): readonly Card[] => {
    const { cells, places } = cellsOf(text, row);
    const texts = cells.map((cell, i) => {
      const side = unquotedCell(cell);
      // Tags have blanks between them unless there is a comma.
      return i < 2 || /[,;]/.test(side) ? side : side.replace(/\s+/g, ',');
    });
    const names = SIDES.slice(0, Math.max(2, cells.length));
    const card = layout && cardOf(fieldsOf({ cells: texts, places }, names), layout);
    return card ? [card] : [];
  });
}

function read(source: Source): ForeignBank {
  const head = tableHead(source.text);
  if (!head) return cardsBank(source, hasSides(source) ? cardsOfLines(source) : [], 1, []);
  const { cards, problems } = cardsOf(source, head);
  return cardsBank(source, cards, 1, problems);
}

/** Reads tables: CSV, TSV and their kin. */
export const tableBank: BankReader = {
  name: 'table',
  title: 'table of questions (CSV, TSV)',
  recognises: (source) =>
    isPlainName(source.file) && (tableHead(source.text) !== undefined || hasSides(source)),
  read,
};

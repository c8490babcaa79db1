// Whether a file is a table of questions, and which column is which: by a row of names, or, without one, by a first column
// that asks and nothing else. Knows the first rows; reading all of them is table-bank.ts' part.
import { readWholeRows, type CsvRows } from '../csv.ts';
import { asksAtEnd } from './asking.ts';
import { layoutOf, type Layout } from './field-layout.ts';

/** How a table of questions is to be read. */
export type TableHead = {
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
export function tableHead(text: string): TableHead | undefined {
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

// Whether a file is a table of questions, and which column is which: by a row of names, or, without one, by a first column
// that asks and nothing else. Knows the first rows; reading all of them is table-bank.ts' part.
import { parseCsv, type CsvRows } from '../csv.ts';
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

/** Whether the rows below the names hold what the names promise. */
function holds(layout: Layout, width: number, rows: CsvRows): boolean {
  const judged = rows.slice(0, ROWS_JUDGED);
  if (judged.length === 0 || judged[0]?.every((cell) => RULE.test(cell) || cell.trim() === '') === true)
    return false;
  const asked = judged.map((row) => (row[layout.question] ?? '').trim());
  const wide = judged.filter((row, i) => asked[i] !== '' && row.length * 2 > width).length;
  const asking = asked.filter(asksAtEnd).length;
  const listed = judged.some((row) => width === 1 && LISTED.test(row[0] ?? ''));
  if (wide * 10 < judged.length * 6 || listed) return false;
  return layout.sure && width > 1 ? true : asking * 10 >= judged.length * 6;
}

function withNames(rows: CsvRows, delimiter: string): TableHead | undefined {
  for (const [at, names] of rows.slice(0, LAST_NAMES_ROW).entries()) {
    const layout = isNames(names) ? layoutOf(names) : undefined;
    if (layout && holds(layout, names.length, rows.slice(at + 1)))
      return { delimiter, names, layout, skip: at + 1 };
  }
  return undefined;
}

/** Columns of a table without names: question, answer, and perhaps tags. */
const ASSUMED = ['question', 'answer', 'tags', 'notes'];

function withoutNames(rows: CsvRows, delimiter: string): TableHead | undefined {
  const [first] = rows;
  const width = first?.length ?? 0;
  if (rows.length < FEWEST_WITHOUT_NAMES || width < 2 || width > MOST_WITHOUT_NAMES) return undefined;
  // Terms with their definitions, a line each, are not this reader's.
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
  const start = text.slice(0, HEAD_CHARS);
  const whole = start.length === text.length;
  const tables = DELIMITERS.filter((delimiter) => start.includes(delimiter) || delimiter === ',').map(
    (delimiter) => {
      const rows = parseCsv(start, delimiter);
      return { delimiter, rows: whole || rows.length < 2 ? rows : rows.slice(0, -1) };
    },
  );
  const heads = tables
    .map(({ delimiter, rows }) => withNames(rows, delimiter))
    .filter((head) => head !== undefined)
    .toSorted((a, b) => known(b.layout) - known(a.layout) || b.names.length - a.names.length);
  if (heads[0]) return heads[0];
  for (const { delimiter, rows } of tables) {
    const head = withoutNames(rows, delimiter);
    if (head) return head;
  }
  return undefined;
}

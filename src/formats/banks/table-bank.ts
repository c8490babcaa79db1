// A table of questions in a text file: commas, semicolons, tabs or bars between cells, columns by any names. Knows rows and
// where they stand; what the columns mean is said by their names.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import { parseCsvTable } from '../csv.ts';
import { cellPlaces } from '../csv-places.ts';
import { cardOf, type Card, type Field } from './card.ts';
import { cardsBank } from './card-found.ts';
import type { BankReader, ForeignBank } from './found.ts';
import { isPlainName } from './plain-file.ts';
import { tableHead, type TableHead } from './table-head.ts';

type Row = { readonly cells: readonly string[]; readonly places: readonly number[] };

/** Offset of a line and column of the text. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** Cells of a row that has more of them than there are names: a delimiter in the answer was not quoted. */
function fitted({ cells, places }: Row, { names, layout, delimiter }: TableHead): Row {
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
function withoutEmptyEnd({ cells, places }: Row, width: number): Row {
  let length = cells.length;
  while (length > width && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return { cells: cells.slice(0, length), places };
}

const fieldsOf = ({ cells, places }: Row, names: readonly string[]): readonly Field[] =>
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
  const { rows, open } = parseCsvTable(source.text, delimiter);
  const places = cellPlaces(source.text, delimiter);
  const cards: Card[] = [];
  const problems: Problem[] = [];
  const warn = (at: number, warning: Warning): void => {
    problems.push({ severity: 'warning', at: source.spanAt(at, at), ...warning });
  };
  for (const [i, cells] of rows.entries()) {
    if (i < skip || cells.every((cell) => cell.trim() === '')) continue;
    const row = withoutEmptyEnd({ cells, places: places[i] ?? [] }, names.length);
    const at = row.places[0] ?? 0;
    if (row.cells.length > names.length) warn(at, TOO_WIDE);
    const card = cardOf(fieldsOf(fitted(row, head), names), layout);
    if (card) cards.push(card);
    else warn(at, NO_QUESTION);
  }
  if (open) {
    const at = offsetOf(source.text, open.line, open.column);
    problems.push({
      severity: 'error',
      code: 'question-malformed',
      at: source.spanAt(at, at),
      message: 'This quote is never closed: all that follows was read as one cell.',
      hint: 'Close it, or write a quote within a cell twice.',
    });
  }
  return { cards, problems };
}

function read(source: Source): ForeignBank {
  const head = tableHead(source.text);
  if (!head) return { source, found: [], problems: [] };
  const { cards, problems } = cardsOf(source, head);
  return cardsBank(source, cards, 1, problems);
}

/** Reads tables: CSV, TSV and their kin. */
export const tableBank: BankReader = {
  name: 'table',
  title: 'table of questions (CSV, TSV)',
  recognises: ({ file, text }) => isPlainName(file) && tableHead(text) !== undefined,
  read,
};

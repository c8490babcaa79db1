// The table that `prep export --format csv` writes, also after a spreadsheet had it: read as it was written, column by column.
// Knows the names of the columns, in any order and case; tables by other names are read by table-bank.ts.
import type { Problem } from '../../core/problem.ts';
import { DIFFICULTIES } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { BANK_COLUMNS, type BankColumn } from '../banks-out/table.ts';
import { readItems, readTags, type CellText } from '../cell-lists.ts';
import { parseCsv, readWholeRows, type CsvRow } from '../csv.ts';
import { cellText } from '../csv-cells.ts';
import { phrasesOf } from '../point-alternatives.ts';
import { exportedBank, type ExportedQuestion, type Told } from './exported.ts';
import type { BankReader, ForeignBank } from './found.ts';

/** A longer first row is none of this table. */
const LONGEST_HEADER = 1000;
/** Columns that no other table has together. */
const TELLING: readonly BankColumn[] = ['id', 'question', 'answer', 'key points', 'follow-ups', 'kind'];

type Columns = ReadonlyMap<BankColumn, number>;
type Head = { readonly delimiter: string; readonly columns: Columns };

function columnsOf(header: readonly string[]): Columns {
  const words = header.map((cell) => cell.trim().toLowerCase());
  return new Map(
    BANK_COLUMNS.map((column) => [column, words.indexOf(column)] as const).filter(([, index]) => index >= 0),
  );
}

/** What separates cells, and where the columns are; undefined for another table. */
function headOf({ text }: Source): Head | undefined {
  const [first = ''] = /^\ufeff?[^\r\n]*/.exec(text.slice(0, LONGEST_HEADER)) ?? [];
  if (!first.toLowerCase().includes('key points')) return undefined;
  const heads = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    columns: columnsOf(parseCsv(first, delimiter)[0] ?? []),
  }));
  return heads.find(({ columns }) => TELLING.every((column) => columns.has(column)));
}

/** Offsets of the lines of a cell in the file. */
function linesFrom(text: string, start: number, count: number): readonly number[] {
  const lines = [start];
  for (let at = start; lines.length < count;) {
    const newline = text.indexOf('\n', at);
    if (newline === -1) break;
    at = newline + 1;
    lines.push(at);
  }
  return lines;
}

/** One row: its cells by column, and where they stand. */
type Row = {
  readonly text: (column: BankColumn) => string;
  readonly at: (column: BankColumn) => number;
};

function rowOf({ cells, places }: CsvRow, columns: Columns): Row {
  const first = places[0] ?? 0;
  return {
    text: (column) => cellText(cells[columns.get(column) ?? -1] ?? ''),
    at: (column) => places[columns.get(column) ?? -1] ?? first,
  };
}

const wholeNumber = (text: string): number | undefined =>
  /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : undefined;
/** Spreadsheets of some countries write commas. */
function minutesIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const number = /^\d{1,3}(?:\.\d{1,20})?$/.test(plain) ? Number(plain) : 0;
  return number > 0 ? number : undefined;
}

/** The facts of a row, and the columns whose cell cannot be what it should be. */
function factsOf({ text }: Row): {
  readonly facts: Omit<ExportedQuestion, 'title' | 'answer' | 'points' | 'followUps'>;
  readonly wrong: readonly BankColumn[];
} {
  const word = (column: BankColumn): string => text(column).trim().toLowerCase();
  const number = wholeNumber(text('number'));
  const minutes = minutesIn(text('minutes'));
  const difficulty = DIFFICULTIES.find((level) => level === word('difficulty'));
  const kind = (['open', 'star'] as const).find((one) => one === word('kind'));
  const known = { number, minutes, difficulty, kind };
  const wrong = (['number', 'minutes', 'difficulty', 'kind'] as const).filter(
    (column) => known[column] === undefined && word(column) !== '',
  );
  const id = text('id').trim();
  const texts = (['source', 'created', 'updated'] as const).flatMap((column) => {
    const cell = text(column);
    return cell === '' ? [] : [[column, cell] as const];
  });
  return {
    facts: {
      ...(id !== '' && { id }),
      number,
      section: text('section'),
      tags: readTags(text('tags')),
      difficulty,
      minutes,
      kind,
      suspended: word('suspended') === 'true',
      ...Object.fromEntries(texts),
    },
    wrong,
  };
}

function questionOf(row: Row, source: Source): { question: ExportedQuestion; wrong: readonly BankColumn[] } {
  const told = (column: BankColumn): Told => ({ text: row.text(column), at: row.at(column) });
  const within = (column: BankColumn): ((one: CellText) => Told) => {
    const lines = linesFrom(source.text, row.at(column), row.text(column).split('\n').length);
    return ({ text, line }) => ({ text, at: lines[line] ?? row.at(column) });
  };
  const { facts, wrong } = factsOf(row);
  const [point, asked] = [within('key points'), within('follow-ups')];
  const question: ExportedQuestion = {
    ...facts,
    title: told('question'),
    ...(row.text('asked') !== '' && { asked: told('asked') }),
    answer: told('answer'),
    ...(facts.kind === 'star' && { star: 'find' as const }),
    points: readItems(row.text('key points')).map(({ item, reply }) => ({
      ...point(item),
      also: phrasesOf(reply.text),
    })),
    followUps: readItems(row.text('follow-ups')).map(({ item, reply }) => ({
      question: asked(item),
      answer: asked(reply),
    })),
    ...(row.text('notes') !== '' && { notes: told('notes') }),
  };
  return { question, wrong };
}

const TAKES: Readonly<Partial<Record<BankColumn, string>>> = {
  number: 'a whole number',
  minutes: 'a number of minutes',
  difficulty: DIFFICULTIES.join(', '),
  kind: 'open or star',
};

function read(source: Source): ForeignBank {
  const head = headOf(source);
  if (!head) return { source, found: [], problems: [] };
  const [, ...rows] = readWholeRows(source.text, head.delimiter).rows;
  const questions: ExportedQuestion[] = [];
  const problems: Problem[] = [];
  for (const cells of rows) {
    if (cells.cells.every((cell) => cell.trim() === '')) continue;
    const row = rowOf(cells, head.columns);
    const { question, wrong } = questionOf(row, source);
    const warn = (column: BankColumn, problem: Pick<Problem, 'code' | 'message' | 'hint'>): void => {
      problems.push({
        severity: 'warning',
        at: source.spanAt(row.at(column), row.at(column)),
        ...problem,
      });
    };
    for (const column of wrong)
      warn(column, {
        code: 'question-malformed',
        message: `\`${column}\` takes ${TAKES[column]}.`,
        hint: 'Until then the default holds.',
      });
    if (question.title.text.trim() !== '') questions.push(question);
    else
      warn('question', {
        code: 'title-missing',
        message: 'This row has no question.',
        hint: 'Write it into the column `question`, or delete the row.',
      });
  }
  return exportedBank(source, questions, problems);
}

/** Reads tables that prep wrote. */
export const exportedTable: BankReader = {
  name: 'prep-csv',
  title: 'table that prep exported (CSV)',
  recognises: (source) => headOf(source) !== undefined,
  read,
};

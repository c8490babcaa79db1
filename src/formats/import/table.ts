// A table of questions in a text file, separated by commas, semicolons, tabs or bars, with any column
// names, or with two sides of flashcards.
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { type CsvRow, type CsvRows, readCsv, readWholeRows, unquotedCell } from '../notation/csv.ts';
import { linesOf } from '../markdown/outline.ts';
import { type BankReader, type Draft, type Drafts, noQuestion, problemAt } from './draft.ts';
import { isCalledQuestions } from './families.ts';
import { isWholeLayout, type Layout, layoutByContent, layoutOf, rolesIn } from './fields.ts';
import { makerBehind } from './made-source.ts';
import { wordCount } from './words.ts';
import { questionTables } from './markdown-tables.ts';
import { asks, type Card, cardOf, cardsBank, drafting, type Field } from './rows.ts';

/** How to read a table: by a row of names, or as columns of a usual order. */
type TableHead = {
  readonly delimiter: string;
  readonly names: readonly string[];
  readonly layout: Layout;
  readonly skip: number;
  /** Lines of two sides: quotes have no meaning in them. */
  readonly isSides?: boolean;
};

const DELIMITERS = ['\t', ';', ',', '|'] as const;
const HEAD_CHARS = 32_768;
/** Titles and notes may come before the names. */
const LAST_NAMES_ROW = 5;
const LONGEST_NAME = 60;
const ROWS_JUDGED = 40;
const FEWEST_ROWS = 3;
const MOST_WITHOUT_NAMES = 4;
/** JSON, HTML, tables and headings of Markdown, front matter, Moodle's GIFT. */
const NO_TABLE = /^\ufeff?\s*(?:[[{<|]|#{1,6} \S|---|\$CATEGORY)/;
/** List items are not columns. */
const LISTED = /^\s*(?:[-*+•]\s|#|>|={3})/;
/** Lines of `Q:` and `A:` with a tab behind them. */
const LABELLED = /^\s*q(?:uestion)?\s?[:：]\t[^]*?^a(?:nswer)?\s?[:：]\t/im;
const RULE = /^\s*:?-{3,}:?\s*$/;

const isBlank = (cell = ''): boolean => cell.trim() === '';

type Start = ReturnType<typeof startOf>;

function startOf(text: string, delimiter: string) {
  const { rows: all, open = Infinity } = readWholeRows(text.slice(0, HEAD_CHARS), delimiter);
  const isCut = text.length > HEAD_CHARS;
  // A cell may be cut in the middle.
  const rows = all.filter(({ places: [at = 0] }) => !isCut || at <= open).map(({ cells }) => cells);
  return { delimiter, rows: isCut && rows.length > 1 ? rows.slice(0, -1) : rows };
}

function holds(layout: Layout, width: number, rows: CsvRows): boolean {
  const judged = rows.slice(0, ROWS_JUDGED);
  const [first] = judged;
  if (!first || first.every((cell) => RULE.test(cell) || isBlank(cell))) return false;
  const isWide = (row: readonly string[]): boolean =>
    !isBlank(row[layout.question]) && row.length * 2 > width;
  if (judged.filter(isWide).length * 10 < judged.length * 6) return false;
  if (width === 1 && judged.some(([cell = '']) => LISTED.test(cell))) return false;
  const asking = judged.filter((row) => asks(row[layout.question]?.trim() ?? '')).length;
  const isTold = (layout.sure && width > 1) || isWholeLayout(layout, width);
  return isTold || asking * 10 >= judged.length * 6;
}

const areNames = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell.length <= LONGEST_NAME && !cell.includes('\n'));

function withNames({ rows, delimiter }: Start): TableHead | undefined {
  for (const [at, names] of rows.slice(0, LAST_NAMES_ROW).entries()) {
    const layout = areNames(names) ? layoutOf(names) : undefined;
    if (layout && holds(layout, names.length, rows.slice(at + 1)))
      return { delimiter, names, layout, skip: at + 1 };
  }
  return undefined;
}

const ASSUMED = ['question', 'answer', 'tags', 'notes'];

function assumed(delimiter: string, names: readonly string[], isSides = false): TableHead | undefined {
  const layout = layoutOf(names);
  return layout && { delimiter, names, layout, skip: 0, isSides };
}

/** For tables with unknown column names, or without names. */
function byContent({ rows, delimiter }: Start): TableHead | undefined {
  const [first = []] = rows;
  // A table of two columns with tabs, and without cells of several lines, has two sides.
  const isPlain = !rows.some((row) => row.some((cell) => cell.includes('\n')));
  // A cell of several lines is written only in a table, in which a row may lack its last cells, even the first row.
  const width = isPlain ? first.length : Math.max(...rows.map(({ length }) => length));
  if (rows.length < FEWEST_ROWS || width < 2 || rows.some(({ length }) => length * 2 < width))
    return undefined;
  if (delimiter === '\t' && width < MOST_WITHOUT_NAMES && isPlain) return undefined;
  const judged = rows.slice(0, ROWS_JUDGED);
  const isNamed = areNames(first) && !first.some((cell) => asks(cell.trim()));
  const named = isNamed ? layoutByContent(first, judged.slice(1)) : undefined;
  if (named?.fields.has('answer')) return { delimiter, names: first, layout: named, skip: 1 };
  const whole = judged.filter((row) => row.length === width || !isPlain);
  if (whole.length * 10 < judged.length * 9) return undefined;
  const names = Array.from({ length: width }, () => '');
  const layout = layoutByContent(names, whole);
  if (layout?.question === 0 && width <= MOST_WITHOUT_NAMES)
    return assumed(delimiter, ASSUMED.slice(0, width));
  return layout && { delimiter, names, layout, skip: 0 };
}

const MOST_SIDES = 3;
const LONGEST_FRONT = 1000;
const COUNTED = /^[\d.,:%/eE\s+-]+$/;

/** Spreadsheets leave empty cells at the end. Any other sign than a tab parts lines only once. */
function rowsOfSides(text: string, sign: string, continues: boolean): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const start = at === 0 && line.startsWith('\ufeff') ? 1 : at;
    const last = continues && !line.includes(sign) && !isBlank(line) ? rows.pop() : undefined;
    const from = last?.places[0] ?? start;
    at += line.length + 1;
    const whole = text.slice(from, at - 1);
    const [front = '', ...backs] = whole.split(sign);
    const cells = sign === '\t' || backs.length === 0 ? [front, ...backs] : [front, backs.join(sign)];
    if (cells.length > 2 && isBlank(cells.at(-1))) cells.pop();
    const places = [from];
    for (const cell of cells) places.push((places.at(-1) ?? from) + cell.length + sign.length);
    if (!isBlank(whole)) rows.push({ cells, places });
  }
  return rows;
}

const isWord = (text: string): boolean => text !== '' && !COUNTED.test(text);

/** Two sides, as flashcard programs export them. In long files, a few lines may be exceptions; in short ones, all ask. */
function areSides(rows: CsvRows): boolean {
  const width = Math.max(...rows.slice(0, 20).map(({ length }) => length));
  const isWhole = ({ length, 0: front = '' }: readonly string[]): boolean =>
    length > 1 && length <= width && !isBlank(front) && front.length <= LONGEST_FRONT;
  const fronts = rows.map(([front = '']) => front.trim());
  const backs = rows.flatMap(([, back]) => back?.trim() ?? []);
  return (
    (rows.length >= FEWEST_ROWS || fronts.every((front) => asks(front))) &&
    width <= MOST_SIDES &&
    rows.filter(isWhole).length >= rows.length * (rows.length >= 20 ? 0.95 : 1) &&
    fronts.filter(isWord).length * 2 > rows.length &&
    backs.filter((back) => !isWord(back)).length * 3 < rows.length &&
    backs.filter((back) => back !== '').length * 2 > rows.length &&
    new Set(rows.map(([, back]) => back?.trim())).size * 2 > rows.length
  );
}

function withSides(text: string): TableHead | undefined {
  const cut = text.length > HEAD_CHARS ? text.lastIndexOf('\n', HEAD_CHARS) : text.length;
  const start = text.slice(0, cut);
  for (const sign of ['\t', signBetween(start)]) {
    if (sign === undefined) continue;
    const rows = rowsOfSides(start, sign, false).map(({ cells }) => cells);
    if (areSides(rows) && (sign === '\t' || areTerms(rows)))
      return assumed(sign, ASSUMED.slice(0, sign === '\t' ? MOST_SIDES : 2), true);
  }
  return undefined;
}

const SIGN = /[ \t]?[^\p{L}\p{N}\s"'“”„«»‘’`()[\]{}.,?!…·%$€，、。；？！]{1,3}[ \t]?/gu;
const FEWEST_SIGNED = 5;

/** Parts of words. */
const WITHIN_WORDS = /^[-–/&+_]$/;

/** What is in every line, first: `term - meaning`, `question=answer`, `front*back`. */
function signBetween(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => !isBlank(line));
  const [first = ''] = lines;
  const isInAll = (sign: string): boolean => lines.every((line) => line.indexOf(sign) > 0);
  const signs = lines.length < FEWEST_SIGNED ? [] : [...first.matchAll(SIGN)].map(([sign]) => sign);
  return signs
    .flatMap((sign) => [sign, sign.trim()])
    .find((sign) => !WITHIN_WORDS.test(sign) && isInAll(sign));
}

const LONGEST_TERM = 80;
const FEWEST_IN_MEANING = 3;

/** Names with their meaning, or questions: no settings, and no notes that begin alike. */
function areTerms(rows: readonly (readonly string[])[]): boolean {
  const fronts = rows.map(([front = '']) => front.trim());
  return (
    new Set(fronts).size === fronts.length &&
    fronts.every((front) => /^[\p{L}"“«¿¡(]/u.test(front) && (front.length <= LONGEST_TERM || asks(front))) &&
    (rows.filter(([, back = '']) => wordCount(back) >= FEWEST_IN_MEANING).length * 2 > rows.length ||
      fronts.filter(asks).length * 2 > rows.length)
  );
}

/** In a file that is called cards or questions, commas part two sides, too; lines without one are titles. */
function withTerms({ rows, delimiter }: Start): TableHead | undefined {
  const terms = rows.filter(({ length }) => length > 1);
  const sides = terms.map(([front = '', ...back]) => [front, back.join(delimiter)]);
  const isWhole = sides.length >= FEWEST_ROWS && sides.length * 10 >= rows.length * 8;
  return isWhole && areSides(sides) ? assumed(delimiter, ASSUMED.slice(0, 2)) : undefined;
}

function tableHead(source: Source): TableHead | undefined {
  const { text, file } = source;
  if (LABELLED.test(text.slice(0, HEAD_CHARS))) return undefined;
  const tables = NO_TABLE.test(text.slice(0, 200))
    ? []
    : DELIMITERS.filter(
        (delimiter) => delimiter === ',' || text.slice(0, HEAD_CHARS).includes(delimiter),
      ).map((delimiter) => startOf(text, delimiter));
  const [best] = tables
    .flatMap((table) => withNames(table) ?? [])
    .toSorted((a, b) => rolesIn(b.layout) - rolesIn(a.layout) || b.names.length - a.names.length);
  const head = best ?? tables.map(byContent).find(Boolean) ?? withSides(text);
  if (head || !/\.csv$/i.test(file) || !isCalledQuestions(source)) return head;
  return tables.map(withTerms).find(Boolean);
}

function rowsOf(text: string, { delimiter, isSides, skip }: TableHead): ReturnType<typeof readCsv> {
  if (isSides)
    return {
      rows: rowsOfSides(text, delimiter, true).map((row) => ({ ...row, cells: row.cells.map(unquotedCell) })),
    };
  const { rows, open } = readCsv(text, delimiter);
  return { rows: rows.slice(skip), open };
}

/** Without a row of names, spaces separate tags unless there is a comma, as flashcard programs write them. */
const withCommas = (tags: string): string => (/[,;]/.test(tags) ? tags : tags.replaceAll(/\s+/g, ','));

/** Spreadsheets drop empty cells at the end of a row. */
function fitted({ cells, places }: CsvRow, { names, layout, delimiter }: TableHead): CsvRow {
  const filled = cells.findLastIndex((cell) => !isBlank(cell)) + 1;
  const extra = Math.max(filled, Math.min(names.length, cells.length)) - names.length;
  if (extra <= 0) return { cells, places };
  // An unquoted delimiter in the answer.
  const at = layout.fields.get('answer')?.[0] ?? names.length - 1;
  const answer = cells.slice(at, at + extra + 1).join(delimiter);
  return {
    cells: [...cells.slice(0, at), answer, ...cells.slice(at + extra + 1)],
    places: [...places.slice(0, at + 1), ...places.slice(at + extra + 1)],
  };
}

const tooWide = (rows: number) => {
  const which = rows === 1 ? 'This row has' : `This row and ${rows - 1} more have`;
  return {
    code: 'question-malformed',
    message: `${which} more cells than columns; the extra cells were added to the answer.`,
    hint: 'Put cells that hold a separator in quotes.',
  } as const;
};
const NO_QUESTION = noQuestion('row', 'Write it in the question column, or delete the row.');
export const OPEN_QUOTE = {
  code: 'question-malformed',
  message: 'This quotation mark is never closed; it is read as a plain character.',
  hint: 'Close it, or double a quotation mark inside a cell.',
} as const;

function readTable(source: Source): Drafts {
  const head = tableHead(source);
  if (!head) return { source, found: [], problems: [] };
  const { rows, open } = rowsOf(source.text, head);
  const cards: Card[] = [];
  const problems: Problem[] = [];
  const wide: number[] = [];
  for (const row of rows) {
    if (row.cells.every(isBlank)) continue;
    const at = row.places[0] ?? 0;
    const { cells, places } = fitted(row, head);
    if (cells.length < row.cells.length) wide.push(at);
    const fields = head.names.map((name, i): Field => {
      const cell = cells[i] ?? '';
      const text = name === 'tags' && head.skip === 0 ? withCommas(cell) : cell;
      return [name, { kind: 'text', text, at: places[i] ?? at }];
    });
    const card = cardOf(fields, head.layout);
    if (card) cards.push(card);
    else problems.push(problemAt(source, at, 'warning', NO_QUESTION));
  }
  const [first] = wide;
  if (first !== undefined) problems.push(problemAt(source, first, 'warning', tooWide(wide.length)));
  if (open !== undefined) problems.push(problemAt(source, open, 'warning', OPEN_QUOTE));
  return cardsBank(source, cards, 1, problems);
}

/** Programs, pages and settings files are not searched for tables. */
const isPlainName = (file: string): boolean =>
  /(?:\.(?:txt|text|csv|tsv|tab)|(?:^|[\\/])[^.\\/]*)$/i.test(file);

export const tableBank: BankReader = {
  name: 'table',
  title: 'table of questions (CSV, TSV)',
  recognises: (source) => isPlainName(source.file) && tableHead(source) !== undefined,
  read: readTable,
};

// Tables in Markdown: their reader judges the rows, and reads questions and answers. Here are the other columns.

/** By where their rows begin. */
function rowCards({ text }: Source): ReadonlyMap<number, Card> {
  const lines = text.includes('|') ? linesOf(text, 0, text.length, []) : [];
  const cards = questionTables(text, lines).flatMap(({ names, layout, rows }) =>
    rows.flatMap(({ line, cells }) => {
      const fields = names.map((name, column): Field => {
        const { text: cell = '', start = 0 } = cells[column] ?? {};
        return [name, { kind: 'text', text: cell, at: start }];
      });
      const card = cardOf(fields, layout);
      return card ? [[line.start, card] as const] : [];
    }),
  );
  return new Map(cards);
}

/** Questions in tables of Markdown, with what columns say beside the question and the answer. */
export function withColumns({ source, found, problems }: Drafts): Drafts {
  const cards = rowCards(source);
  const cardIn = ({ titleAt: { start } }: Draft): Card | undefined => {
    const card = cards.get(source.text.lastIndexOf('\n', start.offset - 1) + 1);
    const before = source.text.slice(card?.question.at, start.offset);
    return card && card.question.at <= start.offset && !before.includes('|') ? card : undefined;
  };
  const maker = makerBehind(source);
  const read = found.flatMap((draft) => cardIn(draft) ?? []);
  const rowOf = drafting(read, 1, maker, false);
  const enriched = found.map((draft): Draft => {
    const card = cardIn(draft);
    if (!card) return draft;
    const { options, answers, rest, fields } = card;
    const told = [...options, ...answers, ...rest, ...fields('explanation'), ...fields('code')];
    const row = rowOf(card);
    return {
      ...row,
      title: draft.title,
      titleAt: draft.titleAt,
      section: row.section ?? draft.section,
      tags: row.tags ? [...(draft.tags ?? []), ...row.tags] : draft.tags,
      difficulty: row.difficulty ?? draft.difficulty,
      asked: options.length > 0 ? row.asked : draft.asked,
      answer: told.length > 1 ? row.answer : draft.answer,
      followUps: [...draft.followUps, ...row.followUps],
    };
  });
  return { source: maker.source(), found: enriched, problems };
}

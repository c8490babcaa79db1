// Terms and definitions as Quizlet exports them: a tab between the two and a line each, or separators that people choose, such
// as ` - ` with an empty line between the cards. Knows such rows; takes a file only where every row is one.
import type { Source } from '../../core/span.ts';
import { unquotedCell } from '../csv.ts';
import { cardOf, type Card } from './card.ts';
import { cardsBank } from './card-found.ts';
import { layoutOf } from './field-layout.ts';
import type { BankReader, ForeignBank } from './found.ts';
import type { Stretch } from './made-source.ts';
import { isPlainName, isTableName } from './plain-file.ts';

/** How the rows of a file are written. */
type Manner = { readonly separator: string; readonly blocks: boolean };

/** Between term and definition, likeliest first. */
const SEPARATORS = [
  '\t',
  ' - ',
  ' – ',
  ' — ',
  ' :: ',
  '::',
  ' => ',
  ' -> ',
  '||',
  ' | ',
  '/////',
  '---',
  '@@',
];
const HEAD_CHARS = 32_768;
const FEWEST = 4;
const FEWEST_TABS = 3;
/** Headings, lists, quotes, fences, tables, HTML, JSON, GIFT, cards of other shapes. */
const OTHER = /^[ \t]*(?:#|[-*+][ \t]|\d{1,3}[.)][ \t]|>|`{3}|~{3}|\||<|[[{]|\/\/|\$|::|[QAC]:|---)/;
const COUNTED = /^[\d.,:%/eE\s+-]+$/;
const LONGEST_TERM = 1000;
const SURE_NAME = /quizlet/i;

const ASSUMED = ['front', 'back', 'tags'];

/** The rows of a text: lines, or what stands between empty lines. */
function rowsOf(text: string, blocks: boolean): readonly Stretch[] {
  const rows: Stretch[] = [];
  let open: number | undefined;
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const isBlank = text.slice(start, end).trim() === '';
    if (!blocks && !isBlank) rows.push({ start, end });
    if (blocks && isBlank && open !== undefined) rows.push({ start: open, end: start });
    if (blocks) open = isBlank ? undefined : (open ?? start);
    start = end + 1;
  }
  if (open !== undefined) rows.push({ start: open, end: text.length });
  return rows;
}

/** The cells of a row: two, or three where tabs part them. Spreadsheets leave empty ones at the end. */
function cellsOf(text: string, { start, end }: Stretch, separator: string): readonly Stretch[] {
  const cells: Stretch[] = [];
  let from = start;
  // Of the row alone: the next separator may be far away.
  const row = text.slice(start, end);
  for (let at = row.indexOf(separator); at !== -1; at = row.indexOf(separator, from - start)) {
    cells.push({ start: from, end: start + at });
    from = start + at + separator.length;
  }
  if (cells.length < 2 || text.slice(from, end).trim() !== '') cells.push({ start: from, end });
  return cells;
}

const isWord = (text: string): boolean => text.trim() !== '' && !COUNTED.test(text.trim());

/** Whether every row is a term with its definition, with few exceptions in long files. */
function fits(text: string, rows: readonly Stretch[], { separator }: Manner): boolean {
  const tabs = separator === '\t';
  if (rows.length < (tabs ? FEWEST_TABS : FEWEST)) return false;
  const cells = rows.map((row) => cellsOf(text, row, separator));
  const most = tabs ? 3 : 2;
  const width = tabs ? Math.max(...cells.slice(0, 20).map((row) => row.length)) : 2;
  const right = cells.filter((row, i) => {
    const [term = '', definition = ''] = row.map(({ start, end }) => text.slice(start, end));
    const starts = text.slice(rows[i]?.start, (rows[i]?.start ?? 0) + 12);
    const marked = !tabs && OTHER.test(starts);
    return (
      row.length >= 2 &&
      row.length <= width &&
      !marked &&
      term.trim() !== '' &&
      term.length <= LONGEST_TERM &&
      (tabs || definition.trim() !== '')
    );
  });
  const numbers = cells.filter(
    ([, second]) => second && !isWord(text.slice(second.start, second.end)),
  ).length;
  // A column of states or links says nothing of what stands beside it.
  const definitions = new Set(
    cells.map(([, second]) => second && text.slice(second.start, second.end).trim()),
  );
  const terms = cells.filter(([first]) => first && isWord(text.slice(first.start, first.end))).length;
  const allowed = rows.length >= 20 ? 0.95 : 1;
  return (
    width <= most &&
    right.length >= rows.length * allowed &&
    numbers * 3 < rows.length &&
    definitions.size * 2 > cells.length &&
    cells.filter(([, second]) => second && text.slice(second.start, second.end).trim() !== '').length * 2 >
      rows.length &&
    terms * 2 > rows.length
  );
}

function mannerOf(source: Source): Manner | undefined {
  const { text, file } = source;
  if (!isPlainName(file)) return undefined;
  const cut = text.length > HEAD_CHARS ? text.lastIndexOf('\n', HEAD_CHARS) : text.length;
  const head = text.slice(0, cut);
  for (const separator of isTableName(file) ? ['\t'] : SEPARATORS) {
    if (!head.includes(separator)) continue;
    for (const blocks of [false, true]) {
      const rows = rowsOf(head, blocks);
      const manner = { separator, blocks };
      if (
        fits(head, rows, manner) &&
        (separator === '\t' || SURE_NAME.test(file) || speaks(head, rows, separator))
      )
        return manner;
    }
  }
  return undefined;
}

/** Whether definitions are words, as nothing but cards has them in every row: not settings, logs, or lists of names. */
function speaks(text: string, rows: readonly Stretch[], separator: string): boolean {
  const worded = rows.filter((row) => {
    const [, second] = cellsOf(text, row, separator);
    return second && /[\p{L}\p{P}]\s{1,5}\p{P}?\p{L}/u.test(text.slice(second.start, second.end));
  });
  return worded.length * 2 > rows.length;
}

function read(source: Source): ForeignBank {
  const manner = mannerOf(source);
  const layout = layoutOf(ASSUMED);
  if (!manner || !layout) return { source, found: [], problems: [] };
  const rows: Stretch[] = [];
  for (const row of rowsOf(source.text, manner.blocks)) {
    // A line without a tab goes on with the definition above.
    const last = rows.at(-1);
    const isMore = last && cellsOf(source.text, row, manner.separator).length < 2;
    if (isMore) rows.splice(-1, 1, { start: last.start, end: row.end });
    else rows.push(row);
  }
  const cards = rows.flatMap((row): readonly Card[] => {
    const cells = cellsOf(source.text, row, manner.separator);
    const fields = ASSUMED.slice(0, manner.separator === '\t' ? Math.max(2, cells.length) : 2).map(
      (name, i) => {
        const { start, end: cellEnd } = cells[i] ?? { start: row.end, end: row.end };
        // A dash within a definition parts nothing.
        const end = manner.separator === '\t' || i === 0 ? cellEnd : row.end;
        const text = unquotedCell(source.text.slice(start, end));
        // Tags have blanks between them unless there is a comma.
        const value = i < 2 || /[,;]/.test(text) ? text : text.replace(/\s+/g, ',');
        return [name, { kind: 'text', text: value, at: start }] as const;
      },
    );
    const card = cardOf(fields, layout);
    return card ? [card] : [];
  });
  return cardsBank(source, cards, 1, []);
}

/** Reads what Quizlet exports. */
export const quizlet: BankReader = {
  name: 'quizlet',
  title: 'Quizlet export (terms and definitions)',
  recognises: (source) => mannerOf(source) !== undefined,
  read,
};

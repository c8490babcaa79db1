// Stories as a table: whose version counts, which parts are there, whether the Result has its numbers.
import { STAR_PARTS, type QuestionHead, type StarPart } from '../core/question.ts';
import { labelOf } from './card.ts';
import { flow } from './frame.ts';
import { renderTable, type Column } from './table.ts';
import type { Theme } from './theme.ts';
import { oneLine, wrapText } from './width.ts';

export type StoryRow = {
  readonly head: QuestionHead;
  /** True when the user wrote a version of their own: that one counts. */
  readonly own: boolean;
  /** True for a story that is told again and again. */
  readonly goTo: boolean;
  /** What its tags say that it serves. */
  readonly serves: readonly string[];
  /** Parts that have a text. */
  readonly parts: readonly StarPart[];
  /** Placeholders of the Result with and without a value; `written`: there is none, but a number stands in the text. */
  readonly numbers: { readonly filled: number; readonly open: number; readonly written: boolean };
};

/** Below this many columns a table has no room for titles. */
const NARROW = 60;

/** `S T A R -`: the first letter of each part that is there. The learning is optional. */
const partsCell = ({ parts }: StoryRow): string =>
  STAR_PARTS.map((part) => (parts.includes(part) ? part.charAt(0).toUpperCase() : '-')).join(' ');

function numbersCell({ parts, numbers: { filled, open, written } }: StoryRow): string {
  if (filled + open > 0) return `${filled} of ${filled + open}`;
  if (!parts.includes('result')) return '';
  return written ? 'written' : 'none';
}

function cellsOf(row: StoryRow): readonly string[] {
  return [
    labelOf(row.head),
    oneLine(row.head.title),
    row.own ? 'yours' : row.head.draft ? 'draft' : 'model',
    partsCell(row),
    numbersCell(row),
    row.goTo ? 'go-to' : '',
  ];
}

function record(cells: readonly string[], columns: number, style: Theme): string {
  const [label = '', title = '', version = '', parts = '', numbers = '', goTo = ''] = cells;
  const facts = [label, version, parts, numbers && `numbers: ${numbers}`, goTo].filter(Boolean);
  const known = flow(facts, ` ${style.symbols.dot} `, columns);
  return `${style.dim(known)}\n${wrapText(title, columns, '  ')}\n`;
}

/** The stories, `columns` wide: a table, or two lines a story on a narrow screen. */
export function renderStories(rows: readonly StoryRow[], columns: number, style: Theme): string {
  const cells = rows.map(cellsOf);
  if (rows.length === 0) return '';
  if (columns < NARROW) return cells.map((each) => record(each, columns, style)).join('');
  const spec: readonly Column[] = [
    { header: '', min: 3, style: style.dim },
    { header: 'Story', min: 20 },
    { header: 'Version' },
    { header: 'Parts' },
    { header: 'Result numbers' },
    { header: '', priority: 1, style: style.good },
  ];
  return `${renderTable(cells, spec, columns, { headerStyle: style.strong, ellipsis: style.symbols.ellipsis })}\n`;
}

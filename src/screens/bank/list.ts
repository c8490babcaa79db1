// Questions as a table: number, section, title, how they stand.
import type { Hit } from '../../core/bank/search.ts';
import type { Calendar, Instant } from '../../core/base/day.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import type { Values } from '../../core/fill/value.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import { isDue } from '../../core/schedule/queue.ts';
import { flow, type Look, WIDEST } from '../ui/frame.ts';
import { type Column, renderTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { intervalText } from '../ui/times.ts';
import { clean, wrapText } from '../ui/width.ts';

type Shown = {
  readonly progress: Progress;
  readonly values: Values;
  readonly calendar: Calendar;
  readonly now: Instant;
};

/** How a question stands, in a word or an interval. */
function standing(head: QuestionHead, { progress, now, calendar }: Shown): string {
  if (head.suspended || progress.suspended.has(head.id)) return 'suspended';
  const schedule = progress.schedules.get(head.id);
  if (!schedule) return head.draft ? 'draft' : 'new';
  return isDue(schedule, { now, calendar }) ? 'due' : `in ${intervalText(now, schedule.due, calendar)}`;
}

function row(head: QuestionHead, shown: Shown): readonly string[] {
  const unfilled = unfilledKeys(head, shown.values).length;
  const cells = [
    head.number === undefined ? '' : `Q${head.number}`,
    head.title,
    head.section,
    head.difficulty,
    unfilled > 0 ? String(unfilled) : '',
    standing(head, shown),
    head.id,
  ];
  return cells.map(clean);
}

/** Below this many columns a table has no room for titles. */
const NARROW_COLUMNS = 60;

/** Name, how it stands, and the title below. */
function record(cells: readonly string[], columns: number, style: Theme): string {
  const [number = '', title = '', , , open = '', state = '', id = ''] = cells;
  const facts = [number || id, state, ...(open === '' ? [] : [`${open} open`])];
  const known = flow(facts, ` ${style.symbols.dot} `, columns);
  return `${style.dim(known)}\n${wrapText(title, columns, '  ')}\n`;
}

/**
 * The questions, `columns` wide. A table drops level, section and what is unfilled, in this order, when it has no room;
 * ids come last, where there is room, or where some question has no other name. A narrow screen gets two lines a question.
 */
export function renderQuestionTable(
  heads: Iterable<QuestionHead>,
  shown: Shown,
  columns: number,
  style: Theme,
): string {
  const all = [...heads];
  const rows = all.map((head) => row(head, shown));
  if (rows.length === 0) return '';
  if (columns < NARROW_COLUMNS) return rows.map((cells) => record(cells, columns, style)).join('');
  const needsIds = all.some((head) => head.number === undefined);
  const spec: readonly Column[] = [
    { header: '', align: 'right', style: style.dim },
    { header: 'Question', min: needsIds ? 36 : 44 },
    { header: 'Section', min: 14, priority: 2, style: style.dim },
    { header: 'Level', priority: 3, style: style.dim },
    { header: 'Open', align: 'right', priority: 1, style: style.open },
    { header: 'Due' },
    { header: 'Id', min: 12, priority: needsIds ? 0 : 4, style: style.dim },
  ];
  return `${renderTable(rows, spec, columns, { headerStyle: style.strong, ellipsis: style.symbols.ellipsis })}\n`;
}

// What a search found: each question with the stretch of its answer that holds the words.

const INDENT = '  ';

/** The hits, best first, an empty line between them; empty for none. */
export function renderHits(hits: readonly Hit[], { columns, theme }: Look): string {
  const width = Math.min(columns, WIDEST);
  return hits
    .map(({ question: { id, number, title }, excerpt }) => {
      const name = clean(number === undefined ? id : `Q${number} ${id}`);
      const lines = [theme.strong(wrapText(clean(title), width)), theme.dim(wrapText(name, width, INDENT))];
      return [...lines, ...(excerpt ? [wrapText(clean(excerpt), width, INDENT)] : []), ''].join('\n');
    })
    .join('\n');
}

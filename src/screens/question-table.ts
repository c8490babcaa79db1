// Questions as a table: number, section, title, how they stand.
import type { Calendar, Instant } from '../core/day.ts';
import type { Values } from '../core/fill.ts';
import { isDue } from '../core/filters.ts';
import type { Progress } from '../core/progress.ts';
import type { QuestionHead } from '../core/question.ts';
import { intervalText } from './interval.ts';
import { renderTable, type Column } from './table.ts';
import type { Theme } from './theme.ts';
import { clean } from './width.ts';

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
  const unfilled = head.placeholderKeys.filter((key) => !shown.values.has(key)).length;
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

/** Below this many columns a title gets more lines rather than an ellipsis. */
const NARROW_COLUMNS = 60;

/**
 * The table, `columns` wide: a narrow screen drops id, difficulty, section and what is unfilled, in this order. The id
 * stays when it is the only name that a question has.
 */
export function renderQuestionTable(
  heads: Iterable<QuestionHead>,
  shown: Shown,
  columns: number,
  style: Theme,
): string {
  const all = [...heads];
  const needsIds = all.some((head) => head.number === undefined);
  const spec: readonly Column[] = [
    { header: '', align: 'right', style: style.dim },
    { header: 'Question', min: needsIds ? 24 : 44 },
    { header: 'Section', min: 14, priority: 2, style: style.dim },
    { header: 'Level', priority: 3, style: style.dim },
    { header: 'Open', align: 'right', priority: 1, style: style.open },
    { header: 'Due' },
    { header: 'Id', min: 12, priority: needsIds ? 0 : 4, style: style.dim },
  ];
  const rows = all.map((head) => row(head, shown));
  if (rows.length === 0) return '';
  const overflow = columns < NARROW_COLUMNS ? 'wrap' : 'truncate';
  const look = { overflow, headerStyle: style.strong, ellipsis: style.symbols.ellipsis } as const;
  return `${renderTable(rows, spec, columns, look)}\n`;
}

import type { Hit } from '../../core/bank/search.ts';
import { labelOf, type QuestionHead } from '../../core/base/question.ts';
import { type Display, NARROW, narrowEntry, WIDEST } from '../ui/frame.ts';
import { type Column, wideTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { clean, wrapText } from '../ui/width.ts';

export type ListColumn<Study> = {
  readonly name: string;
  readonly cell: (head: QuestionHead, study: Study) => string;
  /**
   * @param needsIds true where some question has no number
   */
  readonly layout: (theme: Theme, needsIds: boolean) => Column;
};

/** A table drops columns when it has no room; a narrow screen gets two lines a question. */
export function renderQuestions<Study>(
  heads: readonly QuestionHead[],
  columns: readonly ListColumn<Study>[],
  study: Study,
  width: number,
  style: Theme,
): string {
  if (heads.length === 0) return '';
  const look = { columns: width, theme: style };
  if (width < NARROW)
    return heads
      .map((head) => Object.fromEntries(columns.map(({ name, cell }) => [name, clean(cell(head, study))])))
      .map(({ number, id, due, unfilled, title = '' }) =>
        narrowEntry([number || id, due, unfilled && `${unfilled} unfilled`], title, look),
      )
      .join('');
  const needsIds = heads.some(({ number }) => number === undefined);
  const shown = columns.map(({ layout, cell }) => ({
    ...layout(style, needsIds),
    cell: (head: QuestionHead) => clean(cell(head, study)),
  }));
  return `${wideTable(heads, shown, look)}\n`;
}

const INDENT = '  ';

export function renderHits(hits: readonly Hit[], { columns, theme }: Display): string {
  const width = Math.min(columns, WIDEST);
  return hits
    .map(({ question, excerpt }) => {
      const { id, number, title } = question;
      const name = clean(number === undefined ? id : `${labelOf(question)} ${id}`);
      const lines = [theme.strong(wrapText(clean(title), width)), theme.dim(wrapText(name, width, INDENT))];
      return [...lines, ...(excerpt ? [wrapText(clean(excerpt), width, INDENT)] : []), ''].join('\n');
    })
    .join('\n');
}

// The questions that are least ready, with their shares: what to look at first. Knows readiness; not for which day it is.
import type { QuestionReadiness } from '../core/readiness.ts';
import type { QuestionHead } from '../core/question.ts';

import { labelOf } from './card.ts';
import { innerColumns, inset, type Look } from './frame.ts';
import { renderTable } from './table.ts';
import { oneLine } from './width.ts';
import { percentText } from '../core/wording.ts';

/** The rest is in JSON. */
const MOST_SHOWN = 5;

/** A column of shares. */
export type ShareColumn = { readonly header: string; readonly of: (ready: QuestionReadiness) => number };

/**
 * A row each for the least ready of some questions; empty without any.
 * @param inOrder the least ready first, each with its question
 */
export function renderLeastReady(
  inOrder: readonly { readonly question: QuestionHead; readonly ready: QuestionReadiness }[],
  columns: readonly ShareColumn[],
  look: Look,
): string {
  if (inOrder.length === 0) return '';
  const shown = inOrder.slice(0, MOST_SHOWN);
  const { theme } = look;
  if (look.plain) {
    const inWords = (ready: QuestionReadiness): string =>
      columns.map(({ header, of }) => `${header.toLowerCase()} ${percentText(of(ready))}`).join(', ');
    const lines = shown.map(({ question, ready }) => `Least ready: ${labelOf(question)}, ${inWords(ready)}.`);
    return lines.join('\n');
  }
  const cells = shown.map(({ question, ready }) => [
    `${labelOf(question)} ${oneLine(question.title)}`,
    ...columns.map(({ of }) => percentText(of(ready))),
  ]);
  const headers = [
    { header: 'Weakest', min: 7 },
    ...columns.map(({ header }) => ({ header, align: 'right' }) as const),
  ];
  const options = { headerStyle: theme.dim, ellipsis: theme.symbols.ellipsis };
  return inset(renderTable(cells, headers, innerColumns(look), options), look);
}

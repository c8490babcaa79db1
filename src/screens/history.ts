// The attempts at one question, one under the other, each with what was missed and what was said.
import type { AttemptEntry } from '../core/journal.ts';
import { isoWithOffset, type Calendar } from '../core/day.ts';
import type { Question } from '../core/question.ts';
import { tickItems } from '../core/ticks.ts';
import { renderElapsed } from './clock.ts';
import { flow } from './frame.ts';
import type { Theme } from './theme.ts';
import { clean, hangText, indentLines, wrapText } from './width.ts';

function pointLines(
  question: Question,
  attempt: AttemptEntry,
  columns: number,
  style: Theme,
): readonly string[] {
  const items = tickItems(question);
  // Points that were edited since cannot be matched: then only the count is told.
  if (items.length !== attempt.points.length) return [];
  return items.map((item, at) => {
    const covered = attempt.points[at] === 1;
    const mark = covered ? style.good(style.symbols.tick) : style.bad(style.symbols.cross);
    return hangText(`  ${mark} `, clean(item), columns);
  });
}

function facts(attempt: AttemptEntry, calendar: Calendar, columns: number, style: Theme): string {
  const covered = attempt.points.filter((point) => point === 1).length;
  const known = [
    isoWithOffset(attempt.at, calendar).slice(0, 16).replace('T', ' '),
    style.rating[attempt.rating](attempt.rating),
    attempt.mode,
    ...(attempt.elapsedMs > 0 ? [renderElapsed(attempt.elapsedMs)] : []),
    ...(attempt.points.length > 0 ? [`${covered} of ${attempt.points.length} points`] : []),
    ...(attempt.cited.length > 0 ? [`cited ${clean(attempt.cited.join(', '))}`] : []),
    ...(attempt.cram ? ['cram'] : []),
  ];
  return flow(known, ` ${style.symbols.dot} `, columns);
}

function renderAttempt(
  question: Question,
  attempt: AttemptEntry,
  calendar: Calendar,
  columns: number,
  style: Theme,
): string {
  const text = attempt.text ? [indentLines(wrapText(clean(attempt.text), columns - 4), '    ')] : [];
  return [
    facts(attempt, calendar, columns, style),
    ...pointLines(question, attempt, columns, style),
    ...text,
  ].join('\n');
}

/**
 * All attempts, oldest first.
 * @param columns width of the screen
 */
export function renderHistory(
  question: Question,
  attempts: readonly AttemptEntry[],
  shown: { readonly calendar: Calendar },
  columns: number,
  style: Theme,
): string {
  const title = style.title(wrapText(clean(question.title), columns));
  if (attempts.length === 0) {
    const command = style.key(wrapText(clean(`prep quiz ${question.id}`), columns, '  '));
    return `${title}\nNo attempt yet.\n${command}\n`;
  }
  const rows = attempts.map((attempt) => renderAttempt(question, attempt, shown.calendar, columns, style));
  return `${title}\n\n${rows.join('\n\n')}\n`;
}

// The attempts at one question, one under the other, each with what was missed and what was said.
import { namedPoints, type PastAttempt } from '../core/history.ts';
import { minuteText, type Calendar } from '../core/day.ts';
import { coveredCount } from '../core/points.ts';
import type { Question } from '../core/question.ts';
import { elapsedText } from '../core/wording.ts';
import { citedText } from './cited.ts';
import { flow } from './frame.ts';
import { recordingText } from './history-facts.ts';
import { tickOrCross, type Theme } from './theme.ts';
import { clean, hangText, indentLines, wrapText } from './width.ts';

/** What the screens of a history share. */
export type HistoryShown = {
  readonly question: Question;
  /** What is ticked today, as shown. */
  readonly items: readonly string[];
  readonly calendar: Calendar;
};

/** Said of points that belong to another version of the question. */
export const EDITED = 'The question was edited since: its points have no names here.';

/** Points with a mark each; a sentence where they have no names. */
export function pointLines(
  { question, items }: HistoryShown,
  { attempt }: PastAttempt,
  columns: number,
  style: Theme,
): readonly string[] {
  if (attempt.points.length === 0) return [];
  const points = namedPoints(question, items, attempt);
  if (!points) return [wrapText(style.dim(EDITED), columns, '  ')];
  return points.map(({ text, covered }) =>
    hangText(`  ${tickOrCross(covered, style)} `, clean(text), columns),
  );
}

function facts(shown: HistoryShown, past: PastAttempt, columns: number, style: Theme): string {
  const { calendar, question } = shown;
  const { attempt, number } = past;
  const recording = recordingText(past, style);
  const known = [
    style.strong(`${number}`),
    minuteText(attempt.at, calendar),
    style.rating[attempt.rating](attempt.rating),
    attempt.mode,
    ...(attempt.elapsedMs > 0 ? [elapsedText(attempt.elapsedMs)] : []),
    ...(attempt.points.length > 0
      ? [`${coveredCount(attempt.points)} of ${attempt.points.length} points`]
      : []),
    ...(attempt.cited.length > 0 ? [`cited ${citedText(attempt.cited, question)}`] : []),
    ...(attempt.cram ? ['cram'] : []),
    ...(recording === '' ? [] : [`recording ${recording}`]),
  ];
  return flow(known, ` ${style.symbols.dot} `, columns);
}

function renderAttempt(shown: HistoryShown, past: PastAttempt, columns: number, style: Theme): string {
  const { text } = past.attempt;
  return [
    facts(shown, past, columns, style),
    ...pointLines(shown, past, columns, style),
    ...(text ? [indentLines(wrapText(clean(text), columns - 4), '    ')] : []),
  ].join('\n');
}

/** The title of the question above its history. */
export const historyTitle = ({ question }: HistoryShown, columns: number, style: Theme): string =>
  style.title(wrapText(clean(question.title), columns));

/**
 * All attempts, oldest first.
 * @param columns width of the screen
 */
export function renderHistory(
  shown: HistoryShown,
  attempts: readonly PastAttempt[],
  columns: number,
  style: Theme,
): string {
  const title = historyTitle(shown, columns, style);
  if (attempts.length === 0) {
    const command = style.key(wrapText(clean(`prep quiz ${shown.question.id}`), columns, '  '));
    return `${title}\nNo attempt yet.\n${command}\n`;
  }
  const rows = attempts.map((attempt) => renderAttempt(shown, attempt, columns, style));
  return `${title}\n\n${rows.join('\n\n')}\n`;
}

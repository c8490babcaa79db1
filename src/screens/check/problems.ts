import { placeText, type Problem, problemPlaceText, sortProblems } from '../../core/base/problem.ts';
import type { Theme } from '../ui/theme.ts';
import { breakLines, clean, hangText, textWidth } from '../ui/width.ts';

/** Undefined if it can no longer be read. */
export type ReadLine = (file: string, line: number) => string | undefined;

const MARGIN = '    ';

function windowStart(line: string, from: number, room: number): number {
  if (textWidth(clean(line.slice(0, 4 * room + from))) <= room) return 0;
  if (textWidth(clean(line.slice(0, from))) < room - 8) return 0;
  return Math.max(0, from - Math.floor(room / 3));
}

function sourceLines(problem: Problem, line: string, theme: Theme, columns: number): readonly string[] {
  const room = Math.max(10, columns - MARGIN.length);
  const from = Math.min(problem.at.start.column - 1, line.length);
  const oneLine = problem.at.end.line === problem.at.start.line;
  const to = oneLine ? Math.min(problem.at.end.column - 1, line.length) : line.length;
  const start = windowStart(line, from, room);
  const before = clean(line.slice(start, from));
  const shown = breakLines(clean(line.slice(start, start + room)), room).split('\n')[0] ?? '';
  const at = Math.min(textWidth(before), room - 1);
  const marked = textWidth(clean(line.slice(from, Math.min(to, from + room))));
  const caret = '^' + '~'.repeat(Math.max(0, Math.min(marked, room - at) - 1));
  const paint = problem.severity === 'error' ? theme.bad : theme.warn;
  return [MARGIN + shown.trimEnd(), MARGIN + ' '.repeat(at) + paint(caret)];
}

function renderProblem(problem: Problem, readLine: ReadLine, theme: Theme, columns: number): string {
  const { file, start } = problem.at;
  const paint = problem.severity === 'error' ? theme.bad : theme.warn;
  const place = theme.strong(clean(`${problemPlaceText(problem)}:`).replaceAll('\n', ' '));
  const message = clean(problem.message).replaceAll('\n', ' ');
  const lines = [`${place} ${paint(`${problem.severity}:`)} ${message} ${theme.dim(`[${problem.code}]`)}`];
  const line = readLine(file, start.line);
  if (line !== undefined && line.trim() !== '') lines.push(...sourceLines(problem, line, theme, columns));
  if (problem.related !== undefined) {
    lines.push(MARGIN + theme.dim(clean(`see ${placeText(problem.related)}`).replaceAll('\n', ' ')));
  }
  if (problem.hint !== undefined) lines.push(hangText(`${MARGIN}hint: `, clean(problem.hint), columns));
  return lines.join('\n');
}

/**
 * @param columns display width; the first line of a problem is never wrapped, so that editors can follow it
 * @returns lines without a final newline
 */
export function renderProblems(
  problems: readonly Problem[],
  readLine: ReadLine,
  theme: Theme,
  columns: number,
): string {
  return sortProblems(problems)
    .map((problem) => renderProblem(problem, readLine, theme, columns))
    .join('\n');
}

import type { PartlyRead } from '../../core/base/bank.ts';
import { sumOf } from '../../core/base/collections.ts';
import { placeText, type Problem, problemPlaceText, sortProblems } from '../../core/base/problem.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { type Alternative, contentsText, toldText } from '../../core/import/account.ts';
import { type Display, paragraph } from '../ui/frame.ts';
import type { Theme } from '../ui/theme.ts';
import { breakLines, clean, hangText, oneLine, textWidth } from '../ui/width.ts';

/** Undefined if it can no longer be read. */
type ReadLine = (file: string, line: number) => string | undefined;

const MARGIN = '    ';

function windowStart(line: string, from: number, room: number): number {
  if (textWidth(clean(line.slice(0, 4 * room + from))) <= room) return 0;
  if (textWidth(clean(line.slice(0, from))) < room - 8) return 0;
  return Math.max(0, from - Math.floor(room / 3));
}

function sourceLines(problem: Problem, line: string, theme: Theme, columns: number): readonly string[] {
  const room = Math.max(10, columns - MARGIN.length);
  const from = Math.min(problem.at.start.column - 1, line.length);
  const isOneLine = problem.at.end.line === problem.at.start.line;
  const to = isOneLine ? Math.min(problem.at.end.column - 1, line.length) : line.length;
  const start = windowStart(line, from, room);
  const before = clean(line.slice(start, from));
  const shown = breakLines(clean(line.slice(start, start + room)), room).split('\n')[0] ?? '';
  const at = Math.min(textWidth(before), room - 1);
  const marked = textWidth(clean(line.slice(from, Math.min(to, from + room))));
  const caret = '^' + '~'.repeat(Math.max(0, Math.min(marked, room - at) - 1));
  const paint = problem.severity === 'error' ? theme.bad : theme.warn;
  return [MARGIN + shown.trimEnd(), MARGIN + ' '.repeat(at) + paint(caret)];
}

/** Of a file that is not text. */
const BYTES = /[\u0000-\u0008\u000E-\u001F]/;

function renderProblem(problem: Problem, readLine: ReadLine, theme: Theme, columns: number): string {
  const { file, start } = problem.at;
  const paint = problem.severity === 'error' ? theme.bad : theme.warn;
  const place = theme.strong(clean(`${problemPlaceText(problem)}:`).replaceAll('\n', ' '));
  const message = clean(problem.message).replaceAll('\n', ' ');
  const lines = [`${place} ${paint(`${problem.severity}:`)} ${message} ${theme.dim(`[${problem.code}]`)}`];
  const line = readLine(file, start.line);
  const isBytes = problem.code === 'file-encoding' && BYTES.test(line ?? '');
  if (line !== undefined && line.trim() !== '' && !isBytes)
    lines.push(...sourceLines(problem, line, theme, columns));
  if (problem.related !== undefined)
    lines.push(MARGIN + theme.dim(clean(`see ${placeText(problem.related)}`).replaceAll('\n', ' ')));
  if (problem.hint !== undefined) {
    const [marker, hint] = [`${MARGIN}hint: `, clean(problem.hint)];
    // A command on two lines cannot be pasted.
    const isCut = hint.match(/`[^`]*`/g)?.some((command) => textWidth(marker + command) > columns) ?? false;
    lines.push(isCut ? marker + hint : hangText(marker, hint, columns));
  }
  return lines.join('\n');
}

/** The first line of a problem is never wrapped, so that editors can follow it. No newline at the end. */
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

/** With the formats that would read clearly more of it. */
export type ToldFile = PartlyRead & { readonly alternatives: readonly Alternative[] };

const FILES_SHOWN = 5;
const NAMES_SHOWN = 3;
const SKIPPED_SHOWN = 6;

/**
 * `` `--as bullets` would read 489. ``
 * @param command put before it where another command is running
 */
export const alternativesText = (alternatives: readonly Alternative[], command = ''): string =>
  alternatives
    .slice(0, 2)
    .map(
      ({ shape, questions }) => ` \`${command}--as ${shape}\` would read ${countOf(questions, 'question')}.`,
    )
    .join('');

const fileText = (one: ToldFile, command?: string): string =>
  `${oneLine(one.file)}: ${toldText(one)}${alternativesText(one.alternatives, command)}`;

function emptyText({ file, account }: ToldFile): string {
  const contents = contentsText(account);
  return `${oneLine(file)}${contents === '' ? '' : ` (${contents})`}`;
}

const CHOOSE =
  'In a terminal, `prep import` lets you choose what is read. A heading such as `### Q: …` is always read.';
const SHAPES = '`prep docs import` lists the formats that prep reads.';

type Beside = {
  readonly isChosen?: boolean;
  /** The command that takes `--as`, where another one is running. */
  readonly command?: string;
};

/** @param files the greatest losses first */
export function unreadText(
  files: readonly ToldFile[],
  skipped: readonly string[],
  { isChosen = false, command }: Beside = {},
): string {
  const lost = files.filter(({ account, questions }) => questions > 0 || (account?.unread.length ?? 0) > 0);
  const none = files.filter((one) => !lost.includes(one));
  const named = none.length === 1 ? none : [];
  const lines = [...lost.slice(0, FILES_SHOWN), ...named].map((one) => fileText(one, command));
  const rest = lost.slice(FILES_SHOWN);
  if (rest.length > 0) {
    const possible = sumOf(rest, ({ account }) => account?.unread.length ?? 0);
    const counted = `${countOf(rest.length, 'more file')}, with ${countOf(possible, 'possible question')}`;
    lines.push(`and ${counted} not read; \`--json\` lists them.`);
  }
  if (none.length > 1) {
    const names = firstText(none.map(emptyText), NAMES_SHOWN);
    lines.push(`${none.length} files without a question: ${names}. Nothing in them looks like a question.`);
  }
  if (skipped.length > 0) {
    const names = firstText(skipped.map(oneLine), SKIPPED_SHOWN);
    lines.push(`Skipped because of their names: ${names}. To read one anyway, name the file.`);
  }
  if (lost.length > 0 && !isChosen) lines.push(CHOOSE);
  if (lost.length === 0 && none.length > 0) lines.push(SHAPES);
  return lines.join('\n');
}

export const renderUnread = (
  files: readonly ToldFile[],
  skipped: readonly string[],
  display: Display,
  beside?: Beside,
): string => paragraph(unreadText(files, skipped, beside), { ...display, plain: true });

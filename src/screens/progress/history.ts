import { pointsCell } from '../../core/base/attempt.ts';
import { type Calendar, minuteText, parseIso } from '../../core/base/day.ts';
import { labelOf, type Question } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { countOf, elapsedText, firstLines, percentText, secondsText } from '../../core/base/wording.ts';
import { wrongNumberSentence } from '../../core/feedback/wrong-numbers.ts';
import type { Values } from '../../core/fill/conditional.ts';
import { valuesWith, wordsFor } from '../../core/fill/values.ts';
import { lineDiff, namedPoints, type PastAttempt } from '../../core/progress/history.ts';
import type { OwnVersion } from '../../core/schedule/changes.ts';
import type { AttemptEntry } from '../../core/schedule/journal.ts';
import { silenceShare } from '../../core/speech/delivery.ts';
import { type Display, flow, innerColumns, inset } from '../ui/frame.ts';
import { type ColumnOf, wideTable } from '../ui/table.ts';
import { pointMarks } from '../ui/theme.ts';
import { clean, hangText, indentLines, oneLine, truncateTo, wrapText } from '../ui/width.ts';

/** @param values those that are as they were then */
export const citedText = (cited: readonly string[], question: Question, values?: Values): string =>
  oneLine(cited.map((name) => wordsFor(question, name, values)).join(', '));

/** `1:02`, `yes` where its length is not known, or `gone`. */
function recordingText({ attempt: { delivery }, recording }: PastAttempt): string {
  if (!recording) return '';
  if (recording.bytes === undefined) return 'gone';
  return delivery ? elapsedText(delivery.durationMs) : 'yes';
}

/** What the table has no column for. */
function attemptFacts({ attempt, pace }: PastAttempt, { question, values }: HistoryShown): readonly string[] {
  const { cited, delivery, at } = attempt;
  const then = [...values].filter(([, { updatedAt = '' }]) => (parseIso(updatedAt) ?? Infinity) <= at);
  const mode = [attempt.mode, attempt.cram && 'cram', attempt.by === 'mock' && 'mock'];
  const pauses =
    delivery?.pauses &&
    `pauses ${delivery.pauses}, longest ${secondsText(delivery.longestPauseMs)}, ${percentText(silenceShare(delivery))} silence`;
  const facts = [
    mode.filter(Boolean).join(', '),
    cited.length > 0 && `cited ${citedText(cited, question, valuesWith(then, values))}`,
    pace !== undefined && `${Math.round(pace)} words a minute`,
    delivery?.firstWordMs !== undefined && `first word after ${secondsText(delivery.firstWordMs)}`,
    pauses,
  ];
  return facts.flatMap((fact) => fact || []);
}

export type HistoryShown = {
  readonly question: Question;
  readonly values: Values;
  readonly items: readonly string[];
  readonly calendar: Calendar;
  readonly display: Display;
};

const EDITED = 'The question was edited later, so the points of this attempt cannot be shown.';

function pointLines({ question, items, display }: HistoryShown, { attempt }: PastAttempt): readonly string[] {
  const { columns, theme } = display;
  if (attempt.points.length === 0) return [];
  const points = namedPoints(question, items, attempt);
  if (!points) return [wrapText(theme.dim(EDITED), columns, '  ')];
  return points.map((point) => {
    const { mark, after } = pointMarks(point, theme);
    return hangText(`  ${mark} `, clean(point.text) + after, columns);
  });
}

const followUpLines = ({ followUps = [] }: AttemptEntry, { columns, theme }: Display): readonly string[] =>
  followUps.flatMap(({ text, answer }) => [
    hangText('    ', theme.dim(`Follow-up: ${oneLine(text)}`), columns),
    indentLines(wrapText(clean(answer), columns - 6), '      '),
  ]);

function saidLines(shown: HistoryShown, past: PastAttempt): readonly string[] {
  const { columns, theme } = shown.display;
  const { attempt, wrong = [] } = past;
  return [
    ...pointLines(shown, past),
    ...wrong.map((each) =>
      hangText(`  ${theme.bad(theme.symbols.cross)} `, clean(wrongNumberSentence(each)), columns),
    ),
    ...(attempt.text ? [indentLines(wrapText(clean(attempt.text), columns - 4), '    ')] : []),
    ...followUpLines(attempt, shown.display),
  ];
}

function renderAttempt(shown: HistoryShown, past: PastAttempt): string {
  const { calendar, display } = shown;
  const { columns, theme } = display;
  const heading = theme.strong(`Attempt ${past.number}, ${minuteText(past.attempt.at, calendar)}`);
  const facts = flow(attemptFacts(past, shown), ` ${theme.symbols.dot} `, columns);
  return [heading, facts, ...saidLines(shown, past)].join('\n');
}

/** The attempts in a table, and below it what was said at each. */
export function renderHistory(shown: HistoryShown, attempts: readonly PastAttempt[], total: number): string {
  const { question, calendar, display } = shown;
  const { columns, theme } = display;
  const title = theme.title(wrapText(titleText(question.title), columns));
  if (attempts.length === 0) {
    const command = wrapText(clean(`prep quiz ${labelOf(question)}`), columns, '  ');
    return `${title}\nNo attempts yet.\n${theme.key(command)}\n`;
  }
  const others = `${attempts.length} of ${countOf(total, 'attempt')}; \`--all\` shows all`;
  const which = attempts.length < total ? `\n${theme.dim(wrapText(others, columns))}` : '';
  const table = wideTable(attempts, attemptColumns(attempts, calendar), display);
  return `${[title + which, table, ...attempts.map((past) => renderAttempt(shown, past))].join('\n\n')}\n`;
}

/** One of recordings only if there is any. */
function attemptColumns(
  attempts: readonly PastAttempt[],
  calendar: Calendar,
): readonly ColumnOf<PastAttempt>[] {
  const recording: ColumnOf<PastAttempt> = { header: 'Recording', priority: 2, cell: recordingText };
  return [
    { header: 'When', cell: ({ attempt }) => minuteText(attempt.at, calendar) },
    { header: 'No.', align: 'right', cell: ({ number }) => `${number}` },
    { header: 'Rated', cell: ({ attempt }) => attempt.rating },
    { header: 'Points', align: 'right', cell: ({ attempt }) => pointsCell(attempt.points) },
    { header: 'Time', align: 'right', priority: 1, cell: ({ attempt }) => timeCell(attempt) },
    ...(attempts.some(recordingText) ? [recording] : []),
  ];
}

const timeCell = ({ elapsedMs }: AttemptEntry): string => (elapsedMs > 0 ? elapsedText(elapsedMs) : '');

export type RecentRow = PastAttempt & { readonly label: string; readonly title: string };

export function renderRecent(rows: readonly RecentRow[], calendar: Calendar, display: Display): string {
  const { theme } = display;
  const [when, ...others] = attemptColumns(rows, calendar);
  const columns: readonly ColumnOf<RecentRow>[] = [
    ...(when ? [when] : []),
    { header: '', min: 5, style: theme.strong, cell: ({ label }) => oneLine(label) },
    ...others,
    { header: 'Question', min: 12, priority: 3, style: theme.dim, cell: ({ title }) => titleText(title) },
  ];
  return `${wideTable(rows, columns, display)}\n`;
}

export function renderVersions(
  versions: readonly OwnVersion[],
  { question, display: { columns, theme } }: Pick<HistoryShown, 'question' | 'display'>,
): string {
  const [first] = versions;
  if (!first) return '';
  const { ellipsis } = theme.symbols;
  const lines = versions.toReversed().map(({ number, text, updatedAt, isPresent }) => {
    const when = updatedAt.slice(0, 16).replace('T', ' ');
    const known = [`${number}`, when, isPresent ? 'in use' : '']
      .filter(Boolean)
      .join(` ${theme.symbols.dot} `);
    return `  ${known}\n${truncateTo(`    ${oneLine(text)}`, columns - 1, ellipsis)}`;
  });
  const other = versions.findLast(({ isPresent }) => !isPresent);
  if (other) {
    const command = theme.key(`prep answer ${clean(labelOf(question))} --restore ${other.number}`);
    lines.push(wrapText(`${command} restores version ${other.number}.`, columns));
  }
  return `${[theme.strong('Your versions of the answer'), ...lines].join('\n')}\n`;
}

const LINES_SHOWN = 14;
/** Screen rows that one changed line may take: cut to one, both versions of a paragraph would often look the same. */
const ROWS_OF_LINE = 10;

/** `-` is the first, `+` the second. */
export function renderDiff(before: string, after: string, display: Display): string {
  const { good, bad, dim, symbols } = display.theme;
  const columns = innerColumns(display) - 2;
  const shown = firstLines(
    lineDiff(before, after),
    LINES_SHOWN,
    ({ sign, text }) => {
      const words = clean(text).replaceAll('\n', ' ').trimEnd();
      const line = hangText(`${sign} `, truncateTo(words, columns * ROWS_OF_LINE, symbols.ellipsis), columns);
      return (sign === '-' ? bad : good)(line.trimEnd());
    },
    (rest) => dim(`and ${countOf(rest, 'more line')}`),
  );
  return inset(indentLines(shown.join('\n'), '  '), display);
}

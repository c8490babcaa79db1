import { coveredCount, NOT_CHECKED, pointsCell, settledCount } from '../../core/base/attempt.ts';
import { type Calendar, MINUTE_MS, minuteText } from '../../core/base/day.ts';
import type { MetricName } from '../../core/base/metric.ts';
import { labelOf, type Question } from '../../core/base/question.ts';
import { countOf, elapsedText, firstLines, percentText, secondsText } from '../../core/base/wording.ts';
import { wrongNumberSentence } from '../../core/feedback/wrong-numbers.ts';
import { placeholderWords } from '../../core/fill/values.ts';
import { type DiffLine, lineDiff, namedPoints, type PastAttempt } from '../../core/progress/history.ts';
import type { OwnVersion } from '../../core/schedule/changes.ts';
import type { AttemptEntry } from '../../core/schedule/journal.ts';
import { silenceShare } from '../../core/speech/delivery.ts';
import { type Display, flow, innerColumns, inset, renderClock } from '../ui/frame.ts';
import { type ColumnOf, listTable, renderTable } from '../ui/table.ts';
import { pointMarks, type Theme } from '../ui/theme.ts';
import { clean, hangText, indentLines, oneLine, truncateTo, wrapText } from '../ui/width.ts';

export function citedText(cited: readonly MetricName[], question: Question): string {
  const names = cited.map((name) => {
    const placeholder = question.placeholders.find(({ key }) => key === name);
    return placeholder ? placeholderWords(question, placeholder) : name.slice(name.lastIndexOf('/') + 1);
  });
  return oneLine(names.join(', '));
}

/** `1:02`, `yes` where its length is not known, or `gone`. */
function recordingText({ attempt: { delivery }, recording }: PastAttempt): string {
  if (!recording) return '';
  if (recording.bytes === undefined) return 'gone';
  return delivery ? elapsedText(delivery.durationMs) : 'yes';
}

function pointsText({ attempt: { points } }: PastAttempt): string {
  const [all, settled] = [points.length, settledCount(points)];
  if (settled === 0) return all === 0 ? '' : `${all} ${NOT_CHECKED}`;
  const left = settled < all ? `, ${all - settled} ${NOT_CHECKED}` : '';
  return `${coveredCount(points)} of ${settled}${left}`;
}

/** In order; the text is empty where there is nothing to say. */
function attemptFacts(past: PastAttempt, question: Question, style: Theme) {
  const { attempt, pace } = past;
  const mode = [attempt.mode, attempt.cram && 'cram', attempt.by === 'mock' && 'mock'];
  const { elapsedMs, delivery } = attempt;
  const pauses =
    delivery &&
    `${delivery.pauses}, longest ${secondsText(delivery.longestPauseMs)}, ${percentText(silenceShare(delivery))} silence`;
  const facts: readonly (readonly [name: string, text: string | false | undefined])[] = [
    ['Rated', style.rating[attempt.rating](attempt.rating)],
    ['Mode', mode.filter(Boolean).join(', ')],
    ['Time', elapsedMs > 0 && renderClock(elapsedMs, question.minutes * MINUTE_MS, style)],
    ['Points', pointsText(past)],
    ['Cited', citedText(attempt.cited, question)],
    ['Pace', pace && `${pace.estimated ? 'about ' : ''}${Math.round(pace.wordsPerMinute)} words a minute`],
    ['First word', delivery?.firstWordMs !== undefined && `after ${secondsText(delivery.firstWordMs)}`],
    ['Pauses', delivery && delivery.speechMs > 0 && (delivery.pauses === 0 ? 'none' : pauses)],
    ['Recording', recordingText(past)],
  ];
  return facts.map(([name, text]) => [name, text || ''] as const);
}

export type HistoryShown = {
  readonly question: Question;
  readonly items: readonly string[];
  readonly calendar: Calendar;
  readonly columns: number;
  readonly style: Theme;
};

const EDITED = 'The question was edited later, so the points of this attempt cannot be shown.';

function pointLines(
  { question, items, columns, style }: HistoryShown,
  { attempt }: PastAttempt,
): readonly string[] {
  if (attempt.points.length === 0) return [];
  const points = namedPoints(question, items, attempt);
  if (!points) return [wrapText(style.dim(EDITED), columns, '  ')];
  return points.map((point) => {
    const { mark, after } = pointMarks(point, style);
    return hangText(`  ${mark} `, clean(point.text) + after, columns);
  });
}

const followUpLines = (
  { followUps = [] }: AttemptEntry,
  { columns, style }: Pick<HistoryShown, 'columns' | 'style'>,
): readonly string[] =>
  followUps.flatMap(({ text, answer }) => [
    hangText('    ', style.dim(`Follow-up: ${oneLine(text)}`), columns),
    indentLines(wrapText(clean(answer), columns - 6), '      '),
  ]);

function saidLines(shown: HistoryShown, past: PastAttempt): readonly string[] {
  const { columns, style } = shown;
  const { attempt, wrong = [] } = past;
  return [
    ...pointLines(shown, past),
    ...wrong.map((each) =>
      hangText(`  ${style.bad(style.symbols.cross)} `, clean(wrongNumberSentence(each)), columns),
    ),
    ...(attempt.text ? [indentLines(wrapText(clean(attempt.text), columns - 4), '    ')] : []),
    ...followUpLines(attempt, shown),
  ];
}

const heading = ({ number, attempt }: PastAttempt, { calendar }: HistoryShown): string =>
  `Attempt ${number}, ${minuteText(attempt.at, calendar)}`;

function renderAttempt(shown: HistoryShown, past: PastAttempt): string {
  const { question, columns, style } = shown;
  const facts = attemptFacts(past, question, style).flatMap(([name, text]) =>
    text === '' ? [] : [`${name.toLowerCase()} ${text}`],
  );
  const head = [style.strong(heading(past, shown)), flow(facts, ` ${style.symbols.dot} `, columns)];
  return [...head, ...saidLines(shown, past)].join('\n');
}

const historyTitle = ({ question, columns, style }: HistoryShown): string =>
  style.title(wrapText(clean(question.title), columns));

export function renderHistory(shown: HistoryShown, attempts: readonly PastAttempt[]): string {
  const title = historyTitle(shown);
  if (attempts.length === 0) {
    const command = wrapText(clean(`prep quiz ${labelOf(shown.question)}`), shown.columns, '  ');
    return `${title}\nNo attempts yet.\n${shown.style.key(command)}\n`;
  }
  const rows = attempts.map((attempt) => renderAttempt(shown, attempt));
  return `${title}\n\n${rows.join('\n\n')}\n`;
}

const WIDEST = 164;

/** What is known of both in a table, then what each said. */
export function renderPair(
  shown: HistoryShown,
  [before, after]: readonly [PastAttempt, PastAttempt],
  total: number,
): string {
  const { question, columns, style } = shown;
  const others = total > 2 ? `, of ${countOf(total, 'attempt')}; \`--all\` shows all` : '';
  const which = `Attempts ${before.number} and ${after.number}${others}`;
  const old = attemptFacts(before, question, style);
  const facts = attemptFacts(after, question, style).flatMap(([name, text], at) => {
    const row = [name, old[at]?.[1] ?? '', text];
    return row.slice(1).join('') === '' ? [] : [row];
  });
  const spec = [
    { header: '', style: style.dim },
    ...[before, after].map((past) => ({ header: heading(past, shown), min: 12 })),
  ];
  const look = { overflow: 'wrap', headerStyle: style.strong } as const;
  const said = [before, after].flatMap((past) => {
    const lines = saidLines(shown, past);
    return lines.length === 0 ? [] : [[style.strong(heading(past, shown)), ...lines].join('\n')];
  });
  const title = `${historyTitle(shown)}\n${style.dim(wrapText(which, columns))}`;
  return `${[title, renderTable(facts, spec, Math.min(columns, WIDEST), look), ...said].join('\n\n')}\n`;
}

export type RecentRow = PastAttempt & { readonly label: string; readonly title: string };

export function renderRecent(
  rows: readonly RecentRow[],
  calendar: Calendar,
  columns: number,
  style: Theme,
): string {
  const title: ColumnOf<RecentRow> = {
    header: 'Question',
    min: 12,
    priority: 3,
    style: style.dim,
    cell: (row) => oneLine(row.title),
  };
  const cells: readonly ColumnOf<RecentRow>[] = [
    { header: 'When', cell: ({ attempt }) => minuteText(attempt.at, calendar) },
    { header: '', min: 5, style: style.strong, cell: ({ label }) => oneLine(label) },
    { header: 'No.', name: 'attempt', align: 'right', cell: ({ number }) => `${number}` },
    { header: 'Rated', cell: ({ attempt }) => attempt.rating },
    { header: 'Points', align: 'right', priority: 1, cell: ({ attempt }) => pointsCell(attempt.points) },
    { header: 'Time', align: 'right', priority: 2, cell: ({ attempt }) => timeCell(attempt) },
    { header: 'Recording', name: 'recording', cell: recordingText },
    title,
  ];
  // Without recordings, titles get the room of that column.
  const shown = rows.some(recordingText) ? cells : cells.filter(({ cell }) => cell !== recordingText);
  return listTable(rows, shown, title, { columns, theme: style });
}

const timeCell = ({ elapsedMs }: AttemptEntry): string => (elapsedMs > 0 ? elapsedText(elapsedMs) : '');

export function renderVersions(
  versions: readonly OwnVersion[],
  { question, columns, style }: Pick<HistoryShown, 'question' | 'columns' | 'style'>,
): string {
  const [first] = versions;
  if (!first) return '';
  const { ellipsis } = style.symbols;
  const lines = versions.toReversed().map(({ number, text, updatedAt, isPresent }) => {
    const when = updatedAt.slice(0, 16).replace('T', ' ');
    const known = [`${number}`, when, isPresent ? 'in use' : '']
      .filter(Boolean)
      .join(` ${style.symbols.dot} `);
    return `  ${known}\n${truncateTo(`    ${oneLine(text)}`, columns - 1, ellipsis)}`;
  });
  const other = versions.findLast(({ isPresent }) => !isPresent);
  const command = other && `prep answer ${clean(labelOf(question))} --restore ${other.number}`;
  const restore = command
    ? [wrapText(`${style.key(command)} restores version ${other.number}.`, columns)]
    : [];
  return `${[style.strong('Your versions of the answer'), ...lines, ...restore].join('\n')}\n`;
}

const LINES_SHOWN = 14;
/** Screen rows that one changed line may take. */
const ROWS_OF_LINE = 10;

function diffLine({ sign, text }: DiffLine, columns: number, { good, bad, dim, symbols }: Theme): string {
  if (sign === '…') return dim(symbols.ellipsis);
  const words = clean(text).replaceAll('\n', ' ').trimEnd();
  if (sign === ' ') return dim(truncateTo(`  ${words}`, columns, symbols.ellipsis).trimEnd());
  // Cut to one line, both versions of a paragraph would often look the same.
  const line = hangText(`${sign} `, truncateTo(words, columns * ROWS_OF_LINE, symbols.ellipsis), columns);
  return (sign === '-' ? bad : good)(line.trimEnd());
}

/** Without empty lines around a difference, and without ellipses at the ends. */
function worthSeeing(lines: readonly DiffLine[]): readonly DiffLine[] {
  const filled = lines.filter(({ sign, text }) => sign !== ' ' || text.trim() !== '');
  return filled.filter(({ sign }, at) => sign !== '…' || (at > 0 && at < filled.length - 1));
}

/** `-` is the first, `+` the second. */
export function renderDiff(before: string, after: string, display: Display): string {
  const { theme } = display;
  const shown = firstLines(
    worthSeeing(lineDiff(before, after)),
    LINES_SHOWN,
    (line) => diffLine(line, innerColumns(display) - 2, theme),
    (rest) => theme.dim(`and ${countOf(rest, 'more line')}`),
  );
  return inset(indentLines(shown.join('\n'), '  '), display);
}

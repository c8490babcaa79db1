// The latest attempts over all questions, and what their recordings take on the disk.
import { minuteText, type Calendar } from '../core/day.ts';
import type { PastAttempt } from '../core/history.ts';
import { coveredCount } from '../core/points.ts';
import { countOf, elapsedText } from '../core/wording.ts';
import { flow } from './frame.ts';
import { sizeText } from './history-facts.ts';
import { renderTable, type Column } from './table.ts';
import type { Theme } from './theme.ts';
import { clean, oneLine, wrapText } from './width.ts';

/** An attempt, and what people call its question. */
export type RecentRow = PastAttempt & { readonly label: string; readonly title: string };

/** What recordings take. */
export type RecordingsRoom = {
  readonly count: number;
  readonly starred: number;
  readonly bytes: number;
  /** The setting `recordingsMegabytes`. */
  readonly megabytes: number;
  /** Paths of those that belong to no rated answer, the oldest first. */
  readonly unrated: readonly string[];
};

/** So many are named. */
const NAMED = 3;

/** Those that no attempt leads to, by their files; empty for none. */
function unratedText({ unrated }: RecordingsRoom): string {
  if (unrated.length === 0) return '';
  const named = unrated.slice(-NAMED).join(', ');
  const more = unrated.length > NAMED ? ` and ${unrated.length - NAMED} older` : '';
  const what =
    unrated.length === 1
      ? '1 recording is of an answer that was left or rated in another mode'
      : `${unrated.length} recordings are of answers that were left or rated in another mode`;
  return `${what}: ${named}${more}`;
}

/** Below this many columns a table has no room for titles. */
const NARROW = 60;

function recordingCell({ recording, attempt }: PastAttempt): string {
  if (!recording) return '';
  if (!recording.exists) return 'gone';
  const length = attempt.delivery ? elapsedText(attempt.delivery.durationMs) : 'there';
  return recording.starred ? `${length} starred` : length;
}

function cellsOf(row: RecentRow, calendar: Calendar): readonly string[] {
  const { attempt } = row;
  return [
    minuteText(attempt.at, calendar),
    oneLine(row.label),
    `${row.number}`,
    attempt.rating,
    attempt.points.length === 0 ? '' : `${coveredCount(attempt.points)}/${attempt.points.length}`,
    attempt.elapsedMs > 0 ? elapsedText(attempt.elapsedMs) : '',
    recordingCell(row),
    oneLine(row.title),
  ];
}

/** `3 recordings, 12 of 500 MB, 1 starred`. */
function roomText({ count, starred, bytes, megabytes }: RecordingsRoom): string {
  const kept = starred === 0 ? '' : `, ${starred} starred`;
  return `${countOf(count, 'recording')}, ${sizeText(bytes).replace(' MB', '')} of ${megabytes} MB${kept}`;
}

/** One attempt on a screen without room for a table: its facts, then its title. */
function recordText(
  [
    when = '',
    label = '',
    number = '',
    rating = '',
    points = '',
    time = '',
    sound = '',
    title = '',
  ]: readonly string[],
  columns: number,
  style: Theme,
): string {
  const recording = sound && `recording ${sound}`;
  const facts = [when, label, `attempt ${number}`, rating, points, time, recording].filter(Boolean);
  const line = style.dim(flow(facts, ` ${style.symbols.dot} `, columns));
  return `${line}\n${wrapText(clean(title), columns, '  ')}\n`;
}

const RECORDING = 'Recording';

const columnsOf = (style: Theme): readonly Column[] => [
  { header: 'When' },
  { header: '', min: 5, style: style.strong },
  { header: 'No.', align: 'right' },
  { header: 'Rated' },
  { header: 'Points', align: 'right', priority: 1 },
  { header: 'Time', align: 'right', priority: 2 },
  { header: RECORDING },
  { header: 'Question', min: 12, priority: 3, style: style.dim },
];

/** What recordings take, and which belong to nothing; empty where there is none. */
function footerText(room: RecordingsRoom, columns: number, style: Theme): string {
  if (room.count === 0) return '';
  const notes = [roomText(room), unratedText(room)].filter(Boolean);
  return `\n${notes.map((note) => `${style.dim(wrapText(note, columns))}\n`).join('')}`;
}

/** The attempts, newest first, and below them what recordings take; nothing of those where there is none. */
export function renderRecent(
  rows: readonly RecentRow[],
  room: RecordingsRoom,
  calendar: Calendar,
  columns: number,
  style: Theme,
): string {
  const cells = rows.map((row) => cellsOf(row, calendar));
  const footer = footerText(room, columns, style);
  if (rows.length === 0) return footer.trimStart();
  if (columns < NARROW) return `${cells.map((row) => recordText(row, columns, style)).join('')}${footer}`;
  const { ellipsis } = style.symbols;
  // Where nothing was recorded, titles have the room of that column.
  const kept = columnsOf(style).flatMap((column, i) =>
    column.header === RECORDING && cells.every((row) => row[i] === '') ? [] : [{ column, i }],
  );
  const table = renderTable(
    cells.map((row) => kept.map(({ i }) => row[i] ?? '')),
    kept.map(({ column }) => column),
    columns,
    { headerStyle: style.strong, ellipsis },
  );
  return `${table}\n${footer}`;
}

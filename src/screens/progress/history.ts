// `prep history`: the attempts at one question, two of them side by side, and the latest over all questions.
import { coveredCount, coveredShare } from '../../core/base/attempt.ts';
import { type Calendar, MINUTE_MS, minuteText } from '../../core/base/day.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf, elapsedText, percentText, secondsText } from '../../core/base/wording.ts';
import { type Compared, namedPoints, type PastAttempt, type TextRun } from '../../core/progress/history.ts';
import { silenceShare } from '../../core/speech/delivery.ts';
import { storyParts } from '../../core/stories/stories.ts';
import { citedText } from '../feedback/cited.ts';
import { flow } from '../ui/frame.ts';
import { type Column, renderTable, wideTable } from '../ui/table.ts';
import { type Style, type Theme, tickOrCross } from '../ui/theme.ts';
import { renderClock } from '../ui/times.ts';
import { beside, clean, hangText, indentLines, oneLine, wrapText } from '../ui/width.ts';

/** A name and what there is to say, with styles. */
type Fact = readonly [name: string, text: string];

type Asked = Pick<Question, 'kind' | 'star' | 'minutes' | 'placeholders'>;

const joined = (separator: string, parts: readonly (string | false | undefined)[]): string =>
  parts.filter(Boolean).join(separator);

/** Megabytes: `1.9`; whole ones from ten on. */
function megabytesText(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes >= 10 ? `${Math.round(megabytes)}` : megabytes.toFixed(1);
}

function predictionText({ attempt }: PastAttempt): string {
  if (attempt.predicted === undefined) return '';
  const actual = coveredShare(attempt.points);
  return `${percentText(attempt.predicted)}${actual === undefined ? '' : `, covered ${percentText(actual)}`}`;
}

function pausesText({ attempt: { delivery } }: PastAttempt): string {
  if (!delivery || delivery.speechMs === 0) return '';
  if (delivery.pauses === 0) return 'none';
  return `${delivery.pauses}, longest ${secondsText(delivery.longestPauseMs)}, ${percentText(silenceShare(delivery))} silence`;
}

/** Shares of the time, `S 20 %`; nothing when the story has other parts by now. */
function partsText({ attempt: { partsMs } }: PastAttempt, { kind, star }: Asked, { symbols }: Theme): string {
  const total = (partsMs ?? []).reduce((sum, ms) => sum + ms, 0);
  const parts = storyParts({ star });
  if (!partsMs || total === 0 || kind !== 'star' || parts.length !== partsMs.length) return '';
  const shares = partsMs.map(
    (ms, at) => `${(parts[at] ?? '').charAt(0).toUpperCase()} ${percentText(ms / total)}`,
  );
  return shares.join(` ${symbols.dot} `);
}

/** `1:02, 1.9 MB, starred`, or `gone`; empty for what was not recorded. */
function recordingText({ recording, attempt }: PastAttempt, { bad }: Theme): string {
  if (!recording) return '';
  if (!recording.exists) return bad('gone');
  return joined(', ', [
    attempt.delivery && elapsedText(attempt.delivery.durationMs),
    recording.bytes !== undefined && `${megabytesText(recording.bytes)} MB`,
    recording.starred && 'starred',
  ]);
}

const pointsText = ({ attempt: { points } }: PastAttempt): string =>
  points.length === 0 ? '' : `${coveredCount(points)} of ${points.length}`;

/** All facts in their order; the text is empty where there is nothing to say. */
export function attemptFacts(past: PastAttempt, question: Asked, style: Theme): readonly Fact[] {
  const { attempt, pace } = past;
  const targetMs = question.minutes * MINUTE_MS;
  const firstMs = attempt.delivery?.firstWordMs;
  const articulated = pace?.articulatedPerMinute;
  const words = pace && `${pace.estimated ? 'about ' : ''}${Math.round(pace.wordsPerMinute)} words a minute`;
  return [
    ['Rated', style.rating[attempt.rating](attempt.rating)],
    ['How', joined(', ', [attempt.mode, attempt.cram && 'cram', attempt.by === 'mock' && 'mock'])],
    ['Time', attempt.elapsedMs > 0 ? renderClock(attempt.elapsedMs, targetMs, style) : ''],
    ['Points', pointsText(past)],
    ['Predicted', predictionText(past)],
    ['Cited', citedText(attempt.cited, question)],
    ['Pace', words ?? ''],
    ['Syllables', articulated === undefined ? '' : `${Math.round(articulated)} a minute without the pauses`],
    ['First word', firstMs === undefined ? '' : `after ${secondsText(firstMs)}`],
    ['Pauses', pausesText(past)],
    ['Parts', partsText(past, question, style)],
    ['Recording', recordingText(past, style)],
  ];
}

/** The question of a history, and how it is shown. */
export type HistoryShown = {
  readonly question: Question;
  /** What is ticked today, as shown. */
  readonly items: readonly string[];
  readonly calendar: Calendar;
  readonly columns: number;
  readonly style: Theme;
};

export const EDITED = 'The question was edited since: its points have no names here.';

/** Points with a mark each; a sentence where they have no names. */
function pointLines(
  { question, items, columns, style }: HistoryShown,
  { attempt }: PastAttempt,
): readonly string[] {
  if (attempt.points.length === 0) return [];
  const points = namedPoints(question, items, attempt);
  if (!points) return [wrapText(style.dim(EDITED), columns, '  ')];
  return points.map(({ text, covered }) =>
    hangText(`  ${tickOrCross(covered, style)} `, clean(text), columns),
  );
}

function renderAttempt(shown: HistoryShown, past: PastAttempt): string {
  const { columns, style } = shown;
  const { attempt, number } = past;
  const { text } = attempt;
  const recording = recordingText(past, style);
  const facts = [
    style.strong(`${number}`),
    minuteText(attempt.at, shown.calendar),
    style.rating[attempt.rating](attempt.rating),
    attempt.mode,
    attempt.elapsedMs > 0 ? elapsedText(attempt.elapsedMs) : '',
    attempt.points.length > 0 ? `${pointsText(past)} points` : '',
    attempt.cited.length > 0 ? `cited ${citedText(attempt.cited, shown.question)}` : '',
    attempt.cram ? 'cram' : '',
    recording === '' ? '' : `recording ${recording}`,
  ];
  return [
    flow(facts.filter(Boolean), ` ${style.symbols.dot} `, columns),
    ...pointLines(shown, past),
    ...(text ? [indentLines(wrapText(clean(text), columns - 4), '    ')] : []),
  ].join('\n');
}

const historyTitle = ({ question, columns, style }: HistoryShown): string =>
  style.title(wrapText(clean(question.title), columns));

export function renderHistory(shown: HistoryShown, attempts: readonly PastAttempt[]): string {
  const title = historyTitle(shown);
  if (attempts.length === 0) {
    const command = wrapText(clean(`prep quiz ${shown.question.id}`), shown.columns, '  ');
    return `${title}\nNo attempt yet.\n${shown.style.key(command)}\n`;
  }
  const rows = attempts.map((attempt) => renderAttempt(shown, attempt));
  return `${title}\n\n${rows.join('\n\n')}\n`;
}

// Two attempts at one question side by side, on a narrow screen one under the other, and what changed from the one to the
// other. Words that went are in [- -], and words that came in {+ +}.

/** From this width on the two stand side by side. */
const WIDE = 100;
const WIDEST = 164;

const heading = ({ number, attempt }: PastAttempt, { calendar }: HistoryShown): string =>
  `Attempt ${number}, ${minuteText(attempt.at, calendar)}`;

function factsPart(shown: HistoryShown, compared: Compared): string {
  const { question, columns, style } = shown;
  const both = [compared.before, compared.after].map((past) => ({
    name: heading(past, shown),
    facts: attemptFacts(past, question, style),
  }));
  const [old, now] = both;
  if (columns < WIDE) {
    const tables = both.map(({ name, facts }) => {
      const known = facts.filter(([, text]) => text !== '');
      const table = renderTable(known, [{ style: style.dim }, { min: 16 }], columns, { overflow: 'wrap' });
      return `${style.strong(name)}\n${table}`;
    });
    return tables.join('\n\n');
  }
  const rows = (now?.facts ?? []).map(([name, text], at) => [name, old?.facts[at]?.[1] ?? '', text]);
  return renderTable(
    rows.filter(([, one, other]) => one !== '' || other !== ''),
    [
      { header: '', style: style.dim },
      { header: old?.name ?? '', min: 24 },
      { header: now?.name ?? '', min: 24 },
    ],
    Math.min(columns, WIDEST),
    { overflow: 'wrap', headerStyle: style.strong },
  );
}

function pointsPart({ columns, style }: HistoryShown, { points }: Compared): readonly string[] {
  const { tick, cross, dot } = style.symbols;
  if (points.state === 'edited') return [wrapText(style.dim(EDITED), columns)];
  if (points.state === 'unchecked') return [];
  const { gained, lost, missed } = points;
  if (gained.length + lost.length + missed.length === 0) return [style.dim('All points both times.')];
  const list = (title: string, items: readonly string[], mark: string): string => {
    const lines = items.map((item) => hangText(`  ${mark} `, clean(item), columns));
    return lines.length === 0 ? '' : [style.strong(title), ...lines].join('\n');
  };
  return [
    list('Points gained', gained, style.good(tick)),
    list('Points lost', lost, style.bad(cross)),
    list('Missed both times', missed, style.dim(dot)),
  ];
}

function numbersPart(
  { question, columns, style }: HistoryShown,
  { citedGained, citedLost }: Compared,
): string {
  const line = (name: string, keys: readonly string[], paint: Style): string =>
    keys.length === 0 ? '' : hangText(`${name}: `, paint(citedText(keys, question)), columns);
  return [line('Numbers gained', citedGained, style.good), line('Numbers lost', citedLost, style.bad)]
    .filter(Boolean)
    .join('\n');
}

/** The runs with one of the signs and what is common, or all of them. */
function runsText(runs: readonly TextRun[], sign: '-' | '+' | 'both', style: Theme): string {
  return runs
    .filter((run) => run.sign === ' ' || sign === 'both' || run.sign === sign)
    .map((run) => {
      if (run.sign === ' ') return oneLine(sign === '-' ? run.before : run.text);
      const text = oneLine(run.text);
      // Color alone would say nothing to those who do not see it.
      return run.sign === '-' ? style.bad(`[-${text}-]`) : style.good(`{+${text}+}`);
    })
    .join(' ');
}

function textPart(shown: HistoryShown, { before, after, text }: Compared): string {
  const { columns, style } = shown;
  const indented = (words: string): string => indentLines(wrapText(words, columns - 2), '  ');
  if (!text) {
    return [before, after]
      .filter(({ attempt }) => (attempt.text ?? '') !== '')
      .map(({ number, attempt }) => {
        const title = style.strong(`Text of attempt ${number} alone`);
        return `${title}\n${indented(clean(attempt.text ?? ''))}`;
      })
      .join('\n');
  }
  if (text.every(({ sign }) => sign === ' ')) return style.dim('The text is the same, word for word.');
  if (columns < WIDE) return `${style.strong('Text')}\n${indented(runsText(text, 'both', style))}`;
  const gap = ` ${style.symbols.quote} `;
  const half = Math.floor((Math.min(columns, WIDEST) - gap.length) / 2);
  const side = (past: PastAttempt, sign: '-' | '+'): string =>
    `${style.strong(heading(past, shown))}\n${wrapText(runsText(text, sign, style), half)}`;
  return beside(side(before, '-'), side(after, '+'), half, gap);
}

/**
 * The two attempts and what changed between them.
 * @param total how many attempts there are
 */
export function renderComparison(shown: HistoryShown, compared: Compared, total: number): string {
  const { before, after } = compared;
  const others = total > 2 ? `, of ${countOf(total, 'attempt')}; --all shows all` : '';
  const which = `Attempts ${before.number} and ${after.number}${others}`;
  const parts = [
    historyTitle(shown),
    shown.style.dim(wrapText(which, shown.columns)),
    factsPart(shown, compared),
    ...pointsPart(shown, compared),
    numbersPart(shown, compared),
    textPart(shown, compared),
  ];
  return `${parts.filter(Boolean).join('\n\n').replace('\n\n', '\n')}\n`;
}

// The latest attempts over all questions, and what their recordings take on the disk.

export type RecentRow = PastAttempt & { readonly label: string; readonly title: string };

export type RecordingsUse = {
  readonly count: number;
  readonly starred: number;
  readonly bytes: number;
  /** The setting `recordingsMegabytes`. */
  readonly megabytes: number;
  /** Paths of those that belong to no rated answer, the oldest first. */
  readonly unrated: readonly string[];
};

const NAMED = 3;

function unratedText({ unrated }: RecordingsUse): string {
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

function cellsOf(row: RecentRow, calendar: Calendar) {
  const { attempt } = row;
  return [
    minuteText(attempt.at, calendar),
    oneLine(row.label),
    `${row.number}`,
    attempt.rating,
    pointsText(row).replace(' of ', '/'),
    attempt.elapsedMs > 0 ? elapsedText(attempt.elapsedMs) : '',
    recordingCell(row),
    oneLine(row.title),
  ] as const;
}

/** `3 recordings, 12 of 500 MB, 1 starred`. */
function useText({ count, starred, bytes, megabytes }: RecordingsUse): string {
  const stars = starred === 0 ? '' : `, ${starred} starred`;
  return `${countOf(count, 'recording')}, ${megabytesText(bytes)} of ${megabytes} MB${stars}`;
}

/** One attempt on a screen without room for a table: its facts, then its title. */
function recordText(
  [when, label, number, rating, points, time, sound, title]: ReturnType<typeof cellsOf>,
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

/** Empty without a recording. */
function footerText(use: RecordingsUse, columns: number, style: Theme): string {
  if (use.count === 0) return '';
  const notes = [useText(use), unratedText(use)].filter(Boolean);
  return `\n${notes.map((note) => `${style.dim(wrapText(note, columns))}\n`).join('')}`;
}

/** The attempts, newest first, and below them what recordings take. */
export function renderRecent(
  rows: readonly RecentRow[],
  use: RecordingsUse,
  calendar: Calendar,
  columns: number,
  style: Theme,
): string {
  const cells = rows.map((row) => cellsOf(row, calendar));
  const footer = footerText(use, columns, style);
  if (rows.length === 0) return footer.trimStart();
  if (columns < NARROW) return `${cells.map((row) => recordText(row, columns, style)).join('')}${footer}`;
  // Where nothing was recorded, titles have the room of that column.
  const columnsShown = columnsOf(style).flatMap((column, i) =>
    column.header === RECORDING && cells.every((row) => row[i] === '') ? [] : [{ column, i }],
  );
  const table = wideTable(
    cells.map((row) => columnsShown.map(({ i }) => row[i] ?? '')),
    columnsShown.map(({ column }) => column),
    { columns, theme: style },
  );
  return `${table}\n${footer}`;
}

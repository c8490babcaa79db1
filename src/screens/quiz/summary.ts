// The end of a session: what was rated and when it returns, what was missed, which numbers were not cited,
// what to do next.
import { type Calendar, type Instant, MINUTE_MS } from '../../core/base/day.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { type Rating, RATINGS } from '../../core/base/attempt.ts';
import { elapsedText } from '../../core/base/wording.ts';
import { facts, innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { type Column, renderTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { intervalText, renderClock } from '../ui/times.ts';
import { clean, hangText } from '../ui/width.ts';
import { labelOf } from './card.ts';

/** One question of the session, as its latest answer left it. */
export type SummaryRow = {
  readonly question: Pick<QuestionHead, 'id' | 'number' | 'title' | 'minutes'>;
  readonly rating: Rating;
  readonly elapsedMs: number;
  /** Points that were checked, and the texts of those that were missed. */
  readonly points: number;
  readonly missed: readonly string[];
  /** Numbers that have a value and were not cited in a typed answer, as shown. */
  readonly uncited: readonly string[];
  /** When it returns; left out when the schedule was left alone. */
  readonly due?: Instant;
};

export type Summary = {
  readonly rows: readonly SummaryRow[];
  /** Ratings given, repeats included. */
  readonly ratings: readonly Rating[];
  readonly skipped: number;
  readonly now: Instant;
  readonly calendar: Calendar;
  /** What to do next: a sentence, and one command. */
  readonly next: { readonly why: string; readonly command: string };
  /** What the next day of study brings, in a sentence. */
  readonly tomorrow?: string;
};

const columnsOf = (theme: Theme): readonly Column[] => [
  { style: theme.strong },
  { min: 14 },
  {},
  { align: 'right', priority: 2 },
  { align: 'right', priority: 3 },
  { align: 'right', priority: 1, style: theme.dim },
];

function tableRow(
  { question, rating, elapsedMs, points, missed, due }: SummaryRow,
  summary: Summary,
  theme: Theme,
): readonly string[] {
  return [
    labelOf(question),
    clean(question.title).replaceAll('\n', ' '),
    theme.rating[rating](rating),
    points === 0 ? '' : `${points - missed.length}/${points}`,
    elapsedMs === 0 ? '' : renderClock(elapsedMs, question.minutes * MINUTE_MS, theme),
    due === undefined ? '' : `${theme.symbols.arrow} ${intervalText(summary.now, due, summary.calendar)}`,
  ];
}

function missedPart({ rows }: Summary, look: Look): string {
  const { theme } = look;
  const some = rows.filter(({ missed }) => missed.length > 0);
  const lines = some.flatMap(({ question, missed }) => [
    theme.dim(labelOf(question)),
    ...missed.map((point) =>
      hangText(`${theme.bad(theme.symbols.cross)} `, clean(point), innerColumns(look)),
    ),
  ]);
  return some.length === 0
    ? ''
    : `${paragraph(theme.strong('Missed'), look)}\n${inset(lines.join('\n'), look)}`;
}

function uncitedPart({ rows }: Summary, look: Look): string {
  const { theme } = look;
  const some = rows.filter(({ uncited }) => uncited.length > 0);
  const lines = some.map(({ question, uncited }) => {
    const values = uncited.map((value) => theme.filled(clean(value))).join(', ');
    return hangText(`${theme.dim(labelOf(question))} `, values, innerColumns(look));
  });
  return some.length === 0
    ? ''
    : `${paragraph(theme.strong('Not cited'), look)}\n${inset(lines.join('\n'), look)}`;
}

function totals({ rows, ratings, skipped }: Summary, look: Look): string {
  const { theme } = look;
  const counts = RATINGS.map((rating) => ({ rating, count: ratings.filter((one) => one === rating).length }));
  const elapsedMs = rows.reduce((sum, row) => sum + row.elapsedMs, 0);
  return facts(
    [
      `${rows.length} ${rows.length === 1 ? 'question' : 'questions'}`,
      elapsedMs > 0 ? `${elapsedText(elapsedMs)} of answering` : '',
      ...counts
        .filter(({ count }) => count > 0)
        .map(({ rating, count }) => `${count} ${theme.rating[rating](rating)}`),
      skipped > 0 ? `${skipped} skipped` : '',
    ],
    look,
  );
}

/** What to do next: why, and the command; then what the next day brings. */
function renderNext({ next: { why, command }, tomorrow }: Summary, look: Look): string {
  const { theme } = look;
  const step = paragraph(`${why} ${theme.dim(theme.symbols.arrow)} ${theme.key(command)}`, look);
  return tomorrow === undefined ? step : `${step}\n${paragraph(theme.dim(tomorrow), look)}`;
}

/** The summary, without a final newline. */
export function renderSummary(summary: Summary, look: Look): string {
  const { theme } = look;
  const { rows } = summary;
  const table = renderTable(
    rows.map((row) => tableRow(row, summary, theme)),
    columnsOf(theme),
    innerColumns(look),
    { ellipsis: theme.symbols.ellipsis },
  );
  const parts = [
    rule('Session', '', look),
    rows.length > 0 ? totals(summary, look) : paragraph('Nothing was rated.', look),
    inset(table, look),
    missedPart(summary, look),
    uncitedPart(summary, look),
    renderNext(summary, look),
  ].filter((part) => part !== '');
  return look.plain ? `\n${parts.join('\n')}` : `${parts.join('\n\n')}\n`;
}

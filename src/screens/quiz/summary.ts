import { type Rating, RATINGS } from '../../core/base/attempt.ts';
import { type Calendar, type Instant, MINUTE_MS } from '../../core/base/day.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { countOf, elapsedText } from '../../core/base/wording.ts';
import type { NextStep } from '../../core/quiz/next-step.ts';
import { facts, innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { type Column, renderTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { intervalText, renderClock } from '../ui/times.ts';
import { clean, hangText } from '../ui/width.ts';
import { labelOf } from './card.ts';

export type SummaryRow = {
  readonly question: Pick<QuestionHead, 'id' | 'number' | 'title' | 'minutes'>;
  readonly rating: Rating;
  readonly elapsedMs: number;
  readonly points: number;
  readonly missed: readonly string[];
  readonly uncited: readonly string[];
  /** Absent when the schedule was not changed. */
  readonly due?: Instant;
};

export type Summary = {
  readonly rows: readonly SummaryRow[];
  readonly ratings: readonly Rating[];
  readonly skipped: number;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly next: NextStep;
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

const part = (heading: string, lines: readonly string[], look: Look): string =>
  lines.length === 0
    ? ''
    : `${paragraph(look.theme.strong(heading), look)}\n${inset(lines.join('\n'), look)}`;

function missedLines({ rows }: Summary, look: Look): readonly string[] {
  const { theme } = look;
  const line = (point: string): string =>
    hangText(`${theme.bad(theme.symbols.cross)} `, clean(point), innerColumns(look));
  return rows.flatMap(({ question, missed }) =>
    missed.length === 0 ? [] : [theme.dim(labelOf(question)), ...missed.map(line)],
  );
}

function uncitedLines({ rows }: Summary, look: Look): readonly string[] {
  const { theme } = look;
  return rows.flatMap(({ question, uncited }) => {
    if (uncited.length === 0) return [];
    const values = uncited.map((value) => theme.filled(clean(value))).join(', ');
    return [hangText(`${theme.dim(labelOf(question))} `, values, innerColumns(look))];
  });
}

function totals({ rows, ratings, skipped }: Summary, look: Look): string {
  const { theme } = look;
  const counts = RATINGS.map((rating) => ({ rating, count: ratings.filter((one) => one === rating).length }));
  const elapsedMs = rows.reduce((sum, row) => sum + row.elapsedMs, 0);
  return facts(
    [
      countOf(rows.length, 'question'),
      elapsedMs > 0 ? `${elapsedText(elapsedMs)} of answering` : '',
      ...counts.map(({ rating, count }) => (count > 0 ? `${count} ${theme.rating[rating](rating)}` : '')),
      skipped > 0 ? `${skipped} skipped` : '',
    ],
    look,
  );
}

function renderNext({ next: { sentence, command }, tomorrow }: Summary, look: Look): string {
  const { theme } = look;
  const step = paragraph(`${sentence} ${theme.dim(theme.symbols.arrow)} ${theme.key(command)}`, look);
  return tomorrow === undefined ? step : `${step}\n${paragraph(theme.dim(tomorrow), look)}`;
}

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
    part('Missed', missedLines(summary, look), look),
    part('Not cited', uncitedLines(summary, look), look),
    renderNext(summary, look),
  ].filter(Boolean);
  return look.plain ? `\n${parts.join('\n')}` : `${parts.join('\n\n')}\n`;
}

import { type Attempt, pointsCell, RATINGS } from '../../core/base/attempt.ts';
import { sumOf } from '../../core/base/collections.ts';
import { type Calendar, type Instant, MINUTE_MS } from '../../core/base/day.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { countOf, elapsedText } from '../../core/base/wording.ts';
import { type WrongNumber, wrongNumberSentence } from '../../core/feedback/wrong-numbers.ts';
import type { NextStep } from '../../core/quiz/next-step.ts';
import {
  facts,
  inset,
  listItem,
  type Display,
  paragraph,
  rule,
  intervalText,
  renderClock,
} from '../ui/frame.ts';
import { type ColumnOf, insetTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { clean } from '../ui/width.ts';
import { shownId } from './card.ts';

/** What a rating is based on. */
export type Rated = {
  readonly question: Pick<QuestionHead, 'id' | 'number' | 'title' | 'minutes'>;
  readonly missed: readonly string[];
  readonly uncited: readonly string[];
  readonly wrong?: readonly WrongNumber[];
};

export type SummaryRow = Rated &
  Pick<Attempt, 'rating' | 'elapsedMs' | 'points'> & {
    /** Absent when the schedule was not changed. */
    readonly due?: Instant;
  };

export type Summary = {
  readonly rows: readonly SummaryRow[];
  /** All of the session, where a row has the last one of its question. */
  readonly attempts: readonly Pick<Attempt, 'rating' | 'elapsedMs'>[];
  readonly skipped: number;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly next: NextStep;
  readonly tomorrow?: string;
};

function columnsOf({ now, calendar }: Summary, theme: Theme): readonly ColumnOf<SummaryRow>[] {
  const time = ({ question, elapsedMs }: SummaryRow): string =>
    elapsedMs === 0 ? '' : renderClock(elapsedMs, question.minutes * MINUTE_MS, theme);
  const next = ({ due }: SummaryRow): string =>
    due === undefined ? '' : `${theme.symbols.arrow} ${intervalText(now, due, calendar)}`;
  return [
    { style: theme.strong, cell: ({ question }) => shownId(question) },
    { min: 14, cell: ({ question }) => titleText(question.title) },
    { cell: ({ rating }) => theme.rating[rating](rating) },
    { align: 'right', priority: 2, cell: ({ points }) => pointsCell(points) },
    { align: 'right', priority: 3, cell: time },
    { align: 'right', priority: 1, style: theme.dim, cell: next },
  ];
}

/** What `linesOf` says of each question, below a heading. */
function part(
  heading: string,
  { rows }: Summary,
  display: Display,
  linesOf: (row: SummaryRow) => readonly string[],
): string {
  const { dim, strong } = display.theme;
  const lines = rows.flatMap((row) =>
    linesOf(row).map((line) => listItem(dim(shownId(row.question)), line, display)),
  );
  return lines.length === 0
    ? ''
    : `${paragraph(strong(heading), display)}\n${inset(lines.join('\n'), display)}`;
}

function totals({ rows, attempts, skipped }: Summary, display: Display): string {
  const { theme } = display;
  const counts = RATINGS.map((rating) => ({
    rating,
    count: attempts.filter((one) => one.rating === rating).length,
  }));
  const elapsedMs = sumOf(attempts, (one) => one.elapsedMs);
  return facts(
    [
      countOf(rows.length, 'question'),
      attempts.length > rows.length ? countOf(attempts.length, 'attempt') : '',
      elapsedMs > 0 ? `${elapsedText(elapsedMs)} spent answering` : '',
      ...counts.map(({ rating, count }) => (count > 0 ? `${count} ${theme.rating[rating](rating)}` : '')),
      skipped > 0 ? `${skipped} skipped` : '',
    ],
    display,
  );
}

function renderNext({ next: { sentence, command }, tomorrow }: Summary, display: Display): string {
  const { theme } = display;
  const step = paragraph(`${sentence} ${theme.dim(theme.symbols.arrow)} ${theme.key(command)}`, display);
  return tomorrow === undefined ? step : `${step}\n${paragraph(theme.dim(tomorrow), display)}`;
}

export function renderSummary(summary: Summary, display: Display): string {
  const { rows } = summary;
  const { filled } = display.theme;
  const uncitedIn = ({ uncited }: SummaryRow): readonly string[] =>
    uncited.length === 0 ? [] : [uncited.map((value) => filled(clean(value))).join(', ')];
  const parts = [
    rule('Session', '', display),
    rows.length > 0 ? totals(summary, display) : paragraph('Nothing was rated.', display),
    insetTable(rows, columnsOf(summary, display.theme), display),
    part('Missed', summary, display, ({ missed }) => missed.map(clean)),
    part('Wrong numbers', summary, display, ({ wrong = [] }) =>
      wrong.map((each) => clean(wrongNumberSentence(each))),
    ),
    part('Not cited', summary, display, uncitedIn),
    renderNext(summary, display),
  ].filter(Boolean);
  return display.plain ? `\n${parts.join('\n')}` : `${parts.join('\n\n')}\n`;
}

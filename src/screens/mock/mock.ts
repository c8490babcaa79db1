// A mock on the screen: start, clock, follow-ups, end, table. Nothing of a model answer
// is shown before the end.
import { sumOf } from '../../core/base/collections.ts';
import { type Calendar, MINUTE_MS } from '../../core/base/day.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { countOf, elapsedText } from '../../core/base/wording.ts';
import { type FollowedUp, type Mock, type MockEnd, slotMinutes } from '../../core/mock/mock.ts';
import { heldText, type MockReport, type Share, stateText, standsText } from '../../core/mock/report.ts';
import { shownId } from '../quiz/card.ts';
import { minutesText } from '../progress/plan.ts';
import { renderReply } from '../quiz/reveal.ts';
import {
  blankLine,
  facts,
  innerColumns,
  inset,
  type Display,
  newScreen,
  paragraph,
  rule,
} from '../ui/frame.ts';
import { renderMarkdown } from '../ui/markdown.ts';
import { type ColumnOf, insetTable } from '../ui/table.ts';

/** Rounded up, so that the time is over when it says 0:00. */
const leftText = (leftMs: number): string => `${elapsedText(Math.ceil(leftMs / 1000) * 1000)} left`;

export function timeLeftText(leftMs: number, { theme }: Display): string {
  if (leftMs <= 0) return theme.bad('time is up: finish this answer');
  const text = leftText(leftMs);
  return leftMs <= 5 * MINUTE_MS ? theme.warn(text) : theme.dim(text);
}

export function renderMockStart(
  { questions, budgetMs }: Pick<Mock, 'questions' | 'budgetMs'>,
  asked: number,
  display: Display,
): string {
  const beyond = asked - questions.length;
  const planned = Math.round(sumOf(questions, slotMinutes));
  const budget = Math.round(budgetMs / MINUTE_MS);
  const about = `about ${minutesText(planned)}${planned > budget ? '; you have' : ' of'} ${minutesText(budget)}`;
  const count = `${countOf(questions.length, 'question')}${beyond > 0 ? ` (${beyond} more would not fit)` : ''}`;
  const rules =
    'No model answers or key points until the end, as in a real interview. If you quit, the clock stops until `prep mock --resume`.';
  const blank = blankLine(display);
  return [
    rule('Mock interview', '', display),
    facts([count, about], display) + blank,
    paragraph(rules, display) + blank,
  ].join('\n');
}

export function renderMockResumed(mock: Mock, display: Display): string {
  const left = Math.max(0, mock.budgetMs - mock.usedMs);
  const known = facts([standsText(mock), leftText(left)], display);
  return `${rule('Mock interview (resumed)', '', display)}\n${known}${blankLine(display)}`;
}

export const renderText = (text: string, display: Display): string =>
  inset(renderMarkdown(text, { columns: innerColumns(display), theme: display.theme }), display);

export const renderFollowUpCard = (
  text: string,
  head: Pick<QuestionHead, 'id' | 'number' | 'title'>,
  display: Display,
): string =>
  [
    newScreen('Follow-up', shownId(head), display) + blankLine(display),
    paragraph(display.theme.dim(titleText(head.title)), display),
    display.theme.title(renderText(text, display)) + blankLine(display),
  ].join('\n');

export function renderFollowUps(
  followUps: readonly (FollowedUp & { readonly model?: string })[],
  display: Display,
): string {
  const { theme } = display;
  const parts = followUps.flatMap(({ text, answer, model = '', skipped }) => [
    theme.strong(renderText(text, display)),
    ...(answer && answer.text !== '' ? [renderReply(answer.text, display)] : []),
    ...(skipped ? [paragraph(theme.dim('You skipped it.'), display)] : []),
    ...(model.trim() === '' ? [] : [renderText(model, display)]),
  ]);
  const joint = display.plain ? '\n' : '\n\n';
  return [rule('Follow-ups', '', display), ...parts].join(joint) + joint.slice(1);
}

const ENDS: Readonly<Record<MockEnd, string>> = {
  done: 'That was the last question.',
  time: 'Time is up. A real interview would end here.',
  left: 'You ended the interview.',
};

export function renderMockEnd(
  { endedBy = 'done', turns, questions, usedMs, budgetMs }: Mock,
  display: Display,
): string {
  const answered = turns.filter(({ answer }) => answer !== undefined).length;
  const notAsked = questions.length - turns.length;
  const known = [
    `${answered} of ${countOf(questions.length, 'question')} answered`,
    notAsked > 0 ? `${notAsked} not asked` : '',
    `${elapsedText(usedMs)} of ${elapsedText(budgetMs)}`,
  ];
  return [
    newScreen('The interview is over', '', display),
    paragraph(ENDS[endedBy], display),
    facts(known, display) + blankLine(display),
  ].join('\n');
}

const share = ({ count, of }: Share): string => (of === 0 ? '' : `${count}/${of}`);
const timesText = ({ mock }: MockReport): string =>
  `${elapsedText(mock.usedMs)} / ${elapsedText(mock.budgetMs)}`;

export function renderMockList(reports: readonly MockReport[], calendar: Calendar, display: Display): string {
  if (reports.length === 0) return paragraph('No mocks yet. Run `prep mock` to start one.', display);
  const { theme } = display;
  const columns: readonly ColumnOf<MockReport>[] = [
    { header: '', align: 'right', style: theme.strong, cell: (_, at) => String(at + 1) },
    { header: 'when', cell: (report) => heldText(report, calendar) },
    { header: 'time', align: 'right', cell: timesText },
    { header: 'answers', align: 'right', priority: 1, cell: ({ totals }) => share(totals.answered) },
    { header: 'points', align: 'right', cell: ({ totals }) => share(totals.points) },
    { header: 'values', align: 'right', priority: 4, cell: ({ totals }) => share(totals.numbers) },
    { header: '', priority: 2, cell: stateText },
  ];
  return insetTable(reports, columns, display);
}

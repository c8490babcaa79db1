// The report of a mock as Markdown, for notes, a phone or a coach, and as a self-contained page of the same text, in
// which no script runs and nothing is loaded. Texts of the bank are Markdown already; typed text is quoted line by
// line, so that it adds no headings.
import { type NamedPoint, NOT_CHECKED, pointsCell, settledCount } from '../../core/base/attempt.ts';
import type { Calendar } from '../../core/base/day.ts';
import { labelOf } from '../../core/base/question.ts';
import { countOf, elapsedText, shellWord } from '../../core/base/wording.ts';
import { wrongNumberSentence } from '../../core/feedback/wrong-numbers.ts';
import { isUnfinished, type MockNumber } from '../../core/mock/mock.ts';
import {
  heldText,
  type MockReport,
  pointsIn,
  type ReportRow,
  type Share,
  stateText,
} from '../../core/mock/report.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import { onOneLine, seen } from '../markdown/html.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import { namedParts } from '../question/filled-text.ts';
import * as style from './assets/report.css';
import { pageHtml } from './page.ts';

const blocksText = (blocks: readonly string[]): string => blocks.filter((block) => block !== '').join('\n\n');

/** What a person typed: its headings are those of the parts of a story, or none. */
const quotation = (text: string): string =>
  text === ''
    ? ''
    : seen(namedParts(text))
        .split('\n')
        .map((line) => `> ${line.replace(/^(?=\s*#)/, '\\')}`.trimEnd())
        .join('\n');

const tickList = (points: readonly NamedPoint[]): string =>
  points
    .map(({ text, covered }) => {
      const after = covered === null ? ` (${NOT_CHECKED})` : '';
      return `- [${covered ? 'x' : ' '}] ${onOneLine(text)}${after}`;
    })
    .join('\n');

const cell = (text: string): string => onOneLine(text).replaceAll('\\', '\\\\').replaceAll('|', '\\|');

const NOT_ANSWERED: Readonly<Record<Exclude<ReportRow['state'], 'answered'>, string>> = {
  skipped: 'skipped',
  gone: 'no longer in its file',
  open: 'not answered',
};

/** `2:10 / 3:00`, or why there is no time. */
const timeText = ({ state, elapsedMs, targetMs }: ReportRow): string =>
  state === 'answered' ? `${elapsedText(elapsedMs)} / ${elapsedText(targetMs)}` : NOT_ANSWERED[state];

export const ratedText = ({ rating, state, isWaiting }: ReportRow): string =>
  rating ?? (isWaiting ? 'to rate' : state === 'answered' ? 'unrated' : '');

function answersTable(rows: readonly ReportRow[]): string {
  const head = ['', 'question', 'time', 'points', 'values', 'rated'];
  const marks = head.map(() => '---');
  const lines = rows.map((row) => {
    const numbers = row.check?.numbers ?? [];
    const cited = numbers.filter((number) => number.cited).length;
    return [
      String(row.at),
      row.question.title,
      timeText(row),
      pointsCell(row.check?.points ?? []),
      numbers.length === 0 ? '' : `${cited}/${numbers.length}`,
      ratedText(row),
    ];
  });
  return [head, marks, ...lines].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

/** One fact each, never a grade. */
function numbersOf({ check }: ReportRow): readonly string[] {
  const numbers = check?.numbers ?? [];
  const listed = (counts: (number: MockNumber) => boolean): string =>
    numbers.flatMap((number) => (counts(number) ? onOneLine(number.text) : [])).join(', ');
  const cited = listed((number) => number.cited);
  // A value said wrong is told as that.
  const uncited = listed((number) => !number.cited && number.said === undefined);
  return [
    cited ? `Cited: ${cited}.` : '',
    uncited ? `Not cited: ${uncited}.` : '',
    ...numbers.flatMap(({ key, text, said }) =>
      said === undefined ? [] : onOneLine(wrongNumberSentence({ said, metric: key, value: text })),
    ),
  ];
}

const questionOf = (row: ReportRow, hasAnswers: boolean): string =>
  blocksText([
    `## ${row.at}. ${onOneLine(row.question.title)}`,
    [onOneLine(row.question.section), timeText(row), ratedText(row)].filter((part) => part !== '').join(', '),
    hasAnswers ? quotation(row.text) : '',
    tickList(pointsIn(row)),
    ...numbersOf(row),
    ...row.followUps.flatMap(({ text, answer, skipped }) => {
      const state = answer ? elapsedText(answer.elapsedMs) : skipped ? 'skipped' : 'not answered';
      return [`**${onOneLine(text)}** (${state})`, quotation(answer?.text ?? '')];
    }),
  ]);

const missedIn = ({ check, covered }: ReportRow): number => settledCount(check?.points ?? []) - covered;

const nameOf = ({ question: { question: id, number } }: ReportRow): string =>
  shellWord(labelOf({ id, number }));

export function stepAfterMock({ mock, rows }: MockReport) {
  if (isUnfinished(mock)) return { why: 'This mock is not finished', command: 'prep mock --resume' };
  const step = (why: string, command: string) => ({ why, command: commandFor(command, mock.banks) });
  const worst = rows.toSorted((a, b) => missedIn(b) - missedIn(a))[0];
  if (worst && missedIn(worst) > 0) return step('Review your weakest answer', `prep show ${nameOf(worst)}`);
  const skipped = rows.find(({ state }) => state === 'skipped');
  if (skipped) return step('You skipped this question', `prep quiz ${nameOf(skipped)}`);
  return step('Next, review what is due', 'prep quiz');
}

function verdictOf({ totals: { answered, points, inTime } }: MockReport): string {
  const inTimeText = inTime.of === 0 ? '' : `, ${inTime.count} of them on time`;
  const covered = points.of === 0 ? '' : `, and covered ${points.count} of ${countOf(points.of, 'point')}`;
  return `You answered ${answered.count} of ${countOf(answered.of, 'question')}${inTimeText}${covered}.`;
}

const shareText = ({ count, of }: Share, noun: string, verb: string): string =>
  of === 0 ? '' : `${count} of ${countOf(of, noun)} ${verb}`;

/** @param hasAnswers false for a screen, where the answers would push the results out of view */
export function mockMarkdown(report: MockReport, calendar: Calendar, hasAnswers = true): string {
  const { why, command } = stepAfterMock(report);
  const { mock, totals } = report;
  const facts = [
    heldText(report, calendar),
    stateText(report),
    `${elapsedText(mock.usedMs)} of ${elapsedText(mock.budgetMs)}`,
    shareText(totals.numbers, 'value', 'cited'),
    shareText(totals.followUps, 'follow-up', 'answered'),
  ];
  const blocks = [
    '# Mock interview',
    `${verdictOf(report)} ${why}: \`${onOneLine(command)}\``,
    facts.flatMap((fact) => (fact === '' ? [] : `- ${onOneLine(fact)}`)).join('\n'),
    answersTable(report.rows),
    ...report.rows.map((row) => questionOf(row, hasAnswers)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function mockPage(report: MockReport, calendar: Calendar): string {
  const html = htmlWriter({ heading: 1 }).block(mockMarkdown(report, calendar));
  return pageHtml('Mock interview', style, `<main>\n${html}</main>\n`);
}

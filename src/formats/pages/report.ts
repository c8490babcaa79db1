// The report of a mock as Markdown, for notes, a phone or a coach, and as a self-contained page of the same text, in
// which no script runs and nothing is loaded. Texts of the bank are Markdown already; typed text is quoted line by
// line, so that it adds no headings.
import { type NamedPoint, NOT_CHECKED } from '../../core/base/attempt.ts';
import type { Calendar } from '../../core/base/day.ts';
import {
  factsOfMock,
  followUpText,
  type MockReport,
  numbersIn,
  numbersText,
  pointsIn,
  pointsText,
  ratedText,
  type ReportRow,
  stepAfterMock,
  wrongTexts,
  timeText,
  verdictOf,
} from '../../core/mock/report.ts';
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

function answersTable(rows: readonly ReportRow[]): string {
  const head = ['', 'question', 'time', 'points', 'values', 'rated'];
  const marks = head.map(() => '---');
  const lines = rows.map((row) => [
    String(row.at),
    row.question.title,
    timeText(row),
    pointsText(row),
    numbersText(row),
    ratedText(row),
  ]);
  return [head, marks, ...lines].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function numbersOf(row: ReportRow): readonly string[] {
  const [cited, uncited] = [true, false].map((isCited) => numbersIn(row, isCited).map(onOneLine).join(', '));
  return [cited ? `Cited: ${cited}.` : '', uncited ? `Not cited: ${uncited}.` : ''];
}

const questionOf = (row: ReportRow, hasAnswers: boolean): string =>
  blocksText([
    `## ${row.at}. ${onOneLine(row.question.title)}`,
    [onOneLine(row.question.section), timeText(row), ratedText(row)].filter((part) => part !== '').join(', '),
    hasAnswers ? quotation(row.text) : '',
    tickList(pointsIn(row)),
    ...numbersOf(row),
    ...wrongTexts(row).map(onOneLine),
    ...row.followUps.flatMap((each) => [
      `**${onOneLine(each.text)}** (${followUpText(each)})`,
      quotation(each.answer?.text ?? ''),
    ]),
  ]);

/** @param hasAnswers false for a screen, where the answers would push the results out of view */
export function mockMarkdown(report: MockReport, calendar: Calendar, hasAnswers = true): string {
  const { why, command } = stepAfterMock(report);
  const blocks = [
    '# Mock interview',
    `${verdictOf(report)} ${why}: \`${onOneLine(command)}\``,
    factsOfMock(report, calendar)
      .map((fact) => `- ${onOneLine(fact)}`)
      .join('\n'),
    answersTable(report.rows),
    ...report.rows.map((row) => questionOf(row, hasAnswers)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function mockPage(report: MockReport, calendar: Calendar): string {
  const html = htmlWriter({ heading: 1 }).block(mockMarkdown(report, calendar));
  return pageHtml('Mock interview', style, `<main>\n${html}</main>\n`);
}

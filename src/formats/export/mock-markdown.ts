// The report of a mock as Markdown: what one pastes into notes, or reads on a phone. Texts of the bank are
// Markdown already; what was typed is quoted line by line, so that nothing of it becomes a heading.
import type { Calendar } from '../../core/base/day.ts';
import {
  factsOfMock,
  followUpText,
  type MockReport,
  numbersIn,
  numbersText,
  pointsIn,
  pointsText,
  predictedText,
  ratedText,
  type ReportRow,
  stepAfterMock,
  tellingTexts,
  timeText,
} from '../../core/mock/report.ts';
import { onOneLine, quoted, tickList } from '../markdown/html-text.ts';

const cell = (text: string): string => onOneLine(text).replaceAll('\\', '\\\\').replaceAll('|', '\\|');

function tableOf(rows: readonly ReportRow[]): string {
  const head = ['', 'question', 'section', 'time', 'points', 'numbers', 'predicted', 'rated'];
  const lines = rows.map((row) => [
    String(row.at),
    row.question.title,
    row.question.section,
    timeText(row),
    pointsText(row),
    numbersText(row),
    predictedText(row),
    ratedText(row),
  ]);
  const table = [head, head.map(() => '---'), ...lines];
  return table.map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function numbersOf(row: ReportRow): readonly string[] {
  const [cited, uncited] = [true, false].map((isCited) => numbersIn(row, isCited).map(onOneLine).join(', '));
  return [cited ? `Cited: ${cited}.` : '', uncited ? `Not cited: ${uncited}.` : ''];
}

function followUpsOf({ followUps }: ReportRow): readonly string[] {
  return followUps.flatMap((each) => [
    `**${onOneLine(each.text)}** (${followUpText(each)})`,
    ...(each.answer && each.answer.text !== '' ? [quoted(each.answer.text)] : []),
  ]);
}

function questionOf(row: ReportRow, pace: MockReport['pace']): string {
  return [
    `## ${row.at}. ${onOneLine(row.question.title)}`,
    [timeText(row), ratedText(row)].filter((part) => part !== '').join(', '),
    row.text === '' ? '' : quoted(row.text),
    tickList(pointsIn(row)),
    ...numbersOf(row),
    ...tellingTexts(row, pace),
    ...followUpsOf(row),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Writes the report. */
export function mockMarkdown(report: MockReport, calendar: Calendar): string {
  const { why, command } = stepAfterMock(report);
  return `${[
    '# Mock interview',
    factsOfMock(report, calendar)
      .map((fact) => `- ${onOneLine(fact)}`)
      .join('\n'),
    tableOf(report.rows),
    ...report.rows.map((row) => questionOf(row, report.pace)),
    `${why}: \`${onOneLine(command)}\``,
  ].join('\n\n')}\n`;
}

// What a mock came to, on the screen: a table of the questions, then what was missed, cited and asked, one
// by one. Counts with their evidence beside them; no score of the whole.
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
import { facts, innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { type Column, renderTable } from '../ui/table.ts';
import { tickOrCross } from '../ui/theme.ts';
import { renderClock } from '../ui/times.ts';
import { clean, hangText, oneLine } from '../ui/width.ts';

function tableOf(rows: readonly ReportRow[], look: Look): string {
  const { theme } = look;
  const columns: readonly Column[] = [
    { header: '', align: 'right', style: theme.strong },
    { header: 'question', min: 12 },
    { header: 'time' },
    { header: 'points', align: 'right' },
    { header: 'numbers', align: 'right', priority: 2 },
    { header: 'predicted', priority: 3 },
    { header: 'rated', priority: 1 },
  ];
  const cells = rows.map((row) => [
    `${row.at}`,
    oneLine(row.question.title),
    row.state === 'answered' ? renderClock(row.elapsedMs, row.targetMs, theme) : theme.dim(timeText(row)),
    pointsText(row),
    numbersText(row),
    predictedText(row),
    row.rating ? theme.rating[row.rating](row.rating) : theme.dim(ratedText(row)),
  ]);
  return renderTable(cells, columns, innerColumns(look), {
    headerStyle: theme.dim,
    ellipsis: theme.symbols.ellipsis,
  });
}

function detailsOf(row: ReportRow, pace: MockReport['pace'], look: Look): readonly string[] {
  const { theme } = look;
  const line = (mark: string, text: string): string => hangText(mark, text, innerColumns(look));
  const numberLines = [true, false].flatMap((cited) => {
    const numbers = numbersIn(row, cited).map((text) => theme.filled(clean(text)));
    return numbers.length === 0 ? [] : [line(cited ? 'cited: ' : 'not cited: ', numbers.join(', '))];
  });
  const lines = [
    ...pointsIn(row).map(({ text, covered }) => line(`${tickOrCross(covered, theme)} `, clean(text))),
    ...numberLines,
    ...tellingTexts(row, pace).map((text) => line('', theme.dim(text))),
    ...row.followUps.map((each) =>
      line(`${theme.symbols.arrow} `, `${oneLine(each.text)} ${theme.dim(`(${followUpText(each)})`)}`),
    ),
  ];
  if (lines.length === 0) return [];
  const title = line(`${theme.strong(`${row.at}.`)} `, oneLine(row.question.title));
  return [inset([title, ...lines].join('\n'), look)];
}

/** The report, without a final newline. */
export function renderMockReport(report: MockReport, calendar: Calendar, look: Look): string {
  const { theme } = look;
  const { why, command } = stepAfterMock(report);
  const parts = [
    rule('Mock interview: report', '', look),
    facts(factsOfMock(report, calendar), look),
    inset(tableOf(report.rows, look), look),
    ...report.rows.flatMap((row) => detailsOf(row, report.pace, look)),
    paragraph(`${why} ${theme.dim(theme.symbols.arrow)} ${theme.key(clean(command))}`, look),
  ];
  return look.plain ? `\n${parts.join('\n')}` : `${parts.join('\n\n')}\n`;
}

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

const pointLines = (row: ReportRow, look: Look): readonly string[] =>
  pointsIn(row).map(({ text, covered }) =>
    hangText(`${tickOrCross(covered, look.theme)} `, clean(text), innerColumns(look)),
  );

function numberLines(row: ReportRow, look: Look): readonly string[] {
  const [cited = '', uncited = ''] = [true, false].map((isCited) =>
    numbersIn(row, isCited)
      .map((text) => look.theme.filled(clean(text)))
      .join(', '),
  );
  return [
    ...(cited === '' ? [] : [hangText('cited: ', cited, innerColumns(look))]),
    ...(uncited === '' ? [] : [hangText('not cited: ', uncited, innerColumns(look))]),
  ];
}

function followUpLines({ followUps }: ReportRow, look: Look): readonly string[] {
  return followUps.map((each) => {
    const { arrow } = look.theme.symbols;
    const how = look.theme.dim(`(${followUpText(each)})`);
    return hangText(`${arrow} `, `${oneLine(each.text)} ${how}`, innerColumns(look));
  });
}

function detailOf(row: ReportRow, pace: MockReport['pace'], look: Look): readonly string[] {
  const { theme } = look;
  const lines = [
    ...pointLines(row, look),
    ...numberLines(row, look),
    ...tellingTexts(row, pace).map((line) => hangText('', theme.dim(line), innerColumns(look))),
    ...followUpLines(row, look),
  ];
  if (lines.length === 0) return [];
  const title = hangText(`${theme.strong(`${row.at}.`)} `, oneLine(row.question.title), innerColumns(look));
  return [inset([title, ...lines].join('\n'), look)];
}

/** The report, without a final newline. */
export function renderMockReport(report: MockReport, calendar: Calendar, look: Look): string {
  const { theme } = look;
  const { why, command } = stepAfterMock(report);
  const details = report.rows.flatMap((row) => detailOf(row, report.pace, look));
  const parts = [
    rule('Mock interview: report', '', look),
    facts(factsOfMock(report, calendar), look),
    inset(tableOf(report.rows, look), look),
    ...details,
    paragraph(`${why} ${theme.dim(theme.symbols.arrow)} ${theme.key(clean(command))}`, look),
  ];
  return look.plain ? `\n${parts.join('\n')}` : `${parts.join('\n\n')}\n`;
}

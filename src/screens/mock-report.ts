// What a mock came to, on the screen: a table of the questions, then what was missed, cited and asked, one by one. Counts
// with their evidence beside them; no score of the whole.
import type { Calendar } from '../core/day.ts';
import { stepAfterMock, type MockReport, type ReportRow } from '../core/mock-report.ts';
import {
  factsOfMock,
  followUpText,
  numbersText,
  pointsText,
  predictedText,
  tellingTexts,
  timeText,
} from '../core/mock-words.ts';
import { renderClock } from './clock.ts';
import { facts, innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { renderTable, type Column } from './table.ts';
import { clean, hangText, oneLine } from './width.ts';

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
    row.rating === undefined || row.rating === 'unrated' ? '' : theme.rating[row.rating](row.rating),
  ]);
  return renderTable(cells, columns, innerColumns(look), {
    headerStyle: theme.dim,
    ellipsis: theme.symbols.ellipsis,
  });
}

function pointLines({ check }: ReportRow, look: Look): readonly string[] {
  const { theme } = look;
  return (check?.items ?? []).map((item, i) => {
    const covered = check?.points[i] === 1;
    const mark = covered ? theme.good(theme.symbols.tick) : theme.bad(theme.symbols.cross);
    return hangText(`${mark} `, clean(item), innerColumns(look));
  });
}

function numberLines({ check }: ReportRow, look: Look): readonly string[] {
  const { theme } = look;
  const list = (cited: boolean): string =>
    (check?.numbers ?? [])
      .filter((number) => number.cited === cited)
      .map(({ text }) => theme.filled(clean(text)))
      .join(', ');
  const [cited, uncited] = [list(true), list(false)];
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

// The report of a mock as one self-contained page: bars for times, points and predictions, then the questions
// of the Markdown report. It runs no script, and typed text is shown as plain text.
import { settledCount } from '../../core/base/attempt.ts';
import type { Calendar } from '../../core/base/day.ts';
import { percentText } from '../../core/base/wording.ts';
import { type MockReport, type ReportRow, timeText } from '../../core/mock/report.ts';
import { questionOf, summaryOf } from '../export/markdown-reports.ts';
import { textHtml } from '../markdown/html.ts';
import { htmlWriter, type MarkShown, markText } from '../markdown/to-html.ts';
import { markedParts } from '../question/filled-text.ts';
import * as style from './assets/report.css';
import { type SvgBar, svgBars } from './charts.ts';
import { pageHead } from './page.ts';

const labelOf = ({ at, question }: ReportRow): string => `${at}. ${question.title}`;

const bar = (label: string, share: number, text = percentText(share), kind = ''): SvgBar => ({
  label,
  text,
  parts: [{ kind: `bar ${kind}`.trim(), share }],
});

function timeBars(rows: readonly ReportRow[]): readonly SvgBar[] {
  const longest = Math.max(1, ...rows.map(({ elapsedMs, targetMs }) => Math.max(elapsedMs, targetMs)));
  return rows.map((row) => {
    const { elapsedMs, targetMs } = row;
    const kind = elapsedMs <= targetMs ? 'good' : elapsedMs <= 1.5 * targetMs ? 'warn' : 'bad';
    return bar(labelOf(row), elapsedMs / longest, timeText(row), kind);
  });
}

const pointBars = (rows: readonly ReportRow[]): readonly SvgBar[] =>
  rows.flatMap((row) => {
    const of = settledCount(row.check?.points ?? []);
    if (of === 0) return [];
    const share = row.covered / of;
    const kind = share === 1 ? 'good' : share >= 0.6 ? 'warn' : 'bad';
    return [bar(labelOf(row), share, `${row.covered} of ${of}`, kind)];
  });

const predictionBars = (rows: readonly ReportRow[]): readonly SvgBar[] =>
  rows.flatMap(({ at, predicted, actual }) =>
    predicted === undefined || actual === undefined
      ? []
      : [bar(`${at}. predicted`, predicted), bar(`${at}. covered`, actual)],
  );

const chart = (title: string, bars: readonly SvgBar[]): string =>
  bars.length === 0 ? '' : `<h2>${title}</h2>\n${svgBars(bars, title)}`;

export function mockPage(report: MockReport, calendar: Calendar): string {
  const { rows, pace } = report;
  const marks: MarkShown[] = [];
  const writer = htmlWriter({ heading: 2, mark: (at) => marks[at] });
  const typed = (words: string): string => {
    const html = markedParts(textHtml(words), (name) => `<b>${name}</b>`);
    return markText(marks.push({ html, words }) - 1);
  };
  const questions = rows.map((row) => writer.block(questionOf(row, pace, typed)));
  return `${pageHead('Mock interview', style)}<body>
<header><h1>Mock interview</h1></header>
<main>
${writer.block(summaryOf(report, calendar))}${chart('Time against target', timeBars(rows))}${chart('Points covered', pointBars(rows))}${chart('Predicted and covered', predictionBars(rows))}${questions.join('')}</main>
</body>
</html>
`;
}

// The report of a mock as one self-contained page: bars for times, points and predictions, then each
// question with its evidence. It runs no script, and typed text is shown as plain text.
import { NOT_CHECKED, settledCount } from '../../core/base/attempt.ts';
import type { Calendar } from '../../core/base/day.ts';
import { percentText } from '../../core/base/wording.ts';
import {
  factsOfMock,
  followUpText,
  type MockReport,
  numbersIn,
  pointsIn,
  ratedText,
  type ReportRow,
  stepAfterMock,
  tellingTexts,
  timeText,
  verdictOf,
} from '../../core/mock/report.ts';
import { seen, textHtml } from '../markdown/html.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import { markedParts } from '../question/filled-text.ts';
import * as style from './assets/report.css';
import { type SvgBar, svgBars } from './charts.ts';
import { pageHead, titleHtml } from './page.ts';
import { wordsHtml } from './report.ts';

const WRITER = htmlWriter({ heading: 4 });
const markdown = (words: string): string => WRITER.inline(seen(words), 'words');
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
      : [bar(`${at}. predicted`, predicted), bar(`${at}. came`, actual)],
  );

const chart = (title: string, bars: readonly SvgBar[]): string =>
  bars.length === 0 ? '' : `<h2>${textHtml(title)}</h2>\n${svgBars(bars, title)}`;

function pointsHtml(row: ReportRow): string {
  const items = pointsIn(row).map(({ text, covered }) => {
    if (covered === null)
      return `<li><span class="mark" aria-hidden="true">·</span>${markdown(text)} (${NOT_CHECKED})</li>\n`;
    const kind = covered ? 'covered' : 'missed';
    return `<li class="${kind}"><span class="mark" role="img" aria-label="${kind}: ">${covered ? '✓' : '✗'}</span>${markdown(text)}</li>\n`;
  });
  return items.length === 0 ? '' : `<ul class="points">\n${items.join('')}</ul>\n`;
}

function numbersHtml(row: ReportRow, isCited: boolean): string {
  const numbers = numbersIn(row, isCited).map(
    (number) => `<span class="${isCited ? 'filled' : 'uncited'}">${textHtml(number)}</span>`,
  );
  return numbers.length === 0 ? '' : `<p>${isCited ? 'Cited' : 'Not cited'}: ${numbers.join(', ')}</p>\n`;
}

const quoted = (words: string): string =>
  words === ''
    ? ''
    : `<blockquote dir="auto">${markedParts(textHtml(words), (name) => `<b>${name}</b>`)}</blockquote>\n`;

function followUpsHtml({ followUps }: ReportRow): string {
  if (followUps.length === 0) return '';
  const items = followUps.map(
    (each) => `<p>${markdown(each.text)} (${followUpText(each)})</p>\n${quoted(each.answer?.text ?? '')}`,
  );
  return `<h4>Follow-ups</h4>\n${items.join('')}`;
}

function questionHtml(row: ReportRow, pace: MockReport['pace']): string {
  const rated = row.rating ? `rated ${row.rating}` : ratedText(row);
  const time = [timeText(row), rated].filter((part) => part !== '').join(', ');
  const remarks = tellingTexts(row, pace).map((line) => `<p class="told">${wordsHtml(line)}</p>\n`);
  const bars = row.parts.map(({ part, share }) => bar(part, share));
  return `<article>
<h3 dir="auto">${row.at}. ${titleHtml(row.question.title)}</h3>
<p class="told">${textHtml(row.question.section)}${row.question.section === '' ? '' : ' · '}${time}</p>
${quoted(row.text)}${pointsHtml(row)}${numbersHtml(row, true)}${numbersHtml(row, false)}${bars.length === 0 ? '' : svgBars(bars, 'Time for each part')}${remarks.join('')}${followUpsHtml(row)}</article>
`;
}

export function mockPage(report: MockReport, calendar: Calendar): string {
  const { rows } = report;
  const facts = factsOfMock(report, calendar).map((fact) => `<li>${wordsHtml(fact)}</li>\n`);
  const { why, command } = stepAfterMock(report);
  return `${pageHead('Mock interview', style)}<body>
<header><h1>Mock interview</h1></header>
<main>
<p class="next">${textHtml(verdictOf(report))} ${textHtml(why)}: <code>${textHtml(command)}</code></p>
<ul class="facts">
${facts.join('')}</ul>
${chart('Time against target', timeBars(rows))}${chart('Points covered', pointBars(rows))}${chart('Predicted and covered', predictionBars(rows))}<h2>Question by question</h2>
${rows.map((row) => questionHtml(row, report.pace)).join('')}</main>
</body>
</html>
`;
}

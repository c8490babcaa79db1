// The report of a mock as one page that needs nothing else: bars for times, points and numbers, then each
// question with its evidence. Runs no script, and nothing of what was typed is anything but text.
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
} from '../../core/mock/report.ts';
import { seen, textHtml } from '../markdown/html-text.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import { markedParts } from '../question/own-answer.ts';
import { BARS_STYLE, type SvgBar, svgBars } from './charts.ts';
import { titleHtml } from './guide-page.ts';
import { COLOURS, pageHead } from './page.ts';
import { WHOLE_STYLE, wordsHtml } from './report.ts';

// How the report of a mock looks as a page: one column, light and dark, the same on paper. Plain CSS;
// nothing is loaded.

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-fnYkfnYOUYycKM1gQULu5Z/HQX9PdSXFxAQItV5Pbt8=';

const PAGE = `
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 50rem; padding: 2rem clamp(1rem, 4vw, 3rem) 5rem; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.7rem, 5vw, 2.3rem); line-height: 1.15; letter-spacing: -.02em; margin: 1rem 0 .5rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3rem; line-height: 1.3; }
h3 { margin: 2rem 0 .25rem; font-size: 1.0625rem; line-height: 1.45; }
h4 { margin: 1rem 0 .25rem; font-size: .875rem; color: var(--soft); }
p { margin: .5rem 0; }
ul { margin: .5rem 0; padding-left: 1.4em; }
.facts { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; color: var(--soft); }
.told { color: var(--soft); font-size: .9375rem; }
.points { list-style: none; padding-left: 0; }
.points li { padding-left: 1.6em; text-indent: -1.6em; }
.points .mark { display: inline-block; width: 1.6em; text-indent: 0; font-weight: 600; }
.covered .mark { color: var(--easy); } .missed .mark { color: var(--hard); }
.filled { background: var(--filled); color: var(--filled-text); font-weight: 600; padding: .05em .3em; border-radius: 4px; }
.uncited { background: var(--open); color: var(--open-text); padding: .05em .3em; border-radius: 4px; }
article .bars { margin: 1rem 0; }
blockquote { margin: .75rem 0; padding-left: 1.1rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
.next { margin-top: 2.5rem; padding: 1rem 1.3rem; background: var(--sunk); border-radius: 10px; }
code { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
`;

const PAPER = `
@page { margin: 17mm 16mm 18mm; }
@media print {
  html { font-size: 10pt; line-height: 1.4; background: none; }
  body { max-width: none; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  li, .next { break-inside: avoid; }
  .filled, .uncited, .next { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

/** The whole style. */
export const STYLE = [COLOURS, PAGE, BARS_STYLE, WHOLE_STYLE, PAPER].join('');

const WRITER = htmlWriter({ heading: 4 });
/** Words of a bank, which are Markdown. */
const marked = (words: string): string => WRITER.inline(seen(words), 'words');
const labelOf = ({ at, question }: ReportRow): string => `${at}. ${question.title}`;

function timeBars(rows: readonly ReportRow[]): readonly SvgBar[] {
  const longest = Math.max(0, ...rows.map(({ elapsedMs, targetMs }) => Math.max(elapsedMs, targetMs)));
  return rows.map((row) => ({
    label: labelOf(row),
    value: row.elapsedMs,
    of: longest,
    text: timeText(row),
    kind: row.elapsedMs <= row.targetMs ? 'good' : row.elapsedMs <= 1.5 * row.targetMs ? 'warn' : 'bad',
  }));
}

function pointBars(rows: readonly ReportRow[]): readonly SvgBar[] {
  return rows.flatMap((row) => {
    const of = row.check?.points.length ?? 0;
    if (of === 0) return [];
    const share = row.covered / of;
    const kind = share === 1 ? 'good' : share >= 0.6 ? 'warn' : 'bad';
    return [{ label: labelOf(row), value: row.covered, of, text: `${row.covered} of ${of}`, kind }];
  });
}

function predictionBars(rows: readonly ReportRow[]): readonly SvgBar[] {
  return rows.flatMap(({ predicted, actual, ...row }) =>
    predicted === undefined || actual === undefined
      ? []
      : [
          { label: `${row.at}. predicted`, value: predicted, of: 1, text: percentText(predicted) },
          { label: `${row.at}. came`, value: actual, of: 1, text: percentText(actual) },
        ],
  );
}

const partBars = ({ parts }: ReportRow): readonly SvgBar[] =>
  parts.map(({ part, share }) => ({ label: part, value: share, of: 1, text: percentText(share) }));

const chart = (title: string, bars: readonly SvgBar[]): string =>
  bars.length === 0 ? '' : `<h2>${textHtml(title)}</h2>\n${svgBars(bars, title)}`;

function pointsHtml(row: ReportRow): string {
  const items = pointsIn(row).map(({ text, covered }) => {
    const mark = covered ? ['covered', '✓', 'covered: '] : ['missed', '✗', 'missed: '];
    return `<li class="${mark[0]}"><span class="mark" role="img" aria-label="${mark[2]}">${mark[1]}</span>${marked(text)}</li>\n`;
  });
  return items.length === 0 ? '' : `<ul class="points">\n${items.join('')}</ul>\n`;
}

function numbersHtml(row: ReportRow): string {
  const list = (isCited: boolean): string =>
    numbersIn(row, isCited)
      .map((number) => `<span class="${isCited ? 'filled' : 'uncited'}">${textHtml(number)}</span>`)
      .join(', ');
  const [cited, uncited] = [list(true), list(false)];
  return [
    cited === '' ? '' : `<p>Cited: ${cited}</p>\n`,
    uncited === '' ? '' : `<p>Not cited: ${uncited}</p>\n`,
  ].join('');
}

const quoted = (words: string): string =>
  words === ''
    ? ''
    : `<blockquote dir="auto">${markedParts(textHtml(words), (name) => `<b>${name}</b>`)}</blockquote>\n`;

function followUpsHtml({ followUps }: ReportRow): string {
  if (followUps.length === 0) return '';
  const items = followUps.map(
    (each) => `<p>${marked(each.text)} (${followUpText(each)})</p>\n${quoted(each.answer?.text ?? '')}`,
  );
  return `<h4>Follow-ups</h4>\n${items.join('')}`;
}

function questionHtml(row: ReportRow, pace: MockReport['pace']): string {
  const rated = row.rating ? `rated ${row.rating}` : ratedText(row);
  const time = [timeText(row), rated].filter((part) => part !== '').join(', ');
  const told = tellingTexts(row, pace).map((line) => `<p class="told">${wordsHtml(line)}</p>\n`);
  const bars = partBars(row);
  return `<article>
<h3 dir="auto">${row.at}. ${titleHtml(row.question.title)}</h3>
<p class="told">${textHtml(row.question.section)}${row.question.section === '' ? '' : ' · '}${time}</p>
${quoted(row.text)}${pointsHtml(row)}${numbersHtml(row)}${bars.length === 0 ? '' : svgBars(bars, 'Time for each part')}${told.join('')}${followUpsHtml(row)}</article>
`;
}

/** Writes the page. */
export function mockPage(report: MockReport, calendar: Calendar): string {
  const { rows } = report;
  const facts = factsOfMock(report, calendar).map((fact) => `<li>${wordsHtml(fact)}</li>\n`);
  const { why, command } = stepAfterMock(report);
  return `${pageHead('Mock interview', [`style-src '${STYLE_HASH}'`], STYLE)}<body>
<main>
<h1>Mock interview</h1>
<ul class="facts">
${facts.join('')}</ul>
${chart('Time against target', timeBars(rows))}${chart('Points covered', pointBars(rows))}${chart('Predicted and covered', predictionBars(rows))}<h2>Question by question</h2>
${rows.map((row) => questionHtml(row, report.pace)).join('')}<p class="next">${textHtml(why)}: <code>${textHtml(command)}</code></p>
</main>
</body>
</html>
`;
}

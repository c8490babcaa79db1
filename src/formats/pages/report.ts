// How it goes as one page that needs nothing else: charts, their words, and tables behind them. No script
// runs and nothing is loaded.
import { groupBy } from '../../core/base/collections.ts';
import { type Calendar, dayNumberOf, dayOfNumber, daysBetween, type Instant } from '../../core/base/day.ts';
import { RATINGS } from '../../core/base/attempt.ts';
import { countOf, elapsedText, percentText } from '../../core/base/wording.ts';
import {
  citedText,
  coverageText,
  forecastText,
  isNothingAsked,
  nothingCountedText,
  paceText,
  percentOf,
  predictionsText,
  rangeText,
  readinessText,
  retentionText,
  streakText,
  timeOf,
} from '../../core/progress/stats-words.ts';
import {
  heatRanges,
  LEAST_PREDICTIONS,
  LEECH_LAPSES,
  mondayOf,
  type SectionStats,
  type Share,
  type Stats,
} from '../../core/progress/stats.ts';
import { textHtml } from '../markdown/html-text.ts';
import {
  BARS_STYLE,
  svgBars,
  svgCalendar,
  svgCalibration,
  type SvgColumn,
  svgColumns,
  type SvgPoint,
  svgStacks,
  svgTrend,
} from './charts.ts';
import { COLOURS, pageHead } from './page.ts';

// What the parts of a report are made of: a chart with its words, and a table behind it.

const WHOLE = /\d+ %|\d{4}-\d{2}-\d{2}/g;

/** A sentence as HTML. A figure and its sign, and a day, are read as one: no line is broken in them. */
export const wordsHtml = (words: string): string =>
  textHtml(words).replace(WHOLE, '<span class="whole">$&</span>');

/** What every page with such sentences has in its style. */
export const WHOLE_STYLE = '.whole { white-space: nowrap; }\n';

/** Rows of texts below their headings; the first cell of a row names it. */
type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** A table that can be moved sideways where it is wider than the page. @param name what it holds */
function tableHtml({ head, rows }: Table, name: string): string {
  const headings = head.map((cell) => `<th scope="col">${textHtml(cell)}</th>`).join('');
  const body = rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${textHtml(first)}</th>${rest.map((cell) => `<td>${textHtml(cell)}</td>`).join('')}</tr>\n`,
  );
  return `<div class="table" role="region" aria-label="${textHtml(name)}" tabindex="0">
<table>
<thead><tr>${headings}</tr></thead>
<tbody>
${body.join('')}</tbody>
</table>
</div>
`;
}

/** A table that is folded away: the figures of a chart. Empty without a row. */
const foldedTable = (table: Table, name: string): string =>
  table.rows.length === 0
    ? ''
    : `<details>\n<summary>${textHtml(name)} as a table</summary>\n${tableHtml(table, name)}</details>\n`;

/** What a sign or a colour of a chart means. */
type LegendEntry = { readonly kind: string; readonly text: string };

/** The signs of a chart. */
const legendHtml = (entries: readonly LegendEntry[]): string =>
  `<ul class="legend">\n${entries.map((entry) => `<li><span class="swatch ${entry.kind}"></span>${textHtml(entry.text)}</li>\n`).join('')}</ul>\n`;

/** A chart with what it says in words; the words alone where there is no chart. */
const figureHtml = (svg: string, words: string, legend = ''): string =>
  svg === ''
    ? `<p>${wordsHtml(words)}</p>\n`
    : `<figure>\n${svg}${legend}<figcaption>${wordsHtml(words)}</figcaption>\n</figure>\n`;

/** A part of the page. */
const sectionHtml = (title: string, ...inside: readonly string[]): string =>
  `<section>\n<h2>${textHtml(title)}</h2>\n${inside.join('')}</section>\n`;

// The charts of a report with their words and tables: days, what comes due, recall, points, predictions,
// numbers.

/** Local time, for what depends on today. */
type ReportMoment = { readonly now: Instant; readonly calendar: Calendar };

const LEAST_POINTS = 2;
/** The day whose number is 0. */
const EPOCH = '1970-01-01';

/** The calendar of the last year, and days in a row. */
function daysHtml({ days, streak }: Stats, { now, calendar }: ReportMoment): string {
  const today = dayNumberOf(now, calendar);
  const counts = new Map(days.map(({ day, attempts }) => [day, attempts]));
  const from = dayOfNumber(mondayOf(today) - 52 * 7);
  // A clock that was wrong can leave days that are still to come.
  const shown = days.filter(({ day }) => day >= from && day <= dayOfNumber(today));
  const weeks = groupBy(shown, ({ day }) => dayOfNumber(mondayOf(daysBetween(EPOCH, day))));
  const rows = [...weeks].map(([week, list]) => [
    week,
    String(list.reduce((sum, { attempts }) => sum + attempts, 0)),
    String(list.length),
  ]);
  const name = `Attempts a day in the last year: ${shown.length} days with an attempt`;
  const ranges = heatRanges(shown.map(({ attempts }) => attempts));
  const legend = legendHtml(ranges.map((words, level) => ({ kind: `heat-${level}`, text: words })));
  const told = `A column is a week, from Monday down. ${streakText(streak)}`;
  return sectionHtml(
    'Days',
    figureHtml(svgCalendar(counts, today, name), told, legend),
    foldedTable({ head: ['Week of', 'Attempts', 'Days'], rows }, 'Attempts by week'),
  );
}

/** What comes due in the days ahead. */
function forecastHtml({ forecast }: Stats): string {
  const { overdue, days } = forecast;
  const ahead = days.map(({ day, due }, i): SvgColumn => {
    const label = i === 0 ? 'today' : i % 7 === 0 && i < 28 ? day.slice(5) : undefined;
    return { value: due, text: `${day}: ${due} due`, label };
  });
  const late: readonly SvgColumn[] =
    overdue > 0
      ? [
          { value: overdue, text: `${overdue} overdue`, apart: true },
          { value: 0, text: '' },
        ]
      : [];
  const isEmpty = overdue === 0 && days.every(({ due }) => due === 0);
  const words = `${forecastText(forecast)}${overdue > 0 ? ' The first column is what is overdue.' : ''}`;
  const rows = days.map(({ day, due }) => [day, String(due)]);
  return sectionHtml(
    'Due',
    figureHtml(
      isEmpty ? '' : svgColumns([...late, ...ahead], `Due by day: ${forecastText(forecast)}`),
      words,
    ),
    isEmpty ? '' : foldedTable({ head: ['Day', 'Due'], rows }, 'Due by day'),
  );
}

type Told = { readonly from: string; readonly total: number } & Pick<Share, 'share' | 'low' | 'high'>;

/** The first day of a month, or the day itself. */
const dayOf = (text: string): string => (text.length === 7 ? `${text}-01` : text);

/** Where a week or a month lies between the first and the last, 0–1. */
function placeOf(from: string, told: readonly Told[]): number {
  const [first = from, last = from] = [told[0]?.from, told.at(-1)?.from];
  const all = daysBetween(dayOf(first), dayOf(last));
  return all === 0 ? 0 : daysBetween(dayOf(first), dayOf(from)) / all;
}

/** A share over time; nothing for fewer than two that rest on enough. */
function trend(all: readonly Told[], noun: string, name: string, wished?: number): string {
  const told = all.filter(({ share }) => share !== undefined);
  const [first, last] = [told[0], told.at(-1)];
  if (told.length < LEAST_POINTS || !first || !last) return '';
  const points = told.map(({ from, share = 0, total, low, high }): SvgPoint => {
    const range = low === undefined || high === undefined ? {} : { low, high };
    return {
      x: placeOf(from, told),
      share,
      text: `${from}: ${percentText(share)} of ${total} ${noun}`,
      ...range,
    };
  });
  const spoken = `${name}: ${first.from} ${percentText(first.share ?? 0)}, ${last.from} ${percentText(last.share ?? 0)}`;
  return svgTrend(points, { ends: [first.from, last.from], wished }, spoken);
}

const trendTable = (all: readonly Told[], noun: string, name: string): string =>
  foldedTable(
    {
      head: ['From', noun, 'Share'],
      rows: all.map((each) => [each.from, String(each.total), percentOf(each)]),
    },
    name,
  );

const recallRow = (name: string, share: Share): readonly string[] => [
  name,
  `${share.hits} of ${share.total}`,
  percentOf(share),
  rangeText(share),
];

/** Recall by month against what was asked for. */
function recallHtml({ retention }: Stats): string {
  const { all, young, mature, months, desired } = retention;
  const rows = [
    recallRow('all reviews', all),
    recallRow('after 1-20 days', young),
    recallRow('after 21 days or more', mature),
  ];
  const told = months.map((month): Told => ({ from: month.month, ...month }));
  const chart = trend(told, 'reviews', 'Recalled by month', desired);
  const dashes =
    chart === '' ? '' : ' The dashed line is what you asked for; the bars are the range of each month.';
  return sectionHtml(
    'Recall',
    figureHtml(chart, `${retentionText(retention)}${dashes}`),
    all.total === 0 ? '' : tableHtml({ head: ['Reviews', 'Recalled', 'Share', '95 % sure'], rows }, 'Recall'),
    trendTable(told, 'Reviews', 'Recall by month'),
  );
}

/** Points covered and numbers cited, week by week. */
function trendsHtml(stats: Stats): string {
  const { coverage, cited } = stats;
  const points = coverage.weeks.map(({ week, value, total }): Told => ({
    from: week,
    total,
    share: value,
  }));
  const numbers = cited.weeks.map(({ week, share, total }): Told => ({
    from: week,
    total,
    share,
  }));
  return [
    sectionHtml(
      'Points covered',
      figureHtml(trend(points, 'attempts', 'Points covered by week'), coverageText(coverage)),
      trendTable(points, 'Attempts', 'Points covered by week'),
    ),
    sectionHtml(
      'Numbers cited',
      figureHtml(trend(numbers, 'numbers', 'Numbers cited by week'), citedText(stats)),
      trendTable(numbers, 'Numbers', 'Numbers cited by week'),
    ),
  ].join('');
}

/** What was expected against what was covered. */
function predictionsHtml({ predictions }: Stats): string {
  const { deciles, list } = predictions;
  const points = deciles.map(({ predicted, actual, count }): SvgPoint => ({
    x: predicted,
    share: actual,
    text: `expected ${percentText(predicted)}, covered ${percentText(actual)}, ${countOf(count, 'time')}`,
  }));
  const told = predictionsText(predictions);
  const isTold = list.length >= LEAST_PREDICTIONS;
  const how = ' Points below the dashed line are answers of which you expected too much.';
  const rows = deciles.map(({ from, to, count, predicted, actual }) => [
    `${percentText(from)} to ${percentText(to)}`,
    String(count),
    percentText(predicted),
    percentText(actual),
  ]);
  return sectionHtml(
    'Predictions',
    figureHtml(
      isTold ? svgCalibration(points, `Expected against covered: ${told}`) : '',
      isTold ? told + how : told,
    ),
    isTold
      ? foldedTable({ head: ['Expected', 'Times', 'Mean expected', 'Mean covered'], rows }, 'Predictions')
      : '',
  );
}

// How the report looks: one column of charts with their words below, the same on paper. Plain CSS without a
// script; it loads no font and no picture.

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-acXJdpm8fwu0JNzIfSf/5boKivjee6OAESyF/CMgxMU=';

const PAGE = `
*, *::before, *::after { box-sizing: border-box; }
html {
  font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
body { margin: 0 auto; max-width: 52rem; padding: 0 clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 3px; }
header { padding: 3rem 0 .5rem; }
h1 { font-size: clamp(1.8rem, 5vw, 2.4rem); line-height: 1.15; letter-spacing: -.02em; margin: 0; }
header p { margin: .5rem 0 0; color: var(--soft); }
section { margin-top: 2.75rem; }
h2 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
figure { margin: 0; }
figcaption, section > p { margin: .75rem 0 0; max-width: 46rem; }
details { margin-top: .6rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--accent); width: max-content; max-width: 100%; }
.table { overflow-x: auto; overflow-wrap: normal; margin-top: .5rem; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem 1rem .3rem 0; text-align: right; vertical-align: top; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 7rem; }
thead th { color: var(--soft); font-weight: 600; border-bottom-color: var(--edge); }
tbody th { font-weight: 400; }
.leeches { margin: .75rem 0 0; padding: 0; list-style: none; }
.leeches li { margin: 0 0 .8rem; break-inside: avoid; }
.leeches span { display: block; color: var(--soft); font-size: .9rem; }
code { font: .9em ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; padding: .1em .35em; background: var(--sunk); border-radius: 4px; color: var(--text); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .875rem; }
.legend li { display: flex; align-items: center; gap: .4rem; }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; }
`;

const CHARTS = `
.chart { display: block; width: 100%; max-width: 46rem; font-size: .8125rem; overflow: visible; }
.chart text { fill: var(--text); }
.chart .soft { fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .value { text-anchor: end; }
.scaled { width: calc(100% - 3.8em); max-width: calc(46rem - 3.8em); margin-left: 3.8em; }
.square { max-width: 20rem; }
.scaled .scale { fill: var(--soft); text-anchor: end; transform: translateX(-.5em); font-variant-numeric: tabular-nums; }
.calendar { font-size: .75rem; }
.calendar text { fill: var(--soft); }
.chart .grid { stroke: var(--line); }
.chart .axis { stroke: var(--edge); }
.chart .bar { fill: var(--accent); }
.chart .bad { fill: var(--hard); }
.chart .line { stroke: var(--accent); stroke-width: 1.5; opacity: .55; }
.chart .dot { fill: var(--accent); }
.chart .range { stroke: var(--soft); stroke-width: 1.5; }
.chart .wished { stroke: var(--medium); stroke-width: 1.5; stroke-dasharray: 5 4; }
.chart .part { stroke: var(--page); }
.chart .again { fill: var(--hard); } .chart .hard { fill: var(--medium); } .chart .good { fill: var(--easy); } .chart .easy { fill: var(--accent); }
.chart .heat-0 { fill: var(--sunk); stroke: var(--line); stroke-width: .5; }
.chart .heat-1, .chart .heat-2, .chart .heat-3, .chart .heat-4 { fill: var(--accent); }
.heat-1 { opacity: .28; } .heat-2 { opacity: .5; } .heat-3 { opacity: .75; }
.swatch { background: var(--accent); }
.swatch.heat-0 { background: var(--sunk); outline: 1px solid var(--line); outline-offset: -1px; }
.swatch.again { background: var(--hard); } .swatch.hard { background: var(--medium); } .swatch.good { background: var(--easy); }
`;

const NARROW = `
@media (max-width: 36rem) {
  header { padding-top: 1.75rem; }
  .calendar .even { display: none; }
  th, td { padding-right: .7rem; }
}
`;

const PAPER = `
@page { margin: 16mm 15mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #565d66; } }
@media print {
  html { font-size: 10pt; background: none; }
  body { max-width: none; padding: 0; }
  header { padding: 0; }
  section { margin-top: 8mm; }
  h2 { break-after: avoid; }
  figure, .chart, .table, tr { break-inside: avoid; }
  details { display: none; }
  .table { overflow: visible; }
  .chart, .swatch { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

/** The whole style. */
export const STYLE = [COLOURS, PAGE, BARS_STYLE, WHOLE_STYLE, CHARTS, NARROW, PAPER].join('');

const TITLE = 'How it goes';
/** Questions that are named one by one. */
const MOST_QUESTIONS = 30;

const nameOf = (section: string | undefined): string =>
  section === undefined ? 'In no loaded bank' : section.trim() || 'No section';

const ratingsText = ({ ratings }: SectionStats): string =>
  RATINGS.map((rating) => `${ratings[rating]} ${rating}`).join(', ');

function sectionsHtml({ sections, pace }: Stats): string {
  const rated = sections.filter(({ attempts }) => attempts > 0);
  const stacks = rated.map((section) => ({
    label: nameOf(section.section),
    parts: RATINGS.map((rating) => ({ kind: rating, value: section.ratings[rating] })),
    text: ratingsText(section),
  }));
  const rows = sections.map((section) => [
    nameOf(section.section),
    `${section.attempted} of ${section.questions}`,
    String(section.attempts),
    ...RATINGS.map((rating) => String(section.ratings[rating])),
    timeOf(section.elapsedMs),
  ]);
  const head = ['Section', 'Attempted', 'Answers', ...RATINGS, 'Median time'];
  const legend = legendHtml(RATINGS.map((rating) => ({ kind: rating, text: rating })));
  const chart =
    stacks.length === 0
      ? ''
      : svgStacks(
          stacks,
          `Ratings by section: ${stacks.map(({ label, text: told }) => `${label}: ${told}`).join('; ')}`,
        );
  return sectionHtml(
    'Ratings and times',
    figureHtml(chart, paceText(pace), legend),
    rows.length === 0 ? '' : tableHtml({ head, rows }, 'Ratings and times by section'),
  );
}

/** Where to look first, behind a click. */
function leastReadyHtml({ leastReady }: Stats): string {
  const rows = leastReady
    .slice(0, MOST_QUESTIONS)
    .map(({ question: { number, title }, ready: { recall, coverage, readiness } }) => [
      number === undefined ? title : `Q${number} ${title}`,
      percentText(recall),
      percentText(coverage),
      percentText(readiness),
    ]);
  return foldedTable(
    { head: ['Question', 'Recall', 'Coverage', 'Ready'], rows },
    'The least ready questions',
  );
}

function readinessHtml(stats: Stats): string {
  const { sections, day } = stats.readiness;
  const bars = sections.map(({ section, readiness, points }) => ({
    label: nameOf(section),
    value: readiness,
    of: 1,
    text: `${percentText(readiness)} of ${countOf(points, 'point')}`,
  }));
  const rows = sections.map(({ section, recall, coverage, readiness, points, attempted, questions }) => [
    nameOf(section),
    `${attempted} of ${questions}`,
    String(points),
    percentText(recall),
    percentText(coverage),
    percentText(readiness),
  ]);
  return sectionHtml(
    'Readiness',
    figureHtml(bars.length === 0 ? '' : svgBars(bars, `Readiness on ${day}`), readinessText(stats)),
    rows.length === 0
      ? ''
      : tableHtml(
          { head: ['Section', 'Attempted', 'Points', 'Recall', 'Coverage', 'Ready'], rows },
          'Readiness by section',
        ),
    leastReadyHtml(stats),
  );
}

function leechesHtml({ leeches }: Stats): string {
  if (leeches.length === 0) return '';
  const items = leeches.map(
    ({ question, lapses, attempts }) =>
      `<li>${textHtml(question.title)}<span>forgotten ${countOf(lapses, 'time')} in ${countOf(attempts, 'attempt')}: <code>prep answer ${textHtml(question.id)}</code></span></li>\n`,
  );
  return sectionHtml(
    `Leeches (forgotten ${LEECH_LAPSES} times or more)`,
    '<p>More repeats help such a question less than an answer that is shorter, or your own: rewrite it.</p>\n',
    `<ul class="leeches">\n${items.join('')}</ul>\n`,
  );
}

function factsOf(
  { today, since, attempts, questions, days, elapsedMs }: Stats,
  only: readonly string[],
): string {
  const facts = [
    since === undefined ? today : `${since} to ${today}`,
    ...only,
    countOf(attempts, 'attempt'),
    countOf(questions, 'question'),
    countOf(days.length, 'day'),
    ...(elapsedMs > 0 ? [`${elapsedText(elapsedMs)} of answering`] : []),
  ];
  return facts.map(textHtml).join(' · ');
}

/**
 * Writes the page: the same for the same figures and the same day.
 * @param only names of the sections and tags that were asked for
 */
export function reportPage(stats: Stats, moment: ReportMoment, only: readonly string[]): string {
  const isUsed = stats.attempts > 0;
  const none = `<p>${textHtml(nothingCountedText(stats))}</p>\n`;
  const isAsked = isUsed || !isNothingAsked(stats);
  return `${pageHead(TITLE, [`style-src '${STYLE_HASH}'`], STYLE)}<body>
<header>
<h1>${TITLE}</h1>
<p>${factsOf(stats, only)}</p>
</header>
<main>
${[
  isUsed ? daysHtml(stats, moment) : none,
  ...(isAsked ? [forecastHtml(stats)] : []),
  ...(isUsed ? [recallHtml(stats), trendsHtml(stats), predictionsHtml(stats), sectionsHtml(stats)] : []),
  ...(isAsked ? [readinessHtml(stats), leechesHtml(stats)] : []),
].join('')}</main>
</body>
</html>
`;
}

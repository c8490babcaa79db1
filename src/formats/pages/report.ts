// A person's progress as one self-contained page: charts, their words, and their tables. No script runs and
// nothing is loaded.
import { RATINGS } from '../../core/base/attempt.ts';
import { sumOf } from '../../core/base/collections.ts';
import { type Calendar, dayNumberOf, dayOfNumber, daysBetween, type Instant } from '../../core/base/day.ts';
import { labelOf } from '../../core/base/question.ts';
import { countOf, percentText } from '../../core/base/wording.ts';
import {
  citedText,
  coverageText,
  forecastText,
  heatRanges,
  isNothingAsked,
  LEAST_PREDICTIONS,
  LEECHES_ADVICE,
  LEECHES_TITLE,
  leechText,
  mondayOf,
  nothingCountedText,
  paceText,
  percentOf,
  predictionsText,
  rangeText,
  ratingsText,
  readinessText,
  retentionText,
  type Share,
  type Stats,
  streakText,
  timeOf,
  totalTexts,
} from '../../core/progress/stats.ts';
import { textHtml } from '../markdown/html.ts';
import * as style from './assets/report.css';
import {
  svgBars,
  svgCalendar,
  svgCalibration,
  type SvgColumn,
  svgColumns,
  type SvgPoint,
  svgTrend,
} from './charts.ts';
import { pageHead } from './page.ts';

/** As HTML, without line breaks within a figure or a day. */
export const wordsHtml = (words: string): string =>
  textHtml(words).replace(/\d{4}-\d{2}-\d{2}/g, '<span class="whole">$&</span>');

type Cells = readonly string[];

/** Scrolls sideways if it is wider than the page; the first cell of a row names it. Empty without rows. */
function tableHtml(name: string, head: Cells, rows: readonly Cells[]): string {
  if (rows.length === 0) return '';
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

const legendHtml = (entries: readonly (readonly [kind: string, text: string])[]): string =>
  `<ul class="legend">\n${entries.map(([kind, text]) => `<li><span class="swatch ${kind}"></span>${textHtml(text)}</li>\n`).join('')}</ul>\n`;

const figureHtml = (svg: string, words: string, legend = ''): string =>
  svg === ''
    ? `<p>${wordsHtml(words)}</p>\n`
    : `<figure>\n${svg}${legend}<figcaption>${wordsHtml(words)}</figcaption>\n</figure>\n`;

const sectionHtml = (title: string, ...inside: readonly string[]): string =>
  `<section>\n<h2>${textHtml(title)}</h2>\n${inside.join('')}</section>\n`;

type ReportMoment = { readonly now: Instant; readonly calendar: Calendar };

function daysHtml({ days, streak }: Stats, { now, calendar }: ReportMoment): string {
  const today = dayNumberOf(now, calendar);
  const counts = new Map(days.map(({ day, attempts }) => [day, attempts]));
  const from = dayOfNumber(mondayOf(today) - 52 * 7);
  // A clock that was wrong can leave days in the future.
  const shown = days.filter(({ day }) => day >= from && day <= dayOfNumber(today));
  const name = `Attempts per day in the last year: ${shown.length} days with an attempt`;
  const ranges = heatRanges(shown.map(({ attempts }) => attempts));
  const legend = legendHtml(ranges.map((range, level) => [`heat-${level}`, range]));
  const words = `Each column is a week, from Monday down. ${streakText(streak)}`;
  return sectionHtml('Days', figureHtml(svgCalendar(counts, today, name), words, legend));
}

function forecastHtml({ forecast }: Stats): string {
  const { overdue, days } = forecast;
  const words = forecastText(forecast);
  if (overdue === 0 && days.every(({ due }) => due === 0)) return sectionHtml('Due', figureHtml('', words));
  const ahead = days.map(({ day, due }, i): SvgColumn => {
    const label = i === 0 ? 'today' : i % 7 === 0 && i < 28 ? day.slice(5) : undefined;
    return { value: due, text: `${day}: ${due} due`, label };
  });
  const late = { value: overdue, text: `${overdue} overdue`, isCut: true };
  const columns = overdue > 0 ? [late, { value: 0, text: '' }, ...ahead] : ahead;
  const note = overdue > 0 ? ' The first column shows what is overdue.' : '';
  return sectionHtml('Due', figureHtml(svgColumns(columns, `Due by day: ${words}`), `${words}${note}`));
}

/** A share of a week, from its Monday, or of a month: `2026-11`. */
type Period = { readonly from: string; readonly total: number } & Pick<Share, 'share' | 'low' | 'high'>;

/** A share over time; nothing for fewer than two periods with enough data. */
function trend(all: readonly Period[], noun: string, name: string, target?: number): string {
  const periods = all.filter(({ share }) => share !== undefined);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last || first === last) return '';
  const daysTo = ({ from }: Period): number =>
    from.length === 7 ? daysBetween(`${first.from}-01`, `${from}-01`) : daysBetween(first.from, from);
  const points = periods.map((period): SvgPoint => {
    const { from, share = 0, total, low, high } = period;
    const x = daysTo(period) / daysTo(last);
    return { x, share, low, high, text: `${from}: ${percentText(share)} of ${total} ${noun}` };
  });
  const ends = [first, last].map(({ from, share = 0 }) => `${from} ${percentText(share)}`);
  return svgTrend(points, { ends: [first.from, last.from], target }, `${name}: ${ends.join(', ')}`);
}

function recallHtml({ retention }: Stats): string {
  const { all, young, mature, desired, months } = retention;
  const chart = trend(months, 'reviews', 'Recalled by month', desired);
  const dashes =
    chart === '' ? '' : ' The dashed line is your target; the bars show the range for each month.';
  const shares = { 'all reviews': all, 'after 1-20 days': young, 'after 21 days or more': mature };
  const rows = Object.entries(all.total === 0 ? {} : shares).map(([name, share]) => [
    name,
    `${share.hits} of ${share.total}`,
    percentOf(share),
    rangeText(share),
  ]);
  return sectionHtml(
    'Recall',
    figureHtml(chart, `${retentionText(retention)}${dashes}`),
    tableHtml('Recall', ['Reviews', 'Recalled', 'Share', '95% sure'], rows),
  );
}

/** Points covered or values cited. */
function weeksHtml(title: string, weeks: readonly Period[], noun: string, words: string): string {
  // No interval is drawn for weeks, which have few answers.
  const shares = weeks.map(({ from, total, share }) => ({ from, total, share }));
  return sectionHtml(title, figureHtml(trend(shares, noun, `${title} by week`), words));
}

function predictionsHtml({ predictions }: Stats): string {
  const { deciles, list } = predictions;
  const words = predictionsText(predictions);
  if (list.length < LEAST_PREDICTIONS) return sectionHtml('Predictions', figureHtml('', words));
  const points = deciles.map(({ predicted, actual, count }) => ({
    x: predicted,
    share: actual,
    text: `expected ${percentText(predicted)}, covered ${percentText(actual)}, ${countOf(count, 'time')}`,
  }));
  return sectionHtml(
    'Predictions',
    figureHtml(
      svgCalibration(points, `Predicted and covered: ${words}`),
      `${words} Dots below the dashed line are answers you overestimated.`,
    ),
  );
}

const TITLE = 'Your progress';
const MOST_QUESTIONS = 10;

const nameOf = (section: string | undefined): string =>
  section === undefined ? 'Not in a loaded bank' : section.trim() || 'No section';

function sectionsHtml({ sections, pace }: Stats): string {
  const stacks = sections
    .filter(({ attempts }) => attempts > 0)
    .map(({ section, ratings }) => {
      const all = sumOf(RATINGS, (rating) => ratings[rating]) || 1;
      const parts = RATINGS.map((rating) => ({ kind: `part ${rating}`, share: ratings[rating] / all }));
      return { label: nameOf(section), text: ratingsText(ratings), parts };
    });
  const rows = sections.map((section) => [
    nameOf(section.section),
    `${section.attempted} of ${section.questions}`,
    String(section.attempts),
    ...RATINGS.map((rating) => String(section.ratings[rating])),
    timeOf(section.elapsedMs),
  ]);
  return sectionHtml(
    'Ratings and times',
    figureHtml(
      stacks.length === 0 ? '' : svgBars(stacks, 'Ratings by section'),
      paceText(pace),
      legendHtml(RATINGS.map((rating) => [rating, rating])),
    ),
    tableHtml(
      'Ratings and times by section',
      ['Section', 'Attempted', 'Attempts', ...RATINGS, 'Median time'],
      rows,
    ),
  );
}

function readinessHtml(stats: Stats): string {
  const { sections, day } = stats.readiness;
  const bars = sections.map(({ section, readiness, points }) => ({
    label: nameOf(section),
    text: `${percentText(readiness)} of ${countOf(points, 'point')}`,
    parts: [{ kind: 'bar', share: readiness }],
  }));
  const rows = sections.map(({ section, recall, coverage, readiness, points, attempted, questions }) => [
    nameOf(section),
    `${attempted} of ${questions}`,
    String(points),
    percentText(recall),
    percentText(coverage),
    percentText(readiness),
  ]);
  const leastReady = stats.leastReady
    .slice(0, MOST_QUESTIONS)
    .map(({ question, ready: { recall, coverage, readiness } }) => [
      question.number === undefined ? question.title : `${labelOf(question)} ${question.title}`,
      percentText(recall),
      percentText(coverage),
      percentText(readiness),
    ]);
  return sectionHtml(
    'Readiness',
    figureHtml(bars.length === 0 ? '' : svgBars(bars, `Readiness on ${day}`), readinessText(stats)),
    tableHtml(
      'Readiness by section',
      ['Section', 'Attempted', 'Points', 'Recall', 'Coverage', 'Ready'],
      rows,
    ),
    tableHtml('The least ready questions', ['Question', 'Recall', 'Coverage', 'Ready'], leastReady),
  );
}

function leechesHtml({ leeches }: Stats): string {
  if (leeches.length === 0) return '';
  const items = leeches.map(
    (leech) =>
      `<li>${textHtml(leech.question.title)}<span>${leechText(leech)} <code>prep answer ${textHtml(leech.question.id)}</code></span></li>\n`,
  );
  return sectionHtml(
    LEECHES_TITLE,
    `<p>${textHtml(LEECHES_ADVICE)}</p>\n`,
    `<ul class="leeches">\n${items.join('')}</ul>\n`,
  );
}

/**
 * The same page for the same figures and the same day.
 * @param only names of the requested sections and tags
 */
export function reportPage(stats: Stats, moment: ReportMoment, only: readonly string[]): string {
  const { today, since, attempts, coverage, cited } = stats;
  const isUsed = attempts > 0;
  const none = `<p>${textHtml(nothingCountedText(stats))}</p>\n`;
  const isAsked = isUsed || !isNothingAsked(stats);
  const facts = [since === undefined ? today : `${since} to ${today}`, ...only, ...totalTexts(stats)];
  return `${pageHead(TITLE, style)}<body>
<header>
<h1>${TITLE}</h1>
<p>${facts.map(textHtml).join(' · ')}</p>
</header>
<main>
${[
  isUsed ? daysHtml(stats, moment) : none,
  ...(isAsked ? [forecastHtml(stats)] : []),
  ...(isUsed
    ? [
        recallHtml(stats),
        weeksHtml('Points covered', coverage.weeks, 'attempts', coverageText(coverage)),
        weeksHtml('Values cited', cited.weeks, 'values', citedText(stats)),
        predictionsHtml(stats),
        sectionsHtml(stats),
      ]
    : []),
  ...(isAsked ? [readinessHtml(stats), leechesHtml(stats)] : []),
].join('')}</main>
</body>
</html>
`;
}

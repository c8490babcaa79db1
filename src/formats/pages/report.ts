// A person's progress as one self-contained page: charts, their words, and their tables. No script runs and
// nothing is loaded.
import { RATINGS } from '../../core/base/attempt.ts';
import {
  type Calendar,
  type Day,
  dayOfNumber,
  daysBetween,
  monthName,
  monthOf,
} from '../../core/base/day.ts';
import { labelOf } from '../../core/base/question.ts';
import { countOf, percentText } from '../../core/base/wording.ts';
import type { MockReport } from '../../core/mock/report.ts';
import {
  citedText,
  coverageText,
  forecastText,
  heatBounds,
  heatLevel,
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
  readinessText,
  retentionText,
  type Share,
  type Stats,
  streakText,
  timeOf,
  totalTexts,
} from '../../core/progress/stats.ts';
import { mockMarkdown } from '../export/markdown-reports.ts';
import { escapeHtml, onOneLine, textHtml } from '../markdown/html.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import * as style from './assets/report.css';
import { pageHead } from './page.ts';

// SVG charts for the pages. Horizontal lengths are shares of the width and vertical ones are ems, so letters
// keep their size on a phone, on a wide screen and in print.

const svgWords = (text: string): string => escapeHtml(onOneLine(text));
const emsText = (length: number): string => `${Number(length.toFixed(2))}em`;
/** @param share of the width, 0–1 */
const across = (share: number): string => `${Number((share * 100).toFixed(2))}%`;
const clamped = (share: number): number => Math.min(1, Math.max(0, share));

/** @param title a tooltip */
function svgBox(kind: string, x: number, width: number, y: number, height: number, title = ''): string {
  const place = `x="${across(x)}" y="${emsText(y)}" width="${across(width)}" height="${emsText(height)}"`;
  const words = title === '' ? '' : `<title>${svgWords(title)}</title>`;
  return `<rect class="${kind}" ${place} rx="2">${words}</rect>`;
}

const svgLine = (kind: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${kind}" x1="${across(x1)}" y1="${emsText(y1)}" x2="${across(x2)}" y2="${emsText(y2)}"/>`;

/** @param kind classes; with `value`, the text ends at the point instead of starting there */
const svgText = (kind: string, x: number, y: number, text: string): string =>
  `<text class="${kind}" x="${across(x)}" y="${emsText(y)}">${svgWords(text)}</text>`;

/**
 * @param kind CSS class
 * @param name describes the chart in a sentence for screen readers
 */
const svgFrame = (kind: string, name: string, heightEms: number, parts: readonly string[]): string =>
  `<svg class="chart ${kind}" role="img" aria-label="${svgWords(name)}" width="100%" height="${emsText(heightEms)}" xmlns="http://www.w3.org/2000/svg">
${parts.join('\n')}
</svg>
`;

const WEEKS = 53;
const WEEKDAYS = 7;
const CALENDAR_HEAD = 1.3;
const WEEKDAY = 0.95;
const CELL = 0.8;
/** Of a week's width; the rest separates the weeks. */
const CELL_SHARE = 0.84;
/** A later name would overflow the chart. */
const LAST_NAMED = WEEKS - 3;

function svgCalendar(counts: ReadonlyMap<Day, number>, today: number, name: string): string {
  const first = mondayOf(today) - 7 * (WEEKS - 1);
  const countAt = (day: number): number => counts.get(dayOfNumber(day)) ?? 0;
  const days = Array.from({ length: today - first + 1 }, (_, i) => first + i);
  const bounds = heatBounds(days.map(countAt));
  const boxes = days.map((day, i) => {
    const count = countAt(day);
    const title = count === 0 ? '' : `${dayOfNumber(day)}: ${countOf(count, 'attempt')}`;
    const y = CALENDAR_HEAD + (i % WEEKDAYS) * WEEKDAY;
    const x = Math.floor(i / WEEKDAYS) / WEEKS;
    return svgBox(`heat-${heatLevel(count, bounds)}`, x, CELL_SHARE / WEEKS, y, CELL, title);
  });
  // Above the weeks in which months begin. Narrow pages hide every second one by its class.
  const months = Array.from({ length: LAST_NAMED }, (_, i) => i + 1).flatMap((week) => {
    const month = monthOf(first + 7 * week);
    if (month === monthOf(first + 7 * (week - 1))) return [];
    return [svgText(month % 2 === 0 ? 'even' : 'odd', week / WEEKS, 0.9, monthName(month))];
  });
  return svgFrame('calendar', name, CALENDAR_HEAD + WEEKDAYS * WEEKDAY, [...months, ...boxes]);
}

const SCALE_HEAD = 0.5;
const SCALE_FOOT = 1.6;
const COLUMNS_HEIGHT = 7;
const COLUMN_SHARE = 0.78;
const TREND_HEIGHT = 8;
/** About as high as wide. */
const CALIBRATION_HEIGHT = 20;
const EDGE = 0.02;

type Scaled = {
  readonly kind?: string;
  readonly name: string;
  readonly height: number;
  /** To the left of their lines, for which the style reserves space. */
  readonly scale: readonly (readonly [share: number, text: string])[];
  /** Below the axis; at the right end, texts end there. */
  readonly below: readonly (readonly [x: number, text: string])[];
};

/** @param draw draws over the scale; its argument maps a share to ems from the top */
function svgScaled(
  { kind = '', name, height, scale, below }: Scaled,
  draw: (shareY: (share: number) => number) => readonly string[],
): string {
  const shareY = (share: number): number => SCALE_HEAD + (1 - clamped(share)) * height;
  return svgFrame(`scaled ${kind}`.trim(), name, SCALE_HEAD + height + SCALE_FOOT, [
    ...scale.flatMap(([share, text]) => [
      svgLine(share === 0 ? 'axis' : 'grid', 0, shareY(share), 1, shareY(share)),
      svgText('scale', 0, shareY(share) + 0.35, text),
    ]),
    ...draw(shareY),
    ...below.map(([x, text]) => svgText(x === 1 ? 'soft value' : 'soft', x, shareY(0) + 1.3, text)),
  ]);
}

type SvgColumn = {
  readonly value: number;
  /** Tooltip: `2026-11-24: 4 due`. */
  readonly text: string;
  /** Below the axis, at the start of the column. */
  readonly label?: string;
};

function svgColumns(columns: readonly SvgColumn[], name: string): string {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  const step = 1 / columns.length;
  const below = columns.flatMap(({ label }, i) => (label === undefined ? [] : [[i * step, label] as const]));
  const scale = [[0, '0'] as const, [1, String(most)] as const];
  return svgScaled({ name, height: COLUMNS_HEIGHT, scale, below }, (y) =>
    columns.flatMap(({ value, text }, i) => {
      const top = y(value / most);
      return value > 0 ? [svgBox('bar', i * step, step * COLUMN_SHARE, top, y(0) - top, text)] : [];
    }),
  );
}

type SvgPoint = { readonly x: number; readonly share: number; readonly text: string };

const PERCENTS = [0, 0.5, 1].map((share) => [share, percentText(share)] as const);

const shareX = (x: number): number => EDGE + clamped(x) * (1 - 2 * EDGE);

const svgDots = (points: readonly SvgPoint[], y: (share: number) => number): readonly string[] =>
  points.map(
    ({ x, share, text }) =>
      `<circle class="dot" cx="${across(shareX(x))}" cy="${emsText(y(share))}" r="4"><title>${svgWords(text)}</title></circle>`,
  );

const svgTrend = (
  points: readonly SvgPoint[],
  name: string,
  below: Scaled['below'],
  target?: number,
): string =>
  svgScaled({ name, height: TREND_HEIGHT, scale: PERCENTS, below }, (y) => [
    ...(target === undefined ? [] : [svgLine('wished', 0, y(target), 1, y(target))]),
    ...points.slice(1).map((point, i) => {
      const before = points[i] ?? point;
      return svgLine('line', shareX(before.x), y(before.share), shareX(point.x), y(point.share));
    }),
    ...svgDots(points, y),
  ]);

/** Expected (across) against actual (up). They are equal on the dashed line. */
function svgCalibration(points: readonly SvgPoint[], name: string): string {
  const below = [[0, 'expected 0%'] as const, [1, '100%'] as const];
  return svgScaled({ kind: 'square', name, height: CALIBRATION_HEIGHT, scale: PERCENTS, below }, (y) => [
    svgLine('wished', shareX(0), y(0), shareX(1), y(1)),
    ...svgDots(points, y),
  ]);
}

/** As HTML, without line breaks within a figure or a day. */
const wordsHtml = (words: string): string =>
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

const figureHtml = (svg: string, words: string, legend = ''): string =>
  svg === ''
    ? `<p>${wordsHtml(words)}</p>\n`
    : `<figure>\n${svg}${legend}<figcaption>${wordsHtml(words)}</figcaption>\n</figure>\n`;

const sectionHtml = (title: string, ...inside: readonly string[]): string =>
  `<section>\n<h2>${textHtml(title)}</h2>\n${inside.join('')}</section>\n`;

function daysHtml({ today: day, days, streak }: Stats): string {
  const today = daysBetween(dayOfNumber(0), day);
  const counts = new Map(days.map((each) => [each.day, each.attempts]));
  const from = dayOfNumber(mondayOf(today) - 52 * 7);
  // A clock that was wrong can leave days in the future.
  const shown = days.filter((each) => each.day >= from && each.day <= day);
  const name = `Attempts per day in the last year: ${shown.length} days with an attempt`;
  const ranges = heatRanges(shown.map(({ attempts }) => attempts)).map(
    (range, level) => `<li><span class="swatch heat-${level}"></span>${textHtml(range)}</li>\n`,
  );
  const legend = `<ul class="legend">\n${ranges.join('')}</ul>\n`;
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
  return sectionHtml('Due', figureHtml(svgColumns(ahead, `Due by day: ${words}`), words));
}

/** A share of a week, from its Monday, or of a month: `2026-11`. */
type Period = { readonly from: string; readonly total: number } & Pick<Share, 'share'>;

/** A share over time; nothing for fewer than two periods with enough data. */
function trend(all: readonly Period[], noun: string, name: string, target?: number): string {
  const periods = all.filter(({ share }) => share !== undefined);
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last || first === last) return '';
  const daysTo = ({ from }: Period): number =>
    from.length === 7 ? daysBetween(`${first.from}-01`, `${from}-01`) : daysBetween(first.from, from);
  const points = periods.map((period): SvgPoint => {
    const { from, share = 0, total } = period;
    const x = daysTo(period) / daysTo(last);
    return { x, share, text: `${from}: ${percentText(share)} of ${total} ${noun}` };
  });
  const ends = [first, last].map(({ from, share = 0 }) => `${from} ${percentText(share)}`);
  return svgTrend(
    points,
    `${name}: ${ends.join(', ')}`,
    [
      [0, first.from],
      [1, last.from],
    ],
    target,
  );
}

function recallHtml({ retention }: Stats): string {
  const { all, young, mature, desired, months } = retention;
  const chart = trend(months, 'reviews', 'Recalled by month', desired);
  const dashes = chart === '' ? '' : ' The dashed line is your target.';
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
const weeksHtml = (title: string, weeks: readonly Period[], noun: string, words: string): string =>
  sectionHtml(title, figureHtml(trend(weeks, noun, `${title} by week`), words));

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
  const rows = sections.map((section) => [
    nameOf(section.section),
    `${section.attempted} of ${section.questions}`,
    String(section.attempts),
    ...RATINGS.map((rating) => String(section.ratings[rating])),
    timeOf(section.elapsedMs),
  ]);
  const head = ['Section', 'Attempted', 'Attempts', ...RATINGS, 'Median time'];
  return sectionHtml(
    'Ratings and times',
    figureHtml('', paceText(pace)),
    tableHtml('Ratings and times by section', head, rows),
  );
}

function readinessHtml(stats: Stats): string {
  const rows = stats.readiness.sections.map((section) => [
    nameOf(section.section),
    `${section.attempted} of ${section.questions}`,
    String(section.points),
    percentText(section.recall),
    percentText(section.coverage),
    percentText(section.readiness),
  ]);
  const leastReady = stats.leastReady
    .slice(0, MOST_QUESTIONS)
    .map(({ question, ready: { recall, coverage, readiness } }) => [
      question.number === undefined ? question.title : `${labelOf(question)} ${question.title}`,
      percentText(recall),
      percentText(coverage),
      percentText(readiness),
    ]);
  const head = ['Section', 'Attempted', 'Points', 'Recall', 'Coverage', 'Ready'];
  return sectionHtml(
    'Readiness',
    figureHtml('', readinessText(stats)),
    tableHtml('Readiness by section', head, rows),
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
export function reportPage(stats: Stats, only: readonly string[]): string {
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
  isUsed ? daysHtml(stats) : none,
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

/** The Markdown report. Nothing that was typed runs. */
export const mockPage = (report: MockReport, calendar: Calendar): string =>
  `${pageHead('Mock interview', style)}<body>
<main>
${htmlWriter({ heading: 1 }).block(mockMarkdown(report, calendar))}</main>
</body>
</html>
`;

// The charts of a report with their words and tables: days, what comes due, recall, points, predictions, numbers. Knows
// which drawing tells which figures; the figures themselves are made in core.
import { dayNumberOf, dayOfNumber, daysBetween, type Calendar, type Instant } from '../../core/day.ts';
import { heatRanges, mondayOf } from '../../core/stats-days.ts';
import type { Share } from '../../core/stats-share.ts';
import type { Stats } from '../../core/stats.ts';
import { LEAST_PREDICTIONS } from '../../core/stats.ts';
import {
  citedText,
  coverageText,
  forecastText,
  percentOf,
  predictionsText,
  rangeText,
  retentionText,
  streakText,
} from '../../core/stats-words.ts';
import { countOf, percentText } from '../../core/wording.ts';
import { groupBy } from '../../core/groups.ts';
import { figureHtml, foldedTable, legendHtml, sectionHtml, tableHtml } from './report-parts.ts';
import { svgCalendar } from './svg-calendar.ts';
import { svgColumns, type SvgColumn } from './svg-columns.ts';
import { svgCalibration, svgTrend, type SvgPoint } from './svg-shares.ts';

/** Local time, for what depends on today. */
export type ReportMoment = { readonly now: Instant; readonly calendar: Calendar };

const LEAST_POINTS = 2;
/** The day whose number is 0. */
const EPOCH = '1970-01-01';

/** The calendar of the last year, and days in a row. */
export function daysHtml({ days, streak }: Stats, { now, calendar }: ReportMoment): string {
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
export function forecastHtml({ forecast }: Stats): string {
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
export function recallHtml({ retention }: Stats): string {
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
export function trendsHtml(stats: Stats): string {
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
export function predictionsHtml({ predictions }: Stats): string {
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

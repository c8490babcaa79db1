// `prep stats` on a screen of any width: charts where shapes can be drawn, the same in words with `--plain`. Beside every
// figure are the counts that it rests on.
import { RATINGS } from '../../core/base/attempt.ts';
import {
  type Calendar,
  type Day,
  DAY_MS,
  dayNumberOf,
  dayOfNumber,
  type Instant,
  monthName,
  monthOf,
} from '../../core/base/day.ts';
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
  heatBounds,
  heatLevel,
  heatRanges,
  LEECH_LAPSES,
  missingOf,
  mondayOf,
  type RatingCounts,
  type Share,
  type Stats,
} from '../../core/progress/stats.ts';
import { labelOf } from '../quiz/card.ts';
import { type ChartColumn, columnChart, sparkline } from '../ui/chart.ts';
import { facts, flow, innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { type Column, insetTable, renderTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { hangText, indentLines, oneLine } from '../ui/width.ts';
import { renderLeastReady, type ShareColumn } from './plan.ts';

// A calendar of the last year, or of as many weeks as the screen is wide: a column a week and a row a weekday. The fuller
// the sign, the more was done.

type Heat = {
  readonly counts: ReadonlyMap<Day, number>;
  /** The number of today: days since 1970-01-01. */
  readonly today: number;
};

const YEAR_WEEKS = 53;
const LABELS = ['Mon', '', 'Wed', '', 'Fri', '', 'Sun'];
const LABEL_WIDTH = 4;

/** The names of the months above the weeks in which they begin; the first one where it leaves the second its room. */
function monthLine(mondays: readonly number[], cell: number): string {
  const starts = mondays.flatMap((monday, i) =>
    i === 0 || monthOf(monday) !== monthOf(monday - 7)
      ? [{ at: i * cell, name: monthName(monthOf(monday)) }]
      : [],
  );
  const [first, second] = starts;
  const isCrowded = first && second && second.at - first.at <= first.name.length;
  const shown = isCrowded ? starts.slice(1) : starts;
  const width = Math.max(mondays.length * cell, 3);
  // A month that begins in the last weeks gets its name when there is room for all of it.
  const whole = shown.filter(({ at, name }) => at + name.length <= width);
  return whole.reduce((before, { at, name }) => before.padEnd(at) + name, '');
}

function legend(counts: readonly number[], columns: number, { symbols }: Theme): string {
  const signs = heatRanges(counts).map((text, level) => `${symbols.heat[level] ?? ''} ${text}`);
  return flow(signs, '  ', columns);
}

export function renderHeatmap({ counts, today }: Heat, columns: number, theme: Theme): readonly string[] {
  const cell = YEAR_WEEKS * 2 + LABEL_WIDTH <= columns ? 2 : 1;
  const weeks = Math.max(1, Math.min(YEAR_WEEKS, Math.floor((columns - LABEL_WIDTH) / cell)));
  const last = mondayOf(today);
  const mondays = Array.from({ length: weeks }, (_, i) => last - 7 * (weeks - 1 - i));
  const countAt = (day: number): number => counts.get(dayOfNumber(day)) ?? 0;
  const shown = mondays.flatMap((monday) => LABELS.map((_, i) => countAt(monday + i)));
  const bounds = heatBounds(shown);
  const signOf = (day: number): string => {
    if (day > today) return ' ';
    const level = heatLevel(countAt(day), bounds);
    const sign = theme.symbols.heat[level] ?? ' ';
    return level === 0 ? theme.dim(sign) : theme.good(sign);
  };
  const rows = LABELS.map((label, row) => {
    const signs = mondays.map((monday) => signOf(monday + row));
    return `${theme.dim(label.padEnd(LABEL_WIDTH))}${signs.join(' '.repeat(cell - 1))}`.trimEnd();
  });
  return [
    theme.dim(`${' '.repeat(LABEL_WIDTH)}${monthLine(mondays, cell)}`),
    ...rows,
    ...legend(shown, columns, theme).split('\n'),
  ];
}

/** The same in words: the weeks of the last year in which something was done, in order. */
export function heatmapWords({ counts, today }: Heat): readonly string[] {
  const last = mondayOf(today);
  return Array.from({ length: YEAR_WEEKS }, (_, i) => last - 7 * (YEAR_WEEKS - 1 - i)).flatMap((monday) => {
    const days = LABELS.map((_, i) => counts.get(dayOfNumber(monday + i)) ?? 0).filter((count) => count > 0);
    const attempts = days.reduce((sum, count) => sum + count, 0);
    if (attempts === 0) return [];
    return [
      `Week of ${dayOfNumber(monday)}: ${countOf(attempts, 'attempt')} on ${countOf(days.length, 'day')}.`,
    ];
  });
}

type SectionRow = {
  readonly name: string;
  readonly questions: number;
  readonly attempted: number;
  readonly attempts: number;
  readonly ratings: RatingCounts;
  readonly time: string;
  readonly ready: string;
};

const GONE = '(in no loaded bank)';
const NAMELESS = '(no section)';

function sectionRows({ sections, readiness }: Stats): readonly SectionRow[] {
  const ready = new Map(readiness.sections.map((each) => [each.section, each.readiness]));
  return sections.map(({ section, questions, attempted, attempts, ratings, elapsedMs }) => {
    const share = section === undefined ? undefined : ready.get(section);
    return {
      name: section === undefined ? GONE : oneLine(section) || NAMELESS,
      questions,
      attempted,
      attempts,
      ratings,
      time: timeOf(elapsedMs),
      ready: share === undefined ? '-' : percentText(share),
    };
  });
}

const sectionColumns = (theme: Theme): readonly Column[] => [
  { header: 'Section', min: 10 },
  { header: 'Seen', align: 'right', priority: 3 },
  { header: 'Answers', align: 'right', priority: 4 },
  ...RATINGS.map((rating): Column => ({
    header: rating,
    align: 'right',
    style: theme.rating[rating],
    priority: rating === 'again' ? 0 : 1,
  })),
  { header: 'Median', align: 'right', priority: 2 },
  { header: 'Ready', align: 'right' },
];

const sectionInWords = ({ name, questions, attempted, attempts, ratings, time, ready }: SectionRow): string =>
  `${name}: ${attempted} of ${questions} questions attempted, ${attempts} answers (` +
  `${RATINGS.map((rating) => `${ratings[rating]} ${rating}`).join(', ')}), median time ${time}, ready ${ready}.`;

/** Empty without a question. */
function sectionTable(stats: Stats, look: Look): string {
  const { theme } = look;
  const rows = sectionRows(stats);
  if (rows.length === 0) return '';
  if (look.plain) return rows.map(sectionInWords).join('\n');
  const cells = rows.map(({ name, questions, attempted, attempts, ratings, time, ready }) => [
    name,
    `${attempted}/${questions}`,
    String(attempts),
    ...RATINGS.map((rating) => String(ratings[rating])),
    time,
    ready,
  ]);
  return insetTable(cells, sectionColumns(theme), look);
}

// A share over time on one line: small columns, a character for each week or month, with the first and the last in words.

/** A week by its Monday, or a month; `value` 0–1, left out where it rests on too little. */
type Period = { readonly from: string; readonly value?: number; readonly total: number };

const LEAST_SHOWN = 2;

/** The weeks with those between them in which nothing was done; months as they are. */
function withGaps(periods: readonly Period[]): readonly Period[] {
  return periods.flatMap((period, i) => {
    const before = periods[i - 1];
    if (!before || period.from.length < 10) return [period];
    const weeks = Math.round((Date.parse(period.from) - Date.parse(before.from)) / (7 * DAY_MS));
    const gaps = Math.max(0, Math.min(weeks, 500) - 1);
    return [...Array.from({ length: gaps }, () => ({ from: '', total: 0 })), period];
  });
}

/** Plain lines show no more than these, the latest. */
const latestLines = (lines: readonly string[]): readonly string[] => lines.slice(-12);

const isKnown = (period: Period): period is Period & { readonly value: number } => period.value !== undefined;

/**
 * The line; empty when fewer than two periods have a figure.
 * @param periods in order
 * @param name what a column is: `By week`
 */
function periodLine(periods: readonly Period[], name: string, look: Look): string {
  const known = periods.filter(isKnown);
  if (known.length < LEAST_SHOWN) return '';
  if (look.plain)
    return latestLines(
      known.map(({ from, value, total }) => `${name}, ${from}: ${percentText(value)} of ${total}.`),
    ).join('\n');
  const { theme } = look;
  const room = innerColumns(look);
  const columns = withGaps(periods).slice(-room);
  const shown = columns.slice(columns.findIndex(isKnown));
  const ends = [shown.find(isKnown), shown.findLast(isKnown)].map((end) =>
    end ? `${end.from} ${percentText(end.value)}` : '',
  );
  const line = sparkline(
    shown.map(({ value }) => value),
    theme,
  );
  const words = flow([`${name}: ${ends[0] ?? ''},`, ends[1] ?? ''], ' ', room);
  return inset(`${line.trimEnd()}\n${theme.dim(words)}`, look);
}

export type StatsShown = {
  readonly stats: Stats;
  readonly now: Instant;
  readonly calendar: Calendar;
  /** Names of the sections and tags that were asked for. */
  readonly only: readonly string[];
  readonly look: Look;
};

const CHART_HEIGHT = 6;
const LEECHES_SHOWN = 6;

/** A heading with what is below it; empty when that is. */
function part(title: string, lines: readonly string[], look: Look): string {
  const below = lines.filter((line) => line !== '');
  return below.length === 0 ? '' : [paragraph(look.theme.strong(title), look), ...below].join('\n');
}

function daysPart({ stats, now, calendar, look }: StatsShown): string {
  const counts = new Map(stats.days.map(({ day, attempts }) => [day, attempts]));
  const heat = { counts, today: dayNumberOf(now, calendar) };
  const lines = look.plain
    ? latestLines(heatmapWords(heat))
    : renderHeatmap(heat, look.columns - 3, look.theme);
  return part('Days', [inset(lines.join('\n'), look), paragraph(streakText(stats.streak), look)], look);
}

function forecastColumns({ overdue, days }: Stats['forecast'], { theme }: Look): readonly ChartColumn[] {
  const ahead = days.map(({ day, due }, i): ChartColumn => {
    const label = i === 0 ? 'today' : i % 7 === 0 ? day.slice(5) : undefined;
    return { value: due, style: theme.good, label };
  });
  if (overdue === 0) return ahead;
  return [{ value: overdue, style: theme.bad, cut: true }, { value: 0 }, ...ahead];
}

function forecastPart({ stats, look }: StatsShown): string {
  const { forecast } = stats;
  const text = paragraph(forecastText(forecast), look);
  if (look.plain) {
    const days = forecast.days.filter(({ due }) => due > 0);
    return part('Due', [text, ...days.map(({ day, due }) => `${day}: ${due} due.`)], look);
  }
  const size = { columns: innerColumns(look), height: CHART_HEIGHT };
  const isEmpty = forecast.overdue === 0 && forecast.days.every(({ due }) => due === 0);
  const chart = isEmpty ? [] : columnChart(forecastColumns(forecast, look), size, look.theme);
  const note = forecast.overdue > 0 && !isEmpty ? 'The first column is what is overdue.' : '';
  return part('Due', [inset(chart.join('\n'), look), paragraph(`${text.trim()} ${note}`.trim(), look)], look);
}

const RECALL_COLUMNS: readonly Column[] = [
  {},
  { header: 'Recalled', align: 'right' },
  { header: 'Share', align: 'right' },
  { header: '95 % sure', priority: 1 },
];

function recallTable({ all, young, mature }: Stats['retention'], look: Look): string {
  if (all.total === 0) return '';
  const named: readonly (readonly [string, Share])[] = [
    ['all reviews', all],
    ['after 1-20 days', young],
    ['after 21 or more', mature],
  ];
  const rows = named.map(([name, share]) => {
    const missing = missingOf(share);
    const range = missing > 0 ? `${missing} more needed` : rangeText(share);
    return [name, `${share.hits} of ${share.total}`, percentOf(share), range] as const;
  });
  if (look.plain)
    return rows
      .map(([name, of, share, range]) => `Recalled, ${name}: ${of}, ${share} (${range}).`)
      .join('\n');
  const { theme } = look;
  return inset(renderTable(rows, RECALL_COLUMNS, innerColumns(look), { headerStyle: theme.dim }), look);
}

function retentionPart({ stats: { retention }, look }: StatsShown): string {
  const months = retention.months.map(({ month, share, total }) => ({ from: month, value: share, total }));
  const text = paragraph(retentionText(retention), look);
  return part('Recall', [recallTable(retention, look), periodLine(months, 'By month', look), text], look);
}

function trendsPart({ stats, look }: StatsShown): string {
  const { coverage, cited } = stats;
  const points = coverage.weeks.map(({ week, value, total }) => ({ from: week, value, total }));
  const numbers = cited.weeks.map(({ week, share, total }) => ({ from: week, value: share, total }));
  return [
    part('Time', [paragraph(paceText(stats.pace), look)], look),
    part(
      'Points covered',
      [periodLine(points, 'By week', look), paragraph(coverageText(coverage), look)],
      look,
    ),
    part('Predictions', [paragraph(predictionsText(stats.predictions), look)], look),
    part('Numbers cited', [periodLine(numbers, 'By week', look), paragraph(citedText(stats), look)], look),
  ].join(look.plain ? '\n' : '\n\n');
}

function leechesPart({ stats: { leeches }, look }: StatsShown): string {
  const { theme } = look;
  const shown = leeches.slice(0, LEECHES_SHOWN);
  const columns = innerColumns(look);
  const lines = shown.flatMap(({ question, lapses, attempts }) => {
    const title = `${labelOf(question)} ${oneLine(question.title)}`;
    const failed = `forgotten ${countOf(lapses, 'time')} in ${countOf(attempts, 'attempt')}:`;
    const command = theme.key(`prep answer ${oneLine(question.id)}`);
    return [
      hangText(`${theme.bad(theme.symbols.cross)} `, title, columns),
      indentLines(flow([failed, command], ' ', columns - 2), '  '),
    ];
  });
  const more = leeches.length - shown.length;
  return part(
    `Leeches (forgotten ${LEECH_LAPSES} times or more)`,
    [
      inset(lines.join('\n'), look),
      more > 0 ? paragraph(`And ${more} more: --json names all.`, look) : '',
      shown.length > 0
        ? paragraph(
            'More repeats help such a question less than an answer that is shorter, or your own: rewrite it.',
            look,
          )
        : '',
    ],
    look,
  );
}

const scopeOf = ({ stats: { since }, only }: StatsShown): string =>
  [...only, ...(since === undefined ? [] : [`since ${since}`])].map(oneLine).join(', ');

function totals({ stats, look }: StatsShown): string {
  const { attempts, questions, days, elapsedMs } = stats;
  if (attempts === 0) return paragraph(nothingCountedText(stats), look);
  const time = elapsedMs > 0 ? `${elapsedText(elapsedMs)} of answering` : '';
  return facts(
    [countOf(attempts, 'attempt'), countOf(questions, 'question'), countOf(days.length, 'day'), time],
    look,
  );
}

const READY_COLUMNS: readonly ShareColumn[] = [
  { header: 'Recall', of: ({ recall }) => recall },
  { header: 'Covered', of: ({ coverage }) => coverage },
  { header: 'Ready', of: ({ readiness }) => readiness },
];

function readinessPart({ stats, look }: StatsShown): string {
  const least = renderLeastReady(stats.leastReady, READY_COLUMNS, look);
  return part('Readiness', [paragraph(readinessText(stats), look), least], look);
}

export function renderStats(shown: StatsShown): string {
  const { stats, look } = shown;
  const isUsed = stats.attempts > 0;
  const gap = look.plain ? '\n' : '\n\n';
  const head = [rule('How it goes', scopeOf(shown), look), totals(shown)];
  if (!isUsed && isNothingAsked(stats)) return `${head.join(gap)}\n`;
  const parts = [
    ...head,
    isUsed ? daysPart(shown) : '',
    forecastPart(shown),
    ...(isUsed ? [retentionPart(shown), trendsPart(shown)] : []),
    part('Sections', [sectionTable(stats, look)], look),
    readinessPart(shown),
    leechesPart(shown),
    isUsed ? '' : paragraph(look.theme.key('prep quiz'), look),
  ];
  return `${parts.filter((text) => text !== '').join(gap)}\n`;
}

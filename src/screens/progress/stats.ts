// `prep stats`: charts, or sentences with `--plain`. Every figure comes with its counts.
import { RATINGS } from '../../core/base/attempt.ts';
import { daysBetween } from '../../core/base/day.ts';
import { percentText } from '../../core/base/wording.ts';
import {
  citedText,
  coverageText,
  forecastText,
  isNothingAsked,
  LEECHES_ADVICE,
  LEECHES_TITLE,
  leechText,
  missingOf,
  nothingCountedText,
  paceText,
  percentOf,
  rangeText,
  recentDaysText,
  readinessText,
  retentionText,
  type Stats,
  streakText,
  timeOf,
  totalTexts,
} from '../../core/progress/stats.ts';
import { renderLeastReady, type ShareColumn } from './plan.ts';
import { labelOf } from '../quiz/card.ts';
import { facts, flow, innerColumns, inset, type Display, paragraph, rule } from '../ui/frame.ts';
import { type ColumnOf, insetTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { hangText, indentLines, oneLine } from '../ui/width.ts';

function stepOf(share: number | undefined, { symbols }: Theme): string {
  if (share === undefined) return ' ';
  const last = symbols.steps.length - 1;
  return symbols.steps[Math.max(0, Math.min(last, Math.round(share * last)))] ?? ' ';
}

export const sparkline = (shares: readonly (number | undefined)[], theme: Theme): string =>
  shares.map((share) => stepOf(share, theme)).join('');

export type StatsShown = {
  readonly stats: Stats;
  readonly only: readonly string[];
  readonly display: Display;
};

export function renderStats({ stats, only, display }: StatsShown): string {
  const { attempts, since, coverage, cited, retention } = stats;
  const isUsed = attempts > 0;
  const scope = [...only, ...(since === undefined ? [] : [`since ${since}`])].map(oneLine).join(', ');
  const text = (words: string): string => paragraph(words, display);
  const parts = [
    rule('Your progress', scope, display),
    isUsed ? facts(totalTexts(stats), display) : text(nothingCountedText(stats)),
  ];
  const add = (title: string, ...lines: readonly string[]): void => {
    const below = lines.filter((line) => line !== '');
    if (below.length > 0) parts.push([text(display.theme.strong(title)), ...below].join('\n'));
  };
  if (isUsed) add('Days', text(recentDaysText(stats)), text(streakText(stats)));
  if (isUsed || !isNothingAsked(stats)) add('Due', ...forecastLines(stats.forecast, display));
  if (isUsed) {
    const byMonth = periodLine(retention.months, 'By month', display);
    const known = (counts: Parameters<typeof missingOf>[0], words: string): string =>
      missingOf(counts) > 0 ? '' : text(words);
    add('Recall', recallTable(retention, display), byMonth, known(retention.all, retentionText(retention)));
    add('Time', known(stats.time.elapsedMs, paceText(stats.time)));
    const byWeek = periodLine(coverage.weeks, 'By week', display);
    add('Points covered', byWeek, known(coverage, coverageText(coverage)));
    add('Values cited', periodLine(cited.weeks, 'By week', display), known(cited, citedText(stats)));
    if (missingOf(retention.all) > 0)
      parts.push(text(display.theme.dim('Figures that need more attempts are left out.')));
  }
  if (isUsed || !isNothingAsked(stats)) {
    add('Sections', sectionTable(stats, display));
    const least = renderLeastReady(stats.leastReady, READY_COLUMNS, display);
    add('Readiness', text(readinessText(stats)), least);
    add(LEECHES_TITLE, ...leechLines(stats.leeches, display));
    if (!isUsed) parts.push(text(display.theme.key('prep quiz')));
  }
  return `${parts.join(display.plain ? '\n' : '\n\n')}\n`;
}

const READY_COLUMNS: readonly ShareColumn[] = [
  { header: 'Recall', of: ({ recall }) => recall },
  { header: 'Will cover', of: ({ coverage }) => coverage },
  { header: 'Ready', of: ({ readiness }) => readiness },
];

/** Only the latest are shown in plain lines. */
const MOST_LINES = 12;

function forecastLines(forecast: Stats['forecast'], display: Display): readonly string[] {
  const { days } = forecast;
  const words = paragraph(forecastText(forecast), display);
  const busy = days.filter(({ due }) => due > 0);
  if (display.plain) return [words, ...busy.map(({ day, due }) => `${day}: ${due} due.`)];
  if (busy.length === 0) return [words];
  const most = Math.max(...days.map(({ due }) => due));
  const line = sparkline(
    days.map(({ due }) => (due === 0 ? undefined : due / most)),
    display.theme,
  );
  const about = display.theme.dim(`From today to ${days.at(-1)?.day ?? ''}; at most ${most} a day`);
  return [inset(display.theme.good(line.trimEnd()), display), paragraph(about, display), words];
}

type RecallRow = readonly [name: string, of: string, share: string, range: string];

const RECALL_COLUMNS: readonly ColumnOf<RecallRow>[] = [
  { cell: ([name]) => name },
  { header: 'Recalled', align: 'right', cell: ([, of]) => of },
  { header: 'Share', align: 'right', cell: ([, , share]) => share },
  { header: '95% interval', priority: 1, cell: ([, , , range]) => range },
];

function recallTable({ all, young, mature }: Stats['retention'], display: Display): string {
  if (all.total === 0) return '';
  const shares = { 'all reviews': all, 'after 1-20 days': young, 'after 21 or more': mature };
  const rows = Object.entries(shares).map(([name, share]) => {
    const missing = missingOf(share);
    const range = missing > 0 ? `${missing} more needed` : rangeText(share);
    return [name, `${share.hits} of ${share.total}`, percentOf(share), range] as const;
  });
  return insetTable(rows, RECALL_COLUMNS, display);
}

type Period = { readonly from: string; readonly share?: number; readonly total: number };

const isKnown = (period: Period | undefined): period is Period & { readonly share: number } =>
  period?.share !== undefined;

/**
 * One character per week or month, with the first and last in words. Empty with fewer than two figures.
 * @param name what a column is: `By week`
 */
function periodLine(periods: readonly Period[], name: string, display: Display): string {
  const known = periods.filter(isKnown);
  if (known.length < 2) return '';
  if (display.plain)
    return known
      .slice(-MOST_LINES)
      .map(({ from, share, total }) => `${name}, ${from}: ${percentText(share)} of ${total}.`)
      .join('\n');
  const columns = innerColumns(display);
  const latest = withGaps(periods).slice(-columns);
  const shown = latest.slice(latest.findIndex(isKnown));
  const [first, last] = [shown.find(isKnown), shown.findLast(isKnown)].map((end) =>
    end ? `${end.from} ${percentText(end.share)}` : '',
  );
  const line = sparkline(
    shown.map((period) => period?.share),
    display.theme,
  );
  const words = flow([`${name}: ${first ?? ''},`, last ?? ''], ' ', columns);
  return inset(`${line.trimEnd()}\n${display.theme.dim(words)}`, display);
}

/** Adds empty weeks; months stay as they are. */
const withGaps = (periods: readonly Period[]): readonly (Period | undefined)[] =>
  periods.flatMap((period, i) => {
    const before = periods[i - 1];
    if (!before || period.from.length < 10) return [period];
    const gaps = Math.min(daysBetween(before.from, period.from) / 7, 500) - 1;
    return [...Array.from({ length: gaps }, () => undefined), period];
  });

function sectionTable({ sections, readiness }: Stats, display: Display): string {
  if (sections.length === 0) return '';
  const { theme } = display;
  const readyShares = new Map<string | undefined, number>(
    readiness.sections.map((each) => [each.section, each.readiness]),
  );
  const rows = sections.map(({ section, elapsedMs, ...counts }) => ({
    ...counts,
    name: section === undefined ? '(in no loaded bank)' : oneLine(section) || '(no section)',
    time: timeOf(elapsedMs),
    ready: percentOf({ share: readyShares.get(section) }),
  }));
  type Row = (typeof rows)[number];
  const right = (header: string, priority: number, cell: (row: Row) => string) =>
    ({ header, align: 'right', priority, cell }) as const;
  const columns: readonly ColumnOf<Row>[] = [
    { header: 'Section', min: 10, cell: ({ name }) => name },
    right('Seen', 3, ({ attempted, questions }) => `${attempted}/${questions}`),
    right('Attempts', 4, ({ attempts }) => `${attempts}`),
    ...RATINGS.map((rating) => ({
      ...right(rating, rating === 'again' ? 0 : 1, ({ ratings }) => `${ratings[rating]}`),
      style: theme.rating[rating],
    })),
    right('Median', 2, ({ time }) => time),
    right('Ready', 0, ({ ready }) => ready),
  ];
  return insetTable(rows, columns, display);
}

const LEECHES_SHOWN = 6;

function leechLines(leeches: Stats['leeches'], display: Display): readonly string[] {
  if (leeches.length === 0) return [];
  const { theme } = display;
  const columns = innerColumns(display);
  const lines = leeches.slice(0, LEECHES_SHOWN).flatMap((leech) => {
    const { question } = leech;
    const title = `${labelOf(question)} ${oneLine(question.title)}`;
    const command = theme.key(`prep answer ${oneLine(labelOf(question))}`);
    return [
      hangText(`${theme.bad(theme.symbols.cross)} `, title, columns),
      indentLines(flow([leechText(leech), command], ' ', columns - 2), '  '),
    ];
  });
  const more = leeches.length - LEECHES_SHOWN;
  return [
    inset(lines.join('\n'), display),
    more > 0 ? paragraph(`And ${more} more: --json names all.`, display) : '',
    paragraph(LEECHES_ADVICE, display),
  ];
}

// `prep stats`: charts, or sentences with `--plain`. Every figure comes with its counts.
import { RATINGS } from '../../core/base/attempt.ts';
import { sumOf } from '../../core/base/collections.ts';
import { addDays } from '../../core/base/day.ts';
import { titleText } from '../../core/base/text.ts';
import { countOf, elapsedText, percentText } from '../../core/base/wording.ts';
import { notAttemptedText, rangeText, readinessMadeText } from '../../core/progress/readiness.ts';
import type { Stats } from '../../core/progress/stats.ts';
import { daysText } from './plan.ts';
import { shownId } from '../quiz/card.ts';
import { facts, inset, type Display, paragraph, rule } from '../ui/frame.ts';
import { type ColumnOf, insetTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { oneLine } from '../ui/width.ts';

export function sparkline(shares: readonly (number | undefined)[], { symbols: { steps } }: Theme): string {
  const last = steps.length - 1;
  return shares
    .map((share) => (share === undefined ? ' ' : (steps[Math.round(share * last)] ?? ' ')))
    .join('');
}

export function renderStats(stats: Stats, only: readonly string[], display: Display): string {
  const { attempts, since, retention } = stats;
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
  if (isUsed)
    add('Days', text(recentDaysText(stats)), text(`Current streak: ${countOf(stats.streakDays, 'day')}.`));
  if (isUsed || !isNothingAsked(stats)) {
    add('Due', ...forecastLines(stats.forecast, display));
    add('Recall', text(retentionText(retention)));
    add('Time', text(paceText(stats.time)));
    add('Points covered', text(coverageText(stats.coverage)));
    add('Values cited', text(citedText(stats.cited)));
    if (isUsed && retention.share === undefined)
      parts.push(text(display.theme.dim('Figures that need more attempts are left out.')));
    add('Sections', sectionTable(stats, display));
    const least = stats.leastReady.slice(0, MOST_SHOWN);
    const table = least.length === 0 ? '' : insetTable(least, READY_COLUMNS, display);
    add('Readiness', text(readinessText(stats)), table);
    if (!isUsed) parts.push(text(display.theme.key('prep quiz')));
  }
  return `${parts.join(display.plain ? '\n' : '\n\n')}\n`;
}

/** The rest is in JSON. */
const MOST_SHOWN = 5;

type Ready = Stats['leastReady'][number];

const READY_COLUMNS: readonly ColumnOf<Ready>[] = [
  {
    header: 'Least ready',
    min: 7,
    cell: ({ question }) => `${shownId(question)} ${titleText(question.title)}`,
  },
  // Of the last answer: what follows are estimates.
  { header: 'Covered', align: 'right', priority: 1, cell: ({ covered }) => percentOf(covered) },
  { header: 'Recall', align: 'right', cell: ({ ready }) => percentText(ready.recall) },
  { header: 'Will cover', align: 'right', cell: ({ ready }) => percentText(ready.coverage) },
  { header: 'Ready', align: 'right', cell: ({ ready }) => percentText(ready.readiness) },
];

const totalTexts = ({ attempts, questions, days, elapsedMs }: Stats): readonly string[] => [
  countOf(attempts, 'attempt'),
  countOf(questions, 'question'),
  countOf(days.length, 'day'),
  ...(elapsedMs > 0 ? [`${elapsedText(elapsedMs)} spent answering`] : []),
];

/** The asked sections and tags have no question in common. */
const isNothingAsked = ({ filtered, readiness }: Stats): boolean =>
  filtered && readiness.overall.questions === 0;

function nothingCountedText(stats: Stats): string {
  if (isNothingAsked(stats)) return 'No questions match.';
  const where = stats.filtered ? ' for these questions' : '';
  return stats.since === undefined ? `No attempts${where} yet.` : `No attempts${where} since ${stats.since}.`;
}

const RECENT_DAYS = 14;

/** `Attempts per day, Nov 11 to 24: 3 0 4 …`, today last. */
export function recentDaysText({ days, today, since = '' }: Stats): string {
  const counts = new Map(days.map(({ day, attempts }) => [day, attempts]));
  const recent = Array.from({ length: RECENT_DAYS }, (_, i) => addDays(today, i + 1 - RECENT_DAYS));
  const shown = recent.filter((day) => day === today || day >= since);
  const range = daysText(shown[0] ?? today, today);
  return `Attempts per day, ${range}: ${shown.map((day) => counts.get(day) ?? 0).join(' ')}`;
}

function forecastLines(forecast: Stats['forecast'], display: Display): readonly string[] {
  const { overdue, days, later, unseen } = forecast;
  const ahead = sumOf(days, ({ due }) => due);
  const counts = `${overdue} overdue, ${days[0]?.due ?? 0} due today, ${ahead} due within ${days.length} days including today, ${later} later, ${unseen} never attempted.`;
  const words = paragraph(counts, display);
  const busy = days.filter(({ due }) => due > 0);
  if (display.plain) return [words, ...busy.map(({ day, due }) => `${day}: ${due} due.`)];
  if (busy.length === 0) return [words];
  const most = Math.max(...days.map(({ due }) => due));
  const shares = days.map(({ due }) => (due === 0 ? undefined : due / most));
  const line = sparkline(shares, display.theme);
  const about = display.theme.dim(`From today to ${days.at(-1)?.day ?? ''}; at most ${most} a day`);
  return [inset(display.theme.good(line.trimEnd()), display), paragraph(about, display), words];
}

/** For too little data. */
const NONE = '-';

const percentOf = (share: number | undefined): string => (share === undefined ? NONE : percentText(share));

function retentionText({ desired, hits, total, least, share, low, high }: Stats['retention']): string {
  if (total === 0) return '';
  const recalled = `You recalled ${hits} of ${countOf(total, 'review')}`;
  if (share === undefined || low === undefined || high === undefined)
    return `${recalled}; ${least - total} more needed.`;
  const range = `${percentText(share)}, 95% interval: ${rangeText({ low, high })}`;
  const target = `${recalled} (${range}). Your target is ${percentText(desired)}`;
  if (low > desired) return `${target}; you recall more, so intervals could be longer.`;
  if (high < desired) return `${target}; you recall less, so reviews come too late.`;
  return `${target}, which is in that interval.`;
}

function paceText({ elapsedMs, ofTarget, over }: Stats['time']): string {
  if (elapsedMs.value === undefined) return '';
  const median = `The median of ${countOf(elapsedMs.total, 'attempt')} is ${elapsedText(elapsedMs.value)}`;
  if (ofTarget.value === undefined) return `${median}.`;
  const share = `${over.hits} of ${over.total} took longer than their target`;
  return `${median}, or ${percentText(ofTarget.value)} of the target time; ${share}.`;
}

const coverageText = ({ share, total }: Stats['coverage']): string =>
  share === undefined
    ? ''
    : `${percentText(share)} of the key points on average, over ${countOf(total, 'attempt')} with checked points.`;

const citedText = ({ hits, total, answers, share }: Stats['cited']): string =>
  share === undefined
    ? ''
    : `${hits} of ${total} values (${percentText(share)}) that ${countOf(answers, 'answer')} could have cited.`;

function readinessText({ readiness, today, sections }: Stats): string {
  const { overall, day, unfilled, drafts } = readiness;
  if (overall.questions === 0)
    return sections.length > 0 ? 'All questions are suspended.' : 'No questions are loaded.';
  const when = day === today ? 'If you were asked today' : `On ${day}, if you stop now`;
  const gaps = [
    unfilled.length > 0 ? `${countOf(unfilled.length, 'answer')} with missing values` : '',
    drafts.length > 0 ? `${countOf(drafts.length, 'question')} without an answer` : '',
  ].filter((part) => part !== '');
  const incomplete = gaps.length > 0 ? `Incomplete: ${gaps.join(', ')}.` : '';
  return [`${when}: ${readinessMadeText(overall)}`, notAttemptedText(overall), incomplete]
    .filter(Boolean)
    .join(' ');
}

function sectionTable({ sections, readiness }: Stats, display: Display): string {
  if (sections.length === 0) return '';
  const { theme } = display;
  const readyShares = new Map<string | undefined, number>(
    readiness.sections.map((each) => [each.section, each.readiness]),
  );
  type Row = (typeof sections)[number];
  const nameOf = ({ section }: Row): string =>
    section === undefined ? '(in no loaded bank)' : oneLine(section) || '(no section)';
  const timeOf = ({ elapsedMs: { value } }: Row): string => (value === undefined ? NONE : elapsedText(value));
  const right = (header: string, priority: number, cell: (row: Row) => string) =>
    ({ header, align: 'right', priority, cell }) as const;
  const columns: readonly ColumnOf<Row>[] = [
    { header: 'Section', min: 10, cell: nameOf },
    right('Seen', 3, ({ attempted, questions }) => `${attempted}/${questions}`),
    right('Attempts', 4, ({ attempts }) => `${attempts}`),
    ...RATINGS.map((rating) => ({
      ...right(rating, rating === 'again' ? 0 : 1, ({ ratings }) => `${ratings[rating]}`),
      style: theme.rating[rating],
    })),
    right('Median', 2, timeOf),
    right('Ready', 0, ({ section }) => percentOf(readyShares.get(section))),
  ];
  return insetTable(sections, columns, display);
}

// Past mocks on the screen: a table of them, and two of them side by side.
import type { Calendar } from '../core/day.ts';
import type { InBoth, MockComparison } from '../core/mock-compare.ts';
import { shortIds } from '../core/mock-list.ts';
import type { MockReport, Share } from '../core/mock-report.ts';
import { answeredText, biasText, heldText, pointsText, stateText } from '../core/mock-words.ts';
import { countOf, elapsedText } from '../core/wording.ts';
import { innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { renderTable, type Column } from './table.ts';
import { clean, hangText, oneLine } from './width.ts';

/** Below this many columns the time of day has no room. */
const NARROW = 60;
/** Characters of `2026-11-24`. */
const DATE = 10;

const share = ({ count, of }: Share): string => (of === 0 ? '' : `${count}/${of}`);

/** All mocks, newest first, without a final newline. */
export function renderMockList(reports: readonly MockReport[], calendar: Calendar, look: Look): string {
  if (reports.length === 0)
    return paragraph(`There is no mock yet: ${look.theme.key('prep mock')} holds one.`, look);
  const { theme } = look;
  const columns: readonly Column[] = [
    { header: '', align: 'right', style: theme.strong },
    { header: 'when' },
    { header: 'time', align: 'right' },
    { header: 'answers', align: 'right', priority: 1 },
    { header: 'points', align: 'right' },
    { header: 'numbers', align: 'right', priority: 4 },
    { header: '', priority: 2 },
    { header: 'id', priority: 3, style: theme.dim },
  ];
  const ids = shortIds(reports.map(({ mock }) => clean(mock.id)));
  const rows = reports.map((report, i) => {
    const { mock, totals } = report;
    const state = [stateText(report), mock.study ? 'study' : ''].filter((one) => one !== '');
    return [
      String(i + 1),
      heldText(report, calendar).slice(0, look.columns < NARROW ? DATE : undefined),
      `${elapsedText(mock.usedMs)} / ${elapsedText(mock.budgetMs)}`,
      share(totals.answered),
      share(totals.points),
      share(totals.numbers),
      state.join(', '),
      ids[i] ?? '',
    ];
  });
  return inset(
    renderTable(rows, columns, innerColumns(look), {
      headerStyle: theme.dim,
      ellipsis: theme.symbols.ellipsis,
    }),
    look,
  );
}

/** Totals that two mocks are compared by: what, and how each stands. */
function totalRows({ earlier, later }: MockComparison, calendar: Calendar): readonly (readonly string[])[] {
  const row = (what: string, of: (report: MockReport) => string): readonly string[] => [
    what,
    of(earlier),
    of(later),
  ];
  return [
    row('held', (report) => heldText(report, calendar)),
    row('time', ({ mock }) => `${elapsedText(mock.usedMs)} / ${elapsedText(mock.budgetMs)}`),
    row('answered', ({ totals }) => share(totals.answered)),
    row('within their time', ({ totals }) => share(totals.inTime)),
    row('points', ({ totals }) => share(totals.points)),
    row('numbers', ({ totals }) => share(totals.numbers)),
    row('predictions', ({ totals }) => biasText(totals)),
  ];
}

function questionLines({ earlier, later, gained, lost }: InBoth, look: Look): readonly string[] {
  const { theme } = look;
  const mark = (symbol: string, point: string): string =>
    hangText(`${symbol} `, clean(point), innerColumns(look));
  const title = oneLine(later.question.title);
  const arrow = ` ${theme.symbols.arrow} `;
  const points = [pointsText(earlier), pointsText(later)].filter((one) => one !== '');
  const known = [
    points.length === 2 ? `points ${points.join(arrow)}` : '',
    `time ${answeredText(earlier)}${arrow}${answeredText(later)}`,
  ].filter((fact) => fact !== '');
  return [
    hangText('', theme.strong(title), innerColumns(look)),
    hangText('', theme.dim(known.join(` ${theme.symbols.dot} `)), innerColumns(look)),
    ...gained.map((point) => mark(theme.good(theme.symbols.tick), point)),
    ...lost.map((point) => mark(theme.bad(theme.symbols.cross), point)),
  ];
}

/** Two mocks side by side, without a final newline. */
export function renderMockComparison(compared: MockComparison, calendar: Calendar, look: Look): string {
  const { theme } = look;
  const columns: readonly Column[] = [
    { header: '', style: theme.dim, min: 8 },
    { header: 'earlier', min: 8 },
    { header: 'later', min: 8 },
  ];
  const table = renderTable(totalRows(compared, calendar), columns, innerColumns(look), {
    headerStyle: theme.dim,
    overflow: 'wrap',
  });
  const { inBoth } = compared;
  const both =
    inBoth.length === 0
      ? [paragraph('No question was in both.', look)]
      : [
          paragraph(
            `${countOf(inBoth.length, 'question')} in both, with points that were gained or lost:`,
            look,
          ),
          ...inBoth.map((each) => inset(questionLines(each, look).join('\n'), look)),
        ];
  const parts = [rule('Two mocks', '', look), inset(table, look), ...both];
  return look.plain ? parts.join('\n') : parts.join('\n\n');
}

// Mock interview screens. Until the interview is over nothing of a model answer is shown.
import { type Calendar, MINUTE_MS } from '../../core/base/day.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { countOf, elapsedText } from '../../core/base/wording.ts';
import { type Mock, type MockEnd, shortIds } from '../../core/mock/mock.ts';
import {
  answeredText,
  biasText,
  factsOfMock,
  followUpText,
  heldText,
  type InBoth,
  type MockComparison,
  type MockReport,
  numbersIn,
  numbersText,
  pointsIn,
  pointsText,
  predictedText,
  ratedText,
  type ReportRow,
  type Share,
  stateText,
  stepAfterMock,
  tellingTexts,
  timeText,
} from '../../core/mock/report.ts';
import { labelOf } from '../quiz/card.ts';
import { facts, innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { renderMarkdown } from '../ui/markdown.ts';
import { type Column, renderTable } from '../ui/table.ts';
import { tickOrCross } from '../ui/theme.ts';
import { renderClock } from '../ui/times.ts';
import { clean, hangText, oneLine, wrapText } from '../ui/width.ts';

const minutesText = (ms: number): string => `${Number((ms / MINUTE_MS).toFixed(1))} min`;

/** `31:07 left`, rounded up, so that 0:00 means the time is over. */
const leftText = (leftMs: number): string => `${elapsedText(Math.ceil(leftMs / 1000) * 1000)} left`;

export function timeLeftText(leftMs: number, { theme }: Look): string {
  if (leftMs <= 0) return theme.bad('the time is over: finish this answer');
  const text = leftText(leftMs);
  return leftMs <= 5 * MINUTE_MS ? theme.warn(text) : theme.dim(text);
}

type MockStart = {
  readonly mock: Pick<Mock, 'questions' | 'budgetMs' | 'study' | 'usedMs' | 'turns'>;
  readonly plannedMs: number;
  readonly wanted: number;
  readonly short?: 'bank' | 'time' | undefined;
};

const SHORT: Readonly<Record<'bank' | 'time', string>> = {
  bank: 'Nothing more that is asked for is in the bank.',
  time: 'More would not fit the time.',
};

const gap = ({ plain }: Look): readonly string[] => (plain ? [] : ['']);

const REAL = 'No model answer and no points until the end, as in an interview.';
const STUDY = 'Each answer is checked at once, then followed up where something was missed.';

export function renderMockStart({ mock, plannedMs, wanted, short }: MockStart, look: Look): string {
  const { questions, budgetMs, study } = mock;
  const { theme } = look;
  const about = [
    countOf(questions.length, 'question'),
    `about ${minutesText(plannedMs)} of ${minutesText(budgetMs)}`,
    study ? 'study mode' : '',
  ];
  const fewer = short && `${questions.length} of the ${wanted} questions wanted. ${SHORT[short]}`;
  const keys = `${theme.key('?')} help, ${theme.key('s')} skips a question, ${theme.key('q')} pauses: the clock stands still, and prep mock --resume goes on.`;
  return [
    rule('Mock interview', '', look),
    facts(about, look),
    ...(fewer ? [paragraph(theme.warn(fewer), look)] : []),
    ...gap(look),
    paragraph(study ? STUDY : REAL, look),
    paragraph(keys, look),
    ...gap(look),
  ].join('\n');
}

export function renderMockResumed(mock: Mock, look: Look): string {
  const { turns, questions, budgetMs, usedMs, phase } = mock;
  // A follow-up needs its question for context.
  const asked = phase === 'followed' ? turns.at(-1)?.question : undefined;
  const title = questions.find(({ question }) => question === asked)?.title;
  const left = Math.max(0, budgetMs - usedMs);
  const done = turns.filter(({ answer, skipped }) => answer !== undefined || skipped !== undefined).length;
  return [
    rule('Mock interview, gone on with', '', look),
    facts([`${done} of ${countOf(questions.length, 'question')} done`, leftText(left)], look),
    ...(title === undefined ? [] : [paragraph(look.theme.title(oneLine(title)), look)]),
    ...gap(look),
  ].join('\n');
}

const markdown = (text: string, look: Look): string =>
  inset(renderMarkdown(text, { columns: innerColumns(look), theme: look.theme }).replace(/\s+$/, ''), look);

export function renderFollowUpCard(
  text: string,
  head: Pick<QuestionHead, 'id' | 'number'>,
  look: Look,
): string {
  return [
    ...(look.plain ? [''] : []),
    rule('Follow-up', labelOf(head), look),
    ...gap(look),
    look.theme.title(markdown(text, look)),
    ...gap(look),
  ].join('\n');
}

type ShownFollowUp = {
  readonly text: string;
  readonly skipped?: true;
  readonly answer?: { readonly text: string };
  readonly model?: string;
};

export function renderFollowUps(followUps: readonly ShownFollowUp[], look: Look): string {
  const { theme } = look;
  const parts = followUps.flatMap(({ text, answer, model, skipped }) => [
    theme.strong(markdown(text, look)),
    ...(answer && answer.text !== ''
      ? [inset(wrapText(theme.dim(`You: ${clean(answer.text)}`), innerColumns(look)), look)]
      : []),
    ...(skipped ? [paragraph(theme.dim('You skipped it.'), look)] : []),
    ...(model === undefined || model.trim() === '' ? [] : [markdown(model, look)]),
  ]);
  const joint = look.plain ? '\n' : '\n\n';
  return [rule('Follow-ups', '', look), ...parts].join(joint) + joint.slice(1);
}

const ENDS: Readonly<Record<MockEnd, string>> = {
  done: 'That was the last question.',
  time: 'The time is over, and the interview ends here as a real one would.',
  left: 'The interview is ended.',
};

export function renderMockEnd(
  { endedBy = 'done', turns, questions, usedMs, budgetMs }: Mock,
  look: Look,
): string {
  const answered = turns.filter(({ answer }) => answer !== undefined).length;
  const notAsked = questions.length - turns.length;
  return [
    ...(look.plain ? [''] : []),
    rule('The interview is over', '', look),
    paragraph(ENDS[endedBy], look),
    facts(
      [
        `${answered} of ${countOf(questions.length, 'question')} answered`,
        notAsked > 0 ? `${notAsked} not asked` : '',
        `${elapsedText(usedMs)} of ${elapsedText(budgetMs)}`,
      ],
      look,
    ),
    ...gap(look),
  ].join('\n');
}

function reportTable(rows: readonly ReportRow[], look: Look): string {
  const { theme } = look;
  const columns: readonly Column[] = [
    { header: '', align: 'right', style: theme.strong },
    { header: 'question', min: 12 },
    { header: 'time' },
    { header: 'points', align: 'right' },
    { header: 'numbers', align: 'right', priority: 2 },
    { header: 'predicted', priority: 3 },
    { header: 'rated', priority: 1 },
  ];
  const cells = rows.map((row) => [
    `${row.at}`,
    oneLine(row.question.title),
    row.state === 'answered' ? renderClock(row.elapsedMs, row.targetMs, theme) : theme.dim(timeText(row)),
    pointsText(row),
    numbersText(row),
    predictedText(row),
    row.rating ? theme.rating[row.rating](row.rating) : theme.dim(ratedText(row)),
  ]);
  return renderTable(cells, columns, innerColumns(look), {
    headerStyle: theme.dim,
    ellipsis: theme.symbols.ellipsis,
  });
}

function detailsOf(row: ReportRow, pace: MockReport['pace'], look: Look): readonly string[] {
  const { theme } = look;
  const line = (mark: string, text: string): string => hangText(mark, text, innerColumns(look));
  const numberLines = [true, false].flatMap((cited) => {
    const numbers = numbersIn(row, cited).map((text) => theme.filled(clean(text)));
    return numbers.length === 0 ? [] : [line(cited ? 'cited: ' : 'not cited: ', numbers.join(', '))];
  });
  const lines = [
    ...pointsIn(row).map(({ text, covered }) => line(`${tickOrCross(covered, theme)} `, clean(text))),
    ...numberLines,
    ...tellingTexts(row, pace).map((text) => line('', theme.dim(text))),
    ...row.followUps.map((each) =>
      line(`${theme.symbols.arrow} `, `${oneLine(each.text)} ${theme.dim(`(${followUpText(each)})`)}`),
    ),
  ];
  if (lines.length === 0) return [];
  const title = line(`${theme.strong(`${row.at}.`)} `, oneLine(row.question.title));
  return [inset([title, ...lines].join('\n'), look)];
}

export function renderMockReport(report: MockReport, calendar: Calendar, look: Look): string {
  const { theme } = look;
  const { why, command } = stepAfterMock(report);
  const parts = [
    rule('Mock interview: report', '', look),
    facts(factsOfMock(report, calendar), look),
    inset(reportTable(report.rows, look), look),
    ...report.rows.flatMap((row) => detailsOf(row, report.pace, look)),
    paragraph(`${why} ${theme.dim(theme.symbols.arrow)} ${theme.key(clean(command))}`, look),
  ];
  return look.plain ? `\n${parts.join('\n')}` : `${parts.join('\n\n')}\n`;
}

const NARROW = 60;
const DATE = 10;

const share = ({ count, of }: Share): string => (of === 0 ? '' : `${count}/${of}`);
const timesText = ({ mock }: MockReport): string =>
  `${elapsedText(mock.usedMs)} / ${elapsedText(mock.budgetMs)}`;

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
    return [
      String(i + 1),
      heldText(report, calendar).slice(0, look.columns < NARROW ? DATE : undefined),
      timesText(report),
      share(totals.answered),
      share(totals.points),
      share(totals.numbers),
      [stateText(report), mock.study ? 'study' : ''].filter(Boolean).join(', '),
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

const COMPARED: readonly (readonly [what: string, of: (report: MockReport, calendar: Calendar) => string])[] =
  [
    ['held', heldText],
    ['time', timesText],
    ['answered', ({ totals }) => share(totals.answered)],
    ['within their time', ({ totals }) => share(totals.inTime)],
    ['points', ({ totals }) => share(totals.points)],
    ['numbers', ({ totals }) => share(totals.numbers)],
    ['predictions', ({ totals }) => biasText(totals)],
  ];

function questionLines({ earlier, later, gained, lost }: InBoth, look: Look): readonly string[] {
  const { theme } = look;
  const { arrow, dot, tick, cross } = theme.symbols;
  const line = (mark: string, text: string): string => hangText(mark, text, innerColumns(look));
  const points = [pointsText(earlier), pointsText(later)];
  const known = [
    points.includes('') ? '' : `points ${points.join(` ${arrow} `)}`,
    `time ${answeredText(earlier)} ${arrow} ${answeredText(later)}`,
  ].filter(Boolean);
  return [
    line('', theme.strong(oneLine(later.question.title))),
    line('', theme.dim(known.join(` ${dot} `))),
    ...gained.map((point) => line(`${theme.good(tick)} `, clean(point))),
    ...lost.map((point) => line(`${theme.bad(cross)} `, clean(point))),
  ];
}

export function renderMockComparison(
  { earlier, later, inBoth }: MockComparison,
  calendar: Calendar,
  look: Look,
): string {
  const { theme } = look;
  const rows = COMPARED.map(([what, of]) => [what, of(earlier, calendar), of(later, calendar)]);
  const columns: readonly Column[] = [
    { header: '', style: theme.dim, min: 8 },
    { header: 'earlier', min: 8 },
    { header: 'later', min: 8 },
  ];
  const table = renderTable(rows, columns, innerColumns(look), {
    headerStyle: theme.dim,
    overflow: 'wrap',
  });
  const both =
    inBoth.length === 0
      ? 'No question was in both.'
      : `${countOf(inBoth.length, 'question')} in both, with points that were gained or lost:`;
  const parts = [
    rule('Two mocks', '', look),
    inset(table, look),
    paragraph(both, look),
    ...inBoth.map((each) => inset(questionLines(each, look).join('\n'), look)),
  ];
  return look.plain ? parts.join('\n') : parts.join('\n\n');
}

// Reports as Markdown: of a mock, for notes, a phone or a coach, and of a person's progress. Texts of
// the bank are Markdown already; typed text is quoted line by line, so that it adds no headings.
import { type NamedPoint, NOT_CHECKED, RATINGS } from '../../core/base/attempt.ts';
import type { Calendar } from '../../core/base/day.ts';
import { labelOf } from '../../core/base/question.ts';
import { percentText } from '../../core/base/wording.ts';
import {
  factsOfMock,
  followUpText,
  type MockReport,
  numbersIn,
  numbersText,
  pointsIn,
  pointsText,
  ratedText,
  type ReportRow,
  stepAfterMock,
  wrongTexts,
  timeText,
  verdictOf,
} from '../../core/mock/report.ts';
import {
  citedText,
  coverageText,
  forecastText,
  isNothingAsked,
  LEECHES_ADVICE,
  LEECHES_TITLE,
  leechText,
  nothingCountedText,
  paceText,
  percentOf,
  rangeText,
  readinessText,
  retentionText,
  type Stats,
  streakText,
  timeOf,
  totalTexts,
} from '../../core/progress/stats.ts';
import { onOneLine, seen } from '../markdown/html.ts';
import { namedParts } from '../question/filled-text.ts';

const blocksText = (blocks: readonly string[]): string => blocks.filter((block) => block !== '').join('\n\n');

/** What a person typed: its headings are those of the parts of a story, or none. */
const quotation = (text: string): string =>
  text === ''
    ? ''
    : seen(namedParts(text))
        .split('\n')
        .map((line) => `> ${line.replace(/^(?=\s*#)/, '\\')}`.trimEnd())
        .join('\n');

const tickList = (points: readonly NamedPoint[]): string =>
  points
    .map(({ text, covered }) => {
      const after = covered === null ? ` (${NOT_CHECKED})` : '';
      return `- [${covered ? 'x' : ' '}] ${onOneLine(text)}${after}`;
    })
    .join('\n');

const cell = (text: string): string => onOneLine(text).replaceAll('\\', '\\\\').replaceAll('|', '\\|');

type Cells = readonly string[];

/** Figures are at the right of a name. Empty without rows. */
function tableOf(holds: 'words' | 'figures', head: Cells, rows: readonly Cells[]): string {
  if (rows.length === 0) return '';
  const marks = head.map((_, at) => (holds === 'words' ? '---' : at === 0 ? ':--' : '--:'));
  return [head, marks, ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function answersTable(rows: readonly ReportRow[]): string {
  const head = ['', 'question', 'section', 'time', 'points', 'values', 'rated'];
  const lines = rows.map((row) => [
    String(row.at),
    row.question.title,
    row.question.section,
    timeText(row),
    pointsText(row),
    numbersText(row),
    ratedText(row),
  ]);
  return tableOf('words', head, lines);
}

function numbersOf(row: ReportRow): readonly string[] {
  const [cited, uncited] = [true, false].map((isCited) => numbersIn(row, isCited).map(onOneLine).join(', '));
  return [cited ? `Cited: ${cited}.` : '', uncited ? `Not cited: ${uncited}.` : ''];
}

const questionOf = (row: ReportRow): string =>
  blocksText([
    `## ${row.at}. ${onOneLine(row.question.title)}`,
    [onOneLine(row.question.section), timeText(row), ratedText(row)].filter((part) => part !== '').join(', '),
    quotation(row.text),
    tickList(pointsIn(row)),
    ...numbersOf(row),
    ...wrongTexts(row).map(onOneLine),
    ...row.followUps.flatMap((each) => [
      `**${onOneLine(each.text)}** (${followUpText(each)})`,
      quotation(each.answer?.text ?? ''),
    ]),
  ]);

export function mockMarkdown(report: MockReport, calendar: Calendar): string {
  const { why, command } = stepAfterMock(report);
  const blocks = [
    '# Mock interview',
    `${verdictOf(report)} ${why}: \`${onOneLine(command)}\``,
    factsOfMock(report, calendar)
      .map((fact) => `- ${onOneLine(fact)}`)
      .join('\n'),
    answersTable(report.rows),
    ...report.rows.map(questionOf),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const MOST_QUESTIONS = 10;

const partOf = (title: string, ...blocks: readonly string[]): string =>
  blocksText([`## ${title}`, ...blocks]);

function recallPart({ retention }: Stats): string {
  const { all, young, mature } = retention;
  const shares = { 'all reviews': all, 'after 1-20 days': young, 'after 21 days or more': mature };
  const rows = Object.entries(all.total === 0 ? {} : shares).map(([name, share]) => [
    name,
    `${share.hits} of ${share.total}`,
    percentOf(share),
    rangeText(share),
  ]);
  const table = tableOf('figures', ['Reviews', 'Recalled', 'Share', '95% sure'], rows);
  return partOf('Recall', retentionText(retention), table);
}

function sectionsPart({ sections, readiness, time }: Stats): string {
  const ready = new Map<string | undefined, number>(
    readiness.sections.map((each) => [each.section, each.readiness]),
  );
  const rows = sections.map(({ section, attempted, questions, attempts, ratings, elapsedMs }) => [
    section === undefined ? 'Not in a loaded bank' : section.trim() || 'No section',
    `${attempted} of ${questions}`,
    String(attempts),
    ...RATINGS.map((rating) => String(ratings[rating])),
    timeOf(elapsedMs),
    percentOf({ share: ready.get(section) }),
  ]);
  const head = ['Section', 'Attempted', 'Attempts', ...RATINGS, 'Median time', 'Ready'];
  return partOf('Ratings and times', paceText(time), tableOf('figures', head, rows));
}

function readinessPart(stats: Stats): string {
  const rows = stats.leastReady
    .slice(0, MOST_QUESTIONS)
    .map(({ question, ready: { recall, coverage, readiness } }) => [
      `${labelOf(question)} ${question.title}`,
      ...[recall, coverage, readiness].map(percentText),
    ]);
  const head = ['Least ready', 'Recall', 'Coverage', 'Ready'];
  return partOf('Readiness', readinessText(stats), tableOf('figures', head, rows));
}

function leechesPart({ leeches }: Stats): string {
  const items = leeches.map(
    (leech) =>
      `- ${onOneLine(leech.question.title)}\\\n  ${leechText(leech)} \`prep answer ${leech.question.id}\``,
  );
  return items.length === 0 ? '' : partOf(LEECHES_TITLE, LEECHES_ADVICE, items.join('\n'));
}

/**
 * The same text for the same figures and the same day.
 * @param only names of the requested sections and tags
 */
export function statsMarkdown(stats: Stats, only: readonly string[]): string {
  const { today, since, forecast, coverage } = stats;
  const isUsed = stats.attempts > 0;
  const isAsked = isUsed || !isNothingAsked(stats);
  const facts = [since === undefined ? today : `${since} to ${today}`, ...only, ...totalTexts(stats)];
  return `${blocksText([
    '# Your progress',
    facts.map(onOneLine).join(' · '),
    isUsed ? streakText(stats) : nothingCountedText(stats),
    isAsked ? partOf('Due', forecastText(forecast)) : '',
    ...(isUsed
      ? [
          recallPart(stats),
          partOf('Points covered', coverageText(coverage)),
          partOf('Values cited', citedText(stats)),
          sectionsPart(stats),
        ]
      : []),
    ...(isAsked ? [readinessPart(stats), leechesPart(stats)] : []),
  ])}\n`;
}

// How it goes as one page that needs nothing else: charts, their words, and tables behind them. No script runs and nothing
// is loaded. Knows the order of the parts; what they show is known elsewhere.
import { RATINGS } from '../../core/rating.ts';
import { isNothingAsked, nothingCountedText } from '../../core/stats-words.ts';
import { LEECH_LAPSES, type Stats } from '../../core/stats.ts';
import { paceText, readinessText, timeOf } from '../../core/stats-words.ts';
import type { SectionStats } from '../../core/stats.ts';
import { countOf, elapsedText, percentText } from '../../core/wording.ts';
import { textHtml } from '../html-text.ts';
import { pageHead } from './page-head.ts';
import {
  daysHtml,
  forecastHtml,
  predictionsHtml,
  recallHtml,
  trendsHtml,
  type ReportMoment,
} from './report-charts.ts';
import { figureHtml, foldedTable, legendHtml, sectionHtml, tableHtml } from './report-parts.ts';
import { STYLE, STYLE_HASH } from './report-style.ts';
import { svgBars } from './svg-bars.ts';
import { svgStacks } from './svg-stacks.ts';

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

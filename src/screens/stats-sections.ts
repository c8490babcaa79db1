// Ratings, times and readiness section by section, as a table that drops what has no room.
import type { RatingCounts } from '../core/stats-sections.ts';
import type { Stats } from '../core/stats.ts';
import { timeOf } from '../core/stats-words.ts';
import { RATINGS } from '../core/rating.ts';
import { innerColumns, inset, type Look } from './frame.ts';
import { renderTable, type Column } from './table.ts';
import type { Theme } from './theme.ts';
import { oneLine } from './width.ts';
import { percentText } from '../core/wording.ts';

/** One row, before it is cut into cells. */
type Row = {
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

function rowsOf({ sections, readiness }: Stats): readonly Row[] {
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

const columnsOf = (theme: Theme): readonly Column[] => [
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

const inWords = ({ name, questions, attempted, attempts, ratings, time, ready }: Row): string =>
  `${name}: ${attempted} of ${questions} questions attempted, ${attempts} answers (` +
  `${RATINGS.map((rating) => `${ratings[rating]} ${rating}`).join(', ')}), median time ${time}, ready ${ready}.`;

/** The table, indented; sentences in plain lines. Empty without a question. */
export function sectionTable(stats: Stats, look: Look): string {
  const { theme } = look;
  const rows = rowsOf(stats);
  if (rows.length === 0) return '';
  if (look.plain) return rows.map(inWords).join('\n');
  const cells = rows.map(({ name, questions, attempted, attempts, ratings, time, ready }) => [
    name,
    `${attempted}/${questions}`,
    String(attempts),
    ...RATINGS.map((rating) => String(ratings[rating])),
    time,
    ready,
  ]);
  const options = { headerStyle: theme.dim, ellipsis: theme.symbols.ellipsis };
  return inset(renderTable(cells, columnsOf(theme), innerColumns(look), options), look);
}

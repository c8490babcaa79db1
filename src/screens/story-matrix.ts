// Which story serves which question: a grid, or on a narrow screen a list; and below it the questions that no story serves.
import type { QuestionHead } from '../core/question.ts';
import { isServed, type ServedRow, type Serving, type StoryMatrix } from '../core/story-bank.ts';
import { labelOf } from './card.ts';
import { flow } from './frame.ts';
import { renderTable, type Column } from './table.ts';
import type { Theme } from './theme.ts';
import { hangText, oneLine, wrapText } from './width.ts';

/** Below this many columns a grid has no room for titles. */
const NARROW = 60;
/** Columns that the words of a question get at least. */
const TITLE_ROOM = 24;
const GAP = 2;

/** What stories are called in the grid: `Q41`, or `A`, `B` … for those without a number. */
function namesOf(stories: readonly QuestionHead[]): ReadonlyMap<string, string> {
  let letters = 0;
  const letter = (): string => {
    const at = letters++;
    return `${String.fromCharCode(65 + (at % 26))}${at < 26 ? '' : Math.floor(at / 26)}`;
  };
  return new Map(stories.map((story) => [story.id, story.number === undefined ? letter() : labelOf(story)]));
}

const markOf = (serving: Serving | undefined, { symbols }: Theme): string =>
  serving === undefined ? '' : { itself: symbols.bullet, tag: symbols.tick, guess: '?' }[serving.by];

const rowName = ({ question }: ServedRow): string =>
  question === undefined ? 'theme' : question.number === undefined ? '' : labelOf(question);
const rowTitle = ({ question, theme = '' }: ServedRow): string => oneLine(question?.title ?? theme);

const ITSELF: Readonly<Record<ServedRow['itself'], string>> = { story: '', answer: 'answer', nothing: '-' };

function grid(
  matrix: StoryMatrix,
  names: ReadonlyMap<string, string>,
  columns: number,
  style: Theme,
): string {
  const cells = matrix.rows.map((row) => [
    rowName(row),
    rowTitle(row),
    ...matrix.stories.map(({ id }) =>
      markOf(
        row.servings.find(({ story }) => story === id),
        style,
      ),
    ),
    row.theme === undefined ? ITSELF[row.itself] : '',
  ]);
  const spec: readonly Column[] = [
    { header: '', style: style.dim },
    { header: 'Asked', min: TITLE_ROOM },
    ...matrix.stories.map(({ id }): Column => ({ header: names.get(id) ?? id, align: 'center' })),
    { header: 'Else', style: style.dim },
  ];
  return renderTable(cells, spec, columns, { headerStyle: style.strong, ellipsis: style.symbols.ellipsis });
}

function list(
  matrix: StoryMatrix,
  names: ReadonlyMap<string, string>,
  columns: number,
  style: Theme,
): string {
  return matrix.rows
    .map((row) => {
      const marks = row.servings.map(
        (each) => `${markOf(each, style)} ${names.get(each.story) ?? each.story}`,
      );
      const facts = [
        ...marks,
        ...(row.itself === 'answer' ? ['another answer'] : []),
        ...(marks.length === 0 && row.itself === 'nothing' ? ['nothing'] : []),
      ];
      const title = [rowName(row), rowTitle(row)].filter(Boolean).join(' ');
      return `${wrapText(title, columns)}\n${wrapText(facts.join('   '), columns, '  ')}`;
    })
    .join('\n');
}

/** What the stories are, by their names in the grid. */
function legend(
  { stories }: StoryMatrix,
  names: ReadonlyMap<string, string>,
  columns: number,
  style: Theme,
): string {
  const lines = stories.map((story) =>
    hangText(`  ${style.strong(names.get(story.id) ?? '')}  `, oneLine(story.title), columns),
  );
  const { bullet, tick } = style.symbols;
  const marks = [
    `${bullet} told for it`,
    `${tick} serves it, as its tags say`,
    '? a guess: both have a tag in common',
  ];
  return [style.strong('Stories'), ...lines, style.dim(flow(marks, '   ', columns))].join('\n');
}

function gapLine(row: ServedRow, names: ReadonlyMap<string, string>, columns: number, style: Theme): string {
  const guesses = row.servings.map((each) =>
    each.by === 'guess'
      ? `${names.get(each.story) ?? each.story} by ${each.topics.map(oneLine).join(', ')}`
      : '',
  );
  const known = [
    ...(row.itself === 'answer' ? ['has another answer'] : ['has no answer']),
    ...(guesses.length === 0 ? [] : [`a guess: ${guesses.join('; ')}`]),
  ];
  const name = row.question ? labelOf(row.question) : '';
  return hangText(
    '  ',
    `${style.strong(name)}  ${rowTitle(row)} ${style.dim(`(${known.join('; ')})`)}`,
    columns,
  );
}

/** Questions that no story serves, those without any answer first. */
export const gapsIn = ({ rows }: StoryMatrix): readonly ServedRow[] => {
  const open = rows.filter((row) => row.question !== undefined && !isServed(row));
  return [
    ...open.filter((row) => row.itself === 'nothing'),
    ...open.filter((row) => row.itself !== 'nothing'),
  ];
};

function gaps(
  matrix: StoryMatrix,
  names: ReadonlyMap<string, string>,
  columns: number,
  style: Theme,
): string {
  const open = gapsIn(matrix);
  if (open.length === 0)
    return style.good(wrapText('Every question that asks for a story has one.', columns));
  const [first] = open;
  const id = oneLine(first?.question?.id ?? '');
  const way = `The tag \`serves:${id}\` in a story says that it serves that question.`;
  return [
    style.warn('No story serves'),
    ...open.map((row) => gapLine(row, names, columns, style)),
    wrapText(style.dim(way), columns),
    ...(first?.itself === 'nothing' ? [wrapText(style.key(`prep answer ${id}`), columns, '  ')] : []),
  ].join('\n');
}

/** The matrix, `columns` wide, ending in a newline. */
export function renderMatrix(matrix: StoryMatrix, columns: number, style: Theme): string {
  if (matrix.rows.length === 0) return `${style.dim('No question asks for a story.')}\n`;
  const names = namesOf(matrix.stories);
  const needed = [...names.values()].reduce((sum, name) => sum + name.length + GAP, TITLE_ROOM + 16);
  const isGrid = columns >= NARROW && needed <= columns;
  const parts = [
    (isGrid ? grid : list)(matrix, names, columns, style),
    matrix.stories.length === 0 ? '' : legend(matrix, names, columns, style),
    gaps(matrix, names, columns, style),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

import { type QuestionHead, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { elapsedText, percentText } from '../../core/base/wording.ts';
import type { Segment } from '../../core/fill/value.ts';
import type { Advice } from '../../core/stories/advice.ts';
import {
  isServed,
  partName,
  type ServedRow,
  type Serving,
  type StoryMatrix,
  usualShareText,
} from '../../core/stories/stories.ts';
import { labelOf } from '../quiz/card.ts';
import { flow, innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { renderFilled } from '../ui/markdown.ts';
import { type Column, renderTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { beside, clean, hangText, oneLine, truncateTo, wrapText } from '../ui/width.ts';

/** Said once, before the first part. */
export const SHARES_ARE =
  'You tell this story part by part. The usual shares of the time are a convention, not science.';

export function partHeading(parts: readonly StarPart[], at: number): string {
  const part = parts[at];
  if (!part) return '';
  const usual = usualShareText(part);
  return `${partName(part)}, part ${at + 1} of ${parts.length}${usual ? `, ${usual} of the time` : ''}`;
}

type StoryPart = {
  readonly part: StarPart;
  readonly exemplar?: readonly Segment[];
  readonly yours?: string;
  /** Absent when it was not timed. */
  readonly ms?: number;
};

export type Story = {
  readonly parts: readonly StoryPart[];
  /** The kind of `yours`: what was just told, or the stored version; `nothing` without either. */
  readonly yoursIs: 'You typed' | 'You said' | 'Your version' | 'nothing';
};

const WIDE = 100;
const WIDEST = 164;
const GAP = 3;

const totalMsOf = ({ parts }: Story): number => parts.reduce((sum, { ms = 0 }) => sum + ms, 0);

function partTitle({ part, ms }: StoryPart, totalMs: number, { theme }: Look): string {
  const usual = totalMs > 0 ? usualShareText(part) : '';
  const share = totalMs > 0 && ms !== undefined ? ` ${percentText(ms / totalMs)} of your time` : '';
  const time = ms === undefined ? '' : `${elapsedText(ms)},${share}`;
  const known = [time, usual].filter(Boolean).join('; ');
  return `${theme.strong(partName(part))}${known ? ` ${theme.dim(`(${known})`)}` : ''}`;
}

/**
 * The full model answer beside what was told, part by part, without a final newline. For one's own stories an
 * exemplar helps and a list of points does not (Froese & Roelle 2022).
 */
export function renderStory(story: Story, look: Look): string {
  const { parts, yoursIs } = story;
  const { theme, plain } = look;
  const hasYours = parts.some(({ yours }) => yours !== undefined && yours.trim() !== '');
  const isWide = hasYours && !plain && look.columns >= WIDE;
  const columns = isWide ? Math.floor((Math.min(look.columns, WIDEST) - 3 - GAP) / 2) : innerColumns(look);
  const totalMs = totalMsOf(story);
  const nothing = theme.dim(yoursIs === 'You said' ? 'nothing heard' : 'nothing typed');
  const bodyOf = ({ exemplar, yours = '' }: StoryPart): string => {
    const model = exemplar
      ? renderFilled(exemplar, { columns, theme }).trim()
      : theme.dim('not in the model answer');
    if (!hasYours) return model;
    const left = `${theme.dim('Model answer')}\n${model}`;
    const own = yours.trim() === '' ? nothing : wrapText(clean(yours).trim(), columns);
    const right = `${theme.dim(yoursIs)}\n${own}`;
    return isWide ? beside(left, right, columns, ' '.repeat(GAP)) : `${left}\n${right}`;
  };
  const sections = parts.map(
    (part) => `${paragraph(partTitle(part, totalMs, look), look)}\n${inset(bodyOf(part), look)}`,
  );
  const head = rule(hasYours ? 'Model answer and yours' : 'Model answer', '', look);
  return [head, ...sections].join(plain ? '\n' : '\n\n') + '\n';
}

export const sharesNote = (story: Story, look: Look): string =>
  totalMsOf(story) === 0
    ? ''
    : paragraph(look.theme.dim('The usual shares are a convention of career guides, not science.'), look);

export type StoryRow = {
  readonly head: QuestionHead;
  readonly own: boolean;
  readonly goTo: boolean;
  readonly serves: readonly string[];
  readonly parts: readonly StarPart[];
  /** Placeholders of the Result with and without a value; `written`: there are none, but the text has a number. */
  readonly numbers: { readonly filled: number; readonly open: number; readonly written: boolean };
};

const NARROW = 60;

const partsCell = ({ parts }: StoryRow): string =>
  STAR_PARTS.map((part) => (parts.includes(part) ? part.charAt(0).toUpperCase() : '-')).join(' ');

function numbersCell({ parts, numbers: { filled, open, written } }: StoryRow): string {
  if (filled + open > 0) return `${filled} of ${filled + open}`;
  if (!parts.includes('result')) return '';
  return written ? 'written' : 'none';
}

function cellsOf(row: StoryRow): readonly string[] {
  return [
    labelOf(row.head),
    oneLine(row.head.title),
    row.own ? 'yours' : row.head.draft ? 'draft' : 'model',
    partsCell(row),
    numbersCell(row),
    row.goTo ? 'go-to' : '',
  ];
}

function record(cells: readonly string[], columns: number, style: Theme): string {
  const [label = '', title = '', version = '', parts = '', numbers = '', goTo = ''] = cells;
  const facts = [label, version, parts, numbers && `numbers: ${numbers}`, goTo].filter(Boolean);
  const known = flow(facts, ` ${style.symbols.dot} `, columns);
  return `${style.dim(known)}\n${wrapText(title, columns, '  ')}\n`;
}

export function renderStories(rows: readonly StoryRow[], columns: number, style: Theme): string {
  const cells = rows.map(cellsOf);
  if (rows.length === 0) return '';
  if (columns < NARROW) return cells.map((each) => record(each, columns, style)).join('');
  const spec: readonly Column[] = [
    { header: '', min: 3, style: style.dim },
    { header: 'Story', min: 20 },
    { header: 'Version' },
    { header: 'Parts' },
    { header: 'Result numbers' },
    { header: '', priority: 1, style: style.good },
  ];
  return `${renderTable(cells, spec, columns, { headerStyle: style.strong, ellipsis: style.symbols.ellipsis })}\n`;
}

const TITLE_ROOM = 24;
const OTHER_ROOM = 16;
const STORY_GAP = 2;

/** Labels of stories in the matrix, by id: `Q41`, or `A`, `B` … for those without a number. */
type Labels = ReadonlyMap<string, string>;

function labelsOf(stories: readonly QuestionHead[]): Labels {
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

function grid({ stories, rows }: StoryMatrix, labels: Labels, columns: number, style: Theme): string {
  const cells = rows.map((row) => [
    rowName(row),
    rowTitle(row),
    ...stories.map(({ id }) =>
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
    ...stories.map(({ id }): Column => ({ header: labels.get(id) ?? id, align: 'center' })),
    { header: 'Else', style: style.dim },
  ];
  return renderTable(cells, spec, columns, { headerStyle: style.strong, ellipsis: style.symbols.ellipsis });
}

const list = ({ rows }: StoryMatrix, labels: Labels, columns: number, style: Theme): string =>
  rows
    .map((row) => {
      const marks = row.servings.map(
        (each) => `${markOf(each, style)} ${labels.get(each.story) ?? each.story}`,
      );
      if (row.itself === 'answer') marks.push('another answer');
      if (marks.length === 0) marks.push('nothing');
      const title = [rowName(row), rowTitle(row)].filter(Boolean).join(' ');
      return `${wrapText(title, columns)}\n${wrapText(marks.join('   '), columns, '  ')}`;
    })
    .join('\n');

function legend({ stories }: StoryMatrix, labels: Labels, columns: number, style: Theme): string {
  const lines = stories.map((story) =>
    hangText(`  ${style.strong(labels.get(story.id) ?? '')}  `, oneLine(story.title), columns),
  );
  const { bullet, tick } = style.symbols;
  const marks = [
    `${bullet} told for it`,
    `${tick} serves it, as its tags say`,
    '? a guess: both have a tag in common',
  ];
  return [style.strong('Stories'), ...lines, style.dim(flow(marks, '   ', columns))].join('\n');
}

function gapLine(row: ServedRow, labels: Labels, columns: number, style: Theme): string {
  const guesses = row.servings.flatMap((each) =>
    each.by === 'guess'
      ? [`${labels.get(each.story) ?? each.story} by ${each.topics.map(oneLine).join(', ')}`]
      : [],
  );
  const known = row.itself === 'answer' ? ['has another answer'] : ['has no answer'];
  if (guesses.length > 0) known.push(`a guess: ${guesses.join('; ')}`);
  const name = style.strong(row.question ? labelOf(row.question) : '');
  return hangText('  ', `${name}  ${rowTitle(row)} ${style.dim(`(${known.join('; ')})`)}`, columns);
}

/** Questions that no story serves, those without any answer first. */
export const gapsIn = ({ rows }: StoryMatrix): readonly ServedRow[] => {
  const open = rows.filter((row) => row.question !== undefined && !isServed(row));
  return [
    ...open.filter((row) => row.itself === 'nothing'),
    ...open.filter((row) => row.itself !== 'nothing'),
  ];
};

function gaps(matrix: StoryMatrix, labels: Labels, columns: number, style: Theme): string {
  const open = gapsIn(matrix);
  if (open.length === 0)
    return style.good(wrapText('Every question that asks for a story has one.', columns));
  const [first] = open;
  const id = oneLine(first?.question?.id ?? '');
  const way = `The tag \`serves:${id}\` in a story says that it serves that question.`;
  return [
    style.warn('No story serves'),
    ...open.map((row) => gapLine(row, labels, columns, style)),
    wrapText(style.dim(way), columns),
    ...(first?.itself === 'nothing' ? [wrapText(style.key(`prep answer ${id}`), columns, '  ')] : []),
  ].join('\n');
}

export function renderMatrix(matrix: StoryMatrix, columns: number, style: Theme): string {
  if (matrix.rows.length === 0) return `${style.dim('No question asks for a story.')}\n`;
  const labels = labelsOf(matrix.stories);
  const ofStories = [...labels.values()].reduce((sum, label) => sum + label.length + STORY_GAP, 0);
  const isGrid = columns >= Math.max(NARROW, TITLE_ROOM + OTHER_ROOM + ofStories);
  const parts = [
    (isGrid ? grid : list)(matrix, labels, columns, style),
    matrix.stories.length === 0 ? '' : legend(matrix, labels, columns, style),
    gaps(matrix, labels, columns, style),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const SHOWN = 3;

function partNames(advice: readonly Advice[]): string {
  const names = advice.map(({ part }) => partName(part));
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function sentenceOf(advice: Exclude<Advice, { readonly code: 'part-missing' | 'part-empty' }>): string {
  const part = partName(advice.part);
  if (advice.code === 'number-missing') return `${part} has no number: what changed, and by how much?`;
  if (advice.code === 'part-long')
    return `${part} takes ${percentText(advice.share)} of the words; most stories give it at most ${percentText(advice.most)} of the time.`;
  const count = advice.sentences.length;
  return `${part} says "we" in ${count === 1 ? 'a sentence' : `${count} sentences`}: say what you did yourself.`;
}

export function renderAdvice(advice: readonly Advice[], look: Look): string {
  if (advice.length === 0) return '';
  const { theme, columns } = look;
  const { bullet, ellipsis } = theme.symbols;
  const item = (text: string): string => hangText(`${theme.warn(bullet)} `, text, columns);
  const lacking = (code: Advice['code'], what: string): readonly string[] => {
    const some = advice.filter((each) => each.code === code);
    return some.length === 0 ? [] : [item(`${partNames(some)} ${some.length === 1 ? 'is' : 'are'} ${what}.`)];
  };
  const room = Math.max(20, innerColumns(look) - 4);
  const lines = advice.flatMap((each) => {
    if (each.code === 'part-missing' || each.code === 'part-empty') return [];
    const sentences = each.code === 'we' ? each.sentences : [];
    const more = sentences.length - SHOWN;
    return [
      item(sentenceOf(each)),
      ...sentences
        .slice(0, SHOWN)
        .map((sentence) => theme.dim(`    ${truncateTo(oneLine(sentence), room, ellipsis)}`)),
      ...(more > 0 ? [theme.dim(`    and ${more} more`)] : []),
    ];
  });
  const all = [...lacking('part-missing', 'missing'), ...lacking('part-empty', 'empty'), ...lines];
  return `Worth another look:\n${all.join('\n')}\n`;
}

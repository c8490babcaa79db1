// Stories: told part by part and compared with the full exemplar (for one's own stories an exemplar helps, a
// list of points does not: Froese & Roelle 2022); as a table; as a matrix; with advice. Shares of the time are
// shown, not graded.
import type { QuestionHead, QuestionId, StarPart } from '../../core/base/question.ts';
import { sumOf } from '../../core/base/collections.ts';
import { titleText } from '../../core/base/text.ts';
import { elapsedText, firstLines, listText, percentText } from '../../core/base/wording.ts';
import type { Segment } from '../../core/fill/conditional.ts';
import {
  type Advice,
  isServed,
  partName,
  type ServedRow,
  type Serving,
  type StoryMatrix,
  usualShareText,
} from '../../core/stories/stories.ts';
import { shownId } from '../quiz/card.ts';
import { flow, innerColumns, inset, type Display, paragraph, rule } from '../ui/frame.ts';
import { renderFilled } from '../ui/markdown.ts';
import { type ColumnOf, wideTable } from '../ui/table.ts';
import type { Theme } from '../ui/theme.ts';
import { clean, hangText, oneLine, truncateTo, wrapText } from '../ui/width.ts';

export function partHeading(parts: readonly StarPart[], at: number): string {
  const part = parts[at];
  if (!part) return '';
  const usual = usualShareText(part);
  return `${partName(part)}, part ${at + 1} of ${parts.length}${usual ? `, ${usual} of the time` : ''}`;
}

type StoryPart = {
  readonly part: StarPart;
  /** With the values; absent if the model answer lacks the part. */
  readonly exemplar?: readonly Segment[];
  readonly yours?: string;
  readonly ms?: number;
};

export type Story = {
  readonly parts: readonly StoryPart[];
  readonly yoursIs: 'You typed' | 'You said' | 'Your version' | 'nothing';
  readonly advice: readonly Advice[];
};

function partTitle({ part, ms }: StoryPart, totalMs: number, { theme }: Display): string {
  const usual = totalMs > 0 ? usualShareText(part) : '';
  const share = totalMs > 0 && ms !== undefined ? `, ${percentText(ms / totalMs)} of your time` : '';
  const time = ms === undefined ? '' : `${elapsedText(ms)}${share}`;
  const known = [time, usual].filter(Boolean).join('; ');
  return `${theme.strong(partName(part))}${known ? ` ${theme.dim(`(${known})`)}` : ''}`;
}

export function renderStory(story: Story, display: Display): string {
  const { parts, yoursIs } = story;
  const { theme, plain } = display;
  const hasYours = parts.some(({ yours }) => yours !== undefined && yours.trim() !== '');
  const columns = innerColumns(display);
  const totalMs = sumOf(parts, ({ ms = 0 }) => ms);
  const nothing = theme.dim(yoursIs === 'You said' ? 'nothing heard' : 'nothing typed');
  const bodyOf = ({ exemplar, yours = '' }: StoryPart): string => {
    const model = exemplar
      ? renderFilled(exemplar, { columns, theme }).trim()
      : theme.dim('not in the model answer');
    if (!hasYours) return model;
    const own = yours.trim() === '' ? nothing : wrapText(clean(yours).trim(), columns);
    return [theme.dim('Model answer'), model, theme.dim(yoursIs), own].join('\n');
  };
  const sections = parts.map(
    (part) => `${paragraph(partTitle(part, totalMs, display), display)}\n${inset(bodyOf(part), display)}`,
  );
  const head = rule(hasYours ? 'Model answer and yours' : 'Model answer', '', display);
  const advice = renderAdvice(story.advice, { ...display, columns }).trimEnd();
  // First, because the parts are longer than most windows.
  const above = advice === '' ? [] : [inset(advice, display)];
  return [...above, head, ...sections].join(plain ? '\n' : '\n\n') + '\n';
}

type ShownMatrix = StoryMatrix & Display & { readonly label: (story: QuestionId) => string };

/** `Q41`, or `#2` for the second story if that has no number. */
const labelsOf = (stories: readonly QuestionHead[]): ReadonlyMap<QuestionId, string> =>
  new Map(stories.map((story, at) => [story.id, story.number === undefined ? `#${at + 1}` : shownId(story)]));

const markOf = ({ by }: Serving, { symbols }: Theme): string =>
  ({ itself: symbols.bullet, tag: symbols.tick, guess: '?' })[by];

const rowName = ({ question }: ServedRow): string =>
  question === undefined ? 'theme' : question.number === undefined ? '' : shownId(question);
const rowTitle = ({ question, theme = '' }: ServedRow): string =>
  question ? titleText(question.title) : oneLine(theme);

function servedBy({ servings, itself }: ServedRow, { label, theme }: ShownMatrix): string {
  const marks = servings.map((each) => `${markOf(each, theme)} ${label(each.story)}`);
  if (itself === 'answer') marks.push('another answer');
  return marks.join(', ') || 'nothing';
}

function grid(matrix: ShownMatrix): string {
  const spec: readonly ColumnOf<ServedRow>[] = [
    { header: '', style: matrix.theme.dim, cell: rowName },
    { header: 'Question', min: 24, cell: rowTitle },
    { header: 'Stories', min: 12, cell: (row) => servedBy(row, matrix) },
  ];
  return wideTable(matrix.rows, spec, matrix, true);
}

function legend({ stories, label, columns, theme }: ShownMatrix): string {
  if (stories.length === 0) return '';
  const lines = stories.map(({ id, title }) =>
    hangText(`  ${theme.strong(label(id))}  `, titleText(title), columns),
  );
  const { bullet, tick } = theme.symbols;
  const marks = [`${bullet} its own story`, `${tick} fits by its tags`, '? may fit: shares a tag'];
  return [theme.strong('Stories'), ...lines, theme.dim(flow(marks, '   ', columns))].join('\n');
}

function gapLine(row: ServedRow, { label, columns, theme }: ShownMatrix): string {
  const guesses = row.servings.flatMap((each) =>
    each.by === 'guess' ? [`${label(each.story)} by ${each.topics.map(oneLine).join(', ')}`] : [],
  );
  const known = row.itself === 'answer' ? ['has an answer that is not a story'] : ['has no answer'];
  if (guesses.length > 0) known.push(`may fit: ${guesses.join('; ')}`);
  const name = theme.strong(row.question ? shownId(row.question) : '');
  return hangText('  ', `${name}  ${rowTitle(row)} ${theme.dim(`(${known.join('; ')})`)}`, columns);
}

/** Questions without a fitting story, those without any answer first. */
export const gapsIn = ({ rows }: StoryMatrix): readonly ServedRow[] => {
  const open = rows.filter((row) => row.question !== undefined && !isServed(row));
  return [
    ...open.filter((row) => row.itself === 'nothing'),
    ...open.filter((row) => row.itself !== 'nothing'),
  ];
};

function gaps(matrix: ShownMatrix): string {
  const { columns, theme } = matrix;
  const open = gapsIn(matrix);
  const [first] = open;
  if (!first) return theme.good(wrapText('Every question that asks for a story has one.', columns));
  const id = oneLine(first.question?.id ?? '');
  const way = `Add the tag \`serves:${id}\` to a story that fits that question, or answer it in parts that begin with Situation:, Task:, Action: and Result:.`;
  return [
    theme.warn('Questions without a story that fits'),
    ...open.map((row) => gapLine(row, matrix)),
    wrapText(theme.dim(way), columns),
    ...(first.itself === 'nothing'
      ? [wrapText(theme.key(`prep answer ${first.question ? shownId(first.question) : id}`), columns, '  ')]
      : []),
  ].join('\n');
}

export function renderMatrix(matrix: StoryMatrix, display: Display): string {
  const { theme } = display;
  if (matrix.rows.length === 0) return `${theme.dim('No question asks for a story.')}\n`;
  const labels = labelsOf(matrix.stories);
  const shown = { ...matrix, ...display, label: (id: QuestionId) => labels.get(id) ?? id };
  const parts = [grid(shown), legend(shown), gaps(shown)];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const SHOWN = 3;

function sentenceOf(advice: Advice): string {
  const part = partName(advice.part);
  if (advice.code === 'number-missing') return `${part} has no number: what changed, and by how much?`;
  if (advice.code !== 'we')
    return `${part} is shorter than the Situation; your own actions deserve the most words.`;
  const count = advice.sentences.length;
  return `${part} says "we" in ${count === 1 ? 'a sentence' : `${count} sentences`}; say what you did yourself.`;
}

/** One line each, with the sentences they refer to. Ends in a newline. */
export function renderAdvice(advice: readonly Advice[], display: Display): string {
  if (advice.length === 0) return '';
  const { theme, columns } = display;
  const { bullet, ellipsis } = theme.symbols;
  const item = (text: string): string => hangText(`${theme.warn(bullet)} `, text, columns);
  const missing = advice.flatMap(({ code, part }) => (code === 'part-missing' ? [partName(part)] : []));
  const lacks = `${listText(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`;
  const room = Math.max(20, innerColumns(display) - 4);
  const quoted = (text: string): string => theme.dim(`    ${truncateTo(oneLine(text), room, ellipsis)}`);
  const more = (count: number): string => theme.dim(`    and ${count} more`);
  const lines = advice.flatMap((each) => {
    if (each.code === 'part-missing') return [];
    const sentences = each.code === 'we' ? each.sentences : [];
    return [item(sentenceOf(each)), ...firstLines(sentences, SHOWN, quoted, more)];
  });
  const all = [...(missing.length === 0 ? [] : [item(lacks)]), ...lines];
  return `Worth improving:\n${all.join('\n')}\n`;
}

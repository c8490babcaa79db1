// Writes a question file and reads it back at once. Texts that would be read differently go between marks, so
// every text survives byte for byte.
import { type Question, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { openSource, type Text } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { marker } from '../markdown/marks.ts';
import { yamlText } from '../notation/yaml.ts';
import { QUESTION_KEYS } from './draft.ts';
import { hints, withoutHints } from './filled-text.ts';
import { pointItems } from './points.ts';
import { readQuestionFile } from './question-file.ts';

/** Only what the author gave, as texts. */
export type WrittenQuestion = Pick<Question, (typeof QUESTION_KEYS)[number] | 'title'> & {
  readonly asked: string;
  readonly answer: string;
  readonly star?: Readonly<Partial<Record<StarPart, string>>>;
  readonly points: readonly string[];
  /** By point; absent if no point has any. */
  readonly alternatives?: readonly (readonly string[])[];
  readonly followUps: readonly (readonly [question: string, answer: string])[];
  readonly notes: string;
};

/** Keeps whitespace other than spaces. */
const heading = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/^[ \t]+|[ \t]+$/g, '');

const asWritten = ({ text }: Text): string => text;

/** @param put makes the texts, and `putPoint` those of points */
export function writtenQuestion(question: Question, put = asWritten, putPoint = asWritten): WrittenQuestion {
  // A literal is a tenth faster than picked fields where an import writes 50,000.
  const { id, number, section, title, kind, tags, difficulty, minutes, suspended } = question;
  const { source, created, updated, asked, answer, star, notes, followUpTexts } = question;
  const parts = STAR_PARTS.flatMap((part) => (star?.[part] ? [[part, put(star[part])] as const] : []));
  const points = (question.pointsProposed ? [] : question.keyPoints).filter(({ text }) => /\S/.test(text));
  return {
    id,
    number,
    section,
    title: heading(title),
    kind,
    tags,
    difficulty,
    minutes,
    suspended,
    source,
    created,
    updated,
    asked: asked ? put(asked) : '',
    answer: put(answer),
    star: star && Object.fromEntries(parts),
    points: points.map((point) => oneLine(putPoint(point))),
    alternatives: points.some(({ also }) => also) ? points.map(({ also = [] }) => also) : undefined,
    followUps: followUpTexts.map((each) => [put(each.question), put(each.answer)] as const),
    notes: notes ? put(notes) : '',
  };
}

export function withTexts<Written extends WrittenQuestion>(
  question: Written,
  change: (text: string) => string,
): Written {
  const { asked, answer, star, points, alternatives, followUps, notes } = question;
  const parts = Object.entries(star ?? {}).map(([part, text]) => [part, change(text)] as const);
  return {
    ...question,
    asked: change(asked),
    answer: change(answer),
    star: star && Object.fromEntries(parts),
    notes: change(notes),
    points: points.map(change),
    alternatives: alternatives?.map((phrases) => phrases.map(change)),
    followUps: followUps.map(([one, reply]) => [change(one), change(reply)] as const),
  };
}

export const textsOf = (question: WrittenQuestion): readonly string[] => {
  const { asked, answer, star = {}, points, alternatives = [], followUps, notes } = question;
  return [
    ...Object.values(star),
    asked,
    answer,
    notes,
    ...points,
    ...alternatives.flat(),
    ...followUps.flat(),
  ];
};

type Style = { readonly answer: boolean; readonly rest: boolean };
/** Most readable first; the last one can hold any text. */
const STYLES: readonly Style[] = [
  { answer: false, rest: false },
  { answer: true, rest: false },
  { answer: true, rest: true },
];

export function yamlValue(value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'string') return yamlText(value);
  return typeof value === 'object' ? `[${value.map(yamlText).join(', ')}]` : String(value);
}

function frontMatter(question: WrittenQuestion): string {
  const { kind, answer } = question;
  // Without it, an answer under story headings is read as a story.
  const tellsKind = kind === 'star' || /^\W*situation/im.test(answer);
  const lines = QUESTION_KEYS.flatMap((key) => {
    const value = key === 'kind' && !tellsKind ? undefined : question[key];
    // A file expresses these by omission.
    const isOmitted =
      value === undefined || value === false || (typeof value === 'object' && value.length === 0);
    return isOmitted || value === '' ? [] : [`${key}: ${yamlValue(value)}`];
  });
  return ['---', ...lines, '---'].join('\n');
}

/** A trailing `#` would be read as closing marks. */
const headingLine = (marks: string, text: string): string =>
  `${marks} ${text}${/(?:^|[ \t])#+$/.test(text) ? ' #' : ''}`;

function bodyOf(question: WrittenQuestion, style: Style): string {
  const { title, asked, answer, points, followUps, notes } = question;
  const mark = marker(textsOf(question));
  const followed = followUps.map(([one, reply]) => {
    if (!style.rest) return `${headingLine('###', one)}\n${reply}`;
    return `${mark('follow-up', one)}\n${reply === '' ? '' : `${mark('reply', reply)}\n`}`;
  });
  const listed = pointItems(question, style.rest ? mark : undefined);
  const noted = style.rest ? mark('notes', notes) : notes;
  return [
    `${headingLine('#', title)}\n`,
    ...(asked === '' ? [] : [`${mark('asked', asked)}\n`]),
    ...(answer === '' ? [] : [`${style.answer ? mark('answer', answer) : answer}\n`]),
    ...(points.length === 0 ? [] : [`## Key points\n${listed.join('\n')}\n`]),
    ...(followUps.length === 0
      ? []
      : [`## Follow-ups\n${followed.map((one) => one.trimEnd()).join('\n\n')}\n`]),
    ...(notes === '' ? [] : [`## Notes\n${noted}\n`]),
  ].join('\n');
}

const OF_WRITING = new Set(['question-malformed', 'heading-unknown', 'title-missing', 'front-matter-value']);

/** Most values are the same text. */
export const areSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** But for the section, which can come from the folder. */
function isReadAs(question: WrittenQuestion, read: WrittenQuestion): boolean {
  const given = new Map<string, unknown>(Object.entries(question));
  return Object.entries(read).every(([name, value]) => name === 'section' || areSame(value, given.get(name)));
}

/** Everything in a file except the section, which can come from the folder. */
export function questionContent(question: WrittenQuestion): string {
  const star = Object.entries(question.star ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const fields = Object.entries({ ...question, section: '', star });
  const given = fields.filter(([, value]) => value !== undefined);
  return JSON.stringify(given.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** CRLF is kept, with matching lines around it. */
const withLineEnds = (file: string, { answer }: WrittenQuestion): string =>
  answer.includes('\r\n') && !/(?:^|[^\r])\n/.test(answer) ? file.replace(/\r?\n/g, '\r\n') : file;

function written(question: WrittenQuestion, style: Style): string {
  const text = `${frontMatter(question)}\n${bodyOf(question, style)}`;
  return style.answer || question.asked !== '' ? text : withLineEnds(text, question);
}

export function writeQuestion(question: WrittenQuestion): string {
  let text = '';
  for (const style of STYLES) {
    text = written(question, style);
    const { questions, problems } = readQuestionFile(openSource('question.md', text), '', 'texts');
    const [read] = problems.some(({ code }) => OF_WRITING.has(code)) ? [] : questions;
    if (read && isReadAs(question, writtenQuestion(read))) break;
  }
  return text;
}

export function questionTemplate(given: {
  readonly title: string;
  readonly section: string | undefined;
  readonly tags: readonly string[];
}): string {
  const { title, section, tags } = given;
  const front = [
    section === undefined ? '# section: Databases' : `section: ${yamlText(section)}`,
    tags.length === 0 ? '# tags: [caching, sql]' : `tags: [${tags.map(yamlText).join(', ')}]`,
    'difficulty: medium',
    'minutes: 2',
  ];
  return (
    [
      `---\n${front.join('\n')}\n---`,
      `${hints('write the question after the #', 'leave this file unchanged to add nothing')}# ${title}`,
      hints(
        'write the answer here, in Markdown, or leave it empty',
        '[FILL IN: hit_rate] cites a value from `prep fill`',
        'a story: ## Situation, ## Task, ## Action, ## Result',
      ),
      `## Key points\n${hints('one idea per line that a good answer must contain')}- `,
      `## Follow-ups\n${hints('what they may ask next, with the answer below')}### `,
    ].join('\n\n') + '\n'
  );
}

/** List items of the template that were left empty. */
const LEFT_EMPTY = /^[ \t]*(?:[-*]|###)[ \t]*$/gm;
const LISTS = /^## (?:Key points|Follow-ups)[ \t]*$/m;

/** Undoes what an editor did to whitespace and line ends. */
const bare = (edited: string): string => withoutHints(edited.replaceAll('\r\n', '\n')).replaceAll(/\s+/g, '');

/**
 * A question file as a person wrote it, with or without the template. Line numbers match `text`, unless front
 * matter had to be added.
 * @returns undefined when nothing was written beyond `template`
 */
export function writtenFile(text: string, template = ''): string | undefined {
  if (bare(text) === '' || bare(text) === bare(template)) return undefined;
  const front = /^\ufeff?---/.test(text) ? text : `---\nminutes: 2\n---\n${text}`;
  const body = withoutHints(front.replaceAll('\r\n', '\n'));
  const lists = body.search(LISTS);
  return lists < 0 ? body : body.slice(0, lists) + body.slice(lists).replaceAll(LEFT_EMPTY, '');
}

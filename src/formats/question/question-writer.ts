// Writes a question file of prep's own. What is written is read back at once: texts that would be read as
// anything else go between marks, so that every text of a question survives byte for byte.
import { type Question, STAR_PARTS } from '../../core/base/question.ts';
import { openSource } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { marker } from '../markdown/marks.ts';
import { yamlText } from '../notation/yaml.ts';
import { alsoItems, alternativesOf, markPoint } from './points.ts';
import { readQuestionFile } from './question-file.ts';
import { headedAnswer } from './story.ts';

/** What a question file holds of a question: all that its author gave, and nothing that follows from it. */
export type WrittenQuestion = Pick<
  Question,
  | 'id'
  | 'number'
  | 'section'
  | 'title'
  | 'kind'
  | 'tags'
  | 'difficulty'
  | 'minutes'
  | 'suspended'
  | 'source'
  | 'created'
  | 'updated'
> & {
  /** What is asked beyond the title; empty for most. */
  readonly asked: string;
  readonly answer: string;
  readonly star?: Readonly<Record<string, string>>;
  /** Empty when the author gave none. */
  readonly points: readonly string[];
  /** Other words for each of the points, in their order; left out when no point has any. */
  readonly alternatives?: readonly (readonly string[])[];
  readonly followUps: readonly (readonly [question: string, answer: string])[];
  readonly notes: string;
};

/** Other blanks than spaces stay as they are. */
const heading = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/^[ \t]+|[ \t]+$/g, '');

/** All that a file has to hold of a question. */
export function writtenQuestion(question: Question): WrittenQuestion {
  const { id, number, section, title, kind, tags, difficulty, minutes, suspended } = question;
  const { source, created, updated, star } = question;
  const parts = STAR_PARTS.flatMap((part) => (star?.[part] ? [[part, star[part].text] as const] : []));
  const points = (question.pointsProposed ? [] : question.keyPoints).filter(({ text }) => /\S/.test(text));
  const alternatives = alternativesOf(points);
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
    asked: question.asked?.text ?? '',
    answer: question.answer.text,
    star: star && Object.fromEntries(parts),
    points: points.map(({ text }) => oneLine(text)),
    ...(alternatives.length > 0 && { alternatives }),
    followUps: question.followUpTexts.map((each) => [each.question.text, each.answer.text] as const),
    notes: question.notes?.text ?? '',
  };
}

/** Which texts stand between marks. */
type Manner = { readonly answer: boolean; readonly rest: boolean };
/** The most readable first; the last one holds whatever there is. */
const MANNERS: readonly Manner[] = [
  { answer: false, rest: false },
  { answer: true, rest: false },
  { answer: true, rest: true },
];

const textField = (name: string, value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [`${name}: ${yamlText(value)}`];

function frontMatter(question: WrittenQuestion): string {
  const { id, number, section, tags, difficulty, minutes, kind, suspended } = question;
  const { source, created, updated, answer } = question;
  // Without it, an answer under the headings of a story is one.
  const tellsKind = kind === 'star' || /^\W*situation/im.test(answer);
  return [
    '---',
    `id: ${yamlText(id)}`,
    ...(number === undefined ? [] : [`number: ${number}`]),
    ...textField('section', section),
    ...(tags.length === 0 ? [] : [`tags: [${tags.map(yamlText).join(', ')}]`]),
    `difficulty: ${difficulty}`,
    `minutes: ${minutes}`,
    ...(tellsKind ? [`kind: ${kind}`] : []),
    ...(suspended ? ['suspended: true'] : []),
    ...textField('source', source),
    ...textField('created', created),
    ...textField('updated', updated),
    '---',
  ].join('\n');
}

/** The line of a heading. Signs at its end would be taken for closing ones. */
const headingLine = (marks: string, text: string): string =>
  `${marks} ${text}${/(?:^|[ \t])#+$/.test(text) ? ' #' : ''}`;

function bodyOf(question: WrittenQuestion, manner: Manner): string {
  const { title, asked, answer, points, alternatives = [], followUps, notes } = question;
  const mark = marker([asked, answer, notes, ...points, ...alternatives.flat(), ...followUps.flat()]);
  const followed = followUps.map(([one, reply]) => {
    if (!manner.rest) return `${headingLine('###', one)}\n${reply}`;
    return `${mark('follow-up', one)}\n${reply === '' ? '' : `${mark('reply', reply)}\n`}`;
  });
  const listed = points.flatMap((point, i) => {
    const also = alternatives[i] ?? [];
    return manner.rest ? markPoint(mark, point, also) : [`- ${point}${alsoItems(also)}`];
  });
  const noted = manner.rest ? mark('notes', notes) : notes;
  return [
    `${headingLine('#', title)}\n`,
    ...(asked === '' ? [] : [`${mark('asked', asked)}\n`]),
    ...(answer === '' ? [] : [`${manner.answer ? mark('answer', answer) : answer}\n`]),
    ...(points.length === 0 ? [] : [`## Key points\n${listed.join('\n')}\n`]),
    ...(followUps.length === 0
      ? []
      : [`## Follow-ups\n${followed.map((one) => one.trimEnd()).join('\n\n')}\n`]),
    ...(notes === '' ? [] : [`## Notes\n${noted}\n`]),
  ].join('\n');
}

/** Problems of how a question is written; others are of what is in it. */
const OF_WRITING = new Set(['question-malformed', 'heading-unknown', 'title-missing', 'front-matter-value']);

/** The question that a text gives; undefined when something in it is not as it should be written. */
function readBack(text: string): WrittenQuestion | undefined {
  const { questions, problems } = readQuestionFile(openSource('question.md', text), '', 'written');
  const [question] = questions;
  return question && !problems.some(({ code }) => OF_WRITING.has(code))
    ? writtenQuestion(question)
    : undefined;
}

/** Everything that a question file may hold; named all, as a field that is forgotten here would be lost without a word. */
const HOLDS: Readonly<Record<keyof Required<WrittenQuestion>, true>> = {
  id: true,
  number: true,
  section: true,
  title: true,
  kind: true,
  tags: true,
  difficulty: true,
  minutes: true,
  suspended: true,
  source: true,
  created: true,
  updated: true,
  asked: true,
  answer: true,
  star: true,
  points: true,
  alternatives: true,
  followUps: true,
  notes: true,
};
const FIELDS = Object.keys(HOLDS).toSorted();

const partsInOrder = ({ star = {} }: WrittenQuestion): readonly (readonly [string, string])[] =>
  Object.entries(star).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** Every field but the section, which the folder gives where the file does not. */
const fieldsOf = (question: WrittenQuestion): Readonly<Record<string, unknown>> => ({
  ...question,
  section: '',
  star: partsInOrder(question),
});

/** A text that is the same for the same question: all that a file holds of it but its section. */
export function questionContent(question: WrittenQuestion): string {
  const given = fieldsOf(question);
  return JSON.stringify(
    FIELDS.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]]])),
  );
}

/** Whether two questions have the same content: long texts are compared as they are. */
function isSame(one: WrittenQuestion, other: WrittenQuestion): boolean {
  const [mine, theirs] = [fieldsOf(one), fieldsOf(other)];
  return FIELDS.every((field) => {
    const [value, wanted] = [mine[field], theirs[field]];
    return (
      value === wanted ||
      (typeof value === 'object' &&
        typeof wanted === 'object' &&
        JSON.stringify(value) === JSON.stringify(wanted))
    );
  });
}

/** Texts of other systems keep their line ends, and the lines around them have the same. */
const withLineEnds = (file: string, { answer }: WrittenQuestion): string =>
  answer.includes('\r\n') && !/(?:^|[^\r])\n/.test(answer) ? file.replace(/\r?\n/g, '\r\n') : file;

function inManner(question: WrittenQuestion, manner: Manner): string {
  const text = `${frontMatter(question)}\n${bodyOf(question, manner)}`;
  return manner.answer || question.asked !== '' ? text : withLineEnds(text, question);
}

/** The text of a question file that gives this question. The id has to be one that can be written down. */
export function writeQuestion(question: WrittenQuestion): string {
  for (const manner of MANNERS) {
    const text = inManner(question, manner);
    const read = readBack(text);
    if (read && isSame(read, question)) return text;
  }
  const answer = headedAnswer(question);
  return answer !== undefined && answer !== question.answer
    ? writeQuestion({ ...question, answer })
    : inManner(question, { answer: true, rest: true });
}

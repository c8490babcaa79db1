// Writes one question of a guide: heading, what is said of it, answer, key points, follow-ups. Knows how a guide is written,
// plainly or with marks; does not know which of the two a question needs.
import { STAR_PARTS, type StarPart } from '../../core/question.ts';
import type { Outgoing } from '../../core/export.ts';
import { openSource } from '../../core/span.ts';
import { partName } from '../../core/star-shares.ts';
import { markPoint } from '../marked-points.ts';
import { marker } from '../marks.ts';
import { alsoItems } from '../point-alternatives.ts';
import { QUESTION_KEYS } from '../question-fields.ts';
import { storyIn } from '../question-shape.ts';
import { yamlText } from '../yaml-written.ts';

/** A field that only a comment can give. */
export type CommentField = Exclude<(typeof QUESTION_KEYS)[number], 'id'>;

/** Those fields, in the order in which they are written. */
export const COMMENT_FIELDS = QUESTION_KEYS.filter((key): key is CommentField => key !== 'id');

/** How a question is written where the plain way would be read as something else. */
export type Manner = {
  /** The id stands in a comment; else the title gives it, as it gave an id that nobody could write down. */
  readonly writtenId: boolean;
  /** The exact words of the title stand in a comment. */
  readonly exactTitle: boolean;
  /** Every text stands between marks. */
  readonly marked: boolean;
  /** Fields that comments give. */
  readonly comments: readonly CommentField[];
};

/** Larger numbers in a heading are taken for a year or an address. */
const LARGEST_NUMBER = 99_999;

/** What would end the comment is escaped; it stands only between quotes. */
const commentText = (text: string): string => yamlText(text).replaceAll('>', '\\u003e');

function yamlValue(value: Outgoing[CommentField]): string {
  if (typeof value === 'string') return commentText(value);
  return typeof value === 'object' ? `[${value.map(commentText).join(', ')}]` : String(value);
}

const TAG = /^[\p{L}\p{N}][\p{L}\p{N} _./+#-]{0,60}$/u;

/** `*Difficulty: hard · Time: 2 minutes · Tags: attention, gpu*`. */
function factsLine({ difficulty, minutes, tags }: Outgoing): string {
  const shown = tags.every((tag) => TAG.test(tag)) ? tags.join(', ') : '';
  const time = `Time: ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return `*Difficulty: ${difficulty} · ${time}${shown === '' ? '' : ` · Tags: ${shown}`}*`;
}

/** The words of a title that nothing can be taken for anything else in. */
function safeWords(title: string): string {
  const words = title.replaceAll(/[^\p{L}\p{N} ?,-]+/gu, ' ').replaceAll(/ {2,}/g, ' ');
  return words.trim().replace(/^[^\p{L}]+/u, '') || 'Question';
}

function headOf(question: Outgoing, manner: Manner): readonly string[] {
  const { id, number, title } = question;
  const label = number === undefined || number > LARGEST_NUMBER ? 'Q' : `Q${number}`;
  const comments = manner.comments.flatMap((name) => {
    const value = question[name];
    return value === undefined ? [] : [`<!-- ${name}: ${yamlValue(value)} -->`];
  });
  const above = [
    ...(manner.writtenId ? [`<!-- id: ${commentText(id)} -->`] : []),
    ...(manner.exactTitle ? [`<!-- title: ${title} -->`] : []),
    ...comments,
  ];
  return [
    `### ${label}: ${manner.exactTitle ? safeWords(title) : title}`,
    ...(above.length > 0 ? [above.join('\n')] : []),
    factsLine(question),
  ];
}

/** Parts of an answer that is nothing but a story under headings; undefined for any other. */
function storyAlone(answer: string): ReadonlyMap<StarPart, string> | undefined {
  const parts = storyIn(openSource('', answer), 0, answer.length, false) ?? [];
  const story = new Map(parts.map(({ part, start, end }) => [part, answer.slice(start, end).trim()]));
  let from = 0;
  for (const { start, end } of parts) {
    // Between two parts stands nothing but a heading.
    if (!/^[^\n]*\n?$/.test(answer.slice(from, start))) return undefined;
    from = end;
  }
  return parts.length > 0 && story.size === parts.length ? story : undefined;
}

function answerOf({ answer, kind }: Outgoing): readonly string[] {
  const story = kind === 'star' ? storyAlone(answer) : undefined;
  const label = kind === 'star' ? '**STAR Format Answer**:' : '**Answer**:';
  if (!story) return answer === '' ? [label] : [label, answer];
  const parts = STAR_PARTS.flatMap((part) => {
    const text = story.get(part);
    // A list, a table or code begins on a line of its own.
    const joint = text !== undefined && /^[\p{L}\p{N}[("“]/u.test(text) ? ' ' : '\n\n';
    return text === undefined ? [] : [`**${partName(part)}**:${joint}${text}`];
  });
  return [label, ...parts];
}

const quoted = (text: string): string => (/["“”«»„\n]/.test(text) ? text : `"${text}"`);

const alsoOf = ({ pointAlternatives }: Outgoing, point: number): readonly string[] =>
  pointAlternatives?.[point] ?? [];

function plainBody(question: Outgoing): readonly string[] {
  const { keyPoints, followUps, notes } = question;
  const points = keyPoints.map((point, i) => `- ${point}${alsoItems(alsoOf(question, i))}`);
  return [
    ...(notes === undefined ? [] : [notes]),
    ...answerOf(question),
    ...(keyPoints.length === 0 ? [] : [`**Key points**:\n${points.join('\n')}`]),
    ...followUps.flatMap((each) => [
      `**Follow-up**: ${quoted(each.question)}`,
      ...(each.answer === '' ? [] : [each.answer]),
    ]),
  ];
}

function textsOf(question: Outgoing): readonly string[] {
  const { asked, answer, keyPoints, pointAlternatives = [], followUps, notes } = question;
  const more = followUps.flatMap((each) => [each.question, each.answer]);
  return [asked ?? '', answer, notes ?? '', ...keyPoints, ...pointAlternatives.flat(), ...more];
}

/**
 * True for a question that only marks tell: what is asked beyond its title has no other sign, and something in its texts would
 * be completed by the next marks of the guide.
 */
export const needsMarks = (question: Outgoing): boolean =>
  question.asked !== undefined || textsOf(question).some((text) => text.includes('<!-- prep:'));

function markedBody(question: Outgoing): readonly string[] {
  const { asked, answer, keyPoints, followUps, notes } = question;
  const mark = marker(textsOf(question));
  return [
    ...(asked === undefined ? [] : [mark('asked', asked)]),
    ...(notes === undefined ? [] : [mark('notes', notes)]),
    '**Answer**:',
    mark('answer', answer),
    ...(keyPoints.length === 0
      ? []
      : ['**Key points**:', ...keyPoints.flatMap((point, i) => markPoint(mark, point, alsoOf(question, i)))]),
    ...followUps.flatMap((each) => [
      '**Follow-up**:',
      mark('follow-up', each.question),
      ...(each.answer === '' ? [] : [mark('reply', each.answer)]),
    ]),
  ];
}

/** A question as it stands in a guide, ending in an empty line. */
export function guideQuestion(question: Outgoing, manner: Manner): string {
  const body = manner.marked ? markedBody(question) : plainBody(question);
  return `${[...headOf(question, manner), ...body].join('\n\n')}\n\n`;
}

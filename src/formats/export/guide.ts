// Writes a guide: one Markdown file for people, which prep reads back as the same questions. Each question is
// written plainly and read back at once; if it reads differently, it gets invisible comments and marks.
import { countEach } from '../../core/base/collections.ts';
import { type Question, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { openSource } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { partName } from '../../core/stories/stories.ts';
import { draftsContent } from '../import/draft.ts';
import { readMarkdown } from '../import/markdown.ts';
import { marker, type MarkKind } from '../markdown/marks.ts';
import { QUESTION_KEYS } from '../question/draft.ts';
import { boldDivider, dividerIn, headlineIn, storyIn } from '../question/story.ts';
import { pointItems } from '../question/points.ts';
import {
  areSame,
  textsOf,
  type WrittenQuestion,
  writtenQuestion,
  yamlValue,
} from '../question/question-writer.ts';
import type { Outgoing } from './outgoing.ts';

type CommentField = Exclude<(typeof QUESTION_KEYS)[number], 'id'>;
const COMMENT_FIELDS = QUESTION_KEYS.filter((key): key is CommentField => key !== 'id');

type Style = {
  readonly writtenId: boolean;
  readonly exactTitle: boolean;
  readonly marked: boolean;
  readonly comments: readonly CommentField[];
};

/** Larger numbers in a heading are read as a year or an address. */
const LARGEST_NUMBER = 99_999;

/** Escapes what would end the comment, which occurs only within quotes. */
const commentValue = (value: Parameters<typeof yamlValue>[0]): string =>
  yamlValue(value).replaceAll('>', '\\u003e');

const TAG = /^[\p{L}\p{N}][\p{L}\p{N} _./+#-]{0,60}$/u;

function factsLine({ difficulty, minutes, tags }: Outgoing): string {
  const shown = tags.every((tag) => TAG.test(tag)) ? tags.join(', ') : '';
  const time = `Time: ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return `*Difficulty: ${difficulty} · ${time}${shown === '' ? '' : ` · Tags: ${shown}`}*`;
}

function safeWords(title: string): string {
  const words = title.replaceAll(/[^\p{L}\p{N} ?,-]+/gu, ' ').replaceAll(/ {2,}/g, ' ');
  return words.trim().replace(/^[^\p{L}]+/u, '') || 'Question';
}

function headOf(question: Outgoing, style: Style): readonly string[] {
  const { id, number, title } = question;
  const label = number === undefined || number > LARGEST_NUMBER ? 'Q' : `Q${number}`;
  const comments = style.comments.flatMap((name) => {
    const value = question[name];
    return value === undefined ? [] : [`<!-- ${name}: ${commentValue(value)} -->`];
  });
  if (style.exactTitle) comments.unshift(`<!-- title: ${title} -->`);
  if (style.writtenId) comments.unshift(`<!-- id: ${commentValue(id)} -->`);
  return [
    `### ${label}: ${style.exactTitle ? safeWords(title) : title}`,
    ...(comments.length > 0 ? [comments.join('\n')] : []),
    factsLine(question),
  ];
}

function storyAlone(answer: string): ReadonlyMap<StarPart, string> | undefined {
  const parts = storyIn(openSource('', answer), 0, answer.length, false) ?? [];
  const story = new Map(parts.map(({ part, start, end }) => [part, answer.slice(start, end).trim()]));
  const isAlone = parts.every(({ start }, i) =>
    /^[^\n]*\n?$/.test(answer.slice(parts[i - 1]?.end ?? 0, start)),
  );
  return isAlone && parts.length > 0 && story.size === parts.length ? story : undefined;
}

function answerOf({ answer, kind }: Outgoing): readonly string[] {
  const divider = dividerIn(answer);
  const story = kind === 'star' ? storyAlone(answer.slice(divider?.end ?? 0).trim()) : undefined;
  const label = kind === 'star' ? '**STAR Format Answer**:' : '**Answer**:';
  if (!story) return answer === '' ? [label] : [label, boldDivider(answer)];
  const parts = STAR_PARTS.flatMap((part) => {
    const text = story.get(part);
    // A list, a table or code needs a line of its own.
    const joint = text !== undefined && /^[\p{L}\p{N}[("“]/u.test(text) ? ' ' : '\n\n';
    return text === undefined ? [] : [`**${partName(part)}**:${joint}${text}`];
  });
  return divider
    ? [label, answer.slice(0, divider.start).trim(), '**In depth**', ...parts]
    : [label, ...parts];
}

const inQuotes = (text: string): string => (/["“”«»„\n]/.test(text) ? text : `"${text}"`);

/** Only marks can hold content beyond the title; a stray mark in a text must not pair with later ones. */
const needsMarks = (question: Outgoing): boolean =>
  question.asked !== '' || textsOf(question).some((text) => text.includes('<!-- prep:'));

function bodyOf(question: Outgoing, isMarked: boolean): readonly string[] {
  const { asked, answer, points, followUps, notes } = question;
  const mark = marker(textsOf(question));
  const put = (kind: MarkKind, text: string): readonly string[] =>
    text === '' ? [] : [isMarked ? mark(kind, text) : text];
  const listed = pointItems(question, isMarked ? mark : undefined);
  const label = '**Key points**:';
  const pointBlocks = isMarked ? [label, ...listed] : [`${label}\n${listed.join('\n')}`];
  return [
    ...put('asked', asked),
    ...put('notes', notes),
    ...(isMarked ? ['**Answer**:', mark('answer', answer)] : answerOf(question)),
    ...(points.length === 0 ? [] : pointBlocks),
    ...followUps.flatMap(([one, reply]) => [
      ...(isMarked ? ['**Follow-up**:', mark('follow-up', one)] : [`**Follow-up**: ${inQuotes(one)}`]),
      ...put('reply', reply),
    ]),
  ];
}

function guideQuestion(question: Outgoing, style: Style): string {
  return `${[...headOf(question, style), ...bodyOf(question, style.marked)].join('\n\n')}\n\n`;
}

/** Follows a question under test, which swallows it if it leaves anything open. */
const SENTINEL: Outgoing = {
  id: 'sentinel-behind',
  section: '',
  title: 'What comes next?',
  kind: 'open',
  tags: ['next'],
  difficulty: 'hard',
  minutes: 7,
  draft: false,
  suspended: false,
  asked: '',
  answer: 'Another question.',
  own: false,
  points: ['It is there'],
  followUps: [],
  notes: '',
};
const PLAIN: Style = { writtenId: true, exactTitle: false, marked: false, comments: [] };
const STYLES: readonly Style[] = [
  PLAIN,
  { ...PLAIN, marked: true },
  { ...PLAIN, exactTitle: true },
  { ...PLAIN, exactTitle: true, marked: true },
];
const sentinelText = guideQuestion(SENTINEL, PLAIN);

function readBack(text: string): readonly Question[] {
  const source = openSource('guide.md', `# Guide\n\n${text}${sentinelText}`);
  return draftsContent(readMarkdown(source, { exact: true }).drafts, '').questions;
}

/** Undefined if the text reads differently, between a section heading and another question. */
function tried(heading: string, text: string): Question | undefined {
  const [first, behind, ...more] = readBack(heading + text);
  const isWhole = behind !== undefined && more.length === 0 && !hasOtherBody(behind, SENTINEL);
  return isWhole && behind.id === SENTINEL.id && behind.minutes === SENTINEL.minutes ? first : undefined;
}

/** A story is the same when its parts are, under headings or labels. */
function sameAnswer(read: Question, wanted: Outgoing): boolean {
  const { star: parts } = read;
  const { star } = wanted;
  if (!star || !parts) return boldDivider(read.answer.text) === boldDivider(wanted.answer);
  const isLed = headlineIn(read.answer.text) === headlineIn(wanted.answer);
  return isLed && STAR_PARTS.every((part) => parts[part]?.text === star[part]);
}

const bodyText = ({ asked, notes, points, alternatives, followUps }: WrittenQuestion): string =>
  JSON.stringify([asked, notes, points, alternatives, followUps]);

const hasOtherBody = (read: Question, wanted: Outgoing): boolean =>
  !sameAnswer(read, wanted) || bodyText(writtenQuestion(read)) !== bodyText(wanted);

function styleOf(question: Outgoing, heading: string, isRepeated: boolean): Style {
  const styles = needsMarks(question) ? STYLES.filter(({ marked }) => marked) : STYLES;
  for (const style of styles) {
    const read = tried(heading, guideQuestion(question, style));
    if (!read || read.title !== question.title || hasOtherBody(read, question)) continue;
    // The reader ignores a repeated number.
    const comments = COMMENT_FIELDS.filter(
      (name) => !areSame(read[name], question[name]) || (name === 'number' && isRepeated),
    );
    return { ...style, writtenId: read.id === question.id, comments };
  }
  return { ...PLAIN, exactTitle: true, marked: true, comments: COMMENT_FIELDS };
}

/** A heading that would be read differently gets a leading word. */
function sectionHeading(section: string): string {
  const plain = `## ${section}\n\n`;
  const [first, ...more] = section === oneLine(section) ? readBack(plain) : [];
  const isPlain = first?.id === SENTINEL.id && more.length === 0 && first.section === section;
  return isPlain ? plain : `## Section · ${oneLine(section).replaceAll(/[#<>]/g, '')}\n\n`;
}

/**
 * With a heading wherever the section changes. The guide reads back as the same questions: sections, titles,
 * facts, and all texts byte for byte.
 */
export function writeGuide(title: string, questions: readonly Outgoing[]): string {
  const counts = countEach(questions.flatMap(({ number }) => number ?? []));
  const headings = new Map<string, string>();
  const parts = questions.map((question, i) => {
    const { section } = question;
    const heading = headings.get(section) ?? sectionHeading(section);
    headings.set(section, heading);
    const isRepeated = (counts.get(question.number ?? -1) ?? 0) > 1;
    const text = guideQuestion(question, styleOf(question, heading, isRepeated));
    return section === questions[i - 1]?.section ? text : heading + text;
  });
  return `# ${title}\n\n${parts.join('')}`.trimEnd() + '\n';
}

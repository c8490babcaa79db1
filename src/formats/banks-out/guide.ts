// Writes a guide: one Markdown file that people read and that prep reads back as the same questions. Each question is
// written plainly and read back at once; what would be read as anything else gets comments and marks that nobody sees.
import type { Outgoing } from '../../core/export.ts';
import { oneLine } from '../../core/one-line.ts';
import { STAR_PARTS, type Question } from '../../core/question.ts';
import { openSource } from '../../core/span.ts';
import { readGuide } from '../banks/guide.ts';
import {
  COMMENT_FIELDS,
  guideQuestion,
  needsMarks,
  type CommentField,
  type Manner,
} from './guide-question.ts';

/** Stands behind a question on trial: what it leaves open swallows this one. */
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
  answer: 'Another question.',
  own: false,
  keyPoints: ['It is there'],
  followUps: [],
};
const PLAIN: Manner = { writtenId: true, exactTitle: false, marked: false, comments: [] };
/** Ways to write a question, the most readable first. */
const MANNERS: readonly Manner[] = [
  PLAIN,
  { ...PLAIN, marked: true },
  { ...PLAIN, exactTitle: true },
  { ...PLAIN, exactTitle: true, marked: true },
];
const sentinelText = guideQuestion(SENTINEL, PLAIN);

/** The question that a text gives between the heading of a section and another question; undefined when it gives anything else. */
function tried(heading: string, text: string): Question | undefined {
  const guide = readGuide(openSource('guide.md', `# Guide\n\n${heading}${text}${sentinelText}`), '');
  const [first, behind, ...more] = guide?.content.questions ?? [];
  const isWhole = behind !== undefined && more.length === 0 && !hasOtherBody(behind, SENTINEL);
  return isWhole && behind.id === SENTINEL.id && behind.minutes === SENTINEL.minutes ? first : undefined;
}

const sameTexts = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, i) => text === other[i]);

/** A story is the same when its parts are: whether they stand under headings or labels does not matter. */
function sameAnswer(read: Question, wanted: Outgoing): boolean {
  const { star: parts } = read;
  const { star } = wanted;
  if (!star || !parts) return read.answer.text === wanted.answer;
  return STAR_PARTS.every((part) => parts[part]?.text === star[part]);
}

function hasOtherBody(read: Question, wanted: Outgoing): boolean {
  const points = read.pointsProposed ? [] : read.keyPoints;
  const also = wanted.pointAlternatives ?? [];
  const asked = read.followUpTexts.flatMap(({ question, answer }) => [question.text, answer.text]);
  const wantedAsked = wanted.followUps.flatMap(({ question, answer }) => [question, answer]);
  return (
    !sameAnswer(read, wanted) ||
    !sameTexts(
      points.map(({ text }) => text),
      wanted.keyPoints,
    ) ||
    !points.every((point, i) => sameTexts(point.also ?? [], also[i] ?? [])) ||
    !sameTexts(asked, wantedAsked) ||
    read.asked?.text !== wanted.asked ||
    read.notes?.text !== wanted.notes
  );
}

const differs = (read: Question, wanted: Outgoing, name: CommentField): boolean =>
  name === 'tags' ? !sameTexts(read.tags, wanted.tags) : read[name] !== wanted[name];

/** The most readable way that gives the same question. */
function mannerOf(question: Outgoing, heading: string, repeated: ReadonlySet<number>): Manner {
  const manners = needsMarks(question) ? MANNERS.filter(({ marked }) => marked) : MANNERS;
  for (const manner of manners) {
    const read = tried(heading, guideQuestion(question, manner));
    if (!read || read.title !== question.title || hasOtherBody(read, question)) continue;
    const comments = COMMENT_FIELDS.filter(
      (name) =>
        differs(read, question, name) ||
        // A number that comes twice is taken for no number.
        (name === 'number' && repeated.has(question.number ?? -1)),
    );
    return { ...manner, writtenId: read.id === question.id, comments };
  }
  return { ...PLAIN, exactTitle: true, marked: true, comments: COMMENT_FIELDS };
}

/** The heading of a section; one that would be read as anything else is led in by a word. */
function sectionHeading(section: string): string {
  const plain = `## ${section}\n\n`;
  const read =
    section === oneLine(section)
      ? readGuide(openSource('guide.md', `# Guide\n\n${plain}${sentinelText}`), '')
      : undefined;
  const [first, ...more] = read?.content.questions ?? [];
  const isPlain = first?.id === SENTINEL.id && more.length === 0 && first.section === section;
  return isPlain ? plain : `## Section · ${oneLine(section).replaceAll(/[#<>]/g, '')}\n\n`;
}

function numbersTwice(questions: readonly Outgoing[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const twice = new Set<number>();
  for (const { number } of questions) {
    if (number === undefined) continue;
    (seen.has(number) ? twice : seen).add(number);
  }
  return twice;
}

/**
 * Writes questions as one guide, in the order given, with a heading wherever the section changes.
 * Reading it gives the same questions: sections, titles, facts, and all texts byte for byte.
 * @param title one line, the heading of the whole
 */
export function writeGuide(title: string, questions: readonly Outgoing[]): string {
  const repeated = numbersTwice(questions);
  const headings = new Map<string, string>();
  let before: string | undefined;
  const parts = questions.map((question) => {
    const { section } = question;
    const heading = headings.get(section) ?? sectionHeading(section);
    headings.set(section, heading);
    const text = guideQuestion(question, mannerOf(question, heading, repeated));
    const isNew = section !== before;
    before = section;
    return isNew ? heading + text : text;
  });
  return `# ${title}\n\n${parts.join('')}`.trimEnd() + '\n';
}

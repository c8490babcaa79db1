// One question a file: YAML front matter, a title, the answer, then key points, follow-ups and notes.
import type { FileContent } from '../../core/base/bank.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { FollowUp, KeyPoint, Question, StarPart } from '../../core/base/question.ts';
import { type Source, type Text, trimmedText } from '../../core/base/span.ts';
import type { Heading } from '../markdown/outline.ts';
import type { Marked, MarkKind } from '../markdown/marks.ts';
import { slug } from '../../core/base/ids.ts';
import { type FrontMatter, readFrontMatter } from '../notation/front-matter.ts';
import {
  type Depth,
  type QuestionDraft,
  type QuestionFields,
  questionOf,
  readQuestionFields,
} from './draft.ts';
import { listItems, markedPoints, pointItems } from './points.ts';
import { type Section, type Shape, shapeOf } from './question-shape.ts';
import { storyOf } from './story.ts';

// The texts of a question file: answer, story, key points, follow-ups, notes. What stands between marks is
// taken as it stands; all else without blanks around it.

const nothingAt = (source: Source, at: number): Text => source.textAt(at, at);

const stands = ({ text: { at } }: Marked, { start, end }: Section): boolean =>
  at.start.offset >= start && at.start.offset < end;

/** The marked texts of a kind in a stretch of the file, in order. */
const markedIn = ({ marked }: Shape, section: Section, kind: MarkKind): readonly Text[] =>
  marked.filter((one) => one.kind === kind && stands(one, section)).map(({ text }) => text);

/** Where the marks around a text begin and end. */
function marksAround(source: Source, { at }: Text): Section {
  // The opening mark stands on the line before the text, the closing one on the line behind it.
  const start = source.text.lastIndexOf('\n', at.start.offset - 2) + 1;
  return { start, end: source.text.indexOf('-->', at.end.offset) + '-->'.length };
}

/** The text of a stretch: what `marked` encloses when nothing else stands there, else all of it. */
function textIn(source: Source, { start, end }: Section, marked: Text | undefined): Text {
  const whole = trimmedText(source, start, end);
  if (!marked) return whole;
  const marks = marksAround(source, marked);
  const isAll = marks.start <= whole.at.start.offset && marks.end >= whole.at.end.offset;
  return isAll ? marked : whole;
}

/** What is asked beyond the title: a marked text right below it. */
function askedOf(source: Source, shape: Shape, title: Heading): Text | undefined {
  const [asked] = markedIn(shape, { start: title.next, end: shape.answerEnd }, 'asked');
  const isFirst = asked && source.text.slice(title.next, marksAround(source, asked).start).trim() === '';
  return isFirst ? asked : undefined;
}

/** The answer: what follows the title and what is asked, up to the first section. */
function answerOf(source: Source, shape: Shape, title: Heading, asked: Text | undefined): Text {
  const start = asked ? marksAround(source, asked).end : title.next;
  const section = { start, end: Math.max(start, shape.answerEnd) };
  return textIn(source, section, markedIn(shape, section, 'answer')[0]);
}

/** The notes; empty where there are none. */
function notesOf(source: Source, shape: Shape): Text {
  const { notes: section } = shape;
  if (!section) return nothingAt(source, source.text.length);
  return textIn(source, section, markedIn(shape, section, 'notes')[0]);
}

/** The parts of a story: under headings, else under labels (`**Situation**: …`). */
function starOf(source: Source, shape: Shape, answer: Text): Readonly<Partial<Record<StarPart, Text>>> {
  if (shape.starParts.length === 0) return storyOf(source, answer, true) ?? {};
  const parts: Partial<Record<StarPart, Text>> = {};
  for (const { part, start, end } of shape.starParts) parts[part] ??= trimmedText(source, start, end);
  return parts;
}

/** Key points that the file gives: items of a list and marked texts, or a paragraph as one. */
function keyPointsOf(source: Source, shape: Shape): readonly KeyPoint[] {
  const section = shape.keyPoints;
  if (!section) return [];
  const marked = markedPoints(shape.marked.filter((one) => stands(one, section)));
  if (marked.length > 0) return marked.filter(({ text }) => text !== '');
  const items = pointItems(source, section.start, section.end);
  if (items.length > 0) return items;
  const { text, at } = trimmedText(source, section.start, section.end);
  return text === '' ? [] : [{ text: text.replace(/\s+/g, ' '), at }];
}

/** A question behind the answer, and where its own answer may stand. */
type Asked = { readonly question: Text; readonly start: number; readonly next: number };

/** What is asked in the section: its headings, and texts between marks. */
function askedIn(source: Source, shape: Shape, section: Section): readonly Asked[] {
  const headed = shape.followUpHeadings.map((heading) => ({
    question: source.textAt(heading.textStart, heading.textEnd),
    start: heading.start,
    next: heading.next,
  }));
  const marked = markedIn(shape, section, 'follow-up').map((question) => {
    const { start, end } = marksAround(source, question);
    return { question, start, next: end };
  });
  return [...headed, ...marked].toSorted((a, b) => a.start - b.start);
}

/** Follow-ups under headings, between marks, or as a list of questions alone. */
function followUpsOf(source: Source, shape: Shape): readonly FollowUp[] {
  const section = shape.followUps;
  if (!section) return [];
  const asked = askedIn(source, shape, section);
  if (asked.length === 0)
    return listItems(source, section.start, section.end).map(({ at: { start, end } }) => ({
      question: source.textAt(start.offset, end.offset),
      answer: nothingAt(source, end.offset),
    }));
  const replies = markedIn(shape, section, 'reply');
  let reply = 0;
  return asked
    .map(({ question, next }, i) => {
      const end = Math.max(next, asked[i + 1]?.start ?? section.end);
      while ((replies[reply]?.at.start.offset ?? Infinity) < next) reply += 1;
      const marked = replies[reply];
      const isHere = marked !== undefined && marked.at.start.offset < end;
      return {
        question,
        answer: textIn(source, { start: next, end }, isHere ? marked : undefined),
      };
    })
    .filter(({ question }) => question.text !== '');
}

function headingProblems(source: Source, shape: Shape): readonly Problem[] {
  const strange = shape.strangeHeadings.map(({ heading, hint }): Problem => ({
    severity: 'warning',
    code: 'heading-unknown',
    at: source.spanAt(heading.textStart, heading.textEnd),
    message: `prep reads no section \`${source.text.slice(heading.textStart, heading.textEnd).slice(0, 60)}\` here.`,
    hint,
  }));
  const titles = shape.otherTitles.map((heading): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(heading.textStart, heading.textEnd),
    message: 'A second title: a file holds one question.',
    hint: 'Move it to a file of its own, or write the heading with `##`.',
  }));
  const fences = shape.openFences.map((start): Problem => ({
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, source.text.slice(start).search(/\r?\n|$/) + start),
    message: 'This code fence is never closed, and hides all that follows.',
    hint: 'Close it with a line of the same marks.',
  }));
  return [...strange, ...titles, ...fences];
}

/** The question of a file that has a title. */
function draftOf(source: Source, shape: Shape, title: Heading, fields: QuestionFields): QuestionDraft {
  const { text, at } = source.textAt(title.textStart, title.textEnd);
  const asked = askedOf(source, shape, title);
  const answer = answerOf(source, shape, title, asked);
  const kind = fields.kind ?? (shape.isStar ? 'star' : 'open');
  return {
    ...fields,
    id: fields.id ?? slug(text),
    idWritten: fields.id !== undefined,
    title: text,
    titleAt: at,
    asked,
    answer,
    kind,
    star: kind === 'star' ? starOf(source, shape, answer) : undefined,
    keyPoints: keyPointsOf(source, shape),
    followUps: followUpsOf(source, shape),
    notes: notesOf(source, shape),
    native: true,
  };
}

function missingTitle(source: Source, front: FrontMatter, title: Heading | undefined): Problem {
  const rest = source.text.slice(front.bodyStart);
  const start = title?.start ?? front.bodyStart + Math.max(0, rest.search(/\S/));
  const end = start + source.text.slice(start).search(/\r?\n|$/);
  return {
    severity: 'error',
    code: 'title-missing',
    at: source.spanAt(start, end),
    message: title ? 'The title is empty.' : 'This looks like a question, but it has no title.',
    hint: 'Write the question as a heading: `# What is …?`',
  };
}

/**
 * Reads a question file of prep's own format. Never throws.
 * @param bank path of the bank as it is to be shown
 * @param depth `written` leaves out what follows from the texts, for whoever only compares these
 * @returns no question and no problem for a file that is none, such as a README or notes
 */
export function readQuestionFile(source: Source, bank: string, depth: Depth = 'whole'): FileContent {
  const front = readFrontMatter(source);
  const shape = shapeOf(source, front);
  const content = (questions: readonly Question[], problems: readonly Problem[]): FileContent => ({
    file: source.file,
    questions,
    metrics: [],
    problems,
  });
  if (!shape.isQuestion) return content([], []);
  const { title } = shape;
  const { fields, problems } = readQuestionFields(source, front.entries);
  const found = [...front.problems, ...problems];
  if (!title || title.textEnd === title.textStart) {
    return content([], [...found, missingTitle(source, front, title)]);
  }
  const draft = draftOf(source, shape, title, fields);
  const { question, problems: open } = questionOf(source, bank, draft, depth);
  return content([question], [...found, ...headingProblems(source, shape), ...open]);
}

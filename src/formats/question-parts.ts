// The texts of a question file: answer, story, key points, follow-ups, notes. What stands between marks is taken as it
// stands; all else without blanks around it. Knows where headings and marks are; knows nothing of front matter.
import type { FollowUp, KeyPoint, StarPart } from '../core/question.ts';
import { trimmedText, type Source, type Text } from '../core/span.ts';
import { storyOf } from './banks/guide-story.ts';
import { listItems, pointItems } from './list-items.ts';
import type { Marked, MarkKind } from './marks.ts';
import { markedPoints } from './marked-points.ts';
import type { Heading } from './outline.ts';
import type { Section, Shape } from './question-shape.ts';

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
export function askedOf(source: Source, shape: Shape, title: Heading): Text | undefined {
  const [asked] = markedIn(shape, { start: title.next, end: shape.answerEnd }, 'asked');
  const isFirst = asked && source.text.slice(title.next, marksAround(source, asked).start).trim() === '';
  return isFirst ? asked : undefined;
}

/** The answer: what follows the title and what is asked, up to the first section. */
export function answerOf(source: Source, shape: Shape, title: Heading, asked: Text | undefined): Text {
  const start = asked ? marksAround(source, asked).end : title.next;
  const section = { start, end: Math.max(start, shape.answerEnd) };
  return textIn(source, section, markedIn(shape, section, 'answer')[0]);
}

/** The notes; empty where there are none. */
export function notesOf(source: Source, shape: Shape): Text {
  const { notes: section } = shape;
  if (!section) return nothingAt(source, source.text.length);
  return textIn(source, section, markedIn(shape, section, 'notes')[0]);
}

/** The parts of a story: under headings, else under labels (`**Situation**: …`). */
export function starOf(
  source: Source,
  shape: Shape,
  answer: Text,
): Readonly<Partial<Record<StarPart, Text>>> {
  if (shape.starParts.length === 0) return storyOf(source, answer, true) ?? {};
  const parts: Partial<Record<StarPart, Text>> = {};
  for (const { part, start, end } of shape.starParts) parts[part] ??= trimmedText(source, start, end);
  return parts;
}

/** Key points that the file gives: items of a list and marked texts, or a paragraph as one. */
export function keyPointsOf(source: Source, shape: Shape): readonly KeyPoint[] {
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
export function followUpsOf(source: Source, shape: Shape): readonly FollowUp[] {
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

// The sentence around a placeholder, for asking: what the value will be part of.
import { fillText, type Segment, type Values } from './fill.ts';
import type { Placeholder } from './placeholder.ts';
import type { Question } from './question.ts';
import type { Text } from './span.ts';

/** What is shown at most on either side of the gap, in UTF-16 units. */
const REACH = 300;
/** Where a sentence, a paragraph, a table cell or a list item ends. */
const BREAK = /[.!?]["'”’)*_]*(?=\s)|\n[ \t]*\n|\n[ \t]*(?=[-*+>|#]|\d+[.)] )|\|/gu;

type Range = { readonly from: number; readonly to: number };

/** The text of the question in which the placeholder stands: its answer, or a follow-up. */
function textOf(question: Question, { written }: Placeholder): Text {
  const texts = question.followUpTexts.flatMap(({ question: asked, answer }) => [asked, answer]);
  const holds = ({ at }: Text): boolean =>
    at.start.offset <= written.at.start.offset && written.at.end.offset <= at.end.offset;
  return texts.find(holds) ?? question.answer;
}

/** Where sentences end in the stretch around the gap; a point inside a placeholder (`e.g.`) ends none. */
function breaksIn(text: string, window: Range, gaps: readonly Range[]): readonly Range[] {
  return [...text.slice(window.from, window.to).matchAll(BREAK)]
    .map((match) => ({
      from: window.from + match.index,
      to: window.from + match.index + match[0].length,
    }))
    .filter((found) => !gaps.some((gap) => found.from >= gap.from && found.to <= gap.to));
}

/** The stretch with the gaps whole that its edges would cut in two: half of one has no value. */
const whole = ({ from, to }: Range, gaps: readonly Range[]): Range => ({
  from: gaps.find((gap) => gap.from < from && from < gap.to)?.from ?? from,
  to: gaps.find((gap) => gap.from < to && to < gap.to)?.to ?? to,
});

/**
 * The sentence that a placeholder stands in, with the other values put in.
 * @returns segments of one line; the gap itself is the `open` or `filled` segment of its key
 */
export function sentenceAround(
  question: Question,
  placeholder: Placeholder,
  values: Values,
): readonly Segment[] {
  const text = textOf(question, placeholder);
  const base = text.at.start.offset;
  const within = question.placeholders
    .filter(({ written }) => written.at.start.offset >= base && written.at.end.offset <= text.at.end.offset)
    .map(({ written: { at } }) => ({ from: at.start.offset - base, to: at.end.offset - base }));
  const [from, to] = [placeholder.written.at.start.offset - base, placeholder.written.at.end.offset - base];
  const window = whole(
    { from: Math.max(0, from - REACH), to: Math.min(text.text.length, to + REACH) },
    within,
  );
  const breaks = breaksIn(text.text, window, within);
  const start = breaks.findLast((found) => found.to <= from)?.to ?? window.from;
  const last = breaks.find((found) => found.from >= to);
  const end = last ? (text.text[last.from] === '|' ? last.from : last.to) : window.to;
  return sliceFilled(text, { from: start, to: end }, question.placeholders, values);
}

/** A stretch of a text with the values put in: segments of one line, without the marks of a list before it. */
export function sliceFilled(
  text: Text,
  { from, to }: Range,
  placeholders: readonly Placeholder[],
  values: Values,
): readonly Segment[] {
  const base = text.at.start;
  const point = (offset: number): Text['at']['start'] => ({ ...base, offset: base.offset + offset });
  const at = { file: text.at.file, start: point(from), end: point(to) };
  return fillText({ text: text.text.slice(from, to), at }, placeholders, values).map((segment, i) => {
    const line = segment.text.replaceAll(/\s*\n\s*/g, ' ');
    return withText(segment, i === 0 ? line.replace(/^[\s>*+-]+(?=\S)/, '') : line);
  });
}

const withText = (segment: Segment, text: string): Segment => ({ ...segment, text });

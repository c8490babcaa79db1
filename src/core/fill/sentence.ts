// The sentence around a placeholder, for asking: what the value will be part of.
import type { Conditional, Decision, Placeholder, Question } from '../base/question.ts';
import type { Span, Text } from '../base/span.ts';
import { decisionOf } from './derive.ts';
import type { Segment, Values } from './value.ts';
import { segmentsOf, type ShownText, shownWith } from './values.ts';

/** What is shown at most on either side of the gap, in UTF-16 units. */
const REACH = 300;
/** Where a sentence, a paragraph, a table cell or a list item ends. */
const BREAK = /[.!?]["'”’)*_]*(?=\s)|\n[ \t]*\n|\n[ \t]*(?=[-*+>|#]|\d+[.)] )|\|/gu;

type Range = { readonly from: number; readonly to: number };

const holds = (outer: Span, inner: Span): boolean =>
  outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset;

/** The text of the question in which the placeholder stands: its answer, or a follow-up. */
function textOf(question: Question, { written }: Placeholder): Text {
  const texts = question.followUpTexts.flatMap(({ question: asked, answer }) => [asked, answer]);
  return texts.find(({ at }) => holds(at, written.at)) ?? question.answer;
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

/** Conditional words are shown where the placeholder is in them, whatever their condition says. */
function branchAround({ written }: Placeholder, values: Values): (conditional: Conditional) => Decision {
  return ({ condition, first, otherwise }) => {
    if (holds(first.at, written.at)) return 'holds';
    return otherwise && holds(otherwise.at, written.at) ? 'fails' : decisionOf(condition.text, values);
  };
}

/**
 * The sentence that a placeholder stands in, with the other values put in.
 * @returns segments of one line; the gap itself is the `open` or `filled` segment of its key
 */
export function sentenceAround(
  question: Question,
  placeholder: Placeholder,
  values: Values,
): readonly Segment[] {
  const shown = shownWith(textOf(question, placeholder), question, values, branchAround(placeholder, values));
  const { text, spots, positionOf } = shown;
  const { start: first, end: last } = placeholder.written.at;
  const [from, to] = [positionOf(first.offset), positionOf(last.offset)];
  const window = whole({ from: Math.max(0, from - REACH), to: Math.min(text.length, to + REACH) }, spots);
  const breaks = breaksIn(text, window, spots);
  const start = breaks.findLast((found) => found.to <= from)?.to ?? window.from;
  const next = breaks.find((found) => found.from >= to);
  const end = next ? (text[next.from] === '|' ? next.from : next.to) : window.to;
  return sliceFilled(shown, { from: start, to: end }, values);
}

/** A stretch of a shown text with the values put in: segments of one line, without the marks of a list before it. */
export function sliceFilled(shown: ShownText, { from, to }: Range, values: Values): readonly Segment[] {
  return segmentsOf(shown, values, from, to).map((segment, i) => {
    const line = segment.text.replaceAll(/\s*\n\s*/g, ' ');
    return { ...segment, text: i === 0 ? line.replace(/^[\s>*+-]+(?=\S)/, '') : line };
  });
}

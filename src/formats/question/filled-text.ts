import type { Placeholder, Question } from '../../core/base/question.ts';
import { openSource, type Span } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { tickItems } from '../../core/feedback/coverage.ts';
import type { Segment, Values } from '../../core/fill/value.ts';
import { type BranchOf, segmentsOf, segmentsText, shownWith } from '../../core/fill/values.ts';
import { readPlaceholders } from './placeholders.ts';

type Asked = Pick<Question, 'id' | 'placeholders'>;

/** A placeholder in a fragment keeps the key it has in the full answer, where more words surround it. */
function keyedAs(known: readonly Placeholder[], found: readonly Placeholder[]): readonly Placeholder[] {
  let next = 0;
  return found.map((placeholder) => {
    const at = known.findIndex(
      ({ written }, i) => i >= next && oneLine(written.text) === oneLine(placeholder.written.text),
    );
    const same = known[at];
    if (!same) return placeholder;
    next = at + 1;
    return { ...placeholder, key: same.key };
  });
}

const holds = (whole: Span, { written: { at } }: Placeholder): boolean =>
  whole.file === at.file && whole.start.offset <= at.start.offset && at.end.offset <= whole.end.offset;

/**
 * A text of or about `question` with the values filled in. Names mean what they mean in the model answer; so
 * does an unnamed placeholder between the same words.
 * @param origin the range of the question's file that the text was taken from
 * @param branchOf overrides the choice of a conditional's branch
 */
export function filledText(
  question: Asked,
  text: string,
  values: Values,
  origin?: Span,
  branchOf?: BranchOf,
): readonly Segment[] {
  const source = openSource('', text);
  const found = readPlaceholders(source, 0, text.length, { question: question.id, inFollowUp: false });
  const known = origin ? question.placeholders.filter((each) => holds(origin, each)) : [];
  const cited = { ...found, placeholders: keyedAs(known, found.placeholders) };
  return segmentsOf(shownWith(source.textAt(0, text.length), cited, values, branchOf), values);
}

/** A point that a condition would leave empty is shown as written. */
export const filledPoints = (
  question: Asked & Pick<Question, 'keyPoints'>,
  values: Values,
): readonly (readonly Segment[])[] =>
  question.keyPoints.map(({ text, at }) => {
    const segments = filledText(question, text, values, at);
    return segments.some((segment) => segment.text.trim() !== '') ? segments : [{ kind: 'plain', text }];
  });

export const shownItems = (question: Question, values: Values): readonly string[] =>
  question.kind === 'star' ? tickItems(question) : filledPoints(question, values).map(segmentsText);

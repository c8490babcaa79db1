// The numbers that an attempt cited, by the names that people know. Knows the gaps of the question as it is now; a gap that
// went since has left the last part of its name.
import type { MetricName } from '../core/metric.ts';
import { placeholderLabel } from '../core/unit-around.ts';
import type { Question } from '../core/question.ts';
import { oneLine } from './width.ts';

/** The cited numbers in one line, in their order: metrics by name, gaps of the question itself as its text calls them. */
export function citedText(
  cited: readonly MetricName[],
  { placeholders }: Pick<Question, 'placeholders'>,
): string {
  const names = cited.map((name) => {
    const placeholder = placeholders.find(({ key }) => key === name);
    return placeholder ? placeholderLabel(placeholder) : name.slice(name.lastIndexOf('/') + 1);
  });
  return oneLine(names.join(', '));
}

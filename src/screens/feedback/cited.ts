import type { MetricName } from '../../core/base/metric.ts';
import type { Question } from '../../core/base/question.ts';
import { placeholderLabel } from '../../core/fill/values.ts';
import { oneLine } from '../ui/width.ts';

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

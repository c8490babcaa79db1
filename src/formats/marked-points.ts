// Key points that stand between marks, each with the other words for it that stand between marks behind it.
import { oneLine } from '../core/one-line.ts';
import type { KeyPoint } from '../core/question.ts';
import type { Text } from '../core/span.ts';
import type { Marked, MarkKind } from './marks.ts';
import { phrasesOf, phrasesText, pointWith } from './point-alternatives.ts';

/** The key points that marked texts give, each on one line; what is marked as something else is passed over. */
export function markedPoints(marked: readonly Marked[]): readonly KeyPoint[] {
  const points: { readonly text: Text; readonly also: string[] }[] = [];
  for (const { kind, text } of marked) {
    if (kind === 'point') points.push({ text, also: [] });
    else if (kind === 'also') points.at(-1)?.also.push(text.text);
  }
  return points.map(({ text: { text, at }, also }) =>
    pointWith({ text: oneLine(text), at }, phrasesOf(also.join(', '))),
  );
}

/** A point between marks, and its other words behind it. */
export const markPoint = (
  mark: (kind: MarkKind, text: string) => string,
  point: string,
  also: readonly string[],
): readonly string[] => [mark('point', point), ...(also.length > 0 ? [mark('also', phrasesText(also))] : [])];

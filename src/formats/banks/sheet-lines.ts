// The lines of a Markdown file, with what is code marked as such. Knows lines; knows nothing of their meaning.
import type { CodeFence } from '../outline.ts';

/** A line: `end` before its line break, `next` behind it. */
export type SheetLine = {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  /** True for lines of a code fence, its marks included. */
  readonly code: boolean;
};

/** Every line of `text[start, end)`, in order. */
export function sheetLines(
  text: string,
  start: number,
  end: number,
  fences: readonly CodeFence[],
): readonly SheetLine[] {
  const lines: SheetLine[] = [];
  let fence = firstAfter(fences, start);
  for (let at = start; at < end;) {
    while ((fences[fence]?.next ?? Infinity) <= at) fence += 1;
    const newline = text.indexOf('\n', at);
    const next = newline === -1 || newline >= end ? end : newline + 1;
    let stop = next > at && text.charCodeAt(next - 1) === 10 ? next - 1 : next;
    if (stop > at && text.charCodeAt(stop - 1) === 13) stop -= 1;
    lines.push({ start: at, end: stop, next, code: (fences[fence]?.start ?? Infinity) <= at });
    at = next;
  }
  return lines;
}

/** Index of the first stretch that ends behind `offset`; stretches are in order and do not overlap. */
function firstAfter(stretches: readonly { readonly next: number }[], offset: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.next ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first line that begins at or behind `offset`. */
export function lineFrom(lines: readonly SheetLine[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

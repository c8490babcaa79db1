// An answer in two layers: the headline, which takes 20 to 40 seconds, and the rest. They are separated by a
// heading `In depth`, or by these words alone on a bold line, in every format with answers.
import type { Source, Text } from '../../core/base/span.ts';
import { trimmedText } from '../../core/base/span.ts';
import { outline } from '../markdown/outline.ts';

const DIVIDER = /^(?: {0,3}#{2,6}[ \t]+in depth[ \t]*#*|[ \t]*\*\*in depth:?\*\*:?)[ \t]*\r?$/gim;

/** Undefined without text above or below it. */
export function dividerIn(text: string): { readonly start: number; readonly end: number } | undefined {
  const found = [...text.matchAll(DIVIDER)];
  if (found.length === 0) return undefined;
  const { fences } = outline(text, 0, text.length);
  const first = found.find(({ index }) => !fences.some(({ start, next }) => start <= index && index < next));
  if (!first) return undefined;
  const [start, end] = [first.index, first.index + first[0].length];
  return text.slice(0, start).trim() === '' || text.slice(end).trim() === '' ? undefined : { start, end };
}

type Layers = { readonly headline: Text; readonly depth: Text };

export function layersOf(source: Source, { text, at }: Text): Layers | undefined {
  const divider = dividerIn(text);
  if (!divider) return undefined;
  const from = at.start.offset;
  return {
    headline: trimmedText(source, from, from + divider.start),
    depth: trimmedText(source, from + divider.end, at.end.offset),
  };
}

export function headlineIn(answer: string): string | undefined {
  const divider = dividerIn(answer);
  return divider && answer.slice(0, divider.start).trim();
}

/** Divides the layers by a line that no outline takes for a section. */
export function boldDivider(answer: string): string {
  const divider = dividerIn(answer);
  return divider ? `${answer.slice(0, divider.start)}**In depth**${answer.slice(divider.end)}` : answer;
}

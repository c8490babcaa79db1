// Comments that mark exactly where a text begins and ends, invisible to readers. Everything between two marks
// is the text, byte for byte.
import { groupBy } from '../../core/base/collections.ts';
import type { Source, Text } from '../../core/base/span.ts';
import type { CodeFence, Stretches } from './outline.ts';

/** `asked` belongs to the title, `also` (other wordings) to the point before it, `reply` to the follow-up. */
const KINDS = ['asked', 'answer', 'notes', 'point', 'also', 'follow-up', 'reply'] as const;
export type MarkKind = (typeof KINDS)[number];

const OPENS = new RegExp(`^<!-- prep: (${KINDS.join('|')})( \\d{1,6})? -->[ \\t]*$`);
const CLOSES = /^<!-- prep: end( \d{1,6})? -->[ \t]*\r?$/gm;
const CLOSE = '<!-- prep: end';

const closingMarks = (text: string, limit: number) =>
  groupBy(text.slice(0, limit).matchAll(CLOSES), ([, name = '']) => name);

/** Finds the closing marks once, when the first one opens. Call with ranges in the order of the text. */
export function markedStretches(text: string, limit: number): Stretches {
  let closing: ReturnType<typeof closingMarks> | undefined;
  const passed = new Map<string, number>();
  return (start, end) => {
    const opening = OPENS.exec(text.slice(start, Math.min(end, start + 60)));
    if (!opening) return undefined;
    closing ??= closingMarks(text, limit);
    const name = opening[2] ?? '';
    const marks = closing.get(name) ?? [];
    let at = passed.get(name) ?? 0;
    while ((marks[at]?.index ?? Infinity) < end) at += 1;
    passed.set(name, at);
    const mark = marks[at];
    return mark && Math.min(limit, mark.index + mark[0].length + 1);
  };
}

export type Marked = { readonly kind: MarkKind; readonly text: Text };

function markedAt(source: Source, { start, next }: CodeFence): Marked | undefined {
  const newline = source.text.indexOf('\n', start);
  const opening = OPENS.exec(source.text.slice(start, newline).replace(/\r$/, ''));
  const kind = KINDS.find((one) => one === opening?.[1]);
  if (!kind) return undefined;
  const from = newline + 1;
  let to = source.text.lastIndexOf(CLOSE, next) - 1;
  if (source.text.charCodeAt(to - 1) === 13) to -= 1;
  return { kind, text: source.textAt(from, Math.max(from, to)) };
}

/** @param fences in order */
export const markedTexts = (
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
): readonly Marked[] =>
  fences
    .filter((fence) => fence.start >= start && fence.start < end)
    .flatMap((fence) => markedAt(source, fence) ?? []);

/**
 * Marks get numbers if a text contains a closing mark.
 * @param texts all the marked texts of one question
 */
export function marker(texts: readonly string[]): (kind: MarkKind, text: string) => string {
  let name = '';
  for (let i = 2; texts.some((text) => text.includes(`<!-- prep: end${name} -->`)); i += 1) name = ` ${i}`;
  return (kind, text) =>
    // A carriage return at the end would be taken as part of the line's end.
    `<!-- prep: ${kind}${name} -->\n${text}${text.endsWith('\r') ? '\r' : ''}\n<!-- prep: end${name} -->`;
}

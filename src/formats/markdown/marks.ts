// Comments that mark exactly where a text begins and ends, invisible to readers. Everything between two marks
// is the text, byte for byte.
import type { Source, Text } from '../../core/base/span.ts';
import type { CodeFence, Stretches } from './outline.ts';

/** `asked` belongs to the title, `also` (other wordings) to the point before it, `reply` to the follow-up. */
const KINDS = ['asked', 'answer', 'notes', 'point', 'also', 'follow-up', 'reply'] as const;
export type MarkKind = (typeof KINDS)[number];

const OPENS = new RegExp(`^<!-- prep: (${KINDS.join('|')})( \\d{1,6})? -->[ \\t]*$`);
const CLOSES = /^<!-- prep: end( \d{1,6})? -->[ \t]*\r?$/gm;
const CLOSE = '<!-- prep: end';

function closingMarks(text: string, limit: number): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const match of text.slice(0, limit).matchAll(CLOSES)) {
    const end = match.index + match[0].length;
    const ends = found.get(match[1] ?? '');
    if (ends) ends.push(end);
    else found.set(match[1] ?? '', [end]);
  }
  return found;
}

/** Finds the closing marks once, when the first one opens. Call with ranges in the order of the text. */
export function markedStretches(text: string, limit: number): Stretches {
  let closing: ReadonlyMap<string, readonly number[]> | undefined;
  const passed = new Map<string, number>();
  return (start, end) => {
    const opening = OPENS.exec(text.slice(start, Math.min(end, start + 60)));
    if (!opening) return undefined;
    closing ??= closingMarks(text, limit);
    const name = opening[2] ?? '';
    const ends = closing.get(name) ?? [];
    let at = passed.get(name) ?? 0;
    while ((ends[at] ?? Infinity) <= end) at += 1;
    passed.set(name, at);
    const close = ends[at];
    return close === undefined ? undefined : Math.min(limit, close + 1);
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

/** @param fences of the whole file, in order; `first` is the index of the first relevant one */
export function markedTexts(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  first: number,
): readonly Marked[] {
  const marked: Marked[] = [];
  for (let i = first; (fences[i]?.start ?? Infinity) < end; i += 1) {
    const fence = fences[i];
    const one = fence && fence.start >= start ? markedAt(source, fence) : undefined;
    if (one) marked.push(one);
  }
  return marked;
}

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

// Items of Markdown lists as single lines. Knows markers, nesting and continuation lines; knows nothing of their meaning.
import type { KeyPoint } from '../core/question.ts';
import type { Source } from '../core/span.ts';

/** A list item's words on one line, and its place: marker left out, nested items joined to it. */
export type ListItem = KeyPoint;

const MARKER = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;

type Open = { start: number; end: number; readonly indent: number; readonly words: string[] };

function oneLine(words: readonly string[]): string {
  const text = words.length === 1 ? (words[0] ?? '') : words.join(' ');
  return /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/**
 * Items of the lists in `source.text[start, end)`, in order. Lines that go on with an item belong to it; a paragraph
 * that is not indented ends the list.
 */
export function listItems(source: Source, start: number, end: number): readonly ListItem[] {
  const items: Open[] = [];
  let current: Open | undefined;
  let afterBlank = false;
  for (let at = start; at < end;) {
    const newline = source.text.indexOf('\n', at);
    const next = newline === -1 || newline >= end ? end : newline + 1;
    const line = source.text.slice(at, next);
    const words = line.trim();
    const marker = MARKER.exec(line);
    const indent = marker?.[1]?.length ?? line.length - line.trimStart().length;
    if (words === '') afterBlank = true;
    else if (marker && (!current || indent <= current.indent + 1)) {
      const from = at + marker[0].length;
      const text = line.slice(marker[0].length).trim();
      current = { start: from, end: from + text.length, indent, words: [text] };
      items.push(current);
    } else if (current && (!afterBlank || indent > 0)) {
      current.words.push(marker ? line.slice(marker[0].length).trim() : words);
      current.end = at + line.trimEnd().length;
    } else current = undefined;
    if (words !== '') afterBlank = false;
    at = next;
  }
  return items
    .map((item) => ({
      text: oneLine(item.words),
      at: source.spanAt(item.start, item.end),
    }))
    .filter(({ text }) => text !== '');
}

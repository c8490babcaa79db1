// Items of Markdown lists as single lines. Knows markers, nesting and continuation lines; knows nothing of their meaning.
import type { KeyPoint } from '../core/question.ts';
import type { Source, Text } from '../core/span.ts';
import { alsoSaid, phrasesOf, pointWith } from './point-alternatives.ts';

/** A list item's words on one line, and its place: marker left out, nested items joined to it. */
export type ListItem = Text;

const MARKER = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;

type Open = {
  start: number;
  end: number;
  readonly indent: number;
  readonly words: string[];
  /** Lines of other words for a key point. */
  readonly also: string[];
  /** True while the lines are such lines. */
  onAlso: boolean;
};

function oneLine(words: readonly string[]): string {
  const text = words.length === 1 ? (words[0] ?? '') : words.join(' ');
  return /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Adds a line to an item: to its words, or to what is said instead of them. */
function goOn(item: Open, line: string, marker: string | undefined, end: number, readsAlso: boolean): void {
  const words = line.slice(marker?.length ?? 0).trim();
  const also = readsAlso && marker !== undefined ? alsoSaid(words) : undefined;
  item.onAlso = also !== undefined || (item.onAlso && marker === undefined);
  if (also !== undefined) item.also.push(also);
  else if (item.onAlso) item.also.push(`${item.also.pop() ?? ''} ${words}`);
  else {
    item.words.push(words);
    item.end = end;
  }
}

function itemsIn(source: Source, start: number, end: number, readsAlso: boolean): readonly Open[] {
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
      current = { start: from, end: from + text.length, indent, words: [text], also: [], onAlso: false };
      items.push(current);
    } else if (current && (!afterBlank || indent > 0)) {
      goOn(current, line, marker?.[0], at + line.trimEnd().length, readsAlso);
    } else current = undefined;
    if (words !== '') afterBlank = false;
    at = next;
  }
  return items;
}

const itemText = (source: Source, item: Open): ListItem => ({
  text: oneLine(item.words),
  at: source.spanAt(item.start, item.end),
});

/**
 * Items of the lists in `source.text[start, end)`, in order. Lines that go on with an item belong to it; a paragraph
 * that is not indented ends the list.
 */
export const listItems = (source: Source, start: number, end: number): readonly ListItem[] =>
  itemsIn(source, start, end, false)
    .map((item) => itemText(source, item))
    .filter(({ text }) => text !== '');

/** The same items as key points: what is nested below `also:` gives other words for a point, and is none of its own. */
export const pointItems = (source: Source, start: number, end: number): readonly KeyPoint[] =>
  itemsIn(source, start, end, true)
    .map((item) => pointWith(itemText(source, item), phrasesOf(item.also.join(', '))))
    .filter(({ text }) => text !== '');

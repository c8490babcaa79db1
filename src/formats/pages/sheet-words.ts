// Makes texts short for a cheat sheet: one sentence of a story, a label of so many characters. Knows Markdown well enough
// to take its signs off, and that a mark stands for a value of some width.
import { textEms } from './text-width.ts';

/** What stands at a mark, in words. */
type WordsAt = (index: number) => string;

/** In ems. */
const ELLIPSIS = 1;
const MARK = /\ufdd0(\d{1,9})\ufdd1/g;
/** Behind these a sentence ends, when a blank follows. */
const SENTENCE_END = /[.!?]["'”’)\ufdd1]*\s+(?=["'“‘(\ufdd0]?[\p{Lu}\p{N}\ufdd0])/u;

/** Words of Markdown, without its signs, on one line. */
export const plainWords = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^[\]\n]{0,300})\]\([^()\n]{0,500}\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\*{1,3}|`+|~~|(?<![\p{L}\p{N}])__?|__?(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

/** Sentences of a text on one line. */
export const sentencesOf = (words: string): readonly string[] => {
  const sentences: string[] = [];
  let rest = words;
  for (let end = SENTENCE_END.exec(rest); end; end = SENTENCE_END.exec(rest)) {
    sentences.push(rest.slice(0, end.index + end[0].length).trim());
    rest = rest.slice(end.index + end[0].length);
  }
  return rest === '' ? sentences : [...sentences, rest];
};

/** How wide a text is with what stands at its marks, in ems. */
export function widthWith(text: string, at: WordsAt): number {
  const shown = text.replaceAll(MARK, (_, index: string) => at(Number(index)));
  return textEms(shown);
}

/** The text split where it is to be cut: as many whole words as the width holds, and the rest. */
export function cutAt(
  text: string,
  most: number,
  at: WordsAt = () => '',
): readonly [kept: string, rest: string] {
  if (widthWith(text, at) <= most) return [text, ''];
  let end = 0;
  for (const { index } of text.matchAll(/ |$/g)) {
    if (widthWith(text.slice(0, index), at) > most - ELLIPSIS && end > 0) break;
    end = index;
  }
  const kept = text.slice(0, end).replace(/[\s,;:.–—(-]+$/u, '');
  return [kept, text.slice(kept.length)];
}

/** The text, or as many of its words as the width holds, and an ellipsis. */
export function clipped(text: string, most: number, at: WordsAt): string {
  const [kept, rest] = cutAt(text, most, at);
  return rest === '' ? kept : `${kept}…`;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The start of each label that tells it from all the others, whole words. */
export function tellingStarts(labels: readonly string[]): readonly string[] {
  const order = labels
    .map((label, index) => ({ label, index }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const starts = [...labels];
  order.forEach(({ label, index }, i) => {
    // Those that have most in common with a label stand beside it.
    const [before, after] = [order[i - 1]?.label ?? '', order[i + 1]?.label ?? ''];
    const common = Math.max(commonLength(label, before), commonLength(label, after));
    const end = label.indexOf(' ', common + 1);
    starts[index] = end === -1 ? label : label.slice(0, end);
  });
  return starts;
}

// Sentences with hidden parts in square brackets: `The [order] of a group is [the number of its elements].` Knows which
// brackets hide something: not those of links, images, footnotes, task boxes and code.
import type { Stretch } from './made-source.ts';

/** A hidden part: `start` and `end` are those of its words, the brackets stand around them. */
export type Hidden = Stretch;

const BRACKETS = /\[([^[\]]{1,400})\]/g;
const CODE = /(`{1,3})(?:[^`\n]|(?!\1)`){1,400}\1/g;
const LINKED = /^(?:\([^()\s]*[./#:][^()\s]*\)|\[|:\s)/;
const NO_CLOZE = /^(?:\^.*|\s*)$/s;
const BOX = /^[xX]$/;
const LIST_MARKER = /(?:^|\n)[ \t]*[-*+][ \t]{1,4}$/;

/** Where inline code stands, as stretches in order. */
function codeIn(text: string): readonly Stretch[] {
  return [...text.matchAll(CODE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The hidden parts of `text[start, end)`, in order. */
export function hiddenParts(text: string, start: number, end: number): readonly Hidden[] {
  const part = text.slice(start, end);
  if (!part.includes('[')) return [];
  const code = codeIn(part);
  let next = 0;
  return [...part.matchAll(BRACKETS)].flatMap((match) => {
    const at = match.index;
    const stop = at + match[0].length;
    while ((code[next]?.end ?? Infinity) <= at) next += 1;
    const within = code[next];
    const inCode = within !== undefined && within.start < at && within.end >= stop;
    const before = part.charAt(at - 1);
    const words = match[1] ?? '';
    const isBox = BOX.test(words) && LIST_MARKER.test(part.slice(Math.max(0, at - 40), at));
    if (inCode || isBox || /[!\\[\]]/.test(before) || words.endsWith('\\') || NO_CLOZE.test(words)) return [];
    return LINKED.test(part.slice(stop, stop + 300))
      ? []
      : [{ start: start + at + 1, end: start + stop - 1 }];
  });
}

/** Stretches of the text between the brackets, hidden parts among them, in order: the sentence when it is filled. */
export function filledStretches(start: number, end: number, hidden: readonly Hidden[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = start;
  for (const part of hidden) {
    stretches.push({ start: from, end: part.start - 1 }, part);
    from = part.end + 1;
  }
  return [...stretches, { start: from, end }].filter((one) => one.end > one.start);
}

/** The text on one line, with a gap for each hidden part. */
export function withGaps(text: string, start: number, end: number, hidden: readonly Hidden[]): string {
  let from = start;
  let written = '';
  for (const part of hidden) {
    written += `${text.slice(from, part.start)}…`;
    from = part.end;
  }
  return (written + text.slice(from, end)).replace(/\s+/g, ' ').trim();
}

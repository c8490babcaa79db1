// Math in Markdown: where it ends. It is left as it is written, so that `a_1 * b_1` keeps its signs.
// Knows dollars and the brackets of LaTeX, never what a formula means.

const LONGEST = 5000;
/** A closing dollar stands right behind its content, and no word or number follows it: `$5 to $10` is money. */
const SPAN = /^\$(?![\s$])[^$\n\uFDD0]{1,1000}\$(?![\p{L}\p{N}])/u;
const ENDS_OPEN = /[\s\\]\$$/;
const WORD_END = /[\p{L}\p{N}\\]$/u;
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['$$', '$$'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
]);

/** The math that `text` begins with, delimiters included; undefined for anything else. */
export function mathAtStart(text: string, before: string): string | undefined {
  const closing = CLOSING.get(text.slice(0, 2));
  if (closing !== undefined) {
    const end = text.slice(0, LONGEST).indexOf(closing, 2);
    const math = text.slice(0, end + 2);
    return end <= 2 || /\n[ \t]*\n/.test(math) || math.includes('\uFDD0') ? undefined : math;
  }
  if (!text.startsWith('$') || WORD_END.test(before)) return undefined;
  const math = SPAN.exec(text)?.[0];
  return math === undefined || ENDS_OPEN.test(math) ? undefined : math;
}

/** The first place at which math may begin; -1 when there is none. */
export function nextMath(text: string): number {
  const places = ['$', '\\(', '\\['].map((opening) => text.indexOf(opening)).filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

/** How far ahead of a paragraph's start a formula of its own is looked for. */
const REACH = 4000;
const BLOCK_AHEAD = /\n {0,3}(?:\$\$|\\\[)/;

/** The end of the line before a formula on lines of its own; -1 when there is none near. */
export const nextMathBlock = (text: string): number => text.slice(0, REACH).search(BLOCK_AHEAD);

const BLOCK = /^ {0,3}(?:\$\$|\\\[)/;

/** A formula on lines of its own; undefined for anything else. */
export function mathBlockAtStart(text: string): string | undefined {
  const opening = BLOCK.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const indent = opening.length - 2;
  const math = mathAtStart(text.slice(indent), '');
  if (math === undefined) return undefined;
  const rest = /^[ \t]*(?:\n|$)/.exec(text.slice(indent + math.length))?.[0];
  return rest === undefined ? undefined : text.slice(0, indent + math.length) + rest;
}

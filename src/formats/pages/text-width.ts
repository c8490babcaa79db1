// How wide words are in Arial and what has its measures (Helvetica, Liberation Sans), near enough to tell how many lines
// they take. Knows kinds of characters; no font is at hand.

/** Widths in ems, by what the characters have in common. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|.,:;!\u00A0 I/\\f[\]t]/u, 0.27],
  [/[()r\-·"`°²³]/u, 0.34],
  [/[mM%W@—…]/u, 0.86],
  [/[w&OQGCDHNURK]/u, 0.73],
  [/\p{Lu}/u, 0.67],
  [
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFFE6\p{Extended_Pictographic}]/u,
    1,
  ],
  [/\p{M}/u, 0],
];
const OTHER = 0.545;
/** Bold letters are wider. */
const BOLD = 1.06;

const known = new Map<string, number>();

function widthOf(char: string): number {
  const before = known.get(char);
  if (before !== undefined) return before;
  const width = WIDTHS.find(([kind]) => kind.test(char))?.[1] ?? OTHER;
  // Texts have few different characters; a hostile one with all of them is not worth remembering.
  if (known.size < 5000) known.set(char, width);
  return width;
}

/** Width of a text on one line, in ems. */
export function textEms(text: string, weight: 'plain' | 'bold' = 'plain'): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return weight === 'bold' ? width * BOLD : width;
}

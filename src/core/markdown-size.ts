// What a Markdown text may do to the program that draws it: sizes and depths beyond which it is shown as written.
// Knows nothing of what it is drawn as.

/** Beyond these sizes the time for parsing grows faster than the text. */
const LONGEST_TEXT = 400_000;
const LONGEST_PARAGRAPH = 40_000;
const MOST_EMPHASIS = 1000;
const DEEPEST = 24;
const LONGEST_PREFIX = 12 * DEEPEST;
const PREFIX = /^(?:[ \t]|[>*+-]|\d{1,9}[.)][ \t])*/;

function isDeep(line: string): boolean {
  const prefix = PREFIX.exec(line.slice(0, LONGEST_PREFIX))?.[0] ?? '';
  if (prefix.length === LONGEST_PREFIX) return true;
  const quotes = prefix.split('>').length - 1;
  const items = prefix.match(/(?:[*+-]|\d[.)])[ \t]/g)?.length ?? 0;
  // A line of nothing but dashes or stars is a rule.
  return quotes > DEEPEST || (items > DEEPEST && line.length > prefix.length);
}

/** True for a text that would take too long or nest too deep; linear. */
export function isHostile(text: string): boolean {
  if (text.length > LONGEST_TEXT) return true;
  let length = 0;
  let emphasis = 0;
  for (const line of text.split('\n')) {
    const blank = line.trim() === '';
    length = blank ? 0 : length + line.length + 1;
    emphasis = blank ? 0 : emphasis + line.split(/[*_]/).length - 1;
    if (length > LONGEST_PARAGRAPH || emphasis > MOST_EMPHASIS || isDeep(line)) return true;
  }
  return false;
}

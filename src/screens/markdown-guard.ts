// What a Markdown text may do to the program that draws it: sizes and depths beyond which it is shown as written, and
// HTML tags, which say nothing on a terminal.

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

const COMMENT = /<!--[^]*?(?:-->|$)/g;
const BREAK = /<br\s{0,5}\/?>/gi;
const BLOCK_END = /<\/(?:blockquote|details|div|dt|dd|h[1-6]|li|p|pre|summary|tr)\s{0,5}>/gi;
/** Elements of HTML; other words in angle brackets are the author's. */
const TAG =
  /<\/?(?:a|abbr|b|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var|video)(?:[\s/][^<>]*)?>/gi;

/** The words of a piece of HTML: tags and comments taken out, breaks and ends of blocks a newline, everything else as it is. */
export function withoutTags(html: string): string {
  return html.replace(COMMENT, '').replace(BREAK, '\n').replace(BLOCK_END, '\n').replace(TAG, '');
}

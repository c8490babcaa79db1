// HTML tags in Markdown, which say nothing on a terminal.

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

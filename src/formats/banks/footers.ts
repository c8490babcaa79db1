// Lines at the end of an answer that do not belong to it: rules, links to the top, anchors, ends of elements. Knows single
// lines; knows nothing of answers.

/** A tag that holds no words. */
const TAG = String.raw`<\/?(?:br|hr|div|p|a|b|details|center|sub|sup|span)(?:\s[^<>]{0,200})?\/?>`;
const TAGS = new RegExp(String.raw`^(?:${TAG}\s{0,3}){1,6}$`, 'i');
/** What tools put between sections. */
const COMMENT = /^<!--\s{0,3}[A-Z][A-Z_ -]{2,40}\s{0,3}-->$/;
const RULE = /^(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,})$/;
const TO_TOP = new RegExp(
  String.raw`^(?:<[^<>]{1,200}>\s{0,3}){0,4}[*_]{0,3}\[{0,2}[^\w\n]{0,8}(?:(?:back|return|go|jump|scroll)\s{1,2})?(?:to\s{1,2})?(?:the\s{1,2})?(?:top|contents|index|toc|table of contents)\b[^\w\n]{0,8}(?:\]\([^()\s]{0,200}\))?[*_]{0,3}[^\w\n<]{0,4}(?:\s{0,3}<[^<>]{1,200}>){0,4}$`,
  'i',
);
const LONGEST = 400;

/** True for a line of tags that hold no words. */
export const isTags = (line: string): boolean => line.length <= LONGEST && TAGS.test(line.trim());

/** True for a line that is a footer, or blank. */
export function isFooter(line: string): boolean {
  const words = line.trim();
  if (words === '') return true;
  if (words.length > LONGEST) return false;
  return RULE.test(words) || COMMENT.test(words) || TAGS.test(words) || TO_TOP.test(words);
}

/** Where a text ends when footers at its end are left out. Lines are in order; those of code are none. */
export function endWithoutFooters(
  text: string,
  end: number,
  lines: readonly {
    readonly start: number;
    readonly end: number;
    readonly next: number;
    readonly code?: boolean;
  }[],
): number {
  let at = end;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i];
    // A line that does not touch what was cut so far: code stands between.
    if (!line || line.code === true || line.next < at || !isFooter(text.slice(line.start, line.end))) break;
    at = line.start;
  }
  return at;
}

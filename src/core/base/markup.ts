import { decodeHTMLStrict } from 'entities';

/** Characters that look blank or invisible. */
const UNSEEN: Readonly<Record<string, string>> = {
  '&ensp;': ' ',
  '&emsp;': ' ',
  '&thinsp;': ' ',
  '&shy;': '',
};

/** Replaces character references once. The result may contain control characters: clean it afterwards. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? decodeHTMLStrict(text.replaceAll(/&(?:e[nm]sp|thinsp|shy);/g, (name) => UNSEEN[name] ?? ''))
    : text;

/** Beyond these a Markdown parser takes more than linear time or overflows the stack. */
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
  // A line of only dashes or stars is a rule.
  return quotes > DEEPEST || (items > DEEPEST && line.length > prefix.length);
}

/** Such Markdown is shown as written. Linear. */
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

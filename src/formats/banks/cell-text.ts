// Text of cells and strings as Markdown: whether a field is written in HTML, and titles in plain words. Knows texts of a
// field together, since one alone may only speak of HTML; knows nothing of questions.
import { decodeEntities } from '../../core/entities.ts';
import { withNewlines } from '../../core/line-ends.ts';
import { markdownOf } from '../html-markdown.ts';
import { hasTags } from '../html-tokens.ts';

/** Texts that are looked at to tell how a field is written. */
const MOST_TEXTS = 200;
const LONGEST_LOOK = 20_000;
/** Code in Markdown: tags in it are spoken of. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]{1,300}`/g;
const FORMED =
  /^\s*<(?:p|div|ul|ol|h[1-6]|pre|blockquote|table|span|section|article)(?:\s[^<>]{0,500})?>[\s\S]*<\/[a-z][a-z0-9]{0,10}>\s*$|<br\s?\/?>|<\/(?:p|li|pre|td)>\s*(?:<|$)|<(b|i|strong|em|code|u|sub|sup)>[^<>]{1,300}<\/\1>/i;

/** Whether the texts of a field are HTML. Plain text and Markdown that speak of tags are not. */
export function seemsHtml(texts: Iterable<string>): boolean {
  let tagged = 0;
  let formed = 0;
  let seen = 0;
  for (const text of texts) {
    if (seen >= MOST_TEXTS) break;
    seen += 1;
    if (!text.includes('<')) continue;
    const prose = text.slice(0, LONGEST_LOOK).replace(CODE, '');
    if (!hasTags(prose)) continue;
    tagged += 1;
    if (FORMED.test(prose)) formed += 1;
  }
  return formed > 0 && formed * 2 >= tagged;
}

const REFERENCE = /&(?:#x?[\da-f]{1,6}|[a-z]{2,8}\d?);/i;

/** The text of a field as Markdown. */
export function markdownText(text: string, html: boolean): string {
  const plain = withNewlines(text);
  return (html && (plain.includes('<') || REFERENCE.test(plain)) ? markdownOf(plain) : plain).trim();
}

const TAG = /<\/?[a-z!][^<>\n`]{0,200}>/gi;

/** A short text that is no Markdown, such as an option: tags that it speaks of are code, lest they be taken for tags. */
export function shortMarkdown(text: string, html: boolean): string {
  if (html || text.includes('`') || !text.includes('<')) return markdownText(text, html);
  return markdownText(text, false).replace(TAG, (tag) => `\`${tag}\``);
}

/** A short text in plain words. */
export const plainText = (text: string): string => decodeEntities(withNewlines(text)).trim();

/** Signs that Markdown gives a meaning to, where they stand for themselves. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/** Words that were turned from HTML, without the marks of what was bold or slanted and of what was not. */
export const withoutEmphasis = (title: string): string =>
  title.replace(ESCAPED, '$1').replace(/(\*{1,3}|~~)(\S|\S[^*\n]{0,300}\S)\1/g, '$2');

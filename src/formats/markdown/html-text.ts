// Texts from anywhere as HTML and Markdown show them: escaped, quoted, with addresses that may be followed.
import { decodeEntities } from '../../core/base/markup.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control characters but tab and newline, and those that are no characters at all. */
const UNSEEN = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
/** The scheme is written out: a page has no address of its own that anything could be relative to. */
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;
/** Characters of no address, which people write all the same. */
const STRANGE = /["'<>`\\^{|}]/g;

/** The text without what no reader sees and what marks are made of; ends of lines become newlines. */
export const seen = (text: string): string => withNewlines(text).replaceAll(UNSEEN, '');

/** A text from anywhere on one line, without what no reader sees; not yet escaped. */
export const onOneLine = (text: string): string => oneLine(seen(text));

/** The text as HTML shows it, in an element or between the quotes of an attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** A text from anywhere as HTML shows it: what nobody sees is gone. */
export const textHtml = (text: string): string => escapeHtml(seen(text));

/** `escapeHtml` for words of Markdown, where character references are characters already. */
export const escapeMarkdownText = (text: string): string =>
  text.replaceAll(
    /&(?!(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|[<>"']/g,
    (char) => ESCAPES[char] ?? char,
  );

/** An address that may be followed, not yet escaped; undefined for scripts, data, and what leads nowhere from a page. */
export function safeAddress(address: string): string | undefined {
  const plain = seen(decodeEntities(address)).trim();
  if (!SAFE_ADDRESS.test(plain)) return undefined;
  return plain.replaceAll(STRANGE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The name without `%20` and the like; as it is where they are no text. */
export function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** `](name)`, `](<name>)`, `](name "title")`; `src="name"`. */
const LINK =
  /(\]\([ \t]{0,3})(?:<([^<>\n]{1,500})>|((?:[^()\n"]|\([^()\n]{0,200}\)){1,500}?))(?=(?:[ \t]{1,3}"[^"\n]{0,300}")?[ \t]{0,3}\))|(\ssrc=")([^"\n]{1,500})(?=")/g;

/**
 * A text whose links to files that come with a deck lead to where these are put.
 * @param names new places by the name of the file
 * @param onUsed told each name that is linked
 */
export function relinkMedia(
  text: string,
  names: ReadonlyMap<string, string>,
  onUsed: (name: string) => void,
): string {
  if (names.size === 0 || !/\]\(|\ssrc="/.test(text)) return text;
  return text.replace(LINK, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [open, angled, bare, attribute, source] = groups;
    const written = (angled ?? bare ?? source ?? '').trim();
    const name = [written, percentDecoded(written)].find((one) => names.has(one));
    const place = name === undefined ? undefined : names.get(name);
    if (name === undefined || place === undefined) return whole;
    onUsed(name);
    return `${open ?? attribute ?? ''}${encodeURI(place).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))}`;
  });
}

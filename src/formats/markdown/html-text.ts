import type { NamedPoint } from '../../core/base/attempt.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';

// Text as HTML, where it stands in an element or an attribute.

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

/** Takes out what no reader sees and what marks are made of; ends of lines become newlines. */
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

// Pieces of Markdown that prep writes for people to read: lists with ticks, and the words of others as
// quotations.

/** A text from anywhere as a quotation, so that nothing in it is a heading of the file. */
export const quoted = (text: string): string =>
  seen(text)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** Points by name, each with its tick; empty without one. */
export const tickList = (points: readonly NamedPoint[]): string =>
  points.map(({ text, covered }) => `- [${covered ? 'x' : ' '}] ${onOneLine(text)}`).join('\n');

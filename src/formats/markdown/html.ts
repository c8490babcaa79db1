import { decodeEntities } from '../../core/base/markup.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control characters except tab and newline, and Unicode noncharacters. */
const UNSEEN = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
/** With a scheme only: an exported page has no address that links could be relative to. */
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;
/** Invalid in an address, but people write them. */
const STRANGE = /["'<>`\\^{|}]/g;

/** Drops invisible characters and those used for marks; line ends become newlines. */
export const seen = (text: string): string => withNewlines(text).replaceAll(UNSEEN, '');

export const onOneLine = (text: string): string => oneLine(seen(text));

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

export const textHtml = (text: string): string => escapeHtml(seen(text));

/** For Markdown text whose character references are already decoded. */
export const escapeMarkdownText = (text: string): string =>
  text.replaceAll(
    /&(?!(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|[<>"']/g,
    (char) => ESCAPES[char] ?? char,
  );

/** Not yet escaped; undefined for scripts, data, and relative addresses. */
export function safeAddress(address: string): string | undefined {
  const plain = seen(decodeEntities(address)).trim();
  if (!SAFE_ADDRESS.test(plain)) return undefined;
  return plain.replaceAll(STRANGE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export const linkTo = (address: string, words: string): string =>
  `<a href="${escapeHtml(address)}" rel="noreferrer noopener">${words}</a>`;

export function addressHtml(text: string): string {
  const address = safeAddress(text);
  return address === undefined ? textHtml(text) : linkTo(address, textHtml(text));
}

export function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Code, which stays; `](name)`, `](<name>)`, `](name "title")`; `src="name"`; and `![[name|words]]`, as Obsidian writes. */
const LINK =
  /(?:`{3,}|~{3,})[\s\S]*?(?:`{3,}|~{3,}|$)|`[^`\n]{1,300}`|(\]\([ \t]{0,3})(?:<([^<>\n]{1,500})>|((?:[^()\n"]|\([^()\n]{0,200}\)){1,500}?))(?=(?:[ \t]{1,3}"[^"\n]{0,300}")?[ \t]{0,3}\))|(\ssrc=["'])([^"'\n]{1,500})(?=["'])|!\[\[([^[\]|\n]{1,500})(?:\|([^[\]\n]{0,300}))?\]\]/g;
/** In place of its words, or after them. */
const WIDTH = /\|?\d+(?:x\d+)?$/;

/** A file that is not on the web: an image, a sound, a film or a document. Others are `TEXT`. */
const MEDIA =
  /^(?![a-z][\w+.-]+:|\/\/)[^\n]*\.(?:a?png|jpe?g|jfif|gif|svg|webp|avif|heic|bmp|ico|tiff?|mp[34]|m4a|aac|wav|og[gv]|opus|flac|web[am]|mov|avi|pdf|docx?|pptx?|xlsx?|odt|odp|md|markdown|org|txt|html?|ipynb)(?:[?#][^\n]*)?$/i;
const TEXT = /\.(?:md|markdown|org|txt|html?|ipynb)(?:[?#][^\n]*)?$/i;
/** A bank has no copies of pages and notes, which have links of their own. */
export const isCopied = (link: string): boolean => !TEXT.test(link);

/**
 * Points links to media files at their new places.
 * @param places of names as written; without one, a link stays
 */
export function relinkMedia(text: string, places: Pick<ReadonlyMap<string, string>, 'get'>): string {
  if (!/\]\(|\ssrc=["']|!\[\[/.test(text)) return text;
  return text.replace(LINK, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [open, angled, bare, attribute, source, embedded, words = ''] = groups;
    const name = (angled ?? bare ?? source ?? embedded)?.trim();
    const place = name !== undefined && MEDIA.test(name) ? places.get(name) : undefined;
    if (place === undefined) return whole;
    const link = encodeURI(place).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
    return embedded === undefined
      ? `${open ?? attribute ?? ''}${link}`
      : `![${words.replace(WIDTH, '')}](${link})`;
  });
}

export function mediaIn(text: string): readonly string[] {
  const names: string[] = [];
  relinkMedia(text, { get: (name) => void names.push(name) });
  return names;
}

const IMAGE = /\.(?:a?png|jpe?g|jfif|gif|svg|webp|avif|heic|bmp|ico|tiff?)$/i;

export const imageFiles = (text: string): readonly string[] =>
  mediaIn(text).filter((name) => IMAGE.test(name));

/** Other words in angle brackets are text: `List<String>`. */
const ELEMENTS = new Set(
  `a abbr acronym address anki-mathjax area article aside audio b base basefont bdi bdo big blockquote body br button canvas
  caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
  figure font footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main
  map mark math menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby
  s samp script search section select small source span strike strong style sub summary sup svg table tbody td template
  textarea tfoot th thead time title tr track tt u ul var video wbr`.split(/\s+/),
);

/** A tag with its name, the start of a comment, a declaration, a lone `<`, or the start of a formula. */
export const TAG_OR_FORMULA =
  /<(?:!--|[!?][^<>]{0,500}>|\/?([A-Za-z][A-Za-z0-9-]{0,20})(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*'){0,600}>)?|\\[([]|\[\$\$?\]|\[latex\]/g;

export const isTag = (piece: string, name: string): boolean =>
  name === '' ? piece.length > 1 : ELEMENTS.has(name.toLowerCase());

export function hasTags(text: string): boolean {
  for (const { 0: piece, 1: name } of text.matchAll(TAG_OR_FORMULA))
    if (piece === '<!--' || (name !== undefined && isTag(piece, name))) return true;
  return false;
}

import { decodeEntities } from '../../core/base/markup.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';
import { forwardSearch } from './outline.ts';
import { matchAt } from './prose.ts';

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

/** Drops invisible characters and those that marks use; line ends become newlines. */
export const seen = (text: string): string => withNewlines(text).replaceAll(UNSEEN, '');

export const onOneLine = (text: string): string => oneLine(seen(text));

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** `escapeHtml` without invisible characters. */
export const textHtml = (text: string): string => escapeHtml(seen(text));

/** For the words of Markdown, where character references are already decoded. */
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
 * Points links to media files at their new places.
 * @param names new places by file name
 * @param onUsed called with each linked name
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

// HTML as a sequence of tags, text and formulas. One pass: every search ahead is bounded or remembered.

export type HtmlSink = {
  /** Character references are not decoded. */
  readonly text: (html: string) => void;
  /** TeX between `\( \)`, `\[ \]`, `[$]` or `[latex]`, still as HTML. */
  readonly math: (html: string, display: boolean) => void;
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  /** True where formulas are plain text, as in code. */
  readonly literal: () => boolean;
};

/** Other words in angle brackets are text: `List<String>`. */
const ELEMENTS = new Set(
  `a abbr acronym address anki-mathjax area article aside audio b base basefont bdi bdo big blockquote body br button canvas
  caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
  figure font footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main
  map mark math menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby
  s samp script search section select small source span strike strong style sub summary sup svg table tbody td template
  textarea tfoot th thead time title tr track tt u ul var video wbr`.split(/\s+/),
);
const SILENT = new Set(['script', 'style', 'template', 'svg', 'title', 'noscript', 'head']);

const INTERESTING = /<|\\[([]|\[\$\$?\]|\[latex\]/g;
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9-]{0,20})(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*'){0,600})>/y;
const DECLARATION = /<[!?][^<>]{0,500}>/y;

const MATH: ReadonlyMap<string, { readonly end: string; readonly display: boolean }> = new Map([
  [String.raw`\(`, { end: String.raw`\)`, display: false }],
  [String.raw`\[`, { end: String.raw`\]`, display: true }],
  ['[$]', { end: '[/$]', display: false }],
  ['[$$]', { end: '[/$$]', display: true }],
  ['[latex]', { end: '[/latex]', display: false }],
]);
const LONGEST_MATH = 5000;

type Tag = {
  readonly name: string;
  readonly closes: boolean;
  readonly attributes: string;
  readonly next: number;
};

function tagAt(html: string, at: number): Tag | undefined {
  const match = matchAt(TAG, html, at);
  const name = match?.[2]?.toLowerCase() ?? '';
  if (!match || !ELEMENTS.has(name)) return undefined;
  return { name, closes: match[1] === '/', attributes: match[3] ?? '', next: at + match[0].length };
}

const SEEMS_TAG = /<(?:\/?([A-Za-z][A-Za-z0-9-]{0,20})[\s/>]|!--)/g;

export function hasTags(text: string): boolean {
  for (const { 1: name, index } of text.matchAll(SEEMS_TAG))
    if (name === undefined || tagAt(text, index) !== undefined) return true;
  return false;
}

const ATTRIBUTE = /([^\s=>"'/]+)(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Character references are not decoded. */
export function attributeOf(attributes: string, wanted: string): string | undefined {
  for (const [, name, double, single, bare] of attributes.matchAll(ATTRIBUTE))
    if (name?.toLowerCase() === wanted) return double ?? single ?? bare ?? '';
  return undefined;
}

/** Never throws; linear. */
export function readHtml(html: string, sink: HtmlSink): void {
  const ahead = forwardSearch(html);
  const behind = (at: number, ...ends: readonly string[]): number => {
    const found = ends.map((end) => [ahead(end, at), end.length] as const).filter(([index]) => index !== -1);
    const [index, length] = found.toSorted(([a], [b]) => a - b)[0] ?? [html.length, 0];
    return index + length;
  };
  const readTag = (at: number): number | undefined => {
    if (html.startsWith('<!--', at)) return behind(at, '-->');
    const declaration = matchAt(DECLARATION, html, at);
    if (declaration) return at + declaration[0].length;
    const tag = tagAt(html, at);
    if (!tag) return undefined;
    if (tag.closes) sink.close(tag.name);
    else if (SILENT.has(tag.name)) {
      return behind(tag.next, `</${tag.name}>`, `</${tag.name.toUpperCase()}>`);
    } else sink.open(tag.name, tag.attributes);
    return tag.next;
  };
  const readMath = (at: number, opening: string): number | undefined => {
    const math = MATH.get(opening);
    const from = at + opening.length;
    const end = math && !sink.literal() ? ahead(math.end, from) : -1;
    if (!math || end === -1 || end - from > LONGEST_MATH) return undefined;
    sink.math(html.slice(from, end), math.display);
    return end + math.end.length;
  };
  let textFrom = 0;
  for (let at = 0; at < html.length;) {
    const found = matchAt(INTERESTING, html, at);
    if (!found) break;
    const { index } = found;
    // Emit the text before it first: `readTag` and `readMath` emit at once.
    if (index > textFrom) sink.text(html.slice(textFrom, index));
    textFrom = index;
    const next = found[0] === '<' ? readTag(index) : readMath(index, found[0]);
    if (next !== undefined) textFrom = next;
    at = next ?? index + found[0].length;
  }
  if (textFrom < html.length) sink.text(html.slice(textFrom));
}

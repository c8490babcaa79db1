// Markdown as HTML for exported pages, where nothing may run, load or mislead. marked renders pages only here
// (screens/ui/markdown.ts is for terminals). HTML in the text is shown as written, except for a few harmless
// elements; images become links.
import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import { byPieces, drawnOr, mathExtensions, noteExtensions, withMarks } from '../../core/base/markup.ts';
import { escapeHtml, escapeMarkdownText, linkTo, percentDecoded, safeAddress, seen } from './html.ts';

export type MarkShown = { readonly html: string; readonly words: string };

type HtmlOptions = {
  readonly heading: number;
  readonly code?: (text: string, language: string) => string | undefined;
  /** Adds `class="language-python"` to code, for programs that read the page. */
  readonly namesLanguage?: boolean;
  /** Sources of images by their names; other images become links. */
  readonly images?: ReadonlyMap<string, string>;
  /** Without it, mark characters are removed. */
  readonly mark?: (index: number) => MarkShown | undefined;
};

export type HtmlWriter = ReturnType<typeof htmlWriter>;

const DEEPEST_HEADING = 6;
const COMMENT = /<!--[^]*?(?:-->|$)/g;
/** Elements without attributes that close within their paragraph, a break, and images that are judged by their file. */
const HARMLESS = /(<\/?(?:sub|sup|kbd)>|<br\s{0,5}\/?>|<img\s[^<>]{1,600}>)/i;

type State = { headings: number[]; links: boolean };

function shownBy(mark: HtmlOptions['mark'], asHtml: boolean) {
  const at = (index: number): string => {
    const shown = mark?.(index);
    return (asHtml ? shown?.html : shown?.words) ?? '';
  };
  return (text: string, plain: (text: string) => string): string => withMarks(text, at, plain);
}

const IMAGE_SOURCE = /^<img\s(?:[^<>]{0,200}\s)?src="([^"<>]{1,300})"/i;
const IMAGE_WORDS = /\salt="([^"<>]{0,300})"/i;

const imageTag = (source: string, words: string): string =>
  `<img src="${escapeHtml(source)}" alt="${escapeHtml(words)}">`;

const imageIn = (images: HtmlOptions['images'], href: string): string | undefined =>
  images?.get(href) ?? images?.get(percentDecoded(href));

function rawHtml(text: string, images: HtmlOptions['images'], plain: (text: string) => string): string {
  const shown = (piece: string): string => {
    const source = imageIn(images, IMAGE_SOURCE.exec(piece)?.[1] ?? '');
    if (source !== undefined) return imageTag(source, IMAGE_WORDS.exec(piece)?.[1] ?? '');
    return /^<img/i.test(piece) ? plain(piece) : piece.toLowerCase().replace(/\s*\/?>$/, '>');
  };
  return byPieces(text.replace(COMMENT, ''), HARMLESS, shown, plain);
}

// marked writes everything else (paragraphs, emphasis, quotations, rules) without attributes.

function inlineRenderer({ mark, images }: HtmlOptions, state: State): RendererObject {
  const [shown, inAttribute] = [shownBy(mark, true), shownBy(mark, false)];
  const addressOf = (href: string): string | undefined =>
    state.links ? safeAddress(inAttribute(href, (text) => text)) : undefined;
  return {
    text(token) {
      // In a tight list item, marked wraps the inline tokens in a text token.
      const spans = 'tokens' in token ? token.tokens : undefined;
      return spans ? this.parser.parseInline(spans) : shown(token.text, escapeMarkdownText);
    },
    codespan: ({ text }) => `<code>${shown(text, escapeHtml)}</code>`,
    html: ({ text, block }) => {
      const drawn = rawHtml(text, images, (piece) => shown(piece, escapeHtml)).trim();
      return block && drawn !== '' ? `<p class="raw">${drawn}</p>\n` : drawn;
    },
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      const address = addressOf(href);
      return address === undefined || words === '' ? words : linkTo(address, words);
    },
    image({ href, tokens, text }) {
      const source = imageIn(images, href);
      if (source !== undefined) return imageTag(source, text);
      const address = addressOf(href);
      // HTML has no nested links.
      const { links } = state;
      state.links = false;
      const words = this.parser.parseInline(tokens).trim() || 'image';
      state.links = links;
      return `<span class="image">${address === undefined ? words : linkTo(address, words)}</span>`;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  };
}

/** Relative to the heading above it, so that no level is skipped. */
function headingTag({ headings }: State, depth: number, first: number): string {
  while ((headings.at(-1) ?? 0) >= depth) headings.pop();
  headings.push(depth);
  return `h${Math.min(DEEPEST_HEADING, first + headings.length - 1)}`;
}

function cellTag(cell: Tokens.TableCell, words: string): string {
  const align = cell.align ? ` class="${cell.align}"` : '';
  // A header cell without words is not a header.
  return cell.header && words !== '' ? `<th scope="col"${align}>${words}</th>` : `<td${align}>${words}</td>`;
}

function blockRenderer({ mark, code, namesLanguage, heading }: HtmlOptions, state: State): RendererObject {
  const shown = shownBy(mark, true);
  return {
    heading({ tokens, depth }) {
      const words = this.parser.parseInline(tokens);
      if (words.trim() === '') return '';
      const tag = headingTag(state, depth, heading);
      return `<${tag}>${words}</${tag}>\n`;
    },
    code({ text, lang }) {
      const language = /^[\w+#.-]{1,30}/.exec(lang ?? '')?.[0] ?? '';
      const coloured = language === '' || text.includes('\ufdd0') ? undefined : code?.(text, language);
      const name = namesLanguage && language !== '' ? ` class="language-${language}"` : '';
      return `<pre tabindex="0"><code${name}>${coloured ?? shown(text, escapeHtml)}</code></pre>\n`;
    },
    list({ ordered, start, items }) {
      const first = start !== '' && start !== 1 ? ` start="${start}"` : '';
      const drawn = items.map(({ task, tokens }) => {
        return `<li${task ? ' class="task"' : ''}>${this.parser.parse(tokens).trimEnd()}</li>\n`;
      });
      return ordered ? `<ol${first}>\n${drawn.join('')}</ol>\n` : `<ul>\n${drawn.join('')}</ul>\n`;
    },
    table({ header, rows }) {
      const row = (cells: readonly Tokens.TableCell[]): string =>
        `<tr>${cells.map((cell) => cellTag(cell, this.parser.parseInline(cell.tokens))).join('')}</tr>\n`;
      const body = rows.length > 0 ? `<tbody>\n${rows.map(row).join('')}</tbody>\n` : '';
      return `<div class="table" tabindex="0"><table>\n<thead>\n${row(header)}</thead>\n${body}</table></div>\n`;
    },
  };
}

/**
 * Its HTML has no script, no style, no `id`, and no attribute values from the text except link addresses
 * (http, https, mailto) and code languages.
 */
export function htmlWriter(options: HtmlOptions) {
  const state: State = { headings: [], links: true };
  const shown = shownBy(options.mark, true);
  const formula = (written: string, block?: true): string => {
    const drawn = shown(written, escapeHtml);
    return block ? `<p class="math">${drawn}</p>\n` : `<span class="math">${drawn}</span>`;
  };
  const marked = new Marked(
    { gfm: true, extensions: [...mathExtensions(formula), ...noteExtensions<Token>()] },
    { renderer: inlineRenderer(options, state) },
    { renderer: blockRenderer(options, state) },
  );
  const asWritten = (text: string): string => `<span class="raw">${shown(text, escapeHtml)}</span>`;
  const guarded = (markdown: string, draw: (text: string) => string): string =>
    drawnOr(asWritten, options.mark ? markdown : seen(markdown), draw);
  return {
    block: (markdown: string) => {
      state.headings = [];
      state.links = true;
      return guarded(markdown, (text) => marked.parse(text, { async: false }));
    },
    /** `words` makes no links, for text inside a clickable element. */
    inline: (markdown: string, links: 'links' | 'words') => {
      state.links = links === 'links';
      return guarded(markdown, (text) => marked.parseInline(text, { async: false }));
    },
  };
}

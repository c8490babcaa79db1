// Markdown on a terminal; the only importer of marked-terminal. Its faults are corrected here: it leaves
// marks raw in tight lists, doubles task boxes, ignores the start of lists and the width, shows entities as
// written, and counts wide characters as one column.
import { Marked, type MarkedExtension, type RendererObject, type Token, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import {
  decodeEntities,
  drawnOr,
  markText,
  mathExtensions,
  noteExtensions,
  withMarks,
} from '../../core/base/markup.ts';
import { stripControls } from '../../core/base/text.ts';
import type { Segment } from '../../core/fill/conditional.ts';
import { renderTable } from './table.ts';
import type { Style, Theme } from './theme.ts';
import { breakLines, clean, indentLines, textWidth, UNCUT, wrapLines, wrapText } from './width.ts';

const COMMENT = /<!--[^]*?(?:-->|$)/g;
const BREAK = /<br\s{0,5}\/?>/gi;
const BLOCK_END = /<\/(?:blockquote|details|div|dt|dd|h[1-6]|li|p|pre|summary|tr)\s{0,5}>/gi;
/** Other words in angle brackets are the author's. */
const TAG =
  /<\/?(?:a|abbr|b|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var|video)(?:[\s/][^<>]*)?>/gi;

const withoutTags = (html: string): string =>
  html.replace(COMMENT, '').replace(BREAK, '\n').replace(BLOCK_END, '\n').replace(TAG, '');

type MarkdownOptions = { readonly columns: number; readonly theme: Theme };

type Marks = (index: number) => string;

const NARROWEST = 12;
const LONGEST_RULE = 40;
/** Tables whose columns have no room for this, or for a word of theirs, become `header: cell` lines. */
const NARROWEST_CELL = 6;
/** Longer words, such as addresses, may break. */
const LONGEST_WORD = 16;
const CELL_GAP = 2;

const decoded = (text: string): string => clean(decodeEntities(text));
/** Newlines of the source become spaces, with the indent of the next line. */
const flowing = (text: string, marks: Marks): string =>
  withMarks(text, marks, (plain) => decoded(plain).replaceAll(/\n */g, ' '));
const block = (text: string): string => (text === '' ? '' : `${text}\n\n`);

function inlineRenderer(theme: Theme, marks: Marks): RendererObject {
  const shown = (text: string): string => flowing(text, marks);
  return {
    codespan({ text }) {
      const code = withMarks(text, marks, clean).replaceAll('\n', ' ');
      return theme.color ? theme.code(code) : `\`${code}\``;
    },
    checkbox: () => '',
    link({ href, text, tokens }) {
      const label = this.parser.parseInline(tokens);
      // An anchor in the same file, or a bare address, adds nothing to its label.
      if (href.startsWith('#') || href.endsWith(text)) return theme.link(label);
      return `${theme.link(label)} ${theme.dim(`(${shown(href)})`)}`;
    },
    image({ href, text }) {
      return `${theme.emphasis(shown(text) || 'image')} ${theme.dim(`(${shown(href)})`)}`;
    },
  };
}

function markerOf({ ordered, start }: Tokens.List, item: Tokens.ListItem, i: number, theme: Theme): string {
  const number = ordered ? `${(start === '' ? 1 : start) + i}. ` : '';
  const { box, boxTicked, bullet } = theme.symbols;
  if (item.task) return `${number}${item.checked === true ? boxTicked : box} `;
  return ordered ? number : `${bullet} `;
}

function drawTable(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  align: Tokens.Table['align'],
  room: number,
  theme: Theme,
): string {
  const columns = names.map((header, i) => {
    const words = [header, ...rows.map((row) => row[i] ?? '')].join(' ').split(' ');
    const longest = words.reduce((most, word) => Math.max(most, textWidth(word)), NARROWEST_CELL);
    return { header, align: align[i] ?? 'left', min: Math.min(LONGEST_WORD, longest) };
  });
  if (room < columns.reduce((sum, { min }) => sum + min + CELL_GAP, -CELL_GAP)) {
    const field = (cell: string, i: number): readonly string[] => {
      const name = names[i] ? `${theme.strong(names[i])}: ` : '';
      return cell === '' ? [] : [wrapText(name + cell, room)];
    };
    return rows.map((row) => row.flatMap(field).join('\n')).join('\n\n');
  }
  return renderTable(rows, columns, room, { headerStyle: theme.strong, rule: theme.symbols.line });
}

function blockRenderer({ columns, theme }: MarkdownOptions, marks: Marks): RendererObject {
  let room = Math.max(NARROWEST, columns);
  const within = (indent: number, draw: () => string): string => {
    const before = room;
    room = Math.max(NARROWEST, room - indent);
    const drawn = draw();
    room = before;
    return drawn.replace(/\n+$/, '');
  };
  return {
    hr: () => block(theme.dim(theme.symbols.line.repeat(Math.min(room, LONGEST_RULE)))),
    heading({ tokens, depth }) {
      const words = this.parser.parseInline(tokens);
      const marked = theme.color ? words : `${'#'.repeat(depth)} ${words}`;
      return block(theme.title(wrapText(marked, room)));
    },
    paragraph({ tokens }) {
      return block(wrapText(this.parser.parseInline(tokens), room));
    },
    // A tight list item is a block with inline tokens.
    text(token) {
      if ('tokens' in token && token.tokens)
        return `${wrapText(this.parser.parseInline(token.tokens), room)}\n`;
      return flowing(token.text, marks);
    },
    html({ text, block: isBlock }) {
      const words = withMarks(withoutTags(text), marks, decoded);
      return isBlock ? block(wrapText(words.trim(), room)) : words;
    },
    code({ text }) {
      const code = withMarks(text, marks, clean);
      const width = Math.max(NARROWEST, room - 4);
      const lines = theme.piped ? code : breakLines(wrapLines(code, width), width);
      return block(indentLines(theme.code(lines), '    '));
    },
    blockquote({ tokens }) {
      const edge = theme.dim(theme.symbols.quote);
      const words = within(2, () => this.parser.parse(tokens));
      return block(words.replace(/^.*$/gm, (line) => `${edge} ${line}`.trimEnd()));
    },
    list(token) {
      const drawn = token.items.map((item, i) => {
        const mark = markerOf(token, item, i, theme);
        const indent = ' '.repeat(textWidth(mark));
        const parts = item.tokens.map((part) => within(indent.length, () => this.parser.parse([part])));
        const body = parts.filter(Boolean).join(token.loose ? '\n\n' : '\n');
        return mark + indentLines(body, indent).slice(indent.length);
      });
      return block(drawn.join(token.loose ? '\n\n' : '\n'));
    },
    table({ header, rows, align }) {
      const cells = (row: readonly Tokens.TableCell[]): readonly string[] =>
        row.map(({ tokens }) => this.parser.parseInline(tokens).replaceAll('\n', ' '));
      return block(drawTable(cells(header), rows.map(cells), align, theme.piped ? UNCUT : room, theme));
    },
  };
}

/** Lines that each begin with a label are no paragraph. */
const LABELLED = /\n(?=\*\*[^*\n]{1,118}(?::\*\*|\*\*:)|\p{Lu}\p{L}{0,14}: )/gu;

/** The published types describe an older renderer. */
const terminalBase = ({ strong, emphasis: em, struck, color }: Theme): MarkedExtension => {
  // Without a line through it, struck text would read as valid.
  const del: Style = (gone) => (color ? struck(gone) : `~~${gone}~~`);
  const options = { strong, em, del, emoji: false, unescape: false, reflowText: false };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return markedTerminal(options) as unknown as MarkedExtension;
};

function render(text: string, { columns, theme }: MarkdownOptions, marks: Marks): string {
  const asWritten = (): string => wrapText(withMarks(text, marks, clean), columns);
  return drawnOr(asWritten, text, () => {
    const renderer = { ...inlineRenderer(theme, marks), ...blockRenderer({ columns, theme }, marks) };
    const math = mathExtensions((formula) => withMarks(formula, marks, clean), 'code');
    const extensions = [...math, ...noteExtensions<Token>()];
    const marked = new Marked(terminalBase(theme), { renderer, extensions });
    const drawn = marked.parse(text.replace(LABELLED, '  \n'), { async: false, gfm: true });
    return withMarks(drawn, marks, (plain) => plain).replace(/^\n+|\n+$/g, '');
  });
}

/** Values and gaps are literal text: a `*` or `|` in a value is that character. */
export function renderFilled(segments: readonly Segment[], options: MarkdownOptions): string {
  const { theme } = options;
  const text = segments.map((segment, i) =>
    segment.kind === 'plain' ? stripControls(segment.text) : markText(i),
  );
  return render(text.join(''), options, (i) => {
    const segment = segments[i];
    if (segment === undefined || segment.kind === 'plain') return '';
    const words = clean(segment.text).replaceAll('\n', ' ');
    return segment.kind === 'filled' ? theme.filled(words) : theme.open(words);
  });
}

/** Without a final newline. No escape sequence or control character of the author reaches the terminal. */
export const renderMarkdown = (markdown: string, options: MarkdownOptions): string =>
  renderFilled([{ kind: 'plain', text: markdown }], options);

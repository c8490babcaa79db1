// Converts HTML (flashcard fields, answers between tags, whole pages) to Markdown. htmlparser2 accepts tags however they are
// nested or left open; brackets are kept, because placeholders use them.
import { parseDocument } from 'htmlparser2';
import { wordSet } from '../../core/base/collections.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { openSource } from '../../core/base/span.ts';
import { hasTags, isTag, percentDecoded, TAG_OR_FORMULA } from './html.ts';
import { forwardSearch } from './outline.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];
export type Element = Extract<Node, { readonly attribs: unknown }>;

type Text = Extract<Node, { readonly nodeType: 3 }>;

export const isElement = (node: Node): node is Element => 'attribs' in node;
const isText = (node: Node): node is Text => node.nodeType === 3;

/** Separates the next words: nothing, a space, a line of a tight list, a line break, an empty line. */
type Gap = (typeof GAPS)[number];
const GAPS = ['', ' ', '\n', '  \n', '\n\n'] as const;

const larger = (a: Gap, b: Gap): Gap => (GAPS.indexOf(a) > GAPS.indexOf(b) ? a : b);

const LETTER = /[\p{L}\p{N}]/u;

class Writer {
  readonly marks: readonly string[];
  readonly place: 'root' | 'item' | 'inside';
  readonly #startsLine: boolean;
  readonly #pieces: string[] = [];
  #last = '';
  /** After marks that would not close if a letter followed directly. */
  #isGlued = false;
  hasBlocks = false;
  before: Gap = '';
  gap: Gap = '';

  constructor(place: Writer['place'], startsLine = true, marks: readonly string[] = []) {
    this.place = place;
    this.#startsLine = startsLine;
    this.marks = marks;
  }

  get text(): string {
    return this.#pieces.join('');
  }

  get isAtLineStart(): boolean {
    return this.#last === '' ? this.#startsLine || this.before.includes('\n') : this.gap.includes('\n');
  }

  /** Of two gaps in a row, the larger counts. */
  separate(gap: Gap): void {
    if (this.#last === '') this.before = larger(this.before, gap);
    this.gap = larger(this.gap, gap);
  }

  /** Two breaks leave an empty line. */
  break(): void {
    this.separate(this.gap.includes('\n') ? '\n\n' : '  \n');
  }

  put(text: string): void {
    if (text === '') return;
    const glue = this.#isGlued && LETTER.test(text.charAt(0)) ? ' ' : '';
    if (this.#last !== '') this.#pieces.push(this.gap || glue);
    this.#pieces.push(text);
    this.#last = text.slice(-1);
    this.gap = '';
    this.#isGlued = false;
  }

  /** Marks beside a punctuation mark or symbol open and close only with a space outside them. */
  putMarked(text: string, first: string, last: string): void {
    if (!LETTER.test(first) && LETTER.test(this.#last)) this.separate(' ');
    this.put(text);
    this.#isGlued = !LETTER.test(last);
  }

  putBlock(text: string, gap: Gap = '\n\n'): void {
    if (text.trim() === '') return;
    this.separate(gap);
    this.put(text);
    this.gap = '\n\n';
    this.hasBlocks = true;
  }
}

function textOf(nodes: readonly Node[], place: Writer['place'] = 'inside'): string {
  const writer = new Writer(place);
  writeAll(nodes, writer);
  return writer.text;
}

function writeAll(nodes: readonly Node[], writer: Writer): void {
  for (const node of nodes) write(node, writer);
}

const ESCAPES =
  /<(?=[A-Za-z/!?])|&(?=#?\w{1,10};)|\\(?=[!-/:-@[-`{-~])|(?<=[\w)\]])\*{1,2}(?=[\w([])|(?<![\w_])_{1,2}(?=\w)(?!_)|(?<=[A-Za-z0-9])_{1,2}(?![\w_])/g;
const LINE_ESCAPES = /^(?:#{1,6}(?=\s|$)|>|[-=]+$|~{3})/;

function escaped(text: string, startsLine: boolean): string {
  const start = startsLine ? LINE_ESCAPES.exec(text) : null;
  const inner = text.replaceAll(ESCAPES, (found) => found.replaceAll(/./g, String.raw`\$&`));
  return start ? `\\${inner}` : inner;
}

function writeText(text: string, writer: Writer): void {
  const line = text.replaceAll(/[\s\u200b]+/g, ' ');
  if (line.startsWith(' ')) writer.separate(' ');
  writer.put(escaped(line.trim(), writer.isAtLineStart));
  if (line.endsWith(' ')) writer.separate(' ');
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();

const MARKS: ReadonlyMap<string, string> = new Map([
  ...['b', 'strong', 'summary', 'mark', 'legend'].map((name) => [name, '**'] as const),
  ...['i', 'em', 'u', 'var', 'dfn', 'cite'].map((name) => [name, '*'] as const),
  ...['s', 'del', 'strike'].map((name) => [name, '~~'] as const),
]);
const BOLD = /font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)/i;
const ITALIC = /font-style\s{0,3}:\s{0,3}italic/i;

function markOf({ name, attribs: { style = '' } }: Element): string {
  return MARKS.get(name) ?? (BOLD.test(style) ? '**' : ITALIC.test(style) ? '*' : '');
}

const LINE_START = /^(?:[-+*] |\d{1,9}[.)] )?/;

/** Each line gets its own marks, which can't span a line end. */
function marked(text: string, mark: string): string {
  const lines = text.split('\n').map((line) => {
    const start = LINE_START.exec(line)?.[0] ?? '';
    const words = line.slice(start.length).trimEnd();
    return words === '' ? line : start + mark + words + mark + line.slice(start.length + words.length);
  });
  return lines.join('\n');
}

function writeWords(element: Element, writer: Writer, put: (text: string) => void, mark = ''): void {
  const inner = new Writer('inside', writer.isAtLineStart, [...writer.marks, mark]);
  writeAll(element.children, inner);
  writer.separate(inner.before);
  const { text } = inner;
  if (inner.hasBlocks) writer.putBlock(text);
  else if (text !== '') put(text);
  writer.separate(inner.gap);
}

function writeMarked(element: Element, writer: Writer): void {
  const mark = markOf(element);
  // Nested equal marks would end the outer ones.
  const isPlain = writer.marks.includes(mark);
  writeWords(
    element,
    writer,
    (text) =>
      isPlain ? writer.put(text) : writer.putMarked(marked(text, mark), text.charAt(0), text.slice(-1)),
    mark,
  );
}

/** Of a field, from level 3: the levels above name questions and their parts. A heading around paragraphs is ignored. */
function writeHeading(element: Element, writer: Writer): void {
  const level = Math.min(6, Number(element.name.charAt(1)) + (isOfPage(element) ? 0 : 2));
  writeWords(element, writer, (text) => {
    const line = oneLine(text);
    if (text.includes('\n\n')) writer.putBlock(text);
    else if (writer.place === 'root') writer.putBlock(`${'#'.repeat(level)} ${line}`);
    else writer.putMarked(marked(line, '**'), '', line.slice(-1));
  });
}

const SCHEME = /^\s*([a-z][a-z0-9+.-]*):/i;
const HARMLESS = new Set(['http', 'https', 'mailto', 'ftp', 'file']);

/** Undefined for a target that can't be linked, such as a script. */
function destination(href = ''): string | undefined {
  const place = href.trim().replaceAll(/[\0-\x1f]/g, '');
  const scheme = SCHEME.exec(place)?.[1]?.toLowerCase();
  // A single letter is a drive; a longer word with a dot is a host with its port.
  const isScheme = scheme !== undefined && scheme.length > 1 && !scheme.includes('.');
  if (place === '' || (isScheme && !HARMLESS.has(scheme))) return undefined;
  if (!/[\s()<>]/.test(place)) return place;
  return `<${place.replaceAll('<', '%3C').replaceAll('>', '%3E')}>`;
}

function writeLink(element: Element, writer: Writer): void {
  const place = destination(element.attribs['href']);
  writeWords(element, writer, (text) => {
    const isInside = place?.startsWith('#') && !isOfPage(element);
    const isPlain = place === undefined || isInside || text.replaceAll(/\\|\ufdd0\d+\ufdd1/g, '') === place;
    writer.put(isPlain ? text : `[${oneLine(text)}](${place})`);
  });
}

function mediaOf({ name: element, attribs: { src, alt = '' } }: Element): string {
  const place = destination(src);
  const name = percentDecoded((place?.split('/').at(-1) ?? '').replaceAll(/[<>]/g, ''));
  const file = name.replaceAll(/[[\]\n]/g, ' ');
  const label = alt.replaceAll(/[[\]\n]/g, ' ').trim();
  if (element !== 'img') return place === undefined ? '' : `[${file || place}](${place})`;
  return place === undefined ? `(${label || 'image'})` : `![${label || file}](${place})`;
}

/** With the sign that people type: `x^2`, `a_i`, `x^(n+1)`. */
function shifted(text: string, way: string): string {
  const words = text.trim();
  const isShort = words.length < 2 || /^\d+$/.test(words);
  return words && (way === 'sup' ? '^' : '_') + (isShort ? words : `(${words})`);
}

const longest = (stretches: readonly { readonly length: number }[]): number =>
  stretches.reduce((most, { length }) => Math.max(most, length), 0);

function codeSpan(code: string): string {
  const inside = longest(code.match(/`+/g) ?? []);
  const ticks = '`'.repeat(inside + 1);
  return inside > 0 ? `${ticks} ${code} ${ticks}` : ticks + code + ticks;
}

export function fencedCode(code: string, language: string): string {
  const text = code.replace(/^\n/, '').replace(/\n$/, '');
  const fence = '`'.repeat(Math.max(2, longest(text.match(/`{3,}/g) ?? [])) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const LANGUAGE = /(?:^|\s)(?:language-|lang-|brush:\s?|highlight-source-|hljs\s+(?!lang))([\w+#-]{1,20})/i;

function languageOf(element: Element): string {
  const code = element.children.filter(isElement).find(({ name }) => name === 'code');
  const found = LANGUAGE.exec(element.attribs['class'] ?? '')?.[1]?.toLowerCase() ?? '';
  return (code && languageOf(code)) || (found === 'none' ? '' : found);
}

const IN_CODE = wordSet('ul ol li table tr blockquote pre');

/** Whitespace and marks are literal in code; each line ends once. */
function codeOf(nodes: readonly Node[]): string {
  const pieces: string[] = [];
  const endLine = (): void => {
    if (!/^$|\n$/.test(pieces.at(-1) ?? '')) pieces.push('\n');
  };
  for (const node of nodes) {
    if (isText(node)) pieces.push(node.data.replaceAll('\u00a0', ' ').replaceAll('\r', ''));
    if (!isElement(node)) continue;
    const { name, children } = node;
    const isLine = IN_CODE.has(name) || gapAround(name) !== '';
    if (isLine) endLine();
    if (name === 'br') pieces.push('\n');
    else {
      const inner = codeOf(children);
      const text = name === 'sup' || name === 'sub' ? shifted(inner, name) : inner;
      if (text !== '') pieces.push(text);
    }
    if (isLine) endLine();
  }
  return pieces.join('');
}

function writeCode(element: Element, writer: Writer): void {
  const code = codeOf(element.children);
  if (code.trim() === '') return;
  if (element.name === 'pre' || code.includes('\n')) writer.putBlock(fencedCode(code, languageOf(element)));
  else writer.put(codeSpan(code));
}

// Lists and tables. Words directly inside them become an item or a cell.

type Part = { readonly own?: Element; readonly nodes: readonly Node[] };

function partsOf(nodes: readonly Node[], names: ReadonlySet<string>): readonly Part[] {
  const parts: { own?: Element; nodes: Node[] }[] = [];
  for (const node of nodes) {
    const last = parts.at(-1);
    if (isElement(node) && names.has(node.name)) parts.push({ own: node, nodes: node.children });
    else if (last && !last.own) last.nodes.push(node);
    else parts.push({ nodes: [node] });
  }
  return parts;
}

const LISTS = wordSet('ul ol menu dir');
const IN_LIST = new Set([...LISTS, 'li']);

const inset = (text: string, columns: number): string =>
  text.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(columns)}`);

function listOf({ name, children, attribs }: Pick<Element, 'name' | 'children' | 'attribs'>): string {
  const isOrdered = name === 'ol';
  const start = Math.min(Math.abs(Number.parseInt(attribs['start'] ?? '1', 10) || 1), 99_999);
  const lines: string[] = [];
  let items = 0;
  for (const { own, nodes } of partsOf(children, IN_LIST)) {
    const isList = own !== undefined && own.name !== 'li';
    const text = isList ? listOf(own) : textOf(nodes, 'item').trimEnd();
    if (text === '') continue;
    const marker = isOrdered ? `${start + items}. ` : '- ';
    if (!isList) lines.push(marker + inset(text, marker.length));
    else lines.push(lines.length === 0 ? text : inset(`\n${text}`, isOrdered ? 3 : 2).slice(1));
    if (!isList) items += 1;
  }
  return lines.join('\n');
}

const CELLS = wordSet('td th');
const IN_TABLE = wordSet('tr td th thead tbody tfoot');

function addRows(nodes: readonly Node[], rows: string[][]): string[][] {
  for (const { own, nodes: inside } of partsOf(nodes, IN_TABLE)) {
    if (own?.name === 'tr') rows.push([]);
    if (own && !CELLS.has(own.name)) {
      addRows(inside, rows);
      continue;
    }
    const text = textOf(inside).trim();
    if (!own && text === '') continue;
    if (rows.length === 0) rows.push([]);
    rows.at(-1)?.push(text);
  }
  return rows;
}

const cellText = (cell: string): string =>
  cell.replaceAll(/ *\n\s*/g, '<br>').replaceAll('|', String.raw`\|`);

const rowOf = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;

const isLineNumbers = (cell: string): boolean => /^[\s`\d]*$/.test(cell);
/** Code and tables, which a cell cannot hold. */
const SOLID = /^(?:`{3}|\| .* \|$)/m;

function tableOf(element: Element): string {
  const rows = addRows(element.children, []).filter((cells) => cells.some((cell) => cell !== ''));
  // A table of one column, or with code in it, is only layout.
  if (rows.every(({ length }) => length === 1) || rows.flat().some((cell) => SOLID.test(cell)))
    return rows
      .flatMap((cells) => cells.filter((cell) => cells.length === 1 || !isLineNumbers(cell)))
      .join('\n\n');
  const columns = longest(rows);
  const [names = [], ...others] = rows;
  const head = [...names, ...Array.from({ length: columns - names.length }, () => '')];
  return [rowOf(head), `|${' --- |'.repeat(columns)}`, ...others.map(rowOf)].join('\n');
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** These begin and end a line; editors write a `div` for Enter. */
const LINES = wordSet(
  'div section article header footer main nav aside form center dt dd caption figcaption fieldset hgroup body html option',
);
const PARAGRAPHS = wordSet('p dl details summary legend figure address dialog h1 h2 h3 h4 h5 h6');
const SILENT = wordSet('script style template svg title noscript head');
const MEDIA = wordSet('img audio video source iframe embed');
const CODE = wordSet('pre code kbd samp tt');

const gapAround = (name: string): Gap => (LINES.has(name) ? '  \n' : PARAGRAPHS.has(name) ? '\n\n' : '');

function writeBox({ attribs }: Element, writer: Writer): void {
  if (attribs['type']?.toLowerCase() !== 'checkbox') return;
  writer.put('checked' in attribs ? '[x]' : '[ ]');
  writer.separate(' ');
}

/** As the reader of Markdown knows it. */
function writeUnfolding({ children }: Element, writer: Writer): void {
  const summary = children.filter(isElement).find(({ name }) => name === 'summary');
  writer.putBlock(`<details>${summary ? `<summary>${textOf(summary.children).trim()}</summary>` : ''}`);
  writeAll(
    children.filter((node) => node !== summary),
    writer,
  );
  writer.putBlock('</details>');
}

function writeElement(element: Element, writer: Writer): void {
  const { name, children } = element;
  if (name === FORMULA) writer.put(mathOf(codeOf(children)));
  else if (name === 'br') writer.break();
  else if (name === 'hr') writer.putBlock('***');
  else if (name === 'input') writeBox(element, writer);
  else if (name === 'a') writeLink(element, writer);
  else if (name === 'sup' || name === 'sub')
    writeWords(element, writer, (text) => writer.put(shifted(text, name)));
  else if (name === 'table') writer.putBlock(tableOf(element));
  else if (name === 'blockquote') writer.putBlock(quoted(textOf(children)));
  else if (name === 'li') writer.putBlock(listOf({ name: 'ul', children: [element], attribs: {} }), '\n');
  else if (LISTS.has(name)) writer.putBlock(listOf(element), writer.place === 'item' ? '\n' : '\n\n');
  else if (CODE.has(name)) writeCode(element, writer);
  else if (/^h[1-6]$/.test(name)) writeHeading(element, writer);
  else if (name === 'details' && isOfPage(element)) writeUnfolding(element, writer);
  else if (markOf(element) !== '') writeMarked(element, writer);
  else {
    if (MEDIA.has(name)) writer.put(mediaOf(element));
    if (CELLS.has(name)) writer.separate(' ');
    writeAll(children, writer);
  }
}

function write(node: Node, writer: Writer): void {
  if (isElement(node)) {
    if (SILENT.has(node.name)) return;
    const gap = gapAround(node.name);
    writer.separate(gap);
    writeElement(node, writer);
    writer.separate(gap);
  } else if (isText(node)) writeText(node.data, writer);
}

// Formulas, and what only looks like a tag.

const MATH: ReadonlyMap<string, { readonly end: string; readonly display: boolean }> = new Map([
  [String.raw`\(`, { end: String.raw`\)`, display: false }],
  [String.raw`\[`, { end: String.raw`\]`, display: true }],
  ['[$]', { end: '[/$]', display: false }],
  ['[$$]', { end: '[/$$]', display: true }],
  ['[latex]', { end: '[/latex]', display: false }],
]);
const LONGEST_MATH = 5000;
/** An element whose text is one. */
export const FORMULA = 'prep-formula';

/** Without tags, in Markdown's delimiters. */
function mathOf(raw: string): string {
  const [opening = '', { end, display } = { end: '', display: false }] =
    [...MATH].find(([each]) => raw.startsWith(each)) ?? [];
  const tex = raw
    .slice(opening.length, raw.length - end.length)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const inner = tex.replaceAll(/(?<!\\)\$/g, '').trim();
  const mark = display || tex.startsWith('$$') ? '$$' : '$';
  return inner === '' ? '' : mark + inner + mark;
}

/** Replaces formulas, tags and the text between them. Linear. */
function rewritten(
  html: string,
  formulaTo: (raw: string) => string,
  tagTo: (piece: string, name: string) => string,
  wordsTo: (words: string) => string,
): string {
  const ahead = forwardSearch(html);
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: piece, 1: name = '', index } of html.matchAll(TAG_OR_FORMULA)) {
    const math = MATH.get(piece);
    const close = math && index >= from ? ahead(math.end, index + piece.length) : -1;
    const isFormula = math && close !== -1 && close - index <= LONGEST_MATH;
    if (index < from || (math && !isFormula)) continue;
    const end = isFormula ? close + math.end.length : index + piece.length;
    const whole = html.slice(index, end);
    pieces.push(wordsTo(html.slice(from, index)), isFormula ? formulaTo(whole) : tagTo(piece, name));
    from = end;
  }
  return [...pieces, wordsTo(html.slice(from))].join('');
}

/** Decodes character references, except those that would turn into tags or other references. */
const plainWords = (text: string): string =>
  decodeEntities(
    text
      .replaceAll(/&lt;(?=[A-Za-z/!?])/g, String.raw`\<`)
      .replaceAll(/&amp;(?=#?\w{1,10};)/g, String.raw`\&amp;`),
  ).replaceAll('\u00a0', ' ');

/** Deeper tags are dropped: the parser takes quadratic time in the depth. */
const DEEPEST = 64;
const VOID = wordSet('br hr img input source embed area base col link meta track wbr');
/** What ends where one of these begins. */
const ENDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...['p', 'li', 'option'].map((name) => [name, new Set([name])] as const),
  ...['td', 'th'].map((name) => [name, CELLS] as const),
  ...['dt', 'dd'].map((name) => [name, wordSet('dt dd')] as const),
  ['tr', wordSet('tr td th')],
]);
/** Often never closed. */
const INLINE = wordSet('a b i u s em strong font span small big code tt');
const SELF_CLOSED = /(?:["'\s]|^<[\w-]+)\/>$/;

/** Text that only looks like a tag is escaped, except in a page; a formula becomes an element. Lines stay. */
function prepared(html: string, isPage = false): string {
  const open: string[] = [];
  const endOf = (mayEnd: (last: string) => boolean | undefined): string => {
    let tags = '';
    for (let last = open.at(-1); last !== undefined && mayEnd(last); last = open.at(-1)) {
      tags += `</${last}>`;
      open.pop();
    }
    return tags;
  };
  return rewritten(
    html,
    (raw) => `<${FORMULA}>${raw}</${FORMULA}>`,
    (piece, written) => {
      const name = written.toLowerCase();
      if (piece === '<' || !(isPage || isTag(piece, name))) return `&lt;${piece.slice(1)}`;
      if (name === '' || VOID.has(name)) return piece;
      if (piece.startsWith('</')) {
        const at = open.lastIndexOf(name);
        if (at !== -1) open.length = at;
        return piece;
      }
      if (isPage && SELF_CLOSED.test(piece)) return `${piece.slice(0, -2)}></${name}>`;
      const ends = ENDS.get(name);
      const isLine = ends !== undefined || gapAround(name) !== '';
      const before =
        endOf((last) => isLine && open.length >= DEEPEST && INLINE.has(last)) +
        endOf((last) => ends?.has(last));
      if (open.length >= DEEPEST) return before + onlyLines(piece);
      open.push(name);
      return before + piece;
    },
    (words) => words,
  );
}

/**
 * Keeps lists, tables, code, links, images, headings (from level 3) and formulas (as `$…$`); drops scripts and
 * styles. Never throws; linear.
 */
export function markdownOf(html: string): string {
  if (hasTags(html)) return textOf(parseDocument(prepared(html)).children, 'root');
  if (!/[&\\[\u00a0]/.test(html)) return html;
  return rewritten(
    html,
    (raw) => mathOf(plainWords(raw)),
    (piece) => piece,
    plainWords,
  );
}

// Whole pages.

/** Marks the elements of a page, of which headings keep their levels. */
const OF_PAGE = 'prep-page';
const isOfPage = ({ attribs }: Element): boolean => OF_PAGE in attribs;

/** The number of a line, between noncharacters, which no text has. */
const LINE_MARK = /\ufdd0(\d+)\ufdd1/;
/** A mark here changes neither what begins a line nor what is beside a sign. */
const IN_WORD = /(?<=(?:^|\s)\p{L})(?=[\p{L}\p{N}])/u;
/** Comments and these elements can have anything in them; Word has tags of its own (`<o:p>`). */
const NO_TEXT =
  /<!--[^]*?(?:-->|$)|<(script|style|template|noscript)(?=[\s>])[^]*?(?:<\/\1\s*>|$)|<\/?[a-z]\w*:[^<>]*>|[\ufdd0\ufdd1]/gi;

const onlyLines = (html: string): string => html.replaceAll(/[^\n]/g, '');

/**
 * The lines of the Markdown, with the line of the page that their words are on. Never throws; linear.
 * @param adapt may change each element, before what is in it
 */
export function pageLines(html: string, adapt: (element: Element) => void) {
  const page = prepared(html.replaceAll(NO_TEXT, onlyLines), true);
  const { pointAt } = openSource('', page);
  let last = 0;
  const enter = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (isText(node)) {
        const { line } = pointAt(node.startIndex ?? 0);
        const marks = node.data.split('\n').map((text, i) => {
          if (line + i <= last || !IN_WORD.test(text)) return text;
          last = line + i;
          return text.replace(IN_WORD, `\ufdd0${last}\ufdd1`);
        });
        node.data = marks.join('\n');
      } else if (isElement(node)) {
        node.attribs[OF_PAGE] = '';
        adapt(node);
        if (node.name !== FORMULA) enter(node.children);
      }
    }
  };
  const { children } = parseDocument(page, { withStartIndices: true });
  enter(children);
  return textOf(children, 'root')
    .split('\n')
    .map((written) => {
      const parts = written.split(LINE_MARK);
      const text = parts.filter((_, i) => i % 2 === 0).join('');
      return { text, line: parts.length > 1 ? Number(parts[1]) : undefined };
    });
}

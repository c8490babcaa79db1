// Converts HTML (flashcard fields, answers between tags) to Markdown. It builds no tree and does not
// recurse, so time is linear and the stack flat, however deep elements nest.
import { decodeEntities } from '../../core/base/markup.ts';
import { attributeOf, hasTags, type HtmlSink, percentDecoded, readHtml } from './html.ts';

/** What separates the next words: nothing, a line of a tight list, a line break, an empty line. */
type Gap = (typeof GAPS)[number];
const GAPS = ['', '\n', '  \n', '\n\n'] as const;

class Frame {
  readonly name: string;
  /**
   * `words`: part of its parent's line. `code`: whitespace and marks are literal. `flow`: a block of its own.
   */
  readonly kind: 'flow' | 'words' | 'code';
  readonly attributes: string;
  readonly parent: Frame | undefined;
  readonly pieces: string[] = [];
  gap: Gap = '';
  space = false;
  last = '';
  /** True behind marks that would not close if a letter followed directly. */
  glued = false;
  blocks = false;
  solid = false;
  items = 0;
  readonly rows: string[][] = [];
  language = '';

  constructor(name: string, kind: Frame['kind'], attributes = '', parent?: Frame) {
    this.name = name;
    this.kind = kind;
    this.attributes = attributes;
    this.parent = parent;
  }
}

const contentOf = (frame: Frame): string => frame.pieces.join('');

function holder(frame: Frame): Frame {
  let at = frame;
  while (at.kind === 'words' && at.last === '' && at.parent) at = at.parent;
  return at;
}

function isAtLineStart(frame: Frame): boolean {
  const at = holder(frame);
  return at.last === '' || at.gap !== '';
}

function addSpace(frame: Frame): void {
  holder(frame).space = true;
}

/** Of two consecutive gaps the larger counts; in code, each line ends once. */
function addGap(frame: Frame, gap: Gap): void {
  const at = holder(frame);
  if (at.kind === 'code') {
    if (at.last !== '\n' && at.last !== '') putCode(at, '\n');
  } else if (GAPS.indexOf(gap) > GAPS.indexOf(at.gap)) at.gap = gap;
}

function addBreak(frame: Frame): void {
  const at = holder(frame);
  if (at.kind === 'code') putCode(at, '\n');
  else addGap(at, at.gap === '' ? '  \n' : '\n\n');
}

function putCode(frame: Frame, text: string): void {
  if (text === '') return;
  frame.pieces.push(text);
  frame.last = text.at(-1) ?? '';
}

const LETTER = /[\p{L}\p{N}]/u;

function put(frame: Frame, text: string): void {
  if (text === '') return;
  if (frame.last !== '') {
    if (frame.gap !== '') frame.pieces.push(frame.gap);
    else if (frame.space || (frame.glued && LETTER.test(text.charAt(0)))) frame.pieces.push(' ');
  }
  frame.pieces.push(text);
  frame.last = text.at(-1) ?? '';
  frame.gap = '';
  frame.space = false;
  frame.glued = false;
}

/** Marks beside a punctuation mark or symbol open and close only with a space outside them. */
function putMarked(frame: Frame, text: string, first: string, last: string): void {
  if (!LETTER.test(first) && LETTER.test(frame.last)) frame.space = true;
  put(frame, text);
  frame.glued = !LETTER.test(last);
}

function putBlock(frame: Frame, text: string): void {
  if (text.trim() === '') return;
  addGap(frame, '\n\n');
  put(frame, text);
  frame.gap = '\n\n';
  frame.blocks = true;
}

const longest = (stretches: readonly { readonly length: number }[]): number =>
  stretches.reduce((most, { length }) => Math.max(most, length), 0);

function codeSpan(code: string): string {
  const lines = code.split('\n').map((line) => line.trim());
  const text = lines.length > 1 ? lines.join(' ').trim() : code;
  if (text.trim() === '') return '';
  const inside = longest(text.match(/`+/g) ?? []);
  const ticks = '`'.repeat(inside + 1);
  return inside > 0 ? `${ticks} ${text} ${ticks}` : ticks + text + ticks;
}

export function fencedCode(code: string, language: string): string {
  const text = code.replace(/^\n/, '').replace(/\n$/, '');
  const fence = '`'.repeat(Math.max(2, longest(text.match(/`{3,}/g) ?? [])) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const LINE_START = /^(?:[-+*] |\d{1,9}[.)] )?/;

function marked(text: string, mark: string): string {
  const lines = text.split('\n').map((line) => {
    const start = LINE_START.exec(line)?.[0] ?? '';
    const words = line.slice(start.length).trimEnd();
    return words === '' ? line : start + mark + words + mark + line.slice(start.length + words.length);
  });
  return lines.join('\n');
}

const SCHEME = /^[\s\0-\x20]*([a-z][a-z0-9+.-]*):/i;
const HARMLESS = new Set(['http', 'https', 'mailto', 'ftp', 'file']);

/** Undefined for a target that can't be linked, such as a script. */
function destination(href: string): string | undefined {
  const place = href.trim().replace(/[\0-\x1f]/g, '');
  const scheme = SCHEME.exec(place)?.[1]?.toLowerCase();
  // A single letter is a drive; a longer word with a dot is a host with its port.
  const isScheme = scheme !== undefined && scheme.length > 1 && !scheme.includes('.');
  if (place === '' || (isScheme && !HARMLESS.has(scheme))) return undefined;
  if (!/[\s()<>]/.test(place)) return place;
  return `<${place.replaceAll('<', '%3C').replaceAll('>', '%3E')}>`;
}

const cellText = (cell: string): string =>
  cell
    .trim()
    .replaceAll(/ *\n\s*/g, '<br>')
    .replaceAll('|', String.raw`\|`);

const rowOf = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;

function tableOf(rows: readonly (readonly string[])[]): string {
  const columns = longest(rows);
  const [names = [], ...others] = rows;
  const head = [...names, ...Array.from({ length: columns - names.length }, () => '')];
  return [rowOf(head), `|${' --- |'.repeat(columns)}`, ...others.map(rowOf)].join('\n');
}

/** All characters are single UTF-16 units. */
const byPlace = (from: string, to: string): ReadonlyMap<string, string> =>
  new Map(Array.from(from, (char, i) => [char, to.charAt(i)]));

const RAISED = byPlace(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyz',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ',
);
const LOWERED = byPlace('0123456789+-−=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');

/** Superscript or subscript characters; where one has none, the text behind `^` or `_`. */
function shifted(text: string, way: 'sup' | 'sub'): string {
  const chars = Array.from(text.trim());
  if (chars.length === 0) return '';
  const own = chars.map((char) => (way === 'sup' ? RAISED : LOWERED).get(char));
  if (own.every((char) => char !== undefined)) return own.join('');
  const mark = way === 'sup' ? '^' : '_';
  return chars.length === 1 ? mark + text.trim() : `${mark}(${text.trim()})`;
}

const ESCAPES =
  /<(?=[A-Za-z/!?])|&(?=#?\w{1,10};)|\\(?=[!-/:-@[-`{-~])|(?<=[\w)\]])\*{1,2}(?=[\w([])|(?<![\w_])_{1,2}(?=\w)(?!_)|(?<=[A-Za-z0-9])_{1,2}(?![\w_])/g;
const LINE_ESCAPES = /^(?:#{1,6}(?=\s|$)|>|[-=]+$|~{3})/;

/** Brackets are not escaped, because placeholders are written in them. */
function escaped(text: string, startsLine: boolean): string {
  const start = startsLine ? LINE_ESCAPES.exec(text) : null;
  const inner = text.replaceAll(ESCAPES, (found) => found.replaceAll(/./g, String.raw`\$&`));
  return start ? `\\${inner}` : inner;
}

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const LISTS = setOf('ul ol menu dir');
const CELLS = setOf('td th');

const MARKS: ReadonlyMap<string, string> = new Map([
  ...['b', 'strong', 'summary', 'mark', 'legend'].map((name) => [name, '**'] as const),
  ...['i', 'em', 'u', 'var', 'dfn', 'cite'].map((name) => [name, '*'] as const),
  ...['s', 'del', 'strike'].map((name) => [name, '~~'] as const),
]);
const BOLD = /font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)/i;
const ITALIC = /font-style\s{0,3}:\s{0,3}italic/i;

function markOf({ name, attributes }: Frame): string {
  const known = MARKS.get(name);
  if (known !== undefined || attributes === '') return known ?? '';
  const style = attributeOf(attributes, 'style') ?? '';
  return BOLD.test(style) ? '**' : ITALIC.test(style) ? '*' : '';
}

/** Nested equal marks would end the outer ones. */
function isMarked(frame: Frame, mark: string): boolean {
  for (let at = frame.parent; at?.kind === 'words'; at = at.parent) if (markOf(at) === mark) return true;
  return false;
}

const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();

function finishWords(frame: Frame, parent: Frame): void {
  const text = contentOf(frame);
  const mark = markOf(frame);
  if (frame.blocks) putBlock(parent, text);
  else if (mark === '' || isMarked(frame, mark)) put(parent, text);
  else if (text !== '') putMarked(parent, marked(text, mark), text.charAt(0), text.at(-1) ?? '');
}

function finishLink(frame: Frame, parent: Frame): void {
  const text = contentOf(frame);
  const href = decodeEntities(attributeOf(frame.attributes, 'href') ?? '');
  const place = destination(href);
  if (frame.blocks) putBlock(parent, text);
  else if (text === '' || place === undefined || place.startsWith('#')) put(parent, text);
  else put(parent, text.replaceAll('\\', '') === place ? place : `[${oneLine(text)}](${place})`);
}

const inset = (text: string, columns: number): string =>
  text.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(columns)}`);

function finishItem(frame: Frame, list: Frame): void {
  const text = contentOf(frame).trimEnd();
  const inList = LISTS.has(list.name);
  if (text === '') return;
  const start = Number.parseInt(attributeOf(list.attributes, 'start') ?? '1', 10);
  const marker = list.name === 'ol' ? `${Math.min(Math.abs(start || 1), 99_999) + list.items}. ` : '- ';
  list.items += 1;
  if (inList) list.gap = '\n';
  else addGap(list, '\n');
  put(list, marker + inset(text, marker.length));
  if (!inList) list.gap = '\n\n';
}

function finishList(frame: Frame, parent: Frame): void {
  const text = contentOf(frame);
  if (text === '') return;
  if (LISTS.has(parent.name)) {
    const columns = parent.name === 'ol' ? 3 : 2;
    parent.gap = '\n';
    put(parent, parent.last === '' ? text : inset(`\n${text}`, columns).slice(1));
  } else if (parent.name === 'li') {
    parent.gap = '\n';
    put(parent, text);
    parent.gap = '\n\n';
  } else putBlock(parent, text);
}

const isLineNumbers = (cell: string): boolean => /^[\s`\d]*$/.test(cell);

/** A table of one column, or with code in it, is only layout. */
function finishTable(frame: Frame, parent: Frame): void {
  const rows = frame.rows.filter((cells) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) {
    putBlock(parent, contentOf(frame));
    return;
  }
  const isLayout = frame.solid || rows.every(({ length }) => length === 1);
  const laidOut = rows.flatMap((cells) => cells.filter((cell) => cells.length === 1 || !isLineNumbers(cell)));
  putBlock(parent, isLayout ? laidOut.join('\n\n') : tableOf(rows));
  parent.solid = true;
}

const LANGUAGE = /(?:^|\s)(?:language-|lang-|brush:\s?|highlight-source-)([\w+#-]{1,20})/i;
const HIGHLIGHTED = /(?:^|\s)hljs\s+([\w+#-]{1,20})/i;

function languageOf(attributes: string): string {
  const names = attributeOf(attributes, 'class') ?? '';
  const found = (LANGUAGE.exec(names) ?? HIGHLIGHTED.exec(names))?.[1]?.toLowerCase() ?? '';
  return found === 'none' ? '' : found;
}

function finishCode(frame: Frame, parent: Frame): void {
  const code = contentOf(frame);
  if (code.trim() === '') return;
  if (frame.name !== 'pre' && !code.includes('\n')) {
    put(parent, codeSpan(code));
    return;
  }
  putBlock(parent, fencedCode(code, frame.language || languageOf(frame.attributes)));
  parent.solid = true;
}

/** From level 3: the levels above name questions and their parts. A heading around paragraphs is ignored. */
function finishHeading(frame: Frame, parent: Frame): void {
  const content = contentOf(frame);
  if (frame.blocks || content.includes('\n\n')) {
    putBlock(parent, content);
    return;
  }
  const text = oneLine(content);
  const level = Math.min(6, Number(frame.name.charAt(1)) + 2);
  if (text === '') return;
  if (parent.parent === undefined) putBlock(parent, `${'#'.repeat(level)} ${text}`);
  else putMarked(parent, marked(text, '**'), '', text.at(-1) ?? '');
}

function finishCell(frame: Frame, parent: Frame): void {
  parent.rows.at(-1)?.push(contentOf(frame).trim());
}

function finishQuote(frame: Frame, parent: Frame): void {
  const lines = contentOf(frame).split('\n');
  const isEmpty = lines.length === 1 && lines[0] === '';
  putBlock(parent, isEmpty ? '' : lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n'));
}

const FINISH: ReadonlyMap<string, (frame: Frame, parent: Frame) => void> = new Map([
  ['a', finishLink],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, finishHeading] as const),
  ['li', finishItem],
  ...[...LISTS].map((name) => [name, finishList] as const),
  ...[...CELLS].map((name) => [name, finishCell] as const),
  ['table', finishTable],
  ['blockquote', finishQuote],
]);

function finish(frame: Frame, parent: Frame, literal: boolean): void {
  const { name } = frame;
  if (name === 'sup' || name === 'sub') {
    const text = shifted(contentOf(frame), name);
    if (literal) putCode(parent, text);
    else put(parent, text);
  } else if (frame.kind === 'code') finishCode(frame, parent);
  else (FINISH.get(name) ?? finishWords)(frame, parent);
  if (frame.solid) parent.solid = true;
}

function mediaOf(element: string, attributes: string): string {
  const place = destination(decodeEntities(attributeOf(attributes, 'src') ?? ''));
  const name = percentDecoded((place?.split('/').at(-1) ?? '').replaceAll(/[<>]/g, ''));
  const file = name.replaceAll(/[[\]\n]/g, ' ');
  const label = decodeEntities(attributeOf(attributes, 'alt') ?? '')
    .replaceAll(/[[\]\n]/g, ' ')
    .trim();
  if (element !== 'img') return place === undefined ? '' : `[${file || place}](${place})`;
  return place === undefined ? `(${label || 'image'})` : `![${label || file}](${place})`;
}

/** Deeper elements are reduced to their words. */
const DEEPEST = 32;

/** `depth` counts the open elements, `code` those of them that are code. */
type Stack = { current: Frame; depth: number; code: number };

/** Elements that the end tag of another one does not close. */
const WALLS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', setOf('ul ol menu dir table td th')],
  ['td', setOf('table')],
  ['th', setOf('table')],
  ['table', new Set<string>()],
  ['blockquote', setOf('table td th')],
]);
const LIST_WALLS = setOf('table td th');
/** These end inline code that was never closed. */
const ENDS_CODE = setOf('ul ol menu dir li table tr td th blockquote pre h1 h2 h3 h4 h5 h6');

function isWall(name: string, frame: Frame): boolean {
  const walls = LISTS.has(name) ? LIST_WALLS : WALLS.get(name);
  return walls ? walls.has(frame.name) : frame.kind === 'flow';
}

function enter(stack: Stack, name: string, kind: Frame['kind'], attributes: string): void {
  if (stack.depth >= DEEPEST) return;
  stack.current = new Frame(name, kind, attributes, stack.current);
  stack.depth += 1;
  if (kind === 'code') stack.code += 1;
}

function leave(stack: Stack): void {
  const frame = stack.current;
  const { parent, kind, gap, space } = frame;
  if (!parent) return;
  if (kind === 'code') stack.code -= 1;
  stack.current = parent;
  stack.depth -= 1;
  finish(frame, parent, stack.code > 0);
  if (kind !== 'words') return;
  if (gap !== '') addGap(parent, gap);
  if (space) addSpace(parent);
}

/** Closes nothing when the end tag `name` would not reach a wanted element. */
function closeNearest(stack: Stack, name: string, isWanted: (frame: Frame) => boolean): void {
  let wanted = stack.current;
  while (wanted.parent && !isWanted(wanted)) {
    if (isWall(name, wanted)) return;
    wanted = wanted.parent;
  }
  if (wanted.parent) while (stack.current !== wanted.parent) leave(stack);
}

const closeElement = (stack: Stack, name: string): void =>
  closeNearest(stack, name, (frame) => frame.name === name);

function closeBefore(stack: Stack, name: string): void {
  if (stack.code > 0 && ENDS_CODE.has(name))
    closeNearest(stack, name, (frame) => frame.kind === 'code' && frame.name !== 'pre');
  if (name === 'li') closeElement(stack, name);
  if (name !== 'tr' && !CELLS.has(name)) return;
  closeNearest(stack, 'td', (frame) => CELLS.has(frame.name));
  let table: Frame | undefined = stack.current;
  while (table && table.name !== 'table') table = table.parent;
  const rows = table?.rows;
  if (rows && (name === 'tr' || rows.length === 0)) rows.push([]);
}

/** For words directly inside a list or a row. */
function openForWords(stack: Stack): void {
  if (LISTS.has(stack.current.name)) enter(stack, 'li', 'flow', '');
  if (stack.current.name !== 'table') return;
  closeBefore(stack, 'td');
  enter(stack, 'td', 'flow', '');
}

/** These begin and end a line; editors write a `div` for Enter. */
const LINES = setOf(
  'div section article header footer main nav aside form center dt dd caption figcaption fieldset hgroup body html option',
);
const PARAGRAPHS = setOf('p dl details summary legend figure address dialog h1 h2 h3 h4 h5 h6');
const WORDS = setOf(
  'b strong summary legend mark i em u var dfn cite s del strike a sub sup span font h1 h2 h3 h4 h5 h6',
);
const CODE = setOf('pre code kbd samp tt');
const FLOWS = setOf('ul ol menu dir li table td th blockquote');
const EMPTY = setOf('br hr input img audio video source iframe embed');

const gapAround = (name: string): Gap => (LINES.has(name) ? '  \n' : PARAGRAPHS.has(name) ? '\n\n' : '');

function mathOf(html: string, display: boolean): string {
  const words = decodeEntities(html.replaceAll(/<[^<>]{0,500}>/g, ' '));
  const tex = words.replaceAll(/\s+/g, ' ').trim();
  const inner = tex.replaceAll(/(?<!\\)\$/g, '');
  const mark = display || tex.startsWith('$$') ? '$$' : '$';
  return inner === '' ? '' : mark + inner.trim() + mark;
}

/** Decodes character references, except those that would turn into tags or other references. */
const plainWords = (text: string): string =>
  decodeEntities(
    text
      .replaceAll(/&lt;(?=[A-Za-z/!?])/g, String.raw`\<`)
      .replaceAll(/&amp;(?=#?\w{1,10};)/g, String.raw`\&amp;`),
  ).replaceAll('\u00a0', ' ');

function plainText(html: string): string {
  const pieces: string[] = [];
  readHtml(html, {
    text: (text) => pieces.push(plainWords(text)),
    math: (tex, display) => pieces.push(mathOf(tex, display)),
    open: () => {},
    close: () => {},
    literal: () => false,
  });
  return pieces.join('');
}

function openInCode(stack: Stack, name: string, attributes: string): void {
  if (name === 'code') stack.current.language ||= languageOf(attributes);
  else if (name === 'sup' || name === 'sub') enter(stack, name, 'words', attributes);
}

function openElement(stack: Stack, name: string, attributes: string): void {
  closeBefore(stack, name);
  if (name === 'tr') return;
  if (stack.code > 0) {
    openInCode(stack, name, attributes);
    return;
  }
  if (CELLS.has(name)) {
    if (stack.current.name !== 'table') addSpace(stack.current);
    else enter(stack, name, 'flow', attributes);
    return;
  }
  if (name !== 'li' && !LISTS.has(name)) openForWords(stack);
  enter(stack, name, CODE.has(name) ? 'code' : WORDS.has(name) ? 'words' : 'flow', attributes);
}

function openEmpty(stack: Stack, name: string, attributes: string): void {
  if (name === 'br') addBreak(stack.current);
  if (name === 'br' || stack.code > 0) return;
  openForWords(stack);
  if (name === 'hr') putBlock(stack.current, '***');
  else if (name !== 'input') put(stack.current, mediaOf(name, attributes));
  else if (attributeOf(attributes, 'type')?.toLowerCase() === 'checkbox') {
    put(stack.current, /(?:^|\s)checked(?:[\s=/]|$)/i.test(attributes) ? '[x]' : '[ ]');
    addSpace(stack.current);
  }
}

function addText(stack: Stack, html: string): void {
  const decoded = decodeEntities(html).replaceAll('\u00a0', ' ');
  if (stack.code > 0) {
    putCode(stack.current, decoded.replaceAll('\r', ''));
    return;
  }
  const line = decoded.replaceAll(/[\s\u200b]+/g, ' ');
  const words = line.trim();
  if (line.startsWith(' ')) addSpace(stack.current);
  if (words === '') return;
  openForWords(stack);
  put(stack.current, escaped(words, isAtLineStart(stack.current)));
  if (line.endsWith(' ')) stack.current.space = true;
}

const builderOf = (stack: Stack): HtmlSink => ({
  text: (html) => addText(stack, html),
  math: (html, display) => {
    openForWords(stack);
    put(stack.current, mathOf(html, display));
  },
  open: (name, attributes) => {
    const gap = gapAround(name);
    if (gap !== '') addGap(stack.current, gap);
    if (EMPTY.has(name)) openEmpty(stack, name, attributes);
    else if (name === 'tr' || WORDS.has(name) || CODE.has(name) || FLOWS.has(name))
      openElement(stack, name, attributes);
  },
  close: (name) => {
    closeElement(stack, name);
    const gap = gapAround(name);
    if (gap !== '') addGap(stack.current, gap);
  },
  literal: () => stack.code > 0,
});

/**
 * Lists, tables, code, links, images, headings (from level 3) and formulas (as `$…$`) are kept; scripts and
 * styles are dropped. Brackets are not escaped, because placeholders are written in them. Never throws;
 * linear.
 */
export function markdownOf(html: string): string {
  if (!hasTags(html)) return /[&\\[\u00a0]/.test(html) ? plainText(html) : html;
  const root = new Frame('', 'flow');
  const stack: Stack = { current: root, depth: 0, code: 0 };
  readHtml(html, builderOf(stack));
  while (stack.current.parent) leave(stack);
  return contentOf(root);
}

// What elements come to in Markdown once they close. Knows what each one means to a reader; knows nothing of how tags nest.
import { decodeEntities } from '../core/entities.ts';
import { addGap, contentOf, put, putBlock, putCode, putMarked, type Frame } from './html-frames.ts';
import { codeSpan, destination, fencedCode, marked, shifted, tableOf } from './html-pieces.ts';
import { attributeOf } from './html-tokens.ts';
import { percentDecoded } from './percent-decoded.ts';

/** The words of a list, for sets of names. */
export const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

export const LISTS = setOf('ul ol menu dir');
export const CELLS = setOf('td th');

const MARKS: ReadonlyMap<string, string> = new Map([
  ...['b', 'strong', 'summary', 'mark', 'legend'].map((name) => [name, '**'] as const),
  ...['i', 'em', 'u', 'var', 'dfn', 'cite'].map((name) => [name, '*'] as const),
  ...['s', 'del', 'strike'].map((name) => [name, '~~'] as const),
]);
const BOLD = /font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)/i;
const ITALIC = /font-style\s{0,3}:\s{0,3}italic/i;

/** The marks that set an element apart; empty for none. */
function markOf({ name, attributes }: Frame): string {
  const known = MARKS.get(name);
  if (known !== undefined || attributes === '') return known ?? '';
  const style = attributeOf(attributes, 'style') ?? '';
  return BOLD.test(style) ? '**' : ITALIC.test(style) ? '*' : '';
}

/** Whether a frame of a line is inside another with the same marks, which would end there. */
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

/** How many columns what an item holds is moved in. */
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

/** A list inside a list, or behind the words of an item, follows without an empty line. */
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

/** A table of one column, or with code in it, is a way to lay things out. */
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

/** The language that an element of code names; empty without one. */
export function languageOf(attributes: string): string {
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

/** Headings start at the third level: those above name questions and their parts. One around paragraphs is none. */
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

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

/** Puts what a frame holds into the one that it is in. `literal` inside code. */
export function finish(frame: Frame, parent: Frame, literal: boolean): void {
  const { name } = frame;
  if (name === 'sup' || name === 'sub') {
    const text = shifted(contentOf(frame), name);
    if (literal) putCode(parent, text);
    else put(parent, text);
  } else if (frame.kind === 'code') finishCode(frame, parent);
  else if (name === 'a') finishLink(frame, parent);
  else if (/^h[1-6]$/.test(name)) finishHeading(frame, parent);
  else if (name === 'li') finishItem(frame, parent);
  else if (LISTS.has(name)) finishList(frame, parent);
  else if (CELLS.has(name)) parent.rows.at(-1)?.push(contentOf(frame).trim());
  else if (name === 'table') finishTable(frame, parent);
  else if (name === 'blockquote') putBlock(parent, contentOf(frame) === '' ? '' : quoted(contentOf(frame)));
  else finishWords(frame, parent);
  if (frame.solid) parent.solid = true;
}

/** The name of the file at a place, as people read it. */
const fileName = (place: string): string =>
  percentDecoded((place.split('/').at(-1) ?? '').replaceAll(/[<>]/g, ''));

/** What an image, a sound or a film comes to: its words, and where it is. */
export function mediaOf(name: string, attributes: string): string {
  const place = destination(decodeEntities(attributeOf(attributes, 'src') ?? ''));
  const file = place === undefined ? '' : fileName(place).replaceAll(/[[\]\n]/g, ' ');
  const label = decodeEntities(attributeOf(attributes, 'alt') ?? '')
    .replaceAll(/[[\]\n]/g, ' ')
    .trim();
  if (name !== 'img') return place === undefined ? '' : `[${file || place}](${place})`;
  return place === undefined ? `(${label || 'image'})` : `![${label || file}](${place})`;
}

// HTML as Markdown: fields of flashcards, answers between tags. Knows which elements there are for a reader. No tree is built
// and nothing recurses, so that the time is linear and the stack flat, whatever is nested in what.
import { decodeEntities } from '../core/entities.ts';
import { CELLS, languageOf, LISTS, mediaOf, setOf } from './html-elements.ts';
import { addBreak, addGap, addSpace, put, putBlock, putCode, startsLine, type Gap } from './html-frames.ts';
import { escaped } from './html-pieces.ts';
import { closeAll, closeElement, enter, makeRoom, openStack, settle, type Stack } from './html-stack.ts';
import { attributeOf, hasTags, readHtml, type HtmlSink } from './html-tokens.ts';

/** Begin and end a line: people who press Enter in an editor get a `div`. */
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

/** The TeX of a formula between dollars: its words, line breaks as blanks. */
function mathOf(html: string, display: boolean): string {
  const words = decodeEntities(html.replaceAll(/<[^<>]{0,500}>/g, ' '));
  const tex = words.replaceAll(/\s+/g, ' ').trim();
  const inner = tex.replaceAll(/(?<!\\)\$/g, '');
  const mark = display || tex.startsWith('$$') ? '$$' : '$';
  return inner === '' ? '' : mark + inner.trim() + mark;
}

/** Character references decoded, but for those that would then be taken for tags or for others. */
const plainWords = (text: string): string =>
  decodeEntities(
    text
      .replaceAll(/&lt;(?=[A-Za-z/!?])/g, String.raw`\<`)
      .replaceAll(/&amp;(?=#?\w{1,10};)/g, String.raw`\&amp;`),
  ).replaceAll('\u00a0', ' ');

/** A text without tags. */
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
  makeRoom(stack, name);
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
  if (name !== 'li' && !LISTS.has(name)) settle(stack);
  enter(stack, name, CODE.has(name) ? 'code' : WORDS.has(name) ? 'words' : 'flow', attributes);
}

function openEmpty(stack: Stack, name: string, attributes: string): void {
  if (name === 'br') addBreak(stack.current);
  if (name === 'br' || stack.code > 0) return;
  settle(stack);
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
  settle(stack);
  put(stack.current, escaped(words, startsLine(stack.current)));
  if (line.endsWith(' ')) stack.current.space = true;
}

const builderOf = (stack: Stack): HtmlSink => ({
  text: (html) => addText(stack, html),
  math: (html, display) => {
    settle(stack);
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
 * Puts HTML into Markdown. Lists, tables, code, links, images, headings (from the third level on) and formulas (as `$…$`)
 * stay what they are; scripts and styles are left out; a line break is a line. Brackets are never escaped, for
 * placeholders stand in them. A text without tags comes back with its character references decoded.
 * Never throws; linear.
 */
export function markdownOf(html: string): string {
  if (!hasTags(html)) return /[&\\[\u00a0]/.test(html) ? plainText(html) : html;
  const stack = openStack();
  readHtml(html, builderOf(stack));
  return closeAll(stack);
}

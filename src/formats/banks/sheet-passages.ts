// Texts of a Markdown file as a question needs them: tags around them left out, HTML turned into Markdown, the indent of a
// list item taken away. What needs nothing of this stays a stretch of the file. Knows lines; knows nothing of questions.
import type { Source } from '../../core/span.ts';
import { markdownOf } from '../html-markdown.ts';
import type { Maker, Piece, Stretch } from './made-source.ts';
import { lineFrom, type SheetLine } from './sheet-lines.ts';

/** A part of a text: a stretch of the file, or words put there. */
export type Part = Stretch | Piece;

/** Where texts are taken from, and where those go that have to be made. */
export type Desk = { readonly source: Source; readonly lines: readonly SheetLine[]; readonly maker: Maker };

const isPiece = (part: Part): part is Piece => 'text' in part;

/** The lines of a stretch; those at its ends may be cut. */
export function linesWithin(lines: readonly SheetLine[], { start, end }: Stretch): readonly SheetLine[] {
  const within: SheetLine[] = [];
  const first = lineFrom(lines, start);
  const before = lines[first - 1];
  for (let i = before && before.next > start ? first - 1 : first; ; i += 1) {
    const line = lines[i];
    if (!line || line.start >= end) return within;
    within.push({
      start: Math.max(line.start, start),
      end: Math.max(Math.max(line.start, start), Math.min(line.end, end)),
      next: Math.min(line.next, end),
      code: line.code,
    });
  }
}

const indentOf = (text: string, { start, end }: SheetLine): number => {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  return at - start;
};

/**
 * How many columns to take away in front of each line of a list item's text.
 * @param indent where the words of the item itself begin; 0 for what is in no list
 */
export function columnsToCut(text: string, lines: readonly SheetLine[], indent: number): number {
  if (indent === 0) return 0;
  const filled = lines.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  const first = filled[0];
  if (!first) return 0;
  const own = indentOf(text, first);
  if (own > 0) return own;
  // Where most lines are indented all the same, the first was forgotten.
  const moved = filled.filter((line) => indentOf(text, line) >= Math.min(indent, 3)).length;
  return moved * 2 > filled.length ? indent : 0;
}

/** A line without as many blanks as are to be cut; a tab is cut whole. */
function cutLine(text: string, line: SheetLine, columns: number): Piece {
  let at = line.start;
  for (let width = 0; width < columns && at < line.end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9) break;
    width += code === 9 ? 4 : 1;
  }
  return { text: text.slice(at, line.next), from: at, exact: true };
}

function piecesOf({ source: { text }, lines }: Desk, part: Part, columns: number): readonly Piece[] {
  if (isPiece(part)) return [part];
  if (columns === 0) return [{ text: text.slice(part.start, part.end), from: part.start, exact: true }];
  return linesWithin(lines, part).map((line) => cutLine(text, line, columns));
}

/** The parts as one text. A single stretch from which nothing is cut stays what it is. */
export function passage(desk: Desk, parts: readonly Part[], columns: number): Stretch {
  const [only] = parts;
  if (!only) return { start: 0, end: 0 };
  if (parts.length === 1 && columns === 0 && !isPiece(only)) return only;
  return desk.maker.join(parts.flatMap((part) => piecesOf(desk, part, columns)));
}

/** Words put between or before stretches; `from` is the place that they are shown to be at. */
export const words = (text: string, from: number): Piece => ({ text, from });

/** The stretches as parts with an empty line between them. */
export const apart = (stretches: readonly Stretch[]): readonly Part[] =>
  stretches.flatMap((one, i) => (i === 0 ? [one] : [words('\n\n', one.start), one]));

/** Breaks, and ends of what began before. */
const BREAK_BEFORE =
  /^(?:\s|<(?:br|hr)\s{0,3}\/?>|<\/(?:br|b|strong|i|em|p|div|span|summary|center)\s{0,3}>)+/i;
const BREAK_BEHIND = /<(?:br|hr)\s{0,3}\/?>$/i;
const OPENS = /^<(b|strong|i|em|p|div|span|blockquote|font|center|samp|pre)(?:\s[^<>]{0,200})?>/i;
const CLOSES = /<\/(b|strong|i|em|p|div|span|blockquote|font|center|samp|pre)\s{0,3}>$/i;
const MOST_TAGS = 12;

const hasTag = (text: string, name: string): boolean => new RegExp(`<${name}[\\s>]`, 'i').test(text);

/** What to cut of a text that a tag opens or closes around, and that says the same without it. */
function wrapping(text: string): readonly [number, number] {
  const opening = OPENS.exec(text);
  const closing = CLOSES.exec(text.slice(-20));
  const [name, last] = [opening?.[1]?.toLowerCase(), closing?.[1]?.toLowerCase()];
  const [before, behind] = [opening?.[0].length ?? 0, closing?.[0].length ?? 0];
  const inner = text.slice(before, Math.max(before, text.length - behind));
  if (
    name !== undefined &&
    name !== 'pre' &&
    /^[ \t]*\r?\n/.test(inner) &&
    (name === last || !inner.includes(`</${name}`))
  )
    return [before, name === last ? behind : 0];
  if (
    name !== undefined &&
    name !== 'pre' &&
    name === last &&
    !hasTag(inner, name) &&
    !inner.includes(`</${name}`)
  )
    return [before, behind];
  // Closes what was opened before the text.
  if (last !== undefined && !hasTag(text, last)) return [0, behind];
  return [0, 0];
}

/** A stretch without blanks, breaks and tags around it. */
export function unwrapped(text: string, { start, end }: Stretch): Stretch {
  let [from, to] = [start, end];
  for (let round = 0; round < MOST_TAGS; round += 1) {
    const before = BREAK_BEFORE.exec(text.slice(from, to))?.[0].length ?? 0;
    from += before;
    while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
    const behind = BREAK_BEHIND.exec(text.slice(Math.max(from, to - 12), to))?.[0].length ?? 0;
    to -= behind;
    const [opened, closed] = behind > 0 ? [0, 0] : wrapping(text.slice(from, to));
    [from, to] = [from + opened, to - closed];
    if (behind + opened + closed === 0) break;
  }
  return { start: from, end: Math.max(from, to) };
}

const HTML =
  /<(?:ul|ol|li|p|h[1-6]|dl|dt|dd|b|strong|i|em|u|code|br|pre|blockquote|a|span|font|div|center)(?:\s[^<>]{0,300})?\/?>/i;
/** Elements that say more than Markdown would. */
const KEPT = /<(?:img|table|svg|math|iframe|video|picture|details|kbd|sub|sup)[\s>]/i;
const PRE = /<pre[\s>][\s\S]{0,20000}?<\/pre>/gi;
const MARKDOWN =
  /^[ \t]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]|^ {0,3}(?:#{1,6}[ \t]|>|\|)|\*\*|`|\]\(|\$|^ {0,3}(?:-{3,}|_{3,})[ \t]*$/m;
const OPENED = /<(\/?)(?:ul|ol|dl|div|blockquote|pre|table)[\s>]/gi;

const isHtml = (text: string): boolean =>
  HTML.test(text) && !KEPT.test(text) && !MARKDOWN.test(text.replace(PRE, ''));

type Block = Stretch & { readonly code: boolean };

/** Lines that belong together: apart by empty lines outside elements, code by itself. */
function blocksOf(text: string, lines: readonly SheetLine[]): readonly Block[] {
  const blocks: Block[] = [];
  let open = 0;
  let begun = false;
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const last = blocks.at(-1);
    if (!line.code && content.trim() === '') {
      if (open <= 0) begun = false;
      continue;
    }
    if (begun && last && last.code === line.code) blocks.splice(-1, 1, { ...last, end: line.end });
    else {
      blocks.push({ start: line.start, end: line.end, code: line.code });
      open = 0;
    }
    begun = true;
    if (!line.code) for (const tag of content.matchAll(OPENED)) open += tag[1] === '/' ? -1 : 1;
  }
  return blocks;
}

/** A text that may be written in HTML, block by block; undefined for one that is Markdown as it stands. */
export function withoutHtml(
  { source: { text }, lines }: Desk,
  stretch: Stretch,
): readonly Part[] | undefined {
  if (!HTML.test(text.slice(stretch.start, stretch.end))) return undefined;
  const blocks = blocksOf(text, linesWithin(lines, stretch));
  let changed = false;
  const parts = blocks.map((block): Part => {
    const written = text.slice(block.start, block.end);
    if (block.code || !isHtml(written)) return block;
    changed = true;
    return words(markdownOf(written), block.start);
  });
  if (!changed) return undefined;
  return parts.flatMap((part, i) =>
    i === 0 ? [part] : [words('\n\n', blocks[i]?.start ?? stretch.start), part],
  );
}

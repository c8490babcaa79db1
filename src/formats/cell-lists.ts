// Lists in one cell of a table or one field of a card: an item a line, `• ` before each and two blanks before the lines
// that go on; what belongs to an item behind `→ `: the answer of a follow-up, other words for a key point. What was written
// is read without loss, and what people write instead (dashes, numbers, nothing) is understood. Knows no table.

const ITEM = '• ';
const REPLY = '→ ';
const INDENT = '  ';

/** A text, and in which line of the cell it begins, from 0. */
export type CellText = { readonly text: string; readonly line: number };
/** An item of a cell, and what belongs to it; empty when nothing does. */
export type CellItem = { readonly item: CellText; readonly reply: CellText };

/** Lines behind the first are set in, but for empty ones. */
const setIn = (text: string): string => text.replaceAll(/\n(?!\n|$)/g, `\n${INDENT}`);

/** Items as one cell. */
export const writeItems = (items: readonly { readonly item: string; readonly reply: string }[]): string =>
  items
    .map(({ item, reply }) => `${ITEM}${setIn(item)}${reply === '' ? '' : `\n${REPLY}${setIn(reply)}`}`)
    .join('\n');

type Part = { readonly mark: string; readonly text: string; readonly line: number };

/** The parts of a cell that was written here: each begins with one of the marks. */
function partsIn(cell: string): readonly Part[] {
  const parts: { mark: string; lines: string[]; line: number }[] = [];
  for (const [line, words] of cell.split('\n').entries()) {
    const mark = [ITEM, REPLY].find((one) => words.startsWith(one));
    const last = parts.at(-1);
    if (mark !== undefined) parts.push({ mark, lines: [words.slice(mark.length)], line });
    else last?.lines.push(words.startsWith(INDENT) ? words.slice(INDENT.length) : words);
  }
  return parts.map(({ mark, lines, line }) => ({ mark, text: lines.join('\n'), line }));
}

const MARKER = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;

/** The lines that hold something, without what people put before the items of a list. */
function plainLines(cell: string): readonly CellText[] {
  return cell
    .split('\n')
    .map((words, line) => ({ text: words.replace(MARKER, '').trim(), line }))
    .filter(({ text }) => text !== '');
}

/** The items of a cell. */
export function readItems(cell: string): readonly CellItem[] {
  if (!cell.startsWith(ITEM))
    return plainLines(cell).map((item) => ({ item, reply: { text: '', line: item.line } }));
  const found: { item: CellText; reply: CellText }[] = [];
  for (const { mark, text, line } of partsIn(cell)) {
    const last = found.at(-1);
    if (mark === ITEM) found.push({ item: { text, line }, reply: { text: '', line } });
    else if (last && last.reply.text === '') last.reply = { text, line };
    else if (last) last.reply = { ...last.reply, text: `${last.reply.text}\n${text}` };
  }
  return found;
}

/** A tag that nothing in a list of words can be taken for anything else in. */
const PLAIN_TAG = /^[\p{L}\p{N}_][^,;|"[\]\n\r]{0,200}$/u;

/** Tags as one cell: words with commas between them, or JSON where a tag holds such signs. */
export const writeTags = (tags: readonly string[]): string =>
  tags.every((tag) => PLAIN_TAG.test(tag) && tag.trim() === tag) ? tags.join(', ') : JSON.stringify(tags);

function jsonTags(cell: string): readonly string[] | undefined {
  if (!cell.startsWith('[')) return undefined;
  try {
    const tags: unknown = JSON.parse(cell);
    return Array.isArray(tags) && tags.every((tag) => typeof tag === 'string') ? tags : undefined;
  } catch {
    return undefined;
  }
}

/** The tags of a cell. */
export const readTags = (cell: string): readonly string[] =>
  jsonTags(cell) ??
  cell
    .split(/[,;|\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

// Offsets are UTF-16 units and always between graphemes, so that no letter is cut in two.
export type TextField = { readonly text: string; readonly cursor: number };

export type Row = { readonly start: number; readonly end: number };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WORD = /[\p{L}\p{N}\p{M}_]/u;

export const fieldOf = (text: string): TextField => ({ text, cursor: text.length });

export function insertText(field: TextField, text: string): TextField {
  const before = field.text.slice(0, field.cursor) + text;
  return { text: before + field.text.slice(field.cursor), cursor: before.length };
}

/** Where the grapheme at an offset begins; at the end of a text there is none. */
const edgeAt = (text: string, at: number): number => graphemes.segment(text).containing(at)?.index ?? at;

function wordEdge({ text, cursor }: TextField, by: -1 | 1): number {
  let at = cursor;
  const ahead = (): string => text[by < 0 ? at - 1 : at] ?? '';
  while (ahead() !== '' && !WORD.test(ahead())) at += by;
  while (WORD.test(ahead())) at += by;
  return at;
}

/** Lines of the text, not of the screen. */
export type Place = 'left' | 'right' | 'word-left' | 'word-right' | 'line-start' | 'line-end';

const PLACES: Readonly<Record<Place, (field: TextField) => number>> = {
  left: ({ text, cursor }) => (cursor === 0 ? 0 : edgeAt(text, cursor - 1)),
  right: ({ text, cursor }) => cursor + (graphemes.segment(text).containing(cursor)?.segment.length ?? 0),
  'word-left': (field) => wordEdge(field, -1),
  'word-right': (field) => wordEdge(field, 1),
  'line-start': ({ text, cursor }) => (cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1),
  'line-end': ({ text, cursor }) => `${text}\n`.indexOf('\n', cursor),
};

export const moveTo = (field: TextField, place: Place): TextField => ({
  ...field,
  cursor: PLACES[place](field),
});

export function deleteTo(field: TextField, place: Place): TextField {
  const other = PLACES[place](field);
  const [from, to] = other < field.cursor ? [other, field.cursor] : [field.cursor, other];
  return { text: field.text.slice(0, from) + field.text.slice(to), cursor: from };
}

function wrapLine(
  text: string,
  start: number,
  end: number,
  room: number,
  widthOf: (grapheme: string) => number,
): readonly Row[] {
  const rows: Row[] = [];
  let row = start;
  let width = 0;
  let afterSpace = { at: start, width: 0 };
  for (const { segment, index } of graphemes.segment(text.slice(start, end))) {
    const at = start + index;
    const own = widthOf(segment);
    if (width + own > room && at > row) {
      const cut = afterSpace.at > row ? afterSpace : { at, width };
      rows.push({ start: row, end: cut.at });
      row = cut.at;
      width -= cut.width;
      afterSpace = { at: row, width: 0 };
    }
    width += own;
    if (segment === ' ') afterSpace = { at: at + 1, width };
  }
  return [...rows, { start: row, end }];
}

/**
 * @param room display columns for text, at least 2
 * @returns at least one row; together they have everything but the newlines
 */
export function rowsOf(text: string, room: number, widthOf: (grapheme: string) => number): readonly Row[] {
  let next = 0;
  return text.split('\n').flatMap((line) => {
    const start = next;
    next += line.length + 1;
    return wrapLine(text, start, start + line.length, room, widthOf);
  });
}

/** Where a long line wraps, the cursor is in the lower row. */
export const rowAt = (rows: readonly Row[], cursor: number): number =>
  Math.max(
    0,
    rows.findLastIndex(({ start }) => start <= cursor),
  );

/** Keeps the column; beyond the first or last row it goes to that row's end. */
export function moveRows(field: TextField, rows: readonly Row[], by: number): TextField {
  const { text, cursor } = field;
  const from = rowAt(rows, cursor);
  const [here, there, after] = [rows[from], rows[from + by], rows[from + by + 1]];
  if (!here || !there) return { text, cursor: by < 0 ? 0 : text.length };
  // The wrap position belongs to the next row.
  const end = after?.start === there.end ? there.end - 1 : there.end;
  return { text, cursor: edgeAt(text, Math.min(there.start + cursor - here.start, end)) };
}

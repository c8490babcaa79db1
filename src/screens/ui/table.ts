// Rows and columns on a screen of any width.
import type { Style } from './theme.ts';
import { type Align, padTo, textWidth, truncateTo, wrapText } from './width.ts';

export type Column = {
  readonly header?: string;
  readonly align?: Align;
  /** Narrowest width that the column may be squeezed to; left out: never narrower than its content. */
  readonly min?: number;
  /** Columns above 0 are dropped when the screen is too narrow, the highest first. */
  readonly priority?: number;
  /** Put around a cell after it was cut and padded. */
  readonly style?: Style;
};

export type TableLook = {
  /** What does not fit its column: cut with an ellipsis (one line a row), or wrapped (cells may then hold styles). */
  readonly overflow?: 'truncate' | 'wrap';
  readonly headerStyle?: Style;
  /** Character of a line under the header; none when left out. */
  readonly rule?: string;
  readonly ellipsis?: string;
};

const GAP = '  ';
const NARROWEST = 3;

type Sized = { readonly column: Column; readonly index: number; readonly natural: number };

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** Widths that fit `room`: all cut to one common level, but none below its floor. */
function squeeze(sized: readonly Sized[], floors: readonly number[], room: number): readonly number[] {
  const at = (level: number) =>
    sized.map(({ natural }, i) => Math.min(natural, Math.max(floors[i] ?? 0, level)));
  let low = 0;
  let high = Math.max(0, ...sized.map(({ natural }) => natural));
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sum(at(middle)) <= room) low = middle;
    else high = middle - 1;
  }
  const widths = [...at(low)];
  // What is left of the room goes to the columns that were cut, from the left.
  for (let i = 0, spare = room - sum(widths); i < widths.length && spare > 0; i++) {
    const width = widths[i] ?? 0;
    if (width < (sized[i]?.natural ?? 0)) {
      widths[i] = width + 1;
      spare--;
    }
  }
  return widths;
}

function floorOf({ column, natural }: Sized): number {
  return Math.min(natural, column.min ?? natural);
}

type Layout = { readonly kept: readonly Sized[]; readonly widths: readonly number[] };

/** Which columns stay, and how wide each is. */
function layout(all: readonly Sized[], width: number): Layout {
  let kept = all;
  const roomOf = (count: number) => width - GAP.length * Math.max(0, count - 1);
  const fits = () => sum(kept.map(floorOf)) <= roomOf(kept.length);
  while (!fits()) {
    const worst = Math.max(0, ...kept.map(({ column }) => column.priority ?? 0));
    if (worst === 0) break;
    const last = kept.findLast(({ column }) => column.priority === worst);
    kept = kept.filter((one) => one !== last);
  }
  const floors = kept.map((one) => (fits() ? floorOf(one) : NARROWEST));
  return { kept, widths: squeeze(kept, floors, roomOf(kept.length)) };
}

const sizedOf = (rows: readonly (readonly string[])[], columns: readonly Column[]): readonly Sized[] =>
  columns.map((column, index) => {
    const texts = [column.header ?? '', ...rows.map((row) => row[index] ?? '')];
    return { column, index, natural: texts.reduce((max, text) => Math.max(max, textWidth(text)), 0) };
  });

/** The columns that `renderTable` has room for: what the others would have said can be said elsewhere. */
export const keptColumns = (
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
): readonly Column[] => layout(sizedOf(rows, columns), width).kept.map(({ column }) => column);

const styleOf = ({ column }: Sized): Style | undefined => column.style;

/** One row as lines of the screen: as many as its fullest cell takes. */
function rowText(
  { kept, widths }: Layout,
  cellOf: (one: Sized) => string,
  shownIn: (one: Sized) => Style | undefined,
  { overflow, ellipsis }: TableLook,
): string {
  const cells = kept.map((one, i) => {
    const [text, room] = [cellOf(one), widths[i] ?? 0];
    return overflow === 'wrap' ? wrapText(text, room).split('\n') : [truncateTo(text, room, ellipsis)];
  });
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, y) =>
    kept
      .map((one, i) => {
        const padded = padTo(cells[i]?.[y] ?? '', widths[i] ?? 0, one.column.align);
        return shownIn(one)?.(padded) ?? padded;
      })
      .join(GAP)
      .trimEnd(),
  ).join('\n');
}

/**
 * Lays out rows in aligned columns, no line wider than `width` (unless even the narrowest layout does not fit).
 * @param rows cells by column, one line each, already cleaned
 * @param columns one for each cell of a row
 * @param width display columns of the screen
 * @returns lines without a final newline
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
  look: TableLook = {},
): string {
  const laid = layout(sizedOf(rows, columns), width);
  const body = rows.map((row) => rowText(laid, ({ index }) => row[index] ?? '', styleOf, look));
  if (columns.every(({ header }) => header === undefined)) return body.join('\n');
  const headerStyle = (): Style | undefined => look.headerStyle;
  const header = rowText(laid, ({ column }) => column.header ?? '', headerStyle, look);
  const { rule } = look;
  const line = rule === undefined ? [] : [laid.widths.map((room) => rule.repeat(room)).join(GAP)];
  return [header, ...line, ...body].join('\n');
}

import { innerColumns, inset, type Display } from './frame.ts';
import type { Style } from './theme.ts';
import { type Align, padTo, textWidth, truncateTo, wrapText } from './width.ts';

export type Column = {
  readonly header?: string;
  readonly align?: Align;
  /** Absent: never narrower than the content. */
  readonly min?: number;
  /** Columns above 0 are dropped when the screen is too narrow, the highest first. */
  readonly priority?: number;
  /** Applied after a cell was cut and padded. */
  readonly style?: Style;
};

type TableOptions = {
  readonly headerStyle?: Style;
  readonly rule?: string;
  /** Ends cells that are cut. Without it they are wrapped, and may contain styles. */
  readonly ellipsis?: string;
};

const GAP = '  ';
const NARROWEST = 3;
/** Below this many columns, cells wrap instead of being cut. */
const NARROW = 60;

type Sized = { readonly column: Column; readonly index: number; readonly natural: number };

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

/** Cuts all columns to a common level, but none below its floor. */
function squeeze(sized: readonly Sized[], floors: readonly number[], room: number): readonly number[] {
  const at = (level: number) =>
    sized.map(({ natural }, i) => Math.min(natural, Math.max(floors[i] ?? 0, level)));
  let level = Math.max(0, room);
  while (level > 0 && sum(at(level)) > room) level--;
  // Spare room goes to the columns that were cut, from the left.
  let spare = room - sum(at(level));
  return at(level).map((width, i) => {
    if (spare <= 0 || width >= (sized[i]?.natural ?? 0)) return width;
    spare--;
    return width + 1;
  });
}

const floorOf = ({ column, natural }: Sized): number => Math.min(natural, column.min ?? natural);

function layout(rows: readonly (readonly string[])[], columns: readonly Column[], width: number) {
  let sized: readonly Sized[] = columns.map((column, index) => {
    const texts = [column.header ?? '', ...rows.map((row) => row[index] ?? '')];
    return { column, index, natural: texts.reduce((max, text) => Math.max(max, textWidth(text)), 0) };
  });
  const room = () => width - GAP.length * Math.max(0, sized.length - 1);
  const fits = () => sum(sized.map(floorOf)) <= room();
  while (!fits()) {
    const worst = Math.max(0, ...sized.map(({ column }) => column.priority ?? 0));
    if (worst === 0) break;
    const last = sized.findLast(({ column }) => column.priority === worst);
    sized = sized.filter((one) => one !== last);
  }
  const floors = fits() ? sized.map(floorOf) : sized.map(() => NARROWEST);
  return { sized, widths: squeeze(sized, floors, room()) };
}

/**
 * No line is wider than `width`, unless even the narrowest layout does not fit. No final newline.
 * @param rows cells by column, one line each, already cleaned
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
  { headerStyle, rule, ellipsis }: TableOptions = {},
): string {
  const { sized, widths } = layout(rows, columns, width);
  const linesOf = (text: string, room: number): readonly string[] =>
    ellipsis === undefined ? wrapText(text, room).split('\n') : [truncateTo(text, room, ellipsis)];
  // As many screen lines as the fullest cell takes.
  const rowText = (row: readonly string[], styleOf: (column: Column) => Style | undefined): string => {
    const cells = sized.map(({ index }, i) => linesOf(row[index] ?? '', widths[i] ?? 0));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, y) =>
      sized
        .map(({ column }, i) => {
          const padded = padTo(cells[i]?.[y] ?? '', widths[i] ?? 0, column.align);
          return styleOf(column)?.(padded) ?? padded;
        })
        .join(GAP)
        .trimEnd(),
    ).join('\n');
  };
  const body = rows.map((row) => rowText(row, ({ style }) => style));
  if (columns.every(({ header }) => header === undefined)) return body.join('\n');
  const headers = columns.map(({ header = '' }) => header);
  const line = rule === undefined ? [] : [widths.map((room) => rule.repeat(room)).join(GAP)];
  return [rowText(headers, () => headerStyle), ...line, ...body].join('\n');
}

/** With what it shows of a row. */
export type ColumnOf<Row> = Column & { readonly cell: (row: Row, at: number) => string };

export const wideTable = <Row>(
  rows: readonly Row[],
  columns: readonly ColumnOf<Row>[],
  display: Pick<Display, 'columns' | 'theme'>,
  wraps = false,
): string => {
  const { strong, symbols } = display.theme;
  const cells = rows.map((row, at) => columns.map(({ cell }) => cell(row, at)));
  const ellipsis = wraps || display.columns < NARROW ? undefined : symbols.ellipsis;
  return renderTable(cells, columns, display.columns, { headerStyle: strong, ellipsis });
};

export const insetTable = <Row>(
  rows: readonly Row[],
  columns: readonly ColumnOf<Row>[],
  display: Display,
): string =>
  inset(wideTable(rows, columns, { theme: display.theme, columns: innerColumns(display) }), display);

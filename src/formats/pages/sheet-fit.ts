// How large a cheat sheet can be printed on one page of A4 or Letter, and which labels have to be shortened for that. It is
// estimated from widths of letters. Knows the geometry that the style of the sheet has; tests hold it against a browser.

/** Of the smaller of both papers in either direction, less margins and the title, in millimetres. */
const PAPER = { width: 210 - 16, height: 279 - 17 - 7 };
export const SHEET_COLUMNS = 3;
const GAP_MM = 5;
const MM_OF_POINT = 0.3528;
export const SHEET_LINE_HEIGHT = 1.2;
/** What words that do not break leave free at the ends of lines, and entries that do not break at those of columns. */
const LINE_USE = 0.95;
const COLUMN_USE = 0.97;
/** Lines that a heading takes with the space above it. */
const HEADING_LINES = 2;
/** Sizes in points, from comfortable to just readable. */
const SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5] as const;
const ELLIPSIS = 1;
/** A label that would lose more than this, in ems, takes another line instead, while letters can be smaller. */
const MOST_LOST = 9;

/** One entry in running text, its widths in ems. */
export type SheetItem = {
  /** What always stays. */
  readonly fixed: number;
  /** The label, which can be shortened. */
  readonly label: number;
  /** What tells the label from all others. */
  readonly telling: number;
};

export type SheetFit = {
  readonly points: number;
  /** Width of a column, in ems. */
  readonly room: number;
  /** Numbers of the items whose labels have to go onto the rest of their line. */
  readonly shortened: ReadonlySet<number>;
  /** Pages that it takes, as far as can be told. */
  readonly pages: number;
};

const roomAt = (points: number): number =>
  ((PAPER.width - GAP_MM * (SHEET_COLUMNS - 1)) / SHEET_COLUMNS / (points * MM_OF_POINT)) * LINE_USE;

const linesAt = (points: number): number =>
  Math.floor((PAPER.height / (points * MM_OF_POINT * SHEET_LINE_HEIGHT)) * COLUMN_USE) * SHEET_COLUMNS;

const linesOf = ({ fixed, label }: SheetItem, room: number): number =>
  Math.max(1, Math.ceil((fixed + label) / room));

/** What is lost of the label when the item has one line; nothing can be gained from items without one. */
function lossOf({ fixed, label, telling }: SheetItem, room: number): number {
  const left = room - fixed - ELLIPSIS;
  return label > 0 && left >= telling && label > left ? label - left : Infinity;
}

function fitAt(
  items: readonly SheetItem[],
  headings: number,
  points: number,
): SheetFit & { readonly lost: number } {
  const room = roomAt(points);
  const capacity = linesAt(points);
  let lines = items.reduce((sum, item) => sum + linesOf(item, room), headings * HEADING_LINES);
  const shortened = new Set<number>();
  let lost = 0;
  const byLoss = items
    .map((item, index) => ({ index, loss: lossOf(item, room), gain: linesOf(item, room) - 1 }))
    .filter(({ loss, gain }) => loss < Infinity && gain > 0)
    .toSorted((one, other) => one.loss - other.loss);
  for (const { index, loss, gain } of byLoss) {
    if (lines <= capacity) break;
    shortened.add(index);
    lines -= gain;
    lost = loss;
  }
  return { points, room, shortened, pages: Math.max(1, Math.ceil(lines / capacity)), lost };
}

/**
 * The largest size at which the items fit on one page, with as few labels shortened as that takes: those that lose least.
 * What fits at no size goes on to more pages, with nothing shortened.
 */
export function fitSheet(items: readonly SheetItem[], headings: number): SheetFit {
  const tries = SIZES.map((points) => fitAt(items, headings, points)).filter(({ pages }) => pages === 1);
  const fit = tries.find(({ lost }) => lost <= MOST_LOST) ?? tries.at(-1);
  if (fit) return fit;
  const points = 7.5;
  const room = roomAt(points);
  const lines = items.reduce((sum, item) => sum + linesOf(item, room), headings * HEADING_LINES);
  return { points, room, shortened: new Set(), pages: Math.ceil(lines / linesAt(points)) };
}

import type { Style, Theme } from './theme.ts';

export type ChartColumn = {
  readonly value: number;
  /** Below the axis, from this column on; dropped where it would overlap another. */
  readonly label?: string;
  readonly style?: Style;
  /** True for a column that may be cut at the top, so that it does not flatten all others. */
  readonly cut?: boolean;
};

type ChartSize = { readonly columns: number; readonly height: number };

const plain: Style = (text) => text;

function stepOf(share: number | undefined, { symbols }: Theme): string {
  if (share === undefined) return ' ';
  const last = symbols.steps.length - 1;
  return symbols.steps[Math.max(0, Math.min(last, Math.round(share * last)))] ?? ' ';
}

export const sparkline = (shares: readonly (number | undefined)[], theme: Theme): string =>
  shares.map((share) => stepOf(share, theme)).join('');

/** One cell of a column. `filled`: in rows, counted from the top of this row downwards. */
function cellOf(filled: number, isBottom: boolean, theme: Theme): string {
  const { steps, bar } = theme.symbols;
  if (filled >= 1) return bar;
  if (filled <= 0) return ' ';
  const step = Math.round(filled * steps.length) - 1;
  // A value above 0 is never drawn as nothing.
  return step >= 0 ? (steps[step] ?? ' ') : isBottom ? (steps[0] ?? ' ') : ' ';
}

function labelLine(columns: readonly ChartColumn[], width: number): string {
  let line = '';
  columns.forEach(({ label }, i) => {
    const from = i * width;
    const fits = label !== undefined && from + label.length <= columns.length * width;
    if (fits && (line === '' || line.length < from)) line = line.padEnd(from) + label;
  });
  return line;
}

/**
 * Columns with a scale at the left, from 0 to the largest value.
 * @param size of the whole chart: `columns` of the screen, and rows of the drawing
 * @returns lines; as wide as fits, every column at least one character
 */
export function columnChart(
  columns: readonly ChartColumn[],
  { columns: room, height }: ChartSize,
  theme: Theme,
): readonly string[] {
  const most = Math.max(1, ...columns.filter(({ cut }) => !cut).map(({ value }) => value));
  // More rows than the largest value would only exaggerate it.
  const rowsDrawn = Math.min(height, Math.ceil(most));
  const scale = String(most).length;
  const width = Math.max(1, Math.min(3, Math.floor((room - scale - 2) / Math.max(1, columns.length))));
  const rows = Array.from({ length: rowsDrawn }, (_, row) => {
    const above = rowsDrawn - 1 - row;
    const cells = columns.map(({ value, style = plain, cut }) => {
      const isCut = cut === true && value > most && row === 0;
      const cell = isCut
        ? theme.symbols.more
        : cellOf((value / most) * rowsDrawn - above, above === 0, theme);
      return style(cell.repeat(Math.max(1, width - 1))) + ' '.repeat(width > 1 ? 1 : 0);
    });
    const mark = row === 0 ? String(most) : above === 0 ? '0' : '';
    return `${theme.dim(`${mark.padStart(scale)} ${theme.symbols.quote}`)}${cells.join('')}`.trimEnd();
  });
  const labels = labelLine(columns, width);
  return labels === '' ? rows : [...rows, theme.dim(`${' '.repeat(scale + 2)}${labels}`)];
}

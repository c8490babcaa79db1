// Columns side by side as a drawing, with the largest value at its line. Knows values and labels.
import { lengthOf, svgBox, svgFrame, svgLine, svgText } from './svg-frame.ts';

/** One column with its words. */
export type SvgColumn = {
  readonly value: number;
  /** What it is, for the pointer: `2026-11-24: 4 due`. */
  readonly text: string;
  /** Below the axis, where it begins. */
  readonly label?: string;
  /** True for a column that is cut at the top, with its value there, when it is higher than all others, and coloured otherwise. */
  readonly apart?: boolean;
};

const HEAD = 1.2;
const HEIGHT = 7;
const FOOT = 1.5;
const FILLED = 0.78;

/** @param name what those hear who cannot see it */
export function svgColumns(columns: readonly SvgColumn[], name: string): string {
  const most = Math.max(1, ...columns.filter(({ apart }) => !apart).map(({ value }) => lengthOf(value)));
  const step = 1 / Math.max(1, columns.length);
  const bottom = HEAD + HEIGHT;
  const boxes = columns.flatMap(({ value, text, apart }, i) => {
    const height = Math.min(1, lengthOf(value) / most) * HEIGHT;
    const box = { x: i * step, width: step * FILLED, y: bottom - height, height };
    return height > 0 ? [svgBox(apart ? 'bar bad' : 'bar', box, text)] : [];
  });
  const cut = columns.flatMap(({ value, apart }, i) =>
    apart && lengthOf(value) > most ? [svgText('soft', [i * step, HEAD - 0.3], `↑ ${value}`)] : [],
  );
  const labels = columns.flatMap(({ label }, i) =>
    label === undefined ? [] : [svgText('soft', [i * step, bottom + 1.2], label)],
  );
  return svgFrame('chart', name, bottom + FOOT, [
    svgLine('grid', [0, HEAD], [1, HEAD]),
    svgText('soft value', [1, HEAD - 0.3], String(most)),
    ...cut,
    ...boxes,
    svgLine('axis', [0, bottom], [1, bottom]),
    ...labels,
  ]);
}

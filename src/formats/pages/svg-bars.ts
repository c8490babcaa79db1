// Horizontal bars as one drawing: a label and what it comes to on a line, its bar below. Knows bars; colours and letters
// are those of the page that has `BARS_STYLE`.
import { countOf } from '../../core/wording.ts';
import { onOneLine } from '../html-text.ts';
import { lengthOf, svgBox, svgFrame, svgText } from './svg-frame.ts';
import { svgLines, svgWords } from './svg-words.ts';
import { textEms } from './text-width.ts';

/** One bar with its words. */
export type SvgBar = {
  readonly label: string;
  readonly value: number;
  /** What a full bar is; the largest value of all when left out. */
  readonly of?: number;
  /** The value as it is told: `3 of 5 points`. */
  readonly text: string;
  /** Colours the bar. The text has to tell it as well. */
  readonly kind?: 'good' | 'warn' | 'bad';
};

/** What every page with bars has in its style, beside the variables of html-colours.ts. */
export const BARS_STYLE = `
.bars { display: block; width: 100%; max-width: 46rem; font-size: .875rem; overflow: visible; }
.bars text { fill: var(--text); }
.bars .value { fill: var(--soft); text-anchor: end; font-variant-numeric: tabular-nums; }
.bars .track { fill: var(--sunk); stroke: var(--line); }
.bars .bar { fill: var(--accent); }
.bars .good { fill: var(--easy); } .bars .warn { fill: var(--medium); } .bars .bad { fill: var(--hard); }
@media print { .bars { -webkit-print-color-adjust: exact; print-color-adjust: exact; break-inside: avoid; } }
`;

/** Narrowest drawing: a phone of 320 pixels, in ems of the letters, less a tenth as fonts are not alike. */
const NARROWEST = 18.5;
const BETWEEN = 1;
const MOST_LINES = 3;
const LINE = 1.3;
const BAR = 0.55;
const ROW_GAP = 0.85;

/** Length of a bar as a share of a full one, 0–1; 0 for what is no length. */
function shareOf({ value, of }: SvgBar, largest: number): number {
  const full = lengthOf(of ?? largest);
  return full === 0 ? 0 : Math.min(1, lengthOf(value) / full);
}

/** Lines of the words above a bar: beside each other where both fit, else the value on a line of its own. */
function wordsAbove({ label, text }: SvgBar): {
  readonly lines: readonly string[];
  readonly value: string;
  readonly valueLine: number;
} {
  const [value = ''] = svgLines(text, NARROWEST, 1);
  const beside = NARROWEST - textEms(value) - (value === '' ? 0 : BETWEEN);
  const isBeside = beside >= NARROWEST / 3;
  const lines = svgLines(label, isBeside ? beside : NARROWEST, MOST_LINES);
  return { lines, value, valueLine: isBeside ? 0 : lines.length };
}

/** One bar with its words, and how high they are. */
function rowOf(bar: SvgBar, top: number, largest: number): { readonly svg: string; readonly height: number } {
  const { lines, value, valueLine } = wordsAbove(bar);
  const baseline = (line: number): number => top + 1 + line * LINE;
  const y = top + Math.max(lines.length, valueLine + 1) * LINE + 0.1;
  const box = (kind: string, width: number): string => svgBox(kind, { x: 0, y, width, height: BAR });
  const share = shareOf(bar, largest);
  const parts = [
    `<title>${svgWords(bar.label)}: ${svgWords(bar.text)}</title>`,
    ...lines.map((line, i) => svgText('', [0, baseline(i)], line)),
    svgText('value', [1, baseline(valueLine)], value),
    box('track', 1),
    ...(share > 0 ? [box(`bar${bar.kind ? ` ${bar.kind}` : ''}`, share)] : []),
  ];
  return { svg: `<g>${parts.join('')}</g>`, height: y + BAR - top };
}

/**
 * Draws the bars, one below the other. Long labels are broken, and cut behind three lines; whole they are in the name of
 * the drawing. The style of the page has to hold `BARS_STYLE`.
 * @param title what is drawn, for those who cannot see it
 * @returns an `svg` element; all texts are escaped here
 */
export function svgBars(bars: readonly SvgBar[], title: string): string {
  const largest = bars.reduce((most, { value }) => Math.max(most, lengthOf(value)), 0);
  let top = 0;
  const rows = bars.map((bar) => {
    const { svg, height } = rowOf(bar, top, largest);
    top += height + ROW_GAP;
    return svg;
  });
  const told = bars.map(({ label, text }) => `${onOneLine(label)}: ${onOneLine(text)}`);
  const name = [`${onOneLine(title)}, ${countOf(bars.length, 'bar')}`, ...told].join('; ');
  return svgFrame('bars', name, Math.max(0, top - ROW_GAP), rows);
}

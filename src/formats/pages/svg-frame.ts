// What every drawing of a page has in common. Lengths across are shares of its width and those down are ems of its letters,
// so that letters keep their size on a phone, on a wide screen and on paper. Knows units; knows nothing of what is drawn.
import { svgWords } from './svg-words.ts';

/** A length in ems. */
export const ems = (length: number): string => `${Number(length.toFixed(2))}em`;

/** A share of the width, 0–1. */
export const across = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

/** What is known to be a length: 0 for what is negative, or no number. */
export const lengthOf = (value: number): number => (Number.isFinite(value) && value > 0 ? value : 0);

/**
 * A drawing that those who cannot see it hear as one sentence.
 * @param kind class of the drawing, which the style of the page knows
 * @param name what it shows, as text
 * @param heightEms height in ems
 * @param parts SVG; texts in it are escaped already
 */
export const svgFrame = (kind: string, name: string, heightEms: number, parts: readonly string[]): string =>
  `<svg class="${kind}" role="img" aria-label="${svgWords(name)}" width="100%" height="${ems(heightEms)}" xmlns="http://www.w3.org/2000/svg">
${parts.join('\n')}
</svg>
`;

/** Where a rectangle lies. */
export type Box = {
  /** Share of the width, 0–1. */
  readonly x: number;
  readonly width: number;
  /** In ems. */
  readonly y: number;
  readonly height: number;
};

/** A rectangle. @param title shown where the pointer rests; none when empty */
export function svgBox(kind: string, { x, y, width, height }: Box, title = ''): string {
  const shape = `<rect class="${kind}" x="${across(x)}" y="${ems(y)}" width="${across(width)}" height="${ems(height)}" rx="2"`;
  return title === '' ? `${shape}/>` : `${shape}><title>${svgWords(title)}</title></rect>`;
}

/** A line from one point to another: shares of the width, and ems from the top. */
export const svgLine = (
  kind: string,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): string =>
  `<line class="${kind}" x1="${across(from[0])}" y1="${ems(from[1])}" x2="${across(to[0])}" y2="${ems(to[1])}"/>`;

/** Words at a point. @param kind class: `value` ends at the point, `middle` has it in the middle */
export const svgText = (kind: string, [x, y]: readonly [x: number, y: number], text: string): string =>
  `<text${kind === '' ? '' : ` class="${kind}"`} x="${across(x)}" y="${ems(y)}">${svgWords(text)}</text>`;

// Bars that consist of parts, one below the other: how often each rating was given. Knows counts and names of parts.
import { lengthOf, svgBox, svgFrame, svgText } from './svg-frame.ts';
import { svgLines, svgWords } from './svg-words.ts';

/** One bar of several parts, with its words. */
export type SvgStack = {
  readonly label: string;
  /** In the order in which they are drawn; `kind` is a class of the style. */
  readonly parts: readonly { readonly kind: string; readonly value: number }[];
  /** The counts as they are told. */
  readonly text: string;
};

const LINE = 1.3;
const BAR = 0.9;
const GAP = 0.8;
/** Longest label, in ems: a phone shows no more beside nothing. */
const LABEL = 18;
const ROW = 2 * LINE + BAR + GAP;

function rowOf({ label, parts, text }: SvgStack, top: number): string {
  const all = parts.reduce((sum, { value }) => sum + lengthOf(value), 0);
  let x = 0;
  const boxes = parts.flatMap(({ kind, value }) => {
    const width = all === 0 ? 0 : lengthOf(value) / all;
    const box = { x, width, y: top + 2 * LINE, height: BAR };
    x += width;
    return width > 0 ? [svgBox(`part ${kind}`, box)] : [];
  });
  const [shown = ''] = svgLines(label, LABEL, 1);
  const words = [svgText('', [0, top + 1], shown), svgText('soft', [0, top + LINE + 0.9], text)];
  return `<g><title>${svgWords(`${label}: ${text}`)}</title>${words.join('')}${boxes.join('')}</g>`;
}

/** @param name what those hear who cannot see it */
export const svgStacks = (stacks: readonly SvgStack[], name: string): string =>
  svgFrame(
    'chart',
    name,
    Math.max(0, stacks.length * ROW - GAP),
    stacks.map((stack, i) => rowOf(stack, i * ROW)),
  );

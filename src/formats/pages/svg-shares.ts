// Shares from 0 to 100 % as drawings: over time with their range, and what was expected against what came. Knows shares.
import { ems, across, svgFrame, svgLine, svgText } from './svg-frame.ts';
import { svgWords } from './svg-words.ts';

/** A share at a time, or at an expected share. */
export type SvgPoint = {
  /** Share of the width, 0–1. */
  readonly x: number;
  /** 0–1. */
  readonly share: number;
  /** For the pointer. */
  readonly text: string;
  /** Between which shares the truth lies. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
};

const HEAD = 0.5;
const HEIGHT = 8;
/** Of the drawing that compares two shares, which is about as high as it is wide. */
const SQUARE = 20;
const FOOT = 1.6;
/** Points keep off the edges, where they would be cut. */
const EDGE = 0.02;
/** The scale stands at the left of its lines, where the style leaves room for it. */
const LINES = [0, 0.5, 1];

const y = (share: number, height = HEIGHT): number => HEAD + (1 - Math.min(1, Math.max(0, share))) * height;
const x = (share: number): number => EDGE + Math.min(1, Math.max(0, share)) * (1 - 2 * EDGE);

const dot = ({ x: at, share, text }: SvgPoint, height = HEIGHT): string =>
  `<circle class="dot" cx="${across(x(at))}" cy="${ems(y(share, height))}" r="4"><title>${svgWords(text)}</title></circle>`;

const scaleOf = (height: number): readonly string[] =>
  LINES.flatMap((share) => [
    svgLine(share === 0 ? 'axis' : 'grid', [0, y(share, height)], [1, y(share, height)]),
    svgText('scale', [0, y(share, height) + 0.35], `${share * 100} %`),
  ]);

/** Lines from point to point. */
const joined = (points: readonly SvgPoint[]): readonly string[] =>
  points.slice(1).map((point, i) => {
    const before = points[i] ?? point;
    return svgLine('line', [x(before.x), y(before.share)], [x(point.x), y(point.share)]);
  });

const range = ({ x: at, low, high }: SvgPoint): readonly string[] =>
  low === undefined || high === undefined ? [] : [svgLine('range', [x(at), y(low)], [x(at), y(high)])];

/** What a drawing of shares over time holds besides its points. */
export type SvgTrend = {
  /** First and last label below the axis. */
  readonly ends: readonly [first: string, last: string];
  /** A share that was wished for, as a dashed line. */
  readonly wished?: number;
};

/** Shares over time. @param points in order */
export function svgTrend(points: readonly SvgPoint[], { ends, wished }: SvgTrend, name: string): string {
  const below = y(0) + 1.3;
  return svgFrame('chart scaled', name, HEAD + HEIGHT + FOOT, [
    ...scaleOf(HEIGHT),
    ...(wished === undefined ? [] : [svgLine('wished', [0, y(wished)], [1, y(wished)])]),
    ...points.flatMap(range),
    ...joined(points),
    ...points.map((point) => dot(point)),
    svgText('soft', [0, below], ends[0]),
    svgText('soft value', [1, below], ends[1]),
  ]);
}

/** What was expected (across) against what came (up). On the dashed line both are the same. */
export function svgCalibration(points: readonly SvgPoint[], name: string): string {
  const below = y(0, SQUARE) + 1.3;
  return svgFrame('chart scaled square', name, HEAD + SQUARE + FOOT, [
    ...scaleOf(SQUARE),
    svgLine('wished', [x(0), y(0, SQUARE)], [x(1), y(1, SQUARE)]),
    ...points.map((point) => dot(point, SQUARE)),
    svgText('soft', [0, below], 'expected 0 %'),
    svgText('soft value', [1, below], '100 %'),
  ]);
}

// SVG charts for the pages. Horizontal lengths are shares of the width and vertical ones are ems, so letters
// keep their size on a phone, on a wide screen and in print.
import { type Day, dayOfNumber, monthName, monthOf } from '../../core/base/day.ts';
import { countOf } from '../../core/base/wording.ts';
import { heatBounds, heatLevel, mondayOf } from '../../core/progress/stats.ts';
import { escapeHtml, onOneLine } from '../markdown/html.ts';

const svgWords = (text: string): string => escapeHtml(onOneLine(text));
const emsText = (length: number): string => `${Number(length.toFixed(2))}em`;
/** @param share of the width, 0–1 */
const across = (share: number): string => `${Number((share * 100).toFixed(2))}%`;
const clamped = (share: number): number => Math.min(1, Math.max(0, share));

/**
 * @param kind CSS class
 * @param name describes the chart in a sentence for screen readers
 * @param parts SVG with texts already escaped
 */
const svgFrame = (kind: string, name: string, heightEms: number, parts: readonly string[]): string =>
  `<svg class="${kind}" role="img" aria-label="${svgWords(name)}" width="100%" height="${emsText(heightEms)}" xmlns="http://www.w3.org/2000/svg">
${parts.join('\n')}
</svg>
`;

/** A share of the width, 0–1, and ems from the top. */
type Point = readonly [x: number, y: number];
type Box = { readonly x: number; readonly width: number; readonly y: number; readonly height: number };

function svgBox(kind: string, { x, y, width, height }: Box, title = ''): string {
  const shape = `<rect class="${kind}" x="${across(x)}" y="${emsText(y)}" width="${across(width)}" height="${emsText(height)}" rx="2"`;
  return title === '' ? `${shape}/>` : `${shape}><title>${svgWords(title)}</title></rect>`;
}

const svgLine = (kind: string, [x1, y1]: Point, [x2, y2]: Point): string =>
  `<line class="${kind}" x1="${across(x1)}" y1="${emsText(y1)}" x2="${across(x2)}" y2="${emsText(y2)}"/>`;

/** @param kind classes; with `value`, the text ends at the point instead of starting there */
const svgText = (kind: string, [x, y]: Point, text: string): string =>
  `<text${kind === '' ? '' : ` class="${kind}"`} x="${across(x)}" y="${emsText(y)}">${svgWords(text)}</text>`;

export type SvgBar = {
  readonly label: string;
  /** `3 of 5 points`: in words what the colors show. */
  readonly text: string;
  /** CSS classes and shares of the whole bar, 0–1. */
  readonly parts: readonly { readonly kind: string; readonly share: number }[];
};

const BAR_HEIGHT = 0.55;

function svgBar(parts: SvgBar['parts']): string {
  let x = 0;
  const boxes = [{ kind: 'track', share: 1 }, ...parts].map(({ kind, share }, i) => {
    const box = { x, width: share, y: 0, height: BAR_HEIGHT };
    if (i > 0) x += share;
    return share > 0 ? svgBox(kind, box) : '';
  });
  return `<svg width="100%" height="${emsText(BAR_HEIGHT)}" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">${boxes.join('')}</svg>`;
}

export const svgBars = (bars: readonly SvgBar[], title: string): string =>
  `<ul class="bars" aria-label="${svgWords(title)}">\n${bars
    .map(
      ({ label, text, parts }) =>
        `<li><span>${svgWords(label)}</span> <span class="value">${svgWords(text)}</span>${svgBar(parts)}</li>\n`,
    )
    .join('')}</ul>\n`;

const WEEKS = 53;
const WEEKDAYS = 7;
const CALENDAR_HEAD = 1.3;
const WEEKDAY = 0.95;
const CELL = 0.8;
/** Of a week's width; the rest separates the weeks. */
const CELL_SHARE = 0.84;
/** A later name would overflow the chart. */
const LAST_NAMED = WEEKS - 3;

/** Above the weeks in which months begin. Narrow pages hide every second one by its class. */
const monthNames = (mondays: readonly number[]): readonly string[] =>
  mondays.flatMap((monday, week) => {
    const month = monthOf(monday);
    const begins = week > 0 && month !== monthOf(monday - 7) && week <= LAST_NAMED;
    return begins ? [svgText(month % 2 === 0 ? 'even' : '', [week / WEEKS, 0.9], monthName(month))] : [];
  });

export function svgCalendar(counts: ReadonlyMap<Day, number>, today: number, name: string): string {
  const last = mondayOf(today);
  const mondays = Array.from({ length: WEEKS }, (_, i) => last - 7 * (WEEKS - 1 - i));
  const countAt = (day: number): number => counts.get(dayOfNumber(day)) ?? 0;
  const days = mondays.flatMap((monday, week) =>
    Array.from({ length: WEEKDAYS }, (_, row) => ({ day: monday + row, week, row })),
  );
  const bounds = heatBounds(days.map(({ day }) => countAt(day)));
  const boxes = days.flatMap(({ day, week, row }) => {
    if (day > today) return [];
    const count = countAt(day);
    const title = count === 0 ? '' : `${dayOfNumber(day)}: ${countOf(count, 'attempt')}`;
    const box = {
      x: week / WEEKS,
      width: CELL_SHARE / WEEKS,
      y: CALENDAR_HEAD + row * WEEKDAY,
      height: CELL,
    };
    return [svgBox(`heat-${heatLevel(count, bounds)}`, box, title)];
  });
  const height = CALENDAR_HEAD + WEEKDAYS * WEEKDAY;
  return svgFrame('chart calendar', name, height, [...monthNames(mondays), ...boxes]);
}

export type SvgColumn = {
  readonly value: number;
  /** Tooltip: `2026-11-24: 4 due`. */
  readonly text: string;
  /** Below the axis, at the start of the column. */
  readonly label?: string;
  /** A column of another color that the scale ignores: it is cut off and labeled with its value. */
  readonly isCut?: boolean;
};

const COLUMNS_HEAD = 1.2;
const COLUMNS_HEIGHT = 7;
const COLUMNS_FOOT = 1.5;
const COLUMN_SHARE = 0.78;

export function svgColumns(columns: readonly SvgColumn[], name: string): string {
  const most = Math.max(1, ...columns.filter(({ isCut }) => !isCut).map(({ value }) => value));
  const step = 1 / Math.max(1, columns.length);
  const bottom = COLUMNS_HEAD + COLUMNS_HEIGHT;
  const boxes = columns.map(({ value, text, isCut }, i) => {
    const height = Math.min(1, value / most) * COLUMNS_HEIGHT;
    const box = { x: i * step, width: step * COLUMN_SHARE, y: bottom - height, height };
    return height > 0 ? svgBox(isCut ? 'bar bad' : 'bar', box, text) : '';
  });
  const cut = columns.map(({ value, isCut }, i) =>
    isCut && value > most ? svgText('soft', [i * step, COLUMNS_HEAD - 0.3], `↑ ${value}`) : '',
  );
  const labels = columns.map(({ label }, i) =>
    label === undefined ? '' : svgText('soft', [i * step, bottom + 1.2], label),
  );
  const parts = [
    svgLine('grid', [0, COLUMNS_HEAD], [1, COLUMNS_HEAD]),
    svgText('soft value', [1, COLUMNS_HEAD - 0.3], String(most)),
    ...cut,
    ...boxes,
    svgLine('axis', [0, bottom], [1, bottom]),
    ...labels,
  ];
  return svgFrame(
    'chart',
    name,
    bottom + COLUMNS_FOOT,
    parts.filter((part) => part !== ''),
  );
}

export type SvgPoint = {
  readonly x: number;
  readonly share: number;
  readonly text: string;
  /** The confidence interval, as shares. */
  readonly low?: number;
  readonly high?: number;
};

const SHARES_HEAD = 0.5;
const SHARES_FOOT = 1.6;
const TREND_HEIGHT = 8;
/** About as high as wide. */
const CALIBRATION_HEIGHT = 20;
const EDGE = 0.02;

const shareX = (x: number): number => EDGE + clamped(x) * (1 - 2 * EDGE);

/** @param draw draws over the scale; its argument maps a share to ems from the top */
function svgShares(
  kind: string,
  name: string,
  height: number,
  [from, to]: readonly [from: string, to: string],
  draw: (shareY: (share: number) => number) => readonly string[],
): string {
  const shareY = (share: number): number => SHARES_HEAD + (1 - clamped(share)) * height;
  const below = shareY(0) + 1.3;
  return svgFrame(kind, name, SHARES_HEAD + height + SHARES_FOOT, [
    // The style reserves space for the scale to the left of its lines.
    ...[0, 0.5, 1].flatMap((share) => [
      svgLine(share === 0 ? 'axis' : 'grid', [0, shareY(share)], [1, shareY(share)]),
      svgText('scale', [0, shareY(share) + 0.35], `${share * 100}%`),
    ]),
    ...draw(shareY),
    svgText('soft', [0, below], from),
    svgText('soft value', [1, below], to),
  ]);
}

const svgDot = ({ x, text }: SvgPoint, y: number): string =>
  `<circle class="dot" cx="${across(shareX(x))}" cy="${emsText(y)}" r="4"><title>${svgWords(text)}</title></circle>`;

type SvgTrend = {
  readonly ends: readonly [first: string, last: string];
  readonly target?: number;
};

export const svgTrend = (points: readonly SvgPoint[], { ends, target }: SvgTrend, name: string): string =>
  svgShares('chart scaled', name, TREND_HEIGHT, ends, (y) => [
    ...(target === undefined ? [] : [svgLine('wished', [0, y(target)], [1, y(target)])]),
    ...points.flatMap(({ x, low, high }) =>
      low === undefined || high === undefined
        ? []
        : [svgLine('range', [shareX(x), y(low)], [shareX(x), y(high)])],
    ),
    ...points.slice(1).map((point, i) => {
      const before = points[i] ?? point;
      return svgLine('line', [shareX(before.x), y(before.share)], [shareX(point.x), y(point.share)]);
    }),
    ...points.map((point) => svgDot(point, y(point.share))),
  ]);

/** Expected (across) against actual (up). They are equal on the dashed line. */
export const svgCalibration = (points: readonly SvgPoint[], name: string): string =>
  svgShares('chart scaled square', name, CALIBRATION_HEIGHT, ['expected 0%', '100%'], (y) => [
    svgLine('wished', [shareX(0), y(0)], [shareX(1), y(1)]),
    ...points.map((point) => svgDot(point, y(point.share))),
  ]);

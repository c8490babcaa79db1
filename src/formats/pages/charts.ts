// Horizontal bars as one drawing: a label and what it comes to on a line, its bar below.
import { type Day, dayOfNumber, monthName, monthOf } from '../../core/base/day.ts';
import { countOf } from '../../core/base/wording.ts';
import { heatBounds, heatLevel, mondayOf } from '../../core/progress/stats.ts';
import { escapeHtml, onOneLine } from '../markdown/html-text.ts';

// How wide words are in Arial and what has its measures (Helvetica, Liberation Sans), near enough to tell
// how many lines they take.

/** Widths in ems, by what the characters have in common. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|.,:;!\u00A0 I/\\f[\]t]/u, 0.27],
  [/[()r\-·"`°²³]/u, 0.34],
  [/[mM%W@—…]/u, 0.86],
  [/[w&OQGCDHNURK]/u, 0.73],
  [/\p{Lu}/u, 0.67],
  [
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFFE6\p{Extended_Pictographic}]/u,
    1,
  ],
  [/\p{M}/u, 0],
];
const OTHER = 0.545;
/** Bold letters are wider. */
const BOLD = 1.06;

const known = new Map<string, number>();

function widthOf(char: string): number {
  const before = known.get(char);
  if (before !== undefined) return before;
  const width = WIDTHS.find(([kind]) => kind.test(char))?.[1] ?? OTHER;
  // Texts have few different characters; a hostile one with all of them is not worth remembering.
  if (known.size < 5000) known.set(char, width);
  return width;
}

/** Width of a text on one line, in ems. */
export function textEms(text: string, weight: 'plain' | 'bold' = 'plain'): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return weight === 'bold' ? width * BOLD : width;
}

// Words inside drawings of a page, which break no line by themselves.

/** In ems. */
const ELLIPSIS = 1;

/** A text from anywhere as SVG shows it. */
const svgWords = (text: string): string => escapeHtml(onOneLine(text));

/** As many characters of a text as fit, at least one. */
function startThatFits(text: string, ems: number): string {
  let [end, width] = [0, 0];
  for (const char of text) {
    width += textEms(char);
    if (end > 0 && width > ems) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** The words that fit on one line; a word that is longer than a line is cut inside. */
function lineOf(words: string, ems: number): string {
  if (textEms(words) <= ems) return words;
  const fits = startThatFits(words, ems);
  const blank = words[fits.length] === ' ' ? fits.length : fits.lastIndexOf(' ');
  return blank > 0 ? words.slice(0, blank) : fits;
}

/**
 * Breaks a text into lines, and cuts what is left of it behind the last.
 * @param ems width of a line in ems
 * @param most lines at most, at least 1
 */
export function svgLines(text: string, ems: number, most: number): readonly string[] {
  const lines: string[] = [];
  // No line of a drawing holds more than this, however narrow its letters are.
  let rest = onOneLine(text).slice(0, 1000);
  while (rest !== '' && lines.length < most) {
    const isLast = lines.length === most - 1 && textEms(rest) > ems;
    const line = lineOf(rest, isLast ? ems - ELLIPSIS : ems);
    lines.push(isLast ? `${line}…` : line);
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

// What every drawing of a page has in common. Lengths across are shares of its width and those down are ems
// of its letters, so that letters keep their size on a phone, on a wide screen and on paper.

/** A length in ems. */
const ems = (length: number): string => `${Number(length.toFixed(2))}em`;

/** A share of the width, 0–1. */
const across = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

/** What is known to be a length: 0 for what is negative, or no number. */
const lengthOf = (value: number): number => (Number.isFinite(value) && value > 0 ? value : 0);

/**
 * A drawing that those who cannot see it hear as one sentence.
 * @param kind class of the drawing, which the style of the page knows
 * @param name what it shows, as text
 * @param heightEms height in ems
 * @param parts SVG; texts in it are escaped already
 */
const svgFrame = (kind: string, name: string, heightEms: number, parts: readonly string[]): string =>
  `<svg class="${kind}" role="img" aria-label="${svgWords(name)}" width="100%" height="${ems(heightEms)}" xmlns="http://www.w3.org/2000/svg">
${parts.join('\n')}
</svg>
`;

/** Where a rectangle lies. */
type Box = {
  /** Share of the width, 0–1. */
  readonly x: number;
  readonly width: number;
  /** In ems. */
  readonly y: number;
  readonly height: number;
};

/** A rectangle. @param title shown where the pointer rests; none when empty */
function svgBox(kind: string, { x, y, width, height }: Box, title = ''): string {
  const shape = `<rect class="${kind}" x="${across(x)}" y="${ems(y)}" width="${across(width)}" height="${ems(height)}" rx="2"`;
  return title === '' ? `${shape}/>` : `${shape}><title>${svgWords(title)}</title></rect>`;
}

/** A line from one point to another: shares of the width, and ems from the top. */
const svgLine = (
  kind: string,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): string =>
  `<line class="${kind}" x1="${across(from[0])}" y1="${ems(from[1])}" x2="${across(to[0])}" y2="${ems(to[1])}"/>`;

/** Words at a point. @param kind class: `value` ends at the point, `middle` has it in the middle */
const svgText = (kind: string, [x, y]: readonly [x: number, y: number], text: string): string =>
  `<text${kind === '' ? '' : ` class="${kind}"`} x="${across(x)}" y="${ems(y)}">${svgWords(text)}</text>`;

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

// The calendar of a year as a drawing: a column a week from Monday down, the darker the fuller.

const WEEKS = 53;
const WEEKDAYS = 7;
const HEAD = 1.3;
const ROW = 0.95;
const CELL = 0.8;
/** Of the width that a week has: the rest keeps weeks apart. */
const FILLED = 0.84;
/** A name that begins later would stick out. */
const LAST_NAMED = WEEKS - 3;

/** Names above the weeks in which months begin. Every second one is of a class that narrow pages leave out. */
function monthNames(mondays: readonly number[]): readonly string[] {
  return mondays.flatMap((monday, week) => {
    const month = monthOf(monday);
    const begins = week > 0 && month !== monthOf(monday - 7) && week <= LAST_NAMED;
    return begins ? [svgText(month % 2 === 0 ? 'even' : '', [week / WEEKS, 0.9], monthName(month))] : [];
  });
}

/**
 * @param counts attempts by day
 * @param today its number: days since 1970-01-01
 * @param name what those hear who cannot see it
 */
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
    const box = { x: week / WEEKS, width: FILLED / WEEKS, y: HEAD + row * ROW, height: CELL };
    return [svgBox(`heat-${heatLevel(count, bounds)}`, box, title)];
  });
  return svgFrame('chart calendar', name, HEAD + WEEKDAYS * ROW, [...monthNames(mondays), ...boxes]);
}

// Columns side by side as a drawing, with the largest value at its line.

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

const SVG_COLUMNS_HEAD = 1.2;
const HEIGHT = 7;
const FOOT = 1.5;
const SVG_COLUMNS_FILLED = 0.78;

/** @param name what those hear who cannot see it */
export function svgColumns(columns: readonly SvgColumn[], name: string): string {
  const most = Math.max(1, ...columns.filter(({ apart }) => !apart).map(({ value }) => lengthOf(value)));
  const step = 1 / Math.max(1, columns.length);
  const bottom = SVG_COLUMNS_HEAD + HEIGHT;
  const boxes = columns.flatMap(({ value, text, apart }, i) => {
    const height = Math.min(1, lengthOf(value) / most) * HEIGHT;
    const box = { x: i * step, width: step * SVG_COLUMNS_FILLED, y: bottom - height, height };
    return height > 0 ? [svgBox(apart ? 'bar bad' : 'bar', box, text)] : [];
  });
  const cut = columns.flatMap(({ value, apart }, i) =>
    apart && lengthOf(value) > most
      ? [svgText('soft', [i * step, SVG_COLUMNS_HEAD - 0.3], `↑ ${value}`)]
      : [],
  );
  const labels = columns.flatMap(({ label }, i) =>
    label === undefined ? [] : [svgText('soft', [i * step, bottom + 1.2], label)],
  );
  return svgFrame('chart', name, bottom + FOOT, [
    svgLine('grid', [0, SVG_COLUMNS_HEAD], [1, SVG_COLUMNS_HEAD]),
    svgText('soft value', [1, SVG_COLUMNS_HEAD - 0.3], String(most)),
    ...cut,
    ...boxes,
    svgLine('axis', [0, bottom], [1, bottom]),
    ...labels,
  ]);
}

// Shares from 0 to 100 % as drawings: over time with their range, and what was expected against what came.

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

const SVG_SHARES_HEAD = 0.5;
const SVG_SHARES_HEIGHT = 8;
/** Of the drawing that compares two shares, which is about as high as it is wide. */
const SQUARE = 20;
const SVG_SHARES_FOOT = 1.6;
/** Points keep off the edges, where they would be cut. */
const EDGE = 0.02;
/** The scale stands at the left of its lines, where the style leaves room for it. */
const LINES = [0, 0.5, 1];

const y = (share: number, height = SVG_SHARES_HEIGHT): number =>
  SVG_SHARES_HEAD + (1 - Math.min(1, Math.max(0, share))) * height;
const x = (share: number): number => EDGE + Math.min(1, Math.max(0, share)) * (1 - 2 * EDGE);

const dot = ({ x: at, share, text }: SvgPoint, height = SVG_SHARES_HEIGHT): string =>
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
type SvgTrend = {
  /** First and last label below the axis. */
  readonly ends: readonly [first: string, last: string];
  /** A share that was wished for, as a dashed line. */
  readonly wished?: number;
};

/** Shares over time. @param points in order */
export function svgTrend(points: readonly SvgPoint[], { ends, wished }: SvgTrend, name: string): string {
  const below = y(0) + 1.3;
  return svgFrame('chart scaled', name, SVG_SHARES_HEAD + SVG_SHARES_HEIGHT + SVG_SHARES_FOOT, [
    ...scaleOf(SVG_SHARES_HEIGHT),
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
  return svgFrame('chart scaled square', name, SVG_SHARES_HEAD + SQUARE + SVG_SHARES_FOOT, [
    ...scaleOf(SQUARE),
    svgLine('wished', [x(0), y(0, SQUARE)], [x(1), y(1, SQUARE)]),
    ...points.map((point) => dot(point, SQUARE)),
    svgText('soft', [0, below], 'expected 0 %'),
    svgText('soft value', [1, below], '100 %'),
  ]);
}

// Bars that consist of parts, one below the other: how often each rating was given.

/** One bar of several parts, with its words. */
type SvgStack = {
  readonly label: string;
  /** In the order in which they are drawn; `kind` is a class of the style. */
  readonly parts: readonly { readonly kind: string; readonly value: number }[];
  /** The counts as they are told. */
  readonly text: string;
};

const SVG_STACKS_LINE = 1.3;
const SVG_STACKS_BAR = 0.9;
const GAP = 0.8;
/** Longest label, in ems: a phone shows no more beside nothing. */
const LABEL = 18;
const SVG_STACKS_ROW = 2 * SVG_STACKS_LINE + SVG_STACKS_BAR + GAP;

function rowOfSvgStacks({ label, parts, text }: SvgStack, top: number): string {
  const all = parts.reduce((sum, { value }) => sum + lengthOf(value), 0);
  let x = 0;
  const boxes = parts.flatMap(({ kind, value }) => {
    const width = all === 0 ? 0 : lengthOf(value) / all;
    const box = { x, width, y: top + 2 * SVG_STACKS_LINE, height: SVG_STACKS_BAR };
    x += width;
    return width > 0 ? [svgBox(`part ${kind}`, box)] : [];
  });
  const [shown = ''] = svgLines(label, LABEL, 1);
  const words = [svgText('', [0, top + 1], shown), svgText('soft', [0, top + SVG_STACKS_LINE + 0.9], text)];
  return `<g><title>${svgWords(`${label}: ${text}`)}</title>${words.join('')}${boxes.join('')}</g>`;
}

/** @param name what those hear who cannot see it */
export const svgStacks = (stacks: readonly SvgStack[], name: string): string =>
  svgFrame(
    'chart',
    name,
    Math.max(0, stacks.length * SVG_STACKS_ROW - GAP),
    stacks.map((stack, i) => rowOfSvgStacks(stack, i * SVG_STACKS_ROW)),
  );

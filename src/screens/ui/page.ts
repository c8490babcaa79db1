// The whole window of a session: question, text, prompt and keys, all in view at every size. At 110 columns the
// prompt is beside the text.
import type { Drawn, Frame, Page, PromptSize, Rendered } from '../../context.ts';
import { countOf } from '../../core/base/wording.ts';
import { WIDEST } from './frame.ts';
import type { Theme } from './theme.ts';
import { padTo, textWidth, truncateTo, wrapLines } from './width.ts';

export type Canvas = PromptSize & { readonly theme: Theme };
type Lines = readonly string[];

const SIDE_BY_SIDE = 110;
const READING_SHARE = 0.56;
const BESIDE = 3;
/** For reading, however much the prompt shows. */
const LEAST_READ = 3;
/** Rows that a prompt leaves free, so that drawing it into the lines of a terminal never scrolls. */
export const FREE_ROWS = 2;

const rendered = new WeakMap<Rendered, { readonly columns: number; readonly lines: Lines }>();

/** Rendered once per width, because every key redraws the window. */
function linesOf(text: Rendered, columns: number): Lines {
  const known = rendered.get(text);
  if (known?.columns === columns) return known.lines;
  const lines = wrapLines(text(columns), columns).split('\n');
  rendered.set(text, { columns, lines });
  return lines;
}

const isBlank = (text: string | undefined): boolean => text?.trim() === '';

function trimmed(lines: Lines): Lines {
  const first = lines.findIndex((each) => !isBlank(each));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((each) => !isBlank(each)) + 1);
}

const withoutBlanks = (lines: Lines): Lines => lines.filter((one) => !isBlank(one));

/** Drops empty lines first, then cuts. */
function squeezed(lines: Lines, rows: number): Lines {
  if (lines.length <= rows) return lines;
  return withoutBlanks(lines).slice(0, Math.max(0, rows));
}

const fill = (lines: Lines, rows: number): Lines =>
  Array.from({ length: Math.max(0, rows) }, (_, i) => lines[i] ?? '');

type Placed = { readonly lines: Lines; readonly cursor?: { readonly row: number; readonly column: number } };

const NOTHING: Placed = { lines: [] };

/** Keeps the line of the cursor. */
function placed({ text, rest, below, still }: Drawn, rows: number): Placed {
  const above = text.split('\n');
  const at = above.length - 1;
  const all = [...above, ...(below === '' ? [] : below.split('\n'))];
  if (still) return { lines: squeezed(all, rows) };
  const kept = all.length <= rows ? all : all.filter((each, i) => i === at || !isBlank(each));
  const row = kept.indexOf(all[at] ?? '', Math.max(0, at - (all.length - kept.length)));
  const from = Math.max(0, Math.min(row - rows + 1 + (below === '' ? 0 : 1), row));
  const column = textWidth((above[at] ?? '').slice(0, -rest.length));
  return { lines: kept.slice(from, from + rows), cursor: { row: row - from, column } };
}

function divider(words: string, { columns, theme }: Canvas): string {
  const { symbols, dim } = theme;
  const shown = words === '' ? '' : ` ${words} `;
  const rest = Math.max(0, columns - textWidth(shown) - 2);
  return truncateTo(dim(symbols.line.repeat(2) + shown + symbols.line.repeat(rest)), columns, '');
}

const lineAbove = ({ from }: Frame['view'], canvas: Canvas): string =>
  from > 0 ? divider(`${countOf(from, 'more line')} above (PgUp)`, canvas) : '';

function lineBelow({ from, rows, lines }: Frame['view'], canvas: Canvas): string {
  const hidden = lines - from - rows;
  return divider(hidden > 0 ? `${countOf(hidden, 'more line')} below (PgDn)` : '', canvas);
}

type Reading = { readonly lines: Lines; readonly starts: readonly number[] };

function firstInView(from: Page['from'], { lines: { length: lines }, starts }: Reading): number {
  // A new part starts at the top, however short it is.
  if ('part' in from) return starts[from.part] ?? 0;
  // After a change of width, about the same words are in view.
  const line = from.of === lines ? from.line : Math.round((from.line * lines) / Math.max(1, from.of));
  return Math.max(0, Math.min(line, lines - 1));
}

/** Windows this low have no empty lines around headings. */
const LOW = 24;
const STYLES = /\x1b\[[\d;]*m/g;

function closeToHeadings(lines: Lines, { theme }: Canvas): Lines {
  const isHeading = (text = ''): boolean =>
    text.replaceAll(STYLES, '').startsWith(theme.symbols.line.repeat(2));
  return lines.filter((one, i) => !isBlank(one) || !(isHeading(lines[i - 1]) || isHeading(lines[i + 1])));
}

function readingOf(body: readonly Rendered[], columns: number, canvas: Canvas): Reading {
  const all: string[] = [];
  const starts = body.map((part) => {
    const start = all.length;
    const lines = linesOf(part, columns);
    all.push(...(canvas.rows <= LOW ? closeToHeadings(lines, canvas) : lines));
    return start;
  });
  const first = Math.max(
    0,
    all.findIndex((one) => !isBlank(one)),
  );
  return { lines: trimmed(all), starts: starts.map((start) => Math.max(0, start - first)) };
}

type Viewport = { readonly shown: Lines; readonly view: Frame['view'] };

function viewport(reading: Reading, from: Page['from'], rows: number): Viewport {
  const { lines } = reading;
  const first = firstInView(from, reading);
  return {
    shown: lines.slice(first, first + rows),
    view: { from: first, rows, lines: lines.length },
  };
}

/** The pager shows what does not fit. */
function headIn(lines: Lines, rows: number, { theme, columns }: Canvas): Lines {
  const shown = squeezed(lines, Math.max(1, rows));
  const hidden = withoutBlanks(lines).length - shown.length;
  if (lines.length <= rows || hidden <= 0 || rows < 2) return shown;
  const mark = theme.dim(`  ${theme.symbols.ellipsis} ${countOf(hidden + 1, 'more line')}, v shows all`);
  return [...shown.slice(0, rows - 1), truncateTo(mark, columns, theme.symbols.ellipsis)];
}

type Ask = (columns: number, rows: number) => Placed;

type Middle = {
  readonly rows: Lines;
  readonly cursor?: Placed['cursor'];
  readonly view: Frame['view'];
  readonly promptColumns: number;
};

/** Without text, the question gets the room and scrolls. */
function questionAndPrompt(head: Lines, ask: Ask, page: Page, rows: number, canvas: Canvas): Middle {
  const { columns } = canvas;
  const asked = ask(columns, rows - Math.min(head.length, Math.ceil(rows / 3)) - 1);
  const room = rows - asked.lines.length;
  const { shown, view } = viewport({ lines: head, starts: [0] }, page.from, Math.min(head.length, room - 1));
  const mark = head.length > view.rows ? lineBelow(view, canvas) : '';
  const top = asked.lines.length === 0 ? shown : [...shown, mark];
  const cursor = asked.cursor && { ...asked.cursor, row: asked.cursor.row + top.length };
  return { rows: fill([...top, ...asked.lines], rows), cursor, view, promptColumns: columns };
}

function readRows(lines: number, prompt: number, rows: number): number {
  if (lines + prompt <= rows) return lines;
  const least = Math.min(rows, lines, Math.max(LEAST_READ, Math.floor(rows / 2)));
  return Math.max(least, Math.min(lines, rows - prompt));
}

function stacked(head: Lines, ask: Ask, page: Page, rows: number, canvas: Canvas): Middle {
  const { columns } = canvas;
  const reading = readingOf(page.body, columns, canvas);
  const asking = ask(columns, canvas.rows).lines;
  const length =
    'part' in page.from ? reading.lines.length - firstInView(page.from, reading) : reading.lines.length;
  const isTight = head.length + length + asking.length + 2 > rows;
  const top = headIn(isTight ? withoutBlanks(head) : head, Math.floor(canvas.rows / 3), canvas);
  const free = Math.max(0, rows - top.length - 2);
  const room = readRows(length, (isTight ? withoutBlanks(asking) : asking).length, free);
  const asked = ask(columns, free - room);
  const { shown, view } = viewport(reading, page.from, room);
  const before = [...top, lineAbove(view, canvas), ...shown, lineBelow(view, canvas)];
  const cursor = asked.cursor && { ...asked.cursor, row: asked.cursor.row + before.length };
  return { rows: fill([...before, ...asked.lines], rows), cursor, view, promptColumns: columns };
}

function sideBySide(head: Lines, ask: Ask, page: Page, rows: number, canvas: Canvas): Middle {
  const { columns, theme } = canvas;
  const left = Math.min(WIDEST + 1, Math.floor((columns - BESIDE) * READING_SHARE));
  const right = columns - left - BESIDE;
  const top = headIn(head, Math.floor(canvas.rows / 3), canvas);
  const room = Math.max(1, rows - top.length - 2);
  const { shown, view } = viewport(readingOf(page.body, left, canvas), page.from, room);
  const asked = ask(right, room);
  const bar = ` ${theme.dim(theme.symbols.quote)} `;
  const both = fill(shown, room).map((one, i) => `${padTo(one, left)}${bar}${asked.lines[i] ?? ''}`);
  const cursor = asked.cursor && {
    row: asked.cursor.row + top.length + 1,
    column: asked.cursor.column + left + BESIDE,
  };
  return {
    rows: [...top, lineAbove(view, canvas), ...both, lineBelow(view, canvas)],
    cursor,
    view,
    promptColumns: right,
  };
}

/** Until a key is pressed. */
function drawOver(help: Rendered, page: Page, canvas: Canvas): Frame {
  const { columns, rows, theme } = canvas;
  const { shown, view } = viewport(
    { lines: trimmed(linesOf(help, columns)), starts: [0] },
    page.from,
    Math.max(1, rows - 2),
  );
  const hidden = view.lines - view.from - view.rows;
  const more = hidden > 0 ? [`PgDn ${countOf(hidden, 'more line')}`] : [];
  const how = theme.dim(`  ${['Press any key', ...more].join(` ${theme.symbols.dot} `)}`);
  const lines = [...fill(shown, rows - 2), '', how];
  return { lines: fill(lines, rows), view, promptColumns: columns };
}

export function drawFrame(page: Page, canvas: Canvas, draw?: (size: PromptSize) => Drawn): Frame {
  if (page.help) return drawOver(page.help, page, canvas);
  const { columns, rows } = canvas;
  const keys = draw?.({ columns, rows }).keys?.split('\n') ?? [];
  const notices = page.notices.flatMap((notice) => trimmed(linesOf(notice, columns)));
  const footer = squeezed([...notices.slice(-Math.ceil(rows / 3)), ...keys], Math.ceil(rows / 2));
  const ask: Ask = (promptColumns, room) => {
    if (!draw) return NOTHING;
    const taken = FREE_ROWS + (keys.length === 0 ? 0 : keys.length + 1);
    return placed(draw({ columns: promptColumns, rows: Math.max(1, room) + taken }), room);
  };
  const head = trimmed(linesOf(page.head, columns));
  const reads = page.body.some((part) => trimmed(linesOf(part, columns)).length > 0);
  const middle = !reads ? questionAndPrompt : draw && columns >= SIDE_BY_SIDE ? sideBySide : stacked;
  const free = rows - footer.length;
  const { rows: lines, cursor, view, promptColumns } = middle(head, ask, page, free, canvas);
  const all = [...fill(lines, free), ...footer].map((each) => each.trimEnd());
  return { lines: fill(all, rows), cursor, view, promptColumns };
}

// How the prompts of a session look on a terminal. Every line stays narrower than the screen, and the
// cursor's line is never empty: see `Drawn`.
import type {
  Around,
  Drawn,
  PromptSize,
  PromptViews,
  RatePrompt,
  Recording,
  Screen,
  Ticking,
  Typing,
  Waiting,
} from '../../context.ts';
import { elapsedText } from '../../core/base/wording.ts';
import { sessionKeys } from '../../core/quiz/session-keys.ts';
import { type Row, rowAt, rowsOf } from '../../core/quiz/text-field.ts';
import { flow } from './frame.ts';
import { type Theme, theme as makeTheme } from './theme.ts';
import { renderClock } from './times.ts';
import { clean, hangText, indentLines, textWidth, wrapText } from './width.ts';

/** What every line begins with. */
const MARGIN = '  ';
const HIDE_CURSOR = '\x1b[?25l';
/** Lines of the screen that are left free, so that drawing never scrolls. */
const FREE_ROWS = 2;

/** Two columns stay free: one for the cursor, and one so that no line fills the screen. */
const margined = (text: string, columns: number): string => wrapText(text, columns - 2, MARGIN);

/** Keys and what they do, `key does · key does`, wrapped between the pairs. */
function hints(pairs: readonly (readonly [string, string])[], columns: number, theme: Theme): string {
  const shown = pairs.map(([key, does]) => `${theme.key(key)} ${theme.dim(does)}`);
  const joint = theme.dim(` ${theme.symbols.dot} `);
  return indentLines(flow(shown, joint, columns - MARGIN.length - 2), MARGIN);
}

/** A drawing that shows no cursor. */
const still = (text: string): Drawn => ({ text: `${HIDE_CURSOR}${text} `, rest: ' ', below: '' });

/** A stretch of rows or items; `to` is behind the last one. */
type Window = { readonly from: number; readonly to: number };

/** The parts that are not empty, one below the other. */
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

/** The clock, and what stands beside it where there is room. */
function clockLine(
  { elapsedMs, targetMs, beside }: Pick<Waiting, 'elapsedMs' | 'targetMs' | 'beside'>,
  columns: number,
  theme: Theme,
): string {
  const clock = renderClock(elapsedMs, targetMs, theme);
  if (!beside) return MARGIN + clock;
  return indentLines(flow([clock, theme.dim(beside)], '   ', columns - MARGIN.length - 2), MARGIN);
}

/** A heading, where there is one, above the clock. */
const withHeading = ({ heading }: Around, clock: string, columns: number, theme: Theme): string =>
  joined(heading ? margined(theme.strong(heading), columns) : '', clock);

/** The width of a grapheme, or its length where that is more: the cursor is placed by lengths. */
const costOf = (grapheme: string): number => Math.max(textWidth(grapheme), grapheme.length);

/** Columns for typed text: margin, pointer and the cursor's own cell off. */
const roomFor = (columns: number): number => Math.max(4, columns - MARGIN.length - 4);

/** The rows that a typed text takes. */
const typedRows = (text: string, columns: number): readonly Row[] => rowsOf(text, roomFor(columns), costOf);

/** The stretch of `count` rows that is shown in `room` of them, around the row `at`. */
function windowOf(count: number, at: number, room: number): Window {
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), count - room));
  return { from, to: Math.min(count, from + room) };
}

/** Typed text with the cursor in it. */
function drawField(
  field: Pick<Typing, 'text' | 'cursor'>,
  rows: readonly Row[],
  shown: Window,
  theme: Theme,
): Drawn {
  const at = rowAt(rows, field.cursor);
  const lineOf = (i: number): string => {
    const pointer =
      i === 0 ? `${theme.key(theme.symbols.pointer)} ` : ' '.repeat(theme.symbols.pointer.length + 1);
    return `${MARGIN}${pointer}${field.text.slice(rows[i]?.start, rows[i]?.end)}`;
  };
  const lines = (from: number, to: number): readonly string[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => lineOf(from + i));
  return {
    text: `${lines(shown.from, at + 1).join('\n')} `,
    rest: `${field.text.slice(field.cursor, rows[at]?.end)} `,
    below: lines(at + 1, shown.to).join('\n'),
  };
}

const keyPairs = (): readonly (readonly [string, string])[] =>
  sessionKeys
    .filter(([, { places }]) => places.includes('text'))
    .map(([, { letter, label }]) => [letter, label] as const);

function typingHints({ text, keyBar, isHeard, next }: Typing, columns: number, theme: Theme): string {
  if (keyBar) return hints([...keyPairs(), ['Esc', 'back']], columns, theme);
  if (text === '')
    return hints(
      [
        ['Enter', isHeard ? 'drops it' : 'said it aloud'],
        ['Esc', 'keys'],
        ['Ctrl-E', 'editor'],
      ],
      columns,
      theme,
    );
  return hints(
    [
      ['Enter', isHeard ? 'twice takes it' : next ? `twice goes on to ${next}` : 'twice ends'],
      ['Ctrl-D', isHeard ? 'too' : next ? 'goes on' : 'ends'],
      ['Esc', 'keys'],
      ['Ctrl-E', 'editor'],
    ],
    columns,
    theme,
  );
}

const HEARD = 'This is what was recognised. Read it over: what it says then is what you said.';

/** An answer of several lines, with the clock above it and its keys below. */
function typing(state: Typing, { columns, rows: height }: PromptSize, theme: Theme): Drawn {
  const rows = typedRows(state.text, columns);
  const help = typingHints(state, columns, theme);
  const room = Math.max(3, height - FREE_ROWS - 3 - help.split('\n').length);
  const shown = windowOf(rows.length, rowAt(rows, state.cursor), room);
  const hidden = shown.from > 0 ? theme.dim(`  ${theme.symbols.ellipsis} ${shown.from} lines above`) : '';
  const clock = state.isHeard
    ? joined(margined(theme.strong(HEARD), columns), hidden)
    : withHeading(state, `${clockLine(state, columns, theme)}${hidden}`, columns, theme);
  const field = drawField(state, rows, shown, theme);
  return { ...field, text: joined(clock, field.text), below: joined(field.below, `\n${help}`) };
}

/** A question, and a line to answer it. */
function line(
  question: string,
  field: Pick<Typing, 'text' | 'cursor'>,
  { columns, rows: height }: PromptSize,
  theme: Theme,
): Drawn {
  const rows = typedRows(field.text, columns);
  const asked = margined(question, columns);
  const room = Math.max(1, height - FREE_ROWS - asked.split('\n').length);
  const drawn = drawField(field, rows, windowOf(rows.length, rowAt(rows, field.cursor), room), theme);
  return { ...drawn, text: joined(asked, drawn.text) };
}

/** The quietest level that the bar shows, dB below full scale. */
const QUIETEST_DB = -60;
/** From here on it may be cut off. */
const TOO_LOUD_DB = -3;
const WIDEST_BAR = 40;
const LABEL = 8;

/** `████████░░░░ -23 dB`, no wider than `columns`. */
export function renderLevel(levelDb: number | undefined, columns: number, theme: Theme): string {
  if (levelDb === undefined || Number.isNaN(levelDb)) return theme.dim('no sound yet');
  const cells = Math.max(4, Math.min(WIDEST_BAR, columns - LABEL));
  const clamped = Math.min(0, Math.max(QUIETEST_DB, levelDb));
  const filled = Math.round((cells * (clamped - QUIETEST_DB)) / -QUIETEST_DB);
  const { bar, barEmpty } = theme.symbols;
  const isTooLoud = clamped > TOO_LOUD_DB;
  const drawn = (isTooLoud ? theme.warn : theme.good)(bar.repeat(filled));
  const label = isTooLoud ? 'loud' : `${Math.round(clamped)} dB`;
  return `${drawn}${theme.dim(barEmpty.repeat(cells - filled))} ${theme.dim(label.padStart(LABEL - 2))}`;
}

function thinking(state: Waiting, { columns }: PromptSize, theme: Theme): Drawn {
  const clock = withHeading(state, clockLine(state, columns, theme), columns, theme);
  const keys = [
    ['space', state.next ? `goes on to ${state.next}` : 'shows the answer'],
    ['?', 'keys'],
  ] as const;
  return still(joined(clock, `\n${hints(keys, columns, theme)}`));
}

const SINCE = 'Recording has begun, to time your first word.';

function recording(state: Recording, { columns }: PromptSize, theme: Theme): Drawn {
  const { elapsedMs, targetMs, limitMs, beside } = state;
  const parts = [
    `${theme.bad('recording')} ${renderClock(elapsedMs, targetMs, theme)}`,
    theme.dim(`ends at ${elapsedText(limitMs)}`),
    ...(beside ? [theme.dim(beside)] : []),
  ];
  const room = columns - MARGIN.length - 2;
  const clock = indentLines(flow(parts, '   ', room), MARGIN);
  const level = `${MARGIN}${renderLevel(state.levelDb, room, theme)}`;
  const head = state.heading ? clock : joined(margined(theme.dim(SINCE), columns), clock);
  const keys = [
    ['space', state.next ? `goes on to ${state.next}` : 'stops'],
    ['s', 'skip'],
    ['q', 'quit'],
  ] as const;
  return still(joined(withHeading(state, head, columns, theme), level, `\n${hints(keys, columns, theme)}`));
}

/** As many items as fit, around the one that the pointer is at; what is left out is counted. */
function tickingWindow(blocks: readonly string[], at: number, room: number): Window {
  const heights = blocks.map((block) => block.split('\n').length);
  let [from, to] = [at, at + 1];
  let used = heights[at] ?? 0;
  for (let grew = true; grew;) {
    grew = false;
    const below = heights[to];
    if (below !== undefined && used + below <= room) [to, used, grew] = [to + 1, used + below, true];
    const above = from > 0 ? heights[from - 1] : undefined;
    if (above !== undefined && used + above <= room) [from, used, grew] = [from - 1, used + above, true];
  }
  return { from, to };
}

function tickingBlock(
  { items, ticked, reasons, at }: Ticking,
  i: number,
  columns: number,
  theme: Theme,
): string {
  const { pointer, box, boxTicked } = theme.symbols;
  const isTicked = ticked[i] === 1;
  const mark = `${i === at ? theme.key(pointer) : ' '.repeat(pointer.length)} `;
  const number = theme.dim(String(i + 1).padStart(items.length > 9 ? 2 : 1));
  const marker = `${MARGIN}${mark}${number} ${isTicked ? theme.good(boxTicked) : box} `;
  const reason = reasons?.[i] ? theme.dim(` (said: ${reasons[i]})`) : '';
  const text = i === at ? theme.strong(items[i] ?? '') : (items[i] ?? '');
  return hangText(marker, text + reason, columns - 2);
}

function ticking(state: Ticking, { columns, rows }: PromptSize, theme: Theme): Drawn {
  const header = margined(theme.strong(state.header), columns);
  const keys = [
    ['space', 'ticks'],
    ['a', 'all'],
    ['Enter', 'goes on'],
    ['?', 'keys'],
  ] as const;
  const help = hints(keys, columns, theme);
  const blocks = state.items.map((_, i) => tickingBlock(state, i, columns, theme));
  const around = `${header}\n${help}`.split('\n').length + FREE_ROWS + 3;
  const shown = tickingWindow(blocks, state.at, Math.max(4, rows - around));
  const hidden = blocks.length - (shown.to - shown.from);
  const more = hidden > 0 ? MARGIN + theme.dim(`${theme.symbols.ellipsis} ${hidden} more`) : '';
  return still(joined(header, `\n${blocks.slice(shown.from, shown.to).join('\n')}`, more, `\n${help}`));
}

function rating({ choices, suggested, reason }: RatePrompt, { columns }: PromptSize, theme: Theme): Drawn {
  const question = `${theme.strong('How well did you recall it?')} ${theme.dim('Hard means recalled, with effort.')}`;
  const cells = choices.map(({ rating: name, interval }, i) => ({
    plain: `${i + 1} ${name} ${interval}`,
    shown: `${theme.key(String(i + 1))} ${theme.rating[name](name)} ${theme.dim(interval)}`,
  }));
  const gap = '   ';
  const width = cells.reduce((sum, { plain }) => sum + textWidth(plain) + gap.length, MARGIN.length);
  const isWide = width < columns;
  const buttons = cells.map(({ shown }) => shown).join(isWide ? gap : '\n');
  const because = reason ? theme.dim(`, for ${reason}`) : '';
  const enter = suggested ? `${theme.rating[suggested](suggested)}${because}` : undefined;
  const help = hints([enter ? ['Enter', enter] : ['1', 'to choose'], ['?', 'keys']], columns, theme);
  return still(joined(margined(question, columns), `\n${indentLines(buttons, MARGIN)}`, `\n${help}`));
}

/** The prompts of a terminal, drawn for `screen`. */
export function promptViews(screen: Pick<Screen, 'color' | 'fancy' | 'unicode'>): PromptViews {
  const theme = makeTheme(screen);
  return {
    typing: (state, size) => typing(state, size, theme),
    thinking: (state, size) => thinking(state, size, theme),
    recording: (state, size) => recording(state, size, theme),
    ticking: (state, size) => ticking(state, size, theme),
    rating: (prompt, size) => rating(prompt, size, theme),
    pausing: (text, { columns }) => still(margined(text, columns)),
    line: (question, field, size) => line(question, field, size, theme),
    rows: typedRows,
    brokenRows: (text, columns) =>
      text.split('\n').reduce((rows, one) => rows + Math.max(1, Math.ceil(textWidth(one) / columns)), 0),
    clean,
  };
}

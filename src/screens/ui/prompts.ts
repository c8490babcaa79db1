// Terminal prompts as text. Every line is narrower than the screen, and the cursor's line is never empty: see
// `Drawn`.
import type {
  ChoicePrompt,
  Drawn,
  Evidence,
  PromptSize,
  PromptViews,
  RatingAsked,
  Recording,
  Screen,
  Ticking,
  Typing,
  Waiting,
} from '../../context.ts';
import { type Points, settledCount } from '../../core/base/attempt.ts';
import { countOf, elapsedText } from '../../core/base/wording.ts';
import { sessionKeys } from '../../core/quiz/session-keys.ts';
import { type Row, rowAt, rowsOf } from '../../core/quiz/text-field.ts';
import { flow } from './frame.ts';
import { type Canvas, drawFrame, FREE_ROWS } from './page.ts';
import { foundLegend, foundMark, type Theme, theme as makeTheme } from './theme.ts';
import { renderClock } from './times.ts';
import { clean, hangText, indentLines, oneLine, textWidth, truncateTo, wrapText } from './width.ts';

const MARGIN = '  ';

type Hint = readonly [key: string, does: string];

/** One column for the cursor, and one so that no line fills the screen. */
const margined = (text: string, { columns }: Canvas): string => wrapText(text, columns - 2, MARGIN);

const flowed = (parts: readonly string[], joint: string, { columns }: Canvas): string =>
  indentLines(flow(parts, joint, columns - MARGIN.length - 2), MARGIN);

function hints(list: readonly Hint[], canvas: Canvas): string {
  const { theme } = canvas;
  const shown = list.map(([key, does]) => `${theme.key(key)} ${theme.dim(does)}`);
  return flowed(shown, theme.dim(` ${theme.symbols.dot} `), canvas);
}

const still = (text: string, keys?: string): Drawn => ({
  text: `${text} `,
  rest: ' ',
  below: '',
  keys,
  still: true,
});

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

function clockLine({ elapsedMs, targetMs, beside }: Waiting, canvas: Canvas): string {
  const clock = renderClock(elapsedMs, targetMs, canvas.theme);
  return beside ? flowed([clock, canvas.theme.dim(beside)], '   ', canvas) : MARGIN + clock;
}

const withHeading = ({ heading }: Waiting, clock: string, canvas: Canvas): string =>
  joined(heading ? margined(canvas.theme.strong(heading), canvas) : '', clock);

const costOf = (grapheme: string): number => Math.max(textWidth(grapheme), grapheme.length);

/** Margin, pointer, and the cursor's own cell take columns too. */
const typedRows = (text: string, columns: number): readonly Row[] =>
  rowsOf(text, Math.max(4, columns - MARGIN.length - 4), costOf);

type Window = { readonly from: number; readonly to: number };

function windowOf(count: number, at: number, room: number): Window {
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), count - room));
  return { from, to: Math.min(count, from + room) };
}

type Field = Pick<Typing, 'text' | 'cursor'>;

function drawField(field: Field, rows: readonly Row[], shown: Window, { theme }: Canvas): Drawn {
  const { pointer } = theme.symbols;
  const at = rowAt(rows, field.cursor);
  const lines = rows.map(({ start, end }, i) => {
    const mark = i === 0 ? theme.key(pointer) : ' '.repeat(pointer.length);
    return `${MARGIN}${mark} ${field.text.slice(start, end)}`;
  });
  return {
    text: `${lines.slice(shown.from, at + 1).join('\n')} `,
    rest: `${field.text.slice(field.cursor, rows[at]?.end)} `,
    below: lines.slice(at + 1, shown.to).join('\n'),
  };
}

function typingHints({ text, keyBar, isHeard, isNote, next }: Typing): readonly Hint[] {
  if (keyBar) {
    const keys = sessionKeys.filter(([, { places }]) => places.includes('text'));
    return [...keys.map(([, { letter, label }]) => [letter, label] as const), ['Esc', 'back']];
  }
  const always: readonly Hint[] = [
    ['Esc', 'keys'],
    ['Ctrl-E', 'editor'],
  ];
  if (text === '')
    return [['Enter', isNote ? 'for no note' : isHeard ? 'to discard it' : '= I said it aloud'], ...always];
  const ends = isHeard ? 'accept' : isNote ? 'save' : next ? `continue with ${next}` : 'finish';
  return [['Enter twice or Ctrl-D', `to ${ends}`], ...always];
}

const HEARD = 'This is the transcript of your answer. Correct any mistakes.';

function typing(state: Typing, canvas: Canvas): Drawn {
  const { theme } = canvas;
  const rows = typedRows(state.text, canvas.columns);
  const help = hints(typingHints(state), canvas);
  const room = Math.max(3, canvas.rows - FREE_ROWS - 3 - help.split('\n').length);
  const shown = windowOf(rows.length, rowAt(rows, state.cursor), room);
  const hidden =
    shown.from > 0 ? theme.dim(`  ${theme.symbols.ellipsis} ${countOf(shown.from, 'line')} above`) : '';
  const clock = state.isHeard
    ? joined(margined(theme.strong(HEARD), canvas), hidden)
    : withHeading(state, `${state.isNote ? '' : clockLine(state, canvas)}${hidden}`, canvas);
  const field = drawField(state, rows, shown, canvas);
  return { ...field, text: joined(clock, field.text), keys: help };
}

function line(question: string, field: Field, canvas: Canvas): Drawn {
  const rows = typedRows(field.text, canvas.columns);
  const asked = margined(question, canvas);
  const room = Math.max(1, canvas.rows - FREE_ROWS - asked.split('\n').length);
  const drawn = drawField(field, rows, windowOf(rows.length, rowAt(rows, field.cursor), room), canvas);
  return { ...drawn, text: joined(asked, drawn.text) };
}

/** dB below full scale. */
const QUIETEST_DB = -60;
/** Louder sound may clip, dB. */
const TOO_LOUD_DB = -3;
const WIDEST_BAR = 40;
const LABEL = 8;

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

function thinking(state: Waiting, canvas: Canvas): Drawn {
  const clock = withHeading(state, clockLine(state, canvas), canvas);
  const keys: readonly Hint[] = [
    ['space', state.next ? `continue with ${state.next}` : 'show the answer'],
    ['?', 'keys'],
  ];
  return still(clock, hints(keys, canvas));
}

const SINCE = 'Already recording, to time your first word.';

function recording(state: Recording, canvas: Canvas): Drawn {
  const { elapsedMs, targetMs, limitMs, beside, levelDb, next } = state;
  const { theme, columns } = canvas;
  const parts = [
    `${theme.bad('recording')} ${renderClock(elapsedMs, targetMs, theme)}`,
    theme.dim(`ends at ${elapsedText(limitMs)}`),
    ...(beside ? [theme.dim(beside)] : []),
  ];
  const clock = flowed(parts, '   ', canvas);
  const level = `${MARGIN}${renderLevel(levelDb, columns - MARGIN.length - 2, theme)}`;
  const head = state.heading ? clock : joined(margined(theme.dim(SINCE), canvas), clock);
  const keys: readonly Hint[] = [
    ['space', next ? `continue with ${next}` : 'stop'],
    ['s', 'skip'],
    ['q', 'quit'],
  ];
  return still(joined(withHeading(state, head, canvas), level), hints(keys, canvas));
}

const heightOf = (text: string): number => text.split('\n').length;

function tickingWindow(blocks: readonly string[], at: number, room: number): Window {
  const heights = blocks.map(heightOf);
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

/** Width of `yes`, `no`, or a mark. */
const SETTLED = 3;

/** A settled point has a word, which cannot be mistaken for a mark of prep. */
function settledCell(point: Points[number] | undefined, found: Evidence | undefined, theme: Theme): string {
  if (point === 1) return theme.good('yes');
  if (point === 0) return theme.bad('no'.padEnd(SETTLED));
  const mark = (found ? foundMark(found.state, theme.symbols) : theme.symbols.box).padEnd(SETTLED);
  return found?.state === 'contradicted' ? theme.warn(mark) : theme.dim(mark);
}

/** On one line of at most `room` columns. */
function evidenceText({ state, quote, reason }: Evidence, room: number, { symbols }: Theme): string {
  if (state === 'missing') return '';
  const said = quote === undefined ? '' : `"${oneLine(quote)}"`;
  const text = [oneLine(reason ?? ''), said].filter((part) => part !== '').join(': ');
  return truncateTo(text, room, said === '' ? symbols.ellipsis : `${symbols.ellipsis}"`);
}

const BESIDE = '   ';

function tickingBlock({ items, points, found, at }: Ticking, i: number, { theme, columns }: Canvas): string {
  const { pointer } = theme.symbols;
  const mark = `${i === at ? theme.key(pointer) : ' '.repeat(pointer.length)} `;
  const number = theme.dim(String(i + 1).padStart(items.length > 9 ? 2 : 1));
  const marker = `${MARGIN}${mark}${number} ${settledCell(points[i], found?.[i], theme)} `;
  const width = columns - 2;
  const text = hangText(marker, i === at ? theme.strong(items[i] ?? '') : (items[i] ?? ''), width);
  const indent = textWidth(marker);
  const evidence = found?.[i] ? evidenceText(found[i], width - indent, theme) : '';
  if (evidence === '') return text;
  const isBeside = !text.includes('\n') && textWidth(text) + BESIDE.length + textWidth(evidence) <= width;
  return `${text}${isBeside ? BESIDE : `\n${' '.repeat(indent)}`}${theme.dim(evidence)}`;
}

const ENTER_DOES: Readonly<Record<Ticking['enter'], string>> = {
  next: 'next',
  'all unsettled': 'again: leave all unsettled',
  ends: 'continue',
};

/** Smaller windows need the rows for the points. */
const ROWS_FOR_LEGEND = 20;

function ticking(state: Ticking, canvas: Canvas): Drawn {
  const { theme, rows, columns } = canvas;
  const { points, found } = state;
  const isTight = rows < ROWS_FOR_LEGEND;
  const counted = `${theme.strong(state.header)} ${theme.dim(`${settledCount(points)} of ${points.length} settled`)}`;
  const fits = MARGIN.length + textWidth(counted) <= columns - 2;
  const heading = margined(fits || !isTight ? counted : theme.strong(state.header), canvas);
  const legend =
    found && !isTight ? margined(theme.dim(`prep's guess: ${foundLegend(theme)}. You decide.`), canvas) : '';
  const help = hints(
    [
      ['y', 'yes'],
      ['n', 'no'],
      ['a', 'all'],
      ['Enter', ENTER_DOES[state.enter]],
      ['?', 'keys'],
    ],
    canvas,
  );
  const blocks = state.items.map((_, i) => tickingBlock(state, i, canvas));
  const blank = rows >= ROWS_FOR_LEGEND ? '\n' : '';
  // The current point matters more than the question above it.
  const isCut = rows - heightOf(joined(heading, help)) - FREE_ROWS - 1 < heightOf(blocks[state.at] ?? '');
  const header = isCut ? '' : heading;
  const around = heightOf(joined(header, legend, help)) + FREE_ROWS + 2 + blank.length;
  const shown = tickingWindow(blocks, state.at, isCut ? 0 : Math.max(4, rows - around));
  const hidden = blocks.length - (shown.to - shown.from);
  const more = hidden > 0 ? MARGIN + theme.dim(`${theme.symbols.ellipsis} ${hidden} more`) : '';
  const list = blocks.slice(shown.from, shown.to).join('\n');
  return still(joined(header, legend, blank + list, more), help);
}

/** Windows this low have no explanations. */
const LOW = 12;

function rating({ choices, suggested, reason, refusedEnter }: RatingAsked, canvas: Canvas): Drawn {
  const { theme, rows } = canvas;
  const asked = theme.strong('How well did you recall it?');
  const explained = margined(`${asked} ${theme.dim('Hard means you recalled it with effort.')}`, canvas);
  const question = rows < LOW && explained.includes('\n') ? margined(asked, canvas) : explained;
  const buttons = choices.map(
    ({ rating: name, interval }, i) =>
      `${theme.key(String(i + 1))} ${theme.rating[name](name)} ${theme.dim(interval)}`,
  );
  const shown = flowed(buttons, '   ', canvas);
  const because = reason ? theme.dim(`, for ${reason}`) : '';
  const enter: Hint = suggested
    ? ['Enter', `${theme.rating[suggested](suggested)}${because}`]
    : refusedEnter
      ? [`Press 1-${choices.length}:`, theme.warn('no rating is suggested, so Enter does nothing')]
      : [`1-${choices.length}`, 'rate'];
  return still(joined(question, `\n${shown}`), hints([enter, ['?', 'keys']], canvas));
}

const choosing = ({ question, choices, escape }: ChoicePrompt, canvas: Canvas): Drawn =>
  still(margined(canvas.theme.strong(question), canvas), hints([...choices, ['Esc', escape]], canvas));

export function promptViews(screen: Pick<Screen, 'color' | 'fancy' | 'unicode'>): PromptViews {
  const theme = makeTheme(screen);
  const on =
    <State>(draw: (state: State, canvas: Canvas) => Drawn) =>
    (state: State, size: PromptSize): Drawn =>
      draw(state, { ...size, theme });
  return {
    typing: on(typing),
    thinking: on(thinking),
    recording: on(recording),
    ticking: on(ticking),
    rating: on(rating),
    choosing: on(choosing),
    pausing: on((text: string, canvas) => still(margined(text, canvas))),
    frame: (page, size, prompt) => drawFrame(page, { ...size, theme }, prompt),
    line: (question, field, size) => line(question, field, { ...size, theme }),
    rows: typedRows,
    brokenRows: (text, columns) =>
      text.split('\n').reduce((rows, one) => rows + Math.max(1, Math.ceil(textWidth(one) / columns)), 0),
    clean,
  };
}

// How the prompts of a session look on a terminal. Draws states; knows nothing of key presses or of the terminal.
// Every line stays narrower than the screen, and the cursor's line is never empty: see `Drawn`.
import type {
  Drawn,
  PromptSize,
  PromptViews,
  RatePrompt,
  Recording,
  Screen,
  Ticking,
  Waiting,
} from '../context.ts';
import { elapsedText } from '../core/wording.ts';
import { renderClock } from './clock.ts';
import { flow } from './frame.ts';
import {
  clockLine,
  FREE_ROWS,
  hints,
  joined,
  MARGIN,
  margined,
  still,
  withHeading,
  type Window,
} from './prompt-parts.ts';
import { line, typedRows, typing } from './prompt-typing.ts';
import { renderLevel } from './recording.ts';
import { theme as makeTheme, type Theme } from './theme.ts';
import { clean, hangText, indentLines, textWidth } from './width.ts';

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

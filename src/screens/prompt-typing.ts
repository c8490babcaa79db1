// How prompts look into which text is typed: an answer of several lines, and a single line. Draws states; knows nothing of
// key presses. The cursor's line is never empty: see `Drawn`.
import type { Drawn, PromptSize, Typing } from '../context.ts';
import { SESSION_LETTERS } from '../core/session-key.ts';
import { rowAt, rowsOf, type Row } from '../core/text-field.ts';
import {
  clockLine,
  FREE_ROWS,
  hints,
  joined,
  MARGIN,
  margined,
  withHeading,
  type Window,
} from './prompt-parts.ts';
import type { Theme } from './theme.ts';
import { textWidth } from './width.ts';

/** The width of a grapheme, or its length where that is more: the cursor is placed by lengths. */
const costOf = (grapheme: string): number => Math.max(textWidth(grapheme), grapheme.length);

/** Columns for typed text: margin, pointer and the cursor's own cell off. */
const roomFor = (columns: number): number => Math.max(4, columns - MARGIN.length - 4);

/** The rows that a typed text takes. */
export const typedRows = (text: string, columns: number): readonly Row[] =>
  rowsOf(text, roomFor(columns), costOf);

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
  [...SESSION_LETTERS].map(([letter, key]) => [letter, key === 'own' ? 'own answer' : key] as const);

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
export function typing(state: Typing, { columns, rows: height }: PromptSize, theme: Theme): Drawn {
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
export function line(
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

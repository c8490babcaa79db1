// What the prompts of a terminal are drawn of: margins, keys and what they do, the clock. Knows nothing of what is asked.
import type { Around, Drawn, Waiting } from '../context.ts';
import { renderClock } from './clock.ts';
import { flow } from './frame.ts';
import type { Theme } from './theme.ts';
import { indentLines, wrapText } from './width.ts';

/** What every line begins with. */
export const MARGIN = '  ';
const HIDE_CURSOR = '\x1b[?25l';
/** Lines of the screen that are left free, so that drawing never scrolls. */
export const FREE_ROWS = 2;

/** Two columns stay free: one for the cursor, and one so that no line fills the screen. */
export const margined = (text: string, columns: number): string => wrapText(text, columns - 2, MARGIN);

/** Keys and what they do, `key does · key does`, wrapped between the pairs. */
export function hints(pairs: readonly (readonly [string, string])[], columns: number, theme: Theme): string {
  const shown = pairs.map(([key, does]) => `${theme.key(key)} ${theme.dim(does)}`);
  const joint = theme.dim(` ${theme.symbols.dot} `);
  return indentLines(flow(shown, joint, columns - MARGIN.length - 2), MARGIN);
}

/** A drawing that shows no cursor. */
export const still = (text: string): Drawn => ({ text: `${HIDE_CURSOR}${text} `, rest: ' ', below: '' });

/** A stretch of rows or items; `to` is behind the last one. */
export type Window = { readonly from: number; readonly to: number };

/** The parts that are not empty, one below the other. */
export const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

/** The clock, and what stands beside it where there is room. */
export function clockLine(
  { elapsedMs, targetMs, beside }: Pick<Waiting, 'elapsedMs' | 'targetMs' | 'beside'>,
  columns: number,
  theme: Theme,
): string {
  const clock = renderClock(elapsedMs, targetMs, theme);
  if (!beside) return MARGIN + clock;
  return indentLines(flow([clock, theme.dim(beside)], '   ', columns - MARGIN.length - 2), MARGIN);
}

/** A heading, where there is one, above the clock. */
export const withHeading = ({ heading }: Around, clock: string, columns: number, theme: Theme): string =>
  joined(heading ? margined(theme.strong(heading), columns) : '', clock);

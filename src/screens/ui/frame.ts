import type { Rendered } from '../../context.ts';
import type { Theme } from './theme.ts';
import { clean, hangText, indentLines, textWidth, truncateTo, wrapText } from './width.ts';
import { type Calendar, dayOf, daysBetween, type Instant, MINUTE_MS } from '../../core/base/day.ts';
import { elapsedText } from '../../core/base/wording.ts';

export type Display = {
  readonly columns: number;
  readonly theme: Theme;
  /** Plain lines: no rules, no indents, no wrapping except at the screen edge. */
  readonly plain: boolean;
};

export const rendered =
  (display: Display, draw: (display: Display) => string): Rendered =>
  (columns) =>
    draw(columns === undefined ? display : { ...display, columns });

/** Longer lines are hard to read. */
export const WIDEST = 96;
const INDENT = '  ';

const textColumns = ({ columns }: Display): number => Math.min(columns, WIDEST);

/** The last column stays free. */
export const innerColumns = (display: Display): number =>
  textColumns(display) - (display.plain ? 0 : INDENT.length + 1);

export const inset = (text: string, display: Display): string =>
  display.plain ? text : indentLines(text, INDENT);

export const blankLine = ({ plain }: Display): string => (plain ? '' : '\n');

export const paragraph = (text: string, display: Display): string =>
  inset(wrapText(text, innerColumns(display)), display);

/** Further lines begin below its text. */
export const listItem = (sign: string, text: string, display: Display): string =>
  hangText(`${sign} `, text, innerColumns(display));

/** A rule across the text; in plain mode only its words. */
export const rule = (left: string, right: string, display: Display): string =>
  headRule(left, right, { ...display, columns: textColumns(display) });

/** A rule across the screen, like those that divide the window. */
export function headRule(left: string, right: string, display: Display): string {
  const { theme } = display;
  const { line, ellipsis, dot } = theme.symbols;
  if (display.plain) return right === '' ? left : `${left} ${dot} ${right}`;
  const { columns } = display;
  const edge = theme.dim(line.repeat(2));
  const room = columns - textWidth(left) - 2 * 4 - 2;
  const shown = right !== '' && room >= 8 ? ` ${truncateTo(right, room, ellipsis)} ` : '';
  const fill = Math.max(2, columns - textWidth(left) - textWidth(shown) - 6);
  return `${edge} ${theme.strong(left)} ${theme.dim(line.repeat(fill))}${theme.dim(shown)}${edge}`;
}

/** In plain lines, where no rule separates the screens, an empty line does. */
export const newScreen = (left: string, right: string, display: Display): string =>
  (display.plain ? '\n' : '') + headRule(left, right, display);

/** Breaks lines only between parts, unless a part is wider than a line. */
export function flow(parts: readonly string[], joint: string, columns: number): string {
  const lines: string[] = [];
  let width = Infinity;
  for (const part of parts) {
    const longer = width + textWidth(joint) + textWidth(part);
    if (longer <= columns) lines.push(`${lines.pop() ?? ''}${joint}${part}`);
    else lines.push(wrapText(part, columns));
    width = longer <= columns ? longer : textWidth(lines.at(-1)?.split('\n').at(-1) ?? '');
  }
  return lines.join('\n');
}

export function facts(parts: readonly string[], display: Display): string {
  const joint = ` ${display.theme.symbols.dot} `;
  return inset(flow(parts.filter(Boolean), joint, innerColumns(display)), display);
}

/** A piece of a sentence may have half a pair of Markdown marks. */
export const withoutMarks = (text: string): string => clean(text).replaceAll(/\*\*|`/g, '');

/** `0:42 / 3:00`: a warning past the target, an error past one and a half times the target. */
export function renderClock(elapsedMs: number, targetMs: number, theme: Theme): string {
  const text = `${elapsedText(elapsedMs)} / ${elapsedText(targetMs)}`;
  if (elapsedMs <= targetMs) return theme.dim(text);
  return elapsedMs <= 1.5 * targetMs ? theme.warn(text) : theme.bad(text);
}

const HOUR_MS = 60 * MINUTE_MS;

const rounded = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** `now`, `10 min`, `5 h`, `3 d`, `2.5 mo`, `1.2 y`. Days are local days, so tomorrow is `1 d`. */
export function intervalText(now: Instant, due: Instant, calendar: Calendar): string {
  const awayMs = due - now;
  if (awayMs <= 0) return 'now';
  const days = daysBetween(dayOf(now, calendar), dayOf(due, calendar));
  if (days === 0 && awayMs < HOUR_MS) return `${Math.max(1, Math.round(awayMs / MINUTE_MS))} min`;
  if (days === 0) return `${Math.round(awayMs / HOUR_MS)} h`;
  if (days < 60) return `${days} d`;
  return days < 365 ? `${rounded(days / 30.4)} mo` : `${rounded(days / 365)} y`;
}

// What all screens of a session share: how wide they are, headings, lines of facts.
import type { Theme } from './theme.ts';
import { clean, indentLines, textWidth, truncateTo, wrapText } from './width.ts';

/** How a session is shown. */
export type Look = {
  /** Display columns of the screen. */
  readonly columns: number;
  readonly theme: Theme;
  /** True for plain lines: no rules, no indents, no wrapping for its own sake. */
  readonly plain: boolean;
};

/** Lines longer than this are hard to read; the rest of a wide screen stays empty. */
export const WIDEST = 96;
const INDENT = '  ';

/** Columns that text takes on this screen, indent included. */
const textColumns = ({ columns }: Look): number => Math.min(columns, WIDEST);

/** Columns inside the indent, and one free at the right. */
export const innerColumns = (look: Look): number => textColumns(look) - (look.plain ? 0 : INDENT.length + 1);

/** Indents what was rendered for `innerColumns`. */
export const inset = (text: string, look: Look): string => (look.plain ? text : indentLines(text, INDENT));

/** An empty line before what begins anew; none in plain lines. */
export const apart = ({ plain }: Look): string => (plain ? '' : '\n');

/** Wraps and indents. */
export const paragraph = (text: string, look: Look): string =>
  inset(wrapText(text, innerColumns(look)), look);

/** A rule across the screen with `left` in it, and `right` at its end where there is room; in plain lines the words alone. */
export function rule(left: string, right: string, look: Look): string {
  const { theme } = look;
  const { line, ellipsis, dot } = theme.symbols;
  if (look.plain) return right === '' ? left : `${left} ${dot} ${right}`;
  const columns = textColumns(look);
  const edge = theme.dim(line.repeat(2));
  const room = columns - textWidth(left) - 2 * 4 - 2;
  const shown = right !== '' && room >= 8 ? ` ${truncateTo(right, room, ellipsis)} ` : '';
  const fill = Math.max(2, columns - textWidth(left) - textWidth(shown) - 6);
  return `${edge} ${theme.strong(left)} ${theme.dim(line.repeat(fill))}${theme.dim(shown)}${edge}`;
}

/** Joins parts with `joint` and breaks lines between them, never inside one that fits a line. */
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

/** Short facts in one line, `a · b · c`, wrapped between them; empty ones are left out. */
export function facts(parts: readonly string[], look: Look): string {
  const joint = ` ${look.theme.symbols.dot} `;
  return inset(flow(parts.filter(Boolean), joint, innerColumns(look)), look);
}

/** A piece of a sentence without the marks of Markdown, of which a sentence may have half a pair. */
export const withoutMarks = (text: string): string => clean(text).replaceAll(/\*\*|`/g, '');

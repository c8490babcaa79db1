import type { Theme } from './theme.ts';
import { clean, indentLines, textWidth, truncateTo, wrapText } from './width.ts';

export type Look = {
  readonly columns: number;
  readonly theme: Theme;
  /** True for plain lines: no rules, no indents, no wrapping except at the screen edge. */
  readonly plain: boolean;
};

/** Longer lines are hard to read; the rest of a wide screen stays empty. */
export const WIDEST = 96;
const INDENT = '  ';

const textColumns = ({ columns }: Look): number => Math.min(columns, WIDEST);

/** Columns inside the indent, with one free at the right. */
export const innerColumns = (look: Look): number => textColumns(look) - (look.plain ? 0 : INDENT.length + 1);

export const inset = (text: string, look: Look): string => (look.plain ? text : indentLines(text, INDENT));

export const apart = ({ plain }: Look): string => (plain ? '' : '\n');

export const paragraph = (text: string, look: Look): string =>
  inset(wrapText(text, innerColumns(look)), look);

/**
 * A rule across the screen with `left` in it, and `right` at its end where there is room; in plain mode the
 * words alone.
 */
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

/** Joins parts with `joint` and breaks lines only between them, unless a part is wider than a line. */
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

export function facts(parts: readonly string[], look: Look): string {
  const joint = ` ${look.theme.symbols.dot} `;
  return inset(flow(parts.filter(Boolean), joint, innerColumns(look)), look);
}

/** Removes Markdown marks, since a piece of a sentence may have half a pair. */
export const withoutMarks = (text: string): string => clean(text).replaceAll(/\*\*|`/g, '');

// The only importer of string-width and wrap-ansi. Widths are display columns. Text from outside must have
// passed `clean`.
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { oneLine as onOneLine, stripControls } from '../../core/base/text.ts';

/** Columns of a pipe. */
export const UNCUT = 100_000;

export type Align = 'left' | 'right' | 'center';

// The segmenter takes quadratic time for a long run of wide characters, so runs are cut to this many units.
const LONGEST_RUN = 1024;
const LONG_WORD = new RegExp(`[^ \\n]{${LONGEST_RUN + 1},}`, 'g');
const PIECES = new RegExp(`[^]{1,${LONGEST_RUN}}`, 'gu');

// One column each, whatever is next to them: Latin, Greek, Cyrillic, dashes, raised letters, arrows, signs, lines, check
// marks. Most texts need no segmenter, whose first use takes 36 ms; scripts/build.js gives this pattern to string-width
// and wrap-ansi, too.
const NARROW =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u1d2c-\u1d6a\u2010-\u2027\u2070-\u209c\u2190-\u22ff\u2500-\u259f\u2610\u2611\u2713\u2717\u276f]*$/;

/** Styles take no columns, wide characters and emoji two. One line only. */
export function textWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  if (text.length <= LONGEST_RUN) return stringWidth(text);
  return (text.match(PIECES) ?? []).reduce((sum, piece) => sum + stringWidth(piece), 0);
}

/** Breaks words longer than a run, at a multiple of `columns`. */
function cutLongWords(text: string, columns: number): string {
  if (text.length <= LONGEST_RUN) return text;
  const length = Math.max(1, Math.floor(LONGEST_RUN / columns)) * columns;
  return text.replace(LONG_WORD, (word) => word.replace(new RegExp(`[^]{${length}}(?=[^])`, 'gu'), '$&\n'));
}

/** `stripControls`, with four spaces for each tab. */
export function clean(text: string): string {
  return stripControls(text).replaceAll('\t', '    ');
}

export const oneLine = (text: string): string => onOneLine(stripControls(text));

const fits = (text: string, room: number): boolean =>
  text.length <= room && NARROW.test(text) && text.trim() === text;

/**
 * Wraps at spaces. Newlines stay.
 * @param text may contain styles; they are closed and reopened at line ends
 * @param columns width of the result, indent included
 */
export function wrapText(text: string, columns: number, indent = ''): string {
  const room = Math.max(1, columns - textWidth(indent));
  if (fits(text, room)) return text === '' ? '' : indent + text;
  const wrapped = wrapAnsi(cutLongWords(text, room), room, { hard: true });
  return indent === '' ? wrapped : indentLines(wrapped, indent);
}

/** `marker` before the first line, and as many spaces before the others. */
export function hangText(marker: string, text: string, columns: number): string {
  const indent = ' '.repeat(textWidth(marker));
  return marker + wrapText(text, columns, indent).slice(indent.length);
}

/** Each line below its own indent. */
export function wrapLines(text: string, columns: number): string {
  if (text.length <= columns) return text;
  const wrapped = (line: string): string => {
    if (textWidth(line) <= columns) return line;
    const indent = /^ */.exec(line)?.[0] ?? '';
    // A line that is nearly all indent would become a column of letters.
    return indent.length * 2 > columns ? line : wrapText(line.slice(indent.length), columns, indent);
  };
  return text.split('\n').map(wrapped).join('\n');
}

export function indentLines(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** Breaks exactly at `columns` and keeps every space: for code. */
export function breakLines(text: string, columns: number): string {
  const room = Math.max(1, columns);
  return wrapAnsi(cutLongWords(text, room), room, { hard: true, trim: false, wordWrap: false });
}

export function padTo(text: string, columns: number, align: Align = 'left'): string {
  const missing = Math.max(0, columns - textWidth(text));
  const before = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(missing - before);
}

/** `ellipsis` at the end if something was cut. */
export function truncateTo(text: string, columns: number, ellipsis = '…'): string {
  if (textWidth(text) <= columns) return text;
  const room = columns - textWidth(ellipsis);
  if (room < 1) return ellipsis.slice(0, Math.max(0, columns));
  if (NARROW.test(text)) return text.slice(0, room).trimEnd() + ellipsis;
  // The slack is for styles, marks, and joined emoji.
  const head = text.slice(0, columns * 32 + 256);
  const first = breakLines(head, room).split('\n')[0] ?? '';
  // A wide character does not fit into one column.
  return (textWidth(first) > room ? '' : first.trimEnd()) + ellipsis;
}

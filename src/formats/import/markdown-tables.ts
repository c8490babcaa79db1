// Tables in Markdown with a column of questions.
import type { Range } from '../../core/base/span.ts';
import type { TextLine } from '../markdown/outline.ts';
import { layoutByContent, layoutOf } from './fields.ts';
import { trimmedRange } from './sheet-passages.ts';

const RULE = /^[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** In characters. */
const LONGEST_RULE = 2000;

/** Between bars, without surrounding spaces. */
function cellsOf(text: string, { start, end }: Range) {
  let next = start + (/^[ \t]*\|?/.exec(text.slice(start, end))?.[0].length ?? 0);
  const row = text.slice(next, end).replace(/\|[ \t]*$/, '');
  return row.split(/(?<!\\)\|/).map(({ length }) => {
    const cell = trimmedRange(text, { start: next, end: next + length });
    next += length + 1;
    return { ...cell, text: text.slice(cell.start, cell.end).replaceAll(String.raw`\|`, '|') };
  });
}

export function questionTables(text: string, lines: readonly TextLine[]) {
  const isRow = (line: TextLine | undefined): line is TextLine =>
    line !== undefined && !line.code && text.slice(line.start, line.end).includes('|');
  const isRule = (line: TextLine): boolean =>
    line.end - line.start <= LONGEST_RULE && RULE.test(text.slice(line.start, line.end));
  return lines.flatMap((head, at) => {
    const rule = lines[at + 1];
    if (!isRow(head) || !isRow(rule) || !isRule(rule)) return [];
    const names = cellsOf(text, head).map((cell) => cell.text.replace(/[*_`]/g, ''));
    const rows = [];
    for (let i = at + 2, line = lines[i]; isRow(line); line = lines[(i += 1)])
      rows.push({ line, cells: cellsOf(text, line) });
    const texts = rows.map(({ cells }) => cells.map((cell) => cell.text));
    const layout = layoutOf(names) ?? layoutByContent(names, texts);
    return layout ? [{ names, layout, rows }] : [];
  });
}

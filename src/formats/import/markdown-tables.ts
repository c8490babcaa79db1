// Tables in Markdown with a column of questions.
import type { Range } from '../../core/base/span.ts';
import type { TextLine } from '../markdown/outline.ts';
import { type Layout, layoutByContent, layoutOf } from './fields.ts';
import { trimmedRange } from './sheet-passages.ts';

const RULE = /^[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** In characters. */
const LONGEST_RULE = 2000;
/** In characters, on average: levels and names of companies are shorter. */
const SHORTEST_ANSWER = 25;

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

/** A column without a known name, such as *I say*, answers if nothing else does and it has the most words. */
function withAnswer(names: readonly string[], texts: readonly (readonly string[])[]): Layout | undefined {
  const layout = layoutOf(names);
  if (!layout || layout.fields.has('answer') || layout.fields.has('explanation') || layout.options.length > 0)
    return layout;
  const lengths = layout.rest.map((at) => {
    const filled = texts.map((row) => row[at] ?? '').filter((cell) => /\p{L}/u.test(cell));
    return { at, filled: filled.length, length: filled.join('').length };
  });
  const [longest] = lengths
    .filter(({ filled, length }) => filled * 2 > texts.length && length >= filled * SHORTEST_ANSWER)
    .toSorted((a, b) => b.length - a.length);
  const given = names.map((name, at) => (at === longest?.at ? 'answer' : name));
  return longest ? (layoutOf(given) ?? layout) : layout;
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
    const layout = withAnswer(names, texts) ?? layoutByContent(names, texts);
    return layout ? [{ names, layout, rows }] : [];
  });
}

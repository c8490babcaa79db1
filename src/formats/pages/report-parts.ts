// What the parts of a report are made of: a chart with its words, and a table behind it. Knows HTML; knows no figures.
import { textHtml } from '../html-text.ts';

const WHOLE = /\d+ %|\d{4}-\d{2}-\d{2}/g;

/** A sentence as HTML. A figure and its sign, and a day, are read as one: no line is broken in them. */
export const wordsHtml = (words: string): string =>
  textHtml(words).replace(WHOLE, '<span class="whole">$&</span>');

/** What every page with such sentences has in its style. */
export const WHOLE_STYLE = '.whole { white-space: nowrap; }\n';

/** Rows of texts below their headings; the first cell of a row names it. */
export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** A table that can be moved sideways where it is wider than the page. @param name what it holds */
export function tableHtml({ head, rows }: Table, name: string): string {
  const headings = head.map((cell) => `<th scope="col">${textHtml(cell)}</th>`).join('');
  const body = rows.map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${textHtml(first)}</th>${rest.map((cell) => `<td>${textHtml(cell)}</td>`).join('')}</tr>\n`,
  );
  return `<div class="table" role="region" aria-label="${textHtml(name)}" tabindex="0">
<table>
<thead><tr>${headings}</tr></thead>
<tbody>
${body.join('')}</tbody>
</table>
</div>
`;
}

/** A table that is folded away: the figures of a chart. Empty without a row. */
export const foldedTable = (table: Table, name: string): string =>
  table.rows.length === 0
    ? ''
    : `<details>\n<summary>${textHtml(name)} as a table</summary>\n${tableHtml(table, name)}</details>\n`;

/** What a sign or a colour of a chart means. */
type LegendEntry = { readonly kind: string; readonly text: string };

/** The signs of a chart. */
export const legendHtml = (entries: readonly LegendEntry[]): string =>
  `<ul class="legend">\n${entries.map((entry) => `<li><span class="swatch ${entry.kind}"></span>${textHtml(entry.text)}</li>\n`).join('')}</ul>\n`;

/** A chart with what it says in words; the words alone where there is no chart. */
export const figureHtml = (svg: string, words: string, legend = ''): string =>
  svg === ''
    ? `<p>${wordsHtml(words)}</p>\n`
    : `<figure>\n${svg}${legend}<figcaption>${wordsHtml(words)}</figcaption>\n</figure>\n`;

/** A part of the page. */
export const sectionHtml = (title: string, ...inside: readonly string[]): string =>
  `<section>\n<h2>${textHtml(title)}</h2>\n${inside.join('')}</section>\n`;

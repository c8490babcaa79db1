// What a search found: each question with the stretch of its answer that holds the words.
import type { Hit } from '../core/search.ts';
import { WIDEST, type Look } from './frame.ts';
import { clean, wrapText } from './width.ts';

const INDENT = '  ';

/** The hits, best first, an empty line between them; empty for none. */
export function renderHits(hits: readonly Hit[], { columns, theme }: Look): string {
  const width = Math.min(columns, WIDEST);
  return hits
    .map(({ question: { id, number, title }, excerpt }) => {
      const name = clean(number === undefined ? id : `Q${number} ${id}`);
      const lines = [theme.strong(wrapText(clean(title), width)), theme.dim(wrapText(name, width, INDENT))];
      return [...lines, ...(excerpt ? [wrapText(clean(excerpt), width, INDENT)] : []), ''].join('\n');
    })
    .join('\n');
}

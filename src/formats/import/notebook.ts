// Notebooks of Jupyter as Markdown: their cells of text and code, without outputs. Places are those of the notebook.
import type { Source } from '../../core/base/span.ts';
import { type JsonNode, jsonTree } from '../notation/json.ts';
import { entryOf, listIn, nodeText } from './fields.ts';
import { type Fragment, madeOfLines } from './made-source.ts';

export const isNotebook = (file: string): boolean => /\.ipynb$/i.test(file);

/** The text of a cell is one string, or one for each line. */
function linesOf(text: JsonNode | undefined): readonly Fragment[] {
  const parts = text?.kind === 'list' ? text.items : text ? [text] : [];
  return parts.flatMap((part) =>
    nodeText(part)
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => ({ text: line, from: part.at })),
  );
}

const LANGUAGE = /^[\w+#-]{1,20}$/;
const LONGEST_FENCE = 3;

/** Longer than any in the code. */
function fenceFor(code: readonly Fragment[]): string {
  let longest = LONGEST_FENCE;
  for (const { text } of code) longest = Math.max(longest, /^[ \t]*(`{3,})/.exec(text)?.[1]?.length ?? 0);
  return '`'.repeat(longest + 1);
}

export function notebookAsMarkdown(source: Source): Source {
  const [notebook] = jsonTree(source.text).values;
  const info = entryOf(entryOf(notebook, ['metadata']), ['language_info']);
  const name = entryOf(info, ['name']);
  const language = name?.kind === 'text' && LANGUAGE.test(name.text) ? name.text.toLowerCase() : 'python';
  const lines = listIn(notebook, 'cells').flatMap((cell): readonly Fragment[] => {
    const type = entryOf(cell, ['cell_type']);
    const own = linesOf(entryOf(cell, ['source']));
    const [{ from } = { from: 0 }] = own;
    const empty = { text: '', from };
    if (type?.kind !== 'text' || own.length === 0) return [];
    if (type.text === 'markdown') return [...own, empty];
    const fence = fenceFor(own);
    return type.text === 'code'
      ? [{ text: fence + language, from }, ...own, { text: fence, from }, empty]
      : [];
  });
  return madeOfLines(source, lines);
}

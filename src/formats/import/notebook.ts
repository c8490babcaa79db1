// Notebooks of Jupyter as Markdown: their cells of text and code, without outputs. Places are those of the notebook.
import type { Source } from '../../core/base/span.ts';
import { type JsonNode, jsonTree } from '../notation/json.ts';
import { type Fragment, madeOfLines } from './made-source.ts';

export const isNotebook = (file: string): boolean => /\.ipynb$/i.test(file);

const entryOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'map' ? node.entries.find(([key]) => key === name)?.[1] : undefined;

/** The text of a cell is one string, or one for each line. */
function linesOf(text: JsonNode | undefined): readonly Fragment[] {
  const parts = text?.kind === 'list' ? text.items : text ? [text] : [];
  return parts.flatMap((part) =>
    part.kind === 'text'
      ? part.text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => ({ text: line, from: part.at }))
      : [],
  );
}

export function notebookAsMarkdown(source: Source): Source {
  const [notebook] = jsonTree(source.text).values;
  const cells = entryOf(notebook, 'cells');
  const lines = (cells?.kind === 'list' ? cells.items : []).flatMap((cell): readonly Fragment[] => {
    const type = entryOf(cell, 'cell_type');
    const own = linesOf(entryOf(cell, 'source'));
    const [{ from } = { from: 0 }] = own;
    const empty = { text: '', from };
    if (type?.kind !== 'text' || own.length === 0) return [];
    if (type.text === 'markdown') return [...own, empty];
    return type.text === 'code' ? [{ text: '````python', from }, ...own, { text: '````', from }, empty] : [];
  });
  return madeOfLines(source, lines);
}

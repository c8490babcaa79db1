// Notebooks of Jupyter: cells of text and code, with the lines of the notebook.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';

type Cell = { readonly cell_type: string; readonly source: string | readonly string[] };

const text = (...source: readonly string[]): Cell => ({ cell_type: 'markdown', source });
const code = (...source: readonly string[]) => ({
  cell_type: 'code',
  execution_count: 1,
  outputs: [{ output_type: 'stream', text: ['## What is an output?\n', 'None of it.'] }],
  source,
});
const notebook = (cells: readonly Cell[], metadata: object = {}, indent = 1): string =>
  `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, indent)}\n`;

const read = (written: string, file = 'interview.ipynb') =>
  readBankFile(openSource(file, written, 'notes'), 'bank');
const answersOf = (written: string) =>
  read(written).questions.map(({ title, answer }) => [title, answer.text]);

const CELLS = [
  text('# Interview\n', '\n', '## How do you count rows?\n'),
  code('df = load()\n', 'len(df)'),
  text('That is cheap.'),
  { cell_type: 'raw', source: ['## What is raw?'] },
  { cell_type: 'markdown', source: '## What is a frame?\n\nA table.\n\n- with columns\n- with an index' },
  text('## What is a series?\n', 'A column.'),
];
const READ = [
  ['How do you count rows?', '````python\ndf = load()\nlen(df)\n````\n\nThat is cheap.'],
  ['What is a frame?', 'A table.\n\n- with columns\n- with an index'],
  ['What is a series?', 'A column.'],
];

describe('a notebook', () => {
  it('has the questions of its text, with the code between, and no outputs', () => {
    expect(answersOf(notebook(CELLS))).toEqual(READ);
    expect(answersOf(notebook(CELLS, {}, 0))).toEqual(READ);
    expect(answersOf(notebook(CELLS).replaceAll('\n', '\r\n'))).toEqual(READ);
    expect(answersOf(`\ufeff${notebook(CELLS)}`)).toEqual(READ);
  });

  it('has the lines of its file', () => {
    const written = notebook(CELLS);
    const lines = written.split('\n');
    const { questions } = read(written);
    expect(questions.map(({ title, line }) => lines[line - 1]?.includes(title))).toEqual([true, true, true]);
    const [first] = questions;
    expect(lines[(first?.answer.at.start.line ?? 0) - 1]).toContain('df = load()');
  });

  it('may be in another language, and have fences in its code', () => {
    const cells = [text('## How do you print a fence?'), code('cat("\n', '````\n', '")'), ...CELLS.slice(4)];
    expect(answersOf(notebook(cells, { language_info: { name: 'R' } }))).toEqual([
      ['How do you print a fence?', '`````r\ncat("\n````\n")\n`````'],
      ...READ.slice(1),
    ]);
  });

  it('may be read as one of the shapes of Markdown', () => {
    const source = openSource('interview.ipynb', notebook(CELLS));
    expect(readShaped(source, 'bank', { shape: 'guide' }).content.questions).toHaveLength(3);
  });

  it('is read as far as it goes', () => {
    const written = notebook(CELLS);
    const cut = written.slice(0, written.indexOf('## What is a series?'));
    expect(answersOf(cut).slice(0, 2)).toEqual(READ.slice(0, 2));
  });

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"cells": 1}',
    '{"cells": [1, {}, {"cell_type": "markdown"}]}',
    '{"cells": [',
  ])('without cells of text gives nothing: %j', (written) => {
    expect(read(written).questions).toEqual([]);
  });

  it('that analyzes data gives nothing', () => {
    const cells = [
      text('# Sales\n', '\n', 'What do we sell in spring?'),
      code('plot(sales)'),
      text('## Setup'),
      code('import frames'),
      text('## Results\n', '\n', 'They rise.'),
    ];
    expect(read(notebook(cells), 'analysis.ipynb').questions).toEqual([]);
  });

  it('may have a cell of many lines', () => {
    const lines = Array.from({ length: 150_000 }, () => '````\n');
    const [first] = read(
      notebook([
        text('## How do you print a fence?'),
        { cell_type: 'code', source: lines },
        ...CELLS.slice(4),
      ]),
    ).questions;
    expect(first?.answer.text.startsWith('`````python\n````\n````\n')).toBe(true);
  });

  it('is none by its content', () => {
    expect(read(notebook(CELLS), 'interview.json').questions).toEqual([]);
  });
});

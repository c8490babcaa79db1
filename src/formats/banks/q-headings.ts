// Markdown whose questions are headings that begin with a letter alone, `## Q. What is …?`, as cheat sheets have them.
import type { BankReader } from './found.ts';
import { readSheet, sheetIs } from './sheet-questions.ts';

export const qHeadingsReader: BankReader = {
  name: 'q-headings',
  title: 'Cheat sheet with `Q.` headings',
  recognises: (source) => sheetIs(source, 'q-headings'),
  read: readSheet,
};

// Markdown whose questions are headings in an ordered list, `1. ### What is …?`, with the answers indented below.
import type { BankReader } from './found.ts';
import { readSheet, sheetIs } from './sheet-questions.ts';

export const numberedHeadingsReader: BankReader = {
  name: 'numbered-headings',
  title: 'Numbered headings in Markdown',
  recognises: (source) => sheetIs(source, 'numbered-headings'),
  read: readSheet,
};

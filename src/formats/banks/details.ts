// Markdown whose questions unfold, `<details><summary>What is …?</summary>…</details>`, or whose answers do, below
// a heading. Elements in the answer that ask again are follow-ups.
import type { BankReader } from './found.ts';
import { readSheet, sheetIs } from './sheet-questions.ts';

export const detailsReader: BankReader = {
  name: 'details',
  title: 'Answers that unfold in Markdown',
  recognises: (source) => sheetIs(source, 'details'),
  read: readSheet,
};

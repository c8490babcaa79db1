// Markdown whose questions have options, `- [ ] …` or `- A: …`, and tell below, or in a tick, which are right.
import type { BankReader } from './found.ts';
import { readSheet, sheetIs } from './sheet-questions.ts';

export const multipleChoiceReader: BankReader = {
  name: 'multiple-choice',
  title: 'Multiple choice in Markdown',
  recognises: (source) => sheetIs(source, 'multiple-choice'),
  read: readSheet,
};

// Markdown whose questions are lines in bold, `**What is …?**`, with the answers below or behind.
import type { BankReader } from './found.ts';
import { readSheet, sheetIs } from './sheet-questions.ts';

export const boldQuestionsReader: BankReader = {
  name: 'bold-questions',
  title: 'Bold questions in Markdown',
  recognises: (source) => sheetIs(source, 'bold-questions'),
  read: readSheet,
};

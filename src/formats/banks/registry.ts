// All readers of other people's question files, most specific first. A file is read by the first that recognises it.
import { ankiText } from './anki-text.ts';
import { bulletsReader } from './bullets.ts';
import { exportedJson } from './exported-json.ts';
import { exportedTable } from './exported-table.ts';
import { flashcards } from './flashcards.ts';
import type { BankReader } from './found.ts';
import { hashcards } from './hashcards.ts';
import { jsonBank } from './json-bank.ts';
import { plainHeadings } from './plain-headings.ts';
import { questionAnswerFile } from './question-answer-file.ts';
import { sheetReaders } from './sheet-questions.ts';
import { tableBank } from './table-bank.ts';

/** Of files that prep exported. Whatever their texts hold, they are nothing else. */
export const OWN_READERS: readonly BankReader[] = [exportedTable, exportedJson];

export const READERS: readonly BankReader[] = [
  ankiText,
  jsonBank,
  questionAnswerFile,
  ...sheetReaders,
  tableBank,
  hashcards,
  flashcards,
  bulletsReader,
  plainHeadings,
];

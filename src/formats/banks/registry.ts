// All readers of other people's question files, most specific first. A file is read by the first that recognises it.
import { boldQuestionsReader } from './bold-questions.ts';
import { detailsReader } from './details.ts';
import { exportedJson } from './exported-json.ts';
import { exportedTable } from './exported-table.ts';
import type { BankReader } from './found.ts';
import { multipleChoiceReader } from './multiple-choice.ts';
import { numberedHeadingsReader } from './numbered-headings.ts';
import { qHeadingsReader } from './q-headings.ts';

/** Of files that prep exported. Whatever their texts hold, they are nothing else. */
export const OWN_READERS: readonly BankReader[] = [exportedTable, exportedJson];

export const READERS: readonly BankReader[] = [
  detailsReader,
  numberedHeadingsReader,
  boldQuestionsReader,
  qHeadingsReader,
  multipleChoiceReader,
];

// All readers of other people's question files, most specific first. A file is read by the first that recognises it.
import { aiken } from './aiken.ts';
import { ankiText } from './anki-text.ts';
import { boldQuestionsReader } from './bold-questions.ts';
import { bulletsReader } from './bullets.ts';
import { detailsReader } from './details.ts';
import { exportedJson } from './exported-json.ts';
import { exportedTable } from './exported-table.ts';
import { flashcards } from './flashcards.ts';
import type { BankReader } from './found.ts';
import { gift } from './gift.ts';
import { hashcards } from './hashcards.ts';
import { jsonBank } from './json-bank.ts';
import { multipleChoiceReader } from './multiple-choice.ts';
import { numberedHeadingsReader } from './numbered-headings.ts';
import { openTrivia } from './open-trivia.ts';
import { plainHeadings } from './plain-headings.ts';
import { qHeadingsReader } from './q-headings.ts';
import { questionAnswerFile } from './question-answer-file.ts';
import { quizApi } from './quiz-api.ts';
import { quizlet } from './quizlet.ts';
import { tableBank } from './table-bank.ts';

/** Of files that prep exported. Whatever their texts hold, they are nothing else. */
export const OWN_READERS: readonly BankReader[] = [exportedTable, exportedJson];

export const READERS: readonly BankReader[] = [
  ankiText,
  openTrivia,
  quizApi,
  jsonBank,
  gift,
  aiken,
  questionAnswerFile,
  detailsReader,
  numberedHeadingsReader,
  boldQuestionsReader,
  qHeadingsReader,
  multipleChoiceReader,
  tableBank,
  quizlet,
  hashcards,
  flashcards,
  bulletsReader,
  plainHeadings,
];

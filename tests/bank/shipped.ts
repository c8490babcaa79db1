// The bank that ships, read by the real readers, and its texts as they are said with the example values put in.
// Judges nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleBanks, type FileContent } from '../../src/core/base/bank.ts';
import type { Values } from '../../src/core/fill/conditional.ts';
import { fillText, segmentsText } from '../../src/core/fill/values.ts';
import type { Question } from '../../src/core/base/question.ts';
import { openSource, type Source, type Text } from '../../src/core/base/span.ts';
import { readMetricsFile } from '../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../src/formats/question/question-file.ts';
import { root } from '../support/environment.ts';
import { exampleValues } from '../support/examples.ts';

const BANK = 'questions';

/** Reads a file of the bank by the reader that its name asks for. */
export function readBankFile(source: Source, name: string): FileContent {
  return source.file.endsWith('metrics.md') ? readMetricsFile(source, name) : readQuestionFile(source, name);
}

/** The bank in a folder of this repository, with every problem that its readers found, and with the example of each metric. */
function bankIn(folder: string) {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .map((path) => openSource(`${folder}/${path}`, readFileSync(join(root, folder, path), 'utf8')))
    .map((source) => readBankFile(source, folder));
  const read = assembleBanks([{ bank: folder, own: false, files }]);
  return { bank: read, values: exampleValues(read, { thousands: 'none' }) };
}

export const { bank, values } = bankIn(BANK);

/**
 * The first edition of the bank. Answers, labels and files of the corpora were written for it, so their figures do not
 * change with the text that ships.
 */
export const firstEdition = bankIn('tests/corpus/first-edition');

/** Its questions by number. */
export const questions: readonly Question[] = [...bank.questions.values()];

/** A text that somebody reads or says, with the examples in it. */
export type Said = {
  readonly question: Question;
  /** `Q4 answer`, `Q4 follow-up 2`. */
  readonly where: string;
  /** As written in the bank. */
  readonly written: Text;
  readonly text: string;
};

/** Answer and follow-ups of a question, in order; the words of a follow-up's question stand before its answer. */
function textsOf(question: Question, shown: Values): readonly Said[] {
  const said = (where: string, written: Text): Said => ({
    question,
    where: `Q${question.number} ${where}`,
    written,
    text: segmentsText(fillText(written, question, shown)).replaceAll('\u00A0', ' '),
  });
  return [
    said('answer', question.answer),
    ...question.followUpTexts.flatMap(({ question: asked, answer }, i) => [
      said(`follow-up ${i + 1} asked`, asked),
      said(`follow-up ${i + 1}`, answer),
    ]),
  ];
}

/** All texts of these questions, as they read with these values. */
export const textsIn = (shown: Values, some = questions): readonly Said[] =>
  some.flatMap((question) => textsOf(question, shown));

/** All texts of the bank. */
export const texts: readonly Said[] = textsIn(values);

/** The answer to question `number`, with the examples in it. */
export function answerOf(number: number): string {
  const said = texts.find(({ question, where }) => question.number === number && where.endsWith('answer'));
  if (!said) throw new Error(`there is no question ${number}`);
  return said.text;
}

/** All texts of question `number` in one, a blank line between them. */
export const allOf = (number: number): string =>
  texts
    .filter(({ question }) => question.number === number)
    .map(({ text }) => text)
    .join('\n\n');

/** What of a Markdown text is said aloud: no code blocks, tables, headings and marks. */
export const spoken = (markdown: string): string =>
  markdown
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/^(?:\||#{1,6} ).*$/gm, '')
    .replaceAll(/[*_`>#]/g, '');

/** How many words that is. `45 ms` are two; a dash between spaces is none. */
export const wordCount = (markdown: string): number =>
  spoken(markdown)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

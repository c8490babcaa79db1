// Questions as a table for spreadsheets, one per row; prep reads it back as the same questions
// (formats/import/exported.ts).
import { withNewlines } from '../../core/base/text.ts';
import type { Outgoing } from '../../core/import/export.ts';
import { safeCell, writeCsv, writeItems, writeTags } from '../notation/csv.ts';
import { phrasesText } from '../question/points.ts';

const CELLS = {
  id: ({ id }) => id,
  number: ({ number }) => (number === undefined ? '' : String(number)),
  section: ({ section }) => section,
  question: ({ title }) => title,
  asked: ({ asked }) => asked ?? '',
  answer: ({ answer }) => answer,
  'key points': ({ keyPoints, pointAlternatives }) =>
    writeItems(
      keyPoints.map((point, i) => ({
        item: withNewlines(point),
        reply: phrasesText(pointAlternatives?.[i] ?? []),
      })),
    ),
  'follow-ups': ({ followUps }) =>
    writeItems(
      followUps.map(({ question, answer }) => ({
        item: withNewlines(question),
        reply: withNewlines(answer),
      })),
    ),
  tags: ({ tags }) => writeTags(tags),
  difficulty: ({ difficulty }) => difficulty,
  minutes: ({ minutes }) => String(minutes),
  kind: ({ kind }) => kind,
  suspended: ({ suspended }) => (suspended ? 'true' : ''),
  notes: ({ notes }) => notes ?? '',
  source: ({ source }) => source ?? '',
  created: ({ created }) => created ?? '',
  updated: ({ updated }) => updated ?? '',
} satisfies Readonly<Record<string, (question: Outgoing) => string>>;

export type BankColumn = keyof typeof CELLS;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own names, and no others
const BANK_COLUMNS = Object.keys(CELLS) as readonly BankColumn[];

export function writeTable(questions: readonly Outgoing[]): string {
  // Line ends in cells match those of the table, because programs unify them anyway.
  const rows = questions.map((question) =>
    Object.values(CELLS).map((cell) => safeCell(withNewlines(cell(question)))),
  );
  return writeCsv([BANK_COLUMNS, ...rows]);
}

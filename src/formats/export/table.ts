// Questions as a table, one a row, for spreadsheets: prep reads it back as the same questions
// (banks/exported-table.ts).
import { withNewlines } from '../../core/base/text.ts';
import type { Outgoing } from '../../core/import/export.ts';
import { safeCell, writeCsv, writeItems, writeTags } from '../notation/csv.ts';
import { phrasesText } from '../question/points.ts';

/** The columns, in the order in which they are written. */
export const BANK_COLUMNS = [
  'id',
  'number',
  'section',
  'question',
  'asked',
  'answer',
  'key points',
  'follow-ups',
  'tags',
  'difficulty',
  'minutes',
  'kind',
  'suspended',
  'notes',
  'source',
  'created',
  'updated',
] as const;
export type BankColumn = (typeof BANK_COLUMNS)[number];

function cellsOf(question: Outgoing): Readonly<Record<BankColumn, string>> {
  return {
    id: question.id,
    number: question.number === undefined ? '' : String(question.number),
    section: question.section,
    question: question.title,
    asked: question.asked ?? '',
    answer: question.answer,
    'key points': writeItems(
      question.keyPoints.map((point, i) => ({
        item: withNewlines(point),
        reply: phrasesText(question.pointAlternatives?.[i] ?? []),
      })),
    ),
    'follow-ups': writeItems(
      question.followUps.map((each) => ({
        item: withNewlines(each.question),
        reply: withNewlines(each.answer),
      })),
    ),
    tags: writeTags(question.tags),
    difficulty: question.difficulty,
    minutes: String(question.minutes),
    kind: question.kind,
    suspended: question.suspended ? 'true' : '',
    notes: question.notes ?? '',
    source: question.source ?? '',
    created: question.created ?? '',
    updated: question.updated ?? '',
  };
}

/** The table as CSV, its columns named in the first row. */
export function writeTable(questions: readonly Outgoing[]): string {
  const rows = questions.map((question) => {
    const cells = cellsOf(question);
    // Lines in cells end as those of the table do: programs make these the same anyway.
    return BANK_COLUMNS.map((column) => safeCell(withNewlines(cells[column])));
  });
  return writeCsv([BANK_COLUMNS, ...rows]);
}

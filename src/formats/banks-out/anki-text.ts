// Notes as a text that Anki imports, with the lines at its head that tell Anki what the columns are. Knows the table;
// knows nothing of what stands in the fields.
import type { Outgoing } from '../../core/export.ts';
import { NOTE_FIELDS, NOTE_TYPE } from '../anki-notetype.ts';
import { writeCsv } from '../csv.ts';
import { ankiNotes } from './anki.ts';

/**
 * The kind of note is named once for all rows: in a column, Anki leaves out notes of a kind that is not there, while so it
 * asks for another and takes question and answer into its first two fields.
 */
const HEAD = [
  'separator:tab',
  'html:true',
  `notetype:${NOTE_TYPE}`,
  'if matches:update current',
  'guid column:1',
  'deck column:2',
  `tags column:${NOTE_FIELDS.length + 3}`,
]
  .map((line) => `#${line}\n`)
  .join('');

/** The text of questions, in their order. */
export const ankiTextOf = (questions: readonly Outgoing[]): string =>
  HEAD +
  writeCsv(
    ankiNotes(questions).map(({ guid, deck, tags, fields }) => [guid, deck, ...fields, tags]),
    '\t',
  );

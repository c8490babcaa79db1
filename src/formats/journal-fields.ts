// What the fields of a journal line must be: a checked JSON object becomes an entry, or damage that can be told to its
// owner. Knows nothing of lines and files.
import { MODES, type Attempt, type Mode } from '../core/attempt.ts';
import type { AttemptEntry, Entry } from '../core/journal.ts';
import { RATINGS } from '../core/rating.ts';
import type { UnknownFields } from '../core/unknown-value.ts';
import { addRemembered, addSaid, atField, type Writable } from './attempt-fields.ts';
import {
  Damage,
  field,
  isName,
  isPoint,
  listField,
  MAX_LINE_CHARS,
  MAX_TEXT_CHARS,
  msField,
  nameField,
  shareField,
  textField,
  wordField,
  yesField,
} from './json-fields.ts';

/** How a rating can have come about. */
export const WAYS = [
  'points',
  'override',
  'drill',
  'grade',
  'mock',
] as const satisfies readonly Attempt['by'][];

type Optional = Partial<Writable<Attempt>>;

/** The fields of an attempt that may be left out, as far as they are there. */
function optionalFields(raw: UnknownFields): Optional {
  const fields: Optional = {};
  const has = (name: string): boolean => field(raw, name) !== undefined;
  if (has('text')) fields.text = textField(raw, 'text', MAX_TEXT_CHARS);
  addSaid(fields, raw);
  if (has('predicted')) fields.predicted = shareField(raw, 'predicted');
  if (has('session')) fields.session = nameField(raw, 'session');
  if (has('by')) fields.by = wordField(raw, 'by', WAYS);
  if (has('cram')) fields.cram = yesField(raw, 'cram');
  return addRemembered(fields, raw);
}

function attemptOf(raw: UnknownFields): AttemptEntry {
  return {
    type: 'attempt',
    id: nameField(raw, 'id'),
    question: nameField(raw, 'question'),
    rating: wordField(raw, 'rating', RATINGS),
    at: atField(raw),
    elapsedMs: msField(raw, 'elapsedMs'),
    mode: wordField<Mode>(raw, 'mode', MODES),
    points: listField(raw, 'points', isPoint, '0 and 1'),
    cited: listField(raw, 'cited', isName, 'metric names'),
    ...optionalFields(raw),
  };
}

/** The entry that a line's object means. Throws `Damage` when a field is missing or is not what it should be. */
export function entryOf(raw: UnknownFields): Entry {
  const type = field(raw, 'type');
  if (type === 'attempt') return attemptOf(raw);
  const happened = { id: nameField(raw, 'id'), at: atField(raw) };
  switch (type) {
    case 'undo':
      return { type, ...happened, target: nameField(raw, 'target') };
    case 'suspend':
    case 'unsuspend':
      return { type, ...happened, question: nameField(raw, 'question') };
    case 'note':
      return {
        type,
        ...happened,
        question: nameField(raw, 'question'),
        text: textField(raw, 'text', MAX_TEXT_CHARS),
      };
    case 'relink': {
      const why = field(raw, 'why') === undefined ? {} : { why: textField(raw, 'why', MAX_LINE_CHARS) };
      return { type, ...happened, from: nameField(raw, 'from'), to: nameField(raw, 'to'), ...why };
    }
    default:
      throw new Damage('"type" must be one of: attempt, undo, suspend, unsuspend, relink, note');
  }
}

// What the fields of a journal line must be: a checked JSON object becomes an entry, or damage that can be told to its
// owner. Knows nothing of lines and files.
import { MODES, type Attempt, type Mode } from '../core/attempt.ts';
import { parseIso, type Instant } from '../core/day.ts';
import type { AttemptEntry, Entry } from '../core/journal.ts';
import { RATINGS } from '../core/rating.ts';
import {
  Damage,
  deliveryField,
  elapsedField,
  field,
  isMs,
  isName,
  isPoint,
  listField,
  MAX_NAME_CHARS,
  MAX_TEXT_CHARS,
  nameField,
  shareField,
  textField,
  wordField,
  yesField,
  type Raw,
} from './json-fields.ts';

const WAYS = ['points', 'override', 'drill', 'grade', 'mock'] as const satisfies readonly Attempt['by'][];

function atField(raw: Raw): Instant {
  const at = parseIso(textField(raw, 'at', 100));
  if (at === undefined) throw new Damage('"at" must be a time such as 2026-11-24T09:00:00.000+01:00');
  return at;
}

type Optional = { -readonly [Field in keyof Attempt]?: Attempt[Field] };

/** The fields of an attempt that may be left out, as far as they are there. One by one: a journal has many lines. */
function optionalFields(raw: Raw): Optional {
  const fields: Optional = {};
  const has = (name: string): boolean => field(raw, name) !== undefined;
  if (has('text')) fields.text = textField(raw, 'text', MAX_TEXT_CHARS);
  if (has('recording')) fields.recording = textField(raw, 'recording', 10_000);
  if (has('delivery')) fields.delivery = deliveryField(raw);
  if (has('transcribed')) fields.transcribed = yesField(raw, 'transcribed');
  if (has('partsMs')) fields.partsMs = listField(raw, 'partsMs', isMs, 'times in milliseconds');
  if (has('predicted')) fields.predicted = shareField(raw, 'predicted');
  if (has('session')) fields.session = nameField(raw, 'session');
  if (has('by')) fields.by = wordField(raw, 'by', WAYS);
  if (has('cram')) fields.cram = yesField(raw, 'cram');
  if (has('title')) fields.title = textField(raw, 'title', 10_000);
  if (has('bank')) fields.bank = textField(raw, 'bank', MAX_NAME_CHARS);
  if (has('questionHash')) fields.questionHash = textField(raw, 'questionHash', MAX_NAME_CHARS);
  return fields;
}

function attemptOf(raw: Raw): AttemptEntry {
  return {
    type: 'attempt',
    id: nameField(raw, 'id'),
    question: nameField(raw, 'question'),
    rating: wordField(raw, 'rating', RATINGS),
    at: atField(raw),
    elapsedMs: elapsedField(raw),
    mode: wordField<Mode>(raw, 'mode', MODES),
    points: listField(raw, 'points', isPoint, '0 and 1'),
    cited: listField(raw, 'cited', isName, 'metric names'),
    ...optionalFields(raw),
  };
}

/** The entry that a line's object means. Throws `Damage` when a field is missing or is not what it should be. */
export function entryOf(raw: Raw): Entry {
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
      const why = field(raw, 'why') === undefined ? {} : { why: textField(raw, 'why', 10_000) };
      return { type, ...happened, from: nameField(raw, 'from'), to: nameField(raw, 'to'), ...why };
    }
    default:
      throw new Damage('"type" must be one of: attempt, undo, suspend, unsuspend, relink, note');
  }
}

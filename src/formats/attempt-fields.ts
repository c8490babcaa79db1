// Fields that attempts have in the journal and answers in the file of a mock alike: when it was, how it was said, what
// the question was then. Each is checked where it is there; what is not is left out.
import type { Attempt } from '../core/attempt.ts';
import { parseIso, type Instant } from '../core/day.ts';
import type { UnknownFields } from '../core/unknown-value.ts';
import {
  Damage,
  deliveryField,
  field,
  isMs,
  listField,
  MAX_LINE_CHARS,
  MAX_NAME_CHARS,
  textField,
  yesField,
} from './json-fields.ts';

/** A type that is being put together. */
export type Writable<Whole> = { -readonly [Field in keyof Whole]: Whole[Field] };

/** `at`: a moment. Throws `Damage`. */
export function atField(raw: UnknownFields): Instant {
  const at = parseIso(textField(raw, 'at', 100));
  if (at === undefined) throw new Damage('"at" must be a time such as 2026-11-24T09:00:00.000+01:00');
  return at;
}

// A journal has many lines: fields are put in one by one, which takes less time than spreading objects.

/** Puts in how an answer was said. Throws `Damage`. */
export function addSaid<
  Fields extends Writable<Pick<Attempt, 'recording' | 'delivery' | 'transcribed' | 'partsMs'>>,
>(fields: Fields, raw: UnknownFields): Fields {
  if (field(raw, 'recording') !== undefined) fields.recording = textField(raw, 'recording', MAX_LINE_CHARS);
  if (field(raw, 'delivery') !== undefined) fields.delivery = deliveryField(raw);
  if (field(raw, 'transcribed') !== undefined) fields.transcribed = yesField(raw, 'transcribed');
  if (field(raw, 'partsMs') !== undefined)
    fields.partsMs = listField(raw, 'partsMs', isMs, 'times in milliseconds');
  return fields;
}

/** Puts in what the question was. Throws `Damage`. */
export function addRemembered<Fields extends Writable<Pick<Attempt, 'title' | 'bank' | 'questionHash'>>>(
  fields: Fields,
  raw: UnknownFields,
): Fields {
  if (field(raw, 'title') !== undefined) fields.title = textField(raw, 'title', MAX_LINE_CHARS);
  if (field(raw, 'bank') !== undefined) fields.bank = textField(raw, 'bank', MAX_NAME_CHARS);
  if (field(raw, 'questionHash') !== undefined)
    fields.questionHash = textField(raw, 'questionHash', MAX_NAME_CHARS);
  return fields;
}

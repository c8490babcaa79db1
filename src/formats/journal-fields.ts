// What the fields of a journal line must be: a checked JSON object becomes an entry, or damage that can be told to its
// owner. Knows nothing of lines and files.
import { MODES, type Attempt, type Mode } from '../core/attempt.ts';
import { parseIso, type Instant } from '../core/day.ts';
import type { AttemptEntry, Entry } from '../core/journal.ts';
import { RATINGS } from '../core/rating.ts';

const MAX_NAME_CHARS = 500;
/** The longest text of an answer or a note. */
export const MAX_TEXT_CHARS = 1_000_000;
const MAX_LIST = 1000;
const WAYS = ['points', 'override', 'drill', 'grade'] as const satisfies readonly Attempt['by'][];

/** A JSON object as parsed: nothing is known of its values. */
export type Raw = Readonly<Record<string, unknown>>;

/** Why a line cannot be used, said to its owner. `readLine` of journal-lines.ts catches every one. */
export class Damage extends Error {}

/** True for a JSON object. */
export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of the line itself: what objects inherit (`constructor`) is not there. */
export function field(raw: Raw, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined;
}

function textField(raw: Raw, name: string, most: number): string {
  const value = field(raw, name);
  if (typeof value !== 'string') throw new Damage(`"${name}" must be a text`);
  if (value.length > most) throw new Damage(`"${name}" is longer than ${most} characters`);
  return value;
}

function nameField(raw: Raw, name: string): string {
  const value = textField(raw, name, MAX_NAME_CHARS);
  if (value === '') throw new Damage(`"${name}" must not be empty`);
  return value;
}

function wordField<Word extends string>(raw: Raw, name: string, words: readonly Word[]): Word {
  const value = field(raw, name);
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new Damage(`"${name}" must be one of: ${words.join(', ')}`);
  return word;
}

function atField(raw: Raw): Instant {
  const at = parseIso(textField(raw, 'at', 100));
  if (at === undefined) throw new Damage('"at" must be a time such as 2026-11-24T09:00:00.000+01:00');
  return at;
}

function elapsedField(raw: Raw): number {
  const value = field(raw, 'elapsedMs');
  if (typeof value !== 'number' || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER))
    throw new Damage('"elapsedMs" must be a number of milliseconds, 0 or more');
  return value;
}

function listField<Item>(
  raw: Raw,
  name: string,
  holds: (item: unknown) => item is Item,
  wants: string,
): readonly Item[] {
  const value = field(raw, name);
  if (!Array.isArray(value) || value.length > MAX_LIST || !value.every(holds))
    throw new Damage(`"${name}" must be a list of ${wants}`);
  return value;
}

function yesField(raw: Raw, name: string): boolean {
  const value = field(raw, name);
  if (typeof value !== 'boolean') throw new Damage(`"${name}" must be true or false`);
  return value;
}

const isPoint = (item: unknown): item is 0 | 1 => item === 0 || item === 1;
const isName = (item: unknown): item is string => typeof item === 'string' && item.length <= MAX_NAME_CHARS;

/** The fields of an attempt that may be left out, as far as they are there. */
function optionalFields(raw: Raw): Partial<Attempt> {
  const has = (name: string): boolean => field(raw, name) !== undefined;
  return {
    ...(has('text') ? { text: textField(raw, 'text', MAX_TEXT_CHARS) } : {}),
    ...(has('recording') ? { recording: textField(raw, 'recording', 10_000) } : {}),
    ...(has('session') ? { session: nameField(raw, 'session') } : {}),
    ...(has('by') ? { by: wordField(raw, 'by', WAYS) } : {}),
    ...(has('cram') ? { cram: yesField(raw, 'cram') } : {}),
    ...(has('title') ? { title: textField(raw, 'title', 10_000) } : {}),
    ...(has('bank') ? { bank: textField(raw, 'bank', MAX_NAME_CHARS) } : {}),
    ...(has('questionHash') ? { questionHash: textField(raw, 'questionHash', MAX_NAME_CHARS) } : {}),
  };
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

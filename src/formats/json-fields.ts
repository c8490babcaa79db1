// Fields of a JSON object that people or scripts wrote, each checked by itself: the value, or damage that can be told to
// its owner. Knows nothing of what the fields are for.
import type { Delivery } from '../core/delivery.ts';
import { isObject, type UnknownFields } from '../core/unknown-value.ts';

/** The longest id, metric name or hash. */
export const MAX_NAME_CHARS = 500;
/** The longest title, path or reason. */
export const MAX_LINE_CHARS = 10_000;
/** The longest text of an answer or a note. */
export const MAX_TEXT_CHARS = 1_000_000;
const MAX_LIST = 1000;

/** Why a line cannot be used, said to its owner. Whoever reads the line catches it: it never gets further. */
export class Damage extends Error {}

/** A field of the line itself: what objects inherit (`constructor`) is not there. */
export function field(raw: UnknownFields, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined;
}

/** A text of at most `most` characters. Throws `Damage`. */
export function textField(raw: UnknownFields, name: string, most: number): string {
  const value = field(raw, name);
  if (typeof value !== 'string') throw new Damage(`"${name}" must be a text`);
  if (value.length > most) throw new Damage(`"${name}" is longer than ${most} characters`);
  return value;
}

/** A text that names something: not empty, at most `MAX_NAME_CHARS`. Throws `Damage`. */
export function nameField(raw: UnknownFields, name: string): string {
  const value = textField(raw, name, MAX_NAME_CHARS);
  if (value === '') throw new Damage(`"${name}" must not be empty`);
  return value;
}

/** One of some words. Throws `Damage`. */
export function wordField<Word extends string>(
  raw: UnknownFields,
  name: string,
  words: readonly Word[],
): Word {
  const value = field(raw, name);
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new Damage(`"${name}" must be one of: ${words.join(', ')}`);
  return word;
}

/** True for milliseconds from 0. */
export const isMs = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;

/** Milliseconds from 0. Throws `Damage`. */
export function msField(raw: UnknownFields, name: string): number {
  const value = field(raw, name);
  if (!isMs(value)) throw new Damage(`"${name}" must be a number of milliseconds, 0 or more`);
  return value;
}

/** A share from 0 to 1. Throws `Damage`. */
export function shareField(raw: UnknownFields, name: string): number {
  const value = field(raw, name);
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw new Damage(`"${name}" must be a number from 0 to 1`);
  return value;
}

const DELIVERY = ['durationMs', 'speechMs', 'pauses', 'longestPauseMs', 'silenceMs', 'syllables'] as const;

/** `delivery`: what the sound of an answer told. Throws `Damage`. */
export function deliveryField(raw: UnknownFields): Delivery {
  const value = field(raw, 'delivery');
  if (!isObject(value)) throw new Damage('"delivery" must be an object');
  const numbers = Object.fromEntries(DELIVERY.map((name) => [name, numberOf(value, name)]));
  const first =
    field(value, 'firstWordMs') === undefined ? {} : { firstWordMs: numberOf(value, 'firstWordMs') };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of the names of its fields, each checked
  return { ...numbers, ...first } as Delivery;
}

function numberOf(raw: UnknownFields, name: string): number {
  const value = field(raw, name);
  if (!isMs(value)) throw new Damage(`"delivery": "${name}" must be a number, 0 or more`);
  return value;
}

/** A list of at most a thousand items that all hold; `wants` names them in the plural. Throws `Damage`. */
export function listField<Item>(
  raw: UnknownFields,
  name: string,
  holds: (item: unknown) => item is Item,
  wants: string,
): readonly Item[] {
  const value = field(raw, name);
  if (!Array.isArray(value) || value.length > MAX_LIST || !value.every(holds))
    throw new Damage(`"${name}" must be a list of ${wants}`);
  return value;
}

/** True or false. Throws `Damage`. */
export function yesField(raw: UnknownFields, name: string): boolean {
  const value = field(raw, name);
  if (typeof value !== 'boolean') throw new Damage(`"${name}" must be true or false`);
  return value;
}

/** True for a point as attempts note it: 1 covered, 0 missed. */
export const isPoint = (item: unknown): item is 0 | 1 => item === 0 || item === 1;
/** True for a text that is not too long to name something. */
export const isName = (item: unknown): item is string =>
  typeof item === 'string' && item.length <= MAX_NAME_CHARS;

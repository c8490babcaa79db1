// Schemas for the JSON objects that prep stores and scripts pass in. valibot is used only here: a fault
// becomes one clause that names the field, `"elapsedMs" must be a number of milliseconds, 0 or more`,
// because people fix these files by hand.
import * as v from 'valibot';
import type { Delivery } from '../../core/base/attempt.ts';
import { type Instant, parseIso } from '../../core/base/day.ts';
import { hashText } from '../../core/base/random.ts';
import { isMs, isObject, ownField, type UnknownFields } from '../../core/base/collections.ts';
import { tryJson } from '../notation/json.ts';

export {
  array,
  custom,
  exactOptional as optional,
  type InferOutput as Checked,
  literal,
  nullish,
  number,
  type ObjectEntries,
} from 'valibot';

export type Schema<T> = v.GenericSchema<unknown, T>;

const MAX_NAME_CHARS = 500;
const MAX_LINE_CHARS = 10_000;
const MAX_LIST = 1000;

// Messages follow the name of the field.

const textOf = (most: number) =>
  v.pipe(v.string('must be text'), v.maxLength(most, `is longer than ${most} characters`));

export const line = textOf(MAX_LINE_CHARS);
/** Of any length: what a person wrote is kept as it was. */
export const text = v.string('must be text');
export const name = v.pipe(textOf(MAX_NAME_CHARS), v.nonEmpty('must not be empty'));
export const label = textOf(MAX_NAME_CHARS);
export const flag = v.boolean('must be true or false');
export const ms = v.custom<number>(isMs, 'must be a number of milliseconds, 0 or more');
export const instant = v.pipe(
  textOf(100),
  v.transform(parseIso),
  v.custom<Instant>((at) => at !== undefined, 'must be a time such as 2026-11-24T09:00:00.000+01:00'),
);

export const word = <const Words extends readonly string[]>(words: Words) =>
  v.picklist(words, `must be one of: ${words.join(', ')}`);

/** At most a thousand items; `wants` names them in the plural. */
export const list = <Item>(item: Schema<Item>, wants: string) =>
  v.custom<readonly Item[]>(
    (value) => Array.isArray(value) && value.length <= MAX_LIST && value.every((each) => v.is(item, each)),
    `must be a list of ${wants}`,
  );

/** As attempts store them: 1 covered, 0 missed, null not settled. */
export const points = list<0 | 1 | null>(v.nullable(v.picklist([0, 1])), '0, 1 and null');

/** Ignores other fields. A missing field is as wrong as one of another type. */
export const object = <Entries extends v.ObjectEntries>(entries: Entries, wanted = 'must be an object') =>
  v.object(entries, (issue) => {
    const missing = entries[String(issue.path?.at(-1)?.key)];
    return missing && 'message' in missing ? String(missing.message) : wanted;
  });

const count = v.custom<number>(isMs, 'must be a number, 0 or more');
const delivery: Schema<Delivery> = object({
  durationMs: count,
  firstWordMs: v.exactOptional(count),
  speechMs: count,
  pauses: count,
  longestPauseMs: count,
  silenceMs: count,
});

/** An answer, in the journal and in a mock's file. */
export const SAID = {
  recording: v.exactOptional(line),
  delivery: v.exactOptional(delivery),
  transcribed: v.exactOptional(flag),
  partsMs: v.exactOptional(list(ms, 'times in milliseconds')),
};

/** The question at the time. */
export const REMEMBERED = {
  title: v.exactOptional(line),
  bank: v.exactOptional(label),
  questionHash: v.exactOptional(label),
};

function faultOf([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const keys = issue.path?.map(({ key }) => key) ?? [];
  // The list's reader adds the item's own place.
  const names = keys.slice(keys.findLastIndex((key) => typeof key === 'number') + 1);
  return [names.map((key) => `"${String(key)}"`).join(': '), issue.message].join(' ').trimStart();
}

/** The value, or its first fault as one clause. */
export function checked<T>(
  schema: Schema<T>,
  value: unknown,
): { readonly value: T } | { readonly fault: string } {
  const result = v.safeParse(schema, value, { abortEarly: true });
  return result.success ? { value: result.output } : { fault: faultOf(result.issues) };
}

/** `broken`: not JSON; `changed`: not the bytes prep wrote. */
export type LineFault = { readonly fault: string; readonly broken?: true; readonly changed?: true };

/** Adds a checksum at the end of a line of JSON. Versions of prep without it ignore the field. */
export const sealed = (json: string): string => {
  const body = json.slice(0, -1);
  return `${body},"sum":"${hashText(body)}"}`;
};

/** Those that are not blank, from their first letter on; a byte order mark is none. */
export const linesOf = (all: string) => all.matchAll(/\S[^\n]*/g);

/** Room for the sum and some spaces. */
const SUM_CHARS = 40;

/** False for a line changed since; a line without a sum is by a person or an earlier prep. */
function isAsWritten(json: string): boolean {
  const [end, sum] = /,"sum":"(\w*)"\}\s*$/.exec(json.slice(-SUM_CHARS)) ?? [];
  return end === undefined || hashText(json.slice(0, json.length - end.length)) === sum;
}

export function parseObject(json: string): { readonly value: UnknownFields } | LineFault {
  const parsed = tryJson(json);
  if (!parsed) return { fault: 'this line is not JSON', broken: true };
  const { value } = parsed;
  return isObject(value) ? { value } : { fault: 'this line is not a JSON object' };
}

/**
 * A line `{ "v": …, "type": …, … }`. `newer`: written by a newer version of prep.
 * @param schemas by type
 */
export function readLine<T>(
  json: string,
  version: number,
  schemas: Readonly<Record<string, Schema<T>>>,
): { readonly value: T } | { readonly newer: true } | LineFault {
  if (!isAsWritten(json)) return { fault: 'it was changed after prep wrote it', changed: true };
  const parsed = parseObject(json);
  if ('fault' in parsed) return parsed;
  const written = ownField(parsed.value, 'v');
  if (typeof written === 'number' && written > version) return { newer: true };
  if (written !== version) return { fault: `"v" must be ${version}` };
  const type = ownField(parsed.value, 'type');
  const schema = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (!schema) return { fault: `"type" must be one of: ${Object.keys(schemas).join(', ')}` };
  return checked(schema, parsed.value);
}

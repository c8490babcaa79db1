// What a parsed value is, of which nothing is known yet: people, other programs or an older prep wrote the file.

/** An object as parsed: nothing is known of its values. */
export type UnknownFields = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export const isObject = (value: unknown): value is UnknownFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of the object itself: what objects inherit (`constructor`) is not there. */
export const ownField = (fields: UnknownFields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

/** True for a whole number from 0 on that is exact. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** True for milliseconds from 0. */
export const isMs = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;

/** True for what is not there, and for what `is` holds of. */
export const isLeftOutOr = (is: (value: unknown) => boolean, value: unknown): boolean =>
  value === undefined || is(value);

/**
 * The map that `[...map]` was written as (pairs, so that no key collides with a name that objects have); undefined when it
 * is none, or an entry does not hold.
 */
export function mapOf<T>(
  value: unknown,
  holds: (entry: unknown) => entry is T,
): ReadonlyMap<string, T> | undefined {
  if (!Array.isArray(value)) return undefined;
  const map = new Map<string, T>();
  for (const pair of value as readonly unknown[]) {
    if (!Array.isArray(pair)) return undefined;
    const [key, entry] = pair as readonly unknown[];
    if (typeof key !== 'string' || !holds(entry)) return undefined;
    map.set(key, entry);
  }
  return map;
}

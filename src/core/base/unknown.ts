export type UnknownFields = Readonly<Record<string, unknown>>;

/** Excludes arrays. */
export const isObject = (value: unknown): value is UnknownFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ignores inherited properties such as `constructor`. */
export const ownField = (fields: UnknownFields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

/** Excludes numbers too large to be exact. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** True for milliseconds from 0. */
export const isMs = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;

export const isLeftOutOr = (is: (value: unknown) => boolean, value: unknown): boolean =>
  value === undefined || is(value);

/**
 * Rebuilds a map from its pairs `[...map]` (pairs, so that no key collides with a property of objects);
 * undefined when it is not one or an entry is invalid.
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

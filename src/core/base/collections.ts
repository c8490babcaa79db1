// Lists by what their items have in common, and how many have it.
/** The items by their key: keys in the order in which they first come, items in the order given. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** How many items there are of each key: keys in the order in which they first come. */
export function countBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

// Maps as plain JSON, for caches: lists of pairs, so that no key can collide with a name that objects have.

/** The map that `[...map]` was written as; undefined when it is not one, or an entry does not hold. */
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

// The mean of plain numbers. Figures that say what they rest on are in stats-share.ts.

/** The mean; NaN for no numbers. */
export const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

// What a value is of which nothing is known: parsed from a file that people, other programs or an older
// prep wrote.

/** An object as parsed: nothing is known of its values. */
export type UnknownFields = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export const isObject = (value: unknown): value is UnknownFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of the object itself: what objects inherit (`constructor`) is not there. */
export const ownField = (fields: UnknownFields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** True for a text of any length. */
export const isText = (value: unknown): value is string => typeof value === 'string';

/** True for a list of texts. */
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

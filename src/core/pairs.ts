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

/** Adds it to the list of its key. */
export function pushTo<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) pushTo(groups, keyOf(item), item);
  return groups;
}

export function countBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export const countEach = <T>(items: Iterable<T>): ReadonlyMap<T, number> => countBy(items, (item) => item);

/** The first item of each group, then the second of each, and so on. */
export function byTurns<T>(items: Iterable<T>, keyOf: (item: T) => unknown): readonly T[] {
  const groups = [...groupBy(items, keyOf).values()];
  const rounds = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => groups.flatMap((group) => group[round] ?? [])).flat();
}

/** Of words between blanks. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const sumOf = <T>(items: readonly T[], numberOf: (item: T) => number): number =>
  items.reduce((sum, item) => sum + numberOf(item), 0);

export const meanOf = (numbers: readonly number[]): number => sumOf(numbers, (one) => one) / numbers.length;

/** Made once somebody asks what is in it. */
export function lateMap<K, V>(make: () => ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  let made: ReadonlyMap<K, V> | undefined;
  const map = (): ReadonlyMap<K, V> => (made ??= make());
  return {
    get size() {
      return map().size;
    },
    get: (key) => map().get(key),
    has: (key) => map().has(key),
    keys: () => map().keys(),
    values: () => map().values(),
    entries: () => map().entries(),
    forEach: (visit) => map().forEach(visit),
    [Symbol.iterator]: () => map()[Symbol.iterator](),
  };
}

/** What is made of an object, made again only with other things than the last time. */
export function keptFor<K extends object, O extends readonly unknown[], V>(
  make: (key: K, ...others: O) => V,
): typeof make {
  const kept = new WeakMap<K, { readonly others: O; readonly made: V }>();
  return (key, ...others) => {
    const before = kept.get(key);
    if (before && others.every((each, i) => each === before.others[i])) return before.made;
    const made = make(key, ...others);
    kept.set(key, { others, made });
    return made;
  };
}

const LONGEST_TEXT = 1000;

/** What is made of a text, for texts that are asked about again and again: the points of a question, the sentences of an answer. */
export function keptForText<V>(make: (text: string) => V, mostTexts = 500): typeof make {
  const kept = new Map<string, V>();
  return (text) => {
    const before = kept.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (kept.size === mostTexts) kept.clear();
    if (text.length <= LONGEST_TEXT) kept.set(text, made);
    return made;
  };
}

export type UnknownFields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is UnknownFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ignores inherited properties such as `constructor`. */
export const ownField = <Held>(fields: Readonly<Record<string, Held>>, name: string): Held | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

export const isMs = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;

// Shares and middles with what they rest on. A figure that rests on too little is no figure: it says how much is missing.
// Knows numbers; knows nothing of what they count.

/** How many of how many, and the share where that is enough to tell one. */
export type Share = {
  readonly hits: number;
  readonly total: number;
  /** How many it takes at least. */
  readonly least: number;
  /** 0–1; left out below `least`. */
  readonly share?: number;
  /** Where the share that would be seen in the long run lies, 19 times out of 20; left out with `share`. */
  readonly low?: number;
  readonly high?: number;
};

/** A middle of measured numbers: left out below `least`. */
export type Middle = { readonly total: number; readonly least: number; readonly value?: number };

/** How many more it takes until there is a figure; 0 when there is one. */
export const missingOf = ({ total, least }: { readonly total: number; readonly least: number }): number =>
  Math.max(0, least - total);

/** Of the normal distribution, for 95 %. */
const Z = 1.959964;

/**
 * The interval of uncertainty of a share (Wilson 1927, JASA 22: holds for few cases, and near 0 and 1).
 * @param hits 0 to `total`
 * @param total at least 1
 */
export function wilson(hits: number, total: number): { readonly low: number; readonly high: number } {
  const share = hits / total;
  const spread = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  const middle = share + (Z * Z) / (2 * total);
  const whole = 1 + (Z * Z) / total;
  // At the ends the arithmetic misses 0 and 1 by a hair.
  const low = hits === 0 ? 0 : Math.max(0, (middle - spread) / whole);
  const high = hits === total ? 1 : Math.min(1, (middle + spread) / whole);
  return { low, high };
}

/** The share of `hits` among `total`, where that is at least `least` (and at least 1). */
export function shareOf(hits: number, total: number, least: number): Share {
  const counts = { hits, total, least };
  return total < Math.max(1, least) ? counts : { ...counts, share: hits / total, ...wilson(hits, total) };
}

/** Hits among cases, while they are counted. */
export type Tally = { hits: number; total: number };

/** Adds cases to those of a key. Counted in place: there may be a hundred thousand. */
export function tally<K>(tallies: Map<K, Tally>, key: K, hits: number, total: number): void {
  const known = tallies.get(key);
  if (known) {
    known.hits += hits;
    known.total += total;
  } else tallies.set(key, { hits, total });
}

/** Some tallies as one share. */
export const shareOfAll = (tallies: Iterable<Tally>, least: number): Share => {
  const all = { hits: 0, total: 0 };
  for (const { hits, total } of tallies) {
    all.hits += hits;
    all.total += total;
  }
  return shareOf(all.hits, all.total, least);
};

/** The median of some numbers; of an even count the mean of the two in the middle. */
export function medianOf(numbers: readonly number[], least: number): Middle {
  const total = numbers.length;
  if (total < Math.max(1, least)) return { total, least };
  const sorted = new Float64Array(numbers).toSorted();
  const [low = 0, high = 0] = [sorted[(total - 1) >> 1], sorted[total >> 1]];
  return { total, least, value: (low + high) / 2 };
}

/** The mean of some numbers. */
export function meanOf(numbers: readonly number[], least: number): Middle {
  const total = numbers.length;
  if (total < Math.max(1, least)) return { total, least };
  return { total, least, value: numbers.reduce((sum, one) => sum + one, 0) / total };
}

// Repeatable randomness. Tests pin the results: hashes name draft files and edited answers, seeds decide
// drills and due dates.
const LANE_A = 0x9e3779b1;
const LANE_B = 0x85ebca77;
/** 36⁴: four of the eleven digits. */
const FOUR_DIGITS = 1_679_616;

/** MurmurHash3's finalizer. */
function avalanche(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function wordsOf(text: string): readonly [number, number] {
  let a = LANE_A ^ text.length;
  let b = LANE_B;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    a ^= a >>> 13;
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return [avalanche(a), avalanche(b ^ a)];
}

/** About 52 bits, base 36; no protection against forgery. */
export function hashText(text: string): string {
  const [a, b] = wordsOf(text);
  return a.toString(36).padStart(7, '0') + (b % FOUR_DIGITS).toString(36).padStart(4, '0');
}

/** sfc32 by Chris Doty-Humphrey, in [0, 1). */
export function seededRandom(seed: number | string): () => number {
  const [first, second] = wordsOf(String(seed));
  let a = first;
  let b = second;
  let c = LANE_A;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  // Seeds that differ in one bit need a few rounds before their sequences differ.
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** Takes one number from `random` per item. */
export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const placed = items.map((item) => ({ item, place: random() }));
  return placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}

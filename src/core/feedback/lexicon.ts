// Which words mean about the same: synonyms of WordNet and nearness of GloVe vectors, out of the file that
// scripts/lexicon.js writes.
import type { Lexicon } from './find.ts';

const MAGIC = 'prep words 1';
/** How long the vectors are, in the steps that they are stored in. */
const SCALE = 254;

/** Words of one sense, and of senses beside each other: a kind of it, the same stem, alike. */
const SYNONYMS = 0.85;
const NEIGHBORS = 0.5;
/** Vectors further apart say nothing. Opposites are near to each other too, so a vector alone counts less. */
const LEAST_COSINE = 0.45;
const COSINE_WEIGHT = 0.8;

/** Lists of numbers in one: list `i` is from `starts[i]` to before `starts[i + 1]`. */
type Lists = { readonly starts: Uint32Array; readonly numbers: Uint32Array };

/** Lists of ascending numbers, each as its length and the steps between them, in LEB128. */
function readLists(bytes: Uint8Array, from: number, count: number): Lists & { readonly end: number } {
  const starts = new Uint32Array(count + 1);
  // A number takes a byte at least.
  const numbers = new Uint32Array(Math.max(0, bytes.length - from));
  let [at, total] = [from, 0];
  const next = (): number => {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return value;
  };
  for (let list = 0; list < count; list += 1) {
    starts[list] = total;
    let last = 0;
    for (let left = next(); left > 0 && at < bytes.length; left -= 1) {
      last += next();
      numbers[total] = last;
      total += 1;
    }
  }
  starts[count] = total;
  return { starts, numbers: numbers.slice(0, total), end: at };
}

const listOf = ({ starts, numbers }: Lists, list: number): Uint32Array =>
  numbers.subarray(starts[list], starts[list + 1]);

/** @returns undefined for a file of another format */
export function openLexicon(bytes: Uint8Array): Lexicon | undefined {
  const latin = new TextDecoder('latin1');
  const headerLength = MAGIC.length + 16;
  if (bytes.length < headerLength || latin.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = (at: number): number => view.getUint32(MAGIC.length + at * 4, true);
  const [count, dimensions, senseCount, textLength] = [header(0), header(1), header(2), header(3)];
  const vectorsAt = headerLength + textLength;
  const listsAt = vectorsAt + count * dimensions;
  if (bytes.length < listsAt) return undefined;
  const words = latin.decode(bytes.subarray(headerLength, vectorsAt)).split('\n');
  const numberOf = new Map(words.map((word, i) => [word, i]));
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset + vectorsAt, count * dimensions);
  const senses = readLists(bytes, listsAt, count);
  const beside = readLists(bytes, senses.end, senseCount);
  const opposites = readLists(bytes, beside.end, count);

  function cosine(a: number, b: number): number {
    let sum = 0;
    for (let i = 0, x = a * dimensions, y = b * dimensions; i < dimensions; i += 1, x += 1, y += 1)
      sum += (vectors[x] ?? 0) * (vectors[y] ?? 0);
    return sum / (SCALE * SCALE);
  }

  return {
    likenessTo: (word) => {
      const own = numberOf.get(word);
      if (own === undefined) return () => 0;
      const same = new Set(listOf(senses, own));
      const near = new Set([...same].flatMap((sense) => [...listOf(beside, sense)]));
      const opposite = new Set(listOf(opposites, own));
      return (other) => {
        const its = numberOf.get(other);
        if (its === undefined) return 0;
        if (opposite.has(its)) return -1;
        const direction = cosine(own, its);
        let most = direction < LEAST_COSINE ? 0 : COSINE_WEIGHT * direction;
        for (const sense of listOf(senses, its)) {
          if (same.has(sense)) return SYNONYMS;
          if (near.has(sense)) most = Math.max(most, NEIGHBORS);
        }
        return most;
      };
    },
  };
}

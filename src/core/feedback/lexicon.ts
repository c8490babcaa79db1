// Which words mean about the same: synonyms of WordNet and vectors of GloVe, from the file that
// scripts/lexicon.js writes.

/** Which words mean about the same. */
export type Lexicon = {
  /** 0–1; −1 for opposites. Lower case. */
  readonly likenessTo: (word: string) => (other: string) => number;
  /**
   * Words of the same kinds of texts have similar vectors; rarer words longer ones. The dimensions in which
   * words differ most come first.
   */
  readonly vectorOf: (word: string) => Int8Array | undefined;
};

const MAGIC = 'prep words 4';
const HEADER_NUMBERS = 7;

/** Words of one sense, and of related senses: a kind of it, the same stem, similar. */
const SYNONYMS = 0.85;
const NEIGHBORS = 0.49;

/** Lists of numbers in one: list `i` is from `starts[i]` to before `starts[i + 1]`. */
type Lists = { readonly starts: Uint32Array; readonly numbers: Uint16Array };

const listOf = ({ starts, numbers }: Lists, list: number): Uint16Array =>
  numbers.subarray(starts[list], starts[list + 1]);

/** @returns undefined for a file of another format */
export function openLexicon(bytes: Uint8Array): Lexicon | undefined {
  const latin = new TextDecoder('latin1');
  if (latin.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) return undefined;
  let at = MAGIC.length;
  // Copied, because typed arrays must begin at a multiple of their element size.
  const take = (length: number): Uint8Array => new Uint8Array(bytes.subarray(at, (at += length)));
  const header = new Uint32Array(take(HEADER_NUMBERS * 4).buffer);
  const [count = 0, senseCount = 0, textLength = 0, ...lengths] = header;
  const listLengths = lengths.slice(0, 3);
  const dimensions = lengths.at(-1) ?? 0;
  const sizes = [count, senseCount, count].map((lists, i) => [lists + 1, listLengths[i] ?? 0] as const);
  const listBytes = sizes.reduce((sum, [starts, numbers]) => sum + starts * 4 + numbers * 2, 0);
  if (bytes.length !== at + textLength + listBytes + count * dimensions) return undefined;
  const words = latin.decode(take(textLength)).split('\n');
  const numberOf = new Map(words.map((word, i) => [word, i]));
  const [senses, beside, opposites] = sizes.map(([starts, numbers]): Lists => ({
    starts: new Uint32Array(take(starts * 4).buffer),
    numbers: new Uint16Array(take(numbers * 2).buffer),
  }));
  if (!senses || !beside || !opposites) return undefined;
  const vectors = new Int8Array(take(count * dimensions).buffer);

  return {
    vectorOf: (word) => {
      const own = numberOf.get(word);
      return own === undefined ? undefined : vectors.subarray(own * dimensions, (own + 1) * dimensions);
    },
    likenessTo: (word) => {
      const own = numberOf.get(word);
      if (own === undefined) return () => 0;
      const same = new Set(listOf(senses, own));
      const near = new Set<number>();
      for (const sense of same) for (const other of listOf(beside, sense)) near.add(other);
      const opposite = new Set(listOf(opposites, own));
      return (other) => {
        const number = numberOf.get(other);
        if (number === undefined) return 0;
        if (opposite.has(number)) return -1;
        const its = listOf(senses, number);
        if (its.some((sense) => same.has(sense))) return SYNONYMS;
        return its.some((sense) => near.has(sense)) ? NEIGHBORS : 0;
      };
    },
  };
}

export type Vector = readonly number[];

/** In these, words differ by kind of text: they tell the topic, but not one statement from another. */
export const COMMON_DIMENSIONS = 2;

/** Of length 1; empty if no word is known. */
export function directionOf(
  forms: readonly string[],
  lexicon: Lexicon | undefined,
  { weights, from = 0 }: { readonly weights?: readonly number[]; readonly from?: number } = {},
): Vector {
  const sum: number[] = [];
  for (const [i, form] of forms.entries())
    lexicon
      ?.vectorOf(form)
      ?.subarray(from)
      .forEach((each, j) => {
        sum[j] = (sum[j] ?? 0) + each * (weights?.[i] ?? 1);
      });
  const length = Math.hypot(...sum);
  return length === 0 ? [] : sum.map((each) => each / length);
}

export const cosine = (a: Vector, b: Vector): number =>
  a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0);

const LEAST_LIKENESS = 0.45;

export function alikeBy(lexicon: Lexicon | undefined) {
  const likenesses = new Map<string, (other: string) => number>();
  const meaning = (word: string, other: string): number => {
    const likenessTo = likenesses.get(word) ?? lexicon?.likenessTo(word);
    if (!likenessTo) return 0;
    likenesses.set(word, likenessTo);
    return likenessTo(other);
  };
  return {
    /** 0–1; −1 for opposites: by the synonyms of the lexicon. */
    meaning,
    /** 0–1: also by its vectors: `machines` for `turbines`. */
    likeness: (word: string, other: string): number => {
      const nearness = cosine(directionOf([word], lexicon), directionOf([other], lexicon));
      const likeness = Math.max(meaning(word, other), nearness);
      return likeness < LEAST_LIKENESS ? 0 : likeness;
    },
    /** Without a lexicon, every word counts as known. */
    knows: (word: string): boolean => !lexicon || lexicon.vectorOf(word) !== undefined,
  };
}

export type Alike = ReturnType<typeof alikeBy>;

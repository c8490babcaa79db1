// What a metric asks for and what a candidate says it is, as words that can be compared. Knows words; judges nothing.
import { abbreviations, joined } from './match-spelling.ts';
import { impliedBy, tellingWords, wordIs, wordsOf } from './match-words.ts';
import type { Metric } from './metric.ts';
import type { Candidate, Reading } from './result.ts';

/** Something that wants a value. `words` is what stands around it, such as the sentence with the gap. */
export type Wanted = {
  readonly key: string;
  readonly metric: Metric | undefined;
  readonly words: string;
};

/** A value that a file offers. */
export type Offer = { readonly file: string; readonly reading: Reading; readonly candidate: Candidate };

/** How much a word of the metric's texts speaks for a candidate that has it: 1 for its name. */
type Credits = ReadonlyMap<string, number>;

/** A metric as words. */
export type Wish = {
  readonly wanted: Wanted;
  /** The words of its name, each with its weight: the rarer among all metrics, the more. */
  readonly name: ReadonlyMap<string, number>;
  readonly credits: Credits;
  /** Statistics that its name asks for, and those that only its prompt does. */
  readonly named: ReadonlySet<string>;
  readonly prompted: ReadonlySet<string>;
  /** Parts of the data that it is about; empty where it is no score. */
  readonly splits: ReadonlySet<string>;
  readonly quality: ReadonlySet<string>;
  /** Words that a candidate must have, and those of which it must have one: what the metric is about in particular. */
  readonly needed: readonly string[];
  readonly subjects: readonly string[];
  /** How to measure it, in lower case: names of tools and their fields stand there. */
  readonly measure: string;
  readonly spelled: string;
};

/** A candidate as words. */
export type Trait = {
  readonly offer: Offer;
  /** Of its label, without statistics. */
  readonly label: readonly string[];
  /** Of its label, its file's name and folder, and its reader's title; with how sure each is. */
  readonly all: Credits;
  readonly context: readonly string[];
  readonly statistic: string | undefined;
  readonly point: string | undefined;
  readonly split: string | undefined;
  readonly quality: ReadonlySet<string>;
  /** Words of the label that a metric must have, or the candidate is another thing; with those of its place that count so. */
  readonly contrasts: readonly string[];
  /** What it is counted for: `answer` of `tokens_per_answer`. */
  readonly per: string | undefined;
  /** The first part of the label, as its tool spells it, in lower case. */
  readonly title: string;
  readonly spelled: string;
  /** The words of the last part of the label. */
  readonly leaf: string;
  /** The same for what differs only in the statistic. */
  readonly series: string;
};

const NAME_CREDIT = 1;
const PROMPT_CREDIT = 0.9;
const IMPLIED_CREDIT = 0.8;
const MEASURE_CREDIT = 0.6;
const AROUND_CREDIT = 0.5;
const CONTEXT_CREDIT = 0.9;
/** A word that a metric's name may do without. */
const SOFT_WEIGHT = 0.3;
/** A word that rules out what has it not, or that a unit says as well. */
const LIGHT_WEIGHT = 0.5;
/** Weight of a word that all have. */
const COMMON_WEIGHT = 0.2;
/** A name of a placeholder of its own is a sentence: its first words have to do. */
const MAX_NAME_WORDS = 8;

/** How telling a word is that stands in `having` of `all` texts, 0.2–1 (inverse document frequency). */
export const rarity = (having: number, all: number): number =>
  COMMON_WEIGHT + (1 - COMMON_WEIGHT) * (Math.log((all + 1) / Math.max(1, having)) / Math.log(all + 1));

type Texts = {
  readonly name: readonly string[];
  readonly prompt: readonly string[];
  readonly measure: readonly string[];
  readonly around: readonly string[];
};

/** The name of a declared metric; what a placeholder of its own is called, since its key is no name. */
function textsOf({ key, metric, words }: Wanted): Texts {
  const isNamed = metric !== undefined && !key.includes('/');
  const name = isNamed ? key : (metric?.prompt ?? words);
  return {
    name: wordsOf(name).slice(0, MAX_NAME_WORDS),
    prompt: wordsOf(metric?.prompt ?? ''),
    measure: wordsOf(metric?.measure ?? ''),
    around: wordsOf(words),
  };
}

function creditsOf(texts: Texts, implied: string | undefined): Credits {
  const credits = new Map<string, number>();
  const add = (words: readonly string[], credit: number): void => {
    for (const word of words) if (!credits.has(word)) credits.set(word, credit);
  };
  add(texts.name, NAME_CREDIT);
  add(texts.prompt, PROMPT_CREDIT);
  add(implied === undefined ? [] : [implied], IMPLIED_CREDIT);
  add(texts.measure, MEASURE_CREDIT);
  add(texts.around, AROUND_CREDIT);
  return credits;
}

const kept = (words: readonly string[], is: (word: string) => boolean): ReadonlySet<string> =>
  new Set(words.filter((word) => is(word)));

const orElse = (first: ReadonlySet<string>, second: ReadonlySet<string>): ReadonlySet<string> =>
  first.size > 0 ? first : second;

function wishOf(wanted: Wanted, texts: Texts, weightOf: (word: string) => number): Wish {
  const { name, prompt } = texts;
  const quality = orElse(kept(name, wordIs.quality), kept(prompt, wordIs.quality));
  const splits = quality.size === 0 ? new Set<string>() : kept(name, wordIs.split);
  const soft = kept(name, (word) => wordIs.soft(word) && !splits.has(word));
  const share = (word: string): number => {
    if (soft.has(word)) return SOFT_WEIGHT;
    return wordIs.contrast(word) || wordIs.generic(word) ? LIGHT_WEIGHT : 1;
  };
  // Squared, so that a rare word that is missing weighs more than several common ones that are there.
  const weights = name.map((word): [string, number] => [word, weightOf(word) ** 2 * share(word)]);
  return {
    wanted,
    name: new Map(weights),
    credits: creditsOf(texts, impliedBy(wanted.metric?.unit ?? '')),
    named: kept(name, wordIs.statistic),
    prompted: kept(prompt, (word) => /^(?:median|mean|p\d+)$/.test(word)),
    splits: quality.size === 0 ? splits : orElse(splits, kept(prompt, wordIs.split)),
    quality,
    needed: [...new Set(name)].filter((word) => wordIs.contrast(word)),
    subjects: quality.size > 0 ? [] : name.filter((word) => wordIs.subject(word) && !soft.has(word)),
    measure: (wanted.metric?.measure ?? '').toLowerCase(),
    spelled: name.join(' '),
  };
}

/** Where a file lies, as far as it tells what is in it: its name and its folder. */
const placeOf = (file: string): string =>
  file
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\.\w+$/, '');

/** What stands behind the last `·`, dot or slash; empty where nothing stands before it. */
function lastPart(label: string): string {
  const last = label.split(/[./]| · /).at(-1) ?? '';
  return last === label ? '' : last;
}

/** The same function, which takes each text apart once: files of one tool have the same words over and over. */
function remembering(take: (text: string) => readonly string[]): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const words = known.get(text) ?? take(text);
    known.set(text, words);
    return words;
  };
}

function traitOf(
  offer: Offer,
  { words, leaf, context }: Readonly<Record<'words' | 'leaf' | 'context', readonly string[]>>,
): Trait {
  const { candidate, file } = offer;
  const label = words.filter((word) => !wordIs.statistic(word) && !wordIs.point(word));
  const quality = kept(label, wordIs.quality);
  const all = new Map<string, number>(context.map((word) => [word, CONTEXT_CREDIT]));
  const implied = impliedBy(candidate.unit);
  if (implied !== undefined) all.set(implied, IMPLIED_CREDIT);
  for (const word of words) all.set(word, 1);
  return {
    offer,
    label,
    all,
    context,
    statistic: words.findLast((word) => wordIs.statistic(word)),
    point: words.findLast((word) => wordIs.point(word)),
    split: quality.size === 0 ? undefined : label.find((word) => wordIs.split(word)),
    quality,
    contrasts: [
      ...label.filter((word) => wordIs.contrast(word) && !(context.includes(word) && word !== 'before')),
      ...context.filter((word) => word === 'before'),
    ],
    per: tellingWords(/(?<=^|[\s_/.-])per[\s_/.-]+([\p{L}\p{N}]+)/iu.exec(candidate.label)?.[1] ?? '')[0],
    title: (candidate.label.split(' · ')[0] ?? '').toLowerCase(),
    spelled: words.join(' '),
    leaf: leaf.join(' '),
    series: `${file}\n${label.join(' ')}`,
  };
}

/** Metrics and candidates as words, those of both sides spelled alike. */
export function termsOf(
  wanted: readonly Wanted[],
  offers: readonly Offer[],
): { readonly wishes: readonly Wish[]; readonly traits: readonly Trait[] } {
  const read = wanted.map(textsOf);
  const take = remembering(wordsOf);
  const labels = offers.map(({ candidate }) => take(candidate.label));
  const contexts = new Map<string, readonly string[]>();
  for (const { file, reading } of offers)
    if (!contexts.has(file)) contexts.set(file, tellingWords(`${placeOf(file)} ${reading.title}`));

  const singles = new Set([
    ...read.flatMap(({ name, prompt }) => [...name, ...prompt]),
    ...labels.flat(),
    ...[...contexts.values()].flat(),
  ]);
  const short = abbreviations(read);
  const settle = (words: readonly string[]): readonly string[] =>
    joined(words, singles).map((word) => short.get(word) ?? word);

  const texts = read.map(({ name, prompt, measure, around }) => ({
    name: settle(name),
    prompt: settle(prompt),
    measure: settle(measure),
    around: settle(around),
  }));
  const having = new Map<string, number>();
  for (const { name, prompt } of texts)
    for (const word of new Set([...name, ...prompt])) having.set(word, (having.get(word) ?? 0) + 1);
  const weightOf = (word: string): number => rarity(having.get(word) ?? 1, wanted.length);
  const settled = new Map([...contexts].map(([file, words]) => [file, settle(words)]));
  return {
    wishes: wanted.map((one, i) =>
      wishOf(one, texts[i] ?? { name: [], prompt: [], measure: [], around: [] }, weightOf),
    ),
    traits: offers.map((offer, i) => {
      const leaf = lastPart(offer.candidate.label);
      return traitOf(offer, {
        words: settle(labels[i] ?? []),
        leaf: leaf === '' ? [] : settle(take(leaf)),
        context: settled.get(offer.file) ?? [],
      });
    }),
  };
}

// The English words that numbers are made of, and how near to each other they stand. Knows words; how they make a number is
// known elsewhere.
import { knownUnit } from './unit-names.ts';

/** A word in lower case, and what stands between it and the word before: a blank, a hyphen, or anything else. */
export type SpokenWord = {
  readonly word: string;
  readonly joint: ' ' | '-' | '';
  readonly start: number;
  readonly end: number;
};

/** The words of a text, in order. */
export type Words = readonly SpokenWord[];

/** A number, and the word that comes behind it. */
export type Value = { readonly value: number; readonly next: number };

/** 0–9, each at its place. */
export const ONES = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
/** Those that are one word. */
export const BELOW_100: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, i) => [word, i] as const),
  ...TEENS.map((word, i) => [word, i + 10] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
  ['fourty', 40],
]);
/** What a number before them is multiplied by. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** The word, in whatever way it is joined; empty behind the last one. */
export const wordAt = (words: Words, at: number): string => words[at]?.word ?? '';
/** The word when only a blank or a hyphen stands before it. */
export const joined = (words: Words, at: number): string => (words[at]?.joint ? wordAt(words, at) : '');
/** The word when only a blank stands before it. */
export const spaced = (words: Words, at: number): string =>
  words[at]?.joint === ' ' ? wordAt(words, at) : '';

/** A number of tens and ones. */
export function below100(words: Words, at: number): Value | undefined {
  const value = BELOW_100.get(wordAt(words, at));
  if (value === undefined) return undefined;
  const one = value >= 20 ? ONES.indexOf(joined(words, at + 1)) : -1;
  return one > 0 ? { value: value + one, next: at + 2 } : { value, next: at + 1 };
}

/** True for `thousand` and more. */
export const isScale = (words: Words, at: number): boolean => SCALES.has(joined(words, at));
/** True for `hundred`. */
export const isHundred = (words: Words, at: number): boolean => joined(words, at) === 'hundred';

/** The name of a unit; a day and a point are too often something else. */
export const isUnit = (word: string): boolean =>
  /^(?:x|times|fold|percentage|gigs?)$/.test(word) ||
  (word.length > 1 && !/^(?:days?|points?|in|am|a|as|at|pm)$/.test(word) && knownUnit(word) !== undefined);

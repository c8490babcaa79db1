// Which key points a typed answer seems to contain: words in common, rare words counting more. A guess that ticks
// beforehand and says why; never a grade. Telling "covered" from "on topic" is hard (stem overlap: AUC 0.58), so it
// ticks rather too little, and nothing at all for an answer of nothing.
import type { Question } from './question.ts';

export type Coverage = {
  readonly covered: 0 | 1;
  /** Words of the point that the answer has, as the point writes them, the most telling first. */
  readonly words: readonly string[];
  /** Where the matched words stand in the user's text (UTF-16 units, end excluded), in order and apart from each other. */
  readonly places: readonly Place[];
};

/** A stretch of the user's text, in UTF-16 units; the end is excluded. */
export type Place = { readonly start: number; readonly end: number };

/** Share of a point's weight that must be matched. */
const ENOUGH = 0.6;
/** A single word in common is chance, unless the point has no more. */
const FEWEST_WORDS = 2;
/** Longest text that is looked through, in UTF-16 units. */
const MAX_LENGTH = 100_000;

const STOP_WORDS = new Set(
  (
    'a about after all also am an and any are as at be because been before being both but by can could did do does ' +
    'each even for from get gets got had has have he her his how i if in into is it its just like make makes many ' +
    'may me more most much must my no not now of on one only or other our out over own per same she so some such ' +
    'than that the their them then there these they this those to too up use used uses very was we well were what ' +
    'when where which while who why will with without would you your'
  ).split(' '),
);

/** Endings that are cut off, the longest first; what stays must have three letters. */
const ENDINGS = [
  'ations',
  'ation',
  'ments',
  'ment',
  'ings',
  'ions',
  'ing',
  'ion',
  'ies',
  'ers',
  'ed',
  'er',
  'es',
  'ly',
  's',
  'e',
  'y',
];

function stem(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= 3);
  const cut = ending ? word.slice(0, -ending.length) : word;
  // "stopped" and "stop" are one word.
  return /([b-df-hj-np-tv-z])\1$/.test(cut) && cut.length > 3 ? cut.slice(0, -1) : cut;
}

export type Word = { readonly stem: string; readonly written: string };

/** The words of `text` that say something, without repeats. */
export function wordsOf(text: string): readonly Word[] {
  const found = new Map<string, Word>();
  for (const [written] of text
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    const lower = written.toLowerCase();
    if (STOP_WORDS.has(lower) || (lower.length < 2 && !/\p{N}/u.test(lower))) continue;
    const word = { stem: stem(lower), written };
    if (!found.has(word.stem)) found.set(word.stem, word);
  }
  return [...found.values()];
}

function countsOf(answer: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [written] of answer
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    const key = stem(written.toLowerCase());
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Which points `text` seems to cover.
 * @param text what was typed
 * @param points the key points, as written
 * @param answer the model answer: a word that it uses often is the topic, and says little
 * @returns one entry a point
 */
export function coveredPoints(text: string, points: readonly string[], answer: string): readonly Coverage[] {
  const said = new Set(wordsOf(text).map((word) => word.stem));
  const words = points.map(wordsOf);
  const inAnswer = countsOf(answer);
  const inPoints = new Map<string, number>();
  for (const each of words)
    for (const word of each) inPoints.set(word.stem, (inPoints.get(word.stem) ?? 0) + 1);
  const weightOf = (word: Word): number =>
    1 / ((inPoints.get(word.stem) ?? 1) * Math.sqrt(Math.max(1, inAnswer.get(word.stem) ?? 1)));
  const sum = (some: readonly Word[]): number => some.reduce((total, word) => total + weightOf(word), 0);
  return words.map((own) => {
    const matched = own.filter((word) => said.has(word.stem));
    const isEnough =
      matched.length >= Math.min(FEWEST_WORDS, own.length) && sum(matched) >= ENOUGH * sum(own);
    return {
      covered: own.length > 0 && isEnough ? 1 : 0,
      words: matched.toSorted((a, b) => weightOf(b) - weightOf(a)).map((word) => word.written),
      places: [],
    };
  });
}

/** What an answer as a whole is about. `partial` is no topic: that is what the ticks say. */
export type Topic = 'empty' | 'off-topic' | 'on-topic';

/** What `topicOf` looks at of a question. */
export type TopicQuestion = Pick<Question, 'title' | 'keyPoints' | 'answer'>;

/** Whether a text says nothing, something else, or something on the question. */
export function topicOf(text: string, question: TopicQuestion): Topic {
  if (wordsOf(text).length === 0) return 'empty';
  const own = new Set(
    [question.title, question.answer.text, ...question.keyPoints.map((point) => point.text)].flatMap((one) =>
      wordsOf(one).map((word) => word.stem),
    ),
  );
  return wordsOf(text).some((word) => own.has(word.stem)) ? 'on-topic' : 'off-topic';
}

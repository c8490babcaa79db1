// Guesses which key points an answer covers, by common words close to each other, rare words counting more.
// It ticks boxes in advance and shows why; it never grades. Telling "covered" from "on topic" is hard (stem
// overlap: AUC 0.58), so it ticks rather too little. `benchmarks/coverage.js` measures it.
import { countBy } from '../base/collections.ts';
import type { KeyPoint, Question } from '../base/question.ts';
import { distinct, saidWords, type Word, wordsBesideGaps } from './words.ts';

/** In UTF-16 units of the user's text, `end` exclusive. */
export type Place = { readonly start: number; readonly end: number };

type Coverage = {
  readonly covered: 0 | 1;
  /**
   * Share of the point's weight that the answer has in one place, 0–1. It decides the tick; it is not a grade
   * and must not be shown.
   */
  readonly share: number;
  /**
   * Words of the point, or of its other phrasings, that the answer has, as written in the point, the most
   * specific first.
   */
  readonly words: readonly string[];
  readonly places: readonly Place[];
};

export type LookedFor = Pick<KeyPoint, 'text' | 'also'>;

/** Share of a point's weight that must match. */
const ENOUGH = 0.6;
/** A single common word is chance, unless the point has no more. */
const FEWEST_WORDS = 2;
/** For each word of the point, so many words of an answer may lie between the first and the last match. */
const REACH_PER_WORD = 6;
/** Words of a phrase this short must be as close to each other as in the phrase, plus so many words. */
const FEW_WORDS = 3;
const SLACK = 2;
/** A single letter or digit easily matches by chance. */
const LETTER_WEIGHT = 0.5;

type Phrase = {
  readonly words: readonly Word[];
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
};

/** Weighs the words of phrases: those of a single point most, those frequent in the whole answer least. */
function weigher(points: readonly LookedFor[], answer: string): (text: string) => Phrase {
  const inAnswer = countBy(wordsBesideGaps(answer), ({ stem }) => stem);
  const inPoints = countBy(
    points.flatMap(({ text }) => distinct(text)),
    ({ stem }) => stem,
  );
  return (text) => {
    const words = distinct(text);
    const weights = new Map(
      words.map(({ stem }) => {
        const rarity = Math.max(1, inPoints.get(stem) ?? 1) * Math.sqrt(Math.max(1, inAnswer.get(stem) ?? 1));
        return [stem, (stem.length < 2 ? LETTER_WEIGHT : 1) / rarity] as const;
      }),
    );
    return { words, weights, total: [...weights.values()].reduce((sum, one) => sum + one, 0) };
  };
}

/** The stretch of the answer with most of a phrase: the matching words, and their share of its weight. */
function bestMatch(
  said: readonly Word[],
  { words, weights, total }: Phrase,
): { readonly share: number; readonly near: readonly Word[] } {
  const own = (words.at(-1)?.index ?? 0) - (words[0]?.index ?? 0);
  const reach = words.length <= FEW_WORDS ? own + SLACK : REACH_PER_WORD * words.length;
  const matches = said.filter(({ stem }) => weights.has(stem));
  let best: ReturnType<typeof bestMatch> = { share: 0, near: [] };
  for (const [from, first] of matches.entries()) {
    const near: Word[] = [];
    const stems = new Set<string>();
    let weight = 0;
    for (let i = from; i < matches.length; i += 1) {
      const word = matches[i];
      if (!word || word.index - first.index > reach) break;
      near.push(word);
      if (!stems.has(word.stem)) weight += weights.get(word.stem) ?? 0;
      stems.add(word.stem);
    }
    if (weight / total > best.share + 1e-9) best = { share: weight / total, near };
  }
  return best;
}

function coverageOf(said: readonly Word[], phrase: Phrase): Coverage {
  const { share, near } = bestMatch(said, phrase);
  const stems = new Set(near.map(({ stem }) => stem));
  const weightOf = ({ stem }: Word): number => phrase.weights.get(stem) ?? 0;
  const isEnough = stems.size >= Math.min(FEWEST_WORDS, phrase.words.length) && share >= ENOUGH - 1e-9;
  return {
    covered: isEnough && phrase.words.length > 0 ? 1 : 0,
    share,
    words: phrase.words
      .filter(({ stem }) => stems.has(stem))
      .toSorted((a, b) => weightOf(b) - weightOf(a))
      .map(({ written }) => written),
    places: near.map(({ start, end }) => ({ start, end })),
  };
}

/**
 * Which points `text` seems to cover: those with enough of their words, or of the words of an alternative
 * phrasing.
 * @param text what was typed or said
 * @param points the key points, as written
 * @param answer the model answer: a word that it uses often is the topic, and says little
 * @returns one entry per point
 */
export function coveredPoints(
  text: string,
  points: readonly LookedFor[],
  answer: string,
): readonly Coverage[] {
  const said = saidWords(text);
  const weigh = weigher(points, answer);
  return points.map(({ text: point, also = [] }) =>
    [point, ...also]
      .map((phrase) => coverageOf(said, weigh(phrase)))
      .reduce((best, one) =>
        one.covered > best.covered || (one.covered === best.covered && one.share > best.share) ? one : best,
      ),
  );
}

/** How alike words are, beyond equal stems: word forms, typing errors, synonyms, neighbors in meaning. */
export type Lexicon = {
  /** 0–1, by stems in lower case. */
  readonly likeness: (a: string, b: string) => number;
};

/** Where a point was found in an answer. */
export type Finding = {
  readonly state: 'found' | 'maybe' | 'missing';
  /** 0–1. */
  readonly score: number;
  /** The sentence that comes nearest, where one does. */
  readonly sentence?: Place;
  /** The words that matched. */
  readonly places: readonly Place[];
};

/** Below it a point may still be meant, but nothing says so. */
const PERHAPS = 0.45;

const SENTENCE = /[^\s.!?\n][^.!?\n]*(?:[.!?](?![\s\n])[^.!?\n]*)*[.!?]?/gu;

function sentenceAround(text: string, places: readonly Place[]): Place | undefined {
  const [first] = places;
  if (!first) return undefined;
  for (const { 0: sentence, index } of text.matchAll(SENTENCE))
    if (first.start < index + sentence.length) return { start: index, end: index + sentence.length };
  return undefined;
}

/** Looks for each key point of a question in a text. One entry per point. */
export function findPoints(
  text: string,
  { keyPoints, answer }: Pick<Question, 'title' | 'keyPoints' | 'answer'>,
  _lexicon?: Lexicon,
): readonly Finding[] {
  return coveredPoints(text, keyPoints, answer.text).map(({ covered, share, places }) => ({
    state: covered === 1 ? 'found' : share >= PERHAPS ? 'maybe' : 'missing',
    score: share,
    sentence: share >= PERHAPS ? sentenceAround(text, places) : undefined,
    places: covered === 1 ? places : [],
  }));
}

/** A partial answer is on topic; the ticks show what it lacks. */
export type Topic = 'empty' | 'off-topic' | 'on-topic';

type TopicQuestion = Pick<Question, 'title' | 'kind' | 'draft' | 'keyPoints' | 'answer'>;

/** Answers on the topic share at least a quarter of their words with the question, others a fifth at most. */
const ON_TOPIC = 0.22;
/** A text with a smaller share of English stop words is a list of keywords, or in another language. */
const FEWEST_LITTLE_WORDS = 0.2;

/**
 * Share of the distinct words of a text that occur in the question: its title, points, other phrasings, model
 * answer.
 * @returns 0–1; 0 for a text without such words
 */
function topicShare(text: string, { title, keyPoints, answer }: TopicQuestion): number {
  const words = distinct(text);
  const texts = [title, answer.text, ...keyPoints.flatMap((point) => [point.text, ...(point.also ?? [])])];
  const known = new Set(texts.flatMap((each) => wordsBesideGaps(each)).map(({ stem }) => stem));
  return words.length === 0 ? 0 : words.filter(({ stem }) => known.has(stem)).length / words.length;
}

export function topicOf(text: string, question: TopicQuestion): Topic {
  const said = saidWords(text);
  if (said.length === 0) return 'empty';
  const little = 1 - said.length / (said.at(-1)?.index ?? 1);
  const isJudged = question.kind !== 'star' && !question.draft && little >= FEWEST_LITTLE_WORDS;
  if (!isJudged || topicShare(text, question) >= ON_TOPIC) return 'on-topic';
  const covered = coveredPoints(text, question.keyPoints, question.answer.text);
  return covered.some((point) => point.covered === 1) ? 'on-topic' : 'off-topic';
}

// Guesses which key points an answer covers, by common words close to each other, rare words counting more.
// It ticks boxes in advance and shows why; it never grades. Telling "covered" from "on topic" is hard (stem
// overlap: AUC 0.58), so it ticks rather too little. `benchmarks/coverage.js` measures it.
import { stemmer } from 'stemmer';
import { countBy } from '../base/collections.ts';
import type { MetricName } from '../base/metric.ts';
import type { KeyPoint, Question, StarPart } from '../base/question.ts';
import { shownPlaceholders } from '../fill/conditional.ts';
import { decisionOf } from '../fill/derive.ts';
import type { Value, Values } from '../fill/value.ts';
import { storyParts } from '../stories/stories.ts';
import { decimalNumber, nearlyEqual } from '../values/decimal.ts';
import { readQuantity } from '../values/quantity.ts';
import { spokenNumbers, withDigits } from '../values/spoken-numbers.ts';
import { knownUnit } from '../values/unit-table.ts';
import {
  conversionNumber,
  declaredUnit,
  POINTS,
  readUnits,
  sameDimension,
  type Unit,
} from '../values/units.ts';

export type Word = {
  readonly stem: string;
  readonly written: string;
  /** In UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly index: number;
};

/** In UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 100_000;

const STOP_WORDS = new Set(
  (
    'a about after all also am an and any are as at be because been before being both but by can could did do does ' +
    'each even for from get gets got had has have he her his how i if in into is it its just like make makes many ' +
    'may me more most much must my no not now of on one only or other our out over own per same she so some such ' +
    'than that the their them then there these they this those to too up use used uses very was we well were what ' +
    'when where which while who why will with without would you your ' +
    'again come comes came because can cannot don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ' +
    'um uh er erm okay yeah yes really quite thing things something let lets goes going go know mean basically actually'
  ).split(' '),
);

const FORMS: ReadonlyMap<string, string> = new Map(
  (
    'ran run,built build,wrote write,written write,took take,taken take,sent send,kept keep,found find,grew grow,' +
    'grown grow,fell fall,fallen fall,drew draw,drawn draw,woke wake,woken wake,said say,told tell,saw see,seen see,' +
    'chose choose,chosen choose,broke break,broken break,lost lose,held hold,paid pay,learnt learn,thought think,' +
    'came come,went go,gave give,given give,began begin,begun begin,hid hide,hidden hide,split split,men man,' +
    'people person,indices index,indexes index,matrices matrix,vertices vertex,children child,leaves leaf'
  )
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([form = '', base = '']) => [form, base] as const),
);

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['²', 'squared'],
  ['³', 'cubed'],
  ['%', 'percent'],
  ['×', 'times'],
  ['√', 'root'],
  ['∞', 'infinity'],
]);

const TOKEN =
  /\d+(?:[.,]\d+)*|[^\P{N}\d²³]+|\p{L}[\p{L}\p{M}]*(?:['’](?:s|t|re|ve|ll|d|m)(?!\p{L}))?|[²³%×√∞]/gu;

/** The stem of a word in lower case; for a number its digits. */
export const stemOf = (word: string): string => stemmer(FORMS.get(word) ?? word);

/** A word as spoken: signs as words, without apostrophe endings, without commas in numbers. */
function spoken(written: string, before: string): string {
  const sign = SIGNS.get(written);
  if (sign !== undefined) return sign;
  const lower = written.normalize('NFKC').toLowerCase();
  if (lower === 'x' && /\d$/.test(before)) return 'times';
  return /^\d/.test(lower) ? lower.replaceAll(/,(?=\d{3}(?!\d))/g, '') : lower.replace(/['’].*$/, '');
}

/** The words of `text` other than stop words, in order, with repeats. Numbers in words are numbers. */
export function saidWords(text: string): readonly Word[] {
  const read = text.slice(0, MAX_LENGTH);
  const numbers = spokenNumbers(read);
  const words: Word[] = [];
  let [index, number] = [0, 0];
  for (const { 0: written, index: start } of read.matchAll(TOKEN)) {
    const end = start + written.length;
    while ((numbers[number]?.end ?? Infinity) <= start) number += 1;
    const own = numbers[number];
    index += 1;
    if (own && start > own.start && start < own.end) continue;
    if (own?.start === start) {
      words.push({ stem: own.digits, written: read.slice(start, own.end), start, end: own.end, index });
      continue;
    }
    const said = spoken(written, read.slice(Math.max(0, start - 1), start));
    if (!STOP_WORDS.has(said)) words.push({ stem: stemOf(said), written, start, end, index });
  }
  return words;
}

function distinctWords(words: readonly Word[]): readonly Word[] {
  const found = new Map<string, Word>();
  for (const word of words) if (!found.has(word.stem)) found.set(word.stem, word);
  return [...found.values()];
}

export const wordsOf = (text: string): readonly Word[] =>
  distinctWords(saidWords(text).filter(({ stem }) => stem.length > 1 || /\p{N}/u.test(stem)));

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

const NOT_COVERED: Coverage = { covered: 0, share: 0, words: [], places: [] };

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

/** Filled gaps say nothing themselves. */
const GAP = /\[FILL IN[^\]]*\]|\[[A-Z]\]|\{\{[^{}]*\}\}|_{4,}/gi;

type Phrase = {
  readonly words: readonly Word[];
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
};

const wordsBesideGaps = (text: string): readonly Word[] => saidWords(text.replaceAll(GAP, ' '));
const distinct = (text: string): readonly Word[] => distinctWords(wordsBesideGaps(text));

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

// Items to tick when checking an answer: key points, or the parts of a story (for stories a list of points
// does not help, but a full exemplar beside it does: Froese & Roelle 2022).

export const PART_MEANINGS: Readonly<Record<StarPart, string>> = {
  situation: 'Situation: where it was and what was at stake',
  task: 'Task: what was yours to do',
  action: 'Action: what you did, and why so',
  result: 'Result: what came of it, in numbers',
  learning: 'Learning: what you have done differently since',
};

type Checked = Pick<Question, 'kind' | 'star' | 'keyPoints' | 'answer'>;

/** One line each; none for a question without points. */
export const tickItems = (question: Checked): readonly string[] =>
  question.kind === 'star'
    ? storyParts(question).map((part) => PART_MEANINGS[part])
    : question.keyPoints.map((point) => point.text);

export function tickedBeforehand(question: Checked, typed: string): readonly Coverage[] {
  if (question.kind === 'star') return tickItems(question).map(() => NOT_COVERED);
  return coveredPoints(typed, question.keyPoints, question.answer.text);
}

// Which of a question's values an answer cites. Precision over recall: a number counts with its unit, a
// plain number only when it has two digits or more, words only as written. Numbers in words count like
// digits.

/** In UTF-16 units; the rest is ignored. */
const MAX_ANSWER_LENGTH = 100_000;
const REACH = 70;
const NUMBER =
  /(?<![\p{L}\p{N}_.])([$€£¥₹₩]?)(-?)(\d{1,3}(?:[,\u00A0\u202F ]\d{3})+(?!\d)|\d+(?:,\d{3})*)?(\.\d+)?(?![\p{N}])/gu;
const CONNECTOR = /^ ?(?:,|and|or|to|vs\.?|versus|against|–|-|±|rather than|instead of) $|^(?:–|-|±)$/u;
const WORD = /^(?:%|×|[\p{L}%][\p{L}%]*(?:\/\p{L}+)*)/u;

/** A number and the units it may be in. `known`: a unit of fixed meaning follows. */
type Mention = { readonly number: number; readonly units: readonly Unit[]; readonly known: boolean };

const MONEY_BEHIND =
  /^(?: ?(k|K|M|B|bn|thousand|million|billion|trillion)(?!\p{L}))?((?:\/\p{L}+| per \p{L}+)?)/u;

const TIMES = declaredUnit('×');
const SHORT_POINTS = /^points?$/i;

/** Units of the words after a number: directly after it, or a noun after one more word (`8 attention heads`). */
function unitsBehind(after: string): readonly Unit[] {
  const words = after
    .replace(/^[ \u00A0-]/u, '')
    .split(/[ \u00A0]+/u)
    .slice(0, 4)
    .map((word) => WORD.exec(word)?.[0] ?? '');
  const [first = '', second = '', third = '', fourth = ''] = words;
  if (first === '') return [];
  const rate =
    second === 'per'
      ? [`${first} per ${third}`]
      : third === 'per'
        ? [`${first} ${second} per ${fourth}`]
        : [];
  const direct = [...rate, `${first} ${second}`, first].flatMap(readUnits);
  const nouns = readUnits(second).filter((unit) => unit.nouns !== '' && unit.powers.size === 0);
  return [...direct, ...(knownUnit(first) ? [] : nouns), ...(SHORT_POINTS.test(first) ? [POINTS] : [])];
}

/**
 * `$` with what follows the number: `/h`, ` per hour`, ` million`. A count (`$0.44 per million requests`) may
 * be left out.
 */
function moneyUnits(money: string, after: string): readonly Unit[] {
  const [, multiplier = '', rate = ''] = MONEY_BEHIND.exec(after) ?? [];
  if (multiplier !== '') return readUnits(`${multiplier} ${money}${rate}`);
  const rated = readUnits(money + rate);
  return rated.some((unit) => unit.powers.size > 1) ? rated : [...rated, ...readUnits(money)];
}

function mentionsIn(answer: string): readonly Mention[] {
  const found = [...answer.matchAll(NUMBER)].filter(([, , , whole, part]) => (whole ?? part) !== undefined);
  const mentions: Mention[] = [];
  let behind: { readonly from: number; readonly mention: Mention } | undefined;
  for (const match of found.toReversed()) {
    const [all, money = '', sign = '', whole = '', part = ''] = match;
    const to = match.index + all.length;
    const own = unitsBehind(answer.slice(to, to + REACH));
    const isFactor = /factor of $/i.test(answer.slice(Math.max(0, match.index - 12), match.index));
    const shared = behind && CONNECTOR.test(answer.slice(to, behind.from)) ? behind.mention : undefined;
    const units =
      money === ''
        ? [...own, ...(isFactor ? [TIMES] : []), ...(shared?.units ?? [])]
        : moneyUnits(money, answer.slice(to, to + REACH));
    const known =
      shared?.known === true ||
      money !== '' ||
      own.some((unit) => unit.powers.size > 0 || unit.percent || unit.text === '×');
    const mention = { number: Number(`${sign}${whole.replaceAll(/[^\d]/gu, '')}${part}`), units, known };
    mentions.push(mention);
    behind = { from: match.index, mention };
  }
  return mentions;
}

function isMention(mention: Mention, numbers: readonly number[], unit: Unit): boolean {
  return mention.units.some(
    (own) =>
      own.text !== '' &&
      sameDimension(own, unit) &&
      own.percent === unit.percent &&
      own.nouns === unit.nouns &&
      numbers.some((number) => nearlyEqual(mention.number * conversionNumber(own, unit), number)),
  );
}

/** All words must occur, in any case; a link without its scheme. */
function saysWords(answer: string, text: string): boolean {
  const parts = text
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/\/$/u, '')
    .split(', ');
  return parts.every((part) => part.length > 1 && containsWord(answer, part));
}

function containsWord(answer: string, word: string): boolean {
  for (let at = answer.indexOf(word); at !== -1; at = answer.indexOf(word, at + 1)) {
    const around = (answer[at - 1] ?? '') + (answer[at + word.length] ?? '');
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

function isCited({ text, plain, unit: named }: Value, answer: string, mentions: readonly Mention[]): boolean {
  const read = readQuantity(plain ?? '');
  if ('error' in read) return saysWords(answer, text);
  const { first, spread } = read;
  const numbers = (spread?.kind === '–' ? [first, spread.second] : [first]).map(decimalNumber);
  if (named !== undefined)
    return mentions.some((mention) => isMention(mention, numbers, declaredUnit(named)));
  if ((plain ?? '').replaceAll(/\D/g, '').length < 2) return false;
  return mentions.some(
    (mention) => !mention.known && numbers.some((number) => nearlyEqual(number, mention.number)),
  );
}

/**
 * The filled metrics in the shown question that the answer cites: `45 ms`, `forty five milliseconds`, `82
 * percent`, `2.3 times`. Other roundings (0.8 for 0.78) do not count.
 * @returns their keys, in the order of the question
 */
export function citedIn(
  answer: string,
  question: Pick<Question, 'placeholders' | 'conditionals'>,
  values: Values,
): readonly MetricName[] {
  const text = answer
    .slice(0, MAX_ANSWER_LENGTH)
    .replaceAll(/[\u2212\u2011]/gu, '-')
    .replaceAll(/\s/gu, ' ');
  const words = text.toLowerCase();
  const mentions = mentionsIn(withDigits(text));
  const shown = shownPlaceholders(question, (condition) => decisionOf(condition, values));
  const keys = [...new Set(shown.map(({ key }) => key))];
  return keys.filter((key) => {
    const value = values.get(key);
    return value !== undefined && value.origin !== 'notMeasured' && isCited(value, words, mentions);
  });
}

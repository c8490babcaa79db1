// Which of a question's values an answer cites. Precision over recall: a number counts with its unit, a
// plain number only when it has two digits or more, words only as written. Numbers in words count like
// digits.
import type { MetricName } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import { type Citing, shownPlaceholders } from '../fill/conditional.ts';
import { decisionOf } from '../fill/derive.ts';
import type { Value, Values } from '../fill/value.ts';
import { decimalNumber, nearlyEqual } from '../values/decimal.ts';
import { readQuantity } from '../values/quantity.ts';
import { withDigits } from '../values/spoken-numbers.ts';
import { knownUnit } from '../values/unit-table.ts';
import {
  conversionNumber,
  declaredUnit,
  POINTS,
  readUnits,
  sameDimension,
  type Unit,
} from '../values/units.ts';

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

/** Metrics in the words of the answer that are shown, those that were not measured left out. */
export function answerMetrics(question: Citing, values: Values): readonly MetricName[] {
  const shown = shownPlaceholders(question, (condition) => decisionOf(condition, values));
  const keys = shown.filter(({ inFollowUp }) => !inFollowUp).map(({ key }) => key);
  return [...new Set(keys)].filter((key) => values.get(key)?.origin !== 'notMeasured');
}

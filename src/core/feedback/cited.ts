// Which of a question's values an answer cites. Only clear cases: a number counts with its unit, a plain number
// only with two digits or more, words only as written.
import type { Points } from '../base/attempt.ts';
import type { MetricName } from '../base/metric.ts';
import { literalPattern } from '../base/text.ts';
import type { KeyPoint, Placeholder, Question } from '../base/question.ts';
import { type Citing, isWithin, type Values } from '../fill/conditional.ts';
import { shownPlaceholders, shownWith } from '../fill/values.ts';
import { isUnit } from '../values/units.ts';
import {
  boundBefore,
  canMean,
  type Claim,
  COUNTS,
  type DigitText,
  digitText,
  type Figure,
  figuresIn,
  haveSameKind,
  isOtherBound,
  isSameKind,
  quantityOf,
  rangesIn,
  saysFigure,
  significantDigits,
  type Told,
  toldIn,
} from './figures.ts';
import type { Heard } from './wrong-numbers.ts';
import { without, withoutGaps, wordsIn } from './words.ts';

/** Ignores case, the scheme of a link, and what stands in parentheses behind the rest. */
function saysWords(answer: string, text: string): boolean {
  const parts = text
    .toLowerCase()
    .replace(/(?<=\S) ?\([^()]*\)$/u, '')
    .replace(/^https?:\/\//u, '')
    .replace(/\/$/u, '')
    .split(', ');
  const isSaid = (part: string): boolean =>
    new RegExp(`(?<![\\p{L}\\p{N}])${literalPattern(part)}(?![\\p{L}\\p{N}])`, 'u').test(answer);
  return parts.every((part) => part.length > 1 && isSaid(part));
}

/** Nobody cites an unmeasured value, and people tell an event in their own words. */
const isToCite = (key: string, values: Values): boolean =>
  values.get(key)?.origin !== 'notMeasured' && values.metrics?.get(key)?.kind !== 'event';

/** Nobody misses a computed 1 without a unit. */
export function isMissed(key: MetricName, values: Values): boolean {
  const { origin, unit, plain = '' } = values.get(key) ?? {};
  return origin !== 'derived' || unit !== undefined || plain.replaceAll(/\D/g, '').length > 1;
}

/** In the order of the question: numbers that were heard, and words as written. */
export function citedIn(
  { stated, named }: Pick<Heard, 'stated' | 'named'>,
  question: Citing,
  values: Values,
): readonly MetricName[] {
  const words = stated.replaceAll(/\s/gu, ' ').toLowerCase();
  const keys = new Set(shownPlaceholders(question, values).map(({ key }) => key));
  return [...keys].filter((key) => {
    const value = values.get(key);
    if (!value || !isToCite(key, values)) return false;
    return quantityOf(value) ? named.has(key) : saysWords(words, value.text);
  });
}

/** By its name; `[X]` can be any. */
const NAMED = /\p{L}{2}/u;

/** The metrics that a point cites: in the answer that it was proposed from, or in its own words, if these can mean only one. */
export function keysInPoint(point: KeyPoint, question: Question, values: Values): readonly MetricName[] {
  const { at, text } = point;
  const shown = shownPlaceholders(question, values);
  const own = shown.filter(({ written }) => isWithin(written.at, at));
  if (own.length > 0 || isWithin(at, question.answer.at)) return own.map(({ key }) => key);
  const named = shown.filter(({ written }) => NAMED.test(written.text) && text.includes(written.text));
  const isOne = ({ key, written }: Placeholder): boolean =>
    named.every((other) => other.key === key || other.written.text !== written.text);
  return named.filter(isOne).map(({ key }) => key);
}

/** Whether a person settled each point that cites it as said. */
export function isSettled(key: MetricName, points: Points, question: Question, values: Values): boolean {
  const own = question.keyPoints.flatMap((point, i) =>
    keysInPoint(point, question, values).includes(key) ? [points[i]] : [],
  );
  return own.length > 0 && own.every((settled) => settled === 1);
}

/** With its bound, and what a 1 is divided by: `< 0.001`, `1/N`. */
function writtenIn(text: string, { place: { start, end }, units: [unit] }: Figure): string {
  const last = Math.max(end, unit?.end ?? 0);
  return (
    boundBefore(text.slice(0, start)) +
    text.slice(start, last) +
    (/^\/\p{L}+/u.exec(text.slice(last))?.[0] ?? '')
  );
}

/** Also `one replica`, but not `one tower … the other`; with a number of the same length, so that places stay true. */
function countText(written: string): DigitText {
  const said = digitText(written);
  if (/\bother\b/iu.test(written)) return said;
  const text = said.text.replaceAll(
    /\bone(?= (?!(?:per|\p{L}*(?:hundred|thousand|illion))\b)\p{L})/giu,
    '001',
  );
  return { ...said, text };
}

/** Also the beginning of a longer one. */
const hasWord = (text: string, word: string): boolean => new RegExp(`\\b${word}`, 'iu').test(text);

const hasNumber = (text: string, number: string): boolean =>
  new RegExp(`(?<![\\p{L}\\d.,])(?:${number})(?![\\p{L}\\d]|[.,]\\d)`, 'iu').test(text);

/** The 160 of `160 of 200`, and `half was waiting`: no figure of another kind. */
function isSaidAsWritten({ stated, figures }: Answer, phrase: string, { place, number }: Figure): boolean {
  const written = phrase.slice(place.start, place.end);
  const isOther = figures.some((each) => each.known && each.number === number);
  return written.length > 1 && !isOther && hasNumber(stated, literalPattern(written));
}

/** `Under a millisecond` */
const singlesIn = (text: string): readonly Told[] =>
  toldIn(text.replaceAll(/\ban? (?=(\p{L}+))/giu, (article, unit: string) => (isUnit(unit) ? '1 ' : article)))
    .figures;

/** A smaller count in words, such as the two of `two phases`, is part of the words. */
const FEWEST_COUNTED = 10;
/** `Three of eleven teams` */
const OF_FIGURE = new RegExp(`^ (?:out )?of (?:the )?(?:${COUNTS.join('|')}|\\d)`, 'iu');
/** Before a complexity, such as `O(1)`, what a formula divides by, a footnote, an example, and the number of a name (`Gen 2`). */
const UNSAID =
  /\bO\($|\d ?[/*·×÷] ?$|\[\^$|\((?:e\.g\.|for example|such as)[^()]*$|(?<!^\W*)\b\p{Lu}\p{Ll}+ $/u;

/** An answer without what it denies or takes back, and its figures. */
type Answer = { readonly stated: string; readonly figures: readonly Told[] };

/**
 * What a point states in figures and an answer does not say, if anything: `120 ms`, `12 nodes`. Of a point with other
 * phrasings, that of the first.
 * @param isSaidOf whether the answer says the value of a metric
 */
export function unsaidFigure(
  point: KeyPoint,
  answer: Answer,
  question: Question,
  values: Values,
  isSaidOf: (key: MetricName) => boolean,
): string | undefined {
  const { text, also = [] } = point;
  const keys = keysInPoint(point, question, values);
  const missing = keys.find((key) => values.has(key) && isToCite(key, values) && !isSaidOf(key));
  if (missing !== undefined) return values.get(missing)?.text;
  const { text: model, at } = question.answer;
  const row = isWithin(point.at, at)
    ? model.slice(point.at.start.offset - at.start.offset, point.at.end.offset - at.start.offset)
    : '';
  const isRow = row.includes('|');
  // With values of its own, the other columns of a row tell what they are of.
  if (isRow && keys.length > 0) return undefined;
  // The words above the columns are no row's own.
  const cells = isRow ? figuresIn(digitText(row)) : undefined;
  const unsaid = [text, ...also].map((phrase, i) => {
    const stated = figuresIn(digitText(withoutGaps(phrase, question.placeholders)));
    const isFigure = ({ known, number, place: { start, end } }: Figure): boolean =>
      (i > 0 || cells?.some((cell) => cell.number === number) !== false) &&
      !UNSAID.test(phrase.slice(0, start)) &&
      (known ||
        number >= FEWEST_COUNTED ||
        OF_FIGURE.test(phrase.slice(end)) ||
        /\d/.test(phrase.slice(start, end)));
    const isSaid = (one: Figure): boolean => {
      // `Every week`, which `weekly` says, too.
      if (isUnit(phrase.slice(one.place.start, one.place.end)))
        return hasWord(answer.stated, writtenIn(phrase, one));
      const word = one.known ? undefined : ['zero', ...COUNTS][one.number];
      const isCounted = word !== undefined && hasNumber(answer.stated, `${word}|${one.number}`);
      return (
        isCounted ||
        answer.figures.some((claim) => says(claim, one)) ||
        isSaidAsWritten(answer, phrase, one) ||
        singlesIn(answer.stated).some((claim) => says(claim, one))
      );
    };
    const figure = stated.filter(isFigure).find((one) => !isSaid(one));
    return figure && writtenIn(phrase, figure);
  });
  return unsaid.every((one) => one !== undefined) ? unsaid[0] : undefined;
}

/** `Six deploys a week` for `6 times per week`: both are as often, and one does not tell of what. */
const isSameRate = (said: Figure, one: Figure): boolean =>
  said.units.some(({ unit }) =>
    one.units.some((stated) => {
      const [rate = '', its] = [unit, stated.unit].map(({ text }) => /\/[^/]+$/u.exec(text)?.[0]);
      return rate !== '' && rate === its && (unit.nouns === '' || stated.unit.nouns === '');
    }),
  );

/** Whether a figure of an answer is that of a text, also in another unit or without one. */
function says(said: Claim, one: Figure): boolean {
  const { known, number, units, step, bound } = one;
  if (isOtherBound(said.bound, bound)) return false;
  if (saysFigure(said, one)) return true;
  // `70%` for 0.70
  if (said.units[0]?.unit.percent && units.length === 0 && step < 1) return canMean(said, 100 * number);
  // `12 machines` for `12 nodes`, `from 900 to 120` for `120 ms`
  const [stated] = units;
  const isOfKind = said.units.some(({ unit }) => stated && isSameKind(unit, stated.unit));
  // The 1 of a formula is no 1.4.
  const isMeant = significantDigits(said.number).length > 1 ? canMean(said, number) : said.number === number;
  const isOfOne = !isOfKind && !(said.known && known && !isSameRate(said, one)) && isMeant;
  // 0.013824 for 0.0138
  const isRounded = !said.known && !known && step < 1 && Math.abs(said.number - number) <= step / 2;
  return isOfOne || isRounded;
}

/** A count of one digit is said of many things. */
const saysPlainly = (said: Claim, one: Figure): boolean =>
  (haveSameKind(said, one) || significantDigits(said.number).length > 1) && says(said, one);

/** Without unmeasured ones. */
export function answerMetrics(
  question: Citing & Pick<Question, 'answer'>,
  values: Values,
): readonly MetricName[] {
  const shown = shownPlaceholders(question, values);
  const left = new Set(shownWith(question.answer, question, values).spots.map((spot) => spot.placeholder));
  // Beside what was not measured, in a sentence that is omitted.
  const isOmitted = (one: Placeholder): boolean =>
    isWithin(one.written.at, question.answer.at) && !left.has(one);
  const keys = shown.filter((one) => !one.inFollowUp && !isOmitted(one)).map(({ key }) => key);
  return [...new Set(keys)].filter((key) => isToCite(key, values));
}

/** `0.4 percent` for 0.4 points is no other share. */
const isPointsOf = (said: Claim, { number, units: [stated] }: Figure): boolean =>
  said.units[0]?.unit.percent === true && stated?.unit.text === 'pp' && canMean(said, number);

/** Words in common, with the unit, that make two figures say the same thing: `80% of the time`. */
const LEAST_COMMON = 2;

const stemsBeside = ({ clause }: Told): readonly string[] => wordsIn(`${clause.before} ${clause.behind}`);

/** Another figure than a text has in the same words, unless that one is said as well: `says 60%, not 80%`. */
export function otherFigureIn(answer: string, told: string, { placeholders }: Question): string | undefined {
  const meant = withoutGaps(told, placeholders);
  const ranges = rangesIn(told);
  const stated = toldIn(meant, ranges, countText(meant)).figures;
  const claims = toldIn(answer, ranges, countText(answer)).figures;
  const open = stated.filter(
    (one) =>
      !claims.some((claim) => saysPlainly(claim, one)) && !UNSAID.test(meant.slice(0, one.place.start)),
  );
  const others = claims.filter((each) => !stated.some((one) => says(each, one) || isPointsOf(each, one)));
  const pairs = others.flatMap((claim) => {
    const own = new Set(stemsBeside(claim));
    return open.map((one) => {
      // `4 weeks` for `4 months`
      const isRate = [claim, one].some(({ units }) => units[0]?.unit.text.includes('/'));
      const isSameNumber = claim.known && one.known && claim.number === one.number && !isRate;
      const isKind = haveSameKind(claim, one) || isSameNumber;
      const isBare = claim.units.length === 0 && one.units.length === 0;
      const stems = new Set(stemsBeside(one).filter((stem) => own.has(stem)));
      return { claim, one, common: isKind || isBare ? stems.size + Number(isKind && stems.size > 0) : 0 };
    });
  });
  const [best] = pairs.toSorted((a, b) => b.common - a.common);
  if (!best || best.common < LEAST_COMMON) return undefined;
  // Nothing tells which of them it is said for.
  const like = pairs.filter(({ claim, common }) => claim === best.claim && common === best.common);
  const those = new Set(like.map(({ one }) => writtenIn(told, one)));
  return `says ${writtenIn(answer, best.claim)}, not ${[...those].join(' or ')}`;
}

/** On the side of one of them in a change, in its unit, or beside words that only this one has beside it, or before it. */
function isToldAs(said: Told, own: Told, other: Told): boolean {
  if (said.side && own.side !== other.side)
    return said.side === own.side || (!own.side && said.side !== other.side);
  if (haveSameKind(said, own) !== haveSameKind(said, other)) return haveSameKind(said, own);
  const isBeside = (its: (told: Told) => readonly string[]): boolean => {
    const [marks, others] = [without(its(own), its(other)), without(its(other), its(own))];
    return marks.some((stem) => its(said).includes(stem)) && !others.some((stem) => its(said).includes(stem));
  };
  return isBeside(({ stems }) => stems) || isBeside(({ before }) => before);
}

type Pair = readonly [Told, Told];

/** It says the first figure of a pair, in the place of the first of another one. */
const isFor = (said: Told, [figure, its]: Pair, [own, other]: Pair): boolean =>
  says(said, figure) && !says(said, its) && isToldAs(said, own, other);

/** Two figures of a text that an answer says of each other: `from 92% to 40%` for `from 40% to 92%`. */
export function swappedIn(answer: string, text: string) {
  const ranges = rangesIn(text);
  const toldOf = (each: string) => toldIn(each, ranges, countText(each)).figures;
  const tolds = toldOf(text);
  if (tolds.length < 2) return undefined;
  const saids = toldOf(answer);
  const pairs = tolds.flatMap((two, i) => tolds.slice(0, i).map((one): Pair => [one, two]));
  const figures = pairs.find(([one, two]) => {
    const [pair, turned]: readonly [Pair, Pair] = [
      [one, two],
      [two, one],
    ];
    return (
      saids.some((said) => isFor(said, pair, turned)) &&
      saids.some((said) => isFor(said, turned, pair)) &&
      !saids.some((said) => isFor(said, pair, pair) || isFor(said, turned, turned))
    );
  });
  const [first, second] = (figures ?? []).map((each) => writtenIn(text, each));
  return figures && { reason: `says ${first} and ${second} the other way round`, figures };
}

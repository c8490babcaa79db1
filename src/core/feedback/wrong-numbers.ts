// Figures of an answer that misstate a value of the user. A figure is a claim about a metric when it has the
// metric's unit and its words beside it; it is wrong when the value lies outside what the figure, as exactly as
// it was said, can mean. Precision over recall: conditions, general facts, aims, and suppositions are left alone.
import type { MetricName } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import { oneLine } from '../base/text.ts';
import { capitalized } from '../base/wording.ts';
import { shownPlaceholders } from '../fill/conditional.ts';
import { decisionOf } from '../fill/derive.ts';
import type { Values } from '../fill/value.ts';
import { decimalNumber, nearlyEqual } from '../values/decimal.ts';
import { readQuantity } from '../values/quantity.ts';
import { conversionNumber, declaredUnit, NO_UNIT, sameDimension, type Unit } from '../values/units.ts';
import { digitText, type DigitText, type Figure, figuresIn } from './figures.ts';
import type { Place } from './find.ts';
import { stemOf } from './words.ts';

/** A figure with a unit that fits a metric of the question and is none of its values. */
export type WrongNumber = {
  /** As written in the answer, with its unit: `999 ms`. */
  readonly said: string;
  readonly place: Place;
  readonly metric: MetricName;
  /** The metric's value as shown: `320 ms`. */
  readonly value: string;
};

type Misstated = Pick<WrongNumber, 'said' | 'metric' | 'value'>;

export const wrongNumberText = ({ said, metric, value }: Misstated): string =>
  `you said ${oneLine(said)}; ${metric} is ${value}`;
export const wrongNumberSentence = (wrong: Misstated): string => `${capitalized(wrongNumberText(wrong))}.`;

/** In UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 20_000;
const MOST_FIGURES = 200;

// What a figure can mean.

type Range = { readonly low: number; readonly high: number };

const ABOUT =
  /(?:~|≈|\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|close to|some|something like|more like|like|circa|an? good|just under|a little under|just over|a bit over|a little over))\s*$/i;
const OVER = /\b(?:over|more than|above|at least|exceeds?|past|upwards of)\s*$/i;
const UNDER = /\b(?:under|below|less than|at most|within|up to|fewer than|beneath)\s*$/i;
/** How much a rounded number may be off, as a share of it. */
const ROUGH = 0.1;
/** How much more `over 300` may be. */
const BEYOND = 0.25;
const SPREAD = /^ ?(?:±|\+\/-) ?$/u;
const DASH = /^ ?(?:–|-) ?$/u;

/** Size of the last digit that was meant: 10 of `150`, 1 of `117`; a round number is exact to two digits. */
function meantStep({ number, step }: Figure): number {
  const size = Math.abs(number);
  if (step < 1 || size < 100) return step;
  const digits = String(Math.round(size));
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  return 10 ** Math.min(zeros, digits.length - 2);
}

/** What the number can stand for, in its own unit. */
function meaningOf(figure: Figure, before: string): Range {
  const { number } = figure;
  const size = Math.abs(number);
  const off = Math.max(meantStep(figure) / 2, ABOUT.test(before) ? ROUGH * size : 0);
  return {
    low: number - Math.max(off, UNDER.test(before) ? BEYOND * size : 0),
    high: number + Math.max(off, OVER.test(before) ? BEYOND * size : 0),
  };
}

// Claims: figures with what they can mean and the words around them.

type Claim = {
  readonly figure: Figure;
  readonly meaning: Range;
};

/** The figures of a text; `310–330 ms` and `321 ± 2 ms` are one. */
function claimsIn(said: DigitText): readonly Claim[] {
  const { text } = said;
  const claims: Claim[] = [];
  for (const figure of figuresIn(said)) {
    const last = claims.at(-1);
    const between = last ? text.slice(last.figure.to, figure.from) : '';
    const isSpread = SPREAD.test(between);
    if (last && (isSpread || (DASH.test(between) && figure.number > last.figure.number))) {
      const { number, from, place, units } = last.figure;
      const other = isSpread
        ? { low: number - figure.number, high: number + figure.number }
        : meaningOf(figure, '');
      claims[claims.length - 1] = {
        figure: {
          ...figure,
          number,
          from,
          units: figure.units.length > 0 ? figure.units : units,
          place: { start: place.start, end: figure.place.end },
        },
        meaning: {
          low: Math.min(last.meaning.low, other.low),
          high: Math.max(last.meaning.high, other.high),
        },
      };
    } else
      claims.push({
        figure,
        meaning: meaningOf(figure, text.slice(Math.max(0, figure.from - 40), figure.from)),
      });
  }
  return claims;
}

// The words around figures and around placeholders.

type Near = { readonly stem: string; readonly weight: number };

const TOKEN = /\d+(?:[.,]\d+)*|[\p{L}][\p{L}\p{M}]*\d*(?:['’]\p{L}+)?|[²³]/gu;
const LITTLE = new Set(
  (
    'a an the of to in on at for with by from as is are was were be been being it its this that these those and or but so ' +
    'then than i me my mine we us our you your they them their he she his her do does did have has had not no yes ' +
    'about around roughly approximately nearly almost some over under like which who what there here just only also ' +
    'got get gets went go goes took take takes came come said say per into out up down ms s h gb mb kb x percent ' +
    'points point milliseconds seconds minutes hours second minute hour'
  ).split(' '),
);
/** A clause ends here; a comma between digits is none. */
const CLAUSE_END = /[;:()\n]|,(?!\d)|[.!?…](?=\s|$)|\s[-–—]\s/gu;
const SENTENCE_END = /[.!?…](?=\s|$)|\n/gu;

function stretchAround(text: string, ends: RegExp, from: number, to: number): Range {
  let low = 0;
  let high = text.length;
  for (const { 0: found, index } of text.matchAll(ends)) {
    if (index + found.length <= from) low = index + found.length;
    else if (index >= to) {
      high = index;
      break;
    }
  }
  return { low, high };
}

const sentenceBefore = (text: string, sentence: Range): Range =>
  sentence.low < 2 ? sentence : stretchAround(text, SENTENCE_END, sentence.low - 2, sentence.low - 1);

/** The sentence around a place, without the blanks around it. */
export function sentenceAt(text: string, { start, end }: Place): Place {
  const { low, high } = stretchAround(text, SENTENCE_END, start, end);
  const sentence = text.slice(low, high + 1);
  const from = low + sentence.length - sentence.trimStart().length;
  return { start: from, end: low + sentence.trimEnd().length };
}

/** Weight of a word so many words away. */
const decay = (distance: number): number => 1 / (1 + 0.12 * distance);
const OTHER_CLAUSE = 0.55;
const BEHIND = 0.8;
const BEYOND_FIGURE = 0.4;
const SENTENCE_BEFORE = 0.3;

/** Another figure. `stem` says which metric it gives; `splits`: the words beyond it are rather its own. */
type Other = Range & { readonly stem?: string; readonly splits: boolean };

/**
 * The words around a stretch, the nearest counting most; those in another clause, behind it, and beyond another
 * figure less. A figure whose metric is known counts as a word.
 */
function wordsAround(
  text: string,
  { low: from, high: to }: Range,
  others: readonly Other[],
): readonly Near[] {
  const sentence = stretchAround(text, SENTENCE_END, from, to);
  const clause = stretchAround(text, CLAUSE_END, from, to);
  const { low: before } = sentenceBefore(text, sentence);
  const words = [
    ...[...text.slice(before, sentence.high).matchAll(TOKEN)]
      .map(({ 0: word, index }) => ({
        stem: LITTLE.has(word.toLowerCase()) ? '' : stemIn(word),
        low: before + index,
        high: before + index + word.length,
      }))
      .filter(
        ({ stem, low, high }) => stem !== '' && !others.some((other) => other.low < high && low < other.high),
      ),
    ...others.flatMap(({ stem, low, high }) =>
      stem !== undefined && low >= before && high <= sentence.high ? [{ stem, low, high }] : [],
    ),
  ].toSorted((a, b) => a.low - b.low);
  const near: Near[] = [];
  const walk = (side: typeof words, isBehind: boolean): void => {
    let distance = 0;
    for (const { stem, low, high } of side) {
      const isBeyond = others.some(
        (other) =>
          other.splits &&
          (isBehind ? other.low >= to && other.high <= low : other.high <= from && other.low >= high),
      );
      const inClause = low >= clause.low && high <= clause.high;
      const weight =
        decay(distance) *
        (low < sentence.low ? SENTENCE_BEFORE : inClause ? 1 : OTHER_CLAUSE) *
        (isBehind ? BEHIND : 1) *
        (isBeyond ? BEYOND_FIGURE : 1);
      near.push({ stem, weight });
      distance += 1;
    }
  };
  walk(words.filter(({ high }) => high <= from).toReversed(), false);
  walk(
    words.filter(({ low }) => low >= to),
    true,
  );
  return near;
}

function stemIn(word: string): string {
  const plain = word
    .toLowerCase()
    .replace(/['’].*$/, '')
    .replaceAll(',', '');
  return stemOf(plain);
}

// Metrics that the question cites.

type Slot = {
  readonly key: MetricName;
  readonly text: string;
  readonly unit: Unit;
  /** The value, and its ends when it is a range. */
  readonly numbers: readonly number[];
  /** Half of its last digit. */
  readonly tolerance: number;
  /** How closely a word belongs to it, 0–1, by stem. */
  readonly words: ReadonlyMap<string, number>;
  readonly hasUnit: boolean;
};

const wordsIn = (text: string): readonly string[] =>
  [...text.toLowerCase().matchAll(TOKEN)]
    .map(({ 0: word }) => word.replace(/['’].*$/, ''))
    .filter((word) => !LITTLE.has(word))
    .map(stemIn);

const PLACEHOLDER = /\[[^\]\n]{1,200}\]|\{\{[^{}\n]{1,200}\}\}|_{4,}/g;

function slotOf(key: MetricName, question: Question, values: Values): Slot | undefined {
  const value = values.get(key);
  const read = value && value.origin !== 'notMeasured' ? readQuantity(value.plain ?? '') : undefined;
  if (!value || !read || 'error' in read) return undefined;
  const metric = values.metrics?.get(key);
  const unit = declaredUnit(value.unit ?? '');
  const words = new Map<string, number>();
  const add = (stem: string, weight: number): void => {
    words.set(stem, Math.max(words.get(stem) ?? 0, weight));
  };
  if (metric) for (const stem of wordsIn(key.replaceAll('_', ' '))) add(stem, 1);
  for (const stem of wordsIn(metric?.prompt ?? '')) add(stem, 1);
  const texts = [question.answer, ...question.followUpTexts.flatMap((each) => [each.question, each.answer])];
  for (const { key: cited, written, kind } of question.placeholders) {
    if (cited !== key || kind === 'condition') continue;
    for (const { text, at } of texts) {
      const from = written.at.start.offset - at.start.offset;
      const to = written.at.end.offset - at.start.offset;
      if (written.at.file !== at.file || from < 0 || to > text.length) continue;
      const others = question.placeholders
        .filter(
          ({ written: { at: own }, kind: one }) =>
            one !== 'condition' && own.file === at.file && own.start.offset !== written.at.start.offset,
        )
        .flatMap(({ key: named, written: { at: own } }): readonly Other[] => {
          const [low, high] = [own.start.offset - at.start.offset, own.end.offset - at.start.offset];
          if (low < 0 || high > text.length) return [];
          // What is put into words (`one RTX 3090`) is said in words, too.
          const { unit: measured, text: filled } = values.get(named) ?? { unit: '', text: '' };
          const stems = [`#${named}`, ...(measured === undefined ? wordsIn(filled) : [])];
          return stems.map((stem) => ({ low, high, stem, splits: true }));
        });
      // Same length, so that places stay: what is in brackets is not read as words.
      const plain = text.replaceAll(PLACEHOLDER, (found) => '_'.repeat(found.length));
      const near = wordsAround(plain, { low: from, high: to }, others);
      for (const { stem, weight } of near) add(stem, weight);
    }
  }
  const { first, spread } = read;
  const numbers = [first, ...(spread?.kind === '–' ? [spread.second] : [])].map(decimalNumber);
  if (value.number !== undefined) numbers.push(value.number);
  return {
    key,
    text: value.text,
    unit,
    numbers,
    tolerance: Math.max(10 ** first.exponent / 2, spread?.kind === '±' ? decimalNumber(spread.second) : 0),
    words,
    hasUnit: value.unit !== undefined,
  };
}

/** The unit of a figure that measures the same as the slot, under the same label: the one that brings it nearest. */
function unitFor(
  { figure }: Claim,
  { unit, numbers: [value = 1] }: Slot,
): Figure['units'][number] | undefined {
  const farness = ({ unit: own }: Figure['units'][number]): number =>
    Math.abs(Math.log(Math.abs((figure.number * conversionNumber(own, unit)) / value)));
  return figure.units
    .filter(
      ({ unit: own }) =>
        own.text !== '' &&
        sameDimension(own, unit) &&
        own.percent === unit.percent &&
        (own.nouns === unit.nouns ||
          (own.nouns === '' && own.powers.size === 0 && isMultiple(own) && isMultiple(unit))),
    )
    .toSorted((a, b) => farness(a) - farness(b))[0];
}

const isMultiple = ({ factor, powers }: Unit): boolean => powers.size === 0 && factor.over > factor.under;

function isRight(claim: Claim, slot: Slot, by: number): boolean {
  const { low, high } = claim.meaning;
  const [least, most] = [Math.min(...slot.numbers), Math.max(...slot.numbers)];
  const noise = 1e-9 * Math.max(Math.abs(low), Math.abs(high)) * by;
  return low * by - slot.tolerance - noise <= most && least <= high * by + slot.tolerance + noise;
}

/** `99.5%` of an error budget of 0.5%. */
const isComplement = ({ figure }: Claim, { unit, numbers: [value = 0] }: Slot): boolean =>
  unit.percent && Math.abs(100 - figure.number - value) < 1e-9;

// What is no claim about the user's own values.

/** The sentence is no report. */
const SUPPOSED =
  /\b(?:if|would|could|might|should|suppos(?:e|ing)|imagine|hypothetically|expect(?:ed|ing|s)?|ideally|in theory|theoretically|predict(?:s|ed)?)\b|['’]d\b/i;
const GENERAL =
  /\b(?:typical(?:ly)?|usual(?:ly)?|generally|in general|literature|papers?|people|users|somebody|someone|nobody|everybody|everyone|anyone|others|competitors?|vendors?|rule of thumb|said to be|humans?|(?:some|another|other|one big|one large) (?:team|company|companies|vendor|api|people|group|lab)s?|(?:he|she|they) (?:got|had|report|claim)\w*)\b/i;
const AIM =
  /\b(?:targets?|aim(?:ed|ing|s)?|goals?|budgets?|limits?|thresholds?|objectives?|slos?|slas?|timeouts?|cool-?downs?|patience|at most|maximum|cap(?:ped)?|allow(?:ed|s)?|needs? (?:at least|to)|must|(?:has|have) to|requires?)\b/i;
const AIM_STEMS = 'target aim goal budget limit threshold objective slo tolerance maximum'
  .split(' ')
  .map(stemOf);
const NAME_LIKE = /^(?:\p{Lu}[\p{L}\p{N}]*|\p{L}+\d[\p{L}\p{N}]*)$/u;

/** Least evidence, in words beside the figure that belong to the metric. */
const ENOUGH = 0.55;
/** The same, beside a right figure of the same kind, or for a unit that no other metric has. */
const ENOUGH_IN_COMPANY = 0.12;
/** A number without a unit needs a word of the metric's own name right beside it. */
const ENOUGH_BARE = 0.8;
const RIGHT_BESIDE = 0.7;
const FOREIGN = 0.8;
/** A figure in another unit, so many times as large as the value, is about something else. */
const FARTHEST = 30;

const weightOf = (near: readonly Near[], slot: Slot, group: readonly Slot[]): number => {
  const best = new Map<string, number>();
  for (const { stem, weight } of near) {
    const own = slot.words.get(stem);
    if (own === undefined) continue;
    const sharedBy = group.reduce((sum, each) => sum + (each.words.get(stem) ?? 0), 0);
    const score = (weight * own) / Math.sqrt(Math.max(1, sharedBy / own));
    best.set(stem, Math.max(best.get(stem) ?? 0, score));
  }
  return [...best.values()].reduce((sum, one) => sum + one, 0);
};

/** What was said, and what is known of it so far. */
type Hearing = {
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly slots: readonly Slot[];
  /** The metrics whose unit a figure has. */
  readonly fits: ReadonlyMap<Claim, readonly Fit[]>;
  /** Right figures, and whose they are. */
  readonly right: Map<Claim, Slot>;
};

type Fit = { readonly slot: Slot; readonly unit: Unit; readonly end: number };

const fitsOf = (claim: Claim, slots: readonly Slot[]): readonly Fit[] =>
  slots.flatMap((slot) => {
    const found = slot.hasUnit ? unitFor(claim, slot) : undefined;
    return found ? [{ slot, ...found }] : [];
  });

function nearOf(claim: Claim, { text, claims, fits, right }: Hearing): readonly Near[] {
  const own = new Set((fits.get(claim) ?? []).map(({ slot }) => slot));
  const others = claims.flatMap((each): readonly Other[] => {
    if (each === claim) return [];
    const slot = right.get(each);
    const splits = (fits.get(each) ?? []).some(({ slot: one }) => own.has(one));
    const stem = slot && `#${slot.key}`;
    return stem !== undefined || splits
      ? [{ low: each.figure.from, high: each.figure.unitEnd, stem, splits }]
      : [];
  });
  return wordsAround(text, { low: claim.figure.from, high: claim.figure.unitEnd }, others);
}

/** A number without a unit is right where it has two digits, and no metric has the word behind it as its unit. */
function isRightFor(claim: Claim, slot: Slot, isBare: boolean): boolean {
  const found = slot.hasUnit ? unitFor(claim, slot) : undefined;
  if (found)
    return isRight(claim, slot, conversionNumber(found.unit, slot.unit)) || isComplement(claim, slot);
  const isTelling = Math.abs(claim.figure.number) >= 10 || claim.figure.step < 1;
  return isBare && isTelling && isRight(claim, slot, 1);
}

/** Notes the right figures, so that what is left over is known. */
function findRight(hearing: Hearing): void {
  const { claims, slots, fits, right } = hearing;
  for (const claim of claims) {
    const isBare = !claim.figure.known && fits.get(claim)?.length === 0;
    const matching = slots.filter((slot) => isRightFor(claim, slot, isBare));
    if (matching.length === 0) continue;
    const near = nearOf(claim, hearing);
    const [best] = matching.toSorted((a, b) => weightOf(near, b, slots) - weightOf(near, a, slots));
    if (best) right.set(claim, best);
  }
}

/** Metrics without a unit whose own name is right beside a number without one. */
function bareFitsOf(claim: Claim, near: readonly Near[], slots: readonly Slot[]): readonly Fit[] {
  const beside = new Set(near.filter(({ weight }) => weight >= RIGHT_BESIDE).map(({ stem }) => stem));
  return slots.flatMap((slot) => {
    const isNamed = wordsIn(slot.key.replaceAll('_', ' ')).some((stem) => beside.has(stem));
    return !slot.hasUnit && isNamed ? [{ slot, unit: NO_UNIT, end: claim.figure.place.end }] : [];
  });
}

const isSameKind = (a: Unit, b: Unit): boolean =>
  a.nouns === b.nouns && a.percent === b.percent && a.text !== '' && sameDimension(a, b);

/** A figure that the question itself states. */
const isStated = (claim: Claim, fits: readonly Fit[], literals: readonly Claim[]): boolean =>
  literals.some(({ figure }) => {
    return figure.units.some(({ unit }) =>
      claim.figure.units.some(({ unit: own }) => {
        const number = figure.number * conversionNumber(unit, own);
        return isSameKind(own, unit) && claim.meaning.low <= number && number <= claim.meaning.high;
      }),
    );
  });

/** How near a name is that the question does not know, 0–1. */
function foreignness(
  text: string,
  clause: Range,
  { from, unitEnd }: Figure,
  vocabulary: ReadonlySet<string>,
): number {
  const distances = [...text.slice(clause.low, clause.high).matchAll(TOKEN)].flatMap(({ 0: word, index }) => {
    const at = clause.low + index;
    const isCapitalized = index <= 1 && !/\d|\p{Lu}.*\p{Lu}/u.test(word);
    const isName = NAME_LIKE.test(word) && !isCapitalized && !LITTLE.has(word.toLowerCase());
    const isInside = at >= from && at < unitEnd;
    if (!isName || isInside || vocabulary.has(stemOf(word.toLowerCase()))) return [];
    return [at < from ? from - at : (at - unitEnd) * 2];
  });
  return distances.length === 0 ? 0 : 1 / (1 + Math.min(...distances) / 40);
}

type Candidate = Fit & { readonly claim: Claim; readonly score: number };

/** The metrics that a figure may misstate, with how much speaks for each. */
function candidatesOf(claim: Claim, hearing: Hearing, { literals, vocabulary }: Known): readonly Candidate[] {
  const { text, claims, slots, right } = hearing;
  const { figure } = claim;
  const near = nearOf(claim, hearing);
  const own = hearing.fits.get(claim) ?? [];
  const isBare = own.length === 0 && !figure.known;
  const fits = isBare ? bareFitsOf(claim, near, slots) : own;
  if (fits.length === 0 || isStated(claim, own, literals)) return [];
  const clause = stretchAround(text, CLAUSE_END, figure.from, figure.unitEnd);
  const sentence = stretchAround(text, SENTENCE_END, figure.from, figure.unitEnd);
  const clauseText = text.slice(clause.low, clause.high);
  const sentenceText = text.slice(sentence.low, sentence.high);
  if (SUPPOSED.test(sentenceText) || GENERAL.test(sentenceText)) return [];

  const before = sentenceBefore(text, sentence);
  const group = fits.map(({ slot }) => slot);
  const inCompany = claims.some(
    (each) =>
      right.has(each) &&
      each.figure.from >= before.low &&
      each.figure.unitEnd <= sentence.high &&
      hearing.fits.get(each)?.some(({ slot }) => group.includes(slot)),
  );
  const isAim = AIM.test(clauseText);
  const against = FOREIGN * foreignness(text, clause, figure, vocabulary);
  const taken = new Set(right.values());
  return fits.flatMap((fit): readonly Candidate[] => {
    const { slot, unit } = fit;
    const by = conversionNumber(unit, slot.unit);
    const ratio = (figure.number * by) / (slot.numbers[0] ?? 1);
    const isFar = !nearlyEqual(by, 1) && (ratio > FARTHEST || ratio < 1 / FARTHEST);
    const isOtherAim = isAim && !AIM_STEMS.some((stem) => slot.words.has(stem));
    if (taken.has(slot) || isFar || isOtherAim) return [];
    const score = weightOf(near, slot, group) - against;
    const isOnly = group.length === 1 && (slot.unit.nouns !== '' || slot.unit.powers.has('pp'));
    const least = isBare ? ENOUGH_BARE : isOnly || inCompany ? ENOUGH_IN_COMPANY : ENOUGH;
    return score < least ? [] : [{ ...fit, claim, score }];
  });
}

type Known = {
  readonly slots: readonly Slot[];
  /** Figures in the question's own words. */
  readonly literals: readonly Claim[];
  /** Stems of the question and of all metrics. */
  readonly vocabulary: ReadonlySet<string>;
  readonly values: Values;
};

/** Of the questions in hand: an answer is looked at several times while its card is open. */
const KNOWN = new WeakMap<Question, Known>();

function knownIn(question: Question, values: Values): Known {
  const before = KNOWN.get(question);
  if (before?.values === values) return before;
  const shown = shownPlaceholders(question, (condition) => decisionOf(condition, values));
  const slots = [...new Set(shown.map(({ key }) => key))].flatMap(
    (key) => slotOf(key, question, values) ?? [],
  );
  const texts = [
    question.title,
    question.answer.text,
    ...question.keyPoints.flatMap((point) => [point.text, ...(point.also ?? [])]),
    ...question.followUpTexts.flatMap((each) => [each.question.text, each.answer.text]),
  ].map((each) => digitText(each.replaceAll(PLACEHOLDER, ' ')));
  const prompts = [...(values.metrics?.values() ?? [])].map(
    ({ prompt, name }) => `${prompt} ${name.replaceAll('_', ' ')}`,
  );
  const vocabulary = new Set([
    ...[...texts.map(({ text }) => text), ...prompts].flatMap(wordsIn),
    ...slots.flatMap(({ words }) => [...words.keys()]),
  ]);
  const known = { slots, literals: texts.flatMap(claimsIn), vocabulary, values };
  KNOWN.set(question, known);
  return known;
}

/** The figures of an answer that misstate a value, in order. */
export function wrongNumbersIn(typed: string, question: Question, values: Values): readonly WrongNumber[] {
  const said = digitText(typed.slice(0, MAX_LENGTH));
  const claims = values.size === 0 ? [] : claimsIn(said).slice(0, MOST_FIGURES);
  if (claims.length === 0) return [];
  const known = knownIn(question, values);
  const { slots } = known;
  const fits = new Map(claims.map((claim) => [claim, fitsOf(claim, slots)]));
  const hearing: Hearing = { text: said.text, claims, slots, fits, right: new Map() };
  findRight(hearing);
  const candidates = claims
    .filter((claim) => !hearing.right.has(claim))
    .flatMap((claim) => candidatesOf(claim, hearing, known));

  const settled = new Set<Claim | Slot>();
  const wrong: WrongNumber[] = [];
  for (const { claim, slot, end } of candidates.toSorted((a, b) => b.score - a.score)) {
    if (settled.has(claim) || settled.has(slot)) continue;
    settled.add(claim).add(slot);
    const place = { start: claim.figure.place.start, end: Math.max(end, claim.figure.place.end) };
    wrong.push({ said: typed.slice(place.start, place.end), place, metric: slot.key, value: slot.text });
  }
  return wrong.toSorted((a, b) => a.place.start - b.place.start);
}

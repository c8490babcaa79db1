// Figures of an answer that misstate a value of the user. A figure is a claim about a metric when it has the
// metric's unit and its words beside it; it is wrong when the value lies outside what the figure, as exactly as
// it was said, can mean. Precision over recall: conditions, general facts, aims, and suppositions are left alone.
import type { MetricName } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import { shownPlaceholders } from '../fill/conditional.ts';
import { decisionOf } from '../fill/derive.ts';
import type { Values } from '../fill/value.ts';
import { decimalNumber } from '../values/decimal.ts';
import { readQuantity } from '../values/quantity.ts';
import { conversionNumber, declaredUnit, sameDimension, type Unit } from '../values/units.ts';
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
  const half = meantStep(figure) / 2;
  const isRough = ABOUT.test(before);
  const off = isRough ? Math.max(half, ROUGH * size) : half;
  return {
    low: number - (UNDER.test(before) ? Math.max(off, BEYOND * size) : off),
    high: number + (OVER.test(before) || isRough ? Math.max(off, figure.step, OVER.test(before) ? BEYOND * size : 0) : off),
  };
}

// Claims: figures with what they can mean and the words around them.

type Claim = {
  readonly figure: Figure;
  readonly meaning: Range;
  readonly said: Place;
  /** True where an own unit is written behind it, not that of another figure. */
  readonly isPlain: boolean;
};

/** `one hour fifteen minutes` and `1h45` are one figure. */
function joinedTimes(figures: readonly Figure[], { text }: DigitText): readonly Figure[] {
  const joined: Figure[] = [];
  for (const figure of figures) {
    const last = joined.at(-1);
    const [large, small] = [last, figure].map((each) =>
      each?.units.find(({ unit }) => unit.powers.size === 1 && unit.powers.get('time') === 1 && unit.nouns === ''),
    );
    const between = last && text.slice(last.unitEnd, figure.from);
    if (last && large && small && /^ ?(?:and )?$/.test(between ?? '-')) {
      const by = conversionNumber(small.unit, large.unit);
      if (by < 1 && figure.number * by < 1) {
        const step = figure.step * by;
        const number = last.number + figure.number * by;
        const place = { start: last.place.start, end: small.end };
        joined[joined.length - 1] = {
          ...last,
          number,
          step,
          place,
          units: [{ unit: large.unit, end: small.end }],
          to: figure.to,
          unitEnd: figure.unitEnd,
        };
        continue;
      }
    }
    joined.push(figure);
  }
  return joined;
}

function claimsIn(said: DigitText): readonly Claim[] {
  const { text } = said;
  const figures = joinedTimes(figuresIn(said), said);
  const claims: Claim[] = [];
  for (let i = 0; i < figures.length; i += 1) {
    const figure = figures[i];
    if (!figure) break;
    const next = figures[i + 1];
    const before = text.slice(Math.max(0, figure.from - 40), figure.from);
    const meaning = meaningOf(figure, before);
    const between = next ? text.slice(figure.to, next.from) : '';
    const isSpread = next !== undefined && SPREAD.test(between);
    const isRange = next !== undefined && DASH.test(between) && next.number > figure.number;
    const claim = { figure, meaning, said: figure.place, isPlain: figure.units.length === 0 };
    if (next && (isSpread || isRange)) {
      const other = meaningOf(next, '');
      const whole = isSpread
        ? { low: figure.number - next.number, high: figure.number + next.number }
        : { low: meaning.low, high: other.high };
      const units = next.units.length > 0 ? next.units : figure.units;
      claims.push({
        figure: { ...figure, units, to: next.to, unitEnd: next.unitEnd, place: { start: figure.place.start, end: next.place.end } },
        meaning: { low: Math.min(meaning.low, whole.low), high: Math.max(meaning.high, whole.high) },
        said: { start: figure.place.start, end: next.place.end },
        isPlain: units.length === 0,
      });
      i += 1;
    } else claims.push(claim);
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
function wordsAround(text: string, { low: from, high: to }: Range, others: readonly Other[]): readonly Near[] {
  const sentence = stretchAround(text, SENTENCE_END, from, to);
  const clause = stretchAround(text, CLAUSE_END, from, to);
  const before = sentence.low > 0 ? stretchAround(text, SENTENCE_END, sentence.low - 2, sentence.low - 1).low : 0;
  const words = [
    ...[...text.slice(before, sentence.high).matchAll(TOKEN)]
      .map(({ 0: word, index }) => ({
        stem: LITTLE.has(word.toLowerCase()) ? '' : stemIn(word),
        low: before + index,
        high: before + index + word.length,
      }))
      .filter(({ stem, low, high }) => stem !== '' && !others.some((other) => other.low < high && low < other.high)),
    ...others.flatMap(({ stem, low, high }) => (stem !== undefined && low >= before && high <= sentence.high ? [{ stem, low, high }] : [])),
  ].toSorted((a, b) => a.low - b.low);
  const near: Near[] = [];
  const walk = (side: typeof words, isBehind: boolean): void => {
    let distance = 0;
    for (const { stem, low, high } of side) {
      const isBeyond = others.some(
        (other) =>
          other.splits && (isBehind ? other.low >= to && other.high <= low : other.high <= from && other.low >= high),
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
  walk(words.filter(({ low }) => low >= to), true);
  return near;
}

const stemIn = (word: string): string => stemOf(word.toLowerCase().replace(/['’].*$/, '').replaceAll(',', ''));

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
  readonly inFollowUp: boolean;
};

const IN_NAME = 1;
const IN_PROMPT = 0.8;
const IN_TEXT = 0.8;

const wordsIn = (text: string): readonly string[] =>
  [...text.toLowerCase().matchAll(TOKEN)]
    .map(({ 0: word }) => word.replace(/['’].*$/, ''))
    .filter((word) => !LITTLE.has(word))
    .map(stemOf);

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
  if (metric) for (const stem of wordsIn(key.replaceAll('_', ' '))) add(stem, IN_NAME);
  for (const stem of wordsIn(metric?.prompt ?? '')) add(stem, IN_PROMPT);
  const texts = [question.answer, ...question.followUpTexts.flatMap((each) => [each.question, each.answer])];
  for (const { key: own, written, kind } of question.placeholders) {
    if (own !== key || kind === 'condition') continue;
    for (const { text, at } of texts) {
      const from = written.at.start.offset - at.start.offset;
      const to = written.at.end.offset - at.start.offset;
      if (written.at.file !== at.file || from < 0 || to > text.length) continue;
      const others = question.placeholders
        .filter(({ written: { at: own }, kind: one }) => one !== 'condition' && own.file === at.file && own.start.offset !== written.at.start.offset)
        .map(({ key: named, written: { at: own } }) => ({
          low: own.start.offset - at.start.offset,
          high: own.end.offset - at.start.offset,
          stem: `#${named}`,
          splits: true,
        }))
        .filter(({ low, high }) => low >= 0 && high <= text.length);
      // Same length, so that places stay: what is in brackets is not read as words.
      const plain = text.replaceAll(PLACEHOLDER, (found) => '_'.repeat(found.length));
      const near = wordsAround(plain, { low: from, high: to }, others);
      for (const { stem, weight } of near) add(stem, weight * IN_TEXT);
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
    inFollowUp: question.placeholders.every((each) => each.key !== key || each.inFollowUp),
  };
}

/** The unit of a figure that measures the same as the slot, under the same label: the one that brings it nearest. */
function unitFor({ figure }: Claim, { unit, numbers: [value = 1] }: Slot): Figure['units'][number] | undefined {
  const farness = ({ unit: own }: Figure['units'][number]): number =>
    Math.abs(Math.log(Math.abs((figure.number * conversionNumber(own, unit)) / value)));
  return figure.units
    .filter(
      ({ unit: own }) =>
        own.text !== '' &&
        sameDimension(own, unit) &&
        own.percent === unit.percent &&
        (own.nouns === unit.nouns || (own.nouns === '' && own.powers.size === 0 && isMultiple(own) && isMultiple(unit))),
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


// What is no claim about the user's own values.

const SUPPOSED =
  /\b(?:if|would|could|might|should|suppose|supposing|imagine|expect(?:ed|ing|s)?|ideally|in theory|theoretically|hypothetically|predicts?)\b|n't (?:have|be)\b|['’]d\b/i;
const GENERAL =
  /\b(?:typical(?:ly)?|usual(?:ly)?|generally|in general|literature|papers?|people|users|somebody|someone|nobody|everybody|everyone|anyone|others|competitors?|vendors?|rule of thumb|said to be|humans?|(?:some|another|other|one big|one large) (?:team|company|companies|vendor|api|people|group|lab)s?|(?:he|she|they) (?:got|had|report|claim)\w*)\b/i;
const AIM =
  /\b(?:targets?|aim(?:ed|ing|s)?|goals?|budgets?|limits?|thresholds?|objectives?|slos?|slas?|timeouts?|cool-?downs?|patience|at most|maximum|cap(?:ped)?|allow(?:ed|s)?)\b/i;
const AIM_STEMS = ['target', 'aim', 'goal', 'budget', 'limit', 'threshold', 'objective', 'slo', 'toler', 'maximum'].map(stemOf);
/** Words that tell figures of one kind apart: who lacks one of them is another figure. */
const QUALIFIERS = new Set(
  (
    'training train trained validation val test before after first last final baseline mean median average peak best worst ' +
    'minimum maximum min max total p50 p90 p95 p99 p999 warm warmup cold low middle mid high top small large full half ' +
    'old new previous naive random chance theoretical each per alone single'
  )
    .split(' ')
    .map(stemOf),
);
/** From one to the other: what is before the first is said of both. */
const TO = /^ ?(?:->|→|(?:up |down )?to)(?: \p{L}+)? $/u;
const NAME_LIKE = /^(?:\p{Lu}[\p{L}\p{N}]*|\p{L}+\d[\p{L}\p{N}]*)$/u;

/** Least evidence, in words beside the figure that belong to the metric. */
const ENOUGH = 0.55;
/** The same, beside a right figure of the same kind, or for a unit that no other metric has. */
const ENOUGH_IN_COMPANY = 0.15;
const FOREIGN = 0.8;
const OTHER_QUALIFIER = 0.5;
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

/** The figures of an answer that misstate a value, in order. */
export function wrongNumbersIn(typed: string, question: Question, values: Values): readonly WrongNumber[] {
  const shown = shownPlaceholders(question, (condition) => decisionOf(condition, values));
  const slots = [...new Set(shown.map(({ key }) => key))].flatMap((key) => slotOf(key, question, values) ?? []);
  if (slots.length === 0) return [];
  const said = digitText(typed);
  const { text } = said;
  const claims = claimsIn(said);
  const texts = [
    question.title,
    question.answer.text,
    ...question.keyPoints.flatMap((point) => [point.text, ...(point.also ?? [])]),
    ...question.followUpTexts.flatMap((each) => [each.question.text, each.answer.text]),
  ].map((each) => digitText(each.replaceAll(PLACEHOLDER, ' ')));
  const literals = texts.flatMap((each) => claimsIn(each));
  const vocabulary = new Set([
    ...texts.flatMap((each) => wordsIn(each.text)),
    ...slots.flatMap(({ words }) => [...words.keys()]),
    ...[...(values.metrics?.values() ?? [])].flatMap(({ prompt, name }) => wordsIn(`${prompt} ${name.replaceAll('_', ' ')}`)),
  ]);

  const fits = (claim: Claim): readonly (readonly [Slot, Figure['units'][number]])[] =>
    slots.flatMap((slot) => {
      const unit = slot.hasUnit ? unitFor(claim, slot) : undefined;
      return unit ? [[slot, unit] as const] : [];
    });
  const taken = new Set<Slot>();
  const right = new Map<Claim, Slot>();
  const nearOf = (claim: Claim): readonly Near[] => {
    const own = fits(claim).map(([slot]) => slot.key);
    const others = claims
      .filter((each) => each !== claim)
      .map((each): Other => {
        const slot = right.get(each);
        const between = text.slice(each.figure.unitEnd, claim.figure.from);
        const isSameKind = fits(each).some(([one]) => own.includes(one.key));
        return {
          low: each.figure.from,
          high: each.figure.unitEnd,
          stem: slot && `#${slot.key}`,
          splits: isSameKind && !TO.test(between),
        };
      })
      .filter(({ stem, splits }) => stem !== undefined || splits);
    return wordsAround(text, { low: claim.figure.from, high: claim.figure.unitEnd }, others);
  };
  // Right figures first, so that what is left over is known.
  for (const claim of claims) {
    const size = Math.abs(claim.figure.number);
    const isBare = !claim.figure.known && fits(claim).length === 0;
    const isTelling = size >= 10 || claim.figure.step < 1;
    const matching = slots.filter((slot) => {
      const unit = slot.hasUnit ? unitFor(claim, slot) : undefined;
      if (unit) return isRight(claim, slot, conversionNumber(unit.unit, slot.unit));
      return isBare && isTelling && isRight(claim, slot, 1);
    });
    if (matching.length === 0) continue;
    const free = matching.filter((slot) => !taken.has(slot));
    const near = nearOf(claim);
    const [best] = (free.length > 0 ? free : matching).toSorted(
      (a, b) => weightOf(near, b, slots) - weightOf(near, a, slots),
    );
    if (!best) continue;
    right.set(claim, best);
    taken.add(best);
  }

  const isLiteral = (claim: Claim): boolean =>
    literals.some(({ figure }) => {
      if (figure.number === claim.figure.number && (figure.units.length === 0 || claim.figure.units.length === 0))
        return true;
      return figure.units.some(({ unit }) =>
        claim.figure.units.some(({ unit: own }) => {
          if (own.nouns !== unit.nouns || own.percent !== unit.percent || !sameDimension(own, unit)) return false;
          const by = conversionNumber(unit, own);
          return claim.meaning.low <= figure.number * by && figure.number * by <= claim.meaning.high;
        }),
      );
    });

  const isElsewhere = (claim: Claim): boolean =>
    [...values].some(([key, value]) => {
      if (slots.some((slot) => slot.key === key) || value.unit === undefined || value.number === undefined) return false;
      const unit = declaredUnit(value.unit);
      const number = value.number;
      return claim.figure.units.some(
        ({ unit: own }) =>
          own.nouns === unit.nouns &&
          own.percent === unit.percent &&
          sameDimension(own, unit) &&
          own.text !== '' &&
          Math.abs(claim.figure.number * conversionNumber(own, unit) - number) <= 1e-6 * Math.abs(number),
      );
    });

  type Pair = { readonly claim: Claim; readonly slot: Slot; readonly end: number; readonly score: number; readonly least: number };
  const pairs: Pair[] = [];
  for (const claim of claims) {
    const fitting = fits(claim);
    if(process.env['DBG'])console.log('claim',claim.figure.number,fitting.length,right.has(claim),isLiteral(claim),isElsewhere(claim));
    if (fitting.length === 0 || right.has(claim) || isLiteral(claim) || isElsewhere(claim)) continue;
    const { from, unitEnd } = claim.figure;
    const clause = stretchAround(text, CLAUSE_END, from, unitEnd);
    const sentence = stretchAround(text, SENTENCE_END, from, unitEnd);
    const clauseText = text.slice(clause.low, clause.high);
    const sentenceText = text.slice(sentence.low, sentence.high);
    if (SUPPOSED.test(sentenceText) || GENERAL.test(clauseText)) { if(process.env['DBG'])console.log('veto',claim.figure.number,clauseText);continue;}
    const near = nearOf(claim);
    const names = [...clauseText.matchAll(TOKEN)].flatMap(({ 0: word, index }) => {
      const at = clause.low + index;
      const isFirst = /^[^\p{L}\p{N}]*$/u.test(text.slice(sentence.low, at));
      const isForeign =
        NAME_LIKE.test(word) && !(isFirst && !/\d|\p{Lu}.*\p{Lu}/u.test(word)) && !LITTLE.has(word.toLowerCase()) && !vocabulary.has(stemOf(word.toLowerCase()));
      const isInside = at >= from && at < unitEnd;
      return isForeign && !isInside ? [at < from ? from - at : (at - unitEnd) * 2] : [];
    });
    const foreign = names.length === 0 ? 0 : FOREIGN / (1 + Math.min(...names) / 40);
    const companions = claims.filter(
      (each) => right.has(each) && each.figure.from >= sentence.low && each.figure.unitEnd <= sentence.high,
    );
    const group = fitting.map(([each]) => each);
    for (const [slot, { unit, end }] of fitting) {
      if (taken.has(slot)) continue;
      const isAimed = AIM_STEMS.some((stem) => slot.words.has(stem));
      if (!isAimed && AIM.test(clauseText)) continue;
      const by = conversionNumber(unit, slot.unit);
      const ratio = (claim.figure.number * by) / (slot.numbers[0] ?? 1);
      const isSameUnit = Math.abs(by - 1) < 1e-9;
      if (!isSameUnit && (ratio > FARTHEST || ratio < 1 / FARTHEST)) continue;
      const qualifier = near
        .slice(0, 2)
        .some(({ stem, weight }) => weight > 0.7 && QUALIFIERS.has(stem) && !slot.words.has(stem));
      const score =
        weightOf(near, slot, group) * (slot.inFollowUp ? 0.7 : 1) -
        foreign -
        (qualifier ? OTHER_QUALIFIER : 0);
      const isOnly = group.length === 1 && (slot.unit.nouns !== '' || slot.unit.powers.has('pp'));
      const inCompany = companions.some((each) => fits(each).some(([other]) => group.includes(other)));
      if (process.env['DBG']) console.log(typed.slice(claim.said.start, end), slot.key, score.toFixed(2), 'foreign', foreign.toFixed(2), 'qual', qualifier, isOnly, inCompany);
      pairs.push({ claim, slot, end, score, least: isOnly || inCompany ? ENOUGH_IN_COMPANY : ENOUGH });
    }
  }

  const wrong: WrongNumber[] = [];
  const settled = new Map<Claim, Slot>();
  const missaid = new Map<Slot, number>();
  for (const { claim, slot, end, score, least } of pairs.toSorted((a, b) => b.score - a.score)) {
    const other = missaid.get(slot);
    if (score < least || settled.has(claim) || (other !== undefined && other !== claim.figure.number)) continue;
    settled.set(claim, slot);
    missaid.set(slot, claim.figure.number);
    const place = { start: claim.said.start, end: Math.max(end, claim.said.end) };
    wrong.push({ said: typed.slice(place.start, place.end), place, metric: slot.key, value: slot.text });
  }
  return wrong.toSorted((a, b) => a.place.start - b.place.start);
}

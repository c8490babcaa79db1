// Figures that compare two values: `ten times as fast`, `cut by half`, `28 minutes saved`.
import { affixes, declaredUnit, isPoints } from '../values/units.ts';
import type { Claim } from './figures.ts';
import { adjacentFitsOf, type Hearing, type Said } from './hearing.ts';
import {
  areSiblings,
  hasMeasure,
  isAlike,
  isBefore,
  type Measure,
  measureOf,
  partsOf,
  type Slot,
  weightOf,
} from './slots.ts';
import type { Range } from './words.ts';

type Compared = Pick<Slot, 'measure' | 'above' | 'value' | 'side'>;

/** In base units. */
const sizeOf = ({ measure, value }: Compared): number => value * measure.factor;
export const isShare = ({ measure: { kind } }: Compared): boolean => kind === 'share';

/**
 * What a figure of this measure may be of two values, in its base unit.
 * `areFewer`: they are compared as fewer of something; `isChange`: `down by 57%` is not what 57% are left of; `isQuicker`: what
 * takes half the time is 100% faster.
 */
function relationsOf(
  measure: Measure,
  one: Compared,
  other: Compared,
  { areFewer = false, isChange = false, isQuicker = false } = {},
): readonly number[] {
  const [more, less] = [sizeOf(one), sizeOf(other)].map(Math.abs).toSorted((a, b) => b - a);
  if (more === undefined || less === undefined || !isAlike(one.measure, other.measure)) return [];
  if (one.measure.kind === 'times') return [];
  // From 93.5 to 99.2% right, wrong ones went down eightfold.
  const rest = areFewer && isShare(one) && more < 1 ? [(1 - less) / (1 - more)] : [];
  if (measure.kind === 'times') return [more / less, ...rest];
  const points = isShare(one) || one.measure.powers.size === 0 ? [more - less] : [];
  // What fell from 141 to 94 was not halved, although it had been half as much again.
  const isLess = one.value < other.value;
  const growth = isLess && isBefore(other) && !isQuicker ? [] : [more / less - 1];
  const left = isLess && isChange ? [] : [less / more];
  if (measure.kind === 'share')
    return [...left, 1 - less / more, ...growth, ...rest.map((times) => 1 - 1 / times), ...points];
  if (measure.kind === 'points') return points;
  // `$400` for two values per month
  const its = [one.measure, one.above].find((each) => each && isAlike(measure, each));
  const scale = its && its.factor / one.measure.factor;
  return scale === undefined ? [] : [(more - less) * scale, (more + less) * scale];
}

export const scaled = ({ low, high }: Range, { factor }: Measure): Range => ({
  low: low * factor,
  high: high * factor,
});

/** People round what they compute. */
export const LOOSE = 0.04;

export const isAbout = (size: number, { low, high }: Range, loose = LOOSE): boolean => {
  const ends = [Math.abs(low), Math.abs(high)];
  return (1 - loose) * Math.min(...ends) <= size && size <= (1 + loose) * Math.max(...ends);
};

const WHAT = '(?:what|the (?:size|time|cost|price|original))\\b';
const COMPARED_BEHIND = new RegExp(
  `^(?: (?!or\\b|and\\b|but\\b|of\\b|to\\b)\\p{L}+){0,2} (?:more|less|fewer|better|worse|higher|lower|faster|slower|cheaper|shorter|longer|smaller|larger|bigger|above|below|sooner|(?:earlier|later)(?! (?:this|in|on)\\b)|(?:over|under)(?= (?:the|our|my|its?|that|this)\\b)|saved|off|relative|(?:of )?${WHAT})|^.*\\bgone\\b`,
  'iu',
);
const COMPARED_BEFORE =
  /\b(?:by|factor(?: of)?|(?:gap|difference|distance) between\b.* (?:is|was|of)|between\b.* there (?:is|are|was|were)|(?:sav|gain|los|shav|cut|drop(?!out)|reduc|improv|differ|threw|fell|fall|rose|grew|increas|(?:went|is|are) (?:up|down))\p{L}*(?: (?!and\b|but\b|to\b|from\b|at\b)[\p{L}-]+){0,4}) (?:(?:about|around|roughly|nearly|almost|over|more than|less than|another|a|some) )*~?$/iu;

const CHANGED_BY =
  /\b(?:down|fell|fall|fallen|dropped|drop|cut|reduced|shrank|lower\p{L}*) (?:[\p{L}-]+ ){0,3}by (?:[\p{L} ]+ )?~?$/iu;
const CHANGED_BEHIND = /^ (?:less|fewer|lower|smaller|cheaper|shorter|quicker)\b/iu;

const QUICKER = /\b(?:faster|quicker|speed-?ups?|throughput)\b/iu;

const saysLess = (text: string): boolean =>
  /\b(?:few(?:er)?|less|down|fell|fall|drop\p{L}*|lower|cut|reduc\p{L}*|shr[aiu]nk|errors?|mistakes?)\b|\bby (?:[\p{L} ]+ )?~50%/iu.test(
    text,
  );

/** The figure says how two values compare. */
const compares = (
  { from, to, unitEnd, units, isFactor }: Claim,
  text: string,
  { low, high }: Range,
): boolean =>
  isFactor ||
  units.slice(0, 1).some(({ unit }) => isPoints(unit)) ||
  COMPARED_BEHIND.test(text.slice(units[0]?.unit.text === '×' ? to : unitEnd, high)) ||
  COMPARED_BEFORE.test(text.slice(low, from));

const digits = (number: number): string => String(Number(number.toPrecision(2)));

/** What the first value is, as it may be said of the second. */
export function comparisonText({ kind }: Measure, one: Slot, other: Slot): string {
  const [a, b] = [sizeOf(one), sizeOf(other)];
  // A placeholder without a name of its own has an id.
  const its = other.key.includes('/') ? other.text : other.key;
  const than = `${a < b ? 'less' : 'more'} than ${its}`;
  if (kind === 'times') return a < b ? `1/${digits(b / a)} of ${its}` : `${digits(a / b)}× ${its}`;
  if (kind === 'share') return `${digits((100 * Math.abs(a - b)) / b)}% ${than}`;
  const unit = isShare(one) ? 'pp' : one.measure.text;
  const number = digits(Math.abs(a - b) / (isShare(one) ? 0.01 : one.measure.factor));
  const { before, after } = affixes(declaredUnit(unit), number);
  return `${before}${number}${after} ${than}`;
}

/** Numbers without a unit that are no counts may be of any kind: a ratio, its bounds, a p-value. */
const areComparable = (slot: Slot, other: Slot): boolean =>
  partsOf(slot.key).some((word) => partsOf(other.key).includes(word)) &&
  (isBefore(other) ||
    hasMeasure(slot.measure) ||
    [slot, other].every(({ value }) => Number.isInteger(value)));

/** In UTF-16 units before the sentence; what a figure compares is said there, too. */
const COMPARED = 80;
const REFERS = /\b(?:that|this|which|so|it|we|by)\b/iu;
const LEAD = 1.5;
const COMPARED_NAME = 0.5;

/** From where on values are said that a figure may compare. */
const comparedFrom = ({ sentence, from }: Said, { text }: Hearing): number =>
  REFERS.test(text.slice(sentence, from)) ? sentence - COMPARED : sentence;

/** Before and after, by their names or as the answer tells them. */
export const areOfChange = ({ contrasts }: Hearing, one: Slot, other: Slot): boolean =>
  areSiblings(one.key, other.key) ||
  contrasts.some(([a, b]) => a.side !== undefined && a.key === one.key && b.key === other.key);

/** The answer tells them beside each other. */
function areTold({ contrasts }: Hearing, { units, isFactor }: Said, slot: Slot, other: Slot): boolean {
  // Beside two values that are no change, a share is mostly one of what they measure: `5% take longer than 640 ms`.
  const isDifference = !isFactor && units[0]?.unit.percent !== true && units[0]?.unit.text !== '×';
  return contrasts.some(
    ([a, b]) => (a.side !== undefined || isDifference) && a.key === slot.key && b.key === other.key,
  );
}

/** `3.5 hours less` for a value beside a figure of the question's own text: `instead of the planned 20`. */
const comparesLiteral = (claim: Said, hearing: Hearing): boolean =>
  [...claim.fits, ...adjacentFitsOf(claim, hearing)]
    .map(({ slot }) => slot)
    .filter((slot) => !isShare(slot))
    .some((slot) =>
      hearing.literals
        .map(({ number: value, units: [first] }) => ({
          value,
          measure: first ? measureOf(first.unit) : slot.measure,
          above: undefined,
          side: undefined,
        }))
        .flatMap((other) => relationsOf(slot.measure, slot, other))
        .some((size) => isAbout(size, scaled(claim.meaning, slot.measure), EXACT)),
    );

/** The pairs of values that a figure may compare. */
function pairsFor(claim: Said, near: ReadonlySet<Slot>, hearing: Hearing) {
  const { slots } = hearing;
  const weightIn = (slot: Slot): number => Math.min(1, weightOf(claim.near, slot, slots));
  // `40% longer` is said of a metric of its own rather than of two others that nobody mentions.
  const named = Math.max(0, ...claim.fits.map(({ slot }) => weightIn(slot)));
  return slots.flatMap((one, i) =>
    slots.slice(i + 1).flatMap((two) => {
      const [slot, other] = isBefore(one) ? [two, one] : [one, two];
      const measures = [
        ...claim.units.map(({ unit }) => measureOf(unit)),
        ...(claim.known ? [] : [slot.measure]),
      ];
      const measure = measures.find((each) => relationsOf(each, slot, other).length > 0);
      if (!measure || !(areTold(hearing, claim, slot, other) || areComparable(slot, other))) return [];
      const count = Number(near.has(slot)) + Number(near.has(other));
      const isPair = areOfChange(hearing, slot, other);
      if (count === 0 && Math.max(weightIn(slot), weightIn(other)) < named) return [];
      const leads = count + Number(isBefore(other) && isPair) + weightIn(slot);
      const isNamed = weightOf(claim.near, slot, slots) + weightOf(claim.near, other, slots) >= COMPARED_NAME;
      // Said beside the figure.
      const isBoth = count === 2;
      const isNear = isBoth || (count === 1 && isPair && isNamed);
      return [{ slot, other, measure, leads, isNamed, isBoth, isNear, isHalf: count === 1 }];
    }),
  );
}

/** Behind a figure that compares, another way to say it. */
const SAYS_ALSO = /^,? (?:so|or|i\.e\.|that is|that['’]s|which is|meaning)(?: [\p{L}']+){0,2} ~?$/iu;

/** The values that a figure may compare, and whether they give it. */
export function comparedIn(claim: Said, hearing: Hearing) {
  const { text, slots, right, claims } = hearing;
  const { meaning, part, sentence } = claim;
  // `It fell by 17 points, so roughly three quarters.`
  const last = claims[claims.indexOf(claim) - 1];
  const isRatio = claim.units.slice(0, 1).some(({ unit }) => unit.percent || unit.text === '×');
  const isAlso =
    isRatio &&
    last &&
    SAYS_ALSO.test(text.slice(last.unitEnd, claim.from)) &&
    compares(last, text, last.part);
  if (right.has(claim) || !(isAlso || compares(claim, text, part)))
    return { pairs: [], isGiven: false, isSure: false };
  const from = comparedFrom(claim, hearing);
  const near = new Set(
    [...right].flatMap(([each, { slot }]) => (each.from >= from && each.sentence <= sentence ? [slot] : [])),
  );
  const pairs = pairsFor(claim, near, hearing);
  // Values that were both said are meant rather than those of which one was.
  const least = Math.max(0, ...pairs.map(({ leads, isBoth }) => (isBoth ? leads - LEAD : 0)));
  const isLess = saysLess(text.slice(part.low, part.high));
  const isChange =
    CHANGED_BY.test(text.slice(part.low, claim.from)) ||
    CHANGED_BEHIND.test(text.slice(claim.unitEnd, part.high));
  const isQuicker = QUICKER.test(text.slice(part.low, part.high));
  const giving = pairs.filter(({ slot, other, measure, leads, isNamed, isHalf }) => {
    const isMeant = leads >= least || isNamed;
    return (
      (isMeant || isHalf) &&
      relationsOf(measure, slot, other, { areFewer: isLess, isChange, isQuicker }).some((size) =>
        isAbout(size, scaled(meaning, measure), isMeant ? LOOSE : 0),
      )
    );
  });
  const isOfLiterals = comparesLiteral(claim, hearing);
  const isGiven =
    giving.length > 0 ||
    isOfLiterals ||
    slots.some(
      (slot) =>
        !hasMeasure(slot.measure) &&
        ((slot.value < 1 && isAbout(1 / slot.value, meaning)) ||
          (near.has(slot) && isAbout(100 * Math.abs(1 - slot.value), meaning))),
    );
  return {
    pairs,
    isGiven,
    isSure:
      isOfLiterals ||
      giving.some(
        ({ isNear, isNamed, slot, other }) =>
          isNear || areOfChange(hearing, slot, other) || (isNamed && areTold(hearing, claim, slot, other)),
      ),
  };
}

/** A figure that people compute is said as exactly as its parts. */
export const EXACT = 0.015;

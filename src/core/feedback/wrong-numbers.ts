// Figures that misstate a value of the user. A figure is a claim about a metric if its unit fits and the metric's
// words are beside it; it is wrong if the value is outside what the figure can mean. Precision over recall:
// conditions, general facts, targets, and suppositions are left alone.
import { sumOf, wordSet } from '../base/collections.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import { oneLine } from '../base/text.ts';
import { capitalized } from '../base/wording.ts';
import type { Values } from '../fill/conditional.ts';
import { placeholderWords } from '../fill/values.ts';
import { nearlyEqual } from '../values/decimal.ts';
import { isUnit } from '../values/units.ts';
import { areOfChange, comparedIn, comparisonText, EXACT, isAbout, LOOSE, scaled } from './compared.ts';
import {
  beginsBefore,
  type Claim,
  namedSide,
  ROUGH,
  saysFigure,
  significantDigits,
  type Told,
  withoutTakenBack,
} from './figures.ts';
import {
  adjacentFitsOf,
  AIMED,
  alikeFitsOf,
  fitIn,
  heardIn,
  type Hearing,
  isAimed,
  isBare,
  isMeasured,
  isOfLiteral,
  isStated,
  meaningIn,
  NEXT_FIGURE,
  OF_PAIR,
  partOf,
  PRECISE,
  reachOf,
  type Said,
  SUPPOSED,
} from './hearing.ts';
import { cosine, type Lexicon } from './lexicon.ts';
import {
  areSiblings,
  farness,
  type Fit,
  hasMeasure,
  isAim,
  isAlike,
  isBefore,
  isOfBounds,
  isOpen,
  isRight,
  knownIn,
  labelOf,
  measureOf,
  type Reading,
  RIGHT_BESIDE,
  SENTENCE_BEFORE,
  type Slot,
  slotOf,
  weightOf,
} from './slots.ts';
import {
  formsIn,
  isInside,
  isLittle,
  type Place,
  stemIn,
  stemOf,
  without,
  WORD_OR_NUMBER,
  wordsIn,
} from './words.ts';

/** A figure with a unit that fits a metric of the question and is none of its values. */
export type WrongNumber = {
  /** As written in the answer, with its unit: `999 ms`. */
  readonly said: string;
  readonly place: Place;
  readonly metric: MetricName;
  /** The metric's value as shown: `320 ms`. */
  readonly value: string;
  /** Of money, the period of the value if it does not say it itself: `/month`. */
  readonly per?: string;
  /** Of a placeholder: the words around it. */
  readonly words?: string;
};

type Misstated = Pick<WrongNumber, 'said' | 'metric' | 'value' | 'per' | 'words'>;

export const wrongNumberText = ({ said, metric, value, per = '' }: Misstated): string =>
  `you said ${oneLine(said)}; ${metric.includes('/') || value.endsWith(metric) ? 'your value' : metric} is ${value}${per}`;
export const wrongNumberSentence = (wrong: Misstated): string =>
  `${capitalized(wrongNumberText(wrong))}${wrong.words === undefined ? '' : `: "${wrong.words}"`}.`;

// What speaks against a figure, and for it.

/** From here on, equal digits are no coincidence. */
const SURE_SLIP = 0.5;
const sorted = (digits: string): string => digits.split('').toSorted().join('');

/** Seventeen for seventy. */
const isTeenForTen = (one: number, other: number): boolean => {
  const [small, large] = [Math.min(one, other), Math.max(one, other)];
  return small > 12 && small < 20 && large === 10 * (small - 10);
};

/** `234` for 23,400 and 2.34; zeros at the end count where the other number has as many. */
const digitsOf = (number: number, places: number): string => significantDigits(number).padEnd(places, '0');
const isWithout = (few: string, many: string): boolean =>
  many.split('').some((_, i) => many.slice(0, i) + many.slice(i + 1) === few);

/** How likely it is a slip: the digits of the value in another order or place, or with one of them changed or left out. */
function slipOf(said: number, { value, text }: Pick<Slot, 'value' | 'text'>): number {
  if (isTeenForTen(said, value)) return 1;
  const own = significantDigits(said);
  if (own.length < 2) return own === significantDigits(value) ? SURE_SLIP : 0;
  // 235 minutes for 2h 35m
  if (/\d\D+\d/u.test(text) && own === text.replaceAll(/\D/g, '')) return 1;
  const places = Math.max(own.length, significantDigits(value).length);
  const [a, b] = [digitsOf(said, places), digitsOf(value, places)];
  if (own === significantDigits(Number(value.toPrecision(own.length))) || sorted(a) === sorted(b)) return 1;
  const isChanged = a.split('').filter((digit, i) => digit !== b[i]).length === 1;
  return isChanged || (places > 2 && isWithout(own, b)) ? 0.25 : 0;
}

/** The words of somebody else. */
const REPORTED =
  /(?<!\b(?:i|we) )\b(?:says?|said|claim(?:s|ed)?|told (?:us|me)|recommends?|advis(?:es|ed)) (?:that|to|us|staying)\b/giu;
/** The clause is about others, or another year. */
const OTHERS =
  /\b(?:(?:people|users|humans?|customers|clients) (?:see|notice|think|say|expect|believe|find|feel|report|want|like)|their own|theirs|train(?:ing)? (?:set|data|accuracy|loss|error|split)|somebody|someone|nobody|everybody|everyone|anyone|others|of which|of these|including|last (?:year|month|week|quarter|season|spring|summer|autumn|fall|winter)|(?:day|week|month|quarter|year|season)s? (?:before|ago)|in (?:19|20)\d\d|(?:first|early|earlier) (?:attempt|try|version|prototype|cut|run)s?|some(?= (?!of\b)\p{L}{3,}s\b)|(?:the|our|an|its) (?:old|former|previous|legacy)|(?:the|our|its) (?:longest|shortest|worst|best|slowest|fastest|largest|smallest|highest|lowest))\b/giu;

/** The clause is about a value that is no longer so. */
const PAST =
  /(?<!\b(?:is|are|was|were|be|been) )\bused to \p{L}+|\b(?:previously|originally|initially|at first)\b|\b(?:was|were|took)\b.* (?:before (?!(?:it|the|we|they|you|i|a)\b)|until\b)/iu;
const NAME = /^(?:\p{Lu}[\p{L}\p{N}]+|\p{L}+\d[\p{L}\p{N}]*)$/u;

const BY_NAME = 0.6;
const OF_UNIT = 0.2;

/** Metrics that a right figure may be meant for instead, if its unit fits them as well: 40 s are not said for 9 ms. */
function otherFitsOf(claim: Said, own: Reading, hearing: Hearing): readonly Fit[] {
  const alike = alikeFitsOf(own, hearing, 1);
  const quality = fitIn(claim, own.slot)?.quality ?? 1;
  const asGood = claim.fits.filter(
    (fit) => fit.quality >= quality && alike.every(({ slot }) => slot !== fit.slot),
  );
  return [...alike, ...asGood].filter(
    (fit) =>
      (fit.slot.measure.factor === own.slot.measure.factor || areSiblings(fit.slot.key, own.slot.key)) &&
      !isRight(claim, fit),
  );
}

/** With so many digits, the same ones in another order are no coincidence. */
const isSureSlip = ({ number }: Claim, slot: Slot): boolean =>
  significantDigits(number).length > 2 && slipOf(number, slot) === 1 && farness(number, slot) < FAR;

/**
 * For a number without a unit: metrics without a unit that have a word of their name right beside it, and counts
 * that have all of them there.
 */
function bareFitsOf(claim: Said, hearing: Hearing): readonly Fit[] {
  const besides = adjacentFitsOf(claim, hearing);
  const isCounted = claim.units.length > 0;
  const named = hearing.slots
    // `1,200 queries` are no share, and no time.
    .filter(
      ({ measure: { kind, nouns, powers } }) =>
        !isCounted || (kind === 'size' && (nouns !== '' || powers.size === 0)),
    )
    .filter(
      (slot) =>
        claim.near.some(({ stem, weight }) => weight >= RIGHT_BESIDE && slot.stems.has(stem)) ||
        isSureSlip(claim, slot),
    )
    .map((slot) => ({
      slot,
      scale: 1,
      quality: slot.hasUnit ? OF_UNIT : BY_NAME,
    }));
  return [...besides, ...named.filter(({ slot }) => besides.every((each) => each.slot !== slot))];
}

/** The clause has a name that the question does not have. A capital alone does not make its first word one. */
const hasForeignName = (clause: string, { vocabulary, alike: { knows } }: Hearing): boolean =>
  [...clause.replaceAll(FIGURE, ' ').matchAll(WORD_OR_NUMBER)].some(
    ({ 0: word, index }) =>
      NAME.test(word) &&
      (index > 1 || /\d|\p{Lu}.*\p{Lu}/u.test(word) || !knows(word.toLowerCase())) &&
      !isLittle(word) &&
      !vocabulary.has(stemIn(word)),
  );
/** With its unit, which is not a name. */
const FIGURE = /(?<![\p{L}\d-])\d[\d.,]*(?: ?[°µ\p{L}²³%/]+)?(?: Celsius| Fahrenheit)?/gu;

/** It is the rest of a share: `misses 40%` for a recall of 60%. */
const isRest = (
  { meaning: { low, high } }: Claim,
  { scale, slot: { measure } }: Fit,
  { measure: its, value }: Slot,
  loose = LOOSE,
): boolean =>
  measure.kind === 'share' &&
  its.kind === 'share' &&
  isAbout((1 - value * its.factor) / measure.factor, { low: low * scale, high: high * scale }, loose);

/** Of a share, what has the rest: `36% of the budget is left`. */
const OF_REST =
  /\b(?:not|no|never|without|left|remain\p{L}*|free|idle|spare|rest|others?|miss\p{L}*|fail\p{L}*|declin\p{L}*|refus\p{L}*|reject\p{L}*|los[et]\p{L}*|un(?!der|it|til|less)\p{L}{3,}|non-?\p{L}+)\b|n['’]t\b/iu;
const SHARES = wordSet('share rate percent pct percentage ratio proportion');

/** All words of its name are in the clause: `13.8% were approved` for the approval rate, and not for the rest of it. */
function isWhollyNamed(claim: Said, { key }: Slot): boolean {
  const names = formsIn(key.includes('/letter/') ? '' : labelOf(key)).filter(
    (name) => !SHARES.has(name) && namedSide([name]) === undefined,
  );
  return (
    names.length > 0 &&
    names.every((name) =>
      claim.near.some(({ stem, weight }) => stem === stemOf(name) && weight > SENTENCE_BEFORE),
    )
  );
}

// The evidence for a wrong number, by logistic regression over 731 typed answers, of which every other one has a wrong figure; `rest`
// and `parallel` were set later, on 432 more, and `worded` and `side` on all of them. The threshold is set so that about one right answer in 25 is accused when each subject
// is left out in turn.
const WEIGHTS = {
  /** Words of the metric near the figure. */
  name: 5,
  /** The share of the words of its own name that are near. */
  named: 1.5,
  /** How well the unit fits, whether it is one of a size. */
  quality: 4,
  /** How much rather its words have the meaning of this metric than of another one. */
  meaning: 3,
  slip: 7.5,
  far: -2.25,
  veryFar: -1,
  /** No other metric without a right figure has its measure, or none that is counted has words beside the figure. */
  sole: 1.25,
  /** It is said with a right figure of the same measure: `from 14 to 19%`. */
  paired: 4.5,
  /** `A took 2 hours and B 19`, for 2 and 9. */
  parallel: 1.5,
  /** Whether it is said as before or after, as this metric. */
  side: 1.25,
  /** How much its words are those of the model answer beside the value, or rather those than the ones beside the value that it is. */
  worded: 3,
  /** It is the value of another metric. */
  equal: 2.95,
  /** How much rather the words beside it are those of this metric. */
  lean: 2.95,
  /** Its part has words of this metric, and none of the other. */
  only: 2.8,
  /** How much rather the words beside the figure of this metric are those of the other. */
  exchanged: 4.1,
  /** The metric's value was said elsewhere. */
  taken: -4.25,
  /** Other values give the figure, as a difference, sum, share, or ratio, or the question's own text has it. */
  explained: -2.5,
  /** It is the rest of the metric's share. */
  rest: -5,
  /** It says how two values compare, and they do. */
  compared: -4.5,
  /** Other figures of its sentence, or two values, give it. */
  computed: -4,
  /** It is a part of the value, or what that is a part of. */
  part: -5,
  /** The share of its clause's words that the question does not have, beside words of the metric. */
  foreign: -2.5,
  /** The words around it are about an aim, the past, others, or what might be. */
  unreported: -5,
} as const;
type Evidence = Readonly<Partial<Record<keyof typeof WEIGHTS, number>>>;
const BIAS = -6.5;
const ENOUGH = 0.5;

/** `kW` for `MW` is a slip; a factor of a million is not. */
const FARTHEST_SLIP = Math.log(1100);

/** Natural logarithms of the factor between figure and value: 4.5 times, thirty times. */
const FAR = 1.5;
const VERY_FAR = 3.4;
/** Also between a value and its metric's example. */
const UNLIKELY = Math.log(300);
const WELL_NAMED = 1.2;

const isEvidence = (name: string): name is keyof Evidence => name in WEIGHTS;
const scoreOf = (evidence: Evidence): number =>
  BIAS + sumOf(Object.keys(WEIGHTS).filter(isEvidence), (each) => WEIGHTS[each] * (evidence[each] ?? 0));

type Candidate = Fit & {
  readonly claim: Said;
  readonly score: number;
  readonly leads: number;
  /** Whose value it is. */
  readonly own?: Slot;
};

const OWN = 0.5;
/** Words that are the metric's own, or right beside it, do not count: `the forecast is off by 6%`. */
const says = (text: string, words: RegExp, slot: Slot): boolean =>
  [...text.matchAll(words)].some(([said]) => {
    const stems = wordsIn(said);
    return stems.length === 0 || !stems.every((stem) => (slot.words.get(stem) ?? 0) >= OWN);
  });

/** When or where a sentence is about, before its first comma: `Back in 2021, p99 was 400 ms`. */
const FRAME =
  /^\W*(?:(?:back |way )?(?:in|at|during|until|by|since|on)|last|\p{L}+ (?:days?|weeks?|months?|quarters?|years?) ago)\b[^,]*,/iu;

/** `precision 80% and recall 50%`, `a median of 1200, a p95 of 4800` */
const IN_A_ROW =
  /^(?: and|,(?: and)?)(?: (?!now\b|today\b|but\b|is\b|are\b|we\b|it\b)[\p{L}\d'’-]+){1,4} ~?$/iu;

/** Its part of the clause, behind what the sentence begins with, and what stands before the first of its row. */
const ownWords = ({ from, part, sentence, said, last }: Said, text: string): string => {
  const [frame = ''] = (said.side === 'after' ? null : FRAME.exec(text.slice(sentence, from))) ?? [];
  const isInRow = last && last.from > sentence && IN_A_ROW.test(text.slice(last.unitEnd, from));
  const row = isInRow ? text.slice(sentence, last.from).replace(/^.*\d/su, '') : '';
  return `${frame} ${row} ${text.slice(part.low, part.high)}`;
};

/** A name of something else or an aim leaves less doubt than `if` and `could`. */
const SURELY = 1.6;

/** Whether the words around a figure say that it is no report of this metric: 0 for no. */
function unreported(claim: Said, slot: Slot, hearing: Hearing): number {
  const { from, part, said } = claim;
  const own = ownWords(claim, hearing.text);
  const reach = reachOf(claim, hearing);
  const isFree = !isOfBounds(slot);
  const isElse = hasForeignName(hearing.text.slice(part.low, from), hearing) || says(reach, REPORTED, slot);
  if (isElse || (isFree && says(own, AIMED, slot))) return SURELY;
  return Number(
    says(reach, SUPPOSED, slot) ||
      (isFree && says(own, OTHERS, slot)) ||
      isMeasured(claim, slot, hearing) ||
      (!isBefore(slot) &&
        said.side !== 'after' &&
        (PAST.test(own) || beginsBefore(hearing.text.slice(claim.sentence, from)))),
  );
}

const isCounted = ({ measure: { kind, nouns, powers } }: Slot): boolean =>
  kind === 'size' && nouns !== '' && powers.size === 0;

/** How much rather its words are of the kind of texts of this metric than of that of every other. */
function leadOf({ from, unitEnd, part }: Said, slot: Slot, hearing: Hearing): number {
  const { text, lexicon, directions } = hearing;
  const said = meaningIn(formsIn(`${text.slice(part.low, from)} ${text.slice(unitEnd, part.high)}`), lexicon);
  const others = [...directions].flatMap(([each, its]) => (each === slot ? [] : [cosine(said, its)]));
  return others.length === 0 ? 0 : cosine(said, directions.get(slot) ?? []) - Math.max(...others);
}

/** The metrics that explain a figure: as the rest of a share, or as what passes in `a quarter of a gigabyte in ten hours`. */
function explainersOf(claim: Said, hearing: Hearing, taken: ReadonlySet<Slot>): readonly Fit[] {
  const { claims, slots, right } = hearing;
  const periods = claims
    .filter((each) => each !== claim && !right.has(each) && each.sentence === claim.sentence)
    .filter(({ units }) => units[0]?.unit.powers.get('time') === 1)
    .map(({ number }) => number);
  return claim.fits.filter(
    (fit) =>
      periods.some((by) => isRight(claim, { ...fit, scale: fit.scale / by })) ||
      slots.some((slot) => (slot === fit.slot || taken.has(slot)) && isRest(claim, fit, slot)),
  );
}

function fittingOf(claim: Said, hearing: Hearing): readonly Fit[] {
  const own = hearing.right.get(claim);
  if (own) return otherFitsOf(claim, own, hearing);
  return isBare(claim) ? bareFitsOf(claim, hearing) : claim.fits;
}

/** `At most 10 ms` is true of 3.5 ms; so it is of a value that is a bound, if the sentence has that, too. */
const isInBound = (
  { bound, number, sentence }: Said,
  { slot, scale }: Reading,
  { right }: Hearing,
): boolean =>
  (!isOfBounds(slot) || [...right].some(([each, its]) => its.slot === slot && each.sentence === sentence)) &&
  (bound === 'under' ? slot.value < number * scale : bound === 'over' && slot.value > number * scale);

/** `33 applicants per role` for a count of applicants: for one of what the question does not have beside the value. */
const isForEach = ({ units }: Said, { words, above }: Slot): boolean => {
  const [, each = ''] = units[0]?.unit.text.split('/') ?? [];
  return (
    each !== '' && above === undefined && !words.has(stemOf(each)) && !isUnit(each) && !NUMERAL.test(each)
  );
};
const NUMERAL = /^(?:\d|hundred|thousand|million|billion)/iu;

/** For the value of one metric, others that it may be said of instead. */
function exchangesOf(claim: Said, own: Reading, hearing: Hearing): readonly Candidate[] {
  // Nobody exchanges a score of 4.3 and 164 students, or 318 and a million.
  const isFar = ({ slot }: Fit): boolean =>
    isBare(claim) &&
    farness(own.slot.value, slot) >
      (Number.isInteger(slot.value) === Number.isInteger(own.slot.value) ? UNLIKELY : VERY_FAR);
  const fitting = otherFitsOf(claim, own, hearing).filter(
    (fit) => !isInBound(claim, fit, hearing) && !isFar(fit),
  );
  const group = fitting.map(({ slot }) => slot);
  // The value of two metrics is hardly said of a third.
  const isOfTwo = claim.fits.filter((fit) => isRight(claim, fit)).length > 1;
  return fitting.map((fit): Candidate => {
    const { slot } = fit;
    const [its] = [...hearing.right].find(([each, right]) => each !== claim && right.slot === slot) ?? [];
    const score = scoreOf({
      equal: 1,
      lean: leaningOf(claim, slot, own.slot, hearing),
      only: Number(isOnlyOf(claim, slot, own.slot, hearing)),
      // `From 33 to 41` for 41 before and 33 after.
      exchanged: its ? leaningOf(its, own.slot, slot, hearing) : 0,
      worded: wordedAs(claim, slot, hearing) - wordedAs(claim, own.slot, hearing),
      explained: Number(isOfTwo),
      unreported: unreported(claim, slot, hearing),
    });
    return { ...fit, claim, score, leads: score + weightOf(claim.near, slot, group), own: own.slot };
  });
}

/** `2 hours of the lead time`, `half of the 64 GB` */
const WHOLE =
  /\b(?:half|thirds?|quarters?|part|rest|most|all|percent|\d[\d.,]*) of (?:the|an?|our|my|its|their|these|those) ~?$/iu;
const PART_OF = /^ (?:out )?of (?:the|an?|our|my|its|their|these|those|all|each|every) [\p{L}\d-]/iu;

const isPart = ({ from, unitEnd, part }: Said, { measure }: Slot, { text }: Hearing): boolean =>
  measure.kind === 'size' &&
  (PART_OF.test(text.slice(unitEnd, part.high)) || WHOLE.test(text.slice(part.low, from)));

/** `12 MB of the 34.2 MB` */
const isOfFigure = ({ unitEnd, part }: Said, { text }: Hearing): boolean =>
  /^ (?:out )?of (?:the|our|its) \d/u.test(text.slice(unitEnd, part.high));

/** With fewer words around it, one says little. */
const FEWEST_AROUND = 4;

/** The share of the words around a figure that are common, and that the question does not have. */
function foreignShare(
  { from, unitEnd, part }: Said,
  { text, vocabulary, alike: { knows } }: Hearing,
): number {
  const around = `${text.slice(part.low, from)} ${text.slice(unitEnd, part.high)}`;
  const words = (around.match(WORD_OR_NUMBER) ?? []).filter((word) => stemIn(word) !== '');
  const foreign = words.filter((word) => !vocabulary.has(stemIn(word)) && knows(word.toLowerCase()));
  return foreign.length / Math.max(FEWEST_AROUND, words.length);
}

/** The value of a sibling is told in the same sentence, and the words beside the figure are of this metric alone. */
export const isParallel = (claim: Said, slot: Slot, hearing: Hearing): boolean =>
  [...hearing.right].some(
    ([each, { slot: other }]) =>
      each.sentence === claim.sentence &&
      areSiblings(slot.key, other.key) &&
      isOnlyOf(claim, slot, other, hearing),
  );

/** How much rather the words beside it are those that the model answer has beside the value: 0 for none, 1 for all. */
function wordedAs({ before, behind }: Said, slot: Slot, { modelled }: Hearing): number {
  const own = [...before, ...behind];
  const shares = modelled
    .filter(({ keys }) => keys.includes(slot.key))
    .map(({ figure }) => {
      const its = [...figure.before, ...figure.behind];
      const common = its.length - without(its, own).length;
      return (2 * common) / Math.max(FEWEST_WORDED, new Set([...own, ...its]).size) - 1;
    });
  return Math.max(0, ...shares);
}

/** Fewer words in common say little. */
const FEWEST_WORDED = 2;

/** What speaks for and against a figure, whatever metric it is said of. */
function aboutClaim(claim: Said, fitting: readonly Fit[], hearing: Hearing) {
  const taken = new Set([...hearing.right.values()].map(({ slot }) => slot));
  const compared = comparedIn(claim, hearing);
  const group = fitting.map(({ slot }) => slot);
  return {
    taken,
    compared,
    group,
    left: fitting.filter(({ slot }) => !taken.has(slot)),
    isKnownElse: isStated(claim, hearing) || compared.isGiven || isOfFigure(claim, hearing),
    explainers: explainersOf(claim, hearing, taken),
    foreign: foreignShare(claim, hearing),
    computed: Number(isComputed(claim, fitting, hearing)),
    pairs: adjacentFitsOf(claim, hearing),
    tellsRest: OF_REST.test(hearing.text.slice(claim.part.low, claim.part.high)),
    nameOf: ({ slot }: Fit): number => {
      const weight = weightOf(claim.near, slot, group);
      return isOpen(slot) ? weight : Math.min(WELL_NAMED, weight);
    },
  };
}

type AboutClaim = ReturnType<typeof aboutClaim>;

function evidenceFor(claim: Said, fit: Fit, about: AboutClaim, hearing: Hearing) {
  const { slot, quality } = fit;
  const { compared, left, nameOf, tellsRest } = about;
  const taken = about.taken.has(slot);
  const isRestOf = (each: Slot): boolean => isRest(claim, fit, each, 0);
  const mayBeMistaken = !tellsRest && !taken && compared.pairs.length === 0 && isRestOf(slot);
  const isMistaken = mayBeMistaken && isWhollyNamed(claim, slot);
  const distance = isOpen(slot) ? 0 : farness(claim.number * fit.scale, slot);
  const isSlip = distance <= FARTHEST_SLIP && !isOpen(slot) && !taken;
  const isMeant = claim.units.length > 0 || !slot.hasUnit;
  const slip = isMistaken ? 1 : isSlip && isMeant ? slipOf(claim.number, slot) : 0;
  const name = nameOf(fit);
  const isExplained =
    about.isKnownElse ||
    about.explainers.some((each) => !(isMistaken && each.slot === slot) && nameOf(each) >= name);
  const isTold = claim.said.side !== 'before' || isBefore(slot);
  return {
    named: namedShare(claim, slot),
    foreign: name * about.foreign,
    part: Number(isPart(claim, slot, hearing)),
    compared: Number(compared.isSure),
    rest: Number(
      tellsRest &&
        hearing.slots.some((each) => (each === slot || areSiblings(each.key, slot.key)) && isRestOf(each)),
    ),
    computed: about.computed,
    slip,
    far: slip >= SURE_SLIP ? 0 : Math.min(FAR, distance),
    name,
    quality,
    meaning: leadOf(claim, slot, hearing),
    veryFar: Number(
      slip < SURE_SLIP && (distance > FARTHEST_SLIP || (distance > VERY_FAR && name < WELL_NAMED)),
    ),
    paired: Number(
      !isExplained &&
        !about.computed &&
        isTold &&
        about.pairs.some((each) => each.slot === slot && each.quality === OF_PAIR),
    ),
    parallel: Number(claim.fits.includes(fit) && !taken && isParallel(claim, slot, hearing)),
    side: sideOf(claim, slot, hearing),
    worded: wordedAs(claim, slot, hearing),
    sole: Number(left.every((other) => other.slot === slot || (isCounted(slot) && nameOf(other) === 0))),
    explained: Number(isExplained),
    unreported: unreported(claim, slot, hearing),
    taken: Number(taken),
  };
}

/** `From 150 to 30`, for a value that is the difference: `fell by [X]`. */
const isEndOf = (claim: Said, { slot, scale }: Fit, { claims }: Hearing): boolean =>
  claims.some(
    (each) =>
      each.sentence === claim.sentence &&
      each.side !== claim.side &&
      nearlyEqual(Math.abs(claim.number - each.number) * scale, slot.value),
  );

/** With the evidence for each. */
function candidatesOf(claim: Said, hearing: Hearing): readonly Candidate[] {
  const own = hearing.right.get(claim);
  if (own) return exchangesOf(claim, own, hearing);
  const fitting = fittingOf(claim, hearing).filter(
    (fit) =>
      !isRight(claim, fit) &&
      !isInBound(claim, fit, hearing) &&
      !isForEach(claim, fit.slot) &&
      !isOfLiteral(claim, fit.slot, hearing) &&
      !isEndOf(claim, fit, hearing),
  );
  if (fitting.length === 0) return [];
  const about = aboutClaim(claim, fitting, hearing);
  return fitting.map((fit): Candidate => {
    const evidence = evidenceFor(claim, fit, about, hearing);
    const score = scoreOf(evidence);
    const leads = score - WEIGHTS.slip * evidence.slip + weightOf(claim.near, fit.slot, about.group);
    return { ...fit, claim, score, leads };
  });
}

const MOST_PARTS = 1000;

/** Other figures of its sentence give it: as the share that one is of another, a value for so many, or for one of so many; or what they leave of it is the value. */
function isComputed(claim: Said, fitting: readonly Fit[], hearing: Hearing): boolean {
  const { claims, slots } = hearing;
  const measures = claim.units.map(({ unit }) => measureOf(unit));
  const beside = claims.filter((each) => each !== claim && each.sentence === claim.sentence);
  const isRatio = beside.some((one) =>
    beside.some((two) => {
      const [a, b] = [one, two].map(({ units, number }) => number * (units[0]?.unit.factor ?? 1));
      const isOfOne = one !== two && one.units[0]?.unit.nouns === two.units[0]?.unit.nouns;
      if (!isOfOne || a === undefined || b === undefined || b === 0) return false;
      return measures.some(
        (measure) =>
          measure.kind === 'share' &&
          [a / b, 1 - a / b].some((size) => size > 0 && isAbout(size, scaled(claim.meaning, measure))),
      );
    }),
  );
  if (isRatio) return true;
  const counts = beside
    .filter(({ number }) => Number.isInteger(number) && number > 1 && number <= MOST_PARTS)
    .map(({ number }) => number);
  return fitting.some(({ slot, scale }) => {
    const changes = slots.filter((other) => isBefore(other) && areSiblings(slot.key, other.key));
    const isIt = (size: number): boolean => Math.abs(claim.number * scale - size) <= EXACT * Math.abs(size);
    const others = beside.map(
      (each) => each.number * (fitIn(each, slot)?.scale ?? (isBare(each) ? scale : NaN)),
    );
    return (
      counts.some((count) => [slot.value * count, slot.value / count].some(isIt)) ||
      (slot.measure.kind === 'size' &&
        others.some((other) => [slot.value + other, slot.value - other].some(isIt))) ||
      others.some((other) => counts.some((count) => isIt(other * count))) ||
      changes.some((other) => isIt(other.value - slot.value))
    );
  });
}

/** Comparisons that their values do not give. */
function miscomparedIn(claim: Said, hearing: Hearing): readonly Candidate[] {
  const { pairs, isGiven } = comparedIn(claim, hearing);
  if (isGiven || isStated(claim, hearing)) return [];
  // `Ready by 7` is no amount.
  const isMeant = ({ hasUnit }: Slot): boolean => claim.units.length > 0 || !hasUnit;
  return pairs
    .filter(({ isNear, slot }) => isNear && isMeant(slot) && unreported(claim, slot, hearing) === 0)
    .map(({ slot, other, measure, leads }) => ({
      slot: { ...slot, per: '', text: comparisonText(measure, slot, other) },
      scale: 1,
      quality: 1,
      end: claim.units[0]?.end,
      claim,
      score: ENOUGH,
      leads,
    }));
}

/** 1 beside a number that only this metric has in its name (`8.84 ms at 512 tokens`), −1 beside one of the other. */
function conditionOf(claim: Said, slot: Slot, other: Slot, { text, claims }: Hearing): number {
  const [own, its] = [without(slot.numbers, other.numbers), without(other.numbers, slot.numbers)];
  if (own.length === 0 || its.length === 0) return 0;
  const { from, unitEnd, sentence } = claim;
  const { low, high } = partOf(claim, text, claims, NEXT_FIGURE);
  const alike = claims.filter((each) => each.fits.some((fit) => fit.slot === slot));
  const last = Math.max(sentence, ...alike.map((each) => (each.unitEnd <= from ? each.unitEnd : 0)));
  const next = Math.min(high, ...alike.map((each) => (each.from >= unitEnd ? each.from : high)));
  const [aside = ''] = /^ ?\([^()]*/u.exec(text.slice(unitEnd)) ?? [];
  const beside = `${text.slice(Math.max(low, last), from)} ${text.slice(unitEnd, next)}`;
  // What a clause says behind its own figure is about that one.
  const told = Math.max(last, ...alike.map(({ part }) => (part.high <= low ? part.high : 0)));
  const [side = 0] = [aside, beside, text.slice(told, low)].flatMap((stretch) => {
    const stems = wordsIn(stretch);
    const [isOwn, isOther] = [own, its].map((marks) => marks.some((mark) => stems.includes(mark)));
    return isOwn || isOther ? [Number(isOwn) - Number(isOther)] : [];
  });
  return side;
}

/**
 * 1 for a figure beside a word by which the model answer, or else its name, tells this metric from the other (38 ms at p50, 212 ms
 * at p99), −1 beside one of the other's. Between them, there are words of the question at most.
 */
function markOf(
  { before, behind }: Said,
  slot: Slot,
  other: Slot,
  { contrasts, vocabulary }: Hearing,
): number {
  const mayTell = areSiblings(slot.key, other.key) && isAlike(slot.measure, other.measure);
  const [names = [], others = []] = mayTell ? [slot, other].map(({ key }) => wordsIn(labelOf(key))) : [];
  const named = [without(names, others), without(others, names)].map((marks) => ({ marks }));
  const pair = contrasts.find(([own, its]) => own.key === slot.key && its.key === other.key) ?? named;
  const [own = 0, its = 0] = pair.map(({ marks }) => {
    const found = [before.toReversed(), behind].map((words) => {
      const at = words.findIndex((word) => marks.includes(word));
      return at === -1 ? 0 : words.slice(0, at).every((word) => vocabulary.has(word)) ? 1 : 0.5;
    });
    return Math.max(...found);
  });
  return its === 0 ? Math.trunc(own) : own === 0 ? -Math.trunc(its) : 0;
}

/**
 * 1 for a metric of before or after whose side of a change the figure is on, −1 for the other side. `Was` alone says
 * nothing against the one after (`in the end it was 220 ms`), and neither verb anything of sides that only the model
 * answer tells.
 */
function sideOf(claim: Said, { side, isNamedSide }: Slot, { claims }: Hearing): number {
  const { side: said, isPlain } = claim.said;
  if (side === undefined || said === undefined) return 0;
  const isContrast = claims.some(
    (each) => each.sentence === claim.sentence && (each.said.side ?? said) !== said,
  );
  const isSure = isPlain || isContrast;
  if (said === side) return Number(isSure || isNamedSide);
  return isSure || (isNamedSide && said === 'after') ? -1 : 0;
}

/** How much rather the words beside a figure are those of one metric than of the other. */
function leaningOf(claim: Said, slot: Slot, other: Slot, hearing: Hearing): number {
  const { near } = claim;
  const group = hearing.slots.filter(({ measure }) => isAlike(measure, slot.measure));
  return (
    weightOf(near, slot, group) -
    weightOf(near, other, group) +
    sideOf(claim, slot, hearing) -
    sideOf(claim, other, hearing) +
    (isAimed(claim, hearing) ? Number(isAim(slot)) - Number(isAim(other)) : 0) +
    2 *
      (conditionOf(claim, slot, other, hearing) +
        markOf(claim, slot, other, hearing) +
        listedAs(claim, slot, other))
  );
}

/** 1 for a figure of a list that names this metric in its place, and not the other one; −1 for the other way round. */
function listedAs({ name }: Said, slot: Slot, other: Slot): number {
  const [own = 0, its = 0] = [slot, other].map(
    ({ stems, numbers }) => name.filter((stem) => stems.has(stem) || numbers.includes(stem)).length,
  );
  return Math.sign(own - its);
}

/**
 * The words between it and the figures beside it are those of this metric and not of the other, or the other is the one
 * before: `now it takes 95 minutes`.
 */
function isOnlyOf(claim: Said, slot: Slot, other: Slot, { text, claims }: Hearing): boolean {
  const { from, unitEnd, last, part, said, others } = claim;
  const isOfAfter = isBefore(other) && !isBefore(slot);
  const isOfBefore = said.isPlain && isBefore(slot) && !isBefore(other);
  const isOnSide = said.side === 'after' ? isOfAfter : said.side === 'before' && isOfBefore;
  if (areSiblings(slot.key, other.key) && isOnSide) return true;
  const before = text.slice(Math.max(part.low, last?.unitEnd ?? 0), from);
  const next = claims[claims.indexOf(claim) + 1]?.from ?? Infinity;
  const beside = without(wordsIn(`${before} ${text.slice(unitEnd, Math.min(part.high, next))}`), others);
  return beside.some((stem) => slot.stems.has(stem) && !other.stems.has(stem));
}

const candidatesIn = (hearing: Hearing): readonly Candidate[] =>
  hearing.claims.flatMap((claim) => [...candidatesOf(claim, hearing), ...miscomparedIn(claim, hearing)]);

/** Nobody can be asked what a figure was meant for, so less is enough to leave it alone. */
const DOUBTFUL =
  /\b(?:not|nor|\p{L}+n['’]t|wish|hopes?|colleagues?|friends?|team[- ]?mates?|papers?|published|original|others|before|former|earlier|previous(?:ly)?|old|training|chance|guess\w*|random(?:ly)?|claims?|reported)\b/giu;

/** `More than 80%`, `80 to 84%`: it tells less than a value. */
export function isBound({ number, meaning: { low, high } }: Claim): boolean {
  const [below, above] = [number - low, high - number];
  return Math.max(below, above) > 3 * Math.min(below, above);
}

/** `About 82%`. */
const isRough = ({ number, step, meaning: { low, high } }: Claim): boolean =>
  high - low > Math.max(1.5 * step, 1.9 * ROUGH * Math.abs(number));

const NAMED = 2;

/** How much of the metric's name is beside the figure: two metrics may share their prompts' words. */
function namedShare({ near }: Said, { key }: Slot): number {
  const named = [...new Set(wordsIn(labelOf(key)))];
  const weights = named.map((stem) =>
    Math.max(0, ...near.map((each) => (each.stem === stem ? each.weight : 0))),
  );
  return named.length === 0 ? 0 : sumOf(weights, (weight) => weight) / named.length;
}

/** Which figures could be values of open metrics, or of others instead: by all evidence but the values. */
export function openFiguresIn(
  typed: string,
  question: Question,
  open: ReadonlyMap<MetricName, Metric | undefined>,
  values: Values,
  lexicon?: Lexicon,
) {
  const known = knownIn(question, values);
  const { slots, given } = known;
  const opened = [...open].map(([key, metric]) =>
    slotOf(key, metric, given, metric?.unit ?? given.units.get(key)),
  );
  const hearing = heardIn(withoutTakenBack(typed), { ...known, slots: [...slots, ...opened] }, lexicon);
  return hearing.claims
    .filter((claim) => !hearing.right.has(claim) && !isStated(claim, hearing))
    .flatMap((claim) =>
      candidatesOf(claim, hearing)
        .filter(({ slot, scale }) => {
          const example = Number(open.get(slot.key)?.example);
          const isUnlikely = Math.abs(Math.log((claim.number * scale) / example)) > UNLIKELY;
          return !isUnlikely && (isOfBounds(slot) || !isBound(claim));
        })
        .map(({ slot, scale, score }) => ({
          figure: claim,
          metric: slot.key,
          isOpen: isOpen(slot),
          named: namedShare(claim, slot),
          score:
            score +
            WEIGHTS.lean * sideOf(claim, slot, hearing) +
            NAMED * namedShare(claim, slot) +
            (says(hearing.text.slice(claim.part.low, claim.part.high), DOUBTFUL, slot)
              ? WEIGHTS.unreported
              : 0),
          /** In the metric's unit. */
          number: claim.number * scale,
          /** As said, in digits. */
          said: `${isRough(claim) ? '~' : ''}${hearing.text.slice(claim.from, Math.max(claim.to, claim.unitEnd))}`,
        })),
    );
}

export type Heard = {
  /** With blanks for what it denies or takes back. */
  readonly stated: string;
  /** Of that. */
  readonly figures: readonly Told[];
  /** Of those that say how two values compare, and are right: `28 minutes saved`. */
  readonly compared: readonly Place[];
  /** In order. */
  readonly wrong: readonly WrongNumber[];
  /** Metrics whose value is said, perhaps rounded, where, and whether the question's own text has the figure. */
  readonly said: readonly (Pick<WrongNumber, 'metric' | 'place'> & { readonly isStated: boolean })[];
  /** Those of them whose value is said beside the metric's words, exactly or about as well (82 for 82.4%). */
  readonly named: ReadonlySet<MetricName>;
};

/** As a share of the value. */
const CITED_ROUNDED = 0.025;

/** The figure is the value, as written: in its unit, or a number of at least two digits without one. */
function isExactly(claim: Said, { slot, scale }: Reading): boolean {
  if (!nearlyEqual(claim.number * scale, slot.value)) return false;
  return hasMeasure(slot.measure)
    ? claim.fits.some((fit) => fit.slot === slot && fit.quality === 1)
    : (!claim.known || scale > 1) && /\d.*\d/u.test(String(slot.value));
}

/** Whether a figure is rather said of a metric that has no value yet, and has as much of that one's name beside it, or the other's value is said. */
function openIn(typed: string, question: Question, values: Values, hearing: Hearing) {
  const open = question.placeholderKeys
    .filter((key) => !values.has(key))
    .map((key) => [key, values.metrics?.get(key)] as const)
    .filter(([, metric]) => !metric || metric.kind === 'number');
  const found =
    open.length === 0 ? [] : openFiguresIn(typed, question, new Map(open), values, hearing.lexicon);
  const said = new Set(Array.from(hearing.right.values(), ({ slot }) => slot.key));
  return ({ place, metric }: WrongNumber): boolean => {
    const here = found.filter(({ figure }) => figure.place.start === place.start);
    const [best] = here.toSorted((a, b) => b.score - a.score);
    const named = here.find((each) => each.metric === metric)?.named ?? 0;
    return best?.isOpen === true && (best.named >= named || said.has(metric));
  };
}

/** A plural, or a symbol with a prefix. */
const OTHER_UNIT = /^(?:\p{L}+(?<!s)s|\p{Ll}\p{Lu})$/u;
/** `850 cycles` and `9 nA` are not 850 µs and 9 µA. */
const hasOtherUnit = ({ units: [first], fits }: Said, { measure, words }: Slot): boolean =>
  measure.powers.size > 0 &&
  fits.length === 0 &&
  OTHER_UNIT.test(first?.unit.text ?? '') &&
  !wordsIn(first?.unit.nouns ?? '').some((stem) => words.has(stem));

const sizeIn = ({ number, units: [first] }: Claim): number => Math.abs(number) * (first?.unit.factor ?? 1);
/** `78%` is 7 of 9, but 6 of 9 is not. */
const areSame = (one: Claim, other: Claim): boolean =>
  one.units.length + other.units.length === 0
    ? one.number === other.number
    : saysFigure(one, other) && isAbout(sizeIn(one), { low: sizeIn(other), high: sizeIn(other) }, EXACT);

const RATHER = 0.3;
const SEVERAL = /\d\D+\d/u;

/** Two values, told as a range: `58 to 81%`. */
function endsOf({ number, until = NaN, fits }: Said): readonly MetricName[] {
  const at = (end: number) => fits.find(({ slot, scale }) => nearlyEqual(end * scale, slot.value));
  const [low, high] = [at(number), at(until)];
  return low && high && low.slot !== high.slot ? [low.slot.key, high.slot.key] : [];
}

/** The words beside it are those of another metric, which is not the other end of a change. */
function isRatherOf(claim: Said, slot: Slot, hearing: Hearing): boolean {
  const own = weightOf(claim.near, slot, hearing.slots);
  return hearing.slots.some(
    (other) =>
      other !== slot &&
      !areOfChange(hearing, other, slot) &&
      weightOf(claim.near, other, hearing.slots) > own + RATHER,
  );
}

/** The figure tells by itself, or by what is beside it, that it is this value. */
function namesValue(claim: Said, reading: Reading, hearing: Hearing): boolean {
  const { slot, scale } = reading;
  const isClose = Math.abs(claim.number * scale - slot.value) <= CITED_ROUNDED * Math.abs(slot.value);
  // Of values that differ, the figure tells itself which is meant: `from 0.40 to 0.45`.
  const rivals = hearing.slots.filter((other) => other === slot || isRight(claim, { slot: other, scale }));
  const { known, from, to } = claim;
  const isTelling = known || PRECISE.test(hearing.text.slice(from, to));
  const isSole = isTelling && rivals.length === 1;
  // The question says `at 512 tokens` itself, and tokens are no words of their own then.
  const nouns = isStated(claim, hearing) ? wordsIn(claim.units[0]?.unit.nouns ?? '') : undefined;
  const near = claim.near.filter(({ stem }) => !nouns?.includes(stem));
  // In speech, nobody repeats the unit: `from 843 down to 188`.
  const isBeside =
    !isRatherOf(claim, slot, hearing) &&
    adjacentFitsOf(claim, hearing).some(
      (fit) =>
        fit.slot === slot &&
        (fit.quality === OF_PAIR
          ? nearlyEqual(claim.number * fit.scale, slot.value)
          : rivals.length === 1 && significantDigits(claim.number).length > 1),
    );
  const isOther = claim.known && hasMeasure(slot.measure) && !fitIn(claim, slot) && claim.fits.length > 0;
  if (isOther) return false;
  const isClear = !nouns && (isSole || isBeside || isExactly(claim, reading));
  if (isOfLiteral(claim, slot, hearing)) return false;
  return isClose && (isClear || weightOf(near, slot, rivals) >= RIGHT_BESIDE);
}

/** Values that figures have as the model answer tells them. */
const asModelled = (hearing: Hearing) => [
  ...hearing.claims.flatMap((claim) => {
    const keys = endsOf(claim);
    return keys.map((metric) => ({ metric, place: claim.place, isStated: false }));
  }),
  ...hearing.modelled.flatMap(({ figure, keys, isMade }) => {
    const isIn = ({ clause: { before, behind } }: Told): boolean =>
      isMade || (before === figure.clause.before && behind === figure.clause.behind);
    const said = hearing.figures.find((each) => isIn(each) && areSame(each, figure));
    return said ? keys.map((metric) => ({ metric, place: said.place, isStated: false })) : [];
  }),
];

/** The figures of an answer that are, or misstate, a value. */
export function valuesHeard(typed: string, question: Question, values: Values, lexicon?: Lexicon): Heard {
  const asked = knownIn(question, values);
  const text = withoutTakenBack(typed);
  const hearing = heardIn(text, asked, lexicon);
  const { figures } = hearing;
  if (values.size === 0)
    return { stated: text, figures, compared: [], wrong: [], said: [], named: new Set() };
  const accused = wrongIn(typed, candidatesIn(hearing));
  const isOfOpen = accused.length === 0 ? () => false : openIn(typed, question, values, hearing);
  const wrong = accused
    .filter((one) => !isOfOpen(one))
    .map((each): WrongNumber => {
      // `4h 20min` is compared with all of `3h 20min`.
      const whole = asked.modelled.find(
        ({ keys, isMade }) => isMade && keys.length > 1 && keys.includes(each.metric),
      );
      const one = whole && SEVERAL.test(each.said) ? { ...each, value: whole.written } : each;
      const unnamed = question.placeholders.find(({ key, name }) => name === undefined && key === one.metric);
      return unnamed ? { ...one, words: placeholderWords(question, unnamed, values, true) } : one;
    });
  // A figure that is said of another metric says nothing of its own one.
  const right = [...hearing.right].filter(
    ([claim, { slot }]) =>
      !hasOtherUnit(claim, slot) && !wrong.some(({ place }) => place.start === claim.place.start),
  );
  const named = right.filter(([claim, reading]) => namesValue(claim, reading, hearing));
  const made = asModelled(hearing);
  const isMade = ({ place }: WrongNumber): boolean => made.some((each) => isInside(place, each.place));
  return {
    stated: text,
    figures,
    compared: hearing.claims.flatMap((claim) => (comparedIn(claim, hearing).isGiven ? [claim.place] : [])),
    wrong: wrong.filter((one) => !isMade(one)),
    said: [
      ...right.map(([claim, { slot }]) => {
        return { metric: slot.key, place: claim.place, isStated: isStated(claim, hearing) };
      }),
      ...made,
    ],
    named: new Set([...named.map(([, { slot }]) => slot.key), ...made.map(({ metric }) => metric)]),
  };
}

function placeWithUnit({ claim, slot, end }: Candidate): Place {
  const { place } = claim;
  const unitEnd = end ?? claim.fits.find((fit) => fit.slot.key === slot.key)?.end ?? place.end;
  return { start: place.start, end: Math.max(unitEnd, place.end) };
}

function wrongIn(typed: string, candidates: readonly Candidate[]): readonly WrongNumber[] {
  const settled = new Set<Claim | Slot>();
  const wrong: WrongNumber[] = [];
  const surely = candidates.filter(({ score }) => score >= ENOUGH);
  // Where the value of one metric is said of another, its own value is not said of that one.
  const isExchanged = (each: Candidate): boolean =>
    surely.some(({ slot, own }) => own && own === each.slot && slot === each.own);
  const enough = candidates.filter((each) => surely.includes(each) || isExchanged(each));
  for (const { claim } of enough.toSorted((a, b) => b.score - a.score)) {
    const [best] = enough
      .filter((each) => each.claim === claim && !settled.has(each.slot))
      .toSorted((a, b) => Number(isExchanged(b)) - Number(isExchanged(a)) || b.leads - a.leads);
    if (!best || settled.has(claim)) continue;
    const { slot } = best;
    settled.add(claim).add(slot);
    // A figure said twice is shown at its first place.
    const first = enough.find((other) => other.slot === slot && other.claim.number === claim.number);
    const place = placeWithUnit(first ?? best);
    wrong.push({
      said: typed.slice(place.start, place.end),
      place,
      metric: slot.key,
      value: slot.text,
      ...(slot.per && { per: slot.per }),
    });
  }
  return wrong.toSorted((a, b) => a.place.start - b.place.start);
}

// The figures of an answer as a question hears them: each with the words beside it, the metrics whose unit it has,
// and the value that it is, if any.
import { nearlyEqual } from '../values/decimal.ts';
import { declaredUnit } from '../values/units.ts';
import { canMean, type Claim, type Figure, HEDGES, saysFigure, type Told, toldIn } from './figures.ts';
import { alikeBy, COMMON_DIMENSIONS, directionOf, type Lexicon, type Vector } from './lexicon.ts';
import {
  farness,
  type Fit,
  fitOf,
  hasMeasure,
  isAim,
  isAlike,
  isOpen,
  isRight,
  type Known,
  type Measure,
  measureOf,
  type Near,
  periodOf,
  type Reading,
  RIGHT_BESIDE,
  type Slot,
  weightOf,
  withoutPeriod,
  wordsAround,
  wordsBeyond,
} from './slots.ts';
import { CLAUSE_END, type Range, stretchAround, wordsIn } from './words.ts';

const areTimes = (measure: Measure): boolean => measure.kind === 'times' || !hasMeasure(measure);

/** In UTF-16 units; text beyond that is ignored. */
const MAX_LENGTH = 20_000;

/** These make what follows in the sentence a supposition, or a fact about others, instead of a report. */
export const SUPPOSED =
  /\b(?:planned|hop(?:ed|ing)|offered|promised|forecast|estimated|assum(?:e|ed|ing)|quoted|intended|considered|proposed|suggested|thought (?:of|about)|wants? to|wished|next (?:year|month|week|quarter|season|sprint|step)|suppos(?:e|ing)|imagine|hypothetically|expect(?:ed|ing|s)?|ideally|in theory|theoretically|predict(?:s|ed)?|if(?! i (?:remember|recall)\b)|would(?! say\b)|could|might|should|i['’]d(?! say\b)|we['’]d|you['’]d|generally|in general|literature|papers?|competitors?|vendors?|rule of thumb|elsewhere|(?:the|our) (?:industry|market|sector|competition)|rivals?|for comparison|(?:industry|national|world|global|sector|market) (?:average|mean|standard|record|benchmark)|(?:next|other|another|neighbou?ring|rival|similar) (?:city|town|country|firm|bank|hospital|ward|plant|site|school|shop|farm|fleet)s?|(?:colleague|friend|neighbou?r|competitor|predecessor|boss)s?['’]s?|said to be|elite|performers|(?:years?|months?|weeks?) ago|(?:some|another|other|one big|one large) (?:team|company|companies|vendor|api|people|group|lab)s?|(?:he|she|they) (?:got|had|report|claim)\w*)\b/gi;

/** The clause is about an aim. */
export const AIMED =
  /\b(?:targets?|aim(?:ed|ing|s)?|wanted|goals?|budgets?|limits?|thresholds?|objectives?|slos?|slas?|timeouts?|cool-?downs?|patience|maximum|cap(?:ped)?|allow(?:ed|s)?|needs? (?:at least|to)|must|(?<!\b(?:in|of|since|until|by|last|from) )may|(?:has|have) to|requires?|(?:ask|call)(?:s|ed)? for|demand(?:s|ed)?)\b/gi;

export type Said = Told & {
  /** Of its clause, what is about this figure. */
  readonly part: Range;
  /** The words beside it. */
  readonly near: readonly Near[];
  /** The metrics whose unit it has. */
  readonly fits: readonly Fit[];
};

function nearOf(claim: Told, text: string, claims: readonly Claim[]): readonly Near[] {
  const { from, to, unitEnd, units, others } = claim;
  // What is counted is a word beside the figure: `23 hotels`.
  const isCount = units[0]?.unit.nouns !== '';
  const part = partOf(claim, text, claims, NEXT_FIGURE);
  return wordsAround(text, { low: from, high: isCount ? to : unitEnd }, part).filter(
    ({ stem }) => !others.includes(stem),
  );
}

/** It has neither the unit of a metric nor one of fixed meaning. */
export const isBare = ({ known, fits }: Said): boolean => !known && fits.length === 0;

const isWordBeside = (stem: string, { words }: Slot): boolean => (words.get(stem) ?? 0) >= RIGHT_BESIDE;
/**
 * What is counted is a word beside another metric (`500 steps` are not 500 minutes), or another figure is rather said of
 * this one: `critical 30. We have 3 teams`.
 */
function countsElse(claim: Said, slot: Slot, { text, claims, slots }: Hearing): boolean {
  const own = weightOf(claim.near, slot, slots);
  const isPrecise = PRECISE.test(text.slice(claim.from, claim.to));
  const isRather = (other: Said): boolean =>
    (slot.hasUnit ? other.fits.some((fit) => fit.slot === slot) : isBare(other)) &&
    weightOf(other.near, slot, slots) > own;
  return claim.units
    .flatMap(({ unit }) => wordsIn(unit.nouns))
    .filter((stem) => !isWordBeside(stem, slot))
    .some(
      (stem) => slots.some((other) => isWordBeside(stem, other)) || (!isPrecise && claims.some(isRather)),
    );
}

/** `96 million rows`, `48` for 48,000, `seven forty` for 7.4 */
const scalesOf = ({ units, isSpoken }: Claim, { value }: Slot): readonly number[] => [
  1,
  ...units.flatMap(({ unit }) => (unit.powers.size === 0 && unit.factor > 1 ? unit.factor : [])),
  ...(value >= 10_000 ? [1000] : []),
  ...(isSpoken ? [0.01] : []),
];

/** As a share of the value. */
const NEARLY = 0.02;

/** The remaining figures are the suspects. */
function findRight(hearing: Hearing): void {
  const { text, claims, slots, right } = hearing;
  const find = (claim: Said, fitting: readonly Reading[]): void => {
    const matching = fitting.filter((fit) => isRight(claim, fit) && !isMeasured(claim, fit.slot, hearing));
    const weightIn = ({ slot }: Reading): number => weightOf(claim.near, slot, slots);
    const farFrom = ({ slot, scale }: Reading): number => farness(claim.number * scale, slot);
    // $248 a month, rather than $0.34 an hour.
    const isSame = ({ slot, scale }: Reading): number =>
      Number(scale === 1 && nearlyEqual(claim.number, slot.value));
    const isConverted = matching.some(({ scale }) => scale !== 1);
    // `Roughly 0.78` may mean 0.712, and does not beside 0.784.
    const isNearly = (fit: Reading): number => Number(farFrom(fit) <= NEARLY);
    const [best] = matching.toSorted(
      (a, b) =>
        (isConverted ? isSame(b) - isSame(a) : 0) ||
        isNearly(b) - isNearly(a) ||
        weightIn(b) - weightIn(a) ||
        farFrom(a) - farFrom(b),
    );
    if (best) right.set(claim, best);
  };
  for (const claim of claims) find(claim, claim.fits);
  // `An accuracy of 0.861`, `an NDCG of 45.2%`
  const shares = ({ units, step }: Claim): readonly Reading[] =>
    slots
      .filter(({ measure, hasUnit, value }) =>
        measure.kind === 'share'
          ? units.length === 0 && step < 0.1
          : !hasUnit && value < 1 && units[0]?.unit.percent,
      )
      .map((slot) => ({ slot, scale: 1 / (slot.hasUnit ? slot.measure.factor : 100) }));
  for (const claim of claims) {
    if (right.has(claim)) continue;
    const { from, to, unitEnd, units, isSpoken } = claim;
    const isTimes = units.slice(0, 1).some(({ unit }) => areTimes(measureOf(unit)));
    const isShared = unitEnd === to && !isTimes && /\d/u.test(text.charAt(from));
    const isAny = isBare(claim) || isShared || isSpoken;
    // `Repeated 500 times`, `0.138 seconds per second`
    const isCount = (slot: Slot): boolean =>
      isTimes &&
      !claim.isFactor &&
      slot.measure.kind === 'size' &&
      slot.measure.powers.size === 0 &&
      weightOf(claim.near, slot, slots) > 0;
    const plain = slots.filter((slot) => (isAny || isCount(slot)) && !countsElse(claim, slot, hearing));
    const scaled = plain.flatMap((slot) => scalesOf(claim, slot).map((scale) => ({ slot, scale })));
    const besides = adjacentFitsOf(claim, hearing);
    find(claim, isAny ? besides : besides.filter(({ quality }) => !claim.known && quality === OF_PAIR));
    if (!right.has(claim)) find(claim, [...shares(claim), ...scaled]);
  }
}

/** Between two figures of the same measure. */
const PAIRED = new RegExp(
  `^,? (?:(?:down |up )?(?:to|from)|instead of|rather than|versus|vs\\.?|->|→|,? then|,? now|before(?:,| and| but)?(?: it)?(?: \\p{L}+)?)${HEDGES}$`,
  'u',
);
export const OF_PAIR = 0.6;
const OF_SENTENCE = 0.4;

/** Metrics with the measure of a right figure, for it or for a figure beside it. */
export const alikeFitsOf = (
  { slot: own, scale }: Reading,
  { slots }: Hearing,
  quality: number,
): readonly Fit[] =>
  slots
    .filter(({ measure }) => isAlike(measure, own.measure))
    .map((slot) => ({
      slot,
      scale: (scale * own.measure.factor) / slot.measure.factor,
      quality,
    }));

/** `It was 82 with furrows, with the drip it is 79` */
function areOfTwoSides(one: Said, two: Said): boolean {
  const [first, second] = [one, two].map(({ side, said }) => side ?? said.side);
  return first !== undefined && second !== undefined && first !== second;
}

/** Metrics with the measure of the nearest right figures in its sentence, or open ones that the figure beside it fits. */
export function adjacentFitsOf(claim: Said, hearing: Hearing): readonly Fit[] {
  const { text, claims, right } = hearing;
  const at = claims.indexOf(claim);
  const openFitsOf = (other: Said): readonly Fit[] => other.fits.filter(({ slot }) => isOpen(slot));
  const before = claims.slice(0, at).findLast((each) => right.has(each) || openFitsOf(each).length > 0);
  const behind = claims.slice(at + 1).find((each) => right.has(each));
  const fits = [before, behind].flatMap((other): readonly Fit[] => {
    if (!other) return [];
    const found = right.get(other);
    const [first, second] = other.from < claim.from ? [other, claim] : [claim, other];
    const between = text.slice(first.unitEnd, second.from);
    if (/[.!?…](?=\s|$)/u.test(between)) return [];
    if (!found) return openFitsOf(other);
    const isPair = PAIRED.test(between) || (!between.includes(';') && areOfTwoSides(first, second));
    const quality = isPair ? OF_PAIR : hasMeasure(found.slot.measure) ? OF_SENTENCE : 0;
    return quality === 0 ? [] : alikeFitsOf(found, hearing, quality);
  });
  return fits.filter(({ slot }, i) => fits.findIndex((each) => each.slot === slot) === i);
}

/** The question's own text has it. */
export const isStated = (claim: Claim, { literals }: Pick<Hearing, 'literals'>): boolean =>
  literals.some((literal) => isLiteral(claim, literal));

/** The unit of a cell is above it. */
const isLiteral = (claim: Claim, literal: Figure & { readonly isCell: boolean }): boolean =>
  saysFigure(claim, literal) ||
  ((literal.isCell || literal.units.length + claim.units.length === 0) && canMean(claim, literal.number));

/** The question's own text says it of something else, which the answer names as well as this metric. */
export const isOfLiteral = (claim: Said, slot: Slot, { literals }: Hearing): boolean =>
  literals.some((literal) => {
    if (!isLiteral(claim, literal)) return false;
    const weight = weightOf(claim.near, literal, [slot, literal]);
    return weight > 0 && weight >= weightOf(claim.near, slot, [slot, literal]);
  });

/** Before words that are about the next figure: `4 ms, against an SLA of 30 s`. */
const JOINT =
  /\s(?:and(?! [^ ]{0,3}\d| ?$| ha[sd]\b)|but|while|whereas|against|versus|vs|compared|instead|rather than|so|although|though|where|(?<!\b(?:that|than|which|what|as) )(?:i|we|you|they|he|she)(?=['’ ]))\b/giu;

/** Also between two figures with words of their own behind them: `31 ms with the small model and 58 ms with …`. */
export const NEXT_FIGURE = new RegExp(
  `${JOINT.source}|(?<=\\b(?:with|without|for|in|on|at) (?:(?:the|an?) )?[\\p{L}\\d-]+(?: [\\p{L}-]+)?) and(?= [^ ]{0,3}\\d)`,
  'giu',
);

/** The part of its clause that is about this figure, and not about the one before or after it. */
export function partOf(
  { from, unitEnd }: Figure,
  text: string,
  claims: readonly Claim[],
  joint = JOINT,
): Range {
  const { low, high } = stretchAround(text, CLAUSE_END, from, unitEnd);
  const before = Math.min(from, ...claims.map((each) => (each.from >= low ? each.unitEnd : from)));
  const start = [...text.slice(before, from).matchAll(joint)].at(-1);
  const end = text.slice(unitEnd, high).search(joint);
  return { low: start ? before + start.index : low, high: end === -1 ? high : unitEnd + end };
}

/** From the end of the last figure before its clause. */
export function reachOf({ from, unitEnd, part, sentence }: Said, { text, claims }: Hearing): string {
  const { low } = stretchAround(text, CLAUSE_END, from, unitEnd);
  const ends = claims.map((each) => (each.to <= low ? each.unitEnd : 0));
  return text.slice(Math.max(sentence, ...ends), part.high);
}

export const isAimed = (claim: Said, hearing: Hearing): boolean =>
  reachOf(claim, hearing).search(AIMED) !== -1;

/** `The p95 was 250 ms` tells no objective for it, unless its value is told elsewhere. */
export function isMeasured(claim: Said, slot: Slot, hearing: Hearing): boolean {
  const isMeant = [AIMED, SUPPOSED].some((words) => reachOf(claim, hearing).search(words) !== -1);
  if (!isAim(slot) || claim.bound !== undefined || isMeant) return false;
  const measured = hearing.slots.filter(
    ({ key, measure }) =>
      key !== slot.key && isAlike(measure, slot.measure) && wordsBeyond(key, slot.key) === 0,
  );
  const isSaid = (each: Said): boolean =>
    each !== claim && each.fits.some((fit) => measured.includes(fit.slot) && isRight(each, fit));
  return measured.length > 0 && !hearing.claims.some(isSaid);
}

export const meaningIn = (forms: readonly string[], lexicon: Lexicon | undefined): Vector =>
  directionOf([...new Set(forms)], lexicon, { from: COMMON_DIMENSIONS });

export const fitIn = ({ fits }: Said, slot: Slot): Fit | undefined => fits.find((fit) => fit.slot === slot);

const BEFORE_YEAR = 20;
const IS_YEAR =
  /\b(?:in|since|until|till|by|of|from|to|before|after|during|dayofyear,?|\p{Lu}\p{Ll}+) (?:19|20)\d\d$/u;

export function heardIn(typed: string, known: Known, lexicon?: Lexicon) {
  const { slots } = known;
  const { text, figures } = toldIn(typed.slice(0, MAX_LENGTH), known.ranges);
  const isYear = ({ number, units, from }: Figure): boolean =>
    units.length === 0 && IS_YEAR.test(`${text.slice(Math.max(0, from - BEFORE_YEAR), from)}${number}`);
  const hasYears = slots.some(({ hasUnit, value }) => !hasUnit && value >= 1900 && value < 2100);
  const told = figures.filter(
    (each) => (hasYears || !isYear(each)) && !/^ ago\b/u.test(text.slice(each.unitEnd)),
  );
  const alike = alikeBy(lexicon);
  const claims = told.map((each, at): Said => {
    const part = partOf(each, text, told);
    const [first] = each.units;
    // What is nearest tells of it, but not what another figure has.
    const next = told[at + 1]?.from ?? Infinity;
    const last = told[at - 1]?.unitEnd ?? 0;
    const period =
      first &&
      periodOf(
        first.unit.text,
        text.slice(each.unitEnd, Math.min(part.high, next)),
        text.slice(Math.max(part.low, last), each.from),
      );
    const units = period
      ? [{ unit: declaredUnit(`${first.unit.text}/${period}`), end: first.end }, ...each.units]
      : each.units;
    const fitsOf = (claim: Claim) => slots.flatMap((slot) => fitOf(claim, slot, alike) ?? []);
    const whole = { ...each, units };
    const claim = fitsOf(whole).length > 0 ? whole : withoutPeriod(whole, slots);
    return { ...claim, part, near: nearOf(claim, text, told), fits: fitsOf(claim) };
  });
  const hearing = {
    ...known,
    text,
    figures,
    claims,
    right: new Map<Said, Reading>(),
    alike,
    lexicon,
    /** By the name and the prompt. */
    directions: new Map(slots.map((slot) => [slot, meaningIn(slot.names, lexicon)] as const)),
  };
  findRight(hearing);
  return hearing;
}

export type Hearing = ReturnType<typeof heardIn>;

/** `0.78` is hardly said of anything but 0.784, and 91.2 of 91.2. */
export const PRECISE = /[.,]\d\d|\d\d[.,]\d/u;

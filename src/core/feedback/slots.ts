// What figures may be said of: the values and open metrics of a question, by their units and by the words around them.
import { sumOf } from '../base/collections.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { Placeholder, Question } from '../base/question.ts';
import type { Text } from '../base/span.ts';
import type { Values } from '../fill/conditional.ts';
import { nearlyEqual } from '../values/decimal.ts';
import { readQuantity } from '../values/quantity.ts';
import { declaredUnit, type Unit } from '../values/units.ts';
import {
  type Claim,
  digitText,
  type Figure,
  figuresIn,
  HEDGES,
  type Measure,
  measureOf,
  PLACEHOLDER,
  type Range,
  samePowers,
} from './figures.ts';
import type { Alike } from './lexicon.ts';
import {
  CLAUSE_END,
  formsIn,
  SENTENCE_END,
  stemIn,
  stemOf,
  stretchAround,
  WORD_OR_NUMBER,
  wordsIn,
} from './words.ts';

export type Near = { readonly stem: string; readonly weight: number };

/** The weight of a word by its distance in words. */
const decay = (distance: number): number => 1 / (1 + 0.12 * distance);
const OTHER_CLAUSE = 0.55;
const BEHIND = 0.8;
const SENTENCE_BEFORE = 0.3;

/** The nearest words count most. */
export function wordsAround(
  text: string,
  { low: from, high: to }: Range,
  clause = stretchAround(text, CLAUSE_END, from, to),
): readonly Near[] {
  const sentence = stretchAround(text, SENTENCE_END, from, to);
  const { low: before } =
    sentence.low < 2 ? sentence : stretchAround(text, SENTENCE_END, sentence.low - 2, sentence.low - 1);
  const wordsOf = (low: number, high: number): readonly (Range & { readonly stem: string })[] =>
    [...text.slice(low, high).matchAll(WORD_OR_NUMBER)]
      .map(({ 0: word, index }) => ({
        stem: stemIn(word),
        low: low + index,
        high: low + index + word.length,
      }))
      .filter(({ stem }) => stem !== '');
  const near = (words: ReturnType<typeof wordsOf>, side: number): readonly Near[] =>
    words.map(({ stem, low, high }, i) => ({
      stem,
      weight:
        side *
        decay(i) *
        (low < sentence.low ? SENTENCE_BEFORE : low >= clause.low && high <= clause.high ? 1 : OTHER_CLAUSE),
    }));
  return [...near(wordsOf(before, from).toReversed(), 1), ...near(wordsOf(to, sentence.high), BEHIND)];
}

export type Slot = Range & {
  readonly key: MetricName;
  readonly text: string;
  /** NaN while it is open. */
  readonly value: number;
  readonly measure: Measure;
  /** The numerator, if the unit is a rate or a ratio. */
  readonly above?: Measure;
  readonly hasUnit: boolean;
  /** 0–1, by stem. */
  readonly words: ReadonlyMap<string, number>;
  /** Of its name and prompt. */
  readonly names: readonly string[];
  /** Of a change, by its name or prompt, or as the model answer tells two values. */
  readonly side?: Side | undefined;
  readonly isNamedSide: boolean;
};

export type Side = 'before' | 'after';
const SIDES = {
  before: new Set('before baseline old previous initial original former earlier'.split(' ')),
  after: new Set('after new now current today final later'.split(' ')),
} as const;

function namedSide(names: readonly string[]): Side | undefined {
  const [isBefore, isAfter] = [SIDES.before, SIDES.after].map((side) => names.some((each) => side.has(each)));
  return isBefore === isAfter ? undefined : isBefore ? 'before' : 'after';
}

const sideBefore = (words: string): RegExp => new RegExp(`(?:${words})${HEDGES}$`, 'iu');
const FROM = sideBefore('\\b(?:from|used to(?: \\p{L}+)?|instead of|had been)');
const TO = sideBefore('(?:\\b(?:to|up at|into|now|then|today|currently)|→|->)');
const WAS = sideBefore('\\b(?:was|were)');
const IS = sideBefore("\\b(?:is|are|takes?|needs?|gets?|stands?|sits?|runs?)(?: at)?|['’]s(?: at)?");
const BEFORE_BEHIND =
  /^ (?:before(?! (?:it|the|we|they|you|i|a)\b)|previously|originally|initially|at first)\b/iu;
const AFTER_BEHIND = /^ (?:after(?! \p{L})|afterwards?\b)/iu;
const NOW = /\b(?:now|these days|currently|today|nowadays)\b/iu;
const THEN = /\b(?:before|used to|was|were|had|from|old)\b/iu;
/** In UTF-16 units. */
const BESIDE = 40;

type SideSaid = { readonly side?: Side; readonly isPlain: boolean };

/** Whether a figure is said as the one before or the one after; by its verb alone, not plainly. */
function sideSaid({ from, unitEnd }: Pick<Figure, 'from' | 'unitEnd'>, text: string): SideSaid {
  const before = text.slice(Math.max(0, from - BESIDE), from);
  if (FROM.test(before)) return { side: 'before', isPlain: true };
  if (TO.test(before)) return { side: 'after', isPlain: true };
  const { low, high } = stretchAround(text, CLAUSE_END, from, unitEnd);
  const clause = text.slice(low, high);
  if (NOW.test(clause) && !THEN.test(clause)) return { side: 'after', isPlain: true };
  const behind = text.slice(unitEnd, unitEnd + BESIDE);
  if (BEFORE_BEHIND.test(behind)) return { side: 'before', isPlain: true };
  if (AFTER_BEHIND.test(behind)) return { side: 'after', isPlain: true };
  if (WAS.test(before)) return { side: 'before', isPlain: false };
  return IS.test(before) ? { side: 'after', isPlain: false } : { isPlain: false };
}

export const SEPARATOR = /[,;:()/]|\s[-–—]\s|\b(?:and|or|but|to|then|while|whereas|against|versus|vs)\b/iu;

/** How a text tells a figure. */
export type Told = {
  readonly figure: Figure;
  readonly said: SideSaid;
  /** Also by a word beside it. */
  readonly side: Side | undefined;
  /** The words on either side, by stem. */
  readonly before: readonly string[];
  readonly behind: readonly string[];
  readonly stems: readonly string[];
  readonly sentence: number;
  readonly last: Figure | undefined;
  /** A word alone between it and the last one: `14 of 17`. */
  readonly joint: string | undefined;
};
export type Pair = readonly [Told, Told];

/** A label is about the figure behind its colon. */
const PART_END = new RegExp(CLAUSE_END.source.replace(':', ''), 'gu');
const CHANGES = new RegExp(`^ ?(?:(?:(?:down|up) )?to\\b|→|->)${HEDGES}$`, 'u');
const JOINT = /^ (\p{L}{2,}(?: of)?)(?: the)? $/u;

export const toldIn = <T extends Pick<Told, 'figure'>>(
  text: string,
  all: readonly T[],
): readonly (T & Told)[] =>
  all.map((each, i) => {
    const { figure } = each;
    const { from, unitEnd } = figure;
    const { low, high } = stretchAround(text, PART_END, from, unitEnd);
    const [last, next] = [all[i - 1]?.figure, all[i + 1]?.figure.from ?? Infinity];
    const start = last?.unitEnd ?? 0;
    // Words between two figures of a clause are about the one or the other.
    const before = start > low ? text.slice(start, from).split(SEPARATOR).at(-1) : text.slice(low, from);
    const behind = next < high ? text.slice(unitEnd, next).split(SEPARATOR)[0] : text.slice(unitEnd, high);
    const words = `${before} ${behind}`;
    const said = sideSaid(figure, text);
    // `After that the [A]% band covered [B]%` says both of afterwards.
    const own = next < high ? words.replace(/^\s*(?:after|before) (?=\p{L})/iu, '') : words;
    const named = said.isPlain ? said.side : namedSide(own.toLowerCase().match(WORD_OR_NUMBER) ?? []);
    const [, joint = ','] = JOINT.exec(text.slice(start, from)) ?? [];
    return {
      ...each,
      said,
      side: CHANGES.test(text.slice(unitEnd, next)) ? 'before' : named,
      before: wordsIn(before ?? ''),
      behind: wordsIn(behind ?? ''),
      stems: wordsIn(words),
      sentence: stretchAround(text, SENTENCE_END, from, unitEnd).low,
      last,
      joint: SEPARATOR.test(joint) ? undefined : joint,
    };
  });

export const jointOf = ([one, two]: Pair): string | undefined =>
  two.last === one.figure ? two.joint : undefined;

/** Of the first; the other figure of a sentence is on the other side. */
export function sideOf([one, two]: Pair): Side | undefined {
  const other = two.side && (two.side === 'before' ? 'after' : 'before');
  const isOne = one.side === other || (one.sentence === two.sentence && !(one.side && other));
  return isOne ? (one.side ?? other) : undefined;
}

/** Words of the one, where each has some of its own. */
function marksIn(own: readonly string[], other: readonly string[]): readonly string[] {
  const [marks, others] = [
    own.filter((stem) => !other.includes(stem)),
    other.filter((stem) => !own.includes(stem)),
  ];
  const isParallel = marks.length < own.length || (own.length === 1 && other.length === 1);
  return isParallel && others.length > 0 ? marks.filter((stem) => !namedSide([stem])) : [];
}

/** `[A] ms instead of [B] ms`, `[A] ms, up from [B] ms` */
const INSTEAD = /^,? (?:\p{L}+ )?(?:from|instead of) $/u;

/** A figure of the model answer: a value, or without a key a number as written. */
type Stated = {
  readonly key: MetricName | undefined;
  readonly figure: Figure;
  /** Of a change. */
  readonly side: Side | undefined;
  /** Words that set it apart from the one beside it, by stem: `p50` or `p99`. */
  readonly marks: readonly string[];
};
export type Contrast = readonly [own: Stated, other: Stated];

/** The placeholders in a text of a question, with their places in it. */
const spotsIn = ({ text, at }: Text, placeholders: readonly Placeholder[]) =>
  placeholders.flatMap(({ key, kind, hint, written: { at: own } }) => {
    const [low, high] = [own.start.offset - at.start.offset, own.end.offset - at.start.offset];
    const isHere = kind !== 'condition' && own.file === at.file && low >= 0 && high <= text.length;
    return isHere ? [{ key, hint, low, high }] : [];
  });

/** Figures that a sentence of the answer tells one after the other: of a change, or set apart by the words beside them. */
export function contrastsIn({ answer, placeholders }: Question): readonly Contrast[] {
  const spots = spotsIn(answer, placeholders);
  const said = digitText(answer.text.replaceAll(PLACEHOLDER, (gap) => '1'.repeat(gap.length)));
  const keyOf = ({ figure: { place } }: Told): MetricName | undefined =>
    spots.find(({ low }) => low === place.start)?.key;
  const told = toldIn(
    said.text,
    figuresIn(said).map((figure) => ({ figure })),
  );
  return told.flatMap((two, i): readonly Contrast[] => {
    const one = told[i - 1];
    if (one?.sentence !== two.sentence) return [];
    const [key, other] = [keyOf(one), keyOf(two)];
    const [unit, its] = [one, two].map(({ figure }) => figure.units[0]?.unit.text);
    if (key === other || ((key === undefined || other === undefined) && unit !== its)) return [];
    const [first, second] = [one.said, two.said];
    const isChange =
      (first.side !== second.side && first.side && second.side && (first.isPlain || second.isPlain)) ||
      INSTEAD.test(said.text.slice(one.figure.unitEnd, two.figure.from));
    const statedOf = (own: Told, beside: Told): Stated => ({
      key: own === one ? key : other,
      figure: own.figure,
      side: isChange ? ((own === one) === (first.side === 'before') ? 'before' : 'after') : undefined,
      marks: [...marksIn(own.before, beside.before), ...marksIn(own.behind, beside.behind)],
    });
    const pair = [statedOf(one, two), statedOf(two, one)] as const;
    return [pair, [pair[1], pair[0]]];
  });
}

/** Of two values that the answer tells as before and after: `from [A] ms to [B] ms`. */
export const sidesByMetric = (question: Question): ReadonlyMap<MetricName, Side> =>
  new Map(
    contrastsIn(question).flatMap(([{ key, side }, other]) =>
      key !== undefined && side && other.key !== undefined ? [[key, side]] : [],
    ),
  );

export function wordsByMetric(
  { answer, followUpTexts, placeholders }: Question,
  values: Values,
): ReadonlyMap<MetricName, readonly Near[]> {
  const found = new Map<MetricName, readonly Near[]>();
  for (const written of [answer, ...followUpTexts.flatMap((each) => [each.question, each.answer])]) {
    const { text } = written;
    const cited = spotsIn(written, placeholders);
    // Brackets are not read as words, but a value that is words (`one RTX 3090`) is. Places stay true.
    const plain = text.replaceAll(PLACEHOLDER, (gap: string, start: number) => {
      const value = values.get(cited.find(({ low }) => low === start)?.key ?? '');
      const said = value?.unit === undefined ? (value?.text ?? '') : '';
      return said.slice(0, gap.length).padEnd(gap.length, '_');
    });
    for (const each of cited)
      found.set(each.key, [...(found.get(each.key) ?? []), ...wordsAround(plain, each)]);
  }
  return found;
}

/** In UTF-16 units. */
const LONGEST_UNIT = 40;
/** With a placeholder between the number and the unit that it shares with the next one. */
const LONGEST_BEHIND = 240;

const CURRENCY = /[$€£¥₹₩](?=\s?$)/u;

/** Units of fixed meaning that the answer has at a placeholder: `[X] requests per second`, `$[X] per month`, `[FILL IN: samples/s]`. */
export function unitsByMetric({ answer, placeholders }: Question): ReadonlyMap<MetricName, string> {
  const { text } = answer;
  return new Map(
    spotsIn(answer, placeholders).flatMap(({ key, hint = '', low, high }) => {
      const [named] = figuresIn(digitText(`1 ${hint}`));
      if (named?.known === true && named.unitEnd === hint.length + 2) return [[key, hint] as const];
      const [money = ''] = CURRENCY.exec(text.slice(Math.max(0, low - 2), low)) ?? [];
      const behind = text.slice(high, high + LONGEST_BEHIND).replaceAll(PLACEHOLDER, '1');
      const [figure] = figuresIn(digitText(`${money}1${behind.slice(0, LONGEST_UNIT)}`));
      const unit = figure?.known === true && figure.from === 0 ? figure.units[0]?.unit.text : undefined;
      return unit === undefined ? [] : [[key, unit] as const];
    }),
  );
}

type Value = Pick<Slot, 'text' | 'value' | 'low' | 'high'>;
/** By the model answer, for a value without a unit or a side of its own. */
type Given = { readonly unit?: string | undefined; readonly side?: Side | undefined };

export const OPEN: Value = { text: '', value: NaN, low: NaN, high: NaN };

export function slotOf(
  key: MetricName,
  metric: Metric | undefined,
  { unit = '', side, value }: Given & { readonly value: Value },
  around: readonly Near[],
): Slot {
  // The name of a `[X]` is words of its sentence, which may be about its neighbor: `to [B] ms before errors`.
  const isLetter = key.includes('/letter/');
  const named = metric ? `${key} ${metric.prompt}` : key.replace(/^.*\//u, '');
  const words = new Map(wordsIn(isLetter && !metric ? '' : named).map((stem) => [stem, 1]));
  for (const { stem, weight } of around) words.set(stem, Math.max(words.get(stem) ?? 0, weight));
  const names = formsIn(named);
  const ownSide = isLetter ? undefined : namedSide(names);
  return {
    key,
    ...value,
    measure: measureOf(declaredUnit(unit)),
    above:
      unit.includes('/') || unit.includes(' per ')
        ? measureOf(declaredUnit(unit.split(/\/| per /)[0]))
        : undefined,
    hasUnit: unit !== '',
    words,
    names,
    side: ownSide ?? side,
    isNamedSide: ownSide !== undefined,
  };
}

export function filledSlot(
  key: MetricName,
  around: readonly Near[],
  values: Values,
  { unit, side }: Given = {},
): Slot | undefined {
  const value = values.get(key);
  const read = value && value.origin !== 'notMeasured' ? readQuantity(value.plain ?? '') : undefined;
  if (!value || !read || 'error' in read) return undefined;
  const number = read.first.value;
  const other = read.spread ? read.spread.second.value : 0;
  const half = 10 ** -read.first.places / 2;
  const off = read.spread?.kind === '±' ? Math.max(half, other) : half;
  const range = { low: number - off, high: (read.spread?.kind === '–' ? other : number) + off };
  const known = { text: value.text, value: number, ...range };
  // `$[X] per month`
  const isRate = value.unit !== undefined && unit?.startsWith(`${value.unit}/`) && CURRENCY.test(value.unit);
  // `[X] percentage points`, for a value in %
  const isPoints =
    value.unit === '%' && unit !== undefined && measureOf(declaredUnit(unit)).kind === 'points';
  return slotOf(
    key,
    values.metrics?.get(key),
    { unit: isRate || isPoints ? unit : (value.unit ?? unit), side, value: known },
    around,
  );
}

/** How likely a figure has the measure of a slot, and its number in the slot's unit. */
export type Fit = {
  readonly slot: Slot;
  readonly inUnit: (number: number) => number;
  /** 0–1. */
  readonly quality: number;
  readonly end: number;
};

export type Reading = Pick<Fit, 'slot' | 'inUnit'>;

export const hasMeasure = ({ kind, label, powers }: Measure): boolean =>
  kind !== 'size' || label !== '' || powers.size > 0;

function labelFit(own: Measure, other: Measure, alike: Alike, { key, words, hasUnit }: Slot): number {
  if (own.label === other.label) return hasMeasure(own) ? 1 : 0;
  if (own.label === '') return hasMeasure(own) || own.factor !== 1 ? WITHOUT_LABEL : 0;
  const said = own.label.split(/[ /]/);
  const meant = other.label.split(/[ /]/);
  // `160,000 salmon`, for a metric named `salmon` with the unit `fish` or none.
  if ((other.label !== '' || !hasUnit) && other.powers.size === 0) meant.push(key.replace(/^.*_/u, ''));
  const named = Math.max(0, ...said.map((word) => words.get(stemIn(word)) ?? 0));
  return Math.max(
    BY_WORD * named,
    ...said.flatMap((word) =>
      meant.map((each) => (stemOf(word) === stemOf(each) ? SAME_NOUN : alike.likeness(word, each))),
    ),
  );
}

const WITHOUT_LABEL = 0.8;
export const SAME_NOUN = 0.9;
/** The noun is among the metric's words: `13 false alarms a day` for a value per day. */
const BY_WORD = 0.7;
/** `42 kWh` for a value per cubic meter. */
const ONLY_ABOVE = 0.6;
const SHORT = 0.8;

type UnitFit = Pick<Fit, 'quality' | 'inUnit'>;

function unitFit(own: Measure, slot: Slot, alike: Alike): UnitFit | undefined {
  const { measure: its, above = its } = slot;
  const fit = (quality: number, factor = its.factor): UnitFit | undefined =>
    quality === 0 ? undefined : { quality, inUnit: (number) => (number * own.factor) / factor };
  if (own.kind !== its.kind) return undefined;
  if (own.kind !== 'size') return fit(1);
  if (samePowers(own.powers, its.powers)) return fit(labelFit(own, its, alike, slot));
  const partly =
    samePowers(own.powers, above.powers) && fit(ONLY_ABOVE * labelFit(own, above, alike, slot), above.factor);
  if (partly) return partly;
  if (own.label !== '' || (own.powers.size === 0 && own.factor === 1)) return undefined;
  // `64K` of memory, `100 gig` on a wire
  if (own.powers.size === 0 && above.powers.get('byte') === 1 && above.powers.size === 1)
    return fit(SHORT, above.text.endsWith('bit') ? 8 * above.factor : above.factor);
  return undefined;
}

export const isOpen = ({ value }: Slot): boolean => Number.isNaN(value);

export const farness = (number: number, { value }: Slot): number =>
  Math.abs(Math.log(Math.abs(number / value)));

/** Whether a unit fits what was said: a count is no rate, unless the metric's words have its period. */
function isLikely(unit: Unit, rate: string, { words }: Slot): boolean {
  if (rate === '' || unit.text.includes('/') || unit.nouns === '') return true;
  const period = rate.replace(/^.*\//u, '');
  return [period, `${period}ly`].some((word) => words.has(stemOf(word)));
}

/** In the unit that fits best; of equals, in the one that brings the figure nearest. */
export function fitOf({ figure, isFactor }: Claim, slot: Slot, alike: Alike): Fit | undefined {
  if (isFactor && slot.measure.kind === 'size') return undefined;
  const first = figure.units[0]?.unit.text ?? '';
  const rate = first.includes('/') ? first : '';
  const isCount = ({ unit }: Figure['units'][number]): boolean =>
    unit.powers.size === 0 &&
    unit.nouns !== '' &&
    unit.nouns.split(' ').some((noun) => slot.names.map(stemOf).includes(stemIn(noun)));
  const [best] = figure.units
    .filter((each) => slot.hasUnit || isCount(each))
    .flatMap(({ unit, end }) => {
      const fit = unitFit(measureOf(unit), slot, alike);
      return fit && isLikely(unit, rate, slot) ? [{ ...fit, slot, end }] : [];
    })
    .toSorted(
      (a, b) =>
        b.quality - a.quality ||
        farness(a.inUnit(figure.number), slot) - farness(b.inUnit(figure.number), slot),
    );
  return best;
}

/** The share by which a figure in another unit may be rounded: `$650 a month` for $0.90 an hour. */
const CONVERTED = 0.015;

export function isRight(claim: Claim, fit: Reading): boolean {
  const { meaning: said } = claim;
  const { slot, inUnit } = fit;
  const { low, high, value } = slot;
  const [least = 0, most = 0] = [inUnit(said.low), inUnit(said.high)].toSorted((a, b) => a - b);
  // A drop of 8.8 points may be said as −8.8.
  if (most < 0 && low >= 0) return isRight({ ...claim, meaning: { low: -said.high, high: -said.low } }, fit);
  const isConverted = !nearlyEqual(inUnit(said.low), said.low);
  const noise = (isConverted ? CONVERTED : 1e-9) * Math.max(Math.abs(least), Math.abs(most));
  const middle = (least + most) / 2;
  return (
    (least - noise <= value && value <= most + noise) || (low - noise <= middle && middle <= high + noise)
  );
}

/** Lower for words that several metrics of a group share. Open metrics are compared with each other anyway. */
export function weightOf(near: readonly Near[], slot: Slot, group: readonly Slot[]): number {
  const best = new Map<string, number>();
  for (const { stem, weight } of near) {
    const own = slot.words.get(stem) ?? 0;
    if (own === 0) continue;
    const shared = isOpen(slot) ? own : sumOf(group, ({ words }) => words.get(stem) ?? 0);
    best.set(stem, Math.max(best.get(stem) ?? 0, (weight * own) / Math.sqrt(Math.max(1, shared / own))));
  }
  return sumOf([...best.values()], (score) => score);
}

// Figures that misstate a value of the user. A figure is a claim about a metric if its unit fits and the metric's
// words are beside it; it is wrong if the value is outside what the figure can mean. Precision over recall:
// conditions, general facts, targets, and suppositions are left alone.
import { keptFor, sumOf, wordSet } from '../base/collections.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { Placeholder, Question } from '../base/question.ts';
import type { Text } from '../base/span.ts';
import { oneLine } from '../base/text.ts';
import { capitalized } from '../base/wording.ts';
import type { Values } from '../fill/conditional.ts';
import { cellAt, fillText, placeholderWords, shownPlaceholders } from '../fill/values.ts';
import { nearlyEqual } from '../values/decimal.ts';
import { affixes, currencyOf, declaredUnit, isPoints, sameDimension, type Unit } from '../values/units.ts';
import {
  beginsBefore,
  boundBefore,
  canMean,
  type Claim,
  digitText,
  type Figure,
  figuresIn,
  HEDGES,
  namedSide,
  PLACEHOLDER,
  quantityOf,
  rangesIn,
  ROUGH,
  saysFigure,
  significantDigits,
  type Side,
  type Told,
  toldIn,
  withoutTakenBack,
} from './figures.ts';
import {
  type Alike,
  alikeBy,
  COMMON_DIMENSIONS,
  cosine,
  directionOf,
  type Lexicon,
  type Vector,
} from './lexicon.ts';
import {
  CLAUSE_END,
  formsIn,
  isInside,
  isLittle,
  type Place,
  type Range,
  SENTENCE_END,
  stemIn,
  stemOf,
  stretchAround,
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

// What figures may be said of: the values and open metrics of a question, by their units and by the words around them.

type Near = { readonly stem: string; readonly weight: number };

/** The weight of a word by its distance in words. */
const decay = (distance: number): number => 1 / (1 + 0.12 * distance);
const OTHER_CLAUSE = 0.55;
const BEHIND = 0.8;
const SENTENCE_BEFORE = 0.3;

/** They name no metric, although `every [FILL IN: interval]` and `fell to [FILL IN: p95]` have them beside it. */
const NAMELESS = new Set(
  formsIn(
    'every each per fell fall fallen drop dropped rose rise went cut reduced improved grew increased decreased changed',
  ).map(stemOf),
);

/** The nearest words count most. */
function wordsAround(
  text: string,
  { low: from, high: to }: Range,
  clause = stretchAround(text, CLAUSE_END, from, to),
): readonly Near[] {
  const sentence = stretchAround(text, SENTENCE_END, from, to);
  const { low: before } =
    sentence.low < 2 ? sentence : stretchAround(text, SENTENCE_END, sentence.low - 2, sentence.low - 1);
  const near = (low: number, high: number, side: number): readonly Near[] => {
    const words = [...text.slice(low, high).matchAll(WORD_OR_NUMBER)]
      .map(({ 0: word, index }) => ({ word, stem: stemIn(word), start: low + index }))
      .filter(({ stem }) => stem !== '' && !NAMELESS.has(stem));
    return (side === BEHIND ? words : words.toReversed()).map(({ word, stem, start }, i) => {
      const isInClause = start >= clause.low && start + word.length <= clause.high;
      const place = start < sentence.low ? SENTENCE_BEFORE : isInClause ? 1 : OTHER_CLAUSE;
      return { stem, weight: side * decay(i) * place };
    });
  };
  return [...near(before, from, 1), ...near(to, sentence.high, BEHIND)];
}

/** A unit as people say it: a month is a time, and so are years. */
type Measure = Unit & { readonly kind: 'share' | 'points' | 'times' | 'size' };

const MONTH_IN_SECONDS = 2_629_746;

function measureOf(unit: Unit): Measure {
  const months = unit.powers.get('month') ?? 0;
  const powers = new Map(unit.powers).set('time', (unit.powers.get('time') ?? 0) + months);
  powers.delete('month');
  if (powers.get('time') === 0) powers.delete('time');
  const isShare = unit.percent || unit.text === 'ppm';
  const kind = isShare ? 'share' : isPoints(unit) ? 'points' : unit.text === '×' ? 'times' : 'size';
  return { ...unit, kind, factor: unit.factor * MONTH_IN_SECONDS ** months, powers };
}

/** What is counted may be left unsaid. */
const isAlike = (a: Measure, b: Measure): boolean =>
  a.kind === b.kind &&
  (a.nouns === b.nouns || (a.powers.size > 0 && (a.nouns === '' || b.nouns === ''))) &&
  sameDimension(a, b);

/** Words of the one, where each has some of its own; of two phrases with nothing in common, the word nearest to the figure. */
function marksIn(own: readonly string[], other: readonly string[], nearest: -1 | 0): readonly string[] {
  const [marks, others] = [without(own, other), without(other, own)];
  const isParallel = marks.length < own.length || (own.length === 1 && other.length === 1);
  const telling = isParallel ? marks : marks.slice(nearest).slice(0, 1);
  return others.length > 0 ? telling.filter((stem) => !namedSide([stem])) : [];
}

/** `[A] ms instead of [B] ms`, `[A] ms, up from [B] ms` */
const INSTEAD = /^,? (?:\p{L}+ )?(?:from|instead of) $/u;

/** The placeholders in a text of a question, with their places in it. */
const spotsIn = ({ text, at }: Text, placeholders: readonly Placeholder[]) =>
  placeholders.flatMap(({ key, kind, hint, unitAround, written: { at: own } }) => {
    const [low, high] = [own.start.offset - at.start.offset, own.end.offset - at.start.offset];
    const isHere = kind !== 'condition' && own.file === at.file && low >= 0 && high <= text.length;
    return isHere ? [{ key, hint, unitAround, low, high }] : [];
  });

/** A placeholder of two that are told beside each other. */
type Contrast = {
  readonly key: MetricName;
  /** Of a change. */
  readonly side: Side | undefined;
  /** Words that set it apart from the other one, by stem: `p50` or `p99`. */
  readonly marks: readonly string[];
};

/** Of more, the rest says little that those do not. */
const MOST_CELLS = 50;

const cellContrast = (key: MetricName, own: string, other: string): Contrast => ({
  key,
  side: namedSide(formsIn(own)),
  marks: without(wordsIn(own), wordsIn(other)),
});

/** Placeholders in a row or column of a table, set apart by its heads. */
function cellContrasts({ text }: Text, spots: ReturnType<typeof spotsIn>) {
  const cells = spots.slice(0, MOST_CELLS).flatMap(({ key, low }) => {
    const table = cellAt(text, low);
    return table ? [{ key, ...table, name: table.row[0] ?? '', title: table.head[table.column] ?? '' }] : [];
  });
  return cells.flatMap((one) =>
    cells.flatMap((two): readonly (readonly [Contrast, Contrast])[] => {
      const [isRow, isColumn] = [one.name === two.name, one.title === two.title];
      if (isRow === isColumn || one.head.join() !== two.head.join()) return [];
      const [own, other] = isRow ? [one.title, two.title] : [one.name, two.name];
      return [[cellContrast(one.key, own, other), cellContrast(two.key, other, own)]];
    }),
  );
}

/** Placeholders that the answer tells one after the other: of a change, or set apart by the words beside them. */
function contrastsIn({ answer, placeholders }: Question): readonly (readonly [Contrast, Contrast])[] {
  const spots = spotsIn(answer, placeholders);
  const written = answer.text.replaceAll(PLACEHOLDER, (gap) => '1'.repeat(gap.length));
  const { text, figures } = toldIn(written, rangesIn(answer.text));
  const keyOf = ({ place }: Told): MetricName | undefined =>
    spots.find(({ low }) => low === place.start)?.key;
  let ended: Told | undefined;
  const told = figures.flatMap((two, i) => {
    const one = figures[i - 1];
    if (one?.sentence !== two.sentence) return [];
    const [key, other] = [keyOf(one), keyOf(two)];
    if (key === undefined || other === undefined || key === other) return [];
    const [first, second] = [one.said, two.said];
    const isChange =
      // Of `from [A] to [B], and from [C] to [D]`, there is none from B to C.
      one !== ended &&
      ((first.side !== second.side && first.side && second.side && (first.isPlain || second.isPlain)) ||
        (one.side !== two.side && one.side !== undefined && two.side !== undefined) ||
        INSTEAD.test(text.slice(one.unitEnd, two.from)));
    if (isChange) ended = two;
    const early = (first.isPlain ? first.side : (one.side ?? first.side)) === 'before' ? one : two;
    const statedOf = (own: Told, beside: Told, its: MetricName): Contrast => {
      const side = own === early ? 'before' : 'after';
      return {
        key: its,
        side: isChange ? side : undefined,
        marks: [...marksIn(own.before, beside.before, -1), ...marksIn(own.behind, beside.behind, 0)],
      };
    };
    const [own, beside] = [statedOf(one, two, key), statedOf(two, one, other)];
    return [[own, beside] as const, [beside, own] as const];
  });
  return [...cellContrasts(answer, spots), ...told];
}

function wordsByMetric(
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
      // Half a number is another one.
      const cut = said.slice(0, gap.length).replace(said.length > gap.length ? /\d+$/u : '', '');
      return cut.padEnd(gap.length, '_');
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
/** `$[X] lost per minute`, `from $[X] to $[Y] a month` */
const PERIOD_BEHIND =
  /^ (?:(?:to|→|->) [$€£¥₹₩]?\d+ |(?!once|twice)\p{L}+ )?(?:per|an?|each|every) (second|minute|hour|day|week|month|quarter|year)\b/iu;

/** Units of fixed meaning that the answer has at a placeholder: `[X] requests per second`, `$[X] per month`, `[FILL IN: samples/s]`, or above its cell. */
function unitsByMetric({ answer, placeholders }: Question): ReadonlyMap<MetricName, string> {
  const { text } = answer;
  return new Map(
    spotsIn(answer, placeholders).flatMap(({ key, hint = '', unitAround, low, high }) => {
      const [named] = figuresIn(digitText(`1 ${hint}`));
      if (named?.known === true && named.unitEnd === hint.length + 2) return [[key, hint] as const];
      const [money = ''] = CURRENCY.exec(text.slice(Math.max(0, low - 2), low)) ?? [];
      const behind = text.slice(high, high + LONGEST_BEHIND).replaceAll(PLACEHOLDER, '1');
      const [figure] = figuresIn(digitText(`${money}1${behind.slice(0, LONGEST_UNIT)}`));
      const unit = figure?.known === true && figure.from === 0 ? figure.units[0]?.unit.text : unitAround;
      const [, period] = (money && unit === money && PERIOD_BEHIND.exec(behind)) || [];
      return unit === undefined ? [] : [[key, period ? `${unit}/${period}` : unit] as const];
    }),
  );
}

/** Of a placeholder, without its question. */
const labelOf = (key: MetricName): string => key.replace(/^.*\//u, '');

type Value = Range & {
  readonly text: string;
  readonly per: string;
  /** NaN while it is open. */
  readonly value: number;
};
const OPEN: Value = { text: '', per: '', value: NaN, low: NaN, high: NaN };

/** What the texts of a question say of its metrics; their sides if the metrics have none themselves. */
type Given = {
  readonly around: ReadonlyMap<MetricName, readonly Near[]>;
  readonly units: ReadonlyMap<MetricName, string>;
  readonly sides: ReadonlyMap<MetricName, Side>;
  /** Told as bounds: `within [X] min`. */
  readonly bounds: ReadonlySet<MetricName>;
};

/** What follows in a prompt only says of what, where and when: `highest rate per task at which …`. */
const HEAD_END = /[:,;]| (?:of|at|in|on|for|per|by|to|that|which|with|from|before|after|as)\b/u;

function slotOf(
  key: MetricName,
  metric: Metric | undefined,
  { around, sides, bounds }: Given,
  unit = '',
  value = OPEN,
) {
  // The name of a `[X]` is words of its sentence, which may be about its neighbor: `to [B] ms before errors`.
  const isLetter = key.includes('/letter/');
  const named = metric ? `${key} ${metric.prompt}` : labelOf(key);
  // A slowdown is said as `slowed down`, too.
  const spoken = named.replaceAll(/(\p{L}{3,})(?:down|up)\b/giu, '$& $1');
  const words = new Map(wordsIn(isLetter && !metric ? '' : spoken).map((stem) => [stem, 1]));
  for (const { stem, weight } of around.get(key) ?? [])
    words.set(stem, Math.max(words.get(stem) ?? 0, weight));
  const names = formsIn(named);
  const ownSide = isLetter ? undefined : namedSide(names);
  const numbers = isLetter ? [] : wordsIn(named).filter((stem) => /\d/.test(stem));
  const [above, ...below] = unit.split(/\/| per /);
  return {
    key,
    ...value,
    measure: measureOf(declaredUnit(unit)),
    /** The numerator, if the unit is a rate or a ratio. */
    above: below.length > 0 ? measureOf(declaredUnit(above)) : undefined,
    hasUnit: unit !== '',
    /** 0–1, by stem. */
    words,
    /** Of its name and prompt. */
    names,
    stems: new Set(names.map(stemOf)),
    /** Of its name and the head of its prompt. */
    head: formsIn(`${labelOf(key)} ${metric?.prompt.split(HEAD_END)[0] ?? ''}`),
    /** Of these, numbers: the length in `latency_at_128`. */
    numbers,
    /** Of a change, by its name or prompt, or as the model answer tells two values. */
    side: ownSide ?? (numbers.length > 0 ? undefined : sides.get(key)),
    isNamedSide: ownSide !== undefined,
    isBound: bounds.has(key),
  };
}

type Slot = ReturnType<typeof slotOf>;

/** `messages/million` in `unmatched messages per million`, for a value without a unit. */
function rateIn(label: string): string | undefined {
  const words = label.split(/[\s_-]+/u).filter((word) => namedSide([word]) === undefined);
  const [above, per, below] = words.slice(-3);
  return per === 'per' ? `${above}/${below}` : undefined;
}

const PERIOD =
  /\b(?:(?:per|each|every|an?|the first)[ _-](hour|day|week|month|quarter|year)|(hour|dai|week|month|quarter|year|annua)l?ly|(annual))\b/iu;

/** `month` in `monthly bill`, for an amount of money that does not say it itself; in the first of the texts that has one. */
function periodOf(unit: string, ...texts: readonly string[]): string | undefined {
  if (currencyOf(declaredUnit(unit)) === undefined || /[/]| per /u.test(unit)) return undefined;
  const [said, each, every = ''] = texts.map((words) => PERIOD.exec(words)).find(Boolean) ?? [];
  return said && (each ?? { dai: 'day', annua: 'year', '': 'year' }[every] ?? every);
}

function filledSlot(key: MetricName, values: Values, given: Given): Slot | undefined {
  const value = values.get(key);
  const read = value && value.origin !== 'notMeasured' ? quantityOf(value) : undefined;
  if (!value || !read) return undefined;
  const number = read.first.value;
  const other = read.spread ? read.spread.second.value : 0;
  const half = 10 ** -read.first.places / 2;
  const off = read.spread?.kind === '±' ? Math.max(half, other) : half;
  const range = { low: number - off, high: (read.spread?.kind === '–' ? other : number) + off };
  const unit = given.units.get(key);
  // `$[X] per month`
  const isRate = value.unit !== undefined && unit?.startsWith(`${value.unit}/`) && CURRENCY.test(value.unit);
  // `[X] percentage points`, for a value in %
  const isInPoints = value.unit === '%' && isPoints(declaredUnit(unit));
  const its = isRate || isInPoints ? unit : (read.unit ?? unit ?? rateIn(labelOf(key)));
  const metric = values.metrics?.get(key);
  const period = periodOf(its ?? '', `${labelOf(key)} ${metric?.prompt ?? ''}`);
  const per = period === undefined ? '' : `/${period}`;
  const shown = isRate ? (unit?.slice(value.unit?.length) ?? '') : per;
  return slotOf(key, metric, given, its && its + per, {
    text: value.text,
    per: shown,
    value: number,
    ...range,
  });
}

/** How likely a figure has the measure of a slot, and its number in the slot's unit. */
type Fit = {
  readonly slot: Slot;
  /** From the unit of the figure to that of the slot. */
  readonly scale: number;
  /** 0–1. */
  readonly quality: number;
  /** Of the unit that fits. */
  readonly end?: number;
};

type Reading = Pick<Fit, 'slot' | 'scale'>;

const hasMeasure = ({ kind, nouns, powers, factor }: Measure): boolean =>
  kind !== 'size' || nouns !== '' || powers.size > 0 || factor !== 1;

const areTimes = (measure: Measure): boolean => measure.kind === 'times' || !hasMeasure(measure);

function labelFit(own: Measure, other: Measure, alike: Alike, { key, words, hasUnit }: Slot): number {
  if (own.nouns === other.nouns) return hasMeasure(own) ? 1 : 0;
  if (own.nouns === '') return hasMeasure(own) ? WITHOUT_LABEL : 0;
  const said = own.nouns.split(/[ /]/);
  const meant = other.nouns.split(/[ /]/);
  // `160,000 salmon`, for a metric named `salmon` with the unit `fish` or none.
  if ((other.nouns !== '' || !hasUnit) && other.powers.size === 0) meant.push(key.replace(/^.*_/u, ''));
  const named = Math.max(0, ...said.map((word) => words.get(stemIn(word)) ?? 0));
  return Math.max(
    BY_WORD * named,
    ...said.flatMap((word) =>
      meant.map((each) => (stemOf(word) === stemOf(each) ? SAME_NOUN : alike.likeness(word, each))),
    ),
  );
}

const WITHOUT_LABEL = 0.8;
const SAME_NOUN = 0.9;
/** The noun is among the metric's words: `13 false alarms a day` for a value per day. */
const BY_WORD = 0.7;
/** `42 kWh` for a value per cubic meter. */
const ONLY_ABOVE = 0.6;
const SHORT = 0.8;
/** From here on, a number with a period or a `k` may be an amount whose currency is left out. */
const LEAST_SUM = 1000;

function unitFit(own: Measure, slot: Slot, alike: Alike, number: number, isPlain: boolean) {
  const { measure: its, above = its } = slot;
  const fit = (quality: number, factor = its.factor) =>
    quality === 0 ? undefined : { quality, scale: own.factor / factor };
  if (own.kind !== its.kind) return undefined;
  if (own.kind !== 'size') return fit(1);
  if (sameDimension(own, its)) {
    // `$20` for `$20 per million`
    const farFrom = ({ factor }: Measure): number => farness((number * own.factor) / factor, slot);
    const nearest = sameDimension(own, above) && farFrom(above) < farFrom(its) ? above : its;
    return fit(labelFit(own, its, alike, slot), nearest.factor);
  }
  const partly =
    sameDimension(own, above) && fit(ONLY_ABOVE * labelFit(own, above, alike, slot), above.factor);
  if (partly) return partly;
  // `48k a month` or `48k`, for `$48,200 per month`
  const currency = isPlain && own.nouns === '' ? currencyOf(above) : undefined;
  const sum = currency && { ...own, powers: new Map(own.powers).set(currency, 1) };
  const amountIn = ({ factor }: Measure): number => (above.factor * number * own.factor) / factor;
  if (sum && sameDimension(sum, its) && amountIn(its) >= LEAST_SUM) return fit(SHORT);
  if (sum && sameDimension(sum, above) && amountIn(above) >= LEAST_SUM)
    return fit(SHORT * ONLY_ABOVE, above.factor);
  // `64K` of memory, `100 gig` on a wire
  const isMultiple = own.nouns === '' && own.powers.size === 0 && own.factor !== 1;
  const isOfBytes = above.powers.get('byte') === 1 && above.powers.size === 1;
  const factor = above.text.endsWith('bit') ? 8 * above.factor : above.factor;
  return isMultiple && isOfBytes ? fit(SHORT, factor) : undefined;
}

const isOpen = ({ value }: Partial<Pick<Slot, 'value'>>): boolean => Number.isNaN(value);

const farness = (number: number, { value }: Slot): number => Math.abs(Math.log(Math.abs(number / value)));

/** Its words have it: `week`, `weekly`. */
const hasPeriod = ({ words }: Slot, period: string, least = 0): boolean =>
  [period, `${period}ly`].some((word) => (words.get(stemOf(word)) ?? -1) >= least);

/** `8 pages a week` as `8 pages`, for a value without a unit: `Pages per week went from 31 to [Y]`. */
function withoutPeriod(claim: Told, slots: readonly Slot[]): Told {
  const [above = '', period, ...more] = claim.units[0]?.unit.text.split('/') ?? [];
  const isOfWords =
    period !== undefined &&
    more.length === 0 &&
    slots.some((slot) => !slot.hasUnit && hasPeriod(slot, period, RIGHT_BESIDE)) &&
    !slots.some(({ measure }) => claim.units[0] && sameDimension(measureOf(claim.units[0].unit), measure));
  const units =
    above === '' ? [] : [{ unit: declaredUnit(above), end: claim.units[0]?.end ?? claim.place.end }];
  return isOfWords ? { ...claim, units, known: false } : claim;
}

/** In the unit that fits best; of equals, in the one that brings the figure nearest. */
function fitOf({ number, units, isFactor }: Claim, slot: Slot, alike: Alike): Fit | undefined {
  if (isFactor && slot.measure.kind === 'size') return undefined;
  const [above = '', period] = units[0]?.unit.text.split('/') ?? [];
  const isPeriodic = period === undefined || hasPeriod(slot, period);
  // `€184 a month`, for `cost per month: €184`
  const money = declaredUnit(above);
  const isAmount = currencyOf(money) !== undefined;
  const sums = period !== undefined && isPeriodic && isAmount ? [{ unit: money, end: undefined }] : [];
  // `31.5k jobs a month` are no amount.
  const isPlain = !isFactor && units.every(({ unit }) => unit.nouns === '' && !/×|times/.test(unit.text));
  const isCount = (unit: Unit): boolean =>
    unit.powers.size === 0 &&
    unit.nouns !== '' &&
    unit.nouns.split(' ').some((noun) => slot.stems.has(stemIn(noun)));
  const [best] = [...units, ...sums]
    .filter(({ unit }) => slot.hasUnit || isCount(unit))
    // A count is no rate, unless the metric's words have its period.
    .filter(({ unit }) => isPeriodic || unit.text.includes('/') || unit.nouns === '')
    .flatMap(({ unit, end }) => {
      const fit = unitFit(measureOf(unit), slot, alike, number, isPlain);
      return fit ? [{ ...fit, slot, end }] : [];
    })
    .toSorted(
      (a, b) => b.quality - a.quality || farness(a.scale * number, slot) - farness(b.scale * number, slot),
    );
  return best;
}

/** The share by which a figure in another unit may be rounded: `$650 a month` for $0.90 an hour. */
const CONVERTED = 0.015;

function isRight(claim: Claim, fit: Reading): boolean {
  const { meaning: said } = claim;
  const { slot, scale } = fit;
  const { low, high, value } = slot;
  const [least = 0, most = 0] = [said.low * scale, said.high * scale].toSorted((a, b) => a - b);
  // A drop of 8.8 points may be said as −8.8, and −22% as 22% less.
  if (least > 0 && value < 0)
    return isRight(claim, { slot: { ...slot, low: -high, high: -low, value: -value }, scale });
  if (most < 0 && low >= 0) return isRight({ ...claim, meaning: { low: -said.high, high: -said.low } }, fit);
  // Hundredths of a share are exact.
  const isConverted = !Number.isInteger(Math.round(1e9 * Math.log10(scale)) / 1e9);
  const noise = (isConverted ? CONVERTED : 1e-9) * Math.max(Math.abs(least), Math.abs(most));
  const middle = (least + most) / 2;
  return (
    (least - noise <= value && value <= most + noise) || (low - noise <= middle && middle <= high + noise)
  );
}

type Worded = Pick<Slot, 'words'> & Partial<Pick<Slot, 'value'>>;

/** Lower for words that several metrics of a group share. Open metrics are compared with each other anyway. */
function weightOf(near: readonly Near[], slot: Worded, group: readonly Worded[]): number {
  const best = new Map<string, number>();
  for (const { stem, weight } of near) {
    const own = slot.words.get(stem) ?? 0;
    if (own === 0) continue;
    const shared = isOpen(slot) ? own : sumOf(group, ({ words }) => words.get(stem) ?? 0);
    best.set(stem, Math.max(best.get(stem) ?? 0, (weight * own) / Math.sqrt(Math.max(1, shared / own))));
  }
  return sumOf([...best.values()], (score) => score);
}

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

/** In UTF-16 units; text beyond that is ignored. */
const MAX_LENGTH = 20_000;

/** These make what follows in the sentence a supposition, or a fact about others, instead of a report. */
const SUPPOSED =
  /\b(?:planned|hop(?:ed|ing)|offered|promised|forecast|estimated|assum(?:e|ed|ing)|quoted|intended|considered|proposed|suggested|thought (?:of|about)|wants? to|wished|next (?:year|month|week|quarter|season|sprint|step)|suppos(?:e|ing)|imagine|hypothetically|expect(?:ed|ing|s)?|ideally|in theory|theoretically|predict(?:s|ed)?|if(?! i (?:remember|recall)\b)|would(?! say\b)|could|might|should|i['’]d(?! say\b)|we['’]d|you['’]d|generally|in general|literature|papers?|competitors?|vendors?|rule of thumb|elsewhere|(?:the|our) (?:industry|market|sector|competition)|rivals?|for comparison|(?:industry|national|world|global|sector|market) (?:average|mean|standard|record|benchmark)|(?:next|other|another|neighbou?ring|rival|similar) (?:city|town|country|firm|bank|hospital|ward|plant|site|school|shop|farm|fleet)s?|said to be|elite|performers|(?:years?|months?|weeks?) ago|(?:some|another|other|one big|one large) (?:team|company|companies|vendor|api|people|group|lab)s?|(?:he|she|they) (?:got|had|report|claim)\w*)\b/gi;
/** The words of somebody else. */
const REPORTED =
  /(?<!\b(?:i|we) )\b(?:says?|said|claim(?:s|ed)?|told (?:us|me)|recommends?|advis(?:es|ed)) (?:that|to|us|staying)\b/giu;
/** The clause is about others, or another year. */
const OTHERS =
  /\b(?:(?:people|users|humans?|customers|clients) (?:see|notice|think|say|expect|believe|find|feel|report|want|like)|their own|theirs|train(?:ing)? (?:set|data|accuracy|loss|error|split)|somebody|someone|nobody|everybody|everyone|anyone|others|of which|of these|including|last (?:year|month|week|quarter|season|spring|summer|autumn|fall|winter)|(?:day|week|month|quarter|year|season)s? (?:before|ago)|in (?:19|20)\d\d|(?:first|early|earlier) (?:attempt|try|version|prototype|cut|run)s?|some(?= (?!of\b)\p{L}{3,}s\b)|(?:the|our|an|its) (?:old|former|previous|legacy)|(?:the|our|its) (?:longest|shortest|worst|best|slowest|fastest|largest|smallest|highest|lowest))\b/giu;
/** The clause is about an aim. */
const AIMED =
  /\b(?:targets?|aim(?:ed|ing|s)?|wanted|goals?|budgets?|limits?|thresholds?|objectives?|slos?|slas?|timeouts?|cool-?downs?|patience|maximum|cap(?:ped)?|allow(?:ed|s)?|needs? (?:at least|to)|must|(?<!\b(?:in|of|since|until|by|last|from) )may|(?:has|have) to|requires?|(?:ask|call)(?:s|ed)? for|demand(?:s|ed)?)\b/gi;
/** The clause is about a value that is no longer so. */
const PAST =
  /(?<!\b(?:is|are|was|were|be|been) )\bused to \p{L}+|\b(?:previously|originally|initially|at first)\b|\b(?:was|were|took)\b.* (?:before (?!(?:it|the|we|they|you|i|a)\b)|until\b)/iu;
const NAME = /^(?:\p{Lu}[\p{L}\p{N}]+|\p{L}+\d[\p{L}\p{N}]*)$/u;

/** A number without a unit needs a word of the metric's name right beside it. */
const RIGHT_BESIDE = 0.7;

type Said = Told & {
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
const isBare = ({ known, fits }: Said): boolean => !known && fits.length === 0;

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
    const [best] = matching.toSorted(
      (a, b) =>
        (isConverted ? isSame(b) - isSame(a) : 0) || weightIn(b) - weightIn(a) || farFrom(a) - farFrom(b),
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
const OF_PAIR = 0.6;
const OF_SENTENCE = 0.4;
const BY_NAME = 0.6;
const OF_UNIT = 0.2;

/** Of a name, or of the label of a placeholder: `cold_before`, `cold-start/fill-in/cold-before`. */
const partsOf = (key: MetricName): readonly string[] =>
  labelOf(key)
    .split(/[_-]/u)
    .filter((part) => wordsIn(part).length > 0 || namedSide([part]) !== undefined);
const wordsBeyond = (one: MetricName, other: MetricName): number =>
  without(partsOf(one), partsOf(other)).length;
/** They differ in one word, like `ramp_up_before` and `ramp_up_after`. */
const areSiblings = (one: MetricName, other: MetricName): boolean =>
  one !== other && wordsBeyond(one, other) <= 1 && wordsBeyond(other, one) <= 1;

/** Metrics with the measure of a right figure, for it or for a figure beside it. */
const alikeFitsOf = ({ slot: own, scale }: Reading, { slots }: Hearing, quality: number): readonly Fit[] =>
  slots
    .filter(({ measure }) => isAlike(measure, own.measure))
    .map((slot) => ({
      slot,
      scale: (scale * own.measure.factor) / slot.measure.factor,
      quality,
    }));

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

/** Metrics with the measure of the nearest right figures in its sentence, or open ones that the figure beside it fits. */
function adjacentFitsOf(claim: Said, hearing: Hearing): readonly Fit[] {
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
    const quality = PAIRED.test(between) ? OF_PAIR : hasMeasure(found.slot.measure) ? OF_SENTENCE : 0;
    return quality === 0 ? [] : alikeFitsOf(found, hearing, quality);
  });
  return fits.filter(({ slot }, i) => fits.findIndex((each) => each.slot === slot) === i);
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

/** The question's own text has it. */
const isStated = (claim: Claim, { literals }: Pick<Hearing, 'literals'>): boolean =>
  literals.some((literal) => isLiteral(claim, literal));

/** The unit of a cell is above it. */
const isLiteral = (claim: Claim, literal: Figure & { readonly isCell: boolean }): boolean =>
  saysFigure(claim, literal) || (literal.isCell && canMean(claim, literal.number));

/** The question's own text says it of something else, which the answer names as well as this metric. */
const isOfLiteral = (claim: Said, slot: Slot, { literals }: Hearing): boolean =>
  literals.some((literal) => {
    if (!isLiteral(claim, literal)) return false;
    const weight = weightOf(claim.near, literal, [slot, literal]);
    return weight > 0 && weight >= weightOf(claim.near, slot, [slot, literal]);
  });

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
// and `parallel` were set later, on 432 more. The threshold is set so that about one right answer in 25 is accused when each subject
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

/** Before words that are about the next figure: `4 ms, against an SLA of 30 s`. */
const JOINT =
  /\s(?:and(?! [^ ]{0,3}\d| ?$| ha[sd]\b)|but|while|whereas|against|versus|vs|compared|instead|rather than|so|although|though|where|(?<!\b(?:that|than|which|what|as) )(?:i|we|you|they|he|she)(?=['’ ]))\b/giu;

/** Also between two figures with words of their own behind them: `31 ms with the small model and 58 ms with …`. */
const NEXT_FIGURE = new RegExp(
  `${JOINT.source}|(?<=\\b(?:with|without|for|in|on|at) (?:(?:the|an?) )?[\\p{L}\\d-]+(?: [\\p{L}-]+)?) and(?= [^ ]{0,3}\\d)`,
  'giu',
);

/** The part of its clause that is about this figure, and not about the one before or after it. */
function partOf({ from, unitEnd }: Figure, text: string, claims: readonly Claim[], joint = JOINT): Range {
  const { low, high } = stretchAround(text, CLAUSE_END, from, unitEnd);
  const before = Math.min(from, ...claims.map((each) => (each.from >= low ? each.unitEnd : from)));
  const start = [...text.slice(before, from).matchAll(joint)].at(-1);
  const end = text.slice(unitEnd, high).search(joint);
  return { low: start ? before + start.index : low, high: end === -1 ? high : unitEnd + end };
}

/** A bound is the value of a metric that is one itself: `never more than 16 tasks`, `the objective was 200 ms`. */
const BOUNDS = wordSet('min max minimum maximum most highest lowest largest cap capacity');
const AIMS = wordSet('objective slo limit tolerance target budget');
const isAim = ({ head }: Slot): boolean => head.some((name) => AIMS.has(name));
const isOfBounds = (slot: Slot): boolean =>
  isAim(slot) ||
  slot.isBound ||
  // `time to restore, min`
  slot.head.some((name) => BOUNDS.has(name) && !(name === 'min' && slot.measure.powers.has('time')));

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

/** From the end of the last figure before its clause. */
function reachOf({ from, unitEnd, part, sentence }: Said, { text, claims }: Hearing): string {
  const { low } = stretchAround(text, CLAUSE_END, from, unitEnd);
  const ends = claims.map((each) => (each.to <= low ? each.unitEnd : 0));
  return text.slice(Math.max(sentence, ...ends), part.high);
}

const isAimed = (claim: Said, hearing: Hearing): boolean => reachOf(claim, hearing).search(AIMED) !== -1;

/** `The p95 was 250 ms` tells no objective for it, unless its value is told elsewhere. */
function isMeasured(claim: Said, slot: Slot, hearing: Hearing): boolean {
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
const meaningIn = (forms: readonly string[], lexicon: Lexicon | undefined): Vector =>
  directionOf([...new Set(forms)], lexicon, { from: COMMON_DIMENSIONS });

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

/** `At most 10 ms` is true of 3.5 ms. */
const isInBound = ({ bound, number }: Claim, { slot, scale }: Reading): boolean =>
  !isOfBounds(slot) &&
  (bound === 'under' ? slot.value < number * scale : bound === 'over' && slot.value > number * scale);

/** For the value of one metric, others that it may be said of instead. */
function exchangesOf(claim: Said, own: Reading, hearing: Hearing): readonly Candidate[] {
  const fitting = otherFitsOf(claim, own, hearing).filter((fit) => !isInBound(claim, fit));
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
const isParallel = (claim: Said, slot: Slot, hearing: Hearing): boolean =>
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
      !isInBound(claim, fit) &&
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

// Figures that compare two values: `ten times as fast`, `cut by half`, `28 minutes saved`.

type Compared = Pick<Slot, 'measure' | 'above' | 'value' | 'side'>;

/** In base units. */
const sizeOf = ({ measure, value }: Compared): number => value * measure.factor;
const isShare = ({ measure: { kind } }: Compared): boolean => kind === 'share';

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

const scaled = ({ low, high }: Range, { factor }: Measure): Range => ({
  low: low * factor,
  high: high * factor,
});

/** People round what they compute. */
const LOOSE = 0.04;

const isAbout = (size: number, { low, high }: Range, loose = LOOSE): boolean => {
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
function comparisonText({ kind }: Measure, one: Slot, other: Slot): string {
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
const areOfChange = ({ contrasts }: Hearing, one: Slot, other: Slot): boolean =>
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

/** The values that a figure may compare, and whether they give it. */
function comparedIn(claim: Said, hearing: Hearing) {
  const { text, slots, right } = hearing;
  const { meaning, part, sentence } = claim;
  if (right.has(claim) || !compares(claim, text, part)) return { pairs: [], isGiven: false, isSure: false };
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

const fitIn = ({ fits }: Said, slot: Slot): Fit | undefined => fits.find((fit) => fit.slot === slot);

/** A figure that people compute is said as exactly as its parts. */
const EXACT = 0.015;
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
  return pairs
    .filter(({ isNear, slot }) => isNear && unreported(claim, slot, hearing) === 0)
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
 * 1 for a figure beside a word by which the model answer tells this metric from the other (38 ms at p50, 212 ms at p99),
 * −1 beside one of the other's. Between them, there are words of the question at most.
 */
function markOf(
  { before, behind }: Said,
  slot: Slot,
  other: Slot,
  { contrasts, vocabulary }: Hearing,
): number {
  const pair = contrasts.find(([own, its]) => own.key === slot.key && its.key === other.key) ?? [];
  const [own = 0, its = 0] = pair.map(({ marks }) => {
    const found = [before.toReversed(), behind].map((words) => {
      const at = words.findIndex((word) => marks.includes(word));
      return at === -1 ? 0 : words.slice(0, at).every((word) => vocabulary.has(word)) ? 1 : 0.5;
    });
    return Math.max(...found);
  });
  return its === 0 ? Math.trunc(own) : own === 0 ? -Math.trunc(its) : 0;
}

/** What the texts of a question say, whatever its values are. */
const writtenIn = keptFor((question: Question) => {
  const contrasts = contrastsIn(question);
  const units = unitsByMetric(question);
  // `It took [A] minutes, and now [B].`, `[FILL IN: rate before]% … [FILL IN: rate after]`
  const shared = question.placeholderKeys.flatMap((key) => {
    const alike = [...units.keys()].find(
      (other) =>
        (namedSide(partsOf(key)) !== undefined && areSiblings(key, other)) ||
        contrasts.some(([own, its]) => own.side && own.key === key && its.key === other),
    );
    return alike === undefined ? [] : [[key, units.get(alike) ?? ''] as const];
  });
  const texts = [
    question.title,
    question.answer.text,
    ...question.keyPoints.flatMap((point) => [point.text, ...(point.also ?? [])]),
    ...question.followUpTexts.flatMap((each) => [each.question.text, each.answer.text]),
  ];
  return {
    contrasts,
    units: new Map([...shared, ...units]),
    bounds: new Set(
      spotsIn(question.answer, question.placeholders).flatMap(({ key, low }) =>
        boundBefore(question.answer.text.slice(Math.max(0, low - LONGEST_UNIT), low)) === '' ? [] : [key],
      ),
    ),
    // Of two values that the answer tells as before and after: `from [A] ms to [B] ms`.
    sides: new Map(contrasts.flatMap(([{ key, side }]) => (side ? [[key, side]] : []))),
    words: texts.flatMap((text) => wordsIn(text.replaceAll(PLACEHOLDER, ' '))),
    literals: texts.flatMap((text) => {
      const said = digitText(text.replaceAll(PLACEHOLDER, ' '));
      return figuresIn(said).map((figure) => {
        const near = wordsAround(said.text, { low: figure.from, high: figure.unitEnd });
        const isCell = figure.units.length === 0 && /\|[ *]*$/u.test(said.text.slice(0, figure.from));
        return { ...figure, isCell, words: new Map(near.map(({ stem, weight }) => [stem, weight])) };
      });
    }),
    /** As its texts state them. */
    ranges: texts.flatMap(rangesIn),
  };
});

/**
 * Figures of the model answer with values in them. Some it makes of values: `3h 20min`, `one in 25`, `4 to 9 seconds`, `-22%`;
 * others are heard in its own words.
 */
function toldByModel(question: Question, values: Values) {
  const filled: (Place & { readonly key: MetricName })[] = [];
  let text = '';
  for (const segment of fillText(question.answer, question, values)) {
    const start = text.length;
    text += segment.text;
    if (segment.kind === 'filled') filled.push({ start, end: text.length, key: segment.key });
  }
  return toldIn(text).figures.flatMap((figure) => {
    const within = filled.filter(({ start, end }) => start < figure.place.end && figure.place.start < end);
    const [one, ...others] = within.map(({ key }) => key);
    // In `7 of 9`, the 7 and the 9 have the place of the share.
    const isMade = within.every(({ key }) => {
      const value = values.get(key);
      return value !== undefined && quantityOf(value)?.first.value !== figure.number;
    });
    const written = text.slice(figure.place.start, figure.place.end);
    return one === undefined ? [] : [{ figure, keys: [one, ...others], isMade, written }];
  });
}

const promptWordsOf = keptFor((metrics: NonNullable<Values['metrics']>) =>
  [...metrics.values()].flatMap(({ prompt, name }) => wordsIn(`${prompt} ${name}`)),
);

/** An answer is checked several times while its card is open. */
const knownIn = keptFor((question: Question, values: Values) => {
  const { contrasts, units, sides, bounds, words, literals, ranges } = writtenIn(question);
  const given: Given = { around: wordsByMetric(question, values), units, sides, bounds };
  const keys = new Set(shownPlaceholders(question, values).map(({ key }) => key));
  const slots = [...keys].flatMap((key) => filledSlot(key, values, given) ?? []);
  return {
    slots,
    given,
    contrasts,
    literals,
    ranges,
    modelled: toldByModel(question, values),
    /** Stems of the question and of all metrics. */
    vocabulary: new Set([
      ...words,
      ...slots.flatMap((slot) => [...slot.words.keys()]),
      ...(values.metrics ? promptWordsOf(values.metrics) : []),
    ]),
  };
});
type Known = ReturnType<typeof knownIn>;

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

const isBefore = ({ side }: Pick<Slot, 'side'>): boolean => side === 'before';

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

const BEFORE_YEAR = 20;
const IS_YEAR =
  /\b(?:in|since|until|till|by|of|from|to|before|after|during|dayofyear,?|\p{Lu}\p{Ll}+) (?:19|20)\d\d$/u;

function heardIn(typed: string, known: Known, lexicon?: Lexicon) {
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

type Hearing = ReturnType<typeof heardIn>;

const candidatesIn = (hearing: Hearing): readonly Candidate[] =>
  hearing.claims.flatMap((claim) => [...candidatesOf(claim, hearing), ...miscomparedIn(claim, hearing)]);

/** Nobody can be asked what a figure was meant for, so less is enough to leave it alone. */
const DOUBTFUL =
  /\b(?:not|nor|\p{L}+n['’]t|wish|hopes?|colleagues?|friends?|team[- ]?mates?|papers?|published|original|others|before|former|earlier|previous(?:ly)?|old|training|chance|guess\w*|random(?:ly)?|claims?|reported)\b/giu;
/** Logarithm of the factor between a value and its metric's example. */
const UNLIKELY = Math.log(300);

/** `More than 80%`, `80 to 84%`: it tells less than a value. */
function isBound({ number, meaning: { low, high } }: Claim): boolean {
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
/** `0.78` is hardly said of anything but 0.784, and 91.2 of 91.2. */
const PRECISE = /[.,]\d\d|\d\d[.,]\d/u;

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

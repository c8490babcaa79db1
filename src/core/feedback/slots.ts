// What the figures of an answer may be said of: the values and open metrics of a question, by their units and by the
// words around them.
import { keptFor, sumOf, wordSet } from '../base/collections.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { Placeholder, Question } from '../base/question.ts';
import type { Text } from '../base/span.ts';
import type { Values } from '../fill/conditional.ts';
import { cellAt, fillText, shownPlaceholders } from '../fill/values.ts';
import { currencyOf, declaredUnit, isPoints, sameDimension, type Unit } from '../values/units.ts';
import {
  boundBefore,
  type Claim,
  digitText,
  figuresIn,
  namedSide,
  PLACEHOLDER,
  quantityOf,
  rangesIn,
  type Side,
  type Told,
  toldIn,
} from './figures.ts';
import type { Alike } from './lexicon.ts';
import {
  CLAUSE_END,
  formsIn,
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

export type Near = { readonly stem: string; readonly weight: number };

/** The weight of a word by its distance in words. */
const decay = (distance: number): number => 1 / (1 + 0.12 * distance);
const OTHER_CLAUSE = 0.55;
const BEHIND = 0.8;
export const SENTENCE_BEFORE = 0.3;

/** They name no metric, although `every [FILL IN: interval]` and `fell to [FILL IN: p95]` have them beside it. */
const NAMELESS = new Set(
  formsIn(
    'every each per fell fall fallen drop dropped rose rise went cut reduced improved grew increased decreased changed',
  ).map(stemOf),
);

/** The nearest words count most. */
export function wordsAround(
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
export type Measure = Unit & { readonly kind: 'share' | 'points' | 'times' | 'size' };

const MONTH_IN_SECONDS = 2_629_746;

export const measureOf = keptFor((unit: Unit): Measure => {
  const months = unit.powers.get('month') ?? 0;
  const powers = new Map(unit.powers).set('time', (unit.powers.get('time') ?? 0) + months);
  powers.delete('month');
  if (powers.get('time') === 0) powers.delete('time');
  const isShare = unit.percent || unit.text === 'ppm';
  const kind = isShare ? 'share' : isPoints(unit) ? 'points' : unit.text === '×' ? 'times' : 'size';
  return { ...unit, kind, factor: unit.factor * MONTH_IN_SECONDS ** months, powers };
});

/** What is counted may be left unsaid. */
export const isAlike = (a: Measure, b: Measure): boolean =>
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
export const labelOf = (key: MetricName): string => key.replace(/^.*\//u, '');

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

export function slotOf(
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

export type Slot = ReturnType<typeof slotOf>;

/** `messages/million` in `unmatched messages per million`, for a value without a unit. */
function rateIn(label: string): string | undefined {
  const words = label.split(/[\s_-]+/u).filter((word) => namedSide([word]) === undefined);
  const [above, per, below] = words.slice(-3);
  return per === 'per' ? `${above}/${below}` : undefined;
}

const PERIOD =
  /\b(?:(?:per|each|every|an?|the first)[ _-](hour|day|week|month|quarter|year)|(hour|dai|week|month|quarter|year|annua)l?ly|(annual))\b/iu;

/** `month` in `monthly bill`, for an amount of money that does not say it itself; in the first of the texts that has one. */
export function periodOf(unit: string, ...texts: readonly string[]): string | undefined {
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
export type Fit = {
  readonly slot: Slot;
  /** From the unit of the figure to that of the slot. */
  readonly scale: number;
  /** 0–1. */
  readonly quality: number;
  /** Of the unit that fits. */
  readonly end?: number;
};

export type Reading = Pick<Fit, 'slot' | 'scale'>;

export const hasMeasure = ({ kind, nouns, powers, factor }: Measure): boolean =>
  kind !== 'size' || nouns !== '' || powers.size > 0 || factor !== 1;

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

export const isOpen = ({ value }: Partial<Pick<Slot, 'value'>>): boolean => Number.isNaN(value);

export const farness = (number: number, { value }: Slot): number =>
  Math.abs(Math.log(Math.abs(number / value)));

/** Its words have it: `week`, `weekly`. */
const hasPeriod = ({ words }: Slot, period: string, least = 0): boolean =>
  [period, `${period}ly`].some((word) => (words.get(stemOf(word)) ?? -1) >= least);

/** `8 pages a week` as `8 pages`, for a value without a unit: `Pages per week went from 31 to [Y]`. */
export function withoutPeriod(claim: Told, slots: readonly Slot[]): Told {
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
export function fitOf({ number, units, isFactor }: Claim, slot: Slot, alike: Alike): Fit | undefined {
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

export function isRight(claim: Claim, fit: Reading): boolean {
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
export function weightOf(near: readonly Near[], slot: Worded, group: readonly Worded[]): number {
  const best = new Map<string, number>();
  for (const { stem, weight } of near) {
    const own = slot.words.get(stem) ?? 0;
    if (own === 0) continue;
    const shared = isOpen(slot) ? own : sumOf(group, ({ words }) => words.get(stem) ?? 0);
    best.set(stem, Math.max(best.get(stem) ?? 0, (weight * own) / Math.sqrt(Math.max(1, shared / own))));
  }
  return sumOf([...best.values()], (score) => score);
}

/** A number without a unit needs a word of the metric's name right beside it. */
export const RIGHT_BESIDE = 0.7;

/** Of a name, or of the label of a placeholder: `cold_before`, `cold-start/fill-in/cold-before`. */
export const partsOf = (key: MetricName): readonly string[] =>
  labelOf(key)
    .split(/[_-]/u)
    .filter((part) => wordsIn(part).length > 0 || namedSide([part]) !== undefined);
export const wordsBeyond = (one: MetricName, other: MetricName): number =>
  without(partsOf(one), partsOf(other)).length;
/** They differ in one word, like `ramp_up_before` and `ramp_up_after`. */
export const areSiblings = (one: MetricName, other: MetricName): boolean =>
  one !== other && wordsBeyond(one, other) <= 1 && wordsBeyond(other, one) <= 1;

/** A bound is the value of a metric that is one itself: `never more than 16 tasks`, `the objective was 200 ms`. */
const BOUNDS = wordSet('min max minimum maximum most highest lowest largest cap capacity');
const AIMS = wordSet('objective slo limit tolerance target budget');
export const isAim = ({ head }: Slot): boolean => head.some((name) => AIMS.has(name));
export const isOfBounds = (slot: Slot): boolean =>
  isAim(slot) ||
  slot.isBound ||
  // `time to restore, min`
  slot.head.some((name) => BOUNDS.has(name) && !(name === 'min' && slot.measure.powers.has('time')));

/** What the texts of a question say, whatever its values are. */
const writtenIn = keptFor((question: Question) => {
  const contrasts = contrastsIn(question);
  const units = unitsByMetric(question);
  // `It took [A] minutes, and now [B].`, `[FILL IN: rate before]% … [FILL IN: rate after]`
  const shared = question.placeholderKeys.flatMap((key) => {
    const isSibling = (other: MetricName): boolean =>
      namedSide(partsOf(key)) !== undefined && areSiblings(key, other);
    // Names tell better than the sentence: `draw calls fell to [A] and garbage from [B] KB to [C] KB`.
    const siblings = question.placeholderKeys.filter(isSibling);
    const alike =
      siblings.length > 0
        ? siblings
        : contrasts.flatMap(([own, its]) => (own.side && own.key === key ? its.key : []));
    const unit = alike.map((other) => units.get(other)).find((each) => each !== undefined);
    return unit === undefined ? [] : [[key, unit] as const];
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
export const knownIn = keptFor((question: Question, values: Values) => {
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
export type Known = ReturnType<typeof knownIn>;

export const isBefore = ({ side }: Pick<Slot, 'side'>): boolean => side === 'before';

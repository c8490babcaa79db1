// Figures of an answer that misstate a value of the user. A figure is a claim about a metric when it has the
// metric's unit and its words beside it; it is wrong when the value lies outside what the figure, as exactly as
// it was said, can mean. Precision over recall: conditions, general facts, aims, and suppositions are left alone.
import { sumOf } from '../base/collections.ts';
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
import { digitText, type DigitText, type Figure, figuresIn, isSameKind } from './figures.ts';
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
/** Two figures with this between them are not of one list. */
const APART = /[:;()\n]|[.!?…](?=\s|$)/u;
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

/** `84.5%, with one head 81.4`: a number without a unit is in that of the one before it when it is as exact. */
const sharesUnit = ({ units, step }: Figure, before: Figure | undefined, between: string): boolean =>
  units.length === 0 && step < 1 && step === before?.step && !APART.test(between);

/** The figures of a text; `310–330 ms`, `between 310 and 330 ms` and `321 ± 2 ms` are one. */
function claimsIn(said: DigitText): readonly Claim[] {
  const { text } = said;
  const claims: Claim[] = [];
  for (const figure of figuresIn(said)) {
    const last = claims.at(-1);
    const between = last ? text.slice(last.figure.to, figure.from) : '';
    const isSpread = SPREAD.test(between);
    const isRange =
      DASH.test(between) ||
      (/^ (?:and|to) $/u.test(between) && /\bbetween $/iu.test(text.slice(0, last?.figure.from).slice(-8)));
    if (last && (isSpread || (isRange && figure.number > last.figure.number))) {
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
        figure: sharesUnit(figure, last?.figure, between)
          ? { ...figure, units: last?.figure.units ?? [] }
          : figure,
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
  for (const { 0: found, index } of text.matchAll(ends)) {
    if (index >= to) return { low, high: index };
    if (index + found.length <= from) low = index + found.length;
  }
  return { low, high: text.length };
}

/** The sentence around a place, without the blanks around it. */
export function sentenceAt(text: string, { start, end }: Place): Place {
  const { low, high } = stretchAround(text, SENTENCE_END, start, end);
  const sentence = text.slice(low, high + 1);
  const from = low + sentence.length - sentence.trimStart().length;
  return { start: from, end: low + sentence.trimEnd().length };
}

/** Empty for a word that says nothing. */
function stemIn(word: string): string {
  const plain = word.toLowerCase().replace(/['’].*$/, '');
  return LITTLE.has(plain) ? '' : stemOf(plain.replaceAll(',', ''));
}

const wordsIn = (text: string): readonly string[] =>
  [...text.replaceAll('_', ' ').matchAll(TOKEN)].map(([word]) => stemIn(word)).filter((stem) => stem !== '');

/** Weight of a word so many words away. */
const decay = (distance: number): number => 1 / (1 + 0.12 * distance);
const OTHER_CLAUSE = 0.55;
const BEHIND = 0.8;
const SENTENCE_BEFORE = 0.3;
/** In UTF-16 units; bounds the work on texts without an end of a sentence. */
const REACH = 400;

/** Another figure; `stem` says which metric it gives. */
type Other = Range & { readonly stem: string };

/** The words around a stretch, the nearest counting most. A figure whose metric is known counts as a word. */
function wordsAround(
  text: string,
  { low: from, high: to }: Range,
  others: readonly Other[],
): readonly Near[] {
  const sentence = stretchAround(text, SENTENCE_END, from, to);
  const clause = stretchAround(text, CLAUSE_END, from, to);
  const { low: before } =
    sentence.low < 2 ? sentence : stretchAround(text, SENTENCE_END, sentence.low - 2, sentence.low - 1);
  const [start, end] = [Math.max(before, from - REACH), Math.min(sentence.high, to + REACH)];
  const figures = [{ low: from, high: to }, ...others];
  const words = [
    ...[...text.slice(start, end).matchAll(TOKEN)]
      .map(({ 0: word, index }) => ({
        stem: stemIn(word),
        low: start + index,
        high: start + index + word.length,
      }))
      .filter(({ low, high }) => figures.every((each) => each.low >= high || low >= each.high)),
    ...others.filter(({ low, high }) => low >= start && high <= end),
  ]
    .filter(({ stem }) => stem !== '')
    .toSorted((a, b) => a.low - b.low);
  const ahead = words.filter(({ low }) => low < from).length;
  return words.map(({ stem, low, high }, i) => {
    const isBehind = i >= ahead;
    const isInClause = low >= clause.low && high <= clause.high;
    const weight =
      decay(isBehind ? i - ahead : ahead - 1 - i) *
      (low < sentence.low ? SENTENCE_BEFORE : isInClause ? 1 : OTHER_CLAUSE) *
      (isBehind ? BEHIND : 1);
    return { stem, weight };
  });
}

// Metrics that the question cites.

type Slot = Range & {
  readonly key: MetricName;
  /** The value as shown. */
  readonly text: string;
  readonly value: number;
  readonly unit: Unit;
  readonly hasUnit: boolean;
  /** How closely a word belongs to it, 0–1, by stem. */
  readonly words: ReadonlyMap<string, number>;
};

const PLACEHOLDER = /\[[^\]\n]{1,200}\]|\{\{[^{}\n]{1,200}\}\}|_{4,}/g;

/** The words around the placeholders of each metric, in the model answer and the follow-ups. */
function wordsByMetric(
  { answer, followUpTexts, placeholders }: Question,
  values: Values,
): ReadonlyMap<MetricName, readonly Near[]> {
  const found = new Map<MetricName, readonly Near[]>();
  for (const { text, at } of [answer, ...followUpTexts.flatMap((each) => [each.question, each.answer])]) {
    const cited = placeholders.flatMap(({ key, kind, written: { at: own } }) => {
      const [low, high] = [own.start.offset - at.start.offset, own.end.offset - at.start.offset];
      const isHere = kind !== 'condition' && own.file === at.file && low >= 0 && high <= text.length;
      return isHere ? [{ key, low, high }] : [];
    });
    // Same length, so that places stay: what is in brackets is not read as words.
    const plain = text.replaceAll(PLACEHOLDER, (gap) => '_'.repeat(gap.length));
    for (const each of cited) {
      const others = cited.flatMap(({ key, low, high }): readonly Other[] => {
        if (low === each.low) return [];
        // What is put into words (`one RTX 3090`) is said in words, too.
        const value = values.get(key);
        const filled = value?.unit === undefined ? wordsIn(value?.text ?? '') : [];
        return [`#${key}`, ...filled].map((stem) => ({ low, high, stem }));
      });
      found.set(each.key, [...(found.get(each.key) ?? []), ...wordsAround(plain, each, others)]);
    }
  }
  return found;
}

function slotOf(key: MetricName, around: readonly Near[], values: Values): Slot | undefined {
  const value = values.get(key);
  const read = value && value.origin !== 'notMeasured' ? readQuantity(value.plain ?? '') : undefined;
  if (!value || !read || 'error' in read) return undefined;
  const metric = values.metrics?.get(key);
  const words = new Map(wordsIn(metric ? `${key} ${metric.prompt}` : '').map((stem) => [stem, 1]));
  for (const { stem, weight } of around) words.set(stem, Math.max(words.get(stem) ?? 0, weight));
  const number = decimalNumber(read.first);
  const other = read.spread ? decimalNumber(read.spread.second) : 0;
  const half = 10 ** read.first.exponent / 2;
  const off = read.spread?.kind === '±' ? Math.max(half, other) : half;
  return {
    key,
    text: value.text,
    value: number,
    low: number - off,
    high: (read.spread?.kind === '–' ? other : number) + off,
    unit: declaredUnit(value.unit ?? ''),
    hasUnit: value.unit !== undefined,
    words,
  };
}

type Fit = { readonly slot: Slot; readonly unit: Unit; readonly end: number };

const isMultiple = ({ factor, powers, nouns }: Unit): boolean =>
  powers.size === 0 && nouns === '' && factor.over > factor.under;

/** In the unit of the figure that measures the same as the slot, and brings it nearest. */
function fitOf({ figure }: Claim, slot: Slot): Fit | undefined {
  const { unit, value, hasUnit } = slot;
  const farness = ({ unit: own }: Figure['units'][number]): number =>
    Math.abs(Math.log(Math.abs((figure.number * conversionNumber(own, unit)) / value)));
  const [nearest] = figure.units
    .filter(
      ({ unit: own }) =>
        isSameKind(own, unit) ||
        // `0.25 million` of a count.
        (isMultiple(own) && isMultiple({ ...unit, nouns: '' }) && sameDimension(own, unit)),
    )
    .toSorted((a, b) => farness(a) - farness(b));
  return nearest && hasUnit ? { slot, ...nearest } : undefined;
}

function isRight({ figure, meaning: said }: Claim, { unit, low, high, value }: Slot, by: number): boolean {
  // A drop of 8.8 points is said as −8.8, too.
  const meaning = said.high < 0 && low >= 0 ? { low: -said.high, high: -said.low } : said;
  const noise = 1e-9 * Math.max(Math.abs(meaning.low), Math.abs(meaning.high)) * by;
  // `99.5%` of an error budget of 0.5%.
  const isComplement = unit.percent && Math.abs(100 - figure.number - value) < 1e-9;
  return isComplement || (meaning.low * by - noise <= high && low <= meaning.high * by + noise);
}

// What is no claim about the user's own values.

/** What is said up to the end of the figure's clause is no report. */
const SUPPOSED =
  /\b(?:if|would|could|might|should|suppos(?:e|ing)|imagine|hypothetically|expect(?:ed|ing|s)?|ideally|in theory|theoretically|predict(?:s|ed)?)\b|['’]d\b/i;
/** The sentence denies what it reports. */
const DENIED = /\b(?:not true|untrue|wrong)\b/i;
const GENERAL =
  /\b(?:typical(?:ly)?|usual(?:ly)?|generally|in general|literature|papers?|competitors?|vendors?|rule of thumb|said to be|(?:some|another|other|one big|one large) (?:team|company|companies|vendor|api|people|group|lab)s?|(?:he|she|they) (?:got|had|report|claim)\w*)\b/i;
/** Before a figure that is a part of another one. */
const PART = /\bof (?:which|that) (?:about |around |roughly |some )?$/i;
/** The clause is about others. */
const OTHERS = /\b(?:people|users|somebody|someone|nobody|everybody|everyone|anyone|others|humans?)\b/i;
const AIM =
  /\b(?:targets?|aim(?:ed|ing|s)?|goals?|budgets?|limits?|thresholds?|objectives?|slos?|slas?|timeouts?|cool-?downs?|patience|at most|maximum|cap(?:ped)?|allow(?:ed|s)?|needs? (?:at least|to)|must|(?:has|have) to|requires?)\b/i;
const AIM_STEMS = 'target aim goal budget limit threshold objective slo tolerance maximum'
  .split(' ')
  .map(stemOf);
const NAME = /^(?:\p{Lu}[\p{L}\p{N}]*|\p{L}+\d[\p{L}\p{N}]*)$/u;

/** Least evidence, in words beside the figure that belong to the metric. */
const ENOUGH = 0.55;
/** The same, beside a right figure of the same kind, or for a noun that no other metric counts. */
const ENOUGH_IN_COMPANY = 0.12;
/** A number without a unit needs a word of the metric's own name right beside it. */
const ENOUGH_BARE = 0.8;
const RIGHT_BESIDE = 0.7;
const FOREIGN = 0.8;
/** A figure in another unit, so many times as large as the value, is about something else. */
const FARTHEST = 30;

/** How much the words speak for a metric; those of several metrics of a group less. */
function weightOf(near: readonly Near[], slot: Slot, group: readonly Slot[]): number {
  const best = new Map<string, number>();
  for (const { stem, weight } of near) {
    const own = slot.words.get(stem) ?? 0;
    const shared = sumOf(group, ({ words }) => words.get(stem) ?? 0);
    const score = own === 0 ? 0 : (weight * own) / Math.sqrt(Math.max(1, shared / own));
    best.set(stem, Math.max(best.get(stem) ?? 0, score));
  }
  return sumOf([...best.values()], (score) => score);
}

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

function nearOf(claim: Claim, { text, right }: Hearing): readonly Near[] {
  const others = [...right].flatMap(([{ figure }, { key }]) =>
    figure === claim.figure ? [] : [{ low: figure.from, high: figure.unitEnd, stem: `#${key}` }],
  );
  return wordsAround(text, { low: claim.figure.from, high: claim.figure.unitEnd }, others);
}

/** A number that no metric has the unit of, nor a unit of fixed meaning. */
const isBare = (claim: Claim, fits: Hearing['fits']): boolean =>
  !claim.figure.known && fits.get(claim)?.length === 0;

/** Notes the right figures, so that what is left over is known. */
function findRight(hearing: Hearing): void {
  const { claims, slots, fits, right } = hearing;
  for (const claim of claims) {
    const matching = isBare(claim, fits)
      ? slots.filter((slot) => isRight(claim, slot, 1))
      : (fits.get(claim) ?? []).flatMap(({ slot, unit }) =>
          isRight(claim, slot, conversionNumber(unit, slot.unit)) ? [slot] : [],
        );
    const near = matching.length === 0 ? [] : nearOf(claim, hearing);
    const [best] = matching.toSorted((a, b) => weightOf(near, b, slots) - weightOf(near, a, slots));
    if (best) right.set(claim, best);
  }
}

/** Metrics without a unit that have a word of their name right beside a number without one, and counts that have all of them there. */
function bareFitsOf({ figure }: Claim, near: readonly Near[], slots: readonly Slot[]): readonly Fit[] {
  const beside = new Set(near.filter(({ weight }) => weight >= RIGHT_BESIDE).map(({ stem }) => stem));
  return slots
    .filter(({ key, hasUnit, unit }) =>
      hasUnit
        ? unit.nouns !== '' && unit.powers.size === 0 && wordsIn(key).every((stem) => beside.has(stem))
        : wordsIn(key).some((stem) => beside.has(stem)),
    )
    .map((slot) => ({ slot, unit: slot.hasUnit ? slot.unit : NO_UNIT, end: figure.place.end }));
}

/** A figure that the question itself states. */
const isStated = ({ figure, meaning }: Claim, literals: readonly Figure[]): boolean =>
  literals.some(({ number, units }) =>
    units.some(({ unit }) =>
      figure.units.some(({ unit: own }) => {
        const stated = number * conversionNumber(unit, own);
        return isSameKind(own, unit) && meaning.low <= stated && stated <= meaning.high;
      }),
    ),
  );

/** Whether a clause has a name that the question does not know; the first word of it is none for its capital alone. */
const hasForeignName = (clause: string, figure: string, vocabulary: ReadonlySet<string>): boolean =>
  [...clause.replace(figure, ' ').matchAll(TOKEN)].some(
    ({ 0: word, index }) =>
      NAME.test(word) &&
      (index > 1 || /\d|\p{Lu}.*\p{Lu}/u.test(word)) &&
      stemIn(word) !== '' &&
      !vocabulary.has(stemIn(word)),
  );

type Candidate = Fit & { readonly claim: Claim; readonly score: number };

/** The metrics that a figure may misstate, with how much speaks for each. */
function candidatesOf(
  claim: Claim,
  hearing: Hearing,
  { literals, words, vocabulary }: Known,
): readonly Candidate[] {
  const { text, slots, fits, right } = hearing;
  const { number, from, unitEnd } = claim.figure;
  const [own, whole] = [
    stretchAround(text, CLAUSE_END, from, unitEnd),
    stretchAround(text, SENTENCE_END, from, unitEnd),
  ];
  const clause = text.slice(own.low, own.high);
  const sentence = text.slice(whole.low, whole.high);
  const isReport =
    !SUPPOSED.test(text.slice(whole.low, own.high)) &&
    ![DENIED, GENERAL].some((each) => each.test(sentence)) &&
    !OTHERS.test(clause) &&
    !PART.test(text.slice(whole.low, from));
  if (!isReport || isStated(claim, literals)) return [];
  // A sentence of words that the question does not know is about something else: `Chance is 50%`.
  const beside = wordsIn(sentence.replace(text.slice(from, unitEnd), ' ')).filter(
    (stem) => !/^\d/.test(stem),
  );
  if (beside.length > 0 && !beside.some((stem) => words.has(stem))) return [];
  const near = nearOf(claim, hearing);
  const isAlone = isBare(claim, fits);
  const fitting = isAlone ? bareFitsOf(claim, near, slots) : (fits.get(claim) ?? []);
  const group = fitting.map(({ slot }) => slot);
  const inCompany = [...right.keys()].some((each) =>
    fits.get(each)?.some(({ slot }) => group.includes(slot)),
  );
  const taken = new Set(right.values());
  const isAim = AIM.test(clause);
  const against = hasForeignName(clause, text.slice(from, unitEnd), vocabulary) ? FOREIGN : 0;
  return fitting.flatMap((fit): readonly Candidate[] => {
    const { slot, unit } = fit;
    const by = conversionNumber(unit, slot.unit);
    const ratio = (number * by) / slot.value;
    const isFar = !nearlyEqual(by, 1) && (ratio > FARTHEST || ratio < 1 / FARTHEST);
    const isOtherAim = isAim && !AIM_STEMS.some((stem) => slot.words.has(stem));
    const isOnly = group.length === 1 && slot.unit.nouns !== '';
    const least = isAlone ? ENOUGH_BARE : isOnly || inCompany ? ENOUGH_IN_COMPANY : ENOUGH;
    const score = weightOf(near, slot, group) - against;
    return taken.has(slot) || isFar || isOtherAim || score < least ? [] : [{ ...fit, claim, score }];
  });
}

type Known = {
  readonly slots: readonly Slot[];
  /** Figures in the question's own words. */
  readonly literals: readonly Figure[];
  /** Stems of the question and the metrics that it cites, and of all metrics. */
  readonly words: ReadonlySet<string>;
  readonly vocabulary: ReadonlySet<string>;
  readonly values: Values;
};

/** Of the questions in hand: an answer is looked at several times while its card is open. */
const KNOWN = new WeakMap<Question, Known>();

function knownIn(question: Question, values: Values): Known {
  const before = KNOWN.get(question);
  if (before?.values === values) return before;
  const shown = shownPlaceholders(question, (condition) => decisionOf(condition, values));
  const around = wordsByMetric(question, values);
  const slots = [...new Set(shown.map(({ key }) => key))].flatMap(
    (key) => slotOf(key, around.get(key) ?? [], values) ?? [],
  );
  const texts = [
    question.title,
    question.answer.text,
    ...question.keyPoints.flatMap((point) => [point.text, ...(point.also ?? [])]),
    ...question.followUpTexts.flatMap((each) => [each.question.text, each.answer.text]),
  ].map((each) => digitText(each.replaceAll(PLACEHOLDER, ' ')));
  const prompts = [...(values.metrics?.values() ?? [])].map(({ prompt, name }) => `${prompt} ${name}`);
  const words = new Set([
    ...texts.flatMap(({ text }) => wordsIn(text)),
    ...slots.flatMap((slot) => [...slot.words.keys()]),
  ]);
  const vocabulary = new Set([...words, ...prompts.flatMap(wordsIn)]);
  const known = { slots, literals: texts.flatMap(figuresIn), words, vocabulary, values };
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
  const fits = new Map(
    claims.map((claim) => [claim, slots.flatMap((slot) => fitOf(claim, slot) ?? [])] as const),
  );
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

// Sentences to read again when a value changes: those that cite it and contain a comparison or a number of its kind
// written by hand, and those that say the old value. Judging them would take English grammar.
import { sentenceEnds } from '../base/text.ts';
import { type Instant, parseIso } from '../base/day.ts';
import type { Conditional, Placeholder, QuestionId } from '../base/question.ts';
import type { Span, Text } from '../base/span.ts';
import { namesInExpression } from '../values/expression.ts';
import { conversion, CURRENCY_SIGNS, declaredUnit, knownUnit, sameDimension } from '../values/units.ts';
import { sameMeasure, type Unit } from '../values/units.ts';
import { roundNumber } from '../values/decimal.ts';
import { DECIMAL_COMMA } from '../values/quantity.ts';
import { isWithin, type Value, type Values } from './conditional.ts';
import { type Figures, givenAt, segmentsText, type ShownText, shownWith, sliceFilled } from './values.ts';

export type CitingText = {
  readonly question: QuestionId;
  readonly text: Text;
  readonly placeholders: readonly Placeholder[];
  readonly conditionals?: readonly Conditional[];
  /** Values of its question, which it may say without citing them. */
  readonly known?: readonly string[];
  readonly isOwn: boolean;
  readonly at: Span | undefined;
  /** ISO 8601 with offset, or `YYYY-MM-DD`; anything else counts as unknown. */
  readonly editedAt: string | undefined;
};

export type ReadAgain = ReturnType<typeof sentencesIn>[number];

/** Replace each character of a placeholder, and of what is not prose. */
const [CITED, INERT] = ['\uE000', '\uE001'];

// Code, addresses, formulas; names with digits (`GPT-2`, `recall@1`), years, ordinals, list numbers, a `95% CI`, how often.
const NO_FIGURES = [
  /^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*? {0,3}\1/gm,
  /`[^`\n]{1,500}`|<!--[^\n]{0,500}?-->|<\/?[a-z][^<>\n]{0,200}>/gi,
  /\]\([^()\n]{0,300}\)|\bhttps?:\/\/[^\s<>)]{1,500}/gi,
  /\$[^\s$\d\uE000][^$\n\uE000]{0,200}\$(?!\d)/g,
  /\p{L}[-‑@]\d+|(?<!\p{L})\p{Lu}{2,} \d+/gu,
  /(?:\b(?:in|since|until|by|of|from|to) |\(|, )(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th|[dD])\b/g,
  /^[ \t]*\d+[.)] /gm,
  /\d+(?:[.,]\d+)?[ \u00A0-]?(?:%|percent)(?=[ \u00A0-](?:(?:CI|CrI|KI)\b|confidence|credible|prediction interval|Konfidenz))/gi,
  /(?:\b\d+(?:-\d+)? times|\btwice)(?= (?:per|every|each|an? (?:hour|day|week|month|quarter|year))\b)/gi,
];

/**
 * The end of a sentence, a paragraph, a list item, or a table row. Text that follows in lower case or with a
 * digit still belongs to it: `vs. 40`.
 */
const END = /[.!?…]["'”’)*_]*(?=\s+[^\s\p{Ll}\d])|\n[ \t]*\n|\n[ \t]*(?=[-*+>|#]|\d+[.)] )/gu;

const FIGURE = new RegExp(
  `(?<![\\p{L}\\p{N}_·^.,])([${CURRENCY_SIGNS}]?)(\\d[\\d.,]*)(?<![.,])(?!·)(?:[ \\u00A0-]?([%×]|\\p{L}[\\p{L}µ/]*))?`,
  'gu',
);
/** The only one in its cell. */
const IN_CELL = /(?<=\|) *\d[\d.,]* *(?=\|)/g;
const RATIO = /^(?:[%×x]|times|fold|percent|pp|points?)$/iu;
const COUNTED = /^\p{L}{3,}(?<!s)s$/u;
const COUNTS = 'two|three|four|five|six|seven|eight|nine|ten|hundred|thousand';
const SHARE = new RegExp(
  `\\b(?:${[
    'twice|half|halved|double[ds]?|tripled?',
    `(?:${COUNTS})[ -]?(?:times|fold)|(?:a|one|two|three) (?:third|quarter|fifth|tenth)s?`,
  ].join('|')})\\b`,
  'iu',
);
const COMPARISON = new RegExp(
  `\\b(?:${[
    'beats|exceeds|outperforms',
    'more|less|fewer|higher|lower|better|worse|larger|smaller|bigger|greater',
    'faster|slower|quicker|cheaper|longer|shorter',
  ].join('|')})\\b`,
  'giu',
);

type Spot = ShownText['spots'][number];

function maskedText(text: string, spots: readonly Spot[]): string {
  const held = spots.reduce(
    (masked, { from, to }) => masked.slice(0, from) + CITED.repeat(to - from) + masked.slice(to),
    text,
  );
  return NO_FIGURES.reduce((masked, pattern) => masked.replaceAll(pattern, blotted), held);
}

const blotted = (words: string): string => words.replaceAll(/[^\n\uE000]/g, INERT);

/** Without comparisons that one of the values chooses: `[IF a_ms < b_ms: faster ELSE: slower]`. */
const withoutDecided = (
  masked: string,
  { text: { at: whole }, conditionals = [] }: CitingText,
  { positionOf }: ShownText,
  keys: Keys,
): string =>
  conditionals
    .filter(({ at }) => isWithin(at, whole))
    .filter(({ condition }) => namesInExpression(condition.text).some(({ name }) => keys.has(name)))
    .flatMap(({ first, otherwise }) => (otherwise ? [first, otherwise] : [first]))
    .reduce((text, { at }) => {
      const [from, to] = [positionOf(at.start.offset), positionOf(at.end.offset)];
      return text.slice(0, from) + text.slice(from, to).replaceAll(COMPARISON, blotted) + text.slice(to);
    }, masked);

/** `18 months` and `40 executors` do not depend on a value in hours. */
function isOfKind(word: string | undefined, units: readonly Unit[]): boolean {
  if (word === undefined || RATIO.test(word)) return true;
  if (knownUnit(word) === undefined) return !COUNTED.test(word);
  return units.some((own) => sameDimension(own, declaredUnit(word)));
}

/** A number in the name of what is cited is a parameter, not a figure: `latency_ms_128`, `recall at 10`. */
function isHandWritten(prose: string, within: readonly Spot[], units: readonly Unit[]): boolean {
  const named = new Set(
    within.flatMap(({ placeholder: { name, hint = '' } }) => (name ?? hint).split(/[^\p{L}\p{N}]+/u)),
  );
  if (SHARE.test(prose) || prose.search(COMPARISON) >= 0) return true;
  return [...prose.replaceAll(IN_CELL, blotted).matchAll(FIGURE)].some(
    ([, sign, figure = '', word]) => !named.has(figure) && isOfKind(sign || word, units),
  );
}

type Figure = { readonly number: number; readonly places: number; readonly word: string };

/** Few digits without a unit can be of anything. */
const figuresIn = (prose: string): readonly Figure[] =>
  [...prose.matchAll(FIGURE)].flatMap(([, sign, written = '', word = '']) => {
    const digits = DECIMAL_COMMA.test(written)
      ? written.replace(',', '.')
      : written.replaceAll(/,(?=\d{3})/g, '');
    const figure = { number: Number(digits), places: digits.split('.')[1]?.length ?? 0, word: sign || word };
    const fewest = figure.places > 0 || knownUnit(figure.word) ? 2 : 3;
    return digits.replace(/^[0.]+/, '').length < fewest ? [] : [figure];
  });

/** Perhaps rounded, or in another unit: `an HR of 0.72` for 0.719, `0.05 s` for 50 ms. */
function says({ number, places, word }: Figure, value: Value | undefined): boolean {
  const own = declaredUnit(value?.unit);
  const unit = knownUnit(word) && declaredUnit(word);
  if (!value || (unit && (unit.percent !== own.percent || !sameDimension(unit, own)))) return false;
  const factors = unit ? [conversion(own, unit)] : [1, own.factor];
  return factors.some((by) => roundNumber((value.number ?? NaN) * by, places)?.value === number);
}

/**
 * Which values the prose seems to say as they were. Without the old ones, those of own answers, by figures of their
 * kind that no value of the question accounts for.
 */
function staleIn(prose: string, keys: readonly string[], citing: CitingText, values: Values, old?: Values) {
  const figures = old || citing.isOwn ? figuresIn(prose) : [];
  const open = figures.filter((figure) => !knownTo(citing).some((key) => says(figure, values.get(key))));
  return keys.filter((key) => {
    const unit = declaredUnit(values.get(key)?.unit);
    const isOf = ({ word }: Figure): boolean =>
      unit.text === '' ? !knownUnit(word) && !COUNTED.test(word) : sameMeasure(declaredUnit(word), unit);
    return old
      ? figures.some((figure) => says(figure, old.get(key)) && !says(figure, values.get(key)))
      : open.some(isOf);
  });
}

type Keys = Pick<ReadonlySet<string>, 'has'>;

const knownTo = ({ placeholders, known = [] }: CitingText): readonly string[] => [
  ...new Set([...placeholders.map(({ key }) => key), ...known]),
];

function sentencesIn(citing: CitingText, keys: Keys, values: Values, old?: Values) {
  const known = knownTo(citing).filter((key) => keys.has(key));
  if (known.length === 0) return [];
  const shown = shownWith(citing.text, citing, values);
  const { spots } = shown;
  const masked = withoutDecided(maskedText(shown.text, spots), citing, shown, keys);
  const found = sentenceEnds(masked, END);
  const ends = found.map((match) => match.index + match[0].length);
  return [...ends, masked.length].flatMap((to, i) => {
    const from = i === 0 ? 0 : (ends[i - 1] ?? 0);
    const within = spots.filter((spot) => from <= spot.from && spot.from < to);
    const prose = masked.slice(from, to);
    const stale = staleIn(prose, known, citing, values, old);
    const cited = within.map(({ placeholder }) => placeholder).filter(({ key }) => keys.has(key));
    const metrics = [...new Set([...cited.map(({ key }) => key), ...stale])];
    const units = metrics.map((key) => declaredUnit(values.get(key)?.unit));
    if (stale.length === 0 && (cited.length === 0 || !isHandWritten(prose, within, units))) return [];
    const [first] = [...cited, ...citing.placeholders.filter(({ key }) => stale.includes(key))];
    const sentence = segmentsText(sliceFilled(shown, { from, to }, values)).trim();
    /** Where it first cites one of the values; the sentence on one line, numbers and units kept together. */
    return [{ citing, at: citing.at ?? (first?.written ?? citing.text).at, metrics, sentence }];
  });
}

/** What was filled for the first time, or cleared, was never said otherwise. */
export function readAgainAfter(
  texts: readonly CitingText[],
  before: Values,
  after: Values,
): readonly ReadAgain[] {
  const changed = [...before].filter(([key, was]) => {
    const is = after.get(key);
    return is && is.text !== was.text && [was, is].every(({ origin }) => origin !== 'notMeasured');
  });
  const old = new Map(changed);
  return old.size === 0 ? [] : texts.flatMap((citing) => sentencesIn(citing, old, after, old));
}

const editedOf = (editedAt = ''): Instant | undefined =>
  parseIso(/^\d{4}-\d\d-\d\d$/.test(editedAt) ? `${editedAt}T23:59:59Z` : editedAt);

export function readAgainOf(texts: readonly CitingText[], figures: Figures): readonly ReadAgain[] {
  const { values } = figures;
  const isChanged = (key: string): boolean =>
    (figures.inputs.get(key) ?? [key]).some((name) => values.get(name)?.changed === true);
  const changed = [...values.keys()]
    .filter(isChanged)
    .map((key) => ({ key, at: givenAt(key, figures) ?? Infinity }));
  return texts.flatMap((citing) => {
    const edited = editedOf(citing.editedAt) ?? -Infinity;
    const newer = changed.filter(({ at }) => at > edited);
    return sentencesIn(citing, new Set(newer.map(({ key }) => key)), values);
  });
}

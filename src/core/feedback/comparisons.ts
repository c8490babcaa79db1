// Figures that compare two values: `ten times as fast`, `cut by half`, `28 minutes saved`.
import type { MetricName } from '../base/metric.ts';
import { affixes, declaredUnit } from '../values/units.ts';
import { type Claim, isAlike, type Measure, measureOf, type Range } from './figures.ts';

/** A value of the user, in base units. */
export type Sized = { readonly key: MetricName; readonly measure: Measure; readonly value: number };

const sizeOf = ({ measure, value }: Sized): number => value * measure.factor;
const isShare = ({ measure: { kind } }: Sized): boolean => kind === 'share';

/** How two values may be compared: as fewer of something, or the first as less than it was before. */
export type Change = { readonly isLess?: boolean; readonly isFallen?: boolean };

/** What a figure of this measure may be of two values, in its base unit. */
export function relationsOf(
  { kind, powers, label }: Measure,
  one: Sized,
  other: Sized,
  { isLess = false, isFallen = false }: Change = {},
): readonly number[] {
  const [more, less] = [sizeOf(one), sizeOf(other)].map(Math.abs).toSorted((a, b) => b - a);
  if (more === undefined || less === undefined || !isAlike(one.measure, other.measure)) return [];
  if (one.measure.kind === 'times') return [];
  // From 93.5 to 99.2% right, wrong ones went down eightfold.
  const rest = isLess && isShare(one) && more < 1 ? [(1 - less) / (1 - more)] : [];
  if (kind === 'times') return [more / less, ...rest];
  const points = isShare(one) || one.measure.powers.size === 0 ? [more - less] : [];
  // What fell from 141 to 94 was not halved, although it had been half as much again.
  const growth = isFallen ? [] : [more / less - 1];
  if (kind === 'share')
    return [less / more, 1 - less / more, ...growth, ...rest.map((times) => 1 - 1 / times), ...points];
  if (kind === 'points') return points;
  return isAlike({ ...one.measure, kind, label, powers }, one.measure) ? [more - less, more + less] : [];
}

/** People round what they compute. */
const LOOSE = 0.04;

export const isAbout = (size: number, { low, high }: Range): boolean => {
  const ends = [Math.abs(low), Math.abs(high)];
  return (1 - LOOSE) * Math.min(...ends) <= size && size <= (1 + LOOSE) * Math.max(...ends);
};

export const isRelation = (
  measure: Measure,
  { low, high }: Range,
  one: Sized,
  other: Sized,
  change: Change,
): boolean =>
  relationsOf(measure, one, other, change).some((size) =>
    isAbout(size, { low: low * measure.factor, high: high * measure.factor }),
  );

const WHAT = '(?:what|the (?:size|time|cost|price|original))\\b';
const COMPARED_BEHIND = new RegExp(
  `^(?: (?!or\\b|and\\b|but\\b|of\\b|to\\b)\\p{L}+){0,2} (?:more|less|fewer|better|worse|higher|lower|faster|slower|cheaper|shorter|longer|smaller|larger|bigger|above|below|saved|off|relative|(?:of )?${WHAT})|^.*\\bgone\\b`,
  'iu',
);
const COMPARED_BEFORE =
  /\b(?:by|factor(?: of)?|(?:sav|gain|los|shav|cut|drop|reduc|improv|differ|threw|fell|fall|rose|went down|(?:is|are) down)\p{L}*(?: (?!and\b|but\b|to\b|from\b|at\b)[\p{L}-]+){0,4}) (?:(?:about|around|roughly|nearly|almost|over|more than|less than|another|a|some) )*~?$/iu;

export const saysLess = (text: string): boolean =>
  /\b(?:few(?:er)?|less|down|fell|fall|drop\p{L}*|lower|cut|reduc\p{L}*|shr[aiu]nk|errors?|mistakes?)\b|\bby (?:[\p{L} ]+ )?~50%/iu.test(
    text,
  );

/** The figure says how two values compare. */
export const compares = (
  { figure: { from, to, unitEnd, units }, isFactor }: Claim,
  text: string,
  { low, high }: Range,
): boolean =>
  isFactor ||
  COMPARED_BEHIND.test(text.slice(units[0]?.unit.text === '×' ? to : unitEnd, high)) ||
  COMPARED_BEFORE.test(text.slice(low, from));

const digits = (number: number): string => String(Number(number.toPrecision(2)));

/** What the first value is, as it may be said of the second. */
export function comparisonText({ kind }: Measure, one: Sized, other: Sized): string {
  const [a, b] = [sizeOf(one), sizeOf(other)];
  const than = `${a < b ? 'less' : 'more'} than ${other.key}`;
  if (kind === 'times')
    return a < b ? `1/${digits(b / a)} of ${other.key}` : `${digits(a / b)}× ${other.key}`;
  if (kind === 'share') return `${digits((100 * Math.abs(a - b)) / b)}% ${than}`;
  const unit = isShare(one) ? 'pp' : one.measure.text;
  const number = digits(Math.abs(a - b) / (isShare(one) ? 0.01 : one.measure.factor));
  const { before, after } = affixes(declaredUnit(unit), number);
  return `${before}${number}${after} ${than}`;
}

export const measuresOf = ({ figure: { units } }: Claim): readonly Measure[] =>
  units.map(({ unit }) => measureOf(unit));

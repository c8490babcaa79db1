// How a value reads between the words around its placeholder: `[X]ms` and `[FILL IN: latency] milliseconds` already say the unit.
import type { Value } from './fill.ts';
import { PLAIN_STYLE, readQuantity, scaleQuantity, showQuantity } from './quantity-text.ts';
import { affixes, conversion, declaredUnit, NO_UNIT, readUnits, sameDimension, type Unit } from './units.ts';

/** What follows that can hold a unit. */
const REACH = 80;
const PHRASE = /^(?:[%×]|[\p{L}%$€£][\p{L}-]*)(?:(?:\/| per )[\p{L}]+)*/u;
const TWO_WORDS = /^\p{L}+ \p{L}+(?:(?:\/| per )\p{L}+)*/u;

/** Ends where a word ends. */
const endsThere = (text: string, length: number): boolean => !/^[\p{L}\p{N}/]/u.test(text.slice(length));

/** Units that `text` starts with, the longest wording first. */
function unitsAhead(text: string): readonly Unit[] {
  const phrases = [TWO_WORDS.exec(text)?.[0] ?? '', PHRASE.exec(text)?.[0] ?? ''];
  return phrases.filter((phrase) => phrase !== '' && endsThere(text, phrase.length)).flatMap(readUnits);
}

/** The value without its unit, when `ahead` is the unit that stands behind it; in another unit it is converted first. */
function numberFor(value: Value, own: Unit, ahead: Unit): string | undefined {
  const alike = sameDimension(own, ahead) && own.percent === ahead.percent && own.nouns === ahead.nouns;
  if (!alike || ahead.text === '') return undefined;
  const factor = conversion(own, ahead);
  if (factor.over === factor.under) return withoutUnit(value.text, own);
  const read = own.powers.size > 0 ? readQuantity(value.plain ?? '') : undefined;
  const scaled = read && !('error' in read) ? scaleQuantity({ ...read, note: '' }, factor) : undefined;
  return scaled && showQuantity(scaled, NO_UNIT, PLAIN_STYLE, ' ');
}

/** `45 ms` → `45`, a note in parentheses goes as well; undefined when the text does not end in the unit. */
function withoutUnit(text: string, unit: Unit): string | undefined {
  const bare = text.replace(/[ \u00A0]\([^()]*\)$/u, '');
  const suffixes = ['1', ''].map((number) => affixes(unit, number).after.replace(/^ /, '\u00A0'));
  const suffix = suffixes.find((one) => one !== '' && bare.endsWith(one));
  return suffix === undefined ? undefined : bare.slice(0, bare.length - suffix.length);
}

/** The unit behind, as the text has it: said in full, in other words, or its last word only. */
function withUnitBehind(value: Value, text: string, own: Unit, after: string): string {
  const behind = after.slice(0, REACH).replace(/^[*_]*[ \u00A0]?/u, '');
  const suffix = affixes(own, '').after.trim();
  if (suffix !== '' && behind.startsWith(suffix) && endsThere(behind, suffix.length))
    return withoutUnit(text, own) ?? text;
  const [, first = '', last = ''] = /^(\S+) (\p{L}+)$/u.exec(suffix) ?? [];
  if (last !== '' && behind.startsWith(last) && endsThere(behind, last.length))
    return `${withoutUnit(text, own) ?? text}\u00A0${first}`;
  for (const ahead of unitsAhead(behind)) {
    const number = numberFor({ ...value, text }, own, ahead);
    if (number !== undefined) return number;
  }
  return text;
}

/**
 * The value as it is to stand between `before` and `after`, without doubling a unit that is there already.
 * @param before the text up to the placeholder
 * @param after the text behind it
 */
export function textBetween(value: Value, before: string, after: string): string {
  if (value.unit === undefined || value.plain === undefined) return value.text;
  const own = declaredUnit(value.unit);
  const sign = affixes(own, '').before;
  const signed =
    sign !== '' &&
    before
      .slice(-8)
      .replace(/[*_]*$/u, '')
      .endsWith(sign);
  return withUnitBehind(value, signed ? value.text.replace(sign, '') : value.text, own, after);
}

// Measured values as people write and read them: `45 ms`, `$0.20/h`, `45 ± 3 ms`, `40–50 ms`, `45 ms (n=100)`.
// Knows digits, signs, spread; leaves it to units.ts what the unit means.
import { decimalNumber, decimalText, middle, parseDecimal, scaleDecimal } from './decimal.ts';
import type { Decimal, Ratio } from './decimal.ts';
import { affixes, type Unit } from './units.ts';

/** How whole digits are grouped. With `point` the decimal point becomes a comma. */
export type NumberStyle = { readonly thousands: 'none' | 'comma' | 'space' | 'point' };

/** A value as it was written. */
export type Quantity = {
  /** `~`, `<`, `≤` … before the number; empty for none. */
  readonly relation: string;
  readonly first: Decimal;
  /** `±` a spread around `first`, or `–` the other end of a range. */
  readonly spread?: { readonly kind: '±' | '–'; readonly second: Decimal };
  /** As written; empty when there is none. */
  readonly unitText: string;
  /** What stands in parentheses behind it: `n=100`. */
  readonly note: string;
};

/** What is wrong with a text that should be a value, and what to write instead. */
export type Refusal = { readonly error: string; readonly hint: string };

/** Longest text that is taken for a measured value. */
const MAX_VALUE_LENGTH = 200;
const RELATION = /^(?:~|≈|<=|>=|<|>|≤|≥)/u;
const MONEY = /^([+-]?) ?(?:(US\$|\$|€|£)|(USD|EUR|GBP)(?![\p{L}\p{N}]))/iu;
const NUMBER = /^[+-]?(?:\d{1,3}(?:([ ,_])\d{3}(?:\1\d{3})*)(?!\d)|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const SEPARATOR =
  /^(.*?) ?(±|\+\/-|\+-|–|—|-|\.\.|…|(?<![\p{L}\p{N}])to(?= )) ?(?=[+-]?(?:[$€£]|USD|EUR|GBP)? ?\.?\d)/u;
const NOTE = /^(.*?) ?\(([^()]*)\)$/u;
const HEX = /^[+-]?0[xob][\da-f]/i;

const refuse = (error: string, hint: string): Refusal => ({ error, hint });

type Scanned = { readonly number: Decimal; readonly money: string; readonly rest: string };

/** A number at the start of `text`, with the currency before it, or what is wrong with it. */
function scanNumber(text: string): Scanned | Refusal {
  const money = MONEY.exec(text);
  const after = money ? (money[1] ?? '') + text.slice(money[0].length).trimStart() : text;
  const [written = ''] = NUMBER.exec(after) ?? [];
  const rest = after.slice(written.length);
  if (HEX.test(after)) return refuse(`${after} is not a decimal number`, 'write it in decimal digits: 16');
  if (!/\d/.test(written))
    return refuse(text === '' ? 'there is no number' : `${text} is not a number`, 'write a number: 45');
  if (/^,\d/.test(rest)) {
    const meant = `${written.replaceAll(/[ ,_]/g, '')}.${/^,(\d+)/.exec(rest)?.[1] ?? ''}`;
    return refuse(`the comma in ${after} is ambiguous`, `write ${meant}, with a point`);
  }
  if (/^[.\d]/.test(rest)) return refuse(`${after} is not a number`, 'write digits with one point: 1234.5');
  const number = parseDecimal(written.replaceAll(/[ ,_]/g, ''));
  if (!number) return refuse(`${written} is out of reach`, 'write a number of at most 40 digits');
  return { number, money: money?.[2] ?? money?.[3] ?? '', rest: rest.trim() };
}

/** `$` before the number and `/h` or `per hour` behind it are one unit; so are `$` and `k/month` of `$1.2k/month`. */
function joined(money: string, rest: string): string {
  if (money === '') return rest;
  const [, multiplier = '', below = ''] = /^([\p{L}]*)(.*)$/u.exec(rest) ?? [];
  return multiplier === '' || multiplier === 'per' ? `${money} ${rest}` : `${multiplier} ${money}${below}`;
}

function readSpread(first: Scanned, text: string): Omit<Quantity, 'relation' | 'note'> | Refusal {
  const [whole = '', unitBefore = '', sign = ''] = SEPARATOR.exec(first.rest) ?? [];
  if (sign === '') return { first: first.number, unitText: joined(first.money, first.rest) };
  const second = scanNumber(first.rest.slice(whole.length).trimStart());
  if ('error' in second) return second;
  const [unitA, unitB] = [joined(first.money, unitBefore.trim()), joined(second.money, second.rest)];
  const bare = first.money !== '' && second.money === '' ? joined(first.money, second.rest) : unitB;
  if (unitBefore !== '' && unitA !== bare)
    return refuse(`${text} has two units`, 'write both numbers in one unit: 40–50 ms');
  const kind = /^[±+]/u.test(sign) ? '±' : '–';
  const [low, high] = [decimalNumber(first.number), decimalNumber(second.number)];
  if (kind === '–' && low >= high)
    return refuse(`${text} is no range: it must rise`, 'write the lower end first: 40–50');
  if (kind === '±' && high < 0) return refuse(`${text} has a spread below zero`, 'write 45 ± 3');
  return { first: first.number, spread: { kind, second: second.number }, unitText: bare };
}

/** Reads a measured value. Never throws, whatever the text. */
export function readQuantity(input: string): Quantity | Refusal {
  if (input.length > MAX_VALUE_LENGTH)
    return refuse(
      `a number of ${input.length} characters is too long`,
      'write the number and its unit: 45 ms',
    );
  const plain = input
    .replaceAll(/[\u2212\uFE63\uFF0D]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const [, noted, note = ''] = NOTE.exec(plain) ?? [];
  const text = noted ?? plain;
  const [relation = ''] = RELATION.exec(text) ?? [];
  const scanned = scanNumber(text.slice(relation.length).trimStart());
  const read = 'error' in scanned ? scanned : readSpread(scanned, text);
  return 'error' in read ? read : { ...read, relation, note: note.trim() };
}

/** The quantity with every number × `by`; undefined when a result is out of reach. */
export function scaleQuantity(quantity: Quantity, by: Ratio): Quantity | undefined {
  const first = scaleDecimal(quantity.first, by);
  const second = quantity.spread && scaleDecimal(quantity.spread.second, by);
  if (!first || (quantity.spread && !second)) return undefined;
  return { ...quantity, first, ...(quantity.spread && second && { spread: { ...quantity.spread, second } }) };
}

/** The one number that stands for the quantity: the number itself, the centre, the middle of a range. */
export const quantityNumber = ({ first, spread }: Quantity): number =>
  decimalNumber(spread?.kind === '–' ? middle(first, spread.second) : first);

const GROUPS = { none: '', comma: ',', space: '\u00A0', point: '.' } as const;

/** Plain digits in a style: `1234.5` → `1,234.5`. */
export function styleDigits(digits: string, { thousands }: NumberStyle): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  if (whole === '') return digits;
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, GROUPS[thousands]);
  return sign + grouped + (fraction === '' ? '' : (thousands === 'point' ? ',' : '.') + fraction);
}

/** How a value is written out. `plain` is how it is stored, and what `readQuantity` reads back. */
export const PLAIN_STYLE: NumberStyle = { thousands: 'none' };

/**
 * Writes a quantity out in `unit`.
 * @param style how digits are grouped
 * @param space between number and unit: a plain space in storage, U+00A0 in answers so that the two never part at a line end
 */
export function showQuantity(quantity: Quantity, unit: Unit, style: NumberStyle, space: string): string {
  const { relation, first, spread, note } = quantity;
  // Money has no single digit behind the point: $0.50, never $0.5.
  const money = affixes(unit, '').before !== '';
  const written = (number: Decimal): string =>
    decimalText(number) + (money && number.exponent === -1 ? '0' : '');
  const digits = written(first);
  const affix = affixes(unit, spread ? '' : digits);
  const lead = relation === '' || /^[~≈]$/u.test(relation) ? relation : relation + space;
  const minus = digits.startsWith('-') && affix.before !== '' ? '-' : '';
  const one = styleDigits(minus === '' ? digits : digits.slice(1), style);
  const other = spread ? styleDigits(written(spread.second), style) : '';
  const between = spread?.kind === '±' ? `${space}±${space}` : '–';
  const body = `${minus}${affix.before}${one}${spread ? between + other : ''}`;
  const after = affix.after.replace(/^ /, space);
  return `${lead}${body}${after}${note === '' ? '' : `${space}(${note})`}`;
}

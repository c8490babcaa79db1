// Measured values as people write and read them: `45 ms`, `$0.20/h`, `45 ± 3 ms`, `40–50 ms`, `45 ms
// (n=100)`.
import {
  type Decimal,
  decimalNumber,
  decimalText,
  middle,
  parseDecimal,
  type Ratio,
  roundSignificant,
  scaleDecimal,
  shareOf,
} from './decimal.ts';
import { CURRENCY_CODES, CURRENCY_SIGNS } from './unit-table.ts';
import { affixes, conversion, isMoney, readUnits, sameMeasure, type Unit } from './units.ts';

// Single numbers: `1,234.5`, `3×10⁵`, `1e-4`, `$5`, `CHF 2.50`. What may mean two numbers is refused.

/** What is wrong with a text that should be a value, and what to write instead. */
export type Refusal = { readonly error: string; readonly hint: string };

/** A number, the currency before it, and what stands behind it. */
type Scanned = { readonly number: Decimal; readonly money: string; readonly rest: string };

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻';
const POWER = `10(?:(?:\\^|\\*\\*) ?\\(?([+-]?\\d{1,4})\\)?|([${SUPERSCRIPTS}]{1,5}))`;
/** `3×10⁵`, `3 x 10^5`. */
const TIMES_POWER = new RegExp(`(?<=\\d) ?[×x·⋅*] ?${POWER}`, 'giu');
/** `10⁵` alone. */
const LONE_POWER = new RegExp(`(?<![\\d.,\\p{L}])${POWER}`, 'gu');

/** Currencies before a number, as part of a pattern. */
export const MONEY_BEFORE = `(?:US\\$|[${CURRENCY_SIGNS}]|${CURRENCY_CODES.join('|')})`;
const MONEY = new RegExp(`^([+-]?) ?(${MONEY_BEFORE})(?![\\p{L}])`, 'iu');
/** Thousands between `,`, blank, `_` or `'`; lakhs as in India; a group of thousands never begins with 0. */
const NUMBER =
  /^[+-]?(?:[1-9]\d{0,2}(?:([ ,_'’])\d{3}(?:\1\d{3})*)(?!\d)|[1-9]\d?(?:,\d{2})+,\d{3}(?!\d)|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const SEPARATORS = /[ ,_'’]/g;
const HEX = /^[+-]?0[xob][\da-f]/i;
/** `1.234.567,8` and `1.234,50`, as written where a comma is the decimal point. */
const POINT_STYLE = /^([+-]?\d{1,3}(?:\.\d{3})+)(?:,(\d+))?(?![\d.,])/;

const refuse = (error: string, hint: string): Refusal => ({ error, hint });

const fromSuperscript = (text: string): string =>
  text.replaceAll(/[^]/g, (char) => '0123456789+-'.charAt(SUPERSCRIPTS.indexOf(char)));

/** The text with one kind of minus, plain blanks, and powers of ten as `e5`. */
function plainNumbers(input: string): string {
  return input
    .replaceAll(/[\u2212\uFE63\uFF0D]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^([~≈<>≤≥= ]*)[\u2010-\u2013](?=[\d.])/u, '$1-')
    .replaceAll(
      TIMES_POWER,
      (_, digits?: string, raised?: string) => `e${digits ?? fromSuperscript(raised ?? '')}`,
    )
    .replaceAll(
      LONE_POWER,
      (_, digits?: string, raised?: string) => `1e${digits ?? fromSuperscript(raised ?? '')}`,
    );
}

/** What to write for a number whose comma may be a decimal point; undefined when it has none. */
function commaRefusal(text: string, written: string, rest: string): Refusal | undefined {
  const [, whole = '', fraction = ''] = POINT_STYLE.exec(text) ?? [];
  if (whole !== '' && (fraction !== '' || /\..*\./.test(whole))) {
    const meant = whole.replaceAll('.', '') + (fraction === '' ? '' : `.${fraction}`);
    return refuse(`the points and commas in ${text} are ambiguous`, `write ${meant}`);
  }
  const [, digits] = /^,(\d+)/.exec(rest) ?? [];
  if (digits === undefined) return undefined;
  return refuse(
    `the comma in ${text} is ambiguous`,
    `write ${written.replaceAll(SEPARATORS, '')}.${digits}, with a point`,
  );
}

/** A number at the start of `text`, with the currency before it, or what is wrong with it. `text` has been through `plainNumbers`. */
function scanNumber(text: string): Scanned | Refusal {
  const money = MONEY.exec(text);
  const after = money ? (money[1] ?? '') + text.slice(money[0].length).trimStart() : text;
  const [written = ''] = NUMBER.exec(after) ?? [];
  const rest = after.slice(written.length);
  if (HEX.test(after)) return refuse(`${after} is not a decimal number`, 'write it in decimal digits: 16');
  if (!/\d/.test(written))
    return refuse(text === '' ? 'there is no number' : `${text} is not a number`, 'write a number: 45');
  const comma = commaRefusal(after, written, rest);
  if (comma) return comma;
  if (/^[.\d]/.test(rest)) return refuse(`${after} is not a number`, 'write digits with one point: 1234.5');
  const number = parseDecimal(written.replaceAll(SEPARATORS, ''));
  if (!number) return refuse(`${written} is out of reach`, 'write a number of at most 40 digits');
  const sign = money?.[2] ?? '';
  return { number, money: /^\p{L}{3}$/u.test(sign) ? sign.toUpperCase() : sign, rest: rest.trim() };
}

// Spreads, ranges and notes.

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
  /** True where the second number had a unit of its own and was brought to the first one's: `45 ms ± 3 %`. */
  readonly adapted?: boolean;
};

/** Longest text that is taken for a measured value. */
const MAX_VALUE_LENGTH = 200;
/** Digits of a spread that was given in percent. */
const SPREAD_DIGITS = 2;
const RELATION =
  /^(?:~|≈|<=|>=|<|>|≤|≥|(?:about|approximately|approx\.?|around|roughly|circa|ca\.?|c\.)(?= ?[\d.$€£+-]))/iu;
const SEPARATOR = new RegExp(
  `^(.*?) ?(±|\\+/-|\\+-|–|—|-|\\.\\.+|…|(?<![\\p{L}\\p{N}])to(?= )) ?(?=[+-]?(?:${MONEY_BEFORE})? ?\\.?\\d)`,
  'u',
);
const NOTE = /^(.*?) ?\(([^()]*)\)$/u;
/** `45 ms, n=100` and `45 (n = 100) ms`. */
const COUNT_BEHIND = /^(.*\d.*?),? (n ?= ?\d[\d,_ ]*)$/iu;
const COUNT_BETWEEN = /^(.*\d) ?\((n ?= ?\d[\d,_ ]*)\) ?(\D.*)$/iu;
/** `n = 100` alone. */
const COUNT_ALONE = /^n ?= ?(?=\d)/i;
/** `45 +2/-3`, `45 -3/+2`, `45 (+2, -3)`. */
const TWO_SPREADS =
  /\d[^±]*?(?:(?<![eE/])\+ ?\.?\d[^±+]*?(?<![eE])- ?\.?\d|(?<![eE])- ?\.?\d[^±-]*?\/ ?\+ ?\.?\d)/;
/** A power of ten that only the second number has: `3 ± 0.2×10⁵`. */
const POWER_BEHIND =
  /^[^×x·⋅*^]*\d[^×x·⋅*^\d]*(?:±|\+\/-|[–—-]|to) ?[\d.]+ ?[×x·⋅*] ?10(?:\^|\*\*|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])/iu;

/** `$` before the number and `/h` or `per hour` behind it are one unit; so are `$` and `k/month` of `$1.2k/month`. */
export function joined(money: string, rest: string): string {
  if (money === '') return rest;
  const [, multiplier = '', below = ''] = /^([\p{L}]*)(.*)$/u.exec(rest) ?? [];
  return multiplier === '' || multiplier === 'per' ? `${money} ${rest}` : `${multiplier} ${money}${below}`;
}

type Spread = Omit<Quantity, 'relation' | 'note'>;

/** A spread that was given in percent of a number, as a number. */
export const spreadOfShare = (of: Decimal, percent: Decimal): Decimal =>
  roundSignificant(shareOf(of, percent), SPREAD_DIGITS);

/** The second number of a spread or range in the unit of the first, where the two have different ones. */
function adaptedSecond(
  first: Decimal,
  second: Decimal,
  [own, other]: readonly [string, string],
  kind: '±' | '–',
): Decimal | undefined {
  const [owns, others] = [readUnits(own), readUnits(other)];
  if (kind === '±' && others[0]?.percent && !owns[0]?.percent) return spreadOfShare(first, second);
  for (const to of owns)
    for (const from of others) if (sameMeasure(from, to)) return scaleDecimal(second, conversion(from, to));
  return undefined;
}

function withSecond(
  first: Scanned,
  second: Scanned,
  unitBefore: string,
  kind: '±' | '–',
  text: string,
): Spread | Refusal {
  const own = joined(first.money, unitBefore);
  const other = joined(second.money === '' ? first.money : second.money, second.rest);
  const oneCurrency = first.money === '' || second.money === '' || first.money === second.money;
  if (oneCurrency && (unitBefore === '' || own === other))
    return { first: first.number, spread: { kind, second: second.number }, unitText: other };
  const stated = joined(second.money, second.rest);
  const adapted =
    stated === '' ? second.number : adaptedSecond(first.number, second.number, [own, stated], kind);
  if (!adapted || !oneCurrency)
    return refuse(`${text} has two units`, 'write both numbers in one unit: 40–50 ms');
  return {
    first: first.number,
    spread: { kind, second: adapted },
    unitText: own,
    ...(stated !== '' && { adapted: true }),
  };
}

function readSpread(first: Scanned, text: string): Spread | Refusal {
  const [whole = '', unitBefore = '', sign = ''] = SEPARATOR.exec(first.rest) ?? [];
  if (sign === '') return { first: first.number, unitText: joined(first.money, first.rest) };
  const second = scanNumber(first.rest.slice(whole.length).trimStart());
  if ('error' in second) return second;
  const kind = /^[±+]/u.test(sign) ? '±' : '–';
  const read = withSecond(first, second, unitBefore.trim(), kind, text);
  if ('error' in read || !read.spread) return read;
  const [low, high] = [decimalNumber(read.first), decimalNumber(read.spread.second)];
  if (kind === '–' && low >= high)
    return refuse(`${text} is no range: it must rise`, 'write the lower end first: 40–50');
  if (kind === '±' && high < 0) return refuse(`${text} has a spread below zero`, 'write 45 ± 3');
  return read;
}

/** The text without its note, and the note: `n=100` in parentheses behind the value, or behind a comma. */
function withoutNote(plain: string): readonly [text: string, note: string] {
  const [, value, behind = ''] = NOTE.exec(plain) ?? COUNT_BEHIND.exec(plain) ?? [];
  if (value) return [value, behind];
  const [, number, between = '', unit = ''] = COUNT_BETWEEN.exec(plain) ?? [];
  return number ? [`${number} ${unit}`, between] : [plain.replace(COUNT_ALONE, ''), ''];
}

const SHOWN_RELATIONS: ReadonlyMap<string, string> = new Map([
  ['<=', '≤'],
  ['>=', '≥'],
]);

/** Reads a measured value. Never throws, whatever the text. */
export function readQuantity(input: string): Quantity | Refusal {
  if (input.length > MAX_VALUE_LENGTH)
    return refuse(
      `a number of ${input.length} characters is too long`,
      'write the number and its unit: 45 ms',
    );
  const plain = plainNumbers(input);
  if (TWO_SPREADS.test(plain))
    return refuse(`${plain} has two different spreads`, 'write one, 45 ± 3, or a range, 42–47');
  if (POWER_BEHIND.test(input))
    return refuse(`only one number of ${plain} has a power of ten`, 'write it at both: 3e5 ± 0.2e5');
  const [text, note] = withoutNote(plain);
  if (/^\d+$/.test(note)) return refuse(`(${note}) may be a spread or a count`, 'write 45 ± 3, or 45 (n=3)');
  const [relation = ''] = RELATION.exec(text) ?? [];
  const scanned = scanNumber(text.slice(relation.length).trimStart());
  const read = 'error' in scanned ? scanned : readSpread(scanned, text);
  const sign = /^\p{L}/u.test(relation) ? '~' : (SHOWN_RELATIONS.get(relation) ?? relation);
  return 'error' in read ? read : { ...read, relation: sign, note: note.trim() };
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

/** In answers a minus is U+2212, as wide as a plus and never parted from its number. It is read and stored as a hyphen. */
const minusOf = (space: string): string => (space === ' ' ? '-' : '\u2212');

/**
 * Writes a quantity out in `unit`.
 * @param style how digits are grouped
 * @param space between number and unit: a plain space in storage, U+00A0 in answers so that the two never part at a line end
 */
export function showQuantity(quantity: Quantity, unit: Unit, style: NumberStyle, space: string): string {
  const { relation, first, spread, note } = quantity;
  // Money has no single digit behind the point: $0.50, never $0.5.
  const padded = isMoney(unit);
  const written = (number: Decimal): string =>
    decimalText(number) + (padded && number.exponent === -1 ? '0' : '');
  const affix = affixes(unit, spread ? '' : written(first));
  const shown = (number: Decimal, before: string): string => {
    const digits = written(number);
    const minus = digits.startsWith('-') ? minusOf(space) : '';
    return minus + before + styleDigits(minus === '' ? digits : digits.slice(1), style);
  };
  const lead = relation === '' || /^[~≈]$/u.test(relation) ? relation : relation + space;
  // `-5–-3` would be hard to read.
  const until = first.mantissa < 0n ? `${space}to${space}` : '–';
  const between = spread?.kind === '±' ? `${space}±${space}` : until;
  const body = shown(first, affix.before) + (spread ? between + shown(spread.second, '') : '');
  const after = affix.after.replace(/^ /, space);
  return `${lead}${body}${after}${note === '' ? '' : `${space}(${note})`}`;
}

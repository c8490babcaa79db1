// Numbers as people write them: `1,234.5`, `3×10⁵`, `1e-4`, `$5`, `CHF 2.50`. Reads one at the start of a text, and says what to
// write in place of a number that may mean two. Knows digits and the signs of currencies; knows no other unit.
import { parseDecimal, type Decimal } from './decimal.ts';
import { CURRENCY_CODES, CURRENCY_SIGNS } from './unit-names.ts';

/** What is wrong with a text that should be a value, and what to write instead. */
export type Refusal = { readonly error: string; readonly hint: string };

/** A number, the currency before it, and what stands behind it. */
export type Scanned = { readonly number: Decimal; readonly money: string; readonly rest: string };

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

export const refuse = (error: string, hint: string): Refusal => ({ error, hint });

const fromSuperscript = (text: string): string =>
  text.replaceAll(/[^]/g, (char) => '0123456789+-'.charAt(SUPERSCRIPTS.indexOf(char)));

/** The text with one kind of minus, plain blanks, and powers of ten as `e5`. */
export function plainNumbers(input: string): string {
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
export function scanNumber(text: string): Scanned | Refusal {
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

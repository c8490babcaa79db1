// Measured values as people write them: `45 ms`, `$0.20/h`, `45 ± 3 ms`, `40–50 ms`, `45 ms (n=100)`,
// `1h30m`. What may mean two numbers is refused.
import { clipped, oneLine, withoutFullStop } from '../base/text.ts';
import {
  type Decimal,
  decimalText,
  exactly,
  nearlyEqual,
  parseDecimal,
  scaleDecimal,
  shortest,
} from './decimal.ts';
import {
  CURRENCY_CODES,
  CURRENCY_SIGNS,
  MULTIPLIERS,
  affixes,
  conversion,
  convertedUnits,
  fitsInto,
  isMoney,
  isNamed,
  isRate,
  readUnits,
  multipleOf,
  sameDimension,
  sameMeasure,
  signed,
  singleOf,
  symbolsOf,
  TIME_NAMES,
  type Unit,
  declaredUnit,
} from './units.ts';
import { spokenNumbers } from './spoken-numbers.ts';
import { parseDay } from '../base/day.ts';
import type { Fill, Metric, MetricKind } from '../base/metric.ts';
import { isYes } from '../base/wording.ts';

export type Refusal = { readonly error: string; readonly hint: string };

export const MONEY_BEFORE = `(?:US\\$|[${CURRENCY_SIGNS}]|${CURRENCY_CODES.join('|')})`;
const MONEY = new RegExp(`^([+-]?) ?(${MONEY_BEFORE})(?![\\p{L}])`, 'iu');
/** Thousands between `,`, blank, `_` or `'`; lakhs as in India; a group of thousands never begins with 0. */
const NUMBER =
  /^[+-]?(?:[1-9]\d{0,2}(?:([ ,_'’])\d{3}(?:\1\d{3})*)(?!\d)|[1-9]\d?(?:,\d{2})+,\d{3}(?!\d)|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const SEPARATORS = /[ ,_'’]/g;
/** A comma as the decimal point. */
const COMMA_STYLE =
  /(?<![\d.,])(?:(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:\.\d{3}){2,})|(\d+|^[+-]?),(\d+))(?![\d.,])/gu;

/** In running text; `1,234` is a thousand. */
export const DECIMAL_COMMA = /(?<![\d.,])(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))(?![.,]?\d)/u;

/** `110.000` is 110 or 110000. */
const ONE_GROUP = /(?<![\d.,])([1-9]\d{0,2})([.,])(\d{3})(?![.,]?\d)/gu;
const IS_GROUPED =
  /(?<![\d.,])(?:\d{1,3}(?:\.\d{3})*,\d{1,2} ?[%‰€]|[1-9]\d{0,2}\.\d{3} ?€|\d{1,3}(?:\.\d{3})+(?:,\d+|\.\d{3})(?![.,]?\d))/u;
const IS_DECIMAL = /(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|0\.\d+|\d+\.(?:\d{1,2}|\d{4,}))(?![.,\d])/u;

/** Whether a point groups digits in these texts: `95.000 €`; undefined if nothing tells, or both. */
export function isGroupedIn(texts: readonly string[]): boolean | undefined {
  const [grouped, decimal] = [IS_GROUPED, IS_DECIMAL].map((sign) => texts.some((text) => sign.test(text)));
  return grouped === decimal ? undefined : grouped;
}

/** As written where a point groups digits, and a comma is the decimal point. */
export const withoutGroups = (text: string): string =>
  text.replaceAll(ONE_GROUP, (_, whole: string, sign: string, rest: string) =>
    sign === '.' ? whole + rest : `${whole}.${rest}`,
  );

const refuse = (error: string, hint: string): Refusal => ({ error, hint });

/** One kind of minus, and plain blanks. */
const plainNumbers = (input: string): string =>
  oneLine(input.replaceAll(/[\u2212\uFE63\uFF0D]/gu, '-')).replace(
    /^([~≈<>≤≥= ]*)[\u2010-\u2013](?=[\d.])/u,
    '$1-',
  );

/** Only where a comma can be nothing else: `1,234` is a thousand. */
const withPoints = (text: string): string =>
  text.replaceAll(COMMA_STYLE, (written: string, ...parts: readonly (string | undefined)[]) => {
    const [grouped, fraction, many, whole, decimals = ''] = parts;
    if (many !== undefined) return many.replaceAll('.', '');
    if (grouped !== undefined) return `${grouped.replaceAll('.', '')}.${fraction}`;
    return decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole ?? '') ? written : `${whole}.${decimals}`;
  });

type Scanned = Exclude<ReturnType<typeof scanNumber>, Refusal>;

/** With the currency before it. `text` has been through `plainNumbers`. */
function scanNumber(text: string) {
  const [currency = '', sign = '', money = ''] = MONEY.exec(text) ?? [];
  const after = sign + text.slice(currency.length).trimStart();
  const [written = ''] = NUMBER.exec(after) ?? [];
  const rest = after.slice(written.length);
  if (!/\d/.test(written))
    return refuse(text === '' ? 'no number found' : `${text} is not a number`, 'write one, for example 45');
  const digits = written.replaceAll(SEPARATORS, '');
  if (/^[.\d]|^,\d/.test(rest))
    return refuse(`${after} is not a number`, 'use digits and one decimal point: 1234.5');
  const number = parseDecimal(digits);
  if (!number) return refuse(`${written} is too large`, 'write a number of at most 40 digits');
  return { number, money: /^\p{L}{3}$/u.test(money) ? money.toUpperCase() : money, rest: rest.trim() };
}

/** With `point` the decimal point becomes a comma; `auto`: commas from five digits on, as `1024` may be a year. */
export type NumberStyle = { readonly thousands: 'auto' | 'none' | 'comma' | 'space' | 'point' };

export type Quantity = {
  /** `~`, `<`, `≤` … before the number; empty for none. */
  readonly relation: string;
  readonly first: Decimal;
  /** `±` a spread around `first`, or `–` the other end of a range. */
  readonly spread?: { readonly kind: '±' | '–'; readonly second: Decimal };
  /** As written; empty when there is none. */
  readonly unitText: string;
  /** Added in parentheses: `n=100`. */
  readonly note: string;
};

const MAX_VALUE_LENGTH = 200;
const RELATION_WORDS = [
  ['~', 'about|approximately|approx\\.?|around|roughly|circa|ca\\.?|c\\.|almost|nearly'],
  ['<', 'under|below|less than|fewer than'],
  ['>', 'over|above|more than'],
  ['≤', 'at most|up to|no more than'],
  ['≥', 'at least|no less than'],
] as const;
const RELATION = new RegExp(
  `^(?:~|≈|<=|>=|<|>|≤|≥|(?:${RELATION_WORDS.map(([, words]) => words).join('|')})(?= ?[\\d.$€£+-]))`,
  'iu',
);

/** The sign of a relation in words: `under` is `<`. */
export const relationOf = (words: string): string | undefined =>
  RELATION_WORDS.find(([, all]) => new RegExp(`^(?:${all})$`, 'iu').test(words))?.[0];

const SEPARATOR = new RegExp(
  `^(.*?) ?(±|\\+/-|\\+-|–|—|-|\\.\\.+|…|(?<![\\p{L}\\p{N}])to(?= )) ?(?=[+-]?(?:${MONEY_BEFORE})? ?\\.?\\d)`,
  'u',
);
const NOTE = /^(.*?) ?\(([^()]*)\)$/u;
/** `$` before the number and `/h` or `per hour` after it are one unit; so are `$` and `k/month` of `$1.2k/month`. */
export function joinedUnit(money: string, rest: string): string {
  if (money === '') return rest;
  const [, multiplier = '', below = ''] = /^([\p{L}]*)(.*)$/u.exec(rest) ?? [];
  if (multiplier === '' || isRate(rest)) return `${money} ${rest}`;
  const sign = money.slice(-1);
  const isSigned = CURRENCY_SIGNS.includes(sign) && MULTIPLIERS.has(multiplier);
  return (isSigned ? signed(sign, multiplier) : `${multiplier} ${money}`) + below;
}

function readSpread(first: Scanned, text: string): Omit<Quantity, 'relation' | 'note'> | Refusal {
  const [whole = '', before = '', sign = ''] = SEPARATOR.exec(first.rest) ?? [];
  if (sign === '') return { first: first.number, unitText: joinedUnit(first.money, first.rest) };
  const second = scanNumber(first.rest.slice(whole.length).trimStart());
  if ('error' in second) return second;
  const kind = /^[±+]/u.test(sign) ? '±' : '–';
  const own = joinedUnit(first.money, before.trim());
  const stated = joinedUnit(second.money, second.rest);
  const shared = joinedUnit(second.money || first.money, second.rest);
  const isOneCurrency = first.money === '' || second.money === '' || first.money === second.money;
  const isShared = before.trim() === '' || own === shared;
  const end = isShared || stated === '' ? second.number : adaptedSecond(second.number, own, stated);
  if (!end || !isOneCurrency)
    return refuse(`${text} has two units`, 'write both numbers in one unit: 40–50 ms');
  if (kind === '–' && first.number.value >= end.value)
    return refuse(
      `${text} is not a range; the first number must be smaller`,
      'write the lower end first: 40–50',
    );
  if (kind === '±' && end.value < 0) return refuse(`${text} has a negative spread`, 'write 45 ± 3');
  const unitText = isShared ? shared : own;
  return { first: first.number, spread: { kind, second: end }, unitText };
}

/** In the unit of the first. */
function adaptedSecond(second: Decimal, own: string, stated: string): Decimal | undefined {
  const pairs = readUnits(own).flatMap((one) => readUnits(stated).map((other) => [other, one] as const));
  const [other, one] = pairs.find(([a, b]) => sameMeasure(a, b)) ?? [];
  return other && one && scaleDecimal(second, conversion(other, one));
}

/** Never throws. `target` says whether times are added up: `1h30m`. */
export function readQuantity(input: string, target?: Unit): Quantity | Refusal {
  if (input.length > MAX_VALUE_LENGTH)
    return refuse(
      `this number is too long (${input.length} characters)`,
      'write the number and its unit: 45 ms',
    );
  const plain = plainNumbers(input);
  const [, written = plain, note = ''] = NOTE.exec(plain) ?? [];
  const text = withPoints(target ? plainDurations(written, target) : written);
  const [relation = ''] = RELATION.exec(text) ?? [];
  const scanned = scanNumber(text.slice(relation.length).trimStart());
  const read = 'error' in scanned ? scanned : readSpread(scanned, text);
  if ('error' in read) return read;
  const sign = relationOf(relation) ?? relation.replace('<=', '≤').replace('>=', '≥');
  return { ...read, relation: sign, note: note.trim() };
}

const TIME = `(?:${[...TIME_NAMES, 'm'].toSorted((a, b) => b.length - a.length).join('|')})(?!\\p{L})`;
const PART = `\\d+(?:\\.\\d+)? ?${TIME}`;
/** Not `3 times a week 45 minutes`, and no rate. */
const ONE = `(?<!\\d (?:\\p{L}+s )?|\\b(?:once|twice) )an? (?:(?:hour|minute)(?!\\p{L})|${TIME}(?=,? and ))`;
const HOURS = '(?:(h|hrs?|hours?)|m(?:ins?|inutes?)?)';

/** `2 min 30.5 s` → `150.5 s`; undefined for what is no time, or two. */
function addedTimes(run: string): string | undefined {
  const parts = Array.from(
    run.matchAll(/(?:(\d+(?:\.\d+)?) ?|\ban? )(\p{L}+)/giu),
    ([, digits = '1', word = '']) => ({
      digits,
      unit: declaredUnit(word === 'm' ? 'min' : word),
    }),
  );
  let sum = 0;
  for (const [i, { digits, unit }] of parts.slice(0, -1).entries()) {
    const next = parts[i + 1] ?? { digits, unit };
    const factor = exactly(conversion(unit, next.unit));
    const isOne = Number.isInteger(factor) && Number(next.digits) < factor && sameMeasure(unit, next.unit);
    if (digits.includes('.') || factor <= 1 || !isOne) return undefined;
    sum = (sum + Number(digits)) * factor;
  }
  const { digits = '', unit } = parts.at(-1) ?? {};
  const places = digits.split('.')[1]?.length ?? 0;
  return unit && `${decimalText({ value: sum + Number(digits), places })} ${unit.text}`;
}

/** Times in several units, put into one by each of these in turn: `1h30m`, `1:30:00`, `1 minute 36`. */
export const DURATIONS: readonly (readonly [RegExp, (found: readonly string[]) => string | undefined])[] = [
  [
    // `1:30` could be minutes or hours.
    /(?<![\p{L}\d.:,])(?:(\d{1,4}) days?,? )?(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d+)?)(?![\d:])/gu,
    ([, days = '0', ...[h, min, s]]) => addedTimes(`${days} day ${h} h ${min} min ${s} s`),
  ],
  [
    new RegExp(`(?<![\\p{L}\\d.,:]|\\bbetween )(?:${PART}|${ONE})(?:(?:,? and |, ?| )?${PART}){1,6}`, 'giu'),
    ([run = '']) => addedTimes(run),
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\d.,:])(\\d{1,4}|an?) ?${HOURS} ?([0-5]\\d)(?![.,:]?\\d|\\p{L}| ?%| \\p{L}+s\\b)`,
      'giu',
    ),
    ([, first, hours, rest]) => addedTimes(hours ? `${first} h ${rest} min` : `${first} min ${rest} s`),
  ],
];
export const withAddedTimes = (text: string): string =>
  DURATIONS.reduce(
    (left, [regex, added]) => left.replaceAll(regex, (...found) => added(found.slice(0, -2)) ?? found[0]),
    text,
  );

/** In a value, a lone `m` may be minutes. */
const SHORT_MINUTES = /(?<=\d) ?m(?!\p{L})/gu;

/** `1h30m` → `90 min`, `1:30:00` → `5400 s`; nothing changes unless `target` measures time. */
function plainDurations(text: string, target: Unit): string {
  const [measures = '', power = 0] = target.powers.size === 1 ? ([...target.powers][0] ?? []) : [];
  if ((measures !== 'time' && measures !== 'month') || power !== 1 || target.nouns !== '') return text;
  const plain = withAddedTimes(text);
  // Where seconds or less are expected, a lone `m` may be a slip for `ms`.
  return measures === 'time' && target.factor >= 60 ? plain.replaceAll(SHORT_MINUTES, ' min') : plain;
}

export function scaleQuantity(quantity: Quantity, by: number): Quantity | undefined {
  const { spread } = quantity;
  const first = scaleDecimal(quantity.first, by);
  const second = spread && scaleDecimal(spread.second, by);
  if (!first || (spread && !second)) return undefined;
  return { ...quantity, first, spread: spread && second && { kind: spread.kind, second } };
}

/** The number itself, the center, or the middle of a range. */
export const quantityNumber = ({ first, spread }: Quantity): number =>
  spread?.kind === '–' ? exactly((first.value + spread.second.value) / 2) : first.value;

function unfit(read: Quantity, target: Unit): Refusal {
  const unit = clipped(read.unitText.replace(' /', '/'));
  if (/^\(\d/.test(read.unitText)) return refuse(`${unit} is not a unit`, 'write a spread as 45 ± 3');
  if (target.powers.has('time') && /^:[0-5]\d$/.test(read.unitText)) {
    const [first, rest] = [decimalText(read.first), read.unitText.slice(1)];
    const error = `can't convert ${first}:${rest}: it could be minutes or hours`;
    return refuse(error, `write ${first} min ${rest} s or ${first} h ${rest} min`);
  }
  if (target.powers.has('time') && readUnits(read.unitText).some(({ powers }) => powers.has('month')))
    return refuse(`can't convert ${unit} to ${target.text}`, 'months differ in length: use days or weeks');
  const others = convertedUnits(target);
  const only = others.length === 0 ? '' : ` (only ${others.join(', ')})`;
  const wanted = target.percent
    ? 'a percentage'
    : target.text === ''
      ? 'a plain number or a percentage'
      : 'a number';
  return refuse(
    `can't convert ${unit} to ${target.text || 'a plain number'}${only}`,
    `enter ${wanted}, for example ${showQuantity(EXAMPLE, target)}`,
  );
}

const EXAMPLE: Quantity = { relation: '', first: shortest(45), unitText: '', note: '' };

/** Where a number follows: `/3` of `1/3`, `$ /1k requests`, `per 1000 requests`. */
const DIVISOR = /^(.*?) ?(?:\/|(?<!\p{L})(?:per|(?:out )?of)) ?(?=\.?\d)(.*)$/u;

/** A rate or a ratio as one number: `$0.4/1k requests` → `$0.0004 /requests`. Undefined for any other quantity. */
function divided(quantity: Quantity): Quantity | undefined {
  const [, above = '', below = ''] = DIVISOR.exec(quantity.unitText) ?? [];
  const divisor = quantity.spread || below === '' ? undefined : scanNumber(below);
  if (!divisor || 'error' in divisor || divisor.money !== '' || divisor.number.value <= 0) return undefined;
  const [, word = '', rest = ''] = /^(\p{L}*) ?(.*)$/u.exec(divisor.rest) ?? [];
  const multiplier = MULTIPLIERS.get(word);
  const first = scaleDecimal(quantity.first, 1 / (divisor.number.value * (multiplier ?? 1)));
  const unit = multiplier ? rest : divisor.rest;
  return first && { ...quantity, first, unitText: unit === '' ? above : `${above}/${unit}` };
}

export function measure(input: string, target: Unit) {
  const written = readQuantity(input, target);
  if ('error' in written) return refuse(clipped(written.error), written.hint);
  const quotient = divided(written);
  const isPure = target.powers.size === 0 && target.nouns === '';
  const read = quotient?.unitText === '' && isPure ? { ...quotient, unitText: '×' } : (quotient ?? written);
  // `35,000 users` where thousands are meant.
  const isOfAny = /^(?:\/|$)/.test(singleOf(target)?.text ?? '-');
  const isTaken = (unit: Unit): boolean =>
    fitsInto(unit, target) || (isOfAny && sameDimension(unit, target) && !unit.percent);
  const isBare = read.unitText === '' || isNamed(target, read.unitText);
  const typed = isBare
    ? target
    : (multipleOf(read.unitText, target) ?? readUnits(read.unitText).find(isTaken));
  if (!typed) return unfit(written, target);
  const quantity = scaleQuantity(read, conversion(typed, target));
  if (!quantity) return refuse(`${clipped(input.trim())} is too large`, 'check the number and its unit');
  return {
    quantity,
    typed,
    /** Without a unit, or only with a label. */
    isBare,
    /** A division that the unit does not ask for: what costs $0.4 per 1k may be meant to be $0.4. */
    isDoubtful: quotient !== undefined && !isPure && !target.text.includes('/'),
  };
}

const GROUPS = { auto: ',', none: '', comma: ',', space: '\u00A0', point: '.' } as const;

export function styleDigits(digits: string, { thousands }: NumberStyle): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  if (whole === '') return digits;
  const separator = thousands === 'auto' && whole.length < 5 ? '' : GROUPS[thousands];
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, separator);
  return sign + grouped + (fraction === '' ? '' : (thousands === 'point' ? ',' : '.') + fraction);
}

/** As values are stored; `readQuantity` reads it back. */
export const PLAIN_STYLE: NumberStyle = { thousands: 'none' };

/** @param style as answers show it, on one line and with a true minus; by default, it is written to be stored */
export function showQuantity(quantity: Quantity, unit: Unit, style?: NumberStyle): string {
  const { relation, first, spread, note } = quantity;
  const [space, minusSign] = style ? ['\u00A0', '\u2212'] : [' ', '-'];
  // $0.50, never $0.5.
  const padded = isMoney(unit);
  const written = (number: Decimal): string =>
    decimalText(number) + (padded && number.places === 1 ? '0' : '');
  const affix = affixes(unit, spread ? '' : written(first));
  const shown = (number: Decimal, before: string): string => {
    const digits = written(number);
    const minus = digits.startsWith('-') ? minusSign : '';
    return minus + before + styleDigits(digits.slice(minus.length), style ?? PLAIN_STYLE);
  };
  const lead = relation === '' || /^[~≈]$/u.test(relation) ? relation : relation + space;
  // `-5–-3` would be hard to read.
  const until = first.value < 0 ? `${space}to${space}` : '–';
  const between = spread?.kind === '±' ? `${space}±${space}` : until;
  const body = shown(first, affix.before) + (spread ? between + shown(spread.second, '') : '');
  const after = affix.after.replace(/^ /, space);
  return `${lead}${body}${after}${note === '' ? '' : `${space}(${note})`}`;
}

/** `isGrouped`: whether a point groups digits; undefined if nothing tells. Programs write zeros behind a decimal point. */
export type Typing = {
  readonly isGrouped?: boolean | undefined;
  /** The text around it has `12,5`. */
  readonly hasCommas?: boolean | undefined;
  readonly byProgram?: true;
  /** Whose number it is, as the text behind it says. */
  readonly counted?: string | undefined;
  /** The text behind it has the rest of its unit: `hour` of `$[X] per hour`. */
  readonly per?: string | undefined;
  /** Of something: more than all of it cannot be. */
  readonly isShare?: boolean | undefined;
  /** In percent, as the text before it says. */
  readonly most?: number | undefined;
  /** The number that is stored now. */
  readonly replaced?: Fill | undefined;
};

export type Accepted = {
  readonly fill: Omit<Fill, 'updatedAt'>;
  /** Out of range, or perhaps a share meant in percent. */
  readonly warning?: string;
  /** `0.32 s = 320 ms`, when the unit was converted. */
  readonly converted?: string;
};

/** `eighty percent` */
const inDigits = (text: string): string =>
  spokenNumbers(text.slice(0, MAX_VALUE_LENGTH)).reduceRight(
    (all, { digits, start, end }) => all.slice(0, start) + digits + all.slice(end),
    text,
  );

/**
 * @param metric undefined for a placeholder without a declared metric: nearly any text is valid
 * @param typing by a person now, who can mistype: what is stored or in a file was accepted
 */
export function checkValue(metric: Metric | undefined, input: string, typing?: Typing): Accepted | Refusal {
  if (UNSEEN.test(input.replaceAll(/[\t\r\n]/g, ' ')))
    return { error: 'the value contains control characters', hint: 'type it instead of pasting it' };
  if (input.trim() === '') return { error: 'the value is empty', hint: 'to clear a value, use --unset NAME' };
  if (!metric || metric.kind === 'number') {
    const { replaced, byProgram } = typing ?? {};
    const isNumber = typing !== undefined && !byProgram && (metric ?? replaced) !== undefined;
    const read = checkFigure(metric, isNumber ? inDigits(input) : input, typing);
    if ('error' in read || read.warning !== undefined || !replaced) return read;
    // Still that of its file.
    if (read.fill.value === replaced.value) return { ...read, fill: replaced };
    return { ...read, warning: jumpFrom(replaced, read.fill) };
  }
  const isConfirmed = metric.kind === 'event' && metric.example !== undefined && isYes(input);
  const read = READERS[metric.kind](isConfirmed ? (metric.example ?? input) : input);
  if ('error' in read) return read;
  const isOdd = typing && /^[\d.,]+$/.test(read.text) && /\p{L}{2}/u.test(metric.example ?? '');
  return { fill: { value: read.text }, ...(isOdd && { warning: `${read.text} is only a number` }) };
}

const JUMP = 10;

/** Ten times as much as before, or a tenth: rather another unit, or a slip, than a measurement. */
export function jumpFrom(
  { value: before, number: was, unit }: Pick<Fill, 'value' | 'number' | 'unit'>,
  { value, number = 0, unit: now }: Accepted['fill'],
): string | undefined {
  // `15k` is no number.
  const ratio = was === undefined ? 1 : Math.abs(number / was) || 1;
  return unit === now && exactly(Math.max(ratio, 1 / ratio)) >= JUMP
    ? `${value} is far from the value so far, ${before}`
    : undefined;
}

/** What never has three digits behind the point. */
const isWhole = (unit: Unit): boolean =>
  !unit.text.includes('/') &&
  (unit.nouns !== '' || (isMoney(unit) && unit.powers.size === 1)) &&
  unit.factor === 1;

const withoutZeros = (value: string): string =>
  value.replace(/(\.\d*?)0+(?!\d)/, (_, kept: string) => (kept === '.' ? '' : kept));

/** While it is typed, `1.100` as it reads where a point groups digits; in doubt with both readings. */
function checkFigure(metric: Metric | undefined, input: string, typing?: Typing): Accepted | Refusal {
  const check = (text: string): Accepted | Refusal =>
    metric ? checkNumber(metric, text, typing) : checkUndeclared(text, typing ?? {});
  const [read, grouped] = [check(input), withoutGroups(input)];
  if (!typing || grouped === input) return read;
  const { isGrouped, hasCommas = false, byProgram = false } = typing;
  const other = check(grouped);
  if ('error' in read || 'error' in other || isGrouped === false) return read;
  if (isGrouped) return { ...other, converted: `${oneLine(input)} = ${other.fill.value}` };
  const isDoubtful =
    /\.\d{3}(?!\d)/.test(input) &&
    (isWhole(declaredUnit(metric?.unit)) || hasCommas || (!byProgram && /\.\d\d0(?!\d)/.test(input)));
  if (!isDoubtful || (other.warning !== undefined && read.warning === undefined)) return read;
  const [one, another] = [withoutZeros(read.fill.value), other.fill.value];
  return { ...read, warning: `${one} or ${another}? Write one of them, or set \`thousands\`` };
}

/** `n`, `no`, `n nobody was on call`, `no: …`; the reason may be empty. */
export function droppedReason(metric: Metric | undefined, line: string): string | undefined {
  if (metric?.kind !== 'event') return undefined;
  const [whole, reason = '', other = reason] =
    /^(?:n|no|n\s+(.+)|no\s*[:,–—-]\s*(.+))$/i.exec(line.trim()) ?? [];
  return whole === undefined ? undefined : other;
}

const MAX_TEXT_LENGTH = 500;
const MAX_ITEMS = 50;
/** They could command a terminal or deceive the eye. */
const UNSEEN = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/u;
const URL_SHAPE =
  /^https?:\/\/[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{N}])?(?::\d{1,5})?(?:[/?#]\S*)?$/iu;

type Read = { readonly text: string } | Refusal;

function readText(input: string): Read {
  const text = oneLine(input);
  return text.length <= MAX_TEXT_LENGTH
    ? { text }
    : { error: `the text has ${text.length} characters`, hint: `write at most ${MAX_TEXT_LENGTH}` };
}

function readList(input: string): Read {
  const items = input
    .split(/[,\n]/)
    .map(oneLine)
    .filter((item) => item !== '');
  if (items.length === 0) return { error: 'the list is empty', hint: 'separate the items with commas' };
  if (items.length > MAX_ITEMS)
    return { error: `the list has ${items.length} items`, hint: `write at most ${MAX_ITEMS}` };
  return readText(items.join(', '));
}

function readUrl(input: string): Read {
  if (URL_SHAPE.test(input.trim())) return readText(input);
  const error = `${clipped(oneLine(input))} is not a web address`;
  return { error, hint: 'write it in full: https://example.com' };
}

function readDate(input: string): Read {
  const text = parseDay(input.trim());
  const error = `${clipped(oneLine(input))} is not a date`;
  return text === undefined ? { error, hint: 'write YYYY-MM-DD: 2026-11-24' } : { text };
}

function readEvent(input: string): Read {
  const read = readText(input);
  if ('error' in read) return read;
  const text = withoutFullStop(read.text);
  const hint = 'y if it happened, n if it did not, or a sentence of your own';
  return text.includes(' ') ? { text } : { error: `${clipped(text)} does not say what happened`, hint };
}

const READERS: Readonly<Record<Exclude<MetricKind, 'number'>, (input: string) => Read>> = {
  text: readText,
  list: readList,
  url: readUrl,
  date: readDate,
  event: readEvent,
};

export function rangeWarning({ min, max }: Metric, number: number, shown: string): string | undefined {
  const below = min !== undefined && number < min;
  if (!below && !(max !== undefined && number > max)) return undefined;
  const range =
    max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`;
  return `${shown} is ${below ? 'below' : 'above'} the expected range (${range})`;
}

const MOST_PERCENT = 1000;

/** Where no range is declared, only what is hardly ever meant. */
export function oddWarning(
  { min, max }: Metric,
  unit: Unit,
  number: number,
  shown: string,
): string | undefined {
  const isTime = unit.powers.size === 1 && unit.powers.get('time') === 1;
  if (isTime && min === undefined && number < 0) return `${shown} is a negative time`;
  return unit.percent && max === undefined && Math.abs(number) > MOST_PERCENT
    ? `${shown} is more than ten times the whole`
    : undefined;
}

const either = (unit: Unit, number: number, other: number): string =>
  [number, exactly(other)]
    .map((each) => `${affixes(unit, '').before}${each}${affixes(unit, '').after}`)
    .join(' or ')
    .concat('?');

/** A bare `0.82` for a percentage, or `0.004` where 0.4 points are usual, may be a share of one. */
export function shareDoubt(
  { example = '100', max = 100 }: Metric,
  unit: Unit,
  number: number,
): string | undefined {
  if (!unit.percent && unit.text !== 'pp') return undefined;
  const [size, usual] = [Math.abs(number), Math.abs(Number.parseFloat(example))];
  const isSmall = size < usual / 10 || (unit.percent && usual > 1 && size <= 1);
  if (!isSmall || size === 0 || size * 100 > max) return undefined;
  return either(unit, number, number * 100);
}

/** A bare `0.0088` where some 3 ms are usual may be in seconds: both meanings. */
export function prefixDoubt({ example = '' }: Metric, unit: Unit, number: number): string | undefined {
  const parts = Math.abs(Number.parseFloat(example) / number);
  const [dimension, ...others] = parts > 200 && parts < 30_000 ? unit.powers.keys() : [];
  const isNext = (text: string): boolean => nearlyEqual(declaredUnit(text).factor, unit.factor * 1000);
  if (dimension === undefined || others.length > 0 || !symbolsOf(dimension).some(isNext)) return undefined;
  return either(unit, number, number * 1000);
}

/** A factor of 1.28 is 128% of something, or 28% more; where a factor is expected, 28% may be either as well. */
function factorDoubt({ example, max = Infinity }: Metric, unit: Unit, typed: Unit, number: number) {
  const isFactor = unit.percent ? typed.text === '×' && number > 100 : unit.text === '×' && typed.percent;
  const more = unit.percent ? number - 100 : number + 1;
  if (!isFactor || more > max || (!unit.percent && Number.parseFloat(example ?? '1') < 1)) return undefined;
  return `${either(unit, number, more)} Write one of them`;
}

/** Things that are counted come whole, unless it is a mean: `6.5 layers`. */
function countedWarning(
  { example = '' }: Metric,
  unit: Unit,
  quantity: Quantity,
  shown: string,
): string | undefined {
  const { first, spread, relation, note } = quantity;
  const isCount = unit.powers.size === 0 && /^[^/]+$/.test(unit.nouns) && unit.factor === 1;
  const isUsuallyWhole = Number.isInteger(Number.parseFloat(example));
  if (!isCount || spread || relation + note !== '' || !isUsuallyWhole) return undefined;
  return Number.isInteger(first.value) ? undefined : `${shown} is not a whole number`;
}

/** A bare `25000000` where millions are expected may be the count itself. */
function countWarning(unit: Unit, number: number): string | undefined {
  const single = singleOf(unit);
  const times = single ? conversion(unit, single) : Infinity;
  if (!single || number < times) return undefined;
  const { before, after } = affixes(single, '');
  const advice =
    before + after === '' ? 'Write one of them' : `If it is a plain count, write ${before}${number}${after}`;
  return `${either(unit, number, number / times)} ${advice}`;
}

const figuresIn = (text: string): string =>
  (text.replaceAll(/(?<=\d)[ ,_'’](?=\d{3})/g, '').match(/\d+(?:\.\d+)?/g) ?? []).map(Number).join(' ');

/** Undefined where the value has the figures that were written: `45ms`. */
const conversionOf = (input: string, value: string): string | undefined =>
  figuresIn(input) === figuresIn(value) ? undefined : `${oneLine(input)} = ${value}`;

/** In place of a number: `not reached`, `NR`. One word is rather a slip. */
const WORD = /^\s*(?:\p{Lu}{2,4}|\p{L}+(?:[ -]\p{L}+)+)\s*$/u;
export const NOTHING = /^\s*(?:none|null|nan|unknown|unmeasured)\s*$/i;

const TINY = 0.01;
/** More than a thousand of it are one. */
const TINY_UNIT = 1 / 3000;

function checkNumber(metric: Metric, input: string, typing: Typing | undefined): Accepted | Refusal {
  const unit = declaredUnit(metric.unit);
  const alone = measure(input, unit);
  const rate = 'error' in alone && typing?.per && measure(input, declaredUnit(`${unit.text}/${typing.per}`));
  const measured = rate && !('error' in rate) ? rate : alone;
  const isTyped = typing && !typing.byProgram;
  const isWord = isTyped && WORD.test(input) && !NOTHING.test(input);
  if ('error' in measured)
    return isWord ? { fill: { value: oneLine(input) }, warning: measured.error } : measured;
  const { quantity, typed, isBare, isDoubtful } = measured;
  const value = showQuantity(quantity, unit);
  const number = quantityNumber(quantity);
  // 140 s of some days, $6 of some millions.
  const isTiny = conversion(typed, unit) < TINY_UNIT && number !== 0 && Math.abs(number) < TINY;
  const doubt = isDoubtful || (isTyped && isTiny) ? `${oneLine(input)} would be ${value}` : undefined;
  const { value: first } = quantity.first;
  const ends = quantity.spread?.kind === '–' ? [first, quantity.spread.second.value] : [number];
  const doubted = isBare
    ? (shareDoubt({ ...metric, max: Math.min(metric.max ?? 100, typing?.most ?? 100) }, unit, first) ??
      (isTyped ? prefixDoubt(metric, unit, first) : undefined))
    : undefined;
  return {
    fill: { value, number, unit: unit.text || undefined },
    warning:
      doubt ??
      (isTyped ? factorDoubt(metric, unit, typed, first) : undefined) ??
      (doubted && `${doubted} Write one of them`) ??
      (isBare ? countWarning(unit, first) : undefined) ??
      countedWarning(metric, unit, quantity, value) ??
      ends.map((end) => rangeWarning(metric, end, value)).find((warning) => warning !== undefined) ??
      (isTyped ? oddWarning(metric, unit, number, value) : undefined),
    converted: conversionOf(input, value),
  };
}

/** Stored as typed; a plain number with a known unit also gets number and unit. */
function checkUndeclared(input: string, { counted, isShare, replaced }: Typing): Accepted | Refusal {
  const read = readText(input);
  if ('error' in read) return read;
  const { text } = read;
  // Also whoever answers a question that was not asked.
  if (/^[yn]$/i.test(text) || (replaced !== undefined && !/\d/.test(text)))
    return {
      fill: { value: text },
      warning: `${clipped(text)} is not a number${replaced === undefined ? '' : `, and would replace ${replaced.value}`}`,
    };
  const quantity = readQuantity(text);
  const [unit] = readUnits('error' in quantity ? (text.split(' ').at(-1) ?? '') : quantity.unitText);
  const isNumber = !('error' in quantity) && unit !== undefined && quantity.first.value >= 0;
  // `41 -> 3`, `-3`
  if (counted !== undefined && !isNumber && /^[^\p{L}]*\d/u.test(text))
    return { fill: { value: text }, warning: `${clipped(text)} is not a number of ${counted}` };
  // In words, `about` is part of the text, unless something is counted.
  const isWord = 'error' in quantity || (counted === undefined && !text.startsWith(quantity.relation));
  const isOther =
    counted !== undefined &&
    unit !== undefined &&
    (unit.powers.size > 0 || unit.percent || unit.text === '×');
  const doubt = (shown: string) => (isOther ? `${clipped(shown)} is not a number of ${counted}` : undefined);
  if (isWord || !unit || quantity.spread || quantity.note !== '')
    return { fill: { value: text }, warning: doubt(text) };
  const value = showQuantity(quantity, unit);
  const isTooMuch = isShare === true && unit.percent && Math.abs(quantity.first.value) > 100;
  const fill = isFaithful(text, quantity.unitText, value, unit)
    ? { value, number: quantityNumber(quantity), unit: unit.text || undefined }
    : { value: text };
  return {
    fill,
    converted: conversionOf(text, fill.value),
    warning: isTooMuch ? `${fill.value} is more than 100%` : doubt(fill.value),
  };
}

/** `45ms` as `45 ms`, but not `3090Ti`, `70B`, and `007`, which are names. */
function isFaithful(typed: string, unitText: string, value: string, unit: Unit): boolean {
  const isName = /^\+?0\d/.test(typed);
  if (isName || MULTIPLIERS.has(unitText)) return false;
  return unit.nouns === '' || value === withPoints(typed).replaceAll(/(?<=\d)[ ,_](?=\d)/g, '');
}

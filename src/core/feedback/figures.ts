// The figures of an answer: each number with its possible units, and how exactly it was said.
import { keptForText, wordSet } from '../base/collections.ts';
import { lettersBetween } from '../base/spelling.ts';
import type { Value } from '../fill/conditional.ts';
import {
  DECIMAL_COMMA,
  DURATIONS,
  isGroupedIn,
  readQuantity,
  scaleQuantity,
  withAddedTimes,
} from '../values/quantity.ts';
import { spokenNumbers } from '../values/spoken-numbers.ts';
import {
  knownUnit,
  conversion,
  declaredUnit,
  MULTIPLIERS,
  readUnits,
  sameMeasure,
  type Unit,
} from '../values/units.ts';
import {
  CLAUSE_END,
  isLittle,
  MAX_LENGTH,
  type Place,
  type Range,
  SENTENCE_END,
  stretchAround,
  without,
  WORD_OR_NUMBER,
  wordsIn,
} from './words.ts';

/** Of a text; bounds the work. */
const MOST_FIGURES = 200;
const REACH = 70;
const NUMBER =
  /(?<![\p{L}\p{N}_.@])([$€£¥₹₩]?)(-?)(\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:,\d{3})*)?(\.\d+)?(?!\p{N}|(?:st|nd|rd|th)\b)/gu;
/** Before a number, with the blank. */
export const HEDGES =
  '(?: (?:about|around|roughly|nearly|almost|some|only|just|close to|over|under|less than|more than|a little)){0,2} (?:[<>≤≥] ?)?~?';
/** Between two numbers that share the unit after the second. */
const CONNECTOR = new RegExp(
  `^ ?(?:,|,? (?:and|or|then)|, (?:and )?then|to|vs\\.?|versus|against|->|→|–|-|±|(?:down|up) to|rather than|instead of)${HEDGES}$|^(?:–|-|±|\\/|->|→)$`,
  'u',
);
/** Between a number with a unit and one without: `from 48 MB down to 6.2`. */
const ENDS_CHANGE = new RegExp(`^ (?:down|up)? ?to${HEDGES}$`, 'u');
/** Joins a number with the one right before it. An `A10` is no ampere. */
const NEXT_WORD =
  /[ \u00A0-]?(×|°[CF]?|(?:[\p{L}%]+(?:[²³]|(?<=m)[23](?![\p{L}\d])|(?![\p{L}\d])))(?:\/\p{L}+[²³]?)*)/guy;
const ADVERB = '(?:(?:hour|week|month|year|dai)ly|annually)(?!\\p{L})';
const MONEY_BEHIND = new RegExp(
  `^(?: ?(k|K|M|B|bn|thousand|million|billion|trillion)(?!\\p{L}))?((?:\\/\\p{L}+| per \\p{L}+| (?:an?|each|every) (?:hour|day|week|month|year)(?!\\p{L})| ${ADVERB})?)`,
  'u',
);
const PER = /^(?:per|an?|each|every)$/;
const PERIODIC = new RegExp(`^${ADVERB}`, 'iu');

const TIMES = declaredUnit('×');
const FACTOR = new RegExp(`(?:factor(?: of)?|multiplied by)${HEDGES}$`, 'i');

export type Figure = {
  readonly number: number;
  /** The likeliest first, with its end in the text; the unit after a later number of a list counts, too. */
  readonly units: readonly { readonly unit: Unit; readonly end: number }[];
  /** A unit of fixed meaning follows. */
  readonly known: boolean;
  readonly place: Place;
  /** The places of the number and of its likeliest unit, in the text with digits. */
  readonly from: number;
  readonly to: number;
  readonly unitEnd: number;
  /** The size of one step of its last digit, in the unit as written: 0.1 for `6.4`, 1 for `120`. */
  readonly step: number;
  /** What is meant is more or less: `at least 3`, `< 0.001`. */
  readonly bound: 'over' | 'under' | undefined;
};

export const isSameKind = (a: Unit, b: Unit): boolean => a.text !== '' && sameMeasure(a, b);

export const haveSameKind = ({ units }: Figure, one: Figure): boolean =>
  units.some(({ unit }) => one.units.some((each) => isSameKind(unit, each.unit)));

/** Of a number, also of one that is stored as words: `15k`, `2 h 15 min`, `four`. */
export function quantityOf({ text, plain, unit }: Pick<Value, 'text' | 'plain' | 'unit'>) {
  const said = COUNTS.indexOf(text.toLowerCase()) + 1;
  const added = withAddedTimes(plain ?? (said > 0 ? String(said) : text));
  const read = readQuantity(added);
  if ('error' in read) return undefined;
  const isTime = plain === undefined && added !== text;
  const scale = plain === undefined && !isTime ? MULTIPLIERS.get(read.unitText) : 1;
  const quantity = scale === undefined ? undefined : scaleQuantity(read, scale);
  return quantity && { ...quantity, unit: isTime ? read.unitText : unit };
}

export type DigitText = { readonly text: string; readonly placeOf: (start: number, end: number) => Place };

/** From one on. */
export const COUNTS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** By their first letters, from a half on. */
const PARTS = ['hal', 'thi', 'qua|fou', 'fif', 'six', 'sev', 'eig', 'nin', 'ten'];
const COUNT = `(?:an?|${COUNTS.join('|')}|\\d[\\d,]*)`;
const PART = '(?:hal(?:f|ves)|thirds?|quarters?|(?:four|fif|six|seven|eigh|nin|ten)ths?)';
const TIME = '(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)';
const MONTHS = (
  'Jan(?:uary)? Feb(?:ruary)? Mar(?:ch)? Apr(?:il)? May June? July? Aug(?:ust)? ' +
  'Sept?(?:ember)? Oct(?:ober)? Nov(?:ember)? Dec(?:ember)?'
).split(' ');
const MONTH = `(${MONTHS.join('|')})(?!\\p{L})(?:\\.(?= ?\\d))?`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';

function countOf(written: string): number {
  const word = written.toLowerCase().replaceAll(',', '');
  const count = COUNTS.indexOf(word) + 1;
  return /^an?$/.test(word) ? 1 : count > 0 ? count : Number(word);
}

const partOf = (written: string): number =>
  1 / (PARTS.findIndex((part) => part.includes(written.slice(0, 3).toLowerCase())) + 2);

const digitsOf = (number: number): string => String(Number(number.toPrecision(5)));
/** A share of a small number is rounded. */
const shareOf = (part: number, of: number): string => `${of < 100 ? '~' : ''}${digitsOf((100 * part) / of)}%`;
const isUnit = (text: string): boolean =>
  text.endsWith('illion') ||
  /^points?$/u.test(text) ||
  knownUnit(text) !== undefined ||
  knownUnit(text.split(/[ -]/)[0] ?? '') !== undefined;

/** Undefined if the words stay as they are. */
type Rewrite = readonly [RegExp, (match: RegExpExecArray) => string | undefined];
const rewrite = (source: string, digits: Rewrite[1]): Rewrite => [new RegExp(source, 'giu'), digits];

/** `3.14 dayofyear` for March 14; the year is a figure of its own. */
const dateText = (month: string, day: string, year = ''): string | undefined => {
  const at = Number(month) || MONTHS.findIndex((name) => name.startsWith(month.slice(0, 3))) + 1;
  const isDay = at > 0 && at < 13 && Number(day) < 32;
  return isDay ? `${at}.${day.padStart(2, '0')} dayofyear ${year}`.trimEnd() : undefined;
};

/** What numbers only name: the items of a list, days, and times of day. */
const NAMED: readonly Rewrite[] = [
  [
    /(?<![\p{L}\d])\(?\d{1,2}\)(?= \p{L})/gu,
    ({ 0: mark, index, input }) =>
      mark.startsWith('(') || !/\([^()]*$/u.test(input.slice(0, index)) ? ' ' : undefined,
  ],
  [
    /(?<![\d.-])(\d{4})-(\d\d)-(\d\d)(?!\d)/gu,
    ([, year, month = '', day = '']) => dateText(month, day, year),
  ],
  [
    /(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)/gu,
    ([, one = '', sign, two = '', year]) =>
      sign === '.' || Number(one) > 12 ? dateText(two, one, year) : dateText(one, two, year),
  ],
  [
    new RegExp(`(?<![\\d.,])${DAY} (?:of )?${MONTH}`, 'gu'),
    ([, day = '', month = '']) => dateText(month, day),
  ],
  [
    new RegExp(`(?<!\\p{L})${MONTH} (?:the )?${DAY}(?![.,:]?\\d|\\p{L}| ?%| \\p{Ll}+s\\b)`, 'gu'),
    ([, month = '', day = '']) => dateText(month, day),
  ],
  // `half past three in the afternoon`, `3:30 p.m.`, `2 o'clock`
  [
    /(?<![\d:.,])(?:([Hh]alf|[Qq]uarter) (past|to) )?(\d{1,2})(?:([:.])([0-5]\d))?(?: ?([AaPp])\.?[Mm](?!\p{L})(?:\.(?! \p{Lu}|$))?| (?:in the |at )(morning|afternoon|evening|night)| o['’]clock)?(?![.:]?\d| ?%| ?(?:h|hrs?|hours?|mins?|minutes?)(?!\p{L}))/gu,
    ({ 0: all, 1: part = '', 2: to, 3: hours, 4: sign, 5: minutes = '0', 6: half = '', 7: time = half }) => {
      if (part === '' && sign !== ':' && /\d$/u.test(all)) return undefined;
      const hour = Number(hours);
      const isLate = hour < 12 && (/^(?:p|af|e)/iu.test(time) || (time === 'night' && hour > 4));
      const shift = isLate ? 12 : hour === 12 && /^(?:a$|m|n)/iu.test(time) ? -12 : 0;
      const share = /^h/iu.test(part) ? 0.5 : 0.25 * (to === 'to' ? -1 : 1);
      return hour > 24
        ? undefined
        : `${digitsOf(hour + shift + (part === '' ? Number(minutes) / 60 : share))} oclock`;
    },
  ],
];

/** Puts other words for numbers and units into digits; each reads the text that those before it wrote. */
const OTHER_WORDS: readonly Rewrite[] = [
  rewrite(
    `\\b(an?|one|\\d+) (?:good )?(${TIME})s? and (?:(a)|three|3) (half|quarters?)\\b`,
    ([, count = '', unit, one, part = '']) =>
      `~${countOf(count) + (one === undefined ? 3 : 1) * partOf(part)} ${unit}s`,
  ),
  [
    /(?<![\d.,])(\d+) and (?:a|one) (half|quarter)\b/giu,
    ([, whole, part = '']) => `${whole}${partOf(part) === 0.5 ? '.5' : '.25'}`,
  ],
  [/\bminus (?=\d)/giu, () => '-'],
  // `7.000.000`, `1.100,5 ms`, `110.000 €`
  [
    /(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)/gu,
    ({ 0: written, index, input }) => {
      const beside = input.slice(0, index) + input.slice(index + written.length);
      const isSure = /,|\..*\.|\d\d\.000$/.test(written) || isGroupedIn([beside]);
      return isSure ? written.replaceAll('.', '').replace(',', '.') : undefined;
    },
  ],
  // `1,5 Milliarden`
  rewrite('(?<=\\d) (?:(Tausend)|(Millionen|Mio)|Milliarden?|Mrd)\\b\\.?', ([, thousand, million]) =>
    thousand ? ' thousand' : million ? ' million' : ' billion',
  ),
  // `81,5%`, `0,581`
  [
    new RegExp(`${DECIMAL_COMMA.source}(?! (?:and|or) \\d\\b)`, 'gu'),
    ([written]) => written.replace(',', '.'),
  ],
  rewrite('(?<=\\d )Prozent(punkten?)?\\b', ([, points]) => (points ? 'percentage points' : 'percent')),
  // `a third of a megawatt hour`, `three quarters of an hour`, `quarter of a million`
  rewrite(
    `\\b(?:(${COUNT})[ -])?(${PART})(?: of)?(?: an?)? (?:(1(?:000){1,3})\\b|(?=(\\p{L}+(?: (?:metre|meter|hour)s?)?)))`,
    ([, count = 'a', part = '', round, unit = '']) => {
      const share = countOf(count) * partOf(part);
      return round !== undefined
        ? digitsOf(share * Number(round))
        : isUnit(unit)
          ? `~${digitsOf(share)} `
          : undefined;
    },
  ),
  // `82 out of 100`, `one payslip in fifty`, `9 of 10`, `three per thousand`; not `5 failures in 10 s`
  rewrite(
    `(?<![\\p{L}\\d.,$€£¥₹₩])(one|\\d[\\d,]*(?:\\.\\d+)?)( (?!out\\b)\\p{L}+)? (out of|in|of|per|for every) (?:each |every |an? )?(\\d[\\d,]*|hundred|thousand|million)\\b(?! ?(?:%|percent|(?:${TIME}s?|ms|s|secs?|mins?|h|hrs?)\\b))`,
    ([, count = '', noun, joint = '', of = '']) => {
      const power = ['hundred', 'thousand', 'million'].indexOf(of.toLowerCase());
      const [part, whole] = [countOf(count), power === -1 ? countOf(of) : ([100, 1000, 1e6][power] ?? 1)];
      const isRound =
        /^(?:[3-9]|[1-9]0+)$/u.test(String(whole)) || (part === 1 && whole < 100 && joint === 'in');
      const isShare = joint === 'out of' || (isRound && (noun === undefined || joint === 'in'));
      if (!isShare || part >= whole) return undefined;
      // Marks: `4.4 out of 5`, `7 points out of 60`.
      if (whole < 100 && (!Number.isInteger(part) || / (?:points?|marks?|stars?)/iu.test(noun ?? '')))
        return `${count}${noun ?? ''}`;
      // `9 out of 12 teams` says both numbers, too; `9 in 12` and `18 of 10,000` do not.
      return noun !== undefined || joint === 'in' || (isRound && whole >= 100)
        ? shareOf(part, whole)
        : `${shareOf(part, whole)}, ${count} of ${of}`;
    },
  ),
  rewrite(
    `\\b(${COUNT})[ -](${PART})\\b(?= (?:of|more|less|fewer|faster|slower|as|higher|lower|cheaper|and|with|for|at)\\b|[.,;:)]|$)`,
    ([, count = '', part = '']) => shareOf(countOf(count) * partOf(part), 1),
  ),
  [
    /(?<!\b(?:first|second|other|last|each|every|one|latter|bottom|top|upper|lower|a|the) )half(?= (?:of|the|its|our|all)\b)/giu,
    () => '~50%',
  ],
  [/\b(?:by|in) half\b/giu, () => 'by ~50%'],
  // `It more than halved`, `nearly double`
  rewrite(
    '\\b((?:more than|nearly|almost|about|roughly) )?(halv|doubl|tripl|quadrupl)(ed?)\\b',
    ([, about = '', verb = '', end]) => {
      const times = ['halv', 'doubl', 'tripl', 'quadrupl'].indexOf(verb.toLowerCase()) + 1;
      if (end === 'e' && about === '') return undefined;
      return `by ${about}${times === 1 ? '~50%' : `${times}×`}`;
    },
  ),
  [/(?<=(?:^|[^\d\s]) ?[€£¥₹₩]) (?=\d)/gu, () => ''],
  // `One euro seventy`, `a dollar forty`
  rewrite(
    `(?<![\\d.])\\b(${COUNT}) (euro|dollar|pound|franc)s?(?: and)? (\\d\\d)(?: cents?\\b)?(?! ?(?:%|percent|\\p{L}+s\\b))`,
    ([, count = '', money, cents]) => `${countOf(count)}.${cents} ${money}s`,
  ),
  [/\bgigs?\b/giu, () => 'G'],
  [/(?<=\d )megs?\b/giu, () => 'MB'],
  [/\b(?:twice|double)(?= (?:as|the|that|what|it)\b|[.,;]|$)/giu, () => '2×'],
  [/(?<=\d)[- ]dimensional\b/giu, () => ' dimensions'],
  rewrite(
    `(?<=\\b(?:every|takes?|took|for|after|under|over|than|least|about|only|just|nearly|almost|around|roughly) )(?:an? )?((?!quarter)${TIME})(?= (?:late|long|to|for|and|at|of)\\b|[.,;:)]|$)`,
    ([, unit]) => `1 ${unit}`,
  ),
];

/** `1h45`, `5 min 40 s`; not `100 m 12 s`. */
const ADDED: readonly Rewrite[] = [
  rewrite(
    '(?<![\\p{L}\\d.:,])(\\d{1,4}):([0-5]\\d) ?(?:(h|hrs?|hours?)|mins?|minutes?)(?!\\p{L})',
    ([, first, second, hours]) => (hours ? `${first} h ${second} min` : `${first} min ${second} s`),
  ),
  ...DURATIONS.map(([regex, added]): Rewrite => [
    regex,
    (found) => (/\d m(?!\p{L})/u.test(found[0]) ? undefined : added(found)),
  ]),
];

const SCALES = ['thousand', 'million', 'billion'];
/** `1.2 milion`, `two milion` */
const MISTYPED: Rewrite = [
  new RegExp(`(?<=(?:\\d|\\b(?:${COUNTS.join('|')}|\\p{L}+(?:teen|ty)|hundred|few)) )\\p{L}{6,9}\\b`, 'giu'),
  ([written]) =>
    SCALES.some((scale) => written.startsWith(scale.slice(0, -1)))
      ? undefined
      : SCALES.find((scale) => lettersBetween(written, scale) === 1),
];

/** `86 000` */
const GROUPED: Rewrite = [
  /(?<![\p{L}\p{N}_.,@])\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?![\d])/gu,
  ([written]) => written.replaceAll(/\D/gu, ''),
];

/** `six or seven hundred` */
const HUNDREDS = rewrite(
  `(?<!ty[- ]|hundred |and )\\b(${COUNTS.join('|')}|twenty) (or|to) (${COUNTS.join('|')}|thirty) (hundred|thousand|million)\\b`,
  ([, low, joint, high, scale]) => `${low} ${scale} ${joint} ${high} ${scale}`,
);

type Placed = { readonly digits: string; readonly start: number; readonly end: number };

/** Applied one after another, in order: inserted text has the place of the text that it replaces. */
function rewritten({ text, placeOf }: DigitText, changes: readonly Placed[]): DigitText {
  if (changes.length === 0) return { text, placeOf };
  let [out, from] = ['', 0];
  const places: Place[] = [];
  const keep = (to: number): void => {
    out += text.slice(from, to);
    for (let at = from; at < to; at += 1) places.push(placeOf(at, at + 1));
  };
  for (const { digits, start, end } of changes) {
    if (start < from) continue;
    keep(start);
    out += digits;
    for (let i = 0; i < digits.length; i += 1) places.push(placeOf(start, end));
    from = end;
  }
  keep(text.length);
  const { end: last } = text === '' ? { end: 0 } : placeOf(text.length - 1, text.length);
  return {
    text: out,
    placeOf: (start, end) => ({
      start: places[start]?.start ?? last,
      end: places[end - 1]?.end ?? last,
    }),
  };
}

function foundIn(text: string, [regex, digits]: Rewrite): readonly Placed[] {
  // Most patterns are in no text, and `matchAll` copies a pattern first.
  const isThere = regex.test(text);
  regex.lastIndex = 0;
  if (!isThere) return [];
  return [...text.matchAll(regex)].flatMap((match) => {
    const put = digits(match);
    return put === undefined ? [] : [{ digits: put, start: match.index, end: match.index + match[0].length }];
  });
}

const asWritten = (text: string): DigitText => ({ text, placeOf: (start, end) => ({ start, end }) });

export const digitText = keptForText((written: string): DigitText => {
  const plain = written
    .slice(0, MAX_LENGTH)
    .replaceAll(/[\u2212\u2011]/gu, '-')
    .replaceAll(/\s/gu, ' ');
  const whole = rewritten(asWritten(plain), foundIn(written, GROUPED));
  const change = (read: DigitText, words: Rewrite): DigitText => rewritten(read, foundIn(read.text, words));
  const full = [MISTYPED, HUNDREDS].reduce(change, whole);
  return [...NAMED, ...OTHER_WORDS, ...ADDED].reduce(change, rewritten(full, spokenNumbers(full.text)));
});

/** `length` in the text after the number. */
type Written = { readonly unit: Unit; readonly length: number };

/** The most words between a unit, its `of …`, and its `per …`. */
const MOST_WORDS = 8;
/** Between a unit and its `per`: `tonnes of CO2 a year`. */
const MOST_BETWEEN = 3;

/** `per hour`, `an hour`, `monthly`, right after the unit or a little later. */
function ratesBehind(words: readonly Spoken[], head: string, from: number): readonly Written[] {
  for (let at = from; at < Math.min(words.length, from + MOST_BETWEEN + 1); at += 1) {
    const { text = '', end = 0 } = words[at] ?? {};
    if (PERIODIC.test(text)) return unitsOf(`${head} ${text}`, end);
    if (!PER.test(text)) continue;
    const below = words[at + 1];
    if (below && below.text !== 'bit' && (at === from || knownUnit(below.text)))
      return unitsOf(`${head} per ${below.text}`, below.end);
  }
  return [];
}

type Spoken = { readonly text: string; readonly end: number };

/** Not nouns: `21 in the ward`, `0.87 against 0.80`. */
const hasLittleWord = (nouns: string): boolean => nouns.split(/[ /]/).some(isLittle);

const unitsOf = (text: string, length: number): readonly Written[] =>
  (/^degrees?$/.test(text) ? ['°C', '°F', 'deg', 'degrees'] : [text])
    .flatMap((each) => readUnits(each))
    .filter(({ nouns }) => !hasLittleWord(nouns))
    .map((unit) => ({ unit, length }));

/** Some write them as bits per second are written. */
const basisPoints = (length: number): readonly Written[] => [
  ...unitsOf('bps', length),
  { unit: { ...declaredUnit('%'), factor: 0.0001 }, length },
];

/** Directly after it, or a noun one word later (`8 attention heads`). */
function unitsBehind(after: string): readonly Written[] {
  const words = [...after.matchAll(NEXT_WORD)]
    .slice(0, MOST_WORDS)
    .map(({ 0: all, 1: text = '', index }): Spoken => ({ text, end: index + all.length }));
  const [first, next, third] = words;
  if (!first) return [];
  // `thousand cubic meters per hour`
  const two = next && third && `${next.text} ${third.text}`;
  const isTwo = two !== undefined && knownUnit(two) !== undefined;
  // `15k client connections`
  const counted = two && MULTIPLIERS.has(first.text) ? unitsOf(`${first.text} ${two}`, third?.end ?? 0) : [];
  const second = isTwo ? { text: two, end: third?.end ?? 0 } : next;
  const both = second && `${first.text} ${second.text}`;
  const isKnown = knownUnit(first.text) !== undefined;
  const nouns =
    second && !isKnown && !hasLittleWord(first.text)
      ? unitsOf(second.text, second.end).filter(({ unit }) => unit.nouns !== '' && unit.powers.size === 0)
      : [];
  const isOne = both !== undefined && (!isKnown || knownUnit(both) !== undefined);
  return [
    ...(isOne ? ratesBehind(words, both, isTwo ? 3 : 2) : []),
    ...ratesBehind(words, first.text, 1),
    ...counted,
    ...(isOne ? unitsOf(both, second?.end ?? 0) : []),
    ...unitsOf(first.text, first.end),
    // `1.5B parameters`
    ...(first.text === 'B' && second ? unitsOf(`billion ${second.text}`, second.end) : []),
    ...nouns,
    ...(both && /^basis points?$/u.test(both) ? basisPoints(second.end) : []),
    ...(first.text === 'bps' ? basisPoints(first.end) : []),
  ];
}

/**
 * `$` with the text after the number: `/h`, ` per hour`, ` million`. A count (`$0.44 per million requests`) may be
 * left out.
 */
const OF_CONDITION = /\d ?[\p{L}%µ]{1,12} (?:at|for|with) $/u;

function moneyUnits(money: string, after: string): readonly Written[] {
  const [all = '', multiplier = '', behind = ''] = MONEY_BEHIND.exec(after) ?? [];
  const units = unitsOf(`${multiplier} ${money}${behind}`.trimStart(), all.length);
  if (multiplier === '' && units.some(({ unit }) => unit.powers.size > 1)) return units;
  return behind === '' && multiplier !== ''
    ? units
    : [...units, ...unitsOf(`${multiplier} ${money}`.trimStart(), multiplier.length)];
}

const isFixed = ({ powers, percent, text }: Unit): boolean => powers.size > 0 || percent || text === '×';

export function figuresIn({ text, placeOf }: DigitText): readonly Figure[] {
  const found = [...text.matchAll(NUMBER)].filter(([, , , whole, part]) => (whole ?? part) !== undefined);
  const figures: Figure[] = [];
  for (const match of found.toReversed()) {
    const [all, money = '', sign = '', whole = '', part = ''] = match;
    const to = match.index + all.length;
    const after = text.slice(to, to + REACH);
    const own = money === '' ? unitsBehind(after) : moneyUnits(money, after);
    const step = 10 ** -Math.max(0, part.length - 1);
    const behind = figures.at(-1);
    const between = text.slice(to, behind?.from);
    // In `a rating of 3.4, and 41 percent of calls`, the percent are of the second alone, and so is a factor.
    const isList =
      !between.startsWith(',') || (step === behind?.step && behind.units[0]?.unit.text !== TIMES.text);
    // In `60 ms at 128 and 300 ms at 512`, the 128 has none.
    const isCondition = OF_CONDITION.test(text.slice(Math.max(0, match.index - BESIDE), match.index));
    const shared = isList && !isCondition && CONNECTOR.test(between) ? behind : undefined;
    const place = placeOf(match.index, to);
    const isFactor = FACTOR.test(text.slice(Math.max(0, match.index - 24), match.index));
    const units = [
      ...own.map(({ unit, length }) => ({
        unit,
        end: length === 0 ? place.end : placeOf(to, to + length).end,
      })),
      ...(isFactor ? [{ unit: TIMES, end: place.end }] : []),
      ...(shared?.units ?? [])
        .filter(({ unit }) => unit.text.startsWith(money))
        .map(({ unit }) => ({ unit, end: place.end })),
    ];
    const fixed = own.find(({ unit }) => isFixed(unit));
    // In `14 minutes per session`, the session is a word beside the figure.
    const nearest = own.find(({ unit }) => isFixed(unit) && unit.nouns === '') ?? fixed ?? own[0];
    figures.push({
      number: Number(`${sign}${whole.replaceAll(/[^\d]/gu, '')}${part}`),
      units,
      known: shared?.known === true || money !== '' || fixed !== undefined || isFactor,
      place,
      from: match.index,
      to,
      unitEnd: to + (nearest?.length ?? 0),
      step,
      bound: boundOf(...wordsBeside(text, match.index, to)),
    });
  }
  return figures.toReversed().map((figure, i, all) => {
    const last = all[i - 1];
    return last?.known && figure.units.length === 0 && ENDS_CHANGE.test(text.slice(last.unitEnd, figure.from))
      ? { ...figure, units: last.units.map(({ unit }) => ({ unit, end: figure.place.end })), known: true }
      : figure;
  });
}

/** Without zeros at either end. */
export const significantDigits = (number: number): string =>
  Math.abs(number)
    .toPrecision(4)
    .replace(/e.*/u, '')
    .replace('.', '')
    .replaceAll(/^0+|0+$/gu, '');
/** `~` is also put before fractions in words. */
const ABOUT =
  /(?:~|≈|\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|close to|some|something like|more like|like|circa|an? good|shy of|short of|not quite|just under|a (?:little|bit) (?:under|less than|below)|just over|a (?:little|bit) (?:over|more than|above)))\s*$/i;
const ABOUT_BEHIND =
  /^(?:-?ish\b|(?: ?[\p{L}%°/]+)? (?:or so|and a bit|and change|give or take|or thereabouts)\b)/iu;
const OVER =
  /(?:\b(?:over|more than|above|at least|exceeds?|past|upwards of|n(?:o|ot) (?:less|fewer) than|mehr als|mindestens)|(?<![-=])>=?|≥)(?: an? (?:factor|total) of)?\s*~?$/i;
const OVER_BEHIND = /^(?:\+|-odd\b|(?: ?[\p{L}%°/]+)? (?:and a bit|and change|(?:or|and) more|plus)\b)/iu;
const UNDER =
  /(?:\b(?:under|below|(?<!\bn(?:o|ot) )(?:less|fewer) than|n(?:o|ot) (?:more|longer) than|unter|weniger als|at most|within|(?<!\b(?:went|gone|goes|got|gets|came|rose|grew|climbed|jumped|increased|it|them|that|back|from [^ ]{1,12}) )up to|beneath|not even|never (?:passed|exceeded|reached|above|over|more than))|<=?|≤)(?: an? (?:factor|total) of)?\s*~?$/i;
/** In UTF-16 units. */
const BESIDE = 40;
/** The words before and behind a figure that say how it is meant. */
const wordsBeside = (text: string, from: number, to: number) =>
  [text.slice(Math.max(0, from - BESIDE), from), text.slice(to, to + BESIDE)] as const;
/** `more than `, `< ` */
export const boundBefore = (before: string): string => (UNDER.exec(before) ?? OVER.exec(before))?.[0] ?? '';
/** `It must never block a payment for more than 80 ms` */
const NEVER = /\b(?:never|cannot|(?:ca|wo|must|should)n['’]?t|(?:must|should|may|will) not)\b[^.,;:\d]*$/iu;
const boundOf = (before: string, after: string): Figure['bound'] =>
  UNDER.test(before) || (OVER.test(before) && NEVER.test(before))
    ? 'under'
    : OVER.test(before) || OVER_BEHIND.test(after)
      ? 'over'
      : undefined;
/** As a share of the number. */
export const ROUGH = 0.1;
/** Of a round number in words: `three hundred`, `three and a half`. */
const ROUND = 0.05;
/** How far above 350 the value of `over 350` may be; above 300, up to 400. */
const BEYOND = 0.25;
/** `Below 2` is not 2.1. */
const PASSED = 0.02;
const FACTOR_BEHIND =
  /^ ?(?:times|×|x)(?: (?:as|the|that|what)\b|(?: (?!per\b)\p{L}+)? (?:more|less|fewer|(?!(?:p|aft|und|ov)er\b)\p{L}+er)\b)/iu;
const SPREAD = /^ ?(?:±|\+\/-) ?$/u;
const DASH = /^ ?(?:–|-) ?$/u;

/** The size of the last digit that is meant: 10 for `150`, 1 for `117`; a round number is exact to two digits. */
function meantStep({ number, step }: Figure): number {
  const size = Math.abs(number);
  if (step < 1 || size < 100) return step;
  const digits = String(Math.round(size));
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  return 10 ** Math.min(zeros, digits.length - 2);
}

/** 64 is said for 64.5, but not 3 for 3.5. */
const BELOW_HALF = 0.999;

/** In its own unit. */
function meaningOf(figure: Figure, text: string, isRound = false): Range {
  const { number, from, to } = figure;
  const [before, after] = wordsBeside(text, from, to);
  const size = Math.abs(number);
  const isAbout = ABOUT.test(before) || ABOUT_BEHIND.test(after);
  const rough = (isAbout ? ROUGH : isRound ? ROUND : 0) * size;
  const half = meantStep(figure) / 2;
  const halfAbove = half * (figure.step === 1 && half < ROUND * size ? 1 : BELOW_HALF);
  // `Never more than 16` is both.
  const isOver = OVER.test(before) || OVER_BEHIND.test(after);
  const isUnder = figure.bound === 'under';
  // `Just over 20` is not 30.
  const isOneDigit = !isAbout && significantDigits(size).length === 1;
  const digit = isOneDigit ? 10 ** Math.floor(Math.log10(size)) : 0;
  return {
    low: number - (isOver ? PASSED * size : Math.max(half, rough, isUnder ? BEYOND * size : 0)),
    high:
      number +
      (isUnder ? PASSED * size : Math.max(halfAbove, rough, isOver ? Math.max(BEYOND * size, digit) : 0)),
  };
}

export type Claim = Figure & {
  /** In words that may be two numbers: `seven forty`. */
  readonly isSpoken: boolean;
  /** `2.6 times as fast`. */
  readonly isFactor: boolean;
  /** The other end of a range. */
  readonly until?: number;
  readonly meaning: Range;
};

/** `310–330 ms`, `between 310 and 330 ms` */
function isRange(last: Figure, figure: Figure, text: string): boolean {
  const between = text.slice(last.to, figure.from);
  const before = text.slice(Math.max(0, last.from - 16), last.from);
  const isNear = figure.number < 2 * last.number;
  return (
    figure.number > last.number &&
    (DASH.test(between) ||
      (/^ (?:and|to) $/u.test(between) && /\bbetween $/iu.test(before)) ||
      (between === ' or ' && isNear) ||
      (between === ' to ' && isNear && !/\b(?:from|went|up|down) (?:about )?$/iu.test(before)))
  );
}

export const PLACEHOLDER = /\[[^\]\n]{1,200}\]|\{\{[^{}\n]{1,200}\}\}|_{4,}/g;

/** The ranges that a text states, also between two placeholders: `[lo]–[hi]`. */
export function rangesIn(written: string): readonly Figure[] {
  let count = 100;
  const said = digitText(written.replaceAll(PLACEHOLDER, () => String((count += 2))));
  const figures = figuresIn(said);
  return figures.slice(1).filter((figure, i) => figures[i] && isRange(figures[i], figure, said.text));
}

/** `0.72 (95% CI 0.58` */
const OF_ESTIMATE = /\d[^()\d]{0,40}\([^()]*$/u;

/**
 * The figures of a text; `310–330 ms` and `321 ± 2 ms` are one figure each. Not so the bounds of another figure,
 * `320 ms (310–330)`, nor those of a range that the question states itself.
 */
function claimsIn(said: DigitText, typed: string, stated: readonly Figure[]): readonly Claim[] {
  const { text } = said;
  const claims: Claim[] = [];
  for (const figure of figuresIn(said)) {
    const written = typed.slice(figure.place.start, figure.place.end);
    const isHundreds = figure.number >= 100 && significantDigits(figure.number).length === 1;
    const isRound = / (?:half|quarters?)\b/iu.test(written) || (isHundreds && !/\d/u.test(written));
    const last = claims.at(-1);
    const isSpread = last !== undefined && SPREAD.test(text.slice(last.to, figure.from));
    const isOneFigure =
      last !== undefined &&
      isRange(last, figure, text) &&
      !OF_ESTIMATE.test(text.slice(Math.max(0, last.from - REACH), last.from)) &&
      !stated.some((each) => haveSameKind(each, figure) || (!each.known && !figure.known));
    if (last && (isSpread || isOneFigure)) {
      const { number, from, place, units } = last;
      const other = isSpread
        ? { low: number - figure.number, high: number + figure.number }
        : meaningOf(figure, '');
      claims[claims.length - 1] = {
        ...figure,
        number,
        from,
        units: figure.units.length > 0 ? figure.units : units,
        place: { start: place.start, end: figure.place.end },
        until: figure.number,
        isSpoken: false,
        isFactor: false,
        meaning: {
          low: Math.min(last.meaning.low, other.low),
          high: Math.max(last.meaning.high, other.high),
        },
      };
    } else
      claims.push({
        ...figure,
        isSpoken: figure.number > 100 && !/\d|hundred|thousand|million/i.test(written),
        isFactor: FACTOR_BEHIND.test(text.slice(figure.to, figure.to + 20)),
        meaning: meaningOf(figure, text, isRound),
      });
  }
  return claims.slice(0, MOST_FIGURES);
}

/** `p > 0.001` for `p < 0.001`. */
export const isOtherBound = (said: Figure['bound'], meant: Figure['bound']): boolean =>
  said !== undefined && meant !== undefined && said !== meant;

const DENIED =
  /(?<!\b(?:if|why|or) )\b(?:not|(?:is|are|was|were|do|does|did|has|have|had)n['’]t|nicht|keine?|pas)(?: (?:at|in|by|to|bei|auf|be|take|need|get|use|have|cost|reach)){0,2}(?: (?:an?|the))? ?$/iu;
const CORRECTED =
  /^([,;.:–—-]* (?:but|sondern|mais|rather|make that|more like|(?:it|that|they|there|es|das)(?:['’]s| is| was|['’]re| are| were| ist| sind)))(?: [\p{L}’']+){0,2} ?$/iu;
/** `Not 312 ms, that's the p95; it is 187 ms.` */
const DENIED_AS = /^, (?:that|this|it|which)(?:['’]s| is| was) [^;,.\n]+(?=[;,.])/iu;
const WITHDRAWN =
  /^[ ,;.:!?…–—-]*(?:(?:uh|um|er|oh|well|actually|äh|ach)[ ,]+)*(?:sorry|pardon|excuse me|no|nope|wait|hang on|correction|scratch that|I mean|or rather|make that|nein|Quatsch|ich meine|Entschuldigung|Verzeihung)\b(?:[ ,;.:!–—-]+(?:sorry|pardon|no|wait|I mean|actually|make that|nein|(?:it|that)(?:['’]s| is| was)|about|at))*[ ,;.:!–—-]*$/iu;
/** `We used 40%? No, …` */
const ASKED = /^[^.!?\n]*\? *(?:no|nope|not|nein)\b/iu;

/** With blanks for the figures that it denies (`not 120 ms but 220 ms`) or takes back (`120, sorry, 220 ms`). */
export function withoutTakenBack(typed: string): string {
  const said = digitText(typed);
  const { text, placeOf } = said;
  const figures = figuresIn(said);
  const cuts = figures.flatMap(({ from, unitEnd }, i) => {
    const next = figures[i + 1]?.from ?? unitEnd;
    const between = text.slice(unitEnd, next);
    const [negation] = DENIED.exec(text.slice(Math.max(0, from - BESIDE), from)) ?? [];
    if (negation === undefined && !ASKED.test(text.slice(unitEnd, unitEnd + REACH)))
      return WITHDRAWN.test(between) ? [placeOf(from, next)] : [];
    const start = from - (negation?.length ?? 0);
    const told = CORRECTED.exec(between)?.[1] ?? DENIED_AS.exec(between)?.[0] ?? '';
    return [placeOf(start, unitEnd + told.length)];
  });
  return withoutPlaces(typed, cuts);
}

/** With blanks instead, so that all other places stay true. */
export const withoutPlaces = (text: string, places: readonly Place[]): string =>
  places.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  );

/** Whatever its unit. */
export const canMean = ({ meaning: { low, high } }: Claim, number: number): boolean =>
  low <= number && number <= high;

/** In a unit of the same kind, and as exactly as it was said; `$20` also for `$20 per million`. */
export const saysFigure = (said: Claim, { number, units, bound }: Figure): boolean =>
  !isOtherBound(said.bound, bound) &&
  said.units.some(({ unit }, i) =>
    (i === 0 ? units : units.slice(0, 1)).some(
      (stated) => isSameKind(unit, stated.unit) && canMean(said, number * conversion(stated.unit, unit)),
    ),
  );

export type Side = 'before' | 'after';
const OF_BEFORE = wordSet('before old previous initial original former earlier');
const OF_AFTER = wordSet('after afterwards new now current today final later');

export function namedSide(names: readonly string[]): Side | undefined {
  const [isBefore, isAfter] = [OF_BEFORE, OF_AFTER].map((side) => names.some((each) => side.has(each)));
  return isBefore === isAfter ? undefined : isBefore ? 'before' : 'after';
}

/** Also as a label: `was: 3 h`. */
const sideBefore = (words: string): RegExp => new RegExp(`(?:${words}):?${HEDGES}$`, 'iu');
const FROM = sideBefore('\\b(?:from|used to(?: \\p{L}+)?|instead of|had been)');
const TO = sideBefore('(?:\\b(?:to|up at|into|now|then|today|currently)|→|->)');
const WAS = sideBefore('\\b(?:was|were)(?: at)?');
const IS = sideBefore("\\b(?:is|are|takes?|needs?|gets?|stands?|sits?|runs?)(?: at)?|['’]s(?: at)?");
/** Whatever else is told before a figure may be about another time. */
const NOT_THEN = String.raw`(?!.*(?:(?<![\p{L}\d])\d+(?!\d|st\b|nd\b|rd\b|th\b)|\b(?:WORDS)\b))`;
const beginning = (words: string, others: string): RegExp =>
  new RegExp(`^\\W*(?:${words})\\b${NOT_THEN.replace('WORDS', others)}`, 'iu');
const CHANGED_AT =
  '(?:joined|started|began|arrived|came|took (?:\\p{L}+ )?(?:over|on)|first \\p{L}+|inherited)';
/** Begins a sentence about what was before. */
const BEGINS_BEFORE = beginning(
  `before (?:\\p{L}+ing\\b|(?:we|i|the|that)\\b)|originally|initially|previously|at first|(?:at|in) the (?:outset|start|beginning)|on (?:my|our|the) first day|when (?:i|we) ${CHANGED_AT}|(?:i|we) (?:started|began|inherited)|(?:(?:with|on|in|under|by) )?(?:the|our) (?:original|initial|old|former|previous)`,
  'is|are|now|today|then|after\\p{L}*',
);
const AFTERWARDS =
  'after (?:the|this|it|we|i|\\p{L}+ing)|since (?:then|that)|once|in the end|(?:with|under) the new|with .{1,40} in place';
const BEGINS_AFTER = beginning(AFTERWARDS, 'before|old|previous\\p{L}*|from|had been|used to');
/** Whatever comes between, `we were at` is no time before then. */
const LEADS_AFTER = new RegExp(`^\\W*(?:${AFTERWARDS})\\b`, 'iu');
export const beginsBefore = (words: string): boolean => BEGINS_BEFORE.test(words);
const BEFORE_BEHIND = new RegExp(
  `^(?: (?:before(?! (?:it|the|we|they|you|i|a)\\b)|previously|originally|initially|at first)|[^\\d.;]* when (?:i|we) ${CHANGED_AT})\\b`,
  'iu',
);
const AFTER_BEHIND = /^ (?:after(?! \p{L})|afterwards?\b)/iu;
const NOW = /\b(?:now|these days|currently|today|nowadays)\b/iu;
const THEN = /\b(?:before|used to|was|were|had|from|old)\b/iu;
type SideSaid = { readonly side?: Side; readonly isPlain: boolean };

/** Whether a figure is said as the one before or the one after; by its verb alone, not plainly. */
function sideSaid({ from, unitEnd }: Pick<Figure, 'from' | 'unitEnd'>, text: string, next: number): SideSaid {
  const [before, behind] = wordsBeside(text, from, unitEnd);
  if (FROM.test(before)) return { side: 'before', isPlain: true };
  if (TO.test(before)) return { side: 'after', isPlain: true };
  const { low: start } = stretchAround(text, SENTENCE_END, from, unitEnd);
  if (BEGINS_BEFORE.test(text.slice(start, from))) return { side: 'before', isPlain: true };
  if (BEGINS_AFTER.test(text.slice(start, from))) return { side: 'after', isPlain: true };
  const { low, high } = stretchAround(text, CLAUSE_END, from, unitEnd);
  // Behind the next figure, `now` is about that one.
  const clause = text.slice(low, Math.min(high, next));
  if (NOW.test(clause) && !THEN.test(clause)) return { side: 'after', isPlain: true };
  if (BEFORE_BEHIND.test(behind)) return { side: 'before', isPlain: true };
  if (AFTER_BEHIND.test(behind)) return { side: 'after', isPlain: true };
  if (WAS.test(before) && LEADS_AFTER.test(text.slice(start, from))) return { side: 'after', isPlain: false };
  if (WAS.test(before)) return { side: 'before', isPlain: false };
  return IS.test(before) ? { side: 'after', isPlain: false } : { isPlain: false };
}

const SEPARATOR = /[,;:()/]|\s[-–—]\s|\b(?:and|or|but|to|then|while|whereas|against|versus|vs)\b/iu;

/** A label is about the figure behind its colon. */
const PART_END = new RegExp(CLAUSE_END.source.replace(':', ''), 'gu');
const CHANGES = new RegExp(`^ ?(?:(?:(?:down|up) )?to\\b|→|->)${HEDGES}$`, 'u');

/** The words of a clause on either side of a figure. */
export type Beside = { readonly before: string; readonly behind: string };

/** How a text tells a figure. */
export type Told = Claim & {
  readonly said: SideSaid;
  /** Also by a word beside it. */
  readonly side: Side | undefined;
  readonly clause: Beside;
  /** The words between it and the figures beside it, by stem. */
  readonly before: readonly string[];
  readonly behind: readonly string[];
  readonly stems: readonly string[];
  /** Of its list, its own name, by stem, and those of the other figures: `p50` and `p95` for the 187 of `p50 and p95 are 187 and 312 ms`. */
  readonly name: readonly string[];
  readonly others: readonly string[];
  /** Where its sentence begins. */
  readonly sentence: number;
  readonly last: Claim | undefined;
};

/** Between the last two of a list. */
const LISTED_LAST = '(?: ?/|,? (?:and|or|vs\\.?|versus)(?!\\p{L}))';
const LISTED = `(?:${LISTED_LAST}|,)`;
const IS_LISTED = new RegExp(`^${LISTED}(?:${HEDGES})?$`, 'u');
const NAME = '\\p{L}[\\p{L}\\p{N}_-]*';
const NEXT = ` ?(?:(?:at|for|on|the) )*${NAME}`;

type InList = Pick<Told, 'name' | 'others'> & {
  /** Where the list begins, if it is named before that. */
  readonly first?: number;
};

/** For the figures of a list whose names are told in the same order: `p50 and p95 are 187 and 312 ms`, `187/312 ms (p50/p95)`. */
function listedIn(claims: readonly Claim[], text: string): ReadonlyMap<Claim, InList> {
  const lists: Claim[][] = [];
  for (const claim of claims) {
    const list = lists.at(-1);
    if (list && IS_LISTED.test(text.slice(list.at(-1)?.unitEnd, claim.from))) list.push(claim);
    else lists.push([claim]);
  }
  return new Map(
    lists.flatMap((list, at) => {
      const [one, last] = [list[0], list.at(-1)];
      if (!one || !last || one === last) return [];
      const { low, high } = stretchAround(text, SENTENCE_END, one.from, last.unitEnd);
      const start = Math.max(low, lists[at - 1]?.at(-1)?.unitEnd ?? 0);
      const end = Math.min(high, lists[at + 1]?.[0]?.from ?? high);
      const named = new RegExp(
        `(?<![\\p{L}\\p{N}-])(?=(${NAME}(?:${LISTED}${NEXT}){${list.length - 2}}${LISTED_LAST}${NEXT}))`,
        'gu',
      );
      const listsIn = (stretch: string): readonly string[] =>
        Array.from(stretch.matchAll(named), ([, found = '']) => found);
      // Of `they are fast and p50 and p95 are …`, the last.
      const before = listsIn(text.slice(start, one.from)).at(-1);
      const found = before ?? listsIn(text.slice(last.unitEnd, end))[0] ?? '';
      const names = found.split(new RegExp(LISTED, 'u')).map(wordsIn);
      const first = before !== undefined ? one.from : undefined;
      return list.map((each, i) => {
        const name = names[i] ?? [];
        return [each, { name, others: without(names.flat(), name), first }] as const;
      });
    }),
  );
}

function toldAs(
  each: Claim,
  last: Claim | undefined,
  next: number,
  text: string,
  { name, others, first = each.from }: InList = { name: [], others: [] },
): Told {
  const { from, to, unitEnd, known } = each;
  const { low, high } = stretchAround(text, PART_END, from, unitEnd);
  const start = last?.unitEnd ?? 0;
  // Words between two figures of a clause are about the one or the other.
  const before =
    start > low && first === from ? text.slice(start, from).split(SEPARATOR).at(-1) : text.slice(low, first);
  // `61,904 direct`
  const end = known ? unitEnd : to;
  const [aside = ''] = /^ ?\([^()]*\)/u.exec(text.slice(unitEnd)) ?? [];
  const behind =
    aside !== '' && next > unitEnd + aside.length
      ? aside
      : next < high
        ? text.slice(end, next).split(SEPARATOR)[0]
        : text.slice(end, high);
  const words = `${before} ${behind}`;
  const said = sideSaid(each, text, next);
  // `After that the [A]% band covered [B]%` says both of afterwards.
  const own = next < high ? words.replace(/^\s*(?:after|before) (?=\p{L})/iu, '') : words;
  const named = said.isPlain ? said.side : namedSide(own.toLowerCase().match(WORD_OR_NUMBER) ?? []);
  const clause = stretchAround(text, CLAUSE_END, from, unitEnd);
  return {
    ...each,
    said,
    side: CHANGES.test(text.slice(unitEnd, next)) ? 'before' : named,
    clause: { before: text.slice(clause.low, from), behind: text.slice(unitEnd, clause.high) },
    before: without(wordsIn(before ?? ''), others),
    behind: without(wordsIn(behind ?? ''), others),
    stems: without(wordsIn(words), others),
    name,
    others,
    sentence: stretchAround(text, SENTENCE_END, from, unitEnd).low,
    last,
  };
}

/**
 * The figures of a text, and how it tells them.
 * @param stated ranges that the question states itself
 */
export function toldIn(written: string, stated: readonly Figure[] = [], said = digitText(written)) {
  const { text } = said;
  const claims = claimsIn(said, written, stated);
  const listed = listedIn(claims, text);
  return {
    text,
    figures: claims.map((each, i) =>
      toldAs(each, claims[i - 1], claims[i + 1]?.from ?? Infinity, text, listed.get(each)),
    ),
  };
}

/** Said plainly as what was before a change, and told by words such as `before batching` as what was after it, or the other way round. */
export function isOfOtherTime({ said }: Told, told: Told): boolean {
  // Both ends of a change may be said of today.
  const isNamed = !told.said.isPlain || beginsBefore(told.clause.before);
  return (
    said.isPlain && said.side !== undefined && told.side !== undefined && isNamed && said.side !== told.side
  );
}

const STATISTIC = /^(?:p\d{2,4}|median|mean|averag|minimum|maximum)$/u;

/** The one that it is told to be: by its name in a list, the last word before it, or the first behind it. */
export function statisticOf({ name, before, behind }: Told): string | undefined {
  const found = [...name, ...before.toReversed(), ...behind].find((stem) => STATISTIC.test(stem));
  return found === 'averag' ? 'mean' : found;
}

/** Told as the p95, and meant as the p99. */
export function isOfOtherStatistic(told: Told, meant: Told): boolean {
  const [its, other] = [told, meant].map(statisticOf);
  return its !== undefined && other !== undefined && its !== other;
}

// Units and their spellings: a new one needs changes only here. Factors: SI prefixes, IEC 80000-13, 1 Wh =
// 3600 J. Approximate factors are left out.
import { keptForText } from '../base/collections.ts';
import { oneLine } from '../base/text.ts';

/**
 * Code, sign where one goes before the number, other spellings. Many codes are words in lower case, so case
 * counts in those without a sign. Each currency is its own dimension: none is ever converted.
 */
const SIGNED = [
  ['usd', '$', 'usd us$ US$ dollar dollars bucks'],
  ['eur', '€', 'eur euro euros'],
  ['gbp', '£', 'gbp pound pounds'],
  ['jpy', '¥', 'jpy yen'],
  ['inr', '₹', 'inr rupee rupees'],
  ['krw', '₩', 'krw'],
] as const;

const SIGNLESS = [
  ...(['chf', 'cny', 'cad', 'aud', 'nzd', 'sgd', 'hkd', 'sek'] as const),
  ...(['nok', 'dkk', 'pln', 'czk', 'brl', 'mxn', 'zar', 'ils'] as const),
];

const CURRENCIES = [...SIGNED.map(([code]) => code), ...SIGNLESS];

export const CURRENCY_SIGNS = SIGNED.map(([, sign]) => sign).join('');

export const CURRENCY_CODES: readonly string[] = CURRENCIES.map((code) => code.toUpperCase());

/** Dates and times of day measure nothing, but are compared. Months differ in length, so they are not `time`; `pp` is percentage points. Degrees of the two scales have no common factor. */
export type Dimension =
  | ('time' | 'month' | 'byte' | 'energy' | 'flop' | 'pp' | 'length' | 'mass' | 'charge' | 'voltage')
  | ('area' | 'volume' | 'pressure' | 'decibel' | 'celsius' | 'fahrenheit' | 'date' | 'clock')
  | (typeof CURRENCIES)[number];

/**
 * Symbol; dimension; factor to the base unit; other spellings (`_` is a blank, `+` marks the plural that is
 * shown); the dimension it is a rate by.
 */
type Row = readonly [
  text: string,
  measures: Dimension | '',
  factor: number,
  spellings: string,
  per?: Dimension | undefined,
];

export const USUAL: readonly Row[] = [
  ['ns', 'time', 1e-9, 'nanosecond nanoseconds nanos'],
  ['µs', 'time', 1e-6, 'us μs usec micros microsecond microseconds'],
  ['ms', 'time', 0.001, 'msec msecs millis millisecond milliseconds'],
  ['s', 'time', 1, 'sec secs second seconds sekunde sekunden'],
  ['min', 'time', 60, 'mins minute minutes minuten'],
  ['h', 'time', 3600, 'hr hrs hour hours stunde stunden'],
  ['day', 'time', 86_400, 'd +days tag tage tagen'],
  ['week', 'time', 604_800, 'wk +weeks woche wochen'],
  ['month', 'month', 1, 'mo +months monat monate monaten'],
  ['year', 'month', 12, 'yr +years jahr jahre jahren'],
  ['B', 'byte', 1, 'byte bytes'],
  ['kB', 'byte', 1000, 'KB kb kbyte kbytes kilobyte kilobytes'],
  ['MB', 'byte', 1e6, 'mb mbyte mbytes megabyte megabytes'],
  ['GB', 'byte', 1e9, 'gb gbyte gbytes gigabyte gigabytes'],
  ['TB', 'byte', 1e12, 'tb tbyte tbytes terabyte terabytes'],
  ['KiB', 'byte', 2 ** 10, 'kib kibibyte kibibytes'],
  ['MiB', 'byte', 2 ** 20, 'mib mebibyte mebibytes'],
  ['GiB', 'byte', 2 ** 30, 'gib gibibyte gibibytes'],
  ['TiB', 'byte', 2 ** 40, 'tib tebibyte tebibytes'],
  ['%', '', 0.01, 'percent percents pct prozent'],
  ['×', '', 1, 'x X times fold'],
  ['pp', 'pp', 0.01, 'pps %_points %_point percentage_points percentage_point percent_points prozentpunkte'],
  ...SIGNED.map(([code, sign, spellings]): Row => [sign, code, 1, spellings]),
];

const PREFIXES: readonly (readonly [symbol: string, word: string, factor: number])[] = [
  ['k', 'kilo', 1e3],
  ['M', 'mega', 1e6],
  ['G', 'giga', 1e9],
  ['T', 'tera', 1e12],
  ['P', 'peta', 1e15],
  ['E', 'exa', 1e18],
];

/** @param spellings of a multiple, from its symbol and word */
function multiples(
  [text, measures, factor, own, per]: Row,
  largest: string,
  spellings: (symbol: string, word: string) => string,
): readonly Row[] {
  const last = PREFIXES.findIndex(([symbol]) => symbol === largest);
  const larger = PREFIXES.slice(0, last + 1).map(([symbol, word, times]): Row => {
    return [symbol + text, measures, factor * times, spellings(symbol, word), per];
  });
  return [[text, measures, factor, own, per], ...larger];
}

/** Listed only where a dimension has no usual unit. */
export const OTHERS: readonly Row[] = [
  ['fortnight', 'time', 1_209_600, '+fortnights'],
  ['decade', 'month', 120, '+decades'],
  ['ps', 'time', 1e-12, 'picosecond picoseconds'],
  ['PB', 'byte', 1e15, 'pb petabyte petabytes'],
  ['EB', 'byte', 1e18, 'eb exabyte exabytes'],
  ['PiB', 'byte', 2 ** 50, 'pib pebibyte pebibytes'],
  ...multiples(['bit', 'byte', 0.125, '+bits'], 'P', (symbol, word) => {
    const low = symbol.toLowerCase();
    return `${symbol}bits ${low}bit ${low}bits ${word}bit ${word}bits`;
  }),
  ...multiples(['J', 'energy', 1, 'joule joules'], 'G', (_, word) => `${word}joule ${word}joules`),
  ...multiples(['Wh', 'energy', 3600, 'watt_hour watt_hours'], 'T', (symbol, word) => {
    return `${symbol === 'k' ? 'kwh ' : ''}${word}watt_hour ${word}watt_hours`;
  }),
  ['mJ', 'energy', 0.001, 'millijoule millijoules'],
  ...multiples(['W', 'energy', 1, 'watt watts', 'time'], 'G', (_, word) => `${word}watt ${word}watts`),
  ['mW', 'energy', 0.001, 'milliwatt milliwatts', 'time'],
  ...multiples(['Hz', '', 1, 'hz hertz', 'time'], 'T', (symbol, word) => {
    return `${symbol.toLowerCase()}hz ${word}hertz`;
  }),
  // FLOPs are counted, FLOPS are per second; `flops` could be either and is refused.
  ...multiples(['FLOP', 'flop', 1, 'FLOPs'], 'E', (symbol) => `${symbol}FLOPs`),
  ...multiples(['FLOPS', 'flop', 1, '', 'time'], 'E', (_, word) => `${word}flops`),
  ['mm', 'length', 0.001, 'millimeter millimeters millimetre millimetres'],
  ['m', 'length', 1, 'meter meters metre metres'],
  ['km', 'length', 1000, 'kilometer kilometers kilometre kilometres'],
  ['cm', 'length', 0.01, 'centimeter centimeters centimetre centimetres'],
  ['µm', 'length', 1e-6, 'um μm micrometer micrometers micrometre micrometres micron microns'],
  ['nm', 'length', 1e-9, 'nanometer nanometers nanometre nanometres'],
  ['mile', 'length', 1609.344, 'mi +miles'],
  ['ft', 'length', 0.3048, 'foot feet'],
  ['inch', 'length', 0.0254, '+inches'],
  ['yd', 'length', 0.9144, 'yard yards'],
  ['m²', 'area', 1, 'm2 sqm square_meter square_meters square_metre square_metres'],
  ['km²', 'area', 1e6, 'km2 square_kilometer square_kilometers square_kilometre square_kilometres'],
  ['m³', 'volume', 1, 'm3 cubic_meter cubic_meters cubic_metre cubic_metres'],
  ['l', 'volume', 0.001, 'L liter liters litre litres'],
  ['ml', 'volume', 1e-6, 'mL milliliter milliliters millilitre millilitres'],
  ['Pa', 'pressure', 1, 'pascal pascals'],
  ['kPa', 'pressure', 1000, 'kilopascal kilopascals'],
  ['MPa', 'pressure', 1e6, 'megapascal megapascals'],
  ['bar', 'pressure', 100_000, ''],
  ['g', 'mass', 1, 'gram grams'],
  ['kg', 'mass', 1000, 'kgs kilo kilos kilogram kilograms'],
  ['mg', 'mass', 0.001, 'milligram milligrams'],
  ['µg', 'mass', 1e-6, 'μg ug mcg microgram micrograms'],
  ['t', 'mass', 1e6, 'tonne tonnes'],
  ['lb', 'mass', 453.59237, 'lbs'],
  ['A', 'charge', 1, 'amp amps ampere amperes', 'time'],
  ['mA', 'charge', 0.001, 'milliamp milliamps milliampere milliamperes', 'time'],
  ['µA', 'charge', 1e-6, 'μA uA microamp microamps microampere microamperes', 'time'],
  ['Ah', 'charge', 3600, 'amp_hour amp_hours'],
  ['mAh', 'charge', 3.6, 'milliamp_hour milliamp_hours'],
  ['V', 'voltage', 1, 'volt volts'],
  ['mV', 'voltage', 0.001, 'millivolt millivolts'],
  ['kV', 'voltage', 1000, 'kilovolt kilovolts'],
  ['dB', 'decibel', 1, 'decibel decibels'],
  ['°C', 'celsius', 1, 'degC celsius'],
  ['°F', 'fahrenheit', 1, 'degF fahrenheit'],
  ['dayofyear', 'date', 1, ''],
  ['oclock', 'clock', 1, ''],
  ['ppm', '', 1e-6, ''],
  ['¢', 'usd', 0.01, 'cent cents'],
  ['pence', 'gbp', 0.01, 'penny'],
  ...SIGNLESS.map((code): Row => [code.toUpperCase(), code, 1, '']),
];

type Powers = ReadonlyMap<Dimension, number>;

export type Unit = {
  /** `ms`, `$/h`, `M parameters`; empty for a plain number. */
  readonly text: string;
  /** To base units. */
  readonly factor: number;
  readonly powers: Powers;
  /** Comparable: `request`, `/request`. */
  readonly nouns: string;
  /** `%` itself, which does not add up with plain ratios. */
  readonly percent: boolean;
};

type KnownUnit = Pick<Unit, 'text' | 'factor' | 'powers'>;

/** A unit is one term by others. */
type Term = KnownUnit & { readonly noun?: string };

const KNOWN: ReadonlyMap<string, KnownUnit> = new Map(
  [...OTHERS, ...USUAL].flatMap(([text, measures, factor, spellings, per]) => {
    const powers = new Map<Dimension, number>();
    if (measures !== '') powers.set(measures, 1);
    if (per !== undefined) powers.set(per, -1);
    const unit: KnownUnit = { text, factor, powers };
    const names = [text, ...spellings.split(' ').filter((name) => name !== '')];
    return names.map((name): [string, KnownUnit] => [name.replace('+', '').replaceAll('_', ' '), unit]);
  }),
);

/** Of times alone, in every spelling. */
export const TIME_NAMES: readonly string[] = [...KNOWN].flatMap(([name, { powers }]) =>
  powers.size === 1 && (powers.get('time') ?? powers.get('month')) === 1 ? [name] : [],
);

/** Of units that are words. */
export const PLURALS: ReadonlyMap<string, string> = new Map(
  [...OTHERS, ...USUAL].flatMap(([text, , , spellings]) =>
    Array.from(spellings.matchAll(/\+(\S+)/g), ([, plural = '']) => [text, plural] as const),
  ),
);

/** Case counts in short symbols (`Mb` is not `MB`) but not in words. */
export function knownUnit(name: string): KnownUnit | undefined {
  const exact = KNOWN.get(name);
  return exact ?? (name.length > 2 ? KNOWN.get(name.toLowerCase().replaceAll('-', ' ')) : undefined);
}

export function symbolsOf(dimension: Dimension): readonly string[] {
  const symbols = (rows: readonly Row[]): readonly string[] =>
    rows.filter(([, measures, , , per]) => measures === dimension && per === undefined).map(([text]) => text);
  const usual = symbols(USUAL);
  return usual.length > 0 ? usual : symbols(OTHERS);
}

/** Multipliers before count nouns: `25 M parameters`, `25 million parameters`. */
export const MULTIPLIERS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1e3, 'k K thousand'],
      [1e6, 'M mn million mio Mio'],
      [1e9, 'B G bn billion mrd Mrd'],
      [1e12, 'T trillion'],
    ] as const
  ).flatMap(([factor, names]) => names.split(' ').map((name): [string, number] => [name, factor])),
);

/** Short forms of whole units. The case of bits and bytes counts. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['rps', 'requests/s'],
  ['rpm', 'requests/min'],
  ['qps', 'queries/s'],
  ['tps', 'transactions/s'],
  ['fps', 'frames/s'],
  ['mph', 'mile/h'],
  ['kph', 'km/h'],
  ['bps', 'bit/s'],
  ...['k', 'M', 'G', 'T'].flatMap((prefix): [string, string][] => [
    [`${prefix}bps`, `${prefix}bit/s`],
    [`${prefix.toLowerCase()}bps`, `${prefix}bit/s`],
    [`${prefix}Bps`, `${prefix}B/s`],
  ]),
]);

const NOUN_ALIASES: ReadonlyMap<string, string> = new Map([
  ['req', 'request'],
  ['tok', 'token'],
  ['param', 'parameter'],
  ['img', 'image'],
  ['it', 'iteration'],
  ['iter', 'iteration'],
  ['h', 'hour'],
  ['hr', 'hour'],
]);

// Which units fit each other, and the exact factor between them. Count nouns (tokens, instances) are labels
// without a size.

const MAX_UNIT_LENGTH = 60;
/** Plurals that do not follow from the rules of `singular`. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['caches', 'cache'],
  ['cookies', 'cookie'],
  ['movies', 'movie'],
  ['series', 'series'],
  ['species', 'species'],
]);
const NOUN = /^\p{L}[\p{L}\p{M}\p{N}_.+#&'’ -]*$/u;
const TIMES = `(${[...MULTIPLIERS.keys()].join('|')})`;
/** `$M`, `$ million`, `M$`, `k€`: a currency and a multiplier. */
const MONEY_WORD = new RegExp(`^(?:([${CURRENCY_SIGNS}]) ?${TIMES}|${TIMES}([${CURRENCY_SIGNS}]))$`, 'u');
/**
 * Meanings that depend on the metric: points of a percentage, `3.5G` and `512Mi` of memory as container
 * platforms write them, queries where requests are counted, pounds of mass.
 */
const RARER: ReadonlyMap<string, string> = new Map([
  ...['point', 'points', 'Point', 'Points'].map((word): [string, string] => [word, 'pp']),
  ...['M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((word): [string, string] => [word, `${word}B`]),
  ['queries', 'requests'],
  ['pound', 'lb'],
  ['pounds', 'lb'],
  ['degrees', '°C'],
]);
const MONEY = new RegExp(`^(?:[${CURRENCY_SIGNS}]|${CURRENCY_CODES.join('|')})(?! ?[\\p{L}\\p{N}])`, 'u');

export const NO_UNIT: Unit = { text: '', factor: 1, powers: new Map(), nouns: '', percent: false };

/** The last word counts. */
export function singular(noun: string): string {
  const irregular = IRREGULAR.get(noun);
  if (irregular !== undefined) return irregular;
  if (/[^aeiou]ies$/.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|zz)es$/.test(noun)) return noun.slice(0, -2);
  return /[^sui]s$/.test(noun) ? noun.slice(0, -1) : noun;
}

function nounKey(noun: string): string {
  // `GPUs` and `gpu`, `GPU-hours` and `GPU h` are one label each.
  const one = singular(noun.toLowerCase().replaceAll('-', ' ')).replace(/s$/, '');
  return one.replace(/[^ ]+$/, (last) => NOUN_ALIASES.get(last) ?? last);
}

/** `M parameters`, `million`, `k $`; of one, the thing itself. */
function termOf(text: string, multiplier = 1, counted = text): Term {
  const known = knownUnit(counted);
  return known
    ? { ...known, text, factor: multiplier * known.factor }
    : { text, factor: multiplier, powers: NO_UNIT.powers, noun: nounKey(counted) };
}

/** `$40k`, `$1.5 million`. */
export const signed = (sign: string, multiplier: string): string =>
  sign + (multiplier.length > 2 ? ' ' : '') + multiplier;

/** `users` of `k users`, `$/h` of `$M/h`; undefined of what has no multiplier. */
export function singleOf({ text }: Unit): Unit | undefined {
  const [, above = '', below = ''] = /^([^/]*)(.*)$/.exec(text) ?? [];
  const [, before, , , behind] = MONEY_WORD.exec(above) ?? [];
  const [, first = '', counted = ''] = /^(\S+) ?(.*)$/.exec(above) ?? [];
  const sign = before ?? behind ?? (MULTIPLIERS.has(first) && !knownUnit(above) ? counted : undefined);
  return sign === undefined ? undefined : declaredUnit(sign + below);
}

function moneyWord(word: string): Term | undefined {
  const [, before, times1 = '', times2 = '', behind] = MONEY_WORD.exec(word) ?? [];
  const sign = before ?? behind;
  const multiplier = MULTIPLIERS.get(times1 + times2);
  return sign && multiplier ? termOf(signed(sign, times1 + times2), multiplier, sign) : undefined;
}

/** `B` can be bytes and billions, and `points` those of a percentage. */
function readTerm(word: string): readonly Term[] {
  const known = knownUnit(word) ?? moneyWord(word);
  const [first = '', ...others] = word.split(' ');
  const multiplier = MULTIPLIERS.get(first);
  const counted = others.join(' ');
  const terms: Term[] = known ? [known] : [];
  if (multiplier) terms.push(termOf(word, multiplier, counted));
  if (!known && !multiplier && NOUN.test(word)) terms.push(termOf(word));
  const rarer = RARER.get(word);
  return rarer === undefined ? terms : [...terms, termOf(rarer)];
}

/** Of a / b when `sign` is -1. */
function timesPowers(a: Powers, b: Powers, sign: 1 | -1): Powers {
  const powers = new Map(a);
  for (const [name, power] of b) powers.set(name, (powers.get(name) ?? 0) + sign * power);
  return new Map([...powers].filter(([, power]) => power !== 0));
}

function quotient(above: Term, below: readonly Term[]): Unit {
  return {
    text: [above, ...below].map(({ text }) => text).join('/'),
    factor: below.reduce((factor, term) => factor / term.factor, above.factor),
    powers: below.reduce((powers, term) => timesPowers(powers, term.powers, -1), above.powers),
    nouns: [above.noun ?? '', ...below.flatMap((term) => term.noun ?? [])].join('/'),
    percent: above.text === '%' && below.length === 0,
  };
}

const PERIOD = 'second|minute|hour|day|night|week|month|quarter|year';
/** Of an amount: `$5,400 a month`, `300 requests each day`. */
const EACH = new RegExp(`(?:^| )(?:an?|each|every) (?=(?:${PERIOD})$)`, 'i');
const ADVERB = /(?:^| )(?:(hour|week|month|quarter|year)ly|(dai)ly|annually)$/i;

/** It counts, and `times faster` compares. */
export const FREQUENCY = new RegExp(
  `^(?:times|x) (?:(?:per|an?|each|every) (?:${PERIOD})|(?:hour|dai|week|month|quarter|year)ly)(?!\\p{L})`,
  'u',
);

/** Whether an amount of money goes before it: `a month`, `per 1000 requests`. */
export const isRate = (text: string): boolean =>
  /^per\b/.test(text) || [EACH, ADVERB].some((pattern) => pattern.exec(text)?.index === 0);

/** `requests/second` of `requests per second`; no leading hyphen (`2.3-fold`). */
function tidy(text: string): string {
  return oneLine(text)
    .replace(/^[-\u2010\u2011](?=\p{L})/u, '')
    .replace(/^per cent\b/i, 'percent')
    .replace(EACH, ' per ')
    .replace(ADVERB, (_, period?: string, day?: string) => ` per ${period ?? (day ? 'day' : 'year')}`)
    .trimStart()
    .replaceAll(/ ?\/ ?| per /g, '/')
    .replace(/^per /, '/');
}

const longForm = (short: string): string | undefined =>
  ALIASES.get(short) ?? ALIASES.get(short.length === 3 ? short.toLowerCase() : short);

export const isUnit = (word: string): boolean =>
  knownUnit(word) !== undefined || longForm(word) !== undefined;

/** `rps`, `k rpm`, `Mbps` in full. */
function written(tidied: string): string {
  const blank = tidied.lastIndexOf(' ');
  const short = tidied.slice(blank + 1);
  const long = longForm(short);
  const isMultiple = blank === -1 || MULTIPLIERS.has(tidied.slice(0, blank));
  return long !== undefined && isMultiple ? tidied.slice(0, blank + 1) + long : tidied;
}

/** Likeliest first. Empty for what cannot be a unit. */
export const readUnits = keptForText((text): readonly Unit[] => {
  if (text.length > MAX_UNIT_LENGTH) return [];
  const tidied = tidy(text);
  if (tidied === '') return [NO_UNIT];
  const [above = '', ...below] = written(tidied).split('/');
  if (below.length > 3) return [];
  const terms = below.flatMap((word) => readTerm(word)[0] ?? []);
  if (terms.length < below.length) return [];
  if (above === '') return terms.length > 0 ? [quotient(NO_UNIT, terms)] : [];
  return readTerm(above).map((term) => quotient(term, terms));
});

/** A multiplier alone is part of the number: `M` of requests/month, not of bytes, which have multiples. */
export function multipleOf(text: string, unit: Unit): Unit | undefined {
  const multiplier = MULTIPLIERS.get(text);
  const single = singleOf(unit);
  const isCounted = single || unit.powers.size === 0 || isMoney(unit) || /^[^/]/.test(unit.nouns);
  return multiplier && isCounted ? { ...unit, factor: (single ?? unit).factor * multiplier } : undefined;
}

/** Any text is a unit in a bank: an unknown one is a label. */
export function declaredUnit(text: string | undefined): Unit {
  if (text === undefined || text.trim() === '') return NO_UNIT;
  return readUnits(text)[0] ?? { ...NO_UNIT, text: text.trim(), nouns: text.trim().toLowerCase() };
}

/** Also labels that cannot be read as units. */
export const isNamed = (unit: Unit, text: string): boolean =>
  unit.text !== '' && unit.text.toLowerCase() === text.trim().toLowerCase() && readUnits(text).length === 0;

export const sameDimension = (a: Unit, b: Unit): boolean => timesPowers(a.powers, b.powers, -1).size === 0;

export const sameMeasure = (a: Unit, b: Unit): boolean =>
  a.nouns === b.nouns && a.percent === b.percent && sameDimension(a, b);

/** `$`, `€/h`, `CHF`; not `$M`, `$ million`, and not `pp/$`. */
export const isMoney = ({ text }: Unit): boolean => MONEY.test(text);

/** Of an amount, also of many or by the month. */
export const currencyOf = ({ powers }: Unit): Dimension | undefined =>
  [...powers.keys()].find((power) => CURRENCIES.some((code) => code === power));

export const isPoints = ({ powers }: Unit): boolean => powers.size === 1 && powers.get('pp') === 1;

export const samePercent = (a: Unit, b: Unit): boolean =>
  (a.percent && isPoints(b)) || (isPoints(a) && b.percent);

/** Same dimension, and no other label. `%` may be used for `pp`. */
export function fitsInto(from: Unit, to: Unit): boolean {
  const labels = from.nouns === '' || from.nouns === to.nouns;
  return labels && (sameDimension(from, to) || (from.percent && isPoints(to)));
}

export const conversion = (from: Pick<Unit, 'factor'>, to: Pick<Unit, 'factor'>): number =>
  from.factor / to.factor;

// Count nouns drop out of products and quotients. A difference of two percentages is in points (pp).

const MAX_POWER = 6;

export const PERCENT: Unit = declaredUnit('%');
const POINTS: Unit = declaredUnit('pp');

export const isPure = (unit: Unit): boolean => unit.powers.size === 0;

const isPlain = (unit: Unit): boolean => isPure(unit) && !unit.percent && unit.factor === 1;

const withoutLabel = (unit: Unit): Unit => (unit.nouns === '' ? unit : { ...unit, nouns: '', text: '' });

/** a / b when `sign` is -1; the number is the plain product or quotient. */
export function multipliedUnit(a: Unit, b: Unit, sign: 1 | -1): Unit {
  if (isPlain(b)) return b.nouns === '' ? a : withoutLabel(a);
  if (sign === 1 && isPlain(a)) return a.nouns === '' ? b : withoutLabel(b);
  const powers = new Map(timesPowers(a.powers, b.powers, sign));
  // Points as a share of a percentage are a plain ratio: (82% − 81%) / 82%.
  if (sign === -1 && b.percent) powers.delete('pp');
  return { ...NO_UNIT, factor: sign === 1 ? a.factor * b.factor : a.factor / b.factor, powers };
}

/** a − b when `sign` is -1. Undefined when the units differ. */
export function addedUnit(a: Unit, b: Unit, sign: 1 | -1): Unit | undefined {
  if (a.nouns !== b.nouns && a.nouns !== '' && b.nouns !== '') return undefined;
  if (a.percent && b.percent) return sign === -1 ? POINTS : a;
  if (a.percent && isPoints(b)) return a;
  if (isPoints(a) && b.percent) return sign === 1 ? b : undefined;
  return a.percent === b.percent && sameDimension(a, b) ? a : undefined;
}

/** Of the smaller or larger of two. */
export const commonUnit = (a: Unit, b: Unit): Unit | undefined =>
  a.percent === b.percent ? addedUnit(a, b, 1) : undefined;

/** Undefined when there is none, as for the square root of a second. */
export function raisedUnit(unit: Unit, exponent: number): Unit | undefined {
  const powers = [...unit.powers].map(([name, own]) => [name, own * exponent] as const);
  if (!powers.every(([, own]) => Number.isInteger(own) && Math.abs(own) <= MAX_POWER)) return undefined;
  return { ...NO_UNIT, powers: new Map(powers.filter(([, own]) => own !== 0)) };
}

/** As a bank may declare it, or `no unit`. */
export function describeUnit({ text, powers }: Unit): string {
  if (text !== '') return text;
  const symbols = (sign: 1 | -1): readonly string[] =>
    [...powers].flatMap(([name, power]) => {
      const symbol = symbolsOf(name).find((one) => knownUnit(one)?.factor === 1) ?? name;
      return Array<string>(Math.max(0, sign * power)).fill(symbol);
    });
  const [above, below] = [symbols(1).join('·'), symbols(-1).map((symbol) => `/${symbol}`)];
  if (above === '' && below.length === 0) return 'no unit';
  return [above === '' ? '1' : above, ...below].join('');
}

/** `$`, `/h`; `×`; ` ms`; `1` takes the singular. */
export function affixes(unit: Unit, number: string): { readonly before: string; readonly after: string } {
  const { text } = unit;
  if (text !== '' && CURRENCY_SIGNS.includes(text.charAt(0)))
    return { before: text.charAt(0), after: text.slice(1) };
  if (text === '' || text === '°' || /^[/×¢%]/u.test(text)) return { before: '', after: text };
  const [above = '', ...below] = text.split('/');
  const counted = below.length === 0 && /^\p{L}?FLOP$/u.test(above) && number !== '1' ? `${above}s` : above;
  return { before: '', after: ` ${[inNumber(counted, number === '1'), ...below].join('/')}` };
}

/** `instances` → `instance`; symbols (`ms`) and nouns after a multiplier (`M parameters`) stay. */
function inNumber(above: string, one: boolean): string {
  if (above === 'pp') return one ? 'point' : 'points';
  if (!one) return PLURALS.get(above) ?? above;
  const [first = ''] = above.split(' ');
  return knownUnit(above) || MULTIPLIERS.has(first) ? above : singular(above);
}

export function convertedUnits(unit: Unit): readonly string[] {
  const [only] = unit.powers.size === 1 ? [...unit.powers] : [];
  if (unit.percent || only?.[1] !== 1 || unit.text.includes('/')) return [];
  return symbolsOf(only[0]).filter((symbol) => symbol !== unit.text);
}

/** `time`, `size`, `cost`, `throughput`: the word that names use for numbers in this unit. */
export function quantityWord({ text, powers, nouns }: Unit): string | undefined {
  if (CURRENCIES.some((code) => powers.get(code) === 1)) return 'cost';
  if (powers.get('time') === -1 && /^[^/]+\//.test(text)) return 'throughput';
  if (powers.size !== 1 || nouns !== '') return undefined;
  return powers.get('time') === 1 ? 'time' : powers.get('byte') === 1 ? 'size' : undefined;
}

/** `scoreUnit`, `score-unit` and `score (unit)` are `score_unit`. */
export const inSnakeCase = (key: string): string =>
  key
    .slice(-200)
    .trim()
    .replaceAll(/(?<=[a-z\d])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .replaceAll(/[_\s.:()[\]-]+/g, '_')
    .replace(/_$/, '');

/** Other units in a key can be words: `loss_min`, `bbox_x`. */
const TOLD = new Set('ns µs ms s B kB MB GB KiB MiB GiB %'.split(' '));

/** Behind the name of a metric, or a key below it: `latency_seconds_p99`; of Prometheus' rules, `latency_seconds:mean5m`. */
export const STATISTIC =
  /^(?:p_?\d+|\d+(?:\.\d+)?%?|(?:mean|avg|average|median|min|max|std|stddev|sum|total)(?:\d+[smhd])?|best|last|first|value)$/;

/** Empty when the key names no unit, or a rate of something that is not a unit. */
export function unitOfKey(key: string): string {
  const words = inSnakeCase(key).split('_');
  while (words.length > 0) {
    const unit = unitOfLast(words);
    if (unit !== '' || !STATISTIC.test(words.pop() ?? '')) return unit;
  }
  return '';
}

function unitOfLast(words: readonly string[]): string {
  const [last = '', before = ''] = words.slice(-2).toReversed();
  const { text = '', powers } = knownUnit(last) ?? {};
  const above = knownUnit(before);
  if (powers?.has('time') && above?.powers.has('byte')) return `${above.text}/${text}`;
  const isTime = /(?:time|duration|elapsed|latency)$/.test(before) && powers?.has('time') === true;
  // `99_pct` is a percentile, and `tokens_per_sec` a rate.
  const isOther =
    (words.length < 2 && last.length < 4) || before === 'per' || (text === '%' && /^p?\d+$/.test(before));
  const isTold = isTime || TOLD.has(text) || /^(?:hours|minutes)$/.test(last);
  return isTold && !isOther ? text : '';
}

/** Of what a person named so: `p99_before_ms`, `cost_usd`; empty when it names none. */
export const unitOfName = (name: string): string =>
  unitOfKey(name) || (/_(usd|eur|gbp|chf|rps|qps|tps|rpm|fps)$/.exec(name)?.[1] ?? '');

// Units and their spellings: a new one needs changes only here. Factors: SI prefixes, IEC 80000-13, 1 Wh =
// 3600 J. Approximate factors are left out.
import { ratio, type Ratio } from './decimal.ts';

/**
 * Code, sign where one goes before the number, other spellings. Many codes are words in lower case, so case
 * counts in those without a sign. Each currency is its own dimension: none is ever converted.
 */
const CURRENCIES = [
  ['usd', '$', 'usd us$ US$ dollar dollars'],
  ['eur', '€', 'eur euro euros'],
  ['gbp', '£', 'gbp pound pounds'],
  ['jpy', '¥', 'jpy yen'],
  ['inr', '₹', 'inr rupee rupees'],
  ['krw', '₩', 'krw'],
  ['chf', '', ''],
  ['cny', '', ''],
  ['cad', '', ''],
  ['aud', '', ''],
  ['nzd', '', ''],
  ['sgd', '', ''],
  ['hkd', '', ''],
  ['sek', '', ''],
  ['nok', '', ''],
  ['dkk', '', ''],
  ['pln', '', ''],
  ['czk', '', ''],
  ['brl', '', ''],
  ['mxn', '', ''],
  ['zar', '', ''],
  ['ils', '', ''],
] as const;

export const CURRENCY_SIGNS = CURRENCIES.map(([, sign]) => sign).join('');

export const CURRENCY_CODES: readonly string[] = CURRENCIES.map(([code]) => code.toUpperCase());

/**
 * Each with the word it implies in names: a value in milliseconds is a time. Months differ in length, so they
 * are not `time`; `pp` is percentage points. Degrees of the two scales have no common factor.
 */
const QUANTITIES = {
  time: 'time',
  month: '',
  byte: 'size',
  energy: '',
  flop: '',
  pp: '',
  length: '',
  mass: '',
  charge: '',
  voltage: '',
  pressure: '',
  decibel: '',
  celsius: '',
  fahrenheit: '',
} as const;

export type Dimension = keyof typeof QUANTITIES | (typeof CURRENCIES)[number][0];

const WORDS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(QUANTITIES),
  ...CURRENCIES.map(([currency]) => [currency, 'cost'] as const),
]);

/** Empty where names have no word for the dimension. */
export const wordOf = (dimension: Dimension): string => WORDS.get(dimension) ?? '';

/**
 * Symbol; dimension; factor to the base unit, over / under; other spellings (`_` is a blank); the dimension
 * it is a rate by.
 */
type Row = readonly [
  text: string,
  measures: Dimension | 'length²' | 'length³' | '',
  over: bigint,
  under: bigint,
  spellings: string,
  per?: Dimension | undefined,
];

export const USUAL: readonly Row[] = [
  ['ns', 'time', 1n, 10n ** 9n, 'nanosecond nanoseconds nanos'],
  ['µs', 'time', 1n, 10n ** 6n, 'us μs usec micros microsecond microseconds'],
  ['ms', 'time', 1n, 1000n, 'msec msecs millis millisecond milliseconds'],
  ['s', 'time', 1n, 1n, 'sec secs second seconds'],
  ['min', 'time', 60n, 1n, 'mins minute minutes'],
  ['h', 'time', 3600n, 1n, 'hr hrs hour hours'],
  ['day', 'time', 86_400n, 1n, 'd days'],
  ['week', 'time', 604_800n, 1n, 'wk weeks'],
  ['month', 'month', 1n, 1n, 'mo months'],
  ['year', 'month', 12n, 1n, 'yr years'],
  ['B', 'byte', 1n, 1n, 'byte bytes'],
  ['kB', 'byte', 1000n, 1n, 'KB kb kbyte kbytes kilobyte kilobytes'],
  ['MB', 'byte', 10n ** 6n, 1n, 'mb mbyte mbytes megabyte megabytes'],
  ['GB', 'byte', 10n ** 9n, 1n, 'gb gbyte gbytes gigabyte gigabytes'],
  ['TB', 'byte', 10n ** 12n, 1n, 'tb tbyte tbytes terabyte terabytes'],
  ['KiB', 'byte', 2n ** 10n, 1n, 'kib kibibyte kibibytes'],
  ['MiB', 'byte', 2n ** 20n, 1n, 'mib mebibyte mebibytes'],
  ['GiB', 'byte', 2n ** 30n, 1n, 'gib gibibyte gibibytes'],
  ['TiB', 'byte', 2n ** 40n, 1n, 'tib tebibyte tebibytes'],
  ['%', '', 1n, 100n, 'percent percents pct'],
  ['×', '', 1n, 1n, 'x X times fold'],
  ['pp', 'pp', 1n, 100n, 'pps %_points %_point percentage_points percentage_point percent_points'],
  ...CURRENCIES.filter(([, sign]) => sign !== '').map(([currency, sign, spellings]): Row => [
    sign,
    currency,
    1n,
    1n,
    spellings,
  ]),
];

/** They have a plural. */
export const WORD_UNITS: ReadonlySet<string> = new Set(['bit', 'day', 'week', 'month', 'year']);

type Prefix = readonly [symbol: string, word: string, power: bigint];

const PREFIXES: readonly Prefix[] = [
  ['k', 'kilo', 3n],
  ['M', 'mega', 6n],
  ['G', 'giga', 9n],
  ['T', 'tera', 12n],
  ['P', 'peta', 15n],
  ['E', 'exa', 18n],
];

/**
 * @param spellings of a multiple, from its symbol and word
 */
function multiples(
  [text, measures, over, under, own, per]: Row,
  largest: string,
  spellings: (symbol: string, word: string) => string,
): readonly Row[] {
  const last = PREFIXES.findIndex(([symbol]) => symbol === largest);
  const larger = PREFIXES.slice(0, last + 1).map(([symbol, word, power]): Row => {
    return [symbol + text, measures, over * 10n ** power, under, spellings(symbol, word), per];
  });
  return [[text, measures, over, under, own, per], ...larger];
}

const inLowerCase = (symbol: string): string => symbol.toLowerCase();

/** Listed only where a dimension has no usual unit. Each dimension begins with its base unit. */
export const OTHERS: readonly Row[] = [
  ['ps', 'time', 1n, 10n ** 12n, 'picosecond picoseconds'],
  ['PB', 'byte', 10n ** 15n, 1n, 'pb petabyte petabytes'],
  ['EB', 'byte', 10n ** 18n, 1n, 'eb exabyte exabytes'],
  ['PiB', 'byte', 2n ** 50n, 1n, 'pib pebibyte pebibytes'],
  ...multiples(['bit', 'byte', 1n, 8n, 'bits'], 'P', (symbol, word) => {
    const low = inLowerCase(symbol);
    return `${symbol}bits ${low}bit ${low}bits ${word}bit ${word}bits`;
  }),
  ...multiples(['J', 'energy', 1n, 1n, 'joule joules'], 'G', (_, word) => `${word}joule ${word}joules`),
  ...multiples(['Wh', 'energy', 3600n, 1n, 'watt_hour watt_hours'], 'T', (symbol, word) => {
    return `${symbol === 'k' ? 'kwh ' : ''}${word}watt_hour ${word}watt_hours`;
  }),
  ['mJ', 'energy', 1n, 1000n, 'millijoule millijoules'],
  ...multiples(['W', 'energy', 1n, 1n, 'watt watts', 'time'], 'G', (_, word) => `${word}watt ${word}watts`),
  ['mW', 'energy', 1n, 1000n, 'milliwatt milliwatts', 'time'],
  ...multiples(['Hz', '', 1n, 1n, 'hz hertz', 'time'], 'T', (symbol, word) => {
    return `${inLowerCase(symbol)}hz ${word}hertz`;
  }),
  // FLOPs are counted, FLOPS are per second; `flops` could be either and is refused.
  ...multiples(['FLOP', 'flop', 1n, 1n, 'FLOPs'], 'E', (symbol) => `${symbol}FLOPs`),
  ...multiples(['FLOPS', 'flop', 1n, 1n, '', 'time'], 'E', (_, word) => `${word}flops`),
  ['mm', 'length', 1n, 1000n, 'millimeter millimeters millimetre millimetres'],
  ['m', 'length', 1n, 1n, 'meter meters metre metres'],
  ['km', 'length', 1000n, 1n, 'kilometer kilometers kilometre kilometres'],
  ['cm', 'length', 1n, 100n, 'centimeter centimeters centimetre centimetres'],
  ['µm', 'length', 1n, 10n ** 6n, 'um μm micrometer micrometers micrometre micrometres micron microns'],
  ['nm', 'length', 1n, 10n ** 9n, 'nanometer nanometers nanometre nanometres'],
  ['mile', 'length', 1_609_344n, 1000n, 'mi miles'],
  ['ft', 'length', 3048n, 10_000n, 'foot feet'],
  ['inch', 'length', 254n, 10_000n, 'inches'],
  ['yd', 'length', 9144n, 10_000n, 'yard yards'],
  ['m²', 'length²', 1n, 1n, 'm2 m^2 sqm square_meter square_meters square_metre square_metres'],
  ['cm²', 'length²', 1n, 10_000n, 'cm2 square_centimeter square_centimeters'],
  [
    'km²',
    'length²',
    10n ** 6n,
    1n,
    'km2 square_kilometer square_kilometers square_kilometre square_kilometres',
  ],
  ['ha', 'length²', 10_000n, 1n, 'hectare hectares'],
  ['mL', 'length³', 1n, 10n ** 6n, 'ml milliliter milliliters millilitre millilitres'],
  ['L', 'length³', 1n, 1000n, 'l liter liters litre litres'],
  ['hL', 'length³', 1n, 10n, 'hl hectoliter hectoliters hectolitre hectolitres'],
  ['m³', 'length³', 1n, 1n, 'm3 m^3 cubic_meter cubic_meters cubic_metre cubic_metres'],
  ['cm³', 'length³', 1n, 10n ** 6n, 'cm3 cubic_centimeter cubic_centimeters'],
  ['g', 'mass', 1n, 1n, 'gram grams'],
  ['kg', 'mass', 1000n, 1n, 'kgs kilo kilos kilogram kilograms'],
  ['mg', 'mass', 1n, 1000n, 'milligram milligrams'],
  ['µg', 'mass', 1n, 10n ** 6n, 'μg ug mcg microgram micrograms'],
  ['t', 'mass', 10n ** 6n, 1n, 'tonne tonnes'],
  ['lb', 'mass', 45_359_237n, 100_000n, 'lbs'],
  ['A', 'charge', 1n, 1n, 'amp amps ampere amperes', 'time'],
  ['mA', 'charge', 1n, 1000n, 'milliamp milliamps milliampere milliamperes', 'time'],
  ['µA', 'charge', 1n, 10n ** 6n, 'μA uA microamp microamps microampere microamperes', 'time'],
  ['Ah', 'charge', 3600n, 1n, 'amp_hour amp_hours'],
  ['mAh', 'charge', 36n, 10n, 'milliamp_hour milliamp_hours'],
  ['V', 'voltage', 1n, 1n, 'volt volts'],
  ['mV', 'voltage', 1n, 1000n, 'millivolt millivolts'],
  ['kV', 'voltage', 1000n, 1n, 'kilovolt kilovolts'],
  ['Pa', 'pressure', 1n, 1n, 'pascal pascals'],
  ['hPa', 'pressure', 100n, 1n, 'hectopascal hectopascals'],
  ['kPa', 'pressure', 1000n, 1n, 'kilopascal kilopascals'],
  ['mbar', 'pressure', 100n, 1n, 'millibar millibars'],
  ['bar', 'pressure', 10n ** 5n, 1n, 'bars'],
  ['dB', 'decibel', 1n, 1n, 'decibel decibels'],
  ['°C', 'celsius', 1n, 1n, 'degC celsius'],
  ['°F', 'fahrenheit', 1n, 1n, 'degF fahrenheit'],
  ['ppm', '', 1n, 10n ** 6n, ''],
  ['¢', 'usd', 1n, 100n, 'cent cents'],
  ['pence', 'gbp', 1n, 100n, 'penny'],
  ...CURRENCIES.filter(([, sign]) => sign === '').map(([currency]): Row => [
    currency.toUpperCase(),
    currency,
    1n,
    1n,
    '',
  ]),
];

/** To the base unit. */
type KnownUnit = {
  readonly text: string;
  readonly powers: ReadonlyMap<Dimension, number>;
  readonly factor: Ratio;
};

function powersOf(above: Row[1], below: Dimension | undefined): ReadonlyMap<Dimension, number> {
  const powers = new Map<Dimension, number>();
  if (above === 'length²' || above === 'length³') powers.set('length', above === 'length²' ? 2 : 3);
  else if (above !== '') powers.set(above, 1);
  if (below !== undefined) powers.set(below, -1);
  return powers;
}

const KNOWN: ReadonlyMap<string, KnownUnit> = new Map(
  [...OTHERS, ...USUAL].flatMap(([text, measures, over, under, spellings, per]) => {
    const unit: KnownUnit = { text, factor: ratio(over, under), powers: powersOf(measures, per) };
    const names = [text, ...spellings.split(' ').filter((name) => name !== '')];
    return names.map((name): [string, KnownUnit] => [name.replaceAll('_', ' '), unit]);
  }),
);

/** Case counts in short symbols (`Mb` is not `MB`) but not in words. */
export function knownUnit(name: string): KnownUnit | undefined {
  const exact = KNOWN.get(name);
  return exact ?? (name.length > 2 ? KNOWN.get(name.toLowerCase().replaceAll('-', ' ')) : undefined);
}

export function symbolsOf(dimension: Dimension): readonly string[] {
  const symbols = (rows: readonly Row[]): readonly string[] =>
    rows
      .filter(([, measures, , , , per]) => measures === dimension && per === undefined)
      .map(([text]) => text);
  const usual = symbols(USUAL);
  return usual.length > 0 ? usual : symbols(OTHERS);
}

/** Multipliers before count nouns: `25 M parameters`, `25 million parameters`. */
export const MULTIPLIERS: ReadonlyMap<string, Ratio> = new Map(
  (
    [
      [3n, 'k K thousand'],
      [6n, 'M mn million mio Mio'],
      [9n, 'B G bn billion mrd Mrd'],
      [12n, 'T trillion'],
    ] as const
  ).flatMap(([power, names]) =>
    names.split(' ').map((name): [string, Ratio] => [name, { over: 10n ** power, under: 1n }]),
  ),
);

/** Short forms of whole units. The case of bits and bytes counts. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['rps', 'requests/s'],
  ['rpm', 'requests/min'],
  ['qps', 'queries/s'],
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

export const NOUN_ALIASES: ReadonlyMap<string, string> = new Map([
  ['req', 'request'],
  ['tok', 'token'],
  ['param', 'parameter'],
  ['img', 'image'],
  ['it', 'iteration'],
  ['iter', 'iteration'],
  ['h', 'hour'],
  ['hr', 'hour'],
]);

const UNCLEAR: ReadonlyMap<string, readonly [meanings: string, write: string]> = new Map([
  ...['K', 'M', 'G', 'T'].flatMap((prefix): [string, readonly [string, string]][] => {
    const si = prefix === 'K' ? 'k' : prefix;
    return [
      [`${prefix}b`, ['bits or bytes', `${si}bit or ${si}B`]],
      [`${prefix}BPS`, ['bits or bytes per second', `${si}bit/s or ${si}B/s`]],
    ];
  }),
  ['m', ['minutes or milliseconds', 'min or ms']],
  ...['', 'K', 'M', 'G', 'T', 'P', 'E'].map((prefix): [string, readonly [string, string]] => {
    const si = prefix === 'K' ? 'k' : prefix;
    return [`${prefix}FLOPS`, ['operations or operations per second', `${si}FLOP or ${si}FLOP/s`]];
  }),
]);

/**
 * For names refused as ambiguous: `Gb`, `m`, `gflops`.
 * @param name a unit that did not fit, or the part before a slash
 */
export function unclearName(name: string): readonly [meanings: string, write: string] | undefined {
  return (
    UNCLEAR.get(name) ??
    (/^(?:\p{L}?flops|\p{L}bps)$/iu.test(name) ? UNCLEAR.get(name.toUpperCase()) : undefined)
  );
}

// The units prep knows and how people write them. A table; what units mean together is in units.ts.
// Sources of factors: SI prefixes, IEC 80000-13 for bytes and bits, 1 Wh = 3600 J. Nothing that is only about right is in it.

/** Every currency has a dimension of its own: none is ever converted into another. */
export type Currency =
  | 'usd'
  | 'eur'
  | 'gbp'
  | 'jpy'
  | 'inr'
  | 'krw'
  | 'chf'
  | 'cny'
  | 'cad'
  | 'aud'
  | 'nzd'
  | 'sgd'
  | 'hkd'
  | 'sek'
  | 'nok'
  | 'dkk'
  | 'pln'
  | 'czk'
  | 'brl'
  | 'mxn'
  | 'zar'
  | 'ils';

/** What a known unit measures. `month` stands apart from `time`, since months differ in length; `pp` is percentage points. */
export type Dimension = 'time' | 'month' | 'byte' | 'energy' | 'flop' | 'pp' | Currency;

/** Dimensions of one unit that are several, or none. */
export type Compound = '' | 'energy/time' | 'flop/time' | '/time';

/**
 * One unit: how it is shown; its dimensions (`energy/time`, `/time`); over / under leads to the base unit (seconds, months,
 * bytes, joules, operations, one); other spellings, where `_` is a blank.
 */
export type Row = readonly [
  text: string,
  measures: Dimension | Compound,
  over: bigint,
  under: bigint,
  spellings: string,
];

/** Units that people are told about when theirs does not fit. */
export const USUAL: readonly Row[] = [
  ['ns', 'time', 1n, 10n ** 9n, 'nanosecond nanoseconds nanos'],
  ['µs', 'time', 1n, 10n ** 6n, 'us μs usec microsecond microseconds'],
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
  ['$', 'usd', 1n, 1n, 'usd us$ US$ dollar dollars'],
  ['€', 'eur', 1n, 1n, 'eur euro euros'],
  ['£', 'gbp', 1n, 1n, 'gbp pound pounds'],
  ['¥', 'jpy', 1n, 1n, 'jpy yen'],
  ['₹', 'inr', 1n, 1n, 'inr rupee rupees'],
  ['₩', 'krw', 1n, 1n, 'krw'],
];

/** Signs of currencies, which stand before the number. */
export const CURRENCY_SIGNS = '$€£¥₹₩';

/** Currencies that stand behind the number with their code. In lower case many codes are words, so case counts. */
const CODES: readonly (readonly [code: string, currency: Currency])[] = [
  ['CHF', 'chf'],
  ['CNY', 'cny'],
  ['CAD', 'cad'],
  ['AUD', 'aud'],
  ['NZD', 'nzd'],
  ['SGD', 'sgd'],
  ['HKD', 'hkd'],
  ['SEK', 'sek'],
  ['NOK', 'nok'],
  ['DKK', 'dkk'],
  ['PLN', 'pln'],
  ['CZK', 'czk'],
  ['BRL', 'brl'],
  ['MXN', 'mxn'],
  ['ZAR', 'zar'],
  ['ILS', 'ils'],
];

/** Codes of all currencies. */
export const CURRENCY_CODES: readonly string[] = [
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'INR',
  'KRW',
  ...CODES.map(([code]) => code),
];

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
 * A unit and its multiples.
 * @param largest symbol of the largest prefix
 * @param spellings of a multiple, from its symbol and word
 */
function multiples(
  [text, measures, over, under, own]: Row,
  largest: string,
  spellings: (symbol: string, word: string) => string,
): readonly Row[] {
  const last = PREFIXES.findIndex(([symbol]) => symbol === largest);
  const larger = PREFIXES.slice(0, last + 1).map(([symbol, word, power]): Row => {
    return [symbol + text, measures, over * 10n ** power, under, spellings(symbol, word)];
  });
  return [[text, measures, over, under, own], ...larger];
}

const inLowerCase = (symbol: string): string => symbol.toLowerCase();

/** Units that are read and converted, and not listed to anybody. Those of a dimension begin with its base unit. */
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
  ...multiples(['W', 'energy/time', 1n, 1n, 'watt watts'], 'G', (_, word) => `${word}watt ${word}watts`),
  ['mW', 'energy/time', 1n, 1000n, 'milliwatt milliwatts'],
  ...multiples(['Hz', '/time', 1n, 1n, 'hz hertz'], 'T', (symbol, word) => {
    return `${inLowerCase(symbol)}hz ${word}hertz`;
  }),
  // FLOPs are counted and FLOPS are per second; whatever lies between (`flops`) is not taken for either.
  ...multiples(['FLOP', 'flop', 1n, 1n, 'FLOPs'], 'E', (symbol) => `${symbol}FLOPs`),
  ...multiples(['FLOPS', 'flop/time', 1n, 1n, ''], 'E', (_, word) => `${word}flops`),
  ['¢', 'usd', 1n, 100n, 'cent cents'],
  ...CODES.map(([code, currency]): Row => [code, currency, 1n, 1n, '']),
];

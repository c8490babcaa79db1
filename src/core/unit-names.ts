// The units prep knows and how people write them. A table; what units mean together is in units.ts.
import { ratio, type Ratio } from './decimal.ts';

/** What a known unit measures. `month` stands apart from `time`, since months differ in length; `pp` is percentage points. */
export type Dimension = 'time' | 'month' | 'byte' | 'usd' | 'eur' | 'gbp' | 'pp';

/** A unit with a fixed meaning. `factor` leads to the base unit: seconds, months, bytes, one. */
export type KnownUnit = {
  readonly text: string;
  readonly dimension?: Dimension;
  readonly factor: Ratio;
};

type Row = readonly [
  text: string,
  dimension: Dimension | undefined,
  over: bigint,
  under: bigint,
  spellings: string,
];

const ROWS: readonly Row[] = [
  ['ns', 'time', 1n, 10n ** 9n, 'nanosecond nanoseconds nanos'],
  ['µs', 'time', 1n, 10n ** 6n, 'us μs usec microsecond microseconds'],
  ['ms', 'time', 1n, 1000n, 'msec msecs millis millisecond milliseconds'],
  ['s', 'time', 1n, 1n, 'sec secs second seconds'],
  ['min', 'time', 60n, 1n, 'mins minute minutes'],
  ['h', 'time', 3600n, 1n, 'hr hrs hour hours'],
  ['d', 'time', 86_400n, 1n, 'day days'],
  ['week', 'time', 604_800n, 1n, 'wk weeks'],
  ['month', 'month', 1n, 1n, 'mo months'],
  ['year', 'month', 12n, 1n, 'yr years'],
  ['B', 'byte', 1n, 1n, 'byte bytes'],
  ['kB', 'byte', 1000n, 1n, 'KB kb kilobyte kilobytes'],
  ['MB', 'byte', 10n ** 6n, 1n, 'mb megabyte megabytes'],
  ['GB', 'byte', 10n ** 9n, 1n, 'gb gigabyte gigabytes'],
  ['TB', 'byte', 10n ** 12n, 1n, 'tb terabyte terabytes'],
  ['KiB', 'byte', 2n ** 10n, 1n, 'kib kibibyte kibibytes'],
  ['MiB', 'byte', 2n ** 20n, 1n, 'mib mebibyte mebibytes'],
  ['GiB', 'byte', 2n ** 30n, 1n, 'gib gibibyte gibibytes'],
  ['TiB', 'byte', 2n ** 40n, 1n, 'tib tebibyte tebibytes'],
  ['%', undefined, 1n, 100n, 'percent percents pct'],
  ['×', undefined, 1n, 1n, 'x X times fold'],
  ['pp', 'pp', 1n, 100n, 'pps %-points %-point percentage_point percentage_points percent_points'],
  ['$', 'usd', 1n, 1n, 'usd us$ US$ dollar dollars'],
  ['€', 'eur', 1n, 1n, 'eur euro euros'],
  ['£', 'gbp', 1n, 1n, 'gbp pound pounds'],
];

const KNOWN: ReadonlyMap<string, KnownUnit> = new Map(
  ROWS.flatMap(([text, dimension, over, under, spellings]) => {
    const unit: KnownUnit = { text, factor: ratio(over, under), ...(dimension && { dimension }) };
    return [text, ...spellings.split(' ')].map((name): [string, KnownUnit] => [name.replace('_', ' '), unit]);
  }),
);

/** The known unit of that spelling. Case counts in short symbols (`Mb` is no `MB`) and not in words. */
export function knownUnit(name: string): KnownUnit | undefined {
  return KNOWN.get(name) ?? (name.length > 2 ? KNOWN.get(name.toLowerCase()) : undefined);
}

/** The usual symbols of a dimension, for telling people what they may write. */
export const symbolsOf = (dimension: Dimension): readonly string[] =>
  ROWS.filter((row) => row[1] === dimension).map(([text]) => text);

/** Multipliers before count nouns: `25 M parameters`, `25 million parameters`. */
export const MULTIPLIERS: ReadonlyMap<string, Ratio> = new Map(
  (
    [
      [3n, 'k K thousand'],
      [6n, 'M mn million'],
      [9n, 'B G bn billion'],
      [12n, 'T trillion'],
    ] as const
  ).flatMap(([power, names]) =>
    names.split(' ').map((name): [string, Ratio] => [name, { over: 10n ** power, under: 1n }]),
  ),
);

/** Short forms of whole units. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['rps', 'requests/s'],
  ['qps', 'queries/s'],
]);

/** Short forms of count nouns, singular. */
export const NOUN_ALIASES: ReadonlyMap<string, string> = new Map([
  ['req', 'request'],
  ['tok', 'token'],
  ['param', 'parameter'],
]);

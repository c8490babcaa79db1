// Finds units by the names people write for them: known units, multipliers before count nouns, short forms, and the names
// that may mean two things. Knows names; what units mean together is in units.ts.
import { ratio, type Ratio } from './decimal.ts';
import {
  CURRENCY_CODES,
  CURRENCY_SIGNS,
  OTHERS,
  USUAL,
  type Compound,
  type Dimension,
  type Row,
} from './unit-table.ts';

export { CURRENCY_CODES, CURRENCY_SIGNS };
export type { Dimension };

/** A unit with a fixed meaning. `factor` leads to the base unit: seconds, months, bytes, joules, operations, one. */
export type KnownUnit = {
  readonly text: string;
  readonly powers: ReadonlyMap<Dimension, number>;
  readonly factor: Ratio;
};

type Powers = readonly (readonly [Dimension, number])[];

/** Dimensions of more than one part. */
const COMPOUND: Readonly<Record<Compound, Powers>> = {
  '': [],
  'energy/time': [
    ['energy', 1],
    ['time', -1],
  ],
  'flop/time': [
    ['flop', 1],
    ['time', -1],
  ],
  '/time': [['time', -1]],
};

const isCompound = (measures: Row[1]): measures is Compound => Object.hasOwn(COMPOUND, measures);

const powersOf = (measures: Row[1]): ReadonlyMap<Dimension, number> =>
  new Map(isCompound(measures) ? COMPOUND[measures] : [[measures, 1]]);

const KNOWN: ReadonlyMap<string, KnownUnit> = new Map(
  [...OTHERS, ...USUAL].flatMap(([text, measures, over, under, spellings]) => {
    const unit: KnownUnit = { text, factor: ratio(over, under), powers: powersOf(measures) };
    const names = [text, ...spellings.split(' ').filter((name) => name !== '')];
    return names.map((name): [string, KnownUnit] => [name.replaceAll('_', ' '), unit]);
  }),
);

/** The known unit of that spelling. Case counts in short symbols (`Mb` is no `MB`) and not in words; hyphens are blanks. */
export function knownUnit(name: string): KnownUnit | undefined {
  const exact = KNOWN.get(name);
  return exact ?? (name.length > 2 ? KNOWN.get(name.toLowerCase().replaceAll('-', ' ')) : undefined);
}

/** The usual symbols of a dimension, for telling people what they may write; of a rarer one all of them, the base unit first. */
export function symbolsOf(dimension: Dimension): readonly string[] {
  const symbols = (rows: readonly Row[]): readonly string[] =>
    rows.filter((row) => row[1] === dimension).map(([text]) => text);
  const usual = symbols(USUAL);
  return usual.length > 0 ? usual : symbols(OTHERS);
}

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

/** Short forms of whole units. The case of bits and bytes counts. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['rps', 'requests/s'],
  ['rpm', 'requests/min'],
  ['qps', 'queries/s'],
  ['fps', 'frames/s'],
  ['bps', 'bit/s'],
  ...['k', 'M', 'G', 'T'].flatMap((prefix): [string, string][] => [
    [`${prefix}bps`, `${prefix}bit/s`],
    [`${prefix.toLowerCase()}bps`, `${prefix}bit/s`],
    [`${prefix}Bps`, `${prefix}B/s`],
  ]),
]);

/** Short forms of count nouns, singular. */
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

/** Names that may mean two things: what they may mean, and what to write for each. */
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
 * What a name may mean that is not taken because it may mean two things: `Gb`, `m`, `gflops`; undefined for any other.
 * @param name a unit that did not fit, or the part of it before a slash
 */
export function unclearName(name: string): readonly [meanings: string, write: string] | undefined {
  return (
    UNCLEAR.get(name) ??
    (/^(?:\p{L}?flops|\p{L}bps)$/iu.test(name) ? UNCLEAR.get(name.toUpperCase()) : undefined)
  );
}

// Which units fit each other, and the exact factor between them. Count nouns (tokens, instances) are labels
// without a size.
import { ratio, type Ratio, ratioNumber } from './decimal.ts';
import {
  ALIASES,
  CURRENCY_CODES,
  CURRENCY_SIGNS,
  type Dimension,
  knownUnit,
  MULTIPLIERS,
  NOUN_ALIASES,
  symbolsOf,
  WORD_UNITS,
  wordOf,
} from './unit-table.ts';

type Powers = ReadonlyMap<Dimension, number>;

export type Unit = {
  /** `ms`, `$/h`, `M parameters`; empty for a plain number. */
  readonly text: string;
  /** To base units. */
  readonly factor: Ratio;
  readonly powers: Powers;
  /** Comparable: `request`, `/request`. */
  readonly nouns: string;
  /** `%` itself, which does not add up with plain ratios. */
  readonly percent: boolean;
};

type Term = {
  readonly text: string;
  readonly factor: Ratio;
  readonly powers?: Powers;
  readonly noun?: string;
};

const ONE: Ratio = { over: 1n, under: 1n };
const MAX_UNIT_LENGTH = 60;
/** `Mbps`. */
const LONGEST_ALIAS = 4;
/** Plurals that do not follow from the rules of `singular`. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['caches', 'cache'],
  ['cookies', 'cookie'],
  ['movies', 'movie'],
  ['series', 'series'],
  ['species', 'species'],
]);
const NOUN = /^\p{L}[\p{L}\p{M}\p{N}_.+#&'’ -]*$/u;
/** `$M`, `M$`, `k€`: a currency and a multiplier in one word. */
const MONEY_WORD = new RegExp(
  `^(?:([${CURRENCY_SIGNS}])(bn|[kKMBT])|(bn|[kKMBT])([${CURRENCY_SIGNS}]))$`,
  'u',
);
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
const MONEY = new RegExp(`^(?:[${CURRENCY_SIGNS}]|${CURRENCY_CODES.join('|')})(?![\\p{L}\\p{N}])`, 'u');

export const NO_UNIT: Unit = { text: '', factor: ONE, powers: new Map(), nouns: '', percent: false };

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

/** `M parameters`, `million`, `k $`. */
function multiplied(text: string, multiplier: Ratio, counted: string): Term {
  const known = knownUnit(counted);
  return known
    ? { ...known, text, factor: times(multiplier, known.factor) }
    : { text, factor: multiplier, noun: nounKey(counted) };
}

/** However it is written. */
function moneyWord(word: string): Term | undefined {
  if (word.length > 3) return undefined;
  const [, before, times1 = '', times2 = '', behind] = MONEY_WORD.exec(word) ?? [];
  const sign = before ?? behind;
  const multiplier = MULTIPLIERS.get(times1 + times2);
  return sign && multiplier ? multiplied(sign + times1 + times2, multiplier, sign) : undefined;
}

/** `B` can be bytes and billions, and `points` those of a percentage. */
function readTerm(word: string): readonly Term[] {
  const known = knownUnit(word) ?? moneyWord(word);
  const [first = '', ...others] = word.split(' ');
  const multiplier = MULTIPLIERS.get(first);
  const counted = others.join(' ');
  const terms: Term[] = known ? [known] : [];
  if (multiplier) terms.push(multiplied(word, multiplier, counted));
  if (!known && !multiplier && NOUN.test(word)) terms.push({ text: word, factor: ONE, noun: nounKey(word) });
  const rarer = RARER.get(word);
  if (rarer === undefined) return terms;
  return [...terms, knownUnit(rarer) ?? { text: rarer, factor: ONE, noun: nounKey(rarer) }];
}

const times = (a: Ratio, b: Ratio): Ratio => ratio(a.over * b.over, a.under * b.under);

const inverse = ({ over, under }: Ratio): Ratio => ({ over: under, under: over });

/** Of a / b when `sign` is -1. */
function timesPowers(a: Powers, b: Powers, sign: 1 | -1): Powers {
  const powers = new Map(a);
  for (const [name, power] of b) powers.set(name, (powers.get(name) ?? 0) + sign * power);
  return new Map([...powers].filter(([, power]) => power !== 0));
}

const NO_POWERS: Powers = new Map();

function quotient(above: Term | undefined, below: readonly Term[]): Unit {
  return {
    text: [above?.text ?? '', ...below.map((term) => term.text)].join('/'),
    factor: below.reduce((factor, term) => times(factor, inverse(term.factor)), above?.factor ?? ONE),
    powers: below.reduce(
      (powers, term) => timesPowers(powers, term.powers ?? NO_POWERS, -1),
      above?.powers ?? NO_POWERS,
    ),
    nouns: [above?.noun ?? '', ...below.flatMap((term) => term.noun ?? [])].join('/'),
    percent: above?.text === '%' && below.length === 0,
  };
}

const PERIOD = 'second|minute|hour|day|night|week|month|quarter|year';
/** Of an amount: `$5,400 a month`, `300 requests each day`. */
const EACH = new RegExp(`(?:^| )(?:an?|each|every) (?=(?:${PERIOD})$)`, 'i');
const ADVERB = /(?:^| )(?:(hour|week|month|quarter|year)ly|(dai)ly|annually)$/i;

/** Whether an amount of money goes before it: `a month`, `per 1000 requests`. */
export const isRate = (text: string): boolean =>
  /^per\b/.test(text) || [EACH, ADVERB].some((pattern) => pattern.exec(text)?.index === 0);

/**
 * `requests per second` → `requests/second`; single spaces, none around slashes, no leading hyphen
 * (`2.3-fold`).
 */
function tidy(text: string): string {
  const words = text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^[-\u2010\u2011](?=\p{L})/u, '')
    .replace(/^per cent\b/i, 'percent')
    .replace(EACH, ' per ')
    .replace(ADVERB, (_, period?: string, day?: string) => ` per ${period ?? (day ? 'day' : 'year')}`)
    .trimStart();
  return words
    .split(/ ?\/ ?| per /)
    .map((part) => part.replace(/^per /, '/'))
    .join('/');
}

/** `rps`, `k rpm`, `Mbps` in full. */
function written(tidied: string): string {
  const blank = tidied.lastIndexOf(' ');
  const short = tidied.slice(blank + 1);
  if (short.length > LONGEST_ALIAS) return tidied;
  const long = ALIASES.get(short) ?? ALIASES.get(short.length === 3 ? short.toLowerCase() : short);
  const isMultiple = blank === -1 || MULTIPLIERS.has(tidied.slice(0, blank));
  return long !== undefined && isMultiple ? tidied.slice(0, blank + 1) + long : tidied;
}

/** Likeliest first. Empty for what cannot be a unit. */
export function readUnits(text: string): readonly Unit[] {
  if (text.length > MAX_UNIT_LENGTH) return [];
  const tidied = tidy(text);
  if (tidied === '') return [NO_UNIT];
  const [above = '', ...below] = written(tidied).split('/');
  if (below.length > 3) return [];
  const belowTerms = below.map((word) => readTerm(word)[0]);
  if (belowTerms.includes(undefined)) return [];
  const terms = belowTerms.filter((term) => term !== undefined);
  if (above === '') return terms.length > 0 ? [quotient(undefined, terms)] : [];
  return readTerm(above).map((term) => quotient(term, terms));
}

/** Any text is a unit in a bank: an unknown one is a label. */
export function declaredUnit(text: string | undefined): Unit {
  if (text === undefined || text.trim() === '') return NO_UNIT;
  return readUnits(text)[0] ?? { ...NO_UNIT, text: text.trim(), nouns: text.trim().toLowerCase() };
}

/** Also labels such as `°C`. */
export const isNamed = (unit: Unit, text: string): boolean =>
  unit.text !== '' && unit.text.toLowerCase() === text.trim().toLowerCase() && readUnits(text).length === 0;

export function sameDimension(a: Unit, b: Unit): boolean {
  return (
    a.powers.size === b.powers.size && [...a.powers].every(([name, power]) => b.powers.get(name) === power)
  );
}

export const sameMeasure = (a: Unit, b: Unit): boolean =>
  a.nouns === b.nouns && a.percent === b.percent && sameDimension(a, b);

/** `$`, `€/h`, `CHF`; not `$M`, and not `pp/$`. */
export const isMoney = ({ text }: Unit): boolean => MONEY.test(text);

const isPoints = ({ powers }: Unit): boolean => powers.size === 1 && powers.get('pp') === 1;

export const samePercent = (a: Unit, b: Unit): boolean =>
  (a.percent && isPoints(b)) || (isPoints(a) && b.percent);

/** Same dimension, and no other label. `%` may be used for `pp`. */
export function fitsInto(from: Unit, to: Unit): boolean {
  const labels = from.nouns === '' || from.nouns === to.nouns;
  return labels && (sameDimension(from, to) || (from.percent && isPoints(to)));
}

export const conversion = (from: Pick<Unit, 'factor'>, to: Pick<Unit, 'factor'>): Ratio =>
  times(from.factor, inverse(to.factor));

export const conversionNumber = (from: Unit, to: Unit): number => ratioNumber(conversion(from, to));

// Count nouns drop out of products and quotients. A difference of two percentages is in points (pp).

const MAX_POWER = 6;

export const PERCENT: Unit = declaredUnit('%');
const POINTS: Unit = declaredUnit('pp');

export const isPure = (unit: Unit): boolean => unit.powers.size === 0;

const isPlain = (unit: Unit): boolean =>
  isPure(unit) && !unit.percent && unit.factor.over === unit.factor.under;

const withoutLabel = (unit: Unit): Unit => (unit.nouns === '' ? unit : { ...unit, nouns: '', text: '' });

/** a / b when `sign` is -1; the number is the plain product or quotient. */
export function multipliedUnit(a: Unit, b: Unit, sign: 1 | -1): Unit {
  if (isPlain(b)) return b.nouns === '' ? a : withoutLabel(a);
  if (sign === 1 && isPlain(a)) return a.nouns === '' ? b : withoutLabel(b);
  const powers = new Map(timesPowers(a.powers, b.powers, sign));
  // Points as a share of a percentage are a plain ratio: (82% − 81%) / 82%.
  if (sign === -1 && b.percent) powers.delete('pp');
  return { ...NO_UNIT, factor: times(a.factor, sign === 1 ? b.factor : inverse(b.factor)), powers };
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
    [...powers].flatMap(([name, power]) =>
      Array.from({ length: Math.max(0, sign * power) }, () =>
        name === 'time' ? 's' : (symbolsOf(name)[0] ?? name),
      ),
    );
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
  if (WORD_UNITS.has(above)) return one ? above : `${above}s`;
  const [first = ''] = above.split(' ');
  return one && !knownUnit(above) && !MULTIPLIERS.has(first) ? singular(above) : above;
}

export function convertedUnits(unit: Unit): readonly string[] {
  const [only] = unit.powers.size === 1 ? [...unit.powers] : [];
  if (unit.percent || only?.[1] !== 1 || unit.text.includes('/')) return [];
  return symbolsOf(only[0]).filter((symbol) => symbol !== unit.text);
}

/** `time`, `size`, `cost`, `throughput`: the word that names use for numbers in this unit. */
export function quantityWord({ text, powers, nouns }: Unit): string | undefined {
  const words = [...powers].map(([dimension, power]) => (power === 1 ? wordOf(dimension) : ''));
  if (words.includes('cost')) return 'cost';
  if (powers.get('time') === -1 && /^[^/]+\//.test(text)) return 'throughput';
  const [word = ''] = powers.size === 1 && nouns === '' ? words : [];
  return word === '' ? undefined : word;
}

// How English puts numbers into words: tens and ones, hundreds, thousands, decimals, halves, digits one by one, years.
// Knows one number at a time; where it stands in a text is known elsewhere.
import {
  below100,
  BELOW_100,
  isHundred,
  isScale,
  isUnit,
  joined,
  ONES,
  SCALES,
  spaced,
  wordAt,
  type Value,
  type Words,
} from './spoken-number-words.ts';

/** What was read up to the word `next`. Without digits: words that are no number to be counted, such as `one or two`. */
export type ReadNumber = Digits | { readonly digits?: never; readonly next: number };

/** A number in digits, and the word that comes behind it. */
type Digits = { readonly digits: string; readonly next: number };

const ORDINAL =
  /^(?:first|third|thirds|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|(?:hundred|thousand)ths?|half|halves|quarters?)$/;
/** Such a word before a number makes `point nine` a remark: `the point one makes`. */
const REMARK =
  /^(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their|at|to|in|key|main|one|each|every|first|no|good|whole|another)$/;
/** Numbers of things that are called by a number: `zero shot`, `two phase commit`. */
const NAMES =
  /^(?:(?:zero|one|two) shot|one hot|zero (?:day|trust|copy|downtime|sum)|two (?:phase|pointers?|sided|tailed|way)|three (?:way|tier)|four square|one (?:off|liner|sided|way))$/;

/** `and` and a smaller number, or the number alone. */
const behindAnd = (words: Words, at: number): number => (spaced(words, at) === 'and' ? at + 1 : at);

/** Hundreds with what follows them, or a number below 100. */
function group(words: Words, at: number): Value | undefined {
  const isOneHundred = wordAt(words, at) === 'a' && (isHundred(words, at + 1) || isScale(words, at + 1));
  const first = isOneHundred ? { value: 1, next: at + 1 } : below100(words, at);
  if (!first || !isHundred(words, first.next) || first.value === 0) return first;
  const hundreds = { value: first.value * 100, next: first.next + 1 };
  const from = behindAnd(words, hundreds.next);
  const rest = joined(words, from) === '' ? undefined : below100(words, from);
  const isOther =
    !rest || rest.value === 0 || isHundred(words, rest.next) || (from > hundreds.next && isLone(words, rest));
  return isOther ? hundreds : { value: hundreds.value + rest.value, next: rest.next };
}

/** `one hundred and one of them` is 101; `a hundred and one thing` is a hundred, and something else. */
const isLone = (words: Words, { value, next }: Value): boolean =>
  value === 1 && !isUnit(joined(words, next)) && /^(?:thing|more|other|of)$/.test(joined(words, next));

/** A whole number of groups: `one hundred and twenty thousand three hundred`. */
function whole(words: Words, at: number): Value | undefined {
  let total: Value | undefined;
  let least = Infinity;
  for (;;) {
    const from = total ? behindAnd(words, total.next) : at;
    if (total && joined(words, from) === '') return total;
    const next = group(words, from);
    const scale = next && isScale(words, next.next) ? (SCALES.get(wordAt(words, next.next)) ?? 1) : 1;
    if (
      !next ||
      scale >= least ||
      (total && next.value === 0) ||
      (total && scale === 1 && isLone(words, next))
    )
      return total;
    total = {
      value: (total?.value ?? 0) + next.value * scale,
      next: next.next + (scale > 1 ? 1 : 0),
    };
    if (scale === 1) return total;
    least = scale;
  }
}

/** Digits one by one: `four oh nine six`. */
function digitByDigit(words: Words, at: number, fewest: number): Digits | undefined {
  let digits = '';
  let next = at;
  for (; next - at < 12; next += 1) {
    const word = next === at ? wordAt(words, next) : spaced(words, next);
    const digit = word === 'oh' || word === 'o' ? 0 : ONES.indexOf(word);
    if (digit < 0 || (next === at && fewest > 1 && word.startsWith('o') && word !== 'one')) break;
    digits += String(digit);
  }
  return digits.length < fewest ? undefined : { digits, next };
}

/** Two numbers that are said as one: `nineteen ninety nine`, `five twelve`, `twenty twenty four`. */
function paired(words: Words, at: number): Value | undefined {
  const first = below100(words, at);
  const isListed = words[at]?.joint === ' ' && BELOW_100.has(wordAt(words, at - 1));
  if (!first || isListed || first.value === 0 || spaced(words, first.next) === '') return undefined;
  const isOh = wordAt(words, first.next) === 'oh' && first.value >= 10;
  const second = below100(words, isOh ? first.next + 1 : first.next);
  if (!second || (isOh ? second.value > 9 : second.value < 10) || second.value === first.value)
    return undefined;
  const behind = words[second.next];
  const goesOn = behind?.joint === ' ' && below100(words, second.next) !== undefined;
  if (goesOn || behind?.joint === '-' || isHundred(words, second.next) || isScale(words, second.next))
    return undefined;
  // A round first number is one of two: `twenty thirty`; years and sizes are not.
  return first.value % 10 === 0 && second.value % 10 === 0
    ? undefined
    : { value: first.value * 100 + second.value, next: second.next };
}

/** What `point` leads in: digits one by one, or a number below 100. */
function decimals(words: Words, at: number): Digits | undefined {
  if (spaced(words, at) !== 'point' || spaced(words, at + 1) === '') return undefined;
  const two = below100(words, at + 1);
  if (two && two.value >= 10) return { digits: String(two.value), next: two.next };
  return digitByDigit(words, at + 1, 1);
}

const PARTS: readonly (readonly [words: string, value: number])[] = [
  ['and a half', 0.5],
  ['and one half', 0.5],
  ['and a quarter', 0.25],
  ['and three quarters', 0.75],
];

/** `and a half` behind a number. */
function partBehind(words: Words, at: number): Value | undefined {
  const said = [spaced(words, at), spaced(words, at + 1), spaced(words, at + 2)].join(' ');
  const part = PARTS.find(([one]) => one === said);
  return part && { value: part[1], next: at + 3 };
}

/** A number without rounding traces. */
const plainNumber = (value: number): string => String(Number(value.toPrecision(15)));

function scaled(words: Words, digits: string, next: number): Digits {
  const scale = SCALES.get(joined(words, next));
  return scale === undefined
    ? { digits, next }
    : { digits: plainNumber(Number(digits) * scale), next: next + 1 };
}

/** Half of something that is measured or counted: `half a second`, `half a million`. */
function halfAt(words: Words, at: number): Digits | undefined {
  const of = wordAt(words, at) === 'half' && /^an?$/.test(spaced(words, at + 1)) ? spaced(words, at + 2) : '';
  const scale = SCALES.get(of);
  if (scale !== undefined) return { digits: String(scale / 2), next: at + 3 };
  return isUnit(of) ? { digits: '0.5', next: at + 2 } : undefined;
}

/** `point nine five`, `point five percent`: more than one digit, or a unit behind it. */
function pointAt(words: Words, at: number): Digits | undefined {
  if (wordAt(words, at) !== 'point' || REMARK.test(joined(words, at - 1))) return undefined;
  const part = digitByDigit(words, at + 1, 1);
  if (!part || spaced(words, at + 1) === '') return undefined;
  return part.digits.length > 1 || isUnit(joined(words, part.next))
    ? { digits: `0.${part.digits}`, next: part.next }
    : undefined;
}

/** A number from its first word, with decimals and parts. */
function counted(words: Words, at: number): Digits | undefined {
  const spelled = digitByDigit(words, at, 3);
  const value = spelled ? undefined : (paired(words, at) ?? whole(words, at));
  const read = spelled ?? (value && { digits: plainNumber(value.value), next: value.next });
  if (!read) return undefined;
  const part = decimals(words, read.next);
  if (part) return scaled(words, `${read.digits}.${part.digits}`, part.next);
  const more = value && partBehind(words, value.next);
  return more ? scaled(words, plainNumber(value.value + more.value), more.next) : read;
}

/** A unit behind, or behind another number: `one to two seconds`. */
function isMeasured(words: Words, next: number): boolean {
  if (isUnit(joined(words, next))) return true;
  const other = /^(?:to|and)$/.test(spaced(words, next)) ? whole(words, next + 1) : undefined;
  return other !== undefined && isUnit(joined(words, other.next));
}

/** True for words that read like a number and are none. */
function isNone(words: Words, at: number, next: number): boolean {
  const [first, behind] = [wordAt(words, at), joined(words, next)];
  if (ORDINAL.test(behind) || (behind === 'second' && words[next]?.joint === '-')) return true;
  if (next - at > 1) return false;
  if (NAMES.test(`${first} ${behind}`)) return true;
  const isHyphened = words[next]?.joint === '-' && !isUnit(behind);
  return (
    isHyphened ||
    words[at]?.joint === '-' ||
    ((first === 'one' || first === 'zero') && !isMeasured(words, next))
  );
}

const FOLDS: ReadonlyMap<string, number> = new Map(
  'two three four five six seven eight nine ten'.split(' ').map((word, i) => [`${word}fold`, i + 2] as const),
);

const mayBegin = (word: string): boolean =>
  BELOW_100.has(word) || word === 'a' || word === 'half' || word === 'point' || FOLDS.has(word);

/** `one or two`, `fifty fifty`: ways of speaking. */
const SAYING = /^(?:one or (?:two|more)|one (?:by|to|at) one|fifty fifty|two by two|one two three)\b/;

/**
 * The number that begins with the word `at`.
 * @returns undefined when none begins there
 */
export function numberAt(words: Words, at: number): ReadNumber | undefined {
  if (!mayBegin(wordAt(words, at))) return undefined;
  const saying = SAYING.exec([wordAt(words, at), joined(words, at + 1), joined(words, at + 2)].join(' '));
  if (saying) return { next: at + saying[0].split(' ').length };
  const times = FOLDS.get(wordAt(words, at));
  if (times !== undefined) return { digits: `${times}-fold`, next: at + 1 };
  const read = halfAt(words, at) ?? pointAt(words, at) ?? counted(words, at);
  if (!read) return undefined;
  return isNone(words, at, read.next) ? { next: read.next } : read;
}

// Numbers in English words, without hyphens or commas as recognizers write them: `forty five milliseconds`,
// `zero point eight two`. Precise rather than generous: possible pronouns, ordinals, fractions and parts of
// words stay.
import { exactly } from './decimal.ts';
import { knownUnit, MULTIPLIERS } from './units.ts';

/** UTF-16 units, end excluded. */
type SpokenNumber = { readonly digits: string; readonly start: number; readonly end: number };

type Word = {
  readonly text: string;
  readonly joint: ' ' | '-' | '';
  readonly start: number;
  readonly end: number;
};
type Words = readonly Word[];
/** `digits` unless it is a whole number; `next` is the word after it. */
type Read = { readonly value: number; readonly digits?: string; readonly next: number };

const WORD = /(?<![\p{L}\p{M}\p{N}_'’])\p{L}+(?![\p{L}\p{M}\p{N}_]|['’]\p{L})/gu;

const ONES = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const BELOW_100: ReadonlyMap<string, number> = new Map([
  ...[...ONES, ...TEENS].map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
  ['fourty', 40],
]);
/** Without letters and abbreviations. */
const SCALES: ReadonlyMap<string, number> = new Map([
  ...[...MULTIPLIERS].filter(([word]) => word.length > 3),
  ['dozen', 12],
]);
const PARTS: ReadonlyMap<string, number> = new Map([
  ['and a half', 0.5],
  ['and one half', 0.5],
  ['and a quarter', 0.25],
  ['and three quarters', 0.75],
]);
const FOLD = /^(two|three|four|five|six|seven|eight|nine|ten)fold$/;
/** Each number has one of these words. */
const NUMBER_WORDS = new Set([
  ...BELOW_100.keys(),
  ...SCALES.keys(),
  ...[...BELOW_100.keys()].map((word) => `${word}fold`),
  'hundred',
  'half',
  'point',
]);

/** False for words without which there is no number; in lower case. */
export const isNumberWord = (word: string): boolean => NUMBER_WORDS.has(word);

/** After a number they make it a rank or a part: `twenty first`, `two thirds`. */
const ORDINAL =
  /^(?:first|third|thirds|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|(?:hundred|thousand)ths?|half|halves|quarters?)$/;
/** Before a number they make `point nine` a remark: `the point one makes`. */
const REMARK =
  /^(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their|at|to|in|key|main|one|each|every|first|no|good|whole|another)$/;
/** Named by a number: `zero shot`, `two phase commit`. */
const NAME =
  /^(?:(?:zero|one|two) shot|one hot|zero (?:day|trust|copy|downtime|sum)|two (?:phase|pointers?|sided|tailed|way)|three (?:way|tier)|four square|one (?:off|liner|sided|way))$/;
const SAYING = /^(?:one or (?:two|more)|one (?:by|to|at) one|fifty fifty|two by two|one two three)\b/;

/** `day` and `point` are too often something else. */
const isUnit = (word: string): boolean =>
  /^(?:x|times|fold|percentage|gigs?)$/.test(word) ||
  (word.length > 1 && !/^(?:days?|points?|in|am|a|as|at|pm)$/.test(word) && knownUnit(word) !== undefined);

const wordAt = (words: Words, at: number): string => words[at]?.text ?? '';
const joined = (words: Words, at: number): string => (words[at]?.joint ? wordAt(words, at) : '');
const spaced = (words: Words, at: number): string => (words[at]?.joint === ' ' ? wordAt(words, at) : '');
const scaleAt = (words: Words, at: number): number | undefined => SCALES.get(joined(words, at));
const plain = (value: number): string => String(exactly(value));

function below100(words: Words, at: number): Read | undefined {
  const value = BELOW_100.get(wordAt(words, at));
  if (value === undefined) return undefined;
  const one = value >= 20 ? ONES.indexOf(joined(words, at + 1)) : -1;
  return one > 0 ? { value: value + one, next: at + 2 } : { value, next: at + 1 };
}

/** `one hundred and one of them` is 101; `a hundred and one thing` is a hundred, and something else. */
const isLone = (words: Words, { value, next }: Read): boolean =>
  value === 1 && /^(?:thing|more|other|of)$/.test(joined(words, next));

/** Hundreds with what follows, or a number below 100. */
function group(words: Words, at: number): Read | undefined {
  const isOne =
    wordAt(words, at) === 'a' &&
    (joined(words, at + 1) === 'hundred' || scaleAt(words, at + 1) !== undefined);
  const first = isOne ? { value: 1, next: at + 1 } : below100(words, at);
  if (!first || first.value === 0 || joined(words, first.next) !== 'hundred') return first;
  const hundreds = { value: first.value * 100, next: first.next + 1 };
  const hasAnd = spaced(words, hundreds.next) === 'and';
  const from = hundreds.next + (hasAnd ? 1 : 0);
  const rest = joined(words, from) === '' ? undefined : below100(words, from);
  const isOther = !rest || rest.value === 0 || joined(words, rest.next) === 'hundred';
  return isOther || (hasAnd && isLone(words, rest))
    ? hundreds
    : { value: hundreds.value + rest.value, next: rest.next };
}

/** `one hundred and twenty thousand three hundred` */
function whole(words: Words, at: number): Read | undefined {
  let total: Read | undefined;
  for (let least = Infinity; ;) {
    const from = total ? total.next + (spaced(words, total.next) === 'and' ? 1 : 0) : at;
    const next: Read | undefined = total && joined(words, from) === '' ? undefined : group(words, from);
    const scale = (next && scaleAt(words, next.next)) ?? 1;
    if (!next || scale >= least) return total;
    if (total && (next.value === 0 || (scale === 1 && isLone(words, next)))) return total;
    total = { value: (total?.value ?? 0) + next.value * scale, next: next.next + (scale > 1 ? 1 : 0) };
    if (scale === 1) return total;
    least = scale;
  }
}

/** `four oh nine six` */
function digitByDigit(words: Words, at: number, fewest: number): Read | undefined {
  let digits = '';
  let next = at;
  for (; next - at < 12; next += 1) {
    const word = next === at ? wordAt(words, next) : spaced(words, next);
    const isOh = word === 'oh' || word === 'o';
    const digit = isOh ? 0 : ONES.indexOf(word);
    if (digit < 0 || (isOh && next === at && fewest > 1)) break;
    digits += String(digit);
  }
  return digits.length < fewest ? undefined : { value: Number(digits), digits, next };
}

/** Said as one: `nineteen ninety nine`, `five twelve`, `twenty twenty four`. */
function paired(words: Words, at: number): Read | undefined {
  const first = below100(words, at);
  const isListed = words[at]?.joint === ' ' && BELOW_100.has(wordAt(words, at - 1));
  if (!first || isListed || first.value === 0 || spaced(words, first.next) === '') return undefined;
  const isOh = wordAt(words, first.next) === 'oh' && first.value >= 10;
  const second = below100(words, isOh ? first.next + 1 : first.next);
  if (!second || (isOh ? second.value > 9 : second.value < 10) || second.value === first.value)
    return undefined;
  const { next } = second;
  const behind = joined(words, next);
  if (behind === 'hundred' || SCALES.has(behind) || words[next]?.joint === '-' || BELOW_100.has(behind))
    return undefined;
  // `twenty thirty` is two numbers; years and sizes are not.
  return first.value % 10 === 0 && second.value % 10 === 0
    ? undefined
    : { value: first.value * 100 + second.value, next };
}

/** `half a second`, `half a million` */
function halfAt(words: Words, at: number): Read | undefined {
  const of = wordAt(words, at) === 'half' && /^an?$/.test(spaced(words, at + 1)) ? spaced(words, at + 2) : '';
  const scale = SCALES.get(of);
  if (scale !== undefined) return { value: scale / 2, next: at + 3 };
  return isUnit(of) ? { value: 0.5, next: at + 2 } : undefined;
}

function pointAt(words: Words, at: number): Read | undefined {
  if (wordAt(words, at) !== 'point' || REMARK.test(joined(words, at - 1))) return undefined;
  const part = spaced(words, at + 1) === '' ? undefined : digitByDigit(words, at + 1, 1);
  const isNumber = part?.digits !== undefined && (part.digits.length > 1 || isUnit(joined(words, part.next)));
  return isNumber ? { ...part, digits: `0.${part.digits}` } : undefined;
}

function counted(words: Words, at: number): Read | undefined {
  const read = digitByDigit(words, at, 3) ?? paired(words, at) ?? whole(words, at);
  if (!read) return undefined;
  let { digits = plain(read.value), next } = read;
  const part = PARTS.get([0, 1, 2].map((i) => spaced(words, next + i)).join(' '));
  if (spaced(words, next) === 'point' && spaced(words, next + 1) !== '') {
    const two = below100(words, next + 1);
    const decimals = two && two.value >= 10 ? two : digitByDigit(words, next + 1, 1);
    if (!decimals) return read;
    digits += `.${decimals.digits ?? decimals.value}`;
    next = decimals.next;
  } else if (part && read.digits === undefined) {
    // `a million and a half`
    digits = plain(read.value + part * (SCALES.get(wordAt(words, next - 1)) ?? 1));
    next += 3;
  } else return read;
  const scale = scaleAt(words, next);
  return scale === undefined
    ? { value: Number(digits), digits, next }
    : { value: Number(digits) * scale, next: next + 1 };
}

/** `one to two seconds` */
function isMeasured(words: Words, next: number): boolean {
  const other = /^(?:to|and)$/.test(spaced(words, next)) ? whole(words, next + 1) : undefined;
  return isUnit(joined(words, other?.next ?? next));
}

/** Reads like a number and is none. */
function isNone(words: Words, at: number, next: number): boolean {
  const [first, behind] = [wordAt(words, at), joined(words, next)];
  const isHyphened = words[next]?.joint === '-';
  if (ORDINAL.test(behind) || (behind === 'second' && isHyphened)) return true;
  if (next - at > 1) return false;
  return (
    NAME.test(`${first} ${behind}`) ||
    words[at]?.joint === '-' ||
    (isHyphened && !isUnit(behind)) ||
    (/^(?:one|zero)$/.test(first) && !isMeasured(words, next))
  );
}

function wordsIn(text: string): Words {
  let before = 0;
  return [...text.matchAll(WORD)].map(({ 0: written, index }): Word => {
    const between = text.slice(before, index);
    before = index + written.length;
    const isBlank = between === ' ' || (/^\s+$/.test(between) && !/\n\s*\n/.test(between));
    const joint = isBlank ? ' ' : /^[-\u2010\u2011]$/.test(between) ? '-' : '';
    return { text: written.toLowerCase(), joint, start: index, end: before };
  });
}

/** Takes time in proportion to the text, whose length its callers limit. */
export function spokenNumbers(text: string): readonly SpokenNumber[] {
  const words = wordsIn(text);
  const found: SpokenNumber[] = [];
  let at = 0;
  for (let first = words[0]; first; first = words[at]) {
    const saying = SAYING.exec([first.text, joined(words, at + 1), joined(words, at + 2)].join(' '));
    const times = FOLD.exec(first.text)?.[1];
    const fold =
      times === undefined ? undefined : { value: 0, digits: `${BELOW_100.get(times)}-fold`, next: at + 1 };
    const read = saying ? undefined : (fold ?? halfAt(words, at) ?? pointAt(words, at) ?? counted(words, at));
    const last = read && words[read.next - 1];
    if (last && (fold || !isNone(words, at, read.next))) {
      const minus = first.joint === ' ' && words[at - 1]?.text === 'minus' ? words[at - 1] : undefined;
      const digits = `${minus ? '-' : ''}${read.digits ?? plain(read.value)}`;
      found.push({ digits, start: (minus ?? first).start, end: last.end });
    }
    at = read?.next ?? at + (saying ? saying[0].split(' ').length : 1);
  }
  return found;
}

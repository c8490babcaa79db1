// Words as feedback and search compare them: stems, numbers as digits, signs as words.
import { stemmer } from 'stemmer';
import { keptForText, wordSet } from '../base/collections.ts';
import type { Placeholder } from '../base/question.ts';
import { isAbbreviated, oneLine } from '../base/text.ts';
import { DECIMAL_COMMA } from '../values/quantity.ts';
import { isNumberWord, spokenNumbers } from '../values/spoken-numbers.ts';

/** In UTF-16 units, `end` exclusive. */
export type Place = { readonly start: number; readonly end: number };

export const isInside = (inner: Place, outer: Place): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

export type Word = Place & {
  readonly stem: string;
  /** In lower case, without an apostrophe ending; the base of an irregular form. */
  readonly form: string;
  readonly written: string;
  readonly index: number;
};

/** In UTF-16 units; the rest is ignored. */
export const MAX_LENGTH = 100_000;

const STOP_WORDS = wordSet(
  'a about after all also am an and any are as at be because been before being both but by can could did do does ' +
    'each even for from get gets got had has have he her his how i if in into is it its just like make makes many ' +
    'may me more most much must my no not now of on one only or other our out over own per same she so some such ' +
    'than that the their them then there these they this those to too up use used uses very was we well were what ' +
    'when where which who why will with without would you your ' +
    'again come comes came because can cannot don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ' +
    'otherwise afterwards beforehand ours theirs mine yours another every else within across among around beyond onto ' +
    'toward towards upon via against along alone despite per instead ' +
    'since should might shall whether though although unless yet still ' +
    'um uh er erm okay yeah yes really quite thing things something let lets goes going go know mean basically actually',
);

const FORMS: ReadonlyMap<string, string> = new Map(
  (
    'ran run,built build,wrote write,written write,took take,taken take,sent send,kept keep,found find,grew grow,' +
    'grown grow,fell fall,fallen fall,drew draw,drawn draw,woke wake,woken wake,said say,told tell,saw see,seen see,' +
    'chose choose,chosen choose,broke break,broken break,lost lose,held hold,paid pay,learnt learn,thought think,' +
    'came come,went go,gave give,given give,began begin,begun begin,hid hide,hidden hide,split split,men man,' +
    'rose rise,risen rise,shrank shrink,shrunk shrink,sank sink,sunk sink,sped speed,bought buy,brought bring,caught catch,' +
    'taught teach,sold sell,spent spend,led lead,froze freeze,frozen freeze,stood stand,understood understand,rewrote rewrite,' +
    'rewritten rewrite,rebuilt rebuild,hung hang,drove drive,driven drive,flew fly,knew know,known know,' +
    'spoke speak,spoken speak,spun spin,stuck stick,slept sleep,dealt deal,felt feel,sought seek,overran overrun,' +
    'authn authentication,authz authorization,people person,indices index,indexes index,matrices matrix,vertices vertex,children child,leaves leaf,' +
    'db database,dbs database,ack acknowledge,acks acknowledge,acked acknowledge,avg average,prob probability,probs probability,' +
    'param parameter,params parameter,p50 median,config configuration,msg message,msgs message,req request,reqs request,docs document,eval evaluation'
  )
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([form = '', base = '']) => [form, base] as const),
);

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['²', 'squared'],
  ['³', 'cubed'],
  ['%', 'percent'],
  ['×', 'times'],
  ['√', 'root'],
  ['∞', 'infinity'],
]);

const TOKEN =
  /\d+(?:[.,]\d+)*|[^\P{N}\d²³]+|\p{L}[\p{L}\p{M}\d]*(?:['’](?:s|t|re|ve|ll|d|m)(?!\p{L}))?|[²³%×√∞]/gu;

/** A bank has few words, many times each. */
const MOST_WORDS = 50_000;

/** The stemmer gives `deploy` for `deployment`, but `deploi` for `deploy`. */
export const stemOf = keptForText(
  (word) => stemmer(FORMS.get(word) ?? word).replace(/(?<=..)y$/, 'i'),
  MOST_WORDS,
);

/** A word as spoken: signs as words, without apostrophe endings, without commas in numbers. */
function spoken(written: string): string {
  const sign = SIGNS.get(written);
  if (sign !== undefined) return sign;
  const lower = written.normalize('NFKC').toLowerCase();
  if (!/^\d/.test(lower)) return lower.replace(/['’].*$/, '');
  return DECIMAL_COMMA.test(lower) ? lower.replace(',', '.') : lower.replaceAll(/,(?=\d{3}(?!\d))/g, '');
}

type Reading = Pick<Word, 'stem' | 'form'> & { readonly isStop: boolean; readonly isOfNumber: boolean };

function readWord(said: string): Reading {
  return {
    stem: stemOf(said),
    form: FORMS.get(said) ?? said,
    isStop: STOP_WORDS.has(said),
    isOfNumber: isNumberWord(said),
  };
}

const readingOf = keptForText((written) => readWord(spoken(written)), MOST_WORDS);

const TIMES = readWord('times');

/** Without stop words, in order, with repeats. */
export function saidWords(text: string): readonly Word[] {
  const read = text.slice(0, MAX_LENGTH);
  const tokens = [...read.matchAll(TOKEN)];
  const isTimes = (written: string, start: number): boolean =>
    (written === 'x' || written === 'X') && /\d/.test(read.charAt(start - 1));
  const said = tokens.map(({ 0: written, index }) => (isTimes(written, index) ? TIMES : readingOf(written)));
  const numbers = said.some(({ isOfNumber }) => isOfNumber) ? spokenNumbers(read) : [];
  const words: Word[] = [];
  let number = 0;
  for (const [i, { 0: written, index: start }] of tokens.entries()) {
    const end = start + written.length;
    while ((numbers[number]?.end ?? Infinity) <= start) number += 1;
    const own = numbers[number];
    const index = i + 1;
    if (own?.start === start) {
      const { digits, end: last } = own;
      words.push({ stem: digits, form: digits, written: read.slice(start, last), start, end: last, index });
    } else if (!own || start < own.start) {
      const word = said[i];
      if (word && !word.isStop) words.push({ stem: word.stem, form: word.form, written, start, end, index });
    }
  }
  return words;
}

export const without = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((each) => !others.includes(each));

/** The first of each stem. */
export function distinct(text: string): readonly Word[] {
  const found = new Map<string, Word>();
  for (const word of saidWords(text)) if (!found.has(word.stem)) found.set(word.stem, word);
  return [...found.values()];
}

export const wordsOf = (text: string): readonly Word[] =>
  distinct(text).filter(({ stem }) => stem.length > 1 || /\p{N}/u.test(stem));

/** Placeholders say nothing themselves: blanks are in their place. */
export const withoutGaps = (text: string, placeholders: readonly Placeholder[]): string =>
  placeholders
    .flatMap(({ kind, written }) => (kind === 'condition' ? [] : [written.text, oneLine(written.text)]))
    .reduce((left, gap) => left.replaceAll(gap, ' '.repeat(gap.length)), text);

export const CLAUSE_END = /[;:()\n]|,(?!\d)|[.!?…](?=\s|$)|\s[-–—]\s/gu;
export const SENTENCE_END = /[.!?…](?=\s|$)|\n/gu;

/** In UTF-16 units; limits the work on endless sentences. */
export const REACH = 400;

export type Range = { readonly low: number; readonly high: number };

export function stretchAround(text: string, ends: RegExp, from: number, to: number, reach = REACH): Range {
  const start = Math.max(0, from - reach);
  let low = start;
  for (const { 0: found, index } of text.slice(start, to + reach).matchAll(ends)) {
    const at = start + index;
    if (found === '.' && isAbbreviated(text, at)) continue;
    if (at >= to) return { low, high: at };
    if (at + found.length <= from) low = at + found.length;
  }
  return { low, high: Math.min(text.length, to + reach) };
}

/** Trimmed. */
export function sentenceAt(text: string, { start, end }: Place): Place {
  const { low, high } = stretchAround(text, SENTENCE_END, start, end, MAX_LENGTH);
  const sentence = text.slice(low, high + 1);
  const from = low + sentence.length - sentence.trimStart().length;
  return { start: from, end: low + sentence.trimEnd().length };
}

export const WORD_OR_NUMBER = /\d+(?:[.,]\d+)*|[\p{L}][\p{L}\p{M}]*\d*(?:['’]\p{L}+)?|[²³]/gu;
/** Say nothing about a figure beside them. */
const LITTLE = wordSet(
  'a an the of to in on at for with by from as is are was were be been being it its this that these those and or but so ' +
    'then than i me my mine we us our ours theirs you your they them their he she his her do does did have has had not no yes ' +
    'within about around roughly approximately nearly almost some over under like which who what there here just only also ' +
    'got get gets went go goes took take takes came come said say per into out up down ms s h gb mb kb x percent ' +
    'points point while because since quite very really milliseconds seconds minutes hours second minute hour if would could might should',
);
/** Prepositions, and other words that are no nouns, beside the other stop words. */
const PREPOSITIONS = wordSet(
  'above across against along all among around before behind below beneath beside between beyond despite down during ' +
    'except inside instead near now off onto out outside over past since through till toward towards under until up upon versus via vs within',
);
export const isPreposition = (word: string): boolean => PREPOSITIONS.has(word.toLowerCase());
export const isLittle = (word: string): boolean => {
  const plain = word.toLowerCase();
  return STOP_WORDS.has(plain) || LITTLE.has(plain) || PREPOSITIONS.has(plain);
};

/** Empty for a stop word. */
export function stemIn(word: string): string {
  const plain = word.toLowerCase().replace(/['’].*$/, '');
  return LITTLE.has(plain) ? '' : stemOf(plain.replaceAll(',', ''));
}

export const formsIn = (text: string): readonly string[] =>
  [...text.replaceAll('_', ' ').matchAll(WORD_OR_NUMBER)]
    .map(([word]) => word.toLowerCase().replace(/['’].*$/, ''))
    .filter((word) => stemIn(word) !== '' && !/\d/.test(word));

export const wordsIn = keptForText((text): readonly string[] =>
  (text.replaceAll('_', ' ').match(WORD_OR_NUMBER) ?? []).map(stemIn).filter((stem) => stem !== ''),
);

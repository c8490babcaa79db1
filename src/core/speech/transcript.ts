// Counts words, pace, and filler words of a spoken answer, in English. Reported, never graded: content and
// delivery stay separate. Precision over recall: `um` is always a filler, `like`, `you know`, and so on
// only where they can hardly be anything else (docs/speaking.md has the rules).
import { MINUTE_MS } from '../base/day.ts';
import { STAR_PARTS } from '../base/question.ts';

type Filler = { readonly filler: string; readonly start: number; readonly end: number };

/** In UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 100_000;
const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu;
/** Such a sound in capitals is a name: an ER diagram. */
const SOUND = /^(?:[uU](?:h+m*|m+)|[eE](?:rm+|r)|[hH]m+|[mM]m{2,}|[uU]{2,}[hHmM]+|[eE]{2,}[rR][mM]*)$/;

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const SUBJECTS = 'i we you they he she it there';
const LINKS =
  "is was are were be been it's that's he's she's there's i'm we're they're isn't wasn't just and but so or then because";

type Rule = {
  readonly said: string;
  /** Next to such a word it is never a filler. */
  readonly notBehind: ReadonlySet<string>;
  readonly notBefore?: ReadonlySet<string>;
  /** Next to such words it is a filler even without commas; absent: next to any. */
  readonly behind?: ReadonlySet<string>;
  readonly before?: ReadonlySet<string>;
};

const VAGUE: Omit<Rule, 'said'> = {
  notBehind: set(
    'a an the this that what which some any every each all one same another no other new different very so',
  ),
  notBefore: set('thing things you'),
  behind: set(`${SUBJECTS} ${LINKS}`),
};

const PHRASES: readonly Rule[] = [
  {
    said: 'you know',
    notBehind: set(
      'do did does if as what all everything that than when once how would will may might can could should because let unless until people everyone everybody someone anybody ones languages think things whether before after now who which whatever',
    ),
    notBefore: set(
      'how what that why when where if who which whether the a an this these those it its your my our their his her about of more better best exactly nothing something anything everything by from enough in is are and or not',
    ),
  },
  {
    said: 'i mean',
    notBehind: set('what do did which that how if when whatever all one ones thing'),
    notBefore: set('it by what that this every exactly business to and is are the'),
  },
  { said: 'sort of', ...VAGUE },
  { said: 'kind of', ...VAGUE },
  {
    said: 'like',
    notBehind: set(
      "look looks looked looking sound sounds sounded feel feels felt feeling seem seems seemed act acts behave behaves behaved work works would should i we you they to do does did not don't didn't much more something things anything nothing exactly most models users person",
    ),
    notBefore: set('this that these those to a an the'),
    behind: set(LINKS),
    before: set('really totally literally super pretty'),
  },
  {
    said: 'basically',
    notBehind: set('what how not'),
    behind: set(`this that ${SUBJECTS} ${LINKS}`),
  },
  {
    said: 'actually',
    notBehind: set('what how not does did do is was are were can it'),
    behind: new Set(),
  },
];

type Word = {
  readonly written: string;
  readonly word: string;
  readonly signs: string;
  readonly start: number;
  readonly end: number;
};

function wordsIn(text: string): readonly Word[] {
  let last = 0;
  return [...text.matchAll(WORD)].map(({ 0: found, index }) => {
    const written = found.replaceAll('’', "'");
    const signs = text.slice(last, index);
    last = index + found.length;
    return { written, word: written.toLowerCase(), signs, start: index, end: last };
  });
}

/** Possible fillers, up to the word `next`; `isCertain` when they need no other evidence. */
type Candidate = { readonly from: number; readonly next: number; readonly isCertain: boolean };

/** A word after a comma or the like does not count as adjacent. */
const besideOf = (word: Word | undefined, signs: string | undefined): string =>
  word === undefined || /[,;:.!?…–—\n]/.test(signs ?? '') ? '' : word.word;

function phraseAt(words: readonly Word[], from: number, rule: Rule): Candidate | undefined {
  const next = from + rule.said.split(' ').length;
  const said = words.slice(from, next);
  const isSaid = said.map(({ word }) => word).join(' ') === rule.said;
  if (!isSaid || said.slice(1).some(({ signs }) => signs !== ' ')) return undefined;
  const behind = besideOf(words[from - 1], said[0]?.signs);
  const before = besideOf(words[next], words[next]?.signs);
  if (rule.notBehind.has(behind) || rule.notBefore?.has(before)) return undefined;
  const isSetOff = behind === '' && before === '' && words.length > said.length;
  const fits = (rule.behind?.has(behind) ?? true) && (rule.before?.has(before) ?? true);
  return { from, next, isCertain: isSetOff || (fits && behind !== '') };
}

function candidateAt(words: readonly Word[], from: number): Candidate | undefined {
  const { written = '', signs = '' } = words[from] ?? {};
  const isJoined = /[-‑]$/.test(signs) || /^[-‑]/.test(words[from + 1]?.signs ?? '');
  if (!isJoined && SOUND.test(written)) return { from, next: from + 1, isCertain: true };
  for (const rule of PHRASES) {
    const phrase = phraseAt(words, from, rule);
    if (phrase) return phrase;
  }
  return undefined;
}

/** In order. An uncertain filler counts next to another one: `um, you know, like`. */
function fillersIn(text: string): readonly Filler[] {
  const words = wordsIn(text.slice(0, MAX_LENGTH));
  const runs: Candidate[][] = [];
  for (let from = 0; from < words.length;) {
    const candidate = candidateAt(words, from);
    const run = runs.at(-1);
    if (candidate && run?.at(-1)?.next === from) run.push(candidate);
    else if (candidate) runs.push([candidate]);
    from = candidate?.next ?? from + 1;
  }
  return runs
    .filter((run) => run.some(({ isCertain }) => isCertain))
    .flat()
    .map(({ from, next }) => {
      const said = words.slice(from, next);
      const filler = said.map(({ word }) => word).join(' ');
      return { filler, start: said[0]?.start ?? 0, end: said.at(-1)?.end ?? 0 };
    });
}

/** To be shown wherever fillers are shown. */
export const FILLERS_UNDERCOUNT =
  'Recognisers drop many fillers, so there were at least as many as are counted.';

export type Speech = {
  /**
   * As people count: `forty-five` and `forty five` are two words, `don't`, `45`, `0.82`, `O(n²)`, and
   * `e-mail` are one. Includes fillers.
   */
  readonly words: number;
  /** A filler of two words (`you know`) counts once. A lower bound. */
  readonly fillers: number;
  readonly fillersPer100: number;
  readonly found: readonly Filler[];
};

/**
 * Separates words without a blank: dashes, slashes, dots in a row, and hyphens between parts of two letters
 * or more.
 */
const BETWEEN = /\s+|[\u2013\u2014/…]|\.{2,}|(?<=\p{L}{2})[-\u2010\u2011](?=\p{L}{2})/u;

const countWords = (text: string): number =>
  text.split(BETWEEN).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;

/** The headings of a story's parts, which nobody said. */
const HEADINGS = new RegExp(`^## (?:${STAR_PARTS.join('|')})[ \\t]*$`, 'gim');

/** Ignores the headings of a story. */
export function speechOf(written: string): Speech {
  // The same number of blanks, so that offsets of fillers stay valid.
  const text = written.replaceAll(HEADINGS, (heading) => ' '.repeat(heading.length));
  const words = countWords(text);
  const found = fillersIn(text);
  return {
    words,
    fillers: found.length,
    fillersPer100: words === 0 ? 0 : (100 * found.length) / words,
    found,
  };
}

/**
 * Undefined without words or time.
 * @param ms from the first word to the last, pauses included
 */
export const wordsPerMinute = (words: number, ms: number): number | undefined =>
  words > 0 && ms > 0 ? (words * MINUTE_MS) / ms : undefined;

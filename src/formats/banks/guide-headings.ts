// What a heading of a guide says: its number, the words of the question, how hard it is. Knows one heading at a time;
// knows nothing of what stands below it.
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import type { Heading } from '../outline.ts';
import { rememberedStretches } from '../remembered.ts';
import { DIFFICULTY_WORDS, difficultyOf } from './difficulty.ts';

/**
 * `question` says that it is one: `Q4: …`, `Question 4`, `Q. …` · `range` stands for several: `Q6-10: …` ·
 * `numbered` may be one: `4. …` · `plain` has no number.
 */
export type WordingKind = 'question' | 'range' | 'numbered' | 'plain';

export type Wording = {
  readonly kind: WordingKind;
  readonly number?: number;
  /** Last number of a range. */
  readonly last?: number;
  /** The words without number, marks and decoration: offsets in the file. */
  readonly titleStart: number;
  readonly titleEnd: number;
  /** True when the words end in a question mark, or hold one near their end. */
  readonly asks: boolean;
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
};

/** What may stand before the words: emoji, stars, bold marks, anchors. */
const DECORATION = /^(?:[\s*_]|[★☆✩✭]|\p{Extended_Pictographic}|\ufe0f|\u200d|<a\s[^<>]{0,200}>(?:<\/a>)?)*/u;
const QUESTION_WORD = '(?:Q(?:ue(?:s(?:tion)?)?)?|Frage|Pregunta|Pergunta|Domanda|Вопрос|问题|問題|質問)';
const RANGE = new RegExp(
  `^${QUESTION_WORD}s?\\s{0,3}#?(\\d{1,5})\\s{0,3}(?:[-–—]|to)\\s{0,3}(?:${QUESTION_WORD}\\s{0,3})?(\\d{1,5})(?=\\s{0,3}(?:[:：.)\\[]|$))[\\s:：.)]*`,
  'iu',
);
/** `Q4`, `Question #4`, `[Q4]`, `Q4.1`, `Q4b`, `Q4/10`, and what stands between that and the words. */
const QUESTION = new RegExp(
  `^(?:[[(](?=[^\\])\\n:：]{1,16}[\\])]))?${QUESTION_WORD}\\.?\\s{0,3}[#-]?(\\d{1,5})(?:\\.\\d{1,3}|[a-z]|\\s?/\\s?\\d{1,4}|\\s{1,2}of\\s{1,2}\\d{1,4})?(?:[*_]{0,2}\\s{0,3}\\\\?[:：.)\\]、。．]|\\s{1,3}[-–—|·•→](?=\\s)|(?=\\s)|$)[\\s*_]*`,
  'iu',
);
/** Words before the number: `Behavioral Q6: …`, `System Design Question 2: …`. Others speak of a question, or follow one. */
const SPEAKS_OF =
  '(?:answers?|solutions?|notes?|hints?|explanations?|follow|related|similar|sub|see|about|after|before|from|to|for|of|on|in|and|or|the|this|next|previous|fiscal)';
const PREFIXED = new RegExp(
  `^(?:(?!${SPEAKS_OF}(?![\\p{L}]))\\p{L}[\\p{L}&/'-]{1,20}\\s{1,3}){1,3}(?=${QUESTION_WORD}\\s{0,2}#?\\d{1,4}\\s{0,3}[:：]\\s{0,3}\\S)`,
  'iu',
);
/** `第 4 题：…` */
const ORDINAL = /^第\s{0,2}(\d{1,5})\s{0,2}[题題問问](?:\s{0,2}[:：、。.．]|(?=\s)|$)[\s*_]*/u;
const UNNUMBERED = /^Q(?:uestion)?\s{0,3}[:：.](?:[\s*_]+|$)/i;
/** Chinese and Japanese marks need no blank behind them, nor does a point before a capital letter or one of a script without them. */
const NUMBERED =
  /^(?:#|№\s?|N[or]\.?\s?)?(\d{1,4})((?:\.\d{1,3}){0,3})(?:(?:\s{0,3}\\?[.):：]|\s{1,3}[-–—|·•→](?=\s))[\s*_]+|\s{0,3}[、。．][\s*_]*|[.)](?=[\p{Lu}\p{Lo}]))/u;
/** `1.2 Title` needs no point behind it. */
const PARTED = /^\d{1,3}(?:\.\d{1,3}){1,3}\s{1,3}(?=\p{L})/u;
/** A number of keys, `1️⃣ Title`, each a digit with marks behind it. */
const KEYCAPS = /^((?:\d\ufe0f?\u20e3){1,3})[\s.):：*_-]+/;
const LONGEST_PREFIX = 300;

const ANCHOR = /\s{0,3}(?:\{#[^{}]{0,80}\}|<a\s[^<>]{0,80}>(?:<\/a>)?)$/;
const DIFFICULTY = new RegExp(
  `(?:\\s{0,3}[([（]\\s{0,3}(?:(?:difficulty|level)\\s?:?\\s?)?(?:${DIFFICULTY_WORDS})(?:[ -]level)?\\s{0,3}[)\\]）]|\\s[-–—|·]\\s{0,3}(?:${DIFFICULTY_WORDS}))$`,
  'i',
);
/** The same behind the number: `Q4 (easy): …`. */
const DIFFICULTY_FIRST = new RegExp(
  `^[([（]\\s?(?:${DIFFICULTY_WORDS})(?:[ -]level)?\\s?[)\\]）]\\s{0,3}[:：.–-]?[\\s*_]{0,3}(?=[^\\s*_])`,
  'i',
);
const SYMBOLS = /\s{0,3}[([]?(?:[⭐★🌟✭☆✩🟢🟩🟡🟠🟨🟧🔴🟥]\ufe0f?\s?){1,10}[)\]]?$/u;
const MINUTES = /\s{0,3}[([]\s?~?(\d{1,3})(?:\s?[-–]\s?\d{1,3})?\s?min(?:ute)?s?\.?\s?[)\]]$/i;
const LONGEST_SUFFIX = 120;

type Prefix = Pick<Wording, 'kind' | 'number' | 'last'> & { readonly length: number };

function prefixOf(words: string): Prefix {
  const range = RANGE.exec(words);
  const [first, last] = [Number(range?.[1]), Number(range?.[2])];
  if (range && last > first) return { kind: 'range', number: first, last, length: range[0].length };
  const question = QUESTION.exec(words) ?? ORDINAL.exec(words);
  if (question) return { kind: 'question', number: Number(question[1]), length: question[0].length };
  const unnumbered = UNNUMBERED.exec(words);
  if (unnumbered) return { kind: 'question', length: unnumbered[0].length };
  const numbered = NUMBERED.exec(words);
  // The number of a part, as in `1.2. …`, is that of no question.
  const isPart = numbered !== null && numbered[2] !== '';
  if (numbered && !isPart)
    return { kind: 'numbered', number: Number(numbered[1]), length: numbered[0].length };
  const part = isPart ? numbered : PARTED.exec(words);
  if (part) return { kind: 'numbered', length: part[0].length };
  const keys = KEYCAPS.exec(words);
  if (keys) return { kind: 'numbered', number: Number(keys[1]?.replace(/\D/g, '')), length: keys[0].length };
  return { kind: 'plain', length: 0 };
}

type Suffix = { readonly length: number; readonly difficulty?: Difficulty; readonly minutes?: number };

/** Marks at the end of a heading; several may stand there in any order. */
function suffixOf(words: string): Suffix {
  let rest = words.slice(-LONGEST_SUFFIX).trimEnd();
  const whole = words.slice(-LONGEST_SUFFIX).length;
  let difficulty: Difficulty | undefined;
  let minutes: number | undefined;
  for (let found = true; found;) {
    const mark = (DIFFICULTY.exec(rest) ?? SYMBOLS.exec(rest))?.[0];
    const time = MINUTES.exec(rest);
    const anchor = ANCHOR.exec(rest)?.[0];
    if (mark !== undefined) difficulty ??= difficultyOf(mark.replace(/difficulty|level/i, ''));
    if (time) minutes ??= Number(time[1]);
    const cut = mark ?? time?.[0] ?? anchor;
    // A heading that is nothing but a mark is a name, such as `## Advanced`.
    found = cut !== undefined && cut.length < rest.length;
    if (found) rest = rest.slice(0, rest.length - (cut?.length ?? 0)).trimEnd();
  }
  return {
    length: whole - rest.length,
    difficulty,
    ...(minutes !== undefined && minutes > 0 && { minutes }),
  };
}

/** A question mark, and perhaps a short sentence behind it: `When does it help? Explain.` */
const ASKS = /[?？؟]["'”’»)*_]{0,3}(?:\s[^?？؟]{1,60})?$/;
const LONGEST_AFTER_MARK = 68;

const LINKED = /^\[([^[\]\n]{1,500})\]\([^()\s]{0,500}\)$/;

/** The words of a link that is the whole stretch. */
function unlinked(text: string, start: number, end: number): readonly [number, number] {
  const link = end - start < 1100 ? LINKED.exec(text.slice(start, end)) : null;
  return link ? [start + 1, start + 1 + (link[1] ?? '').length] : [start, end];
}

/** The words without bold marks or a link around them. */
function unwrapped(text: string, start: number, end: number): readonly [number, number] {
  let [from, to] = [start, end];
  while (to > from && /[\s*_]/.test(text.charAt(to - 1)) && !text.startsWith('____', to - 4)) to -= 1;
  while (from < to && /[\s*]/.test(text.charAt(from))) from += 1;
  return unlinked(text, from, to);
}

function readWording(source: Source, lineStart: number, lineEnd: number): Wording {
  const [textStart, textEnd] = unlinked(source.text, lineStart, lineEnd);
  const words = source.text.slice(textStart, Math.min(textEnd, textStart + LONGEST_PREFIX));
  const decoration = DECORATION.exec(words)?.[0] ?? '';
  const prefix = prefixOf(words.slice(decoration.length));
  const behind =
    prefix.length > 0 ? DIFFICULTY_FIRST.exec(words.slice(decoration.length + prefix.length)) : null;
  const start = textStart + decoration.length + prefix.length + (behind?.[0].length ?? 0);
  const suffix = suffixOf(source.text.slice(Math.max(start, textEnd - LONGEST_SUFFIX), textEnd));
  const [titleStart, titleEnd] = unwrapped(source.text, start, Math.max(start, textEnd - suffix.length));
  const { length: _, ...kind } = prefix;
  const { length: __, ...marks } = suffix;
  const before =
    (behind ? difficultyOf(behind[0]) : undefined) ?? difficultyOf(decoration.replace(/<[^<>]*>/g, ''));
  return {
    ...kind,
    titleStart,
    titleEnd,
    asks: ASKS.test(source.text.slice(Math.max(titleStart, titleEnd - LONGEST_AFTER_MARK), titleEnd)),
    ...marks,
    difficulty: marks.difficulty ?? before,
  };
}

/** Reads the words of a line that names a question. */
export const wordingOf = rememberedStretches(readWording);

/** Reads a heading. */
export const wordingOfHeading = (source: Source, heading: Heading): Wording =>
  wordingOf(source, heading.textStart, heading.textEnd);

/** Reads a heading with words before its number: `Behavioral Q6: …`. Undefined where it has none, or none before it. */
export function wordingBehindWords(source: Source, { textStart, textEnd }: Heading): Wording | undefined {
  const written = source.text.slice(textStart, Math.min(textEnd, textStart + LONGEST_PREFIX));
  const decoration = DECORATION.exec(written)?.[0] ?? '';
  const before = PREFIXED.exec(written.slice(decoration.length))?.[0];
  if (before === undefined) return undefined;
  const wording = wordingOf(source, textStart + decoration.length + before.length, textEnd);
  return { ...wording, difficulty: wording.difficulty ?? difficultyOf(decoration) };
}

const ENUMERATION =
  /^(?:(?:Section|Part|Chapter|Topic|Module)\s{1,3}(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s{0,3}[:.)–—-]?|(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s{0,3}[.):])\s{1,3}/;
/** Anchors, and tags around the words. */
const TAGS = /<\/?(?:a|b|strong|i|em|u|span|font|center|sub|sup|img)(?:\s[^<>]{0,150})?\/?>/gi;
const COUNT = /\s{0,3}[([][^()[\]]{0,40}\d[^()[\]]{0,40}[)\]]$/;

/** The name of a section: its heading without emoji before it, marks of difficulty, enumeration and counts such as `(Q1-10)`. */
export function sectionName(source: Source, heading: Heading): string {
  const written = source.text.slice(heading.textStart, Math.min(heading.textEnd, heading.textStart + 200));
  const plain = written.slice(DECORATION.exec(written)?.[0].length ?? 0).replace(TAGS, '');
  const words = plain.replace(/^[#\s]{1,6}/, '').replace(/[\s*_:：]{1,10}$/, '');
  const bare = words.replace(SYMBOLS, '').replace(/[\s*_:：]{1,10}$/, '');
  const name = bare.replace(ENUMERATION, '').replace(COUNT, '').replace(SYMBOLS, '').trim();
  return name === '' ? written.trim() : name;
}

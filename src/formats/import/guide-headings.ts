import type { Difficulty, FollowUp, KeyPoint, StarPart } from '../../core/base/question.ts';
import type { Source, Text } from '../../core/base/span.ts';
import type { Marked, MarkKind } from '../markdown/marks.ts';
import type { Heading } from '../markdown/outline.ts';
import { markedPoints } from '../question/points.ts';
import { storyOf } from '../question/story.ts';
import { rememberedStretches } from './made-source.ts';
import { DIFFICULTY_WORDS, difficultyOf, mayAsk } from './words.ts';

/**
 * `question` says so: `Q4: …`, `Question 4`, `Q. …`. `range` means several: `Q6-10: …`. `numbered` may be a
 * question: `4. …`. `plain` has no number.
 */
type WordingKind = 'question' | 'range' | 'numbered' | 'plain';

export type QuestionWords = {
  readonly kind: WordingKind;
  readonly number?: number;
  readonly last?: number;
  /** Offsets in the file; excludes number, marks and decoration. */
  readonly titleStart: number;
  readonly titleEnd: number;
  /** The words end in a question mark, or have one near the end. */
  readonly asks: boolean;
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
};

const DECORATION = /^(?:[\s*_]|[★☆✩✭]|\p{Extended_Pictographic}|\ufe0f|\u200d|<a\s[^<>]{0,200}>(?:<\/a>)?)*/u;
const QUESTION_WORD = '(?:Q(?:ue(?:s(?:tion)?)?)?|Frage|Pregunta|Pergunta|Domanda|Вопрос|问题|問題|質問)';
const RANGE = new RegExp(
  `^${QUESTION_WORD}s?\\s{0,3}#?(\\d{1,5})\\s{0,3}(?:[-–—]|to)\\s{0,3}(?:${QUESTION_WORD}\\s{0,3})?(\\d{1,5})(?=\\s{0,3}(?:[:：.)\\[]|$))[\\s:：.)]*`,
  'iu',
);
/** `Q4`, `Question #4`, `[Q4]`, `Q4.1`, `Q4b`, `Q4/10`, with the separator after it. */
const QUESTION = new RegExp(
  `^(?:[[(](?=[^\\])\\n:：]{1,16}[\\])]))?${QUESTION_WORD}\\.?\\s{0,3}[#-]?(\\d{1,5})(?:\\.\\d{1,3}|[a-z]|\\s?/\\s?\\d{1,4}|\\s{1,2}of\\s{1,2}\\d{1,4})?(?:[*_]{0,2}\\s{0,3}\\\\?[:：.)\\]、。．]|\\s{1,3}[-–—|·•→](?=\\s)|(?=\\s)|$)[\\s*_]*`,
  'iu',
);
/**
 * Words before the number: `Behavioral Q6: …`, `System Design Question 2: …`. With these, the heading only
 * mentions a question, or is a follow-up.
 */
const SPEAKS_OF =
  '(?:answers?|solutions?|notes?|hints?|explanations?|follow|related|similar|sub|see|about|after|before|from|to|for|of|on|in|and|or|the|this|next|previous|fiscal)';
const PREFIXED = new RegExp(
  `^(?:(?!${SPEAKS_OF}(?![\\p{L}]))\\p{L}[\\p{L}&/'-]{1,20}\\s{1,3}){1,3}(?=${QUESTION_WORD}\\s{0,2}#?\\d{1,4}\\s{0,3}[:：]\\s{0,3}\\S)`,
  'iu',
);
/** `第 4 题：…` */
const ORDINAL = /^第\s{0,2}(\d{1,5})\s{0,2}[题題問问](?:\s{0,2}[:：、。.．]|(?=\s)|$)[\s*_]*/u;
const UNNUMBERED = /^Q(?:uestion)?\s{0,3}[:：.](?:[\s*_]+|$)/i;
/**
 * No space is needed after Chinese and Japanese punctuation, nor after a period before a word.
 */
const NUMBERED =
  /^(?:#|№\s?|N[or]\.?\s?)?(\d{1,4})((?:\.\d{1,3}){0,3})(?:(?:\s{0,3}\\?[.):：]|\s{1,3}[-–—|·•→](?=\s))[\s*_]+|\s{0,3}[、。．][\s*_]*|[.)](?=[\p{Lu}\p{Lo}#$_`"“《「（(]|\p{Ll}{2}))/u;
/** `1.2 Title` needs no period. */
const PARTED = /^\d{1,3}(?:\.\d{1,3}){1,3}\s{1,3}(?=\p{L})/u;
/** `1️⃣ Title`: each digit has combining marks. */
const KEYCAPS = /^((?:\d\ufe0f?\u20e3){1,3})[\s.):：*_-]+/;
const LONGEST_PREFIX = 300;

const ANCHOR = /\s{0,3}(?:\{#[^{}]{0,80}\}|<a\s[^<>]{0,80}>(?:<\/a>)?)$/;
const DIFFICULTY = new RegExp(
  `(?:\\s{0,3}[([（]\\s{0,3}(?:(?:difficulty|level)\\s?:?\\s?)?(?:${DIFFICULTY_WORDS})(?:[ -]level)?\\s{0,3}[)\\]）]|\\s[-–—|·]\\s{0,3}(?:${DIFFICULTY_WORDS}))$`,
  'i',
);
/** `Q4 (easy): …`. */
const DIFFICULTY_FIRST = new RegExp(
  `^[([（]\\s?(?:${DIFFICULTY_WORDS})(?:[ -]level)?\\s?[)\\]）]\\s{0,3}[:：.–-]?[\\s*_]{0,3}(?=[^\\s*_])`,
  'i',
);
const SYMBOLS = /\s{0,3}[([]?(?:[⭐★🌟✭☆✩🟢🟩🟡🟠🟨🟧🔴🟥]\ufe0f?\s?){1,10}[)\]]?$/u;
const MINUTES = /\s{0,3}[([]\s?~?(\d{1,3})(?:\s?[-–]\s?\d{1,3})?\s?min(?:ute)?s?\.?\s?[)\]]$/i;
const LONGEST_SUFFIX = 120;

type Prefix = Pick<QuestionWords, 'kind' | 'number' | 'last'> & { readonly length: number };

function prefixOf(words: string): Prefix {
  const range = RANGE.exec(words);
  const [first, last] = [Number(range?.[1]), Number(range?.[2])];
  if (range && last > first) return { kind: 'range', number: first, last, length: range[0].length };
  const question = QUESTION.exec(words) ?? ORDINAL.exec(words);
  if (question) return { kind: 'question', number: Number(question[1]), length: question[0].length };
  const unnumbered = UNNUMBERED.exec(words);
  if (unnumbered) return { kind: 'question', length: unnumbered[0].length };
  const numbered = NUMBERED.exec(words);
  // The `1.2.` of a part is not a question's number.
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

/** There can be several marks, in any order. */
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
    // A heading of only a mark is a name, such as `## Advanced`.
    found = cut !== undefined && cut.length < rest.length;
    if (found) rest = rest.slice(0, rest.length - (cut?.length ?? 0)).trimEnd();
  }
  return {
    length: whole - rest.length,
    difficulty,
    minutes: minutes === 0 ? undefined : minutes,
  };
}

/** Perhaps with a short sentence after it: `When does it help? Explain.` */
const ASKS = /[?？؟]["'”’»)*_]{0,3}(?:\s[^?？؟]{1,60})?$/;
const LONGEST_AFTER_MARK = 68;

const LINKED = /^\[([^[\]\n]{1,500})\]\([^()\s]{0,500}\)$/;

function unlinked(text: string, start: number, end: number): readonly [number, number] {
  const link = end - start < 1100 ? LINKED.exec(text.slice(start, end)) : null;
  return link ? [start + 1, start + 1 + (link[1] ?? '').length] : [start, end];
}

function unwrapped(text: string, start: number, end: number): readonly [number, number] {
  let [from, to] = [start, end];
  while (to > from && /[\s*_]/.test(text.charAt(to - 1)) && !text.startsWith('____', to - 4)) to -= 1;
  while (from < to && /[\s*]/.test(text.charAt(from))) from += 1;
  return unlinked(text, from, to);
}

function readWording(source: Source, lineStart: number, lineEnd: number): QuestionWords {
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

export const wordingOf = rememberedStretches(readWording);

export const wordingOfHeading = (source: Source, heading: Heading): QuestionWords =>
  wordingOf(source, heading.textStart, heading.textEnd);

/** `Behavioral Q6: …`; undefined without a number, or without words before it. */
export function wordingBehindWords(
  source: Source,
  { textStart, textEnd }: Heading,
): QuestionWords | undefined {
  const written = source.text.slice(textStart, Math.min(textEnd, textStart + LONGEST_PREFIX));
  const decoration = DECORATION.exec(written)?.[0] ?? '';
  const before = PREFIXED.exec(written.slice(decoration.length))?.[0];
  if (before === undefined) return undefined;
  const wording = wordingOf(source, textStart + decoration.length + before.length, textEnd);
  return { ...wording, difficulty: wording.difficulty ?? difficultyOf(decoration) };
}

const ENUMERATION =
  /^(?:(?:Section|Part|Chapter|Topic|Module)\s{1,3}(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s{0,3}[:.)–—-]?|(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s{0,3}[.):])\s{1,3}/;
const TAGS = /<\/?(?:a|b|strong|i|em|u|span|font|center|sub|sup|img)(?:\s[^<>]{0,150})?\/?>/gi;
const COUNT = /\s{0,3}[([][^()[\]]{0,40}\d[^()[\]]{0,40}[)\]]$/;

/** Without leading emoji, marks of difficulty, numbering and counts such as `(Q1-10)`. */
export function sectionName(source: Source, heading: Heading): string {
  const written = source.text.slice(heading.textStart, Math.min(heading.textEnd, heading.textStart + 200));
  const plain = written.slice(DECORATION.exec(written)?.[0].length ?? 0).replace(TAGS, '');
  const words = plain.replace(/^[#\s]{1,6}/, '').replace(/[\s*_:：]{1,10}$/, '');
  const bare = words.replace(SYMBOLS, '').replace(/[\s*_:：]{1,10}$/, '');
  const name = bare.replace(ENUMERATION, '').replace(COUNT, '').replace(SYMBOLS, '').trim();
  return name === '' ? written.trim() : name;
}

type MarkedBody = {
  readonly asked?: Text;
  readonly answer: Text;
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  readonly followUps: readonly FollowUp[];
  readonly notes?: Text;
};

/**
 * @param start an empty range for texts without marks
 * @param isStory true when a comment says that the answer is a story
 */
export function markedBody(
  source: Source,
  marked: readonly Marked[],
  start: number,
  isStory: boolean,
): MarkedBody {
  const nothing = source.textAt(start, start);
  const first = (kind: MarkKind): Text | undefined => marked.find((one) => one.kind === kind)?.text;
  const answer = first('answer') ?? nothing;
  const star = storyOf(source, answer, isStory);
  const [asked, notes] = [first('asked'), first('notes')];
  const followUps: FollowUp[] = [];
  for (const { kind, text } of marked) {
    const last = followUps.at(-1);
    if (kind === 'follow-up')
      followUps.push({ question: text, answer: source.textAt(text.at.end.offset, text.at.end.offset) });
    else if (kind === 'reply' && last) followUps.splice(-1, 1, { ...last, answer: text });
  }
  return {
    asked,
    answer,
    star,
    keyPoints: markedPoints(marked),
    followUps,
    notes,
  };
}

// How headings count in sequence: one whose number follows that of the heading before it is read the same
// way.

export type Counted = {
  readonly wordings: readonly QuestionWords[];
  /** Headings such as `3. …` that continue the numbers of `Q2` headings, or lead up to them. */
  readonly goingOn: ReadonlySet<Heading>;
};

type Numbered = { readonly heading: Heading; readonly wording: QuestionWords };

const isQuestion = ({ kind, number }: QuestionWords): boolean => kind === 'question' && number !== undefined;

/**
 * The highest level with several headings like `Behavioral Q6: …`, among others: a single one can name
 * anything, and one in an answer belongs to it. Undefined when none is certain.
 */
function levelOfWords(
  headings: readonly Heading[],
  plain: readonly QuestionWords[],
  behind: readonly (QuestionWords | undefined)[],
): number | undefined {
  for (const level of [1, 2, 3, 4, 5, 6]) {
    const at = headings.flatMap((heading, i) => (heading.level === level ? [i] : []));
    const isAsked = at.some((i) => plain[i] && isQuestion(plain[i]));
    const numbers = at.map(
      (i) => behind[i]?.number ?? (plain[i]?.kind === 'question' ? plain[i].number : undefined),
    );
    if (new Set(numbers.filter((number) => number !== undefined)).size > 1) return level;
    if (isAsked) return at.some((i) => behind[i]) ? level : undefined;
  }
  return undefined;
}

type Others = { readonly numbered: boolean; readonly asks: boolean };

/** It is a question when the other headings of its level are numbered, or ask as it does. */
function alone(source: Source, found: QuestionWords, others: Others | undefined): QuestionWords | undefined {
  if (others?.numbered) return { ...found, kind: 'numbered' };
  const asks = found.asks || mayAsk(source.text.slice(found.titleStart, found.titleEnd));
  return asks && others?.asks ? { ...found, kind: 'plain', asks } : undefined;
}

/** Each heading's words, without the words before its number that are not part of the question. */
function behindWords(source: Source, headings: readonly Heading[]): readonly QuestionWords[] {
  const plain = headings.map((heading) => wordingOfHeading(source, heading));
  const behind = headings.map((heading) => wordingBehindWords(source, heading));
  if (behind.every((one) => one === undefined)) return plain;
  const level = levelOfWords(headings, plain, behind);
  const isOnlyWay = level === undefined && !plain.some(isQuestion);
  const others = new Map<number, Others>();
  headings.forEach(({ level: at }, i) => {
    const [wording, before] = [plain[i], others.get(at)];
    if (!wording || behind[i]) return;
    const numbered = wording.kind === 'numbered' || (before?.numbered ?? false);
    others.set(at, { numbered, asks: wording.asks || (before?.asks ?? false) });
  });
  return plain.map((wording, i) => {
    const [at, found] = [headings[i]?.level ?? 0, behind[i]];
    if (!found) return wording;
    if (at === level) return found;
    return (isOnlyWay ? alone(source, found, others.get(at)) : undefined) ?? wording;
  });
}

const BARE = /^[#([]?(\d{1,3})[)\]]?\s{1,3}(?=[\p{L}"'“‘*_`])/u;

export function wordingBehindNumber(
  source: Source,
  { heading, wording }: Numbered,
): QuestionWords | undefined {
  if (wording.kind !== 'plain' || wording.number !== undefined) return undefined;
  const words = source.text.slice(wording.titleStart, Math.min(wording.titleEnd, wording.titleStart + 20));
  const number = BARE.exec(words);
  if (!number) return undefined;
  const { kind: _, ...rest } = wordingOf(source, wording.titleStart + number[0].length, heading.textEnd);
  return { ...rest, kind: 'numbered', number: Number(number[1]) };
}

/** `5 Title` counts as `5. Title` when it follows a 4, or begins such a sequence. */
function withBareNumbers(source: Source, level: readonly Numbered[]): readonly Numbered[] {
  const bare = level.map((one) => wordingBehindNumber(source, one));
  if (bare.every((one) => one === undefined)) return level;
  const isAsked = level.some(({ wording }) => isQuestion(wording));
  const known = (at: number | undefined): number | undefined =>
    at === undefined ? undefined : (bare[at]?.number ?? level[at]?.wording.number);
  const numbered = level.flatMap((_, i) => (known(i) === undefined ? [] : [i]));
  const counts = new Map<number, QuestionWords>();
  numbered.forEach((i, at) => {
    const [one, number = 0] = [bare[i], known(i)];
    const [before, after] = [numbered[at - 1], numbered[at + 1]];
    if (!one) return;
    const isCounted = before !== undefined && (!bare[before] || counts.has(before));
    const follows = isCounted && (level[before]?.wording.last ?? known(before)) === number - 1;
    const begins =
      !isAsked && after !== undefined && bare[after] !== undefined && known(after) === number + 1;
    // A heading about `3 ways` comes beside the question with that number.
    if ((follows || begins) && known(after) !== number) counts.set(i, one);
  });
  return level.map((one, i) => ({ ...one, wording: counts.get(i) ?? one.wording }));
}

/** Numbered headings that continue the questions' numbers, and those from 1 that lead up to them. */
function goingOnIn(level: readonly Numbered[]): readonly Heading[] {
  const counted = level.filter(({ wording }) => wording.number !== undefined && wording.kind !== 'plain');
  const first = counted.findIndex(({ wording }) => isQuestion(wording));
  if (first < 0) return [];
  const number = counted[first]?.wording.number ?? 0;
  const leading = counted.slice(0, first);
  const leads = leading.every(({ wording }, i) => wording.number === number - first + i);
  let last: number | undefined;
  const following = counted.filter(({ wording }, i) => {
    const goesOn =
      wording.number === (last ?? Infinity) + 1 && counted[i + 1]?.wording.number !== wording.number;
    if (wording.kind !== 'numbered' || goesOn) last = wording.last ?? wording.number;
    return goesOn;
  });
  return [...(leads && number > first ? leading : []), ...following].flatMap(({ heading, wording }) =>
    wording.kind === 'numbered' ? [heading] : [],
  );
}

export function countedHeadings(source: Source, headings: readonly Heading[]): Counted {
  const wordings = behindWords(source, headings);
  const all = headings.flatMap((heading, i): readonly Numbered[] => {
    const wording = wordings[i];
    return wording ? [{ heading, wording }] : [];
  });
  const words = new Map(all.map(({ heading, wording }) => [heading, wording]));
  const goingOn = new Set<Heading>();
  for (const level of new Set(headings.map((heading) => heading.level))) {
    const same = withBareNumbers(
      source,
      all.filter(({ heading }) => heading.level === level),
    );
    for (const { heading, wording } of same) words.set(heading, wording);
    for (const heading of goingOnIn(same)) goingOn.add(heading);
  }
  return { wordings: [...words.values()], goingOn };
}

import { countBy, countEach, groupBy, pushTo } from '../../core/base/collections.ts';
import type { Difficulty } from '../../core/base/question.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { sentencesIn } from '../../core/base/text.ts';
import { saysNothing } from './made-source.ts';
import { asksAtEnd, asksOrTells, DIFFICULTY_WORDS, difficultyOf, mayAsk } from './words.ts';

const DECORATION =
  /^(?:[\s*]|[-–—•](?=\s)|(?<!_)_{1,2}(?!_)|[★☆✩✭]|\p{Extended_Pictographic}|\ufe0f|\u200d|:[a-z_]{2,30}:(?=\s)|<a\s[^<>]{0,200}>(?:<\/a>)?)*/u;
/** Or who asks. */
export const QUESTION_WORD =
  '(?:Q(?:ue(?:s(?:tion)?)?)?|Frage|Pregunta|Pergunta|Domanda|Pytanie|Вопрос|Питання|Soru|Câu hỏi|Soal|Pertanyaan|Vraag|Fråga|Spørgsmål|Spørsmål|Kysymys|Pitanje|Vprašanje|Ot[aá]zk[ay]|Kérdés|Întrebare|Ερώτηση|Klausimas|问题|問題|題目|题目|题干|題幹|质问|質問|질문|سؤال|प्रश्न|প্রশ্ন|interviewer|面试官|面試官|面接官|면접관|entrevistador|интервьюер)';
/** `Q4`, `Question #4`, `[Q4]`, `Q4.1`, `Q4b`, `Q4/10`, with the separator after it. */
const QUESTION = new RegExp(
  `^(?:[[(【](?=[^\\])】\\n:：]{1,16}[\\])】]))?${QUESTION_WORD}\\.?\\s{0,3}[#-]?(\\d{1,5})(?:\\.\\d{1,3}|-\\d{1,3}(?=[:：.)]?\\s*$)|[a-z]|\\s?/\\s?\\d{1,4}|\\s{1,2}of\\s{1,2}\\d{1,4})?(?:[*_]{0,2}\\s{0,3}\\\\?[:：.)\\]】、。．]|\\s{0,3}[-–—|·•→](?=\\s)|\\s{1,3}[-–—](?=\\p{L})|(?=\\s)|$)[\\s*_]*`,
  'iu',
);
/** `第 4 题：…` */
const ORDINAL = /^第\s{0,2}(\d{1,5})\s{0,2}[题題問问](?:\s{0,2}[:：、。.．]|(?=\s)|$)[\s*_]*/u;
/** `3. tétel`, `4-savol`, `2. otázka: …`: the word comes behind the number. */
const BEHIND =
  /^(\d{1,4})(?:[.)]\s{0,3}|\s{0,2}[-–]\s{0,2})(?:t[eé]tel|savol|sual|soru|kérdés|ot[aá]zka|pytanie|вопрос|билет|білет|питання|frage|question|pitanje|vprašanje|tehtävä|kysymys|opgave|vraag)(?=\s{0,2}(?:[:：.–—-]|$)|\s\p{Lu}|\s\d)[\s:：.]{0,4}/iu;
const WHICH =
  '(?:interview|likely|possible|potential|probable|practice|exam|sample|example|expected|typical|common|mock|technical|behaviou?ral)';
/** `Q: …`, `**Вопрос**: …`, `Likely question – …`, `面试官：…`, `Interviewer asks: …`. */
const UNNUMBERED = new RegExp(
  `^(?:Q[.)]|(?:${WHICH} )?${QUESTION_WORD}(?:\\s(?:asks?|says?))?[*_]{0,2}\\s{0,3}[:：]|${WHICH} question\\s[–—-])(?:[\\s*_]+|(?<=：)|$)`,
  'iu',
);
/** No space is needed after Chinese and Japanese punctuation, nor after a period before a word. */
const NUMBERED =
  /^(?:#|№\s?|N[or]\.?\s?)?(\p{Nd}{1,4})(?:[a-z](?=[.):]))?((?:\.\p{Nd}{1,3}){0,3})(?:(?:\s{0,3}\\?[.):：]|\s{0,3}[-–—](?=\s)|\s{1,3}[|·•→](?=\s))[\s*_]+|\s{0,3}[、。．][\s*_]*|[.)](?=[\p{Lu}\p{Lo}#$_`"“《「（(]|\p{Ll}{2}))/u;
/** `1.2 Title` needs no period. */
const PARTED = /^\d{1,3}(?:\.\d{1,3}){1,3}\s{1,3}(?=\p{L})/u;
/** `(1) Title` */
const BRACED = /^\((\d{1,4})\)\s{1,3}(?=\S)/;
const CIRCLED = /^[①-⑳]\s{0,3}(?=\S)/;
/** `1️⃣ Title`, `12️⃣ Title`: at least the last digit has combining marks. */
const KEYCAPS = /^((?:\d(?:\ufe0f?\u20e3)?){0,2}\d\ufe0f?\u20e3)[\s.):：*_-]+/;
const LONGEST_PREFIX = 300;

const ANCHOR = /\s{0,3}(?:\{#[^{}]{0,80}\}|<a\s[^<>]{0,80}>(?:<\/a>)?)$/;
const DIFFICULTY = new RegExp(
  `(?:\\s{0,3}[([（]\\s{0,3}(?:(?:difficulty|level)\\s?:?\\s?)?(?:${DIFFICULTY_WORDS})(?:[ -]level)?\\s{0,3}[)\\]）]|\\s[-–—|·]\\s{0,3}(?:${DIFFICULTY_WORDS}))$`,
  'i',
);
/** `[E] What …`, `(Hard) What …`. */
const LEVEL_FIRST = new RegExp(
  `^(?:\\[[EMH]\\]|[[(](?:${DIFFICULTY_WORDS})[\\])])[\\s:]{1,3}(?=\\p{L})`,
  'iu',
);
const LETTER = /\s{0,3}\[([EMH])\]\s{0,3}$/;
const LETTERS: Readonly<Record<string, Difficulty>> = { E: 'easy', M: 'medium', H: 'hard' };
const levelOf = (mark: string): Difficulty | undefined =>
  LETTERS[LETTER.exec(mark)?.[1] ?? ''] ?? difficultyOf(mark.replace(/difficulty|level/i, ''));
const SYMBOLS = /\s{0,3}[([]?(?:[⭐★🌟✭☆✩🟢🟩🟡🟠🟨🟧🔴🟥]\ufe0f?\s?){1,10}[)\]]?$/u;
const MINUTES = /\s{0,3}[([]\s?~?(\d{1,3})(?:\s?[-–]\s?\d{1,3})?\s?min(?:ute)?s?\.?\s?[)\]]$/i;
const LONGEST_SUFFIX = 120;

/** Digits of other scripts have none: their questions count in the order of the file. */
function numberOf(written: string): number | undefined {
  const digits = written.replace(/\D/g, '');
  return digits === '' ? undefined : Number(digits);
}

/** The first group is the number, unless a second one makes it that of a part: `1.2.`. */
const QUESTIONS = [QUESTION, ORDINAL, BEHIND, UNNUMBERED];
const PREFIXES = [...QUESTIONS, NUMBERED, PARTED, BRACED, CIRCLED, KEYCAPS];

/**
 * `question` says so: `Q4: …`, `Question 4`, `Q. …`. `numbered` may be a question: `4. …`.
 * `plain` has no number.
 */
export function prefixOf(words: string) {
  for (const pattern of PREFIXES) {
    const found = pattern.exec(words);
    if (!found) continue;
    const { 0: whole, 1: digits, 2: parts = '' } = found;
    const number = digits === undefined || parts !== '' ? undefined : numberOf(digits);
    const kind = QUESTIONS.includes(pattern) ? 'question' : 'numbered';
    return { kind, number, length: whole.length } as const;
  }
  return { kind: 'plain', length: 0 } as const;
}

/** There can be several marks, in any order. */
function suffixOf(words: string) {
  let rest = words.trimEnd();
  let difficulty: Difficulty | undefined;
  let minutes: number | undefined;
  for (;;) {
    const mark = (DIFFICULTY.exec(rest) ?? SYMBOLS.exec(rest) ?? LETTER.exec(rest))?.[0];
    const time = MINUTES.exec(rest);
    const anchor = ANCHOR.exec(rest)?.[0];
    if (mark !== undefined) difficulty ??= levelOf(mark);
    if (time) minutes ??= Number(time[1]);
    const cut = mark ?? time?.[0] ?? anchor;
    // A heading of only a mark is a name, such as `## Advanced`.
    if (cut === undefined || cut.length === rest.length)
      return { length: words.length - rest.length, difficulty, minutes };
    rest = rest.slice(0, -cut.length).trimEnd();
  }
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

export type QuestionWords = Readonly<ReturnType<typeof wordingOf>>;

/** The words of a question without number, marks and decoration. Offsets in the file. */
export function wordingOf(source: Source, lineStart: number, lineEnd: number) {
  const [textStart, textEnd] = unlinked(source.text, lineStart, lineEnd);
  const words = source.text.slice(textStart, Math.min(textEnd, textStart + LONGEST_PREFIX));
  const decoration = DECORATION.exec(words)?.[0] ?? '';
  const prefix = prefixOf(words.slice(decoration.length));
  const numbered = decoration.length + prefix.length;
  const first = LEVEL_FIRST.exec(words.slice(numbered))?.[0] ?? '';
  const level = levelOf(first);
  const start = textStart + numbered + (level ? first.length : 0);
  const suffix = suffixOf(source.text.slice(Math.max(start, textEnd - LONGEST_SUFFIX), textEnd));
  const [titleStart, titleEnd] = unwrapped(source.text, start, Math.max(start, textEnd - suffix.length));
  const before = difficultyOf(decoration.replace(/<[^<>]*>/g, ''));
  return {
    titleStart,
    titleEnd,
    /** The words end in a question mark, or have one near the end. */
    asks: ASKS.test(source.text.slice(Math.max(titleStart, titleEnd - LONGEST_AFTER_MARK), titleEnd)),
    minutes: suffix.minutes,
    difficulty: suffix.difficulty ?? level ?? before,
    kind: prefix.kind,
    number: prefix.number,
  };
}

const ENUMERATION =
  /^(?:(?:Section|Part|Chapter|Topic|Module)\s{1,3}(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s{0,3}[:.)–—-]?|(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s{0,3}[.):])\s{1,3}/;
const COUNT = /\s{0,3}[([][^()[\]]{0,40}\d[^()[\]]{0,40}[)\]]$/;
const NUMBERS = /^\d{1,3}(?:\.\d{1,3})+\.?[ \t]+(?=\S)/;
const LINK = /!?\[((?:[^[\]\n]|\[[^[\]\n]{0,60}\]){0,200})\]\([^()\s]{0,300}\)/g;
const TAG = /<[^<>]{1,200}>/g;
const AT_END = /[\s*_:：]{1,10}$/;

/** The words of a heading without tags, links to the top, emoji, marks of difficulty, numbering and counts. */
export function sectionName(heading: string): string {
  const written = heading
    .slice(0, 600)
    .replace(NUMBERS, '')
    .replace(LINK, (_, words: string) => (/[\p{L}\p{N}]/u.test(words) ? words : ''))
    .replace(TAG, '')
    .trim();
  const plain = written.slice(DECORATION.exec(written)?.[0].length ?? 0).replace(/^[#\s]{1,6}/, '');
  const bare = plain.replace(AT_END, '').replace(SYMBOLS, '').replace(AT_END, '');
  return bare.replace(ENUMERATION, '').replace(COUNT, '').replace(SYMBOLS, '').trim() || written;
}

// Numbers that only a whole level tells.

type Worded = { readonly words: Range; wording?: QuestionWords };

export const wordsOf = (source: Source, one: Worded): QuestionWords =>
  (one.wording ??= wordingOf(source, one.words.start, one.words.end));

type Outlined = Readonly<Record<'level' | 'start' | 'textStart' | 'textEnd' | 'next', number>>;

type Heading = Worded & { readonly level: number; readonly body: number };

/** `Day 3: …`, `Bài 4. …`, `5 …`: a number, perhaps behind words, that counts on from one heading to the next. */
const COUNTING =
  /^[[(【]?((?:[\p{L}\p{M}.]{1,20} ?){0,2})[#№]?(\d{1,4})([a-z]{1,2}(?!\p{L}))?[\])】]?(?:(?:\s{0,2}[:：.)、|·–—-]\s{0,3}){1,2}|\s{1,3})(?=[^\s\d])/u;
/** `b) …`, `(b) …`, `cb) …` */
const LETTERED = /^\(?[a-z]?([a-z])\)\s{1,3}(?=\S)/;
const FEWEST_COUNTING = 4;

function withCountingWords(source: Source, level: readonly Heading[]): void {
  const found = level.flatMap((one) => {
    const { kind, titleStart, titleEnd } = wordsOf(source, one);
    const words = source.text.slice(titleStart, Math.min(titleEnd, titleStart + 60));
    const lettered = LETTERED.exec(words);
    const [length, stem = '', number, letter] = COUNTING.exec(words) ?? lettered ?? [];
    if (kind !== 'plain' || length === undefined) return [];
    const from = titleStart + length.length;
    if (lettered) return [{ one, from, stem: 'letter', number: stem.charCodeAt(0) - 96, letter: stem }];
    return [{ one, from, stem: stem.trim().toLowerCase(), number: Number(number), letter }];
  });
  // `React Task 1` counts on behind `Angular Task 3`, from the beginning.
  for (const same of groupBy(found, ({ stem }) => stem.split(' ').at(-1)).values()) {
    const goOn = same.filter(({ number, stem, letter }, i) => {
      const before = same[i - 1];
      if (letter !== undefined && (number === before?.number || letter === 'a')) return true;
      return before && number === (before.stem === stem ? before.number + 1 : 1);
    });
    if (same.length < FEWEST_COUNTING || same.length * 2 < level.length) continue;
    if (goOn.length * 10 < (same.length - 1) * 8) continue;
    for (const { one, from, number, stem } of same)
      one.wording = {
        ...wordingOf(source, from, one.words.end),
        kind: 'numbered',
        number: stem === 'letter' ? undefined : number,
      };
  }
}

/** Places of headings; whether the first asks. */
type Run = { readonly at: number[]; readonly areCodes: boolean; readonly asks: boolean };

/** Headings whose numbers count on by one, each at its own level or else behind the last of all. */
function runsOf(text: string, headings: readonly Outlined[]): readonly Run[] {
  const runs: Run[] = [];
  /** By what would come next; the latest last. */
  const open = new Map<string, Run[]>();
  let latest: Run | undefined;
  for (const [at, one] of headings.entries()) {
    const { level } = one;
    const named = namedIn(text, one);
    const { kind, number, length } = prefixOf(named);
    if (number === undefined) continue;
    const areCodes = kind === 'question' && !/[\p{L}\p{N}]/u.test(named.slice(length));
    const waiting = open.get(`${number} ${areCodes}`) ?? [];
    const isOfLevel = (run: Run): boolean => headings[run.at.at(-1) ?? 0]?.level === level;
    const asks = asksOrTells(named);
    // `3. Why?` goes on behind `2. What?`, not behind `2. Speed` in its answer.
    const alike = waiting.slice(-MOST_OPEN).findLast((run) => isOfLevel(run) && run.asks === asks);
    const known = alike ?? waiting.findLast(isOfLevel) ?? waiting.find((run) => run === latest);
    const run = known ?? { at: [], areCodes, asks };
    if (known) waiting.splice(waiting.lastIndexOf(known), 1);
    else runs.push(run);
    run.at.push(at);
    pushTo(open, `${number + 1} ${areCodes}`, run);
    latest = run;
  }
  return runs.filter(({ at }) => at.length >= FEWEST_RUN);
}

/**
 * The level of each heading. One that counts on from another level, and not at its own, is at that of most that count so: `## 1. …`
 * above `### 2. …` and `### 3. …`. Beside codes that count, `### Question 3`, others of their level between two are parts of answers. So
 * they are between numbered questions if lists between them start again at 1; then other headings with text of their own are parts, too.
 */
export function countedLevels<H extends Outlined>(
  text: string,
  headings: readonly H[],
  answering: ReadonlySet<H>,
): readonly number[] {
  const levels = headings.map(({ level }) => level);
  for (const { at, areCodes } of runsOf(text, headings)) {
    const times = [...countBy(at, (one) => levels[one] ?? 0)].toSorted(([, a], [, b]) => b - a);
    const [most, many] = times[0] ?? [0, 0];
    if (many * 2 < at.length) continue;
    for (const one of at) levels[one] = most;
    const asked = at.filter((one) => asksOrTells(namedIn(text, headings[one]))).length;
    const areAsked = at.length >= FEWEST_ASKED && asked * 5 >= at.length * 4;
    if (!areCodes && !areAsked) continue;
    const between = at.flatMap((one, i) =>
      Array.from({ length: (at[i + 1] ?? one) - one - 1 }, (_, k) => one + 1 + k),
    );
    const isAnew = (i: number): boolean =>
      levels[i] === most && prefixOf(namedIn(text, headings[i])).number === 1;
    const holdLists = areAsked && between.filter(isAnew).length >= FEWEST_ANEW;
    if (!areCodes && !holdLists) continue;
    for (const i of between) {
      const [one, below] = [headings[i], headings[i + 1]];
      const isAbove = holdLists && one && !saysNothing(text, one.next, below?.start ?? text.length);
      const isOwn = levels[i] === most || (isAbove && (levels[i] ?? 0) < most);
      if (isOwn && one && !answering.has(one)) levels[i] = most + 1;
    }
  }
  return levels;
}
const FEWEST_ASKED = 6;
const FEWEST_ANEW = 2;

/** Of a heading, without signs in front. */
function namedIn(text: string, { textStart, textEnd }: Outlined = NO_HEADING): string {
  const words = text.slice(textStart, Math.min(textEnd, textStart + LONGEST_PREFIX));
  return words.slice(DECORATION.exec(words)?.[0].length ?? 0);
}
const NO_HEADING = { level: 0, start: 0, textStart: 0, textEnd: 0, next: 0 };
const FEWEST_RUN = 3;
/** Lists within lists. */
const MOST_OPEN = 8;

/** Only the word, perhaps with a language: `Question (EN)`. */
export const BARE_WORD = new RegExp(`^(?:${QUESTION_WORD}|front)(?:\\s?\\([a-z]{2}\\))?\\s?[:：]?$`, 'iu');

const BARE_NUMBER = /^#?\d{1,3}$/;
const LONGEST_BELOW = 2000;

const LIST = /^[-*+][ \t]|^\d{1,4}[.)][ \t]/;

/** A list, several headings, or several lines that ask. */
function isListBelow({ text }: Source, { body }: Heading, end = text.length): boolean {
  const below = text.slice(body, Math.min(end, body + LONGEST_BELOW)).trimStart();
  const [mark] = /^#{1,6}(?=[ \t])/.exec(below) ?? [];
  if (mark !== undefined) return below.split('\n').filter((line) => line.startsWith(`${mark} `)).length > 1;
  const [paragraph = ''] = below.split(/\n\s*\n/, 1);
  return LIST.test(paragraph) || paragraph.split('\n').filter(asksAtEnd).length > 1;
}

/** Only `Question`, or only a number, repeatedly: the words are below, if they are no list. */
function withBareWords(source: Source, level: readonly Heading[]): void {
  const saidIn = (one: Heading): string => {
    const { titleStart, titleEnd } = wordsOf(source, one);
    return source.text.slice(titleStart, Math.min(titleEnd, titleStart + LONGEST_PREFIX));
  };
  const times = countBy(level, (one) => (wordsOf(source, one).kind === 'question' ? saidIn(one) : ''));
  const bare = level.filter((one) => {
    const words = saidIn(one);
    const isRepeated = words !== '' && !asksAtEnd(words) && (times.get(words) ?? 0) >= FEWEST_COUNTING;
    return isRepeated || BARE_WORD.test(words) || BARE_NUMBER.test(words) || /^[^\p{L}\p{N}]+$/u.test(words);
  });
  const ends = new Map(level.map((one, i) => [one, level[i + 1]?.words.start]));
  const lists = bare.filter((one) => isListBelow(source, one, ends.get(one)));
  if (bare.length < FEWEST_COUNTING || lists.length * 2 > bare.length) return;
  for (const one of bare) {
    const wording = wordsOf(source, one);
    one.wording = { ...wording, kind: 'question', titleStart: wording.titleEnd };
  }
}

/** `Aufgabe 2b) - 3 Punkte`, `Pergunta 9 (important)`: without its numbers, as all of its kind. */
const stemIn = (words: string): string =>
  words
    .replace(/\s?\([^()]{1,30}\)$|\s[-–—]\s\d{1,3}(?:[.,]\d)?\s\p{L}{1,10}\.?$/u, '')
    .replaceAll(
      /\d+(?:[.,]\d+)?(?:\s?[a-zA-Z]{1,2}(?!\p{L}))?|(?<=\p{L} )(?:[A-Za-h]|[a-h]{2})(?=[).:]?$)/gu,
      '#',
    )
    .trim()
    .toLowerCase();
const LONGEST_STEM = 20;
const FEWEST_CODES = 3;

/** Which words are only a code that counts, as most are: `Task 4`. Empty ones are. */
export function codesOf(words: readonly string[]): (words: string) => boolean {
  const stems = countEach(words.map(stemIn));
  const codes = [...stems].filter(
    ([stem, times]) => times > 1 && stem.includes('#') && stem.length < LONGEST_STEM && !mayAsk(stem),
  );
  const most = Math.max(0, ...codes.map(([, times]) => times));
  const known = new Set(most >= FEWEST_CODES && most * 2 > words.length ? codes.map(([stem]) => stem) : []);
  return (one) => known.has(stemIn(one)) || stemIn(one) === '';
}

/** A remark: `*Easy*`, `[Storage | 3 pts]`. */
const ASIDE = /^(?:([*_])(?![*_])[^*_]+\1|\[[^[\]]+\])\s*$/;
/** `**Question:** …`, `- **Points:** 1`, `**ID: Q-20-04**`, in any language. */
const LEAD_LABEL =
  /^(?:[-*+] )?(?:\*{2,3}|__)[^*_\n]{2,30}?(?:[:：](?:\*\*|__)|(?:\*\*|__)[:：]|[:：][ \t]*[^\s*]{1,30}\*{2,3}[ \t]*$)/;

/** The first line with words that is no label, no fact with one (`**Category:** Logic`) and no remark, up to a list. */
export function lineBelow(
  text: string,
  { start: body, end }: Range,
  isLabel: (line: string) => boolean,
): Range | undefined {
  let first: Range | undefined;
  const below = text.slice(body, Math.min(end, body + LONGEST_BELOW));
  for (const { 0: line, index } of below.matchAll(/[^\n]*\S[^\n]*/g)) {
    const words = line.replace(/^(?:\s*(?:#{1,6}|>)[ \t]+)?\s*/, '');
    const at = body + index + line.length;
    if (isLabel(line) || !/[\p{L}\p{N}]/u.test(words)) continue;
    // A table between facts and the words has more facts.
    if (first && words.startsWith('|')) continue;
    const isFact = LEAD_LABEL.test(words);
    if (first && !isFact && /^(?:[-*+] |\d+[.)] |\(?\p{L}[.)] |[`~>])/u.test(words)) break;
    const whole = { start: at - words.length, end: at };
    first ??= whole;
    if (asksAtEnd(words) || !(isFact || ASIDE.test(words))) {
      first = whole;
      break;
    }
  }
  return first && !/^(?:`{3}|~{3}|\|)/.test(text.slice(first.start, first.start + 3)) ? first : undefined;
}

/** What only counts has its words on the line below. */
export function wordedBelow(source: Source, one: Worded, below: Range): QuestionWords {
  const wording = wordsOf(source, one);
  const digits = /\d+/.exec(source.text.slice(one.words.start, one.words.end))?.[0];
  const number = wording.number ?? (digits === undefined ? undefined : Number(digits));
  const { titleStart, titleEnd, asks } = wordingOf(source, below.start, below.end);
  return { ...wording, titleStart, titleEnd, asks, number };
}

/** `Task 1`, `Task 2`, …: only a code. If most have words below that ask or give a task, these are their words. */
function withCodes<H extends Heading>(source: Source, level: readonly H[], asked: (one: H) => number): void {
  const { text } = source;
  const saidIn = ({ words }: Heading): string =>
    text.slice(words.start, Math.min(words.end, words.start + LONGEST_PREFIX)).trim();
  const isCode = codesOf(level.map(saidIn));
  const coded = level.filter((one) => stemIn(saidIn(one)).includes('#') && isCode(saidIn(one)));
  const worded = coded.flatMap((one) => {
    const below = lineBelow(text, { start: one.body, end: text.length }, () => false);
    return below && !isListBelow(source, one) && asked(one) < 2
      ? [{ one, below, words: text.slice(below.start, below.end) }]
      : [];
  });
  // Perhaps behind sentences that describe the case.
  const asking = worded.filter(({ words }) => sentencesIn(words).some((each) => asksOrTells(each.text)));
  if (asking.length < 2 || asking.length * 2 < coded.length) return;
  for (const { one, below } of worded) one.wording = { ...wordedBelow(source, one, below), kind: 'question' };
}

/** @param asked how many questions seem to be below: lines with an answer or options of their own, and bold ones that ask */
export function countHeadings<H extends Heading>(
  source: Source,
  headings: readonly H[],
  asked: (one: H) => number,
): void {
  for (const level of groupBy(headings, (one) => one.level).values()) {
    withCountingWords(source, level);
    withBareWords(source, level);
    withCodes(source, level, asked);
  }
}

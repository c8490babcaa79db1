// Questions as list items: those that ask, in lists below headings; nested items are follow-ups or answers.
// Lists of links are contents or reading matter and ask nothing.
import type { Range, Source } from '../../core/base/span.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { isReadme } from '../question/question-file.ts';
import { type BankReader, type Draft, type Drafts, openFences } from './draft.ts';
import { fileFacts, type FileFacts, openSections } from './file-facts.ts';
import { wordingOf, wordingOfHeading } from './guide-headings.ts';
import { makerBehind } from './made-source.ts';
import {
  columnsToCut,
  linesWithin,
  passage,
  type PassageSource,
  type SheetLine,
  sheetLines,
} from './sheet-passages.ts';
import { asksAtEnd, difficultyOf, holdsNoQuestions, mayAsk } from './words.ts';

const LONGEST_WORDS = 1500;
const LINK_FIRST =
  /^[\s*_`"“'☐☑✅]{0,8}!?\[(?:[^[\]]|\[[^\]]{0,80}\]){0,300}\]\s?(?:\([^()\n]{0,400}\)|\[[^\]\n]{0,80}\])/u;
const ANY_LINK = /!?\[((?:[^[\]]|\[[^\]]{0,80}\]){0,300})\]\([^()\n]{0,400}\)/g;
const GOES_ON =
  /^(?:[([]|(?:if|please|for example|e\.\s?g|i\.\s?e|and|or|hint|bonus|show|use|provide|elaborate|justify)\b)/i;
const SHORTEST_ANSWER = 25;
const IN_SHORT = /^(?:yes|no|nope|not|never|always|both|neither|none|(?:it )?depends)\b[^?？؟]*$/i;
/** A shorter name may begin like a question: `Do Not Track`. */
const FEWEST_WORDS = 4;
/** Items below such words are part of the question, not its answer. */
const WHAT_FOLLOWS = /\b(?:following|these|this|below)\b[^.?!]{0,200}[:：]$/i;

const itemWords = (text: string, { words }: BulletItem): string =>
  text.slice(words.start, Math.min(words.end, words.start + LONGEST_WORDS));

function isLink(words: string): boolean {
  const link = LINK_FIRST.exec(words)?.[0];
  if (link === undefined) return false;
  const rest = words.slice(link.length).trim();
  return !(/\p{L}/u.test(rest) && asksAtEnd(rest));
}

/** The end of the question that words begin with, including further questions. */
function askedEnd(words: string): number | undefined {
  let asked: number | undefined;
  for (const { 0: mark, index } of words.matchAll(/[?？؟]["'”’)*_`]{0,4}(?=[\s–—:-]|$)/g)) {
    // Text before a second question is an answer.
    if (asked !== undefined && /[.!。！]\s/.test(words.slice(asked, index))) return asked;
    asked = index + mark.length;
  }
  return asked;
}

function inlineAnswer(words: string): { readonly asked: number; readonly answer: number } | undefined {
  const asked = askedEnd(words);
  if (asked === undefined || asksAtEnd(words)) return undefined;
  const between = /^[\s*_–—:→-]*/.exec(words.slice(asked))?.[0] ?? '';
  const rest = words.slice(asked + between.length);
  const ownLine = between.includes('\n') && rest !== '';
  const longEnough = ownLine || rest.length >= SHORTEST_ANSWER || IN_SHORT.test(rest);
  const answers = longEnough && !GOES_ON.test(rest) && !mayAsk(rest) && !/[?？؟]/.test(rest);
  return answers ? { asked, answer: asked + between.length } : undefined;
}

const LINK_LAST = /(?:\[[^[\]]{0,200}\]\([^()\s]{0,400}\)|<https?:[^<>\s]{1,400}>)$/;
const BETWEEN_LINKS = /(?:[\s,|&]|\band\b|\bor\b)+$/i;
const READ_MORE =
  /(?:learn|read|see|watch|source|answer|link|reference)s?(?: more| from)?(?: here)?\s{0,2}[:：]?\s{0,2}$/i;
const WHOLE = /(?:[?？.:：*_]|\s[-–—])\s{0,3}$/;
const LONGEST_LINK = 620;
const MOST_LINKS = 6;

/** Where the links after a question begin: `… - [Learn from here](…)`. */
export function linkTail(words: string): number | undefined {
  let end = words.trimEnd().length;
  for (let i = 0; i < MOST_LINKS; i += 1) {
    const link = LINK_LAST.exec(words.slice(Math.max(0, end - LONGEST_LINK), end))?.[0];
    if (link === undefined) break;
    end -= link.length;
    const head = words.slice(Math.max(0, end - 60), end);
    end -= (READ_MORE.exec(head) ?? BETWEEN_LINKS.exec(head))?.[0].length ?? 0;
  }
  return end < words.trimEnd().length && WHOLE.test(words.slice(Math.max(0, end - 6), end)) ? end : undefined;
}

function surelyAsked(words: string): boolean {
  const asked = words.slice(0, linkTail(words)).replace(/[\s*_–—:-]{1,12}$/, '');
  return asksAtEnd(asked.replace(ANY_LINK, '$1')) || inlineAnswer(words) !== undefined;
}

const maybeAsked = (words: string): boolean => surelyAsked(words) || mayAsk(words);

/** `**Answer**: …` */
const ANSWER_LABEL = /^[*_]{0,3}(?:answer|ans|a|solution)[*_]{0,3}\s?[:：]/i;

const asksOn = (words: string): boolean =>
  !isLink(words) &&
  !ANSWER_LABEL.test(words) &&
  (surelyAsked(words) || (mayAsk(words) && words.trim().split(/\s+/).length >= FEWEST_WORDS));

const namesWhatFollows = (words: string): boolean => WHAT_FOLLOWS.test(words.trim().slice(-300));

const plainName = (words: string): string =>
  words
    .replace(ANY_LINK, '$1')
    .replace(/[*_`:：\s]+$|^[*_`\s]+/g, '')
    .replace(/\s+/g, ' ');

// What belongs to a question's list item: its answer, the rest of the question, and follow-ups.

type BulletBody = Pick<Draft, 'asked' | 'answer' | 'followUps' | 'notes'>;

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

type FollowUpText = {
  readonly words: Range;
  readonly links: Range;
  readonly rest: Range;
  readonly says: 'nothing' | 'code' | 'text';
};

function partedWords(
  text: string,
  item: BulletItem,
): Pick<FollowUpText, 'words' | 'links'> & { readonly from: number } {
  const { start, end } = item.words;
  const written = itemWords(text, item);
  const tail = linkTail(written);
  const inline = tail === undefined ? inlineAnswer(written) : undefined;
  const stop = start + (tail ?? inline?.asked ?? end - start);
  const links = { start: stop, end: tail === undefined ? stop : end };
  return { words: { start, end: stop }, links, from: inline ? start + inline.answer : end };
}

function toldBy(desk: PassageSource, item: BulletItem, stop: number): FollowUpText {
  const { text } = desk.source;
  const { words, links, from } = partedWords(text, item);
  const own = { start: from, end: Math.max(from, stop) };
  const filled = linesWithin(desk.lines, own).filter(
    (line) => text.slice(line.start, line.end).trim() !== '',
  );
  const columns = from < item.words.end ? 0 : columnsToCut(text, filled, item.indent);
  const rest = filled.length === 0 ? { start: from, end: from } : passage(desk, [own], columns);
  const says = filled.length === 0 ? 'nothing' : filled.every(({ code }) => code) ? 'code' : 'text';
  return { words, links, rest, says };
}

const askedWords = (text: string, item: BulletItem): Range => partedWords(text, item).words;

/** Code alone, and items after "the following", belong to the question. */
function bulletBody(desk: PassageSource, item: BulletItem): BulletBody {
  const { text } = desk.source;
  const asking = item.children.filter((child) => asksOn(itemWords(text, child)));
  const stops = [...asking.map(({ words }) => lineStart(text, words.start)), item.end];
  const { rest, says, links } = toldBy(desk, item, stops[0] ?? item.end);
  const followUps = asking.map((child, i) => {
    const told = toldBy(desk, child, stops[i + 1] ?? item.end);
    return { question: told.words, answer: told.rest };
  });
  const answers = says === 'text' && !namesWhatFollows(itemWords(text, item));
  const nothing = { start: item.end, end: item.end };
  return {
    asked: !answers && says !== 'nothing' ? rest : undefined,
    answer: answers ? rest : nothing,
    followUps,
    notes: links.end > links.start ? links : undefined,
  };
}

/** Its own words are its first paragraph; `end` is behind all that belongs to it. */
type BulletItem = {
  readonly words: Range;
  readonly end: number;
  readonly number?: number;
  readonly indent: number;
  readonly children: readonly BulletItem[];
};

type BulletList = { readonly heading?: Heading; readonly items: readonly BulletItem[] };

type Bullets = {
  readonly lists: readonly BulletList[];
  readonly headings: readonly Heading[];
  readonly fences: readonly CodeFence[];
  readonly lines: readonly SheetLine[];
  readonly prose: number;
};

const MARKER = /^([ \t]*)(?:[-*+•]|(\d{1,4})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/;
const EMPTY = /^[ \t]*[-*+•][ \t]*$/;
const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const BLOCK = /^[ \t]*(?:[|>#<]|!\[|\$\$)/;
const LONGEST_MARKER = 80;

const columnsOf = (blanks: string): number => blanks.replaceAll('\t', '    ').length;

type Open = {
  readonly start: number;
  readonly column: number;
  readonly indent: number;
  readonly number: number | undefined;
  wordsEnd: number;
  end: number;
  saying: boolean;
  readonly children: Open[];
};

const itemOf = ({ start, wordsEnd, end, indent, number, children }: Open): BulletItem => ({
  words: { start, end: wordsEnd },
  end,
  indent,
  number,
  children: children.map(itemOf),
});

type Collected = { readonly roots: Open[]; open: Open[]; blank: boolean };

function begin(collected: Collected, line: SheetLine, marker: RegExpExecArray): void {
  const { open } = collected;
  const column = columnsOf(marker[1] ?? '');
  // An item is nested when indented by two more columns than its parent, otherwise beside it.
  while ((open.at(-1)?.column ?? -2) + 2 > column) open.pop();
  const number = Number.parseInt(marker[2] ?? '', 10);
  const item: Open = {
    start: line.start + marker[0].length,
    column,
    indent: marker[0].length,
    number: Number.isNaN(number) ? undefined : number,
    wordsEnd: line.end,
    end: line.end,
    saying: true,
    children: [],
  };
  (open.at(-1)?.children ?? collected.roots).push(item);
  open.push(item);
}

function goOn({ open }: Collected, line: SheetLine, ownWords: boolean): void {
  const last = open.at(-1);
  if (last?.saying && ownWords) last.wordsEnd = line.end;
  else if (last) last.saying = false;
}

function takeLine(collected: Collected, text: string, line: SheetLine): boolean {
  const head = text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARKER));
  const last = collected.open.at(-1);
  if ((head.trim() === '' || EMPTY.test(head)) && !line.code) {
    collected.blank = true;
    if (last) last.saying = false;
    return true;
  }
  const isRule = !line.code && RULE.test(head);
  const marker = line.code || isRule ? null : MARKER.exec(head);
  const belongs = collected.open.length > 0 && !isRule && (/^[ \t]/.test(head) || !collected.blank);
  collected.blank = false;
  if (marker) begin(collected, line, marker);
  else if (belongs) goOn(collected, line, !line.code && !BLOCK.test(head));
  else {
    collected.open = [];
    return false;
  }
  for (const item of collected.open) item.end = line.end;
  return true;
}

function bulletsIn(text: string, start: number): Bullets {
  const { headings, fences } = outline(text, start, text.length);
  const lines = sheetLines(text, start, text.length, fences);
  const lists: BulletList[] = [];
  let collected: Collected = { roots: [], open: [], blank: false };
  let heading: Heading | undefined;
  let [next, prose] = [0, 0];
  const close = (): void => {
    const items = collected.roots.map(itemOf);
    if (items.length > 0) lists.push({ heading, items });
    collected = { roots: [], open: [], blank: false };
  };
  for (const line of lines) {
    const here = headings[next];
    if (here && line.start >= here.start) {
      if (line.start === here.start) close();
      if (line.next < here.next) continue;
      heading = here;
      next += 1;
    } else if (!takeLine(collected, text, line)) prose += line.end - line.start;
  }
  close();
  return { lists, headings, fences, lines, prose };
}

/** `section`: from an item instead of a heading. */
type AskingItem = { readonly item: BulletItem; readonly section?: string };

type Counts = { readonly plain: number; readonly surely: number; readonly maybe: number };

function countsOf(text: string, items: readonly BulletItem[]): Counts {
  const plain = items
    .map((item) => ({ item, words: itemWords(text, item) }))
    .filter(({ words }) => !isLink(words));
  return {
    plain: plain.length,
    surely: plain.filter(({ words }) => surelyAsked(words)).length,
    maybe: plain.filter(({ item, words }) => maybeAsked(words) || asksWithin(text, item)).length,
  };
}

function asksWithin(text: string, { children }: BulletItem): boolean {
  if (children.length < 2) return false;
  const { surely } = countsOf(text, children);
  return surely >= 2 && surely * 2 >= children.length;
}

const LONGEST_TOPIC = 80;
const SENTENCE_END = /[.!。！…]["'”’»)*_]{0,3}$/;

/** An item that names the topic of the questions nested in it. */
function isTopic(text: string, item: BulletItem): boolean {
  const words = itemWords(text, item).trim();
  return (
    words.length <= LONGEST_TOPIC && !SENTENCE_END.test(words) && !maybeAsked(words) && asksWithin(text, item)
  );
}

/**
 * In a list of questions all items but links ask; elsewhere those with a question mark.
 * @param whole counts of the whole file: when most items ask, a list with fewer is one of questions, too
 */
function askedIn(
  text: string,
  items: readonly BulletItem[],
  whole: Counts,
  section?: string,
): readonly AskingItem[] {
  const { plain, surely, maybe } = countsOf(text, items);
  const among = whole.maybe * 2 >= whole.plain && (maybe === plain || (surely > 0 && maybe * 5 >= plain));
  const all = among || (maybe * 2 >= plain && (surely > 0 || maybe >= 3));
  return items.flatMap((item): readonly AskingItem[] => {
    const words = itemWords(text, item);
    if (isLink(words)) return [];
    if (isTopic(text, item)) return askedIn(text, item.children, whole, plainName(words));
    return all || surelyAsked(words) ? [{ item, section }] : [];
  });
}

const isBarred = (text: string, { heading }: BulletList): boolean =>
  heading !== undefined && holdsNoQuestions(text.slice(heading.textStart, heading.textEnd));

/** `**Question**: …`; the number in `Q4: …` is read elsewhere. */
const LABEL = /^(?:\*\*|__)?(?:question|q)(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s{1,3}/i;

function plainTitle(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const plain = line.split('**').length % 2 === 0 ? line.replaceAll('**', '') : line;
  return plain.replace(/[\s–—:-]{1,6}$/, '').trim();
}

function headOf(source: Source, item: BulletItem): Omit<Draft, 'answer'> {
  const { text } = source;
  const titleAt = askedWords(text, item);
  const label = LABEL.exec(text.slice(titleAt.start, titleAt.start + 40))?.[0].length ?? 0;
  const wording = wordingOf(source, titleAt.start + label, titleAt.end);
  const bare = text.slice(wording.titleStart, wording.titleEnd);
  const whole = bare.trim() === '' ? text.slice(titleAt.start, titleAt.end) : bare;
  const number = wording.number ?? item.number;
  return {
    title: plainTitle(whole),
    titleAt,
    number,
    difficulty: wording.difficulty,
    minutes: wording.minutes,
  };
}

function foundIn(source: Source, facts: FileFacts, bullets: Bullets): Drafts {
  const maker = makerBehind(source);
  const desk = { source, lines: bullets.lines, maker };
  const sections = openSections(source);
  const whole = countsOf(
    source.text,
    bullets.lists.flatMap(({ items }) => items),
  );
  let next = 0;
  const found = bullets.lists.flatMap((list) => {
    for (; (bullets.headings[next]?.start ?? Infinity) <= (list.heading?.start ?? -1); next += 1) {
      const heading = bullets.headings[next];
      if (heading) sections.enter(heading);
    }
    if (isBarred(source.text, list)) return [];
    const outer = sections.name() ?? facts.section;
    const difficulty = outer !== undefined && outer.length < 30 ? difficultyOf(outer) : undefined;
    return askedIn(source.text, list.items, whole).map(({ item, section = outer }): Draft => {
      const head = headOf(source, item);
      const body = bulletBody(desk, item);
      return { ...head, ...body, difficulty: head.difficulty ?? difficulty, section, tags: facts.tags };
    });
  });
  return {
    source: maker.source(),
    found,
    problems: [...facts.problems, ...openFences(source, bullets.fences)],
  };
}

const LISTED_QUESTION =
  /^[ \t]*(?:[-*+•]|\d{1,4}[.)])[ \t](?:[^\n]{4,1500}[?？؟]|[^\n]{4,1500}[;\u037e][ \t]*\r?$)/m;
const NAMED =
  /(?:^|[^\p{L}])(?:questions?|interviews?|interviewing|quiz(?:zes)?|behaviou?ral|q ?& ?a|viva)(?![\p{L}])/iu;
/** In characters: a page about something else has more prose, and may have some questions in lists. */
const MOST_PROSE = 1500;
const MOST_PROSE_OF_FEW = 300;
const FEWEST_UNNAMED = 5;

function isNamed({ file, folder = '', text }: Source): boolean {
  const first = /^ {0,3}#{1,2}[ \t]+([^\n]{1,200})/m.exec(text.slice(0, 4000))?.[1] ?? '';
  const front = /^title:([^\n]{1,200})/m.exec(text.slice(0, 1000))?.[1] ?? '';
  return NAMED.test(`${file.split(/[\\/]/).slice(-2).join('/')}/${folder}/${first}/${front}`);
}

function headingsAsk(source: Source, bodyStart: number): boolean {
  const { headings } = outline(source.text, bodyStart, source.text.length);
  const asking = headings.filter((heading, i) => {
    const { asks, kind } = wordingOfHeading(source, heading);
    const below = source.text.slice(heading.next, headings[i + 1]?.start ?? source.text.length);
    return (asks || kind === 'question' || kind === 'range') && below.trim() !== '';
  });
  return asking.length >= 3;
}

function isList(source: Source): boolean {
  const { text } = source;
  if (!LISTED_QUESTION.test(text)) return false;
  const { bodyStart } = fileFacts(source);
  if (headingsAsk(source, bodyStart)) return false;
  const bullets = bulletsIn(text, bodyStart);
  const lists = bullets.lists.filter((list) => !isBarred(text, list));
  const whole = countsOf(
    text,
    lists.flatMap(({ items }) => items),
  );
  const asked = lists.flatMap(({ items }) => askedIn(text, items, whole)).map(({ item }) => item);
  const surely = asked.filter((item) => surelyAsked(itemWords(text, item))).length;
  const length = asked.reduce((sum, { end, words }) => sum + end - words.start, 0);
  const headed = asked.filter(({ words }) => text.charAt(words.start) === '#').length;
  // Lists of steps or facts exist, too.
  const others = whole.plain - asked.length;
  if (others > asked.length * (isReadme(source.file) ? 0.25 : 0.7)) return false;
  if (headed > 2 || asked.length < 3) return false;
  const few = surely >= 3 && surely === whole.plain && asked.every(({ number }) => number === undefined);
  const many = surely >= FEWEST_UNNAMED && surely * 10 >= asked.length * 3;
  const enough = many || (surely > 0 && isNamed(source)) || (few && bullets.prose <= MOST_PROSE_OF_FEW);
  return enough && bullets.prose <= Math.max(MOST_PROSE, length);
}

export const bulletsReader: BankReader = {
  name: 'bullets',
  title: 'Lists of questions',
  recognises: isList,
  read: (source) => {
    const facts = fileFacts(source);
    return foundIn(source, facts, bulletsIn(source.text, facts.bodyStart));
  },
};

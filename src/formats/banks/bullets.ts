// Questions as bullets: items that ask, in lists below headings; items within them ask on, or answer. Lists of links are
// contents or reading matter, and never ask. Makes questions of items.
import type { Source } from '../../core/span.ts';
import { outline } from '../outline.ts';
import { isReadme } from '../readme.ts';
import { askedWords, bulletBody } from './bullet-body.ts';
import { bulletsIn, type BulletItem, type BulletList, type Bullets } from './bullet-items.ts';
import { isLink, itemWords, maybeAsked, plainName, surelyAsked } from './bullet-words.ts';
import { difficultyOf } from './difficulty.ts';
import { openFences } from './fence-problems.ts';
import { fileFacts, openSections, type FileFacts } from './file-facts.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { wordingOf, wordingOfHeading } from './guide-headings.ts';
import { holdsNoQuestions } from './section-words.ts';
import { makerBehind } from './made-source.ts';

/** An item that asks, and the item that names its section when that is no heading. */
type Asked = { readonly item: BulletItem; readonly section?: string };

/** How many items of lists there are that are no links, and how many of them ask, for certain or perhaps. */
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

/** True for an item that tells what those within it ask about. */
function asksWithin(text: string, { children }: BulletItem): boolean {
  if (children.length < 2) return false;
  const { surely } = countsOf(text, children);
  return surely >= 2 && surely * 2 >= children.length;
}

/** Longer words, and those that end as a sentence does, are no names of topics. */
const LONGEST_TOPIC = 80;
const SENTENCE_END = /[.!。！…]["'”’»)*_]{0,3}$/;

/** True for an item that names what the items within it ask about. */
function isTopic(text: string, item: BulletItem): boolean {
  const words = itemWords(text, item).trim();
  return (
    words.length <= LONGEST_TOPIC && !SENTENCE_END.test(words) && !maybeAsked(words) && asksWithin(text, item)
  );
}

/**
 * Items of a list that ask. In a list of questions all do but links; elsewhere those with a question mark.
 * @param whole counts of the whole file: where most items ask, a list with fewer is one of questions, too
 */
function askedIn(
  text: string,
  items: readonly BulletItem[],
  whole: Counts,
  section?: string,
): readonly Asked[] {
  const { plain, surely, maybe } = countsOf(text, items);
  const among = whole.maybe * 2 >= whole.plain && (maybe === plain || (surely > 0 && maybe * 5 >= plain));
  const all = among || (maybe * 2 >= plain && (surely > 0 || maybe >= 3));
  return items.flatMap((item): readonly Asked[] => {
    const words = itemWords(text, item);
    if (isLink(words)) return [];
    if (isTopic(text, item)) return askedIn(text, item.children, whole, plainName(words));
    return all || surelyAsked(words) ? [{ item, section }] : [];
  });
}

const isBarred = (text: string, { heading }: BulletList): boolean =>
  heading !== undefined && holdsNoQuestions(text.slice(heading.textStart, heading.textEnd));

/** `**Question**: …`; `Q4: …` has a number, and is understood elsewhere. */
const LABEL = /^(?:\*\*|__)?(?:question|q)(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s{1,3}/i;

/** On one line, without marks for bold that are left over, and without a dash at the end. */
function plainTitle(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const plain = line.split('**').length % 2 === 0 ? line.replaceAll('**', '') : line;
  return plain.replace(/[\s–—:-]{1,6}$/, '').trim();
}

/** What the question is called; the number and the marks around its words are left out. */
function headOf(source: Source, item: BulletItem): Omit<FoundQuestion, 'answer'> {
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
    ...(wording.difficulty && { difficulty: wording.difficulty }),
    minutes: wording.minutes,
  };
}

function foundIn(source: Source, facts: FileFacts, bullets: Bullets): ForeignBank {
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
    return askedIn(source.text, list.items, whole).map(({ item, section = outer }): FoundQuestion => ({
      difficulty,
      ...headOf(source, item),
      ...bulletBody(desk, item),
      ...(section !== undefined && { section }),
      ...(facts.tags && { tags: facts.tags }),
    }));
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
/** A page about something else has more prose, and may have some questions in lists. */
const MOST_PROSE = 1500;
const MOST_PROSE_OF_FEW = 300;
const FEWEST_UNNAMED = 5;

/** True when the file's name, its folder or its first heading says that it holds questions. */
function isNamed({ file, folder = '', text }: Source): boolean {
  const first = /^ {0,3}#{1,2}[ \t]+([^\n]{1,200})/m.exec(text.slice(0, 4000))?.[1] ?? '';
  const front = /^title:([^\n]{1,200})/m.exec(text.slice(0, 1000))?.[1] ?? '';
  return NAMED.test(`${file.split(/[\\/]/).slice(-2).join('/')}/${folder}/${first}/${front}`);
}

/** True where headings are the questions, and lists their answers. */
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
  // Steps to be taken and things to be known are lists, too.
  const others = whole.plain - asked.length;
  if (others > asked.length * (isReadme(source.file) ? 0.25 : 0.7)) return false;
  if (headed > 2 || asked.length < 3) return false;
  const few = surely >= 3 && surely === whole.plain && asked.every(({ number }) => number === undefined);
  const many = surely >= FEWEST_UNNAMED && surely * 10 >= asked.length * 3;
  const enough = many || (surely > 0 && isNamed(source)) || (few && bullets.prose <= MOST_PROSE_OF_FEW);
  return enough && bullets.prose <= Math.max(MOST_PROSE, length);
}

/** Reads lists whose items ask. */
export const bulletsReader: BankReader = {
  name: 'bullets',
  title: 'Lists of questions',
  recognises: isList,
  read: (source) => {
    const facts = fileFacts(source);
    return foundIn(source, facts, bulletsIn(source.text, facts.bodyStart));
  },
};

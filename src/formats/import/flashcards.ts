// Flashcards in Markdown, as for mdanki and flashdown: a heading and the text below it, or two sides with a
// line of `?` or `%` between.
import type { Range, Source } from '../../core/base/span.ts';
import { type CodeFence, type Heading, outline, type Outline } from '../markdown/outline.ts';
import { type BodyLine, labelOf, linesOutsideCode } from '../question/story.ts';
import { type BankReader, bodyStretch, type Draft, type Drafts, openFences } from './draft.ts';
import { fileFacts, type FileFacts, isOtherPage, openSections, stemOf } from './file-facts.ts';
import { type QuestionWords, wordingOfHeading } from './guide-headings.ts';
import { makerBehind, type TextMaker } from './made-source.ts';
import { type SheetLine, sheetLines } from './sheet-passages.ts';
import { asksAtEnd, holdsNoQuestions, questionWords } from './words.ts';

/** Lines between the front and the back of a card. */
type Parting = 'percent' | 'stars' | 'dashes' | 'mark';

type HeadingCard = {
  readonly heading: Heading;
  readonly wording: QuestionWords;
  /** The rest of the front; empty for a card without a separator. */
  readonly front: Range;
  readonly back: Range;
  readonly parting?: Parting;
  /** From a line of tags: `[#sorting](sorting.md) [#trees]()`, `#card #trees`. */
  readonly tags: readonly string[];
  readonly declared: boolean;
  readonly labelled: boolean;
};

type HeadingDeck = {
  readonly level: number;
  readonly cards: readonly HeadingCard[];
  /** Headings of the cards' level, including those without text, except contents and the like. */
  readonly headings: number;
  readonly deeper: number;
  readonly outer: readonly Heading[];
};

const PARTINGS: readonly (readonly [RegExp, Parting])[] = [
  [/^[ \t]{0,3}%[ \t]*$/, 'percent'],
  [/^[ \t]{0,3}\*(?:[ \t]?\*){2,}[ \t]*$/, 'stars'],
  [/^[ \t]{0,3}-(?:[ \t]?-){2,}[ \t]*$/, 'dashes'],
  [/^[ \t]{0,3}(?:\?{1,3}|:question:|↪)[ \t]*$/, 'mark'],
];
const LONGEST_PARTING = 80;
const TAG_LINKS = /^[ \t]{0,3}(?:\[#[^[\]\n]{1,80}\](?:\([^()\n]{0,200}\))?[ \t]{0,3}){1,20}$/;
const TAG_LINK = /\[#([^[\]\n]{1,80})\]/g;
const TAG_WORDS = /^[ \t]{0,3}(?:#[\p{L}\p{N}][\p{L}\p{N}_/-]{0,60}[ \t]{0,3}){1,20}$/u;
const TAG_WORD = /#([\p{L}\p{N}][\p{L}\p{N}_/-]{0,60})/gu;
const CARD_TAG = /^(?:flash)?cards?(?:[/-](?:reverse|spaced|basic))?$/i;
const HEADING_TAGS = /(?:[ \t]{1,3}#[\p{L}][\p{L}\p{N}_/-]{0,60}){1,10}$/u;
const LONGEST_TAGS = 1500;

function partingOf(
  text: string,
  lines: readonly BodyLine[],
): { readonly line: BodyLine; readonly kind: Parting } | undefined {
  const found = lines.flatMap((line) => {
    if (line.end - line.start > LONGEST_PARTING) return [];
    const written = text.slice(line.start, line.end);
    const kind = PARTINGS.find(([pattern]) => pattern.test(written))?.[1];
    return kind ? [{ line, kind }] : [];
  });
  const first = lines.at(0)?.start ?? 0;
  const last = lines.at(-1)?.next ?? 0;
  const inner = found.filter(
    ({ line }) => text.slice(first, line.start).trim() !== '' && text.slice(line.next, last).trim() !== '',
  );
  const sure = inner.filter(({ kind }) => kind === 'percent' || kind === 'mark');
  const [only, another] = sure.length > 0 ? sure : inner;
  return another ? undefined : only;
}

type Tagged = { readonly line: BodyLine; readonly tags: readonly string[] };

function tagLine(text: string, lines: readonly BodyLine[]): Tagged | undefined {
  const full = lines.filter((line) => text.slice(line.start, line.end).trim() !== '');
  for (const line of [full.at(0), full.at(-1)]) {
    if (!line || line.end - line.start > LONGEST_TAGS) continue;
    const written = text.slice(line.start, line.end);
    if (TAG_LINKS.test(written))
      return { line, tags: [...written.matchAll(TAG_LINK)].map((match) => (match[1] ?? '').trim()) };
    if (TAG_WORDS.test(written))
      return { line, tags: [...written.matchAll(TAG_WORD)].map((match) => match[1] ?? '') };
  }
  return undefined;
}

function untagged(
  source: Source,
  heading: Heading,
): { readonly heading: Heading; readonly tags: readonly string[] } {
  const written = source.text.slice(Math.max(heading.textStart, heading.textEnd - 300), heading.textEnd);
  const found = HEADING_TAGS.exec(written)?.[0];
  if (found === undefined) return { heading, tags: [] };
  const tags = [...found.matchAll(TAG_WORD)].map((match) => match[1] ?? '');
  return { heading: { ...heading, textEnd: heading.textEnd - found.length }, tags };
}

function cardAt(
  source: Source,
  whole: Heading,
  end: number,
  fences: readonly CodeFence[],
  fence: number,
): HeadingCard {
  const { text } = source;
  const { heading, tags } = untagged(source, whole);
  const lines = linesOutsideCode(source, heading.next, end, fences, fence);
  const tagged = tagLine(text, lines);
  const isFirst = tagged !== undefined && text.slice(heading.next, tagged.line.start).trim() === '';
  const [from, to] = tagged
    ? isFirst
      ? [tagged.line.next, end]
      : [heading.next, tagged.line.start]
    : [heading.next, end];
  const parting = partingOf(
    text,
    lines.filter((line) => line.start >= from && line.next <= to),
  );
  const front = parting ? { start: from, end: parting.line.start } : { start: from, end: from };
  const all = [...tags, ...(tagged?.tags ?? [])];
  return {
    heading,
    wording: wordingOfHeading(source, heading),
    front,
    back: bodyStretch(source, lines, parting?.line.next ?? from, to),
    parting: parting && parting.kind,
    tags: all.filter((tag) => !CARD_TAG.test(tag)),
    declared:
      all.some((tag) => CARD_TAG.test(tag)) ||
      (tagged !== undefined && text.startsWith('[', tagged.line.start)),
    labelled: lines.slice(0, 40).some((line) => labelOf(source, line)?.kind === 'answer'),
  };
}

/** Underlined words are more likely a paragraph with a rule below it. */
const isAtx = (text: string, { start }: Heading): boolean => /^ {0,3}#/.test(text.slice(start, start + 4));

function cardsAt(source: Source, level: number, { headings, fences }: Outline): HeadingDeck {
  const { text } = source;
  const atx = headings.filter((one) => isAtx(text, one));
  const outer = atx.filter((one) => one.level <= level);
  let fence = 0;
  const own = outer.flatMap((heading, i) => {
    if (heading.level !== level) return [];
    while ((fences[fence]?.next ?? Infinity) <= heading.next) fence += 1;
    return [cardAt(source, heading, outer[i + 1]?.start ?? text.length, fences, fence)];
  });
  const words = ({ textStart, textEnd }: Heading): string => text.slice(textStart, textEnd);
  const named = own.filter(
    ({ heading, declared }) => words(heading) !== '' && (declared || !holdsNoQuestions(words(heading))),
  );
  const cards = named.filter(({ back }) => text.slice(back.start, back.end).trim() !== '');
  return { level, cards, headings: named.length, deeper: atx.length - outer.length, outer };
}

const weight = ({ cards }: HeadingDeck): number =>
  cards.filter(({ parting, declared }) => declared || parting === 'percent' || parting === 'mark').length *
    1000 +
  cards.filter(({ parting }) => parting !== undefined).length * 100 +
  cards.length;

/** The heading level with the most cards; on a tie, the second level, then the first. */
function headingDeck(source: Source, start: number): HeadingDeck {
  const whole = outline(source.text, start, source.text.length);
  const levels = [2, 1, 3, 4].map((level) => cardsAt(source, level, whole));
  return levels.reduce((best, deck) => (weight(deck) > weight(best) ? deck : best));
}

type SidesCard = {
  readonly front: Range;
  readonly back: Range;
  readonly headings: readonly Heading[];
};

const SIDES = /^[ \t]{0,3}(?:\?{1,3}|%|:(?:grey_)?question:|:arrow_right_hook:|↪)[ \t]*$/;
const RULE = /^[ \t]{0,3}(?:-{3,}|_{3,}|\*{3,}|={3,}|%%)[ \t]*$/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const LONGEST_MARK = 200;

type Marked = SheetLine & { readonly is: 'sides' | 'rule' | 'heading' | 'blank' | 'text' };

function markedLines(text: string, start: number): readonly Marked[] {
  const { fences } = outline(text, start, text.length);
  return sheetLines(text, start, text.length, fences).map((line): Marked => {
    const written = text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK));
    if (line.code) return { ...line, is: 'text' };
    if (written.trim() === '') return { ...line, is: 'blank' };
    if (SIDES.test(written)) return { ...line, is: 'sides' };
    if (RULE.test(written)) return { ...line, is: 'rule' };
    return { ...line, is: HEADING.test(written) ? 'heading' : 'text' };
  });
}

function paragraphAbove(lines: readonly Marked[], at: number, least: number): number {
  let from = at;
  while (from > least && lines[from - 1]?.is === 'blank') from -= 1;
  while (from > least && lines[from - 1]?.is === 'text') from -= 1;
  return from;
}

const stretch = (lines: readonly Marked[], from: number, to: number): Range => {
  const start = lines[from]?.start ?? 0;
  return { start, end: to > from ? (lines[to - 1]?.end ?? start) : start };
};

/** The first front may be long; the others are the paragraph above the mark. */
function cardsBetween(
  source: Source,
  lines: readonly Marked[],
  from: number,
  to: number,
  ruled: boolean,
): readonly (SidesCard & { readonly at: number })[] {
  const marks: number[] = [];
  for (let i = from; i < to; i += 1) if (lines[i]?.is === 'sides') marks.push(i);
  const fronts = marks.map((mark, i) => {
    const least = i === 0 ? from : (marks[i - 1] ?? from) + 1;
    let heading = mark;
    while (heading > least && lines[heading - 1]?.is !== 'heading') heading -= 1;
    const first = ruled && i === 0 ? heading : Math.max(heading, paragraphAbove(lines, mark, least));
    return first;
  });
  return marks.map((mark, i) => {
    let end = fronts[i + 1] ?? to;
    while (end > mark + 1 && /^(?:heading|blank)$/.test(lines[end - 1]?.is ?? '')) end -= 1;
    const back = stretch(lines, mark + 1, end);
    const own = lines.slice(mark + 1, end).filter(({ code }) => !code);
    return {
      front: stretch(lines, fronts[i] ?? mark, mark),
      back: bodyStretch(source, own, back.start, back.end),
      headings: [],
      at: fronts[i] ?? mark,
    };
  });
}

function sidesCards(source: Source, start: number): readonly SidesCard[] {
  const { text } = source;
  const lines = markedLines(text, start);
  const { headings } = outline(text, start, text.length);
  const [mark = -1, ...others] = lines.flatMap(({ is }, i) => (is === 'sides' ? [i] : []));
  // The whole file belongs to a single card, so rules below its mark are part of the answer.
  const alone = others.length === 0;
  const rules = lines.flatMap(({ is }, i) => (is === 'rule' && !(alone && i > mark) ? [i] : []));
  const bounds = [-1, ...rules, lines.length];
  const ruled = alone || bounds.length > 2;
  let next = 0;
  return bounds.slice(1).flatMap((to, i) =>
    cardsBetween(source, lines, (bounds[i] ?? -1) + 1, to, ruled).flatMap(({ front, back, at }) => {
      const above: Heading[] = [];
      for (; (headings[next]?.start ?? Infinity) < (lines[at]?.start ?? 0); next += 1) {
        const heading = headings[next];
        if (heading) above.push(heading);
      }
      const whole = [front, back].every((side) => text.slice(side.start, side.end).trim() !== '');
      return whole ? [{ front, back, headings: above }] : [];
    }),
  );
}

const CARDS = String.raw`(?:flash[ _-]?cards?|anki|mochi|decks?)`;
const NAMED_FILE = new RegExp(`(?:^|[^\\p{L}])${CARDS}(?![\\p{L}])`, 'iu');
const NAMED_FOLDER = new RegExp(`^(?:${CARDS}|cards)$`, 'i');
/** A text about flashcards has the word in the middle of its title. */
const NAMED_TITLE = new RegExp(`(?:^${CARDS}\\W|(?:^|\\s)${CARDS}\\W*$)`, 'iu');
const CARD_LINE =
  /^(?:[ \t]{0,3}(?:%|\?{1,3}|:(?:grey_)?question:|:arrow_right_hook:|↪|(?:\*[ \t]?){3,}|(?:-[ \t]?){3,})[ \t]*\r?$|[ \t]{0,3}\[#|.{0,300}#(?:flash)?cards?\b)/im;
const README = /readme(?:\.[^\\/]*)?$/i;
const LONGEST_FRONT = 600;
const LONGEST_BACK = 1500;
/** In characters; shorter fronts are part of the title. */
const LONGEST_LINE = 200;
const SENTENCE_END = /[.!?:;,…。？！：]$/u;
/** A single heading such as `Q1: …` proves nothing. */
const FEWEST_SAYING = 2;

function isNamed({ file, folder, text }: Source, facts: FileFacts): boolean {
  const inFolder = folder ?? file.split(/[\\/]/).at(-2) ?? '';
  const start = text.slice(facts.bodyStart, facts.bodyStart + 3000);
  const title = /^ {0,3}#[ \t]+([^\n]{1,200})/m.exec(start)?.[1] ?? '';
  return (
    NAMED_FILE.test(stemOf(file)) ||
    NAMED_FOLDER.test(inFolder) ||
    NAMED_TITLE.test(title.trim()) ||
    (facts.tags ?? []).some((tag) => NAMED_FOLDER.test(tag))
  );
}

function isHeadingDeck(source: Source, deck: HeadingDeck, named: () => boolean): boolean {
  const { cards, headings, deeper } = deck;
  const { text } = source;
  const count = (test: (card: HeadingCard) => boolean): number => cards.filter(test).length;
  if (count(({ wording }) => wording.kind === 'question' || wording.kind === 'range') > 0) return false;
  if (count(({ labelled }) => labelled) * 4 > cards.length) return false;
  if (count(({ declared }) => declared) > 0) return true;
  if (cards.length * 2 < headings) return false;
  const parted = cards.filter(({ parting }) => parting !== undefined);
  const short = parted.filter(
    ({ front }) => text.slice(front.start, front.end).trim().length <= LONGEST_FRONT,
  );
  if (short.length * 2 < parted.length) return false;
  const by = (kind: HeadingCard['parting']): number => short.filter(({ parting }) => parting === kind).length;
  if (by('percent') + by('mark') >= 2 || by('percent') === cards.length) return cards.length > 0;
  // Rules and names prove less: a file with marks of another kind of bank is not a deck.
  if (/<details[\s>]/i.test(text)) return false;
  const most = cards.length * 0.5;
  if (by('stars') >= 2 && by('stars') >= cards.length * 0.2) return true;
  if (by('dashes') >= 2 && by('dashes') >= most) return true;
  const lengths = cards.map(({ back }) => back.end - back.start).toSorted((a, b) => a - b);
  const middle = lengths[lengths.length >> 1] ?? 0;
  // Notes in a folder of cards have nested parts and long texts.
  if (
    deeper > cards.length * 0.5 ||
    middle > LONGEST_BACK ||
    README.test(source.file) ||
    isOtherPage(source.file)
  )
    return false;
  return cards.length >= 2 && cards.length >= headings * 0.7 && named();
}

/** In characters: a longer text may only show how to write cards. */
const LONGEST_FRONT_ALONE = 1000;
const LONGEST_ALONE = 20_000;

function isSidesDeck(source: Source, cards: readonly SidesCard[]): boolean {
  const length = cards.reduce((sum, { front, back }) => sum + back.end - front.start, 0);
  const [first] = cards;
  if (first && cards.length === 1) {
    if (first.front.end - first.front.start > LONGEST_FRONT_ALONE || length > LONGEST_ALONE) return false;
    return first.front.start < 400 && length * 1.2 > source.text.length - 400;
  }
  return cards.length > 1 && length * (cards.length >= 5 ? 4 : 2) > source.text.length;
}

type Form = { readonly headings: HeadingDeck } | { readonly sides: readonly SidesCard[] };

function formOf(source: Source, facts: FileFacts): Form | undefined {
  const headings = headingDeck(source, facts.bodyStart);
  const sides = sidesCards(source, facts.bodyStart);
  const parted = headings.cards.filter(({ parting }) => parting === 'percent' || parting === 'mark');
  if (sides.length > parted.length && isSidesDeck(source, sides)) return { sides };
  return isHeadingDeck(source, headings, () => isNamed(source, facts)) ? { headings } : undefined;
}

function ofHeading(source: Source, card: HeadingCard): Draft {
  const { wording, front, back, tags, heading } = card;
  const plain = source.text.slice(wording.titleStart, wording.titleEnd);
  const name = plain === '' ? source.text.slice(heading.textStart, heading.textEnd) : plain;
  const rest = questionWords(source.text.slice(front.start, front.end).trim());
  const more = rest.rest === '' && rest.title !== '' && rest.title.length <= LONGEST_LINE && !asksAtEnd(name);
  return {
    title: more ? `${name}${SENTENCE_END.test(name) ? '' : ':'} ${rest.title}` : name,
    titleAt: { start: heading.textStart, end: heading.textEnd },
    asked: !more && front.end > front.start ? front : undefined,
    answer: back,
    number: wording.number,
    difficulty: wording.difficulty,
    minutes: wording.minutes,
    tags: tags.length > 0 ? tags : undefined,
  };
}

function ofSides(source: Source, { front, back }: SidesCard, maker: TextMaker): Draft {
  const written = source.text.slice(front.start, front.end);
  const { title, rest } = questionWords(written.trim());
  const asked = rest === '' ? undefined : maker.add(rest, front.start);
  return { title, titleAt: front, asked, answer: back };
}

function fromHeadings(source: Source, facts: FileFacts, deck: HeadingDeck): readonly Draft[] {
  const sections = openSections(source);
  const byStart = new Map(deck.cards.map((card) => [card.heading.start, card]));
  const onlyDeclared = deck.cards.some(
    ({ declared, heading }) =>
      declared && /#(?:flash)?cards?/i.test(source.text.slice(heading.start, heading.next)),
  );
  return deck.outer.flatMap((heading) => {
    const card = byStart.get(heading.start);
    if (heading.level < deck.level) sections.enter(heading);
    if (!card || (onlyDeclared && !card.declared)) return [];
    return [{ ...ofHeading(source, card), section: sections.name() ?? facts.section ?? stemOf(source.file) }];
  });
}

function fromSides(
  source: Source,
  facts: FileFacts,
  cards: readonly SidesCard[],
  maker: TextMaker,
): readonly Draft[] {
  const sections = openSections(source);
  return cards.map((card) => {
    for (const heading of card.headings) sections.enter(heading);
    return {
      ...ofSides(source, card, maker),
      section: sections.name() ?? facts.section ?? stemOf(source.file),
    };
  });
}

function read(source: Source): Drafts {
  const facts = fileFacts(source);
  const { fences } = outline(source.text, facts.bodyStart, source.text.length);
  const maker = makerBehind(source);
  const form = formOf(source, facts) ?? { headings: headingDeck(source, facts.bodyStart) };
  const found =
    'sides' in form
      ? fromSides(source, facts, form.sides, maker)
      : fromHeadings(source, facts, form.headings);
  const tagged = found.map((one) => ({
    ...one,
    tags: [...new Set([...(facts.tags ?? []), ...(one.tags ?? [])])],
  }));
  return {
    source: maker.source(),
    found: tagged,
    problems: [...facts.problems, ...openFences(source, fences)],
  };
}

/** Most headings say `### Q4: …`, which cards never do. */
function saysQuestions(source: Source, { bodyStart }: FileFacts): boolean {
  const { headings } = outline(source.text, bodyStart, source.text.length);
  const saying = headings.filter((heading) => wordingOfHeading(source, heading).kind === 'question').length;
  return saying >= FEWEST_SAYING && saying * 2 > headings.length;
}

export const flashcards: BankReader = {
  name: 'flashcards',
  title: 'Flashcards in Markdown',
  recognises: (source) => {
    const facts = fileFacts(source);
    if (!CARD_LINE.test(source.text) && !isNamed(source, facts)) return false;
    return !saysQuestions(source, facts) && formOf(source, facts) !== undefined;
  },
  read,
};

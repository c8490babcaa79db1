// Flashcards in Markdown, as mdanki, flashdown and others have them: a heading and the text below it, or two sides with a line
// of `?` or `%` between. Knows what makes a file a deck; makes questions of cards.
import type { Source } from '../../core/span.ts';
import { outline } from '../outline.ts';
import { asksAtEnd } from './asking.ts';
import { openFences } from './fence-problems.ts';
import { fileFacts, isOtherPage, openSections, stemOf, type FileFacts } from './file-facts.ts';
import { headingDeck, type HeadingCard, type HeadingDeck } from './flashcards-headings.ts';
import { sidesCards, type SidesCard } from './flashcards-sides.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { wordingOfHeading } from './guide-headings.ts';
import { questionWords } from './question-words.ts';
import { makerBehind, type Maker } from './made-source.ts';

const CARDS = String.raw`(?:flash[ _-]?cards?|anki|mochi|decks?)`;
const NAMED_FILE = new RegExp(`(?:^|[^\\p{L}])${CARDS}(?![\\p{L}])`, 'iu');
/** A folder of other things may have the word in its name, too. */
const NAMED_FOLDER = new RegExp(`^(?:${CARDS}|cards)$`, 'i');
/** A text about flashcards has the word in the middle of its title. */
const NAMED_TITLE = new RegExp(`(?:^${CARDS}\\W|(?:^|\\s)${CARDS}\\W*$)`, 'iu');
const CARD_LINE =
  /^(?:[ \t]{0,3}(?:%|\?{1,3}|:(?:grey_)?question:|:arrow_right_hook:|↪|(?:\*[ \t]?){3,}|(?:-[ \t]?){3,})[ \t]*\r?$|[ \t]{0,3}\[#|.{0,300}#(?:flash)?cards?\b)/im;
const README = /readme(?:\.[^\\/]*)?$/i;
const LONGEST_FRONT = 600;
const LONGEST_BACK = 1500;
/** Fronts that fit on a line are part of the title. */
const LONGEST_LINE = 200;
const SENTENCE_END = /[.!?:;,…。？！：]$/u;
/** One heading such as `Q1: …` may be of anything. */
const FEWEST_SAYING = 2;

/** True when the file's name, its folder or its first heading says that it holds cards. */
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

/** Whether the cards below headings are cards for certain: by lines that part them, tags, or the name of the file. */
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
  // Rules and names say less: what has other marks of a bank is none of this kind.
  if (/<details[\s>]/i.test(text)) return false;
  const most = cards.length * 0.5;
  if (by('stars') >= 2 && by('stars') >= cards.length * 0.2) return true;
  if (by('dashes') >= 2 && by('dashes') >= most) return true;
  const lengths = cards.map(({ back }) => back.end - back.start).toSorted((a, b) => a - b);
  const middle = lengths[lengths.length >> 1] ?? 0;
  // Notes may lie in a folder of cards; they have parts within parts and long texts.
  if (
    deeper > cards.length * 0.5 ||
    middle > LONGEST_BACK ||
    README.test(source.file) ||
    isOtherPage(source.file)
  )
    return false;
  return cards.length >= 2 && cards.length >= headings * 0.7 && named();
}

/** A text of more may show how cards are written. */
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
  // Cards with sides may stand below headings that are the names of sections.
  const parted = headings.cards.filter(({ parting }) => parting === 'percent' || parting === 'mark');
  if (sides.length > parted.length && isSidesDeck(source, sides)) return { sides };
  return isHeadingDeck(source, headings, () => isNamed(source, facts)) ? { headings } : undefined;
}

function ofHeading(source: Source, card: HeadingCard): FoundQuestion {
  const { wording, front, back, tags, heading } = card;
  const plain = source.text.slice(wording.titleStart, wording.titleEnd);
  const name = plain === '' ? source.text.slice(heading.textStart, heading.textEnd) : plain;
  const rest = questionWords(source.text.slice(front.start, front.end).trim());
  const more = rest.rest === '' && rest.title !== '' && rest.title.length <= LONGEST_LINE && !asksAtEnd(name);
  return {
    title: more ? `${name}${SENTENCE_END.test(name) ? '' : ':'} ${rest.title}` : name,
    titleAt: { start: heading.textStart, end: heading.textEnd },
    ...(!more && front.end > front.start && { asked: front }),
    answer: back,
    number: wording.number,
    difficulty: wording.difficulty,
    minutes: wording.minutes,
    ...(tags.length > 0 && { tags }),
  };
}

function ofSides(source: Source, { front, back }: SidesCard, maker: Maker): FoundQuestion {
  const written = source.text.slice(front.start, front.end);
  const { title, rest } = questionWords(written.trim());
  return {
    title,
    titleAt: front,
    ...(rest !== '' && { asked: maker.add(rest, front.start) }),
    answer: back,
  };
}

function fromHeadings(source: Source, facts: FileFacts, deck: HeadingDeck): readonly FoundQuestion[] {
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
  maker: Maker,
): readonly FoundQuestion[] {
  const sections = openSections(source);
  return cards.map((card) => {
    for (const heading of card.headings) sections.enter(heading);
    return {
      ...ofSides(source, card, maker),
      section: sections.name() ?? facts.section ?? stemOf(source.file),
    };
  });
}

function read(source: Source): ForeignBank {
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

/** True where most headings say that they are questions: `### Q4: …`. No card does. */
function saysQuestions(source: Source, { bodyStart }: FileFacts): boolean {
  const { headings } = outline(source.text, bodyStart, source.text.length);
  const saying = headings.filter((heading) => wordingOfHeading(source, heading).kind === 'question').length;
  return saying >= FEWEST_SAYING && saying * 2 > headings.length;
}

/** Reads flashcards below headings, and those with a line between their sides. */
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

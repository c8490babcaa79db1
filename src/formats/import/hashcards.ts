// Decks of tagged lines as hashcards has them: `Q:` and `A:` for a question and its answer, `C:` for a
// sentence with hidden parts, several lines each; blank lines, rules and headings between. Makes questions
// of cards.
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { isReadme } from '../question/question-file.ts';
import { type BankReader, type ForeignBank, type FoundQuestion, openFences } from './draft.ts';
import { type FileFacts, fileFacts, openSections, type OpenSections, stemOf } from './file-facts.ts';
import { type Maker, makerBehind, type Stretch } from './made-source.ts';
import { type SheetLine, sheetLines } from './sheet-passages.ts';
import { asksAtEnd, questionWords } from './words.ts';

// Sentences with hidden parts in square brackets: `The [order] of a group is [the number of its elements].`
// Knows which brackets hide something: not those of links, images, footnotes, task boxes and code.

/** A hidden part: `start` and `end` are those of its words, the brackets stand around them. */
type Hidden = Stretch;

const BRACKETS = /\[([^[\]]{1,400})\]/g;
const CODE = /(`{1,3})(?:[^`\n]|(?!\1)`){1,400}\1/g;
const LINKED = /^(?:\([^()\s]*[./#:][^()\s]*\)|\[|:\s)/;
const NO_CLOZE = /^(?:\^.*|\s*)$/s;
const BOX = /^[xX]$/;
const LIST_MARKER = /(?:^|\n)[ \t]*[-*+][ \t]{1,4}$/;

/** Where inline code stands, as stretches in order. */
function codeIn(text: string): readonly Stretch[] {
  return [...text.matchAll(CODE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The hidden parts of `text[start, end)`, in order. */
function hiddenParts(text: string, start: number, end: number): readonly Hidden[] {
  const part = text.slice(start, end);
  if (!part.includes('[')) return [];
  const code = codeIn(part);
  let next = 0;
  return [...part.matchAll(BRACKETS)].flatMap((match) => {
    const at = match.index;
    const stop = at + match[0].length;
    while ((code[next]?.end ?? Infinity) <= at) next += 1;
    const within = code[next];
    const inCode = within !== undefined && within.start < at && within.end >= stop;
    const before = part.charAt(at - 1);
    const words = match[1] ?? '';
    const isBox = BOX.test(words) && LIST_MARKER.test(part.slice(Math.max(0, at - 40), at));
    if (inCode || isBox || /[!\\[\]]/.test(before) || words.endsWith('\\') || NO_CLOZE.test(words)) return [];
    return LINKED.test(part.slice(stop, stop + 300))
      ? []
      : [{ start: start + at + 1, end: start + stop - 1 }];
  });
}

/** Stretches of the text between the brackets, hidden parts among them, in order: the sentence when it is filled. */
function filledStretches(start: number, end: number, hidden: readonly Hidden[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = start;
  for (const part of hidden) {
    stretches.push({ start: from, end: part.start - 1 }, part);
    from = part.end + 1;
  }
  return [...stretches, { start: from, end }].filter((one) => one.end > one.start);
}

/** The text on one line, with a gap for each hidden part. */
function withGaps(text: string, start: number, end: number, hidden: readonly Hidden[]): string {
  let from = start;
  let written = '';
  for (const part of hidden) {
    written += `${text.slice(from, part.start)}…`;
    from = part.end;
  }
  return (written + text.slice(from, end)).replace(/\s+/g, ' ').trim();
}

// The lines of a deck of tagged lines: which begin a side of a card, which are headings, which stand
// between cards.

/** What a line begins. `void` is a cloze that hides nothing, `option` one of several answers: no deck has such. */
type Tag = {
  readonly kind: 'question' | 'answer' | 'cloze' | 'void' | 'option';
  readonly length: number;
  readonly number?: number;
};

type DeckLine = SheetLine & {
  readonly tag?: Tag;
  readonly heading?: Heading;
  readonly is: 'blank' | 'rule' | 'between' | 'text';
};

const TAG = /^(?:Q(?:uestion)?[ \t]?(\d{0,5})|(A(?:ns(?:wer)?)?)[ \t]?\d{0,5}|(C))[:：][ \t]*/;
const OPTION = /^[BD][:：.)][ \t]/;
const RULE = /^[ \t]*-{3,}[ \t]*$/;
/** What may stand between cards and is of none: headings, rules, comments, links to the top, remarks. */
const BETWEEN =
  /^[ \t]{0,3}(?:#{1,6}(?:[ \t]|$)|(?:\*{3,}|_{3,})[ \t]*$|<!--|<\/?[a-z][^<>]{0,300}>[ \t]*$|\[[^\]]{0,60}\]\(#|>|([*_])[^*_]{1,200}\1[ \t]*$)/i;
const LONGEST_HEAD = 400;

function tagOf(head: string): Tag | undefined {
  const found = TAG.exec(head);
  if (!found) return OPTION.test(head) ? { kind: 'option', length: 0 } : undefined;
  const kind = found[2] !== undefined ? 'answer' : found[3] !== undefined ? 'cloze' : 'question';
  const number = Number.parseInt(found[1] ?? '', 10);
  return { kind, length: found[0].length, ...(!Number.isNaN(number) && { number }) };
}

function kindOf(head: string): DeckLine['is'] {
  if (head.trim() === '') return 'blank';
  if (RULE.test(head)) return 'rule';
  return BETWEEN.test(head) ? 'between' : 'text';
}

type DeckLines = { readonly lines: readonly DeckLine[]; readonly fences: readonly CodeFence[] };

/**
 * The lines from `start` on. A `C:` that hides nothing up to the next tag or rule is void below an empty line, and else part
 * of the text.
 */
function deckLines({ text }: Source, start: number): DeckLines {
  const { headings, fences } = outline(text, start, text.length);
  const atx = headings.filter((one) => /^ {0,3}#/.test(text.slice(one.start, one.start + 4)));
  const headingAt = new Map(atx.map((one) => [one.start, one]));
  const all = sheetLines(text, start, text.length, fences);
  let clozeEnd = text.length;
  const lines = all.map((_, i): DeckLine => {
    const at = all.length - 1 - i;
    const line = all[at] ?? { start: 0, end: 0, next: 0, code: false };
    if (line.code) return { ...line, is: 'text' };
    const head = text.slice(line.start, Math.min(line.end, line.start + LONGEST_HEAD));
    const heading = headingAt.get(line.start);
    const is = kindOf(head);
    if (heading) return { ...line, is, heading };
    const tag = tagOf(head);
    const hidesNothing =
      tag?.kind === 'cloze' && hiddenParts(text, line.start + tag.length, clozeEnd).length === 0;
    if (tag || is === 'rule') clozeEnd = line.start;
    if (!tag) return { ...line, is };
    if (!hidesNothing) return { ...line, is, tag };
    const above = all[at - 1];
    const isParagraph = !above || text.slice(above.start, above.end).trim() === '';
    return isParagraph ? { ...line, is, tag: { ...tag, kind: 'void' } } : { ...line, is };
  });
  return { lines: lines.toReversed(), fences };
}

/** True for a line that is of no card. */
const isBetween = ({ is, heading }: DeckLine): boolean => heading !== undefined || is !== 'text';

/** Levels of the headings that stand right above cards: they are sections, wherever else one of them stands. */
function sectionLevels(lines: readonly DeckLine[]): ReadonlySet<number> {
  const levels = new Set<number>();
  let above: number[] = [];
  for (const line of lines) {
    const { tag, heading } = line;
    if (heading) above.push(heading.level);
    else if (tag?.kind === 'question' || tag?.kind === 'cloze') for (const level of above) levels.add(level);
    if (tag || !isBetween(line)) above = [];
  }
  return levels;
}

/** Where a text that goes up to line `at` ends when headings and rules below it are left out. */
function endBefore(lines: readonly DeckLine[], at: number, start: number): number {
  let end = at;
  for (let line = lines[end - 1]; line && line.start >= start; line = lines[end - 1]) {
    if (line.code || !isBetween(line)) break;
    end -= 1;
  }
  return Math.max(start, lines[end - 1]?.end ?? start);
}

// The cards of a deck of tagged lines: `Q: …`, `A: …`, `C: …`.

/** A card, and the section that it stands in. `answered` when there is an `A:`, even one with nothing behind it. */
type Card = { readonly section?: string; readonly number?: number; readonly front: Stretch } & (
  | { readonly kind: 'question'; readonly back: Stretch; readonly answered: boolean }
  | { readonly kind: 'cloze'; readonly hidden: readonly Hidden[] }
);

type Deck = {
  readonly cards: readonly Card[];
  /** Characters of text before the first card, and of text that belongs to none. */
  readonly before: number;
  readonly stray: number;
  /** Lines of text that belong to no card: the first of each run, and clozes that hide nothing. */
  readonly strayLines: readonly (Stretch & { readonly isCloze: boolean })[];
  /** Tags of options, such as `B:`: there are none in a deck. */
  readonly options: number;
  readonly fences: readonly CodeFence[];
};

/** A card that is being read. */
type Open = {
  readonly kind: 'question' | 'cloze';
  readonly start: number;
  readonly section: string | undefined;
  readonly number: number | undefined;
  front?: Stretch;
  backStart?: number;
};

type Reading = {
  readonly source: Source;
  readonly lines: readonly DeckLine[];
  /** Levels of headings that are sections. */
  readonly levels: ReadonlySet<number>;
  readonly sections: OpenSections;
  readonly cards: Card[];
  readonly strayLines: (Stretch & { isCloze: boolean })[];
  before: number;
  stray: number;
  open: Open | undefined;
  /** Text below a heading introduces what follows, and is not missed. */
  introduced: boolean;
  inStray: boolean;
};

/** Makes a card of what was open up to line `at`. */
function cardOf({ source: { text }, lines }: Reading, open: Open, at: number): Card {
  const end = endBefore(lines, at, open.backStart ?? open.start);
  const front = open.front ?? { start: open.start, end };
  const head = {
    front,
    section: open.section,
    number: open.number,
  };
  if (open.kind === 'cloze')
    return { ...head, kind: 'cloze', hidden: hiddenParts(text, front.start, front.end) };
  const back = open.backStart === undefined ? { start: end, end } : { start: open.backStart, end };
  return { ...head, kind: 'question', back, answered: open.backStart !== undefined };
}

function close(reading: Reading, at: number): void {
  if (reading.open) reading.cards.push(cardOf(reading, reading.open, at));
  reading.open = undefined;
  reading.introduced = false;
}

/** Takes a line that begins a side of a card. False for one that begins nothing here. */
function takeTag(reading: Reading, { tag, start, end }: DeckLine, at: number): boolean {
  const { open, lines, sections } = reading;
  if (!tag || tag.kind === 'option') return false;
  const from = start + tag.length;
  if (tag.kind === 'question' || tag.kind === 'cloze') {
    close(reading, at);
    reading.open = { kind: tag.kind, start: from, section: sections.name(), number: tag.number };
    return true;
  }
  if (tag.kind === 'void') {
    close(reading, at);
    reading.strayLines.push({ start, end, isCloze: true });
    reading.inStray = true;
    return true;
  }
  if (open?.kind !== 'question' || open.backStart !== undefined) return false;
  open.front = { start: open.start, end: endBefore(lines, at, open.start) };
  open.backStart = from;
  return true;
}

/** Takes a heading or a rule that ends a card. False for one that is part of it. */
function takeEnd(reading: Reading, { heading, is, code }: DeckLine, at: number): boolean {
  const { open, levels, sections } = reading;
  if (heading && (!open || levels.has(heading.level))) {
    close(reading, at);
    sections.enter(heading);
    reading.introduced = true;
    return true;
  }
  const isWhole = open !== undefined && (open.kind === 'cloze' || open.backStart !== undefined);
  if (code || is !== 'rule' || !isWhole) return false;
  close(reading, at);
  return true;
}

/** Takes a line of text that belongs to no card. */
function takeStray(reading: Reading, { start, end }: DeckLine): void {
  if (reading.cards.length === 0) reading.before += end - start;
  else reading.stray += end - start;
  if (!reading.inStray && !reading.introduced) reading.strayLines.push({ start, end, isCloze: false });
  reading.inStray = true;
}

/** Takes a deck apart. Linear in its length. */
function deckOf(source: Source, facts: FileFacts): Deck {
  const { lines, fences } = deckLines(source, facts.bodyStart);
  const reading: Reading = {
    source,
    lines,
    levels: sectionLevels(lines),
    sections: openSections(source),
    cards: [],
    strayLines: [],
    before: 0,
    stray: 0,
    open: undefined,
    introduced: true,
    inStray: false,
  };
  lines.forEach((line, at) => {
    if (takeTag(reading, line, at)) reading.inStray = line.tag?.kind === 'void';
    else if (takeEnd(reading, line, at)) reading.inStray = false;
    else if (!reading.open && (line.code || !isBetween(line))) takeStray(reading, line);
  });
  close(reading, lines.length);
  const { cards, before, stray, strayLines } = reading;
  const options = lines.filter(({ tag }) => tag?.kind === 'option').length;
  return { cards, before, stray, strayLines, options, fences };
}

/** A deck begins so near the top of its file. */
const FIRST_CARD_WITHIN = 20_000;
const ANY_TAG = /^(?:Q(?:uestion)?[ \t]?\d{0,5}|C)[:：]/m;
/** A page with some questions for its readers has more to say before them than a deck. */
const LONGEST_BEFORE = 800;

type CardOf<Kind extends Card['kind']> = Extract<Card, { kind: Kind }>;

/**
 * One question for a sentence, however much of it is hidden: each hidden part is a key point. (A card for each part would ask
 * one question over and over, and show the other parts while asking for one.)
 */
function ofCloze(source: Source, { front, hidden }: CardOf<'cloze'>, maker: Maker): FoundQuestion {
  const { text } = source;
  const pieces = filledStretches(front.start, front.end, hidden).map(({ start, end }) => ({
    text: text.slice(start, end),
    from: start,
    exact: true,
  }));
  return {
    title: withGaps(text, front.start, front.end, hidden),
    titleAt: front,
    answer: maker.join(pieces),
    keyPoints: hidden.map(({ start, end }) => ({
      text: text.slice(start, end).replace(/\s+/g, ' ').trim(),
      at: source.spanAt(start, end),
    })),
  };
}

function ofQuestion(source: Source, { front, back }: CardOf<'question'>, maker: Maker): FoundQuestion {
  const written = source.text.slice(front.start, front.end);
  const { title, rest } = questionWords(written.trim());
  return {
    title,
    titleAt: front,
    answer: back,
    ...(rest !== '' && { asked: maker.add(rest, front.start) }),
  };
}

function strayProblem(source: Source, { start, end, isCloze }: Deck['strayLines'][number]): Problem {
  return {
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, end),
    message: isCloze
      ? 'This cloze hides nothing, and is left out.'
      : 'This text belongs to no card, and is left out.',
    hint: isCloze
      ? 'Write what is to be hidden in [square brackets].'
      : 'A card begins with `Q:` or `C:`; a line of `---` ends it.',
  };
}

function foundIn(source: Source, facts: FileFacts, { cards, strayLines, fences }: Deck): ForeignBank {
  const maker = makerBehind(source);
  const found = cards.map((card): FoundQuestion => {
    const one = card.kind === 'cloze' ? ofCloze(source, card, maker) : ofQuestion(source, card, maker);
    return {
      ...one,
      section: card.section ?? facts.section ?? stemOf(source.file),
      ...(card.number !== undefined && { number: card.number }),
      ...(facts.tags && { tags: facts.tags }),
    };
  });
  const problems = [...strayLines.map((one) => strayProblem(source, one)), ...openFences(source, fences)];
  return { source: maker.source(), found, problems: [...facts.problems, ...problems] };
}

/** True for a card whose first line asks. */
const isAsked = (source: Source, { front }: Card): boolean =>
  asksAtEnd(source.text.slice(front.start, front.end).trim().split('\n', 1)[0]?.trim() ?? '');

function isDeck(source: Source): boolean {
  if (!ANY_TAG.test(source.text.slice(0, FIRST_CARD_WITHIN))) return false;
  const { cards, before, stray, options } = deckOf(source, fileFacts(source));
  const whole = cards.filter((card) => card.kind === 'cloze' || card.answered);
  const length = cards.reduce((sum, { front }) => sum + front.end - front.start, 0);
  const asked = cards.filter((card) => card.kind === 'question' && isAsked(source, card));
  // A list of questions that nobody has answered yet.
  if (cards.length >= 3 && whole.length === 0 && asked.length === cards.length) return before + stray === 0;
  const fewest = isReadme(source.file) ? 5 : before + stray === 0 ? 1 : 2;
  if (whole.length < fewest || whole.length * 2 < cards.length || options * 2 > cards.length) return false;
  return before <= LONGEST_BEFORE && stray <= Math.max(400, length);
}

/** Reads decks of `Q:`, `A:` and `C:` lines. */
export const hashcards: BankReader = {
  name: 'hashcards',
  title: 'hashcards deck',
  recognises: isDeck,
  read: (source) => {
    const facts = fileFacts(source);
    return foundIn(source, facts, deckOf(source, facts));
  },
};

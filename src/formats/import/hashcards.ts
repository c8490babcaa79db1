// Decks of tagged lines as in hashcards: `Q:` and `A:` for a question and its answer, `C:` for a cloze, of
// several lines each, with blank lines, rules and headings between.
import type { Problem } from '../../core/base/problem.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { isReadme } from '../question/question-file.ts';
import { type BankReader, type Draft, type Drafts, openFences } from './draft.ts';
import { type FileFacts, fileFacts, openSections, type OpenSections, stemOf } from './file-facts.ts';
import { makerBehind, type TextMaker } from './made-source.ts';
import { type SheetLine, sheetLines } from './sheet-passages.ts';
import { asksAtEnd, questionWords } from './words.ts';

// A cloze in square brackets: `The [order] of a group is [the number of its elements].`

const BRACKETS = /\[([^[\]]{1,400})\]/g;
const CODE = /(`{1,3})(?:[^`\n]|(?!\1)`){1,400}\1/g;
const LINKED = /^(?:\([^()\s]*[./#:][^()\s]*\)|\[|:\s)/;
const NO_CLOZE = /^(?:\^.*|\s*)$/s;
const BOX = /^[xX]$/;
const LIST_MARKER = /(?:^|\n)[ \t]*[-*+][ \t]{1,4}$/;

/**
 * The hidden words of `text[start, end)`, in order. Excludes links, images, footnotes, checkboxes and code.
 */
function hiddenParts(text: string, start: number, end: number): readonly Range[] {
  const part = text.slice(start, end);
  if (!part.includes('[')) return [];
  const code = [...part.matchAll(CODE)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  let next = 0;
  return [...part.matchAll(BRACKETS)].flatMap((match) => {
    const { 1: words = '', index } = match;
    const stop = index + match[0].length;
    while ((code[next]?.end ?? Infinity) <= index) next += 1;
    const isInCode = (code[next]?.start ?? Infinity) < index && (code[next]?.end ?? 0) >= stop;
    const isBox = BOX.test(words) && LIST_MARKER.test(part.slice(Math.max(0, index - 40), index));
    const isEscaped = /[!\\[\]]/.test(part.charAt(index - 1)) || words.endsWith('\\');
    return isInCode || isBox || isEscaped || NO_CLOZE.test(words) || LINKED.test(part.slice(stop, stop + 300))
      ? []
      : [{ start: start + index + 1, end: start + stop - 1 }];
  });
}

/** One question per cloze: a card for each hidden part would repeat it. */
function ofCloze(source: Source, { front, hidden }: CardOf<'cloze'>, maker: TextMaker): Draft {
  const { text } = source;
  let withGaps = '';
  let [shownTo, filledTo] = [front.start, front.start];
  const filled: Range[] = [];
  for (const part of hidden) {
    withGaps += `${text.slice(shownTo, part.start)}…`;
    filled.push({ start: filledTo, end: part.start - 1 }, part);
    [shownTo, filledTo] = [part.end, part.end + 1];
  }
  const copies = [...filled, { start: filledTo, end: front.end }]
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => ({ text: text.slice(start, end), from: start, exact: true }));
  return {
    title: oneLine(withGaps + text.slice(shownTo, front.end)),
    titleAt: front,
    answer: maker.join(copies),
    keyPoints: hidden.map(({ start, end }) => ({
      text: oneLine(text.slice(start, end)),
      at: source.spanAt(start, end),
    })),
  };
}

type Tag = {
  readonly kind: 'question' | 'answer' | 'cloze' | 'void' | 'option';
  readonly length: number;
  readonly number?: number;
};

type DeckLine = SheetLine & {
  readonly tag?: Tag;
  readonly heading?: Heading;
  readonly is: 'rule' | 'between' | 'text';
};

const TAG = /^(?:Q(?:uestion)?[ \t]?(\d{0,5})|(A(?:ns(?:wer)?)?)[ \t]?\d{0,5}|(C))[:：][ \t]*/;
const OPTION = /^[BD][:：.)][ \t]/;
const RULE = /^[ \t]*-{3,}[ \t]*$/;
const BETWEEN =
  /^[ \t]{0,3}(?:#{1,6}(?:[ \t]|$)|(?:\*{3,}|_{3,})[ \t]*$|<!--|<\/?[a-z][^<>]{0,300}>[ \t]*$|\[[^\]]{0,60}\]\(#|>|([*_])[^*_]{1,200}\1[ \t]*$)/i;
const LONGEST_HEAD = 400;

function tagOf(head: string): Tag | undefined {
  const found = TAG.exec(head);
  if (!found) return OPTION.test(head) ? { kind: 'option', length: 0 } : undefined;
  const [whole, number, answer, cloze] = found;
  const kind = answer !== undefined ? 'answer' : cloze !== undefined ? 'cloze' : 'question';
  return { kind, length: whole.length, number: number ? Number(number) : undefined };
}

/** A `C:` that hides nothing up to the next tag or rule is void after a blank line, else part of the text. */
function deckLines(
  { text }: Source,
  start: number,
): { readonly lines: readonly DeckLine[]; readonly fences: readonly CodeFence[] } {
  const { headings, fences } = outline(text, start, text.length);
  const atx = headings.filter((one) => /^ {0,3}#/.test(text.slice(one.start, one.start + 4)));
  const headingAt = new Map(atx.map((one) => [one.start, one]));
  const all = sheetLines(text, start, text.length, fences);
  const lines: DeckLine[] = [];
  let clozeEnd = text.length;
  // Backwards, because a cloze extends to the next tag.
  for (const [at, line] of [...all.entries()].toReversed()) {
    const head = line.code ? '' : text.slice(line.start, Math.min(line.end, line.start + LONGEST_HEAD));
    const isBetween = !line.code && (head.trim() === '' || BETWEEN.test(head));
    const is = RULE.test(head) ? 'rule' : isBetween ? 'between' : 'text';
    const heading = line.code ? undefined : headingAt.get(line.start);
    const tag = heading ? undefined : tagOf(head);
    const isVoid = tag?.kind === 'cloze' && hiddenParts(text, line.start + tag.length, clozeEnd).length === 0;
    if (!heading && (tag || is === 'rule')) clozeEnd = line.start;
    const above = all[at - 1];
    const isParagraph = !above || text.slice(above.start, above.end).trim() === '';
    if (!isVoid) lines.push({ ...line, is, tag, heading });
    else lines.push({ ...line, is, tag: isParagraph ? { ...tag, kind: 'void' } : undefined });
  }
  return { lines: lines.toReversed(), fences };
}

const isBetween = ({ is, heading }: DeckLine): boolean => heading !== undefined || is !== 'text';

/** Levels of headings right above cards: all headings of these levels are sections. */
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

function endBefore(lines: readonly DeckLine[], at: number, start: number): number {
  let end = at;
  for (let line = lines[end - 1]; line && line.start >= start; line = lines[end - 1]) {
    if (line.code || !isBetween(line)) break;
    end -= 1;
  }
  return Math.max(start, lines[end - 1]?.end ?? start);
}

/** `answered`: has an `A:`, even an empty one. */
type Card = { readonly section?: string; readonly number?: number; readonly front: Range } & (
  | { readonly kind: 'question'; readonly back: Range; readonly answered: boolean }
  | { readonly kind: 'cloze'; readonly hidden: readonly Range[] }
);

type CardOf<Kind extends Card['kind']> = Extract<Card, { kind: Kind }>;

type Deck = {
  readonly cards: readonly Card[];
  readonly before: number;
  readonly stray: number;
  /** Lines outside all cards: the first of each run, and clozes that hide nothing. */
  readonly strayLines: readonly (Range & { readonly isCloze: boolean })[];
  readonly options: number;
  readonly fences: readonly CodeFence[];
};

type Open = {
  readonly kind: 'question' | 'cloze';
  readonly start: number;
  readonly section: string | undefined;
  readonly number: number | undefined;
  front?: Range;
  backStart?: number;
};

type Reading = {
  readonly source: Source;
  readonly lines: readonly DeckLine[];
  readonly levels: ReadonlySet<number>;
  readonly sections: OpenSections;
  readonly cards: Card[];
  readonly strayLines: (Range & { isCloze: boolean })[];
  before: number;
  stray: number;
  open: Open | undefined;
  /** Text below a heading is an introduction and needs no warning. */
  introduced: boolean;
  inStray: boolean;
};

function cardOf({ source: { text }, lines }: Reading, open: Open, at: number): Card {
  const end = endBefore(lines, at, open.backStart ?? open.start);
  const front = open.front ?? { start: open.start, end };
  const head = { front, section: open.section, number: open.number };
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

function takeStray(reading: Reading, { start, end }: DeckLine): void {
  if (reading.cards.length === 0) reading.before += end - start;
  else reading.stray += end - start;
  if (!reading.inStray && !reading.introduced) reading.strayLines.push({ start, end, isCloze: false });
  reading.inStray = true;
}

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

const FIRST_CARD_WITHIN = 20_000;
const ANY_TAG = /^(?:Q(?:uestion)?[ \t]?\d{0,5}|C)[:：]/m;
/** A page with some questions for its readers has a longer introduction than a deck. */
const LONGEST_BEFORE = 800;

function ofQuestion(source: Source, { front, back }: CardOf<'question'>, maker: TextMaker): Draft {
  const { title, rest } = questionWords(source.text.slice(front.start, front.end).trim());
  const asked = rest === '' ? undefined : maker.add(rest, front.start);
  return { title, titleAt: front, answer: back, asked };
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

function read(source: Source): Drafts {
  const facts = fileFacts(source);
  const { cards, strayLines, fences } = deckOf(source, facts);
  const maker = makerBehind(source);
  const found = cards.map((card): Draft => ({
    ...(card.kind === 'cloze' ? ofCloze(source, card, maker) : ofQuestion(source, card, maker)),
    section: card.section ?? facts.section ?? stemOf(source.file),
    number: card.number,
    tags: facts.tags,
  }));
  const strays = strayLines.map((one) => strayProblem(source, one));
  return {
    source: maker.source(),
    found,
    problems: [...facts.problems, ...strays, ...openFences(source, fences)],
  };
}

const isAsked = (source: Source, { front }: Card): boolean =>
  asksAtEnd(source.text.slice(front.start, front.end).trim().split('\n', 1)[0]?.trim() ?? '');

function isDeck(source: Source): boolean {
  if (!ANY_TAG.test(source.text.slice(0, FIRST_CARD_WITHIN))) return false;
  const { cards, before, stray, options } = deckOf(source, fileFacts(source));
  const whole = cards.filter((card) => card.kind === 'cloze' || card.answered);
  const length = cards.reduce((sum, { front }) => sum + front.end - front.start, 0);
  const asked = cards.filter((card) => card.kind === 'question' && isAsked(source, card));
  // A list of questions without answers yet.
  if (cards.length >= 3 && whole.length === 0 && asked.length === cards.length) return before + stray === 0;
  const fewest = isReadme(source.file) ? 5 : before + stray === 0 ? 1 : 2;
  if (whole.length < fewest || whole.length * 2 < cards.length || options * 2 > cards.length) return false;
  return before <= LONGEST_BEFORE && stray <= Math.max(400, length);
}

export const hashcards: BankReader = {
  name: 'hashcards',
  title: 'hashcards deck',
  recognises: isDeck,
  read,
};

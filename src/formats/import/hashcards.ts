// Decks as in hashcards: `Q:` and `A:`, `C:` for a cloze, of several lines each, with blank lines, rules and
// headings between.
import type { Problem } from '../../core/base/problem.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { isReadme } from '../question/question-file.ts';
import { type BankReader, type Draft, type Drafts, openFences } from './draft.ts';
import { type FileFacts, fileFacts, openSections, stemOf } from './file-facts.ts';
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

/** The hidden words, in order; not links, images, footnotes, checkboxes or code. */
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
function ofCloze(source: Source, { front, hidden }: Card, maker: TextMaker): Draft {
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

function ofQuestion(source: Source, { front, back }: Card, maker: TextMaker): Draft {
  const { title, rest } = questionWords(source.text.slice(front.start, front.end).trim());
  const asked = rest === '' ? undefined : maker.add(rest, front.start);
  return { title, titleAt: front, answer: back ?? { start: front.end, end: front.end }, asked };
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

/** A `C:` that hides nothing up to the next tag or rule is ignored after a blank line, otherwise it is text. */
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

type Card = {
  readonly kind: 'question' | 'cloze';
  readonly section: string | undefined;
  readonly number: number | undefined;
  readonly front: Range;
  /** Absent without an `A:`. */
  readonly back?: Range;
  readonly hidden: readonly Range[];
};

type Deck = {
  readonly cards: readonly Card[];
  readonly before: number;
  readonly stray: number;
  /** Lines outside all cards: the first of each run, and clozes that hide nothing. */
  readonly strayLines: readonly (Range & { readonly isCloze: boolean })[];
  readonly options: number;
  readonly fences: readonly CodeFence[];
};

type Open = Pick<Card, 'kind' | 'section' | 'number'> & {
  readonly start: number;
  front?: Range;
  backStart?: number;
};

function cardOf(text: string, lines: readonly DeckLine[], open: Open, at: number): Card {
  const { kind, section, number, start, backStart } = open;
  const end = endBefore(lines, at, backStart ?? start);
  const front = open.front ?? { start, end };
  return {
    kind,
    section,
    number,
    front,
    back: backStart === undefined ? undefined : { start: backStart, end },
    hidden: kind === 'cloze' ? hiddenParts(text, front.start, front.end) : [],
  };
}

function deckOf(source: Source, facts: FileFacts): Deck {
  const { lines, fences } = deckLines(source, facts.bodyStart);
  const levels = sectionLevels(lines);
  const sections = openSections(source);
  const cards: Card[] = [];
  const strayLines: (Range & { isCloze: boolean })[] = [];
  let open: Open | undefined;
  let [before, stray] = [0, 0];
  // Text below a heading is an introduction and needs no warning.
  let [isIntroduced, isStray] = [true, false];
  const close = (at: number): void => {
    if (open) cards.push(cardOf(source.text, lines, open, at));
    [open, isIntroduced, isStray] = [undefined, false, false];
  };
  lines.forEach((line, at) => {
    const { tag, heading, is, code, start, end } = line;
    const isWhole = open !== undefined && (open.kind === 'cloze' || open.backStart !== undefined);
    if (tag?.kind === 'question' || tag?.kind === 'cloze') {
      close(at);
      open = { kind: tag.kind, start: start + tag.length, section: sections.name(), number: tag.number };
    } else if (tag?.kind === 'void') {
      close(at);
      strayLines.push({ start, end, isCloze: true });
      isStray = true;
    } else if (tag?.kind === 'answer' && open && !isWhole) {
      open.front = { start: open.start, end: endBefore(lines, at, open.start) };
      open.backStart = start + tag.length;
    } else if (heading && (!open || levels.has(heading.level))) {
      close(at);
      sections.enter(heading);
      isIntroduced = true;
    } else if (!code && is === 'rule' && isWhole) close(at);
    else if (!open && (code || !isBetween(line))) {
      if (cards.length === 0) before += end - start;
      else stray += end - start;
      if (!isStray && !isIntroduced) strayLines.push({ start, end, isCloze: false });
      isStray = true;
    }
  });
  close(lines.length);
  const options = lines.filter(({ tag }) => tag?.kind === 'option').length;
  return { cards, before, stray, strayLines, options, fences };
}

const FIRST_CARD_WITHIN = 20_000;
const ANY_TAG = /^(?:Q(?:uestion)?[ \t]?\d{0,5}|C)[:：]/m;
/** A page with some questions for its readers has a longer introduction than a deck. */
const LONGEST_BEFORE = 800;

function strayProblem(source: Source, { start, end, isCloze }: Deck['strayLines'][number]): Problem {
  return {
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, end),
    message: isCloze
      ? 'This cloze hides nothing, so it is skipped.'
      : 'This text is not part of a card, so it is skipped.',
    hint: isCloze
      ? 'Put the hidden part in [square brackets].'
      : 'Begin a card with `Q:` or `C:`, and end it with a line of `---`.',
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
  const whole = cards.filter((card) => card.kind === 'cloze' || card.back);
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

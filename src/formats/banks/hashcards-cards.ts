// The cards of a deck of tagged lines: `Q: …`, `A: …`, `C: …`. Knows where cards begin and end; knows nothing of what they say.
import type { Source } from '../../core/span.ts';
import type { CodeFence } from '../outline.ts';
import { hiddenParts, type Hidden } from './cloze.ts';
import { openSections, type FileFacts, type OpenSections } from './file-facts.ts';
import { deckLines, endBefore, isBetween, sectionLevels, type DeckLine } from './hashcards-lines.ts';
import type { Stretch } from './made-source.ts';

/** A card, and the section that it stands in. `answered` when there is an `A:`, even one with nothing behind it. */
export type Card = { readonly section?: string; readonly number?: number; readonly front: Stretch } & (
  | { readonly kind: 'question'; readonly back: Stretch; readonly answered: boolean }
  | { readonly kind: 'cloze'; readonly hidden: readonly Hidden[] }
);

export type Deck = {
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
export function deckOf(source: Source, facts: FileFacts): Deck {
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

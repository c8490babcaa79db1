// Flashcards below headings: the heading is the front, or begins one that goes on to a line of `%`, `***`, `---` or `?`; what
// follows is the back. Knows headings and such lines; knows nothing of what the cards say.
import type { Source } from '../../core/span.ts';
import { outline, type CodeFence, type Heading, type Outline } from '../outline.ts';
import { bodyStretch } from './body-stretch.ts';
import { holdsNoQuestions } from './section-words.ts';
import { labelOf, linesOutsideCode, type BodyLine } from './guide-labels.ts';
import { wordingOfHeading, type Wording } from './guide-headings.ts';
import type { Stretch } from './made-source.ts';

/** Lines that part the front of a card from its back. */
export type Parting = 'percent' | 'stars' | 'dashes' | 'mark';

/** A card below a heading. Stretches may have blanks around them. */
export type HeadingCard = {
  readonly heading: Heading;
  readonly wording: Wording;
  /** What else belongs to the front; empty for a card that is not parted. */
  readonly front: Stretch;
  readonly back: Stretch;
  readonly parting?: Parting;
  /** Names of a line of tags: `[#sorting](sorting.md) [#trees]()`, `#card #trees`. */
  readonly tags: readonly string[];
  /** True when the heading or a line says that this is a card. */
  readonly declared: boolean;
  /** True when a label such as `**Answer**:` stands below the heading. */
  readonly labelled: boolean;
};

export type HeadingDeck = {
  readonly level: number;
  readonly cards: readonly HeadingCard[];
  /** Headings of the level of the cards, those without text among them; not those of contents and the like. */
  readonly headings: number;
  /** Headings within the cards. */
  readonly deeper: number;
  /** The headings of that level and above it, for sections. */
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

/** The line that parts a front from a back, when exactly one does. */
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

/** A line of tags that stands first or last. */
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

/** The heading without the tags at its end, and these. */
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

/** Underlined words are the front of no card: a rule below a paragraph is more likely. */
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

/** The cards of the level of headings that has most of them; where two are alike, the second level, then the first. */
export function headingDeck(source: Source, start: number): HeadingDeck {
  const whole = outline(source.text, start, source.text.length);
  const levels = [2, 1, 3, 4].map((level) => cardsAt(source, level, whole));
  return levels.reduce((best, deck) => (weight(deck) > weight(best) ? deck : best));
}

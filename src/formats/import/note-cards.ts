// Notes of Obsidian, Logseq and hashcards as plain Markdown: without the data of plugins, and with each cloze as a
// card.
import type { Source } from '../../core/base/span.ts';
import { type Fragment, madeOfLines, type WrittenLine as Line, writtenLines } from './made-source.ts';

const GAP = '[…]';
/** Names of blocks, and comments, which Obsidian shows nowhere. */
const HIDDEN = /(?<!`[^`\n]{0,200})[ \t]*%%[^\n]{0,500}?%%|(?:^|[ \t]+)\^(?=[\d-]*[a-z])[\w-]{3,60}[ \t]*$/gi;
/** What the plugins write: cards are tagged, reviewed cards have a comment, blocks have properties. */
const REVIEW = /[ \t]*<!--\s?SR:[^\n>]{0,500}-->[ \t]*/;
const OWN_MARKS =
  /<!--\s?SR:|#(?:flash)?cards?(?![\w-])|^tags:[^\n]{0,200}\bflashcards?\b|^[ \t]*- flashcards?\b|\{\{cloze /im;
const DECK =
  /#flashcards?(?![\w-])|^tags:[^\n]{0,200}\bflashcards?\b|^[ \t]*- flashcards?(?:[/\w-]*)?[ \t]*$/im;
const LOGSEQ = /^[ \t]*(?:collapsed|id|card-[a-z-]{1,40}):: /m;
/** At the start of a page of Logseq. */
const PAGE_PROPERTY = /^\ufeff?[a-z][a-z-]{1,30}:: \S[^\n]*\n(?:[a-z][a-z-]{1,30}:: |\r?\n)/;
const PROPERTY = /^[ \t]*(?:[-*][ \t]+)?[a-z][\w-]{0,40}:: /;
/** Lines that a cloze cannot be in: headings, tables, quotations, and cards of other notations. */
const NO_PARAGRAPH = /^[ \t]*(?:#{1,6} |[|>]|\?{1,2}[ \t]*$)|:{2,3}|^---/;
const HOLE = /\{\{cloze ([^{}\n]{1,300})\}\}|==(?=\S)([^=\n]{1,300}?)==/g;
const LOGSEQ_HOLE = /\{\{cloze [^{}\n]/;
/** In a deck of `Q:` and `A:` lines: `C: The [order] of a group …`. */
const CLOZE_LINE = /^C:[ \t]+(?=\S)/;
const CLOZE_DECK = /^C:[ \t][^\n]*\[/m;
const BRACKETS = /(?<![![\\])\[(?![\s^]|[ xX]\])([^[\]\n]{1,300})\](?![([:])/g;
const CARD_TAG = /[ \t]+#(?:flash)?cards?(?:\/[\w/-]{1,40})?(?=\s|$)/gi;
const BULLET = /^([ \t]*)[-*+][ \t]+/;
/** A card may be in a quotation or callout. */
const QUOTED = /^[ \t]{0,3}>[ \t]?/;
const QUOTED_CARD = /^[ \t]{0,3}>[ \t]*(?:\?{1,2}[ \t]*$|.{1,400}[^:\s]:{2,3}[^:])/m;
const DECK_LINE = /^[ \t]*(?:#(?:flash)?cards?(?:\/\S{0,80})?[ \t]*)+$/;

/** Each list item is one of its own; code has none. */
function paragraphs(lines: readonly Line[]): readonly (readonly Line[])[] {
  const found: Line[][] = [];
  let open: Line[] | undefined;
  for (const line of lines) {
    if (line.code || line.text.trim() === '') open = undefined;
    else if (open && !BULLET.test(line.text)) open.push(line);
    else found.push((open = [line]));
  }
  return found;
}

/** A list item with its answer below, a `Q:` line with its `A:`, or a paragraph with a line of `?`. */
function sidesOf(paragraph: readonly Fragment[]): readonly Fragment[] {
  const [{ from, text: first } = { from: 0, text: '' }] = paragraph;
  const indent = BULLET.exec(first)?.[1];
  const isLine = CLOZE_LINE.test(first);
  const written = paragraph.map((line) =>
    line.text.replace(isLine ? CLOZE_LINE : BULLET, '').replaceAll(CARD_TAG, ''),
  );
  const shown = (fill: (hidden: string) => string): readonly string[] =>
    written.map((line) =>
      line.replaceAll(isLine ? BRACKETS : HOLE, (_, cloze?: string, mark?: string | number) =>
        fill(cloze ?? String(mark)),
      ),
    );
  const [front, back] = [shown(() => GAP), shown((hidden) => `**${hidden}**`)];
  const texts = isLine
    ? [`Q: ${front.join(' ')}`, `A: ${back.join('\n')}`]
    : indent === undefined
      ? [...front, '?', ...back]
      : [`${indent}- ${front.join(' ')} #card`, `${indent}\t- ${back.join(' ')}`];
  return texts.map((text) => ({ from, text }));
}

const hasClozeLines = (text: string): boolean =>
  CLOZE_DECK.test(text) && (text.match(/^[CQ]:[ \t]/gm)?.length ?? 0) > 1;

/** The note itself if it has no such cards. */
export function plainNote(source: Source): Source {
  const { text } = source;
  const isLines = hasClozeLines(text);
  if (!isLines && !OWN_MARKS.test(text) && !PAGE_PROPERTY.test(text)) return source;
  const [isDeck, isLogseq] = [DECK.test(text), LOGSEQ.test(text) || PAGE_PROPERTY.test(text)];
  const reviewed = new Set<Fragment>();
  const lines: Line[] = [];
  for (const written of writtenLines(source)) {
    const isReview = REVIEW.test(written.text);
    const isOwn = (isLogseq && PROPERTY.test(written.text)) || DECK_LINE.test(written.text);
    const shown = written.code ? written.text : written.text.replace(HIDDEN, '');
    const kept = isOwn ? '' : shown.replace(REVIEW, '');
    const line = { ...written, text: kept, exact: written.text.startsWith(kept) };
    const above = lines.at(-1);
    if (isReview) reviewed.add(kept.trim() === '' && above ? above : line);
    if (!isReview || kept.trim() !== '') lines.push(line);
  }
  const replaced = new Map<Fragment, readonly Fragment[]>();
  for (const paragraph of paragraphs(lines)) {
    const whole = paragraph.map((line) => line.text).join('\n');
    if (QUOTED_CARD.test(whole) && paragraph.every(({ text: own }) => QUOTED.test(own))) {
      for (const line of paragraph) {
        const own = line.text.replace(QUOTED, '');
        replaced.set(line, [{ ...line, from: line.from + line.text.length - own.length, text: own }]);
      }
      continue;
    }
    const isCard = isDeck || whole.search(CARD_TAG) !== -1 || paragraph.some((line) => reviewed.has(line));
    const isCloze =
      LOGSEQ_HOLE.test(whole) ||
      (isCard && whole.search(HOLE) !== -1) ||
      (isLines && CLOZE_LINE.test(whole) && whole.search(BRACKETS) !== -1);
    if (!isCloze || paragraph.some((line) => NO_PARAGRAPH.test(line.text))) continue;
    for (const [i, line] of paragraph.entries()) replaced.set(line, i === 0 ? sidesOf(paragraph) : []);
  }
  return madeOfLines(
    source,
    lines.flatMap((line) => replaced.get(line) ?? [line]),
  );
}

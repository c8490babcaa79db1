// The lines of a deck of tagged lines: which begin a side of a card, which are headings, which stand between cards. Knows
// single lines; knows nothing of cards.
import type { Source } from '../../core/span.ts';
import { outline, type CodeFence, type Heading } from '../outline.ts';
import { hiddenParts } from './cloze.ts';
import { sheetLines, type SheetLine } from './sheet-lines.ts';

/** What a line begins. `void` is a cloze that hides nothing, `option` one of several answers: no deck has such. */
export type Tag = {
  readonly kind: 'question' | 'answer' | 'cloze' | 'void' | 'option';
  readonly length: number;
  readonly number?: number;
};

export type DeckLine = SheetLine & {
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

export type DeckLines = { readonly lines: readonly DeckLine[]; readonly fences: readonly CodeFence[] };

/**
 * The lines from `start` on. A `C:` that hides nothing up to the next tag or rule is void below an empty line, and else part
 * of the text.
 */
export function deckLines({ text }: Source, start: number): DeckLines {
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
export const isBetween = ({ is, heading }: DeckLine): boolean => heading !== undefined || is !== 'text';

/** Levels of the headings that stand right above cards: they are sections, wherever else one of them stands. */
export function sectionLevels(lines: readonly DeckLine[]): ReadonlySet<number> {
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
export function endBefore(lines: readonly DeckLine[], at: number, start: number): number {
  let end = at;
  for (let line = lines[end - 1]; line && line.start >= start; line = lines[end - 1]) {
    if (line.code || !isBetween(line)) break;
    end -= 1;
  }
  return Math.max(start, lines[end - 1]?.end ?? start);
}

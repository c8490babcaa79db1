// The labels by which guides divide an answer: `**Answer**:`, `Follow-up:`, `#### Key points`, `- **Situation**: …`.
// Knows one line at a time; knows nothing of the text around it.
import type { StarPart } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import type { CodeFence } from '../outline.ts';
import { rememberedStretches } from '../remembered.ts';

export type LabelKind =
  'answer' | 'star' | 'points' | 'follow-up' | 'part' | 'difficulty' | 'minutes' | 'tags';

/** A labelled line. Offsets in the file. */
export type Label = {
  readonly kind: LabelKind;
  readonly part?: StarPart;
  /** True where a dash stands behind it rather than a colon, as articles have it, too. */
  readonly byDash?: true;
  readonly start: number;
  /** What follows the label on its line: `text.slice(restStart, end)`. */
  readonly restStart: number;
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
};

/** A line outside code. */
export type BodyLine = { readonly start: number; readonly end: number; readonly next: number };

const LONGEST_LABELLED = 200;
/** Bold or italic. */
const MARKED =
  /^\s{0,12}(?:[-*+]\s{1,4}|>\s?|\d{1,3}[.)]\s{1,4})?(?:\p{Extended_Pictographic}\ufe0f?\s{0,2}){0,2}(\*{1,3}|_{1,3})([^*\n]{1,80}?)\1(?:\s{0,3}([:：])|\s{1,3}([-–—])(?=\s))?[^\S\n]{0,4}/u;
/** Marks that go on behind the label: `**Follow-up: Why?**`, `*Difficulty: hard*`. */
const OPEN_BOLD =
  /^\s{0,12}(?:[-*+]\s{1,4}|>\s?)?(?:\*\*|__|\*|_)([A-Za-z][A-Za-z0-9' -]{0,40}?)\s{0,2}[:：][^\S\n]{0,4}(?=[^\s*_])/;
const HEADING =
  /^ {0,3}#{1,6}\s{1,4}(?:\p{Extended_Pictographic}\ufe0f?\s{0,2}){0,2}([^#\n]{1,80}?)\s{0,3}#{0,6}\s{0,3}$/u;
const PLAIN = /^\s{0,12}(?:[-*+]\s{1,4}|>\s?)?([A-Za-z][A-Za-z0-9' -]{0,40}?)\s{0,2}[:：][^\S\n]{0,4}/;

const STAR_NAMES: ReadonlyMap<string, StarPart> = new Map([
  ['situation', 'situation'],
  ['s', 'situation'],
  ['task', 'task'],
  ['t', 'task'],
  ['action', 'action'],
  ['actions', 'action'],
  ['result', 'result'],
  ['results', 'result'],
  ['r', 'result'],
  ['learning', 'learning'],
  ['learnings', 'learning'],
  ['lesson', 'learning'],
  ['lesson learned', 'learning'],
  ['lessons learned', 'learning'],
  ['reflection', 'learning'],
]);

/** The part of a story that a word, or its first letter where a story is told, names. */
export function partNamed(words: string): StarPart | undefined {
  const name = words.toLowerCase();
  return name === 'a' ? 'action' : name === 'l' ? 'learning' : STAR_NAMES.get(name);
}

const ANSWER =
  /^(?:(?:model|sample|suggested|short|strong|good|great|ideal|full|my|example|possible|detailed|expected)\s){0,2}(?:answer|ans|a|response)$/;
const STAR_ANSWER =
  /^star\b(?:[ -](?:format|method|style|technique))?(?: (?:answer|response|story|example|outline))?$/;
const POINTS =
  /^(?:(?:key|main|talking|core) (?:points|takeaways|ideas)|points)(?: to (?:mention|cover|hit|make|remember))?$/;
const FOLLOW_UP = /^(?:(?:possible|potential|likely|common|expected|typical) )?follow[ -]?ups?\b/;
const DIFFICULTY = /^(?:difficulty|level)$/;
const MINUTES = /^(?:time|target time|speaking time|duration)$/;

type Found = {
  readonly words: string;
  readonly length: number;
  readonly colon: boolean;
  readonly style: 'bold' | 'open' | 'heading' | 'plain';
  readonly byDash?: true;
};

function labelled(line: string): Found | undefined {
  const open = OPEN_BOLD.exec(line);
  if (open) return { words: open[1] ?? '', length: open[0].length, colon: true, style: 'open' };
  const bold = MARKED.exec(line);
  if (bold) {
    const words = (bold[2] ?? '').trim();
    // `**A** – …` may be anything that a letter stands for.
    const dash = bold[4] !== undefined && words.length > 1;
    const colon = bold[3] !== undefined || dash || /[:：]$/.test(words);
    return { words, length: bold[0].length, colon, style: 'bold', ...(dash && { byDash: dash }) };
  }
  const heading = HEADING.exec(line);
  if (heading) return { words: heading[1] ?? '', length: line.length, colon: true, style: 'heading' };
  const plain = PLAIN.exec(line);
  return plain ? { words: plain[1] ?? '', length: plain[0].length, colon: true, style: 'plain' } : undefined;
}

/** `Follow-up Question 2 (harder):` → `follow-up question 2`; `S (Situation)` → `situation`. */
function normalised(words: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[*_:：]+/g, '')
    .trim();
  const initial = /^[star]\s?[-–—(]\s?([a-z]{4,10})\)?$/.exec(plain)?.[1];
  return initial ?? plain.replace(/\s?[([][^()[\]]{0,60}[)\]]$/, '').trim();
}

function kindOf(words: string): Pick<Label, 'kind' | 'part'> | undefined {
  if (ANSWER.test(words)) return { kind: 'answer' };
  if (STAR_ANSWER.test(words)) return { kind: 'star' };
  if (POINTS.test(words)) return { kind: 'points' };
  if (FOLLOW_UP.test(words)) return { kind: 'follow-up' };
  if (DIFFICULTY.test(words)) return { kind: 'difficulty' };
  if (MINUTES.test(words)) return { kind: 'minutes' };
  if (words === 'tags') return { kind: 'tags' };
  const part = STAR_NAMES.get(words);
  return part && { kind: 'part', part };
}

type Told = Pick<Label, 'kind' | 'part' | 'byDash' | 'restStart'>;

function labelIn(source: Source, start: number, end: number): Told | undefined {
  const text = source.text.slice(start, Math.min(end, start + LONGEST_LABELLED));
  const found = labelled(text);
  const kind = found && kindOf(normalised(found.words));
  if (!found || !kind) return undefined;
  const alone = text.slice(found.length).trim() === '';
  // Bold words without a colon are a label only when they stand alone; single letters never are.
  if (!found.colon && (!alone || found.words.length < 2)) return undefined;
  // `Time: 3 minutes` in plain words is a sentence of many answers, and so is `Tags: …`.
  if (found.style === 'plain' && (kind.kind === 'minutes' || kind.kind === 'tags')) return undefined;
  // An answer that begins within marks would be left with half of them.
  if (found.style === 'open' && (kind.kind === 'answer' || kind.kind === 'part')) return undefined;
  return { ...kind, ...(found.byDash && { byDash: true }), restStart: start + found.length };
}

const toldBy = rememberedStretches(labelIn);

/** The label of a line, when it has one that divides an answer. */
export function labelOf(source: Source, line: BodyLine): Label | undefined {
  const told = toldBy(source, line.start, line.end);
  return told && { ...told, start: line.start, end: line.end, next: line.next };
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/**
 * The lines of a stretch of the file that stand outside code fences, in order.
 * @param fences of the whole file, in order
 * @param from index of the first fence that may matter
 */
export function linesOutsideCode(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  from: number,
): readonly BodyLine[] {
  const lines: BodyLine[] = [];
  let fence = from;
  for (let at = start; at < end;) {
    while ((fences[fence]?.next ?? Infinity) <= at) fence += 1;
    const inside = fences[fence];
    if (inside && inside.start <= at) {
      at = inside.next;
      continue;
    }
    const newline = source.text.indexOf('\n', at);
    const next = newline === -1 || newline >= end ? end : newline + 1;
    let stop = next;
    while (stop > at && isLineEnd(source.text.charCodeAt(stop - 1))) stop -= 1;
    lines.push({ start: at, end: stop, next });
    at = next;
  }
  return lines;
}

// Questions with options that stand below another one with options: no heading of theirs ends the one above. Knows where lists
// of options are, and what stands right above and below them.
import type { Source } from '../../core/span.ts';
import { asksAtEnd } from './asking.ts';
import { rightAnswer } from './choice-answer.ts';
import type { Choices } from './choices.ts';
import type { Judged } from './guide-questions.ts';
import type { Stretch } from './made-source.ts';
import type { SheetLine } from './sheet-lines.ts';
import { saysNothing, type Placed } from './stretches.ts';

/** Other lines are headings, rules, quotes, tags. */
const IS_WORDS = /^ {0,3}(?:\*\*|__)?[^\s#>|<*_-]/;
const FEWEST_CHARS = 8;
/** Options stand right below a heading. */
const FARTHEST = 200;

/** The last line with words before `end`, when it asks. */
function askingAbove(text: string, lines: readonly SheetLine[], below: number): SheetLine | undefined {
  let at = below - 1;
  while (lines[at] && text.slice(lines[at]?.start, lines[at]?.end).trim() === '') at -= 1;
  const line = lines[at];
  if (!line || line.code) return undefined;
  const words = text.slice(line.start, line.end);
  const asks =
    words.length >= FEWEST_CHARS && IS_WORDS.test(words) && asksAtEnd(words.replace(/[*_\s]+$/, ''));
  return asks ? line : undefined;
}

/**
 * Lines that ask a further question with options below a heading that asked one: each has options right below, and what tells
 * the right one.
 * @param lines outside code, in order
 * @param headed questions with headings, in order
 * @param answers elements that hide answers, in order
 */
export function furtherQuestions(
  { text }: Source,
  lines: readonly SheetLine[],
  headed: readonly Stretch[],
  lists: readonly Choices[],
  answers: readonly Placed[],
): readonly Placed[] {
  const found: Placed[] = [];
  const indexes = new Map(lines.map(({ start }, i) => [start, i]));
  for (const { start, end } of headed) {
    const own = within(lists, start, end);
    for (const [i, list] of own.entries()) {
      const at = indexes.get(list.start);
      const line = i > 0 && at !== undefined ? askingAbove(text, lines, at) : undefined;
      if (!line) continue;
      const stop = own[i + 1]?.start ?? end;
      const hidden = within(answers, list.end, stop).length > 0;
      const below = within(lines, list.end, stop);
      if (hidden || rightAnswer(text, list, below, false)) found.push({ start: line.start });
    }
  }
  return found;
}

/** Those of `items`, which are in order, that begin in a stretch. */
function within<T extends Placed>(items: readonly T[], start: number, end: number): readonly T[] {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let one = items[low]; one && one.start < end; one = items[low]) {
    found.push(one);
    low += 1;
  }
  return found;
}

/** Headings inside a question that ask, with options right below them, where the question has options itself: questions too. */
export function promoted(
  { text }: Source,
  judged: readonly Judged[],
  lists: readonly Placed[],
): readonly Judged[] {
  let open: Judged | undefined;
  return judged.map((one) => {
    const { heading, wording, role } = one;
    if (role !== 'inside') open = role === 'question' ? one : undefined;
    if (role !== 'inside' || !open || !wording.asks) return one;
    const above = within(lists, open.heading.next, heading.start).length > 0;
    const [below] = above ? within(lists, heading.next, heading.next + FARTHEST) : [];
    if (!below || !saysNothing(text, heading.next, below.start)) return one;
    open = { ...one, role: 'question', sure: true };
    return open;
  });
}

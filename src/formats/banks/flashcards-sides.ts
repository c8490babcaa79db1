// Flashcards without headings: a line of `?` or `%` between the two sides of each, rules or blank lines between cards. Knows
// such lines; knows nothing of what the cards say.
import type { Source } from '../../core/span.ts';
import { outline, type Heading } from '../outline.ts';
import { bodyStretch } from './body-stretch.ts';
import type { Stretch } from './made-source.ts';
import { sheetLines, type SheetLine } from './sheet-lines.ts';

/** A card, and the heading that it stands below. */
export type SidesCard = {
  readonly front: Stretch;
  readonly back: Stretch;
  readonly headings: readonly Heading[];
};

const SIDES = /^[ \t]{0,3}(?:\?{1,3}|%|:(?:grey_)?question:|:arrow_right_hook:|↪)[ \t]*$/;
const RULE = /^[ \t]{0,3}(?:-{3,}|_{3,}|\*{3,}|={3,}|%%)[ \t]*$/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const LONGEST_MARK = 200;

type Marked = SheetLine & { readonly is: 'sides' | 'rule' | 'heading' | 'blank' | 'text' };

function markedLines(text: string, start: number): readonly Marked[] {
  const { fences } = outline(text, start, text.length);
  return sheetLines(text, start, text.length, fences).map((line): Marked => {
    const written = text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK));
    if (line.code) return { ...line, is: 'text' };
    if (written.trim() === '') return { ...line, is: 'blank' };
    if (SIDES.test(written)) return { ...line, is: 'sides' };
    if (RULE.test(written)) return { ...line, is: 'rule' };
    return { ...line, is: HEADING.test(written) ? 'heading' : 'text' };
  });
}

/** Index of the first line of the paragraph that stands above line `at`; `at` when there is none. */
function paragraphAbove(lines: readonly Marked[], at: number, least: number): number {
  let from = at;
  while (from > least && lines[from - 1]?.is === 'blank') from -= 1;
  while (from > least && lines[from - 1]?.is === 'text') from -= 1;
  return from;
}

const stretch = (lines: readonly Marked[], from: number, to: number): Stretch => {
  const start = lines[from]?.start ?? 0;
  return { start, end: to > from ? (lines[to - 1]?.end ?? start) : start };
};

/** The cards between two rules: the front of the first may be long, those of the others are the paragraph above the mark. */
function cardsBetween(
  source: Source,
  lines: readonly Marked[],
  from: number,
  to: number,
  ruled: boolean,
): readonly (SidesCard & { readonly at: number })[] {
  const marks: number[] = [];
  for (let i = from; i < to; i += 1) if (lines[i]?.is === 'sides') marks.push(i);
  const fronts = marks.map((mark, i) => {
    const least = i === 0 ? from : (marks[i - 1] ?? from) + 1;
    let heading = mark;
    while (heading > least && lines[heading - 1]?.is !== 'heading') heading -= 1;
    const first = ruled && i === 0 ? heading : Math.max(heading, paragraphAbove(lines, mark, least));
    return first;
  });
  return marks.map((mark, i) => {
    let end = fronts[i + 1] ?? to;
    while (end > mark + 1 && /^(?:heading|blank)$/.test(lines[end - 1]?.is ?? '')) end -= 1;
    const back = stretch(lines, mark + 1, end);
    const own = lines.slice(mark + 1, end).filter(({ code }) => !code);
    return {
      front: stretch(lines, fronts[i] ?? mark, mark),
      back: bodyStretch(source, own, back.start, back.end),
      headings: [],
      at: fronts[i] ?? mark,
    };
  });
}

/** Every card with both sides, in order. */
export function sidesCards(source: Source, start: number): readonly SidesCard[] {
  const { text } = source;
  const lines = markedLines(text, start);
  const { headings } = outline(text, start, text.length);
  const [mark = -1, ...others] = lines.flatMap(({ is }, i) => (is === 'sides' ? [i] : []));
  // All of a file with one card belongs to it: rules below its mark stand in its answer.
  const alone = others.length === 0;
  const rules = lines.flatMap(({ is }, i) => (is === 'rule' && !(alone && i > mark) ? [i] : []));
  const bounds = [-1, ...rules, lines.length];
  const ruled = alone || bounds.length > 2;
  let next = 0;
  return bounds.slice(1).flatMap((to, i) =>
    cardsBetween(source, lines, (bounds[i] ?? -1) + 1, to, ruled).flatMap(({ front, back, at }) => {
      const above: Heading[] = [];
      for (; (headings[next]?.start ?? Infinity) < (lines[at]?.start ?? 0); next += 1) {
        const heading = headings[next];
        if (heading) above.push(heading);
      }
      const whole = [front, back].every((side) => text.slice(side.start, side.end).trim() !== '');
      return whole ? [{ front, back, headings: above }] : [];
    }),
  );
}

// Key points for answers that come without: what the answer's own form sets apart. Proposals only; the author's word counts.
import type { Citing } from '../core/conditional.ts';
import type { Conditional } from '../core/placeholder.ts';
import type { KeyPoint } from '../core/question.ts';
import type { Source, Text } from '../core/span.ts';
import { listItems } from './list-items.ts';
import { outline } from './outline.ts';

const MOST_POINTS = 6;
const LONGEST_POINT = 300;
/** More placeholders than this are not looked at: six points are found long before. */
const MOST_SPOTS = 40;
/** A paragraph or item that opens with words in bold. */
const LEAD_IN = /^[ \t]*(?:\*\*|__)(\S[^*_\n]{1,118})(?:\*\*|__)/gm;
const ITEM_LEAD = /^(?:\*\*|__)(\S[^*_\n]{1,118})(?:\*\*|__)/;
const SENTENCE_END = /[.!?…]["'”’)\]*_]{0,3}\s|\n[ \t\r]*\n|\n[ \t]*(?:[-*+#>|]|\d{1,9}[.)])\s/g;

/** What a sentence's end takes along of the line that follows, and the bars around a row of a table. */
const NEXT_MARK = /\n[ \t]*(?:[-*+#>|]|\d{1,9}[.)])\s*$/;
const LAST_BAR = /\|\s*$/;

const trimLead = (text: string): string => text.replace(/[\s:.,–—-]+$/, '');

/** Stretches of the answer that are neither code nor headings. */
function prose(source: Source, answer: Text): readonly (readonly [number, number])[] {
  const { start, end } = answer.at;
  const stretches: (readonly [number, number])[] = [];
  let from = start.offset;
  const { headings, fences } = outline(source.text, start.offset, end.offset);
  for (const other of [...headings, ...fences].toSorted((a, b) => a.start - b.start)) {
    if (other.start > from) stretches.push([from, other.start]);
    from = other.next;
  }
  if (from < end.offset) stretches.push([from, end.offset]);
  return stretches;
}

function itemPoints(source: Source, from: number, to: number): readonly KeyPoint[] {
  return listItems(source, from, to).map((item) => {
    const lead = ITEM_LEAD.exec(item.text)?.[1];
    return lead === undefined ? item : { ...item, text: trimLead(lead) };
  });
}

function leadIns(source: Source, from: number, to: number): readonly KeyPoint[] {
  return [...source.text.slice(from, to).matchAll(LEAD_IN)].map((match) => {
    const start = from + match.index + match[0].search(/\S/);
    return { text: trimLead(match[1] ?? ''), at: source.spanAt(start, from + match.index + match[0].length) };
  });
}

/** Sentences of a stretch, with the offsets where they begin and end. */
function sentenceBounds(text: string, from: number, to: number): readonly number[] {
  const bounds = [from];
  for (const match of text.slice(from, to).matchAll(SENTENCE_END))
    bounds.push(from + match.index + match[0].length);
  bounds.push(to);
  return bounds;
}

/** One after the other, as few of them are taken. */
function* sentencesWith(
  source: Source,
  from: number,
  to: number,
  { placeholders, conditionals = [] }: Citing,
): Generator<KeyPoint> {
  const spots = placeholders
    .slice(0, MOST_SPOTS)
    .map(({ written }) => written.at)
    .filter(({ start }) => start.offset >= from && start.offset < to);
  if (spots.length === 0) return;
  // A full stop inside a placeholder (`e.g.`), or in words that depend on a condition, ends no sentence.
  const whole = [...spots, ...conditionals.map(({ at }) => at)];
  const bounds = sentenceBounds(source.text, from, to).filter(
    (bound) => !whole.some(({ start, end }) => bound > start.offset && bound < end.offset),
  );
  for (let i = 0; i + 1 < bounds.length; i += 1) {
    const [start = from, end = to] = bounds.slice(i, i + 2);
    if (!spots.some((spot) => spot.start.offset >= start && spot.start.offset < end)) continue;
    const sentence = source.text.slice(start, end).replace(NEXT_MARK, '');
    const marked = sentence.replace(/^\s*(?:(?:[-*+>|]|\d{1,9}[.)])\s+)?/, '');
    const first = start + sentence.length - marked.length;
    const isRow = source.text.slice(0, first).trimEnd().endsWith('|');
    const written = isRow ? marked.replace(LAST_BAR, '') : marked;
    const text = written.trim().replace(/\s+/g, ' ');
    yield { text, at: source.spanAt(first, first + written.trimEnd().length) };
  }
}

/** What may be a key point, likeliest first: what the form of the answer sets apart, then sentences. */
function* candidates(source: Source, answer: Text, cited: Citing): Generator<KeyPoint> {
  const stretches = prose(source, answer);
  for (const [from, to] of stretches) {
    yield* itemPoints(source, from, to);
    yield* leadIns(source, from, to);
  }
  for (const [from, to] of stretches) yield* sentencesWith(source, from, to, cited);
}

/** True for a point that is, or begins or ends in, words that depend on a condition: a point is to be ticked whatever the values are. */
const mayVanish = ({ at: { start, end } }: KeyPoint, conditionals: readonly Conditional[]): boolean =>
  conditionals.some(({ at, otherwise }) => {
    const isOutside = end.offset <= at.start.offset || start.offset >= at.end.offset;
    const isWithin = start.offset <= at.start.offset && at.end.offset <= end.offset;
    const isAll = start.offset === at.start.offset && end.offset === at.end.offset;
    return !isOutside && (!isWithin || (isAll && !otherwise));
  });

/**
 * Proposes key points for an answer: list items, bold lead-ins, sentences that hold a placeholder; at most six, in the
 * order of the answer. What the form sets apart comes before sentences when there are too many.
 */
export function proposePoints(source: Source, answer: Text, cited: Citing): readonly KeyPoint[] {
  const chosen: KeyPoint[] = [];
  for (const point of candidates(source, answer, cited)) {
    if (chosen.length === MOST_POINTS) break;
    if (mayVanish(point, cited.conditionals ?? [])) continue;
    const { start, end } = point.at;
    const overlaps = chosen.some(({ at }) => start.offset < at.end.offset && end.offset > at.start.offset);
    if (!overlaps && point.text !== '' && point.text.length <= LONGEST_POINT) chosen.push(point);
  }
  return chosen.toSorted((a, b) => a.at.start.offset - b.at.start.offset);
}

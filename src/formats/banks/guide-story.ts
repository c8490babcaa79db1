// The parts of a story that a guide tells: under labels (`**Situation**: …`), or under headings as a question file has them.
// Knows one answer at a time.
import { STAR_PARTS, type StarPart } from '../../core/question.ts';
import { trimmedText, type Source, type Text } from '../../core/span.ts';
import { outline } from '../outline.ts';
import { storyIn } from '../question-shape.ts';
import { labelOf, linesOutsideCode, partNamed, type Label } from './guide-labels.ts';
import type { Stretch } from './made-source.ts';

export type Story = Readonly<Partial<Record<StarPart, Text>>>;

/** Fewer parts of the first four make no story. */
const FEWEST_PARTS = 3;

const LETTER_A = /^[^\p{L}]{0,12}A[^\p{L}]{0,6}$/u;

/** Labels of a line each, where an `A` below those of a situation or a task is the action, no answer. */
export function withLetters(source: Source, labels: readonly Label[]): readonly Label[] {
  return labels.map((label, i) => {
    const before = labels[i - 1]?.part;
    const isLetter =
      label.kind === 'answer' && LETTER_A.test(source.text.slice(label.start, label.restStart));
    return isLetter && (before === 'task' || before === 'situation')
      ? { ...label, kind: 'part', part: 'action' }
      : label;
  });
}

/** Where a part is named, and where its text begins. */
type Mark = { readonly part: StarPart; readonly start: number; readonly restStart: number };

/** Each part goes on to the next; undefined where they make no story. */
function storyOfMarks(source: Source, marks: readonly Mark[], end: number): Story | undefined {
  const star: Partial<Record<StarPart, Text>> = {};
  marks.forEach(({ part, restStart }, i) => {
    const stop = Math.min(marks[i + 1]?.start ?? end, end);
    star[part] ??= trimmedText(source, restStart, Math.max(restStart, stop));
  });
  const told = [star.situation, star.task, star.action, star.result].filter((part) => part !== undefined);
  return told.length >= FEWEST_PARTS ? star : undefined;
}

/** A part named in bold anywhere in a line: `**S:** … **T:** …`. */
const INLINE =
  /(\*\*|__)\s{0,2}(situation|task|actions?|results?|learnings?|reflection|lessons? learned|[starl])\s{0,2}(?:\([^()\n]{1,20}\)\s{0,2})?([:：]?)\1\s{0,2}([:：]?)/giu;

/** Where the list item begins that a place opens; the place itself where it opens none. */
function withMarker({ text }: Source, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+$/.test(text.slice(line, at)) ? line : at;
}

/** The parts named within lines; code is left out. */
function inlineMarks(source: Source, { at }: Text): readonly Mark[] {
  const [start, end] = [at.start.offset, at.end.offset];
  const { fences } = outline(source.text, start, end);
  const matches = [...source.text.slice(start, end).matchAll(INLINE)];
  return matches.flatMap((match): readonly Mark[] => {
    const from = start + match.index;
    const part = partNamed(match[2] ?? '');
    const isNamed = part !== undefined && (match[3] !== '' || match[4] !== '');
    const inCode = fences.some((fence) => fence.start <= from && from < fence.next);
    return isNamed && !inCode
      ? [{ part, start: withMarker(source, from), restStart: from + match[0].length }]
      : [];
  });
}

const partsIn = (marks: readonly Mark[]): number => new Set(marks.map(({ part }) => part)).size;

/** The parts under labels in an answer; undefined where they make no story. */
export function labelledStory(source: Source, labels: readonly Label[], answer: Text): Story | undefined {
  const { start, end } = answer.at;
  const marks = labels.flatMap(({ kind, part, start: from, restStart }): readonly Mark[] =>
    kind === 'part' && part && restStart > start.offset && restStart <= end.offset
      ? [{ part, start: from, restStart }]
      : [],
  );
  if (marks.length === 0) return undefined;
  const inline = inlineMarks(source, answer);
  return storyOfMarks(source, partsIn(inline) > partsIn(marks) ? inline : marks, end.offset);
}

/** The parts under headings `## Situation` … in an answer. */
function headedStory(source: Source, { at }: Text, declared: boolean): Story | undefined {
  const parts = storyIn(source, at.start.offset, at.end.offset, declared);
  if (!parts) return undefined;
  const star: Partial<Record<StarPart, Text>> = {};
  for (const part of STAR_PARTS) {
    const found = parts.find((one) => one.part === part);
    if (found) star[part] = trimmedText(source, found.start, found.end);
  }
  return star;
}

/**
 * The parts of a story in an answer of which nothing else is known.
 * @param declared true when it is known to be a story
 */
export function storyOf(source: Source, answer: Text, declared: boolean): Story | undefined {
  const headed = headedStory(source, answer, declared);
  if (headed) return headed;
  const [start, end] = [answer.at.start.offset, answer.at.end.offset];
  const { fences } = outline(source.text, start, end);
  const lines = linesOutsideCode(source, start, end, fences, 0);
  const labels = lines.map((line) => labelOf(source, line)).filter((label) => label !== undefined);
  return labelledStory(source, withLetters(source, labels), answer);
}

const MAY_TELL = /\bsituation\b/i;

/** Where the parts of a story stand in the answer of a card; undefined where it tells none. */
export function storyStretches(
  source: Source,
  { start, end }: Stretch,
): Readonly<Partial<Record<StarPart, Stretch>>> | undefined {
  if (!MAY_TELL.test(source.text.slice(start, end))) return undefined;
  const story = storyOf(source, source.textAt(start, end), false);
  return (
    story &&
    Object.fromEntries(
      Object.entries(story).map(([part, { at }]) => [part, { start: at.start.offset, end: at.end.offset }]),
    )
  );
}

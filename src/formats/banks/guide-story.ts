// The parts of a story that a guide tells: under labels (`**Situation**: …`), or under headings as a question file has them.
// Knows one answer at a time.
import { STAR_PARTS, type StarPart } from '../../core/question.ts';
import { trimmedText, type Source, type Text } from '../../core/span.ts';
import { outline } from '../outline.ts';
import { storyIn } from '../question-shape.ts';
import { labelOf, linesOutsideCode, type Label } from './guide-labels.ts';

export type Story = Readonly<Partial<Record<StarPart, Text>>>;

/** Fewer parts of the first four make no story. */
const FEWEST_PARTS = 3;

/** The parts under labels in an answer; undefined where they make no story. */
export function labelledStory(source: Source, labels: readonly Label[], answer: Text): Story | undefined {
  const { start, end } = answer.at;
  const parts = labels.filter(
    (label) => label.kind === 'part' && label.restStart > start.offset && label.restStart <= end.offset,
  );
  const star: Partial<Record<StarPart, Text>> = {};
  parts.forEach((label, i) => {
    const stop = Math.min(parts[i + 1]?.start ?? end.offset, end.offset);
    if (label.part)
      star[label.part] ??= trimmedText(source, label.restStart, Math.max(label.restStart, stop));
  });
  const told = [star.situation, star.task, star.action, star.result].filter((part) => part !== undefined);
  return told.length >= FEWEST_PARTS ? star : undefined;
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
  return labelledStory(source, labels, answer);
}

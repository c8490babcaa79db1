// What stands below one question of a guide: answer, key points, follow-ups, STAR parts, and what the author notes about it.
// Knows labels and lines; knows nothing of the other questions.
import type { FollowUp, KeyPoint, StarPart } from '../../core/question.ts';
import { trimmedText, type Source, type Text } from '../../core/span.ts';
import { pointItems } from '../list-items.ts';
import { markedTexts } from '../marks.ts';
import type { CodeFence } from '../outline.ts';
import { endWithoutFooters, isFooter as isFooterLine } from './footers.ts';
import { fieldComment, readGuideFacts, tellsFact, type GuideFacts } from './guide-facts.ts';
import { followUpsIn } from './guide-follow-ups.ts';
import { labelOf, linesOutsideCode, type BodyLine, type Label } from './guide-labels.ts';
import { markedBody } from './guide-marks.ts';
import { labelledStory, withLetters } from './guide-story.ts';

export type GuideBody = {
  /** What is asked beyond the title: marks say it, or code, a table, a list above the label of the answer. */
  readonly asked?: Text;
  readonly answer: Text;
  /** True when a label says where the answer begins. */
  readonly labelled: boolean;
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  readonly followUps: readonly FollowUp[];
  /** What stands between the question and the label of its answer. */
  readonly notes?: Text;
  readonly facts: GuideFacts;
};

const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** What can be looked at belongs to the question: code, a list, a table, an image. */
const SHOWS = /^[ \t]{0,8}(?:`{3}|~{3}|[-*+][ \t]|\||\d{1,2}[.)][ \t])|!\[|<img/m;

const lineText = (source: Source, line: BodyLine): string => source.text.slice(line.start, line.end);

/** True for a line of which nothing belongs to an answer; empty lines are such. */
export const isFooter = (source: Source, line: BodyLine): boolean => isFooterLine(lineText(source, line));

const endWithoutFooter = (source: Source, end: number, lines: readonly BodyLine[]): number =>
  endWithoutFooters(source.text, end, lines);

/** Where the list below a label ends: the first line that is no item, and does not go on with one. */
function listEnd(source: Source, label: Label, lines: readonly BodyLine[], end: number): number | undefined {
  let last: number | undefined;
  for (const line of lines) {
    if (line.start < label.next) continue;
    const text = lineText(source, line);
    if (ITEM.test(text) || (last !== undefined && /^[ \t]+\S/.test(text))) last = line.next;
    else if (text.trim() !== '') return last;
    if (line.start >= end) break;
  }
  return last;
}

type Points = {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
  readonly endsAnswer: boolean;
};

function pointsOf(
  source: Source,
  labels: readonly Label[],
  lines: readonly BodyLine[],
  end: number,
): Points | undefined {
  for (const [i, label] of labels.entries()) {
    if (label.kind !== 'points' || source.text.slice(label.restStart, label.end).trim() !== '') continue;
    const stop = listEnd(source, label, lines, end);
    if (stop === undefined) continue;
    const next = labels[i + 1]?.start ?? end;
    const after = source.text.slice(stop, Math.max(stop, next)).trim();
    return { label, start: label.next, end: Math.min(stop, end), endsAnswer: after === '' };
  }
  return undefined;
}

/** The lines above the text: empty ones, anchors and rules, and those that say something of the question. */
function linesAbove(
  source: Source,
  start: number,
  lines: readonly BodyLine[],
  facts: ReadonlySet<number>,
): readonly BodyLine[] {
  let at = start;
  const end = lines.findIndex((line) => {
    const isAbove =
      line.start === at &&
      (facts.has(line.start) || fieldComment(source, line) !== undefined || isFooter(source, line));
    at = line.next;
    return !isAbove;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

/**
 * Reads what stands below a question.
 * @param start where the line after the heading begins
 * @param end where the next question or section begins
 * @param fences of the whole file; `fence` is the index of the first that may matter
 */
export function readGuideBody(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  fence: number,
): GuideBody {
  const all = linesOutsideCode(source, start, end, fences, fence);
  const bodyEnd = Math.max(start, endWithoutFooter(source, end, all));
  const lines = all.filter((line) => line.start < bodyEnd);
  const labels = withLetters(
    source,
    lines.map((line) => labelOf(source, line)).filter((label) => label !== undefined),
  );
  const telling = labels.filter((label) => tellsFact(source, label));
  const above = linesAbove(source, start, lines, new Set(telling.map((label) => label.start)));
  const facts = readGuideFacts(source, telling, above);
  const marked = markedTexts(source, start, end, fences, fence);
  if (marked.length > 0) {
    const body = markedBody(source, marked, start, facts.fields.kind === 'star');
    return { ...body, labelled: true, facts };
  }
  const textStart = above.at(-1)?.next ?? start;
  const opening = labels.find(({ kind }) => kind === 'answer' || kind === 'star');
  const followUp = labels.find(({ kind }) => kind === 'follow-up');
  // The answer of a follow-up may have a label of its own.
  const own = opening && (!followUp || opening.start < followUp.start) ? opening : undefined;
  const answerStart = own ? own.restStart : textStart;
  const points = pointsOf(source, labels, lines, bodyEnd);
  const ends = [bodyEnd];
  if (followUp && followUp.start >= answerStart) ends.push(followUp.start);
  if (points && points.endsAnswer && points.label.start >= answerStart) ends.push(points.label.start);
  const stop = Math.min(...ends);
  const stopLines = lines.filter((line) => line.start >= answerStart && line.start < stop);
  const answerEnd = Math.max(answerStart, endWithoutFooter(source, stop, stopLines));
  const answer = trimmedText(source, answerStart, answerEnd);
  const notesEnd = own
    ? Math.min(own.start, points && points.label.start < own.start ? points.label.start : own.start)
    : textStart;
  const notes = trimmedText(source, textStart, Math.max(textStart, notesEnd));
  const star = labelledStory(source, labels, answer);
  return {
    answer,
    labelled: own !== undefined,
    star,
    keyPoints: points ? pointItems(source, points.start, points.end) : [],
    followUps: followUpsIn(source, labels, bodyEnd),
    ...(notes.text !== '' && (SHOWS.test(notes.text) ? { asked: notes } : { notes })),
    facts,
  };
}

// What is ticked when an answer is checked: key points, or the parts of a story (for stories a list of points does not
// help, a full exemplar beside it does: Froese & Roelle 2022).
import { coveredPoints, NOT_COVERED, type Coverage } from './coverage.ts';
import type { Question, StarPart } from './question.ts';
import { storyParts } from './star-shares.ts';

/** What belongs in each part of a story, its name in front. */
export const PART_MEANINGS: Readonly<Record<StarPart, string>> = {
  situation: 'Situation: where it was and what was at stake',
  task: 'Task: what was yours to do',
  action: 'Action: what you did, and why so',
  result: 'Result: what came of it, in numbers',
  learning: 'Learning: what you have done differently since',
};

type Checked = Pick<Question, 'kind' | 'star' | 'keyPoints' | 'answer'>;

/** The items to tick, one line each; none for a question without points. */
export const tickItems = (question: Checked): readonly string[] =>
  question.kind === 'star'
    ? storyParts(question).map((part) => PART_MEANINGS[part])
    : question.keyPoints.map((point) => point.text);

/** One entry an item: whether the typed text seems to cover it. The parts of a story are never ticked beforehand. */
export function tickedBeforehand(question: Checked, typed: string): readonly Coverage[] {
  if (question.kind === 'star') return tickItems(question).map(() => NOT_COVERED);
  return coveredPoints(typed, question.keyPoints, question.answer.text);
}

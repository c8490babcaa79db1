// What prep makes of an answer: for each key point whether it was found, and in which sentence; which values
// were cited; which figures are wrong. A proposal that only the person settles: it never grades.
import type { MetricName } from '../base/metric.ts';
import type { Question, StarPart } from '../base/question.ts';
import type { Values } from '../fill/value.ts';
import { storyParts } from '../stories/stories.ts';
import { answerMetrics, citedIn } from './cited.ts';
import { findPoints, type Lexicon, type Place, type Topic, topicOf } from './find.ts';

export type PointState = 'found' | 'maybe' | 'contradicted' | 'missing';

export type PointFeedback = {
  /** The point as written; placeholders are not filled. */
  readonly text: string;
  readonly state: PointState;
  /** How much of the point was found, 0–1. It orders and decides; it is not a grade. */
  readonly score: number;
  /** The sentence of the answer that comes nearest, where one does. */
  readonly quote?: Place;
  /** Why the point is `contradicted`, or no more than `maybe`, in one clause. */
  readonly reason?: string;
};

/** A figure with a unit that fits a metric of the question and is none of its values. */
export type WrongNumber = {
  /** As written in the answer, with its unit: `999 ms`. */
  readonly said: string;
  readonly place: Place;
  readonly metric: MetricName;
  /** The metric's value as shown: `320 ms`. */
  readonly value: string;
};

export type Feedback = {
  /** One for each item of `checkItems`. */
  readonly points: readonly PointFeedback[];
  readonly wrongNumbers: readonly WrongNumber[];
  readonly cited: readonly MetricName[];
  /** Metrics in the shown answer that have a value and were not cited. */
  readonly notCited: readonly MetricName[];
  readonly topic: Topic;
  /** Words of key points in the answer, to highlight. */
  readonly places: readonly Place[];
};

export const PART_MEANINGS: Readonly<Record<StarPart, string>> = {
  situation: 'Situation: where it was and what was at stake',
  task: 'Task: what was yours to do',
  action: 'Action: what you did, and why so',
  result: 'Result: what came of it, in numbers',
  learning: 'Learning: what you have done differently since',
};

type Checked = Pick<Question, 'kind' | 'star' | 'keyPoints'>;

/**
 * What is settled when an answer is checked: key points, or the parts of a story (for stories a list of points
 * does not help, but a full exemplar beside it does: Froese & Roelle 2022). None for a question without points.
 */
export const checkItems = (question: Checked): readonly string[] =>
  question.kind === 'star'
    ? storyParts(question).map((part) => PART_MEANINGS[part])
    : question.keyPoints.map((point) => point.text);

/**
 * @param typed what was typed or said; empty when there is nothing to look in
 * @param values of the metrics, to tell cited, missing, and wrong figures
 * @param lexicon which words mean about the same; without it words match by spelling alone
 */
export function feedbackOn(typed: string, question: Question, values: Values, lexicon?: Lexicon): Feedback {
  const isStory = question.kind === 'star';
  const found = isStory ? [] : findPoints(typed, question, lexicon);
  const cited = typed === '' ? [] : citedIn(typed, question, values);
  return {
    points: checkItems(question).map((text, i) => ({
      text,
      state: found[i]?.state ?? 'missing',
      score: found[i]?.score ?? 0,
      quote: found[i]?.sentence,
    })),
    wrongNumbers: [],
    cited,
    notCited: answerMetrics(question, values).filter((key) => values.has(key) && !cited.includes(key)),
    topic: topicOf(typed, question, lexicon),
    places: found.flatMap(({ places }) => places),
  };
}

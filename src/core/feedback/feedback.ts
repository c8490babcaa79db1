// What prep makes of an answer: for each key point whether it was found, and in which sentence; which values
// were cited; which figures are wrong. A proposal that only the person settles: it never grades.
import type { PointState } from '../base/attempt.ts';
import type { MetricName } from '../base/metric.ts';
import type { KeyPoint, Question, StarPart } from '../base/question.ts';
import { isWithin } from '../fill/conditional.ts';
import type { Values } from '../fill/value.ts';
import { dividedStory, type ToldPart } from '../stories/divide.ts';
import { storyParts } from '../stories/stories.ts';
import { answerMetrics, citedIn } from './cited.ts';
import { type Finding, findPoints, type Lexicon, type Place, type Topic, topicOf } from './find.ts';
import { oppositeOf } from './opposites.ts';
import { sentenceAt, type WrongNumber, wrongNumbersIn, wrongNumberText } from './wrong-numbers.ts';

export type { WrongNumber } from './wrong-numbers.ts';

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
  task: 'Task: what you had to do',
  action: 'Action: what you did, and why',
  result: 'Result: what changed, in numbers',
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

const MISSING: Finding = { state: 'missing', score: 0, places: [] };

/** A sentence that says the opposite takes a tick away; where that is plain, the point is contradicted. */
function pointFeedback(
  text: string,
  typed: string,
  { state, score, sentence: quote }: Finding,
  point: KeyPoint | undefined,
): PointFeedback {
  const said = quote && state !== 'missing' ? typed.slice(quote.start, quote.end) : '';
  const opposite = said !== '' && point ? oppositeOf(said, point) : undefined;
  if (state === 'missing') return { text, state, score };
  if (!opposite) return { text, state, score, quote };
  return { text, state: opposite.isPlain ? 'contradicted' : 'maybe', score, quote, reason: opposite.reason };
}

/** A point that cites a metric is contradicted by a wrong number of it. */
function wrongIn(
  { at }: KeyPoint,
  { placeholders }: Question,
  wrongNumbers: readonly WrongNumber[],
): WrongNumber | undefined {
  const keys = new Set(placeholders.filter(({ written }) => isWithin(written.at, at)).map(({ key }) => key));
  return wrongNumbers.find(({ metric }) => keys.has(metric));
}

/** A part of a story that was told with words that such parts have; without them it is guessed. */
const SURELY_TOLD = 1;

function partFeedback(text: string, told: ToldPart | undefined): PointFeedback {
  if (!told) return { text, state: 'missing', score: 0 };
  const { start, end, score } = told;
  return { text, state: score >= SURELY_TOLD ? 'found' : 'maybe', score, quote: { start, end } };
}

/**
 * @param typed what was typed or said; empty when there is nothing to look in
 * @param values of the metrics, to tell cited, missing, and wrong figures
 * @param lexicon which words mean about the same; without it words match by spelling alone
 */
export function feedbackOn(typed: string, question: Question, values: Values, lexicon?: Lexicon): Feedback {
  const isStory = question.kind === 'star';
  const found = isStory ? [] : findPoints(typed, question, lexicon);
  const cited = typed === '' ? [] : citedIn(typed, question, values);
  const wrongNumbers = typed === '' ? [] : wrongNumbersIn(typed, question, values);
  const parts = isStory ? storyParts(question) : [];
  const told = isStory ? dividedStory(typed, parts) : undefined;
  const points = checkItems(question).map((text, i): PointFeedback => {
    const [part, point] = [parts[i], question.keyPoints[i]];
    if (told && part) return partFeedback(text, told.get(part));
    const wrong = point && wrongIn(point, question, wrongNumbers);
    const feedback = pointFeedback(text, typed, found[i] ?? MISSING, point);
    if (!wrong) return feedback;
    const quote = sentenceAt(typed, wrong.place);
    return { ...feedback, state: 'contradicted', quote, reason: wrongNumberText(wrong) };
  });
  return {
    points,
    wrongNumbers,
    cited,
    notCited: answerMetrics(question, values).filter((key) => values.has(key) && !cited.includes(key)),
    topic: topicOf(typed, question, lexicon),
    places: found.flatMap(({ places }) => places),
  };
}

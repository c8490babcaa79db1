// What prep proposes about an answer: points found, values cited, wrong numbers. Only the person settles it.
import type { PointState } from '../base/attempt.ts';
import type { MetricName } from '../base/metric.ts';
import { type KeyPoint, type Question, STAR_PARTS, type StarPart } from '../base/question.ts';
import { isWithin, type Values } from '../fill/conditional.ts';
import { fillText, segmentsText, shownWith } from '../fill/values.ts';
import { keptFor } from '../base/collections.ts';
import { oneLine } from '../base/text.ts';
import { dividedStory, hasNumber, storyParts } from '../stories/stories.ts';
import {
  answerMetrics,
  citedIn,
  isMissed,
  keysInPoint,
  otherFigureIn,
  swappedIn,
  unsaidFigure,
} from './cited.ts';
import type { Text } from '../base/span.ts';
import { asWritten, PLACEHOLDER, rewritten } from './figures.ts';
import { type Finding, findPoints, type Topic, topicOf } from './find.ts';
import type { Lexicon } from './lexicon.ts';
import {
  CLAUSE_END,
  type Place,
  saidWords,
  sentenceAt,
  stretchAround,
  withoutGaps,
  wordsIn,
} from './words.ts';
import { type Heard, valuesHeard, type WrongNumber, wrongNumberText } from './wrong-numbers.ts';

export type { WrongNumber } from './wrong-numbers.ts';

export type PointFeedback = {
  /** The point as written; placeholders are not filled. */
  readonly text: string;
  readonly state: PointState;
  /** 0–1; not a grade. */
  readonly score: number;
  /** The nearest sentence. */
  readonly quote?: Place;
  /** Why it is `contradicted`, or only `maybe`. */
  readonly reason?: string;
};

export type Feedback = {
  /** One for each item of `checkItems`. */
  readonly points: readonly PointFeedback[];
  readonly wrongNumbers: readonly WrongNumber[];
  readonly cited: readonly MetricName[];
  /** They have a value. */
  readonly notCited: readonly MetricName[];
  readonly topic: Topic;
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
 * Key points, or the parts of a story (for stories a list of points does not help, but a full exemplar beside
 * it does: Froese & Roelle 2022).
 */
export const checkItems = (question: Checked): readonly string[] =>
  question.kind === 'star'
    ? storyParts(question).map((part) => PART_MEANINGS[part])
    : question.keyPoints.map((point) => point.text);

/** The words of the answer that a point was proposed from: a sentence, or the row of a table. */
function sourceOf({ at }: KeyPoint, { answer }: Question): Text | undefined {
  const from = at.start.offset - answer.at.start.offset;
  return isWithin(at, answer.at)
    ? { text: answer.text.slice(from, at.end.offset - answer.at.start.offset), at }
    : undefined;
}

/** With points as the conditions in them decide. */
const decided = keptFor((question: Question, values: Values): Question => {
  const keyPoints = question.keyPoints.map((point) => {
    const source = sourceOf(point, question);
    const shown =
      source && oneLine(source.text) === point.text ? shownWith(source, question, values).text : '';
    return shown.trim() === '' ? point : { ...point, text: oneLine(shown) };
  });
  return { ...question, keyPoints };
});

/** What each of the items says, with values; a row of a table with the words of its columns. */
function toldIn(question: Question, values: Values): readonly string[] {
  const { answer, star } = question;
  const filled = (text: Text) => fillText(text, question, values);
  if (question.kind === 'star')
    return storyParts(question).map((part) => segmentsText(filled(star?.[part] ?? answer)));
  return question.keyPoints.map((point) => {
    const source = sourceOf(point, question);
    const segments = source ? filled(source) : [];
    if (source && oneLine(source.text) === point.text) return segmentsText(segments);
    const fills = segments.filter(({ kind }) => kind !== 'plain').values();
    return point.text.replaceAll(PLACEHOLDER, (gap) => fills.next().value?.text ?? gap);
  });
}

const MISSING: Finding = { state: 'missing', score: 0, places: [] };

/** The opposite takes the mark away, or contradicts the point where it is plain. */
function pointFeedback(text: string, { state, score, sentence: quote, opposite }: Finding): PointFeedback {
  if (state === 'missing') return { text, state, score };
  if (!opposite) return { text, state, score, quote };
  return { text, state: opposite.isPlain ? 'contradicted' : 'maybe', score, quote, reason: opposite.reason };
}

/** A wrong number contradicts a point that cites its metric. */
function wrongIn(
  point: KeyPoint,
  question: Question,
  values: Values,
  wrongNumbers: readonly WrongNumber[],
): WrongNumber | undefined {
  const keys = new Set(keysInPoint(point, question, values));
  return wrongNumbers.find(({ metric }) => keys.has(metric));
}

const isInside = (inner: Place, outer: Place): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

function wrongWithin({ quote }: PointFeedback, wrong: readonly WrongNumber[]): string | undefined {
  const found = wrong.find(({ place }) => quote && isInside(place, quote));
  return found && wrongNumberText(found);
}

/** Of the points found where a wrong number is said, it spoils the one that the words beside it say most of. */
function spoiledBy(
  typed: string,
  wrong: readonly WrongNumber[],
  found: readonly Finding[],
): ReadonlyMap<Finding, string> {
  return new Map(
    wrong.flatMap((one) => {
      const { start, end } = one.place;
      const { low, high } = stretchAround(typed, CLAUSE_END, start, end);
      const besideOf = ({ places }: Finding): number =>
        places.filter((place) => isInside(place, { start: low, end: high })).length / places.length;
      const [nearest] = found
        .filter(({ state, sentence }) => state === 'found' && sentence && isInside(one.place, sentence))
        .toSorted((a, b) => besideOf(b) - besideOf(a) || b.score - a.score);
      return nearest ? [[nearest, wrongNumberText(one)] as const] : [];
    }),
  );
}

/** With typical words. */
const SURELY_TOLD = 1;

/** The parts of a typed story, also by the words of the question's own. */
export function toldParts(typed: string, question: Checked): ReturnType<typeof dividedStory> {
  const written = new Map(
    STAR_PARTS.map((part) => [part, new Set(wordsIn(question.star?.[part]?.text ?? ''))]),
  );
  return dividedStory(typed, storyParts(question), (sentence, part) => {
    const words = wordsIn(sentence);
    return words.filter((word) => written.get(part)?.has(word)).length / Math.max(1, words.length);
  });
}

/** Found by what that part of the question's story says, or by some of it in typical words, because people may tell another story. */
function partsFeedback(typed: string, question: Question, lexicon?: Lexicon): readonly PointFeedback[] {
  const parts = storyParts(question);
  const keyPoints = parts.map((part) => question.star?.[part] ?? { ...question.answer, text: '' });
  const asked = { ...question, kind: 'open', keyPoints } as const;
  // `I don't know` is no situation.
  const told = saidWords(typed).length > 0 ? toldParts(typed, question) : undefined;
  return parts.map((part, i): PointFeedback => {
    const text = PART_MEANINGS[part];
    const { start, end, score } = told?.get(part) ?? { start: 0, end: 0, score: 0 };
    if (end === 0) return { text, state: 'missing', score };
    const own = findPoints(typed.slice(start, end), asked, lexicon)[i];
    const isFound = own?.state === 'found' || (own?.state === 'maybe' && score >= SURELY_TOLD);
    const isVague = part === 'result' && !hasNumber(typed.slice(start, end));
    const state = isFound && !isVague ? 'found' : 'maybe';
    return { text, state, score, quote: { start, end }, ...(isVague && { reason: 'has no number' }) };
  });
}

/** In words beside its value. */
const LITTLE_MORE = 2;

/** Several values of a point are hardly said of anything else, nor is the one of a point that says little more. */
const isSaidInValues = ({ text }: KeyPoint, { placeholders }: Question, cited: readonly boolean[]): boolean =>
  cited.length > 0 &&
  cited.every((is) => is) &&
  (cited.length > 1 || saidWords(withoutGaps(text, placeholders)).length <= LITTLE_MORE);

/** As if each value were said with the words of its metric. */
function findByValues(
  typed: string,
  named: Heard['named'],
  question: Question,
  lexicon?: Lexicon,
): readonly Finding[] {
  const said = [...named.values()]
    .map(({ place, words }) => ({ ...place, digits: `${typed.slice(place.start, place.end)} ${words}` }))
    .toSorted((a, b) => a.start - b.start);
  const { text, placeOf } = rewritten(asWritten(typed), said);
  const found = said.length === 0 ? [] : findPoints(text, question, lexicon);
  return found.map((each) =>
    each.sentence ? { ...each, sentence: placeOf(each.sentence.start, each.sentence.end) } : each,
  );
}

/** A rule that accuses what the model answer itself says is wrong about it. */
function heardIn(typed: string, question: Question, values: Values, lexicon?: Lexicon) {
  const model = oneLine(segmentsText(fillText(question.answer, question, values)));
  const isModel = ({ start, end }: Place): boolean => model.includes(oneLine(typed.slice(start, end)));
  const all = question.kind === 'star' ? [] : findPoints(typed, question, lexicon);
  const found = all.map(({ opposite, ...rest }): Finding =>
    opposite && rest.sentence && !isModel(rest.sentence) ? { ...rest, opposite } : rest,
  );
  const { wrong, said, named } = valuesHeard(typed, question, values, lexicon);
  const wrongNumbers = wrong.filter(({ place }) => !isModel(sentenceAt(typed, place)));
  return { found, wrongNumbers, said, named };
}

/** The metrics whose values are said of each other. */
const exchangedIn = (
  swaps: ReturnType<typeof swappedIn>,
  metrics: readonly MetricName[],
  question: Question,
  values: Values,
): readonly MetricName[] =>
  swaps.flatMap((reason = '') => [
    ...metrics.filter((key) => reason.split(' ').includes(values.get(key)?.text ?? '')),
    ...citedIn(reason, question, values),
  ]);

/**
 * @param lexicon without it, words match by spelling alone
 */
export function feedbackOn(typed: string, asked: Question, values: Values, lexicon?: Lexicon): Feedback {
  const question = decided(asked, values);
  const { found, wrongNumbers, said, named } = heardIn(typed, question, values, lexicon);
  const metrics = answerMetrics(question, values).filter((key) => values.has(key));
  const clear = new Set(typed === '' ? [] : citedIn(withoutPlaces(typed, wrongNumbers), question, values));
  const told = toldIn(asked, values);
  const swaps = swappedIn(typed, told);
  const misstated = new Set([
    ...wrongNumbers.map(({ metric }) => metric),
    ...exchangedIn(swaps, metrics, question, values),
  ]);
  const isCited = (key: MetricName): boolean => !misstated.has(key) && (clear.has(key) || named.has(key));
  const quoted = ({ quote }: PointFeedback): string => typed.slice(quote?.start ?? 0, quote?.end ?? 0);
  const parts = question.kind === 'star' ? partsFeedback(typed, question, lexicon) : [];
  const spoiled = spoiledBy(
    typed,
    wrongNumbers.filter(
      (wrong) => !question.keyPoints.some((point) => wrongIn(point, question, values, [wrong])),
    ),
    found,
  );
  const byValues = findByValues(typed, named, question, lexicon);
  const points = checkItems(asked).map((item, i): PointFeedback => {
    const [part, point] = [parts[i], question.keyPoints[i]];
    if (part) {
      const reason =
        wrongWithin(part, wrongNumbers) ?? swaps[i] ?? otherFigureIn(quoted(part), told[i] ?? '', question);
      return reason === undefined ? part : { ...part, state: 'maybe', reason };
    }
    const wrong = point && wrongIn(point, question, values, wrongNumbers);
    const feedback = pointFeedback(item, found[i] ?? MISSING);
    if (wrong) {
      const quote = sentenceAt(typed, wrong.place);
      return { ...feedback, state: 'contradicted', quote, reason: wrongNumberText(wrong) };
    }
    const { state, reason } = feedback;
    const isByValues = (one: KeyPoint): boolean =>
      byValues[i]?.state === 'found' ||
      isSaidInValues(one, question, keysInPoint(one, question, values).map(isCited));
    if (point && state === 'missing' && isByValues(point))
      return { ...feedback, state: 'maybe', quote: byValues[i]?.sentence };
    if (!point || (state !== 'found' && state !== 'maybe')) return feedback;
    const unsaid = unsaidFigure(point, typed, question, values, new Set([...clear, ...said]));
    const other =
      swaps[i] ??
      otherFigureIn(quoted(feedback), told[i] ?? item, question) ??
      spoiled.get(found[i] ?? MISSING) ??
      reason ??
      (unsaid && `does not say ${unsaid}`);
    return other === undefined ? feedback : { ...feedback, state: 'maybe', reason: other };
  });
  const cited = [...new Set([...metrics, ...clear])].filter(isCited);
  return {
    points,
    wrongNumbers,
    cited,
    notCited: metrics.filter((key) => !isCited(key) && isMissed(key, values)),
    topic: cited.length > 0 ? 'on-topic' : topicOf(typed, question, lexicon),
  };
}

/** A wrong figure cites nothing, not even a metric with this value. */
const withoutPlaces = (text: string, wrong: readonly WrongNumber[]): string =>
  wrong.reduce(
    (all, { place: { start, end } }) => all.slice(0, start) + ' '.repeat(end - start) + all.slice(end),
    text,
  );

// What prep proposes about an answer: points found, values cited, wrong numbers. Only the person settles it.
import type { PointState } from '../base/attempt.ts';
import type { MetricName } from '../base/metric.ts';
import { type KeyPoint, type Question, STAR_PARTS, type StarPart } from '../base/question.ts';
import { isWithin, keysWithin, type Value, type Values } from '../fill/conditional.ts';
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
import {
  isOfOtherStatistic,
  isOfOtherTime,
  PLACEHOLDER,
  quantityOf,
  saysFigure,
  statisticOf,
  type Told,
  toldIn,
  withoutPlaces,
} from './figures.ts';
import { type Finding, findPoints, type Topic, topicOf } from './find.ts';
import type { Lexicon } from './lexicon.ts';
import { oppositeOf } from './opposites.ts';
import {
  CLAUSE_END,
  isInside,
  type Place,
  saidWords,
  sentenceAt,
  stemIn,
  stretchAround,
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
  /** What is nearest in it. */
  readonly clause?: Place;
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

/** The words of the answer that a point was proposed from, a sentence or the row of a table; its own, if it has conditions. */
function sourceOf({ at, text, conditionals }: KeyPoint, { answer }: Question): Text | undefined {
  if (conditionals) return { text, at };
  const from = at.start.offset - answer.at.start.offset;
  return isWithin(at, answer.at)
    ? { text: answer.text.slice(from, at.end.offset - answer.at.start.offset), at }
    : undefined;
}

/**
 * A question whose points are as the conditions in them decide, and what each of its items says with values: a row of
 * a table with the words of its columns.
 */
const read = keptFor((asked: Question, values: Values) => {
  const { answer, star } = asked;
  const filled = (text: Text) => fillText(text, asked, values);
  const points = asked.keyPoints.map((point) => {
    const source = sourceOf(point, asked);
    const cited = { ...asked, conditionals: point.conditionals ?? asked.conditionals };
    const segments = source ? fillText(source, cited, values) : [];
    if (!source || oneLine(source.text) !== point.text) {
      const fills = segments.filter(({ kind }) => kind !== 'plain').values();
      const told = point.text.replaceAll(PLACEHOLDER, (gap) => fills.next().value?.text ?? gap);
      return { point, told };
    }
    const text = oneLine(shownWith(source, cited, values).text);
    return { point: text === '' ? point : { ...point, text }, told: segmentsText(segments) };
  });
  const parts = asked.kind === 'star' ? storyParts(asked) : [];
  const question: Question = { ...asked, keyPoints: points.map(({ point }) => point) };
  const segments = filled(answer);
  return {
    question,
    told:
      parts.length > 0
        ? parts.map((part) => segmentsText(filled(star?.[part] ?? answer)))
        : points.map(({ told }) => told),
    model: oneLine(segmentsText(segments)),
    figures: toldIn(segmentsText(segments)).figures,
  };
});

const MISSING: Finding = { state: 'missing', score: 0, lacking: [], places: [] };

/** The opposite takes the mark away, or contradicts the point where it is plain. */
function pointFeedback(text: string, finding: Finding): PointFeedback {
  const { state, score, sentence: quote, opposite, clause } = finding;
  if (state === 'missing') return { text, state, score };
  if (!opposite) return { text, state, score, quote, clause };
  const { reason, isPlain } = opposite;
  return { text, state: isPlain ? 'contradicted' : 'maybe', score, quote, clause, reason };
}

const doubted = (feedback: PointFeedback, reason: string | undefined): PointFeedback =>
  reason === undefined || feedback.state === 'missing' ? feedback : { ...feedback, state: 'maybe', reason };

const contradicted = (feedback: PointFeedback, wrong: WrongNumber, typed: string): PointFeedback => {
  const quote = sentenceAt(typed, wrong.place);
  return { ...feedback, state: 'contradicted', quote, clause: wrong.place, reason: wrongNumberText(wrong) };
};

/** What is missing, or nothing if the point is its words and a value that is said. */
const unlessLacking = (feedback: PointFeedback, { lacking }: Finding, isValued: boolean): PointFeedback =>
  lacking.length > 0
    ? doubted(feedback, `does not say ${lacking.map((word) => `"${word}"`).join(' or ')}`)
    : isValued
      ? { ...feedback, state: 'found' }
      : feedback;

/** Of the points found where a wrong number is said of what no point cites, it spoils the one that the words beside it say most of. */
function spoiledBy(
  typed: string,
  wrong: readonly WrongNumber[],
  cited: readonly MetricName[],
  found: readonly Finding[],
): ReadonlyMap<Finding, string> {
  const uncited = wrong.filter(({ metric }) => !cited.includes(metric));
  return new Map(
    uncited.flatMap((one) => {
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

/** Of a point whose value is not said, from which on it is `maybe`: some words beside a value say little. */
const LEAST_TOLD = 0.3;
/** With typical words. */
const SURELY_TOLD = 1;
/** Of what one part of the question's story says. With less, typical words may be those of another story. */
const OWN_STORY = 0.4;

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

/** Typed for a part that one does not tell. */
const NOTHING = /^(?:none|nothing|na|idk|dunno|skip|idea|clue)$/u;

/** Found by what that part of the question's story says, or by some of it in typical words, because people may tell another story. */
function partsFeedback(
  typed: string,
  question: Question,
  unsaidIn: (told: Text) => string | undefined,
  lexicon?: Lexicon,
): readonly PointFeedback[] {
  const parts = storyParts(question);
  const keyPoints = parts.map((part) => question.star?.[part] ?? { ...question.answer, text: '' });
  const asked = { ...question, kind: 'open', keyPoints } as const;
  // `I don't know` is no situation.
  const told = saidWords(typed).length > 0 ? toldParts(typed, question) : undefined;
  const owns = parts.map((part, i) => {
    const { start, end } = told?.get(part) ?? { start: 0, end: 0 };
    return findPoints(typed.slice(start, end), asked, lexicon)[i] ?? MISSING;
  });
  const isOwnStory = owns.some(({ score }) => score >= OWN_STORY);
  return parts.map((part, i): PointFeedback => {
    const text = PART_MEANINGS[part];
    const { start, end, score } = told?.get(part) ?? { start: 0, end: 0, score: 0 };
    if (saidWords(typed.slice(start, end)).every(({ form }) => NOTHING.test(form)))
      return { text, state: 'missing', score: 0 };
    const own = owns[i]?.state;
    const isFound = own === 'found' || (own === 'maybe' && score >= SURELY_TOLD && isOwnStory);
    const isVague = part === 'result' && !hasNumber(typed.slice(start, end));
    const result = part === 'result' && own === 'found' ? question.star?.result : undefined;
    const reason = owns[i]?.opposite?.reason ?? (isVague ? 'has no number' : result && unsaidIn(result));
    const state = isFound && reason === undefined ? 'found' : 'maybe';
    return { text, state, score, quote: { start, end }, ...(reason !== undefined && { reason }) };
  });
}

/** Of a value that the answer cites. */
function isSaidIn(
  quote: Place | undefined,
  key: MetricName,
  { said, named }: Heard,
  values: Values,
): boolean {
  const own = said.filter(({ metric }) => metric === key);
  // Without a unit, it may be said of something else: the two of `two transactions`.
  const isSure = own.length === 0 || values.get(key)?.unit !== undefined || named.has(key);
  return isSure || own.some(({ place }) => quote && isInside(place, quote));
}

const unsaidText = (key: MetricName | undefined, values: Values): string | undefined =>
  key === undefined ? undefined : `does not say ${values.get(key)?.text}`;

function inOtherWords(
  feedback: PointFeedback,
  keys: readonly MetricName[],
  { stated, said }: Heard,
  values: Values,
): PointFeedback {
  const own = said.find(({ metric }) => keys.includes(metric));
  const quote = own && sentenceAt(stated, own.place);
  const opposite = quote && oppositeOf(stated.slice(quote.start, quote.end), feedback);
  const inWords = `has ${keys.map((key) => values.get(key)?.text).join(' and ')} in other words`;
  return { ...feedback, state: 'maybe', reason: opposite?.reason ?? inWords, ...(quote && { quote }) };
}

/** It is said of another value, whose own is said of it. */
function isSwapped(value: Value | undefined, swaps: readonly ReturnType<typeof swappedIn>[]): boolean {
  const number = value && quantityOf(value)?.first.value;
  return swaps.some((swap) => swap?.figures.some((one) => one.number === number));
}

/** Of the parts of a story, or of the points. */
const keysInItems = (question: Question, values: Values): readonly (readonly MetricName[])[] =>
  question.kind === 'star'
    ? storyParts(question).map((part) => {
        const own = question.star?.[part];
        return own ? keysWithin(question, own) : [];
      })
    : question.keyPoints.map((point) => keysInPoint(point, question, values));

/** In the words of a point that the sentence contradicts, as what it was at the other end of a change, or of `p95` instead of `p99`. */
function turnedAs(
  key: MetricName,
  { said, figures }: Heard,
  model: readonly Told[],
  opposed: readonly Place[],
): string | undefined {
  const own = said
    .filter(({ metric }) => metric === key)
    .map(({ place }) => {
      const one = figures.find((figure) => isInside(place, figure.place));
      const told = one ? model.filter((each) => saysFigure(one, each)) : [];
      const [first] = told;
      if (opposed.some((sentence) => isInside(place, sentence))) return 'another time';
      if (!one || !first) return undefined;
      if (told.every((each) => isOfOtherTime(one, each))) return 'another time';
      const [its, meant] = [one, first].map(statisticOf);
      const isOther = told.every((each) => isOfOtherStatistic(one, each));
      return isOther ? `"${its}", not of "${meant}"` : undefined;
    });
  return own.every((as) => as !== undefined) ? own[0] : undefined;
}

/** Which values an answer cites, and what it says of the opposite or of each other. */
function citingIn(heard: Heard, asked: Question, values: Values, found: readonly Finding[]) {
  const { question, told, figures } = read(asked, values);
  const metrics = answerMetrics(question, values).filter((key) => values.has(key));
  const said = citedIn(heard, question, values);
  const swaps = told.map((text) => swappedIn(heard.stated, text));
  const isExchanged = (key: MetricName): boolean => isSwapped(values.get(key), swaps);
  const keysIn = keysInItems(question, values);
  const opposedOf = (key: MetricName): readonly Place[] =>
    found.flatMap(({ opposite, sentence }, i) =>
      opposite && sentence && keysIn[i]?.includes(key) ? [sentence] : [],
    );
  const turned = new Map(
    said.flatMap((key) => {
      const as = turnedAs(key, heard, figures, opposedOf(key));
      return as === undefined ? [] : [[key, as] as const];
    }),
  );
  const misstated = new Set([
    ...heard.wrong.map(({ metric }) => metric),
    ...metrics.filter(isExchanged),
    ...turned.keys(),
  ]);
  const isCited = (key: MetricName): boolean => !misstated.has(key) && said.includes(key);
  const cited = [...new Set([...metrics, ...said])].filter(isCited);
  return { keysIn, metrics, swaps, turned, misstated, cited, isCited };
}

/** `No mismatches` as `0 mismatches`, where the model answer counts them with a value that is 0; all places stay true. */
function withZeros(typed: string, { answer, placeholders }: Question, values: Values): string {
  const nouns = placeholders.flatMap(({ key, written: { at } }) => {
    const value = values.get(key);
    const behind = answer.text.slice(at.end.offset - answer.at.start.offset);
    const [noun] = wordsIn(/^ \p{L}+/u.exec(behind)?.[0] ?? '');
    return value && quantityOf(value)?.first.value === 0 && isWithin(at, answer.at) && noun ? [noun] : [];
  });
  if (nouns.length === 0) return typed;
  return typed.replaceAll(
    /\b(?:zero|no|none of (?:the|our|its)|without (?:any|an?(?: single)?)|not an?(?: single)?)(?= (\p{L}+)(?: (\p{L}+))?)/giu,
    (none, first: string, second?: string) =>
      [first, second ?? ''].some((noun) => nouns.includes(stemIn(noun))) ? '0'.padStart(none.length) : none,
  );
}

/** Figures of a quote that are not those of what it says, unless they say how two values compare. */
function figureDoubtIn(
  { stated, compared }: Heard,
  question: Question,
  told: readonly string[],
  swaps: readonly ReturnType<typeof swappedIn>[],
) {
  const left = withoutPlaces(stated, compared);
  return ({ quote }: PointFeedback, i: number): string | undefined =>
    swaps[i]?.reason ??
    otherFigureIn(left.slice(quote?.start ?? 0, quote?.end ?? 0), told[i] ?? '', question);
}

const unlessModel = (found: readonly Finding[], isModel: (sentence: Place) => boolean): readonly Finding[] =>
  found.map(({ opposite, ...rest }) =>
    opposite && rest.sentence && !isModel(rest.sentence) ? { ...rest, opposite } : rest,
  );

/**
 * @param lexicon without it, words match by spelling alone
 */
export function feedbackOn(written: string, asked: Question, values: Values, lexicon?: Lexicon): Feedback {
  const { question, told, model } = read(asked, values);
  const typed = withZeros(written, question, values);
  const isStory = asked.kind === 'star';
  // A rule that accuses what the model answer itself says is wrong about it.
  const isModel = ({ start, end }: Place): boolean => model.includes(oneLine(typed.slice(start, end)));
  const found = isStory ? [] : unlessModel(findPoints(typed, question, lexicon), isModel);
  const { wrong, ...rest } = valuesHeard(typed, question, values, lexicon);
  const wrongNumbers = wrong.filter(({ place }) => !isModel(sentenceAt(typed, place)));
  const heard = { ...rest, wrong: wrongNumbers };
  const { keysIn, metrics, swaps, turned, misstated, cited, isCited } = citingIn(heard, asked, values, found);
  const figureDoubt = figureDoubtIn(heard, question, told, swaps);
  const unsaidIn = (result: Text): string | undefined => {
    const keys = keysWithin(question, result).filter((key) => metrics.includes(key));
    const isSaid = keys.some((key) => isCited(key) || misstated.has(key));
    return isSaid ? undefined : unsaidText(keys[0], values);
  };
  const ofPart = (part: PointFeedback, i: number): PointFeedback => {
    const inside = wrongNumbers.find(({ place }) => part.quote && isInside(place, part.quote));
    return doubted(part, inside ? wrongNumberText(inside) : figureDoubt(part, i));
  };
  const spoiled = spoiledBy(typed, wrongNumbers, keysIn.flat(), found);
  const ofPoint = (point: KeyPoint, i: number): PointFeedback => {
    const [keys, finding] = [keysIn[i] ?? [], found[i] ?? MISSING];
    const feedback = pointFeedback(asked.keyPoints[i]?.text ?? '', finding);
    const { text, state, score, reason } = feedback;
    const own = wrongNumbers.find(({ metric }) => keys.includes(metric));
    if (own) return contradicted(feedback, own, typed);
    if (state === 'contradicted') return feedback;
    if (state === 'missing') {
      const valued = keys.filter((key) => values.has(key));
      return valued.length > 0 && valued.every(isCited)
        ? inOtherWords(feedback, valued, heard, values)
        : feedback;
    }
    const isSaidOf = (key: MetricName) => isCited(key) && isSaidIn(feedback.quote, key, heard, values);
    const unsaid =
      unsaidFigure(point, heard, question, values, isSaidOf) ?? (finding.unsaid && `"${finding.unsaid}"`);
    if (unsaid && keys.length > 0 && score < LEAST_TOLD) return { text, state: 'missing', score };
    const doubt =
      figureDoubt(feedback, i) ??
      spoiled.get(finding) ??
      reason ??
      keys.flatMap((key) => turned.get(key) ?? []).map((as) => `says it of ${as}`)[0] ??
      (unsaid && `does not say ${unsaid}`);
    return state === 'maybe' && doubt === undefined
      ? unlessLacking(feedback, finding, keys.length > 0)
      : doubted(feedback, doubt);
  };
  return {
    points: isStory
      ? partsFeedback(typed, question, unsaidIn, lexicon).map(ofPart)
      : question.keyPoints.map(ofPoint),
    wrongNumbers,
    cited,
    notCited: metrics.filter((key) => !isCited(key) && isMissed(key, values)),
    topic: cited.length > 0 ? 'on-topic' : topicOf(typed, question, lexicon),
  };
}

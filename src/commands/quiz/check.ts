// An answered question: model answer, points, rating; in quizzes and in the review of a mock. Loaded after the
// first answer, with the feedback and the memory model.
import type { Evidence, RatePrompt, Rendered, Reply } from '../../context.ts';
import {
  coveredCount,
  type Points,
  type Rating,
  RATINGS,
  settledCount,
  suggestRating,
} from '../../core/base/attempt.ts';
import type { Bank } from '../../core/base/bank.ts';
import { ownField } from '../../core/base/collections.ts';
import { dayOf, type Instant } from '../../core/base/day.ts';
import { labelOf, type Question } from '../../core/base/question.ts';
import { plainLine } from '../../core/base/text.ts';
import { checkItems, type Feedback, feedbackOn } from '../../core/feedback/feedback.ts';
import { saidValues } from '../../core/feedback/said.ts';
import { labelOfGap, openGapsOf, unfilledGapsOf } from '../../core/fill/gaps.ts';
import { sentenceAround } from '../../core/fill/values.ts';
import { preview, type Schedule } from '../../core/schedule/schedule.ts';
import type { Config } from '../../core/settings/config.ts';
import { filledText, shownItems } from '../../formats/question/filled-text.ts';
import { readUnfinished } from '../../formats/stored/draft.ts';
import { renderGap, renderStored } from '../../screens/fill/fill.ts';
import { notesIn } from '../../screens/quiz/card.ts';
import { renderHeadline, renderReveal, type Reveal } from '../../screens/quiz/reveal.ts';
import { intervalText, rendered } from '../../screens/ui/frame.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { clearDrafts } from '../shared/answering.ts';
import { type Practice, readLexicon, saysYes, tell, tried } from '../shared/practice.ts';
import { ownAnswer, questionStamp, storeLatest } from '../shared/question.ts';
import {
  dispatch,
  opened,
  type OpenTurn,
  type Outcome,
  type Quiz,
  type Turn,
  type TurnEnd,
  untilAnswered,
} from './turn.ts';

const feedbackOf = ({ practice, question, answer }: OpenTurn): Feedback =>
  feedbackOn(answer?.text ?? '', question, practice.values, practice.lexicon);

export function revealOf(turn: OpenTurn): Reveal {
  const {
    practice: { values },
    question,
    answer,
  } = turn;
  const typed = answer?.text ?? '';
  const { cited, notCited, topic, wrongNumbers } = feedbackOf(turn);
  return {
    question,
    values,
    typed,
    isHeard: answer?.transcribed,
    topic,
    wrongNumbers,
    cited,
    uncited: notCited.filter((key) => turn.known?.has(key) ?? true),
  };
}

export async function answerSide(turn: OpenTurn, isBelowHeadline = false): Promise<Rendered> {
  const { practice, question, answer, isReview } = turn;
  const own = ownAnswer(practice.config, question.id);
  const reveal = {
    ...revealOf(turn),
    isBelowHeadline,
    own: own ? filledText(question, own, practice.values) : undefined,
    // A mock asks its own follow-ups.
    followUps: isReview ? undefined : question.followUps,
    notes: notesIn(practice.progress, question.id, practice.calendar),
  };
  const story = question.star && (await import('../stories/story-answer.ts')).storyOf(reveal, answer ?? {});
  return rendered(practice.display, (look) => renderReveal({ ...reveal, story }, look));
}

async function showHeadline(turn: OpenTurn): Promise<Outcome<'go' | 'whole'>> {
  const { practice, question, isReview, points } = turn;
  const { context, prompts, display, config, values } = practice;
  const isFirst = context.interactive && !isReview && points.length === 0;
  if (!isFirst || !question.headline || ownAnswer(config, question.id) !== undefined)
    return { value: 'whole' };
  prompts.read(rendered(display, (look) => renderHeadline({ question, values }, look)));
  return untilAnswered(turn, () => prompts.pause('Enter = show the details'));
}

export async function showReveal(turn: OpenTurn): Promise<void> {
  const { prompts } = turn.practice;
  prompts.read(await answerSide(turn));
  if (turn.followedUp) prompts.show(turn.followedUp);
}

function setPoints(turn: OpenTurn, points: Points): void {
  turn.points = points;
  turn.onTicks(turn);
}

export const evidenceIn = ({ points }: Pick<Feedback, 'points'>, text: string): readonly Evidence[] =>
  points.map(({ state, quote, reason = '' }) => {
    const sentence = quote ? `"${text.slice(quote.start, quote.end)}"` : '';
    const said = state === 'missing' ? [] : [reason, sentence].filter(Boolean);
    return { state, said: plainLine(said.join(': ')) };
  });

function evidenceOf(turn: OpenTurn): readonly Evidence[] | undefined {
  const typed = turn.answer?.text ?? '';
  if (typed.trim() === '') return undefined;
  const feedback = feedbackOf(turn);
  // If no part of a story is found, parts were not looked for.
  const isLookedFor =
    turn.question.kind !== 'star' || feedback.points.some(({ state }) => state !== 'missing');
  return isLookedFor ? evidenceIn(feedback, typed) : undefined;
}

async function askPoints(turn: OpenTurn): Promise<Reply<Points>> {
  const { practice, question, points } = turn;
  if (question.draft || checkItems(question).length === 0) return { kind: 'value', value: [] };
  const items = shownItems(question, practice.values);
  const isStory = question.kind === 'star';
  return practice.prompts.points({
    header: isStory ? 'Which parts did your story have?' : 'Which points did your answer have?',
    note: question.pointsProposed && !isStory ? '(proposed by prep; e to list your own)' : '',
    items,
    // Points settled before an undo or a key stay settled.
    points: points.length === items.length ? points : items.map(() => null),
    found: evidenceOf(turn),
    onTicks: (settled) => setPoints(turn, settled),
  });
}

type RatingPreview = { readonly at: Instant; readonly schedules: Readonly<Record<Rating, Schedule>> };

const isAhead = ({ params, calendar }: Practice, at: Instant): boolean =>
  params.interviewDay !== undefined && dayOf(at, calendar) < params.interviewDay;

function dueText(practice: Practice, at: Instant, due: Instant): string {
  const isPastIt = isAhead(practice, at) && !isAhead(practice, due);
  return isPastIt ? 'after the interview' : `in ${intervalText(at, due, practice.calendar)}`;
}

function ratePrompt(turn: OpenTurn, { at, schedules }: RatingPreview): RatePrompt {
  const { practice, question, points, cram } = turn;
  const suggested = suggestRating(points);
  const settled = settledCount(points);
  const only = settled < points.length ? 'settled ' : '';
  const reason =
    suggested &&
    `${coveredCount(points)} of ${settled} ${only}${question.kind === 'star' ? 'part' : 'point'}s`;
  const intervalOf = (rating: Rating): string =>
    cram ? '' : dueText(practice, at, schedules[rating].due).replace(/^in /, '');
  return {
    choices: RATINGS.map((rating) => ({ rating, interval: intervalOf(rating) })),
    suggested,
    reason,
  };
}

function askRating(turn: OpenTurn, shown: RatingPreview): Promise<Outcome<Rating | undefined>> {
  const { points } = turn;
  return untilAnswered<Rating | undefined>(turn, async () =>
    turn.points === points
      ? turn.practice.prompts.rate(ratePrompt(turn, shown))
      : { kind: 'value', value: undefined },
  );
}

export type CheckedAnswer = RatingPreview & {
  readonly turn: OpenTurn;
  readonly points: Points;
  readonly rating: Rating;
};

export async function checkAnswer(turn: Turn): Promise<CheckedAnswer | { readonly end: TurnEnd }> {
  const open = await tried(turn.practice, () => opened(turn));
  if (!open) return { end: 'gone' };
  open.known ??= open.practice.values;
  await readLexicon(turn.practice, turn.answer?.text);
  const first = await showHeadline(open);
  if ('end' in first) return first;
  if (first.value === 'go') {
    open.practice.prompts.show(await answerSide(open, true));
    if (open.followedUp) open.practice.prompts.show(open.followedUp);
  } else await showReveal(open);
  return rateAnswer(open);
}

async function rateAnswer(open: OpenTurn): Promise<CheckedAnswer | { readonly end: TurnEnd }> {
  const { practice, head, schedule } = open;
  let isOffered = false;
  for (;;) {
    const settled = await untilAnswered(open, () => askPoints(open));
    if ('end' in settled) return settled;
    const points = settled.value;
    setPoints(open, points);
    // Later, the next answer would be typed into this question.
    if (!isOffered && practice.context.interactive) await tried(practice, () => offerSaid(open));
    isOffered = true;
    const at = practice.context.clock.now();
    const shown = { at, schedules: preview(schedule, head.id, at, practice.params) };
    const rated = await askRating(open, shown);
    if ('end' in rated) return rated;
    if (rated.value !== undefined) return { turn: open, points, rating: rated.value, ...shown };
  }
}

/**
 * Stores what was typed as the latest answer.
 * @returns true if the question comes back in this session
 */
export async function afterRating(
  { turn, rating, schedules, at }: CheckedAnswer,
  returns: boolean,
): Promise<void> {
  const { practice, question, cram, answer } = turn;
  const { context, display } = practice;
  const next = `next ${dueText(practice, at, schedules[rating].due)}`;
  const when =
    rating === 'again' && returns ? 'back later in this session' : cram ? 'schedule unchanged' : next;
  tell(practice, display.theme.dim(`recorded: ${rating}, ${when} (${labelOf(turn.head)})`));
  await tried(practice, async () => {
    const text = answer?.text ?? '';
    if (text !== '') {
      const latest = { question: question.id, text, rating };
      practice.config = await storeLatest(context, [latest], context.clock.now());
    }
    // An interview has drafts of its own, and another terminal may have gone on with this one.
    const typed = readUnfinished(context.drafts.read(question.id)).text ?? '';
    if (turn.isReview || (typed !== text && answer?.recording === undefined)) return;
    clearDrafts(context, turn.head);
  });
}

async function record(quiz: Quiz, checked: CheckedAnswer): Promise<true> {
  const { turn, points, rating, schedules, at } = checked;
  const { question } = turn;
  const { cited, uncited, typed, wrongNumbers: wrong = [] } = revealOf(turn);
  const id = quiz.context.random.id(at);
  quiz.ratings.set(id, {
    question,
    missed: shownItems(question, quiz.values).filter((_, i) => points[i] === 0),
    uncited: typed === '' ? [] : uncited.map((key) => quiz.values.get(key)?.text ?? key),
    wrong,
    schedule: schedules[rating],
    latest: ownField(quiz.config.answers, question.id)?.latest,
  });
  const by = rating === suggestRating(turn.points) ? 'points' : 'override';
  // The time for which the intervals were shown, so that the stored interval is the same.
  dispatch(quiz, { type: 'rate', rating, at, id, cited, by, ...questionStamp(quiz.context, question) });
  const { waiting, current } = quiz.session;
  const returns = [current, ...waiting].some((item) => item?.again && item.question === question.id);
  await afterRating(checked, returns);
  return true;
}

export function gapsIn({ bank: { metrics, constraints }, values }: Practice, question: Question) {
  const questions = new Map([[question.id, question]]);
  const alone: Bank<Question> = { questions, metrics, constraints, problems: [] };
  return { alone, gaps: openGapsOf(alone, question, values) };
}

/** What a change of values brings, as after `prep fill`. */
export async function tellEffects(
  { context, paths, prompts, display }: Practice,
  before: Config,
  after: Config,
): Promise<void> {
  if (before.fills === after.fills) return;
  const { effectsBetween, showEffects } = await import('../fill/fill.ts');
  const { known, effects } = await effectsBetween(context, paths, before, after);
  showEffects(prompts, known, effects, display);
}

/** Offers to store values of the answer that belong to open metrics. */
export async function offerSaid({
  practice,
  question,
  answer,
}: Pick<OpenTurn, 'practice' | 'question' | 'answer'>): Promise<void> {
  const { context, prompts, display, lexicon } = practice;
  const { alone } = gapsIn(practice, question);
  const gaps = unfilledGapsOf(alone, question, practice.values);
  const found = saidValues(answer?.text ?? '', question, gaps, practice.values, lexicon);
  for (const { gap, accepted } of found) {
    const name = labelOfGap(gap);
    const sentence = sentenceAround(question, gap.placeholder, practice.values);
    const heads = practice.bank.questions;
    prompts.show(rendered(display, (look) => renderGap(gap, sentence, undefined, heads, look)));
    const ask = `Store ${oneLine(accepted.fill.value)} as ${oneLine(name)}? y/N`;
    if (!(await saysYes({ line: (asked) => prompts.line(asked, true) }, ask))) continue;
    const { isConfirmed, storeFills } = await import('../fill/fill.ts');
    const asking = { context, prompts, bank: alone, display };
    const planned = { name: gap.key, ...accepted };
    if (!(await isConfirmed(asking, planned))) continue;
    const before = practice.config;
    practice.values = await storeFills(context, practice.bank, { set: [planned], unset: [] });
    practice.config = context.config.read().config;
    prompts.show(renderStored({ ...planned, name }, undefined, display, context.results.shown));
    await tellEffects(practice, before, practice.config);
  }
}

export async function rateTurn(quiz: Quiz, turn: Turn): Promise<TurnEnd | undefined> {
  let checked = await checkAnswer(turn);
  while (!('end' in checked)) {
    const toRecord = checked;
    quiz.unstored.add(turn.head.id);
    if (await tried(quiz, () => record(quiz, toRecord))) {
      quiz.unstored.delete(turn.head.id);
      return undefined;
    }
    const rated = await askRating(toRecord.turn, toRecord);
    if ('end' in rated) checked = rated;
    else if (rated.value === undefined) checked = await rateAnswer(toRecord.turn);
    else checked = { ...toRecord, rating: rated.value };
  }
  return checked.end;
}

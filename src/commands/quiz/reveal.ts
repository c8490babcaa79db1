// What is shown of an answered question, and found in its answer: model answer, points, values; in quizzes and in the
// review of a mock. Loaded after the first answer, with the feedback.
import type { Evidence, Rendered, Reply } from '../../context.ts';
import type { Points } from '../../core/base/attempt.ts';
import type { Bank } from '../../core/base/bank.ts';
import type { Question } from '../../core/base/question.ts';
import { plainLine } from '../../core/base/text.ts';
import { isSettled } from '../../core/feedback/cited.ts';
import { checkItems, type Feedback, feedbackOn } from '../../core/feedback/feedback.ts';
import { saidValues } from '../../core/feedback/said.ts';
import { CLAUSE_END, type Place, stretchAround } from '../../core/feedback/words.ts';
import { labelOfGap, openGapsOf, unfilledGapsOf } from '../../core/fill/gaps.ts';
import { sentenceAround } from '../../core/fill/values.ts';
import { filledText, shownItems } from '../../formats/question/filled-text.ts';
import { renderGap, renderStored } from '../../screens/fill/fill.ts';
import { notesIn } from '../../screens/quiz/card.ts';
import { renderHeadline, renderPoints, renderReveal, type Reveal } from '../../screens/quiz/reveal.ts';
import type { Rated } from '../../screens/quiz/summary.ts';
import { rendered } from '../../screens/ui/frame.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { type Practice, readLexicon, saysYes } from '../shared/practice.ts';
import { ownAnswer } from '../shared/question.ts';
import { cardOf, type OpenTurn, type Outcome, setPoints, untilAnswered } from './turn.ts';

const saidIn = ({ answer, replies = [] }: OpenTurn): string => [answer?.text ?? '', ...replies].join('\n\n');

const feedbackOf = (turn: OpenTurn): Feedback =>
  feedbackOn(saidIn(turn), turn.question, turn.practice.values, turn.practice.lexicon);

export function revealOf(turn: OpenTurn): Reveal {
  const { practice, question, answer, known } = turn;
  const { notCited, points: _points, ...feedback } = feedbackOf(turn);
  const uncited = notCited.filter((key) => known?.has(key) ?? true);
  const typed = answer?.text ?? '';
  return { question, values: practice.values, typed, isHeard: answer?.transcribed, ...feedback, uncited };
}

/** For the summary of the session, and what the attempt cites. */
export function judged(turn: OpenTurn, points: Points): Omit<Rated, 'question'> & Pick<Feedback, 'cited'> {
  const { practice, question } = turn;
  const { cited, uncited, typed, wrongNumbers: wrong = [] } = revealOf(turn);
  return {
    cited,
    missed: shownItems(question, practice.values).filter((_, i) => points[i] === 0),
    uncited: typed === '' ? [] : uncited.map((key) => practice.values.get(key)?.text ?? key),
    wrong: wrong.filter(({ metric }) => !isSettled(metric, points, question, practice.values)),
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

export async function showReveal(turn: OpenTurn): Promise<void> {
  const { prompts } = turn.practice;
  prompts.read(await answerSide(turn));
  if (turn.followedUp) prompts.show(turn.followedUp);
}

/** With a card that has the new values or words. */
export async function showChanged(turn: OpenTurn): Promise<void> {
  const { prompts, display } = turn.practice;
  if (!turn.answer) return;
  if (!display.plain) prompts.page(await cardOf(turn));
  await showReveal(turn);
}

/** The headline alone first, if the answer has one. */
export async function revealAnswer(turn: OpenTurn): Promise<Outcome<'go'>> {
  const { practice, question, isReview, points } = turn;
  const { context, prompts, display, config, values } = practice;
  await readLexicon(practice, turn.answer?.text);
  const isFirst = context.interactive && !isReview && points.length === 0;
  if (!isFirst || !question.headline || ownAnswer(config, question.id) !== undefined) {
    await showReveal(turn);
    return { value: 'go' };
  }
  prompts.read(rendered(display, (look) => renderHeadline({ question, values }, look)));
  const read = await untilAnswered(turn, () => prompts.pause('Enter = show the details'));
  if ('end' in read) return read;
  prompts.show(await answerSide(turn, true));
  return read;
}

/** In characters: about two lines. */
const LONG_SENTENCE = 150;

/** Of a long sentence, which several points may be in, what is nearest to this one. */
function sentenceText(text: string, { start, end }: Place, clause: Place): string {
  if (end - start <= LONG_SENTENCE) return `"${text.slice(start, end)}"`;
  const { low, high } = stretchAround(text, CLAUSE_END, clause.start, clause.end);
  const part = text.slice(Math.max(start, low), Math.min(end, high)).trim();
  return `"${low > start ? '…' : ''}${part}${high < end - 1 ? '…' : ''}"`;
}

export const evidenceIn = ({ points }: Pick<Feedback, 'points'>, text: string): readonly Evidence[] =>
  points.map(({ state, quote, clause = quote, reason = '' }) => {
    const sentence = quote && clause ? sentenceText(text, quote, clause) : '';
    const said = state === 'missing' ? [] : [reason, sentence].filter(Boolean);
    return { state, said: plainLine(said.join(': ')) };
  });

function evidenceOf(turn: OpenTurn): readonly Evidence[] | undefined {
  if ((turn.answer?.text ?? '').trim() === '') return undefined;
  const feedback = feedbackOf(turn);
  // If no part of a story is found, parts were not looked for.
  const isLookedFor =
    turn.question.kind !== 'star' || feedback.points.some(({ state }) => state !== 'missing');
  return isLookedFor ? evidenceIn(feedback, saidIn(turn)) : undefined;
}

export function pointsSide(turn: OpenTurn): Rendered {
  const { practice, question, points } = turn;
  const items = question.draft ? [] : shownItems(question, practice.values);
  const found = evidenceOf(turn) ?? [];
  return rendered(practice.display, (look) => renderPoints(items, points, found, look));
}

export async function askPoints(turn: OpenTurn): Promise<Reply<Points>> {
  const { practice, question, points } = turn;
  if (question.draft || checkItems(question).length === 0) return { kind: 'value', value: [] };
  const items = shownItems(question, practice.values);
  const isStory = question.kind === 'star';
  const { pointAt: at } = turn;
  turn.pointAt = undefined;
  return practice.prompts.points({
    header: isStory ? 'Which parts did your story have?' : 'Which points did your answer have?',
    note: question.pointsProposed && !isStory ? '(proposed by prep; e to list your own)' : '',
    items,
    // Points settled before an undo or a key stay settled.
    points: points.length === items.length ? points : items.map(() => null),
    found: evidenceOf(turn),
    at,
    onTicks: (settled) => setPoints(turn, settled),
  });
}

export function gapsIn({ bank: { metrics, constraints }, values }: Practice, question: Question) {
  const questions = new Map([[question.id, question]]);
  const alone: Bank<Question> = { questions, metrics, constraints, problems: [] };
  return { alone, gaps: openGapsOf(alone, question, values) };
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
    const ask = `Store ${oneLine(accepted.fill.value)} as ${oneLine(name)}?`;
    if (!(await saysYes(prompts, ask, 'n', true))) continue;
    const { isConfirmed, storeFills } = await import('../fill/fill.ts');
    const asking = { context, prompts, bank: alone, display };
    const planned = { name: gap.key, ...accepted };
    if (!(await isConfirmed(asking, planned))) continue;
    const before = practice.config;
    practice.values = await storeFills(context, practice.bank, { set: [planned], unset: [] });
    practice.config = context.config.read().config;
    prompts.show(renderStored({ ...planned, name }, undefined, display, context.results.shown));
    const { tellEffects } = await import('../fill/effects.ts');
    await tellEffects(practice, before, practice.config);
  }
}

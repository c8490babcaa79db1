// One question in hand: its card, the answer, the model answer beside it, the points, the rating. A mock
// goes through its answers with the same `checkAnswer`. A rating of a quiz is on disk before `takeTurn`
// returns.
import type { Evidence, RatePrompt, Rendered, Reply } from '../../context.ts';
import {
  type Attempt,
  coveredCount,
  type Mode,
  type Points,
  type Rating,
  RATINGS,
  settledCount,
  suggestRating,
} from '../../core/base/attempt.ts';
import { type Instant, instantOf } from '../../core/base/day.ts';
import type { Question, QuestionHead, QuestionId } from '../../core/base/question.ts';
import { countOf, elapsedText, percentText } from '../../core/base/wording.ts';
import { checkItems, type Feedback, feedbackOn, type WrongNumber } from '../../core/feedback/feedback.ts';
import { type CitingHead, unfilledKeys, wantedKeys } from '../../core/fill/conditional.ts';
import type { Values } from '../../core/fill/value.ts';
import type { LeavingKey, SessionKey } from '../../core/quiz/session-keys.ts';
import { placeIn, ratedIn, type Session, type SessionEvent, step } from '../../core/quiz/session.ts';
import { preview, type Schedule } from '../../core/schedule/schedule.ts';
import type { StoredAnswer } from '../../core/settings/config.ts';
import { storyParts } from '../../core/stories/stories.ts';
import { type Card, labelOf, renderCard } from '../../screens/quiz/card.ts';
import type { Reveal } from '../../screens/quiz/reveal.ts';
import { innerColumns, rendered, rule } from '../../screens/ui/frame.ts';
import { intervalText } from '../../screens/ui/times.ts';
import {
  askForAnswer,
  askPrediction,
  followUpName,
  type GivenAnswer,
  startOf,
  tickedNoun,
} from '../shared/answering.ts';
import { type Practice, readLexicon, readQuestion, tell, tried } from '../shared/practice.ts';
import { ownAnswer, questionStamp, storeLatest } from '../shared/question.ts';

export type Quiz = Practice & {
  session: Session;
  /** By the id of the entry of each rating. */
  readonly ratings: Map<string, RatedQuestion>;
  /** True when the person is asked ahead of each answer how many points it will cover. */
  readonly predict: boolean;
};

/** What a rating rests on, for the summary and for an undo. */
type RatedQuestion = {
  readonly question: Question;
  readonly missed: readonly string[];
  /** Numbers that have a value and were not cited, as shown. */
  readonly uncited: readonly string[];
  readonly wrong: readonly WrongNumber[];
  /** The schedule after it, and the latest typed answer before it. */
  readonly schedule: Schedule;
  readonly latest: StoredAnswer['latest'];
};

/** What ended the turn of a question other than its rating; `gone`: its file no longer has it. */
export type TurnEnd = LeavingKey | 'gone';

/** Does what a key asks for. Undefined while the question stays in hand. */
export type KeyHandler = (turn: Turn, key: SessionKey) => Promise<TurnEnd | undefined>;

/** A question in hand, in a quiz or in the review of a mock. */
export type Turn = {
  readonly practice: Practice;
  readonly mode: Mode;
  /** True in the review of a mock. */
  readonly isReview: boolean;
  /** True when ratings leave the schedule alone. */
  readonly cram: boolean;
  readonly card: Pick<Card, 'at' | 'of' | 'attempts' | 'again'>;
  head: QuestionHead;
  /** The question in full, once it was needed: the card is on screen before its file is read. */
  question: Question | undefined;
  /** When the question was shown, moved on by the time that was spent on something else. */
  startedAt: Instant;
  /** Undefined until it is given. */
  answer: (GivenAnswer & Pick<Attempt, 'predicted'>) | undefined;
  points: Points;
  /** What belongs with the model answer. */
  readonly alsoRead?: Rendered;
  /** The schedule before this turn. */
  readonly schedule: Schedule | undefined;
  readonly onKey: KeyHandler;
  /** Called when `points` were set, so that a key in between does not lose them. */
  readonly onTicks: (turn: OpenTurn) => void;
  /** Keeps what was typed to a follow-up; absent where nothing does. */
  readonly onFollowUp?: (followedUp: NonNullable<Attempt['followUps']>[number]) => void;
};

export type OpenTurn = Turn & { question: Question };

/** Reads the question of a turn, once. Fails with `Failure` when its file no longer has it. */
export async function opened(turn: Turn): Promise<OpenTurn> {
  const question = turn.question ?? (await turn.practice.context.banks.question(turn.head));
  return Object.assign(turn, { question });
}

/**
 * Feeds the session's machine; what comes out is on disk when this returns, before anything else is shown.
 * @returns why the event does not fit, or undefined
 */
export function dispatch(quiz: Quiz, event: SessionEvent): string | undefined {
  const { session, entries, refused } = step(quiz.session, event);
  if (entries.length > 0) quiz.context.journal.append(entries);
  quiz.session = session;
  return refused;
}

/** The numbers of a question, those of its follow-ups among them, and how many have no value: what the key `f` asks for. */
const countNumbers = (head: CitingHead, values: Values) => ({
  numbers: wantedKeys(head, values).length,
  unfilled: unfilledKeys(head, values).length,
});

/** The card of a question, with what is asked beyond its title. */
export async function questionCard(
  { display, values }: Practice,
  head: QuestionHead,
  asked: Question['asked'],
  facts: Pick<Card, 'at' | 'of' | 'attempts' | 'again' | 'followUps'>,
): Promise<Rendered> {
  const card = { ...facts, question: head, ...countNumbers(head, values) };
  if (!asked) return rendered(display, (look) => renderCard(card, look));
  const { renderMarkdown } = await import('../../screens/ui/markdown.ts');
  return rendered(display, (look) => {
    const text = renderMarkdown(asked.text, { columns: innerColumns(look), theme: look.theme });
    return renderCard({ ...card, asked: text.replace(/\s+$/, '') }, look);
  });
}

/** The card of a turn. Only where more than the title is asked is the question's file read first. */
export async function cardOf(turn: Turn): Promise<Rendered> {
  const { practice, head, card } = turn;
  const asked = head.asksMore ? (await tried(practice, () => opened(turn)))?.question.asked : undefined;
  return questionCard(practice, head, asked, { ...card, followUps: head.followUps });
}

export const feedbackOf = ({ practice, question, answer }: OpenTurn): Feedback =>
  feedbackOn(answer?.text ?? '', question, practice.values, practice.lexicon);

/** The other side of the card as it is now, but for the user's own version. */
export function revealOf(turn: OpenTurn): Reveal {
  const {
    practice: { values },
    question,
    answer,
  } = turn;
  const typed = answer?.text ?? '';
  const { cited, notCited, places, topic, wrongNumbers } = feedbackOf(turn);
  return {
    question,
    values,
    typed,
    isHeard: answer?.transcribed,
    places,
    topic,
    wrongNumbers,
    cited,
    uncited: notCited,
    ...countNumbers(question, values),
  };
}

/** The other side of the card. What reads and draws texts is loaded when it is first needed, not before the first card. */
export async function answerSide(turn: OpenTurn): Promise<Rendered> {
  const [{ renderReveal }, { filledText }] = await Promise.all([
    import('../../screens/quiz/reveal.ts'),
    import('../../formats/question/filled-text.ts'),
  ]);
  const { practice, question, answer, isReview } = turn;
  const own = ownAnswer(practice.config, question.id);
  const reveal = {
    ...revealOf(turn),
    own: own ? filledText(question, own, practice.values) : undefined,
    // A mock asks follow-ups of its own.
    followUps: isReview ? undefined : question.followUps,
  };
  const story = question.star && (await import('../stories/story-answer.ts')).storyOf(reveal, answer ?? {});
  return rendered(practice.display, (look) => renderReveal({ ...reveal, story }, look));
}

export async function showReveal(turn: OpenTurn): Promise<void> {
  const { prompts } = turn.practice;
  prompts.read(await answerSide(turn));
  if (turn.alsoRead) prompts.show(turn.alsoRead);
}

/** What a prompt led to. */
type Outcome<T> = { readonly value: T } | { readonly end: TurnEnd };

/**
 * Asks until there is a value; keys act in between, and may end the turn. Time that a key takes is none of the answer's.
 * @param isTimed false before the clock of the answer runs
 */
async function untilAnswered<T>(
  turn: Turn,
  ask: () => Promise<Reply<T>>,
  isTimed = true,
): Promise<Outcome<T>> {
  const { clock } = turn.practice.context;
  for (;;) {
    const reply = await ask();
    if (reply.kind === 'value') return reply;
    const from = clock.now();
    const end = await turn.onKey(turn, reply.key);
    if (end) return { end };
    if (isTimed) turn.startedAt = instantOf(turn.startedAt + Math.max(0, clock.now() - from));
  }
}

/** The items to settle as they are shown. Reading placeholders is loaded once the first answer was given. */
async function shownItemsOf({ question, practice }: OpenTurn): Promise<readonly string[]> {
  const { shownItems } = await import('../../formats/question/filled-text.ts');
  return shownItems(question, practice.values);
}

function setPoints(turn: OpenTurn, points: Points): void {
  turn.points = points;
  turn.onTicks(turn);
}

/** What prep found of each point in the words of the answer; undefined when it had no words to look in. */
function evidenceOf(turn: OpenTurn): readonly Evidence[] | undefined {
  const typed = turn.answer?.text ?? '';
  const { points } = feedbackOf(turn);
  // Where no part of a story is found, its parts were not looked for.
  const isLookedFor = turn.question.kind !== 'star' || points.some(({ state }) => state !== 'missing');
  if (typed.trim() === '' || !isLookedFor) return undefined;
  return points.map(({ state, quote, reason }) => ({
    state,
    quote: quote && typed.slice(quote.start, quote.end),
    reason,
  }));
}

/** Has the points of an answer settled, or the parts of a story; a question without any has none. */
async function askPoints(turn: OpenTurn): Promise<Reply<Points>> {
  const { practice, question, points } = turn;
  if (question.draft || checkItems(question).length === 0) return { kind: 'value', value: [] };
  const items = await shownItemsOf(turn);
  const isStory = question.kind === 'star';
  const proposed = question.pointsProposed && !isStory ? ' (points proposed by prep)' : '';
  return practice.prompts.points({
    header: (isStory ? 'Which parts did your story have?' : 'Which points did your answer have?') + proposed,
    items,
    // Those settled before an undo, or before a key, stay settled.
    points: points.length === items.length ? points : items.map(() => null),
    found: evidenceOf(turn),
    onTicks: (settled) => setPoints(turn, settled),
  });
}

function tellPrediction({ practice, question, answer, points }: OpenTurn): void {
  const predicted = answer?.predicted;
  const settled = settledCount(points);
  if (predicted === undefined || settled === 0) return;
  const noun = tickedNoun(question);
  const expected =
    settled === points.length
      ? `${Math.round(predicted * settled * 10) / 10} of ${countOf(settled, noun)}`
      : percentText(predicted);
  const had =
    settled === points.length
      ? `${coveredCount(points)}`
      : `${coveredCount(points)} of the ${countOf(settled, noun)} that you settled`;
  tell(practice, `You expected ${expected}, and had ${had}.`);
}

/** What a rating would do to the schedule, at the moment for which the intervals are shown. */
type RatingPreview = { readonly at: Instant; readonly schedules: Readonly<Record<Rating, Schedule>> };

const hasTwoButtons = ({ config }: Practice): boolean => config.settings.buttons !== 4;

/** The rating that the settled points suggest, among the buttons shown. */
function suggestedFor({ practice, points }: Pick<OpenTurn, 'practice' | 'points'>): Rating | undefined {
  const suggested = suggestRating(points);
  // With two buttons a suggested *hard* is *good*, as hard means recalled.
  return hasTwoButtons(practice) && suggested === 'hard' ? 'good' : suggested;
}

function ratePrompt(turn: OpenTurn, { at, schedules }: RatingPreview): RatePrompt {
  const { practice, question, points, cram } = turn;
  const { calendar } = practice;
  const choices: readonly Rating[] = hasTwoButtons(practice) ? ['again', 'good'] : RATINGS;
  const suggested = suggestedFor(turn);
  const settled = settledCount(points);
  const only = settled < points.length ? 'settled ' : '';
  const reason = suggested && `${coveredCount(points)} of ${settled} ${only}${tickedNoun(question)}s`;
  return {
    choices: choices.map((rating) => ({
      rating,
      interval: cram ? '' : intervalText(at, schedules[rating].due, calendar),
    })),
    suggested,
    reason,
  };
}

/** Asks for a rating; undefined when the points that it is for were changed by an undo, and are asked for again. */
function askRating(turn: OpenTurn, shown: RatingPreview): Promise<Outcome<Rating | undefined>> {
  const { points } = turn;
  return untilAnswered<Rating | undefined>(turn, async () =>
    turn.points === points
      ? turn.practice.prompts.rate(ratePrompt(turn, shown))
      : { kind: 'value', value: undefined },
  );
}

/** An answer that was gone through, with what the person made of it. */
export type CheckedAnswer = RatingPreview & {
  readonly turn: OpenTurn;
  readonly points: Points;
  readonly rating: Rating;
};

/** Shows the model answer beside the one that was given, has its points settled, and asks for a rating. Stores nothing of it. */
export async function checkAnswer(turn: Turn): Promise<CheckedAnswer | { readonly end: TurnEnd }> {
  const open = await tried(turn.practice, () => opened(turn));
  if (!open) return { end: 'gone' };
  await readLexicon(turn.practice, turn.answer?.text);
  await showReveal(open);
  return rateAnswer(open);
}

/** Has the points settled and asks for a rating, again where an undo went back to the points. */
async function rateAnswer(open: OpenTurn): Promise<CheckedAnswer | { readonly end: TurnEnd }> {
  const { practice, head, schedule } = open;
  for (;;) {
    const settled = await untilAnswered(open, () => askPoints(open));
    if ('end' in settled) return settled;
    const points = settled.value;
    setPoints(open, points);
    tellPrediction(open);
    const at = practice.context.clock.now();
    const shown = { at, schedules: preview(schedule, head.id, at, practice.params) };
    const rated = await askRating(open, shown);
    if ('end' in rated) return rated;
    if (rated.value !== undefined) return { turn: open, points, rating: rated.value, ...shown };
  }
}

/**
 * Says that a rating is on disk, and keeps what was typed as the latest answer.
 * @param returns true when the question comes back in this session
 */
export async function afterRating(
  { turn, rating, schedules, at }: CheckedAnswer,
  returns: boolean,
): Promise<void> {
  const { practice, question, cram, answer } = turn;
  const { context, display, calendar } = practice;
  const next = `next in ${intervalText(at, schedules[rating].due, calendar)}`;
  const when = rating === 'again' && returns ? 'back in this session' : cram ? 'schedule left alone' : next;
  tell(practice, display.theme.dim(`recorded: ${rating}, ${when} (${question.id})`));
  await tried(practice, async () => {
    const text = answer?.text ?? '';
    if (text !== '') {
      const latest = { question: question.id, text, rating };
      practice.config = await storeLatest(context, [latest], context.clock.now());
    }
    context.drafts.write(question.id, '');
    for (const i of question.followUpTexts.keys()) context.drafts.write(followUpName(question.id, i), '');
  });
}

/** Records a rating of a quiz: the journal first, and only then is it said. Fails when the journal cannot be written. */
async function record(quiz: Quiz, checked: CheckedAnswer): Promise<true> {
  const { turn, points, rating, schedules, at } = checked;
  const { question } = turn;
  const { cited, uncited, typed, wrongNumbers: wrong = [] } = revealOf(turn);
  const { answers } = quiz.config;
  const stored = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
  const id = quiz.context.random.id(at);
  quiz.ratings.set(id, {
    question,
    missed: (await shownItemsOf(turn)).filter((_, i) => points[i] === 0),
    uncited: typed === '' ? [] : uncited.map((key) => quiz.values.get(key)?.text ?? key),
    wrong,
    schedule: schedules[rating],
    latest: stored?.latest,
  });
  const by = rating === suggestedFor(turn) ? 'points' : 'override';
  // At the moment for which the intervals were shown, so that the one that is written is the one that was seen.
  dispatch(quiz, { type: 'rate', rating, at, id, cited, by, ...questionStamp(quiz.context, question) });
  const { waiting, current } = quiz.session;
  const returns = [current, ...waiting].some((item) => item?.again && item.question === question.id);
  await afterRating(checked, returns);
  return true;
}

/** How many items there are to settle; a story is read for that. */
async function itemCount(turn: Turn): Promise<number> {
  const { head, practice } = turn;
  if (head.draft) return 0;
  if (head.kind !== 'star') return head.points;
  const open = await tried(practice, () => opened(turn));
  return open ? checkItems(open.question).length : 0;
}

/** Reads the card aloud and asks for a prediction, as far as the quiz does so: once a turn. */
async function introduce(quiz: Quiz, turn: Turn): Promise<Outcome<number | undefined>> {
  const from = quiz.context.clock.now();
  const { head, question } = turn;
  if (quiz.voice) await readQuestion(quiz, head.title, question?.asked?.text);
  const points = quiz.predict ? await itemCount(turn) : 0;
  const predicted =
    points > 0
      ? await untilAnswered(turn, () => askPrediction(quiz, points, tickedNoun(head)), false)
      : { value: undefined };
  turn.startedAt = instantOf(turn.startedAt + Math.max(0, quiz.context.clock.now() - from));
  return predicted;
}

/**
 * Waits while the answer to a question is still in mind: it is asked again, and no other question came in
 * between. Nobody waits where answers come from a script.
 */
async function untilForgotten(quiz: Quiz, turn: Turn): Promise<Outcome<'go'>> {
  const { context, prompts, display, session } = quiz;
  const earliest = session.current?.earliest ?? 0;
  const leftMs = (): number => Math.max(0, earliest - context.clock.now());
  if (turn.answer || leftMs() === 0 || !context.interactive) return { value: 'go' };
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, leftMs());
  });
  prompts.page(rendered(display, (look) => rule('Once more', labelOf(turn.head), look)));
  const text = (): string =>
    `${labelOf(turn.head)} comes back in ${elapsedText(leftMs())}. Press Enter to answer it now.`;
  try {
    return await untilAnswered(turn, () => prompts.pause(text, over));
  } finally {
    clearTimeout(timer);
  }
}

/** Shows the card and asks for the answer, or shows it again where the answer was given. What ended the turn, if anything did. */
async function askAnswer(quiz: Quiz, turn: Turn): Promise<TurnEnd | undefined> {
  const waited = await untilForgotten(quiz, turn);
  if ('end' in waited) return waited.end;
  quiz.prompts.page(await cardOf(turn));
  if (turn.answer) return undefined;
  const predicted = await introduce(quiz, turn);
  if ('end' in predicted) return predicted.end;
  let isInView = true;
  const given = await untilAnswered(turn, async () => {
    // A key may have changed it.
    if (!isInView) quiz.prompts.page(await cardOf(turn));
    isInView = false;
    const { head, mode, startedAt } = turn;
    const isStory = head.kind === 'star' && !head.draft;
    const open = isStory ? await tried(quiz, () => opened(turn)) : undefined;
    const parts = open && storyParts(open.question);
    return askForAnswer(quiz, { question: head, mode, startedAt, parts });
  });
  if ('end' in given) return given.end;
  turn.answer = { ...given.value, predicted: predicted.value };
  dispatch(quiz, { type: 'reveal', ...turn.answer });
  return undefined;
}

/** The schedule of a question as it is now, ratings of this session included. */
function scheduleOf({ session, ratings, progress }: Quiz, question: QuestionId): Schedule | undefined {
  const last = session.cram ? undefined : ratedIn(session).findLast((entry) => entry.question === question);
  return (last && ratings.get(last.id)?.schedule) ?? progress.schedules.get(question);
}

/** The turn of the question in hand, revealed already where an undo brought it back. */
function turnOf(quiz: Quiz, head: QuestionHead, onKey: KeyHandler): Turn {
  const { session, progress, context } = quiz;
  const { phase, turn } = session;
  const before = progress.seen.get(head.id)?.attempts ?? 0;
  const here = ratedIn(session).filter((entry) => entry.question === head.id).length;
  return {
    practice: quiz,
    mode: session.mode,
    isReview: false,
    cram: session.cram,
    card: { ...placeIn(session), attempts: before + here, again: session.current?.again ?? false },
    head,
    question: undefined,
    startedAt:
      session.mode === 'type' && turn.elapsedMs === 0
        ? startOf(context, head.id)
        : instantOf(context.clock.now() - turn.elapsedMs),
    answer: phase === 'revealed' ? { text: turn.text, elapsedMs: turn.elapsedMs, ...turn.said } : undefined,
    points: turn.points,
    schedule: scheduleOf(quiz, head.id),
    onKey,
    onTicks: ({ points }) => void dispatch(quiz, { type: 'tick', points }),
    onFollowUp: (followedUp) => void dispatch(quiz, { type: 'follow', ...followedUp }),
  };
}

/** Takes a question from its card to a rating on disk, or to whatever else ends its turn. */
export async function takeTurn(quiz: Quiz, head: QuestionHead, onKey: KeyHandler): Promise<void> {
  const turn = turnOf(quiz, head, onKey);
  const end = await askAnswer(quiz, turn);
  let checked = end ? { end } : await checkAnswer(turn);
  while (!('end' in checked)) {
    const toRecord = checked;
    if (await tried(quiz, () => record(quiz, toRecord))) return;
    // Nothing was recorded.
    const rated = await askRating(toRecord.turn, toRecord);
    if ('end' in rated) checked = rated;
    else if (rated.value === undefined) checked = await rateAnswer(toRecord.turn);
    else checked = { ...toRecord, rating: rated.value };
  }
  if (checked.end === 'gone') dispatch(quiz, { type: 'gone' });
}

// One question, from its card to its rating, which is on disk before `takeTurn` returns. What is shown of its answer is in
// reveal.ts, loaded after the first card.
import type { Context, RatePrompt, Rendered, Reply } from '../../context.ts';
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
import { sumOf } from '../../core/base/collections.ts';
import { dayOf, type Instant, instantOf } from '../../core/base/day.ts';
import { failureOf } from '../../core/base/problem.ts';
import type { Question, QuestionHead, QuestionId } from '../../core/base/question.ts';
import { elapsedText } from '../../core/base/wording.ts';
import type { Values } from '../../core/fill/conditional.ts';
import {
  type LeavingKey,
  placeIn,
  ratedIn,
  type Session,
  type SessionEvent,
  type SessionKey,
  step,
} from '../../core/quiz/session.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';
import { storyParts } from '../../core/stories/stories.ts';
import { readUnfinished, unfinishedText } from '../../formats/stored/draft.ts';
import { type Card, shownId, openNumbersText, renderCard } from '../../screens/quiz/card.ts';
import type { Rated } from '../../screens/quiz/summary.ts';
import { headRule, innerColumns, intervalText, rendered } from '../../screens/ui/frame.ts';
import { askForAnswer, clearDrafts, type GivenAnswer, resumesDraft, startOf } from '../shared/answering.ts';
import { type Practice, tell, tried } from '../shared/practice.ts';
import { questionStamp } from '../shared/question.ts';

export type Quiz = Practice & {
  session: Session;
  readonly ratings: Map<string, RatedQuestion>;
  /** Questions whose rating could not be stored. */
  readonly unstored: Set<QuestionId>;
};

/** For the summary and for undo. */
type RatedQuestion = Rated & {
  readonly question: Question;
  readonly schedule: Schedule;
};

/** `gone`: the question's file no longer has it. */
export type TurnEnd = LeavingKey | 'gone';

export type KeyHandler = (turn: Turn, key: SessionKey) => Promise<TurnEnd | undefined>;

/** The current question, in a quiz or in the review of a mock. */
export type Turn = {
  readonly practice: Practice;
  readonly mode: Mode;
  readonly isReview: boolean;
  readonly cram: boolean;
  readonly card: Pick<Card, 'at' | 'of' | 'attempts' | 'again'>;
  head: QuestionHead;
  /** Read late: the card is on screen before its file is read. */
  question: Question | undefined;
  /** Moved forward by time spent on something else. */
  startedAt: Instant;
  answer: GivenAnswer | undefined;
  points: Points;
  /** Where an undo changed them: the cursor goes there. */
  pointAt?: number | undefined;
  readonly followedUp?: Rendered;
  /** Said before the model answer was shown. */
  readonly replies?: readonly string[];
  readonly schedule: Schedule | undefined;
  readonly onKey: KeyHandler;
  /** Called on every change, so that a session key does not lose the points. */
  readonly onTicks: (turn: OpenTurn) => void;
  readonly onFollowUp?: (followedUp: NonNullable<Attempt['followUps']>[number]) => void;
};

export type OpenTurn = Turn & {
  question: Question;
  /** The values when it was answered. */
  known?: Values;
};

/** Throws `Failure` if the file no longer has the question. */
export async function opened(turn: Turn): Promise<OpenTurn> {
  const question = turn.question ?? (await turn.practice.context.banks.question(turn.head));
  return Object.assign(turn, { question });
}

/** The entries are on disk when this returns, before anything else is shown. */
export function dispatch(quiz: Quiz, event: SessionEvent): void {
  const { session, entries } = step(quiz.session, event);
  if (entries.length > 0) quiz.context.journal.append(entries);
  quiz.session = session;
  if (event.type === 'tick' || event.type === 'undo') keepPoints(quiz);
}

/** Passes the session the journal's other steps: own answers, values, notes. */
export function watched(context: Context, quizOf: () => Quiz): Context {
  const append: Context['journal']['append'] = (entries) => {
    context.journal.append(entries);
    for (const entry of entries)
      if (entry.type === 'change' || entry.type === 'note') dispatch(quizOf(), { type: 'changed', entry });
  };
  return { ...context, journal: { ...context.journal, append } };
}

/** Settled points are kept with the draft, unless the answer was recorded. */
export function keepPoints({ context, session, bank }: Quiz): void {
  const { drafts } = context;
  const { phase, current, turn } = session;
  const head = bank.questions.get(current?.question ?? '');
  if (!head) return;
  const { points: before, pointsOf: _of, ...known } = readUnfinished(drafts.read(head.id));
  const { text, elapsedMs, points, said } = turn;
  const isKept = phase === 'revealed' && settledCount(points) > 0 && said.recording === undefined;
  // Also of another terminal, or typed and then answered aloud.
  const isOther = known.text !== undefined && known.text !== text;
  if (isOther || (!isKept && before === undefined)) return;
  const answer = { text, partsMs: said.partsMs, spentMs: said.partsMs ? undefined : elapsedMs || undefined };
  const kept = isKept ? { ...answer, points, pointsOf: head.answerHash } : known;
  // If it cannot be written: the text is more important, and its draft says why.
  failureOf(() => drafts.write(head.id, unfinishedText(kept)));
}

/** Returns to the points that were settled when the session was left. */
function resumesPoints(quiz: Quiz, turn: Turn): boolean {
  const { head, mode } = turn;
  const draft = readUnfinished(quiz.context.drafts.read(head.id));
  const { text = '', partsMs, spentMs = 0, points, pointsOf } = draft;
  if (!points || pointsOf !== head.answerHash || mode === 'speak') return false;
  if (mode === 'think' && text !== '') return false;
  const elapsedMs = partsMs ? sumOf(partsMs, (ms) => ms) : spentMs;
  turn.answer = { text, elapsedMs, ...(partsMs && { partsMs }) };
  dispatch(quiz, { type: 'reveal', ...turn.answer });
  turn.points = points;
  dispatch(quiz, { type: 'tick', points });
  return true;
}

export async function questionCard(
  { display, values }: Practice,
  head: QuestionHead,
  question: Pick<Question, 'asked' | 'star'> | undefined,
  facts: Pick<Card, 'at' | 'of' | 'attempts' | 'again' | 'followUps'>,
): Promise<Rendered> {
  const { asked } = question ?? {};
  const parts = question && head.kind === 'star' ? storyParts(question) : undefined;
  const card = { ...facts, question: head, parts, open: openNumbersText(head, values) };
  if (!asked) return rendered(display, (look) => renderCard(card, look));
  const { renderMarkdown } = await import('../../screens/ui/markdown.ts');
  return rendered(display, (look) => {
    const text = renderMarkdown(asked.text, { columns: innerColumns(look), theme: look.theme });
    return renderCard({ ...card, asked: text }, look);
  });
}

/** Reads the question's file first only if it has more than the title, or the parts of a story. */
export async function cardOf(turn: Turn): Promise<Rendered> {
  const { practice, head, card } = turn;
  const isRead = head.asksMore || head.kind === 'star';
  const question = isRead ? (await tried(practice, () => opened(turn)))?.question : undefined;
  return questionCard(practice, head, question, { ...card, followUps: head.followUps });
}

export type Outcome<T> = { readonly value: T } | { readonly end: TurnEnd };

/**
 * Keys may be pressed before the answer and may end the turn. Their time does not count.
 * @param isTimed false before the clock of the answer runs
 * @param answers keys that are an answer here
 */
export async function untilAnswered<T, Key extends SessionKey = never>(
  turn: Turn,
  ask: () => Promise<Reply<T>>,
  isTimed = true,
  answers: readonly Key[] = [],
): Promise<Outcome<T | Key>> {
  const { clock } = turn.practice.context;
  for (;;) {
    const reply = await ask();
    if (reply.kind === 'value') return reply;
    const value = answers.find((key) => key === reply.key);
    if (value !== undefined) return { value };
    const from = clock.now();
    const end = await turn.onKey(turn, reply.key);
    if (end) return { end };
    if (isTimed) turn.startedAt = instantOf(turn.startedAt + Math.max(0, clock.now() - from));
  }
}

/** Waits while the answer of a repeated question is still in mind. Scripts do not wait. */
async function untilForgotten(quiz: Quiz, turn: Turn): Promise<Outcome<'go'>> {
  const { context, prompts, display, session } = quiz;
  const earliest = session.current?.earliest ?? 0;
  const leftMs = earliest - context.clock.now();
  if (turn.answer || leftMs <= 0 || !context.interactive) return { value: 'go' };
  const over = new Promise<void>((resolve) => void setTimeout(resolve, leftMs).unref());
  prompts.page(rendered(display, (look) => headRule('Repeat', shownId(turn.head), look)));
  const text = `${shownId(turn.head)} comes back in ${elapsedText(leftMs)}. Press Enter to answer it now.`;
  return untilAnswered<'go'>(turn, () => prompts.pause(text, over));
}

async function askAnswer(quiz: Quiz, turn: Turn): Promise<TurnEnd | undefined> {
  const waited = await untilForgotten(quiz, turn);
  if ('end' in waited) return waited.end;
  quiz.prompts.page(await cardOf(turn));
  if (turn.answer) return undefined;
  if ((await tried(quiz, () => resumesDraft(quiz, turn.head))) === false)
    turn.startedAt = quiz.context.clock.now();
  if (resumesPoints(quiz, turn)) return undefined;
  let isInView = true;
  const given = await untilAnswered(turn, async () => {
    // A key may have changed the card.
    if (!isInView) quiz.prompts.page(await cardOf(turn));
    isInView = false;
    const { head, mode, startedAt } = turn;
    const isStory = head.kind === 'star' && !head.draft;
    const open = isStory ? await tried(quiz, () => opened(turn)) : undefined;
    const parts = open && storyParts(open.question);
    return askForAnswer(quiz, { question: head, mode, startedAt, parts });
  });
  if ('end' in given) return given.end;
  turn.answer = given.value;
  dispatch(quiz, { type: 'reveal', ...turn.answer });
  return undefined;
}

function scheduleOf({ session, ratings, progress }: Quiz, question: QuestionId): Schedule | undefined {
  const last = session.cram ? undefined : ratedIn(session).findLast((entry) => entry.question === question);
  return (last && ratings.get(last.id)?.schedule) ?? progress.schedules.get(question);
}

/** Already revealed if an undo brought the question back. */
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
    onTicks: ({ points }) => dispatch(quiz, { type: 'tick', points }),
    onFollowUp: (followedUp) => dispatch(quiz, { type: 'follow', ...followedUp }),
  };
}

export function setPoints(turn: OpenTurn, points: Points): void {
  turn.points = points;
  turn.onTicks(turn);
}

const isAhead = ({ params, calendar }: Practice, at: Instant): boolean =>
  params.interviewDay !== undefined && dayOf(at, calendar) < params.interviewDay;

function dueText(practice: Practice, at: Instant, due: Instant): string {
  const isPastIt = isAhead(practice, at) && !isAhead(practice, due);
  return isPastIt ? 'after the interview' : `in ${intervalText(at, due, practice.calendar)}`;
}

function ratePrompt(turn: OpenTurn, { at, schedules }: Pick<CheckedAnswer, 'at' | 'schedules'>): RatePrompt {
  const { practice, question, points, cram } = turn;
  const suggested = suggestRating(points);
  const settled = settledCount(points);
  const covered = coveredCount(points);
  const [only, left] = settled < points.length ? ['settled ', points.length - settled] : ['', 0];
  // Else only what is left would tell why it is not better.
  const rest = left > 0 && covered === settled ? `, ${left} unsettled` : '';
  const what = question.kind === 'star' ? 'parts' : 'points';
  const reason = suggested && `${covered} of ${settled} ${only}${what}${rest}`;
  const intervalOf = (rating: Rating): string =>
    cram ? '' : dueText(practice, at, schedules[rating].due).replace(/^in /, '');
  return {
    choices: RATINGS.map((rating) => ({ rating, interval: intervalOf(rating) })),
    suggested,
    reason,
  };
}

export type CheckedAnswer = {
  readonly at: Instant;
  readonly schedules: Readonly<Record<Rating, Schedule>>;
  readonly turn: OpenTurn;
  readonly points: Points;
  readonly rating: Rating;
};

/** From the answer to the rating, which is asked for again if it is not stored. */
export async function checkAnswer(
  turn: Turn,
  store: (checked: CheckedAnswer) => Promise<boolean>,
): Promise<TurnEnd | undefined> {
  const { practice, schedule } = turn;
  const open = await tried(practice, () => opened(turn));
  if (!open) return 'gone';
  open.known ??= practice.values;
  const { askPoints, offerSaid, revealAnswer, showChanged } = await import('./reveal.ts');
  const { preview } = await import('../../core/schedule/schedule.ts');
  const revealed = await revealAnswer(open);
  if ('end' in revealed) return revealed.end;
  for (let isFirst = true; ; isFirst = false) {
    const settled = await untilAnswered(open, () => askPoints(open));
    if ('end' in settled) return settled.end;
    const points = settled.value;
    setPoints(open, points);
    // Later, the next answer would be typed into this question.
    if (isFirst && practice.context.interactive) {
      const { values } = practice;
      await tried(practice, () => offerSaid(open));
      if (practice.values !== values && !practice.display.plain) await showChanged(open);
    }
    const at = practice.context.clock.now();
    const shown = { at, schedules: preview(schedule, open.head.id, at, practice.params) };
    for (;;) {
      const rated = await untilAnswered<Rating | undefined>(open, async () => {
        if (open.points !== points) return { kind: 'value', value: undefined };
        const reply = await practice.prompts.rate(ratePrompt(open, shown));
        const isLeftOpen = points.length > 0 && settledCount(points) === 0;
        // With no point settled, the session would undo what came before the points; the person means the points.
        if (!isLeftOpen || reply.kind === 'value' || reply.key !== 'undo') return reply;
        tell(practice, 'Undid: leaving all points unsettled.');
        return { kind: 'value', value: undefined };
      });
      if ('end' in rated) return rated.end;
      if (rated.value === undefined) break;
      if (await store({ turn: open, points, rating: rated.value, ...shown })) return undefined;
    }
  }
}

export async function afterRating(
  { turn, rating, schedules, at }: CheckedAnswer,
  returns: boolean,
): Promise<void> {
  const { practice, question, cram, answer } = turn;
  const { context, display } = practice;
  const next = `next ${dueText(practice, at, schedules[rating].due)}`;
  const when =
    rating === 'again' && returns ? 'back later in this session' : cram ? 'schedule unchanged' : next;
  tell(practice, display.theme.dim(`recorded: ${rating}, ${when} (${shownId(turn.head)})`));
  await tried(practice, async () => {
    const text = answer?.text ?? '';
    // An interview has drafts of its own, and another terminal may have gone on with this one.
    const typed = readUnfinished(context.drafts.read(question.id)).text ?? '';
    if (turn.isReview || (typed !== text && answer?.recording === undefined)) return;
    clearDrafts(context, turn.head);
  });
}

async function isRecorded(quiz: Quiz, checked: CheckedAnswer): Promise<boolean> {
  const { turn, points, rating, schedules, at } = checked;
  const { question } = turn;
  quiz.unstored.add(question.id);
  const isStored = await tried(quiz, async () => {
    const { judged } = await import('./reveal.ts');
    const { cited, ...rated } = judged(turn, points);
    const id = quiz.context.random.id(at);
    quiz.ratings.set(id, { ...rated, question, schedule: schedules[rating] });
    const by = rating === suggestRating(turn.points) ? 'points' : 'override';
    // The time for which the intervals were shown, so that the stored interval is the same.
    dispatch(quiz, { type: 'rate', rating, at, id, cited, by, ...questionStamp(quiz.context, question) });
    const { waiting, current } = quiz.session;
    await afterRating(
      checked,
      [current, ...waiting].some((item) => item?.again && item.question === question.id),
    );
    return true;
  });
  if (isStored) quiz.unstored.delete(question.id);
  return isStored === true;
}

export async function takeTurn(quiz: Quiz, head: QuestionHead, onKey: KeyHandler): Promise<void> {
  const turn = turnOf(quiz, head, onKey);
  const end =
    (await askAnswer(quiz, turn)) ?? (await checkAnswer(turn, (checked) => isRecorded(quiz, checked)));
  if (end !== 'gone') return;
  if (quiz.context.drafts.among([head.id]).length > 0)
    tell(quiz, 'What you typed is kept, and comes back with the question.');
  dispatch(quiz, { type: 'gone' });
}

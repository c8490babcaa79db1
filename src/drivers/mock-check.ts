// What becomes of an answer of a mock: the model answer is shown, points are ticked, a rating is confirmed. It is the turn of
// a quiz whose answer was given before; everything goes into the mock's file first, and then into the journal.
import { segmentsText } from '../core/fill.ts';
import { attemptsOfMock } from '../core/mock-attempt.ts';
import type { FollowedUp, MockCheck, MockReply, MockTurn } from '../core/mock.ts';
import type { Points } from '../core/points.ts';
import type { Question, QuestionHead } from '../core/question.ts';
import { startSession, step, type Session, type SessionEvent } from '../core/session.ts';
import { filledText, shownItems } from '../formats/filled-text.ts';
import { renderFollowUps } from '../screens/mock.ts';
import type { Stays } from './mock-ask.ts';
import { note, type MockTable } from './mock-table.ts';
import { revealOf, type OpenTurn, type Table, type Turn } from './table.ts';
import { takeTurn } from './turn.ts';

/** A session of one question whose answer was given, with its ticks as far as they were set. */
function sessionOf(
  { mock }: MockTable,
  { question, predicted, check }: MockTurn,
  answer: MockReply,
): Session {
  const { parts: _parts, ...said } = answer;
  const start = startSession({
    id: mock.id,
    mode: mock.mode,
    cram: false,
    once: true,
    questions: [question],
  });
  const prediction = predicted === undefined ? {} : { predicted };
  const { session } = step(start, { type: 'reveal', ...said, ...prediction });
  return check ? step(session, { type: 'tick', points: check.points }).session : session;
}

/** Longer items and numbers would not be read back, in UTF-16 units. */
const LONGEST = 5000;

/** The ticks with the names of what was ticked, as it is shown now. */
function checkOf(turn: OpenTurn, points: Points): MockCheck {
  const { question, table } = turn;
  const { cited, uncited, typed } = revealOf(turn);
  // Of an answer that was thought or said nobody knows which numbers it cited.
  const numbers =
    typed === ''
      ? []
      : [...cited.map((key) => [key, true] as const), ...uncited.map((key) => [key, false] as const)];
  return {
    points,
    items:
      points.length === 0 ? [] : shownItems(question, table.values).map((item) => item.slice(0, LONGEST)),
    numbers: numbers.map(([key, isCited]) => ({
      key,
      text: (table.values.get(key)?.text ?? key).slice(0, LONGEST),
      cited: isCited,
    })),
  };
}

/** Notes an event of the session in the mock, before it happens there. Undefined: it is not done in a mock. */
function passed(mocked: MockTable, turn: Turn, event: SessionEvent): SessionEvent | undefined {
  const question = turn.head.id;
  if (event.type === 'undo') return undefined;
  if (event.type === 'tick' && turn.question) {
    const check = checkOf({ ...turn, question: turn.question }, event.points);
    const before = mocked.mock.turns.find((each) => each.question === question)?.check;
    if (JSON.stringify(before) !== JSON.stringify(check))
      note(mocked, { type: 'ticked', question, ...check });
  }
  if (event.type !== 'rate') return event;
  const { rating, at, title, questionHash, bank } = event;
  const remembered = {
    ...(title !== undefined && { title }),
    ...(questionHash !== undefined && { questionHash }),
    ...(bank !== undefined && { bank }),
  };
  note(mocked, { type: 'rated', question, rating, ...remembered }, at);
  const attempt = attemptsOfMock(mocked.mock).find((each) => each.question === question);
  return { ...event, by: 'mock', id: attempt?.id ?? event.id };
}

/** Shows follow-ups that were asked, each with what was said and what could have been. */
export function showFollowUps(
  { prompts, look, study }: MockTable,
  followUps: readonly FollowedUp[],
  question: Question,
): void {
  if (followUps.length === 0) return;
  const shown = followUps.map((each) => {
    const own = each.index === undefined ? undefined : question.followUpTexts[each.index];
    const model = own && segmentsText(filledText(question, own.answer.text, study.values, own.answer.at));
    return { ...each, ...(model !== undefined && { model }) };
  });
  prompts.show(renderFollowUps(shown, look));
}

/**
 * Goes through one answer until it is rated, or left unrated.
 * @param inView true when its card is still in view
 */
export async function checkAnswer(
  mocked: MockTable,
  turn: MockTurn,
  { head, question }: { readonly head: QuestionHead; readonly question: Question },
  inView: boolean,
): Promise<Stays> {
  const { answer } = turn;
  if (!answer) return 'stays';
  const { study, context, prompts, look, pace } = mocked;
  const table: Table = {
    ...study,
    context,
    prompts,
    look,
    pace,
    session: sessionOf(mocked, turn, answer),
    ratings: new Map(),
    passing: (event) => passed(mocked, inHand, event),
  };
  const place = { at: mocked.mock.turns.indexOf(turn) + 1, of: mocked.mock.turns.length };
  const inHand: Turn = { table, head, question, startedAt: context.clock.now(), inView, place };
  await takeTurn(inHand);
  // Numbers may have been filled and questions edited on the way.
  mocked.study = { ...study, config: table.config, bank: table.bank, values: table.values };
  const isRated = table.session.done.at(-1)?.what === 'rated';
  if (!isRated && table.session.phase === 'quit') {
    if (mocked.mock.phase === 'between') note(mocked, { type: 'paused' });
    return 'left';
  }
  if (!isRated) note(mocked, { type: 'unrated', question: head.id });
  // In study mode each was shown as it was answered, or is still to come.
  if (!mocked.mock.study) showFollowUps(mocked, turn.followUps, question);
  return 'stays';
}

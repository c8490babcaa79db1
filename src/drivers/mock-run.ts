// Holds a mock from where it stands to its end: the interview, then the answers one by one. Whatever happens is on disk
// before the next thing is shown, so it can be left at any moment.
import { nextQuestion, unconfirmed, type MockTurn } from '../core/mock.ts';
import type { Question, QuestionHead, QuestionId } from '../core/question.ts';
import { renderMockEnd } from '../screens/mock.ts';
import { askFollowUp, askQuestion, followUpTo, type Stays } from './mock-ask.ts';
import { checkAnswer, showFollowUps } from './mock-check.ts';
import { note, timeLeftMs, type MockTable } from './mock-table.ts';
import { tell, tried } from './saying.ts';

/** A question as it is now; undefined, and said, when it is gone. */
type Found = { readonly head: QuestionHead; readonly question: Question };

async function find(table: MockTable, id: QuestionId): Promise<Found | undefined> {
  const head = table.study.bank.questions.get(id);
  const question = head && (await tried(table, () => table.context.banks.question(head)));
  return head && question && { head, question };
}

/** The question in hand, or its follow-up. */
async function answerInHand(table: MockTable, turn: MockTurn): Promise<Stays> {
  const found = await find(table, turn.question);
  if (!found) {
    note(table, { type: 'skipped', why: 'gone' });
    return 'stays';
  }
  if (table.mock.phase === 'asked') return askQuestion(table, found.head, found.question);
  const stays = await askFollowUp(table, found.head);
  const asked = table.mock.turns.at(-1)?.followUps ?? [];
  if (stays === 'stays' && table.mock.study) showFollowUps(table, asked.slice(-1), found.question);
  return stays;
}

/** True when there was a follow-up to ask, which is in hand now. */
function followUp(table: MockTable, turn: MockTurn, { question }: Found): boolean {
  const next = followUpTo(table, turn, question);
  if (next) note(table, { type: 'followed', ...next });
  return next !== undefined;
}

/** Between two questions: checks in study mode, then a follow-up, the next question, or the end. */
async function goOn(table: MockTable, last: MockTurn | undefined): Promise<Stays> {
  const found = last?.answer && (await find(table, last.question));
  if (table.mock.study && last && found && last.outcome === undefined)
    return checkAnswer(table, last, found, true);
  if (timeLeftMs(table) <= 0) note(table, { type: 'ended', why: 'time' });
  else if (!last || !found || !followUp(table, last, found)) {
    const next = nextQuestion(table.mock);
    note(table, next ? { type: 'asked', question: next.question } : { type: 'ended', why: 'done' });
  }
  return 'stays';
}

async function interview(table: MockTable): Promise<Stays> {
  for (;;) {
    const { phase, turns } = table.mock;
    const last = turns.at(-1);
    if (phase === 'ended') return 'stays';
    const stays = phase === 'between' || !last ? await goOn(table, last) : await answerInHand(table, last);
    if (stays === 'left') return 'left';
  }
}

/** Goes through the answers that nobody said anything of yet. */
async function confirm(table: MockTable): Promise<Stays> {
  for (let turn = unconfirmed(table.mock)[0]; turn; turn = unconfirmed(table.mock)[0]) {
    const found = await find(table, turn.question);
    if (!found) note(table, { type: 'unrated', question: turn.question });
    else if ((await checkAnswer(table, turn, found, false)) === 'left') return 'left';
  }
  return 'stays';
}

/** Says that the interview is over, and waits before anything of the answers is shown. */
async function turnOver(table: MockTable): Promise<Stays> {
  const { prompts, mock, look } = table;
  prompts.show(renderMockEnd(mock, look));
  if (unconfirmed(mock).length === 0) return 'stays';
  for (;;) {
    const reply = await prompts.pause('Enter goes through your answers, q leaves them for later.');
    if (reply.kind === 'value') return 'stays';
    if (reply.key === 'quit') return 'left';
    tell(table, 'Only Enter and q do something here.');
  }
}

/** Holds a mock to its end, or until the person leaves. */
export async function holdMock(table: MockTable): Promise<Stays> {
  if ((await interview(table)) === 'left') return 'left';
  if ((await turnOver(table)) === 'left') return 'left';
  if ((await confirm(table)) === 'left') return 'left';
  note(table, { type: 'closed' });
  return 'stays';
}

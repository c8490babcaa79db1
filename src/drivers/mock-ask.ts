// The interview itself: a question is asked, a prediction is made, it is answered, it is followed up. Nothing of the model
// answer is shown here.
import type { SessionKey } from '../core/session-key.ts';
import { citedIn, fillText, segmentsText } from '../core/fill.ts';
import { followUpsFor, nextFollowUp, type Heard } from '../core/mock-follow-ups.ts';
import { FOLLOW_UP_MINUTES, type MockFollowUp, type MockTurn } from '../core/mock.ts';
import type { Question, QuestionHead } from '../core/question.ts';
import { storyParts } from '../core/star-shares.ts';
import { tickedBeforehand, tickItems } from '../core/ticks.ts';
import { spokenWords } from '../formats/spoken-words.ts';
import { renderCard } from '../screens/card.ts';
import { innerColumns } from '../screens/frame.ts';
import { renderMarkdown } from '../screens/markdown.ts';
import { renderFollowUpCard, renderMockKeys, timeLeftText } from '../screens/mock.ts';
import { askForAnswer, type Answered, type Asked } from './answering.ts';
import { inHandSince, note, stageOf, timeLeftMs, type MockTable } from './mock-table.ts';
import { askPrediction } from './predicting.ts';
import { tell } from './saying.ts';
import { numbersOf, openNumbersOf } from './table.ts';

/** Whether the person is still there. */
export type Stays = 'stays' | 'left';

/** Puts the mock aside: its clock stands still, and it can be gone on with. */
function pause(table: MockTable): Stays {
  note(table, { type: 'paused' });
  return 'left';
}

/** Does what a key asks for while something is in hand. Undefined when it stays in hand. */
function pressed(table: MockTable, key: SessionKey): Stays | undefined {
  if (key === 'quit') return pause(table);
  if (key === 'skip') {
    note(table, { type: 'skipped', why: 'skip' });
    return 'stays';
  }
  if (key === 'help') table.prompts.show(renderMockKeys(table.look));
  else tell(table, 'That key does nothing in a mock; ? lists those that do.');
  return undefined;
}

/** The rest of the clock of the whole interview. */
const beside = (table: MockTable) => (): string => timeLeftText(timeLeftMs(table), table.look);

type Wanted = Pick<Asked, 'question' | 'parts' | 'card' | 'next'> & {
  readonly store: (answered: Answered) => void;
};

/** Whether another follow-up or question is to come is not told beforehand. */
const NEXT = 'what comes next';

/** Asks until it is answered, skipped or put aside. */
async function untilDone(table: MockTable, { store, ...asked }: Wanted): Promise<Stays> {
  const { context } = table;
  const stage = stageOf(table);
  const startedAt = inHandSince(table);
  let { card } = asked;
  for (;;) {
    const { mode } = table;
    const reply = await askForAnswer(stage, { ...asked, card, mode, startedAt, beside: beside(table) });
    card = '';
    if (reply.kind === 'value') {
      store(reply.value);
      // It is stored: what is left of it elsewhere would come up again the next time.
      context.drafts.write(asked.question.id, '');
      return 'stays';
    }
    const stays = pressed(table, reply.key);
    if (stays) return stays;
  }
}

/** The card of a question of a mock. */
function cardOf(table: MockTable, head: QuestionHead, question: Question): string {
  const { look, mock, study } = table;
  const options = { columns: innerColumns(look), theme: look.theme };
  const asked = question.asked && renderMarkdown(question.asked.text, options).replace(/\s+$/, '');
  return renderCard(
    {
      question: head,
      ...(asked !== undefined && { asked }),
      at: mock.turns.length,
      of: mock.questions.length,
      attempts: study.progress.seen.get(head.id)?.attempts ?? 0,
      again: false,
      ...openNumbersOf(head, study.values),
    },
    look,
  );
}

/** Asks what share of the points will be covered; nothing is noted without a prediction. */
async function predict(table: MockTable, question: Question): Promise<Stays> {
  const reply = await askPrediction(
    table,
    tickItems(question).length,
    question.kind === 'star' ? 'part' : 'point',
  );
  if (reply.kind === 'key') return pause(table);
  if (reply.value !== undefined) note(table, { type: 'predicted', predicted: reply.value });
  return 'stays';
}

/** Shows a card and reads it aloud where that is wanted; what is still to be shown of it. */
async function spoken(table: MockTable, card: string, title: string, asked?: string): Promise<string> {
  if (!table.voice) return card;
  table.prompts.show(card);
  const { readAloud } = await import('./listening.ts');
  table.voice = await readAloud(stageOf(table), spokenWords(title, asked));
  return '';
}

/** Asks a question that is in hand. */
export async function askQuestion(table: MockTable, head: QuestionHead, question: Question): Promise<Stays> {
  const { mock, prompts } = table;
  const turn = mock.turns.at(-1);
  const predicts = mock.predict && turn?.predicted === undefined && tickItems(question).length > 0;
  let card = await spoken(table, cardOf(table, head, question), question.title, question.asked?.text);
  if (predicts) {
    if (card !== '') prompts.show(card);
    card = '';
    if ((await predict(table, question)) === 'left') return 'left';
  }
  const parts = question.kind === 'star' ? storyParts(question) : undefined;
  return untilDone(table, {
    question: head,
    card,
    ...(parts && { parts }),
    ...(mock.study ? {} : { next: NEXT }),
    store: (answered) =>
      note(table, { type: 'answered', ...answered, ...(answered.partsMs && parts && { parts }) }),
  });
}

/** What is known of an answer: what was ticked, else what its words say; of one that was thought, and of a story, nothing. */
function heard(table: MockTable, { answer, check }: MockTurn, question: Question): Heard {
  const { values } = table.study;
  const text = answer?.text ?? '';
  const numbers = numbersOf(question, values).filter((key) => values.has(key));
  const withoutNumbers = text !== '' && numbers.length > 0 && citedIn(text, question, values).length === 0;
  const known = { text, withoutNumbers };
  if (check) return { ...known, missed: check.items.filter((_, i) => check.points[i] === 0) };
  if (text === '' || question.kind === 'star') return known;
  const covered = tickedBeforehand(question, text);
  return { ...known, missed: tickItems(question).filter((_, i) => covered[i]?.covered === 0) };
}

/** The follow-up to come after the latest answer; undefined when it is enough. */
export function followUpTo(table: MockTable, turn: MockTurn, question: Question): MockFollowUp | undefined {
  const followUps = question.followUpTexts.map((each) =>
    segmentsText(fillText(each.question, question, table.study.values)),
  );
  const fitting = followUpsFor({ ...question, followUps }, heard(table, turn, question));
  return nextFollowUp(turn, fitting);
}

/** Asks the follow-up that is in hand. */
export async function askFollowUp(table: MockTable, head: QuestionHead): Promise<Stays> {
  const { id, turns } = table.mock;
  const followUps = turns.at(-1)?.followUps ?? [];
  const text = followUps.at(-1)?.text ?? '';
  // A name of its own, so that what is typed here is no draft of the question, nor of another mock.
  const name = `${id}-follow-up-${turns.length}-${followUps.length}`;
  return untilDone(table, {
    question: { id: name, kind: 'open', minutes: FOLLOW_UP_MINUTES },
    card: await spoken(table, renderFollowUpCard(text, head, table.look), '', text),
    next: NEXT,
    store: (answered) => note(table, { type: 'replied', ...answered }),
  });
}

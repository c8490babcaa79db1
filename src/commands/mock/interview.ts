// A mock: the interview, without model answers, then the review. Every event is on disk before the next screen,
// so the person can leave at any moment.
import type { MockStore, Rendered } from '../../context.ts';
import type { Mode } from '../../core/base/attempt.ts';
import { type Instant, instantOf } from '../../core/base/day.ts';
import type { MetricName } from '../../core/base/metric.ts';
import {
  FOLLOW_UP_MINUTES,
  type Question,
  type QuestionHead,
  type QuestionId,
} from '../../core/base/question.ts';
import { oneLine } from '../../core/base/text.ts';
import { checkItems, feedbackOn } from '../../core/feedback/feedback.ts';
import { fillText, segmentsText } from '../../core/fill/values.ts';
import {
  type FollowedUp,
  followUpsFor,
  type HeardAnswer,
  type Mock,
  type MockCheck,
  type MockNumber,
  type MockEvent,
  type MockTurn,
  nextFollowUp,
  nextQuestion,
  stepMock,
  unconfirmed,
} from '../../core/mock/mock.ts';
import { attemptsOfMock } from '../../core/mock/report.ts';
import { isInterviewKey, type SessionKey } from '../../core/quiz/session.ts';
import { storyParts } from '../../core/stories/stories.ts';
import { filledText, shownItems } from '../../formats/question/filled-text.ts';
import { renderFollowUpCard, renderFollowUps, renderMockEnd, timeLeftText } from '../../screens/mock/mock.ts';
import { renderKeys } from '../../screens/quiz/card.ts';
import { rendered } from '../../screens/ui/frame.ts';
import { afterRating, checkAnswer, type CheckedAnswer, offerValues, revealOf } from '../quiz/check.ts';
import { keyHandler, tellSuspended } from '../quiz/keys.ts';
import { cardOf, type OpenTurn, questionCard, type Turn } from '../quiz/turn.ts';
import {
  type AnswerRequest,
  askForAnswer,
  askPrediction,
  type GivenAnswer,
  tickedNoun,
} from '../shared/answering.ts';
import { type Practice, readLexicon, readQuestion, tell, tried } from '../shared/practice.ts';
import { questionStamp } from '../shared/question.ts';

export type HeldMock = Practice & {
  readonly store: MockStore;
  /** Thinking replaces speaking without a recorder. */
  readonly mode: Mode;
  mock: Mock;
};

type Presence = 'present' | 'left';

type Without<Event, Key extends string> = Event extends unknown ? Omit<Event, Key> : never;

/** The event is on disk when this returns, before anything else is shown. */
export function note(
  held: HeldMock,
  what: Without<MockEvent, 'at'>,
  at: Instant = held.context.clock.now(),
): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an event is what happens and when
  const event = { ...what, at } as MockEvent;
  const mock = stepMock(held.mock, event);
  if (!mock) throw new Error(`a mock that is ${held.mock.phase} cannot handle ${event.type}`);
  held.store.append(mock.id, event);
  held.mock = mock;
}

/** In ms; negative after the end. */
const timeLeftMs = ({ mock, context }: HeldMock): number =>
  mock.budgetMs - mock.usedMs - Math.max(0, context.clock.now() - mock.latestAt);

function pause(held: HeldMock): Presence {
  note(held, { type: 'paused' });
  return 'left';
}

async function press(held: HeldMock, key: SessionKey, card: Rendered): Promise<Presence | undefined> {
  if (!isInterviewKey(key)) tell(held, 'That key does nothing in a mock. Press ? for the keys.');
  else if (key === 'quit') return pause(held);
  else if (key === 'help')
    held.prompts.help((step, isFull) =>
      rendered(held.display, (look) => renderKeys(step, look, { isInterview: true, isFull })),
    );
  else if (key === 'view') await held.context.run.view(card());
  else {
    note(held, { type: 'skipped', why: 'skip' });
    return 'present';
  }
  return undefined;
}

/** Must not reveal whether another follow-up or question comes. */
const NEXT = 'the interview';

async function untilDone(
  held: HeldMock,
  asked: Pick<AnswerRequest, 'question' | 'parts'> & { readonly card: Rendered },
  store: (answer: GivenAnswer) => void,
): Promise<Presence> {
  const { context, display, mock, mode } = held;
  // Moved forward by the time that the mock was paused.
  const startedAt = instantOf(context.clock.now() - mock.inHandMs);
  const beside = (): string => timeLeftText(timeLeftMs(held), display);
  const { card, ...request } = asked;
  for (;;) {
    const reply = await askForAnswer(held, { ...request, next: NEXT, mode, startedAt, beside });
    if (reply.kind === 'value') {
      store(reply.value);
      // The answer is stored; a draft that stayed would come up again.
      context.drafts.write(asked.question.id, '');
      return 'present';
    }
    const presence = await press(held, reply.key, card);
    if (presence) return presence;
  }
}

async function present(held: HeldMock, card: Rendered, title: string, asked?: string): Promise<void> {
  held.prompts.page(card);
  if (held.voice) await readQuestion(held, title, asked);
}

const cardAt = ({ progress }: HeldMock, { id }: QuestionHead, at: number, of: number): Turn['card'] => ({
  at,
  of,
  attempts: progress.seen.get(id)?.attempts ?? 0,
  again: false,
});

type KnownQuestion = { readonly head: QuestionHead; readonly question: Question };

async function askQuestion(held: HeldMock, { head, question }: KnownQuestion): Promise<Presence> {
  const { mock } = held;
  const items = checkItems(question).length;
  const place = cardAt(held, head, mock.turns.length, mock.questions.length);
  const card = await questionCard(held, head, question.asked, place);
  await present(held, card, question.title, question.asked?.text);
  if (mock.predict && mock.turns.at(-1)?.predicted === undefined && items > 0) {
    for (;;) {
      const reply = await askPrediction(held, items, tickedNoun(question));
      if (reply.kind === 'value') {
        if (reply.value !== undefined) note(held, { type: 'predicted', predicted: reply.value });
        break;
      }
      const presence = await press(held, reply.key, card);
      if (presence) return presence;
    }
  }
  const parts = question.kind === 'star' ? storyParts(question) : undefined;
  return untilDone(held, { question: head, card, parts }, (answer) =>
    note(held, { type: 'answered', ...answer, ...(answer.partsMs && parts && { parts }) }),
  );
}

async function askFollowUp(held: HeldMock, head: QuestionHead): Promise<Presence> {
  const { id, turns } = held.mock;
  const followUps = turns.at(-1)?.followUps ?? [];
  const text = followUps.at(-1)?.text ?? '';
  // Its own name, so that the text is not a draft of the question or of another mock.
  const name = `${id}-follow-up-${turns.length}-${followUps.length}`;
  const question = { id: name, kind: 'open', minutes: FOLLOW_UP_MINUTES } as const;
  const card = rendered(held.display, (look) => renderFollowUpCard(text, head, look));
  await present(held, card, '', text);
  return untilDone(held, { question, card }, (answer) => note(held, { type: 'replied', ...answer }));
}

/** What was missed is unknown for a thought answer or a story. */
async function heardAnswer(held: HeldMock, { answer }: MockTurn, question: Question): Promise<HeardAnswer> {
  const text = answer?.text ?? '';
  await readLexicon(held, text);
  const { points, cited, notCited } = feedbackOn(text, question, held.values, held.lexicon);
  const withoutNumbers = text !== '' && notCited.length > 0 && cited.length === 0;
  const known = { text, withoutNumbers };
  if (text === '' || question.kind === 'star') return known;
  return { ...known, missed: points.filter(({ state }) => state !== 'found').map((point) => point.text) };
}

async function followUp(held: HeldMock, turn: MockTurn, question: Question): Promise<boolean> {
  const followUps = question.followUpTexts.map((each) =>
    segmentsText(fillText(each.question, question, held.values)),
  );
  const fitting = followUpsFor({ ...question, followUps }, await heardAnswer(held, turn, question));
  const next = nextFollowUp(turn, fitting);
  if (next) note(held, { type: 'followed', ...next });
  return next !== undefined;
}

/** In UTF-16 units; the reader refuses longer items. */
const LONGEST = 5000;

/** Stores changed ticks, with the points as shown now. */
function noteTicks(held: HeldMock, turn: OpenTurn): void {
  const { head, question, points, practice } = turn;
  const { values } = practice;
  const { cited, uncited, typed, wrongNumbers = [] } = revealOf(turn);
  // It is unknown which values a thought or spoken answer cited.
  const numbers = typed === '' ? [] : [...cited, ...uncited];
  const saidFor = (key: MetricName): Pick<MockNumber, 'said'> => {
    const wrong = wrongNumbers.find(({ metric }) => metric === key);
    return wrong ? { said: oneLine(wrong.said).slice(0, LONGEST) } : {};
  };
  const check: MockCheck = {
    points,
    items: points.length === 0 ? [] : shownItems(question, values).map((item) => item.slice(0, LONGEST)),
    numbers: numbers.map((key, i) => ({
      key,
      text: (values.get(key)?.text ?? key).slice(0, LONGEST),
      cited: i < cited.length,
      ...saidFor(key),
    })),
  };
  const before = held.mock.turns.find((each) => each.question === head.id)?.check;
  if (JSON.stringify(before) !== JSON.stringify(check))
    note(held, { type: 'ticked', question: head.id, ...check });
}

function reviewOf(held: HeldMock, turn: MockTurn, { head, question }: KnownQuestion): Turn | undefined {
  const { mock, progress, context } = held;
  if (!turn.answer) return undefined;
  const { parts: _parts, ...given } = turn.answer;
  const onKey = keyHandler({
    undo: () => {
      tell(held, 'You cannot undo during a mock. Run `prep undo` afterward.');
      return undefined;
    },
    skip: () => 'skip',
    suspend: () => {
      const at = context.clock.now();
      context.journal.append([{ type: 'suspend', id: context.random.id(at), at, question: head.id }]);
      tellSuspended(held, head.id);
      return 'suspend';
    },
    quit: () => 'quit',
  });
  return {
    practice: held,
    mode: mock.mode,
    isReview: true,
    cram: false,
    card: cardAt(held, head, mock.turns.indexOf(turn) + 1, mock.turns.length),
    head,
    question,
    startedAt: context.clock.now(),
    answer: { ...given, predicted: turn.predicted },
    points: turn.check?.points ?? [],
    followedUp: followUpsOf(held, turn.followUps, question),
    schedule: progress.schedules.get(head.id),
    onKey,
    onTicks: (open) => noteTicks(held, open),
  };
}

/** The mock's file first, then the journal. A rating that did not reach the journal is added next time. */
async function recordRating(held: HeldMock, checked: CheckedAnswer): Promise<void> {
  const { turn, rating, at } = checked;
  const question = turn.head.id;
  // Values may have been filled since the ticks.
  noteTicks(held, turn);
  note(held, { type: 'rated', question, rating, ...questionStamp(held.context, turn.question) }, at);
  held.context.journal.append(attemptsOfMock(held.mock).filter((each) => each.question === question));
  await afterRating(checked, false);
}

function followUpsOf(
  { display, values }: HeldMock,
  followUps: readonly FollowedUp[],
  question: Question,
): Rendered | undefined {
  const shown = followUps.map((each) => {
    const own = each.index === undefined ? undefined : question.followUpTexts[each.index];
    const model = own && segmentsText(filledText(question, own.answer.text, values, own.answer.at));
    return { ...each, model };
  });
  return shown.length > 0 ? rendered(display, (look) => renderFollowUps(shown, look)) : undefined;
}

async function reviewAnswer(held: HeldMock, turn: MockTurn, known: KnownQuestion): Promise<Presence> {
  const inHand = reviewOf(held, turn, known);
  if (!inHand) return 'present';
  held.prompts.page(await cardOf(inHand));
  const checked = await checkAnswer(inHand);
  if (!('end' in checked)) {
    await recordRating(held, checked);
    await offerValues(checked.turn);
  } else if (checked.end === 'quit') return 'left';
  else note(held, { type: 'unrated', question: known.head.id });
  return 'present';
}

/** Undefined, with a message, if the question is gone. */
async function find(held: HeldMock, id: QuestionId): Promise<KnownQuestion | undefined> {
  const head = held.bank.questions.get(id);
  const question = head && (await tried(held, () => held.context.banks.question(head)));
  return head && question && { head, question };
}

async function askInHand(held: HeldMock, turn: MockTurn): Promise<Presence> {
  const known = await find(held, turn.question);
  if (!known) {
    note(held, { type: 'skipped', why: 'gone' });
    return 'present';
  }
  return held.mock.phase === 'asked' ? askQuestion(held, known) : askFollowUp(held, known.head);
}

async function goOn(held: HeldMock, last: MockTurn | undefined): Promise<Presence> {
  const known = last?.answer && (await find(held, last.question));
  if (timeLeftMs(held) <= 0) note(held, { type: 'ended', why: 'time' });
  else if (!last || !known || !(await followUp(held, last, known.question))) {
    const next = nextQuestion(held.mock);
    note(held, next ? { type: 'asked', question: next.question } : { type: 'ended', why: 'done' });
  }
  return 'present';
}

async function interview(held: HeldMock): Promise<Presence> {
  while (held.mock.phase !== 'ended') {
    const last = held.mock.turns.at(-1);
    const step = held.mock.phase === 'between' || !last ? goOn(held, last) : askInHand(held, last);
    if ((await step) === 'left') return 'left';
  }
  return 'present';
}

async function review(held: HeldMock): Promise<Presence> {
  for (let turn = unconfirmed(held.mock)[0]; turn; turn = unconfirmed(held.mock)[0]) {
    const known = await find(held, turn.question);
    if (!known) note(held, { type: 'unrated', question: turn.question });
    else if ((await reviewAnswer(held, turn, known)) === 'left') return 'left';
  }
  return 'present';
}

/** Waits before any answer is shown. */
async function showEnd(held: HeldMock): Promise<Presence> {
  const { prompts, mock, display } = held;
  prompts.page(rendered(display, (look) => renderMockEnd(mock, look)));
  if (unconfirmed(mock).length === 0) return 'present';
  for (;;) {
    const reply = await prompts.pause('Enter = rate your answers now · q = later');
    if (reply.kind === 'value') return 'present';
    if (reply.key === 'quit') return 'left';
    tell(held, 'Press Enter or q.');
  }
}

export async function holdMock(held: HeldMock): Promise<Presence> {
  for (const part of [interview, showEnd, review]) if ((await part(held)) === 'left') return 'left';
  note(held, { type: 'closed' });
  return 'present';
}

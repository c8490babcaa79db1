// `prep mock`: a timed interview, and reports of past ones.
import type { Input, Run } from '../../cli.ts';
import type { Context, MockStore, Prompts, Rendered } from '../../context.ts';
import type { Mode } from '../../core/base/attempt.ts';
import { type Instant, instantOf, MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import {
  FOLLOW_UP_MINUTES,
  type Question,
  type QuestionHead,
  type QuestionId,
} from '../../core/base/question.ts';
import { oneLine } from '../../core/base/text.ts';
import { countOf } from '../../core/base/wording.ts';
import { feedbackOn } from '../../core/feedback/feedback.ts';
import { fillText, segmentsText } from '../../core/fill/values.ts';
import {
  drawMock,
  type EventOf,
  type FollowedUp,
  followUpsFor,
  lastEnded,
  type HeardAnswer,
  type Mock,
  type MockChange,
  type MockCheck,
  type MockEvent,
  type MockQuestion,
  type MockTurn,
  nextFollowUp,
  nextQuestion,
  startMock,
  stepMock,
  unconfirmed,
  USUAL_MOCK,
} from '../../core/mock/mock.ts';
import { attemptsOfMock, missingAttempts, reportOf, standsText } from '../../core/mock/report.ts';
import { isInterviewKey, type SessionKey } from '../../core/quiz/session.ts';
import { matchingHeads } from '../../core/schedule/queue.ts';
import { storyParts } from '../../core/stories/stories.ts';
import { mockMarkdown } from '../../formats/pages/report.ts';
import { mockJson, mockSummaryJson } from '../../formats/json/rehearsal.ts';
import { filledText, shownItems } from '../../formats/question/filled-text.ts';
import { unfinishedText } from '../../formats/stored/draft.ts';
import {
  renderFollowUpCard,
  renderFollowUps,
  renderMockEnd,
  renderMockList,
  renderMockResumed,
  renderMockStart,
  renderText,
  timeLeftText,
} from '../../screens/mock/mock.ts';
import { renderKeys } from '../../screens/quiz/card.ts';
import { type Display, rendered } from '../../screens/ui/frame.ts';
import { keyHandler, tellSuspended, unfinishedIn } from '../quiz/keys.ts';
import { revealOf } from '../quiz/reveal.ts';
import {
  afterRating,
  cardOf,
  checkAnswer,
  type CheckedAnswer,
  type OpenTurn,
  questionCard,
  type Turn,
} from '../quiz/turn.ts';
import { type AnswerRequest, askForAnswer, type GivenAnswer } from '../shared/answering.ts';
import { loadStudy, readConfigAloud, type Study } from '../shared/load.ts';
import { type Interaction, modeHere, type Practice, readLexicon, tell, tried } from '../shared/practice.ts';
import { questionStamp, requireKnownNames } from '../shared/question.ts';
import { displayOf, printJson, requirePerson, usesFullScreen, withPrompts } from '../shared/screen.ts';
import { mockToRemind, mockToResume, namedMock, readMocks, reportFile, type ReportFile } from './past.ts';

// A mock: the interview, without model answers, then the review. Every event is on disk before the next screen,
// so the person can leave at any moment.

/** Before it is known which mock is held. */
type MockSession = Omit<Interaction, 'config'> & {
  readonly store: MockStore;
  /** For the report. */
  readonly file: ReportFile | undefined;
};

type HeldMock = Practice &
  MockSession & {
    /** Thinking replaces speaking without a recorder. */
    readonly mode: Mode;
    mock: Mock;
  };

type Presence = 'present' | 'left';

/** The event is on disk when this returns, before anything else is shown. */
export function note(held: HeldMock, what: MockChange, at: Instant = held.context.clock.now()): void {
  const event: MockEvent = { ...what, at };
  const mock = stepMock(held.mock, event);
  if (!mock) throw new Error(`a mock that is ${held.mock.phase} cannot handle ${event.type}`);
  if (held.store.read(mock.id).events.at(-1)?.at !== held.mock.latestAt)
    throw new Failure('mock-elsewhere', 'This mock was continued in another terminal, so it stops here.', {
      hint: 'finish it there, or run `prep mock --resume` when it is paused there',
    });
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
  else if (key === 'undo') return goBack(held);
  else {
    note(held, { type: 'skipped', why: 'skip' });
    return 'present';
  }
  return undefined;
}

/** A draft belongs to a session; an interview begins empty. */
const draftName = ({ id, turns, phase }: Mock): string =>
  phase === 'followed'
    ? `${id}-follow-up-${turns.length}-${turns.at(-1)?.followUps.length ?? 0}`
    : `${id}-question-${turns.length}`;

const reopened = ({ mock, context }: HeldMock): Mock | undefined =>
  stepMock(mock, { type: 'reopened', at: context.clock.now() });

/** The last answer continues with its text. */
function goBack(held: HeldMock): Presence | undefined {
  const after = reopened(held);
  if (!after) {
    tell(held, 'Nothing to undo in this mock.');
    return undefined;
  }
  const { answer } = lastEnded(held.mock) ?? {};
  if (answer) held.context.drafts.write(draftName(after), unfinishedText(unfinishedIn(answer)));
  note(held, { type: 'reopened' });
  return 'present';
}

/** Must not reveal whether another follow-up or question comes. */
const NEXT = 'the interview';

async function untilDone(
  held: HeldMock,
  asked: Pick<AnswerRequest, 'question' | 'parts'> & { readonly card: Rendered },
  store: (answer: GivenAnswer) => void,
): Promise<Presence> {
  const { context, display, mock, mode } = held;
  const { card, ...request } = asked;
  held.prompts.page(card);
  // Moved forward by the time that the mock was paused.
  const startedAt = instantOf(context.clock.now() - mock.inHandMs);
  const beside = (): string => timeLeftText(timeLeftMs(held), display);
  const how = { isInterview: true, next: NEXT, mode, startedAt, beside };
  for (;;) {
    const reply = await askForAnswer(held, { ...request, ...how, canGoBack: reopened(held) !== undefined });
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

const cardAt = ({ progress }: HeldMock, { id }: QuestionHead, at: number, of: number): Turn['card'] => {
  return { at, of, attempts: progress.seen.get(id)?.attempts ?? 0, again: false };
};

type KnownQuestion = { readonly head: QuestionHead; readonly question: Question };

async function askQuestion(held: HeldMock, { head, question }: KnownQuestion): Promise<Presence> {
  const { mock } = held;
  const place = cardAt(held, head, mock.turns.length, mock.questions.length);
  const card = await questionCard(held, head, question, place);
  const parts = question.kind === 'star' ? storyParts(question) : undefined;
  const named = { ...head, id: draftName(mock) };
  return untilDone(held, { question: named, card, parts }, (answer) =>
    note(held, { type: 'answered', ...answer, ...(answer.partsMs && parts && { parts }) }),
  );
}

async function askFollowUp(held: HeldMock, head: QuestionHead): Promise<Presence> {
  const text = held.mock.turns.at(-1)?.followUps.at(-1)?.text ?? '';
  const question = { id: draftName(held.mock), kind: 'open', minutes: FOLLOW_UP_MINUTES } as const;
  const card = rendered(held.display, (look) => renderFollowUpCard(text, head, look));
  return untilDone(held, { question, card }, (answer) => note(held, { type: 'replied', ...answer }));
}

const repliesOf = ({ followUps }: MockTurn): readonly string[] =>
  followUps.flatMap((each) => each.answer?.text || []);

/** What was missed is unknown for a thought answer or a story. */
async function heardAnswer(held: HeldMock, turn: MockTurn, question: Question): Promise<HeardAnswer> {
  const { text: first = '' } = turn.answer ?? {};
  const text = [first, ...repliesOf(turn)].join('\n\n');
  await readLexicon(held, text);
  const { points, cited, notCited } = feedbackOn(text, question, held.values, held.lexicon);
  const withoutNumbers = first !== '' && notCited.length > 0 && cited.length === 0;
  if (first === '' || question.kind === 'star') return { withoutNumbers };
  const missed = points.filter(({ state }) => state !== 'found').map((point) => point.text);
  return { withoutNumbers, missed };
}

async function followUp(held: HeldMock, turn: MockTurn, question: Question): Promise<boolean> {
  const followUps = question.followUpTexts.map((each) =>
    segmentsText(fillText(each.question, question, held.values)),
  );
  const fitting = followUpsFor({ ...question, followUps }, await heardAnswer(held, turn, question));
  const next = nextFollowUp(held.mock.turns, fitting);
  if (next) note(held, { type: 'followed', ...next });
  return next !== undefined;
}

/** Stores changed ticks, with the points as shown now. */
function noteTicks(held: HeldMock, turn: OpenTurn): void {
  const { head, question, points, practice } = turn;
  const { values } = practice;
  const { cited, uncited, typed, wrongNumbers = [] } = revealOf(turn);
  // It is unknown which values a thought or spoken answer cited.
  const wrong = new Map(wrongNumbers.map(({ metric, said }) => [metric, oneLine(said)]));
  const numbers = typed === '' ? [] : [...new Set([...cited, ...uncited, ...wrong.keys()])];
  const check: MockCheck = {
    points,
    items: points.length === 0 ? [] : shownItems(question, values),
    numbers: numbers.map((key, i) => ({
      key,
      text: values.get(key)?.text ?? key,
      cited: i < cited.length,
      said: wrong.get(key),
    })),
  };
  const before = held.mock.turns.find((each) => each.question === head.id)?.check;
  if (JSON.stringify(before) !== JSON.stringify(check))
    note(held, { type: 'ticked', question: head.id, ...check });
}

function reviewOf(held: HeldMock, turn: MockTurn, { head, question }: KnownQuestion): Turn {
  const { mock, progress, context } = held;
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
    answer: turn.answer,
    points: turn.check?.points ?? [],
    followedUp: followUpsOf(held, turn.followUps, question),
    replies: repliesOf(turn),
    schedule: progress.schedules.get(head.id),
    onKey,
    onTicks: (open) => noteTicks(held, open),
  };
}

/** The mock's file first, then the journal. A rating that did not reach the journal is added next time. */
async function recordRating(held: HeldMock, checked: CheckedAnswer): Promise<true> {
  const { turn, rating, at } = checked;
  const question = turn.head.id;
  // Values may have been filled since the ticks.
  noteTicks(held, turn);
  note(held, { type: 'rated', question, rating, ...questionStamp(held.context, turn.question) }, at);
  held.context.journal.append(attemptsOfMock(held.mock).filter((each) => each.question === question));
  await afterRating(checked, false);
  return true;
}

function followUpsOf({ display, values }: HeldMock, followUps: readonly FollowedUp[], question: Question) {
  const shown = followUps.map((each) => {
    const own = each.index === undefined ? undefined : question.followUpTexts[each.index];
    const model = own && segmentsText(filledText(question, own.answer.text, values, own.answer.at));
    return { ...each, model };
  });
  return shown.length > 0 ? rendered(display, (look) => renderFollowUps(shown, look)) : undefined;
}

async function reviewAnswer(held: HeldMock, turn: MockTurn, known: KnownQuestion): Promise<Presence> {
  const inHand = reviewOf(held, turn, known);
  held.prompts.page(await cardOf(inHand));
  const end = await checkAnswer(inHand, (checked) => recordRating(held, checked));
  if (end === 'quit') return 'left';
  if (end) note(held, { type: 'unrated', question: known.head.id });
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
  return showEnd(held);
}

async function review(held: HeldMock): Promise<Presence> {
  for (let turn = unconfirmed(held.mock)[0]; turn; turn = unconfirmed(held.mock)[0]) {
    const known = await find(held, turn.question);
    if (!known) note(held, { type: 'unrated', question: turn.question });
    else if ((await reviewAnswer(held, turn, known)) === 'left') return 'left';
  }
  return 'present';
}

/** Undefined for Enter. */
async function keyAt(held: Interaction, text: string, keys: readonly SessionKey[]) {
  for (;;) {
    const reply = await held.prompts.pause(text);
    if (reply.kind === 'value') return undefined;
    if (keys.includes(reply.key)) return reply.key;
    tell(held, 'Press Enter or q.');
  }
}

/** The clock does not run yet. Scripts do not wait. */
async function isReady(held: Interaction, draw: (look: Display) => string): Promise<boolean> {
  const { context, prompts, display } = held;
  prompts.page(rendered(display, draw));
  if (!context.interactive) return true;
  return (await keyAt(held, 'Enter = start the clock · q = not now', ['quit'])) === undefined;
}

/** Waits before any answer is shown. */
async function showEnd(held: HeldMock): Promise<Presence> {
  const { prompts, mock, display } = held;
  prompts.page(rendered(display, (look) => renderMockEnd(mock, look)));
  if (unconfirmed(mock).length === 0) return 'present';
  for (;;) {
    const undo = reopened(held) ? ' · u = continue the last answer' : '';
    const key = await keyAt(held, `Enter = rate your answers now${undo} · q = later`, ['undo', 'quit']);
    if (key !== 'undo') return key === undefined ? 'present' : 'left';
    if (goBack(held)) return interview(held);
  }
}

type Options = Input<'mock'>;

const drawn = ({ id, number, section, title, kind, minutes }: QuestionHead): MockQuestion => {
  return { question: id, number, section, title, kind, minutes };
};

/** Ratings that a crash kept out of the journal, of any mock, each once. */
function recordMissing(session: MockSession): void {
  const { context, store } = session;
  const { entries } = context.journal.read();
  const own = readMocks(store).filter(({ newer }) => !newer);
  const missing = own.flatMap((each) => missingAttempts(each.mock, entries));
  if (missing.length === 0) return;
  context.journal.append(missing);
  const added = countOf(missing.length, 'rating');
  tell(session, `prep added ${added} to your history, which an interrupted mock had left out.`);
}

async function readyFor(session: MockSession, study: Study, wanted: Mode) {
  const ready = { ...study, ...session };
  return { ...ready, mode: await modeHere(ready, wanted) };
}

/** The exit code. */
function left(session: MockSession, said: string): number {
  session.prompts.leave();
  tell(session, said);
  return session.prompts.interrupted() ? 130 : 0;
}

const leave = (held: HeldMock): number =>
  held.mock.phase === 'ended'
    ? left(held, 'Your answers are saved. `prep mock --resume` rates them.')
    : left(held, 'Mock paused. `prep mock --resume` resumes it.');

async function hold(held: HeldMock): Promise<number> {
  const { prompts, display, file } = held;
  // Nobody knows how long the person is away. Refused, and ignored, in the review.
  prompts.beforeEnd(() => void pause(held));
  for (const part of [interview, review]) if ((await part(held)) === 'left') return leave(held);
  note(held, { type: 'closed' });
  const report = reportOf(held.mock);
  prompts.leave();
  prompts.show(renderText(mockMarkdown(report, held.calendar, false), display));
  file?.write(report, held.calendar);
  if (file) prompts.show(`Report written to ${file.path}.`);
  return 0;
}

async function holdNew(session: MockSession, options: Options): Promise<number> {
  const { context, store } = session;
  const { section, tag, difficulty, star, minutes = USUAL_MOCK.minutes, count = USUAL_MOCK.count } = options;
  const study = await loadStudy(context, { bank: options.bank });
  const { bank, progress, config, now } = study;
  const filters = { section, tag, difficulty, star };
  requireKnownNames(bank, filters);
  const heads = matchingHeads(bank.questions.values(), progress, filters, study);
  const seed = options.seed ?? String(context.random.seed());
  const questions = drawMock(heads, progress, { minutes, count, seed }, study);
  if (questions.length === 0)
    throw new Failure('mock-empty', 'No questions to ask.', {
      hint: 'a mock leaves out suspended questions and those without an answer; `prep list` shows all',
    });
  const wanted = drawMock(heads, progress, { minutes: Infinity, count: options.count ?? 1, seed }, study);
  const ready = await readyFor(session, study, options.mode ?? config.settings.mode);
  const id = context.random.id(now);
  const event: EventOf<'started'> = {
    type: 'started',
    at: now,
    mode: ready.mode,
    budgetMs: Math.round(minutes * MINUTE_MS),
    seed,
    banks: study.given.map((path) => context.files.absolute(path)),
    questions: questions.map(drawn),
  };
  const started = startMock(id, event);
  if (!(await isReady(ready, (look) => renderMockStart(started, wanted.length, look))))
    return left(session, 'The mock was not started.');
  store.append(id, event);
  return hold({ ...ready, mock: started });
}

async function holdAgain(
  session: MockSession,
  begun: Mock,
  { bank = begun.banks.length > 0 ? begun.banks : undefined }: Options,
  ends: boolean,
): Promise<number> {
  const study = await loadStudy(session.context, { bank });
  const held: HeldMock = { ...(await readyFor(session, study, begun.mode)), mock: begun };
  const isAsking = !ends && begun.phase !== 'ended';
  if (isAsking && !(await isReady(held, (look) => renderMockResumed(begun, look)))) return leave(held);
  note(held, { type: 'resumed' });
  if (ends && held.mock.phase !== 'ended') note(held, { type: 'ended', why: 'left' });
  return hold(held);
}

/** The exit code, or undefined to start a new mock. */
async function offer(session: MockSession, begun: Mock, options: Options): Promise<number | undefined> {
  const { context, store, prompts } = session;
  const key = await prompts.choose({
    question: `You have an unfinished mock: ${standsText(begun)}.`,
    choices: [
      ['r', 'resume'],
      ['e', 'end it and rate your answers'],
      ['d', 'discard it'],
      ['n', 'discard it and start a new one'],
    ],
    escape: 'quit',
  });
  if (key === undefined) return prompts.interrupted() ? 130 : 0;
  if (key === 'r' || key === 'e') return holdAgain(session, begun, options, key === 'e');
  // It stays in the list, with its ratings.
  store.append(begun.id, { type: 'abandoned', at: context.clock.now() });
  if (key === 'n') return undefined;
  return left(session, 'The mock is discarded; `prep mock --list` still has it.');
}

async function tellOfPast(context: Context, store: MockStore, options: Options): Promise<number> {
  const { json } = options;
  const { talk, data } = context.out;
  const calendar = context.clock.calendar(readConfigAloud(context).settings);
  const display = displayOf(context, options.plain ?? false);
  if (options.list) {
    const reports = readMocks(store, talk).map((each) => reportOf(each.mock));
    const mocks = reports.map((report) => mockSummaryJson(report, calendar));
    if (json) return printJson(context, 'mock', { mocks });
    data(`${renderMockList(reports, calendar, display)}\n`);
    return 0;
  }
  const report = reportOf(namedMock(store, options.show ?? '', talk));
  if (options.report !== undefined) {
    const file = await reportFile(context, options.report);
    file.write(report, calendar);
    talk(`Report written to ${file.path}.\n`);
    if (!json) return 0;
  }
  if (json) return printJson(context, 'mock', mockJson(report, calendar));
  data(`${renderText(mockMarkdown(report, calendar, false), display)}\n`);
  return 0;
}

export const mock: Run<'mock'> = async (context, _args, options) => {
  const store = await context.mocks();
  if (options.list || options.show !== undefined) return tellOfPast(context, store, options);
  const resumed = options.resume ? mockToResume(context, store) : undefined;
  requirePerson(context, options, 'mock', 'with --list or --show ID it prints JSON');
  // A bad file name is reported before the mock starts.
  const file = options.report === undefined ? undefined : await reportFile(context, options.report);
  const full = usesFullScreen(context, options, context.config.read().config.settings);
  const ask = async (prompts: Prompts, display: Display): Promise<number> => {
    const session = { context, store, prompts, display, file };
    recordMissing(session);
    if (resumed) return holdAgain(session, resumed, options, false);
    const begun = mockToRemind(context, store, context.out.talk);
    return (begun && (await offer(session, begun, options))) ?? holdNew(session, options);
  };
  return withPrompts(context, options.plain, ask, full);
};

// A mock interview as a pure state machine: its file has its events in order, and its state is a fold over
// them.
import type { Mode, Points, Rating, Remembered, Said } from '../base/attempt.ts';
import { byTurns, meanOf } from '../base/collections.ts';
import type { Instant } from '../base/day.ts';
import type { MetricName } from '../base/metric.ts';
import { Failure } from '../base/problem.ts';
import {
  type Question,
  type QuestionHead,
  type QuestionId,
  type StarPart,
  FOLLOW_UP_MINUTES,
} from '../base/question.ts';
import { seededRandom } from '../base/random.ts';
import { wordsOf } from '../feedback/words.ts';
import type { Progress } from '../schedule/progress.ts';
import { dueOf, isSuspended, isWeak, type Moment } from '../schedule/queue.ts';

export type MockQuestion = { readonly question: QuestionId } & Pick<
  QuestionHead,
  'number' | 'section' | 'title' | 'kind' | 'minutes'
>;

type MockReply = {
  /** Empty for a thought or spoken answer. */
  readonly text: string;
  readonly elapsedMs: number;
  readonly parts?: readonly StarPart[];
} & Said;

/** `file`: one of the question's own · `number`: no value was cited · the others: of earlier versions. */
export const FOLLOW_UP_KINDS = ['file', 'why', 'ten-times', 'number'] as const;
type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number];

/** `index`: its place among the question's own, from 0. */
type MockFollowUp = { readonly kind: FollowUpKind; readonly text: string; readonly index?: number };

/** A filled value that the model answer cites, as shown. `said`: the wrong figure for it. */
export type MockNumber = {
  readonly key: MetricName;
  readonly text: string;
  readonly cited: boolean;
  readonly said?: string;
};

/** What was settled, one entry per item; items and numbers as they were shown. */
export type MockCheck = {
  readonly points: Points;
  readonly items: readonly string[];
  readonly numbers: readonly MockNumber[];
};

export const MOCK_ENDS = ['done', 'time', 'left'] as const;
export type MockEnd = (typeof MOCK_ENDS)[number];

type MockSetup = {
  readonly mode: Mode;
  readonly budgetMs: number;
  readonly seed: string;
  readonly banks: readonly string[];
  readonly questions: readonly MockQuestion[];
};

export type MockChange =
  | ({ readonly type: 'started' } & MockSetup)
  | { readonly type: 'asked'; readonly question: QuestionId }
  | ({ readonly type: 'answered' } & MockReply)
  /** `gone`: no longer in the question's file. */
  | { readonly type: 'skipped'; readonly why: 'skip' | 'gone' }
  /** The last answer or skip was undone. */
  | { readonly type: 'reopened' }
  | ({ readonly type: 'followed' } & MockFollowUp)
  | ({ readonly type: 'replied' } & MockReply)
  | { readonly type: 'ended'; readonly why: MockEnd }
  | ({ readonly type: 'ticked'; readonly question: QuestionId } & MockCheck)
  | ({ readonly type: 'rated'; readonly question: QuestionId; readonly rating: Rating } & Remembered)
  | { readonly type: 'unrated'; readonly question: QuestionId }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  | { readonly type: 'closed' }
  | { readonly type: 'abandoned' };

export type MockEvent = { readonly at: Instant } & MockChange;

export type MockEventType = MockEvent['type'];
export type EventOf<Type extends MockEventType> = Extract<MockEvent, { type: Type }>;

export type FollowedUp = MockFollowUp & { readonly answer?: MockReply; readonly skipped?: true };

export type MockTurn = {
  readonly question: QuestionId;
  readonly answer?: MockReply;
  readonly skipped?: 'skip' | 'gone';
  readonly followUps: readonly FollowedUp[];
  readonly check?: MockCheck;
  /** Absent until the answer was reviewed. */
  readonly outcome?: ({ readonly rating: Rating; readonly at: Instant } & Remembered) | 'unrated';
};

/**
 * `between`: the next question or follow-up may come · `asked`: a question is current · `followed`: a
 * follow-up is · `ended`: the answers are being reviewed · `closed`: finished · `abandoned`: given up.
 */
type MockPhase = 'between' | 'asked' | 'followed' | 'ended' | 'closed' | 'abandoned';

export type Mock = MockSetup & {
  readonly id: string;
  readonly startedAt: Instant;
  readonly phase: MockPhase;
  readonly paused: boolean;
  readonly turns: readonly MockTurn[];
  /** Without pauses, up to the latest event. */
  readonly usedMs: number;
  readonly inHandMs: number;
  readonly latestAt: Instant;
  readonly endedBy?: MockEnd;
};

const MOST_FOLLOW_UPS = 2;

export const isUnfinished = ({ phase }: Mock): boolean => phase !== 'closed' && phase !== 'abandoned';

export const unconfirmed = ({ turns }: Mock): readonly MockTurn[] =>
  turns.filter(({ answer, outcome }) => answer !== undefined && outcome === undefined);

export const nextQuestion = ({ questions, turns }: Mock): MockQuestion | undefined =>
  questions.find(({ question }) => !turns.some((turn) => turn.question === question));

type LaterType = Exclude<MockEventType, 'started'>;

export function startMock(id: string, { type: _type, at, ...setup }: EventOf<'started'>): Mock {
  return {
    ...setup,
    id,
    startedAt: at,
    phase: 'between',
    paused: false,
    turns: [],
    usedMs: 0,
    inHandMs: 0,
    latestAt: at,
  };
}

/** A clock that went backward adds nothing. */
function clocked(mock: Mock, at: Instant): Mock {
  const isRunning = !mock.paused && (mock.phase === 'asked' || mock.phase === 'followed');
  const ms = isRunning ? Math.max(0, at - mock.latestAt) : 0;
  return { ...mock, usedMs: mock.usedMs + ms, inHandMs: mock.inHandMs + ms, latestAt: at };
}

const changeLast = <T>(items: readonly T[], change: Partial<T>): readonly T[] =>
  items.map((item, i) => (i === items.length - 1 ? { ...item, ...change } : item));

const changeFollowUp = ({ turns }: Pick<Mock, 'turns'>, change: Partial<FollowedUp>): readonly MockTurn[] =>
  changeLast(turns, { followUps: changeLast(turns.at(-1)?.followUps ?? [], change) });

/** Undefined for an event that does not fit. */
type Result = Mock | undefined;

function noteAsked(mock: Mock, { question }: EventOf<'asked'>): Result {
  if (nextQuestion(mock)?.question !== question) return undefined;
  return { ...mock, phase: 'asked', inHandMs: 0, turns: [...mock.turns, { question, followUps: [] }] };
}

function followed(mock: Mock, { type: _type, at: _at, ...followUp }: EventOf<'followed'>): Result {
  const last = mock.turns.at(-1);
  if (!last?.answer || last.followUps.length >= MOST_FOLLOW_UPS) return undefined;
  const turns = changeLast(mock.turns, { followUps: [...last.followUps, followUp] });
  return { ...mock, phase: 'followed', inHandMs: 0, turns };
}

/** Without what was asked since the last answer or skip. */
function endedTurns({ phase, turns }: Mock): readonly MockTurn[] {
  if (phase === 'asked') return turns.slice(0, -1);
  if (phase !== 'followed') return turns;
  return changeLast(turns, { followUps: turns.at(-1)?.followUps.slice(0, -1) ?? [] });
}

/** What `reopened` continues. */
export function lastEnded(mock: Mock): Pick<FollowedUp, 'answer'> | undefined {
  const turn = endedTurns(mock).at(-1);
  return turn?.followUps.at(-1) ?? turn;
}

/** The time since was time of the answer. What was asked since comes again. */
function reopened(mock: Mock): Result {
  const turns = endedTurns(mock);
  const last = turns.at(-1);
  const isReviewed = mock.turns.some(({ check, outcome }) => check ?? outcome);
  if (!last || isReviewed || mock.endedBy === 'left') return undefined;
  const isFollowUp = last.followUps.length > 0;
  const nothing = { answer: undefined, skipped: undefined };
  return {
    ...mock,
    phase: isFollowUp ? 'followed' : 'asked',
    endedBy: undefined,
    turns: isFollowUp ? changeFollowUp({ turns }, nothing) : changeLast(turns, nothing),
    inHandMs: (lastEnded(mock)?.answer?.elapsedMs ?? 0) + (mock.phase === 'ended' ? 0 : mock.inHandMs),
  };
}

function checked(mock: Mock, question: QuestionId, made: Pick<MockTurn, 'check' | 'outcome'>): Result {
  const turn = mock.turns.find((each) => each.question === question);
  if (!turn?.answer || turn.outcome !== undefined) return undefined;
  return { ...mock, turns: mock.turns.map((each) => (each === turn ? { ...turn, ...made } : each)) };
}

const ANY: readonly MockPhase[] = ['between', 'asked', 'followed', 'ended'];
const INTERVIEW: readonly MockPhase[] = ['between', 'asked', 'followed'];
/** `between`: earlier versions could check each answer at once. */
const CHECKING: readonly MockPhase[] = ['between', 'ended'];

const FITS: Readonly<Record<LaterType, readonly MockPhase[]>> = {
  asked: ['between'],
  answered: ['asked'],
  skipped: ['asked', 'followed'],
  reopened: ['asked', 'followed', 'ended'],
  followed: ['between'],
  replied: ['followed'],
  ended: INTERVIEW,
  ticked: CHECKING,
  rated: CHECKING,
  unrated: CHECKING,
  paused: INTERVIEW,
  // Valid without a pause: after a crash, nobody knows how long the person was away.
  resumed: ANY,
  closed: ['ended'],
  abandoned: ANY,
};

function apply(mock: Mock, event: EventOf<LaterType>): Result {
  const answered = (turns: readonly MockTurn[]): Mock => ({ ...mock, phase: 'between', turns });
  switch (event.type) {
    case 'asked':
      return noteAsked(mock, event);
    case 'answered':
    case 'replied': {
      const { type, at: _at, ...answer } = event;
      return answered(
        type === 'answered' ? changeLast(mock.turns, { answer }) : changeFollowUp(mock, { answer }),
      );
    }
    case 'skipped':
      return answered(
        mock.phase === 'asked'
          ? changeLast(mock.turns, { skipped: event.why })
          : changeFollowUp(mock, { skipped: true }),
      );
    case 'reopened':
      return reopened(mock);
    case 'followed':
      return followed(mock, event);
    case 'ticked': {
      const { type: _type, at: _at, question, ...check } = event;
      return checked(mock, question, { check });
    }
    case 'rated': {
      const { type: _type, question, ...outcome } = event;
      return checked(mock, question, { outcome });
    }
    case 'unrated':
      return checked(mock, event.question, { outcome: 'unrated' });
    case 'ended':
      return { ...mock, phase: 'ended', paused: false, endedBy: event.why };
    case 'paused':
    case 'resumed':
      return { ...mock, paused: event.type === 'paused' };
    case 'closed':
      return { ...mock, phase: 'closed' };
    case 'abandoned':
      return { ...mock, phase: 'abandoned', paused: false };
  }
}

const WHILE_PAUSED: ReadonlySet<MockEvent['type']> = new Set(['resumed', 'ended', 'abandoned']);

/** The event must be on disk before anything else is shown. Undefined for an event that does not fit. */
export function stepMock(mock: Mock, event: MockEvent): Result {
  if (event.type === 'started' || (mock.paused && !WHILE_PAUSED.has(event.type))) return undefined;
  if (!FITS[event.type].includes(mock.phase)) return undefined;
  // Time while the program did not run does not count.
  const now = event.type === 'resumed' ? { ...mock, latestAt: event.at } : clocked(mock, event.at);
  return apply(now, event);
}

/** Undefined when no event starts a mock, and how many events were refused. */
export function replayMock(id: string, events: readonly MockEvent[]) {
  const first = events.findIndex(({ type }) => type === 'started');
  const start = events[first];
  if (start?.type !== 'started') return { mock: undefined, refused: events.length };
  let mock = startMock(id, start);
  let refused = 0;
  for (const [i, event] of events.entries()) {
    if (i === first) continue;
    const after = stepMock(mock, event);
    if (after) mock = after;
    else refused++;
  }
  return { mock, refused };
}

/** By place in `ids` (1 is the latest) or by id, ignoring case. Fails with `mock-unknown`. */
export function chooseMock(ids: readonly string[], name: string): string {
  const place = /^[1-9]\d{0,5}$/.test(name) ? ids[Number(name) - 1] : undefined;
  const id = place ?? ids.find((each) => each.toUpperCase() === name.toUpperCase());
  if (id !== undefined) return id;
  const hint = '`prep mock --list` lists your mocks; 1 is the latest';
  throw new Failure('mock-unknown', `Unknown mock "${name}".`, { hint });
}

// Follow-ups after an answer: the question's own, the closest to what was missed first, then one for a value if
// none was cited. They reveal nothing of what was missed.

export type HeardAnswer = {
  readonly missed?: readonly string[] | undefined;
  /** The model answer has values of the user's, and the answer cites none. */
  readonly withoutNumbers: boolean;
};

/** The question's own keep their order if nothing is known or missed. */
export function followUpsFor(
  { kind, followUps }: Pick<Question, 'kind'> & { readonly followUps: readonly string[] },
  { missed, withoutNumbers }: HeardAnswer,
): readonly MockFollowUp[] {
  const stems = new Set(wordsOf((missed ?? []).join('\n')).map(({ stem }) => stem));
  const inCommon = ({ text }: MockFollowUp): number =>
    wordsOf(text).filter(({ stem }) => stems.has(stem)).length;
  const own = followUps
    .map((text, index): MockFollowUp => ({ kind: 'file', text, index }))
    .toSorted((a, b) => inCommon(b) - inCommon(a));
  const text =
    kind === 'star' ? 'Which number shows the result?' : 'Which of your measurements backs that up?';
  const number: readonly MockFollowUp[] = withoutNumbers ? [{ kind: 'number', text }] : [];
  if (missed?.length === 0) return (number.length > 0 ? number : own).slice(0, 1);
  return [...own, ...number].slice(0, MOST_FOLLOW_UPS);
}

/** For the last turn. The question for a value has the same words each time, so it comes once in a mock. */
export function nextFollowUp(
  turns: readonly Pick<MockTurn, 'followUps'>[],
  fitting: readonly MockFollowUp[],
): MockFollowUp | undefined {
  const followUps = turns.at(-1)?.followUps ?? [];
  if (followUps.length >= MOST_FOLLOW_UPS) return undefined;
  const all = turns.flatMap((turn) => turn.followUps);
  return fitting.find(
    ({ kind, index }) =>
      !(kind === 'number' ? all : followUps).some((each) => each.kind === kind && each.index === index),
  );
}

// Draws the questions of a mock interview: prefers due and weak ones, goes through the sections by turns, includes a
// story, and fits the time. The same seed draws the same mock.

export type MockRequest = {
  readonly count: number;
  readonly minutes: number;
  readonly seed: string;
};

const DUE_WEIGHT = 3;
const NEW_WEIGHT = 2;

export const slotMinutes = ({ minutes }: Pick<QuestionHead, 'minutes'>): number =>
  minutes + MOST_FOLLOW_UPS * FOLLOW_UP_MINUTES;

/** Unless the person asks for more or less. */
export const USUAL_MOCK = { count: 8, minutes: 45 };

/** About how long the usual mock of these questions takes. */
export const plannedMinutes = (heads: readonly QuestionHead[]): number =>
  heads.length === 0
    ? 0
    : Math.min(USUAL_MOCK.minutes, Math.min(USUAL_MOCK.count, heads.length) * meanOf(heads.map(slotMinutes)));

function weightOf({ id }: QuestionHead, progress: Progress, moment: Moment): number {
  if (dueOf(id, progress, moment) !== undefined || isWeak(id, progress)) return DUE_WEIGHT;
  return progress.schedules.has(id) ? 1 : NEW_WEIGHT;
}

/**
 * Leaves out drafts and suspended questions. In the order of an interview: by turns from each section, and a story at
 * the start or the end, as interviewers like it. More stories come only if nothing else is left.
 */
export function drawMock(
  heads: readonly QuestionHead[],
  progress: Progress,
  { count, minutes, seed }: MockRequest,
  moment: Moment,
): readonly QuestionHead[] {
  const random = seededRandom(seed);
  const isStoryFirst = random() < 0.5;
  // A random order in which heavier items tend to come earlier (Efraimidis & Spirakis 2006,
  // 10.1016/j.ipl.2005.11.003).
  const byWeight = heads
    .filter((head) => !head.draft && !isSuspended(head, progress))
    .map((head) => ({ head, place: random() ** (1 / weightOf(head, progress, moment)) }))
    .toSorted((a, b) => b.place - a.place)
    .map(({ head }) => head);
  const story = byWeight.find((head) => head.kind === 'star' && slotMinutes(head) <= minutes);
  const others = byWeight.filter((head) => head !== story);
  const open = byTurns(
    others.filter(({ kind }) => kind !== 'star'),
    ({ section }) => section,
  );
  const chosen: QuestionHead[] = [];
  let planned = 0;
  for (const head of [...(story ? [story] : []), ...open, ...others.filter(({ kind }) => kind === 'star')]) {
    if (chosen.length === count || planned + slotMinutes(head) > minutes) continue;
    chosen.push(head);
    planned += slotMinutes(head);
  }
  const shortest = byWeight.toSorted((a, b) => slotMinutes(a) - slotMinutes(b))[0];
  if (chosen.length === 0 && shortest) return [shortest];
  const isMoved = story !== undefined && !isStoryFirst;
  return isMoved ? [...chosen.slice(1), story] : chosen;
}

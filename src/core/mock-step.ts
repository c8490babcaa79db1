// A mock interview as a pure machine: what happened so far and one event more. The file of a mock is its events in order,
// so where it stands is a fold over them. Knows no clock, no screen and no file.
import type { Instant } from './day.ts';
import {
  MOST_FOLLOW_UPS,
  nextQuestion,
  type EventOf,
  type FollowedUp,
  type Mock,
  type MockEvent,
  type MockPhase,
  type MockTurn,
} from './mock.ts';
import type { QuestionId } from './question.ts';

/** `refused` says why an event does not fit; the mock is then the one that was given. */
export type MockStep = { readonly mock: Mock; readonly refused?: string };

type Later = Exclude<MockEvent, { type: 'started' }>;

/** A mock that was just set up. */
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

/** True while the clock of the interview runs. What is looked up between questions in study mode takes none of its time. */
const runs = ({ phase, paused }: Mock): boolean => !paused && (phase === 'asked' || phase === 'followed');

/** The mock with the time up to `at` counted; a clock that went back counts nothing. */
function clocked(mock: Mock, at: Instant): Mock {
  const ms = runs(mock) ? Math.max(0, at - mock.latestAt) : 0;
  return { ...mock, usedMs: mock.usedMs + ms, inHandMs: mock.inHandMs + ms, latestAt: at };
}

const withLast = (mock: Mock, change: (turn: MockTurn) => MockTurn): readonly MockTurn[] =>
  mock.turns.map((turn, i) => (i === mock.turns.length - 1 ? change(turn) : turn));

const withLastFollowUp = (mock: Mock, change: (followUp: FollowedUp) => FollowedUp): readonly MockTurn[] =>
  withLast(mock, (turn) => ({
    ...turn,
    followUps: turn.followUps.map((each, i) => (i === turn.followUps.length - 1 ? change(each) : each)),
  }));

type Result = Mock | string;

function asked(mock: Mock, { question }: EventOf<'asked'>): Result {
  if (nextQuestion(mock)?.question !== question) return 'another question comes next';
  return {
    ...mock,
    phase: 'asked',
    inHandMs: 0,
    turns: [...mock.turns, { question, followUps: [] }],
  };
}

function followed(mock: Mock, { type: _type, at: _at, ...followUp }: EventOf<'followed'>): Result {
  const last = mock.turns.at(-1);
  if (!last?.answer) return 'there is no answer to follow up';
  if (last.followUps.length >= MOST_FOLLOW_UPS) return 'it was followed up often enough';
  const turns = withLast(mock, (turn) => ({ ...turn, followUps: [...turn.followUps, followUp] }));
  return { ...mock, phase: 'followed', inHandMs: 0, turns };
}

function skipped(mock: Mock, { why }: EventOf<'skipped'>): Result {
  const turns =
    mock.phase === 'asked'
      ? withLast(mock, (turn) => ({ ...turn, skipped: why }))
      : withLastFollowUp(mock, (followUp) => ({ ...followUp, skipped: true }));
  return { ...mock, phase: 'between', turns };
}

/** Notes what was made of the answer to `question`. */
function checked(mock: Mock, question: QuestionId, made: Pick<MockTurn, 'check' | 'outcome'>): Result {
  const turn = mock.turns.find((each) => each.question === question);
  if (!turn?.answer) return 'that question was not answered';
  if (turn.outcome !== undefined) return 'that answer was dealt with';
  return { ...mock, turns: mock.turns.map((each) => (each === turn ? { ...turn, ...made } : each)) };
}

const ANY: readonly MockPhase[] = ['between', 'asked', 'followed', 'ended'];
const INTERVIEW: readonly MockPhase[] = ['between', 'asked', 'followed'];
const CHECKING: readonly MockPhase[] = ['between', 'ended'];

type Rule<Type extends Later['type']> = {
  /** Phases that the event fits. */
  readonly fits: readonly MockPhase[];
  readonly happens: (mock: Mock, event: EventOf<Type>) => Result;
};

const RULES: { readonly [Type in Later['type']]: Rule<Type> } = {
  asked: { fits: ['between'], happens: asked },
  predicted: {
    fits: ['asked'],
    happens: (mock, { predicted }) => ({
      ...mock,
      // The answer begins when the prediction is made.
      inHandMs: 0,
      turns: withLast(mock, (turn) => ({ ...turn, predicted })),
    }),
  },
  answered: {
    fits: ['asked'],
    happens: (mock, { type: _type, at: _at, ...answer }) => ({
      ...mock,
      phase: 'between',
      turns: withLast(mock, (turn) => ({ ...turn, answer })),
    }),
  },
  skipped: { fits: ['asked', 'followed'], happens: skipped },
  followed: { fits: ['between'], happens: followed },
  replied: {
    fits: ['followed'],
    happens: (mock, { type: _type, at: _at, ...answer }) => ({
      ...mock,
      phase: 'between',
      turns: withLastFollowUp(mock, (followUp) => ({ ...followUp, answer })),
    }),
  },
  ended: {
    fits: INTERVIEW,
    happens: (mock, { why }) => ({ ...mock, phase: 'ended', paused: false, endedBy: why }),
  },
  ticked: {
    fits: CHECKING,
    happens: (mock, { type: _type, at: _at, question, ...check }) => checked(mock, question, { check }),
  },
  rated: {
    fits: CHECKING,
    happens: (mock, { type: _type, question, ...outcome }) => checked(mock, question, { outcome }),
  },
  unrated: {
    fits: CHECKING,
    happens: (mock, { question }) => checked(mock, question, { outcome: 'unrated' }),
  },
  paused: { fits: INTERVIEW, happens: (mock) => ({ ...mock, paused: true }) },
  // Also where no pause was noted: after a crash nobody knows how long nobody was there.
  resumed: { fits: ANY, happens: (mock) => ({ ...mock, paused: false }) },
  closed: { fits: ['ended'], happens: (mock) => ({ ...mock, phase: 'closed' }) },
  abandoned: { fits: ANY, happens: (mock) => ({ ...mock, phase: 'abandoned', paused: false }) },
};

/** What may happen while the clock stands still. */
const WHILE_PAUSED: ReadonlySet<MockEvent['type']> = new Set(['resumed', 'ended', 'abandoned']);

const OVER: Readonly<Partial<Record<MockPhase, string>>> = {
  closed: 'the mock is over',
  abandoned: 'the mock was given up',
};

/** One event. It must be on disk before the next thing is shown. */
export function stepMock(mock: Mock, event: MockEvent): MockStep {
  const refuse = (refused: string): MockStep => ({ mock, refused });
  const over = OVER[mock.phase];
  if (over !== undefined) return refuse(over);
  if (event.type === 'started') return refuse('it was started before');
  if (mock.paused && !WHILE_PAUSED.has(event.type)) return refuse('the mock is paused');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rule of a type takes the events of that type
  const rule = RULES[event.type] as Rule<Later['type']>;
  if (!rule.fits.includes(mock.phase)) return refuse(`this does not fit a mock that is ${mock.phase}`);
  // Time that nobody saw pass is not counted.
  const now = event.type === 'resumed' ? { ...mock, latestAt: event.at } : clocked(mock, event.at);
  const result = rule.happens(now, event);
  return typeof result === 'string' ? refuse(result) : { mock: result };
}

/**
 * Where a mock stands after all its events.
 * @returns the mock, undefined when the first event does not start one, and how many events did not fit
 */
export function replayMock(
  id: string,
  events: readonly MockEvent[],
): { readonly mock: Mock | undefined; readonly refused: number } {
  const first = events.findIndex(({ type }) => type === 'started');
  const start = events[first];
  if (start?.type !== 'started') return { mock: undefined, refused: events.length };
  let mock = startMock(id, start);
  let refused = 0;
  for (const [i, event] of events.entries()) {
    if (i === first) continue;
    const step = stepMock(mock, event);
    if (step.refused !== undefined) refused++;
    mock = step.mock;
  }
  return { mock, refused };
}

// A mock interview as a pure state machine: its file has its events in order, and its state is a fold over
// them.
import type { Attempt, Mode, Points, Rating } from '../base/attempt.ts';
import type { Instant } from '../base/day.ts';
import type { MetricName } from '../base/metric.ts';
import { Failure } from '../base/problem.ts';
import type { Question, QuestionHead, QuestionId, StarPart } from '../base/question.ts';
import { wordsOf } from '../feedback/words.ts';

export type MockQuestion = { readonly question: QuestionId } & Pick<
  QuestionHead,
  'number' | 'section' | 'title' | 'kind' | 'minutes'
>;

type MockReply = {
  /** Empty for a thought or spoken answer. */
  readonly text: string;
  readonly elapsedMs: number;
  readonly parts?: readonly StarPart[];
} & Pick<Attempt, 'recording' | 'delivery' | 'transcribed' | 'partsMs'>;

/** `file`: one of the question's own · the others ask about what was missed. */
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

type Remembered = Pick<Attempt, 'title' | 'questionHash' | 'bank'>;

export const MOCK_ENDS = ['done', 'time', 'left'] as const;
export type MockEnd = (typeof MOCK_ENDS)[number];

type MockSetup = {
  readonly mode: Mode;
  readonly study: boolean;
  readonly predict: boolean;
  readonly voice: boolean;
  readonly budgetMs: number;
  readonly seed: string;
  readonly banks: readonly string[];
  readonly questions: readonly MockQuestion[];
};

type Change =
  | ({ readonly type: 'started' } & MockSetup)
  | { readonly type: 'asked'; readonly question: QuestionId }
  | { readonly type: 'predicted'; readonly predicted: number }
  | ({ readonly type: 'answered' } & MockReply)
  /** `gone`: no longer in the question's file. */
  | { readonly type: 'skipped'; readonly why: 'skip' | 'gone' }
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

export type MockEvent = { readonly at: Instant } & Change;

export type MockEventType = MockEvent['type'];
export type EventOf<Type extends MockEventType> = Extract<MockEvent, { type: Type }>;

export type FollowedUp = MockFollowUp & { readonly answer?: MockReply; readonly skipped?: true };

export type MockTurn = {
  readonly question: QuestionId;
  readonly predicted?: number;
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

export const MOST_FOLLOW_UPS = 2;

export const isUnfinished = ({ phase }: Mock): boolean => phase !== 'closed' && phase !== 'abandoned';

export const unconfirmed = ({ turns }: Mock): readonly MockTurn[] =>
  turns.filter(({ answer, outcome }) => answer !== undefined && outcome === undefined);

export const nextQuestion = ({ questions, turns }: Mock): MockQuestion | undefined =>
  questions.find(({ question }) => !turns.some((turn) => turn.question === question));

type MockStep = { readonly mock: Mock; readonly refused?: string };

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

/** A clock that went backward adds nothing. Reading in study mode does not count. */
function clocked(mock: Mock, at: Instant): Mock {
  const isRunning = !mock.paused && (mock.phase === 'asked' || mock.phase === 'followed');
  const ms = isRunning ? Math.max(0, at - mock.latestAt) : 0;
  return { ...mock, usedMs: mock.usedMs + ms, inHandMs: mock.inHandMs + ms, latestAt: at };
}

const changeLast = <T>(items: readonly T[], change: Partial<T>): readonly T[] =>
  items.map((item, i) => (i === items.length - 1 ? { ...item, ...change } : item));

const changeFollowUp = ({ turns }: Mock, change: Partial<FollowedUp>): readonly MockTurn[] =>
  changeLast(turns, { followUps: changeLast(turns.at(-1)?.followUps ?? [], change) });

type Result = Mock | string;

function noteAsked(mock: Mock, { question }: EventOf<'asked'>): Result {
  if (nextQuestion(mock)?.question !== question) return 'a different question is next';
  return { ...mock, phase: 'asked', inHandMs: 0, turns: [...mock.turns, { question, followUps: [] }] };
}

function followed(mock: Mock, { type: _type, at: _at, ...followUp }: EventOf<'followed'>): Result {
  const last = mock.turns.at(-1);
  if (!last?.answer) return 'there is no answer to follow up on';
  if (last.followUps.length >= MOST_FOLLOW_UPS) return 'it has had enough follow-ups';
  const turns = changeLast(mock.turns, { followUps: [...last.followUps, followUp] });
  return { ...mock, phase: 'followed', inHandMs: 0, turns };
}

function checked(mock: Mock, question: QuestionId, made: Pick<MockTurn, 'check' | 'outcome'>): Result {
  const turn = mock.turns.find((each) => each.question === question);
  if (!turn?.answer) return 'that question was not answered';
  if (turn.outcome !== undefined) return 'that answer was already handled';
  return { ...mock, turns: mock.turns.map((each) => (each === turn ? { ...turn, ...made } : each)) };
}

const ANY: readonly MockPhase[] = ['between', 'asked', 'followed', 'ended'];
const INTERVIEW: readonly MockPhase[] = ['between', 'asked', 'followed'];
const CHECKING: readonly MockPhase[] = ['between', 'ended'];

type Rule<Type extends LaterType> = {
  readonly fits: readonly MockPhase[];
  readonly apply: (mock: Mock, event: EventOf<Type>) => Result;
};

const RULES: { readonly [Type in LaterType]: Rule<Type> } = {
  asked: { fits: ['between'], apply: noteAsked },
  predicted: {
    fits: ['asked'],
    // The answer begins after the prediction.
    apply: (mock, { predicted }) => ({ ...mock, inHandMs: 0, turns: changeLast(mock.turns, { predicted }) }),
  },
  answered: {
    fits: ['asked'],
    apply: (mock, { type: _type, at: _at, ...answer }) => ({
      ...mock,
      phase: 'between',
      turns: changeLast(mock.turns, { answer }),
    }),
  },
  skipped: {
    fits: ['asked', 'followed'],
    apply: (mock, { why }) => ({
      ...mock,
      phase: 'between',
      turns:
        mock.phase === 'asked'
          ? changeLast(mock.turns, { skipped: why })
          : changeFollowUp(mock, { skipped: true }),
    }),
  },
  followed: { fits: ['between'], apply: followed },
  replied: {
    fits: ['followed'],
    apply: (mock, { type: _type, at: _at, ...answer }) => ({
      ...mock,
      phase: 'between',
      turns: changeFollowUp(mock, { answer }),
    }),
  },
  ended: {
    fits: INTERVIEW,
    apply: (mock, { why }) => ({ ...mock, phase: 'ended', paused: false, endedBy: why }),
  },
  ticked: {
    fits: CHECKING,
    apply: (mock, { type: _type, at: _at, question, ...check }) => checked(mock, question, { check }),
  },
  rated: {
    fits: CHECKING,
    apply: (mock, { type: _type, question, ...outcome }) => checked(mock, question, { outcome }),
  },
  unrated: {
    fits: CHECKING,
    apply: (mock, { question }) => checked(mock, question, { outcome: 'unrated' }),
  },
  paused: { fits: INTERVIEW, apply: (mock) => ({ ...mock, paused: true }) },
  // Valid without a pause: after a crash, nobody knows how long the person was away.
  resumed: { fits: ANY, apply: (mock) => ({ ...mock, paused: false }) },
  closed: { fits: ['ended'], apply: (mock) => ({ ...mock, phase: 'closed' }) },
  abandoned: { fits: ANY, apply: (mock) => ({ ...mock, phase: 'abandoned', paused: false }) },
};

const WHILE_PAUSED: ReadonlySet<MockEvent['type']> = new Set(['resumed', 'ended', 'abandoned']);

const OVER: Readonly<Partial<Record<MockPhase, string>>> = {
  closed: 'the mock is over',
  abandoned: 'the mock was discarded',
};

/** The event must be on disk before anything else is shown. */
export function stepMock(mock: Mock, event: MockEvent): MockStep {
  const refuse = (refused: string): MockStep => ({ mock, refused });
  const over = OVER[mock.phase];
  if (over !== undefined) return refuse(over);
  if (event.type === 'started') return refuse('it was already started');
  if (mock.paused && !WHILE_PAUSED.has(event.type)) return refuse('the mock is paused');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rule of a type takes the events of that type
  const rule = RULES[event.type] as Rule<LaterType>;
  if (!rule.fits.includes(mock.phase)) return refuse(`this is not possible in a mock that is ${mock.phase}`);
  // Time while the program did not run does not count.
  const now = event.type === 'resumed' ? { ...mock, latestAt: event.at } : clocked(mock, event.at);
  const result = rule.apply(now, event);
  return typeof result === 'string' ? refuse(result) : { mock: result };
}

/**
 * @returns undefined when the first event does not start a mock, and how many events were refused
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

/**
 * By place in the list (1 is the latest), id, or unique prefix, ignoring case. Throws `mock-unknown` or
 * `mock-ambiguous`.
 * @param ids newest first
 */
export function chooseMock(ids: readonly string[], name: string): string {
  const hint = '`prep mock --list` lists your mocks; 1 is the latest';
  const place = /^[1-9]\d{0,5}$/.test(name) ? ids[Number(name) - 1] : undefined;
  if (place !== undefined) return place;
  const wanted = name.toUpperCase();
  const meant = name === '' ? [] : ids.filter((id) => id.toUpperCase().startsWith(wanted));
  const exact = meant.find((id) => id.toUpperCase() === wanted);
  const [first, second] = exact === undefined ? meant : [exact];
  if (first === undefined) throw new Failure('mock-unknown', `Unknown mock "${name}".`, { hint });
  if (second !== undefined)
    throw new Failure('mock-ambiguous', `"${name}" matches ${meant.length} mocks.`, { hint });
  return first;
}

// Follow-ups after an answer: the question's own, the closest to what was missed first, then general ones. They
// use only words of the question or the answer, so they never reveal what was missed.

export type HeardAnswer = {
  readonly missed?: readonly string[] | undefined;
  /** Empty for a thought or spoken answer. */
  readonly text: string;
  /** The model answer has values of the user's, and the answer cites none. */
  readonly withoutNumbers: boolean;
};

type Asked = Pick<Question, 'kind' | 'title'> & {
  readonly followUps: readonly string[];
};

/** In their own order if nothing is known or missed. */
function ownFollowUps({ followUps }: Asked, { missed = [] }: HeardAnswer): readonly MockFollowUp[] {
  const stems = new Set(wordsOf(missed.join('\n')).map(({ stem }) => stem));
  const inCommon = ({ text }: MockFollowUp): number =>
    wordsOf(text).filter(({ stem }) => stems.has(stem)).length;
  return followUps
    .map((text, index): MockFollowUp => ({ kind: 'file', text, index }))
    .toSorted((a, b) => inCommon(b) - inCommon(a));
}

function topicOf(missed: readonly string[], { title }: Asked, text: string): string | undefined {
  const said = new Map([...wordsOf(title), ...wordsOf(text)].map(({ stem, written }) => [stem, written]));
  const known = missed.flatMap((point) => wordsOf(point)).filter(({ stem }) => said.has(stem));
  // Longer words say more; numbers are no topics.
  const words = known.map(({ stem }) => said.get(stem) ?? '').filter((word) => /^\p{L}{4,}/u.test(word));
  return words.toSorted((a, b) => b.length - a.length)[0];
}

function generalFollowUps(
  asked: Asked,
  { missed, text, withoutNumbers }: HeardAnswer,
): readonly MockFollowUp[] {
  const isStory = asked.kind === 'star';
  const topic = missed && topicOf(missed, asked, text);
  const about = topic === undefined ? '' : ` with ${topic}`;
  const ask = (kind: MockFollowUp['kind'], ofStory: string, ofOther: string): MockFollowUp => ({
    kind,
    text: isStory ? ofStory : ofOther,
  });
  const number = ask('number', 'Which number shows the result?', 'Which of your measurements backs that up?');
  return [
    ...(withoutNumbers ? [number] : []),
    ask('why', 'Why did you do it that way?', `Why is that the case${about}? What causes it?`),
    ask(
      'ten-times',
      'What would you do at ten times the size?',
      `What would change${about} at ten times the load?`,
    ),
  ];
}

export function followUpsFor(asked: Asked, heard: HeardAnswer): readonly MockFollowUp[] {
  const { missed, withoutNumbers } = heard;
  const own = ownFollowUps(asked, heard);
  if (missed?.length === 0) return (withoutNumbers ? generalFollowUps(asked, heard) : own).slice(0, 1);
  return [...own, ...generalFollowUps(asked, heard)].slice(0, MOST_FOLLOW_UPS);
}

export function nextFollowUp(
  { followUps }: Pick<MockTurn, 'followUps'>,
  fitting: readonly MockFollowUp[],
): MockFollowUp | undefined {
  if (followUps.length >= MOST_FOLLOW_UPS) return undefined;
  return fitting.find(
    ({ kind, index }) => !followUps.some((each) => each.kind === kind && each.index === index),
  );
}

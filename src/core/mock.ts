// What a mock interview is made of: what was drawn, everything that happened, and where it stands. Types and small facts;
// how one follows from the other is in mock-step.ts.
import type { Attempt, Mode } from './attempt.ts';
import type { Instant } from './day.ts';
import type { MetricName } from './metric.ts';
import type { Points } from './points.ts';
import type { QuestionHead, QuestionId, StarPart } from './question.ts';
import type { Rating } from './rating.ts';

/** A question that was drawn, as it was then: a report is told from it alone. */
export type MockQuestion = { readonly question: QuestionId } & Pick<
  QuestionHead,
  'number' | 'section' | 'title' | 'kind' | 'minutes'
>;

/**
 * What was said to a question or a follow-up; `text` is empty when it was thought or said. Times in ms. `parts`: those of a
 * story that `partsMs` are the times of.
 */
export type MockReply = {
  readonly text: string;
  readonly elapsedMs: number;
  readonly parts?: readonly StarPart[];
} & Pick<Attempt, 'recording' | 'delivery' | 'transcribed' | 'partsMs'>;

/** `file`: one of the question's own · the others are asked about what was missed. */
export const FOLLOW_UP_KINDS = ['file', 'why', 'ten-times', 'number'] as const;
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number];

/** A follow-up as it is asked. `index`: which of the question's own it is, from 0. */
export type MockFollowUp = { readonly kind: FollowUpKind; readonly text: string; readonly index?: number };

/** A number that the model answer cites and that has a value, as shown. */
export type MockNumber = { readonly key: MetricName; readonly text: string; readonly cited: boolean };

/** What was ticked: one point an item; items and numbers as they were shown. */
export type MockCheck = {
  readonly points: Points;
  readonly items: readonly string[];
  readonly numbers: readonly MockNumber[];
};

/** What the attempt notes beside what was answered and ticked. */
type Remembered = Pick<Attempt, 'title' | 'questionHash' | 'bank'>;

export const MOCK_ENDS = ['done', 'time', 'left'] as const;
/** `done`: nothing was left to ask · `time`: the time was over · `left`: the person ended it early. */
export type MockEnd = (typeof MOCK_ENDS)[number];

/** How a mock was set up. */
export type MockSetup = {
  readonly mode: Mode;
  /** True when each answer is checked at once, which no interview does. */
  readonly study: boolean;
  readonly predict: boolean;
  readonly voice: boolean;
  readonly budgetMs: number;
  readonly seed: string;
  /** Banks that the command line named. */
  readonly banks: readonly string[];
  readonly questions: readonly MockQuestion[];
};

type Happening =
  | ({ readonly type: 'started' } & MockSetup)
  | { readonly type: 'asked'; readonly question: QuestionId }
  /** Share of the points, 0–1, that the person thinks to cover. */
  | { readonly type: 'predicted'; readonly predicted: number }
  | ({ readonly type: 'answered' } & MockReply)
  /** `gone`: the question's file no longer has it. */
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

/** One thing that happened: a line of the mock's file. */
export type MockEvent = { readonly at: Instant } & Happening;

export type MockEventType = MockEvent['type'];
export type EventOf<Type extends MockEventType> = Extract<MockEvent, { type: Type }>;

/** A follow-up that was asked; without an answer and not skipped it is still in hand. */
export type FollowedUp = MockFollowUp & { readonly answer?: MockReply; readonly skipped?: true };

/** A question that was asked. */
export type MockTurn = {
  readonly question: QuestionId;
  readonly predicted?: number;
  readonly answer?: MockReply;
  readonly skipped?: 'skip' | 'gone';
  readonly followUps: readonly FollowedUp[];
  readonly check?: MockCheck;
  readonly outcome?: MockOutcome;
};

/** What the person made of it. */
export type MockOutcome = ({ readonly rating: Rating; readonly at: Instant } & Remembered) | 'unrated';

/**
 * `between`: the next question or follow-up may come · `asked`: a question is in hand · `followed`: a follow-up is ·
 * `ended`: the answers are gone through · `closed`: all is done · `abandoned`: given up.
 */
export type MockPhase = 'between' | 'asked' | 'followed' | 'ended' | 'closed' | 'abandoned';

export type Mock = MockSetup & {
  /** ULID; sorts by time. */
  readonly id: string;
  readonly startedAt: Instant;
  readonly phase: MockPhase;
  /** True while its clock stands still. */
  readonly paused: boolean;
  /** In the order in which they were asked; the last one is in hand or was. */
  readonly turns: readonly MockTurn[];
  /** Time of asking and answering up to the latest event, without pauses. */
  readonly usedMs: number;
  /** The part of it that went to the question or follow-up in hand. */
  readonly inHandMs: number;
  readonly latestAt: Instant;
  readonly endedBy?: MockEnd;
};

/** How many follow-ups one question has at most. */
export const MOST_FOLLOW_UPS = 2;
/** Target time of a follow-up. */
export const FOLLOW_UP_MINUTES = 1;

/** True for a mock that can be gone on with. */
export const isUnfinished = ({ phase }: Mock): boolean => phase !== 'closed' && phase !== 'abandoned';

/** The turns that have an answer and that nobody said anything of yet. */
export const unconfirmed = ({ turns }: Mock): readonly MockTurn[] =>
  turns.filter(({ answer, outcome }) => answer !== undefined && outcome === undefined);

/** The first question that was not asked yet; undefined when all were. */
export const nextQuestion = ({ questions, turns }: Mock): MockQuestion | undefined =>
  questions.find(({ question }) => !turns.some((turn) => turn.question === question));

// What a mock came to, told from its own events: times against targets, points and numbers by name, predictions, follow-ups.
// Counts with what they rest on, and no score of the whole.
import {
  isUnfinished,
  type FollowedUp,
  type Mock,
  type MockCheck,
  type MockQuestion,
  type MockReply,
  type MockTurn,
} from './mock.ts';
import type { Attempt } from './attempt.ts';
import { MINUTE_MS } from './day.ts';
import { meanOf } from './mean.ts';
import { calibratePace, type PaceCalibration } from './pace.ts';
import { coveredCount, coveredShare, pointsByName, type NamedPoint } from './points.ts';
import { withBanks } from './next-step.ts';
import type { StarPart } from './question.ts';
import type { Rating } from './rating.ts';
import { shellWord } from './shell-word.ts';

/** How much of a story's time a part took, 0–1. */
export type PartShare = { readonly part: StarPart; readonly share: number };

export type ReportRow = {
  /** From 1, as it was asked. */
  readonly at: number;
  readonly question: MockQuestion;
  /** `open`: asked or not even that when the mock was left. */
  readonly state: 'answered' | 'skipped' | 'gone' | 'open';
  readonly elapsedMs: number;
  readonly targetMs: number;
  readonly text: string;
  /** What was ticked; left out before it was. */
  readonly check?: MockCheck;
  readonly covered: number;
  /** 0–1; `actual` is left out where no point was ticked or there was none. */
  readonly predicted?: number;
  readonly actual?: number;
  /** Of a story told part by part; empty for any other. */
  readonly parts: readonly PartShare[];
  readonly followUps: readonly FollowedUp[];
  /** Left out while there is none: not gone through yet, or left unrated. */
  readonly rating?: Rating;
  /** True for an answer that is still to be gone through. */
  readonly isWaiting: boolean;
} & Pick<Attempt, 'delivery' | 'recording' | 'transcribed'>;

/** Of a count, how many. */
export type Share = { readonly count: number; readonly of: number };

export type MockTotals = {
  readonly answered: Share;
  /** Questions within their target time, of those answered. */
  readonly inTime: Share;
  /** Of the answers that were checked. */
  readonly points: Share;
  readonly numbers: Share;
  readonly followUps: Share;
  readonly rated: number;
  /** Mean of predicted − actual, −1 to 1, and how many predictions it rests on. */
  readonly bias?: { readonly mean: number; readonly count: number };
};

export type MockReport = {
  readonly mock: Mock;
  readonly rows: readonly ReportRow[];
  readonly totals: MockTotals;
  /** How many syllables make a word of this person, for the pace of what has no transcript. */
  readonly pace: PaceCalibration;
};

/** Shares of the time of the parts, in the order in which they were told. */
function partsOf({ parts = [], partsMs = [] }: Pick<MockReply, 'parts' | 'partsMs'>): readonly PartShare[] {
  const all = partsMs.reduce((total, ms) => total + ms, 0);
  if (all <= 0) return [];
  return parts.map((part, i) => ({ part, share: (partsMs[i] ?? 0) / all }));
}

function stateOf(turn: MockTurn | undefined): ReportRow['state'] {
  if (turn?.answer) return 'answered';
  if (turn?.skipped) return turn.skipped === 'gone' ? 'gone' : 'skipped';
  return 'open';
}

function rowOf(mock: Mock, question: MockQuestion, at: number): ReportRow {
  const turn = mock.turns.find((one) => one.question === question.question);
  const { answer, check, predicted, outcome } = turn ?? {};
  const points = check?.points ?? [];
  const actual = coveredShare(points);
  const rating = outcome === 'unrated' ? undefined : outcome?.rating;
  return {
    at,
    question,
    state: stateOf(turn),
    elapsedMs: answer?.elapsedMs ?? 0,
    targetMs: question.minutes * MINUTE_MS,
    text: answer?.text ?? '',
    covered: coveredCount(points),
    parts: partsOf(answer ?? {}),
    followUps: turn?.followUps ?? [],
    isWaiting: answer !== undefined && outcome === undefined && isUnfinished(mock),
    check,
    predicted,
    actual,
    rating,
    delivery: answer?.delivery,
    recording: answer?.recording,
    transcribed: answer?.transcribed,
  };
}

function biasOf(rows: readonly ReportRow[]): MockTotals['bias'] {
  const errors = rows.flatMap(({ predicted, actual }) =>
    predicted === undefined || actual === undefined ? [] : [predicted - actual],
  );
  return errors.length === 0 ? undefined : { mean: meanOf(errors), count: errors.length };
}

function totalsOf(rows: readonly ReportRow[]): MockTotals {
  const answered = rows.filter(({ state }) => state === 'answered');
  const checks = rows.flatMap(({ check }) => check ?? []);
  const points = checks.flatMap((check) => check.points);
  const numbers = checks.flatMap((check) => check.numbers);
  const followUps = rows.flatMap((row) => row.followUps);
  const bias = biasOf(rows);
  return {
    answered: { count: answered.length, of: rows.length },
    inTime: {
      count: answered.filter(({ elapsedMs, targetMs }) => elapsedMs <= targetMs).length,
      of: answered.length,
    },
    points: { count: coveredCount(points), of: points.length },
    numbers: { count: numbers.filter(({ cited }) => cited).length, of: numbers.length },
    followUps: { count: followUps.filter(({ answer }) => answer).length, of: followUps.length },
    rated: rows.filter(({ rating }) => rating !== undefined).length,
    bias,
  };
}

/** True when the sound of an answer tells how it was said. */
export const isSpoken = ({ turns }: Mock): boolean =>
  turns.some(({ answer }) => answer?.delivery !== undefined);

/**
 * The report as far as the mock has come.
 * @param pace left out: what is usual
 */
export function reportOf(mock: Mock, pace: PaceCalibration = calibratePace([])): MockReport {
  const rows = mock.questions.map((question, i) => rowOf(mock, question, i + 1));
  return { mock, rows, totals: totalsOf(rows), pace };
}

/** The points of an answer as they were ticked; none before they were. */
export const pointsIn = ({ check }: ReportRow): readonly NamedPoint[] =>
  check ? pointsByName(check.items, check.points) : [];

/** The numbers that an answer could have cited, as shown: those that it did, or those that it did not. */
export const numbersIn = ({ check }: ReportRow, cited: boolean): readonly string[] =>
  (check?.numbers ?? []).filter((number) => number.cited === cited).map(({ text }) => text);

const missedIn = ({ check, covered }: ReportRow): number => (check ? check.points.length - covered : 0);

/** What to do after a mock: why, and the command. */
export function stepAfterMock({ mock, rows }: MockReport): {
  readonly why: string;
  readonly command: string;
} {
  if (isUnfinished(mock))
    return { why: 'It is not finished', command: `prep mock --resume ${shellWord(mock.id)}` };
  const step = (why: string, command: string): { readonly why: string; readonly command: string } => ({
    why,
    command: withBanks({ sentence: why, command }, mock.banks).command,
  });
  const worst = rows.toSorted((a, b) => missedIn(b) - missedIn(a))[0];
  if (worst && missedIn(worst) > 0)
    return step('Most was missed here; learn it', `prep show ${shellWord(worst.question.question)}`);
  const skipped = rows.find(({ state }) => state === 'skipped');
  if (skipped) return step('This one was skipped', `prep quiz ${shellWord(skipped.question.question)}`);
  return step('What is due comes next', 'prep quiz');
}

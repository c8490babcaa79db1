// The results of a mock, from its own events. Counts with their evidence, and no overall score.
import { coveredCount, type NamedPoint, pointsByName, settledCount } from '../base/attempt.ts';
import { type Calendar, MINUTE_MS, minuteText } from '../base/day.ts';
import { ulidOf } from '../base/ids.ts';
import { countOf } from '../base/wording.ts';
import type { AttemptEntry } from '../schedule/journal.ts';
import { isUnfinished, type Mock, type MockQuestion, type MockTurn, unconfirmed } from './mock.ts';

export type ReportRow = ReturnType<typeof rowOf>;
export type MockReport = ReturnType<typeof reportOf>;
export type Share = ReturnType<typeof shareOf>;

/** `open`: not answered, or not asked, when the mock was left. */
function stateOf(turn: MockTurn | undefined): 'answered' | 'skipped' | 'gone' | 'open' {
  if (turn?.answer) return 'answered';
  if (turn?.skipped) return turn.skipped === 'gone' ? 'gone' : 'skipped';
  return 'open';
}

function rowOf(mock: Mock, question: MockQuestion, at: number) {
  const turn = mock.turns.find((each) => each.question === question.question);
  const { answer, check, outcome, followUps = [] } = turn ?? {};
  const { elapsedMs = 0, text = '', parts = [], partsMs = [] } = answer ?? {};
  const points = check?.points ?? [];
  const allMs = partsMs.reduce((total, ms) => total + ms, 0);
  return {
    at,
    question,
    state: stateOf(turn),
    elapsedMs,
    targetMs: question.minutes * MINUTE_MS,
    text,
    check,
    covered: coveredCount(points),
    /** Each part's share of the time, 0–1; empty unless told part by part. */
    parts: allMs > 0 ? parts.map((part, i) => ({ part, share: (partsMs[i] ?? 0) / allMs })) : [],
    followUps,
    /** Undefined when not reviewed or left unrated. */
    rating: outcome === 'unrated' ? undefined : outcome?.rating,
    isWaiting: answer !== undefined && outcome === undefined && isUnfinished(mock),
    delivery: answer?.delivery,
    recording: answer?.recording,
  };
}

const shareOf = <T>(items: readonly T[], counts: (item: T) => boolean) => ({
  count: items.filter(counts).length,
  of: items.length,
});

function totalsOf(rows: readonly ReportRow[]) {
  const isAnswered = ({ state }: ReportRow): boolean => state === 'answered';
  const checks = rows.flatMap(({ check }) => check ?? []);
  const points = checks.flatMap((check) => check.points);
  return {
    answered: shareOf(rows, isAnswered),
    inTime: shareOf(rows.filter(isAnswered), ({ elapsedMs, targetMs }) => elapsedMs <= targetMs),
    points: { count: coveredCount(points), of: settledCount(points) },
    numbers: shareOf(
      checks.flatMap((check) => check.numbers),
      ({ cited }) => cited,
    ),
    followUps: shareOf(
      rows.flatMap((row) => row.followUps),
      ({ answer }) => answer !== undefined,
    ),
    rated: rows.filter(({ rating }) => rating !== undefined).length,
  };
}

export function reportOf(mock: Mock) {
  const rows = mock.questions.map((question, i) => rowOf(mock, question, i + 1));
  return { mock, rows, totals: totalsOf(rows) };
}

export const pointsIn = ({ check }: ReportRow): readonly NamedPoint[] =>
  check ? pointsByName(check.items, check.points) : [];

export const heldText = ({ mock }: MockReport, calendar: Calendar): string =>
  minuteText(mock.startedAt, calendar);

export const stateText = ({ mock: { phase } }: MockReport): string =>
  phase === 'closed' ? '' : phase === 'abandoned' ? 'discarded' : 'unfinished';

export function standsText(mock: Mock): string {
  const { phase, turns, questions } = mock;
  if (phase !== 'ended') {
    const done = turns.filter(({ answer, skipped }) => answer !== undefined || skipped !== undefined).length;
    return `${done} of ${countOf(questions.length, 'question')} done`;
  }
  const left = unconfirmed(mock).length;
  return left === 0 ? 'all answers rated' : `${countOf(left, 'answer')} to rate`;
}

// A mock's attempts in the journal are computed from its events, ids included, so that a lost one can be added
// again and none appears twice.

export const attemptsOfMock = ({ id, mode, turns }: Mock): readonly AttemptEntry[] =>
  turns.flatMap(({ question, answer, check, outcome }): readonly AttemptEntry[] => {
    if (!answer || !outcome || outcome === 'unrated') return [];
    const { text, elapsedMs, parts: _parts, ...said } = answer;
    const { rating, at, ...remembered } = outcome;
    return [
      {
        type: 'attempt',
        id: ulidOf(at, `mock/${id}/${question}`),
        question,
        rating,
        at,
        elapsedMs,
        mode,
        points: check?.points ?? [],
        cited: check?.numbers.flatMap(({ key, cited }) => (cited ? [key] : [])) ?? [],
        ...(text === '' ? {} : { text }),
        ...said,
        session: id,
        by: 'mock',
        ...remembered,
      },
    ];
  });

export function missingAttempts(
  mock: Mock,
  entries: readonly { readonly id: string }[],
): readonly AttemptEntry[] {
  const known = new Set(entries.map(({ id }) => id));
  return attemptsOfMock(mock).filter(({ id }) => !known.has(id));
}

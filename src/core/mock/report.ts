// The results of a mock, from its own events. Counts with their evidence, and no overall score.
import { coveredCount, type NamedPoint, pointsByName, pointsCell, settledCount } from '../base/attempt.ts';
import { type Calendar, MINUTE_MS, minuteText } from '../base/day.ts';
import { labelOf } from '../base/question.ts';
import { ulidOf } from '../base/ids.ts';
import { countOf, elapsedText, shellWord } from '../base/wording.ts';
import { wrongNumberSentence } from '../feedback/wrong-numbers.ts';
import { commandFor } from '../quiz/next-step.ts';
import type { AttemptEntry } from '../schedule/journal.ts';
import {
  type FollowedUp,
  isUnfinished,
  type Mock,
  type MockQuestion,
  type MockTurn,
  unconfirmed,
} from './mock.ts';

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

export const numbersIn = ({ check }: ReportRow, cited: boolean): readonly string[] =>
  (check?.numbers ?? []).filter((number) => number.cited === cited).map(({ text }) => text);

/** One fact per line, never a grade. */
export const wrongTexts = ({ check }: ReportRow): readonly string[] =>
  (check?.numbers ?? []).flatMap(({ key, text, said }) =>
    said === undefined ? [] : [wrongNumberSentence({ said, metric: key, value: text })],
  );

const missedIn = ({ check, covered }: ReportRow): number => settledCount(check?.points ?? []) - covered;

const nameOf = ({ question: { question: id, number } }: ReportRow): string =>
  shellWord(labelOf({ id, number }));

export function stepAfterMock({ mock, rows }: MockReport) {
  if (isUnfinished(mock)) return { why: 'This mock is not finished', command: 'prep mock --resume' };
  const step = (why: string, command: string) => ({ why, command: commandFor(command, mock.banks) });
  const worst = rows.toSorted((a, b) => missedIn(b) - missedIn(a))[0];
  if (worst && missedIn(worst) > 0) return step('Review your weakest answer', `prep show ${nameOf(worst)}`);
  const skipped = rows.find(({ state }) => state === 'skipped');
  if (skipped) return step('You skipped this question', `prep quiz ${nameOf(skipped)}`);
  return step('Next, review what is due', 'prep quiz');
}

export function verdictOf({ totals: { answered, points, inTime } }: MockReport): string {
  const inTimeText = inTime.of === 0 ? '' : `, ${inTime.count} of them on time`;
  const covered = points.of === 0 ? '' : `, and covered ${points.count} of ${countOf(points.of, 'point')}`;
  return `You answered ${answered.count} of ${countOf(answered.of, 'question')}${inTimeText}${covered}.`;
}

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

const NOT_ANSWERED: Readonly<Record<Exclude<ReportRow['state'], 'answered'>, string>> = {
  skipped: 'skipped',
  gone: 'no longer in its file',
  open: 'not answered',
};

/** `2:10 / 3:00`, or why there is no time. */
export const timeText = ({ state, elapsedMs, targetMs }: ReportRow): string =>
  state === 'answered' ? `${elapsedText(elapsedMs)} / ${elapsedText(targetMs)}` : NOT_ANSWERED[state];

export const pointsText = ({ check }: ReportRow): string => pointsCell(check?.points ?? []);

export function numbersText({ check }: ReportRow): string {
  const { count, of } = shareOf(check?.numbers ?? [], ({ cited }) => cited);
  return of === 0 ? '' : `${count}/${of}`;
}

export const ratedText = ({ rating, state, isWaiting }: ReportRow): string =>
  rating ?? (isWaiting ? 'to rate' : state === 'answered' ? 'unrated' : '');

export const followUpText = ({ answer, skipped }: FollowedUp): string =>
  answer ? elapsedText(answer.elapsedMs) : skipped ? 'skipped' : 'not answered';

const shareText = ({ count, of }: Share, noun: string, verb: string): string =>
  of === 0 ? '' : `${count} of ${countOf(of, noun)} ${verb}`;

/** Beyond the verdict. */
export function factsOfMock(report: MockReport, calendar: Calendar): readonly string[] {
  const { mock, totals } = report;
  const { numbers, followUps } = totals;
  return [
    heldText(report, calendar),
    stateText(report),
    `${elapsedText(mock.usedMs)} of ${elapsedText(mock.budgetMs)}`,
    shareText(numbers, 'value', 'cited'),
    shareText(followUps, 'follow-up', 'answered'),
  ].filter(Boolean);
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

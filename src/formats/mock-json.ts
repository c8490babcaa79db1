// Mocks as JSON (docs/json.md): one in full, and what the list tells of each. Fields are added, never renamed.
import { isoWithOffset, type Calendar } from '../core/day.ts';
import type { MockComparison } from '../core/mock-compare.ts';
import { pointsIn, type MockReport, type ReportRow } from '../core/mock-report.ts';
import type { JsonFields } from './json-output.ts';

/** What the list tells of a mock. */
export function mockSummaryJson({ mock, totals }: MockReport, calendar: Calendar): JsonFields {
  const { answered, inTime, points, numbers, followUps, rated, bias } = totals;
  return {
    id: mock.id,
    startedAt: isoWithOffset(mock.startedAt, calendar),
    state: mock.phase === 'closed' ? 'finished' : mock.phase === 'abandoned' ? 'abandoned' : 'unfinished',
    endedBy: mock.endedBy ?? null,
    mode: mock.mode,
    study: mock.study,
    seed: mock.seed,
    budgetMs: mock.budgetMs,
    usedMs: mock.usedMs,
    questions: answered.of,
    answered: answered.count,
    inTime: inTime.count,
    rated,
    pointsCovered: points.count,
    points: points.of,
    numbersCited: numbers.count,
    numbers: numbers.of,
    followUps: followUps.of,
    followUpsAnswered: followUps.count,
    predictions: bias?.count ?? 0,
    meanBias: bias?.mean ?? null,
  };
}

function rowJson(row: ReportRow): JsonFields {
  const { question, check, delivery } = row;
  return {
    question: question.question,
    number: question.number ?? null,
    title: question.title,
    section: question.section,
    kind: question.kind,
    state: row.state,
    elapsedMs: row.elapsedMs,
    targetMs: row.targetMs,
    text: row.text === '' ? null : row.text,
    points: pointsIn(row),
    numbers: check?.numbers ?? [],
    parts: row.parts,
    predicted: row.predicted ?? null,
    actual: row.actual ?? null,
    recording: row.recording ?? null,
    delivery: delivery ? { firstWordMs: null, ...delivery } : null,
    followUps: row.followUps.map(({ kind, text, answer, skipped }) => ({
      kind,
      text,
      elapsedMs: answer?.elapsedMs ?? null,
      answer: answer === undefined || answer.text === '' ? null : answer.text,
      skipped: skipped ?? false,
    })),
    rating: row.rating ?? null,
  };
}

/** One mock in full. */
export const mockJson = (report: MockReport, calendar: Calendar): JsonFields => ({
  ...mockSummaryJson(report, calendar),
  asked: report.rows.map(rowJson),
});

/** How one of two mocks left a question that both asked. */
const leftJson = ({ state, elapsedMs, targetMs, check, covered, rating }: ReportRow): JsonFields => ({
  state,
  elapsedMs,
  targetMs,
  pointsCovered: covered,
  points: check?.points.length ?? 0,
  rating: rating ?? null,
});

/** Two mocks side by side. */
export const comparisonJson = (
  { earlier, later, inBoth }: MockComparison,
  calendar: Calendar,
): JsonFields => ({
  earlier: mockSummaryJson(earlier, calendar),
  later: mockSummaryJson(later, calendar),
  inBoth: inBoth.map((each) => ({
    question: each.question,
    title: each.later.question.title,
    earlier: leftJson(each.earlier),
    later: leftJson(each.later),
    gained: each.gained,
    lost: each.lost,
  })),
});

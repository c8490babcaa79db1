// The JSON of `prep mock`, `prep history` and `prep list --matrix` (docs/json.md).
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import { type MockReport, pointsIn, type ReportRow } from '../../core/mock/report.ts';
import type { PastAttempt } from '../../core/progress/history.ts';
import type { ServedRow, StoryMatrix } from '../../core/stories/stories.ts';
import { entryFields } from '../stored/journal-lines.ts';
import type { JsonFields } from './document.ts';
import type { QuestionId } from '../../core/base/question.ts';
import type { Feedback, WrongNumber } from '../../core/feedback/feedback.ts';

export function mockSummaryJson({ mock, totals }: MockReport, calendar: Calendar): JsonFields {
  const { answered, inTime, points, numbers, followUps, rated } = totals;
  return {
    id: mock.id,
    startedAt: isoWithOffset(mock.startedAt, calendar),
    state: mock.phase === 'closed' ? 'finished' : mock.phase === 'abandoned' ? 'abandoned' : 'unfinished',
    endedBy: mock.endedBy ?? null,
    mode: mock.mode,
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

export const mockJson = (report: MockReport, calendar: Calendar): JsonFields => ({
  ...mockSummaryJson(report, calendar),
  asked: report.rows.map(rowJson),
});

/** Omits the fields that the journal's entry lacks. */
export const attemptJson = (
  { number, attempt, recording, pace }: PastAttempt,
  calendar: Calendar,
): JsonFields => ({
  number,
  ...entryFields(attempt, calendar),
  recording: recording
    ? { path: recording.path, exists: recording.bytes !== undefined, bytes: recording.bytes ?? null }
    : null,
  wordsPerMinute: pace ?? null,
});

/** `gaps`: questions that no story serves, as shown. */
export const matrixJson = ({ stories, rows }: StoryMatrix, gaps: readonly ServedRow[]): JsonFields => ({
  stories: stories.map(({ id, number, title }) => ({ id, number: number ?? null, title })),
  rows: rows.map(({ question, theme, servings, itself }) => ({
    question: question?.id ?? null,
    theme: theme ?? null,
    title: question?.title ?? null,
    itself,
    servings: servings.map((each) => ({
      story: each.story,
      by: each.by,
      topics: each.by === 'guess' ? each.topics : [],
    })),
  })),
  gaps: gaps.map(({ question }) => question?.id ?? null),
});

const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

export const wrongNumbersJson = (wrongNumbers: readonly WrongNumber[]): readonly JsonFields[] =>
  wrongNumbers.map(({ said, metric, value }) => ({ said, metric, value: plain(value) }));

/** @param text what the feedback's offsets refer to */
export const feedbackJson = (
  question: QuestionId,
  { points, wrongNumbers, cited, notCited, topic }: Feedback,
  items: readonly string[],
  text: string,
): JsonFields => ({
  question,
  compared: points.length > 0,
  points: points.map(({ text: written, state, score, quote, reason }, i) => ({
    text: plain(items[i] ?? written),
    state,
    score: Math.round(Math.min(1, score) * 1000) / 1000,
    quote: quote ? text.slice(quote.start, quote.end) : null,
    ...(reason === undefined ? {} : { reason: plain(reason) }),
  })),
  wrongNumbers: wrongNumbersJson(wrongNumbers),
  cited,
  notCited,
  onTopic: topic === 'on-topic',
});

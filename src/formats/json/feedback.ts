import type { QuestionId } from '../../core/base/question.ts';
import type { Feedback, WrongNumber } from '../../core/feedback/feedback.ts';
import type { JsonFields } from './document.ts';

const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

export const wrongNumbersJson = (wrongNumbers: readonly WrongNumber[]): readonly JsonFields[] =>
  wrongNumbers.map(({ said, metric, value }) => ({ said, metric, value: plain(value) }));

/**
 * @param text what the feedback's offsets refer to
 */
export const feedbackJson = (
  question: QuestionId,
  { points, wrongNumbers, cited, notCited, topic }: Feedback,
  items: readonly string[],
  text: string,
): JsonFields => ({
  question,
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
